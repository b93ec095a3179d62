package office_test

import (
	"strings"
	"testing"

	"zhixing/app/court"
	"zhixing/app/law"
	"zhixing/app/office"
)

// closedInterim walks a case to 终本.
func (w *world) closedInterim() court.Case {
	w.Helper()
	c := w.readyForReview()
	w.review(c, court.ReviewPassed)
	w.on(court.D(2018, 10, 10))
	w.signed(c, "panel-minutes", "interim-approval", "interim-ruling", "interim-summary")
	w.must(w.o.CloseCase(w.ctx, w.staff["赵一帆"], c.ID, court.ClosedInterim, w.o.Today(), ""))
	return c
}

// After 终本 the register and ten half-yearly inquiries are planned, warn and
// can be filled in.
func TestAfterInterimClosing(t *testing.T) {
	w := newWorld(t)
	c := w.closedInterim()
	nodes, err := w.o.Nodes(w.ctx, c.ID)
	w.must(err)
	inquiries := 0
	for _, n := range nodes {
		if strings.HasPrefix(n.Code, "040-") {
			inquiries++
		}
	}
	if inquiries != 10 || w.node(c, law.NodeRegistered).Planned != court.D(2018, 10, 17) || w.node(c, "040-10").Planned != court.D(2023, 10, 10) {
		t.Errorf("%d inquiries, register by %s, last %s", inquiries, w.node(c, law.NodeRegistered).Planned, w.node(c, "040-10").Planned)
	}
	w.on(court.D(2018, 10, 18))
	list := w.warnings(office.WarningQuery{CaseID: c.ID})
	if len(list) != 1 || list[0].Node.Code != law.NodeRegistered || list[0].Days != -1 {
		t.Fatalf("warnings %+v", list)
	}
	w.must(w.o.RecordNode(w.ctx, w.staff["沈国栋"], list[0].Node.ID, office.NodeEntry{Planned: list[0].Due, Actual: w.o.Today(), Result: "已录入"}))
	if list := w.warnings(office.WarningQuery{CaseID: c.ID}); len(list) != 0 {
		t.Errorf("warnings %+v", list)
	}
	w.refused(w.o.RecordNode(w.ctx, w.staff["沈国栋"], w.node(c, "009").ID, office.NodeEntry{Actual: w.o.Today()}), court.CodeRefused, "结案")
	w.on(court.D(2019, 1, 8)) // 90 days
	list = w.warnings(office.WarningQuery{CaseID: c.ID})
	if len(list) != 1 || list[0].Node.Code != law.NodeArchived || list[0].Days != 0 {
		t.Fatalf("warnings of the file %+v", list)
	}
	w.must(w.o.RecordNode(w.ctx, w.staff["沈国栋"], list[0].Node.ID, office.NodeEntry{Planned: list[0].Due, Actual: w.o.Today(), Result: "已归档"}))
	w.on(court.D(2019, 4, 9))
	if list := w.warnings(office.WarningQuery{CaseID: c.ID}); len(list) != 1 || list[0].Node.Code != "040-1" || list[0].Kind != court.WarnNodeNear {
		t.Errorf("warnings half a year later %+v", list)
	}
}

// A closed case is taken up again as a linked 执恢 case with what is still owed.
func TestResume(t *testing.T) {
	w := newWorld(t)
	officer := w.staff["沈国栋"]
	open := w.register()
	_, err := w.o.Resume(w.ctx, officer, open.ID, "有财产", court.D(2018, 6, 8))
	w.refused(err, court.CodeRefused, "还没有结案")
	old := w.closedInterim()
	w.on(court.D(2018, 11, 1))
	_, err = w.o.RecordReceipt(w.ctx, w.staff["秦静宜"], court.Receipt{CaseID: old.ID, Amount: 186520_33, Date: w.o.Today(), Way: "扣划", Payer: "李㛃"})
	w.must(err)
	_, err = w.o.Resume(w.ctx, officer, old.ID, " ", w.o.Today())
	w.refused(err, court.CodeInvalid, "恢复理由")
	_, err = w.o.Resume(w.ctx, w.staff["陈玥"], old.ID, "有财产", w.o.Today())
	w.refused(err, court.CodeDenied, "恢复执行")
	_, err = w.o.Resume(w.ctx, officer, old.ID, "有财产", court.D(2018, 10, 1))
	w.refused(err, court.CodeInvalid, "早于原案结案日")
	c, err := w.o.Resume(w.ctx, officer, old.ID, "发现被执行人名下房产", w.o.Today())
	w.must(err)
	got, err := w.o.Case(w.ctx, c.ID)
	w.must(err)
	if got.Number.String() != "（2018）豫1599执恢1号" || got.Principal != 1000000_00 || got.ResumedFrom != old.ID || got.ResumedNo != old.Number.String() ||
		len(got.Parties) != 3 || got.Parties[1].Name != "李㛃" || got.Limit != court.D(2019, 5, 1) || got.Status != court.StatusOpen {
		t.Errorf("resumed %+v", got)
	}
	before, err := w.o.Case(w.ctx, old.ID)
	w.must(err)
	if len(before.Parties) != 3 || before.Status != court.StatusClosed {
		t.Errorf("the old case changed: %+v", before)
	}
	links, err := w.o.ResumedInto(w.ctx, old.ID)
	w.must(err)
	if len(links) != 1 || links[0].ID != c.ID {
		t.Errorf("links %+v", links)
	}
	if n := w.node(old, "040-1"); !strings.Contains(n.Waived, "执恢1号") {
		t.Errorf("inquiry %+v", n)
	}
	_, err = w.o.Resume(w.ctx, officer, old.ID, "再恢复", w.o.Today())
	w.refused(err, court.CodeConflict, "已经恢复执行")
	inputs, missing, err := w.o.FormInputs(w.ctx, office.PaperRequest{CaseID: c.ID, Form: "resume-notice"})
	w.must(err)
	for _, in := range inputs {
		if in.Key == "resume.reason" && in.Default != "发现被执行人名下房产" {
			t.Errorf("the notice starts with the reason %q", in.Default)
		}
	}
	if len(missing) > 0 {
		t.Errorf("the notice lacks %v", missing)
	}
	made, err := w.o.MakePaper(w.ctx, officer, office.PaperRequest{CaseID: c.ID, Form: "resume-notice"})
	w.must(err)
	if len(made) != 3 {
		t.Errorf("%d notices", len(made))
	}
	if faults, err := w.o.Verify(w.ctx); err != nil || len(faults) > 0 {
		t.Errorf("verify %v %v", faults, err)
	}
}
