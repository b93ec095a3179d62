package sale

import (
	"context"
	"slices"
	"strings"

	"fyne.io/fyne/v2"

	"zhixing/app/court"
	"zhixing/app/desktop/frame"
	"zhixing/app/desktop/widgets"
	"zhixing/app/law"
	"zhixing/app/office"
)

// step is one thing that can be done about a sale.
type step struct {
	label string
	do    func(frame.Frame, office.SaleView)
}

// next gives the step that the law asks for now; its label names the button.
func next(s court.Sale) (step, bool) {
	t, i := s.Try()
	last, _ := s.Round()
	switch s.Stage {
	case court.SalePricing:
		switch {
		case i < 0 || t.Outcome == court.PriceSkipped || t.Outcome == court.PriceFailed:
			return step{"定价方式", askMethod}, true
		case t.Outcome == "":
			return step{"登记结果", askPrice}, true
		case t.Received.IsZero():
			return step{"登记送达", askReport}, true
		case openObjection(t):
			return step{"处理异议", askAnswer}, true
		}
		return step{"确认参考价", askSettle}, true
	case court.SaleReady:
		if s.Told() && s.Useless.Asked.IsZero() {
			return step{"无益拍卖告知", askUseless}, true
		}
		return step{"发布公告", askRound}, true
	case court.SaleRunning:
		return step{"登记结果", askResult}, true
	case court.SalePaused:
		return step{"恢复", askResume}, true
	case court.SaleUnsold:
		return unsold(s, last), true
	case court.SalePaying:
		return step{"收取价款", askMoney}, true
	case court.SaleRuling:
		return step{"登记裁定", askRuling}, true
	case court.SaleDelivery:
		return step{"登记移交", askDelivery}, true
	}
	return step{}, false
}

func openObjection(t court.PriceTry) bool {
	for _, o := range t.Objection {
		if o.Answered.IsZero() {
			return true
		}
	}
	return false
}

func unsold(s court.Sale, last court.SaleRound) step {
	accepted, asked := false, false
	for _, o := range s.Offers {
		if o.Asked.Before(last.On) {
			continue
		}
		asked = true
		accepted = accepted || o.Accepts
	}
	end := last.Kind == court.PlainSale || last.Kind == law.LastAuction(s.What, last.Offline)
	switch {
	case accepted:
		return step{"确定抵债", askInKind}
	case s.Told() && s.Useless.Asked.IsZero():
		return step{"无益拍卖告知", askUseless}
	case end && !asked:
		return step{"询问抵债", askOffer}
	case last.Kind == court.PlainSale, len(law.NextRounds(s)) == 0:
		return step{"终止处置", askEnd}
	}
	return step{"发布公告", askRound}
}

// more gives what else can be done now.
func more(f frame.Frame, s court.Sale) []step {
	var out []step
	add := func(when bool, label string, do func(frame.Frame, office.SaleView)) {
		if when {
			out = append(out, step{label, do})
		}
	}
	_, any := s.Round()
	add(f.Can(office.MayDecideOffline) && s.Plea.AskedBy != "" && s.Plea.Decided.IsZero(), "审批不通过网络处置", decidePlea)
	if !f.Can(office.MayWorkSale) {
		return out
	}
	out = append(out, morePrice(s)...)
	add(owesDeposits(f, s), "保证金退还、划转", askDeposits)
	add(s.Stage == court.SaleReady || s.Stage == court.SaleUnsold, "无益拍卖告知", askUseless)
	add(!any && s.Direct.Ground == "" && (s.Stage == court.SalePricing || s.Stage == court.SaleReady), "不经拍卖直接变卖", askDirect)
	add(s.Stage == court.SaleUnsold && s.Direct.Ground != "", "再次变卖", askRound)
	_, priced := s.Price()
	add(s.Stage == court.SaleReady && !any && priced, "参考价失效", askReset)
	add(!any && s.Plea.AskedBy == "" && s.Stage.Open() && s.Direct.Ground == "", "申请不通过网络处置", askPlea)
	add(s.Stage == court.SaleUnsold, "询问抵债", askOffer)
	add(!any && s.Stage == court.SaleReady, "双方同意直接抵债", askInKind)
	add(s.Stage == court.SalePaying && any && s.InKind.Creditor == "", "登记悔拍", askBroken)
	add(s.Stage == court.SaleDelivery, "限期迁出", askEviction)
	add(s.Stage.Open() && s.Total() == 0, "终止处置", askEnd)
	return out
}

