package office_test

import (
	"slices"
	"strings"
	"testing"

	"zhixing/app/court"
	"zhixing/app/law"
	"zhixing/app/office"
)

// selling is a house under the hammer: sealed on 2018-09-03 in a case filed
// on 2018-06-08.
type selling struct {
	*world
	c court.Case
	h court.Property
	s court.Sale
}

func newSelling(t *testing.T) *selling {
	w := newWorld(t)
	x := &selling{world: w, c: w.register()}
	x.h = w.property(house(x.c, "豫（2018）溪山县不动产权第0001号"))
	w.on(court.D(2018, 9, 3))
	w.control(office.MeasureEntry{CaseID: x.c.ID, Properties: []int64{x.h.ID}, Kind: court.Seal, On: w.o.Today(), Ruling: "（2018）豫1599执1号"})
	w.on(court.D(2018, 9, 10))
	var err error
	x.s, err = w.o.StartSale(w.ctx, w.staff["沈国栋"], office.SaleEntry{CaseID: x.c.ID, PropertyID: x.h.ID, On: w.o.Today()})
	w.must(err)
	return x
}

// did keeps the sale as a step left it.
func (x *selling) did(s court.Sale, err error) {
	x.Helper()
	x.must(err)
	x.s = s
}

func (x *selling) refusedWith(says string) func(court.Sale, error) {
	return func(_ court.Sale, err error) {
		x.Helper()
		x.refused(err, court.CodeOf(err), says)
		if err == nil {
			x.Errorf("%s: not refused", says)
		}
	}
}

func (x *selling) stands(stage court.SaleStage, step string, due court.Date) {
	x.Helper()
	got, err := x.o.Sale(x.ctx, x.s.ID)
	x.must(err)
	if got.Stage != stage || !strings.Contains(got.Step, step) || got.Due != due {
		x.Errorf("stands at %s %q due %s (%s), want %s %q %s", got.Stage, got.Step, got.Due, got.Basis, stage, step, due)
	}
	x.s = got.Sale
}

// appraised brings the house to a price of 800,000 yuan on 2018-10-18.
func (x *selling) appraised() {
	x.Helper()
	me := x.staff["沈国栋"]
	x.stands(court.SalePricing, "当事人议价", court.D(2018, 10, 3))
	x.on(court.D(2018, 9, 12))
	x.refusedWith("应当先当事人议价（法释〔2018〕15号2条）")(x.o.BeginPrice(x.ctx, me, office.SaleRef{ID: x.s.ID}, court.PriceTry{Method: court.PriceOnline, Begun: x.o.Today(), Unit: "三家平台"}))
	x.refusedWith("不是可以不用")(x.o.SkipPrice(x.ctx, me, office.SaleRef{ID: x.s.ID}, court.PriceTry{Method: court.PriceTalk, On: x.o.Today(), Why: "嫌麻烦", Proof: "无"}))
	for _, skip := range []struct {
		m   court.PriceMethod
		why string
	}{{court.PriceTalk, "一方当事人下落不明"}, {court.PriceLetter, "没有计税基准价、政府定价或者政府指导价"}, {court.PriceOnline, "需要由专业人员现场勘验或者鉴定"}} {
		x.did(x.o.SkipPrice(x.ctx, me, office.RefOf(x.s), court.PriceTry{Method: skip.m, On: x.o.Today(), Why: skip.why, Proof: "送达回证、笔录"}))
	}
	order := court.PriceTry{Method: court.PriceAppoint, Begun: x.o.Today(), Unit: "溪山县清源资产评估事务所", Choice: "摇号", ChosenOn: x.o.Today(), Record: "双方到场，纪检监督，摇出3号", Avoid: "双方不申请回避"}
	bare := order
	bare.Record = ""
	x.refusedWith("选定记录")(x.o.BeginPrice(x.ctx, me, office.RefOf(x.s), bare))
	x.did(x.o.BeginPrice(x.ctx, me, office.RefOf(x.s), order))
	x.stands(court.SalePricing, "收取委托评估结果", court.D(2018, 10, 12))
	x.on(court.D(2018, 10, 10))
	report := court.PriceTry{Outcome: court.PriceGot, On: x.o.Today(), Report: "清源评字〔2018〕77号", Price: 800_000_00, Valid: court.D(2019, 10, 11)}
	x.refusedWith("最长一年，到2019-10-10（法释〔2018〕15号27条）")(x.o.EndPrice(x.ctx, me, office.RefOf(x.s), report))
	report.Valid = court.D(2019, 10, 10)
	x.did(x.o.EndPrice(x.ctx, me, office.RefOf(x.s), report))
	x.stands(court.SalePricing, "发送报告", court.D(2018, 10, 13))
	x.on(court.D(2018, 10, 18))
	x.did(x.o.SendReport(x.ctx, me, office.RefOf(x.s), court.D(2018, 10, 11), court.D(2018, 10, 12)))
	x.refusedWith("晚于异议期满的2018-10-17")(x.o.ObjectPrice(x.ctx, me, office.RefOf(x.s), court.PriceObjection{By: "李㛃", On: court.D(2018, 10, 18), About: "结果", Text: "偏低"}))
	x.did(x.o.ObjectPrice(x.ctx, me, office.RefOf(x.s), court.PriceObjection{By: "李㛃", On: court.D(2018, 10, 15), About: "结果", Text: "偏低"}))
	x.refusedWith("还有异议没有处理")(x.o.SettlePrice(x.ctx, me, office.RefOf(x.s), court.D(2018, 10, 18)))
	x.did(x.o.AnswerObjection(x.ctx, me, office.RefOf(x.s), court.D(2018, 10, 17), "机构书面说明，异议人不再申请评审"))
	x.refusedWith("异议期到2018-10-17为止")(x.o.SettlePrice(x.ctx, me, office.RefOf(x.s), court.D(2018, 10, 17)))
	x.did(x.o.SettlePrice(x.ctx, me, office.RefOf(x.s), court.D(2018, 10, 18)))
	x.stands(court.SaleReady, "一拍公告", court.D(2018, 10, 28))
}

