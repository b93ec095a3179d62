package office

import (
	"fmt"

	"zhixing/app/court"
)

// inquiries warns of answers that do not come and of clues that are to be
// checked, each once for a case.
func (x *warner) inquiries(out []*court.Warning, f *WarningFacts) []*court.Warning {
	if f.Status == court.StatusClosed && f.Closing != court.ClosedInterim {
		return out
	}
	if n := len(f.Inquiries); n > 0 {
		first := f.Inquiries[0]
		for _, l := range f.Inquiries {
			if l.Due.Before(first.Due) {
				first = l
			}
		}
		if daysBetween(x.on, first.Due) < 0 {
			text := fmt.Sprintf("%s%s查询%s，应于%s前反馈", first.Sent, first.Way, first.Unit, first.Due)
			if n > 1 {
				text = fmt.Sprintf("%s%s查询%s等%d项没有反馈，应于%s前反馈", first.Sent, first.Way, first.Unit, n, first.Due)
			}
			out = x.add(out, f, court.WarnInquiry, first.Due, WhereInquiry, text, court.NodeRef{})
		}
	}
	return x.clues(out, f)
}

// clues warns once for a case of those to check, by the clue that is due first,
// and of each that led to property which nobody entered.
func (x *warner) clues(out []*court.Warning, f *WarningFacts) []*court.Warning {
	var open []court.Clue
	for _, c := range f.Clues {
		if !c.Unentered() {
			open = append(open, c)
			continue
		}
		text := fmt.Sprintf("%s提供的线索“%s”%s核查属实，查明的财产还没有登记", c.Giver, firstRunes(c.Content, 20), c.Checked)
		out = x.add(out, f, court.WarnClue, c.Checked, WhereInquiry, text, court.NodeRef{})
	}
	if len(open) == 0 {
		return out
	}
	first := open[0]
	for _, c := range open {
		if c.Due.Before(first.Due) {
			first = c
		}
	}
	what := "财产线索"
	if first.Urgent {
		what = "紧急财产线索"
	}
	text := fmt.Sprintf("%s提供的%s“%s”", first.Giver, what, firstRunes(first.Content, 20))
	if n := len(open); n > 1 {
		text += fmt.Sprintf("等%d条", n)
	}
	return x.add(out, f, court.WarnClue, first.Due, WhereInquiry, text+"应于"+first.Due.String()+"前核查", court.NodeRef{})
}
