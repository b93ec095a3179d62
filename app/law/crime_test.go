package law

import (
	"slices"
	"strings"
	"testing"

	"zhixing/app/court"
)

// Every item of the interpretations is there, on both days of each change.
func TestSituationsOfEachInterpretation(t *testing.T) {
	for _, x := range []struct {
		on    court.Date
		bases map[string]int // how many items of which text
	}{
		{court.D(2015, 7, 21), map[string]int{"立法解释": 5, "16号": 0, "13号": 0}},
		{court.D(2015, 7, 22), map[string]int{"立法解释": 4, "16号2条": 8, "13号": 0}},
		{court.D(2024, 11, 30), map[string]int{"立法解释": 4, "16号2条": 8, "13号": 0}},
		{court.D(2024, 12, 1), map[string]int{"立法解释": 4, "16号": 0, "13号3条": 10, "13号4条": 5, "13号6条": 1}},
	} {
		for basis, want := range x.bases {
			n := len(filtered(Situations(x.on), func(s Situation) bool { return strings.Contains(s.Basis, basis) }))
			if n != want {
				t.Errorf("%s has %d items of %s, want %d", x.on, n, basis, want)
			}
		}
		if !slices.ContainsFunc(Situations(x.on), func(s Situation) bool { return s.Basis == "刑法314条" }) {
			t.Errorf("%s lacks 刑法314条", x.on)
		}
	}
}

// What is grave is listed since 2024-12-01; before, a person decides.
func TestGraveSituations(t *testing.T) {
	check := func(situation string, on court.Date, grave bool) error {
		return Default().CheckCrimeFile(court.CrimeFile{Situation: situation, ConductOn: on, Grave: grave}, court.Date{})
	}
	if err := check("b1", court.D(2024, 11, 30), true); err != nil {
		t.Errorf("before the list: %v", err)
	}
	refusedWith(t, check("c9", court.D(2024, 12, 1), true), "不属于情节特别严重", "4条")
	refusedWith(t, check("g1", court.D(2024, 12, 1), false), "情节特别严重", "4条（一）")
	if err := check("g1", court.D(2024, 12, 1), true); err != nil {
		t.Error(err)
	}
	refusedWith(t, check("d1", court.D(2025, 1, 1), true), "没有“情节特别严重”一档", "314条")
}

// A unit commits the crime since 2015-11-01, never that of article 314.
func TestUnitsCommitTheCrimeSince2015(t *testing.T) {
	check := func(situation string, on court.Date) error {
		return Default().CheckCrimeFile(court.CrimeFile{Situation: situation, ConductOn: on, Company: true}, court.Date{})
	}
	refusedWith(t, check("a1", court.D(2015, 10, 31)), "没有单位犯罪", "修正案九", "主管人员")
	if err := check("a1", court.D(2015, 11, 1)); err != nil {
		t.Error(err)
	}
	refusedWith(t, check("d1", court.D(2025, 1, 1)), "没有单位犯罪", "314条")
}

// What was done before the judgment took effect is a crime since 2024-12-01, in
// a situation of its own; seized property is protected always.
func TestConductBeforeTheJudgment(t *testing.T) {
	effective := court.D(2025, 1, 10)
	check := func(situation string, on, effective court.Date) error {
		return Default().CheckCrimeFile(court.CrimeFile{Situation: situation, ConductOn: on}, effective)
	}
	refusedWith(t, check("b1", court.D(2024, 11, 30), effective), "早于执行依据生效日2025-01-10", "生效以后")
	refusedWith(t, check("c9", court.D(2024, 12, 1), effective), "早于执行依据生效日", "13号6条")
	if err := check("c0", court.D(2024, 12, 1), effective); err != nil {
		t.Error(err)
	}
	refusedWith(t, check("c0", effective, effective), "生效", "6条")
	if err := check("c9", effective, effective); err != nil {
		t.Error(err)
	}
	if err := check("d1", court.D(2024, 6, 1), effective); err != nil {
		t.Errorf("property seized before the judgment: %v", err)
	}
}

