package widgets

import (
	"image/color"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/driver/desktop"
	"fyne.io/fyne/v2/widget"
)

// TabItem is a tab: its label may carry a number, as 财产 6.
type TabItem struct {
	ID    string
	Label string
}

// TabItems makes tabs that are known by their labels.
func TabItems(names ...string) []TabItem {
	items := make([]TabItem, len(names))
	for i, name := range names {
		items[i] = TabItem{ID: name, Label: name}
	}
	return items
}

const tabHeight = 34 // px

// TabBar is a row of tabs above a card: one stop of Tab, Left and Right move.
type TabBar struct {
	widget.BaseWidget
	OnChosen func(id string)
	items    []TabItem
	chosen   int
	hover    int
	focused  bool
	grounds  []*canvas.Rectangle
	bars     []*canvas.Rectangle
	labels   []*canvas.Text
	objects  []fyne.CanvasObject
}

// NewTabBar makes a row of tabs with the first one chosen.
func NewTabBar(items []TabItem, chosen func(id string)) *TabBar {
	t := &TabBar{OnChosen: chosen, hover: -1}
	t.ExtendBaseWidget(t)
	t.SetItems(items)
	return t
}

// SetItems replaces the tabs; the chosen id stays chosen when it is there.
func (t *TabBar) SetItems(items []TabItem) {
	id := t.Chosen()
	t.items, t.chosen, t.objects = items, 0, nil
	t.grounds, t.bars, t.labels = nil, nil, nil
	for i, item := range items {
		if item.ID == id {
			t.chosen = i
		}
		ground, bar := newBox(color.Transparent, color.Transparent, 0), canvas.NewRectangle(ColorAction)
		label := NewText(item.Label, TextSize, ColorText, false)
		label.Alignment = fyne.TextAlignCenter
		t.grounds, t.bars, t.labels = append(t.grounds, ground), append(t.bars, bar), append(t.labels, label)
		t.objects = append(t.objects, ground, bar, label)
	}
	t.Refresh()
}

// Chosen is the id of the chosen tab.
func (t *TabBar) Chosen() string {
	if t.chosen < len(t.items) {
		return t.items[t.chosen].ID
	}
	return ""
}

// SetChosen chooses a tab without calling back.
func (t *TabBar) SetChosen(id string) {
	for i, item := range t.items {
		if item.ID == id {
			t.chosen = i
		}
	}
	t.Refresh()
}

func (t *TabBar) choose(i int) {
	if i < 0 || i >= len(t.items) || i == t.chosen {
		return
	}
	t.chosen = i
	t.Refresh()
	if t.OnChosen != nil {
		t.OnChosen(t.items[i].ID)
	}
}

// TypedKey moves between the tabs.
func (t *TabBar) TypedKey(k *fyne.KeyEvent) {
	switch k.Name {
	case fyne.KeyLeft:
		t.choose(t.chosen - 1)
	case fyne.KeyRight:
		t.choose(t.chosen + 1)
	default:
		forwardKey(t, k)
	}
}

// TypedRune does nothing.
func (t *TabBar) TypedRune(rune) {}

// FocusGained shows the focus.
func (t *TabBar) FocusGained() { t.focused = true; t.Refresh() }

// FocusLost ends it.
func (t *TabBar) FocusLost() { t.focused = false; t.Refresh() }

func (t *TabBar) at(x float32) int {
	for i, ground := range t.grounds {
		if x >= ground.Position().X && x < ground.Position().X+ground.Size().Width {
			return i
		}
	}
	return -1
}

// Tapped chooses a tab.
func (t *TabBar) Tapped(e *fyne.PointEvent) { t.choose(t.at(e.Position.X)) }

// MouseIn lights the tab under the pointer.
func (t *TabBar) MouseIn(e *desktop.MouseEvent) { t.MouseMoved(e) }

// MouseMoved lights the tab under the pointer.
func (t *TabBar) MouseMoved(e *desktop.MouseEvent) {
	if i := t.at(e.Position.X); i != t.hover {
		t.hover = i
		t.Refresh()
	}
}

// MouseOut ends it.
func (t *TabBar) MouseOut() { t.hover = -1; t.Refresh() }

// Cursor is the hand over a tab.
func (t *TabBar) Cursor() desktop.Cursor {
	if t.hover < 0 {
		return desktop.DefaultCursor
	}
	return desktop.PointerCursor
}

// manyTabs is from how many on tabs stand closer, so that the buttons beside
// them have room on a narrow screen.
const manyTabs = 12

func (t *TabBar) tabWidth(i int) float32 {
	room := S(33)
	if len(t.items) >= manyTabs {
		room = S(17)
	}
	return float32(int(textWidth(t.items[i].Label, TextSize, true) + room))
}

func (t *TabBar) layout() {
	x, height := float32(0), S(tabHeight)
	for i := range t.items {
		width := t.tabWidth(i)
		ground, bar, label := t.grounds[i], t.bars[i], t.labels[i]
		chosen := i == t.chosen
		ground.FillColor, ground.StrokeColor = color.Transparent, color.Transparent
		label.Color, label.TextStyle.Bold, label.TextSize = ColorQuiet, chosen && boldHas(label.Text), S(TextSize)
		switch {
		case chosen:
			ground.FillColor, ground.StrokeColor, label.Color = ColorSurface, ColorLine, ColorText
		case i == t.hover:
			label.Color = ColorAction
		}
		if chosen && t.focused {
			ground.StrokeColor = ColorAction
		}
		bar.Hidden = !chosen
		place(ground, x, 0, width, height+1)
		place(bar, x, 0, width, 2)
		place(label, x, 0, width, height)
		x += width
	}
}

// CreateRenderer draws the tabs.
func (t *TabBar) CreateRenderer() fyne.WidgetRenderer { return &tabRenderer{t} }

type tabRenderer struct{ t *TabBar }

func (r *tabRenderer) Layout(fyne.Size)             { r.t.layout() }
func (r *tabRenderer) Objects() []fyne.CanvasObject { return r.t.objects }
func (r *tabRenderer) Destroy()                     {}
func (r *tabRenderer) Refresh() {
	r.t.layout()
	for _, o := range r.t.objects {
		o.Refresh()
	}
}
func (r *tabRenderer) MinSize() fyne.Size {
	width := float32(0)
	for i := range r.t.items {
		width += r.t.tabWidth(i)
	}
	return fyne.NewSize(width, S(tabHeight))
}
