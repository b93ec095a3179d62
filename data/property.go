package data

import (
	"database/sql"
	"database/sql/driver"
	"encoding/json"
	"slices"
	"strings"

	"github.com/uptrace/bun"

	"zhixing/app/court"
	"zhixing/app/office"
)

// factMap stores the facts of a property as JSON.
type factMap map[string]string

// Value gives JSON.
func (m factMap) Value() (driver.Value, error) {
	b, err := json.Marshal(map[string]string(m))
	return string(b), err
}

// Scan reads JSON.
func (m *factMap) Scan(src any) error {
	s, err := scanText(src)
	if err != nil {
		return err
	}
	*m = nil
	return json.Unmarshal([]byte(s), (*map[string]string)(m))
}

type propertyRow struct {
	bun.BaseModel `bun:"table:properties,alias:y"`
	ID            int64 `bun:",pk,autoincrement"`
	Version       int
	CaseID        int64
	Kind          court.PropertyKind
	Owner         string
	OwnerID       string
	Tie           court.OwnerTie
	Holder        string
	Source        string
	Found         day
	Facts         factMap
	Line          string
	Value         court.Money
	Burden        string
	BurdenSum     court.Money
	Exempt        string
	Condition     court.PropertyCondition
	Why           string
	Note          string
	Void          string
	MadeBy        string
	MadeAt        moment
}

func newPropertyRow(p court.Property) propertyRow {
	return propertyRow{
		ID: p.ID, Version: p.Version, CaseID: p.CaseID, Kind: p.Kind, Owner: p.Owner, OwnerID: p.OwnerID, Tie: p.Tie, Holder: p.Holder, Source: p.Source,
		Found: day{p.Found}, Facts: p.Facts, Line: p.Line(), Value: p.Value, Burden: p.Burden, BurdenSum: p.BurdenSum, Exempt: p.Exempt, Condition: p.Condition,
		Why: p.Why, Note: p.Note, Void: p.Void, MadeBy: p.By, MadeAt: moment{p.At},
	}
}

// propertyLine is a property with what lists show beside it.
type propertyLine struct {
	propertyRow
	Number, Officer string
	Held            bool // by a measure of this court
}

func (r *reader) propertyOf(x propertyLine) court.Property {
	switch {
	case x.Condition == court.PropertyFound && x.Held:
		x.Condition = court.PropertyControlled
	case x.Condition == court.PropertyControlled && !x.Held:
		x.Condition = court.PropertyFound
	}
	return court.Property{
		ID: x.ID, Version: x.Version, CaseID: x.CaseID, CaseNo: x.Number, Kind: x.Kind, Owner: x.Owner, OwnerID: x.OwnerID, Tie: x.Tie, Holder: x.Holder, Source: x.Source,
		Found: x.Found.Date, Facts: x.Facts, Value: x.Value, Burden: x.Burden, BurdenSum: x.BurdenSum, Exempt: x.Exempt, Condition: x.Condition,
		Why: x.Why, Note: x.Note, Void: x.Void, By: x.MadeBy, At: x.MadeAt.in(r.zone), Officer: x.Officer,
	}
}

// heldNow tells whether a measure of this court is in force on a property. Found
// and controlled follow from it: one that waits, ran out or was released
// controls nothing.
const heldNow = "EXISTS (SELECT 1 FROM measures AS h WHERE h.property_id = y.id AND h.case_id IS NOT NULL AND h.void = '' AND (h.ended = '' OR h.ended > ?0)" +
	" AND h.since <> '' AND h.since <= ?0 AND (h.until = '' OR h.until >= ?0))"

// withColumns reads what propertyLine holds.
func (r *reader) withColumns(sel *bun.SelectQuery) *bun.SelectQuery {
	return sel.ColumnExpr("y.*, c.number AS number, c.officer AS officer").ColumnExpr(heldNow+" AS held", r.today.String())
}

