package law

import (
	"fmt"
	"maps"
	"strconv"
	"time"

	"zhixing/app/court"
)

type holidayFile struct {
	Year []struct {
		Year int      `toml:"year"`
		Off  []string `toml:"off"`
		Work []string `toml:"work"`
	} `toml:"year"`
}

// calendar says of each day that differs from the plain week whether it is a
// workday.
type calendar struct {
	years   map[int]bool
	special map[court.Date]bool
}

var holidays = lazy("holidays.toml", newCalendar)

func newCalendar(f holidayFile) (calendar, error) {
	c := calendar{years: map[int]bool{}, special: map[court.Date]bool{}}
	for _, y := range f.Year {
		if c.years[y.Year] {
			return c, fmt.Errorf("year %d occurs twice", y.Year)
		}
		c.years[y.Year] = true
		for _, list := range []struct {
			days []string
			work bool
		}{{y.Off, false}, {y.Work, true}} {
			for _, text := range list.days {
				d, err := court.ParseDate(strconv.Itoa(y.Year) + text)
				if err != nil {
					return c, err
				}
				if isWeekend(d) != list.work {
					return c, fmt.Errorf("%s is a %s", d, d.Weekday())
				}
				c.special[d] = list.work
			}
		}
	}
	return c, nil
}

func isWeekend(d court.Date) bool {
	w := d.Weekday()
	return w == time.Saturday || w == time.Sunday
}

// with gives the calendar with more years; a year that is there is replaced.
func (c calendar) with(years []court.HolidayYear) (calendar, error) {
	if len(years) == 0 {
		return c, nil
	}
	out := calendar{years: maps.Clone(c.years), special: maps.Clone(c.special)}
	seen := map[int]bool{}
	for _, y := range years {
		if seen[y.Year] {
			return c, court.Errorf(court.CodeConflict, "%d年的节假日安排有两份。", y.Year).WithHint("请只保留一份。")
		}
		seen[y.Year], out.years[y.Year] = true, true
		maps.DeleteFunc(out.special, func(d court.Date, _ bool) bool { return d.Year == y.Year })
		for _, list := range []struct {
			days []court.Date
			work bool
			must string
		}{{y.Off, false, "周一至周五"}, {y.On, true, "周六或周日"}} {
			for _, d := range list.days {
				if !d.Valid() || d.Year != y.Year {
					return c, court.FieldErrorf("节假日", "“%s”不是%d年的日期。", d, y.Year)
				}
				if isWeekend(d) != list.work {
					return c, court.FieldErrorf("节假日", "%s不是%s，放假日只列周一至周五，上班日只列周末。", d.Text(), list.must)
				}
				out.special[d] = list.work
			}
		}
	}
	return out, nil
}

// Covered tells whether the holiday notice for the year of d is known. Outside
// it the calendar knows weekends only; HolidaysKnown says so.
func (r *Rules) Covered(d court.Date) bool { return r.days.years[d.Year] }

// IsWorkday tells whether d is a working day: Monday to Friday without public
// holidays, and weekends that the State Council made working days.
func (r *Rules) IsWorkday(d court.Date) bool {
	if work, special := r.days.special[d]; special {
		return work
	}
	return !isWeekend(d)
}

// NextWorkday gives d itself when it is a workday, else the first one after.
func (r *Rules) NextWorkday(d court.Date) court.Date {
	for !r.IsWorkday(d) {
		d = d.AddDays(1)
	}
	return d
}

// PrevWorkday gives d itself when it is a workday, else the last one before.
func (r *Rules) PrevWorkday(d court.Date) court.Date {
	for !r.IsWorkday(d) {
		d = d.AddDays(-1)
	}
	return d
}

// AddWorkdays gives the n-th workday after d, or before it when n is negative;
// d itself is not counted, and with 0 it is the answer.
func (r *Rules) AddWorkdays(d court.Date, n int) court.Date {
	for ; n > 0; n-- {
		d = r.NextWorkday(d.AddDays(1))
	}
	for ; n < 0; n++ {
		d = r.PrevWorkday(d.AddDays(-1))
	}
	return d
}

// Covered is Rules.Covered of the delivered calendar.
func Covered(d court.Date) bool { return Default().Covered(d) }

// IsWorkday is Rules.IsWorkday of the delivered calendar.
func IsWorkday(d court.Date) bool { return Default().IsWorkday(d) }

// NextWorkday is Rules.NextWorkday of the delivered calendar.
func NextWorkday(d court.Date) court.Date { return Default().NextWorkday(d) }

// PrevWorkday is Rules.PrevWorkday of the delivered calendar.
func PrevWorkday(d court.Date) court.Date { return Default().PrevWorkday(d) }

// AddWorkdays is Rules.AddWorkdays of the delivered calendar.
func AddWorkdays(d court.Date, n int) court.Date { return Default().AddWorkdays(d, n) }
