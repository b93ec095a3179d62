package admin

import (
	"context"
	"strconv"
	"strings"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"

	"zhixing/app/court"
	"zhixing/app/desktop/frame"
	"zhixing/app/desktop/widgets"
	"zhixing/app/office"
)

// staffPanel lists the staff; Enter opens a member's form.
type staffPanel struct {
	f         frame.Frame
	loader    *widgets.Loader
	table     *widgets.DataTable[office.Account]
	whole     fyne.CanvasObject
	tribunals []string
}

func newStaffPanel(f frame.Frame) *staffPanel {
	p := &staffPanel{f: f, loader: widgets.NewLoader(f.Window())}
	p.loader.OnError = f.Fail
	p.table = widgets.NewListTable(p.columns(), func(u office.Account) string { return strconv.FormatInt(u.ID, 10) }, nil)
	p.table.Empty = widgets.Empty{Text: "还没有人员", Label: "添加人员", Action: p.add}
	p.table.OnOpen = p.edit
	p.table.RowMenu = func(u office.Account) []widgets.MenuItem {
		return []widgets.MenuItem{
			{Label: "修改", Note: "Enter", Do: func() { p.edit(u) }},
			{Label: "重置密码", Do: func() { p.reset(u) }},
			{Label: "解锁", Do: func() { p.unlock(u) }, Disabled: u.LockedUntil.IsZero()},
		}
	}
	bar := widgets.HStack(8, widgets.NewPrimaryButton("添加人员 Ctrl+N", p.add),
		widgets.NewButton("修改 Enter", func() { p.chosen(p.edit) }),
		widgets.NewButton("重置密码", func() { p.chosen(p.reset) }),
		widgets.NewSpacer(),
		widgets.NewText("停用的人员不能登录，经办记录保留", widgets.TableSize, widgets.ColorQuiet, false))
	p.whole = container.NewBorder(widgets.Padded(10, 8, bar), nil, nil, nil, p.table)
	return p
}

func (p *staffPanel) columns() []widgets.Column[office.Account] {
	type column = widgets.Column[office.Account]
	ink := func(u office.Account, text string) widgets.Cell {
		if u.Disabled {
			return widgets.QuietCell(text)
		}
		return widgets.TextCell(text)
	}
	text := func(id, label string, width, stretch float32, get func(court.User) string) column {
		return column{ID: id, Label: label, Width: width, Stretch: stretch, Sortable: true,
			Cell: func(u office.Account) widgets.Cell { return ink(u, get(u.User)) },
			Less: func(a, b office.Account) bool { return get(a.User) < get(b.User) }}
	}
	return []column{
		text("name", "姓名", 120, 0, func(u court.User) string { return u.Name }),
		text("roles", "岗位", 200, 2, roleText),
		text("group", "工作组", 120, 0, func(u court.User) string { return string(u.Group) }),
		text("tribunal", "派出法庭", 120, 1, func(u court.User) string { return u.Tribunal }),
		text("phone", "电话", 120, 0, func(u court.User) string { return u.Phone }),
		{ID: "state", Label: "状态", Width: 140, Sortable: true, Cell: stateCell,
			Less: func(a, b office.Account) bool { return stateCell(a).Text < stateCell(b).Text }},
		{ID: "do", Label: "", Width: 64, Cell: func(u office.Account) widgets.Cell {
			if u.LockedUntil.IsZero() {
				return widgets.TextCell("")
			}
			return widgets.ButtonCell(widgets.CellButton{Label: "解锁", Primary: true, Do: func() { p.unlock(u) }})
		}},
	}
}

// stateCell says how the log-in of a member stands.
func stateCell(u office.Account) widgets.Cell {
	switch {
	case u.Disabled:
		return widgets.StateCell(widgets.StateExempt, "停用")
	case !u.LockedUntil.IsZero():
		return widgets.StateCell(widgets.StateOverdue, "已锁定至 "+u.LockedUntil.Format("15:04"))
	}
	return widgets.StateCell(widgets.StateDone, "在用")
}

func roleText(u court.User) string {
	names := make([]string, len(u.Roles))
	for i, r := range u.Roles {
		names[i] = string(r)
	}
	return strings.Join(names, "、")
}

func (p *staffPanel) content() fyne.CanvasObject { return p.whole }
func (p *staffPanel) unsaved() bool              { return false }
func (p *staffPanel) keys() widgets.Bindings {
	return widgets.Bindings{"Ctrl+N": p.add, "Ctrl+M": p.add}
}

// staffAnswer is what one reading gives.
type staffAnswer struct {
	accounts []office.Account
	settings court.Settings
}

func (p *staffPanel) load() {
	o, actor := p.f.Office(), p.f.Actor()
	widgets.Load(p.loader, func(ctx context.Context) (a staffAnswer, err error) {
		if a.accounts, err = o.Accounts(ctx, actor); err != nil {
			return a, err
		}
		a.settings, err = o.Settings(ctx)
		return a, err
	}, func(a staffAnswer) {
		p.tribunals = a.settings.Tribunals
		p.table.SetRows(a.accounts)
		p.table.Focus()
	})
}

