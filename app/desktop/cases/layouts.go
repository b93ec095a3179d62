package cases

import (
	"image/color"

	"fyne.io/fyne/v2"

	"zhixing/app/desktop/widgets"
)

// splitGap is the room between two panes, in px.
const splitGap = 8

// halves puts two objects beside each other, the left with a share of the
// width.
type halves struct{ share float32 }

func newHalves(share float32, left, right fyne.CanvasObject) *fyne.Container {
	return &fyne.Container{Layout: &halves{share}, Objects: []fyne.CanvasObject{left, right}}
}

// Layout shares the width out.
func (h *halves) Layout(objects []fyne.CanvasObject, size fyne.Size) {
	gap := widgets.S(splitGap)
	left := float32(int((size.Width - gap) * h.share))
	objects[0].Resize(fyne.NewSize(left, size.Height))
	objects[0].Move(fyne.Position{})
	objects[1].Resize(fyne.NewSize(size.Width-left-gap, size.Height))
	objects[1].Move(fyne.NewPos(left+gap, 0))
}

// MinSize is what both need beside each other.
func (h *halves) MinSize(objects []fyne.CanvasObject) fyne.Size {
	a, b := objects[0].MinSize(), objects[1].MinSize()
	return fyne.NewSize(a.Width+b.Width+widgets.S(splitGap), max(a.Height, b.Height))
}

// newFitText is text of size px that is cut with … when it is wider than most
// px.
func newFitText(text string, size float32, ink color.Color, bold bool, most float32) fyne.CanvasObject {
	return widgets.NewText(widgets.Ellipsize(text, widgets.S(most), widgets.S(size), bold), size, ink, bold)
}

// fitRow puts objects beside each other and leaves out those at the end for
// which there is no room.
type fitRow struct{ gap float32 }

func newFitRow(gap float32, objects ...fyne.CanvasObject) *fyne.Container {
	return &fyne.Container{Layout: fitRow{gap}, Objects: objects}
}

// Layout places what fits; the first object always stays.
func (r fitRow) Layout(objects []fyne.CanvasObject, size fyne.Size) {
	x := float32(0)
	for i, o := range objects {
		need := o.MinSize()
		fits := i == 0 || x+need.Width <= size.Width
		if o.Visible() != fits {
			show(o, fits)
		}
		if !fits {
			x = size.Width // what follows is left out too
			continue
		}
		o.Move(fyne.NewPos(x, float32(int((size.Height-need.Height)/2))))
		o.Resize(need)
		x += need.Width + widgets.S(r.gap)
	}
}

// MinSize is the height of the highest; the width is free.
func (r fitRow) MinSize(objects []fyne.CanvasObject) fyne.Size {
	var size fyne.Size
	for _, o := range objects {
		size.Height = max(size.Height, o.MinSize().Height)
	}
	return size
}

// columnsOf is how many columns of fields a form has room for: one in large
// print.
func columnsOf(normal int) int {
	if widgets.Scale() > 1 {
		return 1
	}
	return normal
}
