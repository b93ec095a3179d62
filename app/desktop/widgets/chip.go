package widgets

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
)

// Chip is a filter: "标签 涉民生 ×" takes itself away, "阶段 全部 ▼" opens a menu.
type Chip struct {
	pressable
	text, sign *canvas.Text
	signSize   float32
	// OnRemove is called by the × and by Delete.
	OnRemove func()
}

// NewMenuChip makes a filter that opens a menu; items is asked each time.
func NewMenuChip(text string, items func() []MenuItem) *Chip {
	c := newChip(text, "▼", 8)
	c.press = func() { ShowMenu(c, items()) }
	return c
}

// NewChoiceChip makes a filter that narrows a list to one of some words, or to
// none of them: 状态 全部.
func NewChoiceChip[T ~string](name string, now T, words []T, choose func(T)) *Chip {
	const all = "全部"
	label := all
	if now != "" {
		label = string(now)
	}
	return NewMenuChip(name+" "+label, func() []MenuItem {
		items := []MenuItem{{Label: all, Checked: now == "", Do: func() { choose("") }}}
		for _, w := range words {
			items = append(items, MenuItem{Label: string(w), Checked: now == w, Do: func() { choose(w) }})
		}
		return items
	})
}

// NewChip makes a filter that can be taken away; tap, to change it, may be nil.
func NewChip(text string, tap, remove func()) *Chip {
	c := newChip(text, "×", 15)
	c.OnRemove = remove
	c.press = tap
	if tap == nil {
		c.press = remove
	}
	return c
}

func newChip(text, sign string, signSize float32) *Chip {
	c := &Chip{text: NewText(text, TableSize, ColorText, false), sign: NewText(sign, signSize, ColorText, false), signSize: signSize}
	c.self = c
	c.ExtendBaseWidget(c)
	return c
}

// SetText changes the text.
func (c *Chip) SetText(text string) {
	c.text.Text = text
	c.Refresh()
}

// Tapped opens or removes.
func (c *Chip) Tapped(e *fyne.PointEvent) {
	if c.OnRemove != nil && e.Position.X > c.Size().Width-S(24) {
		c.OnRemove()
		return
	}
	c.pressable.Tapped(e)
}

// TypedKey removes with Delete.
func (c *Chip) TypedKey(k *fyne.KeyEvent) {
	if c.OnRemove != nil && (k.Name == fyne.KeyDelete || k.Name == fyne.KeyBackspace) {
		c.OnRemove()
		return
	}
	c.pressable.TypedKey(k)
}

// CreateRenderer draws the chip.
func (c *Chip) CreateRenderer() fyne.WidgetRenderer {
	box := newBox(ColorSurface, ColorEdge, 3)
	return &simpleRenderer{
		objects: []fyne.CanvasObject{box, c.text, c.sign},
		layout: func(size fyne.Size) {
			box.Resize(size)
			place(c.text, S(11), 0, size.Width, size.Height)
			w := c.sign.MinSize().Width
			place(c.sign, size.Width-S(11)-w, 0, w, size.Height)
		},
		min: func() fyne.Size {
			return fyne.NewSize(float32(int(c.text.MinSize().Width+c.sign.MinSize().Width+S(28))), S(28))
		},
		refresh: func() {
			box.FillColor, box.StrokeColor, box.StrokeWidth = ColorSurface, ColorEdge, 1
			if c.hovered {
				box.FillColor = ColorChosen
			}
			if c.focused {
				box.StrokeColor, box.StrokeWidth = ColorAction, 2
			}
			c.text.TextSize, c.sign.TextSize = S(TableSize), S(c.signSize)
		},
	}
}