// propertiesOf makes records of rows and names all cases each stands in; it is
// listed in the first of those that the query asks for.
func (r *reader) propertiesOf(rows []propertyLine, q office.PropertyQuery) ([]court.Property, error) {
	out := each(rows, r.propertyOf)
	place := make(map[int64]int, len(out))
	ids := make([]int64, len(out))
	for i, p := range out {
		place[p.ID], ids[i] = i, p.ID
	}
	narrow := q.OfficerID != 0 || q.Group != ""
	for part := range slices.Chunk(ids, manyIDs) {
		err := r.scanAll("SELECT pc.property_id, c.id, c.number, c.officer, COALESCE(c.officer_id, 0), c.grp FROM property_cases AS pc JOIN cases AS c ON c.id = pc.case_id"+
			" WHERE pc.property_id IN (?) ORDER BY pc.property_id, c.id",
			[]any{bun.List(part)}, func(rows *sql.Rows) error {
				var id, caseID, officerID int64
				var number, officer string
				var group court.Group
				err := rows.Scan(&id, &caseID, &number, &officer, &officerID, &group)
				p := &out[place[id]]
				if p.Cases != "" {
					p.Cases += "、"
				}
				p.Cases += number
				asked := caseID == q.CaseID || narrow && (q.OfficerID == 0 || officerID == q.OfficerID) && (q.Group == "" || group == q.Group)
				if asked && p.ListedIn == 0 {
					p.ListedIn, p.Officer = caseID, officer
				}
				return err
			})
		if err != nil {
			return nil, err
		}
	}
	for i := range out {
		if out[i].ListedIn == 0 {
			out[i].ListedIn = out[i].CaseID
		}
	}
	return out, nil
}

// Property gives one property.
func (r *reader) Property(id int64) (court.Property, error) {
	var rows []propertyLine
	err := r.withColumns(r.db.NewSelect().Model((*propertyRow)(nil)).Join("JOIN cases AS c ON c.id = y.case_id")).Where("y.id = ?", id).Scan(r.ctx, &rows)
	if err != nil {
		return court.Property{}, err
	}
	found, err := r.propertiesOf(rows, office.PropertyQuery{})
	return only(found, err, "该财产")
}

// PropertiesLike gives properties that may be the one.
func (r *reader) PropertiesLike(p court.Property) ([]court.Property, error) {
	sel := r.withColumns(r.db.NewSelect().Model((*propertyRow)(nil)).Join("JOIN cases AS c ON c.id = y.case_id")).
		Where("y.kind = ? AND y.void = '' AND y.id <> ?", p.Kind, p.ID)
	sel = sel.WhereGroup(" AND ", func(s *bun.SelectQuery) *bun.SelectQuery {
		s = s.Where("y.owner = ?", p.Owner)
		if p.OwnerID != "" {
			s = s.WhereOr("y.owner_id = ?", p.OwnerID)
		}
		if keys := p.Keys(); len(keys) > 0 {
			s = s.WhereOr("y.id IN (SELECT k.property_id FROM property_keys AS k WHERE k.key IN (?))", bun.List(keys))
		}
		return s
	})
	var rows []propertyLine
	if err := sel.OrderExpr("y.id").Scan(r.ctx, &rows); err != nil {
		return nil, err
	}
	return r.propertiesOf(rows, office.PropertyQuery{})
}

