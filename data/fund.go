package data

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"strconv"

	"zhixing/app/court"
)

// execer is a transaction: bun's, or a plain one while migrating.
type execer interface {
	ExecContext(ctx context.Context, query string, args ...any) (sql.Result, error)
	QueryContext(ctx context.Context, query string, args ...any) (*sql.Rows, error)
	QueryRowContext(ctx context.Context, query string, args ...any) *sql.Row
}

// book writes the ledger of case money inside one transaction.
type book struct {
	ctx context.Context
	db  execer
	// carrying is set while old vouchers are carried over: their order within a
	// day is not known, so only the last balances count.
	carrying bool
}

func (t *tx) book() *book { return &book{ctx: t.ctx, db: t.db} }

// fundSeries counts the entries, so that entries cut off at the end of the
// chain are missed.
const fundSeries = "fund_entries"

// entryHash is SHA-256 over all an entry says, its lines by the codes of their
// accounts, and the hash of the entry before: each text with its length before
// it, so that nothing can slip from one field into the next. The order of the
// fields is part of the format.
func entryHash(e court.Entry) string {
	return entryText{
		seq: e.Seq, receipt: e.ReceiptID, payment: e.PaymentID, reverses: e.Reverses,
		date: e.Date.String(), kind: string(e.Kind), memo: e.Memo, voucher: e.Voucher, by: e.By, at: moment{e.At}.text(), prev: e.PrevHash,
	}.hash(e.Lines)
}

// entryText is an entry as it is stored.
type entryText struct {
	seq, receipt, payment, reverses         int64
	date, kind, memo, voucher, by, at, prev string
}

func (e entryText) hash(lines []court.Posting) string {
	b := make([]byte, 0, 512)
	number := func(n int64) { b = append(strconv.AppendInt(b, n, 10), ';') }
	text := func(s string) {
		b = append(strconv.AppendInt(b, int64(len(s)), 10), ':')
		b = append(b, s...)
	}
	number(e.seq)
	text(e.date)
	text(e.kind)
	text(e.memo)
	text(e.voucher)
	number(e.receipt)
	number(e.payment)
	number(e.reverses)
	text(e.by)
	text(e.at)
	number(int64(len(lines)))
	for _, p := range lines {
		text(p.Code)
		number(int64(p.Amount))
	}
	text(e.prev)
	return hashOf(b)
}

// post numbers, chains and stores an entry and moves the balances of its
// accounts. It is CodeRefused in a closed month and CodeConflict when an account
// would go below zero.
func (b *book) post(e *court.Entry) error {
	if err := checkLines(*e); err != nil {
		return err
	}
	if err := b.monthOpen(e.Date); err != nil {
		return err
	}
	for i := range e.Lines {
		if err := b.resolve(&e.Lines[i]); err != nil {
			return err
		}
	}
	err := b.db.QueryRowContext(b.ctx, "SELECT seq, hash FROM fund_entries ORDER BY seq DESC LIMIT 1").Scan(&e.Seq, &e.PrevHash)
	if err != nil && !errors.Is(err, sql.ErrNoRows) {
		return err
	}
	e.Seq++
	e.Hash = entryHash(*e)
	if err := b.store(*e); err != nil {
		return err
	}
	return b.move(*e)
}

func checkLines(e court.Entry) error {
	var sum court.Money
	for _, p := range e.Lines {
		if p.Amount == 0 || p.Amount > court.MaxMoney || p.Amount < -court.MaxMoney {
			return fmt.Errorf("entry %s: line of %d", e.Voucher, p.Amount)
		}
		sum += p.Amount
	}
	if sum != 0 || len(e.Lines) < 2 || e.Date.IsZero() {
		return fmt.Errorf("entry %s on %s with %d lines that sum up to %d", e.Voucher, e.Date, len(e.Lines), sum)
	}
	return nil
}

// monthOpen refuses a day in a month that was closed, or before one.
func (b *book) monthOpen(on court.Date) error {
	closed, err := b.lastClosed()
	if err != nil || court.MonthOf(on) > closed {
		return err
	}
	return court.Errorf(court.CodeRefused, "%s已经结账，不能再记入该月的账。", court.MonthName(court.MonthOf(on))).
		WithHint("请把入账日期写在" + court.MonthName(closed) + "以后；到账日期仍写实际到账的那一天。")
}

