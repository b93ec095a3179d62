package office_test

import (
	"testing"

	"zhixing/app/court"
	"zhixing/app/office"
)

// Services of a paper that is void prove nothing: the node is open again, the
// terms do not run, the checklist misses them; another paper's services count.
func TestServicesOfAVoidPaperDoNotCount(t *testing.T) {
	w := newWorld(t)
	c := w.register()
	officer := w.staff["赵一帆"]
	before := w.node(c, "P02").Planned
	w.paper(c, "execution-notice", "report-assets")
	w.on(court.D(2018, 6, 20))
	both := []string{"李㛃", company}
	_, err := w.serve(c, directly(court.D(2018, 6, 10)), append(w.to(c, "execution-notice", both...), w.to(c, "report-assets", both...)...)...)
	w.must(err)
	first := w.paperOf(c, "execution-notice")
	again := w.paper(c, "execution-notice")[0]
	w.on(court.D(2018, 6, 26))
	var second []office.ServiceTarget
	for _, name := range both {
		second = append(second, office.ServiceTarget{PaperID: again.ID, To: name, Role: "被执行人"})
	}
	_, err = w.serve(c, directly(court.D(2018, 6, 25)), second...)
	w.must(err)
	moves, err := w.o.WithdrawPaper(w.ctx, officer, first.ID, "金额写错")
	w.must(err)
	if n := w.node(c, "003"); n.Actual != court.D(2018, 6, 25) || n.Result != "已送达" || w.servedEvent(c) != court.D(2018, 6, 25) || moved(moves, "限制消费令") != court.D(2018, 7, 5) {
		t.Errorf("the second notice counts: %+v, event %s, %+v", n, w.servedEvent(c), moves)
	}
	moves, err = w.o.WithdrawPaper(w.ctx, officer, again.ID, "对象写错")
	w.must(err)
	if n := w.node(c, "003"); !n.Actual.IsZero() || n.Result != "" || !w.servedEvent(c).IsZero() || moved(moves, "限制消费令") != before {
		t.Errorf("nothing served: %+v, event %s, %+v", n, w.servedEvent(c), moves)
	}
	x, err := w.o.Closure(w.ctx, c.ID)
	w.must(err)
	for _, l := range x.Lines {
		if l.Item.ID == "service-receipt" && l.OK {
			t.Errorf("the checklist still says %s", l.Evidence)
		}
	}
	third := w.paper(c, "execution-notice")[0]
	_, err = w.serve(c, directly(court.D(2018, 6, 26)), office.ServiceTarget{PaperID: third.ID, To: company, Role: "被执行人"})
	w.must(err)
	if n := w.node(c, "003"); !n.Actual.IsZero() {
		t.Errorf("李㛃 was served only with papers that are void: %+v", n)
	}
}

// paperOf gives the oldest paper of the form.
func (w *world) paperOf(c court.Case, form string) court.Paper {
	w.Helper()
	list, err := w.o.Papers(w.ctx, c.ID)
	w.must(err)
	var out court.Paper
	for _, p := range list {
		if p.Form == form {
			out = p
		}
	}
	return out
}

// A paper that was signed after its date filled its node on the day of the
// signature; void, it opens it again.
func TestVoidSignedPaperOpensItsNode(t *testing.T) {
	w := newWorld(t)
	c := w.readyForReview()
	w.review(c, court.ReviewPassed)
	approval := w.paper(c, "interim-approval")[0]
	w.on(w.o.Today().AddDays(1))
	w.sign(approval.ID)
	if n := w.node(c, "P08"); n.Actual != w.o.Today() {
		t.Fatalf("signed: %+v", n)
	}
	w.must(w.o.VoidPaper(w.ctx, w.staff["赵一帆"], approval.ID, "金额写错"))
	if n := w.node(c, "P08"); !n.Actual.IsZero() || n.Result+n.Evidence != "" {
		t.Errorf("the node still says %s %s", n.Actual, n.Result)
	}
}
