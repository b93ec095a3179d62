package office

import "zhixing/app/court"

// MeasureWarnDays is how long before its end a measure comes into the warnings;
// the list of those that end looks farther.
const MeasureWarnDays = 30

// measures warns of what this court holds and is about to lose, of what it lost
// and nobody has accounted for, and of places in the order that were lost to
// measures entered later. The status of the case does not matter: what was taken
// in 保全 and before 终本 goes on holding, and what a closed case still holds has
// to be released.
func (x *warner) measures(out []*court.Warning, f *WarningFacts) []*court.Warning {
	for _, m := range f.Measures {
		thing := string(m.Kind) + "的“" + m.Property + "”"
		if !m.Displaced.IsZero() {
			out = x.add(out, f, court.WarnPlace, m.Displaced, WhereThings, thing+"顺位变动："+m.Displacer, court.NodeRef{})
			out[len(out)-1].Measure = m.ID
		}
		days := daysBetween(x.on, m.Until)
		if m.Until.IsZero() || days > MeasureWarnDays || m.Since.After(x.on) {
			continue
		}
		kind, text := court.WarnMeasureNear, thing+m.Until.String()+"届满，应"+renewOrRelease(f)
		if days < 0 {
			kind, text = court.WarnMeasureOver, thing+m.Until.String()+"届满未续，效力已消灭"
		}
		out = x.add(out, f, kind, m.Until, WhereThings, text, court.NodeRef{})
		out[len(out)-1].Measure = m.ID
	}
	return out
}

// renewOrRelease says what becomes of a measure whose case stands as it does.
func renewOrRelease(f *WarningFacts) string {
	if f.Status == court.StatusClosed {
		switch f.Closing {
		case court.ClosedFulfilled, court.ClosedTerminated, court.ClosedWithdrawn, court.ClosedRefused, court.ClosedRejected:
			return "解除（案件已以" + string(f.Closing) + "结案）"
		}
	}
	return "续行"
}
