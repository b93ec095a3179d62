package office

import (
	"context"
	"slices"

	"zhixing/app/court"
)

// WeekLine is one officer's week on the wall chart.
type WeekLine struct {
	User     string
	UserID   int64
	Group    court.Group
	Backlog  int // open cases: now, at the week's end, or as locked
	Proposed int
	Target   int
	Closed   int // in the week so far
}

// WeekPlan is the closing targets of a week (挂图作战, plan item 5).
type WeekPlan struct {
	Week     court.Date // its Monday
	Lines    []WeekLine // by group and name
	Backlog  int
	Proposed int
	Target   int
	Closed   int
	Set      bool // somebody has set targets
	Locked   bool
	LockedBy string
}

// WeekPlan gives the targets of the week of a day, the proposal from the
// backlog, and what was closed.
func (o *Office) WeekPlan(ctx context.Context, week court.Date) (WeekPlan, error) {
	return read(ctx, o, func(r Reader) (WeekPlan, error) { return weekPlan(r, weekStart(week), o.Today()) })
}

func weekPlan(r Reader, monday, today court.Date) (WeekPlan, error) {
	plan := WeekPlan{Week: monday}
	end := monday.AddDays(6)
	if end.After(today) {
		end = today
	}
	figures, err := r.OfficerFigures(monday, end)
	if err != nil {
		return plan, err
	}
	stored, err := r.WeekTargets(monday)
	if err != nil {
		return plan, err
	}
	byUser := map[int64]StoredTarget{}
	for _, s := range stored {
		byUser[s.UserID] = s
		plan.Set = true
		if s.Locked {
			plan.Locked, plan.LockedBy = true, s.By
		}
	}
	for _, f := range figures {
		line := WeekLine{User: f.Name, UserID: f.UserID, Group: f.Group, Backlog: f.Open, Proposed: proposal(f), Closed: f.Closed}
		s, has := byUser[f.UserID]
		line.Target = s.Target
		if !has && !plan.Locked {
			line.Target = line.Proposed
		}
		if has && plan.Locked {
			line.Backlog, line.Group = s.Backlog, s.Group
		}
		if line.Backlog == 0 && line.Closed == 0 && !has {
			continue
		}
		plan.Lines = append(plan.Lines, line)
		plan.Backlog += line.Backlog
		plan.Proposed += line.Proposed
		plan.Target += line.Target
		plan.Closed += line.Closed
	}
	slices.SortStableFunc(plan.Lines, func(a, b WeekLine) int {
		return slices.Index(court.Groups, a.Group) - slices.Index(court.Groups, b.Group)
	})
	return plan, nil
}

// proposal spreads the backlog over the 26 weeks of a term and asks for the
// cases over six months within thirteen; who has open cases is asked for one.
func proposal(f OfficerFigure) int {
	const termWeeks, lateWeeks = 26, 13
	return (f.Open-f.Over6+termWeeks-1)/termWeeks + (f.Over6+lateWeeks-1)/lateWeeks
}

// SetTargets stores targets of a week that is not locked, by user.
func (o *Office) SetTargets(ctx context.Context, actor Actor, week court.Date, targets map[int64]int) error {
	monday := weekStart(week)
	for _, n := range targets {
		if n < 0 || n > 999 {
			return court.FieldErrorf("结案任务数", "“%d”不在0到999之间。", n)
		}
	}
	return o.do(ctx, actor, MaySetTargets, "targets", func(d *deed) error {
		plan, err := weekPlan(d, monday, o.Today())
		if err != nil {
			return err
		}
		if plan.Locked {
			return lockedWeek(plan)
		}
		told := map[string]int{}
		for id, n := range targets {
			u, err := d.User(id)
			if err != nil {
				return err
			}
			if err := d.mayTarget(u); err != nil {
				return err
			}
			told[u.Name] = n
			t := StoredTarget{WeekTarget: court.WeekTarget{Week: monday, UserID: id, Group: u.Group, Target: n, By: d.actor.User.Name}}
			if err := d.PutTarget(t); err != nil {
				return err
			}
		}
		return d.audit("下达结案任务", "targets", 0, 0, nil, map[string]any{"周": monday, "任务": told}, "")
	})
}

// mayTarget lets heads set targets in their own group only.
func (d *deed) mayTarget(u court.User) error {
	if d.actor.User.Has(court.RoleDirector) || u.Group == d.actor.User.Group && u.Group != "" {
		return nil
	}
	return court.Errorf(court.CodeDenied, "组长只能给本组人员下达任务，%s不在%s。", u.Name, d.actor.User.Group)
}

func lockedWeek(p WeekPlan) error {
	return court.Errorf(court.CodeRefused, "%s这一周的结案任务已由%s锁定，不能再改。", p.Week.Text(), p.LockedBy).WithHint("请在下一周调整。")
}

// LockWeek freezes the targets and the backlog of a week, from its Monday on;
// officers without a target get the proposed one.
func (o *Office) LockWeek(ctx context.Context, actor Actor, week court.Date) (WeekPlan, error) {
	monday := weekStart(week)
	var plan WeekPlan
	if o.Today().Before(monday) {
		return plan, court.Errorf(court.CodeRefused, "%s这一周还没有开始，星期一起才能锁定。", monday.Text())
	}
	err := o.do(ctx, actor, MaySetTargets, "targets", func(d *deed) error {
		var err error
		if plan, err = weekPlan(d, monday, o.Today()); err != nil {
			return err
		}
		if plan.Locked {
			return lockedWeek(plan)
		}
		if !d.actor.User.Has(court.RoleDirector) {
			return court.Errorf(court.CodeDenied, "每周任务由执行局长锁定。").WithHint("组长可以先下达本组任务。")
		}
		plan.Locked, plan.Set, plan.LockedBy = true, true, d.actor.User.Name
		for _, l := range plan.Lines {
			t := StoredTarget{Backlog: l.Backlog, WeekTarget: court.WeekTarget{
				Week: monday, UserID: l.UserID, Group: l.Group, Target: l.Target, Locked: true, By: d.actor.User.Name,
			}}
			if err := d.PutTarget(t); err != nil {
				return err
			}
		}
		return d.audit("锁定结案任务", "targets", 0, 0, nil, plan, "")
	})
	return plan, err
}
