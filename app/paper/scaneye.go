package paper

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"image"
	"image/draw"
	"image/jpeg"
	"image/png"
	"io"
	"path/filepath"
	"strings"
	"sync"

	"github.com/pdfcpu/pdfcpu/pkg/pdfcpu"
	"github.com/pdfcpu/pdfcpu/pkg/pdfcpu/model"
	"github.com/pdfcpu/pdfcpu/pkg/pdfcpu/types"

	"zhixing/app/court"
)

// What is too large to be drawn: an A3 sheet at 600 dpi has 70 million pixels.
const (
	mostPixels = 80_000_000
	mostSide   = 30_000
	mostPages  = 3_000
)

// readDPI is the resolution at which pages of PDFs are drawn to read their
// codes; drawPixels the largest picture of a page that is drawn.
const (
	readDPI    = 200
	drawPixels = 12_000_000
)

// Eye looks at scanned files: what they are, which paper each page shows, how it
// is to be turned; and it draws them. It may be used from several goroutines.
type Eye struct {
	previewer *Previewer
	drawing   sync.Mutex // pictures unpack to hundreds of MB: one at a time
}

// NewEye makes an eye that draws the pages of PDFs with the previewer; without
// one, nil, it sees pictures only.
func NewEye(p *Previewer) *Eye { return &Eye{previewer: p} }

// File is an open scanned file.
type File interface {
	io.ReadSeeker
	io.ReaderAt
}

// Look tells what a file is and how many pages it has. It reads heads and
// structure only, so that a file made to fill the memory does no harm.
func (e *Eye) Look(_ context.Context, f File, size int64, name string) (kind court.ScanKind, pages int, err error) {
	head := make([]byte, 1024)
	n, err := f.ReadAt(head, 0)
	if err != nil && !errors.Is(err, io.EOF) {
		return "", 0, unreadable(name, err)
	}
	head = head[:n]
	switch {
	case bytes.HasPrefix(head, []byte("\xFF\xD8\xFF")):
		return court.ScanJPEG, 1, lookPicture(f, size, name, jpeg.DecodeConfig)
	case bytes.HasPrefix(head, []byte("\x89PNG\r\n\x1a\n")):
		return court.ScanPNG, 1, lookPicture(f, size, name, png.DecodeConfig)
	case bytes.Contains(head, []byte("%PDF-")):
		pages, err = lookPDF(f, name)
		return court.ScanPDF, pages, err
	}
	e2 := court.Errorf(court.CodeInvalid, "“%s”不是 JPG、PNG 图片，也不是 PDF。", name)
	switch strings.ToLower(filepath.Ext(name)) {
	case ".heic", ".heif":
		return "", 0, e2.WithHint("请把手机相机的格式设为“兼容性最佳”，或先转成 JPG。")
	case ".tif", ".tiff", ".bmp", ".webp", ".gif":
		return "", 0, e2.WithHint("请让扫描仪存成 PDF 或 JPG。")
	}
	return "", 0, e2.WithHint("请选择扫描仪或手机生成的 JPG、PNG、PDF 文件。")
}

func unreadable(name string, cause error) error {
	return court.Errorf(court.CodeNotFound, "“%s”读不出来。", name).WithHint("请检查存放它的磁盘，或重新复制。").Because(cause)
}

func brokenScan(name string, cause error) error {
	return court.Errorf(court.CodeDamaged, "“%s”不完整或已损坏。", name).WithHint("请重新扫描，或重新复制一次。").Because(cause)
}

// lookPicture reads only the head of a picture: how large it is.
func lookPicture(f File, size int64, name string, config func(io.Reader) (image.Config, error)) error {
	c, err := config(io.NewSectionReader(f, 0, size))
	if err != nil {
		return brokenScan(name, err)
	}
	return notHuge(name, c.Width, c.Height)
}

