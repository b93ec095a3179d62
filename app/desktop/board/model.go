// Package board is the wall chart (挂图作战): the cases of a group as rows of
// coloured nodes, and the officers with their cases as coloured chips.
package board

import (
	"cmp"
	"fmt"
	"image/color"
	"slices"
	"strconv"

	"zhixing/app/court"
	"zhixing/app/desktop/frame"
	"zhixing/app/desktop/widgets"
	"zhixing/app/office"
)

// nodeCell is one node of a case as the chart draws it.
type nodeCell struct {
	node   *court.Node // of the line
	column int         // of court.Columns
	slot   int         // place inside the column, from 0
	state  widgets.State
	word   string // 超期, 临近 …
}

// caseLine is one case as the chart draws it.
type caseLine struct {
	office.BoardRow
	cells    []nodeCell // by column and slot
	worst    widgets.State
	limit    string // 2018-12-13 剩 20 天
	days     string // 剩 20 天
	limitInk color.Color
	stage    string
	chip     string // 97, 恢12
}

// lines turns the office's rows into lines, what needs attention first.
func lines(rows []office.BoardRow, stateOf func(court.Node) court.NodeState, today court.Date) []caseLine {
	out := make([]caseLine, 0, len(rows))
	for _, r := range rows {
		out = append(out, newLine(r, stateOf, today))
	}
	slices.SortStableFunc(out, func(a, b caseLine) int {
		return cmp.Or(cmp.Compare(urgency(a), urgency(b)), cmp.Compare(limitOrder(a), limitOrder(b)), cmp.Compare(a.Seq, b.Seq))
	})
	return out
}

func newLine(r office.BoardRow, stateOf func(court.Node) court.NodeState, today court.Date) caseLine {
	l := caseLine{BoardRow: r, worst: widgets.StateNormal, stage: string(r.Stage)}
	next := make([]int, len(court.Columns))
	for column, name := range court.Columns {
		for i := range r.Nodes {
			n := &r.Nodes[i]
			if n.Column != name {
				continue
			}
			state := stateOf(*n)
			c := nodeCell{node: n, column: column, slot: next[column], state: frame.StateOf(state), word: string(state)}
			next[column]++
			l.cells = append(l.cells, c)
			if c.state == widgets.StateOverdue || c.state == widgets.StateNear && l.worst != widgets.StateOverdue {
				l.worst = c.state
			}
		}
	}
	switch r.Status {
	case court.StatusClosed:
		l.worst, l.stage = widgets.StateDone, string(r.Status)
	case court.StatusOpen:
	default:
		l.worst, l.stage = widgets.StateExempt, string(r.Status)
	}
	l.days, l.limitInk = limitText(r, today)
	l.limit = l.days
	if r.Status != court.StatusClosed && l.days != "" {
		l.limit = r.Limit.String() + " " + l.days
	}
	l.chip = chipText(r)
	return l
}

// limitText says how the term of an open case stands.
func limitText(r office.BoardRow, today court.Date) (string, color.Color) {
	switch {
	case r.Status == court.StatusClosed:
		return r.Closed.String() + " 结", widgets.ColorDone
	case r.Limit.IsZero():
		return "", widgets.ColorQuiet
	}
	days := today.DaysUntil(r.Limit)
	switch {
	case days < 0:
		return fmt.Sprintf("超 %d 天", -days), widgets.ColorOverdue
	case days <= 30:
		return fmt.Sprintf("剩 %d 天", days), widgets.ColorNear
	}
	return fmt.Sprintf("剩 %d 天", days), widgets.ColorQuiet
}

// chipText is the case's sequence number; kinds other than 执 are named, since
// each kind counts for itself.
func chipText(r office.BoardRow) string {
	text := strconv.Itoa(r.Seq)
	if n, err := court.ParseCaseNumber(r.Number); err == nil && n.Kind != string(court.KindFirst) {
		text = string([]rune(n.Kind)[len([]rune(n.Kind))-1:]) + text
	}
	return text
}

