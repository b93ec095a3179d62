package inquiry

import (
	"context"
	"fmt"
	"strconv"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"

	"zhixing/app/court"
	"zhixing/app/desktop/frame"
	"zhixing/app/desktop/lists"
	"zhixing/app/desktop/papers/parts"
	"zhixing/app/desktop/widgets"
	"zhixing/app/office"
	"zhixing/app/sheet"
)

// The two sides of the tab 协查单位.
const (
	sideBook    = "通讯录"
	sideReplies = "回复情况"
)

// unitList is the tab 协查单位: the contact book, and how the units answer.
type unitList struct {
	lists.Panel
	h       Host
	f       frame.Frame
	side    string
	search  string
	loader  *widgets.Loader
	book    *widgets.DataTable[court.AssistUnit]
	replies *widgets.DataTable[office.UnitAnswers]
	holder  *fyne.Container
}

func newUnitList(h Host) *unitList {
	t := &unitList{h: h, f: h.Frame, side: sideBook, holder: container.NewStack()}
	t.loader = widgets.NewLoader(t.f.Window())
	t.loader.OnError = t.f.Fail
	t.Bar = widgets.NewFilterBar("单位、部门、联系人、电话", searchWidth, func(text string) { t.search = text; t.Load() }, t.Focus)
	text := widgets.TextCell
	type unit = court.AssistUnit
	t.book = widgets.NewListTable([]widgets.Column[unit]{
		{ID: "name", Label: "单位名称", Width: 160, Stretch: 2, Cell: func(u unit) widgets.Cell { return text(u.Name) }},
		{ID: "department", Label: "部门", Width: 100, Stretch: 1, Cell: func(u unit) widgets.Cell { return text(u.Department) }},
		{ID: "person", Label: "联系人", Width: 80, Cell: func(u unit) widgets.Cell { return text(u.Person) }},
		{ID: "phone", Label: "电话", Width: 120, Cell: func(u unit) widgets.Cell { return text(u.Phone) }},
		{ID: "address", Label: "地址", Width: 160, Stretch: 2, Cell: func(u unit) widgets.Cell { return text(u.Address) }},
		{ID: "note", Label: "备注", Width: 100, Stretch: 1, Cell: func(u unit) widgets.Cell { return widgets.QuietCell(u.Note) }},
	}, func(u unit) string { return strconv.FormatInt(u.ID, 10) }, nil)
	t.book.Empty = widgets.Empty{Text: "通讯录还是空的。登记单位，或者从 Excel 导入。"}
	if t.f.Can(office.MayWorkProperty) {
		t.book.OnOpen = func(u unit) { askUnit(t.f, u) }
	}
	t.replies = replyTable()
	t.replies.OnOpen = func(u office.UnitAnswers) { t.Bar.Entry.SetText(u.Unit) }
	t.Root = t.Bar.Over(t.holder, nil)
	return t
}

func replyTable() *widgets.DataTable[office.UnitAnswers] {
	type row = office.UnitAnswers
	count := func(n int) widgets.Cell {
		if n == 0 {
			return widgets.QuietCell("—")
		}
		return widgets.TextCell(strconv.Itoa(n))
	}
	number := func(id, label string, width float32, pick func(row) int) widgets.Column[row] {
		return widgets.Column[row]{ID: id, Label: label, Width: width, Align: fyne.TextAlignTrailing, Sortable: true, Less: func(a, b row) bool { return pick(a) < pick(b) },
			Cell: func(u row) widgets.Cell { return count(pick(u)) }}
	}
	t := widgets.NewListTable([]widgets.Column[row]{
		{ID: "unit", Label: "协查单位", Width: 200, Stretch: 2, Cell: func(u row) widgets.Cell { return widgets.TextCell(u.Unit) }},
		{ID: "way", Label: "方式", Width: 90, Cell: func(u row) widgets.Cell { return widgets.TextCell(string(u.Way)) }},
		number("asked", "发出", 80, func(u row) int { return u.Asked }),
		number("answered", "已反馈", 80, func(u row) int { return u.Answered }),
		{ID: "late", Label: "逾期未反馈", Width: 100, Align: fyne.TextAlignTrailing, Sortable: true, Less: func(a, b row) bool { return a.Late < b.Late }, Cell: func(u row) widgets.Cell {
			if u.Late > 0 {
				return widgets.ColorCell(strconv.Itoa(u.Late), widgets.ColorOverdue)
			}
			return count(0)
		}},
		number("overran", "逾期反馈", 90, func(u row) int { return u.Overran }),
		{ID: "days", Label: "平均用时（天）", Width: 120, Align: fyne.TextAlignTrailing, Sortable: true, Less: func(a, b row) bool { return a.Days < b.Days }, Cell: func(u row) widgets.Cell {
			if u.Answered == 0 {
				return count(0)
			}
			return widgets.TextCell(fmt.Sprintf("%.1f", u.Days))
		}},
		number("longest", "最长（天）", 90, func(u row) int { return u.Longest }),
		number("found", "财产（项）", 90, func(u row) int { return u.Found }),
	}, func(u row) string { return u.Unit + string(u.Way) }, nil)
	t.Empty = widgets.Empty{Text: "还没有登记过查询。"}
	return t
}

