package widgets

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/driver/desktop"
	"fyne.io/fyne/v2/widget"
)

// gridHeader draws the labels of the columns; clicking one sorts by it.
type gridHeader struct {
	widget.BaseWidget
	grid         *grid
	ground, line *canvas.Rectangle
	labels       []*canvas.Text
	arrow        *canvas.Text
	check        *checkBox
	hand         bool
}

func newGridHeader(g *grid) *gridHeader {
	h := &gridHeader{grid: g, ground: canvas.NewRectangle(ColorHeader), line: canvas.NewRectangle(ColorLine),
		arrow: NewText("", 8, ColorQuiet, false), check: newCheckBox()}
	for range g.columns {
		h.labels = append(h.labels, NewText("", TableSize, ColorQuiet, true))
	}
	h.ExtendBaseWidget(h)
	return h
}

// update places and writes the labels, the arrow and the box.
func (h *gridHeader) update() {
	g := h.grid
	size := h.Size()
	h.ground.Resize(size)
	place(h.line, 0, size.Height-1, size.Width, 1)
	h.check.hide(!g.MultiSelect)
	if g.MultiSelect {
		h.check.set(g.count > 0 && g.allMarked(), false, g.count == 0)
		h.check.place(S(8), float32(int((size.Height-S(14))/2)))
		h.check.refresh()
	}
	h.arrow.Hidden = true
	for i, t := range h.labels {
		h.updateLabel(t, &g.columns[i], size.Height)
	}
	canvas.Refresh(h)
}

func (h *gridHeader) updateLabel(t *canvas.Text, c *gridColumn, height float32) {
	sorted := h.grid.sort.Column != "" && h.grid.sort.Column == c.id
	room := c.w - 2*S(cellPad)
	if sorted {
		room -= S(12)
	}
	ink := ColorQuiet
	if sorted {
		ink = ColorText
	}
	t.Alignment = c.align
	label := Ellipsize(c.label, room, S(TableSize), true)
	if c.w == 0 { // left out
		label, sorted = "", false
	}
	update(t, label, ink, true)
	place(t, c.x+S(cellPad), 0, room, height)
	if !sorted {
		return
	}
	h.arrow.Hidden = false
	h.arrow.Text = "▲"
	if h.grid.sort.Desc {
		h.arrow.Text = "▼"
	}
	h.arrow.TextSize = S(8)
	x := c.x + S(cellPad) + t.MinSize().Width + S(4)
	if c.align == fyne.TextAlignTrailing {
		x = c.x + c.w - S(cellPad) - S(9)
	}
	place(h.arrow, x, 0, S(10), height)
	h.arrow.Refresh()
}

func (h *gridHeader) columnAt(x float32) int {
	for i := range h.grid.columns {
		c := &h.grid.columns[i]
		if x >= c.x && x < c.x+c.w && c.sortable {
			return i
		}
	}
	return -1
}

// Tapped sorts, or ticks all.
func (h *gridHeader) Tapped(e *fyne.PointEvent) {
	g := h.grid
	if g.MultiSelect && e.Position.X < S(checkColumn) {
		g.markAll()
		g.redraw()
		return
	}
	if i := h.columnAt(e.Position.X); i >= 0 {
		g.sorted(i)
	}
}

// MouseIn follows the pointer for the hand.
func (h *gridHeader) MouseIn(e *desktop.MouseEvent) { h.MouseMoved(e) }

// MouseMoved follows the pointer for the hand.
func (h *gridHeader) MouseMoved(e *desktop.MouseEvent) {
	h.hand = h.columnAt(e.Position.X) >= 0 || h.grid.MultiSelect && e.Position.X < S(checkColumn)
}

// MouseOut ends it.
func (h *gridHeader) MouseOut() { h.hand = false }

// Cursor is the hand over what can be clicked.
func (h *gridHeader) Cursor() desktop.Cursor {
	if h.hand {
		return desktop.PointerCursor
	}
	return desktop.DefaultCursor
}

// CreateRenderer draws the header.
func (h *gridHeader) CreateRenderer() fyne.WidgetRenderer {
	objects := []fyne.CanvasObject{h.ground, h.line}
	for _, t := range h.labels {
		objects = append(objects, t)
	}
	objects = append(append(objects, h.arrow), h.check.objects()...)
	return &simpleRenderer{
		objects: objects,
		layout:  func(fyne.Size) { h.update() },
		min:     func() fyne.Size { return fyne.NewSize(0, S(headerHeight)) },
		refresh: func() {},
	}
}
