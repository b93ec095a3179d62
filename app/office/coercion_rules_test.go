package office_test

import (
	"strings"
	"testing"

	"zhixing/app/court"
	"zhixing/app/law"
	"zhixing/app/office"
)

// TestDecisionIsSignedWithTheApproval: the decision that the officer made before
// is signed by the president's approval; its number is of the kind 司惩, is
// completed from its running number, and stands on one decision only.
func TestDecisionIsSignedWithTheApproval(t *testing.T) {
	w := newWorld(t)
	c := w.register()
	x := w.coerce(c, court.Coercion{Kind: court.CoerceFine, Amount: 20_000_00, Ground: "report"})
	made, err := w.o.MakePaper(w.ctx, w.staff["沈国栋"], office.PaperRequest{CaseID: c.ID, Form: "fine-decision", Coercion: x.ID})
	w.must(err)
	text := w.text(made[0].PDF)
	if !strings.Contains(text, "（2018）豫1599司惩号") || strings.Contains(text, "豫1599执1号决") {
		t.Errorf("the number of the decision:\n%s", text)
	}
	if !strings.Contains(text, "第二百四十一条") || strings.Contains(text, "第一百一十一条") {
		t.Errorf("the article is not that of the ground:\n%s", text)
	}
	w.stepRefused("顾明远", x, court.CourseStep{Kind: court.StepApprove, Number: "（2018）豫1599执6号"}, court.CodeInvalid, "司惩字案号")
	w.stepRefused("顾明远", x, court.CourseStep{Kind: court.StepApprove, Number: "（2018）豫1601司惩6号"}, court.CodeInvalid, "司惩字案号")
	w.step("顾明远", x, court.CourseStep{Kind: court.StepApprove, Number: "６"})
	l := w.coercion(x.ID)
	if s, _ := l.Step(court.StepApprove); s.Number != "（2018）豫1599司惩6号" {
		t.Errorf("the number is %q", s.Number)
	}
	if p := l.Papers[0]; p.SignedBy != "顾明远" || p.SignedHow != court.SignedHere {
		t.Errorf("the decision is not signed: %+v", p)
	}
	both := w.coerce(c, court.Coercion{Kind: court.CoerceDetain, Days: 5})
	w.step("顾明远", both, court.CourseStep{Kind: court.StepApprove, Number: "6"}) // one decision fines and detains
	other := w.register()
	y := w.coerce(other, court.Coercion{Kind: court.CoerceFine, Amount: 1_000_00})
	w.stepRefused("顾明远", y, court.CourseStep{Kind: court.StepApprove, Number: "6"}, court.CodeInvalid, "已是")
	w.whole()
}

// TestWhoTakesBackAStep: who may enter a step may take it back, and the refusal
// says so.
func TestWhoTakesBackAStep(t *testing.T) {
	w := newWorld(t)
	c := w.register()
	x := w.coerce(c, court.Coercion{Kind: court.CoerceFine, Amount: 20_000_00})
	w.step("顾明远", x, court.CourseStep{Kind: court.StepApprove})
	w.refused(w.o.VoidCoercionStep(w.ctx, w.staff["沈国栋"], x.ID, "填错"), court.CodeDenied, "末步“批准”不能由您作废。登记它的岗位才能作废：院领导。")
	w.step("沈国栋", x, court.CourseStep{Kind: court.StepServe, Unit: "本人"})
	w.refused(w.o.VoidCoercionStep(w.ctx, w.staff["顾明远"], x.ID, "填错"), court.CodeDenied, "末步“送达”不能由您作废")
	w.must(w.o.VoidCoercionStep(w.ctx, w.staff["沈国栋"], x.ID, "送达日期填错"))
	w.must(w.o.VoidCoercionStep(w.ctx, w.staff["顾明远"], x.ID, "金额有误"))
	if l := w.coercion(x.ID); l.State != court.CoercionAsked {
		t.Errorf("taken back: %s", l.State)
	}
}

// TestUnitThatDoesNotAssistIsReported: a fine on a unit that does not assist
// brings the letter to those who discipline its people, from the same entry.
func TestUnitThatDoesNotAssistIsReported(t *testing.T) {
	w := newWorld(t)
	c := w.register()
	x := applied(c, court.Coercion{Kind: court.CoerceFine, Person: "溪山县某登记中心", Company: true, Ground: law.GroundAssist, Amount: 50_000_00, Facts: "收到协助执行通知书后以内部审批为由拒不办理过户"})
	x.Role = "协助义务单位"
	x, err := w.o.ApplyCoercion(w.ctx, w.staff["沈国栋"], x)
	w.must(err)
	w.step("顾明远", x, court.CourseStep{Kind: court.StepApprove, Number: "9"})
	w.step("沈国栋", x, court.CourseStep{Kind: court.StepAdvise, Unit: "溪山县监察委员会", Until: court.D(2018, 7, 8), Words: "对主要负责人给予纪律处分"})
	made, err := w.o.MakePaper(w.ctx, w.staff["沈国栋"], office.PaperRequest{CaseID: c.ID, Form: "judicial-advice", Coercion: x.ID})
	w.must(err)
	for _, want := range []string{"溪山县监察委员会", "某登记中心", "纪律处分", "拒不办理过户", "2018年7月8日"} {
		if text := w.text(made[0].PDF); !strings.Contains(text, want) {
			t.Errorf("the letter does not say %q:\n%s", want, text)
		}
	}
	w.on(court.D(2018, 7, 20))
	if k := w.kinds(c)[court.WarnCoercion]; k.Due != court.D(2018, 7, 8) || !strings.Contains(k.Text, "司法建议") {
		t.Errorf("the answer is late, and the warning says %+v", k)
	}
}

