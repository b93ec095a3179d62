package board

import (
	"fmt"
	"image/color"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/driver/desktop"
	"fyne.io/fyne/v2/widget"

	"zhixing/app/desktop/widgets"
)

// Measures of the officers' chart in px before large print.
const (
	chipWidth  = 56
	chipHeight = 18
	chipStepX  = 59
	chipStepY  = 21
	nameWidth  = 140
	sumWidth   = 150
	blockPad   = 7
)

// block is the place of one officer in the chart.
type block struct {
	top, height float32
}

// officerChart shows officers with their cases as chips. It draws what is
// visible only. Arrows move the chosen chip, Enter and a click open the case.
type officerChart struct {
	widget.BaseWidget
	onPoint func(text string)
	onOpen  func(caseID int64)

	rows    []officerLine
	goals   map[string]goal // by name
	blocks  []block
	perLine int // chips beside each other

	chosen, chip int // officer and chip in it
	focused      bool

	body   *officerBody
	scroll *container.Scroll
	notice *canvas.Text
}

func newOfficerChart() *officerChart {
	c := &officerChart{chosen: -1, perLine: 1}
	c.body = newOfficerBody(c)
	c.scroll = container.NewVScroll(c.body)
	c.scroll.OnScrolled = func(fyne.Position) { c.body.update() }
	c.notice = widgets.NewText("", widgets.TextSize, widgets.ColorQuiet, false)
	c.notice.Alignment = fyne.TextAlignCenter
	c.ExtendBaseWidget(c)
	return c
}

// set shows other officers; the chosen case stays chosen when it is there.
func (c *officerChart) set(rows []officerLine, goals map[string]goal, empty string) {
	id := c.chosenCase()
	c.rows, c.goals, c.chosen, c.chip = rows, goals, -1, 0
	for i, r := range rows {
		for j, l := range r.cases {
			if l.CaseID == id {
				c.chosen, c.chip = i, j
			}
		}
	}
	c.notice.Text, c.notice.Hidden = empty, len(rows) > 0
	c.notice.Refresh()
	c.layoutBlocks(c.Size().Width)
	c.scroll.Refresh()
	c.body.update()
}

func (c *officerChart) chosenCase() int64 {
	if c.chosen < 0 || c.chosen >= len(c.rows) {
		return 0
	}
	return c.rows[c.chosen].cases[c.chip].CaseID
}

// layoutBlocks places the officers under each other.
func (c *officerChart) layoutBlocks(width float32) {
	room := width - widgets.S(nameWidth+sumWidth+24)
	c.perLine = max(int(room/widgets.S(chipStepX)), 1)
	c.blocks = c.blocks[:0]
	top := float32(0)
	for _, r := range c.rows {
		lineCount := max((len(r.cases)+c.perLine-1)/c.perLine, 2)
		height := float32(lineCount)*widgets.S(chipStepY) + 2*widgets.S(blockPad)
		c.blocks = append(c.blocks, block{top, height})
		top += height
	}
}

func (c *officerChart) height() float32 {
	if len(c.blocks) == 0 {
		return 0
	}
	last := c.blocks[len(c.blocks)-1]
	return last.top + last.height
}

// chipAt gives the place of a chip.
func (c *officerChart) chipAt(row, i int) (x, y float32) {
	return widgets.S(nameWidth) + float32(i%c.perLine)*widgets.S(chipStepX),
		c.blocks[row].top + widgets.S(blockPad) + float32(i/c.perLine)*widgets.S(chipStepY)
}

func (c *officerChart) pointAt(row, chip int) {
	if c.onPoint == nil {
		return
	}
	if row < 0 || chip < 0 {
		row, chip = c.chosen, c.chip
	}
	if row < 0 || row >= len(c.rows) || chip >= len(c.rows[row].cases) {
		c.onPoint("")
		return
	}
	l := c.rows[row].cases[chip]
	text := sentence(l, nil)
	for i := range l.cells {
		if l.pressing() && l.cells[i].state == l.worst {
			n := l.cells[i]
			text += fmt.Sprintf("　%s%s %s %s", sign(n.state), n.word, n.node.Name, n.node.Planned)
			break
		}
	}
	c.onPoint(text)
}

// choose moves the chosen chip and brings it into view.
func (c *officerChart) choose(row, chip int) {
	if len(c.rows) == 0 {
		return
	}
	c.chosen = min(max(row, 0), len(c.rows)-1)
	c.chip = min(max(chip, 0), len(c.rows[c.chosen].cases)-1)
	_, top := c.chipAt(c.chosen, c.chip)
	room, y := c.scroll.Size().Height, c.scroll.Offset.Y
	if top-widgets.S(blockPad) < y {
		y = top - widgets.S(blockPad)
	} else if top+widgets.S(chipStepY) > y+room {
		y = top + widgets.S(chipStepY) - room
	}
	if y != c.scroll.Offset.Y {
		c.scroll.ScrollToOffset(fyne.NewPos(0, max(y, 0)))
	}
	c.body.update()
	c.pointAt(c.chosen, c.chip)
}

