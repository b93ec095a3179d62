package cases

import (
	"context"
	"fmt"
	"image"
	"io"
	"path/filepath"
	"strconv"
	"strings"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"

	"zhixing/app/court"
	"zhixing/app/desktop/frame"
	"zhixing/app/desktop/papers/parts"
	"zhixing/app/desktop/scans/filing"
	"zhixing/app/desktop/widgets"
	"zhixing/app/law"
	"zhixing/app/office"
	"zhixing/app/sheet"
)

// dossierPart is the tab 卷宗: printed papers and scans together, in the order of
// the catalogue.
type dossierPart struct {
	page    *casePage
	loader  *widgets.Loader
	worker  *widgets.Loader
	reader  *widgets.Loader // of the paper in the preview
	state   office.Dossier
	names   map[string]string // of headings
	table   *widgets.DataTable[office.DossierEntry]
	view    *widgets.PageView
	bar     *fyne.Container
	missing *fyne.Container
	title   *textLine
	root    fyne.CanvasObject
	shown   string // entry in the preview
}

func newDossierPart(p *casePage) *dossierPart {
	t := &dossierPart{page: p, loader: widgets.NewLoader(p.f.Window()), worker: widgets.NewLoader(p.f.Window()), reader: widgets.NewLoader(p.f.Window()), view: widgets.NewPageView(p.f.Window()),
		bar: widgets.HStack(6), missing: container.NewStack(), title: newTextLine(150, widgets.ColorText)}
	t.loader.OnError, t.worker.OnError, t.reader.OnError = p.f.Fail, p.f.Fail, p.f.Fail
	type column = widgets.Column[office.DossierEntry]
	cell := func(pick func(office.DossierEntry) string) func(office.DossierEntry) widgets.Cell {
		return func(e office.DossierEntry) widgets.Cell {
			if e.Left == "作废" {
				return widgets.QuietCell(pick(e))
			}
			return widgets.TextCell(pick(e))
		}
	}
	t.table = widgets.NewListTable([]column{
		{ID: "volume", Label: "卷", Width: 54, Cell: cell(func(e office.DossierEntry) string { return e.Volume })},
		{ID: "heading", Label: "目录", Width: 110, Stretch: 1, Cell: func(e office.DossierEntry) widgets.Cell { return widgets.QuietCell(t.names[e.Heading]) }},
		{ID: "title", Label: "材料", Width: 150, Stretch: 2, Cell: cell(office.DossierEntry.Title)},
		{ID: "kind", Label: "种类", Width: 52, Cell: cell(kindOfEntry)},
		{ID: "date", Label: "日期", Width: 88, Cell: cell(func(e office.DossierEntry) string { return e.Date().String() })},
		{ID: "pages", Label: "页数", Width: 46, Align: fyne.TextAlignTrailing, Cell: cell(func(e office.DossierEntry) string { return strconv.Itoa(e.Pages()) })},
		{ID: "left", Label: "入卷", Width: 96, Cell: func(e office.DossierEntry) widgets.Cell {
			if e.Left == "" {
				return widgets.StateCell(widgets.StateDone, "入卷")
			}
			return widgets.QuietCell(e.Left)
		}},
	}, office.DossierEntry.Key, nil)
	t.table.Empty = widgets.Empty{Text: "本案还没有文书和扫描件。把 JPG、PNG、PDF 文件拖到窗口里，或者点“添加扫描件…”。"}
	t.table.OnChosen = t.preview
	t.table.OnOpen = func(e office.DossierEntry) { t.openOutside(e) }
	side := container.NewBorder(widgets.Padded(8, 5, t.bar), nil, nil, nil, t.view)
	t.root = newHalves(0.63, container.NewBorder(nil, t.missing, nil, nil, t.table), side)
	return t
}

func kindOfEntry(e office.DossierEntry) string {
	if e.Scan != nil {
		return "扫描件"
	}
	return "文书"
}

func (t *dossierPart) content() fyne.CanvasObject { return t.root }

func (t *dossierPart) focus() { t.table.Focus() }

func (t *dossierPart) actions(*facts) []fyne.CanvasObject {
	out := []fyne.CanvasObject{t.title.box}
	if t.page.f.Can(office.MayFileScan) {
		out = append(out, widgets.NewButton("添加扫描件…", t.choose))
	}
	if t.page.f.Can(office.MayMakePaper) {
		out = append(out, widgets.NewMenuButton("制作卷宗", widgets.ButtonPrimary, func() []widgets.MenuItem {
			return []widgets.MenuItem{
				{Label: "执行卷宗（正卷、副卷）", Note: "PDF", Do: func() { t.bind(office.DossierCase) }},
				{Label: "终本评查卷", Note: "PDF", Do: func() { t.bind(office.DossierReview) }},
			}
		}))
	}
	return out
}

