package closure

import (
	"fmt"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"

	"zhixing/app/desktop/scans/filing"
	"zhixing/app/desktop/widgets"
	"zhixing/app/office"
)

// linesTable shows the checklist: what is there, what proves it, what is
// missing.
func (p *page) linesTable() *widgets.DataTable[office.ChecklistLine] {
	t := widgets.NewListTable([]widgets.Column[office.ChecklistLine]{
		{ID: "ok", Label: "状态", Width: 82, Cell: stateCell},
		{ID: "text", Label: "核对项", Width: 140, Stretch: 3, Cell: func(l office.ChecklistLine) widgets.Cell { return widgets.TextCell(l.Item.Text) }},
		{ID: "evidence", Label: "证明材料 / 缺什么", Width: 120, Stretch: 2, Cell: func(l office.ChecklistLine) widgets.Cell {
			if len(l.Findings) > 0 {
				return widgets.ColorCell("上次："+l.Findings[0].Text, widgets.ColorNear)
			}
			if l.OK {
				return widgets.QuietCell(evidence(l))
			}
			return widgets.QuietCell(l.Missing)
		}},
		{ID: "do", Label: "", Width: 130, Cell: func(l office.ChecklistLine) widgets.Cell {
			var buttons []widgets.CellButton
			if len(l.Scans) > 0 {
				buttons = append(buttons, widgets.CellButton{Label: "扫描件", Do: func() { filing.ShowEvidence(p.f, l.Item.Text, l.Scans) }})
			}
			if !p.mayReview() {
				return widgets.ButtonCell(buttons...)
			}
			label := "记问题"
			if n := p.findingsOf(l.Item.ID); n > 0 {
				label = fmt.Sprintf("问题 %d", n)
			}
			return widgets.ButtonCell(append(buttons, widgets.CellButton{Label: label, Do: func() { p.addFinding(l.Item.ID) }})...)
		}},
	}, func(l office.ChecklistLine) string { return l.Item.ID }, nil)
	t.Empty = widgets.Empty{Text: "在左边选一件"}
	t.OnChosen = func(office.ChecklistLine) { p.showDetail() }
	t.OnOpen = func(l office.ChecklistLine) {
		if p.mayReview() {
			p.addFinding(l.Item.ID)
		}
	}
	return t
}

// stateCell says by sign and word where an item stands.
func stateCell(l office.ChecklistLine) widgets.Cell {
	state := map[office.ItemState]widgets.State{
		office.ItemMet: widgets.StateDone, office.ItemMissing: widgets.StateOverdue, office.ItemLater: widgets.StateNormal, office.ItemOptional: widgets.StateNear,
	}[l.State()]
	return widgets.StateCell(state, string(l.State()))
}

// evidence names what proves an item; some the program checks by itself.
func evidence(l office.ChecklistLine) string {
	if l.Evidence == "" && l.Auto {
		return "程序已核对"
	}
	return orNone(l.Evidence)
}

// showDetail shows the chosen item in full.
func (p *page) showDetail() {
	p.detail.Objects = nil
	if l, ok := p.lines.Chosen(); ok {
		text := l.Item.Section + "：" + l.Item.Text + "\n依据：" + l.Item.Basis
		for _, f := range l.Findings {
			text += "\n上次评查发现：" + f.Text + orBlank("　要求：", f.Fix) + orBlank("　整改：", f.Remedy)
		}
		switch {
		case l.OK:
			text += "\n证明材料：" + evidence(l)
			if l.Tick != nil && l.Tick.Done {
				text += "（" + l.Tick.By + " " + l.Tick.At.Format("2006-01-02") + " 核对）"
			}
		case l.State() == office.ItemLater:
			text += "\n评查合格后办理。"
		default:
			text += "\n" + l.Missing + l.Hint
		}
		p.detail.Objects = []fyne.CanvasObject{container.NewVScroll(widgets.Padded(10, 4, widgets.NewWrapText(text, widgets.TableSize, widgets.ColorText)))}
	} else {
		p.detail.Objects = []fyne.CanvasObject{widgets.Padded(10, 4, widgets.NewWrapText("选一项看依据和证明材料；回车或 F2 记下问题。", widgets.TableSize, widgets.ColorQuiet))}
	}
	p.detail.Refresh()
}

// orBlank puts a word before a text; nothing before none.
func orBlank(word, text string) string {
	if text == "" {
		return ""
	}
	return word + text
}

func orNone(s string) string {
	if s == "" {
		return "—"
	}
	return s
}

func (p *page) findingsOf(item string) int {
	n := 0
	for _, f := range p.draft().findings {
		if f.Item == item {
			n++
		}
	}
	return n
}
