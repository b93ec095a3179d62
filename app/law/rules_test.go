package law_test

import (
	"strings"
	"testing"

	"zhixing/app/court"
	"zhixing/app/law"
)

func mustRules(t testing.TB, overrides []court.ParamOverride, years []court.HolidayYear) *law.Rules {
	t.Helper()
	r, err := law.Default().With(overrides, years)
	if err != nil {
		t.Fatal(err)
	}
	return r
}

func own(id string, value int, from, to court.Date) court.ParamOverride {
	return court.ParamOverride{Param: id, Value: value, Basis: "溪法〔2018〕12号", From: from, To: to}
}

// A court's own value counts on its days only, and everything follows it.
func TestOwnValues(t *testing.T) {
	r := mustRules(t, []court.ParamOverride{
		own("T08", 5, court.D(2018, 6, 1), court.D(2018, 12, 31)),
		own("T08", 4, court.D(2019, 1, 1), court.Date{}),
		own("review-lead", 2, court.D(2018, 6, 1), court.Date{}),
		own("near", 7, court.D(2018, 6, 1), court.Date{}),
		{Param: "T03", Value: 99, Basis: "作废", From: court.D(2018, 1, 1), Revoked: "写错"},
	}, nil)
	for on, want := range map[court.Date]int{court.D(2018, 5, 31): 10, court.D(2018, 6, 1): 5, court.D(2018, 12, 31): 5, court.D(2019, 1, 1): 4} {
		if p, err := r.Param("T08", on); err != nil || p.Value != want || (p.Mark == law.MarkOwn) != (want != 10) {
			t.Errorf("%s: %+v, %v", on, p, err)
		}
	}
	if p, _ := r.Param("T03", court.D(2018, 6, 1)); p.Value != 3 {
		t.Errorf("a revoked value counts: %+v", p)
	}
	nodes := r.PlanNodes(court.KindFirst, false, court.D(2018, 6, 8), true)
	if n := byCode(nodes, "004"); n.Planned != court.D(2018, 6, 13) || n.Basis != "立案5日（接收后重算），溪法〔2018〕12号" {
		t.Errorf("%+v", n)
	}
	if n := byCode(nodes, law.NodeHandIn); n.Planned != court.D(2018, 10, 8) {
		t.Errorf("送评查 two months before the limit: %s", n.Planned)
	}
	if s := r.State(court.Node{Planned: court.D(2018, 6, 8)}, court.D(2018, 6, 1)); s != court.NodeNear {
		t.Error(s)
	}
	if len(r.Versions("T08")) != 3 || len(r.Parameters(court.D(2018, 6, 1))) != len(law.Parameters(court.D(2018, 6, 1))) {
		t.Error("values are lost or doubled")
	}
	if p, _ := law.Param("T08", court.D(2018, 6, 1)); p.Value != 10 {
		t.Error("the delivered rules changed")
	}
}

// A threshold may count in workdays, too: Friday to Monday is one.
func TestOwnUnits(t *testing.T) {
	near := own("near", 1, court.D(2018, 1, 1), court.Date{})
	near.Unit = string(law.UnitWorkday)
	head := own("escalate-head", 1, court.D(2018, 1, 1), court.Date{})
	head.Unit = string(law.UnitWorkday)
	r, friday, monday := mustRules(t, []court.ParamOverride{near, head}, nil), court.D(2018, 5, 11), court.D(2018, 5, 14)
	if r.NearDays(friday) != 3 || r.State(court.Node{Planned: monday}, friday) != court.NodeNear {
		t.Error(r.NearDays(friday))
	}
	if r.Level(-2, court.D(2018, 5, 13)) != court.LevelOfficer || r.Level(-3, monday) != court.LevelHead {
		t.Error("the head is told on the first workday after")
	}
}

func TestArticlesInForce(t *testing.T) {
	for _, on := range []court.Date{court.D(2018, 10, 8), court.D(2026, 11, 23)} {
		list := law.Articles(on)
		if len(list) < 60 {
			t.Errorf("%s: %d articles", on, len(list))
		}
		for _, c := range list {
			if c.About == "" || len(c.Provisions) != 1 || c.Provisions[0].Mark == "" {
				t.Errorf("%s: %+v", on, c)
			}
		}
	}
}

