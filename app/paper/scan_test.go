package paper

import (
	"bytes"
	"context"
	"encoding/binary"
	"errors"
	"fmt"
	"hash/crc32"
	"image"
	"image/color"
	"image/jpeg"
	"image/png"
	"math"
	"math/rand/v2"
	"os"
	"os/exec"
	"path/filepath"
	"strconv"
	"strings"
	"testing"
	"time"

	"golang.org/x/image/draw"
	"golang.org/x/image/math/f64"

	"zhixing/app/court"
)

// aMark is the identity of the papers in these tests.
var aMark = court.PaperMark{CaseID: 12345, PaperID: 123456, Form: "execution-notice"}

// marked is the example case with a paper that has an identity.
func marked(mark court.PaperMark) Data {
	return with(sample(), []string{"paper", "mark"}, mark)
}

// rasterise gives the pages of a PDF as a scanner sees them, in grey.
func rasterise(t testing.TB, pdf []byte, dpi int) []*image.Gray {
	t.Helper()
	dir := t.TempDir()
	file := filepath.Join(dir, "paper.pdf")
	if err := os.WriteFile(file, pdf, 0o600); err != nil {
		t.Fatal(err)
	}
	if out, err := exec.Command("pdftoppm", "-gray", "-png", "-r", strconv.Itoa(dpi), file, filepath.Join(dir, "p")).CombinedOutput(); err != nil {
		t.Fatalf("pdftoppm: %v %s", err, out)
	}
	names, err := filepath.Glob(filepath.Join(dir, "p*.png"))
	if err != nil || len(names) == 0 {
		t.Fatalf("no page: %v", err)
	}
	var out []*image.Gray
	for _, name := range names {
		data, err := os.ReadFile(name)
		if err != nil {
			t.Fatal(err)
		}
		picture, err := png.Decode(bytes.NewReader(data))
		if err != nil {
			t.Fatal(err)
		}
		out = append(out, grey(picture))
	}
	return out
}

// disturb lays a page askew on the glass, greys and speckles it, and stores it
// as the scanner does.
func disturb(t testing.TB, page *image.Gray, degrees float64, turn, quality int) []byte {
	t.Helper()
	b := page.Bounds()
	askew := image.NewGray(b)
	for i := range askew.Pix {
		askew.Pix[i] = 255
	}
	sin, cos := math.Sincos(degrees * math.Pi / 180)
	cx, cy := float64(b.Dx())/2, float64(b.Dy())/2
	draw.BiLinear.Transform(askew, f64.Aff3{cos, -sin, cx - cos*cx + sin*cy, sin, cos, cy - sin*cx - cos*cy}, page, b, draw.Src, nil)
	dust := rand.New(rand.NewPCG(uint64(quality), uint64(turn)))
	var speck uint64
	for i, v := range askew.Pix {
		if i%8 == 0 {
			speck = dust.Uint64()
		}
		askew.Pix[i] = uint8(min(12+int(v)*85/100+int(speck&0x1f), 255))
		speck >>= 8
	}
	var out bytes.Buffer
	if err := jpeg.Encode(&out, turned(askew, turn), &jpeg.Options{Quality: quality}); err != nil {
		t.Fatal(err)
	}
	return out.Bytes()
}

func newEye(t testing.TB) *Eye {
	t.Helper()
	p := NewPreviewer(PreviewOptions{CacheDir: t.TempDir(), Idle: time.Minute})
	t.Cleanup(func() {
		if err := p.Close(); err != nil {
			t.Error(err)
		}
	})
	return NewEye(p)
}

// see looks at a file and reads it.
func (e *Eye) seeAll(t testing.TB, name string, content []byte) []Seen {
	t.Helper()
	f := bytes.NewReader(content)
	kind, pages, err := e.Look(context.Background(), f, int64(len(content)), name)
	if err != nil {
		t.Fatal(err)
	}
	seen, err := e.Read(context.Background(), f, kind, pages, name)
	if err != nil {
		t.Fatal(err)
	}
	return seen
}

// A signed page comes back from the scanner askew, grey and compressed, any way
// round, and says which it is.
func TestScannedPageSaysWhichItIs(t *testing.T) {
	out, err := newPress(t).Print(context.Background(), "execution-notice", marked(aMark))
	if err != nil {
		t.Fatal(err)
	}
	if out.Pages < 2 {
		t.Fatalf("the notice has %d page, want a back too", out.Pages)
	}
	eye := newEye(t)
	type laid struct {
		degrees float64
		turn    int
		quality int
	}
	for dpi, ways := range map[int][]laid{
		150: {{3, 0, 60}, {-3, 180, 50}, {-2.2, 90, 60}, {0.7, 270, 40}}, 200: {{0, 0, 75}, {-3, 270, 50}}, 300: {{3, 0, 60}},
	} {
		for i, page := range rasterise(t, out.PDF, dpi) {
			mark := aMark
			mark.Page = i + 1
			want := mark.Text("（2018）豫1599执186号")
			for _, x := range ways {
				seen := eye.seeAll(t, "scan.jpg", disturb(t, page, x.degrees, x.turn, x.quality))[0]
				if seen.Code != want || seen.Turn != (360-x.turn)%360 {
					t.Errorf("%d dpi, page %d, %v: read %q, turn %d", dpi, i+1, x, seen.Code, seen.Turn)
				}
			}
		}
	}
}

