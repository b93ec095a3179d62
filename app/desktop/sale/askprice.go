package sale

import (
	"context"

	"zhixing/app/court"
	"zhixing/app/desktop/frame"
	"zhixing/app/desktop/widgets"
	"zhixing/app/law"
	"zhixing/app/office"
)

// Start asks which of the case's properties is to be sold.
func Start(f frame.Frame, caseID int64, number string, lines []office.PropertyLine) {
	var choices []widgets.Option
	homes := map[string]bool{}
	for _, l := range lines {
		id := idText(l.ID)
		choices = append(choices, widgets.Option{ID: id, Label: string(l.Kind) + "　" + l.Line(), Note: string(l.Condition)})
		homes[id] = law.LivedIn(l.Property)
	}
	x := widgets.NewForm(widgets.FormOptions{FieldWidth: 480, LabelsQuiet: true})
	which := x.AddChoice("财产", choices, widgets.Required())
	today := f.Office().Today
	on := x.AddDate("启动日", today, widgets.Required())
	on.SetDate(today())
	why := x.AddChoice("居住保障", widgets.Options(law.HomeGrounds()...), widgets.Required(), widgets.Help("生活必需的居住房屋不得拍卖（查封规定4条，原6条），只有这几种情形可以执行"))
	home := x.AddText("证据", widgets.Required(), widgets.PlaceHolder("证明材料和怎样安排居住"))
	why.OnChanged = func(id string) { why.SetHelper(law.HomeBasis(id)) }
	note := x.AddText("备注")
	follow := func(id string) {
		x.SetVisible("居住保障", homes[id])
		x.SetVisible("证据", homes[id])
	}
	which.OnChanged = follow
	if len(choices) > 0 {
		which.SetID(choices[0].ID)
	}
	follow(which.ID())
	o, actor := f.Office(), f.Actor()
	keep(f, "启动处置 "+number, x, func() func(context.Context) (court.Sale, error) {
		e := office.SaleEntry{CaseID: caseID, PropertyID: idOf(which.ID()), On: on.Date(), HomeWhy: why.ID(), Home: home.Text(), Note: note.Text()}
		return func(ctx context.Context) (court.Sale, error) { return o.StartSale(ctx, actor, e) }
	})
}

// How a method is dealt with.
const (
	doIt   = "进行"
	passIt = "依法不用"
)

var agencyLabels = []string{"产生方式", "选定日", "选定记录", "回避"}

// askMethod asks for the method whose turn it is: begun, or passed over with
// the reason the law allows.
func askMethod(f frame.Frame, v office.SaleView) {
	x := form(v)
	method := law.NextMethod(v.Sale)
	if method == "" {
		method = court.PriceAppoint
	}
	o, actor, today := f.Office(), f.Actor(), f.Office().Today
	x.AddReadOnly("现在应当", string(method)+"（议价 → 定向询价 → 网络询价 → 委托评估，法释〔2018〕15号2条）", widgets.Wide())
	choices := []string{doIt}
	reasons := law.SkipReasons(method)
	if len(reasons) > 0 {
		choices = append(choices, passIt)
	}
	how := x.AddChoice("办理", widgets.Options(choices...), widgets.Required())
	on := x.AddDate("日期", today, widgets.Required(), widgets.ErrorName("开始日"))
	on.SetDate(today())
	why := x.AddChoice("理由", widgets.Options(reasons...))
	proof := x.AddText("证据", widgets.PlaceHolder("笔录、回证、文书"))
	unit := x.AddText("机构", widgets.PlaceHolder("几家平台用、隔开"))
	choice := x.AddChoice("产生方式", widgets.Options(law.AgencyChoices()...))
	chosen := x.AddDate("选定日", today)
	chosen.SetDate(today())
	record := x.AddText("选定记录", widgets.PlaceHolder("到场的人、过程、结果"))
	avoid := x.AddText("回避", widgets.PlaceHolder("有无申请，怎样决定"))
	follow := func() {
		runs := how.ID() != passIt
		x.SetVisible("理由", !runs)
		x.SetVisible("证据", !runs)
		x.SetVisible("机构", runs && method != court.PriceTalk)
		for _, label := range agencyLabels {
			x.SetVisible(label, runs && method == court.PriceAppoint)
		}
		help := "选择理由后显示依据"
		if b := law.SkipBasis(method, why.ID()); b != "" {
			help = b
		}
		why.SetHelper(help)
		due, basis := o.SaleClock(court.PriceTry{Method: method, Begun: on.Date()})
		on.SetHelper("结果应在 " + due.String() + " 前（" + basis + "）")
		if !runs {
			on.SetHelper("")
		}
	}
	how.OnChanged, why.OnChanged = func(string) { follow() }, func(string) { follow() }
	on.OnDate = func(court.Date) { follow() }
	how.SetID(doIt)
	late := lateAfter(x, on, func() (court.Date, string) {
		if len(v.Tries) > 0 {
			return court.Date{}, ""
		}
		return v.Due, v.Basis
	})
	follow()
	keep(f, "确定参考价："+string(method), x, func() func(context.Context) (court.Sale, error) {
		t := court.PriceTry{Method: method, Begun: on.Date(), On: on.Date(), Why: why.ID(), Proof: proof.Text(), Unit: unit.Text(), Choice: choice.ID(), ChosenOn: chosen.Date(), Record: record.Text(), Avoid: avoid.Text()}
		skip, ref := how.ID() == passIt, refOf(v, late())
		return func(ctx context.Context) (court.Sale, error) {
			if skip {
				return o.SkipPrice(ctx, actor, ref, t)
			}
			return o.BeginPrice(ctx, actor, ref, t)
		}
	})
}

