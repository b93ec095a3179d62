// Package propertyforms holds the dialogs about properties and measures that
// the case page and the list of properties share, and the page that renews
// measures.
package propertyforms

import (
	"cmp"
	"context"
	"errors"
	"slices"
	"strconv"
	"strings"

	"fyne.io/fyne/v2"

	"zhixing/app/court"
	"zhixing/app/desktop/frame"
	"zhixing/app/desktop/widgets"
	"zhixing/app/law"
	"zhixing/app/office"
)

// Case is what the dialogs know of a case.
type Case struct {
	ID      int64
	Number  string
	Debtors []court.Party
	Owed    court.Money
}

// CaseOf gives what the dialogs know of a case that owes so much, as the office
// says (office.CaseProperty).
func CaseOf(c court.Case, owed court.Money) Case {
	return Case{ID: c.ID, Number: c.Number.String(), Debtors: c.PartiesOf(court.RoleDebtor), Owed: owed}
}

// last is what was entered last: the next property is mostly like it. It is
// used on the window's thread only.
var last = struct {
	kind   court.PropertyKind
	source string
	again  bool
}{court.PropertyDeposit, court.PropertySources[0], false}

// The labels that depend on others.
const (
	labelHolder = "共有人、代持人"
	labelWhy    = "不能处置的原因"
)

// Enter asks for a property of a case, of the kind that was entered last.
func Enter(f frame.Frame, c Case) {
	ask(f, c, Begin{Property: court.Property{Kind: last.kind, Source: last.source, Found: f.Office().Today()}, Again: true})
}

// Begin is what the form of a property begins with.
type Begin struct {
	Property court.Property // what is known of it; its case is the form's
	About    string         // what told of it, shown above
	Unit     string         // that told of it, for the field of a kind that names one
	// Save stores it with whatever it proves; nil stores it alone.
	Save  func(context.Context, court.Property) (court.Property, bool, error)
	Again bool // offers to go on with the next one

	first *court.Property // what it began with, before a change of its kind
}

// EnterFound asks for a property that another record led to.
func EnterFound(f frame.Frame, c Case, b Begin) { ask(f, c, b) }

// Change asks what is different about a property.
func Change(f frame.Frame, c Case, p court.Property) { ask(f, c, Begin{Property: p}) }

// entry is the form of one property.
type entry struct {
	f     frame.Frame
	c     Case
	begin Begin
	p     court.Property
	form  *widgets.Form
	facts map[string]func() string

	kind, owner, source, tie, exempt, condition *widgets.ChoiceField
	found                                       *widgets.DateField
	value, burdenSum                            *widgets.MoneyField
	holder, burden, why, note                   *widgets.TextField
	same                                        *widgets.ChoiceField
	again                                       *widgets.Check
}

func ask(f frame.Frame, c Case, b Begin) {
	p := b.Property.WithUnit(b.Unit)
	if p.ID == 0 {
		p.CaseID, p.Tie, p.Condition = c.ID, cmp.Or(p.Tie, court.OwnedAlone), cmp.Or(p.Condition, court.PropertyFound)
	}
	if b.first == nil {
		b.first = &p
	}
	e := &entry{f: f, c: c, begin: b, p: p, facts: map[string]func() string{}, form: widgets.NewForm(widgets.FormOptions{Columns: 2, FieldWidth: 236, LabelsQuiet: true})}
	if b.About != "" {
		e.form.AddReadOnly("依据", b.About, widgets.Wide())
	}
	e.whose()
	e.same = e.form.AddChoice(office.FieldSame, nil, widgets.Wide())
	e.form.SetVisible(office.FieldSame, false)
	for _, field := range court.InfoOf(p.Kind).Fields {
		e.fact(field)
	}
	e.worth()
	e.hints()
	title, label := "登记财产 "+c.Number, "保存"
	if p.ID != 0 {
		title = "修改财产 " + c.Number
	}
	var saved court.Property
	var shared bool
	o, actor := f.Office(), f.Actor()
	save := b.Save
	if save == nil {
		save = func(ctx context.Context, x court.Property) (court.Property, bool, error) {
			return o.SaveProperty(ctx, actor, x)
		}
	}
	d := widgets.FormDialogLater(f.Window(), title, e.form, label, func() (func(context.Context) error, error) {
		x := e.read()
		return func(ctx context.Context) (err error) {
			saved, shared, err = save(ctx, x)
			if asks := (*court.Error)(nil); errors.As(err, &asks) && asks.Field == office.FieldSame {
				alike, lookErr := o.AlikeProperties(ctx, x)
				if lookErr != nil {
					return lookErr
				}
				fyne.Do(func() { e.offer(alike) })
			}
			return err
		}, nil
	}, func() { e.saved(saved, shared) })
	e.kind.OnChanged = func(id string) {
		if x := e.read(); court.PropertyKind(id) != p.Kind {
			x.Kind = court.PropertyKind(id)
			d.Close()
			b.Property = x
			ask(f, c, b)
		}
	}
	if len(c.Debtors) == 1 || p.Owner != "" {
		e.form.FocusField(firstEmpty(p))
	}
}

