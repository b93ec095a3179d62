// Package moneydesk is the 案款 page over all cases: requests to approve,
// payments to make, money that has not gone out, and what came in.
package moneydesk

import (
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
	tabAsked    = "待审批"
	tabApproved = "待发放"
	tabHeld     = "应发未发"
	tabReceipts = "收款流水"
)

// page is the money of all cases.
type page struct {
	f      frame.Frame
	loader *widgets.Loader // reads the lists
	work   *widgets.Loader // does what a button asks
	desk   office.MoneyDesk
	loaded bool

	tabs     *widgets.TabBar
	card     *widgets.Card
	sum      *canvas.Text
	asked    *widgets.DataTable[court.Disbursement]
	approved *widgets.DataTable[court.Disbursement]
	held     *widgets.DataTable[office.HeldLine]
	receipts *widgets.DataTable[court.Receipt]
	heldView fyne.CanvasObject
	ageing   *ageingChart
}

// NewMoneyPage makes the page; it opens on the first tab that waits for the
// actor.
func NewMoneyPage(f frame.Frame) frame.Page {
	p := &page{f: f, loader: widgets.NewLoader(f.Window()), work: widgets.NewLoader(f.Window())}
	p.loader.OnError, p.work.OnError = f.Fail, f.Fail
	return p
}

// Nav lights 案款.
func (p *page) Nav() string { return frame.PageMoney }

// Content builds tabs and tables.
func (p *page) Content() fyne.CanvasObject {
	p.asked, p.approved = p.askedTable(), p.approvedTable()
	p.held, p.receipts = p.heldTable(), p.receiptTable()
	p.ageing = newAgeingChart(p.filterHeld)
	p.heldView = container.NewBorder(nil, nil, nil,
		widgets.Padded(6, 6, widgets.Sized(280, 0, widgets.NewCard("案款账龄", "从最早到账日起算", widgets.Padded(10, 8, p.ageing)))), p.held)
	p.sum = widgets.NewText("", widgets.TableSize, widgets.ColorQuiet, false)
	p.tabs = widgets.NewTabBar(p.tabItems(), func(string) { p.show() })
	p.card = widgets.NewCard("", "", p.asked)
	buttons := widgets.HStack(8, p.sum)
	if p.f.Can(office.MayRecordReceipt) {
		buttons.Add(widgets.NewPrimaryButton("收款 Ctrl+R", p.askReceipt))
	}
	if p.f.Can(office.MayExport) {
		buttons.Add(widgets.NewButton("导出 Excel Ctrl+E", p.export))
	}
	p.tabs.SetChosen(p.firstTab())
	p.show()
	return container.NewBorder(container.NewBorder(nil, nil, p.tabs, buttons), nil, nil, nil, p.card)
}

// firstTab is where the actor's own work waits.
func (p *page) firstTab() string {
	switch {
	case p.f.Can(office.MayDecideDisburse):
		return tabAsked
	case p.f.Can(office.MayPayDisbursement):
		return tabApproved
	}
	return tabHeld
}

// Shown reads the lists.
func (p *page) Shown() { p.load() }

// Changed reads the lists again after money moved.
func (p *page) Changed(c office.Change) {
	if c.What == "money" || c.What == "case" {
		p.load()
	}
}

// Keys gives the page's shortcuts.
func (p *page) Keys() widgets.Bindings {
	keys := widgets.Bindings{"F5": p.load}
	for i, tab := range []string{tabAsked, tabApproved, tabHeld, tabReceipts} {
		keys[fmt.Sprintf("Ctrl+%d", i+1)] = func() { p.tabs.SetChosen(tab); p.show(); p.focus() }
	}
	if p.f.Can(office.MayRecordReceipt) {
		keys["Ctrl+R"] = p.askReceipt
	}
	if p.f.Can(office.MayExport) {
		keys["Ctrl+E"] = p.export
	}
	return keys
}

// Leave never holds the page back.
func (p *page) Leave(func()) bool { return true }

func (p *page) load() {
	widgets.Load(p.loader, p.f.Office().MoneyDesk, func(m office.MoneyDesk) {
		first := !p.loaded
		p.desk, p.loaded = m, true
		p.asked.SetRows(m.Asked)
		p.approved.SetRows(m.Approved)
		p.receipts.SetRows(m.Recent)
		p.ageing.set(bucketsOf(m.Held, p.f.Office().Today()))
		p.filterHeld()
		p.tabs.SetItems(p.tabItems())
		p.show()
		if first {
			p.focus()
		}
	})
}

// focus puts the keyboard into the table that is shown.
func (p *page) focus() {
	switch p.tabs.Chosen() {
	case tabAsked:
		p.asked.Focus()
	case tabApproved:
		p.approved.Focus()
	case tabHeld:
		p.held.Focus()
	case tabReceipts:
		p.receipts.Focus()
	}
}

// filterHeld shows the held money of the ageing bar that is pressed, or all.
func (p *page) filterHeld() {
	rows := p.desk.Held
	if i := p.ageing.pressed; i >= 0 {
		rows = nil
		for _, h := range p.desk.Held {
			if bucketOf(h.Oldest.DaysUntil(p.f.Office().Today())) == i {
				rows = append(rows, h)
			}
		}
	}
	p.held.SetRows(rows)
	p.showSum()
}

func (p *page) tabItems() []widgets.TabItem {
	label := func(name string, n int) widgets.TabItem {
		if n == 0 {
			return widgets.TabItem{ID: name, Label: name}
		}
		return widgets.TabItem{ID: name, Label: fmt.Sprintf("%s %d", name, n)}
	}
	return []widgets.TabItem{
		label(tabAsked, len(p.desk.Asked)), label(tabApproved, len(p.desk.Approved)), label(tabHeld, len(p.desk.Held)), label(tabReceipts, 0),
	}
}

func (p *page) show() {
	switch p.tabs.Chosen() {
	case tabAsked:
		p.card.SetContent(p.asked)
	case tabApproved:
		p.card.SetContent(p.approved)
	case tabHeld:
		p.card.SetContent(p.heldView)
	case tabReceipts:
		p.card.SetContent(p.receipts)
	}
	p.showSum()
}

// showSum says how many and how much the tab holds.
func (p *page) showSum() {
	var total court.Money
	count := 0
	switch p.tabs.Chosen() {
	case tabAsked, tabApproved:
		list := p.desk.Asked
		if p.tabs.Chosen() == tabApproved {
			list = p.desk.Approved
		}
		for _, d := range list {
			total += d.Total()
		}
		count = len(list)
	case tabHeld:
		rows := p.held.Rows()
		for _, h := range rows {
			total += h.Held
		}
		count = len(rows)
	case tabReceipts:
		for _, r := range p.desk.Recent {
			total += r.Amount
		}
		count = len(p.desk.Recent)
	}
	format := map[string]string{tabHeld: "%d 案　合计 %s 元", tabReceipts: "最近 %d 笔　合计 %s 元"}[p.tabs.Chosen()]
	if format == "" {
		format = "%d 笔　合计 %s 元"
	}
	p.sum.Text = fmt.Sprintf(format, count, total)
	p.sum.Refresh()
}

// openMoney opens a case at its money.
func (p *page) openMoney(caseID int64) { p.f.OpenCase(caseID, frame.TabMoney) }

// print makes and prints a form about one receipt or payment.
func (p *page) print(caseID int64, form string, ref int64) {
	parts.MakeAndPrint(p.f, p.work, office.PaperRequest{CaseID: caseID, Form: form, RefID: ref}, nil)
}
