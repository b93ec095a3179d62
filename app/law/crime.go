package law

import (
	"fmt"
	"slices"
	"strings"

	"zhixing/app/court"
)

// CheckCrimeFile refuses a file whose situation the law did not know on the day
// of the conduct. effective is the day the judgment took effect, zero when it is
// not known.
func (r *Rules) CheckCrimeFile(f court.CrimeFile, effective court.Date) error {
	s, known := SituationOf(f.Situation)
	switch {
	case !known:
		return court.FieldErrorf("情形", "请选择。")
	case !s.holds(f.ConductOn):
		return court.FieldErrorf("情形", "行为发生于%s，“%s”（%s）当时没有施行或者已经废止。", f.ConductOn, s.Text, s.Basis).WithHint("请按行为发生时的规定选择情形。")
	}
	if err := r.checkGrave(f, s); err != nil {
		return err
	}
	if err := r.checkUnit(f, s); err != nil {
		return err
	}
	return checkBefore(f, s, effective)
}

// checkGrave refuses 情节特别严重 where the law had no such grade, or lists other
// situations for it.
func (r *Rules) checkGrave(f court.CrimeFile, s Situation) error {
	_, listed := found(coercionRules().situations, func(g Situation) bool { return g.Grave && g.holds(f.ConductOn) })
	switch {
	case f.Grave && s.Crime != "":
		return court.FieldErrorf("情节特别严重", "%s没有“情节特别严重”一档。", s.Crime).WithHint("依据" + s.Basis + "。")
	case f.Grave && !r.amended(f.ConductOn):
		return court.FieldErrorf("情节特别严重", "行为发生于%s，当时刑法313条没有“情节特别严重”一档。", f.ConductOn).WithHint("刑法修正案九2015年11月1日起施行。")
	case s.Grave && !f.Grave:
		return court.FieldErrorf("情节特别严重", "没有选，而情形“%s”属于情节特别严重。", s.Text).WithHint("依据" + s.Basis + "，情节请选“情节特别严重”。")
	case f.Grave && !s.Grave && listed:
		return court.FieldErrorf("情形", "“%s”（%s）不属于情节特别严重。", s.Text, s.Basis).WithHint("情节特别严重的情形由法释〔2024〕13号4条列明，请选其中一项。")
	}
	return nil
}

// amended tells whether 刑法修正案九 was in force, which brought the higher grade
// and the crime of units.
func (r *Rules) amended(on court.Date) bool {
	_, err := r.Param("refusal-grave-years", on)
	return err == nil
}

func (r *Rules) checkUnit(f court.CrimeFile, s Situation) error {
	switch {
	case f.Company && s.Crime != "":
		return court.FieldErrorf("自然人、单位", "%s没有单位犯罪。", s.Crime).WithHint("依据" + s.Basis + "，请登记直接负责的主管人员和其他直接责任人员。")
	case f.Company && !r.amended(f.ConductOn):
		return court.FieldErrorf("自然人、单位", "行为发生于%s，当时刑法313条没有单位犯罪。", f.ConductOn).
			WithHint("刑法修正案九2015年11月1日起施行；此前请登记直接负责的主管人员和其他直接责任人员。")
	}
	return nil
}

// checkBefore refuses conduct from before the judgment took effect in a
// situation that does not take it in. Seized property is protected from the
// seizure on, whatever the judgment's day.
func checkBefore(f court.CrimeFile, s Situation, effective court.Date) error {
	if !effective.Valid() || s.Crime != "" {
		return nil
	}
	early := f.ConductOn.Before(effective)
	rule, listed := found(coercionRules().situations, func(b Situation) bool { return b.Before && b.holds(f.ConductOn) })
	switch {
	case early && !s.Before && listed:
		return court.FieldErrorf("行为发生日", "“%s”早于执行依据生效日%s。", f.ConductOn, effective).
			WithHint("诉讼开始后、裁判生效前转移财产，生效后仍拒不执行的，情形请选“" + rule.Basis + "”。")
	case early && !s.Before:
		return court.FieldErrorf("行为发生日", "“%s”早于执行依据生效日%s，当时的规定只追究裁判生效以后的行为。", f.ConductOn, effective).
			WithHint("生效以后继续拒不执行的，填生效以后的行为日；法释〔2024〕13号2024年12月1日起施行。")
	case s.Before && !early:
		return court.FieldErrorf("情形", "行为发生于%s，在执行依据生效（%s）以后，不是%s的情形。", f.ConductOn, effective, s.Basis)
	}
	return nil
}

