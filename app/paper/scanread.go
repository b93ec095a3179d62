package paper

import (
	"image"
	"image/draw"
	"math"

	"github.com/makiuchi-d/gozxing"
	"github.com/makiuchi-d/gozxing/qrcode"
)

// foundCode is a QR code on the picture of a page.
type foundCode struct {
	text string
	turn int // degrees clockwise that set the page upright
}

// grey gives the brightness of a picture; that of a photo is a plane of its own
// already.
func grey(picture image.Image) *image.Gray {
	switch p := picture.(type) {
	case *image.Gray:
		return p
	case *image.YCbCr:
		return &image.Gray{Pix: p.Y, Stride: p.YStride, Rect: p.Rect}
	}
	out := image.NewGray(picture.Bounds())
	draw.Draw(out, out.Rect, picture, picture.Bounds().Min, draw.Src)
	return out
}

// The part of a sheet in which the code is looked for first, from each corner,
// as shares of its sides: the code with as much again for a sheet laid askew.
const (
	cornerShare = 0.27
	fineSide    = 520  // px of a corner from which on half of them are enough
	wholeWidth  = 1700 // px to which a picture is made smaller to search all of it
)

// findCode looks for a code of ours in the corners, where it is printed, the
// sheet lying any way round, and then on the whole page. Each corner is looked at
// as it is and then without speckles, which hide the corners of a code.
func findCode(picture *image.Gray) (foundCode, bool) {
	b := picture.Bounds()
	side := int(cornerShare * float64(max(b.Dx(), b.Dy())) * 210 / 297)
	w, h := min(side, b.Dx()), min(side, b.Dy())
	var corners []*image.Gray
	for _, at := range []image.Point{
		{b.Max.X - w, b.Max.Y - h}, {b.Min.X, b.Max.Y - h}, {b.Min.X, b.Min.Y}, {b.Max.X - w, b.Min.Y},
	} {
		corner, _ := picture.SubImage(image.Rectangle{at, at.Add(image.Pt(w, h))}).(*image.Gray)
		corners = append(corners, corner)
	}
	looks := []func(*image.Gray) *image.Gray{
		func(p *image.Gray) *image.Gray { return p },
		func(p *image.Gray) *image.Gray { return blackened(smoothed(p)) },
		func(p *image.Gray) *image.Gray { return blackened(smoothed(smoothed(p))) },
	}
	if side > fineSide {
		looks[0] = halved
		looks[2] = func(p *image.Gray) *image.Gray { return blackened(smoothed(halved(p))) }
	}
	for _, look := range looks {
		for _, corner := range corners {
			if f, ok := decode(look(corner)); ok {
				return f, true
			}
		}
	}
	small := picture
	for small.Rect.Dx() > wholeWidth {
		small = halved(small)
	}
	return decode(small)
}

// decode reads the code in a picture.
func decode(p *image.Gray) (foundCode, bool) {
	// The reader of packed planes takes any stride.
	lines := (len(p.Pix) + p.Stride - p.Rect.Dx()) / max(p.Stride, 1)
	src, err := gozxing.NewPlanarYUVLuminanceSource(p.Pix, p.Stride, lines, 0, 0, p.Rect.Dx(), p.Rect.Dy(), false)
	if err != nil {
		return foundCode{}, false
	}
	bits, err := gozxing.NewBinaryBitmap(gozxing.NewHybridBinarizer(src))
	if err != nil {
		return foundCode{}, false
	}
	result, err := qrcode.NewQRCodeReader().Decode(bits, map[gozxing.DecodeHintType]any{gozxing.DecodeHintType_TRY_HARDER: true})
	if err != nil {
		return foundCode{}, false
	}
	return foundCode{result.GetText(), turnOf(result.GetResultPoints())}, true
}

// turnOf tells from the three corners of a code how the page lies: the points
// are bottom left, top left and top right as printed.
func turnOf(points []gozxing.ResultPoint) int {
	if len(points) < 3 {
		return 0
	}
	dx, dy := points[2].GetX()-points[1].GetX(), points[2].GetY()-points[1].GetY()
	quarters := int(math.Round(math.Atan2(dy, dx) / (math.Pi / 2))) // clockwise, since y grows downwards
	return ((4 - quarters) % 4) * 90 % 360
}

