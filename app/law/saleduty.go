package law

import (
	"slices"

	"zhixing/app/court"
)

// SaleDuties gives what is owed beside the next step of a sale, by the day it
// is due: deposits to give back or to bring in, and the last day of the price.
func (r *Rules) SaleDuties(s court.Sale) []court.SaleDuty {
	var out []court.SaleDuty
	for _, x := range s.Rounds {
		out = append(out, r.depositDuties(s, x)...)
	}
	price, ok := s.Price()
	if ok && !price.Valid.IsZero() && s.InKind.Creditor == "" && s.Ended.IsZero() {
		last, any := s.Round()
		p := r.planning("price-after", price.Valid)
		switch {
		case !any:
			out = append(out, court.SaleDuty{Text: "发布公告（参考价有效期届满）", Due: price.Valid, Basis: p.Basis})
		case last.Result != "" && !last.Bought():
			out = append(out, court.SaleDuty{Text: "再次拍卖、变卖（参考价有效期满六个月）", Due: r.After(p, price.Valid), Basis: p.Basis})
		}
	}
	slices.SortStableFunc(out, func(a, b court.SaleDuty) int { return b.Due.DaysUntil(a.Due) })
	return out
}

// depositDuties gives what is owed of the deposits of one round.
func (r *Rules) depositDuties(s court.Sale, x court.SaleRound) []court.SaleDuty {
	var out []court.SaleDuty
	owe := func(text, id string) {
		p, err := r.Param(id, x.On)
		if err != nil {
			return
		}
		due := r.After(p, x.On)
		if p.Unit == UnitHour {
			due = x.On.AddDays(p.Value / 24)
		}
		out = append(out, court.SaleDuty{Text: text, Due: due, Basis: p.Basis})
	}
	if back := othersPaid(x); back > 0 && x.Returned.IsZero() && (x.Result == court.RoundSold || x.Result == court.RoundFailed || x.Result == court.RoundWithdrawn) {
		if x.Offline {
			owe("退还竞买人的保证金", "offline-deposit-back")
		} else {
			owe("退还其他竞买人的保证金", "deposit-back")
		}
	}
	came := !x.Moved.IsZero() || !x.PaidOn.IsZero() || s.Received >= x.Deposit
	if x.Result == court.RoundSold && !x.Offline && !x.Own && x.Deposit > 0 && x.Broken.IsZero() && !came {
		owe("成交保证金划入法院账户", "deposit-moved")
	}
	return out
}

// othersPaid gives how many bidders who did not buy paid a deposit.
func othersPaid(x court.SaleRound) int {
	if x.Result == court.RoundSold && !x.Own {
		return x.Bidders - 1
	}
	return x.Bidders
}

// ForfeitShare is what a deposit that is not given back pays for.
type ForfeitShare struct {
	For    string
	Amount court.Money
}

// ForfeitShares divides the deposit of the last buyer who did not pay in the
// order of the law, with its article; what the price of a new round falls short
// is known once there is one.
func ForfeitShares(s court.Sale) (shares []ForfeitShare, basis string) {
	i := slices.IndexFunc(s.Rounds, func(x court.SaleRound) bool { return !x.Broken.IsZero() })
	if i < 0 {
		return nil, ""
	}
	x := s.Rounds[i]
	left := x.Forfeit
	take := func(what string, amount court.Money) {
		amount = min(amount, left)
		left -= amount
		shares = append(shares, ForfeitShare{what, amount})
	}
	take("拍卖产生的费用损失", x.Loss)
	if gap, known := resoldFor(s, i); known {
		take("重新拍卖的差价", gap)
		if x.Offline {
			return append(shares, ForfeitShare{"剩余退还原买受人", left}), "拍卖规定22条（原25条）"
		}
		return append(shares, ForfeitShare{"冲抵本案债务，再有剩余的冲抵与拍卖财产相关的债务", left}), "法释〔2016〕18号24条"
	}
	basis = "法释〔2016〕18号24条"
	if x.Offline {
		basis = "拍卖规定22条（原25条）"
	}
	return append(shares, ForfeitShare{"待重新拍卖后弥补差价、冲抵债务", left}), basis
}

// resoldFor gives by how much a later price fell short of that of a round.
func resoldFor(s court.Sale, i int) (court.Money, bool) {
	for _, later := range s.Rounds[i+1:] {
		if later.Bought() {
			return max(s.Rounds[i].Price-later.Price, 0), true
		}
	}
	return 0, false
}
