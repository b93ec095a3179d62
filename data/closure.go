package data

import (
	"database/sql/driver"
	"encoding/json"
	"time"

	"github.com/uptrace/bun"

	"zhixing/app/court"
	"zhixing/app/office"
)

type tickRow struct {
	bun.BaseModel `bun:"table:ticks"`
	CaseID        int64  `bun:",pk"`
	Item          string `bun:",pk"`
	Done          bool
	Evidence      string
	MadeBy        string
	MadeAt        moment
}

// Ticks gives what people recorded for the 终本 checklist of a case.
func (r *reader) Ticks(caseID int64) ([]court.ChecklistTick, error) {
	var rows []tickRow
	err := r.db.NewSelect().Model(&rows).Where("case_id = ?", caseID).Order("item").Scan(r.ctx)
	return each(rows, func(t tickRow) court.ChecklistTick {
		return court.ChecklistTick{CaseID: t.CaseID, Item: t.Item, Done: t.Done, Evidence: t.Evidence, By: t.MadeBy, At: t.MadeAt.in(r.zone)}
	}), err
}

// PutTick stores a tick, in place of an older one for the item.
func (t *tx) PutTick(c court.ChecklistTick) error {
	row := tickRow{CaseID: c.CaseID, Item: c.Item, Done: c.Done, Evidence: c.Evidence, MadeBy: c.By, MadeAt: moment{c.At}}
	_, err := t.db.NewInsert().Model(&row).On("CONFLICT (case_id, item) DO UPDATE").
		Set("done = EXCLUDED.done").Set("evidence = EXCLUDED.evidence").
		Set("made_by = EXCLUDED.made_by").Set("made_at = EXCLUDED.made_at").Exec(t.ctx)
	return err
}

type finding struct {
	Item   string `json:"item"`
	Text   string `json:"text"`
	Fix    string `json:"fix"`
	Remedy string `json:"remedy,omitempty"`
}

func newFindings(list []court.Finding) jsonList[finding] {
	return each(list, func(f court.Finding) finding { return finding(f) })
}

func findingsOf(list jsonList[finding]) []court.Finding {
	return each(list, func(f finding) court.Finding { return court.Finding(f) })
}

// reviewDraft is a draft as JSON, "" for none.
type reviewDraft struct {
	Verdict  court.ReviewVerdict `json:"verdict"`
	Findings []finding           `json:"findings"`
	Note     string              `json:"note"`
	By       string              `json:"by"`
	At       time.Time           `json:"at"`
}

// Value gives the stored text.
func (d reviewDraft) Value() (driver.Value, error) {
	if d.By == "" {
		return "", nil
	}
	b, err := json.Marshal(d)
	return string(b), err
}

// Scan reads the stored text.
func (d *reviewDraft) Scan(src any) error {
	s, err := scanText(src)
	*d = reviewDraft{}
	if err != nil || s == "" {
		return err
	}
	return json.Unmarshal([]byte(s), d)
}

type reviewRow struct {
	bun.BaseModel `bun:"table:reviews,alias:v"`
	ID            int64 `bun:",pk,autoincrement"`
	CaseID        int64
	SubmittedAt   moment
	SubmittedBy   string
	Reviewer      string
	ReviewedAt    moment
	Verdict       court.ReviewVerdict
	Findings      jsonList[finding]
	Note          string
	Earlier       jsonList[finding]
	Draft         reviewDraft
}

func newReviewRow(v court.Review) reviewRow {
	return reviewRow{
		ID: v.ID, CaseID: v.CaseID, SubmittedAt: moment{v.SubmittedAt}, SubmittedBy: v.SubmittedBy, Reviewer: v.Reviewer,
		ReviewedAt: moment{v.ReviewedAt}, Verdict: v.Verdict,
		Findings: newFindings(v.Findings), Note: v.Note, Earlier: newFindings(v.Earlier),
		Draft: reviewDraft{Verdict: v.Draft.Verdict, Findings: newFindings(v.Draft.Findings), Note: v.Draft.Note, By: v.Draft.By, At: v.Draft.At.UTC()},
	}
}

func (r *reader) reviewOf(v reviewRow) court.Review {
	return court.Review{
		ID: v.ID, CaseID: v.CaseID, SubmittedAt: v.SubmittedAt.in(r.zone), SubmittedBy: v.SubmittedBy, Reviewer: v.Reviewer,
		ReviewedAt: v.ReviewedAt.in(r.zone), Verdict: v.Verdict,
		Findings: findingsOf(v.Findings), Note: v.Note, Earlier: findingsOf(v.Earlier),
		Draft: court.ReviewDraft{Verdict: v.Draft.Verdict, Findings: findingsOf(v.Draft.Findings), Note: v.Draft.Note, By: v.Draft.By, At: moment{v.Draft.At}.in(r.zone)},
	}
}

// Reviews gives the closure reviews of a case, newest first.
func (r *reader) Reviews(caseID int64) ([]court.Review, error) {
	var rows []reviewRow
	err := r.db.NewSelect().Model(&rows).Where("case_id = ?", caseID).OrderExpr("id DESC").Scan(r.ctx)
	return each(rows, r.reviewOf), err
}

// Review gives one closure review.
func (r *reader) Review(id int64) (court.Review, error) {
	var row reviewRow
	err := r.db.NewSelect().Model(&row).Where("id = ?", id).Scan(r.ctx)
	return r.reviewOf(row), notFound(err, "该评查")
}

// ReviewsWaiting gives the reviews of open cases nobody has finished, oldest
// first: a case that was fulfilled meanwhile needs no verdict.
func (r *reader) ReviewsWaiting() ([]office.WaitingReview, error) {
	var rows []struct {
		reviewRow
		Number, Debtors, Officer string
	}
	err := r.db.NewSelect().Model((*reviewRow)(nil)).Join("JOIN cases AS c ON c.id = v.case_id").
		ColumnExpr("v.*, c.number, c.debtors, c.officer").Where("v.verdict = '' AND c.status <> ?", court.StatusClosed).OrderExpr("v.id").Scan(r.ctx, &rows)
	out := make([]office.WaitingReview, len(rows))
	for i, row := range rows {
		out[i] = office.WaitingReview{Review: r.reviewOf(row.reviewRow), Number: row.Number, Debtors: row.Debtors, Officer: row.Officer}
	}
	return out, err
}

// InsertReview stores a review and gives it its ID.
func (t *tx) InsertReview(v *court.Review) error {
	row := newReviewRow(*v)
	row.ID = 0
	_, err := t.db.NewInsert().Model(&row).Exec(t.ctx)
	v.ID = row.ID
	return err
}

// UpdateReview stores the result of a review.
func (t *tx) UpdateReview(v court.Review) error {
	row := newReviewRow(v)
	res, err := t.db.NewUpdate().Model(&row).ExcludeColumn("id", "case_id").Where("id = ?", v.ID).Exec(t.ctx)
	return changedOne(res, err, "该评查")
}
