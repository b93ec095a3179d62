package office_test

import (
	"bytes"
	"strings"
	"testing"

	"zhixing/app/court"
	"zhixing/app/office"
)

// A paper that needs a signature waits for it; whoever answers for it signs
// here, not the maker; a signature on paper is entered with the signer's name.
func TestPapersAreSignedOff(t *testing.T) {
	w := newWorld(t)
	c := w.register()
	today := w.o.Today()
	order := w.paper(c, "consumption-limit")[0]
	if !order.WaitsForSignature() || order.SignOff != "院长" || order.Version == "" {
		t.Fatalf("paper %+v", order.Paper)
	}
	sign := func(who, by string, id int64) error {
		return w.o.SignPaper(w.ctx, w.staff[who], id, office.PaperSignature{By: by, On: today})
	}
	w.refused(sign("贺长风", "贺长风", order.ID), court.CodeDenied, "院长签发")
	w.refused(sign("顾明远", "", order.ID), court.CodeInvalid, "签发人")
	w.refused(w.o.SignPaper(w.ctx, w.staff["顾明远"], order.ID, office.PaperSignature{By: "顾明远", On: today.AddDays(1)}), court.CodeInvalid, "签发日期")
	w.must(sign("顾明远", "顾明远", order.ID))
	w.refused(sign("顾明远", "顾明远", order.ID), court.CodeConflict, "已由顾明远")

	second := w.paper(c, "consumption-limit")[0]
	w.refused(sign("陈玥", "张三", second.ID), court.CodeInvalid, "“张三”不是可以签发")
	w.refused(sign("陈玥", "贺长风", second.ID), court.CodeInvalid, "由院长签发")
	w.must(sign("陈玥", "顾明远", second.ID))
	notice := w.paper(c, "execution-notice")[0]
	w.refused(sign("顾明远", "顾明远", notice.ID), court.CodeRefused, "不需要签发")
	third := w.paper(c, "consumption-limit")[0]
	w.must(w.o.VoidPaper(w.ctx, w.staff["赵一帆"], third.ID, "姓名有误"))
	w.refused(sign("顾明远", "顾明远", third.ID), court.CodeRefused, "作废")

	got := map[int64]court.Paper{}
	list, err := w.o.Papers(w.ctx, c.ID)
	w.must(err)
	for _, p := range list {
		got[p.ID] = p
	}
	if p := got[order.ID]; p.SignedBy != "顾明远" || p.SignedHow != court.SignedHere || p.SignedOn != today {
		t.Errorf("signed %+v", p)
	}
	if p := got[second.ID]; p.SignedHow != court.SignedOnPaper || p.Number != c.Number.String()+"之一" {
		t.Errorf("signed on paper %+v", p)
	}
	again, err := w.o.PaperPDF(w.ctx, order.ID)
	w.must(err)
	if !bytes.Equal(again.PDF, order.PDF) {
		t.Error("the signed paper has other bytes")
	}
}

// A paper keeps what its maker typed in; a form that names its makers is
// refused to others.
func TestPapersKeepTheirAnswersAndMakers(t *testing.T) {
	w := newWorld(t)
	c := w.register()
	req := office.PaperRequest{CaseID: c.ID, Form: "seal-ruling", Inputs: map[string]string{"fill.things": "房屋一套", "fill.term": " "}}
	_, err := w.o.MakePaper(w.ctx, w.staff["赵一帆"], req)
	w.must(err)
	list, err := w.o.Papers(w.ctx, c.ID)
	w.must(err)
	if len(list) != 1 || len(list[0].Inputs) != 1 || list[0].Inputs["fill.things"] != "房屋一套" {
		t.Errorf("kept %+v", list)
	}
	_, err = w.o.MakePaper(w.ctx, w.staff["管理员"], office.PaperRequest{CaseID: c.ID, Form: "detention-decision"})
	w.refused(err, court.CodeDenied, "拘留决定书")
	for _, f := range w.o.Forms(w.staff["管理员"]) {
		if f.Code == "detention-decision" {
			t.Error("the administrator is offered a detention")
		}
	}
}

// The approval of the president is done when the president signed it, and it
// stands on the president's desk until then.
func TestNodeIsDoneWhenItsPaperIsSigned(t *testing.T) {
	w := newWorld(t)
	c := w.readyForReview()
	w.review(c, court.ReviewPassed)
	approval := w.paper(c, "interim-approval")[0]
	if n := w.node(c, "P08"); !n.Actual.IsZero() || n.Result != "已制作，待院长签发" {
		t.Errorf("made, not signed: %+v", n)
	}
	desk, err := w.o.Desk(w.ctx, w.staff["顾明远"])
	w.must(err)
	if len(desk.ToSign) != 1 || desk.ToSign[0].ID != approval.ID || desk.ToSign[0].CaseNo != c.Number.String() || desk.Waiting() < 1 {
		t.Errorf("on the president's desk %+v", desk.ToSign)
	}
	w.on(court.D(2018, 10, 9))
	w.sign(approval.ID)
	if n := w.node(c, "P08"); n.Actual != court.D(2018, 10, 9) || n.Evidence != "终本审批表" {
		t.Errorf("signed: %+v", n)
	}
	desk, err = w.o.Desk(w.ctx, w.staff["顾明远"])
	w.must(err)
	if len(desk.ToSign) != 0 {
		t.Errorf("still on the desk %+v", desk.ToSign)
	}
}

// A form is made only in the cases it is for.
func TestFormsBelongToKindsOfCases(t *testing.T) {
	w := newWorld(t)
	protection := aCase()
	protection.Kind = court.KindProtection
	c, err := w.o.RegisterCase(w.ctx, w.staff["陈玥"], protection)
	w.must(err)
	_, err = w.o.MakePaper(w.ctx, w.staff["赵一帆"], office.PaperRequest{CaseID: c.ID, Form: "consumption-limit"})
	w.refused(err, court.CodeRefused, "不制作限制消费令")
	for _, f := range w.o.Forms(w.staff["赵一帆"]) {
		if f.Code == "consumption-limit" && (f.Suits(court.KindProtection) || !f.Suits(court.KindResumed)) {
			t.Errorf("限制消费令 is for %v", f.Kinds)
		}
	}
	notice := pdfText(t, w.paper(c, "execution-notice")[0].PDF)
	if !strings.Contains(notice, "财产保全执行通知书") || strings.Contains(notice, "加倍支付") || strings.Contains(notice, "失信被执行人") {
		t.Errorf("the notice of a preservation case reads\n%s", notice)
	}
}
