package court

import (
	"slices"
	"strings"
)

// Likeness says how two records of a kind of property relate.
type Likeness int

// The likenesses.
const (
	PropertyApart Likeness = iota // two things
	PropertyAlike                 // perhaps one thing: a person decides
	PropertySame                  // one and the same thing
)

// identity is what tells things of a kind apart. Each line of strong names
// facts that together are an identifier, its number first; the first line that
// both records have decides. Facts of alike only hint at one thing.
type identity struct {
	strong [][]string
	alike  []string
}

// identities holds the identity of every kind. A platform's phone, the phone of
// a unit and an address are no identifiers: several things share them.
var identities = map[PropertyKind]identity{
	PropertyDeposit:   {[][]string{{"开户账号"}}, []string{"银行名称"}},
	PropertyFinancial: {[][]string{{"产品账号", "产品名称"}}, []string{"产品名称"}},
	PropertyNetMoney:  {[][]string{{"账户", "平台"}}, []string{"平台"}},
	PropertyVehicle:   {[][]string{{"车辆识别号"}, {"号牌号码"}}, []string{"号牌号码"}},
	PropertyHouse:     {[][]string{{"不动产单元号"}, {"产权证号"}}, []string{"房产坐落", "产权证号"}},
	PropertyLand:      {[][]string{{"产权证号"}}, []string{"土地位置", "产权证号"}},
	PropertySecurity:  {[][]string{{"证券账户号", "证券代码"}, {"证券账户号", "证券名称"}}, []string{"证券名称"}},
	PropertyEquity:    {[][]string{{"公司信用代码"}}, []string{"持股公司名称"}},
	PropertyInsurance: {[][]string{{"保单号"}}, []string{"险种"}},
	PropertyHousing:   {[][]string{{"公积金账号"}}, []string{"公积金中心"}},
	PropertyIncome:    {nil, []string{"支付单位"}},
	PropertyClaim:     {nil, []string{"次债务人"}},
	PropertyMovable:   {[][]string{{"编号", "名称"}}, []string{"名称"}},
	PropertyOther:     {[][]string{{"编号", "名称"}}, []string{"名称"}},
}

// Likeness compares two properties. One and the same are only those of one
// owner with an equal strong identifier: a share in a company or half of a house
// is another thing in another owner's hand. An identifier under two owners, or
// a weak likeness of one owner's things, is for a person to decide.
func (p Property) Likeness(other Property) Likeness {
	if p.Kind != other.Kind {
		return PropertyApart
	}
	id, owned := identities[p.Kind], p.sameOwner(other)
	for _, labels := range id.strong {
		a, b := p.strong(labels), other.strong(labels)
		switch {
		case a == "" || b == "":
			continue
		case a != b:
			return PropertyApart
		case owned:
			return PropertySame
		case p.Kind == PropertyEquity || p.Kind == PropertyIncome:
			return PropertyApart // a holding of its own
		}
		return PropertyAlike
	}
	if !owned {
		return PropertyApart
	}
	for _, label := range id.alike {
		if a := FindKey(p.Facts[label]); a != "" && a == FindKey(other.Facts[label]) {
			return PropertyAlike
		}
	}
	return PropertyApart
}

// sameOwner compares by identifier where both are known, else by name.
func (p Property) sameOwner(other Property) bool {
	if p.OwnerID != "" && other.OwnerID != "" {
		return p.OwnerID == other.OwnerID
	}
	return CleanLine(p.Owner) == CleanLine(other.Owner)
}

// strong joins the facts of an identifier, "" when one is missing or the first
// is no number: 无, 不详, 00000, 6228****0001.
func (p Property) strong(labels []string) string {
	var parts []string
	for i, label := range labels {
		key := FindKey(p.Facts[label])
		if key == "" || i == 0 && !isNumber(key) {
			return ""
		}
		parts = append(parts, key)
	}
	return strings.Join(parts, "|")
}

// MainKey is the strong identifier that tells this property from others of its
// kind and owner, "" when it has none.
func (p Property) MainKey() string {
	for _, labels := range identities[p.Kind].strong {
		if key := p.strong(labels); key != "" {
			return key
		}
	}
	return ""
}

// isNumber tells whether a key says more than that there is no number: at least
// four letters or digits that are not all the same, nothing masked.
func isNumber(key string) bool {
	signs := strings.Map(func(r rune) rune {
		if r >= '0' && r <= '9' || r >= 'A' && r <= 'Z' {
			return r
		}
		return -1
	}, key)
	return len(signs) >= 4 && strings.Trim(signs, signs[:1]) != "" && !strings.ContainsAny(key, "*×?？")
}

// SameAmong gives the property that p is, if one of the list is the same, and
// those that a person has to compare with it.
func (p Property) SameAmong(list []Property) (same Property, found bool, alike []Property) {
	list = slices.DeleteFunc(slices.Clone(list), func(x Property) bool { return x.ID == p.ID || x.Void != "" })
	for _, x := range list {
		switch p.Likeness(x) {
		case PropertySame:
			return x, true, nil
		case PropertyAlike:
			alike = append(alike, x)
		}
	}
	return Property{}, false, alike
}
