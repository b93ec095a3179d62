package office

import (
	"context"
	"slices"
	"strings"

	"zhixing/app/court"
	"zhixing/app/law"
)

// ListingVerdict is the decision of the person who weighed the conditions.
type ListingVerdict struct {
	Decision court.ListingDecision
	On       court.Date
	Extra    int        // years beyond the ordinary term
	Grace    court.Date // last day of the 宽限期, zero for none
	Reason   string     // needed for not listing
	Kept     string     // why it is decided although a paper it rests on has no service on record
}

// DecideListing decides on a weighing. Listing needs what the law asks and none
// of its exclusions; not listing a debtor begins the approval up to the high
// court (plan, item 12), the decider's own being the first step.
func (o *Office) DecideListing(ctx context.Context, actor Actor, id int64, v ListingVerdict) (court.Listing, error) {
	var l court.Listing
	if err := o.checkPastDate("决定日期", v.On, true); err != nil {
		return l, err
	}
	if err := cleanAll([]cleaned{{"理由", &v.Reason, 500, false}, {labelKept, &v.Kept, 300, false}}); err != nil {
		return l, err
	}
	err := o.do(ctx, actor, MayDecideListing, "listing", func(d *deed) error {
		before, err := d.listingIn(id, court.ListingScreening)
		if err != nil {
			return err
		}
		l = before
		l.Decision, l.Decider, l.Reason, l.Extra, l.Grace = v.Decision, d.actor.User.Name, v.Reason, v.Extra, v.Grace
		switch v.Decision {
		case court.ListingIn:
			err = d.decideIn(&l, v)
		case court.ListingOut:
			err = d.decideOut(&l, v)
		default:
			err = court.FieldErrorf("决定", "请选择。")
		}
		if err != nil {
			return err
		}
		if err := d.saveListing("决定"+string(l.Decision)+"（"+string(l.Kind)+"）", before, &l, v.Reason); err != nil {
			return err
		}
		return d.feedListings(l)
	})
	return l, err
}

func (d *deed) decideIn(l *court.Listing, v ListingVerdict) error {
	on := v.On
	if !l.Asked.IsZero() && on.Before(l.Asked) {
		return court.FieldErrorf("决定日期", "“%s”早于申请日期%s。", on, l.Asked)
	}
	c, p, err := debtorIn(d, *l)
	if err != nil {
		return err
	}
	if on.Before(c.Filed) {
		return court.FieldErrorf("决定日期", "“%s”早于立案日期%s。", on, c.Filed)
	}
	if err := law.CheckListing(*l, on); err != nil {
		return err
	}
	for _, x := range l.Persons {
		if !slices.Contains(law.LimitedPersons(on), x.Role) {
			return court.FieldErrorf("一并限制的人员", "“%s”：%s时的限消规定3条没有这类人员。", x.Role, on)
		}
	}
	facts, err := d.office.listingFacts(d, c, p)
	if err != nil {
		return err
	}
	if err := keepUnserved(l, facts, v); err != nil {
		return err
	}
	rules, err := d.office.rulesOf(d)
	if err != nil {
		return err
	}
	if !l.Grace.IsZero() {
		if err := rules.CheckGrace(on, l.Grace); err != nil {
			return err
		}
	}
	l.Decided = on
	l.Until, err = rules.ListingUntil(*l, on)
	return err
}

// labelKept names the reason to decide although nothing shows the service.
const labelKept = "仍作决定的理由"

// keepUnserved asks why it is decided although a paper the decision rests on has
// no service on record, and keeps the reason with what was looked into.
func keepUnserved(l *court.Listing, facts law.ListingFacts, v ListingVerdict) error {
	lacking := law.Unserved(*l, facts, v.On)
	var words []string
	for _, s := range lacking {
		words = append(words, s.Lack(facts))
	}
	if len(lacking) > 0 && v.Kept == "" {
		return court.FieldErrorf(labelKept, "不能为空：%s。", strings.Join(words, "；")).WithHint("没有送达的先送达；已经送达没有登记的，在“送达”页登记，或者写明在哪里。")
	}
	for _, s := range lacking {
		setCheck(l, court.ListingCheck{ID: s.ID, Answer: court.AnswerNo, Proof: court.Proof{Text: v.Kept}})
	}
	return nil
}

// setCheck puts a check in the place of an earlier one.
func setCheck(l *court.Listing, c court.ListingCheck) {
	l.Checks = append(slices.DeleteFunc(slices.Clone(l.Checks), func(x court.ListingCheck) bool { return x.ID == c.ID }), c)
}

func (d *deed) decideOut(l *court.Listing, v ListingVerdict) error {
	if v.Reason == "" {
		return court.FieldErrorf("理由", "不能为空：不纳入要写明理由。")
	}
	l.Extra, l.Grace = 0, court.Date{}
	if l.Kind == court.ListConsumption {
		return d.notLimited(l, v.On)
	}
	round := 0
	for _, s := range l.Steps {
		round = max(round, s.Round+1)
	}
	l.Steps = append(l.Steps, court.ListingStep{Round: round, Level: law.ListingLevels()[0], By: d.actor.User.Name, ByID: d.actor.User.ID, On: v.On, OK: true,
		Words: v.Reason, Entry: d.actor.User.Name, At: d.office.now()})
	return nil
}

