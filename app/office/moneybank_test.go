package office_test

import (
	"slices"
	"strings"
	"testing"

	"zhixing/app/court"
	"zhixing/app/office"
)

// bankLine makes a line of the bank about its own business, or a payment.
func bankLine(n int, kind court.StatementKind, on court.Date, amount court.Money, note, party string) court.StatementLine {
	l := lineIn(n, note, party)
	l.Kind, l.Date, l.Amount = kind, on, amount
	return l
}

func TestSecondPersonAgreesToInterest(t *testing.T) {
	w := newWorld(t)
	c := w.register()
	w.receive(c, 100_00)
	acc, all := w.staff["秦静宜"], w.staff["万能"]
	x := court.FundItem{Kind: court.ItemInterest, Date: w.o.Today(), Amount: 3_21, BankRef: "JX1"}
	record := func(x court.FundItem) error { _, err := w.o.RecordBankItem(w.ctx, acc, x); return err }
	w.refused(record(x), court.CodeInvalid, "说明")
	x.Note = "二季度结息"
	none := x
	none.Amount = 0
	w.refused(record(none), court.CodeInvalid, "金额")
	none = x
	none.Kind = "利差"
	w.refused(record(none), court.CodeInvalid, "类别")
	_, err := w.o.RecordBankItem(w.ctx, w.staff["沈国栋"], x)
	w.refused(err, court.CodeDenied, "登记利息")
	item, err := w.o.RecordBankItem(w.ctx, all, x)
	w.must(err)
	w.refused(record(x), court.CodeConflict, item.Number)
	if w.account("1002-01") != 100_00 {
		t.Error("it is in the books before anybody agreed")
	}
	w.refused(w.o.DecideBankItem(w.ctx, all, item.ID, true, ""), court.CodeDenied, "同一个人")
	w.refused(w.o.DecideBankItem(w.ctx, acc, item.ID, false, ""), court.CodeInvalid, "理由")
	w.must(w.o.DecideBankItem(w.ctx, acc, item.ID, true, ""))
	w.refused(w.o.DecideBankItem(w.ctx, acc, item.ID, true, ""), court.CodeRefused, "已入账")
	if w.account("1002-01") != 103_21 || w.account("2246") != 3_21 {
		t.Error("interest is not in the books")
	}
	// A fee larger than the interest cannot be taken from it.
	w.bankItem(court.FundItem{Kind: court.ItemBankFee, Amount: 5_00})
	over, err := w.o.RecordBankItem(w.ctx, acc, court.FundItem{Kind: court.ItemOffset, Date: w.o.Today(), Amount: 3_22, Note: "抵"})
	w.must(err)
	w.refused(w.o.DecideBankItem(w.ctx, all, over.ID, true, ""), court.CodeConflict, "专户利息余额不足")
	w.must(w.o.DecideBankItem(w.ctx, all, over.ID, false, "超过利息"))
	w.must(w.o.ReverseBankItem(w.ctx, acc, item.ID, "重复登记"))
	w.refused(w.o.ReverseBankItem(w.ctx, acc, item.ID, "再冲"), court.CodeRefused, "已冲正")
	if w.account("1002-01") != 95_00 || w.account("2246") != 0 || w.account("1131") != 5_00 {
		t.Error("the reversal does not restore the balances")
	}
	m, err := w.o.MonthFigures(w.ctx, acc, "2018-06")
	w.must(err)
	if m.Held != m.Owed || m.Owed != m.Vouchers || m.Owed != 100_00 {
		t.Errorf("figures %+v", m)
	}
	w.whole()
}

