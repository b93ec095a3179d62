package court

import "testing"

func TestWhatAClueSpeaksOf(t *testing.T) {
	for text, want := range map[string]PropertyKind{
		"豫S12345停在柳林乡停车场": PropertyVehicle,
		"在农信社有存款五万元":      PropertyDeposit,
		"在柳林乡有仓库一处":       PropertyHouse,
		"地下车位一个":          PropertyHouse,
		"持有清溪合作社股权":       PropertyEquity,
		"支付宝账户有余额":        PropertyNetMoney,
		"在建筑公司领工资":        PropertyIncome,
		"李四欠他工程款":         PropertyClaim,
		"县公积金中心有公积金账户":    PropertyHousing,
		"家里有挖掘机":          PropertyMovable,
		"承包地二十亩":          PropertyLand,
		"":                PropertyMovable,
		"买过平安的保险，银行代扣":    PropertyInsurance,
		"在证券公司有股票账户":      PropertySecurity,
		"买了银行的理财产品":       PropertyFinancial,
	} {
		if got := GuessPropertyKind(text); got != want {
			t.Errorf("%q: %s, want %s", text, got, want)
		}
	}
}
