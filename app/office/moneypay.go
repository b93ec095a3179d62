package office

import (
	"context"
	"slices"
	"strings"

	"zhixing/app/court"
	"zhixing/app/law"
)

// AskDisbursement asks for a payment (案款发放申请), by default from a case's
// account to its applicant. The amount and the deductions must be covered by
// money neither paid nor asked for, also when two people ask at once. A payee
// who is no applicant of the case needs the record of the panel (合议).
func (o *Office) AskDisbursement(ctx context.Context, actor Actor, p court.Disbursement) (court.Disbursement, error) {
	p = court.Disbursement{ // nothing of a later step, whatever the caller copied
		CaseID: p.CaseID, Kind: p.KindOf(), Fund: p.FundOf(), Source: p.Source, Payee: p.Payee, PayeeBank: p.PayeeBank, PayeeNo: p.PayeeNo, Amount: p.Amount,
		Deductions: slices.Clone(p.Deductions), Note: p.Note, Panel: p.Panel, BankID: p.BankID, State: court.DisbursementAsked,
	}
	if err := checkDisbursement(&p); err != nil {
		return p, err
	}
	err := o.do(ctx, actor, MayAskDisbursement, "money", func(d *deed) error { return d.ask(&p, 0) })
	return p, err
}

// ask stores a request for a payment that was checked by itself; kept is what the
// plan it is made from holds for it.
func (d *deed) ask(p *court.Disbursement, kept court.Money) error {
	if err := d.checkPayee(p); err != nil {
		return err
	}
	if err := d.checkCover(*p, kept); err != nil {
		return err
	}
	rules, err := d.office.rulesOf(d)
	if err != nil {
		return err
	}
	p.Needs = rules.PayApprovals(p.Total(), d.office.Today())
	if p.Number, err = d.nextVoucher("发", d.office.Today()); err != nil {
		return err
	}
	p.AskedBy, p.AskedByID, p.AskedAt = d.actor.User.Name, d.actor.User.ID, d.office.now()
	if err := d.InsertDisbursement(p); err != nil {
		return err
	}
	return d.audit("申请发放案款", "disbursement", p.ID, p.CaseID, nil, *p, "")
}

// payFunds says what each kind of payment may be made from.
var payFunds = map[court.PaymentKind][]court.FundKind{
	court.PayApplicant: {court.FundCase, court.FundDeposit},
	court.PayRefund:    {court.FundCase, court.FundUnknown, court.FundBidder},
	court.PayDeposit:   {court.FundCase},
	court.PayTreasury:  {court.FundFee, court.FundFine, court.FundInterest, court.FundUnknown},
	court.PayCosts:     {court.FundCosts},
}

// checkPayee asserts that the payee may have the money: an applicant, whoever
// paid it in, or somebody the panel decided on (法发〔2017〕6号11).
func (d *deed) checkPayee(p *court.Disbursement) error {
	if !p.FundOf().PerCase() {
		return d.checkPool(p)
	}
	c, err := d.Case(p.CaseID)
	if err != nil {
		return err
	}
	p.CaseNo = c.Number.String()
	if p.Panel != "" || slices.ContainsFunc(c.PartiesOf(court.RoleApplicant), func(a court.Party) bool { return a.Name == p.Payee }) {
		return nil
	}
	if p.Kind != court.PayRefund {
		return court.FieldErrorf("合议记录", "没有填写：“%s”不是本案申请执行人。", p.Payee).
			WithHint("发给申请执行人以外的人，须经合议庭审查，请写明合议笔录的日期或编号。")
	}
	return d.checkRefund(*p)
}

// checkRefund asserts that nobody gets back more than they paid into the case;
// what others paid goes to them only when the panel decides so.
func (d *deed) checkRefund(p court.Disbursement) error {
	receipts, err := d.Receipts(p.CaseID)
	if err != nil {
		return err
	}
	asked, err := d.Disbursements(p.CaseID)
	if err != nil {
		return err
	}
	var came, back court.Money
	for _, r := range receipts {
		if r.Payer == p.Payee && r.Reverses == 0 && !r.Reversed {
			came += r.Amount
		}
	}
	if came == 0 {
		return court.FieldErrorf("合议记录", "没有填写：“%s”没有向本案交过款，不能直接退给他。", p.Payee).
			WithHint("退给交款人以外的人，须经合议庭审查，请写明合议笔录的日期或编号。")
	}
	for _, x := range asked {
		if x.KindOf() == court.PayRefund && x.Payee == p.Payee && x.State.Live() {
			back += x.Total()
		}
	}
	if p.Total() > came-back {
		return court.FieldErrorf("发放金额", "最多退%s元：“%s”向本案交款%s元，已退和正在退的有%s元。", came-back, p.Payee, came, back).
			WithHint("退得更多须经合议庭审查，请写明合议笔录的日期或编号。")
	}
	return nil
}