func TestStatementPostsInterestAndFees(t *testing.T) {
	w := newWorld(t)
	w.debts()
	acc := w.staff["秦静宜"]
	fee := bankLine(1, court.LineFee, court.D(2018, 6, 1), 10_00, "汇划手续费", "")
	f := office.StatementFile{Name: "六月.csv", Lines: []court.StatementLine{fee, bankLine(2, court.LineInterest, court.D(2018, 6, 2), 31_76, "结息", "")}}
	if r := w.post(f, nil); r.Items[0].Plan != office.PlanBank || r.Items[1].Voucher == "" {
		t.Errorf("interest pays for the fee: %+v", r.Items)
	}
	if w.account("1002-01") != 21_76 || w.account("2246") != 31_76 || w.account("1131") != 10_00 {
		t.Error("interest and fees are not in the books")
	}
	if again := w.post(f, nil); again.Items[0].Plan != office.PlanKnown || again.Items[1].Plan != office.PlanKnown || w.account("2246") != 31_76 {
		t.Errorf("a second time: %+v", again.Items)
	}
	big := bankLine(1, court.LineFee, court.D(2018, 6, 3), 100_00, "账户管理费", "")
	if r := w.post(office.StatementFile{Lines: []court.StatementLine{big}}, nil); r.Items[0].Plan != office.PlanLook || w.account("1131") != 10_00 {
		t.Errorf("a fee the books have no money for: %+v", r.Items[0])
	}
	items, err := w.o.BankItems(w.ctx, acc)
	w.must(err)
	if len(items) != 2 || items[0].Kind != court.ItemBankFee || items[0].State != court.ItemPosted || items[0].Origin != "银行流水 六月.csv" {
		t.Errorf("%+v", items)
	}
	w.whole()
}

// transits gives what is outstanding at a month's end, side by side.
func (w *world) transits(month string) map[court.TransitSide]court.Money {
	w.Helper()
	rec, err := w.o.Reconcile(w.ctx, w.staff["秦静宜"], 0, month)
	w.must(err)
	out := map[court.TransitSide]court.Money{}
	for _, x := range rec.Transit {
		out[x.Side] += x.Amount
	}
	return out
}

// TestOutstandingItemsExplainTheDifference goes through two months: a payment
// that the bank carries out a day later, and money at the bank that the books
// get a day later.
func TestOutstandingItemsExplainTheDifference(t *testing.T) {
	w := newWorld(t)
	c := w.aDebt("（2018）豫1599执186号", false, "李㛃")
	acc := w.staff["秦静宜"]
	pay := func(amount court.Money, on court.Date) court.Disbursement {
		d, err := w.o.AskDisbursement(w.ctx, w.staff["沈国栋"], court.Disbursement{CaseID: c.ID, Payee: "张𬭎", PayeeBank: "信用社", PayeeNo: "6222", Amount: amount})
		w.must(err)
		w.must(w.o.DecideDisbursement(w.ctx, w.staff["贺长风"], d.ID, true, ""))
		w.must(w.o.PayDisbursement(w.ctx, acc, d.ID, on, ""))
		return d
	}
	in := bankLine(1, court.LineIn, court.D(2018, 6, 5), 900_00, "（2018）豫1599执186号", "李㛃")
	in.Balance, in.HasBalance = 900_00, true
	back := bankLine(2, court.LineIn, court.D(2018, 6, 29), 70_00, "退汇", "某公司") // nobody knows what it is
	back.Returned, back.Balance, back.HasBalance = true, 970_00, true
	w.on(court.D(2018, 6, 30))
	w.post(office.StatementFile{Name: "六月.csv", Whole: true, Until: court.D(2018, 6, 30), Lines: []court.StatementLine{in, back}}, nil)
	d := pay(300_00, court.D(2018, 6, 30))
	w.on(court.D(2018, 7, 3))
	if got := w.transits("2018-06"); got[court.TransitBooksOut] != 300_00 || got[court.TransitBankIn] != 70_00 || len(got) != 2 {
		t.Errorf("June: %v", got)
	}
	m, err := w.o.MonthFigures(w.ctx, acc, "2018-06")
	w.must(err)
	if b := m.Banks[0]; b.Statement != 970_00 || b.Ledger != 600_00 || b.Adjusted() != 600_00 || !m.Agrees() {
		t.Errorf("figures %+v", m)
	}
	// A balance that the items do not explain is refused, to the 分.
	wrong := office.BankBalance{AccountID: m.Banks[0].AccountID, Date: court.D(2018, 6, 30), Balance: 970_01, Origin: "手工录入"}
	w.must(w.o.RecordBankBalance(w.ctx, acc, wrong))
	_, err = w.o.CloseMonth(w.ctx, acc, "2018-06")
	w.refused(err, court.CodeRefused, "还有0.01元没有说明")
	wrong.Balance = 970_00
	w.must(w.o.RecordBankBalance(w.ctx, acc, wrong))
	closed, err := w.o.CloseMonth(w.ctx, acc, "2018-06")
	w.must(err)
	if len(closed.Figures.Transit) != 2 {
		t.Errorf("frozen items %+v", closed.Figures.Transit)
	}
	june, err := w.o.Reconcile(w.ctx, acc, 0, "2018-06")
	w.must(err)
	if len(june.Matched) != 1 {
		t.Fatalf("matched in June: %+v", june.Matched)
	}
	w.refused(w.o.UnmatchBankLine(w.ctx, acc, june.Matched[0].ID, "看错"), court.CodeRefused, "已经结账")
	// July: the bank carries the payment out; the unknown money is assigned.
	w.on(court.D(2018, 7, 10))
	out := bankLine(1, court.LineOut, court.D(2018, 7, 2), 300_00, "代付", "信用社清算中心") // the name does not tell
	out.Balance, out.HasBalance = 670_00, true
	w.post(office.StatementFile{Name: "七月.csv", Whole: true, Until: court.D(2018, 7, 9), Lines: []court.StatementLine{out}}, nil)
	rec, err := w.o.Reconcile(w.ctx, acc, 0, "2018-07")
	w.must(err)
	if len(rec.Transit) != 3 { // the payment on both sides, and the unknown money
		t.Fatalf("July before matching: %+v", rec.Transit)
	}
	n, err := w.o.MatchBank(w.ctx, acc, rec.Bank.AccountID)
	w.must(err)
	if n != 1 {
		t.Errorf("%d matched", n)
	}
	if m, err := w.o.CaseMoney(w.ctx, c.ID); err != nil || m.Disbursements[0].ID != d.ID || m.Disbursements[0].Seen != court.D(2018, 7, 2) {
		t.Errorf("the payment is not confirmed by the bank: %+v %v", m.Disbursements, err)
	}
	_, err = w.o.RecordUnidentified(w.ctx, acc, court.Receipt{Date: court.D(2018, 6, 29), Booked: w.o.Today(), Payer: "某公司", Way: "转账", BankRef: back.Mark, Amount: 70_00})
	w.must(err)
	if got := w.transits("2018-07"); len(got) != 0 {
		t.Errorf("July: %v", got)
	}
	if got := w.transits("2018-06"); len(got) != 2 {
		t.Errorf("June is closed and changed: %v", got)
	}
	w.whole()
}

