package custody

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

// The filters of the list of settlements.
const (
	showAll  = "全部"
	showWeek = "一周内到期"
	showLate = "逾期"
	showDone = "已履行"
)

var settlementFilters = []string{showAll, showWeek, showLate, showDone}

// settlementPart is the tab 和解分期: settlements, and the chosen one's instalments.
type settlementPart struct {
	lists.Panel
	page    *page
	loader  *widgets.Loader
	table   *widgets.DataTable[office.SettlementLine]
	lines   *widgets.DataTable[instalmentRow]
	filter  *widgets.TabBar
	actions *fyne.Container
	about   *widgets.Card
	all     []office.SettlementLine
	chosen  office.SettlementLine
}

// instalmentRow is an instalment with where it stands.
type instalmentRow struct {
	law.InstalmentPaid
	state law.InstalmentState
}

func newSettlementPart(p *page) *settlementPart {
	t := &settlementPart{page: p, loader: widgets.NewLoader(p.f.Window())}
	t.loader.OnError = p.f.Fail
	t.table = widgets.NewListTable(t.columns(), func(s office.SettlementLine) string { return strconv.FormatInt(s.ID, 10) }, nil)
	t.table.Empty = widgets.Empty{Text: "没有和解协议。双方达成分期履行的和解的，按 Ctrl+N 登记。"}
	t.table.OnChosen = t.choose
	t.table.OnOpen = func(s office.SettlementLine) { p.f.OpenCase(s.CaseID, frame.TabMoney) }
	t.lines = widgets.NewListTable(t.lineColumns(), func(x instalmentRow) string { return strconv.Itoa(x.No) }, nil)
	t.Bar = widgets.NewFilterBar("案号、被执行人、承办人", 260, func(string) { t.Load() }, t.Focus)
	t.filter = widgets.NewTabBar(widgets.TabItems(settlementFilters...), func(string) { t.show() })
	t.actions = widgets.HStack(6)
	t.about = widgets.NewCard("分期", "", t.lines, t.actions)
	t.Rows, t.Root = t.table, split(t.Bar.Beside(t.filter, t.table), widgets.Padded(8, 6, t.about))
	return t
}

// Buttons enter a settlement.
func (t *settlementPart) Buttons() []fyne.CanvasObject {
	return t.page.adding("登记和解", office.MayWorkSettlement, t.add)
}

// Printed is the list as it leaves the program.
func (t *settlementPart) Printed() func(context.Context) (parts.List, error) {
	return lists.Ready(t.list())
}

// Load reads the list.
func (t *settlementPart) Load() {
	q := office.SettlementQuery{Search: t.Bar.Entry.Text}
	if id := t.page.scope.caseID; id != 0 {
		q.CaseIDs = []int64{id}
	}
	o := t.page.f.Office()
	widgets.Load(t.loader, func(ctx context.Context) ([]office.SettlementLine, error) { return o.Settlements(ctx, q) }, func(rows []office.SettlementLine) {
		t.all = rows
		t.show()
	})
}

// belongs tells whether a settlement is in a filter.
func (t *settlementPart) belongs(s office.SettlementLine, filter string) bool {
	runs := s.State == court.SettlementRuns && !s.Fulfilled()
	switch filter {
	case showWeek:
		left := 0
		if runs {
			left = t.page.f.Office().Today().DaysUntil(s.Lines[s.Next].Due)
		}
		return runs && left >= 0 && left <= 7
	case showLate:
		late, _ := s.Late()
		return runs && late > 0
	case showDone:
		return s.Fulfilled()
	}
	return true
}

func (t *settlementPart) show() {
	counts := map[string]int{}
	var rows []office.SettlementLine
	for _, s := range t.all {
		for _, f := range settlementFilters {
			if t.belongs(s, f) {
				counts[f]++
			}
		}
		if t.belongs(s, t.filter.Chosen()) {
			rows = append(rows, s)
		}
	}
	items := make([]widgets.TabItem, len(settlementFilters))
	for i, name := range settlementFilters {
		items[i] = widgets.TabItem{ID: name, Label: fmt.Sprintf("%s %d", name, counts[name])}
	}
	t.filter.SetItems(items)
	t.choose(t.table.ShowRows(rows))
	t.page.Say(t, t.sum())
}

