// Package partstest lets tests drive screens without a real window: a frame
// that remembers what a screen asked of it, a thread the test pumps, and a
// small court with its staff.
package partstest

import (
	"context"
	"image"
	"os"
	"path/filepath"
	"testing"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/test"

	"zhixing/app/court"
	"zhixing/app/desktop/frame"
	"zhixing/app/desktop/widgets"
	"zhixing/app/office"
	"zhixing/assets"
)

// thread holds what other goroutines hand to fyne.Do: the window's thread of a
// test is the test's own goroutine, and Until pumps it.
var thread = make(chan func(), 1000)

type threadDriver struct{ fyne.Driver }

func (threadDriver) DoFromGoroutine(f func(), _ bool) { thread <- f }

type threadApp struct{ fyne.App }

func (a threadApp) Driver() fyne.Driver { return threadDriver{a.App.Driver()} }

// Main runs a package's tests in an application without a screen.
func Main(m *testing.M) {
	app := test.NewApp()
	app.Settings().SetTheme(widgets.NewTheme(assets.WindowRegular(), assets.WindowBold(), false))
	fyne.SetCurrentApp(threadApp{app})
	os.Exit(m.Run())
}

// Until runs what arrives for the window's thread until the condition holds.
func Until(t *testing.T, what string, holds func() bool) {
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

// Today is the day of the tests; Now is its clock.
var Today = court.D(2018, 11, 23)

// Now gives two in the afternoon of Today.
func Now() time.Time { return time.Date(2018, 11, 23, 14, 2, 0, 0, time.Local) }

const password = "long enough 密码"

// Frame is a window with one page in front, over a real office.
type Frame struct {
	T      *testing.T
	Staff  map[string]office.Actor
	Me     office.Actor
	Said   string
	Failed error
	Opened []string // files opened or printed, cases as "case 7 案款"
	Choose string   // what ChooseFile answers

	o     *office.Office
	win   fyne.Window
	dir   string
	pages []frame.Page
}

// New sets a court up in an empty office: 沈国栋 (承办人), 周玥 (书记员), 何向东
// (执行局长), 钱会计 (财务), 赵一帆 (评查员 and 承办人). 沈国栋 is logged in.
func New(t *testing.T, o *office.Office) *Frame {
	t.Helper()
	f := &Frame{T: t, o: o, dir: t.TempDir(), win: test.NewTempWindow(t, nil), Staff: map[string]office.Actor{}}
	admin, err := o.SetUp(context.Background(), office.Setup{Admin: "管理员", Password: password, Settings: court.Settings{
		CourtName: "溪山县人民法院", CourtCode: "豫1599", AccountBank: "信用社", AccountName: "专户", AccountNo: "41001599"}})
	f.Must(err)
	add := func(name string, g court.Group, roles ...court.Role) {
		u, err := o.SaveUser(context.Background(), admin, court.User{Name: name, Group: g, Roles: roles}, password)
		f.Must(err)
		f.Staff[name] = office.Actor{User: u}
	}
	add("沈国栋", court.GroupEnforcement, court.RoleOfficer)
	add("周玥", court.GroupGeneral, court.RoleClerk)
	add("何向东", "", court.RoleDirector, court.RoleHead)
	add("钱会计", "", court.RoleAccountant)
	add("赵一帆", court.GroupClosing, court.RoleReviewer, court.RoleOfficer)
	f.Me = f.Staff["沈国栋"]
	t.Cleanup(o.Subscribe(func(c office.Change) {
		fyne.Do(func() {
			if len(f.pages) > 0 {
				f.Front().Changed(c)
			}
		})
	}))
	return f
}

// Must ends the test on an error.
func (f *Frame) Must(err error) {
	f.T.Helper()
	if err != nil {
		f.T.Fatal(err)
	}
}

// Register stores a case of 沈国栋's with one applicant and the debtors.
func (f *Frame) Register(debtors ...string) court.Case {
	f.T.Helper()
	c := court.Case{
		Kind: court.KindFirst, Filed: court.D(2018, 6, 8), Cause: "民间借贷纠纷", Principal: 300_000_00, OfficerID: f.Staff["沈国栋"].User.ID,
		Basis: court.Basis{Kind: "民事判决书", Number: "（2018）豫1599民初12号", Organ: "溪山县人民法院", Effective: court.D(2018, 5, 1)},
		Parties: []court.Party{
			{Role: court.RoleApplicant, Kind: court.PartyPerson, Name: "张㛃", BankName: "信用社", BankAccount: "6229001"},
		},
	}
	for _, name := range debtors {
		c.Parties = append(c.Parties, court.Party{Role: court.RoleDebtor, Kind: court.PartyPerson, Name: name, Address: "溪山县城关镇"})
	}
	c, err := f.o.RegisterCase(context.Background(), f.Staff["周玥"], c)
	f.Must(err)
	return c
}

// Front is the page in front.
func (f *Frame) Front() frame.Page { return f.pages[len(f.pages)-1] }

// Dialog is the layer on top, nil for none.
func (f *Frame) Dialog() fyne.CanvasObject { return f.win.Canvas().Overlays().Top() }

// Press types keys into what has the keyboard, or into the window.
func (f *Frame) Press(keys ...fyne.KeyName) {
	for _, k := range keys {
		if focused := f.win.Canvas().Focused(); focused != nil {
			focused.TypedKey(&fyne.KeyEvent{Name: k})
			continue
		}
		f.win.Canvas().OnTypedKey()(&fyne.KeyEvent{Name: k})
	}
}

// Type types a text into what has the keyboard.
func (f *Frame) Type(text string) {
	f.T.Helper()
	focused := f.win.Canvas().Focused()
	if focused == nil {
		f.T.Fatalf("nothing has the keyboard for %q", text)
	}
	for _, r := range text {
		focused.TypedRune(r)
	}
}

func (f *Frame) bring() {
	f.win.SetContent(f.Front().Content())
	f.win.Resize(fyne.NewSize(1206, 690))
	widgets.KeymapOf(f.win.Canvas()).SetScreen(f.Front().Keys())
	f.Front().Shown()
}

// Office gives the office.
func (f *Frame) Office() *office.Office { return f.o }

// Actor gives who is logged in.
func (f *Frame) Actor() office.Actor { return f.Me }

// Can tells what the actor may do.
func (f *Frame) Can(p office.Permission) bool { return office.Can(f.Me, p) }

// Window gives the window.
func (f *Frame) Window() fyne.Window { return f.win }

// Open shows a page.
func (f *Frame) Open(p frame.Page) { f.pages = append(f.pages, p); f.bring() }

// Back goes to the page below.
func (f *Frame) Back() {
	if len(f.pages) < 2 || !f.Front().Leave(f.Back) {
		return
	}
	f.pages = f.pages[:len(f.pages)-1]
	f.bring()
}

// Go remembers the page asked for.
func (f *Frame) Go(page string) { f.Opened = append(f.Opened, page) }

// OpenCase remembers the case asked for.
func (f *Frame) OpenCase(id int64, tab string) { f.Opened = append(f.Opened, "case "+tab) }

// OpenRegistration remembers that it was asked for.
func (f *Frame) OpenRegistration() { f.Opened = append(f.Opened, "registration") }

// OpenPaperMaker remembers that it was asked for.
func (f *Frame) OpenPaperMaker(int64, string) { f.Opened = append(f.Opened, "maker") }

// OpenLedgerImport remembers that it was asked for.
func (f *Frame) OpenLedgerImport() { f.Opened = append(f.Opened, "import") }

// Say remembers the sentence.
func (f *Frame) Say(text string) { f.Said = text }

// Fail remembers the error.
func (f *Frame) Fail(err error) { f.Failed = err }

// ChooseFile answers with Choose.
func (f *Frame) ChooseFile(_ string, _ []string, chosen func(string)) { chosen(f.Choose) }

// SaveFile answers with a file in the folder of exported files.
func (f *Frame) SaveFile(_, name string, chosen func(string)) { chosen(filepath.Join(f.dir, name)) }

// OpenOutside remembers the file.
func (f *Frame) OpenOutside(path string) { f.Opened = append(f.Opened, path) }

// PrintOutside remembers the file.
func (f *Frame) PrintOutside(path string) { f.Opened = append(f.Opened, path) }

// OutDir is the folder of exported files.
func (f *Frame) OutDir() string { return f.dir }

// PageImage gives a blank page.
func (f *Frame) PageImage(context.Context, []byte, int, float64) (image.Image, error) {
	return image.NewRGBA(image.Rect(0, 0, 10, 14)), nil
}

// PageCount says one page.
func (f *Frame) PageCount(context.Context, []byte) (int, error) { return 1, nil }
