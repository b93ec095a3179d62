package office_test

import (
	"testing"

	"zhixing/app/court"
	"zhixing/app/office"
)

// A void paper proves nothing: the node it stood in is as before, and the 终本
// checklist misses it.
func TestVoidPaperOpensItsNodeAgain(t *testing.T) {
	w := newWorld(t)
	c := w.register()
	officer := w.staff["赵一帆"]
	first := w.paper(c, "execution-notice")[0]
	w.on(court.D(2018, 6, 12))
	second := w.paper(c, "execution-notice")[0]
	w.must(w.o.VoidPaper(w.ctx, officer, first.ID, "日期有误"))
	if n := w.node(c, "003"); n.Result != "已制作，待送达" || n.Evidence != "执行通知书" {
		t.Errorf("the node says %q %q, one paper stands", n.Result, n.Evidence)
	}
	w.must(w.o.VoidPaper(w.ctx, officer, second.ID, "对象有误"))
	if n := w.node(c, "003"); !n.Actual.IsZero() || n.Result+n.Evidence != "" || w.o.NodeState(n) != court.NodeOverdue {
		t.Errorf("without a paper the node still says %s %s %s", n.Actual, n.Result, n.Evidence)
	}
	interview := w.paper(c, "interim-interview")[0]
	w.on(court.D(2018, 6, 14))
	w.must(w.o.VoidPaper(w.ctx, officer, interview.ID, "未签名"))
	closure, err := w.o.Closure(w.ctx, c.ID)
	w.must(err)
	for _, line := range closure.Lines {
		if line.Item.ID == "interim-interview" && line.OK {
			t.Error("a void interview still counts")
		}
	}
}

// What a person recorded in the node stays when a paper is void.
func TestVoidPaperKeepsWhatPeopleRecorded(t *testing.T) {
	w := newWorld(t)
	c := w.register()
	n := w.node(c, "003")
	w.must(w.o.RecordNode(w.ctx, w.staff["沈国栋"], n.ID, office.NodeEntry{Planned: n.Planned, Actual: w.o.Today(), Result: "当面送达"}))
	p := w.paper(c, "execution-notice")[0]
	w.must(w.o.VoidPaper(w.ctx, w.staff["赵一帆"], p.ID, "日期有误"))
	if got := w.node(c, "003"); got.Result != "当面送达" || got.Actual.IsZero() {
		t.Errorf("node %+v", got)
	}
}

// A paper prepared for a later day does not count as done before that day.
func TestPaperOfALaterDayIsNotDone(t *testing.T) {
	w := newWorld(t)
	c := w.register()
	make := func(on court.Date) error {
		_, err := w.o.MakePaper(w.ctx, w.staff["赵一帆"], office.PaperRequest{CaseID: c.ID, Form: "execution-notice", Dated: on})
		return err
	}
	w.refused(make(court.D(2108, 6, 8)), court.CodeInvalid, "落款日期")
	w.must(make(court.D(2018, 6, 11)))
	if n := w.node(c, "003"); !n.Actual.IsZero() {
		t.Errorf("done on %s, which has not come", n.Actual)
	}
}

// A case that itself is a 之一 keeps that in the number of its papers.
func TestPapersKeepTheSuffixOfTheCase(t *testing.T) {
	w := newWorld(t)
	x := aCase()
	x.Number, _ = court.ParseCaseNumber("（2018）豫1599执7号之一")
	c, err := w.o.RegisterCase(w.ctx, w.staff["陈玥"], x)
	w.must(err)
	if p := w.paper(c, "execution-notice")[0]; p.Number != "（2018）豫1599执7号之一" {
		t.Errorf("paper %s", p.Number)
	}
	if p := w.paper(c, "execution-notice")[0]; p.Number != "（2018）豫1599执7号之二" {
		t.Errorf("second paper %s", p.Number)
	}
}

