package data

import (
	"slices"

	"github.com/uptrace/bun"

	"zhixing/app/court"
	"zhixing/app/office"
)

type receiptRow struct {
	bun.BaseModel `bun:"table:receipts,alias:r"`
	ID            int64  `bun:",pk,autoincrement"`
	CaseID        int64  `bun:",nullzero"`
	CaseNo        string `bun:",scanonly"`
	Fund          court.FundKind
	Number        string
	Date          day
	Booked        day
	Payer         string
	PayerNo       string
	Way           court.MoneyWay
	BankID        int64 `bun:",nullzero"`
	BankRef       string
	Amount        court.Money
	Note          string
	OverReason    string
	Source        int64       `bun:",nullzero"`
	SourceNo      string      `bun:",scanonly"`
	LeftOver      court.Money `bun:",scanonly"`
	BankedOn      day         `bun:",scanonly"`
	Told          day         `bun:",scanonly"`
	Reverses      int64       `bun:",nullzero"`
	Reversed      bool        `bun:",scanonly"`
	Reason        string
	MadeBy        string
	MadeAt        moment
}

// leftOver is what of a pool's receipt was neither assigned nor paid out nor
// asked for.
const leftOver = "CASE WHEN r.case_id IS NULL AND r.reverses IS NULL THEN r.amount + COALESCE((SELECT SUM(x.amount) FROM receipts AS x WHERE x.reverses = r.id), 0)" +
	" - COALESCE((SELECT SUM(x.amount) FROM receipts AS x WHERE x.source = r.id), 0)" +
	" - COALESCE((SELECT SUM(d.total) FROM disbursements AS d WHERE d.source = r.id AND d.state IN ('待审批', '已批准', '已发放')), 0) ELSE 0 END"

