package office

import "zhixing/app/court"

// MeasureWarnDays is how long before its end a measure comes into the warnings;
// the list of those that end looks farther.
const MeasureWarnDays = 30

// measures warns of what this court holds and is about to lose, and of what it
// lost and nobody has accounted for. A case closed by 终本 goes on holding; one
// closed otherwise has nothing to hold for.
func (x *warner) measures(out []*court.Warning, f *WarningFacts) []*court.Warning {
	if f.Status == court.StatusClosed && f.Closing != court.ClosedInterim {
		return out
	}
	for _, m := range f.Measures {
		days := daysBetween(x.on, m.Until)
		if days > MeasureWarnDays || m.Since.After(x.on) {
			continue
		}
		kind, text := court.WarnMeasureNear, string(m.Kind)+"的“"+m.Property+"”"+m.Until.String()+"届满，应续行"
		if days < 0 {
			kind, text = court.WarnMeasureOver, string(m.Kind)+"的“"+m.Property+"”"+m.Until.String()+"届满未续，效力已消灭"
		}
		out = x.add(out, f, kind, m.Until, WhereThings, text, court.Node{})
		out[len(out)-1].Measure = m.ID
	}
	return out
}
