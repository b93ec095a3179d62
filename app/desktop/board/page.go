package board

import (
	"context"
	"fmt"
	"strconv"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/container"

	"zhixing/app/court"
	"zhixing/app/desktop/frame"
	"zhixing/app/desktop/widgets"
	"zhixing/app/office"
)

// mostCases is how many cases the chart holds: the most urgent ones, which
// keeps the program small in a bureau with ten thousand cases.
const mostCases = 1000

// The two views.
const (
	viewCases    = "按案件"
	viewOfficers = "按承办人"
)

// page is the wall chart.
type page struct {
	f       frame.Frame
	loader  *widgets.Loader
	printer *widgets.Loader
	all     []caseLine
	plan    office.WeekPlan
	groups  map[string]court.Group // of the staff, by name
	loaded  bool

	view     string
	group    court.Group
	officer  string
	pressing bool

	title        *canvas.Text
	viewChip     *widgets.Chip
	groupChip    *widgets.Chip
	officerChip  *widgets.Chip
	pressingBox  *widgets.Check
	count        *canvas.Text
	cases        *caseChart
	officerChart *officerChart
	legend       *fyne.Container
	point        *canvas.Text
	week         *canvas.Text
}

// NewBoardPage makes the wall chart: the actor's own group first, every group
// for leaders and those who have none.
func NewBoardPage(f frame.Frame) frame.Page {
	p := &page{f: f, loader: widgets.NewLoader(f.Window()), printer: widgets.NewLoader(f.Window()), view: viewCases}
	if u := f.Actor().User; !u.Has(court.RoleDirector, court.RolePresident, court.RoleAdmin) {
		p.group = u.Group
	}
	p.loader.OnError, p.printer.OnError = f.Fail, f.Fail
	return p
}

// Nav lights 挂图作战.
func (p *page) Nav() string { return frame.PageBoard }

// Content builds filters, chart and the line below it.
func (p *page) Content() fyne.CanvasObject {
	p.title = widgets.NewText("", widgets.TextSize, widgets.ColorText, true)
	p.count = widgets.NewText("", widgets.TableSize, widgets.ColorQuiet, false)
	p.point = widgets.NewText("", widgets.TableSize, widgets.ColorText, false)
	p.viewChip = widgets.NewMenuChip(p.view, p.viewItems)
	p.groupChip = widgets.NewMenuChip("", p.groupItems)
	p.officerChip = widgets.NewMenuChip("", p.officerItems)
	p.pressingBox = widgets.NewCheck("只看超期/临近", func(on bool) { p.pressing = on; p.show() })
	p.cases, p.officerChart = newCaseChart(), newOfficerChart()
	p.cases.onPoint, p.officerChart.onPoint = p.pointTo, p.pointTo
	p.cases.onOpen, p.officerChart.onOpen = p.open, p.open
	p.legend = container.NewStack()
	p.week = widgets.NewText("", widgets.TableSize, widgets.ColorDone, true)
	targets := widgets.NewSmallButton("本周任务", p.askTargets)
	if !p.f.Can(office.MaySetTargets) {
		targets.Hide()
	}

	bar := widgets.NewCard("", "", widgets.Padded(10, 7,
		container.New(&barLayout{}, p.title, p.viewChip, p.groupChip, p.officerChip, p.pressingBox, p.count, p.week,
			targets, widgets.NewSmallButton("打印挂图 Ctrl+P", p.askPrint), p.legend)))
	chart := widgets.NewCard("", "", container.NewStack(p.cases, p.officerChart))
	line := widgets.NewCard("", "", widgets.Padded(10, 4, newFitLine(p.point)))
	p.setView(p.view)
	return container.New(&stackLayout{}, bar, chart, line)
}

// Shown reads the cases.
func (p *page) Shown() { p.load() }

// Changed reads the cases again after what changes nodes or cases.
func (p *page) Changed(c office.Change) {
	switch c.What {
	case "case", "node", "flow", "paper", "money", "closure", "targets", "term", "rules":
		p.load()
	}
}

