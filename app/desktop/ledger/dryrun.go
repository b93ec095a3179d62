package ledger

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

// allRows is the tab that filters nothing.
const allRows = ""

// outcomeText is what people read for an outcome, before or after the import.
func outcomeText(o court.LedgerOutcome, done bool) (widgets.State, string) {
	word := "将导入"
	if done {
		word = "已导入"
	}
	switch o {
	case court.LedgerImport:
		return widgets.StateDone, word
	case court.LedgerWarned:
		return widgets.StateNear, word + "，有提示"
	case court.LedgerRejected:
		return widgets.StateOverdue, "拒绝"
	}
	return widgets.StateExempt, "已存在"
}

// dryRunStep shows row by row what an import would do.
type dryRunStep struct {
	p      *page
	tabs   *widgets.TabBar
	table  *widgets.DataTable[court.LedgerRow]
	list   *fyne.Container // holds the table
	detail *fyne.Container
}

func newDryRunStep(p *page) *dryRunStep { return &dryRunStep{p: p} }

func (s *dryRunStep) content() fyne.CanvasObject {
	s.list, s.detail = container.NewStack(), container.NewStack()
	s.tabs = widgets.NewTabBar(s.tabItems(), func(string) { s.filter(); s.table.Focus() })
	buttons := widgets.HStack(8)
	if s.p.result.Imported > 0 {
		buttons.Add(widgets.NewPrimaryButton(fmt.Sprintf("导入 %d 件 Ctrl+S", s.p.result.Imported), s.p.run))
	}
	if s.p.result.Rejected > 0 {
		buttons.Add(widgets.NewButton("导出拒绝的行…", s.p.exportRefused))
	}
	buttons.Add(widgets.NewButton("上一步 Esc", s.p.Back))
	s.filter()
	top := container.NewBorder(nil, nil, s.tabs, buttons)
	var strange fyne.CanvasObject
	if list := s.p.result.Strange; len(list) > 0 {
		strange = widgets.NewNotice(widgets.StateNear, "台账案号里有代字“"+strings.Join(list, "”“")+"”，和“系统设置”里的法院代字不同；设置填错的请先改正，以后登记的案件用设置里的代字编号")
	}
	card := widgets.NewCard("", "", container.NewBorder(strange, widgets.Sized(0, 74, s.detail), nil, nil, s.list))
	return container.NewBorder(top, nil, nil, nil, card)
}

func (s *dryRunStep) tabItems() []widgets.TabItem {
	r := s.p.result
	return []widgets.TabItem{
		{ID: allRows, Label: fmt.Sprintf("全部 %d", len(r.Rows))},
		{ID: string(court.LedgerImport), Label: fmt.Sprintf("将导入 %d", r.Imported-r.Warned)},
		{ID: string(court.LedgerWarned), Label: fmt.Sprintf("将导入，有提示 %d", r.Warned)},
		{ID: string(court.LedgerRejected), Label: fmt.Sprintf("拒绝 %d", r.Rejected)},
		{ID: string(court.LedgerUnchanged), Label: fmt.Sprintf("已存在 %d", r.Unchanged)},
	}
}

// rowsTable lists rows of the ledger with what became of them.
func rowsTable(done bool) *widgets.DataTable[court.LedgerRow] {
	text := widgets.TextCell
	t := widgets.NewListTable([]widgets.Column[court.LedgerRow]{
		{ID: "row", Label: "行", Width: 48, Align: fyne.TextAlignTrailing, Sortable: true, Less: func(a, b court.LedgerRow) bool { return a.SheetRow < b.SheetRow },
			Cell: func(r court.LedgerRow) widgets.Cell { return widgets.QuietCell(strconv.Itoa(r.SheetRow)) }},
		{ID: "outcome", Label: "结果", Width: 126, Cell: func(r court.LedgerRow) widgets.Cell { return widgets.StateCell(outcomeText(r.Outcome, done)) }},
		{ID: "number", Label: "案号", Width: 172, Cell: func(r court.LedgerRow) widgets.Cell { return text(r.Number.String()) }},
		{ID: "filed", Label: "立案日期", Width: 88, Sortable: true, Less: func(a, b court.LedgerRow) bool { return a.Filed.Before(b.Filed) },
			Cell: func(r court.LedgerRow) widgets.Cell { return widgets.DateCell(r.Filed) }},
		{ID: "applicants", Label: "申请执行人", Width: 90, Stretch: 2, Cell: func(r court.LedgerRow) widgets.Cell { return text(strings.Join(r.Applicants, "、")) }},
		{ID: "debtors", Label: "被执行人", Width: 90, Stretch: 2, Cell: func(r court.LedgerRow) widgets.Cell { return text(strings.Join(r.Debtors, "、")) }},
		{ID: "principal", Label: "标的额（元）", Width: 118, Align: fyne.TextAlignTrailing, Sortable: true, Less: func(a, b court.LedgerRow) bool { return a.Principal < b.Principal },
			Cell: func(r court.LedgerRow) widgets.Cell { return widgets.MoneyCell(r.Principal) }},
		{ID: "why", Label: "说明", Width: 150, Stretch: 4, Cell: func(r court.LedgerRow) widgets.Cell {
			if r.Outcome == court.LedgerRejected {
				return widgets.ColorCell(r.Reasons(), widgets.ColorOverdue)
			}
			return widgets.QuietCell(r.Reasons())
		}},
	}, func(r court.LedgerRow) string { return strconv.Itoa(r.SheetRow) }, nil)
	t.Empty = widgets.Empty{Text: "没有这样的行"}
	return t
}

