package office

import (
	"context"
	"slices"

	"zhixing/app/court"
	"zhixing/app/law"
)

// The forms of a renewal.
const (
	FormRenewalTold   = "renewal-told"   // 续行查封提示书, to the applicant
	FormRenewalRuling = "renewal-ruling" // 续行查封裁定书
	FormAssist        = "assist-notice"  // 协助执行通知书
	FormAssistFreeze  = "assist-freeze"  // 协助冻结存款通知书, for one account
)

// RenewalEntry renews measures together (续封).
type RenewalEntry struct {
	Measures []int64
	Asked    court.Date // day of the application; zero when the court acts of itself
	Ruled    court.Date // day of the ruling
	Months   int        // of the new term; 0 takes the longest
}

// RenewalItem is what became of the measures of one case.
type RenewalItem struct {
	CaseID   int64
	Number   string
	Measures []court.Measure
	Papers   []MadePaper
	Err      error
}

// ProposedEnd gives the last day of a new term that a ruling of the day can
// give a measure, at most the months wanted (0: the longest).
func ProposedEnd(m court.Measure, ruled court.Date, months int) (court.Date, error) {
	t, err := law.SeizureTermOf(m.What, ruled)
	if err != nil {
		return court.Date{}, err
	}
	if months == 0 {
		months = t.Renew
	}
	until := law.SeizureEnd(m.Until, months)
	return until, law.CheckRenewalEnd(m.What, ruled, m.Until, until)
}

// StartRenewals makes the papers of renewals, case by case: one ruling for each
// kind of measure, term and earlier ruling, and for it one 协助执行通知书 for each
// unit. The new term counts once
// the unit has received them (ReceiveRenewals). A measure that ran out, waits or
// is being renewed is refused with its case; other cases go on. The error is
// that of the first case when none succeeded.
func (o *Office) StartRenewals(ctx context.Context, actor Actor, e RenewalEntry, done func(n, of int)) ([]RenewalItem, error) {
	if err := o.checkPastDate("裁定日期", e.Ruled, true); err != nil {
		return nil, err
	}
	if err := o.checkPastDate("申请日期", e.Asked, false); err != nil {
		return nil, err
	}
	if e.Asked.After(e.Ruled) {
		return nil, court.FieldErrorf("申请日期", "“%s”晚于裁定日期%s。", e.Asked, e.Ruled)
	}
	return o.byCase(ctx, actor, e.Measures, done, func(d *deed, item *RenewalItem) error {
		for i := range item.Measures {
			if err := d.beginRenewal(&item.Measures[i], e); err != nil {
				return err
			}
		}
		return d.renewalPapers(ctx, item, e)
	})
}

// TellRenewals makes the papers that tell the applicants of the cases which
// measures end and until when to apply for their renewal: one for each kind of
// measure and day.
func (o *Office) TellRenewals(ctx context.Context, actor Actor, measures []int64, done func(n, of int)) ([]RenewalItem, error) {
	return o.byCase(ctx, actor, measures, done, func(d *deed, item *RenewalItem) error {
		run, err := d.newPaperRun(item.CaseID)
		if err != nil {
			return err
		}
		for _, part := range parted(item.Measures, func(m court.Measure) any {
			return struct {
				kind court.MeasureKind
				ends court.Date
			}{m.Kind, m.Until}
		}) {
			if _, err := run.add(PaperRequest{Form: FormRenewalTold, Measures: idsOf(part)}); err != nil {
				return err
			}
		}
		item.Papers, err = run.make(ctx)
		return err
	})
}

