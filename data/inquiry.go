package data

import (
	"strings"

	"github.com/uptrace/bun"

	"zhixing/app/court"
	"zhixing/app/office"
)

type inquiryRow struct {
	bun.BaseModel `bun:"table:inquiries,alias:q"`
	ID            int64 `bun:",pk,autoincrement"`
	Version       int
	Number        string
	Way           court.InquiryWay
	Reason        string
	Sent          day
	Due           day
	Scope         list[string]
	Serial        string
	Note          string
	Void          string
	MadeBy        string
	MadeAt        moment
}

func newInquiryRow(q court.Inquiry) inquiryRow {
	return inquiryRow{ID: q.ID, Version: q.Version, Number: q.Number, Way: q.Way, Reason: q.Reason, Sent: day{q.Sent}, Due: day{q.Due}, Scope: q.Scope,
		Serial: q.Serial, Note: q.Note, Void: q.Void, MadeBy: q.By, MadeAt: moment{q.At}}
}

type inquiryLineRow struct {
	bun.BaseModel `bun:"table:inquiry_lines,alias:l"`
	ID            int64 `bun:",pk,autoincrement"`
	Version       int
	InquiryID     int64
	CaseID        int64
	Debtor        string
	DebtorID      string
	Unit          string
	Answered      day
	Result        court.InquiryResult
	Found         int
	Note          string
	MadeBy        string

	Number  string           `bun:",scanonly"`
	Way     court.InquiryWay `bun:",scanonly"`
	Reason  string           `bun:",scanonly"`
	Sent    day              `bun:",scanonly"`
	Due     day              `bun:",scanonly"`
	Scope   list[string]     `bun:",scanonly"`
	CaseNo  string           `bun:",scanonly"`
	Officer string           `bun:",scanonly"`
}

func newInquiryLineRow(l court.InquiryLine) inquiryLineRow {
	return inquiryLineRow{ID: l.ID, Version: l.Version, InquiryID: l.InquiryID, CaseID: l.CaseID, Debtor: l.Debtor, DebtorID: l.DebtorID, Unit: l.Unit,
		Answered: day{l.Answered}, Result: l.Result, Found: l.Found, Note: l.Note, MadeBy: l.By}
}

func (x inquiryLineRow) line() court.InquiryLine {
	return court.InquiryLine{ID: x.ID, Version: x.Version, InquiryID: x.InquiryID, CaseID: x.CaseID, Debtor: x.Debtor, DebtorID: x.DebtorID, Unit: x.Unit,
		Answered: x.Answered.Date, Result: x.Result, Found: x.Found, Note: x.Note, By: x.MadeBy,
		Number: x.Number, Way: x.Way, Reason: x.Reason, Sent: x.Sent.Date, Due: x.Due.Date, Scope: x.Scope, CaseNo: x.CaseNo, Officer: x.Officer}
}

// inquiryLines selects lines with what lists show beside them.
func (r *reader) inquiryLines() *bun.SelectQuery {
	return r.db.NewSelect().Model((*inquiryLineRow)(nil)).Join("JOIN inquiries AS q ON q.id = l.inquiry_id").Join("JOIN cases AS c ON c.id = l.case_id")
}

const inquiryLineColumns = "l.*, q.number AS number, q.way AS way, q.reason AS reason, q.sent AS sent, q.due AS due, q.scope AS scope, c.number AS case_no, c.officer AS officer"

func (r *reader) scanInquiryLines(sel *bun.SelectQuery) ([]court.InquiryLine, error) {
	var rows []inquiryLineRow
	err := sel.ColumnExpr(inquiryLineColumns).Scan(r.ctx, &rows)
	return each(rows, inquiryLineRow.line), err
}

// Inquiry gives a batch with its lines.
func (r *reader) Inquiry(id int64) (court.Inquiry, error) {
	var rows []inquiryRow
	err := r.db.NewSelect().Model(&rows).Where("id = ?", id).Scan(r.ctx)
	found, err := only(rows, err, "该查询")
	if err != nil {
		return court.Inquiry{}, err
	}
	q := court.Inquiry{ID: found.ID, Version: found.Version, Number: found.Number, Way: found.Way, Reason: found.Reason, Sent: found.Sent.Date, Due: found.Due.Date,
		Scope: found.Scope, Serial: found.Serial, Note: found.Note, Void: found.Void, By: found.MadeBy, At: found.MadeAt.in(r.zone)}
	q.Lines, err = r.scanInquiryLines(r.inquiryLines().Where("l.inquiry_id = ?", id).Order("l.id"))
	return q, err
}

