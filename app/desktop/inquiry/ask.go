package inquiry

import (
	"context"
	"fmt"
	"slices"
	"strings"

	"zhixing/app/court"
	"zhixing/app/desktop/frame"
	"zhixing/app/desktop/papers/parts"
	"zhixing/app/desktop/property/propertyforms"
	"zhixing/app/desktop/widgets"
	"zhixing/app/office"
)

// Case is what the dialogs know of a case.
type Case struct {
	ID      int64
	Number  string
	Debtors []string
	Closed  bool // by 终本
}

// CaseOf gives what the dialogs know of a case.
func CaseOf(c court.Case) Case {
	out := Case{ID: c.ID, Number: c.Number.String(), Closed: c.Status == court.StatusClosed}
	for _, p := range c.PartiesOf(court.RoleDebtor) {
		out.Debtors = append(out.Debtors, p.Name)
	}
	return out
}

// AskMany asks for cases and then for an inquiry about all their debtors.
func AskMany(f frame.Frame) {
	parts.PickCases(f, parts.CaseQuestion{Title: "登记查询：选择案件", Button: "下一步"}, func(rows []office.CaseRow) {
		var cases []Case
		for _, r := range rows {
			cases = append(cases, Case{ID: r.ID, Number: r.Number, Closed: r.Status == court.StatusClosed})
		}
		Ask(f, cases)
	})
}

// lastAsk is what was asked last: the next inquiry is mostly like it. It is used
// on the window's thread only.
var lastAsk = struct{ way court.InquiryWay }{court.InquiryNational}

// usual gives what each way mostly asks about.
func usual(way court.InquiryWay) []string {
	switch way {
	case court.InquiryDirect:
		return []string{string(court.PropertyHouse), string(court.PropertyLand)}
	case court.InquiryLetter:
		return []string{string(court.PropertyHousing)}
	}
	return []string{string(court.PropertyDeposit), string(court.PropertyNetMoney), string(court.PropertyFinancial), string(court.PropertySecurity), string(court.PropertyEquity),
		string(court.PropertyInsurance), string(court.PropertyVehicle), string(court.PropertyHouse), "工商登记"}
}

// Ask asks for an inquiry about the debtors of the cases.
func Ask(f frame.Frame, cases []Case) {
	loader, o := widgets.NewLoader(f.Window()), f.Office()
	loader.OnError = f.Fail
	widgets.Load(loader, func(ctx context.Context) ([]court.AssistUnit, error) { return o.AssistUnits(ctx, office.UnitQuery{}) },
		func(units []court.AssistUnit) { newAskForm(f, cases, units).open() })
}

// askForm is the form of one batch.
type askForm struct {
	f     frame.Frame
	cases []Case
	book  []court.AssistUnit
	form  *widgets.Form

	way, reason, add *widgets.ChoiceField
	sent, due        *widgets.DateField
	scope, debtors   *widgets.MarksField
	units            *widgets.TextField
	serial, note     *widgets.TextField
}

func newAskForm(f frame.Frame, cases []Case, book []court.AssistUnit) *askForm {
	a := &askForm{f: f, cases: cases, book: book, form: widgets.NewForm(widgets.FormOptions{Columns: 2, FieldWidth: 250, LabelsQuiet: true})}
	form := a.form
	a.way = form.AddChoice("查询方式", widgets.Options(texts(court.InquiryWays)...), widgets.Required())
	a.way.SetID(string(lastAsk.way))
	a.reason = form.AddChoice("查询事由", widgets.Options(court.InquiryReasons...), widgets.Required())
	a.reason.SetID(a.likely())
	a.sent = form.AddDate("发出日期", f.Office().Today, widgets.Required())
	a.sent.SetDate(f.Office().Today())
	a.due = form.AddDate("反馈期限", f.Office().Today, widgets.Required(), widgets.Help(" "))
	if len(cases) == 1 && len(cases[0].Debtors) > 1 {
		a.debtors = form.AddMarks("被执行人", widgets.Options(cases[0].Debtors...), widgets.Wide())
		a.debtors.SetIDs(cases[0].Debtors...)
	}
	a.scope = form.AddMarks("查询范围", widgets.Options(court.InquiryScopes...), widgets.Wide())
	a.units = form.AddTextArea("协查单位", 3, widgets.Wide(), widgets.PlaceHolder("每行一个单位"))
	options := []widgets.Option{{ID: "", Label: "从通讯录添加…"}}
	for _, name := range unitNames(book) {
		options = append(options, widgets.Option{ID: name, Label: name})
	}
	a.add = form.AddChoice("通讯录", options)
	a.add.SetID("")
	a.serial = form.AddText("流水号、文号")
	a.note = form.AddText("备注", widgets.Wide())
	a.way.OnChanged = func(id string) {
		lastAsk.way = court.InquiryWay(id)
		a.follow()
	}
	a.sent.OnChanged = func(string) { a.term() }
	a.add.OnChanged = func(name string) { a.addUnit(name) }
	a.follow()
	return a
}

