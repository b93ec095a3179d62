package law_test

import (
	"slices"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"zhixing/app/court"
	"zhixing/app/law"
)

func deduct(kind string, from, to court.Date) court.TermDeduction {
	return court.TermDeduction{Kind: kind, Span: court.Span{From: from, To: to}}
}

func TestTermIsReadAloud(t *testing.T) {
	got, err := law.Term(law.TermFacts{Kind: court.KindFirst, Filed: court.D(2018, 1, 10),
		Deductions: []court.TermDeduction{deduct("评估", court.D(2018, 2, 1), court.D(2018, 3, 3))},
		Extensions: []court.Extension{{Months: 3, State: court.ApprovalGranted}}})
	if err != nil {
		t.Fatal(err)
	}
	const want = "立案2018-01-10起6个月，扣除评估31日，延长3个月，至2018-11-10，依据法释〔2000〕29号5条；法发〔2006〕35号1条；执行规定107条；法释〔2000〕29号9条（八）。"
	if got.Explanation != want {
		t.Errorf("%s\nwant %s", got.Explanation, want)
	}
	if got.Base != court.D(2018, 7, 10) || got.DeductedDays != 31 || got.ExtendedMonths != 3 || len(got.Steps) < 5 {
		t.Errorf("%+v", got)
	}
}

func TestTerm(t *testing.T) {
	d := court.D
	for _, x := range []struct {
		name                          string
		in                            law.TermFacts
		end, opens, handIn, handInDay court.Date
		conflict                      bool
	}{
		{"the example of the plan's item 6", law.TermFacts{Kind: court.KindFirst, Filed: d(2018, 1, 10)},
			d(2018, 7, 10), d(2018, 4, 10), d(2018, 6, 10), d(2018, 6, 8), false},
		{"three months leave no room for 终本", law.TermFacts{Kind: court.KindFirst, NonLitigation: true, Filed: d(2018, 1, 10)},
			d(2018, 4, 10), d(2018, 4, 10), d(2018, 3, 10), d(2018, 3, 9), true},
		{"an extension makes room", law.TermFacts{Kind: court.KindFirst, NonLitigation: true, Filed: d(2018, 1, 10), Extensions: []court.Extension{{Months: 1}}},
			d(2018, 5, 10), d(2018, 4, 10), d(2018, 4, 10), d(2018, 4, 10), false},
		{"the month has no such day", law.TermFacts{Kind: court.KindFirst, Filed: d(2017, 8, 31)},
			d(2018, 2, 28), d(2017, 11, 30), d(2018, 1, 28), d(2018, 1, 26), false},
		{"overlapping deductions count once", law.TermFacts{Kind: court.KindFirst, Filed: d(2018, 1, 10), Deductions: []court.TermDeduction{
			deduct("公告", d(2018, 3, 10), d(2018, 3, 31)), deduct("评估", d(2018, 3, 1), d(2018, 3, 20)), deduct("鉴定", d(2018, 3, 5), d(2018, 3, 6))}},
			d(2018, 8, 10), d(2018, 4, 10), d(2018, 7, 10), d(2018, 7, 10), false},
		{"one day", law.TermFacts{Kind: court.KindFirst, Filed: d(2018, 1, 10), Deductions: []court.TermDeduction{deduct("评估", d(2018, 3, 1), d(2018, 3, 1))}},
			d(2018, 7, 11), d(2018, 4, 10), d(2018, 6, 11), d(2018, 6, 11), false},
		{"a suspension that runs counts up to today", law.TermFacts{Kind: court.KindFirst, Filed: d(2018, 1, 10), Today: d(2018, 3, 10),
			Deductions: []court.TermDeduction{deduct("中止", d(2018, 3, 1), court.Date{})}},
			d(2018, 7, 20), d(2018, 4, 10), d(2018, 6, 20), d(2018, 6, 20), false},
		{"revoked, asked and refused do not count", law.TermFacts{Kind: court.KindFirst, Filed: d(2018, 1, 10),
			Deductions: []court.TermDeduction{{Span: court.Span{From: d(2018, 3, 1), To: d(2018, 3, 9)}, Revoked: "登记错误"}},
			Extensions: []court.Extension{{Months: 3, State: court.ApprovalAsked}, {Months: 3, State: court.ApprovalRefused}}},
			d(2018, 7, 10), d(2018, 4, 10), d(2018, 6, 10), d(2018, 6, 8), false},
		{"a review knows no 终本", law.TermFacts{Kind: court.KindObjection, Filed: d(2018, 5, 2)},
			d(2018, 5, 17), court.Date{}, court.Date{}, court.Date{}, false},
	} {
		got, err := law.Term(x.in)
		if err != nil || got.End != x.end || got.InterimOpens != x.opens || got.HandInBy != x.handIn || got.HandInWorkday != x.handInDay || got.Conflict != x.conflict {
			t.Errorf("%s: %+v, %v", x.name, got, err)
		}
		if x.conflict != strings.Contains(got.Explanation, "申请延长") {
			t.Errorf("%s: %s", x.name, got.Explanation)
		}
	}
}

