package data

import (
	"database/sql"
	"strings"

	"github.com/uptrace/bun"

	"zhixing/app/court"
	"zhixing/app/office"
)

type legsRow struct {
	bun.BaseModel `bun:"table:ledger_legs,alias:l"`
	CaseID        int64  `bun:",pk"`
	Ledger        string `bun:",pk"`
	Listed        day
	Reviewed      day
	Reported      day
}

func (l legsRow) record() court.LedgerLegs {
	return court.LedgerLegs{CaseID: l.CaseID, Ledger: l.Ledger, Listed: l.Listed.Date, Reviewed: l.Reviewed.Date, Reported: l.Reported.Date}
}

// Legs gives the legs of a case in a ledger; none stored gives no dates.
func (r *reader) Legs(caseID int64, ledger string) (court.LedgerLegs, error) {
	var rows []legsRow
	err := r.db.NewSelect().Model(&rows).Where("case_id = ? AND ledger = ?", caseID, ledger).Scan(r.ctx)
	if err != nil || len(rows) == 0 {
		return court.LedgerLegs{CaseID: caseID, Ledger: ledger}, err
	}
	return rows[0].record(), nil
}

// PutLegs stores the legs of a case in a ledger.
func (t *tx) PutLegs(l court.LedgerLegs) error {
	row := legsRow{CaseID: l.CaseID, Ledger: l.Ledger, Listed: day{l.Listed}, Reviewed: day{l.Reviewed}, Reported: day{l.Reported}}
	_, err := t.db.NewInsert().Model(&row).On("CONFLICT (case_id, ledger) DO UPDATE").
		Set("listed = EXCLUDED.listed").Set("reviewed = EXCLUDED.reviewed").Set("reported = EXCLUDED.reported").Exec(t.ctx)
	return err
}

// LedgerLines gives the rows of a ledger: open cases filed more than six
// months ago, oldest first, or cases closed with 终本, newest first.
func (r *reader) LedgerLines(q office.LedgerQuery) ([]office.LedgerLine, error) {
	sel := r.db.NewSelect().TableExpr("cases AS c").Join("LEFT JOIN ledger_legs AS l ON l.case_id = c.id AND l.ledger = ?", q.Ledger).
		ColumnExpr("c.id AS case_id, c.filed, c.closed, COALESCE(l.listed, '') AS listed, COALESCE(l.reviewed, '') AS reviewed, COALESCE(l.reported, '') AS reported")
	if q.Ledger == court.LedgerInterim {
		sel = sel.Where("c.status = ? AND c.closing = ?", court.StatusClosed, court.ClosedInterim).OrderExpr("c.closed DESC")
	} else {
		sel = sel.Where("c.status <> ?", court.StatusClosed).Where("c.filed <> '' AND c.filed < ?", q.Today.AddMonths(-6).String()).OrderExpr("c.filed")
	}
	if q.Missing {
		sel = sel.Where("(l.case_id IS NULL OR l.listed = '' OR l.reviewed = '' OR l.reported = '')")
	}
	for _, word := range strings.Fields(searchForm(q.Search)) {
		sel = sel.Where(`EXISTS (SELECT 1 FROM case_search AS s WHERE s.case_id = c.id AND s.text || ? || c.officer LIKE ? ESCAPE '\')`, "\n", contains(word))
	}
	if q.Limit > 0 {
		sel = sel.Limit(int64(q.Limit))
	}
	var rows []struct {
		CaseID                                    int64
		Filed, Closed, Listed, Reviewed, Reported day
	}
	if err := sel.OrderExpr(strings.Join(numberOrder, ", ")).Scan(r.ctx, &rows); err != nil {
		return nil, err
	}
	out := make([]office.LedgerLine, len(rows))
	ids := make([]int64, len(rows))
	for i, row := range rows {
		ids[i] = row.CaseID
		since := row.Closed.Date
		if q.Ledger != court.LedgerInterim {
			since = row.Filed.AddMonths(6)
		}
		out[i] = office.LedgerLine{Closed: row.Closed.Date, DaysOver: since.DaysUntil(q.Today), Legs: court.LedgerLegs{
			CaseID: row.CaseID, Ledger: q.Ledger, Listed: row.Listed.Date, Reviewed: row.Reviewed.Date, Reported: row.Reported.Date,
		}}
	}
	cases, err := r.caseRows(ids)
	for i := range cases {
		out[i].CaseRow = cases[i]
	}
	return out, err
}

// assessColumns are what the self-assessment asks of a case; the last three
// count its finished 终本 reviews and say what the first and the last found.
var assessColumns = `c.id, c.number, c.kind, c.officer, c.grp, c.filed, c.limit_date, c.status, c.closed, c.closing, c.principal,
	` + realised + `,
	EXISTS (SELECT 1 FROM nodes AS n WHERE n.case_id = c.id AND n.code IN ('011', '012', '013', '014', '015', 'P12') AND n.actual <> ''),
	COALESCE((SELECT v.verdict FROM reviews AS v WHERE v.case_id = c.id AND v.verdict <> '' ORDER BY v.id LIMIT 1), ''),
	COALESCE((SELECT v.verdict FROM reviews AS v WHERE v.case_id = c.id AND v.verdict <> '' ORDER BY v.id DESC LIMIT 1), '')`

// AssessCases gives the cases that were open at some time between the days,
// and those filed or closed then.
func (r *reader) AssessCases(from, to court.Date) ([]office.AssessCase, error) {
	var out []office.AssessCase
	err := r.scanAll("SELECT "+assessColumns+" FROM cases AS c WHERE c.filed <> '' AND c.filed <= ? AND (c.status <> '已结' OR c.closed >= ?)"+
		" ORDER BY "+strings.Join(numberOrder, ", "), []any{to.String(), from.String()},
		func(rows *sql.Rows) error {
			var a office.AssessCase
			var filed, limit, closed day
			var first, last court.ReviewVerdict
			err := rows.Scan(&a.ID, &a.Number, &a.Kind, &a.Officer, &a.Group, &filed, &limit, &a.Status, &closed, &a.Closing, &a.Principal, &a.Realised, &a.Controlled, &first, &last)
			a.Filed, a.Limit, a.Closed = filed.Date, limit.Date, closed.Date
			a.Controlled = a.Controlled || a.Realised > 0
			a.Reviewed, a.Passed, a.FirstTry = last != "", last == court.ReviewPassed, first == court.ReviewPassed
			out = append(out, a)
			return err
		})
	return out, err
}

// ReceivedBetween sums up by case what was received between two days, both
// included; a reversal is taken off on its own day.
func (r *reader) ReceivedBetween(from, to court.Date) (map[int64]court.Money, error) {
	out := map[int64]court.Money{}
	err := r.scanAll("SELECT case_id, SUM(amount) FROM receipts WHERE case_id IS NOT NULL AND date BETWEEN ? AND ? GROUP BY case_id",
		[]any{from.String(), to.String()}, func(rows *sql.Rows) error {
			var id int64
			var sum court.Money
			err := rows.Scan(&id, &sum)
			out[id] = sum
			return err
		})
	return out, err
}
