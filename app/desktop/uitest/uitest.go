// Package uitest lets tests drive screens without a display: the test's own
// goroutine is the window's thread, and what other goroutines hand to fyne.Do
// waits until the test asks for it.
package uitest

import (
	"os"
	"strings"
	"testing"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/driver/desktop"
	"fyne.io/fyne/v2/test"

	"zhixing/app/desktop/widgets"
	"zhixing/assets"
)

// thread holds what waits for the window's thread.
var thread = make(chan func(), 1000)

// patience is how long a condition may take before the test fails.
const patience = 20 * time.Second

type threadDriver struct{ fyne.Driver }

func (threadDriver) DoFromGoroutine(f func(), _ bool) { thread <- f }

type threadApp struct{ fyne.App }

func (a threadApp) Driver() fyne.Driver { return threadDriver{a.App.Driver()} }

// Main runs a package's tests with the program's theme; call it from TestMain.
func Main(m *testing.M) {
	app := test.NewApp()
	app.Settings().SetTheme(widgets.NewTheme(assets.WindowRegular(), assets.WindowBold(), false))
	fyne.SetCurrentApp(threadApp{app})
	os.Exit(m.Run())
}

// Until does what arrives for the window's thread until the condition holds.
func Until(t *testing.T, what string, holds func() bool) {
	t.Helper()
	limit := time.After(patience)
	for !holds() {
		select {
		case f := <-thread:
			f()
		case <-limit:
			t.Fatalf("%s: did not happen", what)
		}
	}
}

// Settle does what arrives within the time, for what must not happen.
func Settle(d time.Duration) {
	limit := time.After(d)
	for {
		select {
		case f := <-thread:
			f()
		case <-limit:
			return
		}
	}
}

// Type types text into what has the keyboard.
func Type(win fyne.Window, text string) {
	for _, r := range text {
		win.Canvas().Focused().TypedRune(r)
	}
}

// Press presses a key without modifiers.
func Press(win fyne.Window, key fyne.KeyName) {
	e := &fyne.KeyEvent{Name: key}
	if focused := win.Canvas().Focused(); focused != nil {
		focused.TypedKey(e)
	} else if typed := win.Canvas().OnTypedKey(); typed != nil {
		typed(e)
	}
}

// Shortcut presses a key with a modifier.
func Shortcut(win fyne.Window, modifier fyne.KeyModifier, key fyne.KeyName) {
	s := &desktop.CustomShortcut{Modifier: modifier, KeyName: key}
	if focused, ok := win.Canvas().Focused().(fyne.Shortcutable); ok {
		focused.TypedShortcut(s)
	} else if c, ok := win.Canvas().(fyne.Shortcutable); ok {
		c.TypedShortcut(s)
	}
}

// Texts gives every text that the objects show, in drawing order.
func Texts(objects ...fyne.CanvasObject) []string {
	var out []string
	for _, o := range objects {
		if !o.Visible() {
			continue
		}
		switch o := o.(type) {
		case *canvas.Text:
			out = append(out, o.Text)
		case *fyne.Container:
			out = append(out, Texts(o.Objects...)...)
		case fyne.Widget:
			out = append(out, Texts(test.WidgetRenderer(o).Objects()...)...)
		}
	}
	return out
}

// Shows tells whether the objects show the text, alone or within a longer one.
func Shows(text string, objects ...fyne.CanvasObject) bool {
	for _, shown := range Texts(objects...) {
		if strings.Contains(shown, text) {
			return true
		}
	}
	return false
}

// Find gives every object of a type among the visible ones.
func Find[T fyne.CanvasObject](objects ...fyne.CanvasObject) []T {
	var out []T
	for _, o := range objects {
		if !o.Visible() {
			continue
		}
		if found, ok := o.(T); ok {
			out = append(out, found)
		}
		switch o := o.(type) {
		case *fyne.Container:
			out = append(out, Find[T](o.Objects...)...)
		case fyne.Widget:
			out = append(out, Find[T](test.WidgetRenderer(o).Objects()...)...)
		}
	}
	return out
}
