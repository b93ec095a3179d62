package board

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/widget"

	"zhixing/app/court"
	"zhixing/app/desktop/widgets"
)

// Measures of the case chart in px before large print.
const (
	rowHeight  = 27
	headHeight = 27
	cellPad    = 8
	nodeWidth  = 20
	nodeHeight = 17
	nodeStep   = 23
	columnGap  = 14
)

// textColumn is a column of words at the left of the nodes.
type textColumn struct {
	label   string
	width   float32
	compact float32 // width in a narrow window; 0 keeps it
	grow    float32 // share of the width that is left over
	x, w    float32 // as laid out
}

// hidden is the compact width of a column that a narrow window leaves out.
const hidden = -1

// caseChart shows cases as rows of nodes under the five columns. It draws the
// visible rows only. Arrows move the chosen node, Enter and a click open the
// case.
type caseChart struct {
	widget.BaseWidget
	onPoint func(text string)  // what is under the pointer or chosen
	onOpen  func(caseID int64) // Enter or click

	rows    []caseLine
	slots   []int
	columns []textColumn
	nodeX   []float32 // left of each of the five columns
	width   float32
	compact bool // the window is narrow

	chosen, cell int // row, and node in it; -1 for none
	focused      bool

	head   *chartHead
	body   *chartBody
	scroll *container.Scroll
	notice *canvas.Text
}

func newCaseChart() *caseChart {
	c := &caseChart{chosen: -1, cell: -1, slots: slots(nil), nodeX: make([]float32, len(court.Columns))}
	c.columns = []textColumn{
		{label: "案号", width: 166}, {label: "被执行人", width: 96, grow: 1}, {label: "承办人", width: 66},
		{label: "阶段", width: 68, compact: hidden}, {label: "期限", width: 158, compact: 92},
	}
	c.head, c.body = newChartHead(c), newChartBody(c)
	c.scroll = container.NewVScroll(c.body)
	c.scroll.OnScrolled = func(fyne.Position) { c.body.update() }
	c.notice = widgets.NewText("", widgets.TextSize, widgets.ColorQuiet, false)
	c.notice.Alignment = fyne.TextAlignCenter
	c.ExtendBaseWidget(c)
	return c
}

// set shows other rows; the chosen case stays chosen when it is among them.
func (c *caseChart) set(rows []caseLine, slots []int, empty string) {
	var id int64
	if c.chosen >= 0 && c.chosen < len(c.rows) {
		id = c.rows[c.chosen].CaseID
	}
	c.rows, c.slots, c.chosen = rows, slots, -1
	for i, r := range rows {
		if r.CaseID == id {
			c.chosen = i
		}
	}
	if c.chosen < 0 {
		c.cell = -1
	}
	c.notice.Text, c.notice.Hidden = empty, len(rows) > 0
	c.notice.Refresh()
	c.layoutColumns(c.Size().Width)
	c.body.dirty = true
	c.scroll.Refresh()
	c.body.update()
	c.head.Refresh()
}

// layoutColumns shares the width out: the nodes keep theirs, the debtors'
// names grow. In a narrow window, as with large print, the words and the
// nodes take less.
func (c *caseChart) layoutColumns(width float32) {
	c.compact = false
	rest := width - c.fixedWidth()
	if rest < 0 {
		c.compact = true
		rest = width - c.fixedWidth()
	}
	x, grow := float32(0), float32(0)
	for _, col := range c.columns {
		grow += col.grow
	}
	for i := range c.columns {
		col := &c.columns[i]
		col.x, col.w = x, c.wordWidth(*col)+float32(int(max(rest, 0)*col.grow/grow))
		x += col.w
	}
	for i := range c.slots {
		c.nodeX[i] = x + widgets.S(cellPad)
		x += c.columnWidth(i)
	}
	c.width = x
}

// fixedWidth is what words and nodes need at least.
func (c *caseChart) fixedWidth() float32 {
	width := widgets.S(12)
	for _, col := range c.columns {
		width += c.wordWidth(col)
	}
	for i := range c.slots {
		width += c.columnWidth(i)
	}
	return width
}

func (c *caseChart) wordWidth(col textColumn) float32 {
	switch {
	case c.compact && col.compact == hidden:
		return 0
	case c.compact && col.compact > 0:
		return widgets.S(col.compact)
	}
	return widgets.S(col.width)
}

// nodeSize is a length of the nodes; a narrow window does not enlarge them.
func (c *caseChart) nodeSize(px float32) float32 {
	if c.compact {
		return px
	}
	return widgets.S(px)
}

// columnWidth is the width of one of the five columns: its nodes side by
// side, and its name at least.
func (c *caseChart) columnWidth(column int) float32 {
	name := widgets.S(widgets.TableSize) * float32(len([]rune(court.Columns[column])))
	return max(c.nodeSize(nodeStep)*float32(c.slots[column]), name) + c.nodeSize(columnGap)
}

// pointAt tells the page what is at a row and node.
func (c *caseChart) pointAt(row, cell int) {
	if c.onPoint == nil {
		return
	}
	if row < 0 || row >= len(c.rows) {
		row, cell = c.chosen, c.cell
	}
	if row < 0 || row >= len(c.rows) {
		c.onPoint("")
		return
	}
	l := c.rows[row]
	var node *nodeCell
	if cell >= 0 && cell < len(l.cells) {
		node = &l.cells[cell]
	}
	c.onPoint(sentence(l, node))
}

