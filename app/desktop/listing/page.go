// Package listing is the page 信用惩戒: who is listed or limited, what has to
// come down, what was made known where, and debtors in public office.
package listing

import (
	"context"
	"fmt"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/container"

	"zhixing/app/court"
	"zhixing/app/desktop/frame"
	"zhixing/app/desktop/papers/parts"
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

// part is one tab.
type part interface {
	content() fyne.CanvasObject
	load()
	focus()
	buttons() []fyne.CanvasObject // beside the tabs
	printed() (parts.List, bool)  // what leaves the program, as it is shown
}

// page shows one tab at a time.
type page struct {
	f      frame.Frame
	work   *widgets.Loader
	query  office.ListingQuery
	scope  string
	typing widgets.Typing
	search *widgets.Entry
	tabs   *widgets.TabBar
	chips  *fyne.Container
	right  *fyne.Container
	top    *fyne.Container
	about  *canvas.Text
	holder *fyne.Container
	parts  map[string]part
}

// NewPage makes the page with the list in front.
func NewPage(f frame.Frame) frame.Page { return newPage(f, tabList) }

func newPage(f frame.Frame, tab string) *page {
	p := &page{f: f, work: widgets.NewLoader(f.Window()), scope: "全院", parts: map[string]part{}}
	p.work.OnError = f.Fail
	p.query.OfficerID, p.query.Group = office.Scope(f.Actor())
	switch {
	case p.query.OfficerID != 0:
		p.scope = "我承办的"
	case p.query.Group != "":
		p.scope = string(p.query.Group)
	}
	items := make([]widgets.TabItem, len(tabs))
	for i, t := range tabs {
		items[i] = widgets.TabItem{ID: t, Label: t}
	}
	p.tabs = widgets.NewTabBar(items, func(string) { p.turn() })
	p.tabs.SetChosen(tab)
	return p
}

// Nav lights 信用惩戒.
func (p *page) Nav() string { return frame.PageListing }

// Content builds the page.
func (p *page) Content() fyne.CanvasObject {
	p.about = widgets.NewText("", widgets.TableSize, widgets.ColorQuiet, false)
	p.search = widgets.NewEntry()
	p.search.SetPlaceHolder("姓名、证件号、案号、承办人  Ctrl+F")
	p.search.OnChanged = func(text string) {
		p.typing.Rested(func() {
			p.query.Search = text
			p.front().load()
		})
	}
	p.search.OnEnter = func() { p.front().focus() }
	p.chips, p.right, p.holder = widgets.HStack(6), widgets.HStack(8), container.NewStack()
	p.top = container.NewBorder(nil, nil, p.tabs, p.right)
	bar := widgets.HStack(6, widgets.Sized(260, 28, p.search), p.chips)
	p.show()
	return container.NewBorder(p.top, nil, nil, nil, widgets.NewCard("", "", container.NewBorder(widgets.Padded(10, 6, bar), nil, nil, nil, p.holder)))
}

func (p *page) part(tab string) part {
	if p.parts[tab] == nil {
		switch tab {
		case tabTodo:
			p.parts[tab] = newTodoPart(p)
		case tabShown:
			p.parts[tab] = newShownPart(p)
		case tabPublic:
			p.parts[tab] = newPublicPart(p)
		default:
			p.parts[tab] = newListPart(p)
		}
	}
	return p.parts[tab]
}

func (p *page) front() part { return p.part(p.tabs.Chosen()) }

func (p *page) turn() {
	p.show()
	p.Shown()
}

// show brings the chosen tab to the front.
func (p *page) show() {
	now := p.front()
	p.right.Objects = []fyne.CanvasObject{container.NewCenter(p.about)}
	for _, b := range now.buttons() {
		p.right.Add(container.NewCenter(b))
	}
	if p.f.Can(office.MayExport) {
		p.right.Add(container.NewCenter(widgets.NewButton("打印", p.print)))
		p.right.Add(container.NewCenter(widgets.NewButton("导出 Excel Ctrl+E", p.export)))
	}
	p.showChips()
	p.top.Refresh()
	p.holder.Objects = []fyne.CanvasObject{now.content()}
	p.holder.Refresh()
}

// showChips shows the filters of the tab in front.
func (p *page) showChips() {
	p.chips.Objects = []fyne.CanvasObject{widgets.NewMenuChip("范围 "+p.scope, p.scopeItems)}
	if tab := p.tabs.Chosen(); tab != tabPublic {
		p.chips.Add(widgets.NewMenuChip("措施 "+orAll(string(p.query.Kind)), p.kindItems))
		if tab == tabList {
			p.chips.Add(widgets.NewMenuChip("状态 "+orAll(string(p.query.State)), p.stateItems))
		}
	}
	p.chips.Refresh()
}

func orAll(text string) string {
	if text == "" {
		return "全部"
	}
	return text
}

func (p *page) changed() {
	p.showChips()
	p.front().load()
}

func (p *page) scopeItems() []widgets.MenuItem {
	u := p.f.Actor().User
	item := func(name string, officer int64, group court.Group) widgets.MenuItem {
		return widgets.MenuItem{Label: name, Checked: p.scope == name, Do: func() {
			p.scope, p.query.OfficerID, p.query.Group = name, officer, group
			p.changed()
		}}
	}
	var items []widgets.MenuItem
	if u.Has(court.RoleOfficer) {
		items = append(items, item("我承办的", u.ID, ""))
	}
	for _, g := range court.Groups {
		items = append(items, item(string(g), 0, g))
	}
	return append(items, item("全院", 0, ""))
}

func (p *page) kindItems() []widgets.MenuItem {
	var items []widgets.MenuItem
	for _, k := range append([]court.ListingKind{""}, court.ListingKinds...) {
		items = append(items, widgets.MenuItem{Label: orAll(string(k)), Checked: p.query.Kind == k, Do: func() { p.query.Kind = k; p.changed() }})
	}
	return items
}

func (p *page) stateItems() []widgets.MenuItem {
	var items []widgets.MenuItem
	for _, s := range append([]court.ListingState{""}, court.ListingStates...) {
		items = append(items, widgets.MenuItem{Label: orAll(string(s)), Checked: p.query.State == s, Do: func() { p.query.State = s; p.changed() }})
	}
	return items
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
	keys := widgets.Bindings{"F5": func() { p.front().load() }, "Ctrl+F": func() { p.f.Window().Canvas().Focus(p.search) }}
	for i, tab := range tabs {
		keys[fmt.Sprintf("Ctrl+%d", i+1)] = func() { p.tabs.SetChosen(tab); p.turn() }
	}
	if p.f.Can(office.MayExport) {
		keys["Ctrl+E"], keys["Ctrl+P"] = p.export, p.print
	}
	return keys
}

func (p *page) export() {
	if l, ok := p.front().printed(); ok {
		l.Excel(p.f, p.work)
	}
}

func (p *page) print() {
	if l, ok := p.front().printed(); ok {
		l.Print(p.f)
	}
}

// notes says above a printed list what was filtered.
func (p *page) notes() []string {
	note := "范围 " + p.scope
	if p.query.Kind != "" {
		note += "　措施 " + string(p.query.Kind)
	}
	if p.query.State != "" && p.tabs.Chosen() == tabList {
		note += "　状态 " + string(p.query.State)
	}
	return []string{note}
}

// read reads something off the window's thread for the page.
func read[T any](f frame.Frame, loader *widgets.Loader, work func(context.Context, *office.Office) (T, error), use func(T)) {
	o := f.Office()
	widgets.Load(loader, func(ctx context.Context) (T, error) { return work(ctx, o) }, use)
}
