// Package statement is the 银行流水 page: choose the bank's file, check which
// column is what, look at a dry run, choose cases for what is not sure, post.
package statement

import (
	"context"
	"path/filepath"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"

	"zhixing/app/desktop/frame"
	"zhixing/app/desktop/importing"
	"zhixing/app/desktop/papers/parts"
	"zhixing/app/desktop/widgets"
	"zhixing/app/office"
	"zhixing/app/sheet"
)

// page leads through the import of a bank's statement.
type page struct {
	f      frame.Frame
	loader *widgets.Loader

	step    importing.Step
	path    string
	book    *sheet.Workbook
	table   sheet.Table
	mapping sheet.StatementMapping
	read    office.StatementFile
	notes   []string
	chosen  map[int]office.StatementChoice
	result  office.StatementResult // of the dry run, then of the posting

	steps   *fyne.Container
	middle  *fyne.Container
	file    *importing.FileCard
	columns *columnsStep
	dry     *dryRunStep
}

// NewStatementPage makes the import of a bank's statement.
func NewStatementPage(f frame.Frame) frame.Page {
	p := &page{f: f, loader: widgets.NewLoader(f.Window())}
	p.loader.OnError = f.Fail
	p.file = &importing.FileCard{
		Title: "选择银行的账户明细", Ask: "选择对账单", Kinds: []string{".xlsx", ".xlsm", ".csv", ".txt", ".xls"}, OnOpen: p.open,
		Notes: "从网上银行下载的账户明细：Excel（.xlsx）或 CSV、文本，UTF-8、GBK 都可以，哪家银行的都可以。\n" +
			"先试运行：核对余额，找出重复的行，逐笔认案。附言写明案号的直接入案；其余的收入记入不明款，也可以先在这里选好案件。\n" +
			"与已批准的发放收款人、金额相符的支出，由财务入账时确认为已发放；结息、手续费记入专门的科目。\n同一份对账单可以反复导入，登记过的不会再记。",
	}
	return p
}

// Nav lights 银行流水.
func (p *page) Nav() string { return frame.PageBank }

// Content builds the steps.
func (p *page) Content() fyne.CanvasObject {
	p.steps, p.middle = container.NewStack(), container.NewStack()
	p.show(importing.StepFile)
	return parts.Rows([]float32{-1, 0}, p.steps, p.middle)
}

// Shown puts the keyboard where the step begins, and takes files that are
// dropped on the window.
func (p *page) Shown() {
	p.f.Window().SetOnDropped(p.file.Dropped)
	if p.step == importing.StepFile && p.f.Can(office.MayImportStatement) {
		p.file.Focus()
	}
}

// Changed does nothing: posting judges every line once more.
func (p *page) Changed(office.Change) {}

// Keys gives the page's shortcuts.
func (p *page) Keys() widgets.Bindings {
	return widgets.Bindings{"Esc": p.back, "Ctrl+O": p.choose, "Ctrl+S": p.forward, "Ctrl+E": p.export, "Ctrl+Y": func() {
		if p.step == importing.StepDryRun {
			p.dry.acceptLikely()
		}
	}}
}

// Leave asks when cases were chosen by hand that leaving would lose.
func (p *page) Leave(then func()) bool {
	if p.step != importing.StepDryRun || len(p.chosen) == 0 {
		p.f.Window().SetOnDropped(nil)
		return true
	}
	widgets.Confirm(p.f.Window(), "离开银行流水", "已选好案件的流水还没有入账，离开后要重新选。", "离开", "留下", func() {
		p.f.Window().SetOnDropped(nil)
		then()
	})
	return false
}

// back goes a step back, from the first one off the page.
func (p *page) back() {
	switch p.step {
	case importing.StepDryRun:
		if len(p.chosen) > 0 {
			widgets.Confirm(p.f.Window(), "回到上一步", "已选好案件的流水还没有入账，回去后要重新选。", "回上一步", "留下", func() { p.show(importing.StepColumns) })
			return
		}
		p.show(importing.StepColumns)
	case importing.StepColumns:
		p.show(importing.StepFile)
	case importing.StepResult:
		p.again()
	case importing.StepFile:
		p.f.Back()
	}
}

// again begins with another file.
func (p *page) again() {
	p.book, p.path, p.chosen = nil, "", nil
	p.show(importing.StepFile)
	p.Shown()
}

// forward does what the step's main button does.
func (p *page) forward() {
	switch p.step {
	case importing.StepFile:
		p.file.Open()
	case importing.StepColumns:
		p.columns.next()
	case importing.StepDryRun:
		p.post()
	case importing.StepResult:
	}
}

func (p *page) show(s importing.Step) {
	p.step = s
	name := ""
	if p.book != nil {
		name = p.book.Name
	}
	p.steps.Objects = []fyne.CanvasObject{importing.StepBar("导入银行流水", s, name)}
	p.steps.Refresh()
	var content fyne.CanvasObject
	switch s {
	case importing.StepFile:
		content = p.fileStep()
	case importing.StepColumns:
		p.columns = newColumnsStep(p)
		content = p.columns.content()
	case importing.StepDryRun:
		p.dry = newDryRunStep(p)
		content = p.dry.content()
	case importing.StepResult:
		content = p.resultStep()
	}
	p.middle.Objects = []fyne.CanvasObject{content}
	p.middle.Refresh()
	p.f.Window().Canvas().Unfocus() // what had the keyboard is gone
	if s == importing.StepDryRun {
		p.dry.table.ChooseIndex(0)
		p.dry.table.Focus()
	}
}

// fileStep asks for the file.
func (p *page) fileStep() fyne.CanvasObject {
	if !p.f.Can(office.MayImportStatement) {
		return widgets.NewCard("", "", container.NewCenter(widgets.NewText("您的岗位不能导入银行流水；这项工作由财务、书记员办理。", widgets.TextSize, widgets.ColorQuiet, false)))
	}
	return p.file.Content(p.f, p.path)
}

func (p *page) choose() {
	if p.step != importing.StepFile || !p.f.Can(office.MayImportStatement) {
		return
	}
	p.file.Choose()
}

// opened is a file with what the program made of it.
type opened struct {
	book    *sheet.Workbook
	table   sheet.Table
	mapping sheet.StatementMapping
}

// open reads the file and goes on to its columns.
func (p *page) open(path string) {
	if p.loader.Busy() {
		return
	}
	p.path = path
	var got opened
	o := p.f.Office()
	parts.Run(p.f, "打开对账单", func(ctx context.Context, report func(float64, string)) error {
		report(0.3, "正在读取 "+filepath.Base(path)+"…")
		book, err := sheet.OpenStatement(path)
		if err != nil {
			return err
		}
		report(0.8, "正在识别标题行…")
		got.book = book
		if got.table, got.mapping, err = book.ProposeStatement(); err != nil {
			if got.table, got.mapping, err = firstRow(book, err); err != nil {
				return err
			}
		}
		labels, err := o.StatementLayout(ctx, got.table.Layout())
		if err != nil {
			return err
		}
		got.mapping = got.table.Remembered(got.mapping, labels)
		return ctx.Err()
	}, func() {
		p.book, p.table, p.mapping, p.chosen = got.book, got.table, got.mapping, map[int]office.StatementChoice{}
		p.show(importing.StepColumns)
	})
}

// firstRow cuts a file whose headings nobody knows at its first row, so that a
// person can point them out.
func firstRow(book *sheet.Workbook, unknown error) (sheet.Table, sheet.StatementMapping, error) {
	names := book.Sheets()
	if len(names) == 0 {
		return sheet.Table{}, nil, unknown
	}
	return book.StatementAt(names[0], 1)
}
