package board

import (
	"image"
	"image/color"
	"image/draw"
	"math"
	"slices"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"golang.org/x/image/font"
	"golang.org/x/image/font/opentype"
	"golang.org/x/image/math/fixed"

	"zhixing/app/desktop/widgets"
)

// strip draws the tiles of one row as one picture: a board is several hundred
// of them, and each object of its own costs a draw of the whole window
// (65 KB and much time where the computer draws in software).
type strip struct {
	raster *canvas.Raster
	tiles  []stripTile
}

// stripTile is a tile with its left edge in the strip.
type stripTile struct {
	x    float32
	face tileFace
}

// tileFace is how a tile looks; tiles that look alike are drawn once.
type tileFace struct {
	look          tileLook
	sign          string
	width, height float32
}

func newStrip() *strip {
	s := &strip{}
	s.raster = canvas.NewRaster(s.paint)
	return s
}

// set shows other tiles and redraws only when they differ.
func (s *strip) set(tiles []stripTile) {
	if !slices.Equal(s.tiles, tiles) {
		s.tiles = slices.Clone(tiles)
		s.raster.Refresh()
	}
}

// paint gives the strip in w by h pixels of the screen.
func (s *strip) paint(w, h int) image.Image {
	out := image.NewRGBA(image.Rect(0, 0, w, h))
	size := s.raster.Size()
	if size.Width <= 0 {
		return out
	}
	scale := float32(w) / size.Width
	for _, t := range s.tiles {
		picture := pictureOf(t.face, scale)
		at := image.Pt(int(t.x*scale+0.5), 0)
		draw.Draw(out, picture.Bounds().Add(at), picture, image.Point{}, draw.Src)
	}
	return out
}

// pictures are the tiles drawn so far, at the scale of the window. They are
// used on the window's thread only.
var (
	pictures      = map[tileFace]*image.RGBA{}
	pictureScale  float32
	pictureWriter font.Face
)

func pictureOf(f tileFace, scale float32) *image.RGBA {
	if scale != pictureScale || pictureWriter == nil {
		clear(pictures)
		pictureScale, pictureWriter = scale, newWriter(widgets.S(widgets.CaptionSize)*scale)
	}
	p := pictures[f]
	if p == nil {
		p = f.draw(scale)
		pictures[f] = p
	}
	return p
}

// newWriter gives the window's font in a size of pixels, nil when it cannot be
// read.
func newWriter(px float32) font.Face {
	parsed, err := opentype.Parse(fyne.CurrentApp().Settings().Theme().Font(fyne.TextStyle{}).Content())
	if err != nil {
		return nil
	}
	face, err := opentype.NewFace(parsed, &opentype.FaceOptions{Size: float64(px), DPI: 72})
	if err != nil {
		return nil
	}
	return face
}

// draw makes the tile: a box with round corners and an edge, the sign in its
// middle.
func (f tileFace) draw(scale float32) *image.RGBA {
	w, h := int(f.width*scale+0.5), int(f.height*scale+0.5)
	p := image.NewRGBA(image.Rect(0, 0, w, h))
	edge := f.look.stroke * scale
	for y := range h {
		for x := range w {
			inside := depth(float32(x)+0.5, float32(y)+0.5, float32(w), float32(h), tileRadius*scale)
			blend(p, x, y, f.look.fill, inside+0.5)
			if edge > 0 {
				blend(p, x, y, f.look.edge, min(inside+0.5, edge-inside+0.5))
			}
		}
	}
	if pictureWriter == nil || f.sign == "" {
		return p
	}
	d := font.Drawer{Dst: p, Src: image.NewUniform(f.look.ink), Face: pictureWriter}
	m := pictureWriter.Metrics()
	d.Dot = fixed.Point26_6{X: (fixed.I(w) - d.MeasureString(f.sign)) / 2, Y: (fixed.I(h)-m.Ascent-m.Descent)/2 + m.Ascent}
	d.DrawString(f.sign)
	return p
}

// depth is how far a point lies inside a box with round corners; negative
// outside.
func depth(x, y, w, h, radius float32) float32 {
	dx, dy := abs(x-w/2)-w/2+radius, abs(y-h/2)-h/2+radius
	corner := float32(math.Hypot(float64(max(dx, 0)), float64(max(dy, 0))))
	return radius - corner - min(max(dx, dy), 0)
}

func abs(x float32) float32 { return max(x, -x) }

// blend puts a colour over a pixel; cover is limited to 0 to 1.
func blend(p *image.RGBA, x, y int, c color.Color, cover float32) {
	r, g, b, a := c.RGBA()
	cover = min(max(cover, 0), 1)
	if a == 0 || cover == 0 {
		return
	}
	old, part := p.RGBAAt(x, y), cover*float32(a)/0xFFFF
	mix := func(new uint32, old uint8) uint8 {
		return uint8(float32(new)/0x101*cover + float32(old)*(1-part) + 0.5)
	}
	p.SetRGBA(x, y, color.RGBA{mix(r, old.R), mix(g, old.G), mix(b, old.B), mix(a, old.A)})
}
