package desktop

import (
	"context"
	"fmt"
	"time"

	"zhixing/app/desktop/start"
	"zhixing/app/desktop/widgets"
	"zhixing/app/office"
)

// idleCheck is how often it is looked whether anybody is still there.
const idleCheck = 10 * time.Second

// watchIdle locks the window after the office's idle time.
func (p *program) watchIdle(ctx context.Context) {
	tick := time.NewTicker(idleCheck)
	defer tick.Stop()
	for {
		select {
		case <-ctx.Done():
			return
		case <-tick.C:
			doOnWindow(p.lockWhenIdle)
		}
	}
}

func (p *program) lockWhenIdle() {
	minutes := p.settings.IdleMinutes
	if minutes <= 0 {
		minutes = office.DefaultIdleMinutes
	}
	if p.opt.Tour == "" && p.watch.idle() >= time.Duration(minutes)*time.Minute {
		p.lockNow(fmt.Sprintf("%d 分钟没有操作，窗口已锁定。", minutes))
	}
}

// lockNow covers the window, dialogs included, until the password is given.
// Nothing under it is changed, so nothing typed is lost.
func (p *program) lockNow(why string) {
	if p.shell == nil || p.lock != nil {
		return
	}
	s := p.shell
	overlays := p.win.Canvas().Overlays()
	unlock := func() {
		overlays.Remove(p.lock)
		p.lock = nil
		p.watch.touch()
	}
	var actor office.Actor
	page := start.NewLock(p.win, start.LockOptions{
		Court: p.settings.CourtName, Name: s.actor.User.Name, Why: why,
		Unlock: func(ctx context.Context, password string) (err error) {
			actor, err = p.office.LogIn(ctx, s.actor.User.Name, password)
			return err
		},
		Done:   func() { s.actor = actor; unlock() },
		Switch: p.switchLocked,
	})
	p.lock = page.Content()
	p.lock.Resize(p.win.Canvas().Size())
	overlays.Add(p.lock)
	page.Focus()
}

// switchLocked lets somebody else log in at a locked window. Unsaved input of
// the one who locked belongs to that person; the pages' own question would
// show it, so it is given up only after saying so.
func (p *program) switchLocked() {
	give := func() {
		overlays := p.win.Canvas().Overlays()
		for top := overlays.Top(); top != nil; top = overlays.Top() {
			overlays.Remove(top)
		}
		p.lock = nil
		p.shell.end()
		p.shell = nil
		p.refreshNames()
		p.opt.User = ""
		p.showLogIn("")
	}
	p.askSwitch(give)
}

func (p *program) askSwitch(yes func()) {
	widgets.Confirm(p.win, "换人登录", "“"+p.shell.actor.User.Name+"”没有保存的内容会丢失，已保存的不受影响。", "换人登录", "返回", yes)
}
