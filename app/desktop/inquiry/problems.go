package inquiry

import (
	"context"
	"path/filepath"
	"strconv"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"

	"zhixing/app/court"
	"zhixing/app/desktop/frame"
	"zhixing/app/desktop/papers/parts"
	"zhixing/app/desktop/widgets"
	"zhixing/app/office"
	"zhixing/app/sheet"
)

// problemPage lists the clues to misconduct for those who hand them over.
type problemPage struct {
	f      frame.Frame
	loader *widgets.Loader
	table  *widgets.DataTable[court.ProblemClue]
}

// NewProblemPage makes the page 违纪违法线索.
func NewProblemPage(f frame.Frame) frame.Page {
	p := &problemPage{f: f, loader: widgets.NewLoader(f.Window())}
	p.loader.OnError = f.Fail
	type row = court.ProblemClue
	text := widgets.TextCell
	p.table = widgets.NewListTable([]widgets.Column[row]{
		{ID: "state", Label: "状态", Width: 96, Cell: p.state},
		{ID: "days", Label: "期限", Width: 76, Align: fyne.TextAlignTrailing, Cell: func(x row) widgets.Cell {
			if x.Waits() {
				return dueCell(f.Office().Today().DaysUntil(x.Due))
			}
			return widgets.TextCell("")
		}},
		{ID: "number", Label: "编号", Width: 136, Cell: func(x row) widgets.Cell { return text(x.Number) }},
		{ID: "found", Label: "发现日期", Width: 88, Cell: func(x row) widgets.Cell { return widgets.DateCell(x.Found) }},
		{ID: "about", Label: "反映的人", Width: 110, Stretch: 1, Cell: func(x row) widgets.Cell { return text(x.About) }},
		{ID: "content", Label: "主要内容", Width: 180, Stretch: 3, Cell: func(x row) widgets.Cell { return text(court.CleanLine(x.Content)) }},
		{ID: "organ", Label: "接收机关", Width: 120, Stretch: 1, Cell: func(x row) widgets.Cell { return text(x.Organ) }},
		{ID: "handed", Label: "移送", Width: 84, Cell: func(x row) widgets.Cell { return widgets.DateCell(x.Handed) }},
		{ID: "result", Label: "结果", Width: 100, Stretch: 1, Cell: func(x row) widgets.Cell { return widgets.QuietCell(court.CleanLine(x.Result)) }},
		{ID: "do", Label: "", Width: 130, Cell: p.buttons},
	}, func(x row) string { return strconv.FormatInt(x.ID, 10) }, nil)
	p.table.Empty = widgets.Empty{Text: "没有登记过违纪违法线索。办案中发现的，按 Ctrl+N 登记。"}
	p.table.OnOpen = p.show
	return p
}

func (p *problemPage) state(x court.ProblemClue) widgets.Cell {
	switch {
	case x.Waits() && p.f.Office().Today().After(x.Due):
		return widgets.StateCell(widgets.StateOverdue, "待移送")
	case x.Waits():
		return widgets.StateCell(widgets.StateNear, "待移送")
	case x.Receipt.IsZero():
		return widgets.StateCell(widgets.StateNear, "待回执")
	case x.Result == "":
		return widgets.StateCell(widgets.StateNormal, "已回执")
	}
	return widgets.StateCell(widgets.StateDone, "有结果")
}

func (p *problemPage) buttons(x court.ProblemClue) widgets.Cell {
	if x.Waits() {
		return widgets.ButtonCell(widgets.CellButton{Label: "移送", Primary: true, Do: func() { p.hand(x) }})
	}
	return widgets.ButtonCell(widgets.CellButton{Label: "回执、结果", Primary: x.Receipt.IsZero(), Do: func() { p.answer(x) }}, widgets.CellButton{Label: "移送函", Do: func() { p.print(x) }})
}

// show tells everything of a clue.
func (p *problemPage) show(x court.ProblemClue) {
	form := newForm()
	for _, line := range [][2]string{{"编号", x.Number}, {"发现日期", x.Found.String() + "　" + x.By + "登记"}, {"线索来源", x.Source}, {"反映的人", x.About}, {"所在案件", x.CaseNo}, {"主要内容", x.Content},
		{"移送", x.Handed.String() + "　" + x.Organ + "　" + x.Letter}, {"回执", x.Receipt.String()}, {"结果", x.ResultOn.String() + "　" + x.Result}} {
		form.AddReadOnly(line[0], line[1])
	}
	widgets.NewDialog(p.f.Window(), "违纪违法线索", form)
}

// hand asks to whom the clue goes; there is no other way out.
func (p *problemPage) hand(x court.ProblemClue) {
	form := newForm()
	form.AddReadOnly("线索", x.Number+"　"+x.About)
	organ := form.AddText("接收机关", widgets.Required(), widgets.PlaceHolder("纪检监察组、纪委监委"))
	letter := form.AddText("移送函文号", widgets.Required())
	on := form.AddDate("移送日期", p.f.Office().Today, widgets.Required())
	on.SetDate(p.f.Office().Today())
	o, actor := p.f.Office(), p.f.Actor()
	var handed court.ProblemClue
	widgets.FormDialogLater(p.f.Window(), "移送", form, "移送并打印移送函", func() (func(context.Context) error, error) {
		handed = x
		handed.Organ, handed.Letter, handed.Handed = organ.Text(), letter.Text(), on.Date()
		return func(ctx context.Context) error { return o.HandProblem(ctx, actor, handed) }, nil
	}, func() { p.print(handed) })
}

