package cases

import (
	"context"
	"errors"
	"fmt"
	"io"
	"strings"

	"fyne.io/fyne/v2"

	"zhixing/app/court"
	"zhixing/app/desktop/widgets"
	"zhixing/app/office"
	"zhixing/app/sheet"
)

// batch is one thing to be done to many cases.
type batch struct {
	title string // 批量移交
	verb  string // 移交: “已移交 8 件”
	work  func(ctx context.Context, ids []int64, done func(n, of int)) ([]office.BatchItem, error)
}

// run does the batch under a progress bar and reports: the refused cases with
// their reasons, the others done. Stopping keeps what was done.
func (p *listPage) run(b batch, rows []listRow) {
	ids, numbers := make([]int64, len(rows)), map[int64]string{}
	for i, r := range rows {
		ids[i], numbers[r.ID] = r.ID, r.Number
	}
	ctx, stop := context.WithCancel(context.Background())
	progress := widgets.NewProgressDialog(p.f.Window(), b.title, stop)
	report := func(n, of int) {
		fyne.Do(func() {
			if progress.Open() {
				progress.Set(float64(n)/float64(of), fmt.Sprintf("第 %d 件，共 %d 件", n, of))
			}
		})
	}
	loader := widgets.NewLoader(p.f.Window())
	widgets.LoadResult(loader, func(context.Context) ([]office.BatchItem, error) { return b.work(ctx, ids, report) },
		func(items []office.BatchItem, err error) {
			stop()
			progress.Close()
			if err != nil && !errors.Is(err, context.Canceled) {
				p.f.Fail(err)
				return
			}
			p.table.ClearMarks()
			p.tell(b, items, len(rows), numbers)
		})
}

// tell says how a batch ended.
func (p *listPage) tell(b batch, items []office.BatchItem, asked int, numbers map[int64]string) {
	var refused []refusal
	for _, item := range items {
		if item.Err != nil {
			refused = append(refused, refusal{numbers[item.CaseID], item.Err})
		}
	}
	text := fmt.Sprintf("已%s %d 件", b.verb, len(items)-len(refused))
	if left := asked - len(items); left > 0 {
		text += fmt.Sprintf("，停止后剩下 %d 件没有办", left)
	}
	p.f.Say(text)
	if len(refused) > 0 {
		p.reportBatch(b.title, text+"。", refused)
	}
}

// refusal is a case that a batch left out, and why.
type refusal struct {
	number string
	err    error
}

func (r refusal) why() string {
	say, hint := court.Sentence(r.err)
	return say + hint
}

// reportBatch tells how a batch ended; cases left out are listed with why, to
// be copied or kept as a file.
func (p *listPage) reportBatch(title, text string, refused []refusal) {
	table := widgets.NewListTable(refusalColumns(), func(r refusal) string { return r.number }, refused)
	table.OnOpen = func(r refusal) { widgets.MessageDialog(p.f.Window(), r.number, r.why(), "") }
	rows := []fyne.CanvasObject{
		widgets.Sized(760, 0, widgets.NewWrapText(text, widgets.TextSize, widgets.ColorText)),
		widgets.NewNotice(widgets.StateNear, fmt.Sprintf("有 %d 件没有办成，其余不受影响。双击看全部原因。", len(refused))),
		widgets.Sized(760, 300, table),
	}
	buttons := []*widgets.Button{
		widgets.NewButton("复制名单", func() {
			fyne.CurrentApp().Clipboard().SetContent(refusalText(refused))
			p.f.Say(fmt.Sprintf("已复制 %d 件的案号和原因", len(refused)))
		}),
		widgets.NewButton("导出 Excel", func() { p.exportRefused(title, refused) }),
	}
	widgets.NewDialog(p.f.Window(), title, widgets.VStack(8, rows...), buttons...)
}

func refusalColumns() []widgets.Column[refusal] {
	return []widgets.Column[refusal]{
		{ID: "number", Label: "案号", Width: 188, Cell: func(r refusal) widgets.Cell { return widgets.TextCell(r.number) }},
		{ID: "why", Label: "原因", Width: 300, Stretch: 1, Cell: func(r refusal) widgets.Cell { return widgets.ColorCell(r.why(), widgets.ColorOverdue) }},
	}
}

// refusalText lists the refused cases for other programs.
func refusalText(refused []refusal) string {
	var b strings.Builder
	b.WriteString("案号\t原因\n")
	for _, r := range refused {
		b.WriteString(r.number + "\t" + r.why() + "\n")
	}
	return b.String()
}

func (p *listPage) exportRefused(title string, refused []refusal) {
	rows := make([][]any, len(refused))
	for i, r := range refused {
		rows[i] = []any{r.number, r.why()}
	}
	heads := []sheet.Head{{Label: "案号", Width: 26}, {Label: "原因", Width: 80}}
	p.f.SaveFile("导出 Excel", fmt.Sprintf("%s未办成-%s.xlsx", title, p.f.Office().Today()), func(path string) {
		act(p.f, fmt.Sprintf("已导出 %d 件到 %s", len(refused), path), func(context.Context) error {
			return sheet.SaveFile(path, func(w io.Writer) error { return sheet.WriteTable(w, title+"未办成的案件", heads, rows) })
		})
	})
}
