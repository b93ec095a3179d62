package papers

import (
	"context"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"fyne.io/fyne/v2"

	"zhixing/app/court"
	"zhixing/app/desktop/papers/parts"
	"zhixing/app/desktop/uitest"
	"zhixing/app/desktop/widgets"
	"zhixing/app/office"
	"zhixing/cmd/zhixing/wiring"
)

func TestMain(m *testing.M) { uitest.Main(m) }

var ctx = context.Background()

// openMaker shows the maker and waits for the fields of its form.
func openMaker(t *testing.T, f *uitest.Frame, c court.Case, form string) *maker {
	t.Helper()
	p := NewMakerPage(f, c.ID, form).(*maker)
	f.Open(p)
	ready(t, p)
	return p
}

func ready(t *testing.T, p *maker) {
	t.Helper()
	uitest.Until(t, "the fields are there and the preview has answered", func() bool {
		return p.filled[p.forms.chosen] != nil && !p.inputs.Busy() && !p.viewer.Busy()
	})
}

func made(t *testing.T, f *uitest.Frame, c court.Case) []court.Paper {
	t.Helper()
	list, err := f.Office().Papers(ctx, c.ID)
	f.Must(err)
	return list
}

func TestOnePaperForEachDebtor(t *testing.T) {
	f := uitest.NewFrame(t, wiring.Create)
	c := f.Register("令狐䶮", "李契")
	p := openMaker(t, f, c, "报告财产令")
	if p.forms.chosen != "report-assets" {
		t.Fatalf("begins with %s", p.forms.chosen)
	}
	_, options := p.aboutOptions(p.forms.wanted()[0])
	if len(options) != 3 || options[0].Label != "全部 2 人，每人一份" {
		t.Errorf("recipients %+v", options)
	}
	p.save(nil)
	uitest.Until(t, "both are kept", func() bool { return len(p.facts.papers) == 2 && !p.saver.Busy() })
	names := map[string]bool{}
	for _, x := range made(t, f, c) {
		names[x.For] = true
	}
	if !names["令狐䶮"] || !names["李契"] || !strings.Contains(f.Said, "2 份") || !strings.Contains(f.Said, c.Number.String()) {
		t.Errorf("papers for %v, said %q", names, f.Said)
	}
	if !p.forms.made["report-assets"] || len(p.made.Rows()) != 2 {
		t.Error("the list does not show what was made")
	}
}

func TestChosenRecipientAndChangedFieldReachTheOffice(t *testing.T) {
	f := uitest.NewFrame(t, wiring.Create)
	c := f.Register("令狐䶮", "李契")
	p := openMaker(t, f, c, "summons")
	fill := p.filled["summons"]
	fill.about = c.PartiesOf(court.RoleDebtor)[1].ID
	var key string
	for _, in := range fill.inputs {
		if strings.Contains(in.Label, "应到时间") {
			key = in.Key
		}
	}
	p.form.FocusField("应到时间")
	f.Type("十二月三日上午九时")
	if fill.values[key] != "十二月三日上午九时" || !p.touched {
		t.Fatalf("values %v", fill.values)
	}
	if p.Leave(func() {}) {
		t.Error("what was filled in may be left without a question")
	}
	f.Press(fyne.KeyEscape)
	req := p.request(p.forms.wanted()[0])
	if req.PartyID != fill.about || req.Inputs[key] != "十二月三日上午九时" || req.Dated != uitest.Today {
		t.Errorf("request %+v", req)
	}
	p.save(nil)
	uitest.Until(t, "it is kept", func() bool { return len(p.facts.papers) == 1 && !p.saver.Busy() })
	if x := made(t, f, c)[0]; x.For != "李契" || !p.Leave(func() {}) {
		t.Errorf("made for %s", x.For)
	}
}

func TestSeveralFormsAtOncePrinted(t *testing.T) {
	f := uitest.NewFrame(t, wiring.Create)
	c := f.Register("令狐䶮")
	p := openMaker(t, f, c, "execution-notice")
	p.forms.tick("report-assets")
	if !strings.Contains(p.print.Label, "2 种") || p.saveAs.Visible() {
		t.Errorf("button %q", p.print.Label)
	}
	p.saveAndPrint()
	uitest.Until(t, "both are printed", func() bool { return len(f.Opened) == 2 && !p.saver.Busy() })
	for _, path := range f.Opened {
		head, err := os.ReadFile(path)
		if err != nil || !strings.HasPrefix(string(head), "%PDF") {
			t.Errorf("%s: %v", path, err)
		}
	}
	if len(p.forms.ticked) != 0 {
		t.Error("the boxes stay ticked after saving")
	}
}

