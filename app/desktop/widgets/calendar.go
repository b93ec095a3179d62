package widgets

import (
	"fmt"
	"image/color"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/driver/desktop"
	"fyne.io/fyne/v2/widget"

	"zhixing/app/court"
)

var weekdayWords = [7]string{"一", "二", "三", "四", "五", "六", "日"}

const (
	calendarCell = 30 // px, width and height of a day
	calendarHead = 56 // px, month title and weekdays
)

// calendar shows a month, Monday first. Arrows move by day and week, PgUp and
// PgDn by month, Home goes to today, Enter picks.
type calendar struct {
	widget.BaseWidget
	date, today court.Date
	onPick      func(court.Date)
	days        [42]*canvas.Text
	grounds     [42]*canvas.Rectangle
	title       *canvas.Text
}

// showCalendar opens a calendar under a field and calls picked once.
func showCalendar(under fyne.CanvasObject, date, today court.Date, picked func(court.Date)) {
	c := canvasOf(under)
	cal := &calendar{date: date, today: today}
	cal.ExtendBaseWidget(cal)
	l := newLayer(c, cal, false)
	l.at = fyne.CurrentApp().Driver().AbsolutePositionForObject(under).AddXY(0, under.Size().Height+2)
	l.keys = Bindings{"Esc": l.close}
	cal.onPick = func(d court.Date) {
		l.close()
		picked(d)
	}
	l.show()
	focus(cal)
}

// first is the Monday on or before the first of the month shown.
func (c *calendar) first() court.Date {
	first := court.Date{Year: c.date.Year, Month: c.date.Month, Day: 1}
	return first.AddDays(-((int(first.Weekday()) + 6) % 7))
}

func (c *calendar) show(date court.Date) {
	if date.Valid() {
		c.date = date
		c.Refresh()
	}
}

// TypedKey moves and picks.
func (c *calendar) TypedKey(k *fyne.KeyEvent) {
	switch k.Name {
	case fyne.KeyLeft:
		c.show(c.date.AddDays(-1))
	case fyne.KeyRight:
		c.show(c.date.AddDays(1))
	case fyne.KeyUp:
		c.show(c.date.AddDays(-7))
	case fyne.KeyDown:
		c.show(c.date.AddDays(7))
	case fyne.KeyPageUp:
		c.show(c.date.AddMonths(-1))
	case fyne.KeyPageDown:
		c.show(c.date.AddMonths(1))
	case fyne.KeyHome:
		c.show(c.today)
	case fyne.KeyReturn, fyne.KeyEnter, fyne.KeySpace:
		c.onPick(c.date)
	default:
		forwardKey(c, k)
	}
}

// TypedRune does nothing.
func (c *calendar) TypedRune(rune) {}

// FocusGained does nothing; the chosen day shows where the keyboard is.
func (c *calendar) FocusGained() {}

// FocusLost does nothing.
func (c *calendar) FocusLost() {}

// Cursor is the hand.
func (c *calendar) Cursor() desktop.Cursor { return desktop.PointerCursor }

// Tapped picks a day or turns the month or year.
func (c *calendar) Tapped(e *fyne.PointEvent) {
	cell := S(calendarCell)
	x, y := e.Position.X-S(6), e.Position.Y
	switch {
	case y < S(30):
		c.tapHead(int(x / cell))
	case y >= S(calendarHead):
		column, row := int(x/cell), int((y-S(calendarHead))/cell)
		if x >= 0 && column < 7 && row < 6 {
			c.onPick(c.first().AddDays(row*7 + column))
		} else if row >= 6 {
			c.onPick(c.today)
		}
	}
}

// tapHead turns the year at the outer columns and the month beside them.
func (c *calendar) tapHead(column int) {
	switch column {
	case 0:
		c.show(c.date.AddMonths(-12))
	case 1:
		c.show(c.date.AddMonths(-1))
	case 5:
		c.show(c.date.AddMonths(1))
	case 6:
		c.show(c.date.AddMonths(12))
	}
}

// Scrolled turns the month.
func (c *calendar) Scrolled(e *fyne.ScrollEvent) {
	if e.Scrolled.DY > 0 {
		c.show(c.date.AddMonths(-1))
	} else if e.Scrolled.DY < 0 {
		c.show(c.date.AddMonths(1))
	}
}

// CreateRenderer draws title, arrows, weekdays, six weeks and 今天.
func (c *calendar) CreateRenderer() fyne.WidgetRenderer {
	cell := S(calendarCell)
	r := &simpleRenderer{}
	text := func(s string, size float32, ink color.Color, x, y, w, h float32) *canvas.Text {
		t := NewText(s, size, ink, false)
		t.Alignment = fyne.TextAlignCenter
		place(t, x, y, w, h)
		r.objects = append(r.objects, t)
		return t
	}
	left := S(6)
	c.title = text("", TextSize, ColorText, left+cell*2, 0, cell*3, S(30))
	for column, arrow := range map[int]string{0: "«", 1: "‹", 5: "›", 6: "»"} {
		text(arrow, 16, ColorQuiet, left+cell*float32(column), 0, cell, S(30))
	}
	for i, word := range weekdayWords {
		text(word, CaptionSize, ColorQuiet, left+cell*float32(i), S(30), cell, S(24))
	}
	for i := range c.days {
		x, y := left+cell*float32(i%7), S(calendarHead)+cell*float32(i/7)
		c.grounds[i] = newBox(color.Transparent, color.Transparent, 3)
		place(c.grounds[i], x+2, y+2, cell-4, cell-4)
		r.objects = append(r.objects, c.grounds[i])
		c.days[i] = text("", TableSize, ColorText, x, y, cell, cell)
	}
	text("今天 "+c.today.String(), CaptionSize, ColorAction, left, S(calendarHead)+cell*6, cell*7, S(26))
	r.layout = func(fyne.Size) {}
	r.min = func() fyne.Size { return fyne.NewSize(cell*7+S(12), S(calendarHead)+cell*6+S(28)) }
	r.refresh = c.update
	c.update()
	return r
}

// update writes the days of the month and colours the chosen one and today.
func (c *calendar) update() {
	c.title.Text = fmt.Sprintf("%d年%d月", c.date.Year, int(c.date.Month))
	first := c.first()
	for i := range c.days {
		day := first.AddDays(i)
		c.days[i].Text = fmt.Sprint(day.Day)
		ink := color.Color(ColorText)
		ground := c.grounds[i]
		ground.FillColor, ground.StrokeColor = color.Transparent, color.Transparent
		switch {
		case day == c.date:
			ink, ground.FillColor = ColorSurface, ColorAction
		case day.Month != c.date.Month:
			ink = ColorIdle
		case day.Weekday() == time.Saturday || day.Weekday() == time.Sunday:
			ink = ColorQuiet
		}
		if day == c.today {
			ground.StrokeColor = ColorAction
		}
		c.days[i].Color = ink
	}
}
