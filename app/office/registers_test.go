package office_test

import (
	"slices"
	"testing"

	"zhixing/app/court"
	"zhixing/app/law"
	"zhixing/app/office"
)

// Petitions are entered, answered and counted; the case bears the mark.
func TestPetitions(t *testing.T) {
	w := newWorld(t)
	c := w.register()
	clerk := w.staff["陈玥"]
	w.on(court.D(2018, 7, 2))
	save := func(e court.RegisterEntry) (court.RegisterEntry, error) { return w.o.SaveRegister(w.ctx, clerk, e) }
	base := court.RegisterEntry{Kind: court.RegisterPetition, On: court.D(2018, 7, 1), CaseID: c.ID, Person: "张𬭎", Way: "来访", Matter: "执行太慢"}
	for says, change := range map[string]func(*court.RegisterEntry){
		"信访人":       func(e *court.RegisterEntry) { e.Person = " " },
		"诉求":        func(e *court.RegisterEntry) { e.Matter = "" },
		"方式":        func(e *court.RegisterEntry) { e.Way = "托梦" },
		"晚于今天":      func(e *court.RegisterEntry) { e.On = court.D(2018, 7, 3) },
		"早于收到日期":    func(e *court.RegisterEntry) { e.Answered = court.D(2018, 6, 30) },
		"答复以后才有结果":  func(e *court.RegisterEntry) { e.Outcome = court.PetitionSettled },
		"没有“满意”这一项": func(e *court.RegisterEntry) { e.Outcome = "满意" },
		"是否息访":      func(e *court.RegisterEntry) { e.Answered = court.D(2018, 7, 2) },
		"应答复日":      func(e *court.RegisterEntry) { e.Due = court.D(2018, 6, 30) },
	} {
		e := base
		change(&e)
		_, err := save(e)
		w.refused(err, court.CodeInvalid, says)
	}
	_, err := w.o.SaveRegister(w.ctx, w.staff["秦静宜"], base)
	w.refused(err, court.CodeDenied, "登记信访")
	first, err := save(base)
	w.must(err)
	if first.Due != court.D(2018, 8, 30) || first.CaseNo != c.Number.String() {
		t.Errorf("entered %+v", first)
	}
	if got, err := w.o.Case(w.ctx, c.ID); err != nil || !slices.Contains(got.Tags, "涉执信访") {
		t.Errorf("tags %v %v", got.Tags, err)
	}
	answered := first
	answered.Answered, answered.Handling, answered.Outcome = court.D(2018, 7, 2), "已说明查控情况", court.PetitionSettled
	_, err = save(answered)
	w.must(err)
	_, err = save(first) // as it was read before
	w.refused(err, court.CodeConflict, "被别人改过")
	elsewhere := base
	elsewhere.CaseID, elsewhere.CaseNo, elsewhere.Person = 0, "（2015）溪执字第9号", "李四"
	_, err = save(elsewhere)
	w.must(err)
	wrong, err := save(base)
	w.must(err)
	wrong.Void = "重复登记"
	_, err = save(wrong)
	w.must(err)
	_, err = save(wrong)
	w.refused(err, court.CodeRefused, "已经作废")
	list, err := w.o.Registers(w.ctx, office.RegisterQuery{Kind: court.RegisterPetition, Search: "执行太慢 （2015）"})
	w.must(err)
	if len(list) != 1 || list[0].Person != "李四" {
		t.Errorf("found %+v", list)
	}
	rates, err := w.o.Assess(w.ctx, court.D(2018, 7, 1), court.D(2018, 7, 31))
	w.must(err)
	for _, r := range rates {
		if r.ID != law.RatePetition && r.ID != law.RateSettled {
			continue
		}
		if r.Numerator != 1 || r.Denominator != 2 || r.Met || len(r.Misses) != 1 || r.Misses[0].ID != 0 || r.Hits[0].ID != c.ID {
			t.Errorf("%s %+v", r.Name, r)
		}
	}
	rates, err = w.o.Assess(w.ctx, court.D(2018, 8, 1), court.D(2018, 8, 31)) // the unanswered one is still to be answered
	w.must(err)
	for _, r := range rates {
		if r.ID == law.RatePetition && (r.Numerator != 0 || r.Denominator != 1) {
			t.Errorf("%s in August %+v", r.Name, r)
		}
	}
}

