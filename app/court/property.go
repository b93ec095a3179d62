package court

import (
	"slices"
	"strings"
	"time"
)

// PropertyKind is a 财产类型.
type PropertyKind string

// The kinds of property.
const (
	PropertyDeposit   PropertyKind = "银行存款"
	PropertyFinancial PropertyKind = "理财产品"
	PropertyNetMoney  PropertyKind = "网络资金"
	PropertyVehicle   PropertyKind = "车辆"
	PropertyHouse     PropertyKind = "不动产"
	PropertyLand      PropertyKind = "土地使用权"
	PropertySecurity  PropertyKind = "证券"
	PropertyEquity    PropertyKind = "股权"
	PropertyInsurance PropertyKind = "保险"
	PropertyHousing   PropertyKind = "公积金"
	PropertyIncome    PropertyKind = "工资收入"
	PropertyClaim     PropertyKind = "到期债权"
	PropertyMovable   PropertyKind = "动产"
	PropertyOther     PropertyKind = "其他财产"
)

// FieldType says how a field of a property is typed in and shown.
type FieldType string

// The types of fields.
const (
	FieldText   FieldType = "文字"
	FieldMoney  FieldType = "金额"
	FieldDate   FieldType = "日期"
	FieldChoice FieldType = "选择"
)

// PropertyField is a fact that a kind of property has; its label is its key.
type PropertyField struct {
	Label    string
	Type     FieldType
	Options  []string // of a choice
	Required bool
	Find     bool   // an identifier: the property is found, and known to be the same, by it
	Unit     bool   // names the unit that assists (协助执行单位)
	Line     bool   // belongs into the one line that papers and lists show
	Bare     bool   // stands in that line without its label
	Worth    bool   // is what the property is worth where nobody says otherwise
	Alias    string // another heading in result sheets, parted by 、
}

// PropertyKindInfo describes a kind: its fields in the order of the form. Form,
// list, Excel and papers follow it.
type PropertyKindInfo struct {
	Kind    PropertyKind
	Measure MeasureKind // what it is controlled with
	Fields  []PropertyField
}

// residence is how a house is lived in, which decides how far it can be sold.
var residence = []string{"非居住用房", "被执行人及所扶养家属居住", "被执行人唯一住房", "出租", "空置", "不明"}

func textField(label string) PropertyField { return PropertyField{Label: label, Type: FieldText} }

func (f PropertyField) required() PropertyField { f.Required = true; return f }
func (f PropertyField) found() PropertyField    { f.Find = true; return f }
func (f PropertyField) unit() PropertyField     { f.Unit = true; return f }
func (f PropertyField) line() PropertyField     { f.Line = true; return f }
func (f PropertyField) bare() PropertyField     { f.Line, f.Bare = true, true; return f }

func (f PropertyField) worth() PropertyField { f.Worth = true; return f }

func (f PropertyField) also(alias string) PropertyField { f.Alias = alias; return f }

func moneyField(label string) PropertyField { return PropertyField{Label: label, Type: FieldMoney} }
func dateField(label string) PropertyField  { return PropertyField{Label: label, Type: FieldDate} }
func choiceField(label string, options ...string) PropertyField {
	return PropertyField{Label: label, Type: FieldChoice, Options: options}
}

