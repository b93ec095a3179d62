package desktop

import (
	"os"
	"path/filepath"
	"runtime"
	"sort"
	"strings"
	"time"

	"zhixing/app/court"
)

// entry is a line of the file chooser.
type entry struct {
	name     string
	path     string
	folder   bool
	size     int64
	modified time.Time
}

// readFolder lists what is in a folder, folders first, without hidden things;
// files are limited to the extensions when there are any.
func readFolder(folder string, extensions []string) ([]entry, error) {
	files, err := os.ReadDir(folder)
	if err != nil {
		return nil, court.Errorf(court.CodeNotFound, "文件夹“%s”打不开。", folder).WithHint("请检查它是否存在、是否有权限。").Because(err)
	}
	var list []entry
	for _, file := range files {
		e := entry{name: file.Name(), path: filepath.Join(folder, file.Name())}
		info, err := os.Stat(e.path) // follows links
		if err != nil || strings.HasPrefix(e.name, ".") {
			continue
		}
		e.folder, e.size, e.modified = info.IsDir(), info.Size(), info.ModTime()
		if e.folder || fits(e.name, extensions) {
			list = append(list, e)
		}
	}
	sort.SliceStable(list, func(i, j int) bool {
		if list[i].folder != list[j].folder {
			return list[i].folder
		}
		return strings.ToLower(list[i].name) < strings.ToLower(list[j].name)
	})
	return list, nil
}

func fits(name string, extensions []string) bool {
	for _, e := range extensions {
		if strings.EqualFold(filepath.Ext(name), e) {
			return true
		}
	}
	return len(extensions) == 0
}

// place is a folder that people look in first.
type place struct{ name, path string }

// places gives the user's folders and the drives that are there.
func places() []place {
	var list []place
	add := func(name, path string) {
		if info, err := os.Stat(path); err == nil && info.IsDir() {
			list = append(list, place{name, path})
		}
	}
	if home, err := os.UserHomeDir(); err == nil {
		for _, p := range [][2]string{{"桌面", "Desktop"}, {"桌面", "桌面"}, {"文档", "Documents"}, {"文档", "文档"}, {"下载", "Downloads"}, {"下载", "下载"}} {
			add(p[0], filepath.Join(home, p[1]))
		}
		add("我的文件夹", home)
	}
	if runtime.GOOS != "windows" {
		for _, mounts := range []string{"/media/" + os.Getenv("USER"), "/media", "/mnt"} {
			if inside, err := os.ReadDir(mounts); err == nil && len(inside) > 0 {
				add("移动盘", mounts)
				break
			}
		}
		add("计算机", "/")
		return list
	}
	for drive := 'C'; drive <= 'Z'; drive++ {
		add(string(drive)+" 盘", string(drive)+`:\`)
	}
	return list
}
