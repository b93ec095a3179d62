package law

import (
	"fmt"
	"math/big"
	"slices"
	"strings"

	"zhixing/app/court"
)

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
	Grade         int          // grade of the base rates under the former rule, from 1; 0 takes the one of the delay's length until then
}

// DoubledInterest computes the doubled part of the interest for late
// performance. Since 2014-08-01 it is 0.000175 a day of what is owed, and
// payments settle the money debts first and the doubled part last (法释〔2014〕
// 8号 1, 4). Before, from 2009-05-18, it is twice the loan base rate of the
// grade, and every payment settles debt and interest in proportion (法释〔2009〕
// 6号). Debts older than that are CodeNotFound, impossible facts CodeInvalid.
func DoubledInterest(in DoubledFacts) (InterestSheet, error) {
	run, err := newDoubledRun(in)
	if err != nil {
		return InterestSheet{}, err
	}
	cuts := run.cutDays()
	for i, from := range cuts {
		run.pay(from)
		if i+1 < len(cuts) {
			run.accrueFrom(from, cuts[i+1])
		}
	}
	return run.result(), nil
}

// doubledRun is the walk over the days of one debt.
type doubledRun struct {
	walk
	in     DoubledFacts
	law    interestFile
	grade  int
	pauses []court.Span

	fee     court.Money
	last    court.Money // paid when all debts were settled, for the interest
	surplus court.Money
	factor  *big.Rat // interest of one 分 of debt under the former rule so far
}

func newDoubledRun(in DoubledFacts) (*doubledRun, error) {
	if in.YearDays == 0 {
		in.YearDays = 365
	}
	if err := in.check(); err != nil {
		return nil, err
	}
	start, base, fee := in.Due.AddDays(1), in.Principal, in.CourtFee
	if in.StartOnDue {
		start = in.Due
	}
	if in.CourtFeeBears {
		base, fee = base+fee, 0
	}
	r := &doubledRun{walk: newWalk(base, start, in.Until, in.CountLast, in.Paid), in: in, law: interest(), fee: fee, factor: new(big.Rat)}
	if r.start.Before(r.law.Former.From.Date) && r.start.Before(r.end) {
		return nil, court.Errorf(court.CodeNotFound, "%s以前的迟延履行利息按当时的最高贷款利率计算，程序没有这一时期的利率。", r.law.Former.From.Text()).
			WithHint("请另行计算该日以前的部分，再从该日起计算。")
	}
	var parts []part
	for _, s := range in.Pauses {
		parts = append(parts, part{TermDeduction: court.TermDeduction{Span: s}})
	}
	r.pauses, _ = union(parts)
	former := r.law.Doubled.From.Date
	if r.end.Before(former) {
		former = r.end
	}
	if r.grade = in.Grade - 1; r.grade < 0 {
		r.grade = gradeOf(r.start, former)
	}
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
	case in.Grade < 0 || in.Grade > len(gradeNames):
		return court.FieldErrorf("利率档次", "只能是第1至%d档。", len(gradeNames))
	}
	for _, s := range in.Pauses {
		if !s.From.Valid() || !s.To.Valid() || s.To.Before(s.From) {
			return court.FieldErrorf("不计的期间", "“%s”的起止日期不对。", s).
				WithHint("写明起止两日，截止日不能早于起始日（法释〔2014〕8号3条）。")
		}
	}
	return checkPayments(in.Paid, in.Until)
}

// cutDays collects the days on which base, rate or counting may change.
func (r *doubledRun) cutDays() []court.Date {
	days := []court.Date{r.law.Doubled.From.Date}
	for _, b := range r.law.BaseRate {
		if b.From.Before(r.law.Doubled.From.Date) {
			days = append(days, b.From.Date)
		}
	}
	for _, s := range r.pauses {
		days = append(days, s.From, s.To.AddDays(1))
	}
	return r.cuts(days)
}

