package law

import (
	"errors"
	"strings"
	"testing"

	"zhixing/app/court"
)

func fine(company bool, amount court.Money) court.Coercion {
	return court.Coercion{Kind: court.CoerceFine, Person: "李契", Company: company, Ground: "refuse", Amount: amount, ConductOn: court.D(2018, 6, 1)}
}

func refusedWith(t *testing.T, err error, words ...string) {
	t.Helper()
	if err == nil {
		t.Errorf("not refused, want %v", words)
		return
	}
	e := &court.Error{}
	text := err.Error()
	if errors.As(err, &e) {
		text = e.Say + e.Hint
	}
	for _, w := range words {
		if !strings.Contains(text, w) {
			t.Errorf("refusal %q does not say %q", text, w)
		}
	}
}

// The limits of a fine follow the day of the decision, on both sides of each
// change of the law.
func TestFineLimitsByDate(t *testing.T) {
	for _, x := range []struct {
		on      court.Date
		company bool
		least   court.Money
		most    court.Money
		article string
	}{
		{court.D(2008, 3, 31), false, 1, 1_000_00, "104条"},
		{court.D(2008, 4, 1), false, 1, 10_000_00, "104条"},
		{court.D(2012, 12, 31), false, 1, 10_000_00, "104条"},
		{court.D(2013, 1, 1), false, 1, 100_000_00, "115条"},
		{court.D(2021, 12, 31), false, 1, 100_000_00, "115条"},
		{court.D(2022, 1, 1), false, 1, 100_000_00, "118条"},
		{court.D(2008, 3, 31), true, 1_000_00, 30_000_00, "104条"},
		{court.D(2008, 4, 1), true, 10_000_00, 300_000_00, "104条"},
		{court.D(2012, 12, 31), true, 10_000_00, 300_000_00, "104条"},
		{court.D(2013, 1, 1), true, 50_000_00, 1_000_000_00, "115条"},
		{court.D(2022, 1, 1), true, 50_000_00, 1_000_000_00, "118条"},
	} {
		least, most, basis := Default().FineLimits(x.company, x.on)
		if least != x.least || most != x.most || !strings.Contains(basis, x.article) {
			t.Errorf("company %v on %s: %s to %s by %s", x.company, x.on, least, most, basis)
		}
		c := fine(x.company, x.most)
		if err := Default().CheckCoercion(c, nil, x.on); err != nil {
			t.Errorf("%s on %s: %v", x.most, x.on, err)
		}
		c.Amount++
		refusedWith(t, Default().CheckCoercion(c, nil, x.on), "最高额", x.article)
		c.Amount = x.least - 1
		if x.company {
			refusedWith(t, Default().CheckCoercion(c, nil, x.on), "最低额", x.article)
		}
	}
}

func TestDetentionLimits(t *testing.T) {
	c := court.Coercion{Kind: court.CoerceDetain, Person: "李契", Ground: "refuse", Days: 15, ConductOn: court.D(2018, 6, 1)}
	on := court.D(2018, 6, 8)
	if err := Default().CheckCoercion(c, nil, on); err != nil {
		t.Error(err)
	}
	for _, days := range []int{0, 16} {
		c.Days = days
		refusedWith(t, Default().CheckCoercion(c, nil, on), "15日", "115条")
	}
	c.Days, c.Company = 15, true
	refusedWith(t, Default().CheckCoercion(c, nil, on), "自然人")
	audit := court.Coercion{Kind: court.CoerceAudit, Person: "李契", Ground: "audit", Applied: on, Content: "资产"}
	refusedWith(t, Default().CheckCoercion(audit, nil, on), "法人")
}

// One piece of conduct is punished once; a new one may be again.
func TestNoSecondPunishmentForTheSameConduct(t *testing.T) {
	old := fine(false, 1_000_00)
	old.ID, old.Number, old.State = 1, "2018强0001", court.CoercionDone
	old.Steps = []court.CourseStep{{Kind: court.StepApprove, On: court.D(2018, 6, 8)}}
	c := fine(false, 2_000_00)
	c.ConductOn = court.D(2018, 6, 8)
	refusedWith(t, Default().CheckCoercion(c, []court.Coercion{old}, court.D(2018, 7, 1)), "不得连续", "184条")
	c.ConductOn = court.D(2018, 6, 9)
	if err := Default().CheckCoercion(c, []court.Coercion{old}, court.D(2018, 7, 1)); err != nil {
		t.Errorf("new conduct: %v", err)
	}
	c.ConductOn, old.State = court.D(2018, 6, 8), court.CoercionQuashed
	if err := Default().CheckCoercion(c, []court.Coercion{old}, court.D(2018, 7, 1)); err != nil {
		t.Errorf("after a quashed one: %v", err)
	}
}

