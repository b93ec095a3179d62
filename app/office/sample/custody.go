package sample

import (
	"zhixing/app/court"
	"zhixing/app/law"
)

// showCustody: a plan of distribution that is being paid and one that waits,
// settlements that are kept and broken, seized items and a stock-taking.
func (f *filler) showCustody() {
	f.showPlans()
	f.showSettlements()
	f.showGoods()
}

// small invents a case that is not among the large ones other examples pick.
func (f *filler) small(days int, principal court.Money) court.Case {
	c := f.first(days)
	c.Principal, c.Fee = principal, 0
	return c
}

// showPlans: the proceeds of a sale are shared among the applicant, another of
// this court's cases, another court's creditor and a bank with a mortgage.
func (f *filler) showPlans() {
	var other *story
	f.show(f.small(74, 42_000_00), func(s *story) { other = s })
	f.show(f.small(72, 68_000_00), func(s *story) {
		s.after(30, func() error { return s.sold(90_000_00) })
		s.after(34, func() error { return s.share(other, 90_000_00, true) })
	})
	f.show(f.small(58, 55_000_00), func(s *story) {
		s.after(40, func() error { return s.sold(30_000_00) })
		s.after(54, func() error { return s.share(other, 30_000_00, false) })
	})
}

// sold logs the proceeds of a sale.
func (s *story) sold(amount court.Money) error {
	r, err := s.o.RecordReceipt(s.ctx, s.actor("秦静宜"), court.Receipt{CaseID: s.id, Date: s.o.Today(), Payer: "网拍买受人单云鹤", Way: "转账", Amount: amount, OverReason: "拍卖款，待分配"})
	if err != nil {
		return err
	}
	return s.o.TellOfficer(s.ctx, s.actor("秦静宜"), r.ID, s.o.Today())
}

// share drafts a plan and serves it; a settled one takes effect and is paid in
// part.
func (s *story) share(other *story, pool court.Money, settled bool) error {
	officer := s.actor(s.officer)
	start, err := s.o.StartPlan(s.ctx, s.id)
	if err != nil {
		return err
	}
	second, err := s.o.ClaimOfCase(s.ctx, other.id)
	if err != nil {
		return err
	}
	p := start.Plan
	p.Pool, p.Source, p.Ordered, p.Panel = pool, "网络司法拍卖溪山县滨河路商铺所得价款", start.Unit, "合议笔录"
	p.Costs = append(p.Costs, court.Deduction{Name: "评估费", Amount: 1_200_00})
	p.Claims = append(p.Claims, second,
		court.Claim{Creditor: "云岭县兴隆建材经营部", Court: "云岭县人民法院", CaseNo: "（2026）豫1598执77号", Basis: "民事调解书", Class: "ordinary", Amount: 21_500_00, Bank: "云岭农商行", Account: "6217000015980077"},
		court.Claim{Creditor: "溪山农商银行", Basis: "民事判决书", Class: "security", Reason: "商铺抵押，2019年登记", Amount: pool / 3, Bank: "溪山农商银行", Account: "8010015990001"})
	if p, err = s.o.SavePlan(s.ctx, officer, p); err != nil {
		return err
	}
	on := s.o.Today().AddDays(1)
	s.line.on(on, func() error {
		var lines []int
		for _, x := range p.Parties {
			lines = append(lines, x.Line)
		}
		return s.o.ServePlan(s.ctx, officer, p.ID, lines, s.o.Today(), "直接送达")
	})
	if settled {
		s.line.on(law.EndOfPeriodDays(on, 15).AddDays(3), func() error { return s.payPlan(p) })
	}
	return nil
}

// payPlan has a plan take effect and its first payments made.
func (s *story) payPlan(p court.Distribution) error {
	officer := s.actor(s.officer)
	if err := s.o.EnactPlan(s.ctx, officer, p.ID); err != nil {
		return err
	}
	var lines []int
	for _, c := range p.Claims {
		if c.Given > 0 {
			lines = append(lines, c.Line)
		}
	}
	made, err := s.o.PayPlan(s.ctx, officer, p.ID, lines)
	if err != nil {
		return err
	}
	for _, d := range made[:2] {
		if err := s.o.DecideDisbursement(s.ctx, s.actor("贺长风"), d.ID, true, "同意"); err != nil {
			return err
		}
		if err := s.o.PayDisbursement(s.ctx, s.actor("秦静宜"), d.ID, s.o.Today(), ""); err != nil {
			return err
		}
	}
	return nil
}

