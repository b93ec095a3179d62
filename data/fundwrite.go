package data

import (
	"database/sql"
	"encoding/json"
	"fmt"
	"time"

	"github.com/uptrace/bun"

	"zhixing/app/court"
	"zhixing/app/office"
)

// ReceiptsByRef gives the receipts with a bank reference, oldest first.
func (r *reader) ReceiptsByRef(bankRef string) ([]court.Receipt, error) {
	return r.receipts(func(q *bun.SelectQuery) *bun.SelectQuery { return q.Where("r.bank_ref = ?", bankRef).OrderExpr("r.id") })
}

// PoolReceipts gives money that waits for its case or its owner and is left,
// oldest first. Fees and fines wait for nobody: they are paid from their account.
func (r *reader) PoolReceipts() ([]court.Receipt, error) {
	list, err := r.receipts(func(q *bun.SelectQuery) *bun.SelectQuery {
		return q.Where("r.case_id IS NULL AND r.fund IN (?, ?) AND r.reverses IS NULL AND "+leftOver+" > 0", court.FundUnknown, court.FundBidder).OrderExpr("r.date, r.id")
	})
	return list, err
}

// UnbankedReceipts gives cash and bills that are not in the bank, oldest first.
func (r *reader) UnbankedReceipts() ([]court.Receipt, error) {
	return r.receipts(func(q *bun.SelectQuery) *bun.SelectQuery {
		return q.Where("r.way IN (?, ?) AND r.source IS NULL AND r.reverses IS NULL AND b.receipt_id IS NULL", court.WayCash, court.WayBill).
			Where("NOT EXISTS (SELECT 1 FROM receipts AS x WHERE x.reverses = r.id)").OrderExpr("r.date, r.id")
	})
}

// UntoldReceipts gives receipts of cases with money on the account whose
// officer was not informed, oldest first.
func (r *reader) UntoldReceipts() ([]court.Receipt, error) {
	return r.receipts(func(q *bun.SelectQuery) *bun.SelectQuery {
		return q.Join("JOIN "+accounts+" AS a ON a.case_id = r.case_id").Where("r.way <> ?", court.WayOpening).
			Where("a.held > 0 AND r.reverses IS NULL AND t.receipt_id IS NULL AND NOT EXISTS (SELECT 1 FROM receipts AS x WHERE x.reverses = r.id)").
			Where("NOT EXISTS (SELECT 1 FROM disbursements AS d WHERE d.case_id = r.case_id AND d.fund = '案款' AND d.state <> '未批准' AND substr(d.asked_at, 1, 10) >= r.date)").
			OrderExpr("r.date, r.id")
	})
}

// bookedDay is the day a receipt is in the ledger under.
const bookedDay = "CASE WHEN r.booked = '' THEN r.date ELSE r.booked END"

// ReceiptsBetween gives the receipts booked from one day to another.
func (r *reader) ReceiptsBetween(from, to court.Date) ([]court.Receipt, error) {
	return r.receipts(func(q *bun.SelectQuery) *bun.SelectQuery {
		return q.Where(bookedDay+" BETWEEN ? AND ?", from.String(), to.String()).OrderExpr(bookedDay + ", r.id")
	})
}

// PaymentsBetween gives the payments made from one day to another, those that
// came back too.
func (r *reader) PaymentsBetween(from, to court.Date) ([]court.Disbursement, error) {
	return r.disbursements(func(q *bun.SelectQuery) *bun.SelectQuery {
		return q.Where("d.paid_on BETWEEN ? AND ?", from.String(), to.String()).OrderExpr("d.paid_on, d.id")
	})
}

// FundFree gives what of an account is neither paid nor asked for.
func (r *reader) FundFree(kind court.FundKind, caseID int64) (court.Money, error) {
	clause, args := "", []any{kind}
	if kind.PerCase() {
		clause, args = " AND case_id = ?", append(args, caseID)
	}
	var balance, pending court.Money
	if err := r.db.NewRaw("SELECT COALESCE(-SUM(balance), 0) FROM fund_accounts WHERE kind = ?"+clause, args...).Scan(r.ctx, &balance); err != nil {
		return 0, err
	}
	err := r.db.NewRaw("SELECT COALESCE(SUM(total), 0) FROM disbursements WHERE fund = ?"+clause+" AND state IN ('待审批', '已批准')", args...).Scan(r.ctx, &pending)
	return balance - pending, err
}

