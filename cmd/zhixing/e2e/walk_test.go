//go:build e2e

package e2e

import (
	"context"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"zhixing/app/court"
	"zhixing/app/office"
	"zhixing/cmd/zhixing/wiring"
)

// The days of the walk: filed on 2025-03-03, the case's term ends on 09-03 and
// its 终本 materials are due on 08-03, a Sunday.
const (
	dayFiled     = "2025-03-03"
	dayOverdue   = "2025-03-25"
	dayEscalated = "2025-04-21"
	dayPrepared  = "2025-06-05"
	dayAgain     = "2025-06-09"
	dayClosed    = "2025-06-11"
	dayQuery     = "2025-12-15"
	dayResumed   = "2025-12-22"
)

// daysOf gives what lets a person work in the window on a day of the office.
func daysOf(t *testing.T, data string) func(day, who string, work func(*screen)) {
	shots := 0
	return func(day, who string, work func(*screen)) {
		t.Helper()
		s := startOn(t, day, data)
		s.shots = shots
		s.see("登录 Enter")
		logIn(s, who)
		work(s)
		s.stop()
		shots = s.shots
	}
}

// TestCaseGrowsOld lets the months of one case pass in the window: filing →
// overdue → escalation → 终本 prepared → returned → passed → closed →
// half-yearly query → resumed.
func TestCaseGrowsOld(t *testing.T) {
	data := filepath.Join(t.TempDir(), "数据")
	prepareCourt(t, data)
	on := daysOf(t, data)
	on(dayFiled, "陈玥", func(s *screen) { register(s); handOver(s) })
	on(dayFiled, "沈国栋", func(s *screen) { receive(s); assign(s) })
	on(dayOverdue, "沈国栋", seeOverdue)
	on(dayEscalated, "贺长风", escalate)
	on(dayPrepared, "沈国栋", prepareClosure)
	on(dayPrepared, "陶文博", sendBack)
	on(dayAgain, "沈国栋", submitAgain)
	on(dayAgain, "陶文博", pass)
	on(dayClosed, "沈国栋", closeInterim)
	on(dayQuery, "沈国栋", queryHalfYear)
	on(dayResumed, "沈国栋", resume)
	checkWalk(t, data)
}

// prepareCourt makes the court and its people on the day of filing; the window
// way of doing that is in TestWholeCase.
func prepareCourt(t *testing.T, data string) {
	t.Helper()
	must := func(err error) {
		t.Helper()
		if err != nil {
			t.Fatal(err)
		}
	}
	ctx := context.Background()
	morning := time.Date(2025, 3, 3, 8, 0, 0, 0, time.Local)
	o, done, err := wiring.Create(ctx, data, func() time.Time { return morning })
	must(err)
	admin, err := o.SetUp(ctx, office.Setup{
		Admin: "管理员", Password: password,
		Settings: court.Settings{CourtName: "溪山县人民法院", CourtCode: "豫1599", AccountBank: "溪山县农村信用合作联社", AccountName: "溪山县人民法院", AccountNo: "41001599000000001"},
	})
	must(err)
	for _, u := range []court.User{
		{Name: "陈玥", Roles: []court.Role{court.RoleClerk}, Group: court.GroupGeneral},
		{Name: "沈国栋", Roles: []court.Role{court.RoleOfficer, court.RoleHead}, Group: court.GroupEnforcement},
		{Name: "贺长风", Roles: []court.Role{court.RoleDirector}},
		{Name: "陶文博", Roles: []court.Role{court.RoleReviewer}, Group: court.GroupClosing},
	} {
		_, err := o.SaveUser(ctx, admin, u, password)
		must(err)
	}
	must(done())
}

func seeOverdue(s *screen) {
	s.see("超 19 天")
	s.shot("overdue-desk")
	s.click("预警")
	s.see("涉及 1 件")
	s.shot("overdue-warnings")
}

// escalate finds the case at the director's level and issues the notice.
func escalate(s *screen) {
	s.click("预警")
	s.see("涉及 1 件")
	s.see("局长")
	s.shot("escalated")
	s.clickNth("签发通知", 0)
	s.see("签发预警通知书")
	s.key("ctrl+s")
	s.see("已签发预警通知书")
	s.arrives("opened", "预警通知书", "沈国栋")
	s.shot("notice")
}

// closureForms are the papers that go to the review with the materials.
var closureForms = []string{"执行通知书", "报告财产令", "限制消费令", "送达回证", "终本告知书", "终本约谈笔录"}

