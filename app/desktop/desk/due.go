package desk

import (
	"fmt"
	"strconv"

	"fyne.io/fyne/v2"

	"zhixing/app/court"
	"zhixing/app/desktop/frame"
	"zhixing/app/desktop/widgets"
	"zhixing/app/office"
)

// dueLimit is the most rows office.Desk gives; with as many there may be more.
const dueLimit = 200

func (p *page) makeDue() {
	p.due = widgets.NewListTable(p.dueColumns(), func(n office.DueNode) string { return strconv.FormatInt(n.ID, 10) }, nil)
	p.due.Empty = widgets.Empty{Text: "正在读取…"}
	p.due.OnOpen = p.openNode
}

func (p *page) openNode(n office.DueNode) { p.f.OpenCase(n.CaseID, frame.NodeTab(n.ID)) }

// late is how many days a node is past its day; negative when it is ahead.
func (p *page) late(n office.DueNode) int { return n.Planned.DaysUntil(p.f.Office().Today()) }

func (p *page) state(n office.DueNode) widgets.State {
	return frame.StateOf(p.f.Office().NodeState(n.Node))
}

// dueWord is the word beside the sign: 超期, 今日, 3 天.
func dueWord(late int) string {
	switch {
	case late > 0:
		return "超期"
	case late == 0:
		return "今日"
	}
	return fmt.Sprintf("%d 天", -late)
}

// dueDistance is the last column: 超 4 天, 今日, 剩 3 天.
func dueDistance(late int) string {
	switch {
	case late > 0:
		return fmt.Sprintf("超 %d 天", late)
	case late == 0:
		return "今日"
	}
	return fmt.Sprintf("剩 %d 天", -late)
}

func (p *page) dueColumns() []widgets.Column[office.DueNode] {
	type column = widgets.Column[office.DueNode]
	return []column{
		{ID: "state", Label: "状态", Width: 72, Cell: func(n office.DueNode) widgets.Cell {
			return widgets.StateCell(p.state(n), dueWord(p.late(n)))
		}},
		{ID: "number", Label: "案号", Width: 178, Cell: func(n office.DueNode) widgets.Cell { return widgets.TextCell(n.Number) }},
		{ID: "debtor", Label: "被执行人", Width: 96, Stretch: 1, Cell: func(n office.DueNode) widgets.Cell { return widgets.TextCell(n.Debtors) }},
		{ID: "node", Label: "节点（依据）", Width: 150, Stretch: 2, Cell: func(n office.DueNode) widgets.Cell { return widgets.TextCell(nodeText(n.Node)) }},
		{ID: "officer", Label: "承办人", Width: 66, Cell: func(n office.DueNode) widgets.Cell { return widgets.TextCell(n.Officer) }},
		{ID: "day", Label: "应办日", Width: 92, Cell: func(n office.DueNode) widgets.Cell { return widgets.DateCell(n.Planned) }},
		{ID: "distance", Label: "余/超", Width: 74, Align: fyne.TextAlignTrailing, Cell: func(n office.DueNode) widgets.Cell {
			return widgets.ColorCell(dueDistance(p.late(n)), p.state(n).Color())
		}},
		{ID: "go", Label: "", Width: 76, Cell: func(n office.DueNode) widgets.Cell {
			return widgets.ButtonCell(widgets.CellButton{Label: "去办理", Do: func() { p.openNode(n) }})
		}},
	}
}

func nodeText(n court.Node) string {
	if n.Basis == "" {
		return n.Name
	}
	return n.Name + "（" + n.Basis + "）"
}

func (p *page) showDue(d office.Desk) {
	p.due.Empty = p.nothingDue(d.Counts.All == 0)
	p.due.SetRows(d.Due)
	whose := "全部案件"
	switch q := p.scope(); {
	case q.OfficerID != 0:
		whose = "我承办的案件"
	case q.Group != "":
		whose = string(q.Group)
	}
	count := fmt.Sprintf("%d 项", len(d.Due))
	if len(d.Due) >= dueLimit {
		count = fmt.Sprintf("最紧迫的 %d 项", dueLimit)
	}
	p.dueCard.SetRight(fmt.Sprintf("%s · 超期和七日内 %s · Enter 打开到进度表 · F5 刷新", whose, count))
}

// nothingDue says what to do next when nothing is due: in a new office, how to
// begin.
func (p *page) nothingDue(fresh bool) widgets.Empty {
	switch {
	case fresh && p.f.Can(office.MayManageUsers):
		return widgets.Empty{Text: "还没有案件。先添加本院人员，再由他们登记案件或导入台账。", Label: "添加人员", Action: p.links.Staff}
	case fresh && p.f.Can(office.MayRegisterCase):
		return widgets.Empty{Text: "还没有案件", Label: "登记案件 Ctrl+N", Action: p.f.OpenRegistration}
	}
	return widgets.Empty{Text: "七日内没有到期的节点", Label: "查看案件", Action: func() { p.f.Go(frame.PageCases) }}
}
