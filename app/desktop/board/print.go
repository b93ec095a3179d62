package board

import (
	"context"
	"fmt"
	"path/filepath"

	"fyne.io/fyne/v2"

	"zhixing/app/court"
	"zhixing/app/desktop/papers/parts"
	"zhixing/app/desktop/widgets"
	"zhixing/app/law"
	"zhixing/app/paper"
)

// prefPrinted keeps on this computer the day on which a chart was printed last.
const prefPrinted = "board.printed"

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

// askPrint asks for sheet and extent, and saves and opens the wall chart.
func (p *page) askPrint() {
	shown := filter(p.all, p.officer, p.pressing)
	if len(shown) == 0 {
		widgets.MessageDialog(p.f.Window(), "打印挂图", "现在没有可以上图的案件。", "请换一个组或承办人。")
		return
	}
	form := widgets.NewForm(widgets.FormOptions{FieldWidth: 300})
	form.AddReadOnly("范围", p.scope(len(shown)))
	var sizes []widgets.Option
	for _, s := range paper.WallSizes {
		sizes = append(sizes, widgets.Option{ID: s, Label: s, Note: sizeNotes[s]})
	}
	size := form.AddChoice("纸张", sizes, widgets.Required())
	size.SetID("A3")
	extent := form.AddChoice("内容", widgets.Options(printAll, printChanged), widgets.Required())
	extent.SetID(printAll)
	since, err := court.ParseDate(fyne.CurrentApp().Preferences().String(prefPrinted))
	if err != nil || since.IsZero() {
		extent.SetOptions(widgets.Options(printAll))
	} else {
		extent.SetHelper("上次打印：" + since.String())
	}
	widgets.FormDialog(p.f.Window(), "打印挂图", form, "生成 PDF", func() error { return nil }, func() {
		from := court.Date{}
		if extent.ID() == printChanged {
			from = since
		}
		p.print(size.ID(), shown, from)
	})
}

// scope says what is printed: 执行实施组　承办人 沈国栋　38 件.
func (p *page) scope(count int) string {
	text := "五组"
	if p.group != "" {
		text = string(p.group)
	}
	if p.officer != "" {
		text += "　" + p.officer
	}
	if p.pressing {
		text += "　超期和临近"
	}
	return fmt.Sprintf("%s　%d 件", text, count)
}

// print draws the chart of the cases, with since only of those that changed.
func (p *page) print(size string, shown []caseLine, since court.Date) {
	o, plan, today := p.f.Office(), p.plan, p.f.Office().Today()
	path := filepath.Join(p.f.OutDir(), fmt.Sprintf("挂图作战 %s %s.pdf", today, size))
	if !since.IsZero() {
		path = filepath.Join(p.f.OutDir(), fmt.Sprintf("挂图作战 %s 变化 %s.pdf", today, size))
	}
	parts.Run(p.f, "打印挂图", func(ctx context.Context, report func(float64, string)) error {
		report(0.1, "正在绘制…")
		settings, err := o.Settings(ctx)
		if err != nil {
			return err
		}
		rules, err := o.Rules(ctx)
		if err != nil {
			return err
		}
		data := paper.WallChartData{Court: settings.CourtName, Week: today, Today: today, Since: since,
			Officers: wallOfficers(shown, goalsOf(plan), since, rules)}
		if len(data.Officers) == 0 {
			return court.Errorf(court.CodeInvalid, "%s以来没有案件变化，不需要重印。", since)
		}
		pdf, err := paper.WallChart(ctx, data, size)
		if err != nil {
			return err
		}
		report(0.9, "正在保存…")
		return parts.WriteBytes(path, pdf)
	}, func() {
		fyne.CurrentApp().Preferences().SetString(prefPrinted, today.String())
		p.f.OpenOutside(path)
		p.f.Say("挂图已存为 " + filepath.Base(path))
	})
}

// wallOfficers turns the lines into what hangs on the wall; the counts are of
// all lines, the cells with since only of the changed ones.
func wallOfficers(all []caseLine, goals map[string]goal, since court.Date, rules *law.Rules) []paper.WallOfficer {
	var out []paper.WallOfficer
	for _, o := range officers(all) {
		w := paper.WallOfficer{Name: o.name, Group: o.group}
		if o.name == nobody {
			w.Name = ""
		}
		for _, l := range o.cases {
			w.Cases = append(w.Cases, wallCase(l))
		}
		w.Count()
		g := goals[o.name]
		if g.set {
			w.Target = g.target
		}
		if !since.IsZero() {
			w.Cases = nil
			for _, l := range o.cases {
				if changed(l, since, rules) {
					w.Cases = append(w.Cases, wallCase(l))
				}
			}
			if len(w.Cases) == 0 {
				continue
			}
		}
		out = append(out, w)
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

// changed tells whether a case looks different from the day since: something
// was done, it was closed, or time has moved one of its nodes to another colour.
func changed(l caseLine, since court.Date, rules *law.Rules) bool {
	if !l.Closed.IsZero() && !l.Closed.Before(since) {
		return true
	}
	for _, c := range l.cells {
		if !c.node.Actual.IsZero() {
			if !c.node.Actual.Before(since) {
				return true
			}
			continue
		}
		if string(rules.State(c.node, since)) != c.word {
			return true
		}
	}
	return false
}
