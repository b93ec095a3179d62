package law

import (
	"fmt"

	"zhixing/app/court"
)

// EndOfPeriodDays gives the last day of a party's period of n days: the first
// day is not counted, and when the last is no workday the next one takes its
// place (民事诉讼法 82 → 85 since 2022).
func EndOfPeriodDays(start court.Date, n int) court.Date {
	return NextWorkday(start.AddDays(n))
}

// EndOfPeriodMonths gives the last day of a party's period of n months: the
// corresponding day, or the month's last when it has none, rolled over as in
// EndOfPeriodDays.
func EndOfPeriodMonths(start court.Date, n int) court.Date {
	return NextWorkday(start.AddMonths(n))
}

// Period is a period that was counted.
type Period struct {
	End         court.Date
	Rolled      court.Date // of a party's period: End, or the first workday after it
	Explanation string
	Basis       string
}

// Period counts n days, workdays, months or years from a day that is itself
// not counted. A party's period that ends on a day of rest ends on the first
// workday after it. CodeInvalid refuses what cannot be counted, CodeNotFound a
// year whose holidays are not known where they matter.
func (r *Rules) Period(from court.Date, n int, unit Unit, party bool) (Period, error) {
	switch {
	case !from.Valid():
		return Period{}, court.FieldErrorf("起算日", "不能空着。")
	case n < 0:
		return Period{}, court.FieldErrorf("期间", "不能是负数（%d）。", n)
	case n > 100_000 || unit != UnitDay && n > 10_000:
		return Period{}, court.FieldErrorf("期间", "“%s”太长。", termText(n, unit))
	}
	p := Period{End: r.addTerm(from, n, unit)}
	p.Rolled = p.End
	if !p.End.Valid() {
		return Period{}, court.FieldErrorf("期间", "“%s”超出了日历的范围。", termText(n, unit))
	}
	if unit == UnitWorkday {
		if err := r.HolidaysKnown(from, p.End); err != nil {
			return Period{}, err
		}
	}
	if party {
		p.Rolled = r.NextWorkday(p.End)
		if err := r.HolidaysKnown(p.End, p.Rolled); err != nil {
			return Period{}, err
		}
	}
	basis, err := CiteText("period", from)
	if err != nil {
		basis = "民事诉讼法关于期间的规定" // before the first law the program cites
	}
	p.Basis = basis
	p.Explanation = fmt.Sprintf("%s起算，当日不计入，%s届满日为%s", from.Text(), termText(n, unit), p.End.Text())
	switch {
	case p.Rolled != p.End:
		p.Explanation += fmt.Sprintf("，当日为法定休假日，顺延到%s", p.Rolled.Text())
	case !party && unit != UnitWorkday:
		p.Explanation += "，不因休假日顺延"
	}
	p.Explanation += "，依据" + p.Basis + "。"
	return p, nil
}
