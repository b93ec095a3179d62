package data

import (
	"maps"
	"slices"

	"github.com/uptrace/bun"

	"zhixing/app/court"
	"zhixing/app/office"
)

type coercionRow struct {
	bun.BaseModel `bun:"table:coercions,alias:k"`
	ID            int64 `bun:",pk,autoincrement"`
	Version       int
	Number        string
	Kind          court.CoercionKind
	CaseID        int64
	CaseNo        string      `bun:",scanonly"`
	Debtors       string      `bun:",scanonly"`
	Officer       string      `bun:",scanonly"`
	OfficerID     int64       `bun:",scanonly"`
	Grp           court.Group `bun:",scanonly"`
	Person        string
	PersonID      string
	Company       bool
	Role          string
	Address       string
	Ground        string
	Facts         string
	ConductOn     day
	Applied       day
	Amount        court.Money
	Days          int
	Place         string
	UntilDate     day
	Content       string
	Urgent        bool
	State         court.CourseState
	MadeBy        string
	MadeByID      int64
	MadeAt        moment
}

// caseColumns is what a list shows of the case beside a record.
const caseColumns = "c.number AS case_no, c.debtors, c.officer, COALESCE(c.officer_id, 0) AS officer_id, c.grp"

func (r *reader) coercions(narrow func(*bun.SelectQuery) *bun.SelectQuery) ([]court.Coercion, error) {
	var rows []coercionRow
	sel := r.db.NewSelect().Model(&rows).Join("JOIN cases AS c ON c.id = k.case_id").ColumnExpr("k.*, " + caseColumns).OrderExpr("k.id DESC")
	if err := narrow(sel).Scan(r.ctx); err != nil || len(rows) == 0 {
		return nil, err
	}
	ids := each(rows, func(x coercionRow) int64 { return x.ID })
	steps, err := r.courseSteps("coercion_id", ids)
	if err != nil {
		return nil, err
	}
	papers, err := r.coursePapers("coercion_id", ids)
	return each(rows, func(x coercionRow) court.Coercion {
		return court.Coercion{
			ID: x.ID, Version: x.Version, Number: x.Number, Kind: x.Kind, CaseID: x.CaseID, CaseNo: x.CaseNo, Debtors: x.Debtors, Officer: x.Officer, OfficerID: x.OfficerID,
			Group: x.Grp, Person: x.Person, PersonID: x.PersonID, Company: x.Company, Role: x.Role, Address: x.Address, Ground: x.Ground, Facts: x.Facts,
			ConductOn: x.ConductOn.Date, Applied: x.Applied.Date, Amount: x.Amount, Days: x.Days, Place: x.Place, Until: x.UntilDate.Date, Content: x.Content, Urgent: x.Urgent,
			State: x.State, By: x.MadeBy, ByID: x.MadeByID, At: x.MadeAt.in(r.zone), Steps: steps[x.ID], Papers: papers[x.ID],
		}
	}), err
}

// Coercions gives coercive measures with their steps and papers, newest first.
func (r *reader) Coercions(q office.CoercionQuery) ([]court.Coercion, error) {
	found, err := r.coercions(func(sel *bun.SelectQuery) *bun.SelectQuery {
		sel = ofPerson(sel, "k.person_id", "k.person", q.PersonID, q.Person)
		if q.CaseID != 0 {
			sel = sel.Where("k.case_id = ?", q.CaseID)
		}
		if q.Kind != "" {
			sel = sel.Where("k.kind = ?", q.Kind)
		}
		if len(q.States) > 0 {
			sel = sel.Where("k.state IN (?)", bun.List(q.States))
		}
		return scoped(sel, q.OfficerID, q.Group)
	})
	return wanted(found, err, q.Search, func(c court.Coercion) []string {
		return []string{c.Number, c.CaseNo, c.Person, c.PersonID, c.Debtors, c.Officer, string(c.Kind), c.Facts}
	})
}

// ofPerson narrows to one person, by identifier or else by name.
func ofPerson(sel *bun.SelectQuery, idColumn, nameColumn, id, name string) *bun.SelectQuery {
	switch {
	case id != "":
		return sel.Where("? = ?", bun.Ident(idColumn), id)
	case name != "":
		return sel.Where("? = '' AND ? = ?", bun.Ident(idColumn), bun.Ident(nameColumn), name)
	}
	return sel
}

func scoped(sel *bun.SelectQuery, officer int64, group court.Group) *bun.SelectQuery {
	if officer != 0 {
		sel = sel.Where("c.officer_id = ?", officer)
	}
	if group != "" {
		sel = sel.Where("c.grp = ?", group)
	}
	return sel
}

// Coercion gives one measure.
func (r *reader) Coercion(id int64) (court.Coercion, error) {
	found, err := r.coercions(func(q *bun.SelectQuery) *bun.SelectQuery { return q.Where("k.id = ?", id) })
	return only(found, err, "该强制措施")
}

