package rules

import (
	"context"
	"strings"
	"testing"

	"fyne.io/fyne/v2"

	"zhixing/app/court"
	"zhixing/app/desktop/uitest"
	"zhixing/app/office"
	"zhixing/cmd/zhixing/wiring"
)

// openForm opens a form in the editor and waits for its check.
func openForm(t *testing.T, f *uitest.Frame, code string) *formEditor {
	t.Helper()
	e := newFormEditor(f, code)
	f.Open(e)
	checked(t, e)
	return e
}

func checked(t *testing.T, e *formEditor) {
	t.Helper()
	uitest.Until(t, "the text is checked", func() bool {
		return e.loaded && e.checked && !e.checker.Busy() && !e.trier.Busy()
	})
}

// The administrator changes a form: a mistake is told with its line and keeps the
// text from being saved; saved with a reason it is in force, and the delivered one
// comes back.
func TestFormIsEditedCheckedAndSaved(t *testing.T) {
	f := uitest.NewFrame(t, wiring.Create)
	f.Me = f.Admin
	e := openForm(t, f, "execution-notice")
	if len(e.faults) > 0 || e.dirty() {
		t.Fatalf("opens with %+v", e.faults)
	}
	head, _, _ := strings.Cut(e.text.Text(), "\n---\n")
	line := strings.Count(head, "\n") + 3
	e.text.GoTo(line)
	if e.text.Line() != line {
		t.Errorf("the cursor is on line %d, want %d", e.text.Line(), line)
	}
	e.text.Insert("电话{{.court.phon}}\n")
	e.check()
	checked(t, e)
	if len(e.faults) != 1 || e.faults[0].Line != line || e.faults[0].Field != "court.phon" {
		t.Fatalf("faults %+v", e.faults)
	}
	e.askSave()
	if say, _ := court.Sentence(f.Failed); !strings.Contains(say, "court.phone") {
		t.Errorf("saving a wrong text says %q", say)
	}
	if e.Leave(func() {}) {
		t.Error("a changed text may be left without a question")
	}
	f.Press(fyne.KeyEscape)
	text := strings.Replace(e.text.Text(), ".court.phon}}", ".court.phone}}", 1)
	e.text.SetText(text)
	e.check()
	checked(t, e)
	e.askSave()
	f.Type("公布电话")
	f.Save()
	uitest.Until(t, "it is saved", func() bool { return strings.Contains(f.Said, "第 1 版") && !e.dirty() && !e.reader.Busy() })
	c, err := f.Office().FormCopy(context.Background(), "execution-notice")
	f.Must(err)
	if own := c.OwnForm(); own.Number != 1 || own.Reason != "公布电话" || !strings.Contains(formState(c).Text, "本院第 1 版") {
		t.Errorf("in force %+v", own)
	}
	e.askDeliver()
	f.Type("用回原样")
	f.Save()
	uitest.Until(t, "the delivered form is back", func() bool { return e.form.Text == e.form.Delivered && e.text.Text() == e.form.Delivered })
	if items := e.pastItems(); len(items) != 3 {
		t.Errorf("history %+v", items)
	} else {
		items[2].Do()
	}
	if e.text.Text() != text {
		t.Error("the first version does not come back into the text")
	}
}

// Others read forms and their history and change nothing.
func TestOthersOnlyReadForms(t *testing.T) {
	f := uitest.NewFrame(t, wiring.Create)
	e := openForm(t, f, "execution-notice")
	if e.save.Visible() || e.Keys()["Ctrl+S"] != nil {
		t.Error("an officer is offered to save a form")
	}
	p := NewRulesPage(f).(*page)
	f.Open(p)
	uitest.Until(t, "the forms are listed", func() bool { return len(p.forms.Rows()) > 50 })
	p.tabs.SetChosen(tabForms)
	p.show()
	if l := p.printed(); len(l.Rows) != len(p.forms.Rows()) || l.Title != "文书样式" {
		t.Errorf("the list has %d rows", len(l.Rows))
	}
}

// A field is put into the text where the cursor is, a list as a loop.
func TestFieldsArePutIntoTheText(t *testing.T) {
	f := uitest.NewFrame(t, wiring.Create)
	f.Me = f.Admin
	e := openForm(t, f, "summons")
	for path, want := range map[string]string{
		"case.number": "{{.case.number}}", "debtors[]": "{{range .debtors}}{{end}}", "nodes[].name": "{{.name}}",
	} {
		e.text.SetText("")
		e.insert(office.FormKey{Path: path})
		if e.text.Text() != want {
			t.Errorf("%s: %q", path, e.text.Text())
		}
	}
}
