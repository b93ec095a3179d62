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

// The states that clues are filtered by.
const (
	clueOpen   = "待核查"
	clueLate   = "逾期未核查"
	clueUntold = "待告知"
	clueNoted  = "待登记财产"
)

// clueList is the tab 线索.
type clueList struct {
	lists.Panel
	h     Host
	f     frame.Frame
	state string
	query office.ClueQuery
	table *widgets.DataTable[court.Clue]
}

func newClueList(h Host) *clueList {
	t := &clueList{h: h, f: h.Frame, state: clueOpen}
	t.Bar = widgets.NewFilterBar("提供人、被执行人、内容、案号", searchWidth, func(text string) { t.query.Search = text; t.Load() }, t.Focus)
	t.table = widgets.NewDataTable(clueColumns(t.f, true), clueKey, t.source())
	t.table.Empty = widgets.Empty{Text: "没有这样的财产线索。在案件的“查询”页登记。"}
	t.table.OnOpen = func(c court.Clue) { t.f.OpenCase(c.CaseID, frame.TabInquiry) }
	t.table.OnLoaded = func(total int) { h.Desk.Say(t, fmt.Sprintf("共 %d 条", total)) }
	t.table.RowMenu = func(c court.Clue) []widgets.MenuItem { return clueMenu(t.f, c) }
	t.Rows, t.Root = t.table, t.Bar.Over(t.table, nil)
	return t
}

func clueKey(c court.Clue) string { return strconv.FormatInt(c.ID, 10) }

func clueColumns(f frame.Frame, cases bool) []widgets.Column[court.Clue] {
	type row = court.Clue
	today := f.Office().Today
	text := widgets.TextOf[row]
	columns := []widgets.Column[row]{
		{ID: "state", Label: "状态", Width: 110, Cell: func(c row) widgets.Cell { return clueCell(c, today()) }},
		{ID: "days", Label: "期限", Width: 72, Align: fyne.TextAlignTrailing, Cell: func(c row) widgets.Cell {
			if c.Open() {
				return dueCell(today().DaysUntil(c.Due))
			}
			return widgets.QuietCell(fmt.Sprintf("用 %d 天", c.Received.DaysUntil(c.Checked)))
		}},
		{ID: "content", Label: "线索内容", Width: 160, Stretch: 3, Cell: text(func(c row) string { return court.CleanLine(c.Content) })},
		{ID: "debtor", Label: "被执行人", Width: 72, Stretch: 1, Cell: text(func(c row) string { return c.Debtor })},
		{ID: "giver", Label: "提供人", Width: 72, Cell: text(func(c row) string { return c.Giver })},
		{ID: "received", Label: "收到", Width: 84, Cell: func(c row) widgets.Cell { return widgets.DateCell(c.Received) }},
	}
	if cases {
		columns = append(columns, widgets.Column[row]{ID: "case", Label: "案号", Width: 162, Cell: text(func(c row) string { return c.CaseNo })})
	}
	columns = append(columns, widgets.Column[row]{ID: "finding", Label: "核查情况", Width: 100, Stretch: 2, Cell: func(c row) widgets.Cell { return widgets.QuietCell(court.CleanLine(c.Finding + " " + c.Thing)) }},
		widgets.Column[row]{ID: "told", Label: "告知", Width: 84, Cell: func(c row) widgets.Cell { return widgets.DateCell(c.Told) }})
	if cases {
		columns = append(columns, widgets.Column[row]{ID: "officer", Label: "承办人", Width: 58, Cell: text(func(c row) string { return c.Officer })})
	}
	if f.Can(office.MayWorkProperty) {
		columns = append(columns, widgets.Column[row]{ID: "do", Label: "", Width: 92, Cell: func(c row) widgets.Cell { return clueButtons(f, c) }})
	}
	return columns
}

func clueCell(c court.Clue, today court.Date) widgets.Cell {
	switch {
	case c.Late(today):
		return widgets.StateCell(widgets.StateOverdue, "未核查")
	case c.Open() && c.Urgent:
		return widgets.StateCell(widgets.StateNear, "紧急待核")
	case c.Open():
		return widgets.StateCell(widgets.StateNear, "待核查")
	case c.Unentered():
		return widgets.StateCell(widgets.StateNear, clueNoted)
	case c.Result == court.ClueTrue:
		return widgets.StateCell(widgets.StateDone, string(c.Result))
	}
	return widgets.StateCell(widgets.StateExempt, string(c.Result))
}

func clueButtons(f frame.Frame, c court.Clue) widgets.Cell {
	switch {
	case c.Open():
		return widgets.ButtonCell(widgets.CellButton{Label: "核查结果", Primary: true, Do: func() { Check(f, c) }})
	case c.Unentered():
		return widgets.ButtonCell(widgets.CellButton{Label: "登记财产", Primary: true, Do: func() { EnterFound(f, c) }})
	case c.Told.IsZero():
		return widgets.ButtonCell(widgets.CellButton{Label: "告知", Primary: true, Do: func() { tell(f, c) }})
	}
	return widgets.ButtonCell()
}

