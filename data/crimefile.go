package data

import (
	"github.com/uptrace/bun"

	"zhixing/app/court"
	"zhixing/app/office"
)

type crimeRow struct {
	bun.BaseModel `bun:"table:crime_files,alias:k"`
	ID            int64 `bun:",pk,autoincrement"`
	Version       int
	Number        string
	CaseID        int64
	CaseNo        string      `bun:",scanonly"`
	Cause         string      `bun:",scanonly"`
	Debtors       string      `bun:",scanonly"`
	Officer       string      `bun:",scanonly"`
	OfficerID     int64       `bun:",scanonly"`
	Grp           court.Group `bun:",scanonly"`
	Suspect       string
	SuspectID     string
	Company       bool
	Address       string
	Source        string
	FoundOn       day
	ConductOn     day
	Situation     string
	Grave         bool
	Facts         string
	Ability       string
	Harm          string
	State         court.CourseState
	MadeBy        string
	MadeAt        moment
}

func (r *reader) crimeFiles(narrow func(*bun.SelectQuery) *bun.SelectQuery) ([]court.CrimeFile, error) {
	var rows []crimeRow
	sel := r.db.NewSelect().Model(&rows).Join("JOIN cases AS c ON c.id = k.case_id").ColumnExpr("k.*, c.cause, " + caseColumns).OrderExpr("k.id DESC")
	if err := narrow(sel).Scan(r.ctx); err != nil || len(rows) == 0 {
		return nil, err
	}
	ids := each(rows, func(x crimeRow) int64 { return x.ID })
	steps, err := r.courseSteps("crime_id", ids)
	if err != nil {
		return nil, err
	}
	papers, err := r.coursePapers("crime_id", ids)
	if err != nil {
		return nil, err
	}
	evidence, err := r.crimeEvidence(ids)
	return each(rows, func(x crimeRow) court.CrimeFile {
		return court.CrimeFile{
			ID: x.ID, Version: x.Version, Number: x.Number, CaseID: x.CaseID, CaseNo: x.CaseNo, Cause: x.Cause, Debtors: x.Debtors, Officer: x.Officer, OfficerID: x.OfficerID, Group: x.Grp,
			Suspect: x.Suspect, SuspectID: x.SuspectID, Company: x.Company, Address: x.Address, Source: x.Source, FoundOn: x.FoundOn.Date, ConductOn: x.ConductOn.Date,
			Situation: x.Situation, Grave: x.Grave, Facts: x.Facts, Ability: x.Ability, Harm: x.Harm, State: x.State, By: x.MadeBy, At: x.MadeAt.in(r.zone),
			Steps: steps[x.ID], Papers: papers[x.ID], Evidence: evidence[x.ID],
		}
	}), err
}

// CrimeFiles gives crime files with steps, evidence and papers, newest first.
func (r *reader) CrimeFiles(q office.CrimeQuery) ([]court.CrimeFile, error) {
	found, err := r.crimeFiles(func(sel *bun.SelectQuery) *bun.SelectQuery {
		sel = ofPerson(sel, "k.suspect_id", "k.suspect", q.PersonID, q.Person)
		if q.CaseID != 0 {
			sel = sel.Where("k.case_id = ?", q.CaseID)
		}
		if len(q.States) > 0 {
			sel = sel.Where("k.state IN (?)", bun.List(q.States))
		}
		return scoped(sel, q.OfficerID, q.Group)
	})
	return wanted(found, err, q.Search, func(f court.CrimeFile) []string {
		return []string{f.Number, f.CaseNo, f.Suspect, f.SuspectID, f.Debtors, f.Officer, string(f.State), f.Facts}
	})
}

// CrimeFile gives one file.
func (r *reader) CrimeFile(id int64) (court.CrimeFile, error) {
	found, err := r.crimeFiles(func(q *bun.SelectQuery) *bun.SelectQuery { return q.Where("k.id = ?", id) })
	return only(found, err, "该拒执案件")
}

