package widgets

import (
	"context"
	"fmt"
	"image"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/widget"

	"zhixing/app/court"
)

// RenderFunc draws a page, counted from 0, at a resolution in dots per inch.
// It runs in a goroutine.
type RenderFunc func(ctx context.Context, page int, dpi float64) (image.Image, error)

const (
	pageInches  = 210 / 25.4 // width of A4
	pageMargin  = 12         // px around the sheet
	pageAspect  = 297.0 / 210.0
	largestDPI  = 300
	smallestDPI = 36
)

var pageZooms = []int{75, 100, 125, 150}

// PageView shows the pages of a paper, scaled to the width it has. PgUp and
// PgDn turn, + and − zoom.
type PageView struct {
	widget.BaseWidget
	render RenderFunc
	loader *Loader
	pages  int
	page   int
	zoom   int // percent of the width
	drawn  float64

	image   *canvas.Image
	sheet   *canvas.Rectangle
	scroll  *container.Scroll
	inside  *fyne.Container
	message *canvas.Text
	label   *canvas.Text
	back    *Button
	next    *Button
	zoomer  *Button
	bar     *fyne.Container
}

// NewPageView makes an empty view; extra objects stand at the end of its bar.
func NewPageView(win fyne.Window, extra ...fyne.CanvasObject) *PageView {
	v := &PageView{loader: NewLoader(win), zoom: 100,
		image: &canvas.Image{FillMode: canvas.ImageFillStretch, ScaleMode: canvas.ImageScaleSmooth},
		sheet: canvas.NewRectangle(ColorSurface), message: NewText("", TableSize, ColorQuiet, false),
		label: NewText("", TableSize, ColorText, false)}
	v.message.Alignment = fyne.TextAlignCenter
	v.loader.OnError = v.failed
	v.inside = container.New(&sheetLayout{v}, v.sheet, v.image)
	v.scroll = container.NewScroll(v.inside)
	v.back = NewSmallButton("◀", func() { v.Turn(-1) })
	v.next = NewSmallButton("▶", func() { v.Turn(1) })
	v.zoomer = NewMenuButton("100%", ButtonSmall, v.zoomItems)
	v.bar = HStack(8, append([]fyne.CanvasObject{NewSpacer(), v.back, v.label, v.next, v.zoomer}, append(extra, NewSpacer())...)...)
	v.ExtendBaseWidget(v)
	v.Clear("还没有可以预览的文书")
	return v
}

// SetPages shows a paper of so many pages; the page shown
// before stays when the paper still has it.
func (v *PageView) SetPages(pages int, render RenderFunc) {
	v.pages, v.render = pages, render
	v.page = max(min(v.page, pages-1), 0)
	v.load()
}

// Clear shows a sentence instead of a paper.
func (v *PageView) Clear(sentence string) {
	v.loader.Cancel()
	v.pages, v.page, v.render = 0, 0, nil
	v.image.Image, v.image.Hidden, v.sheet.Hidden = nil, true, true
	v.message.Text, v.message.Hidden = sentence, false
	v.updateBar()
}

// Turn goes to another page.
func (v *PageView) Turn(step int) {
	page := min(max(v.page+step, 0), v.pages-1)
	if page == v.page || v.pages == 0 {
		return
	}
	v.page = page
	v.scroll.Offset = fyne.Position{}
	v.load()
}

// Page is the number of the page shown, from 0.
func (v *PageView) Page() int { return v.page }

// SetZoom shows the page at a percentage of the width of the view.
func (v *PageView) SetZoom(percent int) {
	v.zoom = percent
	v.load()
}

func (v *PageView) zoomItems() []MenuItem {
	var items []MenuItem
	for _, z := range pageZooms {
		items = append(items, MenuItem{Label: fmt.Sprintf("%d%%", z), Checked: z == v.zoom, Do: func() { v.SetZoom(z) }})
	}
	return items
}

func (v *PageView) stepZoom(step int) {
	for i, z := range pageZooms {
		if z == v.zoom && i+step >= 0 && i+step < len(pageZooms) {
			v.SetZoom(pageZooms[i+step])
			return
		}
	}
}

// sheetWidth is the width of the page on the screen.
func (v *PageView) sheetWidth() float32 {
	return max((v.scroll.Size().Width-2*S(pageMargin))*float32(v.zoom)/100, 50)
}

// dpi is the resolution that needs no scaling on this screen.
func (v *PageView) dpi() float64 {
	scale := float32(1)
	if c := canvasOf(v); c != nil {
		scale = c.Scale()
	}
	return min(max(float64(v.sheetWidth()*scale)/pageInches, smallestDPI), largestDPI)
}

