// Package sale is the page 处置: properties on their way from the price to the
// delivery, with the next step of each; and the tab of the case that tells of
// its own.
package sale

import (
	"context"
	"fmt"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/container"

	"zhixing/app/court"
	"zhixing/app/desktop/frame"
	"zhixing/app/desktop/lists"
	"zhixing/app/desktop/papers/parts"
	"zhixing/app/desktop/widgets"
	"zhixing/app/office"
	"zhixing/app/sheet"
)

// page is the list of all sales.
type page struct {
	f      frame.Frame
	work   *widgets.Loader
	counts *widgets.Loader
	query  office.SaleQuery
	scope  lists.Scope
	bar    *widgets.FilterBar
	rate   *canvas.Text
	table  *widgets.DataTable[court.Sale]
	root   fyne.CanvasObject
}

// NewPage makes the page with the sales that are not over.
func NewPage(f frame.Frame) frame.Page {
	p := &page{f: f, work: widgets.NewLoader(f.Window()), counts: widgets.NewLoader(f.Window()), scope: lists.ScopeOf(f)}
	p.work.OnError, p.counts.OnError = f.Fail, f.Fail
	p.query.Open = true
	return p
}

// Nav lights 处置.
func (p *page) Nav() string { return frame.PageSale }

// Content builds the page.
func (p *page) Content() fyne.CanvasObject {
	p.bar = widgets.NewFilterBar("案号、姓名、财产、下一步", 250, func(text string) {
		p.query.Search = text
		p.load()
	}, func() { p.table.Focus() })
	p.rate = widgets.NewText("", widgets.TableSize, widgets.ColorQuiet, false)
	p.table = widgets.NewDataTable(p.columns(), func(s court.Sale) string { return idText(s.ID) }, p.source())
	p.table.Empty = widgets.Empty{Text: "没有这样的处置。把“范围”改成全院看看；要处置的，在案件的“处置”页对已查封的财产“启动处置”。"}
	p.table.OnOpen = func(s court.Sale) { p.f.OpenCase(s.CaseID, frame.TabSale) }
	right := widgets.HStack(8, container.NewCenter(p.rate))
	if p.f.Can(office.MayExport) {
		right.Add(widgets.NewButton("打印", p.print))
		right.Add(widgets.NewButton("导出 Excel Ctrl+E", p.export))
	}
	p.showChips()
	p.root = widgets.NewCard("", "", p.bar.Over(p.table, right))
	return p.root
}

func (p *page) columns() []widgets.Column[court.Sale] {
	type row = court.Sale
	today, text := p.f.Office().Today, widgets.TextOf[row]
	columns := []widgets.Column[row]{
		{ID: "stage", Label: "阶段", Width: 92, Cell: func(s row) widgets.Cell { return widgets.StateCell(stateOf(s, today()), stageText(s)) }},
		{ID: "step", Label: "下一步", Width: 150, Stretch: 1, Cell: text(func(s row) string { return s.Step })},
		{ID: "due", Label: "应办日", Width: 84, Cell: func(s row) widgets.Cell { return widgets.DateCell(s.Due) }},
		{ID: "days", Label: "余/超", Width: 72, Align: fyne.TextAlignTrailing, Cell: func(s row) widgets.Cell { return daysCell(s, today()) }},
		{ID: "number", Label: "案号", Width: 166, Cell: text(func(s row) string { return s.CaseNo })},
		{ID: "debtor", Label: "被执行人", Width: 90, Cell: text(func(s row) string { return s.Debtors })},
		{ID: "thing", Label: "财产", Width: 180, Stretch: 3, Cell: text(func(s row) string { return s.Property })},
		{ID: "price", Label: "参考价（元）", Width: 100, Align: fyne.TextAlignTrailing, Cell: func(s row) widgets.Cell { return moneyCell(priceOf(s)) }},
		{ID: "start", Label: "起拍、成交（元）", Width: 122, Align: fyne.TextAlignTrailing, Cell: func(s row) widgets.Cell { return moneyCell(startOf(s)) }},
		{ID: "officer", Label: "承办人", Width: 64, Cell: text(func(s row) string { return s.Officer })},
	}
	return append(columns, widgets.Column[row]{ID: "do", Label: "", Width: 92, Cell: func(s row) widgets.Cell {
		n, ok := next(s)
		if !ok || !may(p.f, s) {
			return widgets.ButtonCell()
		}
		return widgets.ButtonCell(widgets.CellButton{Label: n.label, Primary: !s.Due.IsZero() && !s.Due.After(today()), Do: func() { act(p.f, p.work, s.ID, next) }})
	}})
}

