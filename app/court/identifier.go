package court

import "strings"

// IDKind says what an identifier is.
type IDKind string

// The identifiers whose check digits the program knows.
const (
	IDNone     IDKind = ""
	IDPerson   IDKind = "身份证号"     // GB 11643, 18 characters
	IDPerson15 IDKind = "旧身份证号"    // 15 digits, no check digit
	IDUnit     IDKind = "统一社会信用代码" // GB 32100, 18 characters
	IDOther    IDKind = "其他证件"
)

// Identifier is what a number says of its holder.
type Identifier struct {
	Text  string // upper case, no spaces
	Kind  IDKind
	Birth Date   // persons only
	Sex   string // 男 or 女, persons only
	Fault string // a sentence when the check digit or the birth date is wrong
}

// ReadIdentifier recognises an identity number or a unified social credit
// code, checks it and derives birth date and sex. A wrong one is returned
// with Fault set: the original document may really say so, and the office
// may keep it with a reason.
func ReadIdentifier(text string) Identifier {
	s := strings.ToUpper(strings.ReplaceAll(CleanLine(Narrow(text)), " ", ""))
	id := Identifier{Text: s}
	switch {
	case s == "":
		return id
	case len(s) == 18 && allDigits(s[:17]) && (isDigit(s[17]) || s[17] == 'X') && !looksLikeUnit(s):
		id.Kind = IDPerson
		readPerson(&id)
	case len(s) == 15 && allDigits(s):
		id.Kind = IDPerson15
		id.Birth, id.Fault = birthOf("19" + s[6:12])
		id.Sex = sexOf(s[14])
	case len(s) == 18 && isASCIILetters(s):
		id.Kind = IDUnit
		readUnit(&id)
	default:
		id.Kind = IDOther
		if allDigits(s) {
			id.Fault = "“" + s + "”：身份证号、统一社会信用代码应为18位，现在" + itoa(uint64(len(s))) + "位。"
		}
	}
	return id
}

// looksLikeUnit tells an all-digit credit code from an identity number: the
// latter's characters 7–14 are a date. One with the century of a birth year
// stays an identity number even when its date is wrong.
func looksLikeUnit(s string) bool {
	if century := s[6:8]; century == "19" || century == "20" {
		return false
	}
	return unitCheck(s[:17]) == s[17]
}

func readPerson(id *Identifier) {
	id.Birth, id.Fault = birthOf(id.Text[6:14])
	id.Sex = sexOf(id.Text[16])
	if want := PersonCheckDigit(id.Text[:17]); id.Fault == "" && want != id.Text[17] {
		id.Fault = "身份证号“" + id.Text + "”校验位不符（按规则末位应为" + string(want) + "）。"
	}
}

func readUnit(id *Identifier) {
	want := unitCheck(id.Text[:17])
	switch {
	case want == 0:
		id.Fault = "统一社会信用代码“" + id.Text + "”含有不允许的字符。"
	case want != id.Text[17]:
		id.Fault = "统一社会信用代码“" + id.Text + "”校验位不符（按规则末位应为" + string(want) + "）。"
	}
}

func birthOf(s string) (Date, string) {
	d, err := ParseDate(s)
	if err != nil || len(s) != 8 {
		return Date{}, "身份证号中的出生日期“" + s + "”不存在。"
	}
	return d, ""
}

func sexOf(c byte) string {
	if (c-'0')%2 == 1 {
		return "男"
	}
	return "女"
}

// PersonCheckDigit gives the last character of an identity number from its
// first 17 digits (GB 11643-1999, ISO 7064 MOD 11-2).
func PersonCheckDigit(first17 string) byte {
	weights := [17]int{7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2}
	sum := 0
	for i, w := range weights {
		sum += int(first17[i]-'0') * w
	}
	return "10X98765432"[sum%11]
}

const unitAlphabet = "0123456789ABCDEFGHJKLMNPQRTUWXY"

// UnitCheckDigit gives the last character of a unified social credit code
// from its first 17 (GB 32100-2015, MOD 31), 0 when they hold a character
// that such codes never use.
func UnitCheckDigit(first17 string) byte { return unitCheck(first17) }

func unitCheck(first17 string) byte {
	weights := [17]int{1, 3, 9, 27, 19, 26, 16, 17, 20, 29, 25, 13, 8, 24, 10, 30, 28}
	sum := 0
	for i, w := range weights {
		v := strings.IndexByte(unitAlphabet, first17[i])
		if v < 0 {
			return 0
		}
		sum += v * w
	}
	return unitAlphabet[(31-sum%31)%31]
}

// MaskIdentifier hides the middle of an identifier for public papers:
// 4115****5021534 style, first four and last four characters stay.
func MaskIdentifier(s string) string {
	r := []rune(s)
	if len(r) <= 8 {
		return s
	}
	return string(r[:4]) + strings.Repeat("*", len(r)-8) + string(r[len(r)-4:])
}

func isDigit(c byte) bool { return c >= '0' && c <= '9' }

// isASCIILetters tells whether s holds nothing but digits and capital letters,
// so that its bytes are its characters.
func isASCIILetters(s string) bool {
	for i := 0; i < len(s); i++ {
		if !isDigit(s[i]) && (s[i] < 'A' || s[i] > 'Z') {
			return false
		}
	}
	return true
}

func allDigits(s string) bool {
	for i := 0; i < len(s); i++ {
		if !isDigit(s[i]) {
			return false
		}
	}
	return s != ""
}
