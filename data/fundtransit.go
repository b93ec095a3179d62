package data

import (
	"database/sql"
	"slices"

	"zhixing/app/court"
	"zhixing/app/office"
)

const bankLineColumns = "l.id, l.account_id, l.date, l.mark, l.amount, l.party, l.note, COALESCE(l.entry, 0), COALESCE(e.voucher, t.note, ''), COALESCE(e.date, b.date, '')," +
	" COALESCE((SELECT COUNT(*) FROM fund_bank_lines AS x WHERE t.id IS NOT NULL AND x.by_hand = 1 AND x.mark LIKE '整批' || l.id || '-%'), 0), l.by_hand, l.made_by, l.made_at"

func (r *reader) bankLines(where string, args ...any) ([]court.BankLine, error) {
	var out []court.BankLine
	err := r.scanAll("SELECT "+bankLineColumns+" FROM fund_bank_lines AS l LEFT JOIN fund_entries AS e ON e.seq = l.entry"+
		" LEFT JOIN fund_bank_lines AS t ON t.account_id = l.account_id AND t.mark = '整批' || l.id || '-1' LEFT JOIN fund_entries AS b ON b.seq = t.entry WHERE NOT "+isPart+" AND "+where, args, func(rows *sql.Rows) error {
		var l court.BankLine
		var on, booked day
		var at moment
		err := rows.Scan(&l.ID, &l.AccountID, &on, &l.Mark, &l.Amount, &l.Party, &l.Note, &l.Entry, &l.Voucher, &booked, &l.Batch, &l.ByHand, &l.By, &at)
		l.Date, l.Booked, l.At = on.Date, booked.Date, at.in(r.zone)
		out = append(out, l)
		return err
	})
	return out, err
}

// BankLine gives one line of the bank.
func (r *reader) BankLine(id int64) (court.BankLine, error) {
	found, err := r.bankLines("l.id = ?", id)
	return only(found, err, "这笔银行流水")
}

// BankLines gives the lines of a bank account that are known, by day.
func (r *reader) BankLines(account int64, from, to court.Date) ([]court.BankLine, error) {
	return r.bankLines("l.account_id = ? AND l.date BETWEEN ? AND ? ORDER BY l.date, l.id", account, from.String(), to.String())
}

// span is a time of which the lines of an account are known.
type span struct{ first, last string }

func (r *reader) bankSpans() (map[int64][]span, error) {
	out := map[int64][]span{}
	err := r.scanAll("SELECT account_id, first, last FROM fund_bank_spans", nil, func(rows *sql.Rows) error {
		var id int64
		var s span
		err := rows.Scan(&id, &s.first, &s.last)
		out[id] = append(out[id], s)
		return err
	})
	return out, err
}

// moved is an amount on a bank account.
type moved struct {
	account int64
	amount  court.Money
}

// openAmounts gives the amounts of the bank's lines that belong to no entry.
func (r *reader) openAmounts() (map[moved]bool, error) {
	out := map[moved]bool{}
	err := r.scanAll("SELECT DISTINCT l.account_id, l.amount FROM fund_bank_lines AS l WHERE l.entry IS NULL AND NOT "+hasParts, nil, func(rows *sql.Rows) error {
		var m moved
		err := rows.Scan(&m.account, &m.amount)
		out[m] = true
		return err
	})
	return out, err
}

// UnseenEntries gives the entries of a bank account that no line of the bank
// belongs to.
func (r *reader) UnseenEntries(account int64, from, to court.Date) ([]office.UnseenEntry, error) {
	return r.unseen(" AND p.account_id = ?", from, to, account)
}

