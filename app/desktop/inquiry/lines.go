package inquiry

import (
	"context"
	"fmt"
	"strconv"

	"fyne.io/fyne/v2"

	"zhixing/app/court"
	"zhixing/app/desktop/frame"
	"zhixing/app/desktop/lists"
	"zhixing/app/desktop/papers/parts"
	"zhixing/app/desktop/widgets"
	"zhixing/app/office"
	"zhixing/app/sheet"
)

// The states that the ledger of answers is filtered by.
const (
	stateOpen     = "未反馈"
	stateLate     = "逾期未反馈"
	stateAnswered = "已反馈"
)

// lineList is the tab 查询: what was asked of whom, and what came back.
type lineList struct {
	lists.Panel
	h     Host
	f     frame.Frame
	state string
	query office.InquiryQuery
	tray  *widgets.Button
	table *widgets.DataTable[court.InquiryLine]
	count *widgets.Loader
}

func newLineList(h Host) *lineList {
	t := &lineList{h: h, f: h.Frame, state: stateOpen}
	t.count = widgets.NewLoader(t.f.Window())
	t.count.OnError = t.f.Fail
	t.Bar = widgets.NewFilterBar("被执行人、单位、案号、批次", searchWidth, func(text string) { t.query.Search = text; t.Load() }, t.Focus)
	t.table = widgets.NewDataTable(lineColumns(t.f, true), lineKey, t.source())
	t.table.MultiSelect = t.f.Can(office.MayWorkProperty)
	t.table.Empty = widgets.Empty{Text: "没有这样的查询。"}
	t.table.OnOpen = func(l court.InquiryLine) { t.f.OpenCase(l.CaseID, frame.TabInquiry) }
	t.table.OnLoaded = func(total int) { h.Desk.Say(t, fmt.Sprintf("共 %d 项", total)) }
	t.table.RowMenu = func(l court.InquiryLine) []widgets.MenuItem { return lineMenu(t.f, t.picked(l)) }
	t.tray = widgets.NewButton("待认领", func() { t.f.Open(newTrayPage(t.f)) })
	t.Rows, t.Root = t.table, t.Bar.Over(t.table, nil)
	return t
}

func lineKey(l court.InquiryLine) string { return strconv.FormatInt(l.ID, 10) }

// lineColumns are the columns of the ledger; with the case on the page of all.
func lineColumns(f frame.Frame, cases bool) []widgets.Column[court.InquiryLine] {
	type row = court.InquiryLine
	today := f.Office().Today
	text := widgets.TextOf[row]
	columns := []widgets.Column[row]{
		{ID: "state", Label: "状态", Width: 104, Cell: func(l row) widgets.Cell { return answerCell(l, today()) }},
		{ID: "days", Label: "期限", Width: 72, Align: fyne.TextAlignTrailing, Cell: func(l row) widgets.Cell {
			if l.Answered.IsZero() {
				return dueCell(today().DaysUntil(l.Due))
			}
			return widgets.QuietCell(fmt.Sprintf("用 %d 天", l.Days(today())))
		}},
		{ID: "unit", Label: "协查单位", Width: 130, Stretch: 2, Cell: text(func(l row) string { return l.Unit })},
		{ID: "debtor", Label: "被执行人", Width: 80, Stretch: 1, Cell: text(func(l row) string { return l.Debtor })},
	}
	if cases {
		columns = append(columns, widgets.Column[row]{ID: "case", Label: "案号", Width: 162, Cell: text(func(l row) string { return l.CaseNo })})
	}
	columns = append(columns,
		widgets.Column[row]{ID: "way", Label: "方式", Width: 68, Cell: text(func(l row) string { return string(l.Way) })},
		widgets.Column[row]{ID: "sent", Label: "发出", Width: 84, Cell: func(l row) widgets.Cell { return widgets.DateCell(l.Sent) }},
		widgets.Column[row]{ID: "answered", Label: "反馈", Width: 84, Cell: func(l row) widgets.Cell { return widgets.DateCell(l.Answered) }},
		widgets.Column[row]{ID: "note", Label: "反馈内容", Width: 90, Stretch: 2, Cell: func(l row) widgets.Cell { return widgets.QuietCell(court.CleanLine(l.Note)) }},
		widgets.Column[row]{ID: "number", Label: "批次", Width: 96, Cell: func(l row) widgets.Cell { return widgets.QuietCell(l.Number) }})
	if cases {
		columns = append(columns, widgets.Column[row]{ID: "officer", Label: "承办人", Width: 58, Cell: text(func(l row) string { return l.Officer })})
	}
	if f.Can(office.MayWorkProperty) {
		columns = append(columns, widgets.Column[row]{ID: "do", Label: "", Width: 156, Cell: func(l row) widgets.Cell { return lineButtons(f, l) }})
	}
	return columns
}

// answerCell tells what came back.
func answerCell(l court.InquiryLine, today court.Date) widgets.Cell {
	switch {
	case l.Late(today):
		return widgets.StateCell(widgets.StateOverdue, "未反馈")
	case l.Answered.IsZero():
		return widgets.StateCell(widgets.StateNear, "待反馈")
	case l.Found > 0:
		return widgets.StateCell(widgets.StateDone, fmt.Sprintf("有财产 %d 项", l.Found))
	case l.Result == court.InquiryFound:
		return widgets.StateCell(widgets.StateDone, string(l.Result))
	}
	return widgets.StateCell(widgets.StateExempt, string(l.Result))
}

