package moneydesk

import (
	"context"
	"fmt"
	"strconv"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"

	"zhixing/app/court"
	"zhixing/app/desktop/moneydesk/moneyforms"
	"zhixing/app/desktop/widgets"
	"zhixing/app/office"
)

// The filters of 申请与审批.
const (
	filterAsked    = "待审批"
	filterApproved = "待发放"
	filterDeferral = "延缓申请"
	filterPaid     = "已发放"
)

// requestRow is a payment on its way, or a deferral that waits for a decision.
type requestRow struct {
	payment  court.Disbursement
	deferral court.Deferral
}

// requestPart is the tab 申请与审批.
type requestPart struct {
	page   *page
	filter *widgets.TabBar
	table  *widgets.DataTable[requestRow]
	paid   *paidList
	body   *fyne.Container
	tools  *fyne.Container // the buttons, or the time of what was paid
	acts   []fyne.CanvasObject
	root   *fyne.Container
}

func newRequestPart(p *page) *requestPart {
	r := &requestPart{page: p}
	r.table, r.paid = r.newTable(), newPaidList(p)
	r.filter = widgets.NewTabBar(r.items(), func(string) { r.show(); r.focus() })
	r.filter.SetChosen(filterAsked)
	if p.f.Can(office.MayPayDisbursement) && !p.f.Can(office.MayDecideDisburse) {
		r.filter.SetChosen(filterApproved)
	}
	if p.f.Can(office.MayAskDisbursement) {
		r.acts = append(r.acts, widgets.NewButton("申请上缴、支付费用", r.askTreasury))
	}
	if p.f.Can(office.MayPayDisbursement) {
		r.acts = append(r.acts, widgets.NewButton("批量付款文件", r.batch))
	}
	r.body, r.tools = container.NewStack(r.table), widgets.HStack(8, r.acts...)
	r.root = container.NewBorder(container.NewBorder(nil, nil, r.filter, widgets.Padded(6, 2, r.tools)), nil, nil, nil, r.body)
	return r
}

func (r *requestPart) items() []widgets.TabItem {
	d := r.page.desk
	item := func(name string, n int) widgets.TabItem {
		return widgets.TabItem{ID: name, Label: fmt.Sprintf("%s %d", name, n)}
	}
	return []widgets.TabItem{item(filterAsked, len(d.Asked)), item(filterApproved, len(d.Approved)), item(filterDeferral, len(d.Deferrals)), {ID: filterPaid, Label: filterPaid}}
}

// focus puts the keyboard into the list that is shown.
func (r *requestPart) focus() {
	if r.filter.Chosen() == filterPaid {
		r.paid.table.Focus()
		return
	}
	r.table.Focus()
}

// chosen gives the payment that is chosen.
func (r *requestPart) chosen() (court.Disbursement, bool) {
	if r.filter.Chosen() == filterPaid {
		return r.paid.table.Chosen()
	}
	x, ok := r.table.Chosen()
	return x.payment, ok
}

// undo takes the chosen request back, or the chosen payment.
func (r *requestPart) undo() {
	if r.filter.Chosen() == filterPaid {
		if d, ok := r.paid.table.Chosen(); ok {
			press(r.paid.buttons(d), "冲正")
		}
	} else if x, ok := r.table.Chosen(); ok {
		press(r.buttons(x), "撤回")
	}
}

// sum says how many payments are shown and what they come to.
func (r *requestPart) sum() string {
	if r.filter.Chosen() == filterPaid {
		return r.paid.sum()
	}
	var total court.Money
	rows := r.table.Rows()
	for _, x := range rows {
		total += x.payment.Total()
	}
	return fmt.Sprintf("%d 笔　合计 %s 元", len(rows), total)
}

func (r *requestPart) export() {
	if r.filter.Chosen() == filterPaid {
		r.paid.list().Excel(r.page.f, r.page.work)
		return
	}
	r.page.exportPayments("案款"+r.filter.Chosen(), r.table.Rows())
}

func (r *requestPart) set(office.MoneyDesk) {
	r.filter.SetItems(r.items())
	r.show()
}

// place puts the list of the filter in front.
func (r *requestPart) place() {
	r.body.Objects, r.tools.Objects = []fyne.CanvasObject{r.table}, r.acts
	if r.filter.Chosen() == filterPaid {
		r.body.Objects, r.tools.Objects = []fyne.CanvasObject{r.paid.table}, r.paid.tools
		r.paid.load()
	}
	for _, o := range []*fyne.Container{r.tools, r.body, r.root} {
		o.Refresh() // the root last: its parts need more or less room
	}
}

