package wiring

import (
	"context"
	"image"
	"io"

	"zhixing/app/court"
	"zhixing/app/office"
	"zhixing/app/paper"
)

// eye puts app/paper's reading of scans behind the office's interface.
type eye struct{ *paper.Eye }

// Eye is what an office reads scans with; pages of PDFs are drawn by the
// previewer, which the caller closes.
func Eye(p *paper.Previewer) office.Eye { return eye{paper.NewEye(p)} }

func (e eye) Look(ctx context.Context, f office.ScanSource, size int64, name string) (office.ScanLook, error) {
	kind, pages, err := e.Eye.Look(ctx, f, size, name)
	return office.ScanLook{Kind: kind, Pages: pages, Name: name}, err
}

func (e eye) Read(ctx context.Context, f office.ScanSource, look office.ScanLook) ([]office.PageRead, error) {
	seen, err := e.Eye.Read(ctx, f, look.Kind, look.Pages, look.Name)
	out := make([]office.PageRead, len(seen))
	for i, s := range seen {
		out[i] = office.PageRead(s)
	}
	return out, err
}

func (e eye) Draw(ctx context.Context, f office.ScanSource, kind court.ScanKind, page, turn int, dpi float64) (image.Image, error) {
	return e.Eye.Draw(ctx, f, kind, page, turn, dpi)
}

// binder puts app/paper's bundles behind the office's interface.
type binder struct{}

func (binder) Bind(ctx context.Context, plan office.BindPlan, w io.Writer, done func(n, of int)) (int, error) {
	b := paper.Bundle{
		Court: plan.Court, Title: plan.Title, CaseNo: plan.CaseNo, Facts: plan.Facts, Missing: plan.Missing, Made: plan.Made, Maker: plan.Maker,
	}
	for _, v := range plan.Volumes {
		volume := paper.BundleVolume{Name: v.Name}
		for _, e := range v.Entries {
			entry := paper.BundleEntry{Heading: e.Heading, Title: e.Title, Number: e.Number, Date: e.Date}
			for _, p := range e.Pages {
				entry.Pages = append(entry.Pages, paper.BundlePage{File: (*paper.BundleFile)(p.File), Page: p.Page, Turn: p.Turn})
			}
			volume.Entries = append(volume.Entries, entry)
		}
		b.Volumes = append(b.Volumes, volume)
	}
	return paper.Bind(ctx, b, w, done)
}