// firstEmpty names the first fact of a new property that is not known yet.
func firstEmpty(p court.Property) string {
	fields := court.InfoOf(p.Kind).Fields
	for _, f := range fields {
		if p.ID == 0 && p.Facts[f.Label] == "" {
			return f.Label
		}
	}
	return fields[0].Label
}

// offer asks whether the property is one of those on record that are like it.
func (e *entry) offer(alike []court.Property) {
	var options []widgets.Option
	for _, x := range alike {
		options = append(options, widgets.Option{ID: strconv.FormatInt(x.ID, 10), Label: "就是：" + x.Line(), Note: x.Owner + "　" + x.Cases})
	}
	options = append(options, widgets.Option{ID: strconv.FormatInt(court.AnotherProperty, 10), Label: "另外一项，分别登记"})
	e.same.SetOptions(options)
	e.form.SetVisible(office.FieldSame, true)
}

// saved says what became of it and goes on with the next one when asked to.
func (e *entry) saved(p court.Property, shared bool) {
	if e.begin.Save == nil {
		last.kind, last.source = p.Kind, p.Source
	}
	last.again = e.again != nil && e.again.Checked
	if shared {
		e.f.Say("该财产已在 " + p.CaseNo + " 登记，已关联到本案；同一财产只登记一次，查封顺位连在一起")
	} else {
		e.f.Say("已保存：" + string(p.Kind) + " " + p.Line())
	}
	if last.again {
		b := e.begin
		b.Property = *b.first
		b.Property.Kind, b.Property.Source, b.Property.Facts = p.Kind, p.Source, nil
		ask(e.f, e.c, b)
	}
}

// whose asks for kind and debtor.
func (e *entry) whose() {
	var kinds, owners []widgets.Option
	for _, k := range court.PropertyKinds {
		kinds = append(kinds, widgets.Option{ID: string(k.Kind), Label: string(k.Kind)})
	}
	if e.p.ID != 0 {
		kinds = []widgets.Option{{ID: string(e.p.Kind), Label: string(e.p.Kind)}}
	}
	e.kind = e.form.AddChoice("财产类型", kinds, widgets.Required())
	e.kind.SetID(string(e.p.Kind))
	for _, d := range e.c.Debtors {
		owners = append(owners, widgets.Option{ID: d.Name, Label: d.Name, Note: court.MaskIdentifier(d.IDNumber)})
	}
	e.owner = e.form.AddChoice("被执行人", owners, widgets.Required())
	e.owner.SetID(e.p.Owner)
	if e.p.Owner == "" && len(owners) > 0 {
		e.owner.SetID(owners[0].ID)
	}
}

// fact adds the field of one fact as its description says.
func (e *entry) fact(field court.PropertyField) {
	var options []widgets.FieldOption
	if field.Required {
		options = append(options, widgets.Required())
	}
	have := e.p.Facts[field.Label]
	switch field.Type {
	case court.FieldMoney:
		x := e.form.AddMoney(field.Label, false, options...)
		if m, err := court.ParseMoney(have); err == nil && have != "" {
			x.SetMoney(m)
		}
		e.facts[field.Label] = func() string {
			if strings.TrimSpace(x.Text) == "" {
				return ""
			}
			return x.Money().String()
		}
	case court.FieldDate:
		x := e.form.AddDate(field.Label, e.f.Office().Today, options...)
		if d, err := court.ParseDate(have); err == nil {
			x.SetDate(d)
		}
		e.facts[field.Label] = func() string { return x.Date().String() }
	case court.FieldChoice:
		choices := append([]widgets.Option{{ID: "", Label: "不填"}}, widgets.Options(field.Options...)...)
		x := e.form.AddChoice(field.Label, choices, options...)
		x.SetID(have)
		e.facts[field.Label] = x.ID
	default:
		x := e.form.AddText(field.Label, options...)
		x.SetText(have)
		e.facts[field.Label] = x.Text
	}
}

