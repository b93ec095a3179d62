// Package warn is the 预警 page: what is overdue or near, the cases in which
// nothing happens, and the notices that were issued about them.
package warn

import (
	"context"
	"fmt"
	"slices"
	"strconv"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/container"

	"zhixing/app/court"
	"zhixing/app/desktop/custody"
	"zhixing/app/desktop/frame"
	"zhixing/app/desktop/widgets"
	"zhixing/app/office"
)

// The tabs.
const (
	tabWarnings = "预警"
	tabEnding   = "本月届满"
	tabAsleep   = "沉睡案件"
	tabNotices  = "预警通知书"
)

// tabs lists them in order.
var tabs = []string{tabWarnings, tabEnding, tabAsleep, tabNotices}

// page is the warnings of the actor, his group or the whole bureau.
type page struct {
	f      frame.Frame
	query  office.WarningQuery
	idle   int // days without work of the sleeping cases
	counts office.WarningCounts
	typing widgets.Typing

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
	levels   *canvas.Text
	counted  *canvas.Text // what the figures count
	marked   *widgets.Button
	ending   *widgets.DataTable[office.CaseRow]
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
	p.query = scopeOf(f.Actor())
	return p
}

// scopeOf asks for the warnings that are a person's business, as the workbench
// counts them; an officer's are named as well, so that the filter shows it.
func scopeOf(actor office.Actor) office.WarningQuery {
	q := office.WarningScope(actor)
	if q.OfficerID == actor.User.ID {
		q.Officer = actor.User.Name
	}
	return q
}

// Nav lights 预警.
func (p *page) Nav() string { return frame.PageWarnings }

