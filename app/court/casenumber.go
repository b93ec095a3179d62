package court

import (
	"fmt"
	"regexp"
	"strconv"
	"strings"
)

// CaseNumber is a 案号. Old numbers (before 2016-01-01, when 法〔2015〕137号
// came into force) have the form （2015）溪执字第12号 and Old set.
type CaseNumber struct {
	Year   int    // 收案年度
	Court  string // 法院代字: 豫1599, or 溪 in an old number
	Kind   string // 类型代字: 执, 执恢, 执保 …
	Seq    int    // 案件编号
	Old    bool   // 字第 form
	Suffix int    // 之一 is 1; 0 for none
}

var (
	newNumber = regexp.MustCompile(`^\((\d{4})\)([^\d()]{1,2}\d{0,4})(执恢|执保|执异|执复|执监|执协|执他|执请|执|司惩复|司惩)(\d{1,7})号(?:之([一二三四五六七八九十]+))?$`)
	oldNumber = regexp.MustCompile(`^\((\d{4})\)([^\d()]{1,4}?)(执恢|执保|执异|执复|执监|执协|执他|执请|执)字第(\d{1,7})号(?:之([一二三四五六七八九十]+))?$`)
)

// ParseCaseNumber reads a case number as typed or pasted: any brackets, full-
// or half-width digits, spaces and line breaks inside; String gives it back
// normalised. Both forms keep a 之一 suffix.
func ParseCaseNumber(text string) (CaseNumber, error) {
	s := strings.ReplaceAll(CleanLine(Narrow(text)), " ", "")
	s = strings.NewReplacer("〔", "(", "〕", ")", "[", "(", "]", ")", "【", "(", "】", ")", "{", "(", "}", ")").Replace(s)
	for _, form := range []*regexp.Regexp{newNumber, oldNumber} {
		m := form.FindStringSubmatch(s)
		if m == nil {
			continue
		}
		n := CaseNumber{Court: m[2], Kind: m[3], Old: form == oldNumber}
		n.Year, _ = strconv.Atoi(m[1])
		n.Seq, _ = strconv.Atoi(m[4])
		if m[5] != "" {
			n.Suffix = parseChinese(m[5])
		}
		if n.Seq == 0 || n.Year < 1980 || n.Year > 2199 || m[5] != "" && n.Suffix == 0 {
			break
		}
		return n, nil
	}
	return CaseNumber{}, FieldErrorf("案号", "“%s”不是案号。", CleanLine(text)).
		WithHint("请写成（2018）豫1599执186号，旧案号写成（2015）溪执字第123号。")
}

// parseChinese reads 一 … 九十九; anything else gives 0.
func parseChinese(s string) int {
	for n := 1; n < 100; n++ {
		if ChineseNumber(n) == s {
			return n
		}
	}
	return 0
}

// String gives the normalised number with full-width brackets.
func (n CaseNumber) String() string {
	if n.Seq == 0 {
		return ""
	}
	s := fmt.Sprintf("（%d）%s%s%d号", n.Year, n.Court, n.Kind, n.Seq)
	if n.Old {
		s = fmt.Sprintf("（%d）%s%s字第%d号", n.Year, n.Court, n.Kind, n.Seq)
	}
	if n.Suffix > 0 {
		s += "之" + ChineseNumber(n.Suffix)
	}
	return s
}
