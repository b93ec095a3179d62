package moneydesk

import (
	"context"
	"fmt"
	"strings"

	"zhixing/app/court"
	"zhixing/app/desktop/papers/parts"
	"zhixing/app/desktop/widgets"
	"zhixing/app/office"
	"zhixing/app/sheet"
)

// askReceipt asks for the case and then for the receipt.
func (p *page) askReceipt() {
	parts.PickCase(p.f, parts.CaseQuestion{Title: "收款：是哪个案件的钱？", Button: "收款"}, p.receipt)
}

// receipt logs money that came in for a case.
func (p *page) receipt(c office.CaseRow) {
	o := p.f.Office()
	form := widgets.NewForm(widgets.FormOptions{FieldWidth: 320})
	form.AddReadOnly("案号", c.Number)
	form.AddReadOnly("被执行人", widgets.Ellipsize(c.Debtors, widgets.S(300), widgets.S(widgets.TextSize), false))
	date := form.AddDate("到账日期", o.Today, widgets.Required())
	date.SetDate(o.Today())
	payer := form.AddText("付款人", widgets.Required())
	if !strings.Contains(c.Debtors, "、") {
		payer.SetText(c.Debtors)
	}
	way := form.AddChoice("到账方式", widgets.Options(moneyWays()...), widgets.Required())
	way.SetID(moneyWays()[0])
	ref := form.AddText("银行流水号", widgets.Help("同一案件同一流水号、同一金额只能登记一次"))
	amount := form.AddMoney("金额", true, widgets.Required())
	note := form.AddText("备注")
	var saved court.Receipt
	widgets.FormDialogLater(p.f.Window(), "收款", form, "登记收款", func() (func(context.Context) error, error) {
		r := court.Receipt{CaseID: c.ID, Date: date.Date(), Payer: payer.Text(), Way: court.MoneyWay(way.ID()),
			BankRef: ref.Text(), Amount: amount.Money(), Note: note.Text()}
		return func(ctx context.Context) (err error) {
			saved, err = o.RecordReceipt(ctx, p.f.Actor(), r)
			return err
		}, nil
	}, func() {
		p.f.Say(fmt.Sprintf("已登记收款 %s：%s %s 元", saved.Number, saved.CaseNo, saved.Amount))
	})
}

func moneyWays() []string {
	out := make([]string, len(court.MoneyWays))
	for i, w := range court.MoneyWays {
		out[i] = string(w)
	}
	return out
}

// describe adds what a request says to a form.
func describe(form *widgets.Form, d court.Disbursement) {
	form.AddReadOnly("案号", d.CaseNo)
	form.AddReadOnly("收款人", d.Payee)
	form.AddReadOnly("开户行", d.PayeeBank)
	form.AddReadOnly("收款账号", d.PayeeNo)
	form.AddReadOnly("发放金额", d.Amount.String()+" 元　"+d.Amount.Capital())
	if len(d.Deductions) > 0 {
		var kept []string
		for _, x := range d.Deductions {
			kept = append(kept, fmt.Sprintf("%s %s 元", x.Name, x.Amount))
		}
		form.AddReadOnly("扣除", strings.Join(kept, "、")+"；共出账 "+d.Total().String()+" 元")
	}
	form.AddReadOnly("申请", d.AskedBy+"　"+day(d.AskedAt))
	if d.Note != "" {
		form.AddReadOnly("备注", d.Note)
	}
}

// The answers to a request.
const (
	agree  = "同意"
	refuse = "不同意"
)

// decide asks for the approver's answer.
func (p *page) decide(d court.Disbursement) {
	form := widgets.NewForm(widgets.FormOptions{FieldWidth: 360})
	describe(form, d)
	answer := form.AddChoice("审批结论", widgets.Options(agree, refuse), widgets.Required())
	answer.SetID(agree)
	words := form.AddText("审批意见", widgets.Help("不同意的必须写明理由"))
	said := ""
	widgets.FormDialogLater(p.f.Window(), "审批案款发放 "+d.Number, form, "提交审批", func() (func(context.Context) error, error) {
		approve, text := answer.ID() == agree, words.Text()
		said = fmt.Sprintf("%s 已审批：%s", d.Number, answer.ID())
		return func(ctx context.Context) error {
			return p.f.Office().DecideDisbursement(ctx, p.f.Actor(), d.ID, approve, text)
		}, nil
	}, func() { p.f.Say(said) })
}

