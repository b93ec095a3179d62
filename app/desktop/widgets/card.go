package widgets

import (
	"image/color"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/layout"
	"fyne.io/fyne/v2/widget"
)

// Card is a white box with a title line and content.
type Card struct {
	widget.BaseWidget
	title, right *canvas.Text
	actions      *fyne.Container
	content      fyne.CanvasObject
	titled       bool
}

const cardHead = 33 // px, title line of a card

// NewCard makes a box; title and right, the quiet text at the right of the
// title line, may be empty. Its content touches the border, as tables should;
// wrap other content with Padded(10, 8, …).
func NewCard(title, right string, content fyne.CanvasObject, actions ...fyne.CanvasObject) *Card {
	c := &Card{content: content, titled: title != "" || right != "" || len(actions) > 0,
		title:   NewText(title, TableSize, ColorText, true),
		right:   NewText(right, CaptionSize, ColorQuiet, false),
		actions: HStack(6, actions...)}
	c.ExtendBaseWidget(c)
	return c
}

// SetTitle changes the title.
func (c *Card) SetTitle(title string) {
	c.title.Text = title
	c.Refresh()
}

// SetRight changes the quiet text.
func (c *Card) SetRight(text string) {
	c.right.Text = text
	c.Refresh()
}

// SetContent replaces the content.
func (c *Card) SetContent(content fyne.CanvasObject) {
	c.content = content
	c.Refresh()
}

// CreateRenderer draws box, title line and content.
func (c *Card) CreateRenderer() fyne.WidgetRenderer {
	box := newBox(ColorSurface, ColorLine, 3)
	line := canvas.NewRectangle(ColorLine)
	objects := func() []fyne.CanvasObject {
		return []fyne.CanvasObject{box, c.title, c.right, c.actions, line, c.content}
	}
	r := &simpleRenderer{objects: objects()}
	r.layout = func(size fyne.Size) {
		box.Resize(size)
		head := float32(0)
		line.Hidden = !c.titled
		if c.titled {
			head = S(cardHead)
			actions := c.actions.MinSize()
			x := size.Width - S(10)
			if actions.Width > 0 {
				x -= actions.Width
				place(c.actions, x, float32(int((head-actions.Height)/2)), actions.Width, actions.Height)
				x -= S(10)
			}
			right := c.right.MinSize().Width
			place(c.right, x-right, 0, right, head)
			place(c.title, S(10), 0, c.title.MinSize().Width, head)
			place(line, 1, head, size.Width-2, 1)
			head++
		}
		place(c.content, 1, max(head, 1), size.Width-2, size.Height-max(head, 1)-1)
	}
	r.min = func() fyne.Size {
		m := c.content.MinSize().AddWidthHeight(2, 2)
		if c.titled {
			m.Height += S(cardHead)
			m.Width = max(m.Width, c.title.MinSize().Width+c.right.MinSize().Width+c.actions.MinSize().Width+S(40))
		}
		return m
	}
	r.refresh = func() {
		c.title.TextStyle.Bold = boldHas(c.title.Text)
		c.title.TextSize, c.right.TextSize = S(TableSize), S(CaptionSize)
		r.objects = objects()
		r.layout(c.Size())
	}
	return r
}

// StatCard is a figure with its name above and a remark below; it opens what
// it counts.
type StatCard struct {
	pressable
	name, figure, remark *canvas.Text
}

// NewStatCard makes a card; ink colours the figure, tap may be nil.
func NewStatCard(name, figure string, ink color.Color, remark string, tap func()) *StatCard {
	s := &StatCard{name: NewText(name, TableSize, ColorQuiet, false),
		figure: NewText(figure, 22, ink, true), remark: NewText(remark, CaptionSize, ColorQuiet, false)}
	s.self, s.press = s, tap
	s.ExtendBaseWidget(s)
	return s
}

// Set changes figure, colour and remark.
func (s *StatCard) Set(figure string, ink color.Color, remark string) {
	s.figure.Text, s.figure.Color, s.remark.Text = figure, ink, remark
	s.Refresh()
}

