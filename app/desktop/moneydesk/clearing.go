package moneydesk

import (
	"fmt"
	"slices"
	"strconv"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/container"

	"zhixing/app/court"
	"zhixing/app/desktop/moneydesk/moneyforms"
	"zhixing/app/desktop/moneydesk/opening"
	"zhixing/app/desktop/papers/parts"
	"zhixing/app/desktop/widgets"
	"zhixing/app/office"
	"zhixing/app/sheet"
)

// The filters of 清理.
const (
	clearOpening = "期初未清"
	clearAll     = "全部在账"
	clearNone    = office.NoCause
	clearLate    = "逾期未办"
)

// clearingPart is the tab 清理: what was there when the books began and every
// other case with undistributed money, each with its cause and planned end.
type clearingPart struct {
	page    *page
	loader  *widgets.Loader
	filter  *widgets.TabBar
	table   *widgets.DataTable[office.ClearingLine]
	mark    *widgets.Button
	picture *burnChart
	sums    *fyne.Container
	side    *fyne.Container
	about   *canvas.Text
	root    fyne.CanvasObject

	data   office.Clearing
	loaded bool
	cause  string // of the bar that is pressed, "" for all
}

func newClearingPart(p *page) *clearingPart {
	c := &clearingPart{page: p, loader: widgets.NewLoader(p.f.Window()), picture: newBurnChart(), sums: widgets.VStack(3)}
	c.loader.OnError = p.f.Fail
	c.table = c.newTable()
	c.filter = widgets.NewTabBar(nil, func(string) { c.show(); c.table.Focus() })
	buttons := widgets.HStack(8)
	if p.f.Can(office.MayMarkCause) {
		c.mark = widgets.NewButton("登记原因", c.markChosen)
		buttons.Add(c.mark)
		c.table.MultiSelect = true
		c.table.OnMarked = func(n int) {
			label := "登记原因"
			if n > 0 {
				label = fmt.Sprintf("登记原因 %d 项", n)
			}
			c.mark.SetLabel(label)
		}
	}
	if p.f.Can(office.MayImportOpening) {
		buttons.Add(widgets.NewButton("导入期初余额…", func() { p.f.Open(opening.NewPage(p.f)) }))
	}
	buttons.Add(widgets.NewButton("打印清理台账", c.print))
	c.about = widgets.NewText("", widgets.TableSize, widgets.ColorQuiet, false)
	c.side = widgets.VStack(8, c.picture, c.sums)
	side := widgets.NewCard("清理进度", "期初余额还剩多少", container.NewVScroll(widgets.Padded(10, 8, c.side)))
	c.root = container.NewBorder(container.NewBorder(nil, nil, c.filter, widgets.Padded(6, 2, buttons)), widgets.Padded(10, 3, c.about), nil,
		widgets.Padded(6, 6, widgets.Sized(300, 0, side)), c.table)
	return c
}

func (c *clearingPart) newTable() *widgets.DataTable[office.ClearingLine] {
	type row = office.ClearingLine
	text := widgets.TextCell
	t := widgets.NewListTable([]widgets.Column[row]{
		{ID: "number", Label: "案号或凭证", Width: 158, Sortable: true, Less: func(a, b row) bool { return a.Number < b.Number }, Cell: func(l row) widgets.Cell { return text(l.Number) }},
		{ID: "who", Label: "当事人", Width: 76, Stretch: 2, Cell: func(l row) widgets.Cell { return text(l.Debtors) }},
		{ID: "officer", Label: "承办人", Width: 58, Cell: func(l row) widgets.Cell { return text(l.Officer) }},
		{ID: "opening", Label: "期初", Width: 92, Align: fyne.TextAlignTrailing, Cell: func(l row) widgets.Cell { return some(l.Opening) }},
		{ID: "left", Label: "期初未清", Width: 92, Align: fyne.TextAlignTrailing, Sortable: true, Less: func(a, b row) bool { return a.Left < b.Left },
			Cell: func(l row) widgets.Cell { return some(l.Left) }},
		{ID: "held", Label: "现在账", Width: 92, Align: fyne.TextAlignTrailing, Sortable: true, Less: func(a, b row) bool { return a.Held < b.Held },
			Cell: func(l row) widgets.Cell { return widgets.MoneyCell(l.Held) }},
		{ID: "oldest", Label: "最早到账", Width: 84, Sortable: true, Less: func(a, b row) bool { return a.Oldest.Before(b.Oldest) }, Cell: func(l row) widgets.Cell { return widgets.DateCell(l.Oldest) }},
		{ID: "cause", Label: "未发原因", Width: 104, Stretch: 1, Sortable: true, Less: func(a, b row) bool { return a.Cause < b.Cause }, Cell: func(l row) widgets.Cell {
			if l.Cause == "" {
				return widgets.StateCell(widgets.StateNear, clearNone)
			}
			return text(string(l.Cause))
		}},
		{ID: "until", Label: "计划办结", Width: 84, Sortable: true, Less: func(a, b row) bool { return a.Until.Before(b.Until) }, Cell: func(l row) widgets.Cell {
			if c.late(l) {
				return widgets.ColorCell(l.Until.String(), widgets.ColorOverdue)
			}
			return widgets.DateCell(l.Until)
		}},
	}, clearingKey, nil)
	t.Empty = widgets.Empty{Text: "没有未发放的案款。"}
	t.OnOpen = func(l row) { c.page.openMoney(l.CaseID) }
	t.OnChosen = func(l row) { c.tell(l) }
	t.RowMenu = func(l row) []widgets.MenuItem {
		var items []widgets.MenuItem
		if l.CaseID != 0 {
			items = append(items, widgets.MenuItem{Label: "打开案件", Note: "回车", Do: func() { c.page.openMoney(l.CaseID) }})
		}
		if c.page.f.Can(office.MayMarkCause) && !ofPool(l) {
			items = append(items, widgets.MenuItem{Label: "登记原因…", Do: func() { moneyforms.MarkCause(c.page.f, []row{l}, func() {}) }})
		}
		return items
	}
	return t
}

