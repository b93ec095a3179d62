package property

import (
	"context"

	"fyne.io/fyne/v2"

	"zhixing/app/desktop/frame"
	"zhixing/app/desktop/inquiry"
	"zhixing/app/desktop/papers/parts"
	"zhixing/app/desktop/widgets"
)

// host is the page as the tabs about inquiries know it.
type host struct{ p *page }

// Frame gives the shell.
func (h host) Frame() frame.Frame { return h.p.f }

// Scope gives whose cases are looked at.
func (h host) Scope() inquiry.Scope {
	return inquiry.Scope{OfficerID: h.p.scope.officer, Group: h.p.scope.group, Name: h.p.scope.name}
}

// ScopeItems offers whose cases are shown.
func (h host) ScopeItems(changed func()) []widgets.MenuItem { return h.p.scopeItems(changed) }

// Say tells how much the list in front holds.
func (h host) Say(text string) { h.p.say(text) }

// Again shows the buttons of the tab in front anew.
func (h host) Again() { h.p.showButtons() }

// guest is a tab about inquiries as the page knows its lists.
type guest struct{ inquiry.List }

func (g guest) content() fyne.CanvasObject                         { return g.Content() }
func (g guest) load()                                              { g.Load() }
func (g guest) focus()                                             { g.Focus() }
func (g guest) search()                                            { g.Search() }
func (g guest) buttons() []fyne.CanvasObject                       { return g.Buttons() }
func (g guest) printed() func(context.Context) (parts.List, error) { return g.Printed() }