func (r *requestPart) show() {
	var rows []requestRow
	switch r.filter.Chosen() {
	case filterAsked:
		for _, d := range r.page.desk.Asked {
			rows = append(rows, requestRow{payment: d})
		}
	case filterApproved:
		for _, d := range r.page.desk.Approved {
			rows = append(rows, requestRow{payment: d})
		}
	case filterDeferral:
		for _, d := range r.page.desk.Deferrals {
			rows = append(rows, requestRow{deferral: d})
		}
	}
	r.table.SetRows(rows)
	r.place()
	r.page.showSum()
}

func (r *requestPart) newTable() *widgets.DataTable[requestRow] {
	text := widgets.TextCell
	t := widgets.NewListTable([]widgets.Column[requestRow]{
		{ID: "state", Label: "状态", Width: 118, Cell: r.stateCell},
		{ID: "number", Label: "编号", Width: 96, Cell: func(x requestRow) widgets.Cell { return text(x.payment.Number) }},
		{ID: "case", Label: "案号或来源", Width: 166, Sortable: true, Less: func(a, b requestRow) bool { return a.about() < b.about() },
			Cell: func(x requestRow) widgets.Cell { return text(x.about()) }},
		{ID: "payee", Label: "收款人", Width: 80, Stretch: 2, Cell: func(x requestRow) widgets.Cell { return text(x.payee()) }},
		{ID: "bank", Label: "开户行及账号", Width: 80, Stretch: 4, Cell: func(x requestRow) widgets.Cell {
			return widgets.QuietCell(x.payment.PayeeBank + " " + x.payment.PayeeNo)
		}},
		{ID: "amount", Label: "金额", Width: 106, Align: fyne.TextAlignTrailing, Sortable: true, Less: func(a, b requestRow) bool { return a.payment.Amount < b.payment.Amount },
			Cell: func(x requestRow) widgets.Cell {
				if x.deferral.ID != 0 {
					return widgets.Cell{}
				}
				return widgets.MoneyCell(x.payment.Amount)
			}},
		{ID: "kept", Label: "扣除", Width: 80, Align: fyne.TextAlignTrailing, Cell: func(x requestRow) widgets.Cell {
			if cut := x.payment.Total() - x.payment.Amount; cut > 0 {
				return widgets.MoneyCell(cut)
			}
			return widgets.Cell{}
		}},
		{ID: "asked", Label: "申请", Width: 104, Cell: func(x requestRow) widgets.Cell {
			if x.deferral.ID != 0 {
				return widgets.QuietCell(x.deferral.AskedBy + " " + x.deferral.AskedAt.Format(monthDay))
			}
			return widgets.QuietCell(x.payment.AskedBy + " " + x.payment.AskedAt.Format(monthDay))
		}},
		{ID: "do", Label: "", Width: 118, Cell: func(x requestRow) widgets.Cell { return widgets.ButtonCell(r.buttons(x)...) }},
	}, func(x requestRow) string {
		if x.deferral.ID != 0 {
			return "延" + strconv.FormatInt(x.deferral.ID, 10)
		}
		return strconv.FormatInt(x.payment.ID, 10)
	}, nil)
	t.Empty = widgets.Empty{Text: "这里没有等待办理的。承办人在案件的“案款”页提出发放或延缓申请后，会列在这里。"}
	t.OnOpen = func(x requestRow) { r.page.openMoney(x.payment.CaseID + x.deferral.CaseID) }
	t.RowMenu = r.menu
	return t
}

func (x requestRow) about() string {
	switch {
	case x.deferral.ID != 0:
		return x.deferral.CaseNo
	case x.payment.CaseID != 0:
		return x.payment.CaseNo
	}
	return string(x.payment.Fund) + " " + x.payment.SourceNo
}

func (x requestRow) payee() string {
	switch {
	case x.deferral.ID != 0:
		return "延缓至 " + x.deferral.Until.String() + "　" + x.deferral.Cause
	case x.payment.KindOf() != court.PayApplicant:
		return string(x.payment.Kind) + "　" + x.payment.Payee
	}
	return x.payment.Payee
}

// stateCell says who acts next.
func (r *requestPart) stateCell(x requestRow) widgets.Cell {
	d := x.payment
	switch {
	case x.deferral.ID != 0:
		return widgets.StateCell(widgets.StateNear, "待审批")
	case d.State == court.DisbursementApproved && d.Batch != "":
		return widgets.StateCell(widgets.StateNear, d.Batch)
	case d.State == court.DisbursementApproved:
		return widgets.StateCell(widgets.StateDone, "待财务发放")
	}
	return widgets.StateCell(widgets.StateNear, "待"+string(d.Next()))
}

