package law

import (
	"fmt"
	"slices"
	"strings"

	"zhixing/app/court"
)

// Events of a sale, which terms of the progress table run from, and the nodes
// it fills.
const (
	EventAppraised   = "appraised"          // 收到评估报告
	EventObjected    = "appraisal-objected" // 收到评估异议
	EventPriced      = "priced"
	EventFailed      = "failed"
	EventFailedAgain = "failed-again"
	EventFailedThere = "failed-offline"
	EventSold        = "sold"
	EventPaidUp      = "paid-up"
	EventInKind      = "in-kind"

	NodePriceBegun    = "017" // 评估定价
	NodeReportSent    = "018"
	NodeObjectionOver = "019"
	NodeObjection     = "020"
	NodeFirstNotice   = "021"
	NodeSecondNotice  = "023"
	NodeThirdNotice   = "024"
	NodePlainSale     = "026"
	NodeBalance       = "P16"
	NodeDealRuled     = "022"
	NodeInKindRuled   = "025"
	NodeHandedOver    = "027"
)

type saleReason struct {
	Text    string `toml:"text"`
	Basis   string `toml:"basis"`
	Before  string `toml:"before"`  // article before 2021
	Movable bool   `toml:"movable"` // only of movables
}

type saleRemark struct {
	Kind  court.PropertyKind `toml:"kind"`
	From  day                `toml:"from"`
	Text  string             `toml:"text"`
	Basis string             `toml:"basis"`
}

type priceMethod struct {
	Name  court.PriceMethod `toml:"name"`
	Basis string            `toml:"basis"`
	Param string            `toml:"param"`
	More  string            `toml:"more"`
	Times string            `toml:"times"`
	Mark  string            `toml:"mark"`
	Skip  []saleReason      `toml:"skip"`
}

type saleFile struct {
	From    day           `toml:"from"`
	Basis   string        `toml:"basis"`
	Method  []priceMethod `toml:"method"`
	Offline []saleReason  `toml:"offline"`
	Choice  []saleReason  `toml:"choice"`
	Direct  []saleReason  `toml:"direct"`
	Home    []saleReason  `toml:"home"`
	Remind  []saleRemark  `toml:"remind"`
}

var saleRules = lazy("sales.toml", newSaleBook)

func newSaleBook(f saleFile) (saleFile, error) {
	if len(f.Method) != len(court.PriceMethods) || f.From.IsZero() || len(f.Offline) == 0 || len(f.Choice) == 0 || len(f.Direct) == 0 || len(f.Home) == 0 {
		return f, fmt.Errorf("methods or reasons are missing")
	}
	for i, m := range f.Method {
		if m.Name != court.PriceMethods[i] || m.Basis == "" || m.Mark == "" || len(m.Skip) == 0 && i < len(f.Method)-1 {
			return f, fmt.Errorf("method %q is incomplete or out of order", m.Name)
		}
		for _, id := range []string{m.Param, m.More, m.Times} {
			if id != "" && len(parameters().versions[id]) == 0 {
				return f, fmt.Errorf("method %s: no parameter %s", m.Name, id)
			}
		}
		for _, s := range m.Skip {
			if s.Text == "" || s.Basis == "" {
				return f, fmt.Errorf("method %s: a reason is incomplete", m.Name)
			}
		}
	}
	return f, checkGrounds(f)
}

// checkGrounds refuses grounds and reminders that lack a part.
func checkGrounds(f saleFile) error {
	if f.Direct[0].Text != court.SaleAgreed {
		return fmt.Errorf("the first ground for a sale without auction is not agreement")
	}
	for _, x := range slices.Concat(f.Direct, f.Home, f.Offline) {
		if x.Text == "" || x.Basis == "" {
			return fmt.Errorf("a ground is incomplete")
		}
	}
	for _, x := range f.Remind {
		if x.Kind == "" || x.From.IsZero() || x.Text == "" || x.Basis == "" {
			return fmt.Errorf("a reminder is incomplete")
		}
	}
	return nil
}

func methodOf(name court.PriceMethod) (priceMethod, bool) {
	i := slices.IndexFunc(saleRules().Method, func(m priceMethod) bool { return m.Name == name })
	if i < 0 {
		return priceMethod{}, false
	}
	return saleRules().Method[i], true
}

func texts(list []saleReason) []string {
	out := make([]string, len(list))
	for i, r := range list {
		out[i] = r.Text
	}
	return out
}

// SkipReasons gives the reasons for which the law lets a method be passed over.
func SkipReasons(m court.PriceMethod) []string {
	x, _ := methodOf(m)
	return texts(x.Skip)
}

// SkipBasis gives the article of a reason, "" for one the law does not know.
func SkipBasis(m court.PriceMethod, reason string) string {
	x, _ := methodOf(m)
	for _, s := range x.Skip {
		if s.Text == reason {
			return s.Basis
		}
	}
	return ""
}

// OfflineReasons gives the reasons for selling without the internet.
func OfflineReasons() []string { return texts(saleRules().Offline) }

// AgencyChoices gives the ways in which an agency is chosen.
func AgencyChoices() []string { return texts(saleRules().Choice) }

// MethodsOrdered tells whether the order of the methods is laid down on a day.
func MethodsOrdered(on court.Date) bool { return !on.Before(saleRules().From.Date) }

