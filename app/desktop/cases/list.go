// Package cases holds the screens of cases: the list, the registration form
// and the page of one case with its tabs.
package cases

import (
	"context"
	"fmt"
	"slices"
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

	marking, counting *widgets.Loader // what of the ticked cases the filter shows
	outside           int             // ticked cases that it does not

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
	drop       *widgets.Button // takes the ticks of what the filter does not show
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
	p := &listPage{f: f, query: q, loader: widgets.NewLoader(f.Window()), marking: widgets.NewLoader(f.Window()), counting: widgets.NewLoader(f.Window())}
	p.loader.OnError, p.marking.OnError, p.counting.OnError = f.Fail, f.Fail, f.Fail
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
func (p *listPage) Changed(office.Change) { p.table.Reload(); p.countOutside() }

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
	p.countOutside()
}

// shownMarks tells which of the ticked cases the present filter shows.
func (p *listPage) shownMarks(loader *widgets.Loader, then func(shown map[int64]bool)) {
	q, o := p.query, p.f.Office()
	widgets.Load(loader, func(ctx context.Context) ([]office.CaseRow, error) { return o.AllCases(ctx, q) }, func(rows []office.CaseRow) {
		shown := make(map[int64]bool, len(rows))
		for _, r := range rows {
			shown[r.ID] = true
		}
		then(shown)
	})
}

// dropOutside takes the ticks away from cases that the filter does not show.
func (p *listPage) dropOutside() {
	p.shownMarks(p.marking, func(shown map[int64]bool) {
		left := slices.DeleteFunc(p.markedRows(), func(r listRow) bool { return !shown[r.ID] })
		p.outside = 0
		p.table.ClearMarks()
		if len(left) > 0 {
			p.table.Mark(left)
		}
	})
}

// countOutside counts the ticked cases that the filter does not show: they stay
// ticked when one looks for more, and the bar says so.
func (p *listPage) countOutside() {
	if len(p.table.Marked()) == 0 {
		return
	}
	p.shownMarks(p.counting, func(shown map[int64]bool) {
		p.outside = 0
		for _, r := range p.table.Marked() {
			if !shown[r.ID] {
				p.outside++
			}
		}
		p.showMarked(len(p.table.Marked()))
	})
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
	if n == 0 {
		p.outside = 0
	}
	p.marked.set(fmt.Sprintf("已选 %d 件", n))
	p.everything.SetLabel(fmt.Sprintf("选择全部 %d 件", p.table.Total()))
	p.drop.SetLabel(fmt.Sprintf("去掉列表外 %d 件", p.outside))
	show(p.drop, p.outside > 0)
	show(p.everything, p.outside == 0 && n < p.table.Total())
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
