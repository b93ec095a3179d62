package lists

import (
	"zhixing/app/court"
	"zhixing/app/desktop/frame"
	"zhixing/app/desktop/widgets"
	"zhixing/app/office"
)

// The names of scopes that are no group's.
const (
	scopeMine = "我承办的"
	scopeAll  = "全院"
)

// Scope is whose cases a page looks at: an officer's, a group's, or all.
type Scope struct {
	OfficerID int64
	Group     court.Group
	name      string
}

// ScopeOf is the scope that a page begins with for the person in front of it.
func ScopeOf(f frame.Frame) Scope {
	s := Scope{name: scopeAll}
	s.OfficerID, s.Group = office.Scope(f.Actor())
	switch {
	case s.OfficerID != 0:
		s.name = scopeMine
	case s.Group != "":
		s.name = string(s.Group)
	}
	return s
}

// Text says whose cases are looked at: 范围 全院.
func (s Scope) Text() string { return "范围 " + s.name }

// Chip shows the scope and offers others; changed is called after a choice.
func (s *Scope) Chip(f frame.Frame, changed func()) *widgets.Chip {
	return widgets.NewMenuChip(s.Text(), func() []widgets.MenuItem {
		var items []widgets.MenuItem
		offer := func(other Scope) {
			items = append(items, widgets.MenuItem{Label: other.name, Checked: *s == other, Do: func() {
				*s = other
				changed()
			}})
		}
		if u := f.Actor().User; u.Has(court.RoleOfficer) {
			offer(Scope{OfficerID: u.ID, name: scopeMine})
		}
		for _, g := range court.Groups {
			offer(Scope{Group: g, name: string(g)})
		}
		offer(Scope{name: scopeAll})
		return items
	})
}
