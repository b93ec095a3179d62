package law

import (
	"strings"
	"testing"

	"zhixing/app/court"
)

// The term of a measure follows the rules of the day it takes effect; each
// change of law is looked at on both sides.
func TestSeizureTermsByDate(t *testing.T) {
	for _, x := range []struct {
		kind   court.PropertyKind
		on     court.Date
		months int
		renew  int
		basis  string
	}{
		{court.PropertyDeposit, court.D(2005, 1, 1), 6, 3, "29条"},
		{court.PropertyDeposit, court.D(2015, 2, 3), 6, 3, "29条"},
		{court.PropertyDeposit, court.D(2015, 2, 4), 12, 12, "487条"},
		{court.PropertyDeposit, court.D(2022, 4, 9), 12, 12, "487条"},
		{court.PropertyDeposit, court.D(2022, 4, 10), 12, 12, "485条"},
		{court.PropertyHousing, court.D(2018, 6, 8), 12, 12, "487条"},
		{court.PropertyNetMoney, court.D(2018, 6, 8), 12, 12, "487条"},
		{court.PropertyVehicle, court.D(2015, 2, 3), 12, 6, "29条"},
		{court.PropertyVehicle, court.D(2015, 2, 4), 24, 24, "487条"},
		{court.PropertyMovable, court.D(2022, 4, 10), 24, 24, "485条"},
		{court.PropertyHouse, court.D(2015, 2, 3), 24, 12, "29条"},
		{court.PropertyHouse, court.D(2015, 2, 4), 36, 36, "487条"},
		{court.PropertyEquity, court.D(2015, 2, 4), 36, 36, "487条"},
		{court.PropertySecurity, court.D(2022, 4, 9), 36, 36, "487条"},
		{court.PropertyLand, court.D(2022, 4, 10), 36, 36, "485条"},
	} {
		got, err := SeizureTermOf(x.kind, x.on)
		if err != nil || got.Months != x.months || got.Renew != x.renew || !strings.Contains(got.Basis, x.basis) {
			t.Errorf("%s on %s: %+v %v, want %d/%d %s", x.kind, x.on, got, err, x.months, x.renew, x.basis)
		}
	}
	if _, err := SeizureTermOf(court.PropertyHouse, court.D(2004, 12, 31)); court.CodeOf(err) != court.CodeNotFound {
		t.Errorf("before 2005: %v", err)
	}
}

func TestSeizureEndsOnMonthEndsAndLeapDays(t *testing.T) {
	for _, x := range []struct {
		from   court.Date
		months int
		end    court.Date
	}{
		{court.D(2018, 6, 8), 36, court.D(2021, 6, 8)},
		{court.D(2016, 2, 29), 12, court.D(2017, 2, 28)},
		{court.D(2016, 2, 29), 48, court.D(2020, 2, 29)},
		{court.D(2019, 2, 28), 12, court.D(2020, 2, 28)},
		{court.D(2014, 8, 31), 6, court.D(2015, 2, 28)},
		{court.D(2015, 8, 31), 6, court.D(2016, 2, 29)},
		{court.D(2017, 12, 31), 24, court.D(2019, 12, 31)},
	} {
		if got := SeizureEnd(x.from, x.months); got != x.end {
			t.Errorf("%s + %d months = %s, want %s", x.from, x.months, got, x.end)
		}
	}
}

func TestTooLongATermIsRefusedWithTheArticle(t *testing.T) {
	for _, x := range []struct {
		kind      court.PropertyKind
		on, until court.Date
		says      string // "" is allowed
	}{
		{court.PropertyDeposit, court.D(2018, 6, 8), court.D(2019, 6, 8), ""},
		{court.PropertyDeposit, court.D(2018, 6, 8), court.D(2019, 6, 9), "最长一年，到2019-06-08为止（民诉法解释487条）"},
		{court.PropertyVehicle, court.D(2018, 6, 8), court.D(2020, 6, 9), "最长二年"},
		{court.PropertyHouse, court.D(2022, 4, 10), court.D(2025, 4, 11), "民诉法解释485条"},
		{court.PropertyDeposit, court.D(2015, 2, 3), court.D(2015, 8, 4), "最长六个月"},
		{court.PropertyDeposit, court.D(2015, 2, 4), court.D(2016, 2, 4), ""},
		{court.PropertyHouse, court.D(2018, 6, 8), court.D(2018, 6, 8), "不晚于起算日"},
	} {
		err := CheckSeizureEnd(x.kind, x.on, x.until)
		say, _ := court.Sentence(err)
		if (err == nil) != (x.says == "") || err != nil && !strings.Contains(say, x.says) {
			t.Errorf("%s %s–%s: %v, want %q", x.kind, x.on, x.until, err, x.says)
		}
	}
	// Until 2015-02-03 a renewal had half the term only.
	if err := CheckRenewalEnd(court.PropertyHouse, court.D(2015, 2, 3), court.D(2015, 3, 1), court.D(2016, 3, 2)); err == nil {
		t.Error("old renewal of more than a year was accepted")
	}
	if err := CheckRenewalEnd(court.PropertyHouse, court.D(2015, 2, 4), court.D(2015, 3, 1), court.D(2018, 3, 1)); err != nil {
		t.Errorf("new renewal of three years: %v", err)
	}
}

