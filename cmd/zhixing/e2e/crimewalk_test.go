//go:build e2e

package e2e

import (
	"context"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"zhixing/app/court"
	"zhixing/app/office"
	"zhixing/cmd/zhixing/wiring"
)

// The days of the refusal: it is found on the 14th of July, the first July of
// 法发〔2025〕8号.
const (
	dayClue     = "2025-07-14"
	dayApproved = "2025-07-15"
	dayDeclined = "2025-07-30"
	dayPrivate  = "2025-08-20"
	dayJudged   = "2025-11-10"
)

const crimeCase = "（2025）豫1599执57号"

// TestRefusalToJudgment lets the refusal of one debtor pass in the window: a
// fine applied for and approved by the president, and beside it the clue, its
// review, the five kinds of evidence, the package and the transfer; the police
// do not take the case over, take it over, do not file it; the procuratorate
// does not support the court; the applicant prosecutes; judgment.
func TestRefusalToJudgment(t *testing.T) {
	data := filepath.Join(t.TempDir(), "数据")
	prepareCrime(t, data)
	on := daysOf(t, data)
	on(dayClue, "沈国栋", func(s *screen) { applyFine(s); findRefusal(s); collectEvidence(s) })
	on(dayApproved, "顾明远", approveAndTransfer)
	on(dayDeclined, "沈国栋", policeDecline)
	on(dayPrivate, "沈国栋", prosecutePrivately)
	on(dayJudged, "沈国栋", judge)
	checkRefusal(t, data)
}

// prepareCrime makes the court, its president and the officer's case with the
// notice that goes with the evidence.
func prepareCrime(t *testing.T, data string) {
	t.Helper()
	must := func(err error) {
		t.Helper()
		if err != nil {
			t.Fatal(err)
		}
	}
	prepareCourt(t, data)
	ctx := context.Background()
	o, done, err := wiring.Open(ctx, data, false, func() time.Time { return time.Date(2025, 5, 6, 8, 0, 0, 0, time.Local) })
	must(err)
	admin, err := o.LogIn(ctx, "管理员", password)
	must(err)
	_, err = o.SaveUser(ctx, admin, court.User{Name: "顾明远", Roles: []court.Role{court.RolePresident}}, password)
	must(err)
	number, err := court.ParseCaseNumber(crimeCase)
	must(err)
	row := court.LedgerRow{SheetRow: 1, Outcome: court.LedgerImport, Number: number, Filed: court.D(2025, 5, 6), Cause: "追索劳动报酬纠纷", Applicants: []string{"张𬭎"}, ApplicantIDs: []string{""},
		ApplicantKinds: []court.PartyKind{court.PartyPerson}, Debtors: []string{"李㛃"}, DebtorIDs: []string{"411599197209279304"}, DebtorKinds: []court.PartyKind{court.PartyPerson},
		Principal: 100_000_00, Officer: "沈国栋", Stage: court.StageCompulsion}
	_, err = o.ImportLedger(ctx, admin, []court.LedgerRow{row}, false)
	must(err)
	c, err := o.CaseByNumber(ctx, number.String())
	must(err)
	officer, err := o.LogIn(ctx, "沈国栋", password)
	must(err)
	_, err = o.MakePaper(ctx, officer, office.PaperRequest{CaseID: c.ID, Form: "execution-notice", PartyID: c.PartiesOf(court.RoleDebtor)[0].ID})
	must(err)
	must(done())
}

// applyFine applies for a fine on the case's tab and makes its decision; without
// the day of the conduct it is refused.
func applyFine(s *screen) {
	openNumber(s, crimeCase)
	s.click("强制")
	s.key("ctrl+n")
	s.see("申请强制措施")
	s.choose("理由", "有能力履行而拒不履行")
	enter(s, "查明的行为", "收到报告财产令后拒绝报告财产，将存款五万元转移至他人名下")
	s.fill("罚款金额", "20000")
	s.key("ctrl+s")
	s.see("“行为发生日”必须填写")
	s.shot("fine-refused")
	s.fill("行为发生日", "2025-07-10")
	s.key("ctrl+s")
	s.gone("申请强制措施")
	s.see("待审批")
	s.shot("fine-asked")
	s.clickNth("制作文书", 1) // the first is the case's
	s.click("罚款决定书")
	s.see("只保存 Ctrl+S")
	s.see("第 1 页")
	s.shot("fine-paper")
	s.key("ctrl+s")
	s.see("已保存：罚款决定书")
	s.key("Escape")
	s.see("进度表")
}

