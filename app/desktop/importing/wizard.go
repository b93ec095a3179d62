package importing

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"

	"zhixing/app/desktop/frame"
	"zhixing/app/desktop/papers/parts"
	"zhixing/app/desktop/widgets"
	"zhixing/app/office"
	"zhixing/app/sheet"
)

// Wizard leads through the steps of an import: it shows the line of steps and
// the one at hand, and has the keys that all imports share. A page embeds it and
// says what its steps hold.
type Wizard struct {
	Title  string // before the line of steps: 导入台账
	May    office.Permission
	Denied string // said to those who may not
	File   *FileCard
	Path   string                            // given last
	Book   *sheet.Workbook                   // the open file, nil for none
	Steps  map[Step]func() fyne.CanvasObject // what the steps after the file hold
	Main   map[Step]func()                   // what their main buttons do
	Forget func()                            // drops what belongs to the open file; may be nil
	// Losing asks before the dry run's choices are lost, with then for yes, and
	// tells whether it did; away when the page is left. Nil when none are made.
	Losing func(away bool, then func()) bool
	Done   func() // Esc after the last step; nil leaves the page

	f      frame.Frame
	step   Step
	line   *fyne.Container
	middle *fyne.Container
}

// Use says on which frame the import runs, before it is shown.
func (w *Wizard) Use(f frame.Frame) { w.f = f }

// At gives the step at hand.
func (w *Wizard) At() Step { return w.step }

// Content builds the steps.
func (w *Wizard) Content() fyne.CanvasObject {
	w.line, w.middle = container.NewStack(), container.NewStack()
	w.Show(StepFile)
	return parts.Rows([]float32{-1, 0}, w.line, w.middle)
}

// Shown puts the keyboard where the step begins, and takes files that are
// dropped on the window.
func (w *Wizard) Shown() {
	w.f.Window().SetOnDropped(w.File.Dropped)
	if w.asksFile() {
		w.File.Focus()
	}
}

func (w *Wizard) asksFile() bool { return w.step == StepFile && w.f.Can(w.May) }

// Keys gives the shortcuts of every import.
func (w *Wizard) Keys() widgets.Bindings {
	return widgets.Bindings{"Esc": w.Back, "Ctrl+O": w.Choose, "Ctrl+S": w.Forward}
}

// Leave asks when the dry run has choices that leaving would lose.
func (w *Wizard) Leave(then func()) bool {
	letGo := func() { w.f.Window().SetOnDropped(nil) }
	if w.losing(true, func() { letGo(); then() }) {
		return false
	}
	letGo()
	return true
}

func (w *Wizard) losing(away bool, then func()) bool {
	return w.step == StepDryRun && w.Losing != nil && w.Losing(away, then)
}

// Back goes a step back, from the first one off the page.
func (w *Wizard) Back() {
	switch {
	case w.step == StepResult && w.Done != nil:
		w.Done()
	case w.step != StepColumns && w.step != StepDryRun:
		w.f.Back()
	case !w.losing(false, func() { w.Show(StepColumns) }):
		w.Show(w.step - 1)
	}
}

// Again begins with another file.
func (w *Wizard) Again() {
	w.Path, w.Book = "", nil
	if w.Forget != nil {
		w.Forget()
	}
	w.Show(StepFile)
	w.Shown()
}

// Forward does what the step's main button does.
func (w *Wizard) Forward() {
	if w.step == StepFile {
		w.File.Open()
	} else if do := w.Main[w.step]; do != nil {
		do()
	}
}

// Choose asks for the file.
func (w *Wizard) Choose() {
	if w.asksFile() {
		w.File.Choose()
	}
}

// Show goes to a step.
func (w *Wizard) Show(s Step) {
	w.step = s
	name := ""
	if w.Book != nil {
		name = w.Book.Name
	}
	w.line.Objects = []fyne.CanvasObject{StepBar(w.Title, s, name)}
	w.line.Refresh()
	content := w.fileStep
	if s != StepFile {
		content = w.Steps[s]
	}
	w.middle.Objects = []fyne.CanvasObject{content()}
	w.middle.Refresh()
	w.f.Window().Canvas().Unfocus() // what had the keyboard is gone
}

// fileStep asks for the file, or says why it does not.
func (w *Wizard) fileStep() fyne.CanvasObject {
	if !w.f.Can(w.May) {
		return widgets.NewCard("", "", container.NewCenter(widgets.NewText(w.Denied, widgets.TextSize, widgets.ColorQuiet, false)))
	}
	return w.File.Content(w.f, w.Path)
}
