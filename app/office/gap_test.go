package office_test

import (
	"strings"
	"testing"

	"zhixing/app/court"
	"zhixing/app/law"
	"zhixing/app/office"
)

// A year without its holiday notice is said wherever a date needs it: on the
// term, the page of 终本, the nodes, the warnings and the progress table on paper.
func TestMissingHolidaysAreSaidEverywhere(t *testing.T) {
	w := newWorld(t)
	w.on(court.D(2026, 11, 10))
	c := aCase()
	c.Filed = court.D(2026, 11, 10)
	c, err := w.o.RegisterCase(w.ctx, w.staff["陈玥"], c)
	w.must(err)
	term, err := w.o.CaseTerm(w.ctx, c.ID)
	w.must(err)
	if !term.HandInWorkday.IsZero() || !strings.Contains(term.CalendarGap, "2027年的节假日安排还没有导入") {
		t.Errorf("term %s %q", term.HandInWorkday, term.CalendarGap)
	}
	state, err := w.o.Closure(w.ctx, c.ID)
	w.must(err)
	if state.HandIn != court.D(2027, 4, 10) || !state.Suggested.IsZero() || !strings.Contains(state.Gap, "2027年") {
		t.Errorf("终本 %s %s %q", state.HandIn, state.Suggested, state.Gap)
	}
	if n := w.node(c, law.NodeHandIn); !strings.Contains(n.Basis, "2027年节假日安排未导入") {
		t.Errorf("node %+v", n)
	}
	w.must(w.o.Assign(w.ctx, w.staff["贺长风"], c.ID, w.staff["沈国栋"].User.ID, 0))
	made, err := w.o.MakePaper(w.ctx, w.staff["沈国栋"], office.PaperRequest{CaseID: c.ID, Form: "progress-table"})
	w.must(err)
	if text := pdfText(t, made[0].PDF); !strings.Contains(text, "节假日未定") {
		t.Errorf("the progress table does not say it: %s", text)
	}
	w.on(court.D(2026, 12, 28))
	_, err = w.o.RecordReceipt(w.ctx, w.staff["秦静宜"], court.Receipt{CaseID: c.ID, Date: w.o.Today(), Payer: "李㛃", Way: "转账", Amount: 100_00})
	w.must(err)
	w.on(court.D(2027, 4, 12))
	for search, says := range map[string]string{"送评查": "2027年节假日安排未导入", "案款": "2027年节假日安排未导入"} {
		list := w.warnings(office.WarningQuery{CaseID: c.ID, Search: search})
		found := false
		for _, x := range list {
			found = found || strings.Contains(x.Text, says)
		}
		if !found {
			t.Errorf("no warning about %s says %q: %+v", search, says, list)
		}
	}
	_, err = w.o.ImportHolidays(w.ctx, w.staff["管理员"], court.HolidayYear{Year: 2027, Off: []court.Date{court.D(2027, 4, 9)}, Source: "国办通知"})
	w.must(err)
	if n := w.node(c, law.NodeHandIn); n.Planned != court.D(2027, 4, 8) || strings.Contains(n.Basis, "未导入") {
		t.Errorf("after the import %+v", n)
	}
}

// Each way of closing is refused with its sentence and article until its
// condition is met.
func TestClosingModesOnRecord(t *testing.T) {
	w := newWorld(t)
	officer := w.staff["沈国栋"]
	try := func(c court.Case, mode court.ClosingMode, note string) error {
		return w.o.CloseCase(w.ctx, officer, c.ID, mode, w.o.Today(), note)
	}
	file := func(kind court.CaseKind, basis string) court.Case {
		c := aCase()
		c.Kind, c.Basis.Kind = kind, basis
		c, err := w.o.RegisterCase(w.ctx, w.staff["陈玥"], c)
		w.must(err)
		return c
	}
	c := file(court.KindFirst, "民事判决书")
	w.refused(try(c, court.ClosedFulfilled, ""), court.CodeRefused, "没有执行到位，不能以“执行完毕”结案（法发〔2014〕26号15条）")
	w.refused(try(c, court.ClosedRefused, "不予执行仲裁裁决"), court.CodeRefused, "（法发〔2014〕26号19条）")
	w.refused(try(c, court.ClosedTerminated, "找不到人"), court.CodeRefused, "（法发〔2014〕26号17—20条）")
	w.refused(try(c, court.ClosedProtected, ""), court.CodeRefused, "首次执行案件不能以“保全完毕”方式结案（法发〔2014〕26号14、21、22条）")
	w.status(officer, c.ID, court.StatusSuspended, "案外人异议")
	w.refused(try(c, court.ClosedTerminated, "申请执行人撤销申请"), court.CodeRefused, "案件处于“中止”状态，不得结案（法发〔2014〕26号23条）")
	w.status(officer, c.ID, court.StatusSettling, "达成和解")
	w.refused(try(c, court.ClosedInterim, ""), court.CodeRefused, "和解协议还在履行")
	w.must(try(c, court.ClosedTerminated, "和解长期履行"))
	w.must(try(file(court.KindFirst, "民事判决书"), court.ClosedWithdrawn, "他院立案在先"))
	w.must(try(file(court.KindFirst, "仲裁裁决书"), court.ClosedRefused, "裁定不予执行仲裁裁决"))
	w.must(try(file(court.KindFirst, "民事判决书"), court.ClosedRejected, "不符合受理条件"))

	p := file(court.KindProtection, "民事裁定书")
	w.refused(try(p, court.ClosedNothing, ""), court.CodeRefused, "没有查询过财产")
	w.do(p, "P11", "查得存款")
	w.refused(try(p, court.ClosedProtected, ""), court.CodeRefused, "没有实施保全的记录，不能以“保全完毕”结案（法发〔2014〕26号21条）")
	w.do(p, "P12", "冻结存款")
	w.must(try(p, court.ClosedProtected, ""))

	x := file(court.KindObjection, "执行裁定书")
	w.refused(try(x, court.ClosedInterim, ""), court.CodeRefused, "执行异议案件不能以")
	w.refused(try(x, "驳回异议或申请", ""), court.CodeRefused, "还没有作出裁定或处理意见的记录")
	w.event(x, "ruled", w.o.Today())
	w.must(try(x, "驳回异议或申请", ""))
	if n := w.node(x, law.NodeArchived); n.Planned != w.o.Today().AddDays(90) {
		t.Errorf("归档 %+v", n)
	}
}
