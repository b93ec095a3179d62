package paper

import (
	"context"
	"strings"
	"testing"

	"pgregory.net/rapid"
)

// TestIdentifiersStayOnOneLine: wherever they stand in whatever text, the 18
// characters of an identity number or a credit code, and account numbers, are
// never broken over two lines, in running text and in cells.
func TestIdentifiersStayOnOneLine(t *testing.T) {
	p := mustTiny(t, "{{.case.cause}}\n@附 {{.case.cause}}\n@注 {{.case.cause}}\n@表 宽=1,1,3 字=12\n| {{.id}} | 公民身份号码{{.id}} | {{.case.cause}} |\n@表完")
	ids := []string{"411599197903020011", "41159919800101123X", "91411599MA00000017", "411599********0011", "6229159900000186", "6200000000000000001"}
	words := rapid.SampledFrom([]string{"被执行人", "李", "公民身份号码", "，", "（", "）", "住所地溪山县", "、", "2018年6月9日", "1186520.33元", "abc", " ", "账号：", "。"})
	rapid.Check(t, func(t *rapid.T) {
		var b strings.Builder
		id := rapid.SampledFrom(ids).Draw(t, "id")
		for range rapid.IntRange(1, 5).Draw(t, "times") {
			for _, w := range rapid.SliceOfN(words, 0, 30).Draw(t, "words") {
				b.WriteString(w)
			}
			b.WriteString("号码" + id + "，")
		}
		text := b.String()
		doc, err := p.compose(context.Background(), "tiny", Data{"id": id, "case": m{"cause": text}})
		if err != nil {
			t.Fatal(err)
		}
		whole := 0
		for _, page := range doc.pages {
			for _, l := range linesOf(page) {
				whole += strings.Count(l.text(), id)
			}
		}
		if want := 4*strings.Count(text, id) + 2; whole != want {
			t.Fatalf("%s stands whole %d times, want %d, in %q", id, whole, want, text)
		}
	})
}
