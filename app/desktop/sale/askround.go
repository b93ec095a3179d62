package sale

import (
	"context"
	"fmt"
	"strconv"

	"zhixing/app/court"
	"zhixing/app/desktop/frame"
	"zhixing/app/desktop/widgets"
	"zhixing/app/law"
	"zhixing/app/office"
)

func idText(id int64) string { return strconv.FormatInt(id, 10) }

func idOf(text string) int64 {
	id, _ := strconv.ParseInt(text, 10, 64) // "" is none
	return id
}

// How a thing is sold.
const (
	online  = "网络司法拍卖平台"
	offline = "线下（已批准）"
)

// round is the form of a notice; what the law allows follows as one types.
type round struct {
	f                                  frame.Frame
	v                                  office.SaleView
	x                                  *widgets.Form
	kind                               court.RoundKind
	way                                *widgets.ChoiceField
	site, chosen, helper, avoid, link  *widgets.TextField
	start, deposit, step               *widgets.MoneyField
	preempt, cannot, note              *widgets.TextField
	prior, costs                       *widgets.MoneyField
	panel, told, notice, opens, closes *widgets.DateField
	posted                             *widgets.DateField
	late                               func() string
	offered                            [2]court.Date // days filled in for opening and closing
}

// askRound asks for the notice of the next round.
func askRound(f frame.Frame, v office.SaleView) {
	kinds := law.NextRounds(v.Sale)
	if len(kinds) == 0 {
		f.Fail(court.Errorf(court.CodeRefused, "现在没有可以发布公告的一轮。"))
		return
	}
	r := &round{f: f, v: v, x: form(v), kind: kinds[0]}
	r.build()
	o, actor := f.Office(), f.Actor()
	keep(f, string(r.kind)+"公告", r.x, func() func(context.Context) (court.Sale, error) {
		e, ref := r.read(), refOf(v, r.late())
		return func(ctx context.Context) (court.Sale, error) { return o.AddRound(ctx, actor, ref, e) }
	})
}

func (r *round) build() {
	x, today := r.x, r.f.Office().Today
	last, any := r.v.Round()
	if price, ok := r.v.Price(); ok {
		text := fmt.Sprintf("%s 元（%s，有效期至 %s）", price.Price, price.Method, price.Valid)
		if any {
			text += fmt.Sprintf("；前一轮 %s %s 元，%s%s", last.Kind, last.Start, last.On, last.Result)
		}
		x.AddReadOnly("参考价", text, widgets.Wide())
	}
	ways := []string{online}
	if r.v.Plea.Approved || r.v.Direct.Ground != "" {
		ways = append(ways, offline)
	}
	r.way = x.AddChoice("处置方式", widgets.Options(ways...), widgets.Required())
	direct := r.v.Direct.Ground != ""
	r.site = x.AddText("平台", widgets.Required())
	r.chosen = x.AddText("选定方式", widgets.Required(), widgets.PlaceHolder("申请执行人选择、法院指定、摇号"))
	r.start = x.AddMoney(law.StartLabel(r.kind), true, widgets.Required())
	r.deposit = x.AddMoney("保证金", false, widgets.Required())
	r.step = x.AddMoney("加价幅度", false, need(!direct)...)
	r.prior = x.AddMoney("优先债权", false, widgets.Help("先于申请执行人受偿的；起拍价不高于它和执行费用的，先告知申请执行人（拍卖规定6条，原9条）"))
	r.costs = x.AddMoney("执行费用", false)
	r.buildDays(direct)
	r.way.SetID(ways[len(ways)-1])
	r.site.SetText(last.Platform)
	r.preempt.SetText(last.Preempt)
	setKnown(r.prior, max(last.Prior, r.v.Useless.Prior))
	setKnown(r.costs, max(last.Costs, r.v.Useless.Costs))
	if any {
		r.chosen.SetText("同前一轮")
	}
	r.notice.SetDate(today())
	r.propose()
	r.way.OnChanged = func(string) { r.follow() }
	r.start.OnMoney = func(court.Money) { r.proposeDeposit(); r.follow() }
	r.notice.OnDate = func(court.Date) { r.moveDays(); r.follow() }
	r.opens.OnDate, r.posted.OnDate = func(court.Date) { r.follow() }, func(court.Date) { r.follow() }
	r.late = lateStep(x, r.v, r.notice)
	r.follow()
}

// buildDays adds who is told, the days and what goes with the notice.
func (r *round) buildDays(direct bool) {
	x, today := r.x, r.f.Office().Today
	r.panel = x.AddDate("合议日", today, append(need(!direct), widgets.Help("起拍价、降幅、加价幅度、保证金、优先购买权由合议庭评议（法释〔2016〕18号27条）"))...)
	r.preempt = x.AddText("优先购买权人", append(need(!direct), widgets.PlaceHolder("共有人、承租人、股东……；没有的填“无”"))...)
	r.told = x.AddDate("通知日", today)
	r.posted = x.AddDate("公示日", today, widgets.Help("无法通知的才填：在平台公示满五日视为通知（法释〔2016〕18号16条）"))
	r.cannot = x.AddText("无法通知的理由")
	r.notice = x.AddDate("公告日", today, widgets.Required())
	r.opens = x.AddDate("开始日", today, widgets.Required())
	r.closes = x.AddDate("结束日", today, widgets.Required())
	r.helper = x.AddText("辅助机构")
	r.avoid = x.AddText("回避", widgets.PlaceHolder("有无申请，怎样决定"))
	r.link = x.AddText("公告网址", widgets.Wide())
	r.note = x.AddText("说明", widgets.Wide())
}

