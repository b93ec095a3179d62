package paper

// The parts a paper is made of, in reading order.
type (
	// paragraph is one paragraph, heading or line of a signature.
	paragraph struct {
		style
		look  string // directive it comes from: 标题, 正文, 署名 …
		spans []span
		sign  bool // belongs to the signature, which never stands alone on a page
	}
	// table is a grid of ruled cells that may run over several pages.
	table struct {
		columns []float64 // relative widths
		aligns  []align
		face    faceID
		size    float64 // points
		leading float64 // points
		head    int     // leading rows repeated on every page
		plain   bool    // no rules
		width   float64 // share of the text width, 1 when 0
		rows    []row
	}
	row struct {
		cells  []cell
		height float64 // at least, points
	}
	cell struct {
		paras []cellPara
		span  int // columns it covers
		top   bool
		shade bool
	}
	cellPara struct {
		spans []span
		align align
		size  float64
	}
	// gap is empty space; it vanishes at the head of a page.
	gap struct {
		height float64 // points
		keep   bool    // what is above stays with what is below
	}
	// ruleLine is a line across the column, dashed with a label for cutting.
	ruleLine struct {
		dashed bool
		label  []span
	}
	// pageBreak begins a new page.
	pageBreak struct{}
)

// cellPadX and cellPadY are the space between a cell's rules and its text.
const (
	cellPadX = 4.0
	cellPadY = 3.0
)

// cellShrink is how small, as a share of its size, the type of a cell becomes so
// that a number stays on one line.
const cellShrink = 0.6

// gridRow is a row with its cells' lines set.
type gridRow struct {
	cells  []gridCell
	height float64
	plain  bool
}

type gridCell struct {
	x, width float64
	lines    []gridLine
	height   float64 // of the lines together
	top      bool
	shade    bool
}

type gridLine struct {
	*line
	leading float64
}

// grid sets the rows of a table in a column of the given width.
func (s *setter) grid(t *table, width float64) ([]*gridRow, error) {
	if t.width > 0 {
		width *= t.width
	}
	total := 0.0
	for _, c := range t.columns {
		total += c
	}
	edges := []float64{0}
	for _, c := range t.columns {
		edges = append(edges, edges[len(edges)-1]+c/total*width)
	}
	var out []*gridRow
	for _, r := range t.rows {
		g := &gridRow{height: r.height, plain: t.plain}
		col := 0
		for _, c := range r.cells {
			next := min(col+max(1, c.span), len(t.columns))
			gc, err := s.gridCell(t, c, edges[col], edges[next]-edges[col])
			if err != nil {
				return nil, err
			}
			g.cells = append(g.cells, gc)
			g.height = max(g.height, gc.height+2*cellPadY)
			col = next
		}
		out = append(out, g)
	}
	return out, nil
}

func (s *setter) gridCell(t *table, c cell, x, width float64) (gridCell, error) {
	g := gridCell{x: x, width: width, top: c.top, shade: c.shade}
	for _, p := range c.paras {
		st := style{face: t.face, size: t.size, leading: t.leading, align: p.align}
		if p.size > 0 {
			st.size, st.leading = p.size, p.size*t.leading/t.size
		}
		if st.align == justify && width < 14*st.size {
			st.align = left
		}
		items, err := s.items(p.spans)
		if err != nil {
			return g, err
		}
		if fit := (width - 2*cellPadX) / (longest(items) * st.size); fit < 1 && fit >= cellShrink {
			st.size, st.leading = st.size*fit, st.leading*fit
		}
		for _, l := range s.set(items, st, width-2*cellPadX) {
			g.lines = append(g.lines, gridLine{l, st.leading})
			g.height += st.leading
		}
	}
	return g, nil
}

// splitMin is the height below which a row is rather moved than split.
const splitMin = 72.0

// split cuts a row that does not fit into what goes on this page, at most
// room high, and what is left. It gives nil when nothing sensible fits.
func (g *gridRow) split(room float64) (now, later *gridRow) {
	if room < splitMin || g.height < 2*splitMin {
		return nil, nil
	}
	now, later = &gridRow{plain: g.plain, height: room}, &gridRow{plain: g.plain}
	moved := false
	for _, c := range g.cells {
		a, b := c, c
		a.lines, b.lines, a.height, b.height = nil, nil, 0, 0
		for i, l := range c.lines {
			if a.height+l.leading > room-2*cellPadY {
				a.lines, b.lines = c.lines[:i], c.lines[i:]
				break
			}
			a.height += l.leading
			a.lines = c.lines[:i+1]
		}
		for _, l := range b.lines {
			b.height += l.leading
		}
		if len(a.lines) > 0 && len(b.lines) > 0 {
			a.top, b.top, moved = true, true, true
		}
		now.cells, later.cells = append(now.cells, a), append(later.cells, b)
		later.height = max(later.height, b.height+2*cellPadY)
	}
	if !moved { // only empty room is too high: keep the lines, give up the room
		return nil, nil
	}
	return now, later
}
