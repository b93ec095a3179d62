package law

import (
	"strings"

	"zhixing/app/court"
)

// FollowSale works out where a sale stands, what is next, by when and by which
// article, from what is on record alone.
func (r *Rules) FollowSale(s *court.Sale) {
	s.Stage, s.Step, s.Due, s.Basis = court.SalePricing, "", court.Date{}, ""
	last, any := s.Round()
	_, priced := s.Price()
	switch {
	case !s.Ended.IsZero():
		s.Stage = court.SaleAbandoned
	case !s.Delivered.IsZero():
		s.Stage = court.SaleDone
	case s.InKind.Creditor != "" || any && last.Bought():
		r.afterDeal(s, last)
	case any:
		r.afterRound(s, last)
	case priced:
		s.Stage, s.Step = court.SaleReady, "发布一拍公告"
		if s.Direct.Ground != "" {
			s.Step = "发布变卖公告"
		}
		price, _ := s.Price()
		r.stepDue(s, "T40", price.Settled)
	case s.Direct.Ground != "":
		s.Stage, s.Step = court.SaleReady, "发布变卖公告"
	default:
		r.pricing(s)
	}
	r.useless(s)
	s.Side, s.Until = "", court.Date{}
	if duties := r.SaleDuties(*s); len(duties) > 0 {
		s.Side, s.Until = duties[0].Text, duties[0].Due
	}
}

// useless waits for the applicants who were told that going on would leave them
// nothing.
func (r *Rules) useless(s *court.Sale) {
	if s.Told() && s.Useless.Asked.IsZero() && (s.Stage == court.SaleReady || s.Stage == court.SaleUnsold) {
		s.Step = "申请执行人申请继续拍卖，不申请的终止处置"
		s.Due, s.Basis = r.UselessEnds(s.Useless.Told)
	}
}

// stepDue sets the day of the next step by a parameter.
func (r *Rules) stepDue(s *court.Sale, id string, from court.Date) {
	if from.IsZero() {
		return
	}
	p := r.planning(id, from)
	s.Due, s.Basis = r.After(p, from), p.Basis
}

func (r *Rules) pricing(s *court.Sale) {
	t, i := s.Try()
	switch {
	case i < 0 || t.Outcome == court.PriceSkipped || t.Outcome == court.PriceFailed:
		s.Step = "确定参考价：" + string(NextMethod(*s))
		if NextMethod(*s) == "" {
			s.Step = "重新委托评估"
		}
		from := s.SealedOn
		if s.FiledOn.After(from) {
			from = s.FiledOn
		}
		r.stepDue(s, "T39", from)
	case t.Outcome == "":
		s.Step = "收取" + string(t.Method) + "结果"
		s.Due, s.Basis = r.TryDue(t)
	case t.SentOn.IsZero():
		s.Step = "发送报告给当事人"
		r.stepDue(s, "N018", t.On)
	case t.Received.IsZero():
		s.Step = "登记当事人收到报告"
		r.stepDue(s, "price-posted", t.SentOn)
	default:
		s.Step = "异议期满，确认参考价"
		s.Due, s.Basis = r.ObjectionEnds(t.Received)
		for _, o := range t.Objection {
			if o.Answered.IsZero() {
				s.Step = "处理异议"
				r.stepDue(s, "N020", o.On)
			}
		}
	}
}

func (r *Rules) afterDeal(s *court.Sale, last court.SaleRound) {
	paid, node := last.PaidOn, "N022"
	if s.InKind.Creditor != "" {
		paid, node = s.InKind.PaidOn, "N025"
		if s.InKind.Gap == 0 {
			paid = s.InKind.On
		}
	}
	switch {
	case paid.IsZero():
		s.Stage, s.Step, s.Due, s.Basis = court.SalePaying, "收取尾款", last.PayBy, "拍卖公告、成交确认书"
		if s.InKind.Creditor != "" {
			s.Step, s.Due, s.Basis = "收取差价", court.Date{}, "拍卖规定16条（原19条）"
		}
	case s.Served.IsZero():
		s.Stage, s.Step = court.SaleRuling, "作出裁定并送达"
		r.stepDue(s, node, paid)
	default:
		s.Stage, s.Step = court.SaleDelivery, "移交财产"
		r.stepDue(s, "N027", s.Served)
	}
}

