package ledgers

import (
	"context"
	"fmt"
	"slices"
	"strconv"
	"strings"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"

	"zhixing/app/desktop/papers/parts"
	"zhixing/app/desktop/widgets"
	"zhixing/app/office"
	"zhixing/app/sheet"
)

// behind is a case behind a rate.
type behind struct {
	office.CaseLink
	counted bool // in the numerator
}

// assessPart is the 评估自查 of a period.
type assessPart struct {
	page     *page
	period   period
	list     []office.AssessedRate
	rates    *widgets.DataTable[office.AssessedRate]
	cases    *widgets.DataTable[behind]
	casesBox *widgets.Card
	formula  *fyne.Container // the chosen rate's formula in full
	left     *fyne.Container // the rates above it
	content  fyne.CanvasObject
}

func newAssessPart(p *page) *assessPart {
	a := &assessPart{page: p, formula: container.NewStack()}
	a.period = newPeriod(p, a.load)
	a.rates = a.rateTable()
	a.cases = widgets.NewListTable([]widgets.Column[behind]{
		{ID: "number", Label: "案号", Width: 170, Stretch: 1, Cell: func(b behind) widgets.Cell { return widgets.TextCell(b.Number) }},
		{ID: "counted", Label: "", Width: 90, Cell: func(b behind) widgets.Cell { return countedCell(b.counted) }},
	}, func(b behind) string { return b.Number }, nil)
	a.cases.Empty = widgets.Empty{Text: "选一项指标，看它统计了哪些案件"}
	a.cases.OnOpen = func(b behind) {
		if b.ID != 0 { // a petition may be about a case of elsewhere
			p.f.OpenCase(b.ID, "")
		}
	}
	a.casesBox = widgets.NewCard("统计的案件", "", a.cases)
	a.left = container.NewBorder(nil, widgets.Padded(10, 8, a.formula), nil, nil, a.rates)
	a.content = container.NewBorder(a.period.bar("评估期间"), nil, nil, nil, parts.Columns([]float32{0, 330}, a.left, a.casesBox))
	return a
}

func (a *assessPart) rateTable() *widgets.DataTable[office.AssessedRate] {
	type row = office.AssessedRate
	number := func(pick func(row) int) func(row) widgets.Cell {
		return func(r row) widgets.Cell { return widgets.TextCell(strconv.Itoa(pick(r))) }
	}
	t := widgets.NewListTable([]widgets.Column[row]{
		{ID: "name", Label: "指标", Width: 180, Stretch: 2, Cell: func(r row) widgets.Cell { return widgets.TextCell(r.Name) }},
		{ID: "rate", Label: "比率", Width: 70, Align: fyne.TextAlignTrailing, Cell: func(r row) widgets.Cell { return widgets.Cell{Text: r.Percent(), Bold: true} }},
		{ID: "target", Label: "要求", Width: 64, Align: fyne.TextAlignTrailing, Cell: func(r row) widgets.Cell {
			if r.Target == 0 {
				return widgets.TextCell("")
			}
			return widgets.TextCell(fmt.Sprintf("%d%%", r.Target))
		}},
		{ID: "met", Label: "", Width: 76, Cell: metCell},
		{ID: "n", Label: "分子", Width: 60, Align: fyne.TextAlignTrailing, Cell: number(func(r row) int { return r.Numerator })},
		{ID: "d", Label: "分母", Width: 60, Align: fyne.TextAlignTrailing, Cell: number(func(r row) int { return r.Denominator })},
		{ID: "formula", Label: "公式", Width: 200, Stretch: 3, Cell: func(r row) widgets.Cell { return widgets.QuietCell(r.Formula) }},
	}, func(r row) string { return r.ID }, nil)
	t.OnChosen = func(r row) { a.showCases(r) }
	t.OnOpen = func(row) { a.cases.Focus() }
	return t
}

func countedCell(counted bool) widgets.Cell {
	if counted {
		return widgets.StateCell(widgets.StateDone, "计入分子")
	}
	return widgets.StateCell(widgets.StateNear, "未达到")
}

func metCell(r office.AssessedRate) widgets.Cell {
	switch {
	case r.Denominator == 0:
		return widgets.StateCell(widgets.StateExempt, "无案件")
	case r.Target == 0:
		return widgets.TextCell("")
	case r.Met:
		return widgets.StateCell(widgets.StateDone, "达标")
	}
	return widgets.StateCell(widgets.StateOverdue, "未达标")
}

