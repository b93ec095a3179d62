package data

import (
	"github.com/uptrace/bun"

	"zhixing/app/court"
	"zhixing/app/office"
)

// addInquiries reads the answers that have not come, the clues that are to be
// checked by a day, and those that led to property nobody entered.
func (r *reader) addInquiries(ids []int64, until court.Date, at func(int64) *office.WarningFacts) error {
	some := func(sel *bun.SelectQuery) *bun.SelectQuery {
		if ids != nil {
			sel = sel.Where("l.case_id IN (?)", bun.List(ids))
		}
		return sel
	}
	lines, err := r.scanInquiryLines(some(r.inquiryLines()).Where("l.answered = ''").Where("q.void = ''").OrderExpr("l.id"))
	if err != nil {
		return err
	}
	for _, l := range lines {
		if f := at(l.CaseID); f != nil {
			f.Inquiries = append(f.Inquiries, l)
		}
	}
	due := func(s *bun.SelectQuery) *bun.SelectQuery {
		return s.Where("l.checked = '' AND l.void = '' AND l.due <= ?", until.String()).WhereOr(unentered, court.ClueTrue)
	}
	clues, err := r.scanClues(some(r.clues()).WhereGroup(" AND ", due).OrderExpr("l.id"))
	for _, c := range clues {
		if f := at(c.CaseID); f != nil {
			f.Clues = append(f.Clues, c)
		}
	}
	return err
}
