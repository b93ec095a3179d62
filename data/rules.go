package data

import (
	"github.com/uptrace/bun"

	"zhixing/app/court"
	"zhixing/app/office"
)

// rulesSeries counts the changes of the court's own values and holidays.
const rulesSeries = "rules"

type overrideRow struct {
	bun.BaseModel `bun:"table:param_overrides,alias:p"`
	ID            int64 `bun:",pk,autoincrement"`
	Param         string
	Value         int
	Unit          string
	Basis         string
	FromDate      day
	ToDate        day
	MadeBy        string
	MadeAt        moment
	Revoked       string
}

func newOverrideRow(p court.ParamOverride) overrideRow {
	return overrideRow{
		ID: p.ID, Param: p.Param, Value: p.Value, Unit: p.Unit, Basis: p.Basis, FromDate: day{p.From}, ToDate: day{p.To},
		MadeBy: p.By, MadeAt: moment{p.At}, Revoked: p.Revoked,
	}
}

func (r *reader) overrideOf(p overrideRow) court.ParamOverride {
	return court.ParamOverride{
		ID: p.ID, Param: p.Param, Value: p.Value, Unit: p.Unit, Basis: p.Basis, From: p.FromDate.Date, To: p.ToDate.Date,
		By: p.MadeBy, At: p.MadeAt.in(r.zone), Revoked: p.Revoked,
	}
}

// ParamOverrides gives the court's own values, revoked ones too.
func (r *reader) ParamOverrides() ([]court.ParamOverride, error) {
	var rows []overrideRow
	err := r.db.NewSelect().Model(&rows).Order("param", "from_date", "id").Scan(r.ctx)
	return each(rows, r.overrideOf), err
}

// ParamOverride gives one of the court's own values.
func (r *reader) ParamOverride(id int64) (court.ParamOverride, error) {
	var row overrideRow
	err := r.db.NewSelect().Model(&row).Where("id = ?", id).Scan(r.ctx)
	return r.overrideOf(row), notFound(err, "该本院规定值")
}

// InsertOverride stores a value of the court's own and gives it its ID.
func (t *tx) InsertOverride(p *court.ParamOverride) error {
	row := newOverrideRow(*p)
	row.ID = 0
	if _, err := t.db.NewInsert().Model(&row).Exec(t.ctx); err != nil {
		return err
	}
	p.ID = row.ID
	_, err := t.NextNumber(rulesSeries)
	return err
}

// UpdateOverride stores that a value was revoked or ends.
func (t *tx) UpdateOverride(p court.ParamOverride) error {
	row := newOverrideRow(p)
	res, err := t.db.NewUpdate().Model(&row).Column("to_date", "revoked").Where("id = ?", p.ID).Exec(t.ctx)
	if err := changedOne(res, err, "该本院规定值"); err != nil {
		return err
	}
	_, err = t.NextNumber(rulesSeries)
	return err
}

type holidayRow struct {
	bun.BaseModel `bun:"table:holiday_years"`
	Year          int `bun:",pk"`
	Off           jsonList[court.Date]
	Worked        jsonList[court.Date]
	Source        string
}

// HolidayYears gives the years that were imported.
func (r *reader) HolidayYears() ([]court.HolidayYear, error) {
	var rows []holidayRow
	err := r.db.NewSelect().Model(&rows).Order("year").Scan(r.ctx)
	return each(rows, func(h holidayRow) court.HolidayYear {
		return court.HolidayYear{Year: h.Year, Off: h.Off, On: h.Worked, Source: h.Source}
	}), err
}

// PutHolidays stores a year, in place of the one that was imported before.
func (t *tx) PutHolidays(y court.HolidayYear) error {
	row := holidayRow{Year: y.Year, Off: y.Off, Worked: y.On, Source: y.Source}
	_, err := t.db.NewInsert().Model(&row).On("CONFLICT (year) DO UPDATE").
		Set("off = EXCLUDED.off").Set("worked = EXCLUDED.worked").Set("source = EXCLUDED.source").Exec(t.ctx)
	if err == nil {
		_, err = t.NextNumber(rulesSeries)
	}
	return err
}

// RulesVersion counts the changes of the court's own values and holidays.
func (r *reader) RulesVersion() (int, error) {
	var n int
	err := r.db.NewRaw("SELECT COALESCE(MAX(value), 0) FROM counters WHERE series = ?", rulesSeries).Scan(r.ctx, &n)
	return n, err
}

// PlannedCases gives the cases whose clock runs with what planning needs.
func (r *reader) PlannedCases() ([]office.PlannedCase, error) {
	var rows []caseRow
	err := r.db.NewSelect().Model(&rows).Column("c.id", "c.number", "c.officer", "c.kind", "c.tags", "c.filed", "c.limit_date", "c.principal").
		Where(clockRuns).OrderExpr("c.year, c.number_kind, c.seq, c.id").Scan(r.ctx)
	return each(rows, func(c caseRow) office.PlannedCase {
		return office.PlannedCase{
			ID: c.ID, Number: c.Number, Officer: c.Officer, Kind: c.Kind, Tags: c.Tags, Filed: c.Filed.Date, Limit: c.LimitDate.Date, Principal: c.Principal,
		}
	}), err
}
