package office

import (
	"context"
	"fmt"
	"slices"
	"strings"

	"zhixing/app/court"
	"zhixing/app/law"
)

// SettlementLine is a settlement with what was paid for it.
type SettlementLine struct {
	court.Settlement
	Lines   []law.InstalmentPaid
	States  []law.InstalmentState // of the lines, on the day asked
	Covered court.Money           // of all instalments
	Extra   court.Money           // beyond them
	Next    int                   // index of the first line that is open, -1 when everything is paid
}

// Fulfilled tells whether everything is paid.
func (s SettlementLine) Fulfilled() bool { return s.Next < 0 }

// Late sums up what is past its day.
func (s SettlementLine) Late() (sum court.Money, since court.Date) {
	for i, x := range s.Lines {
		if s.States[i] == law.InstalmentLate || s.States[i] == law.InstalmentBroken {
			if sum += x.Left(); since.IsZero() {
				since = x.Due
			}
		}
	}
	return sum, since
}

// Broken tells whether an instalment is late for longer than allowed.
func (s SettlementLine) Broken() bool { return slices.Contains(s.States, law.InstalmentBroken) }

// settlementLine lays what came in for a case since the agreement against its
// instalments.
func settlementLine(rules *law.Rules, s court.Settlement, receipts []court.Receipt, today court.Date) SettlementLine {
	out := SettlementLine{Settlement: s, Next: -1}
	out.Lines, out.Extra = law.MatchInstalments(s.Instalments, incomeOf(s, receipts))
	for i, x := range out.Lines {
		out.Covered += x.Paid
		out.States = append(out.States, rules.StateOfInstalment(x, today))
		if out.Next < 0 && x.Left() > 0 {
			out.Next = i
		}
	}
	return out
}

// incomeOf gives what counts for a settlement: receipts of the case from the
// day it was signed until it ended, and what was paid without the court.
func incomeOf(s court.Settlement, receipts []court.Receipt) []law.Income {
	var out []law.Income
	meant := map[int64]int{}
	for _, p := range s.Paid {
		switch {
		case p.Void != "":
		case p.ReceiptID != 0:
			meant[p.ReceiptID] = p.No
		default:
			out = append(out, law.Income{No: p.No, On: p.On, Amount: p.Amount, What: "自行给付"})
		}
	}
	for _, r := range receipts {
		if r.Amount <= 0 || r.Date.Before(s.SignedOn) || !s.EndedOn.IsZero() && r.Date.After(s.EndedOn) {
			continue
		}
		out = append(out, law.Income{No: meant[r.ID], On: r.Date, Amount: r.Amount, What: r.Number})
	}
	return out
}

// Settlements gives settlements with what was paid, those with the earliest
// open instalment first and fulfilled ones last.
func (o *Office) Settlements(ctx context.Context, q SettlementQuery) ([]SettlementLine, error) {
	return read(ctx, o, func(r Reader) ([]SettlementLine, error) {
		rules, err := o.rulesOf(r)
		if err != nil {
			return nil, err
		}
		found, err := r.Settlements(q)
		if err != nil {
			return nil, err
		}
		receipts, err := r.SettlementReceipts(casesOf(found))
		out := make([]SettlementLine, 0, len(found))
		for _, s := range found {
			out = append(out, settlementLine(rules, s, receipts[s.CaseID], o.Today()))
		}
		slices.SortStableFunc(out, func(a, b SettlementLine) int { return a.nextDue().Compare(b.nextDue()) })
		return out, err
	})
}

// nextDue orders settlements: what is fulfilled or ended stands last.
func (s SettlementLine) nextDue() court.Date {
	if s.Next < 0 || s.State != court.SettlementRuns {
		return court.D(2199, 12, 31)
	}
	return s.Lines[s.Next].Due
}

func casesOf(list []court.Settlement) []int64 {
	var out []int64
	for _, s := range list {
		if !slices.Contains(out, s.CaseID) {
			out = append(out, s.CaseID)
		}
	}
	return out
}

// SaveSettlement enters an agreement by instalments (执行和解), or changes one
// that has an ID. enter also makes the case 和解履行中, when it is not yet. The
// instalments must add up to the total.
func (o *Office) SaveSettlement(ctx context.Context, actor Actor, s court.Settlement, enter bool) (court.Settlement, error) {
	if err := o.checkSettlement(&s); err != nil {
		return s, err
	}
	err := o.do(ctx, actor, MayWorkSettlement, "settlement", func(d *deed) error {
		c, err := d.Case(s.CaseID)
		if err != nil {
			return err
		}
		var before any
		s.State, s.EndedOn, s.Ended, s.By, s.At = court.SettlementRuns, court.Date{}, "", d.actor.User.Name, o.now()
		if s.ID != 0 {
			old, err := d.settlementRunning(s.ID)
			if err != nil {
				return err
			}
			before = old
			s.CaseID, s.By, s.At = old.CaseID, old.By, old.At
		}
		running, err := d.Settlements(SettlementQuery{CaseIDs: []int64{s.CaseID}, Running: true})
		if err != nil {
			return err
		}
		if slices.ContainsFunc(running, func(x court.Settlement) bool { return x.ID != s.ID }) {
			return court.Errorf(court.CodeConflict, "%s已有履行中的和解协议。", c.Number).WithHint("变更协议的，修改原来的；原协议已不履行的，先终止。")
		}
		if s.SignedOn.Before(c.Filed) {
			return court.FieldErrorf("协议日期", "“%s”早于立案日期%s。", s.SignedOn, c.Filed)
		}
		s.Paid = nil
		if err := d.PutSettlement(&s); err != nil {
			return err
		}
		s.CaseNo = c.Number.String()
		if err := d.audit("登记和解协议", "settlement", s.ID, s.CaseID, before, s, ""); err != nil {
			return err
		}
		if !enter || c.Status == court.StatusSettling || c.Status == court.StatusClosed {
			return nil
		}
		return d.enterSettling(c, s)
	})
	return s, err
}

