// Package statement is the 银行流水 page: choose the bank's file, check which
// column is what, look at a dry run, choose cases for what is not sure, post.
package statement

import (
	"context"
	"path/filepath"
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

// page leads through the import of a bank's statement.
type page struct {
	f      frame.Frame
	loader *widgets.Loader

	step    step
	path    string
	book    *sheet.Workbook
	table   sheet.Table
	mapping sheet.StatementMapping
	file    office.StatementFile
	notes   []string
	chosen  map[int]office.StatementChoice
	result  office.StatementResult // of the dry run, then of the posting

	steps   *fyne.Container
	middle  *fyne.Container
	entry   *widgets.Entry
	columns *columnsStep
	dry     *dryRunStep
}

// NewStatementPage makes the import of a bank's statement.
func NewStatementPage(f frame.Frame) frame.Page {
	p := &page{f: f, loader: widgets.NewLoader(f.Window())}
	p.loader.OnError = f.Fail
	return p
}

// Nav lights 银行流水.
func (p *page) Nav() string { return frame.PageBank }

// Content builds the steps.
func (p *page) Content() fyne.CanvasObject {
	p.steps, p.middle = container.NewStack(), container.NewStack()
	p.show(stepFile)
	return parts.Rows([]float32{-1, 0}, p.steps, p.middle)
}

// Shown puts the keyboard where the step begins.
func (p *page) Shown() {
	if p.step == stepFile && p.entry != nil {
		p.f.Window().Canvas().Focus(p.entry)
	}
}

// Changed does nothing: posting judges every line once more.
func (p *page) Changed(office.Change) {}

// Keys gives the page's shortcuts.
func (p *page) Keys() widgets.Bindings {
	return widgets.Bindings{"Esc": p.back, "Ctrl+O": p.choose, "Ctrl+S": p.forward, "Ctrl+E": p.export, "Ctrl+Y": func() {
		if p.step == stepDryRun {
			p.dry.acceptLikely()
		}
	}}
}

// Leave asks when cases were chosen by hand that leaving would lose.
func (p *page) Leave(then func()) bool {
	if p.step != stepDryRun || len(p.chosen) == 0 {
		return true
	}
	widgets.Confirm(p.f.Window(), "离开银行流水", "已选好案件的流水还没有入账，离开后要重新选。", "离开", "留下", then)
	return false
}

// back goes a step back, from the first one off the page.
func (p *page) back() {
	switch p.step {
	case stepDryRun:
		if len(p.chosen) > 0 {
			widgets.Confirm(p.f.Window(), "回到上一步", "已选好案件的流水还没有入账，回去后要重新选。", "回上一步", "留下", func() { p.show(stepColumns) })
			return
		}
		p.show(stepColumns)
	case stepColumns:
		p.show(stepFile)
	case stepResult:
		p.again()
	case stepFile:
		p.f.Back()
	}
}

// again begins with another file.
func (p *page) again() {
	p.book, p.path, p.chosen = nil, "", nil
	p.show(stepFile)
	p.Shown()
}

// forward does what the step's main button does.
func (p *page) forward() {
	switch p.step {
	case stepFile:
		p.open(p.entry.Text)
	case stepColumns:
		p.columns.next()
	case stepDryRun:
		p.post()
	case stepResult:
	}
}

func (p *page) show(s step) {
	p.step = s
	row := widgets.HStack(18, widgets.NewText("导入银行流水", widgets.TextSize, widgets.ColorText, true))
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
	if s == stepDryRun {
		p.dry.table.ChooseIndex(0)
		p.dry.table.Focus()
	}
}

// fileStep asks for the file.
func (p *page) fileStep() fyne.CanvasObject {
	if !p.f.Can(office.MayImportStatement) {
		p.entry = nil
		return widgets.NewCard("", "", container.NewCenter(widgets.NewText("您的岗位不能导入银行流水；这项工作由财务、书记员办理。", widgets.TextSize, widgets.ColorQuiet, false)))
	}
	p.entry = widgets.NewEntry()
	p.entry.SetPlaceHolder("或在这里输入、粘贴文件的完整路径，按回车")
	p.entry.SetText(p.path)
	p.entry.OnEnter = func() { p.open(p.entry.Text) }
	pick := widgets.NewPrimaryButton("选择对账单… Ctrl+O", p.choose)
	notes := widgets.NewWrapText("从网上银行下载的账户明细：Excel（.xlsx）或 CSV、文本，UTF-8、GBK 都可以，哪家银行的都可以。\n"+
		"先试运行：核对余额，找出重复的行，逐笔认案。附言写明案号的直接入案；其余的收入记入不明款，也可以先在这里选好案件。\n"+
		"与已批准的发放收款人、金额相符的支出，由财务入账时确认为已发放。\n同一份对账单可以反复导入，登记过的不会再记。", widgets.TextSize, widgets.ColorQuiet)
	form := widgets.VStack(14, widgets.HStack(0, pick),
		container.NewBorder(nil, nil, nil, widgets.Padded(6, 0, widgets.NewButton("打开", func() { p.open(p.entry.Text) })), p.entry), notes)
	return widgets.NewCard("选择银行的账户明细", "", container.NewBorder(widgets.Padded(24, 20, form), nil, nil, nil))
}

func (p *page) choose() {
	if p.step != stepFile || !p.f.Can(office.MayImportStatement) {
		return
	}
	p.f.ChooseFile("选择对账单", []string{".xlsx", ".xlsm", ".csv", ".txt", ".xls"}, func(path string) {
		if path != "" {
			p.entry.SetText(path)
			p.open(path)
		}
	})
}

// opened is a file with what the program made of it.
type opened struct {
	book    *sheet.Workbook
	table   sheet.Table
	mapping sheet.StatementMapping
}

// open reads the file and goes on to its columns.
func (p *page) open(path string) {
	path = strings.Trim(strings.TrimSpace(path), `"'`)
	if path == "" || p.loader.Busy() {
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
		p.show(stepColumns)
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
