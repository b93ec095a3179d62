package widgets

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
)

// paddedLayout leaves room around its objects, in px: left, top, right, bottom.
type paddedLayout [4]float32

func (p *paddedLayout) Layout(objects []fyne.CanvasObject, size fyne.Size) {
	for _, o := range objects {
		place(o, S(p[0]), S(p[1]), size.Width-S(p[0])-S(p[2]), size.Height-S(p[1])-S(p[3]))
	}
}

func (p *paddedLayout) MinSize(objects []fyne.CanvasObject) fyne.Size {
	var size fyne.Size
	for _, o := range objects {
		size = size.Max(o.MinSize())
	}
	return size.AddWidthHeight(S(p[0])+S(p[2]), S(p[1])+S(p[3]))
}

// Padded leaves room around content, in px: horizontal and vertical.
func Padded(horizontal, vertical float32, content fyne.CanvasObject) *fyne.Container {
	return container.New(&paddedLayout{horizontal, vertical, horizontal, vertical}, content)
}

// rowLayout puts objects beside each other at their minimal widths, centred
// in height; spacers share the rest.
type rowLayout struct{ gap float32 }

func isSpacer(o fyne.CanvasObject) bool {
	s, ok := o.(interface{ ExpandHorizontal() bool })
	return ok && s.ExpandHorizontal()
}

func (r *rowLayout) Layout(objects []fyne.CanvasObject, size fyne.Size) {
	rest := size.Width - r.MinSize(objects).Width
	spacers := 0
	for _, o := range objects {
		if o.Visible() && isSpacer(o) {
			spacers++
		}
	}
	x := float32(0)
	for _, o := range objects {
		if !o.Visible() {
			continue
		}
		if isSpacer(o) {
			x += float32(int(max(rest, 0) / float32(spacers)))
			continue
		}
		m := o.MinSize()
		place(o, x, float32(int((size.Height-m.Height)/2)), m.Width, m.Height)
		x += m.Width + S(r.gap)
	}
}

func (r *rowLayout) MinSize(objects []fyne.CanvasObject) fyne.Size {
	var size fyne.Size
	shown := 0
	for _, o := range objects {
		if !o.Visible() || isSpacer(o) {
			continue
		}
		shown++
		m := o.MinSize()
		size.Width += m.Width
		size.Height = max(size.Height, m.Height)
	}
	if shown > 1 {
		size.Width += float32(shown-1) * S(r.gap)
	}
	return size
}

// HStack puts objects beside each other with a gap of gap px;
// layout.NewSpacer() pushes what follows to the right.
func HStack(gap float32, objects ...fyne.CanvasObject) *fyne.Container {
	return container.New(&rowLayout{gap: gap}, objects...)
}

// wrapLayout stacks wrapping labels at a fixed width, so that their height is
// known before they are shown.
type wrapLayout struct{ width float32 }

func (w *wrapLayout) Layout(objects []fyne.CanvasObject, size fyne.Size) {
	y := float32(0)
	for _, o := range objects {
		o.Resize(fyne.NewSize(size.Width, 0))
		h := o.MinSize().Height
		place(o, 0, y, size.Width, h)
		y += h
	}
}

func (w *wrapLayout) MinSize(objects []fyne.CanvasObject) fyne.Size {
	size := fyne.NewSize(S(w.width), 0)
	for _, o := range objects {
		if o.Size().Width < 1 {
			o.Resize(fyne.NewSize(size.Width, 0))
		}
		size.Height += o.MinSize().Height
	}
	return size
}

// Sized gives content at least this size in px.
func Sized(width, height float32, content fyne.CanvasObject) *fyne.Container {
	return container.New(&sizedLayout{width, height}, content)
}

type sizedLayout [2]float32

func (s *sizedLayout) Layout(objects []fyne.CanvasObject, size fyne.Size) {
	for _, o := range objects {
		o.Move(fyne.Position{})
		o.Resize(size)
	}
}

func (s *sizedLayout) MinSize(objects []fyne.CanvasObject) fyne.Size {
	size := fyne.NewSize(S(s[0]), S(s[1]))
	for _, o := range objects {
		size = size.Max(o.MinSize())
	}
	return size
}

// flowLayout puts objects beside each other and goes to the next line when
// the width is used up.
type flowLayout struct {
	gap, lineGap float32
	width        float32 // of the last layout; decides the height
}

