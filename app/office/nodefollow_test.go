package office_test

import (
	"strings"
	"testing"

	"zhixing/app/court"
	"zhixing/app/law"
	"zhixing/app/office"
)

// fill enters the day of a node and gives what moved.
func (w *world) fill(c court.Case, code string, on court.Date) []office.Move {
	w.Helper()
	n := w.node(c, code)
	moves, err := w.o.FillNode(w.ctx, w.staff["沈国栋"], n.ID, office.NodeEntry{Planned: n.Planned, Actual: on})
	w.must(err)
	return moves
}

// redate changes the day of a done node by two people; a zero day opens it.
func (w *world) redate(c court.Case, code string, to court.Date) []office.Move {
	w.Helper()
	x, err := w.o.AskNodeChange(w.ctx, w.staff["沈国栋"], w.node(c, code).ID, to, "", "", "回证写的是另一天")
	w.must(err)
	moves, err := w.o.DecideNodeChange(w.ctx, w.staff["赵一帆"], x.ID, true, "看过回证")
	w.must(err)
	return moves
}

// servedEvent gives the day of the event 送达 that counts, no day for none.
func (w *world) servedEvent(c court.Case) court.Date {
	w.Helper()
	list, err := w.o.CaseEvents(w.ctx, c.ID)
	w.must(err)
	var last court.EventEntry
	for _, e := range list {
		if e.Event == law.EventServed && e.ID > last.ID {
			last = e
		}
	}
	return last.On
}

// The service of all papers is not earlier than that of one of them, whether
// the progress table or the register of service knows it.
func TestServedIsNotBeforeItsParts(t *testing.T) {
	w := newWorld(t)
	c := w.register() // 2018-06-08
	w.paper(c, "report-assets")
	w.on(court.D(2018, 6, 30))
	w.fill(c, "003", court.D(2018, 6, 20))
	enter := func(on court.Date) error {
		_, err := w.o.RecordEvent(w.ctx, w.staff["沈国栋"], court.EventEntry{CaseID: c.ID, Event: law.EventServed, On: on})
		return err
	}
	w.refused(enter(court.D(2018, 6, 18)), court.CodeInvalid, "早于“发出执行通知书”已登记的送达日2018-06-20")
	_, err := w.serve(c, directly(court.D(2018, 6, 24)), w.to(c, "report-assets", "李㛃")...)
	w.must(err)
	w.refused(enter(court.D(2018, 6, 22)), court.CodeInvalid, "早于“报告财产令”已登记的送达日2018-06-24")
	if n := w.node(c, "P01"); !n.Actual.IsZero() || !w.servedEvent(c).IsZero() {
		t.Errorf("a refused event left %+v", n)
	}
	w.must(enter(court.D(2018, 6, 25)))
	if w.node(c, "P01").Actual != court.D(2018, 6, 25) || w.node(c, "003").Actual != court.D(2018, 6, 20) || w.node(c, "P02").Planned != court.D(2018, 7, 5) {
		t.Errorf("%s %s %s", w.node(c, "P01").Actual, w.node(c, "003").Actual, w.node(c, "P02").Planned)
	}
}

// Filling a node tells what it moves, and does not take the place of what came
// after it in the rule of a later node.
func TestFillingTellsWhatMoves(t *testing.T) {
	w := newWorld(t)
	c := w.register()
	w.on(court.D(2018, 12, 1))
	w.fill(c, "003", court.D(2018, 6, 20))
	if moves := w.fill(c, "P01", court.D(2018, 6, 21)); moved(moves, "限制消费令") != court.D(2018, 7, 1) || moved(moves, "核查财产报告") != court.D(2018, 7, 6) {
		t.Errorf("moves %+v", moves)
	}
	if moves := w.redate(c, "003", court.D(2018, 6, 19)); len(moves) != 0 || w.servedEvent(c) != court.D(2018, 6, 21) {
		t.Errorf("the earlier part moved %+v, served %s", moves, w.servedEvent(c))
	}
	if moves := w.redate(c, "003", court.D(2018, 6, 23)); moved(moves, "限制消费令") != court.D(2018, 7, 3) || w.servedEvent(c) != court.D(2018, 6, 23) {
		t.Errorf("now the last part: %+v, served %s", moves, w.servedEvent(c))
	}

	w.event(c, "clue-urgent", court.D(2018, 7, 3))
	if moves := w.event(c, "clue", court.D(2018, 7, 5)); len(moves) != 0 || w.node(c, "009").Planned != court.D(2018, 7, 6) {
		t.Errorf("a plain clue postponed the urgent one: %+v", w.node(c, "009"))
	}
	w.event(c, "priced", court.D(2018, 9, 3))
	if moves := w.fill(c, "017", court.D(2018, 9, 1)); len(moves) != 0 || w.node(c, "021").Planned != court.D(2018, 9, 13) {
		t.Errorf("the appraisal took the place of the price: %+v, %s", moves, w.node(c, "021").Planned)
	}
	w.event(c, "has-property", court.D(2018, 9, 4))
	planned := w.node(c, "012").Planned
	if w.event(c, "answered", court.D(2018, 9, 20)); w.node(c, "012").Planned != planned {
		t.Errorf("another answer postponed the seizure from %s to %s", planned, w.node(c, "012").Planned)
	}
}

