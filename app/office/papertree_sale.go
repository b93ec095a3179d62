package office

import (
	"slices"
	"strings"

	"zhixing/app/court"
	"zhixing/app/law"
)

// The forms of a sale, in the order of its steps.
var saleForms = []string{"price-talk", "price-letter", "price-online", "appraisal-order", "appraisal-notice", "useless-sale", "auction-ruling", "auction-notice", "sale-ruling", "sale-notice",
	"deal-ruling", "debt-in-kind-ruling", "eviction-notice"}

// AboutSale tells whether a form takes its facts from the sale of a property.
func AboutSale(form string) bool { return slices.Contains(saleForms, form) }

// SaleForm gives the form that the next step of a sale asks for, "" for none.
func SaleForm(s court.Sale) string {
	switch s.Stage {
	case court.SalePricing:
		t, i := s.Try()
		if i >= 0 && t.Outcome == court.PriceGot {
			return "appraisal-notice"
		}
		return priceForm(s, t)
	case court.SaleReady:
		if s.Direct.Ground != "" {
			return "sale-ruling"
		}
		if s.Told() && s.Useless.Asked.IsZero() {
			return "useless-sale"
		}
		return "auction-ruling"
	case court.SaleRunning:
		if r, _ := s.Round(); r.Kind == court.PlainSale {
			return "sale-notice"
		}
		return "auction-notice"
	case court.SaleUnsold:
		return "sale-ruling"
	case court.SaleRuling:
		if s.InKind.Creditor != "" {
			return "debt-in-kind-ruling"
		}
		return "deal-ruling"
	case court.SaleDelivery:
		return "eviction-notice"
	}
	return ""
}

func priceForm(s court.Sale, t court.PriceTry) string {
	m := t.Method
	if m == "" || t.Outcome != "" {
		m = law.NextMethod(s)
	}
	for i, x := range court.PriceMethods {
		if x == m {
			return saleForms[i]
		}
	}
	return "appraisal-order"
}

// gatherSale reads the newest sale of the property that the request names, or
// the newest of the case.
func (o *Office) gatherSale(r Reader, f *caseFacts) error {
	if !AboutSale(f.req.Form) {
		return nil
	}
	q := SaleQuery{CaseID: f.c.ID}
	if len(f.req.Properties) > 0 {
		q.PropertyID = f.req.Properties[0]
	}
	page, err := r.Sales(q)
	if err != nil || len(page.Rows) == 0 {
		return err
	}
	f.sale = slices.MaxFunc(page.Rows, func(a, b court.Sale) int { return int(a.ID - b.ID) })
	if f.sold, err = r.Property(f.sale.PropertyID); err != nil {
		return err
	}
	list, err := r.MeasuresOn(f.sale.PropertyID)
	for _, m := range list {
		if m.CaseID == f.c.ID && m.Void == "" {
			f.seal = m
		}
	}
	return err
}

// addSale gives forms what they say of a sale. There is none in cases, and on
// papers, that have no sale.
func (f *caseFacts) addSale(t tree) {
	s := f.sale
	if s.ID == 0 {
		return
	}
	p := f.sold
	name := p.Facts["名称"] + kindName(p)
	out := tree{
		"things": string(p.Kind) + "：" + p.Line(), "owner": p.Owner, "earlier": strings.TrimSuffix(f.seal.Ruling, "执行裁定书"), "sealed": s.SealedOn,
		"rows":  strings.Join([]string{name, placeIn(p), p.Facts["建筑面积"] + p.Facts["土地面积"] + p.Facts["数量"], p.Facts["产权证号"] + p.Facts["号牌号码"]}, "|"),
		"place": placeIn(p), "flaw": p.Burden, "occupied": s.Occupied, "evict": s.Evict,
	}
	f.addPrice(out)
	f.addRound(out)
	t["sale"] = out
}

func placeIn(p court.Property) string { return placeOf(seizure{properties: []court.Property{p}}, 0) }

