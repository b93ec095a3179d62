package sample

import (
	"fmt"

	"zhixing/app/court"
	"zhixing/app/office"
)

// showSales: a property at each stage of its sale, the newest step a few days
// ago, so that each occurs on whatever day the court is made.
func (f *filler) showSales() {
	for n, days := range []int{40, 62, 76, 90, 125, 130, 136} {
		f.show(f.small(days, court.Money(300_000_00+n*20_000_00)), func(s *story) {
			s.after(5, func() error { return s.selling(n) })
		})
	}
}

// seller is a sale that a story carries on; every step is a day of its own.
type seller struct {
	*story
	s     court.Sale
	price court.Money
}

// selling seals a property of the debtor's and begins its sale; n says how far
// it goes.
func (s *story) selling(n int) error {
	by := s.actor(s.officer)
	kind := court.Property{CaseID: s.id, Owner: s.c.PartiesOf(court.RoleDebtor)[0].Name, Kind: court.PropertyHouse, Source: "点对点", Found: s.o.Today(), Facts: map[string]string{
		"房产坐落": fmt.Sprintf("溪山县城关镇商城街%d号商铺", 21+n), "产权证号": fmt.Sprintf("豫（2015）溪山县不动产权第%07d号", 8800+n), "建筑面积": "62.4平方米", "规划用途": "商业", "登记机构": "溪山县不动产登记中心", "居住情况": "非居住用房"}}
	p, _, err := s.o.SaveProperty(s.ctx, by, kind)
	if err != nil {
		return err
	}
	if _, err := s.o.AddMeasures(s.ctx, by, office.MeasureEntry{CaseID: s.id, Properties: []int64{p.ID}, Kind: court.Seal, On: s.o.Today(), Ruling: s.c.Number.String() + "之一"}); err != nil {
		return err
	}
	x := &seller{story: s, price: court.Money(400_000_00 + n*30_000_00)}
	if x.s, err = s.o.StartSale(s.ctx, by, office.SaleEntry{CaseID: s.id, PropertyID: p.ID, On: s.o.Today()}); err != nil {
		return err
	}
	if x.s, err = s.o.BeginPrice(s.ctx, by, office.RefOf(x.s), court.PriceTry{Method: court.PriceTalk, Begun: s.o.Today()}); err != nil {
		return err
	}
	if n == 0 {
		return nil
	}
	s.after(12, x.priced)
	if n == 1 {
		return nil
	}
	s.after(13, func() error { return x.notice(court.FirstAuction, x.price*7/10, 30) })
	steps := []func(){
		func() { s.after(44, x.failed) },
		func() {
			s.after(46, func() error { return x.notice(court.SecondAuction, x.price*56/100, 15) })
			s.after(62, x.bought)
		},
		func() { s.after(70, x.paid) },
		func() { s.after(75, x.ruled) },
		func() { s.after(80, x.delivered) },
	}
	if n > 2 {
		steps[0]()
	}
	for i := 1; i < len(steps) && i <= n-3; i++ {
		steps[i]()
	}
	return nil
}

func (x *seller) keep(s court.Sale, err error) error {
	if err == nil {
		x.s = s
	}
	return err
}

func (x *seller) priced() error {
	return x.keep(x.o.EndPrice(x.ctx, x.actor(x.officer), office.RefOf(x.s), court.PriceTry{Outcome: court.PriceGot, On: x.o.Today(), Price: x.price}))
}

func (x *seller) notice(kind court.RoundKind, start court.Money, days int) error {
	today := x.o.Today()
	opens := today.AddDays(days)
	return x.keep(x.o.AddRound(x.ctx, x.actor(x.officer), office.RefOf(x.s), court.SaleRound{Kind: kind, Platform: "网络司法拍卖平台甲", Chosen: "申请执行人选择", Preempt: "无", Start: start, Deposit: start / 10, Step: 2_000_00,
		Panel: today.AddDays(-4), Told: today.AddDays(-3), Notice: today, Opens: opens, Closes: opens.AddDays(1)}))
}

func (x *seller) failed() error {
	return x.keep(x.o.EndRound(x.ctx, x.actor(x.officer), office.RefOf(x.s), court.SaleRound{Result: court.RoundFailed, On: x.o.Today()}))
}

func (x *seller) bought() error {
	err := x.keep(x.o.EndRound(x.ctx, x.actor(x.officer), office.RefOf(x.s), court.SaleRound{Result: court.RoundSold, On: x.o.Today(), Price: x.price*56/100 + 20_000_00, Buyer: "单云鹤", BuyerAt: "溪山县城关镇",
		PayBy: x.o.Today().AddDays(10), Bidders: 3, Returned: x.o.Today()}))
	if err != nil {
		return err
	}
	return x.keep(x.o.SettleDeposits(x.ctx, x.actor(x.officer), office.RefOf(x.s), court.Date{}, x.o.Today()))
}

func (x *seller) paid() error {
	receipt := court.Receipt{Date: x.o.Today(), Payer: "单云鹤", Amount: x.s.ToPay(), BankRef: fmt.Sprintf("PM%08d", x.id)}
	return x.keep(x.o.RecordSaleMoney(x.ctx, x.actor("秦静宜"), office.RefOf(x.s), office.SalePayment{Receipt: receipt}))
}

func (x *seller) ruled() error {
	return x.keep(x.o.RuleSale(x.ctx, x.actor(x.officer), office.RefOf(x.s), office.SaleRuling{Number: x.c.Number.String() + "之三", On: x.o.Today(), Served: x.o.Today()}))
}

func (x *seller) delivered() error {
	return x.keep(x.o.DeliverSale(x.ctx, x.actor(x.officer), office.RefOf(x.s), office.SaleDelivery{On: x.o.Today()}))
}
