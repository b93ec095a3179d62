package board

import (
	"context"
	"fmt"
	"maps"
	"path/filepath"
	"slices"
	"strings"

	"zhixing/app/court"
	"zhixing/app/desktop/papers/parts"
	"zhixing/app/desktop/widgets"
	"zhixing/app/office"
	"zhixing/app/paper"
)

// The extents of a print.
const (
	printAll     = "全部案件"
	printChanged = "上次打印后有变化的"
)

// sizeNotes says what the sizes are good for.
var sizeNotes = map[string]string{
	"A0": "上墙，大幅打印机", "A1": "上墙，大幅打印机", "A2": "大幅打印机", "A3": "一般打印机",
	"A3拼": "A3 打印后拼贴", "A4拼": "A4 打印后拼贴",
}

// askPrint reads when this chart was printed last, then asks for sheet and
// extent.
func (p *page) askPrint() {
	shown := filter(p.all, p.officer, p.pressing)
	if len(shown) == 0 {
		widgets.MessageDialog(p.f.Window(), "打印挂图", "现在没有可以上图的案件。", "请换一个组或承办人。")
		return
	}
	o, board := p.f.Office(), p.board()
	widgets.Load(p.printer, func(ctx context.Context) (wallPrint, error) {
		last, err := o.BoardPrint(ctx, board)
		if err != nil {
			return wallPrint{}, err
		}
		gone, err := goneFrom(ctx, o, shown, last)
		return wallPrint{last, gone}, err
	}, func(x wallPrint) { p.askSheet(shown, x.BoardPrint, x.gone) })
}

// wallPrint is the last print of a chart with what hangs on it no more.
type wallPrint struct {
	office.BoardPrint
	gone []string // numbers
}

// goneFrom names the cases of the last print that the chart does not show any
// more: closed, handed on, given to another officer. Their cells come off the
// wall.
func goneFrom(ctx context.Context, o *office.Office, shown []caseLine, last office.BoardPrint) ([]string, error) {
	here := make(map[int64]bool, len(shown))
	for _, l := range shown {
		here[l.CaseID] = true
	}
	var out []string
	for _, id := range slices.Sorted(maps.Keys(last.Looks)) {
		if here[id] {
			continue
		}
		c, err := o.Case(ctx, id)
		if err != nil {
			return nil, err
		}
		out = append(out, c.Number.String())
	}
	return out, nil
}

// goneText lists the numbers, the first of them when they are many.
func goneText(gone []string) string {
	const named = 12
	text := strings.Join(gone[:min(len(gone), named)], "、")
	if len(gone) > named {
		text += fmt.Sprintf("等 %d 件", len(gone))
	}
	return text
}

// askSheet asks for sheet and extent, and saves and opens the wall chart.
func (p *page) askSheet(shown []caseLine, last office.BoardPrint, gone []string) {
	form := widgets.NewForm(widgets.FormOptions{FieldWidth: 340})
	form.AddReadOnly("范围", p.scope(len(shown)))
	var sizes []widgets.Option
	for _, s := range paper.WallSizes {
		sizes = append(sizes, widgets.Option{ID: s, Label: s, Note: sizeNotes[s]})
	}
	size := form.AddChoice("纸张", sizes, widgets.Required())
	size.SetID("A3")
	extent := form.AddChoice("内容", widgets.Options(printAll, printChanged), widgets.Required())
	extent.SetID(printAll)
	if last.At.IsZero() {
		extent.SetOptions(widgets.Options(printAll))
		extent.SetHelper("这个范围还没有打印过")
	} else {
		extent.SetHelper(fmt.Sprintf("上次：%s %s打印，此后 %d 件有变化", last.At.Format("2006-01-02 15:04"), last.By, len(changed(shown, last))))
	}
	if len(gone) > 0 {
		form.AddReadOnly("不再上图", goneText(gone)+"，请从墙上撤下")
	}
	widgets.FormDialog(p.f.Window(), "打印挂图", form, "生成 PDF", func() error { return nil }, func() {
		if extent.ID() != printChanged {
			last = office.BoardPrint{}
		}
		p.print(size.ID(), shown, last)
	})
}

// board names the chart whose prints are compared: 执行实施组 沈国栋.
func (p *page) board() string {
	name := "五组"
	if p.group != "" {
		name = string(p.group)
	}
	if p.officer != "" {
		name += " " + p.officer
	}
	if p.pressing {
		name += " 超期和临近"
	}
	return name
}

// scope says what is printed: 执行实施组 沈国栋　38 件.
func (p *page) scope(count int) string { return fmt.Sprintf("%s　%d 件", p.board(), count) }