// A visit names its case and the answer; meddling marks the case.
func TestVisitsAndMeddling(t *testing.T) {
	w := newWorld(t)
	c := w.register()
	officer := w.staff["沈国栋"]
	visit := court.RegisterEntry{Kind: court.RegisterVisit, On: w.o.Today(), Person: "张𬭎", Way: "电话", Outcome: "满意"}
	_, err := w.o.SaveRegister(w.ctx, officer, visit)
	w.refused(err, court.CodeInvalid, "哪一件")
	visit.CaseNo = "（2018）豫1599执99号"
	_, err = w.o.SaveRegister(w.ctx, officer, visit)
	w.refused(err, court.CodeInvalid, "没有登记过")
	visit.CaseNo, visit.Outcome = "(2018)豫1599执1号", ""
	_, err = w.o.SaveRegister(w.ctx, officer, visit)
	w.refused(err, court.CodeInvalid, "评价")
	visit.Outcome = "满意"
	saved, err := w.o.SaveRegister(w.ctx, officer, visit)
	w.must(err)
	if saved.CaseID != c.ID || saved.CaseNo != c.Number.String() {
		t.Errorf("visit %+v", saved)
	}
	_, err = w.o.SaveRegister(w.ctx, officer, court.RegisterEntry{Kind: "别的", On: w.o.Today()})
	w.refused(err, court.CodeInvalid, "没有“别的”")
	_, err = w.o.SaveRegister(w.ctx, officer, court.RegisterEntry{
		Kind: court.RegisterMeddling, On: w.o.Today(), CaseID: c.ID, Person: "王某", Unit: "某局副局长", Way: "电话", Matter: "要求缓执", Handling: "如实记录并报告",
	})
	w.must(err)
	got, err := w.o.Case(w.ctx, c.ID)
	w.must(err)
	if !slices.Contains(got.Tags, "外界干预") || slices.Contains(got.Tags, "涉执信访") {
		t.Errorf("tags %v", got.Tags)
	}
	if list, err := w.o.Registers(w.ctx, office.RegisterQuery{CaseID: c.ID}); err != nil || len(list) != 2 {
		t.Errorf("lines of the case %+v %v", list, err)
	}
}

// What was published of a case, where and until when, is on record.
func TestPublicationIsOnRecord(t *testing.T) {
	w := newWorld(t)
	c := w.register()
	w.on(court.D(2018, 7, 10))
	clerk := w.staff["陈玥"]
	e := court.RegisterEntry{Kind: court.RegisterPublic, On: court.D(2018, 7, 2), CaseID: c.ID, Person: "陈玥", Way: "本院网站", Unit: "执行公开栏目", Matter: "执行信息公开稿"}
	_, err := w.o.SaveRegister(w.ctx, clerk, court.RegisterEntry{Kind: court.RegisterPublic, On: e.On, CaseID: c.ID, Person: "陈玥", Way: "短信", Matter: "公开稿"})
	w.refused(err, court.CodeInvalid, "方式")
	saved, err := w.o.SaveRegister(w.ctx, clerk, e)
	w.must(err)
	saved.Answered, saved.Handling = court.D(2018, 7, 1), "已履行"
	_, err = w.o.SaveRegister(w.ctx, clerk, saved)
	w.refused(err, court.CodeInvalid, "撤下日期")
	saved.Answered = court.D(2018, 7, 9)
	_, err = w.o.SaveRegister(w.ctx, clerk, saved)
	w.must(err)
	open, err := w.o.Registers(w.ctx, office.RegisterQuery{Kind: court.RegisterPublic, Open: true})
	w.must(err)
	if len(open) != 0 {
		t.Errorf("still published: %+v", open)
	}
}
