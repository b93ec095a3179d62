package paper

import (
	"bytes"
	"fmt"
	"image"
	"image/color"
	"image/png"
	"os"
	"path/filepath"
	"testing"
)

// shrink is how many pixels of the raster check become one of the golden
// picture: 60 dpi become 20, enough to see a line that moved.
const shrink = 3

// miniature makes the golden picture of a page from its raster.
func miniature(pixels []byte, w, h int) *image.Gray {
	small := image.NewGray(image.Rect(0, 0, w/shrink, h/shrink))
	for y := range h / shrink {
		for x := range w / shrink {
			sum := 0
			for dy := range shrink {
				for dx := range shrink {
					sum += int(pixels[(y*shrink+dy)*w+x*shrink+dx])
				}
			}
			// 16 greys keep the files small and readers of fonts apart.
			small.SetGray(x, y, color.Gray{Y: uint8(sum/(shrink*shrink)) &^ 0x0f})
		}
	}
	return small
}

// goldenPage compares a page with testdata/pages; a missing picture fails.
func goldenPage(t *testing.T, name string, got *image.Gray) {
	t.Helper()
	file := filepath.Join("testdata", "pages", name+".png")
	if *update {
		var b bytes.Buffer
		if err := (&png.Encoder{CompressionLevel: png.BestCompression}).Encode(&b, got); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(file, b.Bytes(), 0o644); err != nil {
			t.Fatal(err)
		}
		return
	}
	data, err := os.ReadFile(file)
	if err != nil {
		t.Fatalf("%v; look at the paper, then run with -update", err)
	}
	picture, err := png.Decode(bytes.NewReader(data))
	if err != nil {
		t.Fatal(err)
	}
	want, ok := picture.(*image.Gray)
	if !ok || want.Bounds() != got.Bounds() {
		t.Fatalf("%s is no picture of this page", file)
	}
	if where := farthest(want, got); where != "" {
		t.Errorf("%s looks different %s; look at the paper, then run with -update", name, where)
	}
}

// farthest names a square of 8 × 8 pixels that differs more than another
// rasteriser would make it, "" when there is none.
func farthest(want, got *image.Gray) string {
	const side, most = 8, 28
	b := want.Bounds()
	for y := 0; y+side <= b.Dy(); y += side {
		for x := 0; x+side <= b.Dx(); x += side {
			diff := 0
			for dy := range side {
				for dx := range side {
					d := int(want.GrayAt(x+dx, y+dy).Y) - int(got.GrayAt(x+dx, y+dy).Y)
					diff += max(d, -d)
				}
			}
			if diff > most*side*side {
				return fmt.Sprintf("at %d,%d of %d,%d", x, y, b.Dx(), b.Dy())
			}
		}
	}
	return ""
}

func TestAMovedLineIsSeen(t *testing.T) {
	line := func(y int) *image.Gray {
		pixels := bytes.Repeat([]byte{255}, 90*90)
		for x := 15; x < 75; x += 2 {
			for dy := range 9 {
				pixels[(y+dy)*90+x] = 0
			}
		}
		return miniature(pixels, 90, 90)
	}
	if farthest(line(30), line(30)) != "" || farthest(line(30), line(31)) != "" {
		t.Error("the same line, or one a hair lower, counts as moved")
	}
	if farthest(line(30), line(42)) == "" {
		t.Error("a line that moved was not seen")
	}
}
