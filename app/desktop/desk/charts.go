package desk

import (
	"fmt"
	"image/color"
	"sort"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"

	"zhixing/app/court"
	"zhixing/app/desktop/widgets"
	"zhixing/app/office"
)

// chartTitles are the cards of the three pictures.
type chartTitles [3]*widgets.Card

func newChartTitles(load *bars, ageing *ageing, money *columns) chartTitles {
	return chartTitles{
		widgets.NewCard("节点压力", "", widgets.Padded(10, 8, load.content)),
		widgets.NewCard("在办案龄", "", widgets.Padded(10, 8, ageing.content)),
		widgets.NewCard("案款账龄", "到账未发，案", widgets.Padded(10, 8, money.content)),
	}
}

// bar is one line of a bar picture.
type bar struct {
	name          string
	overdue, near int
	ahead         int
}

func (b bar) total() int { return b.overdue + b.near + b.ahead }

// mostBars is how many lines the picture has room for.
const mostBars = 6

// loadBars counts the nodes due by whom they wait for; an officer's own are
// counted by column of the progress table.
func (p *page) loadBars(d office.Desk) []bar {
	index := map[string]int{}
	var out []bar
	for _, n := range d.Due {
		name := n.Officer
		if d.Own {
			name = string(n.Column)
		}
		if name == "" {
			name = "未分案"
		}
		i, ok := index[name]
		if !ok {
			i = len(out)
			index[name] = i
			out = append(out, bar{name: name})
		}
		switch p.f.Office().NodeState(n.Node) {
		case court.NodeOverdue:
			out[i].overdue++
		case court.NodeNear:
			out[i].near++
		default:
			out[i].ahead++
		}
	}
	sort.SliceStable(out, func(i, j int) bool {
		if out[i].overdue != out[j].overdue {
			return out[i].overdue > out[j].overdue
		}
		return out[i].total() > out[j].total()
	})
	return out
}

func (p *page) showCharts(a answer) {
	what := "按承办人"
	if a.desk.Own {
		what = "按类别"
	}
	note := what + "，超期和七日内"
	if len(a.desk.Due) >= dueLimit {
		note = fmt.Sprintf("%s，最紧迫的 %d 项", what, dueLimit)
	}
	p.titles[0].SetRight(note)
	p.load.show(p.loadBars(a.desk))
	p.ageing.show(a.desk.Counts)
	p.money.show(p.moneyAges(a))
	p.whole.Refresh()
}

// bars draws a stacked bar per line.
type bars struct{ content *fyne.Container }

func newBars() *bars { return &bars{content: widgets.VStack(5)} }

func (b *bars) show(lines []bar) {
	b.content.RemoveAll()
	most := 0
	for _, l := range lines {
		most = max(most, l.total())
	}
	if most == 0 {
		b.content.Add(quiet("七日内没有到期的节点"))
	}
	for i, l := range lines {
		if i == mostBars {
			b.content.Add(quiet(fmt.Sprintf("另有 %d 人", len(lines)-mostBars)))
			break
		}
		b.content.Add(barLine(l, most))
	}
	if most > 0 {
		b.content.Add(widgets.HStack(12, widgets.NewLegend(widgets.ColorOverdue, "超期"),
			widgets.NewLegend(widgets.ColorNearFill, "临近"), widgets.NewLegend(widgets.ColorSoft, "七日内")))
	}
	b.content.Refresh()
}

func quiet(text string) fyne.CanvasObject {
	return widgets.NewText(text, widgets.TableSize, widgets.ColorQuiet, false)
}

func barLine(l bar, most int) fyne.CanvasObject {
	share := func(n int) float64 { return float64(n) / float64(most) }
	picture := widgets.NewProgressBar(widgets.Segment{Share: share(l.overdue), Color: widgets.ColorOverdue},
		widgets.Segment{Share: share(l.near), Color: widgets.ColorNearFill},
		widgets.Segment{Share: share(l.ahead), Color: widgets.ColorSoft})
	figure := widgets.NewText(fmt.Sprintf("%d", l.total()), widgets.TableSize, widgets.ColorText, false)
	if l.overdue > 0 {
		figure = widgets.NewText(fmt.Sprintf("超 %d / %d", l.overdue, l.total()), widgets.TableSize, widgets.ColorOverdue, false)
	}
	figure.Alignment = fyne.TextAlignTrailing
	name := widgets.NewText(widgets.Ellipsize(l.name, widgets.S(88), widgets.S(widgets.TableSize), false), widgets.TableSize, widgets.ColorText, false)
	return &fyne.Container{Layout: barLayout{}, Objects: []fyne.CanvasObject{name, picture, figure}}
}

// barLayout is name, bar and figure in a line.
type barLayout struct{}

