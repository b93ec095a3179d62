package paper

import (
	"bytes"
	"fmt"
	"strconv"
	"strings"
	"unicode/utf16"
)

// toUnicode replaces the ToUnicode map of a PDF that gofpdf wrote. gofpdf's
// own map says that every code is its own character, which is wrong for our
// private codes and hides missing glyphs. The new map lists exactly the
// characters that the document's font has.
func toUnicode(pdf []byte, codes map[rune]mark) ([]byte, error) {
	start := bytes.LastIndex(pdf, []byte("\nstartxref\n"))
	table := bytes.LastIndex(pdf, []byte("\nxref\n"))
	trailer := bytes.LastIndex(pdf, []byte("\ntrailer\n"))
	if table < 0 || trailer < table || start < trailer {
		return nil, fmt.Errorf("the PDF has no cross-reference table")
	}
	offsets, err := readOffsets(pdf[table+1 : trailer])
	if err != nil {
		return nil, err
	}
	body := pdf[:table+1]
	at := bytes.Index(body, []byte(">>\nstream\n"+gofpdfMap))
	if at < 0 {
		return nil, fmt.Errorf("the PDF has no ToUnicode map")
	}
	from := bytes.LastIndex(body[:at], []byte("<</Length "))
	end := from + bytes.Index(body[from:], []byte("\nendstream"))
	text := unicodeMap(codes)
	fresh := fmt.Sprintf("<</Length %d>>\nstream\n%s", len(text), text)
	var out bytes.Buffer
	out.Grow(len(pdf) + len(fresh))
	out.Write(body[:from])
	out.WriteString(fresh)
	out.Write(body[end:])
	at = out.Len()
	fmt.Fprintf(&out, "xref\n0 %d\n0000000000 65535 f \n", len(offsets)+1)
	for _, o := range offsets {
		if o > from {
			o += len(fresh) - (end - from)
		}
		fmt.Fprintf(&out, "%010d 00000 n \n", o)
	}
	out.Write(pdf[trailer+1 : start])
	fmt.Fprintf(&out, "\nstartxref\n%d\n%%%%EOF\n", at)
	return out.Bytes(), nil
}

// gofpdfMap begins the map that gofpdf v1.16.2 writes for every font.
const gofpdfMap = "/CIDInit /ProcSet findresource begin\n12 dict begin\nbegincmap\n"

// readOffsets gives the offsets of objects 1, 2, … of a cross-reference table.
func readOffsets(table []byte) ([]int, error) {
	var offsets []int
	for i, l := range strings.Split(strings.TrimSpace(string(table)), "\n") {
		if i < 3 { // xref, the range, object 0
			continue
		}
		number, _, _ := strings.Cut(l, " ")
		o, err := strconv.Atoi(number)
		if err != nil {
			return nil, fmt.Errorf("the PDF's cross-reference table is not understood: %w", err)
		}
		offsets = append(offsets, o)
	}
	return offsets, nil
}

// unicodeMap writes the ToUnicode CMap of codes → characters.
func unicodeMap(codes map[rune]mark) string {
	sorted := sortedCodes(codes)
	var b strings.Builder
	b.WriteString("/CIDInit /ProcSet findresource begin\n12 dict begin\nbegincmap\n" +
		"/CIDSystemInfo <</Registry (Adobe) /Ordering (UCS) /Supplement 0>> def\n" +
		"/CMapName /Adobe-Identity-UCS def\n/CMapType 2 def\n" +
		"1 begincodespacerange\n<0000> <FFFF>\nendcodespacerange\n")
	for len(sorted) > 0 {
		n := min(100, len(sorted)) // the most one block may have
		fmt.Fprintf(&b, "%d beginbfchar\n", n)
		for _, c := range sorted[:n] {
			fmt.Fprintf(&b, "<%04X> <", c)
			for _, u := range utf16.Encode([]rune{codes[c].r}) {
				fmt.Fprintf(&b, "%04X", u)
			}
			b.WriteString(">\n")
		}
		b.WriteString("endbfchar\n")
		sorted = sorted[n:]
	}
	b.WriteString("endcmap\nCMapName currentdict /CMap defineresource pop\nend\n" + "end")
	return b.String()
}
