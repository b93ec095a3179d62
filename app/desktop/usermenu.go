package desktop

import (
	"context"

	"zhixing/app/court"
	"zhixing/app/desktop/admin"
	"zhixing/app/desktop/widgets"
)

// userMenu is the menu under the actor's name.
func (s *shell) userMenu() []widgets.MenuItem {
	readOnly := s.p.office.ReadOnly()
	return []widgets.MenuItem{
		{Label: "修改密码", Do: s.changePassword, Disabled: readOnly},
		{Label: "锁定", Note: "Ctrl+L", Do: func() { s.p.lockNow("您锁定了窗口。") }},
		{Label: "切换用户", Do: s.p.leave},
		{Label: "大字显示", Checked: widgets.Scale() > 1, Do: s.toggleLargePrint},
		{Label: "打印机…", Do: func() { admin.AskPrinter(s, nil) }},
		{Label: "按键说明", Note: "F1", Do: s.showKeys},
		{Label: "关于", Do: s.showAbout},
		{Label: "退出", Do: s.p.quit},
	}
}

const labelTwice = "再输一次新密码"

func (s *shell) changePassword() {
	form := widgets.NewForm(widgets.FormOptions{})
	old := form.AddPassword("原密码", widgets.Required())
	fresh := form.AddPassword("新密码", widgets.Required(), widgets.Help("至少 8 个字符"), widgets.ErrorName("密码"))
	twice := form.AddPassword(labelTwice, widgets.Required())
	widgets.FormDialogLater(s.p.win, "修改密码", form, "保存 Enter", func() (func(context.Context) error, error) {
		if fresh.Entry.Text != twice.Entry.Text {
			return nil, court.FieldErrorf(labelTwice, "和上面的新密码不一样。")
		}
		before, after := old.Entry.Text, fresh.Entry.Text
		return func(ctx context.Context) error {
			return s.p.office.ChangePassword(ctx, s.actor, before, after)
		}, nil
	}, func() { s.Say("密码已修改") })
}

// toggleLargePrint is a choice of this computer; it goes before the office's
// setting.
func (s *shell) toggleLargePrint() {
	print := "large"
	if widgets.Scale() > 1 {
		print = "normal"
	}
	s.p.app.Preferences().SetString(prefPrint, print)
	s.p.rebuild()
}

func (s *shell) showAbout() {
	logs := widgets.NewButton("打开日志文件夹", func() { s.OpenOutside(s.p.logs) })
	folder := widgets.NewButton("打开数据文件夹", func() { s.OpenOutside(s.p.opt.Dir) })
	content := admin.About(admin.AboutOptions{Version: s.p.opt.Version, Dir: s.p.opt.Dir, Logs: s.p.logs})
	widgets.NewDialog(s.p.win, "关于 执行破难工作台", content, logs, folder).Resize(720, 560)
}
