package office

import (
	"encoding/json"
	"slices"
	"strings"

	"zhixing/app/court"
	"zhixing/app/law"
)

// gatherTerm reads what the papers about terms, warnings and resumption say.
func (o *Office) gatherTerm(r Reader, f *caseFacts) error {
	var err error
	if f.rules, err = o.rulesOf(r); err != nil {
		return err
	}
	facts, err := termFacts(r, f.c, f.today)
	if err != nil {
		return err
	}
	if f.c.Filed.Valid() {
		if f.term, err = f.rules.Term(facts); err != nil {
			return err
		}
	}
	f.extensions = facts.Extensions
	if f.changes, err = statusChanges(r, f.c.ID); err != nil || f.c.ResumedFrom == 0 {
		return err
	}
	if f.resumed, err = r.Case(f.c.ResumedFrom); err != nil {
		return err
	}
	f.resumedWhy, err = resumedWhy(r, f.c)
	return err
}

// madeChange is a change of status as it went on record.
type madeChange struct {
	statusChange
	was    court.Status
	reason string
}

// statusChanges gives the changes of a case's status, newest first.
func statusChanges(r Reader, caseID int64) ([]madeChange, error) {
	entries, err := r.Audit(AuditQuery{CaseID: caseID, Search: actionStatus})
	var out []madeChange
	for _, e := range entries {
		x := madeChange{reason: e.Reason}
		if e.Action != actionStatus || json.Unmarshal([]byte(e.After), &x.statusChange) != nil || json.Unmarshal([]byte(e.Before), &x.was) != nil {
			continue
		}
		out = append(out, x)
	}
	return out, err
}

// addStatus tells of the last change of status; when the case goes on after
// 中止 or a settlement, the papers of resumption know it.
func (f *caseFacts) addStatus(t, resume tree) {
	if len(f.changes) == 0 {
		return
	}
	last := f.changes[0]
	t["change"] = tree{"to": string(last.Status), "reason": last.reason, "on": last.On}
	ground := map[court.Status]string{court.StatusSuspended: "中止执行的情形消失", court.StatusSettling: "不履行执行和解协议"}[last.was]
	if last.Status != court.StatusOpen || ground == "" || f.c.ResumedFrom != 0 {
		return
	}
	resume["ground"], resume["reason"], resume["from_number"] = ground, last.reason, f.c.Number.String()
	for _, x := range f.changes[1:] {
		if x.Status == last.was {
			resume["from_closed"] = x.On
			break
		}
	}
}

// resumedWhy gives the reason for which the case took up another one, as it
// went on record there.
func resumedWhy(r Reader, c court.Case) (string, error) {
	entries, err := r.Audit(AuditQuery{CaseID: c.ResumedFrom, Search: c.Number.String()})
	for _, e := range entries {
		if e.Action == actionResumed {
			return e.Reason, err
		}
	}
	return "", err
}

// addTerm tells how the term is worked out, and of the extension and the case
// that was resumed; what a form asks for goes over it.
func (f *caseFacts) addTerm(t tree) {
	t["term"] = tree{"explanation": f.term.Explanation, "end": f.term.End, "base": f.term.Base, "deducted": f.term.DeductedDays}
	t["warning"], t["report"], t["progress"] = tree{}, tree{}, tree{}
	e := f.extension
	extension := tree{"asked_by": e.AskedBy, "decision": e.Decision, "decided": dateOf(e.DecidedAt), "until": court.Date{}}
	if e.ID != 0 {
		extension["months"], extension["reason"], extension["asked"] = e.Months, e.Reason, dateOf(e.AskedAt)
		switch e.State {
		case court.ApprovalAsked:
			extension["until"] = f.c.Limit.AddMonths(e.Months)
		case court.ApprovalGranted:
			extension["until"] = f.c.Limit
		}
	}
	t["extension"] = extension
	resume := tree{"from_number": f.c.ResumedNo}
	if f.resumed.ID != 0 {
		resume["from_closed"] = f.resumed.Closed
	}
	if f.resumedWhy != "" {
		resume["reason"] = f.resumedWhy
	}
	f.addStatus(t, resume)
	t["resume"] = resume
}

// addSteps adds what parties and the public may be told: the names under which
// the parties are published, and what was done, in the order of the days.
func (f *caseFacts) addSteps(t tree) {
	masked := court.MaskNames(f.c.Parties)
	names := map[court.PartyRole][]string{}
	for i, p := range f.c.Parties {
		names[p.Role] = append(names[p.Role], masked[i])
	}
	t["applicant_names_masked"] = strings.Join(names[court.RoleApplicant], "、")
	t["debtor_names_masked"] = strings.Join(names[court.RoleDebtor], "、")
	steps := []tree{}
	for _, n := range f.nodes {
		if !n.Actual.IsZero() && !n.Actual.After(f.today) && !law.IsInner(n.Code) {
			steps = append(steps, tree{"date": n.Actual, "name": n.Name})
		}
	}
	slices.SortStableFunc(steps, func(a, b tree) int { return a["date"].(court.Date).Compare(b["date"].(court.Date)) })
	t["steps"] = steps
}
