package paper

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"maps"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"testing/fstest"

	"pgregory.net/rapid"

	"zhixing/app/court"
	"zhixing/app/law"
)

// tool runs one of the PDF tools that check us from outside.
func tool(t testing.TB, name string, args ...string) []byte {
	t.Helper()
	out, err := exec.Command(name, args...).Output()
	if err != nil {
		t.Fatalf("%s %v: %v\n%s", name, args, err, out)
	}
	return out
}

func toFile(t testing.TB, pdf []byte) string {
	t.Helper()
	name := filepath.Join(t.TempDir(), "paper.pdf")
	if err := os.WriteFile(name, pdf, 0o644); err != nil {
		t.Fatal(err)
	}
	return name
}

// textOf gives the laid-out text, a line per line and a row of cells joined
// with |, pages parted by a rule.
func textOf(doc *document) string {
	var b strings.Builder
	for i, page := range doc.pages {
		if i > 0 {
			b.WriteString("-------- 换页\n")
		}
		for _, bx := range page {
			switch {
			case bx.line != nil:
				b.WriteString(strings.TrimRight(bx.line.text(), " ") + "\n")
			case bx.row != nil:
				var cells []string
				for _, c := range bx.row.cells {
					var lines []string
					for _, l := range c.lines {
						lines = append(lines, l.text())
					}
					cells = append(cells, strings.Join(lines, "／"))
				}
				b.WriteString("| " + strings.Join(cells, " | ") + " |\n")
			case bx.rule != nil && bx.rule.label != nil:
				b.WriteString("- - " + bx.rule.label.text() + " - -\n")
			case bx.rule != nil:
				b.WriteString("----\n")
			}
		}
	}
	return b.String()
}

func TestEveryForm(t *testing.T) {
	p := newPress(t)
	for _, f := range p.Forms() {
		t.Run(f.Code, func(t *testing.T) {
			doc, err := p.compose(context.Background(), f.Code, sampleFor(t, f))
			if err != nil {
				t.Fatal(err)
			}
			golden(t, f.Code+".txt", textOf(doc))
			pdf, err := doc.pdf()
			if err != nil {
				t.Fatal(err)
			}
			keepPDF(t, f.Code, pdf)
			again, err := doc.pdf()
			if err != nil || !bytes.Equal(pdf, again) {
				t.Errorf("the same paper gave other bytes (%v)", err)
			}
			file := toFile(t, pdf)
			tool(t, "qpdf", "--check", file)
			sameCharacters(t, doc, string(tool(t, "pdftotext", "-raw", file, "-")))
			checkEdges(t, doc, file, f.Code)
		})
	}
}

// TestEveryFormWithoutAnswers: whoever fills nothing in gets a paper with room
// for handwriting.
func TestEveryFormWithoutAnswers(t *testing.T) {
	p := newPress(t)
	for _, f := range p.Forms() {
		d := sample()
		for _, in := range f.Inputs {
			d = with(d, strings.Split(in.Key, "."), "")
		}
		doc, err := p.compose(context.Background(), f.Code, d)
		if err != nil {
			t.Errorf("%s: %v", f.Code, err)
			continue
		}
		if text := textOf(doc); strings.Contains(text, "<no value>") || strings.Contains(text, "%!") {
			t.Errorf("%s prints\n%s", f.Code, text)
		}
		if *keep != "" {
			pdf, err := doc.pdf()
			if err != nil {
				t.Fatal(err)
			}
			keepPDF(t, f.Code+"-empty", pdf)
		}
	}
}

func golden(t *testing.T, name, got string) {
	t.Helper()
	file := filepath.Join("testdata", name)
	if *update {
		if err := os.WriteFile(file, []byte(got), 0o644); err != nil {
			t.Fatal(err)
		}
		return
	}
	want, err := os.ReadFile(file)
	if err != nil {
		t.Fatalf("%v; look at the paper, then run with -update", err)
	}
	if got != string(want) {
		t.Errorf("%s differs; look at the paper, then run with -update. Now:\n%s", name, got)
	}
}

