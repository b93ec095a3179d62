// Package warn is the 预警 page: what is overdue or near, the cases in which
// nothing happens, and the notices that were issued about them.
package warn

import (
	"context"
	"fmt"
	"strconv"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/container"

	"zhixing/app/court"
	"zhixing/app/desktop/frame"
	"zhixing/app/desktop/widgets"
	"zhixing/app/office"
)

// The tabs.
const (
	tabWarnings = "预警"
	tabAsleep   = "沉睡案件"
	tabNotices  = "预警通知书"
)

// searchPause is how long typing must rest before the list follows.
const searchPause = 150 * time.Millisecond

// page is the warnings of the actor, his group or the whole bureau.
type page struct {
	f      frame.Frame
	query  office.WarningQuery
	idle   int // days without work of the sleeping cases
	counts office.WarningCounts
	typed  int

	counter *widgets.Loader
	reader  *widgets.Loader
	work    *widgets.Loader

	tabs     *widgets.TabBar
	card     *widgets.Card
	summary  *canvas.Text
	bar      *fyne.Container
	search   *widgets.Entry
	chips    []*menuChip
	warnings *widgets.DataTable[court.Warning]
	asleep   *widgets.DataTable[office.CaseRow]
	idleChip *widgets.Chip
	notices  *widgets.DataTable[court.WarningNotice]
}

// menuChip is a filter with the text it shows.
type menuChip struct {
	*widgets.Chip
	text func() string
}

// NewWarningsPage makes the page. Officers begin with their own cases, heads
// with their group's, leaders with all.
func NewWarningsPage(f frame.Frame) frame.Page {
	p := &page{f: f, counter: widgets.NewLoader(f.Window()), reader: widgets.NewLoader(f.Window()), work: widgets.NewLoader(f.Window())}
	p.counter.OnError, p.reader.OnError, p.work.OnError = f.Fail, f.Fail, f.Fail
	p.query = QueryFor(f.Actor().User)
	return p
}

// QueryFor asks for the warnings that are a person's business.
func QueryFor(u court.User) office.WarningQuery {
	q := office.WarningScope(office.Actor{User: u})
	if q.OfficerID != 0 {
		q.Officer = u.Name
	}
	return q
}

// Nav lights 预警.
func (p *page) Nav() string { return frame.PageWarnings }

// Content builds filters and tables.
func (p *page) Content() fyne.CanvasObject {
	p.summary = widgets.NewText("", widgets.TableSize, widgets.ColorQuiet, false)
	p.warnings, p.asleep, p.notices = p.warningTable(), p.asleepTable(), p.noticeTable()
	p.search = widgets.NewEntry()
	p.search.SetPlaceHolder("案号、被执行人、节点  Ctrl+F")
	p.search.OnChanged = p.searched
	p.search.OnEnter = p.warnings.Focus
	p.chips = p.filterChips()
	filters := []fyne.CanvasObject{widgets.Sized(230, 28, p.search)}
	for _, c := range p.chips {
		filters = append(filters, c.Chip)
	}
	p.bar = widgets.Flow(6, 5, filters...)
	p.idleChip = widgets.NewMenuChip("", p.idleItems)
	p.tabs = widgets.NewTabBar(p.tabItems(0), func(string) { p.show(); p.load() })
	p.card = widgets.NewCard("", "", p.warnings)
	right := widgets.HStack(8, container.NewCenter(p.summary))
	if p.f.Can(office.MayExport) {
		right.Add(container.NewCenter(widgets.NewButton("导出 Excel Ctrl+E", p.export)))
	}
	p.show()
	return container.NewBorder(container.NewBorder(nil, nil, p.tabs, right), nil, nil, nil, p.card)
}

func (p *page) tabItems(notices int) []widgets.TabItem {
	label := tabNotices
	if notices > 0 {
		label = fmt.Sprintf("%s 待签收 %d", tabNotices, notices)
	}
	return []widgets.TabItem{{ID: tabWarnings, Label: tabWarnings}, {ID: tabAsleep, Label: tabAsleep}, {ID: tabNotices, Label: label}}
}

// Shown reads the front tab and gives it the keyboard.
func (p *page) Shown() {
	p.load()
	p.focus()
}

// Changed reads the front tab anew.
func (p *page) Changed(office.Change) { p.load() }

// Leave lets the page go.
func (p *page) Leave(func()) bool { return true }