func TestTermRefuses(t *testing.T) {
	filed := court.D(2018, 1, 10)
	for name, in := range map[string]law.TermFacts{
		"no filing date":         {Kind: court.KindFirst},
		"an end before a start":  {Filed: filed, Deductions: []court.TermDeduction{deduct("评估", court.D(2018, 3, 2), court.D(2018, 3, 1))}},
		"before the case":        {Filed: filed, Deductions: []court.TermDeduction{deduct("评估", court.D(2018, 1, 9), court.D(2018, 3, 1))}},
		"no start":               {Filed: filed, Deductions: []court.TermDeduction{deduct("评估", court.Date{}, court.D(2018, 3, 1))}},
		"running without today":  {Filed: filed, Deductions: []court.TermDeduction{deduct("中止", court.D(2018, 3, 2), court.Date{})}},
		"an extension backwards": {Filed: filed, Extensions: []court.Extension{{Months: -1}}},
	} {
		_, err := law.Term(in)
		say, hint := court.Sentence(err)
		if court.CodeOf(err) != court.CodeInvalid || say == "" {
			t.Errorf("%s: %v", name, err)
		}
		if name == "an end before a start" && !strings.Contains(hint, "法释〔2000〕29号9条（八）") {
			t.Errorf("%s: no article: %s", name, hint)
		}
	}
}

// Next year's holidays are said to be missing, never guessed, until they are
// imported.
func TestTermSaysThatHolidaysAreMissing(t *testing.T) {
	in := law.TermFacts{Kind: court.KindFirst, Filed: court.D(2026, 11, 10)}
	got, err := law.Term(in)
	if err != nil || got.End != court.D(2027, 5, 10) || !got.HandInWorkday.IsZero() || !strings.Contains(got.CalendarGap, "2027年") {
		t.Errorf("%+v, %v", got, err)
	}
	rules := mustRules(t, nil, []court.HolidayYear{{Year: 2027, Off: []court.Date{court.D(2027, 4, 9)}}})
	if got, err = rules.Term(in); err != nil || got.HandInWorkday != court.D(2027, 4, 8) || got.CalendarGap != "" {
		t.Errorf("%+v, %v", got, err) // 04-10 is a Saturday, 04-09 the notice's day of rest
	}
}

func spans(t *rapid.T, filed court.Date) []court.TermDeduction {
	return rapid.SliceOfN(rapid.Custom(func(t *rapid.T) court.TermDeduction {
		from := filed.AddDays(rapid.IntRange(0, 200).Draw(t, "from"))
		return deduct("", from, from.AddDays(rapid.IntRange(0, 60).Draw(t, "days")))
	}), 0, 6).Draw(t, "deductions")
}

// The days of the deductions are counted one by one here, as a clerk would on
// a calendar.
func TestTermProperties(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		filed := anyDate().Draw(t, "filed")
		list, months := spans(t, filed), rapid.IntRange(1, 6).Draw(t, "months")
		in := law.TermFacts{Kind: court.KindFirst, NonLitigation: rapid.Bool().Draw(t, "non"), Filed: filed, Deductions: list}
		days := map[court.Date]bool{}
		for _, d := range list {
			for day := d.From; !day.After(d.To); day = day.AddDays(1) {
				days[day] = true
			}
		}
		got, err := law.Term(in)
		if err != nil {
			t.Fatal(err)
		}
		base := filed.AddMonths(map[bool]int{false: 6, true: 3}[in.NonLitigation])
		if got.End != base.AddDays(len(days)) || got.DeductedDays != len(days) {
			t.Fatalf("%+v, want %d days", got, len(days))
		}
		if got.HandInBy != got.End.AddMonths(-1) || got.Conflict != got.HandInBy.Before(filed.AddMonths(3)) {
			t.Fatalf("%+v", got)
		}
		slices.Reverse(list)
		in.Extensions = []court.Extension{{Months: months}}
		longer, err := law.Term(in)
		if err != nil || longer.End != got.End.AddMonths(months) || !longer.End.After(got.End) {
			t.Fatalf("%+v then %+v, %v", got, longer, err)
		}
		if longer.CalendarGap == "" && (longer.HandInWorkday.After(longer.HandInBy) || !law.IsWorkday(longer.HandInWorkday)) {
			t.Fatalf("%+v", longer)
		}
	})
}

