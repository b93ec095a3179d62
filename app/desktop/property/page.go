// Package property is the page 财产查控: the properties of all cases, the
// measures on them, those that end soon, and whose case something is.
package property

import (
	"zhixing/app/desktop/frame"
	"zhixing/app/desktop/inquiry"
	"zhixing/app/desktop/lists"
)

// The tabs.
const (
	tabExpiry     = "到期续封"
	tabProperties = "财产清单"
	tabMeasures   = "查封冻结"
	tabWho        = "查人查物"
)

var tabs = []string{tabExpiry, tabProperties, tabMeasures, inquiry.TabInquiries, inquiry.TabClues, inquiry.TabUnits, tabWho}

// page shows one tab at a time; every tab has a table of its own.
type page struct {
	*lists.Desk
	f     frame.Frame
	scope lists.Scope
}

// NewPropertyPage makes the page with the list of what ends soon in front.
func NewPropertyPage(f frame.Frame) frame.Page { return newPage(f, tabExpiry) }

// NewWhoPage makes the page with a text looked up: whose case is it.
func NewWhoPage(f frame.Frame, text string) frame.Page {
	p := newPage(f, tabWho)
	p.Tab(tabWho).(*whoList).text = text
	return p
}

func newPage(f frame.Frame, tab string) *page {
	p := &page{f: f, scope: lists.ScopeOf(f)}
	p.Desk = lists.NewDesk(f, tabs, p.open)
	p.Begin(tab)
	return p
}

// Nav lights 财产查控.
func (p *page) Nav() string { return frame.PageProperty }

func (p *page) open(tab string) lists.Tab {
	switch tab {
	case tabProperties:
		return newThings(p)
	case tabWho:
		return newWho(p)
	case inquiry.TabInquiries, inquiry.TabClues, inquiry.TabUnits:
		return inquiry.NewList(inquiry.Host{Frame: p.f, Desk: p.Desk, Scope: &p.scope}, tab)
	}
	return newMeasures(p, tab == tabExpiry)
}
