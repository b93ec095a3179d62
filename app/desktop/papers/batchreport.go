package papers

import (
	"fmt"
	"path/filepath"
	"slices"
	"strconv"
	"strings"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"

	"zhixing/app/court"
	"zhixing/app/desktop/papers/parts"
	"zhixing/app/desktop/widgets"
	"zhixing/app/sheet"
)

// batchReport tells what a batch did, paper by paper, what was refused first.
type batchReport struct {
	p      *batchPage
	card   *widgets.Card
	table  *widgets.DataTable[batchLine]
	head   *fyne.Container
	open   *widgets.Button
	again  *widgets.Button
	result batchResult
}

func newBatchReport(p *batchPage) *batchReport {
	r := &batchReport{p: p}
	r.table = widgets.NewListTable(batchLineColumns(), func(x batchLine) string { return x.number + x.form }, nil)
	r.table.OnOpen = func(x batchLine) {
		if x.err != nil {
			widgets.MessageDialog(p.f.Window(), x.number+x.form, x.why(), "")
		}
	}
	r.open = widgets.NewSmallButton("打开", r.openOut)
	r.again = widgets.NewSmallButton("打印", r.print)
	r.head = widgets.VStack(0)
	r.card = widgets.NewCard("结果", "", container.NewBorder(widgets.Padded(12, 6, r.head), nil, nil, nil, r.table),
		widgets.NewSmallButton("导出 Excel", r.export), r.open, r.again)
	return r
}

// why is the reason of a refusal; the case stands beside it.
func (x batchLine) why() string {
	if x.err == nil {
		return ""
	}
	say, hint := court.Sentence(x.err)
	return strings.TrimPrefix(strings.TrimPrefix(say, x.number), "的") + hint
}

// state is the outcome in a word.
func (x batchLine) state() string {
	switch {
	case x.err != nil && x.papers > 0:
		return "做了一部分"
	case x.err != nil:
		return "没有做成"
	case x.stored == x.papers:
		return "取用已有"
	}
	return "已制作"
}

func batchLineColumns() []widgets.Column[batchLine] {
	return []widgets.Column[batchLine]{
		{ID: "number", Label: "案号", Width: 158, Cell: func(x batchLine) widgets.Cell { return widgets.TextCell(x.number) }},
		{ID: "form", Label: "文书", Width: 96, Stretch: 1, Cell: func(x batchLine) widgets.Cell { return widgets.TextCell(x.form) }},
		{ID: "state", Label: "结果", Width: 92, Cell: func(x batchLine) widgets.Cell {
			switch {
			case x.err != nil:
				return widgets.StateCell(widgets.StateOverdue, x.state())
			case x.stored == x.papers:
				return widgets.QuietCell(x.state())
			}
			return widgets.StateCell(widgets.StateDone, x.state())
		}},
		{ID: "papers", Label: "份", Width: 34, Align: fyne.TextAlignTrailing, Cell: func(x batchLine) widgets.Cell { return widgets.TextCell(strconv.Itoa(x.papers)) }},
		{ID: "why", Label: "原因", Width: 150, Stretch: 3, Cell: func(x batchLine) widgets.Cell { return widgets.ColorCell(x.why(), widgets.ColorOverdue) }},
	}
}

// show puts a result on the page.
func (r *batchReport) show(result batchResult) {
	r.result = result
	rows := slices.Clone(result.lines)
	slices.SortStableFunc(rows, func(a, b batchLine) int {
		return map[bool]int{true: -1}[a.err != nil] - map[bool]int{true: -1}[b.err != nil]
	})
	r.table.SetRows(rows)
	state, note := widgets.StateDone, result.said()+"。"+result.where()
	if result.refused > 0 || result.stopped || result.err != nil {
		state = widgets.StateNear
	}
	if result.stopped {
		note = "已停止：" + note
	}
	r.head.Objects = []fyne.CanvasObject{widgets.NewNotice(state, note)}
	r.card.SetRight(fmt.Sprintf("%d 行", len(rows)))
	able(r.open, len(result.paths) > 0)
	able(r.again, len(result.paths) > 0)
	r.card.Show()
	r.p.middle.Refresh()
}

// openOut opens the merged file, or the folder of the single ones.
func (r *batchReport) openOut() {
	switch {
	case len(r.result.paths) == 0:
	case r.result.merged:
		r.p.f.OpenOutside(r.result.paths[0])
	default:
		r.p.f.OpenOutside(filepath.Dir(r.result.paths[0]))
	}
}

// print sends what was written to the printer in printing order.
func (r *batchReport) print() {
	for _, path := range r.result.paths {
		if r.result.merged {
			r.p.f.PrintSides(path, r.result.duplex)
		} else {
			r.p.f.PrintOutside(path)
		}
	}
}

// export writes the report as Excel, every paper with its outcome.
func (r *batchReport) export() {
	if len(r.result.lines) == 0 {
		return
	}
	heads := []sheet.Head{{Label: "案号", Width: 26}, {Label: "文书", Width: 28}, {Label: "结果", Width: 12}, {Label: "份数", Width: 8, Kind: sheet.Int}, {Label: "原因", Width: 80}}
	rows := make([][]any, 0, len(r.result.lines))
	for _, x := range r.table.Rows() {
		rows = append(rows, []any{x.number, x.form, x.state(), x.papers, x.why()})
	}
	parts.ExportTable(r.p.f, r.p.work, "批量制作文书结果", heads, rows)
}