// urgency orders lines: overdue, near, in hand, suspended, closed.
func urgency(l caseLine) int {
	return map[widgets.State]int{
		widgets.StateOverdue: 0, widgets.StateNear: 1, widgets.StateNormal: 2, widgets.StateExempt: 3, widgets.StateDone: 4,
	}[l.worst]
}

func limitOrder(l caseLine) string {
	if l.Limit.IsZero() {
		return "9999"
	}
	return l.Limit.String()
}

// pressing tells whether the line is overdue or near.
func (l caseLine) pressing() bool {
	return l.worst == widgets.StateOverdue || l.worst == widgets.StateNear
}

// slots gives how many places each column needs for all lines, at least two so
// that its heading has room.
func slots(all []caseLine) []int {
	out := make([]int, len(court.Columns))
	for i := range out {
		out[i] = 2
	}
	for _, l := range all {
		for _, c := range l.cells {
			out[c.column] = max(out[c.column], c.slot+1)
		}
	}
	return out
}

// officerLine is one officer with his cases.
type officerLine struct {
	name   string
	group  court.Group // of the staff
	cases  []caseLine
	inHand int
	counts map[widgets.State]int
}

// nobody stands for the cases that have no officer.
const nobody = "未分案"

// officers groups the lines, which keep their order, by officer: the one with
// most overdue cases first, cases nobody has last. groups are those of the staff.
func officers(all []caseLine, groups map[string]court.Group) []officerLine {
	index := map[string]int{}
	var out []officerLine
	for _, l := range all {
		name := l.Officer
		if name == "" {
			name = nobody
		}
		i, known := index[name]
		if !known {
			i = len(out)
			index[name] = i
			out = append(out, officerLine{name: name, group: groups[name], counts: map[widgets.State]int{}})
		}
		o := &out[i]
		o.cases = append(o.cases, l)
		o.counts[l.worst]++
		if l.Status != court.StatusClosed {
			o.inHand++
		}
	}
	slices.SortStableFunc(out, func(a, b officerLine) int {
		return cmp.Or(
			cmp.Compare(boolInt(a.name == nobody), boolInt(b.name == nobody)),
			cmp.Compare(b.counts[widgets.StateOverdue], a.counts[widgets.StateOverdue]),
			cmp.Compare(b.inHand, a.inHand), cmp.Compare(a.name, b.name))
	})
	return out
}

func boolInt(b bool) int {
	if b {
		return 1
	}
	return 0
}

// filter keeps the lines of one officer ("" keeps all) and, when asked, only
// the pressing ones.
func filter(all []caseLine, officer string, onlyPressing bool) []caseLine {
	out := make([]caseLine, 0, len(all))
	for _, l := range all {
		name := l.Officer
		if name == "" {
			name = nobody
		}
		if officer != "" && name != officer || onlyPressing && !l.pressing() {
			continue
		}
		out = append(out, l)
	}
	return out
}

// sentence says what a node is, for the line below the chart.
func sentence(l caseLine, c *nodeCell) string {
	if c == nil {
		return fmt.Sprintf("%s　%s　承办人 %s　%s　期限 %s", l.Number, l.Debtors, orNone(l.Officer), l.stage, orNone(l.limit))
	}
	n := c.node
	text := fmt.Sprintf("%s　%s·%s　%s%s", l.Number, n.Column, n.Name, sign(c.state), c.word)
	if !n.Planned.IsZero() {
		text += "　应办 " + n.Planned.String()
	} else if n.Actual.IsZero() && n.Waived == "" {
		text += "　尚无应办日（等待前一事项）"
	}
	if !n.Actual.IsZero() {
		text += "　实际 " + n.Actual.String()
	}
	for _, part := range []struct{ label, text string }{{"责任人", n.Owner}, {"结果", n.Result}, {"免办", n.Waived}, {"依据", n.Basis}} {
		if part.text != "" {
			text += "　" + part.label + " " + part.text
		}
	}
	return text
}

func sign(s widgets.State) string {
	if s == widgets.StateNone {
		return ""
	}
	return s.Sign() + " "
}

func orNone(s string) string {
	if s == "" {
		return "—"
	}
	return s
}
