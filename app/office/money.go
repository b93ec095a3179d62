package office

import (
	"context"
	"fmt"
	"slices"
	"strings"

	"zhixing/app/court"
	"zhixing/app/law"
)

// RecordReceipt logs money that came in for a case (收款) and numbers its
// voucher. A bank reference that already stands for the same amount is
// CodeConflict; more than the principal still owed needs OverReason, and the
// refusal names that field. Money may come in for a closed case too. Money
// without a case goes through RecordUnidentified.
func (o *Office) RecordReceipt(ctx context.Context, actor Actor, r court.Receipt) (court.Receipt, error) {
	r = entered(r)
	r.Fund = court.FundCase
	if err := o.checkReceipt(&r); err != nil {
		return r, err
	}
	err := o.do(ctx, actor, MayRecordReceipt, "money", func(d *deed) error {
		if err := d.refuseTwice(r); err != nil {
			return err
		}
		return d.receive(&r, "登记收款")
	})
	return r, err
}

// entered keeps what a person enters of a receipt, whatever the caller copied.
func entered(r court.Receipt) court.Receipt {
	return court.Receipt{
		CaseID: r.CaseID, Fund: r.Fund, Date: r.Date, Booked: r.Booked, Payer: r.Payer, PayerNo: r.PayerNo, Way: r.Way, BankID: r.BankID,
		BankRef: r.BankRef, Amount: r.Amount, Note: r.Note, OverReason: r.OverReason,
	}
}

// receive stores a case's receipt with what follows from it.
func (d *deed) receive(r *court.Receipt, action string) error {
	c, err := d.Case(r.CaseID)
	if err != nil {
		return err
	}
	if err := d.questionExcess(c, *r); err != nil {
		return err
	}
	r.CaseNo = c.Number.String()
	if err := d.insertReceipt(r); err != nil {
		return err
	}
	if err := d.audit(action, "receipt", r.ID, c.ID, nil, *r, r.OverReason); err != nil {
		return err
	}
	return d.planPayment(c.ID)
}

// FieldOverReason is the field that takes the reason for more than is owed.
const FieldOverReason = "超收理由"

// questionExcess refuses more than the principal still owed without a reason:
// interest and fees may be in it, or it is a mistake.
func (d *deed) questionExcess(c court.Case, r court.Receipt) error {
	if c.Principal == 0 || r.OverReason != "" {
		return nil
	}
	b, err := d.Balance(c.ID)
	if err != nil {
		return err
	}
	if owed := max(c.Principal-c.Realised-b.Realised(), 0); r.Amount > owed {
		return court.FieldErrorf(FieldOverReason, "没有填写：本案尚欠本金%s元，这笔收款%s元，多出%s元。", owed, r.Amount, r.Amount-owed).
			WithHint("尚欠本金不含利息、加倍利息和费用。确属本案的，写明理由（例：含加倍利息和执行费）再登记。")
	}
	return nil
}

// planPayment plans 案款发放 by the oldest money on the case's account, so that
// later money does not postpone what is due, and takes the date away when no
// money is left.
func (d *deed) planPayment(caseID int64) error {
	c, err := d.Case(caseID)
	if err != nil || c.Status == court.StatusClosed {
		return err
	}
	b, err := d.Balance(caseID)
	if err != nil {
		return err
	}
	receipts, err := d.Receipts(caseID)
	if err != nil {
		return err
	}
	if b.Held() > 0 {
		return d.replanAfter(caseID, map[string]court.Date{law.EventReceipt: oldestHeld(receipts, b.Held())})
	}
	nodes, err := d.Nodes(caseID)
	if err != nil {
		return err
	}
	for _, n := range nodes {
		if n.Code != law.NodePaid || n.Planned.IsZero() || !n.Actual.IsZero() || n.Waived != "" {
			continue
		}
		n.Planned = court.Date{}
		if err := d.UpdateNode(n); err != nil {
			return err
		}
	}
	return nil
}

