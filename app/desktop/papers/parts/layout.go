package parts

import (
	"fyne.io/fyne/v2"

	"zhixing/app/desktop/widgets"
)

// Gap is the room between the cards of a screen, in px.
const Gap = 8

// split puts objects beside or under each other.
type split struct {
	sizes []float32 // px
	down  bool
}

// Columns puts objects beside each other at widths in px; 0 shares the rest.
// In a narrow window the widths shrink to what their objects need.
func Columns(widths []float32, objects ...fyne.CanvasObject) *fyne.Container {
	return &fyne.Container{Layout: &split{sizes: widths}, Objects: objects}
}

// Rows puts objects under each other at heights in px; 0 shares the rest and
// a negative height takes the object's own.
func Rows(heights []float32, objects ...fyne.CanvasObject) *fyne.Container {
	return &fyne.Container{Layout: &split{sizes: heights, down: true}, Objects: objects}
}

// part is an object with its extent along the split.
type part struct {
	object       fyne.CanvasObject
	wanted, need float32
	shares       bool // takes what is left
}

// along gives the measure of a size in the direction of the split.
func (s *split) along(size fyne.Size) float32 {
	if s.down {
		return size.Height
	}
	return size.Width
}

// parts measures the objects that are shown.
func (s *split) parts(objects []fyne.CanvasObject) (out []part, gaps float32) {
	for i, o := range objects {
		if !o.Visible() {
			continue
		}
		p := part{object: o, need: s.along(o.MinSize())}
		switch {
		case s.sizes[i] == 0:
			p.shares, p.wanted = true, p.need
		case s.sizes[i] < 0:
			p.wanted = p.need
		default:
			p.wanted = widgets.S(s.sizes[i])
			p.need = min(p.need, p.wanted)
		}
		out = append(out, p)
	}
	return out, float32(max(len(out)-1, 0)) * widgets.S(Gap)
}

// Layout places the objects; when there is not enough room the fixed ones
// give up what they do not need.
func (s *split) Layout(objects []fyne.CanvasObject, size fyne.Size) {
	list, gaps := s.parts(objects)
	rest, shares, spare := s.along(size)-gaps, 0, float32(0)
	for _, p := range list {
		rest -= p.wanted
		spare += p.wanted - p.need
		if p.shares {
			shares++
		}
	}
	at := float32(0)
	for _, p := range list {
		extent := p.wanted
		switch {
		case rest > 0 && p.shares:
			extent += float32(int(rest / float32(shares)))
		case rest < 0 && spare > 0:
			extent -= (p.wanted - p.need) * min(-rest/spare, 1)
		}
		if s.down {
			p.object.Move(fyne.NewPos(0, at))
			p.object.Resize(fyne.NewSize(size.Width, extent))
		} else {
			p.object.Move(fyne.NewPos(at, 0))
			p.object.Resize(fyne.NewSize(extent, size.Height))
		}
		at += extent + widgets.S(Gap)
	}
}

// MinSize is what the objects need at least.
func (s *split) MinSize(objects []fyne.CanvasObject) fyne.Size {
	list, along := s.parts(objects)
	across := float32(0)
	for _, p := range list {
		along += p.need
		m := p.object.MinSize()
		across = max(across, m.Width+m.Height-s.along(m))
	}
	if s.down {
		return fyne.NewSize(across, along)
	}
	return fyne.NewSize(along, across)
}
