package desk

import (
	"context"
	"fmt"

	"fyne.io/fyne/v2"

	"zhixing/app/court"
	"zhixing/app/desktop/frame"
	"zhixing/app/desktop/widgets"
	"zhixing/app/office"
)

// inboxMost is how many lines show without scrolling.
const inboxMost = 6

// inbox lists what waits for the actor: handovers, payments to decide or to
// make, closings to review.
type inbox struct {
	f       frame.Frame
	card    *widgets.Card
	table   *widgets.DataTable[inboxLine]
	empty   fyne.CanvasObject
	lines   []inboxLine
	changed func() // its height changed
}

// inboxLine is one thing that waits.
type inboxLine struct {
	key     string
	kind    string
	number  string
	text    string
	open    func()
	buttons []widgets.CellButton
}

func newInbox(f frame.Frame) *inbox {
	b := &inbox{f: f}
	b.table = widgets.NewListTable([]widgets.Column[inboxLine]{
		{ID: "kind", Label: "事项", Width: 150, Cell: func(l inboxLine) widgets.Cell { return widgets.TextCell(l.kind) }},
		{ID: "number", Label: "案号", Width: 186, Cell: func(l inboxLine) widgets.Cell { return widgets.TextCell(l.number) }},
		{ID: "text", Label: "内容", Width: 120, Stretch: 1, Cell: func(l inboxLine) widgets.Cell { return widgets.TextCell(l.text) }},
		{ID: "do", Label: "", Width: 160, Cell: func(l inboxLine) widgets.Cell { return widgets.ButtonCell(l.buttons...) }},
	}, func(l inboxLine) string { return l.key }, nil)
	b.table.OnOpen = func(l inboxLine) { l.open() }
	b.empty = widgets.Padded(10, 7, widgets.NewText("没有等您接收、审批或评查的事项", widgets.TableSize, widgets.ColorQuiet, false))
	b.card = widgets.NewCard("移交与待批", "", b.empty)
	return b
}

// height is what the list wants, in px before large print.
func (b *inbox) height() float32 {
	if len(b.lines) == 0 {
		return 68
	}
	return 36 + 27 + 27*float32(min(len(b.lines), inboxMost))
}

func (b *inbox) show(d office.Desk) {
	b.lines = nil
	for _, h := range d.Handovers {
		b.lines = append(b.lines, b.handover(h))
	}
	for _, x := range d.Asked {
		b.lines = append(b.lines, b.payment(x, "案款发放待审批", "审批"))
	}
	for _, x := range d.Approved {
		b.lines = append(b.lines, b.payment(x, "案款发放待付款", "发放"))
	}
	for _, r := range d.Reviews {
		b.lines = append(b.lines, b.review(r))
	}
	b.table.SetRows(b.lines)
	if len(b.lines) == 0 {
		b.card.SetContent(b.empty)
		b.card.SetRight("")
	} else {
		b.card.SetContent(b.table)
		b.card.SetRight(fmt.Sprintf("%d 项", len(b.lines)))
	}
	b.changed()
}

func (b *inbox) handover(h court.Handover) inboxLine {
	text := fmt.Sprintf("%s移交，转入%s，材料 %d 项", h.SentBy, h.ToStage, len(h.Materials))
	if h.Note != "" {
		text += "　" + h.Note
	}
	l := inboxLine{key: fmt.Sprintf("h%d", h.ID), kind: string(h.From) + " → " + string(h.To), number: h.CaseNumber, text: text,
		open: func() { b.f.OpenCase(h.CaseID, frame.TabFlow) }}
	if b.f.Can(office.MayReceive) {
		l.buttons = []widgets.CellButton{
			{Label: "接收", Primary: true, Do: func() { b.receive(h) }},
			{Label: "退回补正", Do: func() { b.sendBack(h) }},
		}
	}
	return l
}

func (b *inbox) receive(h court.Handover) {
	loader := widgets.NewLoader(b.f.Window())
	loader.OnError = b.f.Fail
	o, actor := b.f.Office(), b.f.Actor()
	widgets.Load(loader, func(ctx context.Context) (struct{}, error) {
		return struct{}{}, o.ReceiveHandover(ctx, actor, h.ID)
	}, func(struct{}) { b.f.Say("已接收 " + h.CaseNumber) })
}

func (b *inbox) sendBack(h court.Handover) {
	form := widgets.NewForm(widgets.FormOptions{})
	form.AddReadOnly("案件", h.CaseNumber)
	what := form.AddTextArea("补正要求", 4, widgets.Required(), widgets.Help("写明缺什么、补什么。Ctrl+Enter 保存。"))
	o, actor := b.f.Office(), b.f.Actor()
	widgets.FormDialogLater(b.f.Window(), "退回补正", form, "退回", func() (func(context.Context) error, error) {
		text := what.Text()
		return func(ctx context.Context) error { return o.ReturnHandover(ctx, actor, h.ID, text) }, nil
	}, func() { b.f.Say("已退回 " + h.CaseNumber) })
}

func (b *inbox) payment(x court.Disbursement, kind, label string) inboxLine {
	open := func() { b.f.OpenCase(x.CaseID, frame.TabMoney) }
	return inboxLine{key: fmt.Sprintf("d%d", x.ID), kind: kind, number: x.CaseNo, open: open,
		text:    fmt.Sprintf("¥%s 付 %s%s　%s申请", x.Amount, x.Payee, deducted(x), x.AskedBy),
		buttons: []widgets.CellButton{{Label: label, Primary: true, Do: open}}}
}

func (b *inbox) review(r office.WaitingReview) inboxLine {
	open := func() { b.f.OpenCase(r.CaseID, frame.TabClosure) }
	return inboxLine{key: fmt.Sprintf("r%d", r.ID), kind: "终本待评查", number: r.Number, open: open,
		text:    fmt.Sprintf("被执行人 %s　%s %s 送评", r.Debtors, r.SubmittedBy, r.SubmittedAt.Format("2006-01-02")),
		buttons: []widgets.CellButton{{Label: "评查", Primary: true, Do: open}}}
}

// deducted names what is kept back besides the payment, "" for nothing.
func deducted(d court.Disbursement) string {
	if d.Total() == d.Amount {
		return ""
	}
	return fmt.Sprintf("，另扣费用 ¥%s", d.Total()-d.Amount)
}
