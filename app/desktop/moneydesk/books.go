package moneydesk

import (
	"context"
	"fmt"
	"strconv"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/container"

	"zhixing/app/court"
	"zhixing/app/desktop/moneydesk/moneyforms"
	"zhixing/app/desktop/papers/parts"
	"zhixing/app/desktop/widgets"
	"zhixing/app/office"
	"zhixing/app/sheet"
)

// The times a book may cover.
const (
	spanMonth = "本月"
	spanLast  = "上月"
	spanYear  = "本年"
	spanAll   = "全部"
)

// booksPart is the tab 账簿: the accounts at the left, the movements of the chosen
// one at the right.
type booksPart struct {
	page     *page
	list     *widgets.Loader
	loader   *widgets.Loader
	accounts *widgets.DataTable[court.Account]
	lines    *widgets.DataTable[office.AccountLine]
	span     *widgets.TabBar
	about    *canvas.Text
	actions  *fyne.Container
	root     fyne.CanvasObject

	account court.Account
	book    office.AccountBook
}

func newBooksPart(p *page) *booksPart {
	b := &booksPart{page: p, list: widgets.NewLoader(p.f.Window()), loader: widgets.NewLoader(p.f.Window())}
	b.list.OnError, b.loader.OnError = p.f.Fail, p.f.Fail
	b.accounts = widgets.NewListTable([]widgets.Column[court.Account]{
		{ID: "code", Label: "账户", Width: 92, Cell: func(a court.Account) widgets.Cell { return widgets.TextCell(a.Code) }},
		{ID: "name", Label: "科目、案件", Width: 120, Stretch: 1, Cell: func(a court.Account) widgets.Cell { return widgets.TextCell(accountName(a)) }},
		{ID: "balance", Label: "余额", Width: 108, Align: fyne.TextAlignTrailing, Sortable: true, Less: func(x, y court.Account) bool { return x.Balance < y.Balance },
			Cell: func(a court.Account) widgets.Cell { return widgets.MoneyCell(a.Balance) }},
	}, func(a court.Account) string { return a.Code }, nil)
	b.accounts.Empty = widgets.Empty{Text: "还没有账户。"}
	b.accounts.OnChosen = func(a court.Account) { b.choose(a) }
	b.lines = lineTable()
	b.lines.RowMenu = func(l office.AccountLine) []widgets.MenuItem {
		return []widgets.MenuItem{{Label: "看分录", Note: "回车", Do: func() { b.openEntry(l) }}}
	}
	b.lines.OnOpen = b.openEntry
	b.span = widgets.NewTabBar([]widgets.TabItem{{ID: spanMonth, Label: spanMonth}, {ID: spanLast, Label: spanLast}, {ID: spanYear, Label: spanYear}, {ID: spanAll, Label: spanAll}},
		func(string) { b.choose(b.account) })
	b.span.SetChosen(spanYear)
	b.about = widgets.NewText("", widgets.TableSize, widgets.ColorQuiet, false)
	b.actions = widgets.HStack(8)
	right := container.NewBorder(widgets.VStack(2, container.NewBorder(nil, nil, b.span, widgets.Padded(6, 2, b.actions)), widgets.Padded(10, 4, b.about)), nil, nil, nil, b.lines)
	b.root = container.NewBorder(nil, nil, widgets.Sized(400, 0, b.accounts), nil, right)
	return b
}

func accountName(a court.Account) string {
	switch {
	case a.CaseID != 0 && a.Kind == court.FundDeposit:
		return a.CaseNo + " 提存"
	case a.CaseID != 0:
		return a.CaseNo
	case a.Kind == court.FundBank && a.Name != "":
		return a.Name
	}
	return string(a.Kind)
}

