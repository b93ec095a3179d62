package cases

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/widget"

	"zhixing/app/desktop/widgets"
)

// fact is a labelled value; a wide one takes the whole line, as does one that
// is too long for a column.
type fact struct {
	label, value string
	wide         bool
}

// factGrid shows facts in two columns, values as text that can be selected
// and copied. Facts without a value are left out.
type factGrid struct {
	facts  []fact
	widths []float32 // of the values on one line
	width  float32   // of the last layout; decides the height
	single float32   // height of a value of one line
}

const (
	factLabel = 88  // px, column of the labels
	factGap   = 14  // px between the columns
	factLeast = 150 // px a value needs beside its label; else one column
)

func newFactGrid(facts ...fact) *fyne.Container {
	g := &factGrid{single: widget.NewLabel("").MinSize().Height}
	var objects []fyne.CanvasObject
	for _, f := range facts {
		if f.value == "" {
			continue
		}
		g.facts = append(g.facts, f)
		g.widths = append(g.widths, fyne.MeasureText(f.value, widgets.S(widgets.TextSize), fyne.TextStyle{}).Width+2*widgets.S(6))
		value := widget.NewLabel(f.value)
		value.Selectable = true
		value.Wrapping = fyne.TextWrapBreak
		objects = append(objects, widgets.NewText(f.label, widgets.TableSize, widgets.ColorQuiet, false), value)
	}
	return &fyne.Container{Layout: g, Objects: objects}
}

// walk gives every fact its place and returns the height of all.
func (g *factGrid) walk(objects []fyne.CanvasObject, width float32, put func(label, value fyne.CanvasObject, x, y, w, h float32)) float32 {
	column := (width - widgets.S(factGap)) / 2
	y, line := float32(0), float32(0)
	second, narrow := false, column-widgets.S(factLabel) < widgets.S(factLeast)
	for i, f := range g.facts {
		x, w := float32(0), column
		wide := f.wide || narrow || g.widths[i] > column-widgets.S(factLabel)
		if wide {
			w = width
		}
		if wide && second {
			y, line, second = y+line, 0, false
		}
		if second {
			x = column + widgets.S(factGap)
		}
		label, value := objects[2*i], objects[2*i+1]
		room := max(w-widgets.S(factLabel), 40)
		value.Resize(fyne.NewSize(room, value.Size().Height))
		h := value.MinSize().Height
		put(label, value, x, y, room, h)
		line = max(line, h)
		if wide || second {
			y, line, second = y+line, 0, false
		} else {
			second = true
		}
	}
	return y + line
}

// Layout places labels and values.
func (g *factGrid) Layout(objects []fyne.CanvasObject, size fyne.Size) {
	g.width = size.Width
	g.walk(objects, size.Width, func(label, value fyne.CanvasObject, x, y, w, h float32) {
		label.Move(fyne.NewPos(x, y))
		label.Resize(fyne.NewSize(widgets.S(factLabel), min(h, g.single)))
		value.Move(fyne.NewPos(x+widgets.S(factLabel), y))
		value.Resize(fyne.NewSize(w, h))
	})
}

// MinSize is the height at the width of the last layout.
func (g *factGrid) MinSize(objects []fyne.CanvasObject) fyne.Size {
	width := g.width
	if width == 0 {
		width = widgets.S(520)
	}
	return fyne.NewSize(widgets.S(240), g.walk(objects, width, func(_, _ fyne.CanvasObject, _, _, _, _ float32) {}))
}
