package cases

import (
	"context"
	"fmt"
	"image"
	"path/filepath"
	"strconv"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"

	"zhixing/app/court"
	"zhixing/app/desktop/papers/parts"
	"zhixing/app/desktop/service"
	"zhixing/app/desktop/widgets"
	"zhixing/app/office"
)

// papersPart is the tab 文书: the papers of the case with a preview.
type papersPart struct {
	page   *casePage
	loader *widgets.Loader
	table  *widgets.DataTable[court.Paper]
	view   *widgets.PageView
	bar    *fyne.Container
	root   fyne.CanvasObject
	shown  int64 // paper in the preview
}

func newPapersPart(p *casePage) *papersPart {
	t := &papersPart{page: p, loader: widgets.NewLoader(p.f.Window()), view: widgets.NewPageView(p.f.Window())}
	t.loader.OnError = p.f.Fail
	type column = widgets.Column[court.Paper]
	cell := func(pick func(court.Paper) string) func(court.Paper) widgets.Cell {
		return func(x court.Paper) widgets.Cell {
			if x.Void != "" {
				return widgets.QuietCell(pick(x))
			}
			return widgets.TextCell(pick(x))
		}
	}
	t.table = widgets.NewListTable([]column{
		{ID: "name", Label: "名称", Width: 130, Stretch: 2, Cell: cell(func(x court.Paper) string { return x.Name })},
		{ID: "number", Label: "文书号", Width: 176, Stretch: 1, Cell: cell(func(x court.Paper) string { return x.Number })},
		{ID: "for", Label: "致", Width: 80, Stretch: 2, Cell: cell(func(x court.Paper) string { return x.For })},
		{ID: "dated", Label: "日期", Width: 88, Cell: cell(func(x court.Paper) string { return x.Dated.String() })},
		{ID: "pages", Label: "页数", Width: 46, Align: fyne.TextAlignTrailing, Cell: cell(func(x court.Paper) string { return strconv.Itoa(x.Pages) })},
		{ID: "maker", Label: "制作人", Width: 66, Cell: cell(func(x court.Paper) string { return x.Maker })},
		{ID: "state", Label: "状态", Width: 122, Cell: parts.PaperState},
	}, func(x court.Paper) string { return strconv.FormatInt(x.ID, 10) }, nil)
	t.table.Empty = widgets.Empty{Text: "本案还没有制作文书。"}
	if p.f.Can(office.MayMakePaper) {
		t.table.Empty.Label, t.table.Empty.Action = "制作文书", func() { p.f.OpenPaperMaker(p.id, "") }
	}
	t.table.OnChosen = t.preview
	t.table.OnOpen = func(court.Paper) { t.openOutside() }
	t.bar = widgets.HStack(6)
	side := container.NewBorder(widgets.Padded(8, 5, t.bar), nil, nil, nil, t.view)
	t.root = newHalves(0.63, t.table, side)
	return t
}

func (t *papersPart) content() fyne.CanvasObject { return t.root }

func (t *papersPart) focus() { t.table.Focus() }

func (t *papersPart) actions(*facts) []fyne.CanvasObject {
	if !t.page.f.Can(office.MayMakePaper) {
		return nil
	}
	return []fyne.CanvasObject{widgets.NewButton("制作文书", func() { t.page.f.OpenPaperMaker(t.page.id, "") })}
}

func (t *papersPart) show(x *facts) {
	t.table.ShowRows(x.papers)
	if len(x.papers) == 0 {
		t.shown = 0
		t.view.Clear("还没有可以预览的文书")
	}
	t.showBar()
}