// sameCharacters compares what was laid out with what a reader of the PDF
// copies out of it. Tools order the cells of tables in their own ways, so the
// characters are counted.
func sameCharacters(t *testing.T, doc *document, copied string) {
	t.Helper()
	count := map[rune]int{}
	feet, err := doc.feet()
	if err != nil {
		t.Fatal(err)
	}
	for i, page := range doc.pages {
		for _, l := range append(linesOf(page), feet[i]...) {
			for _, it := range l.items {
				if !it.rule {
					count[it.r]++
				}
			}
		}
	}
	for _, r := range squeeze(copied) {
		count[r]--
	}
	for r, n := range count {
		if n != 0 && squeeze(string(r)) != "" {
			t.Errorf("%c (U+%04X): %+d more laid out than copied from the PDF", r, r, n)
		}
	}
}

// checkEdges rasterises every page and fails when anything is drawn outside
// the column: text that runs over, cells that stick out.
// Each page is compared with its golden picture.
func checkEdges(t *testing.T, doc *document, file, code string) {
	t.Helper()
	const dpi = 60
	prefix := strings.TrimSuffix(file, ".pdf")
	tool(t, "pdftoppm", "-gray", "-r", fmt.Sprint(dpi), file, prefix)
	images, err := filepath.Glob(prefix + "*.pgm")
	if err != nil || len(images) != len(doc.pages) {
		t.Fatalf("%d images of %d pages (%v)", len(images), len(doc.pages), err)
	}
	at := func(points float64) int { return int(points * dpi / 72) }
	slices.Sort(images)
	for page, name := range images {
		data, err := os.ReadFile(name)
		if err != nil {
			t.Fatal(err)
		}
		var w, h, top int
		if _, err := fmt.Sscanf(string(data[:20]), "P5\n%d %d\n%d", &w, &h, &top); err != nil {
			t.Fatal(err)
		}
		pixels, ink := data[len(data)-w*h:], 0
		goldenPage(t, fmt.Sprintf("%s-%d", code, page+1), miniature(pixels, w, h))
		for i, v := range pixels {
			if v > 128 {
				continue
			}
			ink++
			x, y := i%w, i/w
			footer := y >= at(doc.height-doc.marginBottom) && doc.pageNumbers != numberNone
			if left := doc.left(page); x < at(left)-1 || x > at(left+doc.columnWidth())+1 || y < at(doc.marginTop)-1 ||
				y > at(doc.height-doc.marginBottom)+1 && !footer {
				t.Fatalf("%s: ink outside the column at %d,%d of %d,%d", filepath.Base(name), x, y, w, h)
			}
		}
		if ink < 100 {
			t.Errorf("%s is empty", filepath.Base(name))
		}
	}
}

// tiny makes a press with one form of the given text.
func tiny(t testing.TB, text string) (*Press, error) {
	t.Helper()
	return New(Options{Forms: fstest.MapFS{"tiny.form": {Data: []byte(text)}}})
}

func mustTiny(t testing.TB, body string) *Press {
	t.Helper()
	p, err := tiny(t, "名称: 试样\n阶段: 试\n页码: 无\n---\n"+body)
	if err != nil {
		t.Fatal(err)
	}
	return p
}

func TestPDFGivesBackAnyText(t *testing.T) {
	p := mustTiny(t, "{{range .papers}}\n{{.name}}\n@注 {{.name}}\n@小标 {{.name}}\n{{end}}")
	for seed := range 8 { // a PDF and a reader's process each, so a few rich ones
		var list []m
		want := ""
		for i := range 12 {
			text := anyText().Example(100*seed + i)
			list = append(list, m{"name": text})
			want += strings.Repeat(squeeze(text), 3)
		}
		out, err := p.Print(context.Background(), "tiny", Data{"papers": list})
		if err != nil {
			t.Fatal(err)
		}
		if copied := squeeze(string(tool(t, "pdftotext", "-raw", toFile(t, out.PDF), "-"))); copied != want {
			t.Errorf("seed %d: printed\n%s\ncopied\n%s", seed, want, copied)
		}
	}
}

