package desk

import (
	"context"
	"strings"
	"testing"
	"time"

	"fyne.io/fyne/v2"

	"zhixing/app/court"
	"zhixing/app/desktop/frame"
	"zhixing/app/desktop/uitest"
	"zhixing/app/desktop/widgets"
	"zhixing/app/office"
	"zhixing/cmd/zhixing/wiring"
)

func TestMain(m *testing.M) { uitest.Main(m) }

// bench is a frame around the workbench of one person over a real office.
type bench struct {
	*uitest.Frame
	page   *page
	today  time.Time
	filter office.CaseQuery
	term   int64 // case whose term was opened last
}

// emptyBench is an office in October that holds nothing.
func emptyBench(t *testing.T) *bench {
	t.Helper()
	b := &bench{today: time.Date(2018, 10, 8, 9, 0, 0, 0, time.Local)}
	b.Frame = uitest.NewCourt(t, wiring.Create, func() time.Time { return b.today })
	b.Strict = true
	return b
}

// newBench makes an office in which 综合组's clerk registered a case a month
// ago; show then shows the workbench of somebody.
func newBench(t *testing.T) (b *bench, clerk, officer office.Actor, c court.Case) {
	t.Helper()
	b = emptyBench(t)
	clerk = b.Admit("陈玥", court.GroupGeneral, court.RoleClerk)
	officer = b.Admit("沈国栋", court.GroupEnforcement, court.RoleOfficer)
	return b, clerk, officer, b.RegisterAs(clerk, uitest.ACase(officer.User.ID, court.D(2018, 10, 8), "李𬭎"))
}

func (b *bench) show(actor office.Actor) {
	b.Me = actor
	b.page = New(b, Links{
		Cases: func(q office.CaseQuery) { b.filter = q },
		Term:  func(id int64) { b.term = id },
		Staff: func() { b.Go("人员") },
	}).(*page)
	b.Open(b.page)
	uitest.Until(b.T, "the figures", func() bool { return b.page.due.Empty.Text != "正在读取…" })
}

func TestOverdueNodesComeFirst(t *testing.T) {
	b, _, officer, c := newBench(t)
	b.today = time.Date(2018, 11, 8, 9, 0, 0, 0, time.Local)
	b.show(officer)
	rows := b.page.due.Rows()
	if len(rows) == 0 {
		t.Fatal("nothing is due a month after filing")
	}
	if rows[0].Number != c.Number.String() || b.page.state(rows[0]) != widgets.StateOverdue {
		t.Errorf("first comes %+v", rows[0])
	}
	for i := 1; i < len(rows); i++ {
		if rows[i].Planned.Before(rows[i-1].Planned) {
			t.Errorf("row %d is earlier than the one above", i)
		}
	}
	if !uitest.Shows("我承办的案件", b.page.whole) {
		t.Error("the officer is not told whose cases these are")
	}
	b.page.due.ChooseIndex(0)
	b.page.due.Focus()
	uitest.Press(b.Window(), fyne.KeyReturn)
	if !strings.HasPrefix(b.Last(), "case "+frame.TabProgress+"#") {
		t.Errorf("Enter opens %q", b.Last())
	}
}

func TestDueWords(t *testing.T) {
	for late, want := range map[int][2]string{4: {"超期", "超 4 天"}, 0: {"今日", "今日"}, -3: {"3 天", "剩 3 天"}} {
		if word, distance := dueWord(late), dueDistance(late); word != want[0] || distance != want[1] {
			t.Errorf("%d days late: %q, %q", late, word, distance)
		}
	}
}

func TestCardsLeadToTheirCases(t *testing.T) {
	b, _, officer, _ := newBench(t)
	b.show(officer)
	b.page.cards[0].Tapped(nil)
	if !b.filter.Open || b.filter.OfficerID != officer.User.ID {
		t.Errorf("在办案件 leads to %+v", b.filter)
	}
	b.page.cards[1].Tapped(nil)
	if b.filter.NodeState != court.NodeOverdue {
		t.Errorf("超期节点 leads to %+v", b.filter)
	}
	b.page.cards[3].Tapped(nil)
	if b.filter.LimitIn != 30 {
		t.Errorf("期限 leads to %+v", b.filter)
	}
	b.page.cards[4].Tapped(nil)
	if !b.filter.Held || b.filter.OfficerID != officer.User.ID {
		t.Errorf("案款 leads to %+v", b.filter)
	}
	b.page.cards[5].Tapped(nil)
	if b.filter.Closed != court.D(2018, 10, 8) || b.filter.Status != "" || b.filter.Open {
		t.Errorf("本周结案 leads to %+v", b.filter)
	}
}

// handOver sends the case from 综合组 to 执行实施组.
func (b *bench) handOver(clerk office.Actor, c court.Case) {
	b.T.Helper()
	_, err := b.Office().HandOver(context.Background(), clerk, court.Handover{CaseID: c.ID, From: court.GroupGeneral, To: court.GroupEnforcement,
		ToStage: court.StageAssetControl, Materials: []court.Material{{Name: "申请执行书", Copies: 1, Pages: 3}}})
	b.Must(err)
}

func TestReceiveAHandover(t *testing.T) {
	b, clerk, officer, c := newBench(t)
	b.handOver(clerk, c)
	b.show(officer)
	if len(b.page.inbox.lines) != 1 {
		t.Fatalf("waiting: %+v", b.page.inbox.lines)
	}
	b.page.inbox.lines[0].buttons[0].Do()
	uitest.Until(t, "receiving", func() bool { return b.Said != "" })
	got, err := b.Office().Case(context.Background(), c.ID)
	b.Must(err)
	if got.Group != court.GroupEnforcement || got.Stage != court.StageAssetControl {
		t.Errorf("after receiving the case is in %s, %s", got.Group, got.Stage)
	}
	b.page.Changed(office.Change{What: "flow"})
	uitest.Until(t, "the empty list", func() bool { return uitest.Shows("没有等您接收", b.page.whole) })
}