// likely is the reason that fits the case.
func (a *askForm) likely() string {
	if len(a.cases) > 0 && a.cases[0].Closed {
		return court.InquiryLater
	}
	return court.InquiryFirst
}

func unitNames(book []court.AssistUnit) []string {
	var out []string
	for _, u := range book {
		if !slices.Contains(out, u.Name) {
			out = append(out, u.Name)
		}
	}
	return out
}

// follow fills in what the way mostly asks, of whom and by when.
func (a *askForm) follow() {
	way := court.InquiryWay(a.way.ID())
	a.scope.SetIDs(usual(way)...)
	a.form.SetVisible("通讯录", way != court.InquiryNational && len(a.book) > 0)
	switch {
	case way == court.InquiryNational:
		a.units.SetText(court.NationalUnit)
	case a.units.Text() == court.NationalUnit:
		a.units.SetText("")
	}
	a.term()
}

// term proposes the day to answer by.
func (a *askForm) term() {
	sent := a.sent.Date()
	if sent.IsZero() {
		return
	}
	due, p := a.f.Office().InquiryDue(court.InquiryWay(a.way.ID()), sent)
	a.due.SetDate(due)
	a.due.SetHelper(p.Term() + "内，" + p.Basis)
}

func (a *askForm) addUnit(name string) {
	lines := strings.Fields(a.units.Text())
	if name != "" && !slices.Contains(lines, name) {
		a.units.SetText(strings.Join(append(lines, name), "\n"))
	}
}

func (a *askForm) open() {
	title := "登记查询 " + a.cases[0].Number
	if n := len(a.cases); n > 1 {
		title = fmt.Sprintf("登记查询 %s 等 %d 件", a.cases[0].Number, n)
	}
	o, actor := a.f.Office(), a.f.Actor()
	var made court.Inquiry
	widgets.FormDialogLater(a.f.Window(), title, a.form, "登记", func() (func(context.Context) error, error) {
		e := a.read()
		return func(ctx context.Context) (err error) {
			made, err = o.AskInquiry(ctx, actor, e)
			return err
		}, nil
	}, func() {
		a.f.Say(fmt.Sprintf("已登记 %s，%d 项，%s 前反馈", made.Number, len(made.Lines), made.Due))
	})
}

func (a *askForm) read() office.InquiryEntry {
	e := office.InquiryEntry{Way: court.InquiryWay(a.way.ID()), Reason: a.reason.ID(), Sent: a.sent.Date(), Due: a.due.Date(), Scope: a.scope.IDs(), Serial: a.serial.Text(),
		Note: a.note.Text(), Units: strings.Split(a.units.Text(), "\n")}
	for _, c := range a.cases {
		t := office.InquiryTarget{CaseID: c.ID}
		if a.debtors != nil {
			t.Debtors = a.debtors.IDs()
		}
		e.Targets = append(e.Targets, t)
	}
	return e
}

// Answer asks what came back for the lines.
func Answer(f frame.Frame, lines []court.InquiryLine) {
	form := newForm()
	var names []string
	for _, l := range lines {
		names = append(names, l.Unit+"　"+l.Debtor+"　"+l.CaseNo)
	}
	form.AddReadOnly("查询", joined(names))
	on := form.AddDate("反馈日期", f.Office().Today, widgets.Required())
	result := form.AddChoice("反馈结果", widgets.Options(texts(court.InquiryResults)...), widgets.Required(), widgets.Help("有财产的，保存后接着登记财产，或者导入结果表"))
	note := form.AddTextArea("反馈内容", 3)
	on.SetDate(f.Office().Today())
	if first := lines[0]; !first.Answered.IsZero() {
		on.SetDate(first.Answered)
		result.SetID(string(first.Result))
		note.SetText(first.Note)
	}
	o, actor := f.Office(), f.Actor()
	var a office.InquiryAnswer
	widgets.FormDialogLater(f.Window(), "登记反馈", form, "保存", func() (func(context.Context) error, error) {
		x := office.InquiryAnswer{Lines: lines, On: on.Date(), Result: court.InquiryResult(result.ID()), Note: note.Text()}
		a = x
		return func(ctx context.Context) error { return o.AnswerInquiry(ctx, actor, x) }, nil
	}, func() {
		switch {
		case a.Result != court.InquiryFound:
			f.Say(fmt.Sprintf("已登记 %d 项反馈", len(lines)))
		case len(lines) > 1:
			f.Say(fmt.Sprintf("已登记 %d 项反馈，请逐项按“登记财产”登记查到的财产", len(lines)))
		default:
			f.Say("已登记反馈，接着登记查到的财产")
			l := lines[0]
			l.Answered, l.Result, l.Note = a.On, a.Result, court.CleanLine(a.Note)
			EnterAnswered(f, l)
		}
	})
}