func TestDataNeverBecomesMarkup(t *testing.T) {
	p := mustTiny(t, "{{.case.cause}}\n@表 宽=1,1\n| {{.case.cause}} | 乙 |\n@表完\n@顶格 尾")
	rapid.Check(t, func(t *rapid.T) {
		nasty := rapid.SampledFrom([]string{"|", "@换页", "@表完", "@", "**", "____", "{{.x}}", "[跨9]", "¶", ">", "^", "\x0e", "\x0f", "\x10", "\x1f", "执", "A1", " "})
		text := "始" + strings.Join(rapid.SliceOfN(nasty, 0, 12).Draw(t, "parts"), "") + "终"
		doc, err := p.compose(context.Background(), "tiny", Data{"case": m{"cause": text}})
		if err != nil {
			t.Fatal(err)
		}
		got := ""
		for _, page := range doc.pages {
			for _, l := range linesOf(page) {
				got += l.text()
			}
		}
		value := squeeze(clean(text))
		if want := value + value + "乙尾"; squeeze(got) != want || len(doc.pages) != 1 {
			t.Errorf("printed %q, want %q", squeeze(got), want)
		}
	})
}

func TestValuesOfSeveralLines(t *testing.T) {
	doc, err := mustTiny(t, "{{.case.cause}}").compose(context.Background(), "tiny", Data{"case": m{"cause": "第一行\r\n第二行\n第三行\n"}})
	if err != nil {
		t.Fatal(err)
	}
	if got := textOf(doc); got != "第一行\n第二行\n第三行\n" {
		t.Errorf("%q", got)
	}
}

func TestCharacterWithoutGlyphIsRefused(t *testing.T) {
	p := newPress(t)
	d := sample()
	d["case"] = maps.Clone(d["case"].(m))
	d["case"].(m)["cause"] = "买卖𓀀合同纠纷"
	_, err := p.Print(context.Background(), "execution-notice", d)
	var e *court.Error
	if !errors.As(err, &e) || e.Code != court.CodeInvalid || e.Field != "案由" || !strings.Contains(e.Say, "𓀀") || !strings.Contains(e.Say, "案由") || e.Hint == "" {
		t.Errorf("error %v, want one that names the character and 案由", err)
	}
}

func TestFallbackAndTickedBoxes(t *testing.T) {
	faces, err := loadFaces()
	if err != nil {
		t.Fatal(err)
	}
	p := mustTiny(t, "@小标 {{.case.cause}}{{box true}}{{box false}}")
	d := Data{"case": m{"cause": "𫖮é㛃"}}
	doc, err := p.compose(context.Background(), "tiny", d)
	if err != nil {
		t.Fatal(err)
	}
	for _, it := range doc.pages[0][0].line.items {
		if it.face.glyph(it.r) == 0 {
			t.Errorf("%c is set in %s, which does not have it", it.r, it.face.name)
		}
	}
	if faces[hei].glyph(boxTicked) == 0 {
		t.Error("☑ has no box to borrow")
	}
	pdf, err := doc.pdf()
	if err != nil {
		t.Fatal(err)
	}
	if got := squeeze(string(tool(t, "pdftotext", toFile(t, pdf), "-"))); got != "𫖮é㛃☑☐" {
		t.Errorf("copied %q", got)
	}
}

