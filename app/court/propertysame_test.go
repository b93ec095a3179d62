package court

import "testing"

// What is one and the same thing, what a person has to look at, and what is
// none: for every kind that two records were once taken for one.
func TestLikenessOfProperties(t *testing.T) {
	facts := func(pairs ...string) map[string]string {
		m := map[string]string{}
		for i := 0; i < len(pairs); i += 2 {
			m[pairs[i]] = pairs[i+1]
		}
		return m
	}
	for _, x := range []struct {
		name   string
		kind   PropertyKind
		a, b   map[string]string
		others bool // b belongs to somebody else
		want   Likeness
	}{
		{"one account", PropertyDeposit, facts("银行名称", "农商行", "开户账号", "6228 4800 0001"), facts("银行名称", "溪山农商行", "开户账号", "6228-4800-0001"), false, PropertySame},
		{"one account of another", PropertyDeposit, facts("开户账号", "622848000001"), facts("开户账号", "622848000001"), true, PropertyAlike},
		{"two accounts", PropertyDeposit, facts("银行名称", "农商行", "开户账号", "622848000001"), facts("银行名称", "农商行", "开户账号", "622848000002"), false, PropertyApart},
		{"no numbers, two banks", PropertyDeposit, facts("银行名称", "农商行", "开户账号", "账号不详"), facts("银行名称", "信用社", "开户账号", "账号不详"), false, PropertyApart},
		{"no numbers, one bank", PropertyDeposit, facts("银行名称", "农商行", "开户账号", "无账号"), facts("银行名称", "农商行", "开户账号", "无账号"), false, PropertyAlike},
		{"masked numbers", PropertyDeposit, facts("银行名称", "农商行", "开户账号", "6228****0001"), facts("银行名称", "信用社", "开户账号", "6228****0001"), false, PropertyApart},
		{"noughts", PropertyDeposit, facts("银行名称", "农商行", "开户账号", "000000"), facts("银行名称", "信用社", "开户账号", "000000"), false, PropertyApart},
		{"one phone, two platforms", PropertyNetMoney, facts("平台", "甲", "账户", "13900001111", "注册手机", "13900001111"), facts("平台", "乙", "账户", "13900001111", "注册手机", "13900001111"), false, PropertyApart},
		{"two products in one account", PropertyFinancial, facts("产品名称", "稳盈1号", "产品账号", "88001234"), facts("产品名称", "稳盈2号", "产品账号", "88001234"), false, PropertyApart},
		{"two stocks in one account", PropertySecurity, facts("证券账户号", "A123456789", "证券名称", "甲股", "证券代码", "600001"), facts("证券账户号", "A123456789", "证券名称", "乙股", "证券代码", "600002"), false, PropertyApart},
		{"one stock by its code", PropertySecurity, facts("证券账户号", "A123456789", "证券名称", "甲股份", "证券代码", "600001"), facts("证券账户号", "A123456789", "证券名称", "甲股", "证券代码", "600001"), false, PropertySame},
		{"one company, two shareholders", PropertyEquity, facts("公司信用代码", "91411599MA00000012"), facts("公司信用代码", "91411599MA00000012"), true, PropertyApart},
		{"one share", PropertyEquity, facts("公司信用代码", "91411599MA00000012"), facts("公司信用代码", "91411599ma00000012"), false, PropertySame},
		{"one address, two deeds", PropertyHouse, facts("房产坐落", "青龙镇", "产权证号", "豫（2018）第0001号"), facts("房产坐落", "青龙镇", "产权证号", "豫（2018）第0002号"), false, PropertyApart},
		{"one address, no deed", PropertyHouse, facts("房产坐落", "青龙镇"), facts("房产坐落", "青龙镇", "产权证号", "豫（2018）第0002号"), false, PropertyAlike},
		{"one address, two owners", PropertyHouse, facts("房产坐落", "青龙镇"), facts("房产坐落", "青龙镇"), true, PropertyApart},
		{"one deed, two units", PropertyHouse, facts("不动产单元号", "411500001001GB00001F00010001", "产权证号", "豫（2018）第0001号"), facts("不动产单元号", "411500001001GB00001F00010002", "产权证号", "豫（2018）第0001号"), false, PropertyApart},
		{"one house, two owners", PropertyHouse, facts("产权证号", "豫（2018）第0001号"), facts("产权证号", "豫(2018)第0001号"), true, PropertyAlike},
		{"one plate, two cars", PropertyVehicle, facts("号牌号码", "豫S12345", "车辆识别号", "LXS00000000004100"), facts("号牌号码", "豫S12345", "车辆识别号", "LXS00000000004101"), false, PropertyApart},
		{"one plate", PropertyVehicle, facts("号牌号码", "豫S·12345", "车辆识别号", "LXS00000000004100"), facts("号牌号码", "豫S12345"), false, PropertySame},
		{"wages of one unit", PropertyIncome, facts("支付单位", "青禾公司", "收入种类", "工资", "单位电话", "0376-6123456"), facts("支付单位", "青禾公司", "收入种类", "租金", "单位电话", "0376-6123456"), false, PropertyAlike},
		{"two units with one phone", PropertyIncome, facts("支付单位", "青禾公司", "单位电话", "0376-6123456"), facts("支付单位", "青苗公司", "单位电话", "0376-6123456"), false, PropertyApart},
	} {
		a := Property{Kind: x.kind, Owner: "李契", OwnerID: "411599197209279304", Facts: x.a}
		b := Property{Kind: x.kind, Owner: "李契", OwnerID: "411599197209279304", Facts: x.b}
		if x.others {
			b.Owner, b.OwnerID = "李某", "411599198001010011"
		}
		if got := a.Likeness(b); got != x.want {
			t.Errorf("%s: %d, want %d", x.name, got, x.want)
		}
		if got := b.Likeness(a); got != x.want {
			t.Errorf("%s, the other way round: %d, want %d", x.name, got, x.want)
		}
	}
	for _, k := range PropertyKinds {
		id := identities[k.Kind]
		for _, labels := range append(id.strong, id.alike) {
			for _, label := range labels {
				known := false
				for _, f := range k.Fields {
					known = known || f.Label == label
				}
				if !known {
					t.Errorf("%s has no field %s", k.Kind, label)
				}
			}
		}
	}
}
