package widgets

import (
	"context"
	"errors"

	"fyne.io/fyne/v2"
)

// publish brings an answer to the window's thread and spawn starts work
// beside it; tests put queues in their place.
var (
	publish = func(f func()) { fyne.Do(f) }
	spawn   = func(f func()) { go f() }
)

// Loader runs one piece of work at a time for a screen or a part of it. Use
// it on the window's thread only.
type Loader struct {
	Win     fyne.Window
	OnError func(error) // nil: the shared error dialog

	generation int
	cancel     context.CancelFunc
	busy       bool
	OnBusy     func(bool) // shows or hides a waiting sign; may be nil
}

// NewLoader makes a loader whose errors appear on win.
func NewLoader(win fyne.Window) *Loader { return &Loader{Win: win} }

// Cancel stops the running work; its answer is dropped.
func (l *Loader) Cancel() {
	l.generation++
	if l.cancel != nil {
		l.cancel()
		l.cancel = nil
	}
	l.setBusy(false)
}

// Busy tells whether work is running.
func (l *Loader) Busy() bool { return l.busy }

func (l *Loader) setBusy(busy bool) {
	if l.busy == busy {
		return
	}
	l.busy = busy
	if l.OnBusy != nil {
		l.OnBusy(busy)
	}
}

func (l *Loader) fail(err error) {
	switch {
	case errors.Is(err, context.Canceled):
	case l.OnError != nil:
		l.OnError(err)
	case l.Win != nil:
		ErrorDialog(l.Win, err)
	}
}

// Load runs work in a goroutine and hands its answer to done on the window's
// thread. A later Load or Cancel of the same loader cancels the context and
// drops the answer. Errors go to the loader's OnError or the error dialog.
func Load[T any](l *Loader, work func(context.Context) (T, error), done func(T)) {
	LoadResult(l, work, func(answer T, err error) {
		if err != nil {
			l.fail(err)
			return
		}
		done(answer)
	})
}

// LoadResult is Load for callers that handle the error themselves.
func LoadResult[T any](l *Loader, work func(context.Context) (T, error), done func(T, error)) {
	l.Cancel()
	ctx, cancel := context.WithCancel(context.Background())
	l.cancel = cancel
	generation := l.generation
	l.setBusy(true)
	spawn(func() {
		answer, err := work(ctx)
		publish(func() {
			whenPointerUp(func() {
				cancel()
				if generation != l.generation {
					return
				}
				l.cancel = nil
				l.setBusy(false)
				done(answer, err)
			})
		})
	})
}