// oldestHeld gives the day the oldest money that is still held came in: going
// back from the newest receipt until the receipts make up what is held.
func oldestHeld(receipts []court.Receipt, held court.Money) court.Date {
	newest := slices.Clone(receipts)
	slices.SortStableFunc(newest, func(a, b court.Receipt) int { return b.Since().Compare(a.Since()) })
	var oldest court.Date
	for _, r := range newest {
		if held <= 0 {
			break
		}
		if r.Reversed || r.Reverses != 0 {
			continue
		}
		oldest = r.Since()
		held -= r.Amount
	}
	return oldest
}

func (o *Office) checkReceipt(r *court.Receipt) error {
	if r.Amount <= 0 {
		return court.FieldErrorf("金额", "必须大于零。")
	}
	if r.Amount > court.MaxMoney {
		return court.FieldErrorf("金额", "太大。")
	}
	if err := o.checkPastDate("到账日期", r.Date, true); err != nil {
		return err
	}
	if !slices.Contains(court.MoneyWays, r.Way) {
		return court.FieldErrorf("到账方式", "请选择。")
	}
	if err := cleanText("付款人", &r.Payer, 100, false); err != nil {
		return err
	}
	if r.Payer == "" {
		return court.FieldErrorf("付款人", "不能为空。")
	}
	if !r.Booked.IsZero() {
		if err := o.checkPastDate("入账日期", r.Booked, true); err != nil {
			return err
		}
		if r.Booked.Before(r.Date) {
			return court.FieldErrorf("入账日期", "“%s”早于到账日期%s。", r.Booked, r.Date)
		}
	}
	if err := cleanText("银行流水号", &r.BankRef, 60, false); err != nil {
		return err
	}
	if err := cleanText("付款账号", &r.PayerNo, 40, false); err != nil {
		return err
	}
	if err := cleanText(FieldOverReason, &r.OverReason, 500, true); err != nil {
		return err
	}
	return cleanText("备注", &r.Note, 500, true)
}

// refuseTwice refuses money whose bank reference, amount and day are logged
// already, in whatever case or pool.
func (d *deed) refuseTwice(r court.Receipt) error {
	if r.BankRef == "" {
		return nil
	}
	list, err := d.ReceiptsByRef(r.BankRef)
	if err != nil {
		return err
	}
	for _, x := range list {
		same := x.Amount == r.Amount && (x.Date == r.Date || x.CaseID == r.CaseID)
		if same && !x.Reversed && x.Reverses == 0 && x.Source == 0 {
			where := "不在任何案件"
			if x.CaseNo != "" {
				where = x.CaseNo
			}
			return court.Errorf(court.CodeConflict, "银行流水号%s、金额%s元的收款已登记过（%s，%s）。", r.BankRef, r.Amount, x.Number, where).
				WithHint("请核对是否重复；确为两笔的，请补全流水号。")
		}
	}
	return nil
}

func (d *deed) insertReceipt(r *court.Receipt) error {
	number, err := d.nextVoucher("收", r.Date)
	if err != nil {
		return err
	}
	r.ID, r.Number, r.By, r.At = 0, number, d.actor.User.Name, d.office.now()
	if err := d.InsertReceipt(r); err != nil || r.Source != 0 {
		return err
	}
	return d.LinkVoucher(0, r.BankRef, r.Number)
}

// nextVoucher numbers vouchers by year and kind: 2018收0007.
func (d *deed) nextVoucher(kind string, on court.Date) (string, error) {
	series := fmt.Sprintf("%d%s", on.Year, kind)
	n, err := d.NextNumber(series)
	return fmt.Sprintf("%s%04d", series, n), err
}

// ReverseReceipt cancels a receipt by one of the negative amount (冲正). It is
// refused when the money has been asked for or paid out, or, in a pool, was
// assigned to a case. Reversing an assignment brings the money back into its
// pool.
func (o *Office) ReverseReceipt(ctx context.Context, actor Actor, id int64, reason string) (court.Receipt, error) {
	var back court.Receipt
	reason, err := needReason("冲正理由", reason)
	if err != nil {
		return back, err
	}
	err = o.do(ctx, actor, MayReverseMoney, "money", func(d *deed) error {
		r, err := d.Receipt(id)
		if err != nil {
			return err
		}
		if err := d.mayReverse(r); err != nil {
			return err
		}
		back = r
		back.Amount, back.Reverses, back.Reason, back.Date, back.Booked = -r.Amount, r.ID, reason, o.Today(), court.Date{}
		if err := d.insertReceipt(&back); err != nil {
			return err
		}
		if err := d.UnlinkVoucher(r.Number); err != nil { // the bank's line waits for the right receipt
			return err
		}
		if err := d.audit("冲正收款", "receipt", back.ID, r.CaseID, r, back, reason); err != nil || r.CaseID == 0 {
			return err
		}
		if err := d.unpaid(r.ID); err != nil {
			return err
		}
		return d.planPayment(r.CaseID)
	})
	return back, err
}