// Without statements a person lists what is on its way.
func TestOutstandingItemsByHand(t *testing.T) {
	w := newWorld(t)
	c := w.register()
	acc := w.staff["秦静宜"]
	w.receive(c, 500_00)
	paid := w.payOut(c, 120_00)
	rec, err := w.o.Reconcile(w.ctx, acc, 0, "2018-06")
	w.must(err)
	if len(rec.Transit) != 0 || len(rec.Unseen) != 2 {
		t.Fatalf("%+v", rec)
	}
	bank, entry := rec.Bank.AccountID, rec.Unseen[1].Entry
	if rec.Unseen[1].Voucher != paid.Number {
		t.Fatalf("%+v", rec.Unseen)
	}
	w.must(w.o.MarkTransit(w.ctx, acc, bank, entry, true, "下班后付款"))
	l, err := w.o.AddBankLine(w.ctx, acc, court.BankLine{AccountID: bank, Date: w.o.Today(), Amount: -2_00, Note: "短信费，回单未到"})
	w.must(err)
	if got := w.transits("2018-06"); got[court.TransitBooksOut] != 120_00 || got[court.TransitBankOut] != 2_00 {
		t.Errorf("%v", got)
	}
	w.must(w.o.RecordBankBalance(w.ctx, acc, office.BankBalance{AccountID: bank, Date: court.D(2018, 6, 30).AddDays(-22), Balance: 498_00, Origin: "手工录入"}))
	w.refused(w.o.MatchBankLine(w.ctx, acc, l.ID, entry), court.CodeRefused, "金额不同")
	_, err = w.o.AddBankLine(w.ctx, w.staff["沈国栋"], court.BankLine{AccountID: bank, Date: w.o.Today(), Amount: 1, Note: "x"})
	w.refused(err, court.CodeDenied, "未达账项")
	w.on(court.D(2018, 7, 3))
	say := func(m court.Money) {
		w.must(w.o.RecordBankBalance(w.ctx, acc, office.BankBalance{AccountID: bank, Date: court.D(2018, 6, 30), Balance: m, Origin: "手工录入"}))
	}
	say(498_00) // 380 in the books, 120 not paid out by the bank yet, 2 taken
	m, err := w.o.CloseMonth(w.ctx, acc, "2018-06")
	w.must(err)
	if b := m.Figures.Banks[0]; b.Statement != 498_00 || b.Transit != -118_00 || b.Ledger != 380_00 {
		t.Errorf("%+v", b)
	}
	w.must(w.o.ReachedBank(w.ctx, acc, bank, entry, court.D(2018, 7, 2)))
	w.refused(w.o.ReachedBank(w.ctx, acc, bank, entry, court.D(2018, 7, 2)), court.CodeConflict, "已经有了")
	if got := w.transits("2018-07"); got[court.TransitBooksOut] != 0 || got[court.TransitBankOut] != 2_00 {
		t.Errorf("%v", got)
	}
	fee := w.bankItem(court.FundItem{Kind: court.ItemBankFee, Amount: 2_00})
	rec, err = w.o.Reconcile(w.ctx, acc, bank, "2018-07")
	w.must(err)
	if len(rec.Unseen) != 1 || rec.Unseen[0].Voucher != fee.Number {
		t.Fatalf("%+v", rec.Unseen)
	}
	w.must(w.o.MatchBankLine(w.ctx, acc, l.ID, rec.Unseen[0].Entry))
	w.refused(w.o.DropBankLine(w.ctx, acc, l.ID), court.CodeRefused, "已核对")
	w.must(w.o.UnmatchBankLine(w.ctx, acc, l.ID, "不是同一笔"))
	w.must(w.o.DropBankLine(w.ctx, acc, l.ID))
	if got := w.transits("2018-07"); len(got) != 0 {
		t.Errorf("%v", got)
	}
	w.whole()
}

