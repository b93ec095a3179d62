package office

import (
	"context"
	"slices"
	"strings"

	"zhixing/app/court"
	"zhixing/app/law"
)

// AskInKind records that an applicant was asked to take the thing for the debt,
// and the answer when there is one. One who was asked since the last auction is
// asked once.
func (o *Office) AskInKind(ctx context.Context, actor Actor, ref SaleRef, x court.KindOffer) (court.Sale, error) {
	if err := o.checkPastDate("询问日", x.Asked, true); err != nil {
		return court.Sale{}, err
	}
	if err := o.checkPastDate("答复日", x.On, false); err != nil {
		return court.Sale{}, err
	}
	if err := cleanAll([]cleaned{{"申请执行人", &x.Creditor, 100, true}, {"备注", &x.Note, 200, false}}); err != nil {
		return court.Sale{}, err
	}
	if x.Accepts && (x.On.IsZero() || x.Claim <= 0 || x.Rank < 1) {
		return court.Sale{}, court.FieldErrorf("债权额", "接受抵债的，要填答复日、法定顺位和应受清偿的债权额。")
	}
	return o.saleAct(ctx, actor, MayWorkSale, ref, "询问以物抵债", x.Note, func(_ *deed, s *court.Sale) error {
		last, err := lastRound(s, func(r court.SaleRound) bool { return r.Result == court.RoundFailed })
		switch {
		case err != nil:
			return err
		case x.Asked.Before(last.On):
			return court.FieldErrorf("询问日", "“%s”早于流拍的%s。", x.Asked, last.On)
		case !x.On.IsZero() && x.On.Before(x.Asked):
			return court.FieldErrorf("答复日", "“%s”早于询问的%s。", x.On, x.Asked)
		}
		if strings.HasPrefix(s.Step, "询问") && !slices.ContainsFunc(s.Offers, func(o court.KindOffer) bool { return !o.Asked.Before(last.On) }) {
			if err := ref.nextInTime(s, x.Asked); err != nil {
				return err
			}
		}
		i := slices.IndexFunc(s.Offers, func(old court.KindOffer) bool {
			return old.Creditor == x.Creditor && !old.Asked.Before(last.On)
		})
		if i >= 0 {
			s.Offers[i] = x
			return nil
		}
		s.Offers = append(s.Offers, x)
		return nil
	})
}

// TakeInKind records who takes the thing for the debt, and at what price.
func (o *Office) TakeInKind(ctx context.Context, actor Actor, ref SaleRef, k court.InKind) (court.Sale, error) {
	if err := o.checkPastDate("确定日", k.On, true); err != nil {
		return court.Sale{}, err
	}
	if err := cleanAll([]cleaned{{"承受人", &k.Creditor, 100, true}, {"确定方式", &k.By, 40, !k.Agreed}}); err != nil {
		return court.Sale{}, err
	}
	return o.saleAct(ctx, actor, MayWorkSale, ref, "以物抵债", "", func(d *deed, s *court.Sale) error {
		if s.InKind.Creditor != "" {
			return court.Errorf(court.CodeConflict, "已经抵债给%s。", s.InKind.Creditor)
		}
		c, err := d.Case(s.CaseID)
		if err != nil {
			return err
		}
		if err := law.CheckInKind(*s, &k); err != nil {
			return err
		}
		k.Own = slices.ContainsFunc(c.PartiesOf(court.RoleApplicant), func(p court.Party) bool { return p.Name == k.Creditor })
		k.PaidOn = court.Date{}
		s.InKind = k
		if k.Gap > 0 {
			return nil
		}
		return d.saleStep(s, law.EventInKind, "", k.On, k.Creditor+"以"+k.Price.String()+"元抵债", "")
	})
}
