package coercion

import (
	"context"
	"strconv"

	"zhixing/app/court"
	"zhixing/app/desktop/frame"
	"zhixing/app/desktop/widgets"
	"zhixing/app/law"
	"zhixing/app/office"
)

// somebody is a person or unit an entry may be about, as the case knows it.
type somebody struct {
	name, id, address, role string
	company                 bool
}

// peopleOf lists the debtors of a case and the heads of those that are units.
func peopleOf(c court.Case) []somebody {
	var out []somebody
	for _, p := range c.PartiesOf(court.RoleDebtor) {
		out = append(out, somebody{p.Name, p.IDNumber, p.Address, court.CoercedRoles[0], p.Kind != court.PartyPerson})
		if p.LegalRep != "" {
			out = append(out, somebody{p.LegalRep, "", p.Address, court.CoercedRoles[1], false})
		}
	}
	return out
}

// personFields are the fields about who it is; choosing a party fills them.
type personFields struct {
	pick              *widgets.ChoiceField
	name, id, address *widgets.TextField
	role, kind        *widgets.ChoiceField
	people            []somebody
}

const (
	kindPerson = "自然人"
	kindUnit   = "单位"
)

func addPerson(form *widgets.Form, label string, c court.Case, roles bool) *personFields {
	x := &personFields{people: peopleOf(c)}
	options := make([]widgets.Option, 0, len(x.people)+1)
	for i, p := range x.people {
		options = append(options, widgets.Option{ID: strconv.Itoa(i), Label: p.name, Note: p.role})
	}
	options = append(options, widgets.Option{ID: "other", Label: "其他人、单位"})
	x.pick = form.AddChoice("选择当事人", options)
	x.name = form.AddText(label, widgets.Required())
	x.id = form.AddText("证件号码")
	x.address = form.AddText("住址")
	if roles {
		x.role = form.AddChoice("身份", widgets.Options(court.CoercedRoles...), widgets.Required())
	}
	x.kind = form.AddChoice("自然人、单位", widgets.Options(kindPerson, kindUnit), widgets.Required())
	x.pick.OnChanged = func(id string) {
		if i, err := strconv.Atoi(id); err == nil {
			x.set(x.people[i])
		}
	}
	if len(x.people) > 0 {
		x.pick.SetID("0")
		x.set(x.people[0])
	}
	return x
}

func (x *personFields) set(p somebody) {
	x.name.SetText(p.name)
	x.id.SetText(p.id)
	x.address.SetText(p.address)
	if x.role != nil {
		x.role.SetID(p.role)
	}
	kind := kindPerson
	if p.company {
		kind = kindUnit
	}
	x.kind.SetID(kind)
}

// kindFields are the fields that only some kinds of measures have, by label.
type kindFields struct {
	amount map[string]*widgets.MoneyField
	text   map[string]*widgets.TextField
	date   map[string]*widgets.DateField
	days   *widgets.NumberField
	urgent *widgets.ChoiceField
	keys   map[string]string // label by key for the kind in front
	labels []string
}

func addKinds(f frame.Frame, form *widgets.Form) *kindFields {
	x := &kindFields{amount: map[string]*widgets.MoneyField{}, text: map[string]*widgets.TextField{}, date: map[string]*widgets.DateField{}}
	seen := map[string]bool{}
	for _, kind := range court.CoercionKinds {
		for _, field := range law.CoercionOf(kind).Fields {
			if seen[field.Label] {
				continue
			}
			seen[field.Label] = true
			x.labels = append(x.labels, field.Label)
			var need []widgets.FieldOption
			if field.Needed {
				need = append(need, widgets.Required())
			}
			switch field.Key {
			case "amount":
				x.amount[field.Label] = form.AddMoney(field.Label, true, need...)
			case "days":
				x.days = form.AddNumber(field.Label, 1, 15, need...)
			case "urgent":
				x.urgent = form.AddChoice(field.Label, widgets.Options("否", "是，立即报院长补办批准"))
			case "applied", "until":
				x.date[field.Label] = form.AddDate(field.Label, f.Office().Today, need...)
			default:
				x.text[field.Label] = form.AddText(field.Label, need...)
			}
		}
	}
	return x
}

// show shows the fields of a kind.
func (x *kindFields) show(form *widgets.Form, kind court.CoercionKind) {
	x.keys = map[string]string{}
	mine := map[string]bool{}
	for _, field := range law.CoercionOf(kind).Fields {
		x.keys[field.Key], mine[field.Label] = field.Label, true
	}
	for _, label := range x.labels {
		form.SetVisible(label, mine[label])
	}
}

func (x *kindFields) read(c *court.Coercion) {
	c.Amount, c.Days, c.Place, c.Content, c.Applied, c.Until, c.Urgent = 0, 0, "", "", court.Date{}, court.Date{}, false
	for key, label := range x.keys {
		switch key {
		case "amount":
			c.Amount = x.amount[label].Money()
		case "days":
			c.Days = x.days.Number()
		case "urgent":
			c.Urgent = x.urgent.ID() != "" && x.urgent.ID() != "否"
		case "applied":
			c.Applied = x.date[label].Date()
		case "until":
			c.Until = x.date[label].Date()
		case "place":
			c.Place = x.text[label].Text()
		case "content":
			c.Content = x.text[label].Text()
		}
	}
}

