package desk

import (
	"context"
	"image"
	"path/filepath"
	"testing"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/test"

	"zhixing/app/court"
	"zhixing/app/desktop/frame"
	"zhixing/app/desktop/uitest"
	"zhixing/app/desktop/widgets"
	"zhixing/app/office"
	"zhixing/cmd/zhixing/wiring"
)

func TestMain(m *testing.M) { uitest.Main(m) }

const password = "long enough 密码"

// bench is a frame around the workbench of one person over a real office.
type bench struct {
	t      *testing.T
	o      *office.Office
	actor  office.Actor
	win    fyne.Window
	page   *page
	today  time.Time
	opened string // tab of the case opened last
	filter office.CaseQuery
	gone   string
	said   string
	term   int64 // case whose term was opened last
	admin  office.Actor
}

// admit adds somebody to the staff.
func (b *bench) admit(name string, roles ...court.Role) office.Actor {
	b.t.Helper()
	u, err := b.o.SaveUser(context.Background(), b.admin, court.User{Name: name, Roles: roles}, password)
	must(b.t, err)
	return office.Actor{User: u}
}

func aCase(officer int64, debtor string) court.Case {
	return court.Case{
		Kind: court.KindFirst, Filed: court.D(2018, 10, 8), Cause: "民间借贷纠纷", Principal: 300_000_00, OfficerID: officer,
		Basis: court.Basis{Kind: "民事判决书", Number: "（2018）豫1599民初12号", Organ: "溪山县人民法院", Effective: court.D(2018, 9, 1)},
		Parties: []court.Party{{Role: court.RoleApplicant, Kind: court.PartyPerson, Name: "张㛃"},
			{Role: court.RoleDebtor, Kind: court.PartyPerson, Name: debtor}}}
}

func must(t *testing.T, err error) {
	t.Helper()
	if err != nil {
		t.Fatal(err)
	}
}

// newBench makes an office in which 综合组's clerk registered a case a month
// ago; show then shows the workbench of somebody.
func newBench(t *testing.T) (b *bench, clerk, officer office.Actor, c court.Case) {
	t.Helper()
	b = &bench{t: t, win: test.NewTempWindow(t, nil), today: time.Date(2018, 10, 8, 9, 0, 0, 0, time.Local)}
	ctx := context.Background()
	o, done, err := wiring.Create(ctx, filepath.Join(t.TempDir(), "data"), func() time.Time { return b.today })
	must(t, err)
	t.Cleanup(func() { must(t, done()) })
	b.o = o
	admin, err := o.SetUp(ctx, office.Setup{Admin: "管理员", Password: password,
		Settings: court.Settings{CourtName: "溪山县人民法院", CourtCode: "豫1599"}})
	must(t, err)
	b.admin = admin
	add := func(name string, g court.Group, roles ...court.Role) office.Actor {
		u, err := o.SaveUser(ctx, admin, court.User{Name: name, Group: g, Roles: roles}, password)
		must(t, err)
		return office.Actor{User: u}
	}
	clerk = add("陈玥", court.GroupGeneral, court.RoleClerk)
	officer = add("沈国栋", court.GroupEnforcement, court.RoleOfficer)
	c, err = o.RegisterCase(ctx, clerk, aCase(officer.User.ID, "李𬭎"))
	must(t, err)
	return b, clerk, officer, c
}

func (b *bench) show(actor office.Actor) {
	b.actor = actor
	b.page = New(b, Links{
		Cases: func(q office.CaseQuery) { b.filter = q },
		Term:  func(id int64) { b.term = id },
		Staff: func() { b.gone = "人员" },
	}).(*page)
	b.win.SetPadded(false)
	b.win.SetContent(b.page.Content())
	b.win.Resize(fyne.NewSize(1210, 680))
	b.page.Shown()
	uitest.Until(b.t, "the figures", func() bool { return b.page.due.Empty.Text != "正在读取…" })
}

func (b *bench) Office() *office.Office                    { return b.o }
func (b *bench) Actor() office.Actor                       { return b.actor }
func (b *bench) Can(p office.Permission) bool              { return office.Can(b.actor, p) }
func (b *bench) Window() fyne.Window                       { return b.win }
func (b *bench) Open(frame.Page)                           {}
func (b *bench) Back()                                     {}
func (b *bench) Go(page string)                            { b.gone = page }
func (b *bench) OpenCase(_ int64, tab string)              { b.opened = tab }
func (b *bench) OpenRegistration()                         {}
func (b *bench) OpenPaperMaker(int64, string)              {}
func (b *bench) OpenLedgerImport()                         {}
func (b *bench) Say(text string)                           { b.said = text }
func (b *bench) Fail(err error)                            { b.t.Error(err) }
func (b *bench) OpenOutside(string)                        {}
func (b *bench) PrintOutside(string)                       {}
func (b *bench) OutDir() string                            { return b.t.TempDir() }
func (b *bench) SaveFile(_, _ string, _ func(string))      {}
func (b *bench) ChooseFile(string, []string, func(string)) {}
func (b *bench) PageImage(context.Context, []byte, int, float64) (image.Image, error) {
	return nil, nil
}
func (b *bench) PageCount(context.Context, []byte) (int, error) { return 0, nil }

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
	uitest.Press(b.win, fyne.KeyReturn)
	if b.opened != frame.TabProgress {
		t.Errorf("Enter opens %q", b.opened)
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
	b.t.Helper()
	_, err := b.o.HandOver(context.Background(), clerk, court.Handover{CaseID: c.ID, From: court.GroupGeneral, To: court.GroupEnforcement,
		ToStage: court.StageAssetControl, Materials: []court.Material{{Name: "申请执行书", Copies: 1, Pages: 3}}})
	must(b.t, err)
}

