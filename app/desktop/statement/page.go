// Package statement is the 银行流水 page: choose the bank's file, check which
// column is what, look at a dry run, choose cases for what is not sure, post.
package statement

import (
	"context"
	"maps"

	"fyne.io/fyne/v2"

	"zhixing/app/desktop/frame"
	"zhixing/app/desktop/importing"
	"zhixing/app/desktop/widgets"
	"zhixing/app/office"
	"zhixing/app/sheet"
)

// page leads through the import of a bank's statement.
type page struct {
	f      frame.Frame
	loader *widgets.Loader

	*importing.Wizard

	table   sheet.Table
	mapping sheet.StatementMapping
	read    office.StatementFile
	notes   []string
	chosen  map[int]office.StatementChoice
	result  office.StatementResult // of the dry run, then of the posting

	columns *columnsStep
	dry     *dryRunStep
}

// NewStatementPage makes the import of a bank's statement.
func NewStatementPage(f frame.Frame) frame.Page {
	p := &page{f: f, loader: widgets.NewLoader(f.Window())}
	p.loader.OnError = f.Fail
	file := &importing.FileCard{
		Title: "选择银行的账户明细", Ask: "选择对账单", Kinds: []string{".xlsx", ".xlsm", ".csv", ".txt", ".xls"}, OnOpen: p.open,
		Notes: "从网上银行下载的账户明细：Excel（.xlsx）或 CSV、文本，UTF-8、GBK 都可以，哪家银行的都可以。\n" +
			"先试运行：核对余额，找出重复的行，逐笔认案。附言写明案号的直接入案；其余的收入记入不明款，也可以先在这里选好案件。\n" +
			"与已批准的发放收款人、金额相符的支出，由财务入账时确认为已发放；结息、手续费记入专门的科目。\n同一份对账单可以反复导入，登记过的不会再记。",
	}
	p.Wizard = &importing.Wizard{
		Title: "导入银行流水", May: office.MayImportStatement, Denied: "您的岗位不能导入银行流水；这项工作由财务、书记员办理。", File: file,
		Steps: map[importing.Step]func() fyne.CanvasObject{
			importing.StepColumns: func() fyne.CanvasObject { p.columns = newColumnsStep(p); return p.columns.content() },
			importing.StepDryRun:  func() fyne.CanvasObject { p.dry = newDryRunStep(p); return p.dry.content() },
			importing.StepResult:  p.resultStep,
		},
		Main:   map[importing.Step]func(){importing.StepColumns: func() { p.columns.next() }, importing.StepDryRun: p.post},
		Forget: func() { p.chosen = nil },
		Losing: p.losing,
	}
	p.Done = p.Again
	p.Use(f)
	return p
}

// Nav lights 银行流水.
func (p *page) Nav() string { return frame.PageBank }

// Changed judges the lines of the dry run anew when money moved meanwhile, from
// here or in another window.
func (p *page) Changed(c office.Change) {
	if c.What != "money" || p.At() != importing.StepDryRun || p.loader.Busy() {
		return
	}
	o, actor, file, chosen := p.f.Office(), p.f.Actor(), p.read, maps.Clone(p.chosen)
	widgets.Load(p.loader, func(ctx context.Context) (office.StatementResult, error) {
		return o.MatchStatement(ctx, actor, file, chosen)
	},
		func(r office.StatementResult) {
			if p.At() == importing.StepDryRun {
				p.result = r
				p.dry.show()
			}
		})
}

// Keys gives the page's shortcuts.
func (p *page) Keys() widgets.Bindings {
	keys := p.Wizard.Keys()
	keys["Ctrl+E"] = p.export
	keys["Ctrl+Y"] = func() {
		if p.At() == importing.StepDryRun {
			p.dry.acceptLikely()
		}
	}
	return keys
}

// losing asks when cases were chosen by hand that nothing was posted to yet.
func (p *page) losing(away bool, then func()) bool {
	if len(p.chosen) == 0 {
		return false
	}
	if away {
		widgets.Confirm(p.f.Window(), "离开银行流水", "已选好案件的流水还没有入账，离开后要重新选。", "离开", "留下", then)
	} else {
		widgets.Confirm(p.f.Window(), "回到上一步", "已选好案件的流水还没有入账，回去后要重新选。", "回上一步", "留下", then)
	}
	return true
}

// open reads the file and goes on to its columns.
func (p *page) open(path string) {
	if p.loader.Busy() {
		return
	}
	var table sheet.Table
	var mapping sheet.StatementMapping
	o := p.f.Office()
	p.Read(path, importing.Reader{Title: "打开对账单", Open: sheet.OpenStatement, Find: func(ctx context.Context, book *sheet.Workbook) (err error) {
		if err = importing.FindOr(book,
			func() error { table, mapping, err = book.ProposeStatement(); return err },
			func(name string, row int) error { table, mapping, err = book.StatementAt(name, row); return err }); err != nil {
			return err
		}
		labels, err := o.StatementLayout(ctx, table.Layout())
		mapping = table.Remembered(mapping, labels)
		return err
	}, Take: func() { p.table, p.mapping, p.chosen = table, mapping, map[int]office.StatementChoice{} }})
}
