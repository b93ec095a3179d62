package desktop

import (
	"context"
	"fmt"
	"image"
	"sync"

	"fyne.io/fyne/v2"

	"zhixing/app/court"
	"zhixing/app/desktop/widgets"
	"zhixing/app/office"
	"zhixing/app/paper"
)

// searchRows is how many cases the search of the top bar offers; with the line
// that leads to the others they just fit without scrolling.
const searchRows = 11

func doOnWindow(f func()) { fyne.Do(f) }

// find searches cases for the top bar; it runs in a goroutine.
func (s *shell) find(ctx context.Context, text string) ([]widgets.MenuItem, error) {
	page, err := s.p.office.Cases(ctx, office.CaseQuery{Search: text, Limit: searchRows})
	if err != nil {
		return nil, err
	}
	var items []widgets.MenuItem
	for _, row := range page.Rows {
		note := row.Officer
		if row.Status == court.StatusClosed {
			note += " 已结"
		}
		items = append(items, widgets.MenuItem{
			Label: fmt.Sprintf("%s　%s 申请执行 %s", row.Number, row.Applicants, row.Debtors), Note: note,
			Do: func() { s.OpenCase(row.ID, "") },
		})
	}
	if page.Total > len(page.Rows) {
		items = append(items, widgets.MenuItem{
			Label: fmt.Sprintf("还有 %d 件，按 Enter 在案件列表中查看", page.Total-len(page.Rows)),
			Do:    func() { s.openCases(office.CaseQuery{Search: text}) }})
	}
	return items, nil
}

// OpenOutside opens a file with the computer's own program.
func (s *shell) OpenOutside(path string) { s.p.openOutside(path) }

func (p *program) openOutside(path string) {
	p.outside(path, openPath, "打不开“%s”。", "这台电脑上可能没有能打开它的程序，请自行到该位置打开。")
}

func (p *program) outside(path string, do func(string) error, say, hint string) {
	loader := widgets.NewLoader(p.win)
	widgets.Load(loader, func(context.Context) (struct{}, error) {
		if err := do(path); err != nil {
			return struct{}{}, court.Errorf(court.CodeUnexpected, say, path).WithHint(hint).Because(err)
		}
		return struct{}{}, nil
	}, func(struct{}) {})
}

// PageImage draws one page of a PDF, counted from 0.
func (s *shell) PageImage(ctx context.Context, pdf []byte, page int, dpi float64) (image.Image, error) {
	return s.docs.image(ctx, pdf, page, dpi)
}

// PageCount counts the pages of a PDF.
func (s *shell) PageCount(ctx context.Context, pdf []byte) (n int, err error) {
	err = s.docs.with(ctx, pdf, func(d *paper.Document) error {
		n = d.Pages()
		return nil
	})
	return n, err
}

// documents keeps the PDF drawn last open, since pages are asked one by one.
type documents struct {
	previewer Previewer

	mu   sync.Mutex
	pdf  []byte
	open *paper.Document
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
