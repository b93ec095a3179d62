package office

import (
	"context"
	"slices"

	"zhixing/app/court"
	"zhixing/app/law"
)

// SaleRef names a sale as it was read: a change of one that was changed since is
// CodeConflict.
type SaleRef struct {
	ID      int64
	Version int    // 0 takes it as it is
	Late    string // why a step is taken after its day
}

// RefOf names a sale as it was read.
func RefOf(s court.Sale) SaleRef { return SaleRef{ID: s.ID, Version: s.Version} }

// Sales gives a page of sales (处置), those due first.
func (o *Office) Sales(ctx context.Context, q SaleQuery) (SalePage, error) {
	return read(ctx, o, func(r Reader) (SalePage, error) { return r.Sales(q) })
}

// SaleView is a sale with what the law allows next.
type SaleView struct {
	court.Sale
	Property court.Property
	Money    []court.Receipt // linked, reversed ones too
	Pools    []court.Receipt // deposits of bidders that no case has yet
	// Applicants of the case, by name.
	Applicants []string
	Principal  bool        // the case is enforced for a sum
	Owed       court.Money // principal not covered yet
}

// Sale gives one sale.
func (o *Office) Sale(ctx context.Context, id int64) (SaleView, error) {
	return read(ctx, o, func(r Reader) (v SaleView, err error) {
		if v.Sale, err = r.Sale(id); err != nil {
			return v, err
		}
		if v.Property, err = r.Property(v.PropertyID); err != nil {
			return v, err
		}
		c, err := r.Case(v.CaseID)
		if err != nil {
			return v, err
		}
		for _, p := range c.PartiesOf(court.RoleApplicant) {
			v.Applicants = append(v.Applicants, p.Name)
		}
		b, err := r.Balance(c.ID)
		if err != nil {
			return v, err
		}
		v.Principal, v.Owed = c.Principal > 0, max(c.Principal-c.Realised-b.Realised(), 0)
		if v.Money, err = r.SaleMoney(id); err != nil {
			return v, err
		}
		pools, err := r.PoolReceipts()
		for _, p := range pools {
			if p.Fund == court.FundBidder && p.Left > 0 {
				v.Pools = append(v.Pools, p)
			}
		}
		return v, err
	})
}

// SaleLimits gives what the law lets a round of the sale be, for as much as is
// filled in.
func (o *Office) SaleLimits(s court.Sale, round court.SaleRound) (law.RoundLimits, error) {
	if round.Notice.IsZero() {
		round.Notice = o.Today()
	}
	return o.lastRules().RoundLimits(s, round)
}

// SaleDuties gives what is owed beside the next step of a sale.
func (o *Office) SaleDuties(s court.Sale) []court.SaleDuty { return o.lastRules().SaleDuties(s) }

// UselessEnds gives the last day on which an applicant who was told on a day can
// ask to go on with an auction that leaves nothing.
func (o *Office) UselessEnds(told court.Date) (court.Date, string) {
	return o.lastRules().UselessEnds(told)
}

// ResumeBy gives the day by which a round that stood still goes on.
func (o *Office) ResumeBy(x court.SaleRound, cleared court.Date) (court.Date, string) {
	return o.lastRules().ResumeBy(x, cleared)
}

// SaleClock gives the day by which a try at a price must give its result.
func (o *Office) SaleClock(t court.PriceTry) (court.Date, string) { return o.lastRules().TryDue(t) }

// PriceValid gives the last day a price of a day may be valid.
func (o *Office) PriceValid(on court.Date) (court.Date, string) {
	return o.lastRules().PriceValidUntil(on)
}

// SaleEntry begins a sale.
type SaleEntry struct {
	CaseID     int64
	PropertyID int64
	On         court.Date
	HomeWhy    string // on which ground of the law a home may be sold
	Home       string // what proves it, and what is provided
	Note       string
}

