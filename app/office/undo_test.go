package office_test

import (
	"strings"
	"testing"

	"zhixing/app/court"
	"zhixing/app/law"
	"zhixing/app/office"
)

// A closing reported by mistake is taken back by two people: the case stands
// as before, and what was planned for after the closing is gone.
func TestUndoClosing(t *testing.T) {
	w := newWorld(t)
	c := w.readyForReview()
	w.review(c, court.ReviewPassed)
	w.on(court.D(2018, 10, 10))
	w.signed(c, "panel-minutes", "interim-approval", "interim-ruling", "interim-summary")
	officer, leader := w.staff["赵一帆"], w.staff["贺长风"]
	_, err := w.o.AskUndoClosing(w.ctx, officer, c.ID, "报错了")
	w.refused(err, court.CodeRefused, "还没有结案")
	before, err := w.o.Nodes(w.ctx, c.ID)
	w.must(err)
	was, err := w.o.Case(w.ctx, c.ID)
	w.must(err)
	w.must(w.o.CloseCase(w.ctx, officer, c.ID, court.ClosedInterim, w.o.Today(), ""))
	_, err = w.o.AskUndoClosing(w.ctx, officer, c.ID, " ")
	w.refused(err, court.CodeInvalid, "撤销理由")
	_, err = w.o.AskUndoClosing(w.ctx, w.staff["陈玥"], c.ID, "报错了")
	w.refused(err, court.CodeDenied, "申请撤销结案")
	x, err := w.o.AskUndoClosing(w.ctx, officer, c.ID, "选错了案件")
	w.must(err)
	_, err = w.o.AskUndoClosing(w.ctx, w.staff["沈国栋"], c.ID, "选错了案件")
	w.refused(err, court.CodeRefused, "等待审批")
	desk, err := w.o.Desk(w.ctx, leader)
	w.must(err)
	if len(desk.Undos) != 1 || desk.Undos[0].Number != c.Number.String() || desk.Undos[0].Closing != court.ClosedInterim {
		t.Fatalf("the leader's desk %+v", desk.Undos)
	}
	w.refused(w.o.DecideUndoClosing(w.ctx, officer, x.ID, true, ""), court.CodeDenied, "审批撤销结案")
	w.refused(w.o.DecideUndoClosing(w.ctx, leader, x.ID, false, ""), court.CodeInvalid, "审批意见")
	w.on(court.D(2018, 10, 12))
	w.must(w.o.DecideUndoClosing(w.ctx, leader, x.ID, true, "同意"))
	w.refused(w.o.DecideUndoClosing(w.ctx, leader, x.ID, true, "同意"), court.CodeRefused, "已有结论")
	got, err := w.o.Case(w.ctx, c.ID)
	w.must(err)
	if got.Status != was.Status || !got.Closed.IsZero() || got.Closing != "" || got.Limit != was.Limit || got.Stage != was.Stage {
		t.Errorf("the case is not as before: %+v", got)
	}
	after, err := w.o.Nodes(w.ctx, c.ID)
	w.must(err)
	if len(after) != len(before) {
		t.Errorf("%d nodes before the closing, %d after taking it back", len(before), len(after))
	}
	for i := range min(len(before), len(after)) {
		if after[i] != before[i] {
			t.Errorf("node %+v is now %+v", before[i], after[i])
		}
	}
	w.must(w.o.CloseCase(w.ctx, officer, c.ID, court.ClosedInterim, w.o.Today(), "")) // it closes again
	if n := w.node(c, law.NodeRegistered); n.Planned != court.D(2018, 10, 19) {
		t.Errorf("the register is planned for %s", n.Planned)
	}
	log, err := w.o.CaseLog(w.ctx, c.ID)
	w.must(err)
	var actions []string
	for _, e := range log {
		actions = append(actions, e.Action+e.Actor)
	}
	for _, want := range []string{"申请撤销结案赵一帆", "撤销结案贺长风", "审批撤销结案贺长风"} {
		if !strings.Contains(strings.Join(actions, " "), want) {
			t.Errorf("the log lacks %s: %v", want, actions)
		}
	}
	if faults, err := w.o.Verify(w.ctx); err != nil || len(faults) > 0 {
		t.Errorf("verify %v %v", faults, err)
	}
}

// Whoever asked cannot decide, with whatever roles.
func TestUndoClosingNeedsTwo(t *testing.T) {
	w := newWorld(t)
	c := w.register()
	all := w.staff["万能"]
	w.must(w.o.CloseCase(w.ctx, all, c.ID, court.ClosedTerminated, w.o.Today(), "申请人撤回申请"))
	x, err := w.o.AskUndoClosing(w.ctx, all, c.ID, "撤回申请书是另一件案件的")
	w.must(err)
	w.refused(w.o.DecideUndoClosing(w.ctx, all, x.ID, true, ""), court.CodeDenied, "申请人不能审批")
	w.must(w.o.DecideUndoClosing(w.ctx, w.staff["贺长风"], x.ID, false, "撤回属实"))
	got, err := w.o.Case(w.ctx, c.ID)
	w.must(err)
	if got.Status != court.StatusClosed || got.Closing != court.ClosedTerminated {
		t.Errorf("a refused request changed the case: %s %s", got.Status, got.Closing)
	}
	if asked, err := w.o.ClosingUndos(w.ctx, c.ID); err != nil || len(asked) != 1 || asked[0].Decision != "撤回属实" {
		t.Errorf("requests %+v %v", asked, err)
	}
}

// What followed from a closing stands in the way, also when it followed after
// somebody asked.
func TestUndoClosingAfterWhatFollowed(t *testing.T) {
	w := newWorld(t)
	c := w.closedInterim()
	officer := w.staff["赵一帆"]
	x, err := w.o.AskUndoClosing(w.ctx, officer, c.ID, "报错了")
	w.must(err)
	n := w.node(c, law.NodeRegistered)
	w.must(w.o.RecordNode(w.ctx, officer, n.ID, office.NodeEntry{Planned: n.Planned, Actual: w.o.Today(), Result: "已录入"}))
	w.refused(w.o.DecideUndoClosing(w.ctx, w.staff["贺长风"], x.ID, true, ""), court.CodeRefused, n.Name)
	w.must(w.o.DecideUndoClosing(w.ctx, w.staff["贺长风"], x.ID, false, "已录入终本库"))
	_, err = w.o.Resume(w.ctx, officer, c.ID, "发现财产", w.o.Today())
	w.must(err)
	_, err = w.o.AskUndoClosing(w.ctx, officer, c.ID, "报错了")
	w.refused(err, court.CodeRefused, "已恢复执行")
}
