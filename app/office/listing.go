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
		c, p, err := debtorIn(r, l)
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
	facts.Served = map[string]court.Date{}
	for _, form := range []string{"execution-notice", "report-assets", FormLimit} {
		facts.Served[form] = servedOn(services, form, p)
	}
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

// ListingFacts gives what the program sees of the debtor of a listing.
func (o *Office) ListingFacts(ctx context.Context, l court.Listing) (law.ListingFacts, error) {
	return read(ctx, o, func(r Reader) (law.ListingFacts, error) {
		c, p, err := debtorIn(r, l)
		if err != nil {
			return law.ListingFacts{}, err
		}
		return o.listingFacts(r, c, p)
	})
}

// debtorIn gives the case of a listing and its debtor there.
func debtorIn(r Reader, l court.Listing) (court.Case, court.Party, error) {
	c, err := r.Case(l.CaseID)
	if err != nil {
		return c, court.Party{}, err
	}
	p, err := debtorOf(c, l.Debtor, l.DebtorID)
	return c, p, err
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
		c, p, err := debtorIn(d, l)
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
		if err := d.askedTooSoon(l); err != nil {
			return err
		}
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
	for _, x := range page.Rows {
		if s := x.StateOn(d.office.Today()); s != court.ListingEnded && s != court.ListingRefused {
			return court.Errorf(court.CodeConflict, "“%s”在本案已有%s记录，现为“%s”。", l.Debtor, l.Kind, s)
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

// askedTooSoon refuses an application that comes within six months of a deletion
// the applicant asked for (失信规定10条).
func (d *deed) askedTooSoon(l court.Listing) error {
	if l.Kind != court.ListDishonest || l.Start != StartAsked {
		return nil
	}
	page, err := d.Listings(ListingQuery{CaseID: l.CaseID, Kind: l.Kind, Debtor: l.Debtor, DebtorID: l.DebtorID, Today: d.office.Today()})
	if err != nil {
		return err
	}
	rules, err := d.office.rulesOf(d)
	if err != nil {
		return err
	}
	for _, x := range page.Rows {
		if from := rules.AgainFrom(x); l.Asked.Before(from) {
			p, err := rules.Param("listing-again", x.Ended)
			if err != nil {
				return err
			}
			return court.FieldErrorf("申请日期", "“%s”：%s因申请执行人同意删除，%s内（%s前）再申请纳入的，不予支持（%s）。", l.Asked, x.Ended, p.Term(), from, p.Basis)
		}
	}
	return nil
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
		if !slices.Contains(law.LimitedPersons(o.Today()), p.Role) {
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
