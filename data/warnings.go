package data

import (
	"database/sql"
	"slices"
	"strings"

	"github.com/uptrace/bun"

	"zhixing/app/court"
	"zhixing/app/office"
)

// someCases narrows a statement to the cases named; without IDs it stands for
// all cases.
func someCases(column string, ids []int64) (clause string, args []any) {
	if ids == nil {
		return "", nil
	}
	return " AND " + column + " IN (?)", []any{bun.List(ids)}
}

// scanAll reads every row of a statement.
func (r *reader) scanAll(query string, args []any, scan func(*sql.Rows) error) error {
	rows, err := r.db.QueryContext(r.ctx, query, args...)
	if err != nil {
		return err
	}
	defer func() { _ = rows.Close() }()
	for rows.Next() {
		if err := scan(rows); err != nil {
			return err
		}
	}
	return rows.Err()
}

// WarningFacts gives what warnings are made of, by case. Cases whose clock
// stands still only come with what does not wait for it: money, handovers and,
// after 终本, the nodes that follow closing.
func (r *reader) WarningFacts(ids []int64, until court.Date) ([]office.WarningFacts, error) {
	out, place, err := r.warningCases(ids)
	if err != nil {
		return nil, err
	}
	at := func(id int64) *office.WarningFacts {
		if i, ok := place[id]; ok {
			return &out[i]
		}
		return nil
	}
	for _, add := range []func() error{
		func() error { return r.addOpenNodes(ids, until, at) },
		func() error { return r.addWaiting(ids, at) },
		func() error { return r.addHeld(ids, at) },
		func() error { return r.addFund(ids, at) },
		func() error { return r.addCustody(ids, at) },
		func() error { return r.addSales(ids, until, at) },
		func() error { return r.addMeasures(ids, until, at) },
		func() error { return r.addInquiries(ids, until, at) },
		func() error { return r.addUnderway(ids, at) },
		func() error { return r.addListings(ids, at) },
		func() error { return r.addCoercion(ids, at) },
	} {
		if err := add(); err != nil {
			return nil, err
		}
	}
	return out, nil
}

// warningCases reads the cases that are open, were closed with 终本, have seen
// money, still hold property (保全), or whose file is to be put away.
func (r *reader) warningCases(ids []int64) (out []office.WarningFacts, place map[int64]int, err error) {
	clause, args := someCases("c.id", ids)
	room := len(ids)
	if ids == nil {
		if err := r.db.QueryRowContext(r.ctx, "SELECT COUNT(*) FROM cases").Scan(&room); err != nil {
			return nil, nil, err
		}
	}
	out, place = make([]office.WarningFacts, 0, room), make(map[int64]int, room)
	err = r.scanAll("SELECT c.id, c.number, c.debtors, COALESCE(c.officer_id, 0), c.officer, c.grp, c.status, c.closing, c.filed, c.limit_date, c.touched"+
		" FROM cases AS c WHERE (c.status <> '已结' OR c.closing = '终结本次执行程序' OR EXISTS (SELECT 1 FROM receipts AS r WHERE r.case_id = c.id)"+
		" OR EXISTS (SELECT 1 FROM nodes AS n WHERE n.case_id = c.id AND n.code = '032' AND n.actual = '' AND n.waived = '')"+
		" OR EXISTS (SELECT 1 FROM measures AS m WHERE m.case_id = c.id AND (m.settled = FALSE OR m.displaced_on <> ''))"+
		" OR EXISTS (SELECT 1 FROM settlements AS s WHERE s.case_id = c.id AND s.state = '履行中') OR EXISTS (SELECT 1 FROM goods AS g WHERE g.case_id = c.id AND g.gone_on = '')"+
		" OR EXISTS (SELECT 1 FROM listings AS l WHERE l.case_id = c.id AND l.settled = FALSE) OR EXISTS (SELECT 1 FROM office_letters AS o WHERE o.case_id = c.id AND o.replied = '' AND o.void = ''))"+clause+" ORDER BY c.id", args,
		func(rows *sql.Rows) error {
			var f office.WarningFacts
			var filed, limit, touched day
			err := rows.Scan(&f.CaseID, &f.Number, &f.Debtors, &f.OfficerID, &f.Officer, &f.Group, &f.Status, &f.Closing, &filed, &limit, &touched)
			f.Filed, f.Limit, f.Touched = filed.Date, limit.Date, touched.Date
			place[f.CaseID] = len(out)
			out = append(out, f)
			return err
		})
	return out, place, err
}

