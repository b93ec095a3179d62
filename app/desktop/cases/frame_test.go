package cases

import (
	"context"
	"testing"

	"fyne.io/fyne/v2"

	"zhixing/app/court"
	"zhixing/app/desktop/uitest"
	"zhixing/app/office"
	"zhixing/cmd/zhixing/wiring"
)

func TestMain(m *testing.M) { uitest.Main(m) }

var today = uitest.Today

// shell is a window with one page in front, over a real office; it opens the
// pages of this package.
type shell struct {
	*uitest.Frame
	o     *office.Office
	other office.Actor // 执行局长
	win   fyne.Window
}

// newShell makes a court with an officer who holds most roles, and a director.
func newShell(t *testing.T) *shell {
	t.Helper()
	f := uitest.NewCourt(t, wiring.Create, uitest.Now)
	s := &shell{Frame: f, o: f.Office(), win: f.Window()}
	f.Me = f.Admit("沈国栋", court.GroupEnforcement, court.RoleOfficer, court.RoleClerk, court.RoleHead, court.RoleAccountant)
	s.other = f.Admit("何向东", "", court.RoleDirector, court.RolePresident)
	return s
}

// register stores a case with one applicant and one debtor.
func (s *shell) register(debtor string) court.Case {
	s.T.Helper()
	return s.RegisterAs(s.Me, uitest.ACase(s.Me.User.ID, court.D(2018, 10, 8), debtor))
}

// OpenCase shows a case's page.
func (s *shell) OpenCase(id int64, tab string) { s.Open(NewCasePage(s, id, tab)) }

// OpenRegistration shows the form.
func (s *shell) OpenRegistration() { s.Open(NewRegistrationPage(s)) }

// openCase shows a case's page and waits until it was read.
func (s *shell) openCase(id int64, tab string) *casePage {
	s.T.Helper()
	p := newCasePage(s, id, tab)
	s.Open(p)
	uitest.Until(s.T, "the case is read", func() bool { return p.facts != nil })
	return p
}

// addOfficer adds an officer to the staff, disable takes one off it.
func (s *shell) addOfficer(name string) court.User {
	return s.Admit(name, court.GroupEnforcement, court.RoleOfficer).User
}

func (s *shell) disable(u court.User) {
	u.Disabled = true
	_, err := s.o.SaveUser(context.Background(), s.Admin, u, "")
	s.Must(err)
}
