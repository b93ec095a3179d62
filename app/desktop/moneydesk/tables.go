package moneydesk

import (
	"fmt"
	"strconv"
	"time"

	"fyne.io/fyne/v2"

	"zhixing/app/court"
	"zhixing/app/desktop/widgets"
	"zhixing/app/office"
)

// The forms that the page prints.
const (
	formApproval = "disbursement-approval" // 案款发放审批表
	formVoucher  = "receipt-voucher"       // 收款凭证
)

// monthDay is a day of what happened lately, where a column is narrow.
const monthDay = "01-02"

// paymentColumns are what a request and a payment to make have in common.
func paymentColumns() []widgets.Column[court.Disbursement] {
	return []widgets.Column[court.Disbursement]{
		{ID: "number", Label: "编号", Width: 98, Cell: func(d court.Disbursement) widgets.Cell { return widgets.TextCell(d.Number) }},
		{ID: "case", Label: "案号", Width: 168, Sortable: true, Less: func(a, b court.Disbursement) bool { return a.CaseNo < b.CaseNo },
			Cell: func(d court.Disbursement) widgets.Cell { return widgets.TextCell(d.CaseNo) }},
		{ID: "payee", Label: "收款人", Width: 80, Stretch: 2, Cell: func(d court.Disbursement) widgets.Cell { return widgets.TextCell(d.Payee) }},
		{ID: "bank", Label: "开户行及账号", Width: 80, Stretch: 5, Cell: func(d court.Disbursement) widgets.Cell {
			return widgets.QuietCell(d.PayeeBank + " " + d.PayeeNo)
		}},
		{ID: "amount", Label: "发放金额", Width: 110, Align: fyne.TextAlignTrailing, Sortable: true, Less: func(a, b court.Disbursement) bool { return a.Amount < b.Amount },
			Cell: func(d court.Disbursement) widgets.Cell { return widgets.MoneyCell(d.Amount) }},
		{ID: "kept", Label: "扣除", Width: 84, Align: fyne.TextAlignTrailing, Cell: func(d court.Disbursement) widgets.Cell {
			return widgets.MoneyCell(d.Total() - d.Amount)
		}},
		{ID: "asked", Label: "申请", Width: 110, Sortable: true, Less: func(a, b court.Disbursement) bool { return a.AskedAt.Before(b.AskedAt) },
			Cell: func(d court.Disbursement) widgets.Cell {
				return widgets.QuietCell(d.AskedBy + " " + d.AskedAt.Format(monthDay))
			}},
	}
}

func day(t time.Time) string { return court.DateOf(t).String() }

func paymentKey(d court.Disbursement) string { return strconv.FormatInt(d.ID, 10) }

func (p *page) askedTable() *widgets.DataTable[court.Disbursement] {
	columns := append(paymentColumns(), widgets.Column[court.Disbursement]{ID: "do", Label: "", Width: 96, Cell: p.decideCell})
	t := widgets.NewListTable(columns, paymentKey, nil)
	t.Empty = widgets.Empty{Text: "没有等待审批的发放申请。承办人在案件的“案款”页提出申请后，会列在这里。"}
	t.OnOpen = func(d court.Disbursement) { p.openMoney(d.CaseID) }
	t.RowMenu = func(d court.Disbursement) []widgets.MenuItem { return p.paymentMenu(d) }
	return t
}

// decideCell offers the approval to those who may give it, and never to
// whoever asked.
func (p *page) decideCell(d court.Disbursement) widgets.Cell {
	switch {
	case !p.f.Can(office.MayDecideDisburse):
		return widgets.QuietCell("待局长审批")
	case d.AskedByID == p.f.Actor().User.ID:
		return widgets.QuietCell("须他人审批")
	}
	return widgets.ButtonCell(widgets.CellButton{Label: "审批", Primary: true, Do: func() { p.decide(d) }})
}

