package paper

import (
	"archive/zip"
	"bytes"
	"compress/zlib"
	"context"
	"encoding/xml"
	"errors"
	"fmt"
	"io"
	"maps"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"testing"
	"unicode"
	"unicode/utf8"

	"golang.org/x/image/font/sfnt"
	"golang.org/x/image/math/fixed"

	"zhixing/app/court"
)

// laidOut is a paper with what its PDF says.
type laidOut struct {
	code string
	doc  *document
	pdf  []byte
	file string
}

func layOutForm(t *testing.T, p *Press, code string, d Data) laidOut {
	t.Helper()
	doc, err := p.compose(context.Background(), code, d)
	if err != nil {
		t.Fatal(err)
	}
	pdf, err := doc.pdf()
	if err != nil {
		t.Fatal(err)
	}
	return laidOut{code, doc, pdf, toFile(t, pdf)}
}

// TestLayoutOfEveryPDF reads the PDFs of all forms with tools that know nothing
// of us: every font is in the file, every glyph draws something, every word
// stands inside the 版心, every page has its number.
func TestLayoutOfEveryPDF(t *testing.T) {
	p := newPress(t)
	for _, f := range p.Forms() {
		x := layOutForm(t, p, f.Code, sampleFor(t, f))
		x.fontIsInside(t)
		x.everyGlyphDraws(t)
		x.wordsStandInside(t)
		x.pagesAreNumbered(t)
	}
}

// fontIsInside: one composite TrueType font, embedded, with a ToUnicode map.
func (x laidOut) fontIsInside(t *testing.T) {
	t.Helper()
	lines := strings.Split(strings.TrimSpace(string(tool(t, "pdffonts", x.file))), "\n")
	if len(lines) != 3 {
		t.Errorf("%s: fonts\n%s", x.code, strings.Join(lines, "\n"))
		return
	}
	if !regexp.MustCompile(`^zhixing +CID TrueType +Identity-H +yes +\w+ +yes `).MatchString(lines[2]) {
		t.Errorf("%s: %s", x.code, lines[2])
	}
}

// stream gives the decompressed stream of an object.
func stream(t *testing.T, body []byte) []byte {
	t.Helper()
	_, data, found := bytes.Cut(body, []byte("stream\n"))
	if !found {
		t.Fatalf("no stream in %.80s", body)
	}
	r, err := zlib.NewReader(bytes.NewReader(data))
	if err != nil {
		t.Fatal(err)
	}
	out, err := io.ReadAll(r)
	if err != nil {
		t.Fatal(err)
	}
	return out
}

// everyGlyphDraws: each character that can be copied has a glyph with an
// outline, which is not the font's box for missing ones.
func (x laidOut) everyGlyphDraws(t *testing.T) {
	t.Helper()
	objects, _, err := readObjects(x.pdf)
	if err != nil {
		t.Fatal(err)
	}
	var file, cmap []byte
	for _, body := range objects {
		if n, ok := refAfter(head(body), "/FontFile2"); ok {
			file = stream(t, objects[n])
		}
		if n, ok := refAfter(head(body), "/ToUnicode"); ok {
			cmap = stream(t, objects[n])
		}
	}
	font, err := sfnt.Parse(file)
	if err != nil {
		t.Fatalf("%s: %v", x.code, err)
	}
	var buf sfnt.Buffer
	outline := func(glyph int) string {
		segments, err := font.LoadGlyph(&buf, sfnt.GlyphIndex(glyph), fixed.I(100), nil)
		if err != nil {
			t.Fatalf("%s, glyph %d: %v", x.code, glyph, err)
		}
		return fmt.Sprint(segments)
	}
	missing := outline(0)
	for _, pair := range regexp.MustCompile(`<([0-9A-F]{4})> <([0-9A-F]+)>\n`).FindAllSubmatch(cmap, -1) {
		glyph, err := strconv.ParseInt(string(pair[1]), 16, 32)
		if err != nil {
			t.Fatal(err)
		}
		if string(pair[2]) == "FFFF" { // the range of codes
			continue
		}
		blank := string(pair[2]) == "0020" || string(pair[2]) == "3000" || string(pair[2]) == "00A0"
		if drawn := outline(int(glyph)); drawn == missing || drawn == "[]" && !blank {
			t.Errorf("%s: U+%s draws %.40s", x.code, pair[2], drawn)
		}
	}
}

// bboxes is what pdftotext -bbox says of words, in points.
type bboxes struct {
	Pages []struct {
		Width  float64 `xml:"width,attr"`
		Height float64 `xml:"height,attr"`
		Words  []struct {
			Left   float64 `xml:"xMin,attr"`
			Top    float64 `xml:"yMin,attr"`
			Right  float64 `xml:"xMax,attr"`
			Bottom float64 `xml:"yMax,attr"`
			Text   string  `xml:",chardata"`
		} `xml:"word"`
	} `xml:"body>doc>page"`
}

