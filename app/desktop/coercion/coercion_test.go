package coercion

import (
	"context"
	"image/png"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"

	"fyne.io/fyne/v2"

	"zhixing/app/court"
	"zhixing/app/desktop/uitest"
	"zhixing/app/law"
	"zhixing/cmd/zhixing/wiring"
)

func TestMain(m *testing.M) { uitest.Main(m) }

var ctx = context.Background()

// aCourt has a president, and a case of the officer who is logged in.
func aCourt(t *testing.T) (*uitest.Frame, court.Case) {
	t.Helper()
	f := uitest.NewFrame(t, wiring.Create)
	f.Admit("顾明远", "", court.RolePresident)
	f.Strict = true
	return f, f.Register("李契")
}

// shoot keeps a picture of the window in the folder of ZHIXING_PICTURES.
func shoot(t *testing.T, f *uitest.Frame, name string) {
	t.Helper()
	dir := os.Getenv("ZHIXING_PICTURES")
	if dir == "" {
		return
	}
	out, err := os.Create(filepath.Join(dir, name+".png"))
	f.Must(err)
	f.Must(png.Encode(out, f.Window().Canvas().Capture()))
	f.Must(out.Close())
}

func today() court.Date { return uitest.Today }

// TestFineInTheWindow applies for a fine with the keyboard, the president
// approves it from the same page, and the list leaves as Excel.
func TestFineInTheWindow(t *testing.T) {
	f, c := aCourt(t)
	p := NewPage(f).(*page)
	f.Open(p)
	list := p.Tab(TabCoercions).(*coercions)
	list.ask(c, court.Coercion{CaseID: c.ID, Kind: court.CoerceFine})
	f.Window().Canvas().Focus(nil)
	form := f.Dialog()
	if form == nil || !uitest.Shows("个人十万元以下", form) {
		t.Fatal("the application does not say what the law lays down")
	}
	f.Save()
	shoot(t, f, "apply")
	if !uitest.Shows("“行为发生日”必须填写", f.Dialog()) {
		t.Errorf("the day of the conduct is not asked for: %v", uitest.Texts(f.Dialog()))
	}
	x, err := f.Office().ApplyCoercion(ctx, f.Me, court.Coercion{CaseID: c.ID, Kind: court.CoerceFine, Person: "李契", Role: court.CoercedRoles[0], Ground: "report", ConductOn: today(),
		Amount: 20_000_00, Facts: "收到报告财产令后拒绝报告财产，并将存款五万元转移至他人名下"})
	f.Must(err)
	f.Press(fyne.KeyEscape)
	f.Me = f.Staff["顾明远"]
	p = NewPage(f).(*page)
	f.Open(p)
	list = p.Tab(TabCoercions).(*coercions)
	uitest.Until(t, "the application is listed", func() bool { return len(list.table.Rows()) == 1 && list.chosen.ID == x.ID })
	if !uitest.Shows("待审批", f.Window().Content()) || !uitest.Shows("20,000.00 元", f.Window().Content()) {
		t.Errorf("shown: %v", uitest.Texts(f.Window().Content()))
	}
	for _, s := range stepChoices(f, law.CoercionSteps(x)) {
		if s.May != law.MayPresident {
			t.Errorf("the president is offered %s", s.Name)
		}
	}
	list.enter(stepChoices(f, law.CoercionSteps(x))[0])
	shoot(t, f, "approve")
	f.Save()
	uitest.Until(t, "it is approved", func() bool { return list.chosen.State == court.CoercionApproved })
	shoot(t, f, "fine")
	takesBack := func() bool { return uitest.Shows("作废末步", f.Window().Content()) }
	if !takesBack() {
		t.Error("the president cannot take back what he approved")
	}
	f.Me = f.Staff["沈国栋"]
	list.choose(list.chosen)
	if takesBack() {
		t.Error("the officer is offered to take back the approval")
	}
	p.Export()
	uitest.Until(t, "the list is written", func() bool { return strings.Contains(f.Said, "已导出 1 行") })
}

