package admin

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"sort"
	"strings"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"

	"zhixing/app/court"
	"zhixing/app/desktop/frame"
	"zhixing/app/desktop/widgets"
	"zhixing/app/office"
)

// backupPanel makes backups, lists them, and checks the data.
type backupPanel struct {
	f      frame.Frame
	all    Backups
	folder string
	loader *widgets.Loader
	table  *widgets.DataTable[backupFile]
	faults *widgets.DataTable[string]
	check  *widgets.Card
	whole  fyne.CanvasObject
}

// backupFile is one file in the backup folder.
type backupFile struct {
	name string
	size int64
	made time.Time
}

func newBackupPanel(f frame.Frame, all Backups) *backupPanel {
	folder := all.Folder
	p := &backupPanel{f: f, all: all, folder: folder, loader: widgets.NewLoader(f.Window())}
	p.loader.OnError = f.Fail
	type column = widgets.Column[backupFile]
	p.table = widgets.NewListTable([]column{
		{ID: "made", Label: "备份时间", Width: 170, Cell: func(b backupFile) widgets.Cell {
			return widgets.TextCell(b.made.Format("2006-01-02 15:04:05"))
		}},
		{ID: "name", Label: "文件", Width: 260, Stretch: 1, Cell: func(b backupFile) widgets.Cell { return widgets.TextCell(b.name) }},
		{ID: "size", Label: "大小", Width: 100, Align: fyne.TextAlignTrailing, Cell: func(b backupFile) widgets.Cell {
			return widgets.TextCell(sizeText(b.size))
		}},
		{ID: "do", Label: "", Width: 70, Cell: func(b backupFile) widgets.Cell {
			return widgets.ButtonCell(widgets.CellButton{Label: "恢复…", Do: func() { p.restore(filepath.Join(folder, b.name)) }})
		}},
	}, func(b backupFile) string { return b.name }, nil)
	p.table.Empty = widgets.Empty{Text: "还没有备份", Label: "立即备份", Action: p.backup}
	p.table.OnOpen = func(b backupFile) { p.restore(filepath.Join(folder, b.name)) }
	p.faults = widgets.NewListTable([]widgets.Column[string]{
		{ID: "fault", Label: "发现的问题", Width: 300, Stretch: 1, Cell: func(s string) widgets.Cell {
			return widgets.Cell{Text: s, State: widgets.StateOverdue}
		}},
	}, func(s string) string { return s }, nil)
	p.faults.Empty = widgets.Empty{Text: "还没有检查。检查会核对数据文件、操作日志的链条和每一份文书。", Label: "开始检查", Action: p.verify}
	p.check = widgets.NewCard("检查", "", p.faults, widgets.NewSmallButton("开始检查", p.verify))
	list := widgets.NewCard("备份", "保存在 "+folder, p.table,
		widgets.NewSmallButton("打开文件夹", func() { f.OpenOutside(folder) }),
		widgets.NewSmallButton("从其他文件恢复…", func() { f.ChooseFile("选择备份文件", []string{".zip"}, p.restore) }), widgets.NewSmallButton("立即备份 Ctrl+B", p.backup))
	help := widgets.NewNotice(widgets.StateNormal,
		"备份含数据和全部文书。请经常把备份文件复制到别的磁盘。选中一份备份按 Enter，先看内容，再决定恢复到新文件夹还是替换现在的数据。")
	p.whole = widgets.Padded(10, 10, container.NewBorder(help, nil, nil, nil,
		&fyne.Container{Layout: halves{}, Objects: []fyne.CanvasObject{list, p.check}}))
	return p
}

// halves puts two things under each other, the upper one a little higher.
type halves struct{}

