package office

import (
	"slices"

	"zhixing/app/court"
	"zhixing/app/law"
)

// CoercionFacts are what warnings about coercive measures and crime files need.
type CoercionFacts struct {
	Coercions []court.Coercion // asked, approved or under way, or refused after an urgent detention
	Crimes    []court.CrimeFile
}

// WhereCoercion is the tab of a case page such warnings lead to.
const WhereCoercion = "强制"

// CoercionOpen and CrimeOpen are the states in which terms may run.
var (
	CoercionOpen = []court.CourseState{court.CoercionAsked, court.CoercionRefused, court.CoercionApproved, court.CoercionRunning, court.CoercionDone, court.CoercionLifted}
	CrimeOpen    = []court.CourseState{court.CrimeClue, court.CrimeReady, court.CrimeSent, court.CrimeNotAccepted, court.CrimeAccepted, court.CrimeFiled, court.CrimeRefused, court.CrimeSupervised, court.CrimePrivate, court.CrimeProsecuted}
)

// coercions warns of the terms that run in coercive measures and crime files.
func (x *warner) coercions(out []*court.Warning, f *WarningFacts, near int) []*court.Warning {
	for _, c := range f.Coercions {
		for _, k := range x.rules.CoercionClocks(c) {
			out = x.courseClock(out, f, court.WarnCoercion, string(c.Kind)+c.Person, k, near)
		}
	}
	for _, c := range f.Crimes {
		for _, k := range x.rules.CrimeClocks(c) {
			if k.Name == "审查线索" && slices.ContainsFunc(f.Nodes, func(n court.NodeRef) bool { return n.Code == nodeRefusal }) {
				continue // the progress table warns of it
			}
			out = x.courseClock(out, f, court.WarnCrime, "拒执案件"+c.Suspect, k, near)
		}
	}
	return out
}

func (x *warner) courseClock(out []*court.Warning, f *WarningFacts, kind court.WarningKind, what string, k law.Clock, near int) []*court.Warning {
	if !k.Done.IsZero() || daysBetween(x.on, k.Due) > near {
		return out
	}
	return x.add(out, f, kind, k.Due, WhereCoercion, what+"："+k.Name+"（"+k.Who+"）应于"+k.Due.String()+k.Time+"前", court.NodeRef{})
}