// PropertyKinds describes every kind, in the order choices offer them.
var PropertyKinds = []PropertyKindInfo{
	{PropertyDeposit, Freeze, []PropertyField{
		textField("银行名称").required().unit().bare().also("开户银行、开户行、金融机构"), textField("开户网点").also("网点、开户网点名称"),
		textField("开户账号").required().found().line().also("账号、卡号、账户、银行账号"), textField("账户类别").also("账户类型"), textField("账户状态"),
		moneyField("可用余额").worth().also("可用资产数额"), textField("币种"),
	}},
	{PropertyFinancial, Freeze, []PropertyField{
		textField("产品名称").required().bare().also("金融理财产品名称"), textField("开户机构").required().unit().bare().also("银行名称、销售机构、基金销售单位"),
		textField("产品账号").required().found().line().also("账号"), textField("份额"), dateField("产品到期日"),
	}},
	{PropertyNetMoney, Freeze, []PropertyField{
		textField("平台").required().unit().bare().also("网络平台、支付机构"), textField("账户").required().found().line().also("支付账户、账号"),
		textField("注册手机").found().also("注册人手机号码"), textField("账户状态"), moneyField("可用余额").worth().also("可用资产数额"),
	}},
	{PropertyVehicle, Seal, []PropertyField{
		textField("号牌号码").required().found().bare().also("车牌号、号牌、机动车登记编号、车牌号码"), textField("车辆品牌").bare().also("品牌"), textField("车辆类型").also("车型"), textField("车辆型号"),
		textField("车辆识别号").found().line().also("车架号、车辆识别代号"), textField("发动机号"), textField("注册登记机关").unit().also("登记机关"), dateField("注册登记日期"),
		choiceField("实物", "已扣押", "未查找到", "被执行人使用", "他人占有"),
	}},
	{PropertyHouse, Seal, []PropertyField{
		textField("房产坐落").required().bare().also("坐落、房屋坐落、位置"), textField("产权证号").found().line().also("房产证号、不动产权证号、权证号"),
		textField("不动产单元号").found().also("房屋编码"), textField("规划用途").also("用途、房产类型"), textField("建筑面积").line().also("面积"),
		textField("共有情况"), textField("份额比例"), textField("登记机构").unit().also("房产登记机关、登记机关"), choiceField("居住情况", residence...),
	}},
	{PropertyLand, Seal, []PropertyField{
		textField("土地位置").required().bare().also("坐落、位置"), textField("产权证号").found().line().also("证书号、土地证号"), textField("土地面积").line().also("使用权面积"), textField("用途"),
		textField("权属类别").also("使用权类型"), textField("共有情况"), dateField("终止日期"), textField("登记机关").unit(),
	}},
	{PropertySecurity, Freeze, []PropertyField{
		textField("证券名称").required().bare().also("持有证券名称、证券简称"), textField("证券代码").line(), textField("持股数量").required().line().also("数量、基金数量"),
		textField("证券账户号").required().found().line().also("证券帐户号、证券账号"), textField("托管券商").unit().also("开户机构、当前托管单元"), textField("股份性质"),
	}},
	{PropertyEquity, Freeze, []PropertyField{
		textField("持股公司名称").required().bare().also("公司名称、企业名称"), textField("公司信用代码").found().also("统一社会信用代码、注册号、组织机构代码"), moneyField("出资额").line().also("认缴出资额"),
		textField("出资比例").line().also("持股比例"), textField("登记机关").unit(), textField("公司类型"), textField("住所"),
	}},
	{PropertyInsurance, Freeze, []PropertyField{
		textField("保险公司").required().unit().bare().also("保险机构"), textField("保单号").required().found().line().also("保险单号"), textField("险种").bare().also("保险产品名称"), moneyField("现金价值").worth().line(),
		textField("投保人"), textField("被保险人"), textField("受益人"),
	}},
	{PropertyHousing, Freeze, []PropertyField{
		textField("公积金中心").required().unit().bare().also("管理中心、缴存中心"), textField("公积金账号").found().line().also("账号、个人账号"), textField("缴存单位"), moneyField("月缴存额"), textField("账户状态"),
	}},
	{PropertyIncome, Freeze, []PropertyField{
		textField("支付单位").required().unit().bare().also("工作单位、单位名称"), choiceField("收入种类", "工资", "养老金", "租金", "劳务报酬", "分红", "其他").bare(), moneyField("每月收入").line(),
		moneyField("每月扣留").line(), textField("单位联系人"), textField("单位电话").found(),
	}},
	{PropertyClaim, Freeze, []PropertyField{
		textField("次债务人").required().unit().bare().also("债务人"), textField("次债务人电话").found(), textField("债权依据").line(), dateField("到期日"), textField("债权内容"),
	}},
	{PropertyMovable, Attach, []PropertyField{
		textField("名称").required().bare(), textField("规格特征").bare().also("规格、具体信息"), textField("数量").line(), textField("编号").found(), textField("存放地点").line().also("位置、存放位置"), textField("保管人"),
	}},
	{PropertyOther, Freeze, []PropertyField{
		textField("名称").required().bare().also("权利名称、资金名称"), textField("编号").found().line().also("许可证号、证照号码"), textField("登记单位").unit().also("登记机关、权利登记单位"), textField("具体信息").line(), textField("存放位置"),
	}},
}

// InfoOf describes a kind; an unknown kind has no fields.
func InfoOf(kind PropertyKind) PropertyKindInfo {
	for _, k := range PropertyKinds {
		if k.Kind == kind {
			return k
		}
	}
	return PropertyKindInfo{Kind: kind}
}

// OwnerTie says how the property belongs to the debtor.
type OwnerTie string

// The ties.
const (
	OwnedAlone  OwnerTie = "被执行人所有"
	OwnedShared OwnerTie = "与他人共有"
	OwnedHeld   OwnerTie = "他人代持"
)

// OwnerTies lists them.
var OwnerTies = []OwnerTie{OwnedAlone, OwnedShared, OwnedHeld}

// PropertySources are the ways a property was found.
var PropertySources = []string{"总对总", "点对点", "线下调查", "财产报告", "线索", "保全", "搜查", "其他"}

// PropertyCondition is a 财产状态.
type PropertyCondition string

// The conditions.
const (
	PropertyFound      PropertyCondition = "已查明"
	PropertyControlled PropertyCondition = "已控制"
	PropertySelling    PropertyCondition = "处置中"
	PropertySold       PropertyCondition = "已处置"
	PropertyUnsellable PropertyCondition = "不能处置"
)

