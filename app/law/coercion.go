package law

import (
	"fmt"
	"slices"
	"strings"

	"zhixing/app/court"
)

// CourseField is what is asked for when a coercive measure is applied for, or a
// step entered; screens make their fields of it.
type CourseField struct {
	Key    string // on, until, amount, days, months, probation, unit, number, result, words, time, place, content, applied, urgent
	Label  string
	Needed bool
}

// CoercionInfo is what the law says of a kind of coercive measure.
type CoercionInfo struct {
	Kind    court.CoercionKind
	Article string
	Rule    string // what the articles say
	Node    string // code of the node that its execution fills, "" for none
	Fields  []CourseField
	Forms   []string
	Roles   []string // of court.CoercedRoles, whom it may be against; none for anybody
	Natural bool     // against natural persons only
	Company bool     // against units only
}

// CourseStepInfo is one step that may be entered.
type CourseStepInfo struct {
	Name    string
	From    []court.CourseState
	To      court.CourseState // "" keeps the state
	Fields  []CourseField
	Choices []string
	May     string // president: only who decides for the court
	Ground  string // id of the only ground it is for, "" for all
	After   string // the step without which it is not, "" for none
	Help    string
}

// CoercionGround is a reason for a coercive measure.
type CoercionGround struct {
	span
	ID      string   `toml:"id"`
	Of      []string `toml:"of"`
	Text    string   `toml:"text"`
	Article string   `toml:"article"`
	Forms   []string `toml:"forms"` // papers that only this ground has
}

// Situation is one of the situations in which refusing is a crime, in force on
// days of conduct.
type Situation struct {
	span
	ID       string `toml:"id"`
	Text     string `toml:"text"`
	Basis    string `toml:"basis"`
	Sanction bool   `toml:"sanction"` // only after a fine or detention
	Grave    bool   `toml:"grave"`    // 情节特别严重
	Before   bool   `toml:"before"`   // of what was done before the judgment took effect
	Crime    string `toml:"crime"`    // name of another crime, "" for that of refusing
	Article  string `toml:"article"`
}

// CrimeRefusal is the crime of refusing to obey a judgment or ruling (刑法313).
const CrimeRefusal = "拒不执行判决、裁定罪"

// CrimeName gives the crime that the situation is of.
func (s Situation) CrimeName() string {
	if s.Crime == "" {
		return CrimeRefusal
	}
	return s.Crime
}

// Weight is what makes a sentence heavier or lighter, in force on days of
// conduct.
type Weight struct {
	span
	Kind  string   `toml:"kind"` // heavy, light, charge
	Text  string   `toml:"text"`
	Basis string   `toml:"basis"`
	Words []string `toml:"words"` // of the cause
}

// EvidenceKind is one of the five kinds of evidence that go with a transfer.
type EvidenceKind struct {
	ID    string   `toml:"id"`
	Text  string   `toml:"text"`
	About string   `toml:"about"`
	Needs []string `toml:"needs"`
	Forms []string `toml:"forms"` // papers that are evidence of the kind
}

// conditionRow is a condition of a private prosecution in one version.
type conditionRow struct {
	span
	ID    string `toml:"id"` // owed, denied, silent
	Text  string `toml:"text"`
	Basis string `toml:"basis"`
	Other bool   `toml:"other"` // for other crimes than that of refusing
}

// CourseCrime stands for crime files where the kinds of measures are named.
const CourseCrime = "拒执"

// MayPresident marks steps that the president of the court decides.
const MayPresident = "president"

