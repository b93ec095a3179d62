package widgets

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
)

// FilterBar is what stands above a list: the search, the chips that narrow the
// list, and what else belongs beside them. Use it on the window's thread only.
type FilterBar struct {
	Entry  *Entry
	chips  *fyne.Container
	row    *fyne.Container
	typing Typing
	text   string // what was searched last
}

// hintRoom is what the search is wider than its hint, in px; with less it would
// show a bar for scrolling.
const hintRoom = 18

// NewFilterBar makes a bar with a search of a width in px, or wider when its
// hint is: search gets the text once typing has come to rest, enter is Enter in
// it. beside stands behind the chips.
func NewFilterBar(hint string, width float32, search func(text string), enter func(), beside ...fyne.CanvasObject) *FilterBar {
	b := &FilterBar{Entry: NewEntry(), chips: HStack(6)}
	b.Entry.SetPlaceHolder(hint + "  Ctrl+F")
	b.Entry.OnChanged = func(text string) {
		b.typing.Rested(func() {
			if b.text != text {
				b.text = text
				search(text)
			}
		})
	}
	b.Entry.OnEnter = enter
	width = max(width, textWidth(b.Entry.PlaceHolder, TextSize, false)/Scale()+hintRoom)
	b.row = HStack(8, append([]fyne.CanvasObject{Sized(width, 28, b.Entry), b.chips}, beside...)...)
	return b
}

// SetChips replaces the chips.
func (b *FilterBar) SetChips(chips ...fyne.CanvasObject) {
	b.chips.Objects = chips
	b.chips.Refresh()
	b.row.Refresh()
}

// Over puts the bar over a list, with right at its other end (nil for nothing).
func (b *FilterBar) Over(list, right fyne.CanvasObject) fyne.CanvasObject {
	bar := Padded(10, 6, container.NewBorder(nil, nil, b.row, right))
	return container.NewBorder(bar, nil, nil, nil, list)
}

// Beside puts the bar at the right of tabs over a list.
func (b *FilterBar) Beside(tabs, list fyne.CanvasObject) fyne.CanvasObject {
	return container.NewBorder(container.NewBorder(nil, nil, tabs, Padded(10, 6, b.row)), nil, nil, nil, list)
}

// Focus puts the keyboard into the search.
func (b *FilterBar) Focus() { focus(b.Entry) }