func (t *settlementPart) sum() string {
	var owed, late court.Money
	for _, s := range t.table.Rows() {
		if s.State == court.SettlementRuns {
			owed += s.Total - s.Covered
			overdue, _ := s.Late()
			late += overdue
		}
	}
	return fmt.Sprintf("%d 份　未付 %s 元　其中逾期 %s 元", len(t.table.Rows()), owed, late)
}

// choose shows the instalments of a settlement.
func (t *settlementPart) choose(s office.SettlementLine) {
	t.chosen = s
	var rows []instalmentRow
	for i, x := range s.Lines {
		rows = append(rows, instalmentRow{x, s.States[i]})
	}
	t.lines.SetRows(rows)
	title, right := "分期", ""
	if s.ID != 0 {
		title = s.CaseNo + "　" + s.SignedOn.String() + "达成协议"
		right = spaced(s.Terms, s.Surety, map[bool]string{true: "多付 " + s.Extra.String() + " 元"}[s.Extra > 0], s.Ended)
	}
	t.about.SetTitle(title)
	t.about.SetRight(widgets.Ellipsize(right, 420, widgets.CaptionSize, false))
	t.showActions()
}

func (t *settlementPart) showActions() {
	f, s := t.page.f, t.chosen
	t.actions.Objects = nil
	add := func(label string, do func()) { t.actions.Add(widgets.NewSmallButton(label, do)) }
	if s.ID != 0 && s.State == court.SettlementRuns && f.Can(office.MayWorkSettlement) {
		if !s.Fulfilled() {
			add("登记自行给付", t.pay)
		}
		add("指定收款", t.mean)
		add("修改", func() { t.ask(s.Settlement) })
		add("不履行，恢复执行", t.end)
	}
	if s.ID != 0 && f.Can(office.MayMakePaper) {
		add("履行情况表", t.paper)
	}
	t.actions.Refresh()
	t.about.Refresh()
}

// stateOf tells where a settlement stands.
func (t *settlementPart) stateOf(s office.SettlementLine) widgets.Cell {
	late, _ := s.Late()
	switch {
	case s.State != court.SettlementRuns:
		return widgets.StateCell(widgets.StateExempt, string(s.State))
	case s.Fulfilled():
		return widgets.StateCell(widgets.StateDone, "已履行")
	case s.Broken():
		return widgets.StateCell(widgets.StateOverdue, "违约")
	case late > 0:
		return widgets.StateCell(widgets.StateOverdue, "逾期")
	case s.States[s.Next] == law.InstalmentNear:
		return widgets.StateCell(widgets.StateNear, "临近")
	}
	return widgets.StateCell(widgets.StateNormal, "履行中")
}

func (t *settlementPart) columns() []widgets.Column[office.SettlementLine] {
	type row = office.SettlementLine
	text := widgets.TextOf[row]
	money := func(id, label string, pick func(row) court.Money) widgets.Column[row] {
		return widgets.Column[row]{ID: id, Label: label, Width: 108, Align: fyne.TextAlignTrailing, Sortable: true,
			Less: func(a, b row) bool { return pick(a) < pick(b) }, Cell: func(s row) widgets.Cell { return widgets.MoneyCell(pick(s)) }}
	}
	next := func(s row) string {
		if s.Next < 0 {
			return ""
		}
		return fmt.Sprintf("第%d/%d期", s.Lines[s.Next].No, len(s.Lines))
	}
	return []widgets.Column[row]{
		{ID: "state", Label: "状态", Width: 76, Cell: t.stateOf},
		{ID: "case", Label: "案号", Width: 170, Cell: text(func(s row) string { return s.CaseNo })},
		{ID: "debtors", Label: "被执行人", Width: 100, Stretch: 1, Cell: text(func(s row) string { return s.Debtors })},
		{ID: "officer", Label: "承办人", Width: 64, Cell: text(func(s row) string { return s.Officer })},
		money("total", "协议总额", func(s row) court.Money { return s.Total }),
		money("paid", "已付", func(s row) court.Money { return s.Covered }),
		{ID: "next", Label: "下一期", Width: 76, Cell: text(next)},
		money("due", "应付", func(s row) court.Money {
			if s.Next < 0 {
				return 0
			}
			return s.Lines[s.Next].Left()
		}),
		{ID: "on", Label: "应付日", Width: 88, Cell: func(s row) widgets.Cell {
			if s.Next < 0 {
				return widgets.Cell{}
			}
			return widgets.DateCell(s.Lines[s.Next].Due)
		}},
		{ID: "left", Label: "余/超", Width: 76, Align: fyne.TextAlignTrailing, Cell: func(s row) widgets.Cell {
			if s.Next < 0 || s.State != court.SettlementRuns {
				return widgets.Cell{}
			}
			return widgets.ColorCell(leftWords(t.page.f.Office().Today().DaysUntil(s.Lines[s.Next].Due)), t.stateOf(s).State.Color())
		}},
		{ID: "status", Label: "案件", Width: 84, Cell: func(s row) widgets.Cell { return widgets.QuietCell(string(s.Status)) }},
	}
}

