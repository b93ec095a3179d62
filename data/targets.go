package data

import (
	"database/sql"
	"strings"

	"github.com/uptrace/bun"

	"zhixing/app/court"
	"zhixing/app/office"
)

type targetRow struct {
	bun.BaseModel `bun:"table:week_targets,alias:w"`
	Week          day         `bun:",pk"`
	UserID        int64       `bun:",pk"`
	Grp           court.Group `bun:",pk"`
	Target        int
	Backlog       int
	Locked        bool
	MadeBy        string
}

// WeekTargets gives the targets of a week.
func (r *reader) WeekTargets(week court.Date) ([]office.StoredTarget, error) {
	var rows []targetRow
	err := r.db.NewSelect().Model(&rows).Where("week = ?", week.String()).Order("grp", "user_id").Scan(r.ctx)
	return each(rows, func(t targetRow) office.StoredTarget {
		return office.StoredTarget{Backlog: t.Backlog, WeekTarget: court.WeekTarget{
			Week: t.Week.Date, UserID: t.UserID, Group: t.Grp, Target: t.Target, Locked: t.Locked, By: t.MadeBy,
		}}
	}), err
}

// PutTarget stores a target, in place of an older one that is not locked.
func (t *tx) PutTarget(x office.StoredTarget) error {
	row := targetRow{Week: day{x.Week}, UserID: x.UserID, Grp: x.Group, Target: x.Target, Backlog: x.Backlog, Locked: x.Locked, MadeBy: x.By}
	res, err := t.db.NewInsert().Model(&row).On("CONFLICT (week, user_id, grp) DO UPDATE").
		Set("target = EXCLUDED.target").Set("backlog = EXCLUDED.backlog").Set("locked = EXCLUDED.locked").Set("made_by = EXCLUDED.made_by").
		Where("NOT w.locked").Returning("NULL").Exec(t.ctx)
	if err != nil {
		return err
	}
	n, err := res.RowsAffected()
	if err == nil && n == 0 {
		err = court.Errorf(court.CodeRefused, "%s这一周的任务数已经锁定，不能再改。", x.Week)
	}
	return err
}

// OfficerFigures counts for each officer the open cases on the last day and
// those closed in the week.
func (r *reader) OfficerFigures(weekStart, weekEnd court.Date) ([]office.OfficerFigure, error) {
	const open = "c.filed <= ? AND (c.status <> '已结' OR c.closed > ?)"
	end, start := weekEnd.String(), weekStart.String()
	var out []office.OfficerFigure
	err := r.scanAll("SELECT u.id, u.name, u.grp, COUNT(CASE WHEN "+open+" THEN 1 END),"+
		" COUNT(CASE WHEN "+open+" AND c.filed < ? THEN 1 END), COUNT(CASE WHEN c.status = '已结' AND c.closed >= ? AND c.closed <= ? THEN 1 END)"+
		" FROM users AS u JOIN cases AS c ON c.officer_id = u.id GROUP BY u.id, u.name, u.grp ORDER BY u.grp, u.name",
		[]any{end, end, end, end, weekEnd.AddMonths(-6).String(), start, end},
		func(rows *sql.Rows) error {
			var f office.OfficerFigure
			err := rows.Scan(&f.UserID, &f.Name, &f.Group, &f.Open, &f.Over6, &f.Closed)
			out = append(out, f)
			return err
		})
	return out, err
}

// OpenOn counts the cases open at the end of each day.
func (r *reader) OpenOn(days []court.Date) ([]int, error) {
	counts := make([]int, len(days))
	if len(days) == 0 {
		return counts, nil
	}
	var columns []string
	var args, dest []any
	for i, d := range days {
		columns = append(columns, "COUNT(CASE WHEN filed <= ? AND (status <> '已结' OR closed > ?) THEN 1 END)")
		args = append(args, d.String(), d.String())
		dest = append(dest, &counts[i])
	}
	err := r.scanAll("SELECT "+strings.Join(columns, ", ")+" FROM cases WHERE filed <> ''", args, func(rows *sql.Rows) error { return rows.Scan(dest...) })
	return counts, err
}

// OpenFiledBefore names the open cases filed before the day, oldest first.
func (r *reader) OpenFiledBefore(on court.Date) ([]int64, error) {
	var ids []int64
	err := r.db.NewSelect().TableExpr("cases AS c").Column("c.id").Where("c.status <> ?", court.StatusClosed).
		Where("c.filed <> '' AND c.filed < ?", on.String()).OrderExpr("c.filed, c.id").Scan(r.ctx, &ids)
	return ids, err
}