type coercionFile struct {
	Kind []struct {
		Name    court.CoercionKind `toml:"name"`
		Article string             `toml:"article"`
		Rule    string             `toml:"rule"`
		Node    string             `toml:"node"`
		Fields  []string           `toml:"fields"`
		Forms   []string           `toml:"forms"`
		Roles   []string           `toml:"roles"`
		Natural bool               `toml:"natural"`
		Company bool               `toml:"company"`
	} `toml:"kind"`
	Ground    []CoercionGround `toml:"ground"`
	Situation []Situation      `toml:"situation"`
	Evidence  []EvidenceKind   `toml:"evidence"`
	Condition []conditionRow   `toml:"condition"`
	Weight    []Weight         `toml:"weight"`
	Step      []struct {
		Of      []string            `toml:"of"`
		Name    string              `toml:"name"`
		From    []court.CourseState `toml:"from"`
		To      court.CourseState   `toml:"to"`
		Fields  []string            `toml:"fields"`
		Choices []string            `toml:"choices"`
		May     string              `toml:"may"`
		Ground  string              `toml:"ground"`
		After   string              `toml:"after"`
		Help    string              `toml:"help"`
	} `toml:"step"`
}

type coercionBook struct {
	kinds      map[court.CoercionKind]CoercionInfo
	grounds    []CoercionGround
	situations []Situation
	evidence   []EvidenceKind
	conditions []conditionRow
	weights    []Weight
	steps      map[string][]CourseStepInfo // by kind, or CourseCrime
	forms      map[string]court.CoercionKind
}

var coercionRules = lazy("coercion.toml", newCoercionBook)

func newCoercionBook(f coercionFile) (coercionBook, error) {
	b := coercionBook{kinds: map[court.CoercionKind]CoercionInfo{}, grounds: f.Ground, situations: f.Situation, evidence: f.Evidence, conditions: f.Condition, weights: f.Weight,
		steps: map[string][]CourseStepInfo{}, forms: map[string]court.CoercionKind{}}
	for _, k := range f.Kind {
		fields, err := courseFields(k.Fields)
		if err != nil || !slices.Contains(court.CoercionKinds, k.Name) || k.Rule == "" {
			return b, fmt.Errorf("kind %q is incomplete: %w", k.Name, err)
		}
		b.kinds[k.Name] = CoercionInfo{Kind: k.Name, Article: k.Article, Rule: k.Rule, Node: k.Node, Fields: fields, Forms: k.Forms, Roles: k.Roles, Natural: k.Natural, Company: k.Company}
		for _, role := range k.Roles {
			if !slices.Contains(court.CoercedRoles, role) {
				return b, fmt.Errorf("kind %s: no role %q", k.Name, role)
			}
		}
		for _, form := range k.Forms {
			b.forms[form] = k.Name
		}
	}
	states := slices.Concat(court.CoercionStates, court.CrimeStates, []court.CourseState{""})
	for _, s := range f.Step {
		fields, err := courseFields(s.Fields)
		if err != nil || s.Name == "" || len(s.From) == 0 {
			return b, fmt.Errorf("step %q is incomplete: %w", s.Name, err)
		}
		for _, state := range append(slices.Clone(s.From), s.To) {
			if !slices.Contains(states, state) {
				return b, fmt.Errorf("step %s: no state %q", s.Name, state)
			}
		}
		for _, of := range s.Of {
			if _, known := b.kinds[court.CoercionKind(of)]; !known && of != CourseCrime {
				return b, fmt.Errorf("step %s: no kind %q", s.Name, of)
			}
			b.steps[of] = append(b.steps[of], CourseStepInfo{Name: s.Name, From: s.From, To: s.To, Fields: fields, Choices: s.Choices, May: s.May, Ground: s.Ground, After: s.After, Help: s.Help})
		}
	}
	return b, nil
}

func courseFields(specs []string) ([]CourseField, error) {
	var out []CourseField
	for _, spec := range specs {
		key, label, ok := strings.Cut(spec, ":")
		if !ok || label == "" {
			return nil, fmt.Errorf("field %q needs key:label", spec)
		}
		out = append(out, CourseField{strings.TrimPrefix(key, "!"), label, strings.HasPrefix(key, "!")})
	}
	return out, nil
}

// CoercionOf tells what the law says of a kind of measure.
func CoercionOf(k court.CoercionKind) CoercionInfo { return coercionRules().kinds[k] }

// CoercionOfForm gives the kind of measure that a form is about.
func CoercionOfForm(form string) (court.CoercionKind, bool) {
	k, ok := coercionRules().forms[form]
	return k, ok
}

