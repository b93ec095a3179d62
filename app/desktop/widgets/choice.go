package widgets

import (
	"strings"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/driver/desktop"
	"fyne.io/fyne/v2/widget"
)

// filterPopup is a field with a list under it that floats over the window:
// typing narrows the list, Up and Down move, Enter picks, Esc closes.
type filterPopup struct {
	layer *layer
	entry *Entry
	list  *pickList
}

// showFilterPopup opens the popup over an object, as wide as it or wider.
func showFilterPopup(over fyne.CanvasObject, placeholder, text string, changed func(string), picked func(int)) *filterPopup {
	c := canvasOf(over)
	if c == nil {
		return nil
	}
	p := &filterPopup{entry: NewEntry(), list: newPickList()}
	p.entry.SetPlaceHolder(placeholder)
	size := over.Size()
	box := &stackColumn{}
	content := &fyne.Container{Layout: box, Objects: []fyne.CanvasObject{p.entry, p.list}}
	p.layer = newLayer(c, content, false)
	p.layer.at = fyne.CurrentApp().Driver().AbsolutePositionForObject(over)
	p.layer.size = fyne.NewSize(size.Width, 0)
	p.layer.keys = Bindings{"Esc": p.layer.close}
	p.list.onPick = func(i int) {
		p.layer.close()
		picked(i)
	}
	p.entry.OnKey = func(k *fyne.KeyEvent) bool { return p.list.key(k.Name) }
	p.entry.SetText(text)
	p.entry.OnChanged = changed
	p.layer.show()
	c.Focus(p.entry)
	p.entry.CursorColumn = len([]rune(text))
	p.entry.Refresh()
	return p
}

// setItems shows the lines that fit what was typed.
func (p *filterPopup) setItems(items []MenuItem) {
	p.list.setItems(items)
	if len(items) > 0 {
		p.list.move(1)
	}
	p.layer.relayout()
}

// stackColumn puts objects under each other at their minimal heights.
type stackColumn struct{ gap float32 }

func (s *stackColumn) Layout(objects []fyne.CanvasObject, size fyne.Size) {
	y := float32(0)
	for _, o := range objects {
		if !o.Visible() {
			continue
		}
		h := o.MinSize().Height
		place(o, 0, y, size.Width, h)
		y += h + S(s.gap)
	}
}

func (s *stackColumn) MinSize(objects []fyne.CanvasObject) fyne.Size {
	var size fyne.Size
	shown := 0
	for _, o := range objects {
		if !o.Visible() {
			continue
		}
		shown++
		m := o.MinSize()
		size.Width = max(size.Width, m.Width)
		size.Height += m.Height
	}
	if shown > 1 {
		size.Height += float32(shown-1) * S(s.gap)
	}
	return size
}

// VStack puts objects under each other with a gap of gap px.
func VStack(gap float32, objects ...fyne.CanvasObject) *fyne.Container {
	return &fyne.Container{Layout: &stackColumn{gap: gap}, Objects: objects}
}

// Option is one of the things a Choice offers.
type Option struct {
	ID    string
	Label string
	Note  string
}

// Options makes options whose labels are their ids.
func Options(labels ...string) []Option {
	options := make([]Option, len(labels))
	for i, label := range labels {
		options[i] = Option{ID: label, Label: label}
	}
	return options
}

// Choice is a field that holds one of its options. Down, Space, a click or
// typing opens the list; typing narrows it.
type Choice struct {
	widget.DisableableWidget
	PlaceHolder string
	OnChanged   func(id string)
	OnEnter     func() // Enter in a form moves on
	OnFocus     func() // the keyboard came

	options   []Option
	id        string
	focused   bool
	popup     *filterPopup
	filtered  []Option
	onCommand func(key string) bool
	form      fieldEvents
}

// NewChoice makes a field with nothing chosen.
func NewChoice(options []Option, changed func(id string)) *Choice {
	c := &Choice{options: options, OnChanged: changed, PlaceHolder: "请选择"}
	c.ExtendBaseWidget(c)
	return c
}

// SetOptions replaces what is offered; a chosen id that is no longer offered
// is kept until another is chosen.
func (c *Choice) SetOptions(options []Option) {
	c.options = options
	c.Refresh()
}

// ID is the chosen option's id, "" for none.
func (c *Choice) ID() string { return c.id }

// SetID chooses without calling back.
func (c *Choice) SetID(id string) {
	changed := c.id != id
	c.id = id
	c.Refresh()
	if changed {
		call(c.form.onChanged)
	}
}