// Load reads the side in front.
func (t *unitList) Load() {
	t.Bar.SetChips(widgets.NewMenuChip(t.side, func() []widgets.MenuItem {
		var items []widgets.MenuItem
		for _, side := range []string{sideBook, sideReplies} {
			items = append(items, widgets.MenuItem{Label: side, Checked: t.side == side, Do: func() { t.side = side; t.Load(); t.h.Desk.Again() }})
		}
		return items
	}))
	o, q := t.f.Office(), office.UnitQuery{Search: t.search}
	if t.side == sideBook {
		t.holder.Objects = []fyne.CanvasObject{t.book}
		widgets.Load(t.loader, func(ctx context.Context) ([]court.AssistUnit, error) { return o.AssistUnits(ctx, q) }, func(rows []court.AssistUnit) {
			t.book.SetRows(rows)
			t.h.Desk.Say(t, fmt.Sprintf("共 %d 条", len(rows)))
		})
	} else {
		t.holder.Objects = []fyne.CanvasObject{t.replies}
		find := office.InquiryQuery{Search: t.search}
		widgets.Load(t.loader, func(ctx context.Context) ([]office.UnitAnswers, error) { return o.InquiryUnits(ctx, find) }, func(rows []office.UnitAnswers) {
			t.replies.SetRows(rows)
			t.h.Desk.Say(t, fmt.Sprintf("共 %d 个单位", len(rows)))
		})
	}
	t.holder.Refresh()
}

// Focus puts the keyboard into the table.
func (t *unitList) Focus() {
	if t.side == sideBook {
		t.book.Focus()
	} else {
		t.replies.Focus()
	}
}

// Buttons stand beside the tabs.
func (t *unitList) Buttons() []fyne.CanvasObject {
	if t.side != sideBook || !t.f.Can(office.MayWorkProperty) {
		return nil
	}
	return []fyne.CanvasObject{widgets.NewButton("导入通讯录", func() { importUnits(t.f) }), widgets.NewPrimaryButton("登记单位", func() { askUnit(t.f, court.AssistUnit{}) })}
}

// Printed is the side in front.
func (t *unitList) Printed() func(context.Context) (parts.List, error) {
	o, side, search := t.f.Office(), t.side, t.search
	return func(ctx context.Context) (parts.List, error) {
		if side == sideBook {
			rows, err := o.AssistUnits(ctx, office.UnitQuery{Search: search})
			return bookTable(rows), err
		}
		rows, err := o.InquiryUnits(ctx, office.InquiryQuery{Search: search})
		return repliesTable(rows), err
	}
}

// bookTable is the contact book as it is exported and imported.
func bookTable(rows []court.AssistUnit) parts.List {
	l := parts.List{Title: "协查单位通讯录"}
	for _, f := range sheet.UnitFields {
		l.Heads = append(l.Heads, sheet.Head{Label: string(f)})
	}
	for _, u := range rows {
		l.Rows = append(l.Rows, []any{u.Name, u.Department, u.Person, u.Phone, u.Address, u.Note})
	}
	return l
}

