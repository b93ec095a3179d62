package cases

import (
	"context"
	"strings"
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/theme"

	"zhixing/app/court"
	"zhixing/app/desktop/uitest"
	"zhixing/app/desktop/widgets"
)

// openForm shows the registration form above an empty list.
func openForm(t *testing.T) (*shell, *registration) {
	t.Helper()
	s := newShell(t)
	s.Open(NewListPage(s))
	s.OpenRegistration()
	r := s.Front().(*registration)
	uitest.Until(t, "a number is proposed", func() bool { return r.facts.number.Text() != "" })
	return s, r
}

func (r *registration) fillParties(applicant, debtor string) {
	r.parties[0].name.SetText(applicant)
	r.parties[1].name.SetText(debtor)
}

func TestWhatWasTypedIsRegistered(t *testing.T) {
	s, r := openForm(t)
	if got := r.facts.number.Text(); got != "（2018）豫1599执1号" {
		t.Errorf("proposed number %q", got)
	}
	r.facts.cause.SetText("民间借贷纠纷")
	r.facts.principal.SetText("300000")
	if got := r.facts.fee.MoneyEntry.Text; got != "4,400.00" {
		t.Errorf("fee of 300,000 is %q", got)
	}
	r.fillParties("张𬭎", "令狐䶮")
	r.parties[1].id.SetText("41159919650505001X")
	r.addEmpty(court.RoleThird)
	r.parties[2].name.SetText("溪山县城关镇人民政府")
	r.parties[2].kind.SetID(string(court.PartyCompany))
	r.parties[1].keep.SetText("原件如此")
	r.saveNow()
	uitest.Until(t, "the case page comes", func() bool { p, ok := s.Front().(*casePage); return ok && p.facts != nil })
	p := s.Front().(*casePage)
	c := p.facts.c
	if c.Number.String() != "（2018）豫1599执1号" || c.Principal != 300_000_00 || c.Fee != 4_400_00 || c.Filed != today {
		t.Errorf("registered %s %s %s %s", c.Number, c.Principal, c.Fee, c.Filed)
	}
	if c.NamesOf(court.RoleDebtor) != "令狐䶮" || c.NamesOf(court.RoleThird) != "溪山县城关镇人民政府" || len(p.facts.nodes) == 0 {
		t.Errorf("parties %v, %d nodes", partyNames(c), len(p.facts.nodes))
	}
	if !strings.Contains(s.Said, "已登记") || !p.notice.Visible() {
		t.Errorf("said %q; the next registration must be offered", s.Said)
	}
	if len(s.Pages) != 2 {
		t.Errorf("%d pages: the form must be gone from under the case", len(s.Pages))
	}
}

func TestEnterGoesThroughTheFormFromFieldToField(t *testing.T) {
	s, r := openForm(t)
	s.win.Canvas().Focus(r.facts.note.Entry)
	s.Press(fyne.KeyReturn)
	if s.win.Canvas().Focused() != fyne.Focusable(r.parties[0].name.Entry) {
		t.Fatal("Enter in the last field of the case must go to the first party")
	}
	s.win.Canvas().Focus(r.parties[0].marks.Checks[0])
	s.Press(fyne.KeyReturn)
	if s.win.Canvas().Focused() != fyne.Focusable(r.parties[1].name.Entry) {
		t.Error("Enter in the last field of a party must go to the next party")
	}
	r.parties[1].kind.SetID(string(court.PartyCompany))
	r.parties[1].arrange()
	s.win.Canvas().Focus(r.parties[1].agent.Entry)
	s.Press(fyne.KeyReturn)
	if s.win.Canvas().Focused() != fyne.Focusable(r.save) {
		t.Error("Enter in the last field of the last party must go to the save button")
	}
}

