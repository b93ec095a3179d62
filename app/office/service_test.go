package office_test

import (
	"strings"
	"testing"

	"zhixing/app/court"
	"zhixing/app/office"
)

// serve enters a service of the paper on the recipients.
func (w *world) serve(c court.Case, s court.Service, to ...office.ServiceTarget) (office.ServiceOutcome, error) {
	return w.o.RecordService(w.ctx, w.staff["陈玥"], c.ID, s, to)
}

func directly(on court.Date) court.Service {
	return court.Service{Way: court.ServiceDirect, Sent: on, Result: court.ServiceServed, Receipt: "已附卷"}
}

// to aims at the case's papers of the form, one target for each recipient.
func (w *world) to(c court.Case, form string, names ...string) []office.ServiceTarget {
	w.Helper()
	r, err := w.o.CaseService(w.ctx, c.ID)
	w.must(err)
	var out []office.ServiceTarget
	for _, l := range r.Lines {
		for _, name := range names {
			if l.Form == form && l.To == name {
				out = append(out, office.ServiceTarget{PaperID: l.PaperID, To: l.To, Role: l.Role})
			}
		}
	}
	return out
}

const company = "溪山县宏达建筑工程有限公司"

// The notice and the order are served on each debtor on another day: the nodes
// are done on the last day, and what runs from the service is planned from it.
func TestServiceOfAllDebtorsStartsTheTerms(t *testing.T) {
	w := newWorld(t)
	c := w.register()
	w.paper(c, "execution-notice", "report-assets")
	w.on(court.D(2018, 6, 20))
	_, err := w.serve(c, directly(court.D(2018, 6, 10)), w.to(c, "report-assets", "李㛃", company)...)
	w.must(err)
	if n := w.node(c, "P01"); n.Actual != court.D(2018, 6, 10) || n.Result != "已送达" {
		t.Errorf("order: %+v", n)
	}
	out, err := w.serve(c, directly(court.D(2018, 6, 11)), w.to(c, "execution-notice", "李㛃")...)
	w.must(err)
	if n := w.node(c, "003"); !n.Actual.IsZero() || len(out.Moved) > 0 || len(out.Hints) != 1 || !strings.Contains(out.Hints[0], company) {
		t.Errorf("one of two served: %+v %+v", n, out)
	}
	out, err = w.serve(c, directly(court.D(2018, 6, 14)), w.to(c, "execution-notice", company)...)
	w.must(err)
	if n := w.node(c, "003"); n.Actual != court.D(2018, 6, 14) {
		t.Errorf("notice done on %s", n.Actual)
	}
	moved := map[string]court.Date{}
	for _, m := range out.Moved {
		moved[m.Node] = m.To
	}
	if moved["限制消费令"] != court.D(2018, 6, 24) {
		t.Errorf("moved %+v", out.Moved)
	}
	if n := w.node(c, "P02"); n.Planned != court.D(2018, 6, 24) {
		t.Errorf("%s planned %s, want ten days after the last service", n.Name, n.Planned)
	}
	events, err := w.o.CaseEvents(w.ctx, c.ID)
	w.must(err)
	if len(events) != 1 || events[0].Event != "served" || events[0].On != court.D(2018, 6, 14) {
		t.Errorf("events %+v", events)
	}
	if faults, err := w.o.Verify(w.ctx); err != nil || len(faults) > 0 {
		t.Errorf("verify: %v %v", faults, err)
	}
}

