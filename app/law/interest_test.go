package law_test

import (
	"math/big"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"zhixing/app/court"
	"zhixing/app/law"
)

func percent(text string) *big.Rat {
	p, err := law.ParsePercent(text)
	if err != nil {
		panic(err)
	}
	return p
}

func TestInterest(t *testing.T) {
	d := court.D
	for _, x := range []struct {
		name                          string
		in                            law.InterestFacts
		days, periods                 int
		total, owed, settled, surplus court.Money
	}{
		{"a year at a rate of the document", law.InterestFacts{Principal: inYuan(300_000), From: d(2018, 2, 11), Until: d(2019, 2, 11), Rate: percent("6")},
			365, 1, 18_000_00, inYuan(300_000), 0, 0},
		{"by 360 days", law.InterestFacts{Principal: inYuan(300_000), From: d(2018, 2, 11), Until: d(2019, 2, 11), Rate: percent("6"), YearDays: 360},
			365, 1, 18_250_00, inYuan(300_000), 0, 0},
		{"the last day counts", law.InterestFacts{Principal: inYuan(365_000), From: d(2018, 1, 1), Until: d(2018, 1, 1), Rate: percent("10%"), CountLast: true},
			1, 1, 100_00, inYuan(365_000), 0, 0},
		{"no day at all", law.InterestFacts{Principal: inYuan(365_000), From: d(2018, 1, 1), Until: d(2018, 1, 1), Rate: percent("10")},
			0, 0, 0, inYuan(365_000), 0, 0},
		// 2019-08-20 to 09-19 4.25%, 09-20 to 11-19 4.20%, then 4.15%: 31, 61 and 10 days
		{"LPR follows what is published", law.InterestFacts{Principal: inYuan(365_000), From: d(2019, 8, 20), Until: d(2019, 11, 30), LPR: law.LPROneYear},
			102, 3, 31*42_50 + 61*42_00 + 10*41_50, inYuan(365_000), 0, 0},
		{"four times the LPR of one day", law.InterestFacts{Principal: inYuan(365_000), From: d(2019, 8, 20), Until: d(2019, 11, 30), LPR: law.LPROneYear,
			Multiple: big.NewRat(4, 1), RateOn: d(2020, 8, 20)}, 102, 1, 102 * 154_00, inYuan(365_000), 0, 0},
		// the base rates of 六个月以内 until 2019-08-19, 10 days, then LPR, 10 days
		{"base rates, then LPR", law.InterestFacts{Principal: inYuan(365_000), From: d(2019, 8, 10), Until: d(2019, 8, 30), Base: true, LPR: law.LPROneYear},
			20, 2, 10*43_50 + 10*42_50, inYuan(365_000), 0, 0},
		{"a grade that is asked for, half as much again", law.InterestFacts{Principal: inYuan(365_000), From: d(2015, 10, 20), Until: d(2015, 10, 30), Base: true, Grade: 5,
			Multiple: big.NewRat(3, 2)}, 10, 2, 4*77_25 + 6*73_50, inYuan(365_000), 0, 0},
		// 100 days at 10%: 10,000 interest, settled first; then 355,000 for 100 days
		{"interest is settled before the principal", law.InterestFacts{Principal: inYuan(365_000), From: d(2018, 1, 1), Until: d(2018, 7, 20), Rate: percent("10"),
			Paid: []law.Payment{{On: d(2018, 4, 11), Amount: inYuan(20_000)}}}, 200, 2, 10_000_00 + 9_726_03, inYuan(355_000), 10_000_00, 0},
		{"principal first where it is agreed", law.InterestFacts{Principal: inYuan(365_000), From: d(2018, 1, 1), Until: d(2018, 7, 20), Rate: percent("10"), PrincipalFirst: true,
			Paid: []law.Payment{{On: d(2018, 4, 11), Amount: inYuan(182_500)}}}, 200, 2, 15_000_00, inYuan(182_500), 0, 0},
		{"a payment below the interest leaves the principal", law.InterestFacts{Principal: inYuan(365_000), From: d(2018, 1, 1), Until: d(2018, 7, 20), Rate: percent("10"),
			Paid: []law.Payment{{On: d(2018, 4, 11), Amount: inYuan(4_000)}}}, 200, 2, 20_000_00, inYuan(365_000), 4_000_00, 0},
		{"more than everything", law.InterestFacts{Principal: inYuan(365_000), From: d(2018, 1, 1), Until: d(2018, 4, 11), Rate: percent("10"),
			Paid: []law.Payment{{On: d(2018, 4, 11), Amount: inYuan(400_000)}}}, 100, 1, 10_000_00, 0, 10_000_00, 25_000_00},
		{"past the table with a rate of one's own", law.InterestFacts{Principal: inYuan(365_000), From: d(2025, 6, 10), Until: d(2025, 6, 30), LPR: law.LPROneYear, Rate: percent("2.9")},
			20, 2, 10*30_00 + 10*29_00, inYuan(365_000), 0, 0},
		{"paid off before the table ends", law.InterestFacts{Principal: inYuan(365_000), From: d(2025, 6, 10), Until: d(2026, 6, 30), LPR: law.LPROneYear,
			Paid: []law.Payment{{On: d(2025, 6, 10), Amount: inYuan(365_000)}}}, 0, 0, 0, 0, 0, 0},
	} {
		s, err := law.Interest(x.in)
		if err != nil || s.Days != x.days || len(s.Periods) != x.periods || s.Total != x.total || s.Owed != x.owed || s.Settled != x.settled || s.Surplus != x.surplus {
			t.Errorf("%s: %d days in %d periods, total %s, owed %s, settled %s, surplus %s, %v", x.name, s.Days, len(s.Periods), s.Total, s.Owed, s.Settled, s.Surplus, err)
		}
	}
}