func (a *assessPart) load() {
	from, to, err := a.period.days()
	if err != nil {
		a.page.f.Fail(err)
		return
	}
	o := a.page.f.Office()
	widgets.Load(a.page.loader, func(ctx context.Context) ([]office.AssessedRate, error) { return o.Assess(ctx, from, to) }, func(list []office.AssessedRate) {
		a.list = list
		a.rates.SetRows(list)
		if r, ok := a.rates.Chosen(); ok {
			a.showCases(r)
		} else if len(list) > 0 {
			a.rates.ChooseIndex(0)
			a.showCases(list[0])
		}
	})
}

// behindRate gives the cases behind a rate, those that spoil it first.
func behindRate(r office.AssessedRate) []behind {
	var rows []behind
	for _, c := range r.Misses {
		rows = append(rows, behind{c, false})
	}
	for _, c := range r.Hits {
		rows = append(rows, behind{c, true})
	}
	return rows
}

// showCases lists the cases behind a rate.
func (a *assessPart) showCases(r office.AssessedRate) {
	rows := behindRate(r)
	text := fmt.Sprintf("%s = %s = %d ÷ %d = %s", r.Name, r.Formula, r.Numerator, r.Denominator, r.Percent())
	if r.Basis != "" {
		text += "　依据：" + r.Basis
	}
	a.formula.Objects = []fyne.CanvasObject{widgets.NewWrapText(text, widgets.TableSize, widgets.ColorText)}
	a.left.Refresh() // the formula may need another line
	a.cases.SetRows(rows)
	a.casesBox.SetRight(fmt.Sprintf("%d 件", len(rows)))
	a.casesBox.SetTitle(widgets.Ellipsize(r.Name, widgets.S(230), widgets.S(widgets.TextSize), true))
}

// casesInRow is how many case numbers one row of the printed list holds.
const casesInRow = 24

// assessHeads are the columns of the list that leaves the program.
var assessHeads = []sheet.Head{{Label: "序号"}, {Label: "指标"}, {Label: "公式、案件"}, {Label: "分子", Kind: sheet.Int}, {Label: "分母", Kind: sheet.Int},
	{Label: "比率"}, {Label: "要求"}, {Label: "结论"}}

func (a *assessPart) rateRow(i int, r office.AssessedRate) []any {
	target := ""
	if r.Target > 0 {
		target = fmt.Sprintf("%d%%", r.Target)
	}
	return []any{strconv.Itoa(i + 1), r.Name, r.Formula, r.Numerator, r.Denominator, r.Percent(), target, metCell(r).Text}
}

// printed is the rates, each followed by the numbers of the cases behind it.
func (a *assessPart) printed() parts.List {
	l := parts.List{Title: tabAssess, Heads: assessHeads, Notes: []string{"评估期间：" + a.period.text() + "。每项指标下面列出它统计的案件。"}}
	for i, r := range a.list {
		l.Rows = append(l.Rows, a.rateRow(i, r))
		for _, list := range []struct {
			cases []office.CaseLink
			word  string
		}{{r.Misses, countedCell(false).Text}, {r.Hits, countedCell(true).Text}} {
			word := fmt.Sprintf("　%s %d 件", list.word, len(list.cases))
			for some := range slices.Chunk(list.cases, casesInRow) {
				numbers := make([]string, len(some))
				for k, c := range some {
					numbers[k] = c.Number
				}
				l.Rows = append(l.Rows, []any{"", word, strings.Join(numbers, "、"), nil, nil, "", "", ""})
				word = ""
			}
		}
	}
	return l
}

// exported is the same with a row for every case, which Excel can filter.
func (a *assessPart) exported() parts.List {
	l := parts.List{Title: tabAssess, Heads: assessHeads}
	for i, r := range a.list {
		l.Rows = append(l.Rows, a.rateRow(i, r))
		for _, b := range behindRate(r) {
			l.Rows = append(l.Rows, []any{strconv.Itoa(i + 1), r.Name, b.Number, nil, nil, "", "", countedCell(b.counted).Text})
		}
	}
	return l
}
