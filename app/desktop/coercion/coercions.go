package coercion

import (
	"context"
	"fmt"
	"strconv"
	"strings"

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

// coercions is the tab 强制措施: measures, and the course of the chosen one.
type coercions struct {
	lists.Panel
	desk   *desk
	loader *widgets.Loader
	table  *widgets.DataTable[office.CoercionLine]
	kind   court.CoercionKind
	state  court.CourseState
	detail *detail
	chosen office.CoercionLine
}

func newCoercions(d *desk) *coercions {
	t := &coercions{desk: d, loader: widgets.NewLoader(d.f.Window()), detail: newDetail(d.f)}
	t.loader.OnError = d.f.Fail
	t.table = widgets.NewListTable(t.columns(), func(c office.CoercionLine) string { return strconv.FormatInt(c.ID, 10) }, nil)
	t.table.Empty = widgets.Empty{Text: "没有强制措施。罚款、拘留、搜查、拘传、限制出境、强制迁出、悬赏、审计按 Ctrl+N 申请，由院长批准。"}
	t.table.OnChosen = t.choose
	t.table.OnOpen = func(office.CoercionLine) { t.step() }
	t.Bar = widgets.NewFilterBar("姓名、案号、编号、事实", searchWidth, func(string) { t.Load() }, t.Focus)
	t.Rows, t.Root = t.table, split(t.Bar.Over(t.table, nil), widgets.Padded(8, 6, t.detail.card))
	t.showChips()
	return t
}

// Buttons apply for a measure.
func (t *coercions) Buttons() []fyne.CanvasObject { return t.desk.adding("申请措施", t.add) }

// Printed is the list as it leaves the program.
func (t *coercions) Printed() func(context.Context) (parts.List, error) { return lists.Ready(t.list()) }

func (t *coercions) showChips() {
	t.Bar.SetChips(widgets.NewChoiceChip("措施", t.kind, court.CoercionKinds, func(k court.CoercionKind) { t.kind = k; t.Load() }),
		widgets.NewChoiceChip("状态", t.state, court.CoercionStates, func(s court.CourseState) { t.state = s; t.Load() }))
}

// Load reads the list.
func (t *coercions) Load() {
	t.showChips()
	o := t.desk.f.Office()
	q := office.CoercionQuery{CaseID: t.desk.scope.caseID, Kind: t.kind, Search: t.Bar.Entry.Text}
	if t.state != "" {
		q.States = []court.CourseState{t.state}
	}
	widgets.Load(t.loader, func(ctx context.Context) ([]office.CoercionLine, error) { return o.Coercions(ctx, q) }, func(rows []office.CoercionLine) {
		t.choose(t.table.ShowRows(rows))
		t.desk.Say(t, t.sum())
	})
}

func (t *coercions) sum() string {
	asked, late := 0, 0
	today := t.desk.f.Office().Today()
	for _, c := range t.table.Rows() {
		if c.State == court.CoercionAsked {
			asked++
		}
		if n := c.Next(); !n.Due.IsZero() && n.Late(today) {
			late++
		}
	}
	return fmt.Sprintf("%d 项　待审批 %d　超期 %d", len(t.table.Rows()), asked, late)
}

func (t *coercions) columns() []widgets.Column[office.CoercionLine] {
	type row = office.CoercionLine
	today := t.desk.f.Office().Today
	text := widgets.TextOf[row]
	columns := []widgets.Column[row]{
		{ID: "state", Label: "状态", Width: 86, Cell: func(c row) widgets.Cell {
			n := c.Next()
			return stateCell(c.State, !n.Due.IsZero() && n.Late(today()))
		}},
		{ID: "kind", Label: "措施", Width: 72, Cell: text(func(c row) string { return string(c.Kind) })},
		{ID: "person", Label: "对象", Width: 90, Stretch: 1, Cell: text(func(c row) string { return c.Person })},
		{ID: "what", Label: "内容", Width: 130, Stretch: 1, Cell: text(amountText)},
		{ID: "facts", Label: "行为", Width: 150, Stretch: 3, Cell: text(func(c row) string { return c.Facts })},
		{ID: "next", Label: "期限", Width: 206, Cell: func(c row) widgets.Cell { return nextCell(c.Next(), today()) }},
		{ID: "number", Label: "编号", Width: 92, Cell: text(func(c row) string { return c.Number })},
	}
	if t.desk.scope.caseID == 0 {
		columns = append(columns, widgets.Column[row]{ID: "case", Label: "案号", Width: 166, Cell: text(func(c row) string { return c.CaseNo })},
			widgets.Column[row]{ID: "officer", Label: "承办人", Width: 60, Cell: text(func(c row) string { return c.Officer })})
	}
	return columns
}

// amountText is the measure in figures: 20,000.00 元未交 5,000.00, 15 日.
func amountText(c office.CoercionLine) string {
	switch c.Kind {
	case court.CoerceFine:
		if c.Left > 0 && c.Left != c.Amount {
			return c.Amount.String() + " 元，未交 " + c.Left.String()
		}
		return c.Amount.String() + " 元"
	case court.CoerceDetain:
		text := fmt.Sprintf("%d 日", law.DetainedDays(c.Coercion))
		if !c.Until.IsZero() {
			text += "，" + c.Until.String() + " 期满"
		}
		return text
	case court.CoerceReward:
		return c.Amount.String() + " 元"
	case court.CoerceExit:
		if !c.Coercion.Until.IsZero() {
			return "至 " + c.Coercion.Until.String()
		}
		return ""
	}
	return orEmpty(c.Place, c.Content)
}

func orEmpty(a, b string) string {
	if a != "" {
		return a
	}
	return b
}

// choose shows the course of a measure.
func (t *coercions) choose(c office.CoercionLine) {
	t.chosen = c
	d, f := t.detail, t.desk.f
	if c.ID == 0 {
		d.clear("办理经过", nil)
		d.done()
		return
	}
	d.clear(c.Number+"　"+string(c.Kind)+"　"+c.Person, c.Steps)
	info := law.CoercionOf(c.Kind)
	ground, _ := law.CoercionGroundOf(c.Ground)
	d.clocks(c.Clocks, f.Office().Today())
	d.line("理由", ground.Text)
	d.line("行为", c.Facts+"（"+c.ConductOn.String()+"）")
	d.line("内容", amountText(c))
	d.line("申请", c.By+" "+court.DateOf(c.At).String())
	d.line("文书", paperNames(c.Papers))
	d.facts.Add(widgets.NewWrapText(ruleText(info, f.Office().Today()), widgets.CaptionSize, widgets.ColorQuiet))
	choices := stepChoices(f, law.CoercionSteps(c.Coercion))
	if len(choices) > 0 {
		d.bar.Add(widgets.NewMenuButton("登记步骤 Ctrl+J", widgets.ButtonSmallPrimary, func() []widgets.MenuItem { return stepMenu(choices, t.enter) }))
	}
	if items := paperMenu(f, c.CaseID, law.CoercionForms(c.Coercion), frame.AboutCoercion(c.ID)); len(items) > 0 {
		d.bar.Add(widgets.NewMenuButton("制作文书", widgets.ButtonSmall, func() []widgets.MenuItem { return items }))
	}
	t.changes(c)
	if t.desk.scope.caseID == 0 {
		d.button("打开案件", func() { f.OpenCase(c.CaseID, frame.TabCoercion) })
	}
	d.done()
}

// ruleText says what the law lays down for a measure.
func ruleText(info law.CoercionInfo, on court.Date) string {
	cited, err := law.CiteText(info.Article, on)
	if err != nil {
		return info.Rule
	}
	return cited + "：" + info.Rule
}

// changes adds what takes back and corrects.
func (t *coercions) changes(c office.CoercionLine) {
	f, d := t.desk.f, t.detail
	o, actor := f.Office(), f.Actor()
	if c.State == court.CoercionAsked && len(c.Steps) == 0 && f.Can(office.MayWorkCoercion) {
		d.button("修改", func() {
			t.withParties(c.CaseID, func(in court.Case) { t.ask(in, c.Coercion) })
		})
		d.button("作废", func() {
			askReason(f, "作废 "+c.Number, func(ctx context.Context, why string) error { return o.VoidCoercion(ctx, actor, c.ID, why) })
		})
	}
	if kind, ok := lastStands(f, string(c.Kind), c.Steps); ok {
		d.button("作废末步", func() {
			askReason(f, "作废“"+kind+"”", func(ctx context.Context, why string) error { return o.VoidCoercionStep(ctx, actor, c.ID, why) })
		})
	}
}

func (t *coercions) withParties(id int64, use func(court.Case)) {
	o := t.desk.f.Office()
	widgets.Load(t.desk.Work, func(ctx context.Context) (court.Case, error) { return o.Case(ctx, id) }, use)
}

// step asks for the next step of the chosen measure.
func (t *coercions) step() {
	if t.chosen.ID != 0 {
		askKind(t.desk.f, t.chosen.Number+"　登记步骤", stepChoices(t.desk.f, law.CoercionSteps(t.chosen.Coercion)), t.enter)
	}
}

// enter asks for one step, with what is likely filled in.
func (t *coercions) enter(s law.CourseStepInfo) {
	c, f := t.chosen, t.desk.f
	o, actor := f.Office(), f.Actor()
	preset, hint := court.CourseStep{Until: c.Coercion.Until}, ""
	switch s.Name {
	case court.StepServe:
		preset.Unit = c.Person
	case court.StepPay:
		preset.Amount = c.Left
	case court.StepReward:
		preset.Amount = c.Amount
	case court.StepApprove:
		preset.Words, preset.Until = "同意", court.Date{}
		hint = waitingText(c.Papers)
	}
	askStep(f, c.Number+"　"+string(c.Kind)+"　"+c.Person, s, preset, hint, func(ctx context.Context, x court.CourseStep) error {
		_, err := o.CoercionStep(ctx, actor, c.ID, x)
		return err
	})
}

// waitingText tells which papers are signed with the approval.
func waitingText(papers []court.Paper) string {
	var names []string
	for _, p := range papers {
		if p.WaitsForSignature() {
			names = append(names, "《"+p.Name+"》")
		}
	}
	if len(names) == 0 {
		return "还没有制作决定书：批准以后制作的，要另行签发。"
	}
	return "批准就是签发已经制作的" + strings.Join(names, "") + "，请先在“文书”里看过。"
}

func (t *coercions) add() {
	t.desk.withCase("对哪一件案件的人采取强制措施", func(c court.Case) {
		t.ask(c, court.Coercion{CaseID: c.ID, CaseNo: c.Number.String(), Kind: court.CoerceFine})
	})
}

// list is the measures as they leave the program.
func (t *coercions) list() parts.List {
	today := t.desk.f.Office().Today()
	l := parts.List{Title: "强制措施台账", Notes: []string{t.sum()}, Heads: []sheet.Head{{Label: "编号"}, {Label: "措施"}, {Label: "状态"}, {Label: "对象"}, {Label: "身份"}, {Label: "案号"}, {Label: "承办人"},
		{Label: "行为发生日", Kind: sheet.Date}, {Label: "行为"}, {Label: "金额", Kind: sheet.Money}, {Label: "已交、已付", Kind: sheet.Money}, {Label: "拘留日数", Kind: sheet.Int}, {Label: "批准日期", Kind: sheet.Date}, {Label: "决定书文号"}, {Label: "执行日期", Kind: sheet.Date}, {Label: "期限"}}}
	for _, c := range t.table.Rows() {
		approved, _ := c.Step(court.StepApprove)
		next := c.Next()
		due := ""
		if !next.Due.IsZero() {
			due = next.Name + " " + next.Due.String()
			if next.Late(today) {
				due += " 已超期"
			}
		}
		var paid, days any
		if c.Kind == court.CoerceFine {
			paid = c.Amount - c.Left
		}
		if c.Kind == court.CoerceDetain {
			days = law.DetainedDays(c.Coercion)
		}
		l.Rows = append(l.Rows, []any{c.Number, string(c.Kind), string(c.State), c.Person, c.Role, c.CaseNo, c.Officer, c.ConductOn, c.Facts, c.Amount, paid, days, approved.On, approved.Number, executed(c.Coercion), due})
	}
	return l
}

// executed gives the day a measure was carried out, zero before that.
func executed(c court.Coercion) court.Date {
	for _, kind := range []string{court.StepDetain, court.StepSearch, court.StepQuestion, court.StepEvict, court.StepControl, court.StepPublish, court.StepAgency, court.StepServe} {
		if s, ok := c.Step(kind); ok {
			return s.On
		}
	}
	return court.Date{}
}

// searchWidth is how wide the searches of the tabs are, px.
const searchWidth = 280

// split puts a list above what belongs to its chosen row.
func split(top, bottom fyne.CanvasObject) fyne.CanvasObject {
	return parts.Rows([]float32{0, 318}, top, bottom)
}
