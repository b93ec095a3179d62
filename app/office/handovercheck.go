package office

import (
	"context"
	"slices"
	"strings"

	"zhixing/app/court"
)

// WaitingHandover is a handover that waits to be received, with what its list of
// materials lacks.
type WaitingHandover struct {
	court.Handover
	Missing []string // 执行申请书 …; the list says so, the file is looked at by a person
}

// WaitingHandovers gives what waits to be received in some cases, by case; a case
// of which nothing waits has no entry.
func (o *Office) WaitingHandovers(ctx context.Context, caseIDs []int64) (map[int64]WaitingHandover, error) {
	return read(ctx, o, func(r Reader) (map[int64]WaitingHandover, error) {
		all, err := r.HandoversWaiting("")
		if err != nil {
			return nil, err
		}
		asked := map[int64]bool{}
		for _, id := range caseIDs {
			asked[id] = true
		}
		out := map[int64]WaitingHandover{}
		for _, h := range all {
			if !asked[h.CaseID] {
				continue
			}
			c, err := r.Case(h.CaseID)
			if err != nil {
				return nil, err
			}
			papers, err := r.Papers(h.CaseID)
			if err != nil {
				return nil, err
			}
			out[h.CaseID] = WaitingHandover{h, missingMaterials(c, papers, h)}
		}
		return out, nil
	})
}

// missingMaterials names what a handover's list lacks: what every file begins
// with, and the papers the case has.
func missingMaterials(c court.Case, papers []court.Paper, h court.Handover) []string {
	lists := func(words ...string) bool {
		return slices.ContainsFunc(h.Materials, func(m court.Material) bool {
			return m.Copies > 0 && slices.ContainsFunc(words, func(w string) bool { return w != "" && strings.Contains(m.Name, w) })
		})
	}
	var out []string
	if !lists("执行申请书", "申请执行书", "移送执行") {
		out = append(out, "执行申请书")
	}
	if !lists("执行依据", c.Basis.Number, c.Basis.Kind) {
		out = append(out, "执行依据")
	}
	if !lists("身份") {
		out = append(out, "当事人身份材料")
	}
	for _, p := range slices.Backward(papers) {
		if p.Void == "" && p.Form != formHandover && !lists(p.Name) && !slices.Contains(out, p.Name) {
			out = append(out, p.Name)
		}
	}
	return out
}
