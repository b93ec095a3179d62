package ledgers

import (
	"strings"
	"testing"

	"fyne.io/fyne/v2"

	"zhixing/app/court"
	"zhixing/app/desktop/uitest"
	"zhixing/app/law"
	"zhixing/app/office"
	"zhixing/cmd/zhixing/wiring"
)

// TestPetitionIsEnteredAndCounted: a petition typed in is listed with the day to
// answer by, answered in the same form, and counted by the rates.
func TestPetitionIsEnteredAndCounted(t *testing.T) {
	f := uitest.NewFrame(t, wiring.Create)
	c := filedEarly(f)
	p := openLedgers(t, f, "沈国栋")
	p.Keys()["Ctrl+5"]()
	p.Keys()["Ctrl+N"]()
	f.Type(c.Number.String())
	f.Press(fyne.KeyReturn, fyne.KeyReturn) // the day is today
	f.Type("张㛃")
	f.Press(fyne.KeyReturn)
	f.Type("来访")
	f.Press(fyne.KeyReturn, fyne.KeyReturn)
	f.Type("要求说明进度")
	uitest.Shortcut(f.Window(), fyne.KeyModifierControl, fyne.KeyReturn)
	table := p.records.tables[court.RegisterPetition]
	uitest.Until(t, "the petition is listed", func() bool { return len(table.Rows()) == 1 })
	e := table.Rows()[0]
	if e.CaseID != c.ID || e.Due != uitest.Today.AddDays(60) || !strings.Contains(p.count.Text, "未答复 1 条") {
		t.Errorf("entered %+v, count %q", e, p.count.Text)
	}
	e.Answered, e.Handling, e.Outcome = uitest.Today, "已说明", court.PetitionSettled
	_, err := f.Office().SaveRegister(ctx, f.Me, e)
	f.Must(err)
	uitest.Until(t, "the answer is listed", func() bool { return table.Rows()[0].Outcome == court.PetitionSettled })
	if l := p.records.printed(); len(l.Heads) != 11 || len(l.Rows) != 1 || len(l.Rows[0]) != len(l.Heads) || l.Title != "信访登记" {
		t.Errorf("export %+v", l)
	}
	rates, err := f.Office().Assess(ctx, uitest.Today, uitest.Today)
	f.Must(err)
	for _, r := range rates {
		if (r.ID == law.RatePetition || r.ID == law.RateSettled) && (r.Numerator != 1 || r.Denominator != 1) {
			t.Errorf("%s %d ÷ %d", r.Name, r.Numerator, r.Denominator)
		}
	}
	p.records.kinds.SetChosen(string(court.RegisterMeddling))
	p.records.show()
	p.records.load()
	if l := p.records.printed(); l.Title != "干预记录单" || len(l.Heads) != 10 {
		t.Errorf("export of the other register %+v", l)
	}
	if office.RulesOfRegister("没有").Name != "" {
		t.Error("a register nobody keeps has rules")
	}
}
