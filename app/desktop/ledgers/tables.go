package ledgers

import (
	"context"
	"fmt"
	"strconv"

	"fyne.io/fyne/v2"

	"zhixing/app/court"
	"zhixing/app/desktop/frame"
	"zhixing/app/desktop/widgets"
	"zhixing/app/office"
)

// formReport names the report of a case in the ledger of a tab (报备表).
func formReport(tab string) string {
	if tab == tabInterim {
		return "interim-report"
	}
	return "six-month-report"
}

func (p *page) ledgerTable(tab string) *widgets.DataTable[office.LedgerLine] {
	type row = office.LedgerLine
	text := widgets.TextOf[row]
	day := widgets.Column[row]{ID: "day", Label: "立案", Width: 88, Cell: func(l row) widgets.Cell { return widgets.DateCell(l.Filed) }}
	if tab == tabInterim {
		day = widgets.Column[row]{ID: "day", Label: "终本", Width: 88, Cell: func(l row) widgets.Cell { return widgets.DateCell(l.Closed) }}
	}
	columns := []widgets.Column[row]{
		{ID: "number", Label: "案号", Width: 170, Cell: text(func(l row) string { return l.Number })},
		day,
		{ID: "debtors", Label: "被执行人", Width: 90, Stretch: 1, Cell: text(func(l row) string { return l.Debtors })},
		{ID: "officer", Label: "承办人", Width: 64, Cell: text(func(l row) string { return l.Officer })},
		{ID: "principal", Label: "标的额（元）", Width: 106, Align: fyne.TextAlignTrailing, Cell: func(l row) widgets.Cell { return widgets.MoneyCell(l.Principal) }},
		{ID: "days", Label: daysLabel(tab), Width: 82, Align: fyne.TextAlignTrailing, Cell: func(l row) widgets.Cell {
			if tab == tabOverSix {
				return widgets.ColorCell(fmt.Sprintf("%d 天", l.DaysOver), widgets.ColorOverdue)
			}
			return widgets.TextCell(fmt.Sprintf("%d 天", l.DaysOver))
		}},
		legColumn(office.LegListed, func(l row) court.Date { return l.Legs.Listed }),
		legColumn(office.LegReviewed, func(l row) court.Date { return l.Legs.Reviewed }),
		legColumn(office.LegReported, func(l row) court.Date { return l.Legs.Reported }),
	}
	if width := p.buttonWidth(); width > 0 {
		columns = append(columns, widgets.Column[row]{ID: "do", Label: "", Width: width, Cell: func(l row) widgets.Cell { return p.buttons(tab, l) }})
	}
	t := widgets.NewListTable(columns, func(l row) string { return strconv.FormatInt(l.ID, 10) }, nil)
	t.Empty = emptyOf(tab, false)
	t.OnOpen = func(l row) { p.f.OpenCase(l.ID, openAt(tab)) }
	return t
}

// openAt is the tab of the case where the ledger's work is done.
func openAt(tab string) string {
	if tab == tabInterim {
		return frame.TabClosure
	}
	return ""
}

// legColumn shows a leg: its day, or that it is missing.
func legColumn(leg string, pick func(office.LedgerLine) court.Date) widgets.Column[office.LedgerLine] {
	return widgets.Column[office.LedgerLine]{ID: leg, Label: leg, Width: 90, Cell: func(l office.LedgerLine) widgets.Cell {
		if d := pick(l); !d.IsZero() {
			return widgets.DateCell(d)
		}
		return widgets.StateCell(widgets.StateNear, "缺")
	}}
}

func (p *page) buttonWidth() float32 {
	width := float32(0)
	if p.f.Can(office.MayWorkLedgers) {
		width += 62
	}
	if p.f.Can(office.MayMakePaper) {
		width += 76
	}
	return width
}

func (p *page) buttons(tab string, l office.LedgerLine) widgets.Cell {
	var list []widgets.CellButton
	if p.f.Can(office.MayWorkLedgers) {
		list = append(list, widgets.CellButton{Label: "登记", Primary: len(l.Legs.Missing()) > 0, Do: func() { p.mark(tab, l) }})
	}
	if p.f.Can(office.MayMakePaper) {
		list = append(list, widgets.CellButton{Label: "报备表", Do: func() { p.f.OpenPaperMaker(l.ID, formReport(tab)) }})
	}
	return widgets.ButtonCell(list...)
}

// mark records on which day a leg was done.
func (p *page) mark(tab string, l office.LedgerLine) {
	form := widgets.NewForm(widgets.FormOptions{FieldWidth: 300})
	form.AddReadOnly("案号", l.Number)
	leg := form.AddChoice("登记哪一项", widgets.Options(office.LegListed, office.LegReviewed, office.LegReported), widgets.Required())
	if missing := l.Legs.Missing(); len(missing) > 0 {
		leg.SetID(missing[0])
	}
	on := form.AddDate("日期", p.f.Office().Today, widgets.Help("不填则取消已登记的日期"))
	on.SetDate(p.f.Office().Today())
	o, actor := p.f.Office(), p.f.Actor()
	widgets.FormDialogLater(p.f.Window(), "登记"+ledgerOf(tab)+"台账", form, "登记", func() (func(context.Context) error, error) {
		which, day := leg.ID(), on.Date()
		return func(ctx context.Context) error { return o.MarkLeg(ctx, actor, l.ID, ledgerOf(tab), which, day) }, nil
	}, func() { p.f.Say("已登记 " + l.Number) })
}