// filter shows the rows of the chosen tab in a table of their own, in which no
// row is chosen yet: the detail below never speaks of a row of another tab.
func (s *dryRunStep) filter() {
	want := court.LedgerOutcome(s.tabs.Chosen())
	rows := s.p.result.Rows
	if want != allRows {
		rows = nil
		for _, r := range s.p.result.Rows {
			if r.Outcome == want {
				rows = append(rows, r)
			}
		}
	}
	s.table = rowsTable(false)
	s.table.OnChosen = s.showDetail
	s.table.SetRows(rows)
	s.list.Objects = []fyne.CanvasObject{s.table}
	s.list.Refresh()
	s.say("选一行看完整的说明。" + summary(s.p.result))
}

func summary(r office.LedgerResult) string {
	switch {
	case r.Imported == 0 && r.Rejected == 0:
		return "台账里的案件都已在系统中，不需要再导入。"
	case r.Imported == 0 && r.Unchanged > 0:
		return "其余案件都已在系统中；拒绝的行请按说明改正后再导入。"
	case r.Imported == 0:
		return "没有可以导入的行。请按说明改正台账后再来。"
	case r.Rejected > 0:
		return "拒绝的行不影响其他行导入；导出后改正，可以再导入一次。"
	}
	return "全部可以导入。"
}

func (s *dryRunStep) showDetail(r court.LedgerRow) {
	_, word := outcomeText(r.Outcome, false)
	text := fmt.Sprintf("第 %d 行　%s　%s", r.SheetRow, word, r.Number)
	if reasons := r.Reasons(); reasons != "" {
		text += "\n" + reasons
	} else if r.Outcome == court.LedgerUnchanged {
		text += "\n系统中已有这个案号，导入时不作改动。"
	}
	s.say(text)
}

func (s *dryRunStep) say(text string) { importing.Tell(s.detail, text) }

// run imports what the dry run accepted.
func (p *page) run() {
	if p.result.Imported == 0 {
		return
	}
	table, mapping, o, actor := p.table, p.mapping, p.f.Office(), p.f.Actor()
	count := p.result.Imported
	var result office.LedgerResult
	parts.Run(p.f, "导入台账", func(ctx context.Context, report func(float64, string)) (err error) {
		report(0.1, "正在读台账各行…")
		rows := sheet.ReadLedger(table, mapping)
		report(0.3, fmt.Sprintf("正在写入 %d 件案件，写完才生效…", count))
		result, err = o.ImportLedger(ctx, actor, rows, false, func(n, of int) {
			report(0.3+0.7*float64(n)/float64(of), fmt.Sprintf("正在写入第 %d 件，共 %d 件；全部写完才生效，停止则一件也不导入…", n, of))
		})
		return err
	}, func() {
		p.result = result
		p.f.Say(fmt.Sprintf("已导入 %d 件案件", result.Imported))
		p.Show(importing.StepResult)
	})
}

// resultStep says what came in.
func (p *page) resultStep() fyne.CanvasObject {
	r := p.result
	refusedInk := widgets.ColorText
	if r.Rejected > 0 {
		refusedInk = widgets.ColorOverdue
	}
	cards := widgets.Equal(parts.Gap,
		widgets.NewStatCard("✓ 已导入", strconv.Itoa(r.Imported), widgets.ColorDone, "件案件", nil),
		widgets.NewStatCard("▲ 其中有提示", strconv.Itoa(r.Warned), widgets.ColorNear, "请核对证件号码等", nil),
		widgets.NewStatCard("● 拒绝", strconv.Itoa(r.Rejected), refusedInk, "行，改正后可再导入", nil),
		widgets.NewStatCard("— 已存在", strconv.Itoa(r.Unchanged), widgets.ColorText, "件，没有改动", nil))
	buttons := widgets.HStack(8, widgets.NewPrimaryButton("打开案件列表", func() { p.f.Go(frame.PageCases) }))
	if r.Rejected > 0 {
		buttons.Add(widgets.NewButton("导出拒绝的行…", p.exportRefused))
	}
	buttons.Add(widgets.NewButton("再导入一个文件", p.Again))
	table := rowsTable(true)
	table.Empty = widgets.Empty{Text: "没有提示，也没有拒绝的行"}
	table.SetRows(troubled(r.Rows))
	return parts.Rows([]float32{-1, -1, 0}, cards, widgets.NewCard("", "", widgets.Padded(12, 7, buttons)),
		widgets.NewCard("有提示和拒绝的行", "", table))
}

// troubled keeps the rows that somebody should look at, refused ones first.
func troubled(rows []court.LedgerRow) []court.LedgerRow {
	var refused, warned []court.LedgerRow
	for _, r := range rows {
		switch r.Outcome {
		case court.LedgerRejected:
			refused = append(refused, r)
		case court.LedgerWarned:
			warned = append(warned, r)
		}
	}
	return append(refused, warned...)
}

// exportRefused writes the refused rows with their reasons to Excel.
func (p *page) exportRefused() {
	table, mapping, rows := p.table, p.mapping, p.result.Rows
	p.ExportRefused(p.loader, p.result.Rejected, func(path string) error { return sheet.WriteRefused(path, table, mapping, rows) })
}