// showSettlements: one instalment is due in two days, one is three weeks late,
// one settlement is fulfilled.
func (f *filler) showSettlements() {
	today := f.clock.today()
	for _, x := range []struct {
		filed, first int // days ago
		count        int
		paid         court.Money
	}{{41, -2, 6, 0}, {66, 21, 4, 6_000_00}, {69, 30, 1, 24_000_00}} {
		f.show(f.small(x.filed, 24_000_00), func(s *story) {
			s.after(14, func() error {
				list, err := law.Instalments(24_000_00, x.count, today.AddDays(-x.first), 1)
				if err != nil {
					return err
				}
				_, err = s.o.SaveSettlement(s.ctx, s.actor(s.officer), court.Settlement{CaseID: s.id, SignedOn: s.o.Today(), Total: 24_000_00, Terms: "按期付清的，免除其余迟延履行利息", Instalments: list}, true)
				return err
			})
			if x.paid > 0 {
				s.line.on(today.AddDays(-x.first), func() error { return s.receipt(x.paid, "转账") })
			}
		})
	}
}

// showGoods: items in the store, moved, released and not given back, kept for
// long, given back; a stock-taking a month ago.
func (f *filler) showGoods() {
	today := f.clock.today()
	items := []court.GoodsItem{
		{Name: "履带式挖掘机", Detail: "型号XG215，机身编号015990", Quantity: "1台", Place: "物证停车场", Value: 180_000_00, SeizedOn: today.AddDays(-196)},
		{Name: "小型轿车", Detail: "灰色，行驶证、钥匙1把", Quantity: "1辆", Place: "物证停车场", Value: 62_000_00, SeizedOn: today.AddDays(-35)},
		{Name: "机械手表", Detail: "表壳有划痕", Quantity: "1块", Place: "物证室A架", Value: 8_000_00, SeizedOn: today.AddDays(-34)},
		{Name: "会计账簿", Detail: "2024至2025年度", Quantity: "6册", Place: "物证室B架", SeizedOn: today.AddDays(-33)},
		{Name: "玉石摆件", Detail: "高约30厘米", Quantity: "2件", Place: "物证室A架", Value: 5_000_00, SeizedOn: today.AddDays(-33)},
	}
	f.show(f.small(52, 31_000_00), func(s *story) {
		ids := make([]int64, len(items))
		s.line.on(today.AddDays(-32), func() error {
			for i, g := range items {
				g.CaseID, g.Owner, g.Keeper, g.Measure = s.id, s.c.PartiesOf(court.RoleDebtor)[0].Name, "周玥", s.c.Number.String()+"执行裁定书"
				saved, err := s.o.SaveGoods(s.ctx, s.actor(s.officer), g)
				if err != nil {
					return err
				}
				ids[i] = saved.ID
			}
			return nil
		})
		move := func(daysAgo, item int, m court.GoodsMove) {
			s.line.on(today.AddDays(-daysAgo), func() error {
				m.ItemID, m.On = ids[item], s.o.Today()
				return s.o.MoveGoods(s.ctx, s.actor(s.officer), m)
			})
		}
		s.line.on(today.AddDays(-28), s.takeStock)
		move(26, 1, court.GoodsMove{Kind: court.MoveLend, Person: "溪山县价格评估所", Paper: "评估交接单"})
		move(20, 1, court.GoodsMove{Kind: court.MoveBack, Place: "物证停车场", Keeper: "周玥"})
		move(16, 2, court.GoodsMove{Kind: court.MoveRelease, Paper: "解除扣押裁定书"})
		move(15, 3, court.GoodsMove{Kind: court.MoveRelease, Paper: "解除扣押裁定书"})
		move(12, 3, court.GoodsMove{Kind: court.MoveReturn, Person: "被执行人会计", Paper: "收条"})
	})
}

// takeStock goes through the store: everything is there but one piece.
func (s *story) takeStock() error {
	clerk := s.actor("陈玥")
	taking, err := s.o.BeginStockTaking(s.ctx, clerk, "")
	if err != nil {
		return err
	}
	for i, l := range taking.Lines {
		result, note := court.StockFound, ""
		if i == len(taking.Lines)-1 {
			result, note = court.StockWrong, "登记2件，实有1件，另1件在评估所"
		}
		if _, err := s.o.MarkStock(s.ctx, clerk, taking.ID, l.Number, result, note); err != nil {
			return err
		}
	}
	return s.o.CloseStockTaking(s.ctx, clerk, taking.ID, "1件送评估未登记，已补办手续")
}
