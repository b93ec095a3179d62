// Package filing is what the screens share that take scans in and file them:
// reading files with progress, the dialogs, the preview.
package filing

import (
	"context"
	"fmt"
	"log/slog"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"

	"zhixing/app/court"
	"zhixing/app/desktop/frame"
	"zhixing/app/desktop/papers/parts"
	"zhixing/app/desktop/widgets"
	"zhixing/app/office"
)

// Extensions are the files that can be taken in.
var Extensions = []string{".pdf", ".jpg", ".jpeg", ".png"}

// Take takes files in, with progress and a cancel, and tells what became of
// them. done, which may be nil, follows.
func Take(f frame.Frame, paths []string, to office.ScanFiling, way string, done func([]office.TakenFile)) {
	files, err := Inputs(paths)
	if err != nil {
		f.Fail(err)
		return
	}
	var taken []office.TakenFile
	o, actor := f.Office(), f.Actor()
	parts.Run(f, "收取扫描件", func(ctx context.Context, report func(float64, string)) error {
		report(0, fmt.Sprintf("正在读取 %d 个文件…", len(files)))
		var err error
		taken, err = o.TakeScans(ctx, actor, files, to, way, func(n, of int) {
			report(float64(n)/float64(of), fmt.Sprintf("第 %d 个，共 %d 个", n, of))
		})
		return err
	}, func() {
		Tell(f, taken)
		if done != nil {
			done(taken)
		}
	})
}

// Inputs opens paths as files to be taken in.
func Inputs(paths []string) ([]office.ScanInput, error) {
	var out []office.ScanInput
	for _, path := range paths {
		info, err := os.Stat(path)
		if err != nil {
			return nil, court.Errorf(court.CodeNotFound, "找不到“%s”。", path).WithHint("请检查文件是否还在。").Because(err)
		}
		if info.IsDir() {
			return nil, court.Errorf(court.CodeInvalid, "“%s”是文件夹。", info.Name()).WithHint("请打开它，选择里面的文件；整个文件夹请在“系统设置”设为收取文件夹。")
		}
		out = append(out, office.ScanInput{Name: info.Name(), Size: info.Size(), Open: func() (office.ScanSource, error) { return os.Open(path) }})
	}
	return out, nil
}

// Sentence sums up what became of files: 收取 3 个文件：归档 2 份，待归档 1 份。
func Sentence(taken []office.TakenFile) string {
	filed, tray, refused := 0, 0, 0
	for _, t := range taken {
		filed += t.Filed()
		tray += len(t.Scans) - t.Filed()
		if t.Err != nil {
			refused++
		}
	}
	text := fmt.Sprintf("收取 %d 个文件：归档 %d 份", len(taken)-refused, filed)
	if tray > 0 {
		text += fmt.Sprintf("，待归档 %d 份", tray)
	}
	if refused > 0 {
		text += fmt.Sprintf("，没有收取 %d 个", refused)
	}
	return text
}

// Tell says at the bottom what became of the files, and in a dialog which were
// refused and why.
func Tell(f frame.Frame, taken []office.TakenFile) {
	f.Say(Sentence(taken))
	TellRefused(f, taken)
}

// TellRefused says in a dialog which files were not taken in, and why.
func TellRefused(f frame.Frame, taken []office.TakenFile) {
	if len(taken) == 1 && taken[0].Err != nil {
		f.Fail(taken[0].Err)
		return
	}
	list := widgets.VStack(6)
	for _, t := range taken {
		if t.Err != nil {
			say, hint := court.Sentence(t.Err)
			list.Add(widgets.NewWrapText("● "+say+hint, widgets.TableSize, widgets.ColorText))
		}
	}
	if len(list.Objects) > 0 {
		widgets.NewDialog(f.Window(), fmt.Sprintf("有 %d 个文件没有收取", len(list.Objects)), widgets.Sized(560, 260, container.NewVScroll(list)))
	}
}

