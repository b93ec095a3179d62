package office_test

import (
	"encoding/csv"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"

	"zhixing/app/court"
	"zhixing/app/office"
)

func (w *world) pool(fund court.FundKind, amount court.Money, ref string) court.Receipt {
	w.Helper()
	r, err := w.o.RecordUnidentified(w.ctx, w.staff["秦静宜"], court.Receipt{Fund: fund, Date: w.o.Today(), Payer: "某公司", Way: "转账", BankRef: ref, Amount: amount})
	w.must(err)
	return r
}

// settle has a request approved and paid.
func (w *world) settle(d court.Disbursement) {
	w.Helper()
	w.must(w.o.DecideDisbursement(w.ctx, w.staff["贺长风"], d.ID, true, ""))
	w.must(w.o.PayDisbursement(w.ctx, w.staff["秦静宜"], d.ID, w.o.Today(), ""))
}

func (w *world) account(code string) court.Money {
	w.Helper()
	b, err := w.o.AccountBook(w.ctx, w.staff["秦静宜"], code, court.D(2000, 1, 1), court.D(2100, 1, 1))
	w.must(err)
	if b.After() != b.Account.Balance {
		w.Errorf("account %s: the book ends with %s, the balance kept is %s", code, b.After(), b.Account.Balance)
	}
	return b.Account.Balance
}

func (w *world) whole() {
	w.Helper()
	faults, err := w.o.Verify(w.ctx)
	w.must(err)
	if len(faults) > 0 {
		w.Errorf("the books are not whole: %v", faults)
	}
}

// bankItem has an item of the bank account written down and agreed to.
func (w *world) bankItem(x court.FundItem) court.FundItem {
	w.Helper()
	x.Date, x.Note = w.o.Today(), "二季度"
	x, err := w.o.RecordBankItem(w.ctx, w.staff["秦静宜"], x)
	w.must(err)
	w.must(w.o.DecideBankItem(w.ctx, w.staff["贺长风"], x.ID, true, ""))
	return x
}