// PutCoercion stores the head of a measure.
func (t *tx) PutCoercion(c *court.Coercion) error {
	row := coercionRow{
		ID: c.ID, Version: c.Version + 1, Number: c.Number, Kind: c.Kind, CaseID: c.CaseID, Person: c.Person, PersonID: c.PersonID, Company: c.Company, Role: c.Role,
		Address: c.Address, Ground: c.Ground, Facts: c.Facts, ConductOn: day{c.ConductOn}, Applied: day{c.Applied}, Amount: c.Amount, Days: c.Days, Place: c.Place,
		UntilDate: day{c.Until}, Content: c.Content, Urgent: c.Urgent, State: c.State, MadeBy: c.By, MadeByID: c.ByID, MadeAt: moment{c.At},
	}
	if err := t.putVersioned(&row, c.ID, c.Version, "该强制措施"); err != nil {
		return err
	}
	c.ID, c.Version = row.ID, row.Version
	return nil
}

type courseStepRow struct {
	bun.BaseModel `bun:"table:course_steps,alias:s"`
	ID            int64 `bun:",pk,autoincrement"`
	CoercionID    int64 `bun:",nullzero"`
	CrimeID       int64 `bun:",nullzero"`
	Kind          string
	OnDate        day
	OnTime        string
	UntilDate     day
	Amount        court.Money
	Days          int
	Months        int
	Probation     int
	Unit          string
	Number        string
	Result        string
	Words         string
	MadeBy        string
	MadeByID      int64
	MadeAt        moment
	Void          string
}

// courseSteps gives the steps of measures or files, in the order they were
// entered.
func (r *reader) courseSteps(column string, ids []int64) (map[int64][]court.CourseStep, error) {
	var rows []courseStepRow
	err := r.db.NewSelect().Model(&rows).Where("? IN (?)", bun.Ident("s."+column), bun.List(ids)).OrderExpr("s.id").Scan(r.ctx)
	out := map[int64][]court.CourseStep{}
	for _, x := range rows {
		of := x.CoercionID + x.CrimeID // one of them is none
		out[of] = append(out[of], court.CourseStep{
			ID: x.ID, Kind: x.Kind, On: x.OnDate.Date, Time: x.OnTime, Until: x.UntilDate.Date, Amount: x.Amount, Days: x.Days, Months: x.Months, Probation: x.Probation,
			Unit: x.Unit, Number: x.Number, Result: x.Result, Words: x.Words, By: x.MadeBy, ByID: x.MadeByID, At: x.MadeAt.in(r.zone), Void: x.Void,
		})
	}
	return out, err
}

// InsertCourseStep stores a step of a measure or, when that is 0, of a file.
func (t *tx) InsertCourseStep(coercionID, crimeID int64, s *court.CourseStep) error {
	row := courseStepRow{
		CoercionID: coercionID, CrimeID: crimeID, Kind: s.Kind, OnDate: day{s.On}, OnTime: s.Time, UntilDate: day{s.Until}, Amount: s.Amount, Days: s.Days,
		Months: s.Months, Probation: s.Probation, Unit: s.Unit, Number: s.Number, Result: s.Result, Words: s.Words, MadeBy: s.By, MadeByID: s.ByID, MadeAt: moment{s.At},
	}
	_, err := t.db.NewInsert().Model(&row).Exec(t.ctx)
	s.ID = row.ID
	return err
}

// VoidCourseStep marks a step entered in error.
func (t *tx) VoidCourseStep(id int64, reason string) error {
	res, err := t.db.NewRaw("UPDATE course_steps SET void = ? WHERE id = ? AND void = ''", reason, id).Exec(t.ctx)
	return changedOne(res, err, "该步骤")
}

type coursePaperRow struct {
	bun.BaseModel `bun:"table:course_papers,alias:l"`
	PaperID       int64 `bun:",pk"`
	CoercionID    int64 `bun:",nullzero"`
	CrimeID       int64 `bun:",nullzero"`
}

// coursePapers gives the papers made for measures or files, newest first, with
// two queries however many there are.
func (r *reader) coursePapers(column string, ids []int64) (map[int64][]court.Paper, error) {
	var rows []coursePaperRow
	err := r.db.NewSelect().Model(&rows).Where("? IN (?)", bun.Ident("l."+column), bun.List(ids)).Scan(r.ctx)
	if err != nil {
		return nil, err
	}
	if len(rows) == 0 {
		return nil, nil
	}
	of := map[int64]int64{}
	for _, x := range rows {
		of[x.PaperID] = x.CoercionID + x.CrimeID // one of them is none
	}
	papers, err := r.papersWhere(func(q *bun.SelectQuery) *bun.SelectQuery {
		return q.Where("p.id IN (?)", bun.List(slices.Collect(maps.Keys(of)))).OrderExpr("p.id DESC")
	})
	out := map[int64][]court.Paper{}
	for _, p := range papers {
		out[of[p.ID]] = append(out[of[p.ID]], p)
	}
	return out, err
}

// LinkCoursePaper keeps for what a paper was made.
func (t *tx) LinkCoursePaper(coercionID, crimeID, paperID int64) error {
	row := coursePaperRow{PaperID: paperID, CoercionID: coercionID, CrimeID: crimeID}
	_, err := t.db.NewInsert().Model(&row).Exec(t.ctx)
	return err
}
