package paper

import (
	"context"
	"fmt"

	"github.com/makiuchi-d/gozxing/qrcode/decoder"
	"github.com/makiuchi-d/gozxing/qrcode/encoder"

	"zhixing/app/court"
)

// GoodsLabel is what the label of a seized item says.
type GoodsLabel struct {
	Number   string // also in the code
	CaseNo   string
	Name     string
	Quantity string
	Owner    string
	Place    string
	Keeper   string
	Seized   court.Date
}

// The sheet of labels: A4 with two columns of six, in points.
const (
	tagWidth   = 95 * mm
	tagHeight  = 46 * mm
	tagLeft    = 10 * mm
	tagTop     = 10.5 * mm
	tagColumns = 2
	tagRows    = 6
	tagCode    = 31 * mm
)

// GoodsLabels prints labels with a QR code for seized items (扣押物标签) on A4
// sheets to be cut. Errors: no label, a character that no font has.
func GoodsLabels(ctx context.Context, courtName string, labels []GoodsLabel, on court.Date) ([]byte, error) {
	if len(labels) == 0 {
		return nil, court.Errorf(court.CodeInvalid, "没有要打印的标签。").WithHint("请至少选择一件扣押物。")
	}
	faces, err := loadFaces()
	if err != nil {
		return nil, err
	}
	chart := &wallChart{setter: &setter{faces: faces}}
	var pages [][]wallMark
	for first := 0; first < len(labels); first += tagColumns * tagRows {
		if err := ctx.Err(); err != nil {
			return nil, err
		}
		p := &wallPen{chart: chart}
		for i, l := range labels[first:min(first+tagColumns*tagRows, len(labels))] {
			x, y := tagLeft+float64(i%tagColumns)*tagWidth, tagTop+float64(i/tagColumns)*tagHeight
			if err := p.goodsTag(courtName, l, x, y); err != nil {
				return nil, err
			}
		}
		if p.err != nil {
			return nil, p.err
		}
		pages = append(pages, p.marks)
	}
	return tagSheets(courtName+"扣押物标签", pages, on)
}

// tagSheets draws the pages.
func tagSheets(title string, pages [][]wallMark, on court.Date) ([]byte, error) {
	k := &inks{codes: map[rune]mark{}, back: map[mark]rune{}, next: privateFirst}
	for _, marks := range pages {
		for _, m := range marks {
			if m.line != nil {
				k.collect(m.line)
			}
		}
	}
	pdf, err := k.open(title, on, 210*mm, 297*mm)
	if err != nil {
		return nil, err
	}
	for _, marks := range pages {
		pdf.AddPage()
		(&wallPress{canvas{pdf: pdf, inks: k}}).marks(marks, 0, 0, 210*mm, 297*mm)
	}
	return k.finish(pdf, title)
}

// label draws one label at x, y.
func (p *wallPen) goodsTag(courtName string, l GoodsLabel, x, y float64) error {
	const pad = 3 * mm
	p.field = l.Number
	p.outline(x, y, tagWidth, tagHeight, 0.4, wallLine)
	if err := p.qr(court.GoodsCode(l.Number), x+pad, y+(tagHeight-tagCode)/2, tagCode); err != nil {
		return err
	}
	left1, room := x+tagCode+2*pad, tagWidth-tagCode-3*pad
	ink := pigment{0, 0, 0}
	p.text(left1, y+6.2*mm, 9, sans, wallQuiet, courtName+"　扣押物", left, room)
	p.text(left1, y+12.6*mm, 15, hei, ink, l.Number, left, room)
	at := y + 18*mm
	for _, text := range []string{
		l.Name + "　" + l.Quantity, "案号　" + l.CaseNo, "所有人　" + l.Owner, "扣押　" + l.Seized.String(), "存放　" + l.Place, "保管　" + l.Keeper,
	} {
		p.clipped(left1, at, 9.5, ink, text, room)
		at += 4.6 * mm
	}
	return nil
}

// qr draws a QR code; squares beside each other are one box.
func (p *wallPen) qr(text string, x, y, side float64) error {
	code, err := encoder.Encoder_encode(text, decoder.ErrorCorrectionLevel_M, nil)
	if err != nil {
		return fmt.Errorf("encoding the label's code: %w", err)
	}
	matrix := code.GetMatrix()
	unit := side / float64(matrix.GetWidth())
	for row := range matrix.GetHeight() {
		for from := 0; from < matrix.GetWidth(); from++ {
			to := from
			for to < matrix.GetWidth() && matrix.Get(to, row) == 1 {
				to++
			}
			if to > from {
				p.box(x+float64(from)*unit, y+float64(row)*unit, float64(to-from)*unit, unit*1.01, pigment{0, 0, 0})
				from = to
			}
		}
	}
	return nil
}
