package rules

import (
	"fmt"
	"strconv"

	"zhixing/app/desktop/papers/parts"
	"zhixing/app/desktop/widgets"
	"zhixing/app/office"
	"zhixing/app/sheet"
)

// formTable lists the forms of papers and whether the court has its own copy.
func (p *page) formTable() *widgets.DataTable[office.FormCopy] {
	type row = office.FormCopy
	text := widgets.TextOf[row]
	t := widgets.NewListTable([]widgets.Column[row]{
		{ID: "stage", Label: "阶段", Width: 90, Cell: func(f row) widgets.Cell { return widgets.QuietCell(f.Stage) }},
		{ID: "name", Label: "文书", Width: 190, Stretch: 2, Sortable: true, Less: func(a, b row) bool { return a.Name < b.Name }, Cell: text(func(f row) string { return f.Name })},
		{ID: "per", Label: "对象", Width: 90, Cell: text(func(f row) string { return f.Per })},
		{ID: "state", Label: "样式", Width: 150, Sortable: true, Less: func(a, b row) bool { return a.OwnForm().Number > b.OwnForm().Number }, Cell: formState},
		{ID: "by", Label: "修改", Width: 150, Cell: text(func(f row) string {
			if own := f.OwnForm(); own.Number > 0 {
				return own.By + " " + own.At.Format("2006-01-02")
			}
			return ""
		})},
		{ID: "reason", Label: "理由", Width: 160, Stretch: 3, Cell: text(func(f row) string { return f.OwnForm().Reason })},
		{ID: "versions", Label: "历次", Width: 50, Cell: func(f row) widgets.Cell {
			if len(f.Versions) == 0 {
				return widgets.TextCell("")
			}
			return widgets.QuietCell(strconv.Itoa(len(f.Versions)))
		}},
	}, func(f row) string { return f.Code }, nil)
	t.Empty = widgets.Empty{Text: "正在读取文书样式…"}
	t.OnOpen = func(f row) { p.f.Open(newFormEditor(p.f, f.Code)) }
	return t
}

// formState says whose form is in force.
func formState(f office.FormCopy) widgets.Cell {
	own := f.OwnForm()
	switch {
	case own.Number > 0 && f.Renewed:
		return widgets.StateCell(widgets.StateNear, fmt.Sprintf("本院第 %d 版，待核对", own.Number))
	case own.Number > 0:
		return widgets.StateCell(widgets.StateDone, fmt.Sprintf("本院第 %d 版", own.Number))
	}
	return widgets.QuietCell("随程序的样式")
}

// formList is the tab as it leaves the program.
func (p *page) formList() parts.List {
	l := parts.List{Title: "文书样式", Heads: []sheet.Head{{Label: "阶段"}, {Label: "文书"}, {Label: "对象"}, {Label: "样式"}, {Label: "修改人"}, {Label: "修改日期"}, {Label: "理由"}}}
	for _, f := range p.forms.Rows() {
		own, day := f.OwnForm(), ""
		if own.Number > 0 {
			day = own.At.Format("2006-01-02")
		}
		l.Rows = append(l.Rows, []any{f.Stage, f.Name, f.Per, formState(f).Text, own.By, day, own.Reason})
	}
	return l
}
