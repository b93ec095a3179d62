package office_test

import (
	"strings"
	"testing"

	"zhixing/app/court"
	"zhixing/app/office"
)

const liID, hongdaID = "411599197209279304", "91411599TBR4JY772J"

// asks sends a batch about the debtors of a case today.
func (w *world) asks(c court.Case, way court.InquiryWay, scope []string, units ...string) court.Inquiry {
	w.Helper()
	q, err := w.o.AskInquiry(w.ctx, w.staff["沈国栋"], office.InquiryEntry{Way: way, Reason: court.InquiryFirst, Sent: w.o.Today(), Scope: scope, Units: units,
		Targets: []office.InquiryTarget{{CaseID: c.ID}}})
	w.must(err)
	return q
}

func (w *world) inquiryLines(q office.InquiryQuery) []court.InquiryLine {
	w.Helper()
	page, err := w.o.Inquiries(w.ctx, q)
	w.must(err)
	if page.Total != len(page.Rows) {
		w.Errorf("%d lines, total %d", len(page.Rows), page.Total)
	}
	return page.Rows
}

func (w *world) answers(on court.Date, result court.InquiryResult, lines ...court.InquiryLine) {
	w.Helper()
	w.must(w.o.AnswerInquiry(w.ctx, w.staff["沈国栋"], office.InquiryAnswer{Lines: lines, On: on, Result: result}))
}

var deposits = []string{"银行存款", "车辆"}

// The first network inquiry is done when the last answer is in, on the day it
// was sent; what was found starts the term to control it.
func TestAnInquiryIsDoneWithItsLastAnswer(t *testing.T) {
	w := newWorld(t)
	c := w.register()
	w.on(court.D(2018, 6, 11))
	q := w.asks(c, court.InquiryNational, deposits)
	if q.Number != "查2018-0001" || q.Due != court.D(2018, 6, 14) || len(q.Lines) != 2 || q.Lines[0].Unit != court.NationalUnit || q.Lines[0].DebtorID != liID {
		t.Fatalf("batch %+v", q)
	}
	w.on(court.D(2018, 6, 15))
	open := w.inquiryLines(office.InquiryQuery{CaseID: c.ID, Late: true})
	if len(open) != 2 || open[0].Days(w.o.Today()) != 4 {
		t.Fatalf("overdue %+v", open)
	}
	if x, warned := w.kinds(c)[court.WarnInquiry]; !warned || x.Days != -1 || x.Where != "查询" || !strings.Contains(x.Text, "等2项") {
		t.Errorf("warning %+v", x)
	}
	w.answers(court.D(2018, 6, 14), court.InquiryFound, open[0])
	if n := w.node(c, "004"); !n.Actual.IsZero() {
		t.Errorf("done with one answer of two: %+v", n)
	}
	w.answers(w.o.Today(), court.InquiryNothing, w.inquiryLines(office.InquiryQuery{CaseID: c.ID, Open: true})...)
	n := w.node(c, "004")
	if n.Actual != court.D(2018, 6, 11) || !strings.Contains(n.Result, "2018-06-15反馈完毕：有财产") || n.Evidence != "总对总查询查2018-0001" {
		t.Errorf("node %+v", n)
	}
	if n := w.node(c, "012"); n.Planned != court.D(2018, 6, 18) {
		t.Errorf("control planned %s", n.Planned)
	}
	if _, warned := w.kinds(c)[court.WarnInquiry]; warned {
		t.Error("warned of an answered inquiry")
	}
	log, err := w.o.CaseLog(w.ctx, c.ID)
	w.must(err)
	seen := ""
	for _, e := range log {
		seen += e.Action + "、"
	}
	for _, want := range []string{"登记查询", "登记查询反馈", "自动填写节点", "登记办案事件"} {
		if !strings.Contains(seen, want+"、") {
			t.Errorf("no %s in the timeline: %s", want, seen)
		}
	}
	// Nothing found starts no term to control it.
	other := w.register()
	q = w.asks(other, court.InquiryNational, deposits)
	w.answers(w.o.Today(), court.InquiryNothing, w.inquiryLines(office.InquiryQuery{Inquiry: q.ID})...)
	if w.node(other, "004").Actual != w.o.Today() || !w.node(other, "012").Planned.IsZero() {
		t.Errorf("nothing found: %+v", w.node(other, "012"))
	}
}

