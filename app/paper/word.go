package paper

import (
	"archive/zip"
	"bytes"
	"context"
	"encoding/xml"
	"fmt"
	"strings"
	"time"
)

// Word fills the form with d as Print does and gives the same text and layout
// as a .docx that WPS and Word can edit. Lines and pages are broken by the
// reader's program. The errors are those of Print.
func (p *Press) Word(ctx context.Context, code string, d Data) ([]byte, error) {
	t, err := p.Fill(ctx, code, d)
	if err != nil {
		return nil, err
	}
	return t.Word(ctx)
}

// Word gives the text as a .docx; the errors are those of Set.
func (t *Text) Word(ctx context.Context) ([]byte, error) {
	doc, err := t.layOut(ctx)
	if err != nil {
		return nil, err
	}
	w := &wordWriter{doc: doc, own: t.setter.names}
	for _, b := range doc.blocks {
		w.block(b)
	}
	return w.file()
}

// wordWriter writes WordprocessingML (ECMA-376). Lengths are twips, a
// twentieth of a point.
type wordWriter struct {
	doc  *document
	own  [faceCount]string // names of the court's own fonts
	body strings.Builder
	next bool // the next paragraph begins a page
}

// wordFonts are the faces' names on the computers of a court.
var wordFonts = map[faceID]string{song: "仿宋", songBold: "宋体", hei: "黑体", kai: "楷体"}

func twips(points float64) int { return int(points*20 + 0.5) }

func (w *wordWriter) put(format string, args ...any) { fmt.Fprintf(&w.body, format, args...) }

func escaped(s string) string {
	var b bytes.Buffer
	_ = xml.EscapeText(&b, []byte(s)) // a bytes.Buffer takes everything
	return b.String()
}

func (w *wordWriter) block(b any) {
	switch b := b.(type) {
	case *paragraph:
		w.paragraph(b)
	case *table:
		w.table(b)
	case gap:
		w.put(`<w:p><w:pPr>%s<w:spacing w:before="0" w:after="0" w:line="%d" w:lineRule="exact"/></w:pPr></w:p>`, w.pageBreak(), max(twips(b.height), 20))
	case *ruleLine:
		w.rule(b)
	case pageBreak:
		w.next = true
	}
}

// pageBreak gives the property of a paragraph that begins a page.
func (w *wordWriter) pageBreak() string {
	if !w.next {
		return ""
	}
	w.next = false
	return "<w:pageBreakBefore/>"
}

var wordAligns = map[align]string{justify: "both", left: "left", center: "center", right: "right"}

func (w *wordWriter) paragraph(p *paragraph) {
	keep := ""
	if p.keep || p.tie || p.sign {
		keep = "<w:keepNext/>"
	}
	hang, first := p.hang*p.size, p.first*p.size
	indent := fmt.Sprintf(`w:left="%d" w:right="%d"`, twips(hang), twips(p.tail*p.size))
	if first >= hang {
		indent += fmt.Sprintf(` w:firstLine="%d"`, twips(first-hang))
	} else {
		indent += fmt.Sprintf(` w:hanging="%d"`, twips(hang-first))
	}
	w.put(`<w:p><w:pPr>%s%s<w:spacing w:before="%d" w:after="0" w:line="%d" w:lineRule="exact"/><w:ind %s/><w:jc w:val="%s"/></w:pPr>`,
		keep, w.pageBreak(), twips(p.gap), twips(p.leading), indent, wordAligns[p.align])
	w.runs(p.spans, p.size)
	w.put(`</w:p>`)
}

// runs writes spans; ruled room for handwriting becomes underlined spaces.
func (w *wordWriter) runs(spans []span, size float64) {
	for _, s := range spans {
		text, more := s.text, ""
		if s.blank > 0 {
			text, more = strings.Repeat("\u00a0", int(s.blank*2)), `<w:u w:val="single"/>`
		}
		text = strings.Map(func(r rune) rune {
			if r, ok := printable(r); ok {
				return r
			}
			return -1
		}, text)
		if s.blank > 0 { // printable makes spaces of all blanks
			text = strings.ReplaceAll(text, " ", "\u00a0")
		}
		if text == "" {
			continue
		}
		bold, font := "", wordFonts[s.face]
		if own := w.own[s.face]; own != "" {
			font = escaped(own)
		} else if s.face == songBold {
			bold = "<w:b/>"
		}
		w.put(`<w:r><w:rPr><w:rFonts w:ascii="Times New Roman" w:hAnsi="Times New Roman" w:eastAsia="%s"/>%s<w:sz w:val="%d"/><w:szCs w:val="%[3]d"/>%s</w:rPr><w:t xml:space="preserve">%s</w:t></w:r>`,
			font, bold, int(size*2+0.5), more, escaped(text))
	}
}

