package court_test

import (
	"testing"

	"pgregory.net/rapid"

	"zhixing/app/court"
)

var numberForms = []struct {
	text string
	want court.CaseNumber
	out  string
}{
	{"（2018）豫1599执186号", court.CaseNumber{Year: 2018, Court: "豫1599", Kind: "执", Seq: 186}, "（2018）豫1599执186号"},
	{"(2018)豫1599执186号", court.CaseNumber{Year: 2018, Court: "豫1599", Kind: "执", Seq: 186}, "（2018）豫1599执186号"},
	{"〔2018〕豫1599执186号", court.CaseNumber{Year: 2018, Court: "豫1599", Kind: "执", Seq: 186}, "（2018）豫1599执186号"},
	{"[2018]豫1599执186号", court.CaseNumber{Year: 2018, Court: "豫1599", Kind: "执", Seq: 186}, "（2018）豫1599执186号"},
	{"【2018】豫1599执186号", court.CaseNumber{Year: 2018, Court: "豫1599", Kind: "执", Seq: 186}, "（2018）豫1599执186号"},
	{"｛2018｝豫1599执186号", court.CaseNumber{Year: 2018, Court: "豫1599", Kind: "执", Seq: 186}, "（2018）豫1599执186号"},
	{"（２０１８）豫１５９９执１８６号", court.CaseNumber{Year: 2018, Court: "豫1599", Kind: "执", Seq: 186}, "（2018）豫1599执186号"},
	{" (2018) 豫 1599 执 186 号\n", court.CaseNumber{Year: 2018, Court: "豫1599", Kind: "执", Seq: 186}, "（2018）豫1599执186号"},
	{"(2018）豫1599执恢0012号", court.CaseNumber{Year: 2018, Court: "豫1599", Kind: "执恢", Seq: 12}, "（2018）豫1599执恢12号"},
	{"（2018）豫1599执保3号", court.CaseNumber{Year: 2018, Court: "豫1599", Kind: "执保", Seq: 3}, "（2018）豫1599执保3号"},
	{"（2018）豫15执复7号", court.CaseNumber{Year: 2018, Court: "豫15", Kind: "执复", Seq: 7}, "（2018）豫15执复7号"},
	{"（2018）豫执监1号", court.CaseNumber{Year: 2018, Court: "豫", Kind: "执监", Seq: 1}, "（2018）豫执监1号"},
	{"（2018）豫1599司惩复2号", court.CaseNumber{Year: 2018, Court: "豫1599", Kind: "司惩复", Seq: 2}, "（2018）豫1599司惩复2号"},
	{"（2018）豫1599执186号之一", court.CaseNumber{Year: 2018, Court: "豫1599", Kind: "执", Seq: 186, Suffix: 1}, "（2018）豫1599执186号之一"},
	{"（2018）豫1599执186号之十二", court.CaseNumber{Year: 2018, Court: "豫1599", Kind: "执", Seq: 186, Suffix: 12}, "（2018）豫1599执186号之十二"},
	{"（2018）豫1599执186号之二十", court.CaseNumber{Year: 2018, Court: "豫1599", Kind: "执", Seq: 186, Suffix: 20}, "（2018）豫1599执186号之二十"},
	{"（2015）溪执字第123号", court.CaseNumber{Year: 2015, Court: "溪", Kind: "执", Seq: 123, Old: true}, "（2015）溪执字第123号"},
	{"(2014)溪山执恢字第00045号", court.CaseNumber{Year: 2014, Court: "溪山", Kind: "执恢", Seq: 45, Old: true}, "（2014）溪山执恢字第45号"},
	{"(2015)溪执字第123号之一", court.CaseNumber{Year: 2015, Court: "溪", Kind: "执", Seq: 123, Old: true, Suffix: 1}, "（2015）溪执字第123号之一"},
}

func TestParseCaseNumber(t *testing.T) {
	for _, x := range numberForms {
		got, err := court.ParseCaseNumber(x.text)
		if err != nil || got != x.want || got.String() != x.out {
			t.Errorf("ParseCaseNumber(%q) = %+v, %s, %v", x.text, got, got, err)
		}
	}
	if (court.CaseNumber{}).String() != "" {
		t.Error("no number has no text")
	}
}

var notNumbers = []string{
	"", "186", "2018豫1599执186号", "（2018）豫1599执186", "（2018）豫1599执号", "（2018）豫1599执0号", "（18）豫1599执186号", "（2018）1599执186号",
	"（2018）豫1599民初186号", "（2018）豫159999执186号", "（2018）豫1599执186号等", "（2018）豫1599执第186号", "（1979）溪执字第1号", "（2200）豫1599执1号",
	"（2018）豫1599执186号之", "（2018）豫1599执186号之零", "（2018）豫1599执186号之一二", "（2018）豫1599执186号之三五", "（2018）豫1599执186号之十十",
	"（2018）豫1599执12345678号", "（2018）豫1599执-5号", "（2018）豫1599执186号（2018）豫1599执187号",
}

func TestParseCaseNumberRefuses(t *testing.T) {
	for _, text := range notNumbers {
		got, err := court.ParseCaseNumber(text)
		_, hint := court.Sentence(err)
		if court.CodeOf(err) != court.CodeInvalid || got != (court.CaseNumber{}) || hint == "" {
			t.Errorf("ParseCaseNumber(%q) = %+v, %v", text, got, err)
		}
	}
}

func TestCaseNumberRoundTrip(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		n := court.CaseNumber{
			Year: rapid.IntRange(1990, 2099).Draw(t, "year"), Seq: rapid.IntRange(1, 9_999_999).Draw(t, "seq"),
			Kind:   string(rapid.SampledFrom(court.CaseKinds).Draw(t, "kind")),
			Suffix: rapid.IntRange(0, 99).Draw(t, "suffix"), Old: rapid.Bool().Draw(t, "old"),
		}
		n.Court = rapid.SampledFrom([]string{"豫1599", "豫15", "豫", "兵0101"}).Draw(t, "court")
		if n.Old {
			n.Court = rapid.SampledFrom([]string{"溪", "溪山", "溪法", "溪山法"}).Draw(t, "old court")
		}
		if got, err := court.ParseCaseNumber(n.String()); err != nil || got != n {
			t.Fatalf("%s reads as %+v, %v", n, got, err)
		}
	})
}

func FuzzParseCaseNumber(f *testing.F) {
	for _, x := range numberForms {
		f.Add(x.text)
	}
	for _, text := range notNumbers {
		f.Add(text)
	}
	f.Fuzz(func(t *testing.T, text string) {
		n, err := court.ParseCaseNumber(text)
		if err != nil {
			return
		}
		if again, err := court.ParseCaseNumber(n.String()); err != nil || again != n {
			t.Fatalf("%q: %+v, then %+v, %v", text, n, again, err)
		}
	})
}
