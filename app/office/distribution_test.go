package office_test

import (
	"slices"
	"strings"
	"testing"

	"zhixing/app/court"
	"zhixing/app/office"
)

// plan drafts a plan over 100,000 元 of a case: fee first, a mortgage of a bank,
// then the case's own claim, another case's and another court's by ratio.
func (w *world) plan(c, other court.Case) court.Distribution {
	w.Helper()
	own, err := w.o.ClaimOfCase(w.ctx, c.ID)
	w.must(err)
	own.Amount = 60_000_00
	second, err := w.o.ClaimOfCase(w.ctx, other.ID)
	w.must(err)
	second.Amount = 30_000_01
	p, err := w.o.SavePlan(w.ctx, w.staff["沈国栋"], court.Distribution{
		CaseID: c.ID, Debtor: "李㛃", Source: "拍卖溪山县青龙镇房产所得", Pool: 100_000_00, Panel: "2018年6月4日合议笔录",
		Costs: []court.Deduction{{Name: "申请执行费", Amount: 1_400_00}, {Name: "评估费", Amount: 1_200_00}},
		Claims: []court.Claim{own, second,
			{Creditor: "邻县某建材经营部", Court: "邻县人民法院", CaseNo: "（2018）豫1598执77号", Class: "ordinary", Amount: 20_000_00, Bank: "农行", Account: "6228 4800"},
			{Creditor: "溪山农商行", Basis: "（2017）豫1599民初9号", Class: "security", Reason: "房产抵押，2015年登记", Amount: 40_000_00, Bank: "农商行", Account: "7001"}},
	})
	w.must(err)
	return p
}

func (w *world) servePlan(p court.Distribution, on court.Date) {
	w.Helper()
	var lines []int
	for _, x := range p.Parties {
		lines = append(lines, x.Line)
	}
	w.on(on)
	w.must(w.o.ServePlan(w.ctx, w.staff["陈玥"], p.ID, lines, on, "直接送达"))
}

func (w *world) reread(p court.Distribution) court.Distribution {
	w.Helper()
	p, err := w.o.Plan(w.ctx, p.ID)
	w.must(err)
	return p
}

// TestPlanFromDraftToPayment: a plan is worked out, served, takes effect after
// its fifteen days, is paid through the approvals, and never twice.
func TestPlanFromDraftToPayment(t *testing.T) {
	w := newWorld(t)
	c, other := w.register(), w.register()
	p := w.plan(c, other)
	if len(p.Parties) != 4 || p.Number != "2018配0001" || p.Given()+p.CostSum() != 100_000_00 {
		t.Fatalf("plan %+v", p)
	}
	if g := p.Claims[3].Given; g != 40_000_00 {
		t.Errorf("the mortgage is given %s", g)
	}
	// 57,400 over 110,000.01: ratios, the 分 left over by the largest fraction.
	if a, b, d := p.Claims[0].Given, p.Claims[1].Given, p.Claims[2].Given; a+b+d != 57_400_00 || a != 31_309_09 || b != 15_654_55 || d != 10_436_36 {
		t.Errorf("ordinary claims are given %s, %s, %s", a, b, d)
	}
	officer := w.staff["沈国栋"]
	err := w.o.ServePlan(w.ctx, officer, p.ID, []int{1}, court.D(2018, 6, 8), "直接送达")
	w.refused(err, court.CodeRefused, "可用余额0.00元")
	w.receive(c, 100_000_00)
	w.servePlan(p, court.D(2018, 6, 8))
	_, err = w.o.SavePlan(w.ctx, officer, w.reread(p))
	w.refused(err, court.CodeRefused, "修正")
	w.on(court.D(2018, 6, 25)) // Saturday 23 June is the last day, Monday takes its place
	w.refused(w.o.EnactPlan(w.ctx, officer, p.ID), court.CodeRefused, "异议期至2018-06-25")
	_, err = w.o.PayPlan(w.ctx, officer, p.ID, []int{1})
	w.refused(err, court.CodeRefused, "送达中")
	w.on(court.D(2018, 6, 26))
	w.must(w.o.EnactPlan(w.ctx, officer, p.ID))
	w.must(w.o.SetPlanAccount(w.ctx, officer, p.ID, 3, "农商行邻县支行", "6228 4811"))
	if c := w.reread(p).Claims[2]; c.Bank != "农商行邻县支行" || c.Given != p.Claims[2].Given {
		t.Errorf("after the account was mended: %+v", c)
	}
	made, err := w.o.PayPlan(w.ctx, officer, p.ID, []int{1, 2, 3, 4})
	w.must(err)
	var total court.Money
	for _, d := range made {
		total += d.Total()
	}
	if total != 100_000_00 || made[0].Total()-made[0].Amount != 2_600_00 || made[2].PayeeNo != "62284811" || !strings.Contains(made[2].Panel, "2018配0001") {
		t.Errorf("%s asked for: %+v", total, made)
	}
	w.refused(w.o.SetPlanAccount(w.ctx, officer, p.ID, 2, "农行", "1"), court.CodeRefused, "已申请发放")
	_, err = w.o.PayPlan(w.ctx, officer, p.ID, []int{2})
	w.refused(err, court.CodeConflict, "一项只发放一次")
	w.refused(second(w.o.AmendPlan(w.ctx, officer, p.ID, "算错")), court.CodeRefused, "撤回")
	w.payAll(c, other, p, made)
}

