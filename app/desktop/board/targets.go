package board

import (
	"context"
	"fmt"
	"strconv"

	"zhixing/app/court"
	"zhixing/app/desktop/widgets"
	"zhixing/app/office"
)

// goal is how far an officer is with the cases to close this week.
type goal struct {
	closed, target int
	set            bool // somebody set targets; otherwise target is the proposal
}

// goalsOf sorts the lines of a week's plan by name.
func goalsOf(plan office.WeekPlan) map[string]goal {
	out := map[string]goal{}
	for _, l := range plan.Lines {
		g := goal{closed: l.Closed, target: l.Target, set: plan.Set}
		if !plan.Set {
			g.target = l.Proposed
		}
		out[l.User] = g
	}
	return out
}

// text writes 本周结案 2/5, with 建议 while nobody has set the target.
func (g goal) text() string {
	if !g.set {
		return fmt.Sprintf("本周结案 %d / 建议 %d", g.closed, g.target)
	}
	return fmt.Sprintf("本周结案 %d / %d", g.closed, g.target)
}

// share is the part of the target that is done.
func (g goal) share() float64 {
	if g.target == 0 {
		if g.closed > 0 {
			return 1
		}
		return 0
	}
	return min(float64(g.closed)/float64(g.target), 1)
}

// weekText says how the week stands: of an officer, of the officers of a group,
// or as a whole.
func weekText(plan office.WeekPlan, group court.Group, officer string) string {
	if officer != "" || group != "" {
		plan.Closed, plan.Target, plan.Proposed = 0, 0, 0
		for _, l := range plan.Lines {
			if officer == l.User || officer == "" && group == l.Group {
				plan.Closed, plan.Target, plan.Proposed = plan.Closed+l.Closed, plan.Target+l.Target, plan.Proposed+l.Proposed
			}
		}
	}
	switch {
	case plan.Locked:
		return fmt.Sprintf("本周结案 %d / %d（已锁定）", plan.Closed, plan.Target)
	case plan.Set:
		return fmt.Sprintf("本周结案 %d / %d", plan.Closed, plan.Target)
	}
	return fmt.Sprintf("本周结案 %d，建议 %d", plan.Closed, plan.Proposed)
}

// mostHelped is up to how many officers the form of the targets has room for
// the figures of each on a small screen.
const mostHelped = 16

// askTargets lets a head or the director set how many cases each officer is to
// close this week; the director can lock the week at once.
func (p *page) askTargets() {
	plan := p.plan
	if plan.Locked {
		widgets.MessageDialog(p.f.Window(), "本周结案任务", fmt.Sprintf("%s 这一周的任务已由%s锁定，不能再改。", plan.Week, plan.LockedBy), "")
		return
	}
	director := p.f.Actor().User.Has(court.RoleDirector)
	form := widgets.NewForm(widgets.FormOptions{Columns: 2, FieldWidth: 90, LabelsQuiet: true})
	fields := map[int64]*widgets.NumberField{}
	roomy := len(plan.Lines) <= mostHelped
	for _, l := range plan.Lines {
		if l.UserID == 0 || !director && l.Group != p.f.Actor().User.Group {
			continue
		}
		var options []widgets.FieldOption
		if roomy {
			options = append(options, widgets.Help(fmt.Sprintf("未结 %d，建议 %d，已结 %d", l.Backlog, l.Proposed, l.Closed)))
		}
		field := form.AddNumber(l.User, 0, 999, options...)
		field.SetNumber(l.Target)
		if !plan.Set {
			field.SetNumber(l.Proposed)
		}
		fields[l.UserID] = field
	}
	if len(fields) == 0 {
		widgets.MessageDialog(p.f.Window(), "本周结案任务", "没有可以下达任务的承办人。", "请先在“系统设置”登记承办人并分案。")
		return
	}
	var lock *widgets.MarksField
	if director {
		lock = form.AddMarks("锁定", []widgets.Option{{ID: "lock", Label: "同时锁定本周任务，锁定后不能再改"}}, widgets.Wide())
	}
	o, actor := p.f.Office(), p.f.Actor()
	said := "已下达本周结案任务"
	widgets.FormDialogLater(p.f.Window(), "本周结案任务　"+plan.Week.String()+" 起", form, "下达任务", func() (func(context.Context) error, error) {
		targets := map[int64]int{}
		for id, field := range fields {
			targets[id] = field.Number()
		}
		locks := lock != nil && len(lock.IDs()) > 0
		return func(ctx context.Context) error {
			if err := o.SetTargets(ctx, actor, plan.Week, targets); err != nil || !locks {
				return err
			}
			said = "已下达并锁定本周结案任务"
			_, err := o.LockWeek(ctx, actor, plan.Week)
			return err
		}, nil
	}, func() { p.f.Say(said) })
}

// weekNumber is the week's number in the year.
func weekNumber(day court.Date) string {
	_, week := day.Time().ISOWeek()
	return strconv.Itoa(week)
}