func (r *reader) addOpenNodes(ids []int64, until court.Date, at func(int64) *office.WarningFacts) error {
	for _, id := range ids { // a few cases: their own index serves better
		nodes, err := r.Nodes(id)
		if err != nil {
			return err
		}
		for _, n := range nodes {
			open := n.Actual.IsZero() && n.Waived == "" && !n.Planned.IsZero() && !n.Planned.After(until)
			if f := at(id); f != nil && open {
				f.Nodes = append(f.Nodes, n.Ref())
			}
		}
	}
	if ids != nil {
		return nil
	}
	same := map[string]string{} // codes and names of nodes come thousands of times
	once := func(s string) string {
		if _, known := same[s]; !known {
			same[s] = s
		}
		return same[s]
	}
	return r.scanAll("SELECT n.id, n.case_id, n.code, n.name, n.planned FROM nodes AS n WHERE "+nodeOpen+" AND n.planned <= ?",
		[]any{until.String()}, func(rows *sql.Rows) error {
			var n court.NodeRef
			var caseID int64
			var planned day
			if err := rows.Scan(&n.ID, &caseID, &n.Code, &n.Name, &planned); err != nil {
				return err
			}
			n.Code, n.Name, n.Planned = once(n.Code), once(n.Name), planned.Date
			if f := at(caseID); f != nil {
				f.Nodes = append(f.Nodes, n)
			}
			return nil
		})
}

func (r *reader) addWaiting(ids []int64, at func(int64) *office.WarningFacts) error {
	clause, args := someCases("h.case_id", ids)
	return r.scanAll("SELECT h.case_id, h.to_group, h.sent_at FROM handovers AS h WHERE h.state = '待接收'"+clause, args,
		func(rows *sql.Rows) error {
			var id int64
			var to court.Group
			var sent moment
			if err := rows.Scan(&id, &to, &sent); err != nil {
				return err
			}
			if f := at(id); f != nil {
				f.SentTo, f.SentOn = to, court.DateOf(sent.in(r.zone))
			}
			return nil
		})
}

// addHeld tells since when money is on the account: going back from the newest
// receipt until the receipts make up what is held.
func (r *reader) addHeld(ids []int64, at func(int64) *office.WarningFacts) error {
	clause, args := someCases("case_id", ids)
	held := map[int64]court.Money{}
	err := r.scanAll("SELECT case_id, -balance FROM fund_accounts WHERE kind = '案款' AND balance < 0"+clause, args,
		func(rows *sql.Rows) error {
			var id int64
			var sum court.Money
			err := rows.Scan(&id, &sum)
			held[id] = sum
			return err
		})
	if err != nil || len(held) == 0 {
		return err
	}
	clause, args = someCases("r.case_id", ids)
	covered := map[int64]court.Money{}
	return r.scanAll("SELECT r.case_id, "+clockDay+", r.amount FROM receipts AS r WHERE r.amount > 0 AND r.case_id IS NOT NULL"+
		" AND NOT EXISTS (SELECT 1 FROM receipts AS x WHERE x.reverses = r.id)"+clause+" ORDER BY r.case_id, 2 DESC, r.id DESC", args,
		func(rows *sql.Rows) error {
			var id int64
			var on day
			var amount court.Money
			if err := rows.Scan(&id, &on, &amount); err != nil {
				return err
			}
			if f := at(id); f != nil && covered[id] < held[id] {
				covered[id] += amount
				f.Held, f.HeldSince = held[id], on.Date
			}
			return nil
		})
}

// ChangedCases names the cases whose audit trail grew after the entry.
func (r *reader) ChangedCases(after int64, most int) (ids []int64, last int64, many bool, err error) {
	err = r.db.NewRaw("SELECT COALESCE(MAX(seq), 0) FROM audit").Scan(r.ctx, &last)
	if err != nil || last-after > int64(most) {
		return nil, last, true, err
	}
	err = r.scanAll("SELECT DISTINCT case_id FROM audit WHERE seq > ? AND case_id <> 0", []any{after}, func(rows *sql.Rows) error {
		var id int64
		err := rows.Scan(&id)
		ids = append(ids, id)
		return err
	})
	return ids, last, false, err
}