// Layout gives the bar what name and figure leave.
func (barLayout) Layout(o []fyne.CanvasObject, size fyne.Size) {
	name, figure := widgets.S(92), widgets.S(72)
	put(o[0], 0, 0, name, size.Height)
	put(o[1], name, 0, size.Width-name-figure, size.Height)
	put(o[2], size.Width-figure, 0, figure, size.Height)
}

// MinSize is a line of text.
func (barLayout) MinSize([]fyne.CanvasObject) fyne.Size {
	return fyne.NewSize(widgets.S(200), widgets.S(19))
}

// ageing shows how old the cases in hand are.
type ageing struct{ content *fyne.Container }

func newAgeing() *ageing { return &ageing{content: widgets.VStack(7)} }

func (a *ageing) show(c office.Counts) {
	a.content.RemoveAll()
	line := func(name string, n int, ink color.Color) {
		share := 0.0
		if c.Open > 0 {
			share = float64(n) / float64(c.Open)
		}
		figure := widgets.NewText(fmt.Sprintf("%d 件", n), widgets.TableSize, widgets.ColorText, false)
		figure.Alignment = fyne.TextAlignTrailing
		a.content.Add(&fyne.Container{Layout: barLayout{}, Objects: []fyne.CanvasObject{
			widgets.NewText(name, widgets.TableSize, widgets.ColorText, false),
			widgets.NewProgressBar(widgets.Segment{Share: share, Color: ink}), figure}})
	}
	line("六个月以内", c.Open-c.Over6Months, widgets.ColorAction)
	line("超过六个月", c.Over6Months, widgets.ColorOverdue)
	line("期限 30 日内", c.LimitSoon, widgets.ColorNearFill)
	a.content.Refresh()
}

// moneyAge is a column of the money picture.
type moneyAge struct {
	name  string
	most  int // days, inclusive
	count int
	late  bool // beyond the 30 days of the law
}

// moneyAges counts the cases with undistributed money by the age of their
// oldest receipt, in the scope of the figures above.
func (p *page) moneyAges(a answer) []moneyAge {
	ages := []moneyAge{{name: "≤5日", most: 5}, {name: "6–10", most: 10}, {name: "11–20", most: 20}, {name: "21–30", most: 30},
		{name: ">30", most: 1 << 30, late: true}}
	today := p.f.Office().Today()
	officer, group := office.Scope(p.f.Actor())
	for _, h := range a.held {
		if officer != 0 && h.OfficerID != officer || group != "" && h.Group != group {
			continue
		}
		days := h.Oldest.DaysUntil(today)
		for i := range ages {
			if days <= ages[i].most {
				ages[i].count++
				break
			}
		}
	}
	return ages
}

// columns draws a column per age.
type columns struct {
	content *fyne.Container
	ages    []moneyAge
}

func newColumns() *columns {
	c := &columns{}
	c.content = &fyne.Container{Layout: &columnsLayout{c}}
	return c
}

func (c *columns) show(ages []moneyAge) {
	c.ages = ages
	c.content.Objects = nil
	for _, a := range ages {
		ink := widgets.ColorSoft
		if a.late {
			ink = widgets.ColorOverdue
		}
		figure := widgets.NewText(fmt.Sprintf("%d", a.count), widgets.TableSize, widgets.ColorText, false)
		name := widgets.NewText(a.name, widgets.CaptionSize, widgets.ColorQuiet, false)
		figure.Alignment, name.Alignment = fyne.TextAlignCenter, fyne.TextAlignCenter
		c.content.Objects = append(c.content.Objects, canvas.NewRectangle(ink), figure, name)
	}
	c.content.Refresh()
}

// columnsLayout stands the columns on a common line, figure above and name
// below.
type columnsLayout struct{ c *columns }

// Layout scales the columns to the highest.
func (l *columnsLayout) Layout(o []fyne.CanvasObject, size fyne.Size) {
	most := 1
	for _, a := range l.c.ages {
		most = max(most, a.count)
	}
	text, gap := widgets.S(18), widgets.S(4)
	if len(l.c.ages) == 0 {
		return
	}
	step := size.Width / float32(len(l.c.ages))
	room := max(size.Height-2*text, 0)
	for i, a := range l.c.ages {
		height := room * float32(a.count) / float32(most)
		x := float32(i) * step
		put(o[3*i], x+gap/2, text+room-height, step-gap, height)
		put(o[3*i+1], x, room-height, step, text)
		put(o[3*i+2], x, text+room, step, text)
	}
}

// MinSize leaves room for short columns.
func (l *columnsLayout) MinSize([]fyne.CanvasObject) fyne.Size {
	return fyne.NewSize(widgets.S(200), widgets.S(70))
}
