package law_test

import (
	"math/big"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"zhixing/app/court"
	"zhixing/app/law"
)

func inYuan(n int64) court.Money { return court.Money(n * 100) }

func TestDoubledInterest(t *testing.T) {
	d := court.D
	for _, x := range []struct {
		name                          string
		in                            law.DoubledFacts
		days                          int
		total, owed, settled, surplus court.Money
	}{
		{"the published example of counting", law.DoubledFacts{Principal: inYuan(300_000), Due: d(2018, 2, 10), Until: d(2018, 3, 18)},
			35, 183_750, inYuan(300_000), 0, 0},
		{"the due day and the last day count", law.DoubledFacts{Principal: inYuan(300_000), Due: d(2018, 2, 10), Until: d(2018, 3, 18), StartOnDue: true, CountLast: true},
			37, 194_250, inYuan(300_000), 0, 0},
		{"a hundred days", law.DoubledFacts{Principal: inYuan(300_000), Due: d(2018, 1, 1), Until: d(2018, 4, 12)},
			100, 525_000, inYuan(300_000), 0, 0},
		{"performed in time", law.DoubledFacts{Principal: inYuan(300_000), Due: d(2018, 1, 1), Until: d(2018, 1, 1)},
			0, 0, inYuan(300_000), 0, 0},
		{"a payment ends a period", law.DoubledFacts{Principal: inYuan(300_000), Due: d(2018, 1, 1), Until: d(2018, 4, 12),
			Paid: []law.Payment{{On: d(2018, 2, 21), Amount: inYuan(100_000)}}}, // 50 days of each
			100, 437_500, inYuan(200_000), 0, 0},
		{"debts first, the doubled part last", law.DoubledFacts{Principal: inYuan(300_000), Due: d(2018, 1, 1), Until: d(2018, 4, 12),
			Paid: []law.Payment{{On: d(2018, 4, 12), Amount: inYuan(303_000)}}},
			100, 525_000, 0, inYuan(3_000), 0},
		{"more than everything", law.DoubledFacts{Principal: inYuan(300_000), Due: d(2018, 1, 1), Until: d(2018, 4, 12),
			Paid: []law.Payment{{On: d(2018, 4, 12), Amount: inYuan(310_000)}}},
			100, 525_000, 0, 525_000, 475_000},
		{"paid before it is due", law.DoubledFacts{Principal: inYuan(300_000), Due: d(2018, 1, 1), Until: d(2018, 4, 12),
			Paid: []law.Payment{{On: d(2017, 12, 1), Amount: inYuan(200_000)}}},
			100, 175_000, inYuan(100_000), 0, 0},
		{"pauses overlap", law.DoubledFacts{Principal: inYuan(300_000), Due: d(2018, 1, 1), Until: d(2018, 4, 12),
			Pauses: []court.Span{{From: d(2018, 2, 1), To: d(2018, 2, 10)}, {From: d(2018, 2, 6), To: d(2018, 2, 20)}}},
			80, 420_000, inYuan(300_000), 0, 0},
		{"the court fee bears nothing but is paid first", law.DoubledFacts{Principal: inYuan(300_000), CourtFee: inYuan(5_000), Due: d(2018, 1, 1), Until: d(2018, 4, 12),
			Paid: []law.Payment{{On: d(2018, 2, 21), Amount: inYuan(5_000)}}},
			100, 525_000, inYuan(300_000), 0, 0},
		{"the court fee bears it where the court holds so", law.DoubledFacts{Principal: inYuan(300_000), CourtFee: inYuan(5_000), CourtFeeBears: true, Due: d(2018, 1, 1), Until: d(2018, 4, 12)},
			100, 533_750, inYuan(305_000), 0, 0},
		// 6.00%×2 a year up to 2014-07-31, 0.000175 a day from 08-01
		{"across 2014-08-01", law.DoubledFacts{Principal: inYuan(365_000), Due: d(2013, 12, 31), Until: d(2014, 8, 11)},
			222, 25_440_00 + 638_75, inYuan(365_000), 0, 0},
		{"the former rule by 360 days", law.DoubledFacts{Principal: inYuan(360_000), Due: d(2013, 12, 31), Until: d(2014, 4, 11), YearDays: 360},
			100, 11_200_00, inYuan(360_000), 0, 0},
		// 100 days at 5.60%×2: a payment of 1+factor settles the whole debt
		{"debt and interest in proportion", law.DoubledFacts{Principal: inYuan(365_000), Due: d(2013, 12, 31), Until: d(2014, 4, 11),
			Paid: []law.Payment{{On: d(2014, 4, 11), Amount: inYuan(188_100)}}},
			100, 11_200_00, inYuan(182_500), 5_600_00, 0},
		{"due on the eve of the change: all of it under the new rule", law.DoubledFacts{Principal: inYuan(300_000), Due: d(2014, 7, 31), Until: d(2014, 8, 11)},
			10, 525_00, inYuan(300_000), 0, 0},
		{"due on the day of the change", law.DoubledFacts{Principal: inYuan(300_000), Due: d(2014, 8, 1), Until: d(2014, 8, 11)},
			9, 472_50, inYuan(300_000), 0, 0},
		// the eve itself counts, at 5.60%×2 of a year
		{"due on the eve, from the due day", law.DoubledFacts{Principal: inYuan(365_000), Due: d(2014, 7, 31), Until: d(2014, 8, 11), StartOnDue: true},
			11, 112_00 + 638_75, inYuan(365_000), 0, 0},
		{"the last day under the old rule is counted", law.DoubledFacts{Principal: inYuan(365_000), Due: d(2014, 7, 30), Until: d(2014, 7, 31), CountLast: true},
			1, 112_00, inYuan(365_000), 0, 0},
		// 99 days at 112.00; 100 = 97.05 of the debt and 2.95 of its interest; a day at 111.97; ten days on 364,802.95
		{"a payment on either side of the change", law.DoubledFacts{Principal: inYuan(365_000), Due: d(2014, 4, 22), Until: d(2014, 8, 11),
			Paid: []law.Payment{{On: d(2014, 7, 31), Amount: inYuan(100)}, {On: d(2014, 8, 1), Amount: inYuan(100)}}},
			110, 11_838_38, 364_802_95, 2_95, 0},
		{"two payments on one day", law.DoubledFacts{Principal: inYuan(300_000), Due: d(2018, 1, 1), Until: d(2018, 4, 12),
			Paid: []law.Payment{{On: d(2018, 2, 21), Amount: inYuan(60_000)}, {On: d(2018, 2, 21), Amount: inYuan(40_000)}}},
			100, 437_500, inYuan(200_000), 0, 0},
		{"paid on the due day", law.DoubledFacts{Principal: inYuan(300_000), Due: d(2018, 1, 1), Until: d(2018, 4, 12),
			Paid: []law.Payment{{On: d(2018, 1, 1), Amount: inYuan(300_000)}}},
			0, 0, 0, 0, 0},
		{"the day of a payment counts where the last day does", law.DoubledFacts{Principal: inYuan(300_000), Due: d(2018, 1, 1), Until: d(2018, 4, 11), CountLast: true,
			Paid: []law.Payment{{On: d(2018, 2, 21), Amount: inYuan(100_000)}}}, // 51 and 49 days
			100, 267_750 + 171_500, inYuan(200_000), 0, 0},
		{"more than the debt before it is due", law.DoubledFacts{Principal: inYuan(300_000), Due: d(2018, 1, 1), Until: d(2018, 4, 12),
			Paid: []law.Payment{{On: d(2017, 1, 1), Amount: inYuan(300_100)}}},
			0, 0, 0, 0, inYuan(100)},
		{"a pause over all of it", law.DoubledFacts{Principal: inYuan(300_000), Due: d(2018, 1, 1), Until: d(2018, 4, 12),
			Pauses: []court.Span{{From: d(2017, 1, 1), To: d(2018, 4, 11)}}},
			0, 0, inYuan(300_000), 0, 0},
		{"a pause of one day", law.DoubledFacts{Principal: inYuan(300_000), Due: d(2018, 1, 1), Until: d(2018, 4, 12),
			Pauses: []court.Span{{From: d(2018, 2, 1), To: d(2018, 2, 1)}}},
			99, 519_750, inYuan(300_000), 0, 0},
		{"a pause across the change", law.DoubledFacts{Principal: inYuan(365_000), Due: d(2014, 7, 20), Until: d(2014, 8, 11),
			Pauses: []court.Span{{From: d(2014, 7, 31), To: d(2014, 8, 1)}}}, // 10 and 9 days
			19, 10*112_00 + 574_88, inYuan(365_000), 0, 0},
		{"the grade one asks for", law.DoubledFacts{Principal: inYuan(365_000), Due: d(2013, 12, 31), Until: d(2014, 4, 11), Grade: 5},
			100, 13_100_00, inYuan(365_000), 0, 0},
	} {
		s, err := law.DoubledInterest(x.in)
		if err != nil || s.Days != x.days || s.Total != x.total || s.Owed != x.owed || s.Settled != x.settled || s.Surplus != x.surplus || s.Unpaid() != x.total-x.settled {
			t.Errorf("%s: %d days, total %s, owed %s, settled %s, surplus %s, %v", x.name, s.Days, s.Total, s.Owed, s.Settled, s.Surplus, err)
		}
	}
}

