package moneydesk

import (
	"context"
	"fmt"
	"path/filepath"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"

	"zhixing/app/court"
	"zhixing/app/desktop/papers/parts"
	"zhixing/app/desktop/widgets"
	"zhixing/app/office"
	"zhixing/app/paper"
	"zhixing/app/sheet"
)

// monthPart is the tab 月结: the months at the left, the figures of the chosen one
// at the right.
type monthPart struct {
	page    *page
	loader  *widgets.Loader
	list    *widgets.Loader
	months  *widgets.DataTable[office.MonthLine]
	verdict *fyne.Container
	actions *fyne.Container
	banks   *widgets.DataTable[court.BankFigure]
	funds   *widgets.DataTable[court.FundFigure]
	root    fyne.CanvasObject

	line    office.MonthLine
	figures court.MonthFigures
}

func newMonthPart(p *page) *monthPart {
	m := &monthPart{page: p, loader: widgets.NewLoader(p.f.Window()), list: widgets.NewLoader(p.f.Window())}
	m.loader.OnError, m.list.OnError = p.f.Fail, p.f.Fail
	m.months = widgets.NewListTable([]widgets.Column[office.MonthLine]{
		{ID: "month", Label: "月份", Width: 96, Cell: func(l office.MonthLine) widgets.Cell { return widgets.TextCell(court.MonthName(l.Month)) }},
		{ID: "state", Label: "状态", Width: 84, Cell: monthState},
		{ID: "by", Label: "结账　复核", Width: 110, Stretch: 1, Cell: func(l office.MonthLine) widgets.Cell {
			if l.Closed == nil {
				return widgets.Cell{}
			}
			return widgets.QuietCell(l.Closed.ClosedBy + "　" + l.Closed.Checked)
		}},
	}, func(l office.MonthLine) string { return l.Month }, nil)
	m.months.Empty = widgets.Empty{Text: "还没有账。"}
	m.months.OnChosen = m.choose
	m.banks, m.funds = bankTable(), fundTable()
	m.verdict, m.actions = widgets.VStack(2), widgets.HStack(8)
	right := container.NewBorder(widgets.Padded(10, 6, widgets.VStack(6, m.actions, m.verdict)), nil, nil, nil,
		container.NewBorder(widgets.Sized(0, 84, m.banks), nil, nil, nil, m.funds))
	m.root = container.NewBorder(nil, nil, widgets.Sized(310, 0, m.months), nil, right)
	return m
}

func monthState(l office.MonthLine) widgets.Cell {
	switch {
	case l.Closed == nil && l.Over:
		return widgets.StateCell(widgets.StateNear, "未结账")
	case l.Closed == nil:
		return widgets.QuietCell("本月")
	case l.Closed.Checked == "":
		return widgets.StateCell(widgets.StateNear, "待复核")
	}
	return widgets.StateCell(widgets.StateDone, "已结账")
}

func bankTable() *widgets.DataTable[court.BankFigure] {
	money := widgets.TextOf[court.BankFigure]
	t := widgets.NewListTable([]widgets.Column[court.BankFigure]{
		{ID: "name", Label: "银行账户", Width: 180, Stretch: 1, Cell: func(b court.BankFigure) widgets.Cell { return widgets.TextCell(b.Code + "　" + b.Name) }},
		{ID: "bank", Label: "对账单余额", Width: 140, Align: fyne.TextAlignTrailing, Cell: money(func(b court.BankFigure) string {
			if !b.Known {
				return "未录入"
			}
			return b.Statement.String()
		})},
		{ID: "transit", Label: "未达账项", Width: 120, Align: fyne.TextAlignTrailing, Cell: func(b court.BankFigure) widgets.Cell {
			if b.Transit == 0 {
				return widgets.Cell{}
			}
			return widgets.MoneyCell(b.Transit)
		}},
		{ID: "ledger", Label: "账面余额", Width: 140, Align: fyne.TextAlignTrailing, Cell: money(func(b court.BankFigure) string { return b.Ledger.String() })},
		{ID: "gap", Label: "差额", Width: 120, Align: fyne.TextAlignTrailing, Cell: func(b court.BankFigure) widgets.Cell {
			gap := b.Adjusted() - b.Ledger
			if !b.Known || gap == 0 {
				return widgets.QuietCell("")
			}
			return widgets.ColorCell(gap.String(), widgets.ColorOverdue)
		}},
	}, func(b court.BankFigure) string { return b.Code }, nil)
	t.Empty = widgets.Empty{Text: "还没有银行账户。"}
	return t
}