// PutCrimeFile stores the head of a file.
func (t *tx) PutCrimeFile(f *court.CrimeFile) error {
	row := crimeRow{
		ID: f.ID, Version: f.Version + 1, Number: f.Number, CaseID: f.CaseID, Suspect: f.Suspect, SuspectID: f.SuspectID, Company: f.Company, Address: f.Address,
		Source: f.Source, FoundOn: day{f.FoundOn}, ConductOn: day{f.ConductOn}, Situation: f.Situation, Grave: f.Grave, Facts: f.Facts, Ability: f.Ability, Harm: f.Harm,
		State: f.State, MadeBy: f.By, MadeAt: moment{f.At},
	}
	if err := t.putVersioned(&row, f.ID, f.Version, "该拒执案件"); err != nil {
		return err
	}
	f.ID, f.Version = row.ID, row.Version
	return nil
}

type evidenceRow struct {
	bun.BaseModel `bun:"table:crime_evidence,alias:e"`
	ID            int64 `bun:",pk,autoincrement"`
	FileID        int64
	Kind          string
	Title         string
	PaperID       int64 `bun:",nullzero"`
	ScanID        int64 `bun:",nullzero"`
	Copies        int
	Note          string
	MadeBy        string
	MadeAt        moment
	Void          string
}

func (r *reader) crimeEvidence(ids []int64) (map[int64][]court.CrimeEvidence, error) {
	var rows []evidenceRow
	err := r.db.NewSelect().Model(&rows).Where("e.file_id IN (?)", bun.List(ids)).OrderExpr("e.id").Scan(r.ctx)
	out := map[int64][]court.CrimeEvidence{}
	for _, x := range rows {
		out[x.FileID] = append(out[x.FileID], court.CrimeEvidence{ID: x.ID, FileID: x.FileID, Kind: x.Kind, Title: x.Title, PaperID: x.PaperID, ScanID: x.ScanID,
			Copies: x.Copies, Note: x.Note, By: x.MadeBy, At: x.MadeAt.in(r.zone), Void: x.Void})
	}
	return out, err
}

// InsertEvidence stores a piece of evidence.
func (t *tx) InsertEvidence(e *court.CrimeEvidence) error {
	row := evidenceRow{FileID: e.FileID, Kind: e.Kind, Title: e.Title, PaperID: e.PaperID, ScanID: e.ScanID, Copies: e.Copies, Note: e.Note, MadeBy: e.By, MadeAt: moment{e.At}}
	_, err := t.db.NewInsert().Model(&row).Exec(t.ctx)
	e.ID = row.ID
	return err
}

// VoidEvidence takes a piece of evidence off the list.
func (t *tx) VoidEvidence(id int64, reason string) error {
	res, err := t.db.NewRaw("UPDATE crime_evidence SET void = ? WHERE id = ? AND void = ''", reason, id).Exec(t.ctx)
	return changedOne(res, err, "该证据")
}

type meetingRow struct {
	bun.BaseModel `bun:"table:joint_meetings,alias:j"`
	ID            int64 `bun:",pk,autoincrement"`
	Version       int
	Number        string
	OnDate        day
	Place         string
	Attend        string
	Minutes       string
	Held          bool
	MadeBy        string
	MadeAt        moment
}

type matterRow struct {
	bun.BaseModel `bun:"table:meeting_matters,alias:m"`
	ID            int64 `bun:",pk,autoincrement"`
	MeetingID     int64
	Meeting       string `bun:",scanonly"`
	HeldOn        day    `bun:",scanonly"`
	FileID        int64  `bun:",nullzero"`
	FileNo        string `bun:",scanonly"`
	CaseID        int64  `bun:",scanonly"`
	CaseNo        string `bun:",scanonly"`
	Suspect       string `bun:",scanonly"`
	Topic         string
	Decision      string
	Unit          string
	Due           day
	Done          day
	DoneNote      string
}

// Meetings gives the joint meetings with their matters, newest first.
func (r *reader) Meetings() ([]court.JointMeeting, error) {
	return r.meetings(func(q *bun.SelectQuery) *bun.SelectQuery { return q })
}

