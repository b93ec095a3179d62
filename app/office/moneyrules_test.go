package office_test

import (
	"testing"

	"zhixing/app/court"
	"zhixing/app/office"
)

// Money does not leave the account on a day before it was approved.
func TestPaymentIsNotDatedBeforeApproval(t *testing.T) {
	w := newWorld(t)
	c := w.register()
	w.receive(c, 100_00)
	d := w.ask(c, 100_00)
	w.on(court.D(2018, 6, 15))
	w.must(w.o.DecideDisbursement(w.ctx, w.staff["贺长风"], d.ID, true, ""))
	acc := w.staff["秦静宜"]
	w.refused(w.o.PayDisbursement(w.ctx, acc, d.ID, court.D(2018, 6, 12), ""), court.CodeInvalid, "早于审批日期")
	w.must(w.o.PayDisbursement(w.ctx, acc, d.ID, court.D(2018, 6, 15), ""))
}

// A request holds what its maker says and nothing of a later step.
func TestRequestStartsClean(t *testing.T) {
	w := newWorld(t)
	c := w.register()
	w.receive(c, 100_00)
	d, err := w.o.AskDisbursement(w.ctx, w.staff["沈国栋"], court.Disbursement{
		CaseID: c.ID, Payee: "张𬭎", PayeeBank: "信用社", PayeeNo: "6222", Amount: 100_00, State: court.DisbursementPaid,
		DecidedBy: "贺长风", DecidedAt: *w.now.Load(), Decision: "同意", PaidOn: w.o.Today(), PaidBy: "秦静宜", BankRef: "B1", Reason: "退汇",
	})
	w.must(err)
	if d.State != court.DisbursementAsked || d.DecidedBy+d.Decision+d.PaidBy+d.BankRef+d.Reason != "" || !d.PaidOn.IsZero() || !d.DecidedAt.IsZero() {
		t.Errorf("request %+v", d)
	}
}

// 案款发放 falls due by the oldest money on the account: later money does not
// postpone it, money that was reversed does not leave it behind, and a payment
// that came back makes it due again.
func TestPaymentFallsDueByTheOldestMoney(t *testing.T) {
	w := newWorld(t)
	c := w.register()
	due := func(want court.Date, state court.NodeState) {
		t.Helper()
		n := w.node(c, "028")
		if n.Planned != want || w.o.NodeState(n) != state {
			t.Errorf("案款发放 planned %s %s, want %s %s", n.Planned, w.o.NodeState(n), want, state)
		}
	}
	first := w.receive(c, 100_00)
	due(court.D(2018, 7, 8), court.NodeFuture)
	w.on(court.D(2018, 6, 20))
	w.receive(c, 50_00)
	due(court.D(2018, 7, 8), court.NodeFuture)
	_, err := w.o.ReverseReceipt(w.ctx, w.staff["秦静宜"], first.ID, "登错案件")
	w.must(err)
	due(court.D(2018, 7, 20), court.NodeFuture)
	paid := w.payOut(c, 50_00)
	due(court.D(2018, 7, 20), court.NodeDone)
	w.on(court.D(2018, 7, 25))
	w.must(w.o.ReverseDisbursement(w.ctx, w.staff["秦静宜"], paid.ID, "退汇"))
	due(court.D(2018, 7, 20), court.NodeOverdue)
	if n := w.node(c, "028"); n.Result+n.Evidence != "" {
		t.Errorf("the node still tells of the payment: %+v", n)
	}
}

// Without money on the account there is nothing to pay out in time.
func TestReversedReceiptLeavesNoDueDate(t *testing.T) {
	w := newWorld(t)
	c := w.register()
	r := w.receive(c, 100_00)
	_, err := w.o.ReverseReceipt(w.ctx, w.staff["秦静宜"], r.ID, "登错案件")
	w.must(err)
	if n := w.node(c, "028"); !n.Planned.IsZero() {
		t.Errorf("案款发放 still planned for %s", n.Planned)
	}
	for _, form := range []string{"receipt-voucher", "disbursement-approval"} { // nor anything to prove on paper
		_, err = w.o.MakePaper(w.ctx, w.staff["秦静宜"], office.PaperRequest{CaseID: c.ID, Form: form})
		w.refused(err, court.CodeRefused, "记录")
	}
}
