package office

import (
	"context"
	"fmt"
	"slices"
	"strings"

	"zhixing/app/court"
)

// BankBatch is a file of payments (批量付款) as the bank may book it: one line for
// all of them.
type BankBatch struct {
	Number   string
	Payments []BatchPayment
	Recalled []BatchPayment `json:"-"` // taken back before they were paid, though they stand in the file
}

// BatchPayment is one payment of a file, as far as it was not taken back before
// it was paid.
type BatchPayment struct {
	ID        int64
	Number    string
	Payee     string
	Amount    court.Money // paid out, without deductions
	Approved  court.Date
	PaidOn    court.Date // zero while it is not paid
	Entry     int64      // of the books, 0 while it is not paid
	AccountID int64      // the bank account of that entry
	Reversed  bool       // it came back, or was never paid
	Seen      court.Date // the day the bank carried it out, zero while no line of the bank says so
}

// Total is what the bank takes for the whole file.
func (b BankBatch) Total() (sum court.Money) {
	for _, p := range b.Payments {
		sum += p.Amount
	}
	return sum
}

// sent is what the file that went to the bank came to, with what was taken back
// afterwards.
func (b BankBatch) sent() court.Money {
	return b.Total() + BankBatch{Payments: b.Recalled}.Total()
}

// Paid tells whether every payment of the file stands in the books as paid.
func (b BankBatch) Paid() bool {
	return !slices.ContainsFunc(b.Payments, func(p BatchPayment) bool { return p.Entry == 0 })
}

// comesTo gives the payments of the file that a line of the bank over an amount
// (above zero) is: all of them, or all but those that were undone, which the
// bank may never have carried out.
func (b BankBatch) comesTo(amount court.Money) (BankBatch, bool) {
	if b.Total() == amount {
		return b, true
	}
	b.Payments = slices.DeleteFunc(slices.Clone(b.Payments), func(p BatchPayment) bool { return p.Reversed })
	return b, len(b.Payments) > 1 && b.Total() == amount
}

// Fits tells whether a line of the bank over an amount (above zero) may be the
// file.
func (b BankBatch) Fits(amount court.Money) bool {
	_, same := b.comesTo(amount)
	return same
}

// open tells whether no payment of the file has a line of the bank, so that one
// line may stand for all of two or more.
func (b BankBatch) open() bool {
	return len(b.Payments) > 1 && !slices.ContainsFunc(b.Payments, func(p BatchPayment) bool { return !p.Seen.IsZero() })
}

// near tells whether the bank may have booked the file on a day: not before it
// was approved, and within matchDays of each day it was paid on.
func (b BankBatch) near(on court.Date) bool {
	return !slices.ContainsFunc(b.Payments, func(p BatchPayment) bool {
		apart := p.PaidOn.DaysUntil(on)
		return on.Before(p.Approved) || !p.PaidOn.IsZero() && (apart > matchDays || apart < -matchDays)
	})
}

