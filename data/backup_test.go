package data

import (
	"archive/zip"
	"bytes"
	"context"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"testing"

	"zhixing/app/court"
	"zhixing/app/office"
)

// backedUp makes an office with two cases and a paper each, and its backup.
func backedUp(t *testing.T) (s *Store, backup string) {
	t.Helper()
	s = newStore(t)
	for i := range 2 {
		c := addCase(t, s, i+1)
		p := court.Paper{CaseID: c.ID, Form: "x", Name: "执行通知书", Maker: "白露"}
		write(t, s, func(tx office.Tx) error { return tx.InsertPaper(&p, []byte("PDF "+c.Number.String())) })
		addAudit(t, s, "白露", "登记案件", c.ID)
	}
	backup = filepath.Join(BackupDir(s.Dir()), "zhixing-20181123-0730.zip")
	if err := s.Backup(context.Background(), backup); err != nil {
		t.Fatal(err)
	}
	return s, backup
}

func TestBackupAndRestore(t *testing.T) {
	ctx := context.Background()
	s, backup := backedUp(t)
	addCase(t, s, 3) // after the backup
	wantCode(t, s.Backup(ctx, backup), court.CodeConflict)
	if files, _ := os.ReadDir(BackupDir(s.Dir())); len(files) != 1 {
		t.Errorf("the backup left more than itself: %v", files)
	}
	dir := filepath.Join(t.TempDir(), "恢复")
	if err := os.MkdirAll(LogDir(dir), 0o700); err != nil {
		t.Fatal(err)
	}
	if err := Restore(ctx, backup, dir); err != nil {
		t.Fatal(err)
	}
	back, err := Open(ctx, dir, Options{Now: clock})
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = back.Close() }()
	if faults, err := back.Verify(ctx); err != nil || len(faults) > 0 || total(t, back) != 2 {
		t.Errorf("restored %d cases, faults %v, %v", total(t, back), faults, err)
	}
	if pdf := read(t, back, func(r office.Reader) ([]byte, error) { return r.PaperBytes(2) }); string(pdf) != "PDF （2018）豫1599执2号" {
		t.Errorf("paper %q", pdf)
	}
	addCase(t, back, 3)
	if _, err := os.Stat(filepath.Join(dir, restoring)); err == nil {
		t.Error("the restore left its working folder")
	}
	for _, where := range []string{dir, s.Dir()} {
		wantCode(t, Restore(ctx, backup, where), court.CodeConflict)
	}
	wantCode(t, Restore(ctx, backup+".没有", filepath.Join(t.TempDir(), "x")), court.CodeNotFound)
}

func TestBrokenBackupsAreRefused(t *testing.T) {
	_, backup := backedUp(t)
	whole, err := os.ReadFile(backup)
	if err != nil {
		t.Fatal(err)
	}
	flipped := bytes.Clone(whole)
	flipped[bytes.Index(whole, []byte("PDF （2018）豫1599执2号"))] = 'X'
	for name, content := range map[string][]byte{
		"no zip":          []byte("不是压缩包"),
		"cut short":       whole[:len(whole)/2],
		"a flipped byte":  flipped,
		"foreign entry":   zipped(t, map[string]string{"../../etc/x": "x", fileName: "x"}),
		"no database":     zipped(t, map[string]string{}),
		"broken database": zipped(t, map[string]string{fileName: "x"}),
	} {
		t.Run(name, func(t *testing.T) {
			file := filepath.Join(t.TempDir(), "b.zip")
			if err := os.WriteFile(file, content, 0o600); err != nil {
				t.Fatal(err)
			}
			dir := filepath.Join(t.TempDir(), "新")
			wantCode(t, Restore(context.Background(), file, dir), court.CodeDamaged)
			if Exists(dir) {
				t.Error("a broken backup became an office")
			}
			if _, err := os.Stat(filepath.Join(dir, restoring)); err == nil {
				t.Error("the refused restore left its working folder")
			}
		})
	}
}

// TestFaultsDoNotEndBackups: an office with a fault must still be backed up
// and restored, and both must say what is wrong.
func TestFaultsDoNotEndBackups(t *testing.T) {
	s, _ := backedUp(t)
	ctx := context.Background()
	tamper(t, s, "DROP TRIGGER audit_keep", "UPDATE audit SET actor = '别人' WHERE seq = 1")
	lost := read(t, s, func(r office.Reader) (court.Paper, error) { return r.Paper(1) })
	if err := os.Remove(paperPath(s.papersDir(), lost.SHA256)); err != nil {
		t.Fatal(err)
	}
	backup := filepath.Join(t.TempDir(), "b.zip")
	err := s.Backup(ctx, backup)
	wantCode(t, err, court.CodeDamaged)
	if say, _ := court.Sentence(err); say != "备份已经写好，但有1份文书或扫描件的存档文件丢失或被改动，备份里没有它们。" {
		t.Errorf("backup says %q", say)
	}
	dir := filepath.Join(t.TempDir(), "新")
	err = Restore(ctx, backup, dir)
	wantCode(t, err, court.CodeDamaged)
	if say, _ := court.Sentence(err); !strings.Contains(say, "已经恢复") || !strings.Contains(say, "2处") || !strings.Contains(say, "第1条（别人，登记案件）") {
		t.Errorf("restore says %q", say)
	}
	back, err := Open(ctx, dir, Options{Now: clock})
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = back.Close() }()
	if total(t, back) != 2 {
		t.Error("cases are missing")
	}
}