// ofPool tells lines of what is due to the treasury and the like from cases and
// receipts: nobody has to say why it lies there.
func ofPool(l office.ClearingLine) bool { return l.CaseID == 0 && l.ReceiptID == 0 }

func clearingKey(l office.ClearingLine) string {
	return string(l.Fund) + strconv.FormatInt(l.CaseID, 10) + "-" + strconv.FormatInt(l.ReceiptID, 10)
}

// some leaves a zero amount empty.
func some(m court.Money) widgets.Cell {
	if m == 0 {
		return widgets.Cell{}
	}
	return widgets.MoneyCell(m)
}

func (c *clearingPart) late(l office.ClearingLine) bool {
	return !l.Until.IsZero() && l.Until.Before(c.page.f.Office().Today())
}

func (c *clearingPart) load() {
	widgets.Load(c.loader, c.page.f.Office().Clearing, func(data office.Clearing) {
		first := !c.loaded
		c.data, c.loaded = data, true
		c.picture.set(data)
		c.sums.Objects = c.sumRows()
		c.side.Refresh()
		c.filter.SetItems(c.items())
		if first && data.Left == 0 {
			c.filter.SetChosen(clearAll)
		}
		c.show()
	})
}

// in tells whether a line stands under a filter.
func (c *clearingPart) in(l office.ClearingLine, filter string) bool {
	switch filter {
	case clearOpening:
		return l.Left > 0
	case clearNone:
		return l.Cause == ""
	case clearLate:
		return c.late(l)
	}
	return true
}

func (c *clearingPart) items() []widgets.TabItem {
	var out []widgets.TabItem
	for _, name := range []string{clearOpening, clearAll, clearNone, clearLate} {
		n := 0
		for _, l := range c.data.Lines {
			if c.in(l, name) {
				n++
			}
		}
		out = append(out, widgets.TabItem{ID: name, Label: fmt.Sprintf("%s %d", name, n)})
	}
	return out
}

func (c *clearingPart) rows() []office.ClearingLine {
	var out []office.ClearingLine
	for _, l := range c.data.Lines {
		if c.in(l, c.filter.Chosen()) && (c.cause == "" || c.cause == causeName(l)) {
			out = append(out, l)
		}
	}
	return out
}

func causeName(l office.ClearingLine) string {
	if l.Cause == "" {
		return clearNone
	}
	return string(l.Cause)
}

func (c *clearingPart) show() {
	rows := c.rows()
	c.table.SetRows(rows)
	var held, left court.Money
	for _, l := range rows {
		held += l.Held
		left += l.Left
	}
	c.about.Text = fmt.Sprintf("%d 项　现在账 %s 元　其中期初未清 %s 元", len(rows), held, left)
	if c.data.Begun.IsZero() {
		c.about.Text += "　还没有导入期初余额"
	}
	c.about.Refresh()
}

