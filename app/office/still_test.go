package office_test

import (
	"testing"

	"zhixing/app/court"
	"zhixing/app/law"
	"zhixing/app/office"
)

// Days on which a case stood still are not lost again when something is planned
// anew, a change of the rules counts them, and they come off when the period is
// taken back.
func TestStandingStillOutlivesReplanning(t *testing.T) {
	w := newWorld(t)
	c := w.register() // 2018-06-08
	officer := w.staff["沈国栋"]
	w.on(court.D(2018, 6, 25))
	w.event(c, law.EventServed, court.D(2018, 6, 20))
	w.status(officer, c.ID, court.StatusSuspended, "案外人异议")
	w.on(court.D(2018, 7, 26))
	w.status(officer, c.ID, court.StatusOpen, "异议驳回") // 31 days
	check := func(when string, limited, survey court.Date) {
		t.Helper()
		if p2, p6 := w.node(c, "P02").Planned, w.node(c, "006").Planned; p2 != limited || p6 != survey {
			t.Errorf("%s: 限制消费令 %s, 传统调查 %s; want %s, %s", when, p2, p6, limited, survey)
		}
	}
	check("resumed", court.D(2018, 7, 31), court.D(2018, 8, 8))
	moves, err := w.o.PreviewOverride(w.ctx, w.staff["管理员"], court.ParamOverride{Param: "T11", Value: 2, Basis: "本院〔2018〕9号", From: court.D(2018, 1, 1)})
	w.must(err)
	if len(moves) != 1 || moved(moves[0].Moves, "传统调查") != court.D(2018, 9, 8) {
		t.Errorf("preview %+v", moves)
	}
	got, err := w.o.Case(w.ctx, c.ID)
	w.must(err)
	got.Filed = court.D(2018, 6, 7)
	_, err = w.o.UpdateCase(w.ctx, w.staff["陈玥"], got, "立案日期录错")
	w.must(err)
	check("filed a day earlier", court.D(2018, 7, 31), court.D(2018, 8, 7))

	_, err = w.o.ChangeStatus(w.ctx, officer, c.ID, office.StatusEntry{Status: court.StatusDeferred, On: court.D(2018, 7, 20), Paper: "暂缓决定", Reason: "担保"})
	w.refused(err, court.CodeInvalid, "重叠")
	_, err = w.o.AddDeduction(w.ctx, officer, court.TermDeduction{CaseID: c.ID, Kind: "中止", Paper: "裁定", Span: court.Span{From: court.D(2018, 6, 20), To: court.D(2018, 6, 25)}})
	w.refused(err, court.CodeInvalid, "重叠")
	term, err := w.o.CaseTerm(w.ctx, c.ID)
	w.must(err)
	told, err := w.o.RevokeDeduction(w.ctx, officer, term.Deductions[0].ID, "中止的是另一案")
	w.must(err)
	check("taken back", court.D(2018, 6, 30), court.D(2018, 7, 7))
	if moved(told, "限制消费令") != court.D(2018, 6, 30) {
		t.Errorf("told %+v", told)
	}
	told, err = w.o.AddDeduction(w.ctx, officer, court.TermDeduction{CaseID: c.ID, Kind: "中止", Paper: "裁定", Span: court.Span{From: court.D(2018, 6, 25), To: court.D(2018, 7, 4)}})
	w.must(err)
	check("entered afterwards", court.D(2018, 7, 10), court.D(2018, 7, 17))
	if moved(told, "限制消费令") != court.D(2018, 7, 10) {
		t.Errorf("told %+v", told)
	}
}

// Another filing date, tried or saved, moves what runs from filing and not what
// runs from the service.
func TestWhatIfKnowsWhatHappened(t *testing.T) {
	w := newWorld(t)
	c := w.register()
	w.on(court.D(2018, 6, 25))
	w.event(c, law.EventServed, court.D(2018, 6, 20))
	_, moves, err := w.o.WhatIf(w.ctx, c.ID, law.TermFacts{Filed: court.D(2018, 6, 6)})
	w.must(err)
	for _, m := range moves {
		if m.Node == "限制消费令" || m.Node == "失信决定" {
			t.Errorf("%s would not move: %+v", m.Node, m)
		}
	}
	if moved(moves, "传统调查") != court.D(2018, 7, 6) {
		t.Errorf("moves %+v", moves)
	}
}
