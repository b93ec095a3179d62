package parts

import (
	"fyne.io/fyne/v2"

	"zhixing/app/desktop/widgets"
)

// Gap is the room between the cards of a screen, in px.
const Gap = 8

// split puts objects beside or under each other; size 0 takes what is left.
type split struct {
	sizes []float32 // px
	down  bool
}

// Columns puts objects beside each other at widths in px; 0 shares the rest.
func Columns(widths []float32, objects ...fyne.CanvasObject) *fyne.Container {
	return &fyne.Container{Layout: &split{sizes: widths}, Objects: objects}
}

// Rows puts objects under each other at heights in px; 0 shares the rest and
// a negative height takes the object's own.
func Rows(heights []float32, objects ...fyne.CanvasObject) *fyne.Container {
	return &fyne.Container{Layout: &split{sizes: heights, down: true}, Objects: objects}
}

// along gives the measure of a size in the direction of the split.
func (s *split) along(size fyne.Size) float32 {
	if s.down {
		return size.Height
	}
	return size.Width
}

// fixed gives the extent an object has before the rest is shared out.
func (s *split) fixed(i int, o fyne.CanvasObject) float32 {
	if s.sizes[i] < 0 {
		return s.along(o.MinSize())
	}
	return widgets.S(s.sizes[i])
}

// Layout places the objects that are shown.
func (s *split) Layout(objects []fyne.CanvasObject, size fyne.Size) {
	rest, shares, shown := s.along(size), 0, 0
	for i, o := range objects {
		if !o.Visible() {
			continue
		}
		shown++
		if s.sizes[i] == 0 {
			shares++
		}
		rest -= s.fixed(i, o)
	}
	rest = max(rest-float32(max(shown-1, 0))*widgets.S(Gap), 0)
	at := float32(0)
	for i, o := range objects {
		if !o.Visible() {
			continue
		}
		extent := s.fixed(i, o)
		if s.sizes[i] == 0 {
			extent = float32(int(rest / float32(shares)))
		}
		if s.down {
			o.Move(fyne.NewPos(0, at))
			o.Resize(fyne.NewSize(size.Width, extent))
		} else {
			o.Move(fyne.NewPos(at, 0))
			o.Resize(fyne.NewSize(extent, size.Height))
		}
		at += extent + widgets.S(Gap)
	}
}

// MinSize is what the objects need at least.
func (s *split) MinSize(objects []fyne.CanvasObject) fyne.Size {
	var along, across float32
	for i, o := range objects {
		if !o.Visible() {
			continue
		}
		m := o.MinSize()
		need := s.fixed(i, o)
		if s.sizes[i] == 0 {
			need = s.along(m)
		}
		if along > 0 {
			along += widgets.S(Gap)
		}
		along += need
		across = max(across, m.Width+m.Height-s.along(m))
	}
	if s.down {
		return fyne.NewSize(across, along)
	}
	return fyne.NewSize(along, across)
}