// aYearOfMoney moves money in every way there is.
func aYearOfMoney(t *testing.T) (*world, court.Case, court.Case) {
	w := newWorld(t)
	c, other := w.register(), w.register()
	acc, officer := w.staff["秦静宜"], w.staff["沈国栋"]
	w.receive(c, 5000_00)
	wrong := w.receive(c, 700_00)
	_, err := w.o.ReverseReceipt(w.ctx, acc, wrong.ID, "登错案件")
	w.must(err)
	ask := func(d court.Disbursement) court.Disbursement {
		t.Helper()
		d, err := w.o.AskDisbursement(w.ctx, officer, d)
		w.must(err)
		return d
	}
	applicant := court.Disbursement{CaseID: c.ID, Payee: "张𬭎", PayeeBank: "信用社", PayeeNo: "6222", Amount: 3000_00,
		Deductions: []court.Deduction{{Name: "申请执行费", Amount: 50_00}, {Name: "评估费", Amount: 200_00}}}
	w.settle(ask(applicant))
	back := w.payOut(c, 100_00)
	w.must(w.o.ReverseDisbursement(w.ctx, acc, back.ID, "户名不符退回"))
	// Money without a case: one share to each, the rest back to whoever paid.
	unknown := w.pool(court.FundUnknown, 1000_00, "BM1")
	_, err = w.o.AssignReceipt(w.ctx, acc, unknown.ID, []office.Share{{CaseID: c.ID, Amount: 400_00}, {CaseID: other.ID, Amount: 500_00}})
	w.must(err)
	w.settle(ask(court.Disbursement{Kind: court.PayRefund, Fund: court.FundUnknown, Source: unknown.ID, Payee: "某公司", PayeeBank: "工行", PayeeNo: "1", Amount: 60_00}))
	bidder := w.pool(court.FundBidder, 800_00, "BD1")
	_, err = w.o.AssignReceipt(w.ctx, acc, bidder.ID, []office.Share{{CaseID: other.ID, Amount: 800_00}})
	w.must(err)
	w.pool(court.FundFine, 100_00, "")
	w.settle(ask(court.Disbursement{Kind: court.PayTreasury, Fund: court.FundFine, Payee: "国库", PayeeBank: "人行", PayeeNo: "2", Amount: 100_00}))
	w.settle(ask(court.Disbursement{Kind: court.PayTreasury, Fund: court.FundFee, Payee: "国库", PayeeBank: "人行", PayeeNo: "2", Amount: 30_00}))
	w.settle(ask(court.Disbursement{Kind: court.PayCosts, Fund: court.FundCosts, Payee: "评估所", PayeeBank: "建行", PayeeNo: "3", Amount: 150_00}))
	// Cash, one in the bank, one still in hand; a bill.
	for i, way := range []court.MoneyWay{court.WayCash, court.WayCash, court.WayBill} {
		r, err := w.o.RecordReceipt(w.ctx, acc, court.Receipt{CaseID: other.ID, Date: w.o.Today(), Payer: "李㛃", Way: way, Amount: 90_00})
		w.must(err)
		if i == 0 {
			w.must(w.o.BankReceipt(w.ctx, acc, r.ID, court.Banking{Date: w.o.Today(), BankRef: "JK1"}))
		}
	}
	// Interest, a fee, part of it taken from the interest, part of it put back.
	for _, x := range []court.FundItem{
		{Kind: court.ItemInterest, Amount: 12_34}, {Kind: court.ItemBankFee, Amount: 5_00}, {Kind: court.ItemOffset, Amount: 2_00}, {Kind: court.ItemRefill, Amount: 1_50},
	} {
		w.bankItem(x)
	}
	w.settle(ask(court.Disbursement{Kind: court.PayTreasury, Fund: court.FundInterest, Payee: "国库", PayeeBank: "人行", PayeeNo: "2", Amount: 10_00}))
	// Kept for the payee, part of it paid out later.
	w.settle(ask(court.Disbursement{CaseID: other.ID, Kind: court.PayDeposit, Payee: "张𬭎", Amount: 300_00}))
	w.settle(ask(court.Disbursement{CaseID: other.ID, Fund: court.FundDeposit, Payee: "张𬭎", PayeeBank: "信用社", PayeeNo: "6222", Amount: 120_00}))
	return w, c, other
}

func TestEveryMoveIsInTheBooks(t *testing.T) {
	w, c, other := aYearOfMoney(t)
	for code, want := range map[string]court.Money{
		court.FundCode(c.ID):        5000_00 - 3250_00 + 400_00,
		court.FundCode(other.ID):    500_00 + 800_00 + 3*90_00 - 300_00,
		court.DepositCode(other.ID): 180_00,
		"2242":                      40_00,
		"2245":                      0,
		"2243":                      20_00,
		"2244":                      0,
		"2247":                      50_00,
		"1001":                      90_00,
		"1121":                      90_00,
		"1002-01":                   5000_00 - 3000_00 + 1000_00 - 60_00 + 800_00 + 100_00 - 100_00 - 30_00 - 150_00 + 90_00 - 120_00 + 12_34 - 5_00 + 1_50 - 10_00,
		"1131":                      1_50,
		"2246":                      34,
	} {
		if got := w.account(code); got != want {
			t.Errorf("account %s has %s, want %s", code, got, want)
		}
	}
	m, err := w.o.MonthFigures(w.ctx, w.staff["秦静宜"], "2018-06")
	w.must(err)
	if m.Held != m.Owed || m.Owed != m.Vouchers || len(m.Open) != 2 {
		t.Errorf("figures %+v", m)
	}
	w.whole()
}

