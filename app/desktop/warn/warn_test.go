package warn

import (
	"context"
	"strings"
	"testing"

	"fyne.io/fyne/v2"

	"zhixing/app/court"
	"zhixing/app/desktop/papers/parts/partstest"
	"zhixing/app/desktop/uitest"
	"zhixing/app/office"
	"zhixing/cmd/zhixing/wiring"
)

func TestMain(m *testing.M) { partstest.Main(m) }

var ctx = context.Background()

func newFrame(t *testing.T) *partstest.Frame {
	t.Helper()
	o, done, err := wiring.Create(ctx, t.TempDir()+"/data", partstest.Now)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = done() })
	return partstest.New(t, o)
}

func openWarnings(t *testing.T, f *partstest.Frame, as string) *page {
	t.Helper()
	f.Me = f.Staff[as]
	p := NewWarningsPage(f).(*page)
	f.Open(p)
	partstest.Until(t, "the warnings are read", func() bool { return p.counts.Total > 0 && len(p.warnings.Rows()) > 0 })
	return p
}

// TestOfficersSeeTheirOwn: the page begins with what is a person's business,
// and Enter goes to the place where it is done.
func TestOfficersSeeTheirOwn(t *testing.T) {
	f := newFrame(t)
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
	if q := QueryFor(f.Staff["何向东"].User); q != (office.WarningQuery{}) {
		t.Errorf("the director's page leaves out: %+v", q)
	}
}

// TestNoticeIsIssuedAndSigned prints a notice, logs it, and signs for it once.
func TestNoticeIsIssuedAndSigned(t *testing.T) {
	f := newFrame(t)
	f.Register("李契")
	p := openWarnings(t, f, "何向东")
	p.warnings.ChooseIndex(0)
	p.issueChosen()
	if f.Dialog() == nil {
		t.Fatal("no dialog")
	}
	uitest.Shortcut(f.Window(), fyne.KeyModifierControl, fyne.KeyReturn)
	partstest.Until(t, "the notice is open", func() bool { return len(f.Opened) == 1 })
	if !strings.HasSuffix(f.Opened[0], ".pdf") {
		t.Errorf("opened %s", f.Opened[0])
	}
	p.Keys()["Ctrl+3"]()
	partstest.Until(t, "the notice is listed", func() bool { return len(p.notices.Rows()) == 1 })
	n := p.notices.Rows()[0]
	if n.To != "沈国栋" || n.IssuedBy != "何向东" {
		t.Errorf("notice %+v", n)
	}
	p.sign(n)
	f.Press(fyne.KeyReturn, fyne.KeyReturn)
	partstest.Until(t, "it is signed", func() bool { return p.notices.Rows()[0].SignedBy == "沈国栋" })
	if err := f.Office().SignWarning(ctx, f.Me, n.ID, "别人", partstest.Today); court.CodeOf(err) != court.CodeRefused {
		t.Errorf("signing twice: %v", err)
	}
}
