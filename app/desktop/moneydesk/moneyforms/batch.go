package moneyforms

import (
	"context"
	"fmt"

	"zhixing/app/court"
	"zhixing/app/desktop/frame"
	"zhixing/app/desktop/widgets"
	"zhixing/app/office"
)

const (
	bankHasNone = "确认银行没有收到该文件"
	bankMayHave = "银行已收到，或者还没有问清"
)

// TakeBackBatch asks why a file of payments is taken back, and whether the bank
// has it.
func TakeBackBatch(f frame.Frame, b office.PaymentBatch) {
	o, actor := f.Office(), f.Actor()
	form := newForm()
	form.AddReadOnly("批次", fmt.Sprintf("%s　%d 笔　%s 元", b.Number, len(b.Payments), b.Total))
	said := form.AddChoice("银行", widgets.Options(bankHasNone, bankMayHave), widgets.Required(),
		widgets.Help("先打电话或到网上银行核实：银行会付的文件撤销了，同一笔钱就会付两次"))
	reason := form.AddText("撤销理由", widgets.Required(), widgets.Help("例：文件没有存成、有一笔账号有误"))
	ask(f, "撤销批量付款"+b.Number, "撤销本批", form, func() (func(context.Context) error, error) {
		none, why := said.ID() == bankHasNone, reason.Text()
		return func(ctx context.Context) error { return o.TakeBackBatch(ctx, actor, b.Number, why, none) }, nil
	}, plain(fmt.Sprintf("已撤销批量付款%s，%d 笔可以重新写进文件，也可以撤回", b.Number, len(b.Payments))))
}

// RestoreRecalled asks for the proof that the bank paid a payment that was taken
// back.
func RestoreRecalled(f frame.Frame, d court.Disbursement) {
	o, actor := f.Office(), f.Actor()
	form := newForm()
	describe(form, d)
	form.AddReadOnly("撤回", fmt.Sprintf("%s　%s", d.WithdrawnBy, d.Reason))
	reason := form.AddText("恢复理由", widgets.Required(), widgets.Help("银行已经照文件付出的凭据，例：11月23日银行流水整批付出"))
	ask(f, "恢复已撤回的 "+d.Number, "恢复", form, func() (func(context.Context) error, error) {
		why := reason.Text()
		return func(ctx context.Context) error { return o.RestoreRecalled(ctx, actor, d.ID, why) }, nil
	}, plain(d.Number+" 已恢复为待发放，仍在"+d.Batch+"里：请导入银行流水确认，或者登记“发放”"))
	form.FocusField("恢复理由")
}