// TestHledgerAgrees has Debian's hledger check the whole ledger and compares
// its balance of every account with the program's.
func TestHledgerAgrees(t *testing.T) {
	w, _, _ := aYearOfMoney(t)
	path := filepath.Join(t.TempDir(), "案款.journal")
	f, err := os.Create(path)
	w.must(err)
	w.must(w.o.ExportHledger(w.ctx, w.staff["秦静宜"], f))
	w.must(f.Close())
	hledger := func(args ...string) string {
		t.Helper()
		cmd := exec.Command("hledger", append([]string{"-f", path}, args...)...)
		cmd.Env = append(os.Environ(), "LANG=C.UTF-8", "LC_ALL=C.UTF-8")
		out, err := cmd.CombinedOutput()
		if err != nil {
			t.Fatalf("hledger %v: %v\n%s", args, err, out)
		}
		return string(out)
	}
	hledger("check", "--strict", "ordereddates")
	rows, err := csv.NewReader(strings.NewReader(hledger("balance", "--flat", "--empty", "--no-total", "-O", "csv"))).ReadAll()
	w.must(err)
	theirs := map[string]string{}
	for _, row := range rows[1:] {
		theirs[row[0]] = strings.TrimSuffix(row[1], " CNY")
	}
	accounts, err := w.o.FundAccounts(w.ctx, w.staff["秦静宜"], true)
	w.must(err)
	if len(accounts) != len(theirs) || len(accounts) < 11 {
		t.Errorf("%d accounts here, %d there", len(accounts), len(theirs))
	}
	for _, a := range accounts {
		balance := a.Balance
		if !a.Kind.IsAsset() {
			balance = -balance
		}
		there := strings.TrimSuffix(strings.ReplaceAll(theirs[office.JournalAccount(a)], ",", ""), ".00")
		if there != balance.Short() {
			t.Errorf("%s: %s here, %q there", a.Code, balance.Short(), there)
		}
	}
}

func TestOnlyThoseWhoKeepTheBooksReadThem(t *testing.T) {
	w := newWorld(t)
	_, err := w.o.FundAccounts(w.ctx, w.staff["陈玥"], false)
	w.refused(err, court.CodeDenied, "查看案款账簿")
	w.refused(w.o.ExportHledger(w.ctx, w.staff["沈国栋"], os.Stderr), court.CodeDenied, "查看案款账簿")
}

func TestMoreThanIsOwedIsQuestioned(t *testing.T) {
	w := newWorld(t)
	c := w.register()
	over := court.Receipt{CaseID: c.ID, Date: w.o.Today(), Payer: "李㛃", Way: "转账", Amount: c.Principal + 1}
	_, err := w.o.RecordReceipt(w.ctx, w.staff["秦静宜"], over)
	w.refused(err, court.CodeInvalid, "尚欠本金1,186,520.33元")
	over.OverReason = "含加倍利息"
	r, err := w.o.RecordReceipt(w.ctx, w.staff["秦静宜"], over)
	w.must(err)
	m, err := w.o.CaseMoney(w.ctx, c.ID)
	w.must(err)
	if m.Receipts[0].OverReason != "含加倍利息" || r.OverReason != "含加倍利息" {
		t.Errorf("the reason is lost: %+v", m.Receipts[0])
	}
}

func TestRequestIsTakenBack(t *testing.T) {
	w := newWorld(t)
	c := w.register()
	w.receive(c, 500_00)
	asked, approved, paid := w.ask(c, 100_00), w.ask(c, 150_00), w.ask(c, 50_00)
	w.must(w.o.DecideDisbursement(w.ctx, w.staff["贺长风"], approved.ID, true, ""))
	w.settle(paid)
	recall := func(who string, d court.Disbursement, why string) error {
		return w.o.RecallDisbursement(w.ctx, w.staff[who], d.ID, why)
	}
	w.refused(recall("沈国栋", asked, " "), court.CodeInvalid, "撤回理由")
	w.refused(recall("陈玥", asked, "账号写错"), court.CodeDenied, "沈国栋")
	w.refused(recall("沈国栋", paid, "账号写错"), court.CodeRefused, "已发放")
	w.must(recall("沈国栋", asked, "账号写错"))
	w.must(recall("秦静宜", approved, "收款账户已销户"))
	w.refused(recall("沈国栋", asked, "再撤"), court.CodeRefused, "已撤回")
	w.refused(w.o.PayDisbursement(w.ctx, w.staff["秦静宜"], approved.ID, w.o.Today(), ""), court.CodeRefused, "已撤回")
	m, err := w.o.CaseMoney(w.ctx, c.ID)
	w.must(err)
	if m.Balance.Free() != 450_00 || m.Disbursements[0].Reason != "账号写错" || m.Disbursements[0].WithdrawnBy != "沈国栋" {
		t.Errorf("balance %+v, %+v", m.Balance, m.Disbursements[0])
	}
	w.whole()
}

