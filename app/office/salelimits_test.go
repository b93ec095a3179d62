package office_test

import (
	"strings"
	"testing"

	"zhixing/app/court"
	"zhixing/app/law"
	"zhixing/app/office"
)

// with is the sale as it was read, with why the step is late.
func (x *selling) with(late string) office.SaleRef {
	ref := office.RefOf(x.s)
	ref.Late = late
	return ref
}

// A step after its day is kept with a reason and stays visible as late.
func TestStepAfterItsDayNeedsAReason(t *testing.T) {
	x := newSelling(t)
	me := x.staff["沈国栋"]
	x.appraised() // 10-18; the notice is due 10-28
	r := firstRound()
	r.Panel, r.Told, r.Notice, r.Opens, r.Closes = court.D(2018, 10, 24), court.D(2018, 10, 25), court.D(2018, 10, 28), court.D(2018, 11, 27), court.D(2018, 11, 28)
	x.on(court.D(2018, 10, 29))
	late := r
	late.Notice, late.Opens, late.Closes = court.D(2018, 10, 29), court.D(2018, 11, 28), court.D(2018, 11, 29)
	x.refusedWith("应在2018-10-28以前（法释〔2018〕15号30条），迟了1日")(x.o.AddRound(x.ctx, me, office.RefOf(x.s), late))
	x.did(x.o.AddRound(x.ctx, me, x.with("系统故障"), late))
	if len(x.s.Late) != 1 || x.s.Late[0].Why != "系统故障" || x.s.Late[0].Due != court.D(2018, 10, 28) {
		t.Errorf("kept %+v", x.s.Late)
	}
	x.on(court.D(2018, 11, 29))
	x.did(x.o.EndRound(x.ctx, me, office.RefOf(x.s), court.SaleRound{Result: court.RoundDeferred, On: court.D(2018, 11, 29), Why: "案外人异议"}))
	x.on(court.D(2018, 12, 20))
	x.refusedWith("应在2018-12-15以前（法释〔2016〕18号28条）")(x.o.ResumeRound(x.ctx, me, office.RefOf(x.s), court.D(2018, 12, 10), court.D(2018, 12, 16), court.D(2018, 12, 17)))
	x.did(x.o.ResumeRound(x.ctx, me, office.RefOf(x.s), court.D(2018, 12, 10), court.D(2018, 12, 15), court.D(2018, 12, 16)))
}

// A price that leaves the applicant nothing is told first; who asks to go on
// gets a price above what comes before, who does not ends the sale.
func TestUselessAuctionIsToldFirst(t *testing.T) {
	x := newSelling(t)
	me := x.staff["沈国栋"]
	x.appraised()
	x.on(court.D(2018, 10, 28))
	r := firstRound()
	r.Prior, r.Costs = 550_000_00, 10_000_00
	x.refusedWith("应当先通知申请执行人（拍卖规定9条（2004年））")(x.o.AddRound(x.ctx, me, office.RefOf(x.s), r))
	told := court.UselessNotice{Prior: r.Prior, Costs: r.Costs, Told: court.D(2018, 10, 20)}
	x.did(x.o.TellUseless(x.ctx, me, office.RefOf(x.s), told))
	x.stands(court.SaleReady, "申请执行人申请继续拍卖", court.D(2018, 10, 25))
	x.refusedWith("没有申请继续拍卖")(x.o.AddRound(x.ctx, me, office.RefOf(x.s), r))
	told.Asked = court.D(2018, 10, 26)
	x.refusedWith("到2018-10-25（拍卖规定9条（2004年））")(x.o.TellUseless(x.ctx, me, office.RefOf(x.s), told))
	told.Asked = court.D(2018, 10, 25)
	x.did(x.o.TellUseless(x.ctx, me, office.RefOf(x.s), told))
	x.refusedWith("最低560,000.01元（拍卖规定9条（2004年）：大于优先债权和执行费用")(x.o.AddRound(x.ctx, me, office.RefOf(x.s), r))
	r.Start = 560_000_01
	x.did(x.o.AddRound(x.ctx, me, office.RefOf(x.s), r))
}

// Who has a right of pre-emption is told, or told on the platform for five days.
func TestPreemptionIsTold(t *testing.T) {
	x := newSelling(t)
	me := x.staff["沈国栋"]
	x.appraised()
	x.on(court.D(2018, 10, 22))
	r := firstRound()
	r.Preempt = ""
	x.refusedWith("“优先购买权人”")(x.o.AddRound(x.ctx, me, office.RefOf(x.s), r))
	r.Preempt, r.Told, r.Posted = "承租人单乙", court.Date{}, court.D(2018, 11, 17)
	x.refusedWith("“无法通知的理由”")(x.o.AddRound(x.ctx, me, office.RefOf(x.s), r))
	r.PostedWhy = "下落不明"
	x.refusedWith("公示满五日（2018-11-22）视为已经通知")(x.o.AddRound(x.ctx, me, office.RefOf(x.s), r))
	r.Posted = court.D(2018, 11, 16)
	x.did(x.o.AddRound(x.ctx, me, office.RefOf(x.s), r))
}

// Once the principal is paid the sale is to be stopped; going on needs a reason,
// and a warning says so until it ends.
func TestPaidInFullStopsTheSale(t *testing.T) {
	x := newSelling(t)
	me := x.staff["沈国栋"]
	x.appraised()
	x.on(court.D(2018, 10, 22))
	x.receive(x.c, 1186520_33)
	if w := x.kinds(x.c)[court.WarnSale]; !strings.Contains(w.Text, "本金已经付清") {
		t.Errorf("warned of %q", w.Text)
	}
	r := firstRound()
	x.refusedWith("应当准许停止（拍卖规定19条，原22条）")(x.o.AddRound(x.ctx, me, office.RefOf(x.s), r))
	r.Note = "加倍利息没有付清"
	x.did(x.o.AddRound(x.ctx, me, office.RefOf(x.s), r))
	x.did(x.o.EndSale(x.ctx, me, office.RefOf(x.s), office.SaleEnd{On: x.o.Today(), Why: "被执行人拍卖日前足额清偿"}))
	if w, ok := x.kinds(x.c)[court.WarnSale]; ok {
		t.Errorf("warned of %q after the end", w.Text)
	}
}

