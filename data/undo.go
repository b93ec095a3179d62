package data

import (
	"github.com/uptrace/bun"

	"zhixing/app/court"
	"zhixing/app/office"
)

type closingUndoRow struct {
	bun.BaseModel `bun:"table:closing_undos,alias:u"`
	ID            int64 `bun:",pk,autoincrement"`
	CaseID        int64
	Number        string `bun:",scanonly"`
	Debtors       string `bun:",scanonly"`
	Closed        day
	Closing       court.ClosingMode
	Reason        string
	AskedBy       string
	AskedByID     int64 `bun:",nullzero"`
	AskedAt       moment
	State         court.ApprovalState
	DecidedBy     string
	DecidedAt     moment
	Decision      string
}

func newClosingUndoRow(x office.ClosingUndo) closingUndoRow {
	return closingUndoRow{
		ID: x.ID, CaseID: x.CaseID, Closed: day{x.Closed}, Closing: x.Closing, Reason: x.Reason, AskedBy: x.AskedBy, AskedByID: x.AskedByID,
		AskedAt: moment{x.AskedAt}, State: x.State, DecidedBy: x.DecidedBy, DecidedAt: moment{x.DecidedAt}, Decision: x.Decision,
	}
}

func (r *reader) closingUndos(narrow func(*bun.SelectQuery) *bun.SelectQuery) ([]office.ClosingUndo, error) {
	var rows []closingUndoRow
	sel := r.db.NewSelect().Model(&rows).Join("JOIN cases AS c ON c.id = u.case_id").ColumnExpr("u.*, c.number, c.debtors").OrderExpr("u.id DESC")
	err := narrow(sel).Scan(r.ctx)
	return each(rows, func(u closingUndoRow) office.ClosingUndo {
		return office.ClosingUndo{
			ID: u.ID, CaseID: u.CaseID, Number: u.Number, Debtors: u.Debtors, Closed: u.Closed.Date, Closing: u.Closing, Reason: u.Reason,
			AskedBy: u.AskedBy, AskedByID: u.AskedByID, AskedAt: u.AskedAt.in(r.zone), State: u.State,
			DecidedBy: u.DecidedBy, DecidedAt: u.DecidedAt.in(r.zone), Decision: u.Decision,
		}
	}), err
}

// ClosingUndos gives the requests of a case, newest first; without a case, all
// that wait.
func (r *reader) ClosingUndos(caseID int64) ([]office.ClosingUndo, error) {
	return r.closingUndos(func(q *bun.SelectQuery) *bun.SelectQuery {
		if caseID == 0 {
			return q.Where("u.state = ?", court.ApprovalAsked)
		}
		return q.Where("u.case_id = ?", caseID)
	})
}

// ClosingUndo gives one request.
func (r *reader) ClosingUndo(id int64) (office.ClosingUndo, error) {
	found, err := r.closingUndos(func(q *bun.SelectQuery) *bun.SelectQuery { return q.Where("u.id = ?", id) })
	return only(found, err, "该撤销申请")
}

// InsertClosingUndo stores a request and gives it its ID.
func (t *tx) InsertClosingUndo(x *office.ClosingUndo) error {
	row := newClosingUndoRow(*x)
	row.ID = 0
	_, err := t.db.NewInsert().Model(&row).Exec(t.ctx)
	x.ID = row.ID
	return err
}

// UpdateClosingUndo stores the decision on a request.
func (t *tx) UpdateClosingUndo(x office.ClosingUndo) error {
	row := newClosingUndoRow(x)
	res, err := t.db.NewUpdate().Model(&row).ExcludeColumn("id", "case_id", "closed", "closing", "reason").Where("id = ?", x.ID).Exec(t.ctx)
	return changedOne(res, err, "该撤销申请")
}

// DeleteNodes takes planned nodes of a case away; one that was done stays, and
// is an error.
func (t *tx) DeleteNodes(caseID int64, nodes []court.Node) error {
	for _, n := range nodes {
		res, err := t.db.NewDelete().Table("nodes").Where("id = ? AND case_id = ? AND actual = ''", n.ID, caseID).Exec(t.ctx)
		if err := changedOne(res, err, "该节点"); err != nil {
			return err
		}
	}
	return t.followDue(caseID)
}
