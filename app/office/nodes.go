package office

import (
	"context"

	"zhixing/app/court"
	"zhixing/app/law"
)

// NodeEntry is what is filled into one node of the progress table.
type NodeEntry struct {
	Planned  court.Date
	Actual   court.Date
	OwnerID  int64 // 0 leaves the owner
	Result   string
	Evidence string
	Reason   string // needed to change a date that stands
}

// filledBy tells of nodes that only a decision of the program's own fills how
// they are done: filled in by hand, the table would say what is not so.
var filledBy = map[string]string{
	law.NodeClosed:   "报结案件时自动办结",
	law.NodeReviewed: "评查员作出“合格”结论时自动办结",
}

// Nodes gives a case's progress table, by column and position.
func (o *Office) Nodes(ctx context.Context, caseID int64) ([]court.Node, error) {
	return read(ctx, o, func(r Reader) ([]court.Node, error) { return r.Nodes(caseID) })
}

// NodeState gives the colour of a node today.
func (o *Office) NodeState(n court.Node) court.NodeState { return o.lastRules().State(n, o.Today()) }

// RecordNode is FillNode where nobody waits to be told what moved.
func (o *Office) RecordNode(ctx context.Context, actor Actor, id int64, e NodeEntry) error {
	_, err := o.FillNode(ctx, actor, id, e)
	return err
}

// FillNode fills a node. An actual date lies neither in the future nor
// before filing; changing one that stands needs a reason. A done day changes to
// today, when it was done once more; any other day needs a second person
// (AskNodeChange). Nodes that wait for
// this one get their planned dates, which it tells; what is done is never moved.
// A waived node stays waived unless it gets an actual date (ResumeNode).
func (o *Office) FillNode(ctx context.Context, actor Actor, id int64, e NodeEntry) (moved []Move, err error) {
	for _, t := range []struct {
		label string
		text  *string
	}{{"结果", &e.Result}, {"证明文书", &e.Evidence}, {"修改理由", &e.Reason}} {
		if err := cleanText(t.label, t.text, 500, true); err != nil {
			return nil, err
		}
	}
	err = o.do(ctx, actor, MayWorkNodes, "node", func(d *deed) error {
		before, c, err := d.nodeToFill(id)
		if err != nil {
			return err
		}
		if err := o.checkNodeDates(before, c, e); err != nil {
			return err
		}
		if way := filledBy[before.Code]; way != "" && !e.Actual.IsZero() && before.Actual.IsZero() {
			return court.Errorf(court.CodeRefused, "“%s”不能在进度表填写，%s。", before.Name, way)
		}
		if !before.Actual.IsZero() && e.Actual != before.Actual && e.Actual != o.Today() { // today: it was done once more
			return court.Errorf(court.CodeRefused, "“%s”已于%s办结，改动办理日要两个人。", before.Name, before.Actual).
				WithHint("请提交改期申请并写明理由，由组长或执行局长确认。")
		}
		n := before
		n.Planned, n.Actual, n.Result, n.Evidence = e.Planned, e.Actual, e.Result, e.Evidence
		if !n.Actual.IsZero() {
			n.Waived = ""
			if n.Result == resultMade {
				n.Result = resultServed
			}
		}
		if e.OwnerID != 0 {
			u, err := d.User(e.OwnerID)
			if err != nil {
				return err
			}
			n.OwnerID, n.Owner = u.ID, u.Name
		}
		moved, err = d.changeNode(before, n, "填写节点", e.Reason)
		return err
	})
	return moved, err
}

func (o *Office) checkNodeDates(n court.Node, c court.Case, e NodeEntry) error {
	if err := o.checkPastDate("实际办理日", e.Actual, false); err != nil {
		return err
	}
	if !e.Actual.IsZero() && e.Actual.Before(c.Filed) {
		return court.FieldErrorf("实际办理日", "“%s”早于立案日期%s。", e.Actual, c.Filed)
	}
	if !e.Planned.IsZero() && (!e.Planned.Valid() || e.Planned.Before(c.Filed)) {
		return court.FieldErrorf("应办日", "“%s”早于立案日期%s。", e.Planned, c.Filed)
	}
	changed := !n.Actual.IsZero() && e.Actual != n.Actual || !n.Planned.IsZero() && e.Planned != n.Planned
	if changed && e.Reason == "" {
		return court.FieldErrorf("修改理由", "改动已有日期必须写明理由。")
	}
	return nil
}

