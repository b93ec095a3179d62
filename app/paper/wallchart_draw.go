package paper

import (
	"context"
	"fmt"
	"strings"
)

// pigment is a colour, red green blue.
type pigment [3]int

// wallLook is how a state looks. The letter stands on a dark flag, so that a
// print without colour tells the states apart too.
type wallLook struct {
	word       string
	letter     string // on the flag; "" for no flag
	fill, flag pigment
	text       pigment
	edge       pigment
}

var (
	wallInk   = pigment{29, 39, 51}
	wallQuiet = pigment{75, 88, 102}
	wallLine  = pigment{150, 160, 172}
	wallPaper = pigment{255, 255, 255}
	wallBlue  = pigment{31, 78, 140}
	wallRed   = pigment{198, 40, 40}
	wallGreen = pigment{46, 125, 50}
	wallTrack = pigment{222, 227, 234}
)

var wallLooks = map[WallState]wallLook{
	WallOverdue: {word: "超期", letter: "超", fill: wallRed, flag: pigment{120, 12, 12}, text: wallPaper, edge: pigment{120, 12, 12}},
	WallNear:    {word: "临近", letter: "近", fill: pigment{255, 190, 60}, flag: pigment{138, 80, 0}, text: pigment{40, 24, 0}, edge: pigment{138, 80, 0}},
	WallOpen:    {word: "在办", fill: pigment{226, 236, 248}, text: wallInk, edge: pigment{120, 150, 190}},
	WallPaused:  {word: "中止、暂缓、和解", letter: "停", fill: pigment{240, 240, 240}, flag: pigment{120, 120, 120}, text: wallQuiet, edge: pigment{120, 120, 120}},
	WallClosed:  {word: "本周已结", letter: "结", fill: pigment{190, 228, 192}, flag: wallGreen, text: pigment{12, 60, 18}, edge: wallGreen},
}

// wallMark is something drawn: a filled box, an outline, or a line of text that
// stands on the box's lower edge.
type wallMark struct {
	x, y, w, h float64
	color      pigment
	pen        float64 // outline of this width instead of a filled box
	line       *line
}

// draw makes the marks of all sheets.
func (c *wallChart) draw(ctx context.Context) error {
	c.pages = make([][]wallMark, c.plan.sheets)
	width, between := c.columnWidth(c.plan.columns)
	for i := range c.pages {
		p := &wallPen{chart: c}
		c.head(p)
		c.foot(p, i)
		for _, s := range c.plan.segments {
			if s.sheet == i {
				p.field = c.name(s.officer)
				c.segment(p, s, c.margin+float64(s.column)*(width+between), width)
			}
		}
		if p.err != nil {
			return p.err
		}
		if err := ctx.Err(); err != nil {
			return err
		}
		c.pages[i] = p.marks
	}
	return nil
}

func (c *wallChart) name(officer int) string {
	if n := c.Officers[officer].Name; n != "" {
		return n
	}
	return "未分案"
}

// head draws the title, the week and the office's figures.
func (c *wallChart) head(p *wallPen) {
	h := c.headHeight()
	title := c.Court + "执行案件挂图"
	if !c.Since.IsZero() {
		title += "（变动部分）"
	}
	edge := c.width - c.margin
	p.text(c.margin, c.margin+0.48*h, 0.46*h, hei, wallInk, title, left, 0.62*c.width)
	monday := c.Week.AddDays(-(int(c.Week.Weekday()) + 6) % 7)
	year, week := monday.Time().ISOWeek()
	sunday := monday.AddDays(6)
	p.text(edge, c.margin+0.38*h, 0.30*h, hei, wallInk,
		fmt.Sprintf("%d年第%d周　%d月%d日—%d月%d日", year, week, monday.Month, monday.Day, sunday.Month, sunday.Day), right, 0.36*c.width)
	var all WallOfficer
	for _, o := range c.Officers {
		all.Open, all.Late, all.Near, all.Closed, all.Target = all.Open+o.Open, all.Late+o.Late, all.Near+o.Near, all.Closed+o.Closed, all.Target+o.Target
	}
	if c.Whole != nil {
		all = *c.Whole
	}
	y := c.margin + 0.84*h
	words := []struct {
		text  string
		color pigment
	}{
		{fmt.Sprintf("在办%d件", all.Open), wallInk},
		{fmt.Sprintf("超期%d件", all.Late), wallRed},
		{fmt.Sprintf("临近%d件", all.Near), pigment{138, 80, 0}},
		{"本周结案" + ratio(all.Closed, all.Target), wallGreen},
	}
	x := c.margin
	for _, w := range words {
		x += p.text(x, y, 0.27*h, hei, w.color, w.text, left, 0) + 0.4*h
	}
	note := "日期：" + c.Today.Text()
	if !c.Since.IsZero() {
		note = "只印" + c.Since.Text() + "以来有变动的案件　" + note
	}
	p.text(edge, y, 0.22*h, sans, wallQuiet, note, right, 0.4*c.width)
	p.box(c.margin, c.margin+0.96*h, c.width-2*c.margin, 0.014*h, wallInk)
}

