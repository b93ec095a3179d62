package custody

import (
	"context"
	"fmt"
	"strconv"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/container"

	"zhixing/app/court"
	"zhixing/app/desktop/frame"
	"zhixing/app/desktop/papers/parts"
	"zhixing/app/desktop/widgets"
	"zhixing/app/office"
	"zhixing/app/sheet"
)

// stockPage is the taking of stock: labels are scanned or typed one by one, and
// what is left over is missing.
type stockPage struct {
	f      frame.Frame
	loader *widgets.Loader
	work   *widgets.Loader
	list   []court.StockTaking
	taking court.StockTaking

	title  *canvas.Text
	count  *canvas.Text
	scan   *widgets.Entry
	pick   *widgets.Choice
	bar    *fyne.Container
	table  *widgets.DataTable[court.StockLine]
	root   *fyne.Container
	loaded bool
}

// NewStockPage makes the page of stock-takings.
func NewStockPage(f frame.Frame) frame.Page { return newStockPage(f) }

func newStockPage(f frame.Frame) *stockPage {
	p := &stockPage{f: f, loader: widgets.NewLoader(f.Window()), work: widgets.NewLoader(f.Window())}
	p.loader.OnError, p.work.OnError = f.Fail, f.Fail
	return p
}

// Nav lights 款物管理.
func (p *stockPage) Nav() string { return frame.PageCustody }

// Content builds the page.
func (p *stockPage) Content() fyne.CanvasObject {
	p.title = widgets.NewText("扣押物盘点", 16, widgets.ColorText, true)
	p.count = widgets.NewText("", widgets.TableSize, widgets.ColorQuiet, false)
	p.pick = widgets.NewChoice(nil, func(string) { p.choose() })
	p.scan = widgets.NewEntry()
	p.scan.SetPlaceHolder("扫描标签，或输入编号后回车，登记为相符")
	p.scan.OnEnter = p.scanned
	p.table = widgets.NewListTable(p.columns(), func(l court.StockLine) string { return strconv.FormatInt(l.ItemID, 10) }, nil)
	p.table.Empty = widgets.Empty{Text: "还没有盘点。按 Ctrl+N 开始盘点在库的扣押物。"}
	p.bar = widgets.HStack(8)
	head := container.NewBorder(nil, nil, widgets.HStack(12, p.title, widgets.Sized(230, 28, p.pick), container.NewCenter(p.count)), p.bar)
	line := widgets.Padded(10, 6, widgets.HStack(10, widgets.Sized(420, 28, p.scan)))
	p.root = container.NewBorder(head, nil, nil, nil, widgets.NewCard("", "", container.NewBorder(line, nil, nil, nil, p.table)))
	return p.root
}

// Shown reads the stock-takings.
func (p *stockPage) Shown() { p.load() }

// Changed reads them anew.
func (p *stockPage) Changed(c office.Change) {
	if c.What == "goods" {
		p.load()
	}
}

// Leave lets the page go.
func (p *stockPage) Leave(func()) bool { return true }

// Keys gives the page's shortcuts.
func (p *stockPage) Keys() widgets.Bindings {
	keys := widgets.Bindings{"F5": p.load, "Esc": p.f.Back, "Ctrl+F": func() { p.f.Window().Canvas().Focus(p.scan) }}
	if p.f.Can(office.MayWorkGoods) {
		keys["Ctrl+N"] = p.begin
	}
	if p.f.Can(office.MayExport) {
		keys["Ctrl+P"] = func() { p.report().Print(p.f) }
		keys["Ctrl+E"] = func() { l := p.report(); l.Excel(p.f, p.work) }
	}
	return keys
}

func (p *stockPage) load() {
	widgets.Load(p.loader, p.f.Office().StockTakings, func(list []court.StockTaking) {
		p.list = list
		var options []widgets.Option
		for _, s := range list {
			state := "进行中"
			if !s.Closed.IsZero() {
				state = s.Closed.String() + "结束"
			}
			options = append(options, widgets.Option{ID: fmt.Sprint(s.ID), Label: s.Number + " " + s.On.String(), Note: state})
		}
		p.pick.SetOptions(options)
		if p.pick.ID() == "" && len(options) > 0 {
			p.pick.SetID(options[0].ID)
		}
		p.choose()
		if !p.loaded && p.open() {
			p.f.Window().Canvas().Focus(p.scan)
		}
		p.loaded = true
	})
}

