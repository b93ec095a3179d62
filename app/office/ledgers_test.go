package office_test

import (
	"testing"

	"zhixing/app/court"
	"zhixing/app/law"
	"zhixing/app/office"
)

// A week's targets are proposed, set by those who may, and stand once locked.
func TestWeekTargets(t *testing.T) {
	w := newWorld(t)
	head, director, officer := w.staff["赵一帆"], w.staff["贺长风"], w.staff["沈国栋"]
	for range 3 {
		w.must(w.o.Assign(w.ctx, director, w.register().ID, officer.User.ID, 0))
	}
	mine := w.register()
	w.must(w.o.Assign(w.ctx, director, mine.ID, head.User.ID, 0))
	monday := court.D(2018, 6, 11)
	w.on(court.D(2018, 6, 13))
	plan, err := w.o.WeekPlan(w.ctx, w.o.Today())
	w.must(err)
	if plan.Week != monday || len(plan.Lines) != 2 || plan.Lines[0].User != "沈国栋" || plan.Lines[0].Backlog != 3 || plan.Lines[0].Proposed != 1 || plan.Set {
		t.Errorf("plan %+v", plan)
	}
	w.refused(w.o.SetTargets(w.ctx, officer, monday, map[int64]int{officer.User.ID: 1}), court.CodeDenied, "下达每周结案任务")
	w.refused(w.o.SetTargets(w.ctx, head, monday, map[int64]int{officer.User.ID: 1}), court.CodeDenied, "本组人员")
	w.must(w.o.SetTargets(w.ctx, director, monday, map[int64]int{officer.User.ID: 2}))
	_, err = w.o.LockWeek(w.ctx, director, court.D(2018, 6, 18))
	w.refused(err, court.CodeRefused, "还没有开始")
	_, err = w.o.LockWeek(w.ctx, head, monday)
	w.refused(err, court.CodeDenied, "执行局长锁定")
	_, err = w.o.LockWeek(w.ctx, director, monday)
	w.must(err)
	w.refused(w.o.SetTargets(w.ctx, director, monday, map[int64]int{officer.User.ID: 9}), court.CodeRefused, "已由贺长风锁定")
	w.must(w.o.CloseCase(w.ctx, head, mine.ID, court.ClosedWithdrawn, w.o.Today(), "管辖异议成立"))
	w.must(w.o.Assign(w.ctx, director, w.register().ID, officer.User.ID, 0)) // after the lock
	plan, err = w.o.WeekPlan(w.ctx, monday)
	w.must(err)
	if !plan.Locked || plan.Lines[0].Target != 2 || plan.Lines[0].Backlog != 3 || plan.Lines[1].Closed != 1 || plan.Target != 3 || plan.Closed != 1 {
		t.Errorf("locked plan %+v", plan)
	}
}

// Both ledgers show their cases, what each lacks, and take each leg.
func TestLedgersWithThreeLegs(t *testing.T) {
	w := newWorld(t)
	closed := w.closedInterim()
	old := w.register()
	w.on(court.D(2018, 12, 9)) // old was filed on 2018-06-08
	clerk := w.staff["陈玥"]
	lines, err := w.o.Ledger(w.ctx, court.LedgerOverSix, office.LedgerQuery{Missing: true})
	w.must(err)
	if len(lines) != 1 || lines[0].ID != old.ID || lines[0].DaysOver != 1 || len(lines[0].Legs.Missing()) != 3 {
		t.Fatalf("over six months %+v", lines)
	}
	w.refused(w.o.MarkLeg(w.ctx, clerk, closed.ID, "别的", office.LegListed, w.o.Today()), court.CodeRefused, "台账")
	w.refused(w.o.MarkLeg(w.ctx, clerk, old.ID, court.LedgerInterim, office.LegListed, w.o.Today()), court.CodeRefused, "不在终本台账")
	w.refused(w.o.MarkLeg(w.ctx, clerk, old.ID, court.LedgerOverSix, "备案", w.o.Today()), court.CodeInvalid, "备案")
	w.refused(w.o.MarkLeg(w.ctx, clerk, old.ID, court.LedgerOverSix, office.LegListed, court.D(2018, 12, 10)), court.CodeInvalid, "晚于今天")
	for _, leg := range []string{office.LegListed, office.LegReviewed, office.LegReported} {
		w.must(w.o.MarkLeg(w.ctx, clerk, old.ID, court.LedgerOverSix, leg, w.o.Today()))
	}
	lines, err = w.o.Ledger(w.ctx, court.LedgerOverSix, office.LedgerQuery{Missing: true})
	w.must(err)
	if len(lines) != 0 {
		t.Errorf("still missing %+v", lines)
	}
	lines, err = w.o.Ledger(w.ctx, court.LedgerInterim, office.LedgerQuery{Search: "李㛃"})
	w.must(err)
	if len(lines) != 1 || lines[0].ID != closed.ID || lines[0].Closed != court.D(2018, 10, 10) {
		t.Errorf("终本 %+v", lines)
	}
	if lines, err = w.o.Ledger(w.ctx, court.LedgerInterim, office.LedgerQuery{Search: "查无此人"}); err != nil || len(lines) != 0 {
		t.Errorf("found %+v %v", lines, err)
	}
}