// CrimeWeights tells what makes the sentence of a file heavier or lighter.
func CrimeWeights(f court.CrimeFile) []Weight {
	paid := firstStep(f, court.StepFulfilled).On
	before := func(kind string) bool {
		s, ok := f.Step(kind)
		return !paid.IsZero() && (!ok || paid.Before(s.On))
	}
	if s, _ := SituationOf(f.Situation); s.Crime != "" {
		return nil
	}
	return filtered(coercionRules().weights, func(w Weight) bool {
		if !w.holds(f.ConductOn) {
			return false
		}
		switch w.Kind {
		case "heavy":
			_, named := found(w.Words, func(word string) bool { return strings.Contains(f.Cause, word) })
			return named
		case "charge":
			return before(court.StepCharged) && before(court.StepPrivate)
		}
		return before(court.StepJudged)
	})
}

// CheckCrimeStep refuses a step out of its order, a transfer without the five
// kinds of evidence, or a sentence beyond the law. measures are those of the
// case.
func (r *Rules) CheckCrimeStep(f court.CrimeFile, x court.CourseStep, measures []court.Coercion, today court.Date) error {
	s, err := courseStep(CourseCrime, f.State, x.Kind)
	if err != nil {
		return err
	}
	if err := s.checkFields(x, lastDay(f), today, "上一步的日期"); err != nil {
		return err
	}
	switch x.Kind {
	case court.StepTransfer:
		return r.checkTransfer(f, x, measures)
	case court.StepPrivate:
		for _, c := range r.PrivateConditions(f, today) {
			if !c.Met && x.Words == "" {
				return court.FieldErrorf("理由", "自诉条件没有全部具备：%s。仍予立案的，写明理由。", c.Text).WithHint("依据" + c.Basis + "。")
			}
		}
	case court.StepJudged:
		return r.checkSentence(f, x)
	}
	return nil
}

// checkTransfer refuses to hand over a file that lacks evidence or the fine or
// detention that its situation needs. Before the five kinds were laid down in
// 2025, and for a sanction outside the program, a person may go on with a
// reason.
func (r *Rules) checkTransfer(f court.CrimeFile, x court.CourseStep, measures []court.Coercion) error {
	_, noRule := r.Param("refusal-notice", x.On)
	for _, k := range EvidenceKinds() {
		switch {
		case hasEvidence(f, k.ID):
		case noRule == nil:
			return court.Errorf(court.CodeRefused, "证据缺“%s”（%s），不能移送。", k.Text, k.About).
				WithHint("2025年7月1日起移送拒执案件应附五类证据（法发〔2025〕8号）。请先在证据清单里添加。")
		case x.Words == "":
			return court.FieldErrorf("移送的材料", "证据缺“%s”（%s）。", k.Text, k.About).WithHint("请先在证据清单里添加；仍要移送的，写明移送的材料和理由。")
		}
	}
	if text := SanctionLack(f, measures, x.On); text != "" && x.Words == "" {
		return court.FieldErrorf("移送的材料", "%s", text).WithHint("在程序外罚款、拘留的，写明决定书的文号和日期。")
	}
	return nil
}

// SanctionLack tells that the situation needs an earlier fine or detention that
// the case does not have by a day, "" when nothing is missing.
func SanctionLack(f court.CrimeFile, measures []court.Coercion, on court.Date) string {
	s, _ := SituationOf(f.Situation)
	if !s.Sanction {
		return ""
	}
	for _, c := range measures {
		decided, ok := c.Step(court.StepApprove)
		punished := (c.Kind == court.CoerceFine || c.Kind == court.CoerceDetain) && c.State != court.CoercionQuashed && c.State != court.CourseVoid
		if ok && punished && !decided.On.After(on) && (c.Person == f.Suspect || f.Company) {
			return ""
		}
	}
	return "情形（" + s.Basis + "）要求经采取罚款、拘留等强制措施后仍拒不执行，本案没有对" + f.Suspect + "的罚款、拘留决定。"
}

// refusedWhy tells who refused and why, by the newest step that did.
func refusedWhy(f court.CrimeFile) string {
	for _, s := range slices.Backward(f.Steps) {
		if s.Void == "" && contains([]string{court.StepNotTaken, court.StepNotFiled, court.StepDropped, court.StepUnsupported, court.StepNoPrivate}, s.Kind) {
			return s.On.String() + s.Kind + "：" + s.Words
		}
	}
	return ""
}

