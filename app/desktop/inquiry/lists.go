// Package inquiry is what the window shows of inquiries for property (查询), of
// clues (线索) and of the units that assist: three tabs of 财产查控, a tab of the
// case page, the import of result sheets, and the dialogs about them.
package inquiry

import (
	"context"
	"fmt"
	"strings"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"

	"zhixing/app/court"
	"zhixing/app/desktop/frame"
	"zhixing/app/desktop/papers/parts"
	"zhixing/app/desktop/widgets"
)

// The tabs of the page 财产查控.
const (
	TabInquiries = "查询"
	TabClues     = "线索"
	TabUnits     = "协查单位"
)

// Scope is whose cases are looked at.
type Scope struct {
	OfficerID int64
	Group     court.Group
	Name      string
}

// Host is the page that the tabs stand on.
type Host interface {
	Frame() frame.Frame
	Scope() Scope
	ScopeItems(changed func()) []widgets.MenuItem
	// Say tells how much the list in front holds.
	Say(text string)
	// Again shows the buttons of the tab in front anew.
	Again()
}

// List is one tab.
type List interface {
	Content() fyne.CanvasObject
	Load()
	Focus()
	Search() // puts the keyboard into the search
	// Buttons stand beside the tabs.
	Buttons() []fyne.CanvasObject
	// Printed reads what leaves the program; it is called off the window's thread
	// by the func it gives.
	Printed() func(context.Context) (parts.List, error)
}

// NewList makes the list of a tab.
func NewList(h Host, tab string) List {
	switch tab {
	case TabClues:
		return newClueList(h)
	case TabUnits:
		return newUnitList(h)
	}
	return newLineList(h)
}

// bar is the search and the chips over a list.
type bar struct {
	entry  *widgets.Entry
	chips  *fyne.Container
	typing widgets.Typing
}

func newBar(holder string, search func(text string), enter func()) *bar {
	b := &bar{entry: widgets.NewEntry(), chips: widgets.HStack(6)}
	b.entry.SetPlaceHolder(holder + "  Ctrl+F")
	b.entry.OnChanged = func(text string) { b.typing.Rested(func() { search(text) }) }
	b.entry.OnEnter = enter
	return b
}

func (b *bar) content() fyne.CanvasObject {
	return widgets.Padded(10, 6, widgets.HStack(6, widgets.Sized(250, 28, b.entry), b.chips))
}

// over puts the bar over a table.
func (b *bar) over(table fyne.CanvasObject) fyne.CanvasObject {
	return container.NewBorder(b.content(), nil, nil, nil, table)
}

// chooser offers one of several words, the first for all.
func chooser(name, chosen string, words []string, take func(string)) *widgets.Chip {
	label := chosen
	if label == "" {
		label = "全部"
	}
	return widgets.NewMenuChip(strings.TrimSpace(name+" "+label), func() []widgets.MenuItem {
		items := []widgets.MenuItem{{Label: "全部", Checked: chosen == "", Do: func() { take("") }}}
		for _, w := range words {
			items = append(items, widgets.MenuItem{Label: w, Checked: chosen == w, Do: func() { take(w) }})
		}
		return items
	})
}

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
