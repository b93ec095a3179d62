// Package custody is the 款物管理 page: plans of distribution, settlements by
// instalments and seized items, over all cases or for one.
package custody

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"

	"zhixing/app/court"
	"zhixing/app/desktop/frame"
	"zhixing/app/desktop/lists"
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
	lists.Tab
	add() // Ctrl+N
}

// scope is the one case a page is about, zero for all.
type scope struct {
	caseID int64
	number string
}

// page is 款物管理.
type page struct {
	*lists.Desk
	f     frame.Frame
	scope scope
	root  fyne.CanvasObject
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
	p := &page{f: f, scope: s}
	p.Desk = lists.NewDesk(f, tabs, p.open)
	p.Begin(tab)
	return p
}

// Nav lights 款物管理.
func (p *page) Nav() string { return frame.PageCustody }

func (p *page) open(tab string) lists.Tab {
	switch tab {
	case TabSettlements:
		return newSettlementPart(p)
	case TabGoods:
		return newGoodsPart(p)
	}
	return newPlanPart(p)
}

// Content builds the tabs, under the case when the page is about one.
func (p *page) Content() fyne.CanvasObject {
	p.root = p.Desk.Content()
	if p.scope.caseID == 0 {
		return p.root
	}
	head := container.NewBorder(nil, nil, widgets.NewText(p.scope.number+"　款物", 16, widgets.ColorText, true), widgets.NewButton("返回案件 Esc", p.f.Back))
	p.root = container.NewBorder(head, nil, nil, nil, p.root)
	return p.root
}

// adding is the button of Ctrl+N, for those who may.
func (p *page) adding(label string, may office.Permission, add func()) []fyne.CanvasObject {
	if !p.f.Can(may) {
		return nil
	}
	return []fyne.CanvasObject{widgets.NewPrimaryButton(label+" Ctrl+N", add)}
}

// Shown reads the front tab and takes photos that are dropped on it.
func (p *page) Shown() {
	p.f.Window().SetOnDropped(p.dropped)
	p.Desk.Shown()
}

// dropped takes photos of the item that is chosen.
func (p *page) dropped(_ fyne.Position, files []fyne.URI) {
	if goods, ok := p.Front().(*goodsPart); ok {
		goods.photos.take(filing.Dropped(p.f, p.root, files))
	}
}

// Changed reads the front tab anew.
func (p *page) Changed(c office.Change) {
	switch c.What {
	case "plan", "settlement", "goods", "money", "flow", "case":
		p.Front().Load()
	}
}

// Leave lets the page go.
func (p *page) Leave(func()) bool {
	p.f.Window().SetOnDropped(nil)
	return true
}

// Keys gives the page's shortcuts.
func (p *page) Keys() widgets.Bindings {
	keys := p.Desk.Keys()
	keys["Ctrl+N"] = func() { p.Front().(part).add() }
	for key, do := range map[string]func(*goodsPart){"Ctrl+B": (*goodsPart).labels, "Ctrl+J": (*goodsPart).move, "Ctrl+G": (*goodsPart).stock,
		"Ctrl+O": func(t *goodsPart) { t.photos.add() }, "Ctrl+I": func(t *goodsPart) { t.photos.open(0) }} {
		keys[key] = func() {
			if goods, ok := p.Front().(*goodsPart); ok {
				do(goods)
			}
		}
	}
	if p.scope.caseID != 0 {
		keys["Esc"] = p.f.Back
	}
	return keys
}

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
