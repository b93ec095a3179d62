package office

import (
	"context"
	"fmt"
	"slices"

	"zhixing/app/court"
)

// RecordBankItem writes down interest, a fee of the bank, or how a fee was put
// back, by hand: it waits for a second person. What the bank's statement says is
// posted with the statement.
func (o *Office) RecordBankItem(ctx context.Context, actor Actor, x court.FundItem) (court.FundItem, error) {
	x = court.FundItem{Kind: x.Kind, BankID: x.BankID, Date: x.Date, BankRef: x.BankRef, Amount: x.Amount, Note: x.Note, Origin: "手工", State: court.ItemAsked}
	if err := o.checkItem(&x); err != nil {
		return x, err
	}
	err := o.do(ctx, actor, MayRecordItem, "money", func(d *deed) error {
		if err := d.refuseItemTwice(x); err != nil {
			return err
		}
		return d.insertItem(&x, "登记"+string(x.Kind))
	})
	return x, err
}

func (o *Office) checkItem(x *court.FundItem) error {
	if !slices.Contains(court.ItemKinds, x.Kind) {
		return court.FieldErrorf("类别", "请选择。")
	}
	if x.Amount <= 0 || x.Amount > court.MaxMoney {
		return court.FieldErrorf("金额", "必须大于零，也不能太大。")
	}
	if err := o.checkPastDate("日期", x.Date, true); err != nil {
		return err
	}
	if err := cleanText("银行流水号", &x.BankRef, 60, false); err != nil {
		return err
	}
	if err := cleanText("说明", &x.Note, 200, false); err != nil {
		return err
	}
	if x.Note == "" {
		return court.FieldErrorf("说明", "没有填写：请写明所属期间或依据，例如“2018年三季度结息”。")
	}
	return nil
}

// refuseItemTwice refuses an item that stands in the books already.
func (d *deed) refuseItemTwice(x court.FundItem) error {
	list, err := d.FundItems()
	if err != nil {
		return err
	}
	for _, y := range list {
		live := y.State == court.ItemAsked || y.State == court.ItemPosted
		same := x.BankRef != "" && y.BankRef == x.BankRef || x.BankRef == "" && y.BankRef == ""
		if live && same && y.Kind == x.Kind && y.Amount == x.Amount && y.Date == x.Date {
			return court.Errorf(court.CodeConflict, "%s%s %s元已登记为%s。", x.Date, x.Kind, x.Amount, y.Number).WithHint("请核对是否重复；确为两笔的，请写上不同的银行流水号。")
		}
	}
	return nil
}

// insertItem numbers and stores an item; what is posted is compared with the
// bank's lines.
func (d *deed) insertItem(x *court.FundItem, action string) error {
	var err error
	if x.Number, err = d.nextVoucher("账", x.Date); err != nil {
		return err
	}
	x.By, x.ByID, x.At = d.actor.User.Name, d.actor.User.ID, d.office.now()
	if err := d.InsertFundItem(x); err != nil {
		return err
	}
	if err := d.LinkVoucher(0, x.BankRef, x.Number); err != nil {
		return err
	}
	return d.audit(action, "item", x.ID, x.CaseID, nil, *x, x.Note)
}

// MayDecideItem tells whether the actor may agree to an item: a second person.
func MayDecideItem(actor Actor, x court.FundItem) error {
	if err := Allow(actor, MayDecideItems); err != nil {
		return err
	}
	if x.ByID == actor.User.ID {
		return court.Errorf(court.CodeDenied, "登记和复核不能是同一个人。").WithHint("请由另一位财务人员、执行局长或院领导复核。")
	}
	return nil
}

// DecideBankItem agrees to an item, which posts it, or refuses it with words. In
// a month that is closed it is booked today.
func (o *Office) DecideBankItem(ctx context.Context, actor Actor, id int64, agree bool, words string) error {
	if err := cleanText("意见", &words, 200, false); err != nil {
		return err
	}
	if !agree && words == "" {
		return court.FieldErrorf("意见", "不同意的必须写明理由。")
	}
	return o.do(ctx, actor, MayDecideItems, "money", func(d *deed) error {
		x, err := d.FundItem(id)
		if err != nil {
			return err
		}
		if x.State != court.ItemAsked {
			return court.Errorf(court.CodeRefused, "%s%s，不能再复核。", x.Number, x.State)
		}
		if err := MayDecideItem(d.actor, x); err != nil {
			return err
		}
		closed, err := lastClosed(d)
		if err != nil {
			return err
		}
		before := x
		x.State, x.DecidedBy, x.DecidedAt, x.Decision = court.ItemPosted, d.actor.User.Name, o.now(), words
		switch {
		case !agree:
			x.State = court.ItemRefused
		case court.MonthOf(x.Date) <= closed:
			x.Booked = o.Today()
		}
		if err := d.UpdateFundItem(x); err != nil {
			return err
		}
		if agree {
			if err := d.LinkVoucher(0, x.BankRef, x.Number); err != nil {
				return err
			}
		}
		return d.audit("复核"+string(x.Kind), "item", x.ID, 0, before, x, words)
	})
}

