package widgets

import (
	"image/color"
	"slices"
	"strings"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/container"

	"zhixing/app/court"
)

// field is what every kind of field has in common.
type field struct {
	form     *Form
	label    string
	names    []string // what errors also call it
	kind     string   // what its own reading calls it: 日期, 金额; "" otherwise
	required bool
	wide     bool
	quiet    bool // a line of text or a heading, not read
	control  fyne.CanvasObject
	target   interface { // what takes the keyboard; nil for read-only text
		fyne.CanvasObject
		fyne.Focusable
	}
	check   func() error // what its kind and its caller demand
	text    func() string
	caption *canvas.Text
	star    *canvas.Text
	trouble *wrapText // error or helper text under the field
	helper  string
	wrong   string  // the error shown, "" for none
	refused bool    // was wrong since the last Validate: looked at again when left
	hang    float32 // how far the trouble begins to the left of the control
	kept    float32 // height of the error that was corrected: nothing moves meanwhile
}

// FieldOption changes how a field behaves.
type FieldOption func(*field)

// Required marks the field with * and refuses it empty.
func Required() FieldOption { return func(f *field) { f.required = true } }

// Wide lets the field take the whole width of a two-column form.
func Wide() FieldOption { return func(f *field) { f.wide = true } }

// Help shows a quiet line under the field.
func Help(text string) FieldOption { return func(f *field) { f.setHelper(text) } }

// PlaceHolder shows an example in the empty field.
func PlaceHolder(text string) FieldOption {
	return func(f *field) {
		switch t := f.target.(type) {
		case interface{ SetPlaceHolder(string) }:
			t.SetPlaceHolder(text)
		case *Choice:
			t.PlaceHolder = text
		}
	}
}

// CheckWith adds a rule of the caller: it sees the field after its own checks
// and refuses with a Chinese sentence.
func CheckWith(rule func() error) FieldOption {
	return func(f *field) {
		own := f.check
		f.check = func() error {
			if own != nil {
				if err := own(); err != nil {
					return err
				}
			}
			return rule()
		}
	}
}

// ErrorName lets errors that call the field by another name, as the office
// does that knows no labels, show at this field under its own label.
func ErrorName(names ...string) FieldOption {
	return func(f *field) { f.names = append(f.names, names...) }
}

// events tells the field what happens to its control.
func (fd *field) events() fieldEvents {
	return fieldEvents{
		onReached: func() { fd.form.reveal(fd) },
		onChanged: fd.changed,
		onEdited:  func() { fd.form.edited = true },
		onLeft:    fd.left,
	}
}

// changed takes the errors away that the new text may have corrected.
func (fd *field) changed() {
	if fd.wrong != "" {
		fd.keep()
		fd.setWrong("")
	}
	if fd.form != nil && fd.form.message.text != "" {
		fd.form.setMessage("")
	}
}

// left looks again at a field that was refused and has been changed since.
func (fd *field) left() {
	if fd.refused && fd.wrong == "" {
		fd.refuse(fd.validate())
	}
}

// refuse shows an error of the field, under the field's own label; nil takes
// the shown one away.
func (fd *field) refuse(err error) {
	if err == nil {
		fd.setWrong("")
		return
	}
	say, hint := court.Sentence(err)
	fd.setWrong(fd.underLabel(say) + hint)
}

// underLabel names the field by its label in a sentence that begins with
// another name of it.
func (fd *field) underLabel(sentence string) string {
	for _, name := range append(slices.Clone(fd.names), fd.kind) {
		if rest, found := strings.CutPrefix(sentence, "“"+name+"”"); found && name != "" {
			return "“" + fd.label + "”" + rest
		}
	}
	return sentence
}

// unreadable shows why a date or an amount cannot be read when it is left.
func (fd *field) unreadable(sentence string) {
	if sentence != "" {
		fd.setWrong(fd.underLabel(sentence))
	}
}

