package cases

import (
	"context"
	"fmt"
	"strings"

	"fyne.io/fyne/v2"

	"zhixing/app/desktop/widgets"
	"zhixing/app/office"
)

// receiveRow is a ticked case with what was handed over; without a handover it
// has nothing to be received.
type receiveRow struct {
	listRow
	sent    office.WaitingHandover
	waiting bool
}

// whole tells whether nothing is missing in the list of materials.
func (r receiveRow) whole() bool { return r.waiting && len(r.sent.Missing) == 0 }

// askBatchReceive shows what was handed over with each of the ticked cases and
// what its list lacks, and receives all of them or those that lack nothing.
func (p *listPage) askBatchReceive() {
	rows, o := p.markedRows(), p.f.Office()
	ids := make([]int64, len(rows))
	for i, r := range rows {
		ids[i] = r.ID
	}
	widgets.Load(p.loader, func(ctx context.Context) (map[int64]office.WaitingHandover, error) {
		return o.WaitingHandovers(ctx, ids)
	},
		func(sent map[int64]office.WaitingHandover) {
			list := make([]receiveRow, len(rows))
			for i, r := range rows {
				h, waiting := sent[r.ID]
				list[i] = receiveRow{r, h, waiting}
			}
			p.showReceive(list)
		})
}

func (p *listPage) showReceive(list []receiveRow) {
	var all, whole []listRow
	var lines []receiveRow // what lacks something first
	for _, r := range list {
		if r.waiting {
			all = append(all, r.listRow)
		}
		if r.whole() {
			whole = append(whole, r.listRow)
		} else {
			lines = append(lines, r)
		}
	}
	for _, r := range list {
		if r.whole() {
			lines = append(lines, r)
		}
	}
	table := widgets.NewListTable(receiveColumns(), func(r receiveRow) string { return r.Number }, lines)
	table.OnOpen = func(r receiveRow) { widgets.MessageDialog(p.f.Window(), r.Number, receivedText(r), "") }
	var d *widgets.Dialog
	var buttons []*widgets.Button
	offer := func(primary bool, label string, rows []listRow) {
		do := func() { d.Close(); p.receiveBatch(rows) }
		if primary {
			buttons = append(buttons, widgets.NewPrimaryButton(label, do))
		} else {
			buttons = append(buttons, widgets.NewButton(label, do))
		}
	}
	rest := len(all) - len(whole)
	switch {
	case rest == 0 && len(all) > 0:
		offer(true, fmt.Sprintf("接收 %d 件", len(all)), all)
	case len(whole) > 0:
		offer(true, fmt.Sprintf("只接收齐全的 %d 件", len(whole)), whole)
		offer(false, fmt.Sprintf("全部接收 %d 件", len(all)), all)
	case len(all) > 0:
		offer(false, fmt.Sprintf("照样接收 %d 件", len(all)), all)
	}
	text := fmt.Sprintf("移交清单齐全的 %d 件", len(whole))
	if rest > 0 {
		text += fmt.Sprintf("，清单里缺材料的 %d 件（可以取消后勾选它们“退回补正”）", rest)
	}
	if n := len(list) - len(all); n > 0 {
		text += fmt.Sprintf("，没有等待接收的移交 %d 件", n)
	}
	d = widgets.NewDialog(p.f.Window(), "批量接收", widgets.VStack(8,
		widgets.Sized(860, 0, widgets.NewWrapText(text+"。程序只核对移交清单，材料请对照实物。双击看全部材料。", widgets.TextSize, widgets.ColorText)),
		widgets.Sized(860, 320, table)), buttons...)
	if len(buttons) > 0 {
		p.f.Window().Canvas().Focus(buttons[0])
	}
}

func receiveColumns() []widgets.Column[receiveRow] {
	return []widgets.Column[receiveRow]{
		{ID: "number", Label: "案号", Width: 188, Cell: func(r receiveRow) widgets.Cell { return widgets.TextCell(r.Number) }},
		{ID: "from", Label: "移出 → 移入", Width: 190, Cell: func(r receiveRow) widgets.Cell {
			if !r.waiting {
				return widgets.QuietCell("—")
			}
			return widgets.TextCell(string(r.sent.From) + " → " + string(r.sent.To))
		}},
		{ID: "count", Label: "材料", Width: 56, Align: fyne.TextAlignTrailing, Cell: func(r receiveRow) widgets.Cell {
			if !r.waiting {
				return widgets.QuietCell("")
			}
			return widgets.TextCell(fmt.Sprintf("%d 项", len(r.sent.Materials)))
		}},
		{ID: "state", Label: "清单里缺的", Width: 260, Stretch: 1, Cell: func(r receiveRow) widgets.Cell {
			switch {
			case !r.waiting:
				return widgets.StateCell(widgets.StateExempt, "没有等待接收的移交")
			case r.whole():
				return widgets.StateCell(widgets.StateDone, "齐全")
			}
			return widgets.StateCell(widgets.StateNear, strings.Join(r.sent.Missing, "、"))
		}},
	}
}

// receivedText lists what was handed over with a case.
func receivedText(r receiveRow) string {
	if !r.waiting {
		return "没有等待接收的移交。"
	}
	var lines []string
	for i, m := range r.sent.Materials {
		lines = append(lines, fmt.Sprintf("%d. %s", i+1, materialLine(m)))
	}
	if r.sent.Note != "" {
		lines = append(lines, "移交说明："+r.sent.Note)
	}
	if len(r.sent.Missing) > 0 {
		lines = append(lines, "清单里没有："+strings.Join(r.sent.Missing, "、"))
	}
	return strings.Join(lines, "\n")
}

// receiveBatch takes cases in.
func (p *listPage) receiveBatch(rows []listRow) {
	o, actor := p.f.Office(), p.f.Actor()
	p.run(batch{"批量接收", "接收", "", func(ctx context.Context, ids []int64, done func(n, of int)) ([]office.BatchItem, error) {
		return o.ReceiveMany(ctx, actor, ids, done)
	}}, rows)
}
