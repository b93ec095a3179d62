package widgets

import (
	"image/color"
	"strings"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/widget"
)

// wrapText is text that breaks anywhere, as Chinese does, drawn line by line.
type wrapText struct {
	widget.BaseWidget
	text  string
	size  float32
	ink   color.Color
	align fyne.TextAlign
	tight bool // no room above and below, lines close together
	width float32
	lines []*canvas.Text
}

func newWrapText(text string) *wrapText {
	w := &wrapText{text: text, size: TextSize, ink: ColorText}
	w.ExtendBaseWidget(w)
	return w
}

// NewWrapText makes text of size px that wraps at the width it is given.
func NewWrapText(text string, size float32, ink color.Color) fyne.CanvasObject {
	w := newWrapText(text)
	w.size, w.ink = size, ink
	return w
}

func (w *wrapText) setText(text string) {
	w.text = text
	w.wrap()
	w.Refresh()
}

// setWidth wraps anew when the width is another one.
func (w *wrapText) setWidth(width float32) {
	if width != w.width {
		w.width = width
		w.wrap()
	}
}

// Resize wraps anew.
func (w *wrapText) Resize(size fyne.Size) {
	w.setWidth(size.Width)
	w.BaseWidget.Resize(size)
}

// wrap breaks the text into lines of the width.
func (w *wrapText) wrap() {
	w.lines = nil
	for _, paragraph := range strings.Split(w.text, "\n") {
		for _, line := range breakLines(paragraph, w.width, S(w.size)) {
			text := NewText(line, w.size, w.ink, false)
			text.Alignment = w.align
			w.lines = append(w.lines, text)
		}
	}
	w.place()
}

// breakLines cuts a paragraph so that no line is wider than width; width 0
// keeps it whole.
func breakLines(paragraph string, width, textSize float32) []string {
	runes := []rune(paragraph)
	var lines []string
	for width > 0 && len(runes) > 1 && float32(len(runes))*textSize > width {
		if fyne.MeasureText(string(runes), textSize, fyne.TextStyle{}).Width <= width {
			break
		}
		low, high := 1, len(runes)
		for low+1 < high {
			middle := (low + high) / 2
			if fyne.MeasureText(string(runes[:middle]), textSize, fyne.TextStyle{}).Width <= width {
				low = middle
			} else {
				high = middle
			}
		}
		low = goodBreak(runes, low)
		lines = append(lines, string(runes[:low]))
		runes = runes[low:]
	}
	return append(lines, string(runes))
}

// longestWord is how many letters and digits are kept together on a line.
const longestWord = 24

// goodBreak moves a break to the left so that a number or a word stays whole,
// no line begins with a mark that closes what stands before it, and none ends
// with a mark that opens what follows.
func goodBreak(runes []rune, at int) int {
	for good := at; good > 0 && at-good < longestWord; good-- {
		before, after := runes[good-1], runes[good]
		if (!inWord(before) || !inWord(after)) && !strings.ContainsRune("，。；：、）》”’！？", after) && !strings.ContainsRune("（《“‘", before) {
			return good
		}
	}
	return at
}

func inWord(r rune) bool {
	return r < 0x80 && (r >= '0' && r <= '9' || r >= 'A' && r <= 'Z' || r >= 'a' && r <= 'z' || r == '-' || r == '.' || r == ',')
}

func (w *wrapText) lineHeight() float32 {
	if w.tight {
		return S(w.size * 1.45)
	}
	return S(w.size * 1.6)
}

// edge is the room above the first and below the last line.
func (w *wrapText) edge() float32 {
	if w.tight {
		return 0
	}
	return S(3)
}

func (w *wrapText) place() {
	for i, line := range w.lines {
		place(line, 0, w.edge()+float32(i)*w.lineHeight(), w.width, w.lineHeight())
	}
}

// MinSize is the height of the wrapped lines; the width is free.
func (w *wrapText) MinSize() fyne.Size {
	if len(w.lines) == 0 {
		w.wrap()
	}
	return fyne.NewSize(S(40), float32(len(w.lines))*w.lineHeight()+2*w.edge())
}

// CreateRenderer draws the lines.
func (w *wrapText) CreateRenderer() fyne.WidgetRenderer {
	if len(w.lines) == 0 {
		w.wrap()
	}
	return &wrapRenderer{w}
}

type wrapRenderer struct{ w *wrapText }

func (r *wrapRenderer) Layout(fyne.Size)   { r.w.place() }
func (r *wrapRenderer) MinSize() fyne.Size { return r.w.MinSize() }
func (r *wrapRenderer) Destroy()           {}
func (r *wrapRenderer) Objects() []fyne.CanvasObject {
	objects := make([]fyne.CanvasObject, len(r.w.lines))
	for i, line := range r.w.lines {
		objects[i] = line
	}
	return objects
}
func (r *wrapRenderer) Refresh() {
	r.w.place()
	canvas.Refresh(r.w)
}