// The rates name the cases they count, and the backlog its ages.
func TestAssessAndBacklog(t *testing.T) {
	w := newWorld(t)
	interim := w.closedInterim()
	open := w.register()
	_, err := w.o.RecordReceipt(w.ctx, w.staff["秦静宜"], court.Receipt{CaseID: open.ID, Amount: 500_00, Date: court.D(2018, 10, 10), Way: "转账", Payer: "李㛃"})
	w.must(err)
	w.on(court.D(2018, 12, 20)) // the term of the open case ended on 12-08
	_, err = w.o.Assess(w.ctx, court.D(2018, 12, 31), court.D(2018, 1, 1))
	w.refused(err, court.CodeInvalid, "评估期间")
	rates, err := w.o.Assess(w.ctx, court.D(2018, 1, 1), court.D(2018, 12, 31))
	w.must(err)
	of := map[string]office.AssessedRate{}
	for _, r := range rates {
		of[r.ID] = r
	}
	if r := of[law.RateInterim]; r.Numerator != 1 || r.Denominator != 1 || !r.Met || r.Hits[0].ID != interim.ID {
		t.Errorf("终本合格率 %+v", r)
	}
	if r := of[law.RateInTerm]; r.Numerator != 0 || r.Denominator != 1 || r.Met || r.Misses[0].Number != open.Number.String() {
		t.Errorf("有财产 %+v", r)
	}
	if r := of[law.RateClosed]; r.Numerator != 1 || r.Denominator != 2 || r.Percent() != "50.0%" {
		t.Errorf("结案率 %+v", r)
	}
	if r := of[law.RateSettled]; r.Denominator != 0 || r.Met {
		t.Errorf("息访率 %+v", r)
	}
	b, err := w.o.Backlog(w.ctx)
	w.must(err)
	if b.Open != 1 || len(b.Ages[1].Cases) != 1 || b.Ages[1].Months != 6 || len(b.Ages[2].Cases) != 0 || len(b.Weeks) != 12 {
		t.Errorf("backlog %+v", b)
	}
	if first, last := b.Weeks[0], b.Weeks[11]; first.End != court.D(2018, 10, 7) || first.Open != 2 || last.End != court.D(2018, 12, 20) || last.Open != 1 {
		t.Errorf("weeks %+v %+v", first, last)
	}
}

// The return of a period adds up: what was there and came in is closed or open.
func TestReturnAddsUp(t *testing.T) {
	w := newWorld(t)
	c := w.register() // 2018-06-08
	w.receive(c, 100_000_00)
	w.on(court.D(2018, 7, 2))
	later := aCase()
	later.Filed = w.o.Today()
	other, err := w.o.RegisterCase(w.ctx, w.staff["陈玥"], later)
	w.must(err)
	w.must(w.o.Assign(w.ctx, w.staff["贺长风"], other.ID, w.staff["赵一帆"].User.ID, 0))
	w.must(w.o.CloseCase(w.ctx, w.staff["赵一帆"], other.ID, court.ClosedWithdrawn, w.o.Today(), "管辖异议成立"))
	w.on(court.D(2019, 1, 31))
	for _, x := range []struct {
		from, to court.Date
		want     office.ReturnLine
	}{
		{court.D(2018, 6, 1), court.D(2018, 6, 30), office.ReturnLine{New: 1, Open: 1, Received: 100_000_00}},
		{court.D(2018, 7, 1), court.D(2018, 7, 31), office.ReturnLine{Old: 1, New: 1, Closed: 1, Others: 1, Open: 1}},
		{court.D(2018, 6, 1), court.D(2018, 12, 31), office.ReturnLine{New: 2, Closed: 1, Others: 1, Open: 1, OverLimit: 1, OverSix: 1, Received: 100_000_00}},
		{court.D(2019, 1, 1), court.D(2019, 1, 31), office.ReturnLine{Old: 1, Open: 1, OverLimit: 1, OverSix: 1}},
	} {
		lines, total, err := w.o.Return(w.ctx, x.from, x.to, office.ReturnByOfficer)
		w.must(err)
		x.want.Name = "合计"
		if total != x.want {
			t.Errorf("%s to %s: %+v, want %+v", x.from, x.to, total, x.want)
		}
		sum := office.ReturnLine{}
		for _, l := range lines {
			if l.Old+l.New-l.Closed != l.Open || l.Fulfilled+l.Interim+l.Terminated+l.Others != l.Closed {
				t.Errorf("%s does not add up: %+v", l.Name, l)
			}
			sum.Open += l.Open
		}
		if sum.Open != total.Open {
			t.Errorf("lines have %d open, the total %d", sum.Open, total.Open)
		}
	}
	_, _, err = w.o.Return(w.ctx, court.D(2018, 7, 1), court.D(2018, 6, 30), office.ReturnByKind)
	w.refused(err, court.CodeInvalid, "统计期间")
}