// tell says the whole cause of the chosen line.
func (c *clearingPart) tell(l office.ClearingLine) {
	text := fmt.Sprintf("%s　%s　现在账 %s 元", l.Number, causeName(l), l.Held)
	if l.Reason != "" {
		text += fmt.Sprintf("　%s（%s %s）", l.Reason, l.CauseBy, l.CauseOn)
	}
	c.about.Text = text
	c.about.Refresh()
}

// sumRows lists what became of the opening money, and the causes of what lies
// there; a cause narrows the list.
func (c *clearingPart) sumRows() []fyne.CanvasObject {
	line := func(name string, n int, sum court.Money) fyne.CanvasObject {
		return container.NewBorder(nil, nil, widgets.NewText(fmt.Sprintf("%s　%d", name, n), widgets.TableSize, widgets.ColorText, false),
			widgets.NewText(sum.String(), widgets.TableSize, widgets.ColorText, false))
	}
	head := func(text string) fyne.CanvasObject {
		return widgets.NewText(text, widgets.TableSize, widgets.ColorQuiet, true)
	}
	var out []fyne.CanvasObject
	if !c.data.Begun.IsZero() {
		out = append(out, head("期初余额的去向"))
		for _, s := range c.data.Done {
			out = append(out, line(s.Name, s.Count, s.Sum))
		}
		out = append(out, line("还在账上", c.countOpen(), c.data.Left))
	}
	out = append(out, head("现在账的款，按原因（点一下只看这一类）"))
	for _, s := range c.data.Causes {
		name := s.Name
		button := widgets.NewPlainButton(fmt.Sprintf("%s　%d 项", name, s.Count), func() { c.press(name) })
		out = append(out, container.NewBorder(nil, nil, button, container.NewCenter(widgets.NewText(s.Sum.String(), widgets.TableSize, widgets.ColorText, name == c.cause))))
	}
	return out
}

func (c *clearingPart) countOpen() int {
	n := 0
	for _, l := range c.data.Lines {
		if l.Left > 0 {
			n++
		}
	}
	return n
}

// press narrows the list to a cause, or shows all again.
func (c *clearingPart) press(cause string) {
	if c.cause == cause {
		cause = ""
	}
	c.cause = cause
	if cause != "" {
		c.filter.SetChosen(clearAll)
	}
	c.sums.Objects = c.sumRows()
	c.side.Refresh()
	c.show()
}

// markChosen asks for the cause of the ticked lines, or of the chosen one.
func (c *clearingPart) markChosen() {
	lines := c.table.Marked()
	if len(lines) == 0 {
		if l, ok := c.table.Chosen(); ok {
			lines = []office.ClearingLine{l}
		}
	}
	lines = slices.DeleteFunc(slices.Clone(lines), ofPool)
	if len(lines) == 0 {
		c.page.f.Say("请先选案件或不明款的一行，或者勾选几行；执行费、罚款等不用登记原因，申请上缴国库即可")
		return
	}
	moneyforms.MarkCause(c.page.f, lines, c.table.ClearMarks)
}

// list is the ledger of the shown lines.
func (c *clearingPart) list() parts.List {
	l := parts.List{Title: "案款清理台账",
		Heads: []sheet.Head{{Label: "案号"}, {Label: "款项"}, {Label: "被执行人、付款人"}, {Label: "承办人"}, {Label: "期初余额", Kind: sheet.Money}, {Label: "期初未清", Kind: sheet.Money},
			{Label: "现在账", Kind: sheet.Money}, {Label: "最早到账", Kind: sheet.Date}, {Label: "未发原因"}, {Label: "说明"}, {Label: "计划办结", Kind: sheet.Date}}}
	var opening, left, held court.Money
	for _, x := range c.rows() {
		l.Rows = append(l.Rows, []any{x.Number, string(x.Fund), x.Debtors, x.Officer, x.Opening, x.Left, x.Held, x.Oldest, causeName(x), x.Reason, x.Until})
		opening, left, held = opening+x.Opening, left+x.Left, held+x.Held
	}
	l.Total = []any{"合计", "", "", "", opening, left, held, "", "", "", ""}
	note := c.filter.Chosen()
	if c.cause != "" {
		note += "，" + c.cause
	}
	l.Notes = []string{note + "　单位：元"}
	if !c.data.Begun.IsZero() {
		l.Notes = append(l.Notes, fmt.Sprintf("期初日 %s，期初余额 %s 元，还在账上 %s 元", c.data.Begun, c.data.Total, c.data.Left))
	}
	return l
}

func (c *clearingPart) print()  { c.list().Print(c.page.f) }
func (c *clearingPart) export() { c.list().Excel(c.page.f, c.page.work) }
