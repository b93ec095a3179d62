// Package importing is what the imports of ledgers, opening balances and bank
// statements share: the way through the steps, the card that asks for a file,
// the step that asks which column is what.
package importing

import (
	"strings"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"

	"zhixing/app/desktop/frame"
	"zhixing/app/desktop/widgets"
)

// Step is where an import stands.
type Step int

// The steps, in order.
const (
	StepFile Step = iota
	StepColumns
	StepDryRun
	StepResult
)

var stepNames = []string{"1 选文件", "2 对应列", "3 试运行", "4 结果"}

// StepBar shows the steps with the present one marked, and the file's name.
func StepBar(title string, now Step, file string) fyne.CanvasObject {
	row := widgets.HStack(18, widgets.NewText(title, widgets.TextSize, widgets.ColorText, true))
	for i, name := range stepNames {
		ink := widgets.ColorFaint
		switch {
		case Step(i) == now:
			ink = widgets.ColorAction
		case Step(i) < now:
			name, ink = "✓ "+name, widgets.ColorDone
		}
		row.Add(widgets.NewText(name, widgets.TableSize, ink, Step(i) == now))
	}
	if file != "" {
		row.Add(widgets.NewSpacer())
		row.Add(widgets.NewText(file, widgets.TableSize, widgets.ColorQuiet, false))
	}
	return widgets.NewCard("", "", widgets.Padded(12, 9, row))
}

// FileCard asks for a file: by a button, by its path, or dropped on the window.
type FileCard struct {
	Title  string   // of the card
	Ask    string   // on the button and over the file dialog: 选择对账单
	Kinds  []string // endings of files offered, with the dot
	Notes  string   // what is taken and what happens with it
	OnOpen func(path string)

	f       frame.Frame
	entry   *widgets.Entry
	content fyne.CanvasObject
}

// Content builds the card with the path that was given last.
func (c *FileCard) Content(f frame.Frame, path string) fyne.CanvasObject {
	c.f = f
	c.entry = widgets.NewEntry()
	c.entry.SetPlaceHolder("或在这里输入、粘贴文件的完整路径，按回车")
	c.entry.SetText(path)
	c.entry.OnEnter = c.Open
	form := widgets.VStack(14, widgets.HStack(0, widgets.NewPrimaryButton(c.Ask+"… Ctrl+O", c.Choose)),
		container.NewBorder(nil, nil, nil, widgets.Padded(6, 0, widgets.NewButton("打开", c.Open)), c.entry),
		widgets.NewWrapText("也可以把文件直接拖到这个窗口里。\n"+c.Notes, widgets.TextSize, widgets.ColorQuiet))
	c.content = widgets.NewCard(c.Title, "", container.NewBorder(widgets.Padded(24, 20, form), nil, nil, nil))
	return c.content
}

// Focus puts the keyboard into the path.
func (c *FileCard) Focus() { c.f.Window().Canvas().Focus(c.entry) }

// Path gives what stands in the field.
func (c *FileCard) Path() string { return strings.Trim(strings.TrimSpace(c.entry.Text), `"'`) }

// Open takes the path that stands in the field. The field may still have the
// keyboard after a later step took its place: then Enter does nothing.
func (c *FileCard) Open() {
	if path := c.Path(); path != "" && c.inFront() {
		c.OnOpen(path)
	}
}

// Choose asks for the file in the system's dialog.
func (c *FileCard) Choose() { c.f.ChooseFile(c.Ask, c.Kinds, c.take) }

func (c *FileCard) take(path string) {
	if path != "" {
		c.entry.SetText(path)
		c.Open()
	}
}

// Dropped takes a file that was dropped on the window while the card is in
// front of it.
func (c *FileCard) Dropped(_ fyne.Position, files []fyne.URI) {
	if len(files) > 0 && c.f != nil && c.f.Window().Canvas().Overlays().Top() == nil && c.inFront() {
		c.take(files[0].Path())
	}
}

// inFront tells whether the card is what the window shows.
func (c *FileCard) inFront() bool {
	return c.content != nil && frame.Showing(c.f, c.content)
}
