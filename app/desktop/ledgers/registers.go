package ledgers

import (
	"context"
	"fmt"
	"strconv"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"

	"zhixing/app/court"
	"zhixing/app/desktop/papers/parts"
	"zhixing/app/desktop/widgets"
	"zhixing/app/office"
	"zhixing/app/sheet"
)

// registerPart is the registers of petitions, visits and meddling.
type registerPart struct {
	page    *page
	loader  *widgets.Loader
	kinds   *widgets.TabBar
	bar     *widgets.FilterBar
	open    *widgets.Check
	tables  map[court.RegisterKind]*widgets.DataTable[court.RegisterEntry]
	holder  *fyne.Container
	content fyne.CanvasObject
}

func newRegisterPart(p *page) *registerPart {
	r := &registerPart{page: p, loader: widgets.NewLoader(p.f.Window()), tables: map[court.RegisterKind]*widgets.DataTable[court.RegisterEntry]{}, holder: container.NewStack()}
	r.loader.OnError = p.f.Fail
	items := make([]widgets.TabItem, 0, len(court.RegisterKinds))
	for _, kind := range court.RegisterKinds {
		r.tables[kind] = r.table(kind)
		items = append(items, widgets.TabItem{ID: string(kind), Label: office.RulesOfRegister(kind).Name})
	}
	r.kinds = widgets.NewTabBar(items, func(string) { r.show(); r.load(); r.focus() })
	r.open = widgets.NewCheck("只看未办结", func(bool) { r.load() })
	beside := []fyne.CanvasObject{r.open}
	if p.f.Can(office.MayWorkRegisters) {
		beside = append(beside, widgets.NewPrimaryButton("登记 Ctrl+N", r.add))
	}
	r.bar = widgets.NewFilterBar("姓名、案号、内容", 220, func(string) { r.load() }, r.focus, beside...)
	r.content = r.bar.Beside(r.kinds, r.holder)
	r.show()
	return r
}

func (r *registerPart) kind() court.RegisterKind { return court.RegisterKind(r.kinds.Chosen()) }

func (r *registerPart) focus() { r.tables[r.kind()].Focus() }

func (r *registerPart) show() {
	r.holder.Objects = []fyne.CanvasObject{r.tables[r.kind()]}
	r.holder.Refresh()
}

func (r *registerPart) load() {
	q := office.RegisterQuery{Kind: r.kind(), Search: r.bar.Entry.Text, Open: r.open.Checked && office.RulesOfRegister(r.kind()).Answered != ""}
	o := r.page.f.Office()
	widgets.Load(r.loader, func(ctx context.Context) ([]court.RegisterEntry, error) { return o.Registers(ctx, q) }, func(rows []court.RegisterEntry) {
		r.tables[q.Kind].SetRows(rows)
		r.page.showCount()
	})
}

// count says how many lines are shown, and how many wait for an answer.
func (r *registerPart) count() string {
	rows := r.tables[r.kind()].Rows()
	if r.kind() != court.RegisterPetition {
		return fmt.Sprintf("共 %d 条", len(rows))
	}
	waiting, late := 0, 0
	for _, e := range rows {
		if e.Answered.IsZero() {
			waiting++
			if e.Due.Before(r.page.f.Office().Today()) {
				late++
			}
		}
	}
	return fmt.Sprintf("共 %d 条，未答复 %d 条，其中超期 %d 条", len(rows), waiting, late)
}