func TestReceiveAHandover(t *testing.T) {
	b, clerk, officer, c := newBench(t)
	b.handOver(clerk, c)
	b.show(officer)
	if len(b.page.inbox.lines) != 1 {
		t.Fatalf("waiting: %+v", b.page.inbox.lines)
	}
	b.page.inbox.lines[0].buttons[0].Do()
	uitest.Until(t, "receiving", func() bool { return b.said != "" })
	got, err := b.o.Case(context.Background(), c.ID)
	must(t, err)
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
	uitest.Shortcut(b.win, fyne.KeyModifierControl, fyne.KeyS)
	if !uitest.Shows("“补正要求”必须填写", b.win.Canvas().Overlays().Top()) {
		t.Error("sent back without saying why")
	}
	uitest.Type(b.win, "缺送达地址确认书")
	uitest.Shortcut(b.win, fyne.KeyModifierControl, fyne.KeyS)
	uitest.Until(t, "sending back", func() bool { return b.said != "" })
	sent, err := b.o.Handovers(context.Background(), c.ID)
	must(t, err)
	if sent[0].State != court.HandoverReturned || sent[0].ReturnNote != "缺送达地址确认书" {
		t.Errorf("handover %+v", sent[0])
	}
}

// What a second person decides is one click away from where it is decided.
func TestDecisionsAreOneClickAway(t *testing.T) {
	b, _, officer, c := newBench(t)
	ctx := context.Background()
	other, err := b.o.RegisterCase(ctx, b.admit("王芳", court.RoleClerk), aCase(officer.User.ID, "赵六"))
	must(t, err)
	must(t, b.o.CloseCase(ctx, officer, other.ID, court.ClosedTerminated, b.o.Today(), "撤回申请"))
	_, err = b.o.AskUndoClosing(ctx, officer, other.ID, "报错了案件")
	must(t, err)
	_, err = b.o.AskExtension(ctx, officer, c.ID, 3, "等待评估")
	must(t, err)
	nodes, err := b.o.Nodes(ctx, c.ID)
	must(t, err)
	n := nodes[0]
	must(t, b.o.RecordNode(ctx, officer, n.ID, office.NodeEntry{Planned: n.Planned, Actual: b.o.Today()}))
	b.today = b.today.AddDate(0, 0, 3)
	_, err = b.o.AskNodeChange(ctx, officer, n.ID, court.D(2018, 10, 10), "", "", "填错了日期")
	must(t, err)
	boss := b.admit("何向东", court.RoleDirector, court.RolePresident)
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
	if b.opened != frame.TabProgress {
		t.Errorf("the other day leads to %q", b.opened)
	}
	kinds["撤销结案待审批"].open()
	if b.opened != frame.TabFacts {
		t.Errorf("the undone closing leads to %q", b.opened)
	}
	b.show(officer) // who asked does not decide
	if len(b.page.inbox.lines) != 0 {
		t.Errorf("the officer is asked %+v", b.page.inbox.lines)
	}
}

func TestNewOfficeSaysHowToBegin(t *testing.T) {
	b := &bench{t: t, win: test.NewTempWindow(t, nil), today: time.Date(2018, 10, 8, 9, 0, 0, 0, time.Local)}
	o, done, err := wiring.Create(context.Background(), filepath.Join(t.TempDir(), "data"), func() time.Time { return b.today })
	must(t, err)
	t.Cleanup(func() { must(t, done()) })
	b.o = o
	admin, err := o.SetUp(context.Background(), office.Setup{Admin: "管理员", Password: password,
		Settings: court.Settings{CourtName: "溪山县人民法院", CourtCode: "豫1599"}})
	must(t, err)
	b.show(admin)
	if !uitest.Shows("添加人员", b.page.whole) {
		t.Errorf("a new office says %q", uitest.Texts(b.page.whole))
	}
	b.page.due.Empty.Action()
	if b.gone != "人员" {
		t.Errorf("添加人员 leads to %q", b.gone)
	}
}

func TestMoneyAges(t *testing.T) {
	b, _, officer, _ := newBench(t)
	b.show(officer)
	held := func(days int, who int64) office.HeldLine {
		return office.HeldLine{HeldCase: office.HeldCase{OfficerID: who, Oldest: b.o.Today().AddDays(-days)}}
	}
	me := officer.User.ID
	ages := b.page.moneyAges(answer{held: []office.HeldLine{held(5, me), held(6, me), held(30, me), held(31, me), held(31, me), held(2, me+1)}})
	for i, want := range []int{1, 1, 0, 1, 2} {
		if ages[i].count != want {
			t.Errorf("%s: %d cases, want %d", ages[i].name, ages[i].count, want)
		}
	}
}
