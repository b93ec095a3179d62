package cases

import (
	"context"
	"image"
	"os"
	"path/filepath"
	"testing"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/driver/desktop"
	"fyne.io/fyne/v2/test"

	"zhixing/app/court"
	"zhixing/app/desktop/frame"
	"zhixing/app/desktop/widgets"
	"zhixing/app/office"
	"zhixing/assets"
	"zhixing/cmd/zhixing/wiring"
)

// The window's thread of these tests is the test's own goroutine: what other
// goroutines hand to fyne.Do waits until the test pumps.
var thread = make(chan func(), 1000)

type threadDriver struct{ fyne.Driver }

func (threadDriver) DoFromGoroutine(f func(), _ bool) { thread <- f }

type threadApp struct{ fyne.App }

func (a threadApp) Driver() fyne.Driver { return threadDriver{a.App.Driver()} }

func TestMain(m *testing.M) {
	app := test.NewApp()
	app.Settings().SetTheme(widgets.NewTheme(assets.WindowRegular(), assets.WindowBold(), false))
	fyne.SetCurrentApp(threadApp{app})
	os.Exit(m.Run())
}

// until runs what arrives for the window's thread until the condition holds.
func until(t *testing.T, what string, holds func() bool) {
	t.Helper()
	limit := time.After(20 * time.Second)
	for !holds() {
		select {
		case f := <-thread:
			f()
		case <-limit:
			t.Fatalf("%s: did not happen", what)
		}
	}
}

const password = "long enough 密码"

var today = court.D(2018, 11, 23)

// shell is a window with one page in front, over a real office.
type shell struct {
	t      *testing.T
	o      *office.Office
	actor  office.Actor
	other  office.Actor // 执行局长
	admin  office.Actor
	win    fyne.Window
	pages  []frame.Page
	said   string
	failed error
	opened string // file or case opened last
	dir    string
}

// newShell makes a court with an officer who holds most roles, and a director.
func newShell(t *testing.T) *shell {
	t.Helper()
	s := &shell{t: t, dir: t.TempDir(), win: test.NewTempWindow(t, nil)}
	ctx := context.Background()
	now := func() time.Time { return time.Date(2018, 11, 23, 14, 2, 0, 0, time.Local) }
	o, done, err := wiring.Create(ctx, filepath.Join(s.dir, "data"), now)
	s.must(err)
	t.Cleanup(func() { s.must(done()) })
	s.o = o
	admin, err := o.SetUp(ctx, office.Setup{Admin: "管理员", Password: password, Settings: court.Settings{
		CourtName: "溪山县人民法院", CourtCode: "豫1599", AccountBank: "信用社", AccountName: "专户", AccountNo: "41001599", Tribunals: []string{"青龙镇人民法庭"}}})
	s.must(err)
	s.admin = admin
	add := func(name string, g court.Group, roles ...court.Role) office.Actor {
		u, err := o.SaveUser(ctx, admin, court.User{Name: name, Group: g, Roles: roles}, password)
		s.must(err)
		return office.Actor{User: u}
	}
	s.actor = add("沈国栋", court.GroupEnforcement, court.RoleOfficer, court.RoleClerk, court.RoleHead, court.RoleAccountant)
	s.other = add("何向东", "", court.RoleDirector, court.RolePresident)
	s.win.Resize(fyne.NewSize(1366, 768))
	cancel := o.Subscribe(func(c office.Change) {
		fyne.Do(func() {
			if len(s.pages) > 0 {
				s.pages[len(s.pages)-1].Changed(c)
			}
		})
	})
	t.Cleanup(cancel)
	return s
}

func (s *shell) must(err error) {
	s.t.Helper()
	if err != nil {
		s.t.Fatal(err)
	}
}

// register stores a case with one applicant and one debtor.
func (s *shell) register(debtor string) court.Case {
	s.t.Helper()
	c, err := s.o.RegisterCase(context.Background(), s.actor, court.Case{
		Kind: court.KindFirst, Filed: court.D(2018, 10, 8), Cause: "民间借贷纠纷", Principal: 300_000_00, OfficerID: s.actor.User.ID,
		Basis: court.Basis{Kind: "民事判决书", Number: "（2018）豫1599民初12号", Organ: "溪山县人民法院", Effective: court.D(2018, 9, 1)},
		Parties: []court.Party{
			{Role: court.RoleApplicant, Kind: court.PartyPerson, Name: "张㛃", BankName: "信用社", BankAccount: "6229001"},
			{Role: court.RoleDebtor, Kind: court.PartyPerson, Name: debtor, Address: "溪山县城关镇"},
		},
	})
	s.must(err)
	return c
}