func TestOwnValuesThatContradict(t *testing.T) {
	first := own("T08", 5, court.D(2018, 6, 1), court.D(2018, 12, 31))
	for name, x := range map[string]struct {
		o    court.ParamOverride
		code court.Code
	}{
		"one day of overlap":  {own("T08", 4, court.D(2018, 12, 31), court.Date{}), court.CodeConflict},
		"overlap without end": {own("T08", 4, court.D(2018, 1, 1), court.Date{}), court.CodeConflict},
		"unknown":             {own("T99", 4, court.D(2020, 1, 1), court.Date{}), court.CodeNotFound},
		"negative":            {own("T08", -1, court.D(2020, 1, 1), court.Date{}), court.CodeInvalid},
		"ends before start":   {own("T08", 4, court.D(2020, 1, 1), court.D(2019, 1, 1)), court.CodeInvalid},
		"no start":            {own("T08", 4, court.Date{}, court.Date{}), court.CodeInvalid},
		"no basis":            {court.ParamOverride{Param: "T08", Value: 4, From: court.D(2020, 1, 1)}, court.CodeInvalid},
		"another unit":        {court.ParamOverride{Param: "T08", Value: 4, Unit: "%", Basis: "甲", From: court.D(2020, 1, 1)}, court.CodeInvalid},
		"unit":                {court.ParamOverride{Param: "T08", Value: 4, Unit: "周", Basis: "甲", From: court.D(2020, 1, 1)}, court.CodeInvalid},
	} {
		_, err := law.Default().With([]court.ParamOverride{first, x.o}, nil)
		if say, _ := court.Sentence(err); court.CodeOf(err) != x.code || say == "" {
			t.Errorf("%s: %v", name, err)
		}
	}
}

func TestImportedHolidays(t *testing.T) {
	r := mustRules(t, nil, []court.HolidayYear{{Year: 2027, Off: []court.Date{court.D(2027, 1, 1)}, On: []court.Date{court.D(2027, 1, 3)}}})
	if r.IsWorkday(court.D(2027, 1, 1)) || !r.IsWorkday(court.D(2027, 1, 3)) || !r.Covered(court.D(2027, 1, 1)) || law.Covered(court.D(2027, 1, 1)) {
		t.Error("2027 is not as imported")
	}
	if err := r.HolidaysKnown(court.D(2026, 12, 30), court.D(2027, 1, 3)); err != nil {
		t.Error(err)
	}
	if p, err := r.Period(court.D(2026, 12, 30), 2, law.UnitWorkday, false); err != nil || p.End != court.D(2027, 1, 3) {
		t.Errorf("%+v, %v", p, err)
	}
	for name, years := range map[string][]court.HolidayYear{
		"twice":        {{Year: 2027}, {Year: 2027}},
		"another year": {{Year: 2027, Off: []court.Date{court.D(2028, 1, 3)}}},
		"a Sunday off": {{Year: 2027, Off: []court.Date{court.D(2027, 1, 3)}}},
		"a Monday on":  {{Year: 2027, On: []court.Date{court.D(2027, 1, 4)}}},
	} {
		if _, err := law.Default().With(nil, years); err == nil {
			t.Errorf("%s was accepted", name)
		}
	}
}

// A planned date that needs a missing notice says so.
func TestNodesSayThatHolidaysAreMissing(t *testing.T) {
	nodes := law.PlanNodes(court.KindFirst, false, court.D(2026, 11, 10), true)
	if n := byCode(nodes, law.NodeHandIn); n.Planned != court.D(2027, 4, 10) || !strings.Contains(n.Basis, "2027年节假日安排未导入") {
		t.Errorf("%+v", n)
	}
	paid := law.Replan(nodes, law.EventReceipt, court.D(2026, 12, 28))
	if n := byCode(paid, law.NodePaid); !strings.Contains(n.Basis, "2027年节假日安排未导入") {
		t.Errorf("%+v", n)
	}
	if n := byCode(nodes, law.NodeClosed); strings.Contains(n.Basis, "节假日") {
		t.Errorf("needs no calendar: %+v", n)
	}
}

