package data

import (
	"context"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/pressly/goose/v3"

	"zhixing/app/court"
	"zhixing/app/office"
)

// oldOffice makes a folder as an older program left it, with receipts, a
// reversal and payments in every state.
func oldOffice(t *testing.T, schema int64) string {
	t.Helper()
	ctx := context.Background()
	dir := t.TempDir()
	for _, d := range []string{papersName, "logs", "backups"} {
		if err := os.MkdirAll(filepath.Join(dir, d), 0o700); err != nil {
			t.Fatal(err)
		}
	}
	db, err := connect(filepath.Join(dir, fileName), 1, "_txlock=immediate", "_pragma=journal_mode(WAL)")
	if err != nil {
		t.Fatal(err)
	}
	files, err := fs.Sub(migrationFiles, "migrations")
	if err != nil {
		t.Fatal(err)
	}
	provider, err := goose.NewProvider(goose.DialectSQLite3, db.DB, files, goose.WithLogger(goose.NopLogger()), goose.WithGoMigrations(goMigrations()...))
	if err != nil {
		t.Fatal(err)
	}
	if _, err := provider.UpTo(ctx, schema); err != nil {
		t.Fatal(err)
	}
	script, err := os.ReadFile("testdata/old-money.sql")
	if err != nil {
		t.Fatal(err)
	}
	if _, err := db.DB.ExecContext(ctx, string(script)); err != nil {
		t.Fatal(err)
	}
	if err := db.Close(); err != nil {
		t.Fatal(err)
	}
	return dir
}

func TestOldDatabaseGetsItsLedger(t *testing.T) {
	s, err := Open(context.Background(), oldOffice(t, 3), Options{Now: clock})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = s.Close() })
	type figures struct{ received, paid, pending, ledger court.Money }
	want := map[int64]figures{
		1: {100000, 61000, 20000, 39000}, // two receipts, one reversed; one payment, one came back, one waits
		2: {70000, 0, 0, 70000},          // cash and a bill, both long in the bank
	}
	for id, w := range want {
		b := read(t, s, func(r office.Reader) (court.Balance, error) { return r.Balance(id) })
		a := read(t, s, func(r office.Reader) (court.Account, error) { return r.FundAccount(court.FundCode(id)) })
		if got := (figures{b.Received, b.Paid, b.Pending, a.Balance}); got != w {
			t.Errorf("case %d: %+v, want %+v", id, got, w)
		}
	}
	balances := map[string]court.Money{}
	for _, a := range read(t, s, func(r office.Reader) ([]court.Account, error) { return r.FundAccounts(false) }) {
		balances[a.Code] = a.Balance
	}
	if balances["1002-01"] != 110000 || balances["2243"] != 1000 || balances["1001"] != 0 {
		t.Errorf("other accounts %v", balances)
	}
	for _, id := range []int64{5, 6} {
		if r := read(t, s, func(r office.Reader) (court.Receipt, error) { return r.Receipt(id) }); !r.Banked {
			t.Errorf("%s of the old program is not in the bank", r.Number)
		}
	}
	entries := read(t, s, func(r office.Reader) ([]court.Entry, error) { return r.FundEntries(office.EntryQuery{}) })
	if len(entries) != 9 {
		t.Errorf("%d entries, want one for each of 6 receipts and 2 payments, and one for what came back", len(entries))
	}
	asked := read(t, s, func(r office.Reader) ([]court.Disbursement, error) { return r.DisbursementsIn(court.DisbursementAsked) })
	if len(asked) != 1 || asked[0].Next() != court.RoleDirector || asked[0].Total() != 20000 {
		t.Errorf("the request that waits: %+v", asked)
	}
	if faults, err := s.Verify(context.Background()); err != nil || len(faults) > 0 {
		t.Fatalf("%v %v", faults, err)
	}
	// Old money behaves like new money: a reversal undoes its entry.
	back := newReceipt(2, "2018收0099", -30000)
	back.Reverses, back.Way, back.Reason = 5, "现金代收", "入错案件"
	write(t, s, func(tx office.Tx) error { return tx.InsertReceipt(&back) })
	if a := read(t, s, func(r office.Reader) (court.Account, error) { return r.FundAccount("1002-01") }); a.Balance != 80000 {
		t.Errorf("bank after the reversal %s", a.Balance)
	}
	for _, sql := range []string{"UPDATE receipts SET amount = 1", "DELETE FROM receipts", "DELETE FROM disbursements", "UPDATE disbursements SET payee = ''"} {
		_, err := s.writer.ExecContext(context.Background(), sql)
		wantCode(t, explain(err), court.CodeRefused)
	}
}

