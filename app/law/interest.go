package law

import (
	"fmt"
	"math/big"
	"strings"

	"zhixing/app/court"
)

// InterestFacts are what ordinary interest (一般债务利息) depends on. The rate
// is Rate for all days, or comes from the tables: Base until 2019-08-19, LPR
// from 2019-08-20; then Rate stands for the days after the tables' end.
type InterestFacts struct {
	Principal      court.Money
	From, Until    court.Date // From counts; Until does not, unless CountLast
	CountLast      bool
	Paid           []Payment
	PrincipalFirst bool     // payments settle the principal before the interest; by default interest first (民法典 561)
	Rate           *big.Rat // of a year, of one; nil for none
	Base           bool     // by the loan base rates
	Grade          int      // grade of the base rates, from 1; 0 takes the one of the time from From to Until
	LPR            LPRTerm  // "" for none
	Multiple       *big.Rat // of the tables' rates; nil is 1
	RateOn         court.Date
	YearDays       int // 365 (also for 0) or 360
}

// maxRate bounds rates (1000%) and multiples, so that no sum overflows.
var maxRate = big.NewRat(10, 1)

// Interest computes ordinary interest, never interest on interest. A day that
// no table covers, with no rate given for it, is CodeNotFound; impossible facts
// are CodeInvalid.
func Interest(in InterestFacts) (InterestSheet, error) {
	if in.YearDays == 0 {
		in.YearDays = 365
	}
	if in.Multiple == nil {
		in.Multiple = big.NewRat(1, 1)
	}
	if err := in.check(); err != nil {
		return InterestSheet{}, err
	}
	run := interestRun{walk: newWalk(in.Principal, in.From, in.Until, in.CountLast, in.Paid), in: in, law: interest(), accrued: new(big.Rat)}
	if run.grade = in.Grade - 1; run.grade < 0 {
		run.grade = gradeOf(run.start, run.end)
	}
	cuts := run.cutDays()
	for i, from := range cuts {
		run.pay(from)
		if i+1 == len(cuts) {
			break
		}
		if run.base.Sign() == 0 {
			continue // nothing is owed, so that no rate is needed
		}
		rate, source, basis, err := run.rateOn(from)
		if err != nil {
			return InterestSheet{}, err
		}
		one := run.accrue(from, cuts[i+1], rate, in.YearDays, source, basis)
		run.accrued.Add(run.accrued, one.Mul(one, run.base))
	}
	s := run.sheet(in.Principal, roundFen(run.base), sumPaid(in.Paid), run.surplus)
	s.Notes = run.notes()
	return s, nil
}

func (in InterestFacts) check() error {
	switch {
	case in.Principal <= 0 || in.Principal > court.MaxMoney:
		return court.FieldErrorf("本金", "须大于零。")
	case !in.From.Valid() || !in.Until.Valid():
		return court.FieldErrorf("日期", "不能空着：要有起息日和计算截止日。")
	case in.Until.Before(in.From):
		return court.FieldErrorf("截止日", "%s早于起息日%s。", in.Until.Text(), in.From.Text())
	case in.YearDays != 360 && in.YearDays != 365:
		return court.FieldErrorf("年天数", "只能是365或360。")
	}
	if err := in.checkRates(); err != nil {
		return err
	}
	return checkPayments(in.Paid, in.Until)
}

func (in InterestFacts) checkRates() error {
	switch {
	case in.Grade < 0 || in.Grade > len(gradeNames):
		return court.FieldErrorf("利率档次", "只能是第1至%d档。", len(gradeNames))
	case in.LPR != "" && in.LPR.Name() == "":
		return court.FieldErrorf("LPR", "没有“%s”这个期限，只有1年期和5年期以上。", in.LPR)
	case !in.Base && in.LPR == "" && in.Rate == nil:
		return court.FieldErrorf("利率", "没有写明：要有年利率，或者选择LPR、贷款基准利率。")
	case in.Rate != nil && in.Rate.Sign() <= 0 || in.Multiple.Sign() <= 0:
		return court.FieldErrorf("利率", "和倍数须大于零。")
	case in.Rate != nil && in.Rate.Cmp(maxRate) > 0 || in.Multiple.Cmp(maxRate) > 0:
		return court.FieldErrorf("利率", "太大：年利率不超过1000%%，倍数不超过10。")
	}
	return nil
}

type interestRun struct {
	walk
	in      InterestFacts
	law     interestFile
	grade   int
	accrued *big.Rat // interest owed so far
	surplus court.Money
}

// cutDays gives the days on which the rate that is used changes: a table also
// has days on which only its other terms do.
func (r *interestRun) cutDays() []court.Date {
	var days []court.Date
	add := func(on court.Date, first bool, rateOn func(court.Date) (*big.Rat, court.Date)) {
		if !first {
			before, _ := rateOn(on.AddDays(-1))
			if now, _ := rateOn(on); now.Cmp(before) == 0 {
				return
			}
		}
		days = append(days, on)
	}
	if r.in.RateOn.IsZero() {
		if r.in.Base {
			for i, b := range r.law.BaseRate {
				add(b.From.Date, i == 0, func(on court.Date) (*big.Rat, court.Date) { return r.law.baseRateOn(on, r.grade) })
			}
			days = append(days, r.law.Base.Until.AddDays(1))
		}
		if r.in.LPR != "" {
			for i, l := range r.law.LPRRate {
				add(l.From.Date, i == 0, func(on court.Date) (*big.Rat, court.Date) { return r.law.lprOn(on, r.in.LPR) })
			}
			days = append(days, r.law.LPR.Until.AddDays(1))
		}
	}
	return r.cuts(days)
}

