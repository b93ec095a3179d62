package office_test

import (
	"slices"
	"strings"
	"testing"

	"zhixing/app/court"
	"zhixing/app/office"
)

// openingRows are what a court had on its account when the books began.
func openingRows(c, other court.Case) []court.OpeningRow {
	row := func(n int, number court.CaseNumber, fund court.FundKind, on court.Date, amount court.Money, payer string) court.OpeningRow {
		return court.OpeningRow{SheetRow: n, Outcome: court.LedgerImport, Number: number, Fund: fund, Date: on, Amount: amount, Payer: payer}
	}
	rows := []court.OpeningRow{
		row(2, c.Number, "", court.D(2015, 3, 2), 1000_00, "李㛃"),
		row(3, c.Number, "", court.D(2015, 3, 2), 1000_00, "李㛃"), // twice the same is two sums
		row(4, other.Number, "", court.D(2016, 1, 5), 500_00, ""),
		row(5, court.CaseNumber{}, "", court.D(2014, 7, 1), 300_00, "某公司"),
		row(6, other.Number, court.FundDeposit, court.D(2017, 2, 1), 80_00, "张𬭎"),
		row(7, court.CaseNumber{}, court.FundFee, court.Date{}, 20_00, ""),
		row(8, court.CaseNumber{Year: 2011, Court: "溪", Kind: "执", Seq: 9}, "", court.D(2011, 5, 1), 40_00, ""),
		row(9, c.Number, "", court.D(2018, 6, 1), 10_00, "李㛃"),
	}
	rows[0].Cause, rows[0].Reason, rows[0].Until = court.CauseFrozen, "另案冻结至年底", court.D(2018, 12, 31)
	return rows
}

func TestOpeningBalancesComeInOnce(t *testing.T) {
	w := newWorld(t)
	c, other := w.register(), w.register()
	acc := w.staff["秦静宜"]
	rows := openingRows(c, other)
	plan := office.OpeningPlan{On: court.D(2018, 5, 31)}
	imp := func(plan office.OpeningPlan, dry bool) (office.OpeningResult, error) {
		return w.o.ImportOpenings(w.ctx, acc, rows, plan, dry, nil)
	}
	_, err := w.o.ImportOpenings(w.ctx, w.staff["陈玥"], rows, plan, false, nil)
	w.refused(err, court.CodeDenied, "导入期初余额")
	dry, err := imp(plan, true)
	w.must(err)
	if dry.Imported != 6 || dry.Rejected != 2 || dry.Sum != 2900_00 || dry.Warned != 1 {
		t.Fatalf("%+v", dry)
	}
	for n, want := range map[int]string{6: "不在本院案件中", 7: "晚于期初日"} {
		if !strings.Contains(dry.Rows[n].Reasons(), want) {
			t.Errorf("row %d: %s", n, dry.Rows[n].Reasons())
		}
	}
	if c, err := w.o.CaseMoney(w.ctx, c.ID); err != nil || len(c.Receipts) != 0 {
		t.Error("the dry run wrote something")
	}
	short := plan
	short.Bank, short.Known = 2900_01, true
	_, err = imp(short, false)
	w.refused(err, court.CodeRefused, "相差0.01元")
	short.Bank = 2900_00
	first, err := imp(short, false)
	w.must(err)
	if first.Imported != 6 || first.Rows[0].Voucher != "2018期0001" {
		t.Errorf("%+v", first)
	}
	for code, want := range map[string]court.Money{"1002-01": 2900_00, court.FundCode(c.ID): 2000_00, court.FundCode(other.ID): 500_00, court.DepositCode(other.ID): 80_00, "2242": 300_00, "2243": 20_00} {
		if got := w.account(code); got != want {
			t.Errorf("account %s has %s, want %s", code, got, want)
		}
	}
	again, err := imp(short, false)
	w.must(err)
	if again.Imported != 0 || again.Unchanged != 6 || w.account("1002-01") != 2900_00 {
		t.Errorf("a second time: %+v", again)
	}
	_, err = imp(office.OpeningPlan{On: court.D(2018, 5, 30)}, true)
	w.refused(err, court.CodeInvalid, "2018-05-31")
	// The clock runs from the day the money came in, and nobody has to be told.
	desk, err := w.o.MoneyDesk(w.ctx)
	w.must(err)
	if len(desk.Held) != 2 || desk.Held[0].Oldest != court.D(2015, 3, 2) || len(desk.Untold) != 0 || len(desk.Pool) != 1 {
		t.Errorf("held %+v, untold %d, pool %d", desk.Held, len(desk.Untold), len(desk.Pool))
	}
	m, err := w.o.MonthFigures(w.ctx, acc, "2018-05")
	w.must(err)
	if !m.Agrees() || m.Owed != 2900_00 {
		t.Errorf("figures %+v", m.Differences())
	}
	// A row that was wrong is reversed and comes in again.
	money, err := w.o.CaseMoney(w.ctx, other.ID)
	w.must(err)
	_, err = w.o.ReverseReceipt(w.ctx, acc, money.Receipts[0].ID, "金额写错")
	w.must(err)
	if third, err := imp(plan, false); err != nil || third.Imported != 1 || w.account(court.FundCode(other.ID)) != 500_00 {
		t.Errorf("after the reversal: %+v %v", third, err)
	}
	w.whole()
}

