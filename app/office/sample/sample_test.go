package sample_test

import (
	"context"
	"slices"
	"testing"
	"time"

	"zhixing/app/court"
	"zhixing/app/law"
	"zhixing/app/office"
	"zhixing/app/office/sample"
	"zhixing/cmd/zhixing/wiring"
)

// TestSampleCourt makes the example court on different days and looks at it as
// a visitor would: every warning, colour, state, way of closing and request
// occurs, and nothing is wrong in the data.
func TestSampleCourt(t *testing.T) {
	for _, day := range []court.Date{
		court.D(2026, 11, 23), // a Monday
		court.D(2026, 8, 31),  // no such day six months before
	} {
		t.Run(day.String(), func(t *testing.T) { lookAt(t, newCourt(t, day)) })
	}
}

// visit is the example court as it is looked at.
type visit struct {
	*testing.T
	ctx  context.Context
	o    *office.Office
	rows []office.CaseRow
}

func newCourt(t *testing.T, day court.Date) *visit {
	t.Helper()
	clock := sample.NewClock(time.Date(day.Year, day.Month, day.Day, 10, 0, 0, 0, time.Local))
	v := &visit{T: t, ctx: context.Background()}
	o, done, err := wiring.Create(v.ctx, t.TempDir(), clock.Now)
	v.must(err)
	t.Cleanup(func() { _ = done() })
	v.o = o
	v.must(sample.Fill(v.ctx, o, clock))
	page, err := o.Cases(v.ctx, office.CaseQuery{Limit: 1000})
	v.must(err)
	v.rows = page.Rows
	return v
}

func (v *visit) must(err error) {
	v.Helper()
	if err != nil {
		say, hint := court.Sentence(err)
		v.Fatal(err, say, hint)
	}
}

// each fails for every value that does not occur.
func each[T comparable](v *visit, what string, values []T, found map[T]int) {
	v.Helper()
	for _, x := range values {
		if found[x] == 0 {
			v.Errorf("%s: no %v among %v", what, x, found)
		}
	}
}

func lookAt(t *testing.T, v *visit) {
	v.states()
	v.warnings()
	v.requests()
	v.reviews()
	v.registers()
	v.custody()
	v.service()
	actor, err := v.o.LogIn(v.ctx, "沈国栋", sample.Password)
	v.must(err)
	desk, err := v.o.Desk(v.ctx, actor)
	v.must(err)
	if len(desk.Due) == 0 || desk.Counts.OverdueNodes == 0 || desk.Counts.OverdueNodes > desk.Counts.Open*4 {
		t.Errorf("desk: %d due, counts %+v", len(desk.Due), desk.Counts)
	}
	if faults, err := v.o.Verify(v.ctx); err != nil || len(faults) > 0 {
		t.Errorf("verify: %v %v", faults, err)
	}
}

// states: stages, states, kinds, ways of closing, colours.
func (v *visit) states() {
	stages, statuses, closings := map[court.Stage]int{}, map[court.Status]int{}, map[court.ClosingMode]int{}
	kinds, colours, tags := map[court.CaseKind]int{}, map[court.NodeState]int{}, map[string]int{}
	linked := 0
	for _, r := range v.rows {
		stages[r.Stage]++
		statuses[r.Status]++
		closings[r.Closing]++
		kinds[r.Kind]++
		for _, tag := range r.Tags {
			tags[tag]++
		}
		if r.Status == court.StatusOpen {
			for _, n := range r.Strip {
				colours[v.o.NodeState(n)]++
			}
		}
		c, err := v.o.Case(v.ctx, r.ID)
		v.must(err)
		if c.ResumedFrom != 0 {
			linked++
		}
		for i, p := range c.Parties {
			if slices.ContainsFunc(c.Parties[:i], func(x court.Party) bool { return x.Name == p.Name }) {
				v.Errorf("%s: %s stands on both sides", c.Number, p.Name)
			}
		}
	}
	each(v, "stage", court.Stages, stages)
	each(v, "status", court.Statuses, statuses)
	each(v, "kind", []court.CaseKind{court.KindFirst, court.KindResumed, court.KindProtection, court.KindObjection}, kinds)
	each(v, "closing", append(court.ClosingModesOf(court.KindFirst), court.ClosingModesOf(court.KindProtection)...), closings)
	each(v, "colour", []court.NodeState{court.NodeFuture, court.NodeNear, court.NodeOverdue, court.NodeDone, court.NodeWaived}, colours)
	each(v, "tag", []string{"规避执行", "抗拒执行", "外界干预", "涉执信访", "非诉执行"}, tags)
	if linked == 0 {
		v.Error("no case was resumed")
	}
	if len(v.rows) > 130 {
		v.Errorf("%d cases are too many to look at", len(v.rows))
	}
}

// warnings: every kind, on every rung.
func (v *visit) warnings() {
	list, err := v.o.Warnings(v.ctx, office.WarningQuery{})
	v.must(err)
	kinds, levels, codes := map[court.WarningKind]int{}, map[court.WarningLevel]int{}, map[string]int{}
	for _, w := range list {
		kinds[w.Kind]++
		levels[w.Level]++
		codes[w.Node.Code]++
	}
	each(v, "warning", court.WarningKinds, kinds)
	each(v, "rung", court.WarningLevels, levels)
	each(v, "node after closing", []string{law.NodeRegistered, law.NodeArchived, "040-1"}, codes)
	notices, err := v.o.WarningNotices(v.ctx, 0)
	v.must(err)
	signed := 0
	for _, n := range notices {
		if n.SignedBy != "" {
			signed++
		}
	}
	if signed == 0 || signed == len(notices) {
		v.Errorf("%d of %d notices are signed for", signed, len(notices))
	}
	over, err := v.o.Ledger(v.ctx, court.LedgerOverSix, office.LedgerQuery{})
	v.must(err)
	listed := 0
	for _, l := range over {
		if !l.Legs.Listed.IsZero() {
			listed++
		}
	}
	if listed == 0 || listed == len(over) {
		v.Errorf("%d of %d cases over six months are in the ledger", listed, len(over))
	}
}