// A letter goes out, comes back, a notice is published and runs out: each step
// is a line of its own, and the notice's end is that of the law of its day.
func TestLetterThenNotice(t *testing.T) {
	for _, x := range []struct{ filed, published, end court.Date }{
		{court.D(2021, 10, 8), court.D(2021, 12, 31), court.D(2022, 3, 1)}, // 60 days
		{court.D(2021, 10, 8), court.D(2022, 1, 4), court.D(2022, 2, 3)},   // 30 days
	} {
		w := newWorld(t)
		w.on(x.filed)
		made := aCase()
		made.Filed, made.Parties = x.filed, made.Parties[:2]
		c, err := w.o.RegisterCase(w.ctx, w.staff["陈玥"], made)
		w.must(err)
		w.paper(c, "execution-notice")
		post := court.Service{Way: court.ServicePost, Sent: x.filed.AddDays(1), Tracking: "EMS1001", Result: court.ServiceUnderway}
		w.on(x.filed.AddDays(30))
		out, err := w.serve(c, post, w.to(c, "execution-notice", "李㛃")...)
		w.must(err)
		line := w.line(c, "执行通知书", "李㛃")
		if line.State != court.StateUnderway || !line.Late || line.Days != 29 {
			t.Errorf("posted: %+v", line)
		}
		_, err = w.serve(c, post, w.to(c, "execution-notice", "李㛃")...)
		w.refused(err, court.CodeRefused, "登记结果")
		back := post
		back.Result, back.Why = court.ServiceReturned, "查无此人"
		_, err = w.serve(c, back, office.ServiceTarget{Replaces: out.Lines[0].ID})
		w.must(err)
		_, err = w.serve(c, back, office.ServiceTarget{Replaces: out.Lines[0].ID})
		w.refused(err, court.CodeConflict, "已经更正过")
		w.on(x.published)
		notice := court.Service{Way: court.ServicePublic, Sent: x.published, Medium: "人民法院公告网", Why: "下落不明，邮寄退回", Result: court.ServiceUnderway}
		out, err = w.serve(c, notice, w.to(c, "execution-notice", "李㛃")...)
		w.must(err)
		if line = w.line(c, "执行通知书", "李㛃"); line.State != court.StateNotice || line.Due != x.end || line.Late || len(out.Hints) > 1 {
			t.Errorf("published %s: %+v %v", x.published, line, out.Hints)
		}
		done := notice
		done.Result = court.ServiceServed
		w.on(x.end.AddDays(-1))
		_, err = w.serve(c, done, office.ServiceTarget{Replaces: out.Lines[0].ID})
		w.refused(err, court.CodeInvalid, x.end.String())
		w.on(x.end)
		if line = w.line(c, "执行通知书", "李㛃"); !line.Late || !strings.Contains(line.Say, "期满，请登记送达") {
			t.Errorf("run out: %+v", line)
		}
		_, err = w.serve(c, done, office.ServiceTarget{Replaces: out.Lines[0].ID})
		w.must(err)
		if n := w.node(c, "003"); n.Actual != x.end {
			t.Errorf("node done on %s, want %s", n.Actual, x.end)
		}
		if line = w.line(c, "执行通知书", "李㛃"); line.State != court.StateServed || line.Attempts != 2 {
			t.Errorf("served: %+v", line)
		}
		r, err := w.o.CaseService(w.ctx, c.ID)
		w.must(err)
		if len(r.History) != 4 {
			t.Errorf("%d lines in the history", len(r.History))
		}
	}
}

// line gives the row of a paper and recipient.
func (w *world) line(c court.Case, paper, to string) office.ServiceLine {
	w.Helper()
	r, err := w.o.CaseService(w.ctx, c.ID)
	w.must(err)
	for _, l := range r.Lines {
		if l.Paper == paper && l.To == to {
			return l
		}
	}
	w.Fatalf("no line for %s and %s", paper, to)
	return office.ServiceLine{}
}

// A line that stands is corrected by another one with a reason, never changed;
// the progress table keeps its day until two people change it.
func TestServiceIsCorrectedByAnotherLine(t *testing.T) {
	w := newWorld(t)
	c := w.register()
	w.paper(c, "consumption-limit")
	w.on(court.D(2018, 6, 20))
	out, err := w.serve(c, directly(court.D(2018, 6, 12)), w.to(c, "consumption-limit", "李㛃", company)...)
	w.must(err)
	if n := w.node(c, "P02"); n.Actual != court.D(2018, 6, 12) {
		t.Errorf("done on %s", n.Actual)
	}
	_, err = w.serve(c, directly(court.D(2018, 6, 13)), w.to(c, "consumption-limit", "李㛃")...)
	w.refused(err, court.CodeRefused, "更正")
	old := out.Lines[0].ID
	_, err = w.serve(c, directly(court.D(2018, 6, 14)), office.ServiceTarget{Replaces: old})
	w.refused(err, court.CodeInvalid, "更正理由")
	s := directly(court.D(2018, 6, 14))
	s.Reason = "日期看错"
	out, err = w.serve(c, s, office.ServiceTarget{Replaces: old})
	w.must(err)
	if len(out.Hints) != 1 || !strings.Contains(out.Hints[0], "申请改期") || w.node(c, "P02").Actual != court.D(2018, 6, 12) {
		t.Errorf("after the correction: %v %s", out.Hints, w.node(c, "P02").Actual)
	}
	if l := w.line(c, "限制消费令", "李㛃"); l.Last.Served != court.D(2018, 6, 14) || l.Attempts != 1 {
		t.Errorf("line %+v", l)
	}
	void := s
	void.Result, void.Reason = court.ServiceVoid, "送的是别人"
	_, err = w.serve(c, void, office.ServiceTarget{Replaces: out.Lines[0].ID})
	w.must(err)
	if l := w.line(c, "限制消费令", "李㛃"); l.State != court.StateUnserved || !l.Last.Served.IsZero() {
		t.Errorf("voided: %+v", l)
	}
	log, err := w.o.CaseLog(w.ctx, c.ID)
	w.must(err)
	corrections := 0
	for _, e := range log {
		if e.Action == "更正送达登记" && e.Reason != "" && e.Before != "" {
			corrections++
		}
	}
	if corrections != 2 {
		t.Errorf("%d corrections in the trail", corrections)
	}
}