func (v *PageView) load() {
	v.updateBar()
	if v.render == nil || v.pages == 0 || v.scroll.Size().Width <= 0 {
		return
	}
	page, dpi, render := v.page, v.dpi(), v.render
	v.drawn = dpi
	Load(v.loader, func(ctx context.Context) (image.Image, error) { return render(ctx, page, dpi) },
		func(picture image.Image) {
			v.image.Image, v.image.Hidden, v.sheet.Hidden = picture, false, false
			v.message.Hidden = true
			v.image.Refresh()
			v.inside.Refresh()
			v.scroll.Refresh()
			v.Refresh()
		})
}

func (v *PageView) failed(err error) {
	say, hint := court.Sentence(err)
	v.image.Hidden, v.sheet.Hidden = true, true
	v.message.Text, v.message.Hidden = say+hint, false
	v.Refresh()
}

func (v *PageView) updateBar() {
	v.label.Text = fmt.Sprintf("第 %d 页 共 %d 页", v.page+1, v.pages)
	v.zoomer.SetLabel(fmt.Sprintf("%d%%", v.zoom))
	enable(v.back, v.page > 0)
	enable(v.next, v.page+1 < v.pages)
	v.bar.Hidden = v.pages == 0
	v.Refresh()
}

func enable(b *Button, on bool) {
	if on {
		b.Enable()
	} else {
		b.Disable()
	}
}

// TypedKey turns and scrolls.
func (v *PageView) TypedKey(k *fyne.KeyEvent) {
	switch k.Name {
	case fyne.KeyPageDown, fyne.KeyRight:
		v.Turn(1)
	case fyne.KeyPageUp, fyne.KeyLeft:
		v.Turn(-1)
	case fyne.KeyDown:
		v.scroll.ScrollToOffset(v.scroll.Offset.AddXY(0, S(60)))
	case fyne.KeyUp:
		v.scroll.ScrollToOffset(v.scroll.Offset.AddXY(0, -S(60)))
	default:
		forwardKey(v, k)
	}
}

// TypedRune zooms with + and −.
func (v *PageView) TypedRune(r rune) {
	switch r {
	case '+', '=':
		v.stepZoom(1)
	case '-':
		v.stepZoom(-1)
	}
}

// FocusGained does nothing.
func (v *PageView) FocusGained() {}

// FocusLost does nothing.
func (v *PageView) FocusLost() {}

// CreateRenderer draws ground, sheet and bar.
func (v *PageView) CreateRenderer() fyne.WidgetRenderer {
	ground := canvas.NewRectangle(rgb(0xC9D0DA))
	return &simpleRenderer{
		objects: []fyne.CanvasObject{ground, v.scroll, v.message, v.bar},
		layout: func(size fyne.Size) {
			ground.Resize(size)
			bar := S(36)
			resized := v.scroll.Size().Width != size.Width
			place(v.scroll, 0, 0, size.Width, size.Height-bar)
			place(v.message, 0, 0, size.Width, min(size.Height, S(240)))
			place(v.bar, 0, size.Height-bar, size.Width, bar)
			if resized && v.dpi() != v.drawn {
				v.load()
			}
		},
		min: func() fyne.Size { return fyne.NewSize(max(S(200), v.bar.MinSize().Width), S(200)) },
	}
}

// sheetLayout puts the page in the middle at its size.
type sheetLayout struct{ view *PageView }

func (l *sheetLayout) size() fyne.Size {
	width := l.view.sheetWidth()
	height := width * pageAspect
	if picture := l.view.image.Image; picture != nil && picture.Bounds().Dx() > 0 {
		height = width * float32(picture.Bounds().Dy()) / float32(picture.Bounds().Dx())
	}
	return fyne.NewSize(float32(int(width)), float32(int(height)))
}

func (l *sheetLayout) Layout(objects []fyne.CanvasObject, size fyne.Size) {
	sheet := l.size()
	x := max(float32(int((size.Width-sheet.Width)/2)), S(pageMargin))
	for _, o := range objects {
		place(o, x, S(pageMargin), sheet.Width, sheet.Height)
	}
}

func (l *sheetLayout) MinSize([]fyne.CanvasObject) fyne.Size {
	width := float32(0)
	if l.view.zoom > 100 {
		width = l.size().Width + 2*S(pageMargin)
	}
	return fyne.NewSize(width, l.size().Height+2*S(pageMargin))
}
