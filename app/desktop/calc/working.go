package calc

import (
	"context"
	"fmt"
	"path/filepath"
	"strconv"
	"strings"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"

	"zhixing/app/court"
	"zhixing/app/desktop/papers/parts"
	"zhixing/app/desktop/widgets"
	"zhixing/app/law"
	"zhixing/app/office"
	"zhixing/app/sheet"
)

// showWorking shows the working of the chosen tab, or what to do first.
func (p *page) showWorking() {
	tab := p.tabs.Chosen()
	w, ok := p.working[tab]
	content := fyne.CanvasObject(container.NewCenter(widgets.NewText("填好左边，按 Ctrl+S 计算；这里逐段列出算法和结果。", widgets.TextSize, widgets.ColorQuiet, false)))
	if ok {
		content = p.workingView(w)
	}
	p.right.Objects = []fyne.CanvasObject{widgets.NewCard("", "", content)}
	p.right.Refresh()
}

// workingView is the result, the steps and the notes.
func (p *page) workingView(w law.Working) fyne.CanvasObject {
	head := widgets.VStack(4)
	for i, f := range w.Result {
		ink, size := widgets.ColorText, float32(widgets.TextSize)
		if i == 0 {
			ink, size = widgets.ColorAction, widgets.TextSize+3
		}
		head.Add(widgets.HStack(10, widgets.Sized(120, 0, widgets.NewText(f.Label, widgets.TextSize, widgets.ColorQuiet, false)), widgets.NewText(f.Text, size, ink, i == 0)))
	}
	buttons := widgets.HStack(8)
	if p.f.Can(office.MayKeepCalculation) {
		buttons.Add(widgets.NewPrimaryButton("存入案件… Ctrl+D", p.keep))
	}
	buttons.Add(widgets.NewButton("打印 Ctrl+P", p.print))
	buttons.Add(widgets.NewButton("存为 PDF…", p.savePDF))
	buttons.Add(widgets.NewButton("导出 Excel Ctrl+E", p.export))
	top := widgets.Padded(14, 10, widgets.VStack(8, buttons, head))
	notes := widgets.Padded(14, 8, widgets.NewWrapText(strings.Join(w.Notes, "\n"), widgets.TableSize, widgets.ColorQuiet))
	return container.NewBorder(top, notes, nil, nil, workingTable(w))
}

// workingRow is a row of the steps with its number; the last is the sum.
type workingRow struct {
	n     int
	cells []any
	sum   bool
}

func workingTable(w law.Working) *widgets.DataTable[workingRow] {
	var columns []widgets.Column[workingRow]
	widths := map[law.WorkingKind]float32{law.WorkDate: 92, law.WorkCount: 54, law.WorkMoney: 124, law.WorkExact: 124}
	for i, h := range w.Heads {
		if h.Label == law.WorkBasis {
			continue // the notes name it; paper and Excel have room for it
		}
		align := fyne.TextAlignLeading
		if h.Kind == law.WorkMoney || h.Kind == law.WorkExact || h.Kind == law.WorkCount {
			align = fyne.TextAlignTrailing
		}
		c := widgets.Column[workingRow]{ID: h.Label, Label: h.Label, Width: widths[h.Kind], Align: align, Cell: func(r workingRow) widgets.Cell {
			return widgets.Cell{Text: law.WorkingText(r.cells[i]), Bold: r.sum}
		}}
		if h.Kind == law.WorkText {
			c.Width, c.Stretch = float32(h.Width)*2+44, float32(h.Width)
		}
		columns = append(columns, c)
	}
	var rows []workingRow
	for i, cells := range w.Rows {
		rows = append(rows, workingRow{n: i, cells: cells})
	}
	if w.Total != nil {
		rows = append(rows, workingRow{n: len(rows), cells: w.Total, sum: true})
	}
	t := widgets.NewListTable(columns, func(r workingRow) string { return strconv.Itoa(r.n) }, rows)
	t.Empty = widgets.Empty{Text: "没有要计息的日子。"}
	return t
}

// shown gives what is computed on the chosen tab; ok is false before.
func (p *page) shown() (law.Calculation, law.Working, bool) {
	tab := p.tabs.Chosen()
	w, ok := p.working[tab]
	return p.calc[tab], w, ok
}

