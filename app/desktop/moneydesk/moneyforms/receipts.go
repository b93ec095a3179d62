// Package moneyforms holds the dialogs about case money. The money desk and the
// case page open the same ones.
package moneyforms

import (
	"context"
	"fmt"
	"strings"

	"zhixing/app/court"
	"zhixing/app/desktop/frame"
	"zhixing/app/desktop/papers/parts"
	"zhixing/app/desktop/widgets"
	"zhixing/app/office"
)

// Case is what the dialogs need to know of a case.
type Case struct {
	ID      int64
	Number  string
	Debtors string
	Known   bool        // it has a principal
	Owed    court.Money // of the principal
	Closed  string      // how it was closed, "" while it is open
	FeeDue  court.Money // of the 申请执行费, not yet kept from a payment
}

// OfRow takes what the dialogs need from a line of the case list.
func OfRow(c office.CaseRow) Case {
	return Case{ID: c.ID, Number: c.Number, Debtors: c.Debtors, Known: c.Principal > 0, Owed: max(c.Principal-c.Realised, 0), Closed: string(c.Closing)}
}

func newForm() *widgets.Form {
	return widgets.NewForm(widgets.FormOptions{LabelsQuiet: true, FieldWidth: 340})
}

// ask shows a form in a dialog and does a change with what was typed; open
// pages learn of the change from the office's event.
func ask(f frame.Frame, title, save string, form *widgets.Form, collect func() (func(context.Context) error, error), said func() string) {
	widgets.FormDialogLater(f.Window(), title, form, save, collect, func() { f.Say(said()) })
}

func plain(text string) func() string { return func() string { return text } }

func words[T ~string](list []T) []widgets.Option {
	texts := make([]string, len(list))
	for i, w := range list {
		texts[i] = string(w)
	}
	return widgets.Options(texts...)
}

// receiptFields are what is typed about money that came in, in the order of a
// bank's slip.
type receiptFields struct {
	form   *widgets.Form
	date   *widgets.DateField
	amount *widgets.MoneyField
	payer  *widgets.TextField
	way    *widgets.ChoiceField
	ref    *widgets.TextField
	booked *widgets.DateField
	note   *widgets.TextField
}

func newReceiptFields(f frame.Frame, form *widgets.Form, after func()) *receiptFields {
	o := f.Office()
	r := &receiptFields{form: form}
	r.date = form.AddDate("到账日期", o.Today, widgets.Required())
	r.date.SetDate(o.Today())
	r.amount = form.AddMoney("金额", true, widgets.Required())
	if after != nil {
		after()
	}
	r.payer = form.AddText("付款人", widgets.Required())
	r.way = form.AddChoice("到账方式", words(court.MoneyWays), widgets.Required())
	r.way.SetID(string(court.MoneyWays[0]))
	r.way.OnChanged = r.wayChanged
	r.ref = form.AddText("银行流水号")
	r.booked = form.AddDate("入账日期", o.Today, widgets.Help("到账月份已结账的，写记账的那一天；平时不填"))
	r.note = form.AddText("备注")
	return r
}

func (r *receiptFields) wayChanged(id string) {
	help := ""
	if court.MoneyWay(id) == court.WayCash {
		help = "现金须当日或次日解交银行，解交后在“收款”里登记"
	}
	r.way.SetHelper(help)
}

func (r *receiptFields) receipt() court.Receipt {
	return court.Receipt{Date: r.date.Date(), Amount: r.amount.Money(), Payer: r.payer.Text(), Way: court.MoneyWay(r.way.ID()), BankRef: r.ref.Text(),
		Booked: r.booked.Date(), Note: r.note.Text()}
}

// PickAndReceive asks for the case and then for the receipt.
func PickAndReceive(f frame.Frame) {
	parts.PickCase(f, parts.CaseQuestion{Title: "收款：是哪个案件的钱？", Button: "收款"}, func(c office.CaseRow) { Receive(f, OfRow(c)) })
}

