package paper

import (
	"context"
	"fmt"
	"math/rand/v2"
	"strings"
	"testing"
	"unicode"

	"pgregory.net/rapid"
)

// rareCharacters gives every Chinese character that the paper's fonts have,
// those beyond the Basic Multilingual Plane too.
func rareCharacters(t *testing.T) []rune {
	t.Helper()
	faces, err := loadFaces()
	if err != nil {
		t.Fatal(err)
	}
	s := &setter{faces: faces}
	var out []rune
	for _, span := range [][2]rune{{0x3400, 0x4DBF}, {0x4E00, 0x9FFF}, {0x20000, 0x323AF}} {
		for r := span[0]; r <= span[1]; r++ {
			if f, _ := s.find(song, r); f != nil {
				out = append(out, r)
			}
		}
	}
	return out
}

// TestPDFGivesBackRareCharacters: what goes in comes out, in order, in running
// text and in cells, whichever character it is.
func TestPDFGivesBackRareCharacters(t *testing.T) {
	all := rareCharacters(t)
	if len(all) < 20000 {
		t.Fatalf("only %d characters", len(all))
	}
	p := mustTiny(t, "{{.case.cause}}\n@表 宽=1\n| {{.case.cause}} |\n@表完\n@小标 {{.case.cause}}")
	random := rand.New(rand.NewPCG(20181123, 8105))
	marks := []rune("，。；：、？！（）《》“”0123456789abcXYZ ")
	for round := range 6 {
		var b strings.Builder
		b.WriteRune('书')
		for range 700 {
			b.WriteRune(all[random.IntN(len(all))])
			if random.IntN(9) == 0 {
				b.WriteRune(marks[random.IntN(len(marks))])
			}
		}
		out, err := p.Print(context.Background(), "tiny", Data{"case": m{"cause": b.String()}})
		if err != nil {
			t.Fatal(err)
		}
		want := strings.Repeat(squeeze(b.String()), 3)
		if got := squeeze(string(tool(t, "pdftotext", "-raw", toFile(t, out.PDF), "-"))); got != want {
			at := 0
			for got[:at] == want[:at] && at < min(len(got), len(want)) {
				at++
			}
			t.Fatalf("round %d: differs from byte %d of %d", round, at, len(want))
		}
	}
}

// TestNoFormBreaksTheRulesOfLines: no line of any form begins or ends with a
// mark that must not stand there, whatever the case's texts are.
func TestNoFormBreaksTheRulesOfLines(t *testing.T) {
	p := newPress(t)
	for _, f := range p.Forms() {
		d := sampleFor(t, f)
		for pad := range 4 {
			d = with(d, []string{"case", "cause"}, "建设工程施工合同纠纷"+strings.Repeat("案", pad*3))
			doc, err := p.compose(context.Background(), f.Code, d)
			if err != nil {
				t.Fatal(err)
			}
			for _, page := range doc.pages {
				for _, l := range linesOf(page) {
					text := []rune(strings.TrimSpace(l.text()))
					if len(text) < 2 || string(text) == "—免办" { // the sign of a state, not a dash
						continue
					}
					first, last := text[0], text[len(text)-1]
					if strings.ContainsRune(neverFirst, first) || strings.ContainsRune(neverLast, last) {
						t.Errorf("%s: a line is %q", f.Code, string(text))
					}
				}
			}
		}
	}
}

// TestNoSignatureStandsAlone: however long the text of a form is, the page that
// the signature is on holds lines of the text too.
func TestNoSignatureStandsAlone(t *testing.T) {
	p := newPress(t)
	for _, f := range p.Forms() {
		for pad := 0; pad < 420; pad += 35 {
			d := with(sampleFor(t, f), []string{"case", "claim_text"}, "支付工程款1186520.33元"+strings.Repeat("及利息", pad/3))
			d = with(d, []string{"case", "cause"}, "建设工程施工合同纠纷"+strings.Repeat("案", pad%29))
			doc, err := p.compose(context.Background(), f.Code, d)
			if err != nil {
				t.Fatal(err)
			}
			for i, page := range doc.pages {
				signed, before := 0, 0
				for _, b := range page {
					if b.sign {
						signed++
					} else if signed == 0 && (b.line != nil || b.row != nil || b.rule != nil) {
						before++
					}
				}
				if signed > 0 && before == 0 && i > 0 {
					t.Errorf("%s with %d more characters: page %d begins with the signature", f.Code, pad, i+1)
				}
			}
		}
	}
}

// TestPagesAreNumberedAndBound: 第 X 页 共 Y 页 on each page, and the wide margin
// where the sheet is bound, on fronts at the left and on backs at the right.
func TestPagesAreNumberedAndBound(t *testing.T) {
	p, err := tiny(t, "名称: 试样\n阶段: 试\n页码: 第页\n---\n{{range .papers}}\n{{.name}}\n{{end}}")
	if err != nil {
		t.Fatal(err)
	}
	var list []m
	for i := range 260 {
		list = append(list, m{"name": fmt.Sprintf("第%d段", i+1)})
	}
	out, err := p.Print(context.Background(), "tiny", Data{"papers": list})
	if err != nil || out.Pages < 10 {
		t.Fatalf("%d pages, %v", out.Pages, err)
	}
	file := toFile(t, out.PDF)
	for i := 1; i <= out.Pages; i++ {
		page := fmt.Sprint(i)
		text := squeeze(string(tool(t, "pdftotext", "-f", page, "-l", page, "-raw", file, "-")))
		if want := fmt.Sprintf("第%d页共%d页", i, out.Pages); !strings.HasSuffix(text, want) {
			t.Errorf("page %d ends with %.40s", i, text[max(0, len(text)-40):])
		}
	}
	l := p.byCode["tiny"].layout
	if l.left(0) != 28*mm || l.left(1) != 26*mm || l.left(1)+l.columnWidth()+28*mm != l.width {
		t.Errorf("margins %v, %v", l.left(0)/mm, l.left(1)/mm)
	}
}

