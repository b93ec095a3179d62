package desktop

import (
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/widget"
	"github.com/go-gl/glfw/v3.3/glfw"

	"zhixing/app/desktop/widgets"
)

// activity notes when the user last did anything, and whether a button of the
// pointer is down. Fyne tells only the part
// that has the focus of keys and only the part under the pointer of moves, so
// the callbacks of the window itself are extended: while the window paints,
// its GLFW window is the current context.
type activity struct {
	widget.BaseWidget
	last   time.Time
	native bool // the window is GLFW's
	hooked bool
	// OnWindow is called once with the native window.
	OnWindow func(*glfw.Window)
}

func newActivity() *activity {
	a := &activity{last: time.Now()}
	a.ExtendBaseWidget(a)
	return a
}

func (a *activity) touch() { a.last = time.Now() }

// idle is how long nobody did anything; zero when that cannot be known.
func (a *activity) idle() time.Duration {
	if !a.hooked {
		return 0
	}
	return time.Since(a.last)
}

func (a *activity) hook(w *glfw.Window) {
	a.hooked = true
	var key glfw.KeyCallback
	key = w.SetKeyCallback(func(w *glfw.Window, k glfw.Key, code int, action glfw.Action, mods glfw.ModifierKey) {
		a.touch()
		key(w, k, code, action, mods)
	})
	var char glfw.CharCallback
	char = w.SetCharCallback(func(w *glfw.Window, r rune) {
		a.touch()
		char(w, r)
	})
	var move glfw.CursorPosCallback
	move = w.SetCursorPosCallback(func(w *glfw.Window, x, y float64) {
		a.touch()
		move(w, x, y)
	})
	var press glfw.MouseButtonCallback
	press = w.SetMouseButtonCallback(func(w *glfw.Window, b glfw.MouseButton, action glfw.Action, mods glfw.ModifierKey) {
		a.touch()
		if action == glfw.Press {
			widgets.PointerDown(true)
		}
		press(w, b, action, mods)
		if action == glfw.Release {
			widgets.PointerDown(false)
		}
	})
	var scroll glfw.ScrollCallback
	scroll = w.SetScrollCallback(func(w *glfw.Window, x, y float64) {
		a.touch()
		scroll(w, x, y)
	})
	if a.OnWindow != nil {
		a.OnWindow(w)
	}
}

// CreateRenderer draws nothing; it waits for the first paint.
func (a *activity) CreateRenderer() fyne.WidgetRenderer { return &activityRenderer{a} }

type activityRenderer struct{ a *activity }

func (r *activityRenderer) Layout(fyne.Size)   {}
func (r *activityRenderer) MinSize() fyne.Size { return fyne.Size{} }
func (r *activityRenderer) Refresh()           {}
func (r *activityRenderer) Destroy()           {}

// Objects is asked in every paint.
func (r *activityRenderer) Objects() []fyne.CanvasObject {
	if r.a.native && !r.a.hooked {
		if w := glfw.GetCurrentContext(); w != nil {
			r.a.hook(w)
		}
	}
	return nil
}
