package office_test

import (
	"strings"
	"testing"

	"zhixing/app/court"
	"zhixing/app/law"
	"zhixing/app/office"
)

func (w *world) event(c court.Case, id string, on court.Date) []office.Move {
	w.Helper()
	moves, err := w.o.RecordEvent(w.ctx, w.staff["沈国栋"], court.EventEntry{CaseID: c.ID, Event: id, On: on, Note: "已办", Evidence: "卷宗第5页"})
	w.must(err)
	return moves
}

func (w *world) has(c court.Case, code string) bool {
	w.Helper()
	nodes, err := w.o.Nodes(w.ctx, c.ID)
	w.must(err)
	for _, n := range nodes {
		if n.Code == code {
			return true
		}
	}
	return false
}

// Each event moves what follows and says so; what it starts comes into the
// table; what is done never moves.
func TestEventsReplan(t *testing.T) {
	w := newWorld(t)
	c := w.register() // 2018-06-08
	w.on(court.D(2018, 12, 1))
	n := w.node(c, "003")
	w.must(w.o.RecordNode(w.ctx, w.staff["沈国栋"], n.ID, office.NodeEntry{Planned: n.Planned, Actual: court.D(2018, 6, 15), Result: "已发"}))
	limited := w.node(c, "P03")
	moves := w.event(c, "served", court.D(2018, 6, 20))
	if got := w.node(c, "P02").Planned; got != court.D(2018, 6, 30) || moved(moves, "限制消费令") != got {
		t.Errorf("限制消费令 %s, moves %+v", got, moves)
	}
	if got := w.node(c, "P03"); got.Planned != court.D(2018, 7, 5) || got.Planned == limited.Planned || !strings.HasPrefix(got.Basis, "送达报告财产令后15日") {
		t.Errorf("失信 %+v", got)
	}
	if got := w.node(c, "P14"); got.Planned != court.D(2018, 7, 5) || got.Name != "核查财产报告" || moved(moves, "核查财产报告") != got.Planned || got.Column != court.ColumnCompulsion {
		t.Errorf("财产报告 %+v", got)
	}
	moves = w.event(c, "answered", court.D(2018, 6, 25))
	if got := w.node(c, "012").Planned; got != court.D(2018, 6, 28) || len(moves) != 1 {
		t.Errorf("查封 %s %+v", got, moves)
	}
	w.event(c, "clue", court.D(2018, 7, 2))
	if got := w.node(c, "009").Planned; got != court.D(2018, 7, 9) {
		t.Errorf("线索 %s", got)
	}
	w.event(c, "clue-urgent", court.D(2018, 7, 3))
	if got := w.node(c, "009"); got.Planned != court.D(2018, 7, 6) || !strings.Contains(got.Basis, "紧急") {
		t.Errorf("紧急线索 %+v", got)
	}
	w.event(c, "has-property", court.D(2018, 7, 4))
	if n := w.node(c, "033"); n.Actual != court.D(2018, 7, 4) || n.Evidence != "卷宗第5页" {
		t.Errorf("有财产 %+v", n)
	}
	w.event(c, "deposit", court.D(2018, 7, 5))
	frozen := w.node(c, "015")
	w.must(w.o.RecordNode(w.ctx, w.staff["沈国栋"], frozen.ID, office.NodeEntry{Planned: frozen.Planned, Actual: court.D(2018, 7, 6)}))
	if got := w.node(c, "016").Planned; got != court.D(2018, 7, 16) { // a done node brings the next one
		t.Errorf("划拨 %s", got)
	}
	w.event(c, "priced", court.D(2018, 9, 3))
	w.event(c, "failed", court.D(2018, 10, 8))
	if w.node(c, "021").Planned != court.D(2018, 9, 13) || w.node(c, "P09").Actual != court.D(2018, 10, 8) || w.node(c, "023").Planned != court.D(2018, 11, 7) {
		t.Errorf("auction %+v %+v %+v", w.node(c, "021"), w.node(c, "P09"), w.node(c, "023"))
	}
	w.event(c, "failed", court.D(2018, 10, 9))
	if n := w.node(c, "P09"); n.Actual != court.D(2018, 10, 8) {
		t.Errorf("a done node moved: %+v", n)
	}
	w.event(c, "sold", court.D(2018, 11, 12))
	w.event(c, "paid-up", court.D(2018, 11, 20))
	if w.node(c, "P16").Planned != court.D(2018, 11, 27) || w.node(c, "022").Planned != court.D(2018, 11, 30) || w.has(c, "027") {
		t.Errorf("sale %+v %+v", w.node(c, "P16"), w.node(c, "022"))
	}
	list, err := w.o.CaseEvents(w.ctx, c.ID)
	w.must(err)
	if len(list) != 11 || list[0].Event != "paid-up" || list[0].By != "沈国栋" {
		t.Errorf("%d events, first %+v", len(list), list[0])
	}
	log, err := w.o.CaseLog(w.ctx, c.ID)
	w.must(err)
	if log[0].Action != "登记办案事件" || !strings.Contains(log[0].After, "2018-11-30") {
		t.Errorf("audit %+v", log[0])
	}
}

