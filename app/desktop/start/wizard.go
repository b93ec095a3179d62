package start

import (
	"context"
	"fmt"
	"regexp"
	"strings"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/layout"

	"zhixing/app/court"
	"zhixing/app/desktop/widgets"
	"zhixing/app/office"
)

// Wizard is the first start: the court, then its first administrator.
type Wizard struct {
	win     fyne.Window
	restore func()
	finish  func(ctx context.Context, s office.Setup) error
	done    func(name string)
	loader  *widgets.Loader
	root    *fyne.Container
	steps   [2]fyne.CanvasObject

	courtForm                      *widgets.Form
	court, code, bank, owner, no   *widgets.TextField
	tribunals                      *widgets.TextField
	adminForm                      *widgets.Form
	admin, password, passwordTwice *widgets.TextField
	finishButton                   *widgets.Button
}

// NewWizard makes the first start's two steps. restore begins with a backup
// instead; finish stores what was given and runs in a goroutine; done follows
// on the window's thread with the administrator's name.
func NewWizard(win fyne.Window, folder string, restore func(), finish func(context.Context, office.Setup) error, done func(name string)) *Wizard {
	w := &Wizard{win: win, restore: restore, finish: finish, done: done, loader: widgets.NewLoader(win)}
	foot := "数据将保存在：" + folder
	w.steps = [2]fyne.CanvasObject{newPage("", w.courtCard(), foot), newPage("", w.adminCard(), foot)}
	w.root = &fyne.Container{Layout: layout.NewStackLayout(), Objects: []fyne.CanvasObject{w.steps[0]}}
	return w
}

// Content is the page.
func (w *Wizard) Content() fyne.CanvasObject { return w.root }

// Focus puts the keyboard into the first field.
func (w *Wizard) Focus() { w.courtForm.FocusFirst() }

func (w *Wizard) courtCard() fyne.CanvasObject {
	f := widgets.NewForm(widgets.FormOptions{FieldWidth: fieldWidth})
	w.court = f.AddText("法院名称", widgets.Required(), widgets.PlaceHolder("全称，如 溪山县人民法院"))
	w.code = f.AddText("法院代字", widgets.Required(), widgets.PlaceHolder("案号里的代字，如 豫1599"), widgets.CheckWith(w.checkCode))
	w.bank = f.AddText("案款开户行", widgets.PlaceHolder("案款专户，可以以后再填"))
	w.owner = f.AddText("案款户名")
	w.no = f.AddText("案款账号", widgets.CheckWith(w.checkAccount))
	w.tribunals = f.AddTextArea("派出法庭", 3, widgets.Help("一行一个；没有就留空。填完按 Ctrl+Enter 到下一步。"))
	w.tribunals.SetPlaceHolder("每行写一个法庭")
	f.OnSave = func() error { w.toAdmin(); return nil }
	w.courtForm = f
	return newCard("第一次使用（1/2）：法院", f, widgets.NewButton("已有备份，恢复…", w.restore), widgets.NewSpacer(), widgets.NewPrimaryButton("下一步 Ctrl+Enter", f.Save))
}

// usualCode is the code of a county court: the province and four digits. Two
// digits are an intermediate court's.
var usualCode = regexp.MustCompile(`^\p{Han}\d{4}$`)

// toAdmin goes on to the administrator, after a question when the code is not
// that of a county court: it stands in every case number.
func (w *Wizard) toAdmin() {
	code := court.CleanLine(court.Narrow(w.code.Text()))
	if usualCode.MatchString(code) {
		w.step(1)
		return
	}
	widgets.Confirm(w.win, "核对法院代字", fmt.Sprintf("基层法院的代字是省简称加四位数字，如 豫1599；填的是“%s”。代字印在每个案号里，请核对。", code),
		"就是这个", "改一改", func() { w.step(1) })
}

func (w *Wizard) checkCode() error {
	code := court.CleanLine(court.Narrow(w.code.Text()))
	if _, err := court.ParseCaseNumber("（2018）" + code + "执1号"); err != nil {
		return court.FieldErrorf("法院代字", "应为省简称加四位数字，如 豫1599。")
	}
	return nil
}

func (w *Wizard) checkAccount() error {
	for _, c := range court.Narrow(w.no.Text()) {
		if (c < '0' || c > '9') && c != '-' && c != ' ' {
			return court.FieldErrorf("案款账号", "只能是数字，“%c”不是。", c)
		}
	}
	return nil
}

func (w *Wizard) adminCard() fyne.CanvasObject {
	f := widgets.NewForm(widgets.FormOptions{FieldWidth: fieldWidth})
	f.AddReadOnly("", "管理员添加人员、改设置、做备份，不办案、不管钱。")
	w.admin = f.AddText("姓名", widgets.Required())
	w.password = f.AddPassword("密码", widgets.Required(), widgets.Help("至少 8 个字符。请记牢，丢失后无法找回。"))
	w.passwordTwice = f.AddPassword("再输一次", widgets.Required(), widgets.CheckWith(w.checkTwice))
	f.OnSave = w.save
	f.OnCancel = func() { w.step(0) }
	w.adminForm = f
	w.finishButton = widgets.NewPrimaryButton("完成 Enter", f.Save)
	w.loader.OnBusy = func(busy bool) {
		if busy {
			w.finishButton.Disable()
		} else {
			w.finishButton.Enable()
		}
	}
	return newCard("第一次使用（2/2）：第一位管理员", f, widgets.NewButton("上一步 Esc", func() { w.step(0) }), w.finishButton)
}

func (w *Wizard) checkTwice() error {
	if w.password.Entry.Text != w.passwordTwice.Entry.Text {
		return court.FieldErrorf("再输一次", "和上面的密码不一样。")
	}
	return nil
}

func (w *Wizard) step(i int) {
	w.root.Objects = []fyne.CanvasObject{w.steps[i]}
	w.root.Refresh()
	if i == 0 {
		w.courtForm.FocusFirst()
	} else {
		w.adminForm.FocusField("姓名")
	}
}

// setup collects what was typed.
func (w *Wizard) setup() office.Setup {
	s := office.Setup{Admin: w.admin.Text(), Password: w.password.Entry.Text, Settings: court.Settings{
		CourtName: w.court.Text(), CourtCode: w.code.Text(),
		AccountBank: w.bank.Text(), AccountName: w.owner.Text(), AccountNo: w.no.Text(),
	}}
	for _, line := range strings.Split(w.tribunals.Text(), "\n") {
		if line = court.CleanLine(line); line != "" {
			s.Settings.Tribunals = append(s.Settings.Tribunals, line)
		}
	}
	return s
}

func (w *Wizard) save() error {
	s := w.setup()
	widgets.LoadResult(w.loader, func(ctx context.Context) (struct{}, error) { return struct{}{}, w.finish(ctx, s) },
		func(_ struct{}, err error) {
			if err != nil {
				w.showError(err)
				return
			}
			w.done(s.Admin)
		})
	return nil
}

// showError shows an error on the step whose field it names.
func (w *Wizard) showError(err error) {
	if field := fieldOf(err); field == "法院名称" || field == "法院代字" || field == "案款账号" {
		w.step(0)
		w.courtForm.ShowError(err)
		return
	}
	w.adminForm.ShowError(err)
}

// NextSteps is the sentence after the first start.
func NextSteps(admin string) string {
	return fmt.Sprintf("法院已建好。请以“%s”登录，先到“系统设置 · 人员”添加本院人员。", admin)
}
