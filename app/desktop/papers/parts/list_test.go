package parts

import (
	"context"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"

	"zhixing/app/court"
	"zhixing/app/paper"
	"zhixing/app/sheet"
)

// printed gives the text of the list on paper as it is laid out, and its pages.
func printed(t *testing.T, l List) (text string, pages int) {
	t.Helper()
	pdf, err := paper.Table(context.Background(), l.paper(court.D(2026, 11, 23)))
	if err != nil {
		t.Fatal(err)
	}
	file := filepath.Join(t.TempDir(), "list.pdf")
	if err := os.WriteFile(file, pdf, 0o644); err != nil {
		t.Fatal(err)
	}
	out, err := exec.Command("pdftotext", "-layout", file, "-").Output()
	if err != nil {
		t.Fatal(err)
	}
	return string(out), strings.Count(string(out), "\f")
}

// A property in three cases does not take the sheet from what it is: numbers,
// sums and days stay whole, the long texts share the rest.
func TestPrintedListKeepsNumbersWhole(t *testing.T) {
	l := List{Title: "财产清单", Heads: []sheet.Head{{Label: "案号"}, {Label: "被执行人"}, {Label: "证件号码"}, {Label: "财产类型"}, {Label: "财产"}, {Label: "价值（元）", Kind: sheet.Money}, {Label: "财产状态"},
		{Label: "查明方式"}, {Label: "查明日期", Kind: sheet.Date}, {Label: "权属"}, {Label: "权利负担"}, {Label: "担保债权（元）", Kind: sheet.Money}, {Label: "豁免、不能处置"}, {Label: "承办人"}}}
	for i := range 12 {
		l.Rows = append(l.Rows, []any{fmt.Sprintf("（2026）豫1599执恢%d号、（2026）豫1599执保%d号、（2026）豫1599执%d号", i+1, i+1, i+1), "溪山县青禾粮油有限公司", "91411599MA00000017", "不动产",
			"溪山县城关镇文昌路60号楼2单元，产权证号豫（2016）溪山县不动产权第0001250号，建筑面积98.6平方米，与信义融资担保有限公司共有", court.Money(770_000_00), "已控制", "线下调查",
			court.D(2026, 11, 23), "与他人共有 信义融资担保有限公司、长河置业有限责任公司", "", court.Money(1_200_000_00), "", "沈国栋"})
	}
	text, pages := printed(t, l)
	for _, want := range []string{"（2026）豫1599执恢12号", "（2026）豫1599执保12号", "770,000.00", "1,200,000.00", "2026-11-23", "沈国栋", "已控制", "不动产", "91411599MA00000017"} {
		if !strings.Contains(text, want) {
			t.Errorf("%s is broken:\n%s", want, text)
		}
	}
	if pages > 2 {
		t.Errorf("twelve properties take %d pages", pages)
	}
}

// A list of more columns than a sheet has room for is set in smaller type.
func TestPrintedListOfManyColumns(t *testing.T) {
	l := List{Title: "失信、限消名单", Heads: []sheet.Head{{Label: "案号"}}, Rows: [][]any{{"（2026）豫1599执53号"}}}
	for i := range 6 {
		l.Heads = append(l.Heads, sheet.Head{Label: fmt.Sprintf("第%d日期", i), Kind: sheet.Date}, sheet.Head{Label: fmt.Sprintf("内容%d", i)})
		l.Rows[0] = append(l.Rows[0], court.D(2026, 11, 5), "违反财产报告制度，决定纳入名单，期限二年")
	}
	if d := l.paper(court.D(2026, 11, 23)); d.Points != smallPoints {
		t.Errorf("the type is %.1f points", d.Points)
	}
	text, _ := printed(t, l)
	if !strings.Contains(text, "（2026）豫1599执53号") || strings.Count(text, "2026-11-05") != 6 {
		t.Errorf("numbers and days are broken:\n%s", text)
	}
}
