// Package custody is the 款物管理 page: plans of distribution, settlements by
// instalments and seized items, over all cases or for one.
package custody

import (
	"fmt"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/container"

	"zhixing/app/court"
	"zhixing/app/desktop/frame"
	"zhixing/app/desktop/papers/parts"
	"zhixing/app/desktop/scans/filing"
	"zhixing/app/desktop/widgets"
	"zhixing/app/office"
)

// The tabs.
const (
	TabPlans       = "分配方案"
	TabSettlements = "和解分期"
	TabGoods       = "扣押物"
)

var tabs = []string{TabPlans, TabSettlements, TabGoods}

// part is what a tab shows.
type part interface {
	content() fyne.CanvasObject
	load()
	focus()
	add()
	list() parts.List // as it leaves the program
	sum() string      // beside the tabs
	find()            // puts the keyboard into the search
}

// scope is the one case a page is about, zero for all.
type scope struct {
	caseID int64
	number string
}

// page is 款物管理.
type page struct {
	f      frame.Frame
	scope  scope
	start  string
	work   *widgets.Loader
	tabs   *widgets.TabBar
	card   *widgets.Card
	count  *canvas.Text
	top    *fyne.Container
	add    *widgets.Button
	parts  map[string]part
	holder fyne.CanvasObject
}

// NewPage makes the page over all cases.
func NewPage(f frame.Frame) frame.Page { return newPage(f, scope{}, TabPlans) }

// Open shows the page for one case above the page in front, at one of its tabs.
func Open(f frame.Frame, caseID int64, number, tab string) {
	f.Open(newPage(f, scope{caseID, number}, tab))
}

// TabOf gives the tab where a warning is done away with, "" for those that are
// not of this page.
func TabOf(kind court.WarningKind) string {
	switch kind {
	case court.WarnInstalment, court.WarnBroken:
		return TabSettlements
	case court.WarnGoods:
		return TabGoods
	}
	return ""
}

func newPage(f frame.Frame, s scope, tab string) *page {
	p := &page{f: f, scope: s, start: tab, work: widgets.NewLoader(f.Window())}
	p.work.OnError = f.Fail
	return p
}

// Nav lights 款物管理.
func (p *page) Nav() string { return frame.PageCustody }

// Content builds tabs and tables.
func (p *page) Content() fyne.CanvasObject {
	p.parts = map[string]part{TabPlans: newPlanPart(p), TabSettlements: newSettlementPart(p), TabGoods: newGoodsPart(p)}
	p.count = widgets.NewText("", widgets.TableSize, widgets.ColorQuiet, false)
	items := make([]widgets.TabItem, len(tabs))
	for i, name := range tabs {
		items[i] = widgets.TabItem{ID: name, Label: name}
	}
	p.tabs = widgets.NewTabBar(items, func(string) { p.turn() })
	p.tabs.SetChosen(p.start)
	buttons := widgets.HStack(8, container.NewCenter(p.count))
	p.add = widgets.NewPrimaryButton("登记 Ctrl+N", func() { p.front().add() })
	buttons.Add(p.add)
	if p.f.Can(office.MayExport) {
		buttons.Add(widgets.NewButton("打印 Ctrl+P", p.print))
		buttons.Add(widgets.NewButton("导出 Excel Ctrl+E", p.export))
	}
	p.card = widgets.NewCard("", "", p.front().content())
	p.top = container.NewBorder(nil, nil, p.tabs, buttons)
	head := []fyne.CanvasObject{p.top}
	if p.scope.caseID != 0 {
		back := widgets.NewButton("返回案件 Esc", p.f.Back)
		head = append([]fyne.CanvasObject{container.NewBorder(nil, nil, widgets.NewText(p.scope.number+"　款物", 16, widgets.ColorText, true), back)}, head...)
	}
	p.holder = container.NewBorder(widgets.VStack(6, head...), nil, nil, nil, p.card)
	p.showAdd()
	return p.holder
}

func (p *page) front() part { return p.parts[p.tabs.Chosen()] }

// turn brings a tab to the front.
func (p *page) turn() {
	p.card.SetContent(p.front().content())
	p.showAdd()
	p.front().load()
	p.front().focus()
}

