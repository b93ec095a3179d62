package moneydesk

import (
	"context"
	"fmt"
	"strconv"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"

	"zhixing/app/court"
	"zhixing/app/desktop/moneydesk/moneyforms"
	"zhixing/app/desktop/papers/parts"
	"zhixing/app/desktop/widgets"
	"zhixing/app/office"
	"zhixing/app/sheet"
)

// The views of 对账.
const (
	viewTransit = "未达账项"
	viewMatched = "已勾对"
	viewItems   = "利息和手续费"
)

// transitRow is an outstanding item, an entry of the month that nobody compared
// with the bank yet, or a whole file of payments to choose.
type transitRow struct {
	court.Transit
	unseen *office.UnseenEntry
	batch  string
}

// bankPart is the tab 对账: what the bank and the books do not have in common at
// a month's end, and the bank's interest and fees.
type bankPart struct {
	page   *page
	loader *widgets.Loader
	list   *widgets.Loader

	view    *widgets.TabBar
	month   *widgets.Choice
	account *widgets.Choice
	verdict *fyne.Container
	actions *fyne.Container
	table   *widgets.DataTable[transitRow]
	matched *widgets.DataTable[court.BankLine]
	items   *widgets.DataTable[court.FundItem]
	body    *fyne.Container
	root    *fyne.Container

	rec      office.Reconciliation
	allItems []court.FundItem
	accounts []court.Account
	months   []office.MonthLine
}

func newBankPart(p *page) *bankPart {
	b := &bankPart{page: p, loader: widgets.NewLoader(p.f.Window()), list: widgets.NewLoader(p.f.Window())}
	b.loader.OnError, b.list.OnError = p.f.Fail, p.f.Fail
	b.table, b.matched, b.items = b.transitTable(), b.matchedTable(), b.itemTable()
	b.view = widgets.NewTabBar(b.views(), func(string) { b.show(); b.focus() })
	b.month = widgets.NewChoice(nil, func(string) { b.reconcile() })
	b.account = widgets.NewChoice(nil, func(string) { b.reconcile() })
	b.verdict, b.actions, b.body = widgets.VStack(2), widgets.HStack(8), container.NewStack()
	b.root = container.NewBorder(widgets.VStack(2, container.NewBorder(nil, nil, b.view, widgets.Padded(6, 2, b.actions)), widgets.Padded(10, 4, b.verdict)), nil, nil, nil, b.body)
	b.show()
	return b
}

func (b *bankPart) views() []widgets.TabItem {
	waiting := 0
	for _, x := range b.allItems {
		if x.State == court.ItemAsked {
			waiting++
		}
	}
	items := []widgets.TabItem{{ID: viewTransit, Label: viewTransit}, {ID: viewMatched, Label: fmt.Sprintf("%s %d", viewMatched, len(b.rec.Matched))}, {ID: viewItems, Label: viewItems}}
	if waiting > 0 {
		items[2].Label = fmt.Sprintf("%s %d", viewItems, waiting)
	}
	return items
}

func (b *bankPart) focus() {
	switch b.view.Chosen() {
	case viewItems:
		b.items.Focus()
	case viewMatched:
		b.matched.Focus()
	default:
		b.table.Focus()
	}
}

// bankState is what the tab reads at once.
type bankState struct {
	accounts []court.Account
	months   []office.MonthLine
	items    []court.FundItem
}