// InsertBanking stores that cash or a bill reached the bank, and posts it.
func (t *tx) InsertBanking(b court.Banking) error {
	r, err := t.Receipt(b.ReceiptID)
	if err != nil {
		return err
	}
	_, err = t.db.NewRaw("INSERT INTO fund_bankings (receipt_id, date, bank_ref, note, made_by, made_at) VALUES (?, ?, ?, ?, ?, ?)",
		b.ReceiptID, b.Date.String(), b.BankRef, b.Note, b.By, moment{b.At}.text()).Exec(t.ctx)
	if duplicate(err) {
		err = court.Errorf(court.CodeConflict, "%s已经解交过银行。", r.Number).Because(err)
	}
	if err != nil {
		return err
	}
	e := b.Entry(r)
	return t.book().post(&e)
}

// PutTold stores that the officer was informed of a receipt.
func (t *tx) PutTold(receiptID int64, on court.Date, by string, at time.Time) error {
	_, err := t.db.NewRaw("INSERT INTO fund_told (receipt_id, date, made_by, made_at) VALUES (?, ?, ?, ?)", receiptID, on.String(), by, moment{at}.text()).Exec(t.ctx)
	return err
}

type deferralRow struct {
	bun.BaseModel `bun:"table:fund_deferrals,alias:f"`
	ID            int64 `bun:",pk,autoincrement"`
	CaseID        int64
	CaseNo        string `bun:",scanonly"`
	Cause         string
	Note          string
	Until         day
	AskedBy       string
	AskedByID     int64 `bun:",nullzero"`
	AskedAt       moment
	State         court.ApprovalState
	DecidedBy     string
	DecidedAt     moment
	Decision      string
	Ended         day
}

func newDeferralRow(d court.Deferral) deferralRow {
	return deferralRow{ID: d.ID, CaseID: d.CaseID, Cause: d.Cause, Note: d.Note, Until: day{d.Until}, AskedBy: d.AskedBy, AskedByID: d.AskedByID,
		AskedAt: moment{d.AskedAt}, State: d.State, DecidedBy: d.DecidedBy, DecidedAt: moment{d.DecidedAt}, Decision: d.Decision, Ended: day{d.Ended}}
}

func (r *reader) deferrals(narrow func(*bun.SelectQuery) *bun.SelectQuery) ([]court.Deferral, error) {
	var rows []deferralRow
	sel := r.db.NewSelect().Model(&rows).Join("JOIN cases AS c ON c.id = f.case_id").ColumnExpr("f.*, c.number AS case_no").OrderExpr("f.id DESC")
	err := narrow(sel).Scan(r.ctx)
	return each(rows, func(d deferralRow) court.Deferral {
		return court.Deferral{ID: d.ID, CaseID: d.CaseID, CaseNo: d.CaseNo, Cause: d.Cause, Note: d.Note, Until: d.Until.Date, AskedBy: d.AskedBy,
			AskedByID: d.AskedByID, AskedAt: d.AskedAt.in(r.zone), State: d.State, DecidedBy: d.DecidedBy, DecidedAt: d.DecidedAt.in(r.zone),
			Decision: d.Decision, Ended: d.Ended.Date}
	}), err
}

// Deferrals gives the deferrals of a case, newest first; without a case those
// asked for or granted of all cases.
func (r *reader) Deferrals(caseID int64) ([]court.Deferral, error) {
	return r.deferrals(func(q *bun.SelectQuery) *bun.SelectQuery {
		if caseID != 0 {
			return q.Where("f.case_id = ?", caseID)
		}
		return q.Where("f.state IN (?, ?)", court.ApprovalAsked, court.ApprovalGranted)
	})
}

// Deferral gives one deferral.
func (r *reader) Deferral(id int64) (court.Deferral, error) {
	found, err := r.deferrals(func(q *bun.SelectQuery) *bun.SelectQuery { return q.Where("f.id = ?", id) })
	return only(found, err, "该延缓发放")
}

// InsertDeferral stores a deferral and gives it its ID.
func (t *tx) InsertDeferral(d *court.Deferral) error {
	row := newDeferralRow(*d)
	row.ID = 0
	_, err := t.db.NewInsert().Model(&row).Exec(t.ctx)
	d.ID = row.ID
	return err
}

// UpdateDeferral stores how a deferral went on.
func (t *tx) UpdateDeferral(d court.Deferral) error {
	row := newDeferralRow(d)
	res, err := t.db.NewUpdate().Model(&row).Column("state", "decided_by", "decided_at", "decision", "ended").Where("id = ?", d.ID).Exec(t.ctx)
	return changedOne(res, err, "该延缓发放")
}