// print makes the letter; it is kept in no case.
func (p *problemPage) print(x court.ProblemClue) {
	o, actor := p.f.Office(), p.f.Actor()
	path := filepath.Join(p.f.OutDir(), x.Number+" 移送函.pdf")
	parts.Run(p.f, "制作移送函", func(ctx context.Context, report func(float64, string)) error {
		report(0.3, "正在排版…")
		pdf, err := o.PrintProblem(ctx, actor, x)
		if err != nil {
			return err
		}
		return parts.WriteBytes(path, pdf)
	}, func() {
		p.f.OpenOutside(path)
		p.f.Say("移送函已存为 " + path)
	})
}

func (p *problemPage) answer(x court.ProblemClue) {
	form := newForm()
	form.AddReadOnly("线索", x.Number+"　"+x.Organ)
	receipt := form.AddDate("回执日期", p.f.Office().Today, widgets.Required())
	resultOn := form.AddDate("结果日期", p.f.Office().Today)
	result := form.AddTextArea("处理结果", 3)
	receipt.SetDate(p.f.Office().Today())
	if !x.Receipt.IsZero() {
		receipt.SetDate(x.Receipt)
	}
	resultOn.SetDate(x.ResultOn)
	result.SetText(x.Result)
	o, actor := p.f.Office(), p.f.Actor()
	widgets.FormDialogLater(p.f.Window(), "回执和结果", form, "保存", func() (func(context.Context) error, error) {
		now := x
		now.Receipt, now.ResultOn, now.Result = receipt.Date(), resultOn.Date(), result.Text()
		return func(ctx context.Context) error { return o.AnswerProblem(ctx, actor, now) }, nil
	}, func() { p.f.Say("已登记") })
}

// report asks for a clue to misconduct; whoever enters it sees its number only.
func report(f frame.Frame) {
	form := newForm()
	source := form.AddChoice("线索来源", widgets.Options(court.ProblemSources...), widgets.Required())
	source.SetID(court.ProblemSources[0])
	found := form.AddDate("发现日期", f.Office().Today, widgets.Required())
	found.SetDate(f.Office().Today())
	about := form.AddText("反映的人", widgets.Required(), widgets.PlaceHolder("姓名、单位、职务"))
	number := form.AddText("所在案件", widgets.ErrorName("案号"), widgets.PlaceHolder("案号，没有的不填"))
	content := form.AddTextArea("主要内容", 4, widgets.Required(), widgets.Help("登记后只能移送纪检监察机关，不能修改、删除；只有局长、院领导能看"))
	o, actor := f.Office(), f.Actor()
	var saved court.ProblemClue
	widgets.FormDialogLater(f.Window(), "登记违纪违法线索", form, "登记", func() (func(context.Context) error, error) {
		x := court.ProblemClue{Source: source.ID(), Found: found.Date(), About: about.Text(), CaseNo: number.Text(), Content: content.Text()}
		return func(ctx context.Context) (err error) {
			saved, err = o.ReportProblem(ctx, actor, x)
			return err
		}, nil
	}, func() { f.Say("已登记 " + saved.Number + "，由局长、院领导移送") })
}

// Nav lights 财产查控.
func (p *problemPage) Nav() string { return frame.PageProperty }

// Content builds the page.
func (p *problemPage) Content() fyne.CanvasObject {
	right := widgets.HStack(8, widgets.NewButton("打印", func() { p.list().Print(p.f) }), widgets.NewButton("导出 Excel Ctrl+E", p.export),
		widgets.NewPrimaryButton("登记 Ctrl+N", func() { report(p.f) }), widgets.NewButton("返回 Esc", p.f.Back))
	note := widgets.NewText("违纪违法线索只能移送纪检监察机关，不能修改、作废或者自行了结；不进案件时间线", widgets.TableSize, widgets.ColorQuiet, false)
	top := container.NewBorder(nil, nil, container.NewCenter(widgets.Padded(8, 6, note)), container.NewCenter(right))
	return container.NewBorder(top, nil, nil, nil, widgets.NewCard("违纪违法线索", "", p.table))
}

func (p *problemPage) list() parts.List {
	l := parts.List{Title: "违纪违法线索移送台账", Heads: []sheet.Head{{Label: "编号"}, {Label: "发现日期", Kind: sheet.Date}, {Label: "线索来源"}, {Label: "反映的人"}, {Label: "主要内容"}, {Label: "移送期限", Kind: sheet.Date},
		{Label: "接收机关"}, {Label: "移送日期", Kind: sheet.Date}, {Label: "文号"}, {Label: "回执日期", Kind: sheet.Date}, {Label: "处理结果"}}}
	for _, x := range p.table.Rows() {
		l.Rows = append(l.Rows, []any{x.Number, x.Found, x.Source, x.About, court.CleanLine(x.Content), x.Due, x.Organ, x.Handed, x.Letter, x.Receipt, court.CleanLine(x.Result)})
	}
	return l
}

func (p *problemPage) export() { p.list().Excel(p.f, p.loader) }

func (p *problemPage) load() {
	o, actor := p.f.Office(), p.f.Actor()
	widgets.Load(p.loader, func(ctx context.Context) ([]court.ProblemClue, error) { return o.ProblemClues(ctx, actor) }, func(rows []court.ProblemClue) { p.table.SetRows(rows) })
}

// Shown reads the list.
func (p *problemPage) Shown() {
	p.load()
	p.table.Focus()
}

// Changed reads the list anew.
func (p *problemPage) Changed(office.Change) { p.load() }

// Keys gives the page's shortcuts.
func (p *problemPage) Keys() widgets.Bindings {
	return widgets.Bindings{"F5": p.load, "Esc": p.f.Back, "Ctrl+E": p.export, "Ctrl+N": func() { report(p.f) }}
}

// Leave lets the page go.
func (p *problemPage) Leave(func()) bool { return true }
