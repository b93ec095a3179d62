package inquiry

import (
	"fmt"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/container"

	"zhixing/app/court"
	"zhixing/app/desktop/frame"
	"zhixing/app/desktop/papers/parts"
	"zhixing/app/desktop/widgets"
	"zhixing/app/office"
)

// CasePart is the tab 查询 of a case page: what was asked of whom about its
// debtors, and the clues to their property.
type CasePart struct {
	f     frame.Frame
	c     Case
	about *canvas.Text
	lines *widgets.DataTable[court.InquiryLine]
	clues *widgets.DataTable[court.Clue]
	root  fyne.CanvasObject
}

// NewCasePart makes the tab.
func NewCasePart(f frame.Frame) *CasePart {
	p := &CasePart{f: f, about: widgets.NewText("", widgets.TableSize, widgets.ColorQuiet, false)}
	p.lines = widgets.NewListTable(lineColumns(f, false), lineKey, nil)
	p.lines.Empty = widgets.Empty{Text: "本案还没有登记查询。"}
	p.lines.MultiSelect = f.Can(office.MayWorkProperty)
	p.lines.RowMenu = func(l court.InquiryLine) []widgets.MenuItem { return lineMenu(f, p.picked(l)) }
	p.clues = widgets.NewListTable(clueColumns(f, false), clueKey, nil)
	p.clues.Empty = widgets.Empty{Text: "本案还没有登记财产线索。"}
	p.clues.RowMenu = func(c court.Clue) []widgets.MenuItem { return clueMenu(f, c) }
	if f.Can(office.MayWorkProperty) {
		p.lines.OnOpen = func(l court.InquiryLine) { Answer(f, p.picked(l)) }
		p.clues.OnOpen = func(c court.Clue) { Check(f, c) }
		p.lines.Empty.Label, p.lines.Empty.Action = "登记查询", p.ask
		p.clues.Empty.Label, p.clues.Empty.Action = "登记线索", p.enter
	}
	heading := func(text string) fyne.CanvasObject {
		return widgets.Padded(12, 5, widgets.NewText(text, widgets.TextSize, widgets.ColorText, true))
	}
	top := container.NewBorder(container.NewBorder(nil, nil, heading("查询"), nil, container.NewBorder(widgets.Padded(0, 7, p.about), nil, nil, nil)), nil, nil, nil, p.lines)
	low := container.NewBorder(heading("财产线索"), nil, nil, nil, p.clues)
	p.root = parts.Rows([]float32{0, 220}, top, low)
	return p
}

func (p *CasePart) picked(l court.InquiryLine) []court.InquiryLine {
	if marked := p.lines.Marked(); len(marked) > 0 {
		return marked
	}
	return []court.InquiryLine{l}
}

// Content gives the tab.
func (p *CasePart) Content() fyne.CanvasObject { return p.root }

// Focus puts the keyboard into the inquiries.
func (p *CasePart) Focus() { p.lines.Focus() }

// Show fills the tab.
func (p *CasePart) Show(c court.Case, x office.CaseInquiries) {
	p.c = CaseOf(c)
	p.lines.SetRows(x.Lines)
	p.clues.SetRows(x.Clues)
	today := p.f.Office().Today()
	waits, late := 0, 0
	for _, l := range x.Lines {
		if l.Answered.IsZero() {
			waits++
		}
		if l.Late(today) {
			late++
		}
	}
	p.about.Text, p.about.Color = fmt.Sprintf("共 %d 项，待反馈 %d 项", len(x.Lines), waits), widgets.ColorQuiet
	if late > 0 {
		p.about.Text, p.about.Color = p.about.Text+fmt.Sprintf("，其中逾期 %d 项，请催办", late), widgets.ColorOverdue
	}
	p.about.Refresh()
}

func (p *CasePart) ask() { Ask(p.f, []Case{p.c}) }

func (p *CasePart) enter() { EnterClue(p.f, p.c) }

// Actions are the buttons beside the tabs of the page.
func (p *CasePart) Actions() []fyne.CanvasObject {
	var out []fyne.CanvasObject
	files := "打印、导出"
	if p.f.Can(office.MayWorkProperty) {
		out = append(out, widgets.NewButton("登记线索", p.enter), widgets.NewPrimaryButton("登记查询", p.ask))
		files = "导入、导出"
	}
	if p.f.Can(office.MayWorkProperty) || p.f.Can(office.MayExport) {
		out = append(out, widgets.NewMenuButton(files, widgets.ButtonNormal, p.files))
	}
	return out
}

// files are the ways in and out by file and paper: one button, so that beside it
// all tabs of a case stay in sight on a narrow screen.
func (p *CasePart) files() []widgets.MenuItem {
	var items []widgets.MenuItem
	if p.f.Can(office.MayWorkProperty) {
		items = append(items, widgets.MenuItem{Label: "导入查询结果…", Do: func() { p.f.Open(NewImportPage(p.f)) }})
	}
	if p.f.Can(office.MayExport) {
		items = append(items, p.outputs()...)
	}
	return items
}

func (p *CasePart) outputs() []widgets.MenuItem {
	today, loader := p.f.Office().Today(), widgets.NewLoader(p.f.Window())
	loader.OnError = p.f.Fail
	lines, clues := lineTable(p.lines.Rows(), p.c.Number, today), clueTable(p.clues.Rows(), p.c.Number, today)
	return []widgets.MenuItem{
		{Label: "打印查询反馈台账", Do: func() { lines.Print(p.f) }}, {Label: "查询反馈台账导出 Excel", Do: func() { lines.Excel(p.f, loader) }},
		{Label: "打印财产线索台账", Do: func() { clues.Print(p.f) }}, {Label: "财产线索台账导出 Excel", Do: func() { clues.Excel(p.f, loader) }},
	}
}