func TestLargePaymentNeedsTheCourtsLeader(t *testing.T) {
	w := newWorld(t)
	c := w.register()
	_, err := w.o.RecordReceipt(w.ctx, w.staff["秦静宜"], court.Receipt{CaseID: c.ID, Date: w.o.Today(), Payer: "李㛃", Way: "拍卖款", Amount: 2_000_000_01, OverReason: "拍卖款"})
	w.must(err)
	d := w.ask(c, 2_000_000_01)
	decide := func(who string) error { return w.o.DecideDisbursement(w.ctx, w.staff[who], d.ID, true, "") }
	w.must(decide("贺长风"))
	w.refused(decide("贺长风"), court.CodeDenied, "已审批过")
	w.refused(w.o.PayDisbursement(w.ctx, w.staff["秦静宜"], d.ID, w.o.Today(), ""), court.CodeRefused, "待审批")
	w.must(decide("顾明远"))
	w.must(w.o.PayDisbursement(w.ctx, w.staff["秦静宜"], d.ID, w.o.Today(), ""))
	small := w.receive(w.register(), 100_00)
	mine, err := w.o.AskDisbursement(w.ctx, w.staff["万能"], court.Disbursement{CaseID: small.CaseID, Payee: "张𬭎", PayeeBank: "信用社", PayeeNo: "6222", Amount: 10_00})
	w.must(err)
	w.refused(w.o.DecideDisbursement(w.ctx, w.staff["万能"], mine.ID, true, ""), court.CodeDenied, "申请人")
	w.must(w.o.DecideDisbursement(w.ctx, w.staff["贺长风"], mine.ID, true, ""))
	w.refused(w.o.PayDisbursement(w.ctx, w.staff["万能"], mine.ID, w.o.Today(), ""), court.CodeDenied, "另一位财务")
	// The court sets its own limit.
	_, err = w.o.SaveOverride(w.ctx, w.staff["管理员"], court.ParamOverride{Param: "pay-limit", Value: 1, Unit: "万元", Basis: "院党组会议纪要", From: court.D(2018, 1, 1)})
	w.must(err)
	w.receive(court.Case{ID: small.CaseID}, 20_000_00)
	if d := w.ask(court.Case{ID: small.CaseID}, 10_000_01); len(d.Needs) != 2 {
		t.Errorf("needs %v", d.Needs)
	}
}

func TestSomebodyElseThanTheApplicantNeedsThePanel(t *testing.T) {
	w := newWorld(t)
	c := w.register()
	w.receive(c, 500_00)
	d := court.Disbursement{CaseID: c.ID, Payee: "李四", PayeeBank: "信用社", PayeeNo: "6222", Amount: 10_00}
	ask := func(d court.Disbursement) error {
		_, err := w.o.AskDisbursement(w.ctx, w.staff["沈国栋"], d)
		return err
	}
	w.refused(ask(d), court.CodeInvalid, "合议记录")
	d.Panel = "2018-06-08 合议笔录"
	w.must(ask(d))
	refund := court.Disbursement{CaseID: c.ID, Kind: court.PayRefund, Payee: "王五", PayeeBank: "信用社", PayeeNo: "6222", Amount: 10_00}
	w.refused(ask(refund), court.CodeInvalid, "没有向本案交过款")
	refund.Payee = "李㛃" // who paid 500 元
	w.must(ask(refund))
	_, err := w.o.RecordReceipt(w.ctx, w.staff["秦静宜"], court.Receipt{CaseID: c.ID, Date: w.o.Today(), Payer: "赵六", Way: "转账", Amount: 300_00})
	w.must(err)
	refund.Amount = 490_01 // covered by what 赵六 paid, but not hers
	w.refused(ask(refund), court.CodeInvalid, "最多退490.00元")
	w.refused(ask(court.Disbursement{CaseID: c.ID, Kind: court.PayTreasury, Payee: "国库", PayeeBank: "人行", PayeeNo: "2", Amount: 1_00}), court.CodeInvalid, "不能从案款付出")
}