// firstRound is a first auction that keeps every rule to the day.
func firstRound() court.SaleRound {
	return court.SaleRound{Kind: court.FirstAuction, Platform: "网络拍卖平台甲", Chosen: "申请执行人选择", Start: 560_000_00, Deposit: 56_000_00, Step: 2_000_00, Preempt: "无",
		Panel: court.D(2018, 10, 18), Told: court.D(2018, 10, 19), Notice: court.D(2018, 10, 22), Opens: court.D(2018, 11, 21), Closes: court.D(2018, 11, 22)}
}

// failed brings the first auction to its failure on 2018-11-22.
func (x *selling) failed() {
	x.Helper()
	me := x.staff["沈国栋"]
	x.on(court.D(2018, 10, 22))
	x.did(x.o.AddRound(x.ctx, me, office.RefOf(x.s), firstRound()))
	x.on(court.D(2018, 11, 22))
	x.did(x.o.EndRound(x.ctx, me, office.RefOf(x.s), court.SaleRound{Result: court.RoundFailed, On: x.o.Today()}))
}

// The whole way of a house: appraisal with its clocks, two auctions, the price
// into the case's money, ruling and delivery; nodes, property and warnings
// follow by themselves.
func TestHouseIsSoldInTwoRounds(t *testing.T) {
	x := newSelling(t)
	me := x.staff["沈国栋"]
	x.appraised()
	closure, err := x.o.Closure(x.ctx, x.c.ID)
	x.must(err)
	list := closure.Lines
	if i := slices.IndexFunc(list, func(l office.ChecklistLine) bool { return l.Item.ID == "sales-over" }); i < 0 || list[i].OK || !strings.Contains(list[i].Missing, "正在处置") {
		t.Errorf("终本 does not ask for the sale: %+v", list[max(i, 0)])
	}
	if n := x.node(x.c, "021"); n.Planned != court.D(2018, 10, 28) {
		t.Errorf("the first notice is planned %s", n.Planned)
	}
	x.failed()
	x.stands(court.SaleUnsold, "启动二拍", court.D(2018, 12, 22))
	if n := x.node(x.c, "023"); n.Planned != court.D(2018, 12, 22) || x.node(x.c, "P09").Actual != court.D(2018, 11, 22) {
		t.Errorf("after the failure: %+v", n)
	}
	second := court.SaleRound{Kind: court.SecondAuction, Platform: "网络拍卖平台甲", Chosen: "同前", Start: 448_000_00, Deposit: 44_800_00, Step: 2_000_00, Preempt: "无",
		Panel: court.D(2018, 11, 22), Told: court.D(2018, 11, 23), Notice: court.D(2018, 11, 26), Opens: court.D(2018, 12, 11), Closes: court.D(2018, 12, 12)}
	x.on(court.D(2018, 11, 26))
	x.did(x.o.AddRound(x.ctx, me, office.RefOf(x.s), second))
	if x.kinds(x.c)[court.WarnSale].Text != "" {
		t.Error("warned of an auction that has not ended")
	}
	x.on(court.D(2018, 12, 12))
	x.did(x.o.EndRound(x.ctx, me, office.RefOf(x.s), court.SaleRound{Result: court.RoundSold, On: x.o.Today(), Price: 460_000_00, Buyer: "周一鸣", BuyerID: "411599199001011236", BuyerAt: "溪山县", PayBy: court.D(2018, 12, 22)}))
	x.stands(court.SalePaying, "收取尾款", court.D(2018, 12, 22))
	x.on(court.D(2018, 12, 14))
	x.refusedWith("迟了1日")(x.o.SettleDeposits(x.ctx, me, office.RefOf(x.s), court.Date{}, x.o.Today()))
	late := office.RefOf(x.s)
	late.Late = "平台系统升级"
	x.did(x.o.SettleDeposits(x.ctx, me, late, court.Date{}, x.o.Today()))
	x.on(court.D(2018, 12, 20))
	if w := x.kinds(x.c)[court.WarnSale]; !strings.Contains(w.Text, "收取尾款") || w.Due != court.D(2018, 12, 22) {
		t.Errorf("warned of %+v", w)
	}
	x.moneyComes()
	x.stands(court.SaleRuling, "裁定", court.D(2018, 12, 30))
	if n := x.node(x.c, "022"); n.Planned != court.D(2018, 12, 30) || x.node(x.c, "P16").Actual != court.D(2018, 12, 20) {
		t.Errorf("the ruling is planned %s", n.Planned)
	}
	x.on(court.D(2018, 12, 25))
	x.did(x.o.RuleSale(x.ctx, me, office.RefOf(x.s), office.SaleRuling{Number: "（2018）豫1599执1号之三", On: court.D(2018, 12, 24), Served: court.D(2018, 12, 25)}))
	x.stands(court.SaleDelivery, "移交", court.D(2019, 1, 9))
	x.on(court.D(2019, 1, 5))
	x.did(x.o.DeliverSale(x.ctx, me, office.RefOf(x.s), office.SaleDelivery{On: x.o.Today()}))
	x.stands(court.SaleDone, "", court.Date{})
	p, err := x.o.PropertyOf(x.ctx, x.h.ID)
	x.must(err)
	if p.Condition != court.PropertySold || p.Value != 800_000_00 {
		t.Errorf("the property: %s %s", p.Condition, p.Value)
	}
	_, err = x.o.EndSale(x.ctx, me, office.RefOf(x.s), office.SaleEnd{On: x.o.Today(), Why: "x"})
	x.refused(err, court.CodeRefused, "已经结束")
	x.whole()
}

