package sheet

import (
	"bytes"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"strings"

	"zhixing/app/court"
)

// SaveNew writes a file into a folder and gives its path. A file of that name
// that is there is kept: the new one is called 名（2）.pdf and so on, unless it
// holds the same bytes, which counts as written. A failure leaves no part of a
// file; its court.Error is that of SaveFile.
func SaveNew(dir, name string, data []byte) (string, error) {
	base, ext := strings.TrimSuffix(name, filepath.Ext(name)), filepath.Ext(name)
	for n := 2; ; n++ {
		path := filepath.Join(dir, name)
		f, err := os.OpenFile(path, os.O_CREATE|os.O_EXCL|os.O_WRONLY, 0o600)
		if errors.Is(err, fs.ErrExist) {
			if holds(path, data) {
				return path, nil
			}
			name = fmt.Sprintf("%s（%d）%s", base, n, ext)
			continue
		}
		if err != nil {
			return "", saveError(name, err)
		}
		_, err = f.Write(data)
		if err = errors.Join(err, f.Close()); err != nil {
			_ = os.Remove(path)
			return "", saveError(name, err)
		}
		return path, nil
	}
}

// holds tells whether a file has exactly these bytes.
func holds(path string, data []byte) bool {
	info, err := os.Stat(path)
	if err != nil || info.Size() != int64(len(data)) {
		return false
	}
	there, err := os.ReadFile(path)
	return err == nil && bytes.Equal(there, data)
}

// MakeFolder makes a folder with those above it; its error is a sentence.
func MakeFolder(dir string) error {
	err := os.MkdirAll(dir, 0o755)
	if err == nil {
		return nil
	}
	if isDiskFull(err) {
		return court.Errorf(court.CodeDiskFull, "磁盘已满，不能建立文件夹“%s”。", dir).WithHint("请清理磁盘或换一个位置。").Because(err)
	}
	return court.Errorf(court.CodeInvalid, "不能建立文件夹“%s”。", dir).WithHint("请检查写入权限，或者换一个文件夹。").Because(err)
}
