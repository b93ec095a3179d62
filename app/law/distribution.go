package law

import (
	"cmp"
	"fmt"
	"math/bits"
	"slices"

	"zhixing/app/court"
)

// ClaimClass is a class of claims in a plan of distribution, in the version in
// force on a day.
type ClaimClass struct {
	ID       string
	Name     string
	Rank     int  // lower is served first
	Ordinary bool // may be served by the order of seizure
	Basis    string
	Mark     string
}

type claimRow struct {
	span
	ID       string `toml:"id"`
	Name     string `toml:"name"`
	Rank     int    `toml:"rank"`
	Ordinary bool   `toml:"ordinary"`
	Basis    string `toml:"basis"`
	Mark     string `toml:"mark"`
}

type claimFile struct {
	Class []claimRow `toml:"class"`
}

var claimRows = lazy("claims.toml", func(f claimFile) ([]claimRow, error) {
	for i, c := range f.Class {
		if c.ID == "" || c.Name == "" || c.Rank <= 0 || c.Basis == "" || c.Mark == "" {
			return nil, fmt.Errorf("class %d (%s) is incomplete", i+1, c.ID)
		}
	}
	return f.Class, nil
})

// ClaimClasses gives the classes in force on a day, in the order of their
// ranks. Days before the first version of a class are given that version.
func ClaimClasses(on court.Date) []ClaimClass {
	var out []ClaimClass
	at := map[string]int{}
	for _, c := range claimRows() {
		i, known := at[c.ID]
		if !known {
			at[c.ID] = len(out)
			out = append(out, ClaimClass{c.ID, c.Name, c.Rank, c.Ordinary, c.Basis, c.Mark})
		} else if c.holds(on) {
			out[i] = ClaimClass{c.ID, c.Name, c.Rank, c.Ordinary, c.Basis, c.Mark}
		}
	}
	slices.SortStableFunc(out, func(a, b ClaimClass) int { return a.Rank - b.Rank })
	return out
}

// ClaimClassOf gives a class by its id; false for one that is not known.
func ClaimClassOf(id string, on court.Date) (ClaimClass, bool) {
	for _, c := range ClaimClasses(on) {
		if c.ID == id {
			return c, true
		}
	}
	return ClaimClass{}, false
}

// RemainderRule says on papers what happens to 分 that do not divide.
const RemainderRule = "按比例计算到分，分以下的尾数合计后，按小数部分由大到小逐一加一分，小数部分相同的按登记的先后"

// Shares is a pool of money shared out.
type Shares struct {
	Costs  []court.Money // what is paid of each cost, in their order
	Claims []court.Money // what each claim is given, in their order
	Left   court.Money   // after all were served in full
}

// ShareOut shares a pool: costs first in their order, then claims rank by rank.
// Within a rank that cannot be served in full everybody gets the same part of
// their claim, exact to one 分 by RemainderRule; ordered serves claims of
// ordinary classes one after another instead. The sum of all parts is the
// pool, and nobody gets more than they claim. CodeInvalid refuses amounts below
// zero, claims of nothing and sums beyond court.MaxMoney.
func ShareOut(pool court.Money, costs []court.Money, claims []court.Claim, ordered bool, on court.Date) (Shares, error) {
	out := Shares{Costs: make([]court.Money, len(costs)), Claims: make([]court.Money, len(claims))}
	if err := checkShares(pool, costs, claims); err != nil {
		return out, err
	}
	rest := pool
	for i, c := range costs {
		out.Costs[i] = min(c, rest)
		rest -= out.Costs[i]
	}
	for _, group := range ranks(claims, ordered, on) {
		var sum court.Money
		for _, i := range group {
			sum += claims[i].Amount
		}
		if sum <= rest {
			for _, i := range group {
				out.Claims[i] = claims[i].Amount
			}
			rest -= sum
			continue
		}
		byRatio(rest, sum, group, claims, out.Claims)
		rest = 0
	}
	out.Left = rest
	return out, nil
}

