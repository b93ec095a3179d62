package listing

import (
	"slices"
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/test"

	"zhixing/app/court"
	"zhixing/app/desktop/uitest"
	"zhixing/app/desktop/widgets"
	"zhixing/app/law"
)

// aScreen is the page on which the debtor of a case is weighed, over the lists.
func aScreen(t *testing.T) (*uitest.Frame, *screen) {
	t.Helper()
	f, c := aCourt(t)
	d := c.PartiesOf(court.RoleDebtor)[0]
	p := NewScreenPage(f, court.Listing{CaseID: c.ID, CaseNo: c.Number.String(), Kind: court.ListDishonest, Debtor: d.Name, DebtorID: d.IDNumber, Party: d.Kind}).(*screen)
	f.Open(newPage(f, tabList))
	f.Open(p)
	uitest.Until(t, "the conditions show", func() bool { return len(p.rows) > 0 })
	return f, p
}

func (p *screen) row(id string) *conditionRow {
	return p.rows[slices.IndexFunc(p.rows, func(r *conditionRow) bool { return r.view.ListingCondition.ID == id })]
}

// choose answers as the user does.
func choose(c *widgets.Choice, id string) {
	c.SetID(id)
	c.OnChanged(id)
}

// A refused decision is closed, what was missing is filled in, and the window
// of the decision comes again; what is stored counts as stored.
func TestDecidingAgainAfterRefusal(t *testing.T) {
	f, p := aScreen(t)
	decide := func() {
		uitest.Shortcut(f.Window(), fyne.KeyModifierControl, fyne.KeyD)
		uitest.Until(t, "the decision is asked for", func() bool { return f.Dialog() != nil })
		if p.edited {
			t.Error("what is stored counts as not saved")
		}
	}
	p.ground.SetID("4")
	choose(p.row("report").answer, court.AnswerYes)
	f.Window().Canvas().Focus(p.row("report").text)
	f.Type("谈话笔录")
	decide()
	if !uitest.Shows("没有报告财产令的送达记录（失信规定1条（四）项）", f.Dialog()) {
		t.Error("the decision is not told that no order to report was served")
	}
	keep := func() { // the first field that is wrong has the keyboard
		f.Save()
		uitest.Until(t, "a reason is asked for", func() bool { return uitest.Shows("“仍作决定的理由”必须填写。", f.Dialog()) })
		f.Type("回证在卷，没有录入")
		f.Save()
	}
	keep()
	uitest.Until(t, "the decision is refused", func() bool {
		return uitest.Shows("“被执行人是未成年人”还没有核实（失信规定4条）", f.Dialog())
	})
	f.Press(fyne.KeyEscape)
	if !uitest.Shows("放弃已填写的内容？", f.Dialog()) {
		t.Fatal("what was typed is left without asking")
	}
	f.Window().Canvas().FocusPrevious() // 放弃
	f.Press(fyne.KeyReturn)
	if f.Dialog() != nil {
		t.Fatal("the window stays")
	}
	for range 2 { // the page takes part as often as it is asked
		choose(p.row("minor").answer, court.AnswerNo)
		before := p.l.Version
		f.Save()
		uitest.Until(t, "it is saved", func() bool { return !p.edited && p.l.Version > before })
	}
	choose(p.row("able").answer, court.AnswerNo)
	decide()
	keep()
	uitest.Until(t, "the decision is made and the page goes", func() bool { return f.Dialog() == nil && len(f.Pages) == 1 })
}

// A proof begins empty: the name of a condition is none. The chosen situation
// that is not found below is told at once.
func TestProofBeginsEmpty(t *testing.T) {
	_, p := aScreen(t)
	for _, r := range p.rows {
		if r.text.Text != "" || r.text.PlaceHolder == "" {
			t.Errorf("%s: %q, asks %q", r.view.ListingCondition.Text, r.text.Text, r.text.PlaceHolder)
		}
	}
	choose(p.ground.Choice, "3")
	if !uitest.Shows("没有核实为“有”（失信规定1条（三）项）", p.root) {
		t.Error("nothing is said of the situation that is not found")
	}
	driver := fyne.CurrentApp().Driver()
	if bottom, columns := driver.AbsolutePositionForObject(p.facts.Entry).Y+p.facts.Size().Height, driver.AbsolutePositionForObject(p.body).Y; bottom > columns {
		t.Errorf("the columns begin at %v over the facts that end at %v", columns, bottom)
	}
	choose(p.row("evades").answer, court.AnswerYes)
	if uitest.Shows("没有核实为“有”（失信规定1条（三）项）", p.root) || p.row("evades").text.PlaceHolder != "写明证明材料" {
		t.Error("the situation was found")
	}
}

// The rest of the exclusions is answered with one stroke, except those of which
// the program sees a sign; what was answered stays.
func TestRestOfExclusionsHoldsNot(t *testing.T) {
	f, p := aScreen(t)
	choose(p.row("security").answer, court.AnswerYes)
	p.row("seized-enough").view.Hint = "本案首封控制的价值超过尚欠数额"
	p.restNo()
	for _, r := range p.rows {
		want := court.AnswerNo
		switch {
		case r.view.Side != law.SideBars, r.view.ListingCondition.ID == "seized-enough":
			want = ""
		case r.view.ListingCondition.ID == "security":
			want = court.AnswerYes
		}
		if r.answer.ID() != want {
			t.Errorf("%s: %q, want %q", r.view.ListingCondition.Text, r.answer.ID(), want)
		}
	}
	if f.Said == "" || !p.edited {
		t.Errorf("said %q, edited %v", f.Said, p.edited)
	}
}

// Tab goes from the facts to the columns and shows where it is; the wheel over
// a proof moves the column.
func TestTabAndWheelOnTheColumns(t *testing.T) {
	f, p := aScreen(t)
	c, driver := f.Window().Canvas(), fyne.CurrentApp().Driver()
	c.Focus(p.facts.Entry)
	c.FocusNext()
	if c.Focused() != p.rows[0].answer {
		t.Errorf("the keyboard is at %T", c.Focused())
	}
	last := p.rows[len(p.rows)-1]
	for range 4 * len(p.rows) {
		if c.Focused() == last.ref {
			break
		}
		c.FocusNext()
	}
	if bottom := driver.AbsolutePositionForObject(last.ref).Y + last.ref.Size().Height; c.Focused() != last.ref || bottom > c.Size().Height {
		t.Errorf("the last field has the keyboard at %v of %v", bottom, c.Size().Height)
	}
	law := p.row("able")
	before := driver.AbsolutePositionForObject(law.text)
	test.Scroll(c, before.AddXY(20, 10), 0, -30)
	if now := driver.AbsolutePositionForObject(law.text); now.Y >= before.Y {
		t.Errorf("the wheel left the column at %v", now)
	}
}
