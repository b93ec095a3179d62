package paper

import (
	"bytes"
	"context"
	"encoding/binary"
	"math"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"golang.org/x/image/font/sfnt"
	"golang.org/x/image/math/fixed"

	"zhixing/app/court"
)

// testFont is a font on 256 units with a map of format 4, first of a collection;
// testdata/courtfont.py makes it.
func testFont(t *testing.T) string {
	t.Helper()
	path, err := filepath.Abs("testdata/courtfont.ttc")
	if err != nil {
		t.Fatal(err)
	}
	return path
}

func readTestFont(t *testing.T, number int) *face {
	t.Helper()
	data, err := os.ReadFile(testFont(t))
	if err != nil {
		t.Fatal(err)
	}
	f, err := readCourtFace("courtfont.ttc", data, number)
	if err != nil {
		t.Fatal(err)
	}
	return f
}

func TestCourtFontIsRedrawnOnTheGridOfThePaper(t *testing.T) {
	data, err := os.ReadFile(testFont(t))
	if err != nil {
		t.Fatal(err)
	}
	whole, err := sfnt.ParseCollection(data)
	if err != nil {
		t.Fatal(err)
	}
	faces, err := loadFaces()
	if err != nil {
		t.Fatal(err)
	}
	for number, units := range []float64{256, 2048} {
		f := readTestFont(t, number)
		if f.upem != units {
			t.Fatalf("%v units, want %v", f.upem, units)
		}
		k := &inks{codes: map[rune]mark{}, back: map[mark]rune{}, next: privateFirst}
		for _, r := range "人民法院é1（〇" {
			k.add(mark{f, r})
		}
		cut, err := sfnt.Parse(cutFont(faces[song], k.codes))
		if err != nil {
			t.Fatal(err)
		}
		source, err := whole.Font(number)
		if err != nil {
			t.Fatal(err)
		}
		for code, m := range k.codes {
			want, got := outlineOf(t, source, m.r), outlineOf(t, cut, code)
			if len(want) != len(got) {
				t.Fatalf("%c: %d segments, want %d", m.r, len(got), len(want))
			}
			for i := range want {
				for j := range want[i].Args {
					// sfnt puts the points between two others on the grid of the font.
					near := 64 * (1 + 500/units)
					if d := want[i].Args[j].Sub(got[i].Args[j]); math.Abs(float64(d.X)) > near || math.Abs(float64(d.Y)) > near {
						t.Fatalf("%c differs by %v at segment %d", m.r, d, i)
					}
				}
			}
			var buf sfnt.Buffer
			at, err := cut.GlyphIndex(&buf, code)
			if err != nil {
				t.Fatal(err)
			}
			wide, err := cut.GlyphAdvance(&buf, at, fixed.I(1000), 0)
			if err != nil || math.Abs(float64(wide)/64-f.advance(f.glyph(m.r))*1000) > 1 {
				t.Errorf("%c is %v wide, %v", m.r, wide, err)
			}
		}
	}
}

func TestPaperInTheCourtsFont(t *testing.T) {
	p := newPress(t)
	plain, err := p.Print(context.Background(), "execution-notice", sample())
	if err != nil {
		t.Fatal(err)
	}
	if troubles := p.UseFonts(court.PaperFonts{Body: testFont(t), Kai: "没有这种字体"}); len(troubles) != 1 || !strings.Contains(troubles[0].Error(), "没有安装“没有这种字体”") {
		t.Fatalf("troubles: %v", troubles)
	}
	text, err := p.Fill(context.Background(), "execution-notice", sample())
	if err != nil {
		t.Fatal(err)
	}
	if want := "正文 测试仿宋；楷体 霞鹜文楷（代替：这台电脑没有安装“没有这种字体”这种字体）"; text.Fonts() != want {
		t.Errorf("the paper says its fonts are %q, want %q", text.Fonts(), want)
	}
	doc, err := text.layOut(context.Background())
	if err != nil {
		t.Fatal(err)
	}
	own, embedded := 0, 0
	for _, page := range doc.pages {
		for _, l := range linesOf(page) {
			for _, it := range l.items {
				if it.rule || it.face == nil {
					continue
				}
				if it.face.court != nil {
					own++
				} else {
					embedded++
				}
			}
		}
	}
	if own < 200 || embedded < 100 { // the small font lacks most characters
		t.Errorf("%d characters in the court's font, %d in the delivered ones", own, embedded)
	}
	out, err := text.Set(context.Background())
	if err != nil {
		t.Fatal(err)
	}
	if bytes.Equal(out.PDF, plain.PDF) {
		t.Error("the same page with and without the court's font")
	}
	again, err := text.Set(context.Background())
	if err != nil || !bytes.Equal(again.PDF, out.PDF) {
		t.Errorf("the same text gives other bytes: %v", err)
	}
	file := toFile(t, out.PDF)
	sameCharacters(t, doc, string(tool(t, "pdftotext", "-raw", file, "-")))
	for line := range strings.Lines(string(tool(t, "pdffonts", file))) {
		if strings.Contains(line, "TrueType") && !strings.Contains(line, "yes") {
			t.Errorf("not embedded: %s", line)
		}
	}
	tool(t, "qpdf", "--check", file)
	word, err := text.Word(context.Background())
	if err != nil || !strings.Contains(wordText(t, word), "测试仿宋") {
		t.Errorf("the Word file does not name the font: %v", err)
	}
	p.UseFonts(court.PaperFonts{})
	back, err := p.Print(context.Background(), "execution-notice", sample())
	if err != nil || !bytes.Equal(back.PDF, plain.PDF) {
		t.Errorf("without the court's font the page is not as before: %v", err)
	}
}

