package office_test

import (
	"strings"
	"testing"

	"zhixing/app/court"
	"zhixing/app/office"
)

// TestReviewDraft: what a reviewer noted is kept per review and read by
// another reviewer; neither the officer nor who handed in may note, and the
// verdict ends the draft.
func TestReviewDraft(t *testing.T) {
	w := newWorld(t)
	c := w.readyForReview()
	officer, reviewer := w.staff["赵一帆"], w.staff["陶文博"]
	w.must(w.o.SubmitReview(w.ctx, officer, c.ID))
	waiting := func() office.WaitingReview {
		t.Helper()
		list, err := w.o.ReviewsWaiting(w.ctx)
		w.must(err)
		if len(list) != 1 {
			t.Fatalf("waiting %+v", list)
		}
		return list[0]
	}
	id := waiting().ID
	found := []court.Finding{{Item: "report-assets", Text: "缺回证", Fix: "补回证"}}
	draft := court.ReviewDraft{Verdict: court.ReviewSupplement, Findings: found, Note: "只看了一半"}
	w.refused(w.o.KeepReview(w.ctx, officer, id, draft), court.CodeDenied, "")
	w.must(w.o.KeepReview(w.ctx, reviewer, id, draft))
	if d := waiting().Draft; d.By != "陶文博" || d.Note != "只看了一半" || d.Verdict != court.ReviewSupplement || len(d.Findings) != 1 || d.Findings[0] != found[0] || waiting().Verdict != "" {
		t.Errorf("draft %+v", d)
	}
	w.must(w.o.KeepReview(w.ctx, reviewer, id, court.ReviewDraft{}))
	if d := waiting().Draft; !d.Empty() || d.By != "" {
		t.Errorf("emptied draft %+v", d)
	}
	w.must(w.o.KeepReview(w.ctx, reviewer, id, draft))
	w.must(w.o.DecideReview(w.ctx, reviewer, id, court.ReviewSupplement, found, ""))
	w.refused(w.o.KeepReview(w.ctx, reviewer, id, draft), court.CodeRefused, "已有结论")
}

// TestRemediesOfReview: materials that came back are handed in again only with
// what was done about each finding; officer, reviewer and the printed table
// have it.
func TestRemediesOfReview(t *testing.T) {
	w := newWorld(t)
	c := w.readyForReview()
	officer, reviewer := w.staff["赵一帆"], w.staff["陶文博"]
	w.must(w.o.SubmitReview(w.ctx, officer, c.ID))
	list, err := w.o.ReviewsWaiting(w.ctx)
	w.must(err)
	first := list[0].ID
	found := []court.Finding{{Item: "report-assets", Text: "缺回证", Fix: "补回证"}, {Item: "clues-checked", Text: "没有核查记录"}}
	w.must(w.o.DecideReview(w.ctx, reviewer, first, court.ReviewSupplement, found, ""))
	line := func(item string) office.ChecklistLine {
		t.Helper()
		state, err := w.o.Closure(w.ctx, c.ID)
		w.must(err)
		for _, l := range state.Lines {
			if l.Item.ID == item {
				return l
			}
		}
		t.Fatalf("no item %s", item)
		return office.ChecklistLine{}
	}
	if l := line("report-assets"); len(l.Findings) != 1 || l.Findings[0].Fix != "补回证" || l.Findings[0].Remedy != "" {
		t.Errorf("line %+v", l)
	}
	w.refused(w.o.SubmitReview(w.ctx, officer, c.ID, "已补回证"), court.CodeInvalid, "整改情况二")
	w.must(w.o.SubmitReview(w.ctx, officer, c.ID, "已补回证", "已补7月2日核查记录"))
	state, err := w.o.Closure(w.ctx, c.ID)
	w.must(err)
	if got := state.Reviews[0].Earlier; len(got) != 2 || got[1].Remedy != "已补7月2日核查记录" || len(state.ToRemedy) != 0 || len(line("report-assets").Findings) != 1 {
		t.Errorf("earlier %+v, to remedy %+v", got, state.ToRemedy)
	}
	for _, id := range []int64{first, state.Reviews[0].ID} { // the table that found it and the one that looks again
		pdf, err := w.o.Preview(w.ctx, reviewer, office.PaperRequest{CaseID: c.ID, Form: "interim-review", RefID: id})
		w.must(err)
		if text := pdfText(t, pdf[0]); !strings.Contains(text, "已补7月2日核查记录") {
			t.Errorf("review %d: %s", id, text)
		}
	}
	log, err := w.o.CaseLog(w.ctx, c.ID)
	w.must(err)
	if !strings.Contains(log[0].After, "已补回证") {
		t.Errorf("audit %+v", log[0])
	}
}
