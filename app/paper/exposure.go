package paper

import (
	"context"
	"strings"

	"zhixing/app/court"
)

// ExposureSize is the format that listings are made known in.
type ExposureSize string

// The formats: posters for doors and notice boards, slides of 16 to 9 for the
// big screen.
const (
	PosterA4 ExposureSize = "A4海报"
	PosterA3 ExposureSize = "A3海报"
	SlideSet ExposureSize = "大屏画面"
)

// ExposureSizes lists them.
var ExposureSizes = []ExposureSize{PosterA4, PosterA3, SlideSet}

// exposureLook is a format in points; everything on it goes by unit.
type exposureLook struct {
	width, height float64
	unit          float64 // 1 on A4
	band          float64 // height of the title's band
	name, text    float64 // type sizes
	labels        float64 // width of the labels
	ground, ink   pigment
	quiet         pigment
}

func lookOf(size ExposureSize) exposureLook {
	paper := exposureLook{width: 210 * mm, height: 297 * mm, unit: 1, band: 42 * mm, name: 46, text: 17, labels: 46 * mm,
		ground: wallPaper, ink: pigment{0, 0, 0}, quiet: wallQuiet}
	switch size {
	case PosterA3:
		const k = 1.4142
		paper.width, paper.height, paper.unit, paper.band = 297*mm, 420*mm, k, paper.band*k
		paper.name, paper.text, paper.labels = paper.name*k, paper.text*k, paper.labels*k
	case SlideSet:
		paper = exposureLook{width: 338.67 * mm, height: 190.5 * mm, unit: 1, band: 33 * mm, name: 44, text: 19, labels: 56 * mm,
			ground: pigment{18, 32, 52}, ink: wallPaper, quiet: pigment{170, 190, 214}}
	}
	return paper
}

// exposureRed is the ground of the title's band.
var exposureRed = pigment{176, 22, 22}

// Exposures makes posters or slides, one page for each listing. Errors: none to
// show, a character that no font has.
func Exposures(ctx context.Context, size ExposureSize, sheets []court.ExposureSheet) ([]byte, error) {
	if len(sheets) == 0 {
		return nil, court.Errorf(court.CodeInvalid, "没有要公布的名单。").WithHint("请至少选择一名。")
	}
	faces, err := loadFaces()
	if err != nil {
		return nil, err
	}
	chart := &wallChart{setter: &setter{faces: faces}}
	look := lookOf(size)
	k := &inks{codes: map[rune]mark{}, back: map[mark]rune{}, next: privateFirst}
	pages := make([][]wallMark, 0, len(sheets))
	for _, s := range sheets {
		if err := ctx.Err(); err != nil {
			return nil, err
		}
		p := &wallPen{chart: chart, field: s.Name}
		if err := p.exposure(look, s); err != nil {
			return nil, err
		}
		for _, m := range p.marks {
			if m.line != nil {
				k.collect(m.line)
			}
		}
		pages = append(pages, p.marks)
	}
	title := sheets[0].Court + "公布" + sheets[0].Title
	pdf, err := k.open(title, sheets[0].On, look.width, look.height)
	if err != nil {
		return nil, err
	}
	for _, marks := range pages {
		pdf.AddPage()
		(&wallPress{canvas{pdf: pdf, inks: k}}).marks(marks, 0, 0, look.width, look.height)
	}
	return k.finish(pdf, title)
}

