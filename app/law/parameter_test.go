package law_test

import (
	"testing"

	"pgregory.net/rapid"

	"zhixing/app/court"
	"zhixing/app/law"
)

func TestParamByDate(t *testing.T) {
	for _, x := range []struct {
		id    string
		on    court.Date
		value int
		unit  law.Unit
		text  string
	}{
		{"T03", court.D(2018, 5, 1), 3, law.UnitDay, "3日"},
		{"T09", court.D(2017, 4, 30), 5, law.UnitDay, "5日"},
		{"T09", court.D(2017, 5, 1), 7, law.UnitDay, "7日"},
		{"T15", court.D(2018, 5, 1), 6, law.UnitMonth, "6个月"},
		{"T15b", court.D(2018, 5, 1), 3, law.UnitMonth, "3个月"},
		{"T28", court.D(2018, 5, 1), 8, law.UnitHour, "8小时"},
		{"T33", court.D(2018, 5, 1), 3, law.UnitWorkday, "3个工作日"},
		{"T36b", court.D(2018, 5, 1), 5, law.UnitYear, "5年"},
		{"T38", court.D(2021, 12, 31), 30, law.UnitDay, "30日"},
		{"T38", court.D(2022, 1, 1), 10, law.UnitWorkday, "10个工作日"},
		{"T42", court.D(2024, 1, 1), 2, law.UnitYear, "2年"},
	} {
		p, err := law.Param(x.id, x.on)
		if err != nil || p.Value != x.value || p.Unit != x.unit || p.Term() != x.text || p.Basis == "" || p.Mark == "" {
			t.Errorf("Param(%s, %s) = %+v, %v", x.id, x.on, p, err)
		}
	}
	for _, x := range []struct {
		id string
		on court.Date
	}{{"T99", court.D(2018, 5, 1)}, {"T39", court.D(2018, 8, 31)}, {"T38b", court.D(2021, 12, 31)}} {
		if _, err := law.Param(x.id, x.on); court.CodeOf(err) != court.CodeNotFound {
			t.Errorf("Param(%s, %s): %v", x.id, x.on, err)
		}
	}
	if n := len(law.Parameters(court.D(2018, 10, 8))); n < 45 {
		t.Errorf("%d parameters in force", n)
	}
}

func TestLimit(t *testing.T) {
	for _, x := range []struct {
		kind  court.CaseKind
		non   bool
		filed court.Date
		want  court.Date
	}{
		{court.KindFirst, false, court.D(2018, 1, 10), court.D(2018, 7, 10)},
		{court.KindFirst, true, court.D(2018, 1, 10), court.D(2018, 4, 10)},
		{court.KindResumed, false, court.D(2017, 8, 31), court.D(2018, 2, 28)},
		{court.KindProtection, false, court.D(2018, 4, 1), court.D(2018, 10, 1)}, // a holiday, not rolled
		{court.KindObjection, false, court.D(2018, 5, 2), court.D(2018, 5, 17)},
		{court.KindReview, false, court.D(2018, 5, 2), court.D(2018, 6, 1)},
		{court.KindFirst, false, court.D(1999, 1, 10), court.D(1999, 7, 10)}, // older than the rule
		{court.KindFirst, false, court.Date{}, court.Date{}},
	} {
		if got := law.Limit(x.kind, x.non, x.filed); got != x.want {
			t.Errorf("Limit(%s, %t, %s) = %s, want %s", x.kind, x.non, x.filed, got, x.want)
		}
	}
}

func TestReviewHandIn(t *testing.T) {
	due, suggested, conflict := law.ReviewHandIn(court.D(2018, 7, 10), court.D(2018, 1, 10))
	if due != court.D(2018, 6, 10) || suggested != court.D(2018, 6, 8) || conflict {
		t.Errorf("%s %s %t", due, suggested, conflict)
	}
	// 非诉执行: one month before the limit three months are not over
	due, _, conflict = law.ReviewHandIn(court.D(2018, 4, 10), court.D(2018, 1, 10))
	if due != court.D(2018, 3, 10) || !conflict {
		t.Errorf("%s %t", due, conflict)
	}
	if due, suggested, conflict = law.ReviewHandIn(court.Date{}, court.D(2018, 1, 10)); !due.IsZero() || !suggested.IsZero() || conflict {
		t.Error("without a limit there is nothing to hand in")
	}
	rapid.Check(t, func(t *rapid.T) {
		filed := anyDate().Draw(t, "filed")
		limit := law.Limit(court.KindFirst, false, filed)
		due, suggested, conflict := law.ReviewHandIn(limit, filed)
		if conflict || suggested.After(due) || !law.IsWorkday(suggested) || !due.Before(limit) {
			t.Fatalf("%s: %s %s %t", filed, due, suggested, conflict)
		}
	})
}

func TestDisbursementDue(t *testing.T) {
	for _, x := range []struct{ received, want court.Date }{
		{court.D(2018, 5, 2), court.D(2018, 6, 1)},
		{court.D(2016, 5, 2), court.D(2016, 6, 1)},
		{court.D(2021, 12, 31), court.D(2022, 1, 30)},
		{court.D(2022, 1, 4), court.D(2022, 1, 25)},   // 10 + 5 workdays
		{court.D(2026, 9, 21), court.D(2026, 10, 19)}, // over 中秋 and 国庆
	} {
		if got := law.DisbursementDue(x.received); got != x.want {
			t.Errorf("DisbursementDue(%s) = %s, want %s", x.received, got, x.want)
		}
	}
}
