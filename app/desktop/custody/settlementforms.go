package custody

import (
	"context"
	"fmt"
	"strings"

	"zhixing/app/court"
	"zhixing/app/desktop/widgets"
	"zhixing/app/law"
	"zhixing/app/office"
)

// add enters a new settlement.
func (t *settlementPart) add() {
	if !t.page.f.Can(office.MayWorkSettlement) {
		return
	}
	t.page.withCase("登记哪一件案件的和解", func(caseID int64, number string) {
		t.ask(court.Settlement{CaseID: caseID, CaseNo: number, SignedOn: t.page.f.Office().Today()})
	})
}

// writeInstalments writes instalments as lines to be changed by hand.
func writeInstalments(list []court.Instalment) string {
	var out []string
	for _, x := range list {
		out = append(out, strings.TrimSpace(fmt.Sprintf("%s %s %s", x.Due, x.Amount, x.Note)))
	}
	return strings.Join(out, "\n")
}

// readInstalments reads such lines: day, amount, remark.
func readInstalments(text string) ([]court.Instalment, error) {
	var out []court.Instalment
	for line := range strings.Lines(text) {
		words := strings.Fields(strings.ReplaceAll(court.CleanLine(line), "，", " "))
		if len(words) == 0 {
			continue
		}
		bad := court.FieldErrorf("分期", "第%d行“%s”不能识别，请写成：2018-07-01 5000。", len(out)+1, strings.TrimSpace(line))
		if len(words) < 2 {
			return nil, bad
		}
		due, err := court.ParseDate(words[0])
		if err != nil {
			return nil, bad
		}
		amount, err := court.ParseMoney(words[1])
		if err != nil {
			return nil, bad
		}
		out = append(out, court.Instalment{No: len(out) + 1, Due: due, Amount: amount, Note: strings.Join(words[2:], " ")})
	}
	return out, nil
}

// ask shows a settlement to fill in or change. The instalments are generated
// from total, number, first day and interval, and can be changed line by line.
func (t *settlementPart) ask(s court.Settlement) {
	f := t.page.f
	today := f.Office().Today
	form := widgets.NewForm(widgets.FormOptions{Columns: 2, FieldWidth: 300})
	form.AddReadOnly("案件", s.CaseNo)
	signed := form.AddDate("协议日期", today, widgets.Required())
	signed.SetDate(s.SignedOn)
	total := form.AddMoney("协议总额", true, widgets.Required())
	count := form.AddNumber("期数", 1, 600)
	first := form.AddDate("首期日期", today)
	months := form.AddChoice("间隔", []widgets.Option{{ID: "1", Label: "每月"}, {ID: "2", Label: "每两个月"}, {ID: "3", Label: "每季度"}, {ID: "6", Label: "每半年"}, {ID: "12", Label: "每年"}})
	months.SetID("1")
	lines := form.AddTextArea("分期", 6, widgets.Required(), widgets.Help("每行一期：日期 金额 备注。填总额、期数、首期日期就自动生成，尾数在最后一期，可以逐行改"))
	terms := form.AddTextArea("协议其他内容", 3)
	surety := form.AddText("担保")
	enter := form.AddChoice("案件状态", []widgets.Option{{ID: "yes", Label: "同时变更为和解履行中"}, {ID: "no", Label: "不变更"}})
	enter.SetID("yes")
	made := "" // what the program wrote
	generate := func() {
		sum, err := total.MoneyEntry.Money()
		if err != nil || count.Number() == 0 || first.Date().IsZero() || lines.Text() != "" && lines.Text() != made {
			return
		}
		var step int
		if _, err := fmt.Sscan(months.ID(), &step); err != nil {
			return
		}
		if list, err := law.Instalments(sum, count.Number(), first.Date(), step); err == nil {
			made = writeInstalments(list)
			lines.SetText(made)
		}
	}
	if s.ID != 0 {
		total.SetMoney(s.Total)
		lines.SetText(writeInstalments(s.Instalments))
		terms.SetText(s.Terms)
		surety.SetText(s.Surety)
		enter.SetID("no")
	}
	for _, e := range []*widgets.Entry{&total.Entry, count.Entry, &first.Entry} {
		follow(e, generate)
	}
	months.OnChanged = func(string) { generate() }
	o, actor := f.Office(), f.Actor()
	widgets.FormDialogLater(f.Window(), "和解协议", form, "保存", func() (func(context.Context) error, error) {
		x := s
		var err error
		if x.Instalments, err = readInstalments(lines.Entry.Text); err != nil {
			return nil, err
		}
		x.SignedOn, x.Total, x.Terms, x.Surety = signed.Date(), total.Money(), terms.Text(), surety.Text()
		change := enter.ID() == "yes"
		return func(ctx context.Context) error { _, err := o.SaveSettlement(ctx, actor, x, change); return err }, nil
	}, func() { f.Say("已登记和解协议 " + s.CaseNo) })
	form.FocusField("协议总额")
}

// numbers offers the instalments of the chosen settlement.
func (t *settlementPart) numbers() []widgets.Option {
	options := []widgets.Option{{ID: "0", Label: "按应付日先后"}}
	for _, x := range t.chosen.Lines {
		options = append(options, widgets.Option{ID: fmt.Sprint(x.No), Label: fmt.Sprintf("第%d期", x.No), Note: x.Due.String() + "　未付 " + x.Left().String()})
	}
	return options
}

