package paper

import (
	"context"
	"fmt"
	"strings"

	"zhixing/app/court"
)

// Slides makes a .pptx for the big screen, one slide for each listing with what
// the PDF of that size says; it repeats by itself, ten seconds a slide. The
// errors are those of Exposures.
func Slides(ctx context.Context, sheets []court.ExposureSheet) ([]byte, error) {
	if len(sheets) == 0 {
		return nil, court.Errorf(court.CodeInvalid, "没有要公布的名单。").WithHint("请至少选择一名。")
	}
	faces, err := loadFaces()
	if err != nil {
		return nil, err
	}
	chart := &wallChart{setter: &setter{faces: faces}}
	deck := &slideWriter{look: lookOf(SlideSet)}
	for _, s := range sheets {
		if err := ctx.Err(); err != nil {
			return nil, err
		}
		if err := deck.slide(&wallPen{chart: chart, field: s.Name}, s); err != nil {
			return nil, err
		}
	}
	return deck.file()
}

// slideWriter writes PresentationML (ECMA-376). Lengths are EMU, 12700 to a
// point.
type slideWriter struct {
	look   exposureLook
	slides []string
	body   strings.Builder
	shapes int // in the slide begun
}

func emu(points float64) int { return int(points*12700 + 0.5) }

func (w *slideWriter) put(format string, args ...any) { fmt.Fprintf(&w.body, format, args...) }

func webColor(c pigment) string { return fmt.Sprintf("%02X%02X%02X", c[0], c[1], c[2]) }

// slideEdge is what stays free at the left and the right, in points.
const slideEdge = 16 * mm

// slideText is one paragraph on a slide.
type slideText struct {
	text    string
	size    float64
	face    string
	bold    bool
	color   pigment
	align   string // l, ctr, r
	leading float64
}

// slide draws what exposure draws on a page: the same band, facts and call in
// the same places.
func (w *slideWriter) slide(p *wallPen, s court.ExposureSheet) error {
	w.body.Reset()
	w.shapes = 1
	look, edge := w.look, slideEdge
	room, foot := look.width-2*edge, look.height-24*mm
	w.box(0, 0, look.width, look.band, exposureRed)
	w.text(look.band*0.12, look.band*0.3, slideText{text: s.Court, size: look.band * 0.16, face: "宋体", bold: true, color: wallPaper, align: "ctr"})
	w.text(look.band*0.44, look.band*0.5, slideText{text: "公布" + s.Title, size: look.band * 0.29, face: "宋体", bold: true, color: wallPaper, align: "ctr"})
	size := look.name
	if em := ems(p.set(s.Name, hei)); em*size > room {
		size = room / em
	}
	w.text(look.band+look.name*0.3, look.name*1.3, slideText{text: s.Name, size: size, face: "黑体", color: look.ink, align: "ctr"})
	top := look.band + look.name*1.9
	w.box(edge, top, room, 1.2, exposureRed)
	set, err := p.fit(look, s.Lines[1:], edge, top, foot)
	if err != nil {
		return err
	}
	if set.end > foot {
		return tooLong(s.Name)
	}
	w.facts(set, s.Lines[1:], edge, top+set.size*0.6, room)
	w.box(edge, foot, room, 0.6, look.quiet)
	var call []slideText
	for _, text := range strings.Split(s.Call, "\n") {
		call = append(call, slideText{text: text, size: look.text * 0.86, face: "黑体", color: look.ink, align: "l"})
	}
	w.text(foot+look.text*0.3, look.text*2.6, call...)
	w.text(look.height-10*mm, 8*mm, slideText{text: s.Court + "　" + s.On.Text(), size: look.text * 0.7, face: "黑体", color: look.quiet, align: "r"})
	w.slides = append(w.slides, w.body.String())
	return p.err
}

// shape begins a shape at a place in points.
func (w *slideWriter) shape(x, y, width, height float64, more string) {
	w.shapes++
	w.put(`<p:sp><p:nvSpPr><p:cNvPr id="%d" name="%d"/><p:cNvSpPr%s/><p:nvPr/></p:nvSpPr><p:spPr><a:xfrm><a:off x="%d" y="%d"/><a:ext cx="%d" cy="%d"/></a:xfrm><a:prstGeom prst="rect"><a:avLst/></a:prstGeom>`,
		w.shapes, w.shapes, more, emu(x), emu(y), emu(width), emu(height))
}

func (w *slideWriter) box(x, y, width, height float64, fill pigment) {
	w.shape(x, y, width, height, "")
	w.put(`<a:solidFill><a:srgbClr val="%s"/></a:solidFill><a:ln><a:noFill/></a:ln></p:spPr></p:sp>`, webColor(fill))
}

// text writes paragraphs across the slide, between its edges.
func (w *slideWriter) text(y, height float64, paras ...slideText) {
	w.shape(slideEdge, y, w.look.width-2*slideEdge, height, ` txBox="1"`)
	w.put(`<a:noFill/></p:spPr><p:txBody><a:bodyPr wrap="square" lIns="0" tIns="0" rIns="0" bIns="0" anchor="t"><a:noAutofit/></a:bodyPr><a:lstStyle/>`)
	for _, t := range paras {
		w.paragraph(t)
	}
	w.put(`</p:txBody></p:sp>`)
}

