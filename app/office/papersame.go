package office

import (
	"context"

	"zhixing/app/court"
)

// UnchangedPaper gives the newest paper of a form about a whole case when
// nothing was done in the case since it was made, by the trail; making another
// would give the same words under the next number. Papers being made or signed
// off are no change.
func (o *Office) UnchangedPaper(ctx context.Context, caseID int64, form string) (paper court.Paper, same bool, err error) {
	papers, err := o.Papers(ctx, caseID)
	if err != nil {
		return paper, false, err
	}
	for _, p := range papers { // newest first
		if p.Form == form && p.Void == "" {
			paper, same = p, true
			break
		}
	}
	if !same {
		return paper, false, nil
	}
	log, err := o.CaseLog(ctx, caseID)
	if err != nil {
		return paper, false, err
	}
	for _, x := range log { // newest first
		if x.Entity == "paper" && x.EntityID == paper.ID && x.Action == "制作文书" {
			return paper, true, nil
		}
		if x.Entity != "paper" {
			return paper, false, nil
		}
	}
	return paper, false, nil
}
