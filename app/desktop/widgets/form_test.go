package widgets

import (
	"context"
	"errors"
	"strings"
	"testing"

	"fyne.io/fyne/v2"

	"zhixing/app/court"
)

type caseForm struct {
	*Form
	number  *TextField
	filed   *DateField
	sum     *MoneyField
	officer *ChoiceField
	marks   *MarksField
	copies  *NumberField
	saved   int
}

func newCaseForm() *caseForm {
	f := &caseForm{Form: NewForm(FormOptions{Columns: 2})}
	f.number = f.AddText("案号", Required())
	f.filed = f.AddDate("立案日期", today, Required())
	f.sum = f.AddMoney("标的额", true)
	f.officer = f.AddChoice("承办人", Options("沈国栋", "万晓燕", "李建军"))
	f.marks = f.AddMarks("标记", Options("涉民生", "涉金融"))
	f.copies = f.AddNumber("份数", 1, 99)
	f.OnSave = func() error { f.saved++; return nil }
	return f
}

func TestFormEnterGoesOnAndSavesAtTheEnd(t *testing.T) {
	f := newCaseForm()
	w := newWindow(t, f.Form)
	f.FocusFirst()
	typeText(w, "（2018）豫1599执186号")
	press(w, fyne.KeyReturn)
	typeText(w, "20180501")
	press(w, fyne.KeyReturn)
	equal(t, "date after leaving", f.filed.DateEntry.Text, "2018-05-01")
	typeText(w, "12000")
	equal(t, "capitals while typing", f.sum.field.trouble.text, "壹万贰仟元整")
	press(w, fyne.KeyReturn)
	equal(t, "amount after leaving", f.sum.MoneyEntry.Text, "12,000.00")
	press(w, fyne.KeyDown)
	typeText(w, "万")
	press(w, fyne.KeyReturn)
	equal(t, "officer", f.officer.ID(), "万晓燕")
	press(w, fyne.KeyReturn, fyne.KeySpace)
	equal(t, "marks", strings.Join(f.marks.IDs(), " "), "涉民生")
	press(w, fyne.KeyReturn)
	typeText(w, "3")
	equal(t, "saved before the last Enter", f.saved, 0)
	press(w, fyne.KeyReturn)
	equal(t, "saved", f.saved, 1)
	equal(t, "date", f.filed.Date(), court.D(2018, 5, 1))
	equal(t, "amount in 分", f.sum.Money(), court.Money(1_200_000))
	equal(t, "copies", f.copies.Number(), 3)
}

func TestFormRefusesAndPutsTheKeyboardThere(t *testing.T) {
	f := newCaseForm()
	w := newWindow(t, f.Form)
	f.FocusFirst()
	typeText(w, "（2018）豫1599执186号")
	f.filed.SetText("2018-13-41")
	shortcut(w, "Ctrl+S")
	equal(t, "saved", f.saved, 0)
	equal(t, "error at a good field", f.FieldError("案号"), "")
	if f.FieldError("立案日期") == "" {
		t.Error("a wrong date has no error")
	}
	if w.Canvas().Focused() != fyne.Focusable(f.filed.DateEntry) {
		t.Errorf("the keyboard is in %T", w.Canvas().Focused())
	}
	f.filed.SetText("")
	shortcut(w, "Ctrl+Enter")
	equal(t, "empty required field", f.FieldError("立案日期"), "“立案日期”必须填写。")
	f.filed.SetDate(today())
	f.copies.SetText("100")
	f.Save()
	equal(t, "number out of range", f.FieldError("份数"), "“份数”应为 1 到 99 的整数。")
	f.copies.SetText("")
	f.Save()
	equal(t, "saved", f.saved, 1)
}

func TestFormTakesErrorsAwayOnceMended(t *testing.T) {
	f := newCaseForm()
	w := newWindow(t, f.Form)
	f.Save()
	if f.FieldError("案号") == "" {
		t.Fatal("the empty number is not refused")
	}
	typeText(w, "（2018）豫1599执186号")
	press(w, fyne.KeyReturn)
	equal(t, "error after mending", f.FieldError("案号"), "")
}

