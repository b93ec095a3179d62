package office

import (
	"context"
	"slices"
	"strings"

	"zhixing/app/court"
	"zhixing/app/law"
)

// Forms of the papers of listings.
const (
	FormDishonest = "dishonest-decision"
	FormLimit     = "consumption-limit"
	FormRemoval   = "dishonest-removal"
	FormNotice    = "dishonest-notice"
	FormEmployer  = "report-employer"
)

// ListingForm gives the form of the decision of a kind of listing.
func ListingForm(kind court.ListingKind) string {
	if kind == court.ListConsumption {
		return FormLimit
	}
	return FormDishonest
}

// The ways in which the weighing starts (失信规定5条、限消规定4条).
const (
	StartAsked = "依申请"
	StartOwn   = "依职权"
)

// ListingView is a condition with what the program sees and what was found.
type ListingView struct {
	law.ListingCondition
	Hint string
	court.ListingCheck
}

// ListingConditions gives the conditions that a person looks into before a
// debtor of a case is listed or limited, with what the program sees of them.
func (o *Office) ListingConditions(ctx context.Context, l court.Listing) ([]ListingView, error) {
	return read(ctx, o, func(r Reader) ([]ListingView, error) {
		c, err := r.Case(l.CaseID)
		if err != nil {
			return nil, err
		}
		p, err := debtorOf(c, l.Debtor, l.DebtorID)
		if err != nil {
			return nil, err
		}
		facts, err := o.listingFacts(r, c, p)
		if err != nil {
			return nil, err
		}
		var out []ListingView
		for _, x := range law.ListingConditions(l.Kind, p.Kind, l.DecisionDay(o.Today())) {
			out = append(out, ListingView{ListingCondition: x, Hint: x.Hint(facts), ListingCheck: l.Check(x.ID)})
		}
		return out, nil
	})
}

func (o *Office) listingFacts(r Reader, c court.Case, p court.Party) (law.ListingFacts, error) {
	facts := law.ListingFacts{Party: p, On: o.Today()}
	services, err := r.Services(c.ID)
	if err != nil {
		return facts, err
	}
	facts.NoticeServed, facts.ReportServed = servedOn(services, "execution-notice", p), servedOn(services, "report-assets", p)
	page, err := r.Listings(ListingQuery{CaseID: c.ID, Debtor: p.Name, DebtorID: p.IDNumber, State: court.ListingRunning, Today: o.Today()})
	if err != nil {
		return facts, err
	}
	for _, x := range page.Rows {
		facts.Limited = facts.Limited || x.Kind == court.ListConsumption
		facts.Dishonest = facts.Dishonest || x.Kind == court.ListDishonest
	}
	lines, err := propertyLines(r, PropertyQuery{CaseID: c.ID})
	if err != nil {
		return facts, err
	}
	balance, err := r.Balance(c.ID)
	held := CaseProperty{Owed: max(c.Principal+c.Fee-c.Realised-balance.Realised(), 0)}
	for _, l := range lines {
		value, _ := heldBy(l, c.ID, o.Today())
		held.Controlled += value
	}
	facts.SeizedEnough = held.Over()
	return facts, err
}

// servedOn gives the day a paper of the form was served on a party, zero for
// none.
func servedOn(services []court.Service, form string, p court.Party) court.Date {
	var on court.Date
	for _, s := range services {
		if s.Form == form && !s.Replaced && s.Result == court.ServiceServed && s.Reaches(p) && s.Served.After(on) {
			on = s.Served
		}
	}
	return on
}

// debtorOf finds a debtor of the case.
func debtorOf(c court.Case, name, id string) (court.Party, error) {
	for _, p := range c.PartiesOf(court.RoleDebtor) {
		if p.Name == name && (id == "" || p.IDNumber == id) {
			return p, nil
		}
	}
	return court.Party{}, court.FieldErrorf("被执行人", "“%s”不是%s的被执行人。", name, c.Number)
}

