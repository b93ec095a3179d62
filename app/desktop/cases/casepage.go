package cases

import (
	"context"
	"fmt"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"

	"zhixing/app/court"
	"zhixing/app/desktop/frame"
	"zhixing/app/desktop/widgets"
	"zhixing/app/office"
)

// facts is what the page reads of a case at once: the header and most tabs
// show it.
type facts struct {
	c         court.Case
	nodes     []court.Node
	money     office.CaseMoney
	papers    []court.Paper
	property  office.CaseProperty
	handovers []court.Handover
	stages    []office.StageSpan
	changes   []office.NodeChange
	undos     []office.ClosingUndo
	custody   office.CaseCustody
	listings  office.CaseListings
	public    []office.PublicDebtor
	service   office.CaseService
	sales     []court.Sale
	inquiries office.CaseInquiries
	today     court.Date
}

// realised is what came in for the case: the ledger's figure and receipts
// logged here.
func (x *facts) realised() court.Money { return x.c.Realised + x.money.Balance.Realised() }

// open tells whether the case can still be worked on.
func (x *facts) open() bool { return x.c.Status != court.StatusClosed }

// waiting gives the handover that the other group has not answered.
func (x *facts) waiting() (court.Handover, bool) {
	for _, h := range x.handovers {
		if h.State == court.HandoverSent {
			return h, true
		}
	}
	return court.Handover{}, false
}

// readFacts reads a case; it is called off the window's thread.
func readFacts(ctx context.Context, o *office.Office, id int64) (*facts, error) {
	x := &facts{today: o.Today()}
	var err error
	for _, read := range []func() error{
		func() error { x.c, err = o.Case(ctx, id); return err },
		func() error { x.nodes, err = o.Nodes(ctx, id); return err },
		func() error { x.money, err = o.CaseMoney(ctx, id); return err },
		func() error { x.papers, err = o.Papers(ctx, id); return err },
		func() error { x.property, err = o.CaseProperty(ctx, id); return err },
		func() error { x.handovers, err = o.Handovers(ctx, id); return err },
		func() error { x.stages, err = o.StageLog(ctx, id); return err },
		func() error { x.changes, err = o.NodeChanges(ctx, id); return err },
		func() error { x.undos, err = o.ClosingUndos(ctx, id); return err },
		func() error { x.custody, err = o.CaseCustody(ctx, id); return err },
		func() error { x.listings, err = o.CaseListings(ctx, id); return err },
		func() error { x.public, err = o.PublicDebtors(ctx, office.ListingQuery{CaseID: id}); return err },
		func() error { x.service, err = o.CaseService(ctx, id); return err },
		func() error { page, err := o.Sales(ctx, office.SaleQuery{CaseID: id}); x.sales = page.Rows; return err },
		func() error { x.inquiries, err = o.CaseInquiries(ctx, id); return err },
	} {
		if err := read(); err != nil {
			return nil, err
		}
	}
	return x, nil
}

// part is one tab of the case page.
type part interface {
	// content gives the tab's objects, built once.
	content() fyne.CanvasObject
	// actions gives the buttons beside the tabs for the case as it stands.
	actions(x *facts) []fyne.CanvasObject
	// show fills the tab; it is called when the tab comes to the front and
	// after each change.
	show(x *facts)
	// focus puts the keyboard into the tab.
	focus()
}

// casePage is the page of one case.
type casePage struct {
	f      frame.Frame
	id     int64
	node   int64 // the page was opened for this node, 0 for none
	loader *widgets.Loader
	facts  *facts

	head       *header
	tabs       *widgets.TabBar
	actions    *fyne.Container
	parts      map[string]part
	holder     *fyne.Container // the tab in front
	notice     *fyne.Container
	content    fyne.CanvasObject
	registered bool // just registered: offer the next one
	resumed    bool // just resumed: offer its notice
	next       nextPaper
}

// NewCasePage makes the page of a case, with one of frame's tabs in front, ""
// for the first.
func NewCasePage(f frame.Frame, id int64, tab string) frame.Page { return newCasePage(f, id, tab) }

func newCasePage(f frame.Frame, id int64, tab string) *casePage {
	tab, node := frame.CutTab(tab)
	p := &casePage{f: f, id: id, node: node, loader: widgets.NewLoader(f.Window()), parts: map[string]part{}}
	p.loader.OnError = f.Fail
	p.head = newHeader(p)
	p.tabs = widgets.NewTabBar(p.tabItems(), p.choose)
	p.tabs.SetChosen(tab)
	p.actions = widgets.HStack(6)
	p.holder = container.NewStack()
	p.notice = widgets.VStack(0)
	p.notice.Hide()
	tabLine := container.NewBorder(nil, nil, p.tabs, container.NewCenter(p.actions))
	p.content = container.NewBorder(
		widgets.VStack(6, p.notice, p.head.box, tabLine), nil, nil, nil,
		widgets.NewCard("", "", p.holder))
	return p
}

// Nav lights 案件.
func (p *casePage) Nav() string { return frame.PageCases }

// Content gives the page.
func (p *casePage) Content() fyne.CanvasObject { return p.content }

// Leave lets the page go.
func (p *casePage) Leave(func()) bool {
	p.f.Window().SetOnDropped(nil)
	return true
}

// Shown reads the case and takes files that are dropped on the window.
func (p *casePage) Shown() {
	p.f.Window().SetOnDropped(p.dropped)
	p.load(true)
}

// Changed reads the case anew when the change may concern it.
func (p *casePage) Changed(c office.Change) {
	if c.CaseID == 0 || c.CaseID == p.id {
		p.load(false)
	}
}

