package moneyforms

import (
	"context"
	"fmt"
	"slices"
	"strings"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"

	"zhixing/app/court"
	"zhixing/app/desktop/frame"
	"zhixing/app/desktop/widgets"
	"zhixing/app/office"
)

// Payee is an applicant the money may go to.
type Payee struct{ Name, Bank, Account string }

// PayeesOf gives the applicants of a case with their accounts.
func PayeesOf(c court.Case) []Payee {
	var out []Payee
	for _, a := range c.PartiesOf(court.RoleApplicant) {
		out = append(out, Payee{a.Name, a.BankName, a.BankAccount})
	}
	return out
}

const labelPanel = "合议记录"

// AskPayment asks for a payment from a case's account; payee and account start
// with the first applicant's. Another payee asks for the panel's record.
func AskPayment(f frame.Frame, c Case, payees []Payee, free court.Money) {
	o, actor := f.Office(), f.Actor()
	form := newForm()
	form.AddReadOnly("案件", c.Number)
	form.AddReadOnly("可申请", free.String()+" 元")
	kind := form.AddChoice("款项用途", words([]court.PaymentKind{court.PayApplicant, court.PayRefund, court.PayDeposit}), widgets.Required())
	kind.SetID(string(court.PayApplicant))
	payee := form.AddText("收款人", widgets.Required())
	bank := form.AddText("收款开户行")
	account := form.AddText("收款账号")
	sum := form.AddMoney("发放金额", true, widgets.Required(), widgets.Help("收款人实得的数额，不含下面扣除的费用"))
	cuts := newDeductionRows(form)
	cuts.feeDue = c.FeeDue
	proposed := free
	cuts.onTotal = func(kept court.Money) { // what is kept is not paid out, unless another amount was typed
		if now, err := sum.MoneyEntry.Money(); err == nil && now == proposed {
			proposed = max(free-kept, 0)
			sum.SetMoney(proposed)
		}
	}
	panel := form.AddText(labelPanel, widgets.Help("收款人不是申请执行人，须经合议庭审查：写合议笔录的日期或编号"))
	note := form.AddText("备注")
	form.SetVisible(labelPanel, false)
	shown := false
	follow := func() {
		isApplicant := slices.ContainsFunc(payees, func(p Payee) bool { return p.Name == strings.TrimSpace(payee.Entry.Text) })
		if want := !isApplicant && payee.Text() != ""; want != shown {
			shown = want
			form.SetVisible(labelPanel, want)
		}
	}
	payee.OnChanged = func(string) { follow() }
	kind.OnChanged = func(string) { follow() }
	if len(payees) > 0 {
		payee.SetText(payees[0].Name)
		bank.SetText(payees[0].Bank)
		account.SetText(payees[0].Account)
	}
	sum.SetMoney(free)
	ask(f, "申请发放案款", "提交申请", form, func() (func(context.Context) error, error) {
		deductions, err := cuts.read()
		if err != nil {
			return nil, err
		}
		d := court.Disbursement{CaseID: c.ID, Kind: court.PaymentKind(kind.ID()), Payee: payee.Text(), PayeeBank: bank.Text(), PayeeNo: account.Text(),
			Amount: sum.Money(), Deductions: deductions, Panel: panel.Text(), Note: note.Text()}
		return func(ctx context.Context) error { _, err := o.AskDisbursement(ctx, actor, d); return err }, nil
	}, plain("已提交发放申请，等待审批"))
	form.FocusField("发放金额")
}

// AskFromPool asks for a payment that leaves a pool: back to whoever paid, or to
// the treasury.
func AskFromPool(f frame.Frame, line office.PoolLine) {
	kinds := []court.PaymentKind{court.PayRefund}
	if line.Fund == court.FundUnknown {
		kinds = append(kinds, court.PayTreasury)
	}
	askOther(f, court.Disbursement{Fund: line.Fund, Source: line.ID, Payee: line.Payer, PayeeNo: line.PayerNo, Amount: line.Left}, kinds,
		fmt.Sprintf("%s　%s　余 %s 元", line.Number, line.Fund, line.Left))
}

// AskFromAccount asks for a payment from an account that is not a case's: fees
// and fines to the treasury, costs to those who did the work.
func AskFromAccount(f frame.Frame, a court.Account) {
	kinds := []court.PaymentKind{court.PayTreasury}
	if a.Kind == court.FundCosts {
		kinds = []court.PaymentKind{court.PayCosts}
	}
	askOther(f, court.Disbursement{Fund: a.Kind, Amount: a.Balance}, kinds, fmt.Sprintf("%s　余 %s 元", a.Kind, a.Balance))
}

