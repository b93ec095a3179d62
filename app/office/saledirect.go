package office

import (
	"context"
	"slices"

	"zhixing/app/court"
	"zhixing/app/law"
)

// DecideDirect records the decision to sell without an auction (直接变卖) on a
// ground of the law.
func (o *Office) DecideDirect(ctx context.Context, actor Actor, ref SaleRef, x court.DirectSale) (court.Sale, error) {
	if err := o.checkPastDate("决定日", x.On, true); err != nil {
		return court.Sale{}, err
	}
	if !slices.Contains(court.PricedBy, x.By) {
		return court.Sale{}, court.FieldErrorf("价格依据", "请选择。")
	}
	if err := cleanAll([]cleaned{{"情形", &x.Ground, 100, true}, {"证据", &x.Proof, 300, true}}); err != nil {
		return court.Sale{}, err
	}
	return o.saleAct(ctx, actor, MayWorkSale, ref, "决定直接变卖", x.Ground, func(_ *deed, s *court.Sale) error {
		if err := law.CheckDirect(*s, x); err != nil {
			return err
		}
		if x.By == court.ByAppraisal {
			x.Price = 0 // the 参考价
		}
		s.Direct = x
		return nil
	})
}

// TellUseless records that the applicants were told that a round would leave
// them nothing (无益拍卖), and whether they asked to go on.
func (o *Office) TellUseless(ctx context.Context, actor Actor, ref SaleRef, x court.UselessNotice) (court.Sale, error) {
	if err := o.checkPastDate("收到通知日", x.Told, true); err != nil {
		return court.Sale{}, err
	}
	if err := o.checkPastDate("申请继续日", x.Asked, false); err != nil {
		return court.Sale{}, err
	}
	if err := cleanText("备注", &x.Note, 300, true); err != nil {
		return court.Sale{}, err
	}
	return o.saleAct(ctx, actor, MayWorkSale, ref, "无益拍卖告知", x.Note, func(d *deed, s *court.Sale) error {
		rules, err := o.rulesOf(d)
		if err != nil {
			return err
		}
		last, any := s.Round()
		switch {
		case s.Stage != court.SaleReady && s.Stage != court.SaleUnsold:
			return court.Errorf(court.CodeRefused, "“%s”现在是“%s”，没有要发布的公告。", s.Property, s.Stage)
		case any && x.Told.Before(last.On):
			return court.FieldErrorf("收到通知日", "“%s”早于前一轮结束的%s。", x.Told, last.On)
		}
		if err := rules.CheckUseless(x); err != nil {
			return err
		}
		x.Round = len(s.Rounds)
		s.Useless = x
		return nil
	})
}