func TestWrongCheckDigitIsHeldUntilAReasonIsGiven(t *testing.T) {
	s, r := openForm(t)
	r.fillParties("张三", "李四")
	r.parties[1].id.SetText("411599196505050012")
	if !r.parties[1].keep.Visible() {
		t.Fatal("the reason's field must appear")
	}
	r.saveNow()
	if got := r.parties[1].form.FieldError("证件号码"); !strings.Contains(got, "校验不符") {
		t.Fatalf("field error %q", got)
	}
	r.parties[1].keep.SetText("与原件核对无误")
	r.saveNow()
	uitest.Until(t, "the case page comes", func() bool { p, ok := s.Front().(*casePage); return ok && p.facts != nil })
	if p := s.Front().(*casePage).facts.c.PartiesOf(court.RoleDebtor)[0]; p.IDReason != "与原件核对无误" {
		t.Errorf("kept reason %q", p.IDReason)
	}
}

func TestIdentifierFillsBirthSexAndKind(t *testing.T) {
	_, r := openForm(t)
	b := r.parties[1]
	number := "41159919650505002"
	b.id.SetText(number + string(court.PersonCheckDigit(number)))
	if b.sex.ID() != "女" || b.birth.Date() != court.D(1965, 5, 5) || b.keep.Visible() {
		t.Errorf("derived %s %s", b.sex.ID(), b.birth.Date())
	}
	code := "91411599MA3X00000"
	b.id.SetText(code + string(court.UnitCheckDigit(code)))
	if b.kind.ID() != string(court.PartyCompany) || !b.rep.Visible() {
		t.Error("a credit code makes the party a legal person with a representative")
	}
}

func TestNumberIsNormalisedAndADuplicateRefusedAtItsField(t *testing.T) {
	s, r := openForm(t)
	taken := s.register("王五")
	s.win.Canvas().Focus(r.facts.number.Entry)
	r.facts.number.SetText("(2018)豫1599执 " + "1号")
	s.win.Canvas().Focus(r.facts.cause.Entry)
	if got := r.facts.number.Text(); got != taken.Number.String() {
		t.Errorf("normalised number %q", got)
	}
	uitest.Until(t, "the duplicate is seen", func() bool { return r.facts.form.FieldError(labelNumber) != "" })
	if got := r.facts.form.FieldError(labelNumber); !strings.Contains(got, "已登记") {
		t.Errorf("field error %q", got)
	}
	if s.win.Canvas().Focused() != fyne.Focusable(r.facts.cause.Entry) {
		t.Error("the keyboard must stay where it is")
	}
	r.fillParties("张三", "李四")
	r.saveNow()
	if s.Front() != r || r.loader.Busy() {
		t.Error("a duplicate number must not be sent")
	}
	r.facts.number.SetText("（2018）豫1599执恢88号")
	r.facts.leaveNumber()
	if r.facts.kind.ID() != string(court.KindResumed) {
		t.Errorf("kind %q does not follow the number", r.facts.kind.ID())
	}
}

func TestNothingTypedIsLostOnRefusalOrLeaving(t *testing.T) {
	s, r := openForm(t)
	r.fillParties("张三", "李四")
	r.facts.cause.SetText("一个很长的案由")
	r.facts.filed.SetText("2099-01-01")
	r.saveNow()
	uitest.Until(t, "the refusal is shown", func() bool { return r.facts.form.FieldError(labelFiled) != "" })
	if r.parties[1].name.Text() != "李四" || s.Front() != r {
		t.Error("what was typed must stay")
	}
	s.Back()
	if s.Front() != r || s.Dialog() == nil {
		t.Fatal("leaving with unsaved input must ask")
	}
	s.Press(fyne.KeyEscape)
	if s.Dialog() != nil || s.Front() != r {
		t.Fatal("Esc answers no")
	}
	s.Back()
	s.Press(fyne.KeyReturn)
	if s.Dialog() != nil || s.Front() != r {
		t.Fatal("Enter by habit keeps what was typed")
	}
	s.Back()
	for _, b := range uitest.Find[*widgets.Button](s.Dialog()) {
		if b.Label == "不保存，离开" {
			b.Tapped(nil)
			break
		}
	}
	if _, ok := s.Front().(*listPage); !ok {
		t.Error("the button leaves")
	}
}

func TestUntouchedFormLeavesWithoutAsking(t *testing.T) {
	s, _ := openForm(t)
	s.Back()
	if _, ok := s.Front().(*listPage); !ok || s.Dialog() != nil {
		t.Error("an untouched form must not ask")
	}
}

