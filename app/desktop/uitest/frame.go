package uitest

import (
	"context"
	"fmt"
	"image"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/test"

	"zhixing/app/court"
	"zhixing/app/desktop/frame"
	"zhixing/app/desktop/widgets"
	"zhixing/app/office"
)

// Today is the day of the tests.
var Today = court.D(2018, 11, 23)

// Now gives two in the afternoon of Today.
func Now() time.Time { return time.Date(2018, 11, 23, 14, 2, 0, 0, time.Local) }

// Password is everybody's.
const Password = "long enough 密码"

// Create makes an empty office in a folder and gives what closes it; tests
// hand in the program's own.
type Create func(ctx context.Context, dir string, now func() time.Time) (*office.Office, func() error, error)

// The size of a page in a window of 1366 by 768.
var pageSize = fyne.NewSize(1206, 690)

// Frame is a window with one page in front, over a real office. It remembers
// what a page asked of it.
type Frame struct {
	T      *testing.T
	Admin  office.Actor
	Staff  map[string]office.Actor
	Me     office.Actor // who is logged in
	Said   string
	Failed error
	Strict bool     // an error shown to the user ends the test
	Opened []string // files opened or printed, pages gone to, cases as "case 案款"
	Choose string   // what ChooseFile answers
	Dir    string   // of the office's data
	Pages  []frame.Page

	office   *office.Office
	win      fyne.Window
	out      string
	contents map[frame.Page]fyne.CanvasObject
	over     bool // the test ended: what arrives late is nobody's
}

var _ frame.Frame = (*Frame)(nil)

// NewCourt sets an empty court up; its administrator is logged in.
func NewCourt(t *testing.T, create Create, now func() time.Time) *Frame {
	t.Helper()
	f := &Frame{T: t, Dir: filepath.Join(t.TempDir(), "data"), out: t.TempDir(), win: test.NewTempWindow(t, nil), Staff: map[string]office.Actor{}}
	o, done, err := create(context.Background(), f.Dir, now)
	f.Must(err)
	t.Cleanup(func() { f.Must(done()) })
	f.office = o
	f.Admin, err = o.SetUp(context.Background(), office.Setup{Admin: "管理员", Password: Password, Settings: court.Settings{
		CourtName: "溪山县人民法院", CourtCode: "豫1599", AccountBank: "信用社", AccountName: "专户", AccountNo: "41001599", Tribunals: []string{"青龙镇人民法庭"}}})
	f.Must(err)
	f.Me = f.Admin
	t.Cleanup(o.Subscribe(func(c office.Change) {
		fyne.Do(func() {
			if len(f.Pages) > 0 && !f.over {
				f.Front().Changed(c)
			}
		})
	}))
	t.Cleanup(func() { f.over = true })
	return f
}

// NewFrame sets a court up with 沈国栋 (承办人), 周玥 (书记员), 何向东 (执行局长),
// 钱会计 (财务), 赵一帆 (评查员 and 承办人). 沈国栋 is logged in.
func NewFrame(t *testing.T, create Create) *Frame {
	t.Helper()
	f := NewCourt(t, create, Now)
	f.Admit("沈国栋", court.GroupEnforcement, court.RoleOfficer)
	f.Admit("周玥", court.GroupGeneral, court.RoleClerk)
	f.Admit("何向东", "", court.RoleDirector, court.RoleHead)
	f.Admit("钱会计", "", court.RoleAccountant)
	f.Admit("赵一帆", court.GroupClosing, court.RoleReviewer, court.RoleOfficer)
	f.Me = f.Staff["沈国栋"]
	return f
}

// Admit adds somebody to the staff.
func (f *Frame) Admit(name string, g court.Group, roles ...court.Role) office.Actor {
	f.T.Helper()
	u, err := f.office.SaveUser(context.Background(), f.Admin, court.User{Name: name, Group: g, Roles: roles}, Password)
	f.Must(err)
	f.Staff[name] = office.Actor{User: u}
	return f.Staff[name]
}

// Must ends the test on an error.
func (f *Frame) Must(err error) {
	f.T.Helper()
	if err != nil {
		f.T.Fatal(err)
	}
}

// ACase is a case about a loan with one applicant and the debtors.
func ACase(officer int64, filed court.Date, debtors ...string) court.Case {
	c := court.Case{
		Kind: court.KindFirst, Filed: filed, Cause: "民间借贷纠纷", Principal: 300_000_00, OfficerID: officer,
		Basis:   court.Basis{Kind: "民事判决书", Number: "（2018）豫1599民初12号", Organ: "溪山县人民法院", Effective: filed.AddMonths(-1)},
		Parties: []court.Party{{Role: court.RoleApplicant, Kind: court.PartyPerson, Name: "张㛃", BankName: "信用社", BankAccount: "6229001"}},
	}
	for _, name := range debtors {
		c.Parties = append(c.Parties, court.Party{Role: court.RoleDebtor, Kind: court.PartyPerson, Name: name, Address: "溪山县城关镇"})
	}
	return c
}

// RegisterAs stores a case.
func (f *Frame) RegisterAs(clerk office.Actor, c court.Case) court.Case {
	f.T.Helper()
	c, err := f.office.RegisterCase(context.Background(), clerk, c)
	f.Must(err)
	return c
}