// open tells whether the chosen stock-taking is still going on and the actor
// may work on it.
func (p *stockPage) open() bool {
	return p.taking.ID != 0 && p.taking.Closed.IsZero() && p.f.Can(office.MayWorkGoods)
}

func (p *stockPage) choose() {
	p.taking = court.StockTaking{}
	for _, s := range p.list {
		if fmt.Sprint(s.ID) == p.pick.ID() {
			p.taking = s
		}
	}
	p.table.SetRows(p.taking.Lines)
	n := p.taking.Counts()
	p.count.Text = ""
	if p.taking.ID != 0 {
		p.count.Text = fmt.Sprintf("共 %d 件　相符 %d　未找到 %d　不符 %d　未盘 %d", len(p.taking.Lines), n[court.StockFound], n[court.StockMissing], n[court.StockWrong], n[""])
	}
	p.bar.Objects = nil
	if p.f.Can(office.MayWorkGoods) {
		if p.open() {
			p.scan.Enable()
			p.bar.Add(widgets.NewPrimaryButton("结束盘点", p.finish))
		} else {
			p.scan.Disable()
			p.bar.Add(widgets.NewPrimaryButton("开始盘点 Ctrl+N", p.begin))
		}
	}
	if p.f.Can(office.MayExport) {
		p.bar.Add(widgets.NewButton("打印报告 Ctrl+P", func() { p.report().Print(p.f) }))
		p.bar.Add(widgets.NewButton("导出 Excel Ctrl+E", func() { l := p.report(); l.Excel(p.f, p.work) }))
	}
	p.bar.Add(widgets.NewButton("返回 Esc", p.f.Back))
	p.root.Refresh()
}

// stockState shows what was found.
func stockState(result string) widgets.Cell {
	switch result {
	case court.StockFound:
		return widgets.StateCell(widgets.StateDone, result)
	case "":
		return widgets.QuietCell("未盘")
	}
	return widgets.StateCell(widgets.StateOverdue, result)
}

func (p *stockPage) columns() []widgets.Column[court.StockLine] {
	type row = court.StockLine
	text := widgets.TextOf[row]
	return []widgets.Column[row]{
		{ID: "result", Label: "结果", Width: 84, Sortable: true, Less: func(a, b row) bool { return a.Result < b.Result }, Cell: func(l row) widgets.Cell { return stockState(l.Result) }},
		{ID: "number", Label: "编号", Width: 100, Cell: text(func(l row) string { return l.Number })},
		{ID: "name", Label: "名称", Width: 120, Stretch: 2, Cell: text(func(l row) string { return l.Name })},
		{ID: "quantity", Label: "数量", Width: 60, Cell: text(func(l row) string { return l.Quantity })},
		{ID: "case", Label: "案号", Width: 170, Cell: text(func(l row) string { return l.CaseNo })},
		{ID: "place", Label: "应在", Width: 110, Stretch: 1, Cell: text(func(l row) string { return l.Place })},
		{ID: "keeper", Label: "保管人", Width: 66, Cell: text(func(l row) string { return l.Keeper })},
		{ID: "on", Label: "盘点日期", Width: 90, Cell: func(l row) widgets.Cell { return widgets.DateCell(l.On) }},
		{ID: "by", Label: "盘点人", Width: 66, Cell: text(func(l row) string { return l.By })},
		{ID: "note", Label: "说明", Width: 100, Stretch: 1, Cell: text(func(l row) string { return l.Note })},
		{ID: "do", Label: "", Width: 170, Cell: p.buttons},
	}
}

