package paper

import (
	"cmp"
	"context"
	"fmt"
	"slices"
	"strings"

	"zhixing/app/court"
)

// WallState is what the colour of a case on the wall chart says: its worst node.
type WallState int

// The states, worst first. Cells of an officer are hung in this order.
const (
	WallOverdue WallState = iota // 超期
	WallNear                     // 临近
	WallOpen                     // 在办
	WallPaused                   // 中止、暂缓、和解履行中
	WallClosed                   // 本周已结
)

// WallCase is one cell of the wall chart.
type WallCase struct {
	Number  court.CaseNumber
	Debtors string // names joined with 、; the chart shortens them
	State   WallState
	Due     court.Date // what the state is about; the chart says how many days are left; zero for none
}

// WallOfficer is one officer's line of the wall chart. The counts are those of
// all the officer's cases, also when only some of them are shown.
type WallOfficer struct {
	Name   string // 承办人; "" prints 未分案
	Group  court.Group
	Open   int // 在办
	Late   int // of these 超期
	Near   int // of these 临近
	Closed int // 本周已结
	Target int // 本周应结; 0 when none is set
	Cases  []WallCase
}

// Count sets the counts from the cases, for charts that show them all.
func (w *WallOfficer) Count() {
	w.Open, w.Late, w.Near, w.Closed = 0, 0, 0, 0
	for _, c := range w.Cases {
		switch c.State {
		case WallOverdue:
			w.Late++
		case WallNear:
			w.Near++
		case WallClosed:
			w.Closed++
			continue
		case WallOpen, WallPaused:
		}
		w.Open++
	}
}

// WallChartData is what hangs on the wall: 挂图作战.
type WallChartData struct {
	Court    string
	Week     court.Date   // any day of the week the targets are for
	Today    court.Date   // days are counted from it
	Since    court.Date   // set when Cases hold only what changed since the last print
	Whole    *WallOfficer // the figures of the head when Officers are only some of them; nil adds theirs up
	Officers []WallOfficer
}

// WallSizes are the sheets a wall chart can be printed on, as WallChart takes
// them; the last two are sheets of an office printer, to be cut and pasted.
var WallSizes = []string{"A0", "A1", "A2", "A3", "A3拼", "A4拼"}

// wallSheet is a sheet of paper, landscape, in millimetres.
type wallSheet struct {
	width, height float64
	margin        float64
	least         float64 // width of the smallest cell that is still legible
	tile          *wallSheet
	across        []int // tiles in each direction that are tried, fewest first
}

var wallSheets = map[string]wallSheet{
	"A0":  {width: 1189, height: 841, margin: 18, least: 24},
	"A1":  {width: 841, height: 594, margin: 14, least: 20},
	"A2":  {width: 594, height: 420, margin: 12, least: 17},
	"A3":  {width: 420, height: 297, margin: 9, least: 15},
	"A3拼": {margin: 6, least: 20, tile: &wallSheet{width: 420, height: 297, margin: 10}, across: []int{2, 3}},
	"A4拼": {margin: 6, least: 18, tile: &wallSheet{width: 297, height: 210, margin: 10}, across: []int{2, 3, 4}},
}

// wallRoomy is the width of a cell in mm that needs no further tiles.
const wallRoomy = 34.0

// WallChart draws the wall chart on a sheet of WallSizes. Cases that do not fit
// one sheet in a legible size go on to further sheets. Errors: an unknown size,
// no officer, a character that no font has.
func WallChart(ctx context.Context, d WallChartData, size string) ([]byte, error) {
	sheet, ok := wallSheets[size]
	if !ok {
		return nil, court.FieldErrorf("纸张", "“%s”不能打印挂图。", size).WithHint("请选 " + strings.Join(WallSizes, "、") + "。")
	}
	if len(d.Officers) == 0 {
		return nil, court.Errorf(court.CodeInvalid, "没有可以上图的承办人。").WithHint("请先分案，或放宽筛选条件。")
	}
	faces, err := loadFaces()
	if err != nil {
		return nil, err
	}
	c := &wallChart{WallChartData: d, setter: &setter{faces: faces}}
	c.officers = make([][]WallCase, len(d.Officers))
	for i, o := range d.Officers {
		c.officers[i] = slices.SortedStableFunc(slices.Values(o.Cases), func(a, b WallCase) int { return c.compare(a, b) })
	}
	c.choose(sheet)
	if err := ctx.Err(); err != nil {
		return nil, err
	}
	if err := c.draw(ctx); err != nil {
		return nil, err
	}
	return c.pdf(ctx)
}

// compare hangs the worst and most urgent case first.
func (c *wallChart) compare(a, b WallCase) int {
	urgency := func(x WallCase) int {
		if x.Due.IsZero() {
			return 1 << 20
		}
		return c.Today.DaysUntil(x.Due)
	}
	return cmp.Or(cmp.Compare(a.State, b.State), cmp.Compare(urgency(a), urgency(b)),
		cmp.Compare(a.Number.Year, b.Number.Year), cmp.Compare(a.Number.Kind, b.Number.Kind), cmp.Compare(a.Number.Seq, b.Number.Seq))
}

// number gives the short number of a cell: 186, 恢12, and the year before
// numbers that are not of this year: 17恢186.
func (c *wallChart) number(n court.CaseNumber) string {
	s := strings.TrimPrefix(n.Kind, "执") + fmt.Sprint(n.Seq)
	if n.Year == c.Today.Year {
		return s
	}
	if n.Kind == "执" {
		s = "-" + s
	}
	return fmt.Sprintf("%02d", n.Year%100) + s
}

// days says how the case stands in time.
func (c *wallChart) days(x WallCase) string {
	n := 0
	if !x.Due.IsZero() {
		n = c.Today.DaysUntil(x.Due)
	}
	switch {
	case x.Due.IsZero() || x.State == WallClosed || x.State == WallPaused:
		return ""
	case n < 0:
		return fmt.Sprintf("超%d天", -n)
	case n == 0:
		return "今天"
	}
	return fmt.Sprintf("%d天", n)
}

// companyEnds are left out of a company's name.
var companyEnds = []string{"股份有限公司", "有限责任公司", "有限公司", "公司", "村民委员会", "委员会"}

// shortDebtor shortens debtors to what tells cases apart: the first name, an
// organisation without its county and legal form, 等 when there are more.
func shortDebtor(names string) string {
	first, _, more := strings.Cut(names, "、")
	for _, end := range companyEnds {
		name, is := strings.CutSuffix(first, end)
		if !is {
			continue
		}
		for _, region := range []string{"省", "市", "县", "区"} {
			if i := strings.Index(name, region); i > 0 && len([]rune(name[i:])) > 2 {
				name = name[i+len(region):]
			}
		}
		first = name
		break
	}
	if more {
		first += "等"
	}
	return first
}
