package widgets

import (
	"strings"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/driver/desktop"
)

// Bindings says what the keys of a screen do: "Ctrl+S", "F5", "Esc", …
type Bindings map[string]func()

// Keymap brings window-wide keys to their functions even when an entry or
// another part of this package has the keyboard. While a dialog is open its
// own keys are answered and the window's are not.
type Keymap struct {
	canvas fyne.Canvas
	window Bindings
	screen Bindings
	known  map[string]bool // shortcuts already given to the canvas
}

var keymaps = map[fyne.Canvas]*Keymap{}

// KeymapOf gives the keymap of a canvas, making it on first use.
func KeymapOf(c fyne.Canvas) *Keymap {
	if k, ok := keymaps[c]; ok {
		return k
	}
	k := &Keymap{canvas: c, window: Bindings{}, screen: Bindings{}, known: map[string]bool{}}
	keymaps[c] = k
	c.SetOnTypedKey(func(e *fyne.KeyEvent) { k.key(e.Name) })
	return k
}

// On binds a key, such as "Ctrl+K" or "F5", for the whole window; a nil f
// takes the binding away.
func (k *Keymap) On(key string, f func()) {
	if f == nil {
		delete(k.window, key)
		return
	}
	k.window[key] = f
	k.register(key)
}

// SetScreen replaces the keys of the screen that is shown; they go before the
// window's.
func (k *Keymap) SetScreen(b Bindings) {
	k.screen = b
	for key := range b {
		k.register(key)
	}
}

// Close forgets the keymap when its window closes.
func (k *Keymap) Close() { delete(keymaps, k.canvas) }

// register hands keys with a modifier to the canvas, which calls them when
// nothing that takes shortcuts has the focus.
func (k *Keymap) register(key string) {
	shortcut := parseKey(key)
	if shortcut.Modifier == 0 || k.known[key] {
		return
	}
	k.known[key] = true
	k.canvas.AddShortcut(shortcut, func(fyne.Shortcut) { k.run(key) })
	if key == redoKey { // the toolkit knows it by another name
		k.canvas.AddShortcut(&fyne.ShortcutRedo{}, func(fyne.Shortcut) { k.run(key) })
	}
}

// run does what key is bound to and tells whether it was bound.
func (k *Keymap) run(key string) bool {
	if top := k.canvas.Overlays().Top(); top != nil {
		l, ok := top.(*layer)
		return ok && l.runKey(key)
	}
	if f := k.screen[key]; f != nil {
		f()
		return true
	}
	if f := k.window[key]; f != nil {
		f()
		return true
	}
	return false
}

func (k *Keymap) key(name fyne.KeyName) bool { return k.run(keyText(name, 0)) }

// forwardKey hands a key that a part did not use to the window of the part.
func forwardKey(o fyne.CanvasObject, e *fyne.KeyEvent) bool {
	c := canvasOf(o)
	return c != nil && KeymapOf(c).key(e.Name)
}

// forwardShortcut hands a shortcut to the window of the part and tells
// whether it was bound there.
func forwardShortcut(o fyne.CanvasObject, s fyne.Shortcut) bool {
	var key string
	switch s := s.(type) {
	case *desktop.CustomShortcut:
		key = keyText(s.KeyName, s.Modifier)
	case *fyne.ShortcutRedo:
		key = redoKey
	default:
		return false
	}
	c := canvasOf(o)
	return c != nil && KeymapOf(c).run(key)
}

// redoKey is the key that the toolkit hands on as a shortcut of its own.
const redoKey = "Ctrl+Y"

// commandShortcut offers a shortcut to a form and tells whether it used it.
func commandShortcut(command func(string) bool, s fyne.Shortcut) bool {
	custom, ok := s.(*desktop.CustomShortcut)
	return ok && command != nil && command(keyText(custom.KeyName, custom.Modifier))
}

var keyNames = map[fyne.KeyName]string{
	fyne.KeyEscape: "Esc", fyne.KeyReturn: "Enter", fyne.KeyEnter: "Enter",
	fyne.KeyPageUp: "PgUp", fyne.KeyPageDown: "PgDn",
}

// keyText writes a key the way menus do: Ctrl+Shift+S.
func keyText(name fyne.KeyName, modifier fyne.KeyModifier) string {
	var b strings.Builder
	if modifier&fyne.KeyModifierControl != 0 {
		b.WriteString("Ctrl+")
	}
	if modifier&fyne.KeyModifierAlt != 0 {
		b.WriteString("Alt+")
	}
	if modifier&fyne.KeyModifierShift != 0 {
		b.WriteString("Shift+")
	}
	if short, ok := keyNames[name]; ok {
		b.WriteString(short)
	} else {
		b.WriteString(string(name))
	}
	return b.String()
}

// parseKey reads what keyText writes.
func parseKey(key string) *desktop.CustomShortcut {
	s := &desktop.CustomShortcut{}
	parts := strings.Split(key, "+")
	for _, part := range parts[:len(parts)-1] {
		switch part {
		case "Ctrl":
			s.Modifier |= fyne.KeyModifierControl
		case "Alt":
			s.Modifier |= fyne.KeyModifierAlt
		case "Shift":
			s.Modifier |= fyne.KeyModifierShift
		}
	}
	last := parts[len(parts)-1]
	s.KeyName = fyne.KeyName(last)
	for name, short := range keyNames {
		if short == last && name != fyne.KeyEnter {
			s.KeyName = name
		}
	}
	return s
}
