package ledgers

import (
	"context"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"

	"fyne.io/fyne/v2"

	"zhixing/app/court"
	"zhixing/app/desktop/uitest"
	"zhixing/cmd/zhixing/wiring"
)

func TestMain(m *testing.M) { uitest.Main(m) }

var ctx = context.Background()

func openLedgers(t *testing.T, f *uitest.Frame, as string) *page {
	t.Helper()
	f.Me = f.Staff[as]
	p := NewLedgersPage(f).(*page)
	f.Open(p)
	return p
}

// filedEarly registers a case that is open for more than six months.
func filedEarly(f *uitest.Frame) court.Case {
	c := court.Case{Kind: court.KindFirst, Filed: court.D(2018, 3, 1), Cause: "民间借贷纠纷", Principal: 100_000_00, OfficerID: f.Staff["沈国栋"].User.ID,
		Basis:   court.Basis{Kind: "民事判决书", Number: "（2018）豫1599民初12号", Organ: "溪山县人民法院", Effective: court.D(2018, 1, 2)},
		Parties: []court.Party{{Role: court.RoleApplicant, Kind: court.PartyPerson, Name: "张㛃"}, {Role: court.RoleDebtor, Kind: court.PartyPerson, Name: "李契"}}}
	c, err := f.Office().RegisterCase(ctx, f.Staff["周玥"], c)
	f.Must(err)
	return c
}

// TestLegIsMarked: a row lacks three legs, one is marked, and 三缺一 still
// lists it.
func TestLegIsMarked(t *testing.T) {
	f := uitest.NewFrame(t, wiring.Create)
	c := filedEarly(f)
	p := openLedgers(t, f, "沈国栋")
	table := p.lines[tabOverSix]
	uitest.Until(t, "the ledger is read", func() bool { return len(table.Rows()) == 1 })
	p.mark(tabOverSix, table.Rows()[0])
	f.Press(fyne.KeyReturn, fyne.KeyReturn)
	uitest.Until(t, "the leg is marked", func() bool { return !table.Rows()[0].Legs.Listed.IsZero() })
	if l := table.Rows()[0]; l.ID != c.ID || l.Legs.Listed != uitest.Today || strings.Join(l.Legs.Missing(), "") != "评查报备" {
		t.Errorf("row %+v", l.Legs)
	}
	p.only.Tapped(nil)
	uitest.Until(t, "the list is filtered", func() bool { return p.missing && len(table.Rows()) == 1 })
}

// TestRatesNameTheirCases: every rate lists as many cases as it divides by.
func TestRatesNameTheirCases(t *testing.T) {
	f := uitest.NewFrame(t, wiring.Create)
	filedEarly(f)
	f.Register("王小二")
	p := openLedgers(t, f, "何向东")
	p.Keys()["Ctrl+3"]()
	uitest.Until(t, "the rates are read", func() bool { return len(p.assess.list) > 0 })
	some := false
	for _, r := range p.assess.list {
		p.assess.showCases(r)
		if n := len(p.assess.cases.Rows()); n != r.Denominator {
			t.Errorf("%s divides by %d and lists %d cases", r.Name, r.Denominator, n)
		}
		if r.Formula == "" {
			t.Errorf("%s has no formula", r.Name)
		}
		some = some || r.Denominator > 0
	}
	if !some {
		t.Error("no rate counts the two cases")
	}
}

// TestBacklogByAge lists the old case under its age and draws twelve weeks.
func TestBacklogByAge(t *testing.T) {
	f := uitest.NewFrame(t, wiring.Create)
	c := filedEarly(f)
	p := openLedgers(t, f, "何向东")
	p.Keys()["Ctrl+4"]()
	uitest.Until(t, "the cases are listed", func() bool { return len(p.backlog.cases.Rows()) == 1 })
	if got := p.backlog.cases.Rows()[0].ID; got != c.ID {
		t.Errorf("listed case %d", got)
	}
	if n := len(p.backlog.chart.Objects); n != 36 {
		t.Errorf("%d objects for twelve weeks", n)
	}
}

// pdfText gives the text of the PDF whose name begins so.
func pdfText(t *testing.T, f *uitest.Frame, name string) string {
	t.Helper()
	uitest.Until(t, "the PDF is opened", func() bool {
		return len(f.Opened) > 0 && strings.HasPrefix(filepath.Base(f.Opened[len(f.Opened)-1]), name)
	})
	out, err := exec.Command("pdftotext", "-layout", f.Opened[len(f.Opened)-1], "-").Output()
	f.Must(err)
	return string(out)
}

// TestLedgersPrint: every tab comes on paper with its cases, its sums and who
// made it, heads on the page.
func TestLedgersPrint(t *testing.T) {
	f := uitest.NewFrame(t, wiring.Create)
	c := filedEarly(f)
	p := openLedgers(t, f, "何向东")
	uitest.Until(t, "the ledger is read", func() bool { return len(p.lines[tabOverSix].Rows()) == 1 })
	for _, x := range []struct {
		key, name string
		ready     func() bool
		want      []string
	}{
		{"Ctrl+1", "超六个月未结台账", func() bool { return len(p.lines[tabOverSix].Rows()) == 1 }, []string{"100,000.00", "超过天数", "李契", "合计", "1件"}},
		{"Ctrl+3", "评估自查", func() bool { return len(p.assess.list) > 0 }, []string{"结案率", "未达到 1 件"}},
		{"Ctrl+4", "积案清单（满 3 个月）", func() bool { return len(p.backlog.cases.Rows()) == 1 }, []string{"未结案件 1 件", "民间借贷纠纷"}},
	} {
		p.Keys()[x.key]()
		uitest.Until(t, x.name+" is read", x.ready)
		p.Keys()["Ctrl+P"]()
		text := pdfText(t, f, x.name)
		for _, want := range append(x.want, "溪山县人民法院"+x.name, c.Number.String(), "制表人：何向东", "第1页") {
			if !strings.Contains(text, want) {
				t.Errorf("%s lacks %q:\n%s", x.name, want, text)
			}
		}
	}
	if f.Failed != nil {
		t.Error(f.Failed)
	}
}