// lineButtons are what is next about a line.
func lineButtons(f frame.Frame, l court.InquiryLine) widgets.Cell {
	letter := widgets.CellButton{Label: "协查函", Do: func() { letterFor(f, l) }}
	answer := widgets.CellButton{Label: "反馈", Primary: l.Answered.IsZero(), Do: func() { Answer(f, []court.InquiryLine{l}) }}
	if !l.Answered.IsZero() {
		answer.Label = "改反馈"
	}
	if l.Result == court.InquiryFound {
		return widgets.ButtonCell(widgets.CellButton{Label: "登记财产", Primary: l.Found == 0, Do: func() { EnterAnswered(f, l) }}, answer)
	}
	if l.Way.Network() {
		return widgets.ButtonCell(answer)
	}
	return widgets.ButtonCell(answer, letter)
}

func lineMenu(f frame.Frame, lines []court.InquiryLine) []widgets.MenuItem {
	l := lines[0]
	items := []widgets.MenuItem{{Label: "打开案件", Do: func() { f.OpenCase(l.CaseID, frame.TabInquiry) }}}
	if !f.Can(office.MayWorkProperty) {
		return items
	}
	items = append(items, widgets.MenuItem{Label: fmt.Sprintf("登记反馈（%d 项）", len(lines)), Do: func() { Answer(f, lines) }},
		widgets.MenuItem{Label: "制作协查函", Do: func() { letterFor(f, l) }},
		widgets.MenuItem{Label: "制作 " + l.Number + " 的全部协查函", Do: func() { letters(f, l.InquiryID, l.Number) }},
		widgets.MenuItem{Label: "作废 " + l.Number, Do: func() { voidInquiry(f, l) }})
	return items
}

// picked gives the ticked lines, or the one given.
func (t *lineList) picked(l court.InquiryLine) []court.InquiryLine {
	if marked := t.table.Marked(); len(marked) > 0 {
		return marked
	}
	return []court.InquiryLine{l}
}

func (t *lineList) answerPicked() {
	l, ok := t.table.Chosen()
	if lines := t.picked(l); ok || len(t.table.Marked()) > 0 {
		Answer(t.f, lines)
	}
}

func (t *lineList) narrowed() office.InquiryQuery {
	q, s := t.query, t.h.Scope
	q.OfficerID, q.Group = s.OfficerID, s.Group
	q.Open, q.Late, q.Answered = t.state == stateOpen, t.state == stateLate, t.state == stateAnswered
	return q
}

func (t *lineList) source() widgets.PageFunc[court.InquiryLine] {
	o, q := t.f.Office(), t.narrowed()
	return func(ctx context.Context, offset, limit int, _ widgets.Sort) ([]court.InquiryLine, int, error) {
		q := q
		q.Offset, q.Limit = offset, limit
		page, err := o.Inquiries(ctx, q)
		return page.Rows, page.Total, err
	}
}

// Load reads the list.
func (t *lineList) Load() {
	t.Bar.SetChips(t.h.Scope.Chip(t.f, t.Load),
		widgets.NewChoiceChip("状态", t.state, []string{stateOpen, stateLate, stateAnswered}, func(s string) { t.state = s; t.Load() }),
		widgets.NewChoiceChip("方式", t.query.Way, court.InquiryWays, func(w court.InquiryWay) { t.query.Way = w; t.Load() }))
	t.table.SetSource(t.source())
	o := t.f.Office()
	widgets.Load(t.count, func(ctx context.Context) (int, error) {
		rows, err := o.TrayRows(ctx, court.TrayWaiting)
		return len(rows), err
	}, func(n int) {
		t.tray.SetLabel("待认领")
		if n > 0 {
			t.tray.SetLabel(fmt.Sprintf("待认领 %d", n))
		}
		t.h.Desk.Again()
	})
}

// Buttons stand beside the tabs.
func (t *lineList) Buttons() []fyne.CanvasObject {
	if !t.f.Can(office.MayWorkProperty) {
		return nil
	}
	return []fyne.CanvasObject{t.tray, widgets.NewButton("登记反馈", t.answerPicked), widgets.NewButton("导入结果", func() { t.f.Open(NewImportPage(t.f)) }),
		widgets.NewPrimaryButton("登记查询", func() { AskMany(t.f) })}
}

// Printed is the ledger of answers.
func (t *lineList) Printed() func(context.Context) (parts.List, error) {
	o, q, note, today := t.f.Office(), t.narrowed(), t.h.Scope.Text()+"　"+t.state, t.f.Office().Today()
	return func(ctx context.Context) (parts.List, error) {
		page, err := o.Inquiries(ctx, q)
		return lineTable(page.Rows, note, today), err
	}
}

func lineTable(rows []court.InquiryLine, note string, today court.Date) parts.List {
	l := parts.List{Title: "查询反馈台账", Notes: []string{note}, Heads: []sheet.Head{{Label: "批次"}, {Label: "方式"}, {Label: "案号"}, {Label: "被执行人"}, {Label: "证件号码"}, {Label: "协查单位"},
		{Label: "查询范围"}, {Label: "发出日期", Kind: sheet.Date}, {Label: "反馈期限", Kind: sheet.Date}, {Label: "反馈日期", Kind: sheet.Date}, {Label: "用时（天）", Kind: sheet.Int}, {Label: "结果"},
		{Label: "财产（项）", Kind: sheet.Int}, {Label: "反馈内容"}, {Label: "承办人"}}}
	for _, x := range rows {
		result := string(x.Result)
		if x.Late(today) {
			result = "逾期未反馈"
		}
		l.Rows = append(l.Rows, []any{x.Number, string(x.Way), x.CaseNo, x.Debtor, x.DebtorID, x.Unit, court.Inquiry{Scope: x.Scope}.Scopes(), x.Sent, x.Due, x.Answered, x.Days(today), result, x.Found, court.CleanLine(x.Note), x.Officer})
	}
	return l
}
