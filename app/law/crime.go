package law

import (
	"fmt"
	"slices"

	"zhixing/app/court"
)

// CheckCrimeFile refuses a file whose situation the law did not know on the day
// of the conduct.
func (r *Rules) CheckCrimeFile(f court.CrimeFile) error {
	s, known := SituationOf(f.Situation)
	switch {
	case !known:
		return court.FieldErrorf("情形", "请选择。")
	case !s.holds(f.ConductOn):
		return court.FieldErrorf("情形", "行为发生于%s，“%s”（%s）当时没有施行或者已经废止。", f.ConductOn, s.Text, s.Basis).WithHint("请按行为发生时的规定选择情形。")
	}
	if f.Grave {
		if _, err := r.Param("refusal-grave-years", f.ConductOn); err != nil {
			return court.FieldErrorf("情节特别严重", "行为发生于%s，当时刑法313条没有“情节特别严重”一档。", f.ConductOn).WithHint("刑法修正案九2015年11月1日起施行。")
		}
	}
	return nil
}

// CheckCrimeStep refuses a step out of its order, a transfer without the five
// kinds of evidence, or a sentence beyond the law.
func (r *Rules) CheckCrimeStep(f court.CrimeFile, x court.CourseStep, today court.Date) error {
	s, err := courseStep(CourseCrime, f.State, x.Kind)
	if err != nil {
		return err
	}
	if err := s.checkFields(x, lastDay(f), today, "上一步的日期"); err != nil {
		return err
	}
	switch x.Kind {
	case court.StepTransfer:
		for _, k := range EvidenceKinds() {
			if !hasEvidence(f, k.ID) {
				return court.Errorf(court.CodeRefused, "证据缺“%s”（%s），不能移送。", k.Text, k.About).
					WithHint("移送拒执案件应附五类证据（法发〔2025〕8号；法〔2018〕147号）。请先在证据清单里添加。")
			}
		}
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
	if f.Grave {
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
	if !ok {
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
		if !row.holds(on) {
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
	if !ok || !firstAfter(f, sent.On, court.StepFiled, court.StepNotFiled).On.IsZero() {
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
