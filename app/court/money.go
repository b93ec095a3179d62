package court

import (
	"math"
	"strings"
)

// Money is an amount in 分. All arithmetic on it is integer arithmetic; a
// figure with more than two decimals is refused, never rounded in silence.
type Money int64

// MaxMoney is the largest amount the program accepts: 9,999 亿元.
const MaxMoney Money = 999_900_000_000_00

// ParseMoney reads an amount in 元 as people write it: 85655, 103,765.48,
// ￥4250000.00元, 554万, 1.2亿, full-width digits. It refuses signs, more than
// two decimals of a 分 and amounts above MaxMoney.
func ParseMoney(text string) (Money, error) {
	s := strings.TrimSpace(Narrow(text))
	s = strings.TrimPrefix(s, "人民币")
	s = strings.TrimLeft(s, "¥￥ ")
	s = strings.TrimSuffix(strings.TrimSpace(s), "整")
	s = strings.TrimSuffix(s, "元")
	scale := 2 // decimal places the digits are shifted to reach 分
	switch {
	case strings.HasSuffix(s, "万"):
		s, scale = strings.TrimSuffix(s, "万"), 6
	case strings.HasSuffix(s, "亿"):
		s, scale = strings.TrimSuffix(s, "亿"), 10
	}
	s = strings.TrimSpace(s)
	if strings.HasPrefix(s, "-") || strings.HasPrefix(s, "－") {
		return 0, FieldErrorf("金额", "“%s”不是金额：不能是负数。", text)
	}
	whole, frac, _ := strings.Cut(s, ".")
	whole, ok := dropSeparators(whole)
	if !ok || whole+frac == "" {
		return 0, FieldErrorf("金额", "“%s”不是金额，请写成 1186520.33 这样的数字。", text)
	}
	frac = strings.TrimRight(frac, "0")
	if len(frac) > scale {
		return 0, FieldErrorf("金额", "“%s”的小数超过两位（分）。", text)
	}
	digits := whole + frac + strings.Repeat("0", scale-len(frac))
	var fen int64
	for _, c := range digits {
		if c < '0' || c > '9' {
			return 0, FieldErrorf("金额", "“%s”不是金额，请写成 1186520.33 这样的数字。", text)
		}
		if fen > (math.MaxInt64-9)/10 {
			return 0, FieldErrorf("金额", "“%s”太大。", text)
		}
		fen = fen*10 + int64(c-'0')
	}
	if Money(fen) > MaxMoney {
		return 0, FieldErrorf("金额", "“%s”太大。", text)
	}
	return Money(fen), nil
}

// dropSeparators removes thousands separators, which must stand every three
// digits: 1,234,567 is a number, 1,23 is a typing error.
func dropSeparators(s string) (string, bool) {
	s = strings.ReplaceAll(s, "，", ",")
	if !strings.Contains(s, ",") {
		return s, true
	}
	parts := strings.Split(s, ",")
	for i, p := range parts {
		if i == 0 && (p == "" || len(p) > 3) || i > 0 && len(p) != 3 {
			return "", false
		}
	}
	return strings.Join(parts, ""), true
}

// String gives 元 with thousands separators and two decimals: 1,186,520.33.
func (m Money) String() string {
	s := m.Plain()
	sign := ""
	if strings.HasPrefix(s, "-") {
		sign, s = "-", s[1:]
	}
	whole, frac, _ := strings.Cut(s, ".")
	var b strings.Builder
	for i, c := range whole {
		if i > 0 && (len(whole)-i)%3 == 0 {
			b.WriteByte(',')
		}
		b.WriteRune(c)
	}
	return sign + b.String() + "." + frac
}

// Plain gives 元 with two decimals and no separators: 1186520.33.
func (m Money) Plain() string {
	sign, u := "", uint64(m)
	if m < 0 {
		sign, u = "-", uint64(-(m+1))+1
	}
	digits := itoa(u)
	for len(digits) < 3 {
		digits = "0" + digits
	}
	return sign + digits[:len(digits)-2] + "." + digits[len(digits)-2:]
}

// Short gives 元 without decimals that are zero: 85655, 103765.48. Papers
// write amounts this way in running text.
func (m Money) Short() string {
	return strings.TrimSuffix(m.Plain(), ".00")
}

func itoa(u uint64) string {
	if u == 0 {
		return "0"
	}
	var buf [20]byte
	i := len(buf)
	for ; u > 0; u /= 10 {
		i--
		buf[i] = byte('0' + u%10)
	}
	return string(buf[i:])
}

var (
	capitalDigits = []rune("零壹贰叁肆伍陆柒捌玖")
	capitalPlaces = []string{"", "拾", "佰", "仟"}
	capitalGroups = []string{"", "万", "亿", "兆", "京"}
)

// Capital writes the amount in banking capitals, as vouchers demand it:
// 壹万贰仟元整, 壹佰元零伍分, 负壹角整.
func (m Money) Capital() string {
	if m == 0 {
		return "零元整"
	}
	sign, u := "", uint64(m)
	if m < 0 {
		sign, u = "负", uint64(-(m+1))+1
	}
	yuan, jiao, fen := u/100, u/10%10, u%10
	s := sign
	if yuan > 0 {
		s += capitalInteger(yuan) + "元"
	}
	switch {
	case jiao == 0 && fen == 0:
		return s + "整"
	case fen == 0:
		return s + string(capitalDigits[jiao]) + "角整"
	case jiao == 0 && yuan > 0:
		return s + "零" + string(capitalDigits[fen]) + "分"
	case jiao == 0:
		return s + string(capitalDigits[fen]) + "分"
	}
	return s + string(capitalDigits[jiao]) + "角" + string(capitalDigits[fen]) + "分"
}

func capitalInteger(n uint64) string {
	digits := itoa(n)
	out, zero, groupHas := "", false, false
	for i, c := range digits {
		place := len(digits) - 1 - i
		d := int(c - '0')
		if d == 0 {
			zero = true
		} else {
			if zero && out != "" {
				out += "零"
			}
			zero, groupHas = false, true
			out += string(capitalDigits[d]) + capitalPlaces[place%4]
		}
		if place%4 == 0 {
			if groupHas {
				out += capitalGroups[place/4]
			}
			groupHas = false
		}
	}
	return out
}