func (x *kindFields) set(c court.Coercion) {
	for key, label := range x.keys {
		switch key {
		case "amount":
			if c.Amount > 0 {
				x.amount[label].SetMoney(c.Amount)
			}
		case "days":
			if c.Days > 0 {
				x.days.SetNumber(c.Days)
			}
		case "urgent":
			if c.Urgent {
				x.urgent.SetID("是，立即报院长补办批准")
			}
		case "applied":
			x.date[label].SetDate(c.Applied)
		case "until":
			x.date[label].SetDate(c.Until)
		case "place":
			x.text[label].SetText(c.Place)
		case "content":
			x.text[label].SetText(c.Content)
		}
	}
}

func groundOptions(kind court.CoercionKind) []widgets.Option {
	var out []widgets.Option
	for _, g := range law.CoercionGrounds(kind) {
		out = append(out, widgets.Option{ID: g.ID, Label: g.Text})
	}
	return out
}

// ask shows an application to fill in or change.
func (t *coercions) ask(in court.Case, c court.Coercion) {
	f := t.desk.f
	form := widgets.NewForm(widgets.FormOptions{Columns: 2, FieldWidth: 300})
	form.AddReadOnly("案件", in.Number.String())
	kinds := make([]string, len(court.CoercionKinds))
	for i, k := range court.CoercionKinds {
		kinds[i] = string(k)
	}
	kind := form.AddChoice("措施", widgets.Options(kinds...), widgets.Required())
	rule := form.AddReadOnly("规定", "")
	person := addPerson(form, "对象", in, true)
	ground := form.AddChoice("理由", nil, widgets.Required())
	conduct := form.AddDate("行为发生日", f.Office().Today, widgets.Required())
	own := addKinds(f, form)
	facts := form.AddTextArea("查明的行为", 4, widgets.Required(), widgets.Wide())
	follow := func(id string) {
		k := court.CoercionKind(id)
		info := law.CoercionOf(k)
		rule.SetText(info.Rule)
		options := groundOptions(k)
		ground.SetOptions(options)
		ground.SetID("") // the ground of a sanction is chosen by a person
		if len(options) == 1 {
			ground.SetID(options[0].ID)
		}
		own.show(form, k)
	}
	kind.OnChanged = follow
	kind.SetID(string(c.Kind))
	follow(string(c.Kind))
	conduct.SetDate(c.ConductOn)
	if c.ID != 0 {
		person.set(somebody{c.Person, c.PersonID, c.Address, c.Role, c.Company})
		ground.SetID(c.Ground)
		facts.SetText(c.Facts)
		own.set(c)
	}
	o, actor := f.Office(), f.Actor()
	widgets.FormDialogLater(f.Window(), "申请强制措施 "+c.Number, form, "提交院长审批", func() (func(context.Context) error, error) {
		x := c
		x.Kind, x.Person, x.PersonID, x.Address = court.CoercionKind(kind.ID()), person.name.Text(), person.id.Text(), person.address.Text()
		x.Role, x.Company, x.Ground, x.ConductOn, x.Facts = person.role.ID(), person.kind.ID() == kindUnit, ground.ID(), conduct.Date(), facts.Text()
		own.read(&x)
		return func(ctx context.Context) error { _, err := o.ApplyCoercion(ctx, actor, x); return err }, nil
	}, func() { f.Say("已提交，等院长批准；决定书在“制作文书”里") })
}

