// Package moneydesk is the 案款 page over all cases: what came in, money without
// a case, requests and payments, money that has not gone out, the month's end
// and the books.
package moneydesk

import (
	"fmt"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/container"

	"zhixing/app/court"
	"zhixing/app/desktop/frame"
	"zhixing/app/desktop/moneydesk/moneyforms"
	"zhixing/app/desktop/papers/parts"
	"zhixing/app/desktop/widgets"
	"zhixing/app/office"
)

// The tabs.
const (
	tabReceipts = "收款"
	tabPool     = "不明款"
	tabRequests = "申请与审批"
	tabHeld     = "应发未发"
	tabClearing = "清理"
	tabBank     = "对账"
	tabMonth    = "月结"
	tabBooks    = "账簿"
	tabReports  = "报表"
)

// page is the money of all cases.
type page struct {
	f      frame.Frame
	loader *widgets.Loader // reads the lists
	work   *widgets.Loader // does what a button asks
	desk   office.MoneyDesk
	loaded bool
	begin  string // the tab to begin with, "" for where the actor's own work waits

	tabs     *widgets.TabBar
	card     *widgets.Card
	sum      *canvas.Text
	foot     *fyne.Container // the keys and the sum
	receipts *widgets.DataTable[court.Receipt]
	pool     *widgets.DataTable[office.PoolLine]
	requests *requestPart
	held     *widgets.DataTable[office.HeldLine]
	heldView fyne.CanvasObject
	ageing   *ageingChart
	clearing *clearingPart
	bank     *bankPart
	month    *monthPart
	books    *booksPart
	reports  *reportPart
	stale    map[string]bool // tabs to be read when they are shown
}

// keysHint tells of the keys that no button names.
const keysHint = "空格 办这一行的第一个按钮　回车 打开　Ctrl+D 冲正或撤回　Ctrl+P 凭证预览、打印审批表　Ctrl+1…9 换页签"

// NewMoneyPage makes the page; it opens on the first tab that waits for the
// actor.
func NewMoneyPage(f frame.Frame) frame.Page {
	p := &page{f: f, loader: widgets.NewLoader(f.Window()), work: widgets.NewLoader(f.Window())}
	p.loader.OnError, p.work.OnError = f.Fail, f.Fail
	return p
}

// heldWidth is what the list of held money needs for its days and buttons, px.
const heldWidth = 890

// Nav lights 案款.
func (p *page) Nav() string { return frame.PageMoney }

// Content builds tabs and tables.
func (p *page) Content() fyne.CanvasObject {
	p.receipts, p.pool, p.requests, p.held = p.receiptTable(), p.poolTable(), newRequestPart(p), p.heldTable()
	p.ageing = newAgeingChart(p.filterHeld)
	chart := widgets.Padded(6, 6, widgets.NewCard("案款账龄", "从最早到账日起算", widgets.Padded(10, 8, p.ageing)))
	p.heldView = widgets.GiveWay(p.held, heldWidth, chart, 272)
	p.clearing = newClearingPart(p)
	if p.f.Can(office.MayReadBooks) {
		p.bank, p.month, p.books, p.reports = newBankPart(p), newMonthPart(p), newBooksPart(p), newReportPart(p)
	}
	p.sum = widgets.NewText("", widgets.TableSize, widgets.ColorQuiet, false)
	p.tabs = widgets.NewTabBar(p.tabItems(), func(string) { p.show(); p.focus() })
	p.stale = map[string]bool{}
	p.card = widgets.NewCard("", "", p.receipts)
	buttons := widgets.HStack(8)
	if p.f.Can(office.MayRecordReceipt) {
		buttons.Add(widgets.NewPrimaryButton("收款 Ctrl+R", p.receive))
		buttons.Add(widgets.NewButton("不明款 Ctrl+U", p.receivePool))
	}
	if p.f.Can(office.MayExport) {
		buttons.Add(widgets.NewButton("导出 Excel Ctrl+E", p.export))
	}
	// The sum stands below: beside nine tabs and the buttons there is no room.
	p.foot = container.NewBorder(nil, nil, widgets.NewText(keysHint, widgets.CaptionSize, widgets.ColorQuiet, false), p.sum)
	p.tabs.SetChosen(p.firstTab())
	p.show()
	return container.NewBorder(container.NewBorder(nil, nil, p.tabs, buttons), widgets.Padded(10, 3, p.foot), nil, nil, p.card)
}

func (p *page) receive()     { moneyforms.PickAndReceive(p.f) }
func (p *page) receivePool() { moneyforms.ReceivePool(p.f) }