// buttons offer what the actor may do, and never an approval to whoever asked.
func (r *requestPart) buttons(x requestRow) []widgets.CellButton {
	f, d := r.page.f, x.payment
	var out []widgets.CellButton
	if x.deferral.ID != 0 {
		if f.Can(office.MayDecideDisburse) && x.deferral.AskedByID != f.Actor().User.ID {
			out = append(out, widgets.CellButton{Label: "审批", Primary: true, Do: func() { moneyforms.DecideDeferral(f, x.deferral) }})
		}
		return out
	}
	if d.State == court.DisbursementAsked && f.Can(office.MayDecideDisburse) && office.MayDecideStep(f.Actor(), d) == nil {
		out = append(out, widgets.CellButton{Label: "审批", Primary: true, Do: func() { moneyforms.Decide(f, d) }})
	}
	if d.State == court.DisbursementApproved && f.Can(office.MayPayDisbursement) {
		out = append(out, widgets.CellButton{Label: "发放", Primary: true, Do: func() { moneyforms.Pay(f, d) }})
	}
	if f.Can(office.MayRecallDisburse) && office.MayRecall(f.Actor(), d) == nil {
		out = append(out, widgets.CellButton{Label: "撤回", Do: func() { moneyforms.Recall(f, d) }})
	}
	return out
}

func (r *requestPart) menu(x requestRow) []widgets.MenuItem {
	p := r.page
	var items []widgets.MenuItem
	if id := x.payment.CaseID + x.deferral.CaseID; id != 0 {
		items = append(items, widgets.MenuItem{Label: "打开案件", Note: "回车", Do: func() { p.openMoney(id) }})
	}
	if x.payment.CaseID != 0 && (p.f.Can(office.MayMakePaper) || p.f.Can(office.MayRecordReceipt)) {
		items = append(items, widgets.MenuItem{Label: "打印案款发放审批表", Do: func() { p.print(x.payment.CaseID, formApproval, x.payment.ID) }})
	}
	for _, b := range r.buttons(x) {
		items = append(items, widgets.MenuItem{Label: b.Label, Do: b.Do})
	}
	if x.payment.Batch != "" && x.payment.State == court.DisbursementApproved && p.f.Can(office.MayPayDisbursement) {
		items = append(items, widgets.MenuItem{Label: "批次：重新导出、撤销本批…", Do: r.openFiles})
	}
	return items
}

// askTreasury asks for a payment of what is owed to the treasury, or to those who
// did work for the court; of several accounts it asks which.
func (r *requestPart) askTreasury() {
	f := r.page.f
	actor := f.Actor()
	widgets.Load(r.page.work, func(ctx context.Context) ([]court.Account, error) { return f.Office().TreasuryFunds(ctx, actor) }, func(list []court.Account) {
		switch len(list) {
		case 0:
			f.Say("执行费、罚款、专户利息和代扣费用都没有可以付出的余额")
		case 1:
			moneyforms.AskFromAccount(f, list[0])
		default:
			r.pickTreasury(list)
		}
	})
}

func (r *requestPart) pickTreasury(list []court.Account) {
	table := widgets.NewListTable([]widgets.Column[court.Account]{
		{ID: "code", Label: "账户", Width: 90, Cell: func(a court.Account) widgets.Cell { return widgets.TextCell(a.Code) }},
		{ID: "kind", Label: "科目", Width: 140, Stretch: 1, Cell: func(a court.Account) widgets.Cell { return widgets.TextCell(string(a.Kind)) }},
		{ID: "free", Label: "可申请", Width: 120, Align: fyne.TextAlignTrailing, Cell: func(a court.Account) widgets.Cell { return widgets.MoneyCell(a.Balance) }},
	}, func(a court.Account) string { return a.Code }, list)
	var d *widgets.Dialog
	take := func() {
		if a, ok := table.Chosen(); ok {
			d.Close()
			moneyforms.AskFromAccount(r.page.f, a)
		}
	}
	table.OnOpen = func(court.Account) { take() }
	d = widgets.NewDialog(r.page.f.Window(), "从哪个科目付？", widgets.Sized(420, 150, table), widgets.NewPrimaryButton("申请付款", take))
	table.ChooseIndex(0)
	table.Focus()
}
