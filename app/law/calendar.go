package law

import (
	"fmt"
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

// Covered tells whether the State Council's holiday notice for the year of d
// is in assets/law/holidays.toml. Outside it the calendar knows weekends only,
// and a screen should say so.
func Covered(d court.Date) bool { return holidays().years[d.Year] }

// IsWorkday tells whether d is a working day: Monday to Friday without public
// holidays, and weekends that the State Council made working days.
func IsWorkday(d court.Date) bool {
	if work, special := holidays().special[d]; special {
		return work
	}
	return !isWeekend(d)
}

// NextWorkday gives d itself when it is a workday, else the first one after.
func NextWorkday(d court.Date) court.Date {
	for !IsWorkday(d) {
		d = d.AddDays(1)
	}
	return d
}

// PrevWorkday gives d itself when it is a workday, else the last one before.
func PrevWorkday(d court.Date) court.Date {
	for !IsWorkday(d) {
		d = d.AddDays(-1)
	}
	return d
}

// AddWorkdays gives the n-th workday after d; d itself is not counted. n must
// not be negative; with 0 it gives d.
func AddWorkdays(d court.Date, n int) court.Date {
	for ; n > 0; n-- {
		d = NextWorkday(d.AddDays(1))
	}
	return d
}

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
