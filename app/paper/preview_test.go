package paper

import (
	"context"
	"errors"
	"image"
	"image/color"
	"testing"

	"zhixing/app/court"
)

// dark counts the pixels of an area that carry ink.
func dark(img image.Image, area image.Rectangle) int {
	n := 0
	for y := area.Min.Y; y < area.Max.Y; y++ {
		for x := area.Min.X; x < area.Max.X; x++ {
			if color.GrayModel.Convert(img.At(x, y)).(color.Gray).Y < 160 {
				n++
			}
		}
	}
	return n
}

func TestPreviewShowsThePage(t *testing.T) {
	out, err := newPress(t).Print(context.Background(), "execution-notice", sample())
	if err != nil {
		t.Fatal(err)
	}
	v, err := NewPreviewer(t.TempDir())
	if err != nil {
		t.Fatal(err)
	}
	defer func() {
		if err := v.Close(); err != nil {
			t.Error(err)
		}
	}()
	doc, err := v.Open(out.PDF)
	if err != nil {
		t.Fatal(err)
	}
	if doc.Pages() != out.Pages {
		t.Errorf("preview has %d pages, the paper %d", doc.Pages(), out.Pages)
	}
	img, err := doc.Image(0, 72)
	if err != nil {
		t.Fatal(err)
	}
	if b := img.Bounds(); b.Dx() < 590 || b.Dx() > 600 || b.Dy() < 838 || b.Dy() > 846 {
		t.Errorf("A4 at 72 dpi is %v", b)
	}
	if n := dark(img, image.Rect(80, 105, 520, 740)); n < 3000 {
		t.Errorf("only %d dark pixels where the text should be", n)
	}
	if _, err := doc.Image(99, 72); court.CodeOf(err) != court.CodeInvalid {
		t.Errorf("page 100: %v", err)
	}
	if err := doc.Close(); err != nil {
		t.Error(err)
	}
	var e *court.Error
	if _, err := v.Open([]byte("not a PDF")); !errors.As(err, &e) || e.Code != court.CodeDamaged {
		t.Errorf("a broken file: %v", err)
	}
}