// wordsStandInside: no word beyond the sides of the column, nor above or below
// it; page numbers alone stand in the lower margin.
func (x laidOut) wordsStandInside(t *testing.T) {
	t.Helper()
	var read bboxes
	if err := xml.Unmarshal(tool(t, "pdftotext", "-bbox", x.file, "-"), &read); err != nil {
		t.Fatal(err)
	}
	if len(read.Pages) != len(x.doc.pages) {
		t.Fatalf("%s: %d pages of %d", x.code, len(read.Pages), len(x.doc.pages))
	}
	for i, page := range read.Pages {
		left, right := x.doc.left(i), x.doc.left(i)+x.doc.columnWidth()
		for _, w := range page.Words {
			middle := (w.Top + w.Bottom) / 2
			right := right
			if last, _ := utf8.DecodeLastRuneInString(w.Text); strings.ContainsRune(neverFirst, last) {
				right += (w.Bottom - w.Top) / 2 // the empty half of a closing mark hangs over; the raster check sees ink
			}
			foot := middle > x.doc.height-x.doc.marginBottom && x.doc.pageNumbers != numberNone
			if w.Left < left-0.6 || w.Right > right+0.6 || middle < x.doc.marginTop || middle > x.doc.height-x.doc.marginBottom && !foot {
				t.Errorf("%s, page %d: “%s” at %.1f…%.1f, %.1f stands outside %.1f…%.1f", x.code, i+1, w.Text, w.Left, w.Right, middle, left, right)
			}
		}
	}
}

// pagesAreNumbered: — 1 — at the outer edge, or 第 1 页 共 2 页.
func (x laidOut) pagesAreNumbered(t *testing.T) {
	t.Helper()
	for i := range x.doc.pages {
		page, want := fmt.Sprint(i+1), ""
		switch x.doc.pageNumbers {
		case numberNone:
			continue
		case numberDashes:
			want = fmt.Sprintf("—%d—", i+1)
		case numberOf:
			want = fmt.Sprintf("第%d页共%d页", i+1, len(x.doc.pages))
		}
		top := int(x.doc.height - x.doc.marginBottom)
		foot := tool(t, "pdftotext", "-raw", "-f", page, "-l", page, "-x", "0", "-y", fmt.Sprint(top), "-W", fmt.Sprint(int(x.doc.width)), "-H", fmt.Sprint(int(x.doc.marginBottom)), x.file, "-")
		if got := squeeze(string(foot)); !strings.HasSuffix(got, want) {
			t.Errorf("%s, page %d ends with %q, want %s", x.code, i+1, got, want)
		}
	}
}

// crowded repeats every list of the data, so that tables go over pages.
func crowded(d Data, times int) Data {
	out := maps.Clone(d)
	for key, v := range d {
		switch v := v.(type) {
		case []m:
			if key != "applicants" && key != "debtors" && key != "parties" {
				out[key] = slices.Repeat(v, times)
			}
		case m:
			out[key] = map[string]any(crowded(v, times))
		}
	}
	return out
}

// TestCrowdedFormsKeepTheRules lays every form out with thirty times the lists:
// nothing is lost or runs off its page, heads come again, no signature stands
// alone.
func TestCrowdedFormsKeepTheRules(t *testing.T) {
	p := newPress(t)
	broken := 0
	for _, f := range p.Forms() {
		doc, err := p.compose(context.Background(), f.Code, crowded(sampleFor(t, f), 30))
		if err != nil {
			t.Errorf("%s: %v", f.Code, err)
			continue
		}
		heads := map[*gridRow]bool{}
		for i, page := range doc.pages {
			if again := repeatedHead(t, f.Code, page); i > 0 {
				for _, r := range again {
					heads[r] = true
				}
			}
			inSight(t, f.Code, doc, page)
			signedWithText(t, f.Code, i, page)
		}
		if len(heads) > 0 {
			broken++
		}
		nothingLost(t, f.Code, doc)
	}
	if broken < 5 {
		t.Errorf("only %d forms have a table over several pages", broken)
	}
}

// repeatedHead sees that a page that a table goes on to begins with its head.
func repeatedHead(t *testing.T, code string, page sheetPage) []*gridRow {
	t.Helper()
	if len(page) == 0 || page[0].row == nil {
		return nil
	}
	var want []*gridRow
	at := 0
	for at < len(page) && page[at].row != nil && len(page[at].head) == 0 {
		at++
	}
	if at < len(page) && page[at].row != nil {
		want = page[at].head
	}
	for i, r := range want {
		if i >= at || page[i].row != r {
			t.Errorf("%s: a page goes on with a table without its head", code)
			return nil
		}
	}
	return want
}

