package widgets

import (
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/test"
)

// The wheel over a single line moves the page that the form stands in; a text
// of several lines keeps its own.
func TestWheelOverFieldMovesThePage(t *testing.T) {
	form := NewForm(FormOptions{})
	for range 20 {
		form.AddText("说明")
	}
	area := form.AddTextArea("理由", 3)
	scroll := container.NewVScroll(form)
	form.FollowIn(scroll)
	w := test.NewTempWindow(t, scroll)
	w.Resize(fyne.NewSize(500, 300))
	wheel := func(o fyne.CanvasObject) {
		test.Scroll(w.Canvas(), fyne.CurrentApp().Driver().AbsolutePositionForObject(o).AddXY(8, 8), 0, -20)
	}
	wheel(form.fields[2].control)
	if scroll.Offset.Y != 20 {
		t.Errorf("the page is at %v", scroll.Offset)
	}
	scroll.ScrollToBottom()
	area.SetText("一\n二\n三\n四\n五\n六")
	before := scroll.Offset
	wheel(area.Entry)
	if scroll.Offset != before {
		t.Errorf("the page went from %v to %v instead of the text", before, scroll.Offset)
	}
}
