package office_test

import (
	"strings"
	"testing"

	"zhixing/app/court"
	"zhixing/app/office"
)

// A true clue is kept the moment it is checked; the property it led to is asked
// for until somebody enters it.
func TestTrueClueIsKeptBeforeItsProperty(t *testing.T) {
	w := newWorld(t)
	me := w.staff["沈国栋"]
	c := w.register()
	clue, err := w.o.SaveClue(w.ctx, me, court.Clue{CaseID: c.ID, Source: "申请执行人", Giver: "张𬭎", Received: w.o.Today(), Debtor: "李㛃", Content: "李㛃在柳林乡有仓库一处"})
	w.must(err)
	w.on(court.D(2018, 6, 12))
	kept, err := w.o.CheckClue(w.ctx, me, office.ClueCheck{ID: clue.ID, Version: clue.Version, On: w.o.Today(), Result: court.ClueTrue, Finding: "经现场查看属实"})
	w.must(err)
	if !kept.Unentered() || w.node(c, "009").Actual != w.o.Today() {
		t.Fatalf("kept %+v, node %+v", kept, w.node(c, "009"))
	}
	if x := w.kinds(c)[court.WarnClue]; !strings.Contains(x.Text, "查明的财产还没有登记") || x.Due != w.o.Today() {
		t.Errorf("warned of %+v", x)
	}
	if l := w.closureLine(c.ID, "clues-checked"); l.OK || !strings.Contains(l.Missing, "属实，查明的财产没有登记") {
		t.Errorf("终本 does not ask for it: %+v", l)
	}
	if page, err := w.o.Clues(w.ctx, office.ClueQuery{CaseID: c.ID, Unentered: true}); err != nil || page.Total != 1 {
		t.Errorf("to enter: %+v %v", page, err)
	}
	found := court.Property{Kind: court.PropertyHouse, Owner: "李㛃", Source: "线索", Found: w.o.Today(), Facts: map[string]string{"房产坐落": "柳林乡仓库"}}
	_, _, err = w.o.EnterClueProperty(w.ctx, me, clue, found) // as it was before it was checked
	w.refused(err, court.CodeConflict, "刚被别人改过")
	p, _, err := w.o.EnterClueProperty(w.ctx, me, kept, found)
	w.must(err)
	page, err := w.o.Clues(w.ctx, office.ClueQuery{CaseID: c.ID})
	w.must(err)
	if x := page.Rows[0]; x.Property != p.ID || x.Thing != p.Line() || x.Unentered() {
		t.Errorf("the clue %+v", x)
	}
	if _, warned := w.kinds(c)[court.WarnClue]; warned {
		t.Error("still warned")
	}
	if l := w.closureLine(c.ID, "clues-checked"); !l.OK {
		t.Errorf("终本: %+v", l)
	}
	_, _, err = w.o.EnterClueProperty(w.ctx, me, page.Rows[0], found)
	w.refused(err, court.CodeRefused, "没有登记财产的线索")
	_, _, err = w.o.EnterClueProperty(w.ctx, w.staff["秦静宜"], page.Rows[0], found)
	w.refused(err, court.CodeDenied, "不能登记财产和查封")
}

// What a unit's answer told of is counted with it; money in a bank starts the
// term to freeze it.
func TestAnswerLeadsToProperty(t *testing.T) {
	w := newWorld(t)
	me := w.staff["沈国栋"]
	c := w.register()
	q := w.asks(c, court.InquiryNational, deposits)
	lines := w.inquiryLines(office.InquiryQuery{Inquiry: q.ID})
	p := account(c, "6228480000009")
	p.Value, p.Facts["可用余额"] = 0, "52000.50"
	_, _, err := w.o.EnterInquiryProperty(w.ctx, me, lines[0].ID, p)
	w.refused(err, court.CodeRefused, "反馈不是“有财产”")
	w.answers(w.o.Today(), court.InquiryFound, lines[0])
	got, shared, err := w.o.EnterInquiryProperty(w.ctx, me, lines[0].ID, p)
	w.must(err)
	if shared || got.Value != 52_000_50 || got.CaseID != c.ID {
		t.Errorf("entered %+v", got)
	}
	if l := w.inquiryLines(office.InquiryQuery{Inquiry: q.ID, Answered: true})[0]; l.Found != 1 {
		t.Errorf("the answer counts %d", l.Found)
	}
	if n := w.node(c, "015"); n.Planned.IsZero() {
		t.Errorf("the freeze is not planned: %+v", n)
	}
	_, _, err = w.o.EnterInquiryProperty(w.ctx, me, lines[0].ID, p)
	w.refused(err, court.CodeConflict, "已经登记过")
}

