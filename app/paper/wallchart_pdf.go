package paper

import (
	"context"
	"fmt"

	"github.com/jung-kurt/gofpdf"
)

// pdf draws the marks: a sheet a page, or the tiles of each sheet.
func (c *wallChart) pdf(ctx context.Context) ([]byte, error) {
	k := &inks{codes: map[rune]mark{}, back: map[mark]rune{}, next: privateFirst}
	labels := &wallPen{chart: c}
	for row := range c.tiles {
		for column := range c.tiles {
			c.tileLabel(labels, row, column)
		}
	}
	if labels.err != nil {
		return nil, labels.err
	}
	for _, marks := range append(c.pages, labels.marks) {
		for _, m := range marks {
			if m.line != nil {
				k.collect(m.line)
			}
		}
	}
	width, height := c.width, c.height
	if c.tiles > 0 {
		width, height = c.wall.tile.width*mm, c.wall.tile.height*mm
	}
	title := c.Court + "执行案件挂图"
	p, err := k.open(title, c.Today, width, height)
	if err != nil {
		return nil, err
	}
	for _, marks := range c.pages {
		if err := ctx.Err(); err != nil {
			return nil, err
		}
		if c.tiles == 0 {
			p.AddPage()
			(&wallPress{canvas{pdf: p, inks: k}}).marks(marks, 0, 0, width, height)
			continue
		}
		for row := range c.tiles {
			for column := range c.tiles {
				c.tile(p, k, marks, row, column)
			}
		}
	}
	return k.finish(p, title)
}

// tile draws one sheet of an office printer: its part of the chart inside cut
// marks, and where it belongs.
func (c *wallChart) tile(p *gofpdf.Fpdf, k *inks, marks []wallMark, row, column int) {
	t := c.wall.tile
	m, w, h := t.margin*mm, (t.width-2*t.margin)*mm, (t.height-2*t.margin)*mm
	p.AddPage()
	press := &wallPress{canvas{pdf: p, inks: k}}
	label := &wallPen{chart: c}
	c.tileLabel(label, row, column)
	press.marks(label.marks, 0, 0, t.width*mm, t.height*mm)
	p.SetDrawColor(120, 120, 120)
	p.SetLineWidth(0.4)
	for _, x := range []float64{m, m + w} {
		p.Line(x, 0.25*m, x, 0.85*m)
		p.Line(x, h+1.15*m, x, h+1.75*m)
	}
	for _, y := range []float64{m, m + h} {
		p.Line(0.25*m, y, 0.85*m, y)
		p.Line(w+1.15*m, y, w+1.75*m, y)
	}
	p.ClipRect(m, m, w, h, false)
	press.marks(marks, m-float64(column)*w, m-float64(row)*h, t.width*mm, t.height*mm)
	p.ClipEnd()
}

// tileLabel says where a tile belongs, in its lower margin.
func (c *wallChart) tileLabel(p *wallPen, row, column int) {
	t := c.wall.tile
	text := fmt.Sprintf("第%d行第%d列（共%d行%d列）　沿裁切标记裁去右边和下边，压在相邻一张的左边和上边", row+1, column+1, c.tiles, c.tiles)
	p.text(1.6*t.margin*mm, (t.height-0.3*t.margin)*mm, 8, sans, wallQuiet, text, left, 0)
}

// wallPress draws marks on the page.
type wallPress struct{ canvas }

// marks draws those that touch the page of the given size, moved by dx, dy.
func (p *wallPress) marks(marks []wallMark, dx, dy, width, height float64) {
	for _, m := range marks {
		x, y := m.x+dx, m.y+dy
		if x > width || y > height || x+m.w < 0 || y+1.3*m.h < 0 {
			continue
		}
		switch {
		case m.line != nil:
			p.pdf.SetTextColor(m.color[0], m.color[1], m.color[2])
			p.line(m.line, x, y+m.h)
		case m.pen > 0:
			p.pdf.SetDrawColor(m.color[0], m.color[1], m.color[2])
			p.pdf.SetLineWidth(m.pen)
			p.pdf.Rect(x, y, m.w, m.h, "D")
		default:
			p.pdf.SetFillColor(m.color[0], m.color[1], m.color[2])
			p.pdf.Rect(x, y, m.w, m.h, "F")
		}
	}
}
