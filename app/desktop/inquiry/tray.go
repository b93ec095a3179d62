package inquiry

import (
	"context"
	"fmt"
	"strconv"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"

	"zhixing/app/court"
	"zhixing/app/desktop/frame"
	"zhixing/app/desktop/papers/parts"
	"zhixing/app/desktop/widgets"
	"zhixing/app/office"
	"zhixing/app/sheet"
)

// trayPage lists the results that named nobody for certain (待认领).
type trayPage struct {
	f      frame.Frame
	loader *widgets.Loader
	tabs   *widgets.TabBar
	table  *widgets.DataTable[court.TrayRow]
}

func newTrayPage(f frame.Frame) *trayPage {
	p := &trayPage{f: f, loader: widgets.NewLoader(f.Window())}
	p.loader.OnError = f.Fail
	p.tabs = widgets.NewTabBar([]widgets.TabItem{{ID: string(court.TrayWaiting), Label: string(court.TrayWaiting)}, {ID: string(court.TrayTaken), Label: string(court.TrayTaken)},
		{ID: string(court.TrayDropped), Label: string(court.TrayDropped)}}, func(string) { p.load() })
	type row = court.TrayRow
	p.table = widgets.NewListTable([]widgets.Column[row]{
		{ID: "name", Label: "结果中的姓名", Width: 110, Cell: func(t row) widgets.Cell { return widgets.TextCell(t.Name) }},
		{ID: "kind", Label: "类型", Width: 78, Cell: func(t row) widgets.Cell { return widgets.TextCell(string(t.Kind)) }},
		{ID: "line", Label: "财产", Width: 180, Stretch: 2, Cell: func(t row) widgets.Cell { return widgets.TextCell(t.Line()) }},
		{ID: "unit", Label: "反馈单位", Width: 110, Stretch: 1, Cell: func(t row) widgets.Cell { return widgets.TextCell(t.Unit) }},
		{ID: "on", Label: "反馈日期", Width: 88, Cell: func(t row) widgets.Cell { return widgets.DateCell(t.On) }},
		{ID: "why", Label: "为什么在这里", Width: 220, Stretch: 3, Cell: func(t row) widgets.Cell {
			if t.State == court.TrayWaiting {
				return widgets.ColorCell(t.Reason, widgets.ColorNear)
			}
			return widgets.QuietCell(t.Outcome)
		}},
		{ID: "do", Label: "", Width: 130, Cell: p.buttons},
	}, func(t row) string { return strconv.FormatInt(t.ID, 10) }, nil)
	p.table.Empty = widgets.Empty{Text: "没有这样的结果。导入的查询结果里只有姓名、没有证件号的，放在这里等人认领。"}
	return p
}

func (p *trayPage) buttons(t court.TrayRow) widgets.Cell {
	if t.State != court.TrayWaiting || !p.f.Can(office.MayWorkProperty) {
		return widgets.ButtonCell()
	}
	return widgets.ButtonCell(widgets.CellButton{Label: "认领", Primary: true, Do: func() { p.take(t) }}, widgets.CellButton{Label: "不采用", Do: func() { p.drop(t) }})
}

// take asks whose the result is: a case, then one of its debtors.
func (p *trayPage) take(t court.TrayRow) {
	parts.PickCase(p.f, parts.CaseQuestion{Title: "认领 " + t.Name + "：选择案件", Button: "下一步"}, func(r office.CaseRow) {
		withCase(p.f, r.ID, func(c court.Case) { p.takeIn(t, CaseOf(c)) })
	})
}

func (p *trayPage) takeIn(t court.TrayRow, c Case) {
	form := newForm()
	form.AddReadOnly("结果", t.Name+"　"+string(t.Kind)+"　"+t.Line())
	form.AddReadOnly("原因", t.Reason)
	debtor := form.AddChoice("被执行人", widgets.Options(c.Debtors...), widgets.Required(), widgets.Help("请先核对出生日期、住址，确认是同一个人"))
	for _, name := range c.Debtors {
		if name == t.Name {
			debtor.SetID(name)
		}
	}
	o, actor := p.f.Office(), p.f.Actor()
	widgets.FormDialogLater(p.f.Window(), "认领 "+c.Number, form, "认领", func() (func(context.Context) error, error) {
		name := debtor.ID()
		return func(ctx context.Context) error { return o.TakeTrayRow(ctx, actor, t.ID, t.Version, c.ID, name) }, nil
	}, func() { p.f.Say("已归入 " + c.Number) })
}

