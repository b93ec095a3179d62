package data

import (
	"database/sql"

	"github.com/uptrace/bun"

	"zhixing/app/court"
	"zhixing/app/office"
)

type material struct {
	Name   string `json:"name"`
	Copies int    `json:"copies"`
	Pages  int    `json:"pages"`
	Note   string `json:"note"`
}

type handoverRow struct {
	bun.BaseModel `bun:"table:handovers,alias:h"`
	ID            int64 `bun:",pk,autoincrement"`
	CaseID        int64
	CaseNumber    string `bun:",scanonly"`
	FromGroup     court.Group
	ToGroup       court.Group
	FromStage     court.Stage
	ToStage       court.Stage
	FromOfficer   string
	ToOfficerID   int64 `bun:",nullzero"`
	ToOfficer     string
	Materials     jsonList[material]
	Note          string
	SentAt        moment
	SentBy        string
	State         court.HandoverState
	DoneAt        moment
	DoneBy        string
	ReturnNote    string
}

func newHandoverRow(h court.Handover) handoverRow {
	return handoverRow{
		ID: h.ID, CaseID: h.CaseID, FromGroup: h.From, ToGroup: h.To, FromStage: h.FromStage, ToStage: h.ToStage,
		FromOfficer: h.FromOfficer, ToOfficerID: h.ToOfficerID, ToOfficer: h.ToOfficer,
		Materials: each(h.Materials, func(m court.Material) material { return material(m) }), Note: h.Note,
		SentAt: moment{h.SentAt}, SentBy: h.SentBy, State: h.State, DoneAt: moment{h.DoneAt}, DoneBy: h.DoneBy, ReturnNote: h.ReturnNote,
	}
}

func (r *reader) handovers(narrow func(*bun.SelectQuery) *bun.SelectQuery) ([]court.Handover, error) {
	var rows []handoverRow
	sel := r.db.NewSelect().Model(&rows).ColumnExpr("h.*, c.number AS case_number").Join("JOIN cases AS c ON c.id = h.case_id")
	err := narrow(sel).Scan(r.ctx)
	return each(rows, func(h handoverRow) court.Handover {
		return court.Handover{
			ID: h.ID, CaseID: h.CaseID, CaseNumber: h.CaseNumber, From: h.FromGroup, To: h.ToGroup, FromStage: h.FromStage,
			ToStage: h.ToStage, FromOfficer: h.FromOfficer, ToOfficerID: h.ToOfficerID, ToOfficer: h.ToOfficer,
			Materials: each(h.Materials, func(m material) court.Material { return court.Material(m) }), Note: h.Note,
			SentAt: h.SentAt.in(r.zone), SentBy: h.SentBy, State: h.State, DoneAt: h.DoneAt.in(r.zone), DoneBy: h.DoneBy, ReturnNote: h.ReturnNote,
		}
	}), err
}

// Handovers gives the handovers of a case, newest first.
func (r *reader) Handovers(caseID int64) ([]court.Handover, error) {
	return r.handovers(func(q *bun.SelectQuery) *bun.SelectQuery {
		return q.Where("h.case_id = ?", caseID).OrderExpr("h.id DESC")
	})
}

// Handover gives one handover.
func (r *reader) Handover(id int64) (court.Handover, error) {
	found, err := r.handovers(func(q *bun.SelectQuery) *bun.SelectQuery { return q.Where("h.id = ?", id) })
	return only(found, err, "该移交")
}

// HandoversWaiting gives what waits to be received, oldest first.
func (r *reader) HandoversWaiting(to court.Group) ([]court.Handover, error) {
	return r.handovers(func(q *bun.SelectQuery) *bun.SelectQuery {
		if to != "" {
			q = q.Where("h.to_group = ?", to)
		}
		return q.Where("h.state = ?", court.HandoverSent).OrderExpr("h.id")
	})
}

// HandoversReturned gives what came back for correction in open cases and was
// not handed over since, oldest first.
func (r *reader) HandoversReturned() ([]court.Handover, error) {
	return r.handovers(func(q *bun.SelectQuery) *bun.SelectQuery {
		return q.Where("h.state = ?", court.HandoverReturned).Where("c.status <> ?", court.StatusClosed).
			Where("NOT EXISTS (SELECT 1 FROM handovers AS x WHERE x.case_id = h.case_id AND x.id > h.id)").OrderExpr("h.id")
	})
}

// InsertHandover stores a handover and gives it its ID.
func (t *tx) InsertHandover(h *court.Handover) error {
	row := newHandoverRow(*h)
	row.ID = 0
	_, err := t.db.NewInsert().Model(&row).Exec(t.ctx)
	h.ID = row.ID
	return err
}

// UpdateHandover stores what became of a handover.
func (t *tx) UpdateHandover(h court.Handover) error {
	row := newHandoverRow(h)
	res, err := t.db.NewUpdate().Model(&row).ExcludeColumn("id", "case_id").Where("id = ?", h.ID).Exec(t.ctx)
	return changedOne(res, err, "该移交")
}

type spanRow struct {
	bun.BaseModel `bun:"table:stage_spans"`
	ID            int64 `bun:",pk,autoincrement"`
	CaseID        int64
	Grp           court.Group
	Stage         court.Stage
	FromDate      day
	ToDate        day
	EnteredBy     string
}

// StageLog gives the stays of a case in stages and groups, oldest first.
func (r *reader) StageLog(caseID int64) ([]office.StageSpan, error) {
	var rows []spanRow
	err := r.db.NewSelect().Model(&rows).Where("case_id = ?", caseID).Order("id").Scan(r.ctx)
	return each(rows, func(s spanRow) office.StageSpan {
		return office.StageSpan{Group: s.Grp, Stage: s.Stage, From: s.FromDate.Date, To: s.ToDate.Date, By: s.EnteredBy}
	}), err
}

// EnterStage ends the running span of the case and begins a new one.
func (t *tx) EnterStage(caseID int64, s office.StageSpan) error {
	_, err := t.db.NewUpdate().Table("stage_spans").Set("to_date = ?", day{s.From}).
		Where("case_id = ? AND to_date = ''", caseID).Exec(t.ctx)
	if err != nil {
		return err
	}
	row := spanRow{CaseID: caseID, Grp: s.Group, Stage: s.Stage, FromDate: day{s.From}, ToDate: day{s.To}, EnteredBy: s.By}
	_, err = t.db.NewInsert().Model(&row).Exec(t.ctx)
	return err
}

// only gives the one record of a query by ID, CodeNotFound when there is none.
func only[T any](found []T, err error, what string) (T, error) {
	if err == nil && len(found) == 0 {
		var zero T
		return zero, notFound(sql.ErrNoRows, what)
	}
	if err != nil {
		var zero T
		return zero, err
	}
	return found[0], nil
}
