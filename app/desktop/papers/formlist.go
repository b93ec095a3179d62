package papers

import (
	"fmt"
	"image/color"
	"slices"
	"strconv"
	"strings"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/driver/desktop"
	"fyne.io/fyne/v2/widget"

	"zhixing/app/desktop/widgets"
	"zhixing/app/office"
)

// Measures of the list in px.
const (
	formRow   = 26
	boxSide   = 14
	textLeft  = 34
	tickWidth = 30 // a click left of this ticks instead of choosing
	shortList = 25 // forms that need no shut groups
)

// formLine is a heading or a form of the list.
type formLine struct {
	heading string // "" for a form
	forms   int    // under the heading
	form    office.FormInfo
}

// formList shows the forms under headings that open and shut, with a box each.
// Up and Down choose, Right and Left open and shut the group, Space ticks,
// Enter goes on to the fields. The chosen form is offered with a light tick that
// goes with it; a full tick stays.
type formList struct {
	widget.BaseWidget
	onChoose func(code string)
	onTick   func()
	onEnter  func()
	onReveal func(top, bottom float32) // the chosen line should be seen
	only     bool                      // only what is ticked is taken; a click anywhere ticks

	all     []formLine
	lines   []formLine      // what the search and the shut groups leave
	open    map[string]bool // headings whose forms are shown
	sought  string
	made    map[string]bool
	chosen  string
	ticked  map[string]bool
	left    string // the chosen form when a person took its tick away, "" for none
	focused bool
	views   []*formView
	objects []fyne.CanvasObject
}

// formView draws one line.
type formView struct {
	ground, box      *canvas.Rectangle
	tick, text, note *canvas.Text
}

func newFormList() *formList {
	l := &formList{made: map[string]bool{}, ticked: map[string]bool{}, open: map[string]bool{}}
	l.ExtendBaseWidget(l)
	return l
}

// set shows forms in menu order. A list that is short needs no shut groups.
func (l *formList) set(forms []office.FormInfo) {
	l.all = nil
	stage, at := "", 0
	for _, f := range forms {
		if f.Stage != stage {
			stage, at = f.Stage, len(l.all)
			l.all = append(l.all, formLine{heading: stage})
		}
		l.all[at].forms++
		l.all = append(l.all, formLine{form: f})
		if len(forms) <= shortList {
			l.open[stage] = true
		}
	}
	l.search("")
}

// search keeps the forms whose name, heading or description has the text; what
// is found is shown whether its group is open or not.
func (l *formList) search(text string) {
	l.sought = strings.TrimSpace(text)
	l.filter()
}

func (l *formList) filter() {
	l.lines = nil
	var heading formLine
	for _, line := range l.all {
		if line.heading != "" {
			heading = line
			if l.sought == "" {
				l.lines = append(l.lines, line)
			}
			continue
		}
		switch {
		case l.sought == "" && l.open[heading.heading]:
			l.lines = append(l.lines, line)
		case l.sought != "" && strings.Contains(line.form.Name+line.form.Stage+line.form.About, l.sought):
			if heading.heading != "" {
				l.lines = append(l.lines, heading)
				heading.heading = ""
			}
			l.lines = append(l.lines, line)
		}
	}
	if len(l.lines) == 0 && l.sought != "" {
		l.lines = []formLine{{heading: nothingFound}}
	}
	l.lines = append(l.lines, l.takenUnseen()...)
	l.Refresh()
}

// takenUnseen are the forms that are made too though the search does not find
// them, under a heading of their own.
func (l *formList) takenUnseen() []formLine {
	var out []formLine
	for _, form := range l.wanted() {
		seen := slices.ContainsFunc(l.lines, func(x formLine) bool { return x.heading == "" && x.form.Code == form.Code })
		if l.sought == "" || seen {
			continue
		}
		if out == nil {
			out = append(out, formLine{heading: alsoTaken})
		}
		out = append(out, formLine{form: form})
	}
	return out
}

// alsoTaken stands over ticked forms that the search does not find.
const alsoTaken = "也已勾选，会一起做"

// nothingFound stands in the list when no form fits the search.
const nothingFound = "没有这样的文书，换几个字再找"

// toggle opens or shuts a group.
func (l *formList) toggle(heading string) {
	if l.sought == "" {
		l.open[heading] = !l.open[heading]
		l.filter()
	}
}

// reveal opens the group of the chosen form and has it scrolled into sight.
func (l *formList) reveal() {
	if form, ok := l.form(l.chosen); ok && !l.open[form.Stage] {
		l.open[form.Stage] = true
		l.filter()
	}
	for i, line := range l.lines {
		if line.heading == "" && line.form.Code == l.chosen && l.onReveal != nil {
			l.onReveal(float32(i)*widgets.S(formRow), float32(i+1)*widgets.S(formRow))
		}
	}
}

// taken tells whether a form is among those to make: it was ticked, or it is
// offered.
func (l *formList) taken(code string) bool { return l.ticked[code] || l.offered(code) }

