package widgets

import "fyne.io/fyne/v2"

// GiveWay shows side at the right of what matters, as long as that keeps its
// least width: with large print on a small screen the side gives way.
func GiveWay(matters fyne.CanvasObject, least float32, side fyne.CanvasObject, width float32) *fyne.Container {
	return &fyne.Container{Layout: &giveWayLayout{least, width}, Objects: []fyne.CanvasObject{matters, side}}
}

type giveWayLayout struct{ least, width float32 } // px before large print

// Layout hides the side when there is no room for both.
func (l *giveWayLayout) Layout(objects []fyne.CanvasObject, size fyne.Size) {
	left := size.Width - S(l.width)
	visible := left >= S(l.least)
	if objects[1].Visible() != visible {
		if visible {
			objects[1].Show()
		} else {
			objects[1].Hide()
		}
	}
	if !visible {
		left = size.Width
	}
	place(objects[0], 0, 0, left, size.Height)
	place(objects[1], left, 0, S(l.width), size.Height)
}

// MinSize is that of what matters.
func (l *giveWayLayout) MinSize(objects []fyne.CanvasObject) fyne.Size { return objects[0].MinSize() }