func TestCharactersThatTheCourtsFontLacks(t *testing.T) {
	faces, err := loadFaces()
	if err != nil {
		t.Fatal(err)
	}
	s := &setter{faces: faces}
	s.own[song] = readTestFont(t, 0)
	for r, own := range map[rune]bool{'院': true, '1': true, '鑫': false, '𬭎': false, '☑': false, '龙': false /* a blank glyph */} {
		if f, g := s.find(song, r); f == nil || g == 0 || (f.court != nil) != own {
			t.Errorf("%c from %v", r, f)
		}
	}
}

func TestFontsThatCannotBeUsed(t *testing.T) {
	whole, err := os.ReadFile(testFont(t))
	if err != nil {
		t.Fatal(err)
	}
	first := func(change func(b []byte, tables map[string][]byte)) []byte {
		b := bytes.Clone(whole)
		f, err := readCourtFace("x", b, 0)
		if err != nil {
			t.Fatal(err)
		}
		change(b, f.tables)
		return b
	}
	permission := func(v uint16) []byte {
		return first(func(_ []byte, tables map[string][]byte) { binary.BigEndian.PutUint16(tables["OS/2"][8:], v) })
	}
	cff, err := os.ReadFile("../../assets/fonts/ZhixingHei-Bold.otf")
	if err != nil {
		t.Fatal(err)
	}
	for name, c := range map[string]struct {
		data []byte
		say  string
	}{
		"不许嵌入":  {permission(2), "不许把它嵌入文件"},
		"不许切分":  {permission(0x100), "只许整个嵌入"},
		"只许点阵":  {permission(0x200), "只许嵌入点阵"},
		"CFF":   {cff, "CFF 轮廓"},
		"不是字体":  {[]byte("这是一份文本文件，不是字体。"), "不是 TrueType 字体"},
		"空文件":   {nil, "已损坏"},
		"截断":    {whole[:len(whole)/3], "已损坏"},
		"没有字符表": {first(func(_ []byte, tables map[string][]byte) { clear(tables["cmap"][4:]) }), "没有 Unicode 字符表"},
		"轮廓错位":  {first(func(_ []byte, tables map[string][]byte) { tables["loca"][3] = 0xFF; tables["loca"][2] = 0xFF }), "已损坏"},
	} {
		path := filepath.Join(t.TempDir(), "font.ttc")
		if err := os.WriteFile(path, c.data, 0o600); err != nil {
			t.Fatal(err)
		}
		if _, _, err := CheckFont(path); err == nil || !strings.Contains(err.Error(), c.say) {
			t.Errorf("%s: %v, want %q", name, err, c.say)
		}
	}
	if _, _, err := CheckFont(filepath.Join(t.TempDir(), "没有.ttf")); err == nil || !strings.Contains(err.Error(), "打不开字体文件") {
		t.Errorf("a missing file: %v", err)
	}
	if name, note, err := CheckFont(testFont(t)); err != nil || name != "测试仿宋" || note != "权利人许可嵌入文件供查看和打印" {
		t.Errorf("%s, %s, %v", name, note, err)
	}
}

// A font file that is broken anywhere is refused or printed from, never a crash.
func TestBrokenFontsDoNotCrash(t *testing.T) {
	whole, err := os.ReadFile(testFont(t))
	if err != nil {
		t.Fatal(err)
	}
	for i := 0; i < len(whole); i += 37 {
		b := bytes.Clone(whole)
		for k := i; k < min(i+3, len(b)); k++ {
			b[k] ^= 0xA5
		}
		f, err := readCourtFace("x", b, 0)
		if err != nil {
			continue
		}
		k := &inks{codes: map[rune]mark{}, back: map[mark]rune{}, next: privateFirst}
		for _, r := range "人民法院执行é1龙" {
			if f.glyph(r) != 0 {
				k.add(mark{f, r})
			}
		}
		faces, err := loadFaces()
		if err != nil {
			t.Fatal(err)
		}
		cutFont(faces[song], k.codes)
	}
}

func TestInstalledFontsByName(t *testing.T) {
	folder := t.TempDir()
	data, err := os.ReadFile(testFont(t))
	if err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(filepath.Join(folder, "court.TTC"), data, 0o600); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(filepath.Join(folder, "broken.ttf"), data[:20], 0o600); err != nil {
		t.Fatal(err)
	}
	found := fontFiles([]string{folder, filepath.Join(folder, "none")})
	if len(found) != 2 || found[0].names[0] != "测试仿宋" || found[1].names[0] != "测试小标宋" || found[1].number != 1 {
		t.Fatalf("%+v", found)
	}
}