func TestReplanSaysWhatMoved(t *testing.T) {
	r := law.Default()
	nodes := done(r.PlanNodes(court.KindFirst, false, court.D(2018, 6, 8), true), law.NodeHandIn, court.D(2018, 11, 7))
	after, moves := r.ReplanMoves(nodes, map[string]court.Date{law.EventLimit: court.D(2019, 1, 8)})
	for _, m := range moves {
		if m.Code == law.NodeHandIn || m.From == m.To || byCode(after, m.Code).Planned != m.To || byCode(nodes, m.Code).Planned != m.From {
			t.Errorf("%+v", m)
		}
	}
	if len(moves) != 5 { // 终本前查控, 到期前复查, 约谈, 合议审批, 结案
		t.Errorf("%d moves: %+v", len(moves), moves)
	}
	events := map[string]court.Date{law.EventFiled: court.D(2018, 6, 8), law.EventLimit: court.D(2019, 1, 8)}
	if _, again := r.ReplanAll(after, events); len(again) != 0 {
		t.Errorf("nothing changed, yet %+v", again)
	}
	changed := mustRules(t, []court.ParamOverride{own("T08", 5, court.D(2018, 6, 1), court.Date{})}, nil)
	if _, moves := changed.ReplanAll(after, events); len(moves) != 1 || moves[0].Code != "004" || moves[0].To != court.D(2018, 6, 13) {
		t.Errorf("%+v", moves)
	}
}

func TestWarningsClimb(t *testing.T) {
	r, today := law.Default(), court.D(2018, 6, 8)
	for left, want := range map[int]string{3: "执行员", 0: "执行员", -2: "执行员", -3: "组长", -6: "组长", -7: "局长", -90: "局长"} {
		if got := r.Level(left, today).Name(); got != want {
			t.Errorf("%d days left: %s, want %s", left, got, want)
		}
	}
	if r.AsleepSince(today) != court.D(2018, 5, 9) || r.TermNearDays(today) != 10 || r.HandoverDue(today) != court.D(2018, 6, 11) {
		t.Error("thresholds of warnings")
	}
	if r.OverSixMonths(court.D(2017, 12, 8), today) || !r.OverSixMonths(court.D(2017, 12, 7), today) || r.OverSixMonths(court.Date{}, today) {
		t.Error("the ledger of those over six months")
	}
	if r.InterimStart(court.D(2018, 1, 10)) != court.D(2018, 4, 10) {
		t.Error("the start of 终本")
	}
}

func TestAssess(t *testing.T) {
	today := court.D(2018, 10, 8)
	rates := law.Assess(map[string]law.Count{
		law.RateInTerm: {Numerator: 90, Denominator: 100}, law.RateInterim: {Numerator: 899, Denominator: 1000},
		law.RateThreeYears: {Numerator: 8, Denominator: 10}, law.RateClosed: {Numerator: 95, Denominator: 100},
	}, today)
	want := map[string]struct {
		percent string
		target  int
		met     bool
	}{
		law.RateInTerm: {"90.0%", 90, true}, law.RateInterim: {"89.9%", 90, false}, law.RatePetition: {"—", 90, false},
		law.RateThreeYears: {"80.0%", 80, true}, law.RateClosed: {"95.0%", 96, false}, law.RateRealised: {"—", 85, false}, law.RateSettled: {"—", 90, false},
		law.RateOnline: {"—", 90, false},
	}
	if len(rates) != len(want) {
		t.Fatalf("%d rates", len(rates))
	}
	for _, r := range rates {
		if w := want[r.ID]; r.Percent() != w.percent || r.Target != w.target || r.Met != w.met || r.Basis == "" || !strings.Contains(r.Formula, " ÷ ") {
			t.Errorf("%+v %s", r, r.Percent())
		}
	}
	stricter := mustRules(t, []court.ParamOverride{own("rate-in-term", 91, court.D(2018, 1, 1), court.Date{})}, nil)
	if r := stricter.Assess(map[string]law.Count{law.RateInTerm: {Numerator: 90, Denominator: 100}}, today)[0]; r.Met || r.Target != 91 {
		t.Errorf("%+v", r)
	}
}

func BenchmarkPlan(b *testing.B) {
	for b.Loop() {
		law.PlanNodes(court.KindFirst, false, court.D(2018, 6, 8), true)
	}
}

func BenchmarkReplan(b *testing.B) {
	r := mustRules(b, []court.ParamOverride{own("T08", 5, court.D(2018, 6, 1), court.Date{})}, nil)
	nodes := r.PlanNodes(court.KindFirst, false, court.D(2018, 6, 8), true)
	events := map[string]court.Date{law.EventFiled: court.D(2018, 6, 8), law.EventLimit: court.D(2019, 1, 8)}
	for b.Loop() {
		r.ReplanAll(nodes, events)
	}
}
