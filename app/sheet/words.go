package sheet

import (
	"regexp"
	"slices"
	"strings"

	"zhixing/app/court"
)

// closingWords are the spellings of ledgers for the modes of closing.
var closingWords = map[string]court.ClosingMode{
	"执结": court.ClosedFulfilled, "执行完结": court.ClosedFulfilled, "履行完毕": court.ClosedFulfilled,
	"自动履行完毕": court.ClosedFulfilled, "自动履行": court.ClosedFulfilled, "全部执行": court.ClosedFulfilled, "执毕": court.ClosedFulfilled,
	"强制执行完毕": court.ClosedFulfilled, "全部执行完毕": court.ClosedFulfilled,
	"终本": court.ClosedInterim, "程序终结": court.ClosedInterim, "终结本次": court.ClosedInterim, "终结本次执行": court.ClosedInterim,
	"终结本次程序": court.ClosedInterim, "本次终结": court.ClosedInterim, "裁定终结本次执行程序": court.ClosedInterim,
	"执行终结": court.ClosedTerminated, "裁定终结执行": court.ClosedTerminated,
	"裁定不予执行": court.ClosedRefused, "驳回": court.ClosedRejected, "驳回执行申请": court.ClosedRejected, "驳回执行": court.ClosedRejected,
}

var closingModes = []court.ClosingMode{
	court.ClosedFulfilled, court.ClosedInterim, court.ClosedTerminated, court.ClosedWithdrawn, court.ClosedRefused,
	court.ClosedRejected, court.ClosedProtected, court.ClosedPartly, court.ClosedNothing,
}

// closingOf gives the mode a word stands for. Words with two meanings (终结)
// are not guessed.
func closingOf(text string) (court.ClosingMode, bool) {
	s := bareLabel(text)
	if slices.Contains(closingModes, court.ClosingMode(s)) {
		return court.ClosingMode(s), true
	}
	mode, ok := closingWords[s]
	return mode, ok
}

var stageWords = map[string]court.Stage{
	"准备": court.StagePreparation, "立案": court.StagePreparation, "执行启动": court.StagePreparation,
	"查控": court.StageAssetControl, "财产调查": court.StageAssetControl, "财产控制": court.StageAssetControl,
	"强制": court.StageCompulsion, "执行实施": court.StageCompulsion, "财产处置": court.StageCompulsion, "财产变现": court.StageCompulsion, "变现": court.StageCompulsion,
	"结案": court.StageClosingReview, "审查": court.StageClosingReview, "结案审查": court.StageClosingReview, "审查终结": court.StageClosingReview, "已结": court.StageClosingReview,
}

func stageOf(text string) (court.Stage, bool) {
	s := bareLabel(text)
	if s != "执行阶段" {
		s = strings.TrimSuffix(s, "阶段")
	}
	if slices.Contains(court.Stages, court.Stage(s)) {
		return court.Stage(s), true
	}
	stage, ok := stageWords[s]
	return stage, ok
}

// tagsOf gives the court.CaseTags a cell names and the words that are none.
func tagsOf(text string) (tags, unknown []string) {
	for _, word := range court.SplitNames(strings.ReplaceAll(text, "+", "、")) {
		bare := bareLabel(word)
		switch tag := tagOf(bare); {
		case slices.Contains([]string{"一般", "普通", "一般案件", "普通案件", "无", "其他", "-", ""}, bare):
		case tag == "":
			unknown = append(unknown, word)
		case !slices.Contains(tags, tag):
			tags = append(tags, tag)
		}
	}
	return tags, unknown
}

func tagOf(word string) string {
	word = strings.TrimSuffix(word, "案件")
	for _, tag := range court.CaseTags {
		if word == tag || "涉"+word == tag {
			return tag
		}
	}
	return map[string]string{
		"涉公职": "涉公职人员", "公职": "涉公职人员", "涉公": "涉公职人员", "涉访": "涉执信访", "信访": "涉执信访", "涉诉信访": "涉执信访",
		"规避": "规避执行", "抗拒": "抗拒执行", "重大": "重大敏感", "敏感": "重大敏感", "行为": "行为执行", "非诉": "非诉执行", "行政非诉": "非诉执行",
	}[word]
}