func (p *trayPage) drop(t court.TrayRow) {
	o, actor := p.f.Office(), p.f.Actor()
	widgets.Prompt(p.f.Window(), "不采用 "+t.Name+" "+t.Line(), "理由", "", 2, func(reason string) {
		act(p.f, "已登记不采用", func(ctx context.Context) error { return o.DropTrayRow(ctx, actor, t.ID, t.Version, reason) })
	})
}

// Nav lights 财产查控.
func (p *trayPage) Nav() string { return frame.PageProperty }

// Content builds the page.
func (p *trayPage) Content() fyne.CanvasObject {
	right := widgets.HStack(8)
	if p.f.Can(office.MayExport) {
		right.Add(widgets.NewButton("打印", func() { p.list().Print(p.f) }))
		right.Add(widgets.NewButton("导出 Excel Ctrl+E", p.export))
	}
	right.Add(widgets.NewButton("返回 Esc", p.f.Back))
	top := container.NewBorder(nil, nil, p.tabs, container.NewCenter(right))
	return container.NewBorder(top, nil, nil, nil, widgets.NewCard("查询结果待认领", "", p.table))
}

func (p *trayPage) list() parts.List {
	l := parts.List{Title: "查询结果" + p.tabs.Chosen(), Heads: []sheet.Head{{Label: "姓名"}, {Label: "财产类型"}, {Label: "财产"}, {Label: "反馈单位"}, {Label: "反馈日期", Kind: sheet.Date}, {Label: "原因"},
		{Label: "处理"}, {Label: "文件"}}}
	for _, t := range p.table.Rows() {
		l.Rows = append(l.Rows, []any{t.Name, string(t.Kind), t.Line(), t.Unit, t.On, t.Reason, t.Outcome, t.File})
	}
	return l
}

func (p *trayPage) export() { p.list().Excel(p.f, p.loader) }

func (p *trayPage) load() {
	o, state := p.f.Office(), court.TrayState(p.tabs.Chosen())
	widgets.Load(p.loader, func(ctx context.Context) ([]court.TrayRow, error) { return o.TrayRows(ctx, state) }, func(rows []court.TrayRow) { p.table.SetRows(rows) })
}

// Shown reads the list.
func (p *trayPage) Shown() {
	p.load()
	p.table.Focus()
}

// Changed reads the list anew.
func (p *trayPage) Changed(office.Change) { p.load() }

// Keys gives the page's shortcuts.
func (p *trayPage) Keys() widgets.Bindings {
	keys := widgets.Bindings{"F5": p.load, "Esc": p.f.Back}
	if p.f.Can(office.MayExport) {
		keys["Ctrl+E"] = p.export
	}
	return keys
}

// Leave lets the page go.
func (p *trayPage) Leave(func()) bool { return true }

// outcomeCell shows what becomes of a row of results.
func outcomeCell(o court.ResultOutcome) widgets.Cell {
	states := map[court.ResultOutcome]widgets.State{court.ResultProperty: widgets.StateDone, court.ResultKnown: widgets.StateDone, court.ResultClue: widgets.StateNear,
		court.ResultTray: widgets.StateNear, court.ResultRejected: widgets.StateOverdue}
	if s, marked := states[o]; marked {
		return widgets.StateCell(s, string(o))
	}
	return widgets.StateCell(widgets.StateExempt, string(o))
}

// outcomes in the order the tabs of the import show them.
var outcomes = []court.ResultOutcome{court.ResultProperty, court.ResultKnown, court.ResultClue, court.ResultTray, court.ResultNothing, court.ResultRejected, court.ResultUnchanged}

// countTabs names the tabs of an import by what they hold.
func countTabs(r office.ResultImport) []widgets.TabItem {
	items := []widgets.TabItem{{ID: "", Label: fmt.Sprintf("全部 %d", len(r.Rows))}}
	for _, o := range outcomes {
		if n := r.Count[o]; n > 0 {
			items = append(items, widgets.TabItem{ID: string(o), Label: fmt.Sprintf("%s %d", o, n)})
		}
	}
	return items
}
