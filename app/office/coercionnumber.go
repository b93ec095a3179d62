package office

import (
	"slices"
	"strconv"

	"zhixing/app/court"
	"zhixing/app/law"
)

// The kinds of case numbers of decisions on fines and detentions (法〔2015〕137号).
const (
	kindSanction       = "司惩"
	kindSanctionReview = "司惩复"
)

// sanctionNumber reads the number of a decision on a fine or a detention: whole,
// or just the running number of this court's own. Another kind of number, or one
// that another person's decision has, is refused.
func (d *deed) sanctionNumber(c court.Coercion, x *court.CourseStep) error {
	if x.Number == "" || c.Kind != court.CoerceFine && c.Kind != court.CoerceDetain {
		return nil
	}
	want := kindSanction
	switch x.Kind {
	case court.StepApprove, court.StepFree:
	case court.StepReviewed:
		want = kindSanctionReview
	default:
		return nil
	}
	settings, _, err := d.Settings()
	if err != nil {
		return err
	}
	label := law.CourseFieldLabel(string(c.Kind), x.Kind, "number")
	n, err := court.ParseCaseNumber(x.Number)
	if seq, plain := strconv.Atoi(court.Narrow(x.Number)); plain == nil && seq > 0 && want == kindSanction {
		n, err = court.CaseNumber{Year: x.On.Year, Court: settings.CourtCode, Kind: want, Seq: seq}, nil
	}
	if err != nil || n.Kind != want || want == kindSanction && n.Court != settings.CourtCode {
		return court.FieldErrorf(label, "“%s”不是%s字案号。", x.Number, want).WithHint("请写成（" + strconv.Itoa(x.On.Year) + "）" + settings.CourtCode + want + "6号；本院的也可以只写编号。")
	}
	x.Number = n.String()
	if x.Kind != court.StepApprove {
		return nil
	}
	return d.numberTaken(c, x.Number, label)
}

// numberTaken refuses a number that stands on another decision; one decision may
// fine and detain the same person.
func (d *deed) numberTaken(c court.Coercion, number, label string) error {
	for _, kind := range []court.CoercionKind{court.CoerceFine, court.CoerceDetain} {
		list, err := d.Coercions(CoercionQuery{Kind: kind})
		if err != nil {
			return err
		}
		for _, old := range list {
			s, decided := old.Step(court.StepApprove)
			together := old.CaseID == c.CaseID && old.Person == c.Person && old.Kind != c.Kind
			if decided && s.Number == number && old.ID != c.ID && !together {
				return court.FieldErrorf(label, "%s已是%s%s%s的决定书。", number, old.CaseNo, old.Person, old.Kind)
			}
		}
	}
	return nil
}

// signApproved signs the decisions that wait for the president who approves
// their measure: one act, not two.
func (d *deed) signApproved(c court.Coercion, x court.CourseStep) error {
	if x.Kind != court.StepApprove {
		return nil
	}
	for _, p := range c.Papers {
		if p.Void != "" || !slices.Contains(law.CoercionOf(c.Kind).Forms, p.Form) || !MaySign(d.actor, p) {
			continue
		}
		before := p
		p.SignedBy, p.SignedOn, p.SignedHow = d.actor.User.Name, d.office.Today(), court.SignedHere
		if err := d.SignPaper(p); err != nil {
			return err
		}
		if err := d.signedDone(p); err != nil {
			return err
		}
		if err := d.audit("签发文书", "paper", p.ID, p.CaseID, before, p, "批准"+string(c.Kind)+c.Number); err != nil {
			return err
		}
	}
	return nil
}
