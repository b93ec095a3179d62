package office

import (
	"context"
	"time"

	"zhixing/app/court"
)

// BackupInfo is what a backup holds, as the user is told before restoring it.
type BackupInfo struct {
	Court    string
	Made     time.Time // when the backup was written
	Cases    int
	Open     int
	Papers   int
	Scans    int // scanned files
	Users    int
	LastWork time.Time // of the last entry of the audit trail
	LastBy   string
}

// Restorer restores backups, which happens while no office is open; its errors
// are those of the store.
type Restorer struct {
	// Inspect tells what a backup holds.
	Inspect func(ctx context.Context, backup string) (BackupInfo, error)
	// New restores into a folder without data, Over in the place of data that
	// nobody has open; Over tells where it keeps them.
	New  func(ctx context.Context, backup, dir string) error
	Over func(ctx context.Context, backup, dir string) (kept string, err error)
}

// DefaultBackupDays is after how many days without a backup the administrator
// is reminded, when the settings say nothing.
const DefaultBackupDays = 7

// BackupDue tells for how many days nobody has backed up when it is time to
// remind; last is zero when there is no backup, and then the first entry of the
// trail counts. 0 means that nothing is due.
func (o *Office) BackupDue(ctx context.Context, last time.Time) (days int, err error) {
	return read(ctx, o, func(r Reader) (int, error) {
		s, _, err := r.Settings()
		if err != nil {
			return 0, err
		}
		if last.IsZero() {
			if last, err = firstEntry(r); err != nil || last.IsZero() {
				return 0, err
			}
		}
		most := s.BackupDays
		if most == 0 {
			most = DefaultBackupDays
		}
		if days := dateOf(last).DaysUntil(o.Today()); days > most {
			return days, nil
		}
		return 0, nil
	})
}

// NoteRestored records in the data that a backup was just restored, by whom and
// what became of the data that were there.
func (o *Office) NoteRestored(ctx context.Context, by, backup, kept string) error {
	actor := Actor{User: court.User{Name: by}}
	return o.do(ctx, actor, mayNothing, "backup", func(d *deed) error {
		return d.audit("恢复备份", "backup", 0, 0, nil, map[string]string{"备份文件": backup, "原数据": kept}, "")
	})
}

// firstEntry gives the time of the oldest entry of the trail, whose entries are
// counted from 1 without a gap.
func firstEntry(r Reader) (time.Time, error) {
	newest, err := r.Audit(AuditQuery{Limit: 1})
	if err != nil || len(newest) == 0 {
		return time.Time{}, err
	}
	oldest, err := r.Audit(AuditQuery{Limit: 1, Offset: int(newest[0].Seq) - 1})
	if err != nil || len(oldest) == 0 {
		return time.Time{}, err
	}
	return oldest[0].At, nil
}
