package moneydesk

import (
	"strconv"
	"strings"

	"fyne.io/fyne/v2"

	"zhixing/app/court"
	"zhixing/app/desktop/moneydesk/moneyforms"
	"zhixing/app/desktop/widgets"
	"zhixing/app/office"
)

func (p *page) receiptTable() *widgets.DataTable[court.Receipt] {
	text := widgets.TextCell
	t := widgets.NewListTable([]widgets.Column[court.Receipt]{
		{ID: "number", Label: "凭证号", Width: 100, Cell: func(r court.Receipt) widgets.Cell { return text(r.Number) }},
		{ID: "date", Label: "到账日期", Width: 90, Sortable: true, Less: func(a, b court.Receipt) bool { return a.Date.Before(b.Date) },
			Cell: func(r court.Receipt) widgets.Cell { return widgets.DateCell(r.Date) }},
		{ID: "case", Label: "案号或类别", Width: 168, Sortable: true, Less: func(a, b court.Receipt) bool { return a.CaseNo < b.CaseNo },
			Cell: func(r court.Receipt) widgets.Cell {
				if r.CaseID == 0 {
					return widgets.ColorCell(string(r.Fund), widgets.ColorNear)
				}
				return text(r.CaseNo)
			}},
		{ID: "payer", Label: "付款人", Width: 90, Stretch: 1, Cell: func(r court.Receipt) widgets.Cell { return text(r.Payer) }},
		{ID: "way", Label: "到账方式", Width: 78, Cell: func(r court.Receipt) widgets.Cell { return text(string(r.Way)) }},
		{ID: "ref", Label: "银行流水号", Width: 104, Cell: func(r court.Receipt) widgets.Cell { return widgets.QuietCell(r.BankRef) }},
		{ID: "amount", Label: "金额", Width: 110, Align: fyne.TextAlignTrailing, Sortable: true, Less: func(a, b court.Receipt) bool { return a.Amount < b.Amount },
			Cell: func(r court.Receipt) widgets.Cell {
				if r.Amount < 0 {
					return widgets.ColorCell(r.Amount.String(), widgets.ColorOverdue)
				}
				return widgets.MoneyCell(r.Amount)
			}},
		{ID: "state", Label: "状态", Width: 84, Cell: p.receiptCell},
		{ID: "note", Label: "备注", Width: 60, Stretch: 1, Cell: func(r court.Receipt) widgets.Cell { return widgets.QuietCell(receiptNote(r)) }},
		{ID: "do", Label: "", Width: 116, Cell: func(r court.Receipt) widgets.Cell { return widgets.ButtonCell(p.receiptButtons(r)...) }},
	}, func(r court.Receipt) string { return strconv.FormatInt(r.ID, 10) }, nil)
	t.Empty = widgets.Empty{Text: "还没有收款。案款到账后，点“收款”登记；不知道是哪个案件的，点“不明款”。"}
	if p.f.Can(office.MayRecordReceipt) {
		t.Empty.Label, t.Empty.Action = "收款 Ctrl+R", p.receive
	}
	t.OnOpen = func(r court.Receipt) { p.openMoney(r.CaseID) }
	t.RowMenu = p.receiptMenu
	return t
}

func receiptNote(r court.Receipt) string {
	return strings.TrimSpace(strings.Join([]string{r.Reason, r.OverReason, r.Note}, " "))
}

// waits tells what is still to be done about a receipt.
func (p *page) waits(r court.Receipt) (bank, tell bool) {
	for _, x := range p.desk.InHand {
		bank = bank || x.ID == r.ID
	}
	for _, x := range p.desk.Untold {
		tell = tell || x.ID == r.ID
	}
	return bank, tell
}

func (p *page) receiptCell(r court.Receipt) widgets.Cell {
	today := p.f.Office().Today()
	for _, x := range p.desk.InHand {
		if x.ID == r.ID {
			return widgets.StateCell(lateness(x.Due, today), "未解交")
		}
	}
	for _, x := range p.desk.Untold {
		if x.ID == r.ID {
			return widgets.StateCell(lateness(x.Due, today), "未通知")
		}
	}
	return widgets.QuietCell(receiptState(r))
}

// lateness is the sign of a day by which something should be done.
func lateness(due, today court.Date) widgets.State {
	if !due.IsZero() && due.Before(today) {
		return widgets.StateOverdue
	}
	return widgets.StateNear
}

func receiptState(r court.Receipt) string {
	switch {
	case r.Reverses != 0:
		return "冲正"
	case r.Reversed:
		return "已被冲正"
	case r.CaseID == 0 && r.Fund != court.FundUnknown:
		return "在账"
	case r.CaseID == 0 && r.Left == 0:
		return "已认领"
	case r.CaseID == 0:
		return "待认领"
	}
	return "有效"
}

// receiptButtons offer what is to be done next.
func (p *page) receiptButtons(r court.Receipt) []widgets.CellButton {
	var out []widgets.CellButton
	if bank, tell := p.waits(r); p.f.Can(office.MayRecordReceipt) && (bank || tell) {
		if bank {
			out = append(out, widgets.CellButton{Label: "解交", Primary: true, Do: func() { moneyforms.Bank(p.f, r) }})
		} else {
			out = append(out, widgets.CellButton{Label: "已通知", Do: func() { moneyforms.Tell(p.f, r) }})
		}
	}
	if p.f.Can(office.MayReverseMoney) && r.Reverses == 0 && !r.Reversed {
		out = append(out, widgets.CellButton{Label: "冲正", Do: func() { moneyforms.Reverse(p.f, r) }})
	}
	return out
}