func TestDoubledSheetCanBeRead(t *testing.T) {
	s, err := law.DoubledInterest(law.DoubledFacts{Principal: inYuan(300_000), Due: court.D(2014, 1, 10), Until: court.D(2015, 1, 10),
		Paid: []law.Payment{{On: court.D(2014, 10, 1), Amount: inYuan(100_000)}}})
	if err != nil || len(s.Periods) != 3 {
		t.Fatalf("%+v, %v", s, err)
	}
	first, second, third := s.Periods[0], s.Periods[1], s.Periods[2]
	if first.From != court.D(2014, 1, 11) || first.To != court.D(2014, 8, 1) || first.Days != 202 || !first.Yearly || first.Basis != "法释〔2009〕6号" {
		t.Errorf("%+v", first)
	}
	if second.From != first.To || second.To != court.D(2014, 10, 1) || second.Base != inYuan(300_000) || second.Yearly || second.Amount() != 3_202_50 {
		t.Errorf("%+v %s", second, second.Amount())
	}
	if third.Base != inYuan(200_000) || third.Days != 101 {
		t.Errorf("%+v", third)
	}
	if all := strings.Join(s.Notes, ""); !strings.Contains(all, "六个月至一年") || !strings.Contains(all, "次日起算") || !strings.Contains(all, "并还") {
		t.Error(all)
	}
}

