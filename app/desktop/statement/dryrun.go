package statement

import (
	"fmt"
	"strconv"
	"strings"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"

	"zhixing/app/court"
	"zhixing/app/desktop/importing"
	"zhixing/app/desktop/widgets"
	"zhixing/app/office"
)

// The tabs of the dry run.
const (
	tabAll  = "全部"
	tabTray = "待认案"
)

// dryRunStep shows line by line what posting would do, and takes a person's
// choices.
type dryRunStep struct {
	p      *page
	tabs   *widgets.TabBar
	table  *widgets.DataTable[office.StatementItem]
	detail *fyne.Container
	post   *fyne.Container
}

func newDryRunStep(p *page) *dryRunStep { return &dryRunStep{p: p} }

// inTray tells whether a person should say where the line belongs.
func inTray(x office.StatementItem) bool {
	return x.Kind == court.LineIn && x.Fault == "" && (x.Plan == office.PlanPool || x.Plan == office.PlanLook)
}

func (s *dryRunStep) content() fyne.CanvasObject {
	s.table = itemTable()
	s.table.OnChosen = s.showDetail
	s.table.OnOpen = s.open
	s.table.RowMenu = s.menu
	s.detail, s.post = container.NewStack(), container.NewStack()
	s.tabs = widgets.NewTabBar(s.tabItems(), func(string) { s.filter(); s.table.Focus() })
	s.refresh()
	if s.tray() > 0 {
		s.tabs.SetChosen(tabTray)
	}
	s.filter()
	notes, ink := strings.Join(s.p.notes, ""), widgets.ColorQuiet
	if !s.p.read.Whole {
		ink = widgets.ColorNear
	}
	if s.p.result.Warning != "" {
		notes, ink = "● "+s.p.result.Warning+notes, widgets.ColorOverdue
	}
	line := widgets.Padded(10, 5, widgets.NewText(widgets.Ellipsize(notes, widgets.S(1080), widgets.S(widgets.TableSize), false), widgets.TableSize, ink, false))
	top := container.NewBorder(nil, nil, s.tabs, s.post)
	card := widgets.NewCard("", "", container.NewBorder(line, widgets.Sized(0, 92, s.detail), nil, nil, s.table))
	return container.NewBorder(top, nil, nil, nil, card)
}

// tabItems lists what the lines can be narrowed to.
func (s *dryRunStep) tabItems() []widgets.TabItem {
	items := []widgets.TabItem{{ID: tabAll, Label: fmt.Sprintf("%s %d", tabAll, len(s.p.result.Items))}, {ID: tabTray, Label: fmt.Sprintf("%s %d", tabTray, s.tray())}}
	for _, plan := range office.StatementPlans {
		if n, _ := s.p.result.Count(plan); n > 0 {
			items = append(items, widgets.TabItem{ID: string(plan), Label: fmt.Sprintf("%s %d", plan, n)})
		}
	}
	return items
}

func (s *dryRunStep) tray() int {
	n := 0
	for _, x := range s.p.result.Items {
		if inTray(x) {
			n++
		}
	}
	return n
}

// likely lists the lines with one likely case that nobody decided on.
func (s *dryRunStep) likely() []office.StatementItem {
	var out []office.StatementItem
	for _, x := range s.p.result.Items {
		if inTray(x) && x.Plan == office.PlanPool && x.Certainty == court.MatchLikely && x.CaseID != 0 {
			out = append(out, x)
		}
	}
	return out
}