func TestInquiryRefuses(t *testing.T) {
	w := newWorld(t)
	c := w.register()
	nameless := aCase()
	nameless.Parties[1].IDNumber = ""
	without, err := w.o.RegisterCase(w.ctx, w.staff["陈玥"], nameless)
	w.must(err)
	for says, change := range map[string]func(*office.InquiryEntry){
		"晚于今天":      func(e *office.InquiryEntry) { e.Sent = w.o.Today().AddDays(1) },
		"早于":        func(e *office.InquiryEntry) { e.Sent = c.Filed.AddDays(-1) },
		"“反馈期限”":    func(e *office.InquiryEntry) { e.Due = e.Sent.AddDays(-1) },
		"“查询范围”":    func(e *office.InquiryEntry) { e.Scope = nil },
		"没有“飞船”":    func(e *office.InquiryEntry) { e.Scope = []string{"飞船"} },
		"“查询方式”":    func(e *office.InquiryEntry) { e.Way = "托人打听" },
		"“查询事由”":    func(e *office.InquiryEntry) { e.Reason = "" },
		"问哪个单位":     func(e *office.InquiryEntry) { e.Way = court.InquiryLetter },
		"没有选择案件":    func(e *office.InquiryEntry) { e.Targets = nil },
		"没有证件号":     func(e *office.InquiryEntry) { e.Targets[0].CaseID = without.ID },
		"没有可以查询的被执": func(e *office.InquiryEntry) { e.Targets[0].Debtors = []string{"路人"} },
	} {
		e := office.InquiryEntry{Way: court.InquiryNational, Reason: court.InquiryFirst, Sent: w.o.Today(), Scope: deposits, Targets: []office.InquiryTarget{{CaseID: c.ID}}}
		change(&e)
		_, err := w.o.AskInquiry(w.ctx, w.staff["沈国栋"], e)
		w.refused(err, court.CodeInvalid, says)
	}
	q := w.asks(c, court.InquiryLetter, []string{"公积金"}, "溪山县住房公积金中心", " 溪山县住房公积金中心 ")
	if len(q.Lines) != 2 || q.Due != court.D(2018, 6, 18) {
		t.Errorf("one unit named twice: %+v", q)
	}
	lines := w.inquiryLines(office.InquiryQuery{Inquiry: q.ID})
	answer := func(a office.InquiryAnswer) error {
		a.Lines = lines[:1]
		return w.o.AnswerInquiry(w.ctx, w.staff["沈国栋"], a)
	}
	w.refused(answer(office.InquiryAnswer{On: w.o.Today().AddDays(1), Result: court.InquiryNothing}), court.CodeInvalid, "晚于今天")
	w.refused(answer(office.InquiryAnswer{On: w.o.Today().AddDays(-1), Result: court.InquiryNothing}), court.CodeInvalid, "早于发出日期")
	w.refused(answer(office.InquiryAnswer{On: w.o.Today(), Result: court.InquiryRefused}), court.CodeInvalid, "写明理由")
	w.refused(w.o.AnswerInquiry(w.ctx, w.staff["秦静宜"], office.InquiryAnswer{Lines: lines, On: w.o.Today(), Result: court.InquiryNothing}), court.CodeDenied, "不能登记财产")
	w.must(answer(office.InquiryAnswer{On: w.o.Today(), Result: court.InquiryNothing}))
	w.refused(answer(office.InquiryAnswer{On: w.o.Today(), Result: court.InquiryNothing}), court.CodeConflict, "刚被别人改过")
	w.refused(w.o.VoidInquiry(w.ctx, w.staff["沈国栋"], q.ID, "登错了"), court.CodeRefused, "已经有反馈")
	wrong := w.asks(c, court.InquiryDirect, []string{"不动产"}, "溪山县不动产登记中心")
	w.must(w.o.VoidInquiry(w.ctx, w.staff["沈国栋"], wrong.ID, "登错了"))
	if got := w.inquiryLines(office.InquiryQuery{CaseID: c.ID, Open: true}); len(got) != 1 {
		t.Errorf("open after the void: %+v", got)
	}
}

// Units answer fast or slowly: the ledger of replies says how.
func TestRepliesPerUnit(t *testing.T) {
	w := newWorld(t)
	c := w.register()
	q := w.asks(c, court.InquiryLetter, []string{"不动产"}, "溪山县不动产登记中心", "溪山县车辆管理所")
	w.on(court.D(2018, 6, 28))
	lines := w.inquiryLines(office.InquiryQuery{Inquiry: q.ID, Unit: "溪山县不动产登记中心"})
	w.answers(court.D(2018, 6, 12), court.InquiryNothing, lines[0])
	w.answers(court.D(2018, 6, 20), court.InquiryNothing, lines[1])
	got, err := w.o.InquiryUnits(w.ctx, office.InquiryQuery{})
	w.must(err)
	if len(got) != 2 || got[0].Unit != "溪山县不动产登记中心" || got[0].Days != 8 || got[0].Longest != 12 || got[0].Overran != 1 || got[0].Late != 0 || got[1].Late != 2 || got[1].Answered != 0 {
		t.Errorf("units %+v", got)
	}
	w.answers(court.D(2018, 6, 28), court.InquiryNothing, w.inquiryLines(office.InquiryQuery{CaseID: c.ID, Open: true})...)
	if n := w.node(c, "006"); n.Actual != court.D(2018, 6, 8) {
		t.Errorf("传统调查 %+v", n)
	}
}