// payAll pays what a plan asked for; what another case gets counts there, and
// no longer when it comes back.
func (w *world) payAll(c, other court.Case, p court.Distribution, made []court.Disbursement) {
	w.Helper()
	for _, d := range made {
		w.settle(d)
	}
	if got := w.account(court.FundCode(c.ID)); got != 0 {
		w.Errorf("%s is left on the account", got)
	}
	if fee, costs := w.account("2243"), w.account("2247"); fee != 1_400_00 || costs != 1_200_00 {
		w.Errorf("fee %s, costs %s", fee, costs)
	}
	realised := func() court.Money {
		x, err := w.o.Case(w.ctx, other.ID)
		w.must(err)
		return x.Realised
	}
	if got := realised(); got != p.Claims[1].Given {
		w.Errorf("the other case realised %s, want %s", got, p.Claims[1].Given)
	}
	w.countsAsRealised(c, p.Claims[0].Given) // its line carried the costs: they do not pay the claim, the rest does
	w.must(w.o.ReverseDisbursement(w.ctx, w.staff["秦静宜"], made[1].ID, "退汇"))
	if got := realised(); got != 0 {
		w.Errorf("after the payment came back: %s", got)
	}
	again, err := w.o.PayPlan(w.ctx, w.staff["沈国栋"], p.ID, []int{2})
	w.must(err)
	if len(again) != 1 || len(again[0].Deductions) != 0 {
		w.Errorf("asked for again: %+v", again)
	}
	w.whole()
}

// countsAsRealised asserts what a case's own money paid of its claim, on the
// case and in the list.
func (w *world) countsAsRealised(c court.Case, want court.Money) {
	w.Helper()
	m, err := w.o.CaseMoney(w.ctx, c.ID)
	w.must(err)
	rows, err := w.o.AllCases(w.ctx, office.CaseQuery{})
	w.must(err)
	at := slices.IndexFunc(rows, func(r office.CaseRow) bool { return r.ID == c.ID })
	if m.Balance.Realised() != want || rows[at].Realised != want {
		w.Errorf("realised %s, in the list %s, want %s", m.Balance.Realised(), rows[at].Realised, want)
	}
}

