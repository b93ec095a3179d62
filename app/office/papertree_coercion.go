package office

import (
	"fmt"
	"slices"
	"strings"

	"zhixing/app/court"
	"zhixing/app/law"
)

// The forms about crime files.
const (
	FormTransferCrime = "transfer-crime"
	FormRefusalReport = "refusal-report"
	FormEvidenceList  = "evidence-list"
	FormModelCase     = "model-case"
)

// CrimeForms are the forms that take their facts from a crime file, the package
// for the police first.
var CrimeForms = []string{FormTransferCrime, FormRefusalReport, FormEvidenceList, FormModelCase}

// course is what a paper about coercion or a crime is about.
type course struct {
	coercion *court.Coercion
	crime    *court.CrimeFile
	measures []court.Coercion // of the case, for what was done before
}

// gatherCourse reads the measure or the crime file that the request names, or
// the newest that the form may be about.
func (o *Office) gatherCourse(r Reader, f *caseFacts) error {
	kind, coerces := law.CoercionOfForm(f.req.Form)
	crimes := slices.Contains(CrimeForms, f.req.Form)
	asked := f.req.Coercion != 0 // such as a letter that only some measures have
	if !coerces && !crimes && !asked {
		return nil
	}
	var err error
	if f.course.measures, err = r.Coercions(CoercionQuery{CaseID: f.c.ID}); err != nil {
		return err
	}
	if coerces || asked {
		for _, c := range f.course.measures { // newest first
			if f.course.coercion == nil && (c.ID == f.req.Coercion || !asked && c.Kind == kind && stands(c.State)) {
				f.course.coercion = &c
			}
		}
		return nil
	}
	files, err := r.CrimeFiles(CrimeQuery{CaseID: f.c.ID})
	for _, x := range files {
		if f.course.crime == nil && (x.ID == f.req.Crime || f.req.Crime == 0 && x.State != court.CourseVoid) {
			f.course.crime = &x
		}
	}
	return err
}

func stands(s court.CourseState) bool {
	return !slices.Contains([]court.CourseState{court.CourseVoid, court.CoercionRefused, court.CoercionRecalled, court.CoercionQuashed}, s)
}

// recipientID gives the party that the paper about a measure or a file is made
// for when the request names none: the person, or the unit whose head it is.
func (f *caseFacts) recipientID() int64 {
	var name string
	switch {
	case f.req.PartyID != 0:
		return f.req.PartyID
	case f.req.Coercion != 0 && f.course.coercion != nil:
		name = f.course.coercion.Person
	case f.req.Crime != 0 && f.course.crime != nil:
		name = f.course.crime.Suspect
	default:
		return 0
	}
	debtors := f.c.PartiesOf(court.RoleDebtor)
	for _, p := range debtors {
		if p.Name == name || p.LegalRep == name {
			return p.ID
		}
	}
	if len(debtors) > 0 {
		return debtors[0].ID
	}
	return 0
}

// addCourse fills the inputs of the forms in from the measure or the file: they
// fall out of the entry. Dates and amounts are texts, as a person types them.
func (f *caseFacts) addCourse(t tree, to *court.Party) {
	var values map[string]string
	switch {
	case f.course.coercion != nil && f.concerns(to, f.course.coercion.Person, f.req.Coercion):
		values = f.coercionInputs(*f.course.coercion)
	case f.course.crime != nil && f.concerns(to, f.course.crime.Suspect, f.req.Crime):
		values = f.crimeInputs(*f.course.crime)
	}
	for key, text := range values {
		if text == "" {
			continue
		}
		group, name, _ := strings.Cut(key, ".")
		sub, ok := t[group].(tree)
		if !ok {
			sub = tree{}
			t[group] = sub
		}
		sub[name] = text
	}
}

// concerns tells whether a copy for the party is about the person; what was
// asked for by its number always is.
func (f *caseFacts) concerns(to *court.Party, person string, asked int64) bool {
	return asked != 0 || to == nil || to.Name == person || to.LegalRep == person
}

func (f *caseFacts) partyNamed(name string) (court.Party, bool) {
	i := slices.IndexFunc(f.c.Parties, func(p court.Party) bool { return p.Name == name })
	if i < 0 {
		return court.Party{}, false
	}
	return f.c.Parties[i], true
}

// personText describes somebody as papers do.
func (f *caseFacts) personText(name, id, address string, company bool) string {
	p, known := f.partyNamed(name)
	words := []string{name}
	if known && p.Kind == court.PartyPerson {
		if p.Sex != "" {
			words = append(words, p.Sex)
		}
		if !p.Birth.IsZero() {
			words = append(words, p.Birth.Text()+"出生")
		}
		if p.Nation != "" {
			words = append(words, p.Nation)
		}
	}
	if id != "" {
		label := "公民身份号码"
		if company {
			label = "统一社会信用代码"
		}
		words = append(words, label+id)
	}
	if address != "" {
		words = append(words, map[bool]string{false: "住", true: "住所地"}[company]+address)
	}
	if known && company && p.LegalRep != "" {
		words = append(words, "法定代表人"+p.LegalRep)
	}
	return strings.Join(words, "，")
}

