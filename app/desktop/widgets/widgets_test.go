package widgets

import (
	"os"
	"sync"
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/test"

	"zhixing/app/court"
	"zhixing/assets"
)

// queue replaces goroutines and the window's thread, so that tests decide
// when work runs and when its answer arrives. Timers that end late add to it
// from threads of their own.
type queue struct {
	mu            sync.Mutex
	work, answers []func()
}

func (q *queue) add(to *[]func(), f func()) {
	q.mu.Lock()
	defer q.mu.Unlock()
	*to = append(*to, f)
}

func (q *queue) take(from *[]func()) []func() {
	q.mu.Lock()
	defer q.mu.Unlock()
	taken := *from
	*from = nil
	return taken
}

func (q *queue) runWork() {
	for _, f := range q.take(&q.work) {
		f()
	}
}

func (q *queue) deliver() {
	for {
		answers := q.take(&q.answers)
		if len(answers) == 0 {
			return
		}
		for _, f := range answers {
			f()
		}
	}
}

// settle runs everything that is under way.
func (q *queue) settle() {
	for q.underWay() {
		q.runWork()
		q.deliver()
	}
}

func (q *queue) underWay() bool {
	q.mu.Lock()
	defer q.mu.Unlock()
	return len(q.work)+len(q.answers) > 0
}

func useQueue(t testing.TB) *queue {
	t.Helper()
	q := &queue{}
	oldPublish, oldSpawn := publish, spawn
	publish = func(f func()) { q.add(&q.answers, f) }
	spawn = func(f func()) { q.add(&q.work, f) }
	t.Cleanup(func() { publish, spawn = oldPublish, oldSpawn })
	return q
}

var regularTheme, largeTheme fyne.Theme

func TestMain(m *testing.M) {
	regularTheme = NewTheme(assets.WindowRegular(), assets.WindowBold(), false)
	largeTheme = NewTheme(assets.WindowRegular(), assets.WindowBold(), true)
	os.Exit(m.Run())
}

// newWindow opens a headless window of the target size with content.
func newWindow(t testing.TB, content fyne.CanvasObject) fyne.Window {
	t.Helper()
	app := test.NewTempApp(t)
	app.Settings().SetTheme(regularTheme)
	w := app.NewWindow("test")
	w.SetPadded(false)
	if content != nil {
		w.SetContent(content)
	}
	w.Resize(fyne.NewSize(1366, 768))
	t.Cleanup(func() { KeymapOf(w.Canvas()).Close() })
	return w
}

// press sends keys the way the window does: to the focused part, or to the
// canvas when there is none.
func press(w fyne.Window, names ...fyne.KeyName) {
	for _, name := range names {
		e := &fyne.KeyEvent{Name: name}
		if f := w.Canvas().Focused(); f != nil {
			f.TypedKey(e)
		} else if f := w.Canvas().OnTypedKey(); f != nil {
			f(e)
		}
	}
}

// shortcut sends a shortcut such as Ctrl+S the way the window does.
func shortcut(w fyne.Window, key string) {
	s := parseKey(key)
	if f, ok := w.Canvas().Focused().(fyne.Shortcutable); ok {
		f.TypedShortcut(s)
		return
	}
	w.Canvas().(fyne.Shortcutable).TypedShortcut(s)
}

func typeText(w fyne.Window, text string) {
	for _, r := range text {
		w.Canvas().Focused().TypedRune(r)
	}
}

func today() court.Date { return court.D(2018, 11, 23) }

func topLayer(w fyne.Window) *layer {
	l, _ := w.Canvas().Overlays().Top().(*layer)
	return l
}

func equal[T comparable](t *testing.T, what string, got, want T) {
	t.Helper()
	if got != want {
		t.Errorf("%s = %v, want %v", what, got, want)
	}
}
