package data

import (
	"database/sql"

	"zhixing/app/court"
	"zhixing/app/office"
)

// addFund reads what warnings about money need besides what is held: requests
// on their way, deferrals, cash in hand, receipts nobody was told of.
func (r *reader) addFund(ids []int64, at func(int64) *office.WarningFacts) error {
	sum := func(query, column string, put func(f *office.WarningFacts, sum court.Money, first court.Date)) error {
		clause, args := someCases(column, ids)
		return r.scanAll(query+clause+" GROUP BY "+column, args, func(rows *sql.Rows) error {
			var id int64
			var sum court.Money
			var first day
			if err := rows.Scan(&id, &sum, &first); err != nil {
				return err
			}
			if f := at(id); f != nil {
				put(f, sum, first.Date)
			}
			return nil
		})
	}
	err := sum("SELECT d.case_id, SUM(d.total), '' FROM disbursements AS d WHERE d.state IN ('待审批', '已批准') AND d.fund = '案款'", "d.case_id",
		func(f *office.WarningFacts, sum court.Money, _ court.Date) { f.Pending = sum })
	if err != nil {
		return err
	}
	err = sum("SELECT f.case_id, 0, MAX(CASE WHEN f.ended <> '' AND f.ended < f.until THEN f.ended ELSE f.until END) FROM fund_deferrals AS f WHERE f.state = '已批准'", "f.case_id",
		func(f *office.WarningFacts, _ court.Money, last court.Date) { f.DeferredTo = last })
	if err != nil {
		return err
	}
	const standing = " AND r.reverses IS NULL AND NOT EXISTS (SELECT 1 FROM receipts AS x WHERE x.reverses = r.id)"
	err = sum("SELECT r.case_id, SUM(r.amount), MIN(r.date) FROM receipts AS r WHERE r.way = '现金代收' AND r.case_id IS NOT NULL AND r.source IS NULL"+standing+
		" AND NOT EXISTS (SELECT 1 FROM fund_bankings AS b WHERE b.receipt_id = r.id)", "r.case_id",
		func(f *office.WarningFacts, sum court.Money, first court.Date) { f.Cash, f.CashSince = sum, first })
	if err != nil {
		return err
	}
	return sum("SELECT r.case_id, SUM(r.amount), MIN("+clockDay+") FROM fund_accounts AS a JOIN receipts AS r ON r.case_id = a.case_id WHERE a.kind = '案款' AND a.balance < 0 AND r.way <> '期初结转'"+standing+
		" AND NOT EXISTS (SELECT 1 FROM fund_told AS t WHERE t.receipt_id = r.id) AND NOT EXISTS (SELECT 1 FROM disbursements AS d WHERE d.case_id = r.case_id"+
		" AND d.fund = '案款' AND d.state <> '未批准' AND substr(d.asked_at, 1, 10) >= r.date)", "r.case_id",
		func(f *office.WarningFacts, sum court.Money, first court.Date) { f.Untold, f.UntoldFrom = sum, first })
}
