package law_test

import (
	"math/big"
	"testing"

	"pgregory.net/rapid"

	"zhixing/app/court"
	"zhixing/app/law"
)

func claims(rank int, class string, amounts ...court.Money) []court.Claim {
	var out []court.Claim
	for _, a := range amounts {
		out = append(out, court.Claim{Class: class, Rank: rank, Amount: a})
	}
	return out
}

var distributed = court.D(2018, 6, 8)

// TestShareOutExample is a plan worked by hand: 100,000 元, costs 2,600, a
// mortgage of 50,000 in full, 47,400 over ordinary claims of 100,000.
func TestShareOutExample(t *testing.T) {
	list := append(claims(80, "ordinary", 60_000_00, 33_333_33, 6_666_67), claims(40, "security", 50_000_00)...)
	got, err := law.ShareOut(100_000_00, []court.Money{1_400_00, 1_200_00}, list, false, distributed)
	if err != nil {
		t.Fatal(err)
	}
	// 28,440; 15,799.998… and 3,160.001…: the 分 left over goes to the larger fraction.
	for i, want := range []court.Money{28_440_00, 15_800_00, 3_160_00, 50_000_00} {
		if got.Claims[i] != want {
			t.Errorf("claim %d is given %s, want %s", i+1, got.Claims[i], want)
		}
	}
	if got.Left != 0 || got.Costs[0] != 1_400_00 || got.Costs[1] != 1_200_00 {
		t.Errorf("left %s, costs %v", got.Left, got.Costs)
	}
}

func TestShareOutTiesGoByOrder(t *testing.T) {
	got, err := law.ShareOut(1_00, nil, claims(80, "ordinary", 50_00, 50_00, 50_00), false, distributed)
	if err != nil || got.Claims[0] != 34 || got.Claims[1] != 33 || got.Claims[2] != 33 {
		t.Errorf("equal claims share 1.00 as %v (%v)", got.Claims, err)
	}
}

// TestShareOutByOrderOfSeizure: of a company's money the first seizure is served
// in full; ranks before ordinary ones stay as they are.
func TestShareOutByOrderOfSeizure(t *testing.T) {
	list := append(claims(80, "ordinary", 70_00, 50_00), claims(40, "security", 10_00, 30_00)...)
	got, err := law.ShareOut(130_00, nil, list, true, distributed)
	if err != nil || got.Claims[0] != 70_00 || got.Claims[1] != 20_00 || got.Claims[2] != 10_00 || got.Claims[3] != 30_00 {
		t.Errorf("%v %v", got.Claims, err)
	}
	got, err = law.ShareOut(20_00, nil, list, true, distributed)
	if err != nil || got.Claims[2] != 5_00 || got.Claims[3] != 15_00 || got.Claims[0] != 0 {
		t.Errorf("mortgages of one rank share by ratio: %v %v", got.Claims, err)
	}
}

func TestShareOutCostsEatThePool(t *testing.T) {
	got, err := law.ShareOut(10_00, []court.Money{8_00, 5_00}, claims(80, "ordinary", 1_00), false, distributed)
	if err != nil || got.Costs[0] != 8_00 || got.Costs[1] != 2_00 || got.Claims[0] != 0 || got.Left != 0 {
		t.Errorf("%+v %v", got, err)
	}
}

// TestShareOutHolds: whatever the figures, nothing is lost or made, nobody gets
// more than they claim, nobody is served before a lower rank is full, and
// within a rank every share is within one 分 of the ratio.
func TestShareOutHolds(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		amount := rapid.Custom(func(t *rapid.T) court.Money {
			if rapid.Bool().Draw(t, "huge") {
				return court.Money(rapid.Int64Range(1, int64(court.MaxMoney)/20).Draw(t, "amount"))
			}
			return court.Money(rapid.Int64Range(1, 1000).Draw(t, "amount"))
		})
		costs := rapid.SliceOfN(amount, 0, 4).Draw(t, "costs")
		list := rapid.SliceOfN(rapid.Custom(func(t *rapid.T) court.Claim {
			c := rapid.SampledFrom(law.ClaimClasses(distributed)).Draw(t, "class")
			return court.Claim{Class: c.ID, Rank: c.Rank, Amount: amount.Draw(t, "claim")}
		}), 1, 12).Draw(t, "claims")
		pool := amount.Draw(t, "pool")
		got, err := law.ShareOut(pool, costs, list, false, distributed)
		if err != nil {
			t.Fatal(err)
		}
		sum, full := got.Left, map[int]bool{}
		for i, c := range got.Costs {
			sum += c
			if c < 0 || c > costs[i] {
				t.Fatalf("cost %d of %s is paid %s", i, costs[i], c)
			}
		}
		ranks := map[int]*struct{ claimed, given court.Money }{}
		for i, g := range got.Claims {
			sum += g
			if g < 0 || g > list[i].Amount {
				t.Fatalf("claim of %s is given %s", list[i].Amount, g)
			}
			if ranks[list[i].Rank] == nil {
				ranks[list[i].Rank] = &struct{ claimed, given court.Money }{}
			}
			ranks[list[i].Rank].claimed += list[i].Amount
			ranks[list[i].Rank].given += g
		}
		if sum != pool {
			t.Fatalf("%s became %s", pool, sum)
		}
		for rank, x := range ranks {
			full[rank] = x.given == x.claimed
		}
		for i, g := range got.Claims {
			x := ranks[list[i].Rank]
			// |given·claimed − amount·pool of the rank| < claimed
			diff := new(big.Int).Mul(big.NewInt(int64(g)), big.NewInt(int64(x.claimed)))
			diff.Sub(diff, new(big.Int).Mul(big.NewInt(int64(list[i].Amount)), big.NewInt(int64(x.given))))
			if diff.CmpAbs(big.NewInt(int64(x.claimed))) >= 0 {
				t.Fatalf("claim %d of rank %d is off its ratio by a 分 or more", i, list[i].Rank)
			}
			for lower, ok := range full {
				if lower < list[i].Rank && !ok && g > 0 {
					t.Fatalf("rank %d is served before rank %d is full", list[i].Rank, lower)
				}
			}
			if got.Left > 0 && g != list[i].Amount {
				t.Fatal("money is left although a claim is open")
			}
		}
	})
}

