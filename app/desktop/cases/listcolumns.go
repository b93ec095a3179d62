package cases

import (
	"fmt"
	"image/color"
	"slices"

	"fyne.io/fyne/v2"

	"zhixing/app/court"
	"zhixing/app/desktop/frame"
	"zhixing/app/desktop/widgets"
	"zhixing/app/office"
)

// stripMost is how many squares the nodes column has room for.
const stripMost = 12

// soonDays is how many days before its end a term is shown as near; the
// workbench counts the same days.
const soonDays = 30

// listRow is a case with what its line shows, worked out off the window's
// thread.
type listRow struct {
	office.CaseRow
	state widgets.State
	word  string
	strip []widgets.State
	term  term
}

func newListRow(o *office.Office, r office.CaseRow) listRow {
	row := listRow{CaseRow: r, term: termOf(r.Status, r.Limit, o.Today())}
	row.state, row.word = stateOf(r.Status, o.NodeState(court.Node{Planned: r.NextDue}))
	for _, n := range r.Strip {
		if expected(n) {
			row.strip = append(row.strip, frame.StateOf(o.NodeState(n)))
		}
	}
	row.strip = fitStrip(row.strip)
	return row
}

// fitStrip leaves squares out when there is no room for all: of what is done
// and what is still far off, the kind of which there are more. What is overdue
// or near always stays.
func fitStrip(strip []widgets.State) []widgets.State {
	for len(strip) > stripMost {
		firstDone, done, lastQuiet, quiet := -1, 0, -1, 0
		for i, s := range strip {
			switch s {
			case widgets.StateDone:
				done++
				if firstDone < 0 {
					firstDone = i
				}
			case widgets.StateNormal, widgets.StateExempt:
				quiet++
				lastQuiet = i
			}
		}
		if done+quiet == 0 {
			return strip[:stripMost]
		}
		out := lastQuiet
		if done > quiet {
			out = firstDone
		}
		strip = slices.Delete(strip, out, out+1)
	}
	return strip
}

// expected tells whether a node belongs to the case's course by now: it has a
// date, was done or waived. Others wait for an event that may never come.
func expected(n court.Node) bool {
	return !n.Planned.IsZero() || !n.Actual.IsZero() || n.Waived != ""
}

// stateOf gives sign and word of a case from its status and its most urgent
// node.
func stateOf(status court.Status, due court.NodeState) (widgets.State, string) {
	switch {
	case status == court.StatusClosed:
		return widgets.StateDone, "已结"
	case status == court.StatusSettling:
		return widgets.StateExempt, "和解"
	case status != court.StatusOpen:
		return widgets.StateExempt, string(status)
	case due == court.NodeOverdue || due == court.NodeNear:
		return frame.StateOf(due), string(due)
	}
	return widgets.StateNormal, "正常"
}

// term is how the term of a case stands.
type term struct {
	text string
	ink  color.Color
	days int // left; negative when over
}

func termOf(status court.Status, limit, today court.Date) term {
	switch {
	case status == court.StatusClosed:
		return term{text: "已结", ink: widgets.ColorQuiet}
	case limit.IsZero():
		return term{text: "—", ink: widgets.ColorQuiet}
	}
	days := today.DaysUntil(limit)
	switch {
	case days < 0:
		return term{fmt.Sprintf("超 %d 天", -days), widgets.ColorOverdue, days}
	case days == 0:
		return term{"今天届满", widgets.ColorNear, days}
	case days <= soonDays:
		return term{fmt.Sprintf("剩 %d 天", days), widgets.ColorNear, days}
	}
	return term{fmt.Sprintf("剩 %d 天", days), widgets.ColorQuiet, days}
}

// percent writes the part of the claim that came in.
func percent(realised, principal court.Money) string {
	if principal <= 0 {
		return "—"
	}
	part := int64(realised) * 100 / int64(principal)
	if part > 999 {
		return ">999%"
	}
	return fmt.Sprintf("%d%%", part)
}

func listColumns() []widgets.Column[listRow] {
	type column = widgets.Column[listRow]
	text := widgets.TextOf[listRow]
	return []column{
		{ID: "due", Label: "状态", Width: 66, Sortable: true, Cell: func(r listRow) widgets.Cell { return widgets.StateCell(r.state, r.word) }},
		{ID: "number", Label: "案号", Width: 186, Sortable: true, Cell: text(func(r listRow) string { return r.Number })},
		{ID: "filed", Label: "立案", Width: 86, Spare: true, Sortable: true, Cell: func(r listRow) widgets.Cell { return widgets.DateCell(r.Filed) }},
		{ID: "applicants", Label: "申请执行人", Width: 92, Stretch: 4, Sortable: true, Cell: text(func(r listRow) string { return r.Applicants })},
		{ID: "debtors", Label: "被执行人", Width: 104, Stretch: 6, Sortable: true, Cell: text(func(r listRow) string { return r.Debtors })},
		{ID: "cause", Label: "案由", Width: 92, Stretch: 4, Sortable: true, Cell: text(func(r listRow) string { return r.Cause })},
		{ID: "principal", Label: "标的额（元）", Width: 106, Align: fyne.TextAlignTrailing, Sortable: true,
			Cell: func(r listRow) widgets.Cell { return widgets.MoneyCell(r.Principal) }},
		{ID: "realised", Label: "到位", Width: 58, Spare: true, Align: fyne.TextAlignTrailing,
			Cell: text(func(r listRow) string { return percent(r.Realised, r.Principal) })},
		{ID: "officer", Label: "承办人", Width: 64, Sortable: true, Cell: officerCell},
		{ID: "stage", Label: "阶段", Width: 70, Sortable: true, Cell: text(func(r listRow) string { return string(r.Stage) })},
		{ID: "limit", Label: "期限", Width: 74, Align: fyne.TextAlignTrailing, Sortable: true,
			Cell: func(r listRow) widgets.Cell { return widgets.ColorCell(r.term.text, r.term.ink) }},
		{ID: "strip", Label: "节点", Width: 12*stripMost + 14, Cell: func(r listRow) widgets.Cell { return widgets.StripCell(r.strip) }},
	}
}

func officerCell(r listRow) widgets.Cell {
	if r.Officer == "" && r.Status != court.StatusClosed {
		return widgets.ColorCell("未分案", widgets.ColorNear)
	}
	return widgets.TextCell(r.Officer)
}
