package data

import (
	"slices"

	"github.com/uptrace/bun"

	"zhixing/app/court"
	"zhixing/app/office"
)

// DebtorsByID gives the debtors with one of the identifiers.
func (r *reader) DebtorsByID(ids []string) ([]office.DebtorRef, error) {
	return r.debtors("p.id_number", ids)
}

// DebtorsNamed gives the debtors with one of the names.
func (r *reader) DebtorsNamed(names []string) ([]office.DebtorRef, error) {
	return r.debtors("p.name", names)
}

func (r *reader) debtors(column string, keys []string) ([]office.DebtorRef, error) {
	var out []office.DebtorRef
	for part := range slices.Chunk(keys, manyIDs) {
		var rows []struct {
			CaseID          int64
			Number, Officer string
			Status          court.Status
			Name, IDNumber  string
		}
		err := r.db.NewSelect().TableExpr("parties AS p").Join("JOIN cases AS c ON c.id = p.case_id").
			ColumnExpr("c.id AS case_id, c.number, c.officer, c.status, p.name, p.id_number").
			Where("p.role = ?", court.RoleDebtor).Where("? IN (?)", bun.Safe(column), bun.List(part)).
			Where("(c.status <> ? OR c.closing = ?)", court.StatusClosed, court.ClosedInterim).OrderExpr("c.id, p.position").Scan(r.ctx, &rows)
		if err != nil {
			return nil, err
		}
		for _, x := range rows {
			out = append(out, office.DebtorRef{CaseID: x.CaseID, CaseNo: x.Number, Officer: x.Officer, Closed: x.Status == court.StatusClosed, Name: x.Name, IDNumber: x.IDNumber})
		}
	}
	return out, nil
}

// KnownProperties gives the properties of the owners and those that the keys
// name.
func (r *reader) KnownProperties(owners, keys []string) ([]court.Property, error) {
	seen := map[int64]bool{}
	var out []court.Property
	for _, by := range []struct {
		where string
		list  []string
	}{{"y.owner_id IN (?)", owners}, {"y.id IN (SELECT k.property_id FROM property_keys AS k WHERE k.key IN (?))", keys}} {
		for part := range slices.Chunk(by.list, manyIDs) {
			var rows []propertyLine
			err := r.withColumns(r.db.NewSelect().Model((*propertyRow)(nil)).Join("JOIN cases AS c ON c.id = y.case_id")).
				Where("y.void = ''").Where(by.where, bun.List(part)).Order("y.id").Scan(r.ctx, &rows)
			if err != nil {
				return nil, err
			}
			rows = slices.DeleteFunc(rows, func(x propertyLine) bool { return seen[x.ID] })
			found, err := r.propertiesOf(rows, office.PropertyQuery{})
			if err != nil {
				return nil, err
			}
			for _, p := range found {
				seen[p.ID] = true
			}
			out = append(out, found...)
		}
	}
	return out, nil
}

type markRow struct {
	bun.BaseModel `bun:"table:inquiry_marks"`
	Mark          string `bun:",pk"`
}

// ImportedMarks gives those of the marks that were imported.
func (r *reader) ImportedMarks(marks []string) (map[string]bool, error) {
	out := map[string]bool{}
	for part := range slices.Chunk(marks, manyIDs) {
		var found []string
		if err := r.db.NewSelect().Model((*markRow)(nil)).Column("mark").Where("mark IN (?)", bun.List(part)).Scan(r.ctx, &found); err != nil {
			return nil, err
		}
		for _, m := range found {
			out[m] = true
		}
	}
	return out, nil
}

// InsertMarks keeps what was imported.
func (t *tx) InsertMarks(marks []string) error {
	for part := range slices.Chunk(marks, 500) {
		rows := each(part, func(m string) markRow { return markRow{Mark: m} })
		if _, err := t.db.NewInsert().Model(&rows).Exec(t.ctx); err != nil {
			return err
		}
	}
	return nil
}

type trayRow struct {
	bun.BaseModel `bun:"table:inquiry_tray,alias:y"`
	ID            int64 `bun:",pk,autoincrement"`
	Version       int
	Name          string
	CaseNo        string
	Unit          string
	OnDate        day
	Way           court.InquiryWay
	Kind          court.PropertyKind
	Facts         factMap
	Value         court.Money
	Reason        string
	State         court.TrayState
	Outcome       string
	File          string
	MadeBy        string
	MadeAt        moment
}

func newTrayRow(x court.TrayRow) trayRow {
	return trayRow{ID: x.ID, Version: x.Version, Name: x.Name, CaseNo: x.CaseNo, Unit: x.Unit, OnDate: day{x.On}, Way: x.Way, Kind: x.Kind, Facts: x.Facts, Value: x.Value,
		Reason: x.Reason, State: x.State, Outcome: x.Outcome, File: x.File, MadeBy: x.By, MadeAt: moment{x.At}}
}

func (r *reader) tray(narrow func(*bun.SelectQuery) *bun.SelectQuery) ([]court.TrayRow, error) {
	var rows []trayRow
	err := narrow(r.db.NewSelect().Model(&rows).OrderExpr("id DESC")).Scan(r.ctx)
	return each(rows, func(x trayRow) court.TrayRow {
		return court.TrayRow{ID: x.ID, Version: x.Version, Name: x.Name, CaseNo: x.CaseNo, Unit: x.Unit, On: x.OnDate.Date, Way: x.Way, Kind: x.Kind, Facts: x.Facts, Value: x.Value,
			Reason: x.Reason, State: x.State, Outcome: x.Outcome, File: x.File, By: x.MadeBy, At: x.MadeAt.in(r.zone)}
	}), err
}

// TrayRows gives results that nobody could be matched with.
func (r *reader) TrayRows(state court.TrayState) ([]court.TrayRow, error) {
	return r.tray(func(q *bun.SelectQuery) *bun.SelectQuery {
		if state != "" {
			q = q.Where("state = ?", state)
		}
		return q
	})
}

// TrayRow gives one of them.
func (r *reader) TrayRow(id int64) (court.TrayRow, error) {
	found, err := r.tray(func(q *bun.SelectQuery) *bun.SelectQuery { return q.Where("id = ?", id) })
	return only(found, err, "该查询结果")
}

// InsertTrayRow stores a result that nobody could be matched with.
func (t *tx) InsertTrayRow(x *court.TrayRow) error {
	x.Version = 1
	row := newTrayRow(*x)
	row.ID = 0
	_, err := t.db.NewInsert().Model(&row).Exec(t.ctx)
	x.ID = row.ID
	return err
}

// UpdateTrayRow stores what became of it.
func (t *tx) UpdateTrayRow(x *court.TrayRow) error {
	row := newTrayRow(*x)
	row.Version++
	res, err := t.db.NewUpdate().Model(&row).Column("version", "state", "outcome").Where("id = ?", x.ID).Where("version = ?", x.Version).Exec(t.ctx)
	if err := changedVersion(res, err, "这条查询结果"); err != nil {
		return err
	}
	x.Version++
	return nil
}