// showAdd names what Ctrl+N enters, for those who may.
func (p *page) showAdd() {
	may := map[string]office.Permission{TabPlans: office.MayWorkPlan, TabSettlements: office.MayWorkSettlement, TabGoods: office.MayWorkGoods}[p.tabs.Chosen()]
	if p.f.Can(may) {
		p.add.SetLabel(map[string]string{TabPlans: "拟制方案 Ctrl+N", TabSettlements: "登记和解 Ctrl+N", TabGoods: "登记物品 Ctrl+N"}[p.tabs.Chosen()])
		p.add.Show()
	} else {
		p.add.Hide()
	}
	p.top.Refresh()
}

// showCount says what the front tab holds.
func (p *page) showCount() {
	p.count.Text = p.front().sum()
	p.count.Refresh()
	p.top.Refresh()
}

// Shown reads the front tab and takes photos that are dropped on it.
func (p *page) Shown() {
	p.f.Window().SetOnDropped(p.dropped)
	p.front().load()
	p.front().focus()
}

// dropped takes photos of the item that is chosen.
func (p *page) dropped(_ fyne.Position, files []fyne.URI) {
	if goods, ok := p.front().(*goodsPart); ok {
		goods.photos.take(filing.Dropped(p.f, p.holder, files))
	}
}

// Changed reads the front tab anew.
func (p *page) Changed(c office.Change) {
	switch c.What {
	case "plan", "settlement", "goods", "money", "flow", "case":
		p.front().load()
	}
}

// Leave lets the page go.
func (p *page) Leave(func()) bool {
	p.f.Window().SetOnDropped(nil)
	return true
}

// Keys gives the page's shortcuts.
func (p *page) Keys() widgets.Bindings {
	keys := widgets.Bindings{"F5": func() { p.front().load() }, "Ctrl+F": func() { p.front().find() }, "Ctrl+N": func() { p.front().add() }}
	for key, do := range map[string]func(*goodsPart){"Ctrl+B": (*goodsPart).labels, "Ctrl+J": (*goodsPart).move, "Ctrl+G": (*goodsPart).stock,
		"Ctrl+O": func(t *goodsPart) { t.photos.add() }, "Ctrl+I": func(t *goodsPart) { t.photos.open(0) }} {
		keys[key] = func() {
			if goods, ok := p.front().(*goodsPart); ok {
				do(goods)
			}
		}
	}
	if p.scope.caseID != 0 {
		keys["Esc"] = p.f.Back
	}
	for i, tab := range tabs {
		keys[fmt.Sprintf("Ctrl+%d", i+1)] = func() { p.tabs.SetChosen(tab); p.turn() }
	}
	if p.f.Can(office.MayExport) {
		keys["Ctrl+E"], keys["Ctrl+P"] = p.export, p.print
	}
	return keys
}

func (p *page) export() { l := p.front().list(); l.Excel(p.f, p.work) }
func (p *page) print()  { p.front().list().Print(p.f) }

// withCase gives the case the page is about, or asks for one.
func (p *page) withCase(title string, use func(caseID int64, number string)) {
	if p.scope.caseID != 0 {
		use(p.scope.caseID, p.scope.number)
		return
	}
	parts.PickCase(p.f, parts.CaseQuestion{Title: title, Button: "选这件"}, func(c office.CaseRow) { use(c.ID, c.Number) })
}

// dialogForm is the form of this page's dialogs.
func dialogForm() *widgets.Form { return widgets.NewForm(widgets.FormOptions{FieldWidth: 360}) }

// follow adds to what an entry does when its text changes: an amount shows its
// capitals by it.
func follow(e *widgets.Entry, do func()) {
	own := e.OnChanged
	e.OnChanged = func(text string) {
		if own != nil {
			own(text)
		}
		do()
	}
}

// split puts a list above what belongs to its chosen row.
func split(top, bottom fyne.CanvasObject) fyne.CanvasObject {
	return &fyne.Container{Layout: halves{}, Objects: []fyne.CanvasObject{top, bottom}}
}

// halves gives two objects under each other half of the height each.
type halves struct{}

// Layout shares the height out.
func (halves) Layout(objects []fyne.CanvasObject, size fyne.Size) {
	upper := float32(int(size.Height * 0.48))
	objects[0].Move(fyne.NewPos(0, 0))
	objects[0].Resize(fyne.NewSize(size.Width, upper))
	objects[1].Move(fyne.NewPos(0, upper))
	objects[1].Resize(fyne.NewSize(size.Width, size.Height-upper))
}

// MinSize is what both need.
func (halves) MinSize(objects []fyne.CanvasObject) fyne.Size {
	a, b := objects[0].MinSize(), objects[1].MinSize()
	return fyne.NewSize(max(a.Width, b.Width), a.Height+b.Height)
}
