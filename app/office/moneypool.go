package office

import (
	"context"
	"slices"
	"strings"

	"zhixing/app/court"
)

// RecordUnidentified logs money that belongs to no case yet (不明款), or to a
// pool of its own (竞买保证金, 罚款, 执行费) when r.Fund says so.
func (o *Office) RecordUnidentified(ctx context.Context, actor Actor, r court.Receipt) (court.Receipt, error) {
	r = entered(r)
	r.CaseID = 0
	if err := o.checkPool(&r); err != nil {
		return r, err
	}
	err := o.do(ctx, actor, MayRecordReceipt, "money", func(d *deed) error { return d.receivePool(&r) })
	return r, err
}

func (o *Office) checkPool(r *court.Receipt) error {
	if r.Fund == "" {
		r.Fund = court.FundUnknown
	}
	if !slices.Contains(court.FundPools, r.Fund) {
		return court.FieldErrorf("款项类别", "请选择。")
	}
	if strings.TrimSpace(r.Payer) == "" && r.Fund == court.FundUnknown {
		r.Payer = "不详"
	}
	return o.checkReceipt(r)
}

func (d *deed) receivePool(r *court.Receipt) error {
	if err := d.refuseTwice(*r); err != nil {
		return err
	}
	if err := d.insertReceipt(r); err != nil {
		return err
	}
	r.Left = r.Amount
	return d.audit("登记"+string(r.Fund), "receipt", r.ID, 0, nil, *r, "")
}

// Share is the part of a receipt that belongs to a case.
type Share struct {
	CaseID     int64
	Amount     court.Money
	OverReason string
	Note       string
}

// AssignReceipt assigns money of a pool to cases (认领): each share becomes a
// receipt of its case, booked today. What is not assigned stays in the pool.
func (o *Office) AssignReceipt(ctx context.Context, actor Actor, id int64, shares []Share) ([]court.Receipt, error) {
	var out []court.Receipt
	err := o.do(ctx, actor, MayAssignReceipt, "money", func(d *deed) error {
		r, err := d.Receipt(id)
		if err == nil {
			out, err = d.assign(r, o.Today(), shares)
		}
		return err
	})
	return out, err
}

// RecordSplit logs money that came in at once for several cases: it passes
// through 不明款, so that the bank's line stays one posting, and each share
// becomes a receipt of its case. The shares must make up the amount.
func (o *Office) RecordSplit(ctx context.Context, actor Actor, r court.Receipt, shares []Share) ([]court.Receipt, error) {
	r = entered(r)
	r.CaseID, r.Fund = 0, court.FundUnknown
	if err := o.checkPool(&r); err != nil {
		return nil, err
	}
	var sum court.Money
	for _, s := range shares {
		if sum += s.Amount; s.Amount <= 0 || sum > court.MaxMoney {
			return nil, court.FieldErrorf("分配金额", "每个案件的金额必须大于零。")
		}
	}
	if sum != r.Amount {
		return nil, court.FieldErrorf("分配金额", "合计%s元，与到账金额%s元不符。", sum, r.Amount)
	}
	var out []court.Receipt
	err := o.do(ctx, actor, MayRecordReceipt, "money", func(d *deed) error {
		err := d.receivePool(&r)
		if err == nil {
			out, err = d.assign(r, r.BookedOn(), shares)
		}
		return err
	})
	return out, err
}

func (d *deed) assign(r court.Receipt, on court.Date, shares []Share) ([]court.Receipt, error) {
	if r.CaseID != 0 || r.Reversed || r.Reverses != 0 {
		return nil, court.Errorf(court.CodeRefused, "%s不是待认领的款项。", r.Number).WithHint("已入案件的收款记错了案件的，请冲正后重新登记。")
	}
	if r.Fund != court.FundUnknown && r.Fund != court.FundBidder {
		return nil, court.Errorf(court.CodeRefused, "%s是%s，不能转为案款。", r.Number, r.Fund)
	}
	if len(shares) == 0 {
		return nil, court.FieldErrorf("案件", "请选择。")
	}
	var out []court.Receipt
	left := r.Left
	for _, s := range shares {
		if s.Amount <= 0 {
			return nil, court.FieldErrorf("认领金额", "必须大于零。")
		}
		if left -= s.Amount; left < 0 {
			return nil, court.Errorf(court.CodeConflict, "%s还剩%s元，认领的金额超出%s元。", r.Number, r.Left, -left).WithHint("已认领、已付出和已申请的都不能再用。")
		}
		if err := cleanText(FieldOverReason, &s.OverReason, 500, true); err != nil {
			return nil, err
		}
		if err := cleanText("备注", &s.Note, 500, true); err != nil {
			return nil, err
		}
		x := court.Receipt{CaseID: s.CaseID, Fund: court.FundCase, Date: r.Date, Booked: on, Payer: r.Payer, PayerNo: r.PayerNo, Way: r.Way, BankRef: r.BankRef,
			Amount: s.Amount, Note: s.Note, OverReason: s.OverReason, Source: r.ID, SourceNo: r.Number}
		if r.Fund == court.FundBidder {
			x.Way = "保证金转入"
		}
		if err := d.receive(&x, "认领款项"); err != nil {
			return nil, err
		}
		out = append(out, x)
	}
	return out, nil
}

