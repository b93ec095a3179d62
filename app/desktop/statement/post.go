package statement

import (
	"context"
	"fmt"
	"strconv"

	"fyne.io/fyne/v2"

	"zhixing/app/court"
	"zhixing/app/desktop/frame"
	"zhixing/app/desktop/importing"
	"zhixing/app/desktop/moneydesk"
	"zhixing/app/desktop/papers/parts"
	"zhixing/app/desktop/widgets"
	"zhixing/app/office"
	"zhixing/app/sheet"
)

// post posts what the dry run shows.
func (p *page) post() {
	if p.At() != importing.StepDryRun {
		return
	}
	o, actor, file, chosen := p.f.Office(), p.f.Actor(), p.read, p.chosen
	var result office.StatementResult
	parts.Run(p.f, "银行流水入账", func(ctx context.Context, report func(float64, string)) (err error) {
		report(0, fmt.Sprintf("正在记入 %d 笔，全部写完才生效…", len(file.Lines)))
		result, err = o.PostStatement(ctx, actor, file, chosen, func(n, of int) {
			if n%20 == 0 || n == of {
				report(float64(n)/float64(of), fmt.Sprintf("正在记入，%d / %d 笔，全部写完才生效…", n, of))
			}
		})
		return err
	}, func() {
		p.result, p.chosen = result, nil
		in, _ := result.Count(office.PlanCase)
		pool, _ := result.Count(office.PlanPool)
		said := fmt.Sprintf("已入账：%d 笔记入案件，%d 笔记入不明款", in, pool)
		if n := result.Confirmed(); n > 0 {
			said += fmt.Sprintf("，确认发放 %d 笔", n)
		}
		p.f.Say(said)
		p.Show(importing.StepResult)
	})
}

// resultStep says what was posted.
func (p *page) resultStep() fyne.CanvasObject {
	r := p.result
	stat := func(label string, plan office.StatementPlan, ink bool) fyne.CanvasObject {
		n, sum := r.Count(plan)
		color := widgets.ColorText
		if ink && n > 0 {
			color = widgets.ColorNear
		}
		return widgets.NewStatCard(label, strconv.Itoa(n), color, sum.String()+" 元", nil)
	}
	cards := widgets.Equal(parts.Gap, stat("✓ 记入案件", office.PlanCase, false), stat("▲ 记入不明款", office.PlanPool, true),
		stat("✓ 确认发放", office.PlanPay, false), stat("✓ 利息、手续费", office.PlanBank, false), stat("— 已登记过", office.PlanKnown, false), stat("● 人工处理", office.PlanLook, true))
	buttons := widgets.HStack(8, widgets.NewPrimaryButton("打开案款", func() { p.f.Go(frame.PageMoney) }),
		widgets.NewButton("导出 Excel Ctrl+E", p.export), widgets.NewButton("再导入一个文件 Esc", p.Again))
	table := itemTable()
	table.RowMenu = p.afterwards
	table.OnOpen = func(x office.StatementItem) {
		if list := p.afterwards(x); len(list) > 0 {
			list[0].Do()
		}
	}
	table.Empty = widgets.Empty{Text: "没有要人工处理的流水"}
	var left []office.StatementItem
	for _, x := range r.Items {
		if x.Plan == office.PlanLook || x.Plan == office.PlanPool || x.Refused != "" {
			left = append(left, x)
		}
	}
	table.SetRows(left)
	return parts.Rows([]float32{-1, -1, 0}, cards, widgets.NewCard("", "", widgets.Padded(12, 7, buttons)),
		widgets.NewCard("还要人办的", "回车去办：不明款认领；支出先办发放审批，退汇在原来那一笔上冲正", table))
}

// afterwards is what is left to be done about a line that was posted, or not.
func (p *page) afterwards(x office.StatementItem) []widgets.MenuItem {
	out := p.doors(x)
	switch {
	case x.Plan == office.PlanPool:
		out = append([]widgets.MenuItem{{Label: "认领不明款…", Do: func() { moneydesk.OpenPool(p.f) }}}, out...)
	case x.Refused != "" && x.Kind == court.LineOut:
		out = append([]widgets.MenuItem{{Label: "发放和冲正…", Do: func() { moneydesk.OpenRequests(p.f) }}}, out...)
	}
	return out
}

// export writes all lines with what became of them to Excel.
func (p *page) export() {
	if p.At() != importing.StepDryRun && p.At() != importing.StepResult || !p.f.Can(office.MayExport) {
		return
	}
	heads := []sheet.Head{{Label: "笔", Kind: sheet.Int}, {Label: "交易日期", Kind: sheet.Date}, {Label: "收支"}, {Label: "金额", Kind: sheet.Money}, {Label: "对方户名"}, {Label: "对方账号"},
		{Label: "附言"}, {Label: "流水号"}, {Label: "把握"}, {Label: "案号"}, {Label: "处理"}, {Label: "凭证号"}, {Label: "说明"}}
	rows := make([][]any, 0, len(p.result.Items))
	for _, x := range p.result.Items {
		_, sure := certaintyState(x)
		rows = append(rows, []any{x.Line, x.Date, x.Kind.Name(), x.Amount, x.Party, x.PartyNo, x.Note, x.Ref, sure, x.CaseNo, string(x.Plan), x.Voucher, x.Why + x.Refused})
	}
	parts.ExportTable(p.f, p.loader, "银行流水认案", heads, rows)
}
