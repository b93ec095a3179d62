package office_test

import (
	"testing"
	"time"

	"zhixing/app/court"
)

// The reminder comes when the last backup, or without one the first entry, is
// older than the settings allow.
func TestBackupDue(t *testing.T) {
	w := newWorld(t)
	due := func(last time.Time) int {
		days, err := w.o.BackupDue(w.ctx, last)
		w.must(err)
		return days
	}
	at := func(d court.Date) time.Time { return time.Date(d.Year, d.Month, d.Day, 18, 0, 0, 0, time.Local) }
	if n := due(time.Time{}); n != 0 {
		t.Errorf("due on the first day: %d", n)
	}
	w.on(court.D(2018, 6, 20))
	for last, want := range map[court.Date]int{{}: 12, court.D(2018, 6, 12): 8, court.D(2018, 6, 13): 0} {
		moment := time.Time{}
		if !last.IsZero() {
			moment = at(last)
		}
		if n := due(moment); n != want {
			t.Errorf("last %s: %d days, want %d", last, n, want)
		}
	}
	s, err := w.o.Settings(w.ctx)
	w.must(err)
	s.BackupDays = 20
	w.must(w.o.SaveSettings(w.ctx, w.staff["管理员"], s))
	if n := due(time.Time{}); n != 0 {
		t.Errorf("due in spite of the setting: %d", n)
	}
	w.must(w.o.NoteRestored(w.ctx, "管理员", "a.zip", "/kept"))
	if log := w.actions(); log[len(log)-1] != "恢复备份 管理员" {
		t.Errorf("trail %q", log[len(log)-1])
	}
}
