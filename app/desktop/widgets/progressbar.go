package widgets

import (
	"image/color"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/widget"
)

// Segment is a coloured part of a bar; Share is its part of the whole, 0 to 1.
type Segment struct {
	Share float64
	Color color.Color
}

// ProgressBar is a thin bar of coloured segments on a grey track. With Gap
// every segment has its own track of equal length, as the stages of a case.
type ProgressBar struct {
	widget.BaseWidget
	Thick    float32 // px, 8 when 0
	segments []Segment
	bars     []*canvas.Rectangle
	track    *canvas.Rectangle
}

// NewProgressBar makes a bar of segments from left to right.
func NewProgressBar(segments ...Segment) *ProgressBar {
	p := &ProgressBar{segments: segments, track: canvas.NewRectangle(ColorTrack)}
	p.ExtendBaseWidget(p)
	return p
}

// Set replaces the segments.
func (p *ProgressBar) Set(segments ...Segment) {
	p.segments = segments
	p.Refresh()
}

func (p *ProgressBar) thick() float32 {
	if p.Thick > 0 {
		return S(p.Thick)
	}
	return S(8)
}

func (p *ProgressBar) layout(size fyne.Size) {
	top := float32(int((size.Height - p.thick()) / 2))
	p.track.CornerRadius = S(2)
	place(p.track, 0, top, size.Width, p.thick())
	for len(p.bars) < len(p.segments) {
		p.bars = append(p.bars, canvas.NewRectangle(color.Transparent))
	}
	x := float32(0)
	for i, bar := range p.bars {
		bar.Hidden = i >= len(p.segments) || p.segments[i].Share <= 0
		if bar.Hidden {
			continue
		}
		width := float32(int(float32(min(p.segments[i].Share, 1))*size.Width + 0.5))
		width = min(width, size.Width-x)
		bar.FillColor = p.segments[i].Color
		place(bar, x, top, width, p.thick())
		x += width
		bar.CornerRadius = 0
		if len(p.segments) == 1 {
			bar.CornerRadius = S(2)
		}
	}
}

// CreateRenderer draws track and segments.
func (p *ProgressBar) CreateRenderer() fyne.WidgetRenderer { return &barRenderer{p} }

type barRenderer struct{ p *ProgressBar }

func (r *barRenderer) Layout(size fyne.Size) { r.p.layout(size) }
func (r *barRenderer) MinSize() fyne.Size    { return fyne.NewSize(S(30), r.p.thick()) }
func (r *barRenderer) Destroy()              {}
func (r *barRenderer) Refresh() {
	r.p.layout(r.p.Size())
	canvas.Refresh(r.p)
}
func (r *barRenderer) Objects() []fyne.CanvasObject {
	objects := []fyne.CanvasObject{r.p.track}
	for _, bar := range r.p.bars {
		objects = append(objects, bar)
	}
	return objects
}

// NewStageBar makes equal bars beside each other, each filled by its share,
// as the stages of a case.
func NewStageBar(shares []float64, fill color.Color) fyne.CanvasObject {
	row := &fyne.Container{Layout: &equalLayout{gap: 3}}
	for _, share := range shares {
		row.Add(NewProgressBar(Segment{Share: share, Color: fill}))
	}
	return row
}

// equalLayout gives every object the same width.
type equalLayout struct{ gap float32 }

func (e *equalLayout) Layout(objects []fyne.CanvasObject, size fyne.Size) {
	n := float32(len(objects))
	width := (size.Width - (n-1)*S(e.gap)) / n
	for i, o := range objects {
		left := float32(int(float32(i) * (width + S(e.gap))))
		place(o, left, 0, float32(int(width)), size.Height)
	}
}

func (e *equalLayout) MinSize(objects []fyne.CanvasObject) fyne.Size {
	var size fyne.Size
	for _, o := range objects {
		size = size.Max(o.MinSize())
	}
	n := float32(len(objects))
	size.Width = size.Width*n + (n-1)*S(e.gap)
	return size
}

// Equal gives every object the same width with a gap of gap px between them.
func Equal(gap float32, objects ...fyne.CanvasObject) *fyne.Container {
	return &fyne.Container{Layout: &equalLayout{gap: gap}, Objects: objects}
}
