package law

import (
	"fmt"
	"math/big"
	"slices"

	"zhixing/app/court"
)

// Payment is money that came on a day.
type Payment struct {
	On     court.Date
	Amount court.Money
}

// DoubledFacts are what the doubled part of the interest for late performance
// depends on. The courts disagree about two things: how the days are counted
// (StartOnDue, CountLast) and whether the 案件受理费 bears it (CourtFeeBears).
type DoubledFacts struct {
	Principal     court.Money // the money debts of the document that bear it, ordinary interest left out
	CourtFee      court.Money // 案件受理费 to be borne by the debtor, 0 for none
	CourtFeeBears bool        // it bears doubled interest, too; by default it does not
	Due           court.Date  // last day of the period for performance
	Until         court.Date  // day of performance, or of the computation
	Paid          []Payment
	Pauses        []court.Span // days that do not count, both ends included
	StartOnDue    bool         // the due day itself counts; by default the day after is the first
	CountLast     bool         // the last day counts; by default it does not
	YearDays      int          // days of a year under the former rule: 365 (also for 0) or 360
}

// DoubledPeriod is a period with one base and one rate.
type DoubledPeriod struct {
	From, To court.Date // To is not counted, unless the facts say CountLast
	Days     int
	Base     court.Money
	Rate     *big.Rat // of a day, or of a year under the former rule, doubled
	Yearly   bool
	Exact    *big.Rat // 分, not rounded
	Basis    string
}

// Amount is the interest of the period, rounded for reading; sums are made
// from Exact.
func (p DoubledPeriod) Amount() court.Money { return roundFen(p.Exact) }

// DoubledSheet is the computation with all its steps.
type DoubledSheet struct {
	Periods []DoubledPeriod
	Days    int
	Total   court.Money // doubled part that accrued, rounded once
	Settled court.Money // of it, settled by payments
	Owed    court.Money // money debts still owed, the court fee included
	Surplus court.Money // paid beyond everything
	Notes   []string
}

// Unpaid is the doubled part that is still owed.
func (s DoubledSheet) Unpaid() court.Money { return s.Total - s.Settled }

// DoubledInterest computes the doubled part of the interest for late
// performance. Since 2014-08-01 it is 0.000175 a day of what is owed, and
// payments settle the money debts first and the doubled part last (法释〔2014〕
// 8号 1, 4). Before, from 2009-05-18, it is twice the loan base rate of the
// grade, and every payment settles debt and interest in proportion (法释〔2009〕
// 6号). Debts older than that are CodeNotFound, impossible facts CodeInvalid.
func DoubledInterest(in DoubledFacts) (DoubledSheet, error) {
	run, err := newDoubledRun(in)
	if err != nil {
		return DoubledSheet{}, err
	}
	for i, from := range run.cuts {
		run.pay(from)
		if i+1 < len(run.cuts) {
			run.accrue(from, run.cuts[i+1])
		}
	}
	return run.sheet(), nil
}

// doubledRun walks over the days. Days are counted from a day until before
// another; with CountLast everything that ends on a day ends before the next.
type doubledRun struct {
	in         DoubledFacts
	law        interestFile
	start, end court.Date
	grade      int
	paid       []Payment // by the day from which they count
	pauses     []court.Span
	cuts       []court.Date

	base, fee court.Money
	settled   court.Money // interest settled in proportion
	last      court.Money // paid when all debts were settled, for the interest
	surplus   court.Money
	factor    *big.Rat // interest of one 分 of debt under the former rule so far
	exact     *big.Rat
	periods   []DoubledPeriod
}

