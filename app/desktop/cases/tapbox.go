package cases

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/driver/desktop"
	"fyne.io/fyne/v2/widget"
)

// tapBox makes a part of the header open what it shows. The keyboard reaches
// the same through the menu 更多.
type tapBox struct {
	widget.BaseWidget
	content fyne.CanvasObject
	tap     func()
}

func newTapBox(content fyne.CanvasObject, tap func()) *tapBox {
	b := &tapBox{content: content, tap: tap}
	b.ExtendBaseWidget(b)
	return b
}

// CreateRenderer draws the content.
func (b *tapBox) CreateRenderer() fyne.WidgetRenderer { return widget.NewSimpleRenderer(b.content) }

// Cursor is the hand.
func (b *tapBox) Cursor() desktop.Cursor { return desktop.PointerCursor }

// Tapped opens.
func (b *tapBox) Tapped(*fyne.PointEvent) { b.tap() }
