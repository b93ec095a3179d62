package ledgers

import (
	"context"
	"fmt"
	"strconv"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"

	"zhixing/app/court"
	"zhixing/app/desktop/papers/parts"
	"zhixing/app/desktop/widgets"
	"zhixing/app/office"
	"zhixing/app/sheet"
)

// mostCases is how many cases of an age are listed; the oldest come first.
const mostCases = 200

// backlogPart is the old cases by age and the run of the open ones.
type backlogPart struct {
	page     *page
	loader   *widgets.Loader
	data     office.Backlog
	ages     *widgets.DataTable[office.BacklogAge]
	cases    *widgets.DataTable[court.Case]
	casesBox *widgets.Card
	chart    *fyne.Container
	weeks    *weekLayout
	content  fyne.CanvasObject
}

func newBacklogPart(p *page) *backlogPart {
	b := &backlogPart{page: p, loader: widgets.NewLoader(p.f.Window()), weeks: &weekLayout{}}
	b.loader.OnError = p.f.Fail
	b.ages = widgets.NewListTable([]widgets.Column[office.BacklogAge]{
		{ID: "age", Label: "立案至今", Width: 130, Stretch: 1, Cell: func(a office.BacklogAge) widgets.Cell { return widgets.TextCell(ageText(a)) }},
		{ID: "count", Label: "未结案件", Width: 90, Align: fyne.TextAlignTrailing, Cell: func(a office.BacklogAge) widgets.Cell {
			return widgets.Cell{Text: fmt.Sprintf("%d 件", len(a.Cases)), Bold: true}
		}},
		{ID: "share", Label: "占未结", Width: 80, Align: fyne.TextAlignTrailing, Cell: func(a office.BacklogAge) widgets.Cell {
			if b.data.Open == 0 {
				return widgets.TextCell("—")
			}
			return widgets.TextCell(fmt.Sprintf("%d%%", len(a.Cases)*100/b.data.Open))
		}},
	}, func(a office.BacklogAge) string { return strconv.Itoa(a.Months) }, nil)
	b.ages.OnChosen = b.showCases
	b.ages.OnOpen = func(office.BacklogAge) { b.cases.Focus() }
	b.cases = backlogCases(p)
	b.casesBox = widgets.NewCard("案件", "", b.cases)
	b.chart = &fyne.Container{Layout: b.weeks}
	left := parts.Rows([]float32{190, 0}, widgets.NewCard("按案龄", "", b.ages),
		widgets.NewCard("未结案件走势", "近十二周，每周末", widgets.Padded(10, 8, b.chart)))
	b.content = widgets.Padded(8, 8, parts.Columns([]float32{0, 560}, left, b.casesBox))
	return b
}

func backlogCases(p *page) *widgets.DataTable[court.Case] {
	t := widgets.NewListTable([]widgets.Column[court.Case]{
		{ID: "number", Label: "案号", Width: 170, Cell: func(c court.Case) widgets.Cell { return widgets.TextCell(c.Number.String()) }},
		{ID: "filed", Label: "立案", Width: 88, Cell: func(c court.Case) widgets.Cell { return widgets.DateCell(c.Filed) }},
		{ID: "debtors", Label: "被执行人", Width: 90, Stretch: 1, Cell: func(c court.Case) widgets.Cell { return widgets.TextCell(c.NamesOf(court.RoleDebtor)) }},
		{ID: "officer", Label: "承办人", Width: 64, Cell: func(c court.Case) widgets.Cell { return widgets.TextCell(c.Officer) }},
		{ID: "limit", Label: "期限届满", Width: 88, Cell: func(c court.Case) widgets.Cell { return widgets.DateCell(c.Limit) }},
	}, func(c court.Case) string { return strconv.FormatInt(c.ID, 10) }, nil)
	t.Empty = widgets.Empty{Text: "没有这样的案件"}
	t.OnOpen = func(c court.Case) { p.f.OpenCase(c.ID, "") }
	return t
}

func ageText(a office.BacklogAge) string {
	if a.Months%12 == 0 {
		return fmt.Sprintf("满 %d 年", a.Months/12)
	}
	return fmt.Sprintf("满 %d 个月", a.Months)
}

func (b *backlogPart) set(data office.Backlog) {
	b.data = data
	b.ages.SetRows(data.Ages)
	b.drawWeeks()
	if a, ok := b.ages.Chosen(); ok {
		b.showCases(a)
	} else if len(data.Ages) > 0 {
		b.ages.ChooseIndex(0)
		b.showCases(data.Ages[0])
	}
}

// showCases lists the oldest cases of an age.
func (b *backlogPart) showCases(a office.BacklogAge) {
	ids := a.Cases[:min(len(a.Cases), mostCases)]
	widgets.Load(b.loader, func(ctx context.Context) ([]court.Case, error) {
		return b.read(ctx, ids, func(float64, string) {})
	}, func(rows []court.Case) {
		b.cases.SetRows(rows)
		b.casesBox.SetTitle(ageText(a))
		right := fmt.Sprintf("%d 件", len(a.Cases))
		if len(a.Cases) > mostCases {
			right += fmt.Sprintf("，列出最早的 %d 件", mostCases)
		}
		b.casesBox.SetRight(right)
	})
}

