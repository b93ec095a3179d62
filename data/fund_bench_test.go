package data

import (
	"context"
	"database/sql"
	"fmt"
	"testing"
	"time"

	"zhixing/app/court"
	"zhixing/app/office"
)

// The size of the books the benchmarks measure.
const (
	benchFundCases   = 50_000
	benchFundEntries = 500_000 // of two postings each
)

// fundDay spreads the entries over three years before the tests' day.
func fundDay(i int) court.Date {
	return court.D(2015, 11, 24).AddDays(i * 3 * 365 / benchFundEntries)
}

// fillBooks makes an office whose ledger has a million postings: of each case's
// ten entries seven are receipts and three payments.
func fillBooks(b *testing.B) *Store {
	b.Helper()
	s := newStore(b)
	ctx := context.Background()
	started := time.Now()
	err := s.Write(ctx, func(tx office.Tx) error {
		for i := range benchFundCases {
			c := newCase(i+1, func(c *court.Case) { c.Parties = nil })
			if err := tx.InsertCase(&c); err != nil {
				return err
			}
		}
		first := newReceipt(1, "始0001", 1)
		return tx.InsertReceipt(&first) // opens the bank's account
	})
	if err != nil {
		b.Fatal(err)
	}
	plain, err := s.writer.DB.BeginTx(ctx, nil)
	if err != nil {
		b.Fatal(err)
	}
	if err := fillEntries(ctx, plain); err != nil {
		b.Fatal(err)
	}
	if err := plain.Commit(); err != nil {
		b.Fatal(err)
	}
	b.Logf("%d postings made in %v", 2*benchFundEntries, time.Since(started))
	return s
}

func fillEntries(ctx context.Context, plain *sql.Tx) error {
	var statements []*sql.Stmt
	for _, query := range []string{
		"INSERT OR IGNORE INTO fund_accounts (code, kind, case_id, name, bank, number, balance) VALUES (?, '案款', ?, '', '', '', 0)",
		"INSERT INTO receipts (id, case_id, fund, number, date, booked, payer, payer_no, way, bank_ref, amount, note, over_reason, reason, made_by, made_at)" +
			" VALUES (?, ?, '案款', ?, ?, '', '甄试', '', '转账', ?, ?, '', '', '', '钱会计', ?)",
		"INSERT INTO disbursements (id, case_id, kind, fund, number, payee, payee_bank, payee_no, amount, deductions, total, note, panel, state, asked_by, asked_at," +
			" needs, steps, decided_by, decided_at, decision, batch, paid_on, paid_by, paid_at, bank_ref, withdrawn_by, withdrawn_at, reversed_on, reversed_by, reversed_at, reason)" +
			" VALUES (?, ?, '发放', '案款', ?, '甄试', '', '', ?, '[]', ?, '', '', '已发放', '郑远', ?, '', '[]', '', '', '', '', ?, '钱会计', ?, '', '', '', '', '', '', '')",
		"INSERT INTO fund_entries (seq, date, kind, memo, voucher, receipt_id, payment_id, made_by, made_at, prev_hash, hash) VALUES (?, ?, ?, '甄试 转账', ?, ?, ?, '钱会计', ?, ?, ?)",
		"INSERT INTO fund_postings (entry, line, account_id, amount) VALUES (?, 1, ?, ?), (?, 2, ?, ?)",
		"UPDATE fund_accounts SET balance = balance + ? WHERE id = ?",
	} {
		stmt, err := plain.PrepareContext(ctx, query)
		if err != nil {
			return err
		}
		defer func() { _ = stmt.Close() }()
		statements = append(statements, stmt)
	}
	var bank int64
	var prev court.Entry
	if err := plain.QueryRowContext(ctx, "SELECT id FROM fund_accounts WHERE kind = '银行存款'").Scan(&bank); err != nil {
		return err
	}
	if err := plain.QueryRowContext(ctx, "SELECT seq, hash FROM fund_entries").Scan(&prev.Seq, &prev.Hash); err != nil {
		return err
	}
	accounts := make([]int64, benchFundCases+1)
	if err := plain.QueryRowContext(ctx, "SELECT id FROM fund_accounts WHERE case_id = 1").Scan(&accounts[1]); err != nil {
		return err
	}
	for id := 2; id <= benchFundCases; id++ {
		res, err := statements[0].ExecContext(ctx, court.FundCode(int64(id)), id)
		if err != nil {
			return err
		}
		if accounts[id], err = res.LastInsertId(); err != nil {
			return err
		}
	}
	totals := make([]court.Money, benchFundCases+1)
	for i := range benchFundEntries {
		if err := fillEntry(ctx, statements, i, bank, accounts, totals, &prev); err != nil {
			return err
		}
	}
	var sum court.Money
	for id := 1; id <= benchFundCases; id++ {
		sum += totals[id]
		if _, err := statements[5].ExecContext(ctx, int64(-totals[id]), accounts[id]); err != nil {
			return err
		}
	}
	if _, err := statements[5].ExecContext(ctx, int64(sum), bank); err != nil {
		return err
	}
	_, err := plain.ExecContext(ctx, "UPDATE counters SET value = ? WHERE series = ?", prev.Seq, fundSeries)
	return err
}