// rule writes a line across the page, dashed and with its label for cutting.
func (w *wordWriter) rule(b *ruleLine) {
	style := "single"
	if b.dashed {
		style = "dashed"
	}
	w.put(`<w:p><w:pPr>%s<w:pBdr><w:bottom w:val="%s" w:sz="4" w:space="1" w:color="auto"/></w:pBdr><w:spacing w:before="0" w:after="0" w:line="%d" w:lineRule="exact"/><w:jc w:val="center"/></w:pPr>`,
		w.pageBreak(), style, twips(w.doc.leading))
	w.runs(b.label, 10.5)
	w.put(`</w:p>`)
}

func (w *wordWriter) table(t *table) {
	if w.next {
		w.put(`<w:p><w:pPr>%s<w:spacing w:before="0" w:after="0" w:line="20" w:lineRule="exact"/></w:pPr></w:p>`, w.pageBreak())
	}
	width := w.doc.columnWidth()
	if t.width > 0 {
		width *= t.width
	}
	total := 0.0
	for _, c := range t.columns {
		total += c
	}
	columns := make([]int, len(t.columns))
	for i, c := range t.columns {
		columns[i] = twips(c / total * width)
	}
	border := "single"
	if t.plain {
		border = "none"
	}
	w.put(`<w:tbl><w:tblPr><w:tblW w:w="%d" w:type="dxa"/><w:tblInd w:w="%d" w:type="dxa"/><w:tblBorders>`, twips(width), twips(cellPadX))
	for _, side := range []string{"top", "left", "bottom", "right", "insideH", "insideV"} {
		w.put(`<w:%s w:val="%s" w:sz="4" w:space="0" w:color="auto"/>`, side, border)
	}
	w.put(`</w:tblBorders><w:tblLayout w:type="fixed"/><w:tblCellMar><w:top w:w="%d" w:type="dxa"/><w:left w:w="%d" w:type="dxa"/><w:bottom w:w="%[1]d" w:type="dxa"/><w:right w:w="%[2]d" w:type="dxa"/></w:tblCellMar></w:tblPr><w:tblGrid>`,
		twips(cellPadY), twips(cellPadX))
	for _, c := range columns {
		w.put(`<w:gridCol w:w="%d"/>`, c)
	}
	w.put(`</w:tblGrid>`)
	for i, r := range t.rows {
		w.row(t, r, columns, i < t.head)
	}
	w.put(`</w:tbl>`)
}

func (w *wordWriter) row(t *table, r row, columns []int, head bool) {
	w.put(`<w:tr><w:trPr><w:cantSplit/>`)
	if r.height > 0 {
		w.put(`<w:trHeight w:val="%d" w:hRule="atLeast"/>`, twips(r.height))
	}
	if head {
		w.put(`<w:tblHeader/>`)
	}
	w.put(`</w:trPr>`)
	at := 0
	for _, c := range r.cells {
		span, width := max(1, c.span), 0
		for _, n := range columns[at:min(at+span, len(columns))] {
			width += n
		}
		at += span
		place, shade := "center", ""
		if c.top {
			place = "top"
		}
		if c.shade {
			shade = `<w:shd w:val="clear" w:color="auto" w:fill="EBEBEB"/>`
		}
		w.put(`<w:tc><w:tcPr><w:tcW w:w="%d" w:type="dxa"/><w:gridSpan w:val="%d"/>%s<w:vAlign w:val="%s"/></w:tcPr>`, width, span, shade, place)
		for _, p := range c.paras {
			size := t.size
			if p.size > 0 {
				size = p.size
			}
			w.put(`<w:p><w:pPr><w:spacing w:before="0" w:after="0" w:line="%d" w:lineRule="exact"/><w:jc w:val="%s"/></w:pPr>`,
				twips(size*t.leading/t.size), wordAligns[p.align])
			w.runs(p.spans, size)
			w.put(`</w:p>`)
		}
		if len(c.paras) == 0 { // a cell without a paragraph is a broken file
			w.put(`<w:p/>`)
		}
		w.put(`</w:tc>`)
	}
	w.put(`</w:tr>`)
}

const (
	wordSpace = `xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"`
	relSpace  = `xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"`
	relsOf    = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/"
	wordType  = "application/vnd.openxmlformats-officedocument.wordprocessingml."
)

