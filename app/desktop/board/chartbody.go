package board

import (
	"image/color"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/driver/desktop"
	"fyne.io/fyne/v2/widget"

	"zhixing/app/desktop/widgets"
)

// chartBody is the scrolled part of the case chart: objects for the visible
// rows, filled anew as rows scroll by.
type chartBody struct {
	widget.BaseWidget
	chart      *caseChart
	views      []*rowView
	objects    []fyne.CanvasObject
	tiles      []stripTile // of the row just filled
	dirty      bool        // everything visible must be drawn anew
	hover      int
	hoverCell  int
	overOpener bool
}

// rowView draws one row of the chart.
type rowView struct {
	row          int
	ground, line *canvas.Rectangle
	bar          *canvas.Rectangle
	words        []*canvas.Text
	nodes        *strip
}

func newChartBody(c *caseChart) *chartBody {
	b := &chartBody{chart: c, hover: -1, hoverCell: -1}
	b.ExtendBaseWidget(b)
	return b
}

func (b *chartBody) redraw() { b.dirty = true; b.update() }

// update draws the rows that came into view, or all after a change.
func (b *chartBody) update() {
	c := b.chart
	height, room := widgets.S(rowHeight), c.scroll.Size().Height
	if room <= 0 {
		return
	}
	for len(b.views) < int(room/height)+2 {
		b.views = append(b.views, b.newView())
		b.dirty = true
	}
	first := max(int(c.scroll.Offset.Y/height), 0)
	last := min(int((c.scroll.Offset.Y+room)/height)+1, len(c.rows))
	for _, v := range b.views {
		if v.row < first || v.row >= last {
			v.row = -1
		}
	}
	for row := first; row < last; row++ {
		v := b.views[row%len(b.views)]
		if v.row != row || b.dirty {
			b.fill(v, row)
		}
	}
	b.dirty = false
	b.collect()
	canvas.Refresh(b)
}

func (b *chartBody) newView() *rowView {
	v := &rowView{row: -1, ground: canvas.NewRectangle(color.Transparent),
		line: canvas.NewRectangle(widgets.ColorLine), bar: canvas.NewRectangle(widgets.ColorAction), nodes: newStrip()}
	for range b.chart.columns {
		v.words = append(v.words, widgets.NewText("", widgets.TableSize, widgets.ColorText, false))
	}
	return v
}

func (b *chartBody) fill(v *rowView, row int) {
	c := b.chart
	l := c.rows[row]
	v.row = row
	y, height, width := float32(row)*widgets.S(rowHeight), widgets.S(rowHeight), b.Size().Width
	b.paint(v)
	place(v.ground, 0, y, width, height)
	place(v.line, 0, y+height-1, width, 1)
	place(v.bar, 0, y, widgets.S(3), height)
	limit := l.limit
	if c.compact {
		limit = l.days
	}
	inks := []color.Color{widgets.ColorText, widgets.ColorText, widgets.ColorText, widgets.ColorQuiet, l.limitInk}
	for i, text := range []string{l.Number, l.Debtors, orNone(l.Officer), l.stage, limit} {
		col := c.columns[i]
		v.words[i].Hidden = col.w == 0
		room := col.w - widgets.S(cellPad)
		write(v.words[i], widgets.Ellipsize(text, room, widgets.S(widgets.TableSize), false), inks[i], widgets.TableSize)
		place(v.words[i], col.x+widgets.S(cellPad), y, room, height)
	}
	left, top := c.nodeX[0], y+float32(int((height-widgets.S(nodeHeight))/2))
	place(v.nodes.raster, left, top, max(c.width-left, 0), widgets.S(nodeHeight))
	b.tiles = b.tiles[:0]
	for i, cell := range l.cells {
		b.tiles = append(b.tiles, stripTile{x: b.tileAt(cell) - left, face: tileFace{
			look: lookOf(cell.state, cell.state == widgets.StateNormal && cell.node.Planned.IsZero(), row == c.chosen && i == c.cell && c.focused),
			sign: signOf(cell.state), width: c.nodeSize(nodeWidth), height: widgets.S(nodeHeight),
		}})
	}
	v.nodes.set(b.tiles)
}

