package sample_test

import (
	"context"
	"testing"
	"time"

	"zhixing/app/court"
	"zhixing/app/office"
	"zhixing/app/office/sample"
	"zhixing/cmd/zhixing/wiring"
)

// TestSampleCourt makes the example court and looks at it as a visitor would:
// cases in every stage, money, closed cases, nothing wrong in the data.
func TestSampleCourt(t *testing.T) {
	clock := sample.NewClock(time.Date(2026, 11, 23, 10, 0, 0, 0, time.Local))
	ctx := context.Background()
	o, done, err := wiring.Create(ctx, t.TempDir(), clock.Now)
	if err != nil {
		t.Fatal(err)
	}
	defer done()
	if err := sample.Fill(ctx, o, clock); err != nil {
		say, hint := court.Sentence(err)
		t.Fatal(err, say, hint)
	}
	page, err := o.Cases(ctx, office.CaseQuery{Limit: 1000})
	if err != nil {
		t.Fatal(err)
	}
	stages, statuses, closings := map[court.Stage]int{}, map[court.Status]int{}, map[court.ClosingMode]int{}
	for _, r := range page.Rows {
		stages[r.Stage]++
		statuses[r.Status]++
		closings[r.Closing]++
	}
	t.Log(page.Total, stages, statuses, closings)
	for _, s := range court.Stages {
		if stages[s] == 0 {
			t.Errorf("no case in stage %s", s)
		}
	}
	if closings[court.ClosedInterim] == 0 || closings[court.ClosedFulfilled] == 0 || statuses[court.StatusSettling] == 0 {
		t.Errorf("closings %v, statuses %v", closings, statuses)
	}
	actor, err := o.LogIn(ctx, "沈国栋", sample.Password)
	if err != nil {
		t.Fatal(err)
	}
	desk, err := o.Desk(ctx, actor)
	if err != nil {
		t.Fatal(err)
	}
	if len(desk.Due) == 0 || desk.Counts.OverdueNodes == 0 || desk.Counts.OverdueNodes > desk.Counts.Open*4 {
		t.Errorf("desk: %d due, counts %+v", len(desk.Due), desk.Counts)
	}
	if waiting, err := o.ReviewsWaiting(ctx); err != nil || len(waiting) == 0 {
		t.Errorf("no review waits: %v", err)
	}
	if faults, err := o.Verify(ctx); err != nil || len(faults) > 0 {
		t.Errorf("verify: %v %v", faults, err)
	}
}
