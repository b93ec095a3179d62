package custody

import (
	"context"
	"fmt"
	"strconv"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"

	"zhixing/app/court"
	"zhixing/app/desktop/lists"
	"zhixing/app/desktop/papers/parts"
	"zhixing/app/desktop/widgets"
	"zhixing/app/law"
	"zhixing/app/office"
	"zhixing/app/sheet"
)

// The lower tabs of a plan.
const (
	lowerClaims  = "债权与分配"
	lowerParties = "送达与异议"
)

// planPart is the tab 分配方案: plans, and the chosen one's claims and parties.
type planPart struct {
	lists.Panel
	page    *page
	loader  *widgets.Loader
	detail  *widgets.Loader
	table   *widgets.DataTable[court.Distribution]
	claims  *widgets.DataTable[court.Claim]
	parties *widgets.DataTable[partyRow]
	all     *widgets.Check
	lower   *widgets.TabBar
	holder  *fyne.Container
	actions *fyne.Container
	chosen  court.Distribution
	stages  []law.ObjectionStage
}

// partyRow is a party with where its word stands.
type partyRow struct {
	court.PlanParty
	stage law.ObjectionStage
}

func newPlanPart(p *page) *planPart {
	t := &planPart{page: p, loader: widgets.NewLoader(p.f.Window()), detail: widgets.NewLoader(p.f.Window())}
	t.loader.OnError, t.detail.OnError = p.f.Fail, p.f.Fail
	t.table = widgets.NewListTable(t.columns(), func(x court.Distribution) string { return strconv.FormatInt(x.ID, 10) }, nil)
	t.table.Empty = widgets.Empty{Text: "还没有分配方案。被执行人的财产不足以清偿几个债权人的，按 Ctrl+N 拟制。"}
	t.table.OnChosen = t.choose
	t.table.OnOpen = t.open
	t.claims = widgets.NewListTable(t.claimColumns(), func(c court.Claim) string { return strconv.Itoa(c.Line) }, nil)
	t.parties = widgets.NewListTable(t.partyColumns(), func(x partyRow) string { return strconv.Itoa(x.Line) }, nil)
	t.all = widgets.NewCheck("含已修正、已作废", func(bool) { t.Load() })
	t.Bar = widgets.NewFilterBar("编号、案号、债权人、被执行人", 300, func(string) { t.Load() }, t.Focus, t.all)
	t.lower = widgets.NewTabBar([]widgets.TabItem{{ID: lowerClaims, Label: lowerClaims}, {ID: lowerParties, Label: lowerParties}}, func(string) { t.showLower() })
	t.holder, t.actions = container.NewStack(), widgets.HStack(6)
	low := container.NewBorder(container.NewBorder(nil, nil, t.lower, widgets.Padded(8, 3, t.actions)), nil, nil, nil, t.holder)
	t.Rows, t.Root = t.table, split(t.Bar.Over(t.table, nil), low)
	t.showLower()
	return t
}

// Buttons make a plan.
func (t *planPart) Buttons() []fyne.CanvasObject {
	return t.page.adding("拟制方案", office.MayWorkPlan, t.add)
}

// Printed is the list as it leaves the program.
func (t *planPart) Printed() func(context.Context) (parts.List, error) { return lists.Ready(t.list()) }

// Load reads the list.
func (t *planPart) Load() {
	q := office.PlanQuery{CaseID: t.page.scope.caseID, Latest: !t.all.Checked, Search: t.Bar.Entry.Text}
	o, all := t.page.f.Office(), t.all.Checked
	widgets.Load(t.loader, func(ctx context.Context) ([]court.Distribution, error) { return o.Plans(ctx, q) }, func(rows []court.Distribution) {
		var kept []court.Distribution
		for _, x := range rows {
			if all || x.State != court.PlanVoid {
				kept = append(kept, x)
			}
		}
		t.choose(t.table.ShowRows(kept))
		t.page.Say(t, t.sum())
	})
}

func (t *planPart) sum() string {
	var pool court.Money
	for _, x := range t.table.Rows() {
		pool += x.Pool
	}
	return fmt.Sprintf("%d 份　分配总额 %s 元", len(t.table.Rows()), pool)
}

// choose shows a plan below the list.
func (t *planPart) choose(x court.Distribution) {
	t.chosen = x
	o := t.page.f.Office()
	widgets.Load(t.detail, func(ctx context.Context) ([]law.ObjectionStage, error) { return o.PlanStages(ctx, x) }, func(stages []law.ObjectionStage) {
		t.stages = stages
		var rows []partyRow
		for i, p := range x.Parties {
			rows = append(rows, partyRow{p, stages[i]})
		}
		t.claims.SetRows(x.Claims)
		t.parties.SetRows(rows)
		t.showActions()
	})
}