// TestCrimeFileInTheWindow: the page tells what evidence is missing, the package
// for the police comes as one PDF, a refusal shows the conditions of a private
// prosecution, and the joint meeting finds the case on its agenda.
func TestCrimeFileInTheWindow(t *testing.T) {
	f, c := aCourt(t)
	o := f.Office()
	x, err := o.SaveCrimeFile(ctx, f.Me, court.CrimeFile{CaseID: c.ID, Suspect: "李契", Address: "溪山县城关镇", Source: "承办人发现", FoundOn: court.D(2018, 9, 3), ConductOn: court.D(2018, 9, 1),
		Situation: "b1", Facts: "收到报告财产令后拒绝报告财产，将轿车低价转让给其弟", Ability: "账户半年收入二十万元", Harm: "债权没有实现"})
	f.Must(err)
	step := func(by string, s court.CourseStep) {
		t.Helper()
		_, err := o.CrimeStep(ctx, f.Staff[by], x.ID, s)
		f.Must(err)
	}
	step("沈国栋", court.CourseStep{Kind: court.StepSuspected, On: court.D(2018, 9, 6), Words: "成立"})
	tab := NewCaseTab(f, c.ID, c.Number.String())
	p := NewPage(f).(*page)
	f.Open(p)
	p.Turn(TabCrimes)
	files := p.Tab(TabCrimes).(*crimes)
	uitest.Until(t, "the file is listed", func() bool { return files.chosen.ID == x.ID })
	if !uitest.Shows("缺证据一、身份", f.Window().Content()) {
		t.Errorf("what is missing is not said: %v", uitest.Texts(f.Window().Content()))
	}
	shoot(t, f, "crime")
	for _, k := range law.EvidenceKinds() {
		f.Must(o.AddEvidence(ctx, f.Me, court.CrimeEvidence{FileID: x.ID, Kind: k.ID, Title: k.Needs[0]}))
	}
	files.bundle()
	f.Type("溪山县公安局")
	f.Save()
	uitest.Until(t, "the package is opened", func() bool { return strings.HasSuffix(f.Last(), "移送材料.pdf") })
	out, err := exec.Command("pdftotext", "-layout", f.Last(), "-").Output()
	f.Must(err)
	if text := strings.Join(strings.Fields(string(out)), ""); !strings.Contains(text, "案件移送函") || !strings.Contains(text, "轿车低价转让") {
		t.Errorf("the package says\n%s", text)
	}
	step("顾明远", court.CourseStep{Kind: court.StepTransfer, On: court.D(2018, 9, 10), Unit: "溪山县公安局", Words: "（2018）豫1599司惩2号罚款决定书等一卷"})
	step("沈国栋", court.CourseStep{Kind: court.StepNotFiled, On: court.D(2018, 10, 8), Words: "证据不足"})
	uitest.Until(t, "the refusal shows", func() bool { return files.chosen.State == court.CrimeRefused })
	if !uitest.Shows("自诉条件", f.Window().Content()) {
		t.Error("the conditions of a private prosecution are not shown")
	}
	shoot(t, f, "refused")
	files.model()
	uitest.Until(t, "the masked case shows", func() bool { return f.Dialog() != nil && uitest.Shows("李某", f.Dialog()) })
	if uitest.Shows("李契", f.Dialog()) {
		t.Error("a name is not masked")
	}
	shoot(t, f, "model")
	f.Press(fyne.KeyEscape)
	_, err = o.PlanMeeting(ctx, f.Me, court.JointMeeting{On: today(), Place: "第一会议室", Attend: "公安局、检察院"})
	f.Must(err)
	p.Turn(TabMeetings)
	m := p.Tab(TabMeetings).(*meetings)
	uitest.Until(t, "the agenda shows", func() bool { return len(m.matters.Rows()) == 1 })
	shoot(t, f, "meeting")
	if l := m.list(); len(l.Rows) != 1 || l.Rows[0][3] != "李契" {
		t.Errorf("the agenda leaves as %+v", l.Rows)
	}
	shown := tab.Content()
	tab.Load()
	uitest.Until(t, "the tab of the case reads", func() bool { return uitest.Shows("0 项", shown) })
	if uitest.Shows(TabMeetings, shown) {
		t.Error("meetings are of no single case")
	}
}