// bind makes the dossier one PDF, with cover, catalogue and page numbers, and
// opens it.
func (t *dossierPart) bind(kind office.DossierKind) {
	f, id := t.page.f, t.page.id
	o, actor := f.Office(), f.Actor()
	path := filepath.Join(f.OutDir(), office.FileName(court.Paper{Number: t.page.facts.c.Number.String(), Name: string(kind)}))
	var made office.BoundDossier
	parts.Run(f, "制作"+string(kind), func(ctx context.Context, report func(float64, string)) error {
		report(0, "正在整理目录…")
		return sheet.SaveFile(path, func(w io.Writer) (err error) {
			made, err = o.BindDossier(ctx, actor, id, kind, w, func(n, of int) {
				report(0.9*float64(n)/float64(of), fmt.Sprintf("第 %d 份，共 %d 份", n, of))
			})
			return err
		})
	}, func() {
		f.OpenOutside(path)
		text := fmt.Sprintf("%s：%d 份材料，共 %d 页，已存为 %s", kind, made.Entries, made.Pages, path)
		if made.Missing > 0 {
			text = fmt.Sprintf("%s：%d 份材料，共 %d 页，还缺 %d 项（见首页），已存为 %s", kind, made.Entries, made.Pages, made.Missing, path)
		}
		f.Say(text)
	})
}

func (t *dossierPart) choose() {
	f := t.page.f
	f.ChooseFiles("添加扫描件", filing.Extensions, func(paths []string) { filing.AskTake(f, t.page.facts.c, paths, t.page.facts.papers) })
}

func (t *dossierPart) show(*facts) {
	o, id := t.page.f.Office(), t.page.id
	widgets.Load(t.loader, func(ctx context.Context) (office.Dossier, error) { return o.Dossier(ctx, id, office.DossierCase) }, func(d office.Dossier) {
		t.state, t.names = d, map[string]string{}
		for _, h := range d.Headings {
			t.names[h.ID] = h.Name
		}
		t.table.SetRows(d.Entries)
		entries, pages := d.Bound()
		t.title.set(fmt.Sprintf("入卷 %d 份 %d 页", entries, pages))
		t.showMissing(d)
		if e, ok := t.table.Chosen(); ok {
			t.preview(e)
		} else if len(d.Entries) > 0 {
			t.table.ChooseIndex(0)
		} else {
			t.shown = ""
			t.view.Clear("还没有可以预览的材料")
			t.showBar()
		}
	})
}

// showMissing says under the table what the dossier lacks, and that its order
// was changed.
func (t *dossierPart) showMissing(d office.Dossier) {
	notes := widgets.VStack(0)
	if n := len(d.Missing); n > 0 {
		text := fmt.Sprintf("还缺 %d 项：%s", n, strings.TrimSuffix(d.Missing[0], "。"))
		if n > 1 {
			text += "等"
		}
		open := widgets.NewSmallButton("全部", func() {
			list := widgets.VStack(6)
			for i, m := range d.Missing {
				list.Add(widgets.NewWrapText(fmt.Sprintf("%d. %s", i+1, m), widgets.TableSize, widgets.ColorText))
			}
			widgets.NewDialog(t.page.f.Window(), "卷宗还缺的材料", widgets.Sized(560, 360, container.NewVScroll(list)))
		})
		notes.Add(container.NewBorder(nil, nil, nil, widgets.Padded(6, 2, open), widgets.NewNotice(widgets.StateNear, text)))
	}
	if d.ByHand {
		var back fyne.CanvasObject
		if t.page.f.Can(office.MayFileScan) {
			back = widgets.Padded(6, 2, widgets.NewSmallButton("恢复法定顺序", t.resetOrder))
		}
		notes.Add(container.NewBorder(nil, nil, nil, back, widgets.NewNotice(widgets.StateNear, "材料的顺序手工调整过，装订按现在的顺序")))
	}
	t.missing.Objects = []fyne.CanvasObject{notes}
	t.missing.Refresh()
}

// preview shows the chosen entry.
func (t *dossierPart) preview(e office.DossierEntry) {
	t.showBar()
	f := t.page.f
	if e.Scan != nil { // again when it was turned
		t.reader.Cancel()
		if t.shown != e.Key() {
			t.view.Clear("正在读取…")
		}
		t.shown = e.Key()
		filing.Show(f, t.view, *e.Scan)
		return
	}
	if t.shown == e.Key() {
		return
	}
	t.shown = e.Key()
	t.view.Clear("正在读取…")
	type loaded struct {
		pdf   []byte
		pages int
	}
	id := e.Paper.ID
	widgets.Load(t.reader, func(ctx context.Context) (l loaded, err error) {
		made, err := f.Office().PaperPDF(ctx, id)
		if err != nil {
			return l, err
		}
		l.pdf = made.PDF
		l.pages, err = f.PageCount(ctx, made.PDF)
		return l, err
	}, func(l loaded) {
		t.view.SetPages(l.pages, func(ctx context.Context, page int, dpi float64) (image.Image, error) {
			return f.PageImage(ctx, l.pdf, page, dpi)
		})
	})
}

