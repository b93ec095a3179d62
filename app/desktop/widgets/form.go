package widgets

import (
	"errors"
	"slices"

	"fyne.io/fyne/v2"
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
	message  *wrapText
	content  *fyne.Container
	scroll   *container.Scroll // follows the keyboard; nil for none
	saveKey  func()
	onResize func()
	edited   bool   // by the user
	start    string // what the fields held when the dialog opened
}

// NewForm makes an empty form; add the fields in reading order.
func NewForm(options FormOptions) *Form {
	if options.Columns < 1 {
		options.Columns = 1
	}
	if options.FieldWidth == 0 {
		options.FieldWidth = 260
	}
	f := &Form{options: options, message: newWrapText("")}
	f.message.size, f.message.ink = TableSize, ColorOverdue
	f.message.Hide()
	f.content = container.New(&formLayout{form: f}, f.message)
	f.ExtendBaseWidget(f)
	return f
}

// CreateRenderer shows the fields.
func (f *Form) CreateRenderer() fyne.WidgetRenderer { return widget.NewSimpleRenderer(f.content) }

// add takes a field into the form.
func (f *Form) add(fd *field, options ...FieldOption) {
	fd.form = f
	fd.caption = NewText(fd.label, TextSize, ColorText, false)
	if f.options.LabelsQuiet {
		fd.caption.Color = ColorQuiet
	}
	fd.star = NewText("*", TextSize, ColorOverdue, false)
	fd.trouble = newWrapText("")
	fd.trouble.size, fd.trouble.tight = CaptionSize, true
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

// Validate checks every field, shows what is wrong and puts the keyboard into
// the first refused field. It tells whether all were accepted.
func (f *Form) Validate() bool {
	f.setMessage("")
	var first *field
	for _, fd := range f.fields {
		if fd.quiet || !fd.control.Visible() {
			continue
		}
		fd.release()
		err := fd.validate()
		if err != nil && first == nil {
			first = fd
		}
		fd.refuse(err)
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

// ShowError shows an error at the field it names, and otherwise under the
// form.
func (f *Form) ShowError(err error) {
	var e *court.Error
	if errors.As(err, &e) && e.Field != "" {
		if fd := f.named(e.Field); fd != nil {
			fd.refuse(err)
			fd.focus()
			return
		}
	}
	say, hint := court.Sentence(err)
	f.setMessage(say + hint)
	if f.scroll != nil {
		f.scroll.ScrollToBottom()
	}
}

// named finds the field that an error calls so: by its label, else by another
// name given with ErrorName, else the only one that holds a date or an amount.
func (f *Form) named(name string) *field {
	var also, kind []*field
	for _, fd := range f.fields {
		switch {
		case fd.quiet:
		case fd.label == name:
			return fd
		case slices.Contains(fd.names, name):
			also = append(also, fd)
		case fd.kind == name && fd.control.Visible():
			kind = append(kind, fd)
		}
	}
	switch {
	case len(also) > 0:
		return also[0]
	case len(kind) == 1:
		return kind[0]
	}
	return nil
}

// Message is the error shown under the form, "" for none.
func (f *Form) Message() string { return f.message.text }

// FieldError is the error shown at a field, "" for none.
func (f *Form) FieldError(label string) string {
	for _, fd := range f.fields {
		if fd.label == label && fd.wrong != "" {
			return fd.wrong
		}
	}
	return ""
}

func (f *Form) setMessage(text string) {
	if f.message.text == text {
		return
	}
	f.message.setText(text)
	f.message.Hidden = text == ""
	f.relayout()
}

// SaveWith lets the keys that save call save instead of Save, on pages made of
// several forms that are checked together.
func (f *Form) SaveWith(save func()) { f.saveKey = save }

// FollowIn tells the form the scroll it stands in, which then moves to the
// field that has the keyboard.
func (f *Form) FollowIn(scroll *container.Scroll) { f.scroll = scroll }

// changed tells whether the user typed something that would be lost.
func (f *Form) changed() bool { return f.edited && f.texts() != f.start }

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
	whenPointerUp(func() {
		for _, fd := range f.fields {
			if fd.label == label {
				fd.show(visible)
			}
		}
		f.relayout()
	})
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
