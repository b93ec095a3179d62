package sample

import (
	"fmt"

	"zhixing/app/court"
	"zhixing/app/office"
)

// found invents the n-th property of a debtor, of a kind in turn.
func found(n int, c court.Case, on court.Date) court.Property {
	d := c.PartiesOf(court.RoleDebtor)[0]
	p := court.Property{CaseID: c.ID, Owner: d.Name, Source: court.PropertySources[n%4], Found: on}
	switch n % 6 {
	case 0:
		p.Kind, p.Value = court.PropertyDeposit, court.Money(1_260_50+n*731_00)
		p.Facts = map[string]string{"银行名称": "溪山县农村信用合作联社", "开户网点": "溪山县农村信用合作联社柳林信用社", "开户账号": fmt.Sprintf("622208%013d", 70400+n), "账户类别": "个人结算账户"}
	case 1:
		p.Kind, p.Value = court.PropertyVehicle, court.Money(60_000_00+n*1_000_00)
		p.Facts = map[string]string{"号牌号码": fmt.Sprintf("豫S%05d", 31000+n*7), "车辆品牌": "小型轿车", "车辆识别号": fmt.Sprintf("LXS00000000%06d", 4100+n), "注册登记机关": "溪山县车辆管理所", "实物": "未查找到"}
	case 2:
		p.Kind, p.Value = court.PropertyHouse, court.Money(320_000_00+n*9_000_00)
		p.Facts = map[string]string{"房产坐落": fmt.Sprintf("溪山县城关镇文昌路%d号楼2单元", 10+n), "产权证号": fmt.Sprintf("豫（2016）溪山县不动产权第%07d号", 1200+n), "建筑面积": "98.6平方米", "规划用途": "住宅",
			"登记机构": "溪山县不动产登记中心", "居住情况": "被执行人唯一住房"}
	case 3:
		p.Kind, p.Value = court.PropertyNetMoney, court.Money(812_00+n*10_00)
		p.Facts = map[string]string{"平台": "网络支付平台", "账户": fmt.Sprintf("1390000%04d", 3000+n)}
	case 4:
		p.Kind, p.Value = court.PropertyEquity, 200_000_00
		p.Facts = map[string]string{"持股公司名称": fmt.Sprintf("溪山县清溪%d号种植专业合作社", n), "出资额": "200000", "出资比例": "40%", "登记机关": "溪山县市场监督管理局"}
	default:
		p.Kind, p.Value = court.PropertyMovable, 35_000_00
		p.Facts = map[string]string{"名称": "小型挖掘机", "数量": "1台", "存放地点": "溪山县柳林乡停车场", "编号": fmt.Sprintf("WJJ%06d", 800+n)}
	}
	return p
}

// properties gives open cases properties with measures that were taken in
// 保全 before they were filed: one lapsed, some end in each step of the
// warnings, most run; one waits behind another court, one lies on a house that
// two cases reach for.
func (f *filler) properties() error {
	rows, err := f.o.AllCases(f.ctx, office.CaseQuery{Open: true, Group: court.GroupEnforcement})
	if err != nil {
		return err
	}
	clerk := f.staff["陈玥"]
	agoDays := []int{372, 360, 352, 341, 312, 200, 90, 30}
	for n, row := range rows {
		if n >= 2*len(agoDays) {
			break
		}
		c, err := f.o.Case(f.ctx, row.ID)
		if err != nil {
			return err
		}
		if len(c.PartiesOf(court.RoleDebtor)) == 0 {
			continue
		}
		kind := 60 + n
		if n < len(agoDays) {
			kind = 6 * n // a deposit: its term is a year
		}
		p, _, err := f.o.SaveProperty(f.ctx, clerk, found(kind, c, f.clock.today().AddDays(-2)))
		if err != nil {
			return err
		}
		if n == len(agoDays)+3 {
			continue // found and not controlled
		}
		e := office.MeasureEntry{CaseID: c.ID, Properties: []int64{p.ID}, Kind: court.InfoOf(p.Kind).Measure, Protection: true, From: "诉讼保全", On: f.clock.today().AddDays(-agoDays[n%len(agoDays)])}
		if n == len(agoDays)+2 {
			e.Waits, e.First = true, office.FirstMeasure{Court: "柳溪县人民法院", CaseNo: "（2017）豫1598执311号", On: e.On.AddDays(-60)}
		}
		if _, err := f.o.AddMeasures(f.ctx, clerk, e); err != nil {
			return err
		}
	}
	return f.sharedHouse(rows)
}

// sharedHouse lies in three cases: the second one waits, the third one was
// served before the first and comes to light later.
func (f *filler) sharedHouse(rows []office.CaseRow) error {
	if len(rows) < 3 {
		return nil
	}
	first := int64(0)
	for i, row := range rows[len(rows)-3:] {
		c, err := f.o.Case(f.ctx, row.ID)
		if err != nil {
			return err
		}
		house := found(50, c, f.clock.today())
		house.SameAs = first // two debtors have parts in it
		p, _, err := f.o.SaveProperty(f.ctx, f.staff["陈玥"], house)
		if err != nil {
			return err
		}
		first = p.ID
		e := office.MeasureEntry{CaseID: c.ID, Properties: []int64{p.ID}, Kind: court.Seal, Protection: true, From: "诉讼保全", On: f.clock.today().AddDays(i - 5), Waits: i == 1}
		if i == 2 {
			e.On, e.PlaceWhy = f.clock.today().AddDays(-9), "不动产登记中心的回执载明先收到本案的协助执行通知书"
		}
		if _, err := f.o.AddMeasures(f.ctx, f.staff["陈玥"], e); err != nil {
			return err
		}
	}
	return nil
}
