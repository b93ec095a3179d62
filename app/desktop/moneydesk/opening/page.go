// Package opening is the import of opening balances (案款清理): choose the file,
// check which column is what, say on which day the books begin, look at a dry
// run, import, see what came in.
package opening

import (
	"context"

	"fyne.io/fyne/v2"

	"zhixing/app/court"
	"zhixing/app/desktop/frame"
	"zhixing/app/desktop/importing"
	"zhixing/app/desktop/papers/parts"
	"zhixing/app/desktop/widgets"
	"zhixing/app/office"
	"zhixing/app/sheet"
)

// page leads through the import.
type page struct {
	f      frame.Frame
	loader *widgets.Loader

	*importing.Wizard

	table   sheet.Table
	mapping sheet.OpeningMapping
	begun   court.Date // the day the books begin, once it is known
	plan    office.OpeningPlan
	result  office.OpeningResult // of the dry run, then of the import

	columns *importing.Columns[sheet.OpeningField]
	dry     *dryRunStep
}

// NewPage makes the import of opening balances.
func NewPage(f frame.Frame) frame.Page {
	p := &page{f: f, loader: widgets.NewLoader(f.Window())}
	p.loader.OnError = f.Fail
	file := &importing.FileCard{
		Title: "选择期初余额清单", Ask: "选择清单", Kinds: []string{".xlsx", ".xlsm", ".csv", ".txt"}, OnOpen: p.open,
		Notes: "列出启用这本账那一天，银行账户里每一笔还没有发放的款：案号、到账日期、金额、交款人；不知道是谁的款，类别写“不明款”。\n" +
			"也可以有款项类别（案款、不明款、竞买保证金、提存、执行费、罚款、代扣费用、专户利息）、未发原因、计划办结日、备注。\n" +
			"先试运行：逐行列出将记入哪里、拒绝什么、为什么；确认后一次全部写入或全部不写。\n同一份清单可以反复导入，记过的行不会再记。",
	}
	p.Wizard = &importing.Wizard{
		Title: "导入期初余额", May: office.MayImportOpening, Denied: "您的岗位不能导入期初余额；这项工作由财务办理。", File: file,
		Steps: map[importing.Step]func() fyne.CanvasObject{
			importing.StepColumns: p.columnsStep,
			importing.StepDryRun:  func() fyne.CanvasObject { p.dry = newDryRunStep(p); return p.dry.content() },
			importing.StepResult:  p.resultStep,
		},
		Main: map[importing.Step]func(){importing.StepColumns: p.next, importing.StepDryRun: func() { p.dry.run() }},
	}
	p.Use(f)
	return p
}

// Nav lights 案款.
func (p *page) Nav() string { return frame.PageMoney }

// Shown asks for the day the books begin besides.
func (p *page) Shown() {
	p.Wizard.Shown()
	if p.At() != importing.StepFile || !p.f.Can(office.MayImportOpening) {
		return
	}
	o, actor := p.f.Office(), p.f.Actor()
	widgets.Load(p.loader, func(ctx context.Context) (court.Date, error) { return o.OpeningDay(ctx, actor) }, func(on court.Date) { p.begun = on })
}

// Changed does nothing: the import judges every row once more.
func (p *page) Changed(office.Change) {}

// open reads the file and goes on to its columns.
func (p *page) open(path string) {
	var table sheet.Table
	var mapping sheet.OpeningMapping
	p.Read(path, importing.Reader{Title: "打开清单", Open: sheet.OpenStatement, Find: func(_ context.Context, book *sheet.Workbook) (err error) {
		return importing.FindOr(book,
			func() error { table, mapping, err = book.ProposeOpening(); return err },
			func(name string, row int) error { table, mapping, err = book.OpeningAt(name, row); return err })
	}, Take: func() { p.table, p.mapping = table, mapping }})
}

// columnsStep asks which column of the list is what.
func (p *page) columnsStep() fyne.CanvasObject {
	p.columns = &importing.Columns[sheet.OpeningField]{
		What: "清单", Note: "认错了可以改；金额必须有，案号和交款人至少有一样",
		Sheets: p.Book.Sheets(), Table: p.table, Fields: sheet.OpeningFields, Start: p.mapping,
		Required: func(f sheet.OpeningField) bool { return f == sheet.OpenAmount },
		Cut: func(name string, row int) {
			table, mapping, err := p.Book.OpeningAt(name, row)
			if err != nil {
				p.f.Fail(err)
				return
			}
			p.table, p.mapping = table, mapping
			p.Show(importing.StepColumns)
		},
		Next: p.next, Back: p.Back, Fail: p.f.Fail,
	}
	return p.columns.Content()
}

// next goes on to the dry run.
func (p *page) next() {
	if !p.columns.Valid() {
		return
	}
	p.mapping = p.columns.Mapping()
	_, number := p.mapping[sheet.OpenNumber]
	_, payer := p.mapping[sheet.OpenPayer]
	if !number && !payer {
		p.columns.ShowError(court.Errorf(court.CodeInvalid, "案号和交款人至少要对应一列，否则不知道是谁的款。"))
		return
	}
	p.plan = office.OpeningPlan{On: p.begun}
	if p.begun.IsZero() {
		today := p.f.Office().Today()
		p.plan.On = court.D(today.Year, int(today.Month), 1).AddDays(-1)
	}
	p.tryOut(func() { p.Show(importing.StepDryRun) })
}

// tryOut judges the rows by the plan.
func (p *page) tryOut(done func()) {
	table, mapping, plan, o, actor := p.table, p.mapping, p.plan, p.f.Office(), p.f.Actor()
	var result office.OpeningResult
	parts.Run(p.f, "试运行", func(ctx context.Context, report func(float64, string)) (err error) {
		report(0.2, "正在读清单各行…")
		rows := sheet.ReadOpenings(table, mapping)
		report(0.5, "正在逐行核对案件…")
		result, err = o.ImportOpenings(ctx, actor, rows, plan, true, nil)
		return err
	}, func() {
		p.result = result
		done()
	})
}