func (r *registerPart) table(kind court.RegisterKind) *widgets.DataTable[court.RegisterEntry] {
	type row = court.RegisterEntry
	rules := office.RulesOfRegister(kind)
	text := widgets.TextOf[row]
	columns := []widgets.Column[row]{
		{ID: "on", Label: rules.On, Width: 88, Cell: func(e row) widgets.Cell { return widgets.DateCell(e.On) }},
		{ID: "case", Label: "案号", Width: 170, Cell: text(func(e row) string { return e.CaseNo })},
		{ID: "person", Label: rules.Person, Width: 90, Cell: text(func(e row) string { return e.Person })},
	}
	if rules.Unit != "" {
		columns = append(columns, widgets.Column[row]{ID: "unit", Label: rules.Unit, Width: 120, Cell: text(func(e row) string { return e.Unit })})
	}
	columns = append(columns, widgets.Column[row]{ID: "way", Label: "方式", Width: 72, Cell: text(func(e row) string { return e.Way })})
	if rules.Matter != "" {
		columns = append(columns, widgets.Column[row]{ID: "matter", Label: rules.Matter, Width: 120, Stretch: 2, Cell: text(func(e row) string { return e.Matter })})
	}
	if rules.HasDue {
		columns = append(columns, widgets.Column[row]{ID: "due", Label: "应答复日", Width: 112, Cell: r.dueCell})
	}
	if rules.Answered != "" {
		columns = append(columns, widgets.Column[row]{ID: "answered", Label: rules.Answered, Width: 88, Cell: func(e row) widgets.Cell { return widgets.DateCell(e.Answered) }})
	}
	columns = append(columns, widgets.Column[row]{ID: "handling", Label: rules.Handling, Width: 100, Stretch: 2, Cell: text(func(e row) string { return e.Handling })})
	if rules.Outcome != "" {
		columns = append(columns, widgets.Column[row]{ID: "outcome", Label: rules.Outcome, Width: 84, Cell: outcomeCell})
	}
	if r.page.f.Can(office.MayWorkRegisters) {
		columns = append(columns, widgets.Column[row]{ID: "do", Label: "", Width: 112, Cell: func(e row) widgets.Cell {
			return widgets.ButtonCell(widgets.CellButton{Label: "修改", Do: func() { r.ask(e) }}, widgets.CellButton{Label: "作废", Do: func() { r.void(e) }})
		}})
	}
	t := widgets.NewListTable(columns, func(e row) string { return strconv.FormatInt(e.ID, 10) }, nil)
	t.Empty = widgets.Empty{Text: "还没有" + rules.Name + "。按 Ctrl+N 登记。"}
	t.OnOpen = func(e row) {
		if e.CaseID != 0 {
			r.page.f.OpenCase(e.CaseID, "")
		}
	}
	return t
}

func (r *registerPart) dueCell(e court.RegisterEntry) widgets.Cell {
	switch left := r.page.f.Office().Today().DaysUntil(e.Due); {
	case !e.Answered.IsZero():
		return widgets.DateCell(e.Due)
	case left < 0:
		return widgets.StateCell(widgets.StateOverdue, e.Due.String())
	case left <= 10:
		return widgets.StateCell(widgets.StateNear, e.Due.String())
	}
	return widgets.DateCell(e.Due)
}

func outcomeCell(e court.RegisterEntry) widgets.Cell {
	switch e.Outcome {
	case "":
		return widgets.TextCell("")
	case court.PetitionSettled, "满意", "基本满意":
		return widgets.StateCell(widgets.StateDone, e.Outcome)
	}
	return widgets.StateCell(widgets.StateOverdue, e.Outcome)
}

// add enters a new line.
func (r *registerPart) add() {
	if r.page.f.Can(office.MayWorkRegisters) {
		r.ask(court.RegisterEntry{Kind: r.kind(), On: r.page.f.Office().Today()})
	}
}

// ask shows a line to fill in or change.
func (r *registerPart) ask(e court.RegisterEntry) {
	rules, f := office.RulesOfRegister(e.Kind), r.page.f
	today := f.Office().Today
	form := widgets.NewForm(widgets.FormOptions{FieldWidth: 360})
	var number, unit, matter *widgets.TextField
	var due, answered *widgets.DateField
	var outcome *widgets.ChoiceField
	if e.CaseID != 0 {
		form.AddReadOnly("案号", e.CaseNo)
	} else {
		number = form.AddText("案号", widgets.Help("本程序里的案件自动关联；别处的案件照写；没有则不填"))
		number.SetText(e.CaseNo)
		form.AddObject("", widgets.HStack(0, widgets.NewPlainButton("按姓名查找案件…", func() {
			parts.PickCase(f, parts.CaseQuestion{Title: "是哪一件案件", Button: "选这件"}, func(c office.CaseRow) {
				number.SetText(c.Number)
				form.FocusField(rules.On)
			})
		})))
	}
	on := form.AddDate(rules.On, today, widgets.Required())
	on.SetDate(e.On)
	person := form.AddText(rules.Person, widgets.Required())
	person.SetText(e.Person)
	if rules.Unit != "" {
		unit = form.AddText(rules.Unit)
		unit.SetText(e.Unit)
	}
	way := form.AddChoice("方式", widgets.Options(rules.Ways...), widgets.Required())
	way.SetID(e.Way)
	if rules.Matter != "" {
		matter = form.AddTextArea(rules.Matter, 2, widgets.Required())
		matter.SetText(e.Matter)
	}
	if rules.HasDue {
		due = form.AddDate("应答复日", today, widgets.Help("不填则按规则与参数的信访答复期限"))
		due.SetDate(e.Due)
	}
	if rules.Answered != "" {
		answered = form.AddDate(rules.Answered, today)
		answered.SetDate(e.Answered)
	}
	handling := form.AddTextArea(rules.Handling, 2)
	handling.SetText(e.Handling)
	if rules.Outcome != "" {
		outcome = form.AddChoice(rules.Outcome, append([]widgets.Option{{ID: "", Label: "还没有"}}, widgets.Options(rules.Outcomes...)...))
		outcome.SetID(e.Outcome)
	}
	o, actor := f.Office(), f.Actor()
	widgets.FormDialogLater(f.Window(), rules.Name, form, "保存", func() (func(context.Context) error, error) {
		x := e
		x.On, x.Person, x.Way, x.Handling = on.Date(), person.Text(), way.ID(), handling.Text()
		set(number, &x.CaseNo)
		set(unit, &x.Unit)
		set(matter, &x.Matter)
		if due != nil {
			x.Due = due.Date()
		}
		if answered != nil {
			x.Answered = answered.Date()
		}
		if outcome != nil {
			x.Outcome = outcome.ID()
		}
		return func(ctx context.Context) error {
			_, err := o.SaveRegister(ctx, actor, x)
			return err
		}, nil
	}, func() { f.Say("已保存" + rules.Name) })
}

