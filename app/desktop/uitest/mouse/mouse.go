// Package mouse clicks in headless tests the way Fyne's window does: press and
// release look for the part under the pointer anew, a press may move the
// keyboard, and only a release on the pressed part is a tap.
package mouse

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/driver/desktop"
	"fyne.io/fyne/v2/test"
)

// Click presses and releases the first button at a position of the window.
// told, which may be nil, hears of the press before and of the release after
// everybody else, as the window's activity does.
func Click(win fyne.Window, at fyne.Position, told func(down bool)) {
	if told != nil {
		told(true)
		defer told(false)
	}
	pressed, pos := under(win, at, clickable)
	if m, ok := pressed.(desktop.Mouseable); ok {
		m.MouseDown(event(at, pos))
	}
	unfocus(win, pressed, at)
	released, pos := under(win, at, clickable)
	if m, ok := released.(desktop.Mouseable); ok {
		m.MouseUp(event(at, pos))
	}
	unfocus(win, released, at)
	if t, ok := released.(fyne.Tappable); ok && released == pressed {
		t.Tapped(&fyne.PointEvent{AbsolutePosition: at, Position: pos})
	}
}

// ClickOn clicks in the middle of an object.
func ClickOn(win fyne.Window, o fyne.CanvasObject, told func(down bool)) {
	at := fyne.CurrentApp().Driver().AbsolutePositionForObject(o)
	Click(win, at.AddXY(o.Size().Width/2, o.Size().Height/2), told)
}

func event(at, pos fyne.Position) *desktop.MouseEvent {
	return &desktop.MouseEvent{Button: desktop.MouseButtonPrimary, PointEvent: fyne.PointEvent{AbsolutePosition: at, Position: pos}}
}

func clickable(o fyne.CanvasObject) bool {
	switch o.(type) {
	case fyne.Tappable, fyne.SecondaryTappable, fyne.DoubleTappable, fyne.Focusable, desktop.Mouseable:
		return true
	}
	return false
}

func focusable(o fyne.CanvasObject) bool {
	_, ok := o.(fyne.Focusable)
	return ok
}

// unfocus takes the keyboard away when nothing under the pointer can have it.
func unfocus(win fyne.Window, hit fyne.CanvasObject, at fyne.Position) {
	if f, ok := hit.(fyne.Focusable); ok && f == win.Canvas().Focused() {
		return
	}
	if o, _ := under(win, at, focusable); o == nil {
		win.Canvas().Unfocus()
	}
}

// under finds the foremost part at a position, and the position within it. An
// overlay hides everything below.
func under(win fyne.Window, at fyne.Position, fits func(fyne.CanvasObject) bool) (fyne.CanvasObject, fyne.Position) {
	root := win.Content()
	if top := win.Canvas().Overlays().Top(); top != nil {
		root = top
	}
	return search(root, at.Subtract(root.Position()), fits)
}

// search looks at the children from the last drawn to the first, then at the
// object itself.
func search(o fyne.CanvasObject, at fyne.Position, fits func(fyne.CanvasObject) bool) (fyne.CanvasObject, fyne.Position) {
	inside := at.X >= 0 && at.Y >= 0 && at.X < o.Size().Width && at.Y < o.Size().Height
	if _, clips := o.(*container.Scroll); !o.Visible() || clips && !inside {
		return nil, at
	}
	var children []fyne.CanvasObject
	switch o := o.(type) {
	case *fyne.Container:
		children = o.Objects
	case fyne.Widget:
		children = test.WidgetRenderer(o).Objects()
	}
	for i := len(children) - 1; i >= 0; i-- {
		if hit, pos := search(children[i], at.Subtract(children[i].Position()), fits); hit != nil {
			return hit, pos
		}
	}
	if inside && fits(o) {
		return o, at
	}
	return nil, at
}