func (r *Rules) afterRound(s *court.Sale, last court.SaleRound) {
	switch {
	case last.Paused():
		s.Stage, s.Step = court.SalePaused, "原因消除后恢复"
	case last.Result == court.RoundStopped || last.Result == court.RoundDeferred:
		s.Stage, s.Step = court.SalePaused, "恢复"+string(last.Kind)
		s.Due, s.Basis = r.ResumeBy(last, last.Cleared)
	case last.Result == "":
		s.Stage, s.Step, s.Due, s.Basis = court.SaleRunning, "登记"+string(last.Kind)+"结果", last.Closes, string(last.Kind)+"公告"
	case last.Result == court.RoundWithdrawn:
		s.Stage, s.Step = court.SaleReady, "重新拍卖或者终止处置"
	case last.Result == court.RoundSold:
		s.Stage, s.Step, s.Basis = court.SaleReady, "悔拍后重新"+string(last.Kind), "法释〔2016〕18号24条"
	default:
		r.afterFailure(s, last)
	}
}

func (r *Rules) afterFailure(s *court.Sale, last court.SaleRound) {
	s.Stage = court.SaleUnsold
	for _, o := range s.Offers {
		if o.Accepts && !o.Asked.Before(last.On) {
			s.Step = "裁定以物抵债"
			r.stepDue(s, "in-kind-ask", last.On)
			return
		}
	}
	end := LastAuction(s.What, last.Offline)
	switch refused := refusedInKind(*s, last.On); {
	case last.Direct && refused:
		s.Step, s.Basis = "降价再变卖，或者终止并解除查封", directPrice(last.On)
	case last.Kind == court.PlainSale && refused:
		s.Step, s.Basis = "不能处置的，终止并解除查封", "拍卖规定25条（原28条）"
	case last.Kind == end && refused && len(NextRounds(*s)) == 0:
		s.Step, s.Basis = "终止并解除查封，退还被执行人", "拍卖规定24条（原27条）"
	case last.Kind != court.PlainSale && last.Kind != end:
		s.Step = "启动" + string(NextRounds(*s)[0])
		if r.stepDue(s, "second-auction", last.On); last.Offline {
			r.stepDue(s, "offline-again", last.On)
		}
	case last.Kind == end && refused:
		s.Step = "发布变卖公告"
		if r.stepDue(s, "N026", last.On); last.Offline {
			r.stepDue(s, "offline-sale", last.On)
		}
	default:
		s.Step = "询问以物抵债"
		r.stepDue(s, "in-kind-ask", last.On)
	}
}

// ResumeBy gives the day by which a round that stood still goes on once the
// cause fell away, with its article.
func (r *Rules) ResumeBy(x court.SaleRound, cleared court.Date) (court.Date, string) {
	id := "auction-resume"
	if x.Offline {
		id = "offline-resume"
	}
	p := r.planning(id, cleared)
	return r.After(p, cleared), p.Basis
}

// CheckResult refuses an end of the running round that cannot be.
func CheckResult(s court.Sale, x court.SaleRound) error {
	switch {
	case x.On.Before(x.Notice):
		return court.FieldErrorf("结果日", "“%s”早于公告日%s。", x.On, x.Notice)
	case x.Result == court.RoundFailed && x.On.Before(x.Closes):
		return court.FieldErrorf("结果日", "“%s”早于结束日%s，还不能认定流拍。", x.On, x.Closes)
	case !x.Closes.IsZero() && x.On.After(x.Closes) && strings.TrimSpace(x.Why) == "":
		return court.FieldErrorf("结果日", "“%s”晚于竞价结束日%s。", x.On, x.Closes).WithHint("结果日是竞价结束的那一天；延时出价等确有原因的，在“原因”里写明。")
	case x.Result == court.RoundSold:
		return checkBuyer(s, x)
	case x.Result != court.RoundFailed && strings.TrimSpace(x.Why) == "":
		return court.FieldErrorf("原因", "不能为空：%s要写明原因。", x.Result)
	}
	return nil
}

