package cases

import (
	"context"
	"fmt"
	"image/color"
	"slices"
	"strconv"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"

	"zhixing/app/court"
	"zhixing/app/desktop/widgets"
	"zhixing/app/office"
)

// moneyPart is the tab 案款: balance, receipts and payments of the case.
type moneyPart struct {
	page     *casePage
	figures  *fyne.Container
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
	t.root = container.NewBorder(widgets.Padded(12, 8, t.figures), nil, nil, nil, tables)
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
	if (p.f.Can(office.MayMakePaper) || p.f.Can(office.MayRecordReceipt)) && len(x.money.Receipts) > 0 {
		out = append(out, widgets.NewButton("打印案款明细", func() { t.print(formStatement, 0) }))
	}
	return out
}

func (t *moneyPart) show(x *facts) {
	b := x.money.Balance
	waiting := widgets.ColorText
	if b.Held() > 0 {
		waiting = widgets.ColorNear
	}
	t.figures.Objects = []fyne.CanvasObject{
		amount("已收", b.Received, widgets.ColorText), amount("已发", b.Paid, widgets.ColorText), amount("已申请未发", b.Pending, widgets.ColorText),
		amount("账面余额", b.Held(), waiting), amount("可申请发放", b.Free(), widgets.ColorAction),
	}
	t.figures.Refresh()
	t.receipts.SetRows(x.money.Receipts)
	t.payments.SetRows(x.money.Disbursements)
}

func amount(name string, m court.Money, ink color.Color) fyne.CanvasObject {
	return widgets.VStack(1, widgets.NewText(name, widgets.CaptionSize, widgets.ColorQuiet, false),
		widgets.NewText(m.String(), 18, ink, true))
}

func (t *moneyPart) print(form string, ref int64) {
	makeAndOpen(t.page.f, office.PaperRequest{CaseID: t.page.id, Form: form, RefID: ref})
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
		{ID: "note", Label: "备注", Width: 90, Stretch: 2, Cell: cell(func(r court.Receipt) string { return spaced(r.Reason, r.Note) })},
		{ID: "do", Label: "", Width: 150, Cell: func(r court.Receipt) widgets.Cell { return widgets.ButtonCell(t.receiptButtons(r)...) }},
	}
}

func receiptState(r court.Receipt) widgets.Cell {
	switch {
	case r.Reverses != 0:
		return widgets.StateCell(widgets.StateExempt, "冲正")
	case r.Reversed:
		return widgets.StateCell(widgets.StateExempt, "已冲正")
	}
	return widgets.StateCell(widgets.StateDone, "有效")
}

