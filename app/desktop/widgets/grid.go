package widgets

import (
	"strings"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/driver/desktop"
	"fyne.io/fyne/v2/widget"
)

// gridColumn is a column without the type of its rows.
type gridColumn struct {
	id, label string
	width     float32
	stretch   float32
	align     fyne.TextAlign
	sortable  bool
	spare     bool
	x, w      float32 // as laid out
}

// grid draws a table: a header and the rows that are visible, no more. It
// knows rows by number only; DataTable gives it their cells.
type grid struct {
	widget.BaseWidget
	// MultiSelect shows boxes to tick; set it before the table is shown.
	MultiSelect bool
	// Empty is shown when there are no rows.
	Empty Empty

	self    focusableObject
	columns []gridColumn
	count   int
	chosen  int // -1: none
	anchor  int // row ticked last by hand; Shift ticks from here
	shift   bool
	focused bool
	sort    Sort

	rowCells  func(row int, cells []Cell) bool // false: not loaded
	isMarked  func(row int) bool
	allMarked func() bool
	choose    func(row int)
	open      func(row int)
	mark      func(row int)
	markSpan  func(from, to int)
	markAll   func()
	sorted    func(column int)
	visible   func(first, last int)
	rowMenu   func(row int) []MenuItem

	header *gridHeader
	body   *gridBody
	scroll *container.Scroll
	notice *gridNotice
	state  gridState
}

// gridState is what the notice in the middle of the table is about.
type gridState int

const (
	gridFilled  gridState = iota // rows, no notice
	gridReading                  // nothing yet
	gridEmpty                    // no rows: Empty says what to do
	gridFailed                   // the notice holds the error
)

// setState shows or hides the notice.
func (g *grid) setState(state gridState) {
	g.state = state
	switch state {
	case gridFilled:
		g.notice.set("", "", nil)
	case gridReading:
		g.notice.set("正在读取"+ellipsis, "", nil)
	case gridEmpty:
		g.notice.set(g.Empty.Text, g.Empty.Label, g.Empty.Action)
	}
}

type focusableObject interface {
	fyne.Widget
	fyne.Focusable
}

// Empty says what an empty table shows: what to do next, and a button for it.
type Empty struct {
	Text   string
	Label  string // of the button; "" for none
	Action func()
}

// Sort is the order of a table.
type Sort struct {
	Column string // id; "" for the source's own order
	Desc   bool
}

func (g *grid) init(self focusableObject, columns []gridColumn) {
	g.self, g.columns, g.chosen = self, columns, -1
	g.Empty.Text = "没有符合的记录"
	g.header = newGridHeader(g)
	g.body = newGridBody(g)
	g.scroll = container.NewScroll(g.body)
	g.scroll.OnScrolled = func(fyne.Position) { g.scrolled() }
	g.notice = newGridNotice()
}

func (g *grid) rowHeight() float32 { return S(rowHeight) }

// shrinkShare is the part of its least width that a column with Stretch gives
// up in a table that is too narrow.
const shrinkShare = 0.4

// layoutColumns shares the width out and gives the width of a whole row. What
// is missing comes from the columns that stretch, then from leaving out the
// spare ones; only then the row is wider than the table.
func (g *grid) layoutColumns(width float32) float32 {
	x := float32(0)
	if g.MultiSelect {
		x = S(checkColumn)
	}
	over, stretch, give := x-width, float32(0), float32(0)
	for i := range g.columns {
		c := &g.columns[i]
		c.w = S(c.width)
		over += c.w
		stretch += c.stretch
		if c.stretch > 0 {
			give += c.w * shrinkShare
		}
	}
	for i := range g.columns {
		if c := &g.columns[i]; c.spare && over > give {
			over -= c.w
			c.w = 0
		}
	}
	rest, part := max(-over, 0), float32(0)
	if over > 0 && give > 0 {
		part = min(over/give, 1)
	}
	for i := range g.columns {
		c := &g.columns[i]
		if c.stretch > 0 {
			c.w += float32(int(rest*c.stretch/stretch)) - float32(int(c.w*shrinkShare*part+0.999))
		}
		c.x = x
		x += c.w
	}
	return max(x, min(width, x+rest))
}

