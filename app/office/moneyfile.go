package office

import (
	"context"
	"fmt"
	"slices"
	"strings"
	"time"

	"zhixing/app/court"
)

// PaymentBatch is what goes to the bank in one file.
type PaymentBatch struct {
	Number   string
	Payments []court.Disbursement
	Recalled []court.Disbursement // taken back although they stand in the file
	Total    court.Money          // of Payments paid out, without deductions
}

// Waits tells whether nothing of the file is known to be paid, so that it may go
// to the bank once more, or be taken back.
func (b PaymentBatch) Waits() bool {
	return len(b.Payments) > 0 && !slices.ContainsFunc(b.Payments, func(p court.Disbursement) bool { return p.State != court.DisbursementApproved })
}

// BatchOffer is an approved payment that stands in no file yet.
type BatchOffer struct {
	court.Disbursement
	Not string // why it may not be written into one now, "" when it may
}

// BatchOffers lists the approved payments that stand in no file for the bank
// yet, and says of each why it must wait.
func (o *Office) BatchOffers(ctx context.Context, actor Actor) ([]BatchOffer, error) {
	return readAs(ctx, o, actor, MayPayDisbursement, func(r Reader) ([]BatchOffer, error) {
		approved, err := r.DisbursementsIn(court.DisbursementApproved)
		if err != nil {
			return nil, err
		}
		bank, err := newBankCover(r, approved)
		var out []BatchOffer
		for _, p := range approved {
			if err != nil {
				return nil, err
			}
			if p.Batch != "" || p.KindOf() == court.PayDeposit {
				continue
			}
			offer := BatchOffer{Disbursement: p}
			refused := mayPay(actor, p)
			if refused == nil {
				refused = bank.take(p)
			}
			if code := court.CodeOf(refused); code == court.CodeDenied || code == court.CodeRefused {
				offer.Not, _ = court.Sentence(refused)
			} else {
				err = refused
			}
			out = append(out, offer)
		}
		return out, err
	})
}

// MakeBatch numbers a batch of approved payments for the bank's file (批量付款). A
// payment goes into one batch; whoever asked for it or approved it does not send
// it, and money that is still in cash cannot be paid from the bank. Whoever calls
// it writes the file afterwards and takes the batch back when that fails, so that
// there is never a file whose payments are not marked. The bank's statement
// confirms it later.
func (o *Office) MakeBatch(ctx context.Context, actor Actor, ids []int64) (PaymentBatch, error) {
	var b PaymentBatch
	if len(ids) == 0 {
		return b, court.FieldErrorf("付款", "请至少选择一笔已批准的发放。")
	}
	ids = slices.Sorted(slices.Values(ids)) // the order in which it can be written again
	err := o.do(ctx, actor, MayPayDisbursement, "money", func(d *deed) error {
		approved, err := d.DisbursementsIn(court.DisbursementApproved)
		if err != nil {
			return err
		}
		bank, err := newBankCover(d, approved)
		if err != nil {
			return err
		}
		if b.Number, err = d.nextVoucher("批", o.Today()); err != nil {
			return err
		}
		for _, id := range ids {
			p, err := d.intoBatch(id, b.Number, bank)
			if err != nil {
				return err
			}
			b.Payments, b.Total = append(b.Payments, p), b.Total+p.Amount
		}
		return d.audit("批量付款", "batch", 0, 0, nil, ids, fmt.Sprintf("%s：%d笔，%s元", b.Number, len(ids), b.Total))
	})
	return b, err
}

// intoBatch marks one approved payment as written into a file.
func (d *deed) intoBatch(id int64, number string, bank *bankCover) (court.Disbursement, error) {
	p, err := d.disbursementIn(id, court.DisbursementApproved)
	if err != nil {
		return p, err
	}
	switch {
	case p.Batch != "":
		return p, court.Errorf(court.CodeConflict, "%s已在批量付款%s里。", p.Number, p.Batch).WithHint("请勿重复付款；银行没有收到该文件的，先撤销该批。")
	case p.KindOf() == court.PayDeposit:
		return p, court.Errorf(court.CodeRefused, "%s是提存，不经银行付出。", p.Number)
	}
	if err := mayPay(d.actor, p); err != nil {
		return p, err
	}
	if err := bank.take(p); err != nil {
		return p, err
	}
	p.Batch = number
	return p, d.UpdateDisbursement(p)
}