// byCase does something to the measures of each case in one transaction.
func (o *Office) byCase(ctx context.Context, actor Actor, measures []int64, done func(n, of int), f func(*deed, *RenewalItem) error) ([]RenewalItem, error) {
	if err := Allow(actor, MayWorkProperty); err != nil {
		return nil, err
	}
	items, err := read(ctx, o, func(r Reader) ([]RenewalItem, error) { return groupedByCase(r, measures) })
	if err != nil {
		return nil, err
	}
	failed := 0
	for i := range items {
		if err := ctx.Err(); err != nil {
			return items, err
		}
		item := &items[i]
		item.Err = o.do(ctx, actor, MayWorkProperty, "property", func(d *deed) error { return f(d, item) })
		if item.Err != nil {
			item.Papers = nil
			failed++
		}
		if done != nil {
			done(i+1, len(items))
		}
	}
	if failed > 0 && failed == len(items) {
		return items, items[0].Err
	}
	return items, nil
}

func groupedByCase(r Reader, measures []int64) ([]RenewalItem, error) {
	var items []RenewalItem
	for _, id := range measures {
		m, err := r.Measure(id)
		if err != nil {
			return nil, err
		}
		if m.Foreign() {
			return nil, court.Errorf(court.CodeRefused, "“%s”的%s是%s的，本院不能续行。", m.Property, m.Kind, m.Number)
		}
		i := slices.IndexFunc(items, func(x RenewalItem) bool { return x.CaseID == m.CaseID })
		if i < 0 {
			i = len(items)
			items = append(items, RenewalItem{CaseID: m.CaseID, Number: m.Number})
		}
		items[i].Measures = append(items[i].Measures, m)
	}
	return items, nil
}

func idsOf(list []court.Measure) []int64 {
	ids := make([]int64, len(list))
	for i, m := range list {
		ids[i] = m.ID
	}
	return ids
}

// beginRenewal records the renewal that a ruling gives a measure.
func (d *deed) beginRenewal(m *court.Measure, e RenewalEntry) error {
	now, err := d.Measure(m.ID) // it may have changed since it was chosen
	if err != nil {
		return err
	}
	*m = now
	switch state := m.StateOn(d.office.Today()); {
	case state == court.MeasureLapsed:
		return lapsed(*m)
	case state == court.MeasureWaiting:
		return court.Errorf(court.CodeRefused, "“%s”的%s正在轮候，不计期限，不用续行。", m.Property, m.Kind)
	case state != court.MeasureRunning:
		return court.Errorf(court.CodeRefused, "“%s”的%s%s，不能续行。", m.Property, m.Kind, state)
	case e.Ruled.Before(m.Since):
		return court.FieldErrorf("裁定日期", "“%s”早于%s生效的%s。", e.Ruled, m.Kind, m.Since)
	}
	if open, waits := m.Open(); waits {
		return court.Errorf(court.CodeConflict, "“%s”已于%s裁定续行，等待送达。", m.Property, open.Ruled).WithHint("请登记送达日；不用了的先作废该续行。")
	}
	until, err := ProposedEnd(*m, e.Ruled, e.Months)
	if err != nil {
		return err
	}
	r := court.Renewal{MeasureID: m.ID, Asked: e.Asked, Ruled: e.Ruled, Old: m.Until, Until: until, By: d.actor.User.Name, At: d.office.now()}
	if err := d.InsertRenewal(&r); err != nil {
		return err
	}
	m.Renewals = append(m.Renewals, r)
	return d.audit("裁定续行", "measure", m.ID, m.CaseID, nil, r, "")
}

// renewalPapers makes the rulings and the notices of one case and writes the
// ruling's number into the renewals.
func (d *deed) renewalPapers(ctx context.Context, item *RenewalItem, e RenewalEntry) error {
	run, err := d.newPaperRun(item.CaseID)
	if err != nil {
		return err
	}
	for _, part := range parted(item.Measures, func(m court.Measure) any {
		open, _ := m.Open()
		return struct {
			kind       court.MeasureKind
			old, until court.Date
			earlier    string
		}{m.Kind, open.Old, open.Until, m.Ruling}
	}) {
		rulings, err := run.add(PaperRequest{Form: FormRenewalRuling, Dated: e.Ruled, Measures: idsOf(part)})
		if err != nil {
			return err
		}
		for _, m := range part {
			r, _ := m.Open()
			r.Ruling = rulings[len(rulings)-1].Number
			if err := d.UpdateRenewal(r); err != nil {
				return err
			}
		}
		if err := run.addUnits(part, e.Ruled); err != nil {
			return err
		}
	}
	item.Papers, err = run.make(ctx)
	return err
}

