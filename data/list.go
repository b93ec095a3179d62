package data

import (
	"slices"
	"strings"

	"github.com/uptrace/bun"

	"zhixing/app/court"
	"zhixing/app/office"
)

// Cases gives a page of the case list and the number of all cases it shows.
func (r *reader) Cases(q office.CaseQuery) (office.CasePage, error) {
	ids, total, err := r.casePage(q)
	if err != nil {
		return office.CasePage{}, err
	}
	rows, err := r.caseRows(ids)
	if err != nil {
		return office.CasePage{}, err
	}
	strips, err := r.nodesOf(ids)
	for i := range rows {
		rows[i].Strip = strips[rows[i].ID]
	}
	return office.CasePage{Rows: rows, Total: total}, err
}

// casePage gives the cases of the page in order and the number of all.
func (r *reader) casePage(q office.CaseQuery) (ids []int64, total int, err error) {
	sel := r.db.NewSelect().TableExpr("cases AS c")
	if words := strings.Fields(searchForm(q.Search)); len(words) > 0 {
		hits, err := r.hits(words, q.Closest)
		if err != nil || len(hits) == 0 {
			return nil, 0, err
		}
		if q.Closest {
			return r.closestPage(sel, hits, q)
		}
		if onlySearch(q) {
			return pageOf(hits, q), len(hits), nil
		}
		sel = sel.Where("c.id IN (?)", bun.List(hits))
	}
	sel = r.narrowed(sel, q)
	err = sel.Clone().ColumnExpr("COUNT(*)").Scan(r.ctx, &total)
	if err != nil || q.Limit <= 0 || q.Offset >= total {
		return nil, total, err
	}
	err = sel.Column("c.id").OrderExpr(caseOrder(q)).Limit(int64(q.Limit)).Offset(int64(q.Offset)).Scan(r.ctx, &ids)
	return ids, total, err
}

// closestPage keeps the order of the hits for those that the other filters let
// through.
func (r *reader) closestPage(sel *bun.SelectQuery, hits []int64, q office.CaseQuery) (ids []int64, total int, err error) {
	var kept []int64
	if err := r.narrowed(sel.Where("c.id IN (?)", bun.List(hits)), q).Column("c.id").Scan(r.ctx, &kept); err != nil {
		return nil, 0, err
	}
	passes := make(map[int64]bool, len(kept))
	for _, id := range kept {
		passes[id] = true
	}
	hits = slices.DeleteFunc(hits, func(id int64) bool { return !passes[id] })
	q.Desc = false
	return pageOf(hits, q), len(hits), nil
}

// onlySearch tells whether nothing but the search decides what a list shows and
// in which order: what people get who type into the search box.
func onlySearch(q office.CaseQuery) bool {
	_, sorted := sortColumns[q.SortBy]
	return !sorted && q == office.CaseQuery{
		Search: q.Search, Closest: q.Closest, Today: q.Today, NearDays: q.NearDays, SortBy: q.SortBy, Desc: q.Desc, Offset: q.Offset, Limit: q.Limit,
	}
}

// pageOf cuts the page out of the hits, which are in the order of numbers.
func pageOf(hits []int64, q office.CaseQuery) []int64 {
	if q.Desc {
		slices.Reverse(hits)
	}
	from := min(max(q.Offset, 0), len(hits))
	return hits[from:min(from+max(q.Limit, 0), len(hits))]
}

// narrowed adds the query's filters.
func (r *reader) narrowed(sel *bun.SelectQuery, q office.CaseQuery) *bun.SelectQuery {
	sel = mine(sel, q.OfficerID, q.Group)
	equal := func(column, value string) {
		if value != "" {
			sel = sel.Where("? = ?", bun.Ident("c."+column), value)
		}
	}
	equal("stage", string(q.Stage))
	equal("status", string(q.Status))
	equal("kind", string(q.Kind))
	equal("officer", q.Officer)
	if q.Open {
		sel = sel.Where("c.status <> ?", court.StatusClosed)
	}
	if q.Tag != "" {
		sel = sel.Where(`c.tags LIKE ? ESCAPE '\'`, contains("\n"+q.Tag+"\n"))
	}
	if q.LimitIn > 0 {
		sel = sel.Where(clockRuns).Where("c.limit_date <> '' AND c.limit_date <= ?", q.Today.AddDays(q.LimitIn).String())
	}
	if !q.Closed.IsZero() {
		sel = sel.Where("c.status = ? AND c.closed >= ? AND c.closed <= ?", court.StatusClosed, q.Closed.String(), q.Today.String())
	}
	if q.Waiting {
		sent := r.db.NewSelect().TableExpr("handovers AS h").Column("h.case_id").Where("h.state = ?", court.HandoverSent)
		if q.SentTo != "" {
			sent = sent.Where("h.to_group = ?", q.SentTo)
		}
		sel = sel.Where("c.id IN (?)", sent)
	}
	if q.Held {
		sel = sel.Where("c.id IN (SELECT a.case_id FROM " + accounts + " AS a WHERE a.held > 0)")
	}
	return r.byNodeState(sel, q)
}

