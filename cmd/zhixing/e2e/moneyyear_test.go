//go:build e2e

package e2e

import (
	"context"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"zhixing/app/court"
	"zhixing/app/office"
	"zhixing/cmd/zhixing/wiring"
)

// TestMoneyYear lets a whole year of one case's money pass in the window: the
// opening balance, money every month from the bank's statements with interest
// and fees, two payments that the statements confirm, twelve months closed by
// the accountant and checked by the director, the year's report.
func TestMoneyYear(t *testing.T) {
	data := filepath.Join(t.TempDir(), "数据")
	code := prepareMoney(t, data)
	statements := yearOfStatements(t, code)
	on := daysOf(t, data)
	pay := func(day, next, amount string) {
		on(day, "沈国栋", func(s *screen) { openNumber(s, "（2025）豫1599执86号"); askTransfer(s, amount) })
		on(next, "贺长风", approve)
	}
	close := func(day string, months ...int) {
		on(day, "秦静宜", func(s *screen) {
			for _, m := range months {
				postMonth(s, statements[m-1])
				closeMonth(s, m)
			}
		})
	}
	pay("2026-02-10", "2026-02-11", "4000")
	close("2026-04-03", 1, 2, 3)
	close("2026-07-03", 4, 5, 6)
	pay("2026-08-11", "2026-08-12", "2000")
	close("2026-10-09", 7, 8, 9)
	close("2027-01-05", 10, 11, 12)
	on("2027-01-06", "贺长风", checkYear)
	checkMoneyYear(t, data)
}

// prepareMoney makes the court, its people, the case and what was on its account
// when the books begin; it gives the case's account code.
func prepareMoney(t *testing.T, data string) string {
	t.Helper()
	must := func(err error) {
		t.Helper()
		if err != nil {
			t.Fatal(err)
		}
	}
	prepareCourt(t, data)
	ctx := context.Background()
	o, done, err := wiring.Open(ctx, data, false, func() time.Time { return time.Date(2026, 1, 2, 8, 0, 0, 0, time.Local) })
	must(err)
	admin, err := o.LogIn(ctx, "管理员", password)
	must(err)
	accountant, err := o.SaveUser(ctx, admin, court.User{Name: "秦静宜", Roles: []court.Role{court.RoleAccountant}}, password)
	must(err)
	number, err := court.ParseCaseNumber("（2025）豫1599执86号")
	must(err)
	row := court.LedgerRow{SheetRow: 1, Outcome: court.LedgerImport, Number: number, Filed: court.D(2025, 11, 4), Applicants: []string{"张𬭎"}, ApplicantIDs: []string{""},
		ApplicantKinds: []court.PartyKind{court.PartyPerson}, Debtors: []string{"李㛃"}, DebtorIDs: []string{""}, DebtorKinds: []court.PartyKind{court.PartyPerson},
		Principal: 100_000_00, Officer: "沈国栋", Stage: court.StageCompulsion}
	_, err = o.ImportLedger(ctx, admin, []court.LedgerRow{row}, false)
	must(err)
	c, err := o.CaseByNumber(ctx, number.String())
	must(err)
	opening := court.OpeningRow{SheetRow: 2, Outcome: court.LedgerImport, Number: number, Date: court.D(2025, 12, 3), Amount: 5000_00}
	_, err = o.ImportOpenings(ctx, office.Actor{User: accountant}, []court.OpeningRow{opening}, office.OpeningPlan{On: court.D(2025, 12, 31), Bank: 5000_00, Known: true}, false, nil)
	must(err)
	must(done())
	return court.FundCode(c.ID)
}