func inSight(t *testing.T, code string, doc *document, page sheetPage) {
	t.Helper()
	for _, b := range page {
		if b.y+b.height > doc.columnHeight()+0.5 {
			t.Errorf("%s: a box ends at %.1f of %.1f", code, b.y+b.height, doc.columnHeight())
		}
	}
	for _, l := range linesOf(page) {
		if l.indent+l.width > doc.columnWidth()+0.6 {
			t.Errorf("%s: “%s” is %.1f wide in %.1f", code, l.text(), l.indent+l.width, doc.columnWidth())
		}
	}
}

func signedWithText(t *testing.T, code string, i int, page sheetPage) {
	t.Helper()
	before := false
	for _, b := range page {
		if b.sign && !before && i > 0 {
			t.Errorf("%s: page %d begins with the signature", code, i+1)
			return
		}
		before = before || b.line != nil || b.row != nil || b.rule != nil
	}
}

// nothingLost counts the characters of the text and of the pages without
// repeated heads; paragraphs come in their order.
func nothingLost(t *testing.T, code string, doc *document) {
	t.Helper()
	count := map[rune]int{}
	for _, r := range textOfBlocks(doc.blocks) {
		count[r]++
	}
	seen := map[*gridRow]bool{}
	var running strings.Builder
	for _, page := range doc.pages {
		for _, b := range page {
			if b.row != nil && seen[b.row] {
				continue // a head that comes again
			}
			if b.row != nil {
				seen[b.row] = true
			}
			for _, l := range linesOf(sheetPage{b}) {
				for _, it := range l.items {
					if !it.rule && !unicode.IsSpace(it.r) {
						count[it.r]--
					}
				}
				if b.line != nil {
					running.WriteString(l.text())
				}
			}
		}
	}
	for r, n := range count {
		if n != 0 {
			t.Errorf("%s: %c (U+%04X) stands there %d times too few", code, r, r, n)
		}
	}
	var want strings.Builder
	for _, b := range doc.blocks {
		if p, ok := b.(*paragraph); ok {
			want.WriteString(spanText(p.spans))
		}
	}
	noRules := strings.NewReplacer("_", "")
	if got := noRules.Replace(squeeze(running.String())); got != noRules.Replace(squeeze(want.String())) {
		t.Errorf("%s: running text is out of order", code)
	}
}

// TestRightEdgesAreEven: every line of running text but the last of its
// paragraph reaches the right edge.
func TestRightEdgesAreEven(t *testing.T) {
	p := newPress(t)
	lines, short := 0, 0
	for _, f := range p.Forms() {
		doc, err := p.compose(context.Background(), f.Code, sampleFor(t, f))
		if err != nil {
			t.Fatal(err)
		}
		for _, b := range doc.blocks {
			x, ok := b.(*paragraph)
			if !ok || x.align != justify {
				continue
			}
			items, err := p.setter.Load().items(x.spans)
			if err != nil {
				t.Fatal(err)
			}
			set := p.setter.Load().set(items, x.style, doc.columnWidth())
			broken := strings.Count(spanText(x.spans), "\n") > 0
			for _, l := range set[:len(set)-1] {
				edge := doc.columnWidth() - x.tail*x.size
				if lines++; !broken && (l.indent+l.width < edge-0.6 || l.indent+l.width > edge+0.6) {
					short++
					t.Logf("%s: “%s” ends at %.1f of %.1f", f.Code, l.text(), l.indent+l.width, edge)
				}
			}
		}
	}
	if lines < 200 || short > lines/200 { // a long number may take a line's end with it
		t.Errorf("%d of %d lines do not reach the edge", short, lines)
	}
}

// wordContent reads the text of a .docx without the feet.
func wordContent(t *testing.T, docx []byte) string {
	t.Helper()
	z, err := zip.NewReader(bytes.NewReader(docx), int64(len(docx)))
	if err != nil {
		t.Fatal(err)
	}
	f, err := z.Open("word/document.xml")
	if err != nil {
		t.Fatal(err)
	}
	var b strings.Builder
	d := xml.NewDecoder(f)
	for inside := false; ; {
		token, err := d.Token()
		if errors.Is(err, io.EOF) {
			return squeeze(b.String())
		}
		if err != nil {
			t.Fatal(err)
		}
		switch x := token.(type) {
		case xml.StartElement:
			inside = x.Name.Local == "t"
		case xml.EndElement:
			inside = false
		case xml.CharData:
			if inside {
				b.Write(x)
			}
		}
	}
}

// characters counts what is written, without blanks; a reader of a PDF gives
// the cells of a table in its own order.
func characters(text string) map[rune]int {
	count := map[rune]int{}
	for _, r := range strings.ReplaceAll(squeeze(text), "\u00a0", "") {
		count[r]++
	}
	return count
}