// findRefusal enters the clue and its review.
func findRefusal(s *screen) {
	s.click("强制")
	s.click("拒执案件")
	s.see("登记线索 Ctrl+N")
	s.key("ctrl+n")
	s.see("拒不执行的行为")
	enter(s, "行为发生日", "2025-07-10")
	s.choose("情形", "被执行人隐藏、转移、故意毁损财产")
	s.fill("拒不执行的行为", "收到执行通知书后将存款五万元转移至他人名下，拒不支付工资")
	s.fill("执行能力", "账户半年内收入二十余万元")
	s.shot("clue")
	s.key("ctrl+s")
	s.see("已登记拒执线索")
	s.see("缺证据一、身份")
	step(s, "审查成立", "审查意见", "有能力执行而拒不执行，符合移送条件")
}

// step enters a step of the chosen file with pairs of labels and texts.
func step(s *screen, name string, fields ...string) {
	s.Helper()
	s.click("登记步骤 Ctrl+J")
	s.click(name)
	s.see("　" + name) // the title of its form
	for i := 0; i+1 < len(fields); i += 2 {
		enter(s, fields[i], fields[i+1])
	}
	s.shot("step-" + name)
	s.key("ctrl+s")
	s.see("已登记：" + name)
}

// enter fills a field of a form that has just come up; a click that came before
// the form stood in its place is made again.
func enter(s *screen, label, text string) {
	s.Helper()
	for range 4 {
		s.fill(label, text)
		for range 10 {
			if len(matches(s.look(), text, false)) > 0 {
				return
			}
			time.Sleep(100 * time.Millisecond)
		}
	}
	s.Fatalf("%s does not take %q", label, text)
}

// collectEvidence adds the five kinds, the second from the case's papers, and
// binds the package.
func collectEvidence(s *screen) {
	for i, title := range []string{"户籍证明", "", "账户流水", "转账凭证", "债权没有实现的说明"} {
		s.click("添加证据")
		s.see("份数")
		if i == 1 {
			s.choose("文书、扫描件", "执行通知书")
		} else {
			enter(s, "名称", title)
		}
		s.key("ctrl+s")
		s.gone("份数")
	}
	s.gone("缺证据")
	s.shot("evidence")
	s.click("移送材料一卷")
	s.see("公安机关")
	enter(s, "公安机关", "溪山县公安局")
	s.key("ctrl+s")
	s.arrives("opened", "案件移送函", "执行情况说明", "证据目录", "执行通知书", "溪山县公安局", "另附纸质", "待院领导签发")
	s.shot("package")
}

// approveAndTransfer is the president's day: the approval signs the decision,
// then the file goes to the police.
func approveAndTransfer(s *screen) {
	s.see("移交与待批")
	s.click("拒执打击")
	s.see("待审批")
	step0(s, "批准")
	s.see("批准就是签发已经制作的《罚款决定书》")
	enter(s, "决定书文号", "（2025）豫1599司惩12号")
	s.shot("approve-fine")
	s.key("ctrl+s")
	s.see("已登记：批准")
	s.see("（2025）豫1599司惩12号")
	s.shot("approved-fine")
	s.key("ctrl+2")
	s.see("待移送")
	step(s, "移送公安", "公安机关", "溪山县公安局", "移送的材料", "材料一卷")
	s.see("已移送")
}

// step0 opens the form of a step.
func step0(s *screen, name string) {
	s.Helper()
	s.click("登记步骤 Ctrl+J")
	s.click(name)
	s.see("　" + name) // the title of its form
}

