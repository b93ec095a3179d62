package cases

import (
	"cmp"
	"context"
	"fmt"
	"io"
	"slices"

	"zhixing/app/court"
	"zhixing/app/desktop/widgets"
	"zhixing/app/office"
	"zhixing/app/sheet"
)

// markedRows are the ticked cases in the order of their numbers.
func (p *listPage) markedRows() []listRow {
	rows := p.table.Marked()
	slices.SortFunc(rows, func(a, b listRow) int { return cmp.Compare(a.ID, b.ID) })
	return rows
}

// askBatchPapers opens the making of papers for the ticked cases.
func (p *listPage) askBatchPapers() {
	rows := p.markedRows()
	cases := make([]office.CaseRow, len(rows))
	for i, r := range rows {
		cases[i] = r.CaseRow
	}
	p.f.OpenPaperBatch(cases)
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