// The five kinds of evidence are laid down since 2025-07-01; before, and where
// the sanction is outside the program, a person may go on with words.
func TestTransferNeedsEvidenceAndSanction(t *testing.T) {
	f := court.CrimeFile{Suspect: "李契", State: court.CrimeReady, Situation: "c4", FoundOn: court.D(2025, 6, 2), ConductOn: court.D(2025, 6, 1),
		Steps: []court.CourseStep{{Kind: court.StepSuspected, On: court.D(2025, 6, 5)}}}
	transfer := func(on court.Date, words string, measures ...court.Coercion) error {
		return Default().CheckCrimeStep(f, court.CourseStep{Kind: court.StepTransfer, On: on, Unit: "溪山县公安局", Words: words}, measures, on)
	}
	refusedWith(t, transfer(court.D(2025, 6, 30), ""), "移送的材料", "证据缺“一、身份”")
	if err := transfer(court.D(2025, 6, 30), "罚款决定书（2025）豫1599司惩3号，其余材料另附"); err != nil {
		t.Errorf("before the five kinds: %v", err)
	}
	refusedWith(t, transfer(court.D(2025, 7, 1), "材料另附"), "证据缺", "8号")
	for _, k := range EvidenceKinds() {
		f.Evidence = append(f.Evidence, court.CrimeEvidence{Kind: k.ID, Title: k.Text})
	}
	refusedWith(t, transfer(court.D(2025, 7, 1), ""), "移送的材料", "没有对李契的罚款、拘留决定")
	punished := fine(false, 1_000_00)
	punished.State, punished.Steps = court.CoercionRunning, []court.CourseStep{{Kind: court.StepApprove, On: court.D(2025, 7, 2)}}
	refusedWith(t, transfer(court.D(2025, 7, 1), "", punished), "没有对李契") // decided after
	if err := transfer(court.D(2025, 7, 2), "", punished); err != nil {
		t.Errorf("after a fine: %v", err)
	}
	punished.State = court.CoercionQuashed
	refusedWith(t, transfer(court.D(2025, 7, 2), "", punished), "没有对李契")
}

// The police tell the court within seven days since 2025-07-01 that they do not
// file a case; a number of their notice is the answer.
func TestNoticeOfTheRefusal(t *testing.T) {
	notice := func(on court.Date, number string, more ...court.CourseStep) (Clock, bool) {
		f := court.CrimeFile{Suspect: "李契", State: court.CrimeRefused, Situation: "a1", FoundOn: on.AddDays(-9), ConductOn: on.AddDays(-9)}
		f.Steps = append([]court.CourseStep{{Kind: court.StepTransfer, On: on.AddDays(-5)}, {Kind: court.StepNotFiled, On: on, Number: number}}, more...)
		return found(Default().CrimeClocks(f), func(c Clock) bool { return c.Name == "函告不立案、撤案" })
	}
	if _, ok := notice(court.D(2025, 6, 30), ""); ok {
		t.Error("there was no such term before 2025-07-01")
	}
	if c, ok := notice(court.D(2025, 7, 1), ""); !ok || c.Due != court.D(2025, 7, 8) || !c.Done.IsZero() || !strings.Contains(c.Basis, "8号") {
		t.Errorf("by word of mouth: %+v", c)
	}
	if c, _ := notice(court.D(2025, 7, 1), "溪公不立〔2025〕1号"); c.Done != court.D(2025, 7, 1) {
		t.Errorf("with the notice: %+v", c)
	}
	if c, _ := notice(court.D(2025, 7, 1), "", court.CourseStep{Kind: court.StepNoticed, On: court.D(2025, 7, 10)}); !c.Late(court.D(2025, 7, 10)) || c.Done.IsZero() {
		t.Errorf("the notice came late: %+v", c)
	}
}