// 终本 takes an answered inquiry as evidence, names one that is not answered,
// and lets none through whose clues are open.
func TestInterimClosingLooksAtInquiriesAndClues(t *testing.T) {
	w := newWorld(t)
	c := w.register()
	if l := w.closureLine(c.ID, "provident-fund"); l.OK {
		t.Fatal("met by nothing")
	}
	letter := w.asks(c, court.InquiryLetter, []string{"公积金", "工商登记"}, "溪山县住房公积金中心")
	net := w.asks(c, court.InquiryNational, deposits)
	if l := w.closureLine(c.ID, "inquiry-feedback"); l.OK || !strings.Contains(l.Missing, "还有2项没有反馈") {
		t.Errorf("unanswered: %+v", l)
	}
	w.answers(w.o.Today(), court.InquiryNothing, w.inquiryLines(office.InquiryQuery{Inquiry: letter.ID})...)
	w.answers(w.o.Today(), court.InquiryNothing, w.inquiryLines(office.InquiryQuery{Inquiry: net.ID})...)
	for _, item := range []string{"network-inquiry", "inquiry-feedback", "traditional-survey", "provident-fund", "company-survey"} {
		if l := w.closureLine(c.ID, item); !l.OK || !strings.Contains(l.Evidence, "查2018-000") {
			t.Errorf("%s: %+v", item, l)
		}
	}
	if l := w.closureLine(c.ID, "finance-survey"); l.OK {
		t.Errorf("nobody asked about 理财: %+v", l)
	}
	clue, err := w.o.SaveClue(w.ctx, w.staff["沈国栋"], court.Clue{CaseID: c.ID, Source: "申请执行人", Giver: "张𬭎", Received: w.o.Today(), Content: "李㛃在柳林乡有仓库一处"})
	w.must(err)
	if l := w.closureLine(c.ID, "clues-checked"); l.OK || !strings.Contains(l.Missing, "柳林乡") {
		t.Errorf("open clue: %+v", l)
	}
	_, err = w.o.CheckClue(w.ctx, w.staff["沈国栋"], office.ClueCheck{ID: clue.ID, Version: clue.Version, On: w.o.Today(), Result: court.ClueFalse, Finding: "经现场查看，仓库是村集体的"})
	w.must(err)
	if l := w.closureLine(c.ID, "clues-checked"); !l.OK {
		t.Errorf("checked clue: %+v", l)
	}
	w.on(court.D(2018, 9, 9)) // three months and a day after the inquiry
	if l := w.closureLine(c.ID, "network-inquiry"); l.OK || !strings.Contains(l.Missing, "已超过三个月") {
		t.Errorf("stale inquiry: %+v", l)
	}
	w.asksAndAnswers(c, court.InquiryLast)
	if l := w.closureLine(c.ID, "network-inquiry"); !l.OK || w.node(c, "037").Actual != w.o.Today() {
		t.Errorf("fresh inquiry: %+v, node %+v", l, w.node(c, "037"))
	}
}

func (w *world) asksAndAnswers(c court.Case, reason string) {
	w.Helper()
	q, err := w.o.AskInquiry(w.ctx, w.staff["沈国栋"], office.InquiryEntry{Way: court.InquiryNational, Reason: reason, Sent: w.o.Today(), Scope: deposits, Targets: []office.InquiryTarget{{CaseID: c.ID}}})
	w.must(err)
	w.answers(w.o.Today(), court.InquiryNothing, w.inquiryLines(office.InquiryQuery{Inquiry: q.ID})...)
}

