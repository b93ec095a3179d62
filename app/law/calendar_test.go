package law_test

import (
	"testing"
	"time"

	"pgregory.net/rapid"

	"zhixing/app/court"
	"zhixing/app/law"
)

// days of rest as the State Council's notices of several years announce them,
// first to last, and the weekends made working days.
func TestWorkdaysFollowTheNotices(t *testing.T) {
	rest := [][2]court.Date{
		{court.D(2018, 1, 1), court.D(2018, 1, 1)}, {court.D(2018, 2, 15), court.D(2018, 2, 21)},
		{court.D(2018, 4, 5), court.D(2018, 4, 7)}, {court.D(2018, 4, 29), court.D(2018, 5, 1)},
		{court.D(2018, 6, 16), court.D(2018, 6, 18)}, {court.D(2018, 9, 22), court.D(2018, 9, 24)},
		{court.D(2018, 10, 1), court.D(2018, 10, 7)}, {court.D(2018, 12, 30), court.D(2019, 1, 1)},
		{court.D(2019, 5, 1), court.D(2019, 5, 4)}, {court.D(2020, 1, 24), court.D(2020, 2, 2)},
		{court.D(2025, 1, 28), court.D(2025, 2, 4)}, {court.D(2025, 10, 1), court.D(2025, 10, 8)},
		{court.D(2026, 1, 1), court.D(2026, 1, 3)}, {court.D(2026, 2, 15), court.D(2026, 2, 23)},
		{court.D(2026, 4, 4), court.D(2026, 4, 6)}, {court.D(2026, 5, 1), court.D(2026, 5, 5)},
		{court.D(2026, 6, 19), court.D(2026, 6, 21)}, {court.D(2026, 9, 25), court.D(2026, 9, 27)},
		{court.D(2026, 10, 1), court.D(2026, 10, 7)},
	}
	for _, r := range rest {
		for d := r[0]; !d.After(r[1]); d = d.AddDays(1) {
			if law.IsWorkday(d) {
				t.Errorf("%s is a holiday", d)
			}
		}
		if before := r[0].AddDays(-1); before.Weekday() != time.Sunday && before.Weekday() != time.Saturday && !law.IsWorkday(before) {
			t.Errorf("%s is a workday", before)
		}
	}
	for _, d := range []court.Date{
		court.D(2018, 2, 11), court.D(2018, 2, 24), court.D(2018, 4, 8), court.D(2018, 4, 28), court.D(2018, 9, 29),
		court.D(2018, 9, 30), court.D(2018, 12, 29), court.D(2026, 1, 4), court.D(2026, 2, 14), court.D(2026, 2, 28),
		court.D(2026, 5, 9), court.D(2026, 9, 20), court.D(2026, 10, 10), court.D(2018, 5, 2),
	} {
		if !law.IsWorkday(d) {
			t.Errorf("%s is a workday", d)
		}
	}
}

func TestPeriodsOfParties(t *testing.T) {
	for _, x := range []struct {
		name      string
		got, want court.Date
	}{
		{"ten days into the eve of the New Year", law.EndOfPeriodDays(court.D(2018, 2, 5), 10), court.D(2018, 2, 22)},
		{"fifteen days into the October week", law.EndOfPeriodDays(court.D(2018, 9, 18), 15), court.D(2018, 10, 8)},
		{"six months without a corresponding day", law.EndOfPeriodMonths(court.D(2017, 8, 31), 6), court.D(2018, 2, 28)},
		{"ending on a weekend that is a workday", law.EndOfPeriodDays(court.D(2018, 9, 19), 10), court.D(2018, 9, 29)},
		{"ending on a plain workday", law.EndOfPeriodDays(court.D(2018, 5, 2), 5), court.D(2018, 5, 7)},
		{"next workday of a workday", law.NextWorkday(court.D(2018, 5, 2)), court.D(2018, 5, 2)},
		{"previous workday of a Sunday", law.PrevWorkday(court.D(2018, 6, 10)), court.D(2018, 6, 8)},
		{"ten workdays over the May holiday", law.AddWorkdays(court.D(2018, 4, 27), 10), court.D(2018, 5, 14)},
		{"no workdays", law.AddWorkdays(court.D(2018, 6, 10), 0), court.D(2018, 6, 10)},
	} {
		if x.got != x.want {
			t.Errorf("%s: %s, want %s", x.name, x.got, x.want)
		}
	}
}

func TestCovered(t *testing.T) {
	for y := 2016; y <= 2026; y++ {
		if !law.Covered(court.D(y, 1, 1)) || !law.Covered(court.D(y, 12, 31)) {
			t.Errorf("%d is not covered", y)
		}
	}
	for _, d := range []court.Date{court.D(2015, 12, 31), court.D(2027, 1, 1)} {
		if law.Covered(d) {
			t.Errorf("%s is covered", d)
		}
	}
	if law.IsWorkday(court.D(2027, 1, 2)) || !law.IsWorkday(court.D(2027, 1, 4)) {
		t.Error("outside the notices the plain week counts")
	}
}

func anyDate() *rapid.Generator[court.Date] {
	return rapid.Custom(func(t *rapid.T) court.Date {
		return court.D(2015, 1, 1).AddDays(rapid.IntRange(0, 5000).Draw(t, "day"))
	})
}

func TestWorkdayProperties(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		d, n := anyDate().Draw(t, "d"), rapid.IntRange(0, 60).Draw(t, "n")
		next, prev, end := law.NextWorkday(d), law.PrevWorkday(d), law.AddWorkdays(d, n)
		if !law.IsWorkday(next) || !law.IsWorkday(prev) || next.Before(d) || prev.After(d) {
			t.Fatalf("%s: next %s, previous %s", d, next, prev)
		}
		if d.DaysUntil(next) > 10 || prev.DaysUntil(d) > 10 {
			t.Fatalf("%s: %s and %s lie too far away", d, prev, next)
		}
		count := 0
		for x := d.AddDays(1); !x.After(end); x = x.AddDays(1) {
			if law.IsWorkday(x) {
				count++
			}
		}
		if count != n || n > 0 && !law.IsWorkday(end) {
			t.Fatalf("%s plus %d workdays is %s, which counts %d", d, n, end, count)
		}
		if p := law.EndOfPeriodDays(d, n); p != law.NextWorkday(d.AddDays(n)) || !law.IsWorkday(p) {
			t.Fatalf("period of %d days from %s ends %s", n, d, p)
		}
	})
}