func (b *bankPart) load() {
	f := b.page.f
	actor := f.Actor()
	widgets.Load(b.list, func(ctx context.Context) (s bankState, err error) {
		if s.accounts, err = f.Office().FundAccounts(ctx, actor, false); err != nil {
			return s, err
		}
		if s.months, err = f.Office().Months(ctx, actor); err != nil {
			return s, err
		}
		s.items, err = f.Office().BankItems(ctx, actor)
		return s, err
	}, func(s bankState) {
		b.months, b.allItems, b.accounts = s.months, s.items, nil
		var accounts, months []widgets.Option
		for _, a := range s.accounts {
			if a.Kind == court.FundBank {
				b.accounts = append(b.accounts, a)
				accounts = append(accounts, widgets.Option{ID: strconv.FormatInt(a.ID, 10), Label: a.Code + " " + a.Name})
			}
		}
		for _, m := range s.months {
			label := court.MonthName(m.Month)
			if m.Closed != nil {
				label += "（已结账）"
			}
			months = append(months, widgets.Option{ID: m.Month, Label: label})
		}
		month, account := b.month.ID(), b.account.ID()
		b.month.SetOptions(months)
		b.account.SetOptions(accounts)
		if month == "" && len(months) > 0 {
			month = months[min(1, len(months)-1)].ID // the month that is to be closed
		}
		if account == "" && len(accounts) > 0 {
			account = accounts[0].ID
		}
		b.month.SetID(month)
		b.account.SetID(account)
		b.view.SetItems(b.views())
		b.items.SetRows(b.allItems)
		b.reconcile()
	})
}

func (b *bankPart) accountID() int64 {
	id, err := strconv.ParseInt(b.account.ID(), 10, 64)
	if err != nil {
		return 0 // no account yet: the first one
	}
	return id
}

func (b *bankPart) reconcile() {
	f, month, account := b.page.f, b.month.ID(), b.accountID()
	if month == "" {
		return
	}
	actor := f.Actor()
	widgets.Load(b.loader, func(ctx context.Context) (office.Reconciliation, error) {
		return f.Office().Reconcile(ctx, actor, account, month)
	}, func(rec office.Reconciliation) {
		b.rec = rec
		var rows []transitRow
		for _, side := range court.TransitSides {
			for _, t := range rec.Transit {
				if t.Side == side {
					rows = append(rows, transitRow{Transit: t})
				}
			}
		}
		if !rec.Closed {
			for i := range rec.Unseen {
				x := rec.Unseen[i]
				t := court.NewTransit(true, x.Amount)
				t.AccountID, t.Date, t.Voucher, t.Note, t.Entry = x.AccountID, x.Date, x.Voucher, x.Memo, x.Entry
				rows = append(rows, transitRow{Transit: t, unseen: &x})
			}
		}
		b.table.SetRows(rows)
		b.matched.SetRows(rec.Matched)
		b.view.SetItems(b.views())
		b.show()
	})
}

// show puts the chosen view in front with its buttons.
func (b *bankPart) show() {
	f := b.page.f
	b.actions.Objects, b.verdict.Objects = nil, nil
	if b.view.Chosen() == viewItems {
		b.body.Objects = []fyne.CanvasObject{b.items}
		b.verdict.Add(widgets.NewText("银行流水导入时，结息、手续费自动记账；手工登记的由第二人复核后才入账。利息应上缴国库，手续费由本院经费补入或用利息抵。",
			widgets.TableSize, widgets.ColorQuiet, false))
		if f.Can(office.MayRecordItem) {
			b.actions.Add(widgets.NewButton("登记利息、手续费", func() { moneyforms.RecordItem(f, b.accountID()) }))
		}
	} else {
		b.actions.Add(widgets.Sized(170, 0, b.month))
		if len(b.accounts) > 1 {
			b.actions.Add(widgets.Sized(200, 0, b.account))
		}
		if b.view.Chosen() == viewMatched {
			b.showMatched()
		} else {
			b.showTransit()
		}
	}
	for _, o := range []*fyne.Container{b.actions, b.verdict, b.body, b.root} {
		o.Refresh() // the root last: its parts need more or less room
	}
}

// showMatched puts the matched lines in front.
func (b *bankPart) showMatched() {
	b.body.Objects = []fyne.CanvasObject{b.matched}
	b.actions.Add(widgets.NewButton("打印已勾对", b.print))
	b.verdict.Add(widgets.NewText("银行流水和账上的同一笔。勾对错了的“取消勾对”，写明理由，再重新勾对；批量付款的一笔流水连同整批取消。已结账的月份不能取消。",
		widgets.TableSize, widgets.ColorQuiet, false))
}