// pay asks when the money left the account.
func (p *page) pay(d court.Disbursement) {
	o := p.f.Office()
	form := widgets.NewForm(widgets.FormOptions{FieldWidth: 360})
	describe(form, d)
	form.AddReadOnly("审批", d.DecidedBy+"　"+day(d.DecidedAt)+"　"+d.Decision)
	on := form.AddDate("发放日期", o.Today, widgets.Required())
	on.SetDate(o.Today())
	ref := form.AddText("银行流水号")
	widgets.FormDialogLater(p.f.Window(), "发放案款 "+d.Number, form, "登记已发放", func() (func(context.Context) error, error) {
		date, text := on.Date(), ref.Text()
		return func(ctx context.Context) error {
			return o.PayDisbursement(ctx, p.f.Actor(), d.ID, date, text)
		}, nil
	}, func() { p.f.Say(fmt.Sprintf("%s 已发放给%s：%s 元", d.Number, d.Payee, d.Amount)) })
}

// export writes the shown tab to Excel.
func (p *page) export() {
	switch tab := p.tabs.Chosen(); tab {
	case tabAsked:
		p.exportPayments("待审批案款发放", p.asked.Rows())
	case tabApproved:
		p.exportPayments("待发放案款", p.approved.Rows())
	case tabHeld:
		p.exportHeld()
	case tabReceipts:
		p.exportReceipts()
	}
}

func (p *page) exportPayments(title string, list []court.Disbursement) {
	heads := []sheet.Head{{Label: "编号"}, {Label: "案号"}, {Label: "收款人"}, {Label: "开户行"}, {Label: "账号"},
		{Label: "发放金额", Kind: sheet.Money}, {Label: "扣除", Kind: sheet.Money}, {Label: "申请人"}, {Label: "申请日期", Kind: sheet.Date}, {Label: "审批人"}, {Label: "状态"}}
	var rows [][]any
	for _, d := range list {
		rows = append(rows, []any{d.Number, d.CaseNo, d.Payee, d.PayeeBank, d.PayeeNo, d.Amount, d.Total() - d.Amount,
			d.AskedBy, court.DateOf(d.AskedAt), d.DecidedBy, string(d.State)})
	}
	parts.ExportTable(p.f, p.work, title, heads, rows)
}

func (p *page) exportHeld() {
	heads := []sheet.Head{{Label: "案号"}, {Label: "被执行人"}, {Label: "承办人"}, {Label: "未发金额", Kind: sheet.Money},
		{Label: "最早到账", Kind: sheet.Date}, {Label: "应发日", Kind: sheet.Date}, {Label: "余/超"}}
	var rows [][]any
	for _, h := range p.held.Rows() {
		_, _, left := p.dueState(h)
		rows = append(rows, []any{h.Number, h.Debtors, h.Officer, h.Held, h.Oldest, h.Due, left})
	}
	parts.ExportTable(p.f, p.work, "应发未发案款", heads, rows)
}

func (p *page) exportReceipts() {
	heads := []sheet.Head{{Label: "凭证号"}, {Label: "到账日期", Kind: sheet.Date}, {Label: "案号"}, {Label: "付款人"}, {Label: "到账方式"},
		{Label: "银行流水号"}, {Label: "金额", Kind: sheet.Money}, {Label: "状态"}, {Label: "登记人"}, {Label: "备注"}}
	var rows [][]any
	for _, r := range p.receipts.Rows() {
		rows = append(rows, []any{r.Number, r.Date, r.CaseNo, r.Payer, string(r.Way), r.BankRef, r.Amount, receiptState(r), r.By, r.Note + r.Reason})
	}
	parts.ExportTable(p.f, p.work, "收款流水", heads, rows)
}
