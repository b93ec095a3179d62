package data

import (
	"database/sql"
	"encoding/json"
	"errors"
	"maps"
	"slices"
	"strings"

	"github.com/uptrace/bun"

	"zhixing/app/court"
	"zhixing/app/office"
)

const accountColumns = "a.id, a.code, a.kind, COALESCE(a.case_id, 0), COALESCE(c.number, ''), a.name, a.bank, a.number, a.balance"

func (r *reader) fundAccounts(where string, args ...any) ([]court.Account, error) {
	var out []court.Account
	err := r.scanAll("SELECT "+accountColumns+" FROM fund_accounts AS a LEFT JOIN cases AS c ON c.id = a.case_id WHERE "+where, args,
		func(rows *sql.Rows) error {
			var a court.Account
			err := rows.Scan(&a.ID, &a.Code, &a.Kind, &a.CaseID, &a.CaseNo, &a.Name, &a.Bank, &a.Number, &a.Balance)
			if !a.Kind.IsAsset() {
				a.Balance = -a.Balance
			}
			out = append(out, a)
			return err
		})
	return out, err
}

// FundAccounts gives the accounts of the ledger by code; accounts of cases only
// when asked for.
func (r *reader) FundAccounts(cases bool) ([]court.Account, error) {
	if cases {
		return r.fundAccounts("TRUE ORDER BY a.code")
	}
	return r.fundAccounts("a.case_id IS NULL ORDER BY a.code")
}

// FundAccount gives an account by its code.
func (r *reader) FundAccount(code string) (court.Account, error) {
	found, err := r.fundAccounts("a.code = ?", code)
	return only(found, err, "账户"+code)
}

const entryColumns = "e.seq, e.date, e.kind, e.memo, e.voucher, COALESCE(e.receipt_id, 0), COALESCE(e.payment_id, 0), COALESCE(e.reverses, 0), e.made_by, e.made_at, e.prev_hash, e.hash"

func (r *reader) scanEntry(rows *sql.Rows, more ...any) (court.Entry, error) {
	var e court.Entry
	var date day
	var at moment
	into := []any{&e.Seq, &date, &e.Kind, &e.Memo, &e.Voucher, &e.ReceiptID, &e.PaymentID, &e.Reverses, &e.By, &at, &e.PrevHash, &e.Hash}
	err := rows.Scan(append(into, more...)...)
	e.Date, e.At = date.Date, at.in(r.zone)
	return e, err
}

// FundEntries gives entries with their lines, newest first.
func (r *reader) FundEntries(q office.EntryQuery) ([]court.Entry, error) {
	where, args := []string{"TRUE"}, []any{}
	add := func(clause string, values ...any) { where, args = append(where, clause), append(args, values...) }
	if !q.From.IsZero() {
		add("e.date >= ?", q.From.String())
	}
	if !q.To.IsZero() {
		add("e.date <= ?", q.To.String())
	}
	if q.Account != 0 {
		add("e.seq IN (SELECT p.entry FROM fund_postings AS p WHERE p.account_id = ?)", q.Account)
	}
	if q.Search != "" {
		add(`(e.memo LIKE ? ESCAPE '\' OR e.voucher LIKE ? ESCAPE '\')`, contains(q.Search), contains(q.Search))
	}
	limit := ""
	if q.Limit > 0 {
		limit = " LIMIT ? OFFSET ?"
		args = append(args, q.Limit, q.Offset)
	}
	var out []court.Entry
	err := r.scanAll("SELECT "+entryColumns+" FROM fund_entries AS e WHERE "+strings.Join(where, " AND ")+" ORDER BY e.seq DESC"+limit, args,
		func(rows *sql.Rows) error {
			e, err := r.scanEntry(rows)
			out = append(out, e)
			return err
		})
	if err != nil {
		return nil, err
	}
	return out, r.addLines(out)
}

// addLines reads the lines of the entries.
func (r *reader) addLines(entries []court.Entry) error {
	const piece = 500
	for len(entries) > 0 {
		part := entries[:min(piece, len(entries))]
		entries = entries[len(part):]
		at := map[int64]*court.Entry{}
		seqs := make([]int64, len(part))
		for i := range part {
			at[part[i].Seq], seqs[i] = &part[i], part[i].Seq
		}
		err := r.scanAll("SELECT p.entry, p.account_id, a.code, a.kind, COALESCE(a.case_id, 0), COALESCE(c.number, ''), p.amount FROM fund_postings AS p"+
			" JOIN fund_accounts AS a ON a.id = p.account_id LEFT JOIN cases AS c ON c.id = a.case_id WHERE p.entry IN (?) ORDER BY p.entry, p.line",
			[]any{bun.List(seqs)}, func(rows *sql.Rows) error {
				var seq int64
				var p court.Posting
				err := rows.Scan(&seq, &p.AccountID, &p.Code, &p.Kind, &p.CaseID, &p.CaseNo, &p.Amount)
				at[seq].Lines = append(at[seq].Lines, p)
				return err
			})
		if err != nil {
			return err
		}
	}
	return nil
}

// AccountBefore gives an account's balance before a day, in its own direction.
func (r *reader) AccountBefore(a court.Account, from court.Date) (court.Money, error) {
	var later court.Money
	err := r.db.NewRaw("SELECT COALESCE(SUM(p.amount), 0) FROM fund_postings AS p JOIN fund_entries AS e ON e.seq = p.entry WHERE p.account_id = ? AND e.date >= ?",
		a.ID, from.String()).Scan(r.ctx, &later)
	if !a.Kind.IsAsset() {
		later = -later
	}
	return a.Balance - later, err
}

