package cases

import (
	"context"
	"fmt"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"

	"zhixing/app/court"
	"zhixing/app/desktop/widgets"
	"zhixing/app/law"
	"zhixing/app/office"
)

// trialPart is the 试算 of the term page: what would move if …, without storing
// anything.
type trialPart struct {
	page     *termPage
	card     *widgets.Card
	form     *widgets.Form
	from, to *widgets.DateField
	months   *widgets.NumberField
	answer   *fyne.Container
	moves    *widgets.DataTable[office.Move]
}

// trialAnswer is what a trial computed.
type trialAnswer struct {
	term  law.TermResult
	moves []office.Move
}

func newTrialPart(p *termPage) *trialPart {
	t := &trialPart{page: p, answer: container.NewStack()}
	today := p.f.Office().Today
	t.form = widgets.NewForm(widgets.FormOptions{LabelsQuiet: true, FieldWidth: 150})
	t.from = t.form.AddDate("假如再扣除 自", today)
	t.to = t.form.AddDate("至", today)
	t.months = t.form.AddNumber("假如再延长（月）", 1, 36)
	t.form.OnSave = func() error { t.run(); return nil }
	type row = office.Move
	t.moves = widgets.NewListTable([]widgets.Column[row]{
		{ID: "node", Label: "会变动的", Width: 110, Stretch: 1, Cell: func(m row) widgets.Cell { return widgets.TextCell(m.Node) }},
		{ID: "from", Label: "现在", Width: 90, Cell: func(m row) widgets.Cell { return widgets.QuietCell(m.From.String()) }},
		{ID: "to", Label: "改为", Width: 90, Cell: func(m row) widgets.Cell { return widgets.DateCell(m.To) }},
	}, func(m row) string { return m.Column + m.Node + m.From.String() }, nil)
	t.moves.Empty = widgets.Empty{Text: "填写后按“试算”，看期限和节点怎样变。"}
	head := widgets.Padded(10, 8, widgets.VStack(6, t.form, widgets.HStack(8, widgets.NewButton("试算", t.form.Save)), t.answer))
	t.card = widgets.NewCard("试算", "不保存", container.NewBorder(head, nil, nil, nil, t.moves))
	return t
}

// run computes the term with what was typed.
func (t *trialPart) run() {
	change := law.TermFacts{}
	switch from, to := t.from.Date(), t.to.Date(); {
	case from.IsZero() != to.IsZero():
		t.form.ShowError(court.FieldErrorf("至", "扣除的起止日要同时填写。"))
		return
	case !from.IsZero():
		change.Deductions = []court.TermDeduction{{CaseID: t.page.id, Kind: "试算", Span: court.Span{From: from, To: to}}}
	}
	if n := t.months.Number(); n > 0 {
		change.Extensions = []court.Extension{{CaseID: t.page.id, Months: n}}
	}
	o, id := t.page.f.Office(), t.page.id
	widgets.LoadResult(t.page.trial, func(ctx context.Context) (a trialAnswer, err error) {
		a.term, a.moves, err = o.WhatIf(ctx, id, change)
		return a, err
	}, func(a trialAnswer, err error) {
		if err != nil {
			t.form.ShowError(err)
			return
		}
		text := fmt.Sprintf("届满日为 %s；送评查截止 %s。", a.term.End, a.term.HandInBy)
		t.answer.Objects = []fyne.CanvasObject{widgets.NewWrapText(text, widgets.TextSize, widgets.ColorText)}
		t.moves.Empty = widgets.Empty{Text: "没有会变动的日期。"}
		t.moves.SetRows(a.moves)
		t.page.content.Refresh()
	})
}