// pickCase takes figures from a case.
func (p *page) pickCase() {
	parts.PickCase(p.f, parts.CaseQuestion{Title: "从哪个案件取数？", Button: "取数"}, func(row office.CaseRow) {
		type facts struct {
			c court.Case
			m office.CaseMoney
		}
		o := p.f.Office()
		widgets.LoadResult(p.loader, func(ctx context.Context) (x facts, err error) {
			if x.c, err = o.Case(ctx, row.ID); err == nil {
				x.m, err = o.CaseMoney(ctx, row.ID)
			}
			return x, err
		}, func(x facts, err error) {
			if err != nil {
				p.f.Fail(err)
				return
			}
			p.chosen = &row
			for _, q := range p.tabbed {
				q.take(x.c, x.m)
			}
			p.calc, p.working = map[string]law.Calculation{}, map[string]law.Working{}
			p.show()
			p.focus()
			p.f.Say(fmt.Sprintf("已取 %s 的标的额和 %d 笔收款，请核对后计算", row.Number, len(x.m.Receipts)))
		})
	})
}

// keep stores the working in a case.
func (p *page) keep() {
	calc, _, ok := p.shown()
	if !ok || !p.f.Can(office.MayKeepCalculation) {
		return
	}
	store := func(row office.CaseRow) {
		o, actor := p.f.Office(), p.f.Actor()
		widgets.LoadResult(p.loader, func(ctx context.Context) (office.MadePaper, error) {
			return o.KeepCalculation(ctx, actor, row.ID, calc)
		}, func(m office.MadePaper, err error) {
			if err != nil {
				p.f.Fail(err)
				return
			}
			p.f.Say(fmt.Sprintf("已存入 %s：%s", row.Number, m.Name))
		})
	}
	if p.chosen != nil {
		store(*p.chosen)
		return
	}
	parts.PickCase(p.f, parts.CaseQuestion{Title: "存入哪个案件？", Button: "存入"}, store)
}

// about is what a printed sheet says of its case.
func (p *page) about() string {
	if p.chosen == nil {
		return ""
	}
	return p.chosen.Number + "　申请执行人：" + p.chosen.Applicants + "　被执行人：" + p.chosen.Debtors
}

// withPDF prints the working into a file and hands its path on.
func (p *page) withPDF(path func(name string) string, use func(path string)) {
	calc, w, ok := p.shown()
	if !ok {
		return
	}
	o, actor, about := p.f.Office(), p.f.Actor(), p.about()
	widgets.LoadResult(p.loader, func(ctx context.Context) (string, error) {
		pdf, err := o.PreviewCalculation(ctx, actor, about, calc)
		if err != nil {
			return "", err
		}
		to := path(w.Name + " " + o.Today().String() + ".pdf")
		return to, parts.WriteBytes(to, pdf)
	}, func(path string, err error) {
		if err != nil {
			p.f.Fail(err)
			return
		}
		use(path)
	})
}

func (p *page) print() {
	folder := p.f.OutDir()
	p.withPDF(func(name string) string { return filepath.Join(folder, name) }, func(path string) {
		p.f.PrintOutside(path)
		p.f.Say("已送打印：" + filepath.Base(path))
	})
}

func (p *page) savePDF() {
	_, w, ok := p.shown()
	if !ok {
		return
	}
	p.f.SaveFile("存为 PDF", w.Name+" "+p.f.Office().Today().String()+".pdf", func(to string) {
		p.withPDF(func(string) string { return to }, func(path string) { p.f.Say("已保存到 " + path) })
	})
}

// export writes the working to Excel.
func (p *page) export() {
	_, w, ok := p.shown()
	if !ok || !p.f.Can(office.MayExport) {
		return
	}
	heads, rows := workingSheet(w)
	parts.ExportTable(p.f, p.loader, w.Name, heads, rows)
}

// workingSheet makes a working the table of a workbook: facts, steps, result
// and notes.
func workingSheet(w law.Working) ([]sheet.Head, [][]any) {
	kinds := map[law.WorkingKind]sheet.Kind{law.WorkCount: sheet.Int, law.WorkDate: sheet.Date, law.WorkMoney: sheet.Money}
	var heads []sheet.Head
	for _, h := range w.Heads {
		heads = append(heads, sheet.Head{Label: h.Label, Kind: kinds[h.Kind]})
	}
	var rows [][]any
	add := func(cells []any) {
		out := make([]any, len(cells))
		for i, c := range cells {
			out[i] = c
			if w.Heads[i].Kind == law.WorkExact {
				out[i] = law.WorkingText(c)
			}
		}
		rows = append(rows, out)
	}
	for _, r := range w.Rows {
		add(r)
	}
	if w.Total != nil {
		add(w.Total)
	}
	text := len(w.Heads) - 1 // the last column is text
	for _, f := range append(append([]law.Fact{}, w.Facts...), w.Result...) {
		line := make([]any, len(w.Heads))
		line[text] = f.Label + "：" + f.Text
		rows = append(rows, line)
	}
	for _, n := range w.Notes {
		line := make([]any, len(w.Heads))
		line[text] = n
		rows = append(rows, line)
	}
	return heads, rows
}