// Register stores a case of 沈国栋's that 周玥 registered in June.
func (f *Frame) Register(debtors ...string) court.Case {
	f.T.Helper()
	return f.RegisterAs(f.Staff["周玥"], ACase(f.Staff["沈国栋"].User.ID, court.D(2018, 6, 8), debtors...))
}

// Front is the page in front.
func (f *Frame) Front() frame.Page { return f.Pages[len(f.Pages)-1] }

// Dialog is the layer on top, nil for none.
func (f *Frame) Dialog() fyne.CanvasObject { return f.win.Canvas().Overlays().Top() }

// Last is what was opened last, "" for nothing.
func (f *Frame) Last() string {
	if len(f.Opened) == 0 {
		return ""
	}
	return f.Opened[len(f.Opened)-1]
}

// Press presses keys without modifiers.
func (f *Frame) Press(keys ...fyne.KeyName) {
	for _, key := range keys {
		Press(f.win, key)
	}
}

// Type types a text into what has the keyboard.
func (f *Frame) Type(text string) {
	f.T.Helper()
	if f.win.Canvas().Focused() == nil {
		f.T.Fatalf("nothing has the keyboard for %q", text)
	}
	Type(f.win, text)
}

// Save presses Ctrl+S.
func (f *Frame) Save() { Shortcut(f.win, fyne.KeyModifierControl, fyne.KeyS) }

func (f *Frame) bring() {
	f.win.SetPadded(false)
	if f.contents == nil {
		f.contents = map[frame.Page]fyne.CanvasObject{}
	}
	if f.contents[f.Front()] == nil { // built once, as the shell does
		f.contents[f.Front()] = f.Front().Content()
	}
	f.win.SetContent(f.contents[f.Front()])
	f.win.Resize(pageSize)
	widgets.KeymapOf(f.win.Canvas()).SetScreen(f.Front().Keys())
	f.Front().Shown()
}

// Office gives the office.
func (f *Frame) Office() *office.Office { return f.office }

// Actor gives who is logged in.
func (f *Frame) Actor() office.Actor { return f.Me }

// Can tells what the actor may do.
func (f *Frame) Can(p office.Permission) bool { return office.Can(f.Me, p) }

// Window gives the window.
func (f *Frame) Window() fyne.Window { return f.win }

// Open shows a page.
func (f *Frame) Open(p frame.Page) { f.Pages = append(f.Pages, p); f.bring() }

// Back goes to the page below.
func (f *Frame) Back() {
	if len(f.Pages) < 2 || !f.Front().Leave(f.Back) {
		return
	}
	f.Pages = f.Pages[:len(f.Pages)-1]
	f.bring()
}

func (f *Frame) note(what string) { f.Opened = append(f.Opened, what) }

// Go remembers the page asked for.
func (f *Frame) Go(page string) { f.note(page) }

// OpenCase remembers the case asked for.
func (f *Frame) OpenCase(_ int64, tab string) { f.note("case " + tab) }

// OpenRegistration remembers that it was asked for.
func (f *Frame) OpenRegistration() { f.note("registration") }

// OpenPaperMaker remembers that it was asked for.
func (f *Frame) OpenPaperMaker(int64, string) { f.note("maker") }

// OpenPaperBatch remembers how many cases it was asked for.
func (f *Frame) OpenPaperBatch(cases []office.CaseRow) { f.note(fmt.Sprintf("batch %d", len(cases))) }

// OpenLedgerImport remembers that it was asked for.
func (f *Frame) OpenLedgerImport() { f.note("import") }

// Say remembers the sentence.
func (f *Frame) Say(text string) { f.Said = text }

// Fail remembers the error, or ends the test.
func (f *Frame) Fail(err error) {
	f.Failed = err
	if f.Strict && !f.over {
		f.T.Error(err)
	}
}

// ChooseFile answers with Choose.
func (f *Frame) ChooseFile(_ string, _ []string, chosen func(string)) { chosen(f.Choose) }

// ChooseFiles answers with Choose, a path a line.
func (f *Frame) ChooseFiles(_ string, _ []string, chosen func([]string)) {
	chosen(strings.Split(f.Choose, "\n"))
}

// SaveFile answers with a file in the folder of exported files.
func (f *Frame) SaveFile(_, name string, chosen func(string)) { chosen(filepath.Join(f.out, name)) }

// OpenOutside remembers the file.
func (f *Frame) OpenOutside(path string) { f.note(path) }

// PrintOutside remembers the file.
func (f *Frame) PrintOutside(path string) { f.note(path) }

// PrintSides remembers the file.
func (f *Frame) PrintSides(path string, both bool) { f.note(path) }

// PrintsBothSides says no.
func (f *Frame) PrintsBothSides() bool { return false }

// OutDir is the folder of exported files.
func (f *Frame) OutDir() string { return f.out }

// PageImage gives a blank page.
func (f *Frame) PageImage(context.Context, []byte, int, float64) (image.Image, error) {
	return image.NewRGBA(image.Rect(0, 0, 10, 14)), nil
}

// PageCount says one page.
func (f *Frame) PageCount(context.Context, []byte) (int, error) { return 1, nil }