// TestRefusalIsShownBesideTheFields: no 终本 ruling without a passed review.
func TestRefusalIsShownBesideTheFields(t *testing.T) {
	f := uitest.NewFrame(t, wiring.Create)
	p := openMaker(t, f, f.Register("令狐䶮"), "interim-ruling")
	if len(p.notes.Objects) < 2 {
		t.Fatal("no notice")
	}
	p.save(nil)
	uitest.Until(t, "the office refuses", func() bool { return f.Failed != nil })
	if say, hint := court.Sentence(f.Failed); !strings.Contains(say, "终本裁定书") || hint == "" {
		t.Errorf("says %q, %q", say, hint)
	}
	if f.Said != "" {
		t.Errorf("said %q", f.Said)
	}
}

func TestDateBeforeFilingIsRefused(t *testing.T) {
	f := uitest.NewFrame(t, wiring.Create)
	p := openMaker(t, f, f.Register("令狐䶮"), "execution-notice")
	p.dated = court.D(2018, 6, 7)
	p.save(nil)
	uitest.Until(t, "the office refuses", func() bool { return f.Failed != nil })
	if say, _ := court.Sentence(f.Failed); !strings.Contains(say, "落款日期") {
		t.Errorf("says %q", say)
	}
}

func TestLongLabelsKeepTheirRemark(t *testing.T) {
	for _, c := range []struct{ label, short, remark string }{
		{"履行期限", "履行期限", ""},
		{"合议庭成员（审判长在前）", "合议庭成员", "审判长在前"},
		{"单位一并限制的人员（法定代表人等）", "单位一并限制的…", "单位一并限制的人员（法定代表人等）"},
	} {
		if short, remark := shortLabel(c.label); short != c.short || remark != c.remark {
			t.Errorf("%s: %q, %q", c.label, short, remark)
		}
	}
}

func TestSearchKeepsHeadings(t *testing.T) {
	l := newFormList()
	l.set([]office.FormInfo{
		{Code: "a", Name: "执行通知书", Stage: "执行准备"}, {Code: "b", Name: "传票", Stage: "执行准备"}, {Code: "c", Name: "限制消费令", Stage: "强制措施"},
	})
	l.search("令")
	if len(l.lines) != 2 || l.lines[0].heading != "强制措施" || l.lines[1].form.Code != "c" {
		t.Errorf("lines %+v", l.lines)
	}
	l.search("执行准备")
	if len(l.lines) != 3 {
		t.Errorf("a heading finds its forms: %+v", l.lines)
	}
}

func TestRecentPapersOpenAndSave(t *testing.T) {
	f := uitest.NewFrame(t, wiring.Create)
	c := f.Register("令狐䶮")
	_, err := f.Office().MakePaper(ctx, f.Me, office.PaperRequest{CaseID: c.ID, Form: "report-assets"})
	f.Must(err)
	p := NewPapersPage(f).(*page)
	f.Open(p)
	uitest.Until(t, "the list is read", func() bool { return p.loaded })
	if _, chosen := p.table.Chosen(); !chosen || p.buttons[0].Disabled() {
		t.Error("the newest paper is not chosen at once")
	}
	f.Press(fyne.KeyReturn)
	uitest.Until(t, "it is opened", func() bool { return len(f.Opened) == 1 })
	want := c.Number.String() + "报告财产令-令狐䶮.pdf"
	if got := filepath.Base(f.Opened[0]); got != want {
		t.Errorf("opened %q, want %q", got, want)
	}
	p.save()
	uitest.Until(t, "it is saved", func() bool { return strings.Contains(f.Said, "已保存到") })
	if cell := parts.PaperState(court.Paper{Name: "传票", Void: "写错", SignOff: "院长"}); cell.Text != "作废" {
		t.Errorf("a void paper shows as %+v", cell)
	}
}

