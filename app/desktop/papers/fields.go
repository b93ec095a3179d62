package papers

import (
	"fmt"
	"slices"
	"strconv"
	"strings"

	"zhixing/app/court"
	"zhixing/app/desktop/widgets"
	"zhixing/app/office"
)

// What one copy of a form is made for, as office.FormInfo.Per says it.
const (
	perDebtor    = "被执行人"
	perApplicant = "申请执行人"
	perAnyParty  = "当事人"
	perReceipt   = "收款"
	perPayment   = "发放"
	perHandover  = "移交"
)

// handoverForm is made for the whole case and yet about one handover.
const handoverForm = "handover"

// perParty tells whether the form is made once for each party of a kind.
func perParty(form office.FormInfo) bool {
	return form.Per == perDebtor || form.Per == perApplicant || form.Per == perAnyParty
}

// recipientsOf gives the parties a form is made for, none when it is made for
// the case.
func recipientsOf(form office.FormInfo, c court.Case) []court.Party {
	roles := map[string][]court.PartyRole{
		perDebtor: {court.RoleDebtor}, perApplicant: {court.RoleApplicant}, perAnyParty: {court.RoleApplicant, court.RoleDebtor},
	}[form.Per]
	var out []court.Party
	for _, x := range c.Parties {
		if slices.Contains(roles, x.Role) {
			out = append(out, x)
		}
	}
	return out
}

// build shows the fields of the chosen form.
func (p *maker) build() {
	form, ok := p.forms.form(p.forms.chosen)
	fill := p.filled[p.forms.chosen]
	if !ok || fill == nil {
		return
	}
	f := widgets.NewForm(widgets.FormOptions{FieldWidth: 200, LabelWidth: 124, LabelsQuiet: true})
	p.addAbout(f, form, fill)
	for _, in := range fill.inputs {
		p.addInput(f, in, fill)
	}
	p.addDated(f)
	f.OnSave = func() error { p.save(nil); return nil }
	f.OnCancel = p.f.Back
	p.form = f
	p.middle.Objects[0] = f
	p.fields.SetTitle(form.Name)
	p.showNotes(nil)
	p.schedule(0)
}

// addAbout asks whom or what the paper is for.
func (p *maker) addAbout(f *widgets.Form, form office.FormInfo, fill *filling) {
	label, options := p.aboutOptions(form)
	if len(options) == 0 {
		return
	}
	choice := f.AddChoice(label, options)
	choice.SetID(strconv.FormatInt(fill.about, 10))
	if len(options) == 1 {
		choice.SetID(options[0].ID)
	}
	choice.OnChanged = func(id string) {
		fill.about, _ = strconv.ParseInt(id, 10, 64) // ids are written by aboutOptions
		p.schedule(0)
	}
}

// aboutOptions gives the recipients, receipts, payments or handovers to choose
// from; none when the form is about the case.
func (p *maker) aboutOptions(form office.FormInfo) (label string, options []widgets.Option) {
	add := func(id int64, text, note string) {
		options = append(options, widgets.Option{ID: strconv.FormatInt(id, 10), Label: text, Note: note})
	}
	switch {
	case perParty(form):
		parties := recipientsOf(form, p.facts.c)
		if len(parties) > 1 {
			add(0, fmt.Sprintf("全部 %d 人，每人一份", len(parties)), "")
		}
		for _, x := range parties {
			add(x.ID, x.Name, string(x.Role))
		}
		return "制作对象", options
	case form.Per == perReceipt:
		for _, r := range slices.Backward(p.facts.money.Receipts) {
			add(r.ID, fmt.Sprintf("%s　%s　%s 元", r.Number, r.Payer, r.Amount), r.Date.String())
		}
		return "哪笔收款", latestFirst(options)
	case form.Per == perPayment:
		for _, d := range slices.Backward(p.facts.money.Disbursements) {
			add(d.ID, fmt.Sprintf("%s　%s　%s 元", d.Number, d.Payee, d.Amount), string(d.State))
		}
		return "哪笔发放", latestFirst(options)
	case form.Per == perHandover, form.Code == handoverForm:
		for _, h := range p.facts.handovers {
			add(h.ID, fmt.Sprintf("%s→%s", h.From, h.To), string(h.State))
		}
		return "哪次移交", latestFirst(options)
	}
	return "", nil
}

// latestFirst lets the latest be taken without choosing: ID 0 means it.
func latestFirst(options []widgets.Option) []widgets.Option {
	if len(options) > 0 {
		options[0].ID = "0"
	}
	return options
}

// What stands in empty fields.
const (
	emptyForCase  = "可以空着，打印后手填"
	emptyForParty = "空着时按每个对象填入"
)

// longestLabel is how many characters the column of labels has room for.
const longestLabel = 8

// shortLabel takes the remark in brackets out of a label that is too long for
// its column; the remark, or the whole label, goes under the field.
func shortLabel(label string) (short, remark string) {
	short = label
	if before, after, found := strings.Cut(label, "（"); found && len([]rune(label)) > longestLabel {
		short, remark = before, strings.TrimSuffix(after, "）")
	}
	if runes := []rune(short); len(runes) > longestLabel {
		short, remark = string(runes[:longestLabel-1])+"…", label
	}
	return short, remark
}

// addInput adds one field; what the user changes goes into the filling.
func (p *maker) addInput(f *widgets.Form, in office.FormInput, fill *filling) {
	text, changed := fill.values[in.Key]
	if !changed {
		text = in.Default
	}
	set := func(value string) {
		if old, known := fill.values[in.Key]; known && old == value || !known && value == in.Default {
			return
		}
		fill.values[in.Key] = value
		if value == in.Default || strings.TrimSpace(value) == "" {
			delete(fill.values, in.Key)
		}
		p.touched = true
		p.schedule(previewPause)
	}
	label, remark := shortLabel(in.Label)
	empty := emptyForCase
	if form, _ := p.forms.form(p.forms.chosen); perParty(form) {
		empty = emptyForParty
	}
	options := []widgets.FieldOption{widgets.PlaceHolder(empty)}
	if remark != "" {
		options = append(options, widgets.Help(remark))
	}
	switch in.Kind {
	case "multi", "lines":
		field := f.AddTextArea(label, 3, options...)
		field.SetText(text)
		field.OnChanged = set
	case "table":
		hint := "一行一项：" + strings.Join(in.Columns, "，")
		field := f.AddTextArea(label, 4, widgets.PlaceHolder(strings.Join(in.Columns, "，")), widgets.Help(hint))
		field.SetText(text)
		field.OnChanged = set
	case "date":
		field := f.AddDate(label, p.f.Office().Today, options[1:]...)
		field.SetText(text)
		field.OnChanged = set
	case "money":
		field := f.AddMoney(label, false, options[1:]...)
		field.SetText(text)
		field.OnChanged = set
	case "choice":
		field := f.AddChoice(label, widgets.Options(in.Options...), options[1:]...)
		field.SetID(text)
		field.OnChanged = set
	default:
		field := f.AddText(label, options...)
		field.SetText(text)
		field.OnChanged = set
	}
}

// addDated asks for the date on the paper, which is one for all forms.
func (p *maker) addDated(f *widgets.Form) {
	field := f.AddDate("落款日期", p.f.Office().Today, widgets.Required(), widgets.Help("条文按这一天有效的版本引用"))
	field.SetDate(p.dated)
	field.OnChanged = func(text string) {
		if d, err := court.ParseDate(text); err == nil && !d.IsZero() && d != p.dated {
			p.dated = d
			p.schedule(previewPause)
		}
	}
}
