package data

import (
	"github.com/uptrace/bun"

	"zhixing/app/court"
	"zhixing/app/office"
)

type deductionRow struct {
	bun.BaseModel `bun:"table:deductions,alias:d"`
	ID            int64 `bun:",pk,autoincrement"`
	CaseID        int64
	Kind          string
	FromDate      day
	ToDate        day
	Basis         string
	Paper         string
	Note          string
	MadeBy        string
	MadeAt        moment
	Revoked       string
}

func newDeductionRow(d court.TermDeduction) deductionRow {
	return deductionRow{
		ID: d.ID, CaseID: d.CaseID, Kind: d.Kind, FromDate: day{d.From}, ToDate: day{d.To}, Basis: d.Basis, Paper: d.Paper,
		Note: d.Note, MadeBy: d.By, MadeAt: moment{d.At}, Revoked: d.Revoked,
	}
}

func (r *reader) deductionOf(d deductionRow) court.TermDeduction {
	return court.TermDeduction{
		ID: d.ID, CaseID: d.CaseID, Kind: d.Kind, Span: court.Span{From: d.FromDate.Date, To: d.ToDate.Date}, Basis: d.Basis,
		Paper: d.Paper, Note: d.Note, By: d.MadeBy, At: d.MadeAt.in(r.zone), Revoked: d.Revoked,
	}
}

// Deductions gives what is left out of a case's term, by first day.
func (r *reader) Deductions(caseID int64) ([]court.TermDeduction, error) {
	var rows []deductionRow
	err := r.db.NewSelect().Model(&rows).Where("case_id = ?", caseID).Order("from_date", "id").Scan(r.ctx)
	return each(rows, r.deductionOf), err
}

// Deduction gives one deduction.
func (r *reader) Deduction(id int64) (court.TermDeduction, error) {
	var row deductionRow
	err := r.db.NewSelect().Model(&row).Where("id = ?", id).Scan(r.ctx)
	return r.deductionOf(row), notFound(err, "该扣除期间")
}

// InsertDeduction stores a deduction and gives it its ID.
func (t *tx) InsertDeduction(d *court.TermDeduction) error {
	row := newDeductionRow(*d)
	row.ID = 0
	_, err := t.db.NewInsert().Model(&row).Exec(t.ctx)
	d.ID = row.ID
	return err
}

// UpdateDeduction stores how a deduction ended.
func (t *tx) UpdateDeduction(d court.TermDeduction) error {
	row := newDeductionRow(d)
	res, err := t.db.NewUpdate().Model(&row).ExcludeColumn("id", "case_id").Where("id = ?", d.ID).Exec(t.ctx)
	return changedOne(res, err, "该扣除期间")
}

type extensionRow struct {
	bun.BaseModel `bun:"table:extensions,alias:e"`
	ID            int64 `bun:",pk,autoincrement"`
	CaseID        int64
	Months        int
	Reason        string
	AskedBy       string
	AskedByID     int64 `bun:",nullzero"`
	AskedAt       moment
	State         court.ApprovalState
	DecidedBy     string
	DecidedAt     moment
	Decision      string
	Paper         string
	SuperiorNo    string
	SuperiorOn    day
}

func newExtensionRow(e court.Extension) extensionRow {
	return extensionRow{
		ID: e.ID, CaseID: e.CaseID, Months: e.Months, Reason: e.Reason, AskedBy: e.AskedBy, AskedByID: e.AskedByID,
		AskedAt: moment{e.AskedAt}, State: e.State, DecidedBy: e.DecidedBy, DecidedAt: moment{e.DecidedAt}, Decision: e.Decision, Paper: e.Paper,
		SuperiorNo: e.SuperiorNo, SuperiorOn: day{e.SuperiorOn},
	}
}

func (r *reader) extensionOf(e extensionRow) court.Extension {
	return court.Extension{
		ID: e.ID, CaseID: e.CaseID, Months: e.Months, Reason: e.Reason, AskedBy: e.AskedBy, AskedByID: e.AskedByID,
		AskedAt: e.AskedAt.in(r.zone), State: e.State, DecidedBy: e.DecidedBy, DecidedAt: e.DecidedAt.in(r.zone), Decision: e.Decision, Paper: e.Paper,
		SuperiorNo: e.SuperiorNo, SuperiorOn: e.SuperiorOn.Date,
	}
}

// Extensions gives the extensions of a case's term, oldest first.
func (r *reader) Extensions(caseID int64) ([]court.Extension, error) {
	var rows []extensionRow
	err := r.db.NewSelect().Model(&rows).Where("case_id = ?", caseID).Order("id").Scan(r.ctx)
	return each(rows, r.extensionOf), err
}

// Extension gives one extension.
func (r *reader) Extension(id int64) (court.Extension, error) {
	var row extensionRow
	err := r.db.NewSelect().Model(&row).Where("id = ?", id).Scan(r.ctx)
	return r.extensionOf(row), notFound(err, "该延长申请")
}