func (r *reader) byNodeState(sel *bun.SelectQuery, q office.CaseQuery) *bun.SelectQuery {
	today, near := q.Today.String(), q.Today.AddDays(q.NearDays).String()
	switch q.NodeState {
	case "":
		return sel
	case court.NodeOverdue:
		return sel.Where("c.next_due <> '' AND c.next_due < ?", today)
	case court.NodeNear:
		return sel.Where(clockRuns).Where("c.id IN (?)", r.nearNodes(q.Today, q.NearDays).Column("n.case_id"))
	case court.NodeFuture:
		return sel.Where("c.next_due > ?", near)
	}
	return sel.Where("c.next_due = ''") // done or waived: nothing is open
}

// nearNodes selects the open nodes that are near.
func (r *reader) nearNodes(today court.Date, nearDays int) *bun.SelectQuery {
	return r.db.NewSelect().TableExpr("nodes AS n").Where(nodeOpen).
		Where("n.planned >= ? AND n.planned <= ?", today.String(), today.AddDays(nearDays).String())
}

// CaseOfficers names the officers of all cases, by name.
func (r *reader) CaseOfficers() ([]string, error) {
	var names []string
	err := r.db.NewSelect().TableExpr("cases AS c").Distinct().Column("c.officer").Where("c.officer <> ''").OrderExpr("c.officer").Scan(r.ctx, &names)
	return names, err
}

