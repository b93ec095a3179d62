package ledgers

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"

	"zhixing/app/court"
	"zhixing/app/desktop/widgets"
)

// period is the days from one to another that a report is about, this year so
// far to begin with.
type period struct{ from, to *widgets.DateEntry }

func newPeriod(p *page, changed func()) period {
	today := p.f.Office().Today()
	entry := func(d court.Date) *widgets.DateEntry {
		e := widgets.NewDateEntry(p.f.Office().Today)
		e.SetDate(d)
		e.OnDate = func(court.Date) { changed() }
		return e
	}
	return period{entry(court.D(today.Year, 1, 1)), entry(today)}
}

// bar shows the two days after what they are.
func (x period) bar(label string) fyne.CanvasObject {
	quiet := func(text string) fyne.CanvasObject {
		return container.NewCenter(widgets.NewText(text, widgets.TableSize, widgets.ColorQuiet, false))
	}
	return widgets.Padded(10, 6, widgets.HStack(8, quiet(label), widgets.Sized(130, 28, x.from), quiet("至"), widgets.Sized(130, 28, x.to)))
}

// days reads both days; an error names what is wrong with one of them.
func (x period) days() (from, to court.Date, err error) {
	if from, err = x.from.Date(); err == nil {
		to, err = x.to.Date()
	}
	return from, to, err
}

// text names the days on paper.
func (x period) text() string { return x.from.Text + " 至 " + x.to.Text }
