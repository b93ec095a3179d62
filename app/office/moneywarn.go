package office

import (
	"context"

	"zhixing/app/court"
	"zhixing/app/law"
)

// money warns of what is to be paid out, of cash that is not in the bank, and
// of money whose officer was not informed. The last two only when they are late:
// until then the money desk shows them.
func (x *warner) money(out []*court.Warning, f *WarningFacts, near int) []*court.Warning {
	if f.Held > 0 && !f.HeldSince.IsZero() {
		due, verb := x.rules.DisbursementDue(f.HeldSince), "前发放"
		request, apart := x.rules.RequestDue(f.HeldSince)
		switch {
		case !f.DeferredTo.IsZero():
			due = x.rules.DeferredDue(f.HeldSince, f.DeferredTo)
		case apart && f.Pending < f.Held:
			due, verb = request, "前申请发放"
		}
		if daysBetween(x.on, due) <= near {
			out = x.add(out, f, court.WarnMoney, due, WhereMoney, "案款"+f.Held.String()+"元应于"+due.String()+verb+x.rules.DisbursementGap(f.HeldSince), court.NodeRef{})
		}
	}
	if f.Cash > 0 {
		if due := x.rules.CashDue(f.CashSince); due.Before(x.on) {
			out = x.add(out, f, court.WarnCash, due, WhereMoney, "代收现金"+f.Cash.String()+"元应于"+due.String()+"前解交银行", court.NodeRef{})
		}
	}
	if f.Untold > 0 {
		if due := x.rules.ToldDue(f.UntoldFrom); due.Before(x.on) {
			out = x.add(out, f, court.WarnTold, due, WhereMoney, "到账案款"+f.Untold.String()+"元应于"+due.String()+"前通知承办人", court.NodeRef{})
		}
	}
	return out
}

// unclaimed warns of money without a case that nobody claimed in time.
func (o *Office) unclaimed(ctx context.Context, on court.Date) ([]*court.Warning, error) {
	if on.IsZero() {
		on = o.Today()
	}
	return read(ctx, o, func(r Reader) ([]*court.Warning, error) {
		rules, err := o.rulesOf(r)
		if err != nil {
			return nil, err
		}
		pool, err := r.PoolReceipts()
		if err != nil {
			return nil, err
		}
		return unclaimedOf(rules, pool, on), nil
	})
}

func unclaimedOf(rules *law.Rules, pool []court.Receipt, on court.Date) []*court.Warning {
	var out []*court.Warning
	for _, x := range pool {
		due := rules.UnknownDue(x.Date)
		if x.Fund != court.FundUnknown || !due.Before(on) {
			continue
		}
		days := daysBetween(on, due)
		out = append(out, &court.Warning{Number: x.Number, Debtors: x.Payer, Kind: court.WarnUnclaimed, Due: due, Days: days, Level: rules.Level(days, on), Where: WhereMoney,
			Text: "不明款" + x.Left.String() + "元最迟应于" + due.String() + "认领" + whenText(days)})
	}
	return sorted(out)
}
