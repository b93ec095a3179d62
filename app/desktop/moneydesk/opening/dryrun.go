package opening

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

// dryRunStep shows row by row what the import would do, and asks for the day
// the books begin and for the bank's balance on it.
type dryRunStep struct {
	p      *page
	form   *widgets.Form
	on     *widgets.DateField
	bank   *widgets.MoneyField
	tabs   *widgets.TabBar
	table  *widgets.DataTable[court.OpeningRow]
	detail *fyne.Container
}

func newDryRunStep(p *page) *dryRunStep { return &dryRunStep{p: p} }

// outcomeText is what people read for an outcome, before or after the import.
func outcomeText(o court.LedgerOutcome, done bool) (widgets.State, string) {
	word := "将记入"
	if done {
		word = "已记入"
	}
	switch o {
	case court.LedgerImport:
		return widgets.StateDone, word
	case court.LedgerWarned:
		return widgets.StateNear, word + "，有提示"
	case court.LedgerRejected:
		return widgets.StateOverdue, "拒绝"
	}
	return widgets.StateExempt, "已记过"
}

func (s *dryRunStep) content() fyne.CanvasObject {
	p, r := s.p, s.p.result
	s.form = widgets.NewForm(widgets.FormOptions{Columns: 2, FieldWidth: 180})
	s.on = s.form.AddDate("期初日", p.f.Office().Today, widgets.Required(), widgets.Help("账从这一天开始，全部记在这一天"))
	s.on.SetDate(p.plan.On)
	s.bank = s.form.AddMoney("银行账户当日余额", false, widgets.Help("填了就必须与各行合计一致；查不清的列一行不明款"))
	if p.plan.Known {
		s.bank.SetMoney(p.plan.Bank)
	}
	s.tabs = widgets.NewTabBar([]widgets.TabItem{
		{ID: allRows, Label: fmt.Sprintf("全部 %d", len(r.Rows))},
		{ID: string(court.LedgerImport), Label: fmt.Sprintf("将记入 %d", r.Imported-r.Warned)},
		{ID: string(court.LedgerWarned), Label: fmt.Sprintf("有提示 %d", r.Warned)},
		{ID: string(court.LedgerRejected), Label: fmt.Sprintf("拒绝 %d", r.Rejected)},
		{ID: string(court.LedgerUnchanged), Label: fmt.Sprintf("已记过 %d", r.Unchanged)},
	}, func(string) { s.filter(); s.table.Focus() })
	buttons := widgets.HStack(8)
	if r.Imported > 0 {
		buttons.Add(widgets.NewPrimaryButton(fmt.Sprintf("导入 %d 笔 Ctrl+S", r.Imported), s.run))
	}
	buttons.Add(widgets.NewButton("重新试运行", s.again))
	if r.Rejected > 0 {
		buttons.Add(widgets.NewButton("导出拒绝的行…", p.exportRefused))
	}
	buttons.Add(widgets.NewButton("上一步 Esc", p.Back))
	s.table, s.detail = rowsTable(false), container.NewStack()
	s.table.OnChosen = func(x court.OpeningRow) {
		_, word := outcomeText(x.Outcome, false)
		s.say(fmt.Sprintf("第 %d 行　%s　%s\n%s", x.SheetRow, word, x.Voucher, x.Reasons()))
	}
	s.filter()
	s.say(s.summary())
	plan := widgets.NewCard("", "", widgets.Padded(12, 6, s.form))
	card := widgets.NewCard("", "", container.NewBorder(container.NewBorder(nil, nil, s.tabs, widgets.Padded(6, 2, buttons)), widgets.Sized(0, 62, s.detail), nil, nil, s.table))
	return parts.Rows([]float32{-1, 0}, plan, card)
}

// summary says what the rows come to.
func (s *dryRunStep) summary() string {
	r, plan := s.p.result, s.p.plan
	text := fmt.Sprintf("期初日 %s，可以记入 %d 笔，连同已记过的共 %s 元。", plan.On, r.Imported, r.Sum)
	if gap := r.Gap(plan); gap != 0 {
		return text + fmt.Sprintf("与银行余额 %s 元相差 %s 元，改好以前不能导入。", plan.Bank, gap)
	}
	if plan.Known {
		return text + "与银行余额一致。"
	}
	return text + "没有填银行余额，不核对总数。"
}

// take reads the day and the balance; false when something is wrong with them.
func (s *dryRunStep) take() bool {
	if !s.form.Validate() {
		return false
	}
	s.p.plan = office.OpeningPlan{On: s.on.Date(), Bank: s.bank.Money(), Known: !s.bank.Empty()}
	return true
}

// again judges the rows by what was typed.
func (s *dryRunStep) again() {
	if s.take() {
		s.p.tryOut(func() { s.p.Show(importing.StepDryRun) })
	}
}

func (s *dryRunStep) filter() {
	want := court.LedgerOutcome(s.tabs.Chosen())
	var rows []court.OpeningRow
	for _, x := range s.p.result.Rows {
		if want == allRows || x.Outcome == want {
			rows = append(rows, x)
		}
	}
	s.table.SetRows(rows)
}

func (s *dryRunStep) say(text string) { importing.Tell(s.detail, text) }

