package law

import (
	"math/big"
	"slices"

	"zhixing/app/court"
)

// Payment is money that came on a day.
type Payment struct {
	On     court.Date
	Amount court.Money
}

// InterestPeriod is a period with one base and one rate.
type InterestPeriod struct {
	From, To court.Date  // To is not counted, unless the facts say CountLast
	Days     int         //
	Base     court.Money // rounded for reading; the interest is of the exact one
	Rate     *big.Rat    // of a day, or of a year when Yearly; multiples are in it
	Yearly   bool
	YearDays int      // days of a year, when Yearly
	Exact    *big.Rat // interest in 分, not rounded
	Source   string   // where the rate comes from, for the reader: 1年期LPR 3.1%×4
	Basis    string   // article, or the name of the table
}

// Amount is the interest of the period, rounded for reading; sums are made
// from Exact.
func (p InterestPeriod) Amount() court.Money { return roundFen(p.Exact) }

// InterestSheet is a computation with all its steps. What was paid is what
// was settled of the debts and of the interest, and the surplus.
type InterestSheet struct {
	Periods []InterestPeriod
	Days    int
	Total   court.Money // interest that accrued, rounded once
	Settled court.Money // of it, settled by payments
	Owed    court.Money // money debts still owed
	Surplus court.Money // paid beyond everything
	Notes   []string
}

// Unpaid is the interest that is still owed.
func (s InterestSheet) Unpaid() court.Money { return s.Total - s.Settled }

// walk goes over the days of a debt. Days are counted from a day until before
// another; with countLast everything that ends on a day ends before the next.
// What is owed is kept exact, in 分, and rounded only for the sheet.
type walk struct {
	countLast  bool
	start, end court.Date
	paid       []Payment // by the day from which they count
	base       *big.Rat
	exact      *big.Rat
	periods    []InterestPeriod
}

func newWalk(base court.Money, start, until court.Date, countLast bool, paid []Payment) walk {
	w := walk{countLast: countLast, start: start, end: until, base: fen(base), exact: new(big.Rat)}
	w.end = w.end.AddDays(w.shift())
	for _, p := range paid {
		w.paid = append(w.paid, Payment{p.On.AddDays(w.shift()), p.Amount})
	}
	slices.SortStableFunc(w.paid, func(a, b Payment) int { return a.On.Compare(b.On) })
	return w
}

func (w *walk) shift() int {
	if w.countLast {
		return 1
	}
	return 0
}

// cuts gives the days, from the first to the last, on which the base may
// change or that the caller names.
func (w *walk) cuts(days []court.Date) []court.Date {
	days = append(days, w.start, w.end)
	for _, p := range w.paid {
		days = append(days, p.On)
	}
	slices.SortFunc(days, court.Date.Compare)
	days = slices.Compact(days)
	days = slices.DeleteFunc(days, func(d court.Date) bool { return d.Before(w.start) || d.After(w.end) })
	if len(days) == 0 { // counted from a day that never comes
		return []court.Date{w.start}
	}
	return days
}

// due takes out the payments that count from the day, and those before the
// first day on it, with the days on which they were made.
func (w *walk) due(on court.Date) []Payment {
	var out []Payment
	for len(w.paid) > 0 && !w.paid[0].On.After(on) {
		p := w.paid[0]
		p.On = p.On.AddDays(-w.shift())
		out, w.paid = append(out, p), w.paid[1:]
	}
	return out
}

// accrue adds a period from a day until before another, and gives the interest
// of one 分 in it. yearDays is 0 for a daily rate.
func (w *walk) accrue(from, until court.Date, rate *big.Rat, yearDays int, source, basis string) *big.Rat {
	one := new(big.Rat)
	if w.base.Sign() == 0 {
		return one
	}
	p := InterestPeriod{From: from, To: until.AddDays(-w.shift()), Days: from.DaysUntil(until), Base: roundFen(w.base),
		Rate: rate, Yearly: yearDays > 0, YearDays: yearDays, Source: source, Basis: basis}
	one.Mul(rate, big.NewRat(int64(p.Days), int64(max(yearDays, 1))))
	p.Exact = new(big.Rat).Mul(one, w.base)
	w.exact.Add(w.exact, p.Exact)
	w.periods = append(w.periods, p)
	return one
}

// sheet closes the computation over debts of the sum and everything paid; the
// surplus is what the walk could not use.
func (w *walk) sheet(debts, owed, paid, surplus court.Money) InterestSheet {
	s := InterestSheet{Periods: w.periods, Total: roundFen(w.exact), Owed: owed}
	s.Settled = min(paid-(debts-owed)-surplus, s.Total)
	s.Surplus = paid - (debts - owed) - s.Settled
	for _, p := range w.periods {
		s.Days += p.Days
	}
	return s
}

func checkPayments(paid []Payment, until court.Date) error {
	for _, p := range paid {
		if p.Amount <= 0 || p.Amount > court.MaxMoney || !p.On.Valid() {
			return court.FieldErrorf("履行", "要写明日期和大于零的金额。")
		}
		if p.On.After(until) {
			return court.FieldErrorf("履行", "日期%s晚于计算截止日%s。", p.On.Text(), until.Text())
		}
	}
	return nil
}

func sumPaid(paid []Payment) (sum court.Money) {
	for _, p := range paid {
		sum += p.Amount
	}
	return sum
}

// shorten keeps a value to 10⁻¹⁸分. Each payment that settles interest multiplies
// the denominator of what is owed; after some hundred of them sums take long.
func shorten(r *big.Rat) {
	if r.Denom().BitLen() <= 64 {
		return
	}
	scaled := new(big.Int).Mul(r.Num(), shortScale)
	r.SetFrac(scaled.Quo(scaled, r.Denom()), shortScale)
}

var shortScale = new(big.Int).Exp(big.NewInt(10), big.NewInt(18), nil)

func fen(m court.Money) *big.Rat { return big.NewRat(int64(m), 1) }

// take takes up to so much away and gives what it took.
func take(from *court.Money, most court.Money) court.Money {
	n := min(*from, most)
	*from -= n
	return n
}
