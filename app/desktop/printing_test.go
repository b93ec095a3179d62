package desktop

import (
	"context"
	"errors"
	"slices"
	"sync"
	"testing"

	"fyne.io/fyne/v2"

	"zhixing/app/desktop/printer"
	"zhixing/app/desktop/uitest"
)

// TestFailedPrintingIsToldOnceAndTriedAgain: three papers and a printer that is
// off make one dialog, which says that nothing is lost; 再打印 sends the three.
func TestFailedPrintingIsToldOnceAndTriedAgain(t *testing.T) {
	s := newProgram(t).as(t, "沈国栋")
	out := &device{off: true}
	s.prints = &printing{s: s, send: func(_ context.Context, j printer.Job) error { return out.print(j.Path) }}
	paths := []string{"/out/一.pdf", "/out/二.pdf", "/out/三.pdf"}
	for _, path := range paths {
		s.PrintOutside(path)
	}
	top := func() fyne.CanvasObject { return s.p.win.Canvas().Overlays().Top() }
	uitest.Until(t, "the failure is told", func() bool { return top() != nil })
	if _, asked := out.seen(); asked != 1 || len(s.prints.waiting) != 3 {
		t.Errorf("tried %d times, %d wait", asked, len(s.prints.waiting))
	}
	out.turn(false)
	uitest.Press(s.p.win, fyne.KeyReturn) // 再打印 has the keyboard
	uitest.Until(t, "all are printed", func() bool { return out.count() == 3 && len(s.prints.waiting) == 0 })
	printed, _ := out.seen()
	if !slices.Equal(printed, paths) || top() != nil {
		t.Errorf("printed %v", printed)
	}

	out.turn(true)
	s.PrintOutside("/out/四.pdf")
	s.PrintOutside("/out/五.pdf")
	uitest.Until(t, "the failure is told again", func() bool { return top() != nil })
	uitest.Press(s.p.win, fyne.KeyEscape)
	out.turn(false)
	s.PrintOutside("/out/六.pdf")
	uitest.Until(t, "what was given up is not printed later", func() bool { return out.count() == 4 })
	printed, _ = out.seen()
	if printed[3] != "/out/六.pdf" {
		t.Errorf("printed %v", printed)
	}
}

// device stands for the computer's: it is called off the window's thread.
type device struct {
	mu      sync.Mutex
	off     bool
	asked   int
	printed []string
}

func (p *device) print(path string) error {
	p.mu.Lock()
	defer p.mu.Unlock()
	p.asked++
	if p.off {
		return errors.New("no printer")
	}
	p.printed = append(p.printed, path)
	return nil
}

func (p *device) turn(off bool) {
	p.mu.Lock()
	defer p.mu.Unlock()
	p.off = off
}

func (p *device) seen() (printed []string, asked int) {
	p.mu.Lock()
	defer p.mu.Unlock()
	return slices.Clone(p.printed), p.asked
}

func (p *device) count() int {
	printed, _ := p.seen()
	return len(printed)
}