// PutBankBalance stores what the bank says an account held at a day's end.
func (t *tx) PutBankBalance(b office.BankBalance) error {
	_, err := t.db.NewRaw("INSERT INTO fund_bank_balances (account_id, date, balance, origin, made_by, made_at) VALUES (?, ?, ?, ?, ?, ?)"+
		" ON CONFLICT (account_id, date) DO UPDATE SET balance = excluded.balance, origin = excluded.origin, made_by = excluded.made_by, made_at = excluded.made_at",
		b.AccountID, b.Date.String(), int64(b.Balance), b.Origin, b.By, moment{b.At}.text()).Exec(t.ctx)
	return err
}

// PutBankAccount opens a bank account or changes its names.
func (t *tx) PutBankAccount(a court.Account) (int64, error) {
	if a.ID != 0 {
		res, err := t.db.NewRaw("UPDATE fund_accounts SET name = ?, bank = ?, number = ? WHERE id = ? AND kind = ?", a.Name, a.Bank, a.Number, a.ID, court.FundBank).Exec(t.ctx)
		return a.ID, changedOne(res, err, "该银行账户")
	}
	var n int
	if err := t.db.NewRaw("SELECT COUNT(*) FROM fund_accounts WHERE kind = ?", court.FundBank).Scan(t.ctx, &n); err != nil {
		return 0, err
	}
	res, err := t.db.NewRaw("INSERT INTO fund_accounts (code, kind, case_id, name, bank, number, balance) VALUES (?, ?, NULL, ?, ?, ?, 0)",
		fmt.Sprintf("%s-%02d", court.FundBank.Code(), n+1), court.FundBank, a.Name, a.Bank, a.Number).Exec(t.ctx)
	if err != nil {
		return 0, err
	}
	return res.LastInsertId()
}

// InsertFundMonth closes a month.
func (t *tx) InsertFundMonth(m court.FundMonth) error {
	closed, err := t.book().lastClosed()
	if err != nil {
		return err
	}
	if m.Month <= closed {
		return court.Errorf(court.CodeConflict, "%s已经结账。", court.MonthName(m.Month)).WithHint("已结到" + court.MonthName(closed) + "。")
	}
	figures, err := json.Marshal(m.Figures)
	if err != nil {
		return err
	}
	_, err = t.db.NewRaw("INSERT INTO fund_months (month, figures, last_seq, last_hash, closed_by, closed_at, checked, check_at) VALUES (?, ?, ?, ?, ?, ?, '', '')",
		m.Month, string(figures), m.LastSeq, m.LastHash, m.ClosedBy, moment{m.ClosedAt}.text()).Exec(t.ctx)
	return err
}

// CheckFundMonth adds the second signature, once.
func (t *tx) CheckFundMonth(month, by string, at time.Time) error {
	res, err := t.db.NewRaw("UPDATE fund_months SET checked = ?, check_at = ? WHERE month = ? AND checked = ''", by, moment{at}.text(), month).Exec(t.ctx)
	return changedOne(res, err, "等待复核的"+court.MonthName(month)+"月结")
}

// FundFigures gives the figures of a month's end.
func (r *reader) FundFigures(month string) (court.MonthFigures, error) {
	m := court.MonthFigures{Month: month}
	end, err := court.MonthEnd(month)
	if err != nil {
		return m, err
	}
	first := court.D(end.Year, int(end.Month), 1)
	// What moved after the month is taken off the balances kept: few postings,
	// however long the books are.
	type sums struct{ after, in, out court.Money }
	byAccount := map[int64]*sums{}
	err = r.scanAll("SELECT p.account_id, COALESCE(SUM(CASE WHEN e.date > ? THEN p.amount END), 0),"+
		" COALESCE(SUM(CASE WHEN e.date <= ? AND p.amount > 0 THEN p.amount END), 0), COALESCE(SUM(CASE WHEN e.date <= ? AND p.amount < 0 THEN p.amount END), 0)"+
		" FROM fund_entries AS e JOIN fund_postings AS p ON p.entry = e.seq WHERE e.date >= ? GROUP BY p.account_id",
		[]any{end.String(), end.String(), end.String(), first.String()}, func(rows *sql.Rows) error {
			var id int64
			var s sums
			err := rows.Scan(&id, &s.after, &s.in, &s.out)
			byAccount[id] = &s
			return err
		})
	if err != nil {
		return m, err
	}
	list, err := r.FundAccounts(true)
	if err != nil {
		return m, err
	}
	stated, err := r.bankBalances(end)
	if err != nil {
		return m, err
	}
	funds := map[court.FundKind]*court.FundFigure{}
	for _, a := range list {
		s := byAccount[a.ID]
		if s == nil {
			s = &sums{}
		}
		after, in, out := a.Balance-s.after, s.in, -s.out
		if !a.Kind.IsAsset() {
			after, in, out = a.Balance+s.after, -s.out, s.in
		}
		addFigure(&m, funds, a, after, in, out, stated)
	}
	for _, kind := range court.FundKinds {
		if f := funds[kind]; f != nil {
			m.Funds = append(m.Funds, *f)
		}
	}
	if m.Vouchers, err = r.vouchersAt(end); err != nil {
		return m, err
	}
	err = r.db.NewRaw("SELECT COUNT(*) FROM fund_entries WHERE date BETWEEN ? AND ?", first.String(), end.String()).Scan(r.ctx, &m.Entries)
	if err == nil {
		err = r.addOpenVouchers(&m, end)
	}
	if err == nil {
		err = r.addTransits(&m, end)
	}
	return m, err
}