func TestDoubledInterestRefuses(t *testing.T) {
	d := court.D
	good := law.DoubledFacts{Principal: inYuan(100), Due: d(2018, 1, 1), Until: d(2018, 4, 12)}
	for name, x := range map[string]struct {
		change func(*law.DoubledFacts)
		code   court.Code
	}{
		"no principal":      {func(f *law.DoubledFacts) { f.Principal = 0 }, court.CodeInvalid},
		"no due day":        {func(f *law.DoubledFacts) { f.Due = court.Date{} }, court.CodeInvalid},
		"until before due":  {func(f *law.DoubledFacts) { f.Until = d(2017, 12, 31) }, court.CodeInvalid},
		"paid nothing":      {func(f *law.DoubledFacts) { f.Paid = []law.Payment{{On: d(2018, 2, 1)}} }, court.CodeInvalid},
		"paid later":        {func(f *law.DoubledFacts) { f.Paid = []law.Payment{{On: d(2018, 4, 13), Amount: 1}} }, court.CodeInvalid},
		"pause backwards":   {func(f *law.DoubledFacts) { f.Pauses = []court.Span{{From: d(2018, 2, 2), To: d(2018, 2, 1)}} }, court.CodeInvalid},
		"pause without end": {func(f *law.DoubledFacts) { f.Pauses = []court.Span{{From: d(2018, 2, 2)}} }, court.CodeInvalid},
		"no such grade":     {func(f *law.DoubledFacts) { f.Grade = 6 }, court.CodeInvalid},
		"year of 366 days":  {func(f *law.DoubledFacts) { f.YearDays = 366 }, court.CodeInvalid},
		"before 2009":       {func(f *law.DoubledFacts) { f.Due = d(2009, 5, 1) }, court.CodeNotFound},
	} {
		in := good
		x.change(&in)
		_, err := law.DoubledInterest(in)
		if say, _ := court.Sentence(err); court.CodeOf(err) != x.code || say == "" {
			t.Errorf("%s: %v", name, err)
		}
	}
}

// Against a clerk who goes through the calendar day by day.
func TestDoubledInterestDayByDay(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		due := court.D(2014, 8, 1).AddDays(rapid.IntRange(0, 2000).Draw(t, "due"))
		length := rapid.IntRange(0, 400).Draw(t, "length")
		in := law.DoubledFacts{Principal: court.Money(rapid.Int64Range(1, 100_000_000_00).Draw(t, "principal")), Due: due, Until: due.AddDays(length),
			StartOnDue: rapid.Bool().Draw(t, "start"), CountLast: rapid.Bool().Draw(t, "last")}
		for range rapid.IntRange(0, 4).Draw(t, "payments") {
			in.Paid = append(in.Paid, law.Payment{On: due.AddDays(rapid.IntRange(0, length).Draw(t, "on")),
				Amount: court.Money(rapid.Int64Range(1, 40_000_000_00).Draw(t, "amount"))})
		}
		for range rapid.IntRange(0, 3).Draw(t, "pauses") {
			from := due.AddDays(rapid.IntRange(-20, 420).Draw(t, "from"))
			in.Pauses = append(in.Pauses, court.Span{From: from, To: from.AddDays(rapid.IntRange(0, 50).Draw(t, "days"))})
		}
		s, err := law.DoubledInterest(in)
		if err != nil {
			t.Fatal(err)
		}
		wantTotal, wantOwed, paid := dayByDay(in)
		if s.Total != wantTotal || s.Owed != wantOwed {
			t.Fatalf("total %s, owed %s; want %s, %s", s.Total, s.Owed, wantTotal, wantOwed)
		}
		if paid != in.Principal-s.Owed+s.Settled+s.Surplus || s.Settled > s.Total || s.Settled > 0 && s.Owed > 0 {
			t.Fatalf("money went astray: %+v of %s", s, paid)
		}
		sum := new(big.Rat)
		for _, p := range s.Periods {
			sum.Add(sum, p.Exact)
		}
		if diff, _ := sum.Sub(sum, big.NewRat(int64(s.Total), 1)).Float64(); diff > 0.5 || diff < -0.5 {
			t.Fatalf("the periods differ from the total by %f", diff)
		}
	})
}

