package widgets

import (
	"image/color"
	"strings"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"

	"zhixing/app/court"
)

// Cell is what stands in one cell of a table. Text, squares and buttons
// exclude each other; a State puts its sign before the text and colours both.
type Cell struct {
	Text    string
	Color   color.Color // nil: the text colour
	Bold    bool
	State   State
	Squares []color.Color // small squares, as the nodes of a case
	Buttons []CellButton
}

// CellButton is a small button in a row.
type CellButton struct {
	Label   string
	Primary bool
	Do      func()
}

// TextCell is plain text.
func TextCell(text string) Cell { return Cell{Text: text} }

// TextOf is the Cell of a column that shows a text of its row.
func TextOf[T any](pick func(T) string) func(T) Cell {
	return func(row T) Cell { return TextCell(pick(row)) }
}

// QuietCell is text in the quiet colour.
func QuietCell(text string) Cell { return Cell{Text: text, Color: ColorQuiet} }

// ColorCell is text in a colour of its own, such as 超 4 天 in red.
func ColorCell(text string, ink color.Color) Cell { return Cell{Text: text, Color: ink} }

// StateCell is a state by sign and bold word: ● 超期.
func StateCell(state State, word string) Cell { return Cell{Text: word, State: state, Bold: true} }

// MoneyCell is an amount with separators; its column should align right.
func MoneyCell(m court.Money) Cell { return Cell{Text: m.String()} }

// DateCell is a date in ISO form, empty for none.
func DateCell(d court.Date) Cell { return Cell{Text: d.String()} }

// StripCell is a row of squares, one per state.
func StripCell(states []State) Cell {
	squares := make([]color.Color, len(states))
	for i, s := range states {
		squares[i] = s.Fill()
	}
	return Cell{Squares: squares}
}

// ButtonCell is a cell of buttons.
func ButtonCell(buttons ...CellButton) Cell { return Cell{Buttons: buttons} }

// plain is what copying and reading aloud give for the cell.
func (c Cell) plain() string { return strings.ReplaceAll(c.Text, "\t", " ") }

const (
	cellPad      = 8  // px at each side of a cell
	squareSide   = 10 // px
	squareStep   = 12 // px from square to square
	buttonInset  = 2  // px above and below a button in a row
	buttonGap    = 4  // px between buttons
	buttonPad    = 9  // px beside the label of a button
	signGap      = 4  // px between sign and word
	checkColumn  = 28 // px, column of the boxes to tick
	headerHeight = 27 // px
	rowHeight    = 27 // px
)

// cellView draws one cell; its objects are kept and filled anew as rows
// scroll by.
type cellView struct {
	sign, text *canvas.Text
	squares    []*canvas.Rectangle
	buttons    []*buttonView
	cell       Cell
}

// buttonView draws a small button and remembers where it is.
type buttonView struct {
	box         *canvas.Rectangle
	text        *canvas.Text
	left, right float32 // within the row
}

func newCellView() *cellView {
	return &cellView{text: NewText("", TableSize, ColorText, false)}
}

// appendObjects adds what the cell draws.
func (v *cellView) appendObjects(objects []fyne.CanvasObject) []fyne.CanvasObject {
	objects = append(objects, v.text)
	if v.sign != nil {
		objects = append(objects, v.sign)
	}
	for _, s := range v.squares {
		objects = append(objects, s)
	}
	for _, b := range v.buttons {
		objects = append(objects, b.box, b.text)
	}
	return objects
}

// set fills the view; it tells whether new objects were made.
func (v *cellView) set(c Cell, align fyne.TextAlign, x, y, width, height float32) (grown bool) {
	v.cell = c
	left, room := x+S(cellPad), width-2*S(cellPad)
	grown = v.setSign(c, &left, &room, y, height)
	v.setText(c, align, left, y, room, height)
	grown = v.setSquares(c.Squares, left, y, height) || grown
	return v.setButtons(c.Buttons, left, y, height) || grown
}

func (v *cellView) setSign(c Cell, left, room *float32, y, height float32) (grown bool) {
	if c.State == StateNone {
		if v.sign != nil {
			v.sign.Hidden = true
		}
		return false
	}
	if v.sign == nil {
		v.sign = NewText("", TableSize, ColorText, false)
		grown = true
	}
	update(v.sign, c.State.Sign(), c.State.Color(), false)
	v.sign.Hidden = false
	width := S(TableSize)
	place(v.sign, *left, y, width, height)
	*left += width + S(signGap)
	*room -= width + S(signGap)
	return grown
}

func (v *cellView) setText(c Cell, align fyne.TextAlign, left, y, room, height float32) {
	ink := c.Color
	if ink == nil {
		ink = c.State.Color()
	}
	v.text.Hidden = c.Text == ""
	if v.text.Hidden {
		return
	}
	v.text.Alignment = align
	update(v.text, Ellipsize(c.Text, room, S(TableSize), c.Bold), ink, c.Bold)
	place(v.text, left, y, room, height)
}

// update changes a text and redraws it only when it looks different.
func update(t *canvas.Text, text string, ink color.Color, bold bool) {
	bold = bold && boldHas(text)
	if t.Text == text && t.Color == ink && t.TextStyle.Bold == bold && t.TextSize == S(TableSize) {
		return
	}
	t.Text, t.Color, t.TextStyle.Bold, t.TextSize = text, ink, bold, S(TableSize)
	t.Refresh()
}

func (v *cellView) setSquares(colors []color.Color, left, y, height float32) (grown bool) {
	for len(v.squares) < len(colors) {
		v.squares = append(v.squares, canvas.NewRectangle(color.Transparent))
		grown = true
	}
	top := y + float32(int((height-S(squareSide))/2))
	for i, square := range v.squares {
		square.Hidden = i >= len(colors)
		if square.Hidden {
			continue
		}
		if square.FillColor != colors[i] {
			square.FillColor = colors[i]
			square.Refresh()
		}
		place(square, left+float32(i)*S(squareStep), top, S(squareSide), S(squareSide))
	}
	return grown
}

func (v *cellView) setButtons(buttons []CellButton, left, y, height float32) (grown bool) {
	for len(v.buttons) < len(buttons) {
		b := &buttonView{box: newBox(ColorSurface, ColorEdge, 3), text: NewText("", TableSize, ColorText, false)}
		b.text.Alignment = fyne.TextAlignCenter
		v.buttons = append(v.buttons, b)
		grown = true
	}
	for i, b := range v.buttons {
		b.box.Hidden, b.text.Hidden = i >= len(buttons), i >= len(buttons)
		if b.box.Hidden {
			continue
		}
		fill, edge, ink := ColorSurface, ColorEdge, ColorText
		if buttons[i].Primary {
			fill, edge, ink = ColorAction, ColorAction, ColorSurface
		}
		if b.box.FillColor != fill {
			b.box.FillColor, b.box.StrokeColor = fill, edge
			b.box.Refresh()
		}
		update(b.text, buttons[i].Label, ink, false)
		width := float32(int(textWidth(buttons[i].Label, TableSize, false) + 2*S(buttonPad) + 0.99))
		place(b.box, left, y+S(buttonInset), width, height-1-2*S(buttonInset))
		place(b.text, left, y, width, height-1)
		b.left, b.right = left, left+width
		left += width + S(buttonGap)
	}
	return grown
}

// buttonAt gives the button at x within the row, nil for none.
func (v *cellView) buttonAt(x float32) *CellButton {
	for i := range v.cell.Buttons {
		if i < len(v.buttons) && x >= v.buttons[i].left && x < v.buttons[i].right {
			return &v.cell.Buttons[i]
		}
	}
	return nil
}
