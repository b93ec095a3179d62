//go:build e2e

package e2e

import (
	"context"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
	"time"

	"zhixing/app/court"
	"zhixing/app/office"
	"zhixing/cmd/zhixing/wiring"
)

// The days of the walk: what was found is frozen and sealed on 2025-03-04; the
// freeze ends a year later, the first auction on 2026-03-13.
const (
	dayFrozen = "2025-03-04"
	dayRenew  = "2026-02-10"
	dayAgain2 = "2026-03-17"
	dayDeal   = "2026-04-02"
)

const (
	firstCase  = "（2025）豫1599执1号"
	secondCase = "（2025）豫1599执2号"
	debtorID   = "411599197209279304"
	theHouse   = "溪山县文昌路9号楼"
	theAccount = "6228480000010"
)

// TestDebtorsWholeWay takes one debtor's property through the window: asked for,
// imported, frozen and sealed; a second case waits behind; the freeze is renewed;
// the house is priced, fails at the first auction and is sold at the second; the
// price lies in the case's money, and nobody waits any more.
func TestDebtorsWholeWay(t *testing.T) {
	data := filepath.Join(t.TempDir(), "数据")
	prepareDebtor(t, data)
	results := resultSheet(t)
	on := daysOf(t, data)
	on(dayFrozen, "沈国栋", func(s *screen) {
		openHit(s, firstCase)
		askAndImport(s, results)
		openHit(s, firstCase)
		holdBoth(s)
		openHit(s, secondCase)
		waitBehind(s)
	})
	on(dayRenew, "沈国栋", func(s *screen) {
		renewFreeze(s)
		openHit(s, firstCase)
		priceHouse(s)
		announce(s, "2026-02-06", "2026-02-07")
	})
	on(dayAgain2, "沈国栋", func(s *screen) {
		openHit(s, firstCase)
		failRound(s)
		announce(s, "2026-03-13", "2026-03-14")
	})
	on(dayDeal, "沈国栋", func(s *screen) {
		openHit(s, firstCase)
		dealAndMoney(s)
		openHit(s, secondCase)
		nothingWaits(s)
	})
	checkDebtor(t, data)
}

// prepareDebtor makes the court with two cases against the same debtor.
func prepareDebtor(t *testing.T, data string) {
	t.Helper()
	must := func(err error) {
		t.Helper()
		if err != nil {
			t.Fatal(err)
		}
	}
	prepareCourt(t, data)
	ctx := context.Background()
	o, done, err := wiring.Open(ctx, data, false, func() time.Time { return time.Date(2025, 3, 3, 9, 0, 0, 0, time.Local) })
	must(err)
	clerk, err := o.LogIn(ctx, "陈玥", password)
	must(err)
	officer, err := o.LogIn(ctx, "沈国栋", password)
	must(err)
	for _, applicant := range []string{"张𬭎", "赵翎"} {
		c := court.Case{Kind: court.KindFirst, Filed: court.D(2025, 3, 3), Cause: "民间借贷纠纷", Principal: 500_000_00, OfficerID: officer.User.ID,
			Basis: court.Basis{Kind: "民事判决书", Number: "（2024）豫1599民初" + map[string]string{"张𬭎": "812", "赵翎": "813"}[applicant] + "号", Organ: "溪山县人民法院", Effective: court.D(2025, 1, 20)},
			Parties: []court.Party{
				{Role: court.RoleApplicant, Kind: court.PartyPerson, Name: applicant},
				{Role: court.RoleDebtor, Kind: court.PartyPerson, Name: "李㛃", IDNumber: debtorID, Address: "溪山县青龙镇青龙村18号"},
			}}
		c, err := o.RegisterCase(ctx, clerk, c)
		must(err)
		h, err := o.HandOver(ctx, clerk, court.Handover{CaseID: c.ID, To: court.GroupEnforcement, ToStage: court.StageAssetControl, ToOfficerID: officer.User.ID, Materials: []court.Material{{Name: "申请执行书"}}})
		must(err)
		must(o.ReceiveHandover(ctx, officer, h.ID))
	}
	must(done())
}

// resultSheet writes what the network answered: an account, a house, and a row
// about somebody who is no debtor.
func resultSheet(t *testing.T) string {
	t.Helper()
	text := "姓名,证件号码,财产类型,财产名称,账号、证号、号牌,价值,反馈日期\n" +
		"李㛃," + debtorID + ",银行存款,溪山县农村信用合作联社," + theAccount + ",62000.50,2025-03-04\n" +
		"李㛃," + debtorID + ",不动产," + theHouse + ",豫（2019）溪山县不动产权第0000901号,,2025-03-04\n" +
		"路人,411599195205201383,银行存款,溪山县农村信用合作联社,6228480000099,5,2025-03-04\n"
	path := filepath.Join(t.TempDir(), "总对总反馈.csv")
	if err := os.WriteFile(path, []byte(text), 0o600); err != nil {
		t.Fatal(err)
	}
	return path
}