func (f *caseFacts) addPrice(out tree) {
	t, _ := f.sale.Try()
	if settled, ok := f.sale.Price(); ok {
		t = settled
	}
	kind := "评估报告"
	if t.Method == court.PriceOnline {
		kind = "网络询价报告"
	}
	chosen := map[string]string{"当事人协商": "双方当事人协商", "摇号": "摇号", "抽签": "抽签"}[t.Choice]
	if chosen == "" && t.Choice != "" {
		chosen = "其他"
	}
	out["method"], out["unit"], out["units"], out["chosen"] = string(t.Method), t.Unit, strings.ReplaceAll(t.Unit, "、", "\n"), chosen
	out["report_kind"], out["report"], out["price"], out["valid"], out["price_due"] = kind, t.Report, t.Price, t.Valid, f.askedUntil(t)
}

// askedUntil is the day until which a paper asks for a price: of another method,
// or past when the paper is dated, it is left to be filled in.
func (f *caseFacts) askedUntil(t court.PriceTry) court.Date {
	other := f.req.Form == "price-letter" && t.Method != court.PriceLetter
	if other || t.Due.Before(f.req.dated(f.today)) {
		return court.Date{}
	}
	return t.Due
}

func (f *caseFacts) addRound(out tree) {
	s := f.sale
	r, _ := s.Round()
	round, way := "第一次", "拍卖"
	if r.Kind == court.SecondAuction {
		round = "第二次"
	}
	if r.Kind == court.PlainSale {
		way = "变卖"
	}
	opens := ""
	if !r.Opens.IsZero() {
		opens = r.Opens.Text() + "10时至" + r.Closes.Text() + "10时"
	}
	buyer := r.Buyer
	for _, x := range []string{numberNamed(r.BuyerID), r.BuyerAt} {
		if x != "" {
			buyer += "，" + x
		}
	}
	out["round"], out["way"], out["site"], out["start"], out["deposit"], out["step"], out["open_text"] = round, way, r.Platform, r.Start, r.Deposit, r.Step, opens
	out["buyer"], out["buyer_name"], out["sold"], out["deal"], out["paid"] = buyer, r.Buyer, soldOn(r), r.Price, r.PaidOn
	ground, gap := "拍卖、变卖未成交", ""
	if s.InKind.Agreed {
		ground = "双方同意直接抵债"
	}
	if s.InKind.Gap > 0 {
		gap = s.InKind.Creditor + "已补交差价" + s.InKind.Gap.String() + "元"
	}
	out["why_sale"] = plainReason(s)
	out["prior"], out["costs"] = max(s.Useless.Prior, r.Prior), max(s.Useless.Costs, r.Costs)
	out["ground"], out["receiver"], out["in_kind"], out["agreed"], out["gap"] = ground, s.InKind.Creditor, s.InKind.Price, s.InKind.On, gap
}

// plainReason says why a thing is sold without bidding at an auction.
func plainReason(s court.Sale) string {
	if s.Direct.Ground == "" {
		return "经两次网络司法拍卖均流拍，申请执行人不接受以物抵债"
	}
	if s.Direct.Ground == court.SaleAgreed {
		return "当事人双方及有关权利人同意变卖上述财产"
	}
	return "上述财产属于" + s.Direct.Ground + "，不宜拍卖"
}

// numberNamed puts the name of what kind of number it is before an identifier.
func numberNamed(id string) string {
	switch x := court.ReadIdentifier(id); x.Kind {
	case court.IDPerson, court.IDPerson15:
		return "公民身份号码" + id
	case court.IDUnit:
		return "统一社会信用代码" + id
	case court.IDOther:
		if id != "" {
			return "证件号码" + id
		}
	}
	return id
}

func soldOn(r court.SaleRound) court.Date {
	if r.Result == court.RoundSold {
		return r.On
	}
	return court.Date{}
}
