package office

import (
	"context"
	"fmt"
	"slices"
	"strings"

	"zhixing/app/court"
	"zhixing/app/law"
)

// ListingFollow is that what a ground asks for was done.
type ListingFollow struct {
	On      court.Date
	PaperNo string // of the paper that says so, when it was not made here
	NoPaper string // why there is none
}

// FollowEnd records that what had to be done about a ground was done: deleted,
// hidden, revoked, mended, lifted. A deletion, revocation or release names its
// paper, or says why there is none. A mended listing goes on.
func (o *Office) FollowEnd(ctx context.Context, actor Actor, id int64, e ListingFollow) (court.Listing, error) {
	var l court.Listing
	if err := o.checkPastDate("办结日期", e.On, true); err != nil {
		return l, err
	}
	if err := cleanAll([]cleaned{{"文书号", &e.PaperNo, 80, false}, {"没有文书的理由", &e.NoPaper, 300, false}}); err != nil {
		return l, err
	}
	err := o.do(ctx, actor, MayWorkListing, "listing", func(d *deed) error {
		before, err := d.listingIn(id, court.ListingEnding)
		if err != nil {
			return err
		}
		l = before
		switch {
		case l.Event.Ground == "":
			return court.Errorf(court.CodeRefused, "期限届满的，请先登记事由“纳入期限届满”。")
		case e.On.Before(l.Event.On):
			return court.FieldErrorf("办结日期", "“%s”早于事由发生的%s。", e.On, l.Event.On)
		}
		if err := d.endPaper(&l, e); err != nil {
			return err
		}
		reason := l.Event.NoPaper
		if !l.Due.IsZero() && e.On.After(l.Due) {
			reason = spacedNote(reason, fmt.Sprintf("应在%s前办理，迟%d天", l.Due, l.Due.DaysUntil(e.On)))
		}
		verb := l.Event.Way + string(l.Kind)
		if l.Event.Way == court.WayMend {
			l.Event, l.Due, l.EndPaper = court.ListingEvent{}, court.Date{}, ""
		} else {
			l.Ended = e.On
		}
		return d.saveListing(verb, before, &l, reason)
	})
	return l, err
}

// endPaper takes the number of the paper made here, which has to be signed, or
// what was typed; where the court decides, one of them or a reason is needed.
func (d *deed) endPaper(l *court.Listing, e ListingFollow) error {
	l.EndPaper, l.Event.NoPaper = e.PaperNo, ""
	if l.EndPaper == "" && l.Kind == court.ListDishonest {
		papers, err := d.Papers(l.CaseID)
		if err != nil {
			return err
		}
		if p, made := newestPaper(papers, FormRemoval, l.Debtor); made && !p.Dated.Before(l.Event.On) {
			if p.WaitsForSignature() {
				return court.Errorf(court.CodeRefused, "《%s》还没有由%s签发。", p.Name, p.SignOff).WithHint("请在“文书”页签发，或者登记纸上的签发。")
			}
			l.EndPaper = p.Number
		}
	}
	if l.EndPaper != "" || !l.Event.EndsByPaper() {
		return nil
	}
	if e.NoPaper == "" {
		return court.FieldErrorf("文书号", "不能为空：本案没有%s以后给%s的%s文书。", l.Event.On, l.Debtor, l.Event.Way).WithHint("请先制作、签发，或者填写已有文书的文号；没有文书的，写明理由。")
	}
	l.Event.NoPaper = e.NoPaper
	return nil
}

// inquiredSince holds the ground “终本后两次以上网络查控” against the record
// (失信规定10条（四）项): the case closed by 终本, inquiries since that found
// nothing, no clue open.
func (d *deed) inquiredSince(l court.Listing, e court.ListingEvent) error {
	ending := law.EndingOf(e.Ground)
	if ending.Inquiries == 0 {
		return nil
	}
	c, err := d.Case(l.CaseID)
	if err != nil {
		return err
	}
	if c.Status != court.StatusClosed || c.Closing != court.ClosedInterim || e.On.Before(c.Closed) {
		return court.FieldErrorf("事由", "本案在%s没有以“%s”结案，不适用（%s）。", e.On, court.ClosedInterim, ending.Article)
	}
	n, err := d.emptyInquiries(c, l, e.On)
	if err != nil {
		return err
	}
	if n < ending.Inquiries {
		return court.FieldErrorf("事由", "%s终本以后，%s前登记的没有发现财产的网络查控有%d次，不足%d次（%s）。", c.Closed, e.On, n, ending.Inquiries, ending.Article).WithHint("请在“查询”页登记查询和反馈，再登记事由。")
	}
	clues, err := d.Clues(ClueQuery{CaseID: c.ID, Open: true, Today: d.office.Today()})
	if err == nil && clues.Total > 0 {
		return court.FieldErrorf("事由", "还有%d条线索没有核查，不能认定没有有效线索（%s）。", clues.Total, ending.Article)
	}
	return err
}

