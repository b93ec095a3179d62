package cases

import (
	"image/color"
	"strconv"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/container"

	"zhixing/app/court"
	"zhixing/app/desktop/moneydesk/moneyforms"
	"zhixing/app/desktop/papers/parts"
	"zhixing/app/desktop/widgets"
	"zhixing/app/office"
)

// moneyPart is the tab 案款: balance, receipts and payments of the case.
type moneyPart struct {
	page     *casePage
	figures  *fyne.Container
	about    *canvas.Text
	custody  *canvas.Text // plans, settlement and items; hidden when there is nothing
	receipts *widgets.DataTable[court.Receipt]
	payments *widgets.DataTable[court.Disbursement]
	root     fyne.CanvasObject
}

func newMoneyPart(p *casePage) *moneyPart {
	t := &moneyPart{page: p, figures: widgets.Equal(14)}
	t.receipts = widgets.NewListTable(t.receiptColumns(), func(r court.Receipt) string { return strconv.FormatInt(r.ID, 10) }, nil)
	t.receipts.Empty = widgets.Empty{Text: "本案还没有收款。"}
	if p.f.Can(office.MayRecordReceipt) {
		t.receipts.Empty.Label, t.receipts.Empty.Action = "收款", p.askReceipt
	}
	t.receipts.RowMenu = t.receiptMenu
	t.payments = widgets.NewListTable(t.paymentColumns(), func(d court.Disbursement) string { return strconv.FormatInt(d.ID, 10) }, nil)
	t.payments.Empty = widgets.Empty{Text: "本案还没有发放申请。"}
	t.payments.OnOpen = t.openPayment
	tables := &fyne.Container{Layout: evenRows{}, Objects: []fyne.CanvasObject{
		container.NewBorder(tableTitle("收款"), nil, nil, nil, t.receipts),
		container.NewBorder(tableTitle("发放"), nil, nil, nil, t.payments),
	}}
	t.about = widgets.NewText("", widgets.TableSize, widgets.ColorQuiet, false)
	t.custody = widgets.NewText("", widgets.TableSize, widgets.ColorText, false)
	t.custody.Hide()
	t.root = container.NewBorder(widgets.Padded(12, 8, widgets.VStack(6, t.figures, t.about, t.custody)), nil, nil, nil, tables)
	return t
}

func tableTitle(text string) fyne.CanvasObject {
	return widgets.Padded(10, 3, widgets.NewText(text, widgets.TextSize, widgets.ColorText, true))
}

// evenRows puts objects under each other, each with the same height.
type evenRows struct{}

// Layout shares the height out.
func (evenRows) Layout(objects []fyne.CanvasObject, size fyne.Size) {
	height := float32(int(size.Height / float32(len(objects))))
	for i, o := range objects {
		o.Move(fyne.NewPos(0, float32(i)*height))
		o.Resize(fyne.NewSize(size.Width, height))
	}
}

// MinSize is what all need under each other.
func (evenRows) MinSize(objects []fyne.CanvasObject) fyne.Size {
	var size fyne.Size
	for _, o := range objects {
		m := o.MinSize()
		size.Width = max(size.Width, m.Width)
		size.Height += m.Height
	}
	return size
}

func (t *moneyPart) content() fyne.CanvasObject { return t.root }

func (t *moneyPart) focus() { t.receipts.Focus() }

func (t *moneyPart) actions(x *facts) []fyne.CanvasObject {
	p := t.page
	var out []fyne.CanvasObject
	if p.f.Can(office.MayRecordReceipt) {
		out = append(out, widgets.NewButton("收款", p.askReceipt))
	}
	if p.f.Can(office.MayAskDisbursement) && x.money.Balance.Free() > 0 {
		out = append(out, widgets.NewButton("申请发放", p.askDisbursement))
	}
	if b := x.money.Balance; p.f.Can(office.MayAskDisbursement) && b.Free()+b.Divided > 0 { // what is being divided may have to wait
		out = append(out, widgets.NewButton("申请延缓", func() { moneyforms.AskDeferral(p.f, p.id, x.c.Number.String()) }))
	}
	if (p.f.Can(office.MayMakePaper) || p.f.Can(office.MayRecordReceipt)) && len(x.money.Receipts) > 0 {
		out = append(out, widgets.NewButton("打印案款明细", func() { t.print("案款明细", formStatement, 0) }))
	}
	return append(out, t.custodyMenu(x))
}

