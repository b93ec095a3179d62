package law

import "zhixing/app/court"

// Parameters about measures that wait and that end.
const (
	paramWaitingYear     = "waiting-year"
	paramWaitingPriority = "waiting-priority"
	paramRenewalAsk      = "renewal-ask"
)

// TransferConditions gives the conditions on which a court whose measure waits
// may ask the one that holds the property first to hand it over (移送执行), by
// the rules in force on a day; whether the property was disposed of, is what the
// parties sue about, or secures the claim, a person knows.
func (r *Rules) TransferConditions(first court.Measure, on court.Date) []Condition {
	if first.Since.IsZero() || first.StateOn(on) != court.MeasureRunning {
		return nil
	}
	var out []Condition
	for _, x := range []struct{ id, text string }{
		{paramWaitingYear, "首封采取保全措施后没有处分财产（争议标的除外），本案轮候在先的，可以商请移送"},
		{paramWaitingPriority, "本案债权对财产有担保物权、优先权，首封没有发布拍卖公告、进入变卖程序的，可以要求移送"},
	} {
		p, err := r.Param(x.id, on)
		if err != nil {
			continue
		}
		full := r.After(p, first.Since)
		c := Condition{Text: x.text, Basis: p.Basis, Met: on.After(full), Proof: "首封自" + first.Since.String() + "起，" + full.String() + "满" + p.Term()}
		out = append(out, c)
	}
	return out
}

// RenewalAskBy gives the last day on which the renewal of a measure that ends on
// a day should be asked for, and the rule: it binds those who had 保全 ordered,
// and measures of enforcement follow it so that the ruling can be served in time.
func (r *Rules) RenewalAskBy(until court.Date) (court.Date, Parameter) {
	p := r.planning(paramRenewalAsk, until)
	return until.AddDays(-p.Value), p
}
