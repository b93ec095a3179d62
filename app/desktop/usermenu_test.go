package desktop

import (
	"context"
	"testing"

	"fyne.io/fyne/v2"

	"zhixing/app/desktop/uitest"
)

// Enter leads through the three passwords and saves in the last; what is
// refused is told at the field.
func TestChangePasswordByKeyboard(t *testing.T) {
	p := newProgram(t)
	s := p.as(t, "沈国栋")
	s.changePassword()
	typed := func(texts ...string) {
		for _, text := range texts {
			uitest.Type(p.win, text)
			uitest.Press(p.win, fyne.KeyReturn)
		}
	}
	shows := func(text string) func() bool {
		return func() bool { return uitest.Shows(text, p.win.Canvas().Overlays().Top()) }
	}
	typed(password, "short", "short")
	uitest.Until(t, "the refusal of a short password", shows("“新密码”至少8个字符。"))
	selectAll := func() {
		p.win.Canvas().Focused().(fyne.Shortcutable).TypedShortcut(&fyne.ShortcutSelectAll{})
	}
	selectAll()
	typed("another 密码 1")
	selectAll()
	typed("another 密码 2")
	uitest.Until(t, "the refusal of two passwords", shows("“再输一次新密码”和上面的新密码不一样。"))
	selectAll()
	typed("another 密码 1")
	uitest.Until(t, "the change", func() bool { return p.win.Canvas().Overlays().Top() == nil })
	_, err := p.office.LogIn(context.Background(), "沈国栋", "another 密码 1")
	must(t, err)
}

// Closing the window asks for the dialog that holds typed input.
func TestQuitAsksForUnsavedDialogs(t *testing.T) {
	p := newProgram(t)
	s := p.as(t, "沈国栋")
	s.changePassword()
	uitest.Type(p.win, "x")
	p.quit()
	top := p.win.Canvas().Overlays().Top()
	if !uitest.Shows("放弃已填写的内容？", top) {
		t.Fatalf("quitting asks nothing: %q", uitest.Texts(top))
	}
	uitest.Press(p.win, fyne.KeyReturn)
	if !uitest.Shows("原密码", p.win.Canvas().Overlays().Top()) {
		t.Error("the dialog is gone")
	}
}

// The court's new name stands in the top bar at once.
func TestTopBarFollowsTheSettings(t *testing.T) {
	p := newProgram(t)
	s := p.as(t, "管理员")
	ctx := context.Background()
	settings, err := p.office.Settings(ctx)
	must(t, err)
	settings.CourtName = "溪山县人民法院城关法庭"
	must(t, p.office.SaveSettings(ctx, s.actor, settings))
	uitest.Until(t, "the new name", func() bool { return uitest.Shows(settings.CourtName, s.bar) })
}

// Five wrong passwords at a locked window tell until when the account is
// locked.
func TestLockedWindowTellsOfTheLockedAccount(t *testing.T) {
	p := newProgram(t)
	p.as(t, "沈国栋")
	p.lockNow("您锁定了窗口。")
	for i := range 5 {
		uitest.Type(p.win, "wrong password")
		uitest.Press(p.win, fyne.KeyReturn)
		want := "姓名或密码不对"
		if i == 4 {
			want = "账号已锁定到14:17"
		}
		uitest.Until(t, "attempt", func() bool { return uitest.Shows(want, p.win.Canvas().Overlays().Top()) })
	}
}