// What makes a sentence heavier or lighter follows the day of the conduct.
func TestWeightsOfTheSentence(t *testing.T) {
	weights := func(on court.Date, cause string, steps ...court.CourseStep) string {
		var out []string
		for _, w := range CrimeWeights(court.CrimeFile{Situation: "a1", ConductOn: on, Cause: cause, Steps: steps}) {
			out = append(out, w.Basis)
		}
		return strings.Join(out, " ")
	}
	paid := court.CourseStep{Kind: court.StepFulfilled, On: court.D(2025, 3, 1)}
	charged, judged := court.CourseStep{Kind: court.StepCharged, On: court.D(2025, 2, 1)}, court.CourseStep{Kind: court.StepJudged, On: court.D(2025, 2, 20)}
	for _, x := range []struct{ got, want string }{
		{weights(court.D(2015, 7, 21), "追索劳动报酬纠纷", paid), ""},
		{weights(court.D(2015, 7, 22), "追索劳动报酬纠纷"), "法释〔2015〕16号7条"},
		{weights(court.D(2024, 11, 30), "买卖合同纠纷", paid), "法释〔2015〕16号6条"},
		{weights(court.D(2024, 12, 1), "抚养费纠纷"), "法释〔2024〕13号10条"},
		{weights(court.D(2024, 12, 1), "买卖合同纠纷", paid), "法释〔2024〕13号11条 法释〔2024〕13号11条"},
		{weights(court.D(2024, 12, 1), "买卖合同纠纷", charged, paid), "法释〔2024〕13号11条"},
		{weights(court.D(2024, 12, 1), "买卖合同纠纷", charged, judged, paid), ""},
	} {
		if x.got != x.want {
			t.Errorf("weights %q, want %q", x.got, x.want)
		}
	}
}

// Article 314 has a sentence and conditions of its own, and no clocks of the
// rules on refusing.
func TestSeizedProperty(t *testing.T) {
	f := court.CrimeFile{Situation: "d1", State: court.CrimeSent, FoundOn: court.D(2025, 7, 1), ConductOn: court.D(2025, 7, 1),
		Steps: []court.CourseStep{{Kind: court.StepSuspected, On: court.D(2025, 7, 2)}, {Kind: court.StepTransfer, On: court.D(2025, 7, 3)}}}
	for _, c := range Default().CrimeClocks(f) {
		if c.Who == "公安机关" {
			t.Errorf("clock %+v", c)
		}
	}
	for _, c := range Default().PrivateConditions(f, court.D(2025, 12, 1)) {
		if !strings.Contains(c.Basis, "刑事诉讼法") || strings.Contains(c.Text, "公安") && c.Met {
			t.Errorf("condition %+v", c)
		}
	}
	f.State = court.CrimeTried
	judged := court.CourseStep{Kind: court.StepJudged, On: court.D(2025, 9, 1), Number: "（2025）豫1599刑初9号", Words: "判处", Result: court.JudgedGuilty, Months: 37}
	refusedWith(t, Default().CheckCrimeStep(f, judged, nil, judged.On), "3年", "314条")
}

// Who may be brought in by force, kept in the country, asked to leave a house.
func TestRolesOfMeasures(t *testing.T) {
	on := court.D(2022, 5, 1)
	summon := court.Coercion{Kind: court.CoerceSummon, Person: "李契", Role: "被执行人", Ground: "absent", Applied: court.D(2022, 4, 20), ConductOn: court.D(2022, 4, 25), Place: "执行局"}
	exit := court.Coercion{Kind: court.CoerceExit, Person: "李契", Role: "法定代理人", Ground: "exit", ConductOn: court.D(2022, 4, 25)}
	for _, c := range []court.Coercion{summon, exit} {
		if err := Default().CheckCoercion(c, nil, on); err != nil {
			t.Errorf("%s: %v", c.Kind, err)
		}
	}
	summon.Role = "协助义务单位"
	refusedWith(t, Default().CheckCoercion(summon, nil, on), "拘传不能对协助义务单位", "四百八十二条")
	summon.Role, summon.Applied = "实际控制人", court.Date{}
	refusedWith(t, Default().CheckCoercion(summon, nil, on), "传票送达日期")
	summon.Applied = court.D(2022, 4, 26)
	refusedWith(t, Default().CheckCoercion(summon, nil, on), "早于传票送达日2022-04-26")
	exit.Role = "其他妨害执行的人"
	refusedWith(t, Default().CheckCoercion(exit, nil, on), "限制出境不能对", "直接责任人员")
	exit.Role, exit.Company = "被执行人", true
	refusedWith(t, Default().CheckCoercion(exit, nil, on), "只能对自然人")
}

