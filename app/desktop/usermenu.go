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
		{Label: "按键说明", Note: "F1", Do: s.showKeys},
		{Label: "关于", Do: s.showAbout},
		{Label: "退出", Do: s.p.quit},
	}
}

func (s *shell) changePassword() {
	form := widgets.NewForm(widgets.FormOptions{})
	old := form.AddPassword("原密码", widgets.Required())
	fresh := form.AddPassword("密码", widgets.Required(), widgets.Help("新密码，至少 8 个字符"))
	twice := form.AddPassword("再输一次", widgets.Required())
	widgets.FormDialogLater(s.p.win, "修改密码", form, "保存 Enter", func() (func(context.Context) error, error) {
		if fresh.Entry.Text != twice.Entry.Text {
			return nil, court.FieldErrorf("再输一次", "和上面的新密码不一样。")
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

// keyHelp is what F1 tells.
var keyHelp = [][2]string{
	{"Ctrl+K", "查找案件：案号、姓名、证件号、电话、地址"},
	{"Ctrl+N", "登记案件"},
	{"Enter", "打开选中的一行；表单里到下一栏，最后一栏保存"},
	{"Ctrl+S", "保存表单"},
	{"Esc 或 Alt+←", "返回上一页；关闭对话框"},
	{"F5", "刷新"},
	{"↑ ↓ PgUp PgDn", "在列表里移动"},
	{"空格", "勾选，或按行内第一个按钮"},
	{"Tab / Shift+Tab", "到下一处 / 上一处"},
	{"Ctrl+C", "复制选中的一行，可粘贴到表格"},
	{"Ctrl+L", "锁定窗口"},
	{"F1", "本说明"},
}

func (s *shell) showKeys() {
	rows := widgets.VStack(5)
	for _, line := range keyHelp {
		rows.Add(widgets.HStack(12,
			widgets.Sized(140, 20, widgets.NewText(line[0], widgets.TextSize, widgets.ColorAction, false)),
			widgets.NewText(line[1], widgets.TextSize, widgets.ColorText, false)))
	}
	rows.Add(widgets.NewText("日期可以输入 20180501 或 2018-5-1，也可以点右边的日历。金额输入元，可带逗号。", widgets.TableSize, widgets.ColorQuiet, false))
	widgets.NewDialog(s.p.win, "按键说明", rows)
}