// setKnown fills an amount in that is known.
func setKnown(field *widgets.MoneyField, m court.Money) {
	if m > 0 {
		field.SetMoney(m)
	}
}

// need marks a field as one that must be filled in, or does not.
func need(it bool) []widgets.FieldOption {
	if it {
		return []widgets.FieldOption{widgets.Required()}
	}
	return nil
}

// moveDays lets the days that were filled in follow the day of the notice, as
// long as nobody changed them.
func (r *round) moveDays() {
	if r.opens.Date() == r.offered[0] && r.closes.Date() == r.offered[1] {
		r.proposeDays()
	}
}

func (r *round) limits() (law.RoundLimits, bool) {
	l, err := r.f.Office().SaleLimits(r.v.Sale, r.read())
	return l, err == nil
}

// propose fills in the lowest price and the first days the law allows.
func (r *round) propose() {
	l, ok := r.limits()
	if !ok {
		return
	}
	r.start.SetMoney(l.Low)
	r.proposeDays()
	r.proposeDeposit()
}

// proposeDays fills in the first days the law allows for the notice.
func (r *round) proposeDays() {
	l, ok := r.limits()
	if !ok {
		return
	}
	r.opens.SetDate(l.Opens)
	if l, ok = r.limits(); ok {
		r.closes.SetDate(l.Closes)
		if l.Closes.IsZero() {
			r.closes.SetDate(l.Opens)
		}
	}
	r.offered = [2]court.Date{r.opens.Date(), r.closes.Date()}
}

func (r *round) proposeDeposit() {
	l, ok := r.limits()
	if !ok {
		return
	}
	deposit := l.DepositLow
	if l.DepositHigh > 0 && r.kind != court.PlainSale {
		deposit = (l.DepositLow + l.DepositHigh) / 2 / 100_00 * 100_00
		if deposit < l.DepositLow {
			deposit = l.DepositLow
		}
	}
	if r.v.Direct.Ground == "" {
		r.deposit.SetMoney(deposit)
	}
}

// follow shows what the law allows for what is typed.
func (r *round) follow() {
	l, ok := r.limits()
	if !ok {
		return
	}
	site := "网络服务提供者名单库中的平台"
	if r.way.ID() == offline {
		site = "拍卖机构、变卖单位"
	}
	r.site.SetHelper(site)
	r.x.SetVisible("公示日", r.way.ID() != offline)
	r.x.SetVisible("无法通知的理由", r.way.ID() != offline && !r.posted.Date().IsZero())
	price := "最低 " + l.Low.String() + " 元"
	if l.High > 0 {
		price = "应为 " + l.Low.String() + " 元"
	}
	r.start.SetHelper(price + "（" + l.StartBasis + "）")
	deposit := "最低 " + l.DepositLow.String() + " 元"
	if l.DepositHigh > 0 {
		deposit = l.DepositLow.String() + "—" + l.DepositHigh.String() + " 元"
	}
	r.deposit.SetHelper(deposit + "（" + l.DepositBasis + "）")
	r.opens.SetHelper(fmt.Sprintf("公告满 %d 日，最早 %s（%s）", l.NoticeDays, l.Opens, l.NoticeBasis))
	if l.NoticeDays == 0 {
		r.opens.SetHelper(l.NoticeBasis)
	}
	if !l.Closes.IsZero() {
		word := "最早 "
		if l.Exactly {
			word = "应为 "
		}
		r.closes.SetHelper(word + l.Closes.String() + "（" + l.ClosesBasis + "）")
	}
	if !l.Told.IsZero() {
		r.told.SetHelper("最晚 " + l.Told.String() + "（" + l.ToldBasis + "）")
	}
}

func (r *round) read() court.SaleRound {
	return court.SaleRound{Kind: r.kind, Offline: r.way.ID() == offline, Platform: r.site.Text(), Chosen: r.chosen.Text(), Assistant: r.helper.Text(), Avoid: r.avoid.Text(),
		Direct: r.v.Direct.Ground != "", Prior: r.prior.Money(), Costs: r.costs.Money(), Preempt: r.preempt.Text(), Posted: r.posted.Date(), PostedWhy: r.cannot.Text(), Note: r.note.Text(), Start: r.start.Money(), Deposit: r.deposit.Money(), Step: r.step.Money(), Panel: r.panel.Date(), Told: r.told.Date(), Notice: r.notice.Date(), Link: r.link.Text(),
		Opens: r.opens.Date(), Closes: r.closes.Date()}
}