// requests: what waits for somebody.
func (v *visit) requests() {
	extensions, err := v.o.ExtensionsAsked(v.ctx)
	v.must(err)
	further := 0
	conflict := 0
	for _, r := range v.rows {
		if r.Closing != "" || r.Kind != court.KindFirst {
			continue
		}
		term, err := v.o.CaseTerm(v.ctx, r.ID)
		v.must(err)
		if term.Conflict {
			conflict++
		}
		if term.ExtendedMonths > 0 && slices.ContainsFunc(term.Extensions, func(e court.Extension) bool { return e.State == court.ApprovalAsked }) {
			further++
		}
	}
	if len(extensions) < 2 || further == 0 || conflict == 0 {
		v.Errorf("%d extensions asked for, %d of them further ones, %d terms in conflict", len(extensions), further, conflict)
	}
	changes, err := v.o.NodeChanges(v.ctx, 0)
	v.must(err)
	if len(changes) == 0 {
		v.Error("no change of a done day waits")
	}
	handovers := map[court.HandoverState]int{}
	for _, r := range v.rows {
		list, err := v.o.Handovers(v.ctx, r.ID)
		v.must(err)
		for _, h := range list {
			handovers[h.State]++
		}
	}
	each(v, "handover", []court.HandoverState{court.HandoverSent, court.HandoverReceived, court.HandoverReturned}, handovers)
}

// reviews: every verdict, and one that waits.
func (v *visit) reviews() {
	waiting, err := v.o.ReviewsWaiting(v.ctx)
	v.must(err)
	if len(waiting) == 0 {
		v.Error("no review waits")
	}
	verdicts := map[court.ReviewVerdict]int{}
	for _, r := range v.rows {
		if r.Stage != court.StageClosingReview {
			continue
		}
		c, err := v.o.Closure(v.ctx, r.ID)
		v.must(err)
		for _, x := range c.Reviews {
			verdicts[x.Verdict]++
		}
	}
	each(v, "verdict", []court.ReviewVerdict{court.ReviewPassed, court.ReviewSupplement, court.ReviewFailed}, verdicts)
}

// registers: petitions with every result, visits and meddling; the rates count
// something.
func (v *visit) registers() {
	outcomes := map[string]int{}
	kinds := map[court.RegisterKind]int{}
	list, err := v.o.Registers(v.ctx, office.RegisterQuery{})
	v.must(err)
	for _, e := range list {
		kinds[e.Kind]++
		outcomes[e.Outcome]++
	}
	each(v, "register", court.RegisterKinds, kinds)
	each(v, "outcome", []string{"", court.PetitionSettled, court.PetitionUnsettled, "满意"}, outcomes)
	rates, err := v.o.Assess(v.ctx, v.o.Today().AddMonths(-12), v.o.Today())
	v.must(err)
	for _, r := range rates {
		if r.Denominator == 0 || len(r.Hits)+len(r.Misses) != r.Denominator {
			v.Errorf("%s counts %d ÷ %d", r.Name, r.Numerator, r.Denominator)
		}
	}
}

// service: every way the list of service shows, and a notice that has run out.
func (v *visit) service() {
	lines, err := v.o.ServiceLedger(v.ctx, office.ServiceQuery{Closed: true})
	v.must(err)
	states, ways := map[court.ServiceState]int{}, map[court.ServiceWay]int{}
	over := 0
	for _, l := range lines {
		states[l.State]++
		ways[l.Last.Way]++
		if l.State == court.StateNotice && l.Late {
			over++
		}
	}
	each(v, "state of service", court.ServiceStates, states)
	each(v, "way of service", []court.ServiceWay{court.ServiceDirect, court.ServiceLeft, court.ServicePost, court.ServicePublic}, ways)
	if over == 0 {
		v.Error("no notice has run out")
	}
}

// custody: plans in every state that can be looked at, settlements kept and
// broken, items that came and went.
func (v *visit) custody() {
	plans, err := v.o.Plans(v.ctx, office.PlanQuery{})
	v.must(err)
	states, paid := map[court.PlanState]int{}, 0
	for _, p := range plans {
		states[p.State]++
		for _, x := range p.Payments {
			if x.State == court.DisbursementPaid {
				paid++
			}
		}
	}
	each(v, "plan", []court.PlanState{court.PlanServed, court.PlanEffective}, states)
	list, err := v.o.Settlements(v.ctx, office.SettlementQuery{})
	v.must(err)
	broken, fulfilled := 0, 0
	for _, s := range list {
		if s.Broken() {
			broken++
		}
		if s.Fulfilled() {
			fulfilled++
		}
	}
	goods, err := v.o.Goods(v.ctx, office.GoodsQuery{})
	v.must(err)
	kept := map[court.GoodsState]int{}
	for _, g := range goods {
		kept[g.State]++
	}
	each(v, "item", []court.GoodsState{court.GoodsKept, court.GoodsReturned}, kept)
	if paid == 0 || broken == 0 || fulfilled == 0 {
		v.Errorf("%d payments of plans, %d settlements broken, %d fulfilled", paid, broken, fulfilled)
	}
}
