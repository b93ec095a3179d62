// Package rules is the 规则与参数 page: the terms and figures in force on a day
// with their articles, the court's own values, and the years of holidays.
package rules

import (
	"context"
	"fmt"
	"strconv"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/container"

	"zhixing/app/court"
	"zhixing/app/desktop/frame"
	"zhixing/app/desktop/widgets"
	"zhixing/app/law"
	"zhixing/app/office"
)

// The tabs.
const (
	tabParams   = "参数"
	tabArticles = "法律条文"
	tabOwn      = "本院规定值"
	tabHolidays = "节假日"
	tabForms    = "文书样式"
)

// tabs lists them in order.
var tabs = []string{tabParams, tabArticles, tabOwn, tabHolidays, tabForms}

// page is rules and parameters.
type page struct {
	f      frame.Frame
	loader *widgets.Loader
	work   *widgets.Loader
	text   string
	on     court.Date
	typing widgets.Typing
	data   rulesData

	tabs     *widgets.TabBar
	card     *widgets.Card
	count    *canvas.Text
	right    *fyne.Container // count and buttons beside the tabs
	search   *widgets.Entry
	date     *widgets.DateEntry
	params   *widgets.DataTable[office.ParamLine]
	articles *widgets.DataTable[law.Citation]
	own      *widgets.DataTable[court.ParamOverride]
	holidays *widgets.DataTable[holidayLine]
	forms    *widgets.DataTable[office.FormCopy]
}

// rulesData is what the page reads.
type rulesData struct {
	params   []office.ParamLine
	articles []law.Citation
	rules    *law.Rules
	own      []court.ParamOverride
	names    map[string]string // of parameters by id
	holidays []holidayLine
	forms    []office.FormCopy
}

// NewRulesPage makes the page.
func NewRulesPage(f frame.Frame) frame.Page {
	p := &page{f: f, on: f.Office().Today(), loader: widgets.NewLoader(f.Window()), work: widgets.NewLoader(f.Window())}
	p.loader.OnError, p.work.OnError = f.Fail, f.Fail
	return p
}

// Nav lights 规则与参数.
func (p *page) Nav() string { return frame.PageRules }

// Content builds the lists.
func (p *page) Content() fyne.CanvasObject {
	p.count = widgets.NewText("", widgets.TableSize, widgets.ColorQuiet, false)
	p.params, p.articles, p.own, p.holidays = p.paramTable(), p.articleTable(), p.ownTable(), p.holidayTable()
	p.forms = p.formTable()
	p.search = widgets.NewEntry()
	p.search.SetPlaceHolder("名称、条文、起算事由  Ctrl+F")
	p.search.OnChanged = p.searched
	p.search.OnEnter = p.focus
	p.date = widgets.NewDateEntry(p.f.Office().Today)
	p.date.SetDate(p.on)
	p.date.OnDate = func(d court.Date) { p.on = d; p.load() }
	p.tabs = widgets.NewTabBar(widgets.TabItems(tabs...), func(string) { p.show(); p.focus() })
	p.card = widgets.NewCard("", "", p.params)
	right := widgets.HStack(8, container.NewCenter(p.count))
	p.right = right
	if p.mayChange() {
		right.Add(container.NewCenter(widgets.NewPrimaryButton("设本院规定值 Ctrl+N", p.askOwn)))
		right.Add(container.NewCenter(widgets.NewButton("导入节假日", p.askHolidays)))
	}
	if p.f.Can(office.MayExport) {
		right.Add(container.NewCenter(widgets.NewButton("打印 Ctrl+P", p.print)))
		right.Add(container.NewCenter(widgets.NewButton("导出 Excel Ctrl+E", p.export)))
	}
	p.show()
	return container.NewBorder(container.NewBorder(nil, nil, p.tabs, right), nil, nil, nil, p.card)
}

func (p *page) mayChange() bool { return p.f.Can(office.MayChangeRules) }

// Shown reads the rules.
func (p *page) Shown() { p.load(); p.focus() }

