package law_test

import (
	"strings"
	"testing"

	"pgregory.net/rapid"

	"zhixing/app/court"
	"zhixing/app/law"
)

func byCode(nodes []court.Node, code string) court.Node {
	for _, n := range nodes {
		if n.Code == code {
			return n
		}
	}
	return court.Node{}
}

// done fills a node as the office does.
func done(nodes []court.Node, code string, on court.Date) []court.Node {
	for i := range nodes {
		if nodes[i].Code == code {
			nodes[i].Actual = on
		}
	}
	return law.Replan(nodes, code, on)
}

func TestPlanOfAFirstEnforcement(t *testing.T) {
	filed := court.D(2018, 6, 8)
	nodes := law.PlanNodes(court.KindFirst, false, filed, true)
	for _, x := range []struct {
		code, name string
		planned    court.Date
		basis      string
	}{
		{"003", "发出执行通知书", court.D(2018, 6, 11), "立案3日（接收后重算），法发〔2006〕35号4条"},
		{"004", "首次网络查控", court.D(2018, 6, 18), "立案10日（接收后重算），执行流程系统核查规则"},
		{"006", "传统调查", court.D(2018, 7, 8), "立案1个月（接收后重算），"},
		{"009", "线索核查", court.Date{}, "收到线索7日，法释〔2017〕8号2条"},
		{"012", "查封、扣押、冻结", court.Date{}, ""},
		{"017", "评估定价", court.Date{}, "查封后30日，"},
		{"028", "案款发放", court.Date{}, "到账后30日，"},
		{"P01", "报告财产令", court.D(2018, 6, 11), "与执行通知书同时发出"},
		{"035", "终本准备启动", court.D(2018, 9, 8), "立案满3个月"},
		{"P07", "送评查", court.D(2018, 11, 8), "期限届满前1个月"},
		{"037", "终本前网络查控", court.D(2018, 11, 1), ""},
		{"P06", "到期前复查", court.D(2018, 11, 18), ""},
		{"031", "结案", court.D(2018, 12, 8), ""},
	} {
		n := byCode(nodes, x.code)
		if n.Name != x.name || n.Planned != x.planned || !strings.HasPrefix(n.Basis, x.basis) {
			t.Errorf("%s: %s %s %s", x.code, n.Name, n.Planned, n.Basis)
		}
	}
	if n := byCode(nodes, "003"); n.ParamID != "T03" || n.Column != court.ColumnControl {
		t.Errorf("%+v", n)
	}
}

// The suggested day of the example of the plan's item 6 falls on a Sunday.
func TestHandInIsOnAWorkday(t *testing.T) {
	nodes := law.PlanNodes(court.KindFirst, false, court.D(2018, 1, 10), true)
	if n := byCode(nodes, law.NodeHandIn); n.Planned != court.D(2018, 6, 8) {
		t.Errorf("送评查 %s", n.Planned)
	}
}

func TestPlansOfAllKinds(t *testing.T) {
	filed := court.D(2018, 5, 2)
	for _, kind := range court.CaseKinds {
		nodes := law.PlanNodes(kind, false, filed, true)
		codes, next := map[string]bool{}, map[court.Column]int{}
		for _, n := range nodes {
			if codes[n.Code] || n.Position != next[n.Column] || n.Basis == "" || strings.ContainsAny(n.Basis, "{}") {
				t.Errorf("%s: %+v", kind, n)
			}
			codes[n.Code] = true
			next[n.Column]++
		}
		if !codes[law.NodeClosed] || byCode(nodes, law.NodeClosed).Planned != law.Limit(kind, false, filed) {
			t.Errorf("%s: 结案 must stand on the limit", kind)
		}
		for _, c := range court.Columns {
			if (kind == court.KindFirst || kind == court.KindResumed) && next[c] == 0 {
				t.Errorf("%s: no node in %s", kind, c)
			}
		}
	}
	if n := len(law.PlanNodes(court.KindFirst, false, filed, true)); n < 12 || n > 25 {
		t.Errorf("%d nodes for 执", n)
	}
	for _, n := range law.PlanNodes(court.KindFirst, false, court.Date{}, true) {
		if !n.Planned.IsZero() {
			t.Errorf("planned without a filing date: %+v", n)
		}
	}
}

