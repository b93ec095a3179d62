package data

import (
	"database/sql"
	"slices"
	"strings"

	"github.com/uptrace/bun"

	"zhixing/app/court"
	"zhixing/app/office"
)

type measureRow struct {
	bun.BaseModel `bun:"table:measures,alias:m"`
	ID            int64 `bun:",pk,autoincrement"`
	Version       int
	PropertyID    int64
	CaseID        int64 `bun:",nullzero"`
	CaseNo        string
	Court         string
	Kind          court.MeasureKind
	Waits         bool
	Preview       bool
	Protection    bool
	Origin        string
	OnDate        day
	Rank          int
	Months        int
	Fixed         day
	Ruling        string
	Unit          string
	Place         string
	Keeper        string
	Amount        court.Money
	Since         day
	Until         day
	Ended         day
	EndWhy        string
	EndPaper      string
	LapseNote     string
	Again         int64 `bun:",nullzero"`
	Converted     day
	DisplacedOn   day
	Displacer     string
	Note          string
	Void          string
	Settled       bool
	MadeBy        string
	MadeAt        moment
}

func newMeasureRow(m court.Measure) measureRow {
	return measureRow{
		ID: m.ID, Version: m.Version, PropertyID: m.PropertyID, CaseID: m.CaseID, CaseNo: m.CaseNo, Court: m.Court, Kind: m.Kind, Waits: m.Waits,
		Preview: m.Preview, Protection: m.Protection, Origin: m.From, OnDate: day{m.On}, Rank: m.Rank, Months: m.Months, Fixed: day{m.Fixed}, Ruling: m.Ruling,
		Unit: m.Unit, Place: m.Place, Keeper: m.Keeper, Amount: m.Amount, Since: day{m.Since}, Until: day{m.Until}, Ended: day{m.Ended}, EndWhy: m.EndWhy,
		EndPaper: m.EndPaper, LapseNote: m.LapseNote, Again: m.Again, Converted: day{m.Converted}, DisplacedOn: day{m.Displaced}, Displacer: m.Displacer, Note: m.Note, Void: m.Void,
		Settled: m.Foreign() || m.Void != "" || !m.Ended.IsZero() || m.LapseNote != "" || m.Until.IsZero(), MadeBy: m.By, MadeAt: moment{m.At},
	}
}

type measureLine struct {
	measureRow
	Number, Officer, Line, Owner string
	What                         court.PropertyKind
	Value                        court.Money
}

func (r *reader) measureOf(x measureLine) court.Measure {
	number := x.Number
	if x.CaseID == 0 {
		number = strings.TrimSpace(x.Court + " " + x.CaseNo)
	}
	return court.Measure{
		ID: x.ID, Version: x.Version, PropertyID: x.PropertyID, CaseID: x.CaseID, CaseNo: x.CaseNo, Court: x.Court, Kind: x.Kind, Waits: x.Waits,
		Preview: x.Preview, Protection: x.Protection, From: x.Origin, On: x.OnDate.Date, Rank: x.Rank, Months: x.Months, Fixed: x.Fixed.Date, Ruling: x.Ruling,
		Unit: x.Unit, Place: x.Place, Keeper: x.Keeper, Amount: x.Amount, Since: x.Since.Date, Until: x.Until.Date, Ended: x.Ended.Date, EndWhy: x.EndWhy,
		EndPaper: x.EndPaper, LapseNote: x.LapseNote, Again: x.Again, Converted: x.Converted.Date, Displaced: x.DisplacedOn.Date, Displacer: x.Displacer, Note: x.Note, Void: x.Void, By: x.MadeBy, At: x.MadeAt.in(r.zone),
		Number: number, Officer: x.Officer, Property: x.Line, Owner: x.Owner, What: x.What, Value: x.Value,
	}
}

// measures selects measures with what lists show of their properties and cases.
func (r *reader) measures() *bun.SelectQuery {
	return r.db.NewSelect().Model((*measureRow)(nil)).Join("JOIN properties AS y ON y.id = m.property_id").Join("LEFT JOIN cases AS c ON c.id = m.case_id")
}

