package office_test

import (
	"strings"
	"testing"

	"zhixing/app/court"
)

// TestAssignMany: cases that are the officer's already stay as they are, cases
// of another officer change hands for a reason only, which is on record.
func TestAssignMany(t *testing.T) {
	w := newWorld(t)
	director, to := w.staff["贺长风"], w.staff["赵一帆"].User.ID
	free, theirs, others := w.register(), w.register(), w.register()
	w.must(w.o.Assign(w.ctx, director, theirs.ID, to, 0))
	w.must(w.o.Assign(w.ctx, director, others.ID, w.staff["沈国栋"].User.ID, 0))
	ids := []int64{free.ID, theirs.ID, others.ID}
	items, err := w.o.AssignMany(w.ctx, director, ids, to, 0, " ", nil)
	w.must(err)
	if items[0].Err != nil || items[0].Left || !items[1].Left || items[1].Note != "已是该承办人。" {
		t.Errorf("items %+v", items)
	}
	w.refused(items[2].Err, court.CodeInvalid, "沈国栋")
	items, err = w.o.AssignMany(w.ctx, director, ids, to, 0, "沈国栋休假", nil)
	w.must(err)
	if !items[0].Left || !items[1].Left || items[2].Left || items[2].Err != nil {
		t.Errorf("items %+v", items)
	}
	w.refused(w.o.Assign(w.ctx, director, others.ID, w.staff["沈国栋"].User.ID, 0), court.CodeInvalid, "本案已由赵一帆承办")
	c, err := w.o.Case(w.ctx, others.ID)
	w.must(err)
	log, err := w.o.CaseLog(w.ctx, others.ID)
	w.must(err)
	if c.Officer != "赵一帆" || log[0].Action != "分案" || log[0].Reason != "沈国栋休假" || !strings.Contains(log[0].Before, "沈国栋") {
		t.Errorf("%s, trail %+v", c.Officer, log[0])
	}
}