// moneyComes takes the bidder's deposit out of its pool and the rest from the
// bank, and reverses nothing.
func (x *selling) moneyComes() {
	x.Helper()
	cash := x.staff["秦静宜"]
	_, err := x.o.RuleSale(x.ctx, x.staff["沈国栋"], office.RefOf(x.s), office.SaleRuling{On: x.o.Today()})
	x.refused(err, court.CodeRefused, "还差460,000.00元")
	pool, err := x.o.RecordUnidentified(x.ctx, cash, court.Receipt{Fund: court.FundBidder, Date: court.D(2018, 12, 13), Payer: "周一鸣", Way: "转账", Amount: 44_800_00, BankRef: "BZ1"})
	x.must(err)
	x.did(x.o.RecordSaleMoney(x.ctx, cash, office.RefOf(x.s), office.SalePayment{Pool: pool.ID}))
	x.stands(court.SalePaying, "收取尾款", court.D(2018, 12, 22))
	rest := court.Receipt{Date: x.o.Today(), Payer: "周一鸣", Amount: 415_200_01, BankRef: "WK1"}
	x.refusedWith("多于还应付的415,200.00元")(x.o.RecordSaleMoney(x.ctx, cash, office.RefOf(x.s), office.SalePayment{Receipt: rest}))
	rest.Amount = 415_200_00
	x.did(x.o.RecordSaleMoney(x.ctx, cash, office.RefOf(x.s), office.SalePayment{Receipt: rest}))
	m, err := x.o.CaseMoney(x.ctx, x.c.ID)
	x.must(err)
	_, err = x.o.ReverseReceipt(x.ctx, cash, m.Receipts[1].ID, "重复登记")
	x.must(err)
	x.stands(court.SalePaying, "收取尾款", court.D(2018, 12, 22))
	rest.BankRef = "WK2"
	x.did(x.o.RecordSaleMoney(x.ctx, cash, office.RefOf(x.s), office.SalePayment{Receipt: rest}))
	m, err = x.o.CaseMoney(x.ctx, x.c.ID)
	x.must(err)
	if m.Balance.Received != 460_000_00 || len(m.Receipts) != 4 {
		x.Errorf("the case has %+v", m.Balance)
	}
}

