package law_test

import (
	"strings"
	"testing"

	"zhixing/app/court"
	"zhixing/app/law"
)

// aSale is a sale of the kind priced at a million on a day.
func aSale(kind court.PropertyKind, on court.Date) court.Sale {
	return court.Sale{What: kind, Tries: []court.PriceTry{{Method: court.PriceAppoint, Begun: on, Outcome: court.PriceGot, On: on, Price: 1_000_000_00, Settled: on}}}
}

// Each limit follows the day of the notice, on both sides of each change of law.
func TestRoundLimitsFollowTheDay(t *testing.T) {
	for name, x := range map[string]struct {
		kind    court.PropertyKind
		round   court.SaleRound
		low     court.Money
		deposit court.Money
		opens   court.Date
		basis   string
	}{
		"before the rules of 2017": {court.PropertyHouse, court.SaleRound{Kind: court.FirstAuction, Notice: court.D(2016, 12, 31)}, 800_000_00, 50_000_00, court.D(2017, 1, 15), "2004年"},
		"on the day they began":    {court.PropertyHouse, court.SaleRound{Kind: court.FirstAuction, Notice: court.D(2017, 1, 1), Start: 700_000_00}, 700_000_00, 35_000_00, court.D(2017, 1, 31), "法释〔2016〕18号10条"},
		"a car":                    {court.PropertyVehicle, court.SaleRound{Kind: court.FirstAuction, Notice: court.D(2018, 10, 1), Start: 700_000_00}, 700_000_00, 35_000_00, court.D(2018, 10, 16), "法释〔2016〕18号10条"},
		"offline in 2020":          {court.PropertyVehicle, court.SaleRound{Kind: court.FirstAuction, Offline: true, Notice: court.D(2020, 12, 31)}, 800_000_00, 50_000_00, court.D(2021, 1, 7), "2004年"},
		"offline in 2021":          {court.PropertyVehicle, court.SaleRound{Kind: court.FirstAuction, Offline: true, Notice: court.D(2021, 1, 1)}, 1_000_000_00, 50_000_00, court.D(2021, 1, 8), "拍卖规定5条"},
	} {
		l, err := law.Default().RoundLimits(aSale(x.kind, court.D(2016, 6, 1)), x.round)
		if err != nil || l.Low != x.low || l.DepositLow != x.deposit || l.Opens != x.opens || !strings.Contains(l.StartBasis, x.basis) {
			t.Errorf("%s: %+v %v", name, l, err)
		}
	}
	s := aSale(court.PropertyVehicle, court.D(2018, 9, 3))
	s.Rounds = []court.SaleRound{{Kind: court.FirstAuction, Start: 700_000_01, Result: court.RoundFailed, On: court.D(2018, 11, 1)}}
	l, err := law.Default().RoundLimits(s, court.SaleRound{Kind: court.SecondAuction, Notice: court.D(2018, 11, 5), Start: 560_000_01})
	if err != nil || l.Low != 560_000_01 || l.Opens != court.D(2018, 11, 12) || l.DepositLow != 28_000_01 {
		t.Errorf("a least price is never rounded down: %+v %v", l, err)
	}
}

// The order of the four methods binds from 2018-09-01 on.
func TestMethodsAreOrderedSinceSeptember2018(t *testing.T) {
	if err := law.CheckTurn(court.Sale{}, court.PriceAppoint, court.D(2018, 8, 31)); err != nil {
		t.Errorf("before the rule: %v", err)
	}
	err := law.CheckTurn(court.Sale{}, court.PriceAppoint, court.D(2018, 9, 1))
	if say, _ := court.Sentence(err); !strings.Contains(say, "应当先当事人议价") {
		t.Errorf("from the rule on: %v", err)
	}
	for _, m := range court.PriceMethods[:3] {
		for _, reason := range law.SkipReasons(m) {
			if law.SkipBasis(m, reason) == "" {
				t.Errorf("%s: %s has no article", m, reason)
			}
		}
	}
}

// Extensions end where the law ends them.
func TestExtensionsOfPricing(t *testing.T) {
	r := law.Default()
	try := court.PriceTry{Method: court.PriceAppoint, Begun: court.D(2018, 9, 12)}
	for n, want := range []court.Date{court.D(2018, 10, 12), court.D(2018, 10, 27), court.D(2018, 11, 11)} {
		try.Extended = n
		if due, _ := r.TryDue(try); due != want {
			t.Errorf("extended %d times: %s, want %s", n, due, want)
		}
		if err := r.CheckExtension(try); (err != nil) != (n == 2) {
			t.Errorf("extension after %d: %v", n, err)
		}
	}
	try.Method, try.Extended = court.PriceOnline, 1
	if due, _ := r.TryDue(try); due != court.D(2018, 9, 18) || r.CheckExtension(try) == nil {
		t.Errorf("the platforms' answer: %s", due)
	}
}

// Offline, what is not movable has a third auction before 变卖; online, and
// for movables, the second is the last.
func TestLastAuction(t *testing.T) {
	if law.LastAuction(court.PropertyHouse, true) != court.ThirdAuction || law.LastAuction(court.PropertyHouse, false) != court.SecondAuction || law.LastAuction(court.PropertyVehicle, true) != court.SecondAuction {
		t.Error("the last auctions are wrong")
	}
}
