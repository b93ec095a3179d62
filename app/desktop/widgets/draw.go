package widgets

import (
	"image/color"
	"strings"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
)

// State is how a term, a node or a case stands; it is always shown by sign
// and word together.
type State int

// The states; signs are characters that the bundled font has.
const (
	StateNone    State = iota // no sign
	StateOverdue              // ● red
	StateNear                 // ▲ amber
	StateNormal               // ○ quiet
	StateDone                 // ✓ green
	StateExempt               // — quiet
)

// Sign is the state's sign.
func (s State) Sign() string {
	return [...]string{"", "●", "▲", "○", "✓", "—"}[s]
}

// Color is the state's colour for text.
func (s State) Color() color.Color {
	return [...]color.Color{ColorText, ColorOverdue, ColorNear, ColorQuiet, ColorDone, ColorQuiet}[s]
}

// Fill is the state's colour for squares and bars.
func (s State) Fill() color.Color {
	return [...]color.Color{ColorIdle, ColorOverdue, ColorNearFill, ColorIdle, ColorDone, ColorIdle}[s]
}

// Tint is the state's pale ground.
func (s State) Tint() color.Color {
	return [...]color.Color{ColorSurface, ColorOverdueTint, ColorNearTint, ColorSurface, ColorDoneTint, ColorQuietTint}[s]
}

// NewText makes a canvas.Text of size px (before large print); bold falls
// back to regular when the cut bold font lacks a character, as in a rare name.
func NewText(text string, size float32, c color.Color, bold bool) *canvas.Text {
	t := canvas.NewText(text, c)
	t.TextSize = S(size)
	t.TextStyle.Bold = bold && boldHas(text)
	return t
}

// textWidth measures text of size px (before large print).
func textWidth(text string, size float32, bold bool) float32 {
	return fyne.MeasureText(text, S(size), fyne.TextStyle{Bold: bold && boldHas(text)}).Width
}

const ellipsis = "…"

// Ellipsize shortens text with … so that it is at most width wide when drawn
// at textSize (already in the print in use).
func Ellipsize(text string, width, textSize float32, bold bool) string {
	text = strings.ReplaceAll(text, "\n", " ")
	runes := []rune(text)
	// No character is wider than the em: short texts need no measuring.
	if float32(len(runes))*textSize <= width {
		return text
	}
	style := fyne.TextStyle{Bold: bold && boldHas(text)}
	if fyne.MeasureText(text, textSize, style).Width <= width {
		return text
	}
	low, high := 0, len(runes) // low fits with the ellipsis, high does not
	for low+1 < high {
		middle := (low + high) / 2
		if fyne.MeasureText(string(runes[:middle])+ellipsis, textSize, style).Width <= width {
			low = middle
		} else {
			high = middle
		}
	}
	return string(runes[:low]) + ellipsis
}

// newBox makes a rectangle with a border of one px.
func newBox(fill, border color.Color, radius float32) *canvas.Rectangle {
	r := canvas.NewRectangle(fill)
	r.StrokeColor, r.StrokeWidth, r.CornerRadius = border, 1, radius
	return r
}

// place moves and sizes an object. Text goes up a little: the line box of
// Noto Sans SC has more room above the characters than below.
func place(o fyne.CanvasObject, x, y, width, height float32) {
	if _, ok := o.(*canvas.Text); ok {
		y -= S(1)
	}
	o.Move(fyne.NewPos(x, y))
	o.Resize(fyne.NewSize(width, height))
}

// simpleRenderer is a renderer made of three functions, for parts that are
// drawn from a fixed list of objects.
type simpleRenderer struct {
	objects []fyne.CanvasObject
	layout  func(fyne.Size)
	min     func() fyne.Size
	refresh func()
}

func (r *simpleRenderer) Layout(size fyne.Size)        { r.layout(size) }
func (r *simpleRenderer) MinSize() fyne.Size           { return r.min() }
func (r *simpleRenderer) Objects() []fyne.CanvasObject { return r.objects }
func (r *simpleRenderer) Destroy()                     {}
func (r *simpleRenderer) Refresh() {
	if r.refresh != nil {
		r.refresh()
	}
	for _, o := range r.objects {
		o.Refresh()
	}
}

// canvasOf finds the canvas an object is on, nil when it is on none. Fyne
// knows it only after the object was drawn once, so for a part that was just
// put there it must be the program's only window.
func canvasOf(o fyne.CanvasObject) fyne.Canvas {
	driver := fyne.CurrentApp().Driver()
	if c := driver.CanvasForObject(o); c != nil {
		return c
	}
	if windows := driver.AllWindows(); len(windows) == 1 {
		return windows[0].Canvas()
	}
	return nil
}

// focus gives o the keyboard when it is on a window.
func focus(o interface {
	fyne.CanvasObject
	fyne.Focusable
}) {
	if c := canvasOf(o); c != nil {
		c.Focus(o)
	}
}