// StartSale begins the sale of a property that the case holds first. One that
// is being sold, is sold, must not be seized or is not held by the case is
// refused.
func (o *Office) StartSale(ctx context.Context, actor Actor, e SaleEntry) (court.Sale, error) {
	var s court.Sale
	if err := o.checkPastDate("启动日", e.On, true); err != nil {
		return s, err
	}
	if err := cleanAll([]cleaned{{"居住保障", &e.HomeWhy, 100, false}, {"证据", &e.Home, 300, false}, {"备注", &e.Note, 300, false}}); err != nil {
		return s, err
	}
	err := o.do(ctx, actor, MayWorkSale, "sale", func(d *deed) error {
		c, err := d.openCase(e.CaseID)
		if err != nil {
			return err
		}
		p, list, err := d.under(e.PropertyID)
		if err != nil {
			return err
		}
		if err := d.maySell(c, p, e); err != nil {
			return err
		}
		holder, held := law.HolderOn(list, o.Today())
		if !held || holder.CaseID != c.ID {
			return notHeld(p, holder, held)
		}
		s = court.Sale{CaseID: c.ID, PropertyID: p.ID, Begun: e.On, SealedOn: holder.Since, FiledOn: c.Filed, Note: e.Note, By: d.actor.User.Name, At: o.now(),
			What: p.Kind, Property: p.Line(), CaseNo: c.Number.String()}
		if law.LivedIn(p) {
			s.Home = e.HomeWhy + "（" + law.HomeBasis(e.HomeWhy) + "）：" + e.Home
		}
		p.Condition, p.Why = court.PropertySelling, ""
		if err := d.UpdateProperty(&p); err != nil {
			return err
		}
		return d.putSale(&s, court.Sale{}, "启动处置", s.Home)
	})
	return s, err
}

func (d *deed) maySell(c court.Case, p court.Property, e SaleEntry) error {
	if err := law.CheckExempt(p, e.On); err != nil {
		return err
	}
	if err := law.CheckMayLive(p, e.HomeWhy, e.Home); err != nil {
		return err
	}
	page, err := d.Sales(SaleQuery{PropertyID: p.ID, Open: true})
	switch {
	case err != nil:
		return err
	case len(page.Rows) > 0:
		return court.Errorf(court.CodeConflict, "“%s”已经在%s处置，现在是“%s”。", p.Line(), page.Rows[0].CaseNo, page.Rows[0].Stage)
	case p.Condition == court.PropertySold:
		return court.Errorf(court.CodeRefused, "“%s”已经处置。", p.Line())
	case e.On.Before(c.Filed):
		return court.FieldErrorf("启动日", "“%s”早于立案日期%s。", e.On, c.Filed)
	}
	return nil
}

func notHeld(p court.Property, holder court.Measure, held bool) error {
	if held {
		return court.Errorf(court.CodeRefused, "“%s”由%s首先%s，本案是轮候，不能处置。", p.Line(), holderName(holder), holder.Kind).
			WithHint("首封满一年不处分的，可以商请移送（保全规定21条）；优先债权自首封起六十日未发拍卖公告的，可以要求移送（法释〔2016〕6号）。")
	}
	return court.Errorf(court.CodeRefused, "“%s”没有在本案查封、扣押、冻结，不能处置。", p.Line()).WithHint("请先登记措施；已届满的重新采取。")
}

// putSale works the next step out anew and stores the sale.
func (d *deed) putSale(s *court.Sale, before court.Sale, action, reason string) error {
	rules, err := d.office.rulesOf(d)
	if err != nil {
		return err
	}
	rules.FollowSale(s)
	if err := d.PutSale(s); err != nil {
		return err
	}
	var old any
	if before.ID != 0 {
		old = before
	}
	return d.audit(action, "sale", s.ID, s.CaseID, old, *s, reason)
}

// saleAct changes a sale that is not over.
func (o *Office) saleAct(ctx context.Context, actor Actor, may Permission, ref SaleRef, action, reason string, change func(d *deed, s *court.Sale) error) (court.Sale, error) {
	var s court.Sale
	err := o.do(ctx, actor, may, "sale", func(d *deed) error {
		var err error
		if s, err = d.Sale(ref.ID); err != nil {
			return err
		}
		switch {
		case ref.Version != 0 && ref.Version != s.Version:
			return court.Errorf(court.CodeConflict, "该处置刚被别人改过。").WithHint("请刷新后再改。")
		case !s.Stage.Open():
			return court.Errorf(court.CodeRefused, "“%s”的处置已经结束（%s）。", s.Property, s.Stage)
		}
		before := s // change replaces what it changes inside lists
		s.Tries, s.Rounds, s.Offers = slices.Clone(s.Tries), slices.Clone(s.Rounds), slices.Clone(s.Offers)
		if err := change(d, &s); err != nil {
			return err
		}
		return d.putSale(&s, before, action, reason)
	})
	return s, err
}

