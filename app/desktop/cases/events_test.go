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