// openHit opens a case by its number, which the search shows over the page; the
// page in front may show the same parties.
func openHit(s *screen, number string) {
	s.Helper()
	s.key("ctrl+k")
	s.typeText(number)
	var hit thing
	s.until("a hit for "+number, func(things []thing) bool {
		for _, a := range things {
			if a.Layer > 0 && !a.Field && strings.Contains(a.Text, "申请执行 李㛃") {
				hit = a
				return true
			}
		}
		return false
	})
	s.clickAt(hit.middle())
	s.until("the page of "+number, func(things []thing) bool {
		return len(matches(things, number, true)) > 0 && len(matches(things, "概况", true)) > 0 && things[len(things)-1].Layer == 0
	})
}

// caseTab brings a tab of the case to the front; those beyond the ninth have no
// digit, and the bar of pages at the left has one of the same name.
func caseTab(s *screen, name string) {
	s.Helper()
	label := regexp.MustCompile("^" + name + `( \d+)?$`)
	var tab thing
	s.until("the tab "+name, func(things []thing) bool {
		for _, a := range things {
			if a.Layer == 0 && !a.Field && a.X > 160 && a.Y < 240 && label.MatchString(a.Text) {
				tab = a
				return true
			}
		}
		return false
	})
	s.clickAt(tab.middle())
}

// askAndImport registers an inquiry and imports what came back.
func askAndImport(s *screen, path string) {
	caseTab(s, "查询")
	s.click("登记查询")
	s.see("查询范围")
	s.shot("ask")
	s.key("ctrl+s")
	s.see("已登记 查2025-0001")
	s.click("导入、导出")
	s.click("导入查询结果…")
	s.see("选择查询结果表")
	f := s.find("或在这里输入、粘贴文件的完整路径，按回车", 0)
	s.clickAt(f.middle())
	s.typeText(path)
	s.key("Return")
	s.see("这张表的财产类型")
	s.key("ctrl+s")
	s.see("登记财产 2")
	s.see("拒绝 1")
	s.shot("dry-run")
	s.key("ctrl+s")
	s.see("已导入：登记财产 2 项")
	s.shot("imported")
}

// holdBoth freezes the account and seals the house.
func holdBoth(s *screen) {
	s.key("ctrl+3")
	s.click("溪山县农村信用合作联社，开") // the row; what is too long ends with an ellipsis
	control(s, "已登记冻结 1 项，期限到 2026-03-04")
	s.click(theHouse + "，")
	control(s, "已登记查封 1 项，期限到 2028-03-04")
	s.see("首封控制价值 62,000.50 元")
	s.shot("held")
}

// control enters a measure as the form proposes it.
func control(s *screen, said string) {
	s.click("查封、冻结")
	s.see("送达（生效）日")
	s.fill("裁定文号", "（2025）豫1599执1号")
	s.shot("control")
	s.key("ctrl+s")
	s.see(said)
}

// waitBehind enters the same house in the second case: it is known, and the
// measure waits.
func waitBehind(s *screen) {
	s.key("ctrl+3")
	s.click("登记财产")
	s.see("查明方式")
	s.choose("财产类型", "不动产")
	s.see("房产坐落")
	s.fill("房产坐落", theHouse)
	s.fill("产权证号", "豫(2019)溪山县不动产权第0000901号")
	s.shot("same-house")
	s.key("ctrl+s")
	s.see("已关联到本案")
	s.see(theHouse + "，")
	control(s, "已登记轮候查封 1 项")
	s.see("轮候第 2 位")
	s.shot("waiting")
}

// renewFreeze goes from the list of what ends to the new term.
func renewFreeze(s *screen) {
	s.click("财产查控")
	s.see("剩 22 天")
	s.shot("expiry")
	row := s.find("剩 22 天", 0)
	button, ok := beside(row, matches(s.look(), "续封", true))
	if !ok {
		s.Fatal("the freeze cannot be renewed from the list")
	}
	s.clickAt(button.middle())
	s.see("要续行的措施")
	s.see("2026-02-25") // by which the applicant should have asked
	s.key("ctrl+p")
	s.see("已制作 2 份文书")
	s.shot("renewal")
	s.click("3 登记送达")
	s.see("登记续行送达")
	s.key("ctrl+s")
	s.see("新的期限已生效")
	s.shot("renewed")
}

