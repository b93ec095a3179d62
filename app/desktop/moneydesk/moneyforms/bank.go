package moneyforms

import (
	"context"
	"fmt"

	"zhixing/app/court"
	"zhixing/app/desktop/frame"
	"zhixing/app/desktop/widgets"
	"zhixing/app/office"
)

// RecordItem writes down interest, a fee of the bank, or how a fee was put back.
func RecordItem(f frame.Frame, bank int64) {
	o, actor := f.Office(), f.Actor()
	form := newForm()
	kind := form.AddChoice("类别", words(court.ItemKinds), widgets.Required(),
		widgets.Help("结息应上缴国库；手续费不能用案款承担，由本院经费补入或用利息抵"))
	kind.SetID(string(court.ItemInterest))
	date := form.AddDate("日期", o.Today, widgets.Required())
	date.SetDate(o.Today())
	amount := form.AddMoney("金额", true, widgets.Required())
	ref := form.AddText("银行流水号")
	note := form.AddText("说明", widgets.Required(), widgets.Help("所属期间或依据，例：2018年三季度结息"))
	number := ""
	ask(f, "登记利息、手续费", "交第二人复核", form, func() (func(context.Context) error, error) {
		x := court.FundItem{Kind: court.ItemKind(kind.ID()), BankID: bank, Date: date.Date(), Amount: amount.Money(), BankRef: ref.Text(), Note: note.Text()}
		return func(ctx context.Context) error {
			made, err := o.RecordBankItem(ctx, actor, x)
			number = made.Number
			return err
		}, nil
	}, func() string {
		return number + "已登记，等待另一位财务人员、执行局长或院领导复核"
	})
}

const (
	answerAgree  = "同意入账"
	answerRefuse = "不同意"
)

// DecideItem asks the second person about an item.
func DecideItem(f frame.Frame, x court.FundItem) {
	o, actor := f.Office(), f.Actor()
	form := newForm()
	form.AddReadOnly("账项", fmt.Sprintf("%s　%s　%s　%s 元", x.Number, x.Kind, x.Date, x.Amount))
	form.AddReadOnly("说明", x.Note)
	form.AddReadOnly("登记人", x.By)
	answer := form.AddChoice("意见", widgets.Options(answerAgree, answerRefuse), widgets.Required())
	answer.SetID(answerAgree)
	reason := form.AddText("理由", widgets.Help("不同意的必须写明"))
	ask(f, "复核"+string(x.Kind), "确定", form, func() (func(context.Context) error, error) {
		agree, text := answer.ID() == answerAgree, reason.Text()
		return func(ctx context.Context) error { return o.DecideBankItem(ctx, actor, x.ID, agree, text) }, nil
	}, func() string { return x.Number + "已复核：" + answer.ID() })
}

// ReverseItem undoes an item that is in the books.
func ReverseItem(f frame.Frame, x court.FundItem) {
	o, actor := f.Office(), f.Actor()
	form := newForm()
	form.AddReadOnly("账项", fmt.Sprintf("%s　%s　%s　%s 元", x.Number, x.Kind, x.Date, x.Amount))
	reason := form.AddText("冲正理由", widgets.Required())
	ask(f, "冲正"+x.Number, "冲正", form, func() (func(context.Context) error, error) {
		text := reason.Text()
		return func(ctx context.Context) error { return o.ReverseBankItem(ctx, actor, x.ID, text) }, nil
	}, plain(x.Number+"已冲正"))
}

const (
	bankIn  = "银行已收"
	bankOut = "银行已付"
)

// AddBankLine writes down what the bank has and the books do not, where no
// statement was imported.
func AddBankLine(f frame.Frame, account int64) {
	o, actor := f.Office(), f.Actor()
	form := newForm()
	side := form.AddChoice("方向", widgets.Options(bankIn, bankOut), widgets.Required())
	side.SetID(bankIn)
	date := form.AddDate("日期", o.Today, widgets.Required())
	amount := form.AddMoney("金额", false, widgets.Required())
	party := form.AddText("对方户名")
	note := form.AddText("说明", widgets.Required(), widgets.Help("为什么账上还没有这笔，例：回单未到"))
	ask(f, "登记银行未达", "保存", form, func() (func(context.Context) error, error) {
		l := court.BankLine{AccountID: account, Date: date.Date(), Amount: amount.Money(), Party: party.Text(), Note: note.Text()}
		if side.ID() == bankOut {
			l.Amount = -l.Amount
		}
		return func(ctx context.Context) error { _, err := o.AddBankLine(ctx, actor, l); return err }, nil
	}, plain("已登记银行未达"))
}