func (r *reader) receipts(narrow func(*bun.SelectQuery) *bun.SelectQuery) ([]court.Receipt, error) {
	var rows []receiptRow
	sel := r.db.NewSelect().Model(&rows).Join("LEFT JOIN cases AS c ON c.id = r.case_id").Join("LEFT JOIN receipts AS s ON s.id = r.source").
		Join("LEFT JOIN fund_bankings AS b ON b.receipt_id = r.id").Join("LEFT JOIN fund_told AS t ON t.receipt_id = r.id").
		ColumnExpr("r.*, COALESCE(c.number, '') AS case_no, COALESCE(s.number, '') AS source_no, COALESCE(b.date, '') AS banked_on, COALESCE(t.date, '') AS told").
		ColumnExpr("EXISTS (SELECT 1 FROM receipts AS x WHERE x.reverses = r.id) AS reversed, " + leftOver + " AS left_over")
	err := narrow(sel).Scan(r.ctx)
	return each(rows, func(x receiptRow) court.Receipt {
		inHand := (x.Way == court.WayCash || x.Way == court.WayBill) && x.Source == 0
		return court.Receipt{
			ID: x.ID, CaseID: x.CaseID, CaseNo: x.CaseNo, Fund: x.Fund, Number: x.Number, Date: x.Date.Date, Booked: x.Booked.Date, Payer: x.Payer, PayerNo: x.PayerNo,
			Way: x.Way, BankID: x.BankID, BankRef: x.BankRef, Amount: x.Amount, Note: x.Note, OverReason: x.OverReason, Source: x.Source, SourceNo: x.SourceNo,
			Left: x.LeftOver, Banked: !inHand || !x.BankedOn.IsZero(), BankedOn: x.BankedOn.Date, Told: x.Told.Date,
			Reverses: x.Reverses, Reversed: x.Reversed, Reason: x.Reason, By: x.MadeBy, At: x.MadeAt.in(r.zone),
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
	x.Fund = x.FundOf()
	row := receiptRow{
		CaseID: x.CaseID, Fund: x.Fund, Number: x.Number, Date: day{x.Date}, Booked: day{x.Booked}, Payer: x.Payer, PayerNo: x.PayerNo, Way: x.Way,
		BankID: x.BankID, BankRef: x.BankRef, Amount: x.Amount, Note: x.Note, OverReason: x.OverReason, Source: x.Source, Reverses: x.Reverses,
		Reason: x.Reason, MadeBy: x.By, MadeAt: moment{x.At},
	}
	from := court.FundUnknown
	if x.Source != 0 {
		source, err := t.Receipt(x.Source)
		if err != nil {
			return err
		}
		from = source.FundOf()
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
	if err := t.book().postReceipt(*x, from); err != nil {
		return err
	}
	return t.checkSource(x.Source)
}

// checkSource asserts that no more is taken out of a pool's receipt than it
// brought.
func (t *tx) checkSource(id int64) error {
	if id == 0 {
		return nil
	}
	source, err := t.Receipt(id)
	if err == nil && source.Left < 0 {
		err = court.Errorf(court.CodeConflict, "%s只有%s元，已经超出%s元。", source.Number, source.Amount, -source.Left).WithHint("请刷新后再看这笔款还剩多少。")
	}
	return err
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
	if of.CaseID != x.CaseID || of.FundOf() != x.FundOf() || of.Source != x.Source || of.Amount != -x.Amount || of.Reverses != 0 {
		return court.Errorf(court.CodeRefused, "冲正必须与原收款%s同一案件、同一金额。", of.Number)
	}
	return nil
}

type deduction struct {
	Name   string      `json:"name"`
	Amount court.Money `json:"amount"`
}

type approval struct {
	Role  court.Role `json:"role"`
	By    string     `json:"by"`
	ByID  int64      `json:"by_id"`
	At    moment     `json:"at"`
	Words string     `json:"words"`
}

type disbursementRow struct {
	bun.BaseModel `bun:"table:disbursements,alias:d"`
	ID            int64  `bun:",pk,autoincrement"`
	CaseID        int64  `bun:",nullzero"`
	CaseNo        string `bun:",scanonly"`
	Kind          court.PaymentKind
	Fund          court.FundKind
	Source        int64  `bun:",nullzero"`
	SourceNo      string `bun:",scanonly"`
	Number        string
	Payee         string
	PayeeBank     string
	PayeeNo       string
	Amount        court.Money
	Deductions    jsonList[deduction]
	Total         court.Money
	Note          string
	Panel         string
	State         court.DisbursementState
	AskedBy       string
	AskedByID     int64 `bun:",nullzero"`
	AskedAt       moment
	Needs         list[court.Role]
	Steps         jsonList[approval]
	DecidedBy     string
	DecidedAt     moment
	Decision      string
	Batch         string
	PaidOn        day
	PaidBy        string
	PaidByID      int64 `bun:",nullzero"`
	PaidAt        moment
	BankID        int64 `bun:",nullzero"`
	BankRef       string
	Seen          day `bun:",scanonly"`
	WithdrawnBy   string
	WithdrawnAt   moment
	ReversedOn    day
	ReversedBy    string
	ReversedAt    moment
	Reason        string
}

func newDisbursementRow(d court.Disbursement) disbursementRow {
	return disbursementRow{
		ID: d.ID, CaseID: d.CaseID, Kind: d.KindOf(), Fund: d.FundOf(), Source: d.Source, Number: d.Number, Payee: d.Payee, PayeeBank: d.PayeeBank,
		PayeeNo: d.PayeeNo, Amount: d.Amount, Deductions: each(d.Deductions, func(x court.Deduction) deduction { return deduction(x) }), Total: d.Total(),
		Note: d.Note, Panel: d.Panel, State: d.State, AskedBy: d.AskedBy, AskedByID: d.AskedByID, AskedAt: moment{d.AskedAt}, Needs: d.Needs,
		Steps:     each(d.Steps, func(x court.Approval) approval { return approval{x.Role, x.By, x.ByID, moment{x.At}, x.Words} }),
		DecidedBy: d.DecidedBy, DecidedAt: moment{d.DecidedAt}, Decision: d.Decision, Batch: d.Batch,
		PaidOn: day{d.PaidOn}, PaidBy: d.PaidBy, PaidByID: d.PaidByID, PaidAt: moment{d.PaidAt}, BankID: d.BankID, BankRef: d.BankRef,
		WithdrawnBy: d.WithdrawnBy, WithdrawnAt: moment{d.WithdrawnAt},
		ReversedOn: day{d.ReversedOn}, ReversedBy: d.ReversedBy, ReversedAt: moment{d.ReversedAt}, Reason: d.Reason,
	}
}

func (r *reader) disbursements(narrow func(*bun.SelectQuery) *bun.SelectQuery) ([]court.Disbursement, error) {
	var rows []disbursementRow
	sel := r.db.NewSelect().Model(&rows).Join("LEFT JOIN cases AS c ON c.id = d.case_id").Join("LEFT JOIN receipts AS s ON s.id = d.source").
		ColumnExpr("d.*, COALESCE(c.number, '') AS case_no, COALESCE(s.number, '') AS source_no").
		ColumnExpr("COALESCE((SELECT l.date FROM fund_entries AS e JOIN fund_bank_lines AS l ON l.entry = e.seq WHERE e.payment_id = d.id AND e.reverses IS NULL), '') AS seen")
	err := narrow(sel).Scan(r.ctx)
	return each(rows, func(d disbursementRow) court.Disbursement {
		return court.Disbursement{
			ID: d.ID, CaseID: d.CaseID, CaseNo: d.CaseNo, Kind: d.Kind, Fund: d.Fund, Source: d.Source, SourceNo: d.SourceNo, Number: d.Number,
			Payee: d.Payee, PayeeBank: d.PayeeBank, PayeeNo: d.PayeeNo, Amount: d.Amount,
			Deductions: each(d.Deductions, func(x deduction) court.Deduction { return court.Deduction(x) }),
			Note:       d.Note, Panel: d.Panel, State: d.State, AskedBy: d.AskedBy, AskedByID: d.AskedByID, AskedAt: d.AskedAt.in(r.zone), Needs: d.Needs,
			Steps: each(d.Steps, func(x approval) court.Approval {
				return court.Approval{Role: x.Role, By: x.By, ByID: x.ByID, At: x.At.in(r.zone), Words: x.Words}
			}),
			DecidedBy: d.DecidedBy, DecidedAt: d.DecidedAt.in(r.zone), Decision: d.Decision, Batch: d.Batch,
			PaidOn: d.PaidOn.Date, PaidBy: d.PaidBy, PaidByID: d.PaidByID, PaidAt: d.PaidAt.in(r.zone), BankID: d.BankID, BankRef: d.BankRef, Seen: d.Seen.Date,
			WithdrawnBy: d.WithdrawnBy, WithdrawnAt: d.WithdrawnAt.in(r.zone),
			ReversedOn: d.ReversedOn.Date, ReversedBy: d.ReversedBy, ReversedAt: d.ReversedAt.in(r.zone), Reason: d.Reason,
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
	if err := t.book().postPayment("", *d); err != nil {
		return err
	}
	return t.checkSource(d.Source)
}

// UpdateDisbursement stores how a disbursement went on, and posts it when it is
// paid or comes back; its sum never changes, and it is refused when the account
// would go below zero.
func (t *tx) UpdateDisbursement(d court.Disbursement) error {
	var before court.DisbursementState
	err := t.db.NewRaw("SELECT state FROM disbursements WHERE id = ?", d.ID).Scan(t.ctx, &before)
	if err != nil {
		return notFound(err, "该笔发放")
	}
	row := newDisbursementRow(d)
	res, err := t.db.NewUpdate().Model(&row).ExcludeColumn("id").Where("id = ?", d.ID).Exec(t.ctx)
	if err := changedOne(res, err, "该笔发放"); err != nil {
		return err
	}
	if err := t.book().postPayment(before, d); err != nil {
		return err
	}
	return t.checkSource(d.Source)
}

// Balance gives the state of a case's money.
func (r *reader) Balance(caseID int64) (court.Balance, error) {
	var b court.Balance
	err := r.db.NewRaw("SELECT COALESCE(SUM(amount), 0) FROM receipts WHERE case_id = ?", caseID).Scan(r.ctx, &b.Received)
	if err != nil {
		return court.Balance{}, err
	}
	err = r.db.NewRaw("SELECT COALESCE(SUM(CASE WHEN state = ? THEN total END), 0),"+
		" COALESCE(SUM(CASE WHEN state IN (?, ?) THEN total END), 0) FROM disbursements WHERE case_id = ? AND fund = '案款'",
		court.DisbursementPaid, court.DisbursementAsked, court.DisbursementApproved, caseID).Scan(r.ctx, &b.Paid, &b.Pending)
	if err != nil {
		return court.Balance{}, err
	}
	if err = r.db.NewRaw("SELECT "+spentBy("?")+", "+directOf("?"), caseID, caseID, caseID).Scan(r.ctx, &b.Spent, &b.Direct); err != nil {
		return court.Balance{}, err
	}
	plans, err := r.dividing(caseID)
	for _, p := range plans {
		b.Divided += p.Unasked()
	}
	return b, err
}

// directOf sums up what was paid to the case's applicant without the court
// (自行给付) under its settlements, also ended ones: what was performed is
// deducted when the title is enforced again, and what was paid with a thing
// taken for the debt (以物抵债).
func directOf(caseID string) string {
	return "COALESCE((SELECT SUM(y.amount) FROM settlement_payments AS y JOIN settlements AS s ON s.id = y.settlement_id" +
		" WHERE s.case_id = " + caseID + " AND s.state <> '已作废' AND y.receipt_id IS NULL AND y.void = ''), 0)" +
		" + COALESCE((SELECT SUM(k.kept) FROM sales AS k WHERE k.case_id = " + caseID + "), 0)"
}

// spentBy sums up what was paid out of the case's account and does not count
// towards its claim: the fees and costs that were kept back, what went back to
// whoever paid, and what a plan of distribution gave to others.
func spentBy(caseID string) string {
	return "COALESCE((SELECT SUM(CASE WHEN d.kind = '退款' OR s.payment_id IS NOT NULL AND COALESCE(q.case_id, 0) <> d.case_id THEN d.total ELSE d.total - d.amount END)" +
		" FROM disbursements AS d LEFT JOIN distribution_payments AS s ON s.payment_id = d.id" +
		" LEFT JOIN distribution_claims AS q ON q.plan_id = s.plan_id AND q.line = s.line" +
		" WHERE d.case_id = " + caseID + " AND d.fund = '案款' AND d.state = '已发放'), 0)"
}

// realised is what came in for the claim of case c: what the imported ledger
// had, and what court.Balance.Realised gives.
var realised = "c.realised + COALESCE((SELECT SUM(amount) FROM receipts AS r WHERE r.case_id = c.id), 0) - " + spentBy("c.id") + " + " + directOf("c.id")

// accounts is what is on each case's account, for joins.
const accounts = "(SELECT case_id, -balance AS held FROM fund_accounts WHERE kind = '案款' AND balance <> 0)"

// clockDay is the day the clock of a receipt runs from, as court.Receipt.Since
// gives it.
const clockDay = "CASE WHEN r.source IS NULL OR r.booked = '' THEN r.date ELSE r.booked END"

// HeldCases gives the cases with money on the account, oldest money first.
// What was paid out is taken from the oldest receipts first, so that money
// which is long gone does not make newer money late.
func (r *reader) HeldCases() ([]office.HeldCase, error) {
	var rows []struct {
		ID, OfficerID            int64
		Number, Debtors, Officer string
		Grp                      court.Group
		Held                     court.Money
	}
	err := r.db.NewSelect().TableExpr("cases AS c").Join("JOIN "+accounts+" AS a ON a.case_id = c.id").Where("a.held > 0").
		ColumnExpr("c.id, c.number, c.debtors, COALESCE(c.officer_id, 0) AS officer_id, c.officer, c.grp, a.held").OrderExpr("c.id").Scan(r.ctx, &rows)
	if err != nil {
		return nil, err
	}
	oldest, err := r.oldestHeld()
	out := make([]office.HeldCase, len(rows))
	for i, row := range rows {
		out[i] = office.HeldCase{
			CaseID: row.ID, Number: row.Number, Debtors: row.Debtors, OfficerID: row.OfficerID, Officer: row.Officer, Group: row.Grp, Held: row.Held, Oldest: oldest[row.ID],
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
		ColumnExpr("r.case_id, "+clockDay+" AS date, r.amount, a.held").OrderExpr("r.case_id, 2 DESC, r.id DESC").Scan(r.ctx, &rows)
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