func TestActsNeedOtherNodes(t *testing.T) {
	nodes := law.PlanNodes(court.KindFirst, false, court.D(2018, 5, 2), false)
	if byCode(nodes, "P04").Name != "行为执行" {
		t.Error("行为执行 is missing")
	}
	for _, code := range []string{"P01", "017", "028", law.NodeHandIn} {
		if n := byCode(nodes, code); n.Code != "" {
			t.Errorf("%s is of no use without a money claim", n.Name)
		}
	}
}

func TestReplan(t *testing.T) {
	nodes := law.PlanNodes(court.KindFirst, false, court.D(2018, 6, 8), true)
	nodes = done(nodes, "012", court.D(2018, 7, 5))
	if n := byCode(nodes, "017"); n.Planned != court.D(2018, 8, 4) {
		t.Errorf("评估 30 days after 查封: %s", n.Planned)
	}
	nodes = done(nodes, "017", court.D(2018, 9, 3))
	if n := byCode(nodes, "021"); n.Planned != court.D(2018, 9, 13) {
		t.Errorf("一拍公告 10 days after the price: %s", n.Planned)
	}
	nodes = done(nodes, "P09", court.D(2018, 10, 20))
	if n := byCode(nodes, "023"); n.Planned != court.D(2018, 11, 19) {
		t.Errorf("二拍 30 days after 流拍: %s", n.Planned)
	}
	nodes = law.Replan(nodes, law.EventReceipt, court.D(2018, 8, 1))
	if n := byCode(nodes, law.NodePaid); n.Planned != court.D(2018, 8, 31) {
		t.Errorf("发放 30 days after 到账: %s", n.Planned)
	}
	later := law.Replan(nodes, law.EventReceipt, court.D(2022, 1, 4))
	if n := byCode(later, law.NodePaid); n.Planned != court.D(2022, 1, 18) || !strings.Contains(n.Basis, "10个工作日") {
		t.Errorf("发放 10 workdays after 到账: %s %s", n.Planned, n.Basis)
	}
	clue := law.Replan(nodes, law.EventClue, court.D(2018, 8, 1))
	if n := byCode(clue, "009"); n.Planned != court.D(2018, 8, 8) {
		t.Errorf("线索核查: %s", n.Planned)
	}
}

func TestReplanMovesWithTheLimit(t *testing.T) {
	nodes := law.PlanNodes(court.KindFirst, false, court.D(2018, 6, 8), true)
	moved := law.Replan(nodes, law.EventLimit, court.D(2019, 1, 8))
	for code, want := range map[string]court.Date{
		law.NodeHandIn: court.D(2018, 12, 7), // 12-08 is a Saturday
		"037":          court.D(2018, 12, 1), "007": court.D(2018, 12, 3), "P06": court.D(2018, 12, 19),
		"P08": court.D(2018, 12, 28), law.NodeClosed: court.D(2019, 1, 8),
		"003": court.D(2018, 6, 11), "035": court.D(2018, 9, 8),
	} {
		if n := byCode(moved, code); n.Planned != want {
			t.Errorf("%s: %s, want %s", n.Name, n.Planned, want)
		}
	}
	if byCode(nodes, law.NodeHandIn).Planned != court.D(2018, 11, 8) {
		t.Error("the argument was changed")
	}
}

func TestReplanNeverMovesDoneOrWaived(t *testing.T) {
	codes := []string{"003", "012", "017", "P07", "P09"}
	events := append([]string{law.EventFiled, law.EventLimit, law.EventReceipt, law.EventClue, "nothing"}, codes...)
	rapid.Check(t, func(t *rapid.T) {
		nodes := law.PlanNodes(court.KindFirst, false, anyDate().Draw(t, "filed"), true)
		for i := range nodes {
			switch rapid.IntRange(0, 3).Draw(t, "state") {
			case 0:
				nodes[i].Actual = anyDate().Draw(t, "actual")
			case 1:
				nodes[i].Waived = "无财产"
			}
		}
		event, on := rapid.SampledFrom(events).Draw(t, "event"), anyDate().Draw(t, "on")
		moved := law.Replan(nodes, event, on)
		for i, n := range nodes {
			if (!n.Actual.IsZero() || n.Waived != "") && moved[i] != n {
				t.Fatalf("%s moved from %s to %s", n.Name, n.Planned, moved[i].Planned)
			}
		}
		again := law.Replan(moved, event, on)
		for i := range moved {
			if again[i] != moved[i] {
				t.Fatalf("a second time changes %s", moved[i].Name)
			}
		}
		for i, n := range law.Replan(nodes, event, court.Date{}) {
			if n != nodes[i] {
				t.Fatal("moved without a date")
			}
		}
	})
}