// Every limit of a first auction is told with its article, on both sides.
func TestRoundOutsideTheLawIsRefused(t *testing.T) {
	x := newSelling(t)
	x.appraised()
	x.on(court.D(2018, 10, 22))
	for says, change := range map[string]func(*court.SaleRound){
		"最低560,000.00元（法释〔2016〕18号10条": func(r *court.SaleRound) { r.Start = 559_999_99 },
		"最低28,000.00元（法释〔2016〕18号17条":  func(r *court.SaleRound) { r.Deposit = 27_999_99 },
		"最高112,000.00元（法释〔2016〕18号17条": func(r *court.SaleRound) { r.Deposit = 112_000_01 },
		"最早2018-11-21（法释〔2016〕18号12条）": func(r *court.SaleRound) { r.Opens = court.D(2018, 11, 20) },
		"竞价不少于24小时，最早2018-11-22":       func(r *court.SaleRound) { r.Closes = court.D(2018, 11, 21) },
		"应在2018-10-19以前通知":             func(r *court.SaleRound) { r.Told = court.D(2018, 10, 20) },
		"合议庭评议确定（法释〔2016〕18号27条）":      func(r *court.SaleRound) { r.Panel = court.D(2018, 10, 23) },
		"现在应当一拍":                       func(r *court.SaleRound) { r.Kind = court.SecondAuction },
		"还没有批准（法释〔2016〕18号2条）":         func(r *court.SaleRound) { r.Offline = true },
		"超过参考价有效期六个月，最晚2020-04-10":     func(r *court.SaleRound) { r.Opens, r.Closes = court.D(2020, 4, 11), court.D(2020, 4, 12) },
		"“回避”": func(r *court.SaleRound) { r.Assistant = "溪山拍辅公司" },
	} {
		r := firstRound()
		change(&r)
		x.refusedWith(says)(x.o.AddRound(x.ctx, x.staff["沈国栋"], office.RefOf(x.s), r))
	}
	stale := office.RefOf(x.s)
	x.did(x.o.AddRound(x.ctx, x.staff["沈国栋"], stale, firstRound()))
	_, err := x.o.EndRound(x.ctx, x.staff["沈国栋"], stale, court.SaleRound{Result: court.RoundWithdrawn, On: x.o.Today(), Why: "误发"})
	x.refused(err, court.CodeConflict, "被别人改过")
	x.on(court.D(2018, 11, 21))
	x.refusedWith("还不能认定流拍")(x.o.EndRound(x.ctx, x.staff["沈国栋"], office.RefOf(x.s), court.SaleRound{Result: court.RoundFailed, On: x.o.Today()}))
	x.refusedWith("低于起拍价560,000.00元")(x.o.EndRound(x.ctx, x.staff["沈国栋"], office.RefOf(x.s),
		court.SaleRound{Result: court.RoundSold, On: x.o.Today(), Buyer: "周一鸣", Price: 559_999_99, PayBy: x.o.Today()}))
}