// parted puts measures that share a key together, in the order they came.
func parted(list []court.Measure, key func(court.Measure) any) [][]court.Measure {
	var out [][]court.Measure
	place := map[any]int{}
	for _, m := range list {
		k := key(m)
		i, known := place[k]
		if !known {
			i = len(out)
			place[k], out = i, append(out, nil)
		}
		out[i] = append(out[i], m)
	}
	return out
}

// addUnits adds one notice for each unit that assists.
func (run *paperRun) addUnits(part []court.Measure, on court.Date) error {
	var units []string
	for _, m := range part {
		if !slices.Contains(units, m.Unit) {
			units = append(units, m.Unit)
		}
	}
	for _, unit := range units {
		theirs := slices.DeleteFunc(slices.Clone(part), func(m court.Measure) bool { return m.Unit != unit })
		form := FormAssist
		if len(theirs) == 1 && theirs[0].What == court.PropertyDeposit && theirs[0].Amount > 0 {
			form = FormAssistFreeze
		}
		if unit == "" {
			continue // nobody assists: things in the court's own hands
		}
		if _, err := run.add(PaperRequest{Form: form, Dated: on, Measures: idsOf(theirs), Inputs: map[string]string{"fill.unit": unit}}); err != nil {
			return err
		}
	}
	return nil
}

// ReceiveRenewals records the day on which the units received the renewals that
// wait; the new terms count from the old ends. A receipt after the old term ran
// out renews nothing and is refused.
func (o *Office) ReceiveRenewals(ctx context.Context, actor Actor, measures []int64, on court.Date) error {
	if err := o.checkPastDate("送达日", on, true); err != nil {
		return err
	}
	return o.renewalsWaiting(ctx, actor, measures, "续行送达", "", func(m court.Measure, r *court.Renewal) error {
		switch {
		case on.Before(r.Ruled):
			return court.FieldErrorf("送达日", "“%s”早于裁定日期%s。", on, r.Ruled)
		case on.After(r.Old):
			return lapsed(m)
		}
		r.Received = on
		return nil
	})
}

// DropRenewals takes back renewals whose papers were not sent.
func (o *Office) DropRenewals(ctx context.Context, actor Actor, measures []int64, why string) error {
	why, err := needReason("作废理由", why)
	if err != nil {
		return err
	}
	return o.renewalsWaiting(ctx, actor, measures, "作废续行", why, func(_ court.Measure, r *court.Renewal) error {
		r.Void = why
		return nil
	})
}

func (o *Office) renewalsWaiting(ctx context.Context, actor Actor, measures []int64, action, reason string, change func(court.Measure, *court.Renewal) error) error {
	return o.do(ctx, actor, MayWorkProperty, "property", func(d *deed) error {
		for _, id := range measures {
			m, err := d.Measure(id)
			if err != nil {
				return err
			}
			r, waits := m.Open()
			if !waits {
				return court.Errorf(court.CodeRefused, "“%s”没有等待送达的续行裁定。", m.Property)
			}
			before := r
			if err := change(m, &r); err != nil {
				return err
			}
			if err := d.UpdateRenewal(r); err != nil {
				return err
			}
			p, list, err := d.under(m.PropertyID)
			if err != nil {
				return err
			}
			if _, err := d.follow(p, list, id); err != nil {
				return err
			}
			if err := d.audit(action, "measure", m.ID, m.CaseID, before, r, reason); err != nil {
				return err
			}
		}
		return nil
	})
}
