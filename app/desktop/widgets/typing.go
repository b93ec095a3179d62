package widgets

import "time"

// typingPause is how long typing must rest before what follows it happens.
const typingPause = 120 * time.Millisecond

// Typing notices when somebody who types has come to rest, so that a list is
// searched once for a word and not for each of its characters. Use it on the
// window's thread only.
type Typing struct{ strokes int }

// Rested does f on the window's thread once nothing was typed for a moment;
// what still waits from earlier strokes is dropped.
func (t *Typing) Rested(f func()) {
	t.strokes++
	mine, deliver := t.strokes, publish
	time.AfterFunc(typingPause, func() {
		deliver(func() {
			if mine == t.strokes {
				f()
			}
		})
	})
}

// Stop drops what still waits.
func (t *Typing) Stop() { t.strokes++ }
