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
	panel, told, notice, opens, closes *widgets.DateField
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
		e := r.read()
		return func(ctx context.Context) (court.Sale, error) { return o.AddRound(ctx, actor, office.RefOf(v.Sale), e) }
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
	if r.v.Plea.Approved {
		ways = append(ways, offline)
	}
	r.way = x.AddChoice("处置方式", widgets.Options(ways...), widgets.Required())
	r.site = x.AddText("平台", widgets.Required(), widgets.PlaceHolder("拍卖平台；线下的填拍卖机构"))
	r.chosen = x.AddText("选定方式", widgets.Required(), widgets.PlaceHolder("申请执行人选择、法院指定、摇号"))
	r.start = x.AddMoney(law.StartLabel(r.kind), true, widgets.Required())
	r.deposit = x.AddMoney("保证金", false, widgets.Required())
	r.step = x.AddMoney("加价幅度", false, widgets.Required())
	r.panel = x.AddDate("合议日", today, widgets.Required(), widgets.Help("起拍价、降幅、加价幅度、保证金由合议庭评议（法释〔2016〕18号27条）"))
	r.told = x.AddDate("通知日", today, widgets.Required())
	r.notice = x.AddDate("公告日", today, widgets.Required())
	r.opens = x.AddDate("开始日", today, widgets.Required())
	r.closes = x.AddDate("结束日", today, widgets.Required())
	r.helper = x.AddText("辅助机构")
	r.avoid = x.AddText("回避", widgets.PlaceHolder("有无申请，怎样决定"))
	r.link = x.AddText("公告网址", widgets.Wide())
	r.way.SetID(ways[len(ways)-1])
	r.site.SetText(last.Platform)
	if any {
		r.chosen.SetText("同前一轮")
	}
	r.notice.SetDate(today())
	r.propose()
	follow := func() { r.follow() }
	r.way.OnChanged = func(string) { follow() }
	r.start.OnMoney = func(court.Money) { r.proposeDeposit(); follow() }
	r.notice.OnDate, r.opens.OnDate = func(court.Date) { follow() }, func(court.Date) { follow() }
	r.follow()
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
	r.opens.SetDate(l.Opens)
	if l, ok = r.limits(); ok {
		r.closes.SetDate(l.Closes)
		if l.Closes.IsZero() {
			r.closes.SetDate(l.Opens)
		}
	}
	r.proposeDeposit()
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
	r.deposit.SetMoney(deposit)
}

// follow shows what the law allows for what is typed.
func (r *round) follow() {
	l, ok := r.limits()
	if !ok {
		return
	}
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
		Start: r.start.Money(), Deposit: r.deposit.Money(), Step: r.step.Money(), Panel: r.panel.Date(), Told: r.told.Date(), Notice: r.notice.Date(), Link: r.link.Text(),
		Opens: r.opens.Date(), Closes: r.closes.Date()}
}

var dealLabels = []string{"成交价", "买受人", "证件号码", "住址", "尾款期限"}

// askResult asks how the running round ended.
func askResult(f frame.Frame, v office.SaleView) {
	x := form(v)
	o, actor, today := f.Office(), f.Actor(), f.Office().Today
	last, _ := v.Round()
	x.AddReadOnly("本轮", fmt.Sprintf("%s　%s 元　%s 至 %s　%s", last.Kind, last.Start, last.Opens, last.Closes, last.Platform), widgets.Wide())
	result := x.AddChoice("结果", options(court.RoundResults), widgets.Required())
	on := x.AddDate("结果日", today, widgets.Required())
	on.SetDate(today())
	if last.Closes.Before(today()) {
		on.SetDate(last.Closes)
	}
	price := x.AddMoney("成交价", true, widgets.Help("不低于 "+last.Start.String()+" 元（法释〔2016〕18号11条）"))
	buyer := x.AddText("买受人")
	id := x.AddText("证件号码")
	at := x.AddText("住址")
	pay := x.AddDate("尾款期限", today, widgets.Help("成交的必填，以公告、成交确认书为准"))
	why := x.AddText("原因", widgets.Wide())
	follow := func() {
		sold := result.ID() == string(court.RoundSold)
		late := on.Date().After(last.Closes) && !last.Closes.IsZero()
		for _, label := range dealLabels {
			x.SetVisible(label, sold)
		}
		x.SetVisible("原因", late || result.ID() != string(court.RoundFailed))
	}
	result.OnChanged, on.OnDate = func(string) { follow() }, func(court.Date) { follow() }
	result.SetID(string(court.RoundSold))
	follow()
	keep(f, "登记"+string(last.Kind)+"结果", x, func() func(context.Context) (court.Sale, error) {
		e := court.SaleRound{Result: court.RoundResult(result.ID()), On: on.Date(), Price: price.Money(), Buyer: buyer.Text(), BuyerID: id.Text(), BuyerAt: at.Text(), PayBy: pay.Date(), Why: why.Text()}
		return func(ctx context.Context) (court.Sale, error) { return o.EndRound(ctx, actor, office.RefOf(v.Sale), e) }
	})
}

