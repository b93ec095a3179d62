package paper

import (
	"bytes"
	"fmt"
	"time"

	"github.com/jung-kurt/gofpdf"

	"zhixing/app/court"
)

// document is a paper that is laid out and ready to be drawn.
type document struct {
	title string
	date  court.Date
	layout
	blocks []any // what the pages were set from
	pages  []sheetPage
	mark   *pageMark // says on each page which it is; nil for none
}

// inks gives every mark of a document its code. The first face that shows a
// character writes it with its own code. The same character in another face,
// characters beyond the Basic Multilingual Plane, of the private use area and
// boxes that no font has get a code of the private use area; unicodeMap writes
// the real characters back so that copying text works.
type inks struct {
	codes map[rune]mark
	back  map[mark]rune
	next  rune

	glyphs map[rune]int // in the document's font, by code
}

const privateFirst, privateLast = 0xE000, 0xF8FF

func (k *inks) add(m mark) {
	if _, ok := k.back[m]; ok {
		return
	}
	code := m.r
	if _, taken := k.codes[code]; taken || code > 0xFFFF || code >= privateFirst && code <= privateLast ||
		code == boxEmpty || code == boxTicked {
		code, k.next = k.next, k.next+1
	}
	k.codes[code], k.back[m] = m, code
}

// pdf draws the document. Equal documents give equal bytes.
func (d *document) pdf() ([]byte, error) {
	feet, err := d.feet()
	if err != nil {
		return nil, err
	}
	k := &inks{codes: map[rune]mark{}, back: map[mark]rune{}, next: privateFirst}
	for i, page := range d.pages {
		for _, l := range linesOf(page) {
			k.collect(l)
		}
		for _, l := range feet[i] {
			k.collect(l)
		}
	}
	p, err := k.open(d.title, d.date, d.width, d.height)
	if err != nil {
		return nil, err
	}
	for i, page := range d.pages {
		p.AddPage()
		c := &canvas{pdf: p, inks: k, d: d, left: d.left(i)}
		for _, b := range page {
			c.box(b)
		}
		for _, l := range feet[i] {
			c.line(l, c.left, d.height-d.marginBottom+19.8+l.size)
		}
		if d.mark != nil {
			if err := c.code(*d.mark, i); err != nil {
				return nil, err
			}
		}
	}
	return k.finish(p, d.title)
}

// open begins a PDF whose marks have all been added, with sheets of the given
// size in points.
func (k *inks) open(title string, date court.Date, width, height float64) (*gofpdf.Fpdf, error) {
	if k.next > privateLast+1 {
		return nil, court.Errorf(court.CodeInvalid, "这份文书里不同的字太多，不能打印。").WithHint("请分成几份打印。")
	}
	p := gofpdf.NewCustom(&gofpdf.InitType{UnitStr: "pt", Size: gofpdf.SizeType{Wd: width, Ht: height}})
	p.SetAutoPageBreak(false, 0)
	p.SetMargins(0, 0, 0)
	p.SetCatalogSort(true)
	p.SetTitle(title, true)
	p.SetCreator("执行破难工作台", true)
	stamp := time.Date(2000, 1, 1, 0, 0, 0, 0, time.UTC)
	if !date.IsZero() {
		stamp = date.Time()
	}
	p.SetCreationDate(stamp)
	p.SetModificationDate(stamp)
	p.SetCompression(false) // embed compresses
	k.number()
	return p, nil
}

// finish gives the bytes of the PDF.
func (k *inks) finish(p *gofpdf.Fpdf, title string) ([]byte, error) {
	var out bytes.Buffer
	if err := p.Output(&out); err != nil {
		return nil, fmt.Errorf("drawing %s: %w", title, err)
	}
	faces, err := loadFaces()
	if err != nil {
		return nil, err
	}
	return k.embed(out.Bytes(), cutFont(faces[song], k.codes))
}

// feet sets what stands below the column of each page: the number, — 1 —
// outside right on odd and left on even pages or 第 1 页 共 2 页 in the middle;
// with a foot text at the left, the number stands at the right.
func (d *document) feet() ([][]*line, error) {
	faces, err := loadFaces()
	if err != nil {
		return nil, err
	}
	s := &setter{faces: faces}
	out := make([][]*line, len(d.pages))
	add := func(page int, spans []span, st style) error {
		items, err := s.items(spans)
		if err != nil {
			return err
		}
		out[page] = append(out[page], s.set(items, st, d.columnWidth())[0])
		return nil
	}
	for i := range d.pages {
		st := style{face: song, size: 14, align: right, tail: 1}
		text := fmt.Sprintf("— %d —", i+1)
		switch {
		case d.pageNumbers == numberNone:
			continue
		case d.pageNumbers == numberOf:
			st = style{face: song, size: 10.5, align: center}
			text = fmt.Sprintf("第 %d 页　共 %d 页", i+1, len(d.pages))
		case i%2 == 1:
			st = style{face: song, size: 14, align: left, first: 1}
		}
		if d.foot != "" {
			st.align = right
			if err := add(i, inline(d.foot, song, true)[0], style{face: song, size: 10.5, align: left}); err != nil {
				return nil, err
			}
		}
		if err := add(i, []span{{text: text, face: song}}, st); err != nil {
			return nil, err
		}
	}
	return out, nil
}

