package property

import (
	"context"
	"fmt"
	"strconv"
	"strings"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"

	"zhixing/app/court"
	"zhixing/app/desktop/frame"
	"zhixing/app/desktop/lists"
	"zhixing/app/desktop/papers/parts"
	"zhixing/app/desktop/widgets"
	"zhixing/app/office"
	"zhixing/app/sheet"
)

// things is the list of properties of all cases.
type things struct {
	lists.Panel
	p      *page
	query  office.PropertyQuery
	holder *fyne.Container
	table  *widgets.DataTable[court.Property]
}

func newThings(p *page) *things {
	t := &things{p: p, holder: container.NewStack()}
	t.Bar = widgets.NewFilterBar("姓名、账号、号牌、坐落、案号", 250, func(text string) {
		t.query.Search = text
		t.refilter()
	}, t.Focus)
	t.build()
	t.Root = t.Bar.Over(t.holder, nil)
	return t
}

// build makes the table anew: with a kind chosen, its facts are columns.
func (t *things) build() {
	t.showChips()
	t.table = widgets.NewDataTable(t.columns(), func(x court.Property) string { return strconv.FormatInt(x.ID, 10) }, t.source())
	t.table.Empty = widgets.Empty{Text: "没有这样的财产。在案件的“财产”页登记，或导入查控结果。"}
	t.table.OnOpen = func(x court.Property) { t.p.f.OpenCase(x.ListedIn, frame.TabProperty) }
	t.table.OnLoaded = func(total int) { t.p.Say(t, fmt.Sprintf("共 %d 项", total)) }
	t.Rows = t.table
	t.holder.Objects = []fyne.CanvasObject{t.table}
	t.holder.Refresh()
}

func (t *things) columns() []widgets.Column[court.Property] {
	type row = court.Property
	text := widgets.TextOf[row]
	columns := []widgets.Column[row]{
		{ID: "kind", Label: "类型", Width: 78, Cell: text(func(x row) string { return string(x.Kind) })},
		{ID: "owner", Label: "被执行人", Width: 100, Cell: text(func(x row) string { return x.Owner })},
	}
	lines := 0
	for _, f := range court.InfoOf(t.query.Kind).Fields {
		if f.Line && lines < 3 {
			lines++
			columns = append(columns, widgets.Column[row]{ID: f.Label, Label: f.Label, Width: 120, Stretch: 1, Cell: text(func(x row) string { return x.Facts[f.Label] })})
		}
	}
	if t.query.Kind == "" {
		columns = append(columns, widgets.Column[row]{ID: "line", Label: "财产", Width: 220, Stretch: 3, Cell: text(func(x row) string { return x.Line() })})
	}
	return append(columns,
		widgets.Column[row]{ID: "value", Label: "价值（元）", Width: 112, Align: fyne.TextAlignTrailing, Cell: func(x row) widgets.Cell {
			if x.Value == 0 {
				return widgets.TextCell("")
			}
			return widgets.MoneyCell(x.Value)
		}},
		widgets.Column[row]{ID: "state", Label: "状态", Width: 92, Cell: func(x row) widgets.Cell { return widgets.StateCell(stateOf(x.Condition), string(x.Condition)) }},
		widgets.Column[row]{ID: "source", Label: "查明", Width: 76, Cell: text(func(x row) string { return x.Source })},
		widgets.Column[row]{ID: "found", Label: "查明日期", Width: 88, Cell: func(x row) widgets.Cell { return widgets.DateCell(x.Found) }},
		widgets.Column[row]{ID: "cases", Label: "案件", Width: 170, Stretch: 1, Cell: text(func(x row) string { return x.Cases })},
		widgets.Column[row]{ID: "officer", Label: "承办人", Width: 64, Cell: text(func(x row) string { return x.Officer })},
	)
}

func stateOf(c court.PropertyCondition) widgets.State {
	switch c {
	case court.PropertyFound, court.PropertySelling:
		return widgets.StateNear
	case court.PropertyControlled:
		return widgets.StateDone
	}
	return widgets.StateExempt
}

