package office_test

import (
	"strings"
	"testing"

	"zhixing/app/court"
	"zhixing/app/law"
	"zhixing/app/office"
)

// 中止 from a day that is past, with its ruling, stops the clock from that day;
// lifting it moves the term and what was open, and the notice knows why.
func TestSuspensionStopsTheClockFromItsDay(t *testing.T) {
	w := newWorld(t)
	c := w.register() // 2018-06-08, term to 2018-12-08
	officer := w.staff["沈国栋"]
	set := func(e office.StatusEntry) error {
		_, err := w.o.ChangeStatus(w.ctx, officer, c.ID, e)
		return err
	}
	w.on(court.D(2018, 7, 10))
	stop := office.StatusEntry{Status: court.StatusSuspended, On: court.D(2018, 7, 1), Paper: "（2018）豫1599执1号之一", Reason: "案外人异议"}
	bad := stop
	bad.Paper = " "
	w.refused(set(bad), court.CodeInvalid, "中止执行裁定书")
	bad = stop
	bad.On = court.D(2018, 7, 11)
	w.refused(set(bad), court.CodeInvalid, "晚于今天")
	bad.On = court.D(2018, 6, 1)
	w.refused(set(bad), court.CodeInvalid, "早于立案日期")
	w.must(set(stop))
	blockers, err := w.o.ClosingCheck(w.ctx, c.ID, court.ClosedTerminated, w.o.Today(), "申请执行人撤回申请")
	w.must(err)
	if len(blockers) != 1 || blockers[0].Basis != "法发〔2014〕26号23条" {
		t.Errorf("a suspended case: %+v", blockers)
	}
	w.refused(w.o.CloseCase(w.ctx, officer, c.ID, court.ClosedTerminated, w.o.Today(), "申请执行人撤回申请"), court.CodeRefused, "不得结案（法发〔2014〕26号23条）")
	w.on(court.D(2018, 8, 5))
	w.refused(set(office.StatusEntry{Status: court.StatusOpen, On: court.D(2018, 6, 20), Reason: "异议驳回"}), court.CodeInvalid, "早于中止开始")
	inquiry := w.node(c, "035").Planned
	w.must(set(office.StatusEntry{Status: court.StatusOpen, On: court.D(2018, 8, 1), Reason: "案外人异议已驳回"}))
	if got := w.limit(c.ID); got != court.D(2019, 1, 8) { // 31 days of July
		t.Errorf("the term ends %s", got)
	}
	if got := w.node(c, "035").Planned; got != inquiry.AddDays(31) {
		t.Errorf("an open node moved from %s to %s", inquiry, got)
	}
	term, err := w.o.CaseTerm(w.ctx, c.ID)
	w.must(err)
	if len(term.Deductions) != 1 || term.Deductions[0].Paper != stop.Paper || term.Deductions[0].Span != (court.Span{From: stop.On, To: court.D(2018, 7, 31)}) {
		t.Errorf("deduction %+v", term.Deductions)
	}
	inputs, _, err := w.o.FormInputs(w.ctx, office.PaperRequest{CaseID: c.ID, Form: "resume-notice"})
	w.must(err)
	got := map[string]string{}
	for _, in := range inputs {
		got[in.Key] = in.Default
	}
	if got["resume.ground"] != "中止执行的情形消失" || got["resume.reason"] != "案外人异议已驳回" || got["resume.from_closed"] != "2018-07-01" || got["resume.from_number"] != c.Number.String() {
		t.Errorf("the notice starts with %v", got)
	}
}

// A settlement leaves the clock running and forbids closing until it is
// fulfilled; long-term fulfilment may be reported as 终结执行.
func TestSettlementForbidsClosing(t *testing.T) {
	w := newWorld(t)
	c := w.register()
	officer := w.staff["沈国栋"]
	_, err := w.o.ChangeStatus(w.ctx, officer, c.ID, office.StatusEntry{Status: court.StatusSettling, Reason: "分期履行"})
	w.refused(err, court.CodeInvalid, "和解协议")
	_, err = w.o.ChangeStatus(w.ctx, officer, c.ID, office.StatusEntry{Status: court.StatusSettling, Paper: "和解笔录", Reason: "分期履行"})
	w.must(err)
	if got := w.limit(c.ID); got != court.D(2018, 12, 8) {
		t.Errorf("the term ends %s", got)
	}
	for mode, want := range map[court.ClosingMode]bool{court.ClosedFulfilled: false, court.ClosedWithdrawn: false, court.ClosedTerminated: true} {
		note := ""
		if g := law.ClosingGrounds(mode); len(g) > 0 {
			note = g[0].Name
		}
		blockers, err := w.o.ClosingCheck(w.ctx, c.ID, mode, w.o.Today(), note)
		w.must(err)
		if free := len(blockers) == 0; free != want {
			t.Errorf("%s: %+v", mode, blockers)
		}
		for _, b := range blockers {
			if b.Basis == "" || !strings.HasSuffix(b.Say, "。") {
				t.Errorf("%s without sentence or article: %+v", mode, b)
			}
		}
	}
}

// Every mode of enforcement cases says what it demands.
func TestClosingModesSayWhatTheyDemand(t *testing.T) {
	for _, kind := range []court.CaseKind{court.KindFirst, court.KindResumed, court.KindProtection} {
		for _, mode := range court.ClosingModesOf(kind) {
			if r, ok := law.ClosingRuleOf(mode); !ok || r.Basis == "" {
				t.Errorf("%s has no rule", mode)
			}
		}
	}
}
