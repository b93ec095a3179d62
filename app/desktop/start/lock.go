package start

import (
	"context"

	"fyne.io/fyne/v2"

	"zhixing/app/desktop/widgets"
)

// LockOptions says what the lock page shows and does.
type LockOptions struct {
	Court string
	Name  string // who locked
	Why   string // e.g. 15分钟没有操作
	// Unlock checks the password; it runs in a goroutine.
	Unlock func(ctx context.Context, password string) error
	// Done is called on the window's thread after Unlock succeeded; Switch when
	// somebody else wants to log in.
	Done, Switch func()
}

// Lock covers the window until the password is given; what is under it stays
// as it is.
type Lock struct {
	form     *widgets.Form
	password *widgets.TextField
	content  fyne.CanvasObject
}

// NewLock makes the lock page.
func NewLock(win fyne.Window, opt LockOptions) *Lock {
	l := &Lock{}
	loader := widgets.NewLoader(win)
	l.form = widgets.NewForm(widgets.FormOptions{FieldWidth: fieldWidth})
	l.form.AddReadOnly("姓名", opt.Name)
	l.password = l.form.AddPassword("密码", widgets.Required())
	button := widgets.NewPrimaryButton("解锁 Enter", l.form.Save)
	other := widgets.NewButton("换人登录", opt.Switch)
	l.form.OnSave = func() error {
		password := l.password.Entry.Text
		widgets.LoadResult(loader, func(ctx context.Context) (struct{}, error) {
			return struct{}{}, opt.Unlock(ctx, password)
		}, func(_ struct{}, err error) {
			if err != nil {
				l.password.SetText("")
				l.form.FocusField("密码")
				l.form.ShowError(err)
				return
			}
			opt.Done()
		})
		return nil
	}
	content := widgets.VStack(10,
		widgets.NewWrapText(opt.Why+"您填写的内容都还在，输入密码后继续。", widgets.TableSize, widgets.ColorQuiet), l.form)
	l.content = newPage(opt.Court, newCard("已锁定", content, other, button), "")
	return l
}

// Content is the page.
func (l *Lock) Content() fyne.CanvasObject { return l.content }

// Focus puts the keyboard into the password.
func (l *Lock) Focus() { l.form.FocusField("密码") }
