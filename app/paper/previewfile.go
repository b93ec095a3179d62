package paper

import (
	"image"
	"image/draw"
	"io"
	"math"

	"github.com/klippa-app/go-pdfium/requests"

	"zhixing/app/court"
)

// OpenFile is Open for a file that stays where it is: it is read as its pages
// are drawn, and must stay open as long.
func (p *Previewer) OpenFile(f io.ReadSeeker, size int64) (*Document, error) {
	return p.openWith(&requests.OpenDocument{FileReader: f, FileReaderSize: size})
}

// draw draws a page, counted from 0, at a resolution in dots per inch, or lower
// where the page is so large that its picture would have too many pixels.
func (d *Document) draw(page int, dpi float64, shades bool) (image.Image, error) {
	p := d.previewer
	p.mu.Lock()
	defer p.mu.Unlock()
	if p.closed {
		return nil, court.Errorf(court.CodeUnexpected, "预览已经关闭。")
	}
	at := requests.Page{ByIndex: &requests.PageByIndex{Document: d.ref, Index: page}}
	size, err := p.engine.GetPageSize(&requests.GetPageSize{Page: at})
	if err != nil {
		return nil, court.Errorf(court.CodeDamaged, "第 %d 页读不出来。", page+1).Because(err)
	}
	pixels := size.Width / 72 * dpi * size.Height / 72 * dpi
	if pixels > drawPixels {
		dpi *= math.Sqrt(drawPixels / pixels)
	}
	request := &requests.RenderPageInDPI{DPI: max(int(dpi+0.5), 1), Page: at}
	if shades {
		request.ImageFormat = requests.RenderImageFormatGrayscale
	}
	shown, err := p.engine.RenderPageInDPI(request)
	if err != nil {
		return nil, court.Errorf(court.CodeDamaged, "第 %d 页画不出来。", page+1).Because(err)
	}
	defer shown.Cleanup()
	// The pixels belong to the engine's memory and are gone after Cleanup.
	from := shown.Result.RenderedImage
	var own draw.Image = image.NewRGBA(from.Bounds())
	if shades {
		own = image.NewGray(from.Bounds())
	}
	draw.Draw(own, own.Bounds(), from, from.Bounds().Min, draw.Src)
	return own, nil
}
