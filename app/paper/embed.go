package paper

import (
	"bytes"
	"compress/zlib"
	"fmt"
	"sync"
)

// gofpdf draws lines, boxes and pages; text and its font are written here.
// gofpdf takes 4 ms for each font of each document however small it is: it
// fills, hashes and compresses tables of 65,536 widths and allocates a new
// compressor for every stream.

// fontName is what the one font of a document is called in the PDF.
const fontName = "zhixing"

// number gives every code its glyph in the document's font. All marks have been
// added.
func (k *inks) number() {
	k.glyphs = make(map[rune]int, len(k.codes))
	for i, c := range sortedCodes(k.codes) {
		k.glyphs[c] = i + 1 // cutFont puts .notdef first
	}
}

// text writes characters from x with their baseline at y, in points from the
// page's top left.
func (c *canvas) text(x, y, size float64, codes []rune) {
	_, height := c.pdf.GetPageSize()
	b := make([]byte, 0, 48+4*len(codes))
	r, g, bl := c.pdf.GetTextColor()
	fr, fg, fb := c.pdf.GetFillColor()
	own := r != fr || g != fg || bl != fb // text is filled: its colour is the fill's
	if own {
		b = fmt.Appendf(b, "q %.3f %.3f %.3f rg ", float64(r)/255, float64(g)/255, float64(bl)/255)
	}
	b = fmt.Appendf(b, "BT /F1 %.2f Tf %.2f %.2f Td <", size, x, height-y)
	for _, code := range codes {
		b = fmt.Appendf(b, "%04X", c.inks.glyphs[code])
	}
	b = append(b, "> Tj ET"...)
	if own {
		b = append(b, " Q"...)
	}
	c.pdf.RawWriteStr(string(b))
}

// compressors are used again: one takes 800 KB.
var compressors = sync.Pool{New: func() any {
	w, err := zlib.NewWriterLevel(nil, zlib.BestSpeed)
	if err != nil {
		panic(err) // the level is a constant
	}
	return w
}}

// compressed writes a stream as a PDF object's body. Writing to memory does
// not fail.
func compressed(entries string, data []byte) []byte {
	var out bytes.Buffer
	out.Grow(len(data)/2 + 128)
	w := compressors.Get().(*zlib.Writer)
	w.Reset(&out)
	_, _ = w.Write(data)
	_ = w.Close()
	compressors.Put(w)
	body := fmt.Appendf(make([]byte, 0, out.Len()+len(entries)+64), "<<%s/Filter /FlateDecode /Length %d>>\nstream\n", entries, out.Len())
	return append(append(body, out.Bytes()...), "\nendstream"...)
}

// embed puts the font into a PDF that gofpdf wrote without one and compresses
// its pages. Equal documents give equal bytes.
func (k *inks) embed(pdf []byte, font []byte) ([]byte, error) {
	objects, trailer, err := readObjects(pdf)
	if err != nil {
		return nil, err
	}
	root, _ := refAfter(trailer, "/Root")
	info, _ := refAfter(trailer, "/Info")
	const resources = 2 // gofpdf's number for them
	first := len(objects) + 1
	with := bytes.Replace(objects[resources], []byte("/Font <<\n>>"), fmt.Appendf(nil, "/Font <</F1 %d 0 R>>", first), 1)
	if root == 0 || len(with) == len(objects[resources]) {
		return nil, errForeign
	}
	objects[resources] = with
	for i, body := range k.fontObjects(first, font) {
		objects[first+i] = body
	}
	var out bytes.Buffer
	out.Grow(len(pdf)/2 + len(font))
	out.WriteString("%PDF-1.4\n%\xE2\xE3\xCF\xD3\n")
	places := make([]int, len(objects)+1)
	for n := 1; n <= len(objects); n++ {
		places[n] = out.Len()
		fmt.Fprintf(&out, "%d 0 obj\n", n)
		out.Write(squeezed(objects[n]))
		out.WriteString("\nendobj\n")
	}
	start := out.Len()
	fmt.Fprintf(&out, "xref\n0 %d\n0000000000 65535 f \n", len(places))
	for _, at := range places[1:] {
		fmt.Fprintf(&out, "%010d 00000 n \n", at)
	}
	fmt.Fprintf(&out, "trailer\n<<\n/Size %d\n/Root %d 0 R\n/Info %d 0 R\n>>\nstartxref\n%d\n%%%%EOF\n", len(places), root, info, start)
	return out.Bytes(), nil
}

// squeezed compresses the plain stream of a page.
func squeezed(body []byte) []byte {
	if !bytes.HasPrefix(body, []byte("<</Length ")) {
		return body
	}
	_, data, found := bytes.Cut(body, []byte(">>\nstream\n"))
	data, ends := bytes.CutSuffix(data, []byte("\nendstream"))
	if !found || !ends {
		return body
	}
	return compressed("", data)
}

// fontObjects describes the font: a composite one whose codes are its glyphs.
func (k *inks) fontObjects(first int, font []byte) [][]byte {
	faces, err := loadFaces()
	if err != nil {
		panic(err) // open has loaded them
	}
	base := faces[song]
	scaled := func(v uint16) int { return int(float64(int16(v)) * 1000 / base.upem) }
	head, hhea := base.tables["head"], base.tables["hhea"]
	var widths []byte
	for i, c := range sortedCodes(k.codes) {
		m := k.codes[c]
		if w := int(m.face.advance(m.face.glyph(m.r))*1000 + 0.5); w != 1000 {
			widths = fmt.Appendf(widths, "%d [%d] ", i+1, w)
		}
	}
	return [][]byte{
		fmt.Appendf(nil, "<</Type /Font /Subtype /Type0 /BaseFont /%s /Encoding /Identity-H /DescendantFonts [%d 0 R] /ToUnicode %d 0 R>>", fontName, first+1, first+2),
		fmt.Appendf(nil, "<</Type /Font /Subtype /CIDFontType2 /BaseFont /%s /CIDSystemInfo <</Registry (Adobe) /Ordering (Identity) /Supplement 0>> "+
			"/FontDescriptor %d 0 R /CIDToGIDMap /Identity /DW 1000 /W [%s]>>", fontName, first+3, widths),
		compressed("", []byte(unicodeMap(k.codes))),
		fmt.Appendf(nil, "<</Type /FontDescriptor /FontName /%s /Flags 4 /FontBBox [%d %d %d %d] /ItalicAngle 0 /Ascent %d /Descent %d /CapHeight %d /StemV 80 /FontFile2 %d 0 R>>",
			fontName, scaled(be.Uint16(head[36:])), scaled(be.Uint16(head[38:])), scaled(be.Uint16(head[40:])), scaled(be.Uint16(head[42:])),
			scaled(be.Uint16(hhea[4:])), scaled(be.Uint16(hhea[6:])), scaled(be.Uint16(hhea[4:])), first+4),
		compressed(fmt.Sprintf("/Length1 %d ", len(font)), font),
	}
}