func TestShareOutRefuses(t *testing.T) {
	for name, err := range map[string]error{
		"no pool":     second(law.ShareOut(0, nil, claims(80, "ordinary", 1), false, distributed)),
		"empty cost":  second(law.ShareOut(1, []court.Money{0}, nil, false, distributed)),
		"empty claim": second(law.ShareOut(1, nil, claims(80, "ordinary", 0), false, distributed)),
		"too much":    second(law.ShareOut(1, nil, claims(80, "ordinary", court.MaxMoney, 1), false, distributed)),
	} {
		if court.CodeOf(err) != court.CodeInvalid {
			t.Errorf("%s: %v", name, err)
		}
	}
}

func second[T any](_ T, err error) error { return err }

func TestClaimClassesFollowTheDay(t *testing.T) {
	before, _ := law.ClaimClassOf("construction", court.D(2018, 6, 8))
	now, _ := law.ClaimClassOf("construction", court.D(2022, 6, 8))
	if before.Basis != "合同法286条" || now.Basis != "民法典807条" {
		t.Errorf("%q, %q", before.Basis, now.Basis)
	}
	list := law.ClaimClasses(court.D(2026, 11, 23))
	for i, c := range list {
		if i > 0 && c.Rank < list[i-1].Rank {
			t.Errorf("%s stands after %s", c.Name, list[i-1].Name)
		}
	}
}

// TestObjectionClocks follows the plan's fifteen days (解释 509–510) through a
// holiday: served on 2018-09-18, the last day 10-03 is a holiday and 10-08 takes
// its place.
func TestObjectionClocks(t *testing.T) {
	r := law.Default()
	p := court.PlanParty{}
	stage := func(today court.Date) law.ObjectionStage { return r.StageOf(p, today) }
	if s := stage(court.D(2018, 9, 18)); !s.Blocks || s.Word != "待送达" {
		t.Errorf("not served: %+v", s)
	}
	p.Served = court.D(2018, 9, 18)
	if s := stage(court.D(2018, 10, 8)); !s.Blocks || s.Due != court.D(2018, 10, 8) {
		t.Errorf("last day: %+v", s)
	}
	if s := stage(court.D(2018, 10, 9)); s.Blocks {
		t.Errorf("after it: %+v", s)
	}
	p.Objected = court.D(2018, 10, 8)
	if s := stage(court.D(2018, 12, 1)); !s.Blocks || s.Amend {
		t.Errorf("the others are to be told first: %+v", s)
	}
	p.Told = court.D(2018, 10, 9)
	if s := stage(court.D(2018, 10, 24)); !s.Blocks || s.Amend {
		t.Errorf("they may oppose: %+v", s)
	}
	if s := stage(court.D(2018, 10, 25)); !s.Amend {
		t.Errorf("nobody opposed: %+v", s)
	}
	p.Opposed = court.D(2018, 10, 20)
	if s := stage(court.D(2018, 11, 5)); !s.Blocks || s.Due != court.D(2018, 11, 5) {
		t.Errorf("may sue until Monday: %+v", s)
	}
	if s := stage(court.D(2018, 11, 6)); s.Blocks || s.Holds {
		t.Errorf("did not sue: %+v", s)
	}
	p.Sued = court.D(2018, 11, 2)
	if s := stage(court.D(2018, 11, 6)); s.Blocks || !s.Holds {
		t.Errorf("sued: %+v", s)
	}
	p.Settled = court.D(2019, 1, 2)
	if s := stage(court.D(2019, 1, 2)); s.Blocks || s.Holds {
		t.Errorf("decided: %+v", s)
	}
}