// showTransit puts the outstanding items in front.
func (b *bankPart) showTransit() {
	f := b.page.f
	b.body.Objects = []fyne.CanvasObject{b.table}
	if f.Can(office.MayMatchBank) && !b.rec.Closed && b.rec.Bank.AccountID != 0 {
		b.actions.Add(widgets.NewButton("自动勾对", b.matchAll))
		b.actions.Add(widgets.NewButton("登记银行未达", func() { moneyforms.AddBankLine(f, b.rec.Bank.AccountID) }))
	}
	b.actions.Add(widgets.NewButton("打印调节表", b.print))
	b.tell()
}

// tell says how the bank's balance becomes the ledger's.
func (b *bankPart) tell() {
	x := b.rec.Bank
	if b.rec.Month == "" || x.AccountID == 0 {
		b.verdict.Add(widgets.NewText("还没有银行账户的账。", widgets.TableSize, widgets.ColorQuiet, false))
		return
	}
	if !x.Known {
		b.verdict.Add(widgets.NewNotice(widgets.StateNear, fmt.Sprintf("还没有%s末的银行对账单余额：导入银行流水，或在“月结”页录入。账面余额 %s 元", court.MonthName(b.rec.Month), x.Ledger)))
		return
	}
	text := fmt.Sprintf("银行对账单 %s　未达账项调节 %s　调节后 %s　账面 %s", x.Statement, x.Transit, x.Adjusted(), x.Ledger)
	if x.Adjusted() == x.Ledger {
		b.verdict.Add(widgets.NewNotice(widgets.StateDone, text+"　一致"))
		return
	}
	b.verdict.Add(widgets.NewNotice(widgets.StateOverdue, fmt.Sprintf("%s　还有 %s 元没有说明", text, x.Adjusted()-x.Ledger)))
}

func (b *bankPart) transitTable() *widgets.DataTable[transitRow] {
	text := widgets.TextCell
	t := widgets.NewListTable([]widgets.Column[transitRow]{
		{ID: "side", Label: "未达", Width: 138, Cell: func(x transitRow) widgets.Cell {
			if x.unseen != nil {
				return widgets.QuietCell("本月账上，未勾对")
			}
			return widgets.ColorCell(string(x.Side), widgets.ColorNear)
		}},
		{ID: "date", Label: "日期", Width: 88, Sortable: true, Less: func(a, b transitRow) bool { return a.Date.Before(b.Date) }, Cell: func(x transitRow) widgets.Cell { return widgets.DateCell(x.Date) }},
		{ID: "voucher", Label: "凭证", Width: 122, Cell: b.voucherCell},
		{ID: "party", Label: "对方户名", Width: 90, Stretch: 1, Cell: func(x transitRow) widgets.Cell { return text(x.Party) }},
		{ID: "note", Label: "摘要", Width: 120, Stretch: 2, Cell: func(x transitRow) widgets.Cell { return widgets.QuietCell(x.Note) }},
		{ID: "amount", Label: "金额", Width: 110, Align: fyne.TextAlignTrailing, Sortable: true, Less: func(a, b transitRow) bool { return a.Amount < b.Amount },
			Cell: func(x transitRow) widgets.Cell { return widgets.MoneyCell(x.Amount) }},
		{ID: "age", Label: "天数", Width: 70, Align: fyne.TextAlignTrailing, Cell: b.ageCell},
		{ID: "do", Label: "", Width: 124, Cell: func(x transitRow) widgets.Cell { return widgets.ButtonCell(b.buttons(x)...) }},
	}, func(x transitRow) string { return fmt.Sprintf("%d-%d", x.Entry, x.Line) }, nil)
	t.Empty = widgets.Empty{Text: "没有未达账项：银行和账上的每一笔都对上了，或者这个月还没有导入银行流水。"}
	t.OnOpen = func(x transitRow) {
		if buttons := b.buttons(x); len(buttons) > 0 {
			buttons[0].Do()
		}
	}
	return t
}

