package desktop

import (
	"context"
	"fmt"
	"image/color"
	"log/slog"
	"path/filepath"

	"fyne.io/fyne/v2"

	"zhixing/app/court"
	"zhixing/app/desktop/admin"
	"zhixing/app/desktop/printer"
	"zhixing/app/desktop/widgets"
)

// printing sends files to the system's printer one after another. One that
// does not arrive holds the others back until the user has said what to do:
// a printer that is off should be told of once, not once for each paper.
type printing struct {
	s       *shell
	send    func(ctx context.Context, j printer.Job) error
	waiting []printer.Job
	busy    bool
}

// PrintOutside sends a PDF to the printer chosen on this computer.
func (s *shell) PrintOutside(path string) { s.printJob(path, admin.ChosenPrinter().Sides) }

// PrintSides does so on both sides of the sheets, or on one.
func (s *shell) PrintSides(path string, both bool) {
	sides := printer.SidesOne
	if both {
		sides = printer.SidesBoth
	}
	s.printJob(path, sides)
}

// PrintsBothSides tells whether both sides were chosen on this computer.
func (s *shell) PrintsBothSides() bool { return admin.ChosenPrinter().Sides == printer.SidesBoth }

func (s *shell) printJob(path string, sides printer.Sides) {
	if s.prints == nil {
		s.prints = &printing{s: s, send: printer.Print}
	}
	s.prints.waiting = append(s.prints.waiting, printer.Job{Path: path, Sides: sides})
	s.prints.next()
}

// next sends the first of the waiting files, if none is under way.
func (p *printing) next() {
	if p.busy || len(p.waiting) == 0 {
		return
	}
	p.busy = true
	job := p.waiting[0]
	job.Printer = admin.ChosenPrinter().Name // it may have been chosen after a failure
	widgets.LoadResult(widgets.NewLoader(p.s.p.win), func(ctx context.Context) (struct{}, error) {
		return struct{}{}, p.send(ctx, job)
	}, func(_ struct{}, err error) {
		if err != nil {
			p.failed(job.Path, err)
			return
		}
		p.waiting, p.busy = p.waiting[1:], false
		p.next()
	})
}

// failed tells that nothing is lost and offers to print what is left again.
// Closing the dialog gives the rest up; the files stay.
func (p *printing) failed(path string, cause error) {
	slog.Error("not printed", "file", path, "waiting", len(p.waiting), "err", cause)
	p.s.status.Say("")
	say := fmt.Sprintf("“%s”没有送到打印机。", filepath.Base(path))
	if n := len(p.waiting); n > 1 {
		say = fmt.Sprintf("“%s”等 %d 份没有送到打印机。", filepath.Base(path), n)
	}
	const width = 460
	sentence := func(text string, ink color.Color) fyne.CanvasObject {
		return widgets.Sized(width, 0, widgets.NewWrapText(text, widgets.TextSize, ink))
	}
	again, folder := widgets.NewPrimaryButton("再打印", nil), widgets.NewButton("打开文件夹", nil)
	other := widgets.NewButton("选择打印机…", func() { admin.AskPrinter(p.s, nil) })
	why, hint := court.Sentence(cause)
	d := widgets.NewDialog(p.s.p.win, "没有打印成", widgets.VStack(8,
		sentence(say+why, widgets.ColorText),
		widgets.NewNotice(widgets.StateDone, "文书都已经保存，不用重做。"),
		sentence(hint+"然后点“再打印”；也可以打开文件夹，从阅读器打印。", widgets.ColorQuiet),
	), folder, other, again)
	retry := false
	again.OnTap = func() { retry = true; d.Close() }
	folder.OnTap = func() { p.s.OpenOutside(filepath.Dir(path)) }
	d.OnClosed = func() {
		if p.busy = false; !retry {
			p.waiting = nil
		}
		p.next()
	}
	p.s.p.win.Canvas().Focus(again)
}