const measureColumns = "m.*, COALESCE(c.number, '') AS number, COALESCE(c.officer, '') AS officer, y.line, y.owner, y.kind AS what, y.value"

func (r *reader) scanMeasures(sel *bun.SelectQuery) ([]court.Measure, error) {
	var rows []measureLine
	if err := sel.ColumnExpr(measureColumns).Scan(r.ctx, &rows); err != nil {
		return nil, err
	}
	out := each(rows, r.measureOf)
	return out, r.addRenewals(out)
}

type renewalRow struct {
	bun.BaseModel `bun:"table:measure_renewals,alias:r"`
	ID            int64 `bun:",pk,autoincrement"`
	MeasureID     int64
	Asked         day
	Ruled         day
	Ruling        string
	Old           day
	Until         day
	Received      day
	Void          string
	MadeBy        string
	MadeAt        moment
}

func newRenewalRow(x court.Renewal) renewalRow {
	return renewalRow{
		ID: x.ID, MeasureID: x.MeasureID, Asked: day{x.Asked}, Ruled: day{x.Ruled}, Ruling: x.Ruling, Old: day{x.Old}, Until: day{x.Until},
		Received: day{x.Received}, Void: x.Void, MadeBy: x.By, MadeAt: moment{x.At},
	}
}

func (r *reader) addRenewals(list []court.Measure) error {
	place := make(map[int64]int, len(list))
	ids := make([]int64, len(list))
	for i, m := range list {
		place[m.ID], ids[i] = i, m.ID
	}
	for part := range slices.Chunk(ids, manyIDs) {
		var rows []renewalRow
		if err := r.db.NewSelect().Model(&rows).Where("r.measure_id IN (?)", bun.List(part)).Order("r.id").Scan(r.ctx); err != nil {
			return err
		}
		for _, x := range rows {
			m := &list[place[x.MeasureID]]
			m.Renewals = append(m.Renewals, court.Renewal{
				ID: x.ID, MeasureID: x.MeasureID, Asked: x.Asked.Date, Ruled: x.Ruled.Date, Ruling: x.Ruling, Old: x.Old.Date, Until: x.Until.Date,
				Received: x.Received.Date, Void: x.Void, By: x.MadeBy, At: x.MadeAt.in(r.zone),
			})
		}
	}
	return nil
}

// Measure gives one measure.
func (r *reader) Measure(id int64) (court.Measure, error) {
	found, err := r.scanMeasures(r.measures().Where("m.id = ?", id))
	return only(found, err, "该措施")
}

// MeasuresOn gives all measures on a property, in order.
func (r *reader) MeasuresOn(propertyID int64) ([]court.Measure, error) {
	return r.scanMeasures(r.measures().Where("m.property_id = ?", propertyID).OrderExpr("m.on_date, m.rank, m.id"))
}

// ending narrows to measures whose end is near or past and that somebody has to
// look at.
func ending(sel *bun.SelectQuery, q office.MeasureQuery) *bun.SelectQuery {
	today := q.Today.String()
	sel = sel.Where("m.settled = FALSE AND m.until <= ?", q.Today.AddDays(q.Ending).String()).Where("m.since <= ?", today)
	if !q.Lapsed {
		sel = sel.Where("m.until >= ?", today)
	}
	return sel
}

// ofScope narrows to the cases of an officer or group. The plus keeps the index
// of the ends in use: walking it and looking each case up in the set is quicker
// than reading every measure of the set.
func ofScope(sel *bun.SelectQuery, q office.MeasureQuery) *bun.SelectQuery {
	if q.OfficerID == 0 && q.Group == "" {
		return sel
	}
	cases := mine(sel.NewSelect().TableExpr("cases AS c").ColumnExpr("c.id"), q.OfficerID, q.Group)
	return sel.Where("+m.case_id IN (?)", cases)
}