func prepareClosure(s *screen) {
	openCase(s)
	s.key("ctrl+7")
	s.see("最迟送评查")
	s.see("2025-08-03")
	s.see("2025-08-01") // the Friday before
	s.shot("closure-begin")
	s.click("提交评查")
	s.see("材料不齐")
	s.shot("closure-refused")
	s.key("Return")
	recordNode(s, "终本前网络查控", "无可供执行的财产")
	recordNode(s, "传统调查", "走访住所地，无财产")
	makeForms(s, closureForms...)
	s.key("ctrl+7")
	s.see("待院长签发")
	s.shot("closure-unsigned")
	signForms(s, "限制消费令")
	s.key("ctrl+7")
	tickMissing(s)
	s.click("提交评查")
	s.see("已提交终本评查")
	s.see("正在评查")
	s.shot("closure-submitted")
}

func recordNode(s *screen, name, result string) {
	s.key("ctrl+2")
	s.click(name)
	s.see("实际办理日")
	f := s.fieldOf("实际办理日", 0)
	s.clickAt(int(f.X)+12, int(f.Y+f.H/2))
	s.key("plus")
	s.fill("结果", result)
	s.key("ctrl+s")
	s.gone("实际办理日")
}

// makeForms ticks forms of the maker and saves them as one batch.
func makeForms(s *screen, names ...string) {
	tickForms(s, names...)
	s.key("ctrl+s")
	keepBlanks(s)
	s.see("已保存")
	s.shot("batch-saved")
	s.key("Escape")
	s.see("进度表")
}

// keepBlanks answers that forms which lack something of the case are printed with
// blanks to write in.
func keepBlanks(s *screen) {
	s.see("还有没填写的内容")
	s.shot("blanks")
	s.click("照样保存")
	s.gone("还有没填写的内容")
}

// signForms enters on the case's papers that the president has signed them.
func signForms(s *screen, names ...string) {
	s.key("ctrl+5")
	for _, name := range names {
		s.click(name)
		s.click("签发")
		s.see("应由谁签发")
		s.fill("签发人", "顾明远")
		s.key("ctrl+s")
		s.see("已登记签发：" + name)
	}
	s.shot("signed")
}

// tickForms opens the maker and ticks forms found by their names.
func tickForms(s *screen, names ...string) {
	s.click("制作文书")
	s.see("落款日期")
	search := s.find("查找文书…", 0)
	for _, name := range names {
		s.clickAt(search.middle())
		s.key("ctrl+a")
		s.typeText(name)
		f := s.find(name, 1) // the first is in the search field
		s.clickAt(int(f.X)-14, int(f.Y+f.H/2))
	}
	s.shot("batch")
}

// tickMissing checks off by hand every line of the checklist that is missing
// and lets itself be.
func tickMissing(s *screen) {
	s.key("ctrl+7")
	s.see("最迟送评查")
	for empty := 0; empty < 3; {
		button, ok := missingLine(s.look())
		if !ok {
			s.key("Next")
			empty++
			continue
		}
		x, y := button.middle()
		s.clickAt(x, y)
		s.see("核对终本材料")
		s.fill("证明材料", "卷宗第3页")
		s.key("ctrl+s")
		s.gone("核对终本材料")
	}
	s.shot("closure-ticked")
}

// missingLine gives the button of the first line in sight that is missing and
// is not left for after the review.
func missingLine(things []thing) (thing, bool) {
	later := append(matches(things, "评查与审批", true), matches(things, "结案文书", true)...)
	for _, lack := range matches(things, "缺", true) {
		if _, found := beside(lack, later); found {
			continue
		}
		if b, found := beside(lack, matches(things, "核对", true)); found {
			return b, true
		}
	}
	return thing{}, false
}

// beside gives the thing of a list that stands on the same row.
func beside(a thing, list []thing) (thing, bool) {
	for _, b := range list {
		if d := b.Y - a.Y; d > -8 && d < 8 {
			return b, true
		}
	}
	return thing{}, false
}

// sendBack gives the first verdict: 退补, with a finding.
func sendBack(s *screen) {
	s.click("终本评查")
	s.see("完成评查 Ctrl+S")
	s.shot("review")
	s.key("F2")
	s.see("评查发现的问题")
	s.choose("核对项", "已发出报告财产令")
	s.fill("问题", "报告财产令没有送达回证")
	s.fill("整改要求", "补送达回证")
	s.shot("finding")
	s.key("ctrl+s")
	s.gone("评查发现的问题")
	s.choose("评查结论", "退补")
	s.key("ctrl+s")
	s.see("提交评查结论")
	s.click("提交")
	s.see("评查完成")
	s.shot("returned")
}

