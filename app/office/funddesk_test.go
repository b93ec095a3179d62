package office_test

import (
	"strings"
	"testing"

	"zhixing/app/court"
	"zhixing/app/office"
)

// heldLine gives what the desk says of a case's money.
func (w *world) heldLine(c court.Case) office.HeldLine {
	w.Helper()
	desk, err := w.o.MoneyDesk(w.ctx)
	w.must(err)
	for _, h := range desk.Held {
		if h.CaseID == c.ID {
			return h
		}
	}
	w.Fatalf("no money held in %s", c.Number)
	return office.HeldLine{}
}

// Money that came in under the rules of 2017 is due after 30 days; since 2022 it
// is asked for within 10 workdays and paid within 5 more.
func TestMoneyWaitsForItsNextStep(t *testing.T) {
	w := newWorld(t)
	old := w.register()
	w.receive(old, 100_00)
	if h := w.heldLine(old); h.Step != office.StepAsk || h.Due != court.D(2018, 7, 8) {
		t.Errorf("2018: %s by %s", h.Step, h.Due)
	}
	w.on(court.D(2024, 3, 4))
	c := w.register()
	w.receive(c, 100_00)
	if h := w.heldLine(c); h.Step != office.StepAsk || h.Due != court.D(2024, 3, 18) {
		t.Errorf("2024: %s by %s", h.Step, h.Due)
	}
	d := w.ask(c, 100_00)
	if h := w.heldLine(c); h.Step != office.StepDecide || h.Due != court.D(2024, 3, 25) {
		t.Errorf("asked for: %s by %s", h.Step, h.Due)
	}
	w.on(court.D(2024, 3, 6))
	w.must(w.o.DecideDisbursement(w.ctx, w.staff["贺长风"], d.ID, true, ""))
	if h := w.heldLine(c); h.Step != office.StepPay || h.Due != court.D(2024, 3, 13) {
		t.Errorf("approved: %s by %s", h.Step, h.Due)
	}
}

func TestPaymentIsDeferred(t *testing.T) {
	w := newWorld(t)
	c := w.register()
	officer := w.staff["沈国栋"]
	ask := func(f court.Deferral) (court.Deferral, error) {
		f.CaseID = c.ID
		return w.o.AskDeferral(w.ctx, officer, f)
	}
	_, err := ask(court.Deferral{Cause: court.DeferralCauses[0], Until: court.D(2018, 9, 1)})
	w.refused(err, court.CodeRefused, "没有案款")
	w.receive(c, 100_00)
	_, err = ask(court.Deferral{Cause: "太忙", Until: court.D(2018, 9, 1)})
	w.refused(err, court.CodeInvalid, "延缓事由")
	_, err = ask(court.Deferral{Cause: "其他正当理由", Until: court.D(2018, 9, 1)})
	w.refused(err, court.CodeInvalid, "正当理由")
	_, err = ask(court.Deferral{Cause: court.DeferralCauses[0], Until: w.o.Today()})
	w.refused(err, court.CodeInvalid, "晚于今天")
	f, err := ask(court.Deferral{Cause: court.DeferralCauses[0], Until: court.D(2018, 9, 1)})
	w.must(err)
	_, err = ask(court.Deferral{Cause: court.DeferralCauses[1], Until: court.D(2018, 9, 1)})
	w.refused(err, court.CodeConflict, "已有延缓")
	w.refused(w.o.DecideDeferral(w.ctx, officer, f.ID, true, ""), court.CodeDenied, "审批")
	w.refused(w.o.DecideDeferral(w.ctx, w.staff["贺长风"], f.ID, false, ""), court.CodeInvalid, "审批意见")
	w.must(w.o.DecideDeferral(w.ctx, w.staff["贺长风"], f.ID, true, "同意"))
	if h := w.heldLine(c); h.Step != office.StepDefer || h.Deferred != court.D(2018, 9, 1) || h.Due != court.D(2018, 9, 11) {
		t.Errorf("deferred: %+v", h)
	}
	w.on(court.D(2018, 7, 20))
	if list := w.warnings(office.WarningQuery{Kind: court.WarnMoney}); len(list) != 0 {
		t.Errorf("warned of deferred money: %+v", list)
	}
	w.must(w.o.EndDeferral(w.ctx, officer, f.ID, w.o.Today(), "分配方案已生效"))
	w.on(court.D(2018, 7, 21))
	if h := w.heldLine(c); h.Step != office.StepAsk {
		t.Errorf("after the cause fell away: %+v", h)
	}
	w.on(court.D(2018, 7, 28))
	list := w.warnings(office.WarningQuery{Kind: court.WarnMoney})
	if len(list) != 1 || list[0].Due != court.D(2018, 7, 30) {
		t.Errorf("after the deferral ended: %+v", list)
	}
}

