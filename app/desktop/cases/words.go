package cases

import (
	"strings"

	"zhixing/app/desktop/frame"
)

// tabNames are the tabs of the case page in order; the first nine are reached by
// Ctrl and their place, which people have in their fingers.
var tabNames = []string{
	frame.TabFacts, frame.TabProgress, frame.TabProperty, frame.TabMoney, frame.TabPapers, frame.TabService, frame.TabClosure, frame.TabDossier, frame.TabFlow,
	frame.TabInquiry, frame.TabSale, frame.TabListing, frame.TabCoercion, frame.TabLog,
}

// commonCauses are the causes that enforcement cases of a county court mostly
// have; others are typed.
var commonCauses = []string{
	"民间借贷纠纷", "金融借款合同纠纷", "买卖合同纠纷", "建设工程施工合同纠纷", "劳务合同纠纷", "追索劳动报酬纠纷", "机动车交通事故责任纠纷",
	"离婚纠纷", "离婚后财产纠纷", "抚养费纠纷", "抚养纠纷", "赡养费纠纷", "赡养纠纷", "探望权纠纷", "继承纠纷", "法定继承纠纷", "婚约财产纠纷",
	"借款合同纠纷", "信用卡纠纷", "小额借款合同纠纷", "保证合同纠纷", "追偿权纠纷", "租赁合同纠纷", "房屋租赁合同纠纷", "房屋买卖合同纠纷",
	"商品房预售合同纠纷", "承揽合同纠纷", "加工合同纠纷", "运输合同纠纷", "保险合同纠纷", "财产保险合同纠纷", "保险人代位求偿权纠纷",
	"物业服务合同纠纷", "供用热力合同纠纷", "农村土地承包合同纠纷", "土地承包经营权纠纷", "合伙协议纠纷", "股权转让纠纷", "合同纠纷", "居间合同纠纷",
	"委托合同纠纷", "劳动争议", "劳动合同纠纷", "确认劳动关系纠纷", "工伤保险待遇纠纷", "提供劳务者受害责任纠纷", "健康权纠纷", "生命权纠纷",
	"医疗损害责任纠纷", "产品责任纠纷", "相邻关系纠纷", "排除妨害纠纷", "返还原物纠纷", "财产损害赔偿纠纷", "不当得利纠纷", "名誉权纠纷",
	"案外人执行异议之诉", "申请执行人执行异议之诉", "行政非诉执行", "罚金", "责令退赔", "刑事附带民事赔偿", "公证债权文书", "仲裁裁决",
}

// basisKinds are the kinds of title that can be enforced.
var basisKinds = []string{
	"民事判决书", "民事调解书", "民事裁定书", "刑事判决书", "刑事附带民事判决书", "刑事附带民事调解书", "行政判决书", "行政裁定书",
	"支付令", "仲裁裁决书", "仲裁调解书", "公证债权文书", "行政处罚决定书", "行政决定书", "其他",
}

// matching gives the words that contain a text, those that begin with it
// first.
func matching(words []string, text string) []string {
	text = strings.TrimSpace(text)
	var first, rest []string
	for _, w := range words {
		switch {
		case strings.HasPrefix(w, text):
			first = append(first, w)
		case strings.Contains(w, text):
			rest = append(rest, w)
		}
	}
	return append(first, rest...)
}

// looksLikeUnit guesses from a name that it is a company's or an office's.
func looksLikeUnit(name string) bool {
	for _, word := range []string{"公司", "银行", "联社", "合作社", "委员会", "村委会", "政府", "医院", "学校", "中心", "厂", "集团", "事务所", "保险", "局", "商行", "超市"} {
		if strings.Contains(name, word) {
			return true
		}
	}
	return false
}