// rowsTable lists rows with what became of them.
func rowsTable(done bool) *widgets.DataTable[court.OpeningRow] {
	type row = court.OpeningRow
	text := widgets.TextCell
	t := widgets.NewListTable([]widgets.Column[row]{
		{ID: "row", Label: "行", Width: 48, Align: fyne.TextAlignTrailing, Sortable: true, Less: func(a, b row) bool { return a.SheetRow < b.SheetRow },
			Cell: func(x row) widgets.Cell { return widgets.QuietCell(strconv.Itoa(x.SheetRow)) }},
		{ID: "outcome", Label: "结果", Width: 126, Cell: func(x row) widgets.Cell { return widgets.StateCell(outcomeText(x.Outcome, done)) }},
		{ID: "number", Label: "案号", Width: 172, Cell: func(x row) widgets.Cell {
			if x.Number == (court.CaseNumber{}) {
				return widgets.Cell{}
			}
			return text(x.Number.String())
		}},
		{ID: "fund", Label: "类别", Width: 84, Cell: func(x row) widgets.Cell { return text(string(x.Fund)) }},
		{ID: "date", Label: "到账日期", Width: 88, Sortable: true, Less: func(a, b row) bool { return a.Date.Before(b.Date) }, Cell: func(x row) widgets.Cell { return widgets.DateCell(x.Date) }},
		{ID: "amount", Label: "金额（元）", Width: 110, Align: fyne.TextAlignTrailing, Sortable: true, Less: func(a, b row) bool { return a.Amount < b.Amount },
			Cell: func(x row) widgets.Cell { return widgets.MoneyCell(x.Amount) }},
		{ID: "payer", Label: "交款人", Width: 90, Stretch: 1, Cell: func(x row) widgets.Cell { return text(x.Payer) }},
		{ID: "cause", Label: "未发原因", Width: 90, Cell: func(x row) widgets.Cell { return text(string(x.Cause)) }},
		{ID: "why", Label: "说明", Width: 120, Stretch: 3, Cell: func(x row) widgets.Cell {
			if x.Outcome == court.LedgerRejected {
				return widgets.ColorCell(x.Reasons(), widgets.ColorOverdue)
			}
			return widgets.QuietCell(strings.TrimSpace(x.Reasons() + " " + x.Voucher))
		}},
	}, func(x row) string { return strconv.Itoa(x.SheetRow) }, nil)
	t.Empty = widgets.Empty{Text: "没有这样的行"}
	return t
}

// run imports what the dry run accepted.
func (s *dryRunStep) run() {
	p := s.p
	if p.result.Imported == 0 || !s.take() {
		return
	}
	table, mapping, plan, o, actor := p.table, p.mapping, p.plan, p.f.Office(), p.f.Actor()
	var result office.OpeningResult
	parts.Run(p.f, "导入期初余额", func(ctx context.Context, report func(float64, string)) (err error) {
		report(0.1, "正在读清单各行…")
		rows := sheet.ReadOpenings(table, mapping)
		result, err = o.ImportOpenings(ctx, actor, rows, plan, false, func(n, of int) {
			report(0.2+0.8*float64(n)/float64(of), fmt.Sprintf("正在记入第 %d 笔，共 %d 笔；全部写完才生效…", n, of))
		})
		return err
	}, func() {
		p.result = result
		p.f.Say(fmt.Sprintf("已记入 %d 笔期初余额", result.Imported))
		p.Show(importing.StepResult)
	})
}

// resultStep says what came in.
func (p *page) resultStep() fyne.CanvasObject {
	r := p.result
	refused := widgets.ColorText
	if r.Rejected > 0 {
		refused = widgets.ColorOverdue
	}
	cards := widgets.Equal(parts.Gap,
		widgets.NewStatCard("✓ 已记入", strconv.Itoa(r.Imported), widgets.ColorDone, "笔", nil),
		widgets.NewStatCard("▲ 其中有提示", strconv.Itoa(r.Warned), widgets.ColorNear, "笔，请核对", nil),
		widgets.NewStatCard("● 拒绝", strconv.Itoa(r.Rejected), refused, "行，改正后可再导入", nil),
		widgets.NewStatCard("— 已记过", strconv.Itoa(r.Unchanged), widgets.ColorText, "笔，没有改动", nil),
		widgets.NewStatCard("期初合计", r.Sum.String(), widgets.ColorText, "元", nil))
	buttons := widgets.HStack(8, widgets.NewPrimaryButton("打开案款", func() { p.f.Go(frame.PageMoney) }))
	if r.Rejected > 0 {
		buttons.Add(widgets.NewButton("导出拒绝的行…", p.exportRefused))
	}
	buttons.Add(widgets.NewButton("再导入一个文件", p.Again))
	table := rowsTable(true)
	table.SetRows(r.Rows)
	return parts.Rows([]float32{-1, -1, 0}, cards, widgets.NewCard("", "", widgets.Padded(12, 7, buttons)), widgets.NewCard("各行", "在“案款 · 清理”里登记未发原因、看进度", table))
}

// exportRefused writes the refused rows with their reasons to Excel.
func (p *page) exportRefused() {
	table, mapping, rows := p.table, p.mapping, p.result.Rows
	p.ExportRefused(p.loader, p.result.Rejected, func(path string) error { return sheet.WriteRefusedOpenings(path, table, mapping, rows) })
}