func lineTable() *widgets.DataTable[office.AccountLine] {
	amount := func(in bool) func(office.AccountLine) widgets.Cell {
		return func(l office.AccountLine) widgets.Cell {
			if (l.Amount > 0) != in {
				return widgets.Cell{}
			}
			return widgets.MoneyCell(max(l.Amount, -l.Amount))
		}
	}
	t := widgets.NewListTable([]widgets.Column[office.AccountLine]{
		{ID: "date", Label: "日期", Width: 88, Cell: func(l office.AccountLine) widgets.Cell { return widgets.DateCell(l.Entry.Date) }},
		{ID: "voucher", Label: "凭证", Width: 94, Cell: func(l office.AccountLine) widgets.Cell { return widgets.TextCell(l.Entry.Voucher) }},
		{ID: "memo", Label: "摘要", Width: 120, Stretch: 1, Cell: func(l office.AccountLine) widgets.Cell {
			return widgets.QuietCell(string(l.Entry.Kind) + "　" + l.Entry.Memo)
		}},
		{ID: "debit", Label: "借方", Width: 104, Align: fyne.TextAlignTrailing, Cell: amount(true)},
		{ID: "credit", Label: "贷方", Width: 104, Align: fyne.TextAlignTrailing, Cell: amount(false)},
		{ID: "after", Label: "余额", Width: 110, Align: fyne.TextAlignTrailing, Cell: func(l office.AccountLine) widgets.Cell { return widgets.MoneyCell(l.After) }},
	}, func(l office.AccountLine) string { return strconv.FormatInt(l.Entry.Seq, 10) + l.Amount.Plain() }, nil)
	t.Empty = widgets.Empty{Text: "这段时间没有发生额。"}
	return t
}

// dates gives the first and last day of the chosen time.
func (b *booksPart) dates() (from, to court.Date) {
	today := b.page.f.Office().Today()
	first := court.D(today.Year, int(today.Month), 1)
	switch b.span.Chosen() {
	case spanMonth:
		return first, today
	case spanLast:
		return first.AddMonths(-1), first.AddDays(-1)
	case spanYear:
		return court.D(today.Year, 1, 1), today
	}
	return court.D(1980, 1, 1), today
}

func (b *booksPart) load() {
	f := b.page.f
	actor := f.Actor()
	widgets.Load(b.list, func(ctx context.Context) ([]court.Account, error) {
		return f.Office().FundAccounts(ctx, actor, true)
	}, func(all []court.Account) {
		var list []court.Account
		for _, a := range all {
			if a.CaseID == 0 || a.Balance != 0 || a.ID == b.account.ID {
				list = append(list, a)
			}
		}
		b.accounts.SetRows(list)
		if b.account.ID == 0 && len(list) > 0 {
			b.account = list[0]
			for _, a := range list {
				if a.Kind == court.FundBank {
					b.account = a
					break
				}
			}
			b.accounts.ChooseKey(b.account.Code)
		}
		b.choose(b.account)
	})
}

func (b *booksPart) choose(a court.Account) {
	if a.ID == 0 {
		return
	}
	b.account = a
	f := b.page.f
	from, to := b.dates()
	actor := f.Actor()
	widgets.Load(b.loader, func(ctx context.Context) (office.AccountBook, error) {
		return f.Office().AccountBook(ctx, actor, a.Code, from, to)
	}, b.show)
}

func (b *booksPart) show(book office.AccountBook) {
	b.book = book
	b.lines.SetRows(book.Lines)
	b.about.Text = fmt.Sprintf("%s %s　期初 %s　增加 %s　减少 %s　期末 %s", b.account.Code, accountName(b.account), book.Before, book.In, book.Out, book.After())
	b.about.Refresh()
	b.actions.Objects = nil
	if k := b.account.Kind; b.page.f.Can(office.MayAskDisbursement) && b.account.Balance > 0 && (k == court.FundFee || k == court.FundFine || k == court.FundInterest || k == court.FundCosts) {
		account := b.account
		b.actions.Add(widgets.NewButton("申请付款", func() { moneyforms.AskFromAccount(b.page.f, account) }))
	}
	if b.account.CaseID != 0 {
		id := b.account.CaseID
		b.actions.Add(widgets.NewButton("打开案件", func() { b.page.openMoney(id) }))
	}
	if b.page.f.Can(office.MayCloseMonth) {
		b.actions.Add(widgets.NewButton("银行账户", b.askBank))
	}
	b.actions.Add(widgets.NewButton("打印账簿", b.printBook))
	b.actions.Refresh()
}

