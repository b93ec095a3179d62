package desktop

import (
	"context"
	"image"
	"sync"
	"time"

	"zhixing/app/paper"
)

// documentIdle is how long the PDF drawn last stays open while its page is in
// front; until then turning its pages costs nothing, afterwards the preview
// gives its memory back.
const documentIdle = 5 * time.Second

// documents keeps the PDF drawn last open, since pages are asked one by one.
type documents struct {
	previewer Previewer

	mu   sync.Mutex
	pdf  []byte
	open *paper.Document
	idle *time.Timer
}

func (d *documents) image(ctx context.Context, pdf []byte, page int, dpi float64) (picture image.Image, err error) {
	err = d.with(ctx, pdf, func(doc *paper.Document) error {
		picture, err = doc.Image(page, dpi)
		return err
	})
	return picture, err
}

func sameBytes(a, b []byte) bool {
	return len(a) > 0 && len(a) == len(b) && &a[0] == &b[0]
}

func (d *documents) with(ctx context.Context, pdf []byte, f func(*paper.Document) error) error {
	d.mu.Lock()
	defer d.mu.Unlock()
	if err := ctx.Err(); err != nil {
		return err
	}
	if d.open == nil || !sameBytes(d.pdf, pdf) {
		d.drop()
		doc, err := d.previewer.Open(pdf)
		if err != nil {
			return err
		}
		d.open, d.pdf = doc, pdf
	}
	if d.idle == nil {
		d.idle = time.AfterFunc(documentIdle, d.close)
	} else {
		d.idle.Reset(documentIdle)
	}
	return f(d.open)
}

func (d *documents) drop() {
	if d.open != nil {
		_ = d.open.Close() // nothing depends on it any more
	}
	d.open, d.pdf = nil, nil
}

func (d *documents) close() {
	d.mu.Lock()
	defer d.mu.Unlock()
	d.drop()
}
