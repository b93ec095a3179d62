package moneydesk

import (
	"context"
	"fmt"
	"strconv"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/container"

	"zhixing/app/court"
	"zhixing/app/desktop/papers/parts"
	"zhixing/app/desktop/widgets"
	"zhixing/app/office"
	"zhixing/app/paper"
	"zhixing/app/sheet"
)

// The reports.
const (
	reportCash    = "现金和银行日记账"
	reportMonth   = "收支月报"
	reportYear    = "收支年报"
	reportOfficer = "各承办人案款"
)

const wholeYear = "全年"

// reportPart is the tab 报表: one list at a time, for the screen, paper and Excel.
type reportPart struct {
	page   *page
	loader *widgets.Loader
	kind   *widgets.TabBar
	year   *widgets.Choice
	month  *widgets.Choice
	holder *fyne.Container
	about  *canvas.Text
	root   fyne.CanvasObject

	list  parts.List
	table *widgets.DataTable[reportRow]
}

// reportRow is a line of the list with its place.
type reportRow struct {
	n     int
	cells []any
	total bool
}

func newReportPart(p *page) *reportPart {
	r := &reportPart{page: p, loader: widgets.NewLoader(p.f.Window()), holder: container.NewStack()}
	r.loader.OnError = p.f.Fail
	r.kind = widgets.NewTabBar([]widgets.TabItem{{ID: reportCash, Label: reportCash}, {ID: reportMonth, Label: reportMonth}, {ID: reportYear, Label: reportYear},
		{ID: reportOfficer, Label: reportOfficer}}, func(string) { r.load() })
	today := p.f.Office().Today()
	var years []string
	for y := today.Year; y > today.Year-10; y-- {
		years = append(years, strconv.Itoa(y))
	}
	months := []string{wholeYear}
	for m := 1; m <= 12; m++ {
		months = append(months, fmt.Sprintf("%d月", m))
	}
	r.year = widgets.NewChoice(widgets.Options(years...), func(string) { r.load() })
	r.month = widgets.NewChoice(widgets.Options(months...), func(string) { r.load() })
	r.year.SetID(strconv.Itoa(today.Year))
	r.month.SetID(fmt.Sprintf("%d月", int(today.Month)))
	r.about = widgets.NewText("", widgets.TableSize, widgets.ColorQuiet, false)
	actions := widgets.HStack(8, widgets.Sized(90, 0, r.year), widgets.Sized(90, 0, r.month), widgets.NewButton("打印报表", r.print))
	r.root = container.NewBorder(widgets.VStack(2, container.NewBorder(nil, nil, r.kind, widgets.Padded(6, 2, actions)), widgets.Padded(10, 4, r.about)), nil, nil, nil, r.holder)
	return r
}

func (r *reportPart) focus() {
	if r.table != nil {
		r.table.Focus()
	}
}

// dates gives the first and the last day of the chosen time.
func (r *reportPart) dates() (from, to court.Date) {
	year, err := strconv.Atoi(r.year.ID())
	if err != nil {
		year = r.page.f.Office().Today().Year
	}
	for m := 1; m <= 12; m++ {
		if r.month.ID() == fmt.Sprintf("%d月", m) {
			from = court.D(year, m, 1)
			return from, from.AddMonths(1).AddDays(-1)
		}
	}
	return court.D(year, 1, 1), court.D(year, 12, 31)
}

func (r *reportPart) load() {
	f := r.page.f
	from, to := r.dates()
	kind := r.kind.Chosen()
	if kind == reportYear {
		from, to = court.D(from.Year, 1, 1), court.D(from.Year, 12, 31)
	}
	actor := f.Actor()
	widgets.Load(r.loader, func(ctx context.Context) (parts.List, error) {
		switch kind {
		case reportMonth:
			return fundReport(ctx, f.Office(), actor, from, to)
		case reportYear:
			return yearReport(ctx, f.Office(), actor, from.Year)
		case reportOfficer:
			return officerReport(ctx, f.Office(), actor, from, to)
		}
		return cashReport(ctx, f.Office(), actor, from, to)
	}, func(l parts.List) {
		l.Notes = append([]string{fmt.Sprintf("%s 至 %s　单位：元", from, to)}, l.Notes...)
		r.show(l)
	})
}