func narrowMeasures(sel *bun.SelectQuery, q office.MeasureQuery) *bun.SelectQuery {
	today := q.Today.String()
	sel = ofScope(sel, q)
	if q.CaseID != 0 {
		sel = sel.Where("m.property_id IN (SELECT pc.property_id FROM property_cases AS pc WHERE pc.case_id = ?)", q.CaseID)
	} else {
		sel = sel.Where("m.case_id IS NOT NULL")
	}
	if q.Property != 0 {
		sel = sel.Where("m.property_id = ?", q.Property)
	}
	if q.Kind != "" {
		sel = sel.Where("m.kind = ?", q.Kind)
	}
	if q.Ending > 0 {
		sel = ending(sel, q)
	}
	if q.State != "" {
		sel = sel.Where("m.void = ''")
	}
	const alive = "(m.ended = '' OR m.ended > ?)"
	switch q.State {
	case court.MeasureRunning:
		sel = sel.Where(alive, today).Where("m.since <> '' AND m.since <= ? AND (m.until = '' OR m.until >= ?)", today, today)
	case court.MeasureWaiting:
		sel = sel.Where(alive, today).Where("(m.since = '' OR m.since > ?)", today)
	case court.MeasureLapsed:
		sel = sel.Where(alive, today).Where("m.until <> '' AND m.until < ?", today)
	case court.MeasureReleased:
		sel = sel.Where("m.ended <> '' AND m.ended <= ?", today)
	}
	for _, word := range strings.Fields(court.Narrow(q.Search)) {
		like := contains(word)
		sel = sel.Where(`(y.owner LIKE ? ESCAPE '\' OR y.line LIKE ? ESCAPE '\' OR m.unit LIKE ? ESCAPE '\' OR m.ruling LIKE ? ESCAPE '\' OR c.officer LIKE ? ESCAPE '\' OR c.number LIKE ? ESCAPE '\')`,
			like, like, like, contains(numberForm(word)), like, contains(numberForm(word)))
	}
	return sel
}

// measureList selects the measures of a list, with what its search looks at.
func (r *reader) measureList(q office.MeasureQuery) *bun.SelectQuery {
	sel := r.db.NewSelect().TableExpr("measures AS m")
	if q.Search != "" {
		sel = sel.Join("JOIN properties AS y ON y.id = m.property_id").Join("LEFT JOIN cases AS c ON c.id = m.case_id")
	}
	return narrowMeasures(sel, q)
}

// Measures gives a page of measures, the earliest end first. Paging over those
// that end walks the index alone; only the rows of the page are read.
func (r *reader) Measures(q office.MeasureQuery) (office.MeasurePage, error) {
	var page office.MeasurePage
	sel := r.measureList(q)
	if err := sel.Clone().ColumnExpr("COUNT(*)").Scan(r.ctx, &page.Total); err != nil {
		return page, err
	}
	if q.CaseID != 0 || q.Property != 0 {
		sel = sel.OrderExpr("m.property_id, m.on_date, m.rank, m.id")
	} else {
		sel = sel.OrderExpr("m.until, m.id")
	}
	if q.Limit > 0 {
		sel = sel.Limit(int64(q.Limit)).Offset(int64(q.Offset))
	}
	var ids []int64
	if err := sel.Column("m.id").Scan(r.ctx, &ids); err != nil {
		return page, err
	}
	byID := map[int64]court.Measure{}
	for part := range slices.Chunk(ids, manyIDs) {
		list, err := r.scanMeasures(r.measures().Where("m.id IN (?)", bun.List(part)))
		if err != nil {
			return page, err
		}
		for _, m := range list {
			byID[m.ID] = m
		}
	}
	for _, id := range ids {
		page.Rows = append(page.Rows, byID[id])
	}
	return page, nil
}

