package inquiry

import (
	"context"
	"io"
	"path/filepath"
	"strings"
	"testing"

	"fyne.io/fyne/v2"

	"zhixing/app/court"
	"zhixing/app/desktop/frame"
	"zhixing/app/desktop/importing"
	"zhixing/app/desktop/lists"
	"zhixing/app/desktop/uitest"
	"zhixing/app/desktop/widgets"
	"zhixing/app/office"
	"zhixing/app/sheet"
	"zhixing/cmd/zhixing/wiring"
)

func TestMain(m *testing.M) { uitest.Main(m) }

const debtorID = "411599197209279304"

// aCourt has one case of the officer who is logged in.
func aCourt(t *testing.T) (*uitest.Frame, court.Case) {
	t.Helper()
	f := uitest.NewCourt(t, wiring.Create, uitest.Now)
	f.Me = f.Admit("沈国栋", court.GroupEnforcement, court.RoleOfficer, court.RoleClerk)
	x := uitest.ACase(f.Me.User.ID, court.D(2018, 10, 8), "李契")
	x.Parties[1].IDNumber = debtorID
	return f, f.RegisterAs(f.Me, x)
}

// board is the tab of a case in a page of its own, as the case page shows it.
type board struct {
	f    *uitest.Frame
	c    court.Case
	part *CasePart
	work *widgets.Loader
}

func newBoard(f *uitest.Frame, c court.Case) *board {
	b := &board{f: f, c: c, part: NewCasePart(f), work: widgets.NewLoader(f.Window())}
	b.work.OnError = f.Fail
	return b
}

func (b *board) Nav() string                { return frame.PageCases }
func (b *board) Content() fyne.CanvasObject { return b.part.Content() }
func (b *board) Changed(office.Change)      { b.Shown() }
func (b *board) Keys() widgets.Bindings     { return nil }
func (b *board) Leave(func()) bool          { return true }
func (b *board) Shown() {
	o, id := b.f.Office(), b.c.ID
	widgets.Load(b.work, func(ctx context.Context) (office.CaseInquiries, error) { return o.CaseInquiries(ctx, id) }, func(x office.CaseInquiries) { b.part.Show(b.c, x) })
}

// An inquiry is entered with Ctrl+S as it is proposed, answered, and the tab
// shows both; a clue is entered by keyboard and shows its day.
func TestEntryByKeyboard(t *testing.T) {
	f, c := aCourt(t)
	b := newBoard(f, c)
	f.Open(b)
	uitest.Until(t, "the case is shown", func() bool { return b.part.c.ID == c.ID })
	b.part.ask()
	uitest.Until(t, "the form opens", func() bool { return f.Dialog() != nil })
	if !uitest.Shows("3日内", f.Dialog()) || !uitest.Shows("法〔2006〕", f.Dialog()) && !uitest.Shows("建议", f.Dialog()) {
		t.Errorf("the form does not say where the day comes from: %v", uitest.Texts(f.Dialog()))
	}
	f.Save()
	uitest.Until(t, "the inquiry is listed", func() bool { return len(b.part.lines.Rows()) == 1 })
	l := b.part.lines.Rows()[0]
	if l.Unit != court.NationalUnit || l.Sent != uitest.Today || l.Due != uitest.Today.AddDays(3) || !uitest.Shows("待反馈 1 项", b.part.root) {
		t.Errorf("line %+v, %v", l, uitest.Texts(b.part.root))
	}
	Answer(f, b.part.lines.Rows())
	uitest.Until(t, "the answer is asked", func() bool { return f.Dialog() != nil })
	f.Save() // what was answered is nobody's guess: it is asked for
	if !uitest.Shows("请选择", f.Dialog()) || !b.part.lines.Rows()[0].Answered.IsZero() {
		t.Errorf("an answer without a result: %v", uitest.Texts(f.Dialog()))
	}
	f.Type("无")
	f.Press(fyne.KeyReturn)
	f.Save()
	uitest.Until(t, "the answer shows", func() bool { return len(b.part.lines.Rows()) == 1 && !b.part.lines.Rows()[0].Answered.IsZero() })
	if !uitest.Shows("无财产", b.part.root) {
		t.Errorf("shown %v", uitest.Texts(b.part.root))
	}

	b.part.enter()
	uitest.Until(t, "the clue is asked", func() bool { return f.Dialog() != nil })
	if !uitest.Shows("应于 2018-11-30 前核查", f.Dialog()) {
		t.Errorf("no day: %v", uitest.Texts(f.Dialog()))
	}
	entries := uitest.Find[*widgets.Entry](f.Dialog())
	f.Window().Canvas().Focus(entries[len(entries)-1])
	f.Type("李契在柳林乡有仓库一处")
	f.Save()
	uitest.Until(t, "the clue is listed", func() bool { return len(b.part.clues.Rows()) == 1 })
	if x := b.part.clues.Rows()[0]; x.Due != court.D(2018, 11, 30) || x.Debtor != "李契" || !uitest.Shows("剩 7 天", b.part.root) {
		t.Errorf("clue %+v", x)
	}
}

