package office_test

import (
	"testing"

	"zhixing/app/court"
	"zhixing/app/office"
)

// What was kept back for fees, and what went back to the debtor, did not pay
// the claim: the same figure stands in the list, on the case, in what is still
// owed and on papers.
func TestFeesAndRefundsDoNotPayTheClaim(t *testing.T) {
	w := newWorld(t)
	c := w.register()
	w.receive(c, 135_173_00)
	realised := func(want court.Money) {
		t.Helper()
		m, err := w.o.CaseMoney(w.ctx, c.ID)
		w.must(err)
		rows, err := w.o.AllCases(w.ctx, office.CaseQuery{})
		w.must(err)
		if m.Balance.Realised() != want || rows[0].Realised != want || m.Owed != c.Principal-want {
			t.Errorf("case %s, list %s, owed %s; want %s and %s", m.Balance.Realised(), rows[0].Realised, m.Owed, want, c.Principal-want)
		}
	}
	realised(135_173_00)
	pay := func(p court.Disbursement) court.Disbursement {
		t.Helper()
		p.CaseID, p.PayeeBank, p.PayeeNo = c.ID, "信用社", "6222"
		d, err := w.o.AskDisbursement(w.ctx, w.staff["沈国栋"], p)
		w.must(err)
		w.must(w.o.DecideDisbursement(w.ctx, w.staff["贺长风"], d.ID, true, ""))
		w.must(w.o.PayDisbursement(w.ctx, w.staff["秦静宜"], d.ID, w.o.Today(), ""))
		return d
	}
	paid := pay(court.Disbursement{Payee: "张𬭎", Amount: 100_000_00, Deductions: []court.Deduction{{Name: "申请执行费", Amount: 8_918_69}}})
	realised(126_254_31)
	pay(court.Disbursement{Kind: court.PayRefund, Payee: "李㛃", Amount: 1_254_31, Panel: "2018年6月11日合议笔录"})
	realised(125_000_00)
	w.must(w.o.ReverseDisbursement(w.ctx, w.staff["秦静宜"], paid.ID, "退汇"))
	realised(133_918_69)
	w.whole()
}

// What was taken back is not approved on paper any more.
func TestNoApprovalFormForWhatWasTakenBack(t *testing.T) {
	w := newWorld(t)
	c := w.register()
	w.receive(c, 1_000_00)
	d := w.ask(c, 900_00)
	form := office.PaperRequest{CaseID: c.ID, Form: "disbursement-approval", RefID: d.ID}
	_, err := w.o.MakePaper(w.ctx, w.staff["沈国栋"], form)
	w.must(err)
	w.must(w.o.RecallDisbursement(w.ctx, w.staff["沈国栋"], d.ID, "金额有误"))
	_, err = w.o.MakePaper(w.ctx, w.staff["沈国栋"], form)
	w.refused(err, court.CodeRefused, "已撤回，不能再制作")
}
