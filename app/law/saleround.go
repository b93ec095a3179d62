package law

import (
	"fmt"

	"zhixing/app/court"
)

// RoundLimits is what the law allows a round to be; each with its article.
type RoundLimits struct {
	Low, High     court.Money // of the start price; High 0 for none
	StartBasis    string
	DepositLow    court.Money
	DepositHigh   court.Money // 0 for none
	DepositBasis  string
	NoticeDays    int
	Opens         court.Date // first day it may open after the notice
	NoticeBasis   string
	Told          court.Date // last day for telling the parties
	ToldBasis     string
	PostedEnds    court.Date // who was told on the platform counts as told
	Closes        court.Date // first day it may close after it opens
	ClosesBasis   string
	Exactly       bool // it closes on that very day
	LastOpen      court.Date
	LastOpenBasis string
}

// percentUp gives a share of an amount, rounded up to the 分: a least price.
func percentUp(m court.Money, percent int) court.Money {
	return (m*court.Money(percent) + 99) / 100
}

// ruleFor gives the online rule of a day, or that for auctions offline: before
// 2017 those held online followed it too.
func (r *Rules) ruleFor(online, offline string, round court.SaleRound) (Parameter, error) {
	on := round.Notice
	if !round.Offline && online != "" {
		if p, err := r.Param(online, on); err == nil {
			return p, nil
		}
	}
	return r.Param(offline, on)
}

// RoundLimits works out what the next round of a sale may be, for as much of it
// as is filled in. Prices are those of the notice's day. It is CodeNotFound for
// a notice before 2005.
func (r *Rules) RoundLimits(s court.Sale, round court.SaleRound) (l RoundLimits, err error) {
	if err := r.startLimits(&l, s, round); err != nil {
		return l, err
	}
	if err := r.depositLimits(&l, s, round); err != nil {
		return l, err
	}
	return l, r.dayLimits(&l, s, round)
}

func (r *Rules) startLimits(l *RoundLimits, s court.Sale, round court.SaleRound) error {
	before := priorRound(s, round)
	price, _ := s.Price()
	if s.Direct.Ground != "" {
		r.directLimits(l, s, round)
		return nil
	}
	switch round.Kind {
	case court.PlainSale:
		p := r.planning("sale-days", round.Notice)
		l.Low, l.High, l.StartBasis = before.Start, before.Start, p.Basis+"：变卖价为末次拍卖的流拍价"
		return nil
	case court.FirstAuction:
		p, err := r.ruleFor("auction-floor", "auction-floor-offline", round)
		if err != nil {
			return err
		}
		l.Low = percentUp(price.Price, p.Value)
		l.StartBasis = fmt.Sprintf("%s：不低于参考价的%d%%", p.Basis, p.Value)
		r.raiseUseless(l, s, round)
		return nil
	}
	p, err := r.ruleFor("auction-cut", "auction-cut-offline", round)
	l.Low = percentUp(before.Start, 100-p.Value)
	l.StartBasis = fmt.Sprintf("%s：比前次降低不超过%d%%", p.Basis, p.Value)
	r.raiseUseless(l, s, round)
	return err
}

// raiseUseless raises the least price above what comes before the claim of an
// applicant who asked to go on.
func (r *Rules) raiseUseless(l *RoundLimits, s court.Sale, round court.SaleRound) {
	first := round.Prior + round.Costs
	if first == 0 && s.Told() {
		first = s.Useless.Prior + s.Useless.Costs
	}
	if s.Told() && !s.Useless.Asked.IsZero() && l.Low <= first {
		l.Low, l.StartBasis = first+1, r.planning("useless-sale", round.Notice).Basis+"：大于优先债权和执行费用"
	}
}

// priorRound gives the failed round that a new one follows.
func priorRound(s court.Sale, round court.SaleRound) court.SaleRound {
	for i := len(s.Rounds) - 1; i >= 0; i-- {
		if x := s.Rounds[i]; x.Result == court.RoundFailed && x.Kind != round.Kind {
			return x
		}
	}
	return court.SaleRound{}
}

