package office_test

import (
	"bytes"
	"os/exec"
	"strings"
	"testing"

	"zhixing/app/court"
	"zhixing/app/law"
	"zhixing/app/office"
)

func (w *world) limit(id int64) court.Date {
	w.Helper()
	c, err := w.o.Case(w.ctx, id)
	w.must(err)
	return c.Limit
}

// status changes the status of a case.
func (w *world) status(actor office.Actor, id int64, to court.Status, reason string) []office.Move {
	w.Helper()
	moves, err := w.o.ChangeStatus(w.ctx, actor, id, office.StatusEntry{Status: to, Paper: office.PaperOfStatus(to), Reason: reason})
	w.must(err)
	return moves
}

func moved(moves []office.Move, name string) court.Date {
	for _, m := range moves {
		if m.Node == name {
			return m.To
		}
	}
	return court.Date{}
}

// The term is filing plus six months, plus the union of the deductions, plus
// granted extensions; the nodes that hang on it follow.
func TestTermFollowsDeductionsAndExtensions(t *testing.T) {
	w := newWorld(t)
	c := w.register() // 2018-06-08
	officer, president := w.staff["沈国栋"], w.staff["顾明远"]
	add := func(from, to court.Date) ([]office.Move, error) {
		return w.o.AddDeduction(w.ctx, officer, court.TermDeduction{CaseID: c.ID, Kind: "评估", Span: court.Span{From: from, To: to}, Paper: "评估委托书"})
	}
	_, err := add(court.D(2018, 7, 20), court.D(2018, 7, 10))
	w.refused(err, court.CodeInvalid, "早于起始日")
	_, err = add(court.D(2018, 6, 1), court.D(2018, 7, 10))
	w.refused(err, court.CodeInvalid, "早于立案日")
	_, err = add(court.D(2018, 7, 1), court.Date{})
	w.refused(err, court.CodeInvalid, "截止日")
	_, err = w.o.AddDeduction(w.ctx, officer, court.TermDeduction{CaseID: c.ID, Kind: "评估", Span: court.Span{From: court.D(2018, 7, 1), To: court.D(2018, 7, 2)}})
	w.refused(err, court.CodeInvalid, "要有文书证明（法释〔2000〕29号9条（八））")
	moves, err := add(court.D(2018, 7, 1), court.D(2018, 7, 31))
	w.must(err)
	if got, want := w.limit(c.ID), court.D(2019, 1, 8); got != want || moved(moves, "执行期限") != want || moved(moves, "结案") != want {
		t.Errorf("limit %s, moves %+v", got, moves)
	}
	_, err = add(court.D(2018, 7, 21), court.D(2018, 8, 10)) // overlaps eleven days
	w.must(err)
	if got, want := w.limit(c.ID), court.D(2019, 1, 18); got != want {
		t.Errorf("limit with an overlap %s, want %s", got, want)
	}
	_, err = w.o.AskExtension(w.ctx, officer, c.ID, 4, "评估异议")
	w.refused(err, court.CodeInvalid, "1至3个月")
	_, err = w.o.AskExtension(w.ctx, officer, c.ID, 3, " ")
	w.refused(err, court.CodeInvalid, "延长理由")
	e, err := w.o.AskExtension(w.ctx, w.staff["万能"], c.ID, 3, "评估异议")
	w.must(err)
	_, err = w.o.AskExtension(w.ctx, officer, c.ID, 1, "再延")
	w.refused(err, court.CodeRefused, "等待审批")
	if w.limit(c.ID) != court.D(2019, 1, 18) {
		t.Error("a request alone moved the term")
	}
	_, err = w.o.DecideExtension(w.ctx, w.staff["万能"], e.ID, true, "同意")
	w.refused(err, court.CodeDenied, "不能审批自己的申请")
	_, err = w.o.DecideExtension(w.ctx, officer, e.ID, true, "同意")
	w.refused(err, court.CodeDenied, "审批延长")
	_, err = w.o.DecideExtension(w.ctx, president, e.ID, true, "同意")
	w.must(err)
	term, err := w.o.CaseTerm(w.ctx, c.ID)
	w.must(err)
	if term.End != court.D(2019, 4, 18) || term.DeductedDays != 41 || term.ExtendedMonths != 3 || w.limit(c.ID) != term.End {
		t.Errorf("term %+v", term.TermResult)
	}
	for _, says := range []string{"立案2018-06-08起6个月", "41日", "延长3个月", "至2019-04-18"} {
		if !strings.Contains(term.Explanation, says) {
			t.Errorf("explanation %q lacks %s", term.Explanation, says)
		}
	}
	_, err = w.o.RevokeDeduction(w.ctx, officer, term.Deductions[0].ID, "评估没有进行")
	w.must(err)
	if got, want := w.limit(c.ID), court.D(2019, 3, 29); got != want {
		t.Errorf("limit after revoking %s, want %s", got, want)
	}
	_, err = w.o.RevokeDeduction(w.ctx, officer, term.Deductions[0].ID, "再撤")
	w.refused(err, court.CodeRefused, "已经撤销")
}