func (t *moneyPart) receiptButtons(r court.Receipt) []widgets.CellButton {
	var out []widgets.CellButton
	if t.mayPrint() && r.Reverses == 0 {
		out = append(out, widgets.CellButton{Label: "打印凭证", Do: func() { t.print(formReceipt, r.ID) }})
	}
	if t.page.f.Can(office.MayReverseMoney) && r.Reverses == 0 && !r.Reversed {
		out = append(out, widgets.CellButton{Label: "冲正", Do: func() { t.page.askReverseReceipt(r) }})
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
	cell := func(pick func(court.Disbursement) string) func(court.Disbursement) widgets.Cell {
		return func(d court.Disbursement) widgets.Cell { return widgets.TextCell(pick(d)) }
	}
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
		{ID: "do", Label: "", Width: 160, Cell: func(d court.Disbursement) widgets.Cell { return widgets.ButtonCell(t.paymentButtons(d)...) }},
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
	switch {
	case d.State == court.DisbursementAsked && p.f.Can(office.MayDecideDisburse) && d.AskedByID != p.f.Actor().User.ID:
		out = append(out, widgets.CellButton{Label: "审批", Primary: true, Do: func() { p.askDecide(d) }})
	case d.State == court.DisbursementApproved && p.f.Can(office.MayPayDisbursement):
		out = append(out, widgets.CellButton{Label: "发放", Primary: true, Do: func() { p.askPay(d) }})
	case d.State == court.DisbursementPaid && p.f.Can(office.MayReverseMoney):
		out = append(out, widgets.CellButton{Label: "冲正", Do: func() { p.askReversePayment(d) }})
	}
	if t.mayPrint() {
		out = append(out, widgets.CellButton{Label: "打印审批表", Do: func() { t.print(formApproval, d.ID) }})
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
	if d.DecidedBy != "" {
		facts = append(facts, fact{"审批", spaced(d.DecidedBy+" "+d.DecidedAt.Local().Format("2006-01-02 15:04"), d.Decision), true})
	}
	if !d.PaidOn.IsZero() {
		facts = append(facts, fact{"发放", spaced(d.PaidBy+" "+d.PaidOn.String(), d.BankRef), true})
	}
	if !d.ReversedOn.IsZero() {
		facts = append(facts, fact{"冲正", spaced(d.ReversedBy+" "+d.ReversedOn.String(), d.Reason), true})
	}
	widgets.NewDialog(t.page.f.Window(), "案款发放 "+d.Number, widgets.Sized(600, 160, newFactGrid(facts...)))
}

// askReceipt asks what came in (收款).
func (p *casePage) askReceipt() {
	form := dialogForm()
	o, actor := p.f.Office(), p.f.Actor()
	form.AddReadOnly("案件", p.facts.c.Number.String()+"  "+p.facts.c.NamesOf(court.RoleDebtor))
	date := form.AddDate("到账日期", o.Today, widgets.Required())
	date.SetDate(o.Today())
	sum := form.AddMoney("金额", true, widgets.Required())
	payer := form.AddText("付款人", widgets.Required())
	if debtors := p.facts.c.PartiesOf(court.RoleDebtor); len(debtors) > 0 {
		payer.SetText(debtors[0].Name)
	}
	way := form.AddChoice("到账方式", widgets.Options(wordsOf(court.MoneyWays)...), widgets.Required())
	way.SetID(string(court.MoneyWays[0]))
	ref := form.AddText("银行流水号")
	note := form.AddText("备注")
	p.askForm("收款", "登记收款", "已登记收款", form, func() (func(context.Context) error, error) {
		r := court.Receipt{CaseID: p.id, Date: date.Date(), Amount: sum.Money(), Payer: payer.Text(), Way: court.MoneyWay(way.ID()), BankRef: ref.Text(), Note: note.Text()}
		return func(ctx context.Context) error { _, err := o.RecordReceipt(ctx, actor, r); return err }, nil
	})
	form.FocusField("金额")
}

func wordsOf[T ~string](list []T) []string {
	words := make([]string, len(list))
	for i, w := range list {
		words[i] = string(w)
	}
	return words
}

func (p *casePage) askReverseReceipt(r court.Receipt) {
	form := dialogForm()
	form.AddReadOnly("收款", fmt.Sprintf("%s  %s  %s 元", r.Number, r.Payer, r.Amount))
	reason := form.AddTextArea("冲正理由", 3, widgets.Required(), widgets.Help("将另记一笔负数，原记录保留"))
	o, actor := p.f.Office(), p.f.Actor()
	p.askForm("冲正收款", "冲正", "已冲正 "+r.Number, form, func() (func(context.Context) error, error) {
		why := reason.Text()
		return func(ctx context.Context) error { _, err := o.ReverseReceipt(ctx, actor, r.ID, why); return err }, nil
	})
}

// askDisbursement asks for a payment; payee and account start with the first
// applicant's.
func (p *casePage) askDisbursement() {
	form := dialogForm()
	o, actor := p.f.Office(), p.f.Actor()
	free := p.facts.money.Balance.Free()
	form.AddReadOnly("可申请", free.String()+" 元")
	payee := form.AddText("收款人", widgets.Required())
	bank := form.AddText("收款开户行", widgets.Required())
	account := form.AddText("收款账号", widgets.Required())
	sum := form.AddMoney("发放金额", true, widgets.Required())
	cuts := newDeductionRows(form)
	note := form.AddText("备注")
	if applicants := p.facts.c.PartiesOf(court.RoleApplicant); len(applicants) > 0 {
		a := applicants[0]
		payee.SetText(a.Name)
		bank.SetText(a.BankName)
		account.SetText(a.BankAccount)
	}
	sum.SetMoney(free)
	sum.SetHelper(free.Capital())
	p.askForm("申请发放案款", "提交申请", "已提交发放申请，等待审批", form, func() (func(context.Context) error, error) {
		deductions, err := cuts.read()
		if err != nil {
			return nil, err
		}
		d := court.Disbursement{CaseID: p.id, Payee: payee.Text(), PayeeBank: bank.Text(), PayeeNo: account.Text(),
			Amount: sum.Money(), Deductions: deductions, Note: note.Text()}
		return func(ctx context.Context) error { _, err := o.AskDisbursement(ctx, actor, d); return err }, nil
	})
	form.FocusField("发放金额")
}

// askDecide approves or refuses a request (审批).
func (p *casePage) askDecide(d court.Disbursement) {
	const yes, no = "同意", "不同意"
	form := dialogForm()
	form.AddReadOnly("申请", fmt.Sprintf("%s  %s  %s 元", d.Number, d.Payee, d.Amount))
	if cut := deducted(d); cut != "" {
		form.AddReadOnly("扣除", cut+" 元，合计支出 "+d.Total().String()+" 元")
	}
	form.AddReadOnly("收款开户行", d.PayeeBank)
	form.AddReadOnly("收款账号", d.PayeeNo)
	form.AddReadOnly("申请人", d.AskedBy)
	answer := form.AddChoice("审批", widgets.Options(yes, no), widgets.Required())
	words := form.AddTextArea("审批意见", 2, widgets.Help("不同意的必须写明理由"))
	o, actor := p.f.Office(), p.f.Actor()
	p.askForm("审批案款发放", "确定", "已审批 "+d.Number, form, func() (func(context.Context) error, error) {
		approve, text := answer.ID() == yes, words.Text()
		return func(ctx context.Context) error { return o.DecideDisbursement(ctx, actor, d.ID, approve, text) }, nil
	})
}

// askPay records that an approved payment left the account (发放).
func (p *casePage) askPay(d court.Disbursement) {
	form := dialogForm()
	o, actor := p.f.Office(), p.f.Actor()
	form.AddReadOnly("发放", fmt.Sprintf("%s  %s  %s 元", d.Number, d.Payee, d.Amount))
	form.AddReadOnly("收款开户行", d.PayeeBank)
	form.AddReadOnly("收款账号", d.PayeeNo)
	on := form.AddDate("发放日期", o.Today, widgets.Required())
	on.SetDate(o.Today())
	ref := form.AddText("银行流水号")
	p.askForm("发放案款", "登记发放", "已登记发放 "+d.Number, form, func() (func(context.Context) error, error) {
		day, number := on.Date(), ref.Text()
		return func(ctx context.Context) error { return o.PayDisbursement(ctx, actor, d.ID, day, number) }, nil
	})
	form.FocusField("银行流水号")
}

func (p *casePage) askReversePayment(d court.Disbursement) {
	form := dialogForm()
	form.AddReadOnly("发放", fmt.Sprintf("%s  %s  %s 元", d.Number, d.Payee, d.Amount))
	reason := form.AddTextArea("冲正理由", 3, widgets.Required(), widgets.Help("退汇、错发的，款项回到本案余额，原记录保留"))
	o, actor := p.f.Office(), p.f.Actor()
	p.askForm("冲正发放", "冲正", "已冲正 "+d.Number, form, func() (func(context.Context) error, error) {
		why := reason.Text()
		return func(ctx context.Context) error { return o.ReverseDisbursement(ctx, actor, d.ID, why) }, nil
	})
}

// deductionRows are the lines of 应扣费用 in the request for a payment.
type deductionRows struct {
	form  *widgets.Form
	box   *fyne.Container
	names []*widgets.Entry
	sums  []*widgets.MoneyEntry
}

const labelDeduction = "扣除项目"

func newDeductionRows(form *widgets.Form) *deductionRows {
	r := &deductionRows{form: form, box: widgets.VStack(4)}
	r.box.Add(widgets.HStack(0, widgets.NewPlainButton("添加扣除项目", func() { r.add("", 0) })))
	form.AddObject(labelDeduction, r.box)
	return r
}

func (r *deductionRows) add(name string, sum court.Money) {
	entry, money := widgets.NewEntry(), widgets.NewMoneyEntry()
	entry.SetPlaceHolder("例：申请执行费")
	entry.SetText(name)
	if sum > 0 {
		money.SetMoney(sum)
	}
	r.names, r.sums = append(r.names, entry), append(r.sums, money)
	var row *fyne.Container
	remove := widgets.NewSmallButton("删除", func() {
		i := slices.Index(r.names, entry)
		r.names, r.sums = slices.Delete(r.names, i, i+1), slices.Delete(r.sums, i, i+1)
		r.box.Remove(row)
		r.grew()
	})
	row = container.NewBorder(nil, nil, nil, widgets.HStack(4, widgets.Sized(110, 1, money), remove), entry)
	last := len(r.box.Objects) - 1
	r.box.Objects = append(r.box.Objects[:last:last], row, r.box.Objects[last])
	r.grew()
}

// grew makes the dialog as high as the form now is.
func (r *deductionRows) grew() {
	r.box.Refresh()
	r.form.SetVisible(labelDeduction, true)
}

func (r *deductionRows) read() ([]court.Deduction, error) {
	var out []court.Deduction
	for i, entry := range r.names {
		sum, err := r.sums[i].Money()
		if err != nil {
			return nil, err
		}
		if entry.Text == "" && sum == 0 {
			continue
		}
		out = append(out, court.Deduction{Name: entry.Text, Amount: sum})
	}
	return out, nil
}
