package office

import (
	"context"
	"slices"

	"zhixing/app/court"
	"zhixing/app/law"
)

// MoneyDesk is what the 案款 page shows over all cases.
type MoneyDesk struct {
	Asked     []court.Disbursement
	Approved  []court.Disbursement
	Held      []HeldLine
	Recent    []court.Receipt
	Pool      []PoolLine
	InHand    []InHandLine     // cash and bills not in the bank
	Untold    []UntoldLine     // receipts whose officer was not informed
	Deferrals []court.Deferral // waiting for a decision
}

// HeldLine is a case with undistributed money and the day it should be gone.
type HeldLine struct {
	HeldCase
	Due      court.Date // of what Step waits for
	Step     string     // what is to be done next
	Deferred court.Date // the last day of a deferral that runs, zero for none
	Cause    string     // of that deferral
}

// The steps money waits for.
const (
	StepAsk    = "待申请"
	StepDecide = "待审批"
	StepPay    = "待付款"
	StepDefer  = "延缓"
)

// InHandLine is cash or a bill with the day it should be in the bank; bills
// have none.
type InHandLine struct {
	court.Receipt
	Due court.Date
}

// UntoldLine is a receipt with the day its officer should know of it.
type UntoldLine struct {
	court.Receipt
	Due court.Date
}

// MoneyDesk gives requests waiting, payments to make, undistributed money with
// its clock, and what came in without a case or without reaching the bank.
func (o *Office) MoneyDesk(ctx context.Context) (MoneyDesk, error) {
	m, err := read(ctx, o, func(r Reader) (m MoneyDesk, err error) {
		rules, err := o.rulesOf(r)
		if err != nil {
			return m, err
		}
		var held []HeldCase
		var inHand, untold []court.Receipt
		var deferrals []court.Deferral
		for _, step := range []func() error{
			func() (err error) { m.Asked, err = r.DisbursementsIn(court.DisbursementAsked); return err },
			func() (err error) { m.Approved, err = r.DisbursementsIn(court.DisbursementApproved); return err },
			func() (err error) { held, err = r.HeldCases(); return err },
			func() (err error) { inHand, err = r.UnbankedReceipts(); return err },
			func() (err error) { untold, err = r.UntoldReceipts(); return err },
			func() (err error) { deferrals, err = r.Deferrals(0); return err },
			func() (err error) { m.Recent, err = r.RecentReceipts(200); return err },
		} {
			if err := step(); err != nil {
				return m, err
			}
		}
		m.Held = heldLines(rules, held, &m, deferrals, o.Today())
		for _, x := range inHand {
			line := InHandLine{Receipt: x}
			if x.Way == court.WayCash {
				line.Due = rules.CashDue(x.Date)
			}
			m.InHand = append(m.InHand, line)
		}
		for _, x := range untold {
			m.Untold = append(m.Untold, UntoldLine{Receipt: x, Due: rules.ToldDue(x.Since())})
		}
		m.Deferrals = slices.DeleteFunc(deferrals, func(d court.Deferral) bool { return d.State != court.ApprovalAsked })
		return m, nil
	})
	if err != nil {
		return m, err
	}
	m.Pool, err = o.PoolMoney(ctx)
	return m, err
}

// PaidOut lists the payments made from one day to another, newest first; those
// that came back stand among them.
func (o *Office) PaidOut(ctx context.Context, from, to court.Date) ([]court.Disbursement, error) {
	return read(ctx, o, func(r Reader) ([]court.Disbursement, error) {
		list, err := r.PaymentsBetween(from, to)
		slices.Reverse(list)
		return list, err
	})
}

// heldLines says of each case with money what is to be done next and by when.
func heldLines(rules *law.Rules, held []HeldCase, m *MoneyDesk, deferrals []court.Deferral, today court.Date) []HeldLine {
	asked, approved := map[int64]court.Money{}, map[int64]court.Disbursement{}
	for _, d := range m.Asked {
		asked[d.CaseID] += d.Total()
	}
	for _, d := range m.Approved {
		if first, ok := approved[d.CaseID]; !ok || d.DecidedAt.Before(first.DecidedAt) {
			approved[d.CaseID] = d
		}
	}
	out := make([]HeldLine, 0, len(held))
	for _, h := range held {
		line := HeldLine{HeldCase: h, Step: StepAsk, Due: rules.DisbursementDue(h.Oldest)}
		if request, apart := rules.RequestDue(h.Oldest); apart {
			line.Due = request
		}
		if d, ok := approved[h.CaseID]; ok {
			line.Step, line.Due = StepPay, rules.PaymentDue(h.Oldest, dateOf(d.DecidedAt))
		} else if asked[h.CaseID] > 0 {
			line.Step, line.Due = StepDecide, rules.DisbursementDue(h.Oldest)
		}
		for _, d := range deferrals {
			if d.CaseID == h.CaseID && d.Runs(today) && line.Step == StepAsk {
				line.Step, line.Deferred, line.Cause, line.Due = StepDefer, d.LastDay(), d.Cause, rules.DeferredDue(h.Oldest, d.LastDay())
			}
		}
		out = append(out, line)
	}
	return out
}