// print draws the chart of the cases, after a last print only of those that look
// different, and keeps what it looks like now.
func (p *page) print(size string, shown []caseLine, last office.BoardPrint) {
	o, actor, plan, groups, today, board := p.f.Office(), p.f.Actor(), p.plan, p.groups, p.f.Office().Today(), p.board()
	name := fmt.Sprintf("挂图作战 %s %s.pdf", today, size)
	if !last.At.IsZero() {
		name = fmt.Sprintf("挂图作战 %s 变化 %s.pdf", today, size)
	}
	path := filepath.Join(p.f.OutDir(), name)
	parts.Run(p.f, "打印挂图", func(ctx context.Context, report func(float64, string)) error {
		report(0.1, "正在绘制…")
		settings, err := o.Settings(ctx)
		if err != nil {
			return err
		}
		data := paper.WallChartData{Court: settings.CourtName, Week: today, Today: today, Officers: wallOfficers(shown, groups, goalsOf(plan), last)}
		if !last.At.IsZero() {
			data.Since, data.Whole = court.DateOf(last.At), wholeChart(shown, groups, goalsOf(plan))
		}
		if len(data.Officers) == 0 {
			return court.Errorf(court.CodeInvalid, "%s%s打印以来没有案件变化，不需要重印。", last.At.Format("2006-01-02 15:04"), last.By)
		}
		pdf, err := paper.WallChart(ctx, data, size)
		if err != nil {
			return err
		}
		report(0.9, "正在保存…")
		if err := parts.WriteBytes(path, pdf); err != nil {
			return err
		}
		looks := make(map[int64]string, len(shown))
		for _, l := range shown {
			looks[l.CaseID] = l.looks()
		}
		return o.NoteBoardPrint(ctx, actor, board, looks)
	}, func() {
		p.f.OpenOutside(path)
		p.f.Say("挂图已存为 " + filepath.Base(path))
	})
}

// wallOfficers turns the lines into what hangs on the wall; the counts are of
// all lines, the cells after a last print only of those that look different.
func wallOfficers(all []caseLine, groups map[string]court.Group, goals map[string]goal, last office.BoardPrint) []paper.WallOfficer {
	var out []paper.WallOfficer
	for _, o := range officers(all, groups) {
		w := paper.WallOfficer{Name: o.name, Group: o.group}
		if o.name == nobody {
			w.Name = ""
		}
		w.Cases = wallCases(o.cases)
		w.Count()
		g := goals[o.name]
		if g.set {
			w.Target = g.target
		}
		if !last.At.IsZero() {
			w.Cases = wallCases(changed(o.cases, last))
			if len(w.Cases) == 0 {
				continue
			}
		}
		out = append(out, w)
	}
	return out
}

// wholeChart adds up the figures of all officers, also of those who have nothing
// that changed.
func wholeChart(all []caseLine, groups map[string]court.Group, goals map[string]goal) *paper.WallOfficer {
	var out paper.WallOfficer
	for _, o := range wallOfficers(all, groups, goals, office.BoardPrint{}) {
		out.Open, out.Late, out.Near = out.Open+o.Open, out.Late+o.Late, out.Near+o.Near
		out.Closed, out.Target = out.Closed+o.Closed, out.Target+o.Target
	}
	return &out
}

// changed keeps the cases that look different from the last print.
func changed(all []caseLine, last office.BoardPrint) []caseLine {
	var out []caseLine
	for _, l := range all {
		if last.Looks[l.CaseID] != l.looks() {
			out = append(out, l)
		}
	}
	return out
}

func wallCases(all []caseLine) []paper.WallCase {
	out := make([]paper.WallCase, len(all))
	for i, l := range all {
		out[i] = wallCase(l)
	}
	return out
}

func wallCase(l caseLine) paper.WallCase {
	number, err := court.ParseCaseNumber(l.Number)
	if err != nil {
		number = court.CaseNumber{Seq: l.Seq}
	}
	c := paper.WallCase{Number: number, Debtors: l.Debtors, Due: l.Limit, State: wallState(l.worst)}
	if c.State == paper.WallOverdue || c.State == paper.WallNear {
		c.Due = l.worstDue()
	}
	return c
}

func wallState(s widgets.State) paper.WallState {
	switch s {
	case widgets.StateOverdue:
		return paper.WallOverdue
	case widgets.StateNear:
		return paper.WallNear
	case widgets.StateDone:
		return paper.WallClosed
	case widgets.StateExempt:
		return paper.WallPaused
	}
	return paper.WallOpen
}

// worstDue is the earliest day of the nodes that give the line its colour.
func (l caseLine) worstDue() court.Date {
	var due court.Date
	for _, c := range l.cells {
		if c.state == l.worst && !c.node.Planned.IsZero() && (due.IsZero() || c.node.Planned.Before(due)) {
			due = c.node.Planned
		}
	}
	return due
}

// looks says all that a case's cell on the wall depends on, and how much of its
// table is done. The days that are left are not in it: they change daily.
func (l caseLine) looks() string {
	done := 0
	for _, c := range l.cells {
		if !c.node.Actual.IsZero() || c.node.Waived != "" {
			done++
		}
	}
	w := wallCase(l)
	return fmt.Sprint(l.Officer, "|", l.Group, "|", l.Stage, "|", l.Status, "|", w.Debtors, "|", w.State, "|", w.Due, "|", done)
}
