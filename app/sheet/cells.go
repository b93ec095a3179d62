package sheet

import (
	"math"
	"regexp"
	"strconv"
	"strings"
	"time"

	"zhixing/app/court"
)

// blankMarks are what people write into a cell that has nothing to say.
var blankMarks = map[string]bool{"-": true, "--": true, "—": true, "——": true, "/": true, "\\": true, "无": true, "空": true}

// cellText gives a cell as one clean line, "" for a mark that means nothing.
func cellText(raw string) string {
	s := court.CleanLine(raw)
	if blankMarks[court.Narrow(s)] {
		return ""
	}
	return s
}

// excelErrors are what a cell shows whose formula failed.
var excelErrors = regexp.MustCompile(`^#(N/A|REF!|VALUE!|NAME\?|DIV/0!|NULL!|NUM!|SPILL!|CALC!)$`)

var numberLiteral = regexp.MustCompile(`^([0-9]*)(?:\.([0-9]*))?(?:[eE]([+-]?[0-9]{1,3}))?$`)

// decimalOf writes a non-negative number as a workbook stores it (85655,
// 5.3700001E6, 103765.48000000001) in plain decimal digits. Excel shows and
// computes 15 significant digits and stores up to 17, the last two of which
// are the error of binary fractions; they are rounded off here, in decimal.
func decimalOf(raw string) (string, bool) {
	m := numberLiteral.FindStringSubmatch(strings.TrimSpace(raw))
	if m == nil || m[1]+m[2] == "" {
		return "", false
	}
	exponent := 0
	if m[3] != "" {
		exponent, _ = strconv.Atoi(m[3])
	}
	whole := strings.TrimLeft(m[1], "0")
	digits := strings.TrimLeft(whole+m[2], "0")
	point := len(digits) - len(m[2]) + exponent // place of the decimal point in digits
	digits, point = roundDigits(digits, point)
	switch {
	case digits == "":
		return "0", true
	case point > 40 || point < -40:
		return "", false
	case point <= 0:
		return "0." + strings.Repeat("0", -point) + digits, true
	case point >= len(digits):
		return digits + strings.Repeat("0", point-len(digits)), true
	}
	return digits[:point] + "." + digits[point:], true
}

// roundDigits keeps 15 significant digits and drops zeros at the end.
func roundDigits(digits string, point int) (string, int) {
	const significant = 15
	if len(digits) > significant {
		up := digits[significant] >= '5'
		kept := []byte(digits[:significant])
		for i := significant - 1; up && i >= 0; i-- {
			if up = kept[i] == '9'; up {
				kept[i] = '0'
			} else {
				kept[i]++
			}
		}
		digits = string(kept)
		if up {
			digits, point = "1"+digits, point+1
		}
	}
	return strings.TrimRight(digits, "0"), point
}

// readMoney reads an amount: a number cell in 元, or in 万元 when the column
// says so, or text as court.ParseMoney takes it. An empty cell is zero.
func readMoney(raw string, tenThousands bool) (court.Money, error) {
	s := cellText(court.Narrow(raw))
	if s == "" {
		return 0, nil
	}
	if decimal, ok := decimalOf(s); ok {
		s = decimal
	}
	s = strings.TrimSuffix(s, "元")
	if tenThousands && !strings.HasSuffix(s, "万") && !strings.HasSuffix(s, "亿") {
		s += "万"
	}
	return court.ParseMoney(s)
}

// The days a ledger can speak of, 1980-01-01 to 2099-12-31, as serial numbers
// of the 1900 system. A number outside, such as 2018.5 typed for May 2018, is
// not a date.
const (
	firstSerial = 29221
	lastSerial  = 73050
	days1904    = 1462 // how far the 1904 system of old Macintosh workbooks lags
)

// serialDay61 is the first day after the 29 February 1900 that Excel's
// calendar has too many; from there on its serial numbers count days.
var serialDay61 = court.D(1900, 3, 1)

var eightDigits = regexp.MustCompile(`^[0-9]{8}$`)

// readDate reads a date: a serial number of Excel, or text in any spelling of
// court.ParseDate, or Chinese numerals. An empty cell gives the zero Date.
func readDate(raw string, date1904 bool) (court.Date, error) {
	s := cellText(court.Narrow(raw))
	if numberLiteral.MatchString(s) && s != "" && !eightDigits.MatchString(s) {
		serial, err := strconv.ParseFloat(s, 64)
		if date1904 {
			serial += days1904
		}
		if err != nil || serial < firstSerial || serial >= lastSerial+1 {
			return court.Date{}, court.FieldErrorf("日期", "“%s”不是有效日期，请写成 2018-05-01 或 20180501。", s)
		}
		return serialDay61.AddDays(int(math.Floor(serial)) - 61), nil
	}
	s = strings.TrimRight(arabicDate(s), "。.;；,，")
	d, err := court.ParseDate(s)
	if err == nil && !d.IsZero() && (d.Year < 1980 || d.Year > 2099) {
		return court.Date{}, court.FieldErrorf("日期", "“%s”的年份不对。", s)
	}
	return d, err
}

// serialOf gives the serial number Excel stores for d in the 1900 system; ok
// is false before 1900-03-01, where Excel's calendar has a day too many.
func serialOf(d court.Date) (serial int, ok bool) {
	serial = serialDay61.DaysUntil(d) + 61
	return serial, serial >= 61
}

var chineseDate = regexp.MustCompile(`^([〇零○Ｏ0一二三四五六七八九]{4})年([一二三四五六七八九十]{1,3})月([一二三四五六七八九十]{1,3})[日号]?$`)

// arabicDate turns 二〇一八年五月十一日 into 2018年5月11日; other text stays.
func arabicDate(s string) string {
	m := chineseDate.FindStringSubmatch(strings.ReplaceAll(s, " ", ""))
	if m == nil {
		return s
	}
	year := strings.NewReplacer("〇", "0", "零", "0", "○", "0", "Ｏ", "0", "一", "1", "二", "2", "三", "3", "四", "4",
		"五", "5", "六", "6", "七", "7", "八", "8", "九", "9").Replace(m[1])
	for n := 1; n <= 31; n++ {
		if court.ChineseNumber(n) == m[3] {
			for month := time.January; month <= time.December; month++ {
				if court.ChineseNumber(int(month)) == m[2] {
					return year + "-" + strconv.Itoa(int(month)) + "-" + strconv.Itoa(n)
				}
			}
		}
	}
	return s
}

// readPhone expands a number Excel stores as 1.5420733795E10.
func readPhone(raw string) string {
	s := cellText(court.Narrow(raw))
	if strings.ContainsAny(s, "eE") {
		if decimal, ok := decimalOf(s); ok {
			return decimal
		}
	}
	return strings.TrimSuffix(s, ".0")
}
