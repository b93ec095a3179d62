package law

import (
	"slices"
	"strings"
	"testing"

	"zhixing/app/court"
)

// The situations of 失信规定1条 and the conditions of both kinds hold from the
// day their rules came into force.
func TestListingRulesByDate(t *testing.T) {
	if n := len(ListingGrounds(court.D(2017, 4, 30))); n != 0 {
		t.Errorf("%d situations before the rules of 2017", n)
	}
	if n := len(ListingGrounds(court.D(2017, 5, 1))); n != 6 {
		t.Errorf("%d situations, want six", n)
	}
	has := func(kind court.ListingKind, party court.PartyKind, on court.Date, id string) bool {
		for _, c := range ListingConditions(kind, party, on) {
			if c.ID == id {
				return true
			}
		}
		return false
	}
	for _, x := range []struct {
		kind  court.ListingKind
		party court.PartyKind
		on    court.Date
		id    string
		want  bool
	}{
		{court.ListConsumption, court.PartyPerson, court.D(2010, 9, 30), "unpaid", false},
		{court.ListConsumption, court.PartyPerson, court.D(2010, 10, 1), "unpaid", true},
		{court.ListConsumption, court.PartyPerson, court.D(2015, 7, 21), "listed", false},
		{court.ListConsumption, court.PartyPerson, court.D(2015, 7, 22), "listed", true},
		{court.ListDishonest, court.PartyPerson, court.D(2017, 4, 30), "minor", false},
		{court.ListDishonest, court.PartyPerson, court.D(2017, 5, 1), "minor", true},
		{court.ListDishonest, court.PartyCompany, court.D(2018, 5, 1), "minor", false},
		{court.ListDishonest, court.PartyCompany, court.D(2018, 5, 1), "plan-report", true},
		{court.ListDishonest, court.PartyPerson, court.D(2018, 5, 1), "plan-poor", true},
		{court.ListDishonest, court.PartyPerson, court.D(2019, 12, 15), "student", false},
		{court.ListDishonest, court.PartyPerson, court.D(2019, 12, 16), "student", true},
	} {
		if got := has(x.kind, x.party, x.on, x.id); got != x.want {
			t.Errorf("%s %s %s on %s: %v", x.kind, x.party, x.id, x.on, got)
		}
	}
}

// weighed is a listing whose conditions were all looked into.
func weighed(ground int) court.Listing {
	l := court.Listing{Kind: court.ListDishonest, Party: court.PartyPerson, Debtor: "李契", Ground: ground}
	for _, c := range ListingConditions(l.Kind, l.Party, court.D(2020, 1, 2)) {
		x := court.ListingCheck{ID: c.ID, Answer: court.AnswerNo}
		if c.Ground == ground && c.Side == SideLaw {
			x.Answer, x.Text = court.AnswerYes, "报告财产令送达后未报告，见谈话笔录"
		}
		l.Checks = append(l.Checks, x)
	}
	return l
}

func answer(l court.Listing, id, what string) court.Listing {
	for i := range l.Checks {
		if l.Checks[i].ID == id {
			l.Checks[i].Answer = what
		}
	}
	return l
}

// What the law excludes cannot be listed, whatever the plan says: minors never,
// those whose seized property suffices not for the first situation.
func TestExclusionsForbidListing(t *testing.T) {
	on := court.D(2018, 11, 1)
	for _, x := range []struct {
		name string
		l    court.Listing
		says string
	}{
		{"all found", weighed(4), ""},
		{"minor", answer(weighed(4), "minor", court.AnswerYes), "失信规定4条"},
		{"enough seized, first situation", answer(weighed(1), "seized-enough", court.AnswerYes), "失信规定3条（二）项"},
		{"enough seized, fourth situation", answer(weighed(4), "seized-enough", court.AnswerYes), ""},
		{"not looked into", answer(weighed(4), "minor", ""), "还没有核实（失信规定4条）"},
		{"situation not found", answer(weighed(4), "report", court.AnswerNo), "没有核实为“有”"},
		{"no situation chosen", weighed(0), "失信情形"},
	} {
		err := CheckListing(x.l, on)
		if x.says == "" && err != nil || x.says != "" && (err == nil || !strings.Contains(err.Error(), x.says)) {
			t.Errorf("%s: %v, want %q", x.name, err, x.says)
		}
	}
	bare := weighed(4)
	for i := range bare.Checks {
		bare.Checks[i].Text = ""
	}
	if err := CheckListing(bare, on); err == nil || !strings.Contains(err.Error(), "没有证明材料") {
		t.Errorf("without proof: %v", err)
	}
	if err := CheckListing(weighed(4), court.D(2017, 4, 30)); err == nil {
		t.Error("listed before there were rules")
	}
}

