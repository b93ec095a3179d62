package rules

import (
	"context"
	"strconv"

	"fyne.io/fyne/v2"

	"zhixing/app/court"
	"zhixing/app/desktop/papers/parts"
	"zhixing/app/desktop/widgets"
	"zhixing/app/law"
	"zhixing/app/paper"
	"zhixing/app/sheet"
)

// articleTable lists what papers of the day cite, by what it is cited for.
func (p *page) articleTable() *widgets.DataTable[law.Citation] {
	type row = law.Citation
	t := widgets.NewListTable([]widgets.Column[row]{
		{ID: "about", Label: "用于", Width: 200, Stretch: 2, Cell: func(c row) widgets.Cell { return widgets.TextCell(c.About) }},
		{ID: "text", Label: "引用的条文", Width: 300, Stretch: 5, Cell: func(c row) widgets.Cell { return widgets.TextCell(c.Text()) }},
		{ID: "from", Label: "施行", Width: 88, Cell: func(c row) widgets.Cell { return widgets.DateCell(c.Provisions[0].From) }},
		{ID: "to", Label: "废止", Width: 88, Cell: func(c row) widgets.Cell { return widgets.DateCell(c.Provisions[0].To) }},
		{ID: "mark", Label: "核对", Width: 96, Cell: func(c row) widgets.Cell { return markCell(c.Provisions[0].Mark) }},
	}, func(c row) string { return c.ID }, nil)
	t.Empty = widgets.Empty{Text: "没有这样的条文。换一个词再找，或改适用日期。"}
	t.OnOpen = p.showArticle
	return t
}

// showArticle tells everything about what is cited for a purpose.
func (p *page) showArticle(c law.Citation) {
	form := widgets.NewForm(widgets.FormOptions{FieldWidth: 560, LabelsQuiet: true})
	first := c.Provisions[0]
	for _, x := range [][2]string{{"用于", c.About}, {"条文", c.Text()}, {"施行", first.From.String()}, {"废止", first.To.String()}, {"核对", markCell(first.Mark).Text}} {
		if x[1] != "" {
			form.AddReadOnly(x[0], x[1])
		}
	}
	widgets.NewDialog(p.f.Window(), "法律条文", widgets.Padded(12, 10, form))
}

// version is one version of a parameter.
type version struct {
	law.Parameter
	number  int
	current bool // counts on the day asked for
}

// versions gives every version of a parameter, the court's own values last;
// those go before the others on their days.
func (p *page) versions(id string) []version {
	var out []version
	current := -1
	for i, v := range p.data.rules.Versions(id) {
		if !v.From.After(p.on) && (v.To.IsZero() || !v.To.Before(p.on)) {
			current = i
		}
		out = append(out, version{Parameter: v, number: i})
	}
	if current >= 0 {
		out[current].current = true
	}
	return out
}

func versionTable(list []version) *widgets.DataTable[version] {
	return widgets.NewListTable([]widgets.Column[version]{
		{ID: "state", Label: "", Width: 76, Cell: func(v version) widgets.Cell {
			if v.current {
				return widgets.StateCell(widgets.StateDone, "适用")
			}
			return widgets.TextCell("")
		}},
		{ID: "value", Label: "数值", Width: 84, Align: fyne.TextAlignTrailing, Cell: func(v version) widgets.Cell { return widgets.Cell{Text: v.Term(), Bold: v.current} }},
		{ID: "from", Label: "施行", Width: 88, Cell: func(v version) widgets.Cell { return widgets.DateCell(v.From) }},
		{ID: "to", Label: "废止", Width: 88, Cell: func(v version) widgets.Cell { return widgets.DateCell(v.To) }},
		{ID: "basis", Label: "依据", Width: 260, Stretch: 1, Cell: func(v version) widgets.Cell { return widgets.TextCell(v.Basis) }},
		{ID: "mark", Label: "核对", Width: 96, Cell: func(v version) widgets.Cell { return markCell(v.Mark) }},
	}, func(v version) string { return strconv.Itoa(v.number) }, list)
}

// export writes the front tab to Excel.
func (p *page) export() { p.printed().Excel(p.f, p.work) }

// print makes a PDF of the front tab.
func (p *page) print() {
	if p.tabs.Chosen() != tabParams {
		p.printed().Print(p.f)
		return
	}
	list, on := make([]law.Parameter, 0, len(p.data.params)), p.on
	for _, l := range p.params.Rows() {
		list = append(list, l.Parameter)
	}
	parts.PrintTable(p.f, "规则与参数", func(context.Context) (paper.TableData, error) { return paper.ParameterTable("", on, list), nil })
}

// printed is the front tab as it leaves the program.
func (p *page) printed() parts.List {
	day := func(label string) sheet.Head { return sheet.Head{Label: label, Kind: sheet.Date} }
	note := []string{"适用日期：" + p.on.Text()}
	switch p.tabs.Chosen() {
	case tabForms:
		return p.formList()
	case tabArticles:
		l := parts.List{Title: "文书引用的法律条文", Notes: note, Heads: []sheet.Head{{Label: "用于"}, {Label: "引用的条文"}, day("施行"), day("废止"), {Label: "核对"}}}
		for _, c := range p.articles.Rows() {
			first := c.Provisions[0]
			l.Rows = append(l.Rows, []any{c.About, c.Text(), first.From, first.To, markCell(first.Mark).Text})
		}
		return l
	case tabOwn:
		l := parts.List{Title: "本院规定值", Heads: []sheet.Head{{Label: "参数"}, {Label: "数值"}, {Label: "依据"}, day("起"), day("止"), {Label: "设定人"}, day("设定日期"), {Label: "撤销理由"}}}
		for _, x := range p.own.Rows() {
			l.Rows = append(l.Rows, []any{p.data.names[x.Param], ownTerm(x), x.Basis, x.From, x.To, x.By, court.DateOf(x.At), x.Revoked})
		}
		return l
	case tabHolidays:
		l := parts.List{Title: "节假日表", Heads: []sheet.Head{{Label: "年份"}, {Label: "状态"}, {Label: "工作日放假"}, {Label: "周末上班"}, {Label: "来源"}}}
		for _, y := range p.holidays.Rows() {
			l.Rows = append(l.Rows, []any{strconv.Itoa(y.year), holidayState(y).Text, y.offText, y.onText, y.source})
		}
		return l
	}
	l := parts.List{Title: "规则与参数", Notes: note, Heads: []sheet.Head{{Label: "名称"}, {Label: "数值"}, {Label: "起算"}, {Label: "依据"}, day("施行"), day("废止"), {Label: "核对"}}}
	for _, x := range p.params.Rows() {
		l.Rows = append(l.Rows, []any{x.Name, x.Term(), x.Start, x.Basis, x.From, x.To, markCell(x.Mark).Text})
	}
	return l
}
