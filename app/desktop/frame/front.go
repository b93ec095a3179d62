package frame

import (
	"slices"

	"fyne.io/fyne/v2"
)

// InFront tells whether an object is in front of the window and no dialog above
// it.
func InFront(f Frame, o fyne.CanvasObject) bool {
	return f.Window().Canvas().Overlays().Top() == nil && Showing(f, o)
}

// Showing tells whether an object is somewhere in what the window shows.
func Showing(f Frame, o fyne.CanvasObject) bool {
	return within(f.Window().Canvas().Content(), o)
}

func within(tree, wanted fyne.CanvasObject) bool {
	if tree == wanted {
		return true
	}
	box, ok := tree.(*fyne.Container)
	return ok && box.Visible() && slices.ContainsFunc(box.Objects, func(o fyne.CanvasObject) bool { return within(o, wanted) })
}