func TestCashGoesToTheBankAtOnce(t *testing.T) {
	w := newWorld(t)
	c := w.register()
	acc := w.staff["秦静宜"]
	r, err := w.o.RecordReceipt(w.ctx, acc, court.Receipt{CaseID: c.ID, Date: w.o.Today(), Payer: "李㛃", Way: court.WayCash, Amount: 100_00})
	w.must(err)
	d := w.ask(c, 100_00)
	w.must(w.o.DecideDisbursement(w.ctx, w.staff["贺长风"], d.ID, true, ""))
	w.refused(w.o.PayDisbursement(w.ctx, acc, d.ID, w.o.Today(), ""), court.CodeConflict, "解交银行")
	w.on(court.D(2018, 6, 12))
	w.refused(w.o.BankReceipt(w.ctx, acc, r.ID, court.Banking{Date: w.o.Today()}), court.CodeInvalid, "2018-06-09")
	w.must(w.o.BankReceipt(w.ctx, acc, r.ID, court.Banking{Date: w.o.Today(), Note: "下乡执行，周一返院"}))
	w.refused(w.o.BankReceipt(w.ctx, acc, r.ID, court.Banking{Date: w.o.Today(), Note: "又"}), court.CodeRefused, "不是等待解交")
	w.must(w.o.PayDisbursement(w.ctx, acc, d.ID, w.o.Today(), ""))
	w.whole()
}

func TestMoneyWithoutACase(t *testing.T) {
	w := newWorld(t)
	c, other := w.register(), w.register()
	acc := w.staff["秦静宜"]
	r, err := w.o.RecordUnidentified(w.ctx, acc, court.Receipt{Date: w.o.Today(), Payer: "李㛃", Way: "转账", BankRef: "X1", Amount: 1000_00, Note: "还款 " + court.FundCode(other.ID)})
	w.must(err)
	_, err = w.o.RecordReceipt(w.ctx, acc, court.Receipt{CaseID: c.ID, Date: w.o.Today(), Payer: "李㛃", Way: "转账", BankRef: "X1", Amount: 1000_00})
	w.refused(err, court.CodeConflict, "已登记过")
	list, err := w.o.PoolMoney(w.ctx)
	w.must(err)
	if len(list) != 1 || list[0].Left != 1000_00 || list[0].Due != court.D(2018, 6, 13) || len(list[0].Guesses) < 2 || list[0].Guesses[0].CaseID != other.ID {
		t.Fatalf("pool %+v", list)
	}
	assign := func(shares ...office.Share) error {
		_, err := w.o.AssignReceipt(w.ctx, acc, r.ID, shares)
		return err
	}
	w.refused(assign(), court.CodeInvalid, "案件")
	w.refused(assign(office.Share{CaseID: c.ID, Amount: 1000_01}), court.CodeConflict, "超出")
	w.on(court.D(2018, 7, 20))
	w.must(assign(office.Share{CaseID: c.ID, Amount: 300_00}, office.Share{CaseID: other.ID, Amount: 600_00}))
	m, err := w.o.CaseMoney(w.ctx, c.ID)
	w.must(err)
	got := m.Receipts[0]
	if got.Date != court.D(2018, 6, 8) || got.Booked != court.D(2018, 7, 20) || got.SourceNo != r.Number || got.BankRef != "X1" {
		t.Errorf("assigned %+v", got)
	}
	desk, err := w.o.MoneyDesk(w.ctx)
	w.must(err)
	if desk.Held[0].Oldest != court.D(2018, 7, 20) {
		t.Errorf("the clock runs from %s, not from the day it was known whose it is", desk.Held[0].Oldest)
	}
	_, err = w.o.ReverseReceipt(w.ctx, acc, r.ID, "重复")
	w.refused(err, court.CodeRefused, "已有900.00元认领")
	_, err = w.o.ReverseReceipt(w.ctx, acc, got.ID, "认错案件")
	w.must(err)
	list, err = w.o.PoolMoney(w.ctx)
	w.must(err)
	if list[0].Left != 400_00 {
		t.Errorf("left %s", list[0].Left)
	}
	w.whole()
}