// CoercionGrounds gives the grounds of a kind of measure.
func CoercionGrounds(k court.CoercionKind) []CoercionGround {
	return filtered(coercionRules().grounds, func(g CoercionGround) bool { return slices.Contains(g.Of, string(k)) })
}

// CoercionGroundOf finds a ground by its id.
func CoercionGroundOf(id string) (CoercionGround, bool) {
	return found(coercionRules().grounds, func(g CoercionGround) bool { return g.ID == id })
}

// Situations gives the situations of the crime by the law on the day of the
// conduct.
func Situations(conduct court.Date) []Situation {
	return filtered(coercionRules().situations, func(s Situation) bool { return s.holds(conduct) })
}

// SituationOf finds a situation by its id.
func SituationOf(id string) (Situation, bool) {
	return found(coercionRules().situations, func(s Situation) bool { return s.ID == id })
}

// EvidenceKinds gives the five kinds of evidence in order.
func EvidenceKinds() []EvidenceKind { return slices.Clone(coercionRules().evidence) }

// EvidenceOfForm tells which kind of evidence a paper is, "" for none.
func EvidenceOfForm(form string) string {
	k, _ := found(coercionRules().evidence, func(k EvidenceKind) bool { return slices.Contains(k.Forms, form) })
	return k.ID
}

func filtered[T any](list []T, keep func(T) bool) []T {
	var out []T
	for _, x := range list {
		if keep(x) {
			out = append(out, x)
		}
	}
	return out
}

func found[T any](list []T, is func(T) bool) (T, bool) {
	if i := slices.IndexFunc(list, is); i >= 0 {
		return list[i], true
	}
	var none T
	return none, false
}

// CourseStepsFrom gives the steps that may be entered for a kind of measure, or
// CourseCrime, in a state.
func CourseStepsFrom(of string, state court.CourseState) []CourseStepInfo {
	return filtered(coercionRules().steps[of], func(s CourseStepInfo) bool { return slices.Contains(s.From, state) })
}

// CoercionSteps gives the steps that may be entered for a measure now.
func CoercionSteps(c court.Coercion) []CourseStepInfo {
	return filtered(CourseStepsFrom(string(c.Kind), c.State), func(s CourseStepInfo) bool { return s.refuse(c) == nil })
}

// refuse tells why a step is not one of the measure: it is for another ground,
// or comes after a step that is not there.
func (s CourseStepInfo) refuse(c court.Coercion) error {
	if g, ok := CoercionGroundOf(s.Ground); ok && s.Ground != c.Ground {
		return court.Errorf(court.CodeRefused, "“%s”只用于“%s”的%s。", s.Name, g.Text, c.Kind)
	}
	if _, has := c.Step(s.After); s.After != "" && !has {
		return court.Errorf(court.CodeRefused, "没有登记“%s”，不能登记“%s”。", s.After, s.Name)
	}
	return nil
}

// CoercionForms gives the forms that take their facts from a measure.
func CoercionForms(c court.Coercion) []string {
	g, _ := CoercionGroundOf(c.Ground)
	return slices.Concat(CoercionOf(c.Kind).Forms, g.Forms)
}

// courseStep finds a step that may be entered, CodeRefused otherwise.
func courseStep(of string, state court.CourseState, name string) (CourseStepInfo, error) {
	all := coercionRules().steps[of]
	s, known := found(all, func(s CourseStepInfo) bool { return s.Name == name })
	if !known {
		return s, court.FieldErrorf("步骤", "请选择。")
	}
	if !slices.Contains(s.From, state) {
		return s, court.Errorf(court.CodeRefused, "现在是“%s”，不能登记“%s”。", state, name).WithHint("请按办理的先后登记；前一步登记错了的，先作废那一步。")
	}
	return s, nil
}

