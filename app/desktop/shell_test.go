package desktop

import (
	"context"
	"path/filepath"
	"slices"
	"testing"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/test"

	"zhixing/app/court"
	"zhixing/app/desktop/frame"
	"zhixing/app/desktop/uitest"
	"zhixing/app/desktop/widgets"
	"zhixing/app/office"
	"zhixing/app/paper"
	"zhixing/cmd/zhixing/wiring"
)

func TestMain(m *testing.M) { uitest.Main(m) }

const password = "long enough 密码"

// newProgram is a program on a real office with an administrator, an officer
// and a director, before anybody logged in.
// noEngine is a computer on which the preview's engine does not start, which
// these tests do not look at; under the race detector it would take minutes.
type noEngine struct{}

func (noEngine) Open([]byte) (*paper.Document, error) {
	return nil, court.Errorf(court.CodeRefused, "预览没有启动。")
}

func newProgram(t *testing.T) *program {
	t.Helper()
	ctx, dir := context.Background(), t.TempDir()
	now := func() time.Time { return time.Date(2018, 11, 23, 14, 2, 0, 0, time.Local) }
	o, done, err := wiring.Create(ctx, filepath.Join(dir, "data"), now)
	must(t, err)
	t.Cleanup(func() { must(t, done()) })
	admin, err := o.SetUp(ctx, office.Setup{Admin: "管理员", Password: password,
		Settings: court.Settings{CourtName: "溪山县人民法院", CourtCode: "豫1599"}})
	must(t, err)
	for name, roles := range map[string][]court.Role{"沈国栋": {court.RoleOfficer, court.RoleClerk}, "贺长风": {court.RoleDirector}} {
		_, err := o.SaveUser(ctx, admin, court.User{Name: name, Group: court.GroupEnforcement, Roles: roles}, password)
		must(t, err)
	}
	p := &program{opt: Options{Dir: filepath.Join(dir, "data"), Now: now, Previewer: noEngine{}}, app: fyne.CurrentApp(), office: o, logs: dir,
		win: test.NewTempWindow(t, nil), watch: newActivity(), root: container.NewStack()}
	p.win.SetPadded(false)
	p.win.SetContent(p.root)
	p.win.Resize(fyne.NewSize(1366, 768))
	var before opened
	before.office = o
	must(t, before.readStart(ctx))
	p.useSettings(before)
	return p
}

func must(t *testing.T, err error) {
	t.Helper()
	if err != nil {
		t.Fatal(err)
	}
}

// as logs somebody in.
func (p *program) as(t *testing.T, name string) *shell {
	t.Helper()
	actor, err := p.office.LogIn(context.Background(), name, password)
	must(t, err)
	p.enter(actor)
	t.Cleanup(func() {
		if p.shell != nil {
			p.shell.end()
		}
	})
	return p.shell
}

func (s *shell) navIDs() []string {
	var ids []string
	for _, item := range s.navItems() {
		if item.ID != "" {
			ids = append(ids, item.ID)
		}
	}
	return ids
}

func TestNavigationOffersWhatTheRolesAllow(t *testing.T) {
	p := newProgram(t)
	everybody := []string{frame.PageDesk, frame.PageCases, frame.PageBoard, frame.PageWarnings, frame.PageProperty, frame.PageSale, frame.PageListing, frame.PageCoercion, frame.PageMoney, frame.PageCustody, frame.PagePapers,
		frame.PageScans, frame.PageClosure, frame.PageLedgers, frame.PageCalc, frame.PageRules}
	for name, more := range map[string][]string{
		"沈国栋": nil,
		"贺长风": {frame.PageAudit},
		"管理员": {frame.PageAudit, frame.PageSettings},
	} {
		s := p.as(t, name)
		want := append(slices.Clone(everybody), more...)
		if s.Can(office.MayImportStatement) {
			want = slices.Insert(want, slices.Index(want, frame.PageMoney)+1, frame.PageBank)
		}
		if got := s.navIDs(); !slices.Equal(got, want) {
			t.Errorf("%s sees %q, want %q", name, got, want)
		}
		for _, page := range s.navIDs() {
			s.Go(page)
			if s.front() == nil || s.front().page.Nav() != page {
				t.Errorf("%s: %s does not open", name, page)
			}
		}
		s.end()
	}
}