// ReverseBankItem undoes an item that is in the books.
func (o *Office) ReverseBankItem(ctx context.Context, actor Actor, id int64, reason string) error {
	reason, err := needReason("冲正理由", reason)
	if err != nil {
		return err
	}
	return o.do(ctx, actor, MayReverseMoney, "money", func(d *deed) error {
		x, err := d.FundItem(id)
		if err != nil {
			return err
		}
		if x.State != court.ItemPosted {
			return court.Errorf(court.CodeRefused, "%s%s，不能冲正。", x.Number, x.State)
		}
		before := x
		x.State, x.ReversedOn, x.ReversedBy, x.ReversedAt, x.Reason = court.ItemReversed, o.Today(), d.actor.User.Name, o.now(), reason
		if err := d.UpdateFundItem(x); err != nil {
			return err
		}
		if err := d.UnlinkVoucher(x.Number); err != nil {
			return err
		}
		return d.audit("冲正"+string(x.Kind), "item", x.ID, x.CaseID, before, x, reason)
	})
}

// BankItems lists the items of the bank accounts, newest first.
func (o *Office) BankItems(ctx context.Context, actor Actor) ([]court.FundItem, error) {
	return readAs(ctx, o, actor, MayReadBooks, Reader.FundItems)
}

// itemOf makes the item that a line of the bank's statement says.
func itemOf(x StatementItem, bank int64, closed string, today court.Date, file string) court.FundItem {
	item := court.FundItem{Kind: court.ItemInterest, BankID: bank, Date: x.Date, BankRef: x.Mark, Amount: x.Amount,
		Note: firstRunes(x.Note, 200), Origin: firstRunes("银行流水 "+file, 100), State: court.ItemPosted}
	if x.Kind == court.LineFee {
		item.Kind = court.ItemBankFee
	}
	if court.MonthOf(x.Date) <= closed {
		item.Booked = today
	}
	return item
}

// postItems posts the interest and the fees of a statement, interest first. A
// fee that the books have no money for waits: the opening balance is missing.
func (d *deed) postItems(items []StatementItem, bank int64, closed, file string) error {
	for _, kind := range []court.StatementKind{court.LineInterest, court.LineFee} {
		for i := range items {
			x := &items[i]
			if x.Plan != PlanBank || x.Kind != kind {
				continue
			}
			if kind == court.LineFee {
				held, err := d.bankHolds(bank)
				if err != nil {
					return err
				}
				if held < x.Amount {
					x.Plan, x.Why = PlanLook, fmt.Sprintf("账面银行存款只有%s元，手续费没有记账；请先导入期初余额或补记收款，再导入一次。", held)
					continue
				}
			}
			item := itemOf(*x, bank, closed, d.office.Today(), file)
			if err := d.office.checkPastDate("交易日期", item.Date, true); err != nil {
				return atLine(err, x.StatementLine)
			}
			if err := d.insertItem(&item, "银行流水"+string(item.Kind)); err != nil {
				return atLine(err, x.StatementLine)
			}
			x.Voucher = item.Number
		}
	}
	return nil
}

// bankHolds is what the books have on a bank account, 0 for the first one.
func (d *deed) bankHolds(bank int64) (court.Money, error) {
	list, err := d.FundAccounts(false)
	i := slices.IndexFunc(list, func(a court.Account) bool { return isBank(a) && (bank == 0 || a.ID == bank) })
	if err != nil || i < 0 {
		return 0, err
	}
	return list[i].Balance, nil
}

// keepLines keeps the lines of a statement, each with what in the books belongs
// to it, and the days they cover when the running balance follows throughout.
func (d *deed) keepLines(f StatementFile, items []StatementItem, bank int64) error {
	var first, last court.Date
	for i, x := range items {
		if x.Kind == court.LineDuplicate || x.Fault != "" {
			continue
		}
		l := court.BankLine{AccountID: bank, Date: x.Date, Mark: x.Mark, Amount: x.Amount, Party: firstRunes(x.Party, 100), Note: firstRunes(x.Note, 200),
			By: d.actor.User.Name, At: d.office.now()}
		if x.Kind == court.LineOut || x.Kind == court.LineFee {
			l.Amount = -l.Amount
		}
		if err := d.PutBankLine(&l); err != nil {
			return err
		}
		items[i].lineID = l.ID
		if l.Entry == 0 && x.Plan != PlanPay {
			if err := d.LinkVoucher(l.ID, "", x.Voucher); err != nil {
				return err
			}
		}
		if first.IsZero() || x.Date.Before(first) {
			first = x.Date
		}
		if x.Date.After(last) {
			last = x.Date
		}
	}
	if !f.Whole || first.IsZero() {
		return nil
	}
	if f.Until.After(last) && !f.Until.After(d.office.Today()) {
		last = f.Until
	}
	return d.PutBankSpan(bank, first, last)
}