var (
	basisNumber   = regexp.MustCompile(`^(.*?)(\(\d{4}\)[^()]*?号(?:之[一二三四五六七八九十]+)?)(.*)$`)
	basisPlain    = strings.NewReplacer("〔", "(", "〕", ")", "[", "(", "]", ")", "【", "(", "】", ")", "《", "", "》", "", "“", "", "”", "", " ", "")
	basisBrackets = strings.NewReplacer("(", "（", ")", "）")
	organWords    = regexp.MustCompile(`(法院|法庭|委员会|仲裁委|仲裁院|公证处|政府|[局厅])$`)
	basisKinds    = []string{
		"刑事附带民事判决书", "民事判决书", "民事调解书", "民事裁定书", "民事决定书", "行政判决书", "行政裁定书", "行政调解书", "刑事判决书", "刑事裁定书",
		"仲裁裁决书", "仲裁调解书", "劳动仲裁裁决书", "公证债权文书", "执行证书", "支付令", "行政处罚决定书", "行政决定书", "判决书", "调解书", "裁定书", "裁决书", "决定书",
	}
)

// ReadBasis splits the text of an 执行依据 such as
// （2017）豫1599民初1004号民事判决书 into organ, number and kind. What it
// cannot split stays whole in Number; the effective date is never in it.
func ReadBasis(text string) court.Basis {
	whole := cellText(text)
	m := basisNumber.FindStringSubmatch(basisPlain.Replace(court.Narrow(whole)))
	if m == nil || basisNumber.MatchString(m[3]) {
		return court.Basis{Number: whole}
	}
	b := court.Basis{Number: basisBrackets.Replace(m[2])}
	before, after := m[1], m[3]
	for _, kind := range basisKinds {
		if strings.Contains(after, kind) {
			b.Kind = kind
			after = strings.Replace(after, kind, "", 1)
			break
		}
		if strings.HasSuffix(before, kind) {
			b.Kind = kind
			before = strings.TrimSuffix(before, kind)
			break
		}
	}
	if strings.Trim(after, ",，。;；、") != "" {
		return court.Basis{Number: whole}
	}
	before = strings.TrimRight(before, ":：,，的")
	if organWords.MatchString(before) {
		b.Organ = before
	} else {
		b.Number = before + b.Number // 溪劳人仲裁字〔2017〕12号
	}
	return b
}

var (
	companyWords = regexp.MustCompile(`公司|集团|银行|联社|信用社|保险|政府|委员会|管委会|居委会|村委会|法院|检察院|医院|学校|中学|小学|大学|学院|幼儿园|研究院|研究所|协会|基金会|[厅局]$`)
	bankWords    = regexp.MustCompile(`银行$|信用合作联社$`)
	otherWords   = regexp.MustCompile(`分公司$|支公司$|分行$|支行$|分理处$|营业部$|超市|商行|商店|经营部|门市部|工作室|事务所|合作社|合伙|加工厂|养殖场|饭店|酒店|宾馆|个体|中心$|[厂店场站部社组馆行]$`)
)

// PartyKindOf guesses from name and identifier what a party is; the
// identifier decides where it can. It is a proposal for the person who
// checks the import, not a finding.
func PartyKindOf(name, identifier string) court.PartyKind {
	kind := court.ReadIdentifier(identifier).Kind
	length := len([]rune(name))
	unit := length >= 4 && (companyWords.MatchString(name) || otherWords.MatchString(name))
	switch {
	case kind == court.IDPerson || kind == court.IDPerson15:
		return court.PartyPerson
	case kind != court.IDUnit && (!unit || strings.Contains(name, "·")):
		return court.PartyPerson
	case otherWords.MatchString(name) && !strings.HasSuffix(name, "有限公司"):
		if bankWords.MatchString(name) {
			return court.PartyCompany
		}
		return court.PartyOther
	}
	return court.PartyCompany
}