func ratio(done, target int) string {
	if target == 0 {
		return fmt.Sprintf("%d件", done)
	}
	return fmt.Sprintf("%d/%d", done, target)
}

// foot draws the legend.
func (c *wallChart) foot(p *wallPen, sheet int) {
	h := 0.62 * c.footHeight()
	y := c.height - c.margin - h
	x := c.margin
	for s := WallOverdue; s <= WallClosed; s++ {
		l := wallLooks[s]
		p.cell(x, y, 1.7*h, h, 0.58, l)
		x += 2*h + p.text(x+2*h, y+0.78*h, 0.72*h, sans, wallInk, l.word, left, 0) + 1.1*h
	}
	p.text(x, y+0.76*h, 0.6*h, sans, wallQuiet, "格内：案号　剩余或超期天数　被执行人；不是本年的案号前加年份", left, 0.9*c.width-x)
	if c.plan.sheets > 1 {
		p.text(c.width-c.margin, y+0.78*h, 0.72*h, sans, wallInk, fmt.Sprintf("第%d张　共%d张", sheet+1, c.plan.sheets), right, 0)
	}
}

// segment draws an officer's name, cells and target.
func (c *wallChart) segment(p *wallPen, s wallSegment, x, width float64) {
	o, plan := c.Officers[s.officer], c.plan
	h, u, y := plan.cellHeight(), plan.unit(), c.top()+s.y
	label, goal := wallLabel*plan.cell, wallGoal*plan.cell
	if s.y > 0 {
		p.box(x, y-plan.gap/2, width, max(0.4, 0.012*h), wallLine)
	}
	p.text(x, y+1.14*u, wallName*u, hei, wallInk, spreadName(c.name(s.officer)), left, 0.97*label)
	var under []string
	if o.Group != "" {
		under = append(under, string(o.Group))
	}
	if s.from > 0 {
		under = append(under, "续")
	} else {
		under = append(under, fmt.Sprintf("在办%d", o.Open))
		if o.Late > 0 {
			under = append(under, fmt.Sprintf("超期%d", o.Late))
		}
	}
	p.text(x, y+1.76*u, 0.44*u, sans, wallQuiet, strings.Join(under, "　"), left, 0.97*label)
	for i, k := range c.officers[s.officer][s.from:s.to] {
		c.cell(p, x+label+float64(i%plan.perLine)*plan.cell, y+float64(i/plan.perLine)*h, k)
	}
	if s.from == 0 {
		c.goal(p, x+width-goal+0.2*plan.cell, y, goal-0.2*plan.cell, o)
	}
}

// spreadName widens a name of two characters, so that names stand even.
func spreadName(s string) string {
	if r := []rune(s); len(r) == 2 {
		return string(r[0]) + "　" + string(r[1])
	}
	return s
}

// cell draws one case.
func (c *wallChart) cell(p *wallPen, x, y float64, k WallCase) {
	w, h, u := c.plan.cell, c.plan.cellHeight(), c.plan.unit()
	in := wallInset * h
	x, y, w, h = x+in, y+in, w-2*in, h-2*in
	look := wallLooks[k.State]
	p.cell(x, y, w, h, 0.17, look)
	edge := x + 0.05*w
	if look.letter != "" {
		edge = x + 0.20*w
	}
	p.field = k.Number.String()
	end := x + 0.97*w
	days := p.text(end, y+0.44*h, 0.28*u, sans, look.text, c.days(k), right, 0.42*w)
	p.text(edge, y+0.27*h+0.19*u, 0.43*u, hei, look.text, c.number(k.Number), left, end-edge-days-0.04*w)
	p.clipped(edge, y+0.73*h+0.12*u, 0.31*u, look.text, shortDebtor(k.Debtors), end-edge)
}