// AccountLines gives what moved on an account from one day to another, in the
// order of days.
func (r *reader) AccountLines(account int64, from, to court.Date) ([]office.AccountLine, error) {
	var out []office.AccountLine
	err := r.scanAll("SELECT "+entryColumns+", p.amount FROM fund_postings AS p JOIN fund_entries AS e ON e.seq = p.entry"+
		" WHERE p.account_id = ? AND e.date >= ? AND e.date <= ? ORDER BY e.date, e.seq, p.line", []any{account, from.String(), to.String()},
		func(rows *sql.Rows) error {
			var l office.AccountLine
			var err error
			l.Entry, err = r.scanEntry(rows, &l.Amount)
			out = append(out, l)
			return err
		})
	return out, err
}

// EachFundEntry gives every entry with its lines in order.
func (r *reader) EachFundEntry(f func(court.Entry) error) error {
	codes := map[int64]string{}
	err := r.scanAll("SELECT id, code FROM fund_accounts", nil, func(rows *sql.Rows) error {
		var id int64
		var code string
		err := rows.Scan(&id, &code)
		codes[id] = code
		return err
	})
	if err != nil {
		return err
	}
	return r.eachEntryText(codes, func(e entryText, hash string, lines []court.Posting) error {
		on, err := parseDay(e.date)
		if err != nil {
			return err
		}
		var at moment
		if err := at.Scan(e.at); err != nil {
			return err
		}
		return f(court.Entry{Seq: e.seq, Date: on, Kind: court.EntryKind(e.kind), Memo: e.memo, Voucher: e.voucher, ReceiptID: e.receipt, PaymentID: e.payment,
			Reverses: e.reverses, By: e.by, At: at.in(r.zone), Lines: slices.Clone(lines), PrevHash: e.prev, Hash: hash})
	})
}

// FundMonths gives the months that were closed, newest first.
func (r *reader) FundMonths() ([]court.FundMonth, error) {
	var out []court.FundMonth
	err := r.scanAll("SELECT month, figures, last_seq, last_hash, closed_by, closed_at, checked, check_at FROM fund_months ORDER BY month DESC", nil,
		func(rows *sql.Rows) error {
			var m court.FundMonth
			var figures string
			var closed, checked moment
			if err := rows.Scan(&m.Month, &figures, &m.LastSeq, &m.LastHash, &m.ClosedBy, &closed, &m.Checked, &checked); err != nil {
				return err
			}
			m.ClosedAt, m.CheckAt = closed.in(r.zone), checked.in(r.zone)
			out = append(out, m)
			return json.Unmarshal([]byte(figures), &out[len(out)-1].Figures)
		})
	return out, err
}

// LastEntry gives the last entry of the ledger without its lines; none gives
// an empty one.
func (r *reader) LastEntry() (e court.Entry, err error) {
	err = r.db.NewRaw("SELECT seq, hash FROM fund_entries ORDER BY seq DESC LIMIT 1").Scan(r.ctx, &e.Seq, &e.Hash)
	if errors.Is(err, sql.ErrNoRows) {
		err = nil
	}
	return e, err
}

// FirstEntryDay gives the day of the earliest entry, none for empty books.
func (r *reader) FirstEntryDay() (court.Date, error) {
	var first day
	err := r.db.NewRaw("SELECT COALESCE(MIN(date), '') FROM fund_entries").Scan(r.ctx, &first)
	return first.Date, err
}

// FundByOfficer sums up for each officer what came in and was paid over a time,
// and what is held now.
func (r *reader) FundByOfficer(from, to court.Date) ([]office.OfficerFund, error) {
	by := map[string]*office.OfficerFund{}
	sum := func(query string, put func(f *office.OfficerFund, n int, sum court.Money), args ...any) error {
		return r.scanAll(query+" GROUP BY c.officer", args, func(rows *sql.Rows) error {
			var name string
			var n int
			var m court.Money
			err := rows.Scan(&name, &n, &m)
			if by[name] == nil {
				by[name] = &office.OfficerFund{Officer: name}
			}
			put(by[name], n, m)
			return err
		})
	}
	err := sum("SELECT c.officer, COUNT(*), SUM(r.amount) FROM receipts AS r JOIN cases AS c ON c.id = r.case_id WHERE "+bookedDay+" BETWEEN ? AND ?",
		func(f *office.OfficerFund, n int, m court.Money) { f.Receipts, f.Received = n, m }, from.String(), to.String())
	if err != nil {
		return nil, err
	}
	err = sum("SELECT c.officer, COUNT(*), SUM(d.total) FROM disbursements AS d JOIN cases AS c ON c.id = d.case_id WHERE d.fund = '案款' AND d.state = '已发放' AND d.paid_on BETWEEN ? AND ?",
		func(f *office.OfficerFund, n int, m court.Money) { f.Payments, f.Paid = n, m }, from.String(), to.String())
	if err != nil {
		return nil, err
	}
	err = sum("SELECT c.officer, COUNT(*), SUM(a.held) FROM "+accounts+" AS a JOIN cases AS c ON c.id = a.case_id",
		func(f *office.OfficerFund, n int, m court.Money) { f.Cases, f.Held = n, m })
	out := make([]office.OfficerFund, 0, len(by))
	for _, name := range slices.Sorted(maps.Keys(by)) {
		out = append(out, *by[name])
	}
	return out, err
}