// What is found needs proof, and the name of a condition is none; the refusal
// lists all that is missing, and what a chosen situation lacks is told before.
func TestRefusedListingNamesAllThatIsMissing(t *testing.T) {
	on := court.D(2018, 11, 1)
	named := answer(weighed(4), "able", court.AnswerYes) // found besides the chosen one
	for i := range named.Checks {
		if named.Checks[i].ID == "able" {
			named.Checks[i].Text = ConditionOf("able").Text
		}
	}
	if err := CheckListing(named, on); err == nil || !strings.Contains(err.Error(), "“有履行能力而拒不履行”没有证明材料") {
		t.Errorf("proved by its name: %v", err)
	}
	lacking := answer(answer(answer(weighed(1), "minor", ""), "security", ""), "able", "")
	err := CheckListing(lacking, on)
	for _, want := range []string{"“被执行人是未成年人”还没有核实（失信规定4条）", "“提供了充分有效的担保”还没有核实", "所选的“有履行能力而拒不履行生效法律文书确定义务”没有核实为“有”"} {
		if err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("%v lacks %s", err, want)
		}
	}
	if got, none := Unborne(lacking, on), Unborne(weighed(1), on); !strings.Contains(got, "没有核实为“有”") || none != "" {
		t.Errorf("told before: %q, %q", got, none)
	}
}

// Two years, up to three more for violence or several situations; the first
// situation has no term.
func TestTermOfListing(t *testing.T) {
	r, on := Default(), court.D(2018, 11, 1)
	for _, x := range []struct {
		l    court.Listing
		want court.Date
		says string
	}{
		{court.Listing{Kind: court.ListDishonest, Ground: 4}, court.D(2020, 11, 1), ""},
		{court.Listing{Kind: court.ListDishonest, Ground: 1}, court.Date{}, ""},
		{court.Listing{Kind: court.ListDishonest, Ground: 1, Extra: 1}, court.Date{}, "没有期限的不能延长"},
		{court.Listing{Kind: court.ListDishonest, Ground: 2, Extra: 3}, court.D(2023, 11, 1), ""},
		{court.Listing{Kind: court.ListDishonest, Ground: 2, Extra: 4}, court.Date{}, "超过3年"},
		{court.Listing{Kind: court.ListDishonest, Ground: 4, Extra: 1}, court.Date{}, "情节严重"},
		{court.Listing{Kind: court.ListConsumption}, court.Date{}, ""},
	} {
		got, err := r.ListingUntil(x.l, on)
		if got != x.want || x.says == "" && err != nil || x.says != "" && (err == nil || !strings.Contains(err.Error(), x.says)) {
			t.Errorf("situation %d, %d more: %s %v", x.l.Ground, x.l.Extra, got, err)
		}
	}
}

