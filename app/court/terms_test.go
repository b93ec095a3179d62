package court_test

import (
	"slices"
	"testing"

	"zhixing/app/court"
)

func TestSpan(t *testing.T) {
	for _, x := range []struct {
		span court.Span
		days int
		text string
	}{
		{court.Span{From: court.D(2018, 2, 1), To: court.D(2018, 3, 3)}, 31, "2018-02-01至2018-03-03"},
		{court.Span{From: court.D(2018, 2, 1), To: court.D(2018, 2, 1)}, 1, "2018-02-01至2018-02-01"},
		{court.Span{From: court.D(2018, 2, 1)}, 0, "2018-02-01起"},
	} {
		if x.span.Days() != x.days || x.span.String() != x.text {
			t.Errorf("%+v: %d days, %s", x.span, x.span.Days(), x.span)
		}
	}
}

func TestMissingLegs(t *testing.T) {
	legs := court.LedgerLegs{Reviewed: court.D(2018, 10, 8)}
	if got := legs.Missing(); !slices.Equal(got, []string{"台账", "报备"}) {
		t.Error(got)
	}
	legs.Listed, legs.Reported = legs.Reviewed, legs.Reviewed
	if got := legs.Missing(); len(got) != 0 {
		t.Error(got)
	}
}

func TestWarningLevels(t *testing.T) {
	for i, want := range []string{"执行员", "组长", "局长"} {
		if l := court.WarningLevels[i]; l.Name() != want {
			t.Errorf("%d: %s", l, l.Name())
		}
	}
}