// Selling without the internet needs a reason of the law and somebody else's
// approval.
func TestOfflineNeedsAnother(t *testing.T) {
	x := newSelling(t)
	x.appraised()
	all := x.staff["万能"]
	x.refusedWith("只限这几种")(x.o.AskOffline(x.ctx, all, office.RefOf(x.s), "更快", "x"))
	x.did(x.o.AskOffline(x.ctx, all, office.RefOf(x.s), "不宜采用网络拍卖方式处置", "涉及商业秘密"))
	_, err := x.o.DecideOffline(x.ctx, all, office.RefOf(x.s), true, "同意")
	x.refused(err, court.CodeDenied, "自己申请的不能自己批准")
	x.did(x.o.DecideOffline(x.ctx, x.staff["贺长风"], office.RefOf(x.s), true, "同意"))
	r := firstRound()
	r.Offline, r.Platform = true, "溪山拍卖行"
	x.on(court.D(2018, 10, 22))
	x.refusedWith("最低640,000.00元（拍卖规定8条（2004年）")(x.o.AddRound(x.ctx, x.staff["沈国栋"], office.RefOf(x.s), r))
	r.Start, r.Opens, r.Closes = 640_000_00, court.D(2018, 11, 6), court.D(2018, 11, 6)
	x.did(x.o.AddRound(x.ctx, x.staff["沈国栋"], office.RefOf(x.s), r))
}

// A buyer who does not pay loses the deposit and may not bid again; two failures
// lead to the applicants, then to 变卖 at the price of the second auction.
func TestBrokenDealAndDebtInKind(t *testing.T) {
	x := newSelling(t)
	me := x.staff["沈国栋"]
	x.appraised()
	x.on(court.D(2018, 10, 22))
	x.did(x.o.AddRound(x.ctx, me, office.RefOf(x.s), firstRound()))
	x.on(court.D(2018, 12, 3))
	sold := court.SaleRound{Result: court.RoundSold, On: court.D(2018, 11, 22), Price: 600_000_00, Buyer: "周一鸣", PayBy: court.D(2018, 12, 2)}
	x.did(x.o.EndRound(x.ctx, me, office.RefOf(x.s), sold))
	x.refusedWith("付款期限到2018-12-02为止")(x.o.BreakRound(x.ctx, me, office.RefOf(x.s), office.BrokenDeal{On: court.D(2018, 12, 2), Forfeit: 56_000_00, Why: "未付"}))
	x.did(x.o.BreakRound(x.ctx, me, office.RefOf(x.s), office.BrokenDeal{On: court.D(2018, 12, 3), Forfeit: 56_000_00, Loss: 2_000_00, Why: "未付"}))
	again := firstRound()
	again.Panel, again.Told, again.Notice, again.Opens, again.Closes = court.D(2018, 12, 3), court.D(2018, 12, 4), court.D(2018, 12, 7), court.D(2019, 1, 6), court.D(2019, 1, 7)
	x.on(court.D(2018, 12, 7))
	x.did(x.o.AddRound(x.ctx, me, office.RefOf(x.s), again))
	x.on(court.D(2019, 1, 7))
	sold.On, sold.PayBy = x.o.Today(), court.D(2019, 1, 17)
	x.refusedWith("悔拍过，不得再参加竞买")(x.o.EndRound(x.ctx, me, office.RefOf(x.s), sold))
	x.did(x.o.EndRound(x.ctx, me, office.RefOf(x.s), court.SaleRound{Result: court.RoundFailed, On: x.o.Today()}))
	second := again
	second.Kind, second.Start, second.Deposit = court.SecondAuction, 447_999_99, 44_800_00
	second.Panel, second.Told, second.Notice, second.Opens, second.Closes = court.D(2019, 1, 8), court.D(2019, 1, 9), court.D(2019, 1, 14), court.D(2019, 1, 29), court.D(2019, 1, 30)
	x.on(court.D(2019, 1, 30))
	x.refusedWith("最低448,000.00元（法释〔2016〕18号26条")(x.o.AddRound(x.ctx, me, office.RefOf(x.s), second))
	second.Start = 448_000_00
	elsewhere := second
	elsewhere.Platform = "平台乙"
	x.refusedWith("同一平台")(x.o.AddRound(x.ctx, me, office.RefOf(x.s), elsewhere))
	x.did(x.o.AddRound(x.ctx, me, office.RefOf(x.s), second))
	x.did(x.o.EndRound(x.ctx, me, office.RefOf(x.s), court.SaleRound{Result: court.RoundFailed, On: x.o.Today()}))
	x.stands(court.SaleUnsold, "询问以物抵债", court.D(2019, 2, 9))
	x.inKind()
}