// lastDay gives the day of the last step that stands, or on which the clue was
// found.
func lastDay(f court.CrimeFile) court.Date {
	day := f.FoundOn
	for _, s := range f.Steps {
		if s.Void == "" && s.Kind != court.StepFulfilled && s.On.After(day) {
			day = s.On
		}
	}
	return day
}

func hasEvidence(f court.CrimeFile, kind string) bool {
	_, ok := found(f.Evidence, func(e court.CrimeEvidence) bool { return e.Kind == kind && e.Void == "" })
	return ok
}

func (r *Rules) checkSentence(f court.CrimeFile, x court.CourseStep) error {
	if x.Result != court.JudgedGuilty {
		if x.Months+x.Probation > 0 || x.Amount > 0 {
			return court.FieldErrorf("刑期", "结果是“%s”，没有刑期和罚金。", x.Result)
		}
		return nil
	}
	id := "refusal-years"
	switch {
	case ofOther(f):
		id = "seized-years"
	case f.Grave:
		id = "refusal-grave-years"
	}
	p := r.planning(id, f.ConductOn)
	switch {
	case x.Months == 0 && x.Amount == 0:
		return court.FieldErrorf("刑期", "请填写刑期或者罚金。")
	case x.Months > p.Value*12:
		return court.FieldErrorf("刑期", "%d个月超过%s。", x.Months, p.Term()).WithHint("依据" + p.Basis + "。")
	case f.Grave && x.Months > 0 && x.Months < r.planning("refusal-years", f.ConductOn).Value*12 && x.Words == "":
		return court.FieldErrorf("刑期", "情节特别严重的处三年以上；从轻、减轻的在判决主文里写明。").WithHint("依据" + p.Basis + "。")
	case f.Company && x.Months > 0:
		return court.FieldErrorf("刑期", "单位判处罚金，对主管人员和直接责任人员另案登记。").WithHint("依据" + p.Basis + "。")
	case x.Probation > 0 && (x.Months > 36 || x.Probation > 60 || x.Probation < x.Months):
		return court.FieldErrorf("缓刑考验期", "%d个月不在原判刑期以上、五年以下，或者刑期超过三年。", x.Probation).WithHint("依据刑法72、73条。")
	}
	return nil
}

// CrimeState gives the state that the steps lead to.
func CrimeState(f court.CrimeFile) court.CourseState {
	if f.State == court.CourseVoid {
		return court.CourseVoid
	}
	state := court.CrimeClue
	for _, x := range f.Steps {
		if x.Void == "" {
			state = nextState(CourseCrime, state, x)
		}
	}
	return state
}

// CrimeClocks gives the terms that run in a file, those that were met too. Which
// rule counts follows from the day of each step.
func (r *Rules) CrimeClocks(f court.CrimeFile) []Clock {
	if f.State == court.CourseVoid {
		return nil
	}
	var out []Clock
	add := func(k Clock, ok bool) {
		if ok {
			out = append(out, k)
		}
	}
	reviewed := firstStep(f, court.StepSuspected, court.StepNotCrime, court.StepClosed)
	p := r.planning("N-refusal", f.FoundOn)
	out = append(out, Clock{Name: "审查线索", Due: r.After(p, f.FoundOn), Basis: p.Basis + "：" + p.Term(), Mark: p.Mark, Done: reviewed.On, Who: "本院"})
	add(r.answerClock(f))
	add(r.noticeClock(f))
	if s, ok := f.Step(court.StepExplain); ok {
		add(r.clock("supervise-explain", "说明不立案理由", "公安机关", s.On, firstAfter(f, s.On, court.StepOrder, court.StepUnsupported, court.StepFiled)))
	}
	if s, ok := f.Step(court.StepOrder); ok {
		add(r.clock("supervise-order", "按检察院通知立案", "公安机关", s.On, firstAfter(f, s.On, court.StepFiled)))
	}
	return out
}

// answerClock is the time the police have: from taking the case over by the rule
// of 2025, from receiving the letter by that of 2018.
func (r *Rules) answerClock(f court.CrimeFile) (Clock, bool) {
	sent, ok := f.Step(court.StepTransfer)
	if !ok || ofOther(f) {
		return Clock{}, false
	}
	start := sent.On
	if taken, ok := f.Step(court.StepAccepted); ok && !taken.On.Before(sent.On) {
		start = taken.On
	}
	id := "refusal-answer"
	if hard, ok := f.Step(court.StepHard); ok && !hard.On.Before(sent.On) {
		if _, err := r.Param("refusal-hard", start); err == nil {
			id = "refusal-hard"
		}
	}
	return r.clock(id, "公安答复是否立案", "公安机关", start, firstAfter(f, sent.On, court.StepFiled, court.StepNotFiled, court.StepNotTaken, court.StepPrivate))
}