// CreateRenderer lays header, scrolled body and notice out.
func (g *grid) CreateRenderer() fyne.WidgetRenderer {
	ground := canvas.NewRectangle(ColorSurface)
	head := container.NewClip(g.header)
	return &simpleRenderer{
		objects: []fyne.CanvasObject{ground, head, g.scroll, g.notice},
		layout: func(size fyne.Size) {
			ground.Resize(size)
			place(head, 0, 0, size.Width, S(headerHeight))
			g.layoutColumns(size.Width)
			place(g.scroll, 0, S(headerHeight), size.Width, size.Height-S(headerHeight))
			place(g.notice, 0, S(headerHeight), size.Width, size.Height-S(headerHeight))
			g.setState(g.state) // Empty may have been set since
			g.body.stamp++
			g.placeHeader()
			g.header.update()
			g.scrolled()
		},
		min: func() fyne.Size { return fyne.NewSize(S(200), S(headerHeight)+3*g.rowHeight()) },
		refresh: func() {
			g.setState(g.state)
			g.redraw()
		},
	}
}

func (g *grid) rowWidth() float32 {
	if n := len(g.columns); n > 0 {
		return g.columns[n-1].x + g.columns[n-1].w
	}
	return 0
}

func (g *grid) placeHeader() {
	place(g.header, -g.scroll.Offset.X, 0, max(g.rowWidth(), g.Size().Width), S(headerHeight))
}

func (g *grid) scrolled() {
	g.placeHeader()
	g.body.update()
	first, last := g.body.shownRows()
	if last > first && g.visible != nil {
		g.visible(first, last)
	}
}

// setCount changes the number of rows.
func (g *grid) setCount(count int) {
	g.count = count
	if g.chosen >= count {
		g.chosen = count - 1
	}
	g.body.stamp++
	limit := max(float32(count)*g.rowHeight()-g.scroll.Size().Height, 0)
	if g.scroll.Offset.Y > limit {
		g.scroll.Offset.Y = limit
	}
	g.scroll.Refresh()
	g.scrolled()
}

// redraw fills the visible rows anew.
func (g *grid) redraw() {
	g.body.stamp++
	g.body.update()
	g.header.update()
}

// setChosen moves the chosen row and brings it into view.
func (g *grid) setChosen(row int) {
	if g.count == 0 {
		return
	}
	row = min(max(row, 0), g.count-1)
	g.chosen = row
	g.show(row)
	g.redraw()
	if g.choose != nil {
		g.choose(row)
	}
}

// show scrolls as little as needed to make a row visible.
func (g *grid) show(row int) {
	top, height := float32(row)*g.rowHeight(), g.scroll.Size().Height
	y := g.scroll.Offset.Y
	switch {
	case top < y:
		y = top
	case top+g.rowHeight() > y+height:
		y = top + g.rowHeight() - height
	default:
		return
	}
	g.scroll.ScrollToOffset(fyne.NewPos(g.scroll.Offset.X, max(y, 0)))
	g.scrolled()
}

func (g *grid) pageRows() int {
	return max(int(g.scroll.Size().Height/g.rowHeight())-1, 1)
}

// KeyDown notes that Shift is held: moving then ticks the rows passed over.
func (g *grid) KeyDown(k *fyne.KeyEvent) {
	if k.Name == desktop.KeyShiftLeft || k.Name == desktop.KeyShiftRight {
		g.shift = true
	}
}

// KeyUp notes that Shift was let go.
func (g *grid) KeyUp(k *fyne.KeyEvent) {
	if k.Name == desktop.KeyShiftLeft || k.Name == desktop.KeyShiftRight {
		g.shift = false
	}
}

// TypedKey moves, opens and ticks; the rest goes to the window.
func (g *grid) TypedKey(k *fyne.KeyEvent) {
	was := g.chosen
	defer func() {
		if g.shift && g.MultiSelect && g.chosen != was {
			g.markTo(max(was, 0), g.chosen)
		}
	}()
	switch k.Name {
	case fyne.KeyDown:
		g.setChosen(g.chosen + 1)
	case fyne.KeyUp:
		g.setChosen(g.chosen - 1)
	case fyne.KeyPageDown:
		g.setChosen(g.chosen + g.pageRows())
	case fyne.KeyPageUp:
		g.setChosen(g.chosen - g.pageRows())
	case fyne.KeyHome:
		g.setChosen(0)
	case fyne.KeyEnd:
		g.setChosen(g.count - 1)
	case fyne.KeyReturn, fyne.KeyEnter:
		if g.chosen >= 0 {
			g.open(g.chosen)
		}
	case fyne.KeySpace:
		g.space()
	default:
		forwardKey(g.self, k)
	}
}