// notLimited refuses to leave a listed debtor without a limit (限消规定1条);
// otherwise the limit is the court's discretion.
func (d *deed) notLimited(l *court.Listing, on court.Date) error {
	page, err := d.Listings(ListingQuery{CaseID: l.CaseID, Kind: court.ListDishonest, Debtor: l.Debtor, DebtorID: l.DebtorID, State: court.ListingRunning, Today: d.office.Today()})
	if err != nil {
		return err
	}
	if page.Total > 0 {
		return court.Errorf(court.CodeRefused, "“%s”已纳入失信名单，应当限制消费（限消规定1条）。", l.Debtor)
	}
	l.Decided = on
	return nil
}

// ListingApproval is one answer to the request not to list.
type ListingApproval struct {
	OK    bool
	On    court.Date
	Words string
	By    string      // of a higher court: who or which division decided
	Proof court.Proof // of a higher court: its answer
}

// NextLevel gives who has to approve not listing next, "" when nobody has to.
func NextLevel(l court.Listing) string {
	if l.Decision != court.ListingOut || !l.Decided.IsZero() || l.Kind != court.ListDishonest {
		return ""
	}
	return law.ListingLevels()[len(l.Round())]
}

// MayApprove tells whether the actor can take the next step: a director or a
// president himself, nobody who took a step before; what higher courts answered
// is entered by whoever keeps the record.
func MayApprove(actor Actor, l court.Listing) bool { return mayApprove(actor, l) == nil }

func mayApprove(actor Actor, l court.Listing) error {
	level := NextLevel(l)
	if level == "" {
		return court.Errorf(court.CodeRefused, "%s没有等待审批的不纳入。", l.Debtor)
	}
	if law.HigherCourt(level) {
		return Allow(actor, MayWorkListing)
	}
	role := court.RoleDirector
	if level == "院领导" {
		role = court.RolePresident
	}
	if !actor.User.Has(role) || actor.User.Disabled {
		return court.Errorf(court.CodeDenied, "不纳入现在由%s审批，您的岗位不能审批。", level).WithHint("不纳入按" + strings.Join(law.ListingLevels(), "、") + "逐级层报，不能越级（本院方案第12条）。")
	}
	for _, s := range l.Round() {
		if s.ByID == actor.User.ID {
			return court.Errorf(court.CodeDenied, "您已经以%s的身份提出或审批过，不能再审批这一级。", s.Level).WithHint("请另一位" + string(role) + "审批。")
		}
	}
	return nil
}

// ApproveNotListing takes the next step of the approval of not listing, in
// order, each by another person; a refusal ends it and the weighing is open
// again. Only after the last one is the debtor not listed.
func (o *Office) ApproveNotListing(ctx context.Context, actor Actor, id int64, a ListingApproval) (court.Listing, error) {
	var l court.Listing
	if err := o.checkPastDate("审批日期", a.On, true); err != nil {
		return l, err
	}
	if err := cleanAll([]cleaned{{"审批意见", &a.Words, 300, !a.OK}, {"批准人", &a.By, 60, false}, {"批复", &a.Proof.Text, 200, false}}); err != nil {
		return l, err
	}
	err := o.do(ctx, actor, MayRead, "listing", func(d *deed) error {
		before, err := d.listingIn(id, court.ListingAsked)
		if err != nil {
			return err
		}
		if err := mayApprove(d.actor, before); err != nil {
			return err
		}
		l = before
		round := l.Round()
		last := round[len(round)-1]
		step := court.ListingStep{Round: last.Round, Level: NextLevel(l), By: d.actor.User.Name, ByID: d.actor.User.ID, On: a.On, OK: a.OK, Words: a.Words,
			Entry: d.actor.User.Name, At: o.now()}
		if a.On.Before(last.On) {
			return court.FieldErrorf("审批日期", "“%s”早于%s的%s。", a.On, last.Level, last.On)
		}
		if law.HigherCourt(step.Level) {
			if err := d.higherStep(l.CaseID, &step, round, a); err != nil {
				return err
			}
		}
		l.Steps = append(slices.Clone(l.Steps), step)
		switch {
		case !a.OK:
			l.Decision = ""
		case len(round)+1 == len(law.ListingLevels()):
			l.Decided = a.On
		}
		verb := "同意"
		if !a.OK {
			verb = "不同意"
		}
		if err := d.saveListing(step.Level+verb+"不纳入", before, &l, a.Words); err != nil {
			return err
		}
		return d.feedListings(l)
	})
	return l, err
}

// higherStep is the step of a court above: who decided there and its answer are
// needed, and none of this court's people is the one.
func (d *deed) higherStep(caseID int64, step *court.ListingStep, round []court.ListingStep, a ListingApproval) error {
	if a.By == "" {
		return court.FieldErrorf("批准人", "不能为空：写明%s的哪个部门或者哪一位。", step.Level)
	}
	if slices.ContainsFunc(round, func(s court.ListingStep) bool { return s.By == a.By }) {
		return court.FieldErrorf("批准人", "“%s”已经审批过，不能一人审批两级。", a.By)
	}
	if !a.Proof.Given() {
		return court.FieldErrorf("批复", "不能为空：写明批复文号，或者选批复的扫描件。")
	}
	if err := d.checkProof(caseID, a.Proof); err != nil {
		return err
	}
	step.By, step.ByID, step.Proof = a.By, 0, a.Proof
	return nil
}
