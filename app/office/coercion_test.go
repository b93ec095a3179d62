package office_test

import (
	"bytes"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"

	"zhixing/app/court"
	"zhixing/app/law"
	"zhixing/app/office"
)

func (w *world) coerce(c court.Case, x court.Coercion) court.Coercion {
	w.Helper()
	x, err := w.o.ApplyCoercion(w.ctx, w.staff["沈国栋"], applied(c, x))
	w.must(err)
	return x
}

func applied(c court.Case, x court.Coercion) court.Coercion {
	x.CaseID, x.Role = c.ID, "被执行人"
	if x.Person == "" {
		x.Person = c.PartiesOf(court.RoleDebtor)[0].Name
	}
	if x.Ground == "" {
		x.Ground = "refuse"
	}
	if x.Facts == "" {
		x.Facts = "收到报告财产令后转移存款五万元"
	}
	if x.ConductOn.IsZero() {
		x.ConductOn = court.D(2018, 6, 8)
	}
	return x
}

func (w *world) step(by string, c court.Coercion, x court.CourseStep) court.Coercion {
	w.Helper()
	if x.On.IsZero() {
		x.On = w.o.Today()
	}
	c, err := w.o.CoercionStep(w.ctx, w.staff[by], c.ID, x)
	w.must(err)
	return c
}

func (w *world) stepRefused(by string, c court.Coercion, x court.CourseStep, code court.Code, says string) {
	w.Helper()
	if x.On.IsZero() {
		x.On = w.o.Today()
	}
	_, err := w.o.CoercionStep(w.ctx, w.staff[by], c.ID, x)
	w.refused(err, code, says)
}

func (w *world) coercion(id int64) office.CoercionLine {
	w.Helper()
	list, err := w.o.Coercions(w.ctx, office.CoercionQuery{})
	w.must(err)
	for _, l := range list {
		if l.ID == id {
			return l
		}
	}
	w.Fatalf("no measure %d", id)
	return office.CoercionLine{}
}

