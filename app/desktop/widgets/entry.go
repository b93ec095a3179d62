package widgets

import (
	"image/color"
	"slices"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/driver/desktop"
	"fyne.io/fyne/v2/theme"
	"fyne.io/fyne/v2/widget"
)

// Entry is a text field that lets window-wide keys through: bound shortcuts
// (Ctrl+S, Ctrl+K), F-keys and Esc reach the window's Keymap.
type Entry struct {
	widget.Entry
	// OnKey sees every key first and tells whether it used it.
	OnKey func(*fyne.KeyEvent) bool
	// OnEnter answers Enter in a single-line field; nil lets it go on to the window.
	OnEnter func()
	// OnFocus and OnLeave are called when the keyboard comes and goes.
	OnFocus, OnLeave func()

	focused   bool
	whole     bool // the keyboard comes to the whole text: typing replaces it
	fresh     bool // got the keyboard with the present click
	autoFill  bool
	onCommand func(key string) bool // the form's own keys, before the window's
	form      fieldEvents
	around    func() *container.Scroll // what the wheel moves over a single line; nil or none for the text itself
}

// fieldEvents are what a form wants to know of its fields; each may be nil.
type fieldEvents struct {
	onReached func() // got the keyboard
	onChanged func() // another text or choice, whoever made it
	onEdited  func() // the user made it
	onLeft    func() // lost the keyboard
}

func call(f func()) {
	if f != nil {
		f()
	}
}

// NewEntry makes a single-line field.
func NewEntry() *Entry {
	e := &Entry{}
	e.Wrapping = fyne.TextWrap(fyne.TextTruncateClip)
	e.ExtendBaseWidget(e)
	return e
}

// NewPasswordEntry makes a single-line field that hides what is typed.
func NewPasswordEntry() *Entry {
	e := NewEntry()
	e.Password = true
	return e
}

// NewTextArea makes a field of several lines; Tab leaves it.
func NewTextArea(rows int) *Entry {
	e := &Entry{}
	e.MultiLine = true
	e.Wrapping = fyne.TextWrapBreak // Chinese has no spaces to wrap at
	e.SetMinRowsVisible(rows)
	e.ExtendBaseWidget(e)
	return e
}

// AcceptsTab keeps Tab for moving on, in fields of several lines too.
func (e *Entry) AcceptsTab() bool { return false }

// FocusGained tells the owner.
func (e *Entry) FocusGained() {
	e.focused = true
	e.Entry.FocusGained()
	if e.whole {
		e.fresh = true
		e.Entry.TypedShortcut(&fyne.ShortcutSelectAll{})
	}
	call(e.form.onReached)
	call(e.OnFocus)
}

// MouseUp chooses the whole text after the click that came into the field.
func (e *Entry) MouseUp(m *desktop.MouseEvent) {
	e.Entry.MouseUp(m)
	if e.fresh && e.SelectedText() == "" {
		e.Entry.TypedShortcut(&fyne.ShortcutSelectAll{})
	}
	e.fresh = false
}

// FocusLost tells the owner.
func (e *Entry) FocusLost() {
	e.focused = false
	e.Entry.FocusLost()
	call(e.form.onLeft)
	call(e.OnLeave)
}

// SetText replaces the text.
func (e *Entry) SetText(text string) {
	changed := e.Text != text
	e.Entry.SetText(text)
	if changed {
		call(e.form.onChanged)
	}
}

// watch does what the user asked for and tells the form when it changed the
// text.
func (e *Entry) watch(typed func()) {
	before := e.Text
	typed()
	if e.Text != before {
		e.edited()
	}
}

func (e *Entry) edited() {
	call(e.form.onChanged)
	if e.form.onEdited == nil {
		markEdited(e)
		return
	}
	e.form.onEdited()
}

// TypedRune types a character.
func (e *Entry) TypedRune(r rune) { e.watch(func() { e.Entry.TypedRune(r) }) }

// SetAutoFilled tints the field whose text the program filled in.
func (e *Entry) SetAutoFilled(autoFill bool) {
	e.autoFill = autoFill
	e.Refresh()
}

func (e *Entry) ground() color.Color {
	if e.autoFill {
		return ColorAutoFill
	}
	return ColorSurface
}

// CreateRenderer draws Fyne's field on a ground of our own.
func (e *Entry) CreateRenderer() fyne.WidgetRenderer {
	wheel := &wheelPad{entry: e}
	wheel.ExtendBaseWidget(wheel)
	return &groundRenderer{WidgetRenderer: e.Entry.CreateRenderer(), entry: e, wheel: wheel}
}