func askOther(f frame.Frame, d court.Disbursement, kinds []court.PaymentKind, from string) {
	o, actor := f.Office(), f.Actor()
	form := newForm()
	form.AddReadOnly("付自", from)
	kind := form.AddChoice("款项用途", words(kinds), widgets.Required())
	kind.SetID(string(kinds[0]))
	payee := form.AddText("收款人", widgets.Required())
	bank := form.AddText("收款开户行", widgets.Required())
	account := form.AddText("收款账号", widgets.Required())
	sum := form.AddMoney("发放金额", true, widgets.Required())
	note := form.AddText("备注")
	payee.SetText(d.Payee)
	account.SetText(d.PayeeNo)
	sum.SetMoney(d.Amount)
	ask(f, "申请付款", "提交申请", form, func() (func(context.Context) error, error) {
		x := d
		x.Kind, x.Payee, x.PayeeBank, x.PayeeNo = court.PaymentKind(kind.ID()), payee.Text(), bank.Text(), account.Text()
		x.Amount, x.Note = sum.Money(), note.Text()
		return func(ctx context.Context) error { _, err := o.AskDisbursement(ctx, actor, x); return err }, nil
	}, plain("已提交付款申请，等待审批"))
	form.FocusField("收款人")
}

// describe adds what a request says to a form.
func describe(form *widgets.Form, d court.Disbursement) {
	about := d.CaseNo
	if about == "" {
		about = string(d.Fund) + "　" + d.SourceNo
	}
	form.AddReadOnly("案件", about)
	form.AddReadOnly("收款人", string(d.KindOf())+"　"+d.Payee)
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
	if d.Panel != "" {
		form.AddReadOnly(labelPanel, d.Panel)
	}
	form.AddReadOnly("申请", d.AskedBy+"　"+court.DateOf(d.AskedAt).String())
	for _, s := range d.Steps {
		form.AddReadOnly(string(s.Role)+"审批", strings.TrimSpace(s.By+"　"+court.DateOf(s.At).String()+"　"+s.Words))
	}
	if d.Note != "" {
		form.AddReadOnly("备注", d.Note)
	}
}

// The answers to a request.
const (
	agree  = "同意"
	refuse = "不同意"
)

// Decide asks for the approver's answer.
func Decide(f frame.Frame, d court.Disbursement) {
	o, actor := f.Office(), f.Actor()
	form := newForm()
	describe(form, d)
	answer := form.AddChoice("审批", widgets.Options(agree, refuse), widgets.Required())
	answer.SetID(agree)
	text := form.AddText("审批意见", widgets.Help("不同意的必须写明理由"))
	said := ""
	ask(f, fmt.Sprintf("%s审批 %s", d.Next(), d.Number), "提交审批", form, func() (func(context.Context) error, error) {
		approve, why := answer.ID() == agree, text.Text()
		said = fmt.Sprintf("%s 已审批：%s", d.Number, answer.ID())
		return func(ctx context.Context) error { return o.DecideDisbursement(ctx, actor, d.ID, approve, why) }, nil
	}, func() string { return said })
	form.FocusField("审批")
}

// Pay asks when the money left the account.
func Pay(f frame.Frame, d court.Disbursement) {
	o, actor := f.Office(), f.Actor()
	form := newForm()
	describe(form, d)
	on := form.AddDate("发放日期", o.Today, widgets.Required())
	on.SetDate(o.Today())
	ref := form.AddText("银行流水号")
	ask(f, "发放案款 "+d.Number, "登记已发放", form, func() (func(context.Context) error, error) {
		date, text := on.Date(), ref.Text()
		return func(ctx context.Context) error { return o.PayDisbursement(ctx, actor, d.ID, date, text) }, nil
	}, plain(fmt.Sprintf("%s 已发放给%s：%s 元", d.Number, d.Payee, d.Amount)))
	form.FocusField("发放日期")
}

// Recall asks why a request is taken back (撤回); one that stands in a file for
// the bank is refused at once.
func Recall(f frame.Frame, d court.Disbursement) {
	if err := office.NotInFile(d); err != nil {
		f.Fail(err)
		return
	}
	o, actor := f.Office(), f.Actor()
	form := newForm()
	describe(form, d)
	reason := form.AddText("撤回理由", widgets.Required(), widgets.Help("撤回后这笔钱可以重新申请"))
	ask(f, "撤回申请 "+d.Number, "撤回", form, func() (func(context.Context) error, error) {
		why := reason.Text()
		return func(ctx context.Context) error { return o.RecallDisbursement(ctx, actor, d.ID, why) }, nil
	}, plain(d.Number+" 已撤回"))
	form.FocusField("撤回理由")
}

// ReversePayment asks why a payment came back (冲正).
func ReversePayment(f frame.Frame, d court.Disbursement) {
	o, actor := f.Office(), f.Actor()
	form := newForm()
	form.AddReadOnly("发放", fmt.Sprintf("%s　%s　%s 元", d.Number, d.Payee, d.Amount))
	reason := form.AddTextArea("冲正理由", 3, widgets.Required(), widgets.Help("退汇、错发的，款项回到原账户，原记录保留"))
	ask(f, "冲正发放", "冲正", form, func() (func(context.Context) error, error) {
		why := reason.Text()
		return func(ctx context.Context) error { return o.ReverseDisbursement(ctx, actor, d.ID, why) }, nil
	}, plain("已冲正 "+d.Number))
}

