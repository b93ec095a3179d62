// Package cases holds the screens of cases: the list, the registration form
// and the page of one case with its tabs.
package cases

import (
	"context"
	"fmt"
	"strconv"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"

	"zhixing/app/court"
	"zhixing/app/desktop/frame"
	"zhixing/app/desktop/widgets"
	"zhixing/app/office"
)

// listPage is the list of cases with its filters.
type listPage struct {
	f      frame.Frame
	query  office.CaseQuery
	staff  []court.User
	loader *widgets.Loader

	officers []office.CaseOfficer // by whom cases can be told apart

	table   *widgets.DataTable[listRow]
	search  *widgets.Entry
	count   *textLine
	chips   []*filterChip
	clear   *widgets.Button
	batch   *fyne.Container
	usual   *fyne.Container // what can be done without a chosen case
	marked  *textLine
	content fyne.CanvasObject

	everything *widgets.Button // ticks all of the filter
	typing     widgets.Typing
}

// people are the staff and those whom cases name as officers.
type people struct {
	staff    []court.User
	officers []office.CaseOfficer
}

// NewListPage makes the list of the cases that are not closed.
func NewListPage(f frame.Frame) frame.Page {
	return NewListPageWith(f, office.CaseQuery{Open: true})
}

// NewListPageWith makes the list with filters already set; order and paging of
// the query are the list's own.
func NewListPageWith(f frame.Frame, q office.CaseQuery) frame.Page {
	p := &listPage{f: f, query: q, loader: widgets.NewLoader(f.Window())}
	p.loader.OnError = f.Fail
	p.build()
	return p
}

// Nav lights 案件.
func (p *listPage) Nav() string { return frame.PageCases }

// Content gives the page.
func (p *listPage) Content() fyne.CanvasObject { return p.content }

// Shown reads the list anew and gives it the keyboard; the chosen row stays.
func (p *listPage) Shown() {
	p.table.Reload()
	p.table.Focus()
	o := p.f.Office()
	widgets.Load(p.loader, func(ctx context.Context) (who people, err error) {
		if who.staff, err = o.Users(ctx); err != nil {
			return who, err
		}
		who.officers, err = o.CaseOfficers(ctx)
		return who, err
	}, func(who people) {
		p.staff, p.officers = who.staff, who.officers
		p.chips[chipOfficer].show() // a filter by number has its name now
	})
}

// Changed reads the list anew.
func (p *listPage) Changed(office.Change) { p.table.Reload() }

// Leave lets the page go.
func (p *listPage) Leave(func()) bool { return true }

// Keys gives the list's shortcuts.
func (p *listPage) Keys() widgets.Bindings {
	keys := widgets.Bindings{
		"F5":     p.table.Reload,
		"Ctrl+F": func() { p.f.Window().Canvas().Focus(p.search) },
	}
	if p.f.Can(office.MayRegisterCase) {
		keys["Ctrl+N"] = p.f.OpenRegistration
	}
	if p.f.Can(office.MayExport) {
		keys["Ctrl+E"] = p.export
	}
	keys["Esc"] = p.escape
	return keys
}

// escape unticks what is ticked, or leaves.
func (p *listPage) escape() {
	if p.batch.Visible() {
		p.table.ClearMarks()
		return
	}
	p.f.Back()
}

func (p *listPage) build() {
	p.table = widgets.NewDataTable(listColumns(), func(r listRow) string { return strconv.FormatInt(r.ID, 10) }, p.source())
	p.table.MultiSelect = p.mayBatch()
	p.table.OnOpen = func(r listRow) { p.f.OpenCase(r.ID, "") }
	p.table.OnLoaded = func(int) { p.showCount() }
	p.table.OnMarked = func(n int) { p.showMarked(n) }
	p.table.RowMenu = p.rowMenu

	p.search = widgets.NewEntry()
	p.search.SetPlaceHolder("案号、姓名、证件号、电话、住址  Ctrl+F")
	p.search.SetText(p.query.Search)
	p.search.OnChanged = p.searched
	p.search.OnEnter = p.table.Focus
	p.search.OnKey = func(k *fyne.KeyEvent) bool {
		if k.Name == fyne.KeyDown {
			p.table.Focus()
			return true
		}
		return false
	}
	p.count = newTextLine(90, widgets.ColorQuiet)
	p.showEmpty()

	p.usual, p.batch = p.buttons(), p.batchBar()
	top := widgets.Flow(8, 4, widgets.Sized(300, 28, p.search), p.count.box, widgets.NewSpacer(), p.usual, p.batch)
	bar := widgets.NewCard("", "", widgets.Padded(10, 6, widgets.VStack(5, top, p.filterBar())))
	p.content = container.NewBorder(
		widgets.VStack(0, bar, widgets.Sized(1, 5, widgets.HStack(0))), nil, nil, nil,
		widgets.NewCard("", "", p.table))
}

