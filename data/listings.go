package data

import (
	"database/sql"
	"strings"

	"github.com/uptrace/bun"

	"zhixing/app/court"
	"zhixing/app/office"
)

type listingRow struct {
	bun.BaseModel `bun:"table:listings,alias:l"`
	ID            int64 `bun:",pk,autoincrement"`
	Version       int
	CaseID        int64
	Kind          court.ListingKind
	Debtor        string
	DebtorID      string
	Party         court.PartyKind
	Start         string
	Asked         day
	Persons       jsonList[court.ListedPerson]
	Ground        int
	Facts         string
	Checks        jsonList[court.ListingCheck]
	Decision      court.ListingDecision
	Decided       day
	Decider       string
	Reason        string
	Extra         int
	Until         day
	Grace         day
	PaperNo       string
	SignedBy      string
	Signed        day
	Served        day
	Begun         day
	Entry         string
	Steps         jsonList[court.ListingStep]
	EventGround   string
	EventWay      string
	EventOn       day
	Event         jsonList[court.ListingEvent]
	Due           day
	Ended         day
	EndPaper      string
	Exposed       jsonList[court.Exposure]
	Shown         int
	Pleas         jsonList[court.Plea]
	Lifts         jsonList[court.Lift]
	Settled       bool
	Note          string
	Void          string
	MadeBy        string
	MadeAt        moment
}

func newListingRow(l court.Listing) listingRow {
	row := listingRow{
		ID: l.ID, Version: l.Version + 1, CaseID: l.CaseID, Kind: l.Kind, Debtor: l.Debtor, DebtorID: l.DebtorID, Party: l.Party, Start: l.Start, Asked: day{l.Asked},
		Persons: l.Persons, Ground: l.Ground, Facts: l.Facts, Checks: l.Checks, Decision: l.Decision, Decided: day{l.Decided}, Decider: l.Decider, Reason: l.Reason,
		Extra: l.Extra, Until: day{l.Until}, Grace: day{l.Grace}, PaperNo: l.PaperNo, SignedBy: l.SignedBy, Signed: day{l.Signed}, Served: day{l.Served},
		Begun: day{l.Begun}, Entry: l.Entry, Steps: l.Steps, EventGround: l.Event.Ground, EventWay: l.Event.Way, EventOn: day{l.Event.On}, Due: day{l.Due},
		Ended: day{l.Ended}, EndPaper: l.EndPaper, Exposed: l.Exposed, Shown: len(l.StillShown()), Pleas: l.Pleas, Lifts: l.Lifts, Settled: settledListing(l),
		Note: l.Note, Void: l.Void, MadeBy: l.By, MadeAt: moment{l.At},
	}
	if l.Event.Ground != "" {
		row.Event = jsonList[court.ListingEvent]{l.Event}
	}
	return row
}

// settledListing tells that nothing about a listing can fall due any more.
func settledListing(l court.Listing) bool {
	if l.Void != "" {
		return true
	}
	for _, p := range l.Pleas {
		if p.Decided.IsZero() || p.Granted && p.Done.IsZero() || !p.Review.IsZero() && p.Reviewed.IsZero() {
			return false
		}
	}
	for _, x := range l.Lifts {
		if x.Restored.IsZero() {
			return false
		}
	}
	over := !l.Ended.IsZero() || l.Decision == court.ListingOut && !l.Decided.IsZero()
	return over && len(l.StillShown()) == 0
}

type listingLine struct {
	listingRow
	CaseNo    string
	Officer   string
	OfficerID int64
	Grp       court.Group
	Later     court.Money
	Owed      court.Money
	LastPaid  day
	Unlimited bool
}

