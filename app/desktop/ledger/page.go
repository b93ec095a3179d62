// Package ledger is the import of an office's Excel ledger: choose the file,
// check which column is what, look at a dry run, import, see what came in.
package ledger

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

// page leads through the import.
type page struct {
	f      frame.Frame
	loader *widgets.Loader

	step    importing.Step
	path    string
	book    *sheet.Workbook
	table   sheet.Table
	mapping sheet.Mapping
	known   bool                // the mapping is that of an earlier import
	result  office.LedgerResult // of the dry run, then of the import

	steps   *fyne.Container
	middle  *fyne.Container
	file    *importing.FileCard
	columns *columnsStep
	dry     *dryRunStep
}

// NewImportPage makes the import of an Excel ledger.
func NewImportPage(f frame.Frame) frame.Page {
	p := &page{f: f, loader: widgets.NewLoader(f.Window())}
	p.loader.OnError = f.Fail
	p.file = &importing.FileCard{
		Title: "选择台账文件", Ask: "选择 Excel 文件", Kinds: []string{".xlsx", ".xlsm"}, OnOpen: p.open,
		Notes: "标题行和各列的含义由程序识别，下一步可以改。\n先试运行：逐行列出将导入什么、拒绝什么、为什么；确认后才写入，一次全部写入或全部不写。\n" +
			"同一台账可以反复导入，已有的案号不会改动。\n支持 .xlsx、.xlsm；旧的 .xls 请先在 Excel 或 WPS 中另存为 .xlsx。",
	}
	return p
}

// Nav lights 案件, where the imported cases appear.
func (p *page) Nav() string { return frame.PageCases }

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
	if p.step == importing.StepFile && p.f.Can(office.MayImport) {
		p.file.Focus()
	}
}

// Changed does nothing: a dry run is made anew before it is trusted.
func (p *page) Changed(office.Change) {}

// Keys gives the page's shortcuts.
func (p *page) Keys() widgets.Bindings {
	return widgets.Bindings{"Esc": p.back, "Ctrl+O": p.choose, "Ctrl+S": p.forward}
}

// Leave never holds the page back: nothing was typed that could be lost.
func (p *page) Leave(func()) bool {
	p.f.Window().SetOnDropped(nil)
	return true
}

// back goes a step back, from the first one off the page.
func (p *page) back() {
	switch p.step {
	case importing.StepColumns, importing.StepDryRun:
		p.show(p.step - 1)
	default:
		p.f.Back()
	}
}

// forward does what the step's main button does.
func (p *page) forward() {
	switch p.step {
	case importing.StepFile:
		p.file.Open()
	case importing.StepColumns:
		p.columns.next()
	case importing.StepDryRun:
		p.run()
	}
}

func (p *page) show(s importing.Step) {
	p.step = s
	name := ""
	if p.book != nil {
		name = p.book.Name
	}
	p.steps.Objects = []fyne.CanvasObject{importing.StepBar("导入台账", s, name)}
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
}

// fileStep asks for the file.
func (p *page) fileStep() fyne.CanvasObject {
	if !p.f.Can(office.MayImport) {
		return widgets.NewCard("", "", container.NewCenter(widgets.NewText("您的岗位不能导入台账。", widgets.TextSize, widgets.ColorQuiet, false)))
	}
	return p.file.Content(p.f, p.path)
}

func (p *page) choose() {
	if p.step != importing.StepFile || !p.f.Can(office.MayImport) {
		return
	}
	p.file.Choose()
}

// opened is a workbook with what the program made of it.
type opened struct {
	book    *sheet.Workbook
	table   sheet.Table
	mapping sheet.Mapping
}

// open reads the file and goes on to its columns.
func (p *page) open(path string) {
	if p.loader.Busy() {
		return
	}
	p.path = path
	var got opened
	parts.Run(p.f, "打开台账", func(ctx context.Context, report func(float64, string)) error {
		report(0.3, "正在读取 "+filepath.Base(path)+"…")
		book, err := sheet.Open(path)
		if err != nil {
			return err
		}
		report(0.8, "正在识别标题行…")
		got.book = book
		got.table, got.mapping, err = book.Propose()
		if err != nil {
			return err
		}
		return ctx.Err()
	}, func() {
		p.book = got.book
		p.useTable(got.table, got.mapping)
		p.show(importing.StepColumns)
	})
}
