package office_test

import (
	"testing"

	"zhixing/app/court"
	"zhixing/app/law"
	"zhixing/app/office"
)

// readyForReview brings a new case to the day its 终本 materials can go to
// review: 2018-10-08, with 赵一帆 as its officer.
func (w *world) readyForReview() court.Case {
	w.Helper()
	c := w.register()
	officer := w.staff["赵一帆"]
	w.must(w.o.Assign(w.ctx, w.staff["贺长风"], c.ID, officer.User.ID, 0))
	w.on(court.D(2018, 10, 8))
	w.paper(c, "execution-notice", "report-assets", "service-receipt", "interim-notice", "interim-interview")
	w.signed(c, "consumption-limit")
	w.do(c, "037", "无财产")
	w.do(c, "006", "走访")
	for _, item := range law.Checklist() {
		if item.Kind == law.ItemManual {
			w.must(w.o.TickItem(w.ctx, officer, c.ID, item.ID, true, "卷宗第3页"))
		}
	}
	return c
}

// review submits the materials and gives the verdict on the same day.
func (w *world) review(c court.Case, verdict court.ReviewVerdict) {
	w.Helper()
	w.must(w.o.SubmitReview(w.ctx, w.staff["赵一帆"], c.ID))
	waiting, err := w.o.ReviewsWaiting(w.ctx)
	w.must(err)
	w.must(w.o.DecideReview(w.ctx, w.staff["陶文博"], waiting[0].ID, verdict, nil, "已看卷"))
}

// Neither the ruling nor the closing can be dated back to before the review.
func TestInterimClosureIsNotDatedBack(t *testing.T) {
	w := newWorld(t)
	c := w.readyForReview()
	officer := w.staff["赵一帆"]
	w.on(court.D(2018, 12, 20)) // the term ended on 12-08
	w.review(c, court.ReviewPassed)
	ruling := func(on court.Date) error {
		_, err := w.o.MakePaper(w.ctx, officer, office.PaperRequest{CaseID: c.ID, Form: law.FormInterimRuling, Dated: on})
		return err
	}
	w.refused(ruling(court.D(2018, 12, 7)), court.CodeInvalid, "评查合格日")
	w.must(ruling(court.D(2018, 12, 20)))
	for _, form := range []string{"panel-minutes", "interim-approval", "interim-summary"} {
		_, err := w.o.MakePaper(w.ctx, officer, office.PaperRequest{CaseID: c.ID, Form: form, Dated: court.D(2018, 12, 7)})
		w.must(err)
	}
	w.signAll(c)
	w.refused(w.o.CloseCase(w.ctx, officer, c.ID, court.ClosedInterim, court.D(2018, 12, 7), ""), court.CodeRefused, "评查")
	w.must(w.o.CloseCase(w.ctx, officer, c.ID, court.ClosedInterim, court.D(2018, 12, 20), ""))
}

// Materials handed in anew are judged anew: the old pass does not carry them.
func TestNewReviewReplacesTheOldPass(t *testing.T) {
	w := newWorld(t)
	c := w.readyForReview()
	officer := w.staff["赵一帆"]
	w.review(c, court.ReviewPassed)
	w.must(w.o.SubmitReview(w.ctx, officer, c.ID))
	_, err := w.o.MakePaper(w.ctx, officer, office.PaperRequest{CaseID: c.ID, Form: law.FormInterimRuling})
	w.refused(err, court.CodeRefused, "评查合格")
}

// 执行完毕 is not reported for a day on which the money had not come or gone.
func TestFulfilledIsNotDatedBack(t *testing.T) {
	w := newWorld(t)
	c := w.register()
	w.on(court.D(2018, 7, 20))
	w.receive(c, c.Principal)
	w.payOut(c, c.Principal)
	officer := w.staff["沈国栋"]
	w.refused(w.o.CloseCase(w.ctx, officer, c.ID, court.ClosedFulfilled, court.D(2018, 7, 1), ""), court.CodeInvalid, "2018-07-20")
	w.must(w.o.CloseCase(w.ctx, officer, c.ID, court.ClosedFulfilled, court.D(2018, 7, 20), ""))
}

func (w *world) receive(c court.Case, amount court.Money) court.Receipt {
	w.Helper()
	r, err := w.o.RecordReceipt(w.ctx, w.staff["秦静宜"], court.Receipt{CaseID: c.ID, Date: w.o.Today(), Payer: "李㛃", Way: "转账", Amount: amount})
	w.must(err)
	return r
}