// The balance of an account is its value until somebody says otherwise, in the
// list and in what is controlled.
func TestBalanceIsTheValue(t *testing.T) {
	w := newWorld(t)
	c := w.register()
	a := account(c, "6228480000009")
	a.Value, a.Facts["可用余额"] = 0, "52,000.50"
	a = w.property(a)
	policy := w.property(court.Property{CaseID: c.ID, Kind: court.PropertyInsurance, Owner: "李㛃", Source: "总对总", Found: c.Filed,
		Facts: map[string]string{"保险公司": "溪山人寿", "保单号": "P00012345", "现金价值": "3000"}})
	if a.Value != 52_000_50 || policy.Value != 3000_00 {
		t.Errorf("worth %s and %s", a.Value, policy.Value)
	}
	w.control(office.MeasureEntry{CaseID: c.ID, Properties: []int64{a.ID}, Kind: court.Freeze, On: w.o.Today()})
	if x, err := w.o.CaseProperty(w.ctx, c.ID); err != nil || x.Controlled != 52_000_50 || x.Unvalued != 0 {
		t.Errorf("controlled %s, %d without value, %v", x.Controlled, x.Unvalued, err)
	}
	for _, step := range []struct {
		balance     string
		value, want court.Money
	}{
		{"48000", 52_000_50, 48_000_00}, // only the balance was changed: the value follows
		{"48000", 40_000_00, 40_000_00}, // a person says otherwise
		{"47000", 40_000_00, 40_000_00}, // and that stays
		{"46000", 0, 46_000_00},         // until it is taken out
	} {
		now, err := w.o.PropertyOf(w.ctx, a.ID)
		w.must(err)
		p := now.Property
		p.Facts["可用余额"], p.Value = step.balance, step.value
		if p = w.property(p); p.Value != step.want {
			t.Errorf("balance %s, value %s: stored %s, want %s", step.balance, step.value, p.Value, step.want)
		}
	}
}

// With the ruling on a deal nothing is left of the measures on the thing: those
// that waited behind take no effect any more (查封规定27条).
func TestNobodyHoldsWhatWasSold(t *testing.T) {
	x := newSelling(t)
	me := x.staff["沈国栋"]
	other := x.register()
	again := house(other, "豫（2018）溪山县不动产权第0001号")
	x.property(again)
	waits := x.control(office.MeasureEntry{CaseID: other.ID, Properties: []int64{x.h.ID}, Kind: court.Seal, On: x.o.Today(), Waits: true})[0]
	x.appraised()
	x.on(court.D(2018, 10, 22))
	x.did(x.o.AddRound(x.ctx, me, office.RefOf(x.s), firstRound()))
	x.on(court.D(2018, 11, 22))
	x.did(x.o.EndRound(x.ctx, me, office.RefOf(x.s), court.SaleRound{Result: court.RoundSold, On: x.o.Today(), Price: 600_000_00, Buyer: "周一鸣", BuyerID: "411599199001011236", PayBy: court.D(2018, 12, 2)}))
	x.did(x.o.RecordSaleMoney(x.ctx, x.staff["秦静宜"], office.RefOf(x.s), office.SalePayment{Receipt: court.Receipt{Date: x.o.Today(), Payer: "周一鸣", Amount: 600_000_00, BankRef: "WK1"}}))
	x.did(x.o.RuleSale(x.ctx, me, office.RefOf(x.s), office.SaleRuling{Number: "（2018）豫1599执1号之三", On: x.o.Today()}))
	if m := x.measure(waits.ID); m.StateOn(x.o.Today()) != court.MeasureWaiting {
		t.Errorf("before the service: %+v", m)
	}
	x.on(court.D(2018, 11, 25))
	x.s.RuledOn = court.D(2018, 11, 22)
	x.did(x.o.RuleSale(x.ctx, me, office.RefOf(x.s), office.SaleRuling{Number: "（2018）豫1599执1号之三", On: court.D(2018, 11, 22), Served: x.o.Today()}))
	list, err := x.o.PropertyOf(x.ctx, x.h.ID)
	x.must(err)
	for _, m := range list.Measures {
		if m.StateOn(x.o.Today()) != court.MeasureReleased || m.Ended != x.o.Today() || m.EndWhy != "财产已经拍卖、变卖、抵债" || m.EndPaper != "（2018）豫1599执1号之三" {
			t.Errorf("%s: %s %s %s", m.Number, m.StateOn(x.o.Today()), m.EndWhy, m.EndPaper)
		}
		if m.ID == waits.ID && !m.Since.IsZero() {
			t.Errorf("the one that waited took effect on %s", m.Since)
		}
	}
	if n := x.node(other, "012"); !n.Actual.IsZero() {
		t.Errorf("the case that waited controls what was sold: %+v", n)
	}
	x.on(court.D(2021, 9, 10)) // after the end that the first measure had
	if w := x.kinds(x.c); w[court.WarnMeasureOver].Text != "" || w[court.WarnMeasureNear].Text != "" {
		t.Errorf("warned of a measure on what was sold: %+v", w)
	}
}
