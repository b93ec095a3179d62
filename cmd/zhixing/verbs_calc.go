package main

import (
	"errors"
	"fmt"
	"io"
	"math/big"
	"strconv"
	"strings"

	"github.com/spf13/cobra"

	"zhixing/app/court"
	"zhixing/app/law"
)

func calcCommand() *cobra.Command {
	c := &cobra.Command{
		Use: "calc", Short: "计算费用和利息", Long: "计算申请执行费、保全费、案件受理费，迟延履行期间的加倍利息，一般债务利息。",
		Args: noArgs,
		RunE: func(*cobra.Command, []string) error {
			return court.Errorf(court.CodeInvalid, "要写明计算什么。").WithHint("例如 zhixing calc fee --kind 执行 --amount 800000")
		},
	}
	c.AddCommand(calcFeeCommand(), calcDoubledCommand(), calcInterestCommand())
	for _, sub := range c.Commands() {
		sub.InitDefaultHelpFlag()
		sub.Flags().Lookup("help").Usage = "显示说明"
	}
	return c
}

func calcFeeCommand() *cobra.Command {
	var kind, amount string
	var asJSON bool
	c := &cobra.Command{
		Use: "fee", Short: "计算申请执行费、保全费、案件受理费",
		Example: "  zhixing calc fee --kind 执行 --amount 800000 --json",
		Args:    noArgs,
		RunE: func(c *cobra.Command, _ []string) error {
			if err := required("kind", kind, "amount", amount); err != nil {
				return err
			}
			m, err := moneyFlag("--amount", amount)
			if err != nil {
				return err
			}
			s, err := law.Fee(law.FeeKind(kind), m)
			if err != nil {
				return nameFlags(err, map[string]string{"种类": "--kind", "金额": "--amount"})
			}
			if !asJSON {
				_, err := fmt.Fprintf(c.OutOrStdout(), "%s元（%s）\n", s.Fee, s.Formula)
				return err
			}
			return writeJSON(c.OutOrStdout(), feeToJSON(s))
		},
	}
	f := c.Flags()
	f.StringVar(&kind, "kind", "", "执行、保全或者受理")
	f.StringVar(&amount, "amount", "", "金额（元）")
	f.BoolVar(&asJSON, "json", false, "输出 JSON")
	return c
}

type feeJSON struct {
	Kind    law.FeeKind   `json:"kind"`
	Amount  court.Money   `json:"amount_fen"`
	Fee     court.Money   `json:"fee_fen"`
	Formula string        `json:"formula"`
	Basis   string        `json:"basis"`
	Parts   []feePartJSON `json:"parts"`
}

// feePartJSON is a band; amounts are 元, the fee exact as far as it has an end.
type feePartJSON struct {
	Band   string `json:"band"`
	Amount string `json:"amount"`
	Rate   string `json:"rate"`
	Fee    string `json:"fee"`
}

func feeToJSON(s law.FeeSheet) feeJSON {
	out := feeJSON{Kind: s.Kind, Amount: s.Amount, Fee: s.Fee, Formula: s.Formula, Basis: s.Basis}
	for _, p := range s.Parts {
		out.Parts = append(out.Parts, feePartJSON{p.Band, p.Amount.Plain(), p.Rate, decimal(inYuan(p.Exact), 2)})
	}
	return out
}

// moneyFlag reads an amount in 元; a refusal names the option.
func moneyFlag(flag, text string) (court.Money, error) {
	m, err := court.ParseMoney(text)
	return m, nameFlags(err, map[string]string{"金额": flag})
}

// dateFlag reads a date that must be there; a refusal names the option.
func dateFlag(flag, text string) (court.Date, error) {
	d, err := court.ParseDate(text)
	if err == nil && d.IsZero() {
		err = court.FieldErrorf("日期", "不能空着。")
	}
	return d, nameFlags(err, map[string]string{"日期": flag})
}

// nameFlags puts the option in the place of the field that a refusal names.
func nameFlags(err error, flags map[string]string) error {
	var e *court.Error
	if !errors.As(err, &e) || flags[e.Field] == "" {
		return err
	}
	named := *e
	named.Field = flags[e.Field]
	named.Say = strings.Replace(e.Say, "“"+e.Field+"”", "“"+named.Field+"”", 1)
	return &named
}

// doubledOptions are the options of `calc doubled` as they were typed.
type doubledOptions struct {
	principal, courtFee, due, until, start, grade string
	paid, pause                                   []string
	countLast, feeBears                           bool
	yearDays                                      int
}