func TestWhatIfStoresNothing(t *testing.T) {
	w := newWorld(t)
	c := w.register()
	result, moves, err := w.o.WhatIf(w.ctx, c.ID, law.TermFacts{
		Deductions: []court.TermDeduction{{Kind: "公告", Span: court.Span{From: court.D(2018, 7, 1), To: court.D(2018, 8, 29)}}},
		Extensions: []court.Extension{{Months: 1}},
	})
	w.must(err)
	if result.End != court.D(2019, 3, 6) || moved(moves, "结案") != result.End {
		t.Errorf("end %s, moves %+v", result.End, moves)
	}
	if w.limit(c.ID) != court.D(2018, 12, 8) {
		t.Errorf("limit %s", w.limit(c.ID))
	}
	_, _, err = w.o.WhatIf(w.ctx, c.ID, law.TermFacts{Deductions: []court.TermDeduction{{Span: court.Span{From: court.D(2018, 7, 2), To: court.D(2018, 7, 1)}}}})
	w.refused(err, court.CodeInvalid, "早于起始日")
}

// 中止 stops the clock: the days are deducted when the case goes on, open nodes
// ahead move by as many days, done ones stay.
func TestSuspensionIsDeducted(t *testing.T) {
	w := newWorld(t)
	c := w.register()
	officer := w.staff["沈国栋"]
	w.must(w.o.RecordNode(w.ctx, officer, w.node(c, "003").ID, office.NodeEntry{Planned: court.D(2018, 6, 11), Actual: w.o.Today()}))
	w.on(court.D(2018, 6, 20))
	w.status(officer, c.ID, court.StatusSuspended, "案外人异议")
	term, err := w.o.CaseTerm(w.ctx, c.ID)
	w.must(err)
	if len(term.Deductions) != 1 || !term.Deductions[0].To.IsZero() {
		t.Fatalf("deductions %+v", term.Deductions)
	}
	_, err = w.o.RevokeDeduction(w.ctx, officer, term.Deductions[0].ID, "不扣")
	w.refused(err, court.CodeRefused, "正在计算")
	w.on(court.D(2018, 7, 20))
	w.status(officer, c.ID, court.StatusOpen, "异议驳回")
	if got, want := w.limit(c.ID), court.D(2019, 1, 7); got != want { // 30 days, 06-20 to 07-19
		t.Errorf("limit %s, want %s", got, want)
	}
	if got, want := w.node(c, "006").Planned, court.D(2018, 8, 7); got != want { // 07-08 and 30 days
		t.Errorf("传统调查 planned %s, want %s", got, want)
	}
	if got, want := w.node(c, "004").Planned, court.D(2018, 6, 18); got != want { // was due before the case stopped
		t.Errorf("首次网络查控 planned %s, want %s", got, want)
	}
	if got, want := w.node(c, "003").Planned, court.D(2018, 6, 11); got != want {
		t.Errorf("a done node moved to %s, want %s", got, want)
	}
	w.status(officer, c.ID, court.StatusDeferred, "担保")
	w.status(officer, c.ID, court.StatusOpen, "登记有误")
	if got, want := w.limit(c.ID), court.D(2019, 1, 7); got != want {
		t.Errorf("a stop of no day moved the limit to %s, want %s", got, want)
	}
}