// NotInFile refuses what would free the money of a payment that stands in a file
// for the bank, which may pay it.
func NotInFile(p court.Disbursement) error {
	if p.Batch == "" || p.State != court.DisbursementApproved {
		return nil
	}
	return court.Errorf(court.CodeRefused, "%s已写进批量付款%s的文件，银行可能照付，不能单独撤回。", p.Number, p.Batch).
		WithHint("先由财务向银行确认没有收到该文件，撤销整批，再撤回；银行付了其余、只退回这一笔的，先登记“发放”，再“冲正”。")
}

// PaymentBatches lists the files that wait for the bank or were paid lately, the
// newest first.
func (o *Office) PaymentBatches(ctx context.Context, actor Actor) ([]PaymentBatch, error) {
	return readAs(ctx, o, actor, MayPayDisbursement, func(r Reader) ([]PaymentBatch, error) {
		known, err := r.BankBatches(o.Today().AddDays(-batchDays))
		if err != nil {
			return nil, err
		}
		var out []PaymentBatch
		for _, k := range slices.Backward(known) {
			b, err := paymentBatch(r, k.Number)
			if err != nil {
				return nil, err
			}
			out = append(out, b)
		}
		return out, nil
	})
}

// paymentBatch reads what was written into a file.
func paymentBatch(r Reader, number string) (PaymentBatch, error) {
	b := PaymentBatch{Number: number}
	list, err := r.DisbursementsOfBatch(number)
	if err == nil && (number == "" || len(list) == 0) {
		err = court.Errorf(court.CodeNotFound, "没有批量付款%s。", number)
	}
	for _, p := range list {
		if p.State == court.DisbursementRecalled {
			b.Recalled = append(b.Recalled, p)
			continue
		}
		b.Payments, b.Total = append(b.Payments, p), b.Total+p.Amount
	}
	return b, err
}

// waitingBatch reads a file of which nothing is known to be paid; what for says
// in a refusal what cannot be done any more.
func (d *deed) waitingBatch(number, what string) (PaymentBatch, error) {
	b, err := paymentBatch(d, number)
	if err != nil || b.Waits() {
		return b, err
	}
	var paid []string
	for _, p := range b.Payments {
		if p.State != court.DisbursementApproved {
			paid = append(paid, p.Number+string(p.State))
		}
	}
	if len(paid) == 0 {
		return b, court.Errorf(court.CodeRefused, "批量付款%s里没有等待银行付出的，不能%s。", number, what)
	}
	return b, court.Errorf(court.CodeRefused, "批量付款%s里%s，银行已经办理该文件，不能%s。", number, strings.Join(paid, "、"), what).
		WithHint("银行没有付的那几笔，先登记“发放”，再按银行退回“冲正”。")
}

// ReexportBatch gives a file once more, for one that was lost; nothing of it may
// be paid. Whoever asked for a payment of it or approved it does not send it.
func (o *Office) ReexportBatch(ctx context.Context, actor Actor, number string) (PaymentBatch, error) {
	var b PaymentBatch
	err := o.do(ctx, actor, MayPayDisbursement, "money", func(d *deed) error {
		var err error
		if b, err = d.waitingBatch(number, "再次导出"); err != nil {
			return err
		}
		for _, p := range b.Payments {
			if err := mayPay(d.actor, p); err != nil {
				return err
			}
		}
		return d.audit("重新导出批量付款", "batch", 0, 0, nil, nil, fmt.Sprintf("%s：%d笔，%s元", b.Number, len(b.Payments), b.Total))
	})
	return b, err
}

// TakeBackBatch takes a whole file back (撤销本批): its payments may go into
// another one, or be recalled. The bank must have said that it has not received
// the file, and nothing of it may be paid.
func (o *Office) TakeBackBatch(ctx context.Context, actor Actor, number, reason string, notReceived bool) error {
	reason, err := needReason("撤销理由", reason)
	if err != nil {
		return err
	}
	if !notReceived {
		return court.FieldErrorf("银行", "请先确认银行没有收到该文件：已经交银行的不能撤销，以免付两次。")
	}
	return o.do(ctx, actor, MayPayDisbursement, "money", func(d *deed) error {
		b, err := d.waitingBatch(number, "撤销")
		if err != nil {
			return err
		}
		for _, p := range b.Payments {
			before := p
			p.Batch = ""
			if err := d.UpdateDisbursement(p); err != nil {
				return err
			}
			if err := d.audit("移出批量付款", "disbursement", p.ID, p.CaseID, before, p, number+"："+reason); err != nil {
				return err
			}
		}
		return d.audit("撤销批量付款", "batch", 0, 0, nil, nil, fmt.Sprintf("%s：%d笔，%s元；确认银行没有收到该文件；%s", number, len(b.Payments), b.Total, reason))
	})
}