// TestUndoneAcrossTheFirstDayOfTheBank: a payment entered before the bank's lines
// are known and undone after that never reached the bank: neither side of it is
// on its way. One that the bank sent back has a line of the bank.
func TestUndoneAcrossTheFirstDayOfTheBank(t *testing.T) {
	w := newWorld(t)
	c := w.aDebt("（2018）豫1599执186号", false, "李㛃")
	acc := w.staff["秦静宜"]
	w.on(court.D(2018, 6, 10))
	w.receive(c, 900_00)
	w.on(court.D(2018, 6, 20))
	never, sent := w.payOut(c, 300_00), w.payOut(c, 200_00)
	w.on(court.D(2018, 7, 5))
	w.must(w.o.ReverseDisbursement(w.ctx, acc, never.ID, "没有付出"))
	in := bankLine(1, court.LineIn, court.D(2018, 7, 4), 50_00, "（2018）豫1599执186号", "李㛃")
	in.Balance, in.HasBalance = 750_00, true
	w.post(office.StatementFile{Name: "七月.csv", Whole: true, Until: court.D(2018, 7, 9), Lines: []court.StatementLine{in}}, nil)
	if got := w.transits("2018-07"); len(got) != 0 {
		t.Errorf("what never reached the bank is on its way: %v", got)
	}
	rec, err := w.o.Reconcile(w.ctx, acc, 0, "2018-07")
	w.must(err)
	if len(rec.Unseen) != 0 {
		t.Errorf("July lists %+v", rec.Unseen)
	}
	w.on(court.D(2018, 7, 12))
	back := bankLine(1, court.LineIn, court.D(2018, 7, 11), 200_00, "退汇", "张𬭎")
	back.Returned, back.Balance, back.HasBalance = true, 950_00, true
	w.post(office.StatementFile{Name: "七月下.csv", Whole: true, Until: court.D(2018, 7, 12), Lines: []court.StatementLine{back}}, nil)
	w.must(w.o.ReverseDisbursement(w.ctx, acc, sent.ID, "退汇"))
	if got := w.transits("2018-07"); got[court.TransitBankIn] != 200_00 || got[court.TransitBooksIn] != 200_00 || len(got) != 2 {
		t.Errorf("what the bank sent back, before it is matched: %v", got)
	}
	n, err := w.o.MatchBank(w.ctx, acc, rec.Bank.AccountID)
	w.must(err)
	if got := w.transits("2018-07"); n != 1 || len(got) != 0 {
		t.Errorf("%d matched, on their way %v", n, got)
	}
	w.whole()
}