// show builds a table with the columns of the list.
func (r *reportPart) show(l parts.List) {
	r.list = l
	var columns []widgets.Column[reportRow]
	for i, h := range l.Heads {
		c := widgets.Column[reportRow]{ID: strconv.Itoa(i), Label: h.Label, Width: 90, Cell: func(x reportRow) widgets.Cell { return reportCell(x, i) }}
		switch h.Kind {
		case sheet.Money:
			c.Width, c.Align = 112, fyne.TextAlignTrailing
		case sheet.Int:
			c.Width, c.Align = 70, fyne.TextAlignTrailing
		case sheet.Date:
		default:
			c.Stretch = 1
		}
		columns = append(columns, c)
	}
	var rows []reportRow
	for n, cells := range l.Rows {
		rows = append(rows, reportRow{n: n, cells: cells})
	}
	if l.Total != nil {
		rows = append(rows, reportRow{n: len(rows), cells: l.Total, total: true})
	}
	r.table = widgets.NewListTable(columns, func(x reportRow) string { return strconv.Itoa(x.n) }, rows)
	r.table.Empty = widgets.Empty{Text: "这段时间没有账。"}
	r.holder.Objects = []fyne.CanvasObject{r.table}
	r.holder.Refresh()
	r.about.Text = l.Title + "　" + l.Notes[0]
	r.about.Refresh()
}

func reportCell(x reportRow, i int) widgets.Cell {
	cell := widgets.Cell{Bold: x.total}
	switch v := x.cells[i].(type) {
	case nil:
	case court.Money:
		cell.Text = v.String()
	default:
		cell.Text = fmt.Sprint(v)
	}
	return cell
}

// cashReport is the book of the bank accounts, the cash and the bills in hand.
func cashReport(ctx context.Context, o *office.Office, actor office.Actor, from, to court.Date) (parts.List, error) {
	l := parts.List{Title: reportCash, Heads: []sheet.Head{{Label: "账户"}, {Label: "日期", Kind: sheet.Date}, {Label: "凭证"}, {Label: "摘要"}, {Label: "收入", Kind: sheet.Money},
		{Label: "支出", Kind: sheet.Money}, {Label: "余额", Kind: sheet.Money}, {Label: "经办"}}}
	accounts, err := o.FundAccounts(ctx, actor, false)
	var in, out court.Money
	for _, a := range accounts {
		if err != nil {
			return l, err
		}
		if a.Kind != court.FundBank && a.Kind != court.FundCash && a.Kind != court.FundBills {
			continue
		}
		var book office.AccountBook
		if book, err = o.AccountBook(ctx, actor, a.Code, from, to); err != nil {
			return l, err
		}
		if len(book.Lines) == 0 && book.Before == 0 {
			continue
		}
		name := a.Code + " " + accountName(a)
		l.Rows = append(l.Rows, []any{name, from, "", "期初余额", nil, nil, book.Before, ""})
		for _, x := range book.Lines {
			row := []any{name, x.Entry.Date, x.Entry.Voucher, string(x.Entry.Kind) + " " + x.Entry.Memo, nil, nil, x.After, x.Entry.By}
			if x.Amount > 0 {
				row[4] = x.Amount
			} else {
				row[5] = -x.Amount
			}
			l.Rows = append(l.Rows, row)
		}
		l.Rows = append(l.Rows, []any{name, to, "", "本期合计及期末余额", book.In, book.Out, book.After(), ""})
		in, out = in+book.In, out+book.Out
	}
	if len(l.Rows) > 0 {
		l.Total = []any{"合计", "", "", "", in, out, nil, ""}
	}
	return l, err
}

// fundReport is what moved on each kind of account over a time.
func fundReport(ctx context.Context, o *office.Office, actor office.Actor, from, to court.Date) (parts.List, error) {
	l := parts.List{Title: reportMonth, Heads: []sheet.Head{{Label: "类别"}, {Label: "科目"}, {Label: "期初余额", Kind: sheet.Money}, {Label: "本期增加", Kind: sheet.Money},
		{Label: "本期减少", Kind: sheet.Money}, {Label: "期末余额", Kind: sheet.Money}}}
	funds, err := o.FundsOver(ctx, actor, from, to)
	for _, x := range funds {
		side := "应付"
		if x.Kind.IsAsset() {
			side = "持有"
		}
		l.Rows = append(l.Rows, []any{side, string(x.Kind), x.Before, x.In, x.Out, x.After})
	}
	return l, err
}

// yearReport is the bank and what is owed in cases, month by month.
func yearReport(ctx context.Context, o *office.Office, actor office.Actor, year int) (parts.List, error) {
	l := parts.List{Title: fmt.Sprintf("%d年%s", year, reportYear), Heads: []sheet.Head{{Label: "月份"}, {Label: "银行收入", Kind: sheet.Money}, {Label: "银行支出", Kind: sheet.Money},
		{Label: "银行月末余额", Kind: sheet.Money}, {Label: "案款收入", Kind: sheet.Money}, {Label: "案款发放", Kind: sheet.Money}, {Label: "案款月末余额", Kind: sheet.Money},
		{Label: "不明款月末余额", Kind: sheet.Money}, {Label: "其他应付月末余额", Kind: sheet.Money}}}
	var sums [4]court.Money
	today := o.Today()
	for m := 1; m <= 12; m++ {
		from := court.D(year, m, 1)
		if from.After(today) {
			break
		}
		funds, err := o.FundsOver(ctx, actor, from, from.AddMonths(1).AddDays(-1))
		if err != nil {
			return l, err
		}
		by := map[court.FundKind]court.FundFigure{}
		var other court.Money
		for _, x := range funds {
			by[x.Kind] = x
			if !x.Kind.IsAsset() && x.Kind != court.FundCase && x.Kind != court.FundUnknown {
				other += x.After
			}
		}
		bank, cases := by[court.FundBank], by[court.FundCase]
		for i, v := range []court.Money{bank.In, bank.Out, cases.In, cases.Out} {
			sums[i] += v
		}
		l.Rows = append(l.Rows, []any{fmt.Sprintf("%d月", m), bank.In, bank.Out, bank.After, cases.In, cases.Out, cases.After, by[court.FundUnknown].After, other})
	}
	l.Total = []any{"合计", sums[0], sums[1], nil, sums[2], sums[3], nil, nil, nil}
	return l, nil
}

