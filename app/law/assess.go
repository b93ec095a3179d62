package law

import (
	"fmt"
	"strconv"

	"zhixing/app/court"
)

// The rates of the self-assessment (plan, 一; functions 0.2).
const (
	RateInTerm     = "in-term"     // 有财产案件法定期限内实际执结率
	RateInterim    = "interim"     // 终本合格率
	RatePetition   = "petition"    // 执行信访办结率
	RateThreeYears = "three-years" // 三年整体执结率
	RateClosed     = "closed"      // 结案率
	RateRealised   = "realised"    // 实际执结率
	RateSettled    = "settled"     // 涉执信访息访率
	RateOnline     = "online"      // 网拍率
)

// Count is what a rate is computed from.
type Count struct{ Numerator, Denominator int }

// Rate is one rate of the self-assessment held against its target.
type Rate struct {
	ID      string
	Name    string
	Formula string // 甲 ÷ 乙 in words
	Count
	Target int  // per cent
	Met    bool // never when there is nothing to count
	Basis  string
}

// Percent gives the rate with one decimal, cut and not rounded, so that what
// misses a target never looks as if it met it: 89.9%. Without anything to count
// it is —.
func (r Rate) Percent() string {
	if r.Denominator == 0 {
		return "—"
	}
	permille := r.Numerator * 1000 / r.Denominator
	return strconv.Itoa(permille/10) + "." + strconv.Itoa(permille%10) + "%"
}

type rateRow struct {
	ID          string `toml:"id"`
	Name        string `toml:"name"`
	Numerator   string `toml:"numerator"`
	Denominator string `toml:"denominator"`
	Target      string `toml:"target"`
}

type rateFile struct {
	Rate []rateRow `toml:"rate"`
}

var rates = lazy("rates.toml", newRates)

func newRates(f rateFile) ([]rateRow, error) {
	byID, err := index(f.Rate, func(x rateRow) string { return x.ID })
	if err != nil {
		return nil, err
	}
	for _, id := range []string{RateInTerm, RateInterim, RatePetition, RateThreeYears, RateClosed, RateRealised, RateSettled, RateOnline} {
		x := byID[id]
		target := parameters().versions[x.Target]
		if x.Name == "" || x.Numerator == "" || x.Denominator == "" || len(target) == 0 || target[0].Unit != UnitPercent {
			return nil, fmt.Errorf("rate %s is missing or incomplete", id)
		}
	}
	return f.Rate, nil
}

// Assess holds the counts, by the ids of the rates, against the targets of the
// day, in the order of the file.
func (r *Rules) Assess(counts map[string]Count, on court.Date) []Rate {
	var out []Rate
	for _, x := range rates() {
		target, c := r.planning(x.Target, on), counts[x.ID]
		out = append(out, Rate{ID: x.ID, Name: x.Name, Formula: x.Numerator + " ÷ " + x.Denominator, Count: c,
			Target: target.Value, Met: c.Denominator > 0 && c.Numerator*100 >= target.Value*c.Denominator, Basis: target.Basis})
	}
	return out
}

// Assess is Rules.Assess by the delivered rules.
func Assess(counts map[string]Count, on court.Date) []Rate { return Default().Assess(counts, on) }