// pay records money that was paid without the court.
func (t *settlementPart) pay() {
	f, s := t.page.f, t.chosen
	form := dialogForm()
	form.AddReadOnly("案件", s.CaseNo+"　"+s.Debtors)
	on := form.AddDate("给付日期", f.Office().Today, widgets.Required())
	on.SetDate(f.Office().Today())
	amount := form.AddMoney("金额", true, widgets.Required())
	amount.SetMoney(s.Lines[s.Next].Left())
	no := form.AddChoice("哪一期", t.numbers())
	no.SetID("0")
	note := form.AddText("凭据", widgets.Required(), widgets.Help("收条、转账凭证，或者申请执行人的确认；经本院账户的款项由财务登记收款，不在这里登记"))
	o, actor := f.Office(), f.Actor()
	widgets.FormDialogLater(f.Window(), "登记自行给付", form, "登记", func() (func(context.Context) error, error) {
		p := court.SettlementPayment{On: on.Date(), Amount: amount.Money(), Note: note.Text()}
		if _, err := fmt.Sscan(no.ID(), &p.No); err != nil {
			p.No = 0
		}
		return func(ctx context.Context) error { return o.PaySettlement(ctx, actor, s.ID, p) }, nil
	}, func() { f.Say("已登记给付") })
	form.FocusField("金额")
}

// mean says for which instalment a receipt of the case was meant.
func (t *settlementPart) mean() {
	f, s := t.page.f, t.chosen
	o, actor := f.Office(), f.Actor()
	widgets.Load(t.page.Work, func(ctx context.Context) (office.CaseMoney, error) { return o.CaseMoney(ctx, s.CaseID) }, func(m office.CaseMoney) {
		var options []widgets.Option
		for _, r := range m.Receipts {
			if r.Reverses == 0 && !r.Reversed && !r.Date.Before(s.SignedOn) {
				options = append(options, widgets.Option{ID: fmt.Sprint(r.ID), Label: r.Number, Note: r.Date.String() + "　" + r.Amount.String() + " 元　" + r.Payer})
			}
		}
		if len(options) == 0 {
			f.Say("协议达成以后，本案还没有收款")
			return
		}
		form := dialogForm()
		receipt := form.AddChoice("收款", options, widgets.Required())
		no := form.AddChoice("哪一期", t.numbers(), widgets.Required())
		widgets.FormDialogLater(f.Window(), "指定收款付的是哪一期", form, "保存", func() (func(context.Context) error, error) {
			var p court.SettlementPayment
			if _, err := fmt.Sscan(receipt.ID()+" "+no.ID(), &p.ReceiptID, &p.No); err != nil {
				return nil, court.FieldErrorf("收款", "请选择。").Because(err)
			}
			return func(ctx context.Context) error { return o.PaySettlement(ctx, actor, s.ID, p) }, nil
		}, func() { f.Say("已指定") })
	})
}

// end ends the settlement: the debtor does not keep it, or it was entered in error.
func (t *settlementPart) end() {
	f, s := t.page.f, t.chosen
	form := dialogForm()
	form.AddReadOnly("案件", s.CaseNo+"　"+string(s.Status))
	what := form.AddChoice("处理", []widgets.Option{{ID: string(court.SettlementEnded), Label: "不履行，终止协议", Note: "已付的部分扣除"}, {ID: string(court.SettlementVoid), Label: "登记错误，作废"}}, widgets.Required())
	what.SetID(string(court.SettlementEnded))
	on := form.AddDate("日期", f.Office().Today, widgets.Required())
	on.SetDate(f.Office().Today())
	reason := form.AddTextArea("理由", 2, widgets.Required())
	if late, since := s.Late(); late > 0 {
		reason.SetText(fmt.Sprintf("自%s起逾期未付%s元", since, late))
	}
	var resume *widgets.ChoiceField
	switch s.Status {
	case court.StatusSettling:
		resume = form.AddChoice("案件状态", []widgets.Option{{ID: "yes", Label: "恢复执行（变更为在办）"}, {ID: "no", Label: "不变更"}})
		resume.SetID("yes")
	case court.StatusClosed:
		form.AddReadOnly("案件状态", "案件已结，终止协议后在案件页用“恢复执行”立为执恢案件")
	}
	o, actor := f.Office(), f.Actor()
	widgets.FormDialogLater(f.Window(), "终止和解协议", form, "终止", func() (func(context.Context) error, error) {
		state, day, why := court.SettlementState(what.ID()), on.Date(), reason.Text()
		again := resume != nil && resume.ID() == "yes" && state == court.SettlementEnded
		return func(ctx context.Context) error { return o.EndSettlement(ctx, actor, s.ID, state, day, why, again) }, nil
	}, func() {
		f.Say("已终止和解协议 " + s.CaseNo + "，可以制作恢复执行通知书")
		if s.Status == court.StatusClosed {
			f.OpenCase(s.CaseID, "")
		}
	})
}

func (t *settlementPart) paper() {
	id := t.chosen.ID
	makePaper(t.page, func(ctx context.Context, o *office.Office) (office.PaperRequest, error) {
		return o.SettlementPaper(ctx, id)
	})
}
