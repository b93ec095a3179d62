package desk

import (
	"fyne.io/fyne/v2"

	"zhixing/app/desktop/widgets"
)

// deskLayout puts the cards above, the two lists at the left and the pictures
// at the right.
type deskLayout struct {
	cards  []fyne.CanvasObject
	due    fyne.CanvasObject
	inbox  fyne.CanvasObject
	charts []fyne.CanvasObject
	// inboxHeight is asked at each layout, px before large print.
	inboxHeight func() float32
}

const (
	deskGap    = 10  // px
	chartWidth = 310 // px
	listWidth  = 800 // px the list of what is due needs for all its columns
)

func put(o fyne.CanvasObject, x, y, width, height float32) {
	o.Move(fyne.NewPos(float32(int(x)), float32(int(y))))
	o.Resize(fyne.NewSize(float32(int(width)), float32(int(height))))
}

// Layout gives the list of what is due all the height that is left.
func (l *deskLayout) Layout(_ []fyne.CanvasObject, size fyne.Size) {
	gap := widgets.S(deskGap)
	n := float32(len(l.cards))
	width := (size.Width - (n-1)*gap) / n
	height := l.cards[0].MinSize().Height
	for i, card := range l.cards {
		put(card, float32(i)*(width+gap), 0, width, height)
	}
	top := height + gap
	left := size.Width - gap - widgets.S(chartWidth)
	pictures := left >= widgets.S(listWidth)
	for _, chart := range l.charts {
		setVisible(chart, pictures)
	}
	if !pictures { // large print on a small screen: the list matters more
		left = size.Width
	}
	bottom := size.Height
	inbox := min(widgets.S(l.inboxHeight()), (bottom-top)/2)
	put(l.due, 0, top, left, bottom-top-gap-inbox)
	put(l.inbox, 0, bottom-inbox, left, inbox)
	l.layoutCharts(left+gap, top, bottom-top)
}

// layoutCharts gives the middle picture what it needs and shares the rest
// between the other two.
func (l *deskLayout) layoutCharts(x, top, height float32) {
	gap := widgets.S(deskGap)
	middle := l.charts[1].MinSize().Height
	upper := (height - middle - 2*gap) * 0.56
	width := widgets.S(chartWidth)
	put(l.charts[0], x, top, width, upper)
	put(l.charts[1], x, top+upper+gap, width, middle)
	put(l.charts[2], x, top+upper+middle+2*gap, width, height-upper-middle-2*gap)
}

func setVisible(o fyne.CanvasObject, visible bool) {
	switch {
	case visible && !o.Visible():
		o.Show()
	case !visible && o.Visible():
		o.Hide()
	}
}

// MinSize is small; the lists scroll.
func (l *deskLayout) MinSize([]fyne.CanvasObject) fyne.Size {
	return fyne.NewSize(widgets.S(700), widgets.S(400))
}
