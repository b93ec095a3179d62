package cases

import (
	"context"
	"strings"
	"testing"

	"fyne.io/fyne/v2"

	"zhixing/app/court"
	"zhixing/app/desktop/uitest"
	"zhixing/app/office"
)

func (s *shell) openTerm(id int64) *termPage {
	s.T.Helper()
	p := newTermPage(s, id)
	s.Open(p)
	uitest.Until(s.T, "the term is read", func() bool { return p.data != nil })
	return p
}

// TestDeductionMovesTheTerm: a deduction typed in the wrong order is refused at
// its field; put right, it moves the end of the term, and the line says so.
func TestDeductionMovesTheTerm(t *testing.T) {
	s := newShell(t)
	c := s.register("李契") // filed 2018-10-08
	p := s.openTerm(c.ID)
	p.askDeduction()
	s.Press(fyne.KeyDown, fyne.KeyReturn) // opens the list, takes the first reason
	s.Press(fyne.KeyReturn)
	s.Type("20181101")
	s.Press(fyne.KeyReturn)
	s.Type("20181031")
	s.Press(fyne.KeyReturn)
	s.Type("评估委托书")
	uitest.Shortcut(s.win, fyne.KeyModifierControl, fyne.KeyReturn)
	if !uitest.Shows("早于起始日", s.Dialog()) {
		t.Fatalf("the dialog does not refuse the order: %v", uitest.Texts(s.Dialog()))
	}
	s.Press(fyne.KeyEscape)

	_, err := s.o.AddDeduction(context.Background(), s.Me, court.TermDeduction{CaseID: c.ID, Kind: "评估", Paper: "评估委托书",
		Span: court.Span{From: court.D(2018, 11, 1), To: court.D(2018, 11, 10)}})
	s.Must(err)
	uitest.Until(t, "the deduction is listed", func() bool { return len(p.deductions.Rows()) == 1 })
	if p.data.term.End != court.D(2019, 4, 18) || p.data.term.DeductedDays != 10 {
		t.Errorf("term %+v", p.data.term.TermResult)
	}
	if !strings.Contains(p.data.term.Explanation, "10日") {
		t.Errorf("explanation %q", p.data.term.Explanation)
	}
	p.revoke(p.deductions.Rows()[0])
	s.Type("登记错了")
	uitest.Shortcut(s.win, fyne.KeyModifierControl, fyne.KeyReturn)
	uitest.Until(t, "it no longer counts", func() bool { return p.data.term.End == court.D(2019, 4, 8) && s.Said != "" })
	if !strings.Contains(s.Said, "执行期限改为 2019-04-08") {
		t.Errorf("said %q", s.Said)
	}
}

// TestExtensionIsDecidedByAnother: who asked is offered no decision, the
// president is; a further one is reported first.
func TestExtensionIsDecidedByAnother(t *testing.T) {
	s := newShell(t)
	c := s.register("李契")
	p := s.openTerm(c.ID)
	p.askExtension()
	s.Type("3")
	s.Press(fyne.KeyReturn)
	s.Type("案情复杂")
	uitest.Shortcut(s.win, fyne.KeyModifierControl, fyne.KeyReturn)
	uitest.Until(t, "it is asked", func() bool { return len(p.extensions.Rows()) == 1 })
	if p.data.term.End != court.D(2019, 4, 8) {
		t.Errorf("asking moves the term to %s", p.data.term.End)
	}
	s.Me = s.other
	p = s.openTerm(c.ID)
	p.decide(p.data.term.Extensions[0])
	uitest.Until(t, "the end is worked out", func() bool { return s.Dialog() != nil })
	if !uitest.Shows("现在 2019-04-08，同意后改为 2019-07-08", s.Dialog()) {
		t.Errorf("the dialog shows %q", uitest.Texts(s.Dialog()))
	}
	s.Press(fyne.KeyReturn)
	s.Type("同意")
	s.Press(fyne.KeyReturn)
	uitest.Until(t, "it is granted", func() bool { return p.data.term.End == court.D(2019, 7, 8) })
	_, err := s.o.AskExtension(context.Background(), s.Me, c.ID, 1, "仍在评估")
	s.Must(err)
	uitest.Until(t, "the next one is asked", func() bool { return len(p.extensions.Rows()) == 2 })
	p.report(p.extensions.Rows()[1])
	s.Type("豫高法备3号")
	s.Press(fyne.KeyReturn, fyne.KeyReturn)
	uitest.Until(t, "it is reported", func() bool { return p.extensions.Rows()[1].SuperiorNo == "豫高法备3号" })
}

// TestTrialStoresNothing shows what would move and leaves the case alone.
func TestTrialStoresNothing(t *testing.T) {
	s := newShell(t)
	c := s.register("李契")
	p := s.openTerm(c.ID)
	p.try.months.SetNumber(2)
	p.try.form.Save()
	uitest.Until(t, "the trial is answered", func() bool { return len(p.try.moves.Rows()) > 0 })
	if m := p.try.moves.Rows()[0]; m.To != court.D(2019, 6, 8) {
		t.Errorf("first move %+v", m)
	}
	stored, err := s.o.Case(context.Background(), c.ID)
	s.Must(err)
	if stored.Limit != court.D(2019, 4, 8) {
		t.Errorf("the trial moved the case to %s", stored.Limit)
	}
}

func TestMovesSentence(t *testing.T) {
	got := movesSentence([]office.Move{{Node: "执行期限", To: court.D(2019, 6, 8)}, {Node: "结案", Column: "终本", To: court.D(2019, 6, 8)}})
	if got != "；执行期限改为 2019-06-08；1 个节点改期" {
		t.Error(got)
	}
}