func (x *selling) inKind() {
	x.Helper()
	me := x.staff["沈国栋"]
	x.on(court.D(2019, 2, 11))
	plain := court.SaleRound{Kind: court.PlainSale, Platform: "网络拍卖平台甲", Chosen: "同前", Start: 448_000_00, Deposit: 448_000_00, Step: 1_000_00, Preempt: "无",
		Panel: court.D(2019, 2, 1), Told: court.D(2019, 2, 8), Notice: court.D(2019, 2, 11), Opens: court.D(2019, 2, 26), Closes: court.D(2019, 4, 27)}
	x.refusedWith("还没有登记申请执行人不接受以物抵债")(x.o.AddRound(x.ctx, me, office.RefOf(x.s), plain))
	offer := court.KindOffer{Creditor: "张𬭎", Asked: court.D(2019, 2, 1), On: court.D(2019, 2, 8)}
	x.did(x.o.AskInKind(x.ctx, me, office.RefOf(x.s), offer))
	x.stands(court.SaleUnsold, "变卖公告", court.D(2019, 2, 14))
	short := plain
	short.Closes = court.D(2019, 4, 26)
	x.refusedWith("变卖期为60天"[:9])(x.o.AddRound(x.ctx, me, office.RefOf(x.s), short))
	x.did(x.o.AddRound(x.ctx, me, office.RefOf(x.s), plain))
	x.on(court.D(2019, 4, 27))
	x.did(x.o.EndRound(x.ctx, me, office.RefOf(x.s), court.SaleRound{Result: court.RoundFailed, On: x.o.Today()}))
	offer = court.KindOffer{Creditor: "张𬭎", Asked: x.o.Today(), On: x.o.Today(), Accepts: true, Rank: 1, Claim: 400_000_00}
	x.did(x.o.AskInKind(x.ctx, me, office.RefOf(x.s), offer))
	offer.Creditor, offer.Rank = "溪山县某银行", 1
	x.did(x.o.AskInKind(x.ctx, me, office.RefOf(x.s), offer))
	take := court.InKind{Creditor: "张𬭎", By: "唯一申请人", On: x.o.Today(), Price: 448_000_00}
	x.refusedWith("应为“顺位相同，抽签”")(x.o.TakeInKind(x.ctx, me, office.RefOf(x.s), take))
	take.By, take.Price = "顺位相同，抽签", 447_999_99
	x.refusedWith("不低于该次拍卖的保留价448,000.00元")(x.o.TakeInKind(x.ctx, me, office.RefOf(x.s), take))
	take.Price = 448_000_00
	x.did(x.o.TakeInKind(x.ctx, me, office.RefOf(x.s), take))
	x.stands(court.SalePaying, "差价", court.Date{})
	x.did(x.o.RecordSaleMoney(x.ctx, x.staff["秦静宜"], office.RefOf(x.s), office.SalePayment{Receipt: court.Receipt{Date: x.o.Today(), Payer: "张𬭎", Way: "转账", Amount: 48_000_00}}))
	x.did(x.o.RuleSale(x.ctx, me, office.RefOf(x.s), office.SaleRuling{On: x.o.Today(), Served: x.o.Today()}))
	m, err := x.o.CaseMoney(x.ctx, x.c.ID)
	x.must(err)
	if m.Balance.Realised() != 448_000_00 || m.Balance.Held() != 48_000_00 {
		x.Errorf("what the thing was taken for does not come off the debt: %+v", m.Balance)
	}
}