func newDoubledRun(in DoubledFacts) (*doubledRun, error) {
	if in.YearDays == 0 {
		in.YearDays = 365
	}
	if err := in.check(); err != nil {
		return nil, err
	}
	r := &doubledRun{in: in, law: interest(), start: in.Due.AddDays(1), end: in.Until, base: in.Principal, fee: in.CourtFee,
		factor: new(big.Rat), exact: new(big.Rat)}
	if in.StartOnDue {
		r.start = in.Due
	}
	shift := 0
	if in.CountLast {
		shift = 1
	}
	r.end = r.end.AddDays(shift)
	if in.CourtFeeBears {
		r.base, r.fee = r.base+r.fee, 0
	}
	if r.start.Before(r.law.Former.From.Date) && r.start.Before(r.end) {
		return nil, court.Errorf(court.CodeNotFound, "%s以前的迟延履行利息按当时的最高贷款利率计算，程序没有这一时期的利率。", r.law.Former.From.Text()).
			WithHint("请另行计算该日以前的部分，再从该日起计算。")
	}
	for _, p := range in.Paid {
		r.paid = append(r.paid, Payment{p.On.AddDays(shift), p.Amount})
	}
	slices.SortStableFunc(r.paid, func(a, b Payment) int { return a.On.Compare(b.On) })
	var parts []part
	for _, s := range in.Pauses {
		parts = append(parts, part{TermDeduction: court.TermDeduction{Span: s}})
	}
	r.pauses, _ = union(parts)
	former := r.law.Doubled.From.Date
	if r.end.Before(former) {
		former = r.end
	}
	r.grade = gradeOf(r.start, former)
	r.cut()
	return r, nil
}

func (in DoubledFacts) check() error {
	switch {
	case in.Principal <= 0 || in.Principal > court.MaxMoney || in.CourtFee < 0 || in.CourtFee > court.MaxMoney:
		return court.FieldErrorf("本金", "须大于零，案件受理费不能是负数。")
	case !in.Due.Valid() || !in.Until.Valid():
		return court.FieldErrorf("日期", "不能空着：要有履行期间届满日和计算截止日。")
	case in.Until.Before(in.Due):
		return court.FieldErrorf("截止日", "%s早于履行期间届满日%s。", in.Until.Text(), in.Due.Text())
	case in.YearDays != 360 && in.YearDays != 365:
		return court.FieldErrorf("年天数", "只能是365或360。")
	}
	for _, p := range in.Paid {
		if p.Amount <= 0 || p.Amount > court.MaxMoney || !p.On.Valid() {
			return court.FieldErrorf("履行", "要写明日期和大于零的金额。")
		}
		if p.On.After(in.Until) {
			return court.FieldErrorf("履行", "日期%s晚于计算截止日%s。", p.On.Text(), in.Until.Text())
		}
	}
	for _, s := range in.Pauses {
		if !s.From.Valid() || !s.To.Valid() || s.To.Before(s.From) {
			return court.FieldErrorf("不计的期间", "“%s”的起止日期不对。", s).
				WithHint("写明起止两日，截止日不能早于起始日（法释〔2014〕8号3条）。")
		}
	}
	return nil
}

// cut collects the days on which base, rate or counting may change.
func (r *doubledRun) cut() {
	days := []court.Date{r.start, r.end, r.law.Doubled.From.Date}
	for _, b := range r.law.BaseRate {
		if b.From.Before(r.law.Doubled.From.Date) {
			days = append(days, b.From.Date)
		}
	}
	for _, p := range r.paid {
		days = append(days, p.On)
	}
	for _, s := range r.pauses {
		days = append(days, s.From, s.To.AddDays(1))
	}
	slices.SortFunc(days, court.Date.Compare)
	days = slices.Compact(days)
	r.cuts = slices.DeleteFunc(days, func(d court.Date) bool { return d.Before(r.start) || d.After(r.end) })
	if len(r.cuts) == 0 { // counted from a day that never comes
		r.cuts = []court.Date{r.start}
	}
}

