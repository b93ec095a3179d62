package widgets

import (
	"context"
	"strings"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
)

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
// field, Ctrl+Enter and Ctrl+S save. Esc closes, after a question when
// something was typed. save reads the fields and runs on the window's thread:
// use FormDialogLater for slow work. saved, which may be nil, is called after
// the dialog closed.
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
	cancel := NewButton("取消", func() { d.leave() })
	form.scroll = container.NewVScroll(form)
	d = newDialog(win, title, form.scroll, button, cancel)
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
	button.OnTap, form.saveKey, form.OnCancel = save, save, d.leave
	d.OnClosed = loader.Cancel
	d.layer.keys = Bindings{"Esc": d.leave, "Ctrl+S": save, "Ctrl+Enter": save}
	d.layer.unsaved = func() bool { return !loader.Busy() && (d.layer.edited || form.changed()) }
	d.layer.giveUp = d.giveUp
	if form.manyLines() {
		d.hint.Text = "Enter 换行，Ctrl+Enter 保存"
	}
	form.start = form.texts()
	form.onResize = func() { d.fit(form.scroll) }
	form.onResize()
	d.layer.show()
	form.FocusFirst()
	return d
}

// manyLines tells whether the last field takes Enter for a new line, so that
// it does not save.
func (f *Form) manyLines() bool {
	for i := len(f.fields) - 1; i >= 0; i-- {
		if f.fields[i].usable() {
			e, ok := f.fields[i].target.(*Entry)
			return ok && e.MultiLine
		}
	}
	return false
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

// leave closes the dialog; when something typed would be lost it asks first.
func (d *Dialog) leave() {
	if d.layer.unsaved != nil && d.layer.unsaved() {
		d.giveUp(d.Close)
		return
	}
	d.Close()
}

// giveUp asks whether what was typed may be lost; Enter by habit keeps it.
func (d *Dialog) giveUp(yes func()) {
	q := Confirm(d.win, "放弃已填写的内容？", "“"+d.title+"”还没有保存，关闭后填写的内容不会保留。", "放弃", "继续填写 Enter", yes)
	q.buttons[0].Kind, q.buttons[1].Kind = ButtonNormal, ButtonPrimary
	for _, b := range q.buttons {
		b.Refresh() // they are shown already
	}
	q.layer.asking = true
}

// LeaveDialogs does then when no dialog of the window holds unsaved input, and
// otherwise once the user gave it up.
func LeaveDialogs(win fyne.Window, then func()) {
	layers := win.Canvas().Overlays().List()
	for i := len(layers) - 1; i >= 0; i-- {
		l, ok := layers[i].(*layer)
		switch {
		case !ok:
		case l.asking:
			return // is being asked already
		case l.unsaved != nil && l.unsaved():
			l.giveUp(func() { l.close(); LeaveDialogs(win, then) })
			return
		}
	}
	then()
}

// markEdited tells the dialog in front that the user changed something in it
// that is no field of its form.
func markEdited(o fyne.CanvasObject) {
	if c := canvasOf(o); c != nil {
		if l, ok := c.Overlays().Top().(*layer); ok && l.modal {
			l.edited = true
		}
	}
}
