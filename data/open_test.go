package data

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"runtime"
	"strconv"
	"syscall"
	"testing"

	"zhixing/app/court"
	"zhixing/app/office"
)

// reopen closes the store and opens its folder again.
func reopen(t *testing.T, s *Store, opt Options) *Store {
	t.Helper()
	if err := s.Close(); err != nil {
		t.Fatal(err)
	}
	opt.Now = clock
	again, err := Open(context.Background(), s.Dir(), opt)
	if err != nil {
		t.Fatalf("open again: %v", err)
	}
	t.Cleanup(func() { _ = again.Close() })
	return again
}

func total(t *testing.T, s *Store) int {
	t.Helper()
	return read(t, s, func(r office.Reader) (office.CasePage, error) { return r.Cases(office.CaseQuery{}) }).Total
}

func TestOpenAgain(t *testing.T) {
	s := newStore(t)
	c := addCase(t, s, 1)
	s = reopen(t, s, Options{})
	if got := read(t, s, func(r office.Reader) (court.Case, error) { return r.Case(c.ID) }); got.Cause != c.Cause {
		t.Errorf("after opening again: %+v", got)
	}
	addCase(t, s, 2)
	if info, err := os.Stat(filepath.Join(s.Dir(), fileName)); err != nil || runtime.GOOS != "windows" && info.Mode().Perm() != 0o600 {
		t.Errorf("others may read the data: %v, %v", info.Mode(), err)
	}
	for _, folder := range []string{LogDir(s.Dir()), BackupDir(s.Dir()), s.papersDir()} {
		if info, err := os.Stat(folder); err != nil || !info.IsDir() {
			t.Errorf("%s: %v", folder, err)
		}
	}
}

func TestEveryConnectionIsSafe(t *testing.T) {
	s := newStore(t)
	for pragma, want := range map[string]string{"journal_mode": "wal", "synchronous": "2", "foreign_keys": "1", "busy_timeout": "5000"} {
		var got string
		if err := s.writer.QueryRow("PRAGMA " + pragma).Scan(&got); err != nil || got != want {
			t.Errorf("%s is %q, want %q (%v)", pragma, got, want, err)
		}
	}
	if _, err := s.reader.Exec("CREATE TABLE x (y)"); err == nil {
		t.Error("a reader's connection can write")
	}
	wantRefused := s.Write(context.Background(), func(tx office.Tx) error { return tx.InsertNodes(99, sampleNodes()) })
	if wantRefused == nil {
		t.Error("nodes of a case that does not exist were stored")
	}
}

func TestOddFolderNames(t *testing.T) {
	dir := filepath.Join(t.TempDir(), "执行局 数据#1?100%&mode=ro")
	s, err := Create(context.Background(), dir, Options{})
	if err != nil {
		t.Fatal(err)
	}
	addCase(t, s, 1)
	s = reopen(t, s, Options{})
	if total(t, s) != 1 || !Exists(dir) {
		t.Error("the case is not in the folder it was put in")
	}
	backup := filepath.Join(dir, "backups", "备 份.zip")
	if err := s.Backup(context.Background(), backup); err != nil {
		t.Error(err)
	}
}

func TestMissingAndExistingFolders(t *testing.T) {
	ctx := context.Background()
	for _, opt := range []Options{{}, {ReadOnly: true}} {
		_, err := Open(ctx, filepath.Join(t.TempDir(), "没有"), opt)
		wantCode(t, err, court.CodeNotFound)
	}
	s := newStore(t)
	_, err := Create(ctx, s.Dir(), Options{})
	wantCode(t, err, court.CodeConflict)
}

