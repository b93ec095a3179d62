package data

import (
	"github.com/uptrace/bun"

	"zhixing/app/court"
	"zhixing/app/office"
)

type eventRow struct {
	bun.BaseModel `bun:"table:case_events,alias:e"`
	ID            int64 `bun:",pk,autoincrement"`
	CaseID        int64
	Event         string
	Name          string
	OnDate        day
	Note          string
	Evidence      string
	MadeBy        string
	MadeAt        moment
	Void          string
}

// CaseEvents gives the events that people entered in a case and that count,
// newest day first.
func (r *reader) CaseEvents(caseID int64) ([]court.EventEntry, error) {
	var rows []eventRow
	err := r.db.NewSelect().Model(&rows).Where("case_id = ?", caseID).Where("void = ''").OrderExpr("on_date DESC, id DESC").Scan(r.ctx)
	return each(rows, func(e eventRow) court.EventEntry {
		return court.EventEntry{
			ID: e.ID, CaseID: e.CaseID, Event: e.Event, Name: e.Name, On: e.OnDate.Date, Note: e.Note, Evidence: e.Evidence,
			By: e.MadeBy, At: e.MadeAt.in(r.zone),
		}
	}), err
}

// InsertCaseEvent stores an event and gives it its ID.
func (t *tx) InsertCaseEvent(e *court.EventEntry) error {
	row := eventRow{
		CaseID: e.CaseID, Event: e.Event, Name: e.Name, OnDate: day{e.On}, Note: e.Note, Evidence: e.Evidence, MadeBy: e.By, MadeAt: moment{e.At},
	}
	_, err := t.db.NewInsert().Model(&row).Exec(t.ctx)
	e.ID = row.ID
	return err
}

// VoidCaseEvent lets an event count no more; it gives CodeNotFound when there is
// none that counts.
func (t *tx) VoidCaseEvent(id int64, reason string) error {
	res, err := t.db.NewUpdate().Model((*eventRow)(nil)).Set("void = ?", reason).Where("id = ?", id).Where("void = ''").Exec(t.ctx)
	return changedOne(res, err, "该事件")
}

type registerRow struct {
	bun.BaseModel `bun:"table:registers,alias:g"`
	ID            int64 `bun:",pk,autoincrement"`
	Version       int
	Kind          court.RegisterKind
	OnDate        day
	CaseID        int64 `bun:",nullzero"`
	CaseNo        string
	Person        string
	Unit          string
	Way           string
	Matter        string
	Due           day
	Answered      day
	Handling      string
	Outcome       string
	Void          string
	MadeBy        string
	MadeAt        moment
}

func newRegisterRow(e court.RegisterEntry) registerRow {
	return registerRow{
		ID: e.ID, Version: e.Version, Kind: e.Kind, OnDate: day{e.On}, CaseID: e.CaseID, CaseNo: e.CaseNo, Person: e.Person, Unit: e.Unit, Way: e.Way,
		Matter: e.Matter, Due: day{e.Due}, Answered: day{e.Answered}, Handling: e.Handling, Outcome: e.Outcome, Void: e.Void, MadeBy: e.By, MadeAt: moment{e.At},
	}
}

// registers reads lines with what the register shows of their cases.
func (r *reader) registers(narrow func(*bun.SelectQuery) *bun.SelectQuery) ([]court.RegisterEntry, error) {
	var rows []struct {
		registerRow
		Number, Debtors, Officer string
	}
	sel := r.db.NewSelect().Model((*registerRow)(nil)).Join("LEFT JOIN cases AS c ON c.id = g.case_id").
		ColumnExpr("g.*, COALESCE(c.number, g.case_no) AS number, COALESCE(c.debtors, '') AS debtors, COALESCE(c.officer, '') AS officer").
		OrderExpr("g.on_date DESC, g.id DESC")
	err := narrow(sel).Scan(r.ctx, &rows)
	out := make([]court.RegisterEntry, len(rows))
	for i, x := range rows {
		out[i] = court.RegisterEntry{
			ID: x.ID, Version: x.Version, Kind: x.Kind, On: x.OnDate.Date, CaseID: x.CaseID, CaseNo: x.Number, Debtors: x.Debtors, Officer: x.Officer,
			Person: x.Person, Unit: x.Unit, Way: x.Way, Matter: x.Matter, Due: x.Due.Date, Answered: x.Answered.Date, Handling: x.Handling,
			Outcome: x.Outcome, Void: x.Void, By: x.MadeBy, At: x.MadeAt.in(r.zone),
		}
	}
	return out, err
}

// Registers gives the lines of a register, newest first; the
// office searches in them.
func (r *reader) Registers(q office.RegisterQuery) ([]court.RegisterEntry, error) {
	return r.registers(func(sel *bun.SelectQuery) *bun.SelectQuery {
		if q.Kind != "" {
			sel = sel.Where("g.kind = ?", q.Kind)
		}
		if q.CaseID != 0 {
			sel = sel.Where("g.case_id = ?", q.CaseID)
		}
		if q.Open {
			sel = sel.Where("g.answered = ''")
		}
		if !q.Void {
			sel = sel.Where("g.void = ''")
		}
		return sel
	})
}

// RegisterLine gives one line.
func (r *reader) RegisterLine(id int64) (court.RegisterEntry, error) {
	found, err := r.registers(func(sel *bun.SelectQuery) *bun.SelectQuery { return sel.Where("g.id = ?", id) })
	return only(found, err, "该登记")
}

// InsertRegister stores a line and gives it its ID.
func (t *tx) InsertRegister(e *court.RegisterEntry) error {
	e.Version = 1
	row := newRegisterRow(*e)
	row.ID = 0
	_, err := t.db.NewInsert().Model(&row).Exec(t.ctx)
	e.ID = row.ID
	return err
}

// UpdateRegister stores a line that nobody else has stored meanwhile.
func (t *tx) UpdateRegister(e *court.RegisterEntry) error {
	row := newRegisterRow(*e)
	row.Version++
	res, err := t.db.NewUpdate().Model(&row).ExcludeColumn("id", "kind", "made_by", "made_at").
		Where("id = ?", e.ID).Where("version = ?", e.Version).Exec(t.ctx)
	if err != nil {
		return err
	}
	if n, err := res.RowsAffected(); err != nil || n == 0 {
		if err == nil {
			err = court.Errorf(court.CodeConflict, "这条登记刚被别人改过。").WithHint("请刷新后再改。")
		}
		return err
	}
	e.Version++
	return nil
}

// Begun gives the day on which these data were begun.
func (r *reader) Begun() (court.Date, error) {
	var first moment
	err := r.db.NewRaw("SELECT COALESCE(MIN(at), '') FROM audit WHERE seq = (SELECT MIN(seq) FROM audit)").Scan(r.ctx, &first)
	if err != nil || first.IsZero() {
		return court.Date{}, err
	}
	return court.DateOf(first.in(r.zone)), nil
}
