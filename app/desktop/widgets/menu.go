package widgets

import (
	"image/color"
	"slices"
	"strings"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/driver/desktop"
	"fyne.io/fyne/v2/widget"
)

// MenuItem is a line of a menu or a list of choices.
type MenuItem struct {
	Label    string
	Note     string // quiet text at the right: shortcut, number, kind
	Do       func()
	Checked  bool // shows ✓
	Disabled bool
}

// ShowMenu opens a menu under an object. Up, Down, Enter and Esc work in it; the
// keyboard begins at the ticked line.
func ShowMenu(under fyne.CanvasObject, items []MenuItem) {
	c := canvasOf(under)
	if c == nil || len(items) == 0 {
		return
	}
	pos := fyne.CurrentApp().Driver().AbsolutePositionForObject(under)
	pos.Y += under.Size().Height + 2
	ShowMenuAt(c, pos, items)
}

// ShowMenuAt opens a menu at a position of the canvas, for right clicks.
func ShowMenuAt(c fyne.Canvas, pos fyne.Position, items []MenuItem) {
	list := newPickList()
	l := newLayer(c, nil, false)
	list.onPick = func(i int) {
		l.close()
		if do := items[i].Do; do != nil {
			do()
		}
	}
	list.setItems(items)
	list.move(1)
	if i := slices.IndexFunc(items, func(m MenuItem) bool { return m.Checked && !m.Disabled }); i >= 0 {
		list.choose(i)
	}
	l.content = container.NewStack(list)
	l.at = pos
	l.keys = Bindings{"Esc": l.close}
	l.show()
	focus(list)
}

const pickRows = 12 // lines of a list that show without scrolling

// pickList is a list of lines to pick from with mouse or keyboard.
type pickList struct {
	widget.BaseWidget
	items  []MenuItem
	chosen int // -1: none
	onPick func(int)
	top    int // first line shown
	lines  []*pickLine
}

func newPickList() *pickList {
	p := &pickList{chosen: -1}
	p.ExtendBaseWidget(p)
	return p
}

func (p *pickList) setItems(items []MenuItem) {
	p.items, p.chosen, p.top = items, -1, 0
	p.Refresh()
}

func (p *pickList) shownRows() int { return min(len(p.items), pickRows) }

// move chooses the next enabled line in a direction, going round at the ends.
func (p *pickList) move(step int) {
	n := len(p.items)
	next := p.chosen
	if next < 0 && step < 0 {
		next = 0
	}
	for range n {
		next = ((next+step)%n + n) % n
		if !p.items[next].Disabled {
			p.choose(next)
			return
		}
	}
}

func (p *pickList) choose(i int) {
	p.chosen = i
	if i >= 0 && i < p.top {
		p.top = i
	}
	if i >= p.top+pickRows {
		p.top = i - pickRows + 1
	}
	p.Refresh()
}

func (p *pickList) pick(i int) {
	if i >= 0 && i < len(p.items) && !p.items[i].Disabled && p.onPick != nil {
		p.onPick(i)
	}
}

// key answers the keys of a list and tells whether it was one.
func (p *pickList) key(name fyne.KeyName) bool {
	switch name {
	case fyne.KeyDown:
		p.move(1)
	case fyne.KeyUp:
		p.move(-1)
	case fyne.KeyPageDown:
		p.choose(min(max(p.chosen, 0)+pickRows, len(p.items)-1))
	case fyne.KeyPageUp:
		p.choose(min(max(p.chosen-pickRows, 0), len(p.items)-1))
	case fyne.KeyReturn, fyne.KeyEnter:
		p.pick(p.chosen)
	default:
		return false
	}
	return true
}

// TypedKey moves and picks; the rest goes to the layer.
func (p *pickList) TypedKey(k *fyne.KeyEvent) {
	if !p.key(k.Name) {
		forwardKey(p, k)
	}
}

// TypedRune jumps to the next line that begins with the character.
func (p *pickList) TypedRune(r rune) {
	for step := 1; step <= len(p.items); step++ {
		i := (max(p.chosen, 0) + step) % len(p.items)
		if strings.HasPrefix(strings.ToLower(p.items[i].Label), strings.ToLower(string(r))) {
			p.choose(i)
			return
		}
	}
}

// FocusGained does nothing; the chosen line shows where the keyboard is.
func (p *pickList) FocusGained() {}

