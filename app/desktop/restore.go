package desktop

import (
	"context"
	"log/slog"

	"fyne.io/fyne/v2"

	"zhixing/app/court"
	"zhixing/app/desktop/admin"
	"zhixing/app/desktop/start"
	"zhixing/app/desktop/widgets"
)

// backups is what the window can do with backups of this office.
func (p *program) backups() admin.Backups {
	return admin.Backups{Folder: p.backupDir(), Data: p.opt.Dir, Inspect: p.opt.Restorer.Inspect, Copy: p.opt.Restorer.New,
		Replace: p.replaceData, Open: p.openFolder}
}

// askRestore asks for a backup before anybody has logged in: the data are
// damaged, or there are none yet.
func (p *program) askRestore() {
	newChooser(p, "选择备份文件", []string{".zip"}, "", false, func(paths []string) {
		admin.ShowRestore(p.win, p.backups(), paths[0], true, p.opt.Now())
	})
}

// leaveFor closes the pages and the data, shows that something is going on, and
// goes on to it.
func (p *program) leaveFor(what string, then func()) {
	leave := func() {
		if p.shell != nil {
			p.shell.end()
			p.shell = nil
		}
		p.closeOffice()
		p.show(start.NewWaiting(what))
		then()
	}
	if p.shell == nil {
		leave()
		return
	}
	p.shell.leaveAll(leave)
}

// openFolder goes on with the data of another folder.
func (p *program) openFolder(dir string) {
	p.leaveFor("正在打开数据…", func() {
		p.opt.Dir = dir
		go func() {
			o := p.open(context.Background(), false)
			fyne.Do(func() { p.useOpened(context.Background(), o) })
		}()
	})
}

// replaceData puts a backup in the place of the data and opens it.
func (p *program) replaceData(backup string) {
	by := "（未登录）"
	if p.shell != nil {
		by = p.shell.actor.User.Name
	}
	p.leaveFor("正在恢复备份…", func() {
		go func() {
			ctx := context.Background()
			kept, err := p.restoreInto(ctx, backup)
			o := p.open(ctx, false)
			if o.err == nil && (err == nil || kept != "") {
				if noted := o.office.NoteRestored(ctx, by, backup, kept); noted != nil {
					slog.Error("the restore is not in the trail", "err", noted)
				}
			}
			fyne.Do(func() { p.useRestored(ctx, o, kept, err) })
		}()
	})
}

// restoreInto restores over the data, or into a folder that has none.
func (p *program) restoreInto(ctx context.Context, backup string) (kept string, err error) {
	err = p.opt.Restorer.New(ctx, backup, p.opt.Dir)
	if court.CodeOf(err) == court.CodeConflict {
		return p.opt.Restorer.Over(ctx, backup, p.opt.Dir)
	}
	return "", err
}

// useRestored opens what is there now and tells how the restore went.
func (p *program) useRestored(ctx context.Context, o opened, kept string, err error) {
	p.useOpened(ctx, o)
	if err != nil {
		slog.Error("restoring a backup", "err", err)
		widgets.ErrorDialog(p.win, err)
		return
	}
	hint := ""
	if kept != "" {
		hint = "原来的数据保留在“" + kept + "”。"
	}
	widgets.MessageDialog(p.win, "备份已恢复", "数据已经恢复并核对无误，请登录。人员和密码也是备份时的。", hint)
}