func (d *deed) mayReverse(r court.Receipt) error {
	if r.Reversed || r.Reverses != 0 {
		return court.Errorf(court.CodeRefused, "%s已冲正或本身是冲正，不能再冲正。", r.Number)
	}
	if r.CaseID == 0 {
		if r.Left < r.Amount {
			return court.Errorf(court.CodeRefused, "%s已有%s元认领到案件或付出，不能冲正。", r.Number, r.Amount-r.Left).WithHint("请先冲正认领的收款。")
		}
		return nil
	}
	b, err := d.Balance(r.CaseID)
	if err == nil && b.Free() < r.Amount {
		err = shortOf("冲正"+r.Number, r.Amount, b)
	}
	return err
}

func needReason(label, reason string) (string, error) {
	if err := cleanText(label, &reason, 500, true); err != nil {
		return "", err
	}
	if reason == "" {
		return "", court.FieldErrorf(label, "不能为空。")
	}
	return reason, nil
}

func shortOf(what string, need court.Money, b court.Balance) error {
	hint := fmt.Sprintf("账面余额%s元，其中已申请或已批准未发%s元。", b.Held(), b.Pending)
	if b.Divided > 0 {
		hint = fmt.Sprintf("账面余额%s元，其中已申请或已批准未发%s元，已列入分配方案、还没有申请发放%s元；分配方案里的款项从方案申请发放，要改的先修正方案。", b.Held(), b.Pending, b.Divided)
	}
	return court.Errorf(court.CodeRefused, "本案可用余额%s元，不足以%s（%s元）。", max(b.Free(), 0), what, need).WithHint(hint)
}

// CaseMoney is everything about one case's money.
type CaseMoney struct {
	Account       string // the code of its account, 一案一账户
	Balance       court.Balance
	Owed          court.Money          // principal not covered yet; interest and fees do not count
	FeeDue        court.Money          // of 申请执行费, not yet kept from a payment asked for or made
	Deferrals     []court.Deferral     // newest first
	Receipts      []court.Receipt      // oldest first
	Disbursements []court.Disbursement // oldest first
}

// CaseMoney gives one case's receipts, payments and balance.
func (o *Office) CaseMoney(ctx context.Context, caseID int64) (CaseMoney, error) {
	return read(ctx, o, func(r Reader) (m CaseMoney, err error) {
		c, err := r.Case(caseID)
		if err != nil {
			return m, err
		}
		if m.Balance, err = r.Balance(caseID); err != nil {
			return m, err
		}
		m.Account, m.Owed = court.FundCode(c.ID), max(c.Principal-c.Realised-m.Balance.Realised(), 0)
		if m.Deferrals, err = r.Deferrals(caseID); err != nil {
			return m, err
		}
		if m.Receipts, err = r.Receipts(caseID); err != nil {
			return m, err
		}
		m.Disbursements, err = r.Disbursements(caseID)
		m.FeeDue = feeDue(c.Fee, m.Disbursements)
		return m, err
	})
}

// feeName begins the name of the deduction that pays the fee of enforcement.
const feeName = "申请执行费"

// feeDue is what of the fee was not yet kept from a payment asked for or made.
func feeDue(fee court.Money, payments []court.Disbursement) court.Money {
	for _, p := range payments {
		if !p.State.Live() {
			continue
		}
		for _, d := range p.Deductions {
			if strings.HasPrefix(d.Name, feeName) {
				fee -= d.Amount
			}
		}
	}
	return max(fee, 0)
}