func (w *slideWriter) paragraph(t slideText) {
	bold, spacing := "", ""
	if t.bold {
		bold = ` b="1"`
	}
	if t.leading > 0 {
		spacing = fmt.Sprintf(`<a:lnSpc><a:spcPts val="%d"/></a:lnSpc>`, int(t.leading*100+0.5))
	}
	text := strings.Map(func(r rune) rune {
		if r, ok := printable(r); ok {
			return r
		}
		return -1
	}, t.text)
	w.put(`<a:p><a:pPr algn="%s">%s</a:pPr><a:r><a:rPr lang="zh-CN" sz="%d"%s><a:solidFill><a:srgbClr val="%s"/></a:solidFill><a:latin typeface="%s"/><a:ea typeface="%[6]s"/></a:rPr><a:t>%s</a:t></a:r></a:p>`,
		t.align, spacing, int(t.size*100+0.5), bold, webColor(t.color), t.face, escaped(text))
}

// facts writes the lines as a table without rules, so that a label stays beside
// its value when somebody edits it.
func (w *slideWriter) facts(set fitted, lines [][2]string, x, y, width float64) {
	w.shapes++
	look := w.look
	w.put(`<p:graphicFrame><p:nvGraphicFramePr><p:cNvPr id="%d" name="%d"/><p:cNvGraphicFramePr><a:graphicFrameLocks noGrp="1"/></p:cNvGraphicFramePr><p:nvPr/></p:nvGraphicFramePr>`, w.shapes, w.shapes)
	height := 0.0
	for _, rows := range set.rows {
		height += set.rowHeight(rows)
	}
	w.put(`<p:xfrm><a:off x="%d" y="%d"/><a:ext cx="%d" cy="%d"/></p:xfrm><a:graphic><a:graphicData uri="http://schemas.openxmlformats.org/drawingml/2006/table"><a:tbl><a:tblPr/><a:tblGrid><a:gridCol w="%d"/><a:gridCol w="%d"/></a:tblGrid>`,
		emu(x), emu(y), emu(width), emu(height), emu(look.labels), emu(width-look.labels))
	for i, l := range lines {
		w.put(`<a:tr h="%d">`, emu(set.rowHeight(set.rows[i])))
		for n, color := range []pigment{look.quiet, look.ink} {
			w.put(`<a:tc><a:txBody><a:bodyPr/><a:lstStyle/>`)
			w.paragraph(slideText{text: l[n], size: set.size, face: "黑体", color: color, align: "l", leading: set.size * lineOfFacts})
			w.put(`</a:txBody><a:tcPr marL="0" marR="0" marT="0" marB="0"><a:lnL><a:noFill/></a:lnL><a:lnR><a:noFill/></a:lnR><a:lnT><a:noFill/></a:lnT><a:lnB><a:noFill/></a:lnB><a:noFill/></a:tcPr></a:tc>`)
		}
		w.put(`</a:tr>`)
	}
	w.put(`</a:tbl></a:graphicData></a:graphic></p:graphicFrame>`)
}

const (
	drawSpace  = `xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main"`
	slideSpace = `xmlns:p="http://schemas.openxmlformats.org/presentationml/2006/main" ` + drawSpace + ` ` + relSpace
	slideType  = "application/vnd.openxmlformats-officedocument.presentationml."
	noShapes   = `<p:nvGrpSpPr><p:cNvPr id="1" name=""/><p:cNvGrpSpPr/><p:nvPr/></p:nvGrpSpPr><p:grpSpPr><a:xfrm><a:off x="0" y="0"/><a:ext cx="0" cy="0"/><a:chOff x="0" y="0"/><a:chExt cx="0" cy="0"/></a:xfrm></p:grpSpPr>`
	slideMap   = `<p:clrMap bg1="lt1" tx1="dk1" bg2="lt2" tx2="dk2" accent1="accent1" accent2="accent2" accent3="accent3" accent4="accent4" accent5="accent5" accent6="accent6" hlink="hlink" folHlink="folHlink"/>`
	sameMap    = `<p:clrMapOvr><a:masterClrMapping/></p:clrMapOvr>`
)

