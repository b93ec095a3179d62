package court_test

import (
	"encoding/json"
	"strings"
	"testing"
	"time"

	"pgregory.net/rapid"

	"zhixing/app/court"
)

var dateForms = []string{
	"20180501", "2018-05-01", "2018-5-1", "2018.5.1", "2018.05.01", "2018/5/1", "2018年5月1日", "2018年05月01日", "2018年5月1号", "２０１８年５月１日",
	" 2018-05-01 ", "2018-05-01 09:30", "2018-05-01 00:00:00", "2018-05-01T00:00:00Z", "2018年 5月 1日", "２０１８－０５－０１", "\u00a02018-5-1\u200b",
}

func TestParseDate(t *testing.T) {
	for _, text := range dateForms {
		if got, err := court.ParseDate(text); err != nil || got != court.D(2018, 5, 1) {
			t.Errorf("ParseDate(%q) = %s, %v", text, got, err)
		}
	}
	if got, err := court.ParseDate("  "); err != nil || !got.IsZero() {
		t.Errorf("no text is no date: %s, %v", got, err)
	}
	if got, err := court.ParseDate("2020-02-29"); err != nil || got != court.D(2020, 2, 29) {
		t.Errorf("leap day: %s, %v", got, err)
	}
}

var notDates = []string{
	"2018-02-30", "2019-02-29", "20180230", "2018-13-01", "2018-00-10", "2018-5", "2018", "180501", "2018-5-1-1", "1.5.2018", "5/1/2018", "18-5-1",
	"2018年5月", "今天", "2018-+5-01", "2018+5+1", "2018-5-+1", "2018-005-01", "1899-12-31", "2200-01-01", "0000-00-00", "43221", "2018-5-1a", "--",
}

func TestParseDateRefuses(t *testing.T) {
	for _, text := range notDates {
		got, err := court.ParseDate(text)
		say, _ := court.Sentence(err)
		if court.CodeOf(err) != court.CodeInvalid || !got.IsZero() || !strings.Contains(say, text) {
			t.Errorf("ParseDate(%q) = %s, %v", text, got, err)
		}
	}
	if _, err := court.NewDate(2018, time.April, 31); court.CodeOf(err) != court.CodeInvalid {
		t.Error("31 April")
	}
}

func TestDateText(t *testing.T) {
	for _, x := range []struct {
		d                  court.Date
		iso, text, chinese string
	}{
		{court.D(2018, 5, 1), "2018-05-01", "2018年5月1日", "二〇一八年五月一日"},
		{court.D(2020, 10, 10), "2020-10-10", "2020年10月10日", "二〇二〇年十月十日"},
		{court.D(2018, 11, 30), "2018-11-30", "2018年11月30日", "二〇一八年十一月三十日"},
		{court.D(2018, 12, 21), "2018-12-21", "2018年12月21日", "二〇一八年十二月二十一日"},
		{court.Date{}, "", "", ""},
	} {
		if x.d.String() != x.iso || x.d.Text() != x.text || x.d.Chinese() != x.chinese {
			t.Errorf("%s %s %s", x.d, x.d.Text(), x.d.Chinese())
		}
	}
}

func TestChineseNumber(t *testing.T) {
	for n, want := range map[int]string{
		0: "零", 1: "一", 9: "九", 10: "十", 11: "十一", 19: "十九", 20: "二十", 21: "二十一", 99: "九十九", 100: "一百", 101: "一百零一", 105: "一百零五",
		110: "一百一十", 111: "一百一十一", 119: "一百一十九", 240: "二百四十", 500: "五百", 517: "五百一十七", 1000: "一千", 1005: "一千零五", 1050: "一千零五十", 9999: "九千九百九十九",
	} {
		if got := court.ChineseNumber(n); got != want {
			t.Errorf("ChineseNumber(%d) = %s, want %s", n, got, want)
		}
	}
}

