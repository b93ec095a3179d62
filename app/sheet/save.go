package sheet

import (
	"errors"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"runtime"
	"syscall"

	"zhixing/app/court"
)

// SaveFile writes a file through write: into a temporary file beside it,
// renamed at the end, so that a failure leaves what was there before. The
// court.Error says when the file is open in Excel, the folder is missing or
// forbids writing, or the disk is full.
func SaveFile(path string, write func(io.Writer) error) (err error) {
	name := filepath.Base(path)
	temp, err := os.CreateTemp(filepath.Dir(path), ".~zhixing-*.tmp")
	if err != nil {
		return saveError(name, err)
	}
	defer func() {
		if err != nil {
			_ = temp.Close()
			_ = os.Remove(temp.Name())
			err = saveError(name, err)
		}
	}()
	if err := write(temp); err != nil {
		return err
	}
	if err := temp.Chmod(0o644); err != nil && runtime.GOOS != "windows" {
		return err
	}
	if err := temp.Close(); err != nil {
		return err
	}
	return os.Rename(temp.Name(), path)
}

// The error numbers of Windows for a file another program has open, and for
// a full disk. Elsewhere these numbers mean something else.
const (
	windowsSharingViolation syscall.Errno = 32
	windowsLockViolation    syscall.Errno = 33
	windowsHandleDiskFull   syscall.Errno = 39
	windowsDiskFull         syscall.Errno = 112
)

func isSharingViolation(err error) bool {
	return runtime.GOOS == "windows" && (errors.Is(err, windowsSharingViolation) || errors.Is(err, windowsLockViolation))
}

func isDiskFull(err error) bool {
	return errors.Is(err, syscall.ENOSPC) ||
		runtime.GOOS == "windows" && (errors.Is(err, windowsDiskFull) || errors.Is(err, windowsHandleDiskFull))
}

func saveError(name string, err error) error {
	var told *court.Error
	switch {
	case errors.As(err, &told):
		return err
	case isDiskFull(err):
		return court.Errorf(court.CodeDiskFull, "磁盘已满，“%s”没有保存。", name).
			WithHint("请清理磁盘或换一个位置保存。").Because(err)
	case errors.Is(err, fs.ErrNotExist):
		return court.Errorf(court.CodeNotFound, "要保存“%s”的文件夹不存在。", name).
			WithHint("请换一个文件夹保存。").Because(err)
	case errors.Is(err, fs.ErrPermission) || isSharingViolation(err):
		return court.Errorf(court.CodeLocked, "“%s”写不进去：文件可能正在 Excel 或 WPS 中打开，或该文件夹不允许写入。", name).
			WithHint("请关闭该文件后重试，或换一个文件名、换一个文件夹。").Because(err)
	case errors.Is(err, syscall.EROFS):
		return court.Errorf(court.CodeReadOnly, "该磁盘只能读取，“%s”没有保存。", name).
			WithHint("请换一个位置保存。").Because(err)
	}
	return court.Errorf(court.CodeUnexpected, "保存“%s”时出错，文件没有写出。", name).
		WithHint("请换一个文件名或文件夹重试。").Because(err)
}