// Three days for the review of a fine, ten for a limit on leaving; the last day
// counts and rolls over a day of rest.
func TestReviewClock(t *testing.T) {
	c := fine(false, 1_000_00)
	c.At, c.State = court.D(2018, 6, 5).Time(), court.CoercionRunning
	c.Steps = []court.CourseStep{{Kind: court.StepApprove, On: court.D(2018, 6, 5)}, {Kind: court.StepServe, On: court.D(2018, 6, 5)}}
	ask := func(d court.Date) error {
		return Default().CheckCoercionStep(c, court.CourseStep{Kind: court.StepReview, On: d, Words: "不服"}, court.D(2018, 7, 1))
	}
	if err := ask(court.D(2018, 6, 8)); err != nil {
		t.Errorf("on the last day: %v", err)
	}
	refusedWith(t, ask(court.D(2018, 6, 9)), "超过复议期间", "185条")
	c.Steps[1].On = court.D(2018, 6, 6) // the third day is a Saturday: Monday
	if err := ask(court.D(2018, 6, 11)); err != nil {
		t.Errorf("rolled over the weekend: %v", err)
	}
	refusedWith(t, ask(court.D(2018, 6, 12)), "2018-06-11")
	c.Kind, c.Steps[1].On = court.CoerceExit, court.D(2018, 6, 5)
	if err := ask(court.D(2018, 6, 15)); err != nil {
		t.Errorf("a limit on leaving on the tenth day: %v", err)
	}
	refusedWith(t, ask(court.D(2018, 6, 16)), "10日", "9条")
	c.Steps = append(c.Steps, court.CourseStep{Kind: court.StepReview, On: court.D(2018, 6, 8)})
	refusedWith(t, ask(court.D(2018, 6, 8)), "一次")
	clocks := Default().CoercionClocks(c)
	if len(clocks) != 1 || clocks[0].Due != court.D(2018, 6, 23) {
		t.Errorf("the higher court's clock %+v", clocks)
	}
}

// Eight hours of questioning, twenty-four where detention may follow.
func TestQuestioningHours(t *testing.T) {
	c := court.Coercion{Kind: court.CoerceSummon, Person: "李契", State: court.CoercionRunning, At: court.D(2018, 6, 1).Time(),
		Steps: []court.CourseStep{{Kind: court.StepApprove, On: court.D(2018, 6, 1)}, {Kind: court.StepAppear, On: court.D(2018, 6, 4), Time: "09:30"}}}
	end := func(on court.Date, at, why string) error {
		return Default().CheckCoercionStep(c, court.CourseStep{Kind: court.StepQuestion, On: on, Time: at, Result: why, Words: "询问财产"}, court.D(2018, 7, 1))
	}
	long := "情况复杂，依法可能采取拘留措施"
	if err := end(court.D(2018, 6, 4), "17:30", "一般情形"); err != nil {
		t.Errorf("eight hours: %v", err)
	}
	refusedWith(t, end(court.D(2018, 6, 4), "17:31", "一般情形"), "8小时1分", "484条")
	if err := end(court.D(2018, 6, 5), "09:30", long); err != nil {
		t.Errorf("a day: %v", err)
	}
	refusedWith(t, end(court.D(2018, 6, 5), "09:31", long), "24小时")
	refusedWith(t, end(court.D(2018, 6, 4), "08:00", "一般情形"), "早于到案时间")
	refusedWith(t, end(court.D(2018, 6, 4), "25:00", "一般情形"), "14:30")
	c.Steps[1].On = court.D(2022, 4, 11)
	refusedWith(t, Default().CheckCoercionStep(c, court.CourseStep{Kind: court.StepQuestion, On: court.D(2022, 4, 11), Time: "18:00", Result: "一般情形", Words: "询问"}, court.D(2022, 5, 1)), "482条")
}

