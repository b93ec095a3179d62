package desktop

import (
	"errors"
	"slices"
	"testing"

	"fyne.io/fyne/v2"

	"zhixing/app/desktop/uitest"
)

// TestFailedPrintingIsToldOnceAndTriedAgain: three papers and a printer that is
// off make one dialog, which says that nothing is lost; 再打印 sends the three.
func TestFailedPrintingIsToldOnceAndTriedAgain(t *testing.T) {
	s := newProgram(t).as(t, "沈国栋")
	off, asked := true, 0
	var printed []string
	s.prints = &printing{s: s, send: func(path string) error {
		asked++
		if off {
			return errors.New("no printer")
		}
		printed = append(printed, path)
		return nil
	}}
	paths := []string{"/out/一.pdf", "/out/二.pdf", "/out/三.pdf"}
	for _, path := range paths {
		s.PrintOutside(path)
	}
	top := func() fyne.CanvasObject { return s.p.win.Canvas().Overlays().Top() }
	uitest.Until(t, "the failure is told", func() bool { return top() != nil })
	if asked != 1 || len(s.prints.waiting) != 3 {
		t.Errorf("tried %d times, %d wait", asked, len(s.prints.waiting))
	}
	off = false
	uitest.Press(s.p.win, fyne.KeyReturn) // 再打印 has the keyboard
	uitest.Until(t, "all are printed", func() bool { return len(printed) == 3 && len(s.prints.waiting) == 0 })
	if !slices.Equal(printed, paths) || top() != nil {
		t.Errorf("printed %v", printed)
	}

	off = true
	s.PrintOutside("/out/四.pdf")
	s.PrintOutside("/out/五.pdf")
	uitest.Until(t, "the failure is told again", func() bool { return top() != nil })
	uitest.Press(s.p.win, fyne.KeyEscape)
	off = false
	s.PrintOutside("/out/六.pdf")
	uitest.Until(t, "what was given up is not printed later", func() bool { return len(printed) == 4 })
	if printed[3] != "/out/六.pdf" {
		t.Errorf("printed %v", printed)
	}
}
