package law

import (
	"slices"

	"zhixing/app/court"
)

// StopsClock tells whether a reason of deduction is a status in which nothing
// is done in a case (中止, 暂缓): the days of its nodes move by it too, not only
// the end of the term.
func StopsClock(kind string) bool {
	return slices.ContainsFunc(deductionKinds(), func(k DeductionKind) bool { return k.Name == kind && k.Status != "" })
}

// Still gives the rules for a case that stood still in those of the deductions
// that stop the clock and have ended: the term of a node does not count the
// days of it that lie in them.
func (r *Rules) Still(deductions []court.TermDeduction) *Rules {
	var parts []part
	for _, d := range deductions {
		if StopsClock(d.Kind) && d.Revoked == "" && !d.To.IsZero() {
			parts = append(parts, part{TermDeduction: d})
		}
	}
	if len(parts) == 0 {
		return r
	}
	out := *r
	out.still, _ = union(parts)
	return &out
}

// notStill gives the end of a term that runs from the day without the days on
// which the case stood still.
func (r *Rules) notStill(from, end court.Date) court.Date {
	for _, s := range r.still {
		if s.From.After(end) || s.To.Before(from) {
			continue
		}
		if s.From.Before(from) {
			s.From = from
		}
		end = end.AddDays(s.Days())
	}
	return end
}
