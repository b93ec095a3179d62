// Package inquiry is what the window shows of inquiries for property (查询), of
// clues (线索) and of the units that assist: three tabs of 财产查控, a tab of the
// case page, the import of result sheets, and the dialogs about them.
package inquiry

import (
	"context"
	"fmt"
	"strings"

	"zhixing/app/desktop/frame"
	"zhixing/app/desktop/lists"
	"zhixing/app/desktop/widgets"
)

// The tabs of the page 财产查控.
const (
	TabInquiries = "查询"
	TabClues     = "线索"
	TabUnits     = "协查单位"
)

// Host is the page that the tabs stand on.
type Host struct {
	Frame frame.Frame
	Desk  *lists.Desk
	Scope *lists.Scope
}

// NewList makes the list of a tab.
func NewList(h Host, tab string) lists.Tab {
	switch tab {
	case TabClues:
		return newClueList(h)
	case TabUnits:
		return newUnitList(h)
	}
	return newLineList(h)
}

// searchWidth is how wide the searches of the tabs are, px.
const searchWidth = 250

func texts[T ~string](list []T) []string {
	out := make([]string, len(list))
	for i, x := range list {
		out[i] = string(x)
	}
	return out
}

// act does a change off the window's thread and says so when it succeeded.
func act(f frame.Frame, said string, work func(ctx context.Context) error) {
	loader := widgets.NewLoader(f.Window())
	loader.OnError = f.Fail
	widgets.Load(loader, func(ctx context.Context) (struct{}, error) { return struct{}{}, work(ctx) }, func(struct{}) { f.Say(said) })
}

// dueCell shows how many days are left, or how long it is overdue.
func dueCell(left int) widgets.Cell {
	switch {
	case left < 0:
		return widgets.ColorCell(fmt.Sprintf("超 %d 天", -left), widgets.ColorOverdue)
	case left == 0:
		return widgets.ColorCell("今天", widgets.ColorNear)
	}
	return widgets.TextCell(fmt.Sprintf("剩 %d 天", left))
}

func newForm() *widgets.Form {
	return widgets.NewForm(widgets.FormOptions{LabelsQuiet: true, FieldWidth: 420})
}

// joined names things in a few lines of a dialog.
func joined(lines []string) string {
	const most = 4
	if len(lines) > most {
		return strings.Join(lines[:most], "\n") + fmt.Sprintf("\n……共 %d 项", len(lines))
	}
	return strings.Join(lines, "\n")
}