// stageText tells which round runs or failed.
func stageText(s court.Sale) string {
	r, any := s.Round()
	switch {
	case any && s.Stage == court.SaleRunning:
		return string(r.Kind) + "中"
	case any && s.Stage == court.SaleUnsold:
		return string(r.Kind) + "流拍"
	}
	return string(s.Stage)
}

func stateOf(s court.Sale, today court.Date) widgets.State {
	switch {
	case s.Stage == court.SaleDone:
		return widgets.StateDone
	case s.Stage == court.SaleAbandoned:
		return widgets.StateExempt
	case s.Due.IsZero():
		return widgets.StateNormal
	case s.Due.Before(today):
		return widgets.StateOverdue
	case today.DaysUntil(s.Due) <= 7:
		return widgets.StateNear
	}
	return widgets.StateNormal
}

func daysCell(s court.Sale, today court.Date) widgets.Cell {
	if s.Due.IsZero() {
		return widgets.TextCell("")
	}
	left := today.DaysUntil(s.Due)
	switch {
	case left < 0:
		return widgets.ColorCell(fmt.Sprintf("超 %d 天", -left), widgets.ColorOverdue)
	case left == 0:
		return widgets.ColorCell("今天", widgets.ColorOverdue)
	case left <= 7:
		return widgets.ColorCell(fmt.Sprintf("剩 %d 天", left), widgets.ColorNear)
	}
	return widgets.TextCell(fmt.Sprintf("剩 %d 天", left))
}

func moneyCell(m court.Money) widgets.Cell {
	if m == 0 {
		return widgets.TextCell("")
	}
	return widgets.MoneyCell(m)
}

func priceOf(s court.Sale) court.Money {
	t, _ := s.Price()
	return t.Price
}

func startOf(s court.Sale) court.Money {
	if total := s.Total(); total > 0 {
		return total
	}
	r, _ := s.Round()
	return r.Start
}

func (p *page) narrowed() office.SaleQuery {
	q := p.query
	q.OfficerID, q.Group = p.scope.OfficerID, p.scope.Group
	return q
}

func (p *page) source() widgets.PageFunc[court.Sale] {
	o, q := p.f.Office(), p.narrowed()
	return func(ctx context.Context, offset, limit int, _ widgets.Sort) ([]court.Sale, int, error) {
		q := q
		q.Offset, q.Limit = offset, limit
		page, err := o.Sales(ctx, q)
		return page.Rows, page.Total, err
	}
}

func (p *page) load() {
	p.showChips()
	p.table.SetSource(p.source())
	o, today := p.f.Office(), p.f.Office().Today()
	from := court.D(today.Year, 1, 1)
	widgets.Load(p.counts, func(ctx context.Context) (office.SaleRate, error) { return o.SaleRate(ctx, from, today) }, func(r office.SaleRate) {
		p.rate.Text = "本年" + r.Text()
		p.root.Refresh()
	})
}

func (p *page) showChips() {
	stage := "阶段 未结束"
	switch {
	case p.query.Stage != "":
		stage = "阶段 " + string(p.query.Stage)
	case !p.query.Open:
		stage = "阶段 全部"
	}
	due := "应办日 全部"
	if !p.query.DueBy.IsZero() {
		due = "应办日 七日内和超期"
	}
	p.bar.SetChips(p.scope.Chip(p.f, p.load), widgets.NewMenuChip(stage, p.stageItems), widgets.NewMenuChip(due, p.dueItems))
}

