package law

import "zhixing/app/court"

// Level gives who a warning goes to when so many days are left, negative when
// it is overdue: the officer first, the head from 3 days overdue, the director
// from 7 (parameters escalate-head, escalate-director).
func (r *Rules) Level(daysLeft int, today court.Date) court.WarningLevel {
	due := today.AddDays(daysLeft)
	for _, rung := range []struct {
		param string
		level court.WarningLevel
	}{{"escalate-director", court.LevelDirector}, {"escalate-head", court.LevelHead}} {
		if !today.Before(r.After(r.planning(rung.param, today), due)) {
			return rung.level
		}
	}
	return court.LevelOfficer
}

// AsleepSince gives the day on or before which the last entry of a case must
// lie for it to count as asleep today (parameter asleep, 30 days).
func (r *Rules) AsleepSince(today court.Date) court.Date {
	p := r.planning("asleep", today)
	return r.addTerm(today, -p.Value, p.Unit)
}

// TermNearDays gives how many days before its end a term counts as near.
func (r *Rules) TermNearDays(today court.Date) int { return r.daysAhead("term-near", today) }

// HandoverDue gives the day by which a group is to receive what was handed
// over to it.
func (r *Rules) HandoverDue(sent court.Date) court.Date {
	return r.After(r.planning("handover-wait", sent), sent)
}

// InterimStart gives the day on which preparing 终本 begins while enforcement
// goes on: three months since filing (plan, item 6).
func (r *Rules) InterimStart(filed court.Date) court.Date { return r.interimOpens(filed) }

// OverSixMonths tells whether a case that is open today, or was open until
// then, belongs into the ledger of those over six months (plan, item 9).
func (r *Rules) OverSixMonths(filed, today court.Date) bool {
	return !filed.IsZero() && today.After(r.After(r.planning("over-six", filed), filed))
}

// PetitionDue gives the day by which a petition received on the day is
// answered.
func (r *Rules) PetitionDue(received court.Date) court.Date {
	return r.After(r.planning("petition", received), received)
}
