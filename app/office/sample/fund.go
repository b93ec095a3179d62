package sample

import (
	"slices"

	"zhixing/app/court"
	"zhixing/app/office"
)

// funds is what happens to money besides the cases' own stories: money without
// a case, cash on its way to the bank, an officer nobody told, fees that go to
// the treasury.
func (f *filler) funds() {
	today := f.clock.today()
	at := func(daysAgo int, do func() error) { f.line.on(today.AddDays(-daysAgo), do) }
	pool := func(fund court.FundKind, payer, ref, note string, amount court.Money) func() error {
		return func() error {
			_, err := f.o.RecordUnidentified(f.ctx, f.staff["秦静宜"], court.Receipt{Fund: fund, Date: f.o.Today(), Payer: payer, PayerNo: "6217000000001" + ref[len(ref)-4:],
				Way: "转账", BankRef: ref, Note: note, Amount: amount})
			return err
		}
	}
	at(9, pool(court.FundUnknown, "溪山县青禾粮油购销部", "330200190417", "货款", 5_000_00))
	at(4, pool(court.FundBidder, "单云鹤", "330200190733", "竞买保证金 网拍第0231号", 50_000_00))
	at(1, func() error {
		c, err := f.openCase(0)
		if err != nil {
			return err
		}
		payer := c.PartiesOf(court.RoleDebtor)[0].Name
		return pool(court.FundUnknown, payer, "330200190888", "执行款 "+court.FundCode(c.ID), 12_800_00)()
	})
	at(4, func() error { return f.untold(1, "转账", "330200190655", 3_200_00) })
	at(3, func() error { return f.untold(2, court.WayCash, "", 2_000_00) })
	at(30, f.remitFees)
	at(1, f.oldMoney)
	at(1, f.bankMatters)
}

// oldMoney is what lay on the account when the books began: of two cases, and
// of nobody known; why some of it lies there.
func (f *filler) oldMoney() error {
	today := f.clock.today()
	plan := office.OpeningPlan{On: court.D(today.Year, int(today.Month), 1).AddDays(-1)}
	rows := []court.OpeningRow{
		{SheetRow: 2, Fund: court.FundUnknown, Date: plan.On.AddDays(-1500), Amount: 3_600_00, Payer: "不详", Note: "回单缺失"},
		{SheetRow: 3, Fund: court.FundUnknown, Date: plan.On.AddDays(-900), Amount: 12_000_00, Payer: "溪山县永顺物流部", Note: "执行款",
			Cause: court.CauseOwnerless, Reason: "交款单位已注销，正在公告", Until: today.AddDays(60)},
	}
	for n, amount := range []court.Money{8_200_00, 1_500_00} {
		c, err := f.openCase(4 + n)
		if err != nil {
			return err
		}
		row := court.OpeningRow{SheetRow: 4 + n, Number: c.Number, Date: plan.On.AddDays(-60 - 30*n), Amount: amount}
		if row.Date.Before(c.Filed) {
			row.Date = c.Filed
		}
		if row.Date.After(plan.On) {
			row.Date = plan.On
		}
		if n == 0 {
			row.Cause, row.Reason, row.Until = court.CauseDivide, "另有债权人申请参与分配", today.AddDays(30)
		}
		rows = append(rows, row)
	}
	for i := range rows {
		rows[i].Outcome = court.LedgerImport
	}
	_, err := f.o.ImportOpenings(f.ctx, f.staff["秦静宜"], rows, plan, false, nil)
	return err
}

// bankMatters are interest in the books and a fee that waits for its second
// person.
func (f *filler) bankMatters() error {
	accountant := f.staff["秦静宜"]
	interest, err := f.o.RecordBankItem(f.ctx, accountant, court.FundItem{Kind: court.ItemInterest, Date: f.o.Today(), BankRef: "330200190990", Amount: 416_28, Note: "本季度结息"})
	if err != nil {
		return err
	}
	if err := f.o.DecideBankItem(f.ctx, f.staff["贺长风"], interest.ID, true, ""); err != nil {
		return err
	}
	_, err = f.o.RecordBankItem(f.ctx, accountant, court.FundItem{Kind: court.ItemBankFee, Date: f.o.Today(), BankRef: "330200190991", Amount: 15_50, Note: "电子汇划费"})
	return err
}

// openCase gives one of the open cases that still owe much. Old ones go to
// review, for which no money may lie on the account.
func (f *filler) openCase(n int) (court.Case, error) {
	page, err := f.o.Cases(f.ctx, office.CaseQuery{Open: true, Kind: court.KindFirst, Status: court.StatusOpen, SortBy: "principal", Desc: true, Limit: 200})
	if err != nil {
		return court.Case{}, err
	}
	young := slices.DeleteFunc(page.Rows, func(r office.CaseRow) bool { return r.Filed.Before(f.clock.today().AddDays(-90)) })
	return f.o.Case(f.ctx, young[n].ID)
}

// untold logs money of which the officer is not informed.
func (f *filler) untold(n int, way court.MoneyWay, ref string, amount court.Money) error {
	c, err := f.openCase(n)
	if err != nil {
		return err
	}
	_, err = f.o.RecordReceipt(f.ctx, f.staff["秦静宜"], court.Receipt{CaseID: c.ID, Date: f.o.Today(), Payer: c.PartiesOf(court.RoleDebtor)[0].Name, Way: way,
		BankRef: ref, Amount: amount, OverReason: "含利息"})
	return err
}

// remitFees sends the fees deducted so far to the treasury.
func (f *filler) remitFees() error {
	accountant := f.staff["秦静宜"]
	accounts, err := f.o.FundAccounts(f.ctx, accountant, false)
	if err != nil {
		return err
	}
	for _, a := range accounts {
		if a.Kind != court.FundFee || a.Balance == 0 {
			continue
		}
		d, err := f.o.AskDisbursement(f.ctx, f.staff["沈国栋"], court.Disbursement{Kind: court.PayTreasury, Fund: court.FundFee, Payee: "溪山县国库集中收付中心",
			PayeeBank: "中国人民银行溪山县支行", PayeeNo: "100000000001", Amount: a.Balance, Note: "申请执行费上缴国库"})
		if err != nil {
			return err
		}
		if err := f.o.DecideDisbursement(f.ctx, f.staff["贺长风"], d.ID, true, "同意"); err != nil {
			return err
		}
		return f.o.PayDisbursement(f.ctx, accountant, d.ID, f.o.Today(), "2002-GK01")
	}
	return nil
}