func TestSecondWindow(t *testing.T) {
	ctx := context.Background()
	first := newStore(t)
	addCase(t, first, 1)
	_, err := Open(ctx, first.Dir(), Options{})
	wantCode(t, err, court.CodeLocked)
	if _, hint := court.Sentence(err); hint == "" {
		t.Error("no hint at opening read-only")
	}
	second, err := Open(ctx, first.Dir(), Options{ReadOnly: true})
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = second.Close() }()
	addCase(t, first, 2)
	if !second.ReadOnly() || first.ReadOnly() || total(t, second) != 2 {
		t.Errorf("the second window sees %d cases", total(t, second))
	}
	wantCode(t, second.Write(ctx, func(office.Tx) error { t.Error("the write ran"); return nil }), court.CodeReadOnly)
	if err := second.Backup(ctx, filepath.Join(t.TempDir(), "b.zip")); err != nil {
		t.Errorf("backup from the second window: %v", err)
	}
	if faults, err := second.Verify(ctx); err != nil || len(faults) > 0 {
		t.Errorf("check from the second window: %v %v", faults, err)
	}
	if err := first.Close(); err != nil {
		t.Fatal(err)
	}
	if total(t, second) != 2 {
		t.Error("the second window lost sight of the data")
	}
	third, err := Open(ctx, first.Dir(), Options{})
	if err != nil {
		t.Fatalf("the folder is not free after the first window closed: %v", err)
	}
	if err := third.Close(); err != nil {
		t.Error(err)
	}
}

func TestReadOnlyAfterACleanEnd(t *testing.T) {
	s := newStore(t)
	addCase(t, s, 1)
	if s = reopen(t, s, Options{ReadOnly: true}); total(t, s) != 1 {
		t.Error("the case is missing")
	}
}

func TestAnotherProgramHoldsTheFile(t *testing.T) {
	s := newStore(t)
	if _, err := s.writer.Exec("PRAGMA busy_timeout = 20"); err != nil {
		t.Fatal(err)
	}
	other, err := connect(filepath.Join(s.Dir(), fileName), 1, "_txlock=immediate")
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = other.Close() }()
	held, err := other.BeginTx(context.Background(), nil)
	if err != nil {
		t.Fatal(err)
	}
	wantCode(t, s.Write(context.Background(), func(office.Tx) error { return nil }), court.CodeLocked)
	if err := held.Rollback(); err != nil {
		t.Fatal(err)
	}
	addCase(t, s, 1)
}

func TestNewerData(t *testing.T) {
	s := newStore(t)
	if _, err := s.writer.Exec("INSERT INTO goose_db_version (version_id, is_applied) VALUES (?, 1)", newestVersion()+1); err != nil {
		t.Fatal(err)
	}
	if err := s.Close(); err != nil {
		t.Fatal(err)
	}
	before, err := os.ReadFile(filepath.Join(s.Dir(), fileName))
	if err != nil {
		t.Fatal(err)
	}
	for _, opt := range []Options{{}, {ReadOnly: true}} {
		_, err := Open(context.Background(), s.Dir(), opt)
		wantCode(t, err, court.CodeNewer)
	}
	if after, err := os.ReadFile(filepath.Join(s.Dir(), fileName)); err != nil || !bytes.Equal(before, after) {
		t.Errorf("newer data were touched: %v", err)
	}
}

func TestOlderDataAreBroughtUp(t *testing.T) {
	dir := oldOffice(t, 1) // what a crash between the first two migrations leaves
	_, err := Open(context.Background(), dir, Options{ReadOnly: true})
	wantCode(t, err, court.CodeReadOnly)
	s, err := Open(context.Background(), dir, Options{})
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = s.Close() }()
	_, err = s.writer.Exec("DELETE FROM cases")
	wantCode(t, explain(err), court.CodeRefused)
}

// fileOfCases is the database file of forty cases.
func fileOfCases(t *testing.T) []byte {
	t.Helper()
	s := newStore(t)
	for i := range 40 {
		addCase(t, s, i+1)
	}
	if err := s.Close(); err != nil {
		t.Fatal(err)
	}
	whole, err := os.ReadFile(filepath.Join(s.Dir(), fileName))
	if err != nil {
		t.Fatal(err)
	}
	return whole
}