// TestPlanProposesTheFeeThatIsDue: what an earlier payment kept of the fee is
// not taken from the creditors again.
func TestPlanProposesTheFeeThatIsDue(t *testing.T) {
	w := newWorld(t)
	c := w.register()
	w.receive(c, 50_000_00)
	proposed := func(want court.Money) {
		t.Helper()
		start, err := w.o.StartPlan(w.ctx, c.ID)
		w.must(err)
		m, err := w.o.CaseMoney(w.ctx, c.ID)
		w.must(err)
		if m.FeeDue != want || (court.Distribution{Costs: start.Plan.Costs}).CostSum() != want {
			t.Errorf("fee due %s, proposed %+v, want %s", m.FeeDue, start.Plan.Costs, want)
		}
	}
	proposed(c.Fee)
	keep := func(fee court.Money) court.Disbursement {
		t.Helper()
		d, err := w.o.AskDisbursement(w.ctx, w.staff["沈国栋"], court.Disbursement{CaseID: c.ID, Payee: "张𬭎", PayeeBank: "信用社", PayeeNo: "6222", Amount: 1_000_00,
			Deductions: []court.Deduction{{Name: "申请执行费", Amount: fee}}})
		w.must(err)
		return d
	}
	keep(700_00)
	proposed(c.Fee - 700_00)
	rest := keep(c.Fee - 700_00)
	proposed(0)
	w.must(w.o.RecallDisbursement(w.ctx, w.staff["沈国栋"], rest.ID, "金额有误"))
	proposed(c.Fee - 700_00)
}

// TestCostsOnAnothersLine: a payment to another creditor that carries the costs
// counts for nothing in the case whose money it was.
func TestCostsOnAnothersLine(t *testing.T) {
	w := newWorld(t)
	c, other := w.register(), w.register()
	w.receive(c, 100_000_00)
	p := w.plan(c, other)
	w.servePlan(p, court.D(2018, 6, 8))
	w.on(court.D(2018, 6, 26))
	w.must(w.o.EnactPlan(w.ctx, w.staff["沈国栋"], p.ID))
	made, err := w.o.PayPlan(w.ctx, w.staff["沈国栋"], p.ID, []int{4})
	w.must(err)
	w.settle(made[0])
	w.countsAsRealised(c, 100_000_00-40_000_00-2_600_00)
	w.whole()
}

// TestPlanHoldsItsMoney: what a served plan divides is not free for anything
// else, until its own requests take it.
func TestPlanHoldsItsMoney(t *testing.T) {
	w := newWorld(t)
	c, other := w.register(), w.register()
	officer := w.staff["沈国栋"]
	w.receive(c, 100_000_00)
	last := w.receive(c, 20_000_00)
	p := w.plan(c, other)
	held := func(divided, free court.Money) {
		t.Helper()
		m, err := w.o.CaseMoney(w.ctx, c.ID)
		w.must(err)
		if m.Balance.Divided != divided || m.Balance.Free() != free {
			t.Errorf("divided %s, free %s; want %s, %s", m.Balance.Divided, m.Balance.Free(), divided, free)
		}
	}
	ask := func(amount court.Money) error {
		_, err := w.o.AskDisbursement(w.ctx, officer, court.Disbursement{CaseID: c.ID, Payee: "张𬭎", PayeeBank: "信用社", PayeeNo: "6222", Amount: amount})
		return err
	}
	held(0, 120_000_00) // a draft holds nothing
	w.servePlan(p, court.D(2018, 6, 8))
	held(100_000_00, 20_000_00)
	err := ask(20_000_01)
	w.refused(err, court.CodeRefused, "可用余额20,000.00元")
	if _, hint := court.Sentence(err); !strings.Contains(hint, "已列入分配方案、还没有申请发放100,000.00元") {
		t.Errorf("the hint does not name the plan's money: %s", hint)
	}
	w.must(ask(15_000_00))
	held(100_000_00, 5_000_00)
	_, err = w.o.ReverseReceipt(w.ctx, w.staff["秦静宜"], last.ID, "登错案件")
	w.refused(err, court.CodeRefused, "可用余额5,000.00元")
	second := w.plan(c, other)
	w.refused(w.o.ServePlan(w.ctx, officer, second.ID, []int{1}, w.o.Today(), "直接送达"), court.CodeRefused, "不足以分配")
	w.on(court.D(2018, 6, 26))
	next, err := w.o.AmendPlan(w.ctx, officer, p.ID, "债权数额有误")
	w.must(err)
	held(100_000_00, 5_000_00) // while it is being amended, too
	w.servePlan(next, court.D(2018, 6, 26))
	held(100_000_00, 5_000_00)
	w.on(court.D(2018, 7, 14))
	w.must(w.o.EnactPlan(w.ctx, officer, next.ID))
	made, err := w.o.PayPlan(w.ctx, officer, next.ID, []int{1, 4})
	w.must(err)
	held(100_000_00-made[0].Total()-made[1].Total(), 5_000_00)
	w.must(w.o.RecallDisbursement(w.ctx, officer, made[1].ID, "账号有误"))
	held(100_000_00-made[0].Total(), 5_000_00)
	w.refused(ask(5_000_01), court.CodeRefused, "不足以发放")
	again, err := w.o.PayPlan(w.ctx, officer, next.ID, []int{2, 3, 4})
	w.must(err)
	held(0, 5_000_00)
	for _, d := range append(again, made[0]) {
		w.settle(d)
	}
	held(0, 5_000_00)
	w.must(w.o.ReverseDisbursement(w.ctx, w.staff["秦静宜"], again[0].ID, "退汇"))
	held(again[0].Total(), 5_000_00)
	w.whole()
}

