package widgets

import (
	"image/color"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/widget"
)

// layer is what floats above the window: dialogs in the middle with a shade
// behind them, popups at a position. It owns the keyboard while it is on top.
type layer struct {
	widget.BaseWidget
	canvas  fyne.Canvas
	content fyne.CanvasObject
	modal   bool
	at      fyne.Position // popups: top left corner
	size    fyne.Size     // wanted size of the content; grows to its minimum
	top     float32       // where a dialog began in a window of height within: it
	within  float32       // grows downwards, so that its fields stay where they are
	keys    Bindings
	onClose func() // after it went away, whichever way
	shown   bool
	edited  bool             // the user changed something that is no field of a form
	unsaved func() bool      // typed input would be lost; nil for none
	giveUp  func(yes func()) // asks whether it may be lost
	asking  bool             // this layer is that question
}

func newLayer(c fyne.Canvas, content fyne.CanvasObject, modal bool) *layer {
	l := &layer{canvas: c, content: content, modal: modal, keys: Bindings{}}
	l.ExtendBaseWidget(l)
	KeymapOf(c) // keys that nobody has focus for must arrive
	return l
}

func (l *layer) show() {
	if l.shown {
		return
	}
	l.shown = true
	for key := range l.keys {
		KeymapOf(l.canvas).register(key)
	}
	l.Resize(l.canvas.Size())
	l.canvas.Overlays().Add(l)
}

func (l *layer) close() {
	if !l.shown {
		return
	}
	l.shown = false
	l.canvas.Overlays().Remove(l)
	if l.onClose != nil {
		l.onClose()
	}
}

func (l *layer) runKey(key string) bool {
	f := l.keys[key]
	if f == nil {
		return false
	}
	f()
	return true
}

// relayout places the content anew after it changed its size.
func (l *layer) relayout() { l.Refresh() }

// Tapped closes a popup when the tap is beside it.
func (l *layer) Tapped(*fyne.PointEvent) {
	if !l.modal {
		l.close()
	}
}

// TappedSecondary does as Tapped.
func (l *layer) TappedSecondary(e *fyne.PointEvent) { l.Tapped(e) }

// CreateRenderer draws shade, panel and content.
func (l *layer) CreateRenderer() fyne.WidgetRenderer {
	shade := canvas.NewRectangle(color.NRGBA{R: 0x10, G: 0x20, B: 0x38, A: 0x60})
	shade.Hidden = !l.modal
	panel := newPanel()
	place := func(size fyne.Size) {
		shade.Resize(size)
		l.place(panel, size)
	}
	return &simpleRenderer{
		objects: []fyne.CanvasObject{shade, panel, l.content},
		layout:  place,
		min:     func() fyne.Size { return fyne.Size{} },
		refresh: func() { place(l.Size()) },
	}
}

// place puts the panel in the middle, or at its position within the window.
func (l *layer) place(panel fyne.CanvasObject, window fyne.Size) {
	size := l.size.Max(l.content.MinSize()).Min(window)
	at := l.at
	if l.modal {
		if l.within != window.Height {
			l.within, l.top = window.Height, float32(int((window.Height-size.Height)/3))
		}
		at = fyne.NewPos(float32(int((window.Width-size.Width)/2)), l.top)
	}
	if at.X+size.Width > window.Width {
		at.X = window.Width - size.Width
	}
	if at.Y+size.Height > window.Height {
		at.Y = window.Height - size.Height
	}
	panel.Move(at)
	panel.Resize(size)
	l.content.Move(at)
	l.content.Resize(size)
}

// panel is the white box of a layer; it swallows taps so that only taps
// beside it close a popup.
type panel struct{ widget.BaseWidget }

func newPanel() *panel {
	p := &panel{}
	p.ExtendBaseWidget(p)
	return p
}

func (p *panel) Tapped(*fyne.PointEvent)          {}
func (p *panel) TappedSecondary(*fyne.PointEvent) {}

// CreateRenderer draws the box with a soft second border as its shadow.
func (p *panel) CreateRenderer() fyne.WidgetRenderer {
	shadow := canvas.NewRectangle(color.NRGBA{R: 0x10, G: 0x20, B: 0x38, A: 0x1C})
	shadow.CornerRadius = 5
	box := newBox(ColorSurface, ColorEdge, 3)
	return &simpleRenderer{
		objects: []fyne.CanvasObject{shadow, box},
		layout: func(size fyne.Size) {
			place(shadow, -3, -1, size.Width+6, size.Height+6)
			box.Resize(size)
		},
		min: func() fyne.Size { return fyne.Size{} },
	}
}
