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

// The forms that the page prints.
const (
	formApproval = "disbursement-approval" // 案款发放审批表
	formVoucher  = "receipt-voucher"       // 收款凭证
)

// monthDay is a day of what happened lately, where a column is narrow.
const monthDay = "01-02"

func (p *page) heldTable() *widgets.DataTable[office.HeldLine] {
	text := widgets.TextCell
	t := widgets.NewListTable([]widgets.Column[office.HeldLine]{
		{ID: "state", Label: "状态", Width: 74, Cell: func(h office.HeldLine) widgets.Cell { s, word, _ := p.dueState(h); return widgets.StateCell(s, word) }},
		{ID: "case", Label: "案号", Width: 166, Sortable: true, Less: func(a, b office.HeldLine) bool { return a.Number < b.Number },
			Cell: func(h office.HeldLine) widgets.Cell { return text(h.Number) }},
		{ID: "debtors", Label: "被执行人", Width: 80, Stretch: 1, Cell: func(h office.HeldLine) widgets.Cell { return text(h.Debtors) }},
		{ID: "officer", Label: "承办人", Width: 62, Cell: func(h office.HeldLine) widgets.Cell { return text(h.Officer) }},
		{ID: "held", Label: "未发金额", Width: 106, Align: fyne.TextAlignTrailing, Sortable: true, Less: func(a, b office.HeldLine) bool { return a.Held < b.Held },
			Cell: func(h office.HeldLine) widgets.Cell { return widgets.MoneyCell(h.Held) }},
		{ID: "oldest", Label: "最早到账", Width: 86, Sortable: true, Less: func(a, b office.HeldLine) bool { return a.Oldest.Before(b.Oldest) },
			Cell: func(h office.HeldLine) widgets.Cell { return widgets.DateCell(h.Oldest) }},
		{ID: "step", Label: "下一步", Width: 66, Sortable: true, Less: func(a, b office.HeldLine) bool { return a.Step < b.Step },
			Cell: func(h office.HeldLine) widgets.Cell { return text(h.Step) }},
		{ID: "due", Label: "应办日", Width: 86, Sortable: true, Less: func(a, b office.HeldLine) bool { return a.Due.Before(b.Due) },
			Cell: func(h office.HeldLine) widgets.Cell { return widgets.DateCell(h.Due) }},
		{ID: "left", Label: "余/超", Width: 74, Align: fyne.TextAlignTrailing, Cell: func(h office.HeldLine) widgets.Cell {
			s, _, left := p.dueState(h)
			return widgets.ColorCell(left, s.Color())
		}},
		{ID: "do", Label: "", Width: 122, Cell: p.askCell},
	}, func(h office.HeldLine) string { return strconv.FormatInt(h.CaseID, 10) }, nil)
	t.Empty = widgets.Empty{Text: "没有应发未发的案款。"}
	t.OnOpen = func(h office.HeldLine) { p.openMoney(h.CaseID) }
	return t
}

// askCell leads to the case's money, where a disbursement is asked for, or asks
// that it may wait.
func (p *page) askCell(h office.HeldLine) widgets.Cell {
	if !p.f.Can(office.MayAskDisbursement) || h.Step != office.StepAsk {
		return widgets.Cell{}
	}
	return widgets.ButtonCell(widgets.CellButton{Label: "去申请", Do: func() { p.openMoney(h.CaseID) }},
		widgets.CellButton{Label: "延缓", Do: func() { moneyforms.AskDeferral(p.f, h.CaseID, h.Number) }})
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
	case h.Step == office.StepDefer:
		return widgets.StateExempt, "延缓", fmt.Sprintf("剩 %d 天", days)
	case days <= nearDays:
		return widgets.StateNear, "临近", fmt.Sprintf("剩 %d 天", days)
	}
	return widgets.StateNormal, "正常", fmt.Sprintf("剩 %d 天", days)
}