// openEntry shows both sides of an entry and its place in the chain.
func (b *booksPart) openEntry(l office.AccountLine) {
	f := b.page.f
	actor := f.Actor()
	widgets.Load(b.loader, func(ctx context.Context) ([]court.Entry, error) {
		return f.Office().FundEntries(ctx, actor, office.EntryQuery{Search: l.Entry.Voucher})
	}, func(list []court.Entry) {
		for _, e := range list {
			if e.Seq == l.Entry.Seq {
				showEntry(f.Window(), e)
			}
		}
	})
}

func showEntry(win fyne.Window, e court.Entry) {
	rows := []fyne.CanvasObject{
		widgets.NewText(fmt.Sprintf("%s　%s　%s　%s", e.Date, e.Voucher, e.Kind, e.Memo), widgets.TextSize, widgets.ColorText, false),
	}
	if e.Reverses != 0 {
		rows = append(rows, widgets.NewText(fmt.Sprintf("冲正第%d笔分录", e.Reverses), widgets.TextSize, widgets.ColorNear, false))
	}
	for _, p := range e.Lines {
		side, amount := "借", p.Amount
		if amount < 0 {
			side, amount = "　　贷", -amount
		}
		name := string(p.Kind)
		if p.CaseNo != "" {
			name += " " + p.CaseNo
		}
		rows = append(rows, container.NewBorder(nil, nil, nil, widgets.NewText(amount.String(), widgets.TextSize, widgets.ColorText, true),
			widgets.NewText(side+"　"+p.Code+"　"+name, widgets.TextSize, widgets.ColorText, false)))
	}
	rows = append(rows, widgets.NewText(fmt.Sprintf("第%d笔　%s　%s", e.Seq, e.By, e.At.Format("2006-01-02 15:04")), widgets.TableSize, widgets.ColorQuiet, false),
		widgets.NewText("校验值 "+e.Hash, widgets.CaptionSize, widgets.ColorQuiet, false))
	widgets.NewDialog(win, "分录", widgets.Sized(560, 0, widgets.VStack(8, rows...)))
}

// askBank changes the names of a chosen bank account, or opens another one.
func (b *booksPart) askBank() {
	o, actor := b.page.f.Office(), b.page.f.Actor()
	form := widgets.NewForm(widgets.FormOptions{LabelsQuiet: true, FieldWidth: 320})
	which := form.AddChoice("账户", widgets.Options("新开银行账户"), widgets.Required())
	a := court.Account{}
	if b.account.Kind == court.FundBank {
		a = b.account
		which.SetOptions(widgets.Options(a.Code, "新开银行账户"))
		which.SetID(a.Code)
	} else {
		which.SetID("新开银行账户")
	}
	name := form.AddText("户名", widgets.Required())
	bank := form.AddText("开户行", widgets.Required())
	number := form.AddText("账号", widgets.Required())
	name.SetText(a.Name)
	bank.SetText(a.Bank)
	number.SetText(a.Number)
	widgets.FormDialogLater(b.page.f.Window(), "银行账户", form, "保存", func() (func(context.Context) error, error) {
		x := court.Account{Name: name.Text(), Bank: bank.Text(), Number: number.Text()}
		if which.ID() == a.Code {
			x.ID = a.ID
		}
		return func(ctx context.Context) error { _, err := o.SaveBankAccount(ctx, actor, x); return err }, nil
	}, func() { b.page.f.Say("银行账户已保存") })
}

// export writes the book of the account to Excel.
func (b *booksPart) export() {
	heads := []sheet.Head{{Label: "日期", Kind: sheet.Date}, {Label: "凭证"}, {Label: "摘要"}, {Label: "借方", Kind: sheet.Money}, {Label: "贷方", Kind: sheet.Money},
		{Label: "余额", Kind: sheet.Money}, {Label: "经办"}}
	from, _ := b.dates()
	rows := [][]any{{from, "", "期初余额", court.Money(0), court.Money(0), b.book.Before, ""}}
	for _, l := range b.book.Lines {
		debit, credit := max(l.Amount, 0), max(-l.Amount, 0)
		rows = append(rows, []any{l.Entry.Date, l.Entry.Voucher, string(l.Entry.Kind) + " " + l.Entry.Memo, debit, credit, l.After, l.Entry.By})
	}
	parts.ExportTable(b.page.f, b.page.work, "账簿 "+b.account.Code, heads, rows)
}