func (p *page) focus() {
	switch p.tabs.Chosen() {
	case tabArticles:
		p.articles.Focus()
	case tabOwn:
		p.own.Focus()
	case tabHolidays:
		p.holidays.Focus()
	case tabForms:
		p.forms.Focus()
	default:
		p.params.Focus()
	}
}

// Changed reads the rules anew after they changed.
func (p *page) Changed(c office.Change) {
	if c.What == "rules" || c.What == "forms" {
		p.load()
	}
}

// Leave lets the page go.
func (p *page) Leave(func()) bool { return true }

// Keys gives the page's shortcuts.
func (p *page) Keys() widgets.Bindings {
	keys := widgets.Bindings{"F5": p.load, "Ctrl+F": func() {
		if tab := p.tabs.Chosen(); tab != tabParams && tab != tabArticles {
			p.tabs.SetChosen(tabParams)
			p.show()
		}
		p.f.Window().Canvas().Focus(p.search)
	}}
	for i, tab := range tabs {
		keys[fmt.Sprintf("Ctrl+%d", i+1)] = func() { p.tabs.SetChosen(tab); p.show(); p.focus() }
	}
	if p.mayChange() {
		keys["Ctrl+N"] = p.askOwn
	}
	if p.f.Can(office.MayExport) {
		keys["Ctrl+E"], keys["Ctrl+P"] = p.export, p.print
	}
	return keys
}

func (p *page) load() {
	o, text, on := p.f.Office(), p.text, p.on
	widgets.Load(p.loader, func(ctx context.Context) (rulesData, error) { return readRules(ctx, o, text, on) }, func(d rulesData) {
		p.data = d
		p.params.SetRows(d.params)
		p.articles.SetRows(d.articles)
		p.own.SetRows(d.own)
		p.holidays.SetRows(d.holidays)
		p.forms.SetRows(d.forms)
		p.showCount()
	})
}

func readRules(ctx context.Context, o *office.Office, text string, on court.Date) (d rulesData, err error) {
	if d.params, err = o.Params(ctx, text, on); err != nil {
		return d, err
	}
	if d.own, err = o.Overrides(ctx); err != nil {
		return d, err
	}
	d.articles = o.Articles(text, on)
	if d.rules, err = o.Rules(ctx); err != nil {
		return d, err
	}
	d.names = map[string]string{}
	for _, x := range d.own {
		for _, v := range d.rules.Versions(x.Param) {
			d.names[x.Param] = v.Name
		}
	}
	imported, err := o.Holidays(ctx)
	if err != nil {
		return d, err
	}
	d.holidays = holidayLines(d.rules, imported)
	d.forms, err = o.FormCopies(ctx)
	return d, err
}

func (p *page) searched(text string) {
	p.typing.Rested(func() {
		p.text = text
		p.load()
	})
}

func (p *page) show() {
	searched := func(table fyne.CanvasObject) {
		bar := widgets.HStack(8, widgets.Sized(280, 28, p.search), container.NewCenter(widgets.NewText("适用日期", widgets.TableSize, widgets.ColorQuiet, false)), widgets.Sized(130, 28, p.date))
		p.card.SetContent(container.NewBorder(widgets.Padded(10, 6, bar), nil, nil, nil, table))
	}
	switch p.tabs.Chosen() {
	case tabParams:
		searched(p.params)
	case tabArticles:
		searched(p.articles)
	case tabOwn:
		p.card.SetContent(p.own)
	case tabHolidays:
		p.card.SetContent(p.holidays)
	case tabForms:
		p.card.SetContent(p.forms)
	}
	p.showCount()
}

func (p *page) showCount() {
	n := map[string]int{tabParams: len(p.params.Rows()), tabArticles: len(p.articles.Rows()), tabOwn: len(p.own.Rows()), tabHolidays: len(p.holidays.Rows()), tabForms: len(p.forms.Rows())}[p.tabs.Chosen()]
	p.count.Text = fmt.Sprintf("共 %d 项", n)
	if p.tabs.Chosen() == tabForms {
		p.count.Text = fmt.Sprintf("共 %d 种 · 回车打开", n)
	}
	p.right.Refresh()
}

