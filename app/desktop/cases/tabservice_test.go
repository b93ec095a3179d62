package cases

import (
	"context"
	"strings"
	"testing"

	"fyne.io/fyne/v2"

	"zhixing/app/court"
	"zhixing/app/desktop/frame"
	"zhixing/app/desktop/service"
	"zhixing/app/desktop/uitest"
	"zhixing/app/office"
)

// servicePage makes papers of a case and gives its page at the tab 送达.
func (s *shell) servicePage(c court.Case, forms ...string) (*casePage, *servicePart) {
	s.T.Helper()
	for _, form := range forms {
		_, err := s.o.MakePaper(context.Background(), s.Me, office.PaperRequest{CaseID: c.ID, Form: form})
		s.Must(err)
	}
	p := s.openCase(c.ID, frame.TabService)
	return p, p.part(frame.TabService).(*servicePart)
}

// TestServiceIsEnteredByKeyboard: from the row of a paper, everybody it is for
// is served with one day; the node is done, and the line below says what moved.
func TestServiceIsEnteredByKeyboard(t *testing.T) {
	s := newShell(t)
	c := s.RegisterAs(s.Me, uitest.ACase(s.Me.User.ID, court.D(2018, 10, 8), "甲", "乙"))
	p, tab := s.servicePage(c, "execution-notice", "report-assets")
	if n := len(tab.table.Rows()); n != 4 || !uitest.Shows("送达 4", p.tabs) {
		t.Fatalf("%d rows, tabs %v", n, uitest.Texts(p.tabs))
	}
	tab.focus()
	s.Press(fyne.KeyReturn)
	uitest.Until(t, "the form is open", func() bool { return s.Dialog() != nil })
	s.Press(fyne.KeyReturn, fyne.KeyReturn, fyne.KeyReturn) // the day is today, the result and the receipt stand
	s.Press(fyne.KeyReturn)
	uitest.Until(t, "it is entered", func() bool { return strings.Contains(s.Said, "已登记：执行通知书　甲、乙　已送达") })
	uitest.Until(t, "the rows follow", func() bool { return tab.table.Rows()[0].State == court.StateServed })
	if n := s.nodeNamed(c.ID, "发出执行通知书"); n.Actual != today {
		t.Errorf("done on %s", n.Actual)
	}
	if !uitest.Shows("回证：已附卷", tab.detail) || !strings.Contains(tab.count.text.Text, "已送达 2") {
		t.Errorf("detail %v, count %q", uitest.Texts(tab.detail), tab.count.text.Text)
	}
	log, err := s.o.CaseLog(context.Background(), c.ID)
	s.Must(err)
	found := false
	for _, e := range log {
		found = found || e.Entity == "service" && strings.Contains(describe(e), "执行通知书　甲　2018-11-23 直接送达　已送达　回证：已附卷")
	}
	if !found {
		t.Errorf("time line %q", describe(log[0]))
	}
}

// TestLetterIsAnsweredFromItsRow: what was posted waits for its outcome, the
// button of the row enters it, and a mistake is corrected with a reason.
func TestLetterIsAnsweredFromItsRow(t *testing.T) {
	s := newShell(t)
	c := s.register("甲")
	_, tab := s.servicePage(c, "consumption-limit")
	line := tab.table.Rows()[0]
	_, err := s.o.RecordService(context.Background(), s.Me, c.ID, court.Service{Way: court.ServicePost, Sent: today, Tracking: "EMS1", Result: court.ServiceUnderway},
		[]office.ServiceTarget{{PaperID: line.PaperID, To: "甲"}})
	s.Must(err)
	uitest.Until(t, "it is under way", func() bool { return tab.table.Rows()[0].State == court.StateUnderway })
	service.AskOutcome(s, tab.table.Rows()[0])
	s.Type("已送达")
	s.Press(fyne.KeyReturn, fyne.KeyReturn)
	s.Type("20181123")
	s.Press(fyne.KeyReturn, fyne.KeyReturn, fyne.KeyReturn)
	uitest.Until(t, "it is answered", func() bool { return tab.table.Rows()[0].State == court.StateServed })
	service.AskCorrection(s, tab.table.Rows()[0].Last)
	s.Save()
	if d := s.Dialog(); d == nil {
		t.Fatal("the correction was saved without a reason")
	}
	uitest.Until(t, "the reason is asked for", func() bool { return uitest.Shows("必须写明理由", s.Dialog()) })
}
