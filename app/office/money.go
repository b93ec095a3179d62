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
// voucher. A bank reference that already stands for the same amount in the
// case is CodeConflict. Money may come in for a closed case too.
func (o *Office) RecordReceipt(ctx context.Context, actor Actor, r court.Receipt) (court.Receipt, error) {
	if err := o.checkReceipt(&r); err != nil {
		return r, err
	}
	err := o.do(ctx, actor, MayRecordReceipt, "money", func(d *deed) error {
		c, err := d.Case(r.CaseID)
		if err != nil {
			return err
		}
		if err := d.refuseTwice(r); err != nil {
			return err
		}
		r.CaseNo, r.Reverses, r.Reversed = c.Number.String(), 0, false
		if err := d.insertReceipt(&r); err != nil {
			return err
		}
		if err := d.audit("登记收款", "receipt", r.ID, c.ID, nil, r, ""); err != nil {
			return err
		}
		return d.planPayment(c.ID)
	})
	return r, err
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
		return d.replanAfter(caseID, law.EventReceipt, oldestHeld(receipts, b.Held()))
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
	if err := cleanText("银行流水号", &r.BankRef, 60, false); err != nil {
		return err
	}
	return cleanText("备注", &r.Note, 500, true)
}

func (d *deed) refuseTwice(r court.Receipt) error {
	if r.BankRef == "" {
		return nil
	}
	list, err := d.Receipts(r.CaseID)
	if err != nil {
		return err
	}
	for _, x := range list {
		if x.BankRef == r.BankRef && x.Amount == r.Amount && !x.Reversed && x.Reverses == 0 {
			return court.Errorf(court.CodeConflict, "银行流水号%s、金额%s元的收款已登记过（%s）。", r.BankRef, r.Amount, x.Number).
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
	return d.InsertReceipt(r)
}

// nextVoucher numbers vouchers by year and kind: 2018收0007.
func (d *deed) nextVoucher(kind string, on court.Date) (string, error) {
	series := fmt.Sprintf("%d%s", on.Year, kind)
	n, err := d.NextNumber(series)
	return fmt.Sprintf("%s%04d", series, n), err
}

// ReverseReceipt cancels a receipt by one of the negative amount (冲正). It is
// refused when the money has been asked for or paid out.
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
		if r.Reversed || r.Reverses != 0 {
			return court.Errorf(court.CodeRefused, "%s已冲正或本身是冲正，不能再冲正。", r.Number)
		}
		b, err := d.Balance(r.CaseID)
		if err != nil {
			return err
		}
		if b.Free() < r.Amount {
			return shortOf("冲正"+r.Number, r.Amount, b)
		}
		back = r
		back.Amount, back.Reverses, back.Reason, back.Date = -r.Amount, r.ID, reason, o.Today()
		if err := d.insertReceipt(&back); err != nil {
			return err
		}
		if err := d.audit("冲正收款", "receipt", back.ID, r.CaseID, r, back, reason); err != nil {
			return err
		}
		return d.planPayment(r.CaseID)
	})
	return back, err
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
	return court.Errorf(court.CodeRefused, "本案可用余额%s元，不足以%s（%s元）。", b.Free(), what, need).
		WithHint(fmt.Sprintf("账面余额%s元，其中已申请或已批准未发%s元。", b.Held(), b.Pending))
}

// AskDisbursement asks for a payment from a case's account (案款发放申请). The
// amount and the deductions must be covered by money neither paid nor asked
// for, also when two people ask at once.
func (o *Office) AskDisbursement(ctx context.Context, actor Actor, p court.Disbursement) (court.Disbursement, error) {
	p = court.Disbursement{ // nothing of a later step, whatever the caller copied
		CaseID: p.CaseID, Payee: p.Payee, PayeeBank: p.PayeeBank, PayeeNo: p.PayeeNo, Amount: p.Amount,
		Deductions: slices.Clone(p.Deductions), Note: p.Note, State: court.DisbursementAsked,
	}
	if err := checkDisbursement(&p); err != nil {
		return p, err
	}
	err := o.do(ctx, actor, MayAskDisbursement, "money", func(d *deed) error {
		c, err := d.Case(p.CaseID)
		if err != nil {
			return err
		}
		b, err := d.Balance(c.ID)
		if err != nil {
			return err
		}
		if b.Free() < p.Total() {
			return shortOf("发放", p.Total(), b)
		}
		if p.Number, err = d.nextVoucher("发", o.Today()); err != nil {
			return err
		}
		p.CaseNo = c.Number.String()
		p.AskedBy, p.AskedByID, p.AskedAt = d.actor.User.Name, d.actor.User.ID, o.now()
		if err := d.InsertDisbursement(&p); err != nil {
			return err
		}
		return d.audit("申请发放案款", "disbursement", p.ID, c.ID, nil, p, "")
	})
	return p, err
}

