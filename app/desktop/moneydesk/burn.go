package moneydesk

import (
	"fmt"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/widget"

	"zhixing/app/desktop/widgets"
	"zhixing/app/office"
)

// burnBars is how many bars the picture has at most: a year and the beginning.
const burnBars = 13

// burnChart shows month by month what of the opening money was left.
type burnChart struct {
	widget.BaseWidget
	data office.Clearing
}

func newBurnChart() *burnChart {
	b := &burnChart{}
	b.ExtendBaseWidget(b)
	return b
}

func (b *burnChart) set(c office.Clearing) {
	b.data = c
	b.Refresh()
}

// points gives the beginning and the last months.
func (b *burnChart) points() []office.BurnPoint {
	p := b.data.Burn
	if len(p) > burnBars {
		p = append([]office.BurnPoint{p[0]}, p[len(p)-burnBars+1:]...)
	}
	return p
}

// CreateRenderer draws the bars.
func (b *burnChart) CreateRenderer() fyne.WidgetRenderer {
	r := &burnRenderer{chart: b}
	r.Refresh()
	return r
}

// burnRenderer draws the picture anew whenever the figures change.
type burnRenderer struct {
	chart   *burnChart
	bars    []*canvas.Rectangle
	first   *canvas.Text
	last    *canvas.Text
	caption *canvas.Text
	base    *canvas.Rectangle
	objects []fyne.CanvasObject
}

func (r *burnRenderer) Layout(size fyne.Size) {
	points := r.chart.points()
	line, floor := widgets.S(textHeight), widgets.S(barsHeight)-widgets.S(20)
	place := func(o fyne.CanvasObject, x, y, w, h float32) {
		o.Move(fyne.NewPos(x, y))
		o.Resize(fyne.NewSize(w, h))
	}
	place(r.caption, 0, 0, size.Width, line)
	place(r.base, 0, floor, size.Width, 1)
	place(r.first, 0, floor+2, size.Width, line)
	place(r.last, 0, floor+2, size.Width, line)
	if len(points) == 0 || r.chart.data.Total == 0 {
		return
	}
	step := size.Width / float32(len(points))
	for i, p := range points {
		height := (floor - line - widgets.S(6)) * float32(float64(p.Left)/float64(r.chart.data.Total))
		place(r.bars[i], float32(i)*step, floor-height, max(step-widgets.S(barGap), 2), height)
	}
}

func (r *burnRenderer) MinSize() fyne.Size {
	if r.chart.data.Begun.IsZero() {
		return fyne.NewSize(widgets.S(200), widgets.S(textHeight))
	}
	return fyne.NewSize(widgets.S(200), widgets.S(barsHeight))
}

func (r *burnRenderer) Objects() []fyne.CanvasObject { return r.objects }
func (r *burnRenderer) Destroy()                     {}

func (r *burnRenderer) Refresh() {
	c := r.chart.data
	r.bars, r.objects = nil, nil
	text := func(s string, align fyne.TextAlign) *canvas.Text {
		t := widgets.NewText(s, widgets.CaptionSize, widgets.ColorQuiet, false)
		t.Alignment = align
		r.objects = append(r.objects, t)
		return t
	}
	r.base = canvas.NewRectangle(widgets.ColorLine)
	r.base.Hidden = c.Begun.IsZero()
	r.objects = append(r.objects, r.base)
	caption, from, to := "导入期初余额后，这里画出每月还剩多少", "", ""
	if !c.Begun.IsZero() {
		cleared := 100.0
		if c.Total > 0 {
			cleared = 100 * float64(c.Total-c.Left) / float64(c.Total)
		}
		caption = fmt.Sprintf("期初 %s　还剩 %s　已清 %.1f%%", c.Total, c.Left, cleared)
		from, to = c.Begun.String(), "今天"
	}
	r.caption, r.first, r.last = text(caption, fyne.TextAlignLeading), text(from, fyne.TextAlignLeading), text(to, fyne.TextAlignTrailing)
	points := r.chart.points()
	for i := range points {
		bar := canvas.NewRectangle(widgets.ColorSoft)
		if i == len(points)-1 {
			bar.FillColor = widgets.ColorAction
		}
		r.bars = append(r.bars, bar)
		r.objects = append(r.objects, bar)
	}
	r.Layout(r.chart.Size())
	canvas.Refresh(r.chart)
}
