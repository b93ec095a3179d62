package ledgers

import (
	"context"
	"fmt"
	"strconv"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"

	"zhixing/app/desktop/papers/parts"
	"zhixing/app/desktop/widgets"
	"zhixing/app/office"
	"zhixing/app/sheet"
)

// returnPart is the return to the superior court for a period.
type returnPart struct {
	page    *page
	period  period
	by      *widgets.TabBar
	table   *widgets.DataTable[office.ReturnLine]
	total   office.ReturnLine
	content fyne.CanvasObject
}

func newReturnPart(p *page) *returnPart {
	r := &returnPart{page: p}
	r.period = newPeriod(p, r.load)
	var items []widgets.TabItem
	for _, by := range []office.ReturnBy{office.ReturnByOfficer, office.ReturnByGroup, office.ReturnByKind} {
		items = append(items, widgets.TabItem{ID: string(by), Label: "按" + string(by)})
	}
	r.by = widgets.NewTabBar(items, func(string) { r.load() })
	r.table = r.lines()
	r.content = container.NewBorder(container.NewBorder(nil, nil, r.by, r.period.bar("统计期间")), nil, nil, nil, r.table)
	return r
}

func (r *returnPart) lines() *widgets.DataTable[office.ReturnLine] {
	type row = office.ReturnLine
	bold := func(x row, text string) widgets.Cell { return widgets.Cell{Text: text, Bold: x.Name == r.total.Name} }
	count := func(id, label string, pick func(row) int) widgets.Column[row] {
		return widgets.Column[row]{ID: id, Label: label, Width: 74, Align: fyne.TextAlignTrailing, Cell: func(x row) widgets.Cell { return bold(x, strconv.Itoa(pick(x))) }}
	}
	t := widgets.NewListTable([]widgets.Column[row]{
		{ID: "name", Label: "", Width: 120, Stretch: 1, Cell: func(x row) widgets.Cell { return bold(x, x.Name) }},
		count("old", "旧存", func(x row) int { return x.Old }), count("new", "新收", func(x row) int { return x.New }),
		count("closed", "已结", func(x row) int { return x.Closed }), count("fulfilled", "执行完毕", func(x row) int { return x.Fulfilled }),
		count("interim", "终本", func(x row) int { return x.Interim }), count("terminated", "终结执行", func(x row) int { return x.Terminated }),
		count("others", "其他", func(x row) int { return x.Others }), count("open", "未结", func(x row) int { return x.Open }),
		count("over", "超期限", func(x row) int { return x.OverLimit }), count("six", "超六个月", func(x row) int { return x.OverSix }),
		{ID: "share", Label: "结案率", Width: 78, Align: fyne.TextAlignTrailing, Cell: func(x row) widgets.Cell { return bold(x, shareText(x)) }},
		{ID: "money", Label: "收到案款（元）", Width: 130, Align: fyne.TextAlignTrailing, Cell: func(x row) widgets.Cell { return bold(x, x.Received.String()) }},
	}, func(x row) string { return x.Name }, nil)
	t.Empty = widgets.Empty{Text: "这段时间没有案件。"}
	return t
}

func shareText(x office.ReturnLine) string {
	return fmt.Sprintf("%d.%02d%%", x.Share()/100, x.Share()%100)
}

func (r *returnPart) load() {
	from, to, err := r.period.days()
	if err != nil {
		r.page.f.Fail(err)
		return
	}
	o, by := r.page.f.Office(), office.ReturnBy(r.by.Chosen())
	type answer struct {
		lines []office.ReturnLine
		total office.ReturnLine
	}
	widgets.Load(r.page.loader, func(ctx context.Context) (a answer, err error) {
		a.lines, a.total, err = o.Return(ctx, from, to, by)
		return a, err
	}, func(a answer) {
		r.total = a.total
		if len(a.lines) > 0 {
			a.lines = append(a.lines, a.total)
		}
		r.table.SetRows(a.lines)
	})
}

// printed is the return as it leaves the program.
func (r *returnPart) printed() parts.List {
	l := parts.List{Title: "执行案件" + tabReturn, Notes: []string{"统计期间：" + r.period.text() + "　　旧存＋新收－已结＝未结；结案率＝已结÷（旧存＋新收）"}}
	l.Heads = append(l.Heads, sheet.Head{Label: r.by.Chosen()})
	for _, label := range []string{"旧存", "新收", "已结", "执行完毕", "终本", "终结执行", "其他", "未结", "超期限", "超六个月"} {
		l.Heads = append(l.Heads, sheet.Head{Label: label, Kind: sheet.Int})
	}
	l.Heads = append(l.Heads, sheet.Head{Label: "结案率"}, sheet.Head{Label: "收到案款（元）", Kind: sheet.Money})
	for _, x := range r.table.Rows() {
		line := []any{x.Name, x.Old, x.New, x.Closed, x.Fulfilled, x.Interim, x.Terminated, x.Others, x.Open, x.OverLimit, x.OverSix, shareText(x), x.Received}
		if x.Name == r.total.Name {
			l.Total = line
			continue
		}
		l.Rows = append(l.Rows, line)
	}
	return l
}
