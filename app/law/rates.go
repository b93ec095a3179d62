package law

import (
	"fmt"
	"math/big"
	"regexp"
	"slices"
	"strings"

	"zhixing/app/court"
)

// Grades of the loan base rates, by how long money is owed.
var gradeNames = []string{"六个月以内", "六个月至一年", "一至三年", "三至五年", "五年以上"}

var gradeMonths = []int{6, 12, 36, 60} // up to and including; the last grade has no end

// Grades lists the grades of the loan base rates in order.
func Grades() []string { return slices.Clone(gradeNames) }

// LPRTerm is a term for which the LPR is published.
type LPRTerm string

// The terms of the LPR.
const (
	LPROneYear   LPRTerm = "1Y"
	LPRFiveYears LPRTerm = "5Y"
)

// Name gives the term as papers write it.
func (t LPRTerm) Name() string {
	return map[LPRTerm]string{LPROneYear: "1年期LPR", LPRFiveYears: "5年期以上LPR"}[t]
}

// RateTable says what a table of rates covers.
type RateTable struct {
	Name   string
	From   court.Date
	Until  court.Date // last day it covers
	Source string
	Check  string // how sure the figures are
}

// RateTables tells what the tables of loan base rates and of the LPR cover.
func RateTables() (base, lpr RateTable) {
	f := interest()
	return RateTable{"贷款基准利率", f.BaseRate[0].From.Date, f.Base.Until.Date, f.Base.Source, f.Base.Check},
		RateTable{"LPR", f.LPRRate[0].From.Date, f.LPR.Until.Date, f.LPR.Source, f.LPR.Check}
}

type baseRate struct {
	From    day      `toml:"from"`
	Percent []string `toml:"percent"`
	yearly  []*big.Rat
}

type lprRate struct {
	From   day    `toml:"from"`
	One    string `toml:"one"`
	Five   string `toml:"five"`
	yearly map[LPRTerm]*big.Rat
}

type rateSource struct {
	Until  day    `toml:"until"`
	Source string `toml:"source"`
	Check  string `toml:"check"`
}

type interestFile struct {
	Doubled struct {
		From  day    `toml:"from"`
		Daily string `toml:"daily"`
		Basis string `toml:"basis"`
	} `toml:"doubled"`
	Former struct {
		From  day    `toml:"from"`
		Times int64  `toml:"times"`
		Basis string `toml:"basis"`
	} `toml:"former"`
	Base     rateSource `toml:"base"`
	BaseRate []baseRate `toml:"base_rate"`
	LPR      rateSource `toml:"lpr"`
	LPRRate  []lprRate  `toml:"lpr_rate"`
	daily    *big.Rat
}

var interest = lazy("interest.toml", newInterest)

func newInterest(f interestFile) (interestFile, error) {
	var ok bool
	if f.daily, ok = new(big.Rat).SetString(f.Doubled.Daily); !ok || f.Doubled.From.IsZero() || f.Former.From.IsZero() || f.Former.Times <= 0 {
		return f, fmt.Errorf("the rules of doubled interest are incomplete")
	}
	if err := f.readBaseRates(); err != nil {
		return f, err
	}
	if err := f.readLPR(); err != nil {
		return f, err
	}
	switch {
	case len(f.BaseRate) == 0 || f.BaseRate[0].From.After(f.Former.From.Date):
		return f, fmt.Errorf("no base rate at the start of the former rule")
	case len(f.LPRRate) == 0 || f.LPRRate[0].From.Date != f.Base.Until.AddDays(1) || f.LPR.Until.Before(f.LPRRate[len(f.LPRRate)-1].From.Date):
		return f, fmt.Errorf("the tables of base rates and LPR do not meet, or have no end")
	}
	return f, nil
}