func TestSignatureIsNeverAlone(t *testing.T) {
	p := newPress(t)
	f := p.byCode["interim-ruling"]
	for n := 0; n < 700; n += 20 {
		d := with(sampleFor(t, *f), []string{"fill", "opinion"}, strings.Repeat("说", n))
		doc, err := p.compose(context.Background(), f.Code, d)
		if err != nil {
			t.Fatal(err)
		}
		page := doc.pages[len(doc.pages)-1]
		signed, before := 0, 0
		for _, b := range page {
			switch {
			case b.line != nil && b.sign:
				signed++
			case b.line != nil:
				before++
			}
		}
		if signed != 5 || before < 2 {
			t.Fatalf("with %d more characters the last page has %d of 5 lines of the signature and %d of the text", n, signed, before)
		}
	}
}

func TestTableRepeatsItsHead(t *testing.T) {
	p := newPress(t)
	d := sample()
	var rows []m
	for i := range 70 {
		rows = append(rows, m{"name": fmt.Sprintf("材料第%d号", i+1), "copies": 1, "pages": i, "note": ""})
	}
	d = with(d, []string{"handover", "materials"}, rows)
	doc, err := p.compose(context.Background(), "handover", d)
	if err != nil {
		t.Fatal(err)
	}
	if len(doc.pages) < 3 {
		t.Fatalf("%d pages", len(doc.pages))
	}
	text := textOf(doc)
	for i := range rows {
		if n := strings.Count(text, fmt.Sprintf("材料第%d号 ", i+1)); n != 1 {
			t.Errorf("row %d stands there %d times", i+1, n)
		}
	}
	for i, page := range strings.Split(text, "-------- 换页\n")[1:] {
		if strings.Contains(page, "材料第") && !strings.HasPrefix(page, "| 序号 | 移交材料 |") {
			t.Errorf("page %d begins with %.30s", i+2, page)
		}
	}
}

func TestTallCellGoesOnOverPages(t *testing.T) {
	text := strings.Repeat("执行员依法调查询问被执行人并制作笔录。", 180)
	doc, err := mustTiny(t, "@表 宽=1,5\n| 内容 | {{.case.cause}} |\n@表完").compose(context.Background(), "tiny", Data{"case": m{"cause": text}})
	if err != nil {
		t.Fatal(err)
	}
	if len(doc.pages) < 3 {
		t.Fatalf("%d pages", len(doc.pages))
	}
	got := ""
	for _, page := range doc.pages {
		bottom := page[len(page)-1]
		if bottom.y+bottom.height > doc.columnHeight()+0.5 {
			t.Error("a row runs off its page")
		}
		for _, l := range bottom.row.cells[1].lines {
			got += l.text()
		}
	}
	if got != text {
		t.Error("text was lost where the row was split")
	}
}

func TestProgressTableIsOnePage(t *testing.T) {
	p := newPress(t)
	d := sample()
	d["nodes"] = append(append(sampleNodes(), sampleNodes()...), sampleNodes()...)
	out, err := p.Print(context.Background(), "执行进度表", d)
	if err != nil || out.Pages != 1 {
		t.Errorf("%d pages, %v", out.Pages, err)
	}
}

// papersText lays out a form and gives its text without line breaks.
func papersText(t *testing.T, code string, d Data) (text string, pages int) {
	t.Helper()
	doc, err := newPress(t).compose(context.Background(), code, d)
	if err != nil {
		t.Fatal(err)
	}
	return strings.ReplaceAll(textOf(doc), "\n", ""), len(doc.pages)
}

