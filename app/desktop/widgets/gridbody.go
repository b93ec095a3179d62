package widgets

import (
	"image/color"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/driver/desktop"
	"fyne.io/fyne/v2/widget"
)

// gridBody is the scrolled part: it keeps objects for the visible rows and
// fills them with other rows as they scroll by.
type gridBody struct {
	widget.BaseWidget
	grid       *grid
	views      []*rowView // row r is drawn by view r modulo their number
	objects    []fyne.CanvasObject
	cells      []Cell
	stamp      int // rows drawn under another stamp are out of date
	hover      int
	hand       bool   // the pointer is over a button or a box
	pressed    func() // of the button the pointer went down on
	pressedRow int
	released   time.Time // when a button was pressed last
}

// againDelay is within which a second press is the other half of a double
// click: the row it meets may be another one that has moved up.
const againDelay = 500 * time.Millisecond

// rowView draws one row.
type rowView struct {
	row, stamp   int
	ground, line *canvas.Rectangle
	bar          *canvas.Rectangle // left edge of the chosen row with the keyboard
	check        *checkBox
	cells        []*cellView
	hidden       bool
}

func newGridBody(g *grid) *gridBody {
	b := &gridBody{grid: g, hover: -1, stamp: 1}
	b.ExtendBaseWidget(b)
	return b
}

// MinSize is the size of all rows, so that the scroll bar is right.
func (b *gridBody) MinSize() fyne.Size {
	return fyne.NewSize(b.grid.rowWidth(), float32(b.grid.count)*b.grid.rowHeight())
}

// shownRows gives the rows that are visible: first up to, without, last.
func (b *gridBody) shownRows() (first, last int) {
	g := b.grid
	height := g.rowHeight()
	first = int(g.scroll.Offset.Y / height)
	last = int((g.scroll.Offset.Y+g.scroll.Size().Height)/height) + 1
	return max(first, 0), min(last, g.count)
}

// update draws the visible rows that are not drawn yet.
func (b *gridBody) update() {
	g := b.grid
	first, last := b.shownRows()
	grown := false
	need := int(g.scroll.Size().Height/g.rowHeight()) + 2
	if g.scroll.Size().Height <= 0 {
		need = 0
	}
	if len(b.views) < need {
		for len(b.views) < need {
			b.views = append(b.views, b.newRow())
		}
		b.stamp++
		grown = true
	}
	if len(b.views) == 0 {
		return
	}
	for _, v := range b.views {
		if v.row < first || v.row >= last {
			grown = v.hide(true) || grown
		}
	}
	for row := first; row < last; row++ {
		v := b.views[row%len(b.views)]
		if v.row != row || v.stamp != b.stamp || v.hidden {
			grown = b.fill(v, row) || grown
		}
	}
	if grown {
		b.collect()
	}
	canvas.Refresh(b)
}

func (b *gridBody) newRow() *rowView {
	v := &rowView{row: -1, hidden: true,
		ground: canvas.NewRectangle(color.Transparent),
		line:   canvas.NewRectangle(ColorLine),
		bar:    canvas.NewRectangle(ColorAction)}
	if b.grid.MultiSelect {
		v.check = newCheckBox()
	}
	for range b.grid.columns {
		v.cells = append(v.cells, newCellView())
	}
	return v
}

func (v *rowView) hide(hidden bool) (changed bool) {
	changed = v.hidden != hidden
	v.hidden = hidden
	return changed
}

// fill draws a row into a view and tells whether objects came or went.
func (b *gridBody) fill(v *rowView, row int) (grown bool) {
	g := b.grid
	grown = v.hide(false)
	v.row, v.stamp = row, b.stamp
	y, height, width := float32(row)*g.rowHeight(), g.rowHeight(), b.Size().Width
	b.paintGround(v)
	place(v.ground, 0, y, width, height)
	place(v.line, 0, y+height-1, width, 1)
	place(v.bar, 0, y, S(3), height)
	if v.check != nil {
		v.check.set(g.isMarked(row), false, false)
		v.check.place(S(8), y+float32(int((height-S(14))/2)))
		v.check.refresh()
	}
	if len(b.cells) != len(g.columns) {
		b.cells = make([]Cell, len(g.columns))
	}
	clear(b.cells)
	if !g.rowCells(row, b.cells) && len(b.cells) > 0 {
		b.cells[0] = Cell{Text: ellipsis, Color: ColorFaint}
	}
	for i, cell := range v.cells {
		c := &g.columns[i]
		if c.w == 0 { // left out
			b.cells[i] = Cell{}
		}
		grown = cell.set(b.cells[i], c.align, c.x, y, c.w, height) || grown
	}
	return grown
}

func (b *gridBody) paintGround(v *rowView) {
	g := b.grid
	fill := color.Color(color.Transparent)
	switch {
	case v.row == g.chosen || g.MultiSelect && g.isMarked(v.row):
		fill = ColorChosen
	case v.row == b.hover:
		fill = ColorHover
	}
	if v.ground.FillColor != fill {
		v.ground.FillColor = fill
		v.ground.Refresh()
	}
	v.bar.Hidden = v.row != g.chosen || !g.focused
}