func (t *moneyPart) show(x *facts) {
	b := x.money.Balance
	waiting := widgets.ColorText
	if b.Held() > 0 {
		waiting = widgets.ColorNear
	}
	t.about.Text = t.aboutText(x)
	t.about.Refresh()
	t.showCustody(x)
	t.figures.Objects = []fyne.CanvasObject{
		amount("尚欠本金", x.money.Owed, widgets.ColorText), amount("已收", b.Received, widgets.ColorText), amount("已发", b.Paid, widgets.ColorText), amount("已申请未发", b.Pending, widgets.ColorText),
		amount("账面余额", b.Held(), waiting), amount("可申请发放", b.Free(), widgets.ColorAction),
	}
	if b.Divided > 0 {
		t.figures.Add(amount("已列入分配方案", b.Divided, widgets.ColorNear))
	}
	if b.Direct > 0 {
		t.figures.Add(amount("自行给付", b.Direct, widgets.ColorText))
	}
	t.figures.Refresh()
	t.receipts.SetRows(x.money.Receipts)
	t.payments.SetRows(x.money.Disbursements)
}

// aboutText names the account of the case and what holds its money back.
func (t *moneyPart) aboutText(x *facts) string {
	text := "案款账号 " + x.money.Account + "　一案一账户，通知书和凭证都写这个账号；尚欠本金不含利息、费用"
	for _, d := range x.money.Deferrals {
		switch {
		case d.State == court.ApprovalAsked:
			return text + "　｜　延缓发放待审批：" + d.Cause
		case d.Runs(t.page.f.Office().Today()):
			return text + "　｜　延缓发放至" + d.LastDay().String() + "：" + d.Cause
		}
	}
	return text
}

func amount(name string, m court.Money, ink color.Color) fyne.CanvasObject {
	return widgets.VStack(1, widgets.NewText(name, widgets.CaptionSize, widgets.ColorQuiet, false),
		widgets.NewText(m.String(), 18, ink, true))
}

// print shows a paper about money before it is printed: only then is it kept.
func (t *moneyPart) print(title, form string, ref int64) {
	p := t.page
	loader := widgets.NewLoader(p.f.Window())
	loader.OnError = p.f.Fail
	parts.PreviewAndPrint(p.f, loader, title, office.PaperRequest{CaseID: p.id, Form: form, RefID: ref})
}

// mayPrint tells whether the actor may make the forms about money.
func (t *moneyPart) mayPrint() bool {
	return t.page.f.Can(office.MayMakePaper) || t.page.f.Can(office.MayRecordReceipt)
}

func (t *moneyPart) receiptColumns() []widgets.Column[court.Receipt] {
	type column = widgets.Column[court.Receipt]
	cell := func(pick func(court.Receipt) string) func(court.Receipt) widgets.Cell {
		return func(r court.Receipt) widgets.Cell {
			if r.Reversed || r.Reverses != 0 {
				return widgets.QuietCell(pick(r))
			}
			return widgets.TextCell(pick(r))
		}
	}
	return []column{
		{ID: "number", Label: "凭证号", Width: 104, Cell: cell(func(r court.Receipt) string { return r.Number })},
		{ID: "date", Label: "到账日期", Width: 90, Cell: cell(func(r court.Receipt) string { return r.Date.String() })},
		{ID: "payer", Label: "付款人", Width: 110, Stretch: 2, Cell: cell(func(r court.Receipt) string { return r.Payer })},
		{ID: "way", Label: "方式", Width: 86, Cell: cell(func(r court.Receipt) string { return string(r.Way) })},
		{ID: "ref", Label: "银行流水号", Width: 120, Stretch: 1, Cell: cell(func(r court.Receipt) string { return r.BankRef })},
		{ID: "amount", Label: "金额（元）", Width: 120, Align: fyne.TextAlignTrailing, Cell: cell(func(r court.Receipt) string { return r.Amount.String() })},
		{ID: "state", Label: "状态", Width: 76, Cell: receiptState},
		{ID: "by", Label: "登记", Width: 66, Cell: cell(func(r court.Receipt) string { return r.By })},
		{ID: "note", Label: "备注", Width: 90, Stretch: 2, Cell: cell(func(r court.Receipt) string { return spaced(spaced(r.Reason, r.OverReason), r.Note) })},
		{ID: "do", Label: "", Width: 150, Cell: func(r court.Receipt) widgets.Cell { return widgets.ButtonCell(t.receiptButtons(r)...) }},
	}
}