// What the case does not hold, and the home that is needed, is not sold.
func TestNotEverythingIsSold(t *testing.T) {
	w := newWorld(t)
	c, other := w.register(), w.register()
	me := w.staff["沈国栋"]
	h := house(c, "豫（2018）溪山县不动产权第0002号")
	h.Facts["居住情况"] = "被执行人唯一住房"
	h = w.property(h)
	rent := law.HomeGrounds()[3]
	start := func(caseID int64, ground, proof string) error {
		_, err := w.o.StartSale(w.ctx, me, office.SaleEntry{CaseID: caseID, PropertyID: h.ID, On: w.o.Today(), HomeWhy: ground, Home: proof})
		return err
	}
	w.refused(start(c.ID, "", ""), court.CodeInvalid, "不得拍卖、变卖、抵债（查封规定4条，原6条）")
	w.refused(start(c.ID, "房子很大", "笔录"), court.CodeInvalid, "不得拍卖、变卖、抵债（查封规定4条，原6条）")
	w.refused(start(c.ID, rent, ""), court.CodeInvalid, "异议复议规定20条1款3项")
	w.refused(start(c.ID, rent, "同意书"), court.CodeRefused, "没有在本案查封")
	w.control(office.MeasureEntry{CaseID: c.ID, Properties: []int64{h.ID}, Kind: court.Seal, On: w.o.Today()})
	w.refused(start(other.ID, rent, "同意书"), court.CodeRefused, "本案是轮候，不能处置")
	w.must(start(c.ID, rent, "申请执行人同意从价款扣八年租金，卷三页"))
	w.refused(start(c.ID, rent, "同意书"), court.CodeConflict, "已经在")
	p, err := w.o.PropertyOf(w.ctx, h.ID)
	w.must(err)
	if p.Condition != court.PropertySelling {
		t.Errorf("the house is %s", p.Condition)
	}
	_, err = w.o.StartSale(w.ctx, w.staff["秦静宜"], office.SaleEntry{CaseID: c.ID, PropertyID: h.ID, On: w.o.Today()})
	w.refused(err, court.CodeDenied, "不能登记财产处置")
}

// The day of a deal is the last of the auction unless a reason is given, and the
// number of who bought is checked.
func TestDealIsOfTheDayTheAuctionClosed(t *testing.T) {
	x := newSelling(t)
	me := x.staff["沈国栋"]
	x.appraised()
	x.on(court.D(2018, 10, 22))
	x.did(x.o.AddRound(x.ctx, me, office.RefOf(x.s), firstRound()))
	x.on(court.D(2018, 11, 30))
	sold := court.SaleRound{Result: court.RoundSold, On: x.o.Today(), Price: 600_000_00, Buyer: "周一鸣", BuyerID: "411599199001011235", PayBy: court.D(2018, 12, 2)}
	x.refusedWith("晚于竞价结束日2018-11-22")(x.o.EndRound(x.ctx, me, office.RefOf(x.s), sold))
	sold.On = court.D(2018, 11, 22)
	x.refusedWith("校验位不符")(x.o.EndRound(x.ctx, me, office.RefOf(x.s), sold))
	sold.BuyerID = "41159919900101123" + string(court.PersonCheckDigit("41159919900101123"))
	sold.PayBy = court.Date{}
	x.refusedWith("尾款期限")(x.o.EndRound(x.ctx, me, office.RefOf(x.s), sold))
	sold.PayBy = court.D(2018, 12, 2)
	x.did(x.o.EndRound(x.ctx, me, office.RefOf(x.s), sold))
}

// A price is to be found within thirty days; of what was taken in preservation
// they run from the filing of the case, not from before it.
func TestPriceOfWhatWasPreservedIsDueFromTheFiling(t *testing.T) {
	w := newWorld(t)
	c := w.register()
	h := w.property(house(c, "豫（2018）溪山县不动产权第0002号"))
	w.control(office.MeasureEntry{CaseID: c.ID, Properties: []int64{h.ID}, Kind: court.Seal, On: c.Filed.AddDays(-60), Protection: true, From: "诉讼保全"})
	s, err := w.o.StartSale(w.ctx, w.staff["沈国栋"], office.SaleEntry{CaseID: c.ID, PropertyID: h.ID, On: w.o.Today()})
	w.must(err)
	got, err := w.o.Sale(w.ctx, s.ID)
	w.must(err)
	if got.Due != c.Filed.AddDays(30) {
		t.Errorf("due %s, the case was filed on %s", got.Due, c.Filed)
	}
}
