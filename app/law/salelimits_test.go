package law_test

import (
	"strings"
	"testing"

	"zhixing/app/court"
	"zhixing/app/law"
)

// What leaves nothing, and what is sold without an auction, cite the articles of
// the notice's day, on both sides of the amendment of 2020.
func TestRulesOnAuctionsByTheDay(t *testing.T) {
	r := law.Default()
	for on, want := range map[court.Date][3]string{
		court.D(2020, 12, 31): {"拍卖规定9条（2004年）", "拍卖规定34条（2004年）", "拍卖规定21条（2004年）"},
		court.D(2021, 1, 1):   {"拍卖规定6条", "拍卖规定31条", "拍卖规定18条"},
	} {
		ends, basis := r.UselessEnds(on)
		if ends != on.AddDays(5) || basis != want[0] {
			t.Errorf("%s: until %s by %s", on, ends, basis)
		}
		if b := law.DirectBasis(court.PropertyMovable, "易腐烂变质的物品", on); b != want[1] {
			t.Errorf("%s: direct by %s", on, b)
		}
		if due, basis := r.ResumeBy(court.SaleRound{Offline: true}, on); due != on.AddDays(15) || basis != want[2] {
			t.Errorf("%s: resumed by %s (%s)", on, due, basis)
		}
		if due, basis := r.ResumeBy(court.SaleRound{}, on); due != on.AddDays(5) || !strings.Contains(basis, "28条") {
			t.Errorf("%s: online resumed by %s (%s)", on, due, basis)
		}
	}
	if law.DirectBasis(court.PropertyHouse, "金银及其制品", court.D(2021, 1, 1)) != "" || len(law.DirectGrounds(court.PropertyHouse)) != 1 || len(law.DirectGrounds(court.PropertyMovable)) != 6 {
		t.Error("what is not movable is sold without an auction only when all agree")
	}
}

// An appraised thing that nobody wanted goes down to half of its value, no lower.
func TestDirectSaleGoesDownToHalf(t *testing.T) {
	s := aSale(court.PropertyMovable, court.D(2021, 6, 1))
	s.Direct = court.DirectSale{Ground: "季节性商品", On: court.D(2021, 6, 2), By: court.ByAppraisal}
	r := court.SaleRound{Kind: court.PlainSale, Direct: true, Offline: true, Start: 999_999_99, Notice: court.D(2021, 6, 3), Opens: court.D(2021, 6, 3), Closes: court.D(2021, 6, 5)}
	mustRefuse(t, law.Default().CheckRound(s, r), "最低1,000,000.00元（拍卖规定32条")
	r.Start = 1_000_000_00
	if err := law.Default().CheckRound(s, r); err != nil {
		t.Error(err)
	}
	r.Result, r.On = court.RoundFailed, court.D(2021, 6, 5)
	s.Rounds = []court.SaleRound{r}
	again := court.SaleRound{Kind: court.PlainSale, Direct: true, Offline: true, Start: 499_999_99, Notice: court.D(2021, 6, 7), Opens: court.D(2021, 6, 7), Closes: court.D(2021, 6, 9)}
	mustRefuse(t, law.Default().CheckRound(s, again), "最低500,000.00元（拍卖规定32条：不低于评估价的50%")
	again.Start = 500_000_00
	if err := law.Default().CheckRound(s, again); err != nil {
		t.Error(err)
	}
}

// Deposits go back within a day since the rules for the internet, within three
// offline; an applicant who buys brings none.
func TestDepositsHaveTheirClocks(t *testing.T) {
	sale := func(x court.SaleRound) court.Sale {
		x.Kind, x.Deposit = court.FirstAuction, 50_000_00
		return court.Sale{What: court.PropertyHouse, Rounds: []court.SaleRound{x}}
	}
	for name, x := range map[string]struct {
		round court.SaleRound
		want  []court.Date
	}{
		"before 2017":      {court.SaleRound{Result: court.RoundFailed, Bidders: 2, On: court.D(2016, 12, 31)}, nil},
		"the day it began": {court.SaleRound{Result: court.RoundFailed, Bidders: 2, On: court.D(2017, 1, 1)}, []court.Date{court.D(2017, 1, 2)}},
		"offline":          {court.SaleRound{Result: court.RoundFailed, Offline: true, Bidders: 2, On: court.D(2020, 12, 31)}, []court.Date{court.D(2021, 1, 3)}},
		"one who bought":   {court.SaleRound{Result: court.RoundSold, Bidders: 1, On: court.D(2018, 5, 1)}, []court.Date{court.D(2018, 5, 2)}},
		"an applicant":     {court.SaleRound{Result: court.RoundSold, Own: true, On: court.D(2018, 5, 1)}, nil},
		"all done":         {court.SaleRound{Result: court.RoundSold, Bidders: 4, Returned: court.D(2018, 5, 1), Moved: court.D(2018, 5, 1), On: court.D(2018, 5, 1)}, nil},
	} {
		var got []court.Date
		for _, d := range law.Default().SaleDuties(sale(x.round)) {
			got = append(got, d.Due)
		}
		if len(got) != len(x.want) || len(got) > 0 && got[0] != x.want[0] {
			t.Errorf("%s: %v, want %v", name, got, x.want)
		}
	}
}

// What a deposit that is not given back pays for, in the order of the law.
func TestForfeitIsSharedInOrder(t *testing.T) {
	s := court.Sale{Rounds: []court.SaleRound{{Result: court.RoundSold, Price: 600_000_00, Broken: court.D(2018, 12, 3), Forfeit: 56_000_00, Loss: 2_000_00}}}
	shares, basis := law.ForfeitShares(s)
	if len(shares) != 2 || shares[0].Amount != 2_000_00 || shares[1].Amount != 54_000_00 || basis != "法释〔2016〕18号24条" {
		t.Errorf("before the new round: %+v %s", shares, basis)
	}
	s.Rounds = append(s.Rounds, court.SaleRound{Result: court.RoundSold, Price: 580_000_00})
	if shares, _ = law.ForfeitShares(s); len(shares) != 3 || shares[1].Amount != 20_000_00 || shares[2].Amount != 34_000_00 {
		t.Errorf("after it: %+v", shares)
	}
	s.Rounds[0].Offline = true
	if shares, basis = law.ForfeitShares(s); shares[2].For != "剩余退还原买受人" || !strings.Contains(basis, "22条") {
		t.Errorf("offline: %+v %s", shares, basis)
	}
}

// Offline, a movable that failed twice is not sold again.
func TestMovableFailedTwiceOffline(t *testing.T) {
	s := aSale(court.PropertyVehicle, court.D(2021, 6, 1))
	s.Rounds = []court.SaleRound{{Kind: court.FirstAuction, Offline: true, Result: court.RoundFailed}, {Kind: court.SecondAuction, Offline: true, Result: court.RoundFailed}}
	if next := law.NextRounds(s); len(next) != 0 {
		t.Errorf("next is %v", next)
	}
	s.Rounds[1].Offline = false
	if next := law.NextRounds(s); len(next) != 1 || next[0] != court.PlainSale {
		t.Errorf("online next is %v", next)
	}
}

func mustRefuse(t *testing.T, err error, says string) {
	t.Helper()
	if say, _ := court.Sentence(err); err == nil || !strings.Contains(say, says) {
		t.Errorf("%q does not say %q", say, says)
	}
}