// Meeting gives one joint meeting.
func (r *reader) Meeting(id int64) (court.JointMeeting, error) {
	found, err := r.meetings(func(q *bun.SelectQuery) *bun.SelectQuery { return q.Where("j.id = ?", id) })
	return only(found, err, "该次联席会议")
}

func (r *reader) meetings(narrow func(*bun.SelectQuery) *bun.SelectQuery) ([]court.JointMeeting, error) {
	var rows []meetingRow
	if err := narrow(r.db.NewSelect().Model(&rows).OrderExpr("j.id DESC")).Scan(r.ctx); err != nil || len(rows) == 0 {
		return nil, err
	}
	var matters []matterRow
	err := r.db.NewSelect().Model(&matters).Join("JOIN joint_meetings AS j ON j.id = m.meeting_id").Join("LEFT JOIN crime_files AS k ON k.id = m.file_id").
		Join("LEFT JOIN cases AS c ON c.id = k.case_id").
		ColumnExpr("m.*, j.number AS meeting, j.on_date AS held_on, COALESCE(k.number, '') AS file_no, COALESCE(k.case_id, 0) AS case_id, COALESCE(c.number, '') AS case_no, COALESCE(k.suspect, '') AS suspect").
		Where("m.meeting_id IN (?)", bun.List(each(rows, func(x meetingRow) int64 { return x.ID }))).OrderExpr("m.id").Scan(r.ctx)
	of := map[int64][]court.MeetingMatter{}
	for _, x := range matters {
		of[x.MeetingID] = append(of[x.MeetingID], court.MeetingMatter{ID: x.ID, MeetingID: x.MeetingID, Meeting: x.Meeting, HeldOn: x.HeldOn.Date, FileID: x.FileID, FileNo: x.FileNo,
			CaseID: x.CaseID, CaseNo: x.CaseNo, Suspect: x.Suspect, Topic: x.Topic, Decision: x.Decision, Unit: x.Unit, Due: x.Due.Date, Done: x.Done.Date, DoneNote: x.DoneNote})
	}
	return each(rows, func(x meetingRow) court.JointMeeting {
		return court.JointMeeting{ID: x.ID, Version: x.Version, Number: x.Number, On: x.OnDate.Date, Place: x.Place, Attend: x.Attend, Minutes: x.Minutes, Held: x.Held,
			By: x.MadeBy, At: x.MadeAt.in(r.zone), Matters: of[x.ID]}
	}), err
}

// PutMeeting stores a meeting; its matters are stored one by one.
func (t *tx) PutMeeting(m *court.JointMeeting) error {
	row := meetingRow{ID: m.ID, Version: m.Version + 1, Number: m.Number, OnDate: day{m.On}, Place: m.Place, Attend: m.Attend, Minutes: m.Minutes, Held: m.Held,
		MadeBy: m.By, MadeAt: moment{m.At}}
	if err := t.putVersioned(&row, m.ID, m.Version, "该次联席会议"); err != nil {
		return err
	}
	m.ID, m.Version = row.ID, row.Version
	return nil
}

// PutMatter inserts (ID 0) or updates a matter of a meeting.
func (t *tx) PutMatter(m *court.MeetingMatter) error {
	row := matterRow{ID: m.ID, MeetingID: m.MeetingID, FileID: m.FileID, Topic: m.Topic, Decision: m.Decision, Unit: m.Unit, Due: day{m.Due}, Done: day{m.Done}, DoneNote: m.DoneNote}
	if m.ID == 0 {
		_, err := t.db.NewInsert().Model(&row).Exec(t.ctx)
		m.ID = row.ID
		return err
	}
	res, err := t.db.NewUpdate().Model(&row).ExcludeColumn("id", "meeting_id", "file_id").Where("id = ?", m.ID).Exec(t.ctx)
	return changedOne(res, err, "该事项")
}

// DropMatter takes a matter off the agenda of a meeting that was not held.
func (t *tx) DropMatter(id int64) error {
	res, err := t.db.NewRaw("DELETE FROM meeting_matters WHERE id = ?", id).Exec(t.ctx)
	return changedOne(res, err, "该事项")
}
