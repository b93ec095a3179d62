// Package property is the page 财产查控: the properties of all cases, the
// measures on them, those that end soon, and whose case something is.
package property

import (
	"context"
	"fmt"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/container"

	"zhixing/app/court"
	"zhixing/app/desktop/frame"
	"zhixing/app/desktop/inquiry"
	"zhixing/app/desktop/papers/parts"
	"zhixing/app/desktop/widgets"
	"zhixing/app/office"
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
	f      frame.Frame
	work   *widgets.Loader
	tabs   *widgets.TabBar
	right  *fyne.Container
	top    *fyne.Container // tabs and what stands beside them
	about  *canvas.Text
	holder *fyne.Container
	lists  map[string]list
	scope  scope
}

// list is one tab.
type list interface {
	content() fyne.CanvasObject
	load()
	focus()
	search() // puts the keyboard into the search
	// buttons stand beside the tabs.
	buttons() []fyne.CanvasObject
	// printed reads what leaves the program; it is called off the window's
	// thread by the func it gives.
	printed() func(context.Context) (parts.List, error)
}

// scope is whose cases are looked at.
type scope struct {
	officer int64
	group   court.Group
	name    string
}

// NewPropertyPage makes the page with the list of what ends soon in front.
func NewPropertyPage(f frame.Frame) frame.Page { return newPage(f, tabExpiry) }

// NewWhoPage makes the page with a text looked up: whose case is it.
func NewWhoPage(f frame.Frame, text string) frame.Page {
	p := newPage(f, tabWho)
	p.list(tabWho).(*whoList).text = text
	return p
}

func newPage(f frame.Frame, tab string) *page {
	p := &page{f: f, work: widgets.NewLoader(f.Window()), lists: map[string]list{}}
	p.work.OnError = f.Fail
	officer, group := office.Scope(f.Actor())
	p.scope = scope{officer: officer, group: group, name: "全院"}
	switch {
	case officer != 0:
		p.scope.name = "我承办的"
	case group != "":
		p.scope.name = string(group)
	}
	items := make([]widgets.TabItem, len(tabs))
	for i, t := range tabs {
		items[i] = widgets.TabItem{ID: t, Label: t}
	}
	p.tabs = widgets.NewTabBar(items, func(string) { p.show(); p.front().load(); p.front().focus() })
	p.tabs.SetChosen(tab)
	return p
}

// Nav lights 财产查控.
func (p *page) Nav() string { return frame.PageProperty }

// Content builds the page.
func (p *page) Content() fyne.CanvasObject {
	p.about = widgets.NewText("", widgets.TableSize, widgets.ColorQuiet, false)
	p.right = widgets.HStack(8)
	p.holder = container.NewStack()
	p.top = container.NewBorder(nil, nil, p.tabs, p.right)
	p.show()
	return container.NewBorder(p.top, nil, nil, nil, widgets.NewCard("", "", p.holder))
}

func (p *page) list(tab string) list {
	if have := p.lists[tab]; have != nil {
		return have
	}
	var made list
	switch tab {
	case tabProperties:
		made = newThings(p)
	case tabWho:
		made = newWho(p)
	case inquiry.TabInquiries, inquiry.TabClues, inquiry.TabUnits:
		made = guest{inquiry.NewList(host{p}, tab)}
	default:
		made = newMeasures(p, tab == tabExpiry)
	}
	p.lists[tab] = made
	return made
}

func (p *page) front() list { return p.list(p.tabs.Chosen()) }

// show brings the chosen tab to the front.
func (p *page) show() {
	p.showButtons()
	p.holder.Objects = []fyne.CanvasObject{p.front().content()}
	p.holder.Refresh()
}

// showButtons puts the buttons of the front tab beside the tabs.
func (p *page) showButtons() {
	now := p.front()
	p.right.Objects = []fyne.CanvasObject{container.NewCenter(p.about)}
	for _, b := range now.buttons() {
		p.right.Add(container.NewCenter(b))
	}
	if now.printed() != nil && p.f.Can(office.MayExport) {
		p.right.Add(container.NewCenter(widgets.NewButton("打印", p.print)))
		p.right.Add(container.NewCenter(widgets.NewButton("导出 Excel Ctrl+E", p.export)))
	}
	p.top.Refresh()
}

func (p *page) say(text string) {
	p.about.Text = text
	p.top.Refresh()
}

// Shown reads the front tab.
func (p *page) Shown() {
	p.front().load()
	p.front().focus()
}

// Changed reads the front tab anew.
func (p *page) Changed(c office.Change) {
	if c.What != "login" {
		p.front().load()
	}
}

// Leave lets the page go.
func (p *page) Leave(func()) bool { return true }

// Keys gives the page's shortcuts.
func (p *page) Keys() widgets.Bindings {
	keys := widgets.Bindings{"F5": func() { p.front().load() }, "Ctrl+F": func() { p.front().search() }}
	for i, tab := range tabs {
		keys[fmt.Sprintf("Ctrl+%d", i+1)] = func() { p.tabs.SetChosen(tab); p.show(); p.front().load(); p.front().focus() }
	}
	if p.f.Can(office.MayExport) {
		keys["Ctrl+E"] = p.export
	}
	return keys
}

// scopeItems offers whose cases are shown.
func (p *page) scopeItems(changed func()) []widgets.MenuItem {
	u := p.f.Actor().User
	set := func(s scope) func() { return func() { p.scope = s; changed() } }
	var items []widgets.MenuItem
	if u.Has(court.RoleOfficer) {
		items = append(items, widgets.MenuItem{Label: "我承办的", Checked: p.scope.officer == u.ID, Do: set(scope{u.ID, "", "我承办的"})})
	}
	for _, g := range court.Groups {
		items = append(items, widgets.MenuItem{Label: string(g), Checked: p.scope.officer == 0 && p.scope.group == g, Do: set(scope{0, g, string(g)})})
	}
	return append(items, widgets.MenuItem{Label: "全院", Checked: p.scope == scope{0, "", "全院"}, Do: set(scope{0, "", "全院"})})
}

func (p *page) export() {
	p.withList(func(l parts.List) { l.Excel(p.f, p.work) })
}

func (p *page) print() { p.withList(func(l parts.List) { l.Print(p.f) }) }

func (p *page) withList(use func(parts.List)) {
	if read := p.front().printed(); read != nil {
		widgets.Load(p.work, read, use)
	}
}