// AskDeferral asks that the payment of a case's money may wait (延缓).
func AskDeferral(f frame.Frame, caseID int64, number string) {
	o, actor := f.Office(), f.Actor()
	form := newForm()
	form.AddReadOnly("案件", number)
	cause := form.AddChoice("延缓事由", widgets.Options(court.DeferralCauses...), widgets.Required())
	until := form.AddDate("延缓至", o.Today, widgets.Required(), widgets.Help("事由消失后10日内发放"))
	note := form.AddText("说明")
	ask(f, "申请延缓发放", "提交申请", form, func() (func(context.Context) error, error) {
		d := court.Deferral{CaseID: caseID, Cause: cause.ID(), Until: until.Date(), Note: note.Text()}
		return func(ctx context.Context) error { _, err := o.AskDeferral(ctx, actor, d); return err }, nil
	}, plain("已提交延缓申请，等待审批"))
}

// DecideDeferral asks for the approver's answer to a deferral.
func DecideDeferral(f frame.Frame, d court.Deferral) {
	o, actor := f.Office(), f.Actor()
	form := newForm()
	form.AddReadOnly("案件", d.CaseNo)
	form.AddReadOnly("延缓事由", strings.TrimSpace(d.Cause+"　"+d.Note))
	form.AddReadOnly("延缓至", d.Until.String())
	form.AddReadOnly("申请", d.AskedBy+"　"+court.DateOf(d.AskedAt).String())
	answer := form.AddChoice("审批", widgets.Options(agree, refuse), widgets.Required())
	answer.SetID(agree)
	text := form.AddText("审批意见", widgets.Help("不同意的必须写明理由"))
	ask(f, "审批延缓发放", "提交审批", form, func() (func(context.Context) error, error) {
		approve, why := answer.ID() == agree, text.Text()
		return func(ctx context.Context) error { return o.DecideDeferral(ctx, actor, d.ID, approve, why) }, nil
	}, plain("已审批延缓发放"))
	form.FocusField("审批")
}

// deductionRows are the lines of 应扣费用 in the request for a payment.
type deductionRows struct {
	form    *widgets.Form
	box     *fyne.Container
	names   []*widgets.Entry
	sums    []*widgets.MoneyEntry
	feeDue  court.Money       // proposed for 申请执行费
	onTotal func(court.Money) // told what the lines come to, nil for nobody
}

const labelDeduction = "扣除项目"

func newDeductionRows(form *widgets.Form) *deductionRows {
	r := &deductionRows{form: form, box: widgets.VStack(4)}
	r.box.Add(widgets.HStack(0, widgets.NewPlainButton("添加扣除项目", func() { r.add() })))
	form.AddObject(labelDeduction, r.box)
	return r
}

// add begins a line with the name that usually comes next.
func (r *deductionRows) add() {
	entry, money := widgets.NewEntry(), widgets.NewMoneyEntry()
	entry.SetPlaceHolder("例：申请执行费")
	if n := len(r.names); n < len(court.DeductionNames)-1 {
		entry.SetText([]string{"申请执行费", "评估费", "拍卖辅助费", "公告费", "保管费", "案件受理费", "保全费", "悬赏金"}[n])
	}
	money.OnMoney = func(court.Money) { r.total() }
	if r.feeDue > 0 && len(r.names) == 0 {
		money.SetMoney(r.feeDue)
	}
	r.names, r.sums = append(r.names, entry), append(r.sums, money)
	var row *fyne.Container
	remove := widgets.NewSmallButton("删除", func() {
		i := slices.Index(r.names, entry)
		r.names, r.sums = slices.Delete(r.names, i, i+1), slices.Delete(r.sums, i, i+1)
		r.box.Remove(row)
		r.grew()
		r.total()
	})
	row = container.NewBorder(nil, nil, nil, widgets.HStack(4, widgets.Sized(110, 1, money), remove), entry)
	last := len(r.box.Objects) - 1
	r.box.Objects = append(r.box.Objects[:last:last], row, r.box.Objects[last])
	r.grew()
	r.total()
	if c := fyne.CurrentApp().Driver().CanvasForObject(money); c != nil {
		c.Focus(money)
	}
}

// total tells what the lines come to, as far as they are readable.
func (r *deductionRows) total() {
	var kept court.Money
	for _, sum := range r.sums {
		if amount, err := sum.Money(); err == nil {
			kept += amount
		}
	}
	if r.onTotal != nil {
		r.onTotal(kept)
	}
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
		switch name := strings.TrimSpace(entry.Text); {
		case sum == 0 && name == "":
			continue
		case sum <= 0:
			return nil, court.FieldErrorf(labelDeduction, "“%s”没有填写金额。", name).WithHint("不扣除的，请点“删除”去掉这一行。")
		case name == "":
			return nil, court.FieldErrorf(labelDeduction, "%s 元没有写明是什么费用。", sum)
		}
		out = append(out, court.Deduction{Name: entry.Text, Amount: sum})
	}
	return out, nil
}
