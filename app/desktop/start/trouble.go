package start

import (
	"errors"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/layout"

	"zhixing/app/court"
	"zhixing/app/desktop/widgets"
)

// NewTrouble tells in a plain page why the data cannot be opened, what to do,
// and where they are. The last button is the one meant.
func NewTrouble(heading string, err error, folder string, buttons ...*widgets.Button) fyne.CanvasObject {
	say, hint := court.Sentence(err)
	texts := widgets.VStack(8, widgets.NewWrapText(say, 15, widgets.ColorText))
	if hint != "" {
		texts.Add(widgets.NewWrapText(hint, widgets.TextSize, widgets.ColorText))
	}
	texts.Add(widgets.NewWrapText("数据文件夹："+folder, widgets.TableSize, widgets.ColorQuiet))
	body := &fyne.Container{Layout: &columnLayout{width: cardWidth - 58}, Objects: texts.Objects}
	row := make([]fyne.CanvasObject, len(buttons))
	for i, b := range buttons {
		row[i] = b
	}
	return newPage("", newCard(heading, body, row...), "")
}

// NewWaiting is what the window shows while the data are being opened or
// restored.
func NewWaiting(what string) fyne.CanvasObject {
	text := widgets.NewText(what, widgets.TextSize, widgets.ColorQuiet, false)
	return newPage("", widgets.HStack(0, layout.NewSpacer(), text, layout.NewSpacer()), "")
}

// columnLayout stacks wrapping texts at a fixed width, so that their heights
// are known before they are shown.
type columnLayout struct{ width float32 }

func (c *columnLayout) Layout(objects []fyne.CanvasObject, size fyne.Size) {
	y := float32(0)
	for _, o := range objects {
		o.Resize(fyne.NewSize(size.Width, 0))
		h := o.MinSize().Height
		put(o, 0, y, size.Width, h)
		y += h + widgets.S(4)
	}
}

func (c *columnLayout) MinSize(objects []fyne.CanvasObject) fyne.Size {
	size := fyne.NewSize(widgets.S(c.width), 0)
	for _, o := range objects {
		if o.Size().Width < 1 {
			o.Resize(fyne.NewSize(size.Width, 0))
		}
		size.Height += o.MinSize().Height + widgets.S(4)
	}
	return size
}

// fieldOf gives the field an error names, "" for none.
func fieldOf(err error) string {
	var e *court.Error
	if errors.As(err, &e) {
		return e.Field
	}
	return ""
}