// owesDeposits tells whether deposits are to be given back or brought in.
func owesDeposits(f frame.Frame, s court.Sale) bool {
	return slices.ContainsFunc(f.Office().SaleDuties(s), func(d court.SaleDuty) bool { return strings.Contains(d.Text, "保证金") })
}

// morePrice gives what else can be done while the price is found.
func morePrice(s court.Sale) []step {
	t, i := s.Try()
	switch {
	case s.Stage != court.SalePricing || i < 0 || !t.Method.Objectable():
		return nil
	case t.Outcome == "":
		return []step{{"延长期限", askExtend}}
	case t.Outcome == court.PriceGot && !t.SentOn.IsZero():
		return []step{{"登记异议", askObjection}}
	}
	return nil
}

// may tells whether the actor can do the next step.
func may(f frame.Frame, s court.Sale) bool {
	if s.Stage == court.SalePaying {
		return f.Can(office.MayRecordReceipt)
	}
	return f.Can(office.MayWorkSale)
}

// act reads the sale as it stands and asks for a step of it.
func act(f frame.Frame, work *widgets.Loader, id int64, pick func(court.Sale) (step, bool)) {
	o := f.Office()
	widgets.Load(work, func(ctx context.Context) (office.SaleView, error) { return o.Sale(ctx, id) }, func(v office.SaleView) {
		if s, ok := pick(v.Sale); ok {
			s.do(f, v)
		}
	})
}

// form is the form all dialogs of a sale use, with the thing named first.
func form(v office.SaleView) *widgets.Form {
	x := widgets.NewForm(widgets.FormOptions{Columns: 2, FieldWidth: 236, LabelsQuiet: true})
	x.AddReadOnly("财产", string(v.What)+"　"+v.Sale.Property, widgets.Wide())
	return x
}

// keep shows the form and makes the change; what is said follows from the sale
// as it stands afterwards.
func keep(f frame.Frame, title string, x *widgets.Form, collect func() func(context.Context) (court.Sale, error)) {
	var after court.Sale
	widgets.FormDialogLater(f.Window(), title, x, "保存", func() (func(context.Context) error, error) {
		do := collect()
		return func(ctx context.Context) (err error) {
			after, err = do(ctx)
			return err
		}, nil
	}, func() { f.Say(saidOf(after)) })
}

func saidOf(s court.Sale) string {
	text := "已保存，现在是“" + stageText(s) + "”"
	if s.Step != "" {
		text += "，下一步：" + s.Step
	}
	if !s.Due.IsZero() {
		text += "，" + s.Due.String() + "前（" + s.Basis + "）"
	}
	return text
}

func options[T ~string](list []T) []widgets.Option {
	out := make([]widgets.Option, len(list))
	for i, x := range list {
		out[i] = widgets.Option{ID: string(x), Label: string(x)}
	}
	return out
}

// actions gives the buttons of a sale: the next step, what else, the papers.
func actions(f frame.Frame, work *widgets.Loader, s court.Sale) []fyne.CanvasObject {
	var out []fyne.CanvasObject
	if n, ok := next(s); ok && may(f, s) {
		out = append(out, widgets.NewPrimaryButton(n.label, func() { act(f, work, s.ID, next) }))
	}
	if list := more(f, s); len(list) > 0 {
		out = append(out, widgets.NewMenuButton("其他", widgets.ButtonNormal, func() []widgets.MenuItem {
			var items []widgets.MenuItem
			for _, m := range list {
				items = append(items, widgets.MenuItem{Label: m.label, Do: func() { act(f, work, s.ID, func(court.Sale) (step, bool) { return m, true }) }})
			}
			return items
		}))
	}
	if f.Can(office.MayMakePaper) {
		out = append(out, widgets.NewMenuButton("制作文书", widgets.ButtonNormal, func() []widgets.MenuItem { return papers(f, s) }))
	}
	return out
}

// papers offers the papers of a sale, the one that is next with a tick.
func papers(f frame.Frame, s court.Sale) []widgets.MenuItem {
	var items []widgets.MenuItem
	for _, x := range f.Office().Forms(f.Actor()) {
		if office.AboutSale(x.Code) {
			items = append(items, widgets.MenuItem{Label: x.Name, Checked: x.Code == office.SaleForm(s), Do: func() {
				f.OpenPaperMaker(s.CaseID, frame.PaperAbout(x.Code, []int64{s.PropertyID}, nil))
			}})
		}
	}
	return items
}