func checkBuyer(s court.Sale, x court.SaleRound) error {
	switch {
	case x.On.Before(x.Opens):
		return court.FieldErrorf("结果日", "“%s”早于开始日%s。", x.On, x.Opens)
	case x.Buyer == "":
		return court.FieldErrorf("买受人", "不能为空。")
	case x.Price < x.Start && x.Direct:
		return court.FieldErrorf("成交价", "“%s元”低于%s%s元（%s）。", x.Price, StartLabel(x.Kind), x.Start, directPrice(x.On))
	case x.Price < x.Start:
		return court.FieldErrorf("成交价", "“%s元”低于%s%s元（法释〔2016〕18号11条：不低于起拍价方可成交）。", x.Price, StartLabel(x.Kind), x.Start)
	case OffStep(x, x.Price) && strings.TrimSpace(x.Why) == "":
		return court.FieldErrorf("成交价", "“%s元”不是%s%s元加上整数个加价幅度%s元（法释〔2016〕18号20条）。", x.Price, StartLabel(x.Kind), x.Start, x.Step).
			WithHint("请核对成交确认书；确实如此的，在“原因”里写明。")
	case x.Buyer == x.Platform || x.Assistant != "" && x.Buyer == x.Assistant:
		return court.FieldErrorf("买受人", "“%s”不得竞买：平台和承担辅助工作的机构不能买受（法释〔2016〕18号34条）。", x.Buyer)
	case x.PayBy.IsZero():
		return court.FieldErrorf("尾款期限", "不能为空：以公告、成交确认书为准。")
	case !x.PayBy.Valid() || x.PayBy.Before(x.On):
		return court.FieldErrorf("尾款期限", "“%s”早于成交日%s。", x.PayBy, x.On)
	}
	for _, old := range s.Rounds {
		if !old.Broken.IsZero() && (old.BuyerID != "" && old.BuyerID == x.BuyerID || old.Buyer == x.Buyer) {
			return court.FieldErrorf("买受人", "“%s”悔拍过，不得再参加竞买（法释〔2016〕18号24条）。", x.Buyer)
		}
	}
	return nil
}

// OffStep tells whether a price is not the start price and a whole number of
// steps, as bids are.
func OffStep(x court.SaleRound, price court.Money) bool {
	return x.Step > 0 && price > x.Start && (price-x.Start)%x.Step != 0
}

// The ways in which the one who takes a thing for the debt is found.
const (
	InKindOnly  = "唯一申请人"
	InKindRank  = "法定顺位在先"
	InKindDrawn = "顺位相同，抽签"
)

// InKindWays lists them.
var InKindWays = []string{InKindOnly, InKindRank, InKindDrawn}

// CheckInKind refuses a taking for the debt that leaves out who goes before, or
// whose price is below that of the auction that failed, and works out the gap.
func CheckInKind(s court.Sale, k *court.InKind) error {
	if k.Agreed {
		if len(s.Rounds) > 0 {
			return court.FieldErrorf("抵债方式", "已经拍卖过，不再是不经拍卖直接抵债。")
		}
		k.Gap = 0
		return priceAbove(*k, 0)
	}
	last, any := s.Round()
	if !any || last.Result != court.RoundFailed {
		return court.Errorf(court.CodeRefused, "没有流拍，不能以物抵债（民诉法解释490条，原492条；拍卖规定16条，原19条）。")
	}
	var chosen court.KindOffer
	equal := 0
	for _, o := range s.Offers {
		if o.Creditor == k.Creditor && o.Accepts {
			chosen = o
		}
	}
	if chosen.Creditor == "" {
		return court.FieldErrorf("承受人", "“%s”没有接受抵债。", k.Creditor)
	}
	others := 0
	for _, o := range s.Offers {
		if !o.Accepts || o.Creditor == k.Creditor || o.Asked.Before(last.On) {
			continue
		}
		others++
		if o.Rank < chosen.Rank {
			return court.FieldErrorf("承受人", "“%s”顺位在先，由其优先承受（拍卖规定16条，原19条）。", o.Creditor)
		}
		if o.Rank == chosen.Rank {
			equal++
		}
	}
	want := InKindOnly
	switch {
	case equal > 0:
		want = InKindDrawn
	case others > 0:
		want = InKindRank
	}
	if k.By != want {
		return court.FieldErrorf("确定方式", "应为“%s”（拍卖规定16条，原19条）。", want)
	}
	k.Gap = max(k.Price-chosen.Claim, 0)
	return priceAbove(*k, last.Start)
}

func priceAbove(k court.InKind, least court.Money) error {
	if k.Price <= 0 || k.Price < least {
		return court.FieldErrorf("抵债价", "“%s元”太低，不低于该次拍卖的保留价%s元（拍卖规定16条，原19条）。", k.Price, least)
	}
	return nil
}
