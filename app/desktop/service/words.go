// Package service holds what the case page and the ledgers share about the
// service of papers (送达): the dialogs in which it is entered, the rows of its
// lists, envelopes, labels and receipts.
package service

import (
	"fmt"
	"slices"
	"strings"

	"zhixing/app/court"
	"zhixing/app/desktop/widgets"
	"zhixing/app/office"
)

// namedMoves is how many moved nodes a sentence names.
const namedMoves = 3

// told says what was entered and what moved.
func told(out office.ServiceOutcome) string {
	var papers, people []string
	for _, s := range out.Lines {
		papers, people = add(papers, s.Paper), add(people, s.To)
	}
	text := fmt.Sprintf("已登记：%s　%s　%s", joined(papers), joined(people), out.Lines[0].Result)
	for i, m := range out.Moved {
		switch {
		case i == 0:
			text += "；" + m.Node + " " + m.To.String()
		case i < namedMoves:
			text += "、" + m.Node + " " + m.To.String()
		case i == namedMoves:
			text += fmt.Sprintf(" 等 %d 个节点", len(out.Moved))
		}
	}
	if len(out.Moved) > 0 {
		text += " 重新排期"
	}
	return text
}

func add(list []string, text string) []string {
	if text == "" || slices.Contains(list, text) {
		return list
	}
	return append(list, text)
}

const mostNames = 4

// joined names the first of many.
func joined(names []string) string {
	if len(names) > mostNames {
		return strings.Join(names[:mostNames], "、") + fmt.Sprintf("等 %d 个", len(names))
	}
	return strings.Join(names, "、")
}

// StateCell tells by sign and word where a paper stands for its recipient.
func StateCell(l office.ServiceLine) widgets.Cell {
	state := widgets.StateNormal
	switch {
	case l.State == court.StateServed:
		state = widgets.StateDone
	case l.Late:
		state = widgets.StateOverdue
	case l.State == court.StateUnderway, l.State == court.StateNotice:
		state = widgets.StateNear
	}
	return widgets.StateCell(state, string(l.State))
}

// dueCell shows by when something is to happen.
func dueCell(l office.ServiceLine) widgets.Cell {
	switch {
	case l.State == court.StateServed:
		return widgets.DateCell(l.Due)
	case l.Late:
		return widgets.ColorCell(l.Due.String(), widgets.ColorOverdue)
	}
	return widgets.QuietCell(l.Due.String())
}