func receiptState(r court.Receipt) widgets.Cell {
	switch {
	case r.Reverses != 0:
		return widgets.StateCell(widgets.StateExempt, "冲正")
	case r.Reversed:
		return widgets.StateCell(widgets.StateExempt, "已冲正")
	case !r.Banked:
		return widgets.StateCell(widgets.StateNear, "未解交")
	}
	return widgets.StateCell(widgets.StateDone, "有效")
}

func (t *moneyPart) receiptButtons(r court.Receipt) []widgets.CellButton {
	var out []widgets.CellButton
	if t.mayPrint() && r.Reverses == 0 {
		out = append(out, widgets.CellButton{Label: "凭证", Do: func() { t.print("收款凭证 "+r.Number, formReceipt, r.ID) }})
	}
	if t.page.f.Can(office.MayReverseMoney) && r.Reverses == 0 && !r.Reversed {
		out = append(out, widgets.CellButton{Label: "冲正", Do: func() { moneyforms.Reverse(t.page.f, r) }})
	}
	return out
}

func (t *moneyPart) receiptMenu(r court.Receipt) []widgets.MenuItem {
	var items []widgets.MenuItem
	for _, b := range t.receiptButtons(r) {
		items = append(items, widgets.MenuItem{Label: b.Label, Do: b.Do})
	}
	return items
}

func (t *moneyPart) paymentColumns() []widgets.Column[court.Disbursement] {
	type column = widgets.Column[court.Disbursement]
	cell := widgets.TextOf[court.Disbursement]
	return []column{
		{ID: "number", Label: "审批表号", Width: 104, Cell: cell(func(d court.Disbursement) string { return d.Number })},
		{ID: "asked", Label: "申请日期", Width: 90, Cell: cell(func(d court.Disbursement) string { return d.AskedAt.Local().Format("2006-01-02") })},
		{ID: "payee", Label: "收款人", Width: 100, Stretch: 2, Cell: cell(func(d court.Disbursement) string { return d.Payee })},
		{ID: "account", Label: "收款账户", Width: 130, Stretch: 3, Cell: cell(func(d court.Disbursement) string { return d.PayeeBank + " " + d.PayeeNo })},
		{ID: "amount", Label: "发放金额（元）", Width: 116, Align: fyne.TextAlignTrailing, Cell: cell(func(d court.Disbursement) string { return d.Amount.String() })},
		{ID: "cut", Label: "扣除（元）", Width: 96, Align: fyne.TextAlignTrailing, Cell: cell(deducted)},
		{ID: "state", Label: "状态", Width: 80, Cell: func(d court.Disbursement) widgets.Cell {
			return widgets.StateCell(stateOfPayment(d.State), string(d.State))
		}},
		{ID: "asker", Label: "申请", Width: 62, Cell: cell(func(d court.Disbursement) string { return d.AskedBy })},
		{ID: "decider", Label: "审批", Width: 62, Cell: cell(func(d court.Disbursement) string { return d.DecidedBy })},
		{ID: "paid", Label: "发放日期", Width: 90, Cell: cell(func(d court.Disbursement) string { return d.PaidOn.String() })},
		{ID: "seen", Label: "银行已付", Width: 90, Cell: cell(func(d court.Disbursement) string { return d.Seen.String() })},
		{ID: "do", Label: "", Width: 196, Cell: func(d court.Disbursement) widgets.Cell { return widgets.ButtonCell(t.paymentButtons(d)...) }},
	}
}

func deducted(d court.Disbursement) string {
	if cut := d.Total() - d.Amount; cut > 0 {
		return cut.String()
	}
	return ""
}

func stateOfPayment(s court.DisbursementState) widgets.State {
	switch s {
	case court.DisbursementAsked, court.DisbursementApproved:
		return widgets.StateNear
	case court.DisbursementPaid:
		return widgets.StateDone
	}
	return widgets.StateExempt
}