// space ticks the chosen row, or presses its first button where rows have no
// boxes.
func (g *grid) space() {
	if g.chosen < 0 {
		return
	}
	if g.MultiSelect {
		g.markOne(g.chosen)
		return
	}
	cells := make([]Cell, len(g.columns))
	if !g.rowCells(g.chosen, cells) {
		return
	}
	for _, c := range cells {
		if len(c.Buttons) > 0 && c.Buttons[0].Do != nil {
			c.Buttons[0].Do()
			return
		}
	}
}

// markOne ticks or unticks a row, from which Shift then ticks on.
func (g *grid) markOne(row int) {
	g.anchor = row
	g.mark(row)
	g.redraw()
}

// markTo ticks the rows from one to another, both included, in either
// direction.
func (g *grid) markTo(from, to int) {
	g.anchor = to
	g.markSpan(min(from, to), max(from, to))
	g.redraw()
}

// TypedRune does nothing; tables take no text.
func (g *grid) TypedRune(rune) {}

// TypedShortcut copies the chosen row with Ctrl+C, ticks all with Ctrl+A and
// hands the rest to the window.
func (g *grid) TypedShortcut(s fyne.Shortcut) {
	switch s.(type) {
	case *fyne.ShortcutCopy:
		g.copyRow()
	case *fyne.ShortcutSelectAll:
		if g.MultiSelect {
			g.markAll()
			g.redraw()
		}
	default:
		forwardShortcut(g.self, s)
	}
}

// copyRow puts the chosen row on the clipboard, cells separated by tabs.
func (g *grid) copyRow() {
	cells := make([]Cell, len(g.columns))
	if g.chosen < 0 || !g.rowCells(g.chosen, cells) {
		return
	}
	var parts []string
	for _, c := range cells {
		if len(c.Buttons) == 0 && len(c.Squares) == 0 {
			parts = append(parts, c.plain())
		}
	}
	fyne.CurrentApp().Clipboard().SetContent(strings.Join(parts, "\t"))
}

// FocusGained shows where the keyboard is; without a chosen row the first one
// becomes it only when a key moves there.
func (g *grid) FocusGained() { g.focused = true; g.redraw() }

// FocusLost ends it.
func (g *grid) FocusLost() { g.focused, g.shift = false, false; g.redraw() }

// gridNotice is the sentence in the middle of a table without rows.
type gridNotice struct {
	widget.BaseWidget
	text   *wrapText
	button *Button
}

func newGridNotice() *gridNotice {
	n := &gridNotice{text: newWrapText(""), button: NewButton("", nil)}
	n.text.ink, n.text.align = ColorQuiet, fyne.TextAlignCenter
	n.Hidden = true
	n.ExtendBaseWidget(n)
	return n
}

// set shows a sentence and perhaps a button; an empty sentence hides both.
func (n *gridNotice) set(text, label string, action func()) {
	if n.text.text != text {
		n.text.setText(text)
	}
	n.button.Label, n.button.OnTap = label, action
	n.button.Hidden = label == ""
	if text == "" {
		n.Hide()
		return
	}
	n.Show()
	n.Refresh()
}

// CreateRenderer centres sentence and button.
func (n *gridNotice) CreateRenderer() fyne.WidgetRenderer {
	layout := func(size fyne.Size) {
		middle := float32(int(min(size.Height/2, S(120))))
		n.text.setWidth(size.Width - S(24))
		height := n.text.MinSize().Height
		place(n.text, S(12), max(middle-height, 0), size.Width-S(24), height)
		middle = max(middle, height)
		m := n.button.MinSize()
		place(n.button, float32(int((size.Width-m.Width)/2)), middle+S(6), m.Width, m.Height)
	}
	return &simpleRenderer{
		objects: []fyne.CanvasObject{n.text, n.button},
		layout:  layout,
		min:     func() fyne.Size { return fyne.NewSize(S(120), S(60)) },
		refresh: func() { layout(n.Size()) },
	}
}