// Label is the chosen option's label.
func (c *Choice) Label() string {
	for _, o := range c.options {
		if o.ID == c.id {
			return o.Label
		}
	}
	return c.id
}

func (c *Choice) open(typed string) {
	if c.Disabled() {
		return
	}
	c.popup = showFilterPopup(c, "输入文字筛选", typed, c.filter, func(i int) {
		c.SetID(c.filtered[i].ID)
		if c.form.onEdited == nil {
			markEdited(c)
		}
		call(c.form.onEdited)
		if c.OnChanged != nil {
			c.OnChanged(c.id)
		}
	})
	if c.popup != nil {
		c.popup.layer.onClose = func() { c.popup = nil; focus(c) }
		c.filter(typed)
	}
}

func (c *Choice) filter(typed string) {
	typed = strings.ToLower(strings.TrimSpace(typed))
	c.filtered = nil
	var items []MenuItem
	chosen := -1
	for _, o := range c.options {
		if !strings.Contains(strings.ToLower(o.Label+" "+o.Note), typed) {
			continue
		}
		if o.ID == c.id {
			chosen = len(items)
		}
		c.filtered = append(c.filtered, o)
		items = append(items, MenuItem{Label: o.Label, Note: o.Note, Checked: o.ID == c.id})
	}
	if len(items) == 0 {
		items = []MenuItem{{Label: "没有符合的选项", Disabled: true}}
	}
	c.popup.setItems(items)
	if typed == "" && chosen >= 0 {
		c.popup.list.choose(chosen)
	}
}

// Tapped opens the list.
func (c *Choice) Tapped(*fyne.PointEvent) { focus(c); c.open("") }

// TypedKey opens the list with Down and Space.
func (c *Choice) TypedKey(k *fyne.KeyEvent) {
	switch k.Name {
	case fyne.KeyDown, fyne.KeySpace:
		c.open("")
	case fyne.KeyReturn, fyne.KeyEnter:
		if c.OnEnter != nil {
			c.OnEnter()
		} else {
			c.open("")
		}
	default:
		if c.onCommand == nil || !c.onCommand(keyText(k.Name, 0)) {
			forwardKey(c, k)
		}
	}
}

// TypedShortcut hands shortcuts to the form and the window.
func (c *Choice) TypedShortcut(s fyne.Shortcut) {
	if !commandShortcut(c.onCommand, s) {
		forwardShortcut(c, s)
	}
}

// TypedRune opens the list with what was typed as its filter.
func (c *Choice) TypedRune(r rune) {
	if r == ' ' {
		return // arrives as a key too
	}
	if c.popup != nil {
		return
	}
	c.open(string(r))
}

// FocusGained shows the focus.
func (c *Choice) FocusGained() {
	c.focused = true
	c.Refresh()
	call(c.form.onReached)
	call(c.OnFocus)
}

// FocusLost ends it.
func (c *Choice) FocusLost() { c.focused = false; c.Refresh() }

// Cursor is the hand.
func (c *Choice) Cursor() desktop.Cursor { return desktop.PointerCursor }

// CreateRenderer draws the field with its ▼.
func (c *Choice) CreateRenderer() fyne.WidgetRenderer {
	box := newBox(ColorSurface, ColorEdge, 2)
	text := NewText("", TextSize, ColorText, false)
	caret := NewText("▼", 8, ColorQuiet, false)
	update := func() {
		styleField(box, c.focused, c.Disabled())
		text.TextSize, text.Color = S(TextSize), ColorText
		label := c.Label()
		if label == "" {
			label, text.Color = c.PlaceHolder, ColorHint
		}
		if c.Disabled() {
			text.Color = ColorQuiet
		}
		text.Text = Ellipsize(label, c.Size().Width-S(30), S(TextSize), false)
	}
	return &simpleRenderer{
		objects: []fyne.CanvasObject{box, text, caret},
		layout: func(size fyne.Size) {
			box.Resize(size)
			place(text, S(5), 0, size.Width-S(30), size.Height)
			place(caret, size.Width-S(17), 0, S(10), size.Height)
			update()
		},
		min:     func() fyne.Size { return fyne.NewSize(S(90), fieldHeight()) },
		refresh: update,
	}
}

// fieldHeight is the height of single-line fields.
func fieldHeight() float32 { return NewEntry().MinSize().Height }

// styleField colours the box of a drawn field.
func styleField(box *canvas.Rectangle, focused, disabled bool) {
	box.FillColor, box.StrokeColor = ColorSurface, ColorEdge
	if disabled {
		box.FillColor = ColorQuietTint
	}
	if focused {
		box.StrokeColor = ColorAction
	}
}
