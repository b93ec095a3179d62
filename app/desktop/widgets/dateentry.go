package widgets

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/theme"

	"zhixing/app/court"
)

// DateEntry is a field for a civil date: typed as 20180501, 2018-5-1,
// 2018.5.1, 2018/5/1 or 2018年5月1日, or picked from a calendar. Up and Down
// change it by a day.
type DateEntry struct {
	Entry
	// OnDate is called when another readable date (or none) stands in the
	// field after leaving it, moving by a day or picking.
	OnDate func(court.Date)
	// OnRefused shows why the text is no date when the field is left; "" takes
	// the message away.
	OnRefused func(sentence string)
	// Today is where the calendar opens when the field is empty.
	Today func() court.Date

	last court.Date
}

// NewDateEntry makes an empty field; today is called when the calendar opens.
func NewDateEntry(today func() court.Date) *DateEntry {
	d := &DateEntry{Today: today}
	d.whole = true
	d.Wrapping = fyne.TextWrap(fyne.TextTruncateClip)
	d.ExtendBaseWidget(d)
	d.SetPlaceHolder("年-月-日")
	d.ActionItem = newIconButton(theme.CalendarIcon(), d.openCalendar)
	return d
}

// Date reads the field; the zero Date for an empty one. Errors say what is
// wrong and how to type it.
func (d *DateEntry) Date() (court.Date, error) { return court.ParseDate(d.Text) }

// SetDate shows a date as 2018-05-01, or nothing for the zero Date.
func (d *DateEntry) SetDate(date court.Date) {
	d.last = date
	d.SetText(date.String())
	d.refuse("")
}

func (d *DateEntry) refuse(sentence string) {
	if d.OnRefused != nil {
		d.OnRefused(sentence)
	}
}

// settle rewrites a readable date in ISO form and reports it.
func (d *DateEntry) settle() {
	date, err := d.Date()
	if err != nil {
		say, _ := court.Sentence(err)
		d.refuse(say)
		return
	}
	d.report(date)
}

func (d *DateEntry) report(date court.Date) {
	changed := date != d.last
	if d.Text != date.String() || changed {
		d.SetDate(date)
	} else {
		d.refuse("")
	}
	if !changed {
		return
	}
	d.edited()
	if d.OnDate != nil {
		d.OnDate(date)
	}
}

// FocusLost settles the text.
func (d *DateEntry) FocusLost() {
	d.Entry.FocusLost()
	d.settle()
}

// TypedKey moves by a day with Up and Down.
func (d *DateEntry) TypedKey(k *fyne.KeyEvent) {
	step := 0
	switch k.Name {
	case fyne.KeyUp:
		step = 1
	case fyne.KeyDown:
		step = -1
	case fyne.KeyF4:
		d.openCalendar()
		return
	}
	if step == 0 || d.Disabled() {
		d.Entry.TypedKey(k)
		return
	}
	date, err := d.Date()
	if err != nil {
		return
	}
	if date.IsZero() {
		date = d.Today()
		step = 0
	}
	d.report(date.AddDays(step))
	d.CursorColumn = len(d.Text)
	d.Refresh()
}

// TypedRune takes + for today; dates hold no such sign.
func (d *DateEntry) TypedRune(r rune) {
	if (r == '+' || r == '＋') && !d.Disabled() {
		d.report(d.Today())
		d.CursorColumn = len(d.Text)
		d.Refresh()
		return
	}
	d.Entry.TypedRune(r)
}

func (d *DateEntry) openCalendar() {
	if d.Disabled() {
		return
	}
	c := canvasOf(d)
	if c == nil {
		return
	}
	c.Focus(d)
	date, err := d.Date()
	if err != nil || date.IsZero() {
		date = d.Today()
	}
	showCalendar(d, date, d.Today(), d.report)
}
