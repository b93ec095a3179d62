package widgets

import (
	"context"
	"strings"
	"testing"

	"fyne.io/fyne/v2"

	"zhixing/app/court"
	"zhixing/app/desktop/uitest/mouse"
)

// A press that takes the keyboard from a wrong date must not move the field
// it is on: its release would fall beside it.
func TestClickAfterAWrongFieldIsNotLost(t *testing.T) {
	f := newCaseForm()
	f.options.Columns = 1
	w := newWindow(t, VStack(0, f.Form))
	w.Canvas().Focus(f.filed.DateEntry)
	typeText(w, "2018-13-41")
	under := fyne.CurrentApp().Driver().AbsolutePositionForObject(f.sum.MoneyEntry)
	mouse.Click(w, under.AddXY(20, 3), PointerDown)
	if w.Canvas().Focused() != fyne.Focusable(f.sum.MoneyEntry) {
		t.Errorf("the keyboard is in %T after a click into the amount", w.Canvas().Focused())
	}
	equal(t, "error after the click", f.FieldError("立案日期"), "“立案日期”填的“2018-13-41”不是有效日期，请写成 2018-05-01 或 20180501。")

	shown := f.sum.MoneyEntry.Position().Y
	w.Canvas().Focus(f.filed.DateEntry)
	f.filed.TypedShortcut(&fyne.ShortcutSelectAll{})
	typeText(w, "2018-5-1")
	equal(t, "error while correcting", f.FieldError("立案日期"), "")
	equal(t, "field below while correcting", f.sum.MoneyEntry.Position().Y, shown)
	mouse.ClickOn(w, f.officer.Choice, PointerDown)
	if topLayer(w) == nil {
		t.Error("the click after the correction opened nothing")
	}
}

// An error of the office stays until the field is changed, then goes at once.
func TestErrorStaysUntilTheFieldChanges(t *testing.T) {
	f := newCaseForm()
	w := newWindow(t, f.Form)
	f.number.SetText("（2018）豫1599执186号")
	f.filed.SetDate(today())
	f.OnSave = func() error { return court.FieldErrorf("案号", "已经登记过。") }
	f.Save()
	w.Canvas().Unfocus()
	equal(t, "left unchanged", f.FieldError("案号"), "“案号”已经登记过。")
	w.Canvas().Focus(f.number.Entry)
	typeText(w, "1")
	equal(t, "changed", f.FieldError("案号"), "")
}

func TestFieldRefusedOnceIsLookedAtWhenLeft(t *testing.T) {
	f := newCaseForm()
	w := newWindow(t, f.Form)
	f.copies.SetText("100")
	f.number.SetText("1")
	f.filed.SetDate(today())
	f.Save()
	w.Canvas().Focus(f.copies.Entry)
	typeText(w, "0")
	equal(t, "while typing", f.FieldError("份数"), "")
	w.Canvas().Unfocus()
	equal(t, "after leaving", f.FieldError("份数"), "“份数”应为 1 到 99 的整数。")
}

func TestFormNamesItsOwnFields(t *testing.T) {
	f := NewForm(FormOptions{})
	sum := f.AddMoney("收款金额", true)
	f.AddDate("到账日期", today)
	f.AddPassword("新密码", ErrorName("密码"))
	w := newWindow(t, f)
	w.Canvas().Focus(sum.MoneyEntry)
	typeText(w, "12.345")
	w.Canvas().Unfocus()
	equal(t, "unreadable amount", f.FieldError("收款金额"), "“收款金额”填的“12.345”的小数超过两位（分）。")
	for _, c := range []struct{ name, label string }{{"金额", "收款金额"}, {"日期", "到账日期"}, {"密码", "新密码"}} {
		f.ShowError(court.FieldErrorf(c.name, "不能这样。"))
		equal(t, c.name, f.FieldError(c.label), "“"+c.label+"”不能这样。")
	}
}

// long is the kind of sentence that used to be cut.
const long = "本案案款余额12,000.00元，已申请未发放的8,000.00元，这次最多还能申请发放4,000.00元；请改小金额，或者先处理前面的申请。"

func TestLongErrorsWrapAndTheDialogGrows(t *testing.T) {
	w := newWindow(t, nil)
	form := NewForm(FormOptions{})
	sum := form.AddMoney("发放金额", true)
	form.AddText("收款人")
	d := FormDialog(w, "申请发放", form, "", func() error { return court.FieldErrorf("发放金额", long) }, nil)
	before := d.layer.size.Height
	form.Save()
	if lines := len(sum.field.trouble.lines); lines < 3 {
		t.Errorf("the error has %d lines", lines)
	}
	for _, line := range sum.field.trouble.lines {
		if room := sum.field.trouble.Size().Width; line.MinSize().Width > room {
			t.Errorf("%q is wider than its room of %.0f", line.Text, room)
		}
	}
	if d.layer.size.Height <= before {
		t.Error("the dialog did not grow with the error")
	}
	if form.Size().Height > form.scroll.Size().Height {
		t.Errorf("form of %.0f px is scrolled in %.0f px", form.Size().Height, form.scroll.Size().Height)
	}
	form.ShowError(court.Errorf(court.CodeConflict, "%s", long+long))
	if form.Size().Height > form.scroll.Size().Height || len(form.message.lines) < 3 {
		t.Error("the message under the form is not whole")
	}
}