// Properties gives a page of the list, newest first.
func (r *reader) Properties(q office.PropertyQuery) (office.PropertyPage, error) {
	const firstCase = "JOIN cases AS c ON c.id = y.case_id"
	sel := r.db.NewSelect().Model((*propertyRow)(nil))
	if q.CaseID != 0 {
		sel = sel.Where("y.id IN (SELECT pc.property_id FROM property_cases AS pc WHERE pc.case_id = ?)", q.CaseID)
	}
	if q.OwnerID != "" {
		sel = sel.Where("y.owner_id = ?", q.OwnerID)
	}
	if q.Owner != "" {
		sel = sel.Where("y.owner = ? AND y.owner_id = ''", q.Owner)
	}
	if q.Kind != "" {
		sel = sel.Where("y.kind = ?", q.Kind)
	}
	switch q.Condition {
	case "":
	case court.PropertyFound, court.PropertyControlled:
		not := ""
		if q.Condition == court.PropertyFound {
			not = "NOT "
		}
		sel = sel.Where("y.condition IN (?)", bun.List([]court.PropertyCondition{court.PropertyFound, court.PropertyControlled})).Where(not+heldNow, r.today.String())
	default:
		sel = sel.Where("y.condition = ?", q.Condition)
	}
	if !q.Void {
		sel = sel.Where("y.void = ''")
	}
	if q.OfficerID != 0 || q.Group != "" { // of any case it stands in
		cases := mine(r.db.NewSelect().TableExpr("property_cases AS pc").Join("JOIN cases AS c ON c.id = pc.case_id").ColumnExpr("pc.property_id"), q.OfficerID, q.Group)
		sel = sel.Where("y.id IN (?)", cases)
	}
	for _, word := range strings.Fields(court.Narrow(q.Search)) {
		like := contains(word)
		sel = sel.WhereGroup(" AND ", func(s *bun.SelectQuery) *bun.SelectQuery {
			s = s.WhereOr(`y.owner LIKE ? ESCAPE '\'`, like).WhereOr(`y.line LIKE ? ESCAPE '\'`, like).WhereOr(`c.officer LIKE ? ESCAPE '\'`, like).
				WhereOr("y.owner_id = ?", strings.ToUpper(word))
			if strings.ContainsAny(word, "0123456789") {
				s = s.WhereOr(`y.id IN (SELECT pc.property_id FROM property_cases AS pc JOIN cases AS n ON n.id = pc.case_id WHERE n.number LIKE ? ESCAPE '\')`, contains(numberForm(word)))
			}
			if key := court.FindKey(word); len(key) >= 4 {
				s = s.WhereOr(`y.id IN (SELECT k.property_id FROM property_keys AS k WHERE k.key LIKE ? ESCAPE '\')`, contains(key))
			}
			return s
		})
	}
	var page office.PropertyPage
	count := sel.Clone()
	if q.Search != "" {
		count = count.Join(firstCase)
	}
	if err := count.ColumnExpr("COUNT(*)").Scan(r.ctx, &page.Total); err != nil {
		return page, err
	}
	sel = sel.Join(firstCase)
	if q.Limit > 0 {
		sel = sel.Limit(int64(q.Limit)).Offset(int64(q.Offset))
	}
	var rows []propertyLine
	if err := r.withColumns(sel).OrderExpr("y.id DESC").Scan(r.ctx, &rows); err != nil {
		return page, err
	}
	var err error
	page.Rows, err = r.propertiesOf(rows, q)
	return page, err
}

// numberForm writes brackets as case numbers have them.
func numberForm(s string) string { return strings.NewReplacer("(", "（", ")", "）").Replace(s) }

// InsertProperty stores a property with its identifiers, in its case.
func (t *tx) InsertProperty(p *court.Property) error {
	p.Version = 1
	row := newPropertyRow(*p)
	row.ID = 0
	if _, err := t.db.NewInsert().Model(&row).Exec(t.ctx); err != nil {
		return err
	}
	p.ID = row.ID
	if err := t.LinkProperty(p.ID, p.CaseID); err != nil {
		return err
	}
	return t.putKeys(*p)
}

// UpdateProperty stores a property that nobody else has stored meanwhile.
func (t *tx) UpdateProperty(p *court.Property) error {
	row := newPropertyRow(*p)
	row.Version++
	res, err := t.db.NewUpdate().Model(&row).ExcludeColumn("id", "case_id", "made_by", "made_at").Where("id = ?", p.ID).Where("version = ?", p.Version).Exec(t.ctx)
	if err := changedVersion(res, err, "这项财产"); err != nil {
		return err
	}
	p.Version++
	if _, err := t.db.NewRaw("DELETE FROM property_keys WHERE property_id = ?", p.ID).Exec(t.ctx); err != nil {
		return err
	}
	return t.putKeys(*p)
}

func (t *tx) putKeys(p court.Property) error {
	if p.Void != "" {
		return nil
	}
	for _, key := range p.Keys() {
		if _, err := t.db.NewRaw("INSERT INTO property_keys (key, property_id) VALUES (?, ?)", key, p.ID).Exec(t.ctx); err != nil {
			return err
		}
	}
	return nil
}

// LinkProperty puts a property into a case.
func (t *tx) LinkProperty(propertyID, caseID int64) error {
	_, err := t.db.NewRaw("INSERT INTO property_cases (property_id, case_id) VALUES (?, ?) ON CONFLICT DO NOTHING", propertyID, caseID).Exec(t.ctx)
	return err
}