func TestStatementCountsReversalsAndOnlyWhatWasPaid(t *testing.T) {
	d := sample()
	receipt, payment := d["receipt"].(m), d["payment"].(m)
	change := func(from m, more m) m { out := maps.Clone(from); maps.Copy(out, more); return out }
	d["receipts"] = []m{
		change(receipt, m{"amount": court.Money(100000), "reversed": true}), change(receipt, m{"amount": court.Money(50000)}),
		change(receipt, m{"amount": court.Money(-100000), "reverses": true, "reason": "重复"}),
	}
	d["payments"] = []m{
		change(payment, m{"amount": court.Money(20000), "total": court.Money(21000), "state": "已发放"}),
		change(payment, m{"amount": court.Money(9900), "total": court.Money(9900), "state": "已冲正", "reversed": court.D(2018, 8, 1), "reason": "账号有误"}),
		change(payment, m{"amount": court.Money(8800), "total": court.Money(8800), "state": "待审批"}),
	}
	d["balance"] = court.Money(29000)
	text, _ := papersText(t, "money-statement", d)
	for _, want := range []string{
		"合计（冲正已抵减） | 500.00 |", "合计（只计已发放） | 10.00 | 200.00 |", "已冲正 |", "冲正：重复", "2018-08-01／账号有误",
		"收款合计500.00元，已发放210.00元（含扣除费用），结存290.00元。",
	} {
		if !strings.Contains(text, want) {
			t.Errorf("the statement lacks %q:\n%s", want, text)
		}
	}
}

func TestApprovalOfManyReceiptsIsOneReadablePage(t *testing.T) {
	d := sample()
	for range 40 {
		d["receipts"] = append(d["receipts"].([]m), d["receipt"].(m))
	}
	text, pages := papersText(t, "disbursement-approval", d)
	if pages != 1 || !strings.Contains(text, "共42笔，见案款明细") {
		t.Errorf("%d pages: %s", pages, text)
	}
}

func TestWhatDoesNotFitOnePageKeepsItsSize(t *testing.T) {
	p, err := tiny(t, "名称: 试样\n阶段: 试\n一页: 是\n---\n{{.case.cause}}")
	if err != nil {
		t.Fatal(err)
	}
	for n, want := range map[int]struct {
		one, own bool // on one page, in its own size
	}{500: {true, true}, 800: {true, false}, 3000: {false, true}} {
		doc, err := p.compose(context.Background(), "tiny", Data{"case": m{"cause": strings.Repeat("字", n)}})
		if err != nil {
			t.Fatal(err)
		}
		if size := doc.pages[0][0].line.size; (len(doc.pages) == 1) != want.one || (size == 16) != want.own {
			t.Errorf("%d characters: %d pages in %v points", n, len(doc.pages), size)
		}
	}
}

func TestServiceReceiptListsWhatThePartyGets(t *testing.T) {
	p, d := newPress(t), sample()
	paper := func(name, to string) m {
		return m{"name": name, "number": "", "date": court.D(2018, 6, 9), "copies": 1, "for": to}
	}
	d["papers"] = []m{
		paper("受理通知书", "张铉"), paper("执行通知书", ""), paper("报告财产令", "溪山县宏达建筑工程有限公司"), paper("报告财产令", "李𬭎"), paper("报告财产令", "李𬭎"),
		paper("终本约谈笔录", "张铉"), paper("送达回证", "李𬭎"), paper("终本裁定书", ""), paper("查封裁定书", ""), paper("移交单", ""),
	}
	d["recipient"].(m)["role"] = "被执行人"
	if got, want := p.Preset("service-receipt", "service.items", d), "执行通知书、报告财产令、执行裁定书（终结本次执行程序）、查封裁定书、"; got != want {
		t.Errorf("the debtor gets %q, want %q", got, want)
	}
	d["recipient"] = with(d["applicants"].([]m)[0], []string{"role"}, "申请执行人")
	if got, want := p.Preset("service-receipt", "service.items", d), "受理通知书、执行裁定书（终结本次执行程序）、查封裁定书、"; got != want {
		t.Errorf("the applicant gets %q, want %q", got, want)
	}
}

