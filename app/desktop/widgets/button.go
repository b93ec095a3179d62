package widgets

import (
	"image/color"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/driver/desktop"
	"fyne.io/fyne/v2/widget"
)

// ButtonKind is how a button looks.
type ButtonKind int

// The kinds of button.
const (
	ButtonNormal  ButtonKind = iota // white with a line
	ButtonPrimary                   // action colour; one per screen or dialog
	ButtonSmall                     // white, for rows and cards
	ButtonSmallPrimary
	ButtonPlain // text only, in the action colour
)

// Button is a push button that answers Enter and Space.
type Button struct {
	widget.DisableableWidget
	Label string
	Kind  ButtonKind
	OnTap func()
	menu  bool // draws ▼ after the label

	focused, hovered bool
}

// NewButton makes a white button.
func NewButton(label string, tap func()) *Button { return newButton(label, ButtonNormal, tap) }

// NewPrimaryButton makes the button of the next step.
func NewPrimaryButton(label string, tap func()) *Button { return newButton(label, ButtonPrimary, tap) }

// NewSmallButton makes a button for rows and cards.
func NewSmallButton(label string, tap func()) *Button { return newButton(label, ButtonSmall, tap) }

// NewPlainButton makes a button that looks like a link.
func NewPlainButton(label string, tap func()) *Button { return newButton(label, ButtonPlain, tap) }

// NewMenuButton makes a button that opens a menu under it; items is asked each
// time.
func NewMenuButton(label string, kind ButtonKind, items func() []MenuItem) *Button {
	b := newButton(label, kind, nil)
	b.menu = true
	b.OnTap = func() { ShowMenu(b, items()) }
	return b
}

func newButton(label string, kind ButtonKind, tap func()) *Button {
	b := &Button{Label: label, Kind: kind, OnTap: tap}
	b.ExtendBaseWidget(b)
	return b
}

// SetLabel changes the text.
func (b *Button) SetLabel(label string) {
	b.Label = label
	b.Refresh()
}

func (b *Button) activate() {
	if !b.Disabled() && b.OnTap != nil {
		b.OnTap()
	}
}

// Tapped presses the button.
func (b *Button) Tapped(*fyne.PointEvent) { b.activate() }

// TypedKey presses the button with Enter or Space and hands on the rest.
func (b *Button) TypedKey(k *fyne.KeyEvent) {
	switch k.Name {
	case fyne.KeyReturn, fyne.KeyEnter, fyne.KeySpace:
		b.activate()
	default:
		forwardKey(b, k)
	}
}

// TypedRune does nothing; buttons take no text.
func (b *Button) TypedRune(rune) {}

// FocusGained shows the focus ring.
func (b *Button) FocusGained() { b.focused = true; b.Refresh() }

// FocusLost takes the focus ring away.
func (b *Button) FocusLost() { b.focused = false; b.Refresh() }

// MouseIn shows that the button can be pressed.
func (b *Button) MouseIn(*desktop.MouseEvent) { b.hovered = true; b.Refresh() }

// MouseMoved does nothing.
func (b *Button) MouseMoved(*desktop.MouseEvent) {}

// MouseOut ends MouseIn.
func (b *Button) MouseOut() { b.hovered = false; b.Refresh() }

// Cursor is the hand over a button that can be pressed.
func (b *Button) Cursor() desktop.Cursor {
	if b.Disabled() {
		return desktop.DefaultCursor
	}
	return desktop.PointerCursor
}

func (b *Button) small() bool { return b.Kind == ButtonSmall || b.Kind == ButtonSmallPrimary }

func (b *Button) colors() (fill, edge, text color.Color) {
	primary := b.Kind == ButtonPrimary || b.Kind == ButtonSmallPrimary
	switch {
	case b.Disabled():
		return ColorQuietTint, ColorLine, ColorFaint
	case primary && b.hovered:
		return rgb(0x2A5DA3), rgb(0x2A5DA3), ColorSurface
	case primary:
		return ColorAction, ColorAction, ColorSurface
	case b.Kind == ButtonPlain:
		return color.Transparent, color.Transparent, ColorAction
	case b.hovered:
		return ColorChosen, ColorEdge, ColorText
	}
	return ColorSurface, ColorEdge, ColorText
}

// CreateRenderer draws box, label, the ▼ of a menu and the focus ring.
func (b *Button) CreateRenderer() fyne.WidgetRenderer {
	box := newBox(ColorSurface, ColorEdge, 3)
	ring := newBox(color.Transparent, ColorAction, 2)
	text := NewText(b.Label, TableSize, ColorText, false)
	text.Alignment = fyne.TextAlignCenter
	caret := NewText("▼", 8, ColorText, false)
	update := func() {
		fill, edge, ink := b.colors()
		box.FillColor, box.StrokeColor = fill, edge
		ring.Hidden = !b.focused
		ring.StrokeColor = ColorAction
		if b.Kind == ButtonPrimary || b.Kind == ButtonSmallPrimary {
			ring.StrokeColor = ColorSurface
		}
		text.Text, text.Color, text.TextSize = b.Label, ink, S(TableSize)
		caret.Hidden, caret.Color, caret.TextSize = !b.menu, ink, S(8)
	}
	update()
	layout := func(size fyne.Size) {
		box.Resize(size)
		place(ring, 2, 2, size.Width-4, size.Height-4)
		width := size.Width
		if b.menu {
			w := caret.MinSize().Width
			width -= w + S(4)
			place(caret, width-S(b.sidePad())+S(4), 0, w, size.Height)
			if b.sidePad() == 0 {
				width += S(2)
			}
		}
		place(text, 0, 0, width, size.Height)
	}
	return &simpleRenderer{
		objects: []fyne.CanvasObject{box, ring, text, caret},
		layout:  layout,
		min:     b.minSize,
		refresh: func() { update(); layout(b.Size()) },
	}
}

