//go:build e2e

package e2e

import (
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"
)

const password = "e2e-test-2018"

// TestWholeCase does a whole case in the window: first start, staff, log-in,
// registration, assignment, handover, progress table, papers, money.
func TestWholeCase(t *testing.T) {
	data := filepath.Join(t.TempDir(), "数据")
	s := start(t, data)
	firstStart(s)
	addStaff(s)
	switchTo(s, "陈玥")
	register(s)
	makePapers(s)
	printTogether(s)
	handOver(s)
	printHandover(s)
	printFromList(s)
	switchTo(s, "沈国栋")
	receive(s)
	assign(s)
	fillNode(s)
	receipt(s)
	askPayment(s)
	switchTo(s, "贺长风")
	approve(s)
	switchTo(s, "秦静宜")
	pay(s)
	searchRareName(s)
	s.stop()
	checkFromOutside(t, data)
}

func firstStart(s *screen) {
	s.see("第一次使用（1/2）：法院")
	s.fill("法院名称", "溪山县人民法院")
	s.fill("法院代字", "豫1599")
	s.fill("案款开户行", "溪山县农村信用合作联社")
	s.fill("案款户名", "溪山县人民法院")
	s.fill("案款账号", "41001599000000001")
	s.fill("派出法庭", "青龙人民法庭")
	s.shot("wizard")
	s.key("ctrl+Return")
	s.see("第一次使用（2/2）：第一位管理员")
	s.fill("姓名", "管理员")
	s.fill("密码", password)
	s.fill("再输一次", password)
	s.key("Return")
	s.see("登录 Enter")
	logIn(s, "管理员")
}

func logIn(s *screen, name string) {
	s.fill("姓名", name)
	s.fill("密码", password)
	s.key("Return")
	s.gone("登录 Enter")
	s.see("今日必办")
}

var staff = []struct {
	name, group string
	roles       []string
}{
	{"陈玥", "综合组", []string{"书记员"}},
	{"沈国栋", "执行实施组", []string{"承办人", "组长"}},
	{"秦静宜", "", []string{"财务"}},
	{"贺长风", "", []string{"执行局长"}},
}

func addStaff(s *screen) {
	s.click("系统设置")
	s.shot("settings")
	s.click("人员")
	for _, u := range staff {
		s.click("添加人员 Ctrl+N")
		s.fill("姓名", u.name)
		for _, r := range u.roles {
			s.click(r)
		}
		if u.group != "" {
			s.choose("工作组", u.group)
		}
		s.fill("密码", password)
		s.fill("再输一次", password)
		s.shot("staff")
		s.key("ctrl+s")
		s.gone("再输一次")
	}
	s.shot("staff-done")
}

func switchTo(s *screen, name string) {
	s.clickAt(1290, 22) // the name at the right of the top bar
	s.click("切换用户")
	s.see("登录 Enter")
	logIn(s, name)
}

const number = "执1号"

func register(s *screen) {
	s.key("ctrl+n")
	s.see("执行依据文号")
	s.fill("案由", "建设工程施工合同纠纷")
	s.fill("执行依据文号", "（2017）豫1599民初1024号")
	s.fill("作出机关", "溪山县人民法院")
	s.fill("标的额", "1186520.33")
	s.fillNth("姓名", 0, "张𬭎")
	s.fillNth("证件号码", 0, "411599195205201383")
	s.fill("收款开户行", "溪山县农村信用合作联社")
	s.fill("收款账号", "62220000000000001")
	s.fillNth("姓名", 1, "李㛃")
	s.fillNth("证件号码", 1, "411599197209279305")
	s.key("F7") // a second debtor, below what is in sight, gets the keyboard
	s.see("被执行人 2")
	s.shot("registration-third")
	remove, ok := beside(s.find("被执行人 2", 0), matches(s.look(), "删除", true))
	if !ok {
		s.Fatal("the second debtor cannot be taken away")
	}
	s.clickAt(remove.middle())
	s.gone("被执行人 2")
	s.shot("registration")
	s.key("ctrl+s")
	s.see("校验不符")
	s.shot("registration-refused")
	s.fillNth("证件号码", 1, "411599197209279304")
	s.fillNth("住址", 1, "溪山县青龙镇青龙村18号")
	s.key("ctrl+s")
	s.see("已登记")
	s.see("进度表")
	s.shot("registered")
}

func makePapers(s *screen) {
	s.click("制作文书")
	s.click("执行通知书")
	s.see("落款日期")
	s.see("第 1 页")
	s.shot("paper")
	s.key("ctrl+s")
	keepBlanks(s) // 执行依据种类 was not registered
	s.see("已保存：执行通知书")
	s.key("Escape")
	s.see("进度表")
}

// printTogether makes two kinds in one go; both arrive at the printer.
func printTogether(s *screen) {
	tickForms(s, "报告财产令", "执行风险告知书")
	s.key("ctrl+p")
	keepBlanks(s) // 执行依据种类 was not registered
	s.arrives("printed", "报告财产令", "李㛃")
	s.arrives("printed", "风险告知书", "张𬭎")
	s.shot("printed")
	s.key("Escape")
	s.see("概况")
}

