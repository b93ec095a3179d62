package office

import (
	"slices"
	"strings"

	"zhixing/app/court"
	"zhixing/app/law"
)

// seizureForms are the forms about measures, with the measure they are for; ""
// stands for any.
var seizureForms = map[string]court.MeasureKind{
	"seal-ruling": court.Seal, "attach-ruling": court.Attach, "freeze-ruling": court.Freeze, "waiting-ruling": "", formTransferAsk: "", "release-ruling": "",
	FormRenewalRuling: "", FormRenewalTold: "", FormAssist: "", FormAssistFreeze: court.Freeze, "seizure-list": "", "seizure-announcement": "",
	"transfer-ruling": court.Freeze, "assist-transfer": court.Freeze,
}

// formTransferAsk is the letter that asks the court whose measure is the first to
// hand the property over (商请移送执行函).
const formTransferAsk = "transfer-request"

// forWaiting tells whether a form is about measures that wait.
func forWaiting(form string) bool { return form == "waiting-ruling" || form == formTransferAsk }

// AboutProperty tells whether a form takes its facts from properties and
// measures.
func AboutProperty(form string) bool {
	_, is := seizureForms[form]
	return is
}

// seizure is what a paper about measures is about: measures, or properties on
// which none has been taken yet.
type seizure struct {
	measures   []court.Measure
	properties []court.Property
	papers     []court.Paper
	first      court.Measure // whom a waiting one waits for; no ID for nobody
}

// gatherSeizure reads the measures and properties that the request names, or
// those that the form most likely is for.
func (o *Office) gatherSeizure(r Reader, f *caseFacts) error {
	kind, about := seizureForms[f.req.Form]
	if !about {
		return nil
	}
	f.seizure.papers = f.papers
	for _, id := range f.req.Measures {
		m, err := r.Measure(id)
		if err != nil {
			return err
		}
		p, err := r.Property(m.PropertyID)
		if err != nil {
			return err
		}
		f.seizure.measures = append(f.seizure.measures, m)
		f.seizure.properties = append(f.seizure.properties, p)
		list, err := r.MeasuresOn(m.PropertyID)
		if err != nil {
			return err
		}
		f.seizure.waitsFor(list, f.today)
	}
	for _, id := range f.req.Properties {
		p, err := r.Property(id)
		if err != nil {
			return err
		}
		f.seizure.properties = append(f.seizure.properties, p)
	}
	if len(f.req.Measures)+len(f.req.Properties) > 0 {
		return nil
	}
	lines, err := propertyLines(r, PropertyQuery{CaseID: f.c.ID})
	if err != nil {
		return err
	}
	f.likely(lines, kind)
	return nil
}

// waitsFor notes who holds a property first.
func (s *seizure) waitsFor(list []court.Measure, today court.Date) {
	if h, held := law.HolderOn(list, today); held && s.first.ID == 0 {
		s.first = h
	}
}

// likely chooses what a form is for when nothing was chosen: rulings are for
// what is found and not yet controlled; everything else for the measures taken
// last, the renewal for those that end soon.
func (f *caseFacts) likely(lines []PropertyLine, kind court.MeasureKind) {
	ruling := strings.HasSuffix(f.req.Form, "-ruling") && kind != ""
	newest := court.Date{}
	var taken []PropertyLine
	for _, l := range lines {
		m, has := l.Own(f.c.ID, f.today)
		switch {
		case !has && ruling && court.InfoOf(l.Kind).Measure == kind && l.Condition == court.PropertyFound:
			f.seizure.properties = append(f.seizure.properties, l.Property)
		case !has || kind != "" && m.Kind != kind || forWaiting(f.req.Form) != (m.StateOn(f.today) == court.MeasureWaiting):
		case f.forRenewal():
			if endsSoon(m, f.today) {
				taken = append(taken, l)
			}
		case m.On.After(newest):
			newest, taken = m.On, []PropertyLine{l}
		case m.On == newest:
			taken = append(taken, l)
		}
	}
	if len(f.seizure.properties) > 0 || ruling && len(taken) == 0 {
		return
	}
	for _, l := range taken {
		m, _ := l.Own(f.c.ID, f.today)
		f.seizure.measures = append(f.seizure.measures, m)
		f.seizure.properties = append(f.seizure.properties, l.Property)
		f.seizure.waitsFor(l.Measures, f.today)
	}
}

// forRenewal tells whether the paper is about renewing measures.
func (f *caseFacts) forRenewal() bool {
	return f.req.Form == FormRenewalRuling || f.req.Form == FormRenewalTold
}

