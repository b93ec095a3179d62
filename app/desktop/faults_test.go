package desktop

import (
	"context"
	"errors"
	"log/slog"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"zhixing/app/court"
	"zhixing/app/desktop/uitest"
	"zhixing/app/office"
)

// TestCrashLeavesAFile runs itself as another process, which dies from a
// panic in a goroutine.
func TestCrashLeavesAFile(t *testing.T) {
	const folderKey = "CRASH_TEST_FOLDER"
	if folder := os.Getenv(folderKey); folder != "" {
		armCrashFile(folder, time.Now())
		go panic("故意的错误")
		time.Sleep(10 * time.Second)
		return
	}
	folder := t.TempDir()
	child := exec.Command(os.Args[0], "-test.run", "^TestCrashLeavesAFile$")
	child.Env = append(os.Environ(), folderKey+"="+folder)
	if err := child.Run(); err == nil {
		t.Fatal("the process survived its panic")
	}
	path := lastCrash(folder, "", time.Now())
	if path == "" {
		t.Fatal("no crash file")
	}
	text, err := os.ReadFile(path)
	must(t, err)
	if !strings.Contains(string(text), "故意的错误") || !strings.Contains(string(text), "faults_test.go") {
		t.Errorf("the crash file does not say what and where:\n%s", text)
	}
	if again := lastCrash(folder, filepath.Base(path), time.Now()); again != "" {
		t.Errorf("a crash is told twice: %s", again)
	}
}

func TestCrashOnTheWindowsThread(t *testing.T) {
	folder := t.TempDir()
	c := armCrashFile(folder, time.Now())
	c.write(errors.New("故意的错误"), []byte("stack"))
	c.disarm()
	text, err := os.ReadFile(c.path)
	must(t, err)
	if !strings.Contains(string(text), "故意的错误") {
		t.Errorf("crash file says %q", text)
	}
}

func TestNoCrashLeavesNoFile(t *testing.T) {
	folder := t.TempDir()
	c := armCrashFile(folder, time.Now())
	c.disarm()
	if files, _ := filepath.Glob(filepath.Join(folder, "*")); len(files) != 0 {
		t.Errorf("left behind: %q", files)
	}
}

func TestLogGoesToTheOfficesFolder(t *testing.T) {
	dir := t.TempDir()
	folder, closeLogs := openLogs(dir, "1.2.3")
	slog.Error("出错了", "err", court.Errorf(court.CodeDamaged, "坏了").Because(errors.New("cause")))
	closeLogs()
	text, err := os.ReadFile(filepath.Join(folder, "zhixing.log"))
	must(t, err)
	if folder != filepath.Join(dir, "logs") || !strings.Contains(string(text), "1.2.3") || !strings.Contains(string(text), "cause") {
		t.Errorf("log in %s says %q", folder, text)
	}
}

func TestLogOfAReadOnlyFolderGoesElsewhere(t *testing.T) {
	dir := t.TempDir()
	t.Setenv("XDG_CACHE_HOME", t.TempDir())
	must(t, os.WriteFile(filepath.Join(dir, "logs"), nil, 0o600)) // a file where the folder should be
	folder, closeLogs := openLogs(dir, "")
	closeLogs()
	if strings.HasPrefix(folder, dir) {
		t.Errorf("log in %s", folder)
	}
}

// TestOpeningTroubles shows a page for every way in which data cannot be
// opened.
func TestOpeningTroubles(t *testing.T) {
	for code, want := range map[court.Code][]string{
		court.CodeLocked:     {"数据正在使用中", "以只读方式打开", "退出"},
		court.CodeReadOnly:   {"数据不能写入", "以只读方式打开"},
		court.CodeNewer:      {"数据打不开", "打开日志文件夹", "退出"},
		court.CodeDamaged:    {"数据打不开", "打开日志文件夹", "退出"},
		court.CodeDiskFull:   {"数据打不开", "再试一次"},
		court.CodeUnexpected: {"数据打不开", "再试一次"},
		court.CodeNotFound:   {"第一次使用"},
	} {
		p := newProgram(t)
		p.office, p.shell = nil, nil
		p.useOpened(context.Background(), opened{err: court.Errorf(code, "原因").WithHint("办法")})
		for _, text := range append(want, p.opt.Dir) {
			if !uitest.Shows(text, p.root) {
				t.Errorf("%s: %q is not shown", code, text)
			}
		}
	}
}

// TestLockedThenReadOnly answers the question of a second window with yes.
func TestLockedThenReadOnly(t *testing.T) {
	p := newProgram(t)
	first := p.office
	readOnly := false
	p.opt.OpenOffice = func(_ context.Context, _ string, ro bool) (*office.Office, func() error, error) {
		readOnly = ro
		return first, func() error { return nil }, nil
	}
	p.useOpened(context.Background(), opened{err: court.Errorf(court.CodeLocked, "数据已被另一个窗口打开。")})
	uitest.Press(p.win, "Return")
	uitest.Until(t, "log-in page", func() bool { return uitest.Shows("从名单中选", p.root) })
	if !readOnly {
		t.Error("Enter did not open for reading")
	}
}