func checkShares(pool court.Money, costs []court.Money, claims []court.Claim) error {
	if pool <= 0 || pool > court.MaxMoney {
		return court.FieldErrorf("可供分配的总额", "必须大于零。")
	}
	for _, c := range costs {
		if c <= 0 || c > court.MaxMoney {
			return court.FieldErrorf("先行扣除的费用", "每一项都要有大于零的金额。")
		}
	}
	var sum court.Money
	for i, c := range claims {
		if c.Amount <= 0 || c.Amount > court.MaxMoney {
			return court.FieldErrorf("债权", "第%d项的金额必须大于零。", i+1)
		}
		if sum += c.Amount; sum > court.MaxMoney {
			return court.FieldErrorf("债权", "合计太大。")
		}
	}
	return nil
}

// ranks groups claims that are served together, first ones first.
func ranks(claims []court.Claim, ordered bool, on court.Date) [][]int {
	order := make([]int, len(claims))
	for i := range order {
		order[i] = i
	}
	slices.SortStableFunc(order, func(a, b int) int { return cmp.Compare(claims[a].Rank, claims[b].Rank) })
	var out [][]int
	for n, i := range order {
		class, _ := ClaimClassOf(claims[i].Class, on)
		alone := ordered && class.Ordinary
		if n > 0 && claims[order[n-1]].Rank == claims[i].Rank && !alone {
			out[len(out)-1] = append(out[len(out)-1], i)
			continue
		}
		out = append(out, []int{i})
	}
	return out
}

// byRatio shares rest, which is less than sum, among a group.
func byRatio(rest, sum court.Money, group []int, claims []court.Claim, given []court.Money) {
	type fraction struct {
		claim int
		part  uint64 // remainder of the division, over sum
	}
	fractions := make([]fraction, 0, len(group))
	left := rest
	for _, i := range group {
		high, low := bits.Mul64(uint64(rest), uint64(claims[i].Amount))
		whole, part := bits.Div64(high, low, uint64(sum)) // rest < sum keeps it below 2^64
		given[i] = court.Money(whole)
		left -= given[i]
		fractions = append(fractions, fraction{i, part})
	}
	slices.SortStableFunc(fractions, func(a, b fraction) int { return cmp.Compare(b.part, a.part) })
	for _, f := range fractions[:left] {
		given[f.claim]++
	}
}

// ObjectionStage says where a party's word about a plan stands.
type ObjectionStage struct {
	Word   string     // for lists: 异议期至2018-06-08
	Due    court.Date // until when the next step may or must come, zero for none
	Blocks bool       // the plan cannot take effect yet
	Amend  bool       // nobody opposed: the plan is to be amended
	Holds  bool       // sued: what is in dispute is kept back
}

// ObjectionDue gives the last day for a party's step about a plan that came to
// it on a day: objection, opposing opinion or suit (15 days, 解释 509–510).
func (r *Rules) ObjectionDue(on court.Date) court.Date {
	return r.NextWorkday(r.After(r.planning("T23", on), on))
}

// ObjectionBasis gives the articles the days of ObjectionDue come from.
func (r *Rules) ObjectionBasis(on court.Date) string { return r.planning("T23", on).Basis }

// StageOf tells how far the objection of a party has come on a day.
func (r *Rules) StageOf(p court.PlanParty, today court.Date) ObjectionStage {
	running := func(word string, from court.Date) (ObjectionStage, bool) {
		due := r.ObjectionDue(from)
		return ObjectionStage{Word: word + "至" + due.String(), Due: due, Blocks: true}, !today.After(due)
	}
	switch {
	case p.Served.IsZero():
		return ObjectionStage{Word: "待送达", Blocks: true}
	case !p.Settled.IsZero():
		return ObjectionStage{Word: "异议已解决"}
	case p.Objected.IsZero():
		if s, open := running("异议期", p.Served); open {
			return s
		}
		return ObjectionStage{Word: "期满无异议"}
	case !p.Sued.IsZero() && p.Sued.After(r.ObjectionDue(p.Opposed)): // counts as no suit
		return ObjectionStage{Word: "逾期起诉，按原方案"}
	case !p.Sued.IsZero():
		return ObjectionStage{Word: "异议之诉中", Holds: true}
	case p.Told.IsZero():
		return ObjectionStage{Word: "有异议，待通知各方", Blocks: true}
	case p.Opposed.IsZero():
		if s, open := running("反对意见期", p.Told); open {
			return s
		}
		return ObjectionStage{Word: "无人反对，应修正", Blocks: true, Amend: true}
	}
	if s, open := running("起诉期", p.Opposed); open {
		return s
	}
	return ObjectionStage{Word: "未起诉，按原方案"}
}
