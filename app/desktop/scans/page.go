// Package scans is the page 扫描归档: files come in by button, by drop or from
// the folder of the scanner; what no code files lies in the tray to be filed by
// hand.
package scans

import (
	"context"
	"fmt"
	"strconv"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"

	"zhixing/app/court"
	"zhixing/app/desktop/frame"
	"zhixing/app/desktop/papers/parts"
	"zhixing/app/desktop/scans/filing"
	"zhixing/app/desktop/widgets"
	"zhixing/app/office"
)

// recentScans is how many scans filed last the page shows.
const recentScans = 100

// lookEvery is how often the folder of the scanner is looked into while the page
// is in front.
const lookEvery = 15 * time.Second

type page struct {
	f       frame.Frame
	loader  *widgets.Loader
	watch   *widgets.Loader
	worker  *widgets.Loader
	folder  string
	refused map[string]string // stamps of files in the folder by path: they are not tried again by themselves
	waiting int
	timer   *time.Timer
	front   bool

	tray, recent *widgets.DataTable[court.Scan]
	trayCard     *widgets.Card
	recentCard   *widgets.Card
	view         *widgets.PageView
	bar          *fyne.Container
	note         *fyne.Container
	collect      *widgets.Button
	root         fyne.CanvasObject
	shown        *court.Scan
}

// NewPage makes the page 扫描归档.
func NewPage(f frame.Frame) frame.Page {
	p := &page{f: f, loader: widgets.NewLoader(f.Window()), watch: widgets.NewLoader(f.Window()), worker: widgets.NewLoader(f.Window()), refused: map[string]string{}}
	p.loader.OnError, p.worker.OnError = f.Fail, f.Fail
	return p
}

// Nav lights 扫描归档.
func (p *page) Nav() string { return frame.PageScans }

// Content builds the lists and the preview.
func (p *page) Content() fyne.CanvasObject {
	p.tray = p.table("待归档的扫描件都归完了。印有二维码的页收取时自动归档；读不出来的会列在这里。", widgets.Column[court.Scan]{
		ID: "note", Label: "说明", Width: 130, Stretch: 1, Cell: func(s court.Scan) widgets.Cell { return widgets.QuietCell(s.Note) }})
	p.recent = p.table("还没有归档的扫描件。", widgets.Column[court.Scan]{
		ID: "case", Label: "案号", Width: 150, Stretch: 1, Cell: func(s court.Scan) widgets.Cell {
			if s.Void != "" {
				return widgets.QuietCell(s.CaseNo + "（作废）")
			}
			return widgets.TextCell(s.CaseNo)
		}})
	p.tray.OnOpen = func(s court.Scan) { p.file(s) }
	p.recent.OnOpen = func(s court.Scan) { p.f.OpenCase(s.CaseID, frame.TabDossier) }
	p.view = widgets.NewPageView(p.f.Window())
	p.view.Clear("在左边选一份")
	p.bar = widgets.HStack(6)
	p.note = container.NewStack()
	p.collect = widgets.NewButton("收取", p.takeFolder)
	actions := []fyne.CanvasObject{p.collect, widgets.NewPrimaryButton("添加文件…", p.choose)}
	if !p.f.Can(office.MayFileScan) {
		actions = nil
	}
	p.trayCard = widgets.NewCard("待归档", "", p.tray, actions...)
	p.recentCard = widgets.NewCard("最近归档", "", p.recent)
	side := widgets.NewCard("", "", container.NewBorder(widgets.Padded(8, 5, p.bar), nil, nil, nil, p.view))
	left := parts.Rows([]float32{-1, 0, 220}, p.note, p.trayCard, p.recentCard)
	p.root = parts.Columns([]float32{0, 470}, left, side)
	return p.root
}

func (p *page) table(empty string, last widgets.Column[court.Scan]) *widgets.DataTable[court.Scan] {
	t := widgets.NewListTable([]widgets.Column[court.Scan]{
		{ID: "title", Label: "名称", Width: 150, Stretch: 2, Cell: func(s court.Scan) widgets.Cell { return widgets.TextCell(s.Title) }},
		{ID: "pages", Label: "页数", Width: 46, Align: fyne.TextAlignTrailing, Cell: func(s court.Scan) widgets.Cell { return widgets.TextCell(strconv.Itoa(len(s.Pages))) }},
		{ID: "way", Label: "来源", Width: 46, Cell: func(s court.Scan) widgets.Cell { return widgets.QuietCell(s.Way) }},
		{ID: "at", Label: "收取", Width: 98, Cell: func(s court.Scan) widgets.Cell { return widgets.QuietCell(s.At.Format("01-02 15:04")) }},
		{ID: "by", Label: "收取人", Width: 58, Cell: func(s court.Scan) widgets.Cell { return widgets.QuietCell(s.By) }},
		last,
	}, func(s court.Scan) string { return strconv.FormatInt(s.ID, 10) }, nil)
	t.Empty = widgets.Empty{Text: empty}
	t.OnChosen = p.show
	return t
}

