package sheet

import (
	"math/big"
	"strconv"
	"strings"
	"testing"

	"zhixing/app/court"
)

func TestReadMoney(t *testing.T) {
	for _, c := range []struct {
		raw  string
		wan  bool
		want court.Money
	}{
		{"85655", false, 8565500}, {"5370000.1", false, 537000010}, {"7850000.52", false, 785000052}, {"554万", false, 554000000},
		{"4250000.00元", false, 425000000}, {"103,765.48", false, 10376548}, {"￥１，０００．５０", false, 100050}, {"1.2亿元", false, 12000000000},
		{"", false, 0}, {" ", false, 0}, {"-", false, 0}, {"——", false, 0}, {"/", false, 0}, {"无", false, 0}, {"0", false, 0},
		// As Excel stores them: binary fractions and exponents.
		{"103765.48000000001", false, 10376548}, {"0.30000000000000004", false, 30}, {"1.1599999999999999", false, 116},
		{"5.3700001E6", false, 537000010}, {"1E-2", false, 1}, {"9999999.9899999995", false, 999999999}, {"0.99999999999999989", false, 100},
		{"999900000000.00", false, 999_900_000_000_00},
		// In a column of 万元.
		{"554", true, 554000000}, {"12.3456", true, 12345600}, {"554万元", true, 554000000}, {"0.01", true, 10000}, {"5亿", true, 50000000000},
		{"12.345600000000001", true, 12345600},
	} {
		if got, err := readMoney(c.raw, c.wan); err != nil || got != c.want {
			t.Errorf("%q (万元 %v) is %v, %v; want %v", c.raw, c.wan, got, err, c.want)
		}
	}
	for _, raw := range []string{
		"-5", "(500)", "约30万", "30万及利息", "1.234", "116713.33333333333", "1,23", "1e30", "1E999999999", "#REF!", "五十万", "1.2.3", "1e", ".", "９９９９９９９９９９９９９９", "12元3角",
	} {
		if got, err := readMoney(raw, false); err == nil {
			t.Errorf("%q was read as %v", raw, got)
		}
	}
}

func TestReadDate(t *testing.T) {
	for raw, want := range map[string]court.Date{
		"2018.3.20": court.D(2018, 3, 20), "2018/3/2": court.D(2018, 3, 2), "2018年10月14日": court.D(2018, 10, 14), "20181002": court.D(2018, 10, 2),
		"2018-05-01": court.D(2018, 5, 1), "2018-05-01 00:00:00": court.D(2018, 5, 1), "2018-05-01T00:00:00Z": court.D(2018, 5, 1),
		"２０１８．５．１": court.D(2018, 5, 1), " 2018年5月1日\n": court.D(2018, 5, 1), "2018 年 5 月 1 日": court.D(2018, 5, 1), "2018年5月1号": court.D(2018, 5, 1),
		"2018.5.1。": court.D(2018, 5, 1), "二〇一八年五月十一日": court.D(2018, 5, 11), "二○一八年十二月三十一日": court.D(2018, 12, 31),
		"43431": court.D(2018, 11, 27), "43374": court.D(2018, 10, 1), "43374.75": court.D(2018, 10, 1), "43431.0": court.D(2018, 11, 27), "4.3431E4": court.D(2018, 11, 27),
		"": {}, "-": {}, "/": {}, "2016-2-29": court.D(2016, 2, 29),
	} {
		if got, err := readDate(raw, false); err != nil || got != want {
			t.Errorf("%q is %v, %v; want %v", raw, got, err, want)
		}
	}
	if got, err := readDate("41969", true); err != nil || got != court.D(2018, 11, 27) {
		t.Errorf("1904 system: %v %v", got, err)
	}
	for _, raw := range []string{
		"2018.13.5", "2018-2-29", "20180230", "2018.5", "2018", "1", "60", "0", "85655000", "99999", "2018年5月", "18.5.1", "待定", "3018-1-1", "1918-5-1",
		"-43431", "1e9", "Inf", "0x7000", "43_431", "二〇一八年十三月一日", "#N/A", "5/1/2018",
	} {
		if got, err := readDate(raw, false); err == nil {
			t.Errorf("%q was read as %v", raw, got)
		}
	}
}

func TestReadPhone(t *testing.T) {
	for raw, want := range map[string]string{
		"15420733795": "15420733795", "1.5420733795E10": "15420733795", "0376-1234567": "0376-1234567", " １３８００００００００ ": "13800000000", "无": "", "15420733795.0": "15420733795",
	} {
		if got := readPhone(raw); got != want {
			t.Errorf("%q is %q, want %q", raw, got, want)
		}
	}
}

// FuzzDecimalOf checks the decimal reading of numbers against rational
// arithmetic: it is exact up to 15 digits, and off by less than one unit of
// the 15th digit beyond.
func FuzzDecimalOf(f *testing.F) {
	for _, s := range []string{"85655", "5370000.1", "103765.48000000001", "5.37E6", "0.0000999999999999999999", "9999999999999999", "00.10", "1e-20", ""} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		got, ok := decimalOf(s)
		if !ok {
			return
		}
		want, ok := new(big.Rat).SetString(strings.TrimSpace(s))
		if !ok {
			t.Fatalf("%q is no number, but was read as %s", s, got)
		}
		have, ok := new(big.Rat).SetString(got)
		if !ok {
			t.Fatalf("%q gives %q", s, got)
		}
		mantissa, _, _ := strings.Cut(strings.ToLower(s), "e")
		if len(strings.Trim(strings.ReplaceAll(strings.TrimSpace(mantissa), ".", ""), "0")) <= 15 {
			if have.Cmp(want) != 0 {
				t.Fatalf("%q became %s", s, got)
			}
			return
		}
		difference := new(big.Rat).Sub(have, want)
		if difference.Abs(difference).Mul(difference, big.NewRat(2e14, 1)).Cmp(want) > 0 {
			t.Fatalf("%q became %s", s, got)
		}
	})
}

// FuzzCells feeds the parsers of cells anything; what they accept must be
// stable when written and read again.
func FuzzCells(f *testing.F) {
	for _, s := range []string{"2018.3.20", "43431", "554万", "103,765.48", "二〇一八年五月一日", "（2017）豫1599民初1004号民事判决书", "邓强、胡骉", "𬭚;", "-", "\xff"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		if d, err := readDate(s, false); err == nil && !d.IsZero() {
			if again, err := readDate(d.String(), false); err != nil || again != d || d.Year < 1980 || d.Year > 2099 {
				t.Fatalf("date %q: %v, again %v %v", s, d, again, err)
			}
			serial, _ := serialOf(d)
			if again, err := readDate(strconv.Itoa(serial), false); err != nil || again != d {
				t.Fatalf("date %q: %v, serial %d gives %v %v", s, d, serial, again, err)
			}
		}
		if m, err := readMoney(s, false); err == nil {
			if again, err := readMoney(m.Plain(), false); err != nil || again != m || m < 0 || m > court.MaxMoney {
				t.Fatalf("amount %q: %v, again %v %v", s, m, again, err)
			}
		}
		table := Table{Heads: []string{"案号", "立案日期", "申请执行人", "被执行人", "被执行人证件"}, HeadRow: 1, Rows: [][]string{{s, s, s, s, s}}}
		m, _ := proposeMapping(table.Heads)
		for _, r := range ReadLedger(table, m) {
			if len(r.DebtorIDs) != len(r.Debtors) || len(r.DebtorKinds) != len(r.Debtors) || (r.Outcome == Import) != (len(r.Why) == 0) {
				t.Fatalf("row %+v", r)
			}
		}
	})
}