func fundTable() *widgets.DataTable[court.FundFigure] {
	money := func(pick func(court.FundFigure) court.Money) func(court.FundFigure) widgets.Cell {
		return func(f court.FundFigure) widgets.Cell { return widgets.MoneyCell(pick(f)) }
	}
	side := func(f court.FundFigure) string {
		if f.Kind.IsAsset() {
			return "持有"
		}
		return "应付"
	}
	t := widgets.NewListTable([]widgets.Column[court.FundFigure]{
		{ID: "side", Label: "", Width: 54, Cell: func(f court.FundFigure) widgets.Cell { return widgets.QuietCell(side(f)) }},
		{ID: "kind", Label: "科目", Width: 120, Stretch: 1, Cell: func(f court.FundFigure) widgets.Cell { return widgets.TextCell(string(f.Kind)) }},
		{ID: "before", Label: "月初余额", Width: 130, Align: fyne.TextAlignTrailing, Cell: money(func(f court.FundFigure) court.Money { return f.Before })},
		{ID: "in", Label: "本月增加", Width: 130, Align: fyne.TextAlignTrailing, Cell: money(func(f court.FundFigure) court.Money { return f.In })},
		{ID: "out", Label: "本月减少", Width: 130, Align: fyne.TextAlignTrailing, Cell: money(func(f court.FundFigure) court.Money { return f.Out })},
		{ID: "after", Label: "月末余额", Width: 130, Align: fyne.TextAlignTrailing, Cell: money(func(f court.FundFigure) court.Money { return f.After })},
	}, func(f court.FundFigure) string { return string(f.Kind) }, nil)
	t.Empty = widgets.Empty{Text: "本月没有账。"}
	return t
}

func (m *monthPart) load() {
	f := m.page.f
	actor := f.Actor()
	widgets.Load(m.list, func(ctx context.Context) ([]office.MonthLine, error) { return f.Office().Months(ctx, actor) }, func(list []office.MonthLine) {
		m.months.SetRows(list)
		if len(list) == 0 {
			return
		}
		chosen := list[min(1, len(list)-1)] // the month that is to be closed
		for _, l := range list {
			if l.Month == m.line.Month {
				chosen = l
			}
		}
		if m.line.Month != chosen.Month {
			m.months.ChooseKey(chosen.Month)
		}
		m.choose(chosen)
	})
}

func (m *monthPart) choose(l office.MonthLine) {
	m.line = l
	f := m.page.f
	actor := f.Actor()
	widgets.Load(m.loader, func(ctx context.Context) (court.MonthFigures, error) {
		return f.Office().MonthFigures(ctx, actor, l.Month)
	}, m.show)
}

func (m *monthPart) show(figures court.MonthFigures) {
	m.figures = figures
	m.banks.SetRows(figures.Banks)
	m.funds.SetRows(figures.Funds)
	m.verdict.Objects = nil
	wrong := figures.Differences()
	if len(wrong) == 0 {
		m.verdict.Add(widgets.NewNotice(widgets.StateDone, fmt.Sprintf("%s三方一致：对账单、账面、逐案逐笔凭证都是 %s 元（%d 笔分录，%d 案有余额）",
			court.MonthName(figures.Month), figures.Owed, figures.Entries, len(figures.Cases))))
	}
	for _, text := range wrong {
		m.verdict.Add(widgets.NewNotice(widgets.StateNear, text))
	}
	if n := len(figures.Transit); n > 0 {
		m.verdict.Add(widgets.NewText(fmt.Sprintf("月末有 %d 笔未达账项，逐笔见“对账”页和月结表", n), widgets.TableSize, widgets.ColorQuiet, false))
	}
	for _, x := range figures.Open {
		m.verdict.Add(widgets.NewText(fmt.Sprintf("月末未解交：%s　%s　%s 元", x.Number, x.Way, x.Amount), widgets.TableSize, widgets.ColorQuiet, false))
	}
	m.verdict.Refresh()
	m.actions.Objects = m.buttons()
	m.actions.Refresh()
	m.root.Refresh()
}

