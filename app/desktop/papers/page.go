// Package papers shows the papers of all cases and makes new ones.
package papers

import (
	"context"
	"fmt"
	"strconv"

	"fyne.io/fyne/v2"

	"zhixing/app/court"
	"zhixing/app/desktop/frame"
	"zhixing/app/desktop/papers/parts"
	"zhixing/app/desktop/widgets"
	"zhixing/app/office"
)

// recentPapers is how many papers the page lists.
const recentPapers = 500

// waiting narrows the list to papers somebody has to sign off.
const waiting = "待签发"

// page lists the papers made last over all cases, with a preview.
type page struct {
	f       frame.Frame
	loader  *widgets.Loader
	work    *widgets.Loader
	table   *widgets.DataTable[court.Paper]
	card    *widgets.Card
	preview *parts.Preview
	buttons []*widgets.Button // for the chosen paper
	sign    *widgets.Button
	all     []court.Paper
	loaded  bool
	form    string // name of the only form shown, "" for all
	chip    *widgets.Chip
}

// NewPapersPage makes the page of papers over all cases.
func NewPapersPage(f frame.Frame) frame.Page {
	p := &page{f: f, loader: widgets.NewLoader(f.Window()), work: widgets.NewLoader(f.Window())}
	p.loader.OnError, p.work.OnError = f.Fail, f.Fail
	return p
}

// Nav lights 文书.
func (p *page) Nav() string { return frame.PagePapers }

// Content builds list and preview.
func (p *page) Content() fyne.CanvasObject {
	p.table = widgets.NewListTable(paperColumns(), func(x court.Paper) string { return strconv.FormatInt(x.ID, 10) }, nil)
	p.table.Empty = widgets.Empty{Text: "还没有做过文书。点“制作文书”，选一个案件开始。"}
	if p.mayMake() {
		p.table.Empty.Label, p.table.Empty.Action = "制作文书 Ctrl+M", p.make
	}
	p.table.OnChosen = func(x court.Paper) { p.choose(x) }
	p.table.OnOpen = func(x court.Paper) { p.open() }
	p.table.RowMenu = p.menu
	p.preview = parts.NewPreview(p.f)
	p.preview.Clear("在左边选一份文书，这里显示它的样子")
	p.chip = widgets.NewMenuChip("文书 全部", p.formItems)
	open, print, save := widgets.NewButton("打开", p.open), widgets.NewButton("打印 Ctrl+P", p.print), widgets.NewButton("另存为…", p.save)
	record := widgets.NewButton("记录", p.record)
	p.buttons = []*widgets.Button{record, open, print, save}
	p.sign = widgets.NewButton("签发", p.askSign)
	p.enable(false)
	row := widgets.HStack(8, p.chip, widgets.NewSpacer(), p.sign, record, open, print, save)
	if p.mayMake() {
		row.Add(widgets.NewButton("批量制作 Ctrl+B", p.batch))
		row.Add(widgets.NewPrimaryButton("制作文书 Ctrl+M", p.make))
	}
	p.card = widgets.NewCard("最近的文书", "", p.table)
	return parts.Rows([]float32{-1, 0}, widgets.NewCard("", "", widgets.Padded(10, 6, row)),
		parts.Columns([]float32{0, 400}, p.card, p.preview.Object()))
}

func paperColumns() []widgets.Column[court.Paper] {
	text := widgets.TextCell
	return []widgets.Column[court.Paper]{
		{ID: "made", Label: "制作时间", Width: 124, Sortable: true, Less: func(a, b court.Paper) bool { return a.MadeAt.Before(b.MadeAt) },
			Cell: func(p court.Paper) widgets.Cell { return widgets.QuietCell(p.MadeAt.Format("2006-01-02 15:04")) }},
		{ID: "name", Label: "文书", Width: 118, Stretch: 1, Sortable: true, Less: func(a, b court.Paper) bool { return a.Name < b.Name }, Cell: func(p court.Paper) widgets.Cell { return widgets.TextCell(p.Name) }},
		{ID: "number", Label: "文书号", Width: 176, Stretch: 1, Sortable: true, Less: func(a, b court.Paper) bool { return a.Number < b.Number },
			Cell: func(p court.Paper) widgets.Cell { return text(p.Number) }},
		{ID: "for", Label: "对象", Width: 92, Stretch: 1, Cell: forCell},
		{ID: "dated", Label: "落款日期", Width: 90, Cell: func(p court.Paper) widgets.Cell { return widgets.DateCell(p.Dated) }},
		{ID: "pages", Label: "页", Width: 36, Align: fyne.TextAlignTrailing, Cell: func(p court.Paper) widgets.Cell { return text(strconv.Itoa(p.Pages)) }},
		{ID: "maker", Label: "制作人", Width: 66, Cell: func(p court.Paper) widgets.Cell { return widgets.QuietCell(p.Maker) }},
		{ID: "state", Label: "状态", Width: 122, Cell: parts.PaperState},
	}
}

// forCell says whom the copy is for.
func forCell(p court.Paper) widgets.Cell {
	if p.For == "" {
		return widgets.QuietCell("全案")
	}
	return widgets.TextCell(p.For)
}

// Shown reads the list.
func (p *page) Shown() { p.load() }