// askPrice asks how the running method ended.
func askPrice(f frame.Frame, v office.SaleView) {
	x := form(v)
	o, actor, today := f.Office(), f.Actor(), f.Office().Today
	t, _ := v.Try()
	x.AddReadOnly("方式", string(t.Method)+"　"+t.Unit+"　"+t.Begun.String()+"开始，应在"+t.Due.String()+"前有结果", widgets.Wide())
	outcome := x.AddChoice("结果", widgets.Options(court.PriceGot, court.PriceFailed), widgets.Required())
	on := x.AddDate("结果日", today, widgets.Required())
	on.SetDate(today())
	price := x.AddMoney("价格", true)
	report := x.AddText("报告、文号")
	valid := x.AddDate("有效期至", today)
	cost := x.AddMoney("费用", false, widgets.Help("申请执行人垫付，被执行人负担"))
	why := x.AddText("不成的原因")
	follow := func() {
		got := outcome.ID() == court.PriceGot
		for _, label := range []string{"价格", "报告、文号", "有效期至", "费用"} {
			x.SetVisible(label, got)
		}
		x.SetVisible("不成的原因", !got)
		if most, basis := o.PriceValid(on.Date()); !most.IsZero() {
			valid.SetHelper("不填为最长一年，到 " + most.String() + "（" + basis + "）")
		}
	}
	outcome.OnChanged = func(string) { follow() }
	on.OnDate = func(court.Date) { follow() }
	outcome.SetID(court.PriceGot)
	late := lateAfter(x, on, func() (court.Date, string) {
		if !t.Method.Objectable() {
			return court.Date{}, ""
		}
		return v.Due, v.Basis
	})
	follow()
	keep(f, "登记"+string(t.Method)+"结果", x, func() func(context.Context) (court.Sale, error) {
		r := court.PriceTry{Outcome: outcome.ID(), On: on.Date(), Price: price.Money(), Report: report.Text(), Valid: valid.Date(), Cost: cost.Money(), Why: why.Text()}
		ref := refOf(v, late())
		return func(ctx context.Context) (court.Sale, error) { return o.EndPrice(ctx, actor, ref, r) }
	})
}