// addTransits adds the outstanding items, and their sum to each bank account.
func (r *reader) addTransits(m *court.MonthFigures, end court.Date) (err error) {
	m.Transit, err = r.Transits(end)
	for _, t := range m.Transit {
		for i := range m.Banks {
			if b := &m.Banks[i]; b.AccountID == t.AccountID {
				b.Transit += t.Adjusts()
			}
		}
	}
	return err
}

func addFigure(m *court.MonthFigures, funds map[court.FundKind]*court.FundFigure, a court.Account, after, in, out court.Money, stated map[int64]court.Money) {
	f := funds[a.Kind]
	if f == nil {
		f = &court.FundFigure{Kind: a.Kind}
		funds[a.Kind] = f
	}
	f.Before += after - in + out
	f.In += in
	f.Out += out
	f.After += after
	if a.Kind.IsAsset() {
		m.Held += after
	} else {
		m.Owed += after
	}
	switch {
	case a.Kind == court.FundBank:
		balance, known := stated[a.ID]
		name := a.Name
		if name == "" {
			name = "案款专户"
		}
		m.Banks = append(m.Banks, court.BankFigure{AccountID: a.ID, Code: a.Code, Name: name, Statement: balance, Known: known, Ledger: after})
	case a.Kind == court.FundCase && after != 0:
		m.Cases = append(m.Cases, court.CaseFigure{Code: a.Code, Number: a.CaseNo, Amount: after})
	}
}

func (r *reader) bankBalances(on court.Date) (map[int64]court.Money, error) {
	out := map[int64]court.Money{}
	err := r.scanAll("SELECT account_id, balance FROM fund_bank_balances WHERE date = ?", []any{on.String()}, func(rows *sql.Rows) error {
		var id int64
		var balance court.Money
		err := rows.Scan(&id, &balance)
		out[id] = balance
		return err
	})
	return out, err
}

// vouchersAt sums up, from the vouchers alone, what was owed at a day's end:
// everything that came in less everything that left the court, 提存 and
// deductions being owed still, and what items of the bank account made be owed.
func (r *reader) vouchersAt(end court.Date) (court.Money, error) {
	var in, out, kept, back, backKept court.Money
	on := end.String()
	err := r.db.NewRaw("SELECT COALESCE(SUM(r.amount), 0) FROM receipts AS r WHERE r.source IS NULL AND "+bookedDay+" <= ?", on).Scan(r.ctx, &in)
	if err != nil {
		return 0, err
	}
	paid := "SELECT COALESCE(SUM(d.amount), 0), COALESCE(SUM(CASE WHEN d.kind = '提存' THEN d.amount ELSE 0 END), 0) FROM disbursements AS d WHERE "
	if err := r.db.NewRaw(paid+"d.state IN ('已发放', '已冲正') AND d.paid_on <= ?", on).Scan(r.ctx, &out, &kept); err != nil {
		return 0, err
	}
	if err := r.db.NewRaw(paid+"d.state = '已冲正' AND d.reversed_on <= ?", on).Scan(r.ctx, &back, &backKept); err != nil {
		return 0, err
	}
	items, err := r.itemsAt(r.ctx, on)
	return in - (out - kept) + (back - backKept) + items, err
}

func (r *reader) addOpenVouchers(m *court.MonthFigures, end court.Date) error {
	list, err := r.receipts(func(q *bun.SelectQuery) *bun.SelectQuery {
		return q.Where("r.way IN (?, ?) AND r.source IS NULL AND r.reverses IS NULL AND "+bookedDay+" <= ?", court.WayCash, court.WayBill, end.String()).
			Where("b.date IS NULL OR b.date > ?", end.String()).
			Where("NOT EXISTS (SELECT 1 FROM receipts AS x WHERE x.reverses = r.id AND x.date <= ?)", end.String()).OrderExpr("r.id")
	})
	for _, x := range list {
		m.Open = append(m.Open, court.OpenVoucher{Number: x.Number, Way: string(x.Way), Amount: x.Amount})
	}
	return err
}