// FieldLate is the field that takes the reason for a step after its day.
const FieldLate = "迟延理由"

// inTime asks for a reason when a step is taken after the day it was due, and
// keeps it.
func (ref SaleRef) inTime(s *court.Sale, step string, on, due court.Date, basis string) error {
	if due.IsZero() || !on.After(due) {
		return nil
	}
	if err := cleanText(FieldLate, &ref.Late, 300, false); err != nil {
		return err
	}
	if ref.Late == "" {
		return court.FieldErrorf(FieldLate, "没有填写：%s应在%s以前（%s），迟了%d日。", step, due, basis, due.DaysUntil(on)).WithHint("日期无误的，写明理由再保存。")
	}
	s.Late = append(slices.Clone(s.Late), court.LateStep{Step: step, Due: due, On: on, Basis: basis, Why: ref.Late})
	return nil
}

// nextInTime is inTime for the step that is next.
func (ref SaleRef) nextInTime(s *court.Sale, on court.Date) error {
	return ref.inTime(s, s.Step, on, s.Due, s.Basis)
}

// saleStep enters an event of the sale's case, from which terms of the progress
// table run, and fills the node that the step is.
func (d *deed) saleStep(s *court.Sale, event, node string, on court.Date, result, evidence string) error {
	c, err := d.Case(s.CaseID)
	if err != nil || c.Status == court.StatusClosed || on.Before(c.Filed) {
		return err
	}
	if e, known := law.EventOf(event); known {
		x := court.EventEntry{CaseID: c.ID, Event: e.ID, Name: e.Name, On: on, Note: result, Evidence: evidence, By: d.actor.User.Name, At: d.office.now()}
		if err := d.InsertCaseEvent(&x); err != nil {
			return err
		}
		moves, err := d.unfoldEvent(c, e, x)
		if err != nil {
			return err
		}
		if err := d.audit("登记办案事件", "event", x.ID, c.ID, nil, termChange{x, moves}, ""); err != nil {
			return err
		}
	}
	if node == "" {
		return nil
	}
	return d.markIfOpen(c.ID, node, on, result, evidence)
}

// SaleEnd gives a sale up.
type SaleEnd struct {
	On       court.Date
	Why      string
	Unsold   bool // the thing cannot be sold; otherwise it is only controlled again
	Released bool
}

// EndSale ends a sale without a deal: the thing cannot be sold, or its sale is
// given up because the debt is paid or the measure is lifted.
func (o *Office) EndSale(ctx context.Context, actor Actor, ref SaleRef, e SaleEnd) (court.Sale, error) {
	why, err := needReason("终止的原因", e.Why)
	if err != nil {
		return court.Sale{}, err
	}
	if err := o.checkPastDate("终止日", e.On, true); err != nil {
		return court.Sale{}, err
	}
	return o.saleAct(ctx, actor, MayWorkSale, ref, "终止处置", why, func(d *deed, s *court.Sale) error {
		last, any := s.Round()
		switch {
		case s.Total() > 0:
			return court.Errorf(court.CodeRefused, "已经成交或者抵债，不能终止。").WithHint("买受人不付款的，登记悔拍。")
		case any && last.Result == "" && !e.On.Before(last.Opens):
			return court.Errorf(court.CodeRefused, "%s正在进行。", last.Kind).WithHint("请先登记撤回或者结果。")
		}
		s.Ended, s.EndWhy = e.On, why
		p, err := d.Property(s.PropertyID)
		if err != nil {
			return err
		}
		p.Condition, p.Why = court.PropertyControlled, ""
		if e.Unsold {
			p.Condition, p.Why = court.PropertyUnsellable, why
		}
		return d.UpdateProperty(&p)
	})
}