// linesOf lists the lines of a page in reading order.
func linesOf(page sheetPage) []*line {
	var out []*line
	for _, b := range page {
		switch {
		case b.line != nil:
			out = append(out, b.line)
		case b.row != nil:
			for _, c := range b.row.cells {
				for _, l := range c.lines {
					out = append(out, l.line)
				}
			}
		case b.rule != nil && b.rule.label != nil:
			out = append(out, b.rule.label)
		}
	}
	return out
}

func (k *inks) collect(l *line) {
	for _, it := range l.items {
		if !it.rule {
			k.add(mark{it.face, it.r})
		}
	}
}

// canvas draws on one page. Coordinates are points from the sheet's top left.
type canvas struct {
	pdf     *gofpdf.Fpdf
	inks    *inks
	d       *document
	left    float64 // margin of this page
	spacing float64 // character spacing in force on this page
}

func (c *canvas) box(b placed) {
	x, y := c.left, c.d.marginTop+b.y
	switch {
	case b.line != nil:
		c.line(b.line, x, baseline(y, b.height, b.line.size))
	case b.row != nil:
		c.row(b.row, x, y)
	case b.rule != nil:
		c.rule(b.rule, x, y+b.height/2)
	}
}

// baseline puts a line of type in the middle of its height.
func baseline(y, height, size float64) float64 { return y + (height-size)/2 + 0.88*size }

func (c *canvas) rule(r *ruleBox, x, y float64) {
	c.pdf.SetLineWidth(0.5)
	w := c.d.columnWidth()
	if !r.dashed {
		c.pdf.Line(x, y, x+w, y)
		return
	}
	c.pdf.SetDashPattern([]float64{4, 3}, 0)
	if r.label == nil {
		c.pdf.Line(x, y, x+w, y)
	} else {
		c.pdf.Line(x, y, x+r.label.indent-8, y)
		c.pdf.Line(x+r.label.indent+r.label.width+8, y, x+w, y)
	}
	c.pdf.SetDashPattern(nil, 0)
	if r.label != nil {
		c.line(r.label, x, y+0.38*r.label.size)
	}
}

func (c *canvas) row(g *gridRow, x, y float64) {
	c.pdf.SetLineWidth(0.5)
	c.pdf.SetLineCapStyle("square")
	for _, cell := range g.cells {
		if cell.shade {
			c.pdf.SetFillColor(235, 235, 235)
			c.pdf.Rect(x+cell.x, y, cell.width, g.height, "F")
		}
		if !g.plain {
			c.frame(x+cell.x, y, x+cell.x+cell.width, y+g.height)
		}
	}
	c.pdf.SetLineCapStyle("butt")
	for _, cell := range g.cells { // after all rules: ticks change the pen
		top := y + cellPadY
		if !cell.top {
			top = y + (g.height-cell.height)/2
		}
		for _, l := range cell.lines {
			c.line(l.line, x+cell.x+cellPadX, baseline(top, l.leading, l.size))
			top += l.leading
		}
	}
}

// frame draws the rules around a cell one by one: the sides of a rectangle are
// rounded to pixels by its size, which makes the rules that cells share uneven
// on a screen.
func (c *canvas) frame(left, top, right, bottom float64) {
	c.pdf.Line(left, top, right, top)
	c.pdf.Line(left, bottom, right, bottom)
	c.pdf.Line(left, top, left, bottom)
	c.pdf.Line(right, top, right, bottom)
}

// line draws a line from x with its baseline at y, one piece per face.
func (c *canvas) line(l *line, x, y float64) {
	x += l.indent
	for i := 0; i < len(l.items); {
		j, w := i, 0.0
		first := l.items[i]
		var codes []rune
		for ; j < len(l.items) && l.items[j].face == first.face && l.items[j].rule == first.rule; j++ {
			it := l.items[j]
			if it.r == boxTicked {
				c.tick(x+w, y, l.size)
			}
			if !it.rule {
				codes = append(codes, c.inks.back[mark{it.face, it.r}])
			}
			w += it.em*l.size + l.spacing
		}
		if first.rule {
			c.pdf.SetLineWidth(0.5)
			c.pdf.Line(x, y+0.14*l.size, x+w-l.spacing, y+0.14*l.size)
		} else {
			c.setSpacing(l.spacing)
			c.text(x, y, l.size, codes)
		}
		x, i = x+w, j
	}
}

func (c *canvas) setSpacing(v float64) {
	if v < 0.00005 && v > -0.00005 {
		v = 0
	}
	if v != c.spacing {
		c.pdf.RawWriteStr(fmt.Sprintf("%.4f Tc\n", v))
		c.spacing = v
	}
}

// tick draws the tick of ☑ over its box.
func (c *canvas) tick(x, y, size float64) {
	c.pdf.SetLineWidth(0.09 * size)
	c.pdf.SetLineCapStyle("round")
	c.pdf.Line(x+0.24*size, y-0.40*size, x+0.44*size, y-0.14*size)
	c.pdf.Line(x+0.44*size, y-0.14*size, x+0.80*size, y-0.72*size)
	c.pdf.SetLineCapStyle("butt")
}