func (w *world) ask(c court.Case, amount court.Money) court.Disbursement {
	w.Helper()
	d, err := w.o.AskDisbursement(w.ctx, w.staff["沈国栋"], court.Disbursement{CaseID: c.ID, Payee: "张𬭎", PayeeBank: "信用社", PayeeNo: "6222", Amount: amount})
	w.must(err)
	return d
}

func (w *world) payOut(c court.Case, amount court.Money) court.Disbursement {
	w.Helper()
	d := w.ask(c, amount)
	w.must(w.o.DecideDisbursement(w.ctx, w.staff["贺长风"], d.ID, true, ""))
	w.must(w.o.PayDisbursement(w.ctx, w.staff["秦静宜"], d.ID, w.o.Today(), ""))
	return d
}

func (w *world) node(c court.Case, code string) court.Node {
	w.Helper()
	nodes, err := w.o.Nodes(w.ctx, c.ID)
	w.must(err)
	for _, n := range nodes {
		if n.Code == code {
			return n
		}
	}
	w.Fatalf("no node %s", code)
	return court.Node{}
}

// A closed case leaves nothing behind that nobody can finish: no handover on
// its way, no payment under way, no review that waits for ever.
func TestClosingLeavesNothingHanging(t *testing.T) {
	w := newWorld(t)
	c := w.readyForReview()
	officer := w.staff["赵一帆"]
	w.must(w.o.SubmitReview(w.ctx, officer, c.ID))
	w.receive(c, c.Principal)
	closeIt := func(mode court.ClosingMode) error {
		return w.o.CloseCase(w.ctx, officer, c.ID, mode, w.o.Today(), "被执行人全部履行")
	}
	w.refused(closeIt(court.ClosedInterim), court.CodeRefused, "案款没有发放")
	d := w.ask(c, c.Principal)
	w.refused(closeIt(court.ClosedTerminated), court.CodeRefused, "正在申请发放")
	w.must(w.o.DecideDisbursement(w.ctx, w.staff["贺长风"], d.ID, true, ""))
	w.must(w.o.PayDisbursement(w.ctx, w.staff["秦静宜"], d.ID, w.o.Today(), ""))
	h, err := w.o.HandOver(w.ctx, officer, court.Handover{
		CaseID: c.ID, To: court.GroupEnforcement, ToStage: court.StageAssetControl, Materials: []court.Material{{Name: "卷宗"}},
	})
	w.must(err)
	w.refused(closeIt(court.ClosedFulfilled), court.CodeRefused, "正等待接收")
	w.must(w.o.ReturnHandover(w.ctx, w.staff["沈国栋"], h.ID, "已履行完毕，请直接报结"))
	w.must(closeIt(court.ClosedFulfilled))
	waiting, err := w.o.ReviewsWaiting(w.ctx)
	w.must(err)
	if len(waiting) != 0 {
		t.Errorf("reviews of a closed case wait: %+v", waiting)
	}
}

// A dead debtor without heirs in the case is no reason for 终本.
func TestDeadDebtorsForbidInterimClosure(t *testing.T) {
	w := newWorld(t)
	c := w.readyForReview()
	c, err := w.o.Case(w.ctx, c.ID)
	w.must(err)
	c.Parties = c.Parties[:2] // one debtor, a natural person
	c.Parties[1].Marks = []string{court.MarkDead}
	c, err = w.o.UpdateCase(w.ctx, w.staff["陈玥"], c, "")
	w.must(err)
	w.refused(w.o.SubmitReview(w.ctx, w.staff["赵一帆"], c.ID), court.CodeRefused, "没有全部死亡")
}

// A request to extend the term of a case that was closed since waits on nobody's
// desk.
func TestExtensionOfAClosedCaseWaitsForNobody(t *testing.T) {
	w := newWorld(t)
	c := w.register()
	_, err := w.o.AskExtension(w.ctx, w.staff["沈国栋"], c.ID, 1, "评估")
	w.must(err)
	w.must(w.o.CloseCase(w.ctx, w.staff["沈国栋"], c.ID, court.ClosedTerminated, w.o.Today(), "申请执行人撤回申请"))
	asked, err := w.o.ExtensionsAsked(w.ctx)
	w.must(err)
	if len(asked) != 0 {
		t.Errorf("still asked: %+v", asked)
	}
}
