package inquiry

import (
	"context"
	"strconv"

	"zhixing/app/court"
	"zhixing/app/desktop/frame"
	"zhixing/app/desktop/papers/parts"
	"zhixing/app/desktop/property/propertyforms"
	"zhixing/app/desktop/widgets"
	"zhixing/app/office"
)

// The words of a clue's urgency.
const (
	clueUsual  = "一般"
	clueUrgent = "紧急（可能转移）"
)

// enterAnywhere asks for the case and then for a clue.
func enterAnywhere(f frame.Frame) {
	parts.PickCase(f, parts.CaseQuestion{Title: "登记线索：选择案件", Button: "下一步"}, func(r office.CaseRow) {
		withCase(f, r.ID, func(c court.Case) { EnterClue(f, CaseOf(c)) })
	})
}

// withCase reads a case and goes on with it.
func withCase(f frame.Frame, id int64, use func(court.Case)) {
	loader, o := widgets.NewLoader(f.Window()), f.Office()
	loader.OnError = f.Fail
	widgets.Load(loader, func(ctx context.Context) (court.Case, error) { return o.Case(ctx, id) }, use)
}

// EnterClue asks for a clue to property in a case.
func EnterClue(f frame.Frame, c Case) {
	x := court.Clue{CaseID: c.ID, CaseNo: c.Number, Source: court.ClueSources[0], Received: f.Office().Today()}
	if len(c.Debtors) == 1 {
		x.Debtor = c.Debtors[0]
	}
	askClue(f, c, x)
}

func changeClue(f frame.Frame, x court.Clue) {
	withCase(f, x.CaseID, func(c court.Case) { askClue(f, CaseOf(c), x) })
}

func askClue(f frame.Frame, c Case, x court.Clue) {
	form := widgets.NewForm(widgets.FormOptions{Columns: 2, FieldWidth: 240, LabelsQuiet: true})
	source := form.AddChoice("线索来源", widgets.Options(court.ClueSources...), widgets.Required())
	source.SetID(x.Source)
	giver := form.AddText("提供人", widgets.PlaceHolder("不填的写来源"))
	giver.SetText(x.Giver)
	phone := form.AddText("联系电话")
	phone.SetText(x.Phone)
	received := form.AddDate("收到日期", f.Office().Today, widgets.Required(), widgets.Help(" "))
	received.SetDate(x.Received)
	urgent := form.AddChoice("缓急", widgets.Options(clueUsual, clueUrgent))
	urgent.SetID(clueUsual)
	if x.Urgent {
		urgent.SetID(clueUrgent)
	}
	debtor := form.AddChoice("被执行人", append([]widgets.Option{{ID: "", Label: "不明"}}, widgets.Options(c.Debtors...)...))
	debtor.SetID(x.Debtor)
	kinds := []widgets.Option{{ID: "", Label: "不明"}}
	for _, k := range court.PropertyKinds {
		kinds = append(kinds, widgets.Option{ID: string(k.Kind), Label: string(k.Kind)})
	}
	kind := form.AddChoice("财产类型", kinds)
	kind.SetID(string(x.Kind))
	content := form.AddTextArea("线索内容", 4, widgets.Required(), widgets.Wide())
	content.SetText(x.Content)
	term := func() {
		if on := received.Date(); !on.IsZero() {
			due, p := f.Office().ClueDue(on, urgent.ID() == clueUrgent)
			received.SetHelper("应于 " + due.String() + " 前核查：" + p.Basis)
		}
	}
	received.OnChanged = func(string) { term() }
	urgent.OnChanged = func(string) { term() }
	term()
	title := "登记财产线索 " + c.Number
	if x.ID != 0 {
		title = "修改财产线索 " + c.Number
	}
	o, actor := f.Office(), f.Actor()
	var saved court.Clue
	widgets.FormDialogLater(f.Window(), title, form, "保存", func() (func(context.Context) error, error) {
		x := x
		x.Source, x.Giver, x.Phone, x.Received, x.Urgent = source.ID(), giver.Text(), phone.Text(), received.Date(), urgent.ID() == clueUrgent
		x.Debtor, x.Kind, x.Content = debtor.ID(), court.PropertyKind(kind.ID()), content.Text()
		return func(ctx context.Context) (err error) {
			saved, err = o.SaveClue(ctx, actor, x)
			return err
		}, nil
	}, func() { f.Say("已登记线索，应于 " + saved.Due.String() + " 前核查") })
}

// newThing is the choice to enter the property that a clue led to.
const newThing = "0"

// labelThing is the field of the property that a clue led to.
const labelThing = "查明的财产"

// Check asks what checking a clue showed; a true one goes on to the property.
func Check(f frame.Frame, c court.Clue) {
	withProperty(f, c.CaseID, func(in propertyforms.Case, have []court.Property) { askCheck(f, c, in, have) })
}

// withProperty reads a case with its properties and goes on with them.
func withProperty(f frame.Frame, id int64, use func(propertyforms.Case, []court.Property)) {
	loader, o := widgets.NewLoader(f.Window()), f.Office()
	loader.OnError = f.Fail
	type known struct {
		c    court.Case
		have []court.Property
		owed court.Money
	}
	widgets.Load(loader, func(ctx context.Context) (k known, err error) {
		if k.c, err = o.Case(ctx, id); err != nil {
			return k, err
		}
		x, err := o.CaseProperty(ctx, id)
		for _, l := range x.Lines {
			k.have = append(k.have, l.Property)
		}
		k.owed = x.Owed
		return k, err
	}, func(k known) { use(propertyforms.CaseOf(k.c, k.owed), k.have) })
}

