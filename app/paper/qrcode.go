package paper

import (
	"fmt"
	"strings"

	"github.com/makiuchi-d/gozxing/qrcode/decoder"
	"github.com/makiuchi-d/gozxing/qrcode/encoder"

	"zhixing/app/court"
)

// The code of a page in points: its side, the least side that a scan of 150 dpi
// still shows, the blank between it and the text, and how far it stays from the
// edges of the sheet: far enough to stay on a sheet that went through the scanner
// askew, and never where many printers cannot print.
const (
	codeSide  = 14 * mm
	codeLeast = 12 * mm
	codeQuiet = 1.9 * mm
	codeEdge  = 9 * mm
	edgeLeast = 5 * mm
)

// pageMark is what the codes of a paper say, page by page.
type pageMark struct {
	mark   court.PaperMark
	number string // 文书号
}

// modules are the dark squares of a code, row by row.
func (m pageMark) modules(page int) ([][]bool, error) {
	mark := m.mark
	mark.Page = page
	code, err := encoder.Encoder_encode(mark.Text(m.number), decoder.ErrorCorrectionLevel_M, nil)
	if err != nil {
		return nil, fmt.Errorf("encoding the page's code: %w", err)
	}
	matrix := code.GetMatrix()
	rows := make([][]bool, matrix.GetHeight())
	for y := range rows {
		rows[y] = make([]bool, matrix.GetWidth())
		for x := range rows[y] {
			rows[y][x] = matrix.Get(x, y) == 1
		}
	}
	return rows, nil
}

// codeBox is where the code stands on a page, counted from 0: in the lower outer
// corner of the sheet, outside the column of text. A layout without room for it,
// such as a chart that fills the sheet, has none.
func (l layout) codeBox(page int) (x, y, side float64, ok bool) {
	room := max(l.marginRight, l.marginBottom) - codeQuiet
	side = min(codeSide, room-edgeLeast)
	if side < codeLeast {
		return 0, 0, 0, false
	}
	edge := min(codeEdge, room-side)
	x = l.width - edge - side
	if page%2 == 1 && l.pageNumbers != numberNone { // the back of a sheet
		x = edge
	}
	return x, l.height - edge - side, side, true
}

// code draws the code of a page, counted from 0. Rows of dark squares are one
// rectangle each, all filled at once: viewers leave no hairlines between them.
func (c *canvas) code(m pageMark, page int) error {
	x, y, side, ok := c.d.codeBox(page)
	if !ok {
		return nil
	}
	rows, err := m.modules(page + 1)
	if err != nil {
		return err
	}
	unit := side / float64(len(rows))
	var b strings.Builder
	b.WriteString("0 g\n")
	for r, row := range rows {
		bottom := c.d.height - y - float64(r+1)*unit
		for from := 0; from < len(row); from++ {
			to := from
			for to < len(row) && row[to] {
				to++
			}
			if to > from {
				fmt.Fprintf(&b, "%.3f %.3f %.3f %.3f re\n", x+float64(from)*unit, bottom, float64(to-from)*unit, unit)
				from = to
			}
		}
	}
	b.WriteString("f\n")
	c.pdf.RawWriteStr(b.String())
	return nil
}

// markOf reads from the data of a paper what its codes say: paper.mark, a
// court.PaperMark, and paper.number. A paper without identity has no code.
func markOf(d Data) *pageMark {
	value, _ := lookup(d, "paper.mark")
	mark, ok := value.(court.PaperMark)
	if !ok || mark.PaperID == 0 {
		return nil
	}
	number, _ := lookup(d, "paper.number")
	text, _ := number.(string)
	return &pageMark{mark, text}
}