// refresh writes counts and buttons anew.
func (s *dryRunStep) refresh() {
	s.tabs.SetItems(s.tabItems())
	buttons := widgets.HStack(8)
	in, _ := s.p.result.Count(office.PlanCase)
	pool, _ := s.p.result.Count(office.PlanPool)
	pay, _ := s.p.result.Count(office.PlanPay)
	bank, _ := s.p.result.Count(office.PlanBank)
	if n := in + pool + pay + bank; n > 0 {
		buttons.Add(container.NewCenter(widgets.NewPrimaryButton(fmt.Sprintf("入账 %d 笔 Ctrl+S", n), s.p.post)))
	}
	if n := len(s.likely()); n > 0 {
		buttons.Add(container.NewCenter(widgets.NewButton(fmt.Sprintf("采用 %d 笔“很可能” Ctrl+Y", n), s.acceptLikely)))
	}
	buttons.Add(container.NewCenter(widgets.NewButton("导出 Excel Ctrl+E", s.p.export)))
	buttons.Add(container.NewCenter(widgets.NewButton("上一步 Esc", s.p.Back)))
	s.post.Objects = []fyne.CanvasObject{buttons}
	s.post.Refresh()
}

func (s *dryRunStep) filter() {
	want := s.tabs.Chosen()
	var rows []office.StatementItem
	for _, x := range s.p.result.Items {
		if want == tabAll || want == tabTray && inTray(x) || want == string(x.Plan) {
			rows = append(rows, x)
		}
	}
	s.table.SetRows(rows)
	if len(rows) == 0 {
		s.say("没有这样的流水。")
	}
}

// certaintyState is the sign of a certainty.
func certaintyState(x office.StatementItem) (widgets.State, string) {
	if x.Kind != court.LineIn && x.Kind != court.LineOut || x.Fault != "" {
		return widgets.StateExempt, x.Kind.Name()
	}
	switch x.Certainty {
	case court.MatchSure:
		return widgets.StateDone, x.Certainty.Name()
	case court.MatchLikely:
		return widgets.StateNear, x.Certainty.Name()
	case court.MatchAmbiguous:
		return widgets.StateOverdue, x.Certainty.Name()
	}
	return widgets.StateExempt, x.Certainty.Name()
}

// itemTable lists lines with what becomes of them.
func itemTable() *widgets.DataTable[office.StatementItem] {
	type row = office.StatementItem
	text := widgets.TextCell
	t := widgets.NewListTable([]widgets.Column[row]{
		{ID: "line", Label: "笔", Width: 46, Align: fyne.TextAlignTrailing, Sortable: true, Less: func(a, b row) bool { return a.Line < b.Line },
			Cell: func(x row) widgets.Cell { return widgets.QuietCell(strconv.Itoa(x.Line)) }},
		{ID: "date", Label: "交易日期", Width: 88, Sortable: true, Less: func(a, b row) bool { return a.Date.Before(b.Date) },
			Cell: func(x row) widgets.Cell { return widgets.DateCell(x.Date) }},
		{ID: "in", Label: "收入（元）", Width: 106, Align: fyne.TextAlignTrailing, Sortable: true, Less: func(a, b row) bool { return a.Amount < b.Amount },
			Cell: func(x row) widgets.Cell { return text(side(x, true)) }},
		{ID: "out", Label: "支出（元）", Width: 106, Align: fyne.TextAlignTrailing, Cell: func(x row) widgets.Cell { return text(side(x, false)) }},
		{ID: "party", Label: "对方户名", Width: 120, Stretch: 2, Sortable: true, Less: func(a, b row) bool { return a.Party < b.Party },
			Cell: func(x row) widgets.Cell { return text(x.Party) }},
		{ID: "note", Label: "附言", Width: 150, Stretch: 3, Cell: func(x row) widgets.Cell { return widgets.QuietCell(x.Note) }},
		{ID: "sure", Label: "把握", Width: 108, Sortable: true, Less: func(a, b row) bool { return a.Certainty < b.Certainty },
			Cell: func(x row) widgets.Cell { return widgets.StateCell(certaintyState(x)) }},
		{ID: "case", Label: "案号", Width: 180, Cell: func(x row) widgets.Cell { return text(x.CaseNo) }},
		{ID: "plan", Label: "处理", Width: 92, Cell: planCell},
	}, func(x row) string { return strconv.Itoa(x.Line) }, nil)
	t.Empty = widgets.Empty{Text: "没有这样的流水"}
	return t
}

