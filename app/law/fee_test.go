package law_test

import (
	"math/big"
	"testing"

	"pgregory.net/rapid"

	"zhixing/app/court"
	"zhixing/app/law"
)

func yuan(text string) court.Money {
	m, err := court.ParseMoney(text)
	if err != nil {
		panic(err)
	}
	return m
}

func TestEnforcementFee(t *testing.T) {
	for _, x := range []struct{ amount, fee, formula string }{
		{"8000", "50.00", "50"},
		{"10000", "50.00", "50"},
		{"10000.01", "50.00", "10000.01×1.5%-100"},
		{"85655", "1184.83", "85655×1.5%-100"}, // 1184.825 rounds half up
		{"100000", "1400.00", "100000×1.5%-100"},
		{"500000", "7400.00", "500000×1.5%-100"},
		{"800000", "10400.00", "800000×1%+2400"},
		{"1000000", "12400.00", "1000000×1%+2400"},
		{"1186520.33", "14265.20", "1186520.33×1%+2400"},
		{"5000000", "52400.00", "5000000×1%+2400"},
		{"8000000", "67400.00", "8000000×0.5%+27400"},
		{"10000000", "77400.00", "10000000×0.5%+27400"},
		{"20000000", "87400.00", "20000000×0.1%+67400"},
	} {
		fee, formula := law.EnforcementFee(yuan(x.amount))
		if fee.Plain() != x.fee || formula != x.formula {
			t.Errorf("EnforcementFee(%s) = %s, %s; want %s, %s", x.amount, fee.Plain(), formula, x.fee, x.formula)
		}
	}
	if fee, formula := law.EnforcementFee(0); fee != 0 || formula != "" {
		t.Error("no amount, no fee by amount")
	}
	if least, most := law.FeeNoAmount(); least.Short() != "50" || most.Short() != "500" {
		t.Error(least, most)
	}
}

func TestPreservationFee(t *testing.T) {
	for _, x := range []struct{ amount, fee, formula string }{
		{"1000", "30.00", "30"},
		{"1001", "30.01", "1001×1%+20"},
		{"100000", "1020.00", "100000×1%+20"},
		{"200000", "1520.00", "200000×0.5%+520"},
		{"896000", "5000.00", "896000×0.5%+520"},
		{"896000.01", "5000.00", "896000.01×0.5%+520"}, // 5000.00005 rounds down to the cap
		{"900000", "5000.00", "封顶5000"},
	} {
		fee, formula := law.PreservationFee(yuan(x.amount))
		if fee.Plain() != x.fee || formula != x.formula {
			t.Errorf("PreservationFee(%s) = %s, %s; want %s, %s", x.amount, fee.Plain(), formula, x.fee, x.formula)
		}
	}
}

func TestAcceptanceFee(t *testing.T) {
	for _, x := range []struct{ amount, fee string }{
		{"10000", "50.00"}, {"100000", "2300.00"}, {"200000", "4300.00"}, {"500000", "8800.00"}, {"1000000", "13800.00"},
		{"2000000", "22800.00"}, {"5000000", "46800.00"}, {"10000000", "81800.00"}, {"20000000", "141800.00"}, {"30000000", "191800.00"},
	} {
		if fee, _ := law.AcceptanceFee(yuan(x.amount)); fee.Plain() != x.fee {
			t.Errorf("AcceptanceFee(%s) = %s, want %s", x.amount, fee.Plain(), x.fee)
		}
	}
}

func TestFeeSheet(t *testing.T) {
	s, err := law.Fee(law.FeeEnforcement, yuan("800000.05"))
	if err != nil || s.Fee.Plain() != "10400.00" || len(s.Parts) != 3 || s.Capped || s.Basis == "" {
		t.Fatalf("%+v, %v", s, err)
	}
	if p := s.Parts[1]; p.Band != "超过1万元至50万元的部分" || p.Amount.Plain() != "490000.00" || p.Rate != "1.5%" || p.Exact.Cmp(big.NewRat(735_000, 1)) != 0 {
		t.Errorf("%+v", p)
	}
	if s, err := law.Fee(law.FeePreservation, yuan("900000")); err != nil || !s.Capped || s.Fee.Plain() != "5000.00" || s.Parts[0].Band != "不超过1000元" {
		t.Errorf("%+v, %v", s, err)
	}
	for kind, amount := range map[law.FeeKind]court.Money{"上诉": 100, law.FeeEnforcement: 0, law.FeeAcceptance: -1, law.FeePreservation: court.MaxMoney + 1} {
		if _, err := law.Fee(kind, amount); court.CodeOf(err) != court.CodeInvalid {
			t.Errorf("%s %d: %v", kind, amount, err)
		}
	}
}

// The bands add up to what the quick form gives, and to the whole amount.
func TestFeePartsAddUp(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		kind := rapid.SampledFrom(law.FeeKinds).Draw(t, "kind")
		s, err := law.Fee(kind, court.Money(rapid.Int64Range(1, 100_000_000_00).Draw(t, "fen")))
		if err != nil {
			t.Fatal(err)
		}
		sum, amount := big.NewRat(1, 2), court.Money(0)
		for _, p := range s.Parts {
			sum.Add(sum, p.Exact)
			amount += p.Amount
		}
		if fee := court.Money(new(big.Int).Quo(sum.Num(), sum.Denom()).Int64()); amount != s.Amount || fee != s.Fee && !s.Capped || s.Capped && fee <= s.Fee {
			t.Fatalf("%+v adds up to %s of %s", s, fee, amount)
		}
	})
}

// The quick form must give what adding up the bands gives, for every amount.
func TestEnforcementFeeAddsUpBands(t *testing.T) {
	bands := []struct{ floor, rate int64 }{{10_000, 150}, {500_000, 100}, {5_000_000, 50}, {10_000_000, 10}}
	slow := func(m court.Money) court.Money {
		sum := big.NewRat(5000, 1) // 分
		for i, b := range bands {
			upper := int64(m)
			if i+1 < len(bands) {
				upper = min(upper, bands[i+1].floor*100)
			}
			if upper > b.floor*100 {
				sum.Add(sum, big.NewRat((upper-b.floor*100)*b.rate, 10_000))
			}
		}
		sum.Add(sum, big.NewRat(1, 2))
		return court.Money(new(big.Int).Quo(sum.Num(), sum.Denom()).Int64())
	}
	rapid.Check(t, func(t *rapid.T) {
		m := court.Money(rapid.Int64Range(1, int64(court.MaxMoney)/1000).Draw(t, "fen"))
		fee, _ := law.EnforcementFee(m)
		more, _ := law.EnforcementFee(m + 100)
		if fee != slow(m) || more < fee {
			t.Fatalf("%s: %s, adding up gives %s; one yuan more %s", m, fee, slow(m), more)
		}
	})
	if fee, _ := law.EnforcementFee(court.MaxMoney); fee != slow(court.MaxMoney) {
		t.Errorf("largest amount: %s", fee)
	}
}