func (f *interestFile) readBaseRates() error {
	for i := range f.BaseRate {
		b := &f.BaseRate[i]
		if len(b.Percent) != len(gradeNames) || i > 0 && !b.From.After(f.BaseRate[i-1].From.Date) {
			return fmt.Errorf("base rate of %s is out of order", b.From)
		}
		for _, text := range b.Percent {
			p, err := ParsePercent(text)
			if err != nil {
				return fmt.Errorf("base rate of %s: %w", b.From, err)
			}
			b.yearly = append(b.yearly, p)
		}
	}
	return nil
}

func (f *interestFile) readLPR() error {
	for i := range f.LPRRate {
		l := &f.LPRRate[i]
		one, err := ParsePercent(l.One)
		if err != nil {
			return fmt.Errorf("LPR of %s: %w", l.From, err)
		}
		five, err := ParsePercent(l.Five)
		if err != nil || i > 0 && !l.From.After(f.LPRRate[i-1].From.Date) {
			return fmt.Errorf("LPR of %s is out of order or no rate", l.From)
		}
		l.yearly = map[LPRTerm]*big.Rat{LPROneYear: one, LPRFiveYears: five}
	}
	return nil
}

var percentForm = regexp.MustCompile(`^\d{1,4}(\.\d{1,8})?$`)

// ParsePercent reads a rate in percent, like 4.35 or 24%, as a number of one;
// it must be greater than zero. The error is CodeInvalid.
func ParsePercent(text string) (*big.Rat, error) {
	s := strings.TrimSuffix(strings.TrimSpace(court.Narrow(text)), "%")
	if !percentForm.MatchString(s) {
		return nil, court.FieldErrorf("利率", "“%s”不是利率，请写百分数，例如 4.35。", text)
	}
	p, _ := new(big.Rat).SetString(s)
	if p.Sign() == 0 {
		return nil, court.FieldErrorf("利率", "须大于零。")
	}
	return p.Quo(p, big.NewRat(100, 1)), nil
}

// ParseMultiple reads how many times a rate is taken, like 4 or 1.5; it must be
// greater than zero. The error is CodeInvalid.
func ParseMultiple(text string) (*big.Rat, error) {
	s := strings.TrimSuffix(strings.TrimSpace(court.Narrow(text)), "倍")
	m, ok := new(big.Rat).SetString(s)
	if !percentForm.MatchString(s) || !ok || m.Sign() <= 0 {
		return nil, court.FieldErrorf("倍数", "“%s”不是倍数，请写大于零的数，例如 4 或 1.5。", text)
	}
	return m, nil
}

// PercentText writes a rate of one in percent without needless zeros: 4.35%.
func PercentText(rate *big.Rat) string {
	return trimZeros(new(big.Rat).Mul(rate, big.NewRat(100, 1)).FloatString(8)) + "%"
}

func trimZeros(s string) string {
	if !strings.Contains(s, ".") {
		return s
	}
	return strings.TrimRight(strings.TrimRight(s, "0"), ".")
}

// gradeOf gives the grade of the base rates for money owed from a day until
// before another.
func gradeOf(from, until court.Date) int {
	for i, months := range gradeMonths {
		if !until.After(from.AddMonths(months)) {
			return i
		}
	}
	return len(gradeMonths)
}

// baseRateOn gives the yearly base rate of a grade on a day of the table and
// the day since when it applies.
func (f interestFile) baseRateOn(on court.Date, grade int) (rate *big.Rat, since court.Date) {
	for _, b := range f.BaseRate {
		if b.From.After(on) && rate != nil {
			break
		}
		rate, since = b.yearly[grade], b.From.Date
	}
	return rate, since
}

// lprOn gives the LPR of a term on a day of the table and the day since when
// it applies.
func (f interestFile) lprOn(on court.Date, term LPRTerm) (rate *big.Rat, since court.Date) {
	for _, l := range f.LPRRate {
		if l.From.After(on) && rate != nil {
			break
		}
		rate, since = l.yearly[term], l.From.Date
	}
	return rate, since
}