// footer writes the page number, and what stands at its left, as on the PDF.
func (w *wordWriter) footer(even bool) string {
	f := &wordWriter{doc: w.doc, own: w.own}
	field := func(name string, size float64) {
		f.put(`<w:r><w:rPr><w:sz w:val="%d"/></w:rPr><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText>%s</w:instrText></w:r><w:r><w:fldChar w:fldCharType="end"/></w:r>`, int(size*2), name)
	}
	text := func(s string, size float64) { f.runs([]span{{text: s, face: song}}, size) }
	side := "right"
	switch {
	case w.doc.foot != "":
		side = "both"
	case w.doc.pageNumbers == numberOf:
		side = "center"
	case even:
		side = "left"
	}
	f.put(`<w:p><w:pPr><w:tabs><w:tab w:val="right" w:pos="%d"/></w:tabs><w:jc w:val="%s"/></w:pPr>`, twips(w.doc.columnWidth()), side)
	if w.doc.foot != "" {
		f.runs(inline(w.doc.foot, song, true)[0], 10.5)
		f.put(`<w:r><w:tab/></w:r>`)
	}
	switch w.doc.pageNumbers {
	case numberDashes:
		text("— ", 14)
		field("PAGE", 14)
		text(" —", 14)
	case numberOf:
		text("第 ", 10.5)
		field("PAGE", 10.5)
		text(" 页　共 ", 10.5)
		field("NUMPAGES", 10.5)
		text(" 页", 10.5)
	}
	f.put(`</w:p>`)
	return `<w:ftr ` + wordSpace + `>` + f.body.String() + `</w:ftr>`
}

// file packs the parts. Equal documents give equal bytes.
func (w *wordWriter) file() ([]byte, error) {
	l := w.doc.layout
	orient := ""
	if l.width > l.height {
		orient = ` w:orient="landscape"`
	}
	section := fmt.Sprintf(`<w:sectPr><w:footerReference w:type="default" r:id="rId3"/><w:footerReference w:type="even" r:id="rId4"/><w:pgSz w:w="%d" w:h="%d"%s/><w:pgMar w:top="%d" w:right="%d" w:bottom="%d" w:left="%d" w:header="0" w:footer="%d" w:gutter="0"/></w:sectPr>`,
		twips(l.width), twips(l.height), orient, twips(l.marginTop), twips(l.marginRight), twips(l.marginBottom), twips(l.marginLeft), max(twips(l.marginBottom-34), 200))
	mirror := ""
	if l.pageNumbers != numberNone {
		mirror = "<w:mirrorMargins/>"
	}
	override := func(part, kind string) string {
		return fmt.Sprintf(`<Override PartName="/word/%s.xml" ContentType="%s%s+xml"/>`, part, wordType, kind)
	}
	parts := [][2]string{
		{"[Content_Types].xml", contentTypes + override("document", "document.main") + override("styles", "styles") + override("settings", "settings") + override("footer1", "footer") + override("footer2", "footer") + `</Types>`},
		{"_rels/.rels", relationships(relationship("rId1", "officeDocument", "word/document.xml"))},
		{"word/_rels/document.xml.rels", relationships(relationship("rId1", "styles", "styles.xml"), relationship("rId2", "settings", "settings.xml"),
			relationship("rId3", "footer", "footer1.xml"), relationship("rId4", "footer", "footer2.xml"))},
		{"word/document.xml", `<w:document ` + wordSpace + ` ` + relSpace + `><w:body>` + w.body.String() + section + `</w:body></w:document>`},
		{"word/styles.xml", `<w:styles ` + wordSpace + `><w:docDefaults><w:rPrDefault><w:rPr><w:rFonts w:ascii="Times New Roman" w:hAnsi="Times New Roman" w:eastAsia="仿宋"/><w:lang w:val="zh-CN" w:eastAsia="zh-CN"/></w:rPr></w:rPrDefault><w:pPrDefault><w:pPr><w:autoSpaceDE w:val="0"/><w:autoSpaceDN w:val="0"/></w:pPr></w:pPrDefault></w:docDefaults><w:style w:type="paragraph" w:default="1" w:styleId="a"><w:name w:val="Normal"/></w:style></w:styles>`},
		{"word/settings.xml", `<w:settings ` + wordSpace + `>` + mirror + `<w:evenAndOddHeaders/></w:settings>`},
		{"word/footer1.xml", w.footer(false)},
		{"word/footer2.xml", w.footer(true)},
	}
	return zipped(parts)
}

// contentTypes begins the list of what a file of ECMA-376 holds.
const contentTypes = `<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Default Extension="xml" ContentType="application/xml"/>`

func relationship(id, kind, target string) string {
	return fmt.Sprintf(`<Relationship Id="%s" Type="%s%s" Target="%s"/>`, id, relsOf, kind, target)
}

func relationships(list ...string) string {
	return `<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">` + strings.Join(list, "") + `</Relationships>`
}

// zipped packs the parts of a file of ECMA-376, each a name and its XML.
func zipped(parts [][2]string) ([]byte, error) {
	var out bytes.Buffer
	z := zip.NewWriter(&out)
	for _, part := range parts {
		f, err := z.CreateHeader(&zip.FileHeader{Name: part[0], Method: zip.Deflate, Modified: time.Date(2018, 1, 1, 0, 0, 0, 0, time.UTC)})
		if err == nil {
			_, err = f.Write([]byte(xml.Header + part[1]))
		}
		if err != nil {
			return nil, fmt.Errorf("writing %s: %w", part[0], err)
		}
	}
	if err := z.Close(); err != nil {
		return nil, fmt.Errorf("closing the file: %w", err)
	}
	return out.Bytes(), nil
}