// Content builds filters and tables.
func (p *page) Content() fyne.CanvasObject {
	p.summary = widgets.NewText("", widgets.TableSize, widgets.ColorQuiet, false)
	p.counted = widgets.NewText("", widgets.TableSize, widgets.ColorQuiet, false)
	p.levels = widgets.NewText("", widgets.TableSize, widgets.ColorQuiet, false)
	p.warnings, p.notices = p.warningTable(), p.noticeTable()
	p.ending, p.asleep = p.caseTable("本月没有执行期限届满的案件。"), p.caseTable("没有沉睡案件：在办案件近期都有办理记录。")
	p.search = widgets.NewEntry()
	p.search.SetPlaceHolder("案号、被执行人、节点  Ctrl+F")
	p.search.OnChanged = p.searched
	p.search.OnEnter = p.warnings.Focus
	p.chips = p.filterChips()
	filters := []fyne.CanvasObject{widgets.Sized(230, 28, p.search)}
	for _, c := range p.chips {
		filters = append(filters, c.Chip)
	}
	p.marked = widgets.NewPrimaryButton("", p.issueMarked)
	p.marked.Hide()
	p.bar = widgets.Flow(6, 5, filters...)
	p.idleChip = widgets.NewMenuChip("", p.idleItems)
	p.tabs = widgets.NewTabBar(p.tabItems(0), func(string) { p.show(); p.load() })
	p.card = widgets.NewCard("", "", p.warnings)
	right := widgets.HStack(8, container.NewCenter(p.summary))
	if p.f.Can(office.MayIssueWarning) {
		right.Add(container.NewCenter(p.marked))
	}
	if p.f.Can(office.MayExport) {
		right.Add(container.NewCenter(widgets.NewButton("打印", p.print)))
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
	items := widgets.TabItems(tabs...)
	items[len(items)-1].Label = label
	return items
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
	for i, tab := range tabs {
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
	case tabEnding:
		p.ending.Focus()
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
		foot := widgets.Padded(10, 4, widgets.HStack(8, widgets.VStack(2, p.levels, p.counted), widgets.NewSpacer(), widgets.NewSmallButton("升级天数设置", func() { p.f.Go(frame.PageRules) })))
		p.card.SetContent(container.NewBorder(widgets.Padded(10, 6, p.bar), foot, nil, nil, p.warnings))
	case tabEnding:
		p.card.SetContent(container.NewBorder(widgets.Padded(10, 6, widgets.HStack(6, p.scopeChip())), nil, nil, nil, p.ending))
	case tabAsleep:
		p.idleChip.SetText(p.idleText())
		p.card.SetContent(container.NewBorder(widgets.Padded(10, 6, widgets.HStack(6, p.scopeChip(), p.idleChip)), nil, nil, nil, p.asleep))
	case tabNotices:
		p.card.SetContent(p.notices)
	}
	for _, c := range p.chips {
		c.SetText(c.text())
	}
	p.showMarked(len(p.warnings.Marked()))
	p.showSummary()
}

// load reads what the front tab shows.
func (p *page) load() {
	o, q := p.f.Office(), p.query
	switch p.tabs.Chosen() {
	case tabWarnings:
		p.warnings.Reload()
		widgets.Load(p.counter, func(ctx context.Context) (figures, error) { return readFigures(ctx, o, q) }, func(x figures) {
			p.counts = x.counts
			p.levels.Text = x.escalation
			p.levels.Refresh()
			p.showSummary()
		})
	case tabEnding:
		q.Level, q.Kind, q.Search = 0, "", ""
		widgets.Load(p.reader, func(ctx context.Context) ([]office.CaseRow, error) { return o.TermsEnding(ctx, q) }, func(rows []office.CaseRow) {
			p.ending.SetRows(rows)
			p.showSummary()
		})
	case tabAsleep:
		days := p.idle
		widgets.Load(p.reader, func(ctx context.Context) ([]office.CaseRow, error) { return o.Sleeping(ctx, days) }, func(rows []office.CaseRow) {
			p.asleep.SetRows(slices.DeleteFunc(rows, func(r office.CaseRow) bool {
				return q.Officer != "" && r.Officer != q.Officer || q.Group != "" && r.Group != q.Group
			}))
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

// figures are what stands around the warnings.
type figures struct {
	counts     office.WarningCounts
	escalation string
}

// readFigures counts the warnings and says when they climb to whom, how many
// have climbed.
func readFigures(ctx context.Context, o *office.Office, q office.WarningQuery) (x figures, err error) {
	if x.counts, err = o.WarningCounts(ctx, q); err != nil {
		return x, err
	}
	rules, err := o.Rules(ctx)
	if err != nil {
		return x, err
	}
	head, err := rules.Param("escalate-head", o.Today())
	if err != nil {
		return x, err
	}
	director, err := rules.Param("escalate-director", o.Today())
	n := x.counts.ByLevel
	x.escalation = fmt.Sprintf("升级：超期满 %s升到组长，满 %s升到局长。现有 执行员 %d 条、组长 %d 条、局长 %d 条。", head.Term(), director.Term(),
		n[court.LevelOfficer], n[court.LevelHead], n[court.LevelDirector])
	return x, err
}

func (p *page) showSummary() {
	switch p.tabs.Chosen() {
	case tabWarnings:
		p.summary.Text = fmt.Sprintf("%d 条，涉及 %d 件；已过期 %d 条", p.counts.Total, p.counts.Cases, p.counts.Overdue)
		p.counted.Text = countedText(p.counts)
		p.counted.Refresh()
	case tabEnding:
		p.summary.Text = fmt.Sprintf("共 %d 件", len(p.ending.Rows()))
	case tabAsleep:
		p.summary.Text = fmt.Sprintf("共 %d 件", len(p.asleep.Rows()))
	case tabNotices:
		p.summary.Text = fmt.Sprintf("共 %d 份", len(p.notices.Rows()))
	}
	p.summary.Refresh()
}

// countedText says how the warnings and the nodes of the workbench go together.
func countedText(n office.WarningCounts) string {
	listed := n.ByKind[court.WarnNodeOverdue] + n.ByKind[court.WarnNodeNear]
	text := fmt.Sprintf("节点：在办案件超期 %d 项、临近 %d 项（与工作台一致）", n.NodesOverdue, n.NodesNear)
	if n.NodesAfter > 0 {
		text += fmt.Sprintf("，终本后 %d 项", n.NodesAfter)
	}
	if others := n.NodesOverdue + n.NodesNear + n.NodesAfter - listed; others > 0 {
		text += fmt.Sprintf("；其中 %d 项列在期限、案款、终本各类，不另成一条", others)
	}
	return text + "。角标是已过期的条数。"
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
	if p.query == (office.WarningQuery{NoPool: p.query.NoPool}) {
		p.warnings.Empty = widgets.Empty{Text: "没有超期和临近的事项。"}
	}
	p.warnings.SetSource(p.source())
	p.show()
	p.load()
}

func (p *page) clear() {
	p.query = office.WarningQuery{NoPool: p.query.NoPool}
	p.search.SetText("")
	p.refilter()
}

// searched filters once typing has paused.
func (p *page) searched(text string) {
	p.typing.Rested(func() {
		if p.query.Search != text {
			p.query.Search = text
			p.refilter()
		}
	})
}

// openWarning goes to the place where the warning is done away with.
func (p *page) openWarning(w court.Warning) {
	if w.CaseID == 0 {
		p.f.Go(frame.PageMoney)
		return
	}
	if tab := custody.TabOf(w.Kind); tab != "" {
		custody.Open(p.f, w.CaseID, w.Number, tab)
		return
	}
	if w.Where == office.WherePlan && w.Node.ID != 0 {
		p.f.OpenCase(w.CaseID, frame.NodeTab(w.Node.ID))
		return
	}
	p.f.OpenCase(w.CaseID, w.Where)
}

func keyOf(w court.Warning) string {
	return fmt.Sprintf("%d %s %s %d %d %s", w.CaseID, w.Number, w.Kind, w.Node.ID, w.Measure, w.Due)
}

func caseKey(r office.CaseRow) string { return strconv.FormatInt(r.ID, 10) }