func TestAddMonths(t *testing.T) {
	for _, x := range []struct {
		d    court.Date
		n    int
		want court.Date
	}{
		{court.D(2017, 8, 31), 6, court.D(2018, 2, 28)}, {court.D(2019, 8, 31), 6, court.D(2020, 2, 29)}, {court.D(2018, 1, 10), 6, court.D(2018, 7, 10)},
		{court.D(2018, 7, 10), -1, court.D(2018, 6, 10)}, {court.D(2018, 3, 31), -1, court.D(2018, 2, 28)}, {court.D(2018, 1, 15), -1, court.D(2017, 12, 15)},
		{court.D(2018, 11, 30), 3, court.D(2019, 2, 28)}, {court.D(2018, 12, 1), 1, court.D(2019, 1, 1)}, {court.D(2018, 5, 31), 0, court.D(2018, 5, 31)},
		{court.D(2020, 2, 29), 12, court.D(2021, 2, 28)}, {court.D(2018, 1, 31), -13, court.D(2016, 12, 31)},
	} {
		if got := x.d.AddMonths(x.n); got != x.want {
			t.Errorf("%s + %d months = %s, want %s", x.d, x.n, got, x.want)
		}
	}
}

func anyDay() *rapid.Generator[court.Date] {
	return rapid.Custom(func(t *rapid.T) court.Date {
		return court.D(1950, 1, 1).AddDays(rapid.IntRange(0, 60_000).Draw(t, "day"))
	})
}

func TestDateProperties(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		d, n := anyDay().Draw(t, "d"), rapid.IntRange(-400, 400).Draw(t, "n")
		for _, text := range []string{d.String(), d.Text(), strings.ReplaceAll(d.String(), "-", "")} {
			if got, err := court.ParseDate(text); err != nil || got != d {
				t.Fatalf("ParseDate(%q) = %s, %v", text, got, err)
			}
		}
		later := d.AddMonths(n)
		months := (later.Year-d.Year)*12 + int(later.Month) - int(d.Month)
		clamped := later.Day < d.Day && later.AddDays(1).Day == 1
		if !later.Valid() || months != n || later.Day != d.Day && !clamped {
			t.Fatalf("%s + %d months = %s", d, n, later)
		}
		moved := d.AddDays(n)
		if d.DaysUntil(moved) != n || moved.DaysUntil(d) != -n || d.Compare(moved) != -moved.Compare(d) {
			t.Fatalf("%s + %d days = %s", d, n, moved)
		}
		if d.Before(moved) != (n > 0) || d.After(moved) != (n < 0) {
			t.Fatalf("%s and %s are out of order", d, moved)
		}
		if (court.Date{}).Compare(d) >= 0 {
			t.Fatalf("no date must come before %s", d)
		}
	})
}

func TestDateInJSON(t *testing.T) {
	type record struct{ Filed, Closed court.Date }
	in := record{Filed: court.D(2018, 5, 1)}
	b, err := json.Marshal(in)
	if err != nil || string(b) != `{"Filed":"2018-05-01","Closed":""}` {
		t.Fatalf("%s %v", b, err)
	}
	var out record
	if err := json.Unmarshal(b, &out); err != nil || out != in {
		t.Fatalf("%v %v", out, err)
	}
	if json.Unmarshal([]byte(`{"Filed":"2018-02-30"}`), &out) == nil || json.Unmarshal([]byte(`{"Filed":5}`), &out) == nil {
		t.Error("a wrong date was read")
	}
}

func FuzzParseDate(f *testing.F) {
	for _, text := range append(append([]string{""}, dateForms...), notDates...) {
		f.Add(text)
	}
	f.Fuzz(func(t *testing.T, text string) {
		d, err := court.ParseDate(text)
		if err != nil || d.IsZero() {
			if !d.IsZero() {
				t.Fatalf("%q: %s with %v", text, d, err)
			}
			return
		}
		if again, err := court.ParseDate(d.String()); !d.Valid() || err != nil || again != d {
			t.Fatalf("%q: %s, then %s, %v", text, d, again, err)
		}
		if digits := strings.ReplaceAll(court.CleanLine(court.Narrow(text)), " ", ""); !strings.Contains(digits, d.String()[:4]) {
			t.Fatalf("%q: where does the year of %s come from?", text, d)
		}
	})
}