// ask shows a crime file to fill in or change.
func (t *crimes) ask(in court.Case, x court.CrimeFile) {
	f := t.desk.f
	form := widgets.NewForm(widgets.FormOptions{Columns: 2, FieldWidth: 320})
	form.AddReadOnly("案件", in.Number.String())
	person := addPerson(form, "犯罪嫌疑人", in, false)
	source := form.AddChoice("线索来源", widgets.Options("承办人发现", "申请执行人控告", "他人举报", "协助单位提供", "其他"), widgets.Required())
	found := form.AddDate("发现线索日期", f.Office().Today, widgets.Required())
	conduct := form.AddDate("行为发生日", f.Office().Today, widgets.Required(), widgets.Help("按行为发生时的规定选择情形"))
	situation := form.AddChoice("情形", nil, widgets.Required(), widgets.Wide())
	grave := form.AddChoice("情节", widgets.Options("情节严重", "情节特别严重"), widgets.Required(), widgets.ErrorName("情节特别严重"))
	facts := form.AddTextArea("拒不执行的行为", 3, widgets.Required(), widgets.Wide())
	ability := form.AddTextArea("执行能力", 2, widgets.Wide())
	harm := form.AddTextArea("后果", 2, widgets.Wide())
	follow := func() {
		var options []widgets.Option
		for _, s := range law.Situations(conduct.Date()) {
			options = append(options, widgets.Option{ID: s.ID, Label: s.Text, Note: s.Basis})
		}
		was := situation.ID()
		situation.SetOptions(options)
		situation.SetID(was)
	}
	own := conduct.OnChanged
	conduct.OnChanged = func(text string) {
		if own != nil {
			own(text)
		}
		follow()
	}
	found.SetDate(x.FoundOn)
	conduct.SetDate(x.ConductOn)
	follow()
	source.SetID(x.Source)
	situation.SetID(x.Situation)
	grave.SetID(map[bool]string{false: "情节严重", true: "情节特别严重"}[x.Grave])
	if x.ID != 0 {
		person.set(somebody{x.Suspect, x.SuspectID, x.Address, "", x.Company})
		facts.SetText(x.Facts)
		ability.SetText(x.Ability)
		harm.SetText(x.Harm)
	}
	o, actor := f.Office(), f.Actor()
	widgets.FormDialogLater(f.Window(), "拒执线索 "+x.Number, form, "保存", func() (func(context.Context) error, error) {
		y := x
		y.Suspect, y.SuspectID, y.Address, y.Company = person.name.Text(), person.id.Text(), person.address.Text(), person.kind.ID() == kindUnit
		y.Source, y.FoundOn, y.ConductOn, y.Situation, y.Grave = source.ID(), found.Date(), conduct.Date(), situation.ID(), grave.ID() == "情节特别严重"
		y.Facts, y.Ability, y.Harm = facts.Text(), ability.Text(), harm.Text()
		return func(ctx context.Context) error { _, err := o.SaveCrimeFile(ctx, actor, y); return err }, nil
	}, func() { f.Say("已登记拒执线索，审查期限已排入进度表") })
}

// evidence asks for a piece of evidence: a paper or scan of the case, or
// something outside the program.
func (t *crimes) evidence() {
	f, x := t.desk.f, t.chosen
	if x.ID == 0 || !f.Can(office.MayWorkCoercion) {
		return
	}
	o, actor := f.Office(), f.Actor()
	type answer struct {
		office.Dossier
		file court.CrimeFile // as it stands now, so that one kind after the other is offered
	}
	widgets.Load(t.desk.Work, func(ctx context.Context) (answer, error) {
		d, err := o.Dossier(ctx, x.CaseID, office.DossierCase)
		if err != nil {
			return answer{}, err
		}
		file, err := o.CrimeFile(ctx, x.ID)
		return answer{d, file}, err
	}, func(d answer) {
		form := widgets.NewForm(widgets.FormOptions{FieldWidth: 420})
		var kinds, things []widgets.Option
		for _, k := range law.EvidenceKinds() {
			kinds = append(kinds, widgets.Option{ID: k.ID, Label: k.Text, Note: k.About})
		}
		things = append(things, widgets.Option{ID: "", Label: "程序外的材料，另附纸质"})
		for i, e := range d.Entries {
			if e.Left == "" {
				things = append(things, widgets.Option{ID: strconv.Itoa(i), Label: e.Title(), Note: e.Date().String()})
			}
		}
		kind := form.AddChoice("种类", kinds, widgets.Required())
		kind.SetID(missingKind(d.file))
		thing := form.AddChoice("文书、扫描件", things)
		title := form.AddText("名称", widgets.Required())
		copies := form.AddNumber("份数", 1, 99, widgets.Required())
		copies.SetNumber(1)
		note := form.AddText("说明")
		thing.OnChanged = func(id string) {
			if i, err := strconv.Atoi(id); err == nil {
				title.SetText(d.Entries[i].Title())
				if p := d.Entries[i].Paper; p != nil && law.EvidenceOfForm(p.Form) != "" {
					kind.SetID(law.EvidenceOfForm(p.Form))
				}
			}
		}
		widgets.FormDialogLater(f.Window(), x.Number+"　添加证据", form, "添加", func() (func(context.Context) error, error) {
			e := court.CrimeEvidence{FileID: x.ID, Kind: kind.ID(), Title: title.Text(), Copies: copies.Number(), Note: note.Text()}
			if i, err := strconv.Atoi(thing.ID()); err == nil {
				if p := d.Entries[i].Paper; p != nil {
					e.PaperID = p.ID
				} else {
					e.ScanID = d.Entries[i].Scan.ID
				}
			}
			return func(ctx context.Context) error { return o.AddEvidence(ctx, actor, e) }, nil
		}, func() { f.Say("已添加证据") })
	})
}

// missingKind gives the first kind of which there is no evidence yet.
func missingKind(x court.CrimeFile) string {
	have := map[string]bool{}
	for _, e := range x.Evidence {
		have[e.Kind] = have[e.Kind] || e.Void == ""
	}
	for _, k := range law.EvidenceKinds() {
		if !have[k.ID] {
			return k.ID
		}
	}
	return ""
}