// front gives the page in front.
func (s *shell) front() frame.Page { return s.pages[len(s.pages)-1] }

// dialog gives the layer on top, nil for none.
func (s *shell) dialog() fyne.CanvasObject { return s.win.Canvas().Overlays().Top() }

func (s *shell) bring() {
	s.win.SetContent(s.front().Content())
	s.win.Resize(fyne.NewSize(1220, 690))
	widgets.KeymapOf(s.win.Canvas()).SetScreen(s.front().Keys())
	s.front().Shown()
}

func (s *shell) Office() *office.Office       { return s.o }
func (s *shell) Actor() office.Actor          { return s.actor }
func (s *shell) Can(p office.Permission) bool { return office.Can(s.actor, p) }
func (s *shell) Window() fyne.Window          { return s.win }
func (s *shell) Open(p frame.Page)            { s.pages = append(s.pages, p); s.bring() }
func (s *shell) Back() {
	if len(s.pages) < 2 || !s.front().Leave(s.Back) {
		return
	}
	s.pages = s.pages[:len(s.pages)-1]
	s.bring()
}
func (s *shell) Go(string)                                      {}
func (s *shell) OpenCase(id int64, tab string)                  { s.Open(NewCasePage(s, id, tab)) }
func (s *shell) OpenRegistration()                              { s.Open(NewRegistrationPage(s)) }
func (s *shell) OpenPaperMaker(int64, string)                   { s.opened = "文书" }
func (s *shell) OpenLedgerImport()                              { s.opened = "台账" }
func (s *shell) Say(text string)                                { s.said = text }
func (s *shell) Fail(err error)                                 { s.failed = err }
func (s *shell) ChooseFile(string, []string, func(string))      {}
func (s *shell) SaveFile(_, name string, chosen func(string))   { chosen(filepath.Join(s.dir, name)) }
func (s *shell) OpenOutside(path string)                        { s.opened = path }
func (s *shell) PrintOutside(path string)                       { s.opened = path }
func (s *shell) OutDir() string                                 { return s.dir }
func (s *shell) PageCount(context.Context, []byte) (int, error) { return 1, nil }
func (s *shell) PageImage(context.Context, []byte, int, float64) (image.Image, error) {
	return image.NewRGBA(image.Rect(0, 0, 10, 14)), nil
}

// openCase shows a case's page and waits until it was read.
func (s *shell) openCase(id int64, tab string) *casePage {
	s.t.Helper()
	p := newCasePage(s, id, tab)
	s.Open(p)
	until(s.t, "the case is read", func() bool { return p.facts != nil })
	return p
}

// press types keys into what has the keyboard, or into the window.
func (s *shell) press(keys ...fyne.KeyName) {
	for _, k := range keys {
		if focused := s.win.Canvas().Focused(); focused != nil {
			focused.TypedKey(&fyne.KeyEvent{Name: k})
			continue
		}
		s.win.Canvas().OnTypedKey()(&fyne.KeyEvent{Name: k})
	}
}

// typed types a text into what has the keyboard.
func (s *shell) typed(text string) {
	for _, r := range text {
		s.win.Canvas().Focused().TypedRune(r)
	}
}

// save presses Ctrl+S.
func (s *shell) save() {
	shortcut := &desktop.CustomShortcut{Modifier: fyne.KeyModifierControl, KeyName: fyne.KeyS}
	if focused, ok := s.win.Canvas().Focused().(fyne.Shortcutable); ok {
		focused.TypedShortcut(shortcut)
		return
	}
	s.win.Canvas().(fyne.Shortcutable).TypedShortcut(shortcut)
}

// addOfficer adds an officer to the staff, disable takes one off it.
func (s *shell) addOfficer(name string) court.User {
	u, err := s.o.SaveUser(context.Background(), s.admin, court.User{Name: name, Group: court.GroupEnforcement, Roles: []court.Role{court.RoleOfficer}}, password)
	s.must(err)
	return u
}

func (s *shell) disable(u court.User) {
	u.Disabled = true
	_, err := s.o.SaveUser(context.Background(), s.admin, u, "")
	s.must(err)
}