func TestInterestSaysWhereRatesComeFrom(t *testing.T) {
	s, err := law.Interest(law.InterestFacts{Principal: inYuan(100_000), From: court.D(2019, 1, 1), Until: court.D(2020, 1, 1), Base: true, LPR: law.LPRFiveYears, Multiple: big.NewRat(3, 2)})
	if err != nil || len(s.Periods) != 2+1 { // on 2019-09-20 only the other term changed
		t.Fatalf("%+v, %v", s, err)
	}
	if p := s.Periods[0]; p.Source != "贷款基准利率（六个月至一年）4.35%×1.5" || !strings.Contains(p.Basis, "2015-10-24起") || p.To != court.D(2019, 8, 20) {
		t.Errorf("%+v", p)
	}
	if p := s.Periods[2]; p.Source != "5年期以上LPR 4.8%×1.5" || !strings.Contains(p.Basis, "2019-11-20起") {
		t.Errorf("%+v", p)
	}
	if all := strings.Join(s.Notes, ""); !strings.Contains(all, "2025年6月19日为止") || !strings.Contains(all, "一年按365日") {
		t.Error(all)
	}
}

func TestInterestRefuses(t *testing.T) {
	d := court.D
	good := law.InterestFacts{Principal: inYuan(100), From: d(2018, 1, 1), Until: d(2018, 4, 12), Rate: percent("6")}
	for name, x := range map[string]struct {
		change func(*law.InterestFacts)
		code   court.Code
		says   string
	}{
		"no rate at all":         {func(f *law.InterestFacts) { f.Rate = nil }, court.CodeInvalid, "年利率"},
		"LPR past its end":       {func(f *law.InterestFacts) { *f = lprOf(d(2025, 1, 1), d(2025, 6, 21)) }, court.CodeNotFound, "2025年6月19日"},
		"LPR before it began":    {func(f *law.InterestFacts) { *f = lprOf(d(2019, 1, 1), d(2020, 1, 1)) }, court.CodeNotFound, "贷款基准利率"},
		"base rates past 2019":   {func(f *law.InterestFacts) { f.Rate, f.Base, f.Until = nil, true, d(2019, 8, 21) }, court.CodeNotFound, "LPR"},
		"base rates before 2008": {func(f *law.InterestFacts) { f.Rate, f.Base, f.From = nil, true, d(2008, 1, 1) }, court.CodeNotFound, "2008年12月23日"},
		"until before from":      {func(f *law.InterestFacts) { f.Until = d(2017, 1, 1) }, court.CodeInvalid, "早于"},
		"a year of 366 days":     {func(f *law.InterestFacts) { f.YearDays = 366 }, court.CodeInvalid, "365或360"},
		"no such LPR":            {func(f *law.InterestFacts) { f.LPR = "3Y" }, court.CodeInvalid, "3Y"},
		"a rate of 1001%":        {func(f *law.InterestFacts) { f.Rate = percent("1001") }, court.CodeInvalid, "太大"},
		"paid later":             {func(f *law.InterestFacts) { f.Paid = []law.Payment{{On: d(2018, 4, 13), Amount: 1}} }, court.CodeInvalid, "晚于"},
	} {
		in := good
		x.change(&in)
		_, err := law.Interest(in)
		say, hint := court.Sentence(err)
		if court.CodeOf(err) != x.code || !strings.Contains(say+hint, x.says) {
			t.Errorf("%s: %s %s (%v)", name, say, hint, err)
		}
	}
	for _, text := range []string{"", "0", "-1", "abc", "1/3", "1e3", "4.35.1", "12345", "％"} {
		if _, err := law.ParsePercent(text); court.CodeOf(err) != court.CodeInvalid {
			t.Errorf("percent %q is taken", text)
		}
	}
	if _, err := law.Interest(lprOf(d(2025, 1, 1), d(2025, 6, 20))); err != nil {
		t.Error("the last day of the table is covered:", err)
	}
}

