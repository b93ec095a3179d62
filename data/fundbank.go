package data

import (
	"context"
	"database/sql"
	"slices"
	"time"

	"zhixing/app/court"
	"zhixing/app/office"
)

const itemColumns = "i.id, i.number, i.kind, i.fund, COALESCE(i.case_id, 0), COALESCE(c.number, ''), COALESCE(i.bank_id, 0), i.date, i.booked, i.bank_ref, i.amount, i.note, i.origin, i.state," +
	" i.made_by, COALESCE(i.made_by_id, 0), i.made_at, i.decided_by, i.decided_at, i.decision, i.reversed_on, i.reversed_by, i.reversed_at, i.reason"

func (r *reader) fundItems(where string, args ...any) ([]court.FundItem, error) {
	var out []court.FundItem
	err := r.scanAll("SELECT "+itemColumns+" FROM fund_items AS i LEFT JOIN cases AS c ON c.id = i.case_id WHERE "+where, args, func(rows *sql.Rows) error {
		var x court.FundItem
		var date, booked, reversed day
		var made, decided, undone moment
		err := rows.Scan(&x.ID, &x.Number, &x.Kind, &x.Fund, &x.CaseID, &x.CaseNo, &x.BankID, &date, &booked, &x.BankRef, &x.Amount, &x.Note, &x.Origin, &x.State,
			&x.By, &x.ByID, &made, &x.DecidedBy, &decided, &x.Decision, &reversed, &x.ReversedBy, &undone, &x.Reason)
		x.Date, x.Booked, x.ReversedOn = date.Date, booked.Date, reversed.Date
		x.At, x.DecidedAt, x.ReversedAt = made.in(r.zone), decided.in(r.zone), undone.in(r.zone)
		out = append(out, x)
		return err
	})
	return out, err
}

// FundItems gives the items of the bank accounts, newest first.
func (r *reader) FundItems() ([]court.FundItem, error) { return r.fundItems("TRUE ORDER BY i.id DESC") }

// FundItem gives one item.
func (r *reader) FundItem(id int64) (court.FundItem, error) {
	found, err := r.fundItems("i.id = ?", id)
	return only(found, err, "该笔银行账项")
}

// InsertFundItem stores an item and gives it its ID; one that is posted at once
// posts itself.
func (t *tx) InsertFundItem(x *court.FundItem) error {
	res, err := t.db.NewRaw("INSERT INTO fund_items (number, kind, fund, case_id, bank_id, date, booked, bank_ref, amount, note, origin, state, made_by, made_by_id, made_at,"+
		" decided_by, decided_at, decision, reversed_on, reversed_by, reversed_at, reason) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, '', '', '', '')",
		x.Number, x.Kind, x.Fund, orNull(x.CaseID), orNull(x.BankID), x.Date.String(), day{x.Booked}.String(), x.BankRef, int64(x.Amount), x.Note, x.Origin, x.State,
		x.By, orNull(x.ByID), moment{x.At}.text(), x.DecidedBy, moment{x.DecidedAt}.text(), x.Decision).Exec(t.ctx)
	if duplicate(err) {
		err = court.Errorf(court.CodeConflict, "凭证号%s已经用过。", x.Number).Because(err)
	}
	if err != nil {
		return err
	}
	if x.ID, err = res.LastInsertId(); err != nil {
		return err
	}
	return t.book().postItem("", *x)
}

// UpdateFundItem stores how an item went on, and posts it when it is agreed to
// or undone.
func (t *tx) UpdateFundItem(x court.FundItem) error {
	var before court.ItemState
	if err := t.db.NewRaw("SELECT state FROM fund_items WHERE id = ?", x.ID).Scan(t.ctx, &before); err != nil {
		return notFound(err, "该笔银行账项")
	}
	res, err := t.db.NewRaw("UPDATE fund_items SET booked = ?, state = ?, decided_by = ?, decided_at = ?, decision = ?, reversed_on = ?, reversed_by = ?, reversed_at = ?, reason = ? WHERE id = ?",
		x.Booked.String(), x.State, x.DecidedBy, moment{x.DecidedAt}.text(), x.Decision, x.ReversedOn.String(), x.ReversedBy, moment{x.ReversedAt}.text(), x.Reason, x.ID).Exec(t.ctx)
	if err := changedOne(res, err, "该笔银行账项"); err != nil {
		return err
	}
	return t.book().postItem(before, x)
}