func (m *monthPart) buttons() []fyne.CanvasObject {
	f, l := m.page.f, m.line
	var out []fyne.CanvasObject
	if l.Closed == nil && f.Can(office.MayCloseMonth) {
		out = append(out, widgets.NewButton("录入对账单余额", m.askBalance))
		if l.Over {
			out = append(out, widgets.NewPrimaryButton("结账", m.close))
		}
	}
	if l.Closed != nil && l.Closed.Checked == "" && f.Can(office.MayCheckMonth) {
		out = append(out, widgets.NewPrimaryButton("复核签名", m.check))
	}
	out = append(out, widgets.NewButton("打印月结表", m.print))
	if f.Can(office.MayExport) {
		out = append(out, widgets.NewButton("各承办人案款", m.officers))
	}
	return out
}

// askBalance asks what the bank's statement says at the month's end.
func (m *monthPart) askBalance() {
	o, actor := m.page.f.Office(), m.page.f.Actor()
	end, err := court.MonthEnd(m.figures.Month)
	if err != nil {
		m.page.f.Fail(err)
		return
	}
	if end.After(o.Today()) {
		end = o.Today()
	}
	form := widgets.NewForm(widgets.FormOptions{LabelsQuiet: true, FieldWidth: 320})
	form.AddReadOnly("截至", end.String())
	fields := make([]*widgets.MoneyField, len(m.figures.Banks))
	for i, b := range m.figures.Banks {
		fields[i] = form.AddMoney(b.Code+" 对账单余额", false, widgets.Help(b.Name+"　账面 "+b.Ledger.String()+" 元"))
		if b.Known {
			fields[i].SetMoney(b.Statement)
		}
	}
	widgets.FormDialogLater(m.page.f.Window(), "录入对账单余额", form, "保存", func() (func(context.Context) error, error) {
		var list []office.BankBalance
		for i, b := range m.figures.Banks {
			if !fields[i].Empty() {
				list = append(list, office.BankBalance{AccountID: b.AccountID, Date: end, Balance: fields[i].Money(), Origin: "手工录入"})
			}
		}
		return func(ctx context.Context) error {
			for _, b := range list {
				if err := o.RecordBankBalance(ctx, actor, b); err != nil {
					return err
				}
			}
			return nil
		}, nil
	}, func() { m.page.f.Say("已录入对账单余额") })
}

func (m *monthPart) close() {
	f, month := m.page.f, m.figures.Month
	text := fmt.Sprintf("%s结账后，这个月和以前各月都不能再记账。三方数字必须一致。", court.MonthName(month))
	widgets.Confirm(f.Window(), "结账", text, "结账", "", func() {
		actor := f.Actor()
		widgets.LoadResult(m.page.work, func(ctx context.Context) (court.FundMonth, error) {
			return f.Office().CloseMonth(ctx, actor, month)
		},
			func(_ court.FundMonth, err error) {
				if err != nil {
					f.Fail(err)
					return
				}
				f.Say(court.MonthName(month) + "已结账，请执行局复核")
			})
	})
}

func (m *monthPart) check() {
	f, month := m.page.f, m.figures.Month
	o, actor := f.Office(), f.Actor()
	widgets.LoadResult(m.page.work, func(ctx context.Context) (struct{}, error) {
		return struct{}{}, o.CheckMonth(ctx, actor, month)
	}, func(_ struct{}, err error) {
		if err != nil {
			f.Fail(err)
			return
		}
		f.Say(court.MonthName(month) + "已复核")
	})
}

// print makes the month's sheet with the places for both signatures.
func (m *monthPart) print() {
	f, figures, line := m.page.f, m.figures, m.line
	name := fmt.Sprintf("案款月结表 %s.pdf", figures.Month)
	widgets.LoadResult(m.page.work, func(ctx context.Context) (string, error) {
		settings, err := f.Office().Settings(ctx)
		if err != nil {
			return "", err
		}
		pdf, err := paper.Table(ctx, monthSheet(settings.CourtName, figures, line.Closed, f.Office().Today()))
		if err != nil {
			return "", err
		}
		path := filepath.Join(f.OutDir(), name)
		return path, parts.WriteBytes(path, pdf)
	}, func(path string, err error) {
		if err != nil {
			f.Fail(err)
			return
		}
		f.OpenOutside(path)
		f.Say("已制作 " + name)
	})
}

