package office

import (
	"context"
	"slices"
	"strings"

	"zhixing/app/court"
)

// IssueWarnings prints one 预警通知书 for each case among the warnings, in their
// order, with all its matters and the highest of their levels. A refused case
// does not stop the others; done is told after each.
func (o *Office) IssueWarnings(ctx context.Context, actor Actor, list []court.Warning, done func(n, of int)) ([]BatchItem, error) {
	if err := Allow(actor, MayIssueWarning); err != nil {
		return nil, err
	}
	whole := map[int64]*court.Warning{}
	matters := map[int64][]string{}
	var ids []int64
	for _, w := range list {
		if whole[w.CaseID] == nil {
			one := w
			whole[w.CaseID] = &one
			ids = append(ids, w.CaseID)
		}
		whole[w.CaseID].Level = max(whole[w.CaseID].Level, w.Level)
		matters[w.CaseID] = append(matters[w.CaseID], w.Text)
	}
	var out []BatchItem
	for i, id := range ids {
		if err := ctx.Err(); err != nil {
			return out, err
		}
		made, _, err := o.IssueWarning(ctx, actor, *whole[id], strings.Join(matters[id], "\n"))
		item := BatchItem{CaseID: id, Number: whole[id].Number, Err: err}
		if err == nil {
			item.Papers = []MadePaper{made}
		}
		out = append(out, item)
		if done != nil {
			done(i+1, len(ids))
		}
	}
	return out, nil
}

// TermsEnding gives the cases whose clock runs and whose term ends in the month
// of today, the earliest first; Officer, group and search of the query narrow
// them.
func (o *Office) TermsEnding(ctx context.Context, q WarningQuery) ([]CaseRow, error) {
	today := o.Today()
	first := today.AddDays(1 - today.Day)
	last := first.AddMonths(1).AddDays(-1)
	return read(ctx, o, func(r Reader) ([]CaseRow, error) {
		// From the month's end back; LimitIn 0 would not narrow the list.
		page, err := r.Cases(CaseQuery{OfficerID: q.OfficerID, Officer: q.Officer, Group: q.Group, Search: q.Search, Today: today,
			LimitIn: max(today.DaysUntil(last), 1), SortBy: "limit", Desc: true, Limit: mostEnding})
		if err != nil {
			return nil, err
		}
		var out []CaseRow
		for _, c := range slices.Backward(page.Rows) {
			if !c.Limit.Before(first) && !c.Limit.After(last) {
				out = append(out, c)
			}
		}
		return out, nil
	})
}

// mostEnding is more cases than the terms of a month end in.
const mostEnding = 2000