// checkPool fills what a payment from a pool takes over from its receipt.
func (d *deed) checkPool(p *court.Disbursement) error {
	p.CaseID = 0
	if p.Fund != court.FundUnknown && p.Fund != court.FundBidder {
		p.Source = 0
		return nil
	}
	r, err := d.Receipt(p.Source)
	if err != nil {
		return court.FieldErrorf("来源", "请选择从哪一笔%s付出。", p.Fund).Because(err)
	}
	if r.CaseID != 0 || r.FundOf() != p.Fund {
		return court.FieldErrorf("来源", "%s不是%s。", r.Number, p.Fund)
	}
	p.SourceNo = r.Number
	return nil
}

// checkCover asserts that the account still has what is asked for; what plans
// divide is there for their own payments only.
func (d *deed) checkCover(p court.Disbursement, kept court.Money) error {
	if p.Source != 0 {
		r, err := d.Receipt(p.Source)
		if err == nil && r.Left < p.Total() {
			err = court.Errorf(court.CodeRefused, "%s还剩%s元，不足以付出%s元。", r.Number, r.Left, p.Total()).WithHint("已认领、已付出和已申请的都不能再用。")
		}
		return err
	}
	if p.FundOf() == court.FundCase {
		b, err := d.Balance(p.CaseID)
		if err == nil && b.Free()+kept < p.Total() {
			err = shortOf("发放", p.Total(), b)
		}
		return err
	}
	free, err := d.FundFree(p.FundOf(), p.CaseID)
	if err == nil && free < p.Total() {
		err = court.Errorf(court.CodeRefused, "%s可用余额%s元，不足以付出%s元。", p.FundOf(), free, p.Total()).WithHint("已申请未付出的不能再用。")
	}
	return err
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
	if !slices.Contains(payFunds[p.Kind], p.Fund) {
		return court.FieldErrorf("款项用途", "“%s”不能从%s付出。", p.Kind, p.Fund)
	}
	if err := cleanText("合议记录", &p.Panel, 200, false); err != nil {
		return err
	}
	for _, t := range []struct {
		label string
		text  *string
		most  int
	}{{"收款人", &p.Payee, 100}, {"收款开户行", &p.PayeeBank, 100}, {"收款账号", &p.PayeeNo, 40}} {
		if err := cleanText(t.label, t.text, t.most, false); err != nil {
			return err
		}
		if *t.text == "" && (p.Kind != court.PayDeposit || t.label == "收款人") {
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

// DecideDisbursement signs or refuses the next step of a request. Nobody signs
// twice, and whoever asked does not sign; a refusal needs words. What every
// step has signed may be paid.
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
		if err := MayDecideStep(d.actor, p); err != nil {
			return err
		}
		before := p
		step := court.Approval{Role: p.Next(), By: d.actor.User.Name, ByID: d.actor.User.ID, At: o.now(), Words: words}
		p.DecidedBy, p.DecidedAt, p.Decision = step.By, step.At, words
		switch {
		case !approve:
			p.State = court.DisbursementRefused
		default:
			p.Steps = append(slices.Clone(p.Steps), step)
			if p.Next() == "" {
				p.State = court.DisbursementApproved
			}
		}
		if err := d.UpdateDisbursement(p); err != nil {
			return err
		}
		return d.audit("审批案款发放", "disbursement", p.ID, p.CaseID, before, p, words)
	})
}

// MayDecideStep tells whether the actor may sign the step a request waits for;
// screens offer it only then. An 院领导 may also sign for the director.
func MayDecideStep(actor Actor, p court.Disbursement) error {
	if err := Allow(actor, MayDecideDisburse); err != nil {
		return err
	}
	if p.AskedByID == actor.User.ID {
		return court.Errorf(court.CodeDenied, "申请人不能审批自己的发放申请。").WithHint("请由另一位有审批权的人员办理。")
	}
	for _, s := range p.Steps {
		if s.ByID == actor.User.ID {
			return court.Errorf(court.CodeDenied, "您已审批过%s，下一步须由%s审批。", p.Number, p.Next()).WithHint("同一笔发放，每一步须由不同的人办理。")
		}
	}
	if next := p.Next(); next == court.RolePresident && !actor.User.Has(court.RolePresident) {
		return court.Errorf(court.CodeDenied, "%s须由%s审批。", p.Number, next).WithHint("金额超过执行局长的审批权限。")
	}
	return nil
}

