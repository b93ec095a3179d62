package board

import (
	"image/color"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"

	"zhixing/app/desktop/widgets"
)

// place moves and sizes an object.
func place(o fyne.CanvasObject, x, y, width, height float32) {
	o.Move(fyne.NewPos(x, y))
	o.Resize(fyne.NewSize(width, height))
}

// write changes a text and redraws it only when it looks different.
func write(t *canvas.Text, text string, ink color.Color, size float32) {
	if t.Text == text && t.Color == ink && t.TextSize == widgets.S(size) {
		return
	}
	t.Text, t.Color, t.TextSize = text, ink, widgets.S(size)
	t.Refresh()
}

// focusable is a chart that can have the keyboard.
type focusable interface {
	fyne.CanvasObject
	fyne.Focusable
}

// focus gives a chart the keyboard.
func focus(o focusable) {
	if c := fyne.CurrentApp().Driver().CanvasForObject(o); c != nil {
		c.Focus(o)
	}
}

// forward hands a key that a chart does not use to the window.
func forward(o fyne.CanvasObject, k *fyne.KeyEvent) {
	c := fyne.CurrentApp().Driver().CanvasForObject(o)
	if c == nil {
		return
	}
	if answer := c.OnTypedKey(); answer != nil {
		answer(k)
	}
}

const tileRadius = 2 // px

// tile is a small coloured box with a text in it: a chip.
type tile struct {
	box  *canvas.Rectangle
	text *canvas.Text
}

func newTile() *tile {
	t := &tile{box: canvas.NewRectangle(color.Transparent), text: widgets.NewText("", widgets.CaptionSize, widgets.ColorSurface, false)}
	t.text.Alignment = fyne.TextAlignCenter
	t.box.CornerRadius = tileRadius
	return t
}

// tileLook is how a tile is drawn.
type tileLook struct {
	fill, edge, ink color.Color
	stroke          float32
}

// lookOf gives the look of a state; hollow is for what has no date yet.
func lookOf(state widgets.State, hollow, chosen bool) tileLook {
	look := tileLook{fill: state.Fill(), edge: color.Transparent, ink: widgets.ColorSurface}
	switch state {
	case widgets.StateExempt:
		look.fill, look.edge, look.ink, look.stroke = widgets.ColorQuietTint, widgets.ColorEdge, widgets.ColorQuiet, 1
	case widgets.StateNormal:
		look.ink = widgets.ColorText
	}
	if hollow {
		look.fill, look.edge, look.stroke = widgets.ColorSurface, widgets.ColorIdle, 1
	}
	if chosen {
		look.edge, look.stroke = widgets.ColorBar, 2
	}
	return look
}

func (t *tile) set(look tileLook, text string, x, y, width, height float32) {
	if t.box.FillColor != look.fill || t.box.StrokeColor != look.edge || t.box.StrokeWidth != look.stroke {
		t.box.FillColor, t.box.StrokeColor, t.box.StrokeWidth = look.fill, look.edge, look.stroke
		t.box.Refresh()
	}
	write(t.text, text, look.ink, widgets.CaptionSize)
	place(t.box, x, y, width, height)
	place(t.text, x, y, width, height)
}

// renderer draws a changing list of objects.
type renderer struct {
	objects func() []fyne.CanvasObject
	layout  func(fyne.Size)
	min     func() fyne.Size
	refresh func()
}

func (r *renderer) Layout(size fyne.Size)        { r.layout(size) }
func (r *renderer) MinSize() fyne.Size           { return r.min() }
func (r *renderer) Objects() []fyne.CanvasObject { return r.objects() }
func (r *renderer) Destroy()                     {}
func (r *renderer) Refresh()                     { r.refresh() }

// fitLine lays a text out in whatever width there is: a long sentence must
// not widen the window.
type fitLine struct{}

func newFitLine(t *canvas.Text) *fyne.Container {
	return &fyne.Container{Layout: fitLine{}, Objects: []fyne.CanvasObject{t}}
}

// Layout gives the text the whole width.
func (fitLine) Layout(objects []fyne.CanvasObject, size fyne.Size) { objects[0].Resize(size) }

// MinSize is one line high and asks for no width.
func (fitLine) MinSize(objects []fyne.CanvasObject) fyne.Size {
	return fyne.NewSize(0, objects[0].MinSize().Height)
}

// barLayout puts filters beside each other and the last object, the legend,
// at the right; in a narrow window the legend gets a line of its own.
type barLayout struct{ width float32 }

const barGap = 10 // px

// walk places the objects and gives the height they need.
func (b *barLayout) walk(objects []fyne.CanvasObject, width float32, put func(o fyne.CanvasObject, x, y, h float32)) float32 {
	x, y, line := float32(0), float32(0), widgets.S(28)
	for i, o := range objects {
		m := o.MinSize()
		if x > 0 && x+m.Width > width {
			x, y = 0, y+line+widgets.S(4)
		}
		at := x
		if i == len(objects)-1 {
			at = max(x, width-m.Width)
		}
		put(o, at, y, line)
		x += m.Width + widgets.S(barGap)
	}
	return y + line
}

// Layout centres each object in its line.
func (b *barLayout) Layout(objects []fyne.CanvasObject, size fyne.Size) {
	b.width = size.Width
	b.walk(objects, size.Width, func(o fyne.CanvasObject, x, y, h float32) {
		m := o.MinSize()
		place(o, x, y+float32(int((h-m.Height)/2)), m.Width, m.Height)
	})
}

// MinSize is as wide as the widest object and as high as the width in use
// demands.
func (b *barLayout) MinSize(objects []fyne.CanvasObject) fyne.Size {
	size := fyne.NewSize(0, 0)
	for _, o := range objects {
		size.Width = max(size.Width, o.MinSize().Width)
	}
	width := b.width
	if width == 0 {
		width = 1 << 20
	}
	size.Height = b.walk(objects, width, func(fyne.CanvasObject, float32, float32, float32) {})
	return size
}

// stackLayout puts bar, chart and line under each other; the chart takes what
// is left.
type stackLayout struct{}

const (
	gapAbove = 8 // px between bar and chart
	gapBelow = 6 // px between chart and line
)

// Layout places the three.
func (stackLayout) Layout(o []fyne.CanvasObject, size fyne.Size) {
	place(o[0], 0, 0, size.Width, o[0].MinSize().Height) // the bar wraps at this width
	top, bottom := o[0].MinSize().Height, o[2].MinSize().Height
	place(o[0], 0, 0, size.Width, top)
	place(o[1], 0, top+widgets.S(gapAbove), size.Width, size.Height-top-bottom-widgets.S(gapAbove+gapBelow))
	place(o[2], 0, size.Height-bottom, size.Width, bottom)
}

// MinSize is what the three need.
func (stackLayout) MinSize(o []fyne.CanvasObject) fyne.Size {
	size := fyne.NewSize(0, widgets.S(gapAbove+gapBelow))
	for _, x := range o {
		m := x.MinSize()
		size.Width, size.Height = max(size.Width, m.Width), size.Height+m.Height
	}
	return size
}