// side gives the amount in the column of its direction.
func side(x office.StatementItem, in bool) string {
	if x.Fault != "" || in == (x.Kind == court.LineOut || x.Kind == court.LineFee) {
		return ""
	}
	return x.Amount.String()
}

func planCell(x office.StatementItem) widgets.Cell {
	switch x.Plan {
	case office.PlanCase, office.PlanPay, office.PlanBank:
		return widgets.ColorCell(string(x.Plan), widgets.ColorDone)
	case office.PlanPool:
		return widgets.ColorCell(string(x.Plan), widgets.ColorNear)
	case office.PlanLook:
		return widgets.ColorCell(string(x.Plan), widgets.ColorOverdue)
	}
	return widgets.QuietCell(string(x.Plan))
}

func (s *dryRunStep) showDetail(x office.StatementItem) {
	text := fmt.Sprintf("第 %d 笔（文件第 %d 行）　%s %s 元　%s %s", x.Line, x.SheetRow, x.Kind.Name(), x.Amount, x.Party, x.PartyNo)
	if x.Ref != "" {
		text += "　流水号 " + x.Ref
	}
	text += "\n" + x.Why
	if x.Remark != "" && x.Remark != x.Why {
		text += x.Remark
	}
	if inTray(x) {
		text += "　按回车选案件。"
	}
	var offered []string
	for i, c := range x.Candidates {
		if i == 4 {
			offered = append(offered, fmt.Sprintf("等 %d 件", len(x.Candidates)))
			break
		}
		offered = append(offered, c.Number+" "+c.Debtors)
	}
	if len(offered) > 0 && x.Certainty != court.MatchSure {
		text += "\n可能的案件：" + strings.Join(offered, "；")
	}
	s.say(text)
	s.offer(x)
}

func (s *dryRunStep) say(text string) { importing.Tell(s.detail, text) }

// offer puts what can be done about a line that needs a person beside what is
// said of it.
func (s *dryRunStep) offer(x office.StatementItem) {
	if x.Plan != office.PlanLook {
		return
	}
	buttons := widgets.HStack(6)
	for _, item := range s.menu(x) {
		buttons.Add(container.NewCenter(widgets.NewSmallButton(item.Label, item.Do)))
	}
	said := s.detail.Objects[0]
	s.detail.Objects = []fyne.CanvasObject{container.NewBorder(nil, nil, nil, widgets.Padded(10, 4, buttons), said)}
	s.detail.Refresh()
}

// decide keeps a person's choice for a line and shows it.
func (s *dryRunStep) decide(line int, c office.StatementChoice, number, why string, plan office.StatementPlan) {
	p := s.p
	if c == (office.StatementChoice{}) {
		delete(p.chosen, line)
	} else {
		p.chosen[line] = c
	}
	x := &p.result.Items[line-1]
	x.Plan, x.Why = plan, why
	if c.CaseID != 0 {
		x.CaseID, x.CaseNo = c.CaseID, number
	}
	s.show()
	s.table.Focus()
}

// show shows the lines as they are judged now, at the same place.
func (s *dryRunStep) show() {
	at := s.table.ChosenIndex()
	s.refresh()
	s.filter()
	s.table.ChooseIndex(min(at, s.table.Total()-1))
}

// acceptLikely takes the case of every likely line.
func (s *dryRunStep) acceptLikely() {
	list := s.likely()
	if len(list) == 0 {
		return
	}
	for _, x := range list {
		s.p.chosen[x.Line] = office.StatementChoice{CaseID: x.CaseID}
		item := &s.p.result.Items[x.Line-1]
		item.Plan, item.Why = office.PlanCase, "由经办人采用："+x.Why
	}
	s.refresh()
	s.filter()
	s.table.Focus()
	s.p.f.Say(fmt.Sprintf("已采用 %d 笔“很可能”的案件，入账前还可以逐笔改", len(list)))
}