func zipped(t *testing.T, files map[string]string) []byte {
	t.Helper()
	var b bytes.Buffer
	z := zip.NewWriter(&b)
	for name, content := range files {
		w, err := z.Create(name)
		if err != nil {
			t.Fatal(err)
		}
		if _, err := w.Write([]byte(content)); err != nil {
			t.Fatal(err)
		}
	}
	if err := z.Close(); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

// TestBackupWhileOthersWrite takes backups in the middle of writes; each must
// be whole: a case is there with its audit entry and its paper, or not at all.
func TestBackupWhileOthersWrite(t *testing.T) {
	s := newStore(t)
	ctx := context.Background()
	var wg sync.WaitGroup
	wg.Go(func() {
		for i := range 40 {
			c := newCase(i + 1)
			err := s.Write(ctx, func(tx office.Tx) error {
				if err := tx.InsertCase(&c); err != nil {
					return err
				}
				if err := tx.InsertPaper(&court.Paper{CaseID: c.ID, Form: "x", Name: "执行通知书"}, []byte(c.Number.String())); err != nil {
					return err
				}
				return tx.AppendAudit(court.AuditEntry{At: now, Actor: "白露", Action: "登记案件", CaseID: c.ID})
			})
			if err != nil {
				t.Error(err)
			}
		}
	})
	for i := range 3 {
		backup := filepath.Join(t.TempDir(), "b.zip")
		if err := s.Backup(ctx, backup); err != nil {
			t.Fatal(err)
		}
		dir := filepath.Join(t.TempDir(), "新")
		if err := Restore(ctx, backup, dir); err != nil {
			t.Fatal(err)
		}
		back, err := Open(ctx, dir, Options{Now: clock})
		if err != nil {
			t.Fatal(err)
		}
		cases, papers := total(t, back), len(read(t, back, func(r office.Reader) ([]court.Paper, error) { return r.RecentPapers(100) }))
		entries := len(read(t, back, func(r office.Reader) ([]court.AuditEntry, error) { return r.Audit(office.AuditQuery{}) }))
		if papers != cases || entries != cases {
			t.Errorf("backup %d has %d cases, %d papers, %d audit entries", i, cases, papers, entries)
		}
		if err := back.Close(); err != nil {
			t.Error(err)
		}
	}
	wg.Wait()
}

// A backup tells what it holds, and nothing of it stays behind.
func TestInspectBackup(t *testing.T) {
	ctx := context.Background()
	s, backup := backedUp(t)
	write(t, s, func(tx office.Tx) error {
		return tx.PutSettings(court.Settings{CourtName: "溪山县人民法院", CourtCode: "豫1599"})
	})
	later := backup + ".zip"
	if err := s.Backup(ctx, later); err != nil {
		t.Fatal(err)
	}
	t.Setenv("TMPDIR", t.TempDir())
	info, err := Inspect(ctx, later)
	if err != nil || info.Court != "溪山县人民法院" || info.Cases != 2 || info.Open != 2 || info.Papers != 2 || info.LastBy != "白露" || !info.LastWork.Equal(now) {
		t.Errorf("%+v, %v", info, err)
	}
	if info.Made.In(beijing).Format("2006-01-02 15:04") != "2018-11-23 07:30" {
		t.Errorf("made %v", info.Made)
	}
	if left, _ := os.ReadDir(os.TempDir()); len(left) > 0 {
		t.Errorf("left behind: %v", left)
	}
	if err := os.WriteFile(later, []byte("PK\x03\x04"), 0o600); err != nil {
		t.Fatal(err)
	}
	_, err = Inspect(ctx, later)
	wantCode(t, err, court.CodeDamaged)
	_, err = Inspect(ctx, later+"x")
	wantCode(t, err, court.CodeNotFound)
}

// A restore in place keeps the old data whole, waits for the office to be
// closed, and leaves everything as it was when the backup is broken.
func TestRestoreOver(t *testing.T) {
	ctx := context.Background()
	s, backup := backedUp(t)
	dir := s.Dir()
	addCase(t, s, 3) // after the backup
	_, err := RestoreOver(ctx, backup, dir, now)
	wantCode(t, err, court.CodeLocked)
	if err := s.Close(); err != nil {
		t.Fatal(err)
	}
	broken := filepath.Join(t.TempDir(), "broken.zip")
	whole, err := os.ReadFile(backup)
	if err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(broken, whole[:len(whole)/2], 0o600); err != nil {
		t.Fatal(err)
	}
	_, err = RestoreOver(ctx, broken, dir, now)
	wantCode(t, err, court.CodeDamaged)
	count := func(dir string) int {
		back, err := Open(ctx, dir, Options{Now: clock})
		if err != nil {
			t.Fatal(err)
		}
		defer func() { _ = back.Close() }()
		if faults, err := back.Verify(ctx); err != nil || len(faults) > 0 {
			t.Errorf("%s: faults %v, %v", dir, faults, err)
		}
		return total(t, back)
	}
	if n := count(dir); n != 3 {
		t.Errorf("a broken backup left %d cases", n)
	}
	kept, err := RestoreOver(ctx, backup, dir, now)
	if err != nil {
		t.Fatal(err)
	}
	if n, old := count(dir), count(kept); n != 2 || old != 3 {
		t.Errorf("%d cases restored, %d kept", n, old)
	}
	if _, err := os.Stat(filepath.Join(dir, restoring)); err == nil {
		t.Error("the restore left its working folder")
	}
}