// export writes the shown tab to Excel.
func (p *page) export() {
	switch p.tabs.Chosen() {
	case tabReceipts:
		p.exportReceipts(p.receipts.Rows(), "收款流水")
	case tabPool:
		p.exportPool()
	case tabRequests:
		p.requests.export()
	case tabHeld:
		p.exportHeld()
	case tabClearing:
		p.clearing.export()
	case tabBank:
		p.bank.export()
	case tabMonth:
		p.month.export()
	case tabBooks:
		p.books.export()
	case tabReports:
		p.reports.export()
	}
}

func (p *page) exportPayments(title string, list []requestRow) {
	heads := []sheet.Head{{Label: "编号"}, {Label: "案号或来源"}, {Label: "收款人"}, {Label: "开户行"}, {Label: "账号"},
		{Label: "发放金额", Kind: sheet.Money}, {Label: "扣除", Kind: sheet.Money}, {Label: "申请人"}, {Label: "申请日期", Kind: sheet.Date}, {Label: "审批人"}, {Label: "状态"}}
	var rows [][]any
	for _, x := range list {
		if d := x.payment; d.ID != 0 {
			rows = append(rows, []any{d.Number, x.about(), x.payee(), d.PayeeBank, d.PayeeNo, d.Amount, d.Total() - d.Amount,
				d.AskedBy, court.DateOf(d.AskedAt), d.DecidedBy, string(d.State)})
		}
	}
	parts.ExportTable(p.f, p.work, title, heads, rows)
}

func (p *page) exportPool() {
	heads := []sheet.Head{{Label: "凭证号"}, {Label: "类别"}, {Label: "到账日期", Kind: sheet.Date}, {Label: "付款人"}, {Label: "银行流水号"},
		{Label: "到账金额", Kind: sheet.Money}, {Label: "未认领", Kind: sheet.Money}, {Label: "认领期限", Kind: sheet.Date}, {Label: "可能的案件"}, {Label: "备注"}}
	var rows [][]any
	for _, x := range p.pool.Rows() {
		rows = append(rows, []any{x.Number, string(x.Fund), x.Date, x.Payer, x.BankRef, x.Amount, x.Left, x.Due, guessText(x), x.Note})
	}
	parts.ExportTable(p.f, p.work, "不明款及暂存款", heads, rows)
}

func (p *page) exportHeld() {
	heads := []sheet.Head{{Label: "案号"}, {Label: "被执行人"}, {Label: "承办人"}, {Label: "未发金额", Kind: sheet.Money},
		{Label: "最早到账", Kind: sheet.Date}, {Label: "下一步"}, {Label: "应办日", Kind: sheet.Date}, {Label: "余/超"}, {Label: "延缓事由"}}
	var rows [][]any
	for _, h := range p.held.Rows() {
		_, _, left := p.dueState(h)
		rows = append(rows, []any{h.Number, h.Debtors, h.Officer, h.Held, h.Oldest, h.Step, h.Due, left, h.Cause})
	}
	parts.ExportTable(p.f, p.work, "应发未发案款", heads, rows)
}

func (p *page) exportReceipts(list []court.Receipt, title string) {
	heads := []sheet.Head{{Label: "凭证号"}, {Label: "到账日期", Kind: sheet.Date}, {Label: "案号或类别"}, {Label: "付款人"}, {Label: "到账方式"},
		{Label: "银行流水号"}, {Label: "金额", Kind: sheet.Money}, {Label: "状态"}, {Label: "登记人"}, {Label: "备注"}}
	var rows [][]any
	for _, r := range list {
		about := r.CaseNo
		if r.CaseID == 0 {
			about = string(r.Fund)
		}
		rows = append(rows, []any{r.Number, r.Date, about, r.Payer, string(r.Way), r.BankRef, r.Amount, receiptState(r), r.By, receiptNote(r)})
	}
	parts.ExportTable(p.f, p.work, title, heads, rows)
}
