package office

import (
	"context"
	"slices"

	"zhixing/app/court"
)

// toRemedy gives what the newest review sent the materials back for: its
// findings, or its opinion when it named none.
func toRemedy(reviews []court.Review) []court.Finding {
	if len(reviews) == 0 || reviews[0].Verdict == "" || reviews[0].Verdict == court.ReviewPassed {
		return nil
	}
	if len(reviews[0].Findings) == 0 {
		return []court.Finding{{Text: reviews[0].Note}}
	}
	return slices.Clone(reviews[0].Findings)
}

// remedied gives the findings with what was done about each.
func remedied(findings []court.Finding, remedies []string) ([]court.Finding, error) {
	for i := range findings {
		if i < len(remedies) {
			findings[i].Remedy = remedies[i]
		}
		if err := cleanText("整改情况", &findings[i].Remedy, 1000, true); err != nil {
			return nil, err
		}
		if findings[i].Remedy == "" {
			return nil, court.FieldErrorf(RemedyField(len(findings), i), "不能为空，上次评查发现“%s”，请写明怎么改的。", findings[i].Text)
		}
	}
	return findings, nil
}

// RemedyField names the field of what was done about the finding at an index.
func RemedyField(count, index int) string {
	if count == 1 {
		return "整改情况"
	}
	return "整改情况" + court.ChineseNumber(index+1)
}

// addFindings tells at each line what the last review found there: to be put
// right, or put right and not looked at again.
func (c *Closure) addFindings() {
	c.ToRemedy = toRemedy(c.Reviews)
	open := c.ToRemedy
	if len(c.Reviews) > 0 && c.Reviews[0].Verdict == "" {
		open = c.Reviews[0].Earlier
	}
	for i := range c.Lines {
		for _, f := range open {
			if f.Item == c.Lines[i].Item.ID {
				c.Lines[i].Findings = append(c.Lines[i].Findings, f)
			}
		}
	}
}

// KeepReview keeps what a reviewer noted before the verdict, for his next
// visit or another reviewer's. It is no record of the case yet, so the trail
// has nothing of it.
func (o *Office) KeepReview(ctx context.Context, actor Actor, id int64, draft court.ReviewDraft) error {
	if err := cleanText("评查意见", &draft.Note, 1000, true); err != nil {
		return err
	}
	findings, err := cleanFindings(draft.Findings)
	if err != nil {
		return err
	}
	return o.do(ctx, actor, MayReviewClosure, "review-draft", func(d *deed) error {
		r, _, err := d.reviewToDecide(id)
		if err != nil {
			return err
		}
		draft.Findings, draft.By, draft.At = findings, d.actor.User.Name, o.now()
		if draft.Empty() {
			draft = court.ReviewDraft{}
		}
		r.Draft = draft
		return d.UpdateReview(r)
	})
}

// reviewToDecide gives a review that has no verdict and its case. The reviewer
// is neither the officer nor whoever handed the materials in.
func (d *deed) reviewToDecide(id int64) (court.Review, court.Case, error) {
	r, err := d.Review(id)
	if err != nil {
		return r, court.Case{}, err
	}
	if r.Verdict != "" {
		return r, court.Case{}, court.Errorf(court.CodeRefused, "这次评查已有结论：%s。", r.Verdict)
	}
	c, err := d.openCase(r.CaseID)
	if err != nil {
		return r, c, err
	}
	if me := d.actor.User; c.OfficerID == me.ID || c.Officer == me.Name || r.SubmittedBy == me.Name {
		return r, c, court.Errorf(court.CodeDenied, "承办人和送评人不能评查自己的案件。").WithHint("请由另一位评查员评查。")
	}
	return r, c, nil
}
