package paper

import (
	"bytes"
	"fmt"
	"sort"
	"strconv"
	"strings"
	"unicode/utf16"
)

// toUnicode replaces the ToUnicode maps of a PDF that gofpdf wrote. gofpdf's
// own map says that every code is its own character, which is wrong for the
// private codes of rare characters and hides missing glyphs. The new maps list
// exactly the characters that the document's fonts have.
func toUnicode(pdf []byte, k *inks) ([]byte, error) {
	start := bytes.LastIndex(pdf, []byte("\nstartxref\n"))
	table := bytes.LastIndex(pdf, []byte("\nxref\n"))
	if start < 0 || table < 0 {
		return nil, fmt.Errorf("the PDF has no cross-reference table")
	}
	body, offsets, err := readOffsets(pdf, table+1)
	if err != nil {
		return nil, err
	}
	trailer := pdf[bytes.LastIndex(pdf, []byte("\ntrailer\n")):start]
	for _, f := range k.order {
		at := bytes.Index(body, []byte("/BaseFont /utf8"+f.name+"\n/Encoding"))
		if at < 0 {
			return nil, fmt.Errorf("the PDF does not have the font %s", f.name)
		}
		from := at + bytes.Index(body[at:], []byte("<</Length "))
		begin := from + bytes.Index(body[from:], []byte("stream\n"))
		end := from + bytes.Index(body[from:], []byte("endstream"))
		if from < at || begin < from || end < begin || !bytes.Contains(body[begin:end], []byte("begincmap")) {
			return nil, fmt.Errorf("the PDF's font %s has no ToUnicode map", f.name)
		}
		text := unicodeMap(k.codes[f])
		fresh := fmt.Sprintf("<</Length %d>>\nstream\n%s\n", len(text), text)
		body = bytes.Join([][]byte{body[:from], []byte(fresh), body[end:]}, nil)
		for i, o := range offsets {
			if o > from {
				offsets[i] = o + len(fresh) - (end - from)
			}
		}
	}
	var out bytes.Buffer
	out.Write(body)
	fmt.Fprintf(&out, "xref\n0 %d\n0000000000 65535 f \n", len(offsets)+1)
	for _, o := range offsets {
		fmt.Fprintf(&out, "%010d 00000 n \n", o)
	}
	out.Write(trailer[1:])
	fmt.Fprintf(&out, "\nstartxref\n%d\n%%%%EOF\n", len(body))
	return out.Bytes(), nil
}

// readOffsets gives the PDF up to its cross-reference table and the offsets of
// objects 1, 2, …
func readOffsets(pdf []byte, table int) (body []byte, offsets []int, err error) {
	lines := strings.Split(string(pdf[table:]), "\n")
	head := strings.Fields(lines[1])
	if len(head) != 2 {
		return nil, nil, fmt.Errorf("the PDF's cross-reference table is not understood")
	}
	n, err := strconv.Atoi(head[1])
	if err != nil || len(lines) < n+2 {
		return nil, nil, fmt.Errorf("the PDF's cross-reference table is not understood")
	}
	for _, l := range lines[3 : n+2] {
		o, err := strconv.Atoi(l[:10])
		if err != nil {
			return nil, nil, fmt.Errorf("the PDF's cross-reference table is not understood: %w", err)
		}
		offsets = append(offsets, o)
	}
	return pdf[:table], offsets, nil
}

// unicodeMap writes the ToUnicode CMap of codes → characters.
func unicodeMap(codes map[rune]rune) string {
	sorted := make([]rune, 0, len(codes))
	for c := range codes {
		sorted = append(sorted, c)
	}
	sort.Slice(sorted, func(i, j int) bool { return sorted[i] < sorted[j] })
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
			for _, u := range utf16.Encode([]rune{codes[c]}) {
				fmt.Fprintf(&b, "%04X", u)
			}
			b.WriteString(">\n")
		}
		b.WriteString("endbfchar\n")
		sorted = sorted[n:]
	}
	b.WriteString("endcmap\nCMapName currentdict /CMap defineresource pop\nend\nend")
	return b.String()
}
