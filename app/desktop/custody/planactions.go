package custody

import (
	"context"
	"fmt"

	"zhixing/app/court"
	"zhixing/app/desktop/papers/parts"
	"zhixing/app/desktop/widgets"
	"zhixing/app/office"
	"zhixing/app/sheet"
)

// showActions offers what can be done with the chosen plan.
func (t *planPart) showActions() {
	f, x := t.page.f, t.chosen
	t.actions.Objects = nil
	add := func(label string, do func()) { t.actions.Add(widgets.NewButton(label, do)) }
	first := func(label string, do func()) { t.actions.Add(widgets.NewPrimaryButton(label, do)) }
	work := f.Can(office.MayWorkPlan)
	switch {
	case x.ID == 0:
		t.actions.Refresh()
		return
	case x.State == court.PlanDraft && work:
		first("编辑", func() { f.Open(newPlanPage(f, x, 0)) })
		add("送达", func() { t.serve(nil, "") })
		add("作废", t.void)
	case x.State == court.PlanServed && work:
		first("生效", t.enact)
		add("送达", func() { t.serve(nil, "") })
		add("修正", t.amend)
	case x.State == court.PlanEffective:
		if f.Can(office.MayAskDisbursement) && len(t.payable()) > 0 {
			first(fmt.Sprintf("申请发放 %d 项", len(t.payable())), t.pay)
		}
		if work {
			add("修正", t.amend)
		}
	}
	if f.Can(office.MayMakePaper) && x.State != court.PlanVoid {
		add("打印方案", t.paper)
	}
	if f.Can(office.MayExport) {
		add("导出方案", t.exportPlan)
	}
	t.actions.Refresh()
	t.Root.Refresh()
}

// add begins a new plan: of the case the page is about, or of one that is asked
// for.
func (t *planPart) add() {
	if !t.page.f.Can(office.MayWorkPlan) {
		return
	}
	t.page.withCase("分配哪一件案件账上的款项", func(caseID int64, _ string) {
		t.page.f.Open(newPlanPage(t.page.f, court.Distribution{}, caseID))
	})
}

// serve records the service on parties, or on those not served yet.
func (t *planPart) serve(lines []int, name string) {
	f, x := t.page.f, t.chosen
	form := dialogForm()
	form.AddReadOnly("方案", x.Name()+"　"+x.CaseNo)
	var marks *widgets.MarksField
	if lines == nil {
		var options []widgets.Option
		var ids []string
		for _, p := range x.Parties {
			if p.Served.IsZero() {
				options = append(options, widgets.Option{ID: fmt.Sprint(p.Line), Label: p.Name})
				ids = append(ids, fmt.Sprint(p.Line))
			}
		}
		if len(options) == 0 {
			f.Say("方案已经送达每一位债权人和被执行人")
			return
		}
		marks = form.AddMarks("受送达人", options)
		marks.SetIDs(ids...)
	} else {
		form.AddReadOnly("受送达人", name)
	}
	on := form.AddDate("送达日期", f.Office().Today, widgets.Required(), widgets.Help("收到方案之日起15日内可以提出书面异议；第一次送达后，方案的数字不能再改"))
	on.SetDate(f.Office().Today())
	way := form.AddChoice("送达方式", widgets.Options("直接送达", "邮寄送达", "电子送达", "留置送达", "委托送达", "公告送达"), widgets.Required())
	way.SetID("直接送达")
	o, actor := f.Office(), f.Actor()
	widgets.FormDialogLater(f.Window(), "送达分配方案", form, "登记送达", func() (func(context.Context) error, error) {
		who := lines
		if marks != nil {
			for _, id := range marks.IDs() {
				var line int
				if _, err := fmt.Sscan(id, &line); err == nil {
					who = append(who, line)
				}
			}
		}
		day, how := on.Date(), way.ID()
		return func(ctx context.Context) error { return o.ServePlan(ctx, actor, x.ID, who, day, how) }, nil
	}, func() { f.Say("已登记送达，异议期自送达次日起算") })
}

