package office

import (
	"context"
	"slices"

	"zhixing/app/court"
	"zhixing/app/law"
)

// SalePayment is money that came in for what was sold.
type SalePayment struct {
	Receipt court.Receipt // what came to the account; Way is 拍卖款 when empty
	Pool    int64         // or a deposit of the bidder, logged as 竞买保证金 before
}

// RecordSaleMoney books the price, or a part of it, as money of the case and
// links it to the round. Once all is there, the price is paid up on the day of
// the last of it. More than the principal still owed needs OverReason, as any
// receipt does; money after its day needs ref.Late.
func (o *Office) RecordSaleMoney(ctx context.Context, actor Actor, ref SaleRef, p SalePayment) (court.Sale, error) {
	r := entered(p.Receipt)
	r.Fund = court.FundCase
	if r.Way == "" {
		r.Way = "拍卖款"
	}
	if p.Pool == 0 {
		if err := o.checkReceipt(&r); err != nil {
			return court.Sale{}, err
		}
	}
	if err := cleanText(FieldOverReason, &r.OverReason, 500, true); err != nil {
		return court.Sale{}, err
	}
	return o.saleAct(ctx, actor, MayRecordReceipt, ref, "收取拍卖款", r.Note, func(d *deed, s *court.Sale) error {
		if s.Stage != court.SalePaying {
			return court.Errorf(court.CodeRefused, "“%s”现在是“%s”，不收取价款。", s.Property, s.Stage)
		}
		left := s.ToPay() - s.Received
		round := len(s.Rounds)
		if s.InKind.Creditor != "" {
			round = 0
		}
		made, err := d.saleReceipt(*s, r, p.Pool, left)
		if err != nil {
			return err
		}
		if made.Amount > left {
			return court.FieldErrorf("金额", "“%s元”多于还应付的%s元。", made.Amount, left).WithHint("多付的部分请另行登记，退还买受人。")
		}
		if err := ref.nextInTime(s, made.Date); err != nil {
			return err
		}
		if err := d.LinkSaleMoney(s.ID, made.ID, round); err != nil {
			return err
		}
		s.Received += made.Amount
		return d.paidUp(s, made.Date)
	})
}

// saleReceipt makes the receipt: from the pool of deposits, or of what came in.
func (d *deed) saleReceipt(s court.Sale, r court.Receipt, pool int64, left court.Money) (court.Receipt, error) {
	if pool == 0 {
		r.CaseID = s.CaseID
		if err := d.refuseTwice(r); err != nil {
			return r, err
		}
		return r, d.receive(&r, "登记收款")
	}
	from, err := d.Receipt(pool)
	if err != nil {
		return r, err
	}
	made, err := d.assign(from, d.office.Today(), []Share{{CaseID: s.CaseID, Amount: min(from.Left, left), OverReason: r.OverReason, Note: r.Note}})
	if err != nil {
		return r, err
	}
	return made[0], nil
}

// paidUp notes that the price is there, when it is.
func (d *deed) paidUp(s *court.Sale, on court.Date) error {
	if s.Received < s.ToPay() {
		return nil
	}
	if s.InKind.Creditor != "" {
		s.InKind.PaidOn = on
		return d.saleStep(s, law.EventInKind, "", on, s.InKind.Creditor+"补足差价", "")
	}
	x := &s.Rounds[len(s.Rounds)-1]
	x.PaidOn = on
	if err := d.saleStep(s, law.EventPaidUp, "", on, "价款"+x.Price.String()+"元付清", ""); err != nil {
		return err
	}
	return d.saleStep(s, "", law.NodeBalance, on, "价款付清", "")
}

// unpaid takes back that a price was paid up when a receipt for it was
// reversed; after the ruling was served the money cannot be taken back so.
func (d *deed) unpaid(receiptID int64) error {
	id, err := d.SaleOfReceipt(receiptID)
	if err != nil || id == 0 {
		return err
	}
	s, err := d.Sale(id)
	if err != nil {
		return err
	}
	if !s.Served.IsZero() {
		return court.Errorf(court.CodeRefused, "“%s”的裁定已于%s送达，这笔价款不能冲正。", s.Property, s.Served).WithHint("需要退款的，按执行回转或者退款办理。")
	}
	before := s
	s.InKind.PaidOn = court.Date{}
	if s.InKind.Creditor == "" {
		s.Rounds = slices.Clone(s.Rounds)
		s.Rounds[len(s.Rounds)-1].PaidOn = court.Date{}
	}
	return d.putSale(&s, before, "价款冲正", "")
}