type noticeRow struct {
	bun.BaseModel `bun:"table:warning_notices,alias:w"`
	ID            int64 `bun:",pk,autoincrement"`
	CaseID        int64
	CaseNo        string `bun:",scanonly"`
	Told          string
	Text          string
	Level         court.WarningLevel
	IssuedBy      string
	IssuedAt      moment
	PaperID       int64 `bun:",nullzero"`
	SignedBy      string
	SignedOn      day
}

func (r *reader) notices(narrow func(*bun.SelectQuery) *bun.SelectQuery) ([]court.WarningNotice, error) {
	var rows []noticeRow
	sel := r.db.NewSelect().Model(&rows).Join("JOIN cases AS c ON c.id = w.case_id").ColumnExpr("w.*, c.number AS case_no").OrderExpr("w.id DESC")
	err := narrow(sel).Scan(r.ctx)
	return each(rows, func(w noticeRow) court.WarningNotice {
		return court.WarningNotice{
			ID: w.ID, CaseID: w.CaseID, CaseNo: w.CaseNo, To: w.Told, Text: w.Text, Level: w.Level, IssuedBy: w.IssuedBy,
			IssuedAt: w.IssuedAt.in(r.zone), PaperID: w.PaperID, SignedBy: w.SignedBy, SignedOn: w.SignedOn.Date,
		}
	}), err
}

// WarningNotices gives the notices of a case, newest first; without a case, of
// all.
func (r *reader) WarningNotices(caseID int64) ([]court.WarningNotice, error) {
	return r.notices(func(q *bun.SelectQuery) *bun.SelectQuery {
		if caseID != 0 {
			q = q.Where("w.case_id = ?", caseID)
		}
		return q
	})
}

// WarningNotice gives one notice.
func (r *reader) WarningNotice(id int64) (court.WarningNotice, error) {
	found, err := r.notices(func(q *bun.SelectQuery) *bun.SelectQuery { return q.Where("w.id = ?", id) })
	return only(found, err, "该预警通知书")
}

func newNoticeRow(n court.WarningNotice) noticeRow {
	return noticeRow{
		ID: n.ID, CaseID: n.CaseID, Told: n.To, Text: n.Text, Level: n.Level, IssuedBy: n.IssuedBy, IssuedAt: moment{n.IssuedAt},
		PaperID: n.PaperID, SignedBy: n.SignedBy, SignedOn: day{n.SignedOn},
	}
}

// InsertWarningNotice stores a notice and gives it its ID.
func (t *tx) InsertWarningNotice(n *court.WarningNotice) error {
	row := newNoticeRow(*n)
	row.ID = 0
	_, err := t.db.NewInsert().Model(&row).Exec(t.ctx)
	n.ID = row.ID
	return err
}

// UpdateWarningNotice stores who signed for a notice.
func (t *tx) UpdateWarningNotice(n court.WarningNotice) error {
	row := newNoticeRow(n)
	res, err := t.db.NewUpdate().Model(&row).Column("signed_by", "signed_on").Where("id = ?", n.ID).Exec(t.ctx)
	return changedOne(res, err, "该预警通知书")
}

// supervision is what is done about a case rather than in it: it does not wake
// a case that is asleep.
var supervision = []string{"warning", "legs", "rule", "register"}

// touch keeps the day something was last done in a case.
func (t *tx) touch(e court.AuditEntry) error {
	if e.CaseID == 0 || slices.Contains(supervision, e.Entity) {
		return nil
	}
	on := court.DateOf(e.At.In(t.zone)).String()
	_, err := t.db.NewRaw("UPDATE cases SET touched = ? WHERE id = ? AND touched < ?", on, e.CaseID, on).Exec(t.ctx)
	return err
}

// Asleep gives open cases whose clock runs and in which nothing was done since
// the day, longest asleep first.
func (r *reader) Asleep(since court.Date) ([]office.CaseRow, error) {
	var ids []int64
	err := r.db.NewSelect().TableExpr("cases AS c").Column("c.id").Where(clockRuns).Where("c.touched < ?", since.String()).
		OrderExpr("c.touched, "+strings.Join(numberOrder, ", ")).Scan(r.ctx, &ids)
	if err != nil {
		return nil, err
	}
	return r.caseRows(ids)
}
