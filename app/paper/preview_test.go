package paper

import (
	"context"
	"errors"
	"image"
	"image/color"
	"os"
	"testing"
	"time"

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
	v := NewPreviewer(PreviewOptions{CacheDir: t.TempDir(), Idle: time.Millisecond})
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
	checkEngineRests(t, v, out.PDF)
	var e *court.Error
	if _, err := v.Open([]byte("not a PDF")); !errors.As(err, &e) || e.Code != court.CodeDamaged {
		t.Errorf("a broken file: %v", err)
	}
}

// checkEngineRests sees the engine end when no document is open, and serve the
// next one all the same.
func checkEngineRests(t *testing.T, v *Previewer, pdf []byte) {
	t.Helper()
	running := func() bool {
		v.mu.Lock()
		defer v.mu.Unlock()
		return v.engine != nil
	}
	for end := time.Now().Add(10 * time.Second); running(); time.Sleep(5 * time.Millisecond) {
		if time.Now().After(end) {
			t.Fatal("the engine runs on without a document")
		}
	}
	doc, err := v.Open(pdf)
	if err != nil {
		t.Fatal(err)
	}
	if _, err := doc.Image(0, 36); err != nil {
		t.Error(err)
	}
	if err := doc.Close(); err != nil {
		t.Error(err)
	}
}

// TestPreviewIsCompiledElsewhereOnce asks the other process only where the
// engine was never compiled.
func TestPreviewIsCompiledElsewhereOnce(t *testing.T) {
	dir, asked := t.TempDir(), 0
	compile := func(context.Context) error {
		asked++
		return os.WriteFile(readyMark(dir), nil, 0o600)
	}
	for range 2 {
		v := NewPreviewer(PreviewOptions{CacheDir: dir, Compile: compile})
		v.Warm()
		v.Warm()
		if err := v.Close(); err != nil {
			t.Error(err)
		}
	}
	if asked != 1 {
		t.Errorf("compiled %d times", asked)
	}
}
