package data

import (
	"context"
	"reflect"
	"testing"

	"zhixing/app/court"
	"zhixing/app/office"
)

func TestNodesComeBackInOrder(t *testing.T) {
	s := newStore(t)
	u := addUser(t, s, "郑远", court.RoleOfficer)
	c := addCase(t, s, 1)
	write(t, s, func(tx office.Tx) error { return tx.InsertNodes(c.ID, sampleNodes()) })
	nodes := read(t, s, func(r office.Reader) ([]court.Node, error) { return r.Nodes(c.ID) })
	var names []string
	for _, n := range nodes {
		names = append(names, n.Name)
	}
	if !reflect.DeepEqual(names, []string{"网络查控", "传统查控", "限制消费", "终本约谈"}) {
		t.Errorf("order %v", names)
	}
	want := nodes[0]
	want.Position, want.Actual, want.OwnerID, want.Owner, want.Result, want.Evidence, want.Waived, want.Basis, want.ParamID, want.Planned =
		3, court.D(2018, 11, 22), u.ID, u.Name, "冻结3户", "回执", "无", "法发〔2017〕6号", "p1", court.D(2018, 11, 21)
	write(t, s, func(tx office.Tx) error { return tx.UpdateNode(want) })
	got := read(t, s, func(r office.Reader) (court.Node, error) { return r.Node(want.ID) })
	everyFieldSet(t, want)
	if got != want {
		t.Errorf("node\n got %+v\nwant %+v", got, want)
	}
	ctx := context.Background()
	wantCode(t, s.Read(ctx, func(r office.Reader) error { _, err := r.Node(99); return err }), court.CodeNotFound)
	want.CaseID = 99
	wantCode(t, s.Write(ctx, func(tx office.Tx) error { return tx.UpdateNode(want) }), court.CodeNotFound)
	if err := s.Write(ctx, func(tx office.Tx) error { return tx.InsertNodes(c.ID, []court.Node{{Column: "别的", Name: "x"}}) }); err == nil {
		t.Error("a node outside the five columns was stored")
	}
}

func TestNextDueFollowsNodesAndStatus(t *testing.T) {
	s := newStore(t)
	c := addCase(t, s, 1)
	due := func() court.Date {
		return read(t, s, func(r office.Reader) (office.CasePage, error) { return r.Cases(office.CaseQuery{Limit: 1}) }).Rows[0].NextDue
	}
	if !due().IsZero() {
		t.Error("a case without nodes is due")
	}
	write(t, s, func(tx office.Tx) error { return tx.InsertNodes(c.ID, sampleNodes()) })
	nodes := read(t, s, func(r office.Reader) ([]court.Node, error) { return r.Nodes(c.ID) })
	steps := []struct {
		name string
		do   func(office.Tx) error
		want court.Date
	}{
		{"nodes planned", func(office.Tx) error { return nil }, court.D(2018, 11, 20)},
		{"first done", func(tx office.Tx) error { nodes[0].Actual = court.D(2018, 11, 19); return tx.UpdateNode(nodes[0]) }, court.D(2018, 11, 25)},
		{"second waived", func(tx office.Tx) error { nodes[2].Waived = "无财产"; return tx.UpdateNode(nodes[2]) }, court.Date{}},
		{"second back", func(tx office.Tx) error { nodes[2].Waived = ""; return tx.UpdateNode(nodes[2]) }, court.D(2018, 11, 25)},
		{"suspended", func(tx office.Tx) error { c.Status = court.StatusSuspended; return tx.UpdateCase(&c) }, court.Date{}},
		{"goes on", func(tx office.Tx) error { c.Status = court.StatusOpen; return tx.UpdateCase(&c) }, court.D(2018, 11, 25)},
		{"deferred", func(tx office.Tx) error { c.Status = court.StatusDeferred; return tx.UpdateCase(&c) }, court.Date{}},
		{"being settled", func(tx office.Tx) error { c.Status = court.StatusSettling; return tx.UpdateCase(&c) }, court.D(2018, 11, 25)},
		{"closed", func(tx office.Tx) error { c.Status = court.StatusClosed; return tx.UpdateCase(&c) }, court.Date{}},
	}
	for _, step := range steps {
		write(t, s, step.do)
		if got := due(); got != step.want {
			t.Errorf("%s: next due %q, want %q", step.name, got, step.want)
		}
	}
}

// workbench is an office on 2018-11-23 with an overdue case, a near one, two
// closed ones and a suspended one; three belong to one officer.
type workbench struct {
	*Store
	officer         court.User
	overdue, closed court.Case
}

var (
	today     = court.D(2018, 11, 23)
	weekStart = court.D(2018, 11, 19)
)

