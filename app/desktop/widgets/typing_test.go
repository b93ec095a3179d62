package widgets

import "testing"

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
