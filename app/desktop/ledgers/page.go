// Package ledgers is the 台账报表 page: the over-six-months and 终本 ledgers with
// their three legs, the self-assessment with the cases behind each rate, and
// the backlog by age.
package ledgers

import (
	"context"
	"fmt"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/container"

	"zhixing/app/court"
	"zhixing/app/desktop/frame"
	"zhixing/app/desktop/papers/parts"
	"zhixing/app/desktop/widgets"
	"zhixing/app/office"
	"zhixing/app/sheet"
)

// The tabs.
const (
	tabOverSix = "超六个月未结"
	tabInterim = "终本案件"
	tabAssess  = "评估自查"
	tabBacklog = "积案"
	tabRecords = "信访回访"
	tabService = "送达台账"
	tabReturn  = "上报表"
)

var tabs = []string{tabOverSix, tabInterim, tabAssess, tabBacklog, tabRecords, tabService, tabReturn}

// page is ledgers and reports.
type page struct {
	f       frame.Frame
	loader  *widgets.Loader
	work    *widgets.Loader
	missing bool
	text    string

	tabs    *widgets.TabBar
	card    *widgets.Card
	count   *canvas.Text
	top     *fyne.Container // tabs, count and buttons
	bar     *widgets.FilterBar
	only    *widgets.Check
	lines   map[string]*widgets.DataTable[office.LedgerLine] // by tab
	assess  *assessPart
	backlog *backlogPart
	records *registerPart
	service *servicePart
	returns *returnPart
}

// NewLedgersPage makes the page.
func NewLedgersPage(f frame.Frame) frame.Page {
	p := &page{f: f, loader: widgets.NewLoader(f.Window()), work: widgets.NewLoader(f.Window())}
	p.loader.OnError, p.work.OnError = f.Fail, f.Fail
	return p
}

// Nav lights 台账报表.
func (p *page) Nav() string { return frame.PageLedgers }

// Content builds the tabs.
func (p *page) Content() fyne.CanvasObject {
	p.count = widgets.NewText("", widgets.TableSize, widgets.ColorQuiet, false)
	p.lines = map[string]*widgets.DataTable[office.LedgerLine]{tabOverSix: p.ledgerTable(tabOverSix), tabInterim: p.ledgerTable(tabInterim)}
	p.only = widgets.NewCheck("只看三缺一", func(on bool) { p.missing = on; p.load() })
	p.bar = widgets.NewFilterBar("案号、被执行人、承办人", 260, func(text string) { p.text = text; p.load() }, p.focus, p.only)
	p.assess, p.backlog, p.records, p.service, p.returns = newAssessPart(p), newBacklogPart(p), newRegisterPart(p), newServicePart(p), newReturnPart(p)
	p.tabs = widgets.NewTabBar(widgets.TabItems(tabs...), func(string) { p.show(); p.load(); p.focus() })
	p.card = widgets.NewCard("", "", p.lines[tabOverSix])
	right := widgets.HStack(8, container.NewCenter(p.count))
	if p.f.Can(office.MayExport) {
		right.Add(container.NewCenter(widgets.NewButton("打印 Ctrl+P", p.print)))
		right.Add(container.NewCenter(widgets.NewButton("导出 Excel Ctrl+E", p.export)))
	}
	p.top = container.NewBorder(nil, nil, p.tabs, right)
	p.show()
	return container.NewBorder(p.top, nil, nil, nil, p.card)
}

// Shown reads the front tab.
func (p *page) Shown() { p.load(); p.focus() }

// Changed reads the front tab anew.
func (p *page) Changed(c office.Change) {
	switch c.What {
	case "case", "closure", "ledger", "flow", "rules", "term", "register", "service", "node", "paper":
		p.load()
	}
}

// Leave lets the page go.
func (p *page) Leave(func()) bool { return true }

// Keys gives the page's shortcuts.
func (p *page) Keys() widgets.Bindings {
	keys := widgets.Bindings{"F5": p.load, "Ctrl+F": func() {
		switch {
		case p.isLedger():
			p.bar.Focus()
		case p.tabs.Chosen() == tabRecords:
			p.records.bar.Focus()
		case p.tabs.Chosen() == tabService:
			p.service.bar.Focus()
		}
	}, "Ctrl+N": func() {
		if p.tabs.Chosen() == tabRecords {
			p.records.add()
		} else if p.f.Can(office.MayRegisterCase) {
			p.f.OpenRegistration()
		}
	}}
	for i, tab := range tabs {
		keys[fmt.Sprintf("Ctrl+%d", i+1)] = func() { p.tabs.SetChosen(tab); p.show(); p.load(); p.focus() }
	}
	if p.f.Can(office.MayExport) {
		keys["Ctrl+E"], keys["Ctrl+P"] = p.export, p.print
	}
	return keys
}

func (p *page) isLedger() bool { return p.lines[p.tabs.Chosen()] != nil }

func (p *page) focus() {
	switch tab := p.tabs.Chosen(); tab {
	case tabAssess:
		p.assess.rates.Focus()
	case tabBacklog:
		p.backlog.ages.Focus()
	case tabReturn:
		p.returns.table.Focus()
	case tabRecords:
		p.records.focus()
	case tabService:
		p.service.table.Focus()
	default:
		p.lines[tab].Focus()
	}
}