func submitAgain(s *screen) {
	openCase(s)
	s.key("ctrl+7")
	s.see("报告财产令没有送达回证")
	s.click("报结")
	s.choose("结案方式", "终结本次执行程序")
	s.key("ctrl+s")
	s.see("不能以“终结本次执行程序”结案")
	s.shot("gate")
	s.key("Escape")
	s.see("放弃已填写的内容")
	s.click("放弃")
	s.gone("放弃已填写的内容")
	s.click("提交评查")
	s.see("再次提交评查")
	s.fill("整改情况", "回证已补，卷宗第9页")
	s.shot("remedy")
	s.key("ctrl+s")
	s.see("已提交终本评查")
}

func pass(s *screen) {
	s.click("终本评查")
	s.see("完成评查 Ctrl+S")
	s.choose("评查结论", "合格")
	s.key("ctrl+s")
	s.see("提交评查结论")
	s.click("提交")
	s.see("承办人可以制作终本裁定书并报结")
	s.shot("passed")
}

func closeInterim(s *screen) {
	openCase(s)
	makeForms(s, "合议笔录", "终本审批表", "终本裁定书", "终本案件办理情况表")
	signForms(s, "终本审批表", "终本裁定书")
	s.key("ctrl+7")
	s.see("条件已经具备")
	s.click("报结")
	s.choose("结案方式", "终结本次执行程序")
	s.key("ctrl+s")
	s.see("已报结")
	s.see("2025-06-11")
	s.shot("closed")
}

// queryHalfYear fills the first of the half-yearly queries after 终本.
func queryHalfYear(s *screen) {
	s.click("预警")
	s.see("涉及 1 件")
	s.shot("half-year")
	warning := s.find("终本后第1次网络查询", 0)
	button, ok := beside(warning, matches(s.look(), "去办", true))
	if !ok {
		s.Fatal("the warning leads nowhere")
	}
	s.clickAt(button.middle())
	s.see("2025-12-11") // the card that the page was opened for is in sight
	s.shot("half-year-node")
	s.click("终本后第1次网络查询")
	s.see("实际办理日")
	s.fill("实际办理日", dayQuery)
	s.fill("结果", "无新增财产")
	s.key("ctrl+s")
	s.gone("实际办理日")
	s.see("无新增财产")
	s.shot("half-year-done")
}

// resume registers the 恢复执行 case and finds the debt carried over.
func resume(s *screen) {
	openCase(s)
	s.click("更多")
	s.click("恢复执行…")
	s.see("尚欠标的额")
	s.fill("恢复理由", "发现被执行人名下新增存款")
	s.shot("resume")
	s.key("ctrl+s")
	s.see("已恢复执行")
	s.see("执恢1号")
	s.shot("resumed")
}

// checkWalk asks the command line what the months left behind.
func checkWalk(t *testing.T, data string) {
	t.Helper()
	t.Setenv("ZHIXING_PASSWORD", password)
	t.Setenv("ZHIXING_DAY", dayResumed)
	list := verb(t, "cases", "--data", data, "--user", "管理员", "--csv")
	for _, want := range []string{"（2025）豫1599执1号", "（2025）豫1599执恢1号", "终结本次执行程序", "1186520.33"} {
		if !strings.Contains(list, want) {
			t.Errorf("the case list lacks %s:\n%s", want, list)
		}
	}
	verb(t, "verify", "--data", data)
	var all strings.Builder
	pdfs, err := filepath.Glob(filepath.Join(data, "papers", "*", "*"))
	if err != nil {
		t.Fatal(err)
	}
	for _, pdf := range pdfs {
		text, err := exec.Command("pdftotext", "-layout", pdf, "-").Output()
		if err != nil {
			t.Errorf("%s: %v", pdf, err)
		}
		all.Write(text)
	}
	for _, want := range []string{"预警通知书", "限制消费令", "合议", "终结本次执行程序", "张𬭎", "李㛃"} {
		if !strings.Contains(strings.ReplaceAll(all.String(), " ", ""), want) {
			t.Errorf("no stored paper says %s", want)
		}
	}
}