// What cannot be is refused and nothing of it is kept.
func TestServiceRefusals(t *testing.T) {
	w := newWorld(t)
	c := w.register()
	w.paper(c, "execution-notice")
	w.on(court.D(2018, 6, 11))
	all := w.to(c, "execution-notice", "李㛃", company)
	for _, x := range []struct {
		s    court.Service
		to   []office.ServiceTarget
		code court.Code
		says string
	}{
		{directly(court.D(2018, 6, 7)), all, court.CodeInvalid, "早于执行通知书的落款日期"},
		{directly(court.D(2018, 6, 12)), all, court.CodeInvalid, "晚于今天"},
		{directly(court.D(2018, 6, 11)), nil, court.CodeInvalid, "受送达人"},
		{directly(court.D(2018, 6, 11)), []office.ServiceTarget{{PaperID: all[0].PaperID}}, court.CodeInvalid, "受送达人"},
		{directly(court.D(2018, 6, 11)), []office.ServiceTarget{{To: "李㛃"}}, court.CodeInvalid, "文书"},
		{directly(court.D(2018, 6, 11)), []office.ServiceTarget{all[0], all[0]}, court.CodeRefused, "已于2018-06-11"},
		{court.Service{Way: court.ServicePublic, Sent: court.D(2018, 6, 11), Medium: "报", Result: court.ServiceUnderway}, all, court.CodeInvalid, "第九十二条"},
	} {
		_, err := w.serve(c, x.s, x.to...)
		w.refused(err, x.code, x.says)
	}
	own := w.paper(c, "report-assets")
	_, err := w.serve(c, directly(court.D(2018, 6, 11)), office.ServiceTarget{PaperID: own[0].ID, To: company})
	w.refused(err, court.CodeInvalid, "是给李㛃的")
	_, err = w.o.RecordService(w.ctx, w.staff["秦静宜"], c.ID, directly(court.D(2018, 6, 11)), all)
	w.refused(err, court.CodeDenied, "登记送达")
	r, err := w.o.CaseService(w.ctx, c.ID)
	w.must(err)
	if len(r.History) != 0 {
		t.Errorf("%d lines were kept", len(r.History))
	}
	p := w.paper(c, "execution-notice")[0]
	w.must(w.o.VoidPaper(w.ctx, w.staff["赵一帆"], p.ID, "重复"))
	_, err = w.serve(c, directly(court.D(2018, 6, 11)), office.ServiceTarget{PaperID: p.ID, To: "李㛃"})
	w.refused(err, court.CodeRefused, "已经作废")
}