func askResume(f frame.Frame, v office.SaleView) {
	x := form(v)
	o, actor, today := f.Office(), f.Actor(), f.Office().Today
	last, _ := v.Round()
	cleared := x.AddDate("原因消除日", today, widgets.Required(), widgets.Help("消除后五日内恢复（法释〔2016〕18号28条）"))
	cleared.SetDate(today())
	if !last.Cleared.IsZero() {
		cleared.SetDate(last.Cleared)
	}
	opens := x.AddDate("开始日", today, widgets.Help("恢复后的竞价开始日；还没有定的不填"))
	closes := x.AddDate("结束日", today)
	keep(f, "恢复"+string(last.Kind), x, func() func(context.Context) (court.Sale, error) {
		a, b, c := cleared.Date(), opens.Date(), closes.Date()
		return func(ctx context.Context) (court.Sale, error) {
			return o.ResumeRound(ctx, actor, office.RefOf(v.Sale), a, b, c)
		}
	})
}

func askBroken(f frame.Frame, v office.SaleView) {
	x := form(v)
	o, actor, today := f.Office(), f.Actor(), f.Office().Today
	last, _ := v.Round()
	x.AddReadOnly("买受人", last.Buyer+"　应在 "+last.PayBy.String()+" 前付清", widgets.Wide())
	on := x.AddDate("悔拍日", today, widgets.Required())
	on.SetDate(today())
	forfeit := x.AddMoney("不退的保证金", false, widgets.Required(), widgets.Help("依次支付费用损失、弥补差价、冲抵本案债务（法释〔2016〕18号24条）"))
	forfeit.SetMoney(last.Deposit)
	why := x.AddText("情况说明", widgets.Required(), widgets.Wide())
	keep(f, "登记悔拍", x, func() func(context.Context) (court.Sale, error) {
		d, m, w := on.Date(), forfeit.Money(), why.Text()
		return func(ctx context.Context) (court.Sale, error) {
			return o.BreakRound(ctx, actor, office.RefOf(v.Sale), d, m, w)
		}
	})
}

func askPlea(f frame.Frame, v office.SaleView) {
	x := form(v)
	o, actor := f.Office(), f.Actor()
	why := x.AddChoice("理由", widgets.Options(law.OfflineReasons()...), widgets.Required(), widgets.Help("网络拍卖是原则，只限这几种（法释〔2016〕18号2条）"))
	note := x.AddText("具体情况", widgets.Required(), widgets.Wide())
	keep(f, "申请不通过网络处置", x, func() func(context.Context) (court.Sale, error) {
		w, n := why.ID(), note.Text()
		return func(ctx context.Context) (court.Sale, error) {
			return o.AskOffline(ctx, actor, office.RefOf(v.Sale), w, n)
		}
	})
}

func decidePlea(f frame.Frame, v office.SaleView) {
	x := form(v)
	o, actor := f.Office(), f.Actor()
	x.AddReadOnly("申请", v.Plea.AskedBy+" "+v.Plea.AskedOn.String()+"："+v.Plea.Why+"。"+v.Plea.Note, widgets.Wide())
	yes := x.AddChoice("决定", widgets.Options("同意", "不同意"), widgets.Required())
	words := x.AddText("审批意见", widgets.Required(), widgets.Wide())
	keep(f, "审批不通过网络处置", x, func() func(context.Context) (court.Sale, error) {
		ok, w := yes.ID() == "同意", words.Text()
		return func(ctx context.Context) (court.Sale, error) {
			return o.DecideOffline(ctx, actor, office.RefOf(v.Sale), ok, w)
		}
	})
}