func TestOtherCasesOfTheDebtorAreShown(t *testing.T) {
	s, r := openForm(t)
	other := s.register("欧阳𬭎")
	r.parties[1].name.SetText("欧阳𬭎")
	r.parties[1].nameLeft()
	uitest.Until(t, "the hint comes", func() bool { return len(r.parties[1].found) > 0 })
	if !r.parties[1].others.Visible() || !strings.Contains(r.parties[1].others.Label, "另有 1 件案件") {
		t.Errorf("hint %q", r.parties[1].others.Label)
	}
	items := r.parties[1].otherCases()
	items[0].Do()
	p, ok := s.Front().(*casePage)
	if !ok || p.id != other.ID {
		t.Error("choosing the case must open it")
	}
}

func TestEditingNeedsAReasonForAnotherFilingDate(t *testing.T) {
	s := newShell(t)
	c := s.register("李四")
	s.Open(NewListPage(s))
	r := newRegistration(s, c)
	s.Open(r)
	r.facts.filed.SetDate(court.D(2018, 10, 10))
	r.facts.filedChanged()
	r.saveNow()
	if r.facts.form.FieldError(labelReason) == "" {
		t.Fatal("the reason must be asked for")
	}
	r.facts.reason.SetText("立案登记表为10日")
	r.facts.cause.SetText("买卖合同纠纷")
	r.saveNow()
	uitest.Until(t, "saved", func() bool { return strings.Contains(s.Said, "已保存") })
	got, err := s.o.Case(context.Background(), c.ID)
	s.Must(err)
	if got.Filed != court.D(2018, 10, 10) || got.Cause != "买卖合同纠纷" || len(got.Parties) != 2 {
		t.Errorf("stored %s %s %d parties", got.Filed, got.Cause, len(got.Parties))
	}
}

func TestCausesAreSuggestedByWhatIsTyped(t *testing.T) {
	if got := matching(commonCauses, "借款"); got[0] != "借款合同纠纷" || len(got) < 3 {
		t.Errorf("suggested %v", got)
	}
}

// A number of another court, or of a year to come, is kept only for a reason.
func TestADoubtfulNumberIsQuestioned(t *testing.T) {
	s, r := openForm(t)
	uitest.Until(t, "the court's code is known", func() bool { return r.facts.code != "" })
	r.fillParties("张㛃", "李四")
	s.win.Canvas().Focus(r.facts.number.Entry)
	r.facts.number.SetText("(2018)豫1601执9号")
	r.facts.leaveNumber()
	if !uitest.Shows("案号保留理由", r.facts.form) {
		t.Error("another court's number must ask for a reason")
	}
	r.saveNow()
	if !uitest.Shows("不是本院代字豫1599", r.facts.form) {
		t.Errorf("the form says %q", uitest.Texts(r.facts.form))
	}
	r.facts.keepNo.SetText("上级法院指定管辖")
	r.saveNow()
	uitest.Until(t, "the case page comes", func() bool { p, ok := s.Front().(*casePage); return ok && p.facts != nil })
	if c := s.Front().(*casePage).facts.c; c.NumberReason != "上级法院指定管辖" || c.Number.Court != "豫1601" {
		t.Errorf("registered %s %q", c.Number, c.NumberReason)
	}
}

// TestLongNumbersFitTheirField: a number of four figures is seen whole on a
// screen of 1366 px beside the navigation.
func TestLongNumbersFitTheirField(t *testing.T) {
	s, r := openForm(t)
	s.win.Resize(fyne.NewSize(1366-besideNavigation, 700))
	r.facts.number.SetText("（2026）豫1599执1001号")
	need := fyne.MeasureText(r.facts.number.Text(), widgets.S(widgets.TextSize), fyne.TextStyle{}).Width
	if room := r.facts.number.Entry.Size().Width - 2*theme.InnerPadding(); room < need {
		t.Errorf("room for %.0f px, the number needs %.0f", room, need)
	}
}

// besideNavigation is what the navigation and the margins take of a window, px.
const besideNavigation = 170
