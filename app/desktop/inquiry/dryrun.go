package inquiry

import (
	"context"
	"fmt"
	"strconv"
	"strings"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"

	"zhixing/app/court"
	"zhixing/app/desktop/frame"
	"zhixing/app/desktop/importing"
	"zhixing/app/desktop/papers/parts"
	"zhixing/app/desktop/widgets"
	"zhixing/app/office"
	"zhixing/app/sheet"
)

// dryRun shows row by row what the import would do, and asks how and when the
// results came in.
type dryRun struct {
	p      *importPage
	form   *widgets.Form
	way    *widgets.ChoiceField
	on     *widgets.DateField
	tabs   *widgets.TabBar
	table  *widgets.DataTable[court.ResultRow]
	detail *fyne.Container
}

func newDryRun(p *importPage) *dryRun { return &dryRun{p: p} }

func (s *dryRun) content() fyne.CanvasObject {
	p, r := s.p, s.p.result
	s.form = widgets.NewForm(widgets.FormOptions{Columns: 2, FieldWidth: 200})
	s.way = s.form.AddChoice("查询方式", widgets.Options(texts(court.InquiryWays)...), widgets.Required(), widgets.Help("这种方式的、还没有反馈的查询登记为已反馈"))
	s.way.SetID(string(p.plan.Way))
	s.on = s.form.AddDate("反馈日期", p.f.Office().Today, widgets.Required(), widgets.Help("表中没有反馈日期的行用这一天"))
	s.on.SetDate(p.plan.On)
	s.way.OnChanged = func(string) { s.again() }
	s.tabs = widgets.NewTabBar(countTabs(r), func(string) { s.filter(); s.table.Focus() })
	buttons := widgets.HStack(8)
	if n := r.Writes(); n > 0 {
		buttons.Add(widgets.NewPrimaryButton(fmt.Sprintf("导入 %d 行 Ctrl+S", n), s.run))
	}
	buttons.Add(widgets.NewButton("重新试运行", s.again))
	if r.Count[court.ResultRejected] > 0 {
		buttons.Add(widgets.NewButton("导出拒绝的行…", p.exportRefused))
	}
	buttons.Add(widgets.NewButton("上一步 Esc", p.Back))
	s.table, s.detail = resultTable(), container.NewStack()
	s.table.OnChosen = func(x court.ResultRow) {
		s.say(fmt.Sprintf("第 %d 行　%s　%s　%s\n%s", x.SheetRow, x.Outcome, x.Line(), strings.Join(x.Cases, "、"), x.Reasons()))
	}
	s.filter()
	s.say(fmt.Sprintf("涉及 %d 件案件，登记为已反馈的查询 %d 项。", r.Cases, r.Answered))
	card := widgets.NewCard("", "", container.NewBorder(container.NewBorder(nil, nil, s.tabs, widgets.Padded(6, 2, buttons)), widgets.Sized(0, 62, s.detail), nil, nil, s.table))
	return parts.Rows([]float32{-1, 0}, widgets.NewCard("", "", widgets.Padded(12, 6, s.form)), card)
}

// take reads how and when the results came in; false when something is wrong.
func (s *dryRun) take() bool {
	if !s.form.Validate() {
		return false
	}
	s.p.plan.Way, s.p.plan.On = court.InquiryWay(s.way.ID()), s.on.Date()
	return true
}

// again judges the rows by what was chosen.
func (s *dryRun) again() {
	if s.take() {
		s.p.tryOut(func() { s.p.Show(importing.StepDryRun) })
	}
}

func (s *dryRun) filter() {
	want := court.ResultOutcome(s.tabs.Chosen())
	var rows []court.ResultRow
	for _, x := range s.p.result.Rows {
		if want == "" || x.Outcome == want {
			rows = append(rows, x)
		}
	}
	s.table.SetRows(rows)
}

func (s *dryRun) say(text string) { importing.Tell(s.detail, text) }

