package main

import (
	"fmt"
	"io"
	"math/big"
	"strings"

	"github.com/spf13/cobra"

	"zhixing/app/court"
	"zhixing/app/law"
)

func calcCommand() *cobra.Command {
	c := &cobra.Command{
		Use: "calc", Short: "计算费用和利息", Long: "计算申请执行费、保全费、案件受理费和迟延履行期间的加倍利息。",
		Args: noArgs,
		RunE: func(*cobra.Command, []string) error {
			return court.Errorf(court.CodeInvalid, "要写明计算什么。").WithHint("例如 zhixing calc fee --kind 执行 --amount 800000")
		},
	}
	c.AddCommand(calcFeeCommand(), calcDoubledCommand())
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
			tables := map[string]func(court.Money) (court.Money, string){
				"执行": law.EnforcementFee, "保全": law.PreservationFee, "受理": law.AcceptanceFee,
			}
			table := tables[kind]
			if table == nil {
				return court.FieldErrorf("--kind", "没有“%s”，只能写 执行、保全、受理。", kind)
			}
			m, err := court.ParseMoney(amount)
			if err != nil {
				return err
			}
			if m <= 0 {
				least, most := law.FeeNoAmount()
				return court.FieldErrorf("--amount", "须大于零。").
					WithHint(fmt.Sprintf("没有金额的执行案件每件收%s至%s元。", least.Short(), most.Short()))
			}
			fee, formula := table(m)
			if !asJSON {
				_, err := fmt.Fprintf(c.OutOrStdout(), "%s元（%s）\n", fee, formula)
				return err
			}
			return writeJSON(c.OutOrStdout(), struct {
				Kind    string      `json:"kind"`
				Amount  court.Money `json:"amount_fen"`
				Fee     court.Money `json:"fee_fen"`
				Formula string      `json:"formula"`
			}{kind, m, fee, formula})
		},
	}
	f := c.Flags()
	f.StringVar(&kind, "kind", "", "执行、保全或者受理")
	f.StringVar(&amount, "amount", "", "金额（元）")
	f.BoolVar(&asJSON, "json", false, "输出 JSON")
	return c
}

// doubledOptions are the options of `calc doubled` as they were typed.
type doubledOptions struct {
	principal, courtFee, due, until, start string
	paid, pause                            []string
	countLast, feeBears                    bool
	yearDays                               int
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
				return err
			}
			if asJSON {
				return writeJSON(c.OutOrStdout(), doubledToJSON(s))
			}
			return writeDoubled(c.OutOrStdout(), s)
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
	f.IntVar(&o.yearDays, "year-days", 365, "2014-08-01 以前一年按365日或者360日")
	f.BoolVar(&asJSON, "json", false, "输出 JSON")
	return c
}

func (o doubledOptions) facts() (law.DoubledFacts, error) {
	in := law.DoubledFacts{CountLast: o.countLast, CourtFeeBears: o.feeBears, YearDays: o.yearDays, StartOnDue: o.start == "届满日"}
	err := required("principal", o.principal, "due", o.due, "until", o.until)
	if err == nil && !in.StartOnDue && o.start != "次日" {
		err = court.FieldErrorf("--start", "没有“%s”，只能写 次日 或者 届满日。", o.start)
	}
	if err == nil {
		in.Principal, err = court.ParseMoney(o.principal)
	}
	if err == nil && o.courtFee != "" {
		in.CourtFee, err = court.ParseMoney(o.courtFee)
	}
	if err == nil {
		in.Due, err = court.ParseDate(o.due)
	}
	if err == nil {
		in.Until, err = court.ParseDate(o.until)
	}
	for _, text := range o.paid {
		if err == nil {
			var p law.Payment
			p, err = parsePayment(text)
			in.Paid = append(in.Paid, p)
		}
	}
	for _, text := range o.pause {
		if err == nil {
			var s court.Span
			s, err = parseSpan("--pause", text)
			in.Pauses = append(in.Pauses, s)
		}
	}
	return in, err
}

// parsePayment reads 2018-05-02=20000.
func parsePayment(text string) (law.Payment, error) {
	day, amount, ok := strings.Cut(text, "=")
	if !ok {
		return law.Payment{}, court.FieldErrorf("--paid", "“%s”不是一笔履行，请写成 2018-05-02=20000。", text)
	}
	on, err := court.ParseDate(day)
	if err != nil {
		return law.Payment{}, err
	}
	m, err := court.ParseMoney(amount)
	return law.Payment{On: on, Amount: m}, err
}

// doubledPeriodJSON is a period; base and amount are 元, the amount is exact
// as far as it has an end.
type doubledPeriodJSON struct {
	Base     string     `json:"base"`
	From     court.Date `json:"from"`
	To       court.Date `json:"to"`
	Days     int        `json:"days"`
	Rate     string     `json:"rate"`
	RateUnit string     `json:"rate_unit"`
	Amount   string     `json:"amount"`
	Basis    string     `json:"basis"`
}

type doubledJSON struct {
	Total   court.Money         `json:"total_fen"`
	Days    int                 `json:"days"`
	Settled court.Money         `json:"settled_fen"`
	Unpaid  court.Money         `json:"unpaid_fen"`
	Owed    court.Money         `json:"owed_fen"`
	Surplus court.Money         `json:"surplus_fen"`
	Periods []doubledPeriodJSON `json:"periods"`
	Notes   []string            `json:"notes"`
}

func doubledToJSON(s law.DoubledSheet) doubledJSON {
	out := doubledJSON{Total: s.Total, Days: s.Days, Settled: s.Settled, Unpaid: s.Unpaid(), Owed: s.Owed, Surplus: s.Surplus,
		Periods: []doubledPeriodJSON{}, Notes: s.Notes}
	for _, p := range s.Periods {
		out.Periods = append(out.Periods, doubledPeriodJSON{Base: p.Base.Plain(), From: p.From, To: p.To, Days: p.Days,
			Rate: decimal(p.Rate, 1), RateUnit: rateUnit(p), Basis: p.Basis,
			Amount: decimal(new(big.Rat).Quo(p.Exact, big.NewRat(100, 1)), 2)})
	}
	return out
}

func rateUnit(p law.DoubledPeriod) string {
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

func writeDoubled(w io.Writer, s law.DoubledSheet) error {
	var b strings.Builder
	for _, p := range s.Periods {
		fmt.Fprintf(&b, "%s至%s\t%d日\t%s元 × %s/%s\t= %s元\n", p.From, p.To, p.Days, p.Base, decimal(p.Rate, 1), rateUnit(p), p.Amount())
	}
	fmt.Fprintf(&b, "加倍利息合计%s元（%d日）；已抵%s元，尚欠%s元；尚欠金钱债务%s元", s.Total, s.Days, s.Settled, s.Unpaid(), s.Owed)
	if s.Surplus > 0 {
		fmt.Fprintf(&b, "；多付%s元", s.Surplus)
	}
	_, err := fmt.Fprintf(w, "%s。\n%s\n", b.String(), strings.Join(s.Notes, "\n"))
	return err
}