// batchOf has payments of the amounts approved and put into one file.
func (w *world) batchOf(c court.Case, amounts ...court.Money) office.PaymentBatch {
	w.Helper()
	var ids []int64
	for _, m := range amounts {
		d := w.ask(c, m)
		w.must(w.o.DecideDisbursement(w.ctx, w.staff["贺长风"], d.ID, true, ""))
		ids = append(ids, d.ID)
	}
	b, err := w.o.MakeBatch(w.ctx, w.staff["秦静宜"], ids)
	w.must(err)
	return b
}

// outOf makes a statement of one line that took an amount, of days without a gap.
func outOf(n int, on court.Date, amount, left court.Money, note string) office.StatementFile {
	l := bankLine(n, court.LineOut, on, amount, note, "批量代发过渡户")
	l.Balance, l.HasBalance = left, true
	return office.StatementFile{Name: "六月.csv", Whole: true, Until: on, Lines: []court.StatementLine{l}}
}

// TestOneLineForAFileOfPayments: the bank books one line for a file; importing
// it pays all of the file and belongs to each payment, once; taken apart it can
// be matched again.
func TestOneLineForAFileOfPayments(t *testing.T) {
	w := newWorld(t)
	c := w.aDebt("（2018）豫1599执186号", false, "李㛃")
	acc := w.staff["秦静宜"]
	w.receive(c, 1000_00)
	b := w.batchOf(c, 100_00, 250_00, 75_50)
	w.on(court.D(2018, 6, 11))
	f := outOf(1, court.D(2018, 6, 11), 425_50, 574_50, "批量代发")
	r := w.post(f, nil)
	if x := r.Items[0]; x.Plan != office.PlanPay || x.Batch != b.Number || x.Refused != "" || !strings.Contains(x.Why, "3笔") || x.Certainty != court.MatchSure || r.Confirmed() != 3 {
		t.Fatalf("%+v", x)
	}
	seen := func(want court.Date) {
		t.Helper()
		m, err := w.o.CaseMoney(w.ctx, c.ID)
		w.must(err)
		for _, d := range m.Disbursements {
			if d.State != court.DisbursementPaid || d.PaidOn != court.D(2018, 6, 11) || d.Seen != want {
				t.Errorf("%s is %s on %s, seen %s, want %s", d.Number, d.State, d.PaidOn, d.Seen, want)
			}
		}
	}
	seen(court.D(2018, 6, 11))
	if got := w.transits("2018-06"); got[court.TransitBooksOut] != 0 || got[court.TransitBankOut] != 0 {
		t.Errorf("on their way: %v", got)
	}
	if again := w.post(f, nil); again.Items[0].Plan != office.PlanKnown || again.Items[0].Voucher != b.Number || w.account("1002-01") != 574_50 {
		t.Errorf("a second time: %+v", again.Items[0])
	}
	other := outOf(9, court.D(2018, 6, 11), 425_50, 149_00, "电汇") // the same sum on the same day is not the file again
	if x := w.match(other).Items[0]; x.Plan != office.PlanLook {
		t.Errorf("another line of that sum: %s %s", x.Plan, x.Why)
	}
	rec, err := w.o.Reconcile(w.ctx, acc, 0, "2018-06")
	w.must(err)
	if len(rec.Matched) != 1 || rec.Matched[0].Voucher != b.Number || rec.Matched[0].Batch != 3 || rec.Matched[0].Amount != -425_50 || len(rec.Batches) != 0 {
		t.Fatalf("%+v %+v", rec.Matched, rec.Batches)
	}
	line := rec.Matched[0].ID
	w.refused(w.o.MatchBankBatch(w.ctx, acc, line, b.Number), court.CodeConflict, "已经和"+b.Number+"勾对")
	w.refused(w.o.UnmatchBankLine(w.ctx, acc, line, " "), court.CodeInvalid, "取消理由")
	w.refused(w.o.UnmatchBankLine(w.ctx, w.staff["沈国栋"], line, "x"), court.CodeDenied, "未达账项")
	w.must(w.o.UnmatchBankLine(w.ctx, acc, line, "对错了批次"))
	w.refused(w.o.UnmatchBankLine(w.ctx, acc, line, "再一次"), court.CodeRefused, "还没有核对")
	seen(court.Date{})
	if got := w.transits("2018-06"); got[court.TransitBooksOut] != 425_50 || got[court.TransitBankOut] != 425_50 {
		t.Errorf("taken apart: %v", got)
	}
	n, err := w.o.MatchBank(w.ctx, acc, rec.Bank.AccountID)
	w.must(err)
	if n != 1 {
		t.Errorf("%d matched", n)
	}
	seen(court.D(2018, 6, 11))
	w.must(w.o.UnmatchBankLine(w.ctx, acc, line, "重新核对"))
	w.must(w.o.MatchBankBatch(w.ctx, acc, line, b.Number))
	log, err := w.o.CaseLog(w.ctx, 0)
	w.must(err)
	if !slices.ContainsFunc(log, func(e court.AuditEntry) bool {
		return e.Action == "取消勾对" && strings.Contains(e.Reason, b.Number+"：重新核对")
	}) {
		t.Error("the trail lacks why it was taken apart")
	}
	w.whole()
}