// SaveListing begins to weigh whether a debtor is to be listed or limited, or
// changes what was found so far; once decided nothing of it changes any more.
func (o *Office) SaveListing(ctx context.Context, actor Actor, l court.Listing) (court.Listing, error) {
	if err := o.checkListing(&l); err != nil {
		return l, err
	}
	err := o.do(ctx, actor, MayWorkListing, "listing", func(d *deed) error {
		c, err := d.Case(l.CaseID)
		if err != nil {
			return err
		}
		p, err := debtorOf(c, l.Debtor, l.DebtorID)
		if err != nil {
			return err
		}
		if err := d.checkProofs(l.CaseID, l.Checks); err != nil {
			return err
		}
		if p.Kind == court.PartyPerson || l.Kind != court.ListConsumption {
			l.Persons = nil
		}
		l.DebtorID, l.Party = p.IDNumber, p.Kind
		if l.ID == 0 {
			return d.addListing(c, &l)
		}
		before, err := d.listingIn(l.ID, court.ListingScreening)
		if err != nil {
			return err
		}
		if before.Kind != l.Kind || before.Debtor != l.Debtor || before.CaseID != l.CaseID {
			return court.Errorf(court.CodeRefused, "甄别的对象不能改。").WithHint("弄错了的，作废后重新登记。")
		}
		after := before
		after.Version, after.Start, after.Asked, after.Persons, after.Ground = l.Version, l.Start, l.Asked, l.Persons, l.Ground
		after.Facts, after.Checks, after.Note = l.Facts, l.Checks, l.Note
		l = after
		return d.saveListing("修改"+string(l.Kind)+"甄别", before, &l, "")
	})
	return l, err
}

func (d *deed) addListing(c court.Case, l *court.Listing) error {
	if c.Status == court.StatusClosed && c.Closing != court.ClosedInterim {
		return court.Errorf(court.CodeRefused, "%s已于%s以“%s”结案，不能再纳入失信或者限制消费。", c.Number, c.Closed, c.Closing)
	}
	page, err := d.Listings(ListingQuery{CaseID: c.ID, Kind: l.Kind, Debtor: l.Debtor, DebtorID: l.DebtorID, Today: d.office.Today()})
	if err != nil {
		return err
	}
	rules, err := d.office.rulesOf(d)
	if err != nil {
		return err
	}
	for _, x := range page.Rows {
		switch s := x.StateOn(d.office.Today()); {
		case s != court.ListingEnded && s != court.ListingRefused:
			return court.Errorf(court.CodeConflict, "“%s”在本案已有%s记录，现为“%s”。", l.Debtor, l.Kind, s)
		case l.Kind == court.ListDishonest && l.Start == StartAsked && l.Asked.Before(rules.AgainFrom(x)):
			return court.FieldErrorf("申请日期", "“%s”：%s因申请执行人同意删除，六个月内（%s前）再申请纳入的，不予支持（失信规定10条）。", l.Asked, x.Ended, rules.AgainFrom(x))
		}
	}
	l.ID, l.Version, l.By, l.At = 0, 0, d.actor.User.Name, d.office.now()
	fresh := court.Listing{
		CaseID: l.CaseID, Kind: l.Kind, Debtor: l.Debtor, DebtorID: l.DebtorID, Party: l.Party, Start: l.Start, Asked: l.Asked, Persons: l.Persons,
		Ground: l.Ground, Facts: l.Facts, Checks: l.Checks, Note: l.Note, By: l.By, At: l.At, CaseNo: c.Number.String(), Officer: c.Officer,
	}
	*l = fresh
	if err := d.PutListing(l); err != nil {
		return err
	}
	return d.audit(string(l.Kind)+"甄别", "listing", l.ID, l.CaseID, nil, *l, "")
}