// A new filing date keeps what hangs on an event.
func TestEventsOutliveTheFilingDate(t *testing.T) {
	w := newWorld(t)
	c := w.register()
	w.on(court.D(2018, 7, 1))
	w.event(c, "served", court.D(2018, 6, 20))
	planned := w.node(c, "P02").Planned
	_, err := w.o.RecordEvent(w.ctx, w.staff["沈国栋"], court.EventEntry{CaseID: c.ID, Event: "served", On: court.D(2018, 6, 18)})
	w.refused(err, court.CodeRefused, "已于2018-06-20登记")
	if w.node(c, "P02").Planned != planned { // neither node nor what follows moves
		t.Errorf("限制消费令 %+v", w.node(c, "P02"))
	}
	c, err = w.o.Case(w.ctx, c.ID)
	w.must(err)
	c.Filed = court.D(2018, 6, 6)
	_, err = w.o.UpdateCase(w.ctx, w.staff["陈玥"], c, "登记错误")
	w.must(err)
	if w.node(c, "P02").Planned != court.D(2018, 6, 30) || w.node(c, "004").Planned != court.D(2018, 6, 16) || w.node(c, law.NodeClosed).Planned != court.D(2018, 12, 6) {
		t.Errorf("nodes %+v %+v %+v", w.node(c, "P02"), w.node(c, "004"), w.node(c, law.NodeClosed))
	}
}

func TestEventsRefused(t *testing.T) {
	w := newWorld(t)
	c := w.register()
	officer := w.staff["沈国栋"]
	enter := func(actor office.Actor, id string, on court.Date) error {
		_, err := w.o.RecordEvent(w.ctx, actor, court.EventEntry{CaseID: c.ID, Event: id, On: on})
		return err
	}
	w.refused(enter(officer, "served", court.Date{}), court.CodeInvalid, "发生日期")
	w.refused(enter(officer, "served", court.D(2018, 6, 9)), court.CodeInvalid, "晚于今天")
	w.refused(enter(officer, "served", court.D(2018, 6, 7)), court.CodeInvalid, "早于立案日期")
	w.refused(enter(officer, "", w.o.Today()), court.CodeInvalid, "事件")
	w.refused(enter(officer, "ruled", w.o.Today()), court.CodeRefused, "首次执行案件没有“作出裁定或处理意见”")
	w.refused(enter(officer, "found-later", w.o.Today()), court.CodeRefused, "还没有终本")
	w.refused(enter(w.staff["秦静宜"], "served", w.o.Today()), court.CodeDenied, "填写进度表")
	w.must(enter(officer, "applied", court.D(2018, 6, 5)))
	if n := w.node(c, "001"); n.Planned != court.D(2018, 6, 12) || n.Actual != c.Filed {
		t.Errorf("立案审查 %+v", n)
	}
	w.refused(enter(officer, "applied", w.o.Today().AddDays(1)), court.CodeInvalid, "晚于今天")
	closed := w.closedInterim()
	_, err := w.o.RecordEvent(w.ctx, officer, court.EventEntry{CaseID: closed.ID, Event: "clue", On: w.o.Today()})
	w.refused(err, court.CodeRefused, "已于2018-10-10以“终结本次执行程序”结案")
	w.on(court.D(2018, 11, 1))
	moves := w.event(closed, "found-later", w.o.Today())
	if n := w.node(closed, law.NodeFoundAgain); n.Planned != court.D(2018, 11, 8) || moved(moves, "启动恢复执行") != n.Planned {
		t.Errorf("恢复 %+v %+v", n, moves)
	}
	w.on(court.D(2018, 11, 9))
	if list := w.warnings(office.WarningQuery{CaseID: closed.ID, Search: "恢复"}); len(list) != 1 || list[0].Days != -1 {
		t.Errorf("warnings %+v", list)
	}
}