// match tells what posting would do.
func (w *world) match(f office.StatementFile) office.StatementResult {
	w.Helper()
	r, err := w.o.MatchStatement(w.ctx, w.staff["秦静宜"], f, nil)
	w.must(err)
	return r
}

// TestFileWithoutWhatWasUndone: the bank did not carry one payment of the file
// out; its line is the rest.
func TestFileWithoutWhatWasUndone(t *testing.T) {
	w := newWorld(t)
	c := w.aDebt("（2018）豫1599执186号", false, "李㛃")
	acc := w.staff["秦静宜"]
	w.receive(c, 1000_00)
	b := w.batchOf(c, 100_00, 250_00, 75_50)
	for _, p := range b.Payments {
		w.must(w.o.PayDisbursement(w.ctx, acc, p.ID, w.o.Today(), ""))
	}
	w.must(w.o.ReverseDisbursement(w.ctx, acc, b.Payments[1].ID, "银行退回，没有付出"))
	l, err := w.o.AddBankLine(w.ctx, acc, court.BankLine{Date: w.o.Today(), Amount: -175_50, Note: "批量"})
	w.must(err)
	n, err := w.o.MatchBank(w.ctx, acc, l.AccountID)
	w.must(err)
	rec, err := w.o.Reconcile(w.ctx, acc, 0, court.MonthOf(w.o.Today()))
	w.must(err)
	if n != 1 || len(rec.Matched) != 1 || rec.Matched[0].Batch != 2 || len(rec.Transit) != 0 || len(rec.Unseen) != 1 { // what came in is left
		t.Errorf("%d matched: %+v, on their way %+v, unseen %+v", n, rec.Matched, rec.Transit, rec.Unseen)
	}
	w.whole()
}

// TestOneLineStaysOneLine: the bank's line that is a file stays one line of its
// true amount in the bank's list and the reconciliation; where it stands open at a
// month's end its parts name the file and the line's amount.
func TestOneLineStaysOneLine(t *testing.T) {
	w := newWorld(t)
	c := w.aDebt("（2018）豫1599执186号", false, "李㛃")
	acc := w.staff["秦静宜"]
	w.receive(c, 1000_00)
	w.on(court.D(2018, 6, 28))
	b := w.batchOf(c, 100_00, 250_00, 75_50)
	w.on(court.D(2018, 7, 2))
	for _, p := range b.Payments {
		w.must(w.o.PayDisbursement(w.ctx, acc, p.ID, court.D(2018, 7, 2), ""))
	}
	l, err := w.o.AddBankLine(w.ctx, acc, court.BankLine{Date: court.D(2018, 6, 29), Amount: -425_50, Party: "代发过渡户", Note: "批量"})
	w.must(err)
	n, err := w.o.MatchBank(w.ctx, acc, l.AccountID)
	w.must(err)
	rec, err := w.o.Reconcile(w.ctx, acc, 0, "2018-06")
	w.must(err)
	if n != 1 || len(rec.Matched) != 1 || rec.Matched[0].Amount != -425_50 || rec.Matched[0].Batch != 3 || rec.Matched[0].Party != "代发过渡户" {
		t.Fatalf("%d matched: %+v", n, rec.Matched)
	}
	var sum court.Money
	for _, x := range rec.Transit {
		sum += x.Amount
		if !strings.Contains(x.Note, "批量付款"+b.Number+"，银行流水是整批一笔425.50元") {
			t.Errorf("a part does not say of what: %+v", x)
		}
	}
	if len(rec.Transit) != 3 || sum != 425_50 {
		t.Errorf("open at the month's end: %+v", rec.Transit)
	}
	var journal strings.Builder
	w.must(w.o.ExportHledger(w.ctx, acc, &journal))
	for _, amount := range []string{"100.00", "250.00", "75.50"} {
		if !strings.Contains(journal.String(), amount) {
			t.Errorf("%s is not in the journal", amount)
		}
	}
	if strings.Contains(journal.String(), "整批") {
		t.Error("a line of the bank stands in the journal of the books")
	}
	w.whole()
}

