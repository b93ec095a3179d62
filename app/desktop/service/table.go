package service

import (
	"fmt"

	"zhixing/app/court"
	"zhixing/app/desktop/frame"
	"zhixing/app/desktop/papers/parts"
	"zhixing/app/desktop/widgets"
	"zhixing/app/office"
	"zhixing/app/sheet"
)

// key names a row for good.
func key(l office.ServiceLine) string {
	return fmt.Sprintf("%d|%d|%s|%s", l.Case.ID, l.PaperID, l.Paper, l.To)
}

// NewTable makes the table of papers and recipients; over several cases it
// names them. The button of a row enters what comes next.
func NewTable(f frame.Frame, cases bool) *widgets.DataTable[office.ServiceLine] {
	type row = office.ServiceLine
	text := widgets.TextOf[row]
	var columns []widgets.Column[row]
	if cases {
		columns = append(columns, widgets.Column[row]{ID: "number", Label: "案号", Width: 168, Sortable: true, Cell: text(func(l row) string { return l.Case.Number })})
	}
	columns = append(columns,
		widgets.Column[row]{ID: "paper", Label: "文书", Width: 108, Stretch: 2, Sortable: true, Cell: text(func(l row) string { return l.Paper })},
		widgets.Column[row]{ID: "dated", Label: "落款", Width: 88, Cell: func(l row) widgets.Cell { return widgets.DateCell(l.Dated) }},
		widgets.Column[row]{ID: "to", Label: "受送达人", Width: 90, Stretch: 2, Sortable: true, Cell: recipientCell},
	)
	if cases {
		columns = append(columns, widgets.Column[row]{ID: "officer", Label: "承办人", Width: 64, Cell: text(func(l row) string { return l.Case.Officer })})
	} else {
		columns = append(columns, widgets.Column[row]{ID: "role", Label: "地位", Width: 90, Cell: text(func(l row) string { return l.Role })})
	}
	columns = append(columns,
		widgets.Column[row]{ID: "state", Label: "状态", Width: 84, Cell: StateCell},
		widgets.Column[row]{ID: "due", Label: "应办、送达", Width: 92, Cell: dueCell},
		widgets.Column[row]{ID: "say", Label: "经过", Width: 160, Stretch: 4, Cell: func(l row) widgets.Cell { return widgets.QuietCell(l.Say) }},
	)
	if f.Can(office.MayRecordService) {
		columns = append(columns, widgets.Column[row]{ID: "do", Label: "", Width: 82, Cell: func(l row) widgets.Cell {
			return widgets.ButtonCell(button(f, l))
		}})
	}
	return widgets.NewListTable(columns, key, nil)
}

func recipientCell(l office.ServiceLine) widgets.Cell {
	if l.To == "" {
		return widgets.QuietCell("登记时填写")
	}
	return widgets.TextCell(l.To)
}

// button enters what comes next for a row.
func button(f frame.Frame, l office.ServiceLine) widgets.CellButton {
	b := widgets.CellButton{Label: "登记送达", Primary: l.Late, Do: func() { Enter(f, l) }}
	switch {
	case l.State == court.StateUnderway, l.State == court.StateNotice:
		b.Label = "登记结果"
	case l.State == court.StateServed && l.Last.ID != 0:
		b.Label = "更正"
	case l.State == court.StateServed:
		b.Label = "补登"
	}
	return b
}

// Counts says how many rows stand where.
func Counts(lines []office.ServiceLine) string {
	n, late := map[court.ServiceState]int{}, 0
	for _, l := range lines {
		n[l.State]++
		if l.Late {
			late++
		}
	}
	text := fmt.Sprintf("共 %d 条", len(lines))
	for _, s := range court.ServiceStates {
		if n[s] > 0 {
			text += fmt.Sprintf("，%s %d", s, n[s])
		}
	}
	if late > 0 {
		text += fmt.Sprintf("；超期、期满 %d", late)
	}
	return text
}

// List is the rows as they leave the program.
func List(title string, notes []string, lines []office.ServiceLine) parts.List {
	l := parts.List{Title: title, Notes: notes, Heads: []sheet.Head{
		{Label: "序号", Kind: sheet.Int}, {Label: "案号"}, {Label: "承办人"}, {Label: "文书"}, {Label: "落款", Kind: sheet.Date}, {Label: "受送达人"}, {Label: "地位"},
		{Label: "状态"}, {Label: "方式"}, {Label: "发出日", Kind: sheet.Date}, {Label: "送达日", Kind: sheet.Date}, {Label: "邮件号、载体"}, {Label: "送达回证"}, {Label: "经过"},
	}}
	for i, x := range lines {
		medium := x.Last.Tracking
		if x.Last.Medium != "" {
			medium = x.Last.Medium
		}
		served, say := x.Last.Served, x.Say
		if x.Last.Result == court.ServiceServed {
			say = x.Last.Note
		}
		if x.State == court.StateServed && x.Last.ID == 0 {
			served = x.Due
		}
		l.Rows = append(l.Rows, []any{i + 1, x.Case.Number, x.Case.Officer, x.Paper, x.Dated, x.To, x.Role, string(x.State), string(x.Last.Way), x.Last.Sent, served,
			medium, x.Last.Receipt, say})
	}
	return l
}