// Which time the police have, and when silence lets the applicant prosecute,
// follows the day of the transfer.
func TestPoliceClocksByDate(t *testing.T) {
	for _, x := range []struct {
		sent, due, silent court.Date
		basis             string
	}{
		{sent: court.D(2018, 5, 29)}, // no rule yet
		{court.D(2018, 5, 30), court.D(2018, 7, 29), court.D(2018, 7, 29), "147号"},
		{court.D(2025, 6, 30), court.D(2025, 8, 29), court.D(2025, 8, 29), "147号"},
		{court.D(2025, 7, 1), court.D(2025, 7, 8), court.D(2025, 7, 31), "法发〔2025〕8号"},
	} {
		f := court.CrimeFile{State: court.CrimeSent, FoundOn: x.sent.AddDays(-3), ConductOn: x.sent.AddDays(-5),
			Steps: []court.CourseStep{{Kind: court.StepSuspected, On: x.sent.AddDays(-1)}, {Kind: court.StepTransfer, On: x.sent}}}
		var got Clock
		for _, c := range Default().CrimeClocks(f) {
			if c.Who == "公安机关" {
				got = c
			}
		}
		if got.Due != x.due || !strings.Contains(got.Basis, x.basis) {
			t.Errorf("sent %s: %+v", x.sent, got)
		}
		if x.silent.IsZero() {
			continue
		}
		denied := func(on court.Date) bool {
			for _, c := range Default().PrivateConditions(f, on) {
				if strings.Contains(c.Text, "公安机关") {
					return c.Met
				}
			}
			t.Fatalf("no condition on %s", on)
			return false
		}
		if denied(x.silent) || !denied(x.silent.AddDays(1)) {
			t.Errorf("sent %s: silence counts from the wrong day, want after %s", x.sent, x.silent)
		}
	}
	hard := court.CrimeFile{State: court.CrimeAccepted, FoundOn: court.D(2025, 7, 1), ConductOn: court.D(2025, 7, 1), Steps: []court.CourseStep{
		{Kind: court.StepTransfer, On: court.D(2025, 7, 2)}, {Kind: court.StepAccepted, On: court.D(2025, 7, 3)}, {Kind: court.StepHard, On: court.D(2025, 7, 8)}}}
	if c := Default().CrimeClocks(hard); c[1].Due != court.D(2025, 8, 2) {
		t.Errorf("a hard case: %+v", c)
	}
}

// What is a crime follows the day of the conduct, and so does what it may bring.
func TestCrimeByDayOfConduct(t *testing.T) {
	for _, x := range []struct {
		on   court.Date
		id   string
		want bool
	}{
		{court.D(2015, 7, 21), "b1", false}, {court.D(2015, 7, 22), "b1", true}, {court.D(2024, 11, 30), "b1", true}, {court.D(2024, 12, 1), "b1", false},
		{court.D(2024, 11, 30), "c4", false}, {court.D(2024, 12, 1), "c4", true}, {court.D(2002, 8, 28), "a1", false}, {court.D(2002, 8, 29), "a1", true},
	} {
		err := Default().CheckCrimeFile(court.CrimeFile{Situation: x.id, ConductOn: x.on}, court.Date{})
		if (err == nil) != x.want {
			t.Errorf("%s on %s: %v", x.id, x.on, err)
		}
	}
	refusedWith(t, Default().CheckCrimeFile(court.CrimeFile{Situation: "a1", ConductOn: court.D(2015, 10, 31), Grave: true}, court.Date{}), "情节特别严重", "修正案九")
	if err := Default().CheckCrimeFile(court.CrimeFile{Situation: "a1", ConductOn: court.D(2015, 11, 1), Grave: true}, court.Date{}); err != nil {
		t.Error(err)
	}
	sentence := func(grave bool, x court.CourseStep) error {
		f := court.CrimeFile{State: court.CrimeTried, Grave: grave, FoundOn: court.D(2018, 6, 1), ConductOn: court.D(2018, 6, 1)}
		x.Kind, x.On, x.Number, x.Words, x.Result = court.StepJudged, court.D(2018, 9, 1), "（2018）豫1599刑初9号", "犯拒不执行判决、裁定罪", court.JudgedGuilty
		return Default().CheckCrimeStep(f, x, nil, court.D(2018, 9, 2))
	}
	if err := sentence(false, court.CourseStep{Months: 36, Probation: 48}); err != nil {
		t.Errorf("three years: %v", err)
	}
	refusedWith(t, sentence(false, court.CourseStep{Months: 37}), "3年", "313条")
	if err := sentence(true, court.CourseStep{Months: 84}); err != nil {
		t.Errorf("seven years where it is grave: %v", err)
	}
	refusedWith(t, sentence(true, court.CourseStep{Months: 85}), "7年")
	refusedWith(t, sentence(false, court.CourseStep{Months: 12, Probation: 11}), "缓刑")
	refusedWith(t, sentence(false, court.CourseStep{}), "刑期")
}

// Every step that data name has a name that code knows and can be reached.
func TestEveryStepCanBeReached(t *testing.T) {
	for of, steps := range coercionRules().steps {
		reached := map[court.CourseState]bool{court.CoercionAsked: true, court.CrimeClue: true}
		for range steps {
			for _, s := range steps {
				for _, from := range s.From {
					if reached[from] && s.To != "" {
						reached[s.To] = true
					}
				}
			}
		}
		for _, s := range steps {
			ok := false
			for _, from := range s.From {
				ok = ok || reached[from] || from == court.CoercionDone
			}
			if !ok {
				t.Errorf("%s: nothing leads to “%s”", of, s.Name)
			}
		}
	}
}