// The 宽限期 and the lifting of travel came with 法发〔2019〕35号.
func TestGraceAndLiftByDate(t *testing.T) {
	r := Default()
	for _, x := range []struct {
		decided, until court.Date
		ok             bool
	}{
		{court.D(2019, 12, 15), court.D(2020, 1, 20), false},
		{court.D(2019, 12, 16), court.D(2020, 1, 15), false},
		{court.D(2019, 12, 16), court.D(2020, 1, 16), true},
		{court.D(2019, 12, 16), court.D(2020, 3, 16), true},
		{court.D(2019, 12, 16), court.D(2020, 3, 17), false},
	} {
		if err := r.CheckGrace(x.decided, x.until); (err == nil) != x.ok {
			t.Errorf("grace %s to %s: %v", x.decided, x.until, err)
		}
	}
	for _, x := range []struct {
		party    court.PartyKind
		kind     string
		from, to court.Date
		ok       bool
	}{
		{court.PartyPerson, LiftTravel, court.D(2019, 12, 15), court.D(2019, 12, 20), false},
		{court.PartyPerson, LiftTravel, court.D(2019, 12, 16), court.D(2020, 1, 16), true},
		{court.PartyPerson, LiftTravel, court.D(2019, 12, 16), court.D(2020, 1, 17), false},
		{court.PartyPerson, "准许必需的消费", court.D(2018, 12, 16), court.D(2018, 12, 30), true},
		{court.PartyPerson, "准许必需的消费", court.D(2018, 12, 16), court.D(2018, 12, 15), false},
		{court.PartyPerson, "准许单位人员因私以个人财产消费", court.D(2018, 12, 16), court.D(2018, 12, 30), false},
		{court.PartyCompany, "准许单位人员因私以个人财产消费", court.D(2015, 7, 21), court.D(2015, 7, 30), false},
		{court.PartyCompany, "准许单位人员因私以个人财产消费", court.D(2015, 7, 22), court.D(2015, 7, 30), true},
	} {
		if err := r.CheckLift(x.party, court.Lift{Kind: x.kind, From: x.from, To: x.to}); (err == nil) != x.ok {
			t.Errorf("%s %s to %s: %v", x.kind, x.from, x.to, err)
		}
	}
}

// Three working days run over a weekend and a holiday.
func TestListingClocksCountWorkingDays(t *testing.T) {
	r := Default()
	l := court.Listing{Kind: court.ListDishonest, Debtor: "李契", Ground: 1, Decision: court.ListingIn, Decided: court.D(2018, 6, 1), Begun: court.D(2018, 6, 4)}
	l.Exposed = []court.Exposure{{No: 1, Channel: "微博", On: court.D(2018, 6, 5)}, {No: 2, Channel: "报纸", On: court.D(2018, 6, 5), Down: court.D(2018, 6, 9)}}
	if got := r.ListingClocks(l, court.D(2018, 9, 1)); len(got) != 0 {
		t.Errorf("nothing is due: %v", got)
	}
	l.PaidOn = court.D(2018, 9, 27)
	if got := r.ListingClocks(l, court.D(2018, 9, 28)); len(got) != 1 || got[0].What != "核实履行" || got[0].Due != court.D(2018, 9, 30) {
		t.Errorf("paid on Thursday before the holidays, Saturday and Sunday are worked: %v", got)
	}
	l.Event = court.ListingEvent{Ground: "paid", Way: court.WayDelete, On: court.D(2018, 9, 29)}
	l.Due, _ = r.ListingEventDue(l.Kind, l.Event.On)
	if want := court.D(2018, 10, 9); l.Due != want {
		t.Errorf("due %s, want %s", l.Due, want)
	}
	if got := r.ListingClocks(l, court.D(2018, 9, 30)); len(got) != 2 || got[0].What != court.WayDelete || got[1].What != "撤下微博" || got[1].Due != court.D(2018, 10, 9) {
		t.Errorf("clocks: %v", got)
	}
	if due, _ := r.ListingEventDue(court.ListDishonest, court.D(2017, 4, 30)); !due.IsZero() {
		t.Errorf("a term of 2017 before its day: %s", due)
	}
	termed := court.Listing{Kind: court.ListDishonest, Ground: 4, Decision: court.ListingIn, Begun: court.D(2018, 6, 4), Until: court.D(2020, 6, 1)}
	if got := r.ListingClocks(termed, court.D(2020, 6, 1)); len(got) != 0 {
		t.Errorf("on the last day: %v", got)
	}
	if got := r.ListingClocks(termed, court.D(2020, 6, 2)); len(got) != 1 || got[0].Due != court.D(2020, 6, 4) {
		t.Errorf("after the last day: %v", got)
	}
}