// offered tells whether a form is to be made without having been ticked: it is
// the chosen one, the case does not have it yet, and nobody took it out.
func (l *formList) offered(code string) bool {
	return !l.only && code == l.chosen && !l.made[code] && code != l.left
}

// wanted are the forms to make, in menu order.
func (l *formList) wanted() []office.FormInfo {
	var out []office.FormInfo
	for _, line := range l.all {
		if line.heading == "" && l.taken(line.form.Code) {
			out = append(out, line.form)
		}
	}
	return out
}

// form finds a form by its code.
func (l *formList) form(code string) (office.FormInfo, bool) {
	for _, line := range l.all {
		if line.heading == "" && line.form.Code == code {
			return line.form, true
		}
	}
	return office.FormInfo{}, false
}

// choose shows another form's fields and calls back.
func (l *formList) choose(code string) {
	if code == l.chosen || code == "" {
		return
	}
	l.chosen, l.left = code, ""
	l.reveal()
	if l.sought != "" {
		l.filter()
	}
	l.Refresh()
	if l.onChoose != nil {
		l.onChoose(code)
	}
}

// tick ticks a form or takes the tick away, also that of the chosen form which
// nobody had ticked.
func (l *formList) tick(code string) {
	taken := l.taken(code)
	delete(l.ticked, code)
	if l.left == code {
		l.left = ""
	}
	switch {
	case !taken:
		l.ticked[code] = true
	case l.offered(code):
		l.left = code
	}
	if l.sought != "" {
		l.filter()
	}
	l.Refresh()
	if l.onTick != nil {
		l.onTick()
	}
}

// move chooses the next form in a direction: of what was found, or of all, so
// that the keyboard walks into shut groups.
func (l *formList) move(step int) {
	lines := l.all
	if l.sought != "" {
		lines = l.lines
	}
	at := -1
	for i, line := range lines {
		if line.heading == "" && line.form.Code == l.chosen {
			at = i
		}
	}
	for i := at + step; i >= 0 && i < len(lines); i += step {
		if lines[i].heading == "" {
			l.choose(lines[i].form.Code)
			return
		}
	}
}

func (l *formList) lineAt(y float32) (formLine, bool) {
	i := int(y / widgets.S(formRow))
	if y < 0 || i >= len(l.lines) {
		return formLine{}, false
	}
	return l.lines[i], true
}

// Tapped chooses, or ticks at the box.
func (l *formList) Tapped(e *fyne.PointEvent) {
	if c := fyne.CurrentApp().Driver().CanvasForObject(l); c != nil {
		c.Focus(l)
	}
	line, ok := l.lineAt(e.Position.Y)
	switch {
	case !ok:
	case line.heading != "":
		l.toggle(line.heading)
	case l.only:
		l.choose(line.form.Code)
		l.tick(line.form.Code)
	case e.Position.X < widgets.S(tickWidth):
		l.tick(line.form.Code)
	default:
		l.choose(line.form.Code)
	}
}

// TypedKey moves, ticks and goes on.
func (l *formList) TypedKey(k *fyne.KeyEvent) {
	switch k.Name {
	case fyne.KeyDown:
		l.move(1)
	case fyne.KeyUp:
		l.move(-1)
	case fyne.KeyLeft, fyne.KeyRight:
		if form, ok := l.form(l.chosen); ok && l.open[form.Stage] != (k.Name == fyne.KeyRight) {
			l.toggle(form.Stage)
		}
	case fyne.KeySpace:
		l.space()
	case fyne.KeyReturn, fyne.KeyEnter:
		if l.onEnter != nil {
			l.onEnter()
		}
	default:
		c := fyne.CurrentApp().Driver().CanvasForObject(l)
		if c != nil && c.OnTypedKey() != nil {
			c.OnTypedKey()(k)
		}
	}
}

// space ticks the chosen form. One that is only offered is ticked first, so that
// it stays when the keyboard goes on to the next; the next press takes it out.
func (l *formList) space() {
	if l.chosen == "" {
		return
	}
	if l.offered(l.chosen) && !l.ticked[l.chosen] {
		l.left = l.chosen
	}
	l.tick(l.chosen)
}

// TypedRune does nothing; the search field takes text.
func (l *formList) TypedRune(rune) {}

// FocusGained shows where the keyboard is.
func (l *formList) FocusGained() { l.focused = true; l.Refresh() }

// FocusLost ends it.
func (l *formList) FocusLost() { l.focused = false; l.Refresh() }

// Cursor is the hand.
func (l *formList) Cursor() desktop.Cursor { return desktop.PointerCursor }

// fill writes and places the lines.
func (l *formList) fill(width float32) {
	for len(l.views) < len(l.lines) {
		v := &formView{ground: canvas.NewRectangle(color.Transparent), box: canvas.NewRectangle(widgets.ColorSurface),
			tick: widgets.NewText("✓", widgets.CaptionSize, widgets.ColorSurface, false),
			text: widgets.NewText("", widgets.TableSize, widgets.ColorText, false),
			note: widgets.NewText("", widgets.CaptionSize, widgets.ColorQuiet, false)}
		v.box.CornerRadius, v.box.StrokeWidth = 2, 1
		v.tick.Alignment, v.note.Alignment = fyne.TextAlignCenter, fyne.TextAlignTrailing
		l.views = append(l.views, v)
	}
	l.objects = l.objects[:0]
	for i, line := range l.lines {
		l.fillLine(l.views[i], line, float32(i)*widgets.S(formRow), width)
	}
}

