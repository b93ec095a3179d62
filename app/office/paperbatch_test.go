package office_test

import (
	"context"
	"errors"
	"slices"
	"strings"
	"testing"

	"zhixing/app/court"
	"zhixing/app/office"
)

// steps runs a batch and tells what came, in order, as 案号 form×papers.
func (w *world) steps(b office.PaperBatch) (out []office.BatchItem) {
	w.Helper()
	w.must(w.o.MakePapers(w.ctx, w.staff["赵一帆"], b, func(item office.BatchItem) error {
		out = append(out, item)
		return nil
	}))
	return out
}

func formsOf(items []office.BatchItem) (out []string) {
	for _, x := range items {
		out = append(out, x.Number[len("（2018）豫1599"):]+x.Form)
	}
	return out
}

// TestBatchGoesInPrintingOrder: by case or by form; a refused step does not
// stop the others and says why.
func TestBatchGoesInPrintingOrder(t *testing.T) {
	w := newWorld(t)
	a, b := w.register(), w.register()
	batch := office.PaperBatch{CaseIDs: []int64{a.ID, b.ID}, Requests: []office.PaperRequest{{Form: "execution-notice"}, {Form: "interim-ruling"}, {Form: "受理通知书"}}}
	items := w.steps(batch)
	if got := strings.Join(formsOf(items), " "); got != "执1号执行通知书 执1号终本裁定书 执1号受理通知书 执2号执行通知书 执2号终本裁定书 执2号受理通知书" {
		t.Errorf("by case: %s", got)
	}
	for _, x := range items {
		if refused := x.Form == "终本裁定书"; refused != (x.Err != nil) || refused == (len(x.Papers) > 0) {
			t.Errorf("%s %s: %d papers, %v", x.Number, x.Form, len(x.Papers), x.Err)
		}
	}
	batch.ByForm = true
	if got := strings.Join(formsOf(w.steps(batch)), " "); !strings.HasPrefix(got, "执1号执行通知书 执2号执行通知书 执1号终本裁定书") {
		t.Errorf("by form: %s", got)
	}
}

// TestBatchTakesWhatIsStored: what a case has is handed out again with its own
// bytes; what is void, or missing for a recipient, is made.
func TestBatchTakesWhatIsStored(t *testing.T) {
	w := newWorld(t)
	c := w.register()
	first := w.paper(c, "execution-notice")[0]
	debtor := c.PartiesOf(court.RoleDebtor)[0]
	_, err := w.o.MakePaper(w.ctx, w.staff["赵一帆"], office.PaperRequest{CaseID: c.ID, Form: "report-assets", PartyID: debtor.ID})
	w.must(err)
	batch := office.PaperBatch{CaseIDs: []int64{c.ID}, UseStored: true, Requests: []office.PaperRequest{{Form: "execution-notice"}, {Form: "report-assets"}}}
	items := w.steps(batch)
	if x := items[0]; x.Stored != 1 || x.Papers[0].ID != first.ID || string(x.Papers[0].PDF) != string(first.PDF) {
		t.Errorf("the notice was not taken as it is: %+v", x.Papers[0].Paper)
	}
	if x, debtors := items[1], len(c.PartiesOf(court.RoleDebtor)); x.Stored != 1 || len(x.Papers) != debtors {
		t.Errorf("%d papers for %d debtors, %d stored", len(x.Papers), debtors, x.Stored)
	}
	w.must(w.o.VoidPaper(w.ctx, w.staff["赵一帆"], first.ID, "写错"))
	if x := w.steps(batch)[0]; x.Stored != 0 || x.Papers[0].Number != c.Number.String()+"之一" {
		t.Errorf("instead of the void one: %+v", x.Papers[0].Paper)
	}
	before, err := w.o.Papers(w.ctx, c.ID)
	w.must(err)
	w.steps(batch)
	if after, err := w.o.Papers(w.ctx, c.ID); err != nil || len(after) != len(before) {
		t.Errorf("a third run made %d papers more (%v)", len(after)-len(before), err)
	}
}

// TestStoppedBatchKeepsWhatIsDone: stopping is no refusal, an error of whoever
// takes the papers ends the batch, and both leave the papers in their cases.
func TestStoppedBatchKeepsWhatIsDone(t *testing.T) {
	w := newWorld(t)
	var ids []int64
	for range 4 {
		ids = append(ids, w.register().ID)
	}
	ctx, stop := context.WithCancel(w.ctx)
	batch := office.PaperBatch{CaseIDs: ids, Requests: []office.PaperRequest{{Form: "execution-notice"}}}
	var seen []int64
	err := w.o.MakePapers(ctx, w.staff["赵一帆"], batch, func(item office.BatchItem) error {
		w.must(item.Err)
		if seen = append(seen, item.CaseID); len(seen) == 2 {
			stop()
		}
		return nil
	})
	if !errors.Is(err, context.Canceled) || !slices.Equal(seen, ids[:2]) {
		t.Errorf("stopped after %v with %v", seen, err)
	}
	full := errors.New("disk full")
	err = w.o.MakePapers(w.ctx, w.staff["赵一帆"], office.PaperBatch{CaseIDs: ids[2:], Requests: batch.Requests}, func(office.BatchItem) error { return full })
	if !errors.Is(err, full) {
		t.Errorf("the taker's error: %v", err)
	}
	for i, want := range []int{1, 1, 1, 0} {
		if list, err := w.o.Papers(w.ctx, ids[i]); err != nil || len(list) != want {
			t.Errorf("case %d has %d papers, want %d (%v)", i, len(list), want, err)
		}
	}
}