// The code stays clear of what is printed, on every form that has room for it.
func TestCodeTouchesNothing(t *testing.T) {
	p := newPress(t)
	with, without := 0, 0
	for _, f := range p.Forms() {
		plain, err := p.compose(context.Background(), f.Code, sample())
		if err != nil {
			t.Fatal(err)
		}
		for i := range plain.pages {
			x, y, side, ok := plain.codeBox(i)
			if !ok {
				without++
				continue
			}
			with++
			left := plain.left(i)
			beside := x >= left+plain.columnWidth() || x+side <= left
			if below := y >= plain.height-plain.marginBottom; !beside && !below {
				t.Errorf("%s page %d: the code stands in the column", f.Code, i+1)
			}
			if side < codeLeast || x < edgeLeast-0.01 || x+side > plain.width-edgeLeast+0.01 || y+side > plain.height-edgeLeast+0.01 {
				t.Errorf("%s page %d: the code is %.1f mm at %.1f, %.1f", f.Code, i+1, side/mm, x/mm, y/mm)
			}
		}
	}
	t.Logf("%d pages with a code, %d without room", with, without)
	if with < 10*without {
		t.Errorf("%d pages have a code and %d have no room for one", with, without)
	}
}

func TestPaperWithoutIdentityHasNoCode(t *testing.T) {
	p := newPress(t)
	plain, err := p.Print(context.Background(), "summons", sample())
	if err != nil {
		t.Fatal(err)
	}
	again, err := p.Print(context.Background(), "summons", marked(court.PaperMark{CaseID: 1}))
	if err != nil {
		t.Fatal(err)
	}
	if !bytes.Equal(plain.PDF, again.PDF) {
		t.Error("a paper that is not stored has a code")
	}
	first, err := p.Print(context.Background(), "summons", marked(aMark))
	if err != nil {
		t.Fatal(err)
	}
	second, err := p.Print(context.Background(), "summons", marked(aMark))
	if err != nil {
		t.Fatal(err)
	}
	if !bytes.Equal(first.PDF, second.PDF) {
		t.Error("equal papers have different bytes")
	}
}

// TestMarkedPage keeps one picture of a page with its code.
func TestMarkedPage(t *testing.T) {
	out, err := newPress(t).Print(context.Background(), "execution-notice", marked(aMark))
	if err != nil {
		t.Fatal(err)
	}
	page := rasterise(t, out.PDF, 60)[0]
	goldenPage(t, "marked-execution-notice-1", miniature(page.Pix, page.Rect.Dx(), page.Rect.Dy()))
}