// The union of the deductions does not care for order, repetition or how a
// span is cut, and one more never brings the end nearer.
func TestUnionOfDeductions(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		filed := anyDate().Draw(t, "filed")
		list := spans(t, filed)
		end := func(list []court.TermDeduction) court.Date {
			got, err := law.Term(law.TermFacts{Kind: court.KindFirst, Filed: filed, Deductions: list})
			if err != nil {
				t.Fatal(err)
			}
			days := 0
			for i, s := range got.Deducted {
				days += s.Days()
				if i > 0 && !got.Deducted[i-1].To.AddDays(1).Before(s.From) {
					t.Fatalf("%s and %s touch", got.Deducted[i-1], s)
				}
			}
			if days != got.DeductedDays {
				t.Fatalf("%d days in the spans, %d deducted", days, got.DeductedDays)
			}
			return got.End
		}
		want := end(list)
		if want.Before(filed.AddMonths(6)) {
			t.Fatalf("ends %s before its plain term", want)
		}
		if got := end(slices.Concat(list, list)); got != want {
			t.Fatalf("twice the same: %s, want %s", got, want)
		}
		var cut []court.TermDeduction
		for _, d := range list {
			middle := d.From.AddDays(rapid.IntRange(0, d.From.DaysUntil(d.To)).Draw(t, "cut"))
			cut = append(cut, deduct("", middle, d.To), deduct("", d.From, middle))
		}
		if got := end(cut); got != want {
			t.Fatalf("cut in two: %s, want %s", got, want)
		}
		more := append(slices.Clone(list), spans(t, filed)...)
		if end(more).Before(want) {
			t.Fatalf("more deductions end earlier")
		}
	})
}

// Months are counted to the same day or the month's last, and a longer period
// never ends earlier than a shorter one.
func TestPeriodsOfMonths(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		from := court.D(2016, 1, 1).AddDays(rapid.IntRange(0, 3000).Draw(t, "from"))
		n := rapid.IntRange(0, 24).Draw(t, "n")
		p, err := law.Default().Period(from, n, law.UnitMonth, false)
		if err != nil {
			t.Fatal(err)
		}
		months := (p.End.Year-from.Year)*12 + int(p.End.Month) - int(from.Month)
		last := p.End.AddDays(1).Day == 1
		if months != n || p.End.Day != from.Day && (!last || p.End.Day > from.Day) || p.Rolled != p.End || p.End.Before(from) {
			t.Fatalf("%s plus %d months is %+v", from, n, p)
		}
		longer, err := law.Default().Period(from, n+1, law.UnitMonth, false)
		if err != nil || !longer.End.After(p.End) {
			t.Fatalf("%+v then %+v, %v", p, longer, err)
		}
	})
}

// The extension that is proposed is the shortest that ends the conflict.
func TestExtensionNeeded(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		in := law.TermFacts{Kind: court.KindFirst, NonLitigation: true, Filed: anyDate().Draw(t, "filed")}
		got, err := law.Term(in)
		if err != nil || !got.Conflict || got.ExtendNeeded < 1 {
			t.Fatalf("%+v, %v", got, err)
		}
		for months := 1; months <= got.ExtendNeeded; months++ {
			in.Extensions = []court.Extension{{Months: months, State: court.ApprovalGranted}}
			longer, err := law.Term(in)
			if err != nil || longer.Conflict != (months < got.ExtendNeeded) {
				t.Fatalf("%d months: %+v, %v", months, longer, err)
			}
		}
	})
}

func TestDeductionKinds(t *testing.T) {
	for _, k := range law.DeductionKinds() {
		if law.DeductionBasis(k.Name) != k.Basis {
			t.Errorf("%+v", k)
		}
	}
	for status, want := range map[court.Status]string{court.StatusSuspended: "中止", court.StatusDeferred: "暂缓", court.StatusOpen: "", "": ""} {
		if k, ok := law.DeductionOfStatus(status); k.Name != want || ok != (want != "") {
			t.Errorf("%s: %+v", status, k)
		}
	}
}