// AskDeferral asks that the payment of a case's money may wait (延缓发放).
func (o *Office) AskDeferral(ctx context.Context, actor Actor, f court.Deferral) (court.Deferral, error) {
	f = court.Deferral{CaseID: f.CaseID, Cause: f.Cause, Note: f.Note, Until: f.Until, State: court.ApprovalAsked}
	if !slices.Contains(court.DeferralCauses, f.Cause) {
		return f, court.FieldErrorf("延缓事由", "请选择。")
	}
	if err := cleanText("说明", &f.Note, 500, true); err != nil {
		return f, err
	}
	if f.Cause == court.DeferralCauses[len(court.DeferralCauses)-1] && f.Note == "" {
		return f, court.FieldErrorf("说明", "没有填写：请写明正当理由。")
	}
	if f.Until.IsZero() || !f.Until.After(o.Today()) {
		return f, court.FieldErrorf("延缓至", "必须晚于今天。")
	}
	err := o.do(ctx, actor, MayAskDisbursement, "money", func(d *deed) error {
		b, err := d.Balance(f.CaseID)
		if err != nil {
			return err
		}
		if b.Held() <= 0 {
			return court.Errorf(court.CodeRefused, "本案账上没有案款，不用延缓发放。")
		}
		list, err := d.Deferrals(f.CaseID)
		if err != nil {
			return err
		}
		if slices.ContainsFunc(list, func(x court.Deferral) bool { return x.State == court.ApprovalAsked || x.Runs(o.Today()) }) {
			return court.Errorf(court.CodeConflict, "本案已有延缓发放的申请或批准。").WithHint("期满后仍须延缓的，再申请。")
		}
		f.AskedBy, f.AskedByID, f.AskedAt = d.actor.User.Name, d.actor.User.ID, o.now()
		if err := d.InsertDeferral(&f); err != nil {
			return err
		}
		return d.audit("申请延缓发放", "deferral", f.ID, f.CaseID, nil, f, f.Cause)
	})
	return f, err
}

// DecideDeferral approves or refuses a deferral: the director or a leader of the
// court, not whoever asked.
func (o *Office) DecideDeferral(ctx context.Context, actor Actor, id int64, approve bool, words string) error {
	if err := cleanText("审批意见", &words, 500, true); err != nil {
		return err
	}
	if !approve && words == "" {
		return court.FieldErrorf("审批意见", "不同意的必须写明理由。")
	}
	return o.do(ctx, actor, MayDecideDisburse, "money", func(d *deed) error {
		f, err := d.Deferral(id)
		if err != nil {
			return err
		}
		if f.State != court.ApprovalAsked {
			return court.Errorf(court.CodeRefused, "该延缓申请%s，不能再审批。", f.State)
		}
		if f.AskedByID == d.actor.User.ID {
			return court.Errorf(court.CodeDenied, "申请人不能审批自己的延缓申请。").WithHint("请由另一位有审批权的人员办理。")
		}
		before := f
		f.State, f.DecidedBy, f.DecidedAt, f.Decision = court.ApprovalGranted, d.actor.User.Name, o.now(), words
		if !approve {
			f.State = court.ApprovalRefused
		}
		if err := d.UpdateDeferral(f); err != nil {
			return err
		}
		return d.audit("审批延缓发放", "deferral", f.ID, f.CaseID, before, f, words)
	})
}

// EndDeferral records that the cause of a deferral fell away; the money is to
// be paid within 10 days (法发〔2017〕6号10).
func (o *Office) EndDeferral(ctx context.Context, actor Actor, id int64, on court.Date, reason string) error {
	reason, err := needReason("事由消失的说明", reason)
	if err != nil {
		return err
	}
	if err := o.checkPastDate("事由消失日期", on, true); err != nil {
		return err
	}
	return o.do(ctx, actor, MayAskDisbursement, "money", func(d *deed) error {
		f, err := d.Deferral(id)
		if err != nil {
			return err
		}
		if f.State != court.ApprovalGranted || !f.Ended.IsZero() || on.After(f.Until) || on.Before(dateOf(f.DecidedAt)) {
			return court.Errorf(court.CodeRefused, "该延缓发放在%s没有生效。", on)
		}
		before := f
		f.Ended = on
		if err := d.UpdateDeferral(f); err != nil {
			return err
		}
		return d.audit("结束延缓发放", "deferral", f.ID, f.CaseID, before, f, reason)
	})
}