// TypedKey moves with the arrows and opens with Enter.
func (c *officerChart) TypedKey(k *fyne.KeyEvent) {
	count := 0
	if c.chosen >= 0 && c.chosen < len(c.rows) {
		count = len(c.rows[c.chosen].cases)
	}
	switch k.Name {
	case fyne.KeyRight:
		if c.chip+1 < count || c.chosen+1 >= len(c.rows) {
			c.choose(c.chosen, c.chip+1)
		} else {
			c.choose(c.chosen+1, 0)
		}
	case fyne.KeyLeft:
		c.choose(c.chosen, c.chip-1)
	case fyne.KeyDown:
		if c.chip/c.perLine < (count-1)/c.perLine {
			c.choose(c.chosen, c.chip+c.perLine)
		} else {
			c.choose(c.chosen+1, c.chip%c.perLine)
		}
	case fyne.KeyUp:
		if c.chip >= c.perLine || c.chosen == 0 {
			c.choose(c.chosen, c.chip-c.perLine)
		} else {
			c.choose(c.chosen-1, c.chip%c.perLine)
		}
	case fyne.KeyHome:
		c.choose(0, 0)
	case fyne.KeyEnd:
		c.choose(len(c.rows)-1, 0)
	case fyne.KeyPageDown:
		c.choose(c.chosen+1, 0)
	case fyne.KeyPageUp:
		c.choose(c.chosen-1, 0)
	case fyne.KeyReturn, fyne.KeyEnter, fyne.KeySpace:
		c.open()
	default:
		forward(c, k)
	}
}

func (c *officerChart) open() {
	if id := c.chosenCase(); id != 0 && c.onOpen != nil {
		c.onOpen(id)
	}
}

// TypedRune does nothing; the chart takes no text.
func (c *officerChart) TypedRune(rune) {}

// FocusGained shows where the keyboard is.
func (c *officerChart) FocusGained() {
	c.focused = true
	if c.chosen < 0 {
		c.choose(0, 0)
	}
	c.body.update()
}

// FocusLost ends it.
func (c *officerChart) FocusLost() { c.focused = false; c.body.update() }

// CreateRenderer lays the officers and the sentence of an empty chart out.
func (c *officerChart) CreateRenderer() fyne.WidgetRenderer {
	ground := canvas.NewRectangle(widgets.ColorSurface)
	objects := []fyne.CanvasObject{ground, c.scroll, c.notice}
	return &renderer{
		objects: func() []fyne.CanvasObject { return objects },
		layout: func(size fyne.Size) {
			ground.Resize(size)
			c.layoutBlocks(size.Width)
			c.scroll.Resize(size)
			place(c.notice, 0, widgets.S(120), size.Width, widgets.S(24))
			c.body.update()
		},
		min:     func() fyne.Size { return fyne.NewSize(widgets.S(400), widgets.S(160)) },
		refresh: func() { c.body.update() },
	}
}

// officerBody is the scrolled part: names, chips and sums of the visible
// officers.
type officerBody struct {
	widget.BaseWidget
	chart   *officerChart
	blocks  []*blockView
	chips   []*tile
	objects []fyne.CanvasObject
	over    bool // the pointer is over a chip
}

// blockView draws what stands beside the chips of one officer.
type blockView struct {
	name, group, hand, closed, late, near *canvas.Text
	line, track, filled                   *canvas.Rectangle
}

func newOfficerBody(c *officerChart) *officerBody {
	b := &officerBody{chart: c}
	b.ExtendBaseWidget(b)
	return b
}

func newBlockView() *blockView {
	text := func(size float32, ink color.Color, bold bool) *canvas.Text {
		return widgets.NewText("", size, ink, bold)
	}
	return &blockView{
		name:   text(widgets.TableSize, widgets.ColorText, true),
		group:  text(widgets.TableSize, widgets.ColorQuiet, false),
		hand:   text(widgets.CaptionSize, widgets.ColorQuiet, false),
		closed: text(widgets.CaptionSize, widgets.ColorDone, false),
		late:   text(widgets.CaptionSize, widgets.ColorOverdue, false),
		near:   text(widgets.CaptionSize, widgets.ColorNear, false),
		line:   canvas.NewRectangle(widgets.ColorLine),
		track:  canvas.NewRectangle(widgets.ColorTrack),
		filled: canvas.NewRectangle(widgets.ColorDone),
	}
}

// update draws the officers that are visible.
func (b *officerBody) update() {
	c := b.chart
	room, offset := c.scroll.Size().Height, c.scroll.Offset.Y
	b.objects = b.objects[:0]
	usedBlocks, usedChips := 0, 0
	for i, at := range c.blocks {
		if at.top+at.height < offset || at.top > offset+room {
			continue
		}
		if usedBlocks == len(b.blocks) {
			b.blocks = append(b.blocks, newBlockView())
		}
		b.fillBlock(b.blocks[usedBlocks], i)
		usedBlocks++
		for j, l := range c.rows[i].cases {
			x, y := c.chipAt(i, j)
			if y+widgets.S(chipHeight) < offset || y > offset+room {
				continue
			}
			if usedChips == len(b.chips) {
				b.chips = append(b.chips, newTile())
			}
			b.fillChip(b.chips[usedChips], l, i == c.chosen && j == c.chip && c.focused, x, y)
			usedChips++
		}
	}
	canvas.Refresh(b)
}