// The four kinds of persons limited with a unit: 实际控制人 since 2015-07-22.
func TestLimitedPersonsByDate(t *testing.T) {
	for _, x := range []struct {
		on   court.Date
		want int
	}{{court.D(2010, 9, 30), 0}, {court.D(2010, 10, 1), 3}, {court.D(2015, 7, 21), 3}, {court.D(2015, 7, 22), 4}} {
		if got := LimitedPersons(x.on); len(got) != x.want {
			t.Errorf("on %s: %v", x.on, got)
		}
	}
	if got := ChangingPersons(court.D(2020, 1, 2)); !slices.Equal(got, []string{"法定代表人", "主要负责人"}) {
		t.Errorf("offices that pass on: %v", got)
	}
}

// What has to be served before a decision: the notice for every situation, the
// order to report and the limit for theirs.
func TestUnservedPapers(t *testing.T) {
	on := court.D(2018, 11, 1)
	served := ListingFacts{Served: map[string]court.Date{"execution-notice": court.D(2018, 10, 8), "report-assets": court.D(2018, 11, 2)}}
	for _, x := range []struct {
		name string
		l    court.Listing
		f    ListingFacts
		on   court.Date
		want string
	}{
		{"nothing served, first situation", weighed(1), ListingFacts{}, on, "执行通知书"},
		{"nothing served, fourth situation", weighed(4), ListingFacts{}, on, "执行通知书报告财产令"},
		{"nothing served, fifth situation", weighed(5), ListingFacts{}, on, "执行通知书限制消费令"},
		{"report order served the day after", weighed(4), served, on, "报告财产令"},
		{"all served", weighed(4), served, court.D(2018, 11, 2), ""},
		{"limit because listed", court.Listing{Kind: court.ListConsumption, Checks: []court.ListingCheck{{ID: "listed", Answer: court.AnswerYes}}}, ListingFacts{}, on, ""},
		{"limit because unpaid", court.Listing{Kind: court.ListConsumption, Checks: []court.ListingCheck{{ID: "unpaid", Answer: court.AnswerYes}}}, ListingFacts{}, on, "执行通知书"},
	} {
		got := ""
		for _, s := range Unserved(x.l, x.f, x.on) {
			got += s.Text
		}
		if got != x.want {
			t.Errorf("%s: %s, want %s", x.name, got, x.want)
		}
	}
}

// The 15 days for an application are of 失信 alone; pleas against a limit have a
// term since 2019-12-16; a decision is published, a listed debtor limited.
func TestClocksOfEachKind(t *testing.T) {
	r := Default()
	what := func(l court.Listing, today court.Date) string {
		out := ""
		for _, c := range r.ListingClocks(l, today) {
			out += c.What + c.Due.String() + " "
		}
		return out
	}
	asked := court.D(2018, 6, 1)
	plea := func(on court.Date) court.Listing {
		return court.Listing{Kind: court.ListConsumption, Decision: court.ListingIn, Decided: asked, Begun: asked, Pleas: []court.Plea{{No: 1, On: on}}}
	}
	for _, x := range []struct {
		name string
		l    court.Listing
		on   court.Date
		want string
	}{
		{"listing asked for", court.Listing{Kind: court.ListDishonest, Asked: asked}, asked, "审查申请2018-06-16 "},
		{"listing asked for before the rules", court.Listing{Kind: court.ListDishonest, Asked: court.D(2017, 4, 30)}, asked, ""},
		{"limit asked for", court.Listing{Kind: court.ListConsumption, Asked: asked}, asked, ""},
		{"plea before 2019-12-16", plea(court.D(2019, 12, 15)), court.D(2019, 12, 20), ""},
		{"plea since", plea(court.D(2019, 12, 16)), court.D(2019, 12, 20), "审查纠正2019-12-31 "},
		{"decided", court.Listing{Kind: court.ListDishonest, Decision: court.ListingIn, Decided: asked}, asked, "发布2018-06-08 "},
		{"listed, not limited", court.Listing{Kind: court.ListDishonest, Decision: court.ListingIn, Decided: asked, Begun: asked, Unlimited: true}, asked, "限制消费2018-06-06 "},
	} {
		if got := what(x.l, x.on); got != x.want {
			t.Errorf("%s: %q, want %q", x.name, got, x.want)
		}
	}
}