func TestSendAHandoverBack(t *testing.T) {
	b, clerk, officer, c := newBench(t)
	b.handOver(clerk, c)
	b.show(officer)
	b.page.inbox.lines[0].buttons[1].Do()
	uitest.Shortcut(b.Window(), fyne.KeyModifierControl, fyne.KeyS)
	if !uitest.Shows("“补正要求”必须填写", b.Window().Canvas().Overlays().Top()) {
		t.Error("sent back without saying why")
	}
	uitest.Type(b.Window(), "缺送达地址确认书")
	uitest.Shortcut(b.Window(), fyne.KeyModifierControl, fyne.KeyS)
	uitest.Until(t, "sending back", func() bool { return b.Said != "" })
	sent, err := b.Office().Handovers(context.Background(), c.ID)
	b.Must(err)
	if sent[0].State != court.HandoverReturned || sent[0].ReturnNote != "缺送达地址确认书" {
		t.Errorf("handover %+v", sent[0])
	}
	if d, err := b.Office().Desk(context.Background(), b.Admit("王芳", court.GroupGeneral, court.RoleClerk)); err != nil || len(d.Returned) != 0 {
		t.Errorf("it is not hers to correct: %+v %v", d.Returned, err)
	}
	b.show(clerk)
	if l := b.page.inbox.lines; len(l) != 1 || l[0].kind != "移交被退回补正" || l[0].text != officer.User.Name+"退回：缺送达地址确认书" {
		t.Fatalf("who sent it is not told: %+v", l)
	}
	b.handOver(clerk, c)
	if d, err := b.Office().Desk(context.Background(), clerk); err != nil || len(d.Returned) != 0 {
		t.Errorf("handed over again: %+v %v", d.Returned, err)
	}
}

// What a second person decides is one click away from where it is decided.
func TestDecisionsAreOneClickAway(t *testing.T) {
	b, _, officer, c := newBench(t)
	ctx := context.Background()
	other, err := b.Office().RegisterCase(ctx, b.Admit("王芳", court.GroupGeneral, court.RoleClerk), uitest.ACase(officer.User.ID, court.D(2018, 10, 8), "赵六"))
	b.Must(err)
	b.Must(b.Office().CloseCase(ctx, officer, other.ID, court.ClosedTerminated, b.Office().Today(), "撤回申请"))
	_, err = b.Office().AskUndoClosing(ctx, officer, other.ID, "报错了案件")
	b.Must(err)
	_, err = b.Office().AskExtension(ctx, officer, c.ID, 3, "等待评估")
	b.Must(err)
	nodes, err := b.Office().Nodes(ctx, c.ID)
	b.Must(err)
	n := nodes[0]
	b.Must(b.Office().RecordNode(ctx, officer, n.ID, office.NodeEntry{Planned: n.Planned, Actual: b.Office().Today()}))
	b.today = b.today.AddDate(0, 0, 3)
	_, err = b.Office().AskNodeChange(ctx, officer, n.ID, court.D(2018, 10, 10), "", "", "填错了日期")
	b.Must(err)
	boss := b.Admit("何向东", "", court.RoleDirector, court.RolePresident)
	b.show(boss)
	kinds := map[string]inboxLine{}
	for _, l := range b.page.inbox.lines {
		kinds[l.kind] = l
	}
	if len(kinds) != 3 {
		t.Fatalf("waiting %+v", b.page.inbox.lines)
	}
	kinds["延长期限待审批"].open()
	if b.term != c.ID {
		t.Errorf("the extension leads to the term of %d", b.term)
	}
	kinds["节点改期待确认"].open()
	if b.Last() != "case "+frame.TabProgress {
		t.Errorf("the other day leads to %q", b.Last())
	}
	kinds["撤销结案待审批"].open()
	if b.Last() != "case "+frame.TabFacts {
		t.Errorf("the undone closing leads to %q", b.Last())
	}
	b.show(officer) // who asked does not decide
	if len(b.page.inbox.lines) != 0 {
		t.Errorf("the officer is asked %+v", b.page.inbox.lines)
	}
}

func TestNewOfficeSaysHowToBegin(t *testing.T) {
	b := emptyBench(t)
	b.show(b.Admin)
	if !uitest.Shows("添加人员", b.page.whole) {
		t.Errorf("a new office says %q", uitest.Texts(b.page.whole))
	}
	b.page.due.Empty.Action()
	if b.Last() != "人员" {
		t.Errorf("添加人员 leads to %q", b.Last())
	}
}

func TestMoneyAges(t *testing.T) {
	b, _, officer, _ := newBench(t)
	b.show(officer)
	held := func(days int, who int64) office.HeldLine {
		return office.HeldLine{HeldCase: office.HeldCase{OfficerID: who, Oldest: b.Office().Today().AddDays(-days)}}
	}
	me := officer.User.ID
	ages := b.page.moneyAges(answer{held: []office.HeldLine{held(5, me), held(6, me), held(30, me), held(31, me), held(31, me), held(2, me+1)}})
	for i, want := range []int{1, 1, 0, 1, 2} {
		if ages[i].count != want {
			t.Errorf("%s: %d cases, want %d", ages[i].name, ages[i].count, want)
		}
	}
}
