package desktop

import (
	"context"
	"fmt"
	"log/slog"
	"os"
	"path/filepath"
	"time"

	"zhixing/app/court"
	"zhixing/app/desktop/frame"
	"zhixing/app/desktop/widgets"
	"zhixing/app/law"
	"zhixing/app/office"
)

// countDelay gathers the changes of one piece of work into one count.
const countDelay = 250 * time.Millisecond

// counter keeps the figures of top bar, navigation and bottom line fresh.
type counter struct {
	s      *shell
	loader *widgets.Loader
	timer  *time.Timer
	closed bool
}

// figures are what the frame itself shows.
type figures struct {
	overdue  int // warnings of the actor's business whose day is past
	waiting  int // things waiting for the actor
	open     int // cases
	reviews  int
	backup   time.Time
	due      int // days since the last backup when it is time to remind, 0 for not
	holidays string
}

func newCounter(s *shell) *counter {
	c := &counter{s: s, loader: widgets.NewLoader(s.p.win)}
	c.loader.OnError = func(err error) { slog.Error("figures of the frame", "err", err) }
	return c
}

// load counts a little later; calls in between are one.
func (c *counter) load() {
	if c.timer != nil {
		c.timer.Stop()
	}
	c.timer = time.AfterFunc(countDelay, func() { doOnWindow(c.count) })
}

func (c *counter) close() {
	c.closed = true
	if c.timer != nil {
		c.timer.Stop()
	}
	c.loader.Cancel()
}

func (c *counter) count() {
	if c.closed {
		return
	}
	o, actor, backups := c.s.p.office, c.s.actor, c.s.p.backupDir()
	widgets.Load(c.loader, func(ctx context.Context) (figures, error) { return countFigures(ctx, o, actor, backups) }, c.show)
}

func countFigures(ctx context.Context, o *office.Office, actor office.Actor, backups string) (f figures, err error) {
	desk, err := o.Desk(ctx, actor)
	if err != nil {
		return f, err
	}
	warnings, err := o.WarningCounts(ctx, office.WarningScope(actor))
	if err != nil {
		return f, err
	}
	f.overdue = warnings.Overdue
	f.waiting = desk.Waiting()
	page, err := o.Cases(ctx, office.CaseQuery{Open: true})
	if err != nil {
		return f, err
	}
	f.open = page.Total
	reviews, err := o.ReviewsWaiting(ctx)
	if err != nil {
		return f, err
	}
	f.reviews = len(reviews)
	f.backup = lastBackup(backups)
	rules, err := o.Rules(ctx)
	if err != nil {
		return f, err
	}
	f.holidays = holidaysUntil(rules, o.Today())
	if office.Can(actor, office.MayBackup) && !o.ReadOnly() {
		f.due, err = o.BackupDue(ctx, f.backup)
	}
	return f, err
}

// lastBackup is when the newest file in the backup folder was written; zero
// for none.
func lastBackup(folder string) (last time.Time) {
	files, err := os.ReadDir(folder)
	if err != nil {
		return last
	}
	for _, f := range files {
		info, err := os.Stat(filepath.Join(folder, f.Name()))
		if err == nil && info.ModTime().After(last) {
			last = info.ModTime()
		}
	}
	return last
}

// holidaysUntil tells how far the days off are known, since terms that end
// later are only provisional.
func holidaysUntil(rules *law.Rules, today court.Date) string {
	year := today.Year
	for rules.Covered(court.D(year+1, 12, 31)) {
		year++
	}
	if !rules.Covered(court.D(year, 12, 31)) {
		return "没有本年的节假日表"
	}
	return fmt.Sprintf("节假日表至 %d-12-31", year)
}

func (c *counter) show(f figures) {
	c.s.warning.Set("预警", f.overdue)
	c.s.waiting.Set(fmt.Sprintf("待办 %d", f.waiting), 0)
	c.s.remindBackup(f.due, f.backup.IsZero())
	c.s.bar.Refresh()
	c.s.nav.SetCount(frame.PageCases, f.open)
	c.s.nav.SetCount(frame.PageClosure, f.reviews)
	c.s.showFacts(f.backup, f.holidays)
}