func TestOneTransferForSeveralCases(t *testing.T) {
	w := newWorld(t)
	c, other := w.register(), w.register()
	r := court.Receipt{Date: w.o.Today(), Payer: "李㛃", Way: "扣划", BankRef: "K1", Amount: 1000_00}
	split := func(a, b court.Money) error {
		_, err := w.o.RecordSplit(w.ctx, w.staff["秦静宜"], r, []office.Share{{CaseID: c.ID, Amount: a}, {CaseID: other.ID, Amount: b}})
		return err
	}
	w.refused(split(400_00, 500_00), court.CodeInvalid, "与到账金额1,000.00元不符")
	w.refused(split(-1, 1000_01), court.CodeInvalid, "大于零")
	w.must(split(400_00, 600_00))
	w.refused(split(400_00, 600_00), court.CodeConflict, "已登记过")
	if w.account(court.FundCode(c.ID)) != 400_00 || w.account(court.FundCode(other.ID)) != 600_00 || w.account("2242") != 0 || w.account("1002-01") != 1000_00 {
		t.Error("the split is not in the books")
	}
	w.whole()
}

func TestMonthClosesWhenThreeFiguresAgree(t *testing.T) {
	w, c, _ := aYearOfMoney(t)
	acc := w.staff["秦静宜"]
	closeIt := func(month string) error { _, err := w.o.CloseMonth(w.ctx, acc, month); return err }
	w.refused(closeIt("2018-06"), court.CodeRefused, "还没有过完")
	w.refused(closeIt("2018-6"), court.CodeInvalid, "月份")
	w.on(court.D(2018, 7, 5))
	w.refused(closeIt("2018-06"), court.CodeRefused, "还没有填写")
	bank := w.account("1002-01")
	accounts, err := w.o.FundAccounts(w.ctx, acc, false)
	w.must(err)
	var bankID int64
	for _, a := range accounts {
		if a.Kind == court.FundBank {
			bankID = a.ID
		}
	}
	say := func(m court.Money) {
		w.must(w.o.RecordBankBalance(w.ctx, acc, office.BankBalance{AccountID: bankID, Date: court.D(2018, 6, 30), Balance: m, Origin: "手工录入"}))
	}
	say(bank - 1)
	w.refused(closeIt("2018-06"), court.CodeRefused, "相差-0.01元")
	say(bank)
	w.receive(c, 10_00) // July's money does not disturb June
	w.must(closeIt("2018-06"))
	w.refused(closeIt("2018-06"), court.CodeConflict, "2018年6月已经结账")
	late := court.Receipt{CaseID: c.ID, Date: court.D(2018, 6, 30), Payer: "李㛃", Way: "转账", BankRef: "LATE", Amount: 5_00}
	_, err = w.o.RecordReceipt(w.ctx, acc, late)
	w.refused(err, court.CodeRefused, "2018年6月已经结账")
	late.Booked = court.D(2018, 7, 2)
	_, err = w.o.RecordReceipt(w.ctx, acc, late)
	w.must(err)
	w.refused(w.o.CheckMonth(w.ctx, acc, "2018-06"), court.CodeDenied, "复核")
	w.must(w.o.CheckMonth(w.ctx, w.staff["贺长风"], "2018-06"))
	w.refused(w.o.CheckMonth(w.ctx, w.staff["贺长风"], "2018-06"), court.CodeRefused, "已由贺长风复核")
	frozen, err := w.o.MonthFigures(w.ctx, acc, "2018-06")
	w.must(err)
	if frozen.Banks[0].Ledger != bank || !frozen.Agrees() || len(frozen.Cases) != 2 {
		t.Errorf("frozen %+v", frozen)
	}
	july, err := w.o.MonthFigures(w.ctx, acc, "2018-07")
	w.must(err)
	if july.Banks[0].Ledger != bank+15_00 || july.Held != july.Vouchers {
		t.Errorf("July %+v", july)
	}
	w.whole()
}