// TestFineFromApplicationToReview: the president approves what somebody else
// applied for, the decision falls out of the entry, it is served, paid in part,
// remitted, reviewed and quashed; the case money does not see it.
func TestFineFromApplicationToReview(t *testing.T) {
	w := newWorld(t)
	c := w.register()
	_, err := w.o.ApplyCoercion(w.ctx, w.staff["沈国栋"], applied(c, court.Coercion{Kind: court.CoerceFine, Amount: 100_000_01}))
	w.refused(err, court.CodeInvalid, "最高额100,000.00元")
	_, err = w.o.ApplyCoercion(w.ctx, w.staff["秦静宜"], applied(c, court.Coercion{Kind: court.CoerceFine, Amount: 1}))
	w.refused(err, court.CodeDenied, "不能")
	x := w.coerce(c, court.Coercion{Kind: court.CoerceFine, Amount: 20_000_00})
	if x.Number != "2018强0001" || x.State != court.CoercionAsked {
		t.Errorf("asked: %+v", x)
	}
	own, err := w.o.ApplyCoercion(w.ctx, w.staff["万能"], applied(c, court.Coercion{Kind: court.CoerceSearch, Ground: "conceal", Place: "住所"}))
	w.must(err)
	w.stepRefused("万能", own, court.CourseStep{Kind: court.StepApprove}, court.CodeDenied, "您申请的")
	w.stepRefused("贺长风", x, court.CourseStep{Kind: court.StepApprove}, court.CodeDenied, "不能批准强制措施")
	w.stepRefused("沈国栋", x, court.CourseStep{Kind: court.StepServe}, court.CodeRefused, "待审批")
	x = w.step("顾明远", x, court.CourseStep{Kind: court.StepApprove, Number: "（2018）豫1599司惩6号", Words: "同意"})
	made, err := w.o.MakePaper(w.ctx, w.staff["沈国栋"], office.PaperRequest{CaseID: c.ID, Form: "fine-decision", Coercion: x.ID})
	w.must(err)
	if text := w.text(made[0].PDF); !strings.Contains(text, "司惩6号") || !strings.Contains(text, "20,000.00元") || !strings.Contains(text, "转移存款五万元") {
		t.Errorf("the decision says\n%s", text)
	}
	if l := w.coercion(x.ID); len(l.Papers) != 1 || l.Papers[0].Form != "fine-decision" || l.Left != 20_000_00 {
		t.Errorf("its papers %+v", l.Papers)
	}
	x = w.step("沈国栋", x, court.CourseStep{Kind: court.StepServe, Unit: "本人"})
	if n := w.node(c, "030"); n.Actual != w.o.Today() || !strings.Contains(n.Result, "罚款") {
		t.Errorf("the progress table says %+v", n)
	}
	w.on(court.D(2018, 6, 11))
	w.stepRefused("沈国栋", x, court.CourseStep{Kind: court.StepPay, Amount: 20_000_01, Number: "票1"}, court.CodeInvalid, "尚未交纳")
	x = w.step("沈国栋", x, court.CourseStep{Kind: court.StepPay, Amount: 5_000_00, Number: "票1"})
	w.stepRefused("沈国栋", x, court.CourseStep{Kind: court.StepReduce, Amount: 5_000_00, Words: "困难"}, court.CodeDenied, "不能批准")
	x = w.step("顾明远", x, court.CourseStep{Kind: court.StepReduce, Amount: 5_000_00, Words: "生活困难"})
	x = w.step("沈国栋", x, court.CourseStep{Kind: court.StepReview, Words: "不服罚款决定"})
	x = w.step("沈国栋", x, court.CourseStep{Kind: court.StepSendUp, Unit: "某市中级人民法院"})
	if k := w.kinds(c)[court.WarnCoercion]; k.Due != court.D(2018, 6, 16) {
		w.on(court.D(2018, 6, 17))
		if k = w.kinds(c)[court.WarnCoercion]; k.Due != court.D(2018, 6, 16) || !strings.Contains(k.Text, "复议") {
			t.Errorf("the higher court's five days: %+v", k)
		}
	}
	w.on(court.D(2018, 6, 18))
	x = w.step("沈国栋", x, court.CourseStep{Kind: court.StepPay, Amount: 10_000_00, Number: "票2"})
	if x.State != court.CoercionDone || w.coercion(x.ID).Left != 0 {
		t.Errorf("paid: %s, left %s", x.State, w.coercion(x.ID).Left)
	}
	x = w.step("沈国栋", x, court.CourseStep{Kind: court.StepReviewed, Result: court.ReviewQuashed, Number: "（2018）豫15司惩复3号"})
	if x.State != court.CoercionQuashed {
		t.Errorf("quashed: %s", x.State)
	}
	w.must(w.o.VoidCoercionStep(w.ctx, w.staff["沈国栋"], x.ID, "登记错案件"))
	if l := w.coercion(x.ID); l.State != court.CoercionDone || l.Steps[len(l.Steps)-1].Void == "" {
		t.Errorf("taken back: %+v", l.State)
	}
	if b := w.balance(c); b.Received != 0 {
		t.Errorf("a fine is not case money: %+v", b)
	}
	w.whole()
}

func (w *world) text(pdf []byte) string {
	w.Helper()
	path := filepath.Join(w.TempDir(), "p.pdf")
	w.must(os.WriteFile(path, pdf, 0o600))
	out, err := exec.Command("pdftotext", "-layout", path, "-").Output()
	w.must(err)
	return strings.Join(strings.Fields(string(out)), "")
}

func (w *world) balance(c court.Case) court.Balance {
	w.Helper()
	m, err := w.o.CaseMoney(w.ctx, c.ID)
	w.must(err)
	return m.Balance
}

