package listing

import (
	"context"
	"fmt"
	"strings"

	"fyne.io/fyne/v2"

	"zhixing/app/court"
	"zhixing/app/desktop/frame"
	"zhixing/app/desktop/lists"
	"zhixing/app/desktop/papers/parts"
	"zhixing/app/desktop/widgets"
	"zhixing/app/office"
	"zhixing/app/sheet"
)

// publicPart is the tab 公职人员: debtors in public office and the letters about
// them.
type publicPart struct {
	tab
	table *widgets.DataTable[office.PublicDebtor]
	rows  []office.PublicDebtor
}

func newPublicPart(p *page) *publicPart {
	t := &publicPart{}
	type row = office.PublicDebtor
	today := p.f.Office().Today()
	columns := []widgets.Column[row]{
		{ID: "name", Label: "被执行人", Width: 84, Cell: func(x row) widgets.Cell { return widgets.TextCell(x.Name) }},
		{ID: "employer", Label: "单位", Width: 110, Stretch: 1, Cell: func(x row) widgets.Cell { return widgets.TextCell(x.Employer) }},
		{ID: "number", Label: "案号", Width: 166, Cell: func(x row) widgets.Cell { return widgets.TextCell(x.Number) }},
	}
	for i, label := range []string{"所在、上级单位", "组织、主管部门", "纪检、出资人机构"} {
		columns = append(columns, widgets.Column[row]{ID: label, Label: label, Width: 122, Cell: func(x row) widgets.Cell { return letterCell(x, x.LetterKinds()[i], today) }})
	}
	columns = append(columns,
		widgets.Column[row]{ID: "owed", Label: "尚欠（元）", Width: 108, Align: fyne.TextAlignTrailing, Cell: func(x row) widgets.Cell { return widgets.MoneyCell(max(x.Principal-x.Realised, 0)) }},
		widgets.Column[row]{ID: "officer", Label: "承办人", Width: 64, Cell: func(x row) widgets.Cell { return widgets.TextCell(x.Officer) }},
		widgets.Column[row]{ID: "do", Label: "", Width: 184, Cell: func(x row) widgets.Cell { return t.doCell(x) }})
	t.table = widgets.NewListTable(columns, func(x row) string { return fmt.Sprint(x.ID) }, nil)
	t.table.Empty = widgets.Empty{Text: "没有标记为公职人员的被执行人。在案件的当事人里标记“公职人员”。"}
	t.table.OnOpen = func(x row) { p.f.OpenCase(x.CaseID, frame.TabListing) }
	t.tab = p.tab(t.table)
	return t
}

func newestLetter(x office.PublicDebtor, kind string) (court.OfficeLetter, bool) {
	for _, l := range x.Letters {
		if l.Kind == kind {
			return l, true
		}
	}
	return court.OfficeLetter{}, false
}

// letterCell tells how the letter to one kind of recipient stands.
func letterCell(x office.PublicDebtor, kind string, today court.Date) widgets.Cell {
	l, sent := newestLetter(x, kind)
	switch {
	case !sent && len(x.Missing()) == 0: // of a unit, one is enough
		return widgets.TextCell("")
	case !sent:
		return widgets.StateCell(widgets.StateNormal, "未发函")
	case !l.Replied.IsZero():
		return widgets.StateCell(widgets.StateDone, l.Replied.String()+" 回函")
	case l.Due.Before(today):
		return widgets.StateCell(widgets.StateOverdue, fmt.Sprintf("超 %d 天未回", l.Due.DaysUntil(today)))
	}
	return widgets.StateCell(widgets.StateNear, l.Due.String()+" 前回")
}

func (t *publicPart) doCell(x office.PublicDebtor) widgets.Cell {
	f := t.p.f
	if !f.Can(office.MayWorkListing) {
		return widgets.ButtonCell()
	}
	var buttons []widgets.CellButton
	if f.Can(office.MayMakePaper) {
		buttons = append(buttons, widgets.CellButton{Label: "制作函", Do: func() { f.OpenPaperMaker(x.CaseID, office.FormEmployer) }})
	}
	buttons = append(buttons, widgets.CellButton{Label: "登记发函", Primary: len(x.Missing()) > 0, Do: func() { Letter(f, x) }})
	if open := waiting(x); len(open) > 0 {
		buttons = append(buttons, widgets.CellButton{Label: "回函", Do: func() { Answer(f, open) }})
	}
	return widgets.ButtonCell(buttons...)
}

// waiting gives the letters without answer.
func waiting(x office.PublicDebtor) []court.OfficeLetter {
	var out []court.OfficeLetter
	for _, l := range x.Letters {
		if l.Replied.IsZero() {
			out = append(out, l)
		}
	}
	return out
}

// Load reads the list.
func (t *publicPart) Load() {
	q := t.p.narrowed()
	read(t.p.f, t.p.Work, func(ctx context.Context, o *office.Office) ([]office.PublicDebtor, error) {
		return o.PublicDebtors(ctx, q)
	}, func(rows []office.PublicDebtor) {
		t.rows = nil
		for _, x := range rows {
			if q.Search == "" || strings.Contains(x.Name+x.IDNumber+x.Employer+x.Number+x.Officer, strings.TrimSpace(q.Search)) {
				t.rows = append(t.rows, x)
			}
		}
		t.table.SetRows(t.rows)
		t.p.Say(t, fmt.Sprintf("共 %d 人", len(t.rows)))
	})
}

// Printed is the list, each letter a row.
func (t *publicPart) Printed() func(context.Context) (parts.List, error) {
	l := parts.List{Title: "公职人员通报台账", Notes: t.p.notes(), Heads: []sheet.Head{{Label: "被执行人"}, {Label: "单位"}, {Label: "案号"}, {Label: "收函单位"}, {Label: "类别"}, {Label: "文书号"}, {Label: "发函", Kind: sheet.Date},
		{Label: "反馈期限", Kind: sheet.Date}, {Label: "回函", Kind: sheet.Date}, {Label: "回函内容"}, {Label: "尚欠", Kind: sheet.Money}, {Label: "承办人"}}}
	for _, x := range t.rows {
		owed := max(x.Principal-x.Realised, 0)
		if len(x.Letters) == 0 {
			l.Rows = append(l.Rows, []any{x.Name, x.Employer, x.Number, "", "未发函", "", court.Date{}, court.Date{}, court.Date{}, "", owed, x.Officer})
		}
		for _, y := range x.Letters {
			l.Rows = append(l.Rows, []any{x.Name, spaced(x.Employer, y.Post), x.Number, y.To, y.Kind, y.PaperNo, y.Sent, y.Due, y.Replied, y.Reply, owed, x.Officer})
		}
	}
	return lists.Ready(l)
}