func (fd *field) setWrong(sentence string) {
	fd.wrong = sentence
	fd.refused = fd.refused || sentence != ""
	whenPointerUp(fd.draw)
}

// setHelper changes the quiet line, as the capitals under an amount.
func (fd *field) setHelper(text string) {
	fd.helper = text
	whenPointerUp(fd.draw)
}

// draw writes the error, or the helper text, under the field.
func (fd *field) draw() {
	text, ink := fd.wrong, color.Color(ColorOverdue)
	if text == "" {
		text, ink = fd.helper, ColorQuiet
	}
	if fd.trouble == nil || fd.trouble.text == text && fd.trouble.ink == ink {
		return
	}
	before := fd.troubleHeight()
	fd.trouble.ink = ink
	fd.trouble.setText(text)
	fd.trouble.Hidden = text == "" || !fd.control.Visible()
	if fd.troubleHeight() != before && fd.form != nil {
		fd.form.relayout()
	}
}

// troubleHeight is the room under the control.
func (fd *field) troubleHeight() float32 {
	if fd.trouble.text == "" {
		return fd.kept
	}
	return max(fd.kept, fd.trouble.MinSize().Height)
}

// keep leaves the room of an error empty, so that correcting it moves nothing.
func (fd *field) keep() { fd.kept = fd.troubleHeight() }

// release gives the room back, when the form is checked anew.
func (fd *field) release() { fd.kept, fd.refused = 0, false }

// validate gives the field's error, naming the field when it is empty.
func (fd *field) validate() error {
	if fd.required && fd.text != nil && fd.text() == "" {
		return court.FieldErrorf(fd.label, "必须填写。")
	}
	if fd.check != nil {
		return fd.check()
	}
	return nil
}

func (fd *field) show(visible bool) {
	fd.caption.Hidden = !visible
	fd.star.Hidden = !visible || !fd.required
	if visible {
		fd.control.Show()
	} else {
		fd.control.Hide()
	}
	fd.trouble.Hidden = !visible || fd.trouble.text == ""
}

func (fd *field) focus() {
	if fd.target != nil {
		focus(fd.target)
		fd.form.reveal(fd)
	}
}

func (fd *field) usable() bool {
	if fd.target == nil || !fd.control.Visible() {
		return false
	}
	d, ok := fd.target.(fyne.Disableable)
	return !ok || !d.Disabled()
}

// reveal scrolls as little as needed to show a field with its error.
func (f *Form) reveal(fd *field) {
	if f.scroll != nil {
		reveal(f.scroll, fd.control, fd.troubleHeight)
	}
}

// Reveal scrolls as little as needed to show something in a scroll.
func Reveal(scroll *container.Scroll, o fyne.CanvasObject) {
	reveal(scroll, o, func() float32 { return 0 })
}

// reveal shows an object and what height stands under it.
func reveal(scroll *container.Scroll, o fyne.CanvasObject, under func() float32) {
	whenPointerUp(func() {
		driver := fyne.CurrentApp().Driver()
		if driver.CanvasForObject(o) == nil {
			return // not drawn yet, it has no place: whoever added it scrolls to it
		}
		top := driver.AbsolutePositionForObject(o).Y - driver.AbsolutePositionForObject(scroll).Y
		bottom := top + o.Size().Height + under()
		room := scroll.Size().Height
		switch {
		case top < 0:
			scroll.ScrollToOffset(scroll.Offset.AddXY(0, top-S(formRowGap)))
		case bottom > room:
			scroll.ScrollToOffset(scroll.Offset.AddXY(0, min(bottom-room+S(formRowGap), top)))
		}
	})
}

// texts is what all fields hold, to know whether something would be lost.
func (f *Form) texts() string {
	var b strings.Builder
	for _, fd := range f.fields {
		if fd.text != nil {
			b.WriteString(fd.text())
		}
		b.WriteByte(0)
	}
	return b.String()
}