// firstTab is where the actor's own work waits.
func (p *page) firstTab() string {
	if p.begin != "" {
		return p.begin
	}
	if p.f.Can(office.MayDecideDisburse) || p.f.Can(office.MayPayDisbursement) {
		return tabRequests
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

// tabNames gives the tabs the actor sees.
func (p *page) tabNames() []string {
	names := []string{tabReceipts, tabPool, tabRequests, tabHeld, tabClearing}
	if p.f.Can(office.MayReadBooks) {
		names = append(names, tabBank, tabMonth, tabBooks, tabReports)
	}
	return names
}

// Keys gives the page's shortcuts.
func (p *page) Keys() widgets.Bindings {
	keys := widgets.Bindings{"F5": p.load, "Ctrl+D": p.undo, "Ctrl+P": p.printChosen}
	for i, tab := range p.tabNames() {
		keys[fmt.Sprintf("Ctrl+%d", i+1)] = func() { p.tabs.SetChosen(tab); p.show(); p.focus() }
	}
	if p.f.Can(office.MayRecordReceipt) {
		keys["Ctrl+R"], keys["Ctrl+U"] = p.receive, p.receivePool
	}
	if p.f.Can(office.MayExport) {
		keys["Ctrl+E"] = p.export
	}
	return keys
}

// undo cancels the chosen line: 冲正 of a receipt, 撤回 of a request.
func (p *page) undo() {
	switch p.tabs.Chosen() {
	case tabReceipts:
		if r, ok := p.receipts.Chosen(); ok {
			press(p.receiptButtons(r), "冲正")
		}
	case tabPool:
		if x, ok := p.pool.Chosen(); ok && p.f.Can(office.MayReverseMoney) {
			moneyforms.Reverse(p.f, x.Receipt)
		}
	case tabRequests:
		p.requests.undo()
	}
}

// printChosen shows the voucher of the chosen receipt to be printed, prints the
// approval sheet of the chosen payment, or the sheet of the month.
func (p *page) printChosen() {
	may := p.f.Can(office.MayMakePaper) || p.f.Can(office.MayRecordReceipt)
	switch p.tabs.Chosen() {
	case tabReceipts:
		if r, ok := p.receipts.Chosen(); ok && may && r.CaseID != 0 && r.Reverses == 0 {
			p.preview(r)
		}
	case tabRequests:
		if d, ok := p.requests.chosen(); ok && may && d.CaseID != 0 {
			p.print(d.CaseID, formApproval, d.ID)
		}
	case tabClearing:
		p.clearing.print()
	case tabBank:
		p.bank.print()
	case tabMonth:
		p.month.print()
	case tabBooks:
		p.books.printBook()
	case tabReports:
		p.reports.print()
	}
}

// press does what the button with the label does, when there is one.
func press(buttons []widgets.CellButton, label string) {
	for _, b := range buttons {
		if b.Label == label {
			b.Do()
			return
		}
	}
}

// Leave never holds the page back.
func (p *page) Leave(func()) bool { return true }

func (p *page) load() {
	widgets.Load(p.loader, p.f.Office().MoneyDesk, func(m office.MoneyDesk) {
		first := !p.loaded
		p.desk, p.loaded = m, true
		p.receipts.SetRows(m.Recent)
		p.pool.SetRows(m.Pool)
		p.requests.set(m)
		p.ageing.set(bucketsOf(m.Held, p.f.Office().Today()))
		p.filterHeld()
		p.tabs.SetItems(p.tabItems())
		p.show()
		if first {
			p.focus()
		}
	})
	if p.month != nil {
		p.month.load()
		p.books.load()
	}
	for _, tab := range []string{tabClearing, tabBank, tabReports} {
		p.stale[tab] = true
	}
	p.refresh()
}

// refresh reads the shown tab when something changed since it was shown.
func (p *page) refresh() {
	tab := p.tabs.Chosen()
	if !p.stale[tab] {
		return
	}
	p.stale[tab] = false
	switch tab {
	case tabClearing:
		p.clearing.load()
	case tabBank:
		p.bank.load()
	case tabReports:
		p.reports.load()
	}
}

// focus puts the keyboard into what is shown.
func (p *page) focus() {
	switch p.tabs.Chosen() {
	case tabReceipts:
		p.receipts.Focus()
	case tabPool:
		p.pool.Focus()
	case tabRequests:
		p.requests.focus()
	case tabHeld:
		p.held.Focus()
	case tabClearing:
		p.clearing.table.Focus()
	case tabBank:
		p.bank.focus()
	case tabMonth:
		p.month.months.Focus()
	case tabBooks:
		p.books.accounts.Focus()
	case tabReports:
		p.reports.focus()
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

// receiptsToDo counts the receipts of which something is still to be done: cash
// to hand over, an officer to inform, or both.
func receiptsToDo(d office.MoneyDesk) int {
	ids := map[int64]bool{}
	for _, r := range d.InHand {
		ids[r.ID] = true
	}
	for _, r := range d.Untold {
		ids[r.ID] = true
	}
	return len(ids)
}

func (p *page) tabItems() []widgets.TabItem {
	counts := map[string]int{
		tabReceipts: receiptsToDo(p.desk), tabPool: len(p.desk.Pool),
		tabRequests: len(p.desk.Asked) + len(p.desk.Approved) + len(p.desk.Deferrals), tabHeld: len(p.desk.Held),
	}
	var out []widgets.TabItem
	for _, name := range p.tabNames() {
		item := widgets.TabItem{ID: name, Label: name}
		if n := counts[name]; n > 0 {
			item.Label = fmt.Sprintf("%s %d", name, n)
		}
		out = append(out, item)
	}
	return out
}

func (p *page) show() {
	switch p.tabs.Chosen() {
	case tabReceipts:
		p.card.SetContent(p.receipts)
	case tabPool:
		p.card.SetContent(p.pool)
	case tabRequests:
		p.card.SetContent(p.requests.root)
	case tabHeld:
		p.card.SetContent(p.heldView)
	case tabClearing:
		p.card.SetContent(p.clearing.root)
	case tabBank:
		p.card.SetContent(p.bank.root)
	case tabMonth:
		p.card.SetContent(p.month.root)
	case tabBooks:
		p.card.SetContent(p.books.root)
	case tabReports:
		p.card.SetContent(p.reports.root)
	}
	p.refresh()
	p.showSum()
}

// poolText tells the money whose case nobody knows from the rest of the pool,
// such as the deposits of bidders.
func poolText(pool []office.PoolLine) string {
	var unknown, other court.Money
	count := 0
	for _, x := range pool {
		if x.Fund == court.FundUnknown {
			unknown += x.Left
			count++
		} else {
			other += x.Left
		}
	}
	text := fmt.Sprintf("不明款 %d 笔　未认领 %s 元", count, unknown)
	if n := len(pool) - count; n > 0 {
		text += fmt.Sprintf("　保证金等 %d 笔 %s 元", n, other)
	}
	return text
}

// arrived sums up what came into the court's accounts. A pool's money that was
// assigned to its case came in only once.
func arrived(receipts []court.Receipt) court.Money {
	assigned := map[int64]bool{}
	for _, r := range receipts {
		assigned[r.ID] = r.Source != 0
	}
	var total court.Money
	for _, r := range receipts {
		if r.Source == 0 && !assigned[r.Reverses] {
			total += r.Amount
		}
	}
	return total
}

// showSum says how many and how much the tab holds.
func (p *page) showSum() {
	var total court.Money
	text := ""
	switch p.tabs.Chosen() {
	case tabReceipts:
		text = fmt.Sprintf("最近 %d 笔　到账合计 %s 元", len(p.desk.Recent), arrived(p.desk.Recent))
	case tabPool:
		text = poolText(p.desk.Pool)
	case tabRequests:
		text = p.requests.sum()
	case tabHeld:
		rows := p.held.Rows()
		for _, h := range rows {
			total += h.Held
		}
		text = fmt.Sprintf("%d 案　合计 %s 元", len(rows), total)
	}
	p.sum.Text = text
	p.sum.Refresh()
	if p.foot != nil {
		p.foot.Refresh() // the sum needs more or less room
	}
}

// openMoney opens a case at its money.
func (p *page) openMoney(caseID int64) {
	if caseID != 0 {
		p.f.OpenCase(caseID, frame.TabMoney)
	}
}

// preview shows the voucher of a receipt before it is printed.
func (p *page) preview(r court.Receipt) {
	parts.PreviewAndPrint(p.f, p.work, "收款凭证 "+r.Number, office.PaperRequest{CaseID: r.CaseID, Form: formVoucher, RefID: r.ID})
}

// print makes and prints a form about one receipt or payment.
func (p *page) print(caseID int64, form string, ref int64) {
	parts.MakeAndPrint(p.f, p.work, office.PaperRequest{CaseID: caseID, Form: form, RefID: ref}, nil)
}
