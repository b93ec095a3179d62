package board

import (
	"image/color"
	"testing"

	"fyne.io/fyne/v2"

	"zhixing/app/desktop/widgets"
)

// TestStripDrawsEachTile looks at the picture of a row on a screen of double
// density: ground and sign of each tile, nothing between them, and the frame
// of the chosen one.
func TestStripDrawsEachTile(t *testing.T) {
	s := newStrip()
	s.raster.Resize(fyne.NewSize(60, 17))
	tile := func(x float32, state widgets.State, chosen bool) stripTile {
		return stripTile{x: x, face: tileFace{look: lookOf(state, false, chosen), sign: signOf(state), width: 20, height: 17}}
	}
	s.set([]stripTile{tile(0, widgets.StateDone, false), tile(23, widgets.StateOverdue, true)})
	picture := s.paint(120, 34)
	for _, c := range []struct {
		what string
		x, y int
		want color.Color
	}{
		{"ground of the first", 6, 6, widgets.ColorDone}, {"between", 43, 17, color.Transparent},
		{"frame of the chosen", 48, 17, widgets.ColorBar}, {"sign ● of the second", 66, 17, widgets.ColorSurface},
		{"round corner", 0, 0, color.Transparent}, {"after the last", 100, 17, color.Transparent},
	} {
		r, g, b, a := picture.At(c.x, c.y).RGBA()
		wr, wg, wb, wa := c.want.RGBA()
		if r>>8 != wr>>8 || g>>8 != wg>>8 || b>>8 != wb>>8 || a>>8 != wa>>8 {
			t.Errorf("%s is %v, want %v", c.what, picture.At(c.x, c.y), c.want)
		}
	}
}