// noticeClock is the time in which the police must tell the court in writing
// that they do not file a case or drop it.
func (r *Rules) noticeClock(f court.CrimeFile) (Clock, bool) {
	if f.State != court.CrimeRefused || ofOther(f) {
		return Clock{}, false
	}
	said, ok := court.CourseStep{}, false
	for _, s := range f.Steps {
		if s.Void == "" && contains([]string{court.StepNotFiled, court.StepDropped}, s.Kind) {
			said, ok = s, true
		}
	}
	if !ok {
		return Clock{}, false
	}
	done := firstAfter(f, said.On, court.StepNoticed)
	if said.Number != "" { // entered from the notice
		done = said
	}
	return r.clock("refusal-notice", "函告不立案、撤案", "公安机关", said.On, done)
}

// ofOther tells whether a file is about another crime than that of refusing, for
// which the rules on its answers and private prosecution are not.
func ofOther(f court.CrimeFile) bool {
	s, _ := SituationOf(f.Situation)
	return s.Crime != ""
}

func firstStep(f court.CrimeFile, kinds ...string) court.CourseStep {
	return firstAfter(f, court.Date{}, kinds...)
}

func firstAfter(f court.CrimeFile, day court.Date, kinds ...string) court.CourseStep {
	s, _ := found(f.Steps, func(s court.CourseStep) bool { return s.Void == "" && contains(kinds, s.Kind) && !s.On.Before(day) })
	return s
}

// Condition is one condition of a private prosecution with its proof; a person
// decides.
type Condition struct {
	Text  string
	Basis string
	Met   bool
	Proof string
}

// PrivateConditions gives the conditions on which the applicant may prosecute,
// by the rules in force on a day.
func (r *Rules) PrivateConditions(f court.CrimeFile, on court.Date) []Condition {
	var out []Condition
	for _, row := range coercionRules().conditions {
		if !row.holds(on) || row.Other != ofOther(f) {
			continue
		}
		c := Condition{Text: row.Text, Basis: row.Basis}
		switch row.ID {
		case "owed":
			if s, ok := f.Step(court.StepSuspected); ok {
				c.Met, c.Proof = true, s.On.String()+"审查成立"
			}
		case "denied":
			c.Proof = r.denied(f, on)
			c.Met = c.Proof != ""
		}
		out = append(out, c)
	}
	return out
}

// denied tells how police and procuratorate let the suspect go, "" when they
// did not.
func (r *Rules) denied(f court.CrimeFile, on court.Date) string {
	refused := firstStep(f, court.StepNotFiled, court.StepDropped, court.StepUnsupported, court.StepNotTaken)
	if !refused.On.IsZero() {
		return refused.On.String() + refused.Kind
	}
	if silent := r.silentSince(f, on); !silent.IsZero() {
		return "到" + silent.String() + "公安机关仍未书面答复"
	}
	return ""
}

// silentSince gives the day from which the police's silence lets the applicant
// prosecute, zero while they have time, have answered, or no rule said so.
func (r *Rules) silentSince(f court.CrimeFile, on court.Date) court.Date {
	sent, ok := f.Step(court.StepTransfer)
	if !ok || ofOther(f) || !firstAfter(f, sent.On, court.StepFiled, court.StepNotFiled).On.IsZero() {
		return court.Date{}
	}
	p, err := r.Param("refusal-silent", sent.On)
	if err != nil || !on.After(r.After(p, sent.On)) {
		return court.Date{}
	}
	return r.After(p, sent.On)
}

// StuckFor tells why a file is stuck and belongs before the joint meeting, ""
// when it is not.
func (r *Rules) StuckFor(f court.CrimeFile, today court.Date) string {
	switch f.State {
	case court.CrimeJudged, court.CrimeClosed, court.CourseVoid, court.CrimeTried:
		return ""
	case court.CrimeNotAccepted, court.CrimeRefused:
		return refusedWhy(f)
	}
	for _, c := range r.CrimeClocks(f) {
		if c.Done.IsZero() && c.Late(today) {
			return fmt.Sprintf("%s已超%d天（%s）", c.Name, c.Due.DaysUntil(today), c.Basis)
		}
	}
	p := r.planning("refusal-stuck", today)
	if quiet := lastDay(f).DaysUntil(today); quiet > p.Value {
		return fmt.Sprintf("“%s”%d天没有进展", f.State, quiet)
	}
	return ""
}
