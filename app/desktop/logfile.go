package desktop

import (
	"log"
	"log/slog"
	"os"
	"path/filepath"
	"runtime"

	"gopkg.in/natefinch/lumberjack.v2"
)

// Sizes of the log: the running file and four older ones.
const (
	logFileMB  = 5
	logBackups = 4
)

// openLogs makes everything that is logged go to DIR/logs/zhixing.log: on stderr
// a user finds one sentence, not the traces of a library. A folder that cannot be written (a read-only medium) is replaced
// by one in the user's cache. It gives the folder in use.
func openLogs(dir, version string) (folder string, closeLogs func()) {
	folder = filepath.Join(dir, "logs")
	if !writable(folder) {
		folder = filepath.Join(os.TempDir(), "zhixing-logs")
		if cache, err := os.UserCacheDir(); err == nil {
			folder = filepath.Join(cache, "zhixing", "logs")
		}
		if !writable(folder) {
			slog.Warn("no folder for the log", "folder", folder)
			return folder, func() {}
		}
	}
	file := &lumberjack.Logger{Filename: filepath.Join(folder, "zhixing.log"), MaxSize: logFileMB, MaxBackups: logBackups, LocalTime: true}
	before := slog.Default()
	slog.SetDefault(slog.New(slog.NewTextHandler(file, nil)))
	log.SetOutput(file) // Fyne and other libraries log here
	slog.Info("start", "version", version, "go", runtime.Version(), "os", runtime.GOOS+"/"+runtime.GOARCH, "dir", dir)
	return folder, func() {
		slog.Info("stop")
		slog.SetDefault(before)
		log.SetOutput(os.Stderr)
		if err := file.Close(); err != nil {
			log.Print(err)
		}
	}
}

// writable tells whether files can be made in the folder, making it first.
func writable(folder string) bool {
	if os.MkdirAll(folder, 0o700) != nil {
		return false
	}
	f, err := os.OpenFile(filepath.Join(folder, "zhixing.log"), os.O_APPEND|os.O_CREATE|os.O_WRONLY, 0o600)
	if err != nil {
		return false
	}
	return f.Close() == nil
}
