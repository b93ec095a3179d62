package papers

import (
	"os"
	"slices"
	"strings"
	"testing"

	"fyne.io/fyne/v2"

	"zhixing/app/court"
	"zhixing/app/desktop/papers/parts"
	"zhixing/app/desktop/uitest"
	"zhixing/cmd/zhixing/wiring"
)

// openEditor opens the text of the maker's form and waits for its pages.
func openEditor(t *testing.T, f *uitest.Frame, p *maker) *editor {
	t.Helper()
	p.edit()
	e, ok := f.Front().(*editor)
	if !ok {
		t.Fatal("the editor is not in front")
	}
	settled(t, e)
	return e
}

func settled(t *testing.T, e *editor) {
	t.Helper()
	uitest.Until(t, "the text is open and its pages answered", func() bool { return e.loaded && !e.reader.Busy() && !e.viewer.Busy() })
}

// chooseBlock chooses the first block that holds a text.
func chooseBlock(t *testing.T, e *editor, holds string) court.PaperBlock {
	t.Helper()
	for i, b := range e.blocks {
		if strings.Contains(b.Text, holds) {
			e.table.ChooseIndex(i)
			return b
		}
	}
	t.Fatalf("no block holds %q", holds)
	return court.PaperBlock{}
}

// What is written into a block is flagged, previewed, kept with the paper and
// told by its record; leaving without keeping it asks.
func TestTextIsChangedBeforePrinting(t *testing.T) {
	f := uitest.NewFrame(t, wiring.Create)
	c := f.Register("令狐䶮")
	p := openMaker(t, f, c, "execution-notice")
	e := openEditor(t, f, p)
	b := chooseBlock(t, e, "民初12号")
	f.Window().Canvas().Focus(e.field)
	f.Press(fyne.KeyEnd)
	f.Type("另有和解")
	if now := e.chosen(); !now.Changed() || !strings.Contains(now.Text, "另有和解") || !strings.Contains(strings.Join(uitest.Texts(e.was), ""), "原文") {
		t.Fatalf("block %+v, says %v", now, uitest.Texts(e.was))
	}
	if e.Leave(func() {}) {
		t.Error("changes may be left without a question")
	}
	f.Press(fyne.KeyEscape)
	e.restoreBlock()
	if e.chosen().Changed() || e.field.Text != b.Text || len(e.edits) != 0 {
		t.Errorf("restored %+v, field %q", e.chosen(), e.field.Text)
	}
	f.Window().Canvas().Focus(e.field)
	f.Press(fyne.KeyEnd)
	f.Type("又写一句")
	e.keep()
	uitest.Until(t, "the maker is in front", func() bool { return f.Front() == p })
	uitest.Until(t, "the maker tells of the change", func() bool { return uitest.Shows("逐字改过", p.notes) })
	if !p.touched {
		t.Error("the maker may be left without a question")
	}
	p.save(nil)
	uitest.Until(t, "it is kept", func() bool { return len(p.facts.papers) == 1 && !p.saver.Busy() })
	x := made(t, f, c)[0]
	if len(x.Edits) != 1 || !strings.Contains(x.Edits[0].Now, "又写一句") || p.filled["execution-notice"].edits != nil {
		t.Fatalf("kept %+v", x.Edits)
	}
	if cell := parts.PaperState(x); !strings.Contains(cell.Text, "有改动") {
		t.Errorf("state %q", cell.Text)
	}
	parts.ShowRecord(f, x)
	if !uitest.Shows("有改动", f.Dialog()) || !uitest.Shows("随程序的样式", f.Dialog()) {
		t.Errorf("the record says %v", uitest.Texts(f.Dialog()))
	}
	f.Press(fyne.KeyEscape)
	parts.SaveStoredWord(f, p.saver, x)
	uitest.Until(t, "the Word file is there", func() bool { return strings.Contains(f.Said, ".docx") })
	_, path, _ := strings.Cut(f.Said, "已存到 ")
	if head, err := os.ReadFile(path); err != nil || !strings.HasPrefix(string(head), "PK") {
		t.Errorf("%s: %v", path, err)
	}
}

// What one copy alone says stays when the changes of another are made in it.
func TestChangesOfACopyStay(t *testing.T) {
	edit := func(key, was, text string) court.PaperEdit { return court.PaperEdit{Key: key, Was: was, Now: text} }
	had := []court.PaperEdit{edit("a", "甲", "只给乙的话"), edit("b", "乙", "从前的话")}
	got := over(had, []court.PaperEdit{edit("b", "乙", "现在的话"), edit("a", "另一个人", "照改")})
	want := []court.PaperEdit{had[0], edit("b", "乙", "现在的话"), edit("a", "另一个人", "照改")}
	if !slices.Equal(got, want) || len(had) != 2 || had[1].Now != "从前的话" {
		t.Errorf("got %+v", got)
	}
}

// Copies of a form made per party are changed one by one; the same text can be
// changed alike in all of them, and what differs is told.
func TestCopiesAreChangedAlike(t *testing.T) {
	f := uitest.NewFrame(t, wiring.Create)
	c := f.Register("令狐䶮", "李契")
	p := openMaker(t, f, c, "report-assets")
	e := openEditor(t, f, p)
	chooseBlock(t, e, "报告财产令")
	f.Window().Canvas().Focus(e.field)
	f.Press(fyne.KeyEnd)
	f.Type("甲")
	first := e.party
	chooseBlock(t, e, "令狐䶮")
	f.Window().Canvas().Focus(e.field)
	f.Press(fyne.KeyEnd)
	f.Type("乙")
	settled(t, e)
	e.applyToOthers()
	uitest.Until(t, "what differs is told", func() bool { return f.Dialog() != nil })
	if !uitest.Shows("李契", f.Dialog()) {
		t.Errorf("says %v", uitest.Texts(f.Dialog()))
	}
	f.Press(fyne.KeyEscape)
	for _, x := range e.recipients {
		want := 1
		if x.ID == first {
			want = 2
		}
		if len(e.edits[x.ID]) != want {
			t.Errorf("%s: changes %+v", x.Name, e.edits[x.ID])
		}
	}
	e.keep()
	uitest.Until(t, "the maker is in front", func() bool { return f.Front() == p })
	p.save(nil)
	uitest.Until(t, "both are kept", func() bool { return len(p.facts.papers) == 2 && !p.saver.Busy() })
	for _, x := range made(t, f, c) {
		if len(x.Edits) == 0 {
			t.Errorf("%s: nothing changed", x.For)
		}
	}
}