// lines breaks the shown objects into lines of at most the width.
func (f *flowLayout) lines(objects []fyne.CanvasObject, width float32) [][]fyne.CanvasObject {
	var lines [][]fyne.CanvasObject
	x := float32(0)
	for _, o := range objects {
		if !o.Visible() {
			continue
		}
		w := float32(0)
		if !isSpacer(o) {
			w = o.MinSize().Width
		}
		if len(lines) == 0 || x+w > width {
			lines, x = append(lines, nil), 0
		}
		last := len(lines) - 1
		lines[last] = append(lines[last], o)
		if w > 0 {
			x += w + S(f.gap)
		}
	}
	return lines
}

func (f *flowLayout) walk(objects []fyne.CanvasObject, width float32, put func(line []fyne.CanvasObject, y, height float32)) float32 {
	row := rowLayout{gap: f.gap}
	y := float32(0)
	for i, line := range f.lines(objects, width) {
		if i > 0 {
			y += S(f.lineGap)
		}
		height := row.MinSize(line).Height
		put(line, y, height)
		y += height
	}
	return y
}

func (f *flowLayout) Layout(objects []fyne.CanvasObject, size fyne.Size) {
	f.width = size.Width
	row := rowLayout{gap: f.gap}
	f.walk(objects, size.Width, func(line []fyne.CanvasObject, y, height float32) {
		row.Layout(line, fyne.NewSize(size.Width, height))
		for _, o := range line {
			o.Move(o.Position().AddXY(0, y))
		}
	})
}

func (f *flowLayout) MinSize(objects []fyne.CanvasObject) fyne.Size {
	width := float32(0)
	for _, o := range objects {
		width = max(width, o.MinSize().Width)
	}
	room := f.width
	if room == 0 {
		room = 1 << 20
	}
	return fyne.NewSize(width, f.walk(objects, room, func([]fyne.CanvasObject, float32, float32) {}))
}

// Flow puts objects beside each other in as many lines as the width demands,
// as filters and buttons above a table need in large print; NewSpacer() pushes
// what follows on its line to the right.
func Flow(gap, lineGap float32, objects ...fyne.CanvasObject) *fyne.Container {
	return container.New(&flowLayout{gap: gap, lineGap: lineGap}, objects...)
}

// fillLayout puts objects after each other at their minimal lengths; the
// fill-th of them takes what is left.
type fillLayout struct {
	gap      float32
	fill     int
	vertical bool
}

func (f *fillLayout) length(m fyne.Size) float32 {
	if f.vertical {
		return m.Height
	}
	return m.Width
}

func (f *fillLayout) Layout(objects []fyne.CanvasObject, size fyne.Size) {
	rest := f.length(size) - f.length(f.MinSize(objects))
	at := float32(0)
	for i, o := range objects {
		if !o.Visible() {
			continue
		}
		length := f.length(o.MinSize())
		if i == f.fill {
			length = max(length+rest, 0)
		}
		if f.vertical {
			place(o, 0, at, size.Width, length)
		} else {
			place(o, at, 0, length, size.Height)
		}
		at += length + S(f.gap)
	}
}

func (f *fillLayout) MinSize(objects []fyne.CanvasObject) fyne.Size {
	var along, across float32
	gap := float32(0)
	for _, o := range objects {
		if !o.Visible() {
			continue
		}
		m := o.MinSize()
		along += gap + f.length(m)
		gap = S(f.gap)
		if f.vertical {
			across = max(across, m.Width)
		} else {
			across = max(across, m.Height)
		}
	}
	if f.vertical {
		return fyne.NewSize(across, along)
	}
	return fyne.NewSize(along, across)
}

// VFill puts objects under each other with a gap of gap px; the fill-th of
// them, counted from 0, takes the height that is left.
func VFill(gap float32, fill int, objects ...fyne.CanvasObject) *fyne.Container {
	return container.New(&fillLayout{gap: gap, fill: fill, vertical: true}, objects...)
}

// HFill puts objects beside each other with a gap of gap px; the fill-th of
// them, counted from 0, takes the width that is left.
func HFill(gap float32, fill int, objects ...fyne.CanvasObject) *fyne.Container {
	return container.New(&fillLayout{gap: gap, fill: fill}, objects...)
}

// Frame is the window: top bar, navigation, the screen with the space around
// it, and the line at the bottom.
func Frame(top, nav, screen, status fyne.CanvasObject) *fyne.Container {
	return VFill(0, 1, top, HFill(0, 1, nav, Padded(14, 10, screen)), status)
}