// BankReceipt records that cash or a bill reached the bank (解交). Cash that came
// later than the day after needs a note (法发〔2017〕6号9).
func (o *Office) BankReceipt(ctx context.Context, actor Actor, id int64, b court.Banking) error {
	if err := o.checkPastDate("解交日期", b.Date, true); err != nil {
		return err
	}
	if err := cleanText("银行流水号", &b.BankRef, 60, false); err != nil {
		return err
	}
	if err := cleanText("说明", &b.Note, 500, true); err != nil {
		return err
	}
	return o.do(ctx, actor, MayRecordReceipt, "money", func(d *deed) error {
		r, err := d.Receipt(id)
		if err != nil {
			return err
		}
		if r.Banked || r.Reversed || r.Reverses != 0 {
			return court.Errorf(court.CodeRefused, "%s不是等待解交银行的现金或票据。", r.Number)
		}
		rules, err := o.rulesOf(d)
		if err != nil {
			return err
		}
		if b.Date.Before(r.Date) {
			return court.FieldErrorf("解交日期", "“%s”早于收到的日期%s。", b.Date, r.Date)
		}
		if due := rules.CashDue(r.Date); r.Way == court.WayCash && b.Date.After(due) && b.Note == "" {
			return court.FieldErrorf("说明", "没有填写：现金应于%s前解交，请说明迟交的原因。", due)
		}
		b.ReceiptID, b.By, b.At = r.ID, d.actor.User.Name, o.now()
		if err := d.InsertBanking(b); err != nil {
			return err
		}
		if err := d.LinkVoucher(0, b.BankRef, r.Number); err != nil {
			return err
		}
		return d.audit("解交银行", "receipt", r.ID, r.CaseID, nil, b, b.Note)
	})
}

// TellOfficer records that the officer was informed of money that came in
// (within 3 days, 法发〔2017〕6号8).
func (o *Office) TellOfficer(ctx context.Context, actor Actor, id int64, on court.Date) error {
	if err := o.checkPastDate("通知日期", on, true); err != nil {
		return err
	}
	return o.do(ctx, actor, MayRecordReceipt, "money", func(d *deed) error {
		r, err := d.Receipt(id)
		if err != nil {
			return err
		}
		switch {
		case r.CaseID == 0 || r.Reversed || r.Reverses != 0:
			return court.Errorf(court.CodeRefused, "%s不是案件的有效收款。", r.Number)
		case !r.Told.IsZero():
			return court.Errorf(court.CodeRefused, "%s已于%s通知承办人。", r.Number, r.Told)
		case on.Before(r.Since()):
			return court.FieldErrorf("通知日期", "“%s”早于到账日期%s。", on, r.Since())
		}
		if err := d.PutTold(r.ID, on, d.actor.User.Name, o.now()); err != nil {
			return err
		}
		return d.audit("通知承办人", "receipt", r.ID, r.CaseID, nil, r, on.String())
	})
}

// PoolLine is money of a pool with the day by which it should be assigned, and
// the cases it may belong to.
type PoolLine struct {
	court.Receipt
	Due     court.Date // 不明款 only
	Guesses []CaseGuess
}

// CaseGuess is a case money may belong to, and why.
type CaseGuess struct {
	CaseID  int64
	Number  string
	Debtors string
	Why     string
}

// PoolMoney lists what lies in the pools, oldest first.
func (o *Office) PoolMoney(ctx context.Context) ([]PoolLine, error) {
	return read(ctx, o, func(r Reader) ([]PoolLine, error) {
		rules, err := o.rulesOf(r)
		if err != nil {
			return nil, err
		}
		list, err := r.PoolReceipts()
		if err != nil {
			return nil, err
		}
		out := make([]PoolLine, len(list))
		for i, x := range list {
			out[i].Receipt = x
			if x.Fund != court.FundUnknown {
				continue
			}
			out[i].Due = rules.UnknownDue(x.Date)
			if out[i].Guesses, err = guesses(r, x); err != nil {
				return nil, err
			}
		}
		return out, nil
	})
}

// guesses looks for the account code of a case, or its number, in what the payer
// wrote, and for the payer among the debtors.
func guesses(r Reader, x court.Receipt) ([]CaseGuess, error) {
	var out []CaseGuess
	add := func(id int64, why string) error {
		if slices.ContainsFunc(out, func(g CaseGuess) bool { return g.CaseID == id }) {
			return nil
		}
		c, err := r.Case(id)
		if court.CodeOf(err) == court.CodeNotFound {
			return nil
		}
		if err == nil {
			out = append(out, CaseGuess{CaseID: c.ID, Number: c.Number.String(), Debtors: c.NamesOf(court.RoleDebtor), Why: why})
		}
		return err
	}
	for _, word := range strings.FieldsFunc(court.Narrow(x.Note), func(c rune) bool { return strings.ContainsRune(" ,;、，；。:：", c) }) {
		if id, ok := court.CaseOfFundCode(word); ok {
			if err := add(id, "附言写了案款账号"); err != nil {
				return nil, err
			}
		}
		if n, err := court.ParseCaseNumber(word); err == nil {
			c, err := r.CaseByNumber(n)
			if err == nil {
				err = add(c.ID, "附言写了案号")
			}
			if err != nil && court.CodeOf(err) != court.CodeNotFound {
				return nil, err
			}
		}
	}
	page, err := r.Cases(CaseQuery{Search: x.Payer, Open: true, Limit: 50})
	if err != nil {
		return nil, err
	}
	for _, c := range page.Rows {
		if len(out) < 5 && slices.Contains(court.SplitNames(c.Debtors), x.Payer) {
			if err := add(c.ID, "付款人是被执行人"); err != nil {
				return nil, err
			}
		}
	}
	return out, nil
}