// The officer of a case is a node of its own: open until somebody is named.
func TestAssigningIsANode(t *testing.T) {
	w := newWorld(t)
	c := w.register()
	if n := w.node(c, law.NodeAssigned); n.Planned != court.D(2018, 6, 15) || !n.Actual.IsZero() {
		t.Errorf("before %+v", n)
	}
	w.must(w.o.Assign(w.ctx, w.staff["贺长风"], c.ID, w.staff["沈国栋"].User.ID, 0))
	if n := w.node(c, law.NodeAssigned); n.Actual != court.D(2018, 6, 8) || n.Result != "沈国栋" {
		t.Errorf("after %+v", n)
	}
}

// The first extension is the president's; any further one is reported to the
// superior court before it can be granted.
func TestFurtherExtensionIsReported(t *testing.T) {
	w := newWorld(t)
	c := w.register()
	officer, president := w.staff["沈国栋"], w.staff["顾明远"]
	ask := func(months int) court.Extension {
		e, err := w.o.AskExtension(w.ctx, officer, c.ID, months, "标的物正在评估")
		w.must(err)
		return e
	}
	grant := func(e court.Extension, by office.Actor) error {
		_, err := w.o.DecideExtension(w.ctx, by, e.ID, true, "同意")
		return err
	}
	first := ask(3)
	if n := w.node(c, law.NodeExtend); n.Actual != w.o.Today() {
		t.Errorf("申请延长 %+v", n)
	}
	w.refused(w.o.ReportExtension(w.ctx, officer, first.ID, "豫高法备1号", w.o.Today()), court.CodeRefused, "不用层报")
	w.refused(grant(first, w.staff["贺长风"]), court.CodeDenied, "由院领导办理")
	w.must(grant(first, president))
	second := ask(2)
	w.refused(grant(second, president), court.CodeRefused, "再次延长须层报高级人民法院备案后才能批准（法释〔2000〕29号5条）")
	w.refused(w.o.ReportExtension(w.ctx, officer, second.ID, " ", w.o.Today()), court.CodeInvalid, "层报文号")
	w.refused(w.o.ReportExtension(w.ctx, officer, second.ID, "豫高法备1号", court.D(2018, 6, 1)), court.CodeInvalid, "早于立案")
	w.must(w.o.ReportExtension(w.ctx, officer, second.ID, "豫高法备1号", w.o.Today()))
	w.must(grant(second, president))
	if got := w.limit(c.ID); got != court.D(2019, 5, 8) {
		t.Errorf("limit %s", got)
	}
	w.refused(w.o.ReportExtension(w.ctx, officer, second.ID, "豫高法备2号", w.o.Today()), court.CodeRefused, "已有结论")
	third := ask(1)
	w.refused(grant(third, president), court.CodeRefused, "已经延长过2次")
	_, err := w.o.DecideExtension(w.ctx, president, third.ID, false, "不同意再延")
	w.must(err)
}

