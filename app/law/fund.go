package law

import "zhixing/app/court"

// CashDue gives the last day for handing cash over to the bank: the day it was
// taken or the next (法发〔2017〕6号9).
func (r *Rules) CashDue(received court.Date) court.Date {
	return r.After(r.planning("cash-hand", received), received)
}

// ToldDue gives the day by which the officer is to be informed of money that
// came in (法发〔2017〕6号8).
func (r *Rules) ToldDue(received court.Date) court.Date {
	return r.After(r.planning("fund-told", received), received)
}

// UnknownDue gives the day by which money without a case is to be assigned.
func (r *Rules) UnknownDue(received court.Date) court.Date {
	return r.After(r.planning("fund-unknown", received), received)
}

// RequestDue gives the day by which the payment of money is to be asked for,
// and whether the rules in force when it came in set one apart from the day of
// payment (法〔2021〕322号: 10 workdays, then 5 for the accountants).
func (r *Rules) RequestDue(received court.Date) (due court.Date, apart bool) {
	due = r.After(r.planning("T38", received), received)
	_, err := r.Param("T38b", received)
	return due, err == nil
}

// PaymentDue gives the day by which the accountants are to pay what was
// approved: 5 workdays after the approval where the rules in force when the
// money came in say so, else the day of DisbursementDue.
func (r *Rules) PaymentDue(received, approved court.Date) court.Date {
	if p, err := r.Param("T38b", received); err == nil && !approved.IsZero() {
		return r.After(p, approved)
	}
	return r.DisbursementDue(received)
}

// DeferredDue gives the day by which money is to be paid whose payment was
// deferred up to a day: 10 days after the cause fell away (法发〔2017〕6号10), but
// never earlier than without the deferral.
func (r *Rules) DeferredDue(received, lastDay court.Date) court.Date {
	due := r.DisbursementDue(received)
	if later := r.After(r.planning("T38c", lastDay), lastDay); later.After(due) {
		return later
	}
	return due
}

// PayApprovals gives who must approve a payment, in order: the director, and
// above his limit the court's leaders too.
func (r *Rules) PayApprovals(total court.Money, on court.Date) []court.Role {
	limit := court.Money(r.planning("pay-limit", on).Value) * 10_000_00
	if total > limit {
		return []court.Role{court.RoleDirector, court.RolePresident}
	}
	return []court.Role{court.RoleDirector}
}
