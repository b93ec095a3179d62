// Package ledger is the import of an office's Excel ledger: choose the file,
// check which column is what, look at a dry run, import, see what came in.
package ledger

import (
	"context"
	"path/filepath"

	"fyne.io/fyne/v2"

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

	book    *sheet.Workbook
	table   sheet.Table
	mapping sheet.Mapping
	known   bool                // the mapping is that of an earlier import
	result  office.LedgerResult // of the dry run, then of the import

	columns *columnsStep
	dry     *dryRunStep
}

// NewImportPage makes the import of an Excel ledger.
func NewImportPage(f frame.Frame) frame.Page {
	p := &page{f: f, loader: widgets.NewLoader(f.Window())}
	p.loader.OnError = f.Fail
	file := &importing.FileCard{
		Title: "选择台账文件", Ask: "选择 Excel 文件", Kinds: []string{".xlsx", ".xlsm"}, OnOpen: p.open,
		Notes: "标题行和各列的含义由程序识别，下一步可以改。\n先试运行：逐行列出将导入什么、拒绝什么、为什么；确认后才写入，一次全部写入或全部不写。\n" +
			"同一台账可以反复导入，已有的案号不会改动。\n支持 .xlsx、.xlsm；旧的 .xls 请先在 Excel 或 WPS 中另存为 .xlsx。",
	}
	p.Wizard = &importing.Wizard{
		Title: "导入台账", May: office.MayImport, Denied: "您的岗位不能导入台账。", File: file, Name: p.fileName,
		Steps: map[importing.Step]func() fyne.CanvasObject{
			importing.StepColumns: func() fyne.CanvasObject { p.columns = newColumnsStep(p); return p.columns.content() },
			importing.StepDryRun:  func() fyne.CanvasObject { p.dry = newDryRunStep(p); return p.dry.content() },
			importing.StepResult:  p.resultStep,
		},
		Main:   map[importing.Step]func(){importing.StepColumns: func() { p.columns.next() }, importing.StepDryRun: p.run},
		Forget: func() { p.book = nil },
	}
	p.Use(f)
	return p
}

// fileName names the open file.
func (p *page) fileName() string {
	if p.book == nil {
		return ""
	}
	return p.book.Name
}

// Nav lights 案件, where the imported cases appear.
func (p *page) Nav() string { return frame.PageCases }

// Changed does nothing: a dry run is made anew before it is trusted.
func (p *page) Changed(office.Change) {}

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
	p.Path = path
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
		p.Show(importing.StepColumns)
	})
}
