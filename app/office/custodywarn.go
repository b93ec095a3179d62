package office

import (
	"context"
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
	return x.goods(out, f, near)
}

// goods warns once for a case, by the item that is due first.
func (x *warner) goods(out []*court.Warning, f *WarningFacts, near int) []*court.Warning {
	var first court.GoodsItem
	count := 0
	for _, g := range f.Goods {
		if daysBetween(x.on, goodsDue(x.rules, g)) > near {
			continue
		}
		if count == 0 || goodsDue(x.rules, g).Before(goodsDue(x.rules, first)) {
			first = g
		}
		count++
	}
	if count == 0 {
		return out
	}
	due, what := goodsDue(x.rules, first), "扣押物"+first.Number+first.Name
	if count > 1 {
		what += fmt.Sprintf("等%d件", count)
	}
	if first.Released.IsZero() {
		what += "自" + first.SeizedOn.String() + "保管至今，应于" + due.String() + "前提出处理意见"
	} else {
		what += "已解除扣押，应于" + due.String() + "前发还"
	}
	return x.add(out, f, court.WarnGoods, due, WhereMoney, what, court.NodeRef{})
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
		return x.add(out, f, court.WarnBroken, first.Due, WhereMoney, text, court.NodeRef{})
	}
	if daysBetween(x.on, first.Due) > near {
		return out
	}
	return x.add(out, f, court.WarnInstalment, first.Due, WhereMoney, fmt.Sprintf("和解协议第%d期%s元应于%s付", first.No, first.Left(), first.Due), court.NodeRef{})
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

// CaseCustody is what the page of a case says of plans, settlement and items.
type CaseCustody struct {
	Plans      []court.Distribution // last editions that are not void
	Settlement SettlementLine       // the one that runs; ID 0 for none
	Goods      int                  // items still kept
}

// CaseCustody gives what is held for others in a case.
func (o *Office) CaseCustody(ctx context.Context, caseID int64) (CaseCustody, error) {
	return read(ctx, o, func(r Reader) (c CaseCustody, err error) {
		rules, err := o.rulesOf(r)
		if err != nil {
			return c, err
		}
		plans, err := r.Distributions(PlanQuery{CaseID: caseID, Latest: true})
		if err != nil {
			return c, err
		}
		for _, p := range plans {
			if p.State != court.PlanVoid {
				c.Plans = append(c.Plans, p)
			}
		}
		running, err := r.Settlements(SettlementQuery{CaseIDs: []int64{caseID}, Running: true})
		if err != nil {
			return c, err
		}
		if len(running) > 0 {
			receipts, err := r.SettlementReceipts([]int64{caseID})
			if err != nil {
				return c, err
			}
			c.Settlement = settlementLine(rules, running[0], receipts[caseID], o.Today())
		}
		goods, err := r.Goods(GoodsQuery{CaseID: caseID, Here: true})
		c.Goods = len(goods)
		return c, err
	})
}
