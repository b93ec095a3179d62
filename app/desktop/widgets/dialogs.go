package widgets

import (
	"context"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/layout"

	"zhixing/app/court"
)

// Dialog is a box in the middle of the window that owns the keyboard until it
// is closed.
type Dialog struct {
	win     fyne.Window
	title   string
	layer   *layer
	buttons []*Button
	hint    *canvas.Text // quiet, beside the buttons
	// OnClosed is called after the dialog went away, whichever way.
	OnClosed func()
}

// dialogWidth is the width of dialogs with a sentence, in px.
const dialogWidth = 420

// newDialog frames content with a title and a row of buttons at the right.
func newDialog(win fyne.Window, title string, content fyne.CanvasObject, buttons ...*Button) *Dialog {
	d := &Dialog{win: win, title: title, buttons: buttons}
	d.hint = NewText("", CaptionSize, ColorQuiet, false)
	row := []fyne.CanvasObject{d.hint, layout.NewSpacer()}
	for _, b := range buttons {
		row = append(row, b)
	}
	head := NewText(title, 15, ColorText, true)
	body := container.New(&paddedLayout{18, 14, 18, 14},
		container.NewBorder(
			container.New(&paddedLayout{0, 0, 0, 10}, head),
			container.New(&paddedLayout{0, 14, 0, 0}, container.New(&rowLayout{gap: 8}, row...)),
			nil, nil, content))
	d.layer = newLayer(win.Canvas(), body, true)
	d.layer.onClose = func() {
		if d.OnClosed != nil {
			d.OnClosed()
		}
	}
	return d
}

// Close takes the dialog away.
func (d *Dialog) Close() { d.layer.close() }

// Open tells whether the dialog is shown.
func (d *Dialog) Open() bool { return d.layer.shown }

// Resize gives the dialog at least this size in px before large print.
func (d *Dialog) Resize(width, height float32) {
	d.layer.size = fyne.NewSize(S(width), S(height))
	if d.layer.shown {
		d.layer.relayout()
	}
}

// NewDialog shows any content with a closing button; Esc closes it. Other
// buttons may be given, the last of them is the primary one.
func NewDialog(win fyne.Window, title string, content fyne.CanvasObject, buttons ...*Button) *Dialog {
	var d *Dialog
	closing := NewButton("关闭", func() { d.Close() })
	d = newDialog(win, title, content, append(buttons, closing)...)
	d.layer.keys = Bindings{"Esc": d.Close}
	d.layer.show()
	return d
}

// sentences stacks wrapping texts at the width of a dialog.
func sentences(width float32, texts ...string) *fyne.Container {
	var rows []fyne.CanvasObject
	for _, text := range texts {
		if text == "" {
			continue
		}
		ink := ColorText
		if len(rows) > 0 {
			ink = ColorQuiet
		}
		rows = append(rows, NewWrapText(text, TextSize, ink))
	}
	return container.New(&wrapLayout{width: width}, rows...)
}

// ErrorDialog tells the user what happened and what to do, from the user's
// face of err. Enter and Esc close it.
func ErrorDialog(win fyne.Window, err error) *Dialog {
	say, hint := court.Sentence(err)
	return MessageDialog(win, "操作没有完成", say, hint)
}

// MessageDialog tells the user something that must be read. Enter and Esc
// close it.
func MessageDialog(win fyne.Window, title, text, hint string) *Dialog {
	var d *Dialog
	known := NewPrimaryButton("知道了", func() { d.Close() })
	d = newDialog(win, title, sentences(dialogWidth, text, hint), known)
	d.layer.keys = Bindings{"Esc": d.Close, "Enter": d.Close}
	d.layer.show()
	win.Canvas().Focus(known)
	return d
}

// Confirm asks before what cannot be undone. yes is called only for the yes
// button or Enter; Esc and the other button answer no. Empty labels become
// 确定 and 取消.
func Confirm(win fyne.Window, title, text, yesLabel, noLabel string, yes func()) *Dialog {
	var d *Dialog
	answer := func() { d.Close(); yes() }
	agree := NewPrimaryButton(orElse(yesLabel, "确定"), answer)
	refuse := NewButton(orElse(noLabel, "取消"), func() { d.Close() })
	d = newDialog(win, title, sentences(dialogWidth, text), agree, refuse)
	d.layer.keys = Bindings{"Esc": d.Close}
	d.layer.show()
	win.Canvas().Focus(refuse) // what is asked about cannot be undone: Enter by habit does no harm
	return d
}

func orElse(text, other string) string {
	if text == "" {
		return other
	}
	return text
}

// ProgressDialog shows how far long work is, with a button to stop it.
type ProgressDialog struct {
	*Dialog
	bar  *ProgressBar
	text *canvas.Text
}

// NewProgressDialog shows an empty bar. cancel is called by the button and
// Esc and may be nil when the work cannot be stopped.
func NewProgressDialog(win fyne.Window, title string, cancel func()) *ProgressDialog {
	p := &ProgressDialog{bar: NewProgressBar(), text: NewText("正在准备"+ellipsis, TableSize, ColorQuiet, false)}
	p.bar.Thick = 10
	var buttons []*Button
	keys := Bindings{}
	if cancel != nil {
		stop := func() { p.Close(); cancel() }
		buttons = append(buttons, NewButton("停止", stop))
		keys["Esc"] = stop
	}
	p.Dialog = newDialog(win, title, VStack(6, p.bar, p.text), buttons...)
	p.layer.keys = keys
	p.layer.size = fyne.NewSize(S(dialogWidth), 0)
	p.layer.show()
	return p
}

// Set shows a share between 0 and 1 and what is being done. Call it on the
// window's thread.
func (p *ProgressDialog) Set(share float64, text string) {
	p.bar.Set(Segment{Share: share, Color: ColorAction})
	p.text.Text = text
	p.text.Refresh()
}

// RunWithProgress runs long work in a goroutine under a progress dialog. work
// may call report from its goroutine; stopping cancels its context. Errors
// show in the error dialog, stopping shows nothing; done follows success.
func RunWithProgress(win fyne.Window, title string,
	work func(ctx context.Context, report func(share float64, text string)) error, done func()) {
	loader := NewLoader(win)
	p := NewProgressDialog(win, title, loader.Cancel)
	report := func(share float64, text string) { publish(func() { p.Set(share, text) }) }
	LoadResult(loader, func(ctx context.Context) (struct{}, error) { return struct{}{}, work(ctx, report) },
		func(_ struct{}, err error) {
			p.Close()
			if err != nil {
				loader.fail(err)
				return
			}
			if done != nil {
				done()
			}
		})
}