// A price between two bids, a buyer who bears the name of somebody of the court
// and more than the debt are kept with a reason only.
func TestDealsThatNeedAReason(t *testing.T) {
	x := newSelling(t)
	me, cash := x.staff["沈国栋"], x.staff["秦静宜"]
	x.appraised()
	x.receive(x.c, 1_000_000_00)
	x.on(court.D(2018, 10, 22))
	x.did(x.o.AddRound(x.ctx, me, office.RefOf(x.s), firstRound()))
	x.on(court.D(2018, 11, 22))
	sold := court.SaleRound{Result: court.RoundSold, On: x.o.Today(), Price: 562_000_01, Buyer: "周一鸣", PayBy: court.D(2018, 12, 2), Bidders: 3}
	x.refusedWith("整数个加价幅度2,000.00元（法释〔2016〕18号20条）")(x.o.EndRound(x.ctx, me, office.RefOf(x.s), sold))
	sold.Price, sold.Buyer = 562_000_00, "贺长风"
	x.refusedWith("与本院工作人员同名")(x.o.EndRound(x.ctx, me, office.RefOf(x.s), sold))
	sold.Buyer, sold.Price, sold.Why = "周一鸣", 562_000_01, "成交确认书如此"
	x.did(x.o.EndRound(x.ctx, me, office.RefOf(x.s), sold))
	if x.s.Side == "" || x.s.Until != court.D(2018, 11, 23) {
		t.Errorf("beside it %q by %s", x.s.Side, x.s.Until)
	}
	x.on(court.D(2018, 11, 23))
	x.did(x.o.SettleDeposits(x.ctx, me, office.RefOf(x.s), x.o.Today(), x.o.Today()))
	if strings.Contains(x.s.Side, "保证金") || len(x.s.Late) != 0 {
		t.Errorf("beside it %q, late %v", x.s.Side, x.s.Late)
	}
	pay := office.SalePayment{Receipt: court.Receipt{Date: x.o.Today(), Payer: "周一鸣", Amount: 562_000_01, BankRef: "Q1"}}
	x.refusedWith("“超收理由”没有填写")(x.o.RecordSaleMoney(x.ctx, cash, office.RefOf(x.s), pay))
	pay.Receipt.OverReason = "余款退还被执行人"
	x.on(court.D(2018, 12, 3))
	pay.Receipt.Date = x.o.Today()
	x.refusedWith("收取尾款应在2018-12-02以前")(x.o.RecordSaleMoney(x.ctx, cash, office.RefOf(x.s), pay))
	x.did(x.o.RecordSaleMoney(x.ctx, cash, x.with("贷款迟延一日，不影响拍卖目的"), pay))
	x.stands(court.SaleRuling, "裁定", court.D(2018, 12, 13))
}

// What all agree to sell without an auction goes at the agreed price; it is no
// round of the rate of sales on the internet, of which each round is told.
func TestDirectSaleAndTheRateOnline(t *testing.T) {
	x := newSelling(t)
	me := x.staff["沈国栋"]
	d := court.DirectSale{Ground: "金银及其制品", Proof: "笔录", On: court.D(2018, 9, 10), By: court.ByAgreement, Price: 700_000_00}
	x.refusedWith("不是可以不经拍卖变卖")(x.o.DecideDirect(x.ctx, me, office.RefOf(x.s), d))
	d.Ground = court.SaleAgreed
	byAppraisal := d
	byAppraisal.By = court.ByAppraisal
	x.refusedWith("还没有确定参考价")(x.o.DecideDirect(x.ctx, me, office.RefOf(x.s), byAppraisal))
	x.did(x.o.DecideDirect(x.ctx, me, office.RefOf(x.s), d))
	x.stands(court.SaleReady, "发布变卖公告", court.Date{})
	r := court.SaleRound{Kind: court.PlainSale, Offline: true, Platform: "溪山县物资公司", Chosen: "当事人商定", Start: 699_999_99, Notice: court.D(2018, 9, 10), Opens: court.D(2018, 9, 10), Closes: court.D(2018, 9, 10)}
	x.refusedWith("最低700,000.00元（拍卖规定35条（2004年）")(x.o.AddRound(x.ctx, me, office.RefOf(x.s), r))
	r.Start = 700_000_00
	x.did(x.o.AddRound(x.ctx, me, office.RefOf(x.s), r))
	x.did(x.o.EndRound(x.ctx, me, office.RefOf(x.s), court.SaleRound{Result: court.RoundSold, On: court.D(2018, 9, 10), Price: 700_000_00, Buyer: "周一鸣", PayBy: court.D(2018, 9, 20)}))
	y := newSelling(t)
	y.appraised()
	y.failed()
	for w, want := range map[*selling]int{x: 0, y: 1} {
		rates, err := w.o.Assess(w.ctx, court.D(2018, 1, 1), court.D(2018, 12, 31))
		w.must(err)
		last := rates[len(rates)-1]
		if last.ID != law.RateOnline || last.Denominator != want || last.Numerator != want || want == 1 && (last.Hits[0].ID != w.c.ID || !strings.Contains(last.Hits[0].Number, "一拍2018-10-22")) {
			t.Errorf("网拍率 %+v", last)
		}
	}
}
