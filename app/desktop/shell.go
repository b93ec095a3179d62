package desktop

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"

	"zhixing/app/court"
	"zhixing/app/desktop/admin"
	"zhixing/app/desktop/frame"
	"zhixing/app/desktop/start"
	"zhixing/app/desktop/widgets"
	"zhixing/app/office"
)

// shell is the frame around the pages for one person logged in: top bar,
// navigation, the page in front, status line.
type shell struct {
	p     *program
	actor office.Actor

	content fyne.CanvasObject
	bar     *widgets.TopBar
	search  *widgets.SearchEntry
	warning *widgets.BarItem
	waiting *widgets.BarItem
	backup  *widgets.BarItem // hidden while no backup is due
	user    *widgets.BarItem
	nav     *widgets.SideNav
	area    *fyne.Container
	status  *widgets.StatusBar

	bases  map[string]*shown // pages of the navigation, kept while logged in
	stack  []*shown          // the page in front is the last one
	keys   *widgets.Keymap
	counts *counter
	stop   func() // ends the subscription
	docs   *documents
	prints *printing
	tidy   *time.Timer
}

var _ frame.Frame = (*shell)(nil)

// shown is a page with its content, which is built once.
type shown struct {
	page    frame.Page
	content fyne.CanvasObject
	focus   fyne.Focusable // had the keyboard when another page came above
}

func newShown(page frame.Page) *shown { return &shown{page: page, content: page.Content()} }

func newShell(p *program, actor office.Actor) *shell {
	s := &shell{p: p, actor: actor, bases: map[string]*shown{}, keys: widgets.KeymapOf(p.win.Canvas()),
		docs: &documents{previewer: p.opt.Previewer}}
	s.search = widgets.NewSearchEntry(p.win, "案号、姓名、证件号、电话、地址…", s.find)
	s.warning = widgets.NewBarItem("预警", 0, func() { s.Go(frame.PageWarnings) })
	s.waiting = widgets.NewBarItem("待办 0", 0, func() { s.Go(frame.PageDesk) })
	s.backup = widgets.NewBarItem("", 0, func() { s.Open(admin.NewBackupPage(s, s.p.backups())) })
	s.backup.Hide()
	s.user = widgets.NewBarMenu(userLabel(actor.User), s.userMenu)
	s.bar = widgets.NewTopBar(p.settings.CourtName, start.Program, s.search, s.backup, s.warning, s.waiting, s.user)
	s.nav = widgets.NewSideNav(s.navItems(), s.Go)
	s.area = container.NewStack()
	s.status = widgets.NewStatusBar()
	s.counts = newCounter(s)
	s.content = container.NewBorder(s.bar, s.status, s.nav, nil, s.area)
	s.content.(*fyne.Container).Layout = &frameLayout{s}
	return s
}

// Room around every page, px.
const (
	pageMarginX = 12
	pageMarginY = 10
)

// frameLayout puts the four parts edge to edge, the page with room around it.
type frameLayout struct{ s *shell }

func (l *frameLayout) Layout(_ []fyne.CanvasObject, size fyne.Size) {
	top, bottom, left := l.s.bar.MinSize().Height, l.s.status.MinSize().Height, l.s.nav.MinSize().Width
	put := func(o fyne.CanvasObject, x, y, w, h float32) {
		o.Move(fyne.NewPos(x, y))
		o.Resize(fyne.NewSize(w, h))
	}
	put(l.s.bar, 0, 0, size.Width, top)
	put(l.s.nav, 0, top, left, size.Height-top-bottom)
	x, y := widgets.S(pageMarginX), widgets.S(pageMarginY)
	put(l.s.area, left+x, top+y, size.Width-left-2*x, size.Height-top-bottom-2*y)
	put(l.s.status, 0, size.Height-bottom, size.Width, bottom)
}

// MinSize does not follow the page: a page that is wider than a small screen
// is cut, never the window pushed beyond the screen.
func (l *frameLayout) MinSize([]fyne.CanvasObject) fyne.Size {
	return fyne.NewSize(widgets.S(800), widgets.S(480))
}