// WaiveNode marks a node 免办 with its reason; an empty reason is refused.
func (o *Office) WaiveNode(ctx context.Context, actor Actor, id int64, reason string) error {
	if err := cleanText("免办理由", &reason, 500, true); err != nil {
		return err
	}
	if reason == "" {
		return court.FieldErrorf("免办理由", "不能为空。")
	}
	return o.do(ctx, actor, MayWaiveNode, "node", func(d *deed) error {
		before, _, err := d.nodeToFill(id)
		if err != nil {
			return err
		}
		if !before.Actual.IsZero() {
			return court.Errorf(court.CodeRefused, "“%s”已于%s完成，不能免办。", before.Name, before.Actual)
		}
		n := before
		n.Waived = reason
		return d.saveNode(before, n, "免办节点", reason)
	})
}

// ResumeNode takes a waiver back (恢复办理): the node is to be done again, by the
// day that its rule gives now.
func (o *Office) ResumeNode(ctx context.Context, actor Actor, id int64, reason string) error {
	reason, err := needReason("恢复办理的理由", reason)
	if err != nil {
		return err
	}
	return o.do(ctx, actor, MayWaiveNode, "node", func(d *deed) error {
		before, c, err := d.nodeToFill(id)
		if err != nil {
			return err
		}
		if before.Waived == "" {
			return court.Errorf(court.CodeRefused, "“%s”没有免办。", before.Name)
		}
		n := before
		n.Waived = ""
		if n, err = d.plannedNow(n, c); err != nil {
			return err
		}
		return d.saveNode(before, n, "恢复办理节点", reason)
	})
}

// plannedNow gives the node the day that its rule and the case's events give.
func (d *deed) plannedNow(n court.Node, c court.Case) (court.Node, error) {
	t, err := d.tableOf(c)
	if err != nil {
		return n, err
	}
	for i := range t.nodes {
		if t.nodes[i].ID == n.ID {
			t.nodes[i] = n
		}
	}
	planned, _ := t.rules.ReplanAll(t.nodes, t.events)
	for _, p := range planned {
		if p.ID == n.ID {
			return p, nil
		}
	}
	return n, nil
}

// AfterClosing tells whether a node belongs to what follows closing, and is
// filled in closed cases.
func AfterClosing(n court.Node) bool { return afterClosing(n.Code) }

func (d *deed) nodeToFill(id int64) (court.Node, court.Case, error) {
	n, err := d.Node(id)
	if err != nil {
		return n, court.Case{}, err
	}
	if afterClosing(n.Code) { // the register and the inquiries after 终本
		c, err := d.Case(n.CaseID)
		return n, c, err
	}
	c, err := d.openCase(n.CaseID)
	return n, c, err
}

// replanAfter plans the nodes that the events start, and puts on record what
// moved.
func (d *deed) replanAfter(caseID int64, events map[string]court.Date) error {
	moves, err := d.moveNodes(caseID, events)
	if err != nil || len(moves) == 0 {
		return err
	}
	return d.audit("后续节点排期", "event", 0, caseID, nil, termChange{Moves: moves}, "")
}

// markNode fills the node of the code as done on the day if it is open: money
// and papers fill the progress table by themselves.
func (d *deed) markNode(caseID int64, code string, on court.Date, result, evidence string) error {
	nodes, err := d.Nodes(caseID)
	if err != nil {
		return err
	}
	for _, n := range nodes {
		if n.Code != code || !n.Actual.IsZero() || n.Waived != "" {
			continue
		}
		before := n
		n.Actual, n.Result, n.Evidence = on, result, evidence
		return d.saveNode(before, n, "自动填写节点", "")
	}
	return nil
}

// Board gives the wall chart of a group or officer.
func (o *Office) Board(ctx context.Context, q BoardQuery) ([]BoardRow, error) {
	q.Today = o.Today()
	q.WeekStart = weekStart(q.Today)
	return read(ctx, o, func(r Reader) ([]BoardRow, error) { return r.Board(q) })
}

// weekStart gives the Monday of d's week.
func weekStart(d court.Date) court.Date {
	return d.AddDays(-(int(d.Weekday()) + 6) % 7)
}
