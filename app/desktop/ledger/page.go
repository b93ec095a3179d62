// Package ledger is the import of an office's Excel ledger: choose the file,
// check which column is what, look at a dry run, import, see what came in.
package ledger

import (
	"context"

	"fyne.io/fyne/v2"

	"zhixing/app/desktop/frame"
	"zhixing/app/desktop/importing"
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
		Title: "导入台账", May: office.MayImport, Denied: "您的岗位不能导入台账。", File: file,
		Steps: map[importing.Step]func() fyne.CanvasObject{
			importing.StepColumns: func() fyne.CanvasObject { p.columns = newColumnsStep(p); return p.columns.content() },
			importing.StepDryRun:  func() fyne.CanvasObject { p.dry = newDryRunStep(p); return p.dry.content() },
			importing.StepResult:  p.resultStep,
		},
		Main: map[importing.Step]func(){importing.StepColumns: func() { p.columns.next() }, importing.StepDryRun: p.run},
	}
	p.Use(f)
	return p
}

// Nav lights 案件, where the imported cases appear.
func (p *page) Nav() string { return frame.PageCases }

// Changed does nothing: a dry run is made anew before it is trusted.
func (p *page) Changed(office.Change) {}

// open reads the file and goes on to its columns.
func (p *page) open(path string) {
	if p.loader.Busy() {
		return
	}
	var table sheet.Table
	var mapping sheet.Mapping
	p.Read(path, importing.Reader{Title: "打开台账", Open: sheet.Open, Find: func(_ context.Context, book *sheet.Workbook) (err error) {
		table, mapping, err = book.Propose()
		return err
	}, Take: func() { p.useTable(table, mapping) }})
}
