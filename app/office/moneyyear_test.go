package office_test

import (
	"fmt"
	"testing"

	"zhixing/app/court"
	"zhixing/app/office"
)

// bankOfYear writes what the bank would send: lines with a running balance.
type bankOfYear struct {
	n       int
	balance court.Money
	lines   []court.StatementLine
}

func (b *bankOfYear) add(kind court.StatementKind, on court.Date, amount court.Money, note, party string) {
	b.n++
	l := court.StatementLine{Line: len(b.lines) + 1, SheetRow: len(b.lines) + 2, Kind: kind, Date: on, Ref: fmt.Sprintf("2019%08d", b.n), Note: note, Party: party, Amount: amount, HasBalance: true}
	if kind == court.LineOut || kind == court.LineFee {
		b.balance -= amount
	} else {
		b.balance += amount
	}
	l.Balance = b.balance
	l.SetMark(1)
	b.lines = append(b.lines, l)
}

// send gives the statement of a month and begins the next one.
func (b *bankOfYear) send(end court.Date) office.StatementFile {
	f := office.StatementFile{Name: court.MonthOf(end) + ".csv", Lines: b.lines, Until: end, Whole: true}
	b.lines = nil
	return f
}

// TestYearOfMoney goes through a whole year of one case: opening balances, money
// every month, payments of which every second one reaches the bank in the next
// month, interest and fees from the bank's statements, and each month closed and
// checked when bank, books and vouchers agree.
func TestYearOfMoney(t *testing.T) {
	w := newWorld(t)
	c := w.aDebt("（2018）豫1599执186号", false, "李㛃")
	acc, officer, director := w.staff["秦静宜"], w.staff["沈国栋"], w.staff["贺长风"]
	w.on(court.D(2019, 1, 2))
	_, err := w.o.ImportOpenings(w.ctx, acc, []court.OpeningRow{
		{SheetRow: 2, Outcome: court.LedgerImport, Number: c.Number, Date: court.D(2017, 3, 1), Amount: 5000_00},
		{SheetRow: 3, Outcome: court.LedgerImport, Date: court.D(2016, 3, 1), Amount: 300_00, Payer: "某公司"},
	}, office.OpeningPlan{On: court.D(2018, 12, 31), Bank: 5300_00, Known: true}, false, nil)
	w.must(err)
	_, err = w.o.CloseMonth(w.ctx, acc, "2018-12")
	w.must(err)
	bank := &bankOfYear{balance: 5300_00}
	var received, paid, fees, interest court.Money
	for m := 1; m <= 12; m++ {
		first := court.D(2019, m, 1)
		next := first.AddMonths(1)
		end := next.AddDays(-1)
		in, out := court.Money(1000_00+m), court.Money(800_00+m)
		if m > 1 && m%2 == 1 {
			bank.add(court.LineOut, first.AddDays(1), out-1, "付款", "张𬭎") // what was paid on the last day of the month before
		}
		bank.add(court.LineIn, first.AddDays(9), in, "执行款 "+court.FundCode(c.ID), "李㛃")
		w.on(first.AddDays(14))
		d, err := w.o.AskDisbursement(w.ctx, officer, court.Disbursement{CaseID: c.ID, Payee: "张𬭎", PayeeBank: "信用社", PayeeNo: "6222", Amount: out})
		w.must(err)
		w.must(w.o.DecideDisbursement(w.ctx, director, d.ID, true, ""))
		if m%2 == 0 {
			w.on(end)
			w.must(w.o.PayDisbursement(w.ctx, acc, d.ID, end, ""))
		} else {
			bank.add(court.LineOut, first.AddDays(19), out, "案款 "+c.Number.String(), "张𬭎")
		}
		if m%3 == 0 {
			bank.add(court.LineInterest, first.AddDays(20), 12_34, "结息", "")
			interest += 12_34
		}
		bank.add(court.LineFee, first.AddDays(24), 1_50, "汇划手续费", "")
		received, paid, fees = received+in, paid+out, fees+1_50
		w.on(next.AddDays(2))
		for _, x := range w.post(bank.send(end), nil).Items {
			if x.Refused != "" || x.Plan == office.PlanLook || x.Plan == office.PlanPool {
				t.Fatalf("%s: %s %s is left: %s %s", court.MonthOf(end), x.Kind, x.Amount, x.Plan, x.Why+x.Refused)
			}
		}
		closed, err := w.o.CloseMonth(w.ctx, acc, court.MonthOf(end))
		w.must(err)
		f := closed.Figures
		if want := m % 2 * -1; len(f.Transit) != 1+want || f.Owed != f.Vouchers || f.Banks[0].Adjusted() != f.Banks[0].Ledger || f.Banks[0].Statement != bank.balance {
			t.Fatalf("%s closed with %+v", court.MonthOf(end), f)
		}
		w.must(w.o.CheckMonth(w.ctx, director, court.MonthOf(end)))
	}
	for code, want := range map[string]court.Money{court.FundCode(c.ID): 5000_00 + received - paid, "2242": 300_00, "2246": interest, "1131": fees,
		"1002-01": 5300_00 + received - paid + interest - fees} {
		if got := w.account(code); got != want {
			t.Errorf("account %s has %s, want %s", code, got, want)
		}
	}
	funds, err := w.o.FundsOver(w.ctx, acc, court.D(2019, 1, 1), court.D(2019, 12, 31))
	w.must(err)
	for _, x := range funds {
		switch {
		case x.Kind == court.FundBank && (x.Before != 5300_00 || x.In != received+interest || x.Out != paid+fees),
			x.Kind == court.FundCase && (x.Before != 5000_00 || x.In != received || x.Out != paid):
			t.Errorf("the year's report: %+v", x)
		}
	}
	cleared, err := w.o.Clearing(w.ctx)
	w.must(err)
	if cleared.Left != 300_00 || len(cleared.Burn) != 14 { // the beginning, twelve months, today
		t.Errorf("%s left of the opening money, %d points", cleared.Left, len(cleared.Burn))
	}
	months, err := w.o.FundMonths(w.ctx, acc)
	w.must(err)
	if len(months) != 13 || months[0].Checked != "贺长风" {
		t.Errorf("%d months closed, the last checked by %q", len(months), months[0].Checked)
	}
	w.whole()
}