// Saving other fields of a waived node does not take the waiver away; that is
// done on purpose, with a reason, or by doing the node.
func TestWaiverStaysUntilTakenBack(t *testing.T) {
	w := newWorld(t)
	c := w.register()
	officer := w.staff["沈国栋"]
	w.must(w.o.WaiveNode(w.ctx, officer, w.node(c, "006").ID, "已由网络查控查明"))
	n := w.node(c, "006")
	w.must(w.o.RecordNode(w.ctx, officer, n.ID, office.NodeEntry{Planned: n.Planned, Result: "附查询单"}))
	if got := w.node(c, "006"); got.Waived == "" || got.Result != "附查询单" {
		t.Errorf("after saving the result: %+v", got)
	}
	w.refused(w.o.ResumeNode(w.ctx, officer, n.ID, " "), court.CodeInvalid, "理由")
	w.refused(w.o.ResumeNode(w.ctx, w.staff["陈玥"], n.ID, "要办"), court.CodeDenied, "免办节点")
	w.must(w.o.ResumeNode(w.ctx, officer, n.ID, "申请人提供了住所地线索"))
	if got := w.node(c, "006"); got.Waived != "" || got.Planned != court.D(2018, 7, 8) {
		t.Errorf("taken back: %+v", got)
	}
	w.refused(w.o.ResumeNode(w.ctx, officer, n.ID, "再来"), court.CodeRefused, "没有免办")
}

// A paper that goes out to people is done when it was served, not when it was
// made; serving both papers is one event.
func TestPapersAreDoneWhenServed(t *testing.T) {
	w := newWorld(t)
	c := w.register()
	w.paper(c, "execution-notice", "report-assets", "consumption-limit")
	for _, code := range []string{"003", "P01", "P02"} {
		if n := w.node(c, code); !n.Actual.IsZero() || n.Result != "已制作，待送达" || n.Evidence == "" {
			t.Errorf("%s is %+v", n.Name, n)
		}
	}
	w.on(court.D(2018, 6, 11))
	_, err := w.o.RecordEvent(w.ctx, w.staff["沈国栋"], court.EventEntry{CaseID: c.ID, Event: "served", On: court.D(2018, 6, 10)})
	w.must(err)
	for _, code := range []string{"003", "P01"} {
		if n := w.node(c, code); n.Actual != court.D(2018, 6, 10) || n.Result != "已送达" {
			t.Errorf("served: %+v", n)
		}
	}
	n := w.node(c, "P02")
	w.must(w.o.RecordNode(w.ctx, w.staff["沈国栋"], n.ID, office.NodeEntry{Planned: n.Planned, Actual: w.o.Today(), Result: n.Result, Evidence: n.Evidence}))
	if n := w.node(c, "P02"); n.Result != "已送达" || n.Evidence != "限制消费令" {
		t.Errorf("filled in: %+v", n)
	}
}

// Receiving the case from another group starts the officer's terms, once.
func TestReceivingStartsTheTermsOfTheOfficer(t *testing.T) {
	w := newWorld(t)
	c := w.register()
	hand := func(to court.Group, stage court.Stage) {
		t.Helper()
		h, err := w.o.HandOver(w.ctx, w.staff["陈玥"], court.Handover{CaseID: c.ID, To: to, ToStage: stage, Materials: []court.Material{{Name: "申请书"}}})
		w.must(err)
		w.must(w.o.ReceiveHandover(w.ctx, w.staff["贺长风"], h.ID))
	}
	w.on(court.D(2018, 6, 12))
	hand(court.GroupEnforcement, court.StageAssetControl)
	if n := w.node(c, "004"); n.Planned != court.D(2018, 6, 22) {
		t.Errorf("%s planned %s", n.Name, n.Planned)
	}
	if n := w.node(c, "003"); n.Planned != court.D(2018, 6, 15) || n.Basis != "接收案件3日，法发〔2006〕35号4条" {
		t.Errorf("%s planned %s: %s", n.Name, n.Planned, n.Basis)
	}
	w.on(court.D(2018, 6, 14))
	hand(court.GroupClosing, court.StageClosingReview)
	if n := w.node(c, "004"); n.Planned != court.D(2018, 6, 22) {
		t.Errorf("received again, %s planned %s", n.Name, n.Planned)
	}
	got, err := w.o.Case(w.ctx, c.ID)
	w.must(err)
	got.Filed = court.D(2018, 6, 7)
	_, err = w.o.UpdateCase(w.ctx, w.staff["陈玥"], got, "立案日期录错")
	w.must(err)
	if n := w.node(c, "004"); n.Planned != court.D(2018, 6, 22) {
		t.Errorf("after another filing date %s planned %s", n.Name, n.Planned)
	}
}
