package widgets

// A click counts only when press and release meet the same part, so nothing
// may move in between, though the press takes the keyboard from a field and
// the field has something to say when it is left.
var pointer struct {
	down    bool
	waiting []func()
}

// PointerDown is told by the window that a button of the pointer goes down,
// before Fyne hears of it, and that it came up, after Fyne did.
func PointerDown(down bool) {
	waiting := pointer.waiting
	pointer.down, pointer.waiting = down, nil
	for _, f := range waiting {
		f()
	}
}

// whenPointerUp does what may move parts of the window: now, or after the
// click that is under way.
func whenPointerUp(f func()) {
	if pointer.down {
		pointer.waiting = append(pointer.waiting, f)
		return
	}
	f()
}