func TestDamagedFiles(t *testing.T) {
	whole := fileOfCases(t)
	for name, content := range map[string][]byte{
		"empty":     {},
		"another":   []byte("这是一份普通的文本文件，不是数据库。" + string(make([]byte, 9000))),
		"encrypted": bytes.Repeat([]byte{0x5a, 0xc3, 0x99, 0x17}, len(whole)/4),
		"cut short": whole[:len(whole)/3],
		"junk":      append(bytes.Clone(whole[:4096]), bytes.Repeat([]byte{0xff}, len(whole)-4096)...),
	} {
		t.Run(name, func(t *testing.T) {
			dir := t.TempDir()
			if err := os.WriteFile(filepath.Join(dir, fileName), content, 0o600); err != nil {
				t.Fatal(err)
			}
			for _, opt := range []Options{{ReadOnly: true}, {}} {
				s, err := Open(context.Background(), dir, opt)
				if err == nil {
					_ = s.Close()
				}
				wantCode(t, err, court.CodeDamaged)
			}
			if after, err := os.ReadFile(filepath.Join(dir, fileName)); err != nil || !bytes.Equal(after, content) {
				t.Errorf("what may still be saved was changed: %v", err)
			}
		})
	}
}

func TestOneDamagedPage(t *testing.T) {
	content := fileOfCases(t)
	at := bytes.Index(content, []byte("溪山县柳林乡下湾村")) &^ 4095
	copy(content[at:at+4096], bytes.Repeat([]byte{0xee}, 4096))
	dir := t.TempDir()
	if err := os.WriteFile(filepath.Join(dir, fileName), content, 0o600); err != nil {
		t.Fatal(err)
	}
	s, err := Open(context.Background(), dir, Options{})
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = s.Close() }()
	if faults, err := s.Verify(context.Background()); err != nil || len(faults) == 0 {
		t.Errorf("the check finds %v, %v", faults, err)
	}
	err = s.Read(context.Background(), func(r office.Reader) error {
		for id := range int64(40) {
			if _, err := r.Case(id + 1); err != nil {
				return err
			}
		}
		return nil
	})
	wantCode(t, err, court.CodeDamaged)
}

func TestFullDatabase(t *testing.T) {
	s := newStore(t)
	addCase(t, s, 1)
	var pages int
	if err := s.writer.QueryRow("PRAGMA page_count").Scan(&pages); err != nil {
		t.Fatal(err)
	}
	if _, err := s.writer.Exec("PRAGMA max_page_count = " + strconv.Itoa(pages+2)); err != nil {
		t.Fatal(err)
	}
	var err error
	n := 1
	for ; err == nil; n++ {
		c := newCase(n + 1)
		err = s.Write(context.Background(), func(tx office.Tx) error { return tx.InsertCase(&c) })
	}
	wantCode(t, err, court.CodeDiskFull)
	if got := total(t, s); got != n-1 {
		t.Errorf("%d cases, want %d", got, n-1)
	}
}

func TestFaultsOfTheFileSystemAreExplained(t *testing.T) {
	for _, c := range []struct {
		err  error
		want court.Code
	}{
		{&fs.PathError{Op: "write", Path: "x", Err: syscall.ENOSPC}, court.CodeDiskFull},
		{&fs.PathError{Op: "write", Path: "x", Err: windowsDiskFull}, court.CodeDiskFull},
		{&fs.PathError{Op: "open", Path: "x", Err: syscall.EACCES}, court.CodeReadOnly},
		{&fs.PathError{Op: "open", Path: "x", Err: syscall.EROFS}, court.CodeReadOnly},
	} {
		wantCode(t, explain(c.err), c.want)
		if !errors.Is(explain(c.err), c.err) {
			t.Errorf("the log loses %v", c.err)
		}
	}
	own := court.Errorf(court.CodeDenied, "您的岗位不能查看。")
	if err := explain(fmt.Errorf("use case: %w", own)); court.CodeOf(err) != court.CodeDenied || explain(nil) != nil {
		t.Errorf("explained to %v", err)
	}
}
