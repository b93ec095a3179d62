package data

import (
	"strings"

	"github.com/uptrace/bun"

	"zhixing/app/court"
	"zhixing/app/office"
)

type clueRow struct {
	bun.BaseModel `bun:"table:clues,alias:l"`
	ID            int64 `bun:",pk,autoincrement"`
	Version       int
	CaseID        int64
	Source        string
	Giver         string
	Phone         string
	Received      day
	Urgent        bool
	Due           day
	Debtor        string
	Kind          court.PropertyKind
	Content       string
	Checked       day
	Result        court.ClueResult
	Finding       string
	PropertyID    int64 `bun:",nullzero"`
	Told          day
	ToldWay       string
	Void          string
	MadeBy        string
	MadeAt        moment

	CaseNo  string `bun:",scanonly"`
	Officer string `bun:",scanonly"`
	Thing   string `bun:",scanonly"`
}

func newClueRow(c court.Clue) clueRow {
	return clueRow{ID: c.ID, Version: c.Version, CaseID: c.CaseID, Source: c.Source, Giver: c.Giver, Phone: c.Phone, Received: day{c.Received}, Urgent: c.Urgent,
		Due: day{c.Due}, Debtor: c.Debtor, Kind: c.Kind, Content: c.Content, Checked: day{c.Checked}, Result: c.Result, Finding: c.Finding, PropertyID: c.Property,
		Told: day{c.Told}, ToldWay: c.ToldWay, Void: c.Void, MadeBy: c.By, MadeAt: moment{c.At}}
}

func (r *reader) clues() *bun.SelectQuery {
	return r.db.NewSelect().Model((*clueRow)(nil)).Join("JOIN cases AS c ON c.id = l.case_id")
}

func (r *reader) scanClues(sel *bun.SelectQuery) ([]court.Clue, error) {
	var rows []clueRow
	err := sel.Join("LEFT JOIN properties AS y ON y.id = l.property_id").
		ColumnExpr("l.*, c.number AS case_no, c.officer AS officer, COALESCE(y.line, '') AS thing").Scan(r.ctx, &rows)
	return each(rows, func(x clueRow) court.Clue {
		return court.Clue{ID: x.ID, Version: x.Version, CaseID: x.CaseID, CaseNo: x.CaseNo, Source: x.Source, Giver: x.Giver, Phone: x.Phone, Received: x.Received.Date,
			Urgent: x.Urgent, Due: x.Due.Date, Debtor: x.Debtor, Kind: x.Kind, Content: x.Content, Checked: x.Checked.Date, Result: x.Result, Finding: x.Finding,
			Property: x.PropertyID, Told: x.Told.Date, ToldWay: x.ToldWay, Void: x.Void, By: x.MadeBy, At: x.MadeAt.in(r.zone), Officer: x.Officer, Thing: x.Thing}
	}), err
}

// unentered narrows to clues that are true and led to property that is not
// entered.
const unentered = "l.result = ? AND l.property_id IS NULL AND l.void = ''"

// Clue gives one clue.
func (r *reader) Clue(id int64) (court.Clue, error) {
	found, err := r.scanClues(r.clues().Where("l.id = ?", id))
	return only(found, err, "该线索")
}

// Clues gives a page of clues: those to check first, by their day, then the
// newest.
func (r *reader) Clues(q office.ClueQuery) (office.CluePage, error) {
	sel := r.clues()
	if q.CaseID != 0 {
		sel = sel.Where("l.case_id = ?", q.CaseID)
	}
	if q.Open || q.Late {
		sel = sel.Where("l.checked = ''").Where("l.void = ''")
	}
	if q.Late {
		sel = sel.Where("l.due < ?", q.Today.String())
	}
	if q.Untold {
		sel = sel.Where("l.checked <> '' AND l.told = '' AND l.void = ''")
	}
	if q.Unentered {
		sel = sel.Where(unentered, court.ClueTrue)
	}
	if q.Result != "" {
		sel = sel.Where("l.result = ?", q.Result)
	}
	if !q.Void {
		sel = sel.Where("l.void = ''")
	}
	for _, word := range strings.Fields(court.Narrow(q.Search)) {
		like := contains(word)
		sel = sel.WhereGroup(" AND ", func(s *bun.SelectQuery) *bun.SelectQuery {
			return s.WhereOr(`l.debtor LIKE ? ESCAPE '\'`, like).WhereOr(`l.giver LIKE ? ESCAPE '\'`, like).WhereOr(`l.content LIKE ? ESCAPE '\'`, like).
				WhereOr(`c.officer LIKE ? ESCAPE '\'`, like).WhereOr(`c.number LIKE ? ESCAPE '\'`, contains(numberForm(word)))
		})
	}
	sel = mine(sel, q.OfficerID, q.Group)
	var page office.CluePage
	if err := sel.Clone().ColumnExpr("COUNT(*)").Scan(r.ctx, &page.Total); err != nil {
		return page, err
	}
	if q.Limit > 0 {
		sel = sel.Limit(int64(q.Limit)).Offset(int64(q.Offset))
	}
	var err error
	page.Rows, err = r.scanClues(sel.OrderExpr("CASE WHEN l.checked = '' THEN l.due ELSE '9999' END, l.received DESC, l.id DESC"))
	return page, err
}