// TestUrgentDetentionRefused: who was detained at once and is not to be is
// warned of until he is free.
func TestUrgentDetentionRefused(t *testing.T) {
	w := newWorld(t)
	c := w.register()
	x := w.coerce(c, court.Coercion{Kind: court.CoerceDetain, Days: 5, Ground: "violence", Urgent: true})
	w.step("沈国栋", x, court.CourseStep{Kind: court.StepDetain, Unit: "溪山县拘留所"})
	w.step("顾明远", x, court.CourseStep{Kind: court.StepRefuse, Words: "情节轻微"})
	w.on(court.D(2018, 6, 9))
	if k := w.kinds(c)[court.WarnCoercion]; !strings.Contains(k.Text, "解除拘留") {
		t.Errorf("the warning says %+v", k)
	}
	w.step("沈国栋", x, court.CourseStep{Kind: court.StepUnfounded, Unit: "溪山县拘留所"})
	if _, warned := w.kinds(c)[court.WarnCoercion]; warned {
		t.Error("released, and still warned of")
	}
}

// TestEvictionInOrder: the president signs the notice with the approval, the
// eviction comes after its term.
func TestEvictionInOrder(t *testing.T) {
	w := newWorld(t)
	c := w.register()
	x := w.coerce(c, court.Coercion{Kind: court.CoerceEvict, Ground: "evict", Place: "溪山县城关镇南街6号", Until: court.D(2018, 6, 25), Facts: "拒不交付已经抵债的房屋"})
	made, err := w.o.MakePaper(w.ctx, w.staff["沈国栋"], office.PaperRequest{CaseID: c.ID, Form: "eviction-notice", Coercion: x.ID})
	w.must(err)
	if text := w.text(made[0].PDF); !strings.Contains(text, "南街6号") || !strings.Contains(text, "2018年6月25日") {
		t.Errorf("the notice says\n%s", text)
	}
	w.step("顾明远", x, court.CourseStep{Kind: court.StepApprove})
	if p := w.coercion(x.ID).Papers[0]; p.SignedBy != "顾明远" {
		t.Errorf("the notice is not signed: %+v", p)
	}
	x = w.step("沈国栋", x, court.CourseStep{Kind: court.StepPost, Unit: "房屋大门", Until: court.D(2018, 6, 25)})
	w.on(court.D(2018, 6, 25))
	w.stepRefused("沈国栋", x, court.CourseStep{Kind: court.StepEvict, Unit: "成年家属", Words: "无"}, court.CodeInvalid, "期限届满以前")
	w.on(court.D(2018, 6, 26))
	if x = w.step("沈国栋", x, court.CourseStep{Kind: court.StepEvict, Unit: "成年家属、居委会", Words: "财物运至指定处所"}); x.State != court.CoercionDone {
		t.Errorf("evicted: %s", x.State)
	}
}

// TestBadInputOfCoercion: each is refused with the name of its field, and
// nothing is kept.
func TestBadInputOfCoercion(t *testing.T) {
	w := newWorld(t)
	in := aCase()
	in.Basis.Effective = court.D(2018, 5, 1)
	c, err := w.o.RegisterCase(w.ctx, w.staff["陈玥"], in)
	w.must(err)
	for _, x := range []struct {
		bad  court.Coercion
		says string
	}{
		{court.Coercion{Kind: court.CoerceFine, Amount: 1_00, ConductOn: court.D(2018, 6, 9)}, "行为发生日"},
		{court.Coercion{Kind: court.CoerceFine, Amount: 1_00, ConductOn: court.D(2000, 1, 1)}, "行为发生日"},
		{court.Coercion{Kind: court.CoerceFine, Amount: 0}, "罚款金额"},
		{court.Coercion{Kind: court.CoerceDetain, Days: 16}, "拘留日数"},
		{court.Coercion{Kind: court.CoerceSummon, Ground: "absent", Place: "执行局"}, "传票送达日期"},
		{court.Coercion{Kind: court.CoerceSummon, Ground: "absent", Place: "执行局", Applied: court.D(2018, 6, 9)}, "传票送达日期"},
		{court.Coercion{Kind: court.CoerceReward, Ground: "reward", Amount: 1_000_00, Content: "线索"}, "书面申请日期"},
		{court.Coercion{Kind: court.CoerceEvict, Ground: "evict", Place: "房屋", Until: court.D(2018, 6, 7)}, "限期迁出到"},
		{court.Coercion{Kind: court.CoerceAudit, Ground: "audit", Applied: court.D(2018, 6, 1), Content: "资产"}, "法人"},
		{court.Coercion{Kind: court.CoerceFine, Amount: 1_00, Ground: "exit"}, "理由"},
	} {
		_, err := w.o.ApplyCoercion(w.ctx, w.staff["沈国栋"], applied(c, x.bad))
		w.refused(err, court.CodeInvalid, x.says)
	}
	list, err := w.o.Coercions(w.ctx, office.CoercionQuery{})
	w.must(err)
	if len(list) != 0 {
		t.Errorf("kept %+v", list)
	}
	early := court.CrimeFile{CaseID: c.ID, Suspect: "李契", Source: "承办人发现", FoundOn: w.o.Today(), ConductOn: c.Basis.Effective.AddDays(-1), Situation: "b1", Facts: "转移存款"}
	_, err = w.o.SaveCrimeFile(w.ctx, w.staff["沈国栋"], early)
	w.refused(err, court.CodeInvalid, "早于执行依据生效日")
	early.ConductOn = w.o.Today().AddDays(1)
	_, err = w.o.SaveCrimeFile(w.ctx, w.staff["沈国栋"], early)
	w.refused(err, court.CodeInvalid, "行为发生日")
}
