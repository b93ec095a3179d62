//go:build e2e

// Package probe tells the end-to-end tests where things stand in the window.
// Only a program built for those tests holds it; the tests press keys and move
// the mouse like anybody else, the probe is their eye.
package probe

import (
	"encoding/json"
	"fmt"
	"log"
	"net"
	"os"
	"strings"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/test"
)

// Thing is a text or a focusable object in the window, in px.
type Thing struct {
	Text       string
	X, Y, W, H float32
	Field      bool   // can take the focus
	Kind       string // Go type of a field
	Layer      int    // 0 the page, more for what lies over it
}

func init() {
	path := os.Getenv("ZHIXING_PROBE")
	if path == "" {
		return
	}
	l, err := net.Listen("unix", path)
	if err != nil {
		log.Fatal(err)
	}
	go func() {
		for {
			c, err := l.Accept()
			if err != nil {
				return
			}
			if err := json.NewEncoder(c).Encode(look()); err != nil {
				log.Print(err)
			}
			_ = c.Close()
		}
	}()
}

// look lists what the front window shows.
func look() []Thing {
	if fyne.CurrentApp() == nil || len(fyne.CurrentApp().Driver().AllWindows()) == 0 {
		return nil
	}
	var out []Thing
	fyne.DoAndWait(func() {
		c := fyne.CurrentApp().Driver().AllWindows()[0].Canvas()
		w := walker{canvas: c, out: &out}
		if c.Content() != nil {
			w.walk(c.Content(), fyne.NewPos(0, 0), everything(c))
		}
		for i, o := range c.Overlays().List() {
			w.layer = i + 1
			w.walk(o, fyne.NewPos(0, 0), everything(c))
		}
	})
	return out
}

type rect struct{ x1, y1, x2, y2 float32 }

func everything(c fyne.Canvas) rect { return rect{0, 0, c.Size().Width, c.Size().Height} }

type walker struct {
	canvas fyne.Canvas
	layer  int
	out    *[]Thing
}

func (w walker) walk(o fyne.CanvasObject, parent fyne.Position, clip rect) {
	if o == nil || !o.Visible() {
		return
	}
	pos := parent.Add(o.Position())
	if _, scrolls := o.(fyne.Scrollable); scrolls {
		clip = clip.and(rect{pos.X, pos.Y, pos.X + o.Size().Width, pos.Y + o.Size().Height})
	}
	if t, ok := o.(*canvas.Text); ok {
		w.add(strings.TrimSpace(t.Text), o, pos, clip, false)
		return
	}
	if _, ok := o.(fyne.Focusable); ok {
		w.add("", o, pos, clip, true)
	}
	switch x := o.(type) {
	case *fyne.Container:
		for _, child := range x.Objects {
			w.walk(child, pos, clip)
		}
	case fyne.Widget:
		for _, child := range test.WidgetRenderer(x).Objects() {
			w.walk(child, pos, clip)
		}
	}
}

func (a rect) and(b rect) rect {
	return rect{max(a.x1, b.x1), max(a.y1, b.y1), min(a.x2, b.x2), min(a.y2, b.y2)}
}

// add records an object whose middle is in sight.
func (w walker) add(text string, o fyne.CanvasObject, pos fyne.Position, clip rect, field bool) {
	s := o.Size()
	x, y := pos.X+s.Width/2, pos.Y+s.Height/2
	if text == "" && !field || x < clip.x1 || y < clip.y1 || x > clip.x2 || y > clip.y2 {
		return
	}
	k := w.canvas.Scale()
	*w.out = append(*w.out, Thing{
		Text: text, X: pos.X * k, Y: pos.Y * k, W: s.Width * k, H: s.Height * k, Field: field, Kind: fmt.Sprintf("%T", o), Layer: w.layer,
	})
}
