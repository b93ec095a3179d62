package law

import (
	"fmt"
	"math/big"
	"strings"

	"zhixing/app/court"
)

// Working is a computation with its steps, as screen, paper and Excel show it.
type Working struct {
	Name   string // 加倍利息计算表
	Facts  []Fact // what was computed with
	Heads  []WorkingHead
	Rows   [][]any // string, int, court.Date, court.Money, or *big.Rat in 分 where nothing is rounded
	Total  []any   // last row; nil for none
	Result []Fact  // what came out
	Notes  []string
	Sum    court.Money // the result in one figure
}

// Fact is a line of a working.
type Fact struct{ Label, Text string }

// WorkingHead is a column of a working; Width is relative.
type WorkingHead struct {
	Label string
	Kind  WorkingKind
	Width float64
}

// WorkingKind says what the cells of a column are.
type WorkingKind int

// The kinds of columns.
const (
	WorkText WorkingKind = iota
	WorkCount
	WorkDate
	WorkMoney
	WorkExact // not rounded
)

// WorkingText writes a cell of a working; exact amounts have four decimals.
func WorkingText(cell any) string {
	switch v := cell.(type) {
	case nil:
		return ""
	case court.Money:
		return v.String()
	case *big.Rat:
		yuan := new(big.Rat).Quo(v, big.NewRat(100, 1))
		text := yuan.FloatString(4)
		whole, rest, _ := strings.Cut(text, ".")
		if m, err := court.ParseMoney(whole); err == nil {
			whole, _, _ = strings.Cut(m.String(), ".")
		}
		return whole + "." + rest
	}
	return fmt.Sprint(cell)
}

// Calculation is one thing to compute: exactly one of the facts is there.
type Calculation struct {
	Fee      *FeeFacts      `json:",omitempty"`
	Doubled  *DoubledFacts  `json:",omitempty"`
	Interest *InterestFacts `json:",omitempty"`
}

// FeeFacts are what a fee depends on.
type FeeFacts struct {
	Kind   FeeKind
	Amount court.Money
}

// Work computes and gives the working. Its errors are those of Fee,
// DoubledInterest and Interest.
func (c Calculation) Work() (Working, error) {
	switch {
	case c.Fee != nil:
		s, err := Fee(c.Fee.Kind, c.Fee.Amount)
		return s.working(), err
	case c.Doubled != nil:
		s, err := DoubledInterest(*c.Doubled)
		return c.Doubled.working(s), err
	case c.Interest != nil:
		s, err := Interest(*c.Interest)
		return c.Interest.working(s), err
	}
	return Working{}, court.Errorf(court.CodeInvalid, "要写明计算什么。")
}

func yuanText(m court.Money) string { return m.String() + "元" }

func (s FeeSheet) working() Working {
	w := Working{
		Name: s.Kind.Name() + "计算表", Sum: s.Fee,
		Facts:  []Fact{{"金额", yuanText(s.Amount)}, {"依据", s.Basis}},
		Heads:  []WorkingHead{{"分段", WorkText, 70}, {"该段金额（元）", WorkMoney, 44}, {"费率", WorkText, 30}, {"该段费用（元）", WorkExact, 44}},
		Result: []Fact{{s.Kind.Name(), yuanText(s.Fee) + "　" + s.Fee.Capital()}, {"速算", s.Formula}},
		Notes:  []string{"分段累计，各段不取整，合计后四舍五入到分。"},
	}
	for _, p := range s.Parts {
		part := any(p.Exact)
		if p.Exact.IsInt() { // whole 分, as nearly always
			part = roundFen(p.Exact)
		}
		w.Rows = append(w.Rows, []any{p.Band, p.Amount, p.Rate, part})
	}
	w.Total = []any{"合计", s.Amount, "", s.Fee}
	if s.Capped {
		w.Notes = append(w.Notes, "超过封顶数，按"+yuanText(s.Fee)+"收取。")
	}
	return w
}

// WorkBasis is the label of the column with the article or table of a rate.
const WorkBasis = "依据"

var interestHeads = []WorkingHead{
	{"起", WorkDate, 24}, {"止", WorkDate, 24}, {"天数", WorkCount, 14}, {"计息基数（元）", WorkMoney, 36}, {"利率", WorkText, 26},
	{"利息（元）", WorkExact, 36}, {"利率来源", WorkText, 62}, {WorkBasis, WorkText, 52},
}