// Papers served one by one in the progress table start the same terms as the
// event does: from the day the last of them was served.
func TestServedNodesStartTheTerms(t *testing.T) {
	w := newWorld(t)
	c := w.register() // 2018-06-08
	before := w.node(c, "P02").Planned
	fill := func(code string, on court.Date) {
		n := w.node(c, code)
		w.must(w.o.RecordNode(w.ctx, w.staff["沈国栋"], n.ID, office.NodeEntry{Planned: n.Planned, Actual: on}))
	}
	w.on(court.D(2018, 6, 21))
	fill("003", court.D(2018, 6, 20))
	if got := w.node(c, "P02").Planned; got != before || w.has(c, "P14") {
		t.Errorf("half of the papers moved 限制消费令 to %s", got)
	}
	fill("P01", court.D(2018, 6, 21))
	if got := w.node(c, "P02").Planned; got != court.D(2018, 7, 1) {
		t.Errorf("限制消费令 %s", got)
	}
	if got := w.node(c, "P14").Planned; got != court.D(2018, 7, 6) {
		t.Errorf("核查财产报告 %s", got)
	}
	events, err := w.o.CaseEvents(w.ctx, c.ID)
	w.must(err)
	if len(events) != 1 || events[0].Event != law.EventServed || events[0].On != court.D(2018, 6, 21) {
		t.Errorf("events %+v", events)
	}
	w.on(court.D(2018, 6, 25)) // the day was wrong: two people change it
	change := w.node(c, "P01")
	_, err = w.o.AskNodeChange(w.ctx, w.staff["沈国栋"], change.ID, court.D(2018, 6, 23), "", "", "回证写的是23日")
	w.must(err)
	waiting, err := w.o.NodeChanges(w.ctx, c.ID)
	w.must(err)
	_, err = w.o.DecideNodeChange(w.ctx, w.staff["赵一帆"], waiting[0].ID, true, "看过回证")
	w.must(err)
	if got := w.node(c, "P02").Planned; got != court.D(2018, 7, 3) {
		t.Errorf("限制消费令 after the change %s", got)
	}
}

// An event entered by mistake counts no more: what waited for it waits again,
// or runs from what was entered before. What was done because of it must first
// be taken back by two people.
func TestVoidEvent(t *testing.T) {
	w := newWorld(t)
	c := w.register() // 2018-06-08
	officer := w.staff["沈国栋"]
	w.on(court.D(2018, 7, 10))
	void := func(event, reason string) error {
		list, err := w.o.CaseEvents(w.ctx, c.ID)
		w.must(err)
		for _, e := range list {
			if e.Event == event {
				_, err = w.o.VoidEvent(w.ctx, officer, c.ID, e.ID, reason)
				return err
			}
		}
		t.Fatalf("no event %s", event)
		return nil
	}
	w.event(c, "clue", court.D(2018, 7, 2))
	w.event(c, "clue-urgent", court.D(2018, 7, 3))
	w.refused(void("clue-urgent", ""), court.CodeInvalid, "作废理由")
	w.must(void("clue-urgent", "并不紧急"))
	if got := w.node(c, "009"); got.Planned != court.D(2018, 7, 9) || strings.Contains(got.Basis, "紧急") {
		t.Errorf("runs from the clue again: %+v", got)
	}
	w.must(void("clue", "登错案件"))
	if got := w.node(c, "009"); !got.Planned.IsZero() {
		t.Errorf("waits again: %+v", got)
	}

	limited := w.node(c, "P02").Planned
	w.event(c, "served", court.D(2018, 6, 20))
	w.refused(void("served", "送达的是另一案"), court.CodeRefused, "已随这个事件")
	for _, code := range []string{"003", "P01"} {
		x, err := w.o.AskNodeChange(w.ctx, officer, w.node(c, code).ID, court.Date{}, "", "", "送达的是另一案")
		w.must(err)
		_, err = w.o.DecideNodeChange(w.ctx, w.staff["赵一帆"], x.ID, true, "属实")
		w.must(err)
	}
	if got := w.node(c, "P02").Planned; got != limited { // the event went with its parts
		t.Errorf("限制消费令 %s, before the event %s", got, limited)
	}
	if w.node(c, "003").Planned.IsZero() || !w.node(c, "003").Actual.IsZero() {
		t.Errorf("通知书 %+v", w.node(c, "003"))
	}
	_, err := w.o.VoidEvent(w.ctx, officer, c.ID, 1, "再作废一次")
	w.refused(err, court.CodeNotFound, "已经作废")
	list, err := w.o.CaseEvents(w.ctx, c.ID)
	w.must(err)
	if len(list) != 0 {
		t.Errorf("still counted: %+v", list)
	}
}