// goal draws closed against target.
func (c *wallChart) goal(p *wallPen, x, y, w float64, o WallOfficer) {
	u := c.plan.unit()
	p.text(x, y+0.78*u, 0.42*u, sans, wallQuiet, "本周结案", left, 0.45*w)
	p.text(x+w, y+0.88*u, 0.9*u, hei, wallInk, ratio(o.Closed, o.Target), right, 0.52*w)
	if o.Target == 0 {
		return
	}
	done := min(1, float64(o.Closed)/float64(o.Target))
	color := wallBlue
	if done == 1 {
		color = wallGreen
	}
	p.box(x, y+1.2*u, w, 0.3*u, wallTrack)
	p.box(x, y+1.2*u, w*done, 0.3*u, color)
	p.outline(x, y+1.2*u, w, 0.3*u, 0.02*u, wallQuiet)
}

// wallPen collects the marks of a sheet and the first error.
type wallPen struct {
	chart *wallChart
	field string // what a character without a glyph stands in
	marks []wallMark
	err   error
}

func (p *wallPen) box(x, y, w, h float64, color pigment) {
	p.marks = append(p.marks, wallMark{x: x, y: y, w: w, h: h, color: color})
}

func (p *wallPen) outline(x, y, w, h, pen float64, color pigment) {
	p.marks = append(p.marks, wallMark{x: x, y: y, w: w, h: h, color: color, pen: pen})
}

// cell draws the ground and the flag of a state; share is the flag's of the
// width.
func (p *wallPen) cell(x, y, w, h, share float64, look wallLook) {
	p.box(x, y, w, h, look.fill)
	if look.letter != "" {
		flag := share * w
		p.box(x, y, flag, h, look.flag)
		size := min(0.86*flag, 0.8*h)
		p.text(x+(flag-size)/2, y+h/2+0.37*size, size, hei, wallPaper, look.letter, left, 0)
	}
	p.outline(x, y, w, h, 0.03*h, look.edge)
}

// set gives the characters of a text.
func (p *wallPen) set(text string, face faceID) []item {
	items := make([]item, 0, len(text)/2)
	for _, r := range text {
		r, ok := printable(r)
		if !ok {
			continue
		}
		f, g := p.chart.setter.find(face, r)
		if f == nil {
			if p.err == nil {
				p.err = noGlyph(r, p.field)
			}
			return nil
		}
		items = append(items, item{r: r, face: f, em: f.advance(g)})
	}
	return items
}

func ems(items []item) float64 {
	w := 0.0
	for _, it := range items {
		w += it.em
	}
	return w
}

// text writes at x with the baseline at y, smaller when it is wider than room
// (0 for any), and gives the width taken.
func (p *wallPen) text(x, y, size float64, face faceID, color pigment, text string, to align, room float64) float64 {
	items := p.set(text, face)
	if len(items) == 0 {
		return 0
	}
	w := ems(items)
	if room > 0 && w*size > room {
		size = room / w
	}
	if to == right {
		x -= w * size
	}
	p.marks = append(p.marks, wallMark{x: x, y: y - size, w: w * size, h: size, color: color, line: &line{items: items, size: size}})
	return w * size
}

// clipped writes what fits the room and … when it does not.
func (p *wallPen) clipped(x, y, size float64, color pigment, text string, room float64) {
	items := p.set(text, sans)
	if ems(items)*size > room {
		dots := p.set("…", sans)
		n := len(items)
		for n > 1 && (ems(items[:n])+ems(dots))*size > room {
			n--
		}
		items = append(items[:n:n], dots...)
	}
	if len(items) > 0 {
		p.marks = append(p.marks, wallMark{x: x, y: y - size, w: ems(items) * size, h: size, color: color, line: &line{items: items, size: size}})
	}
}
