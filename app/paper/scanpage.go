package paper

import (
	"bytes"
	"image"
	"image/jpeg"
	"regexp"
	"strconv"

	"github.com/pdfcpu/pdfcpu/pkg/filter"
	"github.com/pdfcpu/pdfcpu/pkg/pdfcpu/model"
	"github.com/pdfcpu/pdfcpu/pkg/pdfcpu/types"
)

// scannedPage gives the picture of a page, from 1, that shows one JPEG and
// nothing else, upright: so scanners make them. Taken out of the page it is read
// four times as fast as drawn.
func scannedPage(ctx *model.Context, page int) (image.Image, bool) {
	d, _, inherited, err := ctx.PageDict(page, false)
	if err != nil || inherited.Rotate%360 != 0 {
		return nil, false
	}
	raw, ok := onlyJPEG(ctx, inherited.Resources)
	if !ok {
		return nil, false
	}
	content, err := ctx.PageContent(d, page)
	if err != nil || !liesUpright(content) {
		return nil, false
	}
	picture, err := jpeg.Decode(bytes.NewReader(raw))
	return picture, err == nil
}

// onlyJPEG gives the bytes of the one picture among the resources of a page that
// has no type and no other picture.
func onlyJPEG(ctx *model.Context, resources types.Dict) ([]byte, bool) {
	if fonts, err := ctx.DereferenceDict(resources["Font"]); err != nil || len(fonts) > 0 {
		return nil, false
	}
	objects, err := ctx.DereferenceDict(resources["XObject"])
	if err != nil || len(objects) != 1 {
		return nil, false
	}
	for _, o := range objects {
		stream, _, err := ctx.DereferenceStreamDict(o)
		if err != nil || stream == nil || stream.Subtype() == nil || *stream.Subtype() != "Image" {
			return nil, false
		}
		if len(stream.FilterPipeline) != 1 || stream.FilterPipeline[0].Name != filter.DCT {
			return nil, false
		}
		return stream.Raw, true
	}
	return nil, false
}

var placing = regexp.MustCompile(`(-?[\d.]+)\s+(-?[\d.]+)\s+(-?[\d.]+)\s+(-?[\d.]+)\s+-?[\d.]+\s+-?[\d.]+\s+cm\b`)

// longestContent is more than placing one picture needs.
const longestContent = 400

// liesUpright tells whether the content of a page places its picture neither
// turned nor mirrored.
func liesUpright(content []byte) bool {
	found := placing.FindAllSubmatch(content, -1)
	for _, m := range found {
		var n [4]float64
		for i := range n {
			n[i], _ = strconv.ParseFloat(string(m[i+1]), 64) // the pattern takes numbers only
		}
		if n[0] <= 0 || n[3] <= 0 || n[1] != 0 || n[2] != 0 {
			return false
		}
	}
	return len(found) > 0 && len(content) <= longestContent
}