// TestPlanIsServedOnlyWhenItStands: not before it was made, and not without the
// panel when others than the case's applicants are paid.
func TestPlanIsServedOnlyWhenItStands(t *testing.T) {
	w := newWorld(t)
	w.on(court.D(2018, 6, 8))
	c, other := w.register(), w.register()
	w.receive(c, 100_000_00)
	officer := w.staff["沈国栋"]
	p := w.plan(c, other)
	serve := func(on court.Date) error {
		return w.o.ServePlan(w.ctx, officer, p.ID, []int{1}, on, "直接送达")
	}
	w.refused(serve(court.D(2018, 6, 7)), court.CodeInvalid, "早于拟制2018配0001的日期2018-06-08")
	x := w.reread(p)
	x.Panel = ""
	_, err := w.o.SavePlan(w.ctx, officer, x)
	w.must(err)
	w.refused(serve(court.D(2018, 6, 8)), court.CodeInvalid, "不是本案申请执行人")
	x = w.reread(p)
	x.Claims = x.Claims[:1] // the applicant of the case alone
	_, err = w.o.SavePlan(w.ctx, officer, x)
	w.must(err)
	w.must(serve(court.D(2018, 6, 8)))
}

// TestWhatWasSaidStands: a step of an objection is not emptied, not changed
// without a reason, and a suit that comes late is none.
func TestWhatWasSaidStands(t *testing.T) {
	w := newWorld(t)
	c, other := w.register(), w.register()
	w.receive(c, 100_000_00)
	p := w.plan(c, other)
	w.servePlan(p, court.D(2018, 6, 8))
	officer := w.staff["沈国栋"]
	w.on(court.D(2018, 8, 1))
	say := func(change func(*court.PlanParty), reason string) error {
		x := w.reread(p).Parties[2]
		change(&x)
		return w.o.SayToPlan(w.ctx, officer, p.ID, x, reason)
	}
	w.must(say(func(x *court.PlanParty) {
		x.Objected, x.Objection, x.Claim, x.Told = court.D(2018, 6, 12), "抵押未经登记", 4, court.D(2018, 6, 13)
	}, ""))
	for label, change := range map[string]func(*court.PlanParty){
		"异议日期":   func(x *court.PlanParty) { x.Objected, x.Objection, x.Told = court.Date{}, "", court.Date{} },
		"异议内容":   func(x *court.PlanParty) { x.Objection = "" },
		"通知各方日期": func(x *court.PlanParty) { x.Told = court.Date{} },
	} {
		w.refused(say(change, "登错"), court.CodeInvalid, label)
		w.refused(say(change, "登错"), court.CodeInvalid, "不能清空")
	}
	w.refused(say(func(x *court.PlanParty) { x.Told = court.D(2018, 6, 14) }, ""), court.CodeInvalid, "更改理由")
	w.refused(say(func(x *court.PlanParty) { x.Claim = 3 }, ""), court.CodeInvalid, "针对的债权")
	w.must(say(func(x *court.PlanParty) { x.Told = court.D(2018, 6, 14) }, "回执日期看错"))
	w.must(say(func(x *court.PlanParty) { x.Opposed, x.Opposition = court.D(2018, 6, 20), "不同意" }, "")) // a new step needs no reason
	late := func(x *court.PlanParty) { x.Sued = court.D(2018, 7, 6) }
	w.refused(say(late, ""), court.CodeInvalid, "2018-07-05止")
	w.refused(say(late, ""), court.CodeInvalid, "民诉法解释511—512条")
	w.must(say(func(x *court.PlanParty) { x.Sued = court.D(2018, 7, 5) }, ""))
	log, err := w.o.CaseLog(w.ctx, c.ID)
	w.must(err)
	if !slices.ContainsFunc(log, func(e court.AuditEntry) bool { return strings.Contains(e.Reason, "回执日期看错") }) {
		t.Error("the trail lacks why a step was changed")
	}
}