// Cash that stays in hand and an officer nobody told are warned of once they
// are late, and no longer when it is done.
func TestWarningsOfCashAndOfOfficersNotTold(t *testing.T) {
	w := newWorld(t)
	c := w.register()
	acc := w.staff["秦静宜"]
	r, err := w.o.RecordReceipt(w.ctx, acc, court.Receipt{CaseID: c.ID, Date: w.o.Today(), Payer: "李㛃", Way: court.WayCash, Amount: 100_00})
	w.must(err)
	count := func() (cash, told int) {
		for _, x := range w.warnings(office.WarningQuery{}) {
			switch x.Kind {
			case court.WarnCash:
				cash++
			case court.WarnTold:
				told++
			}
		}
		return cash, told
	}
	if cash, told := count(); cash+told != 0 {
		t.Errorf("on the day: %d, %d", cash, told)
	}
	w.on(court.D(2018, 6, 10))
	if cash, told := count(); cash != 1 || told != 0 {
		t.Errorf("after two days: %d, %d", cash, told)
	}
	w.on(court.D(2018, 6, 12))
	if cash, told := count(); cash != 1 || told != 1 {
		t.Errorf("after four days: %d, %d", cash, told)
	}
	w.refused(w.o.TellOfficer(w.ctx, acc, r.ID, court.D(2018, 6, 1)), court.CodeInvalid, "早于到账")
	w.must(w.o.TellOfficer(w.ctx, acc, r.ID, w.o.Today()))
	w.must(w.o.BankReceipt(w.ctx, acc, r.ID, court.Banking{Date: w.o.Today(), Note: "道路中断"}))
	if cash, told := count(); cash+told != 0 {
		t.Errorf("once it is done: %d, %d", cash, told)
	}
}

func TestBatchForTheBankPaysNothingTwice(t *testing.T) {
	w := newWorld(t)
	c := w.register()
	w.receive(c, 500_00)
	one, two := w.ask(c, 100_00), w.ask(c, 150_00)
	acc := w.staff["秦静宜"]
	_, err := w.o.MakeBatch(w.ctx, acc, nil)
	w.refused(err, court.CodeInvalid, "至少选择一笔")
	_, err = w.o.MakeBatch(w.ctx, acc, []int64{one.ID})
	w.refused(err, court.CodeRefused, "待审批")
	for _, d := range []court.Disbursement{one, two} {
		w.must(w.o.DecideDisbursement(w.ctx, w.staff["贺长风"], d.ID, true, ""))
	}
	b, err := w.o.MakeBatch(w.ctx, acc, []int64{one.ID, two.ID})
	w.must(err)
	if b.Total != 250_00 || len(b.Payments) != 2 || !strings.Contains(b.Number, "批") {
		t.Errorf("batch %+v", b)
	}
	_, err = w.o.MakeBatch(w.ctx, acc, []int64{two.ID})
	w.refused(err, court.CodeConflict, b.Number)
	w.must(w.o.PayDisbursement(w.ctx, acc, one.ID, w.o.Today(), "FK1"))
	w.whole()
}

// What is typed as an amount is refused by the field's name.
func TestAmountsThatAreNone(t *testing.T) {
	for _, text := range []string{"1.234", "-5", "1234567890123456", "12a", "壹佰", ""} {
		_, err := court.ParseMoney(text)
		say, _ := court.Sentence(err)
		if court.CodeOf(err) != court.CodeInvalid || !strings.Contains(say, "金额") {
			t.Errorf("%q: %v", text, err)
		}
	}
	w := newWorld(t)
	c := w.register()
	for _, amount := range []court.Money{0, -1, court.MaxMoney + 1} {
		_, err := w.o.RecordReceipt(w.ctx, w.staff["秦静宜"], court.Receipt{CaseID: c.ID, Date: w.o.Today(), Payer: "李㛃", Way: "转账", Amount: amount})
		w.refused(err, court.CodeInvalid, "金额")
		_, err = w.o.RecordUnidentified(w.ctx, w.staff["秦静宜"], court.Receipt{Date: w.o.Today(), Payer: "李㛃", Way: "转账", Amount: amount})
		w.refused(err, court.CodeInvalid, "金额")
	}
}

