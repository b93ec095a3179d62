package inquiry

import (
	"context"
	"testing"

	"fyne.io/fyne/v2"

	"zhixing/app/court"
	"zhixing/app/desktop/uitest"
	"zhixing/app/desktop/widgets"
	"zhixing/app/office"
)

// A clue that proved true stays so when the form of its property is left with
// Esc, and the property can be entered later; what the clue said is in the form.
func TestTrueClueSurvivesEsc(t *testing.T) {
	f, c := aCourt(t)
	b := newBoard(f, c)
	f.Open(b)
	uitest.Until(t, "the case is shown", func() bool { return b.part.c.ID == c.ID })
	_, err := f.Office().SaveClue(context.Background(), f.Me, court.Clue{CaseID: c.ID, Source: "申请执行人", Giver: "张㛃", Received: uitest.Today, Debtor: "李契", Content: "李契有一辆货车停在柳林乡"})
	f.Must(err)
	uitest.Until(t, "the clue is listed", func() bool { return len(b.part.clues.Rows()) == 1 })
	Check(f, b.part.clues.Rows()[0])
	uitest.Until(t, "the check is asked", func() bool { return f.Dialog() != nil })
	choice := uitest.Find[*widgets.Choice](f.Dialog())[0]
	f.Window().Canvas().Focus(choice)
	f.Type("属实")
	f.Press(fyne.KeyReturn)
	f.Save()
	uitest.Until(t, "the property is asked", func() bool { return f.Dialog() != nil && uitest.Shows("号牌号码", f.Dialog()) })
	if !uitest.Shows("张㛃提供的线索：李契有一辆货车停在柳林乡", f.Dialog()) {
		t.Errorf("the form does not say what it is about: %v", uitest.Texts(f.Dialog()))
	}
	f.Press(fyne.KeyEscape)
	uitest.Until(t, "the form is left", func() bool { return f.Dialog() == nil })
	uitest.Until(t, "the check is kept", func() bool { return b.part.clues.Rows()[0].Unentered() })
	if !uitest.Shows(clueNoted, b.part.root) || !uitest.Shows("登记财产", b.part.root) {
		t.Errorf("shown %v", uitest.Texts(b.part.root))
	}
	EnterFound(f, b.part.clues.Rows()[0])
	uitest.Until(t, "the property is asked again", func() bool { return f.Dialog() != nil })
	f.Type("豫S12345")
	f.Save()
	uitest.Until(t, "the clue names its property", func() bool { return b.part.clues.Rows()[0].Property != 0 })
	page, err := f.Office().Properties(context.Background(), office.PropertyQuery{CaseID: c.ID})
	f.Must(err)
	if p := page.Rows[0]; p.Kind != court.PropertyVehicle || p.Source != "线索" || p.Owner != "李契" || p.Note != "线索：李契有一辆货车停在柳林乡" {
		t.Errorf("the property %+v", p)
	}
}

// An answer that something was found leads to the form of the property, with the
// unit, the way and the debtor filled in.
func TestAnswerLeadsToTheForm(t *testing.T) {
	f, c := aCourt(t)
	_, err := f.Office().AskInquiry(context.Background(), f.Me, office.InquiryEntry{Way: court.InquiryLetter, Reason: court.InquiryFirst, Sent: uitest.Today, Scope: []string{"银行存款"},
		Units: []string{"溪山县农村信用合作联社"}, Targets: []office.InquiryTarget{{CaseID: c.ID}}})
	f.Must(err)
	b := newBoard(f, c)
	f.Open(b)
	uitest.Until(t, "the inquiry is listed", func() bool { return len(b.part.lines.Rows()) == 1 })
	Answer(f, b.part.lines.Rows())
	uitest.Until(t, "the answer is asked", func() bool { return f.Dialog() != nil })
	f.Save() // asks for the result
	f.Type("有")
	f.Press(fyne.KeyReturn)
	f.Save()
	uitest.Until(t, "the property is asked", func() bool { return f.Dialog() != nil && uitest.Shows("开户账号", f.Dialog()) })
	f.Press(fyne.KeyReturn) // past the branch
	f.Type("6228480000001")
	entries := uitest.Find[*widgets.Entry](f.Dialog())
	if entries[0].Text != "溪山县农村信用合作联社" {
		t.Errorf("the unit is %q", entries[0].Text)
	}
	f.Save()
	uitest.Until(t, "the answer counts it", func() bool { return len(b.part.lines.Rows()) == 1 && b.part.lines.Rows()[0].Found == 1 })
	page, err := f.Office().Properties(context.Background(), office.PropertyQuery{CaseID: c.ID})
	f.Must(err)
	if p := page.Rows[0]; p.Source != string(court.InquiryLetter) || p.Owner != "李契" || p.Facts["银行名称"] != "溪山县农村信用合作联社" || p.Facts["开户账号"] != "6228480000001" {
		t.Errorf("the property %+v", p)
	}
}