// showBar offers what can be done with the chosen entry.
func (t *dossierPart) showBar() {
	t.bar.Objects = nil
	e, ok := t.table.Chosen()
	f := t.page.f
	switch {
	case !ok:
	case e.Scan == nil:
		t.bar.Add(widgets.NewSmallButton("打开", func() { t.openOutside(e) }))
		t.bar.Add(widgets.NewSmallButton("到“文书”页", func() { t.page.choose(frame.TabPapers) }))
		if f.Can(office.MayFileScan) {
			t.bar.Add(widgets.NewSmallButton("上移 Alt+↑", func() { t.moveEntry(-1) }))
			t.bar.Add(widgets.NewSmallButton("下移 Alt+↓", func() { t.moveEntry(1) }))
		}
	default:
		s := *e.Scan
		t.bar.Add(widgets.NewSmallButton("原文件", func() { t.openOutside(e) }))
		if s.Void == "" && f.Can(office.MayFileScan) {
			t.bar.Add(widgets.NewSmallButton("左转", func() { filing.Turn(f, t.worker, t.view, s, 270) }))
			t.bar.Add(widgets.NewSmallButton("右转", func() { filing.Turn(f, t.worker, t.view, s, 90) }))
			t.bar.Add(widgets.NewSmallButton("更名、改目录", func() {
				filing.AskFile(f, s, office.CaseRow{ID: t.page.id, Number: t.page.facts.c.Number.String()}, t.page.facts.papers)
			}))
			t.bar.Add(widgets.NewMenuButton("更多", widgets.ButtonSmall, func() []widgets.MenuItem {
				return []widgets.MenuItem{
					{Label: "上移", Note: "Alt+↑", Do: func() { t.moveEntry(-1) }},
					{Label: "下移", Note: "Alt+↓", Do: func() { t.moveEntry(1) }},
					{Label: "移到别的案件…", Do: func() { filing.AskMove(f, s) }},
					{Label: "作废…", Do: func() { filing.AskVoid(f, s) }},
				}
			}))
		}
		t.bar.Add(newFitText(aboutScan(s), widgets.CaptionSize, widgets.ColorQuiet, false, 170))
	}
	t.bar.Refresh()
}

// moveEntry moves the chosen entry up or down; it stays chosen.
func (t *dossierPart) moveEntry(by int) {
	e, ok := t.table.Chosen()
	f, id := t.page.f, t.page.id
	if !ok || t.worker.Busy() || !f.Can(office.MayFileScan) {
		return
	}
	o, actor := f.Office(), f.Actor()
	widgets.Load(t.worker, func(ctx context.Context) (struct{}, error) {
		return struct{}{}, o.MoveDossierEntry(ctx, actor, id, office.DossierCase, e.Key(), by)
	}, func(struct{}) { f.Say("已调整“" + e.Title() + "”的顺序，装订的卷宗按这个顺序") })
}

// resetOrder goes back to the order of the catalogue.
func (t *dossierPart) resetOrder() {
	f, id := t.page.f, t.page.id
	o, actor := f.Office(), f.Actor()
	widgets.Load(t.worker, func(ctx context.Context) (struct{}, error) {
		return struct{}{}, o.ResetDossierOrder(ctx, actor, id, office.DossierCase)
	}, func(struct{}) { f.Say("卷宗已恢复目录规定的顺序") })
}

// aboutScan says where a scan comes from.
func aboutScan(s court.Scan) string {
	switch {
	case s.Void != "":
		return "作废理由：" + s.Void
	case s.Note != "":
		return s.Note
	case s.Item != "":
		return "证明：" + law.ItemText(s.Item)
	}
	return s.By + " " + s.At.Format("2006-01-02") + " " + s.Way
}

func (t *dossierPart) openOutside(e office.DossierEntry) {
	f := t.page.f
	if e.Scan != nil {
		page := min(t.view.Page(), len(e.Scan.Pages)-1)
		filing.OpenOriginal(f, t.worker, e.Scan.Pages[page])
		return
	}
	path, id := filepath.Join(f.OutDir(), office.FileName(*e.Paper)), e.Paper.ID
	o := f.Office()
	widgets.Load(t.worker, func(ctx context.Context) (struct{}, error) {
		made, err := o.PaperPDF(ctx, id)
		if err != nil {
			return struct{}{}, err
		}
		return struct{}{}, savePDF(path, made.PDF)
	}, func(struct{}) { f.OpenOutside(path) })
}

// dropped takes files that were dropped on the window while the case is in
// front, whichever of its tabs is.
func (p *casePage) dropped(_ fyne.Position, files []fyne.URI) {
	paths := filing.Dropped(p.f, p.content, files)
	if len(paths) == 0 || p.facts == nil || !p.f.Can(office.MayFileScan) {
		return
	}
	p.choose(frame.TabDossier)
	filing.AskTake(p.f, p.facts.c, paths, p.facts.papers)
}