func encodePNG(t testing.TB, picture image.Image) []byte {
	t.Helper()
	var b bytes.Buffer
	if err := png.Encode(&b, picture); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

// qpdf runs qpdf over a PDF and gives its output.
func qpdf(t testing.TB, pdf []byte, args ...string) []byte {
	t.Helper()
	dir := t.TempDir()
	in, out := filepath.Join(dir, "in.pdf"), filepath.Join(dir, "out.pdf")
	if err := os.WriteFile(in, pdf, 0o600); err != nil {
		t.Fatal(err)
	}
	if said, err := exec.Command("qpdf", append(args, in, out)...).CombinedOutput(); err != nil {
		t.Fatalf("qpdf: %v %s", err, said)
	}
	data, err := os.ReadFile(out)
	if err != nil {
		t.Fatal(err)
	}
	return data
}

func TestBadScansAreRefused(t *testing.T) {
	out, err := newPress(t).Print(context.Background(), "summons", sample())
	if err != nil {
		t.Fatal(err)
	}
	photo := disturb(t, rasterise(t, out.PDF, 72)[0], 0, 0, 60)
	// A head that promises 60000 by 60000 pixels, over a body of none.
	bomb := encodePNG(t, image.NewGray(image.Rect(0, 0, 4, 4)))
	copy(bomb[16:24], []byte{0, 0, 0xEA, 0x60, 0, 0, 0xEA, 0x60})
	fixCRC(bomb)
	eye := newEye(t)
	for name, x := range map[string]struct {
		content []byte
		code    court.Code
		says    string
	}{
		"通知.txt":  {[]byte("这不是图片"), court.CodeInvalid, "不是 JPG、PNG 图片"},
		"手机.heic": {append([]byte("\x00\x00\x00\x18ftypheic"), make([]byte, 50)...), court.CodeInvalid, "兼容性最佳"},
		"断了.jpg":  {photo[:len(photo)/2], court.CodeDamaged, "不完整"},
		"头坏.png":  {[]byte("\x89PNG\r\n\x1a\nxxxxxxxxxxxx"), court.CodeDamaged, "不完整"},
		"炸弹.png":  {bomb, court.CodeInvalid, "60000×60000个像素"},
		"截断.pdf":  {out.PDF[:len(out.PDF)/3], court.CodeDamaged, "不完整"},
		"加密.pdf":  {qpdf(t, out.PDF, "--encrypt", "secret", "owner", "256", "--"), court.CodeInvalid, "密码"},
		"限制.pdf":  {qpdf(t, out.PDF, "--encrypt", "", "owner", "256", "--"), court.CodeInvalid, "密码"},
	} {
		f := bytes.NewReader(x.content)
		kind, pages, err := eye.Look(context.Background(), f, int64(len(x.content)), name)
		if err == nil {
			_, err = eye.Read(context.Background(), f, kind, pages, name)
		}
		var own *court.Error
		if !errors.As(err, &own) || own.Code != x.code || !strings.Contains(own.Say+own.Hint, x.says) || !strings.Contains(own.Say, name) {
			t.Errorf("%s: %v", name, err)
		}
	}
}

func TestBlankPagesAreKnown(t *testing.T) {
	blank := image.NewGray(image.Rect(0, 0, 1240, 1754))
	dust := rand.New(rand.NewPCG(1, 2))
	for i := range blank.Pix {
		blank.Pix[i] = uint8(225 + dust.IntN(20))
	}
	for y := range 1754 { // the shadow of the sheet's edge
		blank.SetGray(3, y, color.Gray{60})
	}
	eye := newEye(t)
	if seen := eye.seeAll(t, "blank.png", encodePNG(t, blank))[0]; !seen.Blank {
		t.Error("a blank page is not known")
	}
	for x := 300; x < 700; x++ { // one line of handwriting
		for y := range 4 {
			blank.SetGray(x, 800+y+x%9, color.Gray{70})
		}
	}
	if seen := eye.seeAll(t, "line.png", encodePNG(t, blank))[0]; seen.Blank {
		t.Error("a page with a line on it is taken for blank")
	}
}

// The camera notes how it was held; the preview and the package turn the photo.
func TestPhotoIsTurnedAsTheCameraSays(t *testing.T) {
	var photo bytes.Buffer
	if err := jpeg.Encode(&photo, image.NewGray(image.Rect(0, 0, 80, 60)), nil); err != nil {
		t.Fatal(err)
	}
	exif := "Exif\x00\x00MM\x00\x2a\x00\x00\x00\x08\x00\x01\x01\x12\x00\x03\x00\x00\x00\x01\x00\x06\x00\x00\x00\x00\x00\x00"
	held := append([]byte("\xFF\xD8\xFF\xE1"), byte(0), byte(len(exif)+2))
	held = append(append(held, exif...), photo.Bytes()[2:]...)
	eye := newEye(t)
	if seen := eye.seeAll(t, "photo.jpg", held)[0]; seen.Turn != 90 {
		t.Errorf("turn %d, want 90", seen.Turn)
	}
	picture, err := eye.Draw(context.Background(), bytes.NewReader(held), court.ScanJPEG, 1, 90, 96)
	if err != nil || picture.Bounds().Dx() != 60 || picture.Bounds().Dy() != 80 {
		t.Errorf("drawn %v, %v", picture, err)
	}
}

// BenchmarkReadCodes reads the codes of 100 scanned pages of 300 dpi.
func BenchmarkReadCodes(b *testing.B) {
	press, eye := newPress(b), newEye(b)
	var scans [][]byte
	for i := range 100 {
		mark := aMark
		mark.PaperID = int64(i + 1)
		out, err := press.Print(context.Background(), "summons", marked(mark))
		if err != nil {
			b.Fatal(err)
		}
		if i < 10 {
			for _, page := range rasterise(b, out.PDF, 300)[:1] {
				scans = append(scans, disturb(b, page, float64(i%7-3), 90*(i%4), 70))
			}
		}
	}
	b.ResetTimer()
	for b.Loop() {
		read := 0
		for i := range 100 {
			if eye.seeAll(b, fmt.Sprint(i, ".jpg"), scans[i%len(scans)])[0].Code != "" {
				read++
			}
		}
		if read != 100 {
			b.Errorf("%d of 100 codes read", read)
		}
	}
}

// fixCRC makes the head of a PNG agree with its check.
func fixCRC(file []byte) {
	binary.BigEndian.PutUint32(file[29:], crc32.ChecksumIEEE(file[12:29]))
}
