package widgets

import (
	"strings"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"

	"zhixing/app/court"
)

// MoneyEntry is a field for an amount in 元. It shows the amount at its right
// edge with thousands separators while the keyboard is elsewhere.
type MoneyEntry struct {
	Entry
	// OnMoney is called when another readable amount stands in the field after
	// leaving it.
	OnMoney func(court.Money)
	// OnRefused shows why the text is no amount when the field is left; ""
	// takes the message away.
	OnRefused func(sentence string)
	// OnCapital shows the amount in banking capitals while it is typed, ""
	// for none; nil when not wanted.
	OnCapital func(string)

	last court.Money
}

// NewMoneyEntry makes an empty field.
func NewMoneyEntry() *MoneyEntry {
	m := &MoneyEntry{}
	m.whole = true
	m.Wrapping = fyne.TextWrap(fyne.TextTruncateClip)
	m.ExtendBaseWidget(m)
	m.OnChanged = func(string) { m.capital() }
	return m
}

// Empty tells whether nothing was typed: no amount is not the amount zero.
func (m *MoneyEntry) Empty() bool { return strings.TrimSpace(m.Text) == "" }

// Money reads the field in 分; zero for an empty one (see Empty). Errors say
// what is wrong.
func (m *MoneyEntry) Money() (court.Money, error) {
	if m.Empty() {
		return 0, nil
	}
	return court.ParseMoney(m.Text)
}

// SetMoney shows an amount.
func (m *MoneyEntry) SetMoney(amount court.Money) {
	m.last = amount
	m.SetText(amount.String())
	m.capital()
}

// Clear empties the field.
func (m *MoneyEntry) Clear() {
	m.last = 0
	m.SetText("")
	m.capital()
}

func (m *MoneyEntry) capital() {
	if m.OnCapital == nil {
		return
	}
	amount, err := m.Money()
	if err != nil || m.Empty() {
		m.OnCapital("")
		return
	}
	m.OnCapital(amount.Capital())
}

// FocusLost writes the amount with separators or says what is wrong.
func (m *MoneyEntry) FocusLost() {
	m.Entry.FocusLost()
	amount, err := m.Money()
	sentence := ""
	if err != nil {
		sentence, _ = court.Sentence(err)
	} else if !m.Empty() && m.Text != amount.String() {
		m.SetText(amount.String())
	}
	if m.OnRefused != nil {
		m.OnRefused(sentence)
	}
	if err == nil && amount != m.last {
		m.last = amount
		if m.OnMoney != nil {
			m.OnMoney(amount)
		}
	}
	m.Refresh()
}

// CreateRenderer lays a right-aligned text over the entry while it is not
// focused, because Fyne's entry cannot align its text.
func (m *MoneyEntry) CreateRenderer() fyne.WidgetRenderer {
	inner := m.Entry.CreateRenderer()
	cover := canvas.NewRectangle(ColorSurface)
	text := NewText("", TextSize, ColorText, false)
	text.Alignment = fyne.TextAlignTrailing
	return &moneyRenderer{WidgetRenderer: inner, entry: m, cover: cover, text: text}
}

type moneyRenderer struct {
	fyne.WidgetRenderer
	entry *MoneyEntry
	cover *canvas.Rectangle
	text  *canvas.Text
}

func (r *moneyRenderer) update() {
	hidden := r.entry.Focused() || r.entry.Empty()
	r.cover.Hidden, r.text.Hidden = hidden, hidden
	r.text.Text, r.text.TextSize = r.entry.Text, S(TextSize)
	r.cover.FillColor, r.text.Color = r.entry.ground(), ColorText
	if r.entry.Disabled() {
		r.text.Color = ColorQuiet
	}
}

func (r *moneyRenderer) Layout(size fyne.Size) {
	r.WidgetRenderer.Layout(size)
	place(r.cover, 2, 2, size.Width-4, size.Height-4)
	place(r.text, S(6), 0, size.Width-S(13), size.Height)
	r.update()
}

func (r *moneyRenderer) Refresh() {
	r.WidgetRenderer.Refresh()
	r.update()
	r.cover.Refresh()
	r.text.Refresh()
}

func (r *moneyRenderer) Objects() []fyne.CanvasObject {
	return append(append([]fyne.CanvasObject{}, r.WidgetRenderer.Objects()...), r.cover, r.text)
}
