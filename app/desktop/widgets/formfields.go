package widgets

import (
	"strconv"
	"strings"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"

	"zhixing/app/court"
)

// TextField is a text in a form.
type TextField struct {
	*Entry
	field *field
}

// Text is what stands in the field, without spaces around it.
func (t *TextField) Text() string { return strings.TrimSpace(t.Entry.Text) }

// AddText adds a single-line text.
func (f *Form) AddText(label string, options ...FieldOption) *TextField {
	return f.addEntry(label, NewEntry(), options)
}

// AddPassword adds a single-line text that is hidden.
func (f *Form) AddPassword(label string, options ...FieldOption) *TextField {
	return f.addEntry(label, NewPasswordEntry(), options)
}

// AddTextArea adds a text of several lines.
func (f *Form) AddTextArea(label string, rows int, options ...FieldOption) *TextField {
	return f.addEntry(label, NewTextArea(rows), options)
}

func (f *Form) addEntry(label string, e *Entry, options []FieldOption) *TextField {
	t := &TextField{Entry: e}
	t.field = &field{label: label, control: e, target: e, text: t.Text}
	f.wireEntry(e, t.field)
	f.add(t.field, options...)
	return t
}

// wireEntry lets Enter, Ctrl+Enter, Ctrl+S and Esc work in an entry.
func (f *Form) wireEntry(e *Entry, fd *field) {
	e.OnEnter = func() { f.next(fd) }
	e.onCommand = f.command
	e.form = fd.events()
	e.around = func() *container.Scroll { return f.scroll }
}

// command answers the form's own keys and tells whether it used one.
func (f *Form) command(key string) bool {
	switch {
	case key == "Ctrl+Enter", key == "Ctrl+S":
		f.save()
	case key == "Esc" && f.OnCancel != nil:
		f.OnCancel()
	default:
		return false
	}
	return true
}

// SetHelper changes the quiet line under the field.
func (t *TextField) SetHelper(text string) { t.field.setHelper(text) }

// NumberField is a whole number in a form.
type NumberField struct {
	*TextField
}

// AddNumber adds a whole number between low and high; an empty field reads 0.
func (f *Form) AddNumber(label string, low, high int, options ...FieldOption) *NumberField {
	n := &NumberField{}
	rule := func() error {
		text := n.Text()
		if text == "" {
			return nil
		}
		number, err := strconv.Atoi(text)
		if err != nil || number < low || number > high {
			return court.FieldErrorf(label, "应为 %d 到 %d 的整数。", low, high)
		}
		return nil
	}
	n.TextField = f.AddText(label, append([]FieldOption{CheckWith(rule)}, options...)...)
	return n
}

// Number reads the field.
func (n *NumberField) Number() int {
	number, _ := strconv.Atoi(n.Text()) // refused by the form's check before
	return number
}

// SetNumber shows a number.
func (n *NumberField) SetNumber(number int) { n.SetText(strconv.Itoa(number)) }

// DateField is a date in a form.
type DateField struct {
	*DateEntry
	field *field
}

// AddDate adds a date; today is where the calendar opens.
func (f *Form) AddDate(label string, today func() court.Date, options ...FieldOption) *DateField {
	d := &DateField{DateEntry: NewDateEntry(today)}
	d.field = &field{label: label, kind: "日期", control: d.DateEntry, target: d.DateEntry,
		text:  func() string { return strings.TrimSpace(d.Text) },
		check: func() error { _, err := d.DateEntry.Date(); return err }}
	d.OnRefused = d.field.unreadable
	f.wireEntry(&d.Entry, d.field)
	f.add(d.field, options...)
	return d
}

// Date reads the field; the zero Date when it is empty. The form refuses
// unreadable dates before it saves.
func (d *DateField) Date() court.Date {
	date, _ := d.DateEntry.Date()
	return date
}

// SetHelper changes the quiet line under the field.
func (d *DateField) SetHelper(text string) { d.field.setHelper(text) }

// MoneyField is an amount in a form.
type MoneyField struct {
	*MoneyEntry
	field *field
}

