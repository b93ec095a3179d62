package data

import (
	"github.com/uptrace/bun"
	"slices"

	"zhixing/app/court"
	"zhixing/app/office"
)

type receiptRow struct {
	bun.BaseModel `bun:"table:receipts,alias:r"`
	ID            int64 `bun:",pk,autoincrement"`
	CaseID        int64
	CaseNo        string `bun:",scanonly"`
	Number        string
	Date          day
	Payer         string
	Way           court.MoneyWay
	BankRef       string
	Amount        court.Money
	Note          string
	Reverses      int64 `bun:",nullzero"`
	Reversed      bool  `bun:",scanonly"`
	Reason        string
	MadeBy        string
	MadeAt        moment
}

func (r *reader) receipts(narrow func(*bun.SelectQuery) *bun.SelectQuery) ([]court.Receipt, error) {
	var rows []receiptRow
	sel := r.db.NewSelect().Model(&rows).Join("JOIN cases AS c ON c.id = r.case_id").
		ColumnExpr("r.*, c.number AS case_no, EXISTS (SELECT 1 FROM receipts AS x WHERE x.reverses = r.id) AS reversed")
	err := narrow(sel).Scan(r.ctx)
	return each(rows, func(x receiptRow) court.Receipt {
		return court.Receipt{
			ID: x.ID, CaseID: x.CaseID, CaseNo: x.CaseNo, Number: x.Number, Date: x.Date.Date, Payer: x.Payer, Way: x.Way,
			BankRef: x.BankRef, Amount: x.Amount, Note: x.Note, Reverses: x.Reverses, Reversed: x.Reversed, Reason: x.Reason,
			By: x.MadeBy, At: x.MadeAt.in(r.zone),
		}
	}), err
}

// Receipts gives the receipts of a case, oldest first.
func (r *reader) Receipts(caseID int64) ([]court.Receipt, error) {
	return r.receipts(func(q *bun.SelectQuery) *bun.SelectQuery { return q.Where("r.case_id = ?", caseID).OrderExpr("r.id") })
}

// Receipt gives one receipt.
func (r *reader) Receipt(id int64) (court.Receipt, error) {
	found, err := r.receipts(func(q *bun.SelectQuery) *bun.SelectQuery { return q.Where("r.id = ?", id) })
	return only(found, err, "该笔收款")
}

// RecentReceipts gives the last receipts of all cases, newest first.
func (r *reader) RecentReceipts(limit int) ([]court.Receipt, error) {
	return r.receipts(func(q *bun.SelectQuery) *bun.SelectQuery { return q.OrderExpr("r.id DESC").Limit(int64(limit)) })
}

// InsertReceipt stores a receipt and gives it its ID. A receipt that was
// reversed before is CodeConflict, and so is a reversal of money that has left
// the account.
func (t *tx) InsertReceipt(x *court.Receipt) error {
	row := receiptRow{
		CaseID: x.CaseID, Number: x.Number, Date: day{x.Date}, Payer: x.Payer, Way: x.Way, BankRef: x.BankRef, Amount: x.Amount,
		Note: x.Note, Reverses: x.Reverses, Reason: x.Reason, MadeBy: x.By, MadeAt: moment{x.At},
	}
	if x.Reverses != 0 {
		if err := t.checkReversal(*x); err != nil {
			return err
		}
	}
	if _, err := t.db.NewInsert().Model(&row).Exec(t.ctx); err != nil {
		if duplicate(err) {
			err = court.Errorf(court.CodeConflict, "收款凭证号%s已经用过。", x.Number).Because(err)
		}
		return err
	}
	x.ID = row.ID
	return t.checkHeld(x.CaseID)
}

// checkReversal asserts that a reversal undoes exactly one whole receipt of
// the same case.
func (t *tx) checkReversal(x court.Receipt) error {
	of, err := t.Receipt(x.Reverses)
	if err != nil {
		return err
	}
	if of.Reversed {
		return court.Errorf(court.CodeConflict, "收款%s已经冲正过。", of.Number)
	}
	if of.CaseID != x.CaseID || of.Amount != -x.Amount || of.Reverses != 0 {
		return court.Errorf(court.CodeRefused, "冲正必须与原收款%s同一案件、同一金额。", of.Number)
	}
	return nil
}

// checkHeld asserts that no case account goes below zero.
func (t *tx) checkHeld(caseID int64) error {
	b, err := t.Balance(caseID)
	if err == nil && b.Held() < 0 {
		return court.Errorf(court.CodeConflict, "案款余额不足：已收%s元，已发%s元。", b.Received, b.Paid).
			WithHint("请先核对该案的收款和发放。")
	}
	return err
}