// NextMethod gives the method whose turn it is, the first not yet tried or
// passed over; "" after the last.
func NextMethod(s court.Sale) court.PriceMethod {
	for _, m := range court.PriceMethods {
		if !slices.ContainsFunc(s.Tries, func(t court.PriceTry) bool { return t.Method == m }) {
			return m
		}
	}
	return ""
}

// CheckTurn refuses a method whose turn has not come: those before it must have
// failed or been passed over for a reason the law allows.
func CheckTurn(s court.Sale, m court.PriceMethod, on court.Date) error {
	if t, i := s.Try(); i >= 0 && t.Outcome == "" {
		return court.Errorf(court.CodeConflict, "%s还没有结果，不能同时%s。", t.Method, m).WithHint("请先登记它的结果。")
	}
	if !MethodsOrdered(on) {
		return nil
	}
	for _, earlier := range court.PriceMethods {
		if earlier == m {
			return nil
		}
		if !slices.ContainsFunc(s.Tries, func(t court.PriceTry) bool { return t.Method == earlier }) {
			return court.FieldErrorf("方式", "不能直接“%s”：应当先%s（%s）。", m, earlier, saleRules().Basis).
				WithHint("依法可以不用“" + string(earlier) + "”的，选择理由、写明证据后再进行。")
		}
	}
	return court.FieldErrorf("方式", "请选择。")
}

// TryDue gives the day by which a method must give its result, extensions
// counted, with its article.
func (r *Rules) TryDue(t court.PriceTry) (court.Date, string) {
	m, known := methodOf(t.Method)
	if !known || t.Begun.IsZero() {
		return court.Date{}, ""
	}
	p := r.planning(m.Param, t.Begun)
	due := r.After(p, t.Begun)
	for range t.Extended {
		due = r.After(r.planning(m.More, t.Begun), due)
	}
	return due, p.Basis
}

// CheckExtension refuses one more extension of a method than the law allows.
func (r *Rules) CheckExtension(t court.PriceTry) error {
	m, _ := methodOf(t.Method)
	most, basis := 0, m.Basis
	switch {
	case m.Times != "":
		p := r.planning(m.Times, t.Begun)
		most, basis = p.Value, p.Basis
	case m.More != "":
		most = 1
	}
	if t.Extended >= most {
		return court.Errorf(court.CodeRefused, "%s最多延长%d次（%s），已经延长%d次。", t.Method, most, basis, t.Extended)
	}
	return nil
}

// PriceValidUntil gives the last day a price may be valid, with the article;
// zero before the rule.
func (r *Rules) PriceValidUntil(on court.Date) (court.Date, string) {
	p, err := r.Param("price-valid", on)
	if err != nil {
		return court.Date{}, ""
	}
	return r.After(p, on), p.Basis
}

// ObjectionEnds gives the last day for objections to a report that the last
// party received on a day.
func (r *Rules) ObjectionEnds(received court.Date) (court.Date, string) {
	p := r.planning("N019", received)
	return r.After(p, received), p.Basis
}

// Movable tells whether the short terms of movables serve a kind.
func Movable(kind court.PropertyKind) bool { return measureRules().class[kind] == "movable" }

// LastAuction gives the auction after whose failure no other follows.
func LastAuction(kind court.PropertyKind, offline bool) court.RoundKind {
	if offline && !Movable(kind) {
		return court.ThirdAuction
	}
	return court.SecondAuction
}

// HomeGrounds gives the grounds on which a home can be sold.
func HomeGrounds() []string { return texts(saleRules().Home) }

// HomeBasis gives the article of such a ground, "" for one the law does not
// know.
func HomeBasis(ground string) string { return basisOf(saleRules().Home, ground) }

func basisOf(list []saleReason, text string) string {
	for _, x := range list {
		if x.Text == text {
			return x.Basis
		}
	}
	return ""
}

// LivedIn tells whether a debtor, or those he keeps, live in a property.
func LivedIn(p court.Property) bool {
	home := p.Facts["居住情况"]
	return home == "被执行人唯一住房" || home == "被执行人及所扶养家属居住"
}

// CheckMayLive refuses to sell the home that a debtor and those he keeps need
// (查封规定4条，原6条) but on a ground of the law, with what proves it.
func CheckMayLive(p court.Property, ground, proof string) error {
	switch {
	case !LivedIn(p):
		return nil
	case HomeBasis(ground) == "":
		return court.FieldErrorf("居住保障", "没有选择：“%s”登记为%s，生活必需的居住房屋可以查封、不得拍卖、变卖、抵债（查封规定4条，原6条）。", p.Line(), p.Facts["居住情况"]).
			WithHint("依法可以执行的，选择情形、写明证据：另有住房、为逃债转让、申请人提供住房或者扣五至八年租金（异议复议规定20条）。")
	case strings.TrimSpace(proof) == "":
		return court.FieldErrorf("证据", "不能为空：%s（%s）要写明证据和安排。", ground, HomeBasis(ground))
	}
	return nil
}

// SaleReminders gives what to keep in mind when a kind of property is sold by a
// notice of a day, each with its article.
func SaleReminders(kind court.PropertyKind, notice court.Date) []string {
	var out []string
	for _, x := range saleRules().Remind {
		if x.Kind == kind && !notice.Before(x.From.Date) {
			out = append(out, x.Text+"（"+x.Basis+"）")
		}
	}
	return out
}
