package cases

import (
	"context"
	"strings"
	"testing"

	"fyne.io/fyne/v2"

	"zhixing/app/court"
	"zhixing/app/desktop/frame"
	"zhixing/app/desktop/property/propertyforms"
	"zhixing/app/desktop/uitest"
	"zhixing/app/office"
)

// A deposit is entered with the keyboard alone; the tab counts it and says that
// nothing controls it yet.
func TestPropertyIsEnteredWithTheKeyboard(t *testing.T) {
	s := newShell(t)
	c := s.register("李契")
	p := s.openCase(c.ID, frame.TabProperty)
	part := p.parts[frame.TabProperty].(*propertyPart)
	part.enter()
	s.Type("溪山农商行")
	s.Press(fyne.KeyReturn, fyne.KeyReturn)
	s.Type("6228480000001")
	s.Save()
	uitest.Until(t, "the property is stored", func() bool { return len(p.facts.property.Lines) == 1 })
	uitest.Until(t, "the line says so", func() bool { return strings.HasPrefix(s.Said, "已保存：银行存款 溪山农商行") })
	if !uitest.Shows("未控制", p.content) || !uitest.Shows("财产 1", p.content) {
		t.Errorf("shown: %v", uitest.Texts(p.content))
	}
}

// The limit of a freeze is proposed by what is still owed, as the tab says: money
// that came in since the case was entered is taken off, the fee is in it.
func TestFreezeIsProposedByWhatIsOwed(t *testing.T) {
	s := newShell(t)
	c := s.register("李契")
	_, err := s.o.RecordReceipt(context.Background(), s.Me, court.Receipt{CaseID: c.ID, Date: today, Payer: "李契", Way: "转账", Amount: 10_000_00})
	s.Must(err)
	p := s.openCase(c.ID, frame.TabProperty)
	if got := p.parts[frame.TabProperty].(*propertyPart).formCase().Owed; got != c.Principal+c.Fee-10_000_00 || got != p.facts.property.Owed {
		t.Errorf("owed %s of %s with a fee of %s", got, c.Principal, c.Fee)
	}
}

// The chosen property shows who holds it and who waits, each with what can be
// done; a measure of another court can be released, not renewed.
func TestOrderOfMeasuresOnTheTab(t *testing.T) {
	s := newShell(t)
	c := s.register("李契")
	ctx := context.Background()
	house, _, err := s.o.SaveProperty(ctx, s.Me, court.Property{CaseID: c.ID, Kind: court.PropertyHouse, Value: 620_000_00, Source: "点对点", Found: today,
		Facts: map[string]string{"房产坐落": "溪山县文昌路10号楼", "产权证号": "豫（2016）溪山县不动产权第0001201号", "居住情况": "被执行人唯一住房"}})
	s.Must(err)
	_, err = s.o.AddMeasures(ctx, s.Me, office.MeasureEntry{CaseID: c.ID, Properties: []int64{house.ID}, Kind: court.Seal, On: court.D(2018, 11, 1), Waits: true,
		First: office.FirstMeasure{Court: "柳溪县人民法院", CaseNo: "（2017）豫1598执77号", On: court.D(2017, 10, 1), Until: court.D(2020, 10, 1)}})
	s.Must(err)
	p := s.openCase(c.ID, frame.TabProperty)
	part := p.parts[frame.TabProperty].(*propertyPart)
	for _, text := range []string{"轮候第 2 位", "第 1 位 查封", "柳溪县人民法院", "在先的不续行则 2020-10-02 生效", "不得拍卖、变卖或者抵债（查封规定6", "可以商请移送（保全规定21条）"} {
		if !uitest.Shows(text, p.content) {
			t.Errorf("%q is not shown in %v", text, uitest.Texts(part.detail))
		}
	}
	list := part.table.Rows()[0].Measures
	if n := len(part.measureButtons(list[0], today)); n != 2 { // 解除、作废
		t.Errorf("%d buttons for the measure of the other court", n)
	}
	l := propertyforms.CaseList(c.Number.String(), p.facts.property, today)
	if len(l.Rows) != 2 || l.Rows[0][2] == "" || l.Rows[1][2] != "" || l.Rows[1][6] != "轮候查封" || len(l.Rows[1]) != len(l.Heads) || len(part.lists()) != 2 {
		t.Errorf("the list for paper: %v", l.Rows)
	}
	forms := part.forms()
	if len(forms) == 0 {
		t.Fatal("no papers are offered")
	}
	forms[0].Do()
	if s.Last() != "maker" {
		t.Errorf("opened %s", s.Last())
	}
}

// A measure that another one was put before says so until its officer has seen
// it.
func TestLostPlaceIsToldOnTheTab(t *testing.T) {
	s := newShell(t)
	c, other := s.register("李契"), s.register("李契")
	ctx := context.Background()
	house, _, err := s.o.SaveProperty(ctx, s.Me, court.Property{CaseID: c.ID, Kind: court.PropertyHouse, Source: "点对点", Found: today,
		Facts: map[string]string{"房产坐落": "溪山县文昌路10号楼", "产权证号": "豫（2016）溪山县不动产权第0001201号"}})
	s.Must(err)
	list, err := s.o.AddMeasures(ctx, s.Me, office.MeasureEntry{CaseID: c.ID, Properties: []int64{house.ID}, Kind: court.Seal, On: today})
	s.Must(err)
	_, err = s.o.AddMeasures(ctx, s.Me, office.MeasureEntry{CaseID: other.ID, Properties: []int64{house.ID}, Kind: court.Seal, On: today.AddDays(-1), PlaceWhy: "回执先到"})
	s.Must(err)
	p := s.openCase(c.ID, frame.TabProperty)
	part := p.parts[frame.TabProperty].(*propertyPart)
	if !uitest.Shows("轮候第 2 位", p.content) || !uitest.Shows("顺位变动：", p.content) || !uitest.Shows("理由：回执先到", p.content) {
		t.Errorf("shown: %v", uitest.Texts(part.detail))
	}
	s.Must(s.o.SeenPlaces(ctx, s.Me, []int64{list[0].ID}))
	uitest.Until(t, "it is told no more", func() bool { return !uitest.Shows("顺位变动：", p.content) })
}