func askCheck(f frame.Frame, c court.Clue, in propertyforms.Case, have []court.Property) {
	form := newForm()
	form.AddReadOnly("线索", c.Giver+"："+court.CleanLine(c.Content))
	on := form.AddDate("核查日期", f.Office().Today, widgets.Required())
	on.SetDate(f.Office().Today())
	result := form.AddChoice("核查结果", widgets.Options(texts(court.ClueResults)...), widgets.Required())
	options := []widgets.Option{{ID: newThing, Label: "登记为新财产（下一步填写）"}}
	for _, p := range have {
		options = append(options, widgets.Option{ID: strconv.FormatInt(p.ID, 10), Label: string(p.Kind) + " " + p.Line()})
	}
	thing := form.AddChoice(labelThing, options)
	thing.SetID(newThing)
	finding := form.AddTextArea("核查情况", 3, widgets.PlaceHolder("怎样核查、看到什么；不属实、无法核实的写明理由"))
	if !c.Checked.IsZero() {
		on.SetDate(c.Checked)
		result.SetID(string(c.Result))
		finding.SetText(c.Finding)
		if c.Property != 0 {
			thing.SetID(strconv.FormatInt(c.Property, 10))
		}
	}
	show := func() { form.SetVisible(labelThing, result.ID() == string(court.ClueTrue)) }
	result.OnChanged = func(string) { show() }
	show()
	o, actor := f.Office(), f.Actor()
	var saved court.Clue
	widgets.FormDialogLater(f.Window(), "线索核查结果 "+c.CaseNo, form, "保存", func() (func(context.Context) error, error) {
		x := office.ClueCheck{ID: c.ID, Version: c.Version, On: on.Date(), Result: court.ClueResult(result.ID()), Finding: finding.Text()}
		if x.Result == court.ClueTrue && thing.ID() != newThing {
			id, _ := strconv.ParseInt(thing.ID(), 10, 64) // the options' ids are numbers
			x.Property = &court.Property{ID: id}
		}
		return func(ctx context.Context) (err error) {
			saved, err = o.CheckClue(ctx, actor, x)
			return err
		}, nil
	}, func() {
		f.Say("已登记核查结果：" + string(saved.Result) + "，请告知申请执行人")
		if saved.Unentered() {
			enterFound(f, saved, in)
		}
	})
}

// EnterFound asks for the property that a true clue led to. The result of the
// check is stored already; leaving the form leaves the property to enter.
func EnterFound(f frame.Frame, c court.Clue) {
	withProperty(f, c.CaseID, func(in propertyforms.Case, _ []court.Property) { enterFound(f, c, in) })
}

// longNote is how much of a clue goes into the note of a property.
const longNote = 400

func enterFound(f frame.Frame, c court.Clue, in propertyforms.Case) {
	o, actor := f.Office(), f.Actor()
	content := court.CleanLine(c.Content)
	note := []rune("线索：" + content)
	b := propertyforms.Begin{
		Property: court.Property{Kind: c.Kind, Owner: c.Debtor, Source: "线索", Found: c.Checked, Note: string(note[:min(len(note), longNote)])},
		About:    c.Giver + "提供的线索：" + content,
		Save: func(ctx context.Context, p court.Property) (court.Property, bool, error) {
			return o.EnterClueProperty(ctx, actor, c, p)
		},
	}
	if c.Kind == "" {
		b.Property.Kind = court.GuessPropertyKind(content + c.Finding)
	}
	propertyforms.EnterFound(f, in, b)
}

// tell enters that the applicant was told.
func tell(f frame.Frame, c court.Clue) {
	form := newForm()
	form.AddReadOnly("线索", c.Giver+"："+court.CleanLine(c.Content))
	form.AddReadOnly("核查结果", string(c.Result)+"　"+c.Finding+c.Thing)
	on := form.AddDate("告知日期", f.Office().Today, widgets.Required())
	on.SetDate(f.Office().Today())
	way := form.AddChoice("告知方式", widgets.Options(court.ClueWays...), widgets.Required(), widgets.Help("书面告知的，右键“制作核查情况告知书”"))
	way.SetID(court.ClueWays[1])
	o, actor := f.Office(), f.Actor()
	widgets.FormDialogLater(f.Window(), "告知申请执行人 "+c.CaseNo, form, "保存", func() (func(context.Context) error, error) {
		day, how := on.Date(), way.ID()
		return func(ctx context.Context) error { return o.TellClue(ctx, actor, c.ID, c.Version, day, how) }, nil
	}, func() { f.Say("已登记告知") })
}

func voidClue(f frame.Frame, c court.Clue) {
	o, actor := f.Office(), f.Actor()
	widgets.Prompt(f.Window(), "作废线索", "作废理由", "", 2, func(reason string) {
		act(f, "已作废，记录保留在操作日志", func(ctx context.Context) error { return o.VoidClue(ctx, actor, c.ID, reason) })
	})
}