// MeasureCounts counts measures that end by the days left: those that the list
// of the query shows.
func (r *reader) MeasureCounts(q office.MeasureQuery) (office.MeasureCounts, error) {
	out := office.MeasureCounts{Steps: map[int]int{}}
	q.Lapsed = true
	rows, err := r.measureList(q).ColumnExpr("m.until, COUNT(*)").GroupExpr("m.until").Rows(r.ctx)
	if err != nil {
		return out, err
	}
	defer func() { _ = rows.Close() }()
	for rows.Next() {
		var until day
		var n int
		if err := rows.Scan(&until, &n); err != nil {
			return out, err
		}
		if left := q.Today.DaysUntil(until.Date); left < 0 {
			out.Lapsed += n
		} else {
			out.Steps[stepOf(left)] += n
		}
	}
	return out, rows.Err()
}

// stepOf gives the nearest of the steps that hold so many days.
func stepOf(left int) int {
	for _, step := range []int{7, 15, 30} {
		if left <= step {
			return step
		}
	}
	return 60
}

// InsertMeasure stores a measure and gives it its ID.
func (t *tx) InsertMeasure(m *court.Measure) error {
	m.Version = 1
	row := newMeasureRow(*m)
	row.ID = 0
	_, err := t.db.NewInsert().Model(&row).Exec(t.ctx)
	m.ID = row.ID
	return err
}

// UpdateMeasure stores a measure that nobody else has stored meanwhile.
func (t *tx) UpdateMeasure(m *court.Measure) error {
	row := newMeasureRow(*m)
	row.Version++
	res, err := t.db.NewUpdate().Model(&row).ExcludeColumn("id", "property_id", "made_by", "made_at").Where("id = ?", m.ID).Where("version = ?", m.Version).Exec(t.ctx)
	if err := changedVersion(res, err, "这项措施"); err != nil {
		return err
	}
	m.Version++
	return nil
}

// changedVersion turns an update that met no row into CodeConflict.
func changedVersion(res sql.Result, err error, what string) error {
	if err != nil {
		return err
	}
	n, err := res.RowsAffected()
	if err == nil && n == 0 {
		err = court.Errorf(court.CodeConflict, "%s刚被别人改过，您的修改没有保存。", what).WithHint("请刷新，看过新内容后再改。")
	}
	return err
}

// InsertRenewal stores a renewal and gives it its ID.
func (t *tx) InsertRenewal(x *court.Renewal) error {
	row := newRenewalRow(*x)
	row.ID = 0
	_, err := t.db.NewInsert().Model(&row).Exec(t.ctx)
	x.ID = row.ID
	return err
}

// UpdateRenewal stores a renewal.
func (t *tx) UpdateRenewal(x court.Renewal) error {
	row := newRenewalRow(x)
	res, err := t.db.NewUpdate().Model(&row).ExcludeColumn("id", "measure_id", "made_by", "made_at").Where("id = ?", x.ID).Exec(t.ctx)
	return changedOne(res, err, "该续行")
}

// addMeasures reads the measures of this court that warnings may speak of: in
// force and ending soon, past their end and unaccounted for, or put behind
// another one.
func (r *reader) addMeasures(ids []int64, until court.Date, at func(int64) *office.WarningFacts) error {
	clause, args := someCases("m.case_id", ids)
	for _, part := range []struct {
		which string
		args  []any
	}{
		{"m.settled = FALSE AND m.displaced_on = '' AND m.until <= ?", []any{until.AddDays(office.MeasureWarnDays).String()}},
		{"m.displaced_on <> ''", nil},
	} {
		err := r.scanAll("SELECT m.id, m.case_id, m.kind, m.since, m.until, m.displaced_on, m.displacer, m.settled, y.line FROM measures AS m JOIN properties AS y ON y.id = m.property_id"+
			" WHERE "+part.which+clause, append(part.args, args...), func(rows *sql.Rows) error {
			var m court.Measure
			var since, until, displaced day
			var settled bool
			if err := rows.Scan(&m.ID, &m.CaseID, &m.Kind, &since, &until, &displaced, &m.Displacer, &settled, &m.Property); err != nil {
				return err
			}
			m.Since, m.Displaced = since.Date, displaced.Date
			if !settled {
				m.Until = until.Date
			}
			if f := at(m.CaseID); f != nil {
				f.Measures = append(f.Measures, m)
			}
			return nil
		})
		if err != nil {
			return err
		}
	}
	return nil
}