// TestAmountsAndShares: sums in figures and capitals, blanks when there is none.
func TestAmountsAndShares(t *testing.T) {
	doc, err := mustTiny(t, "{{amount .a}}。{{amount .none}}。{{percent .a .b}}").compose(context.Background(), "tiny",
		Data{"a": "12000", "none": "", "b": "48000"})
	if err != nil {
		t.Fatal(err)
	}
	text := strings.ReplaceAll(textOf(doc), "\n", "")
	if !strings.HasPrefix(text, "12,000.00元（大写：壹万贰仟元整）。____") || !strings.HasSuffix(text, "。25.00%") {
		t.Errorf("%q", text)
	}
}

// TestTypedTables: rows a line each, columns parted by ，or |, amounts and dates
// read; a mistake names the row and the column.
func TestTypedTables(t *testing.T) {
	p, err := tiny(t, "名称: 试样\n阶段: 试\n填写: fill.rows|债权|table||债权人/到期=date/金额=money\n---\n"+
		"{{range .fill.rows}}\n{{.债权人}}，{{.到期}}，{{money .金额}}\n{{end}}\n合计{{money (sum .fill.rows \"金额\")}}")
	if err != nil {
		t.Fatal(err)
	}
	text := func(typed string) (string, error) {
		doc, err := p.compose(context.Background(), "tiny", Data{"fill": m{"rows": typed}})
		if err != nil {
			return "", err
		}
		return textOf(doc), nil
	}
	got, err := text("张㛃，2018-06-09，1000\n\n李某|20180610|1,234.50\n王某")
	if err != nil || got != "张㛃，2018年6月9日，1,000.00\n李某，2018年6月10日，1,234.50\n王某，________，0.00\n合计2,234.50\n" {
		t.Errorf("%q, %v", got, err)
	}
	for typed, want := range map[string]string{"甲，2018-13-09，1": "第1行的到期", "甲，，x": "第1行的金额", "甲，，1，多": "第1行有4列"} {
		if _, err := text(typed); err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("%s: %v, want %s", typed, err, want)
		}
	}
}

// TestSharedParts: a part stands where it is used, and its mistakes are named
// with its own file and line.
func TestSharedParts(t *testing.T) {
	press := func(part, body string) (*Press, error) {
		return New(Options{Forms: folder{"tiny.form": "名称: 试样\n阶段: 试\n页码: 无\n---\n" + body, "尾.part": part}.fs()})
	}
	p, err := press("特此通知。\n{{.case.cause}}", "正文\n@用 尾\n完")
	if err != nil {
		t.Fatal(err)
	}
	doc, err := p.compose(context.Background(), "tiny", Data{"case": m{"cause": "借贷"}})
	if err != nil || textOf(doc) != "正文\n特此通知。\n借贷\n完\n" {
		t.Errorf("%v %v", doc, err)
	}
	if _, err := p.Print(context.Background(), "tiny", Data{"case": m{}}); err == nil || !strings.Contains(err.Error(), "尾.part 第 2 行") {
		t.Errorf("missing data in a part: %v", err)
	}
	for _, c := range [][3]string{{"@错", "@用 尾", "尾.part 第 1 行"}, {"", "@用 头", "没有名为“头”"}, {"@用 尾", "@用 尾", "用到自己"}} {
		if _, err := press(c[0], c[1]); err == nil || !strings.Contains(err.Error(), c[2]) {
			t.Errorf("%v: %v", c, err)
		}
	}
	other, err := press("特此通知！\n{{.case.cause}}", "正文\n@用 尾\n完")
	if err != nil || other.forms[0].Version == p.forms[0].Version {
		t.Errorf("a changed part leaves the version as it was (%v)", err)
	}
}

// TestAnyTextKeepsTheRules lays random text out in cells and paragraphs.
func TestAnyTextKeepsTheRules(t *testing.T) {
	p := mustTiny(t, "{{.case.cause}}\n@表 宽=1,3\n| {{.case.cause}} | {{.case.cause}} |\n@表完")
	rapid.Check(t, func(t *rapid.T) {
		text := anyText().Draw(t, "text")
		doc, err := p.compose(context.Background(), "tiny", Data{"case": m{"cause": text}})
		if err != nil {
			t.Fatal(err)
		}
		got := map[rune]int{}
		for _, page := range doc.pages {
			for _, l := range linesOf(page) {
				for _, r := range squeeze(l.text()) {
					got[r]++
				}
			}
		}
		for _, r := range text {
			if !unicode.IsSpace(r) && got[r] < 3*strings.Count(text, string(r)) {
				t.Fatalf("%c stands there %d times, want %d", r, got[r], 3*strings.Count(text, string(r)))
			}
		}
	})
}
