package warn

import (
	"context"
	"strings"
	"testing"

	"fyne.io/fyne/v2"

	"zhixing/app/court"
	"zhixing/app/desktop/uitest"
	"zhixing/app/desktop/widgets"
	"zhixing/app/office"
	"zhixing/cmd/zhixing/wiring"
)

func TestMain(m *testing.M) { uitest.Main(m) }

var ctx = context.Background()

func openWarnings(t *testing.T, f *uitest.Frame, as string) *page {
	t.Helper()
	f.Me = f.Staff[as]
	p := NewWarningsPage(f).(*page)
	f.Open(p)
	uitest.Until(t, "the warnings are read", func() bool { return p.counts.Total > 0 && len(p.warnings.Rows()) > 0 })
	return p
}

// TestOfficersSeeTheirOwn: the page begins with what is a person's business,
// and Enter goes to the place where it is done.
func TestOfficersSeeTheirOwn(t *testing.T) {
	f := uitest.NewFrame(t, wiring.Create)
	f.Register("李契")
	p := openWarnings(t, f, "沈国栋")
	if p.query.OfficerID != f.Me.User.ID {
		t.Errorf("the officer's page asks for %+v", p.query)
	}
	for _, w := range p.warnings.Rows() {
		if w.Officer != "沈国栋" {
			t.Errorf("%s of %s is shown", w.Number, w.Officer)
		}
		if cell := p.buttons(w); len(cell.Buttons) != 1 {
			t.Errorf("an officer is offered %d buttons", len(cell.Buttons))
		}
	}
	f.Press(fyne.KeyDown, fyne.KeyReturn)
	if len(f.Opened) != 1 || !strings.HasPrefix(f.Opened[0], "case ") {
		t.Errorf("Enter opened %v", f.Opened)
	}
	if q := scopeOf(f.Staff["何向东"]); q != (office.WarningQuery{}) {
		t.Errorf("the director's page leaves out: %+v", q)
	}
}

// TestNoticeIsIssuedAndSigned prints a notice, logs it, and signs for it once.
func TestNoticeIsIssuedAndSigned(t *testing.T) {
	f := uitest.NewFrame(t, wiring.Create)
	f.Register("李契")
	p := openWarnings(t, f, "何向东")
	p.warnings.ChooseIndex(0)
	p.issueChosen()
	if f.Dialog() == nil {
		t.Fatal("no dialog")
	}
	uitest.Shortcut(f.Window(), fyne.KeyModifierControl, fyne.KeyReturn)
	uitest.Until(t, "the notice is open", func() bool { return len(f.Opened) == 1 })
	if !strings.HasSuffix(f.Opened[0], ".pdf") {
		t.Errorf("opened %s", f.Opened[0])
	}
	p.Keys()["Ctrl+4"]()
	uitest.Until(t, "the notice is listed", func() bool { return len(p.notices.Rows()) == 1 })
	n := p.notices.Rows()[0]
	if n.To != "沈国栋" || n.IssuedBy != "何向东" {
		t.Errorf("notice %+v", n)
	}
	p.sign(n)
	f.Press(fyne.KeyReturn, fyne.KeyReturn)
	uitest.Until(t, "it is signed", func() bool { return p.notices.Rows()[0].SignedBy == "沈国栋" })
	if err := f.Office().SignWarning(ctx, f.Me, n.ID, "别人", uitest.Today); court.CodeOf(err) != court.CodeRefused {
		t.Errorf("signing twice: %v", err)
	}
}

