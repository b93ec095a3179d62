package widgets

import (
	"sort"
	"strconv"
	"strings"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/theme"
	"fyne.io/fyne/v2/widget"
)

const gutterWidth = 40 // px, for numbers of three digits

// CodeEntry is a text of many lines with their numbers at the left; long lines
// go on under themselves. Lines can be marked as wrong.
type CodeEntry struct {
	widget.BaseWidget
	// OnChanged is called with the text after each change.
	OnChanged func(text string)

	entry  *codeField
	marks  map[int]bool // by line, from 1
	counts map[string]int
	width  float32 // that counts were measured at
	ground *canvas.Rectangle
	inside *fyne.Container // numbers
}

// codeField is the entry inside; it tells when its text moved.
type codeField struct {
	Entry
	owner *CodeEntry
	inner *container.Scroll
}

// NewCodeEntry makes an empty one.
func NewCodeEntry() *CodeEntry {
	c := &CodeEntry{counts: map[string]int{}, ground: canvas.NewRectangle(ColorGround), inside: container.NewWithoutLayout()}
	c.entry = &codeField{owner: c}
	c.entry.MultiLine, c.entry.Wrapping = true, fyne.TextWrapBreak
	c.entry.ExtendBaseWidget(c.entry)
	c.entry.OnChanged = func(text string) {
		c.number()
		if c.OnChanged != nil {
			c.OnChanged(text)
		}
	}
	c.ExtendBaseWidget(c)
	return c
}

// CreateRenderer finds the scroll inside Fyne's field, to follow it.
func (f *codeField) CreateRenderer() fyne.WidgetRenderer {
	r := f.Entry.CreateRenderer()
	for _, o := range r.Objects() {
		if s, ok := o.(*container.Scroll); ok {
			f.inner = s
			s.OnScrolled = func(fyne.Position) { f.owner.number() }
		}
	}
	return r
}

// TypedKey lets the numbers follow the cursor, which scrolls without a word.
func (f *codeField) TypedKey(k *fyne.KeyEvent) {
	f.Entry.TypedKey(k)
	f.owner.number()
}

// Text gives the text.
func (c *CodeEntry) Text() string { return c.entry.Text }

// SetText replaces the text without calling back.
func (c *CodeEntry) SetText(text string) {
	changed := c.OnChanged
	c.OnChanged = nil
	c.entry.SetText(text)
	c.OnChanged = changed
	c.number()
}

// Insert puts text at the cursor, as if it were typed.
func (c *CodeEntry) Insert(text string) {
	for _, r := range text {
		c.entry.TypedRune(r)
	}
}

// SetReadOnly keeps the text from being changed.
func (c *CodeEntry) SetReadOnly(on bool) {
	if on {
		c.entry.Disable()
	} else {
		c.entry.Enable()
	}
}

// Focus gives it the keyboard.
func (c *CodeEntry) Focus() {
	if win := canvasOf(c); win != nil {
		win.Focus(c.entry)
	}
}

// Mark shows which lines, from 1, are wrong.
func (c *CodeEntry) Mark(lines ...int) {
	c.marks = map[int]bool{}
	for _, l := range lines {
		c.marks[l] = true
	}
	c.number()
}

// GoTo puts the cursor at the beginning of a line, from 1, and shows it.
func (c *CodeEntry) GoTo(line int) {
	row := 0
	for i, l := range strings.Split(c.entry.Text, "\n") {
		if i+1 >= line {
			break
		}
		row += c.rows(l)
	}
	c.entry.CursorRow, c.entry.CursorColumn = row, 0
	if c.entry.inner != nil {
		top := max(float32(row)*c.rowHeight()-c.entry.inner.Size().Height/3, 0)
		c.entry.inner.ScrollToOffset(fyne.NewPos(0, top))
	}
	c.entry.Refresh()
	c.Focus()
	c.number()
}

// Line gives the line of the cursor, from 1.
func (c *CodeEntry) Line() int {
	row := 0
	lines := strings.Split(c.entry.Text, "\n")
	for i, l := range lines {
		row += c.rows(l)
		if c.entry.CursorRow < row {
			return i + 1
		}
	}
	return len(lines)
}

func (c *CodeEntry) style() (size float32, style fyne.TextStyle) {
	return theme.SizeForWidget(theme.SizeNameText, c.entry), c.entry.TextStyle
}

func (c *CodeEntry) rowHeight() float32 {
	size, style := c.style()
	return fyne.MeasureText("M", size, style).Height
}

// rows is on how many rows the field shows a line. Fyne tells nobody, so the
// line is broken as it does: as many characters as fit.
func (c *CodeEntry) rows(line string) int {
	width := c.entry.Size().Width - 2*theme.SizeForWidget(theme.SizeNameInnerPadding, c.entry)
	if width != c.width {
		c.counts, c.width = map[string]int{}, width
	}
	if n, ok := c.counts[line]; ok {
		return n
	}
	size, style := c.style()
	text, n := []rune(line), 0
	for len(text) > 0 && width > size {
		fit := sort.Search(len(text), func(i int) bool { return fyne.MeasureText(string(text[:i+1]), size, style).Width > width })
		text = text[max(fit, 1):]
		n++
	}
	c.counts[line] = max(n, 1)
	return c.counts[line]
}

// number writes the numbers of the lines in sight.
func (c *CodeEntry) number() {
	height := c.rowHeight()
	y := theme.SizeForWidget(theme.SizeNameInnerPadding, c.entry)
	if c.entry.inner != nil {
		y -= c.entry.inner.Offset.Y
	}
	bottom := c.Size().Height
	used := 0
	for i, l := range strings.Split(c.entry.Text, "\n") {
		if y > bottom {
			break
		}
		if y > -height {
			c.label(used, i+1, y, height)
			used++
		}
		y += float32(c.rows(l)) * height
	}
	c.inside.Objects = c.inside.Objects[:used]
	c.inside.Refresh()
}

// label shows a number at a height.
func (c *CodeEntry) label(at, line int, y, height float32) {
	if at == len(c.inside.Objects) {
		t := NewText("", CaptionSize, ColorQuiet, false)
		t.Alignment = fyne.TextAlignTrailing
		c.inside.Objects = append(c.inside.Objects, t)
	}
	t := c.inside.Objects[at].(*canvas.Text)
	t.Text, t.Color, t.TextStyle.Bold = strconv.Itoa(line), ColorQuiet, c.marks[line]
	if c.marks[line] {
		t.Text, t.Color = StateOverdue.Sign()+t.Text, ColorOverdue
	}
	t.Move(fyne.NewPos(0, y))
	t.Resize(fyne.NewSize(S(gutterWidth)-S(6), height))
}

// CreateRenderer puts the numbers beside the field.
func (c *CodeEntry) CreateRenderer() fyne.WidgetRenderer {
	clip := container.NewClip(c.inside)
	return &simpleRenderer{
		objects: []fyne.CanvasObject{c.ground, clip, c.entry},
		layout: func(size fyne.Size) {
			gutter := S(gutterWidth)
			place(c.ground, 0, 0, gutter, size.Height)
			place(clip, 0, 0, gutter, size.Height)
			place(c.entry, gutter, 0, size.Width-gutter, size.Height)
			c.number()
		},
		min: func() fyne.Size { return fyne.NewSize(S(240), S(120)) },
	}
}