// collect lists the objects of the rows that are shown.
func (b *gridBody) collect() {
	b.objects = b.objects[:0]
	for _, v := range b.views {
		if v.hidden {
			continue
		}
		b.objects = append(b.objects, v.ground, v.line, v.bar)
		if v.check != nil {
			b.objects = append(b.objects, v.check.objects()...)
		}
		for _, c := range v.cells {
			b.objects = c.appendObjects(b.objects)
		}
	}
}

func (b *gridBody) rowAt(y float32) int {
	row := int(y / b.grid.rowHeight())
	if y < 0 || row >= b.grid.count {
		return -1
	}
	return row
}

// hit finds the row, and the button or box of it, at a position.
func (b *gridBody) hit(pos fyne.Position) (row int, button *CellButton, check bool) {
	row = b.rowAt(pos.Y)
	if row < 0 || len(b.views) == 0 {
		return -1, nil, false
	}
	v := b.views[row%len(b.views)]
	if v.row != row {
		return row, nil, false
	}
	for _, c := range v.cells {
		if hit := c.buttonAt(pos.X); hit != nil {
			button = hit
		}
	}
	return row, button, b.grid.MultiSelect && pos.X < S(checkColumn)
}

// MouseDown chooses at once; waiting for a second click would feel slow.
func (b *gridBody) MouseDown(e *desktop.MouseEvent) {
	b.pressed = nil
	focus(b.grid.self)
	row, button, check := b.hit(e.Position)
	if row < 0 {
		return
	}
	if e.Button == desktop.MouseButtonPrimary && b.ticks(row, check, e.Modifier) {
		return
	}
	b.grid.setChosen(row)
	if button != nil && e.Button == desktop.MouseButtonPrimary && time.Since(b.released) > againDelay {
		b.pressed, b.pressedRow = button.Do, row
	}
}

// ticks answers a click that ticks: on the box, with Ctrl anywhere in the row,
// with Shift all rows from the one ticked last.
func (b *gridBody) ticks(row int, check bool, held fyne.KeyModifier) bool {
	g := b.grid
	switch {
	case !g.MultiSelect:
		return false
	case held&fyne.KeyModifierShift != 0:
		g.markTo(g.anchor, row)
	case check || held&fyne.KeyModifierControl != 0:
		g.markOne(row)
	default:
		g.anchor = row
		return false
	}
	return true
}

// MouseUp presses the button the click began on. It waits until the click is
// over: the end of a click takes the keyboard away from what opened under the
// pointer, and a dialog would have lost its first field.
func (b *gridBody) MouseUp(e *desktop.MouseEvent) {
	do := b.pressed
	b.pressed = nil
	if row, button, _ := b.hit(e.Position); do != nil && button != nil && row == b.pressedRow {
		b.released = time.Now()
		publish(do)
	}
}

// DoubleTapped opens the row.
func (b *gridBody) DoubleTapped(e *fyne.PointEvent) {
	row, button, check := b.hit(e.Position)
	if row >= 0 && button == nil && !check {
		b.grid.open(row)
	}
}

// Tapped does nothing; MouseDown did it.
func (b *gridBody) Tapped(*fyne.PointEvent) {}

// TappedSecondary opens the menu of the row.
func (b *gridBody) TappedSecondary(e *fyne.PointEvent) {
	row := b.rowAt(e.Position.Y)
	if row < 0 || b.grid.rowMenu == nil {
		return
	}
	if c := canvasOf(b.grid.self); c != nil {
		ShowMenuAt(c, e.AbsolutePosition, b.grid.rowMenu(row))
	}
}

// MouseIn lights the row under the pointer.
func (b *gridBody) MouseIn(e *desktop.MouseEvent) { b.MouseMoved(e) }

// MouseMoved lights the row under the pointer.
func (b *gridBody) MouseMoved(e *desktop.MouseEvent) {
	row, button, check := b.hit(e.Position)
	b.hand = button != nil || check
	b.setHover(row)
}

// MouseOut ends it.
func (b *gridBody) MouseOut() { b.hand = false; b.setHover(-1) }

func (b *gridBody) setHover(row int) {
	if row == b.hover {
		return
	}
	old := b.hover
	b.hover = row
	for _, v := range b.views {
		if !v.hidden && (v.row == old || v.row == row) {
			b.paintGround(v)
		}
	}
}

// Cursor is the hand over buttons and boxes.
func (b *gridBody) Cursor() desktop.Cursor {
	if b.hand {
		return desktop.PointerCursor
	}
	return desktop.DefaultCursor
}

// CreateRenderer draws the rows.
func (b *gridBody) CreateRenderer() fyne.WidgetRenderer { return &gridBodyRenderer{b} }

type gridBodyRenderer struct{ b *gridBody }

func (r *gridBodyRenderer) Layout(fyne.Size)             { r.b.stamp++; r.b.update() }
func (r *gridBodyRenderer) MinSize() fyne.Size           { return r.b.MinSize() }
func (r *gridBodyRenderer) Objects() []fyne.CanvasObject { return r.b.objects }
func (r *gridBodyRenderer) Destroy()                     {}
func (r *gridBodyRenderer) Refresh()                     { r.b.update() }
