package court_test

import (
	"math/big"
	"regexp"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"zhixing/app/court"
)

var moneyForms = []struct {
	text string
	want court.Money
}{
	{"85655", 85_655_00}, {"103,765.48", 103_765_48}, {"4250000.00元", 4_250_000_00}, {"554万", 5_540_000_00}, {"554万元", 5_540_000_00},
	{"1.2亿", 120_000_000_00}, {"￥1,186,520.33", 1_186_520_33}, {"¥ 85655.5", 85_655_50}, {"人民币85655元整", 85_655_00},
	{"１１８６５２０．３３", 1_186_520_33}, {"１，１８６，５２０．３３元", 1_186_520_33}, {" 12.34 元 ", 12_34}, {"0", 0}, {"0.01", 1},
	{".5", 50}, {"5.", 5_00}, {"1.500", 1_50}, {"0.000001万", 1}, {"999900000000", court.MaxMoney}, {"9999亿", court.MaxMoney}, {"007", 7_00},
}

func TestParseMoney(t *testing.T) {
	for _, x := range moneyForms {
		if got, err := court.ParseMoney(x.text); err != nil || got != x.want {
			t.Errorf("ParseMoney(%q) = %d, %v; want %d", x.text, got, err, x.want)
		}
	}
}

var notMoney = []string{
	"", " ", "元", "万", ".", ",", "-5", "+5", "－5", "1.005", "0.001", "1,23", "12,3456", ",123", "1,,234", "1.2.3", "1e5", "0x10", "一百元",
	"12元5角", "1 000", "999900000000.01", "10000亿", "99999999999999999999999999", "0.0000001万", "NaN", "12,345.67,8", "约5000元",
}

func TestParseMoneyRefuses(t *testing.T) {
	for _, text := range notMoney {
		got, err := court.ParseMoney(text)
		say, _ := court.Sentence(err)
		if court.CodeOf(err) != court.CodeInvalid || got != 0 || !strings.Contains(say, "金额") {
			t.Errorf("ParseMoney(%q) = %d, %v", text, got, err)
		}
	}
}

func TestMoneyText(t *testing.T) {
	for _, x := range []struct {
		m                  court.Money
		text, plain, short string
	}{
		{1_186_520_33, "1,186,520.33", "1186520.33", "1186520.33"},
		{85_655_00, "85,655.00", "85655.00", "85655"},
		{999_00, "999.00", "999.00", "999"}, {1000_00, "1,000.00", "1000.00", "1000"},
		{0, "0.00", "0.00", "0"}, {5, "0.05", "0.05", "0.05"}, {50, "0.50", "0.50", "0.50"},
		{-5, "-0.05", "-0.05", "-0.05"}, {-1_234_567_89, "-1,234,567.89", "-1234567.89", "-1234567.89"},
		{-1 << 63, "-92,233,720,368,547,758.08", "-92233720368547758.08", "-92233720368547758.08"},
	} {
		if x.m.String() != x.text || x.m.Plain() != x.plain || x.m.Short() != x.short {
			t.Errorf("%d: %s %s %s", x.m, x.m.String(), x.m.Plain(), x.m.Short())
		}
	}
}

// The examples of the 支付结算办法, appendix 1, are among these.
func TestMoneyCapital(t *testing.T) {
	for _, x := range []struct {
		yuan, want string
	}{
		{"0", "零元整"}, {"1", "壹元整"}, {"10", "壹拾元整"}, {"100", "壹佰元整"}, {"1000", "壹仟元整"},
		{"10000", "壹万元整"}, {"12000", "壹万贰仟元整"}, {"10001", "壹万零壹元整"}, {"10010", "壹万零壹拾元整"}, {"10500", "壹万零伍佰元整"},
		{"100000.05", "壹拾万元零伍分"}, {"100000", "壹拾万元整"}, {"1010000", "壹佰零壹万元整"}, {"1000000", "壹佰万元整"},
		{"100000000", "壹亿元整"}, {"100000001", "壹亿零壹元整"}, {"100500000", "壹亿零伍拾万元整"}, {"1000000000", "壹拾亿元整"},
		{"20003000", "贰仟万零叁仟元整"}, {"999900000000", "玖仟玖佰玖拾玖亿元整"},
		{"1409.50", "壹仟肆佰零玖元伍角整"}, {"6007.14", "陆仟零柒元壹角肆分"}, {"1680.32", "壹仟陆佰捌拾元叁角贰分"},
		{"107000.53", "壹拾万零柒仟元伍角叁分"}, {"16409.02", "壹万陆仟肆佰零玖元零贰分"}, {"325.04", "叁佰贰拾伍元零肆分"},
		{"1186520.33", "壹佰壹拾捌万陆仟伍佰贰拾元叁角叁分"}, {"0.05", "伍分"}, {"0.50", "伍角整"}, {"0.55", "伍角伍分"},
	} {
		m, err := court.ParseMoney(x.yuan)
		if err != nil || m.Capital() != x.want {
			t.Errorf("%s: %s, want %s (%v)", x.yuan, m.Capital(), x.want, err)
		}
		if m > 0 && (-m).Capital() != "负"+x.want {
			t.Errorf("-%s: %s", x.yuan, (-m).Capital())
		}
	}
}