// accrueFrom adds the interest from a day until before another.
func (r *doubledRun) accrueFrom(from, until court.Date) {
	if slices.ContainsFunc(r.pauses, func(s court.Span) bool { return !from.Before(s.From) && !from.After(s.To) }) {
		return
	}
	if !from.Before(r.law.Doubled.From.Date) {
		r.accrue(from, until, r.law.daily, 0, "日万分之一点七五", r.law.Doubled.Basis)
		return
	}
	yearly, _ := r.law.baseRateOn(from, r.grade)
	source := fmt.Sprintf("贷款基准利率（%s）%s×%d", gradeNames[r.grade], PercentText(yearly), r.law.Former.Times)
	yearly = new(big.Rat).Mul(yearly, big.NewRat(r.law.Former.Times, 1))
	r.factor.Add(r.factor, r.accrue(from, until, yearly, r.in.YearDays, source, r.law.Former.Basis))
}

// pay takes in the payments that count from the day.
func (r *doubledRun) pay(on court.Date) {
	for _, p := range r.due(on) {
		left := p.Amount
		left -= take(&r.fee, left)
		if p.On.Before(r.law.Doubled.From.Date) {
			r.surplus += r.payInProportion(left)
			continue
		}
		if whole := roundFen(r.base); left >= whole {
			r.base.SetInt64(0)
			r.last += left - whole
			continue
		}
		r.base.Sub(r.base, fen(left))
	}
}

// payInProportion settles debt and its interest together: the payment is
// debt × (1 + factor). It gives what is left when all is settled.
func (r *doubledRun) payInProportion(amount court.Money) court.Money {
	whole := new(big.Rat).Add(r.factor, big.NewRat(1, 1))
	if all := roundFen(new(big.Rat).Mul(whole, r.base)); amount >= all {
		r.base.SetInt64(0)
		return amount - all
	}
	r.base.Sub(r.base, new(big.Rat).Quo(fen(amount), whole))
	shorten(r.base)
	return 0
}

func (r *doubledRun) result() InterestSheet {
	paid, owed := sumPaid(r.in.Paid), roundFen(r.base)+r.fee
	debts := r.in.Principal + r.in.CourtFee
	inProportion := paid - (debts - owed) - r.surplus - r.last // interest settled under the former rule
	late := max(min(r.last, roundFen(r.exact)-inProportion), 0)
	s := r.sheet(debts, owed, paid, r.surplus+r.last-late)
	s.Notes = r.notes()
	return s
}

func (r *doubledRun) notes() []string {
	first, last := "自履行期间届满的次日起算", "截止日当日不计"
	if r.in.StartOnDue {
		first = "自履行期间届满之日起算"
	}
	if r.in.CountLast {
		last = "截止日当日计入"
	}
	notes := []string{first + "，" + last + "；各段不取整，合计后四舍五入到分。",
		"清偿顺序：先清偿生效法律文书确定的金钱债务，后清偿加倍部分（法释〔2014〕8号4条）。"}
	switch {
	case r.in.CourtFee > 0 && r.in.CourtFeeBears:
		notes = append(notes, "案件受理费计入加倍利息的基数。")
	case r.in.CourtFee > 0:
		notes = append(notes, "案件受理费不计入加倍利息的基数，付款先抵案件受理费。")
	}
	if len(r.pauses) > 0 {
		var spans []string
		for _, s := range r.pauses {
			spans = append(spans, s.String())
		}
		notes = append(notes, "不计的期间（起止两日都不计）："+strings.Join(spans, "，")+"（法释〔2014〕8号3条）。")
	}
	if slices.ContainsFunc(r.periods, func(p InterestPeriod) bool { return p.Yearly }) {
		notes = append(notes, fmt.Sprintf("%s以前按%s档贷款基准利率的%d倍计算，一年按%d日，付款按并还原则抵扣（%s）。",
			r.law.Doubled.From.Text(), gradeNames[r.grade], r.law.Former.Times, r.in.YearDays, r.law.Former.Basis))
	}
	return notes
}