// notHuge refuses a picture that would not fit into the memory.
func notHuge(name string, width, height int) error {
	if width <= 0 || height <= 0 {
		return brokenScan(name, fmt.Errorf("%d by %d pixels", width, height))
	}
	if width > mostSide || height > mostSide || width*height > mostPixels {
		return court.Errorf(court.CodeInvalid, "“%s”有%d×%d个像素，太大了，打不开。", name, width, height).
			WithHint("请用200至300 dpi 重新扫描；A4 纸300 dpi 是2480×3508。")
	}
	return nil
}

// lookPDF counts the pages of a PDF that is whole, free of passwords and of
// pictures too large to draw.
func lookPDF(f File, name string) (pages int, err error) {
	if _, err := f.Seek(0, io.SeekStart); err != nil {
		return 0, unreadable(name, err)
	}
	ctx, err := readForeign(f)
	if errors.Is(err, pdfcpu.ErrWrongPassword) || err == nil && ctx.Encrypt != nil {
		return 0, court.Errorf(court.CodeInvalid, "“%s”加了密码或限制，不能归档。", name).WithHint("请去掉密码再存一份，或打印出来重新扫描。").Because(err)
	}
	if err != nil {
		return 0, brokenScan(name, err)
	}
	if err := checkForeign(ctx); err != nil {
		return 0, brokenScan(name, err)
	}
	if err := ctx.EnsurePageCount(); err != nil {
		return 0, brokenScan(name, err)
	}
	switch {
	case ctx.PageCount == 0:
		return 0, brokenScan(name, errors.New("no page"))
	case ctx.PageCount > mostPages:
		return 0, court.Errorf(court.CodeInvalid, "“%s”有%d页，超过%d页。", name, ctx.PageCount, mostPages).WithHint("请分成几个文件。")
	}
	return ctx.PageCount, picturesFit(ctx, name)
}

// picturesFit checks every picture inside a PDF.
func picturesFit(ctx *model.Context, name string) error {
	for _, entry := range ctx.Table {
		if entry == nil || entry.Free {
			continue
		}
		stream, ok := entry.Object.(types.StreamDict)
		if !ok || stream.Subtype() == nil || *stream.Subtype() != "Image" {
			continue
		}
		w, h := stream.IntEntry("Width"), stream.IntEntry("Height")
		if w == nil || h == nil {
			continue
		}
		if err := notHuge(name, *w, *h); err != nil {
			return err
		}
	}
	return nil
}

// Seen is what one page shows.
type Seen struct {
	Code  string // text of the QR code, "" for none
	Turn  int    // degrees clockwise that set it upright
	Blank bool
}

// Read reads the code of each page, and how it lies. A picture that breaks off
// is CodeDamaged.
func (e *Eye) Read(ctx context.Context, f File, kind court.ScanKind, pages int, name string) ([]Seen, error) {
	if kind != court.ScanPDF {
		picture, turn, err := decodePicture(f, kind)
		if err != nil {
			return nil, brokenScan(name, err)
		}
		seen := see(picture)
		if seen.Code == "" {
			seen.Turn = turn
		}
		return []Seen{seen}, nil
	}
	return e.readPDF(ctx, f, pages, name)
}

// readPDF reads the pages of a PDF: the picture of a page that is nothing but
// one, as scanners make them, and otherwise the page as it is drawn.
func (e *Eye) readPDF(ctx context.Context, f File, pages int, name string) ([]Seen, error) {
	if _, err := f.Seek(0, io.SeekStart); err != nil {
		return nil, unreadable(name, err)
	}
	parsed, err := readForeign(f)
	if err == nil {
		err = parsed.EnsurePageCount()
	}
	if err != nil {
		return nil, brokenScan(name, err)
	}
	doc, err := e.open(f, name)
	if err != nil {
		return nil, err
	}
	defer func() { _ = doc.Close() }() // only drawn from
	out := make([]Seen, pages)
	for i := range out {
		if err := ctx.Err(); err != nil {
			return nil, err
		}
		if picture, ok := scannedPage(parsed, i+1); ok {
			if out[i] = see(picture); out[i].Code != "" {
				continue
			}
		}
		picture, err := doc.draw(i, readDPI, true)
		if err != nil {
			return nil, brokenScan(name, err)
		}
		out[i] = see(picture)
	}
	return out, nil
}

