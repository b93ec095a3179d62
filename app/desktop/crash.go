package desktop

import (
	"fmt"
	"log/slog"
	"os"
	"path/filepath"
	"runtime"
	"runtime/debug"
	"sort"
	"strings"
	"time"
)

// crashFile catches what the runtime says when any goroutine panics. It is
// made at start, because a dying process cannot, and removed when it stayed
// empty.
type crashFile struct {
	path string
	file *os.File
}

// armCrashFile sends the runtime's last words to logs/crash-<time>.txt.
func armCrashFile(folder string, now time.Time) *crashFile {
	c := &crashFile{path: filepath.Join(folder, "crash-"+now.Format("20060102-150405")+".txt")}
	f, err := os.OpenFile(c.path, os.O_CREATE|os.O_WRONLY|os.O_APPEND, 0o600)
	if err != nil {
		slog.Warn("no crash file", "err", err)
		return c
	}
	c.file = f
	if err := debug.SetCrashOutput(f, debug.CrashOptions{}); err != nil {
		slog.Warn("crash output not set", "err", err)
	}
	return c
}

// write records a panic that was caught on the window's thread.
func (c *crashFile) write(what any, stack []byte) {
	slog.Error("panic on the window's thread", "what", what, "file", c.path)
	if c.file == nil {
		return
	}
	_, _ = fmt.Fprintf(c.file, "执行破难工作台 意外停止\n时间：%s\n系统：%s/%s %s\n\n%v\n\n%s\n",
		time.Now().Format("2006-01-02 15:04:05"), runtime.GOOS, runtime.GOARCH, runtime.Version(), what, stack)
}

// disarm ends the watch and removes the file when nothing happened.
func (c *crashFile) disarm() {
	if c.file == nil {
		return
	}
	if err := debug.SetCrashOutput(nil, debug.CrashOptions{}); err != nil {
		slog.Warn("crash output not reset", "err", err)
	}
	info, err := c.file.Stat()
	if closeErr := c.file.Close(); err == nil && closeErr == nil && info.Size() == 0 {
		if err := os.Remove(c.path); err != nil {
			slog.Warn("empty crash file stays", "err", err)
		}
	}
}

// staleAfter is when an empty crash file must belong to a run that was killed,
// not to another copy that still runs.
const staleAfter = 7 * 24 * time.Hour

// lastCrash gives the newest crash file with something in it whose name is
// after told, "" for none, and clears empty ones that killed runs left.
func lastCrash(folder, told string, now time.Time) string {
	files, err := filepath.Glob(filepath.Join(folder, "crash-*.txt"))
	if err != nil {
		return ""
	}
	sort.Sort(sort.Reverse(sort.StringSlice(files)))
	newest := ""
	for _, path := range files {
		info, err := os.Stat(path)
		if err != nil {
			continue
		}
		if info.Size() == 0 {
			if now.Sub(info.ModTime()) > staleAfter {
				if err := os.Remove(path); err != nil {
					slog.Warn("stale crash file stays", "err", err)
				}
			}
			continue
		}
		if newest == "" && strings.Compare(filepath.Base(path), told) > 0 {
			newest = path
		}
	}
	return newest
}
