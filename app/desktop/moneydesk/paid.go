package moneydesk

import (
	"context"
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

// The times of 已发放.
const (
	paidLately   = "近三个月"
	paidThisYear = "今年"
	paidLastYear = "去年"
	paidEver     = "全部"
)

// paidList lists what was paid over a time, what came back too, newest first.
type paidList struct {
	page   *page
	loader *widgets.Loader
	time   *widgets.Choice
	tools  []fyne.CanvasObject
	table  *widgets.DataTable[court.Disbursement]
}

func newPaidList(p *page) *paidList {
	l := &paidList{page: p, loader: widgets.NewLoader(p.f.Window())}
	l.loader.OnError = p.f.Fail
	l.table = l.newTable()
	l.time = widgets.NewChoice(widgets.Options(paidLately, paidThisYear, paidLastYear, paidEver), func(string) { l.load() })
	l.time.SetID(paidLately)
	l.tools = []fyne.CanvasObject{widgets.Sized(120, 0, l.time), widgets.NewButton("打印清单", func() { l.list().Print(p.f) })}
	return l
}

// dates gives the first and the last day of the chosen time.
func (l *paidList) dates() (from, to court.Date) {
	today := l.page.f.Office().Today()
	switch l.time.ID() {
	case paidThisYear:
		return court.D(today.Year, 1, 1), today
	case paidLastYear:
		return court.D(today.Year-1, 1, 1), court.D(today.Year-1, 12, 31)
	case paidEver:
		return court.D(1980, 1, 1), today
	}
	return today.AddMonths(-3), today
}

func (l *paidList) load() {
	o := l.page.f.Office()
	from, to := l.dates()
	widgets.Load(l.loader, func(ctx context.Context) ([]court.Disbursement, error) { return o.PaidOut(ctx, from, to) }, func(list []court.Disbursement) {
		l.table.SetRows(list)
		l.page.showSum()
	})
}

func (l *paidList) newTable() *widgets.DataTable[court.Disbursement] {
	type row = court.Disbursement
	text := widgets.TextCell
	t := widgets.NewListTable([]widgets.Column[row]{
		{ID: "state", Label: "状态", Width: 82, Cell: func(d row) widgets.Cell {
			if d.State == court.DisbursementReversed {
				return widgets.StateCell(widgets.StateExempt, string(d.State))
			}
			return widgets.StateCell(widgets.StateDone, string(d.State))
		}},
		{ID: "paid", Label: "发放日期", Width: 88, Sortable: true, Less: func(a, b row) bool { return a.PaidOn.Before(b.PaidOn) }, Cell: func(d row) widgets.Cell { return widgets.DateCell(d.PaidOn) }},
		{ID: "number", Label: "编号", Width: 96, Cell: func(d row) widgets.Cell { return text(d.Number) }},
		{ID: "case", Label: "案号或来源", Width: 166, Sortable: true, Less: func(a, b row) bool { return about(a) < about(b) }, Cell: func(d row) widgets.Cell { return text(about(d)) }},
		{ID: "payee", Label: "收款人", Width: 80, Stretch: 2, Cell: func(d row) widgets.Cell { return text(requestRow{payment: d}.payee()) }},
		{ID: "bank", Label: "开户行及账号", Width: 80, Stretch: 3, Cell: func(d row) widgets.Cell { return widgets.QuietCell(d.PayeeBank + " " + d.PayeeNo) }},
		{ID: "amount", Label: "金额", Width: 106, Align: fyne.TextAlignTrailing, Sortable: true, Less: func(a, b row) bool { return a.Amount < b.Amount },
			Cell: func(d row) widgets.Cell { return widgets.MoneyCell(d.Amount) }},
		{ID: "kept", Label: "扣除", Width: 80, Align: fyne.TextAlignTrailing, Cell: func(d row) widgets.Cell { return some(d.Total() - d.Amount) }},
		{ID: "seen", Label: "银行已付", Width: 88, Cell: func(d row) widgets.Cell { return widgets.DateCell(d.Seen) }},
		{ID: "by", Label: "发放人", Width: 62, Cell: func(d row) widgets.Cell { return widgets.QuietCell(d.PaidBy) }},
		{ID: "do", Label: "", Width: 60, Cell: func(d row) widgets.Cell { return widgets.ButtonCell(l.buttons(d)...) }},
	}, func(d row) string { return strconv.FormatInt(d.ID, 10) }, nil)
	t.Empty = widgets.Empty{Text: "这段时间没有发放过案款。"}
	t.OnOpen = func(d row) { l.page.openMoney(d.CaseID) }
	t.RowMenu = l.menu
	return t
}

// about names the case of a payment, or the account it is from.
func about(d court.Disbursement) string { return requestRow{payment: d}.about() }

// buttons offer to take a payment back.
func (l *paidList) buttons(d court.Disbursement) []widgets.CellButton {
	f := l.page.f
	if d.State != court.DisbursementPaid || !f.Can(office.MayReverseMoney) {
		return nil
	}
	return []widgets.CellButton{{Label: "冲正", Do: func() { moneyforms.ReversePayment(f, d) }}}
}

func (l *paidList) menu(d court.Disbursement) []widgets.MenuItem {
	p := l.page
	var items []widgets.MenuItem
	if d.CaseID != 0 {
		items = append(items, widgets.MenuItem{Label: "打开案件", Note: "回车", Do: func() { p.openMoney(d.CaseID) }})
		if p.f.Can(office.MayMakePaper) || p.f.Can(office.MayRecordReceipt) {
			items = append(items, widgets.MenuItem{Label: "打印案款发放审批表", Note: "Ctrl+P", Do: func() { p.print(d.CaseID, formApproval, d.ID) }})
		}
	}
	for _, b := range l.buttons(d) {
		items = append(items, widgets.MenuItem{Label: b.Label, Do: b.Do})
	}
	return items
}

// totals sums up what went out and did not come back, and what was kept of it.
func (l *paidList) totals() (out, kept court.Money) {
	for _, d := range l.table.Rows() {
		if d.State == court.DisbursementPaid {
			out, kept = out+d.Amount, kept+d.Total()-d.Amount
		}
	}
	return out, kept
}

func (l *paidList) sum() string {
	out, _ := l.totals()
	return fmt.Sprintf("%d 笔　发放 %s 元", len(l.table.Rows()), out)
}

// list is what is shown for Excel and the printer.
func (l *paidList) list() parts.List {
	from, to := l.dates()
	out := parts.List{Title: "已发放案款", Notes: []string{fmt.Sprintf("%s 至 %s　单位：元　合计不计已冲正的", from, to)},
		Heads: []sheet.Head{{Label: "发放日期", Kind: sheet.Date}, {Label: "编号"}, {Label: "案号或来源"}, {Label: "用途"}, {Label: "收款人"}, {Label: "开户行"}, {Label: "账号"},
			{Label: "发放金额", Kind: sheet.Money}, {Label: "扣除", Kind: sheet.Money}, {Label: "批量付款"}, {Label: "银行已付", Kind: sheet.Date}, {Label: "申请人"}, {Label: "审批人"}, {Label: "发放人"}, {Label: "状态"}}}
	if l.time.ID() == paidEver {
		out.Notes[0] = "全部　单位：元　合计不计已冲正的"
	}
	for _, d := range l.table.Rows() {
		out.Rows = append(out.Rows, []any{d.PaidOn, d.Number, about(d), string(d.KindOf()), d.Payee, d.PayeeBank, d.PayeeNo, d.Amount, d.Total() - d.Amount, d.Batch, d.Seen,
			d.AskedBy, d.DecidedBy, d.PaidBy, string(d.State)})
	}
	sum, kept := l.totals()
	out.Total = []any{"合计", "", "", "", "", "", "", sum, kept, "", nil, "", "", "", ""}
	return out
}
