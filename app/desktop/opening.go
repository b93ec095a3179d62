package desktop

import (
	"context"
	"log/slog"
	"path/filepath"

	"fyne.io/fyne/v2"

	"zhixing/app/court"
	"zhixing/app/desktop/scans/filing"
	"zhixing/app/desktop/start"
	"zhixing/app/desktop/widgets"
	"zhixing/app/office"
)

// open opens the data and reads what the log-in page needs. It runs in a
// goroutine.
func (p *program) open(ctx context.Context, readOnly bool) (o opened) {
	o.office, o.closing, o.err = p.opt.OpenOffice(ctx, p.opt.Dir, readOnly)
	if o.err != nil {
		return o
	}
	if o.setUp, o.err = o.office.IsSetUp(ctx); o.err == nil && o.setUp {
		o.err = o.readStart(ctx)
	}
	return o
}

func (o *opened) readStart(ctx context.Context) error {
	var err error
	if o.settings, err = o.office.Settings(ctx); err != nil {
		return err
	}
	users, err := o.office.Users(ctx)
	for _, u := range users {
		if !u.Disabled {
			o.names = append(o.names, u.Name)
		}
	}
	return err
}

// useOpened shows what follows from opening: log-in, first start, or what is
// wrong.
func (p *program) useOpened(ctx context.Context, o opened) {
	p.office, p.closing = o.office, o.closing
	switch {
	case court.CodeOf(o.err) == court.CodeNotFound:
		p.showWizard()
	case o.err != nil:
		p.showTrouble(ctx, o.err)
	case !o.setUp:
		p.showWizard()
	default:
		p.useSettings(o)
		p.showLogIn("")
		p.tellCrash()
	}
}

func (p *program) useSettings(o opened) {
	p.settings, p.names = o.settings, o.names
	p.win.SetTitle(start.Program + " · " + p.settings.CourtName)
	if p.largePrint() != (widgets.Scale() > 1) {
		p.setPrint()
	}
}

// reopen tries again in another way, with a page that says so meanwhile.
func (p *program) reopen(ctx context.Context, readOnly bool) {
	p.closeOffice()
	p.show(start.NewWaiting("正在打开数据…"))
	go func() {
		o := p.open(ctx, readOnly)
		fyne.Do(func() { p.useOpened(ctx, o) })
	}()
}

// showTrouble tells why the data cannot be opened.
func (p *program) showTrouble(ctx context.Context, err error) {
	slog.Error("opening the data", "err", err)
	quit := func(make func(string, func()) *widgets.Button) *widgets.Button { return make("退出", p.win.Close) }
	logs := widgets.NewButton("打开日志文件夹", func() { p.openOutside(p.logs) })
	restore := widgets.NewButton("从备份恢复…", p.askRestore)
	again := widgets.NewButton("再试一次", func() { p.reopen(ctx, false) })
	readOnly := widgets.NewPrimaryButton("以只读方式打开", func() { p.reopen(ctx, true) })
	var page fyne.CanvasObject
	focus := readOnly
	switch court.CodeOf(err) {
	case court.CodeLocked:
		page = start.NewTrouble("数据正在使用中", err, p.opt.Dir, quit(widgets.NewButton), again, readOnly)
	case court.CodeReadOnly:
		page = start.NewTrouble("数据不能写入", err, p.opt.Dir, logs, quit(widgets.NewButton), again, readOnly)
	default:
		focus = quit(widgets.NewPrimaryButton)
		page = start.NewTrouble("数据打不开", err, p.opt.Dir, logs, restore, again, focus)
	}
	p.show(page)
	p.win.Canvas().Focus(focus)
}

// showWizard does the first start.
func (p *program) showWizard() {
	w := start.NewWizard(p.win, p.opt.Dir, p.askRestore, p.setUp, func(admin string) {
		p.app.Preferences().SetString(prefUser, admin)
		p.showLogIn(start.NextSteps(admin))
	})
	p.show(w.Content())
	w.Focus()
}

// setUp makes the office and stores its settings. It runs in a goroutine;
// nothing else touches the office before it is done.
func (p *program) setUp(ctx context.Context, s office.Setup) error {
	if p.office == nil {
		o, closing, err := p.opt.CreateOffice(ctx, p.opt.Dir)
		if err != nil {
			slog.Error("making the data", "err", err)
			return err
		}
		p.office, p.closing = o, closing
	}
	if _, err := p.office.SetUp(ctx, s); err != nil {
		return err
	}
	o := opened{office: p.office}
	if err := o.readStart(ctx); err != nil {
		return err
	}
	fyne.Do(func() { p.useSettings(o) })
	return nil
}

// showLogIn shows the log-in page; hint "" shows the given one.
func (p *program) showLogIn(hint string) {
	user := p.opt.User
	if user == "" {
		user = p.app.Preferences().String(prefUser)
	}
	if hint == "" {
		hint = p.opt.LogInHint
	}
	foot := "数据文件夹：" + p.opt.Dir
	if p.opt.Version != "" {
		foot += "　版本 " + p.opt.Version
	}
	if p.office.ReadOnly() {
		foot = "只读打开：可以查看，不能修改　" + foot
	}
	var actor office.Actor
	page := start.NewLogIn(p.win, start.LogInOptions{
		Court: p.settings.CourtName, Names: p.names, User: user, Hint: hint, Foot: foot,
		LogIn: func(ctx context.Context, name, password string) (err error) {
			actor, err = p.office.LogIn(ctx, name, password)
			return err
		},
		Done: func() { p.enter(actor) },
	})
	p.show(page.Content())
	page.Focus()
	if p.opt.Tour != "" {
		p.startTour()
	}
}

// enter shows the frame for somebody who logged in.
func (p *program) enter(actor office.Actor) {
	slog.Info("logged in", "user", actor.User.ID)
	p.app.Preferences().SetString(prefUser, actor.User.Name)
	p.opt.User = ""
	p.watch.touch()
	p.shell = newShell(p, actor)
	p.show(p.shell.content)
	p.shell.begin()
	filing.AtStart(p.shell, widgets.NewLoader(p.win))
}

// leave goes back to the log-in page once the pages may go.
func (p *program) leave() {
	p.shell.leaveAll(func() {
		p.shell.end()
		p.shell = nil
		p.refreshNames()
		p.showLogIn("")
	})
}

// refreshNames reads the staff anew, who may have changed since the start.
func (p *program) refreshNames() {
	o := opened{office: p.office}
	if err := o.readStart(context.Background()); err != nil {
		slog.Warn("staff not read", "err", err)
		return
	}
	p.useSettings(o)
}

// tellCrash says once where the record of the last run's crash is.
func (p *program) tellCrash() {
	path := lastCrash(p.logs, p.app.Preferences().String(prefCrash), p.opt.Now())
	if path == "" || p.opt.Tour != "" {
		return
	}
	p.app.Preferences().SetString(prefCrash, filepath.Base(path))
	widgets.MessageDialog(p.win, "上次程序意外停止", "已保存的数据不受影响。故障记录在“"+path+"”。", "请把这个文件发给系统管理员，便于查找原因。")
}