// TestPrincipleNamesWhoComesFirst: classes after the ordinary claims are not
// called preferred, and what is put before them needs a reason.
func TestPrincipleNamesWhoComesFirst(t *testing.T) {
	w := newWorld(t)
	c, other := w.register(), w.register()
	p := w.plan(c, other)
	x := w.reread(p)
	x.Claims = append(x.Claims, court.Claim{Creditor: "张𬭎", Class: "doubled", Amount: 1_000_00}, court.Claim{Creditor: "国库", Class: "fine", Amount: 2_000_00})
	p, err := w.o.SavePlan(w.ctx, w.staff["沈国栋"], x)
	w.must(err)
	text := office.PlanPrinciple(p)
	for _, want := range []string{"担保物权（抵押、质押、留置）依1998年执行规定88条：按成立先后，优先于普通债权受偿。", "加倍部分债务利息依法释〔2014〕8号：后于生效文书确定的金钱债务，在普通债权之后受偿。", "罚金（刑事涉财）依法释〔2014〕13号13条，在普通债权之后受偿。"} {
		if !strings.Contains(text, want) {
			t.Errorf("the principle lacks %q:\n%s", want, text)
		}
	}
	if n := strings.Count(text, "优先于"); n != 1 {
		t.Errorf("%d classes are called preferred:\n%s", n, text)
	}
	if p.Claims[4].Given != 0 || p.Claims[5].Given != 0 {
		t.Errorf("claims after the ordinary ones are given %s, %s", p.Claims[4].Given, p.Claims[5].Given)
	}
	x = w.reread(p)
	x.Claims[0].Rank = 5
	_, err = w.o.SavePlan(w.ctx, w.staff["沈国栋"], x)
	w.refused(err, court.CodeInvalid, "先于普通债权受偿，须写明理由")
}

func second[T any](_ T, err error) error { return err }

