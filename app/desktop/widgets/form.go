package widgets

import (
	"errors"
	"slices"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/widget"

	"zhixing/app/court"
)

// FormOptions says how a form is laid out.
type FormOptions struct {
	Columns     int     // 1 (default) or 2, filled row by row
	LabelWidth  float32 // px; 0 makes it as wide as the widest label
	FieldWidth  float32 // px, least width of a field; 0 is 260
	AlignRight  bool    // labels at the right, beside their fields
	LabelsQuiet bool    // labels in the quiet colour
}

// Form is a set of fields in reading order. Enter goes to the next field and
// saves in the last one; Ctrl+Enter and Ctrl+S save, Esc cancels.
type Form struct {
	widget.BaseWidget
	// OnSave reads the fields and saves; it is called only when every field
	// was accepted. Its error shows at the field it names, or under the form.
	OnSave func() error
	// OnCancel is called by Esc.
	OnCancel func()

	options  FormOptions
	fields   []*field
	message  *canvas.Text
	content  *fyne.Container
	saveKey  func()
	onResize func()
}

// field is what every kind of field has in common.
type field struct {
	form     *Form
	label    string
	required bool
	wide     bool
	quiet    bool // a line of text or a heading, not read
	control  fyne.CanvasObject
	target   interface { // what takes the keyboard; nil for read-only text
		fyne.CanvasObject
		fyne.Focusable
	}
	check   func() error // what its kind and its caller demand
	empty   func() bool
	caption *canvas.Text
	star    *canvas.Text
	trouble *canvas.Text // error or helper text under the field
	helper  string
	wrong   bool
}

// NewForm makes an empty form; add the fields in reading order.
func NewForm(options FormOptions) *Form {
	if options.Columns < 1 {
		options.Columns = 1
	}
	if options.FieldWidth == 0 {
		options.FieldWidth = 260
	}
	f := &Form{options: options, message: NewText("", TableSize, ColorOverdue, false)}
	f.message.Hide()
	f.content = container.New(&formLayout{f}, f.message)
	f.ExtendBaseWidget(f)
	return f
}

// CreateRenderer shows the fields.
func (f *Form) CreateRenderer() fyne.WidgetRenderer { return widget.NewSimpleRenderer(f.content) }

// FieldOption changes how a field behaves.
type FieldOption func(*field)

// Required marks the field with * and refuses it empty.
func Required() FieldOption { return func(f *field) { f.required = true } }

// Wide lets the field take the whole width of a two-column form.
func Wide() FieldOption { return func(f *field) { f.wide = true } }

// Help shows a quiet line under the field.
func Help(text string) FieldOption {
	return func(f *field) { f.helper = text; f.setTrouble("") }
}

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

// add takes a field into the form.
func (f *Form) add(fd *field, options ...FieldOption) {
	fd.form = f
	fd.caption = NewText(fd.label, TextSize, ColorText, false)
	if f.options.LabelsQuiet {
		fd.caption.Color = ColorQuiet
	}
	fd.star = NewText("*", TextSize, ColorOverdue, false)
	fd.trouble = NewText("", CaptionSize, ColorOverdue, false)
	fd.trouble.Hide()
	for _, option := range options {
		option(fd)
	}
	fd.star.Hidden = !fd.required
	f.fields = append(f.fields, fd)
	objects := f.content.Objects[:len(f.content.Objects)-1]
	f.content.Objects = slices.Concat(objects, []fyne.CanvasObject{fd.caption, fd.star, fd.control, fd.trouble, f.message})
	f.relayout()
}

func (f *Form) relayout() {
	f.content.Refresh()
	f.Refresh()
	if f.onResize != nil {
		f.onResize()
	}
}

// setTrouble shows an error under the field; "" shows the helper text again.
func (fd *field) setTrouble(sentence string) {
	text, ink := sentence, ColorOverdue
	fd.wrong = sentence != ""
	if !fd.wrong {
		text, ink = fd.helper, ColorQuiet
	}
	if fd.trouble.Text == text && fd.trouble.Color == ink {
		return
	}
	heightChanged := (fd.trouble.Text == "") != (text == "")
	fd.trouble.Text, fd.trouble.Color, fd.trouble.Hidden = text, ink, text == ""
	fd.trouble.Refresh()
	if heightChanged && fd.form != nil {
		fd.form.relayout()
	}
}