// ledgerWithMoney makes an office with one case and two receipts.
func ledgerWithMoney(t *testing.T) (*Store, court.Case) {
	t.Helper()
	s := newStore(t)
	c := addCase(t, s, 1)
	addReceipt(t, s, c.ID, "收0001", 50000)
	addReceipt(t, s, c.ID, "收0002", 30000)
	return s, c
}

// TestLedgerIsNeverChanged tries to change the books behind the program's back:
// the triggers refuse it, and once they are gone verify names what was done.
func TestLedgerIsNeverChanged(t *testing.T) {
	changes := map[string]string{
		"UPDATE fund_entries SET memo = 'x' WHERE seq = 1":                          "第1笔分录（收0001）被改动过",
		"UPDATE fund_postings SET amount = amount * 2 WHERE entry = 1":              "被改动过",
		"DELETE FROM fund_postings WHERE entry = 2":                                 "被改动过",
		"DELETE FROM fund_entries WHERE seq = 2":                                    "应有2笔分录，末尾却是第1笔",
		"UPDATE fund_accounts SET balance = 1 WHERE kind = '案款'":                    "余额应为-800.00元",
		"UPDATE receipts SET amount = 99999 WHERE id = 1":                           "收付凭证合计却是",
		"INSERT INTO fund_postings VALUES (1, 3, 1, 5), (1, 4, 2, -5)":              "第1笔分录（收0001）被改动过",
		"UPDATE fund_postings SET amount = amount + 1 WHERE entry = 1 AND line = 1": "借贷不平",
	}
	for change, fault := range changes {
		s, _ := ledgerWithMoney(t)
		ctx := context.Background()
		if !strings.Contains(change, "fund_accounts") { // its balance moves with each posting; verify guards it
			_, err := s.writer.ExecContext(ctx, change)
			wantCode(t, explain(err), court.CodeRefused)
		}
		if faults, err := s.Verify(ctx); err != nil || len(faults) > 0 {
			t.Fatalf("before: %v %v", faults, err)
		}
		var triggers []string
		if err := s.writer.NewRaw("SELECT name FROM sqlite_master WHERE type = 'trigger'").Scan(ctx, &triggers); err != nil {
			t.Fatal(err)
		}
		for _, name := range triggers {
			if _, err := s.writer.ExecContext(ctx, "DROP TRIGGER "+name); err != nil {
				t.Fatal(err)
			}
		}
		if _, err := s.writer.ExecContext(ctx, "PRAGMA foreign_keys = OFF"); err != nil {
			t.Fatal(err)
		}
		if _, err := s.writer.ExecContext(ctx, change); err != nil {
			t.Fatal(change, err)
		}
		faults, err := s.Verify(ctx)
		if err != nil || !strings.Contains(strings.Join(faults, "\n"), fault) {
			t.Errorf("%s: %v %v, want %q", change, faults, err, fault)
		}
	}
}

// TestClosedMonthTakesNoEntry writes behind the program's back, too.
func TestClosedMonthTakesNoEntry(t *testing.T) {
	s, c := ledgerWithMoney(t)
	ctx := context.Background()
	write(t, s, func(tx office.Tx) error {
		figures, err := tx.FundFigures("2018-11")
		if err != nil {
			return err
		}
		last, err := tx.LastEntry()
		if err != nil {
			return err
		}
		return tx.InsertFundMonth(court.FundMonth{Month: "2018-11", Figures: figures, LastSeq: last.Seq, LastHash: last.Hash, ClosedBy: "钱会计", ClosedAt: now})
	})
	late := newReceipt(c.ID, "收0003", 100)
	err := s.Write(ctx, func(tx office.Tx) error { return tx.InsertReceipt(&late) })
	wantCode(t, err, court.CodeRefused)
	if say, _ := court.Sentence(err); !strings.Contains(say, "2018年11月") {
		t.Errorf("the month is not named: %s", say)
	}
	for _, change := range []string{
		"INSERT INTO fund_entries (seq, date, kind, memo, voucher, made_by, made_at, prev_hash, hash) VALUES (3, '2018-10-02', '收款', 'a', 'b', 'c', 'd', 'e', 'f')",
		"UPDATE fund_months SET figures = '{}'", "DELETE FROM fund_months", "UPDATE fund_months SET month = '2018-01'",
	} {
		_, err := s.writer.ExecContext(ctx, change)
		wantCode(t, explain(err), court.CodeRefused)
	}
	late.Date, late.Booked = court.D(2018, 11, 30), court.D(2018, 12, 1)
	write(t, s, func(tx office.Tx) error { return tx.InsertReceipt(&late) })
	if faults, err := s.Verify(ctx); err != nil || len(faults) > 0 {
		t.Errorf("%v %v", faults, err)
	}
}