// voucherCell names the entry, or the file of payments that a line of the bank
// is for certain.
func (b *bankPart) voucherCell(x transitRow) widgets.Cell {
	if x.Side == court.TransitBankOut {
		if file, _, sure := office.BatchOfLine(b.rec.Batches, -x.Amount, x.Date, x.Note+" "+x.Party); sure {
			return widgets.ColorCell("拟对"+file.Number, widgets.ColorAction)
		}
	}
	return widgets.TextCell(x.Voucher)
}

// transitDays is how long money may be on its way before somebody should ask.
const transitDays = 30

func (b *bankPart) ageCell(x transitRow) widgets.Cell {
	if x.unseen != nil {
		return widgets.Cell{}
	}
	days := x.Date.DaysUntil(b.page.f.Office().Today())
	if days > transitDays {
		return widgets.ColorCell(fmt.Sprintf("%d 天", days), widgets.ColorOverdue)
	}
	return widgets.QuietCell(fmt.Sprintf("%d 天", days))
}

func (b *bankPart) buttons(x transitRow) []widgets.CellButton {
	f := b.page.f
	if b.rec.Closed || !f.Can(office.MayMatchBank) {
		return nil
	}
	switch {
	case x.unseen != nil:
		return []widgets.CellButton{{Label: "在途", Do: func() { moneyforms.MarkTransit(f, *x.unseen) }}}
	case x.InBooks() && x.ByHand:
		return []widgets.CellButton{{Label: "已到银行", Do: func() { moneyforms.ReachedBank(f, x.Transit) }},
			{Label: "撤销", Do: func() {
				actor := f.Actor()
				b.do(x.Voucher+"不再列为在途", func(ctx context.Context) error {
					return f.Office().MarkTransit(ctx, actor, x.AccountID, x.Entry, false, "")
				})
			}}}
	case x.InBooks():
		return nil
	}
	out := []widgets.CellButton{}
	if len(b.fitting(x)) > 0 {
		out = append(out, widgets.CellButton{Label: "勾对", Primary: true, Do: func() { b.pick(x) }})
	}
	if x.ByHand {
		out = append(out, widgets.CellButton{Label: "删除", Do: func() {
			actor := f.Actor()
			b.do("已删除手工登记的流水", func(ctx context.Context) error { return f.Office().DropBankLine(ctx, actor, x.Line) })
		}})
	}
	return out
}

// do does a change without a dialog.
func (b *bankPart) do(said string, work func(context.Context) error) {
	widgets.LoadResult(b.page.work, func(ctx context.Context) (struct{}, error) { return struct{}{}, work(ctx) }, func(_ struct{}, err error) {
		if err != nil {
			b.page.f.Fail(err)
			return
		}
		b.page.f.Say(said)
	})
}

// fitting gives the entries of the books that may be a line of the bank.
func (b *bankPart) fitting(x transitRow) []transitRow {
	var out []transitRow
	for _, file := range b.rec.Batches {
		if x.Side == court.TransitBankOut && file.Fits(x.Amount) {
			t := court.NewTransit(true, -x.Amount)
			t.Date, t.Voucher, t.Note = file.Payments[0].PaidOn, file.Number, fmt.Sprintf("批量付款 %d 笔：%s等", len(file.Payments), file.Payments[0].Payee)
			out = append(out, transitRow{Transit: t, batch: file.Number})
		}
	}
	for _, y := range b.table.Rows() {
		same := y.Amount == x.Amount && (y.Side == court.TransitBooksIn) == (x.Side == court.TransitBankIn)
		if y.InBooks() && same && y.Entry != 0 {
			out = append(out, y)
		}
	}
	return out
}