// setHelper changes the quiet line, as the capitals under an amount.
func (fd *field) setHelper(text string) {
	fd.helper = text
	if !fd.wrong {
		fd.setTrouble("")
	}
}

// validate gives the field's error, naming the field when it is empty.
func (fd *field) validate() error {
	if fd.required && fd.empty != nil && fd.empty() {
		return court.FieldErrorf(fd.label, "必须填写。")
	}
	if fd.check != nil {
		return fd.check()
	}
	return nil
}

// recheck takes the error of a refused field away once it is mended.
func (fd *field) recheck() {
	if fd.wrong && fd.validate() == nil {
		fd.setTrouble("")
	}
}

// Validate checks every field, shows what is wrong and puts the keyboard into
// the first refused field. It tells whether all were accepted.
func (f *Form) Validate() bool {
	f.setMessage("")
	var first *field
	for _, fd := range f.fields {
		if fd.quiet || !fd.control.Visible() {
			continue
		}
		sentence := ""
		if err := fd.validate(); err != nil {
			sentence, _ = court.Sentence(err)
			if first == nil {
				first = fd
			}
		}
		fd.setTrouble(sentence)
	}
	if first != nil {
		first.focus()
	}
	return first == nil
}

// Save validates and calls OnSave; an error of OnSave shows in the form.
func (f *Form) Save() {
	if !f.Validate() || f.OnSave == nil {
		return
	}
	if err := f.OnSave(); err != nil {
		f.ShowError(err)
	}
}

// ShowError shows an error at the field whose label it names, and otherwise
// under the form.
func (f *Form) ShowError(err error) {
	say, hint := court.Sentence(err)
	var e *court.Error
	if errors.As(err, &e) && e.Field != "" {
		for _, fd := range f.fields {
			if fd.label == e.Field && !fd.quiet {
				fd.setTrouble(say + hint)
				fd.focus()
				return
			}
		}
	}
	f.setMessage(say + hint)
}

// Message is the error shown under the form, "" for none.
func (f *Form) Message() string { return f.message.Text }

// FieldError is the error shown at a field, "" for none.
func (f *Form) FieldError(label string) string {
	for _, fd := range f.fields {
		if fd.label == label && fd.wrong {
			return fd.trouble.Text
		}
	}
	return ""
}

func (f *Form) setMessage(text string) {
	if f.message.Text == text {
		return
	}
	f.message.Text = text
	f.message.Hidden = text == ""
	f.relayout()
}

// FocusFirst puts the keyboard into the first field.
func (f *Form) FocusFirst() {
	for _, fd := range f.fields {
		if fd.usable() {
			fd.focus()
			return
		}
	}
}

// FocusField puts the keyboard into the field with the label.
func (f *Form) FocusField(label string) {
	for _, fd := range f.fields {
		if fd.label == label {
			fd.focus()
		}
	}
}

// SetVisible shows or hides the field with the label; hidden fields are not
// checked.
func (f *Form) SetVisible(label string, visible bool) {
	for _, fd := range f.fields {
		if fd.label == label {
			fd.caption.Hidden = !visible
			fd.star.Hidden = !visible || !fd.required
			if visible {
				fd.control.Show()
			} else {
				fd.control.Hide()
			}
			fd.trouble.Hidden = !visible || fd.trouble.Text == ""
		}
	}
	f.relayout()
}

func (fd *field) focus() {
	if fd.target != nil {
		focus(fd.target)
	}
}

func (fd *field) usable() bool {
	if fd.target == nil || !fd.control.Visible() {
		return false
	}
	d, ok := fd.target.(fyne.Disableable)
	return !ok || !d.Disabled()
}

// next moves from a field to the one after it and saves after the last.
func (f *Form) next(from *field) {
	found := false
	for _, fd := range f.fields {
		if found && fd.usable() {
			fd.focus()
			return
		}
		found = found || fd == from
	}
	f.save()
}

func (f *Form) save() {
	if f.saveKey != nil {
		f.saveKey()
		return
	}
	f.Save()
}