// Receive asks what came in for a case (收款). More than the principal still owed
// asks for a reason.
func Receive(f frame.Frame, c Case) {
	o, actor := f.Office(), f.Actor()
	form := newForm()
	form.AddReadOnly("案件", c.Number+"　"+widgets.Ellipsize(c.Debtors, widgets.S(160), widgets.S(widgets.TextSize), false))
	form.AddReadOnly("案款账号", court.FundCode(c.ID))
	if c.Closed != "" {
		form.AddReadOnly("请注意", "● 本案已以“"+c.Closed+"”结案，核对确属本案的款再登记")
	}
	if c.Known {
		form.AddReadOnly("尚欠本金", c.Owed.String()+" 元（不含利息、费用）")
	}
	var over *widgets.TextField
	r := newReceiptFields(f, form, func() { over = form.AddText(office.FieldOverReason) })
	form.SetVisible(office.FieldOverReason, false)
	exceeds := false
	typed := r.amount.OnChanged
	r.amount.OnChanged = func(text string) {
		typed(text)
		amount, err := court.ParseMoney(text)
		if more := err == nil && c.Known && amount > c.Owed; more != exceeds {
			exceeds = more
			form.SetVisible(office.FieldOverReason, more)
		}
		if exceeds {
			over.SetHelper(fmt.Sprintf("比尚欠本金多 %s 元，请写明原因，例：含加倍利息和执行费", amount-c.Owed))
		}
	}
	if !strings.Contains(c.Debtors, "、") {
		r.payer.SetText(c.Debtors)
	}
	var saved court.Receipt
	ask(f, "收款", "登记收款", form, func() (func(context.Context) error, error) {
		x := r.receipt()
		x.CaseID = c.ID
		if exceeds {
			x.OverReason = over.Text()
		}
		return func(ctx context.Context) (err error) {
			saved, err = o.RecordReceipt(ctx, actor, x)
			return err
		}, nil
	}, func() string {
		return fmt.Sprintf("已登记收款 %s：%s %s 元", saved.Number, saved.CaseNo, saved.Amount)
	})
	form.FocusField("金额")
}

// ReceivePool asks for money without a case: 不明款, 竞买保证金, 罚款, 执行费.
func ReceivePool(f frame.Frame) {
	o, actor := f.Office(), f.Actor()
	form := newForm()
	fund := form.AddChoice("款项类别", words(court.FundPools), widgets.Required())
	fund.SetID(string(court.FundUnknown))
	r := newReceiptFields(f, form, nil)
	r.note.SetHelper("抄写银行附言，程序会找其中的案号和案款账号")
	var saved court.Receipt
	ask(f, "登记不明款、保证金、罚款", "登记", form, func() (func(context.Context) error, error) {
		x := r.receipt()
		x.Fund = court.FundKind(fund.ID())
		return func(ctx context.Context) (err error) {
			saved, err = o.RecordUnidentified(ctx, actor, x)
			return err
		}, nil
	}, func() string { return fmt.Sprintf("已登记%s %s：%s 元", saved.Fund, saved.Number, saved.Amount) })
	form.FocusField("金额")
}

// Assign asks to which case money of a pool belongs; the case comes first, then
// how much of it. What is left stays in the pool for another case.
func Assign(f frame.Frame, line office.PoolLine) {
	pick := func() {
		parts.PickCase(f, parts.CaseQuestion{Title: fmt.Sprintf("认领 %s：%s　%s 元", line.Number, line.Payer, line.Left), Button: "认领到此案"},
			func(c office.CaseRow) { assignTo(f, line, OfRow(c)) })
	}
	if len(line.Guesses) == 0 {
		pick()
		return
	}
	form := newForm()
	form.AddReadOnly("款项", fmt.Sprintf("%s　%s　%s 元", line.Number, line.Payer, line.Left))
	form.AddReadOnly("附言", line.Note)
	options := make([]widgets.Option, 0, len(line.Guesses)+1)
	for i, g := range line.Guesses {
		options = append(options, widgets.Option{ID: fmt.Sprint(i), Label: g.Number + "　" + g.Debtors + "　（" + g.Why + "）"})
	}
	options = append(options, widgets.Option{ID: "other", Label: "另找案件" + "…"})
	choice := form.AddChoice("可能的案件", options, widgets.Required())
	choice.SetID("0")
	widgets.FormDialogLater(f.Window(), "认领款项", form, "下一步", func() (func(context.Context) error, error) {
		return func(context.Context) error { return nil }, nil
	}, func() {
		if choice.ID() == "other" {
			pick()
			return
		}
		for i, g := range line.Guesses {
			if fmt.Sprint(i) == choice.ID() {
				assignTo(f, line, Case{ID: g.CaseID, Number: g.Number, Debtors: g.Debtors})
			}
		}
	})
}