// checkListing refuses what a weighing cannot be, and cleans its texts.
func (o *Office) checkListing(l *court.Listing) error {
	if !slices.Contains(court.ListingKinds, l.Kind) {
		return court.FieldErrorf("措施", "请选择。")
	}
	if l.Start != StartAsked && l.Start != StartOwn {
		return court.FieldErrorf("提起方式", "请选择。")
	}
	if l.Start == StartOwn {
		l.Asked = court.Date{}
	}
	if err := o.checkPastDate("申请日期", l.Asked, l.Start == StartAsked); err != nil {
		return err
	}
	if err := cleanText("查明的事实", &l.Facts, 1000, true); err != nil {
		return err
	}
	for i := range l.Persons {
		p := &l.Persons[i]
		if err := cleanAll([]cleaned{{"一并限制的人员", &p.Name, 60, true}, {"证件号码", &p.IDNumber, 40, false}}); err != nil {
			return err
		}
		if !slices.Contains(law.LimitedPersons(), p.Role) {
			return court.FieldErrorf("一并限制的人员", "“%s”不是限消规定3条的四类人员。", p.Role)
		}
	}
	for i := range l.Checks {
		c := &l.Checks[i]
		if c.Answer != "" && c.Answer != court.AnswerYes && c.Answer != court.AnswerNo {
			return court.FieldErrorf("核实", "没有“%s”这一项。", c.Answer)
		}
		if err := cleanText("证明材料", &c.Text, 300, false); err != nil {
			return err
		}
	}
	if l.Ground != 0 && law.GroundOf(l.Ground).No == 0 {
		return court.FieldErrorf("失信情形", "没有第%d项。", l.Ground)
	}
	return cleanText("备注", &l.Note, 300, false)
}

// checkProofs refuses papers and scans of other cases.
func (d *deed) checkProofs(caseID int64, checks []court.ListingCheck) error {
	for _, c := range checks {
		if err := d.checkProof(caseID, c.Proof); err != nil {
			return err
		}
	}
	return nil
}

func (d *deed) checkProof(caseID int64, p court.Proof) error {
	if p.Ref == "" {
		return nil
	}
	list, err := proofChoices(d, caseID)
	if err != nil {
		return err
	}
	if !slices.ContainsFunc(list, func(x court.Proof) bool { return x.Ref == p.Ref }) {
		return court.FieldErrorf("证明材料", "所选的文书或扫描件不在本案。")
	}
	return nil
}

// listingIn gives a listing that stands as one of the states says.
func (d *deed) listingIn(id int64, states ...court.ListingState) (court.Listing, error) {
	l, err := d.Listing(id)
	if err != nil {
		return l, err
	}
	if s := l.StateOn(d.office.Today()); !slices.Contains(states, s) {
		names := make([]string, len(states))
		for i, x := range states {
			names[i] = "“" + string(x) + "”"
		}
		return l, court.Errorf(court.CodeRefused, "%s的%s现为“%s”，不能这样办理。", l.Debtor, l.Kind, s).WithHint("这一步要在" + strings.Join(names, "、") + "时办理；请刷新后再看。")
	}
	return l, nil
}

func (d *deed) saveListing(action string, before court.Listing, l *court.Listing, reason string) error {
	if err := d.PutListing(l); err != nil {
		return err
	}
	return d.audit(action, "listing", l.ID, l.CaseID, before, *l, reason)
}

// ListingVerdict is the decision of the person who weighed the conditions.
type ListingVerdict struct {
	Decision court.ListingDecision
	On       court.Date
	Extra    int        // years beyond the ordinary term
	Grace    court.Date // last day of the 宽限期, zero for none
	Reason   string     // needed for not listing
}

// DecideListing decides on a weighing. Listing needs what the law asks and none
// of its exclusions; not listing a debtor begins the approval up to the high
// court (plan, item 12), the decider's own being the first step.
func (o *Office) DecideListing(ctx context.Context, actor Actor, id int64, v ListingVerdict) (court.Listing, error) {
	var l court.Listing
	if err := o.checkPastDate("决定日期", v.On, true); err != nil {
		return l, err
	}
	if err := cleanText("理由", &v.Reason, 500, true); err != nil {
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
			err = d.decideIn(&l, v.On)
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

func (d *deed) decideIn(l *court.Listing, on court.Date) error {
	if !l.Asked.IsZero() && on.Before(l.Asked) {
		return court.FieldErrorf("决定日期", "“%s”早于申请日期%s。", on, l.Asked)
	}
	c, err := d.Case(l.CaseID)
	if err != nil {
		return err
	}
	if on.Before(c.Filed) {
		return court.FieldErrorf("决定日期", "“%s”早于立案日期%s。", on, c.Filed)
	}
	if err := law.CheckListing(*l, on); err != nil {
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