func (r *reader) listingOf(x listingLine) court.Listing {
	l := court.Listing{
		ID: x.ID, Version: x.Version, CaseID: x.CaseID, Kind: x.Kind, Debtor: x.Debtor, DebtorID: x.DebtorID, Party: x.Party, Start: x.Start, Asked: x.Asked.Date,
		Persons: x.Persons, Ground: x.Ground, Facts: x.Facts, Checks: x.Checks, Decision: x.Decision, Decided: x.Decided.Date, Decider: x.Decider, Reason: x.Reason,
		Extra: x.Extra, Until: x.Until.Date, Grace: x.Grace.Date, PaperNo: x.PaperNo, SignedBy: x.SignedBy, Signed: x.Signed.Date, Served: x.Served.Date,
		Begun: x.Begun.Date, Entry: x.Entry, Steps: x.Steps, Due: x.Due.Date, Ended: x.Ended.Date, EndPaper: x.EndPaper, Exposed: x.Exposed, Pleas: x.Pleas,
		Lifts: x.Lifts, Note: x.Note, Void: x.Void, By: x.MadeBy, At: x.MadeAt.in(r.zone),
		CaseNo: x.CaseNo, Officer: x.Officer, OfficerID: x.OfficerID, Group: x.Grp, Later: x.Later, Owed: max(x.Owed, 0), Unlimited: x.Unlimited,
	}
	if len(x.Event) > 0 {
		l.Event = x.Event[0]
	}
	if x.Owed <= 0 {
		l.PaidOn = x.LastPaid.Date
	}
	return l
}

// standing narrows receipts r to those that were not reversed.
const standing = " AND r.reverses IS NULL AND NOT EXISTS (SELECT 1 FROM receipts AS z WHERE z.reverses = r.id)"

func (r *reader) scanListings(sel *bun.SelectQuery) ([]court.Listing, error) {
	var rows []listingLine
	err := sel.ColumnExpr("l.*, c.number AS case_no, c.officer, COALESCE(c.officer_id, 0) AS officer_id, c.grp").
		ColumnExpr("COALESCE((SELECT SUM(r.amount) FROM receipts AS r WHERE r.case_id = l.case_id AND l.begun <> '' AND r.date >= l.begun"+standing+"), 0) AS later").
		ColumnExpr("CASE WHEN c.principal > 0 THEN c.principal - ("+realised+") ELSE 1 END AS owed").
		ColumnExpr("COALESCE((SELECT MAX(r.date) FROM receipts AS r WHERE r.case_id = l.case_id"+standing+"), '') AS last_paid").
		ColumnExpr("l.kind = '失信' AND NOT EXISTS (SELECT 1 FROM listings AS x WHERE x.case_id = l.case_id AND x.kind = '限消' AND x.debtor = l.debtor AND x.debtor_id = l.debtor_id AND x.void = '' AND x.decision = '纳入' AND (x.ended = '' OR x.ended >= l.begun)) AS unlimited").
		Scan(r.ctx, &rows)
	return each(rows, r.listingOf), err
}

func (r *reader) listings() *bun.SelectQuery {
	return r.db.NewSelect().Model((*listingRow)(nil)).Join("JOIN cases AS c ON c.id = l.case_id")
}

// Listing gives one listing.
func (r *reader) Listing(id int64) (court.Listing, error) {
	found, err := r.scanListings(r.listings().Where("l.id = ?", id))
	return only(found, err, "该惩戒记录")
}

// listingState says in SQL what court.Listing.StateOn says; its days are twice
// the day looked at.
const listingState = "CASE WHEN l.void <> '' THEN '作废' WHEN l.ended <> '' AND l.event_way = '屏蔽' THEN '已屏蔽' WHEN l.ended <> '' THEN '已撤下'" +
	" WHEN l.event_ground <> '' OR l.begun <> '' AND l.until <> '' AND l.until < ? THEN '待撤下' WHEN l.begun <> '' THEN '生效'" +
	" WHEN l.decision = '纳入' AND l.grace <> '' AND l.grace >= ? THEN '宽限期' WHEN l.decision = '纳入' THEN '待发布'" +
	" WHEN l.decision = '不纳入' AND l.decided <> '' THEN '不纳入' WHEN l.decision = '不纳入' THEN '不纳入待批' ELSE '甄别中' END"