func (p *page) stageItems() []widgets.MenuItem {
	set := func(s court.SaleStage, open bool) func() {
		return func() { p.query.Stage, p.query.Open = s, open; p.load() }
	}
	items := []widgets.MenuItem{{Label: "未结束", Checked: p.query.Open && p.query.Stage == "", Do: set("", true)}, {Label: "全部", Checked: !p.query.Open && p.query.Stage == "", Do: set("", false)}}
	for _, s := range court.SaleStages {
		items = append(items, widgets.MenuItem{Label: string(s), Checked: p.query.Stage == s, Do: set(s, false)})
	}
	return items
}

func (p *page) dueItems() []widgets.MenuItem {
	set := func(d court.Date) func() { return func() { p.query.DueBy = d; p.load() } }
	return []widgets.MenuItem{{Label: "全部", Checked: p.query.DueBy.IsZero(), Do: set(court.Date{})},
		{Label: "七日内和超期", Checked: !p.query.DueBy.IsZero(), Do: set(p.f.Office().Today().AddDays(7))}}
}

// Shown reads the list.
func (p *page) Shown() {
	p.load()
	p.table.Focus()
}

// Changed reads it anew.
func (p *page) Changed(c office.Change) {
	if c.What != "login" {
		p.load()
	}
}

// Leave lets the page go.
func (p *page) Leave(func()) bool { return true }

// Keys gives the page's shortcuts.
func (p *page) Keys() widgets.Bindings {
	keys := widgets.Bindings{"F5": p.load, "Ctrl+F": func() { p.bar.Focus() }}
	if p.f.Can(office.MayExport) {
		keys["Ctrl+E"] = p.export
	}
	return keys
}

func (p *page) export() { p.withList(func(l parts.List) { l.Excel(p.f, p.work) }) }

func (p *page) print() { p.withList(func(l parts.List) { l.Print(p.f) }) }

func (p *page) withList(use func(parts.List)) {
	o, q, note := p.f.Office(), p.narrowed(), p.scope.Text()
	widgets.Load(p.work, func(ctx context.Context) (parts.List, error) {
		found, err := o.Sales(ctx, q)
		return listOf(found.Rows, note), err
	}, use)
}

// listOf is the list as it leaves the program.
func listOf(rows []court.Sale, note string) parts.List {
	l := parts.List{Title: "财产处置台账", Notes: []string{note}, Heads: []sheet.Head{{Label: "案号"}, {Label: "被执行人"}, {Label: "财产"}, {Label: "阶段"}, {Label: "下一步"}, {Label: "应办日", Kind: sheet.Date},
		{Label: "定价方式"}, {Label: "参考价（元）", Kind: sheet.Money}, {Label: "处置方式"}, {Label: "平台、机构"}, {Label: "起拍价（元）", Kind: sheet.Money}, {Label: "公告日", Kind: sheet.Date},
		{Label: "成交、抵债（元）", Kind: sheet.Money}, {Label: "买受人、承受人"}, {Label: "承办人"}}}
	for _, s := range rows {
		t, _ := s.Price()
		r, _ := s.Round()
		way, who := "", r.Buyer
		if r.Kind != "" {
			way = "网络" + string(r.Kind)
			if r.Offline {
				way = "线下" + string(r.Kind)
			}
		}
		if s.InKind.Creditor != "" {
			who = s.InKind.Creditor
		}
		l.Rows = append(l.Rows, []any{s.CaseNo, s.Debtors, s.Property, stageText(s), s.Step, s.Due, string(t.Method), valueOf(t.Price), way, r.Platform, valueOf(r.Start), r.Notice, valueOf(s.Total()), who, s.Officer})
	}
	return l
}

func valueOf(m court.Money) any {
	if m == 0 {
		return nil
	}
	return m
}