func (p *page) approvedTable() *widgets.DataTable[court.Disbursement] {
	columns := append(paymentColumns(), widgets.Column[court.Disbursement]{ID: "by", Label: "审批", Width: 110, Cell: func(d court.Disbursement) widgets.Cell {
		return widgets.QuietCell(d.DecidedBy + " " + d.DecidedAt.Format(monthDay))
	}}, widgets.Column[court.Disbursement]{ID: "do", Label: "", Width: 72, Cell: p.payCell})
	t := widgets.NewListTable(columns, paymentKey, nil)
	t.Empty = widgets.Empty{Text: "没有等待发放的案款。申请经审批同意后，会列在这里。"}
	t.OnOpen = func(d court.Disbursement) { p.openMoney(d.CaseID) }
	t.RowMenu = func(d court.Disbursement) []widgets.MenuItem { return p.paymentMenu(d) }
	return t
}

func (p *page) payCell(d court.Disbursement) widgets.Cell {
	if !p.f.Can(office.MayPayDisbursement) {
		return widgets.QuietCell("待财务")
	}
	return widgets.ButtonCell(widgets.CellButton{Label: "发放", Primary: true, Do: func() { p.pay(d) }})
}

func (p *page) paymentMenu(d court.Disbursement) []widgets.MenuItem {
	items := []widgets.MenuItem{{Label: "打开案件", Note: "回车", Do: func() { p.openMoney(d.CaseID) }}}
	if p.f.Can(office.MayMakePaper) || p.f.Can(office.MayRecordReceipt) {
		items = append(items, widgets.MenuItem{Label: "打印案款发放审批表", Do: func() { p.print(d.CaseID, formApproval, d.ID) }})
	}
	return items
}

func (p *page) heldTable() *widgets.DataTable[office.HeldLine] {
	text := widgets.TextCell
	t := widgets.NewListTable([]widgets.Column[office.HeldLine]{
		{ID: "state", Label: "状态", Width: 76, Cell: func(h office.HeldLine) widgets.Cell { s, word, _ := p.dueState(h); return widgets.StateCell(s, word) }},
		{ID: "case", Label: "案号", Width: 168, Sortable: true, Less: func(a, b office.HeldLine) bool { return a.Number < b.Number },
			Cell: func(h office.HeldLine) widgets.Cell { return text(h.Number) }},
		{ID: "debtors", Label: "被执行人", Width: 96, Stretch: 1, Cell: func(h office.HeldLine) widgets.Cell { return text(h.Debtors) }},
		{ID: "officer", Label: "承办人", Width: 66, Cell: func(h office.HeldLine) widgets.Cell { return text(h.Officer) }},
		{ID: "held", Label: "未发金额", Width: 112, Align: fyne.TextAlignTrailing, Sortable: true, Less: func(a, b office.HeldLine) bool { return a.Held < b.Held },
			Cell: func(h office.HeldLine) widgets.Cell { return widgets.MoneyCell(h.Held) }},
		{ID: "oldest", Label: "最早到账", Width: 88, Sortable: true, Less: func(a, b office.HeldLine) bool { return a.Oldest.Before(b.Oldest) },
			Cell: func(h office.HeldLine) widgets.Cell { return widgets.DateCell(h.Oldest) }},
		{ID: "due", Label: "应发日", Width: 88, Sortable: true, Less: func(a, b office.HeldLine) bool { return a.Due.Before(b.Due) },
			Cell: func(h office.HeldLine) widgets.Cell { return widgets.DateCell(h.Due) }},
		{ID: "left", Label: "余/超", Width: 78, Align: fyne.TextAlignTrailing, Cell: func(h office.HeldLine) widgets.Cell {
			s, _, left := p.dueState(h)
			return widgets.ColorCell(left, s.Color())
		}},
		{ID: "do", Label: "", Width: 86, Cell: p.askCell},
	}, func(h office.HeldLine) string { return strconv.FormatInt(h.CaseID, 10) }, nil)
	t.Empty = widgets.Empty{Text: "没有应发未发的案款。"}
	t.OnOpen = func(h office.HeldLine) { p.openMoney(h.CaseID) }
	return t
}

// askCell leads to the case's money, where a disbursement is asked for.
func (p *page) askCell(h office.HeldLine) widgets.Cell {
	if !p.f.Can(office.MayAskDisbursement) {
		return widgets.Cell{}
	}
	return widgets.ButtonCell(widgets.CellButton{Label: "去申请", Do: func() { p.openMoney(h.CaseID) }})
}