func askReport(f frame.Frame, v office.SaleView) {
	x := form(v)
	o, actor, today := f.Office(), f.Actor(), f.Office().Today
	t, _ := v.Try()
	sent := x.AddDate("发送日", today, widgets.Required(), widgets.Help("收到报告后三日内（法释〔2018〕15号21条）"))
	sent.SetDate(today())
	if !t.SentOn.IsZero() {
		sent.SetDate(t.SentOn)
	}
	received := x.AddDate("收到日", today, widgets.Help("最后一名当事人收到；下落不明的，公示满十五日"))
	late := lateAfter(x, sent, func() (court.Date, string) {
		if !t.SentOn.IsZero() {
			return court.Date{}, ""
		}
		return v.Due, v.Basis
	})
	keep(f, "报告送达", x, func() func(context.Context) (court.Sale, error) {
		a, b, ref := sent.Date(), received.Date(), refOf(v, late())
		return func(ctx context.Context) (court.Sale, error) {
			return o.SendReport(ctx, actor, ref, a, b)
		}
	})
}

func askObjection(f frame.Frame, v office.SaleView) {
	x := form(v)
	o, actor, today := f.Office(), f.Actor(), f.Office().Today
	by := x.AddText("异议人", widgets.Required())
	on := x.AddDate("异议日", today, widgets.Required(), widgets.Help("收到报告后五日内（法释〔2018〕15号22条）"))
	on.SetDate(today())
	about := x.AddChoice("针对", widgets.Options("基本信息、资质、程序", "参照标准、计算方法、结果"), widgets.Required())
	text := x.AddText("异议内容", widgets.Required(), widgets.Wide())
	keep(f, "登记异议", x, func() func(context.Context) (court.Sale, error) {
		e := court.PriceObjection{By: by.Text(), On: on.Date(), About: about.ID(), Text: text.Text()}
		return func(ctx context.Context) (court.Sale, error) {
			return o.ObjectPrice(ctx, actor, office.RefOf(v.Sale), e)
		}
	})
}

// dayAndText asks for a day and a text, which is what many steps need.
func dayAndText(f frame.Frame, v office.SaleView, title, day, text string, do func(ctx context.Context, on court.Date, text string) (court.Sale, error)) {
	x := form(v)
	today := f.Office().Today
	var on *widgets.DateField
	if day != "" {
		on = x.AddDate(day, today, widgets.Required())
		on.SetDate(today())
	}
	var words *widgets.TextField
	if text != "" {
		words = x.AddText(text, widgets.Required(), widgets.Wide())
	}
	keep(f, title, x, func() func(context.Context) (court.Sale, error) {
		var d court.Date
		if on != nil {
			d = on.Date()
		}
		w := ""
		if words != nil {
			w = words.Text()
		}
		return func(ctx context.Context) (court.Sale, error) { return do(ctx, d, w) }
	})
}

func askAnswer(f frame.Frame, v office.SaleView) {
	x := form(v)
	o, actor, today := f.Office(), f.Actor(), f.Office().Today
	on := x.AddDate("处理日", today, widgets.Required())
	on.SetDate(today())
	words := x.AddText("处理结果", widgets.Required(), widgets.Wide())
	late := lateStep(x, v, on)
	keep(f, "处理异议", x, func() func(context.Context) (court.Sale, error) {
		d, text, ref := on.Date(), words.Text(), refOf(v, late())
		return func(ctx context.Context) (court.Sale, error) { return o.AnswerObjection(ctx, actor, ref, d, text) }
	})
}

func askSettle(f frame.Frame, v office.SaleView) {
	o, actor := f.Office(), f.Actor()
	dayAndText(f, v, "异议期满，确认参考价", "确认日", "", func(ctx context.Context, on court.Date, _ string) (court.Sale, error) {
		return o.SettlePrice(ctx, actor, office.RefOf(v.Sale), on)
	})
}

func askExtend(f frame.Frame, v office.SaleView) {
	o, actor := f.Office(), f.Actor()
	dayAndText(f, v, "延长期限", "", "延长的理由", func(ctx context.Context, _ court.Date, text string) (court.Sale, error) {
		return o.ExtendPrice(ctx, actor, office.RefOf(v.Sale), text)
	})
}

func askReset(f frame.Frame, v office.SaleView) {
	o, actor := f.Office(), f.Actor()
	dayAndText(f, v, "参考价失效，重新确定", "", "失效的原因", func(ctx context.Context, _ court.Date, text string) (court.Sale, error) {
		return o.ResetPrice(ctx, actor, office.RefOf(v.Sale), text)
	})
}