// emptyInquiries counts the network inquiries since 终本 that found nothing of
// the debtor: the batches with all answers, or the half-yearly nodes that are
// filled, whichever are more.
func (d *deed) emptyInquiries(c court.Case, l court.Listing, until court.Date) (int, error) {
	lines, err := d.InquiryLinesOf([]int64{c.ID})
	if err != nil {
		return 0, err
	}
	empty := map[int64]bool{}
	for _, x := range lines {
		if x.Way == court.InquiryLetter || x.Debtor != l.Debtor || !x.Sent.After(c.Closed) {
			continue
		}
		nothing := x.Result == court.InquiryNothing && !x.Answered.After(until)
		if before, seen := empty[x.InquiryID]; !seen || before {
			empty[x.InquiryID] = nothing
		}
	}
	batches := 0
	for _, nothing := range empty {
		if nothing {
			batches++
		}
	}
	nodes, err := d.Nodes(c.ID)
	filled := 0
	for _, n := range nodes {
		if law.IsLaterInquiry(n) && !n.Actual.IsZero() && !n.Actual.After(until) {
			filled++
		}
	}
	if len(empty) > 0 { // the register knows more than the nodes
		return batches, err
	}
	return filled, err
}

// DropListing records that the debtor paid before anything was published: in the
// 宽限期 it is published no more (法发〔2019〕35号16条).
func (o *Office) DropListing(ctx context.Context, actor Actor, id int64, on court.Date, proof court.Proof) (court.Listing, error) {
	var l court.Listing
	if err := o.checkPastDate("履行日期", on, true); err != nil {
		return l, err
	}
	if err := cleanText("证明材料", &proof.Text, 300, false); err != nil {
		return l, err
	}
	if !proof.Given() {
		return l, court.FieldErrorf("证明材料", "不能为空：选文书、扫描件，或者写明材料。")
	}
	err := o.do(ctx, actor, MayDecideListing, "listing", func(d *deed) error {
		before, err := d.listingIn(id, court.ListingGrace, court.ListingReady)
		if err != nil {
			return err
		}
		if err := d.checkProof(before.CaseID, proof); err != nil {
			return err
		}
		l = before
		i := slices.IndexFunc(law.ListingEndings(l, on), func(x law.ListingEnding) bool { return x.Way == court.WayDrop })
		if i < 0 || on.Before(l.Decided) {
			return court.FieldErrorf("履行日期", "“%s”早于决定日期%s。", on, l.Decided)
		}
		ending := law.ListingEndings(l, on)[i]
		l.Event = court.ListingEvent{Ground: ending.ID, Way: ending.Way, On: on, Proof: proof, By: d.actor.User.Name}
		l.Ended = on
		if err := d.saveListing("不再发布"+string(l.Kind), before, &l, ending.Text); err != nil {
			return err
		}
		return d.feedListings(l)
	})
	return l, err
}

// PersonChange is that the office of one limited with a unit passed to another.
type PersonChange struct {
	Name    string // who is released
	On      court.Date
	Proof   court.Proof // that he neither controls the unit nor answers for the debt
	NewName string
	NewID   string
}

// ChangePerson releases a former 法定代表人 or 主要负责人 whom nothing ties to the
// debt, and limits the successor; the limit of the unit goes on (法发〔2019〕35
// 号17条).
func (o *Office) ChangePerson(ctx context.Context, actor Actor, id int64, x PersonChange) (court.Listing, error) {
	var l court.Listing
	if err := o.checkPastDate("准许日期", x.On, true); err != nil {
		return l, err
	}
	if err := cleanAll([]cleaned{{"现任姓名", &x.NewName, 60, true}, {"现任证件号码", &x.NewID, 40, false}, {"证明材料", &x.Proof.Text, 300, false}}); err != nil {
		return l, err
	}
	if !x.Proof.Given() {
		return l, court.FieldErrorf("证明材料", "不能为空：证明原任不是实际控制人、影响债务履行的直接责任人员（法发〔2019〕35号17条）。")
	}
	return o.changeListing(ctx, actor, MayDecideListing, id, "变更一并限制的人员", x.Proof.Text, func(d *deed, l *court.Listing) error {
		i := slices.IndexFunc(l.Persons, func(p court.ListedPerson) bool { return p.Name == x.Name && p.Released.IsZero() })
		switch {
		case l.Kind != court.ListConsumption || l.StateOn(o.Today()) != court.ListingRunning:
			return court.Errorf(court.CodeRefused, "只有生效的限制消费可以变更一并限制的人员。")
		case x.On.Before(law.PersonChangeFrom):
			return court.FieldErrorf("准许日期", "%s时还没有变更后解除的规定（法发〔2019〕35号17条，%s起）。", x.On, law.PersonChangeFrom)
		case x.On.Before(l.Begun):
			return court.FieldErrorf("准许日期", "“%s”早于限制消费的%s。", x.On, l.Begun)
		case i < 0 || !slices.Contains(law.ChangingPersons(x.On), l.Persons[i].Role):
			return court.FieldErrorf("原任", "“%s”不是一并限制的%s。", x.Name, strings.Join(law.ChangingPersons(x.On), "、"))
		case x.NewName == x.Name:
			return court.FieldErrorf("现任姓名", "“%s”就是原任。", x.NewName)
		}
		if err := d.checkProof(l.CaseID, x.Proof); err != nil {
			return err
		}
		l.Persons = slices.Clone(l.Persons)
		l.Persons[i].Released, l.Persons[i].Shown = x.On, x.Proof
		l.Persons = append(l.Persons, court.ListedPerson{Role: l.Persons[i].Role, Name: x.NewName, IDNumber: x.NewID, Since: x.On})
		return nil
	})
}