// pick asks which entry a line of the bank is.
func (b *bankPart) pick(x transitRow) {
	f := b.page.f
	table := widgets.NewListTable([]widgets.Column[transitRow]{
		{ID: "date", Label: "日期", Width: 92, Cell: func(y transitRow) widgets.Cell { return widgets.DateCell(y.Date) }},
		{ID: "voucher", Label: "凭证", Width: 104, Cell: func(y transitRow) widgets.Cell { return widgets.TextCell(y.Voucher) }},
		{ID: "note", Label: "摘要", Width: 200, Stretch: 1, Cell: func(y transitRow) widgets.Cell { return widgets.TextCell(y.Note) }},
		{ID: "amount", Label: "金额", Width: 110, Align: fyne.TextAlignTrailing, Cell: func(y transitRow) widgets.Cell { return widgets.MoneyCell(y.Amount) }},
	}, func(y transitRow) string { return y.batch + strconv.FormatInt(y.Entry, 10) }, b.fitting(x))
	var d *widgets.Dialog
	take := func() {
		if y, ok := table.Chosen(); ok {
			d.Close()
			actor := f.Actor()
			b.do("已勾对"+y.Voucher, func(ctx context.Context) error {
				if y.batch != "" {
					return f.Office().MatchBankBatch(ctx, actor, x.Line, y.batch)
				}
				return f.Office().MatchBankLine(ctx, actor, x.Line, y.Entry)
			})
		}
	}
	table.OnOpen = func(transitRow) { take() }
	line := widgets.NewText(fmt.Sprintf("银行 %s　%s　%s　%s 元", x.Date, x.Party, x.Note, x.Amount), widgets.TextSize, widgets.ColorText, true)
	d = widgets.NewDialog(f.Window(), "这笔银行流水是账上哪一笔？", container.NewBorder(widgets.Padded(2, 4, line), nil, nil, nil, widgets.Sized(640, 200, table)),
		widgets.NewPrimaryButton("勾对", take))
	table.ChooseIndex(0)
	table.Focus()
}

// matchAll matches what fits only one by amount and day.
func (b *bankPart) matchAll() {
	f := b.page.f
	account := b.rec.Bank.AccountID
	actor := f.Actor()
	widgets.LoadResult(b.page.work, func(ctx context.Context) (int, error) { return f.Office().MatchBank(ctx, actor, account) }, func(n int, err error) {
		if err != nil {
			f.Fail(err)
			return
		}
		f.Say(fmt.Sprintf("自动勾对了 %d 笔；金额相同而不止一笔的，请逐笔勾对", n))
	})
}

func (b *bankPart) itemTable() *widgets.DataTable[court.FundItem] {
	type row = court.FundItem
	text := widgets.TextCell
	t := widgets.NewListTable([]widgets.Column[row]{
		{ID: "state", Label: "状态", Width: 86, Cell: func(x row) widgets.Cell {
			switch x.State {
			case court.ItemAsked:
				return widgets.StateCell(widgets.StateNear, string(x.State))
			case court.ItemPosted:
				return widgets.StateCell(widgets.StateDone, string(x.State))
			}
			return widgets.StateCell(widgets.StateExempt, string(x.State))
		}},
		{ID: "number", Label: "凭证号", Width: 96, Cell: func(x row) widgets.Cell { return text(x.Number) }},
		{ID: "kind", Label: "类别", Width: 96, Sortable: true, Less: func(a, b row) bool { return a.Kind < b.Kind }, Cell: func(x row) widgets.Cell { return text(string(x.Kind)) }},
		{ID: "date", Label: "日期", Width: 88, Sortable: true, Less: func(a, b row) bool { return a.Date.Before(b.Date) }, Cell: func(x row) widgets.Cell { return widgets.DateCell(x.Date) }},
		{ID: "amount", Label: "金额", Width: 110, Align: fyne.TextAlignTrailing, Sortable: true, Less: func(a, b row) bool { return a.Amount < b.Amount },
			Cell: func(x row) widgets.Cell { return widgets.MoneyCell(x.Amount) }},
		{ID: "note", Label: "说明", Width: 120, Stretch: 2, Cell: func(x row) widgets.Cell { return text(x.Note) }},
		{ID: "origin", Label: "来源", Width: 120, Stretch: 1, Cell: func(x row) widgets.Cell { return widgets.QuietCell(x.Origin) }},
		{ID: "by", Label: "登记　复核", Width: 120, Cell: func(x row) widgets.Cell { return widgets.QuietCell(x.By + "　" + x.DecidedBy) }},
		{ID: "do", Label: "", Width: 72, Cell: func(x row) widgets.Cell { return widgets.ButtonCell(b.itemButtons(x)...) }},
	}, func(x row) string { return strconv.FormatInt(x.ID, 10) }, nil)
	t.Empty = widgets.Empty{Text: "还没有利息和手续费。导入银行流水时自动记入，也可以手工登记。"}
	t.OnOpen = func(x row) {
		if buttons := b.itemButtons(x); len(buttons) > 0 {
			buttons[0].Do()
		}
	}
	return t
}