// Changed reads the list again after a paper was made.
func (p *page) Changed(c office.Change) {
	if c.What == "paper" || c.What == "case" {
		p.load()
	}
}

// Keys gives the page's shortcuts.
func (p *page) Keys() widgets.Bindings {
	keys := widgets.Bindings{"F5": p.load, "Ctrl+P": p.print}
	if p.mayMake() {
		keys["Ctrl+M"], keys["Ctrl+B"] = p.make, p.batch
	}
	return keys
}

// Leave never holds the page back.
func (p *page) Leave(func()) bool { return true }

func (p *page) mayMake() bool {
	return !p.f.Office().ReadOnly() && len(p.f.Office().Forms(p.f.Actor())) > 0
}

func (p *page) load() {
	widgets.Load(p.loader, func(ctx context.Context) ([]court.Paper, error) {
		return p.f.Office().RecentPapers(ctx, recentPapers)
	}, func(list []court.Paper) {
		first := !p.loaded
		p.all, p.loaded = list, true
		p.show()
		if first {
			p.table.ChooseIndex(0) // its preview is there without a click
			p.table.Focus()
		}
	})
}

func (p *page) show() {
	rows := p.all
	p.chip.SetText("文书 全部")
	if p.form != "" {
		p.chip.SetText("文书 " + p.form)
		rows = nil
		for _, x := range p.all {
			if x.Name == p.form || p.form == waiting && x.WaitsForSignature() {
				rows = append(rows, x)
			}
		}
	}
	p.table.SetRows(rows)
	p.card.SetRight(fmt.Sprintf("%d 份，新的在前 · 回车打开", len(rows)))
	_, chosen := p.table.Chosen()
	p.enable(chosen)
}

func (p *page) formItems() []widgets.MenuItem {
	counts := map[string]int{}
	var names []string
	for _, x := range p.all {
		if counts[x.Name] == 0 {
			names = append(names, x.Name)
		}
		counts[x.Name]++
	}
	unsigned := 0
	for _, x := range p.all {
		if x.WaitsForSignature() {
			unsigned++
		}
	}
	items := []widgets.MenuItem{
		{Label: "全部", Note: strconv.Itoa(len(p.all)), Checked: p.form == "", Do: func() { p.form = ""; p.show() }},
		{Label: waiting, Note: strconv.Itoa(unsigned), Checked: p.form == waiting, Do: func() { p.form = waiting; p.show() }},
	}
	for _, name := range names {
		items = append(items, widgets.MenuItem{Label: name, Note: strconv.Itoa(counts[name]), Checked: p.form == name, Do: func() { p.form = name; p.show() }})
	}
	return items
}

func (p *page) enable(on bool) {
	for _, b := range p.buttons {
		if on {
			b.Enable()
		} else {
			b.Disable()
		}
	}
	x, ok := p.table.Chosen()
	able(p.sign, on && ok && parts.MayEnterSignature(p.f, x))
}

// askSign asks who signed the chosen paper off.
func (p *page) askSign() {
	if x, ok := p.table.Chosen(); ok {
		parts.AskSignature(p.f, x)
	}
}

func (p *page) choose(x court.Paper) {
	p.enable(true)
	p.preview.ShowPaper(x.ID)
}

func (p *page) menu(x court.Paper) []widgets.MenuItem {
	return []widgets.MenuItem{
		{Label: "签发…", Disabled: !parts.MayEnterSignature(p.f, x), Do: func() { parts.AskSignature(p.f, x) }},
		{Label: "打开", Note: "回车", Do: p.open},
		{Label: "打印", Note: "Ctrl+P", Do: p.print},
		{Label: "另存为…", Do: p.save},
		{Label: "存为 Word…", Do: func() { parts.SaveStoredWord(p.f, p.work, x) }},
		{Label: "文书记录、改动…", Do: func() { parts.ShowRecord(p.f, x) }},
		{Label: "打开案件", Do: func() { p.f.OpenCase(x.CaseID, frame.TabPapers) }},
	}
}

func (p *page) open() { p.use(p.f.OpenOutside) }

func (p *page) print() {
	p.use(func(path string) {
		p.f.PrintOutside(path)
		p.f.Say("已送打印")
	})
}

// use writes the chosen paper to a file and hands it on.
func (p *page) use(hand func(path string)) {
	if x, ok := p.table.Chosen(); ok {
		parts.UseStored(p.f, p.work, []int64{x.ID}, hand)
	}
}

func (p *page) save() {
	if x, ok := p.table.Chosen(); ok {
		parts.SaveStored(p.f, p.work, office.MadePaper{Paper: x})
	}
}

// record tells how the chosen paper was made and what was changed in it.
func (p *page) record() {
	if x, ok := p.table.Chosen(); ok {
		parts.ShowRecord(p.f, x)
	}
}

// make asks for the case and opens the paper maker.
func (p *page) make() {
	parts.PickCase(p.f, parts.CaseQuestion{Title: "制作文书：给哪个案件做？", Button: "制作文书"}, func(c office.CaseRow) {
		p.f.OpenPaperMaker(c.ID, "")
	})
}

// batch opens the making of several papers for several cases.
func (p *page) batch() { p.f.OpenPaperBatch(nil) }
