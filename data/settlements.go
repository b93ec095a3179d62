package data

import (
	"github.com/uptrace/bun"

	"zhixing/app/court"
	"zhixing/app/office"
)

type settlementRow struct {
	bun.BaseModel `bun:"table:settlements,alias:s"`
	ID            int64 `bun:",pk,autoincrement"`
	Version       int
	CaseID        int64
	CaseNo        string       `bun:",scanonly"`
	Debtors       string       `bun:",scanonly"`
	Officer       string       `bun:",scanonly"`
	OfficerID     int64        `bun:",scanonly"`
	Grp           court.Group  `bun:",scanonly"`
	Status        court.Status `bun:",scanonly"`
	SignedOn      day
	Total         court.Money
	Terms         string
	Surety        string
	State         court.SettlementState
	EndedOn       day
	Ended         string
	MadeBy        string
	MadeAt        moment
}

type instalmentRow struct {
	bun.BaseModel `bun:"table:settlement_instalments,alias:i"`
	SettlementID  int64 `bun:",pk"`
	No            int   `bun:",pk"`
	Due           day
	Amount        court.Money
	Note          string
}

type settlementPaymentRow struct {
	bun.BaseModel `bun:"table:settlement_payments,alias:y"`
	ID            int64 `bun:",pk,autoincrement"`
	SettlementID  int64
	No            int
	ReceiptID     int64 `bun:",nullzero"`
	OnDate        day
	Amount        court.Money
	Note          string
	MadeBy        string
	MadeAt        moment
	Void          string
}

func (r *reader) settlements(narrow func(*bun.SelectQuery) *bun.SelectQuery) ([]court.Settlement, error) {
	var rows []settlementRow
	sel := r.db.NewSelect().Model(&rows).Join("JOIN cases AS c ON c.id = s.case_id").
		ColumnExpr("s.*, c.number AS case_no, c.debtors, c.officer, COALESCE(c.officer_id, 0) AS officer_id, c.grp, c.status").OrderExpr("s.id DESC")
	if err := narrow(sel).Scan(r.ctx); err != nil || len(rows) == 0 {
		return nil, err
	}
	out, at, ids := make([]court.Settlement, len(rows)), map[int64]*court.Settlement{}, make([]int64, len(rows))
	for i, x := range rows {
		out[i] = court.Settlement{
			ID: x.ID, Version: x.Version, CaseID: x.CaseID, CaseNo: x.CaseNo, Debtors: x.Debtors, Officer: x.Officer, OfficerID: x.OfficerID, Group: x.Grp, Status: x.Status,
			SignedOn: x.SignedOn.Date, Total: x.Total, Terms: x.Terms, Surety: x.Surety, State: x.State, EndedOn: x.EndedOn.Date, Ended: x.Ended,
			By: x.MadeBy, At: x.MadeAt.in(r.zone),
		}
		at[x.ID], ids[i] = &out[i], x.ID
	}
	var instalments []instalmentRow
	err := r.db.NewSelect().Model(&instalments).Where("i.settlement_id IN (?)", bun.List(ids)).OrderExpr("i.settlement_id, i.no").Scan(r.ctx)
	if err != nil {
		return nil, err
	}
	for _, x := range instalments {
		s := at[x.SettlementID]
		s.Instalments = append(s.Instalments, court.Instalment{No: x.No, Due: x.Due.Date, Amount: x.Amount, Note: x.Note})
	}
	var payments []settlementPaymentRow
	err = r.db.NewSelect().Model(&payments).Where("y.settlement_id IN (?)", bun.List(ids)).OrderExpr("y.id").Scan(r.ctx)
	for _, x := range payments {
		s := at[x.SettlementID]
		s.Paid = append(s.Paid, court.SettlementPayment{ID: x.ID, No: x.No, ReceiptID: x.ReceiptID, On: x.OnDate.Date, Amount: x.Amount, Note: x.Note,
			By: x.MadeBy, At: x.MadeAt.in(r.zone), Void: x.Void})
	}
	return out, err
}

