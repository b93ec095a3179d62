package law

import (
	"fmt"
	"math/big"

	"zhixing/app/court"
)

// Grades of the loan base rates, by how long money is owed.
var gradeNames = []string{"六个月以内", "六个月至一年", "一至三年", "三至五年", "五年以上"}

var gradeMonths = []int{6, 12, 36, 60} // up to and including; the last grade has no end

type baseRate struct {
	From    day      `toml:"from"`
	Percent []string `toml:"percent"`
	yearly  []*big.Rat
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
	BaseRate []baseRate `toml:"base_rate"`
	daily    *big.Rat
}

var interest = lazy("interest.toml", newInterest)

func newInterest(f interestFile) (interestFile, error) {
	var ok bool
	if f.daily, ok = new(big.Rat).SetString(f.Doubled.Daily); !ok || f.Doubled.From.IsZero() || f.Former.From.IsZero() || f.Former.Times <= 0 {
		return f, fmt.Errorf("the rules of doubled interest are incomplete")
	}
	for i := range f.BaseRate {
		b := &f.BaseRate[i]
		if len(b.Percent) != len(gradeNames) || i > 0 && !b.From.After(f.BaseRate[i-1].From.Date) {
			return f, fmt.Errorf("base rate of %s is out of order", b.From)
		}
		for _, text := range b.Percent {
			p, ok := new(big.Rat).SetString(text)
			if !ok || p.Sign() <= 0 {
				return f, fmt.Errorf("base rate of %s: %q", b.From, text)
			}
			b.yearly = append(b.yearly, p.Quo(p, big.NewRat(100, 1)))
		}
	}
	if len(f.BaseRate) == 0 || f.BaseRate[0].From.After(f.Former.From.Date) {
		return f, fmt.Errorf("no base rate at the start of the former rule")
	}
	return f, nil
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

// baseRateOn gives the yearly base rate of a grade on a day of the table.
func (f interestFile) baseRateOn(on court.Date, grade int) *big.Rat {
	rate := f.BaseRate[0].yearly[grade]
	for _, b := range f.BaseRate {
		if b.From.After(on) {
			break
		}
		rate = b.yearly[grade]
	}
	return rate
}