// Keys gives F5 and the switch between the views.
func (p *page) Keys() widgets.Bindings {
	return widgets.Bindings{
		"F5":     p.load,
		"Ctrl+P": p.askPrint,
		"Ctrl+1": func() { p.setView(viewCases) },
		"Ctrl+2": func() { p.setView(viewOfficers) },
	}
}

// Leave never holds the page back.
func (p *page) Leave(func()) bool { return true }

// Rest lets the cases go, which are read again when the page is shown.
func (p *page) Rest() {
	p.loader.Cancel()
	p.all, p.loaded = nil, false
	p.show()
}

func (p *page) load() {
	group, o := p.group, p.f.Office()
	widgets.Load(p.loader, func(ctx context.Context) (answer, error) {
		var a answer
		rows, err := o.Board(ctx, office.BoardQuery{Group: group, OnlyOpen: true, Urgent: true, Limit: mostCases})
		if err != nil {
			return a, err
		}
		a.lines = lines(rows, o.NodeState, o.Today())
		if a.plan, err = o.WeekPlan(ctx, o.Today()); err != nil {
			return a, err
		}
		a.groups, err = groupsOfStaff(ctx, o)
		return a, err
	}, func(a answer) {
		first := !p.loaded
		p.all, p.plan, p.groups, p.loaded = a.lines, a.plan, a.groups, true
		p.show()
		if first {
			focus(p.front())
		}
	})
}

// answer is what the page reads.
type answer struct {
	lines []caseLine
	plan  office.WeekPlan

	groups map[string]court.Group
}

func groupsOfStaff(ctx context.Context, o *office.Office) (map[string]court.Group, error) {
	users, err := o.Users(ctx)
	groups := make(map[string]court.Group, len(users))
	for _, u := range users {
		groups[u.Name] = u.Group
	}
	return groups, err
}

// chart is what both views have in common.
type chart interface {
	focusable
	pointAt(row, place int)
}

// front is the chart that is shown.
func (p *page) front() chart {
	if p.view == viewOfficers {
		return p.officerChart
	}
	return p.cases
}

// show draws the lines the filters leave.
func (p *page) show() {
	p.setText(p.title, fmt.Sprintf("第 %s 周挂图", weekNumber(p.f.Office().Today())))
	group := string(p.group)
	if group == "" {
		group = "五组 全部"
	}
	p.groupChip.SetText(group)
	officer := p.officer
	if officer == "" {
		officer = "全部"
	}
	p.officerChip.SetText("承办人 " + officer)
	shown := filter(p.all, p.officer, p.pressing)
	count := countText(shown)
	if len(p.all) == mostCases {
		count = fmt.Sprintf("最紧急的 %d 件（其余请按组或在案件列表查看）", len(shown))
	}
	p.setText(p.count, count)
	p.setText(p.week, weekText(p.plan, p.group, p.officer))
	p.week.Hidden = !p.loaded
	empty := p.emptyText()
	p.cases.set(shown, slots(p.all), empty)
	p.officerChart.set(officers(shown, p.groups), goalsOf(p.plan), empty)
	p.front().pointAt(-1, -1)
}

// countText counts the cases shown; those closed this week are among them.
func countText(shown []caseLine) string {
	closed := 0
	for _, l := range shown {
		if l.Status == court.StatusClosed {
			closed++
		}
	}
	if closed == 0 {
		return fmt.Sprintf("共 %d 件", len(shown))
	}
	return fmt.Sprintf("共 %d 件（含本周已结 %d 件）", len(shown), closed)
}

func (p *page) emptyText() string {
	switch {
	case !p.loaded:
		return "正在读取…"
	case len(p.all) > 0:
		return "没有符合筛选条件的案件。去掉“只看超期/临近”或换一个承办人再看。"
	case p.group != "":
		return string(p.group) + "手上没有案件。可在左上角换一个组，或看五组全部。"
	}
	return "还没有案件。请先在“案件”页登记案件或导入台账。"
}