func calcDoubledCommand() *cobra.Command {
	var o doubledOptions
	var asJSON bool
	c := &cobra.Command{
		Use: "doubled", Short: "计算迟延履行期间的加倍利息",
		Long: "计算迟延履行期间的加倍部分债务利息。2014-08-01 起按日万分之一点七五，此前按贷款基准利率的二倍（并还原则）；\n" +
			"一般债务利息另按文书计算，不在其内。",
		Example: "  zhixing calc doubled --principal 300000 --due 2018-02-10 --until 2018-03-18 --json",
		Args:    noArgs,
		RunE: func(c *cobra.Command, _ []string) error {
			in, err := o.facts()
			if err != nil {
				return err
			}
			s, err := law.DoubledInterest(in)
			if err != nil {
				return nameFlags(err, doubledFlags)
			}
			if asJSON {
				return writeJSON(c.OutOrStdout(), interestToJSON(s))
			}
			return writeInterest(c.OutOrStdout(), "加倍利息", s)
		},
	}
	f := c.Flags()
	f.StringVar(&o.principal, "principal", "", "计息的金钱债务（元），不含一般债务利息")
	f.StringVar(&o.due, "due", "", "履行期间届满日")
	f.StringVar(&o.until, "until", "", "履行完毕日或者计算截止日")
	f.StringArrayVar(&o.paid, "paid", nil, "部分履行 日期=元；可写多次")
	f.StringArrayVar(&o.pause, "pause", nil, "不计的期间 起..止，起止两日都不计；可写多次")
	f.StringVar(&o.start, "start", "次日", "起算：次日 或者 届满日")
	f.BoolVar(&o.countLast, "count-last", false, "截止日（履行日）当日也计入")
	f.StringVar(&o.courtFee, "court-fee", "", "由被执行人负担的案件受理费（元），先于其他债务受偿")
	f.BoolVar(&o.feeBears, "court-fee-bears", false, "案件受理费也计入加倍利息的基数")
	f.IntVar(&o.yearDays, "days-in-year", 365, "2014-08-01 以前一年按365日或者360日")
	f.StringVar(&o.grade, "grade", "", "2014-08-01 以前的贷款基准利率档次："+strings.Join(law.Grades(), "、")+"；不写的按迟延期间的长短")
	f.BoolVar(&asJSON, "json", false, "输出 JSON")
	return c
}

// doubledFlags are the options behind the fields that the rules name.
var doubledFlags = map[string]string{"本金": "--principal", "日期": "--due", "截止日": "--until", "年天数": "--days-in-year",
	"履行": "--paid", "不计的期间": "--pause", "利率档次": "--grade"}

func (o doubledOptions) facts() (in law.DoubledFacts, err error) {
	in = law.DoubledFacts{CountLast: o.countLast, CourtFeeBears: o.feeBears, YearDays: o.yearDays, StartOnDue: o.start == "届满日"}
	if err := required("principal", o.principal, "due", o.due, "until", o.until); err != nil {
		return in, err
	}
	if !in.StartOnDue && o.start != "次日" {
		return in, court.FieldErrorf("--start", "没有“%s”，只能写 次日 或者 届满日。", o.start)
	}
	if in.Grade, err = gradeFlag(o.grade); err != nil {
		return in, err
	}
	if in.Principal, err = moneyFlag("--principal", o.principal); err != nil {
		return in, err
	}
	if o.courtFee != "" {
		if in.CourtFee, err = moneyFlag("--court-fee", o.courtFee); err != nil {
			return in, err
		}
	}
	if in.Due, err = dateFlag("--due", o.due); err != nil {
		return in, err
	}
	if in.Until, err = dateFlag("--until", o.until); err != nil {
		return in, err
	}
	if in.Paid, err = parsePayments(o.paid); err != nil {
		return in, err
	}
	for _, text := range o.pause {
		s, err := parseSpan("--pause", text)
		if err != nil {
			return in, nameFlags(err, map[string]string{"日期": "--pause"})
		}
		in.Pauses = append(in.Pauses, s)
	}
	return in, nil
}

// gradeFlag reads a grade of the base rates by its name or number; "" is 0.
func gradeFlag(text string) (int, error) {
	if text == "" {
		return 0, nil
	}
	for i, name := range law.Grades() {
		if text == name || text == strconv.Itoa(i+1) {
			return i + 1, nil
		}
	}
	return 0, court.FieldErrorf("--grade", "没有“%s”这一档，只能写 %s。", text, strings.Join(law.Grades(), "、"))
}