// ExtensionsAsked gives the extensions of open cases that nobody has decided
// on, oldest first.
func (r *reader) ExtensionsAsked() ([]office.AskedExtension, error) {
	var rows []struct {
		extensionRow
		Number, Debtors, Officer string
		LimitDate                day
	}
	err := r.db.NewSelect().Model((*extensionRow)(nil)).Join("JOIN cases AS c ON c.id = e.case_id").
		ColumnExpr("e.*, c.number, c.debtors, c.officer, c.limit_date").Where("e.state = ?", court.ApprovalAsked).Where("c.status <> ?", court.StatusClosed).
		OrderExpr("e.id").Scan(r.ctx, &rows)
	out := make([]office.AskedExtension, len(rows))
	for i, row := range rows {
		out[i] = office.AskedExtension{
			Extension: r.extensionOf(row.extensionRow), Number: row.Number, Debtors: row.Debtors, Officer: row.Officer, Limit: row.LimitDate.Date,
		}
	}
	return out, err
}

// InsertExtension stores an extension and gives it its ID.
func (t *tx) InsertExtension(e *court.Extension) error {
	row := newExtensionRow(*e)
	row.ID = 0
	_, err := t.db.NewInsert().Model(&row).Exec(t.ctx)
	e.ID = row.ID
	return err
}

// UpdateExtension stores the decision on an extension.
func (t *tx) UpdateExtension(e court.Extension) error {
	row := newExtensionRow(e)
	res, err := t.db.NewUpdate().Model(&row).ExcludeColumn("id", "case_id", "months").Where("id = ?", e.ID).Exec(t.ctx)
	return changedOne(res, err, "该延长申请")
}

type nodeChangeRow struct {
	bun.BaseModel `bun:"table:node_changes,alias:x"`
	ID            int64 `bun:",pk,autoincrement"`
	CaseID        int64
	NodeID        int64
	Number        string `bun:",scanonly"`
	Node          string `bun:",scanonly"`
	OldActual     day
	NewActual     day
	Result        string
	Evidence      string
	Reason        string
	AskedBy       string
	AskedByID     int64 `bun:",nullzero"`
	AskedAt       moment
	State         court.ApprovalState
	DecidedBy     string
	DecidedAt     moment
	Decision      string
}

func newNodeChangeRow(n office.NodeChange) nodeChangeRow {
	return nodeChangeRow{
		ID: n.ID, CaseID: n.CaseID, NodeID: n.NodeID, OldActual: day{n.From}, NewActual: day{n.To}, Result: n.Result, Evidence: n.Evidence,
		Reason: n.Reason, AskedBy: n.AskedBy, AskedByID: n.AskedByID, AskedAt: moment{n.AskedAt}, State: n.State,
		DecidedBy: n.DecidedBy, DecidedAt: moment{n.DecidedAt}, Decision: n.Decision,
	}
}

func (r *reader) nodeChanges(narrow func(*bun.SelectQuery) *bun.SelectQuery) ([]office.NodeChange, error) {
	var rows []nodeChangeRow
	sel := r.db.NewSelect().Model(&rows).Join("JOIN cases AS c ON c.id = x.case_id").Join("JOIN nodes AS n ON n.id = x.node_id").
		ColumnExpr("x.*, c.number, n.name AS node").OrderExpr("x.id DESC")
	err := narrow(sel).Scan(r.ctx)
	return each(rows, func(x nodeChangeRow) office.NodeChange {
		return office.NodeChange{
			ID: x.ID, CaseID: x.CaseID, NodeID: x.NodeID, Number: x.Number, Node: x.Node, From: x.OldActual.Date, To: x.NewActual.Date,
			Result: x.Result, Evidence: x.Evidence, Reason: x.Reason, AskedBy: x.AskedBy, AskedByID: x.AskedByID, AskedAt: x.AskedAt.in(r.zone),
			State: x.State, DecidedBy: x.DecidedBy, DecidedAt: x.DecidedAt.in(r.zone), Decision: x.Decision,
		}
	}), err
}

// NodeChanges gives the requests of a case, newest first; without a case, all
// that wait.
func (r *reader) NodeChanges(caseID int64) ([]office.NodeChange, error) {
	return r.nodeChanges(func(q *bun.SelectQuery) *bun.SelectQuery {
		if caseID == 0 {
			return q.Where("x.state = ?", court.ApprovalAsked)
		}
		return q.Where("x.case_id = ?", caseID)
	})
}

// NodeChange gives one request.
func (r *reader) NodeChange(id int64) (office.NodeChange, error) {
	found, err := r.nodeChanges(func(q *bun.SelectQuery) *bun.SelectQuery { return q.Where("x.id = ?", id) })
	return only(found, err, "该改期申请")
}

// InsertNodeChange stores a request and gives it its ID.
func (t *tx) InsertNodeChange(n *office.NodeChange) error {
	row := newNodeChangeRow(*n)
	row.ID = 0
	_, err := t.db.NewInsert().Model(&row).Exec(t.ctx)
	n.ID = row.ID
	return err
}

// UpdateNodeChange stores the decision on a request.
func (t *tx) UpdateNodeChange(n office.NodeChange) error {
	row := newNodeChangeRow(n)
	res, err := t.db.NewUpdate().Model(&row).ExcludeColumn("id", "case_id", "node_id", "old_actual", "new_actual").Where("id = ?", n.ID).Exec(t.ctx)
	return changedOne(res, err, "该改期申请")
}

// ResumedInto gives the cases that took a closed case up again.
func (r *reader) ResumedInto(caseID int64) ([]office.CaseLink, error) {
	var out []office.CaseLink
	err := r.db.NewSelect().TableExpr("cases AS c").ColumnExpr("c.id, c.number").Where("c.resumed_from = ?", caseID).OrderExpr("c.id").Scan(r.ctx, &out)
	return out, err
}