func (b *bankPart) itemButtons(x court.FundItem) []widgets.CellButton {
	f := b.page.f
	switch {
	case x.State == court.ItemAsked && f.Can(office.MayDecideItems) && office.MayDecideItem(f.Actor(), x) == nil:
		return []widgets.CellButton{{Label: "复核", Primary: true, Do: func() { moneyforms.DecideItem(f, x) }}}
	case x.State == court.ItemPosted && f.Can(office.MayReverseMoney):
		return []widgets.CellButton{{Label: "冲正", Do: func() { moneyforms.ReverseItem(f, x) }}}
	}
	return nil
}

// sheetList is the reconciliation sheet (银行存款余额调节表), or the list of items.
func (b *bankPart) sheetList() parts.List {
	if b.view.Chosen() == viewItems {
		l := parts.List{Title: "专户利息和手续费", Heads: []sheet.Head{{Label: "凭证号"}, {Label: "状态"}, {Label: "类别"}, {Label: "日期", Kind: sheet.Date}, {Label: "金额", Kind: sheet.Money},
			{Label: "说明"}, {Label: "来源"}, {Label: "登记人"}, {Label: "复核人"}}}
		for _, x := range b.allItems {
			l.Rows = append(l.Rows, []any{x.Number, string(x.State), string(x.Kind), x.Date, x.Amount, x.Note, x.Origin, x.By, x.DecidedBy})
		}
		return l
	}
	if b.view.Chosen() == viewMatched {
		return b.matchedList()
	}
	x := b.rec.Bank
	statement := "未录入"
	if x.Known {
		statement = x.Statement.String()
	}
	l := parts.List{Title: "银行存款余额调节表 " + b.rec.Month,
		Heads: []sheet.Head{{Label: "未达账项"}, {Label: "日期", Kind: sheet.Date}, {Label: "凭证"}, {Label: "对方户名"}, {Label: "摘要"}, {Label: "金额", Kind: sheet.Money}},
		Notes: []string{fmt.Sprintf("%s %s　单位：元", x.Code, x.Name),
			fmt.Sprintf("银行对账单余额 %s　未达账项调节 %s　调节后余额 %s　账面余额 %s　差额 %s", statement, x.Transit, x.Adjusted(), x.Ledger, x.Adjusted()-x.Ledger)}}
	for _, side := range court.TransitSides {
		for _, t := range b.rec.Transit {
			if t.Side == side {
				l.Rows = append(l.Rows, []any{string(t.Side), t.Date, t.Voucher, t.Party, t.Note, t.Amount})
			}
		}
	}
	return l
}

func (b *bankPart) print()  { b.sheetList().Print(b.page.f) }
func (b *bankPart) export() { b.sheetList().Excel(b.page.f, b.page.work) }