// MarkTransit says that an entry is on its way to the bank.
func MarkTransit(f frame.Frame, x office.UnseenEntry) {
	o, actor := f.Office(), f.Actor()
	form := newForm()
	form.AddReadOnly("凭证", fmt.Sprintf("%s　%s　%s 元", x.Voucher, x.Date, x.Amount))
	form.AddReadOnly("摘要", x.Memo)
	note := form.AddText("说明", widgets.Help("例：月末下班后付款，银行次日扣款"))
	ask(f, "账上已记、银行未达", "列为在途", form, func() (func(context.Context) error, error) {
		text := note.Text()
		return func(ctx context.Context) error { return o.MarkTransit(ctx, actor, x.AccountID, x.Entry, true, text) }, nil
	}, plain(x.Voucher+"已列为在途"))
}

// ReachedBank asks on which day an entry that was on its way reached the bank.
func ReachedBank(f frame.Frame, t court.Transit) {
	o, actor := f.Office(), f.Actor()
	form := newForm()
	form.AddReadOnly("凭证", fmt.Sprintf("%s　%s　%s 元", t.Voucher, t.Date, t.Amount))
	date := form.AddDate("到达日期", o.Today, widgets.Required())
	date.SetDate(o.Today())
	ask(f, "在途款已到银行", "保存", form, func() (func(context.Context) error, error) {
		on := date.Date()
		return func(ctx context.Context) error { return o.ReachedBank(ctx, actor, t.AccountID, t.Entry, on) }, nil
	}, plain(t.Voucher+"已到银行"))
}

// MarkCause asks why the money of some lines lies undistributed.
func MarkCause(f frame.Frame, lines []office.ClearingLine, done func()) {
	o, actor := f.Office(), f.Actor()
	form := newForm()
	var sum court.Money
	for _, l := range lines {
		sum += l.Held
	}
	what := fmt.Sprintf("%d 项，共 %s 元", len(lines), sum)
	if len(lines) == 1 {
		what = fmt.Sprintf("%s　%s 元", lines[0].Number, sum)
	}
	form.AddReadOnly("案款", what)
	cause := form.AddChoice("未发原因", words(court.ClearCauses), widgets.Required(), widgets.Help(court.CauseReady.About()))
	cause.OnChanged = func(id string) { cause.SetHelper(court.ClearCause(id).About()) }
	reason := form.AddText("说明", widgets.Required(), widgets.Help("具体情况，例：（2018）豫1599民初12号裁定冻结"))
	until := form.AddDate("计划办结日", o.Today, widgets.Required())
	if len(lines) == 1 && lines[0].Cause != "" {
		cause.SetID(string(lines[0].Cause))
		cause.SetHelper(lines[0].Cause.About())
		reason.SetText(lines[0].Reason)
		until.SetDate(lines[0].Until)
	}
	ask(f, "登记未发原因", "保存", form, func() (func(context.Context) error, error) {
		m := court.CauseMark{Cause: court.ClearCause(cause.ID()), Reason: reason.Text(), Until: until.Date()}
		return func(ctx context.Context) error { return o.MarkCause(ctx, actor, lines, m) }, nil
	}, func() string {
		done()
		return what + "已登记未发原因"
	})
}

// Unmatch asks why a line of the bank is not what it was matched with.
func Unmatch(f frame.Frame, l court.BankLine) {
	o, actor := f.Office(), f.Actor()
	form := newForm()
	form.AddReadOnly("银行流水", fmt.Sprintf("%s　%s　%s 元", l.Date, l.Party, l.Amount))
	what := l.Voucher
	if l.Batch > 0 {
		what = fmt.Sprintf("批量付款%s　%d 笔一起取消", l.Voucher, l.Batch)
	}
	form.AddReadOnly("已勾对", what)
	reason := form.AddText("取消理由", widgets.Required(), widgets.Help("例：金额相同，不是同一笔"))
	ask(f, "取消勾对", "取消勾对", form, func() (func(context.Context) error, error) {
		why := reason.Text()
		return func(ctx context.Context) error { return o.UnmatchBankLine(ctx, actor, l.ID, why) }, nil
	}, plain("已取消和"+l.Voucher+"的勾对，可以重新勾对"))
}