func dayByDay(in law.DoubledFacts) (total, owed, paid court.Money) {
	first, past := in.Due.AddDays(1), in.Until
	if in.StartOnDue {
		first = in.Due
	}
	if in.CountLast {
		past = past.AddDays(1)
	}
	micro := new(big.Int) // 百万分之一分
	for day := first; day.Before(past); day = day.AddDays(1) {
		base := in.Principal
		for _, p := range in.Paid {
			if p.On.Before(day) || p.On == day && !in.CountLast {
				base -= p.Amount
			}
		}
		counts := base > 0
		for _, s := range in.Pauses {
			counts = counts && (day.Before(s.From) || day.After(s.To))
		}
		if counts {
			micro.Add(micro, new(big.Int).Mul(big.NewInt(int64(base)), big.NewInt(175)))
		}
	}
	for _, p := range in.Paid {
		paid += p.Amount
	}
	micro.Add(micro, big.NewInt(500_000))
	return court.Money(micro.Quo(micro, big.NewInt(1_000_000)).Int64()), max(in.Principal-paid, 0), paid
}

func BenchmarkDoubledTwentyYears(b *testing.B) {
	in := law.DoubledFacts{Principal: inYuan(300_000), Due: court.D(2009, 6, 1), Until: court.D(2029, 6, 1)}
	for i := range 240 {
		in.Paid = append(in.Paid, law.Payment{On: court.D(2009, 6, 15).AddMonths(i % 239), Amount: inYuan(500)})
	}
	for b.Loop() {
		if _, err := law.DoubledInterest(in); err != nil {
			b.Fatal(err)
		}
	}
}

// What comes in is settled somewhere, whatever regime it falls into, and a
// debt that is paid off bears nothing more.
func TestDoubledInterestAcrossTheChange(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		due := court.D(2009, 5, 20).AddDays(rapid.IntRange(0, 2200).Draw(t, "due"))
		length := rapid.IntRange(0, 2500).Draw(t, "length")
		in := law.DoubledFacts{Principal: court.Money(rapid.Int64Range(1, 10_000_000_00).Draw(t, "principal")), CourtFee: court.Money(rapid.Int64Range(0, 1_000_00).Draw(t, "fee")),
			Due: due, Until: due.AddDays(length), CountLast: rapid.Bool().Draw(t, "last"), StartOnDue: rapid.Bool().Draw(t, "start"), CourtFeeBears: rapid.Bool().Draw(t, "bears")}
		var paid court.Money
		for range rapid.IntRange(0, 5).Draw(t, "payments") {
			p := law.Payment{On: due.AddDays(rapid.IntRange(-30, length).Draw(t, "on")), Amount: court.Money(rapid.Int64Range(1, 5_000_000_00).Draw(t, "amount"))}
			if p.On.After(in.Until) {
				p.On = in.Until
			}
			in.Paid, paid = append(in.Paid, p), paid+p.Amount
		}
		s, err := law.DoubledInterest(in)
		if err != nil {
			t.Fatal(err)
		}
		if paid != in.Principal+in.CourtFee-s.Owed+s.Settled+s.Surplus || s.Settled < 0 || s.Unpaid() < 0 || s.Surplus < 0 || s.Owed < 0 {
			t.Fatalf("money went astray: %+v of %s", s, paid)
		}
		if s.Surplus > 0 && (s.Owed > 0 || s.Unpaid() > 0) {
			t.Fatalf("surplus while something is owed: %+v", s)
		}
		in.Paid = append(in.Paid, law.Payment{On: in.Until, Amount: 1})
		more, err := law.DoubledInterest(in)
		if err != nil || more.Total != s.Total {
			t.Fatalf("a payment on the last day changed the interest: %s, %s, %v", s.Total, more.Total, err)
		}
	})
}