// postItem posts what changed in an item.
func (b *book) postItem(before court.ItemState, x court.FundItem) error {
	switch {
	case before == x.State:
		return nil
	case x.State == court.ItemPosted && (before == "" || before == court.ItemAsked):
		e := x.Entry()
		return b.post(&e)
	case before == court.ItemPosted && x.State == court.ItemReversed:
		e, err := b.entryOf("voucher", x.Number, court.EntryKind(x.Kind))
		if err != nil {
			return err
		}
		back := e.Reversed(x.ReversedOn, x.ReversedBy, x.ReversedAt, x.Reason)
		return b.post(&back)
	case before == court.ItemPosted || before == court.ItemReversed || before == court.ItemRefused:
		return court.Errorf(court.CodeRefused, "%s%s，不能改为“%s”。", x.Number, before, x.State)
	}
	return nil
}

// PutOpening remembers what a row of opening balances became.
func (t *tx) PutOpening(mark string, receiptID, itemID int64) error {
	_, err := t.db.NewRaw("INSERT INTO fund_openings (mark, receipt_id, item_id) VALUES (?, ?, ?)"+
		" ON CONFLICT (mark) DO UPDATE SET receipt_id = excluded.receipt_id, item_id = excluded.item_id", mark, orNull(receiptID), orNull(itemID)).Exec(t.ctx)
	return err
}

// OpeningMarks gives the voucher of every opening that stands, by its mark.
func (r *reader) OpeningMarks() (map[string]string, error) {
	out := map[string]string{}
	err := r.scanAll("SELECT o.mark, COALESCE(r.number, i.number) FROM fund_openings AS o LEFT JOIN receipts AS r ON r.id = o.receipt_id LEFT JOIN fund_items AS i ON i.id = o.item_id"+
		" WHERE NOT EXISTS (SELECT 1 FROM receipts AS x WHERE x.reverses = o.receipt_id) AND COALESCE(i.state, '') <> '已冲正'", nil, func(rows *sql.Rows) error {
		var mark, number string
		err := rows.Scan(&mark, &number)
		out[mark] = number
		return err
	})
	return out, err
}

// OpeningDay gives the day the books begin.
func (r *reader) OpeningDay() (court.Date, error) {
	var first day
	err := r.db.NewRaw("SELECT COALESCE(MIN(e.date), '') FROM fund_openings AS o LEFT JOIN receipts AS r ON r.id = o.receipt_id LEFT JOIN fund_items AS i ON i.id = o.item_id"+
		" JOIN fund_entries AS e ON e.voucher = COALESCE(r.number, i.number) AND e.kind = '期初'").Scan(r.ctx, &first)
	return first.Date, err
}

// Openings gives the openings that stand, in the order they were imported.
func (r *reader) Openings() ([]office.Opening, error) {
	var out []office.Opening
	scan := func(rows *sql.Rows) error {
		var x office.Opening
		var date, booked day
		err := rows.Scan(&x.ReceiptID, &x.Number, &x.CaseID, &x.CaseNo, &x.Fund, &date, &booked, &x.Amount, &x.Payer, &x.Note)
		x.Date, x.Booked = date.Date, booked.Date
		out = append(out, x)
		return err
	}
	err := r.scanAll("SELECT r.id, r.number, COALESCE(r.case_id, 0), COALESCE(c.number, ''), r.fund, r.date, "+bookedDay+", r.amount, r.payer, r.note FROM receipts AS r LEFT JOIN cases AS c ON c.id = r.case_id"+
		" WHERE r.way = '期初结转' AND r.reverses IS NULL AND r.source IS NULL AND NOT EXISTS (SELECT 1 FROM receipts AS x WHERE x.reverses = r.id) ORDER BY r.id", nil, scan)
	if err != nil {
		return nil, err
	}
	err = r.scanAll("SELECT 0, i.number, COALESCE(i.case_id, 0), COALESCE(c.number, ''), i.fund, i.date, CASE WHEN i.booked = '' THEN i.date ELSE i.booked END, i.amount, '', i.note"+
		" FROM fund_items AS i LEFT JOIN cases AS c ON c.id = i.case_id WHERE i.kind = '期初' AND i.state = '已入账' ORDER BY i.id", nil, scan)
	return out, err
}