// TestUrgentDetention: who obstructs on the spot is detained first and approved
// after; the family is told within a day, an early release needs the president.
func TestUrgentDetention(t *testing.T) {
	w := newWorld(t)
	c := w.register()
	calm := w.coerce(c, court.Coercion{Kind: court.CoerceDetain, Days: 10, Ground: "violence"})
	w.stepRefused("沈国栋", calm, court.CourseStep{Kind: court.StepDetain, Unit: "溪山县拘留所"}, court.CodeRefused, "没有批准")
	w.must(w.o.VoidCoercion(w.ctx, w.staff["沈国栋"], calm.ID, "重复登记"))
	x := w.coerce(c, court.Coercion{Kind: court.CoerceDetain, Days: 15, Ground: "violence", Urgent: true})
	x = w.step("沈国栋", x, court.CourseStep{Kind: court.StepDetain, Unit: "溪山县拘留所", Time: "10:20"})
	if x.State != court.CoercionAsked {
		t.Errorf("detained before approval: %s", x.State)
	}
	w.on(court.D(2018, 6, 10))
	due := map[string]court.Date{}
	for _, k := range w.coercion(x.ID).Clocks {
		due[k.Name] = k.Due
	}
	if due["通知家属"] != court.D(2018, 6, 9) || due["补办批准"] != court.D(2018, 6, 9) || due["拘留期满解除"] != court.D(2018, 6, 23) {
		t.Errorf("clocks %v", due)
	}
	if k := w.kinds(c)[court.WarnCoercion]; k.Where != office.WhereCoercion || k.Days >= 0 {
		t.Errorf("warned %+v", k)
	}
	x = w.step("顾明远", x, court.CourseStep{Kind: court.StepApprove, Number: "（2018）豫1599司惩7号", Words: "同意"})
	if x.State != court.CoercionRunning {
		t.Errorf("approved after: %s", x.State)
	}
	x = w.step("沈国栋", x, court.CourseStep{Kind: court.StepTell, Unit: "妻子", Time: "11:00"})
	w.stepRefused("沈国栋", x, court.CourseStep{Kind: court.StepExpire}, court.CodeInvalid, "早于期满日2018-06-23")
	w.stepRefused("沈国栋", x, court.CourseStep{Kind: court.StepFree, Words: "具结悔过"}, court.CodeDenied, "不能批准")
	made, err := w.o.MakePaper(w.ctx, w.staff["沈国栋"], office.PaperRequest{CaseID: c.ID, Form: "detention-notice", Coercion: x.ID})
	w.must(err)
	if text := w.text(made[0].PDF); !strings.Contains(text, "2018年6月8日起至2018年6月23日") || !strings.Contains(text, "溪山县拘留所") {
		t.Errorf("the notice says\n%s", text)
	}
	x = w.step("顾明远", x, court.CourseStep{Kind: court.StepFree, Words: "承认错误，具结悔过", Number: "（2018）豫1599司惩8号"})
	if x.State != court.CoercionLifted {
		t.Errorf("freed: %s", x.State)
	}
	_, err = w.o.ApplyCoercion(w.ctx, w.staff["沈国栋"], applied(c, court.Coercion{Kind: court.CoerceDetain, Days: 5, ConductOn: court.D(2018, 6, 10)}))
	w.refused(err, court.CodeInvalid, "不得连续拘留")
}

func (w *world) crime(c court.Case) court.CrimeFile {
	w.Helper()
	f, err := w.o.SaveCrimeFile(w.ctx, w.staff["沈国栋"], court.CrimeFile{CaseID: c.ID, Suspect: c.PartiesOf(court.RoleDebtor)[0].Name, Source: "承办人发现",
		FoundOn: w.o.Today(), ConductOn: w.o.Today(), Situation: "b1", Facts: "收到报告财产令后转移存款五万元", Ability: "账户收入二十万元", Harm: "债权没有实现"})
	w.must(err)
	return f
}

func (w *world) crimeStep(by string, id int64, x court.CourseStep) court.CrimeFile {
	w.Helper()
	if x.On.IsZero() {
		x.On = w.o.Today()
	}
	f, err := w.o.CrimeStep(w.ctx, w.staff[by], id, x)
	w.must(err)
	return f
}

func (w *world) crimeLine(id int64) office.CrimeLine {
	w.Helper()
	list, err := w.o.CrimeFiles(w.ctx, office.CrimeQuery{})
	w.must(err)
	for _, l := range list {
		if l.ID == id {
			return l
		}
	}
	w.Fatalf("no file %d", id)
	return office.CrimeLine{}
}

