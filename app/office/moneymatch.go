package office

import (
	"context"
	"fmt"
	"slices"

	"zhixing/app/court"
)

// Reconciliation compares a bank account's statement with the books at a month's
// end (银行存款余额调节表).
type Reconciliation struct {
	Month   string
	Closed  bool
	Bank    court.BankFigure
	Transit []court.Transit
	Unseen  []UnseenEntry    // of the month, neither seen at the bank nor said to be on its way
	Matched []court.BankLine // of the month, known in the books
	Batches []BankBatch      // files of payments that are in the books, of which the bank's lines show nothing
}

// Reconcile compares the account (0 is the first one) at the end of a month. A
// closed month stays as it was closed.
func (o *Office) Reconcile(ctx context.Context, actor Actor, account int64, month string) (Reconciliation, error) {
	out := Reconciliation{Month: month}
	end, err := court.MonthEnd(month)
	if err != nil {
		return out, err
	}
	return readAs(ctx, o, actor, MayReadBooks, func(r Reader) (Reconciliation, error) {
		m, err := monthFigures(r, month)
		if err != nil || len(m.Banks) == 0 {
			return out, err
		}
		closed, err := r.FundMonths()
		if err != nil {
			return out, err
		}
		out.Closed = slices.ContainsFunc(closed, func(c court.FundMonth) bool { return c.Month == month })
		out.Bank = m.Banks[0]
		for _, b := range m.Banks {
			if b.AccountID == account {
				out.Bank = b
			}
		}
		for _, t := range m.Transit {
			if t.AccountID == out.Bank.AccountID {
				out.Transit = append(out.Transit, t)
			}
		}
		list, err := r.UnseenEntries(out.Bank.AccountID, court.D(end.Year, int(end.Month), 1), end)
		for _, x := range list {
			if !x.Covered && !x.Marked {
				out.Unseen = append(out.Unseen, x)
			}
		}
		if err != nil {
			return out, err
		}
		if out.Matched, err = r.BankLines(out.Bank.AccountID, court.D(end.Year, int(end.Month), 1), end); err != nil {
			return out, err
		}
		out.Matched = slices.DeleteFunc(out.Matched, func(l court.BankLine) bool { return !l.Matched() })
		out.Batches, err = r.BankBatches(end.AddDays(-batchDays))
		out.Batches = slices.DeleteFunc(out.Batches, func(b BankBatch) bool { return !b.Paid() || !b.open() || b.Payments[0].AccountID != out.Bank.AccountID })
		return out, err
	})
}

// AddBankLine writes down a movement at the bank that the books do not have
// yet, where no statement was imported; amount below zero for money that left.
func (o *Office) AddBankLine(ctx context.Context, actor Actor, l court.BankLine) (court.BankLine, error) {
	l = court.BankLine{AccountID: l.AccountID, Date: l.Date, Amount: l.Amount, Party: l.Party, Note: l.Note, ByHand: true}
	if err := o.checkPastDate("日期", l.Date, true); err != nil {
		return l, err
	}
	if l.Amount == 0 || l.Amount > court.MaxMoney || l.Amount < -court.MaxMoney {
		return l, court.FieldErrorf("金额", "必须大于零，也不能太大。")
	}
	if err := cleanText("对方户名", &l.Party, 100, false); err != nil {
		return l, err
	}
	if err := cleanText("说明", &l.Note, 200, false); err != nil {
		return l, err
	}
	if l.Note == "" {
		return l, court.FieldErrorf("说明", "没有填写：请写明为什么账上还没有这笔。")
	}
	err := o.do(ctx, actor, MayMatchBank, "money", func(d *deed) error {
		n, err := d.NextNumber("手工流水")
		if err != nil {
			return err
		}
		l.Mark, l.By, l.At = fmt.Sprintf("手工流水%04d", n), d.actor.User.Name, o.now()
		if err := d.PutBankLine(&l); err != nil {
			return err
		}
		return d.audit("登记银行未达", "bankline", l.ID, 0, nil, l, l.Note)
	})
	return l, err
}