func (r *Rules) depositLimits(l *RoundLimits, s court.Sale, round court.SaleRound) error {
	if s.Direct.Ground != "" {
		l.DepositBasis = "不经拍卖变卖的由法院决定"
		return nil
	}
	if round.Kind == court.PlainSale {
		l.DepositLow, l.DepositHigh = round.Start, round.Start
		l.DepositBasis = r.planning("sale-days", round.Notice).Basis + "：预交全款"
		return nil
	}
	low, err := r.ruleFor("auction-deposit-low", "offline-deposit-low", round)
	if err != nil {
		return err
	}
	of := round.Start
	if low.ID == "offline-deposit-low" {
		price, _ := s.Price()
		of = price.Price
	}
	l.DepositLow = percentUp(of, low.Value)
	l.DepositBasis = fmt.Sprintf("%s：不低于%d%%", low.Basis, low.Value)
	if low.ID == "auction-deposit-low" {
		high := r.planning("auction-deposit-high", round.Notice)
		l.DepositHigh = of * court.Money(high.Value) / 100
		l.DepositBasis = fmt.Sprintf("%s：起拍价的%d%%至%d%%", low.Basis, low.Value, high.Value)
	}
	return nil
}

func (r *Rules) dayLimits(l *RoundLimits, s court.Sale, round court.SaleRound) error {
	r.priceLimits(l, s, round)
	if s.Direct.Ground != "" {
		l.Opens, l.NoticeBasis = round.Notice, "不经拍卖变卖的没有公告期"
		return nil
	}
	class := "other"
	if Movable(s.What) {
		class = "movable"
	}
	id := "auction-notice-" + class
	switch round.Kind {
	case court.SecondAuction, court.ThirdAuction:
		id = "auction-again-" + class
	case court.PlainSale:
		id = "sale-notice-" + class
	}
	p, err := r.ruleFor(id, "offline-notice-"+class, round)
	if err != nil {
		return err
	}
	l.NoticeDays, l.Opens, l.NoticeBasis = p.Value, r.After(p, round.Notice), p.Basis
	if told, err := r.ruleFor("auction-told", "offline-told", round); err == nil {
		from := round.Notice
		if told.ID == "offline-told" {
			from = round.Opens
		}
		l.Told, l.ToldBasis = from.AddDays(-told.Value), told.Basis
	}
	if p, err := r.Param("auction-hours", round.Notice); err == nil && !round.Offline {
		l.Closes, l.ClosesBasis = round.Opens.AddDays(p.Value/24), p.Basis
	}
	if round.Kind == court.PlainSale {
		p := r.planning("sale-days", round.Notice)
		l.Closes, l.ClosesBasis, l.Exactly = r.After(p, round.Opens), p.Basis, true
	}
	if p, err := r.Param("auction-posted", round.Notice); err == nil && !round.Offline && !round.Posted.IsZero() {
		l.PostedEnds, l.ToldBasis = r.After(p, round.Posted), p.Basis
	}
	return nil
}

// priceLimits gives how long the price serves.
func (r *Rules) priceLimits(l *RoundLimits, s court.Sale, round court.SaleRound) {
	if price, ok := s.Price(); ok && !price.Valid.IsZero() && (s.Direct.Ground == "" || s.Direct.By == court.ByAppraisal) {
		p := r.planning("price-after", round.Notice)
		l.LastOpen, l.LastOpenBasis = r.After(p, price.Valid), p.Basis
	}
}

// CheckRound refuses a round that is not the next one, or lies outside what the
// law allows, and names field and article.
func (r *Rules) CheckRound(s court.Sale, round court.SaleRound) error {
	if err := checkOrder(s, round); err != nil {
		return err
	}
	price, ok := s.Price()
	own := round.Direct && s.Direct.By != court.ByAppraisal // it has a price of its own
	switch {
	case !ok && !own:
		return court.Errorf(court.CodeRefused, "还没有确定参考价，不能发布公告（法释〔2016〕18号10条、法释〔2018〕15号30条）。").WithHint("请先确定参考价。")
	case !round.Notice.Valid():
		return court.FieldErrorf("公告日", "不能为空。")
	case round.Direct && round.Notice.Before(s.Direct.On):
		return court.FieldErrorf("公告日", "“%s”早于决定直接变卖的%s。", round.Notice, s.Direct.On)
	case !own && round.Notice.Before(price.Settled):
		return court.FieldErrorf("公告日", "“%s”早于确定参考价的%s。", round.Notice, price.Settled)
	case !own && (round.Kind == court.FirstAuction || round.Direct && len(s.Rounds) == 0) && !price.Valid.IsZero() && round.Notice.After(price.Valid):
		return court.FieldErrorf("公告日", "“%s”晚于参考价的有效期%s，应当重新确定参考价（法释〔2018〕15号27条）。", round.Notice, price.Valid)
	}
	l, err := r.RoundLimits(s, round)
	if err != nil {
		return err
	}
	if err := checkStart(l, round); err != nil {
		return err
	}
	if err := r.checkUseless(s, round); err != nil {
		return err
	}
	return checkDays(l, round)
}