// cleanAccount drops the blanks of a bank account's number and refuses what
// such a number cannot hold.
func cleanAccount(label string, account *string) error {
	text := strings.ReplaceAll(court.Narrow(*account), " ", "")
	for _, c := range text {
		if (c < '0' || c > '9') && c != '-' {
			return court.FieldErrorf(label, "“%s”含有数字以外的字符。", *account)
		}
	}
	*account = text
	return nil
}

func checkDisbursement(p *court.Disbursement) error {
	if p.Amount <= 0 {
		return court.FieldErrorf("发放金额", "必须大于零。")
	}
	for _, t := range []struct {
		label string
		text  *string
		most  int
	}{{"收款人", &p.Payee, 100}, {"收款开户行", &p.PayeeBank, 100}, {"收款账号", &p.PayeeNo, 40}} {
		if err := cleanText(t.label, t.text, t.most, false); err != nil {
			return err
		}
		if *t.text == "" {
			return court.FieldErrorf(t.label, "不能为空。")
		}
	}
	if err := cleanAccount("收款账号", &p.PayeeNo); err != nil {
		return err
	}
	total := p.Amount
	for i := range p.Deductions {
		x := &p.Deductions[i]
		if err := cleanText("扣除项目", &x.Name, 50, false); err != nil {
			return err
		}
		if x.Name == "" || x.Amount <= 0 {
			return court.FieldErrorf("扣除项目", "每一项都要有名称和大于零的金额。")
		}
		if total += x.Amount; total > court.MaxMoney || total < 0 {
			return court.FieldErrorf("发放金额", "太大。")
		}
	}
	return cleanText("备注", &p.Note, 500, true)
}

// DecideDisbursement approves or refuses a request. Whoever asked cannot
// decide; a refusal needs words.
func (o *Office) DecideDisbursement(ctx context.Context, actor Actor, id int64, approve bool, words string) error {
	if err := cleanText("审批意见", &words, 500, true); err != nil {
		return err
	}
	if !approve && words == "" {
		return court.FieldErrorf("审批意见", "不同意的必须写明理由。")
	}
	return o.do(ctx, actor, MayDecideDisburse, "money", func(d *deed) error {
		p, err := d.disbursementIn(id, court.DisbursementAsked)
		if err != nil {
			return err
		}
		if p.AskedByID == d.actor.User.ID {
			return court.Errorf(court.CodeDenied, "申请人不能审批自己的发放申请。").WithHint("请由另一位有审批权的人员办理。")
		}
		before := p
		p.State, p.DecidedBy, p.DecidedAt, p.Decision = court.DisbursementApproved, d.actor.User.Name, o.now(), words
		if !approve {
			p.State = court.DisbursementRefused
		}
		if err := d.UpdateDisbursement(p); err != nil {
			return err
		}
		return d.audit("审批案款发放", "disbursement", p.ID, p.CaseID, before, p, words)
	})
}

func (d *deed) disbursementIn(id int64, state court.DisbursementState) (court.Disbursement, error) {
	p, err := d.Disbursement(id)
	if err == nil && p.State != state {
		err = court.Errorf(court.CodeRefused, "%s现为“%s”，不能这样办理。", p.Number, p.State).WithHint("请刷新后再看。")
	}
	return p, err
}

// PayDisbursement records that an approved payment left the account on a day.
func (o *Office) PayDisbursement(ctx context.Context, actor Actor, id int64, on court.Date, bankRef string) error {
	if err := o.checkPastDate("发放日期", on, true); err != nil {
		return err
	}
	if err := cleanText("银行流水号", &bankRef, 60, false); err != nil {
		return err
	}
	return o.do(ctx, actor, MayPayDisbursement, "money", func(d *deed) error {
		p, err := d.disbursementIn(id, court.DisbursementApproved)
		if err != nil {
			return err
		}
		if approved := dateOf(p.DecidedAt); on.Before(approved) {
			return court.FieldErrorf("发放日期", "“%s”早于审批日期%s。", on, approved)
		}
		b, err := d.Balance(p.CaseID)
		if err != nil {
			return err
		}
		if b.Held() < p.Total() {
			return shortOf("发放", p.Total(), b)
		}
		before := p
		p.State, p.PaidOn, p.PaidBy, p.BankRef = court.DisbursementPaid, on, d.actor.User.Name, bankRef
		if err := d.UpdateDisbursement(p); err != nil {
			return err
		}
		if err := d.audit("发放案款", "disbursement", p.ID, p.CaseID, before, p, ""); err != nil {
			return err
		}
		return d.markPaid(p)
	})
}