func TestNoticeOfActsAndMoney(t *testing.T) {
	acts := with(sample(), []string{"case", "acts_text"}, "腾退房屋。")
	text, _ := papersText(t, "execution-notice", acts)
	for _, want := range []string{"二、加倍支付迟延履行期间的债务利息；", "三、就非金钱给付义务支付迟延履行金；", "四、负担申请执行费14265.20元。"} {
		if !strings.Contains(text, want) {
			t.Errorf("money and acts: no %s", want)
		}
	}
	for key, v := range map[string]any{"principal": court.Money(0), "fee": court.Money(0), "claim_text": "腾退房屋。"} {
		acts = with(acts, []string{"case", key}, v)
	}
	text, _ = papersText(t, "execution-notice", acts)
	if !strings.Contains(text, "一、腾退房屋；二、支付迟延履行金；三、负担申请执行费。") {
		t.Errorf("acts only: %s", text)
	}
}

func TestRecordHasRoomToSignOnEveryPage(t *testing.T) {
	f := newPress(t).byCode["interim-interview"]
	doc, err := newPress(t).compose(context.Background(), f.Code, sampleFor(t, *f))
	if err != nil {
		t.Fatal(err)
	}
	feet, err := doc.feet()
	if err != nil {
		t.Fatal(err)
	}
	if len(doc.pages) < 2 {
		t.Fatalf("%d pages", len(doc.pages))
	}
	for i, lines := range feet {
		if len(lines) != 2 || !strings.HasPrefix(lines[0].text(), "被约谈人签名（捺印）：____") || lines[0].width > lines[1].indent {
			t.Errorf("page %d ends with %d lines", i+1, len(lines))
		}
		last := ""
		for _, b := range doc.pages[i] {
			if b.line != nil {
				last = b.line.text()
			}
		}
		if strings.HasPrefix(last, "问：") {
			t.Errorf("page %d ends with the question %s", i+1, last)
		}
	}
}

func TestMissing(t *testing.T) {
	p := newPress(t)
	if got := p.Missing("execution-notice", sample()); len(got) != 0 {
		t.Errorf("a full case misses %v", got)
	}
	d := with(sample(), []string{"court", "account"}, m{"bank": "", "name": " ", "number": "1"})
	d = with(d, []string{"case", "filed"}, court.Date{})
	if got, want := p.Missing("execution-notice", d), []string{"立案日期", "开户银行", "账户户名"}; !slices.Equal(got, want) {
		t.Errorf("missing %v, want %v", got, want)
	}
}

func TestEmptyValueLeavesRoomForHandwriting(t *testing.T) {
	doc, err := mustTiny(t, "案由：{{.case.cause}}，{{cdate .case.filed}}").compose(context.Background(), "tiny",
		Data{"case": m{"cause": "", "filed": court.Date{}}})
	if err != nil {
		t.Fatal(err)
	}
	if got := textOf(doc); got != "案由：________，　　　　年　　月　　日\n" {
		t.Errorf("%q", got)
	}
}

func TestLinesOfConditions(t *testing.T) {
	p := mustTiny(t, "{{if .case.cause}}有案由：{{.case.cause}}。{{else}}没有案由。{{end}}\n{{if not .case.cause}}多余{{end}}\n{{if .case.cause}}{{$n := 1}}{{end}}\n尾")
	doc, err := p.compose(context.Background(), "tiny", Data{"case": m{"cause": "借贷"}})
	if err != nil {
		t.Fatal(err)
	}
	if got := textOf(doc); got != "有案由：借贷。\n尾\n" {
		t.Errorf("%q", got)
	}
}