// worth asks for value, source, ties and condition.
func (e *entry) worth() {
	p, form, today := e.p, e.form, e.f.Office().Today
	e.value = form.AddMoney("价值（元）", false, append(valueHelp(p.Kind), widgets.ErrorName("价值"))...)
	if p.Value > 0 {
		e.value.SetMoney(p.Value)
	}
	e.source = form.AddChoice("查明方式", widgets.Options(court.PropertySources...), widgets.Required())
	e.source.SetID(p.Source)
	e.found = form.AddDate("查明日期", today, widgets.Required())
	e.found.SetDate(p.Found)
	e.tie = form.AddChoice("权属", options(court.OwnerTies), widgets.Required())
	e.tie.SetID(string(p.Tie))
	e.holder = form.AddText(labelHolder)
	e.holder.SetText(p.Holder)
	e.burden = form.AddText("权利负担", widgets.PlaceHolder("抵押、质押、租赁、他人主张…"))
	e.burden.SetText(p.Burden)
	e.burdenSum = form.AddMoney("担保债权数额", false)
	if p.BurdenSum > 0 {
		e.burdenSum.SetMoney(p.BurdenSum)
	}
	e.exempt = form.AddChoice("豁免", append([]widgets.Option{{ID: "", Label: "无，可以查封"}}, widgets.Options(law.Exemptions()...)...))
	e.exempt.SetID(p.Exempt)
	e.condition = form.AddChoice("财产状态", conditions(p.Condition), widgets.Required(), widgets.Help("“已查明”“已控制”随查封、冻结的登记自动变动"))
	e.condition.SetID(string(p.Condition))
	e.why = form.AddText(labelWhy)
	e.why.SetText(p.Why)
	e.note = form.AddText("备注")
	e.note.SetText(p.Note)
	e.tie.OnChanged = func(string) { e.follow() }
	e.condition.OnChanged = func(string) { e.follow() }
	e.follow()
}

// valueHelp says where the value comes from when it is left empty.
func valueHelp(kind court.PropertyKind) []widgets.FieldOption {
	for _, f := range court.InfoOf(kind).Fields {
		if f.Worth {
			return []widgets.FieldOption{widgets.Help("不填的，以" + f.Label + "为准")}
		}
	}
	return nil
}

// follow shows the fields that the choices call for.
func (e *entry) follow() {
	e.form.SetVisible(labelHolder, e.tie.ID() != string(court.OwnedAlone))
	e.form.SetVisible(labelWhy, e.condition.ID() == string(court.PropertyUnsellable))
}

// hints shows what the law says of such property, and offers to go on.
func (e *entry) hints() {
	for _, text := range law.PropertyHints(e.p.Kind, e.p.Facts, e.f.Office().Today()) {
		e.form.AddObject("", widgets.NewWrapText(text, widgets.CaptionSize, widgets.ColorQuiet), widgets.Wide())
	}
	if e.begin.Again {
		e.again = widgets.NewCheck("保存后接着登记下一项", nil)
		e.again.Checked = last.again
		e.form.AddObject("", widgets.HStack(0, e.again))
	}
}

// read takes the fields into a property.
func (e *entry) read() court.Property {
	x := e.p
	x.SameAs, _ = strconv.ParseInt(e.same.ID(), 10, 64) // the ids are numbers; none is chosen before it is asked
	x.Kind, x.Owner, x.OwnerID = court.PropertyKind(e.kind.ID()), e.owner.ID(), ""
	x.Facts = map[string]string{}
	for label, text := range e.facts {
		x.Facts[label] = text()
	}
	x.Value, x.Source, x.Found, x.Tie, x.Holder = e.value.Money(), e.source.ID(), e.found.Date(), court.OwnerTie(e.tie.ID()), e.holder.Text()
	x.Burden, x.BurdenSum, x.Exempt = e.burden.Text(), e.burdenSum.Money(), e.exempt.ID()
	x.Condition, x.Why, x.Note = court.PropertyCondition(e.condition.ID()), e.why.Text(), e.note.Text()
	if x.Tie == court.OwnedAlone {
		x.Holder = ""
	}
	return x
}

// conditions offers what a person can say of a property; whether it is
// controlled follows from the measures on it.
func conditions(now court.PropertyCondition) []widgets.Option {
	list := slices.DeleteFunc(slices.Clone(court.PropertyConditions), func(c court.PropertyCondition) bool {
		return now == court.PropertyControlled && c == court.PropertyFound || now != court.PropertyControlled && c == court.PropertyControlled
	})
	return options(list)
}

// options offers words of a type of their own.
func options[T ~string](words []T) []widgets.Option {
	out := make([]widgets.Option, 0, len(words))
	for _, w := range words {
		out = append(out, widgets.Option{ID: string(w), Label: string(w)})
	}
	return out
}

// Void takes a property back that was entered in error.
func Void(f frame.Frame, p court.Property) {
	form := newForm()
	form.AddReadOnly("财产", string(p.Kind)+"　"+p.Line())
	why := form.AddText("作废理由", widgets.Required())
	o, actor := f.Office(), f.Actor()
	widgets.FormDialogLater(f.Window(), "作废财产", form, "作废", func() (func(context.Context) error, error) {
		text := why.Text()
		return func(ctx context.Context) error { return o.VoidProperty(ctx, actor, p.ID, text) }, nil
	}, func() { f.Say("已作废，记录保留在操作日志") })
}

func newForm() *widgets.Form {
	return widgets.NewForm(widgets.FormOptions{LabelsQuiet: true, FieldWidth: 400})
}

// lineNames names properties in a few lines of a dialog.
func lineNames(lines []string) string {
	const most = 4
	if len(lines) > most {
		lines = append(slices.Clone(lines[:most]), "……")
	}
	return strings.Join(lines, "\n")
}