// linesMakeUp asserts that the lines of a clearing make up its totals.
func (w *world) linesMakeUp(c office.Clearing) {
	w.Helper()
	var left, held, caused court.Money
	for _, l := range c.Lines {
		left, held = left+l.Left, held+l.Held
	}
	for _, s := range c.Causes {
		caused += s.Sum
	}
	if left != c.Left || held != caused {
		w.Errorf("%s is left by the total, %s by the lines; %s lies there by cause, %s by the lines", c.Left, left, caused, held)
	}
}

// fees asks for a payment of fees to the treasury.
func (w *world) fees(amount court.Money) court.Disbursement {
	w.Helper()
	d, err := w.o.AskDisbursement(w.ctx, w.staff["沈国栋"], court.Disbursement{Kind: court.PayTreasury, Fund: court.FundFee, Payee: "国库", PayeeBank: "人行", PayeeNo: "2", Amount: amount})
	w.must(err)
	return d
}

func TestClearingBurnsDown(t *testing.T) {
	w := newWorld(t)
	c, other := w.register(), w.register()
	acc := w.staff["秦静宜"]
	_, err := w.o.ImportOpenings(w.ctx, acc, openingRows(c, other), office.OpeningPlan{On: court.D(2018, 5, 31)}, false, nil)
	w.must(err)
	w.payOut(c, 1500_00)
	w.on(court.D(2018, 7, 10))
	w.receive(c, 700_00) // new money is not cleared, the old goes first
	pool, err := w.o.PoolMoney(w.ctx)
	w.must(err)
	_, err = w.o.AssignReceipt(w.ctx, acc, pool[0].ID, []office.Share{{CaseID: other.ID, Amount: 100_00}})
	w.must(err)
	back := w.payOut(other, 50_00)
	w.must(w.o.ReverseDisbursement(w.ctx, acc, back.ID, "退汇"))
	got, err := w.o.Clearing(w.ctx)
	w.must(err)
	if got.Begun != court.D(2018, 5, 31) || got.Total != 2900_00 || got.Left != 2900_00-1500_00-100_00 {
		t.Errorf("%s of %s left since %s", got.Left, got.Total, got.Begun)
	}
	var burn []court.Money
	for _, p := range got.Burn {
		burn = append(burn, p.Left)
	}
	if len(burn) != 3 || burn[0] != 2900_00 || burn[1] != 1400_00 || burn[2] != 1300_00 {
		t.Errorf("burn-down %v", got.Burn)
	}
	if len(got.Done) != 2 || got.Done[0].Name != "发放" || got.Done[0].Sum != 1500_00 || got.Done[1].Name != "认领" {
		t.Errorf("done %+v", got.Done)
	}
	line := got.Lines[1]
	if len(got.Lines) != 5 || line.Number != c.Number.String() || line.Opening != 2000_00 || line.Left != 500_00 || line.Held != 1200_00 || line.Cause != court.CauseFrozen {
		t.Errorf("lines %+v", got.Lines)
	}
	w.linesMakeUp(got)
	fees := slices.IndexFunc(got.Lines, func(l office.ClearingLine) bool { return l.Fund == court.FundFee })
	if fees < 0 || got.Lines[fees].Number != "执行费" || got.Lines[fees].Left != 20_00 {
		t.Fatalf("the fees of the opening have no line: %+v", got.Lines)
	}
	mark := court.CauseMark{Cause: court.CauseReady, Reason: "账户已核实", Until: court.D(2018, 8, 1)}
	w.refused(w.o.MarkCause(w.ctx, w.staff["沈国栋"], nil, mark), court.CodeInvalid, "至少选择")
	bad := mark
	bad.Until = court.D(2018, 7, 1)
	w.refused(w.o.MarkCause(w.ctx, w.staff["沈国栋"], got.Lines, bad), court.CodeInvalid, "计划办结日")
	bad = mark
	bad.Cause = "忘了"
	w.refused(w.o.MarkCause(w.ctx, w.staff["沈国栋"], got.Lines, bad), court.CodeInvalid, "未发原因")
	w.refused(w.o.MarkCause(w.ctx, w.staff["沈国栋"], got.Lines, mark), court.CodeRefused, "执行费不用登记未发原因")
	w.must(w.o.MarkCause(w.ctx, w.staff["沈国栋"], slices.Delete(got.Lines, fees, fees+1), mark))
	w.settle(w.fees(5_00))
	got, err = w.o.Clearing(w.ctx)
	w.must(err)
	w.linesMakeUp(got)
	if len(got.Causes) != 2 || got.Causes[0].Count != 4 || got.Lines[0].Until != mark.Until || got.Lines[0].CauseBy != "沈国栋" {
		t.Errorf("causes %+v", got.Causes)
	}
	w.whole()
}