// parsePayments reads part payments like 2018-05-02=20000.
func parsePayments(texts []string) ([]law.Payment, error) {
	var out []law.Payment
	for _, text := range texts {
		day, amount, ok := strings.Cut(text, "=")
		if !ok {
			return nil, court.FieldErrorf("--paid", "“%s”不是一笔履行，请写成 2018-05-02=20000。", text)
		}
		on, err := dateFlag("--paid", day)
		if err != nil {
			return nil, err
		}
		m, err := moneyFlag("--paid", amount)
		if err != nil {
			return nil, err
		}
		out = append(out, law.Payment{On: on, Amount: m})
	}
	return out, nil
}

// interestOptions are the options of `calc interest` as they were typed.
type interestOptions struct {
	principal, from, until, rate, lpr, base, multiple, rateOn, order string
	paid                                                             []string
	countLast                                                        bool
	yearDays                                                         int
}

// byLength is what --base without a grade stands for.
const byLength = "按期限"

func calcInterestCommand() *cobra.Command {
	var o interestOptions
	var asJSON bool
	base, lpr := law.RateTables()
	c := &cobra.Command{
		Use: "interest", Short: "计算一般债务利息",
		Long: fmt.Sprintf("计算一般债务利息（不计复利）：按填写的年利率，或按程序里的利率表。贷款基准利率表%s至%s，LPR表%s至%s；\n"+
			"同时写 --base 和 --lpr 的，前段用基准利率、后段用LPR。超过表的止日要用 --rate 填写其后的利率，否则拒绝计算。",
			base.From, base.Until, lpr.From, lpr.Until),
		Example: "  zhixing calc interest --principal 300000 --from 2018-02-11 --until 2019-02-11 --rate 6 --json\n" +
			"  zhixing calc interest --principal 300000 --from 2018-02-11 --until 2021-02-11 --base --lpr 1Y --multiple 1.5",
		Args: noArgs,
		RunE: func(c *cobra.Command, _ []string) error {
			in, err := o.facts()
			if err != nil {
				return err
			}
			s, err := law.Interest(in)
			if err != nil {
				return nameFlags(err, interestFlags)
			}
			if asJSON {
				return writeJSON(c.OutOrStdout(), interestToJSON(s))
			}
			return writeInterest(c.OutOrStdout(), "利息", s)
		},
	}
	f := c.Flags()
	f.StringVar(&o.principal, "principal", "", "本金（元）")
	f.StringVar(&o.from, "from", "", "起息日，当日计入")
	f.StringVar(&o.until, "until", "", "付清日或者计算截止日，当日不计")
	f.StringVar(&o.rate, "rate", "", "年利率（%）；与 --lpr、--base 同写时是表的止日以后的利率")
	f.StringVar(&o.lpr, "lpr", "", "按LPR：1Y（1年期）或 5Y（5年期以上）")
	f.StringVar(&o.base, "base", "", "按贷款基准利率；档次可以写明："+strings.Join(law.Grades(), "、")+"，不写的按计息期间的长短")
	f.Lookup("base").NoOptDefVal = byLength
	f.StringVar(&o.multiple, "multiple", "1", "表中利率的倍数，例如 4、1.5")
	f.StringVar(&o.rateOn, "rate-on", "", "固定用这一日的LPR或者基准利率，不随公布变动")
	f.StringArrayVar(&o.paid, "paid", nil, "部分履行 日期=元；可写多次")
	f.StringVar(&o.order, "order", "利息", "付款先抵：利息 或者 本金")
	f.BoolVar(&o.countLast, "count-last", false, "截止日当日也计入")
	f.IntVar(&o.yearDays, "days-in-year", 365, "一年按365日或者360日")
	f.BoolVar(&asJSON, "json", false, "输出 JSON")
	return c
}

var interestFlags = map[string]string{"本金": "--principal", "日期": "--from", "截止日": "--until", "年天数": "--days-in-year",
	"履行": "--paid", "利率": "--rate", "LPR": "--lpr", "利率档次": "--base"}