func clueMenu(f frame.Frame, c court.Clue) []widgets.MenuItem {
	items := []widgets.MenuItem{{Label: "打开案件", Do: func() { f.OpenCase(c.CaseID, frame.TabInquiry) }}}
	if f.Can(office.MayMakePaper) {
		items = append(items, widgets.MenuItem{Label: "制作核查情况告知书", Do: func() { f.OpenPaperMaker(c.CaseID, frame.PaperAsks("clue-reply", nil, c.ID)) }})
	}
	if !f.Can(office.MayWorkProperty) {
		return items
	}
	if c.Open() {
		return append(items, widgets.MenuItem{Label: "登记核查结果", Do: func() { Check(f, c) }}, widgets.MenuItem{Label: "修改", Do: func() { changeClue(f, c) }},
			widgets.MenuItem{Label: "作废", Do: func() { voidClue(f, c) }})
	}
	if c.Unentered() {
		items = append(items, widgets.MenuItem{Label: "登记查明的财产", Do: func() { EnterFound(f, c) }})
	}
	return append(items, widgets.MenuItem{Label: "登记告知", Do: func() { tell(f, c) }}, widgets.MenuItem{Label: "改核查结果", Do: func() { Check(f, c) }})
}

func (t *clueList) narrowed() office.ClueQuery {
	q, s := t.query, t.h.Scope
	q.OfficerID, q.Group = s.OfficerID, s.Group
	q.Open, q.Late, q.Unentered, q.Untold, q.Result = t.state == clueOpen, t.state == clueLate, t.state == clueNoted, t.state == clueUntold, ""
	for _, r := range court.ClueResults {
		if t.state == string(r) {
			q.Result = r
		}
	}
	return q
}

func (t *clueList) source() widgets.PageFunc[court.Clue] {
	o, q := t.f.Office(), t.narrowed()
	return func(ctx context.Context, offset, limit int, _ widgets.Sort) ([]court.Clue, int, error) {
		q := q
		q.Offset, q.Limit = offset, limit
		page, err := o.Clues(ctx, q)
		return page.Rows, page.Total, err
	}
}

// Load reads the list.
func (t *clueList) Load() {
	states := append([]string{clueOpen, clueLate, clueNoted, clueUntold}, texts(court.ClueResults)...)
	t.Bar.SetChips(t.h.Scope.Chip(t.f, t.Load), widgets.NewChoiceChip("状态", t.state, states, func(s string) { t.state = s; t.Load() }))
	t.table.SetSource(t.source())
}

// Buttons stand beside the tabs.
func (t *clueList) Buttons() []fyne.CanvasObject {
	var out []fyne.CanvasObject
	switch {
	case t.f.Can(office.MayHandProblem):
		out = append(out, widgets.NewButton("违纪违法线索", func() { t.f.Open(NewProblemPage(t.f)) }))
	case t.f.Can(office.MayReportProblem):
		out = append(out, widgets.NewButton("登记违纪违法线索", func() { report(t.f) }))
	}
	if t.f.Can(office.MayWorkProperty) {
		out = append(out, widgets.NewPrimaryButton("登记线索", func() { enterAnywhere(t.f) }))
	}
	return out
}

// Printed is the ledger of clues.
func (t *clueList) Printed() func(context.Context) (parts.List, error) {
	o, q, note, today := t.f.Office(), t.narrowed(), t.h.Scope.Text()+"　"+t.state, t.f.Office().Today()
	return func(ctx context.Context) (parts.List, error) {
		page, err := o.Clues(ctx, q)
		return clueTable(page.Rows, note, today), err
	}
}

func clueTable(rows []court.Clue, note string, today court.Date) parts.List {
	l := parts.List{Title: "财产线索台账", Notes: []string{note}, Heads: []sheet.Head{{Label: "案号"}, {Label: "线索来源"}, {Label: "提供人"}, {Label: "收到日期", Kind: sheet.Date}, {Label: "紧急"},
		{Label: "被执行人"}, {Label: "财产类型"}, {Label: "线索内容"}, {Label: "核查期限", Kind: sheet.Date}, {Label: "核查日期", Kind: sheet.Date}, {Label: "核查结果"}, {Label: "核查情况"},
		{Label: "告知日期", Kind: sheet.Date}, {Label: "承办人"}}}
	for _, c := range rows {
		urgent, result := "", string(c.Result)
		if c.Urgent {
			urgent = "紧急"
		}
		if c.Late(today) {
			result = "逾期未核查"
		}
		l.Rows = append(l.Rows, []any{c.CaseNo, c.Source, c.Giver, c.Received, urgent, c.Debtor, string(c.Kind), court.CleanLine(c.Content), c.Due, c.Checked, result,
			court.CleanLine(c.Finding + " " + c.Thing), c.Told, c.Officer})
	}
	return l
}