// printHandover prints the sheet that goes with the file to the other group.
func printHandover(s *screen) {
	s.key("ctrl+9")
	s.click("打印移交单")
	s.arrives("opened", "移交", "综合组", "执行实施组", "张𬭎")
	s.shot("handover-sheet")
}

// printFromList makes papers for every ticked case of the list in one file,
// which reaches the printer.
func printFromList(s *screen) {
	s.click("案件")
	s.see("承办人")
	s.see("李㛃")
	s.key("ctrl+a")
	s.see("已选 1 件")
	s.click("制作文书")
	s.see("怎么做")
	search := s.find("查找文书…", 0)
	s.clickAt(search.middle())
	s.typeText("送达回证")
	form := s.find("送达回证", 1) // the first is in the search field
	s.clickAt(form.middle())
	s.see("每份打印几份")
	s.shot("list-papers")
	s.key("ctrl+p")
	s.see("已制作文书")
	s.arrives("printed", "送达回证", "李㛃")
	s.shot("list-papers-made")
	s.key("Escape")
	s.gone("怎么做")
	openCase(s)
}

func handOver(s *screen) {
	s.click("移交")
	s.see("移交到")
	s.shot("handover")
	s.key("ctrl+s")
	s.see("等待对方接收")
}

func receive(s *screen) {
	s.see("移交与待批")
	s.shot("desk")
	s.click("接收")
	s.see("已接收")
	openCase(s)
	s.see("财产查控")
}

func assign(s *screen) {
	s.click("更多")
	s.click("分案")
	s.see("不选则不变")
	s.choose("承办人", "沈国栋")
	s.key("ctrl+s")
	s.gone("不选则不变")
	s.shot("assigned")
}

func openCase(s *screen) {
	s.key("ctrl+k")
	s.typeText("李㛃")
	s.see("申请执行 李㛃") // a hit below the search field
	s.key("Return")
	s.see("概况")
}

func fillNode(s *screen) {
	s.click("进度表")
	s.click("首次网络查控")
	s.see("实际办理日")
	s.fill("实际办理日", today())
	s.fill("结果", "存款3户、车辆1辆")
	s.shot("node")
	s.key("ctrl+s")
	s.gone("实际办理日")
	s.see("存款3户、车辆1辆")
	s.shot("progress")
}

func receipt(s *screen) {
	s.click("收款")
	s.see("到账方式")
	s.fill("金额", "428000")
	s.fill("银行流水号", "100200372")
	s.shot("receipt")
	s.key("ctrl+s")
	s.see("已登记收款")
}

func askPayment(s *screen) {
	s.key("ctrl+4") // the case's 案款 tab
	s.click("申请发放")
	s.see("收款开户行")
	s.fill("发放金额", "400000")
	s.shot("disbursement")
	s.key("ctrl+s")
	s.see("等待审批")
	s.shot("money")
}

func approve(s *screen) {
	s.see("移交与待批")
	s.click("审批") // opens the case's money
	s.see("打印审批表")
	s.clickNth("审批", 1) // the button below the column of that name
	s.see("审批意见")
	s.shot("approve")
	s.choose("审批", "同意")
	s.key("ctrl+s")
	s.see("已审批")
}

func pay(s *screen) {
	s.click("案款")
	s.click("待发放")
	s.clickNth("发放", 0)
	s.see("发放日期")
	s.fill("银行流水号", "200100001")
	s.key("ctrl+s")
	s.see("已")
	s.shot("paid")
}

// searchRareName finds the case by a name with a character of the extension
// blocks and looks at the pages nobody has opened yet.
func searchRareName(s *screen) {
	openCase(s)
	s.shot("found")
	s.key("ctrl+7")
	s.see("最迟送评查")
	s.shot("closure")
	s.click("挂图作战")
	s.see("李㛃")
	s.shot("board")
	s.click("终本评查")
	s.shot("reviews")
	s.click("工作台")
	s.shot("workbench")
}

func today() string { return time.Now().Format("2006-01-02") }

// verb runs a verb of the program and gives what it prints.
func verb(t *testing.T, args ...string) string {
	t.Helper()
	out, err := exec.Command(program, args...).CombinedOutput()
	if err != nil {
		t.Errorf("%v: %v %s", args, err, out)
	}
	return string(out)
}

// checkFromOutside asks the command line what the window left in the data.
func checkFromOutside(t *testing.T, data string) {
	t.Helper()
	t.Setenv("ZHIXING_PASSWORD", password)
	list := verb(t, "cases", "--data", data, "--user", "管理员", "--csv")
	for _, want := range []string{"张𬭎", "李㛃", "1186520.33", "428000.00", "财产查控", "沈国栋"} {
		if !strings.Contains(list, want) {
			t.Errorf("the case list lacks %s:\n%s", want, list)
		}
	}
	verb(t, "verify", "--data", data)
	pdfs, err := filepath.Glob(filepath.Join(data, "papers", "*", "*"))
	if err != nil || len(pdfs) == 0 {
		t.Fatalf("stored papers: %v %v", pdfs, err)
	}
	for _, want := range []string{"执行通知书", "报告财产令", "风险告知书", "送达回证"} {
		if !slices.ContainsFunc(pdfs, func(f string) bool {
			text := pdfText(f)
			return strings.Contains(text, want) && strings.Contains(text, "张𬭎")
		}) {
			t.Errorf("no stored paper is a %s of the case", want)
		}
	}
}