func see(picture image.Image) Seen {
	g := grey(picture)
	if found, ok := findCode(g); ok {
		return Seen{Code: found.text, Turn: found.turn}
	}
	return Seen{Blank: isBlank(g)}
}

// Draw draws one page, from 1, turned clockwise, at a resolution in dots per
// inch of an A4 sheet.
func (e *Eye) Draw(ctx context.Context, f File, kind court.ScanKind, page, turn int, dpi float64) (image.Image, error) {
	e.drawing.Lock()
	defer e.drawing.Unlock()
	if err := ctx.Err(); err != nil { // nobody looks at it any more
		return nil, err
	}
	if kind != court.ScanPDF {
		picture, _, err := decodePicture(f, kind)
		if err != nil {
			return nil, brokenScan("扫描件", err)
		}
		return turned(shrunk(picture, int(dpi*297/25.4)), turn), nil
	}
	doc, err := e.open(f, "扫描件")
	if err != nil {
		return nil, err
	}
	defer func() { _ = doc.Close() }() // only drawn from
	picture, err := doc.draw(page-1, dpi, false)
	if err != nil {
		return nil, err
	}
	return turned(picture, turn), nil
}

func (e *Eye) open(f File, name string) (*Document, error) {
	if e.previewer == nil {
		return nil, court.Errorf(court.CodeUnexpected, "“%s”是 PDF，这里只能读取图片。", name).WithHint("请在窗口中收取。")
	}
	size, err := f.Seek(0, io.SeekEnd)
	if err == nil {
		_, err = f.Seek(0, io.SeekStart)
	}
	if err != nil {
		return nil, unreadable(name, err)
	}
	doc, err := e.previewer.OpenFile(f, size)
	if court.CodeOf(err) == court.CodeDamaged {
		return nil, brokenScan(name, err)
	}
	return doc, err
}

// decodePicture reads a picture whole, and how the camera says it is to be
// turned.
func decodePicture(f File, kind court.ScanKind) (picture image.Image, turn int, err error) {
	if _, err := f.Seek(0, io.SeekStart); err != nil {
		return nil, 0, err
	}
	if kind == court.ScanPNG {
		picture, err = png.Decode(f)
		return picture, 0, err
	}
	turn = cameraTurn(f)
	if _, err := f.Seek(0, io.SeekStart); err != nil {
		return nil, 0, err
	}
	picture, err = jpeg.Decode(f)
	return picture, turn, err
}

// turned gives the picture turned clockwise by 0, 90, 180 or 270 degrees.
func turned(p image.Image, by int) image.Image {
	if by == 0 {
		return p
	}
	src, ok := p.(*image.RGBA)
	if !ok {
		src = image.NewRGBA(image.Rect(0, 0, p.Bounds().Dx(), p.Bounds().Dy()))
		draw.Draw(src, src.Rect, p, p.Bounds().Min, draw.Src)
	}
	w, h := src.Rect.Dx(), src.Rect.Dy()
	size := image.Rect(0, 0, w, h)
	if by != 180 {
		size = image.Rect(0, 0, h, w)
	}
	out := image.NewRGBA(size)
	for y := range h {
		for x := range w {
			tx, ty := w-1-x, h-1-y // 180
			switch by {
			case 90:
				tx, ty = h-1-y, x
			case 270:
				tx, ty = y, w-1-x
			}
			copy(out.Pix[out.PixOffset(tx, ty):][:4], src.Pix[y*src.Stride+4*x:][:4])
		}
	}
	return out
}
