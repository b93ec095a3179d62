package parts

import (
	"context"
	"fmt"
	"strconv"
	"strings"

	"fyne.io/fyne/v2"

	"zhixing/app/desktop/frame"
	"zhixing/app/desktop/widgets"
	"zhixing/app/office"
)

// CaseQuestion is what PickCase asks for.
type CaseQuestion struct {
	Title    string // of the dialog
	Button   string // what happens with the chosen case
	OnlyOpen bool   // closed cases are not offered
}

// PickCase asks for a case by typing a part of its number or a name. Down and
// Up move, Enter takes the case, Esc closes.
func PickCase(f frame.Frame, q CaseQuestion, picked func(office.CaseRow)) *widgets.Dialog {
	p := &casePicker{f: f, q: q, picked: picked}
	return p.show()
}

// PickCases asks for several cases in the same way: Space or a click at the box
// ticks, Enter in the list takes what is ticked, or the chosen case.
func PickCases(f frame.Frame, q CaseQuestion, picked func([]office.CaseRow)) *widgets.Dialog {
	p := &casePicker{f: f, q: q, several: picked}
	return p.show()
}

type casePicker struct {
	f       frame.Frame
	q       CaseQuestion
	picked  func(office.CaseRow)
	several func([]office.CaseRow) // instead of picked
	button  *widgets.Button
	dialog  *widgets.Dialog
	entry   *widgets.Entry
	table   *widgets.DataTable[office.CaseRow]
	typing  widgets.Typing
	asked   string // what the list searches for
	listed  bool   // the list shows what was asked
	taking  bool   // Enter came before the list: take the first case when it is there
}

func (p *casePicker) show() *widgets.Dialog {
	p.entry = widgets.NewEntry()
	p.entry.SetPlaceHolder("输入案号、姓名、证件号、电话、住址的一部分，或者案款账号")
	p.entry.OnChanged = p.changed
	p.entry.OnEnter = p.take
	p.entry.OnKey = p.key
	p.table = widgets.NewDataTable(caseColumns(), func(c office.CaseRow) string { return strconv.FormatInt(c.ID, 10) }, p.source(""))
	p.table.Empty = widgets.Empty{Text: "没有找到这样的案件，换几个字再试。"}
	p.table.OnOpen = func(office.CaseRow) { p.take() }
	p.table.OnLoaded = func(total int) { p.loaded(total) }
	p.button = widgets.NewPrimaryButton(p.q.Button, p.take)
	if p.several != nil {
		p.table.OnMarked = func(n int) { p.button.SetLabel(fmt.Sprintf("%s %d 件", p.q.Button, n)) }
	}
	content := Rows([]float32{-1, 0}, p.entry, widgets.Sized(720, 340, p.table)) // Tab goes from one to the other
	p.dialog = widgets.NewDialog(p.f.Window(), p.q.Title, content, p.button)
	p.dialog.OnClosed = p.table.Close
	p.f.Window().Canvas().Focus(p.entry)
	return p.dialog
}

func caseColumns() []widgets.Column[office.CaseRow] {
	return []widgets.Column[office.CaseRow]{
		{ID: "number", Label: "案号", Width: 176, Cell: func(c office.CaseRow) widgets.Cell { return widgets.TextCell(c.Number) }},
		{ID: "applicants", Label: "申请执行人", Width: 130, Stretch: 1, Cell: func(c office.CaseRow) widgets.Cell { return widgets.TextCell(c.Applicants) }},
		{ID: "debtors", Label: "被执行人", Width: 130, Stretch: 1, Cell: func(c office.CaseRow) widgets.Cell { return widgets.TextCell(c.Debtors) }},
		{ID: "officer", Label: "承办人", Width: 74, Cell: func(c office.CaseRow) widgets.Cell { return widgets.TextCell(c.Officer) }},
		{ID: "status", Label: "状态", Width: 74, Cell: func(c office.CaseRow) widgets.Cell { return widgets.QuietCell(string(c.Status)) }},
	}
}

// source reads the cases that fit a text, newest number first.
func (p *casePicker) source(text string) widgets.PageFunc[office.CaseRow] {
	return func(ctx context.Context, offset, limit int, _ widgets.Sort) ([]office.CaseRow, int, error) {
		page, err := p.f.Office().Cases(ctx, office.CaseQuery{
			Search: text, Open: p.q.OnlyOpen, Closest: true, SortBy: "number", Desc: true, Offset: offset, Limit: limit,
		})
		return page.Rows, page.Total, err
	}
}

func (p *casePicker) changed(text string) {
	p.typing.Rested(func() {
		if p.dialog.Open() {
			p.search(strings.TrimSpace(text))
		}
	})
}

func (p *casePicker) search(text string) {
	if text == p.asked {
		return
	}
	p.asked, p.listed = text, false
	p.table.SetSource(p.source(text))
}

// loaded chooses the first case of a new list.
func (p *casePicker) loaded(total int) {
	if p.listed {
		return // a further page of the same list
	}
	p.listed = true
	if total > 0 {
		p.table.ChooseIndex(0)
	}
	if p.taking {
		p.taking = false
		p.take()
	}
}

// key lets the arrows move in the list while the text is typed.
func (p *casePicker) key(k *fyne.KeyEvent) bool {
	switch k.Name {
	case fyne.KeyDown:
		p.table.ChooseIndex(p.table.ChosenIndex() + 1)
	case fyne.KeyUp:
		p.table.ChooseIndex(p.table.ChosenIndex() - 1)
	default:
		return false
	}
	return true
}

// take hands the chosen case on. Enter right after typing waits for the list
// that fits what was typed: the case chosen before would be the wrong one.
func (p *casePicker) take() {
	p.search(strings.TrimSpace(p.entry.Text))
	if !p.listed {
		p.taking = true
		return
	}
	c, ok := p.table.Chosen()
	if p.several != nil {
		p.takeSeveral(c, ok)
		return
	}
	if !ok {
		return
	}
	p.dialog.Close()
	p.picked(c)
}

// takeSeveral hands the ticked cases on, or the chosen one when none is.
func (p *casePicker) takeSeveral(chosen office.CaseRow, ok bool) {
	rows := p.table.Marked()
	if len(rows) == 0 && ok {
		rows = []office.CaseRow{chosen}
	}
	if len(rows) > 0 {
		p.dialog.Close()
		p.several(rows)
	}
}