// ScrollWith lets the wheel move the page when it turns over the field: a
// single line has little to scroll and would stop the page under the pointer.
func (e *Entry) ScrollWith(page *container.Scroll) {
	e.around = func() *container.Scroll { return page }
}

// page is what the wheel moves, nil for the field's own text.
func (e *Entry) page() *container.Scroll {
	if e.MultiLine || e.around == nil {
		return nil
	}
	return e.around()
}

// wheelPad lies over a field, takes the wheel before Fyne's own scroll of the
// text does, and nothing else.
type wheelPad struct {
	widget.BaseWidget
	entry *Entry
}

// Visible is false where the wheel is the field's own.
func (p *wheelPad) Visible() bool { return p.entry.page() != nil }

// Scrolled moves the page.
func (p *wheelPad) Scrolled(e *fyne.ScrollEvent) {
	if page := p.entry.page(); page != nil {
		page.Scrolled(e)
	}
}

// CreateRenderer draws nothing.
func (p *wheelPad) CreateRenderer() fyne.WidgetRenderer {
	return widget.NewSimpleRenderer(&fyne.Container{})
}

// groundRenderer colours the box that Fyne's renderer draws first.
type groundRenderer struct {
	fyne.WidgetRenderer
	entry *Entry
	wheel *wheelPad
}

// Objects are Fyne's, and what takes the wheel on top.
func (r *groundRenderer) Objects() []fyne.CanvasObject {
	return append(slices.Clip(r.WidgetRenderer.Objects()), r.wheel)
}

func (r *groundRenderer) paint() {
	if box, ok := r.Objects()[0].(*canvas.Rectangle); ok && box.FillColor != r.entry.ground() {
		box.FillColor = r.entry.ground()
		box.Refresh()
	}
}

func (r *groundRenderer) Layout(size fyne.Size) {
	r.WidgetRenderer.Layout(size)
	r.wheel.Resize(size)
	r.paint()
}

func (r *groundRenderer) Refresh() {
	r.WidgetRenderer.Refresh()
	r.paint()
}

// Focused tells whether the field has the keyboard.
func (e *Entry) Focused() bool { return e.focused }

// TypedKey gives Enter, Esc and F-keys to those who bound them.
func (e *Entry) TypedKey(k *fyne.KeyEvent) {
	if e.OnKey != nil && e.OnKey(k) || e.onCommand != nil && e.onCommand(keyText(k.Name, 0)) {
		return
	}
	switch k.Name {
	case fyne.KeyReturn, fyne.KeyEnter:
		if e.MultiLine {
			break
		}
		if e.OnEnter != nil {
			e.OnEnter()
			return
		}
		if e.OnSubmitted == nil && forwardKey(e, k) {
			return
		}
	case fyne.KeyEscape, fyne.KeyF1, fyne.KeyF2, fyne.KeyF3, fyne.KeyF4, fyne.KeyF5, fyne.KeyF6,
		fyne.KeyF7, fyne.KeyF8, fyne.KeyF9, fyne.KeyF10, fyne.KeyF11, fyne.KeyF12:
		forwardKey(e, k)
		return
	}
	e.watch(func() { e.Entry.TypedKey(k) })
}

// TypedShortcut lets the window's shortcuts go before the field's own.
func (e *Entry) TypedShortcut(s fyne.Shortcut) {
	if commandShortcut(e.onCommand, s) || forwardShortcut(e, s) {
		return
	}
	e.watch(func() { e.Entry.TypedShortcut(s) })
}

// iconButton is a small picture at the end of a field that can be clicked but
// is not stopped at by Tab.
type iconButton struct {
	widget.BaseWidget
	icon fyne.Resource
	tap  func()
}

func newIconButton(icon fyne.Resource, tap func()) *iconButton {
	b := &iconButton{icon: icon, tap: tap}
	b.ExtendBaseWidget(b)
	return b
}

func (b *iconButton) Tapped(*fyne.PointEvent) { b.tap() }

// CreateRenderer draws the picture in the middle.
func (b *iconButton) CreateRenderer() fyne.WidgetRenderer {
	icon := widget.NewIcon(theme.NewColoredResource(b.icon, theme.ColorNameDisabled))
	return &simpleRenderer{
		objects: []fyne.CanvasObject{icon},
		layout: func(size fyne.Size) {
			side := S(16)
			place(icon, float32(int((size.Width-side)/2)), float32(int((size.Height-side)/2)), side, side)
		},
		min: func() fyne.Size { return fyne.NewSize(S(24), S(20)) },
	}
}
