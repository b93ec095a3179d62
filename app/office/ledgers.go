package office

import (
	"context"

	"zhixing/app/court"
)

// The legs of a ledger's row, as MarkLeg takes them.
const (
	LegListed   = "台账"
	LegReviewed = "评查"
	LegReported = "报备"
)

// Ledger gives the rows of one of the two ledgers of the plan's item 9; Today
// is filled in.
func (o *Office) Ledger(ctx context.Context, which string, q LedgerQuery) ([]LedgerLine, error) {
	if which != court.LedgerOverSix && which != court.LedgerInterim {
		return nil, court.Errorf(court.CodeInvalid, "没有“%s”这种台账。", which)
	}
	q.Ledger, q.Today = which, o.Today()
	return read(ctx, o, func(r Reader) ([]LedgerLine, error) { return r.LedgerLines(q) })
}

// MarkLeg records on which day a leg was done; no day takes it back.
func (o *Office) MarkLeg(ctx context.Context, actor Actor, caseID int64, ledger, leg string, on court.Date) error {
	if err := o.checkPastDate(leg+"日期", on, false); err != nil {
		return err
	}
	return o.do(ctx, actor, MayWorkLedgers, "ledger", func(d *deed) error {
		c, err := d.Case(caseID)
		if err != nil {
			return err
		}
		if err := d.inLedger(c, ledger); err != nil {
			return err
		}
		if !on.IsZero() && on.Before(c.Filed) {
			return court.FieldErrorf(leg+"日期", "“%s”早于立案日期%s。", on, c.Filed)
		}
		before, err := d.Legs(caseID, ledger)
		if err != nil {
			return err
		}
		after := before
		switch leg {
		case LegListed:
			after.Listed = on
		case LegReviewed:
			after.Reviewed = on
		case LegReported:
			after.Reported = on
		default:
			return court.Errorf(court.CodeInvalid, "没有“%s”这一项，只有台账、评查、报备。", leg)
		}
		if err := d.PutLegs(after); err != nil {
			return err
		}
		return d.audit("登记"+ledger+"案件"+leg, "legs", caseID, caseID, before, after, "")
	})
}

// inLedger refuses a case that does not belong into the ledger.
func (d *deed) inLedger(c court.Case, ledger string) error {
	rules, err := d.office.rulesOf(d)
	if err != nil {
		return err
	}
	switch {
	case ledger == court.LedgerInterim && c.Closing == court.ClosedInterim:
	case ledger == court.LedgerOverSix && rules.OverSixMonths(c.Filed, d.office.Today()):
	default:
		return court.Errorf(court.CodeRefused, "%s不在%s台账里。", c.Number, ledger).WithHint("超六个月台账列立案满六个月未结的案件，终本台账列以终本结案的案件（本院实施方案第9条）。")
	}
	return nil
}

// Sleeping gives the open cases in which nothing was done for so many days,
// longest asleep first; 0 takes the parameter.
func (o *Office) Sleeping(ctx context.Context, days int) ([]CaseRow, error) {
	return read(ctx, o, func(r Reader) ([]CaseRow, error) {
		since := o.Today().AddDays(-days)
		if days <= 0 {
			rules, err := o.rulesOf(r)
			if err != nil {
				return nil, err
			}
			since = rules.AsleepSince(o.Today())
		}
		return r.Asleep(since.AddDays(1))
	})
}
