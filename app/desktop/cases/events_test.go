package cases

import (
	"context"
	"strings"
	"testing"

	"fyne.io/fyne/v2"

	"zhixing/app/court"
	"zhixing/app/desktop/frame"
	"zhixing/app/desktop/uitest"
)

// TestEventIsEntered: an event typed into the form moves its nodes, and the
// line at the bottom and the time line say so.
func TestEventIsEntered(t *testing.T) {
	s := newShell(t)
	c := s.register("甲")
	p := s.openCase(c.ID, frame.TabProgress)
	p.askEvent()
	uitest.Until(t, "the form is open", func() bool { return s.Dialog() != nil })
	s.Type("收到网络")
	s.Press(fyne.KeyReturn, fyne.KeyReturn, fyne.KeyReturn)
	s.Type("反馈存款3户")
	s.Press(fyne.KeyReturn, fyne.KeyReturn)
	uitest.Until(t, "it is entered", func() bool { return strings.Contains(s.Said, "已登记“收到网络查控反馈”") })
	due := today.AddDays(3)
	if got := s.nodeNamed(c.ID, "查封、扣押、冻结").Planned; got != due || !strings.Contains(s.Said, "查封、扣押、冻结 "+due.String()) {
		t.Errorf("planned %s, said %q", got, s.Said)
	}
	log, err := s.o.CaseLog(context.Background(), c.ID)
	s.Must(err)
	if text := describe(log[0]); !strings.HasPrefix(text, today.String()+"  收到网络查控反馈  反馈存款3户；") {
		t.Errorf("time line %q", text)
	}
	if e := p.eventChoices(&facts{c: court.Case{Kind: c.Kind, Status: court.StatusClosed, Closing: court.ClosedFulfilled}}); len(e) != 0 {
		t.Errorf("a fulfilled case offers %+v", e)
	}
}

// TestEventIsVoided: an event entered by mistake is taken back from the same
// form, what waited for it waits again, and the time line keeps both.
func TestEventIsVoided(t *testing.T) {
	s := newShell(t)
	c := s.register("甲")
	p := s.openCase(c.ID, frame.TabProgress)
	_, err := s.o.RecordEvent(context.Background(), s.Me, court.EventEntry{CaseID: c.ID, Event: "clue", On: today, Note: "错登"})
	s.Must(err)
	if n := s.nodeNamed(c.ID, "线索核查"); n.Planned != today.AddDays(7) {
		t.Fatalf("线索核查 %s", n.Planned)
	}
	entered, err := s.o.CaseEvents(context.Background(), c.ID)
	s.Must(err)
	p.askVoidEvent(entered)
	uitest.Until(t, "the form is open", func() bool { return s.Dialog() != nil })
	s.Press(fyne.KeyReturn)
	s.Type("登错案件")
	s.Press(fyne.KeyReturn)
	uitest.Until(t, "it is voided", func() bool { return strings.Contains(s.Said, "已作废该事件；线索核查 暂无应办日") })
	if n := s.nodeNamed(c.ID, "线索核查"); !n.Planned.IsZero() {
		t.Errorf("线索核查 still due %s", n.Planned)
	}
	log, err := s.o.CaseLog(context.Background(), c.ID)
	s.Must(err)
	if text := describe(log[0]); log[0].Action != "作废办案事件" || log[0].Reason != "登错案件" || !strings.Contains(text, "收到财产线索") {
		t.Errorf("time line %q %+v", text, log[0])
	}
}
