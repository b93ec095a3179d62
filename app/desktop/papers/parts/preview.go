// Package parts holds what several screens of papers and money need: the
// preview of a PDF, the choice of a case, printing a paper in one step and
// writing a list to Excel.
package parts

import (
	"context"
	"fmt"
	"image"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"

	"zhixing/app/court"
	"zhixing/app/desktop/frame"
	"zhixing/app/desktop/widgets"
	"zhixing/app/office"
)

// Preview shows a PDF page by page. Use it on the window's thread.
type Preview struct {
	f      frame.Frame
	view   *widgets.PageView
	loader *widgets.Loader
}

// NewPreview makes an empty preview; extra objects stand at the end of its bar.
func NewPreview(f frame.Frame, extra ...fyne.CanvasObject) *Preview {
	p := &Preview{f: f, view: widgets.NewPageView(f.Window(), extra...), loader: widgets.NewLoader(f.Window())}
	p.loader.OnError = p.Refuse
	return p
}

// Object is what stands on the screen.
func (p *Preview) Object() fyne.CanvasObject { return p.view }

// Show shows a PDF; the page that was shown stays when the PDF has it.
func (p *Preview) Show(pdf []byte) {
	widgets.Load(p.loader, func(ctx context.Context) (int, error) { return p.f.PageCount(ctx, pdf) },
		func(pages int) { p.display(pdf, pages) })
}

// ShowPaper reads a stored paper and shows it.
func (p *Preview) ShowPaper(id int64) {
	type counted struct {
		pdf   []byte
		pages int
	}
	widgets.Load(p.loader, func(ctx context.Context) (counted, error) {
		made, err := p.f.Office().PaperPDF(ctx, id)
		if err != nil {
			return counted{}, err
		}
		pages, err := p.f.PageCount(ctx, made.PDF)
		return counted{made.PDF, pages}, err
	}, func(c counted) { p.display(c.pdf, c.pages) })
}

func (p *Preview) display(pdf []byte, pages int) {
	p.view.SetPages(pages, func(ctx context.Context, page int, dpi float64) (image.Image, error) {
		return p.f.PageImage(ctx, pdf, page, dpi)
	})
}

// Clear shows a sentence instead of a paper.
func (p *Preview) Clear(sentence string) {
	p.loader.Cancel()
	p.view.Clear(sentence)
}

// Refuse shows that there is nothing to see, and why.
func (p *Preview) Refuse(error) { p.Clear("现在不能预览") }

// Turn goes forward or back some pages.
func (p *Preview) Turn(step int) { p.view.Turn(step) }

// PaperDialog shows a stored paper over the present screen.
func PaperDialog(f frame.Frame, title string, id int64) *widgets.Dialog {
	p := NewPreview(f)
	d := widgets.NewDialog(f.Window(), title, p.Object())
	d.Resize(820, 660)
	p.ShowPaper(id)
	f.Window().Canvas().Focus(p.view)
	return d
}

// PreviewAndPrint shows what a paper will look like; nothing is kept until it is
// printed from there. A paper about a whole case that is there already, with
// nothing done in the case since, is shown and printed again instead.
func PreviewAndPrint(f frame.Frame, loader *widgets.Loader, title string, req office.PaperRequest) *widgets.Dialog {
	p := NewPreview(f)
	var d *widgets.Dialog
	var kept court.Paper
	said := widgets.NewText("按“打印”才存入案件", widgets.TableSize, widgets.ColorQuiet, false)
	print := widgets.NewPrimaryButton("打印", func() {
		d.Close()
		if kept.ID == 0 {
			MakeAndPrint(f, loader, req, nil)
			return
		}
		UseStored(f, loader, []int64{kept.ID}, f.PrintOutside)
		f.Say("已送打印：" + kept.Name + "　" + kept.Number + "，案件里还是这一份")
	})
	print.Disable() // until it is known what is printed
	d = widgets.NewDialog(f.Window(), title, container.NewBorder(widgets.Padded(2, 4, said), nil, nil, nil, p.Object()), print)
	d.Resize(820, 660)
	o, actor := f.Office(), f.Actor()
	type draft struct {
		copies [][]byte
		kept   court.Paper
	}
	widgets.LoadResult(loader, func(ctx context.Context) (out draft, err error) {
		if req.RefID == 0 && req.PartyID == 0 {
			paper, same, err := o.UnchangedPaper(ctx, req.CaseID, req.Form)
			if err != nil {
				return out, err
			}
			if same {
				out.kept = paper
				return out, nil
			}
		}
		out.copies, err = o.Preview(ctx, actor, req)
		return out, err
	}, func(x draft, err error) {
		switch {
		case err != nil:
			d.Close()
			f.Fail(err)
			return
		case x.kept.ID != 0:
			kept = x.kept
			said.Text = fmt.Sprintf("%s已经做过这一份，之后案件没有变化：“打印”印的是它，不另编号", kept.Dated)
			said.Refresh()
			p.ShowPaper(kept.ID)
		default:
			p.Show(x.copies[0])
		}
		print.Enable()
		f.Window().Canvas().Focus(print)
	})
	return d
}

// Title names a paper for a heading: name, recipient, number.
func Title(m office.MadePaper) string {
	title := m.Name
	if m.For != "" {
		title += "（" + m.For + "）"
	}
	return title + "　" + m.Number
}