// endsSoon tells whether a measure ends within the farthest step of the
// warnings.
func endsSoon(m court.Measure, today court.Date) bool {
	return !m.Until.IsZero() && today.DaysUntil(m.Until) <= law.ExpirySteps()[0]
}

// addSeizure gives forms what they say of measures and properties; texts are
// there even when nothing is known, dates and amounts only when they are.
func (f *caseFacts) addSeizure(t tree) {
	s := f.seizure
	t["terms_differ"] = false
	if !AboutProperty(f.req.Form) || len(s.properties) == 0 {
		return
	}
	own := f.ownTerms(s)
	var owners, things, rows, accounts []string
	for i, p := range s.properties {
		if !slices.Contains(owners, p.Owner) {
			owners = append(owners, p.Owner)
		}
		thing := string(p.Kind) + "：" + p.Line()
		if len(s.measures) > 0 && s.measures[i].Amount > 0 {
			thing += "，以" + s.measures[i].Amount.String() + "元为限"
		}
		things = append(things, thing+own[i])
		rows = append(rows, strings.Join([]string{p.Facts["名称"] + kindName(p), p.Line(), p.Facts["数量"], placeOf(s, i), ""}, "|"))
		if a := p.Facts["开户账号"] + p.Facts["账户"]; a != "" {
			accounts = append(accounts, a)
		}
	}
	out := tree{
		"owner": strings.Join(owners, "、"), "things": strings.Join(things, "\n"), "rows": strings.Join(rows, "\n"), "account": strings.Join(accounts, "、"),
		"unit": s.properties[0].Unit(), "place": placeOf(s, 0), "keeper": s.properties[0].Facts["保管人"], "kind": string(court.InfoOf(s.properties[0].Kind).Measure),
		"earlier": "", "first": "", "first_court": "", "first_no": "", "by": "", "matters": "", "term": "", "ruling": s.rulingNumber(),
	}
	terms := f.seizureTerms(s)
	if t["terms_differ"] = !same(terms); same(terms) {
		terms[0].into(out)
	}
	if len(s.measures) > 0 {
		f.addMeasure(out, s)
	}
	out["matters"] = f.matters(s)
	t["seizure"] = out
}

func (r PaperRequest) dated(today court.Date) court.Date {
	if r.Dated.IsZero() {
		return today
	}
	return r.Dated
}

// kindName names the kind where the property has no name of its own.
func kindName(p court.Property) string {
	if p.Facts["名称"] != "" {
		return ""
	}
	return string(p.Kind)
}

func placeOf(s seizure, i int) string {
	if len(s.measures) > i && s.measures[i].Place != "" {
		return s.measures[i].Place
	}
	p := s.properties[i]
	for _, label := range []string{"存放地点", "存放位置", "房产坐落", "土地位置"} {
		if p.Facts[label] != "" {
			return p.Facts[label]
		}
	}
	return ""
}

// seizureTerm is how long one thing is held, or shall be: the days are known of
// measures in force, the length of others only.
type seizureTerm struct {
	from, until court.Date
	words       string // 三年; "" for a term that is no whole number of months
}

func (t seizureTerm) into(out tree) {
	if !t.from.IsZero() {
		out["from"] = t.from
	}
	if !t.until.IsZero() && !t.from.IsZero() {
		out["to"] = t.until
	}
	out["term"] = t.words
}

// text writes the term into the line of the thing.
func (t seizureTerm) text() string {
	switch {
	case !t.from.IsZero() && !t.until.IsZero():
		return "，期限自" + t.from.Text() + "起至" + t.until.Text() + "止"
	case t.words != "":
		return "，期限" + t.words
	}
	return ""
}

// seizureTerms gives the term of each property of the paper.
func (f *caseFacts) seizureTerms(s seizure) []seizureTerm {
	out := make([]seizureTerm, len(s.properties))
	for i, p := range s.properties {
		if i < len(s.measures) {
			out[i].from, out[i].until = f.termDays(s.measures[i])
		}
		if !out[i].from.IsZero() && !out[i].until.IsZero() {
			out[i].words = termWords(out[i].from, out[i].until)
		} else if t, err := law.SeizureTermOf(p.Kind, f.req.dated(f.today)); err == nil {
			out[i].words = law.MonthsText(t.Months)
		}
	}
	return out
}

// termDays gives the days that a paper names for a measure: those of its
// renewal where it is about one, none while it waits behind others.
func (f *caseFacts) termDays(m court.Measure) (from, until court.Date) {
	if r, waits := m.Open(); waits {
		return r.Old, r.Until
	}
	if m.StateOn(f.today) == court.MeasureWaiting {
		return court.Date{}, court.Date{}
	}
	if f.forRenewal() {
		if end, err := ProposedEnd(m, f.req.dated(f.today), 0); err == nil {
			return m.Until, end
		}
	}
	return m.Since, m.Until
}