// openingCases are the accounts of cases that have openings.
const (
	openingReceipts = "(SELECT o.id FROM receipts AS o WHERE o.way = '期初结转')"
	openingCases    = "(SELECT o.case_id FROM receipts AS o WHERE o.way = '期初结转' AND o.case_id IS NOT NULL UNION SELECT i.case_id FROM fund_items AS i WHERE i.kind = '期初' AND i.case_id IS NOT NULL)"
)

// OpeningMoves gives what left the accounts that have openings, in the order of
// days: payments, what came back of them, and what was assigned to cases.
func (r *reader) OpeningMoves() ([]office.OpeningMove, error) {
	var out []office.OpeningMove
	scan := func(rows *sql.Rows) error {
		var m office.OpeningMove
		var on day
		err := rows.Scan(&m.CaseID, &m.Fund, &m.ReceiptID, &on, &m.What, &m.Amount)
		m.Date = on.Date
		out = append(out, m)
		return err
	}
	const which = " AND (d.case_id IN " + openingCases + " OR d.source IN " + openingReceipts + " OR d.case_id IS NULL AND d.source IS NULL)"
	for _, query := range []string{
		"SELECT COALESCE(d.case_id, 0), d.fund, COALESCE(d.source, 0), d.paid_on, d.kind, d.total FROM disbursements AS d WHERE d.state IN ('已发放', '已冲正')" + which,
		"SELECT COALESCE(d.case_id, 0), d.fund, COALESCE(d.source, 0), d.reversed_on, d.kind, -d.total FROM disbursements AS d WHERE d.state = '已冲正'" + which,
		"SELECT 0, '不明款', r.source, " + bookedDay + ", '认领', r.amount FROM receipts AS r WHERE r.source IN " + openingReceipts,
		"SELECT 0, '专户利息', 0, CASE WHEN i.booked = '' THEN i.date ELSE i.booked END, i.kind, i.amount FROM fund_items AS i WHERE i.kind = '利息抵手续费' AND i.state = '已入账'",
	} {
		if err := r.scanAll(query, nil, scan); err != nil {
			return nil, err
		}
	}
	slices.SortStableFunc(out, func(a, b office.OpeningMove) int { return a.Date.Compare(b.Date) })
	return out, nil
}

// CauseMarks gives the newest cause of each case and receipt.
func (r *reader) CauseMarks() ([]court.CauseMark, error) {
	var out []court.CauseMark
	err := r.scanAll("SELECT f.id, COALESCE(f.case_id, 0), COALESCE(f.receipt_id, 0), f.cause, f.reason, f.until, f.made_by, f.made_at FROM fund_causes AS f"+
		" WHERE f.id IN (SELECT MAX(x.id) FROM fund_causes AS x GROUP BY x.case_id, x.receipt_id) ORDER BY f.id", nil, func(rows *sql.Rows) error {
		var m court.CauseMark
		var until day
		var at moment
		err := rows.Scan(&m.ID, &m.CaseID, &m.ReceiptID, &m.Cause, &m.Reason, &until, &m.By, &at)
		m.Until, m.At = until.Date, at.in(r.zone)
		out = append(out, m)
		return err
	})
	return out, err
}

// InsertCauseMark stores why money lies undistributed.
func (t *tx) InsertCauseMark(m *court.CauseMark) error {
	res, err := t.db.NewRaw("INSERT INTO fund_causes (case_id, receipt_id, cause, reason, until, made_by, made_at) VALUES (?, ?, ?, ?, ?, ?, ?)",
		orNull(m.CaseID), orNull(m.ReceiptID), m.Cause, m.Reason, m.Until.String(), m.By, moment{m.At}.text()).Exec(t.ctx)
	if err != nil {
		return err
	}
	m.ID, err = res.LastInsertId()
	return err
}