func (l *formList) fillLine(v *formView, line formLine, y, width float32) {
	height := widgets.S(formRow)
	place := func(o fyne.CanvasObject, x, y, w, h float32) {
		o.Move(fyne.NewPos(x, y))
		o.Resize(fyne.NewSize(w, h))
	}
	v.text.TextSize = widgets.S(widgets.TableSize)
	if line.heading != "" {
		l.fillHeading(v, line, y, width)
		return
	}
	chosen := line.form.Code == l.chosen
	ticked := l.taken(line.form.Code)
	v.ground.FillColor, v.text.Color, v.text.TextStyle.Bold = color.Transparent, widgets.ColorText, chosen
	v.ground.StrokeWidth = 0
	if chosen {
		v.ground.FillColor, v.text.Color = widgets.ColorChosen, widgets.ColorAction
		if l.focused {
			v.ground.StrokeColor, v.ground.StrokeWidth = widgets.ColorAction, 1
		}
	}
	v.box.FillColor, v.box.StrokeColor = widgets.ColorSurface, widgets.ColorFaint
	v.tick.Color = widgets.ColorSurface
	switch {
	case l.ticked[line.form.Code]:
		v.box.FillColor, v.box.StrokeColor = widgets.ColorAction, widgets.ColorAction
	case ticked: // offered: it goes when another one is chosen
		v.box.StrokeColor, v.tick.Color = widgets.ColorAction, widgets.ColorAction
	}
	v.tick.Hidden = !ticked
	v.note.Text, v.note.Color = "", widgets.ColorQuiet
	switch {
	case l.made[line.form.Code]:
		v.note.Text, v.note.Color = "✓ 已做", widgets.ColorDone
	case line.form.SignOff != "":
		v.note.Text = line.form.SignOff + "签发"
	}
	note := v.note.MinSize().Width
	v.text.Text = widgets.Ellipsize(line.form.Name, width-widgets.S(textLeft+16)-note, v.text.TextSize, chosen)
	place(v.ground, widgets.S(4), y, width-widgets.S(8), height)
	boxY := y + float32(int((height-widgets.S(boxSide))/2)) + 2 // Chinese characters sit low in their line
	place(v.box, widgets.S(12), boxY, widgets.S(boxSide), widgets.S(boxSide))
	place(v.tick, widgets.S(12), boxY, widgets.S(boxSide), widgets.S(boxSide))
	place(v.text, widgets.S(textLeft), y, width, height)
	place(v.note, 0, y, width-widgets.S(12), height)
	l.objects = append(l.objects, v.ground, v.box, v.tick, v.text, v.note)
}

// fillHeading writes a group's name with a sign that it opens, and how many of
// its forms the case has.
func (l *formList) fillHeading(v *formView, line formLine, y, width float32) {
	sign := "▶ "
	if line.heading == nothingFound {
		sign = ""
	} else if l.open[line.heading] || l.sought != "" {
		sign = "▼ "
	}
	made := 0
	for _, x := range l.all {
		if x.heading == "" && x.form.Stage == line.heading && l.made[x.form.Code] {
			made++
		}
	}
	v.text.Text, v.text.Color, v.text.TextStyle.Bold = sign+line.heading, widgets.ColorQuiet, false
	v.note.Text, v.note.Color = strconv.Itoa(line.forms)+" 种", widgets.ColorQuiet
	if line.forms == 0 {
		v.note.Text = ""
	}
	if made > 0 {
		v.note.Text = fmt.Sprintf("已做 %d / %d", made, line.forms)
	}
	for _, t := range []*canvas.Text{v.text, v.note} {
		t.Move(fyne.NewPos(widgets.S(10), y+widgets.S(2)))
		t.Resize(fyne.NewSize(width-widgets.S(22), widgets.S(formRow)))
	}
	l.objects = append(l.objects, v.text, v.note)
}

// CreateRenderer draws the lines.
func (l *formList) CreateRenderer() fyne.WidgetRenderer {
	l.fill(l.Size().Width)
	return &formListRenderer{l}
}

type formListRenderer struct{ l *formList }

func (r *formListRenderer) Layout(size fyne.Size) { r.l.fill(size.Width) }
func (r *formListRenderer) MinSize() fyne.Size {
	return fyne.NewSize(widgets.S(180), float32(len(r.l.lines))*widgets.S(formRow)+widgets.S(6))
}
func (r *formListRenderer) Objects() []fyne.CanvasObject { return r.l.objects }
func (r *formListRenderer) Destroy()                     {}
func (r *formListRenderer) Refresh() {
	r.l.fill(r.l.Size().Width)
	for _, o := range r.l.objects {
		o.Refresh()
	}
	canvas.Refresh(r.l)
}