func fillEntry(ctx context.Context, statements []*sql.Stmt, i int, bank int64, accounts []int64, totals []court.Money, prev *court.Entry) error {
	caseID, round := i%benchFundCases+1, i/benchFundCases
	amount := court.Money(1000 + i%977)
	date, at, number := fundDay(i).String(), moment{now}.text(), fmt.Sprintf("量%07d", i)
	code := court.FundCode(int64(caseID))
	e := court.Entry{Seq: prev.Seq + 1, Date: fundDay(i), Voucher: number, By: "钱会计", At: now, Memo: "甄试 转账", PrevHash: prev.Hash}
	var receipt, payment any
	if round%10 < 7 {
		id := int64(i + 10)
		e.Kind, e.ReceiptID, receipt = court.EntryReceipt, id, id
		if _, err := statements[1].ExecContext(ctx, id, caseID, number, date, "LS"+number, int64(amount), at); err != nil {
			return err
		}
	} else {
		amount = -amount / 3
		id := int64(i + 10)
		e.Kind, e.PaymentID, payment = court.EntryPayment, id, id
		if _, err := statements[2].ExecContext(ctx, id, caseID, number, int64(-amount), int64(-amount), at, date, at); err != nil {
			return err
		}
	}
	totals[caseID] += amount
	e.Lines = []court.Posting{{Code: "1002-01", Amount: amount}, {Code: code, Amount: -amount}}
	e.Hash = entryHash(e)
	if _, err := statements[3].ExecContext(ctx, e.Seq, date, string(e.Kind), number, receipt, payment, at, e.PrevHash, e.Hash); err != nil {
		return err
	}
	*prev = e
	_, err := statements[4].ExecContext(ctx, e.Seq, bank, int64(amount), e.Seq, accounts[caseID], int64(-amount))
	return err
}

func BenchmarkFund(b *testing.B) {
	s := fillBooks(b)
	b.Run("CaseBalance", func(b *testing.B) {
		reportP95(b, func(i int) {
			mustRead(b, s, func(r office.Reader) error { _, err := r.Balance(int64(i*7919%benchFundCases + 1)); return err })
		})
	})
	b.Run("CaseStatement", func(b *testing.B) {
		reportP95(b, func(i int) {
			mustRead(b, s, func(r office.Reader) error {
				a, err := r.FundAccount(court.FundCode(int64(i*7919%benchFundCases + 1)))
				if err == nil {
					_, err = r.AccountLines(a.ID, court.D(2015, 1, 1), court.D(2018, 12, 31))
				}
				if err == nil {
					_, err = r.AccountBefore(a, court.D(2015, 1, 1))
				}
				return err
			})
		})
	})
	b.Run("PostReceipt", func(b *testing.B) {
		reportP95(b, func(i int) {
			err := s.Write(context.Background(), func(tx office.Tx) error {
				r := newReceipt(int64(i*7919%benchFundCases+1), fmt.Sprintf("测%d-%d", b.N, i), 100)
				if err := tx.InsertReceipt(&r); err != nil {
					return err
				}
				return tx.AppendAudit(court.AuditEntry{At: now, Actor: "钱会计", Action: "登记收款", CaseID: r.CaseID})
			})
			if err != nil {
				b.Fatal(err)
			}
		})
	})
	b.Run("HeldCases", func(b *testing.B) {
		reportP95(b, func(int) { mustRead(b, s, func(r office.Reader) error { _, err := r.HeldCases(); return err }) })
	})
	b.Run("MonthClose", func(b *testing.B) {
		month := 0
		reportP95(b, func(int) {
			name := court.MonthOf(court.D(2018, 6, 1).AddMonths(month))
			month++
			err := s.Write(context.Background(), func(tx office.Tx) error {
				figures, err := tx.FundFigures(name)
				if err != nil || figures.Held != figures.Owed || figures.Owed != figures.Vouchers {
					return fmt.Errorf("%d %d %d %w", figures.Held, figures.Owed, figures.Vouchers, err)
				}
				return tx.InsertFundMonth(court.FundMonth{Month: name, Figures: figures, ClosedAt: now})
			})
			if err != nil {
				b.Fatal(err)
			}
		})
	})
	b.Run("Transits", func(b *testing.B) { // every entry but the newest has its line of the bank
		coverByLines(b, s)
		reportP95(b, func(int) {
			mustRead(b, s, func(r office.Reader) error {
				list, err := r.Transits(court.D(2018, 11, 30))
				if err == nil && len(list) != 7 {
					err = fmt.Errorf("%d outstanding items", len(list))
				}
				return err
			})
		})
	})
	b.Run("VerifyLedger", func(b *testing.B) {
		for b.Loop() {
			t, err := s.reader.BeginTx(context.Background(), nil)
			if err != nil {
				b.Fatal(err)
			}
			v := &verifier{reader: reader{ctx: context.Background(), db: t, zone: beijing}}
			if err := v.ledger(); err != nil || len(v.faults) > 0 {
				b.Fatal(err, v.faults)
			}
			_ = t.Rollback()
		}
	})
}

// coverByLines gives every entry of the bank account its line of the bank's
// statement, except seven.
func coverByLines(b *testing.B, s *Store) {
	b.Helper()
	for _, query := range []string{
		"INSERT OR IGNORE INTO fund_bank_lines (account_id, date, mark, amount, party, note, by_hand, entry, made_by, made_at)" +
			" SELECT p.account_id, e.date, '流水' || e.seq, p.amount, '', '', 0, e.seq, '', '' FROM fund_entries AS e JOIN fund_postings AS p ON p.entry = e.seq" +
			" JOIN fund_accounts AS a ON a.id = p.account_id AND a.kind = '银行存款' WHERE e.seq <= (SELECT MAX(seq) - 7 FROM fund_entries)",
		"INSERT OR IGNORE INTO fund_bank_spans (account_id, first, last) SELECT id, '2015-01-01', '2018-11-30' FROM fund_accounts WHERE kind = '银行存款'",
	} {
		if _, err := s.writer.NewRaw(query).Exec(context.Background()); err != nil {
			b.Fatal(err)
		}
	}
}