// The list names what has not reached people, and for how long; a batch enters
// the service in several cases, also of papers made elsewhere.
func TestServiceLedgerAndBatch(t *testing.T) {
	w := newWorld(t)
	one, two := w.register(), w.register()
	w.paper(one, "execution-notice", "report-assets", "assist-freeze")
	w.on(court.D(2018, 6, 18))
	list := func(q office.ServiceQuery) []office.ServiceLine {
		t.Helper()
		lines, err := w.o.ServiceLedger(w.ctx, q)
		w.must(err)
		return lines
	}
	late := list(office.ServiceQuery{State: court.StateUnserved, Late: true})
	if len(late) != 5 || late[0].Days != 10 || late[0].Say != "制作 10 天没有送达" {
		t.Fatalf("late: %+v", late)
	}
	if l := list(office.ServiceQuery{Search: "宏达 报告财产令"}); len(l) != 2 || l[1].To != company {
		t.Errorf("search: %+v", l)
	}
	bank := office.ServiceTarget{PaperID: late[4].PaperID, To: "溪山县农村信用社", Role: "协助单位"}
	_, err := w.serve(one, directly(court.D(2018, 6, 11)), bank)
	w.must(err)
	if l := list(office.ServiceQuery{Search: "协助冻结"}); len(l) != 1 || l[0].To != bank.To || l[0].State != court.StateServed {
		t.Errorf("bank: %+v", l)
	}
	forms := w.o.FormsOfEvent("served")
	if len(forms) != 2 || len(w.o.FormsOfEvent("P02")) != 1 || len(w.o.FormsOfEvent("006")) != 0 {
		t.Fatalf("forms %+v", forms)
	}
	items, err := w.o.ServeMany(w.ctx, w.staff["沈国栋"], []int64{one.ID, two.ID}, forms, directly(court.D(2018, 6, 12)), nil)
	w.must(err)
	for _, x := range items {
		w.must(x.Err)
	}
	for _, c := range []court.Case{one, two} {
		for _, code := range []string{"003", "P01"} {
			if n := w.node(c, code); n.Actual != court.D(2018, 6, 12) {
				t.Errorf("%s %s done on %s", c.Number, n.Name, n.Actual)
			}
		}
	}
	items, err = w.o.ServeMany(w.ctx, w.staff["沈国栋"], []int64{two.ID}, forms, directly(court.D(2018, 6, 11)), nil)
	w.must(err)
	w.must(items[0].Err)
	if x := items[0]; !x.Left || x.Note != "已经登记过送达（2018-06-12），未改。" || w.node(two, "P02").Planned != court.D(2018, 6, 22) {
		t.Errorf("served before: %+v, 限制消费令 %+v", x, w.node(two, "P02"))
	}
	if l := list(office.ServiceQuery{State: court.StateUnserved}); len(l) != 0 {
		t.Errorf("left over: %+v", l)
	}
}

// Where a recipient wants papers sent stands in the register of later services.
func TestServiceAddress(t *testing.T) {
	w := newWorld(t)
	c := w.register()
	w.paper(c, "report-assets")
	a := court.ServiceAddress{CaseID: c.ID, To: "李㛃", Role: "被执行人", Address: "溪山县城关镇建设路9号", Postcode: "46999", Confirmed: w.o.Today()}
	_, err := w.o.SaveServiceAddress(w.ctx, w.staff["陈玥"], a)
	w.refused(err, court.CodeInvalid, "六位数字")
	a.Postcode = "469900"
	_, err = w.o.SaveServiceAddress(w.ctx, w.staff["陈玥"], a)
	w.must(err)
	a.Address = "溪山县城关镇建设路10号"
	_, err = w.o.SaveServiceAddress(w.ctx, w.staff["陈玥"], a)
	w.must(err)
	out, err := w.serve(c, directly(w.o.Today()), w.to(c, "report-assets", "李㛃")...)
	w.must(err)
	if s := out.Lines[0]; s.Address != a.Address || s.Postcode != "469900" {
		t.Errorf("served at %q %q", s.Address, s.Postcode)
	}
	r, err := w.o.CaseService(w.ctx, c.ID)
	w.must(err)
	if len(r.Addresses) != 1 || r.Addresses[0].Address != a.Address {
		t.Errorf("addresses %+v", r.Addresses)
	}
}

// A notice that runs out is warned of, before and after, until it is noted; so
// is a letter without an outcome. Warnings lead to the tab of service.
func TestServiceWarnings(t *testing.T) {
	w := newWorld(t)
	c := w.register()
	w.paper(c, "execution-notice", "report-assets")
	warned := func() []court.Warning {
		t.Helper()
		list, err := w.o.Warnings(w.ctx, office.WarningQuery{Kind: court.WarnService})
		w.must(err)
		return list
	}
	notice := court.Service{Way: court.ServicePublic, Sent: court.D(2018, 6, 8), Medium: "人民法院报", Why: "下落不明", Result: court.ServiceUnderway}
	out, err := w.serve(c, notice, w.to(c, "execution-notice", "李㛃")...)
	w.must(err)
	letter := court.Service{Way: court.ServicePost, Sent: court.D(2018, 6, 8), Result: court.ServiceUnderway}
	_, err = w.serve(c, letter, w.to(c, "report-assets", "李㛃")...)
	w.must(err)
	if l := warned(); len(l) != 0 {
		t.Errorf("on the first day: %+v", l)
	}
	w.on(court.D(2018, 6, 25))
	if l := warned(); len(l) != 1 || l[0].Days != -2 || l[0].Where != office.WhereService || !strings.Contains(l[0].Text, "报告财产令") {
		t.Errorf("letter: %+v", l)
	}
	w.on(court.D(2018, 8, 8))
	l := warned()
	if len(l) != 2 || l[1].Due != court.D(2018, 8, 7) || l[1].Days != -1 {
		t.Fatalf("notice: %+v", l)
	}
	done := notice
	done.Result = court.ServiceServed
	_, err = w.serve(c, done, office.ServiceTarget{Replaces: out.Lines[0].ID})
	w.must(err)
	if l := warned(); len(l) != 1 {
		t.Errorf("noted: %+v", l)
	}
}