// TestMadeFormIsNotTakenAgain: a form the case has is not made again by habit;
// who wants another copy says so, and it has the next number.
func TestMadeFormIsNotTakenAgain(t *testing.T) {
	f := uitest.NewFrame(t, wiring.Create)
	c := f.Register("令狐䶮")
	p := openMaker(t, f, c, "execution-notice")
	p.save(nil)
	uitest.Until(t, "it is kept", func() bool { return len(p.facts.papers) == 1 && !p.saver.Busy() })
	if n := len(p.forms.wanted()); n != 0 || !strings.Contains(p.keep.Label, "再做一份") {
		t.Errorf("%d forms are taken, button %q", n, p.keep.Label)
	}
	p.save(nil)
	if f.Dialog() == nil {
		t.Fatal("a second copy is made without a question")
	}
	f.Press(fyne.KeyEscape)

	p.made.ChooseIndex(0)
	x := p.facts.papers[0]
	f.Must(f.Office().VoidPaper(ctx, f.Me, x.ID, "对象写错"))
	uitest.Until(t, "the list shows it withdrawn", func() bool { return p.facts.papers[0].Void != "" })
	if len(p.made.Rows()) != 1 || len(p.forms.wanted()) != 1 {
		t.Error("the withdrawn paper is gone, or its form cannot be made again")
	}
	p.save(nil)
	uitest.Until(t, "the next one is kept", func() bool { return len(p.facts.papers) == 2 && !p.saver.Busy() })
	if got := p.facts.papers[0].Number; got != c.Number.String()+"之一" {
		t.Errorf("the next number is %s", got)
	}
	if short := p.shortNumber(p.facts.papers[0]); short != "执1号之一" {
		t.Errorf("short number %q", short)
	}
}

// TestManyFormsStandInShutGroups: a group opens by a click or when the
// keyboard walks into it, and a search looks into all of them.
func TestManyFormsStandInShutGroups(t *testing.T) {
	var forms []office.FormInfo
	for _, stage := range []string{"执行准备", "财产查控", "强制措施"} {
		for _, n := range strings.Fields("一 二 三 四 五 六 七 八 九 十") {
			forms = append(forms, office.FormInfo{Code: stage + n, Name: stage[:6] + n + "号文书", Stage: stage, About: "关于" + n})
		}
	}
	l := newFormList()
	l.set(forms)
	if len(l.lines) != 3 {
		t.Fatalf("%d lines, want the headings only", len(l.lines))
	}
	l.choose("执行准备十")
	if len(l.lines) != 13 {
		t.Errorf("%d lines with one group open", len(l.lines))
	}
	l.move(1)
	if l.chosen != "财产查控一" || len(l.lines) != 23 {
		t.Errorf("walked to %s, %d lines", l.chosen, len(l.lines))
	}
	l.toggle("执行准备")
	if len(l.lines) != 13 {
		t.Errorf("%d lines after one was shut", len(l.lines))
	}
	l.search("关于七")
	if len(l.lines) != 8 || l.lines[6].heading != alsoTaken || l.lines[7].form.Code != l.chosen { // the chosen form is made too
		t.Errorf("found %+v", l.lines)
	}
	l.search("")
	if len(l.lines) != 13 {
		t.Errorf("%d lines after the search", len(l.lines))
	}
}

// TestWordDraftIsWritten: a .docx to work on, which is no paper of the case.
func TestWordDraftIsWritten(t *testing.T) {
	f := uitest.NewFrame(t, wiring.Create)
	c := f.Register("令狐䶮")
	p := openMaker(t, f, c, "seal-ruling")
	p.saveWord()
	uitest.Until(t, "it is written", func() bool { return strings.Contains(f.Said, "Word 草稿") })
	path := strings.TrimSuffix(strings.TrimPrefix(f.Said, "Word 草稿已存到 "), "，没有存入案件")
	if head, err := os.ReadFile(path); err != nil || !strings.HasPrefix(string(head), "PK") || !strings.HasSuffix(path, ".docx") {
		t.Errorf("%s: %v", path, err)
	}
	// What is ticked is written too, for each recipient; the search does not hide it.
	p.search.SetText("拘留")
	if !slices.ContainsFunc(p.forms.lines, func(l formLine) bool { return l.heading == alsoTaken }) ||
		!slices.ContainsFunc(p.forms.lines, func(l formLine) bool { return l.form.Code == "seal-ruling" }) {
		t.Error("the search hides what is ticked")
	}
	p.search.SetText("")
	p.forms.tick("execution-notice")
	p.saveWord()
	uitest.Until(t, "several are written", func() bool { return strings.Contains(f.Said, "份 Word 草稿") })
	files, err := filepath.Glob(filepath.Join(filepath.Dir(path), "*.docx"))
	f.Must(err)
	if len(files) < 2 || !slices.ContainsFunc(files, func(x string) bool { return strings.Contains(x, "执行通知书") }) {
		t.Errorf("written %v", files)
	}
	if len(made(t, f, c)) != 0 {
		t.Error("the draft is a paper of the case")
	}
}

