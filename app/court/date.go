package court

import (
	"encoding/json"
	"fmt"
	"strconv"
	"strings"
	"time"
)

// Date is a civil date without a zone, as the law counts them. The zero Date
// means "no date".
type Date struct {
	Year  int
	Month time.Month
	Day   int
}

// NewDate makes a Date; the parts must form a real day.
func NewDate(year int, month time.Month, day int) (Date, error) {
	d := Date{year, month, day}
	if !d.Valid() {
		return Date{}, FieldErrorf("日期", "%d年%d月%d日不存在。", year, int(month), day)
	}
	return d, nil
}

// D makes a Date from parts known to be right; it panics otherwise. It is for
// tests and constants.
func D(year, month, day int) Date {
	d, err := NewDate(year, time.Month(month), day)
	if err != nil {
		panic(err)
	}
	return d
}

// DateOf gives the civil date of t in its own zone.
func DateOf(t time.Time) Date {
	y, m, d := t.Date()
	return Date{y, m, d}
}

// Valid tells whether d is a day of the calendar between 1900 and 2199.
func (d Date) Valid() bool {
	if d.Year < 1900 || d.Year > 2199 {
		return false
	}
	return DateOf(d.Time()) == d
}

// ParseDate reads a date as people type it: 20180501, 2018-5-1, 2018.5.1,
// 2018/5/1, 2018年5月1日, full-width digits, a trailing time. Empty text gives
// the zero Date.
func ParseDate(text string) (Date, error) {
	s := CleanLine(Narrow(text))
	if s == "" {
		return Date{}, nil
	}
	bad := func() (Date, error) {
		return Date{}, FieldErrorf("日期", "“%s”不是有效日期，请写成 2018-05-01 或 20180501。", text)
	}
	if i := strings.IndexAny(s, " T"); i > 0 && strings.Contains(s[i:], ":") {
		s = s[:i]
	}
	s = strings.NewReplacer("年", "-", "月", "-", "日", "", ".", "-", "/", "-", " ", "", "號", "", "号", "").Replace(s)
	parts := strings.Split(strings.TrimSuffix(s, "-"), "-")
	if len(parts) == 1 && len(s) == 8 {
		parts = []string{s[:4], s[4:6], s[6:]}
	}
	if len(parts) != 3 || len(parts[0]) != 4 {
		return bad()
	}
	var n [3]int
	for i, p := range parts {
		if !allDigits(p) || i > 0 && len(p) > 2 {
			return bad()
		}
		n[i], _ = strconv.Atoi(p) // four digits at most
	}
	d := Date{n[0], time.Month(n[1]), n[2]}
	if !d.Valid() {
		return bad()
	}
	return d, nil
}

// Time gives midnight of d in UTC, for arithmetic.
func (d Date) Time() time.Time {
	return time.Date(d.Year, d.Month, d.Day, 0, 0, 0, 0, time.UTC)
}

// IsZero tells whether there is no date.
func (d Date) IsZero() bool { return d == Date{} }

// String gives 2018-05-01, and "" for no date.
func (d Date) String() string {
	if d.IsZero() {
		return ""
	}
	if d.Year < 1000 || d.Year > 9999 || d.Month > 99 || d.Day > 99 || d.Month < 0 || d.Day < 0 {
		return fmt.Sprintf("%04d-%02d-%02d", d.Year, d.Month, d.Day)
	}
	two := func(n int) (byte, byte) { return byte('0' + n/10), byte('0' + n%10) }
	var b [10]byte // by hand: the warnings of a large court write a million
	b[0], b[1] = two(d.Year / 100)
	b[2], b[3] = two(d.Year % 100)
	b[4], b[7] = '-', '-'
	b[5], b[6] = two(int(d.Month))
	b[8], b[9] = two(d.Day)
	return string(b[:])
}

// Text gives 2018年5月1日, as running text of a paper writes it.
func (d Date) Text() string {
	if d.IsZero() {
		return ""
	}
	return fmt.Sprintf("%d年%d月%d日", d.Year, d.Month, d.Day)
}

// Chinese gives 二〇一八年五月一日, as the end of a paper writes it (〇 is U+3007).
func (d Date) Chinese() string {
	if d.IsZero() {
		return ""
	}
	digits := []rune("〇一二三四五六七八九")
	var b strings.Builder
	for _, c := range strconv.Itoa(d.Year) {
		b.WriteRune(digits[c-'0'])
	}
	return b.String() + "年" + ChineseNumber(int(d.Month)) + "月" + ChineseNumber(d.Day) + "日"
}

// ChineseNumber writes 0–9999 in Chinese numerals as articles and dates use
// them: 十, 二十一, 一百零五, 二百四十.
func ChineseNumber(n int) string {
	digits := []rune("零一二三四五六七八九")
	if n < 10 {
		return string(digits[n])
	}
	places := []string{"", "十", "百", "千"}
	s, zero := "", false
	text := strconv.Itoa(n)
	for i, c := range text {
		d := int(c - '0')
		if d == 0 {
			zero = true
			continue
		}
		if zero && s != "" {
			s += "零"
		}
		zero = false
		s += string(digits[d]) + places[len(text)-1-i]
	}
	if n < 20 {
		s = strings.TrimPrefix(s, "一")
	}
	return s
}

// AddDays gives the date n natural days later (or earlier).
func (d Date) AddDays(n int) Date { return DateOf(d.Time().AddDate(0, 0, n)) }

// AddMonths gives the corresponding day n months later; when that month has
// no such day, its last day (民法典 202: 期间届满=对应日，无对应日取月末).
func (d Date) AddMonths(n int) Date {
	months := d.Year*12 + int(d.Month) - 1 + n
	y, m := months/12, time.Month(months%12+1)
	if months < 0 && months%12 != 0 {
		y, m = y-1, m+12
	}
	last := time.Date(y, m+1, 0, 0, 0, 0, 0, time.UTC).Day()
	return Date{y, m, min(d.Day, last)}
}

// DaysUntil counts the natural days from d to other; negative when other is
// earlier.
func (d Date) DaysUntil(other Date) int {
	return int(other.Time().Sub(d.Time()) / (24 * time.Hour))
}

// Before tells whether d is earlier than other.
func (d Date) Before(other Date) bool { return d.Time().Before(other.Time()) }

// After tells whether d is later than other.
func (d Date) After(other Date) bool { return d.Time().After(other.Time()) }

// Compare orders dates; no date comes first.
func (d Date) Compare(other Date) int { return d.Time().Compare(other.Time()) }

// Weekday gives the day of the week.
func (d Date) Weekday() time.Weekday { return d.Time().Weekday() }

// MarshalJSON writes the ISO form.
func (d Date) MarshalJSON() ([]byte, error) { return json.Marshal(d.String()) }

// UnmarshalJSON reads the ISO form or "".
func (d *Date) UnmarshalJSON(b []byte) error {
	var s string
	if err := json.Unmarshal(b, &s); err != nil {
		return err
	}
	var err error
	*d, err = ParseDate(s)
	return err
}