// PropertyConditions lists them in the order of the work.
var PropertyConditions = []PropertyCondition{PropertyFound, PropertyControlled, PropertySelling, PropertySold, PropertyUnsellable}

// Property is a thing or right of a debtor that can be enforced on. One thing
// is one record, however many cases reach for it, so that the order of the
// measures on it is one order.
type Property struct {
	ID        int64
	Version   int   // counts the saves; a stale save is refused
	CaseID    int64 // the case it was entered in first
	CaseNo    string
	Kind      PropertyKind
	Owner     string // name of the debtor
	OwnerID   string // the debtor's identifier, "" when unknown
	Tie       OwnerTie
	Holder    string // co-owner, or who holds it for the debtor
	Source    string
	Found     Date // 查明日期
	Facts     map[string]string
	Value     Money // 估值 in 分; 0 when unknown
	Burden    string
	BurdenSum Money  // what the burden secures, in 分
	Exempt    string // why the law keeps it from seizure, "" for no
	Condition PropertyCondition
	Why       string // why it cannot be sold
	Note      string
	Void      string // why it was entered in error
	By        string
	At        time.Time

	// SameAs answers whether this, when it is entered, is a thing like it that is
	// on record: that one's ID, or AnotherProperty. It is not stored.
	SameAs int64 `json:"-"`

	// What lists show beside it.
	Cases    string // numbers of all cases it stands in
	ListedIn int64  `json:"-"` // the case it is listed in: one of those asked for, else the first
	Officer  string // of the case it is listed in
}

// AnotherProperty says in SameAs that none of those like it on record is meant.
const AnotherProperty int64 = -1

// Line gives the property in one line, as papers name it.
func (p Property) Line() string {
	var parts []string
	for _, f := range InfoOf(p.Kind).Fields {
		v := p.Facts[f.Label]
		switch {
		case v == "" || !f.Line:
		case f.Bare:
			parts = append(parts, v)
		case f.Type == FieldMoney:
			parts = append(parts, f.Label+v+"元")
		default:
			parts = append(parts, f.Label+v)
		}
	}
	if p.Kind == PropertyVehicle && len(parts) > 0 {
		parts[0] = "车辆" + parts[0]
	}
	switch {
	case p.Holder == "":
	case p.Tie == OwnedShared:
		parts = append(parts, "与"+p.Holder+"共有")
	case p.Tie == OwnedHeld:
		parts = append(parts, "登记在"+p.Holder+"名下")
	}
	return strings.Join(parts, "，")
}

// Worth gives what the property's own facts say it is worth: the balance of an
// account, the cash value of a policy; 0 when none does.
func (p Property) Worth() Money {
	for _, f := range InfoOf(p.Kind).Fields {
		if m, err := ParseMoney(p.Facts[f.Label]); f.Worth && err == nil && m > 0 {
			return m
		}
	}
	return 0
}

// WithUnit gives the property with the unit that answered in the field of its
// kind that names one, where that is empty.
func (p Property) WithUnit(unit string) Property {
	for _, f := range InfoOf(p.Kind).Fields {
		if !f.Unit || unit == "" || p.Facts[f.Label] != "" {
			continue
		}
		facts := map[string]string{f.Label: unit}
		for label, v := range p.Facts {
			if v != "" {
				facts[label] = v
			}
		}
		p.Facts = facts
		break
	}
	return p
}

// IsMoney tells whether things of the kind are taken over as money (扣划、提取) and
// need no selling.
func (k PropertyKind) IsMoney() bool {
	return k == PropertyDeposit || k == PropertyNetMoney || k == PropertyHousing || k == PropertyIncome
}

// Unit names the unit that assists with it, "" when none is known.
func (p Property) Unit() string {
	for _, f := range InfoOf(p.Kind).Fields {
		if f.Unit && p.Facts[f.Label] != "" {
			unit := p.Facts[f.Label]
			if branch := p.Facts["开户网点"]; f.Label == "银行名称" && branch != "" {
				unit = strings.TrimPrefix(branch, unit) // many write the bank's name before its branch
				unit = p.Facts[f.Label] + unit
			}
			return unit
		}
	}
	return ""
}

// Keys gives the identifiers it is found by, as FindKey writes them.
func (p Property) Keys() []string {
	var keys []string
	for _, f := range InfoOf(p.Kind).Fields {
		if k := FindKey(p.Facts[f.Label]); f.Find && len(k) >= 4 && !slices.Contains(keys, k) {
			keys = append(keys, k)
		}
	}
	return keys
}

// FindKey writes an identifier, plate, account or phone without spaces, dots
// and dashes, half-width and in capitals, as it is stored and looked up.
func FindKey(text string) string {
	return strings.ToUpper(strings.Map(func(r rune) rune {
		if strings.ContainsRune(" -—·.．・\t\n", r) {
			return -1
		}
		return r
	}, Narrow(CleanLine(text))))
}
