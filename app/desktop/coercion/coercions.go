package coercion

import (
	"context"
	"fmt"
	"strconv"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"

	"zhixing/app/court"
	"zhixing/app/desktop/frame"
	"zhixing/app/desktop/papers/parts"
	"zhixing/app/desktop/widgets"
	"zhixing/app/law"
	"zhixing/app/office"
	"zhixing/app/sheet"
)

// coercions is the tab 强制措施: measures, and the course of the chosen one.
type coercions struct {
	desk   *desk
	loader *widgets.Loader
	table  *widgets.DataTable[office.CoercionLine]
	search *widgets.Entry
	typing widgets.Typing
	kind   court.CoercionKind
	state  court.CourseState
	chips  *fyne.Container
	detail *detail
	chosen office.CoercionLine
	root   fyne.CanvasObject
}

func newCoercions(d *desk) *coercions {
	t := &coercions{desk: d, loader: widgets.NewLoader(d.f.Window()), chips: widgets.HStack(6), detail: newDetail(d.f)}
	t.loader.OnError = d.f.Fail
	t.table = widgets.NewListTable(t.columns(), func(c office.CoercionLine) string { return strconv.FormatInt(c.ID, 10) }, nil)
	t.table.Empty = widgets.Empty{Text: "没有强制措施。罚款、拘留、搜查、拘传、限制出境、悬赏、审计按 Ctrl+N 申请，由院长批准。"}
	t.table.OnChosen = t.choose
	t.table.OnOpen = func(office.CoercionLine) { t.step() }
	t.search = widgets.NewEntry()
	t.search.SetPlaceHolder("姓名、案号、编号、事实  Ctrl+F")
	t.search.OnChanged = func(string) { t.typing.Rested(t.load) }
	t.search.OnEnter = func() { t.table.Focus() }
	bar := widgets.HStack(8, widgets.Sized(280, 28, t.search), t.chips)
	t.root = split(container.NewBorder(widgets.Padded(10, 5, bar), nil, nil, nil, t.table), widgets.Padded(8, 6, t.detail.card))
	t.showChips()
	return t
}

func (t *coercions) content() fyne.CanvasObject { return t.root }
func (t *coercions) focus()                     { t.table.Focus() }
func (t *coercions) find()                      { t.desk.f.Window().Canvas().Focus(t.search) }

func (t *coercions) showChips() {
	kind, state := "措施 全部", "状态 全部"
	if t.kind != "" {
		kind = "措施 " + string(t.kind)
	}
	if t.state != "" {
		state = "状态 " + string(t.state)
	}
	t.chips.Objects = []fyne.CanvasObject{
		widgets.NewMenuChip(kind, func() []widgets.MenuItem {
			return chipItems(court.CoercionKinds, t.kind, func(k court.CoercionKind) { t.kind = k; t.load() })
		}),
		widgets.NewMenuChip(state, func() []widgets.MenuItem {
			return chipItems(court.CoercionStates, t.state, func(s court.CourseState) { t.state = s; t.load() })
		}),
	}
	t.chips.Refresh()
}

// chipItems offers everything and each of a list.
func chipItems[T ~string](list []T, now T, set func(T)) []widgets.MenuItem {
	items := []widgets.MenuItem{{Label: "全部", Checked: now == "", Do: func() { set("") }}}
	for _, x := range list {
		items = append(items, widgets.MenuItem{Label: string(x), Checked: now == x, Do: func() { set(x) }})
	}
	return items
}

func (t *coercions) load() {
	t.showChips()
	o := t.desk.f.Office()
	q := office.CoercionQuery{CaseID: t.desk.scope.caseID, Kind: t.kind, Search: t.search.Text}
	if t.state != "" {
		q.States = []court.CourseState{t.state}
	}
	widgets.Load(t.loader, func(ctx context.Context) ([]office.CoercionLine, error) { return o.Coercions(ctx, q) }, func(rows []office.CoercionLine) {
		t.table.SetRows(rows)
		if _, ok := t.table.Chosen(); !ok && len(rows) > 0 {
			t.table.ChooseIndex(0)
		}
		c, _ := t.table.Chosen()
		t.choose(c)
		t.desk.showCount()
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
	text := func(pick func(row) string) func(row) widgets.Cell {
		return func(c row) widgets.Cell { return widgets.TextCell(pick(c)) }
	}
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
	choices := stepChoices(f, string(c.Kind), c.State)
	if len(choices) > 0 {
		d.bar.Add(widgets.NewMenuButton("登记步骤 Ctrl+J", widgets.ButtonSmallPrimary, func() []widgets.MenuItem { return stepMenu(choices, t.enter) }))
	}
	if items := paperMenu(f, c.CaseID, info.Forms, frame.AboutCoercion(c.ID)); len(items) > 0 {
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
	if kind, ok := lastStands(c.Steps); ok && f.Can(office.MayTakeBackStep) {
		d.button("作废末步", func() {
			askReason(f, "作废“"+kind+"”", func(ctx context.Context, why string) error { return o.VoidCoercionStep(ctx, actor, c.ID, why) })
		})
	}
}

func (t *coercions) withParties(id int64, use func(court.Case)) {
	o := t.desk.f.Office()
	widgets.Load(t.desk.work, func(ctx context.Context) (court.Case, error) { return o.Case(ctx, id) }, use)
}

// step asks for the next step of the chosen measure.
func (t *coercions) step() {
	if t.chosen.ID != 0 {
		askKind(t.desk.f, t.chosen.Number+"　登记步骤", stepChoices(t.desk.f, string(t.chosen.Kind), t.chosen.State), t.enter)
	}
}

// enter asks for one step, with what is likely filled in.
func (t *coercions) enter(s law.CourseStepInfo) {
	c, f := t.chosen, t.desk.f
	o, actor := f.Office(), f.Actor()
	preset := court.CourseStep{Until: c.Coercion.Until}
	switch s.Name {
	case court.StepServe:
		preset.Unit = c.Person
	case court.StepPay:
		preset.Amount = c.Left
	case court.StepReward:
		preset.Amount = c.Amount
	case court.StepApprove:
		preset.Words = "同意"
	}
	askStep(f, c.Number+"　"+string(c.Kind)+"　"+c.Person, s, preset, "", func(ctx context.Context, x court.CourseStep) error {
		_, err := o.CoercionStep(ctx, actor, c.ID, x)
		return err
	})
}

func (t *coercions) add() {
	t.desk.withCase("对哪一件案件的人采取强制措施", func(c court.Case) {
		t.ask(c, court.Coercion{CaseID: c.ID, CaseNo: c.Number.String(), Kind: court.CoerceFine, ConductOn: t.desk.f.Office().Today()})
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
	for _, kind := range []string{court.StepDetain, court.StepSearch, court.StepQuestion, court.StepControl, court.StepPublish, court.StepAgency, court.StepServe} {
		if s, ok := c.Step(kind); ok {
			return s.On
		}
	}
	return court.Date{}
}

// split puts a list above what belongs to its chosen row.
func split(top, bottom fyne.CanvasObject) fyne.CanvasObject {
	return parts.Rows([]float32{0, 318}, top, bottom)
}