func (p *page) paramTable() *widgets.DataTable[office.ParamLine] {
	type row = office.ParamLine
	text := widgets.TextOf[row]
	t := widgets.NewListTable([]widgets.Column[row]{
		{ID: "name", Label: "名称", Width: 180, Stretch: 3, Cell: text(func(l row) string { return l.Name })},
		{ID: "value", Label: "数值", Width: 82, Align: fyne.TextAlignTrailing, Cell: func(l row) widgets.Cell {
			return widgets.Cell{Text: l.Term(), Bold: true}
		}},
		{ID: "start", Label: "起算", Width: 100, Stretch: 2, Cell: text(func(l row) string { return l.Start })},
		{ID: "basis", Label: "依据", Width: 160, Stretch: 4, Cell: text(func(l row) string { return l.Basis })},
		{ID: "from", Label: "施行", Width: 88, Cell: func(l row) widgets.Cell { return widgets.DateCell(l.From) }},
		{ID: "to", Label: "废止", Width: 88, Cell: func(l row) widgets.Cell { return widgets.DateCell(l.To) }},
		{ID: "mark", Label: "核对", Width: 96, Cell: func(l row) widgets.Cell { return markCell(l.Mark) }},
	}, func(l row) string { return l.ID }, nil)
	t.Empty = widgets.Empty{Text: noParam}
	t.OnOpen = func(l row) { p.showParam(l) }
	return t
}

// noParam stands in an empty list of parameters.
const noParam = "没有找到这样的参数：这里按参数的名称、起算、依据查找。换一个词再找（如“失信”“送达”“执行期限”），或者改适用日期。"

// ownTerm writes a value of the court's own: 2个月.
func ownTerm(x court.ParamOverride) string {
	return law.Parameter{Value: x.Value, Unit: law.Unit(x.Unit)}.Term()
}

// markCell says how well a parameter or an article is founded.
func markCell(mark string) widgets.Cell {
	switch mark {
	case law.MarkOwn:
		return widgets.StateCell(widgets.StateDone, "本院规定")
	case "L":
		return widgets.TextCell("逐条核对")
	case "F", "G":
		return widgets.TextCell("已查到")
	case "建议":
		return widgets.QuietCell("建议值")
	}
	return widgets.StateCell(widgets.StateNear, "待复核")
}

func (p *page) ownTable() *widgets.DataTable[court.ParamOverride] {
	type row = court.ParamOverride
	text := func(pick func(row) string) func(row) widgets.Cell {
		return func(x row) widgets.Cell {
			if x.Revoked != "" {
				return widgets.QuietCell(pick(x))
			}
			return widgets.TextCell(pick(x))
		}
	}
	t := widgets.NewListTable([]widgets.Column[row]{
		{ID: "name", Label: "参数", Width: 180, Stretch: 2, Cell: text(func(x row) string { return p.data.names[x.Param] })},
		{ID: "value", Label: "数值", Width: 90, Align: fyne.TextAlignTrailing, Cell: text(ownTerm)},
		{ID: "basis", Label: "依据", Width: 180, Stretch: 2, Cell: text(func(x row) string { return x.Basis })},
		{ID: "from", Label: "起", Width: 88, Cell: text(func(x row) string { return x.From.String() })},
		{ID: "to", Label: "止", Width: 88, Cell: text(func(x row) string { return x.To.String() })},
		{ID: "by", Label: "设定", Width: 150, Cell: text(func(x row) string { return x.By + " " + x.At.Format("2006-01-02") })},
		{ID: "do", Label: "", Width: 120, Stretch: 1, Cell: func(x row) widgets.Cell {
			switch {
			case x.Revoked != "":
				return widgets.QuietCell("已撤销：" + x.Revoked)
			case !p.mayChange():
				return widgets.TextCell("")
			}
			return widgets.ButtonCell(widgets.CellButton{Label: "撤销", Do: func() { p.revoke(x) }})
		}},
	}, func(x row) string { return strconv.FormatInt(x.ID, 10) }, nil)
	t.Empty = widgets.Empty{Text: "没有本院规定值，一律按“参数”里的规定。系统管理员可选中一个参数设本院规定值。"}
	return t
}
