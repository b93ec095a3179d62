package court

import "regexp"

// propertyWords tell the kind of property that a text speaks of; the first that
// fits is taken, so what is the more telling stands before.
var propertyWords = []struct {
	kind  PropertyKind
	words *regexp.Regexp
}{
	{PropertyHousing, regexp.MustCompile(`公积金`)},
	{PropertyInsurance, regexp.MustCompile(`保险|保单`)},
	{PropertyFinancial, regexp.MustCompile(`理财|基金`)},
	{PropertyNetMoney, regexp.MustCompile(`支付宝|微信|财付通|网络资金|直播|平台账户`)},
	{PropertySecurity, regexp.MustCompile(`股票|证券`)},
	{PropertyEquity, regexp.MustCompile(`股权|股份|持股|入股|出资`)},
	{PropertyIncome, regexp.MustCompile(`工资|薪|养老金|退休金|劳务费|收租|租金`)},
	{PropertyDeposit, regexp.MustCompile(`存款|账户|账号|银行|信用社|农商|农信|存折`)},
	{PropertyHouse, regexp.MustCompile(`车位|车库`)},
	{PropertyVehicle, regexp.MustCompile(`车`)},
	{PropertyLand, regexp.MustCompile(`土地|宅基地|承包地|林地`)},
	{PropertyHouse, regexp.MustCompile(`房|楼|单元|商铺|门面|仓库|厂|不动产`)},
	{PropertyClaim, regexp.MustCompile(`债权|欠款|工程款|货款|应收`)},
}

// GuessPropertyKind tells which kind of property a text speaks of, for a form to
// begin with; PropertyMovable when it names none.
func GuessPropertyKind(text string) PropertyKind {
	for _, w := range propertyWords {
		if w.words.MatchString(text) {
			return w.kind
		}
	}
	return PropertyMovable
}
