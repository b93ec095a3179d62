package data

import (
	"cmp"
	"context"
	"database/sql"
	_ "embed"
	"slices"
	"time"

	"github.com/pressly/goose/v3"

	"zhixing/app/court"
)

//go:embed migrations/go/00004_fund.sql
var fundSchema string

// goMigrations are those that need more than SQL; each runs in one transaction
// that also records it, like the files.
func goMigrations() []*goose.Migration {
	return []*goose.Migration{
		goose.NewGoMigration(4, &goose.GoFunc{RunTx: upFund}, nil),
		goose.NewGoMigration(12, &goose.GoFunc{RunTx: upBankBooks}, nil),
	}
}

// upFund makes the tables of the ledger and posts the receipts and payments
// there are, so that the ledger begins with the same balances.
func upFund(ctx context.Context, tx *sql.Tx) error {
	if _, err := tx.ExecContext(ctx, fundSchema); err != nil {
		return err
	}
	c := carrier{book: book{ctx: ctx, db: tx, carrying: true}}
	if err := c.receipts(); err != nil {
		return err
	}
	if err := c.payments(); err != nil {
		return err
	}
	slices.SortStableFunc(c.moves, func(a, b oldMove) int { return cmp.Or(a.on.Compare(b.on), cmp.Compare(a.rank, b.rank)) })
	for _, m := range c.moves {
		if err := m.post(); err != nil {
			return err
		}
	}
	return nil
}

// oldMove is a voucher of the time before the ledger; rank orders those of
// one day.
type oldMove struct {
	on   court.Date
	rank int
	post func() error
}

type carrier struct {
	book
	moves []oldMove
}

func (c *carrier) receipts() error {
	rows, err := c.db.QueryContext(c.ctx, "SELECT id, case_id, number, date, payer, way, bank_ref, amount, COALESCE(reverses, 0), reason, made_by, made_at FROM receipts ORDER BY id")
	if err != nil {
		return err
	}
	defer func() { _ = rows.Close() }()
	for rows.Next() {
		var r court.Receipt
		var date day
		var at moment
		if err := rows.Scan(&r.ID, &r.CaseID, &r.Number, &date, &r.Payer, &r.Way, &r.BankRef, &r.Amount, &r.Reverses, &r.Reason, &r.By, &at); err != nil {
			return err
		}
		r.Date, r.At, r.Banked = date.Date, at.Time, true // what the old program logged was in the bank
		c.moves = append(c.moves, oldMove{court.DateOf(at.Time), btoi(r.Reverses != 0) * 3, func() error {
			if err := c.postReceipt(r, court.FundCase); err != nil || r.Reverses != 0 {
				return err
			}
			_, err := c.db.ExecContext(c.ctx, "INSERT INTO fund_told (receipt_id, date, made_by, made_at) VALUES (?, ?, '旧数据', ?)", r.ID, r.Date.String(), at.text())
			if err != nil || r.Way != court.WayCash && r.Way != court.WayBill {
				return err
			}
			_, err = c.db.ExecContext(c.ctx, "INSERT INTO fund_bankings (receipt_id, date, bank_ref, note, made_by, made_at) VALUES (?, ?, ?, '', ?, ?)",
				r.ID, r.Date.String(), r.BankRef, r.By, at.text())
			return err
		}})
	}
	return rows.Err()
}

func (c *carrier) payments() error {
	rows, err := c.db.QueryContext(c.ctx, "SELECT id, case_id, number, payee, amount, deductions, state, asked_at, paid_on, paid_by, bank_ref, reversed_on, reversed_by, reason"+
		" FROM disbursements WHERE state IN ('已发放', '已冲正') ORDER BY id")
	if err != nil {
		return err
	}
	defer func() { _ = rows.Close() }()
	for rows.Next() {
		var d court.Disbursement
		var cuts jsonList[deduction]
		var asked moment
		var paid, reversed day
		err := rows.Scan(&d.ID, &d.CaseID, &d.Number, &d.Payee, &d.Amount, &cuts, &d.State, &asked, &paid, &d.PaidBy, &d.BankRef, &reversed, &d.ReversedBy, &d.Reason)
		if err != nil {
			return err
		}
		d.Deductions = each(cuts, func(x deduction) court.Deduction { return court.Deduction(x) })
		d.PaidOn, d.PaidAt = paid.Date, noonOf(paid.Date, asked.Time)
		d.ReversedOn, d.ReversedAt = reversed.Date, noonOf(reversed.Date, asked.Time)
		c.moves = append(c.moves, oldMove{d.PaidOn, 1, func() error {
			e := d.Entry()
			return c.post(&e)
		}})
		if d.State == court.DisbursementReversed {
			c.moves = append(c.moves, oldMove{d.ReversedOn, 2, func() error { return c.postPayment(court.DisbursementPaid, d) }})
		}
	}
	return rows.Err()
}

// noonOf gives a moment for a day the old program kept without a time.
func noonOf(d court.Date, like time.Time) time.Time {
	if d.IsZero() {
		return like
	}
	return time.Date(d.Year, d.Month, d.Day, 12, 0, 0, 0, time.UTC)
}

func btoi(b bool) int {
	if b {
		return 1
	}
	return 0
}