// buttons are what can be done without a chosen case.
func (p *listPage) buttons() *fyne.Container {
	row := widgets.HStack(6)
	if p.mayBatch() {
		row.Add(widgets.NewText("勾选案件可批量办理：空格、Shift、Ctrl+A", widgets.CaptionSize, widgets.ColorQuiet, false))
	}
	if p.f.Can(office.MayRegisterCase) {
		row.Add(widgets.NewPrimaryButton("登记案件 Ctrl+N", p.f.OpenRegistration))
	}
	if p.f.Can(office.MayImport) {
		row.Add(widgets.NewButton("导入台账", p.f.OpenLedgerImport))
	}
	if p.f.Can(office.MayExport) {
		row.Add(widgets.NewButton("导出 Excel Ctrl+E", p.export))
	}
	return row
}

// source reads pages of the present filter.
func (p *listPage) source() widgets.PageFunc[listRow] {
	q, o := p.query, p.f.Office()
	return func(ctx context.Context, offset, limit int, order widgets.Sort) ([]listRow, int, error) {
		q := q
		q.Offset, q.Limit, q.SortBy, q.Desc = offset, limit, order.Column, order.Desc
		if order.Column == "" {
			q.Desc = true // newest numbers first
		}
		page, err := o.Cases(ctx, q)
		if err != nil {
			return nil, 0, err
		}
		rows := make([]listRow, len(page.Rows))
		for i, r := range page.Rows {
			rows[i] = newListRow(o, r)
		}
		return rows, page.Total, nil
	}
}

// refilter reads the list with the present filter.
func (p *listPage) refilter() {
	p.showEmpty()
	for _, c := range p.chips {
		c.show()
	}
	show(p.clear, p.filtered())
	p.table.SetSource(p.source())
}

// searched filters once typing has paused.
func (p *listPage) searched(text string) {
	p.typing.Rested(func() {
		p.query.Search = text
		p.refilter()
	})
}

// filtered tells whether anything but 未结 is filtered.
func (p *listPage) filtered() bool {
	q := p.query
	q.Open = true
	return q != office.CaseQuery{Open: true} || !p.query.Open
}

// showEmpty says what an empty list means and what to do next.
func (p *listPage) showEmpty() {
	switch {
	case p.filtered():
		p.table.Empty = widgets.Empty{Text: "没有符合这些条件的案件。", Label: "清除全部条件", Action: p.clearFilters}
	case p.f.Can(office.MayRegisterCase):
		p.table.Empty = widgets.Empty{Text: "还没有未结案件。登记第一件，或者从 Excel 导入台账。", Label: "登记案件 Ctrl+N", Action: p.f.OpenRegistration}
	default:
		p.table.Empty = widgets.Empty{Text: "还没有未结案件。"}
	}
}

func (p *listPage) showCount() {
	p.count.set(fmt.Sprintf("共 %d 件", p.table.Total()))
	if n := len(p.table.Marked()); n > 0 {
		p.showMarked(n)
	}
}

func (p *listPage) showMarked(n int) {
	text := fmt.Sprintf("已选 %d 件", n)
	if out := n - p.table.Total(); out > 0 { // received or handed over, they left the filter and stay ticked for the next step
		text = fmt.Sprintf("列表外 %d 件", out)
	}
	p.marked.set(text)
	p.everything.SetLabel(fmt.Sprintf("选择全部 %d 件", p.table.Total()))
	show(p.everything, n < p.table.Total())
	show(p.usual, n == 0)
	show(p.batch, n > 0)
	p.content.Refresh()
}

// rowMenu is what a right click on a case offers.
func (p *listPage) rowMenu(r listRow) []widgets.MenuItem {
	items := []widgets.MenuItem{{Label: "打开", Note: "Enter", Do: func() { p.f.OpenCase(r.ID, "") }}}
	for _, tab := range tabNames {
		items = append(items, widgets.MenuItem{Label: "打开“" + tab + "”", Do: func() { p.f.OpenCase(r.ID, tab) }})
	}
	if p.f.Can(office.MayMakePaper) {
		items = append(items, widgets.MenuItem{Label: "制作文书", Do: func() { p.f.OpenPaperMaker(r.ID, "") }})
	}
	return append(items, widgets.MenuItem{Label: "复制案号", Do: func() { fyne.CurrentApp().Clipboard().SetContent(r.Number) }})
}
