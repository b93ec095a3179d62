package listing

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
	"zhixing/app/law"
	"zhixing/app/office"
	"zhixing/app/sheet"
)

// StateCell shows how a listing stands.
func StateCell(l court.Listing, today court.Date) widgets.Cell {
	return widgets.StateCell(StateOf(l, today), string(l.StateOn(today)))
}

// StateOf gives sign and colour of a listing.
func StateOf(l court.Listing, today court.Date) widgets.State {
	switch l.StateOn(today) {
	case court.ListingRunning:
		return widgets.StateDone
	case court.ListingEnding:
		return widgets.StateOverdue
	case court.ListingReady, court.ListingGrace, court.ListingAsked:
		return widgets.StateNear
	case court.ListingEnded, court.ListingRefused, court.ListingVoid, court.ListingShielded:
		return widgets.StateExempt
	}
	return widgets.StateNormal
}

// listPart is the tab 名单.
type listPart struct {
	tab
	table *widgets.DataTable[court.Listing]
	rows  []court.Listing
}

func newListPart(p *page) *listPart {
	t := &listPart{}
	type row = court.Listing
	today := p.f.Office().Today()
	text := widgets.TextOf[row]
	t.table = widgets.NewListTable([]widgets.Column[row]{
		{ID: "state", Label: "状态", Width: 108, Cell: func(l row) widgets.Cell { return StateCell(l, today) }},
		{ID: "kind", Label: "措施", Width: 48, Cell: text(func(l row) string { return string(l.Kind) })},
		{ID: "debtor", Label: "被执行人", Width: 120, Stretch: 2, Cell: text(func(l row) string { return l.Debtor })},
		{ID: "number", Label: "案号", Width: 166, Cell: text(func(l row) string { return l.CaseNo })},
		{ID: "ground", Label: "情形", Width: 110, Stretch: 2, Cell: text(groundText)},
		{ID: "begun", Label: "发布、采取", Width: 88, Cell: func(l row) widgets.Cell { return widgets.DateCell(l.Begun) }},
		{ID: "until", Label: "期限到", Width: 88, Cell: func(l row) widgets.Cell { return widgets.DateCell(l.Until) }},
		{ID: "later", Label: "列入后到位（元）", Width: 136, Align: fyne.TextAlignTrailing, Cell: func(l row) widgets.Cell {
			if l.Later == 0 {
				return widgets.TextCell("")
			}
			return widgets.MoneyCell(l.Later)
		}},
		{ID: "shown", Label: "曝光", Width: 52, Cell: text(func(l row) string {
			if n := len(l.StillShown()); n > 0 {
				return fmt.Sprintf("%d 处", n)
			}
			return ""
		})},
		{ID: "officer", Label: "承办人", Width: 64, Cell: text(func(l row) string { return l.Officer })},
		{ID: "do", Label: "", Width: 96, Cell: func(l row) widgets.Cell { return nextCell(p.f, l) }},
	}, func(l row) string { return strconv.FormatInt(l.ID, 10) }, nil)
	t.table.MultiSelect = true
	t.table.Empty = widgets.Empty{Text: "没有这样的记录。在案件的“惩戒”页甄别、登记。"}
	t.table.OnOpen = func(l row) { p.f.OpenCase(l.CaseID, frame.TabListing) }
	t.tab = p.tab(t.table)
	return t
}

// groundText is the situation, or who is limited with a unit.
func groundText(l court.Listing) string {
	if l.Kind == court.ListDishonest {
		return law.GroundOf(l.Ground).Text
	}
	text := ""
	for i, p := range l.StillLimited() {
		if i > 0 {
			text += "、"
		}
		text += p.Name
	}
	return text
}

// nextCell is the button for what is next about a listing.
func nextCell(f frame.Frame, l court.Listing) widgets.Cell {
	label, do := Next(f, l)
	if do == nil {
		return widgets.ButtonCell()
	}
	return widgets.ButtonCell(widgets.CellButton{Label: label, Primary: true, Do: do})
}