func (t *things) source() widgets.PageFunc[court.Property] {
	o, q := t.p.f.Office(), t.query
	q.OfficerID, q.Group = t.p.scope.OfficerID, t.p.scope.Group
	return func(ctx context.Context, offset, limit int, _ widgets.Sort) ([]court.Property, int, error) {
		q := q
		q.Offset, q.Limit = offset, limit
		page, err := o.Properties(ctx, q)
		return page.Rows, page.Total, err
	}
}

func (t *things) showChips() {
	var kinds []court.PropertyKind
	for _, k := range court.PropertyKinds {
		kinds = append(kinds, k.Kind)
	}
	t.Bar.SetChips(t.p.scope.Chip(t.p.f, t.refilter),
		widgets.NewChoiceChip("类型", t.query.Kind, kinds, func(k court.PropertyKind) { t.query.Kind = k; t.refilter() }),
		widgets.NewChoiceChip("状态", t.query.Condition, court.PropertyConditions, func(c court.PropertyCondition) { t.query.Condition = c; t.refilter() }))
}

func (t *things) refilter() {
	t.build()
	t.Load()
}

// Load reads the list.
func (t *things) Load() { t.table.SetSource(t.source()) }

// Printed is the list with the facts of its kind as columns; without a kind,
// they stand in one.
func (t *things) Printed() func(context.Context) (parts.List, error) {
	o, q, scope := t.p.f.Office(), t.query, t.p.scope
	q.OfficerID, q.Group = scope.OfficerID, scope.Group
	return func(ctx context.Context) (parts.List, error) {
		page, err := o.Properties(ctx, q)
		return listOf(page.Rows, q, scope.Text()), err
	}
}

func listOf(rows []court.Property, q office.PropertyQuery, note string) parts.List {
	l := parts.List{Title: "财产清单", Notes: []string{strings.TrimSpace(note + "　" + string(q.Kind) + "　" + string(q.Condition))}}
	l.Heads = []sheet.Head{{Label: "案号"}, {Label: "被执行人"}, {Label: "财产类型"}}
	fields := court.InfoOf(q.Kind).Fields
	kinds := map[court.FieldType]sheet.Kind{court.FieldText: sheet.Text, court.FieldChoice: sheet.Text, court.FieldDate: sheet.Date, court.FieldMoney: sheet.Money}
	for _, f := range fields {
		l.Heads = append(l.Heads, sheet.Head{Label: f.Label, Kind: kinds[f.Type]})
	}
	if q.Kind == "" {
		l.Heads = append(l.Heads, sheet.Head{Label: "财产"})
	}
	l.Heads = append(l.Heads, sheet.Head{Label: "价值（元）", Kind: sheet.Money}, sheet.Head{Label: "财产状态"}, sheet.Head{Label: "查明方式"}, sheet.Head{Label: "查明日期", Kind: sheet.Date},
		sheet.Head{Label: "权属"}, sheet.Head{Label: "权利负担"}, sheet.Head{Label: "担保债权（元）", Kind: sheet.Money}, sheet.Head{Label: "豁免、不能处置"}, sheet.Head{Label: "承办人"})
	for _, x := range rows {
		row := []any{x.Cases, x.Owner, string(x.Kind)}
		for _, f := range fields {
			row = append(row, factOf(f, x.Facts[f.Label]))
		}
		if q.Kind == "" {
			row = append(row, x.Line())
		}
		l.Rows = append(l.Rows, append(row, valueOf(x.Value), string(x.Condition), x.Source, x.Found, tieText(x), x.Burden, valueOf(x.BurdenSum), strings.Trim(x.Exempt+"；"+x.Why, "；"), x.Officer))
	}
	return l
}

// tieText says how the property belongs to the debtor, nothing for his own.
func tieText(x court.Property) string {
	if x.Tie == court.OwnedAlone {
		return ""
	}
	return strings.TrimSpace(string(x.Tie) + " " + x.Holder)
}

// factOf gives a fact as what it is, for Excel.
func factOf(f court.PropertyField, text string) any {
	switch f.Type {
	case court.FieldMoney:
		if m, err := court.ParseMoney(text); err == nil && text != "" {
			return m
		}
		return nil
	case court.FieldDate:
		d, _ := court.ParseDate(text) // an empty one is no date
		return d
	}
	return text
}

func valueOf(m court.Money) any {
	if m == 0 {
		return nil
	}
	return m
}