// TestRefusalFromClueToJudgment: clue, review, five kinds of evidence, package,
// transfer, the police refuse, the applicant is told and prosecutes, judgment;
// the progress table, the warnings and the joint meeting follow.
func TestRefusalFromClueToJudgment(t *testing.T) {
	w := newWorld(t)
	c := w.register()
	paper := w.paper(c, "execution-notice")[0]
	f := w.crime(c)
	if n := w.node(c, "P05"); n.Planned != court.D(2018, 6, 15) {
		t.Errorf("the review of the clue is planned for %s", n.Planned)
	}
	_, err := w.o.SaveCrimeFile(w.ctx, w.staff["沈国栋"], court.CrimeFile{CaseID: c.ID, Suspect: f.Suspect, Source: "申请人", FoundOn: f.FoundOn, ConductOn: f.FoundOn, Situation: "b1", Facts: "再次"})
	w.refused(err, court.CodeConflict, "已有拒执案件2018拒0001")
	w.on(court.D(2018, 6, 12))
	w.crimeStep("沈国栋", f.ID, court.CourseStep{Kind: court.StepSuspected, Words: "符合移送条件"})
	if n := w.node(c, "P05"); n.Actual != court.D(2018, 6, 12) {
		t.Errorf("the review is not filled in: %+v", n)
	}
	transfer := court.CourseStep{Kind: court.StepTransfer, On: w.o.Today(), Unit: "溪山县公安局"}
	_, err = w.o.CrimeStep(w.ctx, w.staff["顾明远"], f.ID, transfer)
	w.refused(err, court.CodeInvalid, "证据缺")
	for i, k := range law.EvidenceKinds() {
		e := court.CrimeEvidence{FileID: f.ID, Kind: k.ID, Title: k.Needs[0]}
		if i == 1 {
			e.PaperID = paper.ID
		}
		w.must(w.o.AddEvidence(w.ctx, w.staff["沈国栋"], e))
	}
	w.must(w.o.MakeCrimePapers(w.ctx, w.staff["沈国栋"], f.ID, "溪山县公安局"))
	var pdf bytes.Buffer
	bound, err := w.o.BindCrimePackage(w.ctx, w.staff["沈国栋"], f.ID, &pdf, nil)
	w.must(err)
	text := w.text(pdf.Bytes())
	for _, want := range []string{"案件移送函", "执行情况说明", "证据目录", "执行通知书", "溪山县公安局", "转移存款五万元", "另附纸质"} {
		if !strings.Contains(text, want) {
			t.Errorf("the package does not say %q", want)
		}
	}
	if bound.Entries != 4 {
		t.Errorf("bound %+v", bound)
	}
	_, err = w.o.CrimeStep(w.ctx, w.staff["沈国栋"], f.ID, transfer)
	w.refused(err, court.CodeDenied, "不能批准")
	_, err = w.o.CrimeStep(w.ctx, w.staff["顾明远"], f.ID, transfer)
	w.refused(err, court.CodeInvalid, "没有对"+f.Suspect+"的罚款、拘留决定")
	w.step("顾明远", w.coerce(c, court.Coercion{Kind: court.CoerceFine, Amount: 5_000_00, Ground: "report"}), court.CourseStep{Kind: court.StepApprove, Number: "2"})
	w.crimeStep("顾明远", f.ID, transfer)
	w.on(court.D(2018, 8, 12)) // 60 days from 12 June end on 11 August
	l := w.crimeLine(f.ID)
	if k := w.kinds(c)[court.WarnCrime]; k.Due != court.D(2018, 8, 11) || !strings.Contains(l.Stuck, "公安答复") {
		t.Errorf("the police are late: %+v, stuck %q", k, l.Stuck)
	}
	w.crimeStep("沈国栋", f.ID, court.CourseStep{Kind: court.StepNotFiled, Number: "溪公不立〔2018〕3号", Words: "证据不足"})
	m, err := w.o.PlanMeeting(w.ctx, w.staff["贺长风"], court.JointMeeting{On: w.o.Today(), Place: "第一会议室", Attend: "公安局、检察院"})
	w.must(err)
	if len(m.Matters) != 1 || m.Matters[0].FileID != f.ID {
		t.Fatalf("agenda %+v", m.Matters)
	}
	x := m.Matters[0]
	x.Decision, x.Unit, x.Due = "补充账户流水后由申请执行人自诉", "执行局", court.D(2018, 8, 30)
	was := m.Matters[0]
	w.must(w.o.SaveMatter(w.ctx, w.staff["贺长风"], was, x))
	w.refused(w.o.SaveMatter(w.ctx, w.staff["贺长风"], was, x), court.CodeConflict, "刚被别人改过")
	m.Minutes = "议定如上"
	w.must(w.o.SaveMeeting(w.ctx, w.staff["贺长风"], m))
	w.refused(w.o.DropMatter(w.ctx, w.staff["贺长风"], m.ID, x.ID), court.CodeRefused, "已经开过")
	w.crimeStep("沈国栋", f.ID, court.CourseStep{Kind: court.StepTold, Unit: "申请执行人"})
	for _, k := range w.crimeLine(f.ID).Conditions {
		if !k.Met || k.Proof == "" || !strings.Contains(k.Basis, "16号") {
			t.Errorf("condition %+v", k)
		}
	}
	w.on(court.D(2018, 8, 20))
	w.crimeStep("沈国栋", f.ID, court.CourseStep{Kind: court.StepPrivate, Unit: "申请执行人", Number: "（2018）豫1599刑初88号"})
	w.on(court.D(2018, 10, 8))
	judged := w.crimeStep("沈国栋", f.ID, court.CourseStep{Kind: court.StepJudged, Number: "（2018）豫1599刑初88号", Unit: "溪山县人民法院", Result: court.JudgedGuilty, Months: 8, Probation: 12,
		Words: f.Suspect + "犯拒不执行判决、裁定罪，判处有期徒刑八个月，缓刑一年"})
	if judged.State != court.CrimeJudged || w.crimeLine(f.ID).Stuck != "" {
		t.Errorf("judged: %s", judged.State)
	}
	parts, err := w.o.ModelCase(w.ctx, f.ID)
	w.must(err)
	if model := office.ModelText(parts); strings.Contains(model, f.Suspect) || !strings.Contains(model, "某") || !strings.Contains(model, "八个月") {
		t.Errorf("the model case says\n%s", model)
	}
	next, err := w.o.PlanMeeting(w.ctx, w.staff["贺长风"], court.JointMeeting{On: court.D(2018, 11, 1)})
	w.must(err)
	if len(next.Matters) != 1 || !strings.Contains(next.Matters[0].Topic, "尚未落实") {
		t.Errorf("what is open comes again: %+v", next.Matters)
	}
	w.whole()
}