func (o interestOptions) facts() (in law.InterestFacts, err error) {
	in = law.InterestFacts{CountLast: o.countLast, YearDays: o.yearDays, PrincipalFirst: o.order == "本金", Base: o.base != "", LPR: law.LPRTerm(strings.ToUpper(o.lpr))}
	if err := required("principal", o.principal, "from", o.from, "until", o.until); err != nil {
		return in, err
	}
	if !in.PrincipalFirst && o.order != "利息" {
		return in, court.FieldErrorf("--order", "没有“%s”，只能写 利息 或者 本金。", o.order)
	}
	if in.LPR != "" && in.LPR.Name() == "" {
		return in, court.FieldErrorf("--lpr", "没有“%s”，只能写 1Y 或者 5Y。", o.lpr)
	}
	if o.base != "" && o.base != byLength {
		if in.Grade, err = gradeFlag(o.base); err != nil {
			return in, nameFlags(err, map[string]string{"--grade": "--base"})
		}
	}
	if in.Principal, err = moneyFlag("--principal", o.principal); err != nil {
		return in, err
	}
	if in.From, err = dateFlag("--from", o.from); err != nil {
		return in, err
	}
	if in.Until, err = dateFlag("--until", o.until); err != nil {
		return in, err
	}
	if o.rateOn != "" {
		if in.RateOn, err = dateFlag("--rate-on", o.rateOn); err != nil {
			return in, err
		}
	}
	if o.rate != "" {
		if in.Rate, err = law.ParsePercent(o.rate); err != nil {
			return in, nameFlags(err, map[string]string{"利率": "--rate"})
		}
	}
	if in.Multiple, err = law.ParseMultiple(o.multiple); err != nil {
		return in, nameFlags(err, map[string]string{"倍数": "--multiple"})
	}
	in.Paid, err = parsePayments(o.paid)
	return in, err
}

// periodJSON is a period; base and amount are 元, the amount is exact as far
// as it has an end.
type periodJSON struct {
	Base     string     `json:"base"`
	From     court.Date `json:"from"`
	To       court.Date `json:"to"`
	Days     int        `json:"days"`
	Rate     string     `json:"rate"`
	RateUnit string     `json:"rate_unit"`
	Amount   string     `json:"amount"`
	Source   string     `json:"source"`
	Basis    string     `json:"basis"`
}

type interestJSON struct {
	Total   court.Money  `json:"total_fen"`
	Days    int          `json:"days"`
	Settled court.Money  `json:"settled_fen"`
	Unpaid  court.Money  `json:"unpaid_fen"`
	Owed    court.Money  `json:"owed_fen"`
	Surplus court.Money  `json:"surplus_fen"`
	Periods []periodJSON `json:"periods"`
	Notes   []string     `json:"notes"`
}

func interestToJSON(s law.InterestSheet) interestJSON {
	out := interestJSON{Total: s.Total, Days: s.Days, Settled: s.Settled, Unpaid: s.Unpaid(), Owed: s.Owed, Surplus: s.Surplus,
		Periods: []periodJSON{}, Notes: s.Notes}
	for _, p := range s.Periods {
		out.Periods = append(out.Periods, periodJSON{Base: p.Base.Plain(), From: p.From, To: p.To, Days: p.Days,
			Rate: decimal(p.Rate, 1), RateUnit: rateUnit(p), Source: p.Source, Basis: p.Basis, Amount: decimal(inYuan(p.Exact), 2)})
	}
	return out
}

func inYuan(fen *big.Rat) *big.Rat { return new(big.Rat).Quo(fen, big.NewRat(100, 1)) }

func rateUnit(p law.InterestPeriod) string {
	if p.Yearly {
		return "年"
	}
	return "日"
}

// decimal writes a number without the zeros at its end, but with at least so
// many decimals and at most ten.
func decimal(r *big.Rat, least int) string {
	s := r.FloatString(10)
	for cut := len(s) - (10 - least); len(s) > cut && s[len(s)-1] == '0'; {
		s = s[:len(s)-1]
	}
	return s
}

func writeInterest(w io.Writer, what string, s law.InterestSheet) error {
	var b strings.Builder
	for _, p := range s.Periods {
		fmt.Fprintf(&b, "%s至%s\t%d日\t%s元 × %s/%s\t= %s元\t%s\n", p.From, p.To, p.Days, p.Base, decimal(p.Rate, 1), rateUnit(p), p.Amount(), p.Source)
	}
	fmt.Fprintf(&b, "%s合计%s元（%d日）；已抵%s元，尚欠%s元；尚欠金钱债务%s元", what, s.Total, s.Days, s.Settled, s.Unpaid(), s.Owed)
	if s.Surplus > 0 {
		fmt.Fprintf(&b, "；多付%s元", s.Surplus)
	}
	_, err := fmt.Fprintf(w, "%s。\n%s\n", b.String(), strings.Join(s.Notes, "\n"))
	return err
}