func (p *stockPage) buttons(l court.StockLine) widgets.Cell {
	if !p.open() {
		return widgets.Cell{}
	}
	return widgets.ButtonCell(widgets.CellButton{Label: court.StockFound, Primary: l.Result == "", Do: func() { p.mark(l.Number, court.StockFound, "") }},
		widgets.CellButton{Label: court.StockMissing, Do: func() { p.mark(l.Number, court.StockMissing, "") }},
		widgets.CellButton{Label: court.StockWrong, Do: func() { p.wrong(l) }})
}

// scanned marks what a scanner typed as found, and waits for the next label.
func (p *stockPage) scanned() {
	text := p.scan.Text
	p.scan.SetText("")
	if text != "" && p.open() {
		p.mark(text, court.StockFound, "")
	}
}

func (p *stockPage) mark(number, result, note string) {
	o, actor, id := p.f.Office(), p.f.Actor(), p.taking.ID
	widgets.Load(p.work, func(ctx context.Context) (court.StockLine, error) {
		return o.MarkStock(ctx, actor, id, number, result, note)
	}, func(l court.StockLine) {
		p.f.Say(l.Number + " " + l.Name + "：" + l.Result)
	})
}

// wrong asks what does not agree.
func (p *stockPage) wrong(l court.StockLine) {
	widgets.Prompt(p.f.Window(), l.Number+" "+l.Name, "哪里不符（位置、数量、状况）", l.Note, 2, func(text string) { p.mark(l.Number, court.StockWrong, text) })
}

// begin begins a stock-taking of everything, or of one place.
func (p *stockPage) begin() {
	f := p.f
	form := dialogForm()
	place := form.AddText("存放地点", widgets.Help("只盘一处的，写存放地点的全名；不填则盘点全部在库的扣押物"))
	o, actor := f.Office(), f.Actor()
	var made court.StockTaking
	widgets.FormDialogLater(f.Window(), "开始盘点", form, "开始", func() (func(context.Context) error, error) {
		where := place.Text()
		return func(ctx context.Context) (err error) {
			made, err = o.BeginStockTaking(ctx, actor, where)
			return err
		}, nil
	}, func() {
		p.pick.SetID(fmt.Sprint(made.ID))
		p.loaded = false
		p.load()
		f.Say(fmt.Sprintf("盘点 %s 已开始，共 %d 件", made.Number, len(made.Lines)))
	})
}

// finish ends the stock-taking.
func (p *stockPage) finish() {
	f, s := p.f, p.taking
	form := dialogForm()
	form.AddReadOnly("盘点", s.Number+"　"+p.count.Text)
	note := form.AddTextArea("盘点说明", 3, widgets.Help("有未找到、不符的，写明原因和处理意见"))
	o, actor := f.Office(), f.Actor()
	widgets.FormDialogLater(f.Window(), "结束盘点", form, "结束", func() (func(context.Context) error, error) {
		text := note.Text()
		return func(ctx context.Context) error { return o.CloseStockTaking(ctx, actor, s.ID, text) }, nil
	}, func() { f.Say("盘点已结束，可以打印盘点报告") })
}

// report is the stock-taking as it leaves the program.
func (p *stockPage) report() parts.List {
	s := p.taking
	notes := []string{spaced("盘点 "+s.Number, s.On.String()+"开始", "范围："+map[bool]string{true: "全部在库", false: s.Place}[s.Place == ""], "盘点人 "+s.By), p.count.Text}
	if s.Note != "" {
		notes = append(notes, "说明："+s.Note)
	}
	l := parts.List{Title: "扣押物盘点报告", Notes: notes, Heads: []sheet.Head{{Label: "序号", Kind: sheet.Int}, {Label: "编号"}, {Label: "名称"}, {Label: "数量"}, {Label: "案号"}, {Label: "应在"},
		{Label: "保管人"}, {Label: "结果"}, {Label: "盘点日期", Kind: sheet.Date}, {Label: "盘点人"}, {Label: "说明"}}}
	for i, x := range s.Lines {
		result := x.Result
		if result == "" {
			result = "未盘"
		}
		l.Rows = append(l.Rows, []any{i + 1, x.Number, x.Name, x.Quantity, x.CaseNo, x.Place, x.Keeper, result, x.On, x.By, x.Note})
	}
	return l
}