// EnterAnswered asks for a property that an answer told of; several may come of
// one.
func EnterAnswered(f frame.Frame, l court.InquiryLine) {
	o, actor := f.Office(), f.Actor()
	b := propertyforms.Begin{
		Property: court.Property{Kind: likelyKind(l), Owner: l.Debtor, Source: string(l.Way), Found: l.Answered},
		About:    strings.TrimSpace(l.Unit + " " + l.Answered.String() + "反馈" + string(l.Result) + "　" + court.CleanLine(l.Note)),
		Save: func(ctx context.Context, p court.Property) (court.Property, bool, error) {
			return o.EnterInquiryProperty(ctx, actor, l.ID, p)
		},
		Again: true,
	}
	if l.Unit != court.NationalUnit {
		b.Unit = l.Unit
	}
	withProperty(f, l.CaseID, func(in propertyforms.Case, _ []court.Property) { propertyforms.EnterFound(f, in, b) })
}

// likelyKind gives the kind of property that an answer most likely tells of:
// the only one that was asked for, else what its words and its unit speak of.
func likelyKind(l court.InquiryLine) court.PropertyKind {
	var kinds []court.PropertyKind
	for _, s := range l.Scope {
		if k := court.PropertyKind(s); len(court.InfoOf(k).Fields) > 0 {
			kinds = append(kinds, k)
		}
	}
	if len(kinds) == 1 {
		return kinds[0]
	}
	if guess := court.GuessPropertyKind(l.Note + l.Unit); slices.Contains(kinds, guess) || len(kinds) == 0 {
		return guess
	}
	return kinds[0]
}

// voidInquiry takes a batch back.
func voidInquiry(f frame.Frame, l court.InquiryLine) {
	o, actor := f.Office(), f.Actor()
	widgets.Prompt(f.Window(), "作废 "+l.Number, "作废理由", "", 2, func(reason string) {
		act(f, "已作废 "+l.Number, func(ctx context.Context) error { return o.VoidInquiry(ctx, actor, l.InquiryID, reason) })
	})
}

// letterFor opens the letter to the unit of a line, about everybody it was
// asked about in the case.
func letterFor(f frame.Frame, l court.InquiryLine) {
	loader, o := widgets.NewLoader(f.Window()), f.Office()
	loader.OnError = f.Fail
	widgets.Load(loader, func(ctx context.Context) (court.Inquiry, error) { return o.Inquiry(ctx, l.InquiryID) }, func(q court.Inquiry) {
		var ids []int64
		for _, x := range q.Lines {
			if x.CaseID == l.CaseID && x.Unit == l.Unit {
				ids = append(ids, x.ID)
			}
		}
		f.OpenPaperMaker(l.CaseID, frame.PaperAsks(office.LetterForm(l.Unit), ids, 0))
	})
}

// letters makes all letters of a batch, one for each case and unit.
func letters(f frame.Frame, id int64, number string) {
	o, actor, dir := f.Office(), f.Actor(), f.OutDir()
	var made []office.MadePaper
	parts.Run(f, "制作协查函", func(ctx context.Context, report func(float64, string)) (err error) {
		made, err = o.MakeInquiryLetters(ctx, actor, id, func(n, of int) {
			report(float64(n)/float64(of), fmt.Sprintf("第 %d 份，共 %d 份…", n, of))
		})
		if err != nil {
			return err
		}
		for _, m := range made {
			if _, err := parts.WritePaper(m, dir); err != nil {
				return err
			}
		}
		return nil
	}, func() { f.Say(fmt.Sprintf("%s 的 %d 份协查函已存入案件和 %s", number, len(made), dir)) })
}