func (p *page) setText(t *canvas.Text, text string) {
	t.Text = text
	t.Refresh()
}

func (p *page) viewItems() []widgets.MenuItem {
	return []widgets.MenuItem{
		{Label: viewCases, Note: "Ctrl+1", Checked: p.view == viewCases, Do: func() { p.setView(viewCases) }},
		{Label: viewOfficers, Note: "Ctrl+2", Checked: p.view == viewOfficers, Do: func() { p.setView(viewOfficers) }},
	}
}

func (p *page) setView(view string) {
	p.view = view
	p.viewChip.SetText(view)
	if view == viewCases {
		p.cases.Show()
		p.officerChart.Hide()
	} else {
		p.cases.Hide()
		p.officerChart.Show()
	}
	p.legend.Objects = []fyne.CanvasObject{legend(view)}
	p.legend.Refresh()
	p.show()
}

// pointTo tells in the line below what is under the pointer.
func (p *page) pointTo(text string) {
	ink := widgets.ColorText
	if text == "" {
		text, ink = "把指针移到节点上看名称和日期；方向键移动，回车或单击打开案件的进度表。", widgets.ColorQuiet
		if p.view == viewOfficers {
			text = "把指针移到案件上看案号和期限；方向键移动，回车或单击打开案件的进度表。"
		}
	}
	p.point.Color = ink
	p.setText(p.point, text)
}

func (p *page) open(id int64) { p.f.OpenCase(id, frame.TabProgress) }

func (p *page) groupItems() []widgets.MenuItem {
	items := []widgets.MenuItem{{Label: "五组 全部", Checked: p.group == "", Do: func() { p.setGroup("") }}}
	for _, g := range court.Groups {
		items = append(items, widgets.MenuItem{Label: string(g), Checked: p.group == g, Do: func() { p.setGroup(g) }})
	}
	return items
}

func (p *page) setGroup(g court.Group) {
	p.group, p.officer, p.loaded, p.all = g, "", false, nil
	p.show()
	p.load()
}

func (p *page) officerItems() []widgets.MenuItem {
	items := []widgets.MenuItem{{Label: "全部", Note: strconv.Itoa(len(p.all)) + " 件", Checked: p.officer == "", Do: func() { p.setOfficer("") }}}
	for _, o := range officers(p.all, p.groups) {
		items = append(items, widgets.MenuItem{Label: o.name, Note: fmt.Sprintf("%d 件", len(o.cases)),
			Checked: p.officer == o.name, Do: func() { p.setOfficer(o.name) }})
	}
	return items
}

func (p *page) setOfficer(name string) {
	p.officer = name
	p.show()
}

// legend explains signs and colours of a view.
func legend(view string) fyne.CanvasObject {
	entry := func(state widgets.State, hollow bool, word string) fyne.CanvasObject {
		t := newTile()
		look, text := lookOf(state, hollow, false), state.Sign()
		if state == widgets.StateNormal {
			text = ""
		}
		if state == widgets.StateNormal && view == viewOfficers {
			look.fill = widgets.ColorSoft
		}
		t.set(look, text, 0, 0, widgets.S(18), widgets.S(15))
		return widgets.HStack(4, widgets.Sized(18, 15, container.NewStack(t.box, t.text)),
			widgets.NewText(word, widgets.TableSize, widgets.ColorQuiet, false))
	}
	row := widgets.HStack(10, entry(widgets.StateOverdue, false, "超期"), entry(widgets.StateNear, false, "临近"))
	if view == viewOfficers {
		row.Add(entry(widgets.StateNormal, false, "在办"))
		row.Add(entry(widgets.StateDone, false, "本周已结"))
		row.Add(entry(widgets.StateExempt, false, "中止/和解"))
		return row
	}
	row.Add(entry(widgets.StateDone, false, "完成"))
	row.Add(entry(widgets.StateNormal, false, "未到"))
	row.Add(entry(widgets.StateNormal, true, "待定日"))
	row.Add(entry(widgets.StateExempt, false, "免办"))
	return row
}