// A sheet of results goes through the steps: columns are recognised and
// remembered, the dry run names what is refused, the import answers the inquiry.
func TestImportOfASheet(t *testing.T) {
	f, c := aCourt(t)
	_, err := f.Office().AskInquiry(context.Background(), f.Me, office.InquiryEntry{Way: court.InquiryNational, Reason: court.InquiryFirst, Sent: uitest.Today, Scope: []string{"银行存款"},
		Targets: []office.InquiryTarget{{CaseID: c.ID}}})
	f.Must(err)
	path := filepath.Join(t.TempDir(), "银行存款反馈.xlsx")
	heads := []sheet.Head{{Label: "姓名"}, {Label: "证件号码"}, {Label: "开户行"}, {Label: "账号"}, {Label: "可用余额"}, {Label: "内部代码"}}
	rows := [][]any{{"李契", debtorID, "溪山农商行", "6228480000000001", "1200.50", "A"}, {"路人", "411599198001010011", "溪山农商行", "6228480000000002", "3", "B"}, {"李契", "", "溪山农商行", "6228480000000003", "5", "C"}}
	f.Must(sheet.SaveFile(path, func(w io.Writer) error { return sheet.WriteTable(w, "银行存款", heads, rows) }))
	p := newImportPage(f)
	f.Open(p)
	p.open(path)
	uitest.Until(t, "the columns show", func() bool { return p.At() == importing.StepColumns })
	if p.kind != court.PropertyDeposit || !uitest.Shows("F 内部代码", f.Window().Content()) {
		t.Errorf("kind %s, %v", p.kind, p.mapping)
	}
	p.Forward()
	uitest.Until(t, "the dry run shows", func() bool { return p.At() == importing.StepDryRun })
	if !uitest.Shows("411599198001010011（路人）不是任何", f.Window().Content()) || !uitest.Shows("拒绝 1", f.Window().Content()) || !uitest.Shows("待认领 1", f.Window().Content()) {
		t.Errorf("dry run: %v", uitest.Texts(f.Window().Content()))
	}
	p.exportRefused()
	uitest.Until(t, "the refused rows are written", func() bool { return strings.Contains(f.Said, "已导出 1 行") })
	p.Forward()
	uitest.Until(t, "the result shows", func() bool { return p.At() == importing.StepResult })
	if p.result.Count[court.ResultProperty] != 1 || p.result.Answered != 1 {
		t.Errorf("result %+v", p.result.Count)
	}
	page, err := f.Office().Properties(context.Background(), office.PropertyQuery{CaseID: c.ID})
	f.Must(err)
	if page.Total != 1 || page.Rows[0].Value != 1200_50 {
		t.Errorf("properties %+v", page.Rows)
	}
	p.Again()
	p.open(path)
	uitest.Until(t, "the same layout is remembered", func() bool { return p.At() == importing.StepColumns && p.known })
	p.Forward()
	uitest.Until(t, "the second dry run shows", func() bool { return p.At() == importing.StepDryRun })
	if p.result.Writes() != 0 {
		t.Errorf("the second import would write %d", p.result.Writes())
	}
}

// Every list of the page can be printed and exported with as many cells as
// heads.
func TestListsLeaveAsTables(t *testing.T) {
	f, c := aCourt(t)
	f.Me = f.Admit("何向东", "", court.RoleDirector, court.RoleOfficer)
	_, err := f.Office().AskInquiry(context.Background(), f.Me, office.InquiryEntry{Way: court.InquiryLetter, Reason: court.InquiryFirst, Sent: uitest.Today, Scope: []string{"公积金"}, Units: []string{"溪山县住房公积金中心"},
		Targets: []office.InquiryTarget{{CaseID: c.ID}}})
	f.Must(err)
	_, err = f.Office().SaveClue(context.Background(), f.Me, court.Clue{CaseID: c.ID, Source: "申请执行人", Received: uitest.Today, Content: "线索"})
	f.Must(err)
	_, err = f.Office().SaveAssistUnit(context.Background(), f.Me, court.AssistUnit{Name: "溪山县住房公积金中心"})
	f.Must(err)
	made, err := f.Office().MakeInquiryLetters(context.Background(), f.Me, 1, nil)
	f.Must(err)
	if len(made) != 1 || made[0].Name != "协助查询通知书" {
		t.Errorf("letters %v", made)
	}
	scope := lists.ScopeOf(f)
	h := Host{Frame: f, Scope: &scope}
	for _, tab := range []string{TabInquiries, TabClues, TabUnits} {
		list := NewList(h, tab)
		l, err := list.Printed()(context.Background())
		f.Must(err)
		if len(l.Rows) != 1 || len(l.Rows[0]) != len(l.Heads) {
			t.Errorf("%s: %d rows, %d heads, %v", tab, len(l.Rows), len(l.Heads), l.Rows)
		}
	}
}