// SaleRuling is the ruling on what was sold, or taken for the debt.
type SaleRuling struct {
	Number string
	On     court.Date
	Served court.Date // zero while the buyer has not received it
}

// RuleSale records the ruling and its service on the buyer, with which ownership
// passes (民诉法解释491条，原493条). The money must be there.
func (o *Office) RuleSale(ctx context.Context, actor Actor, ref SaleRef, e SaleRuling) (court.Sale, error) {
	if err := o.checkPastDate("裁定日", e.On, true); err != nil {
		return court.Sale{}, err
	}
	if err := o.checkPastDate("送达日", e.Served, false); err != nil {
		return court.Sale{}, err
	}
	if err := cleanText("裁定文号", &e.Number, 80, false); err != nil {
		return court.Sale{}, err
	}
	return o.saleAct(ctx, actor, MayWorkSale, ref, "成交、抵债裁定", "", func(d *deed, s *court.Sale) error {
		last, _ := s.Round()
		paid, node := last.PaidOn, law.NodeDealRuled
		if s.InKind.Creditor != "" {
			paid, node = s.InKind.On, law.NodeInKindRuled
		}
		switch {
		case s.Stage == court.SalePaying:
			return court.Errorf(court.CodeRefused, "价款没有付清，还差%s元，不能裁定（拍卖规定20条，原23条）。", s.ToPay()-s.Received)
		case s.Stage != court.SaleRuling:
			return court.Errorf(court.CodeRefused, "“%s”现在是“%s”，不需要裁定。", s.Property, s.Stage)
		case e.On.Before(paid):
			return court.FieldErrorf("裁定日", "“%s”早于付清、确定的%s。", e.On, paid)
		case !e.Served.IsZero() && e.Served.Before(e.On):
			return court.FieldErrorf("送达日", "“%s”早于裁定的%s。", e.Served, e.On)
		}
		if err := ref.nextInTime(s, e.Served); err != nil {
			return err
		}
		s.Ruling, s.RuledOn, s.Served = e.Number, e.On, e.Served
		if e.Served.IsZero() {
			return nil
		}
		if err := d.saleStep(s, "", node, e.Served, "裁定送达，所有权转移："+s.Property, e.Number); err != nil {
			return err
		}
		return d.soldProperty(s)
	})
}

// soldProperty notes that the property is no longer the debtor's, and that the
// measures on it have ended with that.
func (d *deed) soldProperty(s *court.Sale) error {
	p, err := d.Property(s.PropertyID)
	if err != nil {
		return err
	}
	p.Condition, p.Why = court.PropertySold, ""
	if err := d.UpdateProperty(&p); err != nil {
		return err
	}
	return d.goneWithSale(p.ID, s.Served, s.Ruling)
}

// SaleDelivery is the handing over of what was sold (移交、腾退).
type SaleDelivery struct {
	Occupied string     // who is in it
	Evict    court.Date // end of the term to leave, set in the notice
	On       court.Date // handed over; zero while it is not
	Refused  string     // what was done when it was not given up
}

// DeliverSale records the handing over, or the notice to leave before it.
func (o *Office) DeliverSale(ctx context.Context, actor Actor, ref SaleRef, e SaleDelivery) (court.Sale, error) {
	if err := o.checkPastDate("移交日", e.On, false); err != nil {
		return court.Sale{}, err
	}
	if err := cleanAll([]cleaned{{"占有人", &e.Occupied, 100, !e.Evict.IsZero()}, {"强制执行情况", &e.Refused, 300, false}}); err != nil {
		return court.Sale{}, err
	}
	return o.saleAct(ctx, actor, MayWorkSale, ref, "移交、腾退", e.Refused, func(d *deed, s *court.Sale) error {
		switch {
		case s.Stage != court.SaleDelivery:
			return court.Errorf(court.CodeRefused, "裁定还没有送达，不能移交。").WithHint("请先登记裁定和送达。")
		case !e.On.IsZero() && e.On.Before(s.Served):
			return court.FieldErrorf("移交日", "“%s”早于裁定送达的%s。", e.On, s.Served)
		}
		if err := ref.nextInTime(s, e.On); err != nil {
			return err
		}
		s.Occupied, s.Evict, s.Delivered, s.Refused = e.Occupied, e.Evict, e.On, e.Refused
		if e.On.IsZero() {
			return nil
		}
		return d.saleStep(s, "", law.NodeHandedOver, e.On, "已移交："+s.Property, s.Ruling)
	})
}