// FocusLost does nothing.
func (p *pickList) FocusLost() {}

// Scrolled moves the lines under the wheel.
func (p *pickList) Scrolled(e *fyne.ScrollEvent) {
	step := 3
	if e.Scrolled.DY > 0 {
		step = -3
	}
	p.top = max(0, min(p.top+step, len(p.items)-pickRows))
	p.Refresh()
}

// CreateRenderer shows up to pickRows lines.
func (p *pickList) CreateRenderer() fyne.WidgetRenderer {
	r := &simpleRenderer{}
	p.lines = make([]*pickLine, pickRows)
	for i := range p.lines {
		p.lines[i] = newPickLine(p)
		r.objects = append(r.objects, p.lines[i])
	}
	bar := canvas.NewRectangle(ColorFaint)
	bar.CornerRadius = S(2)
	r.objects = append(r.objects, bar)
	r.min = func() fyne.Size {
		width := float32(0)
		for _, item := range p.items {
			w := textWidth(item.Label, TableSize, false) + S(40)
			if item.Note != "" {
				w += textWidth(item.Note, CaptionSize, false) + S(24)
			}
			width = max(width, w)
		}
		return fyne.NewSize(width, S(26)*float32(p.shownRows())+S(6))
	}
	r.layout = func(size fyne.Size) {
		for i, line := range p.lines {
			place(line, S(1), S(3)+S(26)*float32(i), size.Width-S(2), S(26))
		}
		p.placeBar(bar)
	}
	r.refresh = func() {
		p.placeBar(bar)
		for i, line := range p.lines {
			line.index = p.top + i
			line.Hidden = line.index >= len(p.items)
		}
	}
	r.refresh()
	return r
}

// placeBar shows at the right how much of a long list is seen, and which part.
func (p *pickList) placeBar(bar *canvas.Rectangle) {
	n, shown := float32(len(p.items)), float32(p.shownRows())
	bar.Hidden = n <= shown
	if bar.Hidden {
		return
	}
	track := p.Size().Height - S(6)
	place(bar, p.Size().Width-S(6), S(3)+track*float32(p.top)/n, S(4), track*shown/n)
	bar.Refresh()
}

// pickLine is one line of a pickList.
type pickLine struct {
	widget.BaseWidget
	list  *pickList
	index int
}

func newPickLine(p *pickList) *pickLine {
	l := &pickLine{list: p}
	l.ExtendBaseWidget(l)
	return l
}

func (l *pickLine) Tapped(*fyne.PointEvent) { l.list.pick(l.index) }

func (l *pickLine) MouseIn(*desktop.MouseEvent) {
	if l.index < len(l.list.items) && !l.list.items[l.index].Disabled {
		l.list.choose(l.index)
	}
}
func (l *pickLine) MouseMoved(*desktop.MouseEvent) {}
func (l *pickLine) MouseOut()                      {}

// CreateRenderer draws ground, ✓, label and note.
func (l *pickLine) CreateRenderer() fyne.WidgetRenderer {
	ground := canvas.NewRectangle(color.Transparent)
	tick := NewText("✓", TableSize, ColorAction, false)
	text := NewText("", TableSize, ColorText, false)
	note := NewText("", CaptionSize, ColorFaint, false)
	note.Alignment = fyne.TextAlignTrailing
	update := func() {
		if l.index >= len(l.list.items) {
			return
		}
		item := l.list.items[l.index]
		ground.FillColor = color.Transparent
		if l.index == l.list.chosen {
			ground.FillColor = ColorChosen
		}
		tick.Hidden = !item.Checked
		text.Color = ColorText
		if item.Disabled {
			text.Color = ColorFaint
		}
		note.Text = item.Note
		room := l.Size().Width - S(30)
		if item.Note != "" {
			room -= note.MinSize().Width + S(12)
		}
		text.Text = Ellipsize(item.Label, room, S(TableSize), false)
	}
	return &simpleRenderer{
		objects: []fyne.CanvasObject{ground, tick, text, note},
		layout: func(size fyne.Size) {
			ground.Resize(size)
			place(tick, S(5), 0, S(16), size.Height)
			place(text, S(22), 0, size.Width-S(30), size.Height)
			place(note, 0, 0, size.Width-S(8), size.Height)
			update()
		},
		min:     func() fyne.Size { return fyne.NewSize(S(60), S(26)) },
		refresh: update,
	}
}
