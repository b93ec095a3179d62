package office_test

import (
	"bytes"
	"os/exec"
	"strings"
	"testing"

	"zhixing/app/court"
	"zhixing/app/office"
)

// textOf gives what a paper says.
func textOf(t *testing.T, pdf []byte) string {
	t.Helper()
	cmd := exec.Command("pdftotext", "-layout", "-", "-")
	cmd.Stdin = bytes.NewReader(pdf)
	out, err := cmd.Output()
	if err != nil {
		t.Fatal(err)
	}
	return strings.Join(strings.Fields(string(out)), "")
}

// Several measures of two cases are renewed in one batch: a ruling for each
// kind and case, a notice for each unit; the papers know what they are about.
func TestRenewalsInOneBatch(t *testing.T) {
	w := newWorld(t)
	c, other := w.register(), w.register()
	a, b := w.property(account(c, "6228480000001")), w.property(account(c, "6228480000002"))
	h := w.property(house(c, "豫（2018）溪山县不动产权第0005号"))
	x := w.property(account(other, "6228480000003"))
	frozen := w.control(office.MeasureEntry{CaseID: c.ID, Properties: []int64{a.ID, b.ID}, Kind: court.Freeze, On: w.o.Today(), Ruling: "（2018）豫1599执1号之一", Amount: 50_000_00})
	sealed := w.control(office.MeasureEntry{CaseID: c.ID, Properties: []int64{h.ID}, Kind: court.Seal, On: w.o.Today(), Until: court.D(2019, 6, 1), Ruling: "（2018）豫1599执1号之二"})
	elsewhere := w.control(office.MeasureEntry{CaseID: other.ID, Properties: []int64{x.ID}, Kind: court.Freeze, On: w.o.Today()})
	w.on(court.D(2019, 5, 20))
	ids := []int64{frozen[0].ID, frozen[1].ID, sealed[0].ID, elsewhere[0].ID}
	told, err := w.o.TellRenewals(w.ctx, w.staff["沈国栋"], ids, nil)
	w.must(err)
	if len(told) != 2 || len(told[0].Papers) != 2 || !strings.Contains(textOf(t, told[0].Papers[0].PDF), "6228480000001") {
		t.Errorf("told: %+v", told)
	}
	var steps []int
	items, err := w.o.StartRenewals(w.ctx, w.staff["沈国栋"], office.RenewalEntry{Measures: ids, Asked: court.D(2019, 5, 18), Ruled: w.o.Today()}, func(n, _ int) { steps = append(steps, n) })
	w.must(err)
	if len(items) != 2 || len(steps) != 2 || len(items[0].Papers) != 4 || len(items[1].Papers) != 2 {
		t.Fatalf("%d items, %v, %d papers", len(items), steps, len(items[0].Papers))
	}
	ruling, notice := "", ""
	for _, p := range items[0].Papers {
		text := textOf(t, p.PDF)
		switch {
		case p.Form == office.FormRenewalRuling && strings.Contains(text, "续行冻结"):
			ruling = text
		case strings.Contains(text, "溪山农商行"):
			notice += text
		}
	}
	for _, says := range []string{"执1号之一执行裁定书冻结了", "6228480000001", "6228480000002", "续行期限为一年", "2019年6月8日", "2020年6月8日", "书面申请续行冻结"} {
		if !strings.Contains(ruling, says) {
			t.Errorf("the ruling does not say %q: %s", says, ruling)
		}
	}
	for _, says := range []string{"续行冻结被执行人李㛃的银行存款", "50,000.00元为限", "至2020年6月8日止"} {
		if !strings.Contains(notice, says) {
			t.Errorf("the notice does not say %q: %s", says, notice)
		}
	}
	_, err = w.o.StartRenewals(w.ctx, w.staff["沈国栋"], office.RenewalEntry{Measures: ids[:1], Ruled: w.o.Today()}, nil)
	w.refused(err, court.CodeConflict, "等待送达")

	// Nothing is renewed before the unit has it, nor when it comes too late.
	if m := w.measure(ids[0]); m.Until != court.D(2019, 6, 8) {
		t.Errorf("before the receipt: %s", m.Until)
	}
	w.on(court.D(2019, 6, 3))
	w.refused(w.o.ReceiveRenewals(w.ctx, w.staff["沈国栋"], []int64{sealed[0].ID}, w.o.Today()), court.CodeRefused, "效力消灭")
	w.refused(w.o.ReceiveRenewals(w.ctx, w.staff["沈国栋"], ids[:1], court.D(2019, 5, 19)), court.CodeInvalid, "早于裁定日期")
	w.must(w.o.ReceiveRenewals(w.ctx, w.staff["沈国栋"], ids[:2], w.o.Today()))
	if m := w.measure(ids[0]); m.Until != court.D(2020, 6, 8) || m.StateOn(court.D(2020, 6, 8)) != court.MeasureRunning {
		t.Errorf("after the receipt: %s", m.Until)
	}
	if m := w.measure(sealed[0].ID); m.StateOn(w.o.Today()) != court.MeasureLapsed {
		t.Errorf("the house is %s", m.StateOn(w.o.Today()))
	}
	w.must(w.o.DropRenewals(w.ctx, w.staff["沈国栋"], []int64{elsewhere[0].ID}, "裁定未发出"))
	if _, waits := w.measure(elsewhere[0].ID).Open(); waits {
		t.Error("the renewal taken back still waits")
	}
}