// What waits for somebody stands on that person's workbench, and leaves it once
// it is signed.
func TestMoneyWaitsOnTheRightDesk(t *testing.T) {
	w := newWorld(t)
	c := w.register()
	_, err := w.o.RecordReceipt(w.ctx, w.staff["秦静宜"], court.Receipt{CaseID: c.ID, Date: w.o.Today(), Payer: "李㛃", Way: "拍卖款", Amount: 3_000_000_00, OverReason: "拍卖款"})
	w.must(err)
	d := w.ask(c, 2_500_000_00)
	_, err = w.o.AskDeferral(w.ctx, w.staff["沈国栋"], court.Deferral{CaseID: c.ID, Cause: court.DeferralCauses[0], Until: court.D(2018, 9, 1)})
	w.must(err)
	w.pool(court.FundUnknown, 10_00, "W1")
	w.pool(court.FundBidder, 10_00, "W2")
	desk := func(who string) office.Desk {
		t.Helper()
		out, err := w.o.Desk(w.ctx, w.staff[who])
		w.must(err)
		return out
	}
	if got := desk("贺长风"); len(got.Asked) != 1 || len(got.Deferrals) != 1 {
		t.Errorf("the director sees %d requests, %d deferrals", len(got.Asked), len(got.Deferrals))
	}
	w.must(w.o.DecideDisbursement(w.ctx, w.staff["贺长风"], d.ID, true, ""))
	if got := desk("贺长风"); len(got.Asked) != 0 {
		t.Error("what the director signed waits for him still")
	}
	if got := desk("顾明远"); len(got.Asked) != 1 {
		t.Error("the leader does not see what waits for him")
	}
	if got := desk("秦静宜"); len(got.Unknown) != 1 || len(got.Approved) != 0 {
		t.Errorf("the accountant sees %+v, %+v", got.Unknown, got.Approved)
	}
}

// Money without a case that nobody claimed in time is warned of, for those who
// may read the books; it belongs to no officer, group or case.
func TestWarningsOfUnclaimedMoney(t *testing.T) {
	w := newWorld(t)
	w.register()
	w.pool(court.FundUnknown, 10_00, "W1")
	w.pool(court.FundBidder, 500_00, "W2")
	unclaimed := func(q office.WarningQuery) []court.Warning {
		q.Kind = court.WarnUnclaimed
		counts, err := w.o.WarningCounts(w.ctx, q)
		w.must(err)
		list := w.warnings(q)
		if counts.Total != len(list) || counts.Cases != 0 {
			t.Errorf("%d warnings, counted %+v", len(list), counts)
		}
		return list
	}
	if list := unclaimed(office.WarningQuery{}); len(list) != 0 {
		t.Errorf("on the day: %+v", list)
	}
	w.on(w.o.Today().AddDays(10))
	list := unclaimed(office.WarningScope(w.staff["贺长风"]))
	if len(list) != 1 || list[0].CaseID != 0 || list[0].Days >= 0 || list[0].Where != office.WhereMoney || !strings.Contains(list[0].Text, "10.00元最迟应于") {
		t.Fatalf("the director sees %+v", list)
	}
	for _, q := range []office.WarningQuery{office.WarningScope(w.staff["陶文博"]), office.WarningScope(w.staff["沈国栋"]), {Group: court.GroupEnforcement}, {Search: "没有这样的"}} {
		if list := unclaimed(q); len(list) != 0 {
			t.Errorf("%+v sees %+v", q, list)
		}
	}
	all := w.warnings(office.WarningQuery{})
	for i := 1; i < len(all); i++ {
		if all[i].Days < all[i-1].Days {
			t.Errorf("not in order of urgency: %+v", all)
		}
	}
}