func own(id int64, on court.Date) court.Measure {
	return court.Measure{ID: id, CaseID: id, Kind: court.Seal, On: on}
}

// One that waits takes effect by itself: on the day the first is released, on
// the day after it ran out; its term begins only then.
func TestWaitingOnesFollowByThemselves(t *testing.T) {
	list := FollowMeasures(court.PropertyHouse, []court.Measure{own(2, court.D(2018, 9, 1)), own(1, court.D(2018, 6, 8)), own(3, court.D(2018, 10, 1))})
	want := [][2]court.Date{
		{court.D(2018, 6, 8), court.D(2021, 6, 8)}, {court.D(2021, 6, 9), court.D(2024, 6, 9)}, {court.D(2024, 6, 10), court.D(2027, 6, 10)},
	}
	for i, m := range list {
		if m.ID != int64(i+1) || m.Since != want[i][0] || m.Until != want[i][1] {
			t.Errorf("measure %d since %s until %s, want %v", m.ID, m.Since, m.Until, want[i])
		}
	}
	if s := list[1].StateOn(court.D(2021, 6, 8)); s != court.MeasureWaiting {
		t.Errorf("on the last day of the first the second is %s", s)
	}
	if s := list[1].StateOn(court.D(2021, 6, 9)); s != court.MeasureRunning {
		t.Errorf("on the day after, the second is %s", s)
	}
	if n := PlaceOn(list, 3, court.D(2021, 6, 9)); n != 2 {
		t.Errorf("the third stands at %d after the first lapsed", n)
	}

	list[0].Ended = court.D(2019, 3, 4)
	list = FollowMeasures(court.PropertyHouse, list)
	if list[1].Since != court.D(2019, 3, 4) || list[1].Until != court.D(2022, 3, 4) || list[0].StateOn(court.D(2019, 3, 4)) != court.MeasureReleased {
		t.Errorf("after the release: %+v", list[1])
	}

	list[0].Ended = court.Date{}
	list[0].Renewals = []court.Renewal{{Ruled: court.D(2021, 5, 20), Received: court.D(2021, 6, 8), Until: court.D(2024, 6, 8)}}
	list = FollowMeasures(court.PropertyHouse, list)
	if list[0].Until != court.D(2024, 6, 8) || list[1].Since != court.D(2024, 6, 9) {
		t.Errorf("after a renewal on the last day: %s, %s", list[0].Until, list[1].Since)
	}
	list[0].Renewals[0].Received = court.D(2021, 6, 9) // a day late: nothing was renewed
	list = FollowMeasures(court.PropertyHouse, list)
	if list[0].Until != court.D(2021, 6, 8) || list[1].Since != court.D(2021, 6, 9) {
		t.Errorf("a renewal after the lapse counts: %s, %s", list[0].Until, list[1].Since)
	}
}

func TestAnUnknownEndElsewhereHoldsEverybodyUp(t *testing.T) {
	elsewhere := court.Measure{ID: 1, Court: "柳溪县人民法院", Kind: court.Seal, On: court.D(2018, 1, 10)}
	list := FollowMeasures(court.PropertyHouse, []court.Measure{elsewhere, own(2, court.D(2018, 6, 8))})
	if !list[1].Since.IsZero() || list[1].StateOn(court.D(2030, 1, 1)) != court.MeasureWaiting {
		t.Errorf("the second: %+v", list[1])
	}
	if h, ok := HolderOn(list, court.D(2018, 6, 8)); !ok || h.ID != 1 {
		t.Errorf("the holder is %+v", h)
	}
	list[0].Fixed = court.D(2021, 1, 10)
	list = FollowMeasures(court.PropertyHouse, list)
	if list[1].Since != court.D(2021, 1, 11) {
		t.Errorf("with a known end: %+v", list[1])
	}
	list[1].Ended = court.D(2019, 1, 1) // released while it waited
	list = append(list, own(3, court.D(2018, 7, 1)))
	list = FollowMeasures(court.PropertyHouse, list)
	if list[2].Since != court.D(2021, 1, 11) || !list[1].Since.IsZero() {
		t.Errorf("one released while it waited stands in the way: %+v", list[2])
	}
}

