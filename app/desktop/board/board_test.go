package board

import (
	"fmt"
	"strings"
	"testing"

	"fyne.io/fyne/v2"

	"zhixing/app/court"
	"zhixing/app/desktop/frame"
	"zhixing/app/desktop/uitest"
	"zhixing/app/desktop/widgets"
	"zhixing/app/law"
	"zhixing/app/office"
	"zhixing/cmd/zhixing/wiring"
)

func TestMain(m *testing.M) { uitest.Main(m) }

func openBoard(t *testing.T, f *uitest.Frame, group court.Group) *page {
	t.Helper()
	p := NewBoardPage(f).(*page)
	p.group = group
	f.Open(p)
	uitest.Until(t, "the cases are read", func() bool { return p.loaded })
	return p
}

func row(seq int, officer string, limit court.Date, nodes ...court.Node) office.BoardRow {
	return office.BoardRow{CaseID: int64(seq), Number: fmt.Sprintf("（2018）豫1599执%d号", seq), Seq: seq, Officer: officer,
		Status: court.StatusOpen, Stage: court.StageAssetControl, Limit: limit, Nodes: nodes}
}

func node(column court.Column, planned, actual court.Date) court.Node {
	return court.Node{Column: column, Name: "线索核查", Planned: planned, Actual: actual}
}

func stateOf(n court.Node) court.NodeState { return law.State(n, uitest.Today) }

// TestWhatPressesComesFirst: overdue, near, in hand, suspended, closed; inside
// each the nearest term first.
func TestWhatPressesComesFirst(t *testing.T) {
	late := node(court.ColumnControl, court.D(2018, 11, 20), court.Date{})
	near := node(court.ColumnInterim, court.D(2018, 11, 25), court.Date{})
	done := node(court.ColumnControl, court.D(2018, 11, 20), court.D(2018, 11, 19))
	closed, settling := row(5, "甲", court.D(2018, 12, 1), late), row(4, "甲", court.D(2018, 12, 1), late)
	closed.Status, closed.Closed = court.StatusClosed, court.D(2018, 11, 21)
	settling.Status = court.StatusSettling
	got := lines([]office.BoardRow{
		closed, settling, row(3, "甲", court.D(2019, 3, 1), done), row(2, "乙", court.D(2018, 12, 30), near),
		row(1, "乙", court.D(2019, 1, 30), late), row(6, "乙", court.D(2018, 12, 20), late, near),
	}, stateOf, uitest.Today)
	var order []string
	for _, l := range got {
		order = append(order, l.chip+l.worst.Sign())
	}
	if s := strings.Join(order, " "); s != "6● 1● 2▲ 3○ 4— 5✓" {
		t.Errorf("order %s", s)
	}
	if n := len(filter(got, "", true)); n != 3 {
		t.Errorf("%d pressing lines, want 3: closed and settling cases press nobody", n)
	}
	people := officers(got, map[string]court.Group{"乙": court.GroupAdjudication})
	if people[0].name != "乙" || people[0].group != court.GroupAdjudication || people[1].group != "" || people[0].inHand != 3 || people[1].inHand != 2 || people[1].counts[widgets.StateDone] != 1 {
		t.Errorf("officers %+v", people)
	}
}

func TestLimitSaysHowManyDays(t *testing.T) {
	for _, c := range []struct {
		limit court.Date
		want  string
	}{
		{court.D(2018, 11, 19), "超 4 天"}, {court.D(2018, 11, 23), "剩 0 天"}, {court.D(2019, 1, 8), "剩 46 天"}, {court.Date{}, ""},
	} {
		if got, _ := limitText(row(1, "", c.limit), uitest.Today); got != c.want {
			t.Errorf("limit %s: %q, want %q", c.limit, got, c.want)
		}
	}
}

// TestKindsOtherThanFirstAreNamedOnTheChip: each kind counts for itself, so 恢2
// must not look like 2.
func TestKindsOtherThanFirstAreNamedOnTheChip(t *testing.T) {
	r := row(2, "", court.Date{})
	r.Number = "（2018）豫1599执恢2号"
	if got := chipText(r); got != "恢2" {
		t.Errorf("chip %q", got)
	}
	if got := chipText(row(2, "", court.Date{})); got != "2" {
		t.Errorf("chip %q", got)
	}
}

func TestKeysMoveAndOpenTheCase(t *testing.T) {
	f := uitest.NewFrame(t, wiring.Create)
	f.Register("令狐䶮")
	f.Register("李契", "宏达公司")
	p := openBoard(t, f, "")
	if len(p.cases.rows) != 2 {
		t.Fatalf("%d rows", len(p.cases.rows))
	}
	f.Press(fyne.KeyDown, fyne.KeyRight)
	if p.cases.chosen != 1 || p.cases.cell != 0 {
		t.Errorf("chosen %d, node %d", p.cases.chosen, p.cases.cell)
	}
	if c := p.cases.rows[1].cells[0]; !strings.Contains(p.point.Text, c.node.Name) || !strings.Contains(p.point.Text, c.node.Planned.String()) {
		t.Errorf("the line says %q", p.point.Text)
	}
	f.Press(fyne.KeyReturn)
	if len(f.Opened) != 1 || f.Opened[0] != "case "+frame.TabProgress {
		t.Errorf("opened %v", f.Opened)
	}
	p.setView(viewOfficers)
	focus(p.officerChart)
	f.Press(fyne.KeyRight, fyne.KeyReturn)
	if len(f.Opened) != 2 || p.officerChart.chip != 1 {
		t.Errorf("opened %v, chip %d", f.Opened, p.officerChart.chip)
	}
}

func TestEmptyBoardSaysWhatToDo(t *testing.T) {
	f := uitest.NewFrame(t, wiring.Create)
	p := openBoard(t, f, court.GroupRefusal)
	if p.cases.notice.Hidden || !strings.Contains(p.cases.notice.Text, "打击拒执组") {
		t.Errorf("says %q", p.cases.notice.Text)
	}
}

// thousand is a full house with twenty nodes each.
func thousand() []caseLine {
	var rows []office.BoardRow
	for i := range 1000 {
		r := row(i+1, fmt.Sprintf("承办人%d", i%8), uitest.Today.AddDays(i%90))
		for j := range 20 {
			r.Nodes = append(r.Nodes, node(court.Columns[j%5], uitest.Today.AddDays(j-8), court.Date{}))
		}
		rows = append(rows, r)
	}
	return lines(rows, stateOf, uitest.Today)
}

// TestOnlyVisibleRowsAreDrawn keeps a thousand cases from becoming forty
// thousand objects.
func TestOnlyVisibleRowsAreDrawn(t *testing.T) {
	p := openBoard(t, uitest.NewFrame(t, wiring.Create), "")
	p.all = thousand()
	p.show()
	if n := len(p.cases.body.objects); n == 0 || n > 1800 {
		t.Errorf("%d objects for the visible rows", n)
	}
	p.setView(viewOfficers)
	if n := len(p.officerChart.body.objects); n == 0 || n > 1800 {
		t.Errorf("%d objects for the visible officers", n)
	}
}

func BenchmarkScroll(b *testing.B) {
	c := newCaseChart()
	c.Resize(fyne.NewSize(1200, 580))
	all := thousand()
	c.set(all, slots(all), "")
	b.ResetTimer()
	for i := range b.N {
		c.scroll.Offset.Y = float32(i*81) - float32(int(float32(i*81)/26000))*26000
		c.body.update()
	}
}