// Measures of one case that end on different days, or that different rulings
// took, are not renewed by a paper that tells the first one's day of all.
func TestRenewalPapersTellEachTerm(t *testing.T) {
	w := newWorld(t)
	c := w.register()
	a, b := w.property(account(c, "6228480000001")), w.property(account(c, "6228480000002"))
	first := w.control(office.MeasureEntry{CaseID: c.ID, Properties: []int64{a.ID}, Kind: court.Freeze, On: w.o.Today(), Ruling: "（2018）豫1599执1号之一"})[0]
	w.on(court.D(2018, 7, 2))
	second := w.control(office.MeasureEntry{CaseID: c.ID, Properties: []int64{b.ID}, Kind: court.Freeze, On: w.o.Today(), Ruling: "（2018）豫1599执1号之二"})[0]
	w.on(court.D(2019, 6, 1))
	ids := []int64{first.ID, second.ID}
	says := func(papers []office.MadePaper, form, has, end, not string) {
		t.Helper()
		for _, p := range papers {
			if text := textOf(t, p.PDF); p.Form == form && strings.Contains(text, has) {
				if !strings.Contains(text, end) || strings.Contains(text, not) {
					t.Errorf("%s of %s: %s", form, has, text)
				}
				return
			}
		}
		t.Errorf("no %s tells of %s", form, has)
	}
	told, err := w.o.TellRenewals(w.ctx, w.staff["沈国栋"], ids, nil)
	w.must(err)
	says(told[0].Papers, office.FormRenewalTold, "6228480000001", "2019年6月8日届满", "2019年7月2日")
	says(told[0].Papers, office.FormRenewalTold, "6228480000002", "2019年7月2日届满", "2019年6月8日")
	items, err := w.o.StartRenewals(w.ctx, w.staff["沈国栋"], office.RenewalEntry{Measures: ids, Ruled: w.o.Today()}, nil)
	w.must(err)
	says(items[0].Papers, office.FormRenewalRuling, "6228480000001", "至2020年6月8日止", "执1号之二执行裁定书")
	says(items[0].Papers, office.FormRenewalRuling, "6228480000002", "至2020年7月2日止", "执1号之一执行裁定书")
}