// smoothed gives every pixel the mean of itself and its eight neighbours; those
// of the edge stay as they are.
func smoothed(p *image.Gray) *image.Gray {
	out := image.NewGray(image.Rect(0, 0, p.Rect.Dx(), p.Rect.Dy()))
	w, h := out.Rect.Dx(), out.Rect.Dy()
	for y := range h {
		row := out.Pix[y*out.Stride:]
		if y == 0 || y == h-1 {
			copy(row[:w], p.Pix[y*p.Stride:])
			continue
		}
		a, b, c := p.Pix[(y-1)*p.Stride:], p.Pix[y*p.Stride:], p.Pix[(y+1)*p.Stride:]
		row[0], row[w-1] = b[0], b[w-1]
		for x := 1; x < w-1; x++ {
			sum := int(a[x-1]) + int(a[x]) + int(a[x+1]) + int(b[x-1]) + int(b[x]) + int(b[x+1]) + int(c[x-1]) + int(c[x]) + int(c[x+1])
			row[x] = uint8(sum / 9)
		}
	}
	return out
}

// blackened makes every pixel black or white, parted where the two groups of
// brightness differ most (Otsu).
func blackened(p *image.Gray) *image.Gray {
	var counts [256]int
	total, all := 0, 0
	for y := range p.Rect.Dy() {
		for _, v := range p.Pix[y*p.Stride:][:p.Rect.Dx()] {
			counts[v]++
			total++
			all += int(v)
		}
	}
	limit, best, below, sum := 0, 0.0, 0, 0
	for v, n := range counts {
		below, sum = below+n, sum+v*n
		if below == 0 || below == total {
			continue
		}
		apart := float64(sum)/float64(below) - float64(all-sum)/float64(total-below)
		if between := float64(below) * float64(total-below) * apart * apart; between > best {
			limit, best = v, between
		}
	}
	out := image.NewGray(image.Rect(0, 0, p.Rect.Dx(), p.Rect.Dy()))
	for y := range out.Rect.Dy() {
		for x, v := range p.Pix[y*p.Stride:][:out.Rect.Dx()] {
			if int(v) > limit {
				out.Pix[y*out.Stride+x] = 255
			}
		}
	}
	return out
}

// halved makes a picture half as large.
func halved(p *image.Gray) *image.Gray {
	out := image.NewGray(image.Rect(0, 0, p.Rect.Dx()/2, p.Rect.Dy()/2))
	for y := range out.Rect.Dy() {
		above, below := p.Pix[2*y*p.Stride:], p.Pix[(2*y+1)*p.Stride:]
		row := out.Pix[y*out.Stride : y*out.Stride+out.Rect.Dx()]
		for x := range row {
			row[x] = uint8((int(above[2*x]) + int(above[2*x+1]) + int(below[2*x]) + int(below[2*x+1])) / 4)
		}
	}
	return out
}

// A page is blank when hardly a pixel of it is much darker than the paper; the
// edges, where the shadow of the sheet falls, do not count.
const (
	blankEdge  = 0.05
	blankDark  = 48      // below the brightness of the paper
	blankShare = 0.00015 // of the pixels: a third of a line of type
)

// isBlank tells whether nothing is on a page.
func isBlank(p *image.Gray) bool {
	b := p.Bounds()
	inner := b.Inset(int(blankEdge * float64(min(b.Dx(), b.Dy()))))
	if inner.Empty() {
		return true
	}
	var counts [256]int
	n := 0
	for y := inner.Min.Y; y < inner.Max.Y; y += 2 {
		row := p.Pix[p.PixOffset(inner.Min.X, y):p.PixOffset(inner.Max.X-1, y)]
		for x := 0; x < len(row); x += 2 {
			counts[row[x]]++
			n++
		}
	}
	paper, seen := 255, 0
	for seen < n/2 && paper > 0 { // the brightness of most of the page
		seen += counts[paper]
		paper--
	}
	dark := 0
	for v := 0; v < paper-blankDark; v++ {
		dark += counts[v]
	}
	return float64(dark) < blankShare*float64(n)
}