func openCrimes(s *screen) {
	s.click("拒执打击")
	s.key("ctrl+2")
	s.see("犯罪嫌疑人")
	s.see("登记步骤 Ctrl+J")
}

// policeDecline enters what the police did: they do not take the case over, take
// it over, and say that they do not file it.
func policeDecline(s *screen) {
	openCrimes(s)
	step(s, "公安不接收", "日期", "2025-07-18", "理由", "认为证据不足")
	s.see("2025-07-18公安不接收") // a condition of the private prosecution
	step(s, "公安受案", "受案日期", "2025-07-22", "受案登记表文号", "溪公受案〔2025〕15号")
	step(s, "公安不予立案", "日期", "2025-07-29", "理由", "认为情节显著轻微")
	s.see("函告不立案、撤案（公安机关）2025-08-05")
	s.shot("declined")
}

// prosecutePrivately asks the procuratorate in vain, tells the applicant, and
// enters the private prosecution with its conditions in sight.
func prosecutePrivately(s *screen) {
	openCrimes(s)
	step(s, "提请立案监督", "日期", "2025-08-06", "人民检察院", "溪山县人民检察院", "理由", "应当立案而不立案")
	step(s, "检察要求说明理由", "日期", "2025-08-08")
	step(s, "检察不支持监督", "日期", "2025-08-18", "理由", "不立案理由成立")
	step(s, "告知申请执行人自诉权利", "申请执行人", "张𬭎")
	step0(s, "自诉立案")
	s.see("应当追究刑事责任")
	s.shot("conditions")
	enter(s, "刑事案号", "（2025）豫1599刑初88号")
	s.fill("自诉人", "张𬭎")
	s.key("ctrl+s")
	s.see("已登记：自诉立案")
}

func judge(s *screen) {
	openCrimes(s)
	step0(s, "判决")
	enter(s, "刑事案号", "（2025）豫1599刑初88号")
	s.fill("刑期（月）", "37")
	s.fill("判决主文", "犯拒不执行判决、裁定罪，判处有期徒刑八个月，缓刑一年")
	s.key("ctrl+s")
	s.see("超过3年")
	s.shot("sentence-refused")
	s.fill("刑期（月）", "8")
	s.fill("缓刑考验期（月）", "12")
	s.key("ctrl+s")
	s.see("已登记：判决")
	s.see("已判决")
	s.shot("judged")
}

// checkRefusal asks the data what the window left.
func checkRefusal(t *testing.T, data string) {
	t.Helper()
	t.Setenv("ZHIXING_PASSWORD", password)
	t.Setenv("ZHIXING_DAY", dayJudged)
	verb(t, "verify", "--data", data)
	ctx := context.Background()
	o, done, err := wiring.Open(ctx, data, false, func() time.Time { return time.Date(2025, 11, 10, 20, 0, 0, 0, time.Local) })
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = done() }()
	fines, err := o.Coercions(ctx, office.CoercionQuery{})
	if err != nil || len(fines) != 1 {
		t.Fatalf("%d measures: %v", len(fines), err)
	}
	approved, _ := fines[0].Step(court.StepApprove)
	if approved.By != "顾明远" || approved.Number != "（2025）豫1599司惩12号" || len(fines[0].Papers) != 1 || fines[0].Papers[0].SignedBy != "顾明远" {
		t.Errorf("the fine: %+v", fines[0])
	}
	files, err := o.CrimeFiles(ctx, office.CrimeQuery{})
	if err != nil || len(files) != 1 {
		t.Fatalf("%d files: %v", len(files), err)
	}
	var steps []string
	for _, s := range files[0].Steps {
		steps = append(steps, s.Kind)
	}
	want := "审查成立 移送公安 公安不接收 公安受案 公安不予立案 提请立案监督 检察要求说明理由 检察不支持监督 告知申请执行人自诉权利 自诉立案 判决"
	if got := strings.Join(steps, " "); got != want || files[0].State != court.CrimeJudged {
		t.Errorf("%s after %s", files[0].State, got)
	}
}