func lprOf(from, until court.Date) law.InterestFacts {
	return law.InterestFacts{Principal: inYuan(100), From: from, Until: until, LPR: law.LPROneYear}
}

// Against a clerk who keeps a sheet with one line a day.
func TestInterestDayByDay(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		from := court.D(2019, 8, 20).AddDays(rapid.IntRange(0, 1400).Draw(t, "from"))
		length := rapid.IntRange(0, 700).Draw(t, "length")
		in := law.InterestFacts{Principal: court.Money(rapid.Int64Range(1, 100_000_000_00).Draw(t, "principal")), From: from, Until: from.AddDays(length),
			LPR: law.LPROneYear, CountLast: rapid.Bool().Draw(t, "last"), PrincipalFirst: rapid.Bool().Draw(t, "order")}
		for range rapid.IntRange(0, 4).Draw(t, "payments") {
			in.Paid = append(in.Paid, law.Payment{On: from.AddDays(rapid.IntRange(0, length).Draw(t, "on")),
				Amount: court.Money(rapid.Int64Range(1, 60_000_000_00).Draw(t, "amount"))})
		}
		s, err := law.Interest(in)
		if err != nil {
			t.Fatal(err)
		}
		total, owed := ordinaryDayByDay(in)
		if s.Total != total || s.Owed != owed {
			t.Fatalf("total %s, owed %s; want %s, %s", s.Total, s.Owed, total, owed)
		}
		paid := court.Money(0)
		for _, p := range in.Paid {
			paid += p.Amount
		}
		if paid != in.Principal-s.Owed+s.Settled+s.Surplus || s.Unpaid() < 0 || s.Surplus > 0 && (s.Owed > 0 || s.Unpaid() > 0) {
			t.Fatalf("money went astray: %+v of %s", s, paid)
		}
	})
}

var lprSteps = []struct {
	from court.Date
	bp   int64 // of the one-year LPR, 万分之一
}{
	{court.D(2019, 8, 20), 425}, {court.D(2019, 9, 20), 420}, {court.D(2019, 11, 20), 415}, {court.D(2020, 2, 20), 405}, {court.D(2020, 4, 20), 385},
	{court.D(2021, 12, 20), 380}, {court.D(2022, 1, 20), 370}, {court.D(2022, 8, 22), 365}, {court.D(2023, 6, 20), 355}, {court.D(2023, 8, 21), 345},
	{court.D(2024, 7, 22), 335}, {court.D(2024, 10, 21), 310}, {court.D(2025, 5, 20), 300},
}

func ordinaryDayByDay(in law.InterestFacts) (total, owed court.Money) {
	round := func(r *big.Rat) court.Money {
		r = new(big.Rat).Add(r, big.NewRat(1, 2))
		return court.Money(new(big.Int).Quo(r.Num(), r.Denom()).Int64())
	}
	base, accrued, sum := big.NewRat(int64(in.Principal), 1), new(big.Rat), new(big.Rat)
	settle := func(day court.Date) { // what counts from the day on
		for _, p := range in.Paid {
			if on := p.On; on == day && !in.CountLast || on.AddDays(1) == day && in.CountLast {
				left := big.NewRat(int64(p.Amount), 1)
				if round(new(big.Rat).Add(base, accrued)) <= p.Amount {
					base.SetInt64(0)
					accrued.SetInt64(0)
					continue
				}
				order := []*big.Rat{accrued, base}
				if in.PrincipalFirst {
					order = []*big.Rat{base, accrued}
				}
				for _, debt := range order {
					n := left
					if debt.Cmp(left) < 0 {
						n = debt
					}
					n = new(big.Rat).Set(n)
					debt.Sub(debt, n)
					left.Sub(left, n)
				}
			}
		}
	}
	past := in.Until
	if in.CountLast {
		past = past.AddDays(1)
	}
	for day := in.From; day.Before(past); day = day.AddDays(1) {
		settle(day)
		bp := int64(0)
		for _, l := range lprSteps {
			if !l.from.After(day) {
				bp = l.bp
			}
		}
		one := new(big.Rat).Mul(base, big.NewRat(bp, 10_000*365))
		accrued.Add(accrued, one)
		sum.Add(sum, one)
	}
	settle(past)
	return round(sum), round(base)
}

func BenchmarkInterestTwentyYears(b *testing.B) {
	in := law.InterestFacts{Principal: inYuan(300_000), From: court.D(2009, 1, 1), Until: court.D(2029, 1, 1), Base: true, LPR: law.LPROneYear, Rate: percent("3")}
	for i := range 240 {
		in.Paid = append(in.Paid, law.Payment{On: court.D(2009, 1, 15).AddMonths(i % 239), Amount: inYuan(500)})
	}
	for b.Loop() {
		if _, err := law.Interest(in); err != nil {
			b.Fatal(err)
		}
	}
}