// rateOn gives the yearly rate of a day, multiples in it.
func (r *interestRun) rateOn(on court.Date) (rate *big.Rat, source, basis string, err error) {
	f := r.law
	if !r.in.Base && r.in.LPR == "" {
		return r.in.Rate, "年利率" + PercentText(r.in.Rate), "按生效法律文书", nil
	}
	fixed := ""
	if !r.in.RateOn.IsZero() {
		on, fixed = r.in.RateOn, "，固定用"+r.in.RateOn.String()+"的利率"
	}
	base := r.in.Base && !on.Before(f.BaseRate[0].From.Date) && !on.After(f.Base.Until.Date)
	lpr := r.in.LPR != "" && !on.Before(f.LPRRate[0].From.Date) && !on.After(f.LPR.Until.Date)
	past := r.in.LPR != "" && on.After(f.LPR.Until.Date) || r.in.LPR == "" && on.After(f.Base.Until.Date)
	var since court.Date
	switch {
	case base:
		rate, since = f.baseRateOn(on, r.grade)
		source, basis = fmt.Sprintf("贷款基准利率（%s）%s", gradeNames[r.grade], PercentText(rate)), f.Base.Source
	case lpr:
		rate, since = f.lprOn(on, r.in.LPR)
		source, basis = r.in.LPR.Name()+" "+PercentText(rate), f.LPR.Source
	case past && r.in.Rate != nil:
		rate, since = r.in.Rate, on
		source, basis = "填写的利率"+PercentText(rate), "利率表止日以后，由使用人填写"
	default:
		return nil, "", "", r.noRate(on)
	}
	if r.in.Multiple.Cmp(big.NewRat(1, 1)) != 0 {
		rate = new(big.Rat).Mul(rate, r.in.Multiple)
		source += "×" + trimZeros(r.in.Multiple.FloatString(8))
	}
	if basis == f.Base.Source || basis == f.LPR.Source {
		basis += "，" + since.String() + "起" + fixed
	}
	return rate, source, basis, nil
}

// noRate refuses a day outside the tables.
func (r *interestRun) noRate(on court.Date) error {
	f := r.law
	switch {
	case r.in.LPR != "" && on.After(f.LPR.Until.Date):
		return court.Errorf(court.CodeNotFound, "程序里的LPR到%s为止，没有%s的利率。", f.LPR.Until.Text(), on.Text()).
			WithHint("请查全国银行间同业拆借中心公布的LPR，把此后的年利率填写进来（命令行用 --rate），或把计算截止日提前。")
	case r.in.LPR != "" && !r.in.Base:
		return court.Errorf(court.CodeNotFound, "LPR自%s起才有，没有%s的利率。", f.LPRRate[0].From.Text(), on.Text()).
			WithHint("此前的部分请同时选择贷款基准利率（命令行用 --base）。")
	case on.After(f.Base.Until.Date):
		return court.Errorf(court.CodeNotFound, "贷款基准利率用到%s为止，没有%s的利率。", f.Base.Until.Text(), on.Text()).
			WithHint("其后的部分请同时选择LPR（命令行用 --lpr 1Y 或 --lpr 5Y），或填写年利率（--rate）。")
	}
	return court.Errorf(court.CodeNotFound, "程序里的贷款基准利率自%s起，没有%s的利率。", f.BaseRate[0].From.Text(), on.Text()).
		WithHint("请把该日以前的部分按填写的年利率另行计算。")
}

// pay takes in the payments that count from the day.
func (r *interestRun) pay(on court.Date) {
	for _, p := range r.due(on) {
		if all := roundFen(new(big.Rat).Add(r.base, r.accrued)); p.Amount >= all {
			r.surplus += p.Amount - all
			r.base.SetInt64(0)
			r.accrued.SetInt64(0)
			continue
		}
		first, second := r.accrued, r.base
		if r.in.PrincipalFirst {
			first, second = second, first
		}
		left := fen(p.Amount)
		if left.Cmp(first) <= 0 {
			first.Sub(first, left)
			continue
		}
		left.Sub(left, first)
		first.SetInt64(0)
		if second.Cmp(left) < 0 { // by less than the rounding of all
			left.Set(second)
		}
		second.Sub(second, left)
		shorten(r.base)
		shorten(r.accrued)
	}
}

func (r *interestRun) notes() []string {
	last := "截止日当日不计"
	if r.in.CountLast {
		last = "截止日当日计入"
	}
	notes := []string{fmt.Sprintf("起息日当日计入，%s；一年按%d日；不计复利；各段不取整，合计后四舍五入到分。", last, r.in.YearDays)}
	if len(r.in.Paid) > 0 {
		order := "先抵利息，后抵本金（民法典第五百六十一条）。"
		if r.in.PrincipalFirst {
			order = "先抵本金，后抵利息（按约定或者文书）。"
		}
		notes = append(notes, "付款"+order)
	}
	var tables []string
	if r.in.Base {
		tables = append(tables, fmt.Sprintf("贷款基准利率表（%s档）用到%s", gradeNames[r.grade], r.law.Base.Until.Text()))
	}
	if r.in.LPR != "" {
		tables = append(tables, fmt.Sprintf("%s表到%s为止", r.in.LPR.Name(), r.law.LPR.Until.Text()))
	}
	if len(tables) > 0 {
		notes = append(notes, strings.Join(tables, "；")+"。利率表供核对，以官方公布的为准。")
	}
	return notes
}