// After 终本 every half year has its inquiry; one inquiry never stands for two.
func TestHalfYearlyInquiries(t *testing.T) {
	w := newWorld(t)
	c := w.closedInterim() // 2018-10-10
	w.on(court.D(2018, 12, 1))
	w.asksAndAnswers(c, court.InquiryLater)
	if n := w.node(c, "040-1"); n.Actual != court.D(2018, 12, 1) {
		t.Errorf("first %+v", n)
	}
	w.on(court.D(2019, 4, 10)) // the last day of the first half year
	w.asksAndAnswers(c, court.InquiryLater)
	if n := w.node(c, "040-2"); !n.Actual.IsZero() {
		t.Errorf("the second half year has not begun: %+v", n)
	}
	w.on(court.D(2019, 4, 11))
	w.asksAndAnswers(c, court.InquiryLater)
	if n := w.node(c, "040-2"); n.Actual != court.D(2019, 4, 11) {
		t.Errorf("second %+v", n)
	}
	paid := w.register()
	w.receive(paid, 1186520_33)
	_, err := w.o.AskInquiry(w.ctx, w.staff["沈国栋"], office.InquiryEntry{Way: court.InquiryNational, Reason: court.InquiryFirst, Sent: w.o.Today(), Scope: deposits, Targets: []office.InquiryTarget{{CaseID: paid.ID}}})
	w.must(err)
}

// A clue is checked within 7 days, an urgent one within 3; what came in before
// 2017-05-01 within 5 or at once.
func TestCluesByDate(t *testing.T) {
	w := newWorld(t)
	for _, x := range []struct {
		received court.Date
		urgent   bool
		due      court.Date
		basis    string
	}{
		{court.D(2017, 4, 30), false, court.D(2017, 5, 5), "法发〔2006〕35号6条"},
		{court.D(2017, 5, 1), false, court.D(2017, 5, 8), "法释〔2017〕8号2条"},
		{court.D(2017, 4, 30), true, court.D(2017, 4, 30), "立即核查"},
		{court.D(2017, 5, 1), true, court.D(2017, 5, 4), "法释〔2017〕8号2条"},
	} {
		due, p := w.o.ClueDue(x.received, x.urgent)
		if due != x.due || !strings.Contains(p.Basis, x.basis) {
			t.Errorf("%s urgent %v: due %s by %s", x.received, x.urgent, due, p.Basis)
		}
	}
}

func TestACluesWay(t *testing.T) {
	w := newWorld(t)
	c := w.register()
	clue := court.Clue{CaseID: c.ID, Source: "申请执行人", Giver: "张𬭎", Received: w.o.Today(), Urgent: true, Debtor: "李㛃", Kind: court.PropertyVehicle, Content: "豫S12345停在柳林乡停车场"}
	for says, change := range map[string]func(*court.Clue){
		"晚于今天":      func(x *court.Clue) { x.Received = w.o.Today().AddDays(1) },
		"早于立案日期":    func(x *court.Clue) { x.Received = c.Filed.AddDays(-1) },
		"“线索来源”":    func(x *court.Clue) { x.Source = "听说" },
		"“线索内容”":    func(x *court.Clue) { x.Content = " " },
		"不是本案的被执行人": func(x *court.Clue) { x.Debtor = "路人" },
	} {
		x := clue
		change(&x)
		_, err := w.o.SaveClue(w.ctx, w.staff["沈国栋"], x)
		w.refused(err, court.CodeInvalid, says)
	}
	urgent, err := w.o.SaveClue(w.ctx, w.staff["沈国栋"], clue)
	w.must(err)
	clue.Urgent, clue.Content = false, "李㛃持有清溪合作社股权"
	second, err := w.o.SaveClue(w.ctx, w.staff["沈国栋"], clue)
	w.must(err)
	if urgent.Due != court.D(2018, 6, 11) || second.Due != court.D(2018, 6, 15) {
		t.Errorf("due %s and %s", urgent.Due, second.Due)
	}
	w.on(court.D(2018, 6, 12))
	x, warned := w.kinds(c)[court.WarnClue]
	if !warned || x.Days != -1 || !strings.Contains(x.Text, "紧急财产线索") || x.Node.Code != "009" {
		t.Errorf("warning %+v", x)
	}
	check := func(k office.ClueCheck) error { _, err := w.o.CheckClue(w.ctx, w.staff["沈国栋"], k); return err }
	base := office.ClueCheck{ID: urgent.ID, Version: urgent.Version, On: w.o.Today()}
	for says, change := range map[string]func(*office.ClueCheck){
		"无法核实的写明": func(k *office.ClueCheck) { k.Result = court.ClueUnknown },
		"早于收到日期":  func(k *office.ClueCheck) { k.Result, k.Finding, k.On = court.ClueFalse, "没有", c.Filed.AddDays(-1) },
		"核查结果":    func(k *office.ClueCheck) { k.Result = "也许" },
	} {
		k := base
		change(&k)
		w.refused(check(k), court.CodeInvalid, says)
	}
	w.refused(w.o.TellClue(w.ctx, w.staff["沈国栋"], urgent.ID, urgent.Version, w.o.Today(), "书面"), court.CodeRefused, "还没有核查结果")
	base.Result = court.ClueTrue
	base.Property = &court.Property{Kind: court.PropertyVehicle, Owner: "李㛃", Found: w.o.Today(), Facts: map[string]string{"号牌号码": "豫S12345"}}
	w.must(check(base))
	page, err := w.o.Properties(w.ctx, office.PropertyQuery{CaseID: c.ID})
	w.must(err)
	if len(page.Rows) != 1 || page.Rows[0].Source != "线索" {
		t.Fatalf("properties %+v", page.Rows)
	}
	if n := w.node(c, "009"); !n.Actual.IsZero() {
		t.Error("done while a clue is open")
	}
	w.must(check(office.ClueCheck{ID: second.ID, Version: second.Version, On: w.o.Today(), Result: court.ClueUnknown, Finding: "登记机关查无该合作社"}))
	if n := w.node(c, "009"); n.Actual != w.o.Today() || !strings.Contains(n.Result, "无法核实") {
		t.Errorf("node %+v", n)
	}
	clues, err := w.o.Clues(w.ctx, office.ClueQuery{CaseID: c.ID, Untold: true})
	w.must(err)
	if len(clues.Rows) != 2 {
		t.Fatalf("untold %+v", clues.Rows)
	}
	for _, x := range clues.Rows {
		w.must(w.o.TellClue(w.ctx, w.staff["沈国栋"], x.ID, x.Version, w.o.Today(), "书面"))
	}
	if clues, err = w.o.Clues(w.ctx, office.ClueQuery{CaseID: c.ID, Untold: true}); err != nil || clues.Total != 0 {
		t.Errorf("still untold %+v %v", clues, err)
	}
	w.refused(w.o.VoidClue(w.ctx, w.staff["沈国栋"], urgent.ID, "登错"), court.CodeRefused, "不能作废")
}

