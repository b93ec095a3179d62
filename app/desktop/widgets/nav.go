package widgets

import (
	"image/color"
	"strconv"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/driver/desktop"
	"fyne.io/fyne/v2/widget"
)

// NavItem is a line of the navigation; an empty ID draws a separator.
type NavItem struct {
	ID    string
	Label string
	Count int // shown at the right, hidden when 0
}

const (
	navWidth     = 132 // px
	navRow       = 30  // px
	navSeparator = 11  // px
	navTop       = 6   // px
)

func countText(n int) string {
	if n > 9999 {
		return "9999+"
	}
	return strconv.Itoa(n)
}

// SideNav is the navigation at the left: one stop of Tab, Up and Down move,
// Enter opens.
type SideNav struct {
	widget.BaseWidget
	OnChosen func(id string)
	items    []NavItem
	chosen   string
	cursor   int // where the keyboard is
	hover    int
	focused  bool
	rows     []*navRowView
	ground   *canvas.Rectangle
	border   *canvas.Rectangle
}

type navRowView struct {
	ground, bar  *canvas.Rectangle
	label, count *canvas.Text
}

// NewSideNav makes the navigation.
func NewSideNav(items []NavItem, chosen func(id string)) *SideNav {
	n := &SideNav{items: items, OnChosen: chosen, cursor: -1, hover: -1,
		ground: canvas.NewRectangle(ColorSurface), border: canvas.NewRectangle(ColorLine)}
	for range items {
		row := &navRowView{ground: canvas.NewRectangle(color.Transparent), bar: canvas.NewRectangle(ColorAction),
			label: NewText("", TextSize, ColorText, false), count: NewText("", CaptionSize, ColorFaint, false)}
		row.count.Alignment = fyne.TextAlignTrailing
		n.rows = append(n.rows, row)
	}
	n.ExtendBaseWidget(n)
	return n
}

// SetChosen highlights an item without calling back.
func (n *SideNav) SetChosen(id string) {
	n.chosen = id
	for i, item := range n.items {
		if item.ID == id && id != "" {
			n.cursor = i
		}
	}
	n.Refresh()
}

// SetCount changes the number of an item.
func (n *SideNav) SetCount(id string, count int) {
	for i := range n.items {
		if n.items[i].ID == id {
			n.items[i].Count = count
		}
	}
	n.Refresh()
}

func (n *SideNav) open(i int) {
	if i < 0 || n.items[i].ID == "" {
		return
	}
	n.SetChosen(n.items[i].ID)
	if n.OnChosen != nil {
		n.OnChosen(n.chosen)
	}
}

func (n *SideNav) move(step int) {
	for i := n.cursor + step; i >= 0 && i < len(n.items); i += step {
		if n.items[i].ID != "" {
			n.cursor = i
			n.Refresh()
			return
		}
	}
}

// TypedKey moves and opens.
func (n *SideNav) TypedKey(k *fyne.KeyEvent) {
	switch k.Name {
	case fyne.KeyDown:
		n.move(1)
	case fyne.KeyUp:
		n.move(-1)
	case fyne.KeyReturn, fyne.KeyEnter, fyne.KeySpace:
		n.open(n.cursor)
	default:
		forwardKey(n, k)
	}
}

// TypedRune does nothing.
func (n *SideNav) TypedRune(rune) {}

// FocusGained shows where the keyboard is.
func (n *SideNav) FocusGained() { n.focused = true; n.Refresh() }

// FocusLost ends it.
func (n *SideNav) FocusLost() { n.focused = false; n.Refresh() }

// heights shrinks the lines when the window is too low for large print.
func (n *SideNav) heights() (row, separator float32) {
	row, separator = S(navRow), S(navSeparator)
	need := S(navTop)
	for _, item := range n.items {
		if item.ID == "" {
			need += separator
		} else {
			need += row
		}
	}
	if have := n.Size().Height; have > 0 && need > have {
		row, separator = float32(int(row*have/need)), float32(int(separator*have/need))
	}
	return row, separator
}

func (n *SideNav) at(y float32) int {
	row, separator := n.heights()
	top := S(navTop)
	for i, item := range n.items {
		height := row
		if item.ID == "" {
			height = separator
		}
		if y >= top && y < top+height {
			return i
		}
		top += height
	}
	return -1
}

// Tapped opens an item.
func (n *SideNav) Tapped(e *fyne.PointEvent) { n.open(n.at(e.Position.Y)) }

// MouseIn lights the item under the pointer.
func (n *SideNav) MouseIn(e *desktop.MouseEvent) { n.MouseMoved(e) }

// MouseMoved lights the item under the pointer.
func (n *SideNav) MouseMoved(e *desktop.MouseEvent) {
	if i := n.at(e.Position.Y); i != n.hover {
		n.hover = i
		n.Refresh()
	}
}

// MouseOut ends it.
func (n *SideNav) MouseOut() { n.hover = -1; n.Refresh() }

// Cursor is the hand.
func (n *SideNav) Cursor() desktop.Cursor { return desktop.PointerCursor }

// CreateRenderer draws the lines.
func (n *SideNav) CreateRenderer() fyne.WidgetRenderer {
	objects := []fyne.CanvasObject{n.ground, n.border}
	for _, row := range n.rows {
		objects = append(objects, row.ground, row.bar, row.label, row.count)
	}
	return &simpleRenderer{objects: objects, layout: n.layout,
		min:     func() fyne.Size { return fyne.NewSize(S(navWidth), S(200)) },
		refresh: func() { n.layout(n.Size()) }}
}

func (n *SideNav) layout(size fyne.Size) {
	n.ground.Resize(size)
	place(n.border, size.Width-1, 0, 1, size.Height)
	height, separator := n.heights()
	y := S(navTop)
	for i, item := range n.items {
		row := n.rows[i]
		if item.ID == "" {
			row.bar.Hidden, row.label.Hidden, row.count.Hidden = true, true, true
			row.ground.FillColor = ColorLine
			place(row.ground, S(12), y+float32(int(separator/2)), size.Width-S(25), 1)
			y += separator
			continue
		}
		n.paint(i, row, item)
		place(row.ground, 0, y, size.Width-1, height)
		place(row.bar, 0, y, S(3), height)
		place(row.label, S(17), y, size.Width-S(17), height)
		place(row.count, 0, y, size.Width-S(15), height)
		y += height
	}
}

func (n *SideNav) paint(i int, row *navRowView, item NavItem) {
	chosen := item.ID == n.chosen
	row.ground.FillColor = color.Transparent
	switch {
	case chosen:
		row.ground.FillColor = ColorChosen
	case i == n.hover || n.focused && i == n.cursor:
		row.ground.FillColor = ColorHover
	}
	row.ground.StrokeWidth = 0
	if n.focused && i == n.cursor {
		row.ground.StrokeColor, row.ground.StrokeWidth = ColorAction, 1
	}
	row.bar.Hidden = !chosen
	row.label.Text, row.label.TextSize, row.label.Color = item.Label, S(TextSize), ColorText
	row.label.TextStyle.Bold = chosen && boldHas(item.Label)
	if chosen {
		row.label.Color = ColorAction
	}
	row.count.Hidden = item.Count == 0
	row.count.Text, row.count.TextSize = countText(item.Count), S(CaptionSize)
	row.count.TextStyle.Bold = chosen
}
