package widgets

import (
	"fyne.io/fyne/v2"
)

// formLayout puts label, field and error of every field in one or two columns.
type formLayout struct {
	form  *Form
	width float32 // of the last layout: texts that wrap take their height from it
}

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
		height := control + fd.troubleHeight()
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

// columnWidth shares the width of the form out.
func (l *formLayout) columnWidth(width float32) float32 {
	columns := float32(l.form.options.Columns)
	return float32(int((width - (columns-1)*S(formColumnGap)) / columns))
}

// room gives where a field stands within its column and how wide it is.
func (l *formLayout) room(fd *field, width, labels float32) (left, room float32) {
	w := l.columnWidth(width)
	if fd.wide {
		w = width
	}
	if fd.quiet && fd.label == "" {
		return 0, w
	}
	return labels + S(formLabelGap), w - labels - S(formLabelGap)
}

// wrap breaks every text for a form of the width, so that heights are known.
// An error that is too long for a line under its field begins under the label.
func (l *formLayout) wrap(width, labels float32) {
	for _, fd := range l.form.fields {
		left, room := l.room(fd, width, labels)
		fd.trouble.setWidth(room)
		fd.hang = 0
		if len(fd.trouble.lines) > 1 && left > 0 {
			fd.hang = left
			fd.trouble.setWidth(left + room)
		}
		switch control := fd.control.(type) {
		case *wrapText:
			control.setWidth(room)
		case *fyne.Container:
			if flow, ok := control.Layout.(*flowLayout); ok {
				flow.width = room
			}
		}
	}
	l.form.message.setWidth(width)
}

// Layout places everything.
func (l *formLayout) Layout(_ []fyne.CanvasObject, size fyne.Size) {
	labels := l.labelWidth()
	single := fieldHeight()
	rewrapped := l.width != size.Width
	l.width = size.Width
	l.wrap(size.Width, labels)
	bottom := l.walk(func(fd *field, column int, y, controlHeight, _ float32) {
		x := float32(column) * (l.columnWidth(size.Width) + S(formColumnGap))
		l.placeLabel(fd, x, y, labels, min(single, controlHeight))
		left, room := l.room(fd, size.Width, labels)
		place(fd.control, x+left, y, room, controlHeight)
		place(fd.trouble, x+left-fd.hang, y+controlHeight, room+fd.hang, fd.trouble.MinSize().Height)
	})
	place(l.form.message, 0, bottom, size.Width, l.form.message.MinSize().Height)
	if rewrapped && l.form.onResize != nil {
		l.form.onResize()
	}
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
	labels := l.labelWidth()
	widest := fieldWidth // of what stands in a column; what is wide has room
	for _, fd := range l.form.fields {
		if fd.control.Visible() && (!fd.wide || columns == 1) {
			widest = max(widest, min(fd.control.MinSize().Width, fieldWidth*2))
		}
	}
	width := columns*(labels+S(formLabelGap)+widest) + (columns-1)*S(formColumnGap)
	l.wrap(max(width, l.width), labels)
	height := l.walk(func(*field, int, float32, float32, float32) {})
	if l.form.message.Visible() {
		height += l.form.message.MinSize().Height
	}
	return fyne.NewSize(width, height)
}
