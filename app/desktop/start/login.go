package start

import (
	"context"
	"strings"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/layout"

	"zhixing/app/desktop/widgets"
)

// LogInOptions says what the log-in page shows and does.
type LogInOptions struct {
	Court string
	Names []string // of the staff, to choose from
	User  string   // preselected
	Hint  string   // shown under the form, as the example court's password
	Foot  string   // at the bottom of the window
	// LogIn checks name and password; it runs in a goroutine.
	LogIn func(ctx context.Context, name, password string) error
	// Done is called on the window's thread after LogIn succeeded.
	Done func()
}

// LogIn is the log-in page.
type LogIn struct {
	opt      LogInOptions
	form     *widgets.Form
	name     *widgets.TextField
	password *widgets.TextField
	button   *widgets.Button
	loader   *widgets.Loader
	content  fyne.CanvasObject
}

// NewLogIn makes the log-in page: name, password, Enter.
func NewLogIn(win fyne.Window, opt LogInOptions) *LogIn {
	l := &LogIn{opt: opt, loader: widgets.NewLoader(win)}
	l.form = widgets.NewForm(widgets.FormOptions{FieldWidth: fieldWidth})
	l.name = l.form.AddText("姓名", widgets.Required(), widgets.PlaceHolder("输入姓名，按 ↓ 从名单中选"))
	l.password = l.form.AddPassword("密码", widgets.Required())
	l.name.SetText(opt.User)
	l.name.OnKey = l.nameKey
	l.name.OnLeave = l.complete
	l.button = widgets.NewPrimaryButton("登录 Enter", l.form.Save)
	l.form.OnSave = l.save
	l.loader.OnBusy = l.busy
	list := widgets.NewMenuButton("从名单中选", widgets.ButtonNormal, l.nameItems)
	content := widgets.VStack(10, l.form)
	if opt.Hint != "" {
		content.Add(widgets.NewNotice(widgets.StateNormal, opt.Hint))
	}
	l.content = newPage(opt.Court, newCard("登录", content, list, layout.NewSpacer(), l.button), opt.Foot)
	return l
}

// Content is the page.
func (l *LogIn) Content() fyne.CanvasObject { return l.content }

// Focus puts the keyboard where typing begins. Call it when the page is shown.
func (l *LogIn) Focus() {
	if l.name.Text() == "" {
		l.form.FocusFirst()
		return
	}
	l.form.FocusField("密码")
}

func (l *LogIn) busy(busy bool) {
	if busy {
		l.button.Disable()
		l.button.SetLabel("正在登录…")
		return
	}
	l.button.SetLabel("登录 Enter")
	l.button.Enable()
}

func (l *LogIn) save() error {
	l.complete()
	name, password := l.name.Text(), l.password.Entry.Text
	widgets.LoadResult(l.loader, func(ctx context.Context) (struct{}, error) {
		return struct{}{}, l.opt.LogIn(ctx, name, password)
	}, func(_ struct{}, err error) {
		if err != nil {
			l.password.SetText("")
			l.form.FocusField("密码")
			l.form.ShowError(err)
			return
		}
		l.opt.Done()
	})
	return nil
}

// nameKey opens the list of names with Down.
func (l *LogIn) nameKey(k *fyne.KeyEvent) bool {
	if k.Name == fyne.KeyDown {
		l.openNames()
		return true
	}
	return false
}

// fitting gives the names that contain what was typed; all of them when none
// does.
func (l *LogIn) fitting() []string {
	var names []string
	for _, name := range l.opt.Names {
		if strings.Contains(name, l.name.Text()) {
			names = append(names, name)
		}
	}
	if len(names) == 0 {
		return l.opt.Names
	}
	return names
}

func (l *LogIn) openNames() { widgets.ShowMenu(l.name, l.nameItems()) }

func (l *LogIn) nameItems() []widgets.MenuItem {
	names := l.fitting()
	if len(names) == 1 && names[0] == l.name.Text() {
		names = l.opt.Names
	}
	var items []widgets.MenuItem
	for _, name := range names {
		items = append(items, widgets.MenuItem{Label: name, Checked: name == l.name.Text(), Do: func() {
			l.name.SetText(name)
			l.form.FocusField("密码")
		}})
	}
	return items
}

// complete makes a typed part of a name whole when it fits one name only.
func (l *LogIn) complete() {
	typed := l.name.Text()
	if names := l.fitting(); typed != "" && len(names) == 1 && strings.Contains(names[0], typed) {
		l.name.SetText(names[0])
	}
}