func (t *moneyPart) paymentButtons(d court.Disbursement) []widgets.CellButton {
	p := t.page
	var out []widgets.CellButton
	waiting := d.State == court.DisbursementAsked || d.State == court.DisbursementApproved
	switch {
	case d.State == court.DisbursementAsked && p.f.Can(office.MayDecideDisburse) && office.MayDecideStep(p.f.Actor(), d) == nil:
		out = append(out, widgets.CellButton{Label: "审批", Primary: true, Do: func() { moneyforms.Decide(p.f, d) }})
	case d.State == court.DisbursementApproved && p.f.Can(office.MayPayDisbursement):
		out = append(out, widgets.CellButton{Label: "发放", Primary: true, Do: func() { moneyforms.Pay(p.f, d) }})
	case d.State == court.DisbursementPaid && p.f.Can(office.MayReverseMoney):
		out = append(out, widgets.CellButton{Label: "冲正", Do: func() { moneyforms.ReversePayment(p.f, d) }})
	}
	if waiting && p.f.Can(office.MayRecallDisburse) && office.MayRecall(p.f.Actor(), d) == nil {
		out = append(out, widgets.CellButton{Label: "撤回", Do: func() { moneyforms.Recall(p.f, d) }})
	}
	if t.mayPrint() {
		out = append(out, widgets.CellButton{Label: "打印审批表", Do: func() { t.print("案款发放审批表 "+d.Number, formApproval, d.ID) }})
	}
	return out
}

// openPayment shows everything about a payment.
func (t *moneyPart) openPayment(d court.Disbursement) {
	facts := []fact{
		{"审批表号", d.Number, false}, {"状态", string(d.State), false}, {"收款人", d.Payee, false}, {"发放金额", d.Amount.String() + " 元", false},
		{"收款开户行", d.PayeeBank, false}, {"收款账号", d.PayeeNo, false},
	}
	for _, x := range d.Deductions {
		facts = append(facts, fact{"扣除", x.Name + " " + x.Amount.String() + " 元", false})
	}
	facts = append(facts, fact{"合计支出", d.Total().String() + " 元", true}, fact{"备注", d.Note, true},
		fact{"申请", d.AskedBy + " " + d.AskedAt.Local().Format("2006-01-02 15:04"), true})
	if d.Panel != "" {
		facts = append(facts, fact{"合议记录", d.Panel, true})
	}
	for _, s := range d.Steps {
		facts = append(facts, fact{string(s.Role) + "审批", spaced(s.By+" "+s.At.Local().Format("2006-01-02 15:04"), s.Words), true})
	}
	if d.DecidedBy != "" && len(d.Steps) == 0 {
		facts = append(facts, fact{"审批", spaced(d.DecidedBy+" "+d.DecidedAt.Local().Format("2006-01-02 15:04"), d.Decision), true})
	}
	if !d.PaidOn.IsZero() {
		facts = append(facts, fact{"发放", spaced(d.PaidBy+" "+d.PaidOn.String(), d.BankRef), true})
	}
	if d.WithdrawnBy != "" {
		facts = append(facts, fact{"撤回", spaced(d.WithdrawnBy+" "+d.WithdrawnAt.Local().Format("2006-01-02 15:04"), d.Reason), true})
	}
	if !d.ReversedOn.IsZero() {
		facts = append(facts, fact{"冲正", spaced(d.ReversedBy+" "+d.ReversedOn.String(), d.Reason), true})
	}
	widgets.NewDialog(t.page.f.Window(), "案款发放 "+d.Number, widgets.Sized(600, 160, newFactGrid(facts...)))
}

// moneyCase is what the dialogs about money know of the case.
func (p *casePage) moneyCase() moneyforms.Case {
	c := p.facts.c
	return moneyforms.Case{ID: p.id, Number: c.Number.String(), Debtors: c.NamesOf(court.RoleDebtor), Known: c.Principal > 0, Owed: p.facts.money.Owed,
		Closed: string(c.Closing), FeeDue: p.facts.money.FeeDue}
}

// askReceipt asks what came in (收款).
func (p *casePage) askReceipt() { moneyforms.Receive(p.f, p.moneyCase()) }

// askDisbursement asks for a payment.
func (p *casePage) askDisbursement() {
	moneyforms.AskPayment(p.f, p.moneyCase(), moneyforms.PayeesOf(p.facts.c), p.facts.money.Balance.Free())
}