// say records what a party said to the plan.
func (t *planPart) say(p court.PlanParty) {
	f, x := t.page.f, t.chosen
	form := dialogForm()
	form.AddReadOnly("当事人", p.Role+"　"+p.Name+"　"+p.Served.String()+"收到方案")
	today := f.Office().Today
	date := func(label, help string, d court.Date) *widgets.DateField {
		field := form.AddDate(label, today, widgets.Help(help))
		field.SetDate(d)
		return field
	}
	objected := date("异议日期", "收到方案之日起15日内书面提出", p.Objected)
	objection := form.AddTextArea("异议内容", 2)
	objection.SetText(p.Objection)
	against := []widgets.Option{{ID: "0", Label: "整个方案"}}
	for _, c := range x.Claims {
		against = append(against, widgets.Option{ID: fmt.Sprint(c.Line), Label: fmt.Sprintf("第%d项 %s", c.Line, c.Creditor)})
	}
	claim := form.AddChoice("针对的债权", against)
	claim.SetID(fmt.Sprint(p.Claim))
	told := date("通知各方日期", "通知未提异议的债权人、被执行人，其15日内可以提出反对意见", p.Told)
	opposed := date("反对意见通知日期", "有人反对的，通知异议人，其15日内可以起诉", p.Opposed)
	opposition := form.AddText("反对意见")
	opposition.SetText(p.Opposition)
	sued := date("起诉日期", "分配方案异议之诉，收到反对意见通知之日起15日内，过期的不能登记；诉讼期间提存争议数额", p.Sued)
	settled := date("解决日期", "撤回异议、撤诉或者判决生效", p.Settled)
	outcome := form.AddText("处理结果")
	outcome.SetText(p.Outcome)
	var reason *widgets.TextField
	if !p.Objected.IsZero() {
		reason = form.AddText("更改理由", widgets.Help("已经登记的不能清空，改动的写明理由；填写后面的步骤不用写"))
	}
	o, actor := f.Office(), f.Actor()
	widgets.FormDialogLater(f.Window(), "分配方案异议", form, "保存", func() (func(context.Context) error, error) {
		y := p
		y.Objected, y.Objection, y.Told, y.Opposed, y.Opposition = objected.Date(), objection.Text(), told.Date(), opposed.Date(), opposition.Text()
		y.Sued, y.Settled, y.Outcome = sued.Date(), settled.Date(), outcome.Text()
		if _, err := fmt.Sscan(claim.ID(), &y.Claim); err != nil {
			y.Claim = 0
		}
		why := ""
		if reason != nil {
			why = reason.Text()
		}
		return func(ctx context.Context) error { return o.SayToPlan(ctx, actor, x.ID, y, why) }, nil
	}, func() { f.Say("已登记 " + p.Name + " 的异议情况") })
}

// do makes a change of the chosen plan off the window's thread.
func (t *planPart) do(said string, work func(ctx context.Context, o *office.Office, actor office.Actor) error) {
	f := t.page.f
	o, actor := f.Office(), f.Actor()
	widgets.Load(t.page.Work, func(ctx context.Context) (struct{}, error) { return struct{}{}, work(ctx, o, actor) }, func(struct{}) { f.Say(said) })
}

func (t *planPart) enact() {
	id, name := t.chosen.ID, t.chosen.Name()
	t.do(name+" 已生效，可以申请发放", func(ctx context.Context, o *office.Office, actor office.Actor) error {
		return o.EnactPlan(ctx, actor, id)
	})
}

// payable are the lines whose share can be asked for.
func (t *planPart) payable() []int {
	var out []int
	for _, c := range t.chosen.Claims {
		if _, live := t.chosen.LivePayment(c.Line); !live && c.Given > 0 && !t.disputed(c.Line) {
			out = append(out, c.Line)
		}
	}
	return out
}

// pay asks for all payments that can be asked for.
func (t *planPart) pay() {
	x, lines := t.chosen, t.payable()
	var total court.Money
	for _, c := range x.Claims {
		for _, line := range lines {
			if c.Line == line {
				total += c.Given
			}
		}
	}
	text := fmt.Sprintf("按 %s 为 %d 位债权人提出发放申请，共 %s 元；先行扣除的费用随第一笔扣除。申请按规定逐级审批后由财务发放。", x.Name(), len(lines), total)
	widgets.Confirm(t.page.f.Window(), "申请发放", text, "提出申请", "", func() {
		t.do(fmt.Sprintf("已提出 %d 笔发放申请，等待审批", len(lines)), func(ctx context.Context, o *office.Office, actor office.Actor) error {
			_, err := o.PayPlan(ctx, actor, x.ID, lines)
			return err
		})
	})
}

func (t *planPart) amend() {
	f, x := t.page.f, t.chosen
	o, actor := f.Office(), f.Actor()
	form := dialogForm()
	form.AddReadOnly("方案", x.Name())
	reason := form.AddTextArea("修正理由", 3, widgets.Required(), widgets.Help("原方案保留；新的一版从原数字开始，改好后重新送达每一位债权人和被执行人"))
	var next court.Distribution
	widgets.FormDialogLater(f.Window(), "修正分配方案", form, "修正", func() (func(context.Context) error, error) {
		why := reason.Text()
		return func(ctx context.Context) (err error) {
			next, err = o.AmendPlan(ctx, actor, x.ID, why)
			return err
		}, nil
	}, func() { f.Say("已生成 " + next.Name()); f.Open(newPlanPage(f, next, 0)) })
}