func (t *planPart) showLower() {
	t.holder.Objects = []fyne.CanvasObject{t.claims}
	if t.lower.Chosen() == lowerParties {
		t.holder.Objects = []fyne.CanvasObject{t.parties}
	}
	t.holder.Refresh()
}

// open shows the case whose money the plan shares.
func (t *planPart) open(x court.Distribution) {
	if x.State == court.PlanDraft && t.page.f.Can(office.MayWorkPlan) {
		t.page.f.Open(newPlanPage(t.page.f, x, 0))
		return
	}
	t.page.f.OpenCase(x.CaseID, "")
}

func planState(s court.PlanState) widgets.Cell {
	switch s {
	case court.PlanEffective:
		return widgets.StateCell(widgets.StateDone, string(s))
	case court.PlanServed:
		return widgets.StateCell(widgets.StateNear, string(s))
	case court.PlanDraft:
		return widgets.StateCell(widgets.StateNormal, string(s))
	}
	return widgets.StateCell(widgets.StateExempt, string(s))
}

// paidOf sums up what was paid from a plan, costs included.
func paidOf(x court.Distribution) (sum court.Money) {
	for _, p := range x.Payments {
		if p.State == court.DisbursementPaid {
			sum += p.Total
		}
	}
	return sum
}

func (t *planPart) columns() []widgets.Column[court.Distribution] {
	type row = court.Distribution
	text := widgets.TextOf[row]
	money := func(id, label string, pick func(row) court.Money) widgets.Column[row] {
		return widgets.Column[row]{ID: id, Label: label, Width: 116, Align: fyne.TextAlignTrailing, Sortable: true,
			Less: func(a, b row) bool { return pick(a) < pick(b) }, Cell: func(x row) widgets.Cell { return widgets.MoneyCell(pick(x)) }}
	}
	return []widgets.Column[row]{
		{ID: "state", Label: "状态", Width: 84, Cell: func(x row) widgets.Cell { return planState(x.State) }},
		{ID: "number", Label: "编号", Width: 122, Cell: text(row.Name)},
		{ID: "case", Label: "主案案号", Width: 170, Cell: text(func(x row) string { return x.CaseNo })},
		{ID: "debtor", Label: "被执行人", Width: 110, Stretch: 1, Cell: text(func(x row) string { return x.Debtor })},
		{ID: "officer", Label: "承办人", Width: 64, Cell: text(func(x row) string { return x.Officer })},
		money("pool", "分配总额", func(x row) court.Money { return x.Pool }),
		{ID: "claims", Label: "债权", Width: 50, Align: fyne.TextAlignTrailing, Cell: text(func(x row) string { return strconv.Itoa(len(x.Claims)) + "项" })},
		money("claimed", "债权合计", row.Claimed),
		money("paid", "已付出", paidOf),
		{ID: "on", Label: "生效", Width: 88, Cell: func(x row) widgets.Cell { return widgets.DateCell(x.EffectiveOn) }},
	}
}

func className(id string, on court.Date) string {
	class, _ := law.ClaimClassOf(id, on)
	return class.Name
}

func (t *planPart) claimColumns() []widgets.Column[court.Claim] {
	type row = court.Claim
	text := widgets.TextOf[row]
	return []widgets.Column[row]{
		{ID: "line", Label: "序", Width: 34, Cell: text(func(c row) string { return strconv.Itoa(c.Line) })},
		{ID: "creditor", Label: "债权人", Width: 120, Stretch: 2, Cell: text(func(c row) string { return c.Creditor })},
		{ID: "basis", Label: "案号、依据", Width: 150, Stretch: 2, Cell: text(func(c row) string { return spaced(c.Court, c.CaseNo, c.Basis) })},
		{ID: "class", Label: "类别", Width: 110, Stretch: 1, Cell: text(func(c row) string { return className(c.Class, t.chosen.Made) })},
		{ID: "rank", Label: "顺位", Width: 44, Align: fyne.TextAlignTrailing, Cell: text(func(c row) string { return strconv.Itoa(c.Rank) })},
		{ID: "amount", Label: "确认的债权", Width: 112, Align: fyne.TextAlignTrailing, Cell: func(c row) widgets.Cell { return widgets.MoneyCell(c.Amount) }},
		{ID: "given", Label: "分配额", Width: 112, Align: fyne.TextAlignTrailing, Cell: func(c row) widgets.Cell { return widgets.MoneyCell(c.Given) }},
		{ID: "share", Label: "比例", Width: 76, Align: fyne.TextAlignTrailing, Cell: text(func(c row) string { return percent(c.Given, c.Amount) })},
		{ID: "paid", Label: "发放", Width: 140, Cell: func(c row) widgets.Cell { return t.paymentCell(c) }},
		{ID: "do", Label: "", Width: 64, Cell: t.claimButton},
	}
}