// A done day is changed by two people; done once more today needs one.
func TestDoneDayNeedsTwoPeople(t *testing.T) {
	w := newWorld(t)
	c := w.register()
	officer, head := w.staff["沈国栋"], w.staff["赵一帆"]
	w.on(court.D(2018, 6, 20))
	n := w.node(c, "003")
	w.must(w.o.RecordNode(w.ctx, officer, n.ID, office.NodeEntry{Planned: n.Planned, Actual: court.D(2018, 6, 15)}))
	w.refused(w.o.RecordNode(w.ctx, officer, n.ID, office.NodeEntry{Planned: n.Planned, Actual: court.D(2018, 6, 11), Reason: "写错"}), court.CodeRefused, "两个人")
	w.refused(w.o.RecordNode(w.ctx, officer, n.ID, office.NodeEntry{Planned: n.Planned, Reason: "没办"}), court.CodeRefused, "两个人")
	_, err := w.o.AskNodeChange(w.ctx, officer, n.ID, court.D(2018, 6, 11), "", "", "")
	w.refused(err, court.CodeInvalid, "改期理由")
	_, err = w.o.AskNodeChange(w.ctx, officer, n.ID, court.D(2018, 6, 1), "", "", "写错")
	w.refused(err, court.CodeInvalid, "早于立案")
	x, err := w.o.AskNodeChange(w.ctx, head, n.ID, court.D(2018, 6, 11), "", "送达回证", "回证日期写错")
	w.must(err)
	_, err = w.o.AskNodeChange(w.ctx, officer, n.ID, court.D(2018, 6, 12), "", "", "写错")
	w.refused(err, court.CodeRefused, "等待确认")
	waiting, err := w.o.NodeChanges(w.ctx, 0)
	w.must(err)
	if len(waiting) != 1 || waiting[0].Node != "发出执行通知书" || waiting[0].From != court.D(2018, 6, 15) {
		t.Errorf("waiting %+v", waiting)
	}
	_, err = w.o.DecideNodeChange(w.ctx, head, x.ID, true, "")
	w.refused(err, court.CodeDenied, "自己的申请")
	_, err = w.o.DecideNodeChange(w.ctx, officer, x.ID, true, "")
	w.refused(err, court.CodeDenied, "确认已办节点改期")
	_, err = w.o.DecideNodeChange(w.ctx, w.staff["贺长风"], x.ID, true, "属实")
	w.must(err)
	if got := w.node(c, "003"); got.Actual != court.D(2018, 6, 11) || got.Evidence != "送达回证" {
		t.Errorf("node %+v", got)
	}
	log, err := w.o.CaseLog(w.ctx, c.ID)
	w.must(err)
	if log[0].Action != "确认节点改期" || log[0].Actor != "贺长风" || log[1].Reason != "回证日期写错" {
		t.Errorf("audit %+v", log[:2])
	}
}

func TestHandOverNeedsMembers(t *testing.T) {
	w := newWorld(t)
	c := w.register()
	_, err := w.o.HandOver(w.ctx, w.staff["陈玥"], court.Handover{
		CaseID: c.ID, To: court.GroupAdjudication, ToStage: court.StagePreparation, Materials: []court.Material{{Name: "电子卷宗"}},
	})
	w.refused(err, court.CodeRefused, "没有能接收案件的人员")
	items, err := w.o.HandOverMany(w.ctx, w.staff["陈玥"], []int64{c.ID, 99}, court.Handover{
		To: court.GroupEnforcement, ToStage: court.StageAssetControl, Materials: []court.Material{{Name: "电子卷宗"}},
	}, nil)
	w.must(err)
	if items[0].Err != nil || court.CodeOf(items[1].Err) != court.CodeNotFound {
		t.Errorf("items %+v", items)
	}
	items, err = w.o.ReturnMany(w.ctx, w.staff["沈国栋"], []int64{c.ID}, "缺送达地址确认书", nil)
	w.must(err)
	if items[0].Err != nil {
		t.Errorf("items %+v", items)
	}
}

// The approval form knows the request: months, reason and the new end.
func TestExtensionPaper(t *testing.T) {
	w := newWorld(t)
	c := w.register()
	e, err := w.o.AskExtension(w.ctx, w.staff["沈国栋"], c.ID, 2, "评估机构尚未出具报告")
	w.must(err)
	inputs, missing, err := w.o.FormInputs(w.ctx, office.PaperRequest{CaseID: c.ID, Form: "extension-approval", RefID: e.ID})
	w.must(err)
	if len(missing) != 0 || len(inputs) == 0 {
		t.Errorf("missing %v", missing)
	}
	made, err := w.o.MakePaper(w.ctx, w.staff["沈国栋"], office.PaperRequest{CaseID: c.ID, Form: "extension-approval", RefID: e.ID})
	w.must(err)
	text := pdfText(t, made[0].PDF)
	for _, says := range []string{"申请延长2个月", "2019年2月8日", "评估机构尚未出具报告", "立案2018-06-08起6个月"} {
		if !strings.Contains(text, says) {
			t.Errorf("the paper lacks %s:\n%s", says, text)
		}
	}
}

// pdfText reads a paper back without its spaces.
func pdfText(t *testing.T, pdf []byte) string {
	t.Helper()
	read := exec.Command("pdftotext", "-layout", "-", "-")
	read.Stdin = bytes.NewReader(pdf)
	out, err := read.Output()
	if err != nil {
		t.Fatal(err)
	}
	return strings.Join(strings.Fields(string(out)), "")
}
