package law_test

import (
	"testing"

	"pgregory.net/rapid"

	"zhixing/app/court"
	"zhixing/app/law"
)

func TestInstalmentsAreEqualAndTheLastTakesTheRest(t *testing.T) {
	list, err := law.Instalments(100_000_00, 3, court.D(2018, 1, 31), 1)
	if err != nil || len(list) != 3 {
		t.Fatal(list, err)
	}
	for i, want := range []court.Instalment{
		{No: 1, Due: court.D(2018, 1, 31), Amount: 33_333_33}, {No: 2, Due: court.D(2018, 2, 28), Amount: 33_333_33}, {No: 3, Due: court.D(2018, 3, 31), Amount: 33_333_34},
	} {
		if list[i] != want {
			t.Errorf("instalment %+v, want %+v", list[i], want)
		}
	}
	for _, err := range []error{
		second(law.Instalments(0, 3, distributed, 1)), second(law.Instalments(1_00, 0, distributed, 1)), second(law.Instalments(2, 3, distributed, 1)),
		second(law.Instalments(1_00, 2, court.Date{}, 1)), second(law.Instalments(1_00, 2, distributed, 13)),
	} {
		if court.CodeOf(err) != court.CodeInvalid {
			t.Errorf("%v", err)
		}
	}
}

// TestMoneyIsLaidAgainstInstalments: what is meant for one goes to it, the rest
// in the order of due days, what is over to the next.
func TestMoneyIsLaidAgainstInstalments(t *testing.T) {
	list, err := law.Instalments(30_000_00, 3, court.D(2018, 6, 1), 1)
	if err != nil {
		t.Fatal(err)
	}
	paid, extra := law.MatchInstalments(list, []law.Income{
		{On: court.D(2018, 6, 20), Amount: 12_000_00, What: "收2"},
		{On: court.D(2018, 6, 10), Amount: 4_000_00, What: "收1"},
		{No: 3, On: court.D(2018, 7, 1), Amount: 11_000_00, What: "收3"},
	})
	for i, want := range []struct {
		paid court.Money
		on   court.Date
		by   string
	}{{10_000_00, court.D(2018, 6, 20), "收1、收2"}, {7_000_00, court.D(2018, 7, 1), "收2、收3"}, {10_000_00, court.D(2018, 7, 1), "收3"}} {
		if x := paid[i]; x.Paid != want.paid || x.PaidOn != want.on || x.By != want.by {
			t.Errorf("instalment %d: %s on %s by %s", i+1, x.Paid, x.PaidOn, x.By)
		}
	}
	if extra != 0 {
		t.Errorf("extra %s", extra)
	}
	r := law.Default()
	if s := r.StateOfInstalment(paid[1], court.D(2018, 7, 8)); s != law.InstalmentLate {
		t.Errorf("seven days late: %s", s)
	}
	if s := r.StateOfInstalment(paid[1], court.D(2018, 7, 9)); s != law.InstalmentBroken {
		t.Errorf("eight days late: %s", s)
	}
	if s := r.StateOfInstalment(paid[0], court.D(2018, 7, 9)); s != law.InstalmentPaidUp {
		t.Errorf("paid: %s", s)
	}
}

// TestNoMoneyIsLostOnInstalments: what is laid against instalments and what is
// over are the income, and no instalment gets more than it asks for.
func TestNoMoneyIsLostOnInstalments(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		count := rapid.IntRange(1, 12).Draw(t, "count")
		list, err := law.Instalments(court.Money(rapid.Int64Range(12, 1_000_000_00).Draw(t, "total")), count, distributed, rapid.IntRange(0, 3).Draw(t, "months"))
		if err != nil {
			t.Fatal(err)
		}
		income := rapid.SliceOf(rapid.Custom(func(t *rapid.T) law.Income {
			return law.Income{No: rapid.IntRange(0, count).Draw(t, "no"), On: distributed.AddDays(rapid.IntRange(0, 400).Draw(t, "day")),
				Amount: court.Money(rapid.Int64Range(1, 200_000_00).Draw(t, "amount")), What: "收"}
		})).Draw(t, "income")
		paid, extra := law.MatchInstalments(list, income)
		var in, out, owed court.Money
		for _, x := range income {
			in += x.Amount
		}
		for _, x := range paid {
			out += x.Paid
			owed += x.Left()
			if x.Paid < 0 || x.Left() < 0 {
				t.Fatalf("%+v", x)
			}
		}
		if out+extra != in || extra > 0 && owed > 0 {
			t.Fatalf("%s came, %s was laid against instalments, %s is over, %s is owed", in, out, extra, owed)
		}
	})
}
