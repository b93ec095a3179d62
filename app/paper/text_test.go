package paper

import (
	"strings"
	"testing"

	"pgregory.net/rapid"
)

func testSetter(t testing.TB) *setter {
	t.Helper()
	faces, err := loadFaces()
	if err != nil {
		t.Fatal(err)
	}
	return &setter{faces: faces}
}

// anyText draws what people write into papers: Chinese with rare characters,
// numbers, Latin, punctuation in every position, but never more than three
// marks that may not begin or end a line after each other, which no rule can
// satisfy.
func anyText() *rapid.Generator[string] {
	piece := rapid.OneOf(
		rapid.StringOfN(rapid.SampledFrom([]rune("法院执行人申请被告依照规定支付利息于二〇一八年𬭎㛃䶮𫖮龘")), 1, 12, -1),
		rapid.StringOfN(rapid.SampledFrom([]rune("0123456789")), 1, 20, -1),
		rapid.StringOfN(rapid.SampledFrom([]rune("abcXYZ")), 1, 14, -1),
		rapid.SampledFrom([]string{"，", "。", "；", "：", "、", "？", "！", "《", "》", "（", "）", "“", "”", "「", "」", "〔", "〕",
			"——", "……", "％", "1186520.33元", "（2018）豫1599执186号", " ", "　", "①", "№", "℃", "-", "/"}),
	)
	return rapid.Custom(func(t *rapid.T) string {
		var b strings.Builder
		run := 0
		for _, p := range rapid.SliceOfN(piece, 1, 60).Draw(t, "pieces") {
			if isMark := func(r rune) bool { return strings.ContainsRune(neverFirst+neverLast, r) }; strings.TrimFunc(p, isMark) == "" {
				if run++; run > 2 {
					continue
				}
			} else {
				run = 0
			}
			b.WriteString(p)
		}
		return "书" + b.String() + "书"
	})
}

func TestLinesKeepEveryCharacterAndTheRules(t *testing.T) {
	s := testSetter(t)
	rapid.Check(t, func(t *rapid.T) {
		text := anyText().Draw(t, "text")
		st := style{face: song, size: rapid.SampledFrom([]float64{9, 12, 16}).Draw(t, "size"), first: 2,
			align: rapid.SampledFrom([]align{justify, left, center, right}).Draw(t, "align")}
		width := st.size * rapid.Float64Range(14, 40).Draw(t, "ems")
		items, err := s.items([]span{{text: text, face: song}})
		if err != nil {
			t.Fatal(err)
		}
		var got strings.Builder
		lines := s.set(items, st, width)
		for i, l := range lines {
			line := l.text()
			got.WriteString(line)
			runes := []rune(line)
			if i > 0 && strings.ContainsRune(neverFirst, runes[0]) {
				t.Errorf("line %d begins with %c: %s", i, runes[0], line)
			}
			if i < len(lines)-1 && strings.ContainsRune(neverLast, runes[len(runes)-1]) {
				t.Errorf("line %d ends with %c: %s", i, runes[len(runes)-1], line)
			}
			checkInside(t, l, width)
			if st.align == justify && i < len(lines)-1 && width-l.indent-l.width > 2.5*st.size && l.spacing < stretchMax*st.size-0.5 {
				t.Errorf("line %d falls %.1f short of the right edge: %s", i, width-l.indent-l.width, line)
			}
		}
		if want, have := squeeze(text), squeeze(got.String()); want != have {
			t.Errorf("went in: %s\ncame out: %s", want, have)
		}
	})
}

// checkInside fails when ink of the line lies outside its column. Blank halves
// of marks at the end of a line may hang out.
func checkInside(t interface{ Errorf(string, ...any) }, l *line, width float64) {
	w := 0.0
	for _, it := range l.items {
		w += it.em*l.size + l.spacing
	}
	if n := len(l.items); n > 0 {
		w -= l.spacing
		if hangs(l.items[n-1]) {
			w -= l.items[n-1].em * l.size / 2
		}
	}
	if l.indent < -0.01 || l.indent+w > width+0.02 {
		t.Errorf("line lies at %.2f–%.2f of %.2f: %s", l.indent, l.indent+w, width, l.text())
	}
}

// squeeze drops blanks, which the end of a line may swallow.
func squeeze(s string) string {
	return strings.Map(func(r rune) rune {
		if r == ' ' || r == '\n' || r == '\f' || r == '　' || r == '\t' {
			return -1
		}
		return r
	}, s)
}

func TestRulesOfLineEnds(t *testing.T) {
	s := testSetter(t)
	for _, c := range []struct{ name, text, first string }{
		{"a full stop hangs at the end", strings.Repeat("执", 20) + "。" + strings.Repeat("行", 5), strings.Repeat("执", 20) + "。"},
		{"an opening mark goes with what follows", strings.Repeat("执", 19) + "（" + strings.Repeat("行", 5), strings.Repeat("执", 19)},
		{"a quotation may begin a line", strings.Repeat("执", 20) + "“被执行人”", strings.Repeat("执", 20)},
		{"an amount keeps its unit", strings.Repeat("执", 17) + "186520.33元整", strings.Repeat("执", 17)},
		{"an identity number goes to the next line whole", strings.Repeat("执", 15) + "411599197903020011号", strings.Repeat("执", 15)},
		{"what nobody reads as one number is broken rather than a line torn apart", strings.Repeat("执", 14) + strings.Repeat("7", 30), strings.Repeat("执", 14) + strings.Repeat("7", 12)},
	} {
		t.Run(c.name, func(t *testing.T) {
			items, err := s.items([]span{{text: c.text, face: song}})
			if err != nil {
				t.Fatal(err)
			}
			lines := s.set(items, style{face: song, size: 10}, 200)
			if got := lines[0].text(); got != c.first {
				t.Errorf("first line %q, want %q", got, c.first)
			}
		})
	}
}

func TestPage28By22(t *testing.T) {
	s := testSetter(t)
	items, err := s.items([]span{{text: strings.Repeat("执", 57), face: song}})
	if err != nil {
		t.Fatal(err)
	}
	st := style{face: song, size: 16, leading: defaultLeading}
	lines := s.set(items, st, 156*mm)
	if len(lines) != 3 || len(lines[0].items) != 28 || len(lines[1].items) != 28 {
		t.Errorf("a line of 3号 in 156 mm must hold 28 characters: %d lines, first %d", len(lines), len(lines[0].items))
	}
	var boxes []box
	for range 23 {
		boxes = append(boxes, box{height: st.leading, line: lines[0]})
	}
	if pages := paginate(boxes, 225*mm); len(pages[0]) != 22 {
		t.Errorf("a page of 225 mm must hold 22 lines, has %d", len(pages[0]))
	}
}