// enterSettling makes a case 和解履行中 from the day of the agreement.
func (d *deed) enterSettling(c court.Case, s court.Settlement) error {
	if err := Allow(d.actor, MayChangeStatus); err != nil {
		return err
	}
	e := StatusEntry{Status: court.StatusSettling, On: s.SignedOn, Paper: "执行和解协议", Reason: fmt.Sprintf("双方达成执行和解协议，分%d期履行%s元。", len(s.Instalments), s.Total)}
	_, err := d.changeStatus(c.ID, e)
	return err
}

func (d *deed) settlementRunning(id int64) (court.Settlement, error) {
	s, err := d.Settlement(id)
	if err == nil && s.State != court.SettlementRuns {
		err = court.Errorf(court.CodeRefused, "这份和解协议%s，不能再办理。", s.State)
	}
	return s, err
}

func (o *Office) checkSettlement(s *court.Settlement) error {
	s.Instalments = slices.Clone(s.Instalments)
	if err := o.checkPastDate("协议日期", s.SignedOn, true); err != nil {
		return err
	}
	if err := cleanText("协议内容", &s.Terms, 1000, true); err != nil {
		return err
	}
	if err := cleanText("担保", &s.Surety, 300, false); err != nil {
		return err
	}
	if s.Total <= 0 || s.Total > court.MaxMoney {
		return court.FieldErrorf("总额", "必须大于零。")
	}
	if len(s.Instalments) == 0 || len(s.Instalments) > 600 {
		return court.FieldErrorf("分期", "应有1到600期。")
	}
	var sum court.Money
	for i := range s.Instalments {
		x := &s.Instalments[i]
		x.No = i + 1
		if err := cleanText("备注", &x.Note, 100, false); err != nil {
			return err
		}
		switch {
		case x.Amount <= 0 || x.Amount > court.MaxMoney:
			return court.FieldErrorf("分期", "第%d期的金额必须大于零。", x.No)
		case !x.Due.Valid() || x.Due.Before(s.SignedOn):
			return court.FieldErrorf("分期", "第%d期的日期（%s）早于协议日期，或者不是日期。", x.No, x.Due)
		case i > 0 && x.Due.Before(s.Instalments[i-1].Due):
			return court.FieldErrorf("分期", "第%d期的日期（%s）早于上一期。", x.No, x.Due)
		}
		sum += x.Amount
	}
	if sum != s.Total {
		return court.FieldErrorf("分期", "合计%s元，与总额%s元相差%s元。", sum, s.Total, s.Total-sum)
	}
	return nil
}

// PaySettlement enters money that the debtor paid to the applicant without the
// court (自行给付), or says for which instalment a receipt of the case was meant.
func (o *Office) PaySettlement(ctx context.Context, actor Actor, id int64, p court.SettlementPayment) error {
	if err := cleanText("凭据", &p.Note, 200, false); err != nil {
		return err
	}
	return o.do(ctx, actor, MayWorkSettlement, "settlement", func(d *deed) error {
		s, err := d.settlementRunning(id)
		if err != nil {
			return err
		}
		if p.No < 0 || p.No > len(s.Instalments) {
			return court.FieldErrorf("哪一期", "没有第%d期。", p.No)
		}
		if p.ReceiptID != 0 {
			if err := d.checkMeant(s, &p); err != nil {
				return err
			}
		} else if err := o.checkDirect(s, p); err != nil {
			return err
		}
		p.By, p.At, p.Void = d.actor.User.Name, o.now(), ""
		if err := d.InsertSettlementPayment(s.ID, &p); err != nil {
			return err
		}
		return d.audit("登记和解给付", "settlement", s.ID, s.CaseID, nil, p, "")
	})
}

func (o *Office) checkDirect(s court.Settlement, p court.SettlementPayment) error {
	if err := o.checkPastDate("给付日期", p.On, true); err != nil {
		return err
	}
	switch {
	case p.On.Before(s.SignedOn):
		return court.FieldErrorf("给付日期", "“%s”早于协议日期%s。", p.On, s.SignedOn)
	case p.Amount <= 0 || p.Amount > court.MaxMoney:
		return court.FieldErrorf("金额", "必须大于零。")
	case p.Note == "":
		return court.FieldErrorf("凭据", "不能为空：写明收条、转账凭证或者申请执行人的确认。")
	}
	return nil
}