// accrue adds the interest from a day until before another.
func (r *doubledRun) accrue(from, until court.Date) {
	if r.base == 0 || slices.ContainsFunc(r.pauses, func(s court.Span) bool { return !from.Before(s.From) && !from.After(s.To) }) {
		return
	}
	p := DoubledPeriod{From: from, To: until, Days: from.DaysUntil(until), Base: r.base, Rate: r.law.daily, Basis: r.law.Doubled.Basis}
	if r.in.CountLast {
		p.To = until.AddDays(-1)
	}
	one := new(big.Rat).Mul(r.law.daily, big.NewRat(int64(p.Days), 1))
	if from.Before(r.law.Doubled.From.Date) {
		p.Yearly, p.Basis = true, r.law.Former.Basis
		p.Rate = new(big.Rat).Mul(r.law.baseRateOn(from, r.grade), big.NewRat(r.law.Former.Times, 1))
		one.Mul(p.Rate, big.NewRat(int64(p.Days), int64(r.in.YearDays)))
		r.factor.Add(r.factor, one)
	}
	p.Exact = new(big.Rat).Mul(one, big.NewRat(int64(r.base), 1))
	r.exact.Add(r.exact, p.Exact)
	r.periods = append(r.periods, p)
}

// pay takes in the payments that count from the day, and those before the
// first day on it.
func (r *doubledRun) pay(on court.Date) {
	for len(r.paid) > 0 && !r.paid[0].On.After(on) {
		p := r.paid[0]
		r.paid = r.paid[1:]
		left := p.Amount
		left -= take(&r.fee, left)
		if r.underFormer(p) {
			r.surplus += r.payInProportion(left)
			continue
		}
		left -= take(&r.base, left)
		r.last += left
	}
}

// underFormer tells whether a payment was made under the former rule.
func (r *doubledRun) underFormer(p Payment) bool {
	on := p.On
	if r.in.CountLast {
		on = on.AddDays(-1)
	}
	return on.Before(r.law.Doubled.From.Date)
}

// payInProportion settles debt and its interest together: the payment is
// debt × (1 + factor). It gives what is left when all is settled.
func (r *doubledRun) payInProportion(amount court.Money) court.Money {
	whole := new(big.Rat).Add(r.factor, big.NewRat(1, 1))
	debt := roundFen(new(big.Rat).Quo(big.NewRat(int64(amount), 1), whole))
	all := roundFen(new(big.Rat).Mul(whole, big.NewRat(int64(r.base), 1)))
	if amount >= all {
		r.settled += all - r.base
		r.base = 0
		return amount - all
	}
	r.base -= debt
	r.settled += amount - debt
	return 0
}

// take takes up to so much away and gives what it took.
func take(from *court.Money, most court.Money) court.Money {
	n := min(*from, most)
	*from -= n
	return n
}

func (r *doubledRun) sheet() DoubledSheet {
	s := DoubledSheet{Periods: r.periods, Total: roundFen(r.exact), Owed: r.base + r.fee}
	s.Settled = min(r.settled, s.Total) // parts rounded one by one may exceed the whole by a 分
	late := min(r.last, s.Total-s.Settled)
	s.Settled += late
	s.Surplus = r.surplus + r.last - late
	former := false
	for _, p := range r.periods {
		s.Days += p.Days
		former = former || p.Yearly
	}
	first, last := "自履行期间届满的次日起算", "截止日当日不计"
	if r.in.StartOnDue {
		first = "自履行期间届满之日起算"
	}
	if r.in.CountLast {
		last = "截止日当日计入"
	}
	s.Notes = append(s.Notes, first+"，"+last+"；各段不取整，合计后四舍五入到分。",
		"清偿顺序：先清偿生效法律文书确定的金钱债务，后清偿加倍部分（法释〔2014〕8号4条）。")
	switch {
	case r.in.CourtFee > 0 && r.in.CourtFeeBears:
		s.Notes = append(s.Notes, "案件受理费计入加倍利息的基数。")
	case r.in.CourtFee > 0:
		s.Notes = append(s.Notes, "案件受理费不计入加倍利息的基数，付款先抵案件受理费。")
	}
	if former {
		s.Notes = append(s.Notes, fmt.Sprintf("%s以前按%s档贷款基准利率的%d倍计算，一年按%d日，付款按并还原则抵扣（%s）。",
			r.law.Doubled.From.Text(), gradeNames[r.grade], r.law.Former.Times, r.in.YearDays, r.law.Former.Basis))
	}
	return s
}
