package widgets

import (
	"image/color"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/widget"
)

const (
	topBarHeight    = 44  // px
	statusBarHeight = 26  // px
	searchWidth     = 460 // px
	searchLeft      = 308 // px
)

// TopBar is the dark bar: court, program, search and what concerns the user.
type TopBar struct {
	widget.BaseWidget
	court, program *canvas.Text
	search         fyne.CanvasObject
	right          *fyne.Container
}

// NewTopBar makes the bar; right usually holds BarItems.
func NewTopBar(court, program string, search *SearchEntry, right ...fyne.CanvasObject) *TopBar {
	t := &TopBar{court: NewText(court, 16, ColorSurface, true), program: NewText(program, TextSize, ColorSurface, false),
		search: search, right: HStack(16, right...)}
	t.ExtendBaseWidget(t)
	return t
}

// SetCourt changes the court's name.
func (t *TopBar) SetCourt(name string) {
	t.court.Text, t.court.TextStyle.Bold = name, boldHas(name)
	t.Refresh()
}

// CreateRenderer draws the bar.
func (t *TopBar) CreateRenderer() fyne.WidgetRenderer {
	ground := canvas.NewRectangle(ColorBar)
	layout := func(size fyne.Size) {
		ground.Resize(size)
		court := t.court.MinSize().Width
		place(t.court, S(14), 0, court, size.Height)
		program := t.program.MinSize().Width
		place(t.program, S(28)+court, 0, program, size.Height)
		right := t.right.MinSize()
		place(t.right, size.Width-right.Width-S(14), 0, right.Width, size.Height)
		left := max(S(searchLeft), S(48)+court+program)
		width := min(S(searchWidth), size.Width-right.Width-S(34)-left)
		place(t.search, left, float32(int((size.Height-S(28))/2)), max(width, S(80)), S(28))
	}
	return &simpleRenderer{
		objects: []fyne.CanvasObject{ground, t.court, t.program, t.search, t.right},
		layout:  layout,
		min:     func() fyne.Size { return fyne.NewSize(S(600), S(topBarHeight)) },
		refresh: func() {
			t.court.TextSize, t.program.TextSize = S(16), S(TextSize)
			layout(t.Size())
		},
	}
}

// BarItem is a word on the top bar with a red number or a ▼.
type BarItem struct {
	pressable
	text, caret *canvas.Text
	badge       *Badge
}

// NewBarItem makes a word; a count above zero shows in red beside it.
func NewBarItem(label string, count int, tap func()) *BarItem {
	b := &BarItem{text: NewText(label, TextSize, ColorSurface, false),
		caret: NewText("▼", 8, ColorSurface, false), badge: NewBadge(count)}
	b.caret.Hidden = true
	b.self, b.press = b, tap
	b.ExtendBaseWidget(b)
	return b
}

// NewBarMenu makes a word that opens a menu.
func NewBarMenu(label string, items func() []MenuItem) *BarItem {
	b := NewBarItem(label, 0, nil)
	b.caret.Hidden = false
	b.press = func() { ShowMenu(b, items()) }
	return b
}

// Set changes word and number.
func (b *BarItem) Set(label string, count int) {
	b.text.Text = label
	b.badge.Set(count)
	b.Refresh()
}

// CreateRenderer draws word, badge and ▼.
func (b *BarItem) CreateRenderer() fyne.WidgetRenderer {
	ring := newBox(color.Transparent, color.Transparent, 3)
	layout := func(size fyne.Size) {
		ring.Resize(size)
		x := S(2)
		w := b.text.MinSize().Width
		place(b.text, x, 0, w, size.Height)
		x += w + S(3)
		if b.badge.Visible() {
			m := b.badge.MinSize()
			place(b.badge, x, float32(int((size.Height-m.Height)/2)), m.Width, m.Height)
		}
		place(b.caret, x, 0, S(10), size.Height)
	}
	return &simpleRenderer{
		objects: []fyne.CanvasObject{ring, b.text, b.badge, b.caret},
		layout:  layout,
		min: func() fyne.Size {
			width := b.text.MinSize().Width + S(4)
			if b.badge.Visible() {
				width += b.badge.MinSize().Width + S(3)
			}
			if b.caret.Visible() {
				width += S(12)
			}
			return fyne.NewSize(float32(int(width+0.9)), S(26))
		},
		refresh: func() {
			ring.StrokeColor, ring.FillColor = color.Transparent, color.Transparent
			if b.focused {
				ring.StrokeColor = ColorSurface
			}
			if b.hovered && b.press != nil {
				ring.FillColor = ColorBarField
			}
			b.text.TextSize, b.caret.TextSize = S(TextSize), S(8)
			layout(b.Size())
		},
	}
}

// StatusBar is the line at the bottom: what was just done at the left, what
// the data are worth at the right.
type StatusBar struct {
	widget.BaseWidget
	sign, message, left, right *canvas.Text
}

// NewStatusBar makes an empty line.
func NewStatusBar() *StatusBar {
	s := &StatusBar{sign: NewText("✓", CaptionSize, ColorDone, false)}
	for _, t := range []**canvas.Text{&s.message, &s.left, &s.right} {
		*t = NewText("", CaptionSize, ColorQuiet, false)
	}
	s.sign.Hidden = true
	s.ExtendBaseWidget(s)
	return s
}

// Done tells that something succeeded: ✓ 已保存 14:02.
func (s *StatusBar) Done(message string) {
	s.sign.Hidden = message == ""
	s.message.Text = message
	s.Refresh()
}

// Say shows a message without ✓.
func (s *StatusBar) Say(message string) {
	s.sign.Hidden = true
	s.message.Text = message
	s.Refresh()
}

// Message is what was said last.
func (s *StatusBar) Message() string { return s.message.Text }

// SetLeft shows lasting facts after the message.
func (s *StatusBar) SetLeft(text string) { s.left.Text = text; s.Refresh() }

// SetRight shows lasting facts at the right.
func (s *StatusBar) SetRight(text string) { s.right.Text = text; s.Refresh() }

// CreateRenderer draws the line.
func (s *StatusBar) CreateRenderer() fyne.WidgetRenderer {
	ground, line := canvas.NewRectangle(ColorSurface), canvas.NewRectangle(ColorLine)
	layout := func(size fyne.Size) {
		ground.Resize(size)
		place(line, 0, 0, size.Width, 1)
		x := S(14)
		if s.sign.Visible() {
			place(s.sign, x, 0, S(14), size.Height)
			x += S(15)
		}
		if w := s.message.MinSize().Width; s.message.Text != "" {
			place(s.message, x, 0, w, size.Height)
			x += w + S(26)
		}
		place(s.left, x, 0, s.left.MinSize().Width, size.Height)
		w := s.right.MinSize().Width
		place(s.right, size.Width-w-S(14), 0, w, size.Height)
	}
	return &simpleRenderer{
		objects: []fyne.CanvasObject{ground, line, s.sign, s.message, s.left, s.right},
		layout:  layout,
		min:     func() fyne.Size { return fyne.NewSize(S(300), S(statusBarHeight)) },
		refresh: func() {
			for _, t := range []*canvas.Text{s.sign, s.message, s.left, s.right} {
				t.TextSize = S(CaptionSize)
			}
			layout(s.Size())
		},
	}
}