func repliesTable(rows []office.UnitAnswers) parts.List {
	l := parts.List{Title: "协查单位回复台账", Heads: []sheet.Head{{Label: "协查单位"}, {Label: "方式"}, {Label: "发出", Kind: sheet.Int}, {Label: "已反馈", Kind: sheet.Int}, {Label: "逾期未反馈", Kind: sheet.Int},
		{Label: "逾期反馈", Kind: sheet.Int}, {Label: "平均用时（天）"}, {Label: "最长（天）", Kind: sheet.Int}, {Label: "财产（项）", Kind: sheet.Int}}}
	for _, u := range rows {
		l.Rows = append(l.Rows, []any{u.Unit, string(u.Way), u.Asked, u.Answered, u.Late, u.Overran, fmt.Sprintf("%.1f", u.Days), u.Longest, u.Found})
	}
	return l
}

// askUnit asks for an entry of the contact book.
func askUnit(f frame.Frame, u court.AssistUnit) {
	form := newForm()
	name := form.AddText("单位名称", widgets.Required())
	department := form.AddText("部门")
	person := form.AddText("联系人")
	phone := form.AddText("电话")
	address := form.AddText("地址")
	note := form.AddText("备注")
	state := form.AddChoice("状态", widgets.Options("在用", "停用"))
	for _, x := range []struct {
		field *widgets.TextField
		text  string
	}{{name, u.Name}, {department, u.Department}, {person, u.Person}, {phone, u.Phone}, {address, u.Address}, {note, u.Note}} {
		x.field.SetText(x.text)
	}
	state.SetID("在用")
	form.SetVisible("状态", u.ID != 0)
	o, actor := f.Office(), f.Actor()
	widgets.FormDialogLater(f.Window(), "协查单位", form, "保存", func() (func(context.Context) error, error) {
		x := u
		x.Name, x.Department, x.Person, x.Phone, x.Address, x.Note, x.Disabled = name.Text(), department.Text(), person.Text(), phone.Text(), address.Text(), note.Text(), state.ID() == "停用"
		return func(ctx context.Context) error { _, err := o.SaveAssistUnit(ctx, actor, x); return err }, nil
	}, func() { f.Say("已保存 " + name.Text()) })
}

// importUnits brings a contact book in: it says what would change and asks.
func importUnits(f frame.Frame) {
	o, actor := f.Office(), f.Actor()
	f.ChooseFile("选择通讯录", []string{".xlsx", ".xlsm", ".csv"}, func(path string) {
		if path == "" {
			return
		}
		var units []court.AssistUnit
		var rows []int
		var plan office.UnitImport
		parts.Run(f, "读取通讯录", func(ctx context.Context, report func(float64, string)) error {
			report(0.3, "正在读取…")
			book, err := sheet.OpenStatement(path)
			if err != nil {
				return err
			}
			if units, rows, err = book.ReadUnits(); err != nil {
				return err
			}
			plan, err = o.ImportAssistUnits(ctx, actor, units, rows, true)
			return err
		}, func() { confirmUnits(f, units, rows, plan) })
	})
}

func confirmUnits(f frame.Frame, units []court.AssistUnit, rows []int, plan office.UnitImport) {
	text := fmt.Sprintf("将登记 %d 条，更新 %d 条，%d 条没有变化。", plan.Added, plan.Changed, plan.Same)
	var refused []string
	for _, x := range plan.Refused {
		refused = append(refused, fmt.Sprintf("第 %d 行不导入：%s", x.Row, x.Why))
	}
	if len(refused) > 0 {
		text += "\n" + joined(refused)
	}
	if plan.Added+plan.Changed == 0 {
		widgets.MessageDialog(f.Window(), "导入通讯录", text, "没有要导入的。")
		return
	}
	o, actor := f.Office(), f.Actor()
	widgets.Confirm(f.Window(), "导入通讯录", text, "导入", "取消", func() {
		act(f, fmt.Sprintf("通讯录已登记 %d 条，更新 %d 条", plan.Added, plan.Changed), func(ctx context.Context) error {
			_, err := o.ImportAssistUnits(ctx, actor, units, rows, false)
			return err
		})
	})
}