// ReverseDisbursement records that a payment came back (退汇、错发); the money
// is on the case's account again and the payment stays visible.
func (o *Office) ReverseDisbursement(ctx context.Context, actor Actor, id int64, reason string) error {
	reason, err := needReason("冲正理由", reason)
	if err != nil {
		return err
	}
	return o.do(ctx, actor, MayReverseMoney, "money", func(d *deed) error {
		p, err := d.disbursementIn(id, court.DisbursementPaid)
		if err != nil {
			return err
		}
		before := p
		p.State, p.ReversedOn, p.ReversedBy, p.Reason = court.DisbursementReversed, o.Today(), d.actor.User.Name, reason
		if err := d.UpdateDisbursement(p); err != nil {
			return err
		}
		if err := d.audit("冲正发放", "disbursement", p.ID, p.CaseID, before, p, reason); err != nil {
			return err
		}
		if err := d.unmarkPaid(p, reason); err != nil {
			return err
		}
		return d.planPayment(p.CaseID)
	})
}

// unmarkPaid opens 案款发放 again when the payment that filled it came back; an
// earlier payment that stands fills it instead.
func (d *deed) unmarkPaid(p court.Disbursement, reason string) error {
	c, err := d.Case(p.CaseID)
	if err != nil || c.Status == court.StatusClosed {
		return err
	}
	nodes, err := d.Nodes(p.CaseID)
	if err != nil {
		return err
	}
	i := slices.IndexFunc(nodes, func(n court.Node) bool { return n.Code == law.NodePaid && n.Evidence == p.Number })
	if i < 0 {
		return nil
	}
	n := nodes[i]
	n.Actual, n.Result, n.Evidence = court.Date{}, "", ""
	if err := d.saveNode(nodes[i], n, "重开节点", reason); err != nil {
		return err
	}
	others, err := d.Disbursements(p.CaseID)
	if err != nil {
		return err
	}
	for _, x := range others {
		if x.State == court.DisbursementPaid {
			return d.markPaid(x)
		}
	}
	return nil
}

// markPaid fills 案款发放 by a payment, if it is open.
func (d *deed) markPaid(p court.Disbursement) error {
	return d.markIfOpen(p.CaseID, law.NodePaid, p.PaidOn, p.Amount.String()+"元发放"+p.Payee, p.Number)
}

// markIfOpen fills a node unless the case is closed.
func (d *deed) markIfOpen(caseID int64, code string, on court.Date, result, evidence string) error {
	c, err := d.Case(caseID)
	if err != nil || c.Status == court.StatusClosed {
		return err
	}
	return d.markNode(caseID, code, on, result, evidence)
}

// CaseMoney is everything about one case's money.
type CaseMoney struct {
	Balance       court.Balance
	Receipts      []court.Receipt      // oldest first
	Disbursements []court.Disbursement // oldest first
}

// CaseMoney gives one case's receipts, payments and balance.
func (o *Office) CaseMoney(ctx context.Context, caseID int64) (CaseMoney, error) {
	return read(ctx, o, func(r Reader) (m CaseMoney, err error) {
		if m.Balance, err = r.Balance(caseID); err != nil {
			return m, err
		}
		if m.Receipts, err = r.Receipts(caseID); err != nil {
			return m, err
		}
		m.Disbursements, err = r.Disbursements(caseID)
		return m, err
	})
}

// MoneyDesk is what the 案款 page shows over all cases.
type MoneyDesk struct {
	Asked    []court.Disbursement
	Approved []court.Disbursement
	Held     []HeldLine
	Recent   []court.Receipt
}

// HeldLine is a case with undistributed money and the day it should be gone.
type HeldLine struct {
	HeldCase
	Due court.Date
}

// MoneyDesk gives requests waiting, payments to make and undistributed money.
func (o *Office) MoneyDesk(ctx context.Context) (MoneyDesk, error) {
	return read(ctx, o, func(r Reader) (m MoneyDesk, err error) {
		if m.Asked, err = r.DisbursementsIn(court.DisbursementAsked); err != nil {
			return m, err
		}
		if m.Approved, err = r.DisbursementsIn(court.DisbursementApproved); err != nil {
			return m, err
		}
		held, err := r.HeldCases()
		if err != nil {
			return m, err
		}
		rules, err := o.rulesOf(r)
		if err != nil {
			return m, err
		}
		for _, h := range held {
			m.Held = append(m.Held, HeldLine{HeldCase: h, Due: rules.DisbursementDue(h.Oldest)})
		}
		m.Recent, err = r.RecentReceipts(200)
		return m, err
	})
}
