package sale

import (
	"context"

	"zhixing/app/court"
	"zhixing/app/desktop/frame"
	"zhixing/app/desktop/widgets"
	"zhixing/app/law"
	"zhixing/app/office"
)

// lateAfter adds 迟延理由, which shows while the day of a field is past the day
// that due gives, and tells how to read it.
func lateAfter(x *widgets.Form, on *widgets.DateField, due func() (court.Date, string)) func() string {
	why := x.AddText(office.FieldLate, widgets.Required(), widgets.Wide())
	shown := false
	follow := func(d court.Date) {
		by, basis := due()
		shown = !by.IsZero() && d.After(by)
		why.SetHelper("应在 " + by.String() + " 以前（" + basis + "）")
		x.SetVisible(office.FieldLate, shown)
	}
	then := on.OnDate
	on.OnDate = func(d court.Date) {
		if then != nil {
			then(d)
		}
		follow(d)
	}
	follow(on.Date())
	return func() string {
		if !shown {
			return ""
		}
		return why.Text()
	}
}

// lateStep is lateAfter for the step that is next.
func lateStep(x *widgets.Form, v office.SaleView, on *widgets.DateField) func() string {
	return lateAfter(x, on, func() (court.Date, string) { return v.Due, v.Basis })
}

// refOf names the sale with why its step is late.
func refOf(v office.SaleView, late string) office.SaleRef {
	ref := office.RefOf(v.Sale)
	ref.Late = late
	return ref
}

// askDirect asks on which ground the thing is sold without an auction.
func askDirect(f frame.Frame, v office.SaleView) {
	x := form(v)
	o, actor, today := f.Office(), f.Actor(), f.Office().Today
	ground := x.AddChoice("情形", widgets.Options(law.DirectGrounds(v.What)...), widgets.Required())
	on := x.AddDate("决定日", today, widgets.Required())
	on.SetDate(today())
	proof := x.AddText("证据", widgets.Required(), widgets.Wide(), widgets.PlaceHolder("同意变卖的笔录、市场行情、保管费用等"))
	by := x.AddChoice("价格依据", widgets.Options(court.PricedBy...), widgets.Required())
	price := x.AddMoney("价格", true, widgets.Help("约定的价格，或者市价：变卖不得低于市价"))
	follow := func() {
		x.SetVisible("价格", by.ID() != court.ByAppraisal)
		if b := law.DirectBasis(v.What, ground.ID(), on.Date()); b != "" {
			ground.SetHelper(b)
		}
	}
	ground.OnChanged, by.OnChanged = func(string) { follow() }, func(string) { follow() }
	by.SetID(court.ByMarket)
	follow()
	keep(f, "不经拍卖直接变卖", x, func() func(context.Context) (court.Sale, error) {
		e := court.DirectSale{Ground: ground.ID(), Proof: proof.Text(), On: on.Date(), By: by.ID(), Price: price.Money()}
		return func(ctx context.Context) (court.Sale, error) {
			return o.DecideDirect(ctx, actor, office.RefOf(v.Sale), e)
		}
	})
}

// askUseless asks when the applicants were told that the auction would leave
// them nothing, and whether they want it all the same.
func askUseless(f frame.Frame, v office.SaleView) {
	x := form(v)
	o, actor, today := f.Office(), f.Actor(), f.Office().Today
	was := v.Useless
	if !v.Told() {
		was = court.UselessNotice{Prior: v.Property.BurdenSum}
	}
	prior := x.AddMoney("优先债权", false, widgets.Required(), widgets.Help("先于申请执行人受偿的债权"))
	setKnown(prior, was.Prior)
	costs := x.AddMoney("执行费用", false, widgets.Help("评估、拍卖、执行等强制执行费用"))
	setKnown(costs, was.Costs)
	told := x.AddDate("收到通知日", today, widgets.Required())
	told.SetDate(was.Told)
	asked := x.AddDate("申请继续日", today, widgets.Help("没有申请的不填；不申请的，终止处置"))
	asked.SetDate(was.Asked)
	note := x.AddText("备注", widgets.Wide())
	note.SetText(was.Note)
	follow := func(d court.Date) {
		if !d.IsZero() {
			by, basis := o.UselessEnds(d)
			told.SetHelper("申请继续拍卖到 " + by.String() + " 为止（" + basis + "）")
		}
	}
	told.OnDate = follow
	follow(told.Date())
	keep(f, "无益拍卖告知", x, func() func(context.Context) (court.Sale, error) {
		e := court.UselessNotice{Prior: prior.Money(), Costs: costs.Money(), Told: told.Date(), Asked: asked.Date(), Note: note.Text()}
		return func(ctx context.Context) (court.Sale, error) {
			return o.TellUseless(ctx, actor, office.RefOf(v.Sale), e)
		}
	})
}

// askDeposits asks when the deposits of a round were given back and brought in.
func askDeposits(f frame.Frame, v office.SaleView) {
	x := form(v)
	o, actor, today := f.Office(), f.Actor(), f.Office().Today
	last, _ := v.Round()
	for _, duty := range o.SaleDuties(v.Sale) {
		x.AddReadOnly("应办", duty.Text+"，"+duty.Due.String()+" 前（"+duty.Basis+"）", widgets.Wide())
	}
	returned := x.AddDate("退还日", today, widgets.Help("其他竞买人的保证金退还、解冻"))
	returned.SetDate(last.Returned)
	moved := x.AddDate("划入日", today, widgets.Help("成交的保证金划入法院账户"))
	moved.SetDate(last.Moved)
	late := x.AddText(office.FieldLate, widgets.Wide(), widgets.PlaceHolder("超过期限的填"))
	keep(f, "保证金退还、划转", x, func() func(context.Context) (court.Sale, error) {
		a, b, ref := returned.Date(), moved.Date(), refOf(v, late.Text())
		return func(ctx context.Context) (court.Sale, error) { return o.SettleDeposits(ctx, actor, ref, a, b) }
	})
}
