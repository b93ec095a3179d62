package moneydesk

import (
	"fmt"
	"image/color"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/driver/desktop"
	"fyne.io/fyne/v2/widget"

	"zhixing/app/court"
	"zhixing/app/desktop/widgets"
	"zhixing/app/office"
)

// bucketNames are the ages of held money in days.
var bucketNames = []string{"≤5日", "6–10", "11–20", "21–30", ">30"}

// bucket is what one age holds.
type bucket struct {
	count int
	total court.Money
}

// bucketOf gives the age group of money that came in so many days ago.
func bucketOf(days int) int {
	for i, upTo := range []int{5, 10, 20, 30} {
		if days <= upTo {
			return i
		}
	}
	return len(bucketNames) - 1
}

func bucketsOf(held []office.HeldLine, today court.Date) []bucket {
	out := make([]bucket, len(bucketNames))
	for _, h := range held {
		b := &out[bucketOf(h.Oldest.DaysUntil(today))]
		b.count++
		b.total += h.Held
	}
	return out
}

// Measures of the chart in px.
const (
	barsHeight = 150
	barGap     = 6
	textHeight = 18
)

// ageingChart shows the ages as bars; pressing one filters the list, pressing
// it again shows all.
type ageingChart struct {
	widget.BaseWidget
	changed func()
	buckets []bucket
	pressed int // -1: none
}

func newAgeingChart(changed func()) *ageingChart {
	a := &ageingChart{changed: changed, buckets: make([]bucket, len(bucketNames)), pressed: -1}
	a.ExtendBaseWidget(a)
	return a
}

func (a *ageingChart) set(b []bucket) {
	a.buckets = b
	a.Refresh()
}

// Tapped filters by the bar, or by none.
func (a *ageingChart) Tapped(e *fyne.PointEvent) {
	i := min(int(e.Position.X/(a.Size().Width/float32(len(bucketNames)))), len(bucketNames)-1)
	if e.Position.Y > widgets.S(barsHeight+2*textHeight) || i == a.pressed || i < 0 {
		i = -1
	}
	a.pressed = i
	a.Refresh()
	a.changed()
}

// Cursor is the hand.
func (a *ageingChart) Cursor() desktop.Cursor { return desktop.PointerCursor }

// CreateRenderer draws bars, numbers and what they sum up to.
func (a *ageingChart) CreateRenderer() fyne.WidgetRenderer {
	r := &ageingRenderer{chart: a, base: canvas.NewRectangle(widgets.ColorLine)}
	r.objects = append(r.objects, r.base)
	text := func(s string, size float32, ink color.Color, align fyne.TextAlign) *canvas.Text {
		t := widgets.NewText(s, size, ink, false)
		t.Alignment = align
		r.objects = append(r.objects, t)
		return t
	}
	for _, name := range bucketNames {
		bar := canvas.NewRectangle(widgets.ColorSoft)
		r.bars = append(r.bars, bar)
		r.objects = append(r.objects, bar)
		r.counts = append(r.counts, text("", widgets.TableSize, widgets.ColorText, fyne.TextAlignCenter))
		r.names = append(r.names, text(name, widgets.CaptionSize, widgets.ColorQuiet, fyne.TextAlignCenter))
		r.lines = append(r.lines, text("", widgets.CaptionSize, widgets.ColorText, fyne.TextAlignLeading))
		r.sums = append(r.sums, text("", widgets.CaptionSize, widgets.ColorText, fyne.TextAlignTrailing))
	}
	r.hint = text("单击柱子只看这一段", widgets.CaptionSize, widgets.ColorFaint, fyne.TextAlignLeading)
	r.fill()
	return r
}

// ageingRenderer draws the chart.
type ageingRenderer struct {
	chart                      *ageingChart
	base                       *canvas.Rectangle
	bars                       []*canvas.Rectangle
	counts, names, lines, sums []*canvas.Text
	hint                       *canvas.Text
	objects                    []fyne.CanvasObject
}

func (r *ageingRenderer) fill() {
	a := r.chart
	for i, b := range a.buckets {
		r.counts[i].Text = fmt.Sprint(b.count)
		r.lines[i].Text = fmt.Sprintf("%s　%d 案", bucketNames[i], b.count)
		r.sums[i].Text = b.total.String() + " 元"
		r.bars[i].FillColor = widgets.ColorSoft
		ink := color.Color(widgets.ColorText)
		if i == len(a.buckets)-1 {
			r.bars[i].FillColor = widgets.ColorOverdue
			if b.count > 0 {
				ink = widgets.ColorOverdue
			}
		}
		r.bars[i].StrokeWidth, r.bars[i].StrokeColor = 0, widgets.ColorBar
		if i == a.pressed {
			r.bars[i].StrokeWidth = 2
		}
		r.lines[i].Color, r.sums[i].Color = ink, ink
	}
	r.hint.Text = "单击柱子只看这一段"
	if a.pressed >= 0 {
		r.hint.Text = "再次单击看全部"
	}
}

func (r *ageingRenderer) Layout(size fyne.Size) {
	n := len(bucketNames)
	step, tall := size.Width/float32(n), 1
	for _, b := range r.chart.buckets {
		tall = max(tall, b.count)
	}
	line, floor := widgets.S(textHeight), widgets.S(barsHeight)
	place := func(o fyne.CanvasObject, x, y, w, h float32) {
		o.Move(fyne.NewPos(x, y))
		o.Resize(fyne.NewSize(w, h))
	}
	place(r.base, 0, floor, size.Width, 1)
	for i, b := range r.chart.buckets {
		x := float32(i) * step
		height := (floor - line) * float32(b.count) / float32(tall)
		place(r.bars[i], x+widgets.S(barGap)/2, floor-height, step-widgets.S(barGap), height)
		place(r.counts[i], x, floor-height-line, step, line)
		place(r.names[i], x, floor+2, step, line)
		y := floor + widgets.S(2*textHeight) + float32(i)*widgets.S(textHeight+2)
		place(r.lines[i], 0, y, size.Width, line)
		place(r.sums[i], 0, y, size.Width, line)
	}
	place(r.hint, 0, floor+widgets.S(2*textHeight)+float32(n)*widgets.S(textHeight+2)+widgets.S(4), size.Width, line)
}

func (r *ageingRenderer) MinSize() fyne.Size {
	return fyne.NewSize(widgets.S(200), widgets.S(barsHeight+3*textHeight+5*(textHeight+2)+4))
}

func (r *ageingRenderer) Objects() []fyne.CanvasObject { return r.objects }
func (r *ageingRenderer) Destroy()                     {}

func (r *ageingRenderer) Refresh() {
	r.fill()
	r.Layout(r.chart.Size())
	for _, o := range r.objects {
		o.Refresh()
	}
}