func TestState(t *testing.T) {
	today := court.D(2018, 5, 10)
	for _, x := range []struct {
		n    court.Node
		want court.NodeState
	}{
		{court.Node{Planned: court.D(2018, 5, 9)}, court.NodeOverdue},
		{court.Node{Planned: court.D(2018, 5, 10)}, court.NodeNear},
		{court.Node{Planned: court.D(2018, 5, 13)}, court.NodeNear},
		{court.Node{Planned: court.D(2018, 5, 14)}, court.NodeFuture},
		{court.Node{}, court.NodeFuture},
		{court.Node{Planned: court.D(2018, 5, 1), Actual: court.D(2018, 5, 5)}, court.NodeDone},
		{court.Node{Planned: court.D(2018, 5, 1), Waived: "无财产"}, court.NodeWaived},
	} {
		if got := law.State(x.n, today); got != x.want {
			t.Errorf("State(%+v) = %s, want %s", x.n, got, x.want)
		}
	}
	if law.NearDays() != 3 {
		t.Error(law.NearDays())
	}
}

func TestWorst(t *testing.T) {
	today := court.D(2018, 5, 10)
	overdue, near, future := court.Node{Planned: court.D(2018, 5, 9)}, court.Node{Planned: court.D(2018, 5, 11)}, court.Node{}
	finished, waived := court.Node{Actual: court.D(2018, 5, 5)}, court.Node{Waived: "无财产"}
	for _, x := range []struct {
		nodes []court.Node
		want  court.NodeState
	}{
		{nil, court.NodeFuture},
		{[]court.Node{finished, near, overdue, future}, court.NodeOverdue},
		{[]court.Node{waived, future, near}, court.NodeNear},
		{[]court.Node{finished, future}, court.NodeFuture},
		{[]court.Node{finished, waived}, court.NodeDone},
		{[]court.Node{waived}, court.NodeDone},
	} {
		if got := law.Worst(x.nodes, today); got != x.want {
			t.Errorf("Worst = %s, want %s", got, x.want)
		}
	}
}

func TestNodesFilledByOtherSteps(t *testing.T) {
	if law.NodeOfForm("execution-notice") != "003" || law.NodeOfForm("interim-interview") != "007" || law.NodeOfForm("summons") != "" || law.NodeOfForm("") != "" {
		t.Error("forms fill the wrong nodes")
	}
	if !law.IsInquiry("004") || law.IsInquiry("012") || !law.IsControl("012") || law.IsControl("xxx") {
		t.Error("inquiries and controls are mixed up")
	}
}

// Terms of the officer run from the receipt of the materials once there was
// one; the notice of enforcement never later than ten days after filing.
func TestTermsRunFromTheReceiptOfTheCase(t *testing.T) {
	filed := court.D(2018, 6, 8)
	nodes := law.PlanNodes(court.KindFirst, false, filed, true)
	for _, x := range []struct {
		received, notice, inquiry, listing court.Date
	}{
		{court.D(2018, 6, 12), court.D(2018, 6, 15), court.D(2018, 6, 22), court.D(2018, 7, 4)},
		{court.D(2018, 6, 20), court.D(2018, 6, 18), court.D(2018, 6, 30), court.D(2018, 7, 12)},
	} {
		moved, _ := law.Default().ReplanMoves(nodes, map[string]court.Date{law.EventReceived: x.received, law.EventOuter: filed})
		for code, want := range map[string]court.Date{"003": x.notice, "P01": x.notice, "004": x.inquiry, "P03": x.listing} {
			if n := byCode(moved, code); n.Planned != want {
				t.Errorf("received %s: %s planned %s, want %s (%s)", x.received, n.Name, n.Planned, want, n.Basis)
			}
		}
	}
	late, _ := law.Default().ReplanMoves(nodes, map[string]court.Date{law.EventReceived: court.D(2018, 6, 20), law.EventOuter: filed})
	if n := byCode(late, "003"); !strings.HasPrefix(n.Basis, "最迟立案后10日，民诉法解释482条") {
		t.Errorf("basis %s", n.Basis)
	}
	if !law.IsServed("003") || law.IsServed("004") {
		t.Error("the notice of enforcement is served, an inquiry is not")
	}
}
