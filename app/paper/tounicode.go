package paper

import (
	"fmt"
	"strings"
	"unicode/utf16"
)

// unicodeMap writes the ToUnicode CMap of a document's font: glyph → character,
// so that copying text gives the characters that are printed, those that are
// written with private codes too.
func unicodeMap(codes map[rune]mark) string {
	sorted := sortedCodes(codes)
	var b strings.Builder
	b.WriteString("/CIDInit /ProcSet findresource begin\n12 dict begin\nbegincmap\n" +
		"/CIDSystemInfo <</Registry (Adobe) /Ordering (UCS) /Supplement 0>> def\n" +
		"/CMapName /Adobe-Identity-UCS def\n/CMapType 2 def\n" +
		"1 begincodespacerange\n<0000> <FFFF>\nendcodespacerange\n")
	for glyph := 1; len(sorted) > 0; {
		n := min(100, len(sorted)) // the most one block may have
		fmt.Fprintf(&b, "%d beginbfchar\n", n)
		for _, c := range sorted[:n] {
			fmt.Fprintf(&b, "<%04X> <", glyph)
			for _, u := range utf16.Encode([]rune{codes[c].r}) {
				fmt.Fprintf(&b, "%04X", u)
			}
			b.WriteString(">\n")
			glyph++
		}
		b.WriteString("endbfchar\n")
		sorted = sorted[n:]
	}
	b.WriteString("endcmap\nCMapName currentdict /CMap defineresource pop\nend\n" + "end")
	return b.String()
}