// A clue to misconduct can only be handed over; those it may be about do not
// read of it in a case or a list.
func TestProblemCluesLeaveByHandingOverOnly(t *testing.T) {
	w := newWorld(t)
	c := w.register()
	p, err := w.o.ReportProblem(w.ctx, w.staff["陈玥"], court.ProblemClue{Found: w.o.Today(), Source: "来信来访", About: "某科室工作人员", Content: "反映收受当事人礼品", CaseNo: c.Number.String()})
	w.must(err)
	if p.Number != "问题线索2018-001" || p.Due != court.D(2018, 6, 13) { // three working days over a weekend
		t.Errorf("clue %+v", p)
	}
	_, err = w.o.ProblemClues(w.ctx, w.staff["沈国栋"])
	w.refused(err, court.CodeDenied, "不能移送")
	log, err := w.o.CaseLog(w.ctx, c.ID)
	w.must(err)
	for _, e := range log {
		if strings.Contains(e.Action, "问题") {
			t.Errorf("the timeline of the case tells: %+v", e)
		}
	}
	director := w.staff["贺长风"]
	w.refused(w.o.AnswerProblem(w.ctx, director, court.ProblemClue{ID: p.ID, Version: p.Version, Receipt: w.o.Today()}), court.CodeRefused, "还没有移送")
	p.Organ, p.Handed = "县纪委监委派驻纪检监察组", w.o.Today()
	w.refused(w.o.HandProblem(w.ctx, director, p), court.CodeInvalid, "文号")
	p.Letter = "溪法移〔2018〕1号"
	pdf, err := w.o.PrintProblem(w.ctx, director, p)
	w.must(err)
	if len(pdf) < 1000 {
		t.Error("no letter")
	}
	w.must(w.o.HandProblem(w.ctx, director, p))
	list, err := w.o.ProblemClues(w.ctx, director)
	w.must(err)
	if len(list) != 1 || list[0].Waits() || list[0].Content != "反映收受当事人礼品" {
		t.Fatalf("list %+v", list)
	}
	w.refused(w.o.HandProblem(w.ctx, director, court.ProblemClue{ID: p.ID, Version: list[0].Version, Organ: "别处", Letter: "2号", Handed: w.o.Today()}), court.CodeRefused, "已于")
	w.must(w.o.AnswerProblem(w.ctx, director, court.ProblemClue{ID: p.ID, Version: list[0].Version, Receipt: w.o.Today(), Result: "已受理", ResultOn: w.o.Today()}))
}