// DropBankLine takes back a movement at the bank that a person wrote down.
func (o *Office) DropBankLine(ctx context.Context, actor Actor, id int64) error {
	return o.do(ctx, actor, MayMatchBank, "money", func(d *deed) error {
		l, err := d.BankLine(id)
		if err != nil {
			return err
		}
		if !l.ByHand || l.Matched() {
			return court.Errorf(court.CodeRefused, "银行对账单里的流水和已核对的流水不能删除。").WithHint("漏记的补记，记错的冲正。")
		}
		if err := d.DropBankLine(id); err != nil {
			return err
		}
		return d.audit("删除银行未达", "bankline", id, 0, l, nil, "")
	})
}

// MatchBankLine says that a line of the bank and an entry of the books are the
// same movement: same account and amount.
func (o *Office) MatchBankLine(ctx context.Context, actor Actor, line, entry int64) error {
	return o.do(ctx, actor, MayMatchBank, "money", func(d *deed) error {
		l, err := d.BankLine(line)
		if err != nil {
			return err
		}
		list, err := d.UnseenEntries(l.AccountID, court.D(1980, 1, 1), o.Today())
		if err != nil {
			return err
		}
		i := slices.IndexFunc(list, func(x UnseenEntry) bool { return x.Entry == entry })
		switch {
		case l.Matched():
			return court.Errorf(court.CodeConflict, "这笔银行流水已经和%s核对过。", l.Voucher).WithHint("请刷新后再看；勾对错了的先取消勾对。")
		case i < 0:
			return court.Errorf(court.CodeConflict, "这笔账已经核对过，或者不在这个银行账户。").WithHint("请刷新后再看。")
		case list[i].Amount != l.Amount:
			return court.Errorf(court.CodeRefused, "金额不同：银行%s元，账上%s元，不是同一笔。", l.Amount, list[i].Amount)
		}
		if err := d.LinkBankLine(line, entry); err != nil {
			return err
		}
		return d.audit("核对银行流水", "bankline", line, 0, nil, list[i], list[i].Voucher)
	})
}

// UnmatchBankLine takes that back, for a file of payments as a whole. What a
// closed month was agreed on stays.
func (o *Office) UnmatchBankLine(ctx context.Context, actor Actor, line int64, reason string) error {
	reason, err := needReason("取消理由", reason)
	if err != nil {
		return err
	}
	return o.do(ctx, actor, MayMatchBank, "money", func(d *deed) error {
		l, err := d.BankLine(line)
		if err != nil {
			return err
		}
		if !l.Matched() {
			return court.Errorf(court.CodeRefused, "这笔银行流水还没有核对。")
		}
		closed, err := lastClosed(d)
		if err != nil {
			return err
		}
		if court.MonthOf(l.Date) <= closed && court.MonthOf(l.Booked) <= closed {
			return court.Errorf(court.CodeRefused, "%s已经结账，不能取消勾对。", court.MonthName(court.MonthOf(l.Date)))
		}
		if l.Batch != 0 {
			err = d.UnlinkBankBatch(line)
		} else {
			err = d.LinkBankLine(line, 0)
		}
		if err != nil {
			return err
		}
		return d.audit("取消勾对", "bankline", line, 0, l, nil, l.Voucher+"："+reason)
	})
}

// batchDays is how far back files of payments are offered for a line of the bank.
const batchDays = 92

// matchDays is how far apart the bank and the books may have a movement that
// the program matches by its amount alone.
const matchDays = 10

// MatchBank matches what is left of a bank account by amount and day, where only
// one line and one entry fit: the same day first, then days near by. It gives
// how many were matched.
func (o *Office) MatchBank(ctx context.Context, actor Actor, account int64) (int, error) {
	n := 0
	err := o.do(ctx, actor, MayMatchBank, "money", func(d *deed) error {
		lines, err := d.BankLines(account, court.D(1980, 1, 1), o.Today())
		if err != nil {
			return err
		}
		lines = slices.DeleteFunc(lines, court.BankLine.Matched)
		entries, err := d.UnseenEntries(account, court.D(1980, 1, 1), o.Today())
		if err != nil {
			return err
		}
		for _, days := range []int{0, matchDays} {
			for _, p := range onlyPairs(lines, entries, days) {
				if err := d.LinkBankLine(p.line, p.entry); err != nil {
					return err
				}
				lines = slices.DeleteFunc(lines, func(l court.BankLine) bool { return l.ID == p.line })
				entries = slices.DeleteFunc(entries, func(x UnseenEntry) bool { return x.Entry == p.entry })
				n++
			}
		}
		lines = slices.DeleteFunc(lines, func(l court.BankLine) bool { // what may be a single movement is for a person
			return slices.ContainsFunc(entries, func(x UnseenEntry) bool { return x.Amount == l.Amount })
		})
		whole, err := d.matchBatches(lines)
		if err != nil {
			return err
		}
		n += whole
		return d.audit("自动核对银行流水", "bankline", 0, 0, nil, map[string]int{"核对": n, "银行还剩": len(lines)}, "")
	})
	return n, err
}