// nearDays is how many days before the due day held money counts as near.
const nearDays = 10

func (p *page) dueState(h office.HeldLine) (widgets.State, string, string) {
	days := p.f.Office().Today().DaysUntil(h.Due)
	switch {
	case days < 0:
		return widgets.StateOverdue, "超期", fmt.Sprintf("超 %d 天", -days)
	case days == 0:
		return widgets.StateNear, "今日", "今日"
	case days <= nearDays:
		return widgets.StateNear, "临近", fmt.Sprintf("剩 %d 天", days)
	}
	return widgets.StateNormal, "正常", fmt.Sprintf("剩 %d 天", days)
}

func (p *page) receiptTable() *widgets.DataTable[court.Receipt] {
	text := widgets.TextCell
	t := widgets.NewListTable([]widgets.Column[court.Receipt]{
		{ID: "number", Label: "凭证号", Width: 104, Cell: func(r court.Receipt) widgets.Cell { return text(r.Number) }},
		{ID: "date", Label: "到账日期", Width: 92, Sortable: true, Less: func(a, b court.Receipt) bool { return a.Date.Before(b.Date) },
			Cell: func(r court.Receipt) widgets.Cell { return widgets.DateCell(r.Date) }},
		{ID: "case", Label: "案号", Width: 172, Sortable: true, Less: func(a, b court.Receipt) bool { return a.CaseNo < b.CaseNo },
			Cell: func(r court.Receipt) widgets.Cell { return text(r.CaseNo) }},
		{ID: "payer", Label: "付款人", Width: 110, Stretch: 1, Cell: func(r court.Receipt) widgets.Cell { return text(r.Payer) }},
		{ID: "way", Label: "到账方式", Width: 82, Cell: func(r court.Receipt) widgets.Cell { return text(string(r.Way)) }},
		{ID: "ref", Label: "银行流水号", Width: 120, Cell: func(r court.Receipt) widgets.Cell { return widgets.QuietCell(r.BankRef) }},
		{ID: "amount", Label: "金额", Width: 120, Align: fyne.TextAlignTrailing, Sortable: true, Less: func(a, b court.Receipt) bool { return a.Amount < b.Amount },
			Cell: func(r court.Receipt) widgets.Cell {
				if r.Amount < 0 {
					return widgets.ColorCell(r.Amount.String(), widgets.ColorOverdue)
				}
				return widgets.MoneyCell(r.Amount)
			}},
		{ID: "state", Label: "状态", Width: 78, Cell: func(r court.Receipt) widgets.Cell { return widgets.QuietCell(receiptState(r)) }},
		{ID: "by", Label: "登记人", Width: 74, Cell: func(r court.Receipt) widgets.Cell { return widgets.QuietCell(r.By) }},
		{ID: "note", Label: "备注", Width: 80, Stretch: 1, Cell: func(r court.Receipt) widgets.Cell { return widgets.QuietCell(r.Note + r.Reason) }},
	}, func(r court.Receipt) string { return strconv.FormatInt(r.ID, 10) }, nil)
	t.Empty = widgets.Empty{Text: "还没有收款。案款到账后，点“收款”登记。"}
	if p.f.Can(office.MayRecordReceipt) {
		t.Empty.Label, t.Empty.Action = "收款 Ctrl+R", p.askReceipt
	}
	t.OnOpen = func(r court.Receipt) { p.openMoney(r.CaseID) }
	t.RowMenu = func(r court.Receipt) []widgets.MenuItem {
		items := []widgets.MenuItem{{Label: "打开案件", Note: "回车", Do: func() { p.openMoney(r.CaseID) }}}
		if r.Reverses == 0 && p.f.Can(office.MayRecordReceipt) {
			items = append(items, widgets.MenuItem{Label: "打印收款凭证", Do: func() { p.print(r.CaseID, formVoucher, r.ID) }})
		}
		return items
	}
	return t
}

func receiptState(r court.Receipt) string {
	switch {
	case r.Reverses != 0:
		return "冲正"
	case r.Reversed:
		return "已被冲正"
	}
	return "有效"
}