// BatchOfLine gives the one open file that a line of the bank (amount below
// zero) is the whole of: the file its words name, when the sum is the same; or
// the only one of that sum whose days fit. Why it is so sure, or why it is not,
// is said in a sentence, "" when no file has the sum.
func BatchOfLine(batches []BankBatch, amount court.Money, on court.Date, words string) (BankBatch, string, bool) {
	var named, fits, recalled []BankBatch
	words = court.Narrow(words)
	for _, b := range batches {
		if len(b.Recalled) > 0 && b.sent() == -amount && (strings.Contains(words, b.Number) || b.near(on)) {
			recalled = append(recalled, b)
		}
		if !b.open() {
			continue
		}
		part, same := b.comesTo(-amount)
		if same {
			b = part
		}
		if strings.Contains(words, b.Number) {
			named = append(named, b)
		}
		if same && b.near(on) {
			fits = append(fits, b)
		}
	}
	about := func(b BankBatch) string {
		return fmt.Sprintf("批量付款%s（%d笔，%s元）", b.Number, len(b.Payments), b.Total())
	}
	switch {
	case len(recalled) == 1 && len(fits) == 0:
		return BankBatch{}, whyRecalled(recalled[0]), false
	case len(named) > 1:
		return BankBatch{}, "写有几个批量付款号，请人工核对。", false
	case len(named) == 1 && named[0].Total() != -amount:
		return BankBatch{}, "写有批量付款号，但金额不同：" + about(named[0]) + "，请人工核对。银行没有付其中某一笔的，把那一笔先登记“发放”，再按银行退回“冲正”，然后重新导入，其余的就整批相符。", false
	case len(named) == 1:
		return named[0], "写明" + about(named[0]) + "，金额相同。", true
	case len(fits) == 1:
		return fits[0], "与" + about(fits[0]) + "金额、日期相符。", true
	case len(fits) > 1:
		return BankBatch{}, fmt.Sprintf("有%d个批量付款的金额都是%s元，请人工核对。", len(fits), -amount), false
	}
	return BankBatch{}, "", false
}

// whyRecalled says what to do about a line that is a whole file of which
// something was taken back: the bank paid that too.
func whyRecalled(b BankBatch) string {
	var numbers []string
	for _, p := range b.Recalled {
		numbers = append(numbers, fmt.Sprintf("%s（%s，%s元）", p.Number, p.Payee, p.Amount))
	}
	return fmt.Sprintf("正是批量付款%s写出时的全部（%d笔，%s元），其中%s已经撤回，而银行照文件付了。请在“案款”页“批量付款文件”的“已生成的批次”里选该批“恢复撤回的”，再重新导入；这笔钱已重新申请的，先撤回新的申请。",
		b.Number, len(b.Payments)+len(b.Recalled), b.sent(), strings.Join(numbers, "、"))
}

// MatchBankBatch says that a line of the bank is a whole file of payments: every
// payment of it stands in the books, none has a line of the bank, and the sums
// are the same to the 分. UnmatchBankLine takes it back as a whole.
func (o *Office) MatchBankBatch(ctx context.Context, actor Actor, line int64, batch string) error {
	return o.do(ctx, actor, MayMatchBank, "money", func(d *deed) error { return d.matchBatch(line, batch) })
}

func (d *deed) matchBatch(line int64, batch string) error {
	l, err := d.BankLine(line)
	if err != nil {
		return err
	}
	all, err := d.BankBatches(court.Date{})
	if err != nil {
		return err
	}
	i := slices.IndexFunc(all, func(b BankBatch) bool { return b.Number == batch })
	switch {
	case i < 0:
		return court.Errorf(court.CodeNotFound, "没有批量付款%s。", batch)
	case l.Matched():
		return court.Errorf(court.CodeConflict, "这笔银行流水已经和%s勾对。", l.Voucher).WithHint("请刷新后再看；勾对错了的先取消勾对。")
	case !all[i].Paid():
		return court.Errorf(court.CodeRefused, "批量付款%s还有没登记发放的，不能整批勾对。", batch).WithHint("请先登记发放；没有付出的撤回。")
	case !all[i].open():
		return court.Errorf(court.CodeConflict, "批量付款%s里已有和银行流水勾对过的，或者只有一笔。", batch).WithHint("请逐笔勾对，或者先取消勾对。")
	}
	b, same := all[i].comesTo(-l.Amount)
	switch {
	case !same:
		return court.Errorf(court.CodeRefused, "金额不同：银行%s元，批量付款%s共%s元，不是同一笔。", l.Amount, batch, all[i].Total())
	case slices.ContainsFunc(b.Payments, func(p BatchPayment) bool { return p.AccountID != l.AccountID }):
		return court.Errorf(court.CodeRefused, "批量付款%s不是从这个银行账户付出的。", batch)
	}
	if err := d.LinkBankBatch(l, b, d.actor.User.Name, d.office.now()); err != nil {
		return err
	}
	return d.audit("整批核对银行流水", "bankline", line, 0, nil, b, batch)
}

