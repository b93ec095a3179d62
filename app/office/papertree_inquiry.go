package office

import (
	"slices"
	"strings"

	"zhixing/app/court"
)

// asked is what a letter to a unit or to the applicant is about.
type asked struct {
	lines []court.InquiryLine // the questions to one unit
	unit  court.AssistUnit    // its entry in the contact book
	clue  court.Clue
}

// gatherInquiries reads the inquiries and clues of the case.
func (o *Office) gatherInquiries(r Reader, f *caseFacts) error {
	var err error
	if f.inquiries, err = r.InquiryLinesOf([]int64{f.c.ID}); err != nil {
		return err
	}
	clues, err := r.Clues(ClueQuery{CaseID: f.c.ID})
	if err != nil {
		return err
	}
	f.clues = clues.Rows
	return nil
}

// gatherAsked takes from the inquiries and clues what the request names.
func (o *Office) gatherAsked(r Reader, f *caseFacts) error {
	for _, l := range f.inquiries {
		if slices.Contains(f.req.Inquiries, l.ID) {
			f.asked.lines = append(f.asked.lines, l)
		}
	}
	for _, c := range f.clues {
		if c.ID == f.req.Clue {
			f.asked.clue = c
		}
	}
	if len(f.asked.lines) == 0 {
		return nil
	}
	units, err := r.AssistUnits(UnitQuery{})
	for _, u := range units {
		if u.Name == f.asked.lines[0].Unit {
			f.asked.unit = u
			break
		}
	}
	return err
}

// addInquiry gives forms what they say of an inquiry and of a clue; texts are
// there even when the paper is about none.
func (f *caseFacts) addInquiry(t tree) {
	a := f.asked
	q := tree{"number": "", "unit": "", "contact": "", "names": "", "scope": "", "sent": court.Date{}, "due": court.Date{}}
	if len(a.lines) > 0 {
		first := a.lines[0]
		var names []string
		for _, l := range a.lines {
			name := l.Debtor
			if l.DebtorID != "" {
				name += "（" + l.DebtorID + "）"
			}
			if !slices.Contains(names, name) {
				names = append(names, name)
			}
		}
		q = tree{"number": first.Number, "unit": first.Unit, "contact": strings.TrimSpace(a.unit.Department + " " + a.unit.Person + " " + a.unit.Phone),
			"names": strings.Join(names, "\n"), "scope": strings.Join(first.Scope, "、"), "sent": first.Sent, "due": first.Due}
	}
	t["inquiry"] = q
	c := a.clue
	finding := c.Finding
	if c.Thing != "" {
		finding = strings.TrimPrefix(finding+"\n查明的财产："+c.Thing, "\n")
	}
	t["clue"] = tree{"giver": c.Giver, "received": c.Received, "debtor": c.Debtor, "content": c.Content, "checked": c.Checked, "result": string(c.Result), "finding": finding}
}