// rows makes the periods the rows of a working.
func (s InterestSheet) rows() (rows [][]any, total []any) {
	for _, p := range s.Periods {
		rate := PercentText(p.Rate) + "/年"
		if !p.Yearly {
			rate = "万分之" + trimZeros(new(big.Rat).Mul(p.Rate, big.NewRat(10_000, 1)).FloatString(6)) + "/日"
		}
		rows = append(rows, []any{p.From, p.To, p.Days, p.Base, rate, p.Exact, p.Source, p.Basis})
	}
	return rows, []any{"合计", nil, s.Days, nil, "", fen(s.Total), "", ""}
}

// result says what is owed in the end.
func (s InterestSheet) result(name string, paid bool) []Fact {
	out := []Fact{{name, yuanText(s.Total) + "　" + s.Total.Capital()}}
	if paid {
		out = append(out, Fact{"其中付款已抵", yuanText(s.Settled)}, Fact{"尚欠" + name, yuanText(s.Unpaid())})
	}
	out = append(out, Fact{"尚欠金钱债务", yuanText(s.Owed)}, Fact{"两项合计", yuanText(s.Unpaid() + s.Owed)})
	if s.Surplus > 0 {
		out = append(out, Fact{"多付", yuanText(s.Surplus)})
	}
	return out
}

func paidText(paid []Payment) string {
	var parts []string
	for _, p := range paid {
		parts = append(parts, p.On.String()+" "+yuanText(p.Amount))
	}
	return strings.Join(parts, "；")
}

func (in DoubledFacts) working(s InterestSheet) Working {
	w := Working{Name: "加倍利息计算表", Heads: interestHeads, Result: s.result("加倍利息", len(in.Paid) > 0), Notes: s.Notes, Sum: s.Total}
	w.Facts = []Fact{{"金钱债务", yuanText(in.Principal)}}
	if in.CourtFee > 0 {
		w.Facts = append(w.Facts, Fact{"案件受理费", yuanText(in.CourtFee)})
	}
	w.Facts = append(w.Facts, Fact{"履行期间届满日", in.Due.String()}, Fact{"计算截止日", in.Until.String()})
	if len(in.Paid) > 0 {
		w.Facts = append(w.Facts, Fact{"部分履行", paidText(in.Paid)})
	}
	w.Rows, w.Total = s.rows()
	return w
}

func (in InterestFacts) working(s InterestSheet) Working {
	w := Working{Name: "一般利息计算表", Heads: interestHeads, Result: s.result("利息", len(in.Paid) > 0), Notes: s.Notes, Sum: s.Total}
	w.Facts = []Fact{{"本金", yuanText(in.Principal)}, {"起息日", in.From.String()}, {"计算截止日", in.Until.String()}}
	if len(in.Paid) > 0 {
		w.Facts = append(w.Facts, Fact{"部分履行", paidText(in.Paid)})
	}
	w.Rows, w.Total = s.rows()
	return w
}

// ParsePayments reads part payments, one a line: 2018-05-02 20000, or with =
// between. Empty lines do not count; a refusal names the line.
func ParsePayments(text string) ([]Payment, error) {
	var out []Payment
	for i, line := range strings.Split(court.Narrow(text), "\n") {
		line = court.CleanLine(line)
		if line == "" {
			continue
		}
		day, amount, ok := strings.Cut(line, "=")
		if !ok {
			day, amount, ok = strings.Cut(line, " ")
		}
		on, err := court.ParseDate(day)
		m, moneyErr := court.ParseMoney(amount)
		if !ok || err != nil || moneyErr != nil || on.IsZero() || m == 0 {
			return nil, court.FieldErrorf("部分履行", "第%d行“%s”读不出来，请每行写一笔：2018-05-02 20000。", i+1, line)
		}
		out = append(out, Payment{On: on, Amount: m})
	}
	return out, nil
}

// ParseSpans reads spans of days, one a line: 2018-03-01 至 2018-04-01, or with
// .. between; both ends belong to it. A refusal names the line.
func ParseSpans(text string) ([]court.Span, error) {
	var out []court.Span
	for i, line := range strings.Split(court.Narrow(text), "\n") {
		line = court.CleanLine(line)
		if line == "" {
			continue
		}
		var s court.Span
		ok := false
		for _, between := range []string{"..", "至", "到", "~", "—", " "} {
			from, to, cut := strings.Cut(line, between)
			var err, toErr error
			s.From, err = court.ParseDate(from)
			s.To, toErr = court.ParseDate(strings.Trim(to, between))
			if ok = cut && err == nil && toErr == nil && !s.From.IsZero() && !s.To.IsZero(); ok {
				break
			}
		}
		if !ok || s.To.Before(s.From) {
			return nil, court.FieldErrorf("不计的期间", "第%d行“%s”读不出来，请每行写一段，先起后止：2018-03-01 至 2018-04-01。", i+1, line)
		}
		out = append(out, s)
	}
	return out, nil
}