func monthSheet(courtName string, m court.MonthFigures, closed *court.FundMonth, today court.Date) paper.TableData {
	d := paper.TableData{
		Court: courtName, Title: court.MonthName(m.Month) + "案款月结表", Date: today,
		Columns: []paper.TableColumn{{Name: "类别", Width: 30}, {Name: "科目", Width: 60}, {Name: "月初余额", Width: 40, Align: paper.AlignRight},
			{Name: "本月增加", Width: 40, Align: paper.AlignRight}, {Name: "本月减少", Width: 40, Align: paper.AlignRight}, {Name: "月末余额", Width: 40, Align: paper.AlignRight}},
	}
	state := "尚未结账"
	if closed != nil {
		state = fmt.Sprintf("%s 于 %s 结账", closed.ClosedBy, court.DateOf(closed.ClosedAt))
		if closed.Checked != "" {
			state += fmt.Sprintf("，%s 于 %s 复核", closed.Checked, court.DateOf(closed.CheckAt))
		}
	}
	d.Notes = append(d.Notes, fmt.Sprintf("单位：元　分录%d笔　%s", m.Entries, state))
	for _, b := range m.Banks {
		statement := "未录入"
		if b.Known {
			statement = b.Statement.String()
		}
		d.Notes = append(d.Notes, fmt.Sprintf("%s %s：银行对账单余额 %s，账面余额 %s", b.Code, b.Name, statement, b.Ledger))
	}
	d.Notes = append(d.Notes, fmt.Sprintf("三方核对：持有合计 %s，应付合计 %s，逐案逐笔凭证合计 %s", m.Held, m.Owed, m.Vouchers))
	d.Notes = append(d.Notes, m.Differences()...)
	for _, f := range m.Funds {
		side := "应付"
		if f.Kind.IsAsset() {
			side = "持有"
		}
		d.Rows = append(d.Rows, []string{side, string(f.Kind), f.Before.String(), f.In.String(), f.Out.String(), f.After.String()})
	}
	for _, c := range m.Cases {
		d.Rows = append(d.Rows, []string{"案件", c.Number + "（" + c.Code + "）", "", "", "", c.Amount.String()})
	}
	for _, x := range m.Open {
		d.Rows = append(d.Rows, []string{"未解交", x.Number + " " + x.Way, "", "", "", x.Amount.String()})
	}
	addTransits(&d, m)
	d.Foot = []string{"财务部门负责人（签名）：　　　　　　　　　　　　经办人（签名）：", "执行局负责人（签名）：　　　　　　　　　　　　　　　　　年　　月　　日"}
	return d
}

// export writes the figures of the month to Excel.
func (m *monthPart) export() {
	heads := []sheet.Head{{Label: "科目"}, {Label: "月初余额", Kind: sheet.Money}, {Label: "本月增加", Kind: sheet.Money}, {Label: "本月减少", Kind: sheet.Money}, {Label: "月末余额", Kind: sheet.Money}}
	var rows [][]any
	for _, f := range m.figures.Funds {
		rows = append(rows, []any{string(f.Kind), f.Before, f.In, f.Out, f.After})
	}
	for _, c := range m.figures.Cases {
		rows = append(rows, []any{c.Number + " " + c.Code, court.Money(0), court.Money(0), court.Money(0), c.Amount})
	}
	parts.ExportTable(m.page.f, m.page.work, "案款月结 "+m.figures.Month, heads, rows)
}

// officers writes what came in, went out and is held, officer by officer.
func (m *monthPart) officers() {
	f, month := m.page.f, m.figures.Month
	end, err := court.MonthEnd(month)
	if err != nil {
		f.Fail(err)
		return
	}
	actor := f.Actor()
	widgets.LoadResult(m.page.work, func(ctx context.Context) ([]office.OfficerFund, error) {
		return f.Office().OfficerFunds(ctx, actor, court.D(end.Year, int(end.Month), 1), end)
	}, func(list []office.OfficerFund, err error) {
		if err != nil {
			f.Fail(err)
			return
		}
		heads := []sheet.Head{{Label: "承办人"}, {Label: "收款笔数"}, {Label: "收款", Kind: sheet.Money}, {Label: "发放笔数"}, {Label: "发放", Kind: sheet.Money},
			{Label: "有余额案件"}, {Label: "现有余额", Kind: sheet.Money}}
		var rows [][]any
		for _, x := range list {
			rows = append(rows, []any{x.Officer, fmt.Sprint(x.Receipts), x.Received, fmt.Sprint(x.Payments), x.Paid, fmt.Sprint(x.Cases), x.Held})
		}
		parts.ExportTable(f, m.page.work, "各承办人案款 "+month, heads, rows)
	})
}