// Confirmed gives how many payments posting confirmed; a line that is a whole
// file confirms all of it.
func (s StatementResult) Confirmed() int {
	n := 0
	for _, x := range s.Items {
		switch {
		case x.Plan != PlanPay || x.Refused != "":
		case x.Batch != "":
			n += len(x.batchIDs)
		default:
			n++
		}
	}
	return n
}

// planBatch looks for the file of payments that a line is the whole of.
func (b *statementBooks) planBatch(x *StatementItem) {
	for _, l := range b.whole {
		if l.Mark == x.Mark && l.Date == x.Date && l.Amount == -x.Amount {
			x.Plan, x.Voucher, x.Certainty = PlanKnown, l.Voucher, court.MatchSure
			x.Why = fmt.Sprintf("已与批量付款%s（%d笔）勾对。", l.Voucher, l.Batch)
			return
		}
	}
	free := slices.DeleteFunc(slices.Clone(b.batches), func(y BankBatch) bool { return b.used[y.Number] })
	words := x.Note + " " + x.Party + " " + x.Mark
	y, why, sure := BatchOfLine(free, -x.Amount, x.Date, words)
	if sure && b.outs[x.Amount] > 1 && !strings.Contains(words, y.Number) {
		sure, why = false, fmt.Sprintf("有%d笔流水都是%s元，看不出哪一笔是批量付款%s，请人工核对。", b.outs[x.Amount], x.Amount, y.Number)
	}
	if why == "" {
		why = b.whyNone(x)
	}
	x.Plan, x.Why = PlanLook, why
	if !sure {
		return
	}
	b.used[y.Number] = true
	x.Plan, x.Batch, x.Voucher, x.Certainty = PlanPay, y.Number, y.Number, court.MatchSure
	for _, p := range y.Payments {
		if p.Entry == 0 {
			x.batchIDs = append(x.batchIDs, p.ID)
		}
	}
}

// payBatch registers as paid what of a file is still approved, and ties the
// bank's line to all of it; all or nothing.
func (o *Office) payBatch(ctx context.Context, actor Actor, x StatementItem) error {
	if err := o.checkPastDate("发放日期", x.Date, true); err != nil {
		return err
	}
	return o.do(ctx, actor, MayPayDisbursement, "money", func(d *deed) error {
		for _, id := range x.batchIDs {
			if err := d.pay(id, x.Date, x.Mark); err != nil {
				return err
			}
		}
		d.change.CaseID = 0
		return d.matchBatch(x.lineID, x.Batch)
	})
}

// matchBatches ties what is left of the bank's lines to whole files of payments,
// where the file is certain and the line is the only one of its sum.
func (d *deed) matchBatches(lines []court.BankLine) (int, error) {
	batches, err := d.BankBatches(court.Date{})
	if err != nil {
		return 0, err
	}
	batches = slices.DeleteFunc(batches, func(b BankBatch) bool { return !b.Paid() })
	n := 0
	for i, l := range lines {
		b, _, sure := BatchOfLine(batches, l.Amount, l.Date, l.Note+" "+l.Party+" "+l.Mark)
		alone := !slices.ContainsFunc(append(slices.Clone(lines[:i]), lines[i+1:]...), func(y court.BankLine) bool { return y.Amount == l.Amount })
		if !sure || !alone && !strings.Contains(l.Note+l.Party+l.Mark, b.Number) || slices.ContainsFunc(b.Payments, func(p BatchPayment) bool { return p.AccountID != l.AccountID }) {
			continue
		}
		if err := d.matchBatch(l.ID, b.Number); err != nil {
			return n, err
		}
		batches = slices.DeleteFunc(batches, func(x BankBatch) bool { return x.Number == b.Number })
		n++
	}
	return n, nil
}