func newWorkbench(t *testing.T) workbench {
	t.Helper()
	s := newStore(t)
	u := addUser(t, s, "顾承", court.RoleOfficer)
	own := func(c *court.Case) { c.OfficerID, c.Officer, c.Group = u.ID, u.Name, court.GroupEnforcement }
	overdue := addCase(t, s, 1, own)
	near := addCase(t, s, 2, func(c *court.Case) { c.Limit = court.D(2019, 3, 1); c.Filed = court.D(2018, 9, 1) })
	closed := addCase(t, s, 3, own, func(c *court.Case) { c.Status, c.Closed = court.StatusClosed, court.D(2018, 11, 20) })
	addCase(t, s, 4, func(c *court.Case) { c.Status, c.Closed = court.StatusClosed, court.D(2017, 12, 31) })
	suspended := addCase(t, s, 5, own, func(c *court.Case) { c.Status = court.StatusSuspended })
	write(t, s, func(tx office.Tx) error {
		for _, id := range []int64{overdue.ID, closed.ID, suspended.ID} {
			if err := tx.InsertNodes(id, sampleNodes()); err != nil {
				return err
			}
		}
		return tx.InsertNodes(near.ID, []court.Node{{Column: court.ColumnControl, Name: "今日", Planned: court.D(2018, 11, 23)},
			{Column: court.ColumnControl, Position: 1, Name: "第七天", Planned: court.D(2018, 11, 30)},
			{Column: court.ColumnControl, Position: 2, Name: "第八天", Planned: court.D(2018, 12, 1)}})
	})
	addReceipt(t, s, overdue.ID, "收1", 7000)
	return workbench{Store: s, officer: u, overdue: overdue, closed: closed}
}

func TestWorkbenchFigures(t *testing.T) {
	w := newWorkbench(t)
	count := func(q office.CountQuery) office.Counts {
		q.Today, q.NearDays, q.WeekStart = today, 7, weekStart
		return read(t, w.Store, func(r office.Reader) (office.Counts, error) { return r.Counts(q) })
	}
	want := office.Counts{Open: 3, OverdueNodes: 1, OverdueCases: 1, NearNodes: 3, NearCases: 2, LimitSoon: 1, ClosedWeek: 1, ClosedYear: 1,
		HeldCount: 1, HeldTotal: 7000, All: 5, Over6Months: 2}
	if got := count(office.CountQuery{}); got != want {
		t.Errorf("counts\n got %+v\nwant %+v", got, want)
	}
	mine := office.Counts{Open: 2, OverdueNodes: 1, OverdueCases: 1, NearNodes: 1, NearCases: 1, LimitSoon: 1, ClosedWeek: 1, ClosedYear: 1, HeldCount: 1, HeldTotal: 7000, All: 3, Over6Months: 2}
	if got := count(office.CountQuery{OfficerID: w.officer.ID, Group: court.GroupEnforcement}); got != mine {
		t.Errorf("own counts\n got %+v\nwant %+v", got, mine)
	}
	// What a figure says is what the list shows behind it.
	for _, c := range []struct {
		q    office.CaseQuery
		want int
	}{
		{office.CaseQuery{NodeState: court.NodeOverdue}, want.OverdueCases}, {office.CaseQuery{NodeState: court.NodeNear}, want.NearCases},
		{office.CaseQuery{NodeState: court.NodeFuture}, 0}, {office.CaseQuery{LimitIn: limitSoonDays}, want.LimitSoon}, {office.CaseQuery{Open: true}, want.Open},
		{office.CaseQuery{Closed: weekStart}, want.ClosedWeek}, {office.CaseQuery{Held: true}, want.HeldCount},
	} {
		if got := numbersOf(t, w.Store, c.q); len(got) != c.want {
			t.Errorf("%+v shows %v, want %d", c.q, got, c.want)
		}
	}
}

func TestWhatIsDue(t *testing.T) {
	w := newWorkbench(t)
	due := read(t, w.Store, func(r office.Reader) ([]office.DueNode, error) {
		return r.DueNodes(office.DueQuery{Until: court.D(2018, 11, 30), Limit: 3})
	})
	if len(due) != 3 || due[0].Name != "网络查控" || due[1].Name != "今日" || due[2].Name != "限制消费" {
		t.Fatalf("due %+v", due)
	}
	if d := due[0]; d.CaseID != w.overdue.ID || d.Number != "（2018）豫1599执1号" || d.Debtors != "甄试1、龚䶮" || d.Officer != "顾承" || d.Group != court.GroupEnforcement || d.Evidence != "查询单" {
		t.Errorf("due node %+v", d)
	}
	if all := read(t, w.Store, func(r office.Reader) ([]office.DueNode, error) {
		return r.DueNodes(office.DueQuery{OfficerID: w.officer.ID})
	}); len(all) != 2 {
		t.Errorf("own due nodes %+v", all)
	}
}

func TestBoard(t *testing.T) {
	w := newWorkbench(t)
	board := func(q office.BoardQuery) []office.BoardRow {
		return read(t, w.Store, func(r office.Reader) ([]office.BoardRow, error) { return r.Board(q) })
	}
	rows := board(office.BoardQuery{OnlyOpen: true, Today: today, WeekStart: weekStart, Limit: 10})
	if len(rows) != 4 || rows[2].CaseID != w.closed.ID || len(rows[0].Nodes) != 4 || rows[0].Nodes[0].Name != "网络查控" {
		t.Errorf("board %+v", rows)
	}
	everyFieldSet(t, rows[2])
	if n := len(board(office.BoardQuery{OnlyOpen: true})); n != 3 {
		t.Errorf("%d open cases on the board", n)
	}
	if n := len(board(office.BoardQuery{OfficerID: w.officer.ID, Group: court.GroupEnforcement})); n != 3 {
		t.Errorf("%d own cases on the board", n)
	}
}