// Keys gives the page's shortcuts.
func (p *page) Keys() widgets.Bindings {
	keys := widgets.Bindings{"F5": p.load, "Ctrl+F": func() { p.f.Window().Canvas().Focus(p.search) }}
	for i, tab := range []string{tabWarnings, tabAsleep, tabNotices} {
		keys[fmt.Sprintf("Ctrl+%d", i+1)] = func() { p.tabs.SetChosen(tab); p.show(); p.load(); p.focus() }
	}
	if p.f.Can(office.MayExport) {
		keys["Ctrl+E"] = p.export
	}
	if p.f.Can(office.MayIssueWarning) {
		keys["Ctrl+P"] = p.issueChosen
	}
	return keys
}

func (p *page) focus() {
	switch p.tabs.Chosen() {
	case tabWarnings:
		p.warnings.Focus()
	case tabAsleep:
		p.asleep.Focus()
	case tabNotices:
		p.notices.Focus()
	}
}

// show brings the chosen tab to the front.
func (p *page) show() {
	switch p.tabs.Chosen() {
	case tabWarnings:
		p.card.SetContent(container.NewBorder(widgets.Padded(10, 6, p.bar), nil, nil, nil, p.warnings))
	case tabAsleep:
		p.idleChip.SetText(p.idleText())
		p.card.SetContent(container.NewBorder(widgets.Padded(10, 6, widgets.HStack(6, p.idleChip)), nil, nil, nil, p.asleep))
	case tabNotices:
		p.card.SetContent(p.notices)
	}
	for _, c := range p.chips {
		c.SetText(c.text())
	}
	p.showSummary()
}

// load reads what the front tab shows.
func (p *page) load() {
	o, q := p.f.Office(), p.query
	switch p.tabs.Chosen() {
	case tabWarnings:
		p.warnings.Reload()
		widgets.Load(p.counter, func(ctx context.Context) (office.WarningCounts, error) { return o.WarningCounts(ctx, q) }, func(c office.WarningCounts) {
			p.counts = c
			p.showSummary()
		})
	case tabAsleep:
		days := p.idle
		widgets.Load(p.reader, func(ctx context.Context) ([]office.CaseRow, error) { return o.Sleeping(ctx, days) }, func(rows []office.CaseRow) {
			p.asleep.SetRows(rows)
			p.showSummary()
		})
	case tabNotices:
		widgets.Load(p.reader, func(ctx context.Context) ([]court.WarningNotice, error) { return o.WarningNotices(ctx, 0) }, func(rows []court.WarningNotice) {
			p.notices.SetRows(rows)
			unsigned := 0
			for _, n := range rows {
				if n.SignedBy == "" {
					unsigned++
				}
			}
			p.tabs.SetItems(p.tabItems(unsigned))
			p.showSummary()
		})
	}
}

func (p *page) showSummary() {
	switch p.tabs.Chosen() {
	case tabWarnings:
		p.summary.Text = fmt.Sprintf("%d 条，涉及 %d 件；超期 %d 条", p.counts.Total, p.counts.Cases, p.counts.Overdue)
	case tabAsleep:
		p.summary.Text = fmt.Sprintf("共 %d 件", len(p.asleep.Rows()))
	case tabNotices:
		p.summary.Text = fmt.Sprintf("共 %d 份", len(p.notices.Rows()))
	}
	p.summary.Refresh()
}

// source reads warnings of the present filter page by page.
func (p *page) source() widgets.PageFunc[court.Warning] {
	o, q := p.f.Office(), p.query
	return func(ctx context.Context, offset, limit int, _ widgets.Sort) ([]court.Warning, int, error) {
		counts, err := o.WarningCounts(ctx, q)
		if err != nil {
			return nil, 0, err
		}
		q := q
		q.Offset, q.Limit = offset, limit
		rows, err := o.Warnings(ctx, q)
		return rows, counts.Total, err
	}
}

func (p *page) refilter() {
	p.warnings.Empty = widgets.Empty{Text: "没有这样的预警。", Label: "清除全部条件", Action: p.clear}
	if p.query == (office.WarningQuery{}) {
		p.warnings.Empty = widgets.Empty{Text: "没有超期和临近的事项。"}
	}
	p.warnings.SetSource(p.source())
	p.show()
	p.load()
}

func (p *page) clear() {
	p.query = office.WarningQuery{}
	p.search.SetText("")
	p.refilter()
}

// searched filters once typing has paused.
func (p *page) searched(text string) {
	p.typed++
	typed := p.typed
	time.AfterFunc(searchPause, func() {
		fyne.Do(func() {
			if typed == p.typed && p.query.Search != text {
				p.query.Search = text
				p.refilter()
			}
		})
	})
}

func (p *page) openWarning(w court.Warning) { p.f.OpenCase(w.CaseID, w.Where) }

func keyOf(w court.Warning) string {
	return fmt.Sprintf("%d %s %d %s", w.CaseID, w.Kind, w.Node.ID, w.Due)
}

func caseKey(r office.CaseRow) string { return strconv.FormatInt(r.ID, 10) }
