package law

import (
	"fmt"

	"zhixing/app/court"
)

// DirectGrounds gives the grounds for selling a kind of property without an
// auction (直接变卖).
func DirectGrounds(kind court.PropertyKind) []string {
	var out []string
	for _, x := range saleRules().Direct {
		if !x.Movable || Movable(kind) {
			out = append(out, x.Text)
		}
	}
	return out
}

// DirectBasis gives the article of a ground on a day, "" for one the law does
// not know for the kind.
func DirectBasis(kind court.PropertyKind, ground string, on court.Date) string {
	for _, x := range saleRules().Direct {
		if x.Text != ground || x.Movable && !Movable(kind) {
			continue
		}
		if on.Before(offlineAmended) {
			return x.Before
		}
		return x.Basis
	}
	return ""
}

// offlineAmended is the day from which the rules on auctions have the numbers
// of 2020.
var offlineAmended = court.D(2021, 1, 1)

// directPrice names the article of the prices of things sold without an auction.
func directPrice(on court.Date) string {
	if on.Before(offlineAmended) {
		return "拍卖规定35条（2004年）"
	}
	return "拍卖规定32条"
}

// CheckDirect refuses a sale without auction that has begun otherwise, whose
// ground the law does not know, or that has no price to go by.
func CheckDirect(s court.Sale, x court.DirectSale) error {
	basis := DirectBasis(s.What, x.Ground, x.On)
	_, priced := s.Price()
	switch {
	case s.Direct.Ground != "":
		return court.Errorf(court.CodeConflict, "已经决定直接变卖：%s。", s.Direct.Ground)
	case len(s.Rounds) > 0 || s.InKind.Creditor != "":
		return court.Errorf(court.CodeRefused, "已经发布公告或者抵债，不再是不经拍卖直接变卖。")
	case basis == "":
		return court.FieldErrorf("情形", "“%s”不是可以不经拍卖变卖“%s”的情形（拍卖规定31条，原34条）。", x.Ground, s.Property)
	case x.On.Before(s.Begun):
		return court.FieldErrorf("决定日", "“%s”早于启动处置的%s。", x.On, s.Begun)
	case x.By == court.ByAppraisal && !priced:
		return court.FieldErrorf("价格依据", "还没有确定参考价，不能按评估价变卖（%s）。", directPrice(x.On)).WithHint("先委托评估；有约定价格或者市价的，选相应的一项。")
	case x.By != court.ByAppraisal && x.Price <= 0:
		return court.FieldErrorf("价格", "必须大于零：%s（%s）。", x.By, directPrice(x.On))
	}
	return nil
}

// directLimits gives what the price of a thing sold without an auction may be:
// what was agreed, not below the market, or what it was appraised at and, once
// that brought nobody, half of it.
func (r *Rules) directLimits(l *RoundLimits, s court.Sale, round court.SaleRound) {
	l.Low, l.StartBasis = s.Direct.Price, directPrice(round.Notice)+"：不低于市价"
	switch s.Direct.By {
	case court.ByAgreement:
		l.High, l.StartBasis = s.Direct.Price, directPrice(round.Notice)+"：按照约定的价格"
	case court.ByAppraisal:
		price, _ := s.Price()
		l.Low, l.StartBasis = price.Price, directPrice(round.Notice)+"：按照评估价"
		if last, _ := s.Round(); last.Result == court.RoundFailed {
			p := r.planning("direct-floor", round.Notice)
			l.Low, l.StartBasis = percentUp(price.Price, p.Value), fmt.Sprintf("%s：不低于评估价的%d%%", p.Basis, p.Value)
		}
	}
}

// checkUseless refuses a price that would leave the applicant nothing once what
// comes before the claim, and the costs, are paid (无益拍卖).
func (r *Rules) checkUseless(s court.Sale, round court.SaleRound) error {
	first := round.Prior + round.Costs
	if round.Prior == 0 || round.Start > first {
		return nil
	}
	p, label := r.planning("useless-sale", round.Notice), StartLabel(round.Kind)
	switch {
	case !s.Told():
		return court.FieldErrorf(label, "“%s元”不高于优先债权、执行费用合计%s元，清偿后没有剩余，应当先通知申请执行人（%s）。", round.Start, first, p.Basis).
			WithHint("请在“其他 · 无益拍卖告知”登记；申请执行人五日内申请继续拍卖的，起拍价应大于合计数。")
	case s.Useless.Asked.IsZero():
		return court.FieldErrorf(label, "“%s元”不高于优先债权、执行费用合计%s元，申请执行人没有申请继续拍卖（%s）。", round.Start, first, p.Basis).
			WithHint("申请继续的，登记申请日；不申请的，终止处置。")
	}
	return court.FieldErrorf(label, "“%s元”太低：申请继续拍卖的，应大于优先债权、执行费用合计%s元（%s）。", round.Start, first, p.Basis)
}

// UselessEnds gives the last day on which an applicant who was told on a day
// can ask to go on, with its article.
func (r *Rules) UselessEnds(told court.Date) (court.Date, string) {
	p := r.planning("useless-sale", told)
	return r.After(p, told), p.Basis
}

// CheckUseless refuses a notice without what comes before the claim, and an
// application that came too late.
func (r *Rules) CheckUseless(x court.UselessNotice) error {
	last, basis := r.UselessEnds(x.Told)
	switch {
	case x.Prior <= 0:
		return court.FieldErrorf("优先债权", "必须大于零。")
	case !x.Asked.IsZero() && x.Asked.Before(x.Told):
		return court.FieldErrorf("申请继续日", "“%s”早于收到通知的%s。", x.Asked, x.Told)
	case x.Asked.After(last):
		return court.FieldErrorf("申请继续日", "“%s”太晚：收到通知后五日内申请，到%s（%s）。", x.Asked, last, basis)
	}
	return nil
}
