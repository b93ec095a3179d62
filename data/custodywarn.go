package data

import (
	"github.com/uptrace/bun"

	"zhixing/app/court"
	"zhixing/app/office"
)

// addCustody reads the settlements that run with what came in for them, and the
// items that are still kept.
func (r *reader) addCustody(ids []int64, at func(int64) *office.WarningFacts) error {
	found, err := r.Settlements(office.SettlementQuery{Running: true, CaseIDs: ids})
	if err != nil {
		return err
	}
	cases := make([]int64, 0, len(found))
	for _, s := range found {
		cases = append(cases, s.CaseID)
	}
	receipts, err := r.SettlementReceipts(cases)
	if err != nil {
		return err
	}
	for i := range found {
		if f := at(found[i].CaseID); f != nil {
			f.Settlement, f.Receipts = &found[i], receipts[found[i].CaseID]
		}
	}
	goods, err := r.goods(func(q *bun.SelectQuery) *bun.SelectQuery {
		if ids != nil {
			q = q.Where("g.case_id IN (?)", bun.List(ids))
		}
		return q.Where("g.state IN (?)", bun.List([]court.GoodsState{court.GoodsKept, court.GoodsLent}))
	})
	for _, g := range goods {
		if f := at(g.CaseID); f != nil {
			f.Goods = append(f.Goods, g)
		}
	}
	return err
}