func (b *book) lastClosed() (month string, err error) {
	err = b.db.QueryRowContext(b.ctx, "SELECT COALESCE(MAX(month), '') FROM fund_months").Scan(&month)
	return month, err
}

// resolve finds the account of a line, which is opened when it is new.
func (b *book) resolve(p *court.Posting) error {
	query := "SELECT id, code, kind, COALESCE(case_id, 0) FROM fund_accounts WHERE "
	var args []any
	switch {
	case p.AccountID != 0:
		query, args = query+"id = ?", []any{p.AccountID}
	case p.Kind.PerCase():
		query, args = query+"case_id = ? AND kind = ?", []any{p.CaseID, string(p.Kind)}
	default:
		query, args = query+"kind = ? ORDER BY id LIMIT 1", []any{string(p.Kind)}
	}
	kind := p.Kind
	err := b.db.QueryRowContext(b.ctx, query, args...).Scan(&p.AccountID, &p.Code, &p.Kind, &p.CaseID)
	if errors.Is(err, sql.ErrNoRows) {
		if p.AccountID != 0 || kind.PerCase() && p.CaseID == 0 {
			return notFound(err, "该账户")
		}
		return b.open(p)
	}
	if err == nil && p.Kind != kind {
		err = court.Errorf(court.CodeInvalid, "账户%s不是%s账户。", p.Code, kind)
	}
	return err
}

// open makes the account of a line.
func (b *book) open(p *court.Posting) error {
	switch p.Kind {
	case court.FundCase:
		p.Code = court.FundCode(p.CaseID)
	case court.FundDeposit:
		p.Code = court.DepositCode(p.CaseID)
	case court.FundBank:
		p.Code = p.Kind.Code() + "-01"
	default:
		p.Code = p.Kind.Code()
	}
	var id any
	if p.CaseID != 0 {
		id = p.CaseID
	}
	res, err := b.db.ExecContext(b.ctx, "INSERT INTO fund_accounts (code, kind, case_id, name, bank, number, balance) VALUES (?, ?, ?, '', '', '', 0)",
		p.Code, string(p.Kind), id)
	if err != nil {
		return err
	}
	p.AccountID, err = res.LastInsertId()
	return err
}

func (b *book) store(e court.Entry) error {
	or := func(id int64) any {
		if id == 0 {
			return nil
		}
		return id
	}
	_, err := b.db.ExecContext(b.ctx, "INSERT INTO fund_entries (seq, date, kind, memo, voucher, receipt_id, payment_id, reverses, made_by, made_at, prev_hash, hash)"+
		" VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)", e.Seq, e.Date.String(), string(e.Kind), e.Memo, e.Voucher, or(e.ReceiptID), or(e.PaymentID), or(e.Reverses),
		e.By, moment{e.At}.text(), e.PrevHash, e.Hash)
	if duplicate(err) {
		err = court.Errorf(court.CodeConflict, "%s已经冲正过。", e.Voucher).Because(err)
	}
	if err != nil {
		return err
	}
	for i, p := range e.Lines {
		_, err := b.db.ExecContext(b.ctx, "INSERT INTO fund_postings (entry, line, account_id, amount) VALUES (?, ?, ?, ?)", e.Seq, i+1, p.AccountID, int64(p.Amount))
		if err != nil {
			return err
		}
	}
	var n int64
	err = b.db.QueryRowContext(b.ctx, "INSERT INTO counters (series, value) VALUES (?, 1) ON CONFLICT (series) DO UPDATE SET value = counters.value + 1 RETURNING value",
		fundSeries).Scan(&n)
	if err == nil && n != e.Seq {
		err = damaged().Because(fmt.Errorf("fund entry %d, counter %d", e.Seq, n))
	}
	return err
}

// move changes the balances and asserts that none is below zero.
func (b *book) move(e court.Entry) error {
	for _, p := range e.Lines {
		if _, err := b.db.ExecContext(b.ctx, "UPDATE fund_accounts SET balance = balance + ? WHERE id = ?", int64(p.Amount), p.AccountID); err != nil {
			return err
		}
	}
	if b.carrying {
		return nil
	}
	for _, p := range e.Lines {
		var left court.Money
		if err := b.db.QueryRowContext(b.ctx, "SELECT balance FROM fund_accounts WHERE id = ?", p.AccountID).Scan(&left); err != nil {
			return err
		}
		if !p.Kind.IsAsset() {
			left = -left
		}
		if left < 0 {
			return shortAccount(p, -left)
		}
	}
	return nil
}

