package widgets

import (
	"fyne.io/fyne/v2"
)

// formLayout puts label, field and error of every field in one or two columns.
type formLayout struct{ form *Form }

const (
	formRowGap    = 7  // px between rows
	formColumnGap = 22 // px between columns
	formLabelGap  = 10 // px between label and field
)

// labelWidth is the width of the labels with room for the star.
func (l *formLayout) labelWidth() float32 {
	if w := l.form.options.LabelWidth; w > 0 {
		return S(w)
	}
	width := float32(0)
	for _, fd := range l.form.fields {
		width = max(width, fd.caption.MinSize().Width)
	}
	return width + S(10)
}

// walk calls put for every shown field with its column, top and heights.
func (l *formLayout) walk(put func(fd *field, column int, y, controlHeight, height float32)) float32 {
	y, rowHeight := float32(0), float32(0)
	column := 0
	for _, fd := range l.form.fields {
		if !fd.control.Visible() {
			continue
		}
		if fd.wide && column > 0 {
			y += rowHeight + S(formRowGap)
			column, rowHeight = 0, 0
		}
		control := fd.control.MinSize().Height
		height := control
		if fd.trouble.Visible() {
			height += fd.trouble.MinSize().Height
		}
		put(fd, column, y, control, height)
		rowHeight = max(rowHeight, height)
		column++
		if fd.wide || column >= l.form.options.Columns {
			y += rowHeight + S(formRowGap)
			column, rowHeight = 0, 0
		}
	}
	if column > 0 {
		y += rowHeight + S(formRowGap)
	}
	return y
}

// Layout places everything.
func (l *formLayout) Layout(_ []fyne.CanvasObject, size fyne.Size) {
	columns := float32(l.form.options.Columns)
	width := float32(int((size.Width - (columns-1)*S(formColumnGap)) / columns))
	labels := l.labelWidth()
	single := fieldHeight()
	bottom := l.walk(func(fd *field, column int, y, controlHeight, _ float32) {
		x := float32(column) * (width + S(formColumnGap))
		w := width
		if fd.wide {
			w = size.Width
		}
		l.placeLabel(fd, x, y, labels, min(single, controlHeight))
		left := x + labels + S(formLabelGap)
		room := w - labels - S(formLabelGap)
		if fd.quiet && fd.label == "" {
			left, room = x, w
		}
		place(fd.control, left, y, room, controlHeight)
		place(fd.trouble, left, y+controlHeight, room, fd.trouble.MinSize().Height)
	})
	place(l.form.message, 0, bottom, size.Width, l.form.message.MinSize().Height)
}

func (l *formLayout) placeLabel(fd *field, x, y, width, height float32) {
	caption := fd.caption.MinSize().Width
	star := fd.star.MinSize().Width
	captionX := x
	if l.form.options.AlignRight {
		captionX = x + width - caption - star - S(2)
	}
	place(fd.caption, captionX, y, caption, height)
	place(fd.star, captionX+caption+S(2), y, star, height)
}

// MinSize is what the fields need.
func (l *formLayout) MinSize(_ []fyne.CanvasObject) fyne.Size {
	columns := float32(l.form.options.Columns)
	fieldWidth := S(l.form.options.FieldWidth)
	trouble := float32(0)
	height := l.walk(func(fd *field, _ int, _, _, _ float32) {
		trouble = max(trouble, fd.control.MinSize().Width)
	})
	if l.form.message.Visible() {
		height += l.form.message.MinSize().Height
	}
	width := columns*(l.labelWidth()+S(formLabelGap)+max(fieldWidth, min(trouble, fieldWidth*2))) + (columns-1)*S(formColumnGap)
	return fyne.NewSize(width, height)
}
