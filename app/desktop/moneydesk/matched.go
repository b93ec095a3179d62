package moneydesk

import (
	"fmt"
	"strconv"

	"fyne.io/fyne/v2"

	"zhixing/app/court"
	"zhixing/app/desktop/moneydesk/moneyforms"
	"zhixing/app/desktop/papers/parts"
	"zhixing/app/desktop/widgets"
	"zhixing/app/office"
	"zhixing/app/sheet"
)

// matchedTable lists the bank's lines of the month that are known in the books.
func (b *bankPart) matchedTable() *widgets.DataTable[court.BankLine] {
	type row = court.BankLine
	text := widgets.TextCell
	t := widgets.NewListTable([]widgets.Column[row]{
		{ID: "date", Label: "银行日期", Width: 88, Sortable: true, Less: func(a, b row) bool { return a.Date.Before(b.Date) }, Cell: func(l row) widgets.Cell { return widgets.DateCell(l.Date) }},
		{ID: "party", Label: "对方户名", Width: 100, Stretch: 1, Cell: func(l row) widgets.Cell { return text(l.Party) }},
		{ID: "note", Label: "摘要", Width: 120, Stretch: 2, Cell: func(l row) widgets.Cell { return widgets.QuietCell(l.Note) }},
		{ID: "mark", Label: "流水号", Width: 110, Stretch: 1, Cell: func(l row) widgets.Cell { return widgets.QuietCell(l.Mark) }},
		{ID: "amount", Label: "金额", Width: 110, Align: fyne.TextAlignTrailing, Sortable: true, Less: func(a, b row) bool { return a.Amount < b.Amount },
			Cell: func(l row) widgets.Cell { return widgets.MoneyCell(l.Amount) }},
		{ID: "voucher", Label: "账上凭证", Width: 150, Sortable: true, Less: func(a, b row) bool { return a.Voucher < b.Voucher }, Cell: func(l row) widgets.Cell { return text(matchedWith(l)) }},
		{ID: "booked", Label: "入账日期", Width: 88, Cell: func(l row) widgets.Cell { return widgets.DateCell(l.Booked) }},
		{ID: "do", Label: "", Width: 88, Cell: func(l row) widgets.Cell { return widgets.ButtonCell(b.matchedButtons(l)...) }},
	}, func(l row) string { return strconv.FormatInt(l.ID, 10) }, nil)
	t.Empty = widgets.Empty{Text: "这个月还没有勾对过的银行流水。"}
	t.OnOpen = func(l row) {
		if buttons := b.matchedButtons(l); len(buttons) > 0 {
			buttons[0].Do()
		}
	}
	return t
}

// matchedWith names what in the books a line of the bank is.
func matchedWith(l court.BankLine) string {
	if l.Batch > 0 {
		return fmt.Sprintf("%s（%d 笔）", l.Voucher, l.Batch)
	}
	return l.Voucher
}

// matchedButtons offers to take a matching back while a month it counts in is
// open.
func (b *bankPart) matchedButtons(l court.BankLine) []widgets.CellButton {
	if !b.page.f.Can(office.MayMatchBank) || b.rec.Closed && b.closed(court.MonthOf(l.Booked)) {
		return nil
	}
	return []widgets.CellButton{{Label: "取消勾对", Do: func() { moneyforms.Unmatch(b.page.f, l) }}}
}

// closed tells whether a month is closed.
func (b *bankPart) closed(month string) bool {
	for _, m := range b.months {
		if m.Closed != nil && m.Month >= month {
			return true
		}
	}
	return false
}

// matchedList is the list of matched lines for Excel and the printer.
func (b *bankPart) matchedList() parts.List {
	l := parts.List{Title: "已勾对的银行流水 " + b.rec.Month, Notes: []string{fmt.Sprintf("%s %s　单位：元", b.rec.Bank.Code, b.rec.Bank.Name)},
		Heads: []sheet.Head{{Label: "银行日期", Kind: sheet.Date}, {Label: "对方户名"}, {Label: "摘要"}, {Label: "流水号"}, {Label: "金额", Kind: sheet.Money}, {Label: "账上凭证"}, {Label: "入账日期", Kind: sheet.Date}}}
	var sum court.Money
	for _, x := range b.rec.Matched {
		l.Rows = append(l.Rows, []any{x.Date, x.Party, x.Note, x.Mark, x.Amount, matchedWith(x), x.Booked})
		sum += x.Amount
	}
	l.Total = []any{"合计", "", "", "", sum, "", nil}
	return l
}