func (p *casePage) load(focus bool) {
	o, id := p.f.Office(), p.id
	widgets.Load(p.loader, func(ctx context.Context) (*facts, error) { return readFacts(ctx, o, id) }, func(x *facts) {
		p.facts = x
		p.showNotices(x)
		p.head.show(x)
		p.tabs.SetItems(p.tabItems())
		p.showPart(focus)
	})
}

// tabItems names the tabs, with numbers where there is something.
func (p *casePage) tabItems() []widgets.TabItem {
	items := widgets.TabItems(tabNames...)
	for i, name := range tabNames {
		if n := p.countOf(name); n > 0 {
			items[i].Label = fmt.Sprintf("%s %d", name, n)
		}
	}
	return items
}

func (p *casePage) countOf(tab string) int {
	if p.facts == nil {
		return 0
	}
	switch tab {
	case frame.TabProperty:
		return len(p.facts.property.Lines)
	case frame.TabInquiry:
		return p.facts.inquiries.Open()
	case frame.TabSale:
		return len(p.facts.sales)
	case frame.TabListing:
		return len(p.facts.listings.Rows)
	case frame.TabMoney:
		return len(p.facts.money.Receipts) + len(p.facts.money.Disbursements)
	case frame.TabPapers:
		return len(p.facts.papers)
	case frame.TabService:
		return unservedCount(p.facts.service.Lines)
	case frame.TabFlow:
		return len(p.facts.handovers)
	}
	return 0
}

// choose brings a tab to the front.
func (p *casePage) choose(tab string) {
	p.tabs.SetChosen(tab)
	if p.facts != nil {
		p.showPart(true)
	}
}

// part gives a tab, building it on first use.
func (p *casePage) part(tab string) part {
	if have := p.parts[tab]; have != nil {
		return have
	}
	made := p.makePart(tab)
	p.parts[tab] = made
	return made
}

func (p *casePage) makePart(tab string) part {
	switch tab {
	case frame.TabProgress:
		return newProgressPart(p)
	case frame.TabProperty:
		return newPropertyPart(p)
	case frame.TabInquiry:
		return newInquiryPart(p)
	case frame.TabSale:
		return newSalePart(p)
	case frame.TabCoercion:
		return newCoercionPart(p)
	case frame.TabListing:
		return newListingPart(p)
	case frame.TabMoney:
		return newMoneyPart(p)
	case frame.TabPapers:
		return newPapersPart(p)
	case frame.TabService:
		return newServicePart(p)
	case frame.TabClosure:
		return newClosurePart(p)
	case frame.TabDossier:
		return newDossierPart(p)
	case frame.TabFlow:
		return newFlowPart(p)
	case frame.TabLog:
		return newLogPart(p)
	}
	return newFactsPart(p)
}

func (p *casePage) showPart(focus bool) {
	now := p.part(p.tabs.Chosen())
	p.actions.Objects = now.actions(p.facts)
	p.actions.Refresh()
	if len(p.holder.Objects) != 1 || p.holder.Objects[0] != now.content() {
		p.holder.Objects = []fyne.CanvasObject{now.content()}
		p.holder.Refresh()
	}
	now.show(p.facts)
	p.content.Refresh()
	if focus {
		now.focus()
	}
}

func (p *casePage) registerAgain() {
	if p.registered {
		p.f.Back()
	}
	p.f.OpenRegistration()
}

// Keys gives the page's shortcuts.
func (p *casePage) Keys() widgets.Bindings {
	keys := widgets.Bindings{"F5": func() { p.load(false) }, "Esc": p.f.Back}
	for i, tab := range tabNames {
		if i < 9 { // there is no tenth digit; the last tab is one step away
			keys[fmt.Sprintf("Ctrl+%d", i+1)] = func() { p.choose(tab) }
		}
	}
	for key, step := range map[string][2]int{"Up": {0, -1}, "Down": {0, 1}, "Left": {-1, 0}, "Right": {1, 0}} {
		keys[key] = func() {
			if progress, ok := p.parts[p.tabs.Chosen()].(*progressPart); ok {
				progress.move(step[0], step[1])
			}
		}
	}
	for key, by := range map[string]int{"Alt+Up": -1, "Alt+Down": 1} {
		keys[key] = func() {
			if dossier, ok := p.parts[p.tabs.Chosen()].(*dossierPart); ok {
				dossier.moveEntry(by)
			}
		}
	}
	for _, key := range []string{"Ctrl+N", "Ctrl+J", "Ctrl+E", "Ctrl+P"} {
		keys[key] = func() { p.shortcut(key) }
	}
	return keys
}

// shortcut does what the buttons of the tab in front say of a key; where they
// say nothing, Ctrl+N registers another case.
func (p *casePage) shortcut(key string) {
	part, own := p.parts[p.tabs.Chosen()].(*coercionPart)
	switch {
	case own:
		part.tab.Do(key)
	case key == "Ctrl+N" && p.f.Can(office.MayRegisterCase):
		p.registerAgain()
	}
}

// dialogForm is the form that dialogs of the case page use.
func dialogForm() *widgets.Form {
	return widgets.NewForm(widgets.FormOptions{LabelsQuiet: true, FieldWidth: 320})
}

// askForm shows a form in a dialog and does a change with what was typed;
// open pages learn of the change from the office's event.
func (p *casePage) askForm(title, saveLabel, said string, form *widgets.Form, collect func() (func(context.Context) error, error)) {
	widgets.FormDialogLater(p.f.Window(), title, form, saveLabel, collect, func() { p.f.Say(said) })
}
