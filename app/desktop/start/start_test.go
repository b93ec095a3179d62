package start

import (
	"context"
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/test"

	"zhixing/app/court"
	"zhixing/app/desktop/uitest"
	"zhixing/app/office"
)

func TestMain(m *testing.M) { uitest.Main(m) }

// window shows a page as the program does.
func window(t *testing.T, page fyne.CanvasObject) fyne.Window {
	t.Helper()
	win := test.NewTempWindow(t, page)
	win.SetPadded(false)
	win.Resize(fyne.NewSize(1366, 768))
	return win
}

func TestLogInByKeyboard(t *testing.T) {
	var name, password string
	entered := false
	win := test.NewTempWindow(t, nil)
	page := NewLogIn(win, LogInOptions{
		Court: "溪山县人民法院", Names: []string{"沈国栋", "万晓燕"},
		LogIn: func(_ context.Context, n, p string) error {
			name, password = n, p
			if p != "right password" {
				return court.Errorf(court.CodeDenied, "姓名或密码不对。").WithHint("请重新输入。")
			}
			return nil
		},
		Done: func() { entered = true },
	})
	win.SetContent(page.Content())
	page.Focus()
	uitest.Type(win, "国栋")
	uitest.Press(win, fyne.KeyReturn)
	uitest.Type(win, "wrong")
	uitest.Press(win, fyne.KeyReturn)
	uitest.Until(t, "refusal", func() bool { return page.form.Message() != "" })
	if got := page.form.Message(); got != "姓名或密码不对。请重新输入。" {
		t.Errorf("refusal says %q", got)
	}
	if page.password.Entry.Text != "" {
		t.Error("a refused password stays in the field")
	}
	uitest.Type(win, "right password")
	uitest.Press(win, fyne.KeyReturn)
	uitest.Until(t, "log-in", func() bool { return entered })
	if name != "沈国栋" || password != "right password" {
		t.Errorf("logged in as %q with %q", name, password)
	}
}

func TestLogInRefusesEmptyFields(t *testing.T) {
	win := test.NewTempWindow(t, nil)
	page := NewLogIn(win, LogInOptions{LogIn: func(context.Context, string, string) error {
		t.Error("asked with nothing typed")
		return nil
	}})
	win.SetContent(page.Content())
	page.form.Save()
	for _, field := range []string{"姓名", "密码"} {
		if page.form.FieldError(field) == "" {
			t.Errorf("empty %s is not refused", field)
		}
	}
}

func TestLockKeepsUntilRightPassword(t *testing.T) {
	opened := false
	win := test.NewTempWindow(t, nil)
	page := NewLock(win, LockOptions{Name: "沈国栋",
		Unlock: func(_ context.Context, p string) error {
			if p != "right" {
				return court.Errorf(court.CodeDenied, "姓名或密码不对。")
			}
			return nil
		},
		Done: func() { opened = true }})
	win.SetContent(page.Content())
	page.Focus()
	uitest.Type(win, "wrong")
	uitest.Press(win, fyne.KeyReturn)
	uitest.Until(t, "refusal", func() bool { return page.form.Message() != "" })
	if opened {
		t.Fatal("opened with a wrong password")
	}
	uitest.Type(win, "right")
	uitest.Press(win, fyne.KeyReturn)
	uitest.Until(t, "unlocking", func() bool { return opened })
}

// wizard makes the first start and gives what it stored.
func wizard(t *testing.T, finish func(office.Setup) error) (*Wizard, fyne.Window, *string) {
	t.Helper()
	var done string
	win := window(t, nil)
	w := NewWizard(win, "/data", func() {}, func(_ context.Context, s office.Setup) error { return finish(s) }, func(name string) { done = name })
	win.SetContent(w.Content())
	w.Focus()
	return w, win, &done
}

func TestWizardStoresWhatWasTyped(t *testing.T) {
	var got office.Setup
	w, win, done := wizard(t, func(s office.Setup) error { got = s; return nil })
	for _, text := range []string{"桃源县人民法院", "豫1598", "桃源县农村信用社", "桃源县人民法院执行款专户", "4100 1598"} {
		uitest.Type(win, text)
		uitest.Press(win, fyne.KeyReturn)
	}
	w.tribunals.SetText("东街人民法庭\n\n 西街人民法庭 ")
	uitest.Shortcut(win, fyne.KeyModifierControl, fyne.KeyReturn)
	uitest.Type(win, "李𬭎")
	uitest.Press(win, fyne.KeyReturn)
	uitest.Type(win, "password-1")
	uitest.Press(win, fyne.KeyReturn)
	uitest.Type(win, "password-1")
	uitest.Press(win, fyne.KeyReturn)
	uitest.Until(t, "first start", func() bool { return *done != "" })
	s := got.Settings
	if s.CourtName != "桃源县人民法院" || s.CourtCode != "豫1598" || s.AccountBank != "桃源县农村信用社" ||
		s.AccountName != "桃源县人民法院执行款专户" || s.AccountNo != "4100 1598" {
		t.Errorf("settings %+v", s)
	}
	if len(s.Tribunals) != 2 || s.Tribunals[1] != "西街人民法庭" {
		t.Errorf("tribunals %q", s.Tribunals)
	}
	if *done != "李𬭎" || got.Admin != "李𬭎" || got.Password != "password-1" {
		t.Errorf("administrator %q, %q", got.Admin, got.Password)
	}
}

func TestWizardRefusesAtTheField(t *testing.T) {
	refuse := court.FieldErrorf("法院代字", "不能组成案号。")
	w, win, _ := wizard(t, func(office.Setup) error { return refuse })
	w.courtForm.Save()
	if w.courtForm.FieldError("法院名称") == "" {
		t.Error("a court without a name went on")
	}
	w.court.SetText("桃源县人民法院")
	w.code.SetText("1598")
	w.no.SetText("41001598甲")
	w.courtForm.Save()
	for _, field := range []string{"法院代字", "案款账号"} {
		if w.courtForm.FieldError(field) == "" {
			t.Errorf("wrong %s went on", field)
		}
	}
	w.code.SetText("豫15")
	w.no.SetText("")
	w.courtForm.Save()
	if top := win.Canvas().Overlays().Top(); top == nil || !uitest.Shows("四位数字", top) || w.root.Objects[0] != w.steps[0] {
		t.Error("the code of an intermediate court is taken without a question")
	}
	uitest.Press(win, fyne.KeyEscape)
	w.code.SetText("豫1598")
	w.courtForm.Save()
	w.admin.SetText("管理员")
	w.password.SetText("password-1")
	w.passwordTwice.SetText("password-2")
	w.adminForm.Save()
	if w.adminForm.FieldError("再输一次") == "" {
		t.Error("two different passwords were taken")
	}
	w.passwordTwice.SetText("password-1")
	w.adminForm.Save()
	uitest.Until(t, "refusal", func() bool { return w.courtForm.FieldError("法院代字") != "" })
	if !uitest.Shows("第一次使用（1/2）", win.Content()) {
		t.Error("the refused field is not in front")
	}
}

func TestTroubleSaysWhatAndWhere(t *testing.T) {
	err := court.Errorf(court.CodeNewer, "数据由更新的程序写过。").WithHint("请安装新版程序。")
	win := window(t, NewTrouble("数据打不开", err, "/srv/data"))
	for _, text := range []string{"数据由更新的程序写过。", "请安装新版程序。", "/srv/data"} {
		if !uitest.Shows(text, win.Content()) {
			t.Errorf("%q is not shown: %q", text, uitest.Texts(win.Content()))
		}
	}
}
