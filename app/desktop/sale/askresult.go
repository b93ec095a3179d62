package sale

import (
	"context"
	"fmt"

	"zhixing/app/court"
	"zhixing/app/desktop/frame"
	"zhixing/app/desktop/widgets"
	"zhixing/app/law"
	"zhixing/app/office"
)

var dealLabels = []string{"成交价", "买受人", "证件号码", "住址", "尾款期限", "核对"}

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
	for _, text := range law.SaleReminders(v.What, last.Notice) {
		x.AddReadOnly("核对", text, widgets.Wide())
	}
	price := x.AddMoney("成交价", true, widgets.Required(), widgets.Help("不低于 "+last.Start.String()+" 元（法释〔2016〕18号11条）"))
	buyer := x.AddText("买受人", widgets.Required())
	id := x.AddText("证件号码")
	at := x.AddText("住址")
	pay := x.AddDate("尾款期限", today, widgets.Required(), widgets.Help("以公告、成交确认书为准"))
	bidders := x.AddNumber("交保证金人数", 0, 9999, widgets.Help("其他竞买人的保证金二十四小时内退还（法释〔2016〕18号23条）"))
	back := x.AddDate("保证金退还日", today, widgets.Help("还没有退还的不填，程序到期预警"))
	why := x.AddText("原因", widgets.Wide())
	follow := func() {
		sold := result.ID() == string(court.RoundSold)
		late := on.Date().After(last.Closes) && !last.Closes.IsZero()
		for _, label := range dealLabels {
			x.SetVisible(label, sold)
		}
		x.SetVisible("原因", late || result.ID() != string(court.RoundFailed))
		text := ""
		if sold && law.OffStep(last, price.Money()) {
			text = "成交价不是起拍价加整数个加价幅度（" + last.Step.String() + " 元），请核对；确实如此的写明原因"
		}
		why.SetHelper(text)
	}
	price.OnMoney = func(court.Money) { follow() }
	result.OnChanged, on.OnDate = func(string) { follow() }, func(court.Date) { follow() }
	result.SetID(string(court.RoundSold))
	follow()
	keep(f, "登记"+string(last.Kind)+"结果", x, func() func(context.Context) (court.Sale, error) {
		e := court.SaleRound{Result: court.RoundResult(result.ID()), On: on.Date(), Price: price.Money(), Buyer: buyer.Text(), BuyerID: id.Text(), BuyerAt: at.Text(), PayBy: pay.Date(), Why: why.Text(), Bidders: bidders.Number(), Returned: back.Date()}
		return func(ctx context.Context) (court.Sale, error) { return o.EndRound(ctx, actor, office.RefOf(v.Sale), e) }
	})
}

func askResume(f frame.Frame, v office.SaleView) {
	x := form(v)
	o, actor, today := f.Office(), f.Actor(), f.Office().Today
	last, _ := v.Round()
	cleared := x.AddDate("原因消除日", today, widgets.Required())
	cleared.SetDate(today())
	if !last.Cleared.IsZero() {
		cleared.SetDate(last.Cleared)
	}
	opens := x.AddDate("开始日", today, widgets.Help("恢复后的竞价开始日；还没有定的不填"))
	closes := x.AddDate("结束日", today)
	by := func() (court.Date, string) { return o.ResumeBy(last, cleared.Date()) }
	if due, basis := by(); !due.IsZero() {
		opens.SetHelper("应在 " + due.String() + " 以前恢复（" + basis + "）；还没有定的不填")
	}
	late := lateAfter(x, opens, by)
	keep(f, "恢复"+string(last.Kind), x, func() func(context.Context) (court.Sale, error) {
		a, b, c, ref := cleared.Date(), opens.Date(), closes.Date(), refOf(v, late())
		return func(ctx context.Context) (court.Sale, error) {
			return o.ResumeRound(ctx, actor, ref, a, b, c)
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
	loss := x.AddMoney("费用损失", false, widgets.Help("本次拍卖产生的费用，先从保证金支付"))
	why := x.AddText("情况说明", widgets.Required(), widgets.Wide())
	keep(f, "登记悔拍", x, func() func(context.Context) (court.Sale, error) {
		e := office.BrokenDeal{On: on.Date(), Forfeit: forfeit.Money(), Loss: loss.Money(), Why: why.Text()}
		return func(ctx context.Context) (court.Sale, error) {
			return o.BreakRound(ctx, actor, office.RefOf(v.Sale), e)
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