// Load reads the list.
func (t *listPart) Load() {
	q := t.p.narrowed()
	read(t.p.f, t.p.Work, func(ctx context.Context, o *office.Office) (office.ListingPage, error) { return o.Listings(ctx, q) }, func(page office.ListingPage) {
		t.rows = page.Rows
		t.table.SetRows(page.Rows)
		t.p.Say(t, fmt.Sprintf("共 %d 条　列入后（含发布、采取当日）到位 %s 元", page.Total, office.SumLater(page.Rows)))
	})
}

// Buttons make what is shown in public of the ticked.
func (t *listPart) Buttons() []fyne.CanvasObject {
	return []fyne.CanvasObject{widgets.NewMenuButton("曝光材料", widgets.ButtonNormal, func() []widgets.MenuItem { return Outputs(t.p.f, t.picked()) })}
}

// picked gives the ticked listings, or the chosen one.
func (t *listPart) picked() []court.Listing {
	list := t.table.Marked()
	if l, ok := t.table.Chosen(); ok && len(list) == 0 {
		list = []court.Listing{l}
	}
	return list
}

// Printed is the list with its total.
func (t *listPart) Printed() func(context.Context) (parts.List, error) {
	today := t.p.f.Office().Today()
	l := parts.List{Title: "失信、限消名单", Notes: append(t.p.notes(), "列入后到位：本案在发布、采取当日及以后到账的款项"), Heads: []sheet.Head{{Label: "状态"}, {Label: "措施"}, {Label: "被执行人"}, {Label: "证件号码"}, {Label: "案号"}, {Label: "情形、一并限制"}, {Label: "文书号"},
		{Label: "决定日期", Kind: sheet.Date}, {Label: "签发人"}, {Label: "送达日期", Kind: sheet.Date}, {Label: "发布、采取", Kind: sheet.Date}, {Label: "期限到", Kind: sheet.Date},
		{Label: "撤下日期", Kind: sheet.Date}, {Label: "列入后到位", Kind: sheet.Money}, {Label: "曝光中", Kind: sheet.Int}, {Label: "承办人"}}}
	for _, x := range t.rows {
		l.Rows = append(l.Rows, []any{string(x.StateOn(today)), string(x.Kind), x.Debtor, x.DebtorID, x.CaseNo, groundText(x), x.PaperNo, x.Decided, x.SignedBy, x.Served, x.Begun, x.Until, x.Ended,
			x.Later, len(x.StillShown()), x.Officer})
	}
	total := make([]any, len(l.Heads))
	total[0], total[13] = "合计（同一案件只算一次）", office.SumLater(t.rows)
	l.Total = total
	return lists.Ready(l)
}

// todoPart is the tab of what is due: deletions, withdrawals, pleas, ends of
// lifts.
type todoPart struct {
	tab
	table *widgets.DataTable[office.ListingTodo]
	rows  []office.ListingTodo
}

func newTodoPart(p *page) *todoPart {
	t := &todoPart{}
	type row = office.ListingTodo
	text := widgets.TextOf[row]
	t.table = widgets.NewListTable([]widgets.Column[row]{
		{ID: "days", Label: "余/超", Width: 80, Align: fyne.TextAlignTrailing, Cell: func(x row) widgets.Cell { return daysCell(x.Days) }},
		{ID: "due", Label: "最迟", Width: 88, Cell: func(x row) widgets.Cell { return widgets.DateCell(x.ListingClock.Due) }},
		{ID: "what", Label: "办什么", Width: 110, Cell: text(func(x row) string { return x.What })},
		{ID: "debtor", Label: "被执行人", Width: 110, Stretch: 1, Cell: text(func(x row) string { return x.Debtor })},
		{ID: "number", Label: "案号", Width: 166, Cell: text(func(x row) string { return x.CaseNo })},
		{ID: "text", Label: "依据", Width: 200, Stretch: 3, Cell: text(func(x row) string { return x.Text })},
		{ID: "officer", Label: "承办人", Width: 64, Cell: text(func(x row) string { return x.Officer })},
		{ID: "do", Label: "", Width: 96, Cell: func(x row) widgets.Cell { return todoCell(p.f, x) }},
	}, func(x row) string { return fmt.Sprint(x.ID, x.What, x.ListingClock.Due) }, nil)
	t.table.Empty = widgets.Empty{Text: "没有要撤下、删除、恢复或者审查的。"}
	t.table.OnOpen = func(x row) { p.f.OpenCase(x.CaseID, frame.TabListing) }
	t.tab = p.tab(t.table)
	return t
}