func (t *planPart) void() {
	f, x := t.page.f, t.chosen
	o, actor := f.Office(), f.Actor()
	form := dialogForm()
	form.AddReadOnly("方案", x.Name())
	reason := form.AddText("作废理由", widgets.Required())
	widgets.FormDialogLater(f.Window(), "作废草案", form, "作废", func() (func(context.Context) error, error) {
		why := reason.Text()
		return func(ctx context.Context) error { return o.VoidPlan(ctx, actor, x.ID, why) }, nil
	}, func() { f.Say(x.Name() + " 已作废") })
}

// paper makes the plan's paper, keeps it in the case and opens it.
func (t *planPart) paper() {
	id := t.chosen.ID
	makePaper(t.page, func(ctx context.Context, o *office.Office) (office.PaperRequest, error) { return o.PlanPaper(ctx, id) })
}

// makePaper makes a paper of a case and opens it with the computer's program.
func makePaper(p *page, request func(context.Context, *office.Office) (office.PaperRequest, error)) {
	f := p.f
	o, actor, folder := f.Office(), f.Actor(), f.OutDir()
	widgets.Load(p.Work, func(ctx context.Context) (string, error) {
		req, err := request(ctx, o)
		if err != nil {
			return "", err
		}
		made, err := o.MakePaper(ctx, actor, req)
		if err != nil {
			return "", err
		}
		return parts.WritePaper(made[0], folder)
	}, func(path string) {
		f.OpenOutside(path)
		f.Say("已制作并存入案件，文件在 " + path)
	})
}

// exportPlan writes the chosen plan's table to Excel: costs, claims, what is left.
func (t *planPart) exportPlan() {
	x := t.chosen
	heads := []sheet.Head{{Label: "序", Kind: sheet.Int}, {Label: "债权人或费用"}, {Label: "法院"}, {Label: "案号"}, {Label: "执行依据"}, {Label: "类别"}, {Label: "类别理由"}, {Label: "顺位", Kind: sheet.Int},
		{Label: "确认的债权", Kind: sheet.Money}, {Label: "分配额", Kind: sheet.Money}, {Label: "比例"}, {Label: "未受偿", Kind: sheet.Money}, {Label: "收款开户行"}, {Label: "收款账号"}}
	var rows [][]any
	rest := x.Pool
	for _, c := range x.Costs {
		part := min(c.Amount, rest)
		rest -= part
		rows = append(rows, []any{nil, "费用：" + c.Name, nil, nil, nil, "先行扣除", nil, nil, c.Amount, part, percent(part, c.Amount), c.Amount - part, nil, nil})
	}
	for _, c := range x.Claims {
		rows = append(rows, []any{c.Line, c.Creditor, c.Court, c.CaseNo, c.Basis, className(c.Class, x.Made), c.Reason, c.Rank, c.Amount, c.Given,
			percent(c.Given, c.Amount), c.Amount - c.Given, c.Bank, c.Account})
	}
	rows = append(rows, []any{nil, "合计", nil, nil, nil, nil, nil, nil, x.Claimed() + x.CostSum(), x.Given() + min(x.CostSum(), x.Pool), nil, nil, nil, nil})
	parts.ExportTable(t.page.f, t.page.Work, "分配方案 "+x.Name(), heads, rows)
}

// claimButton offers to mend where a claim is paid to.
func (t *planPart) claimButton(c court.Claim) widgets.Cell {
	_, live := t.chosen.LivePayment(c.Line)
	settled := t.chosen.State == court.PlanServed || t.chosen.State == court.PlanEffective
	if live || !settled || c.Given == 0 || !t.page.f.Can(office.MayWorkPlan) {
		return widgets.Cell{}
	}
	return widgets.ButtonCell(widgets.CellButton{Label: "账号", Primary: c.Account == "", Do: func() { t.account(c) }})
}

// account asks where a creditor is to be paid.
func (t *planPart) account(c court.Claim) {
	f, id := t.page.f, t.chosen.ID
	form := dialogForm()
	form.AddReadOnly("债权人", c.Creditor+"　分配额 "+c.Given.String()+" 元")
	bank := form.AddText("收款开户行", widgets.Required())
	bank.SetText(c.Bank)
	account := form.AddText("收款账号", widgets.Required(), widgets.Help("以债权人书面提供的为准"))
	account.SetText(c.Account)
	o, actor := f.Office(), f.Actor()
	widgets.FormDialogLater(f.Window(), "收款账号", form, "保存", func() (func(context.Context) error, error) {
		where, number := bank.Text(), account.Text()
		return func(ctx context.Context) error { return o.SetPlanAccount(ctx, actor, id, c.Line, where, number) }, nil
	}, func() { f.Say("已登记 " + c.Creditor + " 的收款账号") })
}