// checkFields refuses a step without what it needs, on a day that is to come,
// or before since, named by what.
func (s CourseStepInfo) checkFields(x court.CourseStep, since, today court.Date, what string) error {
	for _, f := range s.Fields {
		if f.Needed && s.empty(f.Key, x) {
			return court.FieldErrorf(f.Label, "不能为空。")
		}
		if f.Key == "time" && x.Time != "" && !clockTime(x.Time) {
			return court.FieldErrorf(f.Label, "“%s”不是钟点，请写成 14:30。", x.Time)
		}
		if f.Key == "result" && x.Result != "" && !slices.Contains(s.Choices, x.Result) {
			return court.FieldErrorf(f.Label, "请选择。")
		}
	}
	return s.checkValues(x, since, today, what)
}

func (s CourseStepInfo) checkValues(x court.CourseStep, since, today court.Date, what string) error {
	label := s.label("on")
	switch {
	case !x.On.Valid():
		return court.FieldErrorf(label, "不能为空。")
	case x.On.After(today):
		return court.FieldErrorf(label, "“%s”晚于今天（%s）。", x.On, today)
	case x.On.Before(since):
		return court.FieldErrorf(label, "“%s”早于%s%s。", x.On, what, since)
	case !x.Until.IsZero() && (!x.Until.Valid() || x.Until.Before(x.On)):
		return court.FieldErrorf(s.label("until"), "“%s”早于%s。", x.Until, x.On)
	case x.Amount < 0 || x.Amount > court.MaxMoney:
		return court.FieldErrorf(s.label("amount"), "不能是负数，也不能太大。")
	case x.Days < 0 || x.Months < 0 || x.Probation < 0:
		return court.FieldErrorf("数目", "不能是负数。")
	}
	return nil
}

func (s CourseStepInfo) label(key string) string {
	if f, ok := found(s.Fields, func(f CourseField) bool { return f.Key == key }); ok {
		return f.Label
	}
	return "日期"
}

func (s CourseStepInfo) empty(key string, x court.CourseStep) bool {
	switch key {
	case "on":
		return x.On.IsZero()
	case "until":
		return x.Until.IsZero()
	case "amount":
		return x.Amount <= 0
	case "days":
		return x.Days <= 0
	case "months":
		return x.Months <= 0
	case "time":
		return x.Time == ""
	case "unit":
		return x.Unit == ""
	case "number":
		return x.Number == ""
	case "result":
		return x.Result == ""
	case "words":
		return x.Words == ""
	}
	return false
}

// clockTime tells whether a text is a time of day such as 08:05.
func clockTime(text string) bool {
	_, ok := minutes(text)
	return ok
}

func minutes(text string) (int, bool) {
	var h, m int
	n, err := fmt.Sscanf(text, "%d:%d", &h, &m)
	return h*60 + m, err == nil && n == 2 && h >= 0 && h < 24 && m >= 0 && m < 60 && len(text) <= 5
}

// Clock is a term that runs, or ran, in the course of a measure or a file.
type Clock struct {
	Name  string
	Due   court.Date
	Time  string // with the day, where hours count
	Basis string
	Mark  string
	Done  court.Date // zero while it runs
	Who   string     // who must act: 本院, 公安机关 …
}

// Late tells whether the clock ran out, or was met too late.
func (c Clock) Late(today court.Date) bool {
	if !c.Done.IsZero() {
		return c.Done.After(c.Due)
	}
	return today.After(c.Due)
}

// clock starts a term on a day by the rule in force then; where there was none,
// there is no clock.
func (r *Rules) clock(id, name, who string, start court.Date, done court.CourseStep) (Clock, bool) {
	p, err := r.Param(id, start)
	if err != nil || start.IsZero() {
		return Clock{}, false
	}
	return Clock{Name: name, Due: r.After(p, start), Basis: p.Basis + "：" + p.Term(), Mark: p.Mark, Done: done.On, Who: who}, true
}

// CourseFieldLabel names a field of a step as its form does.
func CourseFieldLabel(of, name, key string) string {
	s, _ := found(coercionRules().steps[of], func(s CourseStepInfo) bool { return s.Name == name })
	return s.label(key)
}

// CourseStepMay tells who may enter a step: MayPresident, or "" for those who
// work on it.
func CourseStepMay(of, name string) string {
	s, _ := found(coercionRules().steps[of], func(s CourseStepInfo) bool { return s.Name == name })
	return s.May
}