// Settlements gives settlements, newest first.
func (r *reader) Settlements(q office.SettlementQuery) ([]court.Settlement, error) {
	if q.CaseIDs != nil && len(q.CaseIDs) == 0 {
		return nil, nil
	}
	found, err := r.settlements(func(sel *bun.SelectQuery) *bun.SelectQuery {
		if q.CaseIDs != nil {
			sel = sel.Where("s.case_id IN (?)", bun.List(q.CaseIDs))
		}
		if q.Running {
			sel = sel.Where("s.state = ?", court.SettlementRuns)
		}
		if !q.Void {
			sel = sel.Where("s.state <> ?", court.SettlementVoid)
		}
		return sel
	})
	return wanted(found, err, q.Search, func(s court.Settlement) []string { return []string{s.CaseNo, s.Debtors, s.Officer, s.Terms} })
}

// Settlement gives one settlement.
func (r *reader) Settlement(id int64) (court.Settlement, error) {
	found, err := r.settlements(func(q *bun.SelectQuery) *bun.SelectQuery { return q.Where("s.id = ?", id) })
	return only(found, err, "该和解协议")
}

// SettlementReceipts gives the standing receipts of cases, oldest first.
func (r *reader) SettlementReceipts(caseIDs []int64) (map[int64][]court.Receipt, error) {
	if len(caseIDs) == 0 {
		return nil, nil
	}
	found, err := r.receipts(func(q *bun.SelectQuery) *bun.SelectQuery {
		return q.Where("r.case_id IN (?)", bun.List(caseIDs)).Where("r.reverses IS NULL").
			Where("NOT EXISTS (SELECT 1 FROM receipts AS z WHERE z.reverses = r.id)").OrderExpr("r.date, r.id")
	})
	out := map[int64][]court.Receipt{}
	for _, x := range found {
		out[x.CaseID] = append(out[x.CaseID], x)
	}
	return out, err
}

// PutSettlement stores a settlement with its instalments.
func (t *tx) PutSettlement(s *court.Settlement) error {
	row := settlementRow{
		ID: s.ID, Version: s.Version + 1, CaseID: s.CaseID, SignedOn: day{s.SignedOn}, Total: s.Total, Terms: s.Terms, Surety: s.Surety, State: s.State,
		EndedOn: day{s.EndedOn}, Ended: s.Ended, MadeBy: s.By, MadeAt: moment{s.At},
	}
	if err := t.putVersioned(&row, s.ID, s.Version, "该和解协议"); err != nil {
		return err
	}
	s.ID, s.Version = row.ID, row.Version
	if _, err := t.db.NewDelete().Model((*instalmentRow)(nil)).Where("settlement_id = ?", s.ID).Exec(t.ctx); err != nil {
		return err
	}
	rows := each(s.Instalments, func(i court.Instalment) instalmentRow {
		return instalmentRow{SettlementID: s.ID, No: i.No, Due: day{i.Due}, Amount: i.Amount, Note: i.Note}
	})
	_, err := t.db.NewInsert().Model(&rows).Exec(t.ctx)
	return err
}

// InsertSettlementPayment stores money that counts for a settlement.
func (t *tx) InsertSettlementPayment(settlementID int64, p *court.SettlementPayment) error {
	row := settlementPaymentRow{SettlementID: settlementID, No: p.No, ReceiptID: p.ReceiptID, OnDate: day{p.On}, Amount: p.Amount, Note: p.Note, MadeBy: p.By, MadeAt: moment{p.At}}
	_, err := t.db.NewInsert().Model(&row).Exec(t.ctx)
	p.ID = row.ID
	return err
}

// VoidSettlementPayment says why such money does not count.
func (t *tx) VoidSettlementPayment(id int64, reason string) error {
	res, err := t.db.NewRaw("UPDATE settlement_payments SET void = ? WHERE id = ? AND void = ''", reason, id).Exec(t.ctx)
	return changedOne(res, err, "该笔给付")
}