// daysCell shows how many days are left, in red once none is.
func daysCell(days int) widgets.Cell {
	switch {
	case days < 0:
		return widgets.ColorCell(fmt.Sprintf("超 %d 天", -days), widgets.ColorOverdue)
	case days == 0:
		return widgets.ColorCell("今天", widgets.ColorOverdue)
	}
	return widgets.ColorCell(fmt.Sprintf("剩 %d 天", days), widgets.ColorNear)
}

// todoCell leads to what does away with it: a withdrawal to its form, anything
// else to the next step.
func todoCell(f frame.Frame, x office.ListingTodo) widgets.Cell {
	if !f.Can(office.MayWorkListing) {
		return widgets.ButtonCell()
	}
	for _, e := range x.StillShown() {
		if x.What == "撤下"+e.Channel {
			return widgets.ButtonCell(widgets.CellButton{Label: "登记撤下", Primary: true, Do: func() { withdraw(f, x.Listing, e) }})
		}
	}
	if x.What == "限制消费" {
		return widgets.ButtonCell(widgets.CellButton{Label: "去甄别", Primary: true, Do: func() { f.OpenCase(x.CaseID, frame.TabListing) }})
	}
	for _, p := range x.Pleas {
		if steps := office.PleaSteps(p); len(steps) > 0 && (x.What == "审查纠正" || x.What == "纠正" || x.What == "复议") {
			return widgets.ButtonCell(widgets.CellButton{Label: "登记结果", Primary: true, Do: func() { stepPlea(f, x.Listing, p) }})
		}
	}
	for _, l := range x.Lifts {
		if x.What == "恢复限制" && l.Restored.IsZero() {
			return widgets.ButtonCell(widgets.CellButton{Label: "登记恢复", Primary: true, Do: func() { restore(f, x.Listing, l) }})
		}
	}
	return nextCell(f, x.Listing)
}

// Load reads the list.
func (t *todoPart) Load() {
	q := t.p.narrowed()
	read(t.p.f, t.p.Work, func(ctx context.Context, o *office.Office) ([]office.ListingTodo, error) {
		return o.ListingTodos(ctx, q)
	}, func(rows []office.ListingTodo) {
		t.rows = rows
		t.table.SetRows(rows)
		t.p.Say(t, fmt.Sprintf("共 %d 项", len(rows)))
	})
}

// Printed is the list as it is shown.
func (t *todoPart) Printed() func(context.Context) (parts.List, error) {
	l := parts.List{Title: "失信、限消待办清单", Notes: t.p.notes(), Heads: []sheet.Head{{Label: "最迟", Kind: sheet.Date}, {Label: "余天数", Kind: sheet.Int}, {Label: "办什么"}, {Label: "被执行人"}, {Label: "案号"}, {Label: "依据"}, {Label: "承办人"}}}
	for _, x := range t.rows {
		l.Rows = append(l.Rows, []any{x.ListingClock.Due, x.Days, x.What, x.Debtor, x.CaseNo, x.Text, x.Officer})
	}
	return lists.Ready(l)
}

// shownPart is the tab 曝光.
type shownPart struct {
	tab
	table *widgets.DataTable[office.ExposureLine]
	rows  []office.ExposureLine
}