// fake is a page that can refuse to go.
type fake struct {
	nav     string
	shown   int
	changes []office.Change
	unsaved bool
	then    func()
}

func (f *fake) Nav() string                { return f.nav }
func (f *fake) Content() fyne.CanvasObject { return widgets.NewEntry() }
func (f *fake) Shown()                     { f.shown++ }
func (f *fake) Changed(c office.Change)    { f.changes = append(f.changes, c) }
func (f *fake) Keys() widgets.Bindings     { return nil }
func (f *fake) Leave(then func()) bool {
	f.then = then
	return !f.unsaved
}

func TestBackAsksThePageAndReturns(t *testing.T) {
	s := newProgram(t).as(t, "沈国栋")
	first, second := &fake{nav: frame.PageCases}, &fake{nav: frame.PageCases, unsaved: true}
	s.Open(first)
	s.Open(second)
	uitest.Press(s.p.win, fyne.KeyEscape)
	if s.front().page != second {
		t.Fatal("Esc threw unsaved input away")
	}
	second.then() // the page's own question was answered with yes
	if s.front().page != first || first.shown != 2 {
		t.Errorf("Back shows %T, shown %d times", s.front().page, first.shown)
	}
	uitest.Shortcut(s.p.win, fyne.KeyModifierAlt, fyne.KeyLeft)
	if s.front().page.Nav() != frame.PageDesk {
		t.Error("Alt+Left does not go back")
	}
	s.Back()
	if len(s.stack) != 1 {
		t.Error("Back went below the first page")
	}
}

func TestGoAsksEveryOpenPage(t *testing.T) {
	s := newProgram(t).as(t, "沈国栋")
	below, above := &fake{nav: frame.PageCases, unsaved: true}, &fake{nav: frame.PageCases}
	s.Open(below)
	s.Open(above)
	s.Go(frame.PageMoney)
	if len(s.stack) != 3 {
		t.Fatal("a page under the front one lost its input unasked")
	}
	below.then()
	if s.front().page.Nav() != frame.PageMoney || len(s.stack) != 1 {
		t.Errorf("after agreeing, %s is in front of %d", s.front().page.Nav(), len(s.stack))
	}
}

func TestChangeReachesThePageInFront(t *testing.T) {
	p := newProgram(t)
	s := p.as(t, "沈国栋")
	behind, front := &fake{nav: frame.PageCases}, &fake{nav: frame.PageCases}
	s.Open(behind)
	s.Open(front)
	_, err := p.office.RegisterCase(context.Background(), s.actor, court.Case{
		Kind: court.KindFirst, Filed: court.D(2018, 11, 1), Cause: "民间借贷纠纷", Principal: 100_00,
		Basis: court.Basis{Kind: "民事判决书", Number: "（2018）豫1599民初1号", Organ: "溪山县人民法院", Effective: court.D(2018, 9, 1)},
		Parties: []court.Party{{Role: court.RoleApplicant, Kind: court.PartyPerson, Name: "张㛃"},
			{Role: court.RoleDebtor, Kind: court.PartyPerson, Name: "李𬭎"}}})
	must(t, err)
	uitest.Until(t, "the change", func() bool { return len(front.changes) > 0 })
	if front.changes[0].What != "case" || len(behind.changes) != 0 {
		t.Errorf("front got %+v, behind %+v", front.changes, behind.changes)
	}
	uitest.Until(t, "the count", func() bool { return uitest.Shows("1", s.nav) })
}