// yearOfStatements writes what the bank sends, one file for each month.
func yearOfStatements(t *testing.T, code string) []string {
	t.Helper()
	var files []string
	dir, balance, n := t.TempDir(), court.Money(5000_00), 0
	for m := 1; m <= 12; m++ {
		first := court.D(2026, m, 1)
		text := fmt.Sprintf("账号：41001599000000001,起止日期：%s至%s\n交易日期,流水号,收入,支出,余额,对方户名,摘要\n", first, first.AddMonths(1).AddDays(-1))
		add := func(day int, in, out court.Money, party, note string) {
			n++
			balance += in - out
			text += fmt.Sprintf("%s,2026%08d,%s,%s,%s,%s,%s\n", first.AddDays(day-1), n, in.Plain(), out.Plain(), balance.Plain(), party, note)
		}
		add(10, court.Money(1000_00+m), 0, "李㛃", "执行款 "+code)
		switch m {
		case 2:
			add(20, 0, 4000_00, "张𬭎", "案款")
		case 8:
			add(20, 0, 2000_00, "张𬭎", "案款")
		}
		if m%3 == 0 {
			add(21, 12_34, 0, "", "结息")
		}
		add(25, 0, 1_50, "", "汇划手续费")
		path := filepath.Join(dir, fmt.Sprintf("明细%02d.csv", m))
		if err := os.WriteFile(path, []byte(text), 0o600); err != nil {
			t.Fatal(err)
		}
		files = append(files, path)
	}
	return files
}

// openNumber opens a case by its number.
func openNumber(s *screen, number string) {
	s.key("ctrl+k")
	s.typeText(number)
	s.click("申请执行 李㛃") // the hit below the search field
	s.see("概况")
}

// askTransfer asks for a payment from the case in front to its applicant.
func askTransfer(s *screen, amount string) {
	s.key("ctrl+4") // the case's 案款 tab
	s.click("申请发放")
	s.see("收款开户行")
	s.fill("收款开户行", "溪山县农村信用合作联社")
	s.fill("收款账号", "6229000000000001")
	s.fill("发放金额", amount)
	s.key("ctrl+s")
	s.see("等待审批")
	s.shot("asked")
}

// postMonth imports a month's statement.
func postMonth(s *screen, path string) {
	s.click("银行流水")
	s.see("选择银行的账户明细")
	f := s.find("或在这里输入、粘贴文件的完整路径，按回车", 0)
	s.clickAt(f.middle())
	s.typeText(path)
	s.key("Return")
	s.see("各列的含义")
	s.key("ctrl+s")
	s.see("Ctrl+S")
	s.see("利息、手续费")
	s.shot("statement")
	s.key("ctrl+s")
	s.see("已入账：")
	s.see("再导入一个文件 Esc")
	s.key("Escape")
	s.see("选择银行的账户明细")
}

// closeMonth closes a month of 2026 whose figures agree.
func closeMonth(s *screen, m int) {
	name := fmt.Sprintf("2026年%d月", m)
	s.click("案款")
	s.see("收款 Ctrl+R")
	s.key("ctrl+7")
	s.click(name)
	s.see(name + "三方一致")
	s.shot("month")
	s.click("结账")
	s.see("都不能再记账")
	s.clickNth("结账", 1) // below the title of that name
	s.see(name + "已结账")
}

// checkYear signs the twelve months and prints the year's report.
func checkYear(s *screen) {
	s.click("案款")
	s.see("导出 Excel Ctrl+E")
	s.key("ctrl+7")
	for m := 1; m <= 12; m++ {
		name := fmt.Sprintf("2026年%d月", m)
		s.click(name)
		s.see(name + "三方一致")
		s.click("复核签名")
		s.see(name + "已复核")
	}
	s.shot("checked")
	s.key("ctrl+9")
	s.click("收支年报")
	s.click("2027")
	s.click("2026")
	s.see("2026年收支年报")
	s.shot("year")
	s.click("打印报表")
	s.arrives("opened", "2026年收支年报", "12月", "合计")
}

// checkMoneyYear asks the command line what the year left in the books.
func checkMoneyYear(t *testing.T, data string) {
	t.Helper()
	t.Setenv("ZHIXING_PASSWORD", password)
	t.Setenv("ZHIXING_DAY", "2027-01-06")
	verb(t, "verify", "--data", data)
	journal := filepath.Join(t.TempDir(), "案款.journal")
	verb(t, "export", "--hledger", journal, "--data", data, "--user", "秦静宜")
	text, err := os.ReadFile(journal)
	if err != nil {
		t.Fatal(err)
	}
	for account, want := range map[string]string{"2246": "-49.36", "1131": "18.00", "1002-01": "11032.14", "案款:8": "-11000.78"} {
		found := false
		for line := range strings.Lines(string(text)) {
			found = found || strings.Contains(line, account) && strings.Contains(line, "= "+want+" CNY")
		}
		if !found {
			t.Errorf("the books do not end with %s on account %s", want, account)
		}
	}
}