// Those who answer for a unit that does not assist are fined first; a letter may
// go to those who discipline them.
func TestUnitThatDoesNotAssist(t *testing.T) {
	on := court.D(2018, 6, 8)
	c := court.Coercion{ID: 2, Kind: court.CoerceDetain, Person: "陈某", Role: "法定代表人、主要负责人", Ground: GroundAssist, Days: 5, Facts: "拒不办理过户", ConductOn: on}
	refusedWith(t, Default().CheckCoercion(c, nil, on), "先罚款", "第一百一十四条")
	fined := court.Coercion{ID: 1, Kind: court.CoerceFine, Person: "某登记中心", Company: true, Ground: GroundAssist, Amount: 50_000_00, ConductOn: on, State: court.CoercionRunning,
		At: on.Time(), Steps: []court.CourseStep{{Kind: court.StepApprove, On: on}}}
	if err := Default().CheckCoercion(c, []court.Coercion{fined}, on); err != nil {
		t.Error(err)
	}
	c.Facts += "，已由（2018）豫1599司惩2号决定罚款五万元"
	if err := Default().CheckCoercion(c, nil, on); err != nil {
		t.Error(err)
	}
	offers := func(c court.Coercion, name string) bool {
		return slices.ContainsFunc(CoercionSteps(c), func(s CourseStepInfo) bool { return s.Name == name })
	}
	if !offers(fined, court.StepAdvise) || offers(fined, court.StepAdvised) || !slices.Contains(CoercionForms(fined), "judicial-advice") {
		t.Errorf("offered %+v", CoercionSteps(fined))
	}
	fined.Steps = append(fined.Steps, court.CourseStep{Kind: court.StepAdvise, On: on, Unit: "监察委员会", Until: on.AddDays(30)})
	k, _ := found(Default().CoercionClocks(fined), func(k Clock) bool { return k.Name == "回复司法建议" })
	if !offers(fined, court.StepAdvised) || k.Due != on.AddDays(30) || k.Who != "监察委员会" {
		t.Errorf("the answer is due %+v", k)
	}
	fined.Ground = "refuse"
	if offers(fined, court.StepAdvise) || slices.Contains(CoercionForms(fined), "judicial-advice") {
		t.Error("the letter is offered on another ground")
	}
	refusedWith(t, Default().CheckCoercionStep(fined, court.CourseStep{Kind: court.StepAdvise, On: on, Unit: "监察委员会", Words: "处分"}, on), "只用于")
}

// A detention that began at once and is not approved ends on that day.
func TestDetentionThatIsNotApproved(t *testing.T) {
	on := court.D(2018, 6, 8)
	c := court.Coercion{Kind: court.CoerceDetain, Person: "李契", Urgent: true, Days: 5, ConductOn: on, At: on.Time(), State: court.CoercionRefused, Steps: []court.CourseStep{
		{Kind: court.StepDetain, On: on, Unit: "溪山县拘留所"}, {Kind: court.StepRefuse, On: on.AddDays(1), Words: "不当"}}}
	k := Default().CoercionClocks(c)
	if len(k) != 1 || k[0].Due != on.AddDays(1) || !strings.Contains(k[0].Basis, "181条") {
		t.Errorf("clocks %+v", k)
	}
	free := court.CourseStep{Kind: court.StepUnfounded, On: on.AddDays(1), Unit: "溪山县拘留所"}
	if err := Default().CheckCoercionStep(c, free, on.AddDays(2)); err != nil {
		t.Error(err)
	}
	c.Steps = append(c.Steps, free)
	refusedWith(t, Default().CheckCoercionStep(c, free, on.AddDays(2)), "已于2018-06-09解除")
	if k := Default().CoercionClocks(c); k[0].Done != free.On || CoercionState(c) != court.CoercionRefused {
		t.Errorf("released: %+v, %s", k, CoercionState(c))
	}
	c.Steps = c.Steps[1:2]
	if steps := CoercionSteps(c); len(steps) != 0 {
		t.Errorf("nobody is in, and offered is %+v", steps)
	}
}

