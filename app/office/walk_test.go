package office_test

import (
	"strings"
	"testing"

	"zhixing/app/court"
	"zhixing/app/law"
	"zhixing/app/office"
)

// TestWalkFromFilingToResumption is the whole way of a case without property,
// by the calendar: filed, overdue, escalated, prepared for 终本, returned, passed,
// closed, entered into the register, inquired after half-yearly, resumed.
func TestWalkFromFilingToResumption(t *testing.T) {
	w := newWorld(t)
	x := way{world: w, officer: w.staff["沈国栋"], head: w.staff["赵一帆"], director: w.staff["贺长风"]}
	for _, stretch := range []func(){x.filed, x.warned, x.waitsThreeMonths, x.prepared, x.reviewed, x.afterClosing, x.resumed} {
		stretch()
	}
}

// way is one case on its way.
type way struct {
	*world
	officer, head, director office.Actor
	c                       court.Case
}

// filed on 2018-06-08: the notice is due on the 11th.
func (w *way) filed() {
	w.c = w.register()
	w.must(w.o.Assign(w.ctx, w.director, w.c.ID, w.officer.User.ID, w.staff["陈玥"].User.ID))
	w.expect(w.c, court.D(2018, 6, 11), "发出执行通知书", court.WarnNodeNear, court.LevelOfficer)
	w.expect(w.c, court.D(2018, 6, 12), "发出执行通知书", court.WarnNodeOverdue, court.LevelOfficer)
	w.expect(w.c, court.D(2018, 6, 14), "发出执行通知书", court.WarnNodeOverdue, court.LevelHead)
	w.expect(w.c, court.D(2018, 6, 18), "发出执行通知书", court.WarnNodeOverdue, court.LevelDirector)
}

// warned: The head's notice of warning is issued and signed for; the paper
// that was late is made, and the warning goes.
func (w *way) warned() {
	list := w.warnings(office.WarningQuery{CaseID: w.c.ID, Search: "发出执行通知书"})
	_, notice, err := w.o.IssueWarning(w.ctx, w.head, list[0], "")
	w.must(err)
	w.must(w.o.SignWarning(w.ctx, w.officer, notice.ID, "沈国栋", w.o.Today()))
	w.paperBy(w.officer, w.c, "execution-notice", "report-assets")
	w.event(w.c, "served", court.D(2018, 6, 18))
	if left := w.warnings(office.WarningQuery{CaseID: w.c.ID, Search: "发出执行通知书"}); len(left) != 0 {
		w.Errorf("still warned of %+v", left)
	}
	w.doAs(w.officer, w.c, "004", "反馈16/16：存款1户，余额12.30元")
	w.event(w.c, "answered", court.D(2018, 6, 18))
	w.doAs(w.officer, w.c, "012", "冻结存款12.30元，查封轮候车辆1辆")
	w.on(court.D(2018, 6, 28))
	w.signed(w.c, "consumption-limit")
	w.doAs(w.officer, w.c, "P14", "未申报，已训诫")
	w.doAs(w.officer, w.c, "006", "走访住所地，无可供执行的财产")
	w.event(w.c, "no-property", w.o.Today())
}

// waitsThreeMonths: 终本 opens by itself at three months, while enforcement goes
// on.
func (w *way) waitsThreeMonths() {
	w.expect(w.c, court.D(2018, 9, 8), "终本准备启动", court.WarnInterimStart, court.LevelOfficer)
	w.refused(w.o.CloseCase(w.ctx, w.officer, w.c.ID, court.ClosedInterim, w.o.Today(), ""), court.CodeRefused, "须超过三个月方可终本（法〔2016〕373号1条（四））")
	w.doAs(w.officer, w.c, "035", "继续执行，同步组织终本材料")
}

// prepared: hand-in is due on 2018-11-08. Without the materials it
// is refused.
func (w *way) prepared() {
	w.on(court.D(2018, 10, 15))
	w.refused(w.o.SubmitReview(w.ctx, w.officer, w.c.ID), court.CodeRefused, "材料不齐")
	w.doAs(w.officer, w.c, "037", "反馈16/16，无新增财产")
	w.paperBy(w.officer, w.c, "service-receipt", "interim-notice", "interim-interview")
	for _, item := range law.Checklist() {
		if item.Kind == law.ItemManual {
			w.must(w.o.TickItem(w.ctx, w.officer, w.c.ID, item.ID, true, "卷宗第3页"))
		}
	}
	state, err := w.o.Closure(w.ctx, w.c.ID)
	w.must(err)
	if state.Opens != court.D(2018, 9, 8) || state.HandIn != court.D(2018, 11, 8) || state.Suggested != court.D(2018, 11, 8) || state.Conflict {
		w.Errorf("dates %s %s %s", state.Opens, state.HandIn, state.Suggested)
	}
}