func checkStart(l RoundLimits, round court.SaleRound) error {
	label := StartLabel(round.Kind)
	switch {
	case round.Start < l.Low:
		return court.FieldErrorf(label, "“%s元”太低，最低%s元（%s）。", round.Start, l.Low, l.StartBasis)
	case l.High > 0 && round.Start > l.High:
		return court.FieldErrorf(label, "“%s元”不对，应为%s元（%s）。", round.Start, l.High, l.StartBasis)
	case round.Deposit < l.DepositLow:
		return court.FieldErrorf("保证金", "“%s元”太低，最低%s元（%s）。", round.Deposit, l.DepositLow, l.DepositBasis)
	case l.DepositHigh > 0 && round.Deposit > l.DepositHigh:
		return court.FieldErrorf("保证金", "“%s元”太高，最高%s元（%s）。", round.Deposit, l.DepositHigh, l.DepositBasis)
	case round.Step <= 0 && !round.Direct:
		return court.FieldErrorf("加价幅度", "必须大于零。")
	}
	return nil
}

// StartLabel names the price a round begins with.
func StartLabel(kind court.RoundKind) string {
	if kind == court.PlainSale {
		return "变卖价"
	}
	return "起拍价"
}

func checkDays(l RoundLimits, round court.SaleRound) error {
	switch {
	case !round.Opens.Valid() || round.Opens.Before(l.Opens):
		return court.FieldErrorf("开始日", "“%s”太早：公告应当提前%d日，最早%s（%s）。", round.Opens, l.NoticeDays, l.Opens, l.NoticeBasis)
	case !l.LastOpen.IsZero() && round.Opens.After(l.LastOpen):
		return court.FieldErrorf("开始日", "“%s”超过参考价有效期六个月，最晚%s，应当重新确定参考价（%s）。", round.Opens, l.LastOpen, l.LastOpenBasis)
	case !round.Closes.Valid() || round.Closes.Before(round.Opens):
		return court.FieldErrorf("结束日", "“%s”早于开始日%s。", round.Closes, round.Opens)
	case l.Exactly && round.Closes != l.Closes:
		return court.FieldErrorf("结束日", "“%s”不对：变卖期为%d日，到%s（%s）。", round.Closes, round.Opens.DaysUntil(l.Closes), l.Closes, l.ClosesBasis)
	case !l.Closes.IsZero() && round.Closes.Before(l.Closes):
		return court.FieldErrorf("结束日", "“%s”太早：竞价不少于24小时，最早%s（%s）。", round.Closes, l.Closes, l.ClosesBasis)
	case round.Direct && round.Panel.IsZero():
		return nil
	case !round.Panel.Valid() || round.Panel.After(round.Notice):
		return court.FieldErrorf("合议日", "“%s”应在公告日%s之前：起拍价、保证金等由合议庭评议确定（法释〔2016〕18号27条）。", round.Panel, round.Notice)
	}
	return checkTold(l, round)
}

// checkTold refuses a round of which the parties and those with a right of
// pre-emption were not told in time; who cannot be told is told on the platform.
func checkTold(l RoundLimits, round court.SaleRound) error {
	switch {
	case l.Told.IsZero():
		return nil
	case l.PostedEnds.IsZero() && !round.Posted.IsZero():
		return court.FieldErrorf("公示日", "只有网络拍卖可以用公示代替通知（法释〔2016〕18号16条）。")
	case round.Posted.IsZero() && round.Told.IsZero():
		return court.FieldErrorf("通知日", "没有填：应在%s以前通知当事人和优先购买权人（%s）。", l.Told, l.ToldBasis)
	case round.Told.After(l.Told):
		return court.FieldErrorf("通知日", "“%s”太晚：应在%s以前通知当事人和优先购买权人（%s）。", round.Told, l.Told, l.ToldBasis)
	case !round.Posted.IsZero() && l.PostedEnds.After(round.Opens):
		return court.FieldErrorf("公示日", "“%s”太晚：公示满五日（%s）视为已经通知，应在开始日%s以前（%s）。", round.Posted, l.PostedEnds, round.Opens, l.ToldBasis)
	}
	return nil
}