func (p *page) show() {
	switch tab := p.tabs.Chosen(); tab {
	case tabAssess:
		p.card.SetContent(p.assess.content)
	case tabBacklog:
		p.card.SetContent(p.backlog.content)
	case tabReturn:
		p.card.SetContent(p.returns.content)
	case tabRecords:
		p.card.SetContent(p.records.content)
	case tabService:
		p.card.SetContent(p.service.content)
	default:
		p.card.SetContent(p.bar.Over(p.lines[tab], nil))
	}
	p.showCount()
}

// ledgerOf names the ledger of a tab as the office knows it.
func ledgerOf(tab string) string {
	if tab == tabInterim {
		return court.LedgerInterim
	}
	return court.LedgerOverSix
}

func (p *page) load() {
	o := p.f.Office()
	switch tab := p.tabs.Chosen(); tab {
	case tabAssess:
		p.assess.load()
	case tabReturn:
		p.returns.load()
	case tabBacklog:
		widgets.Load(p.loader, o.Backlog, p.backlog.set)
	case tabRecords:
		p.records.load()
	case tabService:
		p.service.load()
	default:
		q := office.LedgerQuery{Missing: p.missing, Search: p.text}
		widgets.Load(p.loader, func(ctx context.Context) ([]office.LedgerLine, error) { return o.Ledger(ctx, ledgerOf(tab), q) }, func(rows []office.LedgerLine) {
			p.lines[tab].Empty = emptyOf(tab, p.missing || p.text != "")
			p.lines[tab].SetRows(rows)
			p.showCount()
		})
	}
}

func emptyOf(tab string, filtered bool) widgets.Empty {
	switch {
	case filtered:
		return widgets.Empty{Text: "没有符合条件的案件。"}
	case tab == tabInterim:
		return widgets.Empty{Text: "没有以终本结案的案件。"}
	}
	return widgets.Empty{Text: "没有立案超过六个月的未结案件。"}
}

func (p *page) showCount() {
	p.count.Text = ""
	if p.tabs.Chosen() == tabRecords {
		p.count.Text = p.records.count()
	}
	if p.tabs.Chosen() == tabService {
		p.count.Text = p.service.count()
	}
	if table := p.lines[p.tabs.Chosen()]; table != nil {
		lacking := 0
		for _, l := range table.Rows() {
			if len(l.Legs.Missing()) > 0 {
				lacking++
			}
		}
		p.count.Text = fmt.Sprintf("共 %d 件，三缺一 %d 件", len(table.Rows()), lacking)
	}
	p.count.Refresh()
	if p.top != nil {
		p.top.Refresh() // the count may have grown
	}
}

// export writes the front tab to Excel.
func (p *page) export() {
	if p.tabs.Chosen() == tabAssess {
		p.assess.exported().Excel(p.f, p.work)
		return
	}
	p.withList(func(l parts.List) { l.Excel(p.f, p.work) })
}

// print makes a PDF of the front tab.
func (p *page) print() { p.withList(func(l parts.List) { l.Print(p.f) }) }

// withList hands on what the front tab shows.
func (p *page) withList(use func(parts.List)) {
	switch tab := p.tabs.Chosen(); tab {
	case tabAssess:
		use(p.assess.printed())
	case tabReturn:
		use(p.returns.printed())
	case tabBacklog:
		p.backlog.withList(use)
	case tabRecords:
		use(p.records.printed())
	case tabService:
		use(p.service.printed())
	default:
		use(p.printed(tab))
	}
}

// printed is a ledger as it leaves the program.
func (p *page) printed(tab string) parts.List {
	last := sheet.Head{Label: "期限届满", Kind: sheet.Date}
	if tab == tabInterim {
		last.Label = "终本日期"
	}
	l := parts.List{Title: tab + "台账", Notes: []string{p.count.Text + p.filterNote()}, Heads: []sheet.Head{
		{Label: "序号", Kind: sheet.Int}, {Label: "案号"}, {Label: "立案", Kind: sheet.Date}, {Label: "申请执行人"}, {Label: "被执行人"}, {Label: "案由"}, {Label: "承办人"},
		{Label: "标的额（元）", Kind: sheet.Money}, {Label: "到位（元）", Kind: sheet.Money}, last, {Label: daysLabel(tab), Kind: sheet.Int},
		{Label: office.LegListed, Kind: sheet.Date}, {Label: office.LegReviewed, Kind: sheet.Date}, {Label: office.LegReported, Kind: sheet.Date},
	}}
	var principal, realised court.Money
	for i, x := range p.lines[tab].Rows() {
		day := x.Limit
		if tab == tabInterim {
			day = x.Closed
		}
		l.Rows = append(l.Rows, []any{i + 1, x.Number, x.Filed, x.Applicants, x.Debtors, x.Cause, x.Officer, x.Principal, x.Realised, day, x.DaysOver,
			x.Legs.Listed, x.Legs.Reviewed, x.Legs.Reported})
		principal, realised = principal+x.Principal, realised+x.Realised
	}
	l.Total = []any{nil, "合计", nil, nil, nil, nil, fmt.Sprintf("%d件", len(l.Rows)), principal, realised, nil, nil, nil, nil, nil}
	return l
}

// filterNote says what the list leaves out.
func (p *page) filterNote() string {
	note := ""
	if p.missing {
		note = "　　只列三缺一的案件"
	}
	if p.text != "" {
		note += "　　查找：" + p.text
	}
	return note
}

func daysLabel(tab string) string {
	if tab == tabInterim {
		return "已终本天数"
	}
	return "超过天数"
}