// InsertClue stores a clue.
func (t *tx) InsertClue(c *court.Clue) error {
	c.Version = 1
	row := newClueRow(*c)
	row.ID = 0
	_, err := t.db.NewInsert().Model(&row).Exec(t.ctx)
	c.ID = row.ID
	return err
}

// UpdateClue stores a clue that nobody else has stored meanwhile.
func (t *tx) UpdateClue(c *court.Clue) error {
	row := newClueRow(*c)
	row.Version++
	res, err := t.db.NewUpdate().Model(&row).ExcludeColumn("id", "case_id", "made_by", "made_at").Where("id = ?", c.ID).Where("version = ?", c.Version).Exec(t.ctx)
	if err := changedVersion(res, err, "这条线索"); err != nil {
		return err
	}
	c.Version++
	return nil
}

type problemRow struct {
	bun.BaseModel `bun:"table:problem_clues,alias:p"`
	ID            int64 `bun:",pk,autoincrement"`
	Version       int
	Number        string
	Found         day
	Due           day
	Source        string
	About         string
	Content       string
	CaseNo        string
	Organ         string
	Handed        day
	Letter        string
	Receipt       day
	Result        string
	ResultOn      day
	MadeBy        string
	MadeAt        moment
}

func newProblemRow(p court.ProblemClue) problemRow {
	return problemRow{ID: p.ID, Version: p.Version, Number: p.Number, Found: day{p.Found}, Due: day{p.Due}, Source: p.Source, About: p.About, Content: p.Content, CaseNo: p.CaseNo,
		Organ: p.Organ, Handed: day{p.Handed}, Letter: p.Letter, Receipt: day{p.Receipt}, Result: p.Result, ResultOn: day{p.ResultOn}, MadeBy: p.By, MadeAt: moment{p.At}}
}

func (r *reader) problems(narrow func(*bun.SelectQuery) *bun.SelectQuery) ([]court.ProblemClue, error) {
	var rows []problemRow
	err := narrow(r.db.NewSelect().Model(&rows).OrderExpr("CASE WHEN handed = '' THEN due ELSE '9999' END, id DESC")).Scan(r.ctx)
	return each(rows, func(x problemRow) court.ProblemClue {
		return court.ProblemClue{ID: x.ID, Version: x.Version, Number: x.Number, Found: x.Found.Date, Due: x.Due.Date, Source: x.Source, About: x.About, Content: x.Content,
			CaseNo: x.CaseNo, Organ: x.Organ, Handed: x.Handed.Date, Letter: x.Letter, Receipt: x.Receipt.Date, Result: x.Result, ResultOn: x.ResultOn.Date,
			By: x.MadeBy, At: x.MadeAt.in(r.zone)}
	}), err
}

// ProblemClues gives the clues to misconduct, those to hand over first.
func (r *reader) ProblemClues() ([]court.ProblemClue, error) {
	return r.problems(func(q *bun.SelectQuery) *bun.SelectQuery { return q })
}

// ProblemClue gives one of them.
func (r *reader) ProblemClue(id int64) (court.ProblemClue, error) {
	found, err := r.problems(func(q *bun.SelectQuery) *bun.SelectQuery { return q.Where("id = ?", id) })
	return only(found, err, "该线索")
}

// InsertProblemClue stores a clue to misconduct.
func (t *tx) InsertProblemClue(p *court.ProblemClue) error {
	p.Version = 1
	row := newProblemRow(*p)
	row.ID = 0
	_, err := t.db.NewInsert().Model(&row).Exec(t.ctx)
	p.ID = row.ID
	return err
}

// UpdateProblemClue stores where it was handed over and what came back; what
// it says stays.
func (t *tx) UpdateProblemClue(p *court.ProblemClue) error {
	row := newProblemRow(*p)
	row.Version++
	res, err := t.db.NewUpdate().Model(&row).Column("version", "organ", "handed", "letter", "receipt", "result", "result_on").
		Where("id = ?", p.ID).Where("version = ?", p.Version).Exec(t.ctx)
	if err := changedVersion(res, err, "这条线索"); err != nil {
		return err
	}
	p.Version++
	return nil
}
