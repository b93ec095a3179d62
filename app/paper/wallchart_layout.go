package paper

// wallChart is a chart while it is being made. Lengths are points.
type wallChart struct {
	WallChartData
	setter   *setter
	officers [][]WallCase // each officer's cases as they are hung

	wall          wallSheet
	width, height float64 // of the sheet, or of all tiles together
	margin        float64
	tiles         int // tiles in each direction, 0 for whole sheets
	plan          wallPlan
	pages         [][]wallMark
}

// wallPlan is a way to hang the officers: columns of them, cells of one size.
type wallPlan struct {
	columns  int
	cell     float64 // width of a cell
	shape    float64 // height of a cell to its width
	perLine  int     // cells side by side
	segments []wallSegment
	sheets   int
	gap      float64 // between officers
}

// wallSegment is an officer's cases, or a part of them, in one column of a sheet.
type wallSegment struct {
	officer, from, to int
	sheet, column     int
	y, height         float64 // from the top of the column
}

// Proportions of the chart, in cell widths or heights.
const (
	wallInset    = 0.05 // blank around a cell, of its height
	wallName     = 1.36 // size of the officer's name, in units
	wallLabel    = 2.3  // width of the name's part, in cells
	wallGoal     = 1.7  // width of the target's part, in cells
	wallLines    = 2.0  // least height of an officer, in units
	wallGapShare = 0.28 // between officers, in cell heights
	wallColumns  = 3
)

// wallShapes are the shapes of a cell, flattest first.
var wallShapes = []float64{0.40, 0.44, 0.48, 0.52, 0.56}

func (p wallPlan) cellHeight() float64 { return p.cell * p.shape }

// unit is what the sizes of type are counted in.
func (p wallPlan) unit() float64 { return min(p.cellHeight(), 0.46*p.cell) }

// choose finds the sheets, and on them the largest cells, that hold everything.
func (c *wallChart) choose(sheet wallSheet) {
	across := sheet.across
	if sheet.tile == nil {
		across = []int{0}
	}
	for _, n := range across {
		c.wall, c.tiles, c.margin = sheet, n, sheet.margin*mm
		c.width, c.height = sheet.width*mm, sheet.height*mm
		if t := sheet.tile; t != nil {
			c.width = float64(n) * (t.width - 2*t.margin) * mm
			c.height = float64(n) * (t.height - 2*t.margin) * mm
		}
		c.plan = c.largest(sheet.least * mm)
		if c.plan.sheets == 1 && c.plan.cell >= wallRoomy*mm {
			return
		}
	}
}

// largest finds the largest cell that needs no more sheets than the smallest.
func (c *wallChart) largest(least float64) wallPlan {
	best := wallPlan{}
	for columns := 1; columns <= wallColumns; columns++ {
		if p := c.hang(columns, least, wallShapes[0]); p.perLine > 0 && (best.perLine == 0 || p.sheets < best.sheets) {
			best = p
		}
	}
	for cell := c.width / 13; cell > least; cell -= 0.5 {
		for columns := 1; columns <= wallColumns; columns++ {
			if p := c.hang(columns, cell, wallShapes[0]); p.perLine > 0 && p.sheets <= best.sheets {
				return c.spread(c.taller(p))
			}
		}
	}
	return best
}

// taller makes the cells as high as fits the same sheets.
func (c *wallChart) taller(p wallPlan) wallPlan {
	for _, shape := range wallShapes {
		if q := c.hang(p.columns, p.cell, shape); q.sheets <= p.sheets {
			p = q
		}
	}
	return p
}

// headHeight and footHeight are the room of the title and of the legend.
func (c *wallChart) headHeight() float64 { return c.height * 0.095 }
func (c *wallChart) footHeight() float64 { return c.height * 0.04 }

func (c *wallChart) columnHeight() float64 {
	return c.height - c.margin - c.top() - c.footHeight()
}

// top is where the columns begin.
func (c *wallChart) top() float64 { return c.margin + c.headHeight() + 0.3*c.footHeight() }

// columnWidth is the width of one of n columns and the blank between them.
func (c *wallChart) columnWidth(n int) (width, between float64) {
	between = c.width * 0.012
	return (c.width - 2*c.margin - float64(n-1)*between) / float64(n), between
}

// hang places the officers in columns with cells of the given width; perLine
// is 0 when a column is too narrow for it.
func (c *wallChart) hang(columns int, cell, shape float64) wallPlan {
	width, _ := c.columnWidth(columns)
	p := wallPlan{columns: columns, cell: cell, shape: shape, perLine: int(width/cell - wallLabel - wallGoal)}
	if p.perLine < 4 {
		p.perLine = 0
		return p
	}
	h, least, room := p.cellHeight(), wallLines*p.unit(), c.columnHeight()
	p.gap = wallGapShare * h
	column, y := 0, 0.0
	for i, cases := range c.officers {
		for from := 0; from == 0 || from < len(cases); {
			if y > 0 && y+max(least, h) > room {
				column, y = column+1, 0
			}
			lines := max(1, min((len(cases)-from+p.perLine-1)/p.perLine, int((room-y)/h)))
			to := min(len(cases), from+lines*p.perLine)
			height := max(least, float64(lines)*h)
			p.segments = append(p.segments, wallSegment{i, from, to, column / columns, column % columns, y, height})
			y += height + p.gap
			from = max(to, 1)
		}
	}
	p.sheets = column/columns + 1
	return p
}

// spread widens the blanks between officers so that a single sheet is filled.
func (c *wallChart) spread(p wallPlan) wallPlan {
	if p.sheets > 1 {
		return p
	}
	var bottom [wallColumns]float64
	var gaps [wallColumns]int
	for _, s := range p.segments {
		bottom[s.column] = s.y + s.height
		gaps[s.column]++
	}
	more := 2 * p.cellHeight()
	for i := range p.columns {
		if gaps[i] > 1 {
			more = min(more, (c.columnHeight()-bottom[i])/float64(gaps[i]-1))
		}
	}
	var at [wallColumns]int
	for i := range p.segments {
		s := &p.segments[i]
		s.y += float64(at[s.column]) * more
		at[s.column]++
	}
	p.gap += more
	return p
}
