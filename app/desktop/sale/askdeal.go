package sale

import (
	"context"
	"fmt"
	"strings"

	"zhixing/app/court"
	"zhixing/app/desktop/frame"
	"zhixing/app/desktop/widgets"
	"zhixing/app/law"
	"zhixing/app/office"
)

// askOffer asks what an applicant said to taking the thing for the debt.
func askOffer(f frame.Frame, v office.SaleView) {
	x := form(v)
	o, actor, today := f.Office(), f.Actor(), f.Office().Today
	last, _ := v.Round()
	x.AddReadOnly("保留价", fmt.Sprintf("%s %s 元，%s流拍；十日内询问（法明传〔2017〕455号）", last.Kind, last.Start, last.On), widgets.Wide())
	who := x.AddText("申请执行人", widgets.Required())
	if len(v.Applicants) > 0 {
		who.SetText(v.Applicants[0])
	}
	asked := x.AddDate("询问日", today, widgets.Required())
	asked.SetDate(today())
	answer := x.AddChoice("答复", widgets.Options("接受", "不接受", "未答复"), widgets.Required())
	on := x.AddDate("答复日", today)
	rank := x.AddNumber("法定顺位", 1, 99, widgets.Help("1 为最先；同顺位的抽签（拍卖规定16条，原19条）"))
	claim := x.AddMoney("债权额", false, widgets.Help("应受清偿的数额，低于抵债价的要补差价"))
	note := x.AddText("备注", widgets.Wide())
	answer.OnChanged = func(id string) {
		x.SetVisible("答复日", id != "未答复")
		x.SetVisible("法定顺位", id == "接受")
		x.SetVisible("债权额", id == "接受")
	}
	on.SetDate(today())
	rank.SetNumber(1)
	answer.SetID("不接受")
	answer.OnChanged("不接受")
	late := lateAfter(x, asked, func() (court.Date, string) {
		if !strings.HasPrefix(v.Step, "询问") {
			return court.Date{}, ""
		}
		return v.Due, v.Basis
	})
	keep(f, "询问以物抵债", x, func() func(context.Context) (court.Sale, error) {
		e := court.KindOffer{Creditor: who.Text(), Asked: asked.Date(), Note: note.Text()}
		if answer.ID() != "未答复" {
			e.On = on.Date()
		}
		if e.Accepts = answer.ID() == "接受"; e.Accepts {
			e.Rank, e.Claim = rank.Number(), claim.Money()
		}
		ref := refOf(v, late())
		return func(ctx context.Context) (court.Sale, error) { return o.AskInKind(ctx, actor, ref, e) }
	})
}

// askInKind asks who takes the thing for the debt; before any auction both
// parties must agree.
func askInKind(f frame.Frame, v office.SaleView) {
	x := form(v)
	o, actor, today := f.Office(), f.Actor(), f.Office().Today
	last, any := v.Round()
	names := v.Applicants
	if any {
		names = nil
		for _, offer := range v.Offers {
			if offer.Accepts {
				names = append(names, offer.Creditor)
			}
		}
	}
	who := x.AddChoice("承受人", widgets.Options(names...), widgets.Required())
	by := x.AddChoice("确定方式", widgets.Options(law.InKindWays...))
	x.SetVisible("确定方式", any)
	on := x.AddDate("确定日", today, widgets.Required())
	on.SetDate(today())
	help := "双方同意、不损害他人利益的，可以不经拍卖直接抵债（民诉法解释489条，原491条）"
	if any {
		help = "不低于保留价 " + last.Start.String() + " 元（拍卖规定16条，原19条）"
		by.SetID(law.InKindOnly)
	}
	price := x.AddMoney("抵债价", true, widgets.Required(), widgets.Help(help))
	price.SetMoney(last.Start)
	if len(names) > 0 {
		who.SetID(names[0])
	}
	keep(f, "以物抵债", x, func() func(context.Context) (court.Sale, error) {
		k := court.InKind{Creditor: who.ID(), By: by.ID(), On: on.Date(), Price: price.Money(), Agreed: !any}
		return func(ctx context.Context) (court.Sale, error) {
			return o.TakeInKind(ctx, actor, office.RefOf(v.Sale), k)
		}
	})
}

const newMoney = "new"