// Shown reads the lists, takes drops and looks into the folder of the scanner.
func (p *page) Shown() {
	p.front = true
	p.f.Window().SetOnDropped(p.dropped)
	p.load()
	p.look()
	p.tray.Focus()
}

// Leave ends what only the page in front does.
func (p *page) Leave(func()) bool {
	p.front = false
	p.f.Window().SetOnDropped(nil)
	if p.timer != nil {
		p.timer.Stop()
	}
	return true
}

// Changed reads the lists again.
func (p *page) Changed(c office.Change) {
	if c.What == "scan" || c.What == "settings" {
		p.load()
	}
}

// Keys gives the page's shortcuts.
func (p *page) Keys() widgets.Bindings {
	return widgets.Bindings{"F5": func() { p.load(); p.look() }, "Ctrl+O": p.choose}
}

func (p *page) load() {
	o := p.f.Office()
	type lists struct{ tray, recent []court.Scan }
	widgets.Load(p.loader, func(ctx context.Context) (l lists, err error) {
		if l.tray, err = o.ScanTray(ctx); err != nil {
			return l, err
		}
		l.recent, err = o.RecentScans(ctx, recentScans)
		return l, err
	}, func(l lists) {
		p.tray.SetRows(l.tray)
		p.recent.SetRows(l.recent)
		p.trayCard.SetRight(fmt.Sprintf("%d 份", len(l.tray)))
		p.showAgain(append(l.tray, l.recent...))
	})
}

// showAgain keeps the scan in the preview, as it is now.
func (p *page) showAgain(all []court.Scan) {
	for _, s := range all {
		if p.shown != nil && s.ID == p.shown.ID && s.InTray() == p.shown.InTray() {
			p.show(s)
			return
		}
	}
	p.shown = nil
	p.view.Clear("在左边选一份")
	p.showBar()
	if s, ok := p.tray.Chosen(); ok {
		p.show(s)
	} else if p.tray.Total() > 0 {
		p.tray.ChooseIndex(0)
	}
}

// show shows a scan with what can be done with it.
func (p *page) show(s court.Scan) {
	if p.shown == nil || p.shown.ID != s.ID {
		p.view.Clear("正在读取…") // a turned scan stays at its page, another one begins
	}
	p.shown = &s
	filing.Show(p.f, p.view, s)
	p.showBar()
}

func (p *page) showBar() {
	p.bar.Objects = nil
	if s := p.shown; s != nil {
		p.bar.Add(widgets.NewSmallButton("原文件", func() { filing.OpenOriginal(p.f, p.worker, s.Pages[p.view.Page()]) }))
		if s.Void == "" && p.f.Can(office.MayFileScan) {
			p.bar.Add(widgets.NewSmallButton("左转", func() { filing.Turn(p.f, p.worker, p.view, *s, 270) }))
			p.bar.Add(widgets.NewSmallButton("右转", func() { filing.Turn(p.f, p.worker, p.view, *s, 90) }))
			if s.InTray() {
				p.bar.Add(widgets.NewSmallButton("归档到案件…", func() { p.file(*s) }))
			}
			p.bar.Add(widgets.NewSmallButton("作废", func() { filing.AskVoid(p.f, *s) }))
		}
		if s.CaseID != 0 {
			p.bar.Add(widgets.NewSmallButton("打开案件", func() { p.f.OpenCase(s.CaseID, frame.TabDossier) }))
		}
	}
	p.bar.Refresh()
}

// file asks which case a scan belongs to, and what it is.
func (p *page) file(s court.Scan) {
	if !p.f.Can(office.MayFileScan) {
		return
	}
	o := p.f.Office()
	parts.PickCase(p.f, parts.CaseQuestion{Title: "归档到哪个案件", Button: "选择"}, func(c office.CaseRow) {
		widgets.Load(p.worker, func(ctx context.Context) ([]court.Paper, error) { return o.Papers(ctx, c.ID) },
			func(papers []court.Paper) { filing.AskFile(p.f, s, c, papers) })
	})
}

func (p *page) choose() {
	if p.f.Can(office.MayFileScan) {
		p.f.ChooseFiles("添加扫描件", filing.Extensions, func(paths []string) {
			filing.Take(p.f, paths, office.ScanFiling{}, court.ScanByHand, nil)
		})
	}
}

func (p *page) dropped(_ fyne.Position, files []fyne.URI) {
	if paths := filing.Dropped(p.f, p.root, files); len(paths) > 0 && p.f.Can(office.MayFileScan) {
		filing.Take(p.f, paths, office.ScanFiling{}, court.ScanByHand, nil)
	}
}
