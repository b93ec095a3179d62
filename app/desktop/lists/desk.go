// Package lists is what the pages of several lists share: tabs with the count
// and the buttons beside them, Excel and print of the list in front, and whose
// cases are looked at.
package lists

import (
	"context"
	"fmt"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/container"

	"zhixing/app/desktop/frame"
	"zhixing/app/desktop/papers/parts"
	"zhixing/app/desktop/widgets"
	"zhixing/app/office"
)

// Tab is one list of a page.
type Tab interface {
	// Content gives its objects each time it comes to the front.
	Content() fyne.CanvasObject
	Load()
	Focus()
	Find() // puts the keyboard into the search
	// Buttons stand beside the tabs, before print and export.
	Buttons() []fyne.CanvasObject
	// Printed reads what leaves the program. It is called on the window's
	// thread, the func it gives off it.
	Printed() func(context.Context) (parts.List, error)
}

// Panel is what most tabs are: rows under a bar. A tab embeds it and adds how it
// is read and printed.
type Panel struct {
	Bar  *widgets.FilterBar
	Rows interface{ Focus() } // what has the keyboard
	Root fyne.CanvasObject
}

// Content gives the tab.
func (p *Panel) Content() fyne.CanvasObject { return p.Root }

// Focus puts the keyboard into the rows.
func (p *Panel) Focus() { p.Rows.Focus() }

// Find puts the keyboard into the search.
func (p *Panel) Find() { p.Bar.Focus() }

// Buttons are none.
func (p *Panel) Buttons() []fyne.CanvasObject { return nil }

// Ready is what Printed gives of a list that needs no reading.
func Ready(l parts.List) func(context.Context) (parts.List, error) {
	return func(context.Context) (parts.List, error) { return l, nil }
}

// Desk shows one of several lists at a time. A page embeds it and adds what is
// its own.
type Desk struct {
	Work *widgets.Loader // does what a button asks

	f     frame.Frame
	out   *widgets.Loader // reads what leaves the program
	names []string
	open  func(name string) Tab
	lists map[string]Tab
	tabs  *widgets.TabBar
	count *canvas.Text
	right *fyne.Container
	top   *fyne.Container // the tabs and what stands beside them
	card  *widgets.Card
}

// NewDesk makes a desk of tabs; open makes the list of one when it is first
// wanted.
func NewDesk(f frame.Frame, names []string, open func(name string) Tab) *Desk {
	d := &Desk{f: f, names: names, open: open, lists: map[string]Tab{}, Work: widgets.NewLoader(f.Window()), out: widgets.NewLoader(f.Window())}
	d.Work.OnError, d.out.OnError = f.Fail, f.Fail
	d.tabs = widgets.NewTabBar(widgets.TabItems(names...), func(string) { d.turn() })
	d.count = widgets.NewText("", widgets.TableSize, widgets.ColorQuiet, false)
	d.right = widgets.HStack(8)
	d.top = container.NewBorder(nil, nil, d.tabs, d.right)
	return d
}

// Begin puts a tab in front before the desk is shown.
func (d *Desk) Begin(name string) { d.tabs.SetChosen(name) }

// Turn brings a tab to the front, reads it and puts the keyboard into it.
func (d *Desk) Turn(name string) {
	d.tabs.SetChosen(name)
	d.turn()
}

func (d *Desk) turn() {
	d.card.SetContent(d.Front().Content())
	d.Again()
	d.Shown()
}

// Chosen names the tab in front.
func (d *Desk) Chosen() string { return d.tabs.Chosen() }

// Front is the list in front.
func (d *Desk) Front() Tab { return d.Tab(d.tabs.Chosen()) }

// Tab is the list of a tab.
func (d *Desk) Tab(name string) Tab {
	if d.lists[name] == nil {
		d.lists[name] = d.open(name)
	}
	return d.lists[name]
}

// Content builds the desk.
func (d *Desk) Content() fyne.CanvasObject {
	d.card = widgets.NewCard("", "", d.Front().Content())
	d.Again()
	return container.NewBorder(d.top, nil, nil, nil, d.card)
}

// fewTabs leave room for the key on the print button.
const fewTabs = 4

// Again shows the buttons of the tab in front anew.
func (d *Desk) Again() {
	d.right.Objects = append([]fyne.CanvasObject{d.count}, d.Front().Buttons()...)
	if d.f.Can(office.MayExport) {
		label := "打印"
		if len(d.names) <= fewTabs {
			label = "打印 Ctrl+P"
		}
		d.right.Add(widgets.NewButton(label, d.Print))
		d.right.Add(widgets.NewButton("导出 Excel Ctrl+E", d.Export))
	}
	d.top.Refresh()
}

// Say tells beside the tabs what the list in front holds; what another list
// says is dropped.
func (d *Desk) Say(by Tab, text string) {
	if d.Front() != by {
		return
	}
	d.count.Text = text
	d.count.Refresh()
	d.top.Refresh() // the text may have grown
}

// Shown reads the list in front and puts the keyboard into it.
func (d *Desk) Shown() {
	d.Front().Load()
	d.Front().Focus()
}

// Changed reads the list in front anew.
func (d *Desk) Changed(c office.Change) {
	if c.What != "login" {
		d.Front().Load()
	}
}

// Leave lets the page go.
func (d *Desk) Leave(func()) bool { return true }

// Keys gives the shortcuts.
func (d *Desk) Keys() widgets.Bindings {
	keys := widgets.Bindings{"F5": func() { d.Front().Load() }, "Ctrl+F": func() { d.Front().Find() }}
	for i, name := range d.names {
		keys[fmt.Sprintf("Ctrl+%d", i+1)] = func() { d.Turn(name) }
	}
	if d.f.Can(office.MayExport) {
		keys["Ctrl+E"], keys["Ctrl+P"] = d.Export, d.Print
	}
	return keys
}

// Export writes the list in front to Excel.
func (d *Desk) Export() {
	widgets.Load(d.out, d.Front().Printed(), func(l parts.List) { l.Excel(d.f, d.out) })
}

// Print makes a PDF of the list in front.
func (d *Desk) Print() {
	widgets.Load(d.out, d.Front().Printed(), func(l parts.List) { l.Print(d.f) })
}