func (p *staffPanel) chosen(do func(office.Account)) {
	if u, ok := p.table.Chosen(); ok {
		do(u)
		return
	}
	p.f.Fail(court.Errorf(court.CodeInvalid, "还没有选中人员。").WithHint("请先在名单里点一个人。"))
}

func (p *staffPanel) add()                  { p.member(court.User{}) }
func (p *staffPanel) edit(u office.Account) { p.member(u.User) }

// unlock lets somebody log in again who typed too many wrong passwords.
func (p *staffPanel) unlock(u office.Account) {
	o, actor := p.f.Office(), p.f.Actor()
	loader := widgets.NewLoader(p.f.Window()) // its own: the change itself makes the list load
	loader.OnError = p.f.Fail
	widgets.Load(loader, func(ctx context.Context) (struct{}, error) { return struct{}{}, o.Unlock(ctx, actor, u.ID) }, func(struct{}) {
		p.f.Say(u.Name + " 已解锁，可以用原密码登录")
		p.load()
	})
}

// none is the choice for no group or tribunal.
const none = "（无）"

// member shows the form of a member, a new one when it has no ID.
func (p *staffPanel) member(u court.User) {
	fresh := u.ID == 0
	form := widgets.NewForm(widgets.FormOptions{FieldWidth: 380})
	name := form.AddText("姓名", widgets.Required(), widgets.Help("也是登录名；同名的人请加区分，如 张伟（立案）"))
	name.SetText(u.Name)
	var roles []widgets.Option
	for _, r := range court.Roles {
		roles = append(roles, widgets.Option{ID: string(r), Label: string(r)})
	}
	marks := form.AddMarks("岗位", roles, widgets.Required(), widgets.Help("可以选几个。审批和申请、评查和承办由程序分开。"))
	marks.SetIDs(strings.Split(roleText(u), "、")...)
	groups := []string{none}
	for _, g := range court.Groups {
		groups = append(groups, string(g))
	}
	group := form.AddChoice("工作组", widgets.Options(groups...), widgets.Help("组长、承办人、书记员要选一个组"))
	group.SetID(orNone(string(u.Group)))
	tribunal := form.AddChoice("派出法庭", widgets.Options(append([]string{none}, p.tribunals...)...))
	tribunal.SetID(orNone(u.Tribunal))
	phone := form.AddText("电话")
	phone.SetText(u.Phone)
	disabled := &widgets.MarksField{}
	password, twice := &widgets.TextField{}, &widgets.TextField{}
	title := "修改人员"
	if fresh {
		title = "添加人员"
		password = form.AddPassword("密码", widgets.Required(), widgets.Help("至少 8 个字符；请本人登录后在姓名菜单里修改"))
		twice = form.AddPassword("再输一次", widgets.Required(), sameAs(&password, &twice))
	} else {
		disabled = form.AddMarks("状态", []widgets.Option{{ID: "off", Label: "停用（不能再登录）"}})
		if u.Disabled {
			disabled.SetIDs("off")
		}
	}
	o, actor := p.f.Office(), p.f.Actor()
	widgets.FormDialogLater(p.f.Window(), title, form, "保存 Ctrl+S", func() (func(context.Context) error, error) {
		u.Name, u.Phone, u.Disabled = name.Text(), phone.Text(), len(disabled.IDs()) > 0
		u.Group, u.Tribunal = court.Group(notNone(group.ID())), notNone(tribunal.ID())
		u.Roles = nil
		for _, r := range marks.IDs() {
			u.Roles = append(u.Roles, court.Role(r))
		}
		secret := ""
		if fresh {
			secret = password.Entry.Text
		}
		member := u
		return func(ctx context.Context) error {
			_, err := o.SaveUser(ctx, actor, member, secret)
			return err
		}, nil
	}, func() { p.f.Say("已保存 " + name.Text()) })
}

// sameAs refuses a second password that differs; the fields are looked up late
// because the second is not made yet.
func sameAs(first, second **widgets.TextField) widgets.FieldOption {
	return widgets.CheckWith(func() error {
		if (*first).Entry.Text != (*second).Entry.Text {
			return court.FieldErrorf("再输一次", "和上面的密码不一样。")
		}
		return nil
	})
}

func orNone(s string) string {
	if s == "" {
		return none
	}
	return s
}

func notNone(s string) string {
	if s == none {
		return ""
	}
	return s
}

func (p *staffPanel) reset(u office.Account) {
	form := widgets.NewForm(widgets.FormOptions{})
	form.AddReadOnly("姓名", u.Name)
	var password, twice *widgets.TextField
	password = form.AddPassword("密码", widgets.Required(), widgets.Help("新密码，至少 8 个字符"))
	twice = form.AddPassword("再输一次", widgets.Required(), sameAs(&password, &twice))
	o, actor := p.f.Office(), p.f.Actor()
	widgets.FormDialogLater(p.f.Window(), "重置密码", form, "重置", func() (func(context.Context) error, error) {
		secret := password.Entry.Text
		return func(ctx context.Context) error { return o.ResetPassword(ctx, actor, u.ID, secret) }, nil
	}, func() { p.f.Say(u.Name + " 的密码已重置") })
}