// RestoreRecalled puts a payment that was taken back, while the bank had its file
// and paid it, where it was: approved and in its file, so that it can be
// registered as paid. The money must not be asked for again by then.
func (o *Office) RestoreRecalled(ctx context.Context, actor Actor, id int64, reason string) error {
	reason, err := needReason("恢复理由", reason)
	if err != nil {
		return err
	}
	return o.do(ctx, actor, MayPayDisbursement, "money", func(d *deed) error {
		p, err := d.disbursementIn(id, court.DisbursementRecalled)
		if err != nil {
			return err
		}
		if p.Batch == "" {
			return court.Errorf(court.CodeRefused, "%s没有写进交银行的文件，不能恢复。", p.Number).WithHint("请重新申请。")
		}
		if err := mayPay(d.actor, p); err != nil {
			return err
		}
		if err := d.checkCover(p, 0); err != nil {
			return err
		}
		before := p
		p.State, p.WithdrawnBy, p.WithdrawnAt, p.Reason = court.DisbursementApproved, "", time.Time{}, ""
		if err := d.UpdateDisbursement(p); err != nil {
			return err
		}
		return d.audit("恢复已撤回的发放", "disbursement", p.ID, p.CaseID, before, p, reason)
	})
}

// bankCover tells of approved payments whether their money is in the bank: what
// was taken in cash or by a bill cannot be paid from there before it was paid in
// (解交), though the account of the case has it.
type bankCover struct {
	r        Reader
	unbanked map[int64]court.Receipt
	sent     map[int64]court.Money // of each case, what stands in files already
}

func newBankCover(r Reader, approved []court.Disbursement) (*bankCover, error) {
	c := &bankCover{r: r, unbanked: map[int64]court.Receipt{}, sent: map[int64]court.Money{}}
	list, err := r.UnbankedReceipts()
	for _, x := range list {
		c.unbanked[x.ID] = x
	}
	for _, p := range approved {
		if p.Batch != "" && p.FundOf() == court.FundCase {
			c.sent[p.CaseID] += p.Total()
		}
	}
	return c, err
}

// take refuses a payment (CodeRefused) that what is in the bank does not cover,
// and counts one that it does.
func (c *bankCover) take(p court.Disbursement) error {
	switch {
	case len(c.unbanked) == 0:
		return nil
	case p.Source != 0:
		if r, cash := c.unbanked[p.Source]; cash {
			return stillCash(p, r.Amount, []string{r.Number})
		}
		return nil
	case p.FundOf() == court.FundCase:
		return c.takeOfCase(p)
	}
	var cash court.Money
	var numbers []string
	for _, r := range c.unbanked {
		if r.FundOf() == p.FundOf() && r.CaseID == p.CaseID {
			cash, numbers = cash+r.Amount, append(numbers, r.Number)
		}
	}
	free, err := c.r.FundFree(p.FundOf(), p.CaseID)
	if err == nil && free < cash {
		slices.Sort(numbers)
		return stillCash(p, cash, numbers)
	}
	return err
}

func (c *bankCover) takeOfCase(p court.Disbursement) error {
	receipts, err := c.r.Receipts(p.CaseID)
	if err != nil {
		return err
	}
	var cash court.Money
	var numbers []string
	for _, r := range receipts {
		_, itself := c.unbanked[r.ID]
		_, assigned := c.unbanked[r.Source] // from 不明款 that is in cash still
		if itself || assigned && r.Reverses == 0 && !r.Reversed {
			cash, numbers = cash+r.Amount, append(numbers, r.Number)
		}
	}
	b, err := c.r.Balance(p.CaseID)
	if err != nil {
		return err
	}
	if cash > 0 && c.sent[p.CaseID]+p.Total() > b.Held()-cash {
		return stillCash(p, cash, numbers)
	}
	c.sent[p.CaseID] += p.Total()
	return nil
}

func stillCash(p court.Disbursement, cash court.Money, numbers []string) error {
	return court.Errorf(court.CodeRefused, "%s共%s元是现金或者票据，还没有解交专户，银行里的不够付%s（%s）。", strings.Join(numbers, "、"), cash, p.Number, p.Payee).
		WithHint("请先解交银行并登记“解交”，再写进文件；代收的现金不能坐支。")
}