// InquiryLine gives one line.
func (r *reader) InquiryLine(id int64) (court.InquiryLine, error) {
	found, err := r.scanInquiryLines(r.inquiryLines().Where("l.id = ?", id))
	return only(found, err, "该查询")
}

// InquiryLinesOf gives the lines of the cases that count, oldest first.
func (r *reader) InquiryLinesOf(cases []int64) ([]court.InquiryLine, error) {
	if len(cases) == 0 {
		return nil, nil
	}
	var out []court.InquiryLine
	for from := 0; from < len(cases); from += manyIDs {
		part := cases[from:min(from+manyIDs, len(cases))]
		found, err := r.scanInquiryLines(r.inquiryLines().Where("l.case_id IN (?)", bun.List(part)).Where("q.void = ''").OrderExpr("q.sent, l.id"))
		if err != nil {
			return nil, err
		}
		out = append(out, found...)
	}
	return out, nil
}

// narrowInquiries applies a query.
func narrowInquiries(sel *bun.SelectQuery, q office.InquiryQuery) *bun.SelectQuery {
	if q.CaseID != 0 {
		sel = sel.Where("l.case_id = ?", q.CaseID)
	}
	if q.Inquiry != 0 {
		sel = sel.Where("l.inquiry_id = ?", q.Inquiry)
	}
	if q.Way != "" {
		sel = sel.Where("q.way = ?", q.Way)
	}
	if q.Unit != "" {
		sel = sel.Where("l.unit = ?", q.Unit)
	}
	if q.Open || q.Late {
		sel = sel.Where("l.answered = ''")
	}
	if q.Late {
		sel = sel.Where("q.due < ?", q.Today.String())
	}
	if q.Answered {
		sel = sel.Where("l.answered <> ''")
	}
	if !q.Void {
		sel = sel.Where("q.void = ''")
	}
	for _, word := range strings.Fields(court.Narrow(q.Search)) {
		like := contains(word)
		sel = sel.WhereGroup(" AND ", func(s *bun.SelectQuery) *bun.SelectQuery {
			return s.WhereOr(`l.debtor LIKE ? ESCAPE '\'`, like).WhereOr(`l.unit LIKE ? ESCAPE '\'`, like).WhereOr(`q.number LIKE ? ESCAPE '\'`, like).
				WhereOr(`q.serial LIKE ? ESCAPE '\'`, like).WhereOr(`c.officer LIKE ? ESCAPE '\'`, like).
				WhereOr(`c.number LIKE ? ESCAPE '\'`, contains(numberForm(word))).WhereOr("l.debtor_id = ?", strings.ToUpper(word))
		})
	}
	return mine(sel, q.OfficerID, q.Group)
}

// InquiryLines gives a page of the ledger, newest batch first; of those that are
// not answered the longest overdue first.
func (r *reader) InquiryLines(q office.InquiryQuery) (office.InquiryPage, error) {
	var page office.InquiryPage
	sel := narrowInquiries(r.inquiryLines(), q)
	if err := sel.Clone().ColumnExpr("COUNT(*)").Scan(r.ctx, &page.Total); err != nil {
		return page, err
	}
	order := "q.sent DESC, q.id DESC, l.id"
	if q.Open || q.Late {
		order = "q.due, l.id"
	}
	sel = sel.OrderExpr(order)
	if q.Limit > 0 {
		sel = sel.Limit(int64(q.Limit)).Offset(int64(q.Offset))
	}
	var err error
	page.Rows, err = r.scanInquiryLines(sel)
	return page, err
}

// InquiryUnits sums up how the units answer.
func (r *reader) InquiryUnits(q office.InquiryQuery) ([]office.UnitAnswers, error) {
	rows, err := r.scanInquiryLines(narrowInquiries(r.inquiryLines(), q).OrderExpr("l.unit, q.way, l.id"))
	if err != nil {
		return nil, err
	}
	var out []office.UnitAnswers
	total := 0
	for i, l := range rows {
		if i == 0 || l.Unit != rows[i-1].Unit || l.Way != rows[i-1].Way {
			out, total = append(out, office.UnitAnswers{Unit: l.Unit, Way: l.Way}), 0
		}
		u := &out[len(out)-1]
		u.Asked++
		u.Found += l.Found
		if l.Answered.IsZero() {
			if l.Late(q.Today) {
				u.Late++
			}
			continue
		}
		u.Answered++
		if l.Answered.After(l.Due) {
			u.Overran++
		}
		total += l.Days(q.Today)
		u.Longest, u.Days = max(u.Longest, l.Days(q.Today)), float64(total)/float64(u.Answered)
	}
	return out, nil
}