// CreateRenderer draws the card.
func (s *StatCard) CreateRenderer() fyne.WidgetRenderer {
	box := newBox(ColorSurface, ColorLine, 3)
	return &simpleRenderer{
		objects: []fyne.CanvasObject{box, s.name, s.figure, s.remark},
		layout: func(size fyne.Size) {
			box.Resize(size)
			width := size.Width - S(16)
			place(s.name, S(12), S(7), width, S(20))
			place(s.figure, S(12), S(26), width, S(32))
			place(s.remark, S(12), S(56), width, S(18))
		},
		min: func() fyne.Size {
			width := max(s.name.MinSize().Width, s.figure.MinSize().Width, s.remark.MinSize().Width)
			return fyne.NewSize(width+S(24), S(82))
		},
		refresh: func() {
			box.FillColor, box.StrokeColor, box.StrokeWidth = ColorSurface, ColorLine, 1
			if s.press != nil && s.hovered {
				box.FillColor = ColorHover
			}
			if s.focused {
				box.StrokeColor, box.StrokeWidth = ColorAction, 2
			}
			s.name.TextSize, s.figure.TextSize, s.remark.TextSize = S(TableSize), S(22), S(CaptionSize)
		},
	}
}

// NewTag is a small text in a blue border, such as 涉民生 beside a case.
func NewTag(text string) fyne.CanvasObject {
	label := NewText(text, CaptionSize, ColorAction, false)
	label.Alignment = fyne.TextAlignCenter
	return container.NewStack(newBox(ColorSurface, rgb(0x9DB4D3), 2),
		container.New(&paddedLayout{6, 1, 6, 1}, label))
}

// Badge is a number in a red pill; zero hides it.
type Badge struct {
	widget.BaseWidget
	text *canvas.Text
}

// NewBadge makes a badge.
func NewBadge(count int) *Badge {
	b := &Badge{text: NewText("", CaptionSize, ColorSurface, false)}
	b.text.Alignment = fyne.TextAlignCenter
	b.ExtendBaseWidget(b)
	b.Set(count)
	return b
}

// Set changes the number.
func (b *Badge) Set(count int) {
	b.text.Text = countText(count)
	b.Hidden = count == 0
	b.Refresh()
}

// CreateRenderer draws the pill.
func (b *Badge) CreateRenderer() fyne.WidgetRenderer {
	pill := canvas.NewRectangle(ColorOverdue)
	return &simpleRenderer{
		objects: []fyne.CanvasObject{pill, b.text},
		layout: func(size fyne.Size) {
			pill.CornerRadius = size.Height / 2
			pill.Resize(size)
			b.text.Resize(size)
		},
		min: func() fyne.Size {
			return fyne.NewSize(max(b.text.MinSize().Width+S(13), S(18)), S(17))
		},
	}
}

// NewNotice is a paragraph on a tinted ground with a coloured left edge, for
// what the user should know before going on.
func NewNotice(state State, text string) fyne.CanvasObject {
	edge := canvas.NewRectangle(state.Fill())
	paragraph := NewWrapText(text, TableSize, ColorText)
	return container.NewStack(canvas.NewRectangle(state.Tint()),
		container.NewBorder(nil, nil, container.New(&sizedLayout{4, 0}, edge), nil,
			container.New(&paddedLayout{8, 3, 8, 3}, paragraph)))
}

// NewLegend explains a colour: a square and a word.
func NewLegend(fill color.Color, word string) fyne.CanvasObject {
	square := canvas.NewRectangle(fill)
	return HStack(4, Sized(squareSide, squareSide, square), NewText(word, TableSize, ColorQuiet, false))
}

// NewSpacer pushes what follows it in an HStack to the right.
func NewSpacer() fyne.CanvasObject { return layout.NewSpacer() }

// NewNodeStrip is a row of small squares, one per node.
func NewNodeStrip(states []State) fyne.CanvasObject {
	row := HStack(squareStep - squareSide)
	for _, s := range states {
		row.Add(Sized(squareSide, squareSide, canvas.NewRectangle(s.Fill())))
	}
	return row
}