func newShownPart(p *page) *shownPart {
	t := &shownPart{}
	type row = office.ExposureLine
	text := widgets.TextOf[row]
	t.table = widgets.NewListTable([]widgets.Column[row]{
		{ID: "state", Label: "状态", Width: 96, Cell: shownCell},
		{ID: "channel", Label: "渠道", Width: 110, Cell: text(func(x row) string { return x.Channel })},
		{ID: "on", Label: "曝光日期", Width: 88, Cell: func(x row) widgets.Cell { return widgets.DateCell(x.Exposure.On) }},
		{ID: "debtor", Label: "被执行人", Width: 110, Stretch: 1, Cell: text(func(x row) string { return x.Debtor })},
		{ID: "number", Label: "案号", Width: 166, Cell: text(func(x row) string { return x.CaseNo })},
		{ID: "where", Label: "网址、地点、证明", Width: 150, Stretch: 2, Cell: text(func(x row) string { return spaced(x.Where, x.Proof.Text) })},
		{ID: "due", Label: "最迟撤下", Width: 88, Cell: func(x row) widgets.Cell { return widgets.DateCell(x.Withdraw) }},
		{ID: "down", Label: "撤下日期", Width: 88, Cell: func(x row) widgets.Cell { return widgets.DateCell(x.Down) }},
		{ID: "do", Label: "", Width: 96, Cell: func(x row) widgets.Cell {
			if !x.Down.IsZero() || !p.f.Can(office.MayWorkListing) {
				return widgets.ButtonCell()
			}
			return widgets.ButtonCell(widgets.CellButton{Label: "登记撤下", Primary: !x.Withdraw.IsZero(), Do: func() { withdraw(p.f, x.Listing, x.Exposure) }})
		}},
	}, func(x row) string { return fmt.Sprintf("%d.%d", x.ID, x.No) }, nil)
	t.table.Empty = widgets.Empty{Text: "还没有曝光的记录。名单发布后，在“名单”里做材料、登记曝光。"}
	t.table.OnOpen = func(x row) { p.f.OpenCase(x.CaseID, frame.TabListing) }
	t.tab = p.tab(t.table)
	return t
}

func shownCell(x office.ExposureLine) widgets.Cell {
	switch {
	case !x.Down.IsZero():
		return widgets.StateCell(widgets.StateExempt, "已撤下")
	case !x.Withdraw.IsZero():
		return widgets.StateCell(widgets.StateOverdue, "应撤下")
	}
	return widgets.StateCell(widgets.StateDone, "公布中")
}

// Load reads the list.
func (t *shownPart) Load() {
	q := t.p.narrowed()
	read(t.p.f, t.p.Work, func(ctx context.Context, o *office.Office) ([]office.ExposureLine, error) { return o.Exposures(ctx, q) }, func(rows []office.ExposureLine) {
		t.rows = rows
		t.table.SetRows(rows)
		down := 0
		for _, x := range rows {
			if !x.Withdraw.IsZero() {
				down++
			}
		}
		t.p.Say(t, fmt.Sprintf("共 %d 次，应撤下 %d 次", len(rows), down))
	})
}

// Printed is the list as it is shown.
func (t *shownPart) Printed() func(context.Context) (parts.List, error) {
	l := parts.List{Title: "曝光台账", Notes: t.p.notes(), Heads: []sheet.Head{{Label: "渠道"}, {Label: "曝光日期", Kind: sheet.Date}, {Label: "被执行人"}, {Label: "措施"}, {Label: "案号"}, {Label: "网址、地点"}, {Label: "证明材料"},
		{Label: "最迟撤下", Kind: sheet.Date}, {Label: "撤下日期", Kind: sheet.Date}, {Label: "撤下的证明"}, {Label: "承办人"}}}
	for _, x := range t.rows {
		l.Rows = append(l.Rows, []any{x.Channel, x.Exposure.On, x.Debtor, string(x.Kind), x.CaseNo, x.Where, x.Proof.Text, x.Withdraw, x.Down, x.DownProof.Text, x.Officer})
	}
	return lists.Ready(l)
}

func spaced(a, b string) string {
	if a == "" || b == "" {
		return a + b
	}
	return a + "　" + b
}