// file packs the parts. Equal decks give equal bytes.
func (w *slideWriter) file() ([]byte, error) {
	types := &strings.Builder{}
	part := func(name, kind string) {
		fmt.Fprintf(types, `<Override PartName="/ppt/%s.xml" ContentType="%s+xml"/>`, name, kind)
	}
	part("presentation", slideType+"presentation.main")
	part("presProps", slideType+"presProps")
	part("slideMasters/slideMaster1", slideType+"slideMaster")
	part("slideLayouts/slideLayout1", slideType+"slideLayout")
	part("theme/theme1", "application/vnd.openxmlformats-officedocument.theme")
	relations := []string{relationship("rId1", "slideMaster", "slideMasters/slideMaster1.xml"), relationship("rId2", "presProps", "presProps.xml"), relationship("rId3", "theme", "theme/theme1.xml")}
	var list string
	var slides [][2]string
	for i, shapes := range w.slides {
		name := fmt.Sprintf("slides/slide%d", i+1)
		part(name, slideType+"slide")
		relations = append(relations, relationship(fmt.Sprintf("rId%d", i+4), "slide", name+".xml"))
		list += fmt.Sprintf(`<p:sldId id="%d" r:id="rId%d"/>`, 256+i, i+4)
		slides = append(slides,
			[2]string{"ppt/" + name + ".xml", `<p:sld ` + slideSpace + `><p:cSld><p:spTree>` + noShapes + shapes + `</p:spTree></p:cSld>` + sameMap + `<p:transition advTm="10000"/></p:sld>`},
			[2]string{fmt.Sprintf("ppt/slides/_rels/slide%d.xml.rels", i+1), relationships(relationship("rId1", "slideLayout", "../slideLayouts/slideLayout1.xml"))})
	}
	parts := [][2]string{
		{"[Content_Types].xml", contentTypes + types.String() + `</Types>`},
		{"_rels/.rels", relationships(relationship("rId1", "officeDocument", "ppt/presentation.xml"))},
		{"ppt/presentation.xml", fmt.Sprintf(`<p:presentation %s><p:sldMasterIdLst><p:sldMasterId id="2147483648" r:id="rId1"/></p:sldMasterIdLst><p:sldIdLst>%s</p:sldIdLst><p:sldSz cx="%d" cy="%d"/><p:notesSz cx="6858000" cy="9144000"/></p:presentation>`,
			slideSpace, list, emu(w.look.width), emu(w.look.height))},
		{"ppt/_rels/presentation.xml.rels", relationships(relations...)},
		{"ppt/presProps.xml", `<p:presentationPr ` + slideSpace + `><p:showPr loop="1" useTimings="1"><p:present/></p:showPr></p:presentationPr>`},
		{"ppt/slideMasters/slideMaster1.xml", `<p:sldMaster ` + slideSpace + `><p:cSld><p:bg><p:bgPr><a:solidFill><a:srgbClr val="` + webColor(w.look.ground) + `"/></a:solidFill><a:effectLst/></p:bgPr></p:bg><p:spTree>` + noShapes +
			`</p:spTree></p:cSld>` + slideMap + `<p:sldLayoutIdLst><p:sldLayoutId id="2147483649" r:id="rId1"/></p:sldLayoutIdLst></p:sldMaster>`},
		{"ppt/slideMasters/_rels/slideMaster1.xml.rels", relationships(relationship("rId1", "slideLayout", "../slideLayouts/slideLayout1.xml"), relationship("rId2", "theme", "../theme/theme1.xml"))},
		{"ppt/slideLayouts/slideLayout1.xml", `<p:sldLayout ` + slideSpace + ` type="blank" preserve="1"><p:cSld name="空白"><p:spTree>` + noShapes + `</p:spTree></p:cSld>` + sameMap + `</p:sldLayout>`},
		{"ppt/slideLayouts/_rels/slideLayout1.xml.rels", relationships(relationship("rId1", "slideMaster", "../slideMasters/slideMaster1.xml"))},
		{"ppt/theme/theme1.xml", slideTheme()},
	}
	return zipped(append(parts, slides...))
}

// slideTheme is the least a theme has to hold.
func slideTheme() string {
	var colors, fills, lines, effects string
	for _, c := range [][2]string{{"dk1", "000000"}, {"lt1", "FFFFFF"}, {"dk2", "122034"}, {"lt2", "AABED6"}, {"accent1", "B01616"}, {"accent2", "122034"}, {"accent3", "AABED6"},
		{"accent4", "B01616"}, {"accent5", "122034"}, {"accent6", "AABED6"}, {"hlink", "0000FF"}, {"folHlink", "800080"}} {
		colors += fmt.Sprintf(`<a:%s><a:srgbClr val="%s"/></a:%[1]s>`, c[0], c[1])
	}
	for range 3 {
		fills += `<a:solidFill><a:schemeClr val="phClr"/></a:solidFill>`
		lines += `<a:ln w="9525"><a:solidFill><a:schemeClr val="phClr"/></a:solidFill></a:ln>`
		effects += `<a:effectStyle><a:effectLst/></a:effectStyle>`
	}
	font := `<a:latin typeface="黑体"/><a:ea typeface="黑体"/><a:cs typeface=""/>`
	return `<a:theme ` + drawSpace + ` name="曝光"><a:themeElements><a:clrScheme name="曝光">` + colors + `</a:clrScheme><a:fontScheme name="曝光"><a:majorFont>` + font + `</a:majorFont><a:minorFont>` + font +
		`</a:minorFont></a:fontScheme><a:fmtScheme name="曝光"><a:fillStyleLst>` + fills + `</a:fillStyleLst><a:lnStyleLst>` + lines + `</a:lnStyleLst><a:effectStyleLst>` + effects + `</a:effectStyleLst><a:bgFillStyleLst>` + fills +
		`</a:bgFillStyleLst></a:fmtScheme></a:themeElements></a:theme>`
}