func (b *officerBody) fillChip(t *tile, l caseLine, chosen bool, x, y float32) {
	look := lookOf(l.worst, false, chosen)
	if l.worst == widgets.StateNormal {
		look.fill, look.ink = widgets.ColorSoft, widgets.ColorSurface
	}
	text := l.chip
	if l.worst != widgets.StateNormal {
		text = l.worst.Sign() + " " + text
	}
	t.set(look, text, x, y, widgets.S(chipWidth), widgets.S(chipHeight))
	b.objects = append(b.objects, t.box, t.text)
}

func (b *officerBody) fillBlock(v *blockView, row int) {
	c := b.chart
	r, at := c.rows[row], c.blocks[row]
	name := widgets.Ellipsize(r.name, widgets.S(68), widgets.S(widgets.TableSize), true)
	top := at.top + widgets.S(blockPad) - 1
	put := func(t *canvas.Text, text string, size, x, y float32) {
		write(t, text, t.Color, size)
		place(t, x, y, t.MinSize().Width, widgets.S(20))
	}
	left, right := widgets.S(12), b.Size().Width-widgets.S(sumWidth)
	put(v.name, name, widgets.TableSize, left, top)
	group := string(r.group)
	if r.name == nobody {
		group = ""
	}
	put(v.group, group, widgets.CaptionSize, left+v.name.MinSize().Width+widgets.S(6), top)
	put(v.hand, fmt.Sprintf("在办 %d 件", r.inHand), widgets.CaptionSize, left, top+widgets.S(20))
	goal, known := c.goals[r.name]
	closed := fmt.Sprintf("%s 本周已结 %d 件", widgets.StateDone.Sign(), r.counts[widgets.StateDone])
	if known {
		closed = goal.text()
	}
	put(v.closed, closed, widgets.CaptionSize, right, top)
	long := widgets.S(sumWidth - 24)
	place(v.track, right, top+widgets.S(19), long, widgets.S(3))
	place(v.filled, right, top+widgets.S(19), long*float32(goal.share()), widgets.S(3))
	v.track.Hidden, v.filled.Hidden = !known, !known
	put(v.late, fmt.Sprintf("%s 超期 %d", widgets.StateOverdue.Sign(), r.counts[widgets.StateOverdue]), widgets.CaptionSize, right, top+widgets.S(22))
	put(v.near, fmt.Sprintf("%s 临近 %d", widgets.StateNear.Sign(), r.counts[widgets.StateNear]), widgets.CaptionSize, right+widgets.S(68), top+widgets.S(22))
	v.late.Hidden, v.near.Hidden = r.counts[widgets.StateOverdue] == 0, r.counts[widgets.StateNear] == 0
	place(v.line, widgets.S(12), at.top+at.height-1, b.Size().Width-widgets.S(24), 1)
	b.objects = append(b.objects, v.name, v.group, v.hand, v.closed, v.late, v.near, v.line, v.track, v.filled)
}

// hit finds officer and chip at a position; -1 for none.
func (b *officerBody) hit(pos fyne.Position) (row, chip int) {
	c := b.chart
	for i, at := range c.blocks {
		if pos.Y < at.top || pos.Y >= at.top+at.height {
			continue
		}
		for j := range c.rows[i].cases {
			x, y := c.chipAt(i, j)
			if pos.X >= x && pos.X < x+widgets.S(chipWidth) && pos.Y >= y && pos.Y < y+widgets.S(chipHeight) {
				return i, j
			}
		}
		return i, -1
	}
	return -1, -1
}

// Tapped opens the case of the chip.
func (b *officerBody) Tapped(e *fyne.PointEvent) {
	row, chip := b.hit(e.Position)
	if chip < 0 {
		return
	}
	focus(b.chart)
	b.chart.choose(row, chip)
	b.chart.open()
}

// MouseIn follows the pointer.
func (b *officerBody) MouseIn(e *desktop.MouseEvent) { b.MouseMoved(e) }

// MouseMoved tells what is under the pointer.
func (b *officerBody) MouseMoved(e *desktop.MouseEvent) {
	row, chip := b.hit(e.Position)
	b.over = chip >= 0
	b.chart.pointAt(row, chip)
}

// MouseOut ends it.
func (b *officerBody) MouseOut() { b.over = false; b.chart.pointAt(-1, -1) }

// Cursor is the hand over a chip.
func (b *officerBody) Cursor() desktop.Cursor {
	if b.over {
		return desktop.PointerCursor
	}
	return desktop.DefaultCursor
}

// CreateRenderer draws the officers.
func (b *officerBody) CreateRenderer() fyne.WidgetRenderer {
	return &renderer{
		objects: func() []fyne.CanvasObject { return b.objects },
		layout:  func(fyne.Size) { b.update() },
		min:     func() fyne.Size { return fyne.NewSize(widgets.S(400), b.chart.height()) },
		refresh: b.update,
	}
}