type matched struct{ line, entry int64 }

// onlyPairs finds lines and entries that fit nothing else of the same amount
// within so many days.
func onlyPairs(lines []court.BankLine, entries []UnseenEntry, days int) []matched {
	byAmount := map[court.Money][]UnseenEntry{}
	for _, x := range entries {
		byAmount[x.Amount] = append(byAmount[x.Amount], x)
	}
	near := func(a, b court.Date) bool { apart := a.DaysUntil(b); return apart <= days && apart >= -days }
	lineOf := map[int64]int{} // how many lines fit an entry
	fits := map[int64][]int64{}
	for _, l := range lines {
		for _, x := range byAmount[l.Amount] {
			if near(x.Date, l.Date) {
				lineOf[x.Entry]++
				fits[l.ID] = append(fits[l.ID], x.Entry)
			}
		}
	}
	var out []matched
	for _, l := range lines {
		if f := fits[l.ID]; len(f) == 1 && lineOf[f[0]] == 1 {
			out = append(out, matched{l.ID, f[0]})
		}
	}
	return out
}

// MarkTransit says that an entry of the books had not reached the bank at the
// month's end, where no statement was imported; on takes it back when false.
func (o *Office) MarkTransit(ctx context.Context, actor Actor, account, entry int64, on bool, note string) error {
	if err := cleanText("说明", &note, 200, false); err != nil {
		return err
	}
	return o.do(ctx, actor, MayMatchBank, "money", func(d *deed) error {
		if !on {
			if err := d.DropTransit(entry, account); err != nil {
				return err
			}
			return d.audit("撤销在途", "entry", entry, 0, nil, nil, note)
		}
		list, err := d.UnseenEntries(account, court.D(1980, 1, 1), o.Today())
		if err != nil {
			return err
		}
		i := slices.IndexFunc(list, func(x UnseenEntry) bool { return x.Entry == entry })
		if i < 0 {
			return court.Errorf(court.CodeConflict, "这笔账银行已经有了，或者不在这个银行账户。").WithHint("请刷新后再看。")
		}
		if err := d.PutTransit(entry, account, note, d.actor.User.Name, o.now()); err != nil {
			return err
		}
		return d.audit("标记在途", "entry", entry, 0, nil, list[i], note)
	})
}

// ReachedBank says on which day an entry that was on its way reached the bank,
// where no statement was imported.
func (o *Office) ReachedBank(ctx context.Context, actor Actor, account, entry int64, on court.Date) error {
	if err := o.checkPastDate("到达日期", on, true); err != nil {
		return err
	}
	return o.do(ctx, actor, MayMatchBank, "money", func(d *deed) error {
		list, err := d.UnseenEntries(account, court.D(1980, 1, 1), o.Today())
		if err != nil {
			return err
		}
		i := slices.IndexFunc(list, func(x UnseenEntry) bool { return x.Entry == entry })
		if i < 0 {
			return court.Errorf(court.CodeConflict, "这笔账银行已经有了，或者不在这个银行账户。").WithHint("请刷新后再看。")
		}
		x := list[i]
		if on.Before(x.Date) {
			return court.FieldErrorf("到达日期", "“%s”早于入账日期%s。", on, x.Date)
		}
		l := court.BankLine{AccountID: account, Date: on, Mark: "到达" + x.Voucher + "-" + fmt.Sprint(entry), Amount: x.Amount, Note: x.Memo, ByHand: true, By: d.actor.User.Name, At: o.now()}
		if err := d.PutBankLine(&l); err != nil {
			return err
		}
		if err := d.LinkBankLine(l.ID, entry); err != nil {
			return err
		}
		return d.audit("在途款已到银行", "bankline", l.ID, 0, nil, l, x.Voucher)
	})
}