// TestOfferedTickIsTakenAway: the tick of the form that is shown goes by a click
// on its box and by the keyboard, and nothing is made of it then.
func TestOfferedTickIsTakenAway(t *testing.T) {
	f := uitest.NewFrame(t, wiring.Create)
	c := f.Register("令狐䶮")
	p := openMaker(t, f, c, "")
	offered := p.forms.chosen
	other := p.forms.all[slices.IndexFunc(p.forms.all, func(x formLine) bool { return x.heading == "" && x.form.Code != offered })].form.Code
	p.forms.open[p.forms.all[0].heading] = true
	p.forms.filter()
	box := func(code string) *fyne.PointEvent {
		i := slices.IndexFunc(p.forms.lines, func(x formLine) bool { return x.heading == "" && x.form.Code == code })
		return &fyne.PointEvent{Position: fyne.NewPos(widgets.S(15), (float32(i)+0.5)*widgets.S(formRow))}
	}
	wanted := func() (codes []string) {
		for _, x := range p.forms.wanted() {
			codes = append(codes, x.Code)
		}
		return codes
	}
	p.forms.Tapped(box(offered))
	if got := wanted(); len(got) != 0 || p.forms.chosen != offered {
		t.Fatalf("after the click on its box %v are made, %s is shown", got, p.forms.chosen)
	}
	p.save(nil)
	if f.Failed == nil || !strings.Contains(f.Failed.Error(), "没有勾选要做的文书") || f.Dialog() != nil {
		t.Errorf("saving nothing says %v", f.Failed)
	}
	p.forms.Tapped(box(other))
	if got := wanted(); !slices.Equal(got, []string{other}) || strings.Contains(p.keep.Label, "种") {
		t.Errorf("after the tick of another %v are made, button %q", got, p.keep.Label)
	}
	p.forms.Tapped(box(offered))
	if got := wanted(); len(got) != 2 || !p.forms.ticked[offered] {
		t.Errorf("after the second click %v are made", got)
	}
	clear(p.forms.ticked)
	for i, want := range []int{1, 0, 1} { // the first press keeps what is offered
		p.forms.TypedKey(&fyne.KeyEvent{Name: fyne.KeySpace})
		if got := wanted(); len(got) != want {
			t.Errorf("after press %d of Space %v are made", i+1, got)
		}
	}
}

// TestEveryFormAsksForWhatIsEmpty: saving asks once for what the case lacks in
// each form that is made, in the shown one too, and keeps nothing before the
// answer.
func TestEveryFormAsksForWhatIsEmpty(t *testing.T) {
	f := uitest.NewFrame(t, wiring.Create)
	c := f.Register("令狐䶮")
	c.Basis.Kind, c.Basis.Number = "", ""
	_, err := f.Office().UpdateCase(ctx, f.Staff["周玥"], c, "")
	f.Must(err)
	p := openMaker(t, f, c, "notice-acceptance")
	p.forms.tick("execution-notice")
	p.save(nil)
	uitest.Until(t, "the question shows", func() bool { return f.Dialog() != nil })
	asked := strings.Join(uitest.Texts(f.Dialog()), "")
	shown, _ := p.forms.form(p.forms.chosen)
	if !strings.Contains(asked, "“执行通知书”还没有填写：") || !strings.Contains(asked, "“"+shown.Name+"”还没有填写：") || !strings.Contains(asked, "执行依据") {
		t.Errorf("asked %q with %s shown", asked, shown.Name)
	}
	f.Press(fyne.KeyEscape)
	if n := len(made(t, f, c)); n != 0 {
		t.Fatalf("%d papers are kept before the answer", n)
	}
	p.save(nil)
	uitest.Until(t, "it is asked again", func() bool { return f.Dialog() != nil })
	for _, b := range uitest.Find[*widgets.Button](f.Dialog()) {
		if b.Label == "照样保存" {
			b.Tapped(nil)
		}
	}
	uitest.Until(t, "both are kept", func() bool { return len(p.facts.papers) == 2 && !p.saver.Busy() })
}