type deduction struct {
	Name   string      `json:"name"`
	Amount court.Money `json:"amount"`
}

type disbursementRow struct {
	bun.BaseModel `bun:"table:disbursements,alias:d"`
	ID            int64 `bun:",pk,autoincrement"`
	CaseID        int64
	CaseNo        string `bun:",scanonly"`
	Number        string
	Payee         string
	PayeeBank     string
	PayeeNo       string
	Amount        court.Money
	Deductions    jsonList[deduction]
	Total         court.Money
	Note          string
	State         court.DisbursementState
	AskedBy       string
	AskedByID     int64 `bun:",nullzero"`
	AskedAt       moment
	DecidedBy     string
	DecidedAt     moment
	Decision      string
	PaidOn        day
	PaidBy        string
	BankRef       string
	ReversedOn    day
	ReversedBy    string
	Reason        string
}

func newDisbursementRow(d court.Disbursement) disbursementRow {
	return disbursementRow{
		ID: d.ID, CaseID: d.CaseID, Number: d.Number, Payee: d.Payee, PayeeBank: d.PayeeBank, PayeeNo: d.PayeeNo, Amount: d.Amount,
		Deductions: each(d.Deductions, func(x court.Deduction) deduction { return deduction(x) }), Total: d.Total(), Note: d.Note,
		State: d.State, AskedBy: d.AskedBy, AskedByID: d.AskedByID, AskedAt: moment{d.AskedAt}, DecidedBy: d.DecidedBy,
		DecidedAt: moment{d.DecidedAt}, Decision: d.Decision, PaidOn: day{d.PaidOn}, PaidBy: d.PaidBy, BankRef: d.BankRef,
		ReversedOn: day{d.ReversedOn}, ReversedBy: d.ReversedBy, Reason: d.Reason,
	}
}

func (r *reader) disbursements(narrow func(*bun.SelectQuery) *bun.SelectQuery) ([]court.Disbursement, error) {
	var rows []disbursementRow
	sel := r.db.NewSelect().Model(&rows).Join("JOIN cases AS c ON c.id = d.case_id").ColumnExpr("d.*, c.number AS case_no")
	err := narrow(sel).Scan(r.ctx)
	return each(rows, func(d disbursementRow) court.Disbursement {
		return court.Disbursement{
			ID: d.ID, CaseID: d.CaseID, CaseNo: d.CaseNo, Number: d.Number, Payee: d.Payee, PayeeBank: d.PayeeBank, PayeeNo: d.PayeeNo,
			Amount: d.Amount, Deductions: each(d.Deductions, func(x deduction) court.Deduction { return court.Deduction(x) }),
			Note: d.Note, State: d.State, AskedBy: d.AskedBy, AskedByID: d.AskedByID, AskedAt: d.AskedAt.in(r.zone), DecidedBy: d.DecidedBy,
			DecidedAt: d.DecidedAt.in(r.zone), Decision: d.Decision, PaidOn: d.PaidOn.Date, PaidBy: d.PaidBy, BankRef: d.BankRef,
			ReversedOn: d.ReversedOn.Date, ReversedBy: d.ReversedBy, Reason: d.Reason,
		}
	}), err
}

// Disbursements gives the disbursements of a case, oldest first.
func (r *reader) Disbursements(caseID int64) ([]court.Disbursement, error) {
	return r.disbursements(func(q *bun.SelectQuery) *bun.SelectQuery { return q.Where("d.case_id = ?", caseID).OrderExpr("d.id") })
}

// Disbursement gives one disbursement.
func (r *reader) Disbursement(id int64) (court.Disbursement, error) {
	found, err := r.disbursements(func(q *bun.SelectQuery) *bun.SelectQuery { return q.Where("d.id = ?", id) })
	return only(found, err, "该笔发放")
}

// DisbursementsIn gives the disbursements of all cases in the states, oldest
// first.
func (r *reader) DisbursementsIn(states ...court.DisbursementState) ([]court.Disbursement, error) {
	if len(states) == 0 {
		return nil, nil
	}
	return r.disbursements(func(q *bun.SelectQuery) *bun.SelectQuery {
		return q.Where("d.state IN (?)", bun.List(states)).OrderExpr("d.id")
	})
}

// InsertDisbursement stores a disbursement and gives it its ID.
func (t *tx) InsertDisbursement(d *court.Disbursement) error {
	row := newDisbursementRow(*d)
	row.ID = 0
	if _, err := t.db.NewInsert().Model(&row).Exec(t.ctx); err != nil {
		if duplicate(err) {
			err = court.Errorf(court.CodeConflict, "发放审批表号%s已经用过。", d.Number).Because(err)
		}
		return err
	}
	d.ID = row.ID
	return t.checkHeld(d.CaseID)
}