// TestWordAndPDFSayTheSame: what is read out of the .docx and out of the PDF of
// every form is one text; a paper without a table also in one order.
func TestWordAndPDFSayTheSame(t *testing.T) {
	p := newPress(t)
	ordered := 0
	for _, f := range p.Forms() {
		d := sampleFor(t, f)
		x := layOutForm(t, p, f.Code, d)
		docx, err := p.Word(context.Background(), f.Code, d)
		if err != nil {
			t.Fatal(err)
		}
		copied := ""
		for i := range x.doc.pages { // without the feet and what a table repeats
			page := fmt.Sprint(i + 1)
			copied += string(tool(t, "pdftotext", "-raw", "-f", page, "-l", page, "-x", "0", "-y", "0", "-W", fmt.Sprint(int(x.doc.width)),
				"-H", fmt.Sprint(int(x.doc.height-x.doc.marginBottom)), x.file, "-"))
		}
		word, ruled := wordContent(t, docx), false
		for _, b := range x.doc.blocks {
			if _, is := b.(*table); is {
				ruled = true
			}
		}
		if !ruled {
			ordered++
			if got := squeeze(copied); got != strings.ReplaceAll(word, "\u00a0", "") {
				t.Errorf("%s: the PDF reads\n%s\nthe Word file\n%s", f.Code, got, word)
			}
			continue
		}
		got, want := characters(copied), characters(word)
		for r, n := range want {
			if got[r] < n {
				t.Errorf("%s: %c %d times in the PDF, %d in the Word file", f.Code, r, got[r], n)
			}
		}
		for r := range got {
			if want[r] == 0 {
				t.Errorf("%s: %c only in the PDF", f.Code, r)
			}
		}
	}
	if ordered < 20 {
		t.Errorf("only %d forms without a table", ordered)
	}
}

// TestWordFileAsOtherProgramsPrintIt: LibreOffice sets the .docx of a notice, a
// ruling and a table on as many pages as ours, give or take one for its own
// fonts, with the same text.
func TestWordFileAsOtherProgramsPrintIt(t *testing.T) {
	p, dir := newPress(t), t.TempDir()
	codes := []string{"execution-notice", "seal-ruling", "handover"}
	args := []string{"--headless", "-env:UserInstallation=file://" + filepath.Join(dir, "profile"), "--convert-to", "pdf", "--outdir", filepath.Join(dir, "pdf")}
	pages := map[string]int{}
	words := map[string]string{}
	for _, code := range codes {
		d := sampleFor(t, *p.byCode[code])
		docx, err := p.Word(context.Background(), code, d)
		if err != nil {
			t.Fatal(err)
		}
		out, err := p.Print(context.Background(), code, d)
		if err != nil {
			t.Fatal(err)
		}
		pages[code], words[code] = out.Pages, wordContent(t, docx)
		file := filepath.Join(dir, code+".docx")
		if err := os.WriteFile(file, docx, 0o600); err != nil {
			t.Fatal(err)
		}
		args = append(args, file)
	}
	if out, err := exec.Command("soffice", args...).CombinedOutput(); err != nil {
		t.Fatalf("soffice: %v\n%s", err, out)
	}
	for _, code := range codes {
		file := filepath.Join(dir, "pdf", code+".pdf")
		info := string(tool(t, "pdfinfo", file))
		n := 0
		for line := range strings.Lines(info) {
			if rest, ok := strings.CutPrefix(line, "Pages:"); ok {
				n, _ = strconv.Atoi(strings.TrimSpace(rest))
			}
		}
		if n < pages[code]-1 || n > pages[code]+1 {
			t.Errorf("%s: %d pages, ours has %d", code, n, pages[code])
		}
		got, want := characters(string(tool(t, "pdftotext", "-raw", file, "-"))), characters(words[code])
		for r, n := range want {
			if got[r] < n {
				t.Errorf("%s: %c %d times as LibreOffice prints it, want %d", code, r, got[r], n)
			}
		}
	}
}

// TestRefusalsNameTheField: a character without a glyph, in a case's name and
// in what a person typed, and a date that is none.
func TestRefusalsNameTheField(t *testing.T) {
	p := newPress(t)
	for _, c := range []struct{ key, value, field string }{
		{"case.cause", "买卖𓀀纠纷", "案由"}, {"summons.place", "第𓀀法庭", "应到处所"},
	} {
		_, err := p.Print(context.Background(), "summons", with(sampleFor(t, *p.byCode["summons"]), strings.Split(c.key, "."), c.value))
		say, hint := court.Sentence(err)
		if court.CodeOf(err) != court.CodeInvalid || !strings.Contains(say, "𓀀") || !strings.Contains(say, c.field) || hint == "" {
			t.Errorf("%s: %q %q", c.key, say, hint)
		}
	}
}
