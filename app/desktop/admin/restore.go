package admin

import (
	"context"
	"fmt"
	"path/filepath"
	"strings"
	"time"

	"fyne.io/fyne/v2"

	"zhixing/app/court"
	"zhixing/app/desktop/widgets"
	"zhixing/app/office"
)

// Backups is what the window can do with backups.
type Backups struct {
	Folder string // where they go
	Data   string // the folder of the data that are open
	// Inspect tells what a backup holds; Copy restores one into a new folder.
	// Both run in a goroutine.
	Inspect func(ctx context.Context, backup string) (office.BackupInfo, error)
	Copy    func(ctx context.Context, backup, dir string) error
	// Replace leaves the pages, closes the data, puts the backup in their place
	// and opens it; Open leaves and opens the data of another folder.
	Replace func(backup string)
	Open    func(dir string)
}

// ShowRestore tells what a backup holds and offers to restore it. Without data
// that are open, fresh, it only offers to restore them here.
func ShowRestore(win fyne.Window, b Backups, backup string, fresh bool, now time.Time) {
	if backup == "" {
		return
	}
	var info office.BackupInfo
	widgets.RunWithProgress(win, "查看备份", func(ctx context.Context, report func(float64, string)) (err error) {
		report(0.3, "正在读取 "+filepath.Base(backup)+"…")
		info, err = b.Inspect(ctx, backup)
		return err
	}, func() { b.offer(win, backup, info, fresh, now) })
}

// offer shows what a backup holds and the ways to restore it.
func (b Backups) offer(win fyne.Window, backup string, info office.BackupInfo, fresh bool, now time.Time) {
	form := widgets.NewForm(widgets.FormOptions{FieldWidth: 520, LabelsQuiet: true})
	form.AddReadOnly("备份文件", backup)
	form.AddReadOnly("法院", info.Court)
	form.AddReadOnly("备份时间", info.Made.Local().Format("2006-01-02 15:04"))
	form.AddReadOnly("内容", fmt.Sprintf("案件 %d 件（未结 %d 件），文书 %d 份，扫描文件 %d 个，人员 %d 人", info.Cases, info.Open, info.Papers, info.Scans, info.Users))
	if !info.LastWork.IsZero() {
		form.AddReadOnly("最后操作", info.LastWork.Local().Format("2006-01-02 15:04")+"　"+info.LastBy)
	}
	var d *widgets.Dialog
	replace := func() { d.Close(); b.Replace(backup) }
	if fresh {
		d = widgets.NewDialog(win, "恢复备份", form, widgets.NewPrimaryButton("恢复到这台电脑", replace))
		return
	}
	other := widgets.NewButton("恢复到新文件夹…", func() { d.Close(); b.askFolder(win, backup, now) })
	here := widgets.NewPrimaryButton("替换现在的数据…", func() {
		widgets.Confirm(win, "替换现在的数据", fmt.Sprintf("现在的数据会退回到 %s 的备份，此后登记的案件、案款、文书都不在其中。\n"+
			"现在的数据不会删除，原样移到“%s”里的“恢复前的数据”文件夹。恢复后要重新登录。", info.Made.Local().Format("2006-01-02 15:04"), b.Data), "替换", "不替换", replace)
	})
	d = widgets.NewDialog(win, "恢复备份", form, other, here)
}

// askFolder restores a backup into a new folder and offers to open it.
func (b Backups) askFolder(win fyne.Window, backup string, now time.Time) {
	form := widgets.NewForm(widgets.FormOptions{FieldWidth: 460})
	form.AddReadOnly("备份文件", filepath.Base(backup))
	folder := form.AddText("新文件夹", widgets.Required(), widgets.Help("还没有的或空的文件夹；现在的数据不变"))
	folder.SetText(filepath.Clean(b.Data) + "-恢复-" + now.Format("20060102-1504"))
	dir := ""
	widgets.FormDialogLater(win, "恢复到新文件夹", form, "恢复", func() (func(context.Context) error, error) {
		if dir = strings.TrimSpace(folder.Text()); !filepath.IsAbs(dir) {
			return nil, court.FieldErrorf("新文件夹", "要写完整的路径。")
		}
		return func(ctx context.Context) error { return b.Copy(ctx, backup, dir) }, nil
	}, func() {
		widgets.Confirm(win, "备份已恢复", "已恢复到“"+dir+"”，并核对无误。现在打开它看看吗？要回到现在的数据，请重新打开程序。", "打开", "以后再说", func() { b.Open(dir) })
	})
}