// UpdateDisbursement stores how a disbursement went on; its sum never changes,
// and it is refused when the case account would go below zero.
func (t *tx) UpdateDisbursement(d court.Disbursement) error {
	row := newDisbursementRow(d)
	res, err := t.db.NewUpdate().Model(&row).ExcludeColumn("id").Where("id = ?", d.ID).Exec(t.ctx)
	if err := changedOne(res, err, "该笔发放"); err != nil {
		return err
	}
	return t.checkHeld(d.CaseID)
}

// Balance gives the state of a case's money.
func (r *reader) Balance(caseID int64) (court.Balance, error) {
	var b court.Balance
	err := r.db.NewRaw("SELECT COALESCE(SUM(amount), 0) FROM receipts WHERE case_id = ?", caseID).Scan(r.ctx, &b.Received)
	if err != nil {
		return court.Balance{}, err
	}
	err = r.db.NewRaw("SELECT COALESCE(SUM(CASE WHEN state = ? THEN total END), 0),"+
		" COALESCE(SUM(CASE WHEN state IN (?, ?) THEN total END), 0) FROM disbursements WHERE case_id = ?",
		court.DisbursementPaid, court.DisbursementAsked, court.DisbursementApproved, caseID).Scan(r.ctx, &b.Paid, &b.Pending)
	return b, err
}

// accounts is what is on each case's account, for joins.
const accounts = "(SELECT moves.case_id, SUM(moves.amount) AS held FROM (SELECT case_id, amount FROM receipts" +
	" UNION ALL SELECT case_id, -total FROM disbursements WHERE state = '已发放') AS moves GROUP BY moves.case_id)"

// HeldCases gives the cases with money on the account, oldest money first.
// What was paid out is taken from the oldest receipts first, so that money
// which is long gone does not make newer money late.
func (r *reader) HeldCases() ([]office.HeldCase, error) {
	var rows []struct {
		ID                       int64
		Number, Debtors, Officer string
		Held                     court.Money
	}
	err := r.db.NewSelect().TableExpr("cases AS c").Join("JOIN "+accounts+" AS a ON a.case_id = c.id").Where("a.held > 0").
		ColumnExpr("c.id, c.number, c.debtors, c.officer, a.held").OrderExpr("c.id").Scan(r.ctx, &rows)
	if err != nil {
		return nil, err
	}
	oldest, err := r.oldestHeld()
	out := make([]office.HeldCase, len(rows))
	for i, row := range rows {
		out[i] = office.HeldCase{
			CaseID: row.ID, Number: row.Number, Debtors: row.Debtors, Officer: row.Officer, Held: row.Held, Oldest: oldest[row.ID],
		}
	}
	slices.SortStableFunc(out, func(a, b office.HeldCase) int { return a.Oldest.Compare(b.Oldest) })
	return out, err
}

// oldestHeld gives, for each case with money on the account, the day the
// oldest of that money came in: going back from the newest receipt until the
// receipts make up what is held.
func (r *reader) oldestHeld() (map[int64]court.Date, error) {
	var rows []struct {
		CaseID       int64
		Date         day
		Amount, Held court.Money
	}
	err := r.db.NewSelect().TableExpr("receipts AS r").Join("JOIN "+accounts+" AS a ON a.case_id = r.case_id").
		Where("a.held > 0 AND r.amount > 0 AND NOT EXISTS (SELECT 1 FROM receipts AS x WHERE x.reverses = r.id)").
		ColumnExpr("r.case_id, r.date, r.amount, a.held").OrderExpr("r.case_id, r.date DESC, r.id DESC").Scan(r.ctx, &rows)
	oldest, covered := map[int64]court.Date{}, map[int64]court.Money{}
	for _, row := range rows {
		if covered[row.CaseID] < row.Held {
			covered[row.CaseID] += row.Amount
			oldest[row.CaseID] = row.Date.Date
		}
	}
	return oldest, err
}

type counterRow struct {
	bun.BaseModel `bun:"table:counters,alias:n"`
	Series        string `bun:",pk"`
	Value         int64
}

// NextNumber counts a named series up and gives the next number, from 1.
func (t *tx) NextNumber(series string) (int, error) {
	row := counterRow{Series: series, Value: 1}
	_, err := t.db.NewInsert().Model(&row).On("CONFLICT (series) DO UPDATE").Set("value = n.value + 1").
		Returning("value").Exec(t.ctx)
	return int(row.Value), err
}
