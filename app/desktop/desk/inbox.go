package desk

import (
	"context"
	"fmt"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"

	"zhixing/app/court"
	"zhixing/app/desktop/custody"
	"zhixing/app/desktop/frame"
	"zhixing/app/desktop/papers/parts"
	"zhixing/app/desktop/widgets"
	"zhixing/app/office"
)

// inboxMost is how many lines show without scrolling.
const inboxMost = 6

// inbox lists what waits for the actor: handovers, payments to decide or to
// make, closings to review, and what a second person decides.
type inbox struct {
	f       frame.Frame
	links   Links
	card    *widgets.Card
	table   *widgets.DataTable[inboxLine]
	empty   fyne.CanvasObject
	nothing *canvas.Text    // what empty says
	many    *widgets.Button // leads to the list where many are received at once
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

func newInbox(f frame.Frame, links Links) *inbox {
	b := &inbox{f: f, links: links}
	b.table = widgets.NewListTable([]widgets.Column[inboxLine]{
		{ID: "kind", Label: "事项", Width: 150, Cell: func(l inboxLine) widgets.Cell { return widgets.TextCell(l.kind) }},
		{ID: "number", Label: "案号", Width: 186, Cell: func(l inboxLine) widgets.Cell { return widgets.TextCell(l.number) }},
		{ID: "text", Label: "内容", Width: 120, Stretch: 1, Cell: func(l inboxLine) widgets.Cell { return widgets.TextCell(l.text) }},
		{ID: "do", Label: "", Width: 160, Cell: func(l inboxLine) widgets.Cell { return widgets.ButtonCell(l.buttons...) }},
	}, func(l inboxLine) string { return l.key }, nil)
	b.table.OnOpen = func(l inboxLine) { l.open() }
	b.nothing = widgets.NewText("正在读取…", widgets.TableSize, widgets.ColorQuiet, false)
	b.empty = widgets.Padded(10, 7, b.nothing)
	b.many = widgets.NewSmallButton("批量接收", b.receiveMany)
	b.many.Hide()
	b.card = widgets.NewCard("移交与待批", "", b.empty, b.many)
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
	for _, h := range d.Returned {
		b.lines = append(b.lines, decision(fmt.Sprintf("b%d", h.ID), "移交被退回补正", h.CaseNumber,
			fmt.Sprintf("%s退回：%s", h.DoneBy, h.ReturnNote), "补正", func() { b.f.OpenCase(h.CaseID, frame.TabFlow) }))
	}
	for _, x := range d.Asked {
		b.lines = append(b.lines, b.payment(x, "案款发放待审批", "审批"))
	}
	for _, x := range d.Approved {
		b.lines = append(b.lines, b.payment(x, "案款发放待付款", "发放"))
	}
	for _, x := range d.Deferrals {
		b.lines = append(b.lines, b.deferral(x))
	}
	for _, x := range d.Unknown {
		b.lines = append(b.lines, b.unknown(x))
	}
	for _, r := range d.Reviews {
		b.lines = append(b.lines, b.review(r))
	}
	for _, x := range d.Coercions {
		b.lines = append(b.lines, decision(fmt.Sprintf("k%d", x.ID), string(x.Kind)+"待批准", x.CaseNo, x.By+"申请："+x.Person+"，"+x.Facts, "审批", func() { b.f.OpenCase(x.CaseID, frame.TabCoercion) }))
	}
	for _, x := range d.Crimes {
		b.lines = append(b.lines, decision(fmt.Sprintf("x%d", x.ID), "拒执案件待移送", x.CaseNo, x.Number+"："+x.Suspect+"，"+x.Facts, "移送", func() { b.f.OpenCase(x.CaseID, frame.TabCoercion) }))
	}
	for _, x := range d.ToSign {
		b.lines = append(b.lines, b.signature(x))
	}
	for _, l := range d.NotListed {
		b.lines = append(b.lines, decision(fmt.Sprintf("l%d", l.ID), "不纳入失信待审批", l.CaseNo, l.Debtor+"　"+l.Reason, "审批", func() { b.f.OpenCase(l.CaseID, frame.TabListing) }))
	}
	for _, x := range d.Extensions {
		b.lines = append(b.lines, b.extension(x))
	}
	for _, x := range d.Changes {
		b.lines = append(b.lines, b.change(x))
	}
	for _, x := range d.Undos {
		b.lines = append(b.lines, b.undo(x))
	}
	for _, m := range d.Expiring {
		b.lines = append(b.lines, b.expiring(m))
	}
	if more := d.EndingMore - len(d.Expiring); more > 0 {
		b.lines = append(b.lines, inboxLine{key: "measures", kind: "查封将届满", text: fmt.Sprintf("还有 %d 项，在“财产查控”里成批续封", more), open: func() { b.f.Go(frame.PageProperty) },
			buttons: []widgets.CellButton{{Label: "查看", Do: func() { b.f.Go(frame.PageProperty) }}}})
	}
	for _, x := range d.Instalments {
		b.lines = append(b.lines, b.instalment(x))
	}
	b.table.SetRows(b.lines)
	setVisible(b.many, len(d.Handovers) > 1 && b.f.Can(office.MayReceive))
	if len(b.lines) == 0 {
		b.nothing.Text = "没有等您接收、补正、审批、签发、确认或评查的事项"
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

// receiveMany shows in the list what waits to be received.
func (b *inbox) receiveMany() {
	q := office.CaseQuery{Waiting: true, SentTo: b.f.Actor().User.Group}
	if b.f.Actor().User.Has(court.RoleDirector) {
		q.SentTo = ""
	}
	b.links.Cases(q)
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
	about := x.CaseNo
	if x.CaseID == 0 { // fees, fines, money that goes back
		open, about = func() { b.f.Go(frame.PageMoney) }, string(x.Fund)
	}
	return inboxLine{key: fmt.Sprintf("d%d", x.ID), kind: kind, number: about, open: open,
		text:    fmt.Sprintf("¥%s 付 %s%s　%s申请", x.Amount, x.Payee, deducted(x), x.AskedBy),
		buttons: []widgets.CellButton{{Label: label, Primary: true, Do: open}}}
}

func (b *inbox) deferral(x court.Deferral) inboxLine {
	return decision(fmt.Sprintf("f%d", x.ID), "延缓发放待审批", x.CaseNo,
		fmt.Sprintf("延缓至 %s　%s　%s申请", x.Until, x.Cause, x.AskedBy), "审批", func() { b.f.Go(frame.PageMoney) })
}

func (b *inbox) unknown(x court.Receipt) inboxLine {
	return decision(fmt.Sprintf("u%d", x.ID), "不明款待认领", x.Number,
		fmt.Sprintf("¥%s　%s　%s 到账　%s", x.Left, x.Payer, x.Date, x.Note), "认领", func() { b.f.Go(frame.PageMoney) })
}

func (b *inbox) review(r office.WaitingReview) inboxLine {
	open := func() { b.f.OpenCase(r.CaseID, frame.TabClosure) }
	return inboxLine{key: fmt.Sprintf("r%d", r.ID), kind: "终本待评查", number: r.Number, open: open,
		text:    fmt.Sprintf("被执行人 %s　%s %s 送评", r.Debtors, r.SubmittedBy, r.SubmittedAt.Format("2006-01-02")),
		buttons: []widgets.CellButton{{Label: "评查", Primary: true, Do: open}}}
}

// decision is a line whose one button leads to where it is decided.
func decision(key, kind, number, text, label string, open func()) inboxLine {
	return inboxLine{key: key, kind: kind, number: number, text: text, open: open, buttons: []widgets.CellButton{{Label: label, Primary: true, Do: open}}}
}

func (b *inbox) signature(x court.Paper) inboxLine {
	text := fmt.Sprintf("%s　%s制作　落款 %s", x.Name, x.Maker, x.Dated)
	if x.For != "" {
		text += "　致 " + x.For
	}
	return inboxLine{key: fmt.Sprintf("p%d", x.ID), kind: "文书待签发", number: x.CaseNo, text: text,
		open:    func() { b.f.OpenCase(x.CaseID, frame.TabPapers) },
		buttons: []widgets.CellButton{{Label: "签发", Primary: true, Do: func() { parts.AskSignature(b.f, x) }}}}
}

func (b *inbox) extension(x office.AskedExtension) inboxLine {
	return decision(fmt.Sprintf("e%d", x.ID), "延长期限待审批", x.Number,
		fmt.Sprintf("%s申请延长%d个月，现届满 %s　%s", x.AskedBy, x.Months, x.Limit, x.Reason), "审批", func() { b.links.Term(x.CaseID) })
}

func (b *inbox) change(x office.NodeChange) inboxLine {
	to := "改为未办"
	if !x.To.IsZero() {
		to = "改为 " + x.To.String()
	}
	return decision(fmt.Sprintf("c%d", x.ID), "节点改期待确认", x.Number,
		fmt.Sprintf("%s　%s %s　%s申请：%s", x.Node, x.From, to, x.AskedBy, x.Reason), "确认", func() { b.f.OpenCase(x.CaseID, frame.TabProgress) })
}

func (b *inbox) undo(x office.ClosingUndo) inboxLine {
	return decision(fmt.Sprintf("x%d", x.ID), "撤销结案待审批", x.Number,
		fmt.Sprintf("%s 以“%s”结案　%s申请：%s", x.Closed, x.Closing, x.AskedBy, x.Reason), "审批", func() { b.f.OpenCase(x.CaseID, frame.TabFacts) })
}

// instalment is a settlement with an instalment that is late or due this week.
func (b *inbox) instalment(s office.SettlementLine) inboxLine {
	next := s.Lines[s.Next]
	kind, label := "和解分期将到期", "查看"
	if late, _ := s.Late(); late > 0 {
		kind = "和解分期逾期"
	}
	if s.Broken() {
		kind, label = "和解违约", "恢复执行"
	}
	return decision(fmt.Sprintf("s%d", s.ID), kind, s.CaseNo, fmt.Sprintf("第%d期应于 %s 付，未付 ¥%s　%s", next.No, next.Due, next.Left(), s.Debtors), label,
		func() { custody.Open(b.f, s.CaseID, s.CaseNo, custody.TabSettlements) })
}

// deducted names what is kept back besides the payment, "" for nothing.
func deducted(d court.Disbursement) string {
	if d.Total() == d.Amount {
		return ""
	}
	return fmt.Sprintf("，另扣费用 ¥%s", d.Total()-d.Amount)
}