func TestScrolledFormFollowsTheKeyboard(t *testing.T) {
	w := newWindow(t, nil)
	form := NewForm(FormOptions{})
	labels := strings.Split("甲乙丙丁戊己庚辛壬癸子丑寅卯辰巳午未申酉戌亥", "")
	for _, label := range labels {
		form.AddText(label)
	}
	FormDialog(w, "很长的表", form, "", func() error { return nil }, nil)
	for range len(labels) - 1 {
		w.Canvas().FocusNext()
	}
	last := form.fields[len(labels)-1]
	if w.Canvas().Focused() != fyne.Focusable(last.target) {
		t.Fatalf("the keyboard is in %T", w.Canvas().Focused())
	}
	bottom := last.control.Position().Y + last.control.Size().Height - form.scroll.Offset.Y
	if bottom > form.scroll.Size().Height {
		t.Errorf("the field with the keyboard ends at %.0f of %.0f px", bottom, form.scroll.Size().Height)
	}
}

func TestDialogAsksBeforeInputIsLost(t *testing.T) {
	w := newWindow(t, nil)
	open := func() (*Dialog, *Form) {
		form := NewForm(FormOptions{})
		form.AddText("付款人").SetText("周德旺")
		form.AddMoney("金额", false)
		return FormDialog(w, "收款", form, "", func() error { return nil }, nil), form
	}
	d, _ := open()
	press(w, fyne.KeyEscape)
	equal(t, "unchanged dialog after Esc", d.Open(), false)

	d, _ = open()
	typeText(w, "甲")
	press(w, fyne.KeyEscape)
	equal(t, "changed dialog after Esc", d.Open(), true)
	press(w, fyne.KeyReturn)
	if topLayer(w) != d.layer {
		t.Error("Enter did not go on filling in")
	}
	press(w, fyne.KeyBackspace, fyne.KeyEscape)
	equal(t, "dialog changed back, after Esc", d.Open(), false)

	d, form := open()
	form.FocusField("金额")
	typeText(w, "5")
	press(w, fyne.KeyEscape)
	w.Canvas().FocusPrevious() // 放弃
	press(w, fyne.KeyReturn)
	equal(t, "after 放弃", d.Open(), false)
}

func TestClosingTheWindowAsksTheDialogs(t *testing.T) {
	w := newWindow(t, nil)
	gone := 0
	leave := func() { LeaveDialogs(w, func() { gone++ }) }
	form := NewForm(FormOptions{})
	inside := NewEntry()
	form.AddText("名称")
	form.AddObject("材料", inside)
	d := FormDialog(w, "移交", form, "", func() error { return nil }, nil)
	leave()
	equal(t, "asked without input", gone, 1)
	w.Canvas().Focus(inside)
	typeText(w, "裁定书")
	leave()
	leave() // impatient
	equal(t, "gone before the answer", gone, 1)
	equal(t, "layers", len(w.Canvas().Overlays().List()), 2)
	w.Canvas().FocusPrevious()
	press(w, fyne.KeyReturn)
	equal(t, "gone", gone, 2)
	equal(t, "open", d.Open(), false)
}

// A dialog opened by a button in a table row keeps the keyboard in its first
// field.
func TestDialogFromARowHasTheKeyboard(t *testing.T) {
	q := useQueue(t)
	var w fyne.Window
	var form *Form
	columns := []Column[caseRow]{{ID: "do", Width: 100, Cell: func(caseRow) Cell {
		return ButtonCell(CellButton{Label: "冲正", Do: func() {
			form = NewForm(FormOptions{})
			form.AddText("冲正理由", Required())
			FormDialogLater(w, "冲正", form, "", func() (func(context.Context) error, error) { return nil, nil }, nil)
		}})
	}}}
	table := NewListTable(columns, caseRow.key, []caseRow{{no: 7}})
	w = newWindow(t, table)
	q.settle()
	mouse.Click(w, fyne.NewPos(table.body.views[0].cells[0].buttons[0].left+2, headerHeight+5), PointerDown)
	q.settle()
	if form == nil {
		t.Fatal("the button in the row did nothing")
	}
	if w.Canvas().Focused() != fyne.Focusable(form.fields[0].target) {
		t.Errorf("the keyboard is in %T", w.Canvas().Focused())
	}
}

func TestLinesKeepNumbersWholeAndMarksInPlace(t *testing.T) {
	newWindow(t, nil)
	const text = "“立案日期”填的“2018-13-41”不是有效日期（请写成 2018-05-01 或 20180501），金额1,186,520.33元。"
	for width := float32(120); width < 400; width += 7 {
		lines := breakLines(text, width, TextSize)
		if strings.Join(lines, "") != text {
			t.Fatalf("%.0f px: %q loses text", width, lines)
		}
		for i, line := range lines {
			if strings.ContainsAny(line[:3], "，。）”") {
				t.Errorf("%.0f px: line %q begins with a closing mark", width, line)
			}
			for _, whole := range []string{"2018-13-41", "20180501", "1,186,520.33"} {
				at := strings.Index(text, whole)
				before := len(strings.Join(lines[:i], ""))
				if before > at && before < at+len(whole) {
					t.Errorf("%.0f px: %s is broken", width, whole)
				}
			}
		}
	}
}
