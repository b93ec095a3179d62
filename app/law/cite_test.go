package law_test

import (
	"strings"
	"testing"

	"zhixing/app/court"
	"zhixing/app/law"
)

func TestCiteText(t *testing.T) {
	const cpl = "《中华人民共和国民事诉讼法》"
	const interp = "《最高人民法院关于适用〈中华人民共和国民事诉讼法〉的解释》"
	for _, x := range []struct {
		id   string
		on   court.Date
		want string
	}{
		{"execution-notice", court.D(2018, 5, 1), cpl + "第二百四十条"},
		{"execution-notice", court.D(2013, 1, 1), cpl + "第二百四十条"},
		{"execution-notice", court.D(2021, 12, 31), cpl + "第二百四十条"},
		{"execution-notice", court.D(2022, 1, 1), cpl + "第二百四十七条"},
		{"execution-notice", court.D(2023, 12, 31), cpl + "第二百四十七条"},
		{"execution-notice", court.D(2024, 1, 1), cpl + "第二百五十一条"},
		{"execution-notice-10d", court.D(2018, 5, 1), interp + "第四百八十二条"},
		{"execution-notice-10d", court.D(2022, 4, 9), interp + "第四百八十二条"},
		{"execution-notice-10d", court.D(2022, 4, 10), interp + "第四百八十条"},
		{"summons", court.D(2018, 5, 1), interp + "第四百八十四条"},
		{"interim-closure", court.D(2018, 5, 1), interp + "第五百一十九条"},
		{"interim-closure", court.D(2025, 5, 1), interp + "第五百一十七条"},
		{"report-assets", court.D(2018, 5, 1), cpl + "第二百四十一条"},
		{"report-assets", court.D(2025, 5, 1), cpl + "第二百五十二条"},
		{"control", court.D(2025, 5, 1), cpl + "第二百五十三条"},
		{"seal", court.D(2025, 5, 1), cpl + "第二百五十五条"},
		{"obstruction", court.D(2018, 5, 1), cpl + "第一百一十一条"},
		{"obstruction", court.D(2023, 5, 1), cpl + "第一百一十四条"},
		{"obstruction-refusal", court.D(2018, 5, 1), cpl + "第一百一十一条第一款第（六）项"},
		{"objection", court.D(2024, 5, 1), cpl + "第二百三十六条"},
		{"enforcement-fee", court.D(2018, 5, 1), "《诉讼费用交纳办法》第十四条第（一）项"},
		{"notice-basis", court.D(2018, 5, 1), cpl + "第二百四十条、第二百五十三条、" + interp + "第四百八十二条"},
		{"notice-basis", court.D(2024, 5, 1), cpl + "第二百五十一条、第二百六十四条、" + interp + "第四百八十条"},
		{"consumption-limit", court.D(2018, 5, 1), cpl + "第二百五十五条、《最高人民法院关于限制被执行人高消费及有关消费的若干规定》第一条、第三条"},
		{"consumption-limit-rule", court.D(2015, 7, 21), "《最高人民法院关于限制被执行人高消费的若干规定》第一条、第三条"},
		{"interim-basis", court.D(2018, 5, 1), interp + "第五百一十九条、《最高人民法院关于严格规范终结本次执行程序的规定（试行）》第一条"},
		{"interim-conditions", court.D(2016, 12, 1), "《最高人民法院关于严格规范终结本次执行程序的规定（试行）》第一条"},
		{"waiting-seizure", court.D(2018, 5, 1), "《最高人民法院关于人民法院民事执行中查封、扣押、冻结财产的规定》第二十八条"},
		{"waiting-seizure", court.D(2021, 1, 1), "《最高人民法院关于人民法院民事执行中查封、扣押、冻结财产的规定》第二十六条"},
	} {
		got, err := law.CiteText(x.id, x.on)
		if err != nil || got != x.want {
			t.Errorf("CiteText(%s, %s) = %s, %v; want %s", x.id, x.on, got, err, x.want)
		}
	}
}

func TestCiteRefuses(t *testing.T) {
	for _, x := range []struct {
		id string
		on court.Date
	}{
		{"no-such-article", court.D(2018, 5, 1)},
		{"", court.D(2018, 5, 1)},
		{"execution-notice", court.D(2012, 12, 31)},
		{"execution-notice", court.Date{}},
		{"interim-conditions", court.D(2016, 11, 30)},
		{"dishonest-listing", court.D(2017, 4, 30)},
		{"interim-basis", court.D(2016, 11, 30)}, // one of its two laws is not there yet
	} {
		c, err := law.Cite(x.id, x.on)
		say, hint := court.Sentence(err)
		if court.CodeOf(err) != court.CodeNotFound || hint == "" || len(c.Provisions) != 0 {
			t.Errorf("Cite(%q, %s) = %v, %v", x.id, x.on, c, err)
		}
		if x.id != "" && x.on.Year > 0 && x.id != "no-such-article" && !strings.Contains(say, x.on.Text()) {
			t.Errorf("the sentence does not name the date: %s", say)
		}
	}
}

func TestCiteSaysVersionAndMark(t *testing.T) {
	c, err := law.Cite("report-assets-basis", court.D(2018, 5, 1))
	if err != nil || len(c.Provisions) != 2 {
		t.Fatal(c, err)
	}
	p := c.Provisions[0]
	if c.About != "报告财产令" || p.From != court.D(2017, 7, 1) || p.To != court.D(2021, 12, 31) || p.Mark != "L" {
		t.Errorf("%+v", c)
	}
}