// InsertInquiry stores a batch with its lines.
func (t *tx) InsertInquiry(q *court.Inquiry) error {
	q.Version = 1
	row := newInquiryRow(*q)
	row.ID = 0
	if _, err := t.db.NewInsert().Model(&row).Exec(t.ctx); err != nil {
		return err
	}
	q.ID = row.ID
	for i := range q.Lines {
		l := &q.Lines[i]
		l.InquiryID, l.Version = q.ID, 1
		line := newInquiryLineRow(*l)
		line.ID = 0
		if _, err := t.db.NewInsert().Model(&line).Exec(t.ctx); err != nil {
			return err
		}
		l.ID = line.ID
	}
	return nil
}

// UpdateInquiry stores a batch but for its lines.
func (t *tx) UpdateInquiry(q *court.Inquiry) error {
	row := newInquiryRow(*q)
	row.Version++
	res, err := t.db.NewUpdate().Model(&row).ExcludeColumn("id", "number", "made_by", "made_at").Where("id = ?", q.ID).Where("version = ?", q.Version).Exec(t.ctx)
	if err := changedVersion(res, err, "这批查询"); err != nil {
		return err
	}
	q.Version++
	return nil
}

// UpdateInquiryLine stores the answer to a line.
func (t *tx) UpdateInquiryLine(l *court.InquiryLine) error {
	row := newInquiryLineRow(*l)
	row.Version++
	res, err := t.db.NewUpdate().Model(&row).Column("version", "answered", "result", "found", "note", "made_by").Where("id = ?", l.ID).Where("version = ?", l.Version).Exec(t.ctx)
	if err := changedVersion(res, err, "这项查询"); err != nil {
		return err
	}
	l.Version++
	return nil
}

type unitRow struct {
	bun.BaseModel `bun:"table:assist_units,alias:u"`
	ID            int64 `bun:",pk,autoincrement"`
	Version       int
	Name          string
	Department    string
	Person        string
	Phone         string
	Address       string
	Note          string
	Disabled      bool
	MadeBy        string
	MadeAt        moment
}

// AssistUnits gives entries of the contact book, by name.
func (r *reader) AssistUnits(q office.UnitQuery) ([]court.AssistUnit, error) {
	var rows []unitRow
	sel := r.db.NewSelect().Model(&rows).Order("name", "department", "person", "id")
	if !q.Disabled {
		sel = sel.Where("disabled = ?", false)
	}
	for _, word := range strings.Fields(q.Search) {
		like := contains(word)
		sel = sel.WhereGroup(" AND ", func(s *bun.SelectQuery) *bun.SelectQuery {
			for _, column := range []string{"name", "department", "person", "phone", "address", "note"} {
				s = s.WhereOr("? LIKE ? ESCAPE '\\'", bun.Ident(column), like)
			}
			return s
		})
	}
	err := sel.Scan(r.ctx)
	return each(rows, func(x unitRow) court.AssistUnit {
		return court.AssistUnit{ID: x.ID, Version: x.Version, Name: x.Name, Department: x.Department, Person: x.Person, Phone: x.Phone, Address: x.Address, Note: x.Note,
			Disabled: x.Disabled, By: x.MadeBy, At: x.MadeAt.in(r.zone)}
	}), err
}

// PutAssistUnit inserts or updates an entry of the contact book.
func (t *tx) PutAssistUnit(u *court.AssistUnit) error {
	row := unitRow{ID: u.ID, Version: u.Version + 1, Name: u.Name, Department: u.Department, Person: u.Person, Phone: u.Phone, Address: u.Address, Note: u.Note,
		Disabled: u.Disabled, MadeBy: u.By, MadeAt: moment{u.At}}
	if n, err := t.db.NewSelect().Model((*unitRow)(nil)).Where("name = ? AND department = ? AND person = ?", u.Name, u.Department, u.Person).Where("id <> ?", u.ID).Count(t.ctx); err != nil || n > 0 {
		if err == nil {
			err = court.Errorf(court.CodeConflict, "“%s %s %s”已经在通讯录里。", u.Name, u.Department, u.Person).WithHint("请修改已有的那一条。")
		}
		return err
	}
	if u.ID == 0 {
		_, err := t.db.NewInsert().Model(&row).Exec(t.ctx)
		u.ID, u.Version = row.ID, row.Version
		return err
	}
	res, err := t.db.NewUpdate().Model(&row).ExcludeColumn("id", "made_by", "made_at").Where("id = ?", u.ID).Where("version = ?", u.Version).Exec(t.ctx)
	if err := changedVersion(res, err, "这条通讯录"); err != nil {
		return err
	}
	u.Version++
	return nil
}