// exposure draws one page: a band with the title, the name large, the facts, and
// whom to tell.
func (p *wallPen) exposure(look exposureLook, s court.ExposureSheet) error {
	edge := 16 * mm * look.unit
	p.box(0, 0, look.width, look.height, look.ground)
	p.box(0, 0, look.width, look.band, exposureRed)
	p.middle(look, look.band*0.38, look.band*0.16, songBold, wallPaper, s.Court)
	p.middle(look, look.band*0.82, look.band*0.29, songBold, wallPaper, "公布"+s.Title)
	foot := look.height - 24*mm*look.unit
	y := look.band + look.name*1.35
	p.middle(look, y, look.name, hei, look.ink, s.Name)
	y += look.name * 0.55
	p.box(edge, y, look.width-2*edge, 1.2*look.unit, exposureRed)
	set, err := p.fit(look, s.Lines[1:], edge, y, foot)
	if err != nil {
		return err
	}
	p.facts(look, set, s.Lines[1:], edge, y)
	p.box(edge, foot, look.width-2*edge, 0.6*look.unit, look.quiet)
	at := foot + look.text*1.3
	for _, text := range strings.Split(s.Call, "\n") {
		rows, err := p.wrapped(text, look.text*0.86, look.ink, edge, at, look.width-2*edge)
		if err != nil {
			return err
		}
		at += rows * look.text * 1.2
	}
	p.text(look.width-edge, look.height-7*mm*look.unit, look.text*0.7, sans, look.quiet, s.Court+"　"+s.On.Text(), right, 0)
	if set.end > foot && p.err == nil {
		p.err = tooLong(s.Name)
	}
	return p.err
}

func tooLong(name string) error {
	return court.Errorf(court.CodeInvalid, "“%s”的内容太长，一页放不下。", name).WithHint("请在案件里把义务写短些。")
}

// fitted are the values of the facts in lines, in one size.
type fitted struct {
	size float64
	rows [][]*line
	end  float64 // of the last one
}

// Leading of the facts, and what stands between two of them, in their size.
const (
	lineOfFacts = 1.4
	gapOfFacts  = 0.45
)

// rowHeight is what one fact takes.
func (f fitted) rowHeight(rows []*line) float64 {
	return (float64(len(rows))*lineOfFacts + gapOfFacts) * f.size
}

// fit breaks the values in the largest size in which they stand above the foot.
func (p *wallPen) fit(look exposureLook, lines [][2]string, edge, top, foot float64) (fitted, error) {
	var f fitted
	for scale := 1.28; scale > 0.5; scale -= 0.07 {
		f = fitted{size: look.text * scale}
		at := top + f.size*1.9
		for _, l := range lines {
			set, err := p.lines(l[1], f.size, look.width-2*edge-look.labels)
			if err != nil {
				return f, err
			}
			f.rows = append(f.rows, set)
			at += f.rowHeight(set)
		}
		if f.end = at - f.size*1.6; f.end <= foot {
			break
		}
	}
	return f, nil
}

// facts writes label and value under each other.
func (p *wallPen) facts(look exposureLook, f fitted, lines [][2]string, edge, top float64) {
	at, size := top+f.size*1.9, f.size
	for n, set := range f.rows {
		p.text(edge, at, size, hei, look.quiet, lines[n][0], left, look.labels)
		for i, x := range set {
			p.marks = append(p.marks, wallMark{x: edge + look.labels, y: at + float64(i)*size*lineOfFacts - size, w: look.width - 2*edge - look.labels, h: size, color: look.ink, line: x})
		}
		at += f.rowHeight(set)
	}
}

// lines breaks a text.
func (p *wallPen) lines(text string, size, width float64) ([]*line, error) {
	items, err := p.chart.setter.items([]span{{text: text, face: hei, field: p.field}})
	if err != nil {
		return nil, err
	}
	return p.chart.setter.set(items, style{face: hei, size: size, align: left}, width), nil
}

// wrapped writes a text over as many lines as it needs and counts them.
func (p *wallPen) wrapped(text string, size float64, color pigment, x, y, width float64) (float64, error) {
	set, err := p.lines(text, size, width)
	for i, l := range set {
		p.marks = append(p.marks, wallMark{x: x, y: y + float64(i)*size*1.35 - size, w: width, h: size, color: color, line: l})
	}
	return float64(len(set)), err
}

// middle writes a line in the middle of the page, smaller when it is too wide.
func (p *wallPen) middle(look exposureLook, y, size float64, face faceID, color pigment, text string) {
	room := look.width - 32*mm*look.unit
	if w := ems(p.set(text, face)); w*size > room {
		size = room / w
	}
	p.text((look.width-ems(p.set(text, face))*size)/2, y, size, face, color, text, left, 0)
}