func TestFormShowsErrorsOfSaving(t *testing.T) {
	f := newCaseForm()
	newWindow(t, f.Form)
	f.number.SetText("（2018）豫1599执186号")
	f.filed.SetDate(today())
	f.OnSave = func() error { return court.FieldErrorf("案号", "已经登记过。") }
	f.Save()
	equal(t, "error at the field", f.FieldError("案号"), "“案号”已经登记过。")
	f.OnSave = func() error { return court.Errorf(court.CodeDenied, "只有综合组可以立案。") }
	f.Save()
	equal(t, "old error", f.FieldError("案号"), "")
	equal(t, "error of the form", f.Message(), "只有综合组可以立案。")
}

func TestFormEscCancels(t *testing.T) {
	f := newCaseForm()
	w := newWindow(t, f.Form)
	cancelled := 0
	f.OnCancel = func() { cancelled++ }
	for _, label := range []string{"案号", "立案日期", "标的额", "承办人", "标记"} {
		f.FocusField(label)
		press(w, fyne.KeyEscape)
	}
	equal(t, "cancelled", cancelled, 5)
}

func TestFormTabFollowsReadingOrder(t *testing.T) {
	f := newCaseForm()
	w := newWindow(t, f.Form)
	f.FocusFirst()
	for _, want := range []fyne.Focusable{f.filed.DateEntry, f.sum.MoneyEntry, f.officer.Choice, f.marks.Checks[0], f.marks.Checks[1], f.copies.Entry} {
		w.Canvas().FocusNext()
		if w.Canvas().Focused() != want {
			t.Fatalf("Tab went to %T, want %T", w.Canvas().Focused(), want)
		}
	}
}

func TestDateEntry(t *testing.T) {
	for _, text := range []string{"20180501", "2018-5-1", "2018.5.1", "2018/5/1", "2018年5月1日"} {
		d := NewDateEntry(today)
		w := newWindow(t, d)
		w.Canvas().Focus(d)
		typeText(w, text)
		w.Canvas().Unfocus()
		equal(t, text, d.Text, "2018-05-01")
	}
	refused := ""
	d := NewDateEntry(today)
	d.OnRefused = func(s string) { refused = s }
	w := newWindow(t, d)
	w.Canvas().Focus(d)
	typeText(w, "2018-2-30")
	w.Canvas().Unfocus()
	if refused == "" || d.Text != "2018-2-30" {
		t.Errorf("2018-2-30: text %q, sentence %q", d.Text, refused)
	}
	d.SetDate(court.D(2018, 12, 31))
	equal(t, "sentence after mending", refused, "")
	w.Canvas().Focus(d)
	press(w, fyne.KeyUp)
	equal(t, "a day later", d.Text, "2019-01-01")
	press(w, fyne.KeyDown, fyne.KeyDown)
	equal(t, "two days earlier", d.Text, "2018-12-30")
	d.SetText("")
	press(w, fyne.KeyUp)
	equal(t, "Up in an empty field", d.Text, "2018-11-23")
}

func TestCalendarPicksWithTheKeyboard(t *testing.T) {
	d := NewDateEntry(today)
	w := newWindow(t, d)
	w.Canvas().Focus(d)
	press(w, fyne.KeyF4)
	cal := w.Canvas().Focused().(*calendar)
	equal(t, "title", cal.title.Text, "2018年11月")
	equal(t, "first Monday", cal.first(), court.D(2018, 10, 29))
	press(w, fyne.KeyPageDown, fyne.KeyRight, fyne.KeyReturn)
	equal(t, "picked", d.Text, "2018-12-24")
	press(w, fyne.KeyF4, fyne.KeyEscape)
	if topLayer(w) != nil {
		t.Error("Esc leaves the calendar open")
	}
}

func TestMoneyEntry(t *testing.T) {
	m := NewMoneyEntry()
	refused := ""
	m.OnRefused = func(s string) { refused = s }
	w := newWindow(t, m)
	w.Canvas().Focus(m)
	typeText(w, "1186520.33")
	w.Canvas().Unfocus()
	equal(t, "shown", m.Text, "1,186,520.33")
	amount, err := m.Money()
	if err != nil || amount != 118_652_033 {
		t.Errorf("amount = %v, %v", amount, err)
	}
	m.SetText("12.345")
	w.Canvas().Focus(m)
	w.Canvas().Unfocus()
	if refused == "" {
		t.Error("three decimals are not refused")
	}
	m.Clear()
	equal(t, "empty", m.Empty(), true)
}