// priceHouse begins the sale of the house; the parties agree on its price.
func priceHouse(s *screen) {
	caseTab(s, "处置")
	s.click("启动处置")
	s.see("启动日")
	s.choose("财产", "不动产　"+theHouse)
	s.fill("启动日", "2026-02-05")
	s.shot("sale-start")
	s.key("ctrl+s")
	s.see("确定参考价：当事人议价")
	s.click("定价方式")
	s.see("现在应当")
	s.fill("日期", "2026-02-05")
	s.fill("迟延理由", "等候案外人异议的审查") // the house was sealed long before
	s.key("ctrl+s")
	s.gone("现在应当")
	s.click("登记结果")
	s.see("报告、文号")
	s.fill("结果日", "2026-02-06")
	s.fill("价格", "600000")
	s.shot("price")
	s.key("ctrl+s")
	s.gone("报告、文号")
	s.see("发布公告")
}

// announce publishes the notice of the next auction as the form proposes it.
func announce(s *screen, panel, told string) {
	caseTab(s, "处置")
	s.click("发布公告")
	s.see("加价幅度")
	s.fill("平台", "网络拍卖平台甲")
	s.fill("选定方式", "申请执行人选择")
	s.fill("加价幅度", "2000")
	s.fill("合议日", panel)
	s.fill("优先购买权人", "无")
	s.fill("通知日", told)
	s.shot("notice")
	s.key("ctrl+s")
	s.gone("加价幅度")
	s.see("登记结果")
	s.shot("announced")
}

// failRound enters that nobody bid.
func failRound(s *screen) {
	caseTab(s, "处置")
	s.click("登记结果")
	s.see("结果日")
	s.choose("结果", "流拍")
	s.shot("failed-round")
	s.key("ctrl+s")
	s.gone("结果日")
	s.see("启动二拍")
}

// dealAndMoney enters the deal of the second auction, its price and its ruling.
func dealAndMoney(s *screen) {
	caseTab(s, "处置")
	s.click("登记结果")
	s.see("结果日")
	s.choose("结果", "成交")
	s.fill("成交价", "340000")
	s.fill("买受人", "周一鸣")
	s.fill("证件号码", "411599199001011236")
	s.fill("尾款期限", "2026-04-12")
	s.shot("deal")
	s.key("ctrl+s")
	s.gone("结果日")
	s.click("收取价款")
	s.see("银行流水号")
	s.fill("银行流水号", "WK20260402")
	s.shot("money")
	s.key("ctrl+s")
	s.gone("银行流水号")
	s.click("登记裁定")
	s.see("裁定日")
	s.fill("裁定文号", "（2025）豫1599执1号之五")
	s.fill("送达日", dayDeal)
	s.key("ctrl+s")
	s.gone("裁定日")
	s.see("移交财产")
	s.shot("ruled")
	s.key("ctrl+4")
	s.see("340,000.00")
	s.shot("case-money")
}

// nothingWaits looks at the second case: the house is sold, its measure is over.
func nothingWaits(s *screen) {
	s.key("ctrl+3")
	s.see("已处置")
	s.see("已解除")
	s.see("财产已经拍卖、变卖、抵债")
	s.shot("nothing-waits")
}

// checkDebtor asks the command line and the data what the way left behind.
func checkDebtor(t *testing.T, data string) {
	t.Helper()
	t.Setenv("ZHIXING_PASSWORD", password)
	t.Setenv("ZHIXING_DAY", dayDeal)
	verb(t, "verify", "--data", data)
	if list := verb(t, "cases", "--data", data, "--user", "管理员", "--csv"); !strings.Contains(list, "340000.00") {
		t.Errorf("the case list lacks the price:\n%s", list)
	}
	ctx := context.Background()
	day := time.Date(2026, 4, 2, 18, 0, 0, 0, time.Local)
	o, done, err := wiring.Open(ctx, data, true, func() time.Time { return day })
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = done() }()
	page, err := o.Measures(ctx, office.MeasureQuery{})
	if err != nil || len(page.Rows) != 3 {
		t.Fatalf("measures %+v %v", page.Rows, err)
	}
	for _, m := range page.Rows {
		want, until := court.MeasureReleased, m.Until
		if m.Kind == court.Freeze {
			want, until = court.MeasureRunning, court.D(2027, 3, 4)
		}
		if m.StateOn(o.Today()) != want || m.Until != until {
			t.Errorf("%s of %s is %s until %s", m.Kind, m.Number, m.StateOn(o.Today()), m.Until)
		}
	}
}