func assignTo(f frame.Frame, line office.PoolLine, c Case) {
	o, actor := f.Office(), f.Actor()
	form := newForm()
	form.AddReadOnly("款项", fmt.Sprintf("%s　%s　%s　余 %s 元", line.Number, line.Date, line.Payer, line.Left))
	form.AddReadOnly("案件", c.Number+"　"+widgets.Ellipsize(c.Debtors, widgets.S(160), widgets.S(widgets.TextSize), false))
	amount := form.AddMoney("认领金额", true, widgets.Required(), widgets.Help("一笔款属于几个案件的，先填本案的部分，余下的再认领"))
	amount.SetMoney(line.Left)
	over := form.AddText(office.FieldOverReason, widgets.Help("超过本案尚欠本金的，写明原因，例：含加倍利息"))
	note := form.AddText("备注")
	said := ""
	ask(f, "认领款项", "认领", form, func() (func(context.Context) error, error) {
		share := office.Share{CaseID: c.ID, Amount: amount.Money(), OverReason: over.Text(), Note: note.Text()}
		said = fmt.Sprintf("已认领到%s：%s 元", c.Number, share.Amount)
		return func(ctx context.Context) error {
			_, err := o.AssignReceipt(ctx, actor, line.ID, []office.Share{share})
			return err
		}, nil
	}, func() string { return said })
	form.FocusField("认领金额")
}

// Reverse asks why a receipt is cancelled (冲正).
func Reverse(f frame.Frame, r court.Receipt) {
	o, actor := f.Office(), f.Actor()
	form := newForm()
	form.AddReadOnly("收款", fmt.Sprintf("%s　%s　%s　%s 元", r.Number, r.Date, r.Payer, r.Amount))
	reason := form.AddTextArea("冲正理由", 3, widgets.Required(), widgets.Help("将另记一笔负数，原记录保留"))
	ask(f, "冲正收款", "冲正", form, func() (func(context.Context) error, error) {
		why := reason.Text()
		return func(ctx context.Context) error { _, err := o.ReverseReceipt(ctx, actor, r.ID, why); return err }, nil
	}, plain("已冲正 "+r.Number))
}

// Bank asks when cash or a bill reached the bank (解交).
func Bank(f frame.Frame, r court.Receipt) {
	o, actor := f.Office(), f.Actor()
	form := newForm()
	form.AddReadOnly("收款", fmt.Sprintf("%s　%s　%s　%s 元", r.Number, r.Way, r.Payer, r.Amount))
	form.AddReadOnly("收到日期", r.Date.String())
	date := form.AddDate("解交日期", o.Today, widgets.Required())
	date.SetDate(o.Today())
	ref := form.AddText("银行流水号")
	note := form.AddText("说明", widgets.Help("现金迟于次日解交的，必须说明原因"))
	ask(f, "解交银行", "登记解交", form, func() (func(context.Context) error, error) {
		b := court.Banking{Date: date.Date(), BankRef: ref.Text(), Note: note.Text()}
		return func(ctx context.Context) error { return o.BankReceipt(ctx, actor, r.ID, b) }, nil
	}, plain(r.Number+" 已解交银行"))
	form.FocusField("银行流水号")
}

// Tell asks when the officer was informed of money that came in.
func Tell(f frame.Frame, r court.Receipt) {
	o, actor := f.Office(), f.Actor()
	form := newForm()
	form.AddReadOnly("收款", fmt.Sprintf("%s　%s　%s　%s 元", r.Number, r.CaseNo, r.Payer, r.Amount))
	date := form.AddDate("通知日期", o.Today, widgets.Required())
	date.SetDate(o.Today())
	ask(f, "通知承办人", "登记已通知", form, func() (func(context.Context) error, error) {
		on := date.Date()
		return func(ctx context.Context) error { return o.TellOfficer(ctx, actor, r.ID, on) }, nil
	}, plain(r.Number+" 已通知承办人"))
}