// One ruling on things of different classes or days gives each its own term.
func TestRulingTellsEachTerm(t *testing.T) {
	w := newWorld(t)
	c := w.register()
	car := w.property(court.Property{CaseID: c.ID, Kind: court.PropertyVehicle, Owner: "李㛃", Source: "点对点", Found: c.Filed, Facts: map[string]string{"号牌号码": "豫S12345"}})
	h := w.property(house(c, "豫（2018）溪山县不动产权第0006号"))
	ruling := func(req office.PaperRequest) string {
		t.Helper()
		req.CaseID, req.Form = c.ID, "seal-ruling"
		pdfs, err := w.o.Preview(w.ctx, w.staff["沈国栋"], req)
		w.must(err)
		return textOf(t, pdfs[0])
	}
	text := ruling(office.PaperRequest{Properties: []int64{car.ID, h.ID}})
	if !strings.Contains(text, "豫S12345，期限二年") || !strings.Contains(text, "期限三年") || strings.Contains(text, "查封期限为") {
		t.Errorf("before they are taken: %s", text)
	}
	made := w.control(office.MeasureEntry{CaseID: c.ID, Properties: []int64{car.ID, h.ID}, Kind: court.Seal, On: w.o.Today()})
	text = ruling(office.PaperRequest{Measures: []int64{made[0].ID, made[1].ID}})
	if !strings.Contains(text, "至2020年6月8日止") || !strings.Contains(text, "至2021年6月8日止") || strings.Contains(text, "查封期限为") {
		t.Errorf("once they are: %s", text)
	}
}

// A ruling made for chosen properties names them before anything was taken.
func TestRulingNamesTheChosenProperties(t *testing.T) {
	w := newWorld(t)
	c := w.register()
	h := w.property(house(c, "豫（2018）溪山县不动产权第0006号"))
	w.property(house(c, "豫（2018）溪山县不动产权第0007号"))
	pdfs, err := w.o.Preview(w.ctx, w.staff["沈国栋"], office.PaperRequest{CaseID: c.ID, Form: "seal-ruling", Properties: []int64{h.ID}})
	w.must(err)
	text := textOf(t, pdfs[0])
	if !strings.Contains(text, "不动产权第0006号") || strings.Contains(text, "不动产权第0007号") || !strings.Contains(text, "查封期限为三年") {
		t.Errorf("the ruling says %s", text)
	}
	list, err := w.o.Preview(w.ctx, w.staff["沈国栋"], office.PaperRequest{CaseID: c.ID, Form: "seizure-list", Properties: []int64{h.ID}})
	w.must(err)
	if text := textOf(t, list[0]); !strings.Contains(text, "青龙镇1号") {
		t.Errorf("the list says %s", text)
	}
}

// Pasted with spaces and dashes, an identifier, plate, account or phone leads
// to the case and its officer; a person is seen over all cases.
func TestWhoseCaseIsIt(t *testing.T) {
	w := newWorld(t)
	k := aCase()
	k.Parties[1].Phone = "13900001234"
	c, err := w.o.RegisterCase(w.ctx, w.staff["陈玥"], k)
	w.must(err)
	k = aCase()
	k.Parties[1].Name = "李㛃（曾用名李桂花）"
	other, err := w.o.RegisterCase(w.ctx, w.staff["陈玥"], k)
	w.must(err)
	w.property(account(c, "6228480000001"))
	w.property(court.Property{CaseID: c.ID, Kind: court.PropertyVehicle, Owner: "李㛃", Source: "点对点", Found: c.Filed, Facts: map[string]string{"号牌号码": "豫S·12345"}})
	for text, want := range map[string]int{
		"6228 4800 00001": 1, "豫s12345": 1, "豫S-12345": 1, "13900001234": 1, "411599197209279304": 2, "李㛃": 1, "溪山县宏达建筑工程有限公司": 2,
		"（2018）豫1599执2号": 1, "(2018)豫1599执2号": 1, "查无此人": 0, "豫": 0, "6222": 2,
	} {
		found, err := w.o.WhoseCase(w.ctx, text)
		w.must(err)
		if len(found) != want {
			t.Errorf("%s: %d answers, want %d: %+v", text, len(found), want, found)
		}
	}
	d, err := w.o.Debtor(w.ctx, "411599197209279304", "李㛃")
	w.must(err)
	if len(d.Cases) != 2 || len(d.Lines) != 2 || len(d.Names) != 1 || d.Unsure || d.Owed != 2*1186520_33 || d.Cases[0].CaseID != other.ID {
		t.Errorf("the person: %+v", d)
	}
}