// officerReport is the money of each officer's cases over a time.
func officerReport(ctx context.Context, o *office.Office, actor office.Actor, from, to court.Date) (parts.List, error) {
	l := parts.List{Title: reportOfficer, Heads: []sheet.Head{{Label: "承办人"}, {Label: "收款笔数", Kind: sheet.Int}, {Label: "收款", Kind: sheet.Money}, {Label: "发放笔数", Kind: sheet.Int},
		{Label: "发放", Kind: sheet.Money}, {Label: "有余额案件", Kind: sheet.Int}, {Label: "现有余额", Kind: sheet.Money}}}
	list, err := o.OfficerFunds(ctx, actor, from, to)
	var sum office.OfficerFund
	for _, x := range list {
		l.Rows = append(l.Rows, []any{x.Officer, x.Receipts, x.Received, x.Payments, x.Paid, x.Cases, x.Held})
		sum.Receipts, sum.Received, sum.Payments = sum.Receipts+x.Receipts, sum.Received+x.Received, sum.Payments+x.Payments
		sum.Paid, sum.Cases, sum.Held = sum.Paid+x.Paid, sum.Cases+x.Cases, sum.Held+x.Held
	}
	if len(list) > 0 {
		l.Total = []any{"合计", sum.Receipts, sum.Received, sum.Payments, sum.Paid, sum.Cases, sum.Held}
	}
	return l, err
}

func (r *reportPart) print() {
	if r.table != nil {
		r.list.Print(r.page.f)
	}
}

func (r *reportPart) export() {
	if r.table == nil {
		return
	}
	l := r.list
	if l.Total != nil {
		l.Rows = append(append([][]any{}, l.Rows...), l.Total)
	}
	l.Excel(r.page.f, r.page.work)
}

// printBook makes the book of the chosen account a PDF.
func (b *booksPart) printBook() {
	from, to := b.dates()
	l := parts.List{Title: "账簿 " + b.account.Code, Heads: []sheet.Head{{Label: "日期", Kind: sheet.Date}, {Label: "凭证"}, {Label: "摘要"}, {Label: "借方", Kind: sheet.Money},
		{Label: "贷方", Kind: sheet.Money}, {Label: "余额", Kind: sheet.Money}, {Label: "经办"}},
		Notes: []string{fmt.Sprintf("%s　%s　%s 至 %s　单位：元", b.account.Code, accountName(b.account), from, to)},
		Rows:  [][]any{{from, "", "期初余额", nil, nil, b.book.Before, ""}}}
	for _, x := range b.book.Lines {
		row := []any{x.Entry.Date, x.Entry.Voucher, string(x.Entry.Kind) + " " + x.Entry.Memo, nil, nil, x.After, x.Entry.By}
		if x.Amount > 0 {
			row[3] = x.Amount
		} else {
			row[4] = -x.Amount
		}
		l.Rows = append(l.Rows, row)
	}
	debit, credit := b.book.In, b.book.Out
	if !b.account.Kind.IsAsset() {
		debit, credit = credit, debit
	}
	l.Total = []any{"合计", "", "", debit, credit, b.book.After(), ""}
	l.Print(b.page.f)
}

// transitRows are the lines of the month's sheet about outstanding items.
func transitRows(m court.MonthFigures) (notes []string, rows [][]string) {
	for _, b := range m.Banks {
		if b.Transit != 0 {
			notes = append(notes, fmt.Sprintf("%s %s：未达账项调节 %s，调节后余额 %s", b.Code, b.Name, b.Transit, b.Adjusted()))
		}
	}
	for _, t := range m.Transit {
		rows = append(rows, []string{"未达", fmt.Sprintf("%s %s %s %s", t.Side, t.Date, t.Voucher, t.Party), "", "", "", t.Amount.String()})
	}
	return notes, rows
}

// addTransits adds them to the month's sheet.
func addTransits(d *paper.TableData, m court.MonthFigures) {
	notes, rows := transitRows(m)
	d.Notes = append(d.Notes, notes...)
	d.Rows = append(d.Rows, rows...)
}
