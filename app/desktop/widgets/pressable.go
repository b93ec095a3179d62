package widgets

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/driver/desktop"
	"fyne.io/fyne/v2/widget"
)

// pressable is the base of drawn parts that act like a button: a click, Enter
// and Space press them.
type pressable struct {
	widget.BaseWidget
	self             focusableObject
	press            func() // nil: cannot be pressed
	focused, hovered bool
}

// Tapped presses.
func (p *pressable) Tapped(*fyne.PointEvent) {
	if p.press != nil {
		p.press()
	}
}

// TypedKey presses with Enter and Space and hands the rest on.
func (p *pressable) TypedKey(k *fyne.KeyEvent) {
	switch k.Name {
	case fyne.KeyReturn, fyne.KeyEnter, fyne.KeySpace:
		if p.press != nil {
			p.press()
			return
		}
	}
	forwardKey(p.self, k)
}

// TypedRune does nothing.
func (p *pressable) TypedRune(rune) {}

// FocusGained shows the focus.
func (p *pressable) FocusGained() { p.focused = true; p.self.Refresh() }

// FocusLost ends it.
func (p *pressable) FocusLost() { p.focused = false; p.self.Refresh() }

// MouseIn lights the part.
func (p *pressable) MouseIn(*desktop.MouseEvent) { p.hovered = true; p.self.Refresh() }

// MouseMoved does nothing.
func (p *pressable) MouseMoved(*desktop.MouseEvent) {}

// MouseOut ends MouseIn.
func (p *pressable) MouseOut() { p.hovered = false; p.self.Refresh() }

// Cursor is the hand when the part can be pressed.
func (p *pressable) Cursor() desktop.Cursor {
	if p.press == nil {
		return desktop.DefaultCursor
	}
	return desktop.PointerCursor
}

// Disabled keeps Tab from stopping at parts that cannot be pressed.
func (p *pressable) Disabled() bool { return p.press == nil }

// Enable does nothing: parts are enabled by having something to do.
func (p *pressable) Enable() {}

// Disable takes what the part does away.
func (p *pressable) Disable() { p.press = nil }
