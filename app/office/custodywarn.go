package office

import (
	"fmt"

	"zhixing/app/court"
	"zhixing/app/law"
)

// CustodyFacts are what warnings about settlements and seized items need.
type CustodyFacts struct {
	Settlement *court.Settlement // the one that runs
	Receipts   []court.Receipt   // of its case
	Goods      []court.GoodsItem // still kept
}

// custody warns of instalments that are due soon or late, of settlements that
// are broken, and of seized items kept for long or not given back.
func (x *warner) custody(out []*court.Warning, f *WarningFacts, near int) []*court.Warning {
	if f.Settlement != nil {
		out = x.instalments(out, f, near)
	}
	for _, g := range f.Goods {
		due := goodsDue(x.rules, g)
		switch {
		case daysBetween(x.on, due) > near:
		case !g.Released.IsZero():
			out = x.add(out, f, court.WarnGoods, due, WhereMoney, "扣押物"+g.Number+g.Name+"已解除扣押，应于"+due.String()+"前发还", court.Node{})
		default:
			out = x.add(out, f, court.WarnGoods, due, WhereMoney, "扣押物"+g.Number+g.Name+"自"+g.SeizedOn.String()+"保管至今，应于"+due.String()+"前提出处理意见", court.Node{})
		}
	}
	return out
}

// instalments warns of the first instalment that is open; once one is late for
// too long, of the settlement.
func (x *warner) instalments(out []*court.Warning, f *WarningFacts, near int) []*court.Warning {
	s := settlementLine(x.rules, *f.Settlement, f.Receipts, x.on)
	if s.Fulfilled() {
		return out
	}
	first := s.Lines[s.Next]
	if s.States[s.Next] == law.InstalmentBroken {
		late, _ := s.Late()
		text := fmt.Sprintf("和解协议第%d期应于%s付，逾期未付共%s元，申请执行人可以申请恢复执行", first.No, first.Due, late)
		return x.add(out, f, court.WarnBroken, first.Due, WhereMoney, text, court.Node{})
	}
	if daysBetween(x.on, first.Due) > near {
		return out
	}
	return x.add(out, f, court.WarnInstalment, first.Due, WhereMoney, fmt.Sprintf("和解协议第%d期%s元应于%s付", first.No, first.Left(), first.Due), court.Node{})
}

// dueInstalments gives the settlements with an instalment that is late or due
// within some days, for the workbench of an officer or a group (0 and "" for all).
func dueInstalments(r Reader, rules *law.Rules, officer int64, group court.Group, today court.Date) ([]SettlementLine, error) {
	found, err := r.Settlements(SettlementQuery{Running: true})
	if err != nil {
		return nil, err
	}
	receipts, err := r.SettlementReceipts(casesOf(found))
	var out []SettlementLine
	for _, s := range found {
		if officer != 0 && s.OfficerID != officer || group != "" && s.Group != group {
			continue
		}
		line := settlementLine(rules, s, receipts[s.CaseID], today)
		if !line.Fulfilled() && today.DaysUntil(line.Lines[line.Next].Due) <= deskDays {
			out = append(out, line)
		}
	}
	return out, err
}
