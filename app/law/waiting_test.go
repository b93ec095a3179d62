package law

import (
	"strings"
	"testing"

	"zhixing/app/court"
)

// A court whose measure waits may ask for the property a year after the first
// measure, one whose claim goes before after sixty days; each by the rules in
// force, on both sides of the day.
func TestWhenTheWaitingMayAskForTheProperty(t *testing.T) {
	first := court.Measure{Court: "柳溪县人民法院", On: court.D(2017, 10, 1), Since: court.D(2017, 10, 1)}
	for _, x := range []struct {
		on   court.Date
		year bool
		days bool
	}{
		{court.D(2017, 11, 30), false, false}, {court.D(2017, 12, 1), false, true}, {court.D(2018, 10, 1), false, true}, {court.D(2018, 10, 2), true, true},
	} {
		got := Default().TransferConditions(first, x.on)
		if len(got) != 2 || got[0].Met != x.year || got[1].Met != x.days || got[0].Basis != "保全规定21条" || !strings.Contains(got[0].Proof, "2018-10-01满12个月") || !strings.Contains(got[1].Proof, "2017-11-30满60日") {
			t.Errorf("on %s: %+v", x.on, got)
		}
	}
	if got := Default().TransferConditions(first, court.D(2016, 11, 30)); got != nil {
		t.Errorf("before the first measure: %+v", got)
	}
	first.On, first.Since = court.D(2014, 1, 1), court.D(2014, 1, 1)
	if got := Default().TransferConditions(first, court.D(2016, 11, 30)); len(got) != 1 || got[0].Basis != "法释〔2016〕6号1条" {
		t.Errorf("before the rules of 2016-12-01: %+v", got)
	}
	if got := Default().TransferConditions(first, court.D(2016, 4, 13)); len(got) != 0 {
		t.Errorf("before any rule: %+v", got)
	}
	first.Ended = court.D(2018, 1, 1)
	if got := Default().TransferConditions(first, court.D(2018, 1, 1)); got != nil {
		t.Errorf("after the release: %+v", got)
	}
}

func TestRenewalIsAskedForSevenDaysBefore(t *testing.T) {
	by, p := Default().RenewalAskBy(court.D(2019, 3, 4))
	if by != court.D(2019, 2, 25) || p.Basis != "保全规定18条" {
		t.Errorf("by %s (%s)", by, p.Basis)
	}
}