func TestInputs(t *testing.T) {
	p, err := tiny(t, "名称: 试样\n阶段: 试\n填写: fill.day|到期日|date|\n填写: fill.sum|金额|money|100\n填写: fill.why|理由|text|{{.case.cause}}\n填写: fill.who|人员|lines|\n---\n{{.fill.day}}，{{.fill.sum}}，{{.fill.why}}，{{names .fill.who}}")
	if err != nil {
		t.Fatal(err)
	}
	d := Data{"case": m{"cause": "借贷"}, "fill": m{"day": "20180609", "why": "", "who": "甲\n乙、丙"}}
	doc, err := p.compose(context.Background(), "tiny", d)
	if err != nil {
		t.Fatal(err)
	}
	if got := textOf(doc); got != "2018年6月9日，100，借贷，甲、乙、丙\n" {
		t.Errorf("%q", got)
	}
	if _, changed := d["fill"].(m)["sum"]; changed {
		t.Error("the caller's data were changed")
	}
	if got := p.Preset("tiny", "fill.why", d); got != "借贷" {
		t.Errorf("preset %q", got)
	}
	d["fill"].(m)["day"] = "2018-13-40"
	var e *court.Error
	if _, err := p.Print(context.Background(), "tiny", d); !errors.As(err, &e) || e.Field != "到期日" {
		t.Errorf("a wrong date: %v", err)
	}
}

func TestFormMistakesNameTheLine(t *testing.T) {
	head := "名称: 试样\n阶段: 试\n---\n"
	for _, c := range []struct{ name, text, want string }{
		{"no separator", "名称: 试样\n", "缺少分隔正文"},
		{"unknown head", "名称: 试样\n颜色: 红\n---\n", "第 2 行"},
		{"unknown directive", head + "正文\n@抬投 某某", "第 5 行：不认识的标记“@抬投”"},
		{"template syntax", head + "正文\n\n{{if .x}}", "tiny.form"},
		{"unknown function", head + "正文\n{{money2 .x}}", "第 5 行"},
	} {
		if _, err := tiny(t, c.text); err == nil || !strings.Contains(err.Error(), c.want) {
			t.Errorf("%s: %v, want %q", c.name, err, c.want)
		}
	}
	for _, c := range []struct{ name, body, want string }{
		{"missing data", "正文\n{{if true}}\n{{.case.cause}}\n{{end}}", "第 7 行：缺少数据“案由”"},
		{"too many cells", "正文\n@表 宽=1,1\n| a | b | c |\n@表完", "第 7 行"},
		{"too few cells", "@表 宽=1,1\n| a |\n@表完", "第 6 行"},
		{"table left open", "@表 宽=1,1\n| a | b |", "没有用 @表完"},
		{"row outside a table", "| a |", "第 5 行"},
	} {
		_, err := mustTiny(t, c.body).Print(context.Background(), "tiny", Data{"case": m{}})
		if err == nil || !strings.Contains(err.Error(), c.want) {
			t.Errorf("%s: %v, want %q", c.name, err, c.want)
		}
	}
}

func TestUnknownForm(t *testing.T) {
	if _, err := newPress(t).Print(context.Background(), "没有的文书", sample()); court.CodeOf(err) != court.CodeNotFound {
		t.Error(err)
	}
}

func TestCitationsFollowThePapersDate(t *testing.T) {
	p := newPress(t)
	for _, c := range []struct {
		on   court.Date
		want string
	}{{court.D(2018, 6, 9), "第二百四十条"}, {court.D(2022, 6, 9), "第二百四十七条"}, {court.D(2024, 6, 9), "第二百五十一条"}} {
		doc, err := p.compose(context.Background(), "execution-notice", with(sample(), []string{"paper", "date"}, c.on))
		if err != nil {
			t.Fatal(err)
		}
		if text := strings.ReplaceAll(textOf(doc), "\n", ""); !strings.Contains(text, c.want) || !strings.Contains(text, c.on.Chinese()) {
			t.Errorf("%s: no %s or date", c.on, c.want)
		}
	}
}

// The law's checklist and progress table speak of papers by their codes.
func TestPapersTheLawNamesExist(t *testing.T) {
	p := newPress(t)
	for _, item := range law.Checklist() {
		for _, code := range item.Forms {
			if p.byCode[code] == nil {
				t.Errorf("checklist item %s: no form %s", item.ID, code)
			}
		}
	}
	if p.byCode[law.FormInterimRuling] == nil {
		t.Error("no ruling")
	}
}
