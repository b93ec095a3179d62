package desktop

import (
	"time"

	"fyne.io/fyne/v2"

	"zhixing/app/desktop/frame"
)

// front is the page in front, nil before the first.
func (s *shell) front() *shown {
	if len(s.stack) == 0 {
		return nil
	}
	return s.stack[len(s.stack)-1]
}

// Open shows a page above the present one.
func (s *shell) Open(p frame.Page) {
	if front := s.front(); front != nil {
		front.focus = s.p.win.Canvas().Focused()
	}
	s.stack = append(s.stack, newShown(p))
	s.bring()
}

// Back takes the page in front away when something is under it.
func (s *shell) Back() {
	if len(s.stack) < 2 {
		return
	}
	front := s.front()
	s.mayLeave([]*shown{front}, func() {
		if s.front() != front {
			return
		}
		s.stack = s.stack[:len(s.stack)-1]
		s.bring()
		if under := s.front(); under.focus != nil {
			s.p.win.Canvas().Focus(under.focus)
			under.focus = nil
		}
	})
}

// Go shows a page of the navigation; the pages above it go away.
func (s *shell) Go(name string) {
	if front := s.front(); front != nil && len(s.stack) == 1 && s.bases[name] == front {
		return
	}
	if front := s.front(); front != nil {
		s.nav.SetChosen(front.page.Nav()) // until the pages agree to go
	}
	s.mayLeave(s.stack, func() {
		base := s.bases[name]
		if base == nil {
			page := s.newPage(name)
			if page == nil {
				return
			}
			base = newShown(page)
			s.bases[name] = base
		}
		if len(s.stack) > 0 {
			if page, can := s.stack[0].page.(frame.Rester); can && s.stack[0] != base {
				page.Rest()
			}
		}
		s.stack = []*shown{base}
		s.bring()
	})
}

// bring shows the page in front and gives it keys and data.
func (s *shell) bring() {
	front := s.front()
	go s.docs.close() // waits for a page that is being drawn
	s.p.win.Canvas().Unfocus()
	s.area.Objects = []fyne.CanvasObject{front.content}
	s.area.Refresh()
	s.nav.SetChosen(front.page.Nav())
	s.keys.SetScreen(front.page.Keys())
	front.page.Shown()
	s.tidyLater()
}

// tidyDelay lets a page come to rest before memory is given back.
const tidyDelay = 3 * time.Second

// tidyLater gives the memory that building a page took back to the system,
// once nobody changes pages any more.
func (s *shell) tidyLater() {
	if s.tidy != nil {
		s.tidy.Stop()
	}
	s.tidy = time.AfterFunc(tidyDelay, giveBack)
}

// mayLeave asks the pages from the front one backwards; then follows when all
// agreed, now or later.
func (s *shell) mayLeave(pages []*shown, then func()) {
	if len(pages) == 0 {
		then()
		return
	}
	last := len(pages) - 1
	next := func() { s.mayLeave(pages[:last], then) }
	if pages[last].page.Leave(next) {
		next()
	}
}

// leaveAll asks every open page.
func (s *shell) leaveAll(then func()) { s.mayLeave(s.stack, then) }

// rebuild makes the frame anew, in another print, on the same page.
func (p *program) rebuild() {
	old := p.shell
	old.leaveAll(func() {
		page := frame.PageDesk
		if front := old.front(); front != nil {
			page = front.page.Nav()
		}
		old.end()
		p.setPrint()
		p.shell = newShell(p, old.actor)
		p.show(p.shell.content)
		p.shell.begin()
		p.shell.Go(page)
	})
}

func (s *shell) bindKeys() {
	for _, k := range s.windowKeys() {
		s.keys.On(k.key, k.do)
	}
}

// reload reads the page in front and the figures anew.
func (s *shell) reload() {
	if front := s.front(); front != nil {
		front.page.Shown()
	}
	s.counts.load()
}