// set reads a field that the form may not have.
func set(field *widgets.TextField, to *string) {
	if field != nil {
		*to = field.Text()
	}
}

// void takes a line back; it stays on record.
func (r *registerPart) void(e court.RegisterEntry) {
	f := r.page.f
	form := widgets.NewForm(widgets.FormOptions{FieldWidth: 300})
	form.AddReadOnly("登记", e.On.String()+"　"+e.Person)
	why := form.AddText("作废理由", widgets.Required())
	o, actor := f.Office(), f.Actor()
	widgets.FormDialogLater(f.Window(), "作废登记", form, "作废", func() (func(context.Context) error, error) {
		x := e
		x.Void = why.Text()
		return func(ctx context.Context) error {
			_, err := o.SaveRegister(ctx, actor, x)
			return err
		}, nil
	}, func() { f.Say("已作废，记录保留在操作日志") })
}

// printed is a register as it leaves the program.
func (r *registerPart) printed() parts.List {
	rules := office.RulesOfRegister(r.kind())
	type column struct {
		head sheet.Head
		cell func(court.RegisterEntry) any
	}
	columns := []column{
		{sheet.Head{Label: rules.On, Kind: sheet.Date}, func(e court.RegisterEntry) any { return e.On }},
		{sheet.Head{Label: "案号"}, func(e court.RegisterEntry) any { return e.CaseNo }},
		{sheet.Head{Label: rules.Person}, func(e court.RegisterEntry) any { return e.Person }},
		{sheet.Head{Label: rules.Unit}, func(e court.RegisterEntry) any { return e.Unit }},
		{sheet.Head{Label: "方式"}, func(e court.RegisterEntry) any { return e.Way }},
		{sheet.Head{Label: rules.Matter}, func(e court.RegisterEntry) any { return e.Matter }},
		{sheet.Head{Label: map[bool]string{true: "应答复日"}[rules.HasDue], Kind: sheet.Date}, func(e court.RegisterEntry) any { return e.Due }},
		{sheet.Head{Label: rules.Answered, Kind: sheet.Date}, func(e court.RegisterEntry) any { return e.Answered }},
		{sheet.Head{Label: rules.Handling}, func(e court.RegisterEntry) any { return e.Handling }},
		{sheet.Head{Label: rules.Outcome}, func(e court.RegisterEntry) any { return e.Outcome }},
		{sheet.Head{Label: "承办人"}, func(e court.RegisterEntry) any { return e.Officer }},
		{sheet.Head{Label: "登记人"}, func(e court.RegisterEntry) any { return e.By }},
	}
	l := parts.List{Title: rules.Name, Notes: []string{r.count()}}
	for _, e := range r.tables[r.kind()].Rows() {
		var row []any
		for _, c := range columns {
			if c.head.Label != "" {
				row = append(row, c.cell(e))
			}
		}
		l.Rows = append(l.Rows, row)
	}
	for _, c := range columns {
		if c.head.Label != "" {
			l.Heads = append(l.Heads, c.head)
		}
	}
	return l
}
