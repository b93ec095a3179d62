package cases

import (
	"cmp"
	"context"
	"fmt"
	"io"
	"slices"

	"fyne.io/fyne/v2"

	"zhixing/app/court"
	"zhixing/app/desktop/widgets"
	"zhixing/app/office"
	"zhixing/app/sheet"
)

// batchBar is what can be done with the ticked cases.
func (p *listPage) batchBar() fyne.CanvasObject {
	p.marked = newTextLine(90, widgets.ColorText)
	p.batch = widgets.HStack(6, p.marked.box)
	if p.f.Can(office.MayMakePaper) {
		p.batch.Add(widgets.NewButton("批量制作文书", p.askBatchPapers))
	}
	if p.f.Can(office.MayAssign) {
		p.batch.Add(widgets.NewButton("分案", p.askBatchAssign))
	}
	p.batch.Add(widgets.NewPlainButton("取消选择", func() { p.table.ClearMarks() }))
	p.batch.Hide()
	return p.batch
}

// markedRows are the ticked cases in the order of their numbers.
func (p *listPage) markedRows() []listRow {
	rows := p.table.Marked()
	slices.SortFunc(rows, func(a, b listRow) int { return cmp.Compare(a.ID, b.ID) })
	return rows
}

// refusal is a case that a batch left out, and why.
type refusal struct {
	number string
	err    error
}

// askBatchPapers asks which form to make for the ticked cases.
func (p *listPage) askBatchPapers() {
	rows := p.markedRows()
	forms := p.f.Office().Forms(p.f.Actor())
	var options []widgets.Option
	for _, x := range forms {
		options = append(options, widgets.Option{ID: x.Code, Label: x.Name, Note: x.Stage})
	}
	form := widgets.NewForm(widgets.FormOptions{})
	form.AddReadOnly("案件", fmt.Sprintf("已选 %d 件", len(rows)))
	which := form.AddChoice("文书", options, widgets.Required())
	dated := form.AddDate("落款日期", p.f.Office().Today, widgets.Required())
	dated.SetDate(p.f.Office().Today())
	var req office.PaperRequest
	widgets.FormDialog(p.f.Window(), "批量制作文书", form, "制作", func() error {
		req = office.PaperRequest{Form: which.ID(), Dated: dated.Date()}
		return nil
	}, func() { p.makeBatch(rows, req, which.Label()) })
}

// reportBatch tells how a batch ended; cases left out are listed with why.
func (p *listPage) reportBatch(title, text, folder string, refused []refusal) {
	rows := []fyne.CanvasObject{widgets.Sized(640, 0, widgets.NewWrapText(text, widgets.TextSize, widgets.ColorText))}
	if len(refused) > 0 {
		table := widgets.NewListTable([]widgets.Column[refusal]{
			{ID: "number", Label: "案号", Width: 180, Cell: func(r refusal) widgets.Cell { return widgets.TextCell(r.number) }},
			{ID: "why", Label: "原因", Width: 300, Stretch: 1, Cell: func(r refusal) widgets.Cell {
				say, hint := court.Sentence(r.err)
				return widgets.ColorCell(say+hint, widgets.ColorOverdue)
			}},
		}, func(r refusal) string { return r.number }, refused)
		rows = append(rows,
			widgets.NewNotice(widgets.StateNear, fmt.Sprintf("有 %d 件没有办成，其余不受影响：", len(refused))),
			widgets.Sized(640, 240, table))
	}
	var buttons []*widgets.Button
	if folder != "" {
		buttons = append(buttons, widgets.NewPrimaryButton("打开文件夹", func() { p.f.OpenOutside(folder) }))
	}
	widgets.NewDialog(p.f.Window(), title, widgets.VStack(8, rows...), buttons...)
}