// TestObjectionToAPlan: an objection holds the plan up until it is dealt with;
// unopposed it is amended as a new edition, a suit keeps back what is disputed.
func TestObjectionToAPlan(t *testing.T) {
	w := newWorld(t)
	c, other := w.register(), w.register()
	w.receive(c, 100_000_00)
	p := w.plan(c, other)
	w.servePlan(p, court.D(2018, 6, 8))
	officer := w.staff["沈国栋"]
	word := w.reread(p).Parties[2]
	word.Objected, word.Objection, word.Claim = court.D(2018, 6, 20), "抵押未经登记，不应优先", 4
	w.on(court.D(2018, 7, 1))
	late := word
	late.Objected = court.D(2018, 6, 26)
	w.refused(w.o.SayToPlan(w.ctx, officer, p.ID, late, ""), court.CodeInvalid, "已过异议期")
	jump := word
	jump.Sued = court.D(2018, 6, 28)
	w.refused(w.o.SayToPlan(w.ctx, officer, p.ID, jump, ""), court.CodeInvalid, "还没有")
	word.Told = court.D(2018, 6, 21)
	w.must(w.o.SayToPlan(w.ctx, officer, p.ID, word, ""))
	w.on(court.D(2018, 7, 10))
	w.refused(w.o.EnactPlan(w.ctx, officer, p.ID), court.CodeRefused, "应修正")
	next, err := w.o.AmendPlan(w.ctx, officer, p.ID, "无人反对，按异议修正")
	w.must(err)
	if next.Edition != 2 || next.Number != p.Number || next.State != court.PlanDraft || w.reread(p).State != court.PlanAmended || len(next.Parties) != 4 {
		t.Errorf("the next edition: %+v", next)
	}
	w.refused(w.o.VoidPlan(w.ctx, officer, next.ID, "不要了"), court.CodeRefused, "修正出来的")
	w.servePlan(next, court.D(2018, 7, 10))
	word = w.reread(next).Parties[3]
	word.Objected, word.Objection, word.Claim, word.Told = court.D(2018, 7, 12), "应优先", 4, court.D(2018, 7, 13)
	word.Opposed, word.Opposition, word.Sued = court.D(2018, 7, 20), "不同意优先", court.D(2018, 7, 26)
	w.on(court.D(2018, 8, 1))
	w.must(w.o.SayToPlan(w.ctx, officer, next.ID, word, ""))
	w.must(w.o.EnactPlan(w.ctx, officer, next.ID))
	_, err = w.o.PayPlan(w.ctx, officer, next.ID, []int{1, 4})
	w.refused(err, court.CodeRefused, "争议")
	_, err = w.o.PayPlan(w.ctx, officer, next.ID, []int{1})
	w.must(err)
	word.Settled, word.Outcome = court.D(2018, 8, 1), "撤回起诉"
	w.must(w.o.SayToPlan(w.ctx, officer, next.ID, word, ""))
	_, err = w.o.PayPlan(w.ctx, officer, next.ID, []int{4})
	w.must(err)
	log, err := w.o.CaseLog(w.ctx, c.ID)
	w.must(err)
	actions := map[string]int{}
	for _, e := range log {
		actions[e.Action]++
	}
	for _, want := range []string{"拟制分配方案", "送达分配方案", "登记分配方案异议", "修正分配方案", "分配方案生效", "按分配方案申请发放"} {
		if actions[want] == 0 {
			t.Errorf("the trail lacks %s: %v", want, actions)
		}
	}
}

// TestPlanRefuses what a plan cannot be.
func TestPlanRefuses(t *testing.T) {
	w := newWorld(t)
	c, other := w.register(), w.register()
	p := w.plan(c, other)
	for says, change := range map[string]func(*court.Distribution){
		"须写明理由":  func(x *court.Distribution) { x.Claims[3].Reason = "" },
		"没有选类别":  func(x *court.Distribution) { x.Claims[0].Class = "" },
		"债权人":    func(x *court.Distribution) { x.Claims[2].Creditor = "" },
		"至少要有一项": func(x *court.Distribution) { x.Claims = nil },
		"必须大于零":  func(x *court.Distribution) { x.Pool = 0 },
	} {
		x := w.reread(p)
		change(&x)
		_, err := w.o.SavePlan(w.ctx, w.staff["沈国栋"], x)
		w.refused(err, court.CodeInvalid, says)
	}
	_, err := w.o.SavePlan(w.ctx, w.staff["秦静宜"], w.reread(p))
	w.refused(err, court.CodeDenied, "分配方案")
	stale := w.reread(p)
	_, err = w.o.SavePlan(w.ctx, w.staff["沈国栋"], w.reread(p))
	w.must(err)
	_, err = w.o.SavePlan(w.ctx, w.staff["沈国栋"], stale)
	w.refused(err, court.CodeConflict, "刚被别人改过")
	w.must(w.o.VoidPlan(w.ctx, w.staff["沈国栋"], p.ID, "重复"))
	found, err := w.o.Plans(w.ctx, office.PlanQuery{CaseID: other.ID, Search: "建材 2018配"})
	w.must(err)
	if len(found) != 1 || found[0].State != court.PlanVoid {
		t.Errorf("plans the other case claims in: %+v", found)
	}
}