func TestPeriod(t *testing.T) {
	for _, x := range []struct {
		from        court.Date
		n           int
		unit        law.Unit
		party       bool
		end, rolled court.Date
	}{
		{court.D(2018, 2, 5), 10, law.UnitDay, true, court.D(2018, 2, 15), court.D(2018, 2, 22)},
		{court.D(2018, 9, 18), 15, law.UnitDay, true, court.D(2018, 10, 3), court.D(2018, 10, 8)},
		{court.D(2018, 9, 18), 15, law.UnitDay, false, court.D(2018, 10, 3), court.D(2018, 10, 3)},
		{court.D(2017, 8, 31), 6, law.UnitMonth, false, court.D(2018, 2, 28), court.D(2018, 2, 28)},
		{court.D(2018, 4, 27), 10, law.UnitWorkday, false, court.D(2018, 5, 14), court.D(2018, 5, 14)},
		{court.D(2018, 9, 19), 10, law.UnitDay, true, court.D(2018, 9, 29), court.D(2018, 9, 29)},
		{court.D(2030, 1, 1), 10, law.UnitDay, false, court.D(2030, 1, 11), court.D(2030, 1, 11)},
	} {
		p, err := law.Default().Period(x.from, x.n, x.unit, x.party)
		if err != nil || p.End != x.end || p.Rolled != x.rolled || p.Explanation == "" {
			t.Errorf("%+v: %+v, %v", x, p, err)
		}
	}
	for name, x := range map[string]struct {
		from  court.Date
		n     int
		unit  law.Unit
		party bool
		code  court.Code
	}{
		"no start":                  {court.Date{}, 3, law.UnitDay, false, court.CodeInvalid},
		"backwards":                 {court.D(2018, 1, 1), -3, law.UnitDay, false, court.CodeInvalid},
		"past the calendar":         {court.D(2018, 1, 1), 9_999, law.UnitMonth, false, court.CodeInvalid},
		"workdays of a later year":  {court.D(2026, 12, 28), 10, law.UnitWorkday, false, court.CodeNotFound},
		"roll-over in a later year": {court.D(2026, 12, 28), 10, law.UnitDay, true, court.CodeNotFound},
		"workdays of an early year": {court.D(2015, 12, 1), 3, law.UnitWorkday, false, court.CodeNotFound},
	} {
		if _, err := law.Default().Period(x.from, x.n, x.unit, x.party); court.CodeOf(err) != x.code {
			t.Errorf("%s: %v", name, err)
		}
	}
	rapid.Check(t, func(t *rapid.T) {
		from := court.D(2016, 1, 1).AddDays(rapid.IntRange(0, 3500).Draw(t, "from"))
		n := rapid.IntRange(0, 90).Draw(t, "n")
		unit := rapid.SampledFrom([]law.Unit{law.UnitDay, law.UnitWorkday}).Draw(t, "unit")
		p, err := law.Default().Period(from, n, unit, true)
		if err != nil || p.End.Before(from) || p.Rolled.Before(p.End) || n > 0 && !law.IsWorkday(p.Rolled) {
			t.Fatalf("%+v, %v", p, err)
		}
		if unit == law.UnitDay && from.DaysUntil(p.End) != n {
			t.Fatalf("%+v", p)
		}
	})
}

func TestAfterInterim(t *testing.T) {
	nodes := law.AfterInterim(court.D(2018, 8, 31))
	if len(nodes) != 11 || nodes[0].Code != law.NodeRegistered || nodes[0].Planned != court.D(2018, 9, 7) {
		t.Fatalf("%+v", nodes)
	}
	for i, want := range []court.Date{court.D(2019, 2, 28), court.D(2019, 8, 31), court.D(2020, 2, 29)} {
		if n := nodes[i+1]; n.Planned != want || !law.IsInquiry(n.Code) {
			t.Errorf("%+v, want %s", n, want)
		}
	}
	if last := nodes[10]; last.Planned != court.D(2023, 8, 31) || !strings.Contains(last.Basis, "373号9条") {
		t.Errorf("%+v", last)
	}
	codes, positions := map[string]bool{}, map[int]bool{}
	for _, n := range append(nodes, law.PlanNodes(court.KindFirst, false, court.D(2018, 1, 10), true)...) {
		if n.Column == court.ColumnInterim && (codes[n.Code] || positions[n.Position]) {
			t.Errorf("%s stands twice", n.Name)
		}
		codes[n.Code], positions[n.Position] = true, n.Column == court.ColumnInterim || positions[n.Position]
	}
}

func BenchmarkTerm(b *testing.B) {
	filed := court.D(2018, 1, 10)
	in := law.TermFacts{Kind: court.KindFirst, Filed: filed, Extensions: []court.Extension{{Months: 3}}}
	for i := range 10 {
		in.Deductions = append(in.Deductions, deduct("评估", filed.AddDays(10*i), filed.AddDays(10*i+14)))
	}
	for b.Loop() {
		if _, err := law.Term(in); err != nil {
			b.Fatal(err)
		}
	}
}