// readCapital is the inverse of Capital, written from the rules of reading.
func readCapital(t *rapid.T, s string) court.Money {
	digits := map[rune]int64{'壹': 1, '贰': 2, '叁': 3, '肆': 4, '伍': 5, '陆': 6, '柒': 7, '捌': 8, '玖': 9}
	places := map[rune]int64{'拾': 10, '佰': 100, '仟': 1000}
	groups := map[rune]int64{'万': 1_0000, '亿': 1_0000_0000, '兆': 1_0000_0000_0000, '京': 1_0000_0000_0000_0000}
	var total, group, digit int64 // 分 in total
	for _, r := range strings.TrimSuffix(strings.TrimPrefix(s, "负"), "整") {
		switch {
		case r == '零':
		case digits[r] > 0:
			digit = digits[r]
		case places[r] > 0:
			group, digit = group+digit*places[r], 0
		case groups[r] > 0:
			total, group, digit = total+(group+digit)*groups[r]*100, 0, 0
		case r == '元':
			total, group, digit = total+(group+digit)*100, 0, 0
		case r == '角':
			total, digit = total+digit*10, 0
		case r == '分':
			total, digit = total+digit, 0
		default:
			t.Fatalf("%q in %s", r, s)
		}
	}
	if strings.HasPrefix(s, "负") {
		total = -total
	}
	return court.Money(total)
}

func TestMoneyRoundTrips(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		m := court.Money(rapid.Int64Range(0, int64(court.MaxMoney)).Draw(t, "fen"))
		for _, text := range []string{m.String(), m.Plain(), m.Short(), m.String() + "元", "￥" + m.Plain()} {
			if got, err := court.ParseMoney(text); err != nil || got != m {
				t.Fatalf("ParseMoney(%q) = %d, %v; want %d", text, got, err, m)
			}
		}
	})
	rapid.Check(t, func(t *rapid.T) {
		m := court.Money(rapid.Int64Range(-1<<62, 1<<62).Draw(t, "fen"))
		text := m.Capital()
		if got := readCapital(t, text); got != m {
			t.Fatalf("%s reads %s, not %s", text, got, m)
		}
		if strings.Contains(text, "零零") || strings.Contains(text, "零元") && m != 0 {
			t.Fatalf("%s of %s", text, m)
		}
	})
}

func FuzzParseMoney(f *testing.F) {
	for _, x := range moneyForms {
		f.Add(x.text)
	}
	for _, text := range notMoney {
		f.Add(text)
	}
	decimal := regexp.MustCompile(`^\d{1,18}(\.\d{1,18})?$`)
	f.Fuzz(func(t *testing.T, text string) {
		m, err := court.ParseMoney(text)
		if err != nil {
			if court.CodeOf(err) != court.CodeInvalid || m != 0 {
				t.Fatalf("%q: %d, %v", text, m, err)
			}
		} else {
			if again, err := court.ParseMoney(m.String()); m < 0 || m > court.MaxMoney || err != nil || again != m {
				t.Fatalf("%q: %d, then %d, %v", text, m, again, err)
			}
		}
		if !decimal.MatchString(text) {
			return
		}
		exact, _ := new(big.Rat).SetString(text)
		exact.Mul(exact, big.NewRat(100, 1))
		fits := exact.IsInt() && exact.Cmp(big.NewRat(int64(court.MaxMoney), 1)) <= 0
		if fits != (err == nil) || fits && exact.Num().Int64() != int64(m) {
			t.Fatalf("%q: %d, %v; exactly %s 分", text, m, err, exact)
		}
	})
}
