package paper

import (
	"bytes"
	"context"
	"fmt"
	"strings"
	"testing"

	"zhixing/app/court"
	"zhixing/app/law"
)

// ledgerSample is a ledger of cases over six months.
func ledgerSample(n int) TableData {
	d := TableData{
		Court: "溪山县人民法院", Title: "超六个月未结案件台账", Notes: []string{"统计日期：2018年12月20日　　范围：全部工作组　　只列三项不全的案件"},
		Columns: []TableColumn{
			{"序号", 11, AlignCenter}, {"案号", 46, AlignLeft}, {"申请执行人", 32, AlignLeft}, {"被执行人", 50, AlignLeft}, {"承办人", 18, AlignCenter},
			{"立案日期", 23, AlignCenter}, {"届满日", 23, AlignCenter}, {"超期天数", 17, AlignRight}, {"未到位（元）", 30, AlignRight}, {"台账／评查／报备", 33, AlignCenter},
		},
		Foot: []string{"制表人：周玥　　　　审核人：____________　　　　执行局局长：____________"}, Date: court.D(2018, 12, 20),
	}
	total := court.Money(0)
	for i := range n {
		owed := court.Money(1250000 + 98765*i)
		total += owed
		d.Rows = append(d.Rows, []string{
			fmt.Sprint(i + 1), fmt.Sprintf("（2018）豫1599执%d号", 100+i), []string{"张铉", "溪山县农村商业银行"}[i%2],
			[]string{"李𬭎、溪山县宏达建筑工程有限公司", "赵㛃", "王小波\n（下落不明）"}[i%3], []string{"沈国栋", "万晓燕"}[i%2],
			"2018-01-10", "2018-07-10", fmt.Sprint(163 - i%90), owed.String(), []string{"√／√／缺", "√／缺／缺"}[i%2],
		})
	}
	d.Total = []string{"", "合计", "", "", fmt.Sprintf("%d件", n), "", "", "", total.String(), ""}
	return d
}

func TestTable(t *testing.T) {
	for _, c := range []struct {
		size string
		rows int
	}{{"A4", 70}, {"A3", 70}, {"", 0}} {
		t.Run(fmt.Sprintf("%s-%d", c.size, c.rows), func(t *testing.T) {
			d := ledgerSample(c.rows)
			d.Size = c.size
			doc, err := composeTable(context.Background(), d)
			if err != nil {
				t.Fatal(err)
			}
			golden(t, fmt.Sprintf("table-%s-%d.txt", c.size, c.rows), textOf(doc))
			pdf, err := Table(context.Background(), d)
			if err != nil {
				t.Fatal(err)
			}
			keepPDF(t, fmt.Sprintf("table-%s-%d", c.size, c.rows), pdf)
			if again, err := Table(context.Background(), d); err != nil || !bytes.Equal(pdf, again) {
				t.Errorf("the same list gave other bytes (%v)", err)
			}
			file := toFile(t, pdf)
			tool(t, "qpdf", "--check", file)
			sameCharacters(t, doc, string(tool(t, "pdftotext", "-raw", file, "-")))
			checkEdges(t, doc, file, fmt.Sprintf("table-%s-%d", c.size, c.rows))
			want := map[string]string{"A3": "1190.55 x 841.89", "A4": "841.89 x 595.28", "": "841.89 x 595.28"}[c.size]
			if info := string(tool(t, "pdfinfo", file)); !strings.Contains(info, want) {
				t.Errorf("want %s:\n%s", want, info)
			}
		})
	}
}

// Every row is printed once, under the head of its page.
func TestTableOfManyPages(t *testing.T) {
	d := ledgerSample(500)
	pdf, err := Table(context.Background(), d)
	if err != nil {
		t.Fatal(err)
	}
	pages := strings.Split(strings.TrimSuffix(string(tool(t, "pdftotext", "-layout", toFile(t, pdf), "-")), "\f"), "\f")
	if len(pages) < 15 {
		t.Fatalf("%d pages", len(pages))
	}
	for i, page := range pages {
		if !strings.Contains(page, "申请执行人") || !strings.Contains(squeeze(page), fmt.Sprintf("第%d页共%d页", i+1, len(pages))) {
			t.Errorf("page %d has no head or number:\n%s", i+1, page)
		}
	}
	all := strings.Join(pages, "\n")
	for _, r := range d.Rows {
		if n := strings.Count(all, r[1]); n != 1 {
			t.Errorf("%s stands there %d times", r[1], n)
		}
	}
	if !strings.Contains(pages[len(pages)-1], d.Total[8]) {
		t.Error("no total at the end")
	}
}

func TestTableRefuses(t *testing.T) {
	for name, change := range map[string]func(*TableData){
		"size":    func(d *TableData) { d.Size = "B5" },
		"columns": func(d *TableData) { d.Columns = nil },
		"row":     func(d *TableData) { d.Rows[1] = d.Rows[1][:3] },
		"total":   func(d *TableData) { d.Total = []string{"合计"} },
		"glyph":   func(d *TableData) { d.Rows[0][3] = "李𓀀" },
	} {
		d := ledgerSample(3)
		change(&d)
		if _, err := Table(context.Background(), d); court.CodeOf(err) != court.CodeInvalid {
			t.Errorf("%s: %v", name, err)
		}
	}
}

// BenchmarkTable prints ledgers; the time grows with the rows.
func BenchmarkTable(b *testing.B) {
	for _, n := range []int{1000, 10000} {
		b.Run(fmt.Sprint(n), func(b *testing.B) {
			d := ledgerSample(n)
			for b.Loop() {
				if _, err := Table(context.Background(), d); err != nil {
					b.Fatal(err)
				}
			}
		})
	}
}

func TestParameterTable(t *testing.T) {
	on := court.D(2018, 6, 13)
	parameters := law.Parameters(on)
	pdf, err := Table(context.Background(), ParameterTable("溪山县人民法院", on, parameters))
	if err != nil {
		t.Fatal(err)
	}
	keepPDF(t, "parameters", pdf)
	file := toFile(t, pdf)
	tool(t, "qpdf", "--check", file)
	text := squeeze(string(tool(t, "pdftotext", "-raw", file, "-")))
	for _, p := range parameters {
		if !strings.Contains(text, squeeze(p.Term())) {
			t.Errorf("%s: %s is not printed", p.ID, p.Term())
		}
	}
	for _, r := range ParameterTable("", on, parameters).Rows {
		if r[5] == "起" {
			t.Errorf("%s is in force from no day", r[1])
		}
	}
	if !strings.Contains(text, "执行期限和参数表") || len(parameters) < 30 {
		t.Errorf("%d parameters", len(parameters))
	}
}
