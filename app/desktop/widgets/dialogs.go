package widgets

import (
	"context"
	"strings"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/layout"

	"zhixing/app/court"
)

// Dialog is a box in the middle of the window that owns the keyboard until it
// is closed.
type Dialog struct {
	layer   *layer
	buttons []*Button
	// OnClosed is called after the dialog went away, whichever way.
	OnClosed func()
}

// dialogWidth is the width of dialogs with a sentence, in px.
const dialogWidth = 420

// newDialog frames content with a title and a row of buttons at the right.
func newDialog(win fyne.Window, title string, content fyne.CanvasObject, buttons ...*Button) *Dialog {
	d := &Dialog{buttons: buttons}
	row := []fyne.CanvasObject{layout.NewSpacer()}
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

// Prompt asks for one text, such as a reason. An empty answer is refused.
// Ctrl+Enter, or Enter in the single-line field, answers; Esc closes.
func Prompt(win fyne.Window, title, label, initial string, rows int, answered func(text string)) *Dialog {
	form := NewForm(FormOptions{LabelWidth: 70})
	var field *TextField
	if rows > 1 {
		field = form.AddTextArea(label, rows, Required())
	} else {
		field = form.AddText(label, Required())
	}
	field.SetText(initial)
	var text string
	d := FormDialog(win, title, form, "确定", func() error {
		text = strings.TrimSpace(field.Text())
		return nil
	}, func() { answered(text) })
	return d
}

// FormDialog shows a form that stays open until save succeeds: refused fields
// show their errors, other errors show under the form. Enter in the last
// field, Ctrl+Enter and Ctrl+S save, Esc closes. save reads the fields and
// runs on the window's thread: use FormDialogLater for slow work. saved, which
// may be nil, is called after the dialog closed.
func FormDialog(win fyne.Window, title string, form *Form, saveLabel string, save func() error, saved func()) *Dialog {
	return FormDialogLater(win, title, form, saveLabel, func() (func(context.Context) error, error) {
		return nil, save()
	}, saved)
}

// FormDialogLater is FormDialog in two steps: collect reads the fields on the
// window's thread and gives the work, which runs in a goroutine. Closing the
// dialog while the work runs cancels its context.
func FormDialogLater(win fyne.Window, title string, form *Form, saveLabel string,
	collect func() (work func(context.Context) error, err error), saved func()) *Dialog {
	var d *Dialog
	loader := NewLoader(win)
	button := NewPrimaryButton(orElse(saveLabel, "保存"), nil)
	cancel := NewButton("取消", func() { d.Close() })
	scroll := container.NewVScroll(form)
	d = newDialog(win, title, scroll, button, cancel)
	loader.OnBusy = func(busy bool) {
		if busy {
			button.Disable()
			button.SetLabel("正在保存" + ellipsis)
		} else {
			button.SetLabel(orElse(saveLabel, "保存"))
			button.Enable()
		}
	}
	finish := func(err error) {
		if err != nil {
			form.ShowError(err)
			return
		}
		d.Close()
		if saved != nil {
			saved()
		}
	}
	form.OnSave = func() error {
		work, err := collect()
		if err != nil || work == nil {
			if err == nil {
				finish(nil)
			}
			return err
		}
		LoadResult(loader, func(ctx context.Context) (struct{}, error) { return struct{}{}, work(ctx) },
			func(_ struct{}, err error) { finish(err) })
		return nil
	}
	save := func() {
		if !loader.Busy() {
			form.Save()
		}
	}
	button.OnTap = save
	form.OnCancel = d.Close
	form.saveKey = save
	d.OnClosed = loader.Cancel
	d.layer.keys = Bindings{"Esc": d.Close, "Ctrl+S": save, "Ctrl+Enter": save}
	form.onResize = func() { d.fit(scroll) }
	form.onResize()
	d.layer.show()
	form.FocusFirst()
	return d
}

// fit makes the dialog as large as its scrolled form needs, at most the window.
func (d *Dialog) fit(scroll *container.Scroll) {
	form := scroll.Content.MinSize()
	frame := d.layer.content.MinSize().Subtract(scroll.MinSize())
	d.layer.size = fyne.NewSize(form.Width+S(36), form.Height+frame.Height)
	if d.layer.shown {
		d.layer.relayout()
	}
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
