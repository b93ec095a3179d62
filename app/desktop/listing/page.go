// Package listing is the page 信用惩戒: who is listed or limited, what has to
// come down, what was made known where, and debtors in public office.
package listing

import (
	"context"

	"fyne.io/fyne/v2"

	"zhixing/app/court"
	"zhixing/app/desktop/frame"
	"zhixing/app/desktop/lists"
	"zhixing/app/desktop/widgets"
	"zhixing/app/office"
)

// The tabs.
const (
	tabList   = "名单"
	tabTodo   = "待撤下、待办"
	tabShown  = "曝光"
	tabPublic = "公职人员"
)

var tabs = []string{tabList, tabTodo, tabShown, tabPublic}

// page shows one tab at a time; all are filtered by one bar.
type page struct {
	*lists.Desk
	f     frame.Frame
	bar   *widgets.FilterBar
	query office.ListingQuery
	scope lists.Scope
}

// NewPage makes the page with the list in front.
func NewPage(f frame.Frame) frame.Page { return newPage(f, tabList) }

func newPage(f frame.Frame, tab string) *page {
	p := &page{f: f, scope: lists.ScopeOf(f)}
	p.Desk = lists.NewDesk(f, tabs, p.open)
	p.bar = widgets.NewFilterBar("姓名、证件号、案号、承办人", 260, func(text string) {
		p.query.Search = text
		p.Front().Load()
	}, func() { p.Front().Focus() })
	p.Begin(tab)
	return p
}

// Nav lights 信用惩戒.
func (p *page) Nav() string { return frame.PageListing }

func (p *page) open(tab string) lists.Tab {
	switch tab {
	case tabTodo:
		return newTodoPart(p)
	case tabShown:
		return newShownPart(p)
	case tabPublic:
		return newPublicPart(p)
	}
	return newListPart(p)
}

// tab is a table under the page's bar.
type tab struct {
	lists.Panel
	p *page
}

func (p *page) tab(table interface {
	fyne.CanvasObject
	Focus()
}) tab {
	return tab{lists.Panel{Bar: p.bar, Rows: table, Root: table}, p}
}

// Content puts the table under the bar, with the chips it is filtered by.
func (t *tab) Content() fyne.CanvasObject {
	t.p.showChips()
	return t.p.bar.Over(t.Root, nil)
}

// showChips shows the filters of the tab in front.
func (p *page) showChips() {
	changed := func() { p.showChips(); p.Front().Load() }
	chips := []fyne.CanvasObject{p.scope.Chip(p.f, changed)}
	if tab := p.Chosen(); tab != tabPublic {
		chips = append(chips, widgets.NewChoiceChip("措施", p.query.Kind, court.ListingKinds, func(k court.ListingKind) { p.query.Kind = k; changed() }))
		if tab == tabList {
			chips = append(chips, widgets.NewChoiceChip("状态", p.query.State, court.ListingStates, func(s court.ListingState) { p.query.State = s; changed() }))
		}
	}
	p.bar.SetChips(chips...)
}

// narrowed is what is asked for; only the list itself is filtered by its state.
func (p *page) narrowed() office.ListingQuery {
	q := p.query
	q.OfficerID, q.Group = p.scope.OfficerID, p.scope.Group
	if p.Chosen() != tabList {
		q.State = ""
	}
	return q
}

// notes says above a printed list what was filtered.
func (p *page) notes() []string {
	note := p.scope.Text()
	if p.query.Kind != "" {
		note += "　措施 " + string(p.query.Kind)
	}
	if p.query.State != "" && p.Chosen() == tabList {
		note += "　状态 " + string(p.query.State)
	}
	return []string{note}
}

// read reads something off the window's thread for the page.
func read[T any](f frame.Frame, loader *widgets.Loader, work func(context.Context, *office.Office) (T, error), use func(T)) {
	o := f.Office()
	widgets.Load(loader, func(ctx context.Context) (T, error) { return work(ctx, o) }, use)
}