// An eviction waits for the end of the term in its notice; the articles are
// those of the day.
func TestEvictionAfterTheNotice(t *testing.T) {
	for _, x := range []struct {
		on      court.Date
		article string
	}{{court.D(2018, 6, 20), "第二百五十条"}, {court.D(2022, 6, 20), "第二百五十七条"}, {court.D(2024, 6, 20), "第二百六十一条"}} {
		c := court.Coercion{Kind: court.CoerceEvict, Person: "李契", State: court.CoercionRunning, ConductOn: x.on.AddDays(-10), At: x.on.AddDays(-9).Time(),
			Steps: []court.CourseStep{{Kind: court.StepApprove, On: x.on.AddDays(-8)}, {Kind: court.StepPost, On: x.on.AddDays(-7), Until: x.on}}}
		evict := court.CourseStep{Kind: court.StepEvict, On: x.on, Unit: "成年家属、村委会", Words: "财物已交付"}
		refusedWith(t, Default().CheckCoercionStep(c, evict, x.on.AddDays(5)), "期限届满以前不能强制执行", x.article)
		evict.On = x.on.AddDays(1)
		if err := Default().CheckCoercionStep(c, evict, x.on.AddDays(5)); err != nil {
			t.Error(err)
		}
		if k := Default().CoercionClocks(c); len(k) != 1 || k[0].Due != x.on {
			t.Errorf("clocks %+v", k)
		}
	}
}

// The day to pay a fine is a clock until it is paid; a receipt counts once.
func TestFineIsPaidByItsDay(t *testing.T) {
	c := fine(false, 1_000_00)
	c.State, c.At = court.CoercionRunning, court.D(2018, 6, 5).Time()
	c.Steps = []court.CourseStep{{Kind: court.StepApprove, On: court.D(2018, 6, 5)}, {Kind: court.StepServe, On: court.D(2018, 6, 5), Until: court.D(2018, 6, 15)}}
	if k := Default().CoercionClocks(c); len(k) != 1 || k[0].Name != "交纳罚款" || k[0].Due != court.D(2018, 6, 15) {
		t.Errorf("clocks %+v", k)
	}
	pay := court.CourseStep{Kind: court.StepPay, On: court.D(2018, 6, 8), Amount: 400_00, Number: "0015990001"}
	c.Steps = append(c.Steps, pay)
	refusedWith(t, Default().CheckCoercionStep(c, pay, court.D(2018, 6, 9)), "票据号", "已于2018-06-08登记过")
	c.Steps = append(c.Steps, court.CourseStep{Kind: court.StepPay, On: court.D(2018, 6, 9), Amount: 600_00, Number: "0015990002"})
	if k := Default().CoercionClocks(c); len(k) != 0 {
		t.Errorf("paid, and still %+v", k)
	}
}

// An application for a reward or an audit is answered within ten days, since
// 2017-05-01.
func TestAnswerToAnApplication(t *testing.T) {
	for applied, due := range map[court.Date]court.Date{court.D(2017, 4, 30): {}, court.D(2017, 5, 1): court.D(2017, 5, 11)} {
		for _, kind := range []court.CoercionKind{court.CoerceReward, court.CoerceAudit} {
			k, _ := found(Default().CoercionClocks(court.Coercion{Kind: kind, State: court.CoercionAsked, Applied: applied}), func(k Clock) bool { return k.Name == "决定是否准许" })
			if k.Due != due {
				t.Errorf("%s asked for on %s: due %s, want %s", kind, applied, k.Due, due)
			}
		}
	}
}