// TestPrivateProsecutionNeedsItsConditions: where the conditions are not all
// there, a person may go on with a reason.
func TestPrivateProsecutionNeedsItsConditions(t *testing.T) {
	w := newWorld(t)
	c := w.register()
	f := w.crime(c)
	w.crimeStep("沈国栋", f.ID, court.CourseStep{Kind: court.StepSuspected, Words: "成立"})
	for _, k := range law.EvidenceKinds() {
		w.must(w.o.AddEvidence(w.ctx, w.staff["沈国栋"], court.CrimeEvidence{FileID: f.ID, Kind: k.ID, Title: k.Text}))
	}
	w.crimeStep("顾明远", f.ID, court.CourseStep{Kind: court.StepTransfer, Unit: "溪山县公安局", Words: "（2018）豫1599司惩2号罚款决定书等材料一卷"})
	private := court.CourseStep{Kind: court.StepPrivate, On: court.D(2018, 8, 7), Unit: "申请执行人", Number: "（2018）豫1599刑初88号"}
	w.on(court.D(2018, 8, 7))
	_, err := w.o.CrimeStep(w.ctx, w.staff["沈国栋"], f.ID, private)
	w.refused(err, court.CodeInvalid, "条件没有全部具备")
	w.on(court.D(2018, 8, 8)) // the 61st day
	private.On = w.o.Today()
	_, err = w.o.CrimeStep(w.ctx, w.staff["沈国栋"], f.ID, private)
	w.must(err)
}

// TestTwoPeopleAtOneMeasure: a stale form is refused.
func TestTwoPeopleAtOneMeasure(t *testing.T) {
	w := newWorld(t)
	c := w.register()
	x := w.coerce(c, court.Coercion{Kind: court.CoerceFine, Amount: 1_000_00})
	first, second := x, x
	first.Amount = 2_000_00
	_, err := w.o.ApplyCoercion(w.ctx, w.staff["沈国栋"], first)
	w.must(err)
	second.Amount = 3_000_00
	_, err = w.o.ApplyCoercion(w.ctx, w.staff["沈国栋"], second)
	w.refused(err, court.CodeConflict, "刚被别人改过")
}