// orNull stores no record as NULL.
func orNull(id int64) any {
	if id == 0 {
		return nil
	}
	return id
}

// firstBank gives the account that 0 stands for; the books open it with the
// first posting or the first line of the bank.
func (t *tx) firstBank(account int64) (int64, error) {
	if account != 0 {
		return account, nil
	}
	p := court.Posting{Kind: court.FundBank}
	err := t.book().resolve(&p)
	return p.AccountID, err
}

// PutBankLine keeps a line of the bank unless it is known.
func (t *tx) PutBankLine(l *court.BankLine) error {
	var err error
	if l.AccountID, err = t.firstBank(l.AccountID); err != nil {
		return err
	}
	_, err = t.db.NewRaw("INSERT INTO fund_bank_lines (account_id, date, mark, amount, party, note, by_hand, entry, made_by, made_at) VALUES (?, ?, ?, ?, ?, ?, ?, NULL, ?, ?)"+
		" ON CONFLICT (account_id, mark, date, amount) DO NOTHING", l.AccountID, l.Date.String(), l.Mark, int64(l.Amount), l.Party, l.Note, btoi(l.ByHand), l.By, moment{l.At}.text()).Exec(t.ctx)
	if err != nil {
		return err
	}
	return t.db.NewRaw("SELECT id, COALESCE(entry, 0) FROM fund_bank_lines WHERE account_id = ? AND mark = ? AND date = ? AND amount = ?",
		l.AccountID, l.Mark, l.Date.String(), int64(l.Amount)).Scan(t.ctx, &l.ID, &l.Entry)
}

// DropBankLine takes back a line that was written by hand.
func (t *tx) DropBankLine(id int64) error {
	res, err := t.db.NewRaw("DELETE FROM fund_bank_lines WHERE id = ? AND by_hand = 1", id).Exec(t.ctx)
	return changedOne(res, err, "手工登记的这笔流水")
}

// LinkBankLine says which entry a line belongs to.
func (t *tx) LinkBankLine(line, entry int64) error {
	res, err := t.db.NewRaw("UPDATE fund_bank_lines SET entry = ? WHERE id = ?", orNull(entry), line).Exec(t.ctx)
	if duplicate(err) {
		return court.Errorf(court.CodeConflict, "这笔账已经和另一笔银行流水核对过。").WithHint("请刷新后再看。").Because(err)
	}
	return changedOne(res, err, "这笔银行流水")
}

// LinkVoucher links lines of the bank with the entries of a voucher that move
// the same amount on the same account.
func (t *tx) LinkVoucher(line int64, bankRef, voucher string) error {
	if line == 0 && bankRef == "" || voucher == "" {
		return nil
	}
	type open struct {
		id, account int64
		amount      court.Money
	}
	var lines []open
	err := t.scanAll("SELECT l.id, l.account_id, l.amount FROM fund_bank_lines AS l WHERE l.entry IS NULL AND NOT "+hasParts+" AND (l.id = ? OR ? = 0 AND l.mark = ?) ORDER BY l.id",
		[]any{line, line, bankRef}, func(rows *sql.Rows) error {
			var l open
			err := rows.Scan(&l.id, &l.account, &l.amount)
			lines = append(lines, l)
			return err
		})
	for _, l := range lines {
		if err != nil {
			break
		}
		_, err = t.db.NewRaw("UPDATE fund_bank_lines SET entry = (SELECT e.seq FROM fund_entries AS e JOIN fund_postings AS p ON p.entry = e.seq"+
			" WHERE e.voucher = ? AND p.account_id = ? AND p.amount = ? AND NOT EXISTS (SELECT 1 FROM fund_bank_lines AS x WHERE x.entry = e.seq)"+
			" AND (? <> 0 OR LENGTH(fund_bank_lines.mark) >= 8 OR fund_bank_lines.date = e.date) ORDER BY e.seq DESC LIMIT 1) WHERE id = ?",
			voucher, l.account, int64(l.amount), line, l.id).Exec(t.ctx)
	}
	return err
}

