package cases

import (
	"context"
	"errors"
	"fmt"
	"io"
	"slices"
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
	left  string // 已是该承办人: of cases that are left as they are
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
			p.keepMarks(items, rows)
			p.tell(b, items, len(rows), numbers)
		})
}

// keepMarks leaves those ticked that still need something: the refused ones
// and those not reached. When all went well all that the filter still shows stay,
// for the next step; what left the list is no longer ticked.
func (p *listPage) keepMarks(items []office.BatchItem, rows []listRow) {
	done := map[int64]bool{}
	for _, item := range items {
		done[item.CaseID] = item.Err == nil
	}
	open := slices.DeleteFunc(slices.Clone(rows), func(r listRow) bool { return done[r.ID] })
	if len(open) > 0 {
		p.table.ClearMarks()
		p.table.Mark(open)
		return
	}
	p.dropOutside()
}

// tell says how a batch ended.
func (p *listPage) tell(b batch, items []office.BatchItem, asked int, numbers map[int64]string) {
	var refused, left []refusal
	done := 0
	for _, item := range items {
		switch {
		case item.Err != nil:
			refused = append(refused, refusal{numbers[item.CaseID], item.Err, ""})
		case item.Left:
			left = append(left, refusal{numbers[item.CaseID], nil, item.Note})
		default:
			done++
			if item.Note != "" {
				left = append(left, refusal{numbers[item.CaseID], nil, item.Note})
			}
		}
	}
	text := fmt.Sprintf("已%s %d 件", b.verb, done)
	if n := len(items) - done - len(refused); n > 0 {
		text += fmt.Sprintf("，%d 件%s", n, b.left)
	}
	if n := asked - len(items); n > 0 {
		text += fmt.Sprintf("，停止后剩下 %d 件没有办", n)
	}
	p.f.Say(text)
	if len(refused)+len(left) > 0 {
		p.reportBatch(b.title, text+"。", len(refused), append(refused, left...))
	}
}

// refusal is a case that a batch left out, and why; or of which there is
// something to know, without an error.
type refusal struct {
	number string
	err    error
	note   string
}

func (r refusal) why() string {
	if r.err == nil {
		return r.note
	}
	say, hint := court.Sentence(r.err)
	return say + hint
}

// reportBatch tells how a batch ended; cases left out are listed with why, to
// be copied or kept as a file.
func (p *listPage) reportBatch(title, text string, failed int, refused []refusal) {
	notice := fmt.Sprintf("有 %d 件没有办成，仍然勾选着，其余不受影响。双击看全部原因。", failed)
	if failed == 0 {
		notice = fmt.Sprintf("有 %d 件请留意。双击看全部。", len(refused))
	}
	table := widgets.NewListTable(refusalColumns(), func(r refusal) string { return r.number }, refused)
	table.OnOpen = func(r refusal) { widgets.MessageDialog(p.f.Window(), r.number, r.why(), "") }
	rows := []fyne.CanvasObject{
		widgets.Sized(760, 0, widgets.NewWrapText(text, widgets.TextSize, widgets.ColorText)),
		widgets.NewNotice(widgets.StateNear, notice),
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
		{ID: "why", Label: "原因", Width: 300, Stretch: 1, Cell: func(r refusal) widgets.Cell {
			if r.err == nil {
				return widgets.TextCell(r.why())
			}
			return widgets.ColorCell(r.why(), widgets.ColorOverdue)
		}},
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