// showBar offers what can be done with the chosen paper.
func (t *papersPart) showBar() {
	t.bar.Objects = nil
	x, ok := t.table.Chosen()
	if ok {
		t.bar.Objects = []fyne.CanvasObject{
			widgets.NewSmallButton("打开", t.openOutside), widgets.NewSmallButton("打印", t.print), widgets.NewSmallButton("另存", t.saveAs),
			widgets.NewSmallButton("Word", func() { parts.SaveStoredWord(t.page.f, widgets.NewLoader(t.page.f.Window()), x) }), widgets.NewSmallButton("记录", func() { parts.ShowRecord(t.page.f, x) }),
		}
		if parts.MayEnterSignature(t.page.f, x) {
			t.bar.Add(widgets.NewSmallButton("签发", func() { parts.AskSignature(t.page.f, x) }))
		}
		if line, ok := t.page.facts.toServe(x.ID); ok && t.page.f.Can(office.MayRecordService) {
			t.bar.Add(widgets.NewSmallButton("登记送达", func() { service.Ask(t.page.f, t.page.facts.service.Lines, line) }))
		}
		if x.Void == "" && t.page.f.Can(office.MayVoidPaper) {
			t.bar.Add(widgets.NewSmallButton("作废", t.askVoid))
		}
		if x.Void != "" {
			t.bar.Add(newFitText("作废理由："+x.Void, widgets.CaptionSize, widgets.ColorQuiet, false, 220))
		} else if x.SignedBy != "" {
			t.bar.Add(newFitText(x.SignedBy+" "+x.SignedOn.String()+" 签发", widgets.CaptionSize, widgets.ColorQuiet, false, 160))
		}
	}
	t.bar.Refresh()
}

// preview shows the chosen paper.
func (t *papersPart) preview(x court.Paper) {
	t.showBar()
	if t.shown == x.ID {
		return
	}
	t.shown = x.ID
	t.view.Clear("正在读取…")
	f := t.page.f
	type loaded struct {
		pdf   []byte
		pages int
	}
	widgets.Load(t.loader, func(ctx context.Context) (loaded, error) {
		made, err := f.Office().PaperPDF(ctx, x.ID)
		if err != nil {
			return loaded{}, err
		}
		pages, err := f.PageCount(ctx, made.PDF)
		return loaded{made.PDF, pages}, err
	}, func(l loaded) {
		t.view.SetPages(l.pages, func(ctx context.Context, page int, dpi float64) (image.Image, error) {
			return f.PageImage(ctx, l.pdf, page, dpi)
		})
	})
}

// withFile writes the chosen paper into the out folder and hands its path on.
func (t *papersPart) withFile(use func(path string)) {
	x, ok := t.table.Chosen()
	if !ok {
		return
	}
	f := t.page.f
	path := filepath.Join(f.OutDir(), office.FileName(x))
	t.write(x.ID, path, func() { use(path) })
}

func (t *papersPart) write(id int64, path string, done func()) {
	loader := widgets.NewLoader(t.page.f.Window())
	loader.OnError = t.page.f.Fail
	o := t.page.f.Office()
	widgets.Load(loader, func(ctx context.Context) (struct{}, error) {
		made, err := o.PaperPDF(ctx, id)
		if err != nil {
			return struct{}{}, err
		}
		return struct{}{}, savePDF(path, made.PDF)
	}, func(struct{}) { done() })
}

func (t *papersPart) openOutside() { t.withFile(t.page.f.OpenOutside) }

func (t *papersPart) print() { t.withFile(t.page.f.PrintOutside) }

func (t *papersPart) saveAs() {
	x, ok := t.table.Chosen()
	if !ok {
		return
	}
	t.page.f.SaveFile("另存文书", office.FileName(x), func(path string) {
		t.write(x.ID, path, func() { t.page.f.Say("已另存到 " + path) })
	})
}

// askVoid asks why the paper is void; that cannot be undone.
func (t *papersPart) askVoid() {
	x, ok := t.table.Chosen()
	if !ok {
		return
	}
	p := t.page
	form := dialogForm()
	form.AddReadOnly("文书", fmt.Sprintf("%s  %s  %s", x.Name, x.Number, x.For))
	reason := form.AddTextArea("作废理由", 3, widgets.Required(), widgets.Help("作废后不能恢复，文书仍保留在案件中；它的送达不再算，由它办结的节点重新办理"))
	o, actor := p.f.Office(), p.f.Actor()
	var moved []office.Move
	widgets.FormDialogLater(p.f.Window(), "作废文书", form, "作废", func() (func(context.Context) error, error) {
		why := reason.Text()
		return func(ctx context.Context) (err error) {
			moved, err = o.WithdrawPaper(ctx, actor, x.ID, why)
			return err
		}, nil
	}, func() { p.f.Say("已作废“" + x.Name + "”" + followedText(moved)) })
}