// Receipts are made one for each recipient with all papers, or one for each
// paper too; letters go to the address that was confirmed, else the party's.
func TestReceiptsAndCorrespondents(t *testing.T) {
	w := newWorld(t)
	c := w.register()
	w.paper(c, "execution-notice", "report-assets")
	clerk, papers := w.staff["陈玥"], []string{"执行通知书", "报告财产令"}
	made, err := w.o.MakeReceipts(w.ctx, clerk, c.ID, []string{"李㛃", company}, papers, court.ServicePost, false)
	w.must(err)
	if len(made) != 2 || made[1].For != company || made[1].Inputs["service.items"] != "执行通知书\n报告财产令" || made[1].Inputs["service.way"] != "邮寄送达" {
		t.Errorf("one each: %+v", made)
	}
	made, err = w.o.MakeReceipts(w.ctx, clerk, c.ID, []string{"李㛃", company}, papers, "", true)
	w.must(err)
	if len(made) != 4 || made[1].For != "李㛃" || made[1].Inputs["service.items"] != "报告财产令" {
		t.Errorf("one for each paper: %+v", made)
	}
	_, err = w.o.MakeReceipts(w.ctx, clerk, c.ID, nil, papers, "", true)
	w.refused(err, court.CodeInvalid, "受送达人")
	_, err = w.o.MakeReceipts(w.ctx, clerk, c.ID, []string{"信用社"}, papers, "", true)
	w.refused(err, court.CodeInvalid, "不是本案当事人")
	for _, a := range []court.ServiceAddress{
		{CaseID: c.ID, To: "李㛃", Address: "溪山县城关镇建设路9号", Postcode: "469900", Receiver: "王建国"},
		{CaseID: c.ID, To: "溪山县农村信用社", Role: "其他", Address: "溪山县城关镇人民路2号"},
	} {
		_, err = w.o.SaveServiceAddress(w.ctx, clerk, a)
		w.must(err)
	}
	people, err := w.o.Correspondents(w.ctx, []int64{c.ID})
	w.must(err)
	if len(people) != 4 || people[1].Postcode != "469900" || people[1].Role != "被执行人" || people[1].Receiver != "王建国" || people[3].To != "溪山县农村信用社" {
		t.Errorf("people %+v", people)
	}
}

// What the register knows stands on the 终本 checklist.
func TestClosureKnowsTheService(t *testing.T) {
	w := newWorld(t)
	c := w.register()
	w.paper(c, "execution-notice", "report-assets")
	item := func() office.ChecklistLine {
		t.Helper()
		x, err := w.o.Closure(w.ctx, c.ID)
		w.must(err)
		for _, l := range x.Lines {
			if l.Item.ID == "service-receipt" {
				return l
			}
		}
		return office.ChecklistLine{}
	}
	if item().OK {
		t.Error("nothing was served")
	}
	_, err := w.serve(c, directly(w.o.Today()), append(w.to(c, "execution-notice", "李㛃", company), w.to(c, "report-assets", "李㛃", company)...)...)
	w.must(err)
	if l := item(); !l.OK || !l.Auto || l.Evidence != "执行通知书、报告财产令已送达全部被执行人（直接送达，2018-06-08）" {
		t.Errorf("served: %+v", l)
	}
}

// What was served on a party's agent was served on the party.
func TestServiceOnAnAgent(t *testing.T) {
	w := newWorld(t)
	x := aCase()
	x.Parties[2].Agent = "王建国"
	c, err := w.o.RegisterCase(w.ctx, w.staff["陈玥"], x)
	w.must(err)
	w.paper(c, "execution-notice")
	paper := w.to(c, "execution-notice", "李㛃")
	agent := paper[0]
	agent.To, agent.Role = "王建国", "其他"
	_, err = w.serve(c, directly(w.o.Today()), paper[0], agent)
	w.must(err)
	if l := w.line(c, "执行通知书", company); l.State != court.StateServed || l.Say != "2018-06-08 直接送达代理人王建国" || l.Last.Role != court.RoleAgent {
		t.Errorf("line %+v", l)
	}
	if n := w.node(c, "003"); n.Actual != w.o.Today() {
		t.Errorf("node %+v", n)
	}
}