// userLabel is name, group and roles: 沈国栋 · 执行实施组 承办人.
func userLabel(u court.User) string {
	label := u.Name + " · "
	if u.Group != "" {
		label += string(u.Group) + " "
	}
	for i, r := range u.Roles {
		if i == 2 {
			return label + "等"
		}
		if i > 0 {
			label += "、"
		}
		label += string(r)
	}
	return label
}

// begin shows the first page, binds the keys and starts listening.
func (s *shell) begin() {
	s.bindKeys()
	s.stop = s.p.office.Subscribe(func(c office.Change) { fyne.Do(func() { s.changed(c) }) })
	s.Go(frame.PageDesk)
	s.counts.load()
	if s.p.office.ReadOnly() {
		s.status.Say("只读打开：可以查看和打印预览，不能修改")
	} else {
		s.status.Say("F1 按键说明")
	}
}

// end stops listening; the shell is not used after it.
func (s *shell) end() {
	s.stop()
	s.counts.close()
	s.docs.close()
	for _, k := range s.windowKeys() {
		s.keys.On(k.key, nil)
	}
	s.keys.SetScreen(nil)
}

// changed tells the page in front and counts anew.
func (s *shell) changed(c office.Change) {
	if s.stop == nil || s.p.shell != s {
		return
	}
	if c.What == "settings" {
		s.reloadSettings()
	}
	if front := s.front(); front != nil {
		front.page.Changed(c)
	}
	if c.What != "login" {
		s.counts.load()
	}
}

func (s *shell) reloadSettings() {
	loader := widgets.NewLoader(s.p.win)
	widgets.Load(loader, s.p.office.Settings, func(settings court.Settings) {
		s.p.settings = settings
		s.bar.SetCourt(settings.CourtName)
		s.p.win.SetTitle(start.Program + " · " + settings.CourtName)
		if s.p.largePrint() != (widgets.Scale() > 1) {
			s.p.rebuild()
		}
	})
}

// Office gives the use cases.
func (s *shell) Office() *office.Office { return s.p.office }

// Actor is who is logged in.
func (s *shell) Actor() office.Actor { return s.actor }

// Can tells whether the actor may; in a read-only run nobody may write.
func (s *shell) Can(p office.Permission) bool {
	if s.p.office.ReadOnly() && p != office.MayRead && p != office.MayExport && p != office.MayReadAudit {
		return false
	}
	return office.Can(s.actor, p)
}

// Window is the program's window.
func (s *shell) Window() fyne.Window { return s.p.win }

// Say shows a success at the bottom, with the time.
func (s *shell) Say(text string) {
	s.status.Done(fmt.Sprintf("%s %s", text, s.p.opt.Now().Format("15:04")))
	s.counts.load() // a backup changes what the line shows and no record
}

// Fail logs the cause and shows the error dialog; the bottom line forgets the
// last success.
func (s *shell) Fail(err error) {
	if err == nil || errors.Is(err, context.Canceled) {
		return
	}
	slog.Error("shown to the user", "code", court.CodeOf(err), "err", err)
	s.status.Say("")
	widgets.ErrorDialog(s.p.win, err)
}

// OutDir is where exported files go.
func (s *shell) OutDir() string { return outDir() }

// facts are what the bottom line lasting shows.
func (s *shell) showFacts(backup time.Time, holidays string) {
	database := "数据库 正常"
	if s.p.office.ReadOnly() {
		database = "数据库 只读"
	}
	today := s.p.opt.Now()
	switch {
	case backup.IsZero():
		database += "　　尚未备份"
	case sameDay(backup, today):
		database += "　　今日备份 " + backup.Format("15:04")
	default:
		database += "　　最近备份 " + backup.Format("2006-01-02")
	}
	s.status.SetLeft(database)
	s.status.SetRight(holidays)
}

// remindBackup says on the top bar that it is time to back up.
func (s *shell) remindBackup(days int, never bool) {
	text := fmt.Sprintf("▲ 已 %d 天没有备份", days)
	if never {
		text = "▲ 还没有备份过"
	}
	s.backup.Hidden = days == 0
	s.backup.Set(text, 0)
}

func sameDay(a, b time.Time) bool { return court.DateOf(a) == court.DateOf(b) }