// AddMoney adds an amount in 元; with capital its banking capitals show under
// it.
func (f *Form) AddMoney(label string, capital bool, options ...FieldOption) *MoneyField {
	m := &MoneyField{MoneyEntry: NewMoneyEntry()}
	m.field = &field{label: label, kind: "金额", control: m.MoneyEntry, target: m.MoneyEntry,
		text:  func() string { return strings.TrimSpace(m.Text) },
		check: func() error { _, err := m.MoneyEntry.Money(); return err }}
	m.OnRefused = m.field.unreadable
	if capital {
		m.OnCapital = m.field.setHelper
	}
	f.wireEntry(&m.Entry, m.field)
	f.add(m.field, options...)
	return m
}

// Money reads the field in 分; zero when it is empty. The form refuses
// unreadable amounts before it saves.
func (m *MoneyField) Money() court.Money {
	amount, _ := m.MoneyEntry.Money()
	return amount
}

// SetHelper changes the quiet line under the field.
func (m *MoneyField) SetHelper(text string) { m.field.setHelper(text) }

// ChoiceField is one of several options in a form.
type ChoiceField struct {
	*Choice
	field *field
}

// AddChoice adds a field to choose one option from.
func (f *Form) AddChoice(label string, choices []Option, options ...FieldOption) *ChoiceField {
	c := &ChoiceField{Choice: NewChoice(choices, nil)}
	c.field = &field{label: label, control: c.Choice, target: c.Choice, text: c.ID}
	c.OnEnter = func() { f.next(c.field) }
	c.onCommand, c.form = f.command, c.field.events()
	f.add(c.field, options...)
	return c
}

// SetHelper changes the quiet line under the field.
func (c *ChoiceField) SetHelper(text string) { c.field.setHelper(text) }

// MarksField is any number of marks in a form.
type MarksField struct {
	Checks []*Check
	// OnChanged is called when the user ticked or unticked a mark.
	OnChanged func()
	ids       []string
	field     *field
}

// AddMarks adds boxes to tick beside each other.
func (f *Form) AddMarks(label string, marks []Option, options ...FieldOption) *MarksField {
	m := &MarksField{}
	row := container.New(&flowLayout{gap: 12, lineGap: 2})
	m.field = &field{label: label, control: row, text: func() string { return strings.Join(m.IDs(), "、") }}
	for _, mark := range marks {
		check := NewCheck(mark.Label, func(bool) {
			if m.OnChanged != nil {
				m.OnChanged()
			}
		})
		check.OnEnter = func() { f.next(m.field) }
		check.onCommand, check.form = f.command, m.field.events()
		m.Checks, m.ids = append(m.Checks, check), append(m.ids, mark.ID)
		row.Add(check)
	}
	if len(m.Checks) > 0 {
		m.field.target = m.Checks[0]
	}
	f.add(m.field, options...)
	return m
}

// IDs are the ids of the ticked marks.
func (m *MarksField) IDs() []string {
	var ids []string
	for i, check := range m.Checks {
		if check.Checked {
			ids = append(ids, m.ids[i])
		}
	}
	return ids
}

// SetIDs ticks exactly these marks.
func (m *MarksField) SetIDs(ids ...string) {
	for i, check := range m.Checks {
		checked := false
		for _, id := range ids {
			checked = checked || id == m.ids[i]
		}
		check.SetChecked(checked)
	}
}

// ReadOnly is a text in a form that cannot be changed.
type ReadOnly struct {
	label *wrapText
}

// AddReadOnly adds a text that cannot be changed.
func (f *Form) AddReadOnly(label, text string, options ...FieldOption) *ReadOnly {
	r := &ReadOnly{label: newWrapText(text)}
	f.add(&field{label: label, control: r.label, quiet: true}, options...)
	return r
}

// SetText changes the text.
func (r *ReadOnly) SetText(text string) { r.label.setText(text) }

// AddHeading adds a bold line over the fields that follow.
func (f *Form) AddHeading(text string) {
	heading := NewText(text, TextSize, ColorText, true)
	f.add(&field{control: heading, quiet: true, wide: true})
}

// AddObject adds anything else as a field; it is not read or checked.
func (f *Form) AddObject(label string, object fyne.CanvasObject, options ...FieldOption) {
	f.add(&field{label: label, control: object, quiet: true}, options...)
}
