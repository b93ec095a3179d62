package paper

import (
	"bytes"
	"fmt"
	"image"
	"image/color"
	"image/draw"
	"image/jpeg"
	"image/png"
	"io"
	"math"

	"github.com/pdfcpu/pdfcpu/pkg/filter"
	"github.com/pdfcpu/pdfcpu/pkg/pdfcpu/types"

	"zhixing/app/court"
)

// A photo of more pixels than a sheet at 300 dpi has, in a large file, is bound
// smaller: the original stays in the case.
const (
	boundSide    = 3508
	boundBytes   = 1_500_000
	boundQuality = 82
)

// addPicture adds a picture as a sheet of A4, upright or across as the picture
// is.
func (t *binder) addPicture(p BundlePage, stamp int) error {
	f, err := p.File.Open()
	if err != nil {
		return err
	}
	raw, err := readWhole(f)
	_ = f.Close() // only read
	if err != nil {
		return unreadable(p.File.Name, err)
	}
	if p.File.Kind == court.ScanPNG {
		raw, err = asJPEG(raw)
	} else {
		raw, err = lighter(raw)
	}
	if err != nil {
		return brokenScan(p.File.Name, err)
	}
	size, err := jpeg.DecodeConfig(bytes.NewReader(raw))
	if err != nil {
		return brokenScan(p.File.Name, err)
	}
	picture, err := t.pictureObject(raw, size)
	if err != nil {
		return err
	}
	width, height := 210*mm, 297*mm
	shownW, shownH := float64(size.Width), float64(size.Height)
	if p.Turn%180 != 0 {
		shownW, shownH = shownH, shownW
	}
	if shownW > shownH {
		width, height = height, width
	}
	content, err := t.content([]byte("q " + picturePlace(shownW, shownH, width, height, p.Turn) + " cm /Page Do Q\n"))
	if err != nil {
		return err
	}
	dict := types.Dict{
		"Type": types.Name("Page"), "MediaBox": types.NewNumberArray(0, 0, width, height), "Contents": *content,
		"Resources": types.Dict{"XObject": types.Dict{"Page": *picture}},
	}
	ref, err := t.pdf.IndRefForNewObject(dict)
	if err != nil {
		return err
	}
	t.pages = append(t.pages, boundPage{*ref, dict, stamp})
	return nil
}

// readWhole reads a file into exactly the room that it needs: a bundle holds the
// pictures of a whole dossier.
func readWhole(f io.ReadSeeker) ([]byte, error) {
	size, err := f.Seek(0, io.SeekEnd)
	if err != nil {
		return nil, err
	}
	if _, err := f.Seek(0, io.SeekStart); err != nil {
		return nil, err
	}
	raw := make([]byte, size)
	_, err = io.ReadFull(f, raw)
	return raw, err
}

// pictureObject stores the bytes of a JPEG as they are.
func (t *binder) pictureObject(raw []byte, size image.Config) (*types.IndirectRef, error) {
	length := int64(len(raw))
	stream := types.StreamDict{
		Dict: types.Dict{
			"Type": types.Name("XObject"), "Subtype": types.Name("Image"), "Width": types.Integer(size.Width), "Height": types.Integer(size.Height),
			"BitsPerComponent": types.Integer(8), "ColorSpace": types.Name("DeviceRGB"), "Filter": types.Name(filter.DCT), "Length": types.Integer(length),
		},
		Raw: raw, StreamLength: &length, FilterPipeline: []types.PDFFilter{{Name: filter.DCT}},
	}
	switch size.ColorModel {
	case color.GrayModel:
		stream.Dict["ColorSpace"] = types.Name("DeviceGray")
	case color.CMYKModel: // as such pictures are always stored, inverted
		stream.Dict["ColorSpace"] = types.Name("DeviceCMYK")
		stream.Dict["Decode"] = types.NewIntegerArray(1, 0, 1, 0, 1, 0, 1, 0)
	}
	return t.pdf.IndRefForNewObject(stream)
}

// picturePlace is the transformation that puts a picture, shown so wide and
// high, in the middle of a sheet: a scan of the sheet fills it, a photo keeps
// clear of the edges.
func picturePlace(w, h, width, height float64, turn int) string {
	margin := 15 * mm
	if math.Abs(w/h*height/width-1) < 0.03 {
		margin = 0
	}
	scale := math.Min((width-2*margin)/w, (height-2*margin)/h)
	w, h = w*scale, h*scale
	x, y := (width-w)/2, (height-h)/2
	switch turn {
	case 90:
		return fmt.Sprintf("0 %.3f %.3f 0 %.3f %.3f", -h, w, x, y+h)
	case 180:
		return fmt.Sprintf("%.3f 0 0 %.3f %.3f %.3f", -w, -h, x+w, y+h)
	case 270:
		return fmt.Sprintf("0 %.3f %.3f 0 %.3f %.3f", h, -w, x+w, y)
	}
	return fmt.Sprintf("%.3f 0 0 %.3f %.3f %.3f", w, h, x, y)
}

// asJPEG stores the pixels of a PNG as a JPEG, on white where it lets through.
func asJPEG(raw []byte) ([]byte, error) {
	picture, err := png.Decode(bytes.NewReader(raw))
	if err != nil {
		return nil, err
	}
	return encodeBound(onWhite(shrunk(picture, boundSide)))
}

// lighter makes a large photo smaller; anything else stays byte for byte.
func lighter(raw []byte) ([]byte, error) {
	size, err := jpeg.DecodeConfig(bytes.NewReader(raw))
	if err != nil || len(raw) < boundBytes || max(size.Width, size.Height) <= boundSide+boundSide/20 {
		return raw, err
	}
	picture, err := jpeg.Decode(bytes.NewReader(raw))
	if err != nil {
		return nil, err
	}
	return encodeBound(shrunk(picture, boundSide))
}

func encodeBound(picture image.Image) ([]byte, error) {
	var out bytes.Buffer
	err := jpeg.Encode(&out, picture, &jpeg.Options{Quality: boundQuality})
	return out.Bytes(), err
}

// onWhite lays a picture on white; greys stay greys.
func onWhite(p image.Image) image.Image {
	if g, ok := p.(*image.Gray); ok {
		return g
	}
	out := image.NewRGBA(image.Rect(0, 0, p.Bounds().Dx(), p.Bounds().Dy()))
	for i := range out.Pix {
		out.Pix[i] = 0xFF
	}
	draw.Draw(out, out.Rect, p, p.Bounds().Min, draw.Over)
	return out
}