// RecallDisbursement takes back a request that has not been paid (撤回); the
// money is free again. Whoever asked may, and those who lead or pay.
func (o *Office) RecallDisbursement(ctx context.Context, actor Actor, id int64, reason string) error {
	reason, err := needReason("撤回理由", reason)
	if err != nil {
		return err
	}
	return o.do(ctx, actor, MayRecallDisburse, "money", func(d *deed) error {
		p, err := d.Disbursement(id)
		if err != nil {
			return err
		}
		if p.State != court.DisbursementAsked && p.State != court.DisbursementApproved {
			return court.Errorf(court.CodeRefused, "%s现为“%s”，不能撤回。", p.Number, p.State).WithHint("已发放的，退回后用冲正。")
		}
		if err := MayRecall(d.actor, p); err != nil {
			return err
		}
		if err := NotInFile(p); err != nil {
			return err
		}
		before := p
		p.State, p.WithdrawnBy, p.WithdrawnAt, p.Reason = court.DisbursementRecalled, d.actor.User.Name, o.now(), reason
		if err := d.UpdateDisbursement(p); err != nil {
			return err
		}
		return d.audit("撤回发放申请", "disbursement", p.ID, p.CaseID, before, p, reason)
	})
}

// MayRecall tells whether the actor may take the request back.
func MayRecall(actor Actor, p court.Disbursement) error {
	if err := Allow(actor, MayRecallDisburse); err != nil {
		return err
	}
	if p.AskedByID == actor.User.ID || actor.User.Has(court.RoleHead, court.RoleDirector, court.RolePresident, court.RoleAccountant) {
		return nil
	}
	return court.Errorf(court.CodeDenied, "只有申请人%s或者组长、执行局长、院领导、财务可以撤回%s。", p.AskedBy, p.Number)
}

func (d *deed) disbursementIn(id int64, state court.DisbursementState) (court.Disbursement, error) {
	p, err := d.Disbursement(id)
	if err == nil && p.State != state {
		err = court.Errorf(court.CodeRefused, "%s现为“%s”，不能这样办理。", p.Number, p.State).WithHint("请刷新后再看。")
	}
	return p, err
}

// PayDisbursement records that an approved payment left the account on a day.
// Whoever asked for it or approved it cannot pay it.
func (o *Office) PayDisbursement(ctx context.Context, actor Actor, id int64, on court.Date, bankRef string) error {
	if err := o.checkPastDate("发放日期", on, true); err != nil {
		return err
	}
	if err := cleanText("银行流水号", &bankRef, 60, false); err != nil {
		return err
	}
	return o.do(ctx, actor, MayPayDisbursement, "money", func(d *deed) error { return d.pay(id, on, bankRef) })
}

// pay registers one approved payment as paid.
func (d *deed) pay(id int64, on court.Date, bankRef string) error {
	p, err := d.disbursementIn(id, court.DisbursementApproved)
	if err != nil {
		return err
	}
	if err := mayPay(d.actor, p); err != nil {
		return err
	}
	if approved := dateOf(p.DecidedAt); on.Before(approved) {
		return court.FieldErrorf("发放日期", "“%s”早于审批日期%s。", on, approved)
	}
	before := p
	p.State, p.PaidOn, p.PaidBy, p.BankRef = court.DisbursementPaid, on, d.actor.User.Name, bankRef
	p.PaidByID, p.PaidAt = d.actor.User.ID, d.office.now()
	if err := d.UpdateDisbursement(p); err != nil {
		return err
	}
	if err := d.audit("发放案款", "disbursement", p.ID, p.CaseID, before, p, ""); err != nil {
		return err
	}
	if err := d.LinkVoucher(0, p.BankRef, p.Number); err != nil {
		return err
	}
	if p.FundOf() != court.FundCase {
		return nil
	}
	if err := d.creditClaim(p, p.Amount); err != nil {
		return err
	}
	return d.markPaid(p)
}

// mayPay refuses that whoever asked for a payment or approved it also pays it.
func mayPay(actor Actor, p court.Disbursement) error {
	if p.AskedByID == actor.User.ID || slices.ContainsFunc(p.Steps, func(s court.Approval) bool { return s.ByID == actor.User.ID }) {
		return court.Errorf(court.CodeDenied, "%s由您申请或审批，须由另一位财务人员发放。", p.Number).WithHint("同一笔发放，每一步须由不同的人办理。")
	}
	return nil
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
		p.ReversedAt = o.now()
		if err := d.UpdateDisbursement(p); err != nil {
			return err
		}
		if err := d.audit("冲正发放", "disbursement", p.ID, p.CaseID, before, p, reason); err != nil {
			return err
		}
		if p.FundOf() != court.FundCase {
			return nil
		}
		if err := d.creditClaim(p, -p.Amount); err != nil {
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