// TestNeverTheWrongFile: a sum that two files have, or that two lines have, is
// for a person; so is a named file of another sum, and one with a payment that is
// not made.
func TestNeverTheWrongFile(t *testing.T) {
	w := newWorld(t)
	c := w.aDebt("（2018）豫1599执186号", false, "李㛃")
	acc := w.staff["秦静宜"]
	w.receive(c, 5000_00)
	one, two, single := w.batchOf(c, 100_00, 200_00), w.batchOf(c, 150_00, 150_00), w.batchOf(c, 300_00)
	w.on(court.D(2018, 6, 11))
	look := func(f office.StatementFile, says string) {
		t.Helper()
		r, err := w.o.MatchStatement(w.ctx, acc, f, nil)
		w.must(err)
		for _, x := range r.Items {
			if x.Plan != office.PlanLook || !strings.Contains(x.Why, says) {
				t.Errorf("%s %s, want %q", x.Plan, x.Why, says)
			}
		}
	}
	look(outOf(1, court.D(2018, 6, 11), 300_00, 1, "批量代发"), "有2个批量付款的金额都是300.00元")
	look(outOf(1, court.D(2018, 6, 11), 300_01, 1, "批量代发"+two.Number), "金额不同")
	look(outOf(1, court.D(2018, 6, 11), 300_00, 1, one.Number+two.Number), "几个批量付款号")
	r, err := w.o.MatchStatement(w.ctx, acc, outOf(1, court.D(2018, 6, 11), 300_00, 1, "代发"+two.Number), nil)
	w.must(err)
	if r.Items[0].Plan != office.PlanPay || r.Items[0].Batch != two.Number {
		t.Errorf("the named file: %+v", r.Items[0])
	}
	w.must(w.o.TakeBackBatch(w.ctx, acc, single.Number, "文件没有交出", true))
	w.must(w.o.RecallDisbursement(w.ctx, w.staff["沈国栋"], single.Payments[0].ID, "账号有误"))
	w.must(w.o.PayDisbursement(w.ctx, acc, one.Payments[0].ID, court.D(2018, 6, 11), ""))
	l, err := w.o.AddBankLine(w.ctx, acc, court.BankLine{Date: court.D(2018, 6, 11), Amount: -300_00, Note: "批量"})
	w.must(err)
	w.refused(w.o.MatchBankBatch(w.ctx, acc, l.ID, one.Number), court.CodeRefused, "还有没登记发放的")
	w.refused(w.o.MatchBankBatch(w.ctx, acc, l.ID, "2018批0099"), court.CodeNotFound, "没有批量付款")
	w.must(w.o.PayDisbursement(w.ctx, acc, one.Payments[1].ID, court.D(2018, 6, 11), ""))
	for _, p := range two.Payments {
		w.must(w.o.PayDisbursement(w.ctx, acc, p.ID, court.D(2018, 6, 11), ""))
	}
	match := func(want int) {
		t.Helper()
		n, err := w.o.MatchBank(w.ctx, acc, l.AccountID)
		w.must(err)
		if n != want {
			t.Errorf("%d matched, want %d", n, want)
		}
	}
	match(0) // two files have that sum
	w.must(w.o.MatchBankBatch(w.ctx, acc, l.ID, two.Number))
	more := func() court.BankLine {
		t.Helper()
		l, err := w.o.AddBankLine(w.ctx, acc, court.BankLine{Date: court.D(2018, 6, 11), Amount: -300_00, Note: "批量"})
		w.must(err)
		return l
	}
	second, third := more(), more()
	match(0) // two lines have the sum of the file that is left
	w.refused(w.o.MatchBankBatch(w.ctx, acc, second.ID, two.Number), court.CodeConflict, "勾对过")
	w.must(w.o.DropBankLine(w.ctx, acc, third.ID))
	match(1)
	match(0)
	w.refused(w.o.DropBankLine(w.ctx, acc, second.ID), court.CodeRefused, "已核对")
	w.whole()
}