// One notice is issued for each case among the ticked warnings, with all that
// was ticked of it.
func TestNoticesForASelection(t *testing.T) {
	f := uitest.NewFrame(t, wiring.Create)
	f.Register("李契")
	f.Register("王𬭎")
	p := openWarnings(t, f, "何向东")
	for _, w := range p.warnings.Rows() {
		if w.Officer == "" {
			t.Fatalf("nobody has %s", w.Number)
		}
	}
	f.Press(fyne.KeyDown, fyne.KeySpace, fyne.KeyDown, fyne.KeySpace, fyne.KeyDown, fyne.KeySpace)
	marked := p.warnings.Marked()
	if len(marked) != 3 || p.marked.Hidden || p.marked.Label != "签发通知（已选 3 条）" {
		t.Fatalf("%d ticked, button %q", len(marked), p.marked.Label)
	}
	cases := map[int64]int{}
	for _, w := range marked {
		cases[w.CaseID]++
	}
	p.issueMarked()
	for _, b := range uitest.Find[*widgets.Button](f.Dialog()) {
		if b.Label == "签发" {
			b.Tapped(nil)
			break
		}
	}
	uitest.Until(t, "the notices are listed", func() bool { return len(p.notices.Rows()) == len(cases) })
	for _, n := range p.notices.Rows() {
		if lines := len(strings.Split(n.Text, "\n")); lines != cases[n.CaseID] {
			t.Errorf("%s has %d matters, %d were ticked: %s", n.CaseNo, lines, cases[n.CaseID], n.Text)
		}
	}
	if !p.marked.Hidden {
		t.Error("the ticks stay")
	}
}

// The page's figures are those of the workbench, for an officer, a clerk of the
// group and the director.
func TestFiguresAreThoseOfTheWorkbench(t *testing.T) {
	f := uitest.NewFrame(t, wiring.Create)
	c := f.Register("李契")
	f.Register("王𬭎")
	_, err := f.Office().RecordReceipt(ctx, f.Staff["钱会计"], court.Receipt{CaseID: c.ID, Amount: 500_00, Date: court.D(2018, 8, 1), Way: "转账", Payer: "李契"})
	f.Must(err)
	for _, name := range []string{"沈国栋", "周玥", "何向东"} {
		desk, err := f.Office().Desk(ctx, f.Staff[name])
		f.Must(err)
		counts, err := f.Office().WarningCounts(ctx, scopeOf(f.Staff[name]))
		f.Must(err)
		if counts.NodesOverdue != desk.Counts.OverdueNodes || counts.NodesNear != desk.Counts.NearNodes || name == "何向东" && counts.NodesOverdue == 0 {
			t.Errorf("%s: %d overdue, %d near; on the workbench %d, %d", name, counts.NodesOverdue, counts.NodesNear, desk.Counts.OverdueNodes, desk.Counts.NearNodes)
		}
	}
}

// Cases whose term ends this month have a list of their own, and the scope
// narrows it.
func TestTermsThatEndThisMonth(t *testing.T) {
	f := uitest.NewFrame(t, wiring.Create)
	c := court.Case{Kind: court.KindFirst, Filed: court.D(2018, 5, 28), Cause: "民间借贷纠纷", Principal: 1_00, OfficerID: f.Staff["沈国栋"].User.ID,
		Basis:   court.Basis{Kind: "民事判决书", Number: "（2018）豫1599民初12号", Organ: "溪山县人民法院", Effective: court.D(2018, 1, 2)},
		Parties: []court.Party{{Role: court.RoleApplicant, Kind: court.PartyPerson, Name: "张㛃"}, {Role: court.RoleDebtor, Kind: court.PartyPerson, Name: "李契"}}}
	ends, err := f.Office().RegisterCase(ctx, f.Staff["周玥"], c)
	f.Must(err)
	f.Register("王𬭎") // ends in December
	p := openWarnings(t, f, "何向东")
	p.Keys()["Ctrl+2"]()
	uitest.Until(t, "the case is listed", func() bool { return len(p.ending.Rows()) == 1 })
	if row := p.ending.Rows()[0]; row.ID != ends.ID || row.Limit != court.D(2018, 11, 28) {
		t.Errorf("listed %s, %s", row.Number, row.Limit)
	}
	p.query.Officer, p.query.OfficerID = "赵一帆", f.Staff["赵一帆"].User.ID
	p.load()
	uitest.Until(t, "another officer has none", func() bool { return len(p.ending.Rows()) == 0 })
}