func TestErrorDialogAnswersEnterAndEsc(t *testing.T) {
	w := newWindow(t, nil)
	for _, key := range []fyne.KeyName{fyne.KeyReturn, fyne.KeyEscape, fyne.KeySpace} {
		d := ErrorDialog(w, court.Errorf(court.CodeLocked, "数据被占用。").WithHint("稍后重试。"))
		press(w, key)
		equal(t, "open after "+string(key), d.Open(), false)
		ErrorDialog(w, errors.New("boom"))
		w.Canvas().Unfocus() // a click beside the button
		press(w, key)
		if key != fyne.KeySpace && topLayer(w) != nil {
			t.Errorf("%s without focus leaves the dialog open", key)
		}
		if l := topLayer(w); l != nil {
			l.close()
		}
	}
}

func TestConfirmAnswers(t *testing.T) {
	w := newWindow(t, nil)
	yes := 0
	ask := func() { Confirm(w, "冲正收款", "冲正后不能撤回。", "冲正", "", func() { yes++ }) }
	ask()
	press(w, fyne.KeyEscape)
	equal(t, "yes after Esc", yes, 0)
	ask()
	press(w, fyne.KeyReturn) // by habit: 取消 has the keyboard
	equal(t, "yes after Enter on 取消", yes, 0)
	if topLayer(w) != nil {
		t.Error("取消 leaves the dialog open")
	}
	ask()
	w.Canvas().FocusPrevious() // 冲正
	press(w, fyne.KeyReturn)
	equal(t, "yes after Enter on 冲正", yes, 1)
}

func TestPromptRefusesAnEmptyReason(t *testing.T) {
	w := newWindow(t, nil)
	reason := ""
	d := Prompt(w, "退回补正", "退回原因", "", 3, func(text string) { reason = text })
	shortcut(w, "Ctrl+Enter")
	equal(t, "open after an empty answer", d.Open(), true)
	typeText(w, "缺送达回证")
	press(w, fyne.KeyReturn) // a new line in a field of several lines
	shortcut(w, "Ctrl+Enter")
	equal(t, "open", d.Open(), false)
	equal(t, "reason", reason, "缺送达回证")
}

func TestFormDialogStaysOpenUntilSaved(t *testing.T) {
	q := useQueue(t)
	w := newWindow(t, nil)
	form := NewForm(FormOptions{})
	number := form.AddText("案号", Required())
	var fail error = court.FieldErrorf("案号", "已经登记过。")
	saved := false
	d := FormDialogLater(w, "登记案件", form, "登记", func() (func(context.Context) error, error) {
		return func(context.Context) error { return fail }, nil
	}, func() { saved = true })
	if w.Canvas().Focused() != fyne.Focusable(number.Entry) {
		t.Fatal("the keyboard is not in the first field")
	}
	typeText(w, "1")
	press(w, fyne.KeyReturn)
	equal(t, "button while saving", d.buttons[0].Disabled(), true)
	q.settle()
	equal(t, "open after refusal", d.Open(), true)
	equal(t, "error", form.FieldError("案号"), "“案号”已经登记过。")
	fail = nil
	shortcut(w, "Ctrl+S")
	q.settle()
	equal(t, "open", d.Open(), false)
	equal(t, "saved", saved, true)
}

func TestFormDialogEscCancelsTheWork(t *testing.T) {
	q := useQueue(t)
	w := newWindow(t, nil)
	form := NewForm(FormOptions{})
	form.AddText("案号")
	var work context.Context
	saved := false
	FormDialogLater(w, "登记案件", form, "", func() (func(context.Context) error, error) {
		return func(ctx context.Context) error { work = ctx; return nil }, nil
	}, func() { saved = true })
	press(w, fyne.KeyReturn)
	q.runWork()
	press(w, fyne.KeyEscape)
	q.deliver()
	if work.Err() == nil || saved {
		t.Errorf("context error %v, saved %v", work.Err(), saved)
	}
}

// Typing into an amount replaces it; + in a date is today.
func TestMoneyIsReplacedAndPlusIsToday(t *testing.T) {
	m := NewMoneyEntry()
	d := NewDateEntry(func() court.Date { return court.D(2018, 6, 9) })
	w := newWindow(t, VStack(4, m, d))
	m.SetMoney(50_000_00)
	w.Canvas().Focus(m)
	typeText(w, "30000")
	w.Canvas().Focus(d)
	typeText(w, "+")
	equal(t, "date after +", d.Text, "2018-06-09")
	equal(t, "amount typed over another", m.Text, "30,000.00")
}