// resultTable lists rows with what became of them.
func resultTable() *widgets.DataTable[court.ResultRow] {
	type row = court.ResultRow
	text := widgets.TextCell
	t := widgets.NewListTable([]widgets.Column[row]{
		{ID: "row", Label: "行", Width: 52, Align: fyne.TextAlignTrailing, Cell: func(x row) widgets.Cell { return widgets.QuietCell(strconv.Itoa(x.SheetRow)) }},
		{ID: "outcome", Label: "结果", Width: 100, Cell: func(x row) widgets.Cell { return outcomeCell(x.Outcome) }},
		{ID: "name", Label: "被查询人", Width: 90, Cell: func(x row) widgets.Cell { return text(x.Name) }},
		{ID: "id", Label: "证件号码", Width: 150, Cell: func(x row) widgets.Cell { return text(x.IDNumber) }},
		{ID: "kind", Label: "类型", Width: 76, Cell: func(x row) widgets.Cell { return text(string(x.Kind)) }},
		{ID: "line", Label: "财产", Width: 160, Stretch: 2, Cell: func(x row) widgets.Cell { return text(x.Line()) }},
		{ID: "cases", Label: "案件", Width: 166, Cell: func(x row) widgets.Cell { return text(strings.Join(x.Cases, "、")) }},
		{ID: "why", Label: "说明", Width: 150, Stretch: 3, Cell: func(x row) widgets.Cell {
			if x.Outcome == court.ResultRejected {
				return widgets.ColorCell(x.Reasons(), widgets.ColorOverdue)
			}
			return widgets.QuietCell(x.Reasons())
		}},
	}, func(x row) string { return strconv.Itoa(x.SheetRow) }, nil)
	t.Empty = widgets.Empty{Text: "没有这样的行"}
	return t
}

// run imports what the dry run accepted.
func (s *dryRun) run() {
	p := s.p
	if p.result.Writes() == 0 || !s.take() {
		return
	}
	table, kind, mapping, plan, o, actor := p.table, p.kind, p.mapping, p.plan, p.f.Office(), p.f.Actor()
	var result office.ResultImport
	parts.Run(p.f, "导入查询结果", func(ctx context.Context, report func(float64, string)) (err error) {
		report(0.1, "正在读各行…")
		rows := sheet.ReadResults(table, kind, mapping)
		result, err = o.ImportResults(ctx, actor, rows, plan, false, func(n, of int) {
			report(0.2+0.8*float64(n)/float64(of), fmt.Sprintf("正在登记第 %d 行，共 %d 行；全部写完才生效…", n, of))
		})
		return err
	}, func() {
		p.result = result
		p.f.Say(fmt.Sprintf("已导入：登记财产 %d 项，线索 %d 条，待认领 %d 条", result.Count[court.ResultProperty], result.Count[court.ResultClue], result.Count[court.ResultTray]))
		p.Show(importing.StepResult)
	})
}

// resultStep says what came in.
func (p *importPage) resultStep() fyne.CanvasObject {
	r := p.result
	count := func(o court.ResultOutcome) string { return strconv.Itoa(r.Count[o]) }
	refused := widgets.ColorText
	if r.Count[court.ResultRejected] > 0 {
		refused = widgets.ColorOverdue
	}
	cards := widgets.Equal(parts.Gap,
		widgets.NewStatCard("✓ 登记财产", count(court.ResultProperty), widgets.ColorDone, "项", nil),
		widgets.NewStatCard("已有财产", count(court.ResultKnown), widgets.ColorText, "项，没有重复登记", nil),
		widgets.NewStatCard("▲ 转为线索", count(court.ResultClue), widgets.ColorNear, "条，请核查", nil),
		widgets.NewStatCard("▲ 待认领", count(court.ResultTray), widgets.ColorNear, "条", nil),
		widgets.NewStatCard("● 拒绝", count(court.ResultRejected), refused, "行，改正后可再导入", nil),
		widgets.NewStatCard("已反馈的查询", strconv.Itoa(r.Answered), widgets.ColorText, "项", nil))
	buttons := widgets.HStack(8, widgets.NewPrimaryButton("打开财产查控", func() { p.f.Go(frame.PageProperty) }))
	if r.Count[court.ResultTray] > 0 {
		buttons.Add(widgets.NewButton("认领…", func() { p.f.Open(newTrayPage(p.f)) }))
	}
	if r.Count[court.ResultRejected] > 0 {
		buttons.Add(widgets.NewButton("导出拒绝的行…", p.exportRefused))
	}
	buttons.Add(widgets.NewButton("再导入一张表", p.Again))
	table := resultTable()
	table.SetRows(r.Rows)
	return parts.Rows([]float32{-1, -1, 0}, cards, widgets.NewCard("", "", widgets.Padded(12, 7, buttons)), widgets.NewCard("各行", "", table))
}

// exportRefused writes the refused rows with their reasons to Excel.
func (p *importPage) exportRefused() {
	table, mapping, rows := p.table, p.mapping, p.result.Rows
	p.ExportRefused(p.loader, p.result.Count[court.ResultRejected], func(path string) error { return sheet.WriteRefusedResults(path, table, mapping, rows) })
}