// checkMeant fills what is known of the receipt; an earlier word about it no
// longer counts.
func (d *deed) checkMeant(s court.Settlement, p *court.SettlementPayment) error {
	r, err := d.Receipt(p.ReceiptID)
	if err != nil {
		return err
	}
	if r.CaseID != s.CaseID || r.Reversed || r.Reverses != 0 || r.Date.Before(s.SignedOn) {
		return court.Errorf(court.CodeRefused, "%s不是这份协议履行期间本案的有效收款。", r.Number)
	}
	p.On, p.Amount = r.Date, r.Amount
	for _, x := range s.Paid {
		if x.ReceiptID == p.ReceiptID && x.Void == "" {
			if err := d.VoidSettlementPayment(x.ID, "改为另一期"); err != nil {
				return err
			}
		}
	}
	return nil
}

// VoidSettlementPayment takes back what PaySettlement entered in error.
func (o *Office) VoidSettlementPayment(ctx context.Context, actor Actor, id, paymentID int64, reason string) error {
	reason, err := needReason("作废理由", reason)
	if err != nil {
		return err
	}
	return o.do(ctx, actor, MayWorkSettlement, "settlement", func(d *deed) error {
		s, err := d.settlementRunning(id)
		if err != nil {
			return err
		}
		i := slices.IndexFunc(s.Paid, func(p court.SettlementPayment) bool { return p.ID == paymentID })
		if i < 0 {
			return court.Errorf(court.CodeNotFound, "没有找到该笔给付。").WithHint("请刷新后再试。")
		}
		if err := d.VoidSettlementPayment(paymentID, reason); err != nil {
			return err
		}
		return d.audit("作废和解给付", "settlement", s.ID, s.CaseID, s.Paid[i], nil, reason)
	})
}

// EndSettlement ends a settlement: broken (the title is enforced again), or
// entered in error. resume also makes a case that is 和解履行中 be worked on again.
func (o *Office) EndSettlement(ctx context.Context, actor Actor, id int64, state court.SettlementState, on court.Date, reason string, resume bool) error {
	if state != court.SettlementEnded && state != court.SettlementVoid {
		return court.FieldErrorf("处理", "请选择终止或者作废。")
	}
	reason, err := needReason("理由", reason)
	if err != nil {
		return err
	}
	if err := o.checkPastDate("日期", on, true); err != nil {
		return err
	}
	return o.do(ctx, actor, MayWorkSettlement, "settlement", func(d *deed) error {
		s, err := d.settlementRunning(id)
		if err != nil {
			return err
		}
		if on.Before(s.SignedOn) {
			return court.FieldErrorf("日期", "“%s”早于协议日期%s。", on, s.SignedOn)
		}
		before := s
		s.State, s.EndedOn, s.Ended = state, on, reason
		if err := d.PutSettlement(&s); err != nil {
			return err
		}
		if err := d.audit("终止和解协议", "settlement", s.ID, s.CaseID, before, s, reason); err != nil {
			return err
		}
		if !resume || s.Status != court.StatusSettling {
			return nil
		}
		if err := Allow(d.actor, MayChangeStatus); err != nil {
			return err
		}
		_, err = d.changeStatus(s.CaseID, StatusEntry{Status: court.StatusOpen, On: on, Reason: "不履行执行和解协议，恢复执行：" + reason})
		return err
	})
}

// FormSettlement is the form that shows how far a settlement is fulfilled.
const FormSettlement = "settlement-progress"

// SettlementPaper gives the request for 和解履行情况表.
func (o *Office) SettlementPaper(ctx context.Context, id int64) (PaperRequest, error) {
	return read(ctx, o, func(r Reader) (PaperRequest, error) {
		rules, err := o.rulesOf(r)
		if err != nil {
			return PaperRequest{}, err
		}
		s, err := r.Settlement(id)
		if err != nil {
			return PaperRequest{}, err
		}
		receipts, err := r.SettlementReceipts([]int64{s.CaseID})
		line := settlementLine(rules, s, receipts[s.CaseID], o.Today())
		var rows []string
		for i, x := range line.Lines {
			rows = append(rows, cells(fmt.Sprintf("第%d期", x.No), x.Due.String(), x.Amount.String(), x.Paid.String(), x.PaidOn.String(), x.By, string(line.States[i])))
		}
		state := string(s.State)
		if line.Fulfilled() {
			state = "已履行完毕"
		}
		return PaperRequest{CaseID: s.CaseID, Form: FormSettlement, Inputs: map[string]string{
			"fill.signed": s.SignedOn.String(), "fill.total": s.Total.Plain(), "fill.terms": s.Terms, "fill.surety": s.Surety, "fill.state": state,
			"fill.rows": strings.Join(rows, "\n"),
		}}, err
	})
}