// UnlinkVoucher frees the lines that belong to the entries of a voucher.
func (t *tx) UnlinkVoucher(voucher string) error {
	_, err := t.db.NewRaw("UPDATE fund_bank_lines SET entry = NULL WHERE entry IN (SELECT e.seq FROM fund_entries AS e WHERE e.voucher = ?)", voucher).Exec(t.ctx)
	return err
}

// PutBankSpan keeps that the bank's lines of some days are known.
func (t *tx) PutBankSpan(account int64, first, last court.Date) error {
	account, err := t.firstBank(account)
	if err != nil {
		return err
	}
	_, err = t.db.NewRaw("INSERT INTO fund_bank_spans (account_id, first, last) VALUES (?, ?, ?) ON CONFLICT DO NOTHING", account, first.String(), last.String()).Exec(t.ctx)
	return err
}

// PutTransit keeps that an entry had not reached the bank.
func (t *tx) PutTransit(entry, account int64, note, by string, at time.Time) error {
	_, err := t.db.NewRaw("INSERT INTO fund_transit (entry, account_id, note, made_by, made_at) VALUES (?, ?, ?, ?, ?) ON CONFLICT DO NOTHING",
		entry, account, note, by, moment{at}.text()).Exec(t.ctx)
	return err
}

// DropTransit takes that back.
func (t *tx) DropTransit(entry, account int64) error {
	_, err := t.db.NewRaw("DELETE FROM fund_transit WHERE entry = ? AND account_id = ?", entry, account).Exec(t.ctx)
	return err
}

// itemsAt sums up what items made be owed until a day's end.
func (r *reader) itemsAt(ctx context.Context, on string) (owed court.Money, err error) {
	const effect = "SELECT COALESCE(SUM(CASE WHEN kind IN ('结息', '期初') THEN amount WHEN kind = '利息抵手续费' THEN -amount ELSE 0 END), 0) FROM fund_items WHERE "
	var back court.Money
	err = r.db.NewRaw(effect+"state IN ('已入账', '已冲正') AND CASE WHEN booked = '' THEN date ELSE booked END <= ?", on).Scan(ctx, &owed)
	if err == nil {
		err = r.db.NewRaw(effect+"state = '已冲正' AND reversed_on <= ?", on).Scan(ctx, &back)
	}
	return owed - back, err
}

// FundsOver gives what moved on each kind of account from one day to another.
func (r *reader) FundsOver(from, to court.Date) ([]court.FundFigure, error) {
	type sums struct{ in, out, later court.Money }
	moved := map[court.FundKind]sums{}
	err := r.scanAll("SELECT a.kind, COALESCE(SUM(CASE WHEN e.date <= ? AND p.amount > 0 THEN p.amount END), 0), COALESCE(SUM(CASE WHEN e.date <= ? AND p.amount < 0 THEN -p.amount END), 0),"+
		" COALESCE(SUM(CASE WHEN e.date > ? THEN p.amount END), 0) FROM fund_entries AS e JOIN fund_postings AS p ON p.entry = e.seq JOIN fund_accounts AS a ON a.id = p.account_id"+
		" WHERE e.date >= ? GROUP BY a.kind", []any{to.String(), to.String(), to.String(), from.String()}, func(rows *sql.Rows) error {
		var kind court.FundKind
		var s sums
		err := rows.Scan(&kind, &s.in, &s.out, &s.later)
		moved[kind] = s
		return err
	})
	if err != nil {
		return nil, err
	}
	var out []court.FundFigure
	err = r.scanAll("SELECT a.kind, SUM(a.balance) FROM fund_accounts AS a GROUP BY a.kind", nil, func(rows *sql.Rows) error {
		var kind court.FundKind
		var now court.Money
		err := rows.Scan(&kind, &now)
		s := moved[kind]
		f := court.FundFigure{Kind: kind, After: now - s.later, In: s.in, Out: s.out}
		if !kind.IsAsset() {
			f.After, f.In, f.Out = -f.After, s.out, s.in
		}
		f.Before = f.After - f.In + f.Out
		out = append(out, f)
		return err
	})
	slices.SortFunc(out, func(a, b court.FundFigure) int {
		return slices.Index(court.FundKinds, a.Kind) - slices.Index(court.FundKinds, b.Kind)
	})
	return out, err
}