func dayInput(d court.Date) string {
	if d.IsZero() {
		return ""
	}
	return d.String()
}

func moneyInput(m court.Money) string {
	if m == 0 {
		return ""
	}
	return m.String()
}

func (f *caseFacts) coercionInputs(c court.Coercion) map[string]string {
	decided, _ := c.Step(court.StepApprove)
	party, _ := f.partyNamed(c.Person)
	ground, _ := law.CoercionGroundOf(c.Ground)
	out := map[string]string{
		"fill.number": f.sanctionNumber(c, decided), "fill.basis": sanctionBasis(c, ground, f.req.dated(f.today)), "fill.person": f.personText(c.Person, c.PersonID, c.Address, c.Company), "fill.name": c.Person, "fill.facts": c.Facts,
		"fill.amount": moneyInput(c.Amount), "fill.pay_by": dayInput(f.req.dated(f.today).AddDays(10)), "fill.sex": party.Sex, "fill.birth": birthText(party.Birth), "fill.address": c.Address,
		"fill.place": c.Place, "fill.until": dayInput(c.Until), "fill.matters": c.Content, "fill.applied": dayInput(c.Applied), "fill.ground": ground.Text,
		"record.person": c.Person, "record.place": c.Place,
	}
	if f.req.Form == formAdvice {
		said, _ := c.Step(court.StepAdvise)
		return map[string]string{"fill.unit": said.Unit, "fill.problem": c.Person + "是有协助执行义务的单位，" + strings.TrimRight(c.Facts, "。") + "，" + ground.Text,
			"fill.advice": "对" + c.Person + "的主要负责人和直接责任人员给予纪律处分。", "fill.reply_by": dayInput(said.Until)}
	}
	switch c.Kind {
	case court.CoerceEvict:
		out["fill.by"], out["fill.persons"] = dayInput(c.Until), c.Person+"及同住人员"
	case court.CoerceSummon:
		out["fill.person"], out["fill.reason"] = c.Person, c.Applied.Text()+"送达传票，"+c.Facts
	case court.CoerceSearch:
		out["fill.person"] = c.Person
		if s, ok := c.Step(court.StepSearch); ok {
			out["record.present"], out["record.body"], out["record.at_text"] = s.Unit, s.Words, strings.TrimSpace(s.On.Text()+" "+s.Time)
		}
	case court.CoerceDetain:
		f.detentionInputs(c, decided, out)
	case court.CoerceReward:
		out["fill.reward"], out["fill.condition"] = c.Amount.String()+"元", c.Content
	case court.CoerceAudit:
		if s, ok := c.Step(court.StepAgency); ok {
			out["fill.unit"], out["fill.due"] = s.Unit, dayInput(s.Until)
		}
	case court.CoerceExit:
		if s, ok := c.Step(court.StepControl); ok {
			out["fill.unit"], out["fill.until"] = s.Unit, dayInput(s.Until)
		}
	}
	return out
}

// formAdvice is the letter that asks others to discipline those who answer for a
// unit that does not assist (民事诉讼法117条2款).
const formAdvice = "judicial-advice"

// sanctionNumber gives the number of a decision on a fine or a detention as it
// was entered, or with room to write it in: it is never the case's own.
func (f *caseFacts) sanctionNumber(c court.Coercion, decided court.CourseStep) string {
	if decided.Number != "" || c.Kind != court.CoerceFine && c.Kind != court.CoerceDetain {
		return decided.Number
	}
	return fmt.Sprintf("（%d）%s%s　　号", f.req.dated(f.today).Year, f.settings.CourtCode, kindSanction)
}

// sanctionBasis cites the article of the ground before those on amounts and
// approval; empty leaves what the form says.
func sanctionBasis(c court.Coercion, g law.CoercionGround, on court.Date) string {
	if c.Kind != court.CoerceFine && c.Kind != court.CoerceDetain {
		return ""
	}
	text, err := law.CiteTexts(on, g.Article, "fine-amount", "sanction-approval")
	if err != nil {
		return ""
	}
	return text
}

func birthText(d court.Date) string {
	if d.IsZero() {
		return ""
	}
	return d.Text()
}