// paymentCell says what became of a claim's share.
func (t *planPart) paymentCell(c court.Claim) widgets.Cell {
	if x, live := t.chosen.LivePayment(c.Line); live {
		state := widgets.StateNear
		if x.State == court.DisbursementPaid {
			state = widgets.StateDone
		}
		return widgets.StateCell(state, x.Number+" "+string(x.State))
	}
	if t.disputed(c.Line) {
		return widgets.StateCell(widgets.StateOverdue, "有争议，提存")
	}
	if c.Given == 0 {
		return widgets.QuietCell("不受偿")
	}
	return widgets.QuietCell("未申请")
}

func (t *planPart) disputed(line int) bool {
	for i, x := range t.chosen.Parties {
		if i < len(t.stages) && t.stages[i].Holds && (x.Claim == 0 || x.Claim == line) {
			return true
		}
	}
	return false
}

func (t *planPart) partyColumns() []widgets.Column[partyRow] {
	text := widgets.TextOf[partyRow]
	day := func(id, label string, pick func(partyRow) court.Date) widgets.Column[partyRow] {
		return widgets.Column[partyRow]{ID: id, Label: label, Width: 90, Cell: func(x partyRow) widgets.Cell { return widgets.DateCell(pick(x)) }}
	}
	return []widgets.Column[partyRow]{
		{ID: "role", Label: "身份", Width: 70, Cell: text(func(x partyRow) string { return x.Role })},
		{ID: "name", Label: "姓名、名称", Width: 120, Stretch: 1, Cell: text(func(x partyRow) string { return x.Name })},
		day("served", "送达", func(x partyRow) court.Date { return x.Served }),
		{ID: "way", Label: "方式", Width: 76, Cell: text(func(x partyRow) string { return x.Way })},
		{ID: "stage", Label: "异议", Width: 170, Cell: stageCell},
		day("objected", "提出异议", func(x partyRow) court.Date { return x.Objected }),
		{ID: "objection", Label: "异议内容和处理", Width: 140, Stretch: 2, Cell: text(func(x partyRow) string { return spaced(x.Objection, x.Opposition, x.Outcome) })},
		{ID: "do", Label: "", Width: 112, Cell: t.partyButtons},
	}
}

func stageCell(x partyRow) widgets.Cell {
	switch s := x.stage; {
	case s.Amend, s.Holds:
		return widgets.StateCell(widgets.StateOverdue, s.Word)
	case s.Blocks:
		return widgets.StateCell(widgets.StateNear, s.Word)
	}
	return widgets.StateCell(widgets.StateDone, x.stage.Word)
}

func (t *planPart) partyButtons(x partyRow) widgets.Cell {
	if !t.page.f.Can(office.MayWorkPlan) {
		return widgets.Cell{}
	}
	var out []widgets.CellButton
	if t.chosen.State == court.PlanServed && x.Served.IsZero() {
		out = append(out, widgets.CellButton{Label: "送达", Primary: true, Do: func() { t.serve([]int{x.Line}, x.Name) }})
	}
	if !x.Served.IsZero() && (t.chosen.State == court.PlanServed || t.chosen.State == court.PlanEffective && !x.Objected.IsZero()) {
		out = append(out, widgets.CellButton{Label: "异议", Do: func() { t.say(x.PlanParty) }})
	}
	return widgets.ButtonCell(out...)
}

// list is the plans as they leave the program: each claim a row.
func (t *planPart) list() parts.List {
	l := parts.List{Title: "分配方案台账", Notes: []string{t.sum()}, Heads: []sheet.Head{{Label: "编号"}, {Label: "状态"}, {Label: "主案案号"}, {Label: "被执行人"}, {Label: "序", Kind: sheet.Int},
		{Label: "债权人"}, {Label: "案号、依据"}, {Label: "类别"}, {Label: "顺位", Kind: sheet.Int}, {Label: "确认的债权", Kind: sheet.Money}, {Label: "分配额", Kind: sheet.Money},
		{Label: "发放"}, {Label: "生效", Kind: sheet.Date}}}
	var claimed, given court.Money
	for _, x := range t.table.Rows() {
		for _, c := range x.Claims {
			paid := ""
			if p, live := x.LivePayment(c.Line); live {
				paid = p.Number + " " + string(p.State)
			}
			l.Rows = append(l.Rows, []any{x.Name(), string(x.State), x.CaseNo, x.Debtor, c.Line, c.Creditor, spaced(c.Court, c.CaseNo, c.Basis),
				className(c.Class, x.Made), c.Rank, c.Amount, c.Given, paid, x.EffectiveOn})
			claimed, given = claimed+c.Amount, given+c.Given
		}
	}
	l.Total = []any{"合计", nil, nil, nil, nil, nil, nil, nil, nil, claimed, given, nil, nil}
	return l
}