// askMoney books the price: what came to the account, or the bidder's deposit
// that is in its pool.
func askMoney(f frame.Frame, v office.SaleView) {
	x := form(v)
	o, actor, today := f.Office(), f.Actor(), f.Office().Today
	left := v.ToPay() - v.Received
	x.AddReadOnly("应付", fmt.Sprintf("%s 元，已收 %s 元，还差 %s 元", v.ToPay(), v.Received, left), widgets.Wide())
	sources := []widgets.Option{{ID: newMoney, Label: "到账的价款"}}
	for _, p := range v.Pools {
		sources = append(sources, widgets.Option{ID: idText(p.ID), Label: "保证金 " + p.Payer + " " + p.Left.String() + " 元", Note: p.Number})
	}
	from := x.AddChoice("来源", sources, widgets.Required(), widgets.Help("竞买保证金先在“案款 · 不明款”登记，在这里转入"))
	on := x.AddDate("到账日期", today)
	on.SetDate(today())
	payer := x.AddText("付款人")
	last, _ := v.Round()
	payer.SetText(last.Buyer)
	if v.InKind.Creditor != "" {
		payer.SetText(v.InKind.Creditor)
	}
	amount := x.AddMoney("金额", true)
	amount.SetMoney(left)
	ref := x.AddText("银行流水号")
	over := x.AddText(office.FieldOverReason, widgets.Required(), widgets.Wide())
	late := lateStep(x, v, on)
	coming := func() court.Money {
		for _, p := range v.Pools {
			if idText(p.ID) == from.ID() {
				return min(p.Left, left)
			}
		}
		return amount.Money()
	}
	exceeds := func() bool { return v.Principal && coming() > v.Owed }
	follow := func() {
		for _, label := range []string{"到账日期", "付款人", "金额", "银行流水号"} {
			x.SetVisible(label, from.ID() == newMoney)
		}
		x.SetVisible(office.FieldOverReason, exceeds())
		over.SetHelper(fmt.Sprintf("比尚欠本金 %s 元多 %s 元，写明原因，例：含加倍利息和执行费，余款退还被执行人", v.Owed, coming()-v.Owed))
	}
	from.OnChanged, amount.OnMoney = func(string) { follow() }, func(court.Money) { follow() }
	from.SetID(newMoney)
	follow()
	keep(f, "收取价款", x, func() func(context.Context) (court.Sale, error) {
		p := office.SalePayment{Pool: idOf(from.ID())}
		if from.ID() == newMoney {
			p = office.SalePayment{Receipt: court.Receipt{Date: on.Date(), Payer: payer.Text(), Amount: amount.Money(), BankRef: ref.Text()}}
		}
		if exceeds() {
			p.Receipt.OverReason = over.Text()
		}
		ref := refOf(v, late())
		return func(ctx context.Context) (court.Sale, error) { return o.RecordSaleMoney(ctx, actor, ref, p) }
	})
}

func askRuling(f frame.Frame, v office.SaleView) {
	x := form(v)
	o, actor, today := f.Office(), f.Actor(), f.Office().Today
	number := x.AddText("裁定文号", widgets.PlaceHolder("（2018）豫1599执1号之三"))
	number.SetText(v.Ruling)
	on := x.AddDate("裁定日", today, widgets.Required(), widgets.Help("价款付清后十日内裁定并送达（拍卖规定20条，原23条）"))
	on.SetDate(today())
	if !v.RuledOn.IsZero() {
		on.SetDate(v.RuledOn)
	}
	served := x.AddDate("送达日", today, widgets.Help("送达买受人、承受人时所有权转移（民诉法解释491条，原493条）；还没有送达的不填"))
	late := lateStep(x, v, served)
	keep(f, "成交、抵债裁定", x, func() func(context.Context) (court.Sale, error) {
		e, ref := office.SaleRuling{Number: number.Text(), On: on.Date(), Served: served.Date()}, refOf(v, late())
		return func(ctx context.Context) (court.Sale, error) { return o.RuleSale(ctx, actor, ref, e) }
	})
}

func askDelivery(f frame.Frame, v office.SaleView) { deliver(f, v, true) }

func askEviction(f frame.Frame, v office.SaleView) { deliver(f, v, false) }

// deliver asks for the handing over, or for the term to leave before it.
func deliver(f frame.Frame, v office.SaleView, done bool) {
	x := form(v)
	o, actor, today := f.Office(), f.Actor(), f.Office().Today
	title := "限期迁出"
	who := x.AddText("占有人")
	who.SetText(v.Occupied)
	evict := x.AddDate("迁出期限", today, widgets.Help("公告责令迁出的期限（民事诉讼法261条，原250条），公告由院长签发"))
	evict.SetDate(v.Evict)
	var on *widgets.DateField
	var refused *widgets.TextField
	if done {
		title = "登记移交"
		on = x.AddDate("移交日", today, widgets.Required(), widgets.Help("裁定送达后十五日内移交（拍卖规定27条，原30条）"))
		on.SetDate(today())
		refused = x.AddText("强制执行情况", widgets.Wide(), widgets.PlaceHolder("拒不移交的填"))
	}
	late := func() string { return "" }
	if done {
		late = lateStep(x, v, on)
	}
	keep(f, title, x, func() func(context.Context) (court.Sale, error) {
		e := office.SaleDelivery{Occupied: who.Text(), Evict: evict.Date()}
		if done {
			e.On, e.Refused = on.Date(), refused.Text()
		}
		ref := refOf(v, late())
		return func(ctx context.Context) (court.Sale, error) {
			return o.DeliverSale(ctx, actor, ref, e)
		}
	})
}

func askEnd(f frame.Frame, v office.SaleView) {
	x := form(v)
	o, actor, today := f.Office(), f.Actor(), f.Office().Today
	how := x.AddChoice("终止后", widgets.Options("不能处置", "继续控制"), widgets.Required(), widgets.Help("不能处置的，作为终本材料；债务清偿、撤回的选“继续控制”"))
	on := x.AddDate("终止日", today, widgets.Required())
	on.SetDate(today())
	why := x.AddText("原因", widgets.Required(), widgets.Wide(), widgets.ErrorName("终止的原因"))
	last, any := v.Round()
	if any && last.Kind == court.PlainSale && last.Result == court.RoundFailed {
		why.SetText("两次网络拍卖、变卖均未成交，申请执行人不接受以物抵债")
	}
	how.SetID("不能处置")
	keep(f, "终止处置", x, func() func(context.Context) (court.Sale, error) {
		e := office.SaleEnd{On: on.Date(), Why: why.Text(), Unsold: how.ID() == "不能处置"}
		return func(ctx context.Context) (court.Sale, error) { return o.EndSale(ctx, actor, office.RefOf(v.Sale), e) }
	})
}