// choose moves the chosen row and node and brings the row into view.
func (c *caseChart) choose(row, cell int) {
	if len(c.rows) == 0 {
		return
	}
	c.chosen = min(max(row, 0), len(c.rows)-1)
	c.cell = min(cell, len(c.rows[c.chosen].cells)-1)
	height := widgets.S(rowHeight)
	top, room, y := float32(c.chosen)*height, c.scroll.Size().Height, c.scroll.Offset.Y
	if top < y {
		y = top
	} else if top+height > y+room {
		y = top + height - room
	}
	if y != c.scroll.Offset.Y {
		c.scroll.ScrollToOffset(fyne.NewPos(0, max(y, 0)))
	}
	c.body.dirty = true
	c.body.update()
	c.pointAt(c.chosen, c.cell)
}

// TypedKey moves with the arrows and opens with Enter.
func (c *caseChart) TypedKey(k *fyne.KeyEvent) {
	page := max(int(c.scroll.Size().Height/widgets.S(rowHeight))-1, 1)
	switch k.Name {
	case fyne.KeyDown:
		c.choose(c.chosen+1, c.cell)
	case fyne.KeyUp:
		c.choose(c.chosen-1, c.cell)
	case fyne.KeyPageDown:
		c.choose(c.chosen+page, c.cell)
	case fyne.KeyPageUp:
		c.choose(c.chosen-page, c.cell)
	case fyne.KeyHome:
		c.choose(0, c.cell)
	case fyne.KeyEnd:
		c.choose(len(c.rows)-1, c.cell)
	case fyne.KeyRight:
		c.choose(c.chosen, c.cell+1)
	case fyne.KeyLeft:
		c.choose(c.chosen, max(c.cell-1, -1))
	case fyne.KeyReturn, fyne.KeyEnter, fyne.KeySpace:
		c.open(c.chosen)
	default:
		forward(c, k)
	}
}

func (c *caseChart) open(row int) {
	if row >= 0 && row < len(c.rows) && c.onOpen != nil {
		c.onOpen(c.rows[row].CaseID)
	}
}

// TypedRune does nothing; the chart takes no text.
func (c *caseChart) TypedRune(rune) {}

// FocusGained shows where the keyboard is.
func (c *caseChart) FocusGained() {
	c.focused = true
	if c.chosen < 0 {
		c.choose(0, -1)
	}
	c.body.redraw()
}

// FocusLost ends it.
func (c *caseChart) FocusLost() { c.focused = false; c.body.redraw() }

// CreateRenderer lays heading, rows and the sentence of an empty chart out.
func (c *caseChart) CreateRenderer() fyne.WidgetRenderer {
	ground := canvas.NewRectangle(widgets.ColorSurface)
	objects := []fyne.CanvasObject{ground, c.head, c.scroll, c.notice}
	return &renderer{
		objects: func() []fyne.CanvasObject { return objects },
		layout: func(size fyne.Size) {
			ground.Resize(size)
			c.layoutColumns(size.Width)
			place(c.head, 0, 0, size.Width, widgets.S(headHeight))
			place(c.scroll, 0, widgets.S(headHeight), size.Width, size.Height-widgets.S(headHeight))
			place(c.notice, 0, widgets.S(120), size.Width, widgets.S(24))
			c.body.redraw()
		},
		min:     func() fyne.Size { return fyne.NewSize(widgets.S(400), widgets.S(headHeight+4*rowHeight)) },
		refresh: func() { c.head.Refresh(); c.body.redraw() },
	}
}

// chartHead draws the headings; the five columns have a line under them.
type chartHead struct {
	widget.BaseWidget
	chart *caseChart
}

func newChartHead(c *caseChart) *chartHead {
	h := &chartHead{chart: c}
	h.ExtendBaseWidget(h)
	return h
}

// CreateRenderer draws the headings.
func (h *chartHead) CreateRenderer() fyne.WidgetRenderer {
	ground, line := canvas.NewRectangle(widgets.ColorHeader), canvas.NewRectangle(widgets.ColorLine)
	objects := []fyne.CanvasObject{ground, line}
	var words, names []*canvas.Text
	for _, col := range h.chart.columns {
		words = append(words, widgets.NewText(col.label, widgets.TableSize, widgets.ColorQuiet, true))
		objects = append(objects, words[len(words)-1])
	}
	for _, name := range court.Columns {
		names = append(names, widgets.NewText(string(name), widgets.TableSize, widgets.ColorText, true))
		objects = append(objects, names[len(names)-1])
	}
	layout := func(size fyne.Size) {
		ground.Resize(size)
		place(line, 0, size.Height-1, size.Width, 1)
		for i, t := range words {
			col := h.chart.columns[i]
			t.Hidden = col.w == 0
			place(t, col.x+widgets.S(cellPad), 0, col.w-widgets.S(cellPad), size.Height)
		}
		for i, t := range names {
			place(t, h.chart.nodeX[i], 0, h.chart.columnWidth(i), size.Height)
		}
	}
	return &renderer{
		objects: func() []fyne.CanvasObject { return objects },
		layout:  layout,
		min:     func() fyne.Size { return fyne.NewSize(0, widgets.S(headHeight)) },
		refresh: func() { layout(h.Size()); canvas.Refresh(h) },
	}
}