// NextRounds gives the rounds that can follow, the usual one first; none while
// one runs or when the thing is sold.
func NextRounds(s court.Sale) []court.RoundKind {
	last, any := s.Round()
	switch {
	case s.Direct.Ground != "" && (!any || last.Result == court.RoundWithdrawn || last.Result == court.RoundFailed):
		return []court.RoundKind{court.PlainSale}
	case any && last.Result == court.RoundFailed && last.Offline && last.Kind == court.SecondAuction && Movable(s.What):
		return nil
	case !any || last.Result == court.RoundWithdrawn && last.Kind == court.FirstAuction:
		return []court.RoundKind{court.FirstAuction}
	case last.Result == court.RoundSold && !last.Broken.IsZero(), last.Result == court.RoundWithdrawn:
		return []court.RoundKind{last.Kind}
	case last.Result != court.RoundFailed || last.Kind == court.PlainSale:
		return nil
	case last.Kind == LastAuction(s.What, last.Offline):
		return []court.RoundKind{court.PlainSale}
	case last.Kind == court.FirstAuction:
		return []court.RoundKind{court.SecondAuction}
	}
	return []court.RoundKind{court.ThirdAuction}
}

func checkOrder(s court.Sale, round court.SaleRound) error {
	last, _ := s.Round()
	next := NextRounds(s)
	switch {
	case s.InKind.Creditor != "":
		return court.Errorf(court.CodeRefused, "已经以物抵债给%s，不能再拍卖、变卖。", s.InKind.Creditor)
	case last.Paused() || last.Result != court.RoundFailed && len(next) == 0 && len(s.Rounds) > 0:
		return court.Errorf(court.CodeConflict, "%s还没有结束，不能再登记一轮。", last.Kind).WithHint("请先登记它的结果；中止、暂缓的，原因消除后恢复。")
	case len(next) == 0:
		return noRoundLeft(last)
	case round.Kind != next[0]:
		return court.FieldErrorf("轮次", "“%s”不对，现在应当%s。", round.Kind, next[0])
	case len(s.Rounds) > 0 && round.Offline != last.Offline:
		return court.FieldErrorf("处置方式", "应与前一轮相同。")
	case s.Told() && s.Useless.Asked.IsZero():
		return court.Errorf(court.CodeRefused, "已经告知拍卖无益，申请执行人没有申请继续拍卖（拍卖规定6条，原9条）。").WithHint("申请继续的，登记申请日；不申请的，终止处置。")
	case round.Direct:
		return nil
	}
	return checkPlace(s, round, last)
}

// checkPlace refuses a round elsewhere than the law and the round before it have
// it, and a 变卖 before the applicants declined.
func checkPlace(s court.Sale, round, last court.SaleRound) error {
	switch {
	case round.Offline && !s.Plea.Approved:
		return court.Errorf(court.CodeRefused, "不通过网络处置，还没有批准（法释〔2016〕18号2条）。").WithHint("请先写明理由申请，由执行局长或院领导批准。")
	case !round.Offline && last.Result == court.RoundFailed && round.Platform != last.Platform:
		return court.FieldErrorf("平台", "“%s”与前一轮的%s不同：应在同一平台再次拍卖、变卖（法释〔2016〕18号26条）。", round.Platform, last.Platform)
	case round.Kind == court.PlainSale && !refusedInKind(s, last.On):
		return court.Errorf(court.CodeRefused, "还没有登记申请执行人不接受以物抵债，不能变卖（法释〔2016〕18号26条、法明传〔2017〕455号）。").WithHint("请先询问以物抵债，登记答复。")
	}
	return nil
}

// noRoundLeft says why no round follows the last.
func noRoundLeft(last court.SaleRound) error {
	if last.Kind == court.SecondAuction {
		return court.Errorf(court.CodeRefused, "动产线下第二次拍卖流拍，依法不再拍卖、变卖（拍卖规定24条，原27条）。").WithHint("询问以物抵债；不接受的，解除查封、扣押，退还被执行人。")
	}
	return court.Errorf(court.CodeRefused, "变卖没有成交，依法不再拍卖、变卖。").WithHint("再询问以物抵债；不接受的，解除查封或者采取其他执行方法。")
}

// refusedInKind tells whether all who were asked since a day declined.
func refusedInKind(s court.Sale, since court.Date) bool {
	asked := 0
	for _, o := range s.Offers {
		switch {
		case o.Asked.Before(since):
		case o.On.IsZero() || o.Accepts:
			return false
		default:
			asked++
		}
	}
	return asked > 0
}
