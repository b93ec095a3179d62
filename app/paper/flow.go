package paper

// layout is the page the blocks are set on, in points.
type layout struct {
	width, height                        float64 // of the sheet
	marginTop, marginRight, marginBottom float64
	marginLeft                           float64
	pageNumbers                          numbering
	foot                                 string // at the left of every page number, such as room to sign each page
	size, leading                        float64
}

type numbering int

const (
	numberNone   numbering = iota
	numberDashes           // — 1 —
	numberOf               // 第 1 页 共 2 页
)

// left is the margin at the left of a page, counted from 0. The wide margin is
// where the sheet is bound: at the left of its front, at the right of its back.
func (l layout) left(page int) float64 {
	if page%2 == 1 && l.pageNumbers != numberNone {
		return l.marginRight
	}
	return l.marginLeft
}

func (l layout) columnWidth() float64  { return l.width - l.marginLeft - l.marginRight }
func (l layout) columnHeight() float64 { return l.height - l.marginTop - l.marginBottom }

// box is the smallest thing that is placed on a page.
type box struct {
	height float64
	keep   bool // stays with the next box
	blank  bool // vanishes at the head of a page
	line   *line
	row    *gridRow
	head   []*gridRow // rows repeated when row begins a page
	rule   *ruleBox
	brk    bool // begins a new page
	sign   bool
}

type ruleBox struct {
	dashed bool
	label  *line
}

// placed is a box at its height from the column's top.
type placed struct {
	box
	y float64
}

// sheetPage is one finished page.
type sheetPage []placed

// flow turns blocks into pages.
func (s *setter) flow(blocks []any, l layout) ([]sheetPage, error) {
	var boxes []box
	for _, b := range blocks {
		more, err := s.boxes(b, l)
		if err != nil {
			return nil, err
		}
		boxes = append(boxes, more...)
	}
	tieSignature(boxes)
	return paginate(boxes, l.columnHeight()), nil
}

// boxes sets one block.
func (s *setter) boxes(b any, l layout) ([]box, error) {
	switch b := b.(type) {
	case *paragraph:
		return s.paragraphBoxes(b, l.columnWidth())
	case *table:
		rows, err := s.grid(b, l.columnWidth())
		if err != nil {
			return nil, err
		}
		var out []box
		for i, r := range rows {
			bx := box{height: r.height, row: r, keep: i < b.head}
			if i >= b.head {
				bx.head = rows[:b.head]
			}
			out = append(out, bx)
		}
		return out, nil
	case gap:
		return []box{{height: b.height, blank: true, keep: b.keep}}, nil
	case *ruleLine:
		r := &ruleBox{dashed: b.dashed}
		if len(b.label) > 0 {
			items, err := s.items(b.label)
			if err != nil {
				return nil, err
			}
			r.label = s.set(items, style{size: 10.5, align: center}, l.columnWidth())[0]
		}
		return []box{{height: l.leading, rule: r, keep: !b.dashed}}, nil
	case pageBreak:
		return []box{{brk: true}}, nil
	}
	panic("paper: unknown block")
}

func (s *setter) paragraphBoxes(p *paragraph, width float64) ([]box, error) {
	items, err := s.items(p.spans)
	if err != nil {
		return nil, err
	}
	var out []box
	if p.gap > 0 {
		out = append(out, box{height: p.gap, blank: true, sign: p.sign})
	}
	lines := s.set(items, p.style, width)
	for i, ln := range lines {
		// The last line of a paragraph never stands alone at the head of a page.
		keep := p.keep || i == len(lines)-2 || p.tie && i == len(lines)-1
		out = append(out, box{height: p.leading, line: ln, keep: keep, sign: p.sign})
	}
	return out, nil
}

// tieSignature keeps each signature in one piece and with the two lines before
// it, so that names, date and seal never stand on a page of their own.
func tieSignature(boxes []box) {
	for i := range boxes {
		if !boxes[i].sign {
			continue
		}
		if i+1 < len(boxes) && boxes[i+1].sign {
			boxes[i].keep = true
		}
		if i > 0 && boxes[i-1].sign {
			continue
		}
		for j, lines := i-1, 0; j >= 0 && lines < 2 && !boxes[j].brk; j-- {
			boxes[j].keep = true
			if b := boxes[j]; b.line != nil || b.row != nil || b.rule != nil {
				lines++
			}
		}
	}
}

// paginate places boxes on pages of the given height.
func paginate(boxes []box, height float64) []sheetPage {
	pages := []sheetPage{nil}
	y := 0.0
	turn := func() { pages, y = append(pages, nil), 0 }
	put := func(b box) {
		last := &pages[len(pages)-1]
		*last = append(*last, placed{b, y})
		y += b.height
	}
	for len(boxes) > 0 {
		b := boxes[0]
		fresh := len(pages[len(pages)-1]) == 0
		switch {
		case b.brk:
			if !fresh {
				turn()
			}
			boxes = boxes[1:]
			continue
		case b.blank && fresh && len(pages) > 1:
			boxes = boxes[1:]
			continue
		}
		need := chain(boxes)
		if need > height { // no page holds it: let it come apart
			need = b.height
		}
		if y+need > height+0.01 && !fresh {
			if now, later := splitRow(b, height-y); now != nil && !b.keep {
				put(*now)
				boxes = append([]box{*later}, boxes[1:]...)
			}
			turn()
			for _, h := range boxes[0].head {
				put(box{height: h.height, row: h})
			}
			if len(boxes[0].head) == 0 {
				continue
			}
			b = boxes[0]
		}
		if b.height > height-y && b.row != nil { // taller than a whole page
			if now, later := splitRow(b, height-y); now != nil {
				put(*now)
				boxes = append([]box{*later}, boxes[1:]...)
				turn()
				for _, h := range later.head {
					put(box{height: h.height, row: h})
				}
				continue
			}
		}
		put(b)
		boxes = boxes[1:]
	}
	return pages
}

// chain is the height of the first box together with all that must stay with it.
func chain(boxes []box) float64 {
	h := 0.0
	for _, b := range boxes {
		h += b.height
		if !b.keep || b.brk {
			break
		}
	}
	return h
}

func splitRow(b box, room float64) (now, later *box) {
	if b.row == nil {
		return nil, nil
	}
	first, rest := b.row.split(room)
	if first == nil {
		return nil, nil
	}
	a, z := b, b
	a.row, a.height, a.keep = first, first.height, false
	z.row, z.height = rest, rest.height
	return &a, &z
}