// Dropped gives the files of a drop on the window that can be taken in: while no
// dialog is open and the page is in front.
func Dropped(f frame.Frame, content fyne.CanvasObject, files []fyne.URI) []string {
	if !frame.InFront(f, content) {
		return nil
	}
	var out []string
	for _, file := range files {
		out = append(out, file.Path())
	}
	return out
}

// File is a file in the folder of the scanner; another size or time of writing
// makes another stamp.
type File struct{ Path, Stamp string }

// settles is how long a file has not been written to before it counts as
// whole: scanners write over the network for a minute.
const settles = 5 * time.Second

// Waiting lists the files in the folder of the scanner that can be taken in,
// oldest name first, without those that are still being written. A folder that
// cannot be read is an error that names it.
func Waiting(folder string) ([]File, error) {
	entries, err := os.ReadDir(folder)
	if err != nil {
		return nil, court.Errorf(court.CodeNotFound, "收取文件夹“%s”打不开。", folder).
			WithHint("请检查扫描仪的共享文件夹是否连上，或在“系统设置”里改收取文件夹。").Because(err)
	}
	var out []File
	for _, e := range entries {
		if e.IsDir() || !slices.Contains(Extensions, strings.ToLower(filepath.Ext(e.Name()))) {
			continue
		}
		info, err := e.Info()
		if err != nil { // gone meanwhile
			continue
		}
		if age := time.Since(info.ModTime()); age >= 0 && age < settles {
			continue
		}
		out = append(out, File{filepath.Join(folder, e.Name()), fmt.Sprintf("%d %s", info.Size(), info.ModTime())})
	}
	return out, nil
}

// PathsOf gives the paths of files.
func PathsOf(files []File) []string {
	out := make([]string, len(files))
	for i, f := range files {
		out[i] = f.Path
	}
	return out
}

// AtStart takes in, in the background, what the scanner put into its folder
// while nobody was logged in.
func AtStart(f frame.Frame, loader *widgets.Loader) {
	if !f.Can(office.MayFileScan) {
		return
	}
	o, actor := f.Office(), f.Actor()
	widgets.LoadResult(loader, func(ctx context.Context) ([]office.TakenFile, error) {
		settings, err := o.Settings(ctx)
		if err != nil || settings.ScanFolder == "" {
			return nil, err
		}
		waiting, err := Waiting(settings.ScanFolder)
		if err != nil || len(waiting) == 0 {
			return nil, err
		}
		files, err := Inputs(PathsOf(waiting))
		if err != nil {
			return nil, err
		}
		taken, err := o.TakeScans(ctx, actor, files, office.ScanFiling{}, court.ScanByFolder, nil)
		PutAside(settings.ScanFolder, taken)
		return taken, err
	}, func(taken []office.TakenFile, err error) {
		if err != nil { // the page 扫描归档 says so too, where it can be mended
			slog.Warn("folder of the scanner", "err", err)
		} else if len(taken) > 0 {
			f.Say(Sentence(taken) + "，见“扫描归档”")
		}
	})
}

// TakenFolder is where files go, inside the folder of the scanner, once they
// were taken in.
const TakenFolder = "已收取"

// PutAside moves files that were taken in, now or before, out of the way; what
// was refused stays where it is. Files that cannot be moved harm nothing: their
// content is known.
func PutAside(folder string, taken []office.TakenFile) {
	to := filepath.Join(folder, TakenFolder)
	for _, t := range taken {
		if t.Err != nil && court.CodeOf(t.Err) != court.CodeConflict {
			continue
		}
		_ = os.MkdirAll(to, 0o755)
		target := filepath.Join(to, t.Name)
		for n := 2; exists(target); n++ {
			ext := filepath.Ext(t.Name)
			target = filepath.Join(to, fmt.Sprintf("%s(%d)%s", strings.TrimSuffix(t.Name, ext), n, ext))
		}
		_ = os.Rename(filepath.Join(folder, t.Name), target)
	}
}

func exists(path string) bool {
	_, err := os.Lstat(path)
	return err == nil
}