func shortAccount(p court.Posting, missing court.Money) error {
	switch {
	case p.Kind == court.FundBank:
		return court.Errorf(court.CodeConflict, "银行存款账面余额不足，差%s元。", missing).WithHint("代收的现金、票据要先解交银行，才能从银行付出。")
	case p.Kind.PerCase():
		return court.Errorf(court.CodeConflict, "%s余额不足，账户%s差%s元。", p.Kind, p.Code, missing).WithHint("请先核对该案的收款和发放。")
	}
	return court.Errorf(court.CodeConflict, "%s余额不足，差%s元。", p.Kind, missing).WithHint("请先核对账簿。")
}

// entryOf gives the entry a voucher made that was not undone, with its lines;
// column is receipt_id, payment_id or voucher.
func (b *book) entryOf(column string, id any, kinds ...court.EntryKind) (court.Entry, error) {
	var e court.Entry
	query := "SELECT e.seq, e.kind, e.voucher, COALESCE(e.receipt_id, 0), COALESCE(e.payment_id, 0) FROM fund_entries AS e WHERE e." + column + " = ? AND e.kind IN ("
	args := []any{id}
	for i, k := range kinds {
		if i > 0 {
			query += ", "
		}
		query += "?"
		args = append(args, string(k))
	}
	query += ") AND NOT EXISTS (SELECT 1 FROM fund_entries AS x WHERE x.reverses = e.seq)"
	err := b.db.QueryRowContext(b.ctx, query, args...).Scan(&e.Seq, &e.Kind, &e.Voucher, &e.ReceiptID, &e.PaymentID)
	if err != nil {
		return e, notFound(err, "该凭证的分录")
	}
	rows, err := b.db.QueryContext(b.ctx, "SELECT p.account_id, a.code, a.kind, COALESCE(a.case_id, 0), p.amount FROM fund_postings AS p"+
		" JOIN fund_accounts AS a ON a.id = p.account_id WHERE p.entry = ? ORDER BY p.line", e.Seq)
	if err != nil {
		return e, err
	}
	defer func() { _ = rows.Close() }()
	for rows.Next() {
		var p court.Posting
		if err := rows.Scan(&p.AccountID, &p.Code, &p.Kind, &p.CaseID, &p.Amount); err != nil {
			return e, err
		}
		e.Lines = append(e.Lines, p)
	}
	return e, rows.Err()
}

// postReceipt posts what a receipt says. A reversal undoes the entry of the
// receipt it reverses, and that of its way to the bank.
func (b *book) postReceipt(r court.Receipt, from court.FundKind) error {
	if r.Reverses == 0 {
		e := r.Entry(from)
		return b.post(&e)
	}
	for _, kind := range []court.EntryKind{court.EntryBanking, court.EntryReceipt, court.EntryAssign, court.EntryOpening} {
		e, err := b.entryOf("receipt_id", r.Reverses, kind)
		if court.CodeOf(err) == court.CodeNotFound {
			continue
		}
		if err != nil {
			return err
		}
		back := e.Reversed(r.BookedOn(), r.By, r.At, r.Reason)
		back.ReceiptID, back.Voucher = r.ID, r.Number
		if err := b.post(&back); err != nil {
			return err
		}
	}
	return nil
}

// postPayment posts what changed in a payment: it was made, or came back.
func (b *book) postPayment(before court.DisbursementState, d court.Disbursement) error {
	paid := d.State == court.DisbursementPaid
	switch {
	case before == d.State:
		return nil
	case before == court.DisbursementPaid && d.State == court.DisbursementReversed:
		e, err := b.entryOf("payment_id", d.ID, court.EntryPayment)
		if err != nil {
			return err
		}
		back := e.Reversed(d.ReversedOn, d.ReversedBy, d.ReversedAt, d.Reason)
		return b.post(&back)
	case before == court.DisbursementPaid || before == court.DisbursementReversed:
		return court.Errorf(court.CodeRefused, "%s已%s，不能改为“%s”。", d.Number, before, d.State)
	case paid:
		e := d.Entry()
		return b.post(&e)
	}
	return nil
}
