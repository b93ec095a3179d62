// Package start holds what the window shows before the first page: first
// start, log-in, lock, and what it says when the data cannot be opened.
package start

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/layout"

	"zhixing/app/desktop/widgets"
	"zhixing/assets"
)

// Program is the program's name as the user sees it.
const Program = "执行破难工作台"

const (
	bandHeight = 236 // px, the dark band behind the court's name
	cardTop    = 178 // px, where the card begins
	cardWidth  = 520 // px
	fieldWidth = 340 // px
)

// newPage puts a card under the court's name on a dark band, and a quiet line
// at the bottom of the window.
func newPage(court string, card fyne.CanvasObject, foot string) fyne.CanvasObject {
	title := court
	if title == "" {
		title = Program
	}
	icon := canvas.NewImageFromResource(fyne.NewStaticResource("zhixing.png", assets.Icon()))
	icon.FillMode = canvas.ImageFillContain
	name := widgets.NewText(title, 26, widgets.ColorSurface, true)
	program := widgets.NewText(Program, 15, widgets.ColorSurface, false)
	program.Hidden = title == Program
	line := widgets.NewText(foot, widgets.CaptionSize, widgets.ColorQuiet, false)
	line.Alignment = fyne.TextAlignCenter
	l := &pageLayout{
		ground: canvas.NewRectangle(widgets.ColorGround), band: canvas.NewRectangle(widgets.ColorBar),
		icon: icon, name: name, program: program, card: card, foot: line,
	}
	return &fyne.Container{Layout: l, Objects: []fyne.CanvasObject{l.ground, l.band, icon, name, program, card, line}}
}

// pageLayout places band, names and card.
type pageLayout struct {
	ground, band  *canvas.Rectangle
	icon          *canvas.Image
	name, program *canvas.Text
	card          fyne.CanvasObject
	foot          *canvas.Text
}

func put(o fyne.CanvasObject, x, y, width, height float32) {
	o.Move(fyne.NewPos(float32(int(x)), float32(int(y))))
	o.Resize(fyne.NewSize(width, height))
}

// Layout keeps the card whole: in a low window it moves up over the band.
func (l *pageLayout) Layout(_ []fyne.CanvasObject, size fyne.Size) {
	l.ground.Resize(size)
	l.band.Resize(fyne.NewSize(size.Width, widgets.S(bandHeight)))
	card := l.card.MinSize()
	foot := widgets.S(34)
	top := min(widgets.S(cardTop), max(size.Height-card.Height-foot, widgets.S(12)))
	side := widgets.S(64)
	name := l.name.MinSize()
	block := side + widgets.S(18) + max(name.Width, l.program.MinSize().Width)
	x, y := (size.Width-block)/2, (top-side)/2
	put(l.icon, x, y, side, side)
	x += side + widgets.S(18)
	if l.program.Hidden {
		put(l.name, x, y, name.Width, side)
	} else {
		put(l.name, x, y, name.Width, widgets.S(38))
		put(l.program, x+1, y+widgets.S(38), l.program.MinSize().Width, widgets.S(24))
	}
	put(l.card, (size.Width-card.Width)/2, top, card.Width, card.Height)
	put(l.foot, 0, size.Height-foot, size.Width, foot)
}

// MinSize lets the window be small; nothing but the card is needed.
func (l *pageLayout) MinSize([]fyne.CanvasObject) fyne.Size {
	return l.card.MinSize().AddWidthHeight(widgets.S(24), widgets.S(46))
}

// newCard makes the white card of a start page: heading, content, and a row of
// buttons, at the right unless they contain a spacer.
func newCard(heading string, content fyne.CanvasObject, buttons ...fyne.CanvasObject) fyne.CanvasObject {
	row := buttons
	if len(buttons) < 2 || !isSpacer(buttons[1]) {
		row = append([]fyne.CanvasObject{layout.NewSpacer()}, buttons...)
	}
	body := widgets.VStack(14,
		widgets.NewText(heading, 16, widgets.ColorText, true), content, widgets.HStack(8, row...))
	return widgets.Sized(cardWidth, 0, widgets.NewCard("", "", widgets.Padded(28, 22, body)))
}

func isSpacer(o fyne.CanvasObject) bool {
	_, ok := o.(layout.SpacerObject)
	return ok
}