func TestSearchFindsRareNames(t *testing.T) {
	p := newProgram(t)
	s := p.as(t, "沈国栋")
	_, err := p.office.RegisterCase(context.Background(), s.actor, court.Case{
		Kind: court.KindFirst, Filed: court.D(2018, 11, 1), Cause: "民间借贷纠纷", Principal: 100_00, OfficerID: s.actor.User.ID,
		Basis: court.Basis{Kind: "民事判决书", Number: "（2018）豫1599民初1号", Organ: "溪山县人民法院", Effective: court.D(2018, 9, 1)},
		Parties: []court.Party{{Role: court.RoleApplicant, Kind: court.PartyPerson, Name: "张㛃"},
			{Role: court.RoleDebtor, Kind: court.PartyPerson, Name: "李𬭎䶮"}}})
	must(t, err)
	items, err := s.find(context.Background(), "𬭎䶮")
	must(t, err)
	if len(items) != 1 || items[0].Label != "（2018）豫1599执1号　张㛃 申请执行 李𬭎䶮" || items[0].Note != "沈国栋" {
		t.Fatalf("found %+v", items)
	}
	items[0].Do()
	if s.front().page.Nav() != frame.PageCases || len(s.stack) != 2 {
		t.Error("the case does not open above the page")
	}
}

func TestLockKeepsWhatWasTyped(t *testing.T) {
	p := newProgram(t)
	s := p.as(t, "沈国栋")
	page := &fake{nav: frame.PageCases}
	s.Open(page)
	entry := s.front().content.(*widgets.Entry)
	p.win.Canvas().Focus(entry)
	uitest.Type(p.win, "还没有保存的话")
	dialog := widgets.MessageDialog(p.win, "说明", "开着的对话框", "")

	uitest.Settle(0)
	p.lockNow("15 分钟没有操作，窗口已锁定。")
	stack := len(s.stack)
	uitest.Shortcut(p.win, fyne.KeyModifierControl, fyne.KeyN)
	uitest.Press(p.win, fyne.KeyEscape)
	if len(s.stack) != stack || !dialog.Open() {
		t.Fatal("keys work behind the lock")
	}
	uitest.Type(p.win, "wrong")
	uitest.Press(p.win, fyne.KeyReturn)
	uitest.Until(t, "refusal", func() bool { return uitest.Shows("姓名或密码不对", p.win.Canvas().Overlays().Top()) })
	uitest.Type(p.win, password)
	uitest.Press(p.win, fyne.KeyReturn)
	uitest.Until(t, "unlocking", func() bool { return p.lock == nil })
	if !dialog.Open() || entry.Text != "还没有保存的话" || s.front().page != page {
		t.Errorf("after unlocking: dialog %v, text %q", dialog.Open(), entry.Text)
	}
}

func TestReadOnlyOffersNoWriting(t *testing.T) {
	p := newProgram(t)
	o, done, err := wiring.Open(context.Background(), p.opt.Dir, true, p.opt.Now)
	must(t, err)
	t.Cleanup(func() { must(t, done()) })
	p.office = o
	s := p.as(t, "管理员")
	for _, may := range []office.Permission{office.MayManageUsers, office.MayImport, office.MayMakePaper, office.MayManageSettings} {
		if s.Can(may) {
			t.Errorf("read-only run offers %s", may)
		}
	}
	if !s.Can(office.MayRead) || !s.Can(office.MayReadAudit) || !s.Can(office.MayExport) {
		t.Error("read-only run hides what only reads")
	}
	uitest.Until(t, "the status line", func() bool { return uitest.Shows("数据库 只读", s.status) })
}

func TestLogInPageAfterSwitching(t *testing.T) {
	p := newProgram(t)
	p.as(t, "沈国栋")
	p.leave()
	if p.shell != nil || !uitest.Shows("登录", p.root) {
		t.Error("switching does not show the log-in page")
	}
}