func (b *Button) sidePad() float32 {
	switch {
	case b.Kind == ButtonPlain:
		return 4
	case b.small():
		return 9
	}
	return 12
}

func (b *Button) minSize() fyne.Size {
	width := textWidth(b.Label, TableSize, false) + 2*S(b.sidePad())
	if b.menu {
		width += S(4) + textWidth("▼", 8, false)
	}
	height := S(28)
	if b.small() || b.Kind == ButtonPlain {
		height = S(23)
	}
	return fyne.NewSize(float32(int(width+0.99)), height)
}

// Check is a box to tick with its label, drawn because the font has no ☑.
type Check struct {
	widget.DisableableWidget
	Label     string
	Checked   bool
	OnChanged func(bool)
	OnEnter   func() // Enter in a form moves on; nil hands it to the window

	focused   bool
	onCommand func(key string) bool
	form      fieldEvents
}

// NewCheck makes a box that is not ticked.
func NewCheck(label string, changed func(bool)) *Check {
	c := &Check{Label: label, OnChanged: changed}
	c.ExtendBaseWidget(c)
	return c
}

// SetChecked ticks the box or not, without calling back.
func (c *Check) SetChecked(checked bool) {
	c.Checked = checked
	c.Refresh()
}

func (c *Check) toggle() {
	if c.Disabled() {
		return
	}
	c.SetChecked(!c.Checked)
	if c.form.onEdited == nil {
		markEdited(c)
	}
	call(c.form.onChanged)
	call(c.form.onEdited)
	if c.OnChanged != nil {
		c.OnChanged(c.Checked)
	}
}

// Tapped ticks or unticks.
func (c *Check) Tapped(*fyne.PointEvent) { focus(c); c.toggle() }

// TypedKey ticks with Space and hands on the rest.
func (c *Check) TypedKey(k *fyne.KeyEvent) {
	switch {
	case k.Name == fyne.KeySpace:
		c.toggle()
	case (k.Name == fyne.KeyReturn || k.Name == fyne.KeyEnter) && c.OnEnter != nil:
		c.OnEnter()
	case c.onCommand != nil && c.onCommand(keyText(k.Name, 0)):
	default:
		forwardKey(c, k)
	}
}

// TypedShortcut hands shortcuts to the form and the window.
func (c *Check) TypedShortcut(s fyne.Shortcut) {
	if !commandShortcut(c.onCommand, s) {
		forwardShortcut(c, s)
	}
}

// TypedRune does nothing; Space arrives as a key.
func (c *Check) TypedRune(rune) {}

// FocusGained shows the focus.
func (c *Check) FocusGained() { c.focused = true; c.Refresh(); call(c.form.onReached) }

// FocusLost ends it.
func (c *Check) FocusLost() { c.focused = false; c.Refresh() }

// CreateRenderer draws box, tick and label.
func (c *Check) CreateRenderer() fyne.WidgetRenderer {
	box := newCheckBox()
	text := NewText(c.Label, TextSize, ColorText, false)
	update := func() {
		box.set(c.Checked, c.focused, c.Disabled())
		text.Text, text.TextSize, text.Color = c.Label, S(TextSize), ColorText
		if c.Disabled() {
			text.Color = ColorFaint
		}
	}
	update()
	return &simpleRenderer{
		objects: append(box.objects(), text),
		layout: func(size fyne.Size) {
			box.place(S(2), float32(int((size.Height-S(14))/2)))
			place(text, S(22), 0, size.Width-S(22), size.Height)
		},
		min: func() fyne.Size {
			return fyne.NewSize(S(26)+textWidth(c.Label, TextSize, false), S(24))
		},
		refresh: update,
	}
}

// checkBox is the drawn box, used by Check, tables and lists.
type checkBox struct {
	box         *canvas.Rectangle
	short, long *canvas.Line
}

func newCheckBox() *checkBox {
	b := &checkBox{box: newBox(ColorSurface, ColorFaint, 2), short: canvas.NewLine(ColorSurface), long: canvas.NewLine(ColorSurface)}
	b.short.StrokeWidth, b.long.StrokeWidth = 2, 2
	b.set(false, false, false)
	return b
}

func (b *checkBox) objects() []fyne.CanvasObject {
	return []fyne.CanvasObject{b.box, b.short, b.long}
}

func (b *checkBox) set(checked, focused, disabled bool) {
	b.box.FillColor, b.box.StrokeColor, b.box.StrokeWidth = ColorSurface, ColorFaint, 1
	if checked {
		b.box.FillColor, b.box.StrokeColor = ColorAction, ColorAction
	}
	if disabled {
		b.box.StrokeColor = ColorIdle
		if checked {
			b.box.FillColor = ColorIdle
		}
	}
	if focused {
		b.box.StrokeColor, b.box.StrokeWidth = ColorBar, 2
	}
	b.short.Hidden, b.long.Hidden = !checked, !checked
}

// place puts the box, 14 px square, at a position.
func (b *checkBox) place(x, y float32) {
	place(b.box, x, y, S(14), S(14))
	p := func(dx, dy float32) fyne.Position { return fyne.NewPos(x+S(14)*dx, y+S(14)*dy) }
	b.short.Position1, b.short.Position2 = p(0.22, 0.50), p(0.43, 0.72)
	b.long.Position1, b.long.Position2 = p(0.43, 0.72), p(0.79, 0.29)
}

func (b *checkBox) hide(hidden bool) {
	b.box.Hidden = hidden
	if hidden {
		b.short.Hidden, b.long.Hidden = true, true
	}
}

func (b *checkBox) refresh() {
	b.box.Refresh()
	b.short.Refresh()
	b.long.Refresh()
}