func (p *page) receiptMenu(r court.Receipt) []widgets.MenuItem {
	var items []widgets.MenuItem
	if r.CaseID != 0 {
		items = append(items, widgets.MenuItem{Label: "打开案件", Note: "回车", Do: func() { p.openMoney(r.CaseID) }})
	}
	if r.CaseID != 0 && r.Reverses == 0 && p.f.Can(office.MayRecordReceipt) {
		items = append(items, widgets.MenuItem{Label: "收款凭证预览、打印…", Note: "Ctrl+P", Do: func() { p.preview(r) }})
	}
	for _, b := range p.receiptButtons(r) {
		items = append(items, widgets.MenuItem{Label: b.Label, Do: b.Do})
	}
	return items
}

func (p *page) poolTable() *widgets.DataTable[office.PoolLine] {
	text := widgets.TextCell
	t := widgets.NewListTable([]widgets.Column[office.PoolLine]{
		{ID: "state", Label: "状态", Width: 74, Cell: p.poolState},
		{ID: "number", Label: "凭证号", Width: 96, Cell: func(x office.PoolLine) widgets.Cell { return text(x.Number) }},
		{ID: "fund", Label: "类别", Width: 84, Cell: func(x office.PoolLine) widgets.Cell { return text(string(x.Fund)) }},
		{ID: "date", Label: "到账日期", Width: 88, Sortable: true, Less: func(a, b office.PoolLine) bool { return a.Date.Before(b.Date) },
			Cell: func(x office.PoolLine) widgets.Cell { return widgets.DateCell(x.Date) }},
		{ID: "payer", Label: "付款人", Width: 90, Stretch: 2, Cell: func(x office.PoolLine) widgets.Cell { return text(x.Payer) }},
		{ID: "amount", Label: "到账金额", Width: 104, Align: fyne.TextAlignTrailing, Cell: func(x office.PoolLine) widgets.Cell { return widgets.MoneyCell(x.Amount) }},
		{ID: "left", Label: "未认领", Width: 104, Align: fyne.TextAlignTrailing, Sortable: true, Less: func(a, b office.PoolLine) bool { return a.Left < b.Left },
			Cell: func(x office.PoolLine) widgets.Cell { return widgets.MoneyCell(x.Left) }},
		{ID: "due", Label: "认领期限", Width: 88, Cell: func(x office.PoolLine) widgets.Cell { return widgets.DateCell(x.Due) }},
		{ID: "guess", Label: "可能的案件", Width: 130, Stretch: 3, Cell: func(x office.PoolLine) widgets.Cell { return widgets.QuietCell(guessText(x)) }},
		{ID: "do", Label: "", Width: 130, Cell: func(x office.PoolLine) widgets.Cell { return widgets.ButtonCell(p.poolButtons(x)...) }},
	}, func(x office.PoolLine) string { return strconv.FormatInt(x.ID, 10) }, nil)
	t.Empty = widgets.Empty{Text: "没有等待认领的款项。到账而不知道是哪个案件的，点“不明款”登记。"}
	t.OnOpen = func(x office.PoolLine) {
		if len(p.poolButtons(x)) > 0 {
			p.poolButtons(x)[0].Do()
		}
	}
	t.RowMenu = func(x office.PoolLine) []widgets.MenuItem {
		var items []widgets.MenuItem
		for _, b := range p.poolButtons(x) {
			items = append(items, widgets.MenuItem{Label: b.Label, Do: b.Do})
		}
		if p.f.Can(office.MayReverseMoney) {
			items = append(items, widgets.MenuItem{Label: "冲正", Do: func() { moneyforms.Reverse(p.f, x.Receipt) }})
		}
		return items
	}
	return t
}

func (p *page) poolState(x office.PoolLine) widgets.Cell {
	today := p.f.Office().Today()
	switch {
	case x.Due.IsZero():
		return widgets.QuietCell("在账")
	case x.Due.Before(today):
		return widgets.StateCell(widgets.StateOverdue, "超期")
	case x.Due == today:
		return widgets.StateCell(widgets.StateNear, "今日")
	}
	return widgets.StateCell(widgets.StateNear, "待认领")
}

func guessText(x office.PoolLine) string {
	if len(x.Guesses) == 0 {
		return x.Note
	}
	g := x.Guesses[0]
	text := g.Number + "（" + g.Why + "）"
	if len(x.Guesses) > 1 {
		text += "等" + strconv.Itoa(len(x.Guesses)) + "件"
	}
	return text
}

func (p *page) poolButtons(x office.PoolLine) []widgets.CellButton {
	var out []widgets.CellButton
	if p.f.Can(office.MayAssignReceipt) && (x.Fund == court.FundUnknown || x.Fund == court.FundBidder) {
		label := "认领"
		if x.Fund == court.FundBidder {
			label = "转案款"
		}
		out = append(out, widgets.CellButton{Label: label, Primary: true, Do: func() { moneyforms.Assign(p.f, x) }})
		if p.f.Can(office.MayAskDisbursement) {
			out = append(out, widgets.CellButton{Label: "退款", Do: func() { moneyforms.AskFromPool(p.f, x) }})
		}
	}
	return out
}