// Listings gives a page of listings, the newest first.
func (r *reader) Listings(q office.ListingQuery) (office.ListingPage, error) {
	var page office.ListingPage
	sel := mine(r.listings(), q.OfficerID, q.Group)
	today := q.Today.String()
	for _, x := range []struct {
		wanted bool
		clause string
		args   []any
	}{
		{q.CaseID != 0, "l.case_id = ?", []any{q.CaseID}},
		{q.Kind != "", "l.kind = ?", []any{q.Kind}},
		{q.DebtorID != "", "l.debtor_id = ?", []any{q.DebtorID}},
		{q.Debtor != "", "l.debtor = ?", []any{q.Debtor}},
		{q.Debtor != "" && q.DebtorID == "", "l.debtor_id = ''", nil},
		{!q.Void, "l.void = ''", nil},
		{q.Open, "l.settled = FALSE", nil},
		{q.Exposed, "l.exposed <> '[]'", nil},
		{q.State != "", listingState + " = ?", []any{today, today, q.State}},
	} {
		if x.wanted {
			sel = sel.Where(x.clause, x.args...)
		}
	}
	for _, word := range strings.Fields(court.Narrow(q.Search)) {
		like := contains(word)
		sel = sel.Where(`(l.debtor LIKE ? ESCAPE '\' OR l.debtor_id LIKE ? ESCAPE '\' OR l.paper_no LIKE ? ESCAPE '\' OR c.officer LIKE ? ESCAPE '\' OR c.number LIKE ? ESCAPE '\')`,
			like, like, contains(numberForm(word)), like, contains(numberForm(word)))
	}
	if err := sel.Clone().ColumnExpr("COUNT(*)").Scan(r.ctx, &page.Total); err != nil {
		return page, err
	}
	sel = sel.OrderExpr("l.id DESC")
	if q.Limit > 0 {
		sel = sel.Limit(int64(q.Limit)).Offset(int64(q.Offset))
	}
	var err error
	page.Rows, err = r.scanListings(sel)
	return page, err
}

// PutListing stores a listing that nobody else has stored meanwhile.
func (t *tx) PutListing(l *court.Listing) error {
	row := newListingRow(*l)
	if err := t.putVersioned(&row, l.ID, l.Version, "该惩戒记录"); err != nil {
		return err
	}
	l.ID, l.Version = row.ID, row.Version
	return nil
}

type officeLetterRow struct {
	bun.BaseModel `bun:"table:office_letters,alias:o"`
	ID            int64 `bun:",pk,autoincrement"`
	Version       int
	CaseID        int64
	Debtor        string
	DebtorID      string
	Post          string
	Recipient     string
	Kind          string
	PaperNo       string
	Sent          day
	Due           day
	Replied       day
	Reply         string
	Proof         jsonList[court.Proof]
	Void          string
	MadeBy        string
	MadeAt        moment
}

type officeLetterLine struct {
	officeLetterRow
	CaseNo    string
	Officer   string
	OfficerID int64
	Grp       court.Group
}

func (r *reader) officeLetters(narrow func(*bun.SelectQuery) *bun.SelectQuery) ([]court.OfficeLetter, error) {
	var rows []officeLetterLine
	sel := r.db.NewSelect().Model((*officeLetterRow)(nil)).Join("JOIN cases AS c ON c.id = o.case_id").
		ColumnExpr("o.*, c.number AS case_no, c.officer, COALESCE(c.officer_id, 0) AS officer_id, c.grp").OrderExpr("o.sent DESC, o.id DESC")
	err := narrow(sel).Scan(r.ctx, &rows)
	return each(rows, func(x officeLetterLine) court.OfficeLetter {
		out := court.OfficeLetter{
			ID: x.ID, Version: x.Version, CaseID: x.CaseID, Debtor: x.Debtor, DebtorID: x.DebtorID, Post: x.Post, To: x.Recipient, Kind: x.Kind, PaperNo: x.PaperNo,
			Sent: x.Sent.Date, Due: x.Due.Date, Replied: x.Replied.Date, Reply: x.Reply, Void: x.Void, By: x.MadeBy, At: x.MadeAt.in(r.zone),
			CaseNo: x.CaseNo, Officer: x.Officer, OfficerID: x.OfficerID, Group: x.Grp,
		}
		if len(x.Proof) > 0 {
			out.Proof = x.Proof[0]
		}
		return out
	}), err
}

// OfficeLetter gives one letter.
func (r *reader) OfficeLetter(id int64) (court.OfficeLetter, error) {
	found, err := r.officeLetters(func(q *bun.SelectQuery) *bun.SelectQuery { return q.Where("o.id = ?", id) })
	return only(found, err, "该通报函")
}