// drawWeeks draws a column for each week: number, column, day.
func (b *backlogPart) drawWeeks() {
	b.chart.Objects, b.weeks.open = nil, nil
	for i, w := range b.data.Weeks {
		fill := widgets.ColorSoft
		if i == len(b.data.Weeks)-1 {
			fill = widgets.ColorAction
		}
		number := widgets.NewText(strconv.Itoa(w.Open), widgets.CaptionSize, widgets.ColorText, true)
		day := widgets.NewText(w.End.String()[5:], widgets.CaptionSize, widgets.ColorQuiet, false)
		number.Alignment, day.Alignment = fyne.TextAlignCenter, fyne.TextAlignCenter
		b.chart.Objects = append(b.chart.Objects, number, canvas.NewRectangle(fill), day)
		b.weeks.open = append(b.weeks.open, w.Open)
	}
	b.chart.Refresh()
}

// weekLayout places number, column and day of each week.
type weekLayout struct{ open []int }

// Layout draws the columns from zero, so that their heights can be compared.
func (l *weekLayout) Layout(objects []fyne.CanvasObject, size fyne.Size) {
	if len(l.open) == 0 {
		return
	}
	most := 1
	for _, n := range l.open {
		most = max(most, n)
	}
	line := widgets.S(18)
	step, room := size.Width/float32(len(l.open)), max(size.Height-2*line, 0)
	for i, n := range l.open {
		height := room * float32(n) / float32(most)
		x, top := float32(i)*step, line+room-height
		place := func(o fyne.CanvasObject, x, y, w, h float32) {
			o.Move(fyne.NewPos(x, y))
			o.Resize(fyne.NewSize(w, h))
		}
		place(objects[3*i], x, top-line, step, line)
		place(objects[3*i+1], x+step*0.2, top, step*0.6, height)
		place(objects[3*i+2], x, size.Height-line, step, line)
	}
}

// MinSize leaves room for short columns.
func (l *weekLayout) MinSize([]fyne.CanvasObject) fyne.Size {
	return fyne.NewSize(widgets.S(300), widgets.S(110))
}

// read gives the cases of the ids.
func (b *backlogPart) read(ctx context.Context, ids []int64, report func(float64, string)) ([]court.Case, error) {
	out := make([]court.Case, 0, len(ids))
	for i, id := range ids {
		c, err := b.page.f.Office().Case(ctx, id)
		if err != nil {
			return nil, err
		}
		if out = append(out, c); i%100 == 0 {
			report(float64(i)/float64(len(ids)), fmt.Sprintf("正在读取第 %d 件，共 %d 件…", i+1, len(ids)))
		}
	}
	return out, nil
}

// withList hands on every case of the chosen age, also those that the screen
// leaves out.
func (b *backlogPart) withList(use func(parts.List)) {
	a, ok := b.ages.Chosen()
	if !ok {
		return
	}
	var rows []court.Case
	parts.Run(b.page.f, "积案清单", func(ctx context.Context, report func(float64, string)) (err error) {
		rows, err = b.read(ctx, a.Cases, report)
		return err
	}, func() { use(b.printed(a, rows)) })
}

// printed is the cases of an age with the figures of the whole.
func (b *backlogPart) printed(a office.BacklogAge, rows []court.Case) parts.List {
	ages, weeks := fmt.Sprintf("未结案件 %d 件。", b.data.Open), "每周末未结："
	for _, x := range b.data.Ages {
		ages += fmt.Sprintf("　%s %d 件", ageText(x), len(x.Cases))
	}
	for _, w := range b.data.Weeks {
		weeks += fmt.Sprintf("　%s %d", w.End.String()[5:], w.Open)
	}
	l := parts.List{Title: "积案清单（" + ageText(a) + "）", Notes: []string{ages, weeks}, Heads: []sheet.Head{{Label: "序号", Kind: sheet.Int}, {Label: "案号"},
		{Label: "立案", Kind: sheet.Date}, {Label: "申请执行人"}, {Label: "被执行人"}, {Label: "案由"}, {Label: "承办人"}, {Label: "工作组"},
		{Label: "标的额（元）", Kind: sheet.Money}, {Label: "期限届满", Kind: sheet.Date}, {Label: "立案至今（天）", Kind: sheet.Int}}}
	var principal court.Money
	today := b.page.f.Office().Today()
	for i, c := range rows {
		l.Rows = append(l.Rows, []any{i + 1, c.Number.String(), c.Filed, c.NamesOf(court.RoleApplicant), c.NamesOf(court.RoleDebtor), c.Cause, c.Officer,
			string(c.Group), c.Principal, c.Limit, c.Filed.DaysUntil(today)})
		principal += c.Principal
	}
	l.Total = []any{nil, "合计", nil, nil, nil, nil, nil, fmt.Sprintf("%d件", len(rows)), principal, nil, nil}
	return l
}
