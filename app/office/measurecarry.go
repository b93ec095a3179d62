package office

import (
	"context"
	"slices"

	"zhixing/app/court"
)

// carried gives the measures that can be carried over into a case: those taken
// in 财产保全 cases against its debtors, and those that the case it resumes still
// holds or has lost without account.
func carried(r Reader, c court.Case, today court.Date) ([]court.Measure, error) {
	if c.Kind == court.KindProtection || c.Status == court.StatusClosed {
		return nil, nil
	}
	former, queries, err := formerCases(r, c)
	if err != nil {
		return nil, err
	}
	for _, p := range c.PartiesOf(court.RoleDebtor) {
		q := PropertyQuery{OwnerID: p.IDNumber}
		if p.IDNumber == "" {
			q.Owner = p.Name
		}
		queries = append(queries, q)
	}
	var out []court.Measure
	kinds := map[int64]court.CaseKind{}
	for _, q := range queries {
		lines, err := propertyLines(r, q)
		if err != nil {
			return nil, err
		}
		for _, l := range lines {
			for _, m := range l.Measures {
				if m.CaseID == 0 || m.CaseID == c.ID || !goesOn(m, today) || slices.ContainsFunc(out, func(x court.Measure) bool { return x.ID == m.ID }) {
					continue
				}
				if kinds[m.CaseID] == "" {
					from, err := r.Case(m.CaseID)
					if err != nil {
						return nil, err
					}
					kinds[m.CaseID] = from.Kind
				}
				if former[m.CaseID] || kinds[m.CaseID] == court.KindProtection && m.StateOn(today) != court.MeasureLapsed {
					out = append(out, m)
				}
			}
		}
	}
	return out, nil
}

// formerCases gives the cases that a case resumes, one after the other, with the
// queries for their properties.
func formerCases(r Reader, c court.Case) (former map[int64]bool, queries []PropertyQuery, err error) {
	former = map[int64]bool{}
	for id := c.ResumedFrom; id != 0 && !former[id]; {
		former[id] = true
		queries = append(queries, PropertyQuery{CaseID: id})
		old, err := r.Case(id)
		if err != nil {
			return nil, nil, err
		}
		id = old.ResumedFrom
	}
	return former, queries, nil
}

// goesOn tells whether somebody still has to look after a measure: it is in
// force, waits, or ran out and nobody has said why.
func goesOn(m court.Measure, today court.Date) bool {
	switch m.StateOn(today) {
	case court.MeasureRunning, court.MeasureWaiting:
		return true
	case court.MeasureLapsed:
		return m.LapseNote == ""
	}
	return false
}

// CarryOver takes measures of a 财产保全 case, or of the case that was resumed,
// over into the case that enforces: they become its measures by themselves,
// their dates and places go on (解释168条).
func (o *Office) CarryOver(ctx context.Context, actor Actor, caseID int64, ids []int64) error {
	return o.do(ctx, actor, MayWorkProperty, "property", func(d *deed) error {
		c, err := d.Case(caseID)
		if err != nil {
			return err
		}
		ready, err := carried(d, c, o.Today())
		if err != nil {
			return err
		}
		for _, id := range ids {
			i := slices.IndexFunc(ready, func(m court.Measure) bool { return m.ID == id })
			if i < 0 {
				return court.Errorf(court.CodeRefused, "该措施不是本案被执行人在保全案件或者原案中的措施，不能转入。")
			}
			if err := d.carryMeasure(c, ready[i]); err != nil {
				return err
			}
		}
		return nil
	})
}

// carryMeasure makes a measure one of another case.
func (d *deed) carryMeasure(c court.Case, before court.Measure) error {
	from, err := d.Case(before.CaseID)
	if err != nil {
		return err
	}
	m, word := before, "承接"
	if from.Kind == court.KindProtection {
		m.Protection, word = true, "保全"
	}
	m.From, m.CaseID = before.Number, c.ID
	if err := d.UpdateMeasure(&m); err != nil {
		return err
	}
	if err := d.LinkProperty(m.PropertyID, c.ID); err != nil {
		return err
	}
	if err := d.audit(word+"措施转出", "measure", m.ID, before.CaseID, before, m, ""); err != nil {
		return err
	}
	return d.audit(word+"措施转入", "measure", m.ID, c.ID, before, m, "")
}

// carryProperty puts the properties of a case that is resumed into the new one
// and takes over the measures that somebody still has to look after, so that
// they are seen, renewed and warned of there and nowhere else. It tells whether
// the old case has measures on record, and whether one of them holds something.
func (d *deed) carryProperty(old, c court.Case) (recorded, holds bool, err error) {
	lines, err := propertyLines(d, PropertyQuery{CaseID: old.ID})
	if err != nil {
		return false, false, err
	}
	today := d.office.Today()
	for _, l := range lines {
		if err := d.LinkProperty(l.ID, c.ID); err != nil {
			return false, false, err
		}
		for _, m := range l.Measures {
			if m.CaseID != old.ID {
				continue
			}
			recorded, holds = true, holds || m.StateOn(today) == court.MeasureRunning
			if !goesOn(m, today) {
				continue
			}
			if err := d.carryMeasure(c, m); err != nil {
				return false, false, err
			}
		}
	}
	return recorded, holds, nil
}