func instalmentState(s law.InstalmentState) widgets.Cell {
	state := map[law.InstalmentState]widgets.State{law.InstalmentPaidUp: widgets.StateDone, law.InstalmentNear: widgets.StateNear,
		law.InstalmentLate: widgets.StateOverdue, law.InstalmentBroken: widgets.StateOverdue}[s]
	return widgets.StateCell(state, string(s))
}

func (t *settlementPart) lineColumns() []widgets.Column[instalmentRow] {
	text := widgets.TextOf[instalmentRow]
	money := func(id, label string, pick func(instalmentRow) court.Money) widgets.Column[instalmentRow] {
		return widgets.Column[instalmentRow]{ID: id, Label: label, Width: 116, Align: fyne.TextAlignTrailing, Cell: func(x instalmentRow) widgets.Cell { return widgets.MoneyCell(pick(x)) }}
	}
	return []widgets.Column[instalmentRow]{
		{ID: "state", Label: "状态", Width: 80, Cell: func(x instalmentRow) widgets.Cell { return instalmentState(x.state) }},
		{ID: "no", Label: "期次", Width: 66, Cell: text(func(x instalmentRow) string { return fmt.Sprintf("第%d期", x.No) })},
		{ID: "due", Label: "应付日", Width: 92, Cell: func(x instalmentRow) widgets.Cell { return widgets.DateCell(x.Due) }},
		money("amount", "应付", func(x instalmentRow) court.Money { return x.Amount }),
		money("paid", "已付", func(x instalmentRow) court.Money { return x.Paid }),
		money("left", "未付", func(x instalmentRow) court.Money { return x.Left() }),
		{ID: "on", Label: "付款日", Width: 92, Cell: func(x instalmentRow) widgets.Cell { return widgets.DateCell(x.PaidOn) }},
		{ID: "by", Label: "凭据", Width: 140, Stretch: 2, Cell: text(func(x instalmentRow) string { return x.By })},
		{ID: "note", Label: "备注", Width: 90, Stretch: 1, Cell: text(func(x instalmentRow) string { return x.Note })},
	}
}

// list is the settlements as they leave the program: each instalment a row.
func (t *settlementPart) list() parts.List {
	l := parts.List{Title: "和解分期台账", Notes: []string{t.filter.Chosen() + "　" + t.sum()}, Heads: []sheet.Head{{Label: "案号"}, {Label: "被执行人"}, {Label: "承办人"}, {Label: "协议日期", Kind: sheet.Date},
		{Label: "协议状态"}, {Label: "期次"}, {Label: "应付日", Kind: sheet.Date}, {Label: "应付", Kind: sheet.Money}, {Label: "已付", Kind: sheet.Money}, {Label: "付款日", Kind: sheet.Date},
		{Label: "凭据"}, {Label: "状态"}}}
	var due, paid court.Money
	for _, s := range t.table.Rows() {
		for i, x := range s.Lines {
			l.Rows = append(l.Rows, []any{s.CaseNo, s.Debtors, s.Officer, s.SignedOn, t.stateOf(s).Text, fmt.Sprintf("第%d期", x.No), x.Due, x.Amount, x.Paid, x.PaidOn, x.By, string(s.States[i])})
			due, paid = due+x.Amount, paid+x.Paid
		}
	}
	l.Total = []any{"合计", nil, nil, nil, nil, nil, nil, due, paid, nil, nil, nil}
	return l
}
