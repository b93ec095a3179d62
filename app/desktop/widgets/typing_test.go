package widgets

import (
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/test"
)

// A word typed quickly is searched once, and what is stopped not at all.
func TestTypingRestsOnce(t *testing.T) {
	arrived := make(chan func())
	before := publish
	publish = func(f func()) { arrived <- f }
	t.Cleanup(func() { publish = before })
	var typing Typing
	searched := 0
	for range 3 {
		typing.Rested(func() { searched++ })
	}
	for range 3 {
		(<-arrived)()
	}
	equal(t, "searches for three strokes", searched, 1)
	typing.Rested(func() { searched++ })
	typing.Stop()
	(<-arrived)()
	equal(t, "searches after stopping", searched, 1)
}

// The toolkit hands Ctrl+Y on as a shortcut of its own; it reaches the screen
// from a field all the same.
func TestCtrlYReachesTheScreenFromAField(t *testing.T) {
	e := NewEntry()
	win := test.NewTempWindow(t, e)
	pressed := 0
	KeymapOf(win.Canvas()).SetScreen(Bindings{"Ctrl+Y": func() { pressed++ }})
	t.Cleanup(KeymapOf(win.Canvas()).Close)
	win.Canvas().Focus(e)
	e.TypedShortcut(&fyne.ShortcutRedo{})
	if pressed != 1 {
		t.Errorf("reached the screen %d times", pressed)
	}
}