func (r *reader) unseen(which string, from, to court.Date, args ...any) ([]office.UnseenEntry, error) {
	spans, err := r.bankSpans()
	if err != nil {
		return nil, err
	}
	returned, err := r.openAmounts()
	if err != nil {
		return nil, err
	}
	known := func(account int64, on day) bool {
		return slices.ContainsFunc(spans[account], func(s span) bool { return s.first <= on.String() && on.String() <= s.last })
	}
	var out []office.UnseenEntry
	gone := map[int64]bool{}
	err = r.scanAll("SELECT e.seq, p.account_id, e.date, e.voucher, e.memo, COALESCE(e.reverses, 0), COALESCE((SELECT o.date FROM fund_entries AS o WHERE o.seq = e.reverses), ''),"+
		" EXISTS (SELECT 1 FROM fund_bank_lines AS l WHERE l.entry = e.reverses), SUM(p.amount), EXISTS (SELECT 1 FROM fund_transit AS t WHERE t.entry = e.seq AND t.account_id = p.account_id)"+
		" FROM fund_entries AS e JOIN fund_postings AS p ON p.entry = e.seq JOIN fund_accounts AS a ON a.id = p.account_id"+
		" WHERE a.kind = '银行存款' AND e.kind <> '期初' AND e.date BETWEEN ? AND ?"+which+
		" AND NOT EXISTS (SELECT 1 FROM fund_bank_lines AS l WHERE l.entry = e.seq)"+
		" AND NOT EXISTS (SELECT 1 FROM fund_entries AS o WHERE o.seq = e.reverses AND o.kind = '期初')"+
		" GROUP BY e.seq, p.account_id ORDER BY e.date, e.seq", append([]any{from.String(), to.String()}, args...), func(rows *sql.Rows) error {
		var x office.UnseenEntry
		var on, made day
		var of int64
		var seen bool
		err := rows.Scan(&x.Entry, &x.AccountID, &on, &x.Voucher, &x.Memo, &of, &made, &seen, &x.Amount, &x.Marked)
		x.Date, x.Covered = on.Date, known(x.AccountID, on)
		// What was undone before the bank knew of it never reached the bank, also
		// when it was entered before the first day that is asked for. What was
		// entered before the bank's lines are known may have reached it and come
		// back: then there is a line of the bank for it.
		if back := !known(x.AccountID, made) && returned[moved{x.AccountID, x.Amount}]; of != 0 && !seen && !back {
			gone[x.Entry], gone[of] = true, true
		}
		out = append(out, x)
		return err
	})
	if err != nil {
		return nil, err
	}
	return slices.DeleteFunc(out, func(x office.UnseenEntry) bool { return gone[x.Entry] || x.Amount == 0 }), nil
}

// Transits gives the outstanding items of all bank accounts at a day's end:
// lines of the bank without an entry, entries without a line where the bank's
// lines are known or a person says so, and what came later on the other side.
func (r *reader) Transits(on court.Date) ([]court.Transit, error) {
	begun, err := r.OpeningDay()
	if err != nil {
		return nil, err
	}
	var out []court.Transit
	err = r.scanAll("SELECT l.id, l.account_id, l.date, l.amount, l.party, "+partNote+", CASE WHEN l.entry IS NULL THEN l.by_hand ELSE 0 END FROM fund_bank_lines AS l LEFT JOIN fund_entries AS e ON e.seq = l.entry"+
		" WHERE l.date <= ? AND l.date > ? AND (l.entry IS NULL AND NOT "+hasParts+" OR e.date > ?) ORDER BY l.date, l.id", []any{on.String(), begun.String(), on.String()}, func(rows *sql.Rows) error {
		var l court.BankLine
		var day day
		err := rows.Scan(&l.ID, &l.AccountID, &day, &l.Amount, &l.Party, &l.Note, &l.ByHand)
		t := court.NewTransit(false, l.Amount)
		t.AccountID, t.Date, t.Party, t.Note, t.Line, t.ByHand = l.AccountID, day.Date, l.Party, l.Note, l.ID, l.ByHand
		out = append(out, t)
		return err
	})
	if err != nil {
		return nil, err
	}
	inBooks := func(seq, account int64, day court.Date, voucher, memo string, amount court.Money, byHand bool) {
		t := court.NewTransit(true, amount)
		t.AccountID, t.Date, t.Voucher, t.Note, t.Entry, t.ByHand = account, day, voucher, memo, seq, byHand
		out = append(out, t)
	}
	err = r.scanAll("SELECT e.seq, l.account_id, e.date, e.voucher, e.memo, l.amount FROM fund_bank_lines AS l JOIN fund_entries AS e ON e.seq = l.entry"+
		" WHERE l.date > ? AND e.date <= ? AND e.kind <> '期初' ORDER BY e.date, e.seq", []any{on.String(), on.String()}, func(rows *sql.Rows) error {
		var seq, account int64
		var day day
		var voucher, memo string
		var amount court.Money
		err := rows.Scan(&seq, &account, &day, &voucher, &memo, &amount)
		inBooks(seq, account, day.Date, voucher, memo, amount, false)
		return err
	})
	if err != nil {
		return nil, err
	}
	from, any, err := r.firstKnown()
	if err != nil || !any {
		return out, err
	}
	list, err := r.unseen("", from, on)
	for _, x := range list {
		if x.Covered || x.Marked {
			inBooks(x.Entry, x.AccountID, x.Date, x.Voucher, x.Memo, x.Amount, x.Marked)
		}
	}
	return out, err
}

// firstKnown gives the first day of which entries are compared with the bank's
// lines one by one; without any day they are not.
func (r *reader) firstKnown() (from court.Date, any bool, err error) {
	var first day
	err = r.db.NewRaw("SELECT COALESCE(MIN(x.day), '') FROM (SELECT first AS day FROM fund_bank_spans UNION ALL"+
		" SELECT e.date FROM fund_transit AS t JOIN fund_entries AS e ON e.seq = t.entry) AS x").Scan(r.ctx, &first)
	return first.Date, !first.IsZero(), err
}
