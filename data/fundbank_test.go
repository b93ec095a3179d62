package data

import (
	"testing"

	"zhixing/app/court"
	"zhixing/app/office"
)

// TestBankLinesAreKept asserts what an auditor relies on: what the bank said is
// neither changed nor deleted, and one entry answers one line.
func TestBankLinesAreKept(t *testing.T) {
	s := newStore(t)
	c := addCase(t, s, 1)
	r := newReceipt(c.ID, "收1", 100_00)
	r.BankRef = "20181120000001"
	var line, second court.BankLine
	write(t, s, func(tx office.Tx) error {
		if err := tx.InsertReceipt(&r); err != nil {
			return err
		}
		line = court.BankLine{Date: r.Date, Mark: r.BankRef, Amount: 100_00, By: "钱会计", At: now}
		if err := tx.PutBankLine(&line); err != nil {
			return err
		}
		again := line
		if err := tx.PutBankLine(&again); err != nil {
			return err
		}
		if again.ID != line.ID {
			t.Errorf("the line is there twice: %d, %d", line.ID, again.ID)
		}
		second = court.BankLine{Date: r.Date, Mark: "20181120000002", Amount: 100_00, By: "钱会计", At: now}
		if err := tx.PutBankLine(&second); err != nil {
			return err
		}
		return tx.LinkVoucher(0, r.BankRef, r.Number)
	})
	got := read(t, s, func(r office.Reader) (court.BankLine, error) { return r.BankLine(line.ID) })
	if got.Entry == 0 || got.Voucher != "收1" {
		t.Errorf("the line has no entry: %+v", got)
	}
	err := s.Write(t.Context(), func(tx office.Tx) error { return tx.LinkBankLine(second.ID, got.Entry) })
	if court.CodeOf(err) != court.CodeConflict {
		t.Errorf("one entry answers two lines: %v", err)
	}
	if err := s.Write(t.Context(), func(tx office.Tx) error { return tx.DropBankLine(second.ID) }); court.CodeOf(err) != court.CodeNotFound {
		t.Errorf("a line of the bank was deleted: %v", err)
	}
	for _, sql := range []string{"UPDATE fund_bank_lines SET amount = 1", "DELETE FROM fund_bank_lines", "UPDATE fund_causes SET cause = '别的'", "DELETE FROM fund_items"} {
		if sql == "UPDATE fund_causes SET cause = '别的'" {
			write(t, s, func(tx office.Tx) error {
				return tx.InsertCauseMark(&court.CauseMark{CaseID: c.ID, Cause: court.CauseReady, Reason: "齐", Until: r.Date, By: "郑远", At: now})
			})
		}
		if sql == "DELETE FROM fund_items" {
			write(t, s, func(tx office.Tx) error {
				return tx.InsertFundItem(&court.FundItem{Number: "账1", Kind: court.ItemInterest, Date: r.Date, Amount: 1, State: court.ItemPosted, By: "钱会计", At: now})
			})
		}
		if _, err := s.writer.NewRaw(sql).Exec(t.Context()); err == nil {
			t.Errorf("%s went through", sql)
		}
	}
	figures := read(t, s, func(r office.Reader) (court.MonthFigures, error) { return r.FundFigures("2018-11") })
	if len(figures.Transit) != 1 || figures.Transit[0].Side != court.TransitBankIn || figures.Banks[0].Transit != -100_00 {
		t.Errorf("outstanding %+v", figures.Transit)
	}
}

// TestOneReferenceTwoAmounts: a transfer and its fee have one reference on one
// day, and so has money that came back; the bank's balance needs all of them.
func TestOneReferenceTwoAmounts(t *testing.T) {
	s := newStore(t)
	c := addCase(t, s, 1)
	r := newReceipt(c.ID, "收1", 100_00)
	r.BankRef = "20181120000001"
	amounts := []court.Money{100_00, -5_00, -100_00}
	write(t, s, func(tx office.Tx) error {
		if err := tx.InsertReceipt(&r); err != nil {
			return err
		}
		for range 2 { // a second import finds them
			for _, amount := range amounts {
				if err := tx.PutBankLine(&court.BankLine{Date: r.Date, Mark: r.BankRef, Amount: amount, By: "钱会计", At: now}); err != nil {
					return err
				}
			}
		}
		return tx.LinkVoucher(0, r.BankRef, r.Number)
	})
	transit := read(t, s, func(rd office.Reader) ([]court.Transit, error) { return rd.Transits(r.Date) })
	lines := read(t, s, func(rd office.Reader) ([]court.BankLine, error) {
		return rd.BankLines(transit[0].AccountID, r.Date, r.Date)
	})
	if len(lines) != 3 || lines[0].Voucher != "收1" || lines[1].Amount != -5_00 || lines[1].Entry != 0 || lines[2].Entry != 0 || len(transit) != 2 {
		t.Errorf("lines %+v, outstanding %+v", lines, transit)
	}
}