// contains is a LIKE pattern for a text anywhere, with its wildcards escaped.
func contains(s string) string {
	return "%" + strings.NewReplacer(`\`, `\\`, "%", `\%`, "_", `\_`).Replace(s) + "%"
}

// numberOrder sorts as a register does; it ends every order, so that pages
// never overlap.
var numberOrder = []string{"c.year", "c.number_kind", "c.court_code", "c.seq", "c.suffix", "c.id"}

// sortColumns says what each SortBy sorts by; dates sort missing ones last.
var sortColumns = map[string][]string{
	"filed":      {"c.filed"},
	"officer":    {"c.officer"},
	"principal":  {"c.principal"},
	"limit":      {"c.limit_date"},
	"due":        {"c.next_due"},
	"stage":      {rank("c.stage", court.Stages)},
	"status":     {rank("c.status", court.Statuses)},
	"applicants": {"c.applicants"},
	"debtors":    {"c.debtors"},
	"cause":      {"c.cause"},
}

// caseOrder gives the ORDER BY of a list. Empty cells come last either way.
func caseOrder(q office.CaseQuery) string {
	direction := ""
	if q.Desc {
		direction = " DESC"
	}
	var order []string
	for _, column := range sortColumns[q.SortBy] {
		if q.SortBy != "principal" {
			order = append(order, column+" = ''")
		}
		order = append(order, column+direction)
	}
	for _, column := range numberOrder {
		order = append(order, column+direction)
	}
	return strings.Join(order, ", ")
}

// rank is an SQL expression for the place of a word in the program's order.
func rank[T ~string](column string, words []T) string {
	var b strings.Builder
	b.WriteString("CASE " + column)
	for i, w := range words {
		b.WriteString(" WHEN '" + string(w) + "' THEN '" + string(rune('a'+i)) + "'")
	}
	return b.String() + " ELSE '' END"
}

// manyIDs is how many IDs one statement names at most; an export asks for all.
const manyIDs = 5000

// caseRows reads the lines of the list for the cases, in their order.
func (r *reader) caseRows(ids []int64) ([]office.CaseRow, error) {
	var out []office.CaseRow
	for part := range slices.Chunk(ids, manyIDs) {
		rows, err := r.someCaseRows(part)
		if err != nil {
			return nil, err
		}
		out = append(out, rows...)
	}
	return out, nil
}

func (r *reader) someCaseRows(ids []int64) ([]office.CaseRow, error) {
	rows, err := r.db.QueryContext(r.ctx, `SELECT c.id, c.number, c.kind, c.filed, c.applicants, c.debtors, c.cause, c.principal,
		`+realised+`,
		c.officer, c.grp, c.stage, c.status, c.closing, c.limit_date, c.next_due, c.tags
		FROM cases AS c WHERE c.id IN (?)`, bun.List(ids))
	if err != nil {
		return nil, err
	}
	defer func() { _ = rows.Close() }()
	place := make(map[int64]int, len(ids))
	for i, id := range ids {
		place[id] = i
	}
	out := make([]office.CaseRow, len(ids))
	for rows.Next() {
		var c office.CaseRow
		var filed, limit, due day
		var tags list[string]
		if err := rows.Scan(&c.ID, &c.Number, &c.Kind, &filed, &c.Applicants, &c.Debtors, &c.Cause, &c.Principal, &c.Realised,
			&c.Officer, &c.Group, &c.Stage, &c.Status, &c.Closing, &limit, &due, &tags); err != nil {
			return nil, err
		}
		c.Filed, c.Limit, c.NextDue, c.Tags = filed.Date, limit.Date, due.Date, tags
		out[place[c.ID]] = c
	}
	return out, rows.Err()
}

// Board gives the cases of the wall chart with their nodes, by number or, when
// asked, the most urgent first.
func (r *reader) Board(q office.BoardQuery) ([]office.BoardRow, error) {
	sel := mine(r.db.NewSelect().TableExpr("cases AS c"), q.OfficerID, q.Group).
		Column("c.id", "c.number", "c.seq", "c.debtors", "c.officer", "c.grp", "c.stage", "c.status", "c.limit_date", "c.closed")
	if q.Urgent {
		sel = sel.OrderExpr("CASE WHEN c.next_due = '' THEN 1 ELSE 0 END, c.next_due")
	}
	sel = sel.OrderExpr(strings.Join(numberOrder, ", "))
	if q.OnlyOpen && q.WeekStart.IsZero() {
		sel = sel.Where("c.status <> ?", court.StatusClosed)
	} else if q.OnlyOpen {
		sel = sel.Where("(c.status <> ? OR c.closed >= ?)", court.StatusClosed, q.WeekStart.String())
	}
	if q.Limit > 0 {
		sel = sel.Limit(int64(q.Limit))
	}
	var rows []caseRow
	if err := sel.Scan(r.ctx, &rows); err != nil {
		return nil, err
	}
	nodes, err := r.nodesOf(each(rows, func(c caseRow) int64 { return c.ID }))
	if err != nil {
		return nil, err
	}
	return each(rows, func(c caseRow) office.BoardRow {
		return office.BoardRow{
			CaseID: c.ID, Number: c.Number, Seq: c.Seq, Debtors: c.Debtors, Officer: c.Officer, Group: c.Grp, Stage: c.Stage,
			Status: c.Status, Limit: c.LimitDate.Date, Closed: c.Closed.Date, Nodes: slices.Clip(nodes[c.ID]),
		}
	}), nil
}

// limitSoonDays is how near the end of a term the workbench warns.
const limitSoonDays = 30

// Counts gives the figures of the workbench.
func (r *reader) Counts(q office.CountQuery) (office.Counts, error) {
	var n office.Counts
	today, near := q.Today.String(), q.Today.AddDays(q.NearDays).String()
	err := mine(r.db.NewSelect().TableExpr("cases AS c"), q.OfficerID, q.Group).
		ColumnExpr("COUNT(*) AS all_cases").
		ColumnExpr("COUNT(CASE WHEN c.status <> '已结' THEN 1 END)").
		ColumnExpr("COUNT(CASE WHEN c.next_due <> '' AND c.next_due < ? THEN 1 END)", today).
		ColumnExpr("COUNT(CASE WHEN c.limit_date <> '' AND c.limit_date <= ? AND "+clockRuns+" THEN 1 END)", q.Today.AddDays(limitSoonDays).String()).
		ColumnExpr("COUNT(CASE WHEN c.status = '已结' AND c.closed >= ? AND c.closed <= ? THEN 1 END)", q.WeekStart.String(), today).
		ColumnExpr("COUNT(CASE WHEN c.status = '已结' AND c.closed >= ? AND c.closed <= ? THEN 1 END)", court.Date{Year: q.Today.Year, Month: 1, Day: 1}.String(), today).
		ColumnExpr("COUNT(CASE WHEN c.status <> '已结' AND c.filed <> '' AND c.filed < ? THEN 1 END)", q.Today.AddMonths(-6).String()).
		Scan(r.ctx, &n.All, &n.Open, &n.OverdueCases, &n.LimitSoon, &n.ClosedWeek, &n.ClosedYear, &n.Over6Months)
	if err != nil {
		return office.Counts{}, err
	}
	due := mine(r.db.NewSelect().TableExpr("cases AS c").Column("c.id"), q.OfficerID, q.Group).
		Where("c.next_due <> '' AND c.next_due <= ?", near)
	err = r.db.NewSelect().TableExpr("nodes AS n").
		ColumnExpr("COUNT(CASE WHEN n.planned < ? THEN 1 END)", today).
		ColumnExpr("COUNT(CASE WHEN n.planned >= ? THEN 1 END)", today).
		ColumnExpr("COUNT(DISTINCT CASE WHEN n.planned >= ? THEN n.case_id END)", today).
		Where(nodeOpen).Where("n.planned <= ?", near).Where("n.case_id IN (?)", due).
		Scan(r.ctx, &n.OverdueNodes, &n.NearNodes, &n.NearCases)
	if err != nil {
		return office.Counts{}, err
	}
	err = mine(r.db.NewSelect().TableExpr("cases AS c"), q.OfficerID, q.Group).Join("JOIN "+accounts+" AS a ON a.case_id = c.id").
		ColumnExpr("COUNT(*), COALESCE(SUM(a.held), 0)").Where("a.held > 0").Scan(r.ctx, &n.HeldCount, &n.HeldTotal)
	return n, err
}