// A part that turns out not to have been served takes the event with it; the
// terms run again when all is served, or when what is missing need not be.
func TestPartUndoneTakesTheEventBack(t *testing.T) {
	w := newWorld(t)
	c := w.register()
	officer := w.staff["沈国栋"]
	before := w.node(c, "P02").Planned
	w.on(court.D(2018, 7, 10))
	w.fill(c, "003", court.D(2018, 6, 20))
	w.fill(c, "P01", court.D(2018, 6, 21))
	moves := w.redate(c, "P01", court.Date{})
	if n := w.node(c, "P02"); n.Planned != before || moved(moves, "限制消费令") != before {
		t.Errorf("限制消费令 %s, before the service %s, told %+v", n.Planned, before, moves)
	}
	if n := w.node(c, "P14"); !n.Planned.IsZero() {
		t.Errorf("the report is due on %s, of an order that was not served", n.Planned)
	}
	if n := w.node(c, "P01"); n.Result+n.Evidence != "" || !w.servedEvent(c).IsZero() {
		t.Errorf("%+v, served %s", n, w.servedEvent(c))
	}
	w.fill(c, "P01", court.D(2018, 6, 24))
	if got := w.node(c, "P14").Planned; got != court.D(2018, 7, 9) || w.servedEvent(c) != court.D(2018, 6, 24) {
		t.Errorf("served again: report %s, event %s", got, w.servedEvent(c))
	}

	w.redate(c, "P01", court.Date{})
	w.must(w.o.WaiveNode(w.ctx, officer, w.node(c, "P01").ID, "已当庭报告财产"))
	if got := w.node(c, "P02").Planned; got != court.D(2018, 6, 30) || w.servedEvent(c) != court.D(2018, 6, 20) {
		t.Errorf("all that is needed was served on the 20th: %s, event %s", got, w.servedEvent(c))
	}
	w.must(w.o.ResumeNode(w.ctx, officer, w.node(c, "P01").ID, "报告不完整，重新发令"))
	if got := w.node(c, "P02").Planned; got != before || !w.servedEvent(c).IsZero() {
		t.Errorf("the order is to be served after all: %s, event %s", got, w.servedEvent(c))
	}
	log, err := w.o.CaseLog(w.ctx, c.ID)
	w.must(err)
	voided := 0
	for _, e := range log {
		if e.Action == "作废办案事件" && strings.Contains(e.Reason, "报告财产令") {
			voided++
		}
	}
	if voided != 3 {
		t.Errorf("%d events taken back on record", voided)
	}
}

// Receiving the materials keeps the terms that run from the service as it was
// corrected; materials that were sent back are not received.
func TestReceivingKeepsTheCorrectedService(t *testing.T) {
	w := newWorld(t)
	c := w.register()
	w.on(court.D(2018, 6, 27))
	w.fill(c, "003", court.D(2018, 6, 20))
	w.fill(c, "P01", court.D(2018, 6, 25))
	w.redate(c, "P01", court.D(2018, 6, 22))
	send := func() court.Handover {
		t.Helper()
		h, err := w.o.HandOver(w.ctx, w.staff["陈玥"], court.Handover{
			CaseID: c.ID, To: court.GroupEnforcement, ToStage: court.StageAssetControl, Materials: []court.Material{{Name: "申请书"}},
		})
		w.must(err)
		return h
	}
	w.must(w.o.ReturnHandover(w.ctx, w.staff["贺长风"], send().ID, "缺送达回证"))
	if n := w.node(c, "004"); n.Planned != court.D(2018, 6, 18) {
		t.Errorf("materials that went back moved %s to %s", n.Name, n.Planned)
	}
	h := send()
	w.on(court.D(2018, 6, 28))
	w.must(w.o.ReceiveHandover(w.ctx, w.staff["贺长风"], h.ID))
	if n := w.node(c, "004"); n.Planned != court.D(2018, 7, 8) {
		t.Errorf("%s planned %s, ten days after all was in", n.Name, n.Planned)
	}
	if n := w.node(c, "P02"); n.Planned != court.D(2018, 7, 2) {
		t.Errorf("%s planned %s, want ten days after the service as corrected", n.Name, n.Planned)
	}
}

// What only a decision of the program fills is not filled in by hand.
func TestNodesOfDecisionsAreNotFilledByHand(t *testing.T) {
	w := newWorld(t)
	c := w.register()
	for _, code := range []string{law.NodeClosed, law.NodeReviewed} {
		n := w.node(c, code)
		w.refused(w.o.RecordNode(w.ctx, w.staff["沈国栋"], n.ID, office.NodeEntry{Planned: n.Planned, Actual: w.o.Today()}), court.CodeRefused, "不能在进度表填写")
	}
}