// TestPlanOnPaper: the paper carries every claim and every figure of the plan.
func TestPlanOnPaper(t *testing.T) {
	w := newWorld(t)
	c, other := w.register(), w.register()
	p := w.plan(c, other)
	req, err := w.o.PlanPaper(w.ctx, p.ID)
	w.must(err)
	made, err := w.o.MakePaper(w.ctx, w.staff["沈国栋"], req)
	w.must(err)
	text := pdfText(t, made[0].PDF)
	for _, want := range []string{"31,309.09", "15,654.55", "10,436.36", "40,000.00", "100,000.00元", "邻县某建材", "尾数", "李㛃", "1,400.00", "担保物权"} {
		if !strings.Contains(text, want) {
			t.Errorf("the paper lacks %s:\n%s", want, text)
		}
	}
}

// TestPlanTakenOverKeepsItsDays: a plan that was made and served before the
// program is entered with its own days and why it is late; the clocks of its
// parties run from those days.
func TestPlanTakenOverKeepsItsDays(t *testing.T) {
	w := newWorld(t)
	w.on(court.D(2018, 6, 8))
	c, other := w.register(), w.register()
	w.receive(c, 100_000_00)
	w.on(court.D(2018, 9, 3))
	officer := w.staff["沈国栋"]
	p := w.plan(c, other)
	if p.Made != court.D(2018, 9, 3) || p.Late != "" {
		t.Errorf("a new plan is of %s, %q", p.Made, p.Late)
	}
	save := func(made court.Date, late string) error {
		x := w.reread(p)
		x.Made, x.Late = made, late
		_, err := w.o.SavePlan(w.ctx, officer, x)
		return err
	}
	w.refused(save(court.D(2018, 9, 4), ""), court.CodeInvalid, "拟制日期")
	w.refused(save(court.D(2018, 6, 1), "旧案补录"), court.CodeInvalid, "早于"+c.Number.String()+"的立案日期")
	w.refused(save(court.D(2018, 7, 2), ""), court.CodeInvalid, "补录理由")
	w.must(save(court.D(2018, 7, 2), "7月2日纸质方案，卷宗第88页"))
	serve := func(on court.Date) error {
		return w.o.ServePlan(w.ctx, officer, p.ID, []int{1, 2, 3, 4, 5}, on, "直接送达")
	}
	w.refused(serve(court.D(2018, 7, 1)), court.CodeInvalid, "早于拟制2018配0001的日期2018-07-02")
	w.must(serve(court.D(2018, 7, 3)))
	got := w.reread(p)
	if got.Made != court.D(2018, 7, 2) || got.Late == "" || got.Parties[0].Served != court.D(2018, 7, 3) {
		t.Errorf("kept as %s, %q, served %s", got.Made, got.Late, got.Parties[0].Served)
	}
	stages, err := w.o.PlanStages(w.ctx, got)
	w.must(err)
	for i, s := range stages {
		if s.Blocks {
			t.Errorf("%s holds the plan up though its days are long over: %+v", got.Parties[i].Name, s)
		}
	}
	w.must(w.o.EnactPlan(w.ctx, officer, p.ID))
	next, err := w.o.AmendPlan(w.ctx, officer, p.ID, "数额有误")
	w.must(err)
	next.Made, next.Late = court.D(2018, 7, 1), "补录"
	_, err = w.o.SavePlan(w.ctx, officer, next)
	w.refused(err, court.CodeInvalid, "早于2018配0001的拟制日期2018-07-02")
}
