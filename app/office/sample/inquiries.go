package sample

import (
	"slices"

	"zhixing/app/court"
	"zhixing/app/office"
)

// units are the contact book.
var units = []court.AssistUnit{
	{Name: "溪山县不动产登记中心", Department: "档案查询科", Person: "穆登记", Phone: "0376-5550101", Address: "溪山县城关镇文昌路2号"},
	{Name: "溪山县车辆管理所", Department: "业务大厅", Person: "车小满", Phone: "0376-5550102", Address: "溪山县城关镇环城路18号"},
	{Name: "溪山县住房公积金中心", Department: "归集科", Person: "房稳", Phone: "0376-5550103", Address: "溪山县城关镇政和路6号"},
	{Name: "溪山县农村信用合作联社", Department: "运营管理部", Person: "余存", Phone: "0376-5550104", Address: "溪山县城关镇人民路40号", Note: "查询、冻结在二楼"},
	{Name: "溪山县市场监督管理局", Department: "登记科", Person: "商注册", Phone: "0376-5550105", Address: "溪山县城关镇政和路9号"},
}

// inquiries gives open cases letters to units, answered, waiting and overdue,
// and clues that are checked, waiting and overdue.
func (f *filler) inquiries() error {
	clerk := f.staff["陈玥"]
	for _, u := range units {
		if _, err := f.o.SaveAssistUnit(f.ctx, clerk, u); err != nil {
			return err
		}
	}
	rows, err := f.o.AllCases(f.ctx, office.CaseQuery{Open: true, Group: court.GroupEnforcement})
	if err != nil {
		return err
	}
	today := f.clock.today()
	n := 0
	for _, row := range rows {
		c, err := f.o.Case(f.ctx, row.ID)
		if err != nil {
			return err
		}
		if c.Kind != court.KindFirst || c.Filed.After(today.AddDays(-30)) || len(c.PartiesOf(court.RoleDebtor)) == 0 {
			continue
		}
		if err := f.asked(clerk, c, n); err != nil {
			return err
		}
		if n++; n == 8 {
			break
		}
	}
	return nil
}

// asked enters the n-th example.
func (f *filler) asked(clerk office.Actor, c court.Case, n int) error {
	today := f.clock.today()
	sent := today.AddDays([]int{-25, -16, -14, -6, -4, -3, -2, -1}[n])
	q, err := f.o.AskInquiry(f.ctx, clerk, office.InquiryEntry{Way: court.InquiryLetter, Reason: court.InquiryRepeat, Sent: sent, Scope: []string{"公积金", "不动产", "车辆"},
		Units: []string{units[n%3].Name, units[(n+1)%3].Name}, Targets: []office.InquiryTarget{{CaseID: c.ID}}})
	if err != nil {
		return err
	}
	if n%2 == 0 { // one of the units answers
		answered := slices.DeleteFunc(q.Lines, func(l court.InquiryLine) bool { return l.Unit != units[n%3].Name })
		a := office.InquiryAnswer{Lines: answered, On: sent.AddDays(1), Result: court.InquiryNothing, Note: "经查询，名下无登记"}
		if err := f.o.AnswerInquiry(f.ctx, clerk, a); err != nil {
			return err
		}
	}
	if n > 3 {
		return nil
	}
	x, err := f.o.SaveClue(f.ctx, clerk, court.Clue{CaseID: c.ID, Source: court.ClueSources[n%4], Giver: c.NamesOf(court.RoleApplicant), Received: today.AddDays([]int{-12, -9, -2, -1}[n]), Urgent: n == 3,
		Debtor: c.PartiesOf(court.RoleDebtor)[0].Name, Content: []string{"在柳林乡停车场停有小型挖掘机一台", "在城关镇有门面房出租，每月收租", "近日收到一笔工程款", "正在出售名下车辆"}[n]})
	if err != nil || n != 0 {
		return err
	}
	x, err = f.o.CheckClue(f.ctx, clerk, office.ClueCheck{ID: x.ID, Version: x.Version, On: today.AddDays(-8), Result: court.ClueFalse, Finding: "经现场查看，挖掘机是停车场业主的，有购车发票"})
	if err != nil {
		return err
	}
	return f.o.TellClue(f.ctx, clerk, x.ID, x.Version, today.AddDays(-7), "电话")
}
