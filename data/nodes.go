package data

import (
	"fmt"
	"slices"

	"github.com/uptrace/bun"

	"zhixing/app/court"
	"zhixing/app/office"
)

type nodeRow struct {
	bun.BaseModel `bun:"table:nodes,alias:n"`
	ID            int64 `bun:",pk,autoincrement"`
	CaseID        int64
	Code          string
	Col           court.Column
	ColRank       int
	Position      int
	Name          string
	Planned       day
	Actual        day
	OwnerID       int64 `bun:",nullzero"`
	Owner         string
	Result        string
	Evidence      string
	Waived        string
	Basis         string
	ParamID       string
}

func newNodeRow(n court.Node) nodeRow {
	return nodeRow{
		ID: n.ID, CaseID: n.CaseID, Code: n.Code, Col: n.Column, ColRank: slices.Index(court.Columns, n.Column), Position: n.Position,
		Name: n.Name, Planned: day{n.Planned}, Actual: day{n.Actual}, OwnerID: n.OwnerID, Owner: n.Owner, Result: n.Result,
		Evidence: n.Evidence, Waived: n.Waived, Basis: n.Basis, ParamID: n.ParamID,
	}
}

func (n nodeRow) record() court.Node {
	return court.Node{
		ID: n.ID, CaseID: n.CaseID, Code: n.Code, Column: n.Col, Position: n.Position, Name: n.Name, Planned: n.Planned.Date,
		Actual: n.Actual.Date, OwnerID: n.OwnerID, Owner: n.Owner, Result: n.Result, Evidence: n.Evidence, Waived: n.Waived,
		Basis: n.Basis, ParamID: n.ParamID,
	}
}

// The law's clock stands still in a closed, suspended or deferred case: none
// of its nodes is due.
const clockRuns = "c.status NOT IN ('已结', '中止', '暂缓')"

// An open node has a planned day, was not done and not waived.
const nodeOpen = "n.planned <> '' AND n.actual = '' AND n.waived = ''"

// Nodes gives the nodes of a case by column and position.
func (r *reader) Nodes(caseID int64) ([]court.Node, error) {
	var rows []nodeRow
	err := r.db.NewSelect().Model(&rows).Where("case_id = ?", caseID).Order("col_rank", "position", "id").Scan(r.ctx)
	return each(rows, nodeRow.record), err
}

// Node gives one node.
func (r *reader) Node(id int64) (court.Node, error) {
	var row nodeRow
	err := r.db.NewSelect().Model(&row).Where("id = ?", id).Scan(r.ctx)
	return row.record(), notFound(err, "该节点")
}

// InsertNodes plans nodes for a case.
func (t *tx) InsertNodes(caseID int64, nodes []court.Node) error {
	if len(nodes) == 0 {
		return nil
	}
	rows := make([]nodeRow, len(nodes))
	for i, n := range nodes {
		n.ID, n.CaseID = 0, caseID
		rows[i] = newNodeRow(n)
		if rows[i].ColRank < 0 {
			return fmt.Errorf("node %q is in no column of the progress table: %q", n.Name, n.Column)
		}
	}
	if _, err := t.db.NewInsert().Model(&rows).Returning("NULL").Exec(t.ctx); err != nil {
		return err
	}
	return t.followDue(caseID)
}

// UpdateNode stores the node; the case's earliest open date follows.
func (t *tx) UpdateNode(n court.Node) error {
	row := newNodeRow(n)
	res, err := t.db.NewUpdate().Model(&row).ExcludeColumn("id", "case_id").
		Where("id = ?", n.ID).Where("case_id = ?", n.CaseID).Exec(t.ctx)
	if err := changedOne(res, err, "该节点"); err != nil {
		return err
	}
	return t.followDue(n.CaseID)
}

// followDue brings the case's earliest open date up to date.
func (t *tx) followDue(caseID int64) error {
	_, err := t.db.NewRaw("UPDATE cases AS c SET next_due = CASE WHEN "+clockRuns+
		" THEN COALESCE((SELECT MIN(CASE WHEN "+nodeOpen+" THEN n.planned END) FROM nodes AS n WHERE n.case_id = c.id), '') ELSE '' END"+
		" WHERE c.id = ?", caseID).Exec(t.ctx)
	return err
}

// DueNodes gives the open planned nodes of cases whose clock runs, earliest
// first.
func (r *reader) DueNodes(q office.DueQuery) ([]office.DueNode, error) {
	sel := r.db.NewSelect().Model((*nodeRow)(nil)).Join("JOIN cases AS c ON c.id = n.case_id").
		ColumnExpr("n.*, c.number, c.debtors, c.officer, c.grp").Where(nodeOpen).Where(clockRuns)
	if !q.Until.IsZero() {
		sel = sel.Where("n.planned <= ?", q.Until.String())
	}
	sel = mine(sel, q.OfficerID, q.Group).OrderExpr("n.planned, c.year, c.number_kind, c.seq, n.col_rank, n.position, n.id")
	if q.Limit > 0 {
		sel = sel.Limit(int64(q.Limit))
	}
	var rows []struct {
		nodeRow
		Number, Debtors, Officer string
		Grp                      court.Group
	}
	err := sel.Scan(r.ctx, &rows)
	out := make([]office.DueNode, len(rows))
	for i, row := range rows {
		out[i] = office.DueNode{Node: row.record(), Number: row.Number, Debtors: row.Debtors, Officer: row.Officer, Group: row.Grp}
	}
	return out, err
}

// mine narrows a query over cases to one officer or group, when one is given.
func mine(sel *bun.SelectQuery, officerID int64, group court.Group) *bun.SelectQuery {
	if officerID != 0 {
		sel = sel.Where("c.officer_id = ?", officerID)
	}
	if group != "" {
		sel = sel.Where("c.grp = ?", group)
	}
	return sel
}

// nodesOf gives the nodes of several cases, by case and in order, with what a
// coloured strip shows: column, name, days and whether they are waived. Lists
// ask for thousands at once, so nothing else is read.
func (r *reader) nodesOf(caseIDs []int64) (map[int64][]court.Node, error) {
	out := make(map[int64][]court.Node, len(caseIDs))
	for part := range slices.Chunk(caseIDs, manyIDs) {
		if err := r.addNodesOf(part, out); err != nil {
			return nil, err
		}
	}
	return out, nil
}

func (r *reader) addNodesOf(caseIDs []int64, out map[int64][]court.Node) error {
	rows, err := r.db.QueryContext(r.ctx, "SELECT id, case_id, col, name, planned, actual, waived FROM nodes"+
		" WHERE case_id IN (?) ORDER BY case_id, col_rank, position, id", bun.List(caseIDs))
	if err != nil {
		return err
	}
	defer func() { _ = rows.Close() }()
	for rows.Next() {
		var n court.Node
		var planned, actual day
		if err := rows.Scan(&n.ID, &n.CaseID, &n.Column, &n.Name, &planned, &actual, &n.Waived); err != nil {
			return err
		}
		n.Planned, n.Actual = planned.Date, actual.Date
		nodes := out[n.CaseID]
		if last := len(nodes) - 1; last >= 0 && nodes[last].Column == n.Column {
			n.Position = nodes[last].Position + 1
		}
		out[n.CaseID] = append(nodes, n)
	}
	return rows.Err()
}