func TestWhatMustNotBeSeized(t *testing.T) {
	p := court.Property{Kind: court.PropertyMovable, Facts: map[string]string{"名称": "轮椅"}, Exempt: "残疾辅助、医疗用品"}
	for on, article := range map[court.Date]string{court.D(2020, 12, 31): "查封规定5条", court.D(2021, 1, 1): "查封规定3条"} {
		err := CheckExempt(p, on)
		if say, _ := court.Sentence(err); !strings.Contains(say, article) {
			t.Errorf("on %s: %v", on, err)
		}
	}
	home := map[string]string{"居住情况": "被执行人唯一住房"}
	if h := PropertyHints(court.PropertyHouse, home, court.D(2018, 6, 8)); len(h) != 4 || !strings.Contains(h[0], "6条") || !strings.Contains(h[1], "查封规定9条") {
		t.Errorf("hints %v", h)
	}
	if h := PropertyHints(court.PropertyHouse, nil, court.D(2021, 1, 1)); len(h) != 3 || !strings.Contains(h[0], "查封规定7条") {
		t.Errorf("hints of a house nobody lives in: %v", h)
	}
	if h := PropertyHints(court.PropertyVehicle, nil, court.D(2018, 6, 8)); len(h) != 2 || !strings.Contains(h[1], "没有实际扣押的车辆不能处置") {
		t.Errorf("hints of a car: %v", h)
	}
}

// What waited has the term of the rules in force on the day it took effect, on
// both sides of 2015-02-04; a shorter length laid down for it stays.
func TestTermOfWhatWaitedIsThatOfTheDayItTakesEffect(t *testing.T) {
	for _, x := range []struct {
		kind         court.PropertyKind
		gone         court.Date // the first one is released
		fixed, until court.Date
	}{
		{court.PropertyDeposit, court.D(2015, 2, 3), court.Date{}, court.D(2015, 8, 3)},
		{court.PropertyDeposit, court.D(2015, 2, 4), court.Date{}, court.D(2016, 2, 4)},
		{court.PropertyVehicle, court.D(2015, 2, 3), court.Date{}, court.D(2016, 2, 3)},
		{court.PropertyVehicle, court.D(2015, 2, 4), court.Date{}, court.D(2017, 2, 4)},
		{court.PropertyHouse, court.D(2015, 2, 4), court.Date{}, court.D(2018, 2, 4)},
		{court.PropertyHouse, court.D(2015, 2, 4), court.D(2014, 12, 10), court.D(2015, 2, 13)},
	} {
		first, second := own(1, court.D(2014, 10, 1)), own(2, court.D(2014, 12, 1))
		before, _ := SeizureTermOf(x.kind, second.On)
		first.Months, second.Months, first.Ended, second.Fixed = 24, before.Months, x.gone, x.fixed
		if got := FollowMeasures(x.kind, []court.Measure{first, second})[1]; got.Since != x.gone || got.Until != x.until {
			t.Errorf("%s, first released on %s: since %s until %s, want %s", x.kind, x.gone, got.Since, got.Until, x.until)
		}
	}
}

func TestMeasuresFitTheKindOfProperty(t *testing.T) {
	for _, x := range []struct {
		kind    court.PropertyKind
		measure court.MeasureKind
		preview bool
		says    string
	}{
		{court.PropertyDeposit, court.Freeze, false, ""},
		{court.PropertyDeposit, court.Seal, false, "应当冻结，不能查封"},
		{court.PropertyHouse, court.Seal, true, ""},
		{court.PropertyHouse, court.Attach, false, "应当查封，不能扣押"},
		{court.PropertyVehicle, court.Attach, false, ""},
		{court.PropertyVehicle, court.Seal, true, "不能预查封"},
		{court.PropertyOther, court.Seal, false, ""},
	} {
		err := CheckMeasureKind(x.kind, x.measure, x.preview)
		say, _ := court.Sentence(err)
		if (err == nil) != (x.says == "") || !strings.Contains(say, x.says) {
			t.Errorf("%s of %s: %q, want %q", x.measure, x.kind, say, x.says)
		}
	}
	if got := ExemptText("勋章及荣誉表彰物品", court.D(2020, 12, 31)); !strings.Contains(got, "查封规定5条") {
		t.Errorf("until 2020: %s", got)
	}
	if got := ExemptText("勋章及荣誉表彰物品", court.D(2021, 1, 1)); !strings.Contains(got, "查封规定3条") {
		t.Errorf("since 2021: %s", got)
	}
}
