package data

import (
	"archive/zip"
	"context"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"time"

	"zhixing/app/court"
	"zhixing/app/office"
)

// openBackup opens a backup's archive.
func openBackup(backup string) (*zip.ReadCloser, error) {
	z, err := zip.OpenReader(backup)
	if errors.Is(err, fs.ErrNotExist) {
		return nil, court.Errorf(court.CodeNotFound, "找不到备份文件“%s”。", backup).Because(err)
	} else if err != nil {
		return nil, badBackup(err)
	}
	return z, nil
}

// Inspect tells what a backup holds without restoring it: it looks into a copy
// of the database in the computer's folder for temporary files. A file that is
// no backup is CodeDamaged, one of a newer program CodeNewer.
func Inspect(ctx context.Context, backup string) (info office.BackupInfo, err error) {
	z, err := openBackup(backup)
	if err != nil {
		return info, err
	}
	defer func() { err = explain(errors.Join(err, z.Close())) }()
	work, err := os.MkdirTemp("", "zhixing-backup-*")
	if err != nil {
		return info, err
	}
	defer func() { err = errors.Join(err, os.RemoveAll(work)) }()
	found := false
	for _, entry := range z.File {
		switch {
		case !entryName.MatchString(entry.Name):
			return info, badBackup(fmt.Errorf("unexpected entry %q", entry.Name))
		case strings.HasPrefix(entry.Name, scansName):
			info.Scans++
			continue
		case entry.Name != fileName:
			info.Papers++
			continue
		}
		found, info.Made = true, entry.Modified
		if err := unpackOne(entry, filepath.Join(work, fileName)); err != nil {
			return info, err
		}
	}
	if !found {
		return info, badBackup(errors.New("no database inside"))
	}
	return info, inspectDatabase(ctx, work, &info)
}

func inspectDatabase(ctx context.Context, dir string, info *office.BackupInfo) (err error) {
	s, err := Open(ctx, dir, Options{})
	if court.CodeOf(err) == court.CodeDamaged {
		return badBackup(err)
	} else if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, s.Close()) }()
	return s.Read(ctx, func(r office.Reader) error {
		settings, _, err := r.Settings()
		if err != nil {
			return err
		}
		counts, err := r.Counts(office.CountQuery{Today: court.DateOf(time.Now())})
		if err != nil {
			return err
		}
		users, err := r.Users()
		if err != nil {
			return err
		}
		last, err := r.Audit(office.AuditQuery{Limit: 1})
		if err != nil {
			return err
		}
		info.Court, info.Cases, info.Open, info.Users = settings.CourtName, counts.All, counts.Open, len(users)
		if len(last) > 0 {
			info.LastWork, info.LastBy = last[0].At, last[0].Actor
		}
		return nil
	})
}

// beforeRestore begins the name of the folder that keeps the data which a
// restore took the place of.
const beforeRestore = "恢复前的数据-"

// RestoreOver puts a backup in the place of the office in dir, which no program
// may hold (CodeLocked). The old data are kept whole in a folder inside dir,
// whose path comes back; when anything fails they are back in their place. As
// with Restore, faults that were in the backup already are CodeDamaged, and it
// is restored all the same.
func RestoreOver(ctx context.Context, backup, dir string, now time.Time) (kept string, err error) {
	z, err := openBackup(backup)
	if err != nil {
		return "", err
	}
	defer func() { err = explain(errors.Join(err, z.Close())) }()
	lock, err := lockDir(dir)
	if err != nil {
		return "", err
	}
	defer func() { err = errors.Join(err, lock.Unlock()) }()
	work := filepath.Join(dir, restoring)
	if err := os.RemoveAll(work); err != nil { // of a restore that was killed
		return "", err
	}
	defer func() { err = errors.Join(err, os.RemoveAll(work)) }()
	if err := unpack(ctx, &z.Reader, work); err != nil {
		return "", err
	}
	faults, err := verifyUnpacked(ctx, work)
	if err != nil {
		return "", err
	}
	kept = filepath.Join(dir, beforeRestore+now.Format("20060102-150405"))
	if err := os.Mkdir(kept, 0o700); err != nil {
		return "", err
	}
	if err := swap(dir, kept, work); err != nil {
		return "", errors.Join(err, os.Remove(kept))
	}
	return kept, errors.Join(syncFolder(dir), faultsInBackup(faults))
}

// swap moves the office out of dir into kept and the one in fresh into its
// place; what was moved goes back when a step fails.
func swap(dir, kept, fresh string) (err error) {
	type move struct{ from, to string }
	var done []move
	defer func() {
		for i := len(done) - 1; err != nil && i >= 0; i-- {
			err = errors.Join(err, os.Rename(done[i].to, done[i].from))
		}
	}()
	var moves []move
	for _, name := range []string{fileName, fileName + "-wal", fileName + "-shm", papersName, scansName} {
		if _, err := os.Lstat(filepath.Join(dir, name)); err == nil {
			moves = append(moves, move{filepath.Join(dir, name), filepath.Join(kept, name)})
		}
	}
	for _, name := range []string{papersName, scansName, fileName} {
		moves = append(moves, move{filepath.Join(fresh, name), filepath.Join(dir, name)})
	}
	for _, m := range moves {
		if err := os.Rename(m.from, m.to); err != nil {
			return err
		}
		done = append(done, m)
	}
	return nil
}

// faultsInBackup says that a backup was restored whose data had faults; nil for
// none.
func faultsInBackup(faults []string) error {
	if len(faults) == 0 {
		return nil
	}
	return court.Errorf(court.CodeDamaged, "备份已经恢复，但其中的数据在备份时就有%d处错误：%s", len(faults), strings.Join(faults[:min(3, len(faults))], "")).
		WithHint("请打开后运行数据检查，或改用更早的备份。")
}