func (f *caseFacts) detentionInputs(c court.Coercion, decided court.CourseStep, out map[string]string) {
	out["fill.days"] = court.ChineseNumber(law.DetainedDays(c))
	if f.req.Form == "early-release" {
		freed, ok := c.Step(court.StepFree)
		out["fill.number"], out["fill.earlier"], out["fill.decided"] = f.sanctionNumber(c, freed), decided.Number, dayInput(decided.On)
		if ok {
			out["fill.reason"] = freed.Words
		}
	}
	from := f.req.dated(f.today)
	until := from.AddDays(law.DetainedDays(c))
	if s, ok := c.Step(court.StepDetain); ok {
		from, until, out["fill.unit"] = s.On, law.DetainedUntil(c), s.Unit
	}
	out["fill.from"], out["fill.to"] = dayInput(from), dayInput(until)
}

func (f *caseFacts) crimeInputs(x court.CrimeFile) map[string]string {
	sent, _ := x.Step(court.StepTransfer)
	situation, _ := law.SituationOf(x.Situation)
	lines := evidenceLines(x)
	crime := situation.CrimeName()
	files := append([]string{"执行情况说明", "证据目录"}, lines...)
	out := map[string]string{
		"fill.crime": crime, "fill.unit": sent.Unit, "fill.suspect": f.personText(x.Suspect, x.SuspectID, x.Address, x.Company), "fill.name": x.Suspect,
		"fill.facts": joinSentences(x.Facts, situation.Text), "fill.files": numbered(files), "fill.ability": x.Ability, "fill.acts": x.Facts, "fill.harm": x.Harm,
		"fill.evidence": numbered(lines), "fill.measures": f.measuresText(x), "fill.rows": evidenceRows(x),
	}
	if f.req.Form == FormModelCase {
		for key, text := range modelCase(f.c, x, f.owed()) {
			out["fill."+key] = text
		}
	}
	return out
}

func joinSentences(facts, situation string) string {
	facts = strings.TrimRight(facts, "。；")
	if situation == "" {
		return facts
	}
	return facts + "。属于“" + situation + "”的情形"
}

func numbered(lines []string) string {
	var out []string
	for i, l := range lines {
		end := "；"
		if i == len(lines)-1 {
			end = "。"
		}
		out = append(out, fmt.Sprintf("%d.%s%s", i+1, l, end))
	}
	return strings.Join(out, "\n")
}

// eachEvidence goes through what stands on the list, kind by kind.
func eachEvidence(x court.CrimeFile, do func(law.EvidenceKind, court.CrimeEvidence)) {
	for _, k := range law.EvidenceKinds() {
		for _, e := range x.Evidence {
			if e.Kind == k.ID && e.Void == "" {
				do(k, e)
			}
		}
	}
}

func evidenceLines(x court.CrimeFile) (lines []string) {
	eachEvidence(x, func(_ law.EvidenceKind, e court.CrimeEvidence) {
		lines = append(lines, fmt.Sprintf("%s%d份", e.Title, e.Copies))
	})
	return lines
}

func evidenceRows(x court.CrimeFile) string {
	var rows []string
	eachEvidence(x, func(k law.EvidenceKind, e court.CrimeEvidence) {
		cell := func(s string) string { return strings.ReplaceAll(s, "|", "／") }
		rows = append(rows, strings.Join([]string{cell(k.Text), cell(e.Title), fmt.Sprint(e.Copies), cell(k.About), cell(e.Note)}, "|"))
	})
	return strings.Join(rows, "\n")
}

// measuresText tells which coercive measures the suspect has seen.
func (f *caseFacts) measuresText(x court.CrimeFile) string {
	var out []string
	for _, c := range slices.Backward(f.course.measures) { // newest first
		s, decided := c.Step(court.StepApprove)
		if c.Person != x.Suspect || !decided || !stands(c.State) {
			continue
		}
		what := s.On.Text() + "对" + c.Person + string(c.Kind)
		switch c.Kind {
		case court.CoerceFine:
			what += c.Amount.String() + "元"
		case court.CoerceDetain:
			what += court.ChineseNumber(law.DetainedDays(c)) + "日"
		}
		if s.Number != "" {
			what += "（" + s.Number + "）"
		}
		out = append(out, what)
	}
	return strings.Join(out, "；")
}

// linkCourse keeps for which measure or file papers were made.
func (d *deed) linkCourse(req PaperRequest, paperID int64) error {
	if req.Coercion == 0 && req.Crime == 0 {
		return nil
	}
	if req.Coercion != 0 {
		return d.LinkCoursePaper(req.Coercion, 0, paperID)
	}
	return d.LinkCoursePaper(0, req.Crime, paperID)
}

// givenText is what the data hold for an input, "" when nothing.
func givenText(data tree, key string) string {
	group, name, _ := strings.Cut(key, ".")
	sub, _ := data[group].(tree)
	text, _ := sub[name].(string)
	return text
}