// Layout shares the height.
func (halves) Layout(o []fyne.CanvasObject, size fyne.Size) {
	gap := widgets.S(10)
	upper := float32(int((size.Height - 2*gap) * 0.55))
	o[0].Move(fyne.NewPos(0, gap))
	o[0].Resize(fyne.NewSize(size.Width, upper))
	o[1].Move(fyne.NewPos(0, upper+2*gap))
	o[1].Resize(fyne.NewSize(size.Width, size.Height-upper-2*gap))
}

// MinSize leaves room for both.
func (halves) MinSize(o []fyne.CanvasObject) fyne.Size {
	a, b := o[0].MinSize(), o[1].MinSize()
	return fyne.NewSize(max(a.Width, b.Width), a.Height+b.Height+widgets.S(20))
}

func sizeText(n int64) string {
	if n < 1<<20 {
		return fmt.Sprintf("%d KB", (n+1023)/1024)
	}
	return fmt.Sprintf("%.1f MB", float64(n)/(1<<20))
}

func (p *backupPanel) content() fyne.CanvasObject { return p.whole }
func (p *backupPanel) unsaved() bool              { return false }
func (p *backupPanel) keys() widgets.Bindings     { return widgets.Bindings{"Ctrl+B": p.backup} }

func (p *backupPanel) load() {
	widgets.Load(p.loader, func(context.Context) ([]backupFile, error) { return listBackups(p.folder) }, func(list []backupFile) {
		p.table.SetRows(list)
		p.table.Focus()
	})
}

// listBackups gives the zip files in the folder, newest first; a folder that
// is not there has none.
func listBackups(folder string) ([]backupFile, error) {
	files, err := os.ReadDir(folder)
	if errors.Is(err, fs.ErrNotExist) {
		return nil, nil
	} else if err != nil {
		return nil, court.Errorf(court.CodeUnexpected, "备份文件夹读不了。").WithHint("请检查文件夹“" + folder + "”的权限。").Because(err)
	}
	var list []backupFile
	for _, file := range files {
		if file.IsDir() || !strings.HasSuffix(file.Name(), ".zip") {
			continue
		}
		if info, err := file.Info(); err == nil {
			list = append(list, backupFile{name: file.Name(), size: info.Size(), made: info.ModTime()})
		}
	}
	sort.Slice(list, func(i, j int) bool { return list[i].made.After(list[j].made) })
	return list, nil
}

// restore shows what a backup holds and offers to restore it.
func (p *backupPanel) restore(path string) {
	ShowRestore(p.f.Window(), p.all, path, false, time.Now())
}

func (p *backupPanel) backup() {
	o, actor := p.f.Office(), p.f.Actor()
	name := "zhixing-" + time.Now().Format("20060102-150405") + ".zip"
	widgets.RunWithProgress(p.f.Window(), "正在备份", func(ctx context.Context, report func(float64, string)) error {
		report(0.3, "正在复制数据和文书…")
		return o.Backup(ctx, actor, filepath.Join(p.folder, name))
	}, func() {
		p.f.Say("已备份 " + name)
		p.load()
	})
}

func (p *backupPanel) verify() {
	o := p.f.Office()
	var faults []string
	var census office.Census
	widgets.RunWithProgress(p.f.Window(), "正在检查", func(ctx context.Context, report func(float64, string)) (err error) {
		report(0.3, "正在核对数据、操作日志和文书…")
		if faults, err = o.Verify(ctx); err != nil {
			return err
		}
		census, err = o.Census(ctx)
		return err
	}, func() {
		when := time.Now().Format("15:04")
		if len(faults) == 0 {
			p.faults.Empty = widgets.Empty{Text: "✓ 没有发现问题：数据文件完整，操作日志未被改动，文书齐全。核对了" + census.String() + "。"}
			p.check.SetRight(when + " 检查完毕，一切正常")
			p.f.Say("检查完毕，没有发现问题")
		} else {
			p.check.SetRight(fmt.Sprintf("%s 检查完毕，发现 %d 个问题，请联系系统管理员", when, len(faults)))
		}
		p.faults.SetRows(faults)
	})
}