// TestStatementNamesAnotherAccount: name and sum fit, the account does not.
func TestStatementNamesAnotherAccount(t *testing.T) {
	w := newWorld(t)
	c := w.aDebt("（2018）豫1599执186号", false, "李㛃")
	w.receive(c, 1000_00)
	d := w.ask(c, 100_00)
	w.must(w.o.DecideDisbursement(w.ctx, w.staff["贺长风"], d.ID, true, ""))
	w.on(court.D(2018, 6, 11))
	l := bankLine(1, court.LineOut, court.D(2018, 6, 11), 100_00, "案款", "张𬭎")
	l.PartyNo = "6228480099"
	r, err := w.o.MatchStatement(w.ctx, w.staff["秦静宜"], office.StatementFile{Lines: []court.StatementLine{l}}, nil)
	w.must(err)
	if x := r.Items[0]; x.Plan != office.PlanLook || !strings.Contains(x.Why, d.Number) || !strings.Contains(x.Why, "账号不同：银行付到6228480099，审批的是6222") {
		t.Errorf("%s %s", x.Plan, x.Why)
	}
}

func TestMonthWaitsForTheSecondPerson(t *testing.T) {
	w := newWorld(t)
	w.receive(w.register(), 50_00)
	acc := w.staff["秦静宜"]
	x, err := w.o.RecordBankItem(w.ctx, acc, court.FundItem{Kind: court.ItemInterest, Date: w.o.Today(), Amount: 1_00, Note: "结息"})
	w.must(err)
	w.on(court.D(2018, 7, 2))
	rec, err := w.o.Reconcile(w.ctx, acc, 0, "2018-06")
	w.must(err)
	w.must(w.o.RecordBankBalance(w.ctx, acc, office.BankBalance{AccountID: rec.Bank.AccountID, Date: court.D(2018, 6, 30), Balance: 50_00, Origin: "手工录入"}))
	_, err = w.o.CloseMonth(w.ctx, acc, "2018-06")
	w.refused(err, court.CodeRefused, x.Number)
	w.must(w.o.DecideBankItem(w.ctx, w.staff["贺长风"], x.ID, false, "没有回单"))
	_, err = w.o.CloseMonth(w.ctx, acc, "2018-06")
	w.must(err)
}

// A receipt entered for the wrong case is reversed and entered again: the bank's
// line belongs to the right one, and nothing is outstanding.
func TestBankLineFollowsTheRightReceipt(t *testing.T) {
	w := newWorld(t)
	c, right := w.aDebt("（2018）豫1599执186号", false, "李㛃"), w.aDebt("（2018）豫1599执187号", false, "王平")
	acc := w.staff["秦静宜"]
	in := bankLine(1, court.LineIn, court.D(2018, 6, 5), 900_00, "（2018）豫1599执186号", "李㛃")
	in.Balance, in.HasBalance = 900_00, true
	w.post(office.StatementFile{Whole: true, Until: court.D(2018, 6, 8), Lines: []court.StatementLine{in}}, nil)
	m, err := w.o.CaseMoney(w.ctx, c.ID)
	w.must(err)
	_, err = w.o.ReverseReceipt(w.ctx, acc, m.Receipts[0].ID, "登错案件")
	w.must(err)
	if got := w.transits("2018-06"); got[court.TransitBankIn] != 900_00 || len(got) != 1 {
		t.Errorf("after the reversal: %v", got)
	}
	_, err = w.o.RecordReceipt(w.ctx, acc, court.Receipt{CaseID: right.ID, Date: court.D(2018, 6, 5), Payer: "李㛃", Way: "转账", BankRef: in.Mark, Amount: 900_00})
	w.must(err)
	if got := w.transits("2018-06"); len(got) != 0 {
		t.Errorf("after the right receipt: %v", got)
	}
	w.whole()
}