// ownTerms writes what the things of the paper do not share into the line of
// each: the term, the end that is near, the kind of measure.
func (f *caseFacts) ownTerms(s seizure) []string {
	out := make([]string, len(s.properties))
	terms := f.seizureTerms(s)
	ends, kinds := make([]court.Date, len(s.measures)), make([]court.MeasureKind, len(s.measures))
	for i, m := range s.measures {
		ends[i], kinds[i] = m.Until, m.Kind
	}
	for i := range out {
		switch {
		case f.req.Form == FormRenewalTold && !same(ends) && !ends[i].IsZero():
			out[i] = "，" + ends[i].Text() + "届满"
		case f.req.Form != FormRenewalTold && f.req.Form != "release-ruling" && !same(terms):
			out[i] = terms[i].text()
		}
		if !same(kinds) {
			out[i] += "（" + string(kinds[i]) + "）"
		}
	}
	return out
}

// same tells whether all of a list are equal.
func same[T comparable](list []T) bool {
	return !slices.ContainsFunc(list, func(x T) bool { return x != list[0] })
}

// rulingNumber gives the numbers of the rulings on the measures, or that of the
// newest ruling of the case that controls something.
func (s seizure) rulingNumber() string {
	var numbers []string
	for _, m := range s.measures {
		number := m.Ruling
		if r, waits := m.Open(); waits && r.Ruling != "" {
			number = r.Ruling
		}
		numbers = appendNew(numbers, strings.TrimSuffix(number, "执行裁定书"), "")
	}
	if len(numbers) > 0 {
		return strings.Join(numbers, "、") + "执行裁定书"
	}
	for _, p := range s.papers { // newest first
		if _, about := seizureForms[p.Form]; about && p.Void == "" && strings.HasSuffix(p.Form, "-ruling") {
			return p.Number + "执行裁定书"
		}
	}
	return ""
}

// addMeasure tells of the measures themselves. Days and numbers that several do
// not share are not told as if they did.
func (f *caseFacts) addMeasure(out tree, s seizure) {
	m := s.measures[0]
	out["kind"], out["unit"], out["keeper"] = string(m.Kind), m.Unit, m.Keeper
	if m.Unit == "" {
		out["unit"] = s.properties[0].Unit()
	}
	amount := court.Money(0)
	var earlier []string
	var ends []court.Date
	for _, x := range s.measures {
		amount += x.Amount
		earlier = appendNew(earlier, strings.TrimSuffix(x.Ruling, "执行裁定书"), "")
		ends = append(ends, x.Until)
	}
	out["earlier"] = strings.Join(earlier, "、")
	if amount > 0 {
		out["amount"] = amount
	}
	if same(ends) && !m.Until.IsZero() {
		out["ends"] = m.Until
	}
	out["by"] = "本院依职权"
	out["verb"] = MeasureWord(m)
	if r, waits := m.Open(); waits {
		out["verb"] = "续行" + string(m.Kind)
		if !r.Asked.IsZero() {
			out["by"] = "申请执行人书面申请"
		}
	} else if f.forRenewal() {
		out["by"] = "申请执行人书面申请"
	}
	if s.first.ID != 0 {
		out["first"], out["first_court"], out["first_no"], out["first_on"] = holderName(s.first), s.first.Court, s.first.CaseNo, s.first.Since
	}
}

// termWords writes the length of a term that is whole months, "" otherwise.
func termWords(from, until court.Date) string {
	for months := 1; months <= 36; months++ {
		if law.SeizureEnd(from, months) == until {
			return law.MonthsText(months)
		}
	}
	return ""
}

// matters is what a unit is asked to do, a line for each property.
func (f *caseFacts) matters(s seizure) string {
	var lines []string
	for i, p := range s.properties {
		verb, end := string(court.InfoOf(p.Kind).Measure), ""
		if i < len(s.measures) {
			m := s.measures[i]
			verb = MeasureWord(m)
			if _, waits := m.Open(); waits {
				verb = "续行" + string(m.Kind)
			}
			if from, until := f.termDays(m); !from.IsZero() && !until.IsZero() {
				end = "，期限自" + from.Text() + "起至" + until.Text() + "止"
			}
			if m.Amount > 0 {
				end = "，以" + m.Amount.String() + "元为限" + end
			}
		}
		lines = append(lines, verb+"被执行人"+p.Owner+"的"+string(p.Kind)+"："+p.Line()+end)
	}
	return strings.Join(lines, "\n")
}
