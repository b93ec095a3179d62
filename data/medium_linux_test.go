package data

import (
	"bytes"
	"context"
	"os/exec"
	"path/filepath"
	"syscall"
	"testing"

	"zhixing/app/court"
	"zhixing/app/office"
)

// mount gives a folder to the test that is a file system of its own.
func mount(t *testing.T, dir string, args ...string) {
	t.Helper()
	if out, err := exec.Command("mount", append(args, dir)...).CombinedOutput(); err != nil {
		t.Skipf("mounting needs root: %v %s", err, out)
	}
	t.Cleanup(func() {
		if err := syscall.Unmount(dir, syscall.MNT_DETACH); err != nil {
			t.Error(err)
		}
	})
}

func TestFullDisk(t *testing.T) {
	dir := t.TempDir()
	mount(t, dir, "-t", "tmpfs", "-o", "size=3m", "tmpfs")
	ctx := context.Background()
	s, err := Create(ctx, dir, Options{Now: clock})
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = s.Close() }()
	big := bytes.Repeat([]byte("PDF"), 2_000_000)
	c := addCase(t, s, 1)
	wantCode(t, s.Write(ctx, func(tx office.Tx) error {
		return tx.InsertPaper(&court.Paper{CaseID: c.ID, Form: "x", Name: "大文书"}, big)
	}), court.CodeDiskFull)
	committed := 1
	for err == nil {
		next := newCase(committed + 1)
		err = s.Write(ctx, func(tx office.Tx) error {
			if err := tx.InsertCase(&next); err != nil {
				return err
			}
			return tx.InsertNodes(next.ID, sampleNodes())
		})
		if err == nil {
			committed++
		}
	}
	wantCode(t, err, court.CodeDiskFull)
	if got := total(t, s); got != committed {
		t.Errorf("%d cases on the full disk, %d were committed", got, committed)
	}
	wantCode(t, s.Backup(ctx, filepath.Join(dir, "backups", "b.zip")), court.CodeDiskFull)
	if left, _ := filepath.Glob(filepath.Join(dir, "backups", "*")); len(left) > 0 {
		t.Errorf("the failed backup left %v", left)
	}
	if out, err := exec.Command("mount", "-o", "remount,size=40m", dir).CombinedOutput(); err != nil {
		t.Fatalf("%v %s", err, out)
	}
	addCase(t, s, committed+1)
	s = reopen(t, s, Options{})
	if got := total(t, s); got != committed+1 {
		t.Errorf("%d cases after the disk was cleared, want %d", got, committed+1)
	}
	if faults, err := s.Verify(ctx); err != nil || len(faults) > 0 {
		t.Errorf("after the full disk: %v %v", faults, err)
	}
}

func TestMediumThatCannotBeWritten(t *testing.T) {
	s := newStore(t)
	c := addCase(t, s, 1)
	p := court.Paper{CaseID: c.ID, Form: "x", Name: "执行通知书"}
	write(t, s, func(tx office.Tx) error { return tx.InsertPaper(&p, []byte("PDF")) })
	if err := s.Close(); err != nil {
		t.Fatal(err)
	}
	mount(t, s.Dir(), "--bind", "-o", "ro", s.Dir())
	ctx := context.Background()
	_, err := Open(ctx, s.Dir(), Options{})
	wantCode(t, err, court.CodeReadOnly)
	ro, err := Open(ctx, s.Dir(), Options{ReadOnly: true})
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = ro.Close() }()
	if got := read(t, ro, func(r office.Reader) ([]byte, error) { return r.PaperBytes(p.ID) }); total(t, ro) != 1 || string(got) != "PDF" {
		t.Errorf("read %q", got)
	}
	if err := ro.Backup(ctx, filepath.Join(t.TempDir(), "b.zip")); err != nil {
		t.Errorf("backup of a medium that cannot be written: %v", err)
	}
}

func TestNoRoomForANewOffice(t *testing.T) {
	dir := t.TempDir()
	mount(t, dir, "-t", "tmpfs", "-o", "size=100k", "tmpfs")
	_, err := Create(context.Background(), dir, Options{})
	wantCode(t, err, court.CodeDiskFull)
	if Exists(dir) {
		t.Error("half an office is left")
	}
}
