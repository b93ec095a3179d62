// Package ledger is the import of an office's Excel ledger: choose the file,
// check which column is what, look at a dry run, import, see what came in.
package ledger

import (
	"context"
	"path/filepath"
	"slices"
	"strings"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"

	"zhixing/app/desktop/frame"
	"zhixing/app/desktop/papers/parts"
	"zhixing/app/desktop/widgets"
	"zhixing/app/office"
	"zhixing/app/sheet"
)

// step is where the import stands.
type step int

const (
	stepFile step = iota
	stepColumns
	stepDryRun
	stepResult
)

var stepNames = []string{"1 选文件", "2 对应列", "3 试运行", "4 结果"}

// page leads through the import.
type page struct {
	f      frame.Frame
	loader *widgets.Loader

	step    step
	path    string
	book    *sheet.Workbook
	table   sheet.Table
	mapping sheet.Mapping
	known   bool                // the mapping is that of an earlier import
	result  office.LedgerResult // of the dry run, then of the import

	whole   *fyne.Container
	steps   *fyne.Container
	middle  *fyne.Container
	entry   *widgets.Entry
	columns *columnsStep
	dry     *dryRunStep
}

// NewImportPage makes the import of an Excel ledger.
func NewImportPage(f frame.Frame) frame.Page {
	p := &page{f: f, loader: widgets.NewLoader(f.Window())}
	p.loader.OnError = f.Fail
	return p
}

// Nav lights 案件, where the imported cases appear.
func (p *page) Nav() string { return frame.PageCases }

// Content builds the steps.
func (p *page) Content() fyne.CanvasObject {
	p.steps, p.middle = container.NewStack(), container.NewStack()
	p.show(stepFile)
	p.whole = parts.Rows([]float32{-1, 0}, p.steps, p.middle)
	return p.whole
}

// Shown puts the keyboard where the step begins, and takes files that are
// dropped on the window.
func (p *page) Shown() {
	p.f.Window().SetOnDropped(p.dropped)
	if p.step == stepFile && p.entry != nil {
		p.f.Window().Canvas().Focus(p.entry)
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

// dropped opens an Excel file that was dropped on the window while the page
// waits for one and is in front.
func (p *page) dropped(_ fyne.Position, files []fyne.URI) {
	if p.step != stepFile || len(files) == 0 || p.f.Window().Canvas().Overlays().Top() != nil || !within(p.f.Window().Canvas().Content(), p.whole) {
		return
	}
	path := files[0].Path()
	p.entry.SetText(path)
	p.open(path)
}

// within tells whether an object is somewhere in what the window shows.
func within(tree, wanted fyne.CanvasObject) bool {
	if tree == wanted {
		return true
	}
	box, ok := tree.(*fyne.Container)
	return ok && box.Visible() && slices.ContainsFunc(box.Objects, func(o fyne.CanvasObject) bool { return within(o, wanted) })
}

// back goes a step back, from the first one off the page.
func (p *page) back() {
	switch p.step {
	case stepColumns, stepDryRun:
		p.show(p.step - 1)
	default:
		p.f.Back()
	}
}

// forward does what the step's main button does.
func (p *page) forward() {
	switch p.step {
	case stepFile:
		p.open(p.entry.Text)
	case stepColumns:
		p.columns.next()
	case stepDryRun:
		p.run()
	}
}

func (p *page) show(s step) {
	p.step = s
	row := widgets.HStack(18, widgets.NewText("导入台账", widgets.TextSize, widgets.ColorText, true))
	for i, name := range stepNames {
		ink := widgets.ColorFaint
		switch {
		case step(i) == s:
			ink = widgets.ColorAction
		case step(i) < s:
			name, ink = "✓ "+name, widgets.ColorDone
		}
		row.Add(widgets.NewText(name, widgets.TableSize, ink, step(i) == s))
	}
	if p.book != nil {
		row.Add(widgets.NewSpacer())
		row.Add(widgets.NewText(p.book.Name, widgets.TableSize, widgets.ColorQuiet, false))
	}
	p.steps.Objects = []fyne.CanvasObject{widgets.NewCard("", "", widgets.Padded(12, 9, row))}
	p.steps.Refresh()
	var content fyne.CanvasObject
	switch s {
	case stepFile:
		content = p.fileStep()
	case stepColumns:
		p.columns = newColumnsStep(p)
		content = p.columns.content()
	case stepDryRun:
		p.dry = newDryRunStep(p)
		content = p.dry.content()
	case stepResult:
		content = p.resultStep()
	}
	p.middle.Objects = []fyne.CanvasObject{content}
	p.middle.Refresh()
}

// fileStep asks for the file.
func (p *page) fileStep() fyne.CanvasObject {
	if !p.f.Can(office.MayImport) {
		return widgets.NewCard("", "", container.NewCenter(widgets.NewText("您的岗位不能导入台账。", widgets.TextSize, widgets.ColorQuiet, false)))
	}
	p.entry = widgets.NewEntry()
	p.entry.SetPlaceHolder("或在这里输入、粘贴文件的完整路径，按回车")
	p.entry.SetText(p.path)
	p.entry.OnEnter = func() { p.open(p.entry.Text) }
	pick := widgets.NewPrimaryButton("选择 Excel 文件… Ctrl+O", p.choose)
	notes := widgets.NewWrapText("也可以把 Excel 文件直接拖到这个窗口里。\n标题行和各列的含义由程序识别，下一步可以改。\n先试运行：逐行列出将导入什么、拒绝什么、为什么；确认后才写入，一次全部写入或全部不写。\n"+
		"同一台账可以反复导入，已有的案号不会改动。\n支持 .xlsx、.xlsm；旧的 .xls 请先在 Excel 或 WPS 中另存为 .xlsx。", widgets.TextSize, widgets.ColorQuiet)
	form := widgets.VStack(14, widgets.HStack(0, pick),
		container.NewBorder(nil, nil, nil, widgets.Padded(6, 0, widgets.NewButton("打开", func() { p.open(p.entry.Text) })), p.entry), notes)
	return widgets.NewCard("选择台账文件", "", container.NewBorder(widgets.Padded(24, 20, form), nil, nil, nil))
}

func (p *page) choose() {
	if p.step != stepFile || !p.f.Can(office.MayImport) {
		return
	}
	p.f.ChooseFile("选择台账文件", []string{".xlsx", ".xlsm"}, func(path string) {
		if path != "" {
			p.entry.SetText(path)
			p.open(path)
		}
	})
}

// opened is a workbook with what the program made of it.
type opened struct {
	book    *sheet.Workbook
	table   sheet.Table
	mapping sheet.Mapping
}

// open reads the file and goes on to its columns.
func (p *page) open(path string) {
	path = strings.Trim(strings.TrimSpace(path), `"'`)
	if path == "" || p.loader.Busy() {
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
		p.show(stepColumns)
	})
}