// askBatchAssign asks who gets the ticked cases.
func (p *listPage) askBatchAssign() {
	rows := p.markedRows()
	widgets.Load(p.loader, p.f.Office().Users, func(users []court.User) {
		form := widgets.NewForm(widgets.FormOptions{})
		form.AddReadOnly("案件", fmt.Sprintf("已选 %d 件", len(rows)))
		officer := form.AddChoice("承办人", userOptions(officersOf(users)), widgets.Required())
		clerk := form.AddChoice("书记员", clerkOptions(users), widgets.Help("不选则不变"))
		var to, with int64
		widgets.FormDialog(p.f.Window(), "分案", form, "分案", func() error {
			to, with = userID(officer.ID()), userID(clerk.ID())
			return nil
		}, func() { p.assignBatch(rows, to, with, officer.Label()) })
	})
}

func (p *listPage) assignBatch(rows []listRow, officer, clerk int64, name string) {
	var refused []refusal
	o, actor := p.f.Office(), p.f.Actor()
	widgets.RunWithProgress(p.f.Window(), "分案", func(ctx context.Context, report func(float64, string)) error {
		for i, r := range rows {
			if err := ctx.Err(); err != nil {
				return err
			}
			if err := o.Assign(ctx, actor, r.ID, officer, clerk); err != nil {
				refused = append(refused, refusal{r.Number, err})
			}
			report(float64(i+1)/float64(len(rows)), r.Number)
		}
		return nil
	}, func() {
		p.table.ClearMarks()
		text := fmt.Sprintf("%d 件已分给%s", len(rows)-len(refused), name)
		p.f.Say(text)
		if len(refused) > 0 {
			p.reportBatch("分案", text+"。", "", refused)
		}
	})
}

var exportHeads = []sheet.Head{
	{Label: "案号", Width: 24}, {Label: "立案日期", Width: 12, Kind: sheet.Date}, {Label: "申请执行人", Width: 22}, {Label: "被执行人", Width: 26},
	{Label: "案由", Width: 20}, {Label: "标的额（元）", Width: 16, Kind: sheet.Money}, {Label: "到位（元）", Width: 16, Kind: sheet.Money},
	{Label: "承办人", Width: 10}, {Label: "工作组", Width: 14}, {Label: "阶段", Width: 10}, {Label: "状态", Width: 10}, {Label: "结案方式", Width: 16},
	{Label: "期限届满", Width: 12, Kind: sheet.Date}, {Label: "最近应办日", Width: 12, Kind: sheet.Date}, {Label: "标签", Width: 18},
}

// export writes every case of the present filter, in the present order, to an
// Excel file.
func (p *listPage) export() {
	q, order, o := p.query, p.table.Order(), p.f.Office()
	q.SortBy, q.Desc = order.Column, order.Desc || order.Column == ""
	total := p.table.Total()
	if total == 0 {
		p.f.Fail(court.Errorf(court.CodeInvalid, "没有可以导出的案件。").WithHint("请先放宽筛选条件。"))
		return
	}
	name := fmt.Sprintf("案件清单-%s.xlsx", o.Today())
	p.f.SaveFile("导出 Excel", name, func(path string) {
		count := 0
		widgets.RunWithProgress(p.f.Window(), "导出 Excel", func(ctx context.Context, report func(float64, string)) error {
			q.Limit = total + 1000 // cases that came in since the list was read come along
			page, err := o.Cases(ctx, q)
			if err != nil {
				return err
			}
			count = len(page.Rows)
			report(0.5, fmt.Sprintf("正在写出 %d 件", count))
			return sheet.SaveFile(path, func(w io.Writer) error {
				return sheet.WriteTable(w, "执行案件清单", exportHeads, exportRows(page.Rows))
			})
		}, func() { p.f.Say(fmt.Sprintf("已导出 %d 件到 %s", count, path)) })
	})
}

func exportRows(rows []office.CaseRow) [][]any {
	out := make([][]any, len(rows))
	for i, r := range rows {
		out[i] = []any{r.Number, r.Filed, r.Applicants, r.Debtors, r.Cause, r.Principal, r.Realised, r.Officer,
			string(r.Group), string(r.Stage), string(r.Status), string(r.Closing), r.Limit, r.NextDue, joined(r.Tags)}
	}
	return out
}