// OfficeLetters gives the letters, the newest first; void ones are left out.
func (r *reader) OfficeLetters(q office.ListingQuery) ([]court.OfficeLetter, error) {
	return r.officeLetters(func(sel *bun.SelectQuery) *bun.SelectQuery {
		sel = mine(sel, q.OfficerID, q.Group).Where("o.void = ''")
		if q.CaseID != 0 {
			sel = sel.Where("o.case_id = ?", q.CaseID)
		}
		return sel
	})
}

// PutOfficeLetter stores a letter that nobody else has stored meanwhile.
func (t *tx) PutOfficeLetter(l *court.OfficeLetter) error {
	row := officeLetterRow{
		ID: l.ID, Version: l.Version + 1, CaseID: l.CaseID, Debtor: l.Debtor, DebtorID: l.DebtorID, Post: l.Post, Recipient: l.To, Kind: l.Kind, PaperNo: l.PaperNo,
		Sent: day{l.Sent}, Due: day{l.Due}, Replied: day{l.Replied}, Reply: l.Reply, Void: l.Void, MadeBy: l.By, MadeAt: moment{l.At},
	}
	if l.Proof.Given() {
		row.Proof = jsonList[court.Proof]{l.Proof}
	}
	if err := t.putVersioned(&row, l.ID, l.Version, "该通报函"); err != nil {
		return err
	}
	l.ID, l.Version = row.ID, row.Version
	return nil
}

// PublicDebtors gives the debtors of cases in hand who hold a public office, by
// case.
func (r *reader) PublicDebtors(q office.ListingQuery) ([]office.PersonCase, error) {
	sel := mine(r.db.NewSelect().TableExpr("parties AS p").Join("JOIN cases AS c ON c.id = p.case_id"), q.OfficerID, q.Group).
		Where("p.role = ?", court.RoleDebtor).WhereGroup(" AND ", func(q *bun.SelectQuery) *bun.SelectQuery {
		for _, mark := range court.PublicMarks {
			q = q.WhereOr("p.marks LIKE ?", "%\n"+mark+"\n%")
		}
		return q
	}).
		Where("(c.status <> ? OR EXISTS (SELECT 1 FROM office_letters AS o WHERE o.case_id = c.id AND o.void = ''))", court.StatusClosed)
	if q.CaseID != 0 {
		sel = sel.Where("c.id = ?", q.CaseID)
	}
	rows, err := sel.ColumnExpr("p.id, c.id, p.name, p.id_number, p.employer, p.kind, c.kind, c.number, c.filed, c.status, c.officer, c.principal").
		ColumnExpr(realised + " AS realised").OrderExpr("c.filed DESC, c.id DESC, p.position").Rows(r.ctx)
	if err != nil {
		return nil, err
	}
	defer func() { _ = rows.Close() }()
	var out []office.PersonCase
	for rows.Next() {
		var x office.PersonCase
		var filed day
		if err := rows.Scan(&x.ID, &x.CaseID, &x.Name, &x.IDNumber, &x.Employer, &x.Party.Kind, &x.Kind, &x.Number, &filed, &x.Status, &x.Officer, &x.Principal, &x.Realised); err != nil {
			return nil, err
		}
		x.Filed = filed.Date
		out = append(out, x)
	}
	return out, rows.Err()
}

// addListings reads the listings and letters of which something may fall due.
func (r *reader) addListings(ids []int64, at func(int64) *office.WarningFacts) error {
	sel := r.listings().Where("l.settled = FALSE")
	if ids != nil {
		sel = sel.Where("l.case_id IN (?)", bun.List(ids))
	}
	found, err := r.scanListings(sel)
	if err != nil {
		return err
	}
	for _, l := range found {
		if f := at(l.CaseID); f != nil {
			f.Listings = append(f.Listings, l)
		}
	}
	clause, args := someCases("o.case_id", ids)
	return r.scanAll("SELECT o.id, o.case_id, o.debtor, o.recipient, o.sent, o.due FROM office_letters AS o WHERE o.replied = '' AND o.void = ''"+clause, args, func(rows *sql.Rows) error {
		var l court.OfficeLetter
		var sent, due day
		if err := rows.Scan(&l.ID, &l.CaseID, &l.Debtor, &l.To, &sent, &due); err != nil {
			return err
		}
		l.Sent, l.Due = sent.Date, due.Date
		if f := at(l.CaseID); f != nil {
			f.Letters = append(f.Letters, l)
		}
		return nil
	})
}