// signOf is what stands in a tile; what is not due yet stays empty.
func signOf(state widgets.State) string {
	if state == widgets.StateNormal {
		return ""
	}
	return state.Sign()
}

// tileAt gives the left edge of a node.
func (b *chartBody) tileAt(cell nodeCell) float32 {
	return b.chart.nodeX[cell.column] + float32(cell.slot)*b.chart.nodeSize(nodeStep)
}

// paint colours the ground of a row.
func (b *chartBody) paint(v *rowView) {
	fill := color.Color(color.Transparent)
	switch v.row {
	case b.chart.chosen:
		fill = widgets.ColorChosen
	case b.hover:
		fill = widgets.ColorHover
	}
	if v.ground.FillColor != fill {
		v.ground.FillColor = fill
		v.ground.Refresh()
	}
	v.bar.Hidden = v.row != b.chart.chosen || !b.chart.focused
}

// collect lists what is drawn.
func (b *chartBody) collect() {
	b.objects = b.objects[:0]
	for _, v := range b.views {
		if v.row < 0 {
			continue
		}
		b.objects = append(b.objects, v.ground, v.line, v.bar)
		for _, t := range v.words {
			b.objects = append(b.objects, t)
		}
		b.objects = append(b.objects, v.nodes.raster)
	}
}

// hit finds row and node at a position; -1 for none.
func (b *chartBody) hit(pos fyne.Position) (row, cell int) {
	row = int(pos.Y / widgets.S(rowHeight))
	if pos.Y < 0 || row >= len(b.chart.rows) {
		return -1, -1
	}
	for i, c := range b.chart.rows[row].cells {
		x := b.tileAt(c)
		if pos.X >= x && pos.X < x+b.chart.nodeSize(nodeStep) {
			return row, i
		}
	}
	return row, -1
}

// Tapped opens the case.
func (b *chartBody) Tapped(e *fyne.PointEvent) {
	row, cell := b.hit(e.Position)
	if row < 0 {
		return
	}
	focus(b.chart)
	b.chart.choose(row, cell)
	b.chart.open(row)
}

// MouseIn follows the pointer.
func (b *chartBody) MouseIn(e *desktop.MouseEvent) { b.MouseMoved(e) }

// MouseMoved tells what is under the pointer.
func (b *chartBody) MouseMoved(e *desktop.MouseEvent) {
	row, cell := b.hit(e.Position)
	b.overOpener = row >= 0
	b.setHover(row, cell)
}

// MouseOut ends it.
func (b *chartBody) MouseOut() { b.overOpener = false; b.setHover(-1, -1) }

func (b *chartBody) setHover(row, cell int) {
	if row == b.hover && cell == b.hoverCell {
		return
	}
	old := b.hover
	b.hover, b.hoverCell = row, cell
	for _, v := range b.views {
		if v.row >= 0 && (v.row == old || v.row == row) {
			b.paint(v)
		}
	}
	b.chart.pointAt(row, cell)
}

// Cursor is the hand over a case.
func (b *chartBody) Cursor() desktop.Cursor {
	if b.overOpener {
		return desktop.PointerCursor
	}
	return desktop.DefaultCursor
}

// CreateRenderer draws the rows.
func (b *chartBody) CreateRenderer() fyne.WidgetRenderer {
	return &renderer{
		objects: func() []fyne.CanvasObject { return b.objects },
		layout:  func(fyne.Size) { b.redraw() },
		min: func() fyne.Size {
			return fyne.NewSize(b.chart.width, float32(len(b.chart.rows))*widgets.S(rowHeight))
		},
		refresh: func() { b.redraw() },
	}
}