// reviewed: Returned for a finding, put right, passed by somebody else than
// the officer.
func (w *way) reviewed() {
	w.must(w.o.SubmitReview(w.ctx, w.officer, w.c.ID))
	if n := w.node(w.c, law.NodeHandIn); n.Actual != court.D(2018, 10, 15) {
		w.Errorf("送评查 %+v", n)
	}
	w.verdict(w.c, court.ReviewSupplement, []court.Finding{{Item: "traditional-survey", Text: "走访笔录没有村委会盖章", Fix: "补盖章"}})
	w.refused(w.o.CloseCase(w.ctx, w.officer, w.c.ID, court.ClosedInterim, w.o.Today(), ""), court.CodeRefused, "终本评查结论为“退补”")
	w.on(court.D(2018, 10, 22))
	w.must(w.o.SubmitReview(w.ctx, w.officer, w.c.ID, "已到村委会补盖章"))
	w.verdict(w.c, court.ReviewFailed, []court.Finding{{Item: "report-checked", Text: "没有核查财产申报的记录", Fix: "补核查记录"}})
	w.on(court.D(2018, 10, 29))
	w.must(w.o.SubmitReview(w.ctx, w.officer, w.c.ID, "已补核查记录，卷宗第40页"))
	w.verdict(w.c, court.ReviewPassed, nil)
	w.on(court.D(2018, 11, 2))
	w.paperBy(w.officer, w.c, "panel-minutes", "interim-approval", "interim-ruling", "interim-summary")
	w.refused(w.o.CloseCase(w.ctx, w.officer, w.c.ID, court.ClosedInterim, w.o.Today(), ""), court.CodeRefused, "待院长签发")
	w.signAll(w.c)
	w.must(w.o.CloseCase(w.ctx, w.officer, w.c.ID, court.ClosedInterim, w.o.Today(), ""))
}

// afterClosing: Entered within seven days; asked after every half year; the
// file put away.
func (w *way) afterClosing() {
	w.expect(w.c, court.D(2018, 11, 9), "录入终本案件信息库", court.WarnNodeNear, court.LevelOfficer)
	w.doAs(w.officer, w.c, law.NodeRegistered, "已录入")
	w.expect(w.c, court.D(2019, 1, 31), "归档", court.WarnNodeNear, court.LevelOfficer)
	w.doAs(w.officer, w.c, law.NodeArchived, "已归档")
	w.expect(w.c, court.D(2019, 5, 2), "终本后第1次网络查询", court.WarnNodeNear, court.LevelOfficer)
	w.doAs(w.officer, w.c, "040-1", "发现被执行人名下新增车辆")
	w.expect(w.c, court.D(2019, 11, 5), "终本后第2次网络查询", court.WarnNodeOverdue, court.LevelHead)
}

// resumed: Property turns up: resumed with balance, parties and measures.
func (w *way) resumed() {
	w.event(w.c, "found-later", court.D(2019, 11, 5))
	resumed, err := w.o.Resume(w.ctx, w.officer, w.c.ID, "发现被执行人名下新增车辆1辆", court.D(2019, 11, 5))
	w.must(err)
	got, err := w.o.Case(w.ctx, resumed.ID)
	w.must(err)
	if got.ResumedFrom != w.c.ID || got.Principal != w.c.Principal || len(got.Parties) != 3 || got.Limit != court.D(2020, 5, 5) || got.Number.String() != "（2019）豫1599执恢1号" {
		w.Errorf("resumed %+v", got)
	}
	if n := w.node(got, "012"); !strings.Contains(n.Result, "查封轮候车辆") || !strings.Contains(n.Evidence, w.c.Number.String()+"于2018-06-18采取，继续有效") {
		w.Errorf("measures %+v", n)
	}
	if n := w.node(w.c, "040-2"); !strings.Contains(n.Waived, "执恢1号") {
		w.Errorf("the old case's inquiries go on: %+v", n)
	}
	if left := w.warnings(office.WarningQuery{CaseID: w.c.ID}); len(left) != 0 {
		w.Errorf("the old case still warns: %+v", left)
	}
	if faults, err := w.o.Verify(w.ctx); err != nil || len(faults) > 0 {
		w.Errorf("verify %v %v", faults, err)
	}
}

// expect moves the clock and looks for the one warning about the node.
func (w *world) expect(c court.Case, on court.Date, node string, kind court.WarningKind, level court.WarningLevel) {
	w.Helper()
	w.on(on)
	list := w.warnings(office.WarningQuery{CaseID: c.ID, Search: node})
	if len(list) != 1 || list[0].Kind != kind || list[0].Level != level {
		w.Errorf("%s: warnings about %s: %+v, want %s for %s", on, node, list, kind, level.Name())
	}
}

// doAs fills a node as done today.
func (w *world) doAs(actor office.Actor, c court.Case, code, result string) {
	w.Helper()
	n := w.node(c, code)
	w.must(w.o.RecordNode(w.ctx, actor, n.ID, office.NodeEntry{Planned: n.Planned, Actual: w.o.Today(), Result: result}))
}

func (w *world) paperBy(actor office.Actor, c court.Case, forms ...string) {
	w.Helper()
	for _, f := range forms {
		_, err := w.o.MakePaper(w.ctx, actor, office.PaperRequest{CaseID: c.ID, Form: f})
		w.must(err)
	}
}

// signAll lets the president of the court sign off what waits for it.
func (w *world) signAll(c court.Case) {
	w.Helper()
	papers, err := w.o.Papers(w.ctx, c.ID)
	w.must(err)
	for _, p := range papers {
		if p.WaitsForSignature() {
			w.sign(p.ID)
		}
	}
}

// verdict decides the review that waits.
func (w *world) verdict(c court.Case, verdict court.ReviewVerdict, findings []court.Finding) {
	w.Helper()
	waiting, err := w.o.ReviewsWaiting(w.ctx)
	w.must(err)
	for _, r := range waiting {
		if r.CaseID == c.ID {
			w.must(w.o.DecideReview(w.ctx, w.staff["陶文博"], r.ID, verdict, findings, "已看卷"))
			return
		}
	}
	w.Fatal("no review waits")
}
