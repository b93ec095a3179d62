package property

import (
	"context"
	"fmt"
	"strconv"

	"fyne.io/fyne/v2"

	"zhixing/app/court"
	"zhixing/app/desktop/frame"
	"zhixing/app/desktop/lists"
	"zhixing/app/desktop/papers/parts"
	"zhixing/app/desktop/property/propertyforms"
	"zhixing/app/desktop/widgets"
	"zhixing/app/law"
	"zhixing/app/office"
	"zhixing/app/sheet"
)

// measures is the list of measures: of all, or of those that end soon.
type measures struct {
	lists.Panel
	p       *page
	expiry  bool
	query   office.MeasureQuery
	counter *widgets.Loader
	counts  office.MeasureCounts
	renew   *widgets.Button
	table   *widgets.DataTable[court.Measure]
}

func newMeasures(p *page, expiry bool) *measures {
	t := &measures{p: p, expiry: expiry, counter: widgets.NewLoader(p.f.Window())}
	t.counter.OnError = p.f.Fail
	if expiry {
		t.query.Ending, t.query.Lapsed = law.ExpirySteps()[0], true
	}
	t.Bar = widgets.NewFilterBar("姓名、财产、协助单位、案号", 250, func(text string) {
		t.query.Search = text
		t.Load()
	}, t.Focus)
	t.renew = widgets.NewPrimaryButton("续封", t.renewMarked)
	t.table = widgets.NewDataTable(t.columns(), func(m court.Measure) string { return strconv.FormatInt(m.ID, 10) }, t.source())
	t.table.MultiSelect = p.f.Can(office.MayWorkProperty)
	t.table.Empty = widgets.Empty{Text: "没有这样的查封、扣押、冻结。"}
	if expiry {
		t.table.Empty = widgets.Empty{Text: "六十日内没有届满的查封、扣押、冻结。"}
	}
	t.table.OnOpen = func(m court.Measure) { t.p.f.OpenCase(m.CaseID, frame.TabProperty) }
	t.table.OnMarked = func(n int) { t.showRenew(n) }
	t.table.OnLoaded = func(total int) { t.p.Say(t, fmt.Sprintf("共 %d 项", total)) }
	t.showRenew(0)
	t.showChips()
	t.Rows, t.Root = t.table, t.Bar.Over(t.table, nil)
	return t
}

func (t *measures) columns() []widgets.Column[court.Measure] {
	type row = court.Measure
	today := t.p.f.Office().Today
	text := widgets.TextOf[row]
	columns := []widgets.Column[row]{
		{ID: "state", Label: "状态", Width: 104, Cell: func(m row) widgets.Cell { return propertyforms.StateCell(m, today()) }},
		{ID: "days", Label: "余/超", Width: 80, Align: fyne.TextAlignTrailing, Cell: func(m row) widgets.Cell { return propertyforms.DaysCell(m, today()) }},
		{ID: "until", Label: "届满日", Width: 88, Cell: func(m row) widgets.Cell {
			if m.StateOn(today()) == court.MeasureWaiting {
				return widgets.QuietCell("轮候中")
			}
			return widgets.DateCell(m.Until)
		}},
		{ID: "number", Label: "案号", Width: 166, Cell: text(func(m row) string { return m.Number })},
		{ID: "owner", Label: "被执行人", Width: 90, Cell: text(func(m row) string { return m.Owner })},
		{ID: "kind", Label: "措施", Width: 72, Cell: text(office.MeasureWord)},
		{ID: "what", Label: "类型", Width: 70, Cell: text(func(m row) string { return string(m.What) })},
		{ID: "thing", Label: "财产", Width: 180, Stretch: 3, Cell: text(func(m row) string { return m.Property })},
		{ID: "unit", Label: "协助单位", Width: 100, Stretch: 1, Cell: text(func(m row) string { return m.Unit })},
		{ID: "officer", Label: "承办人", Width: 64, Cell: text(func(m row) string { return m.Officer })},
	}
	if t.p.f.Can(office.MayWorkProperty) {
		columns = append(columns, widgets.Column[row]{ID: "do", Label: "", Width: 88, Cell: t.button})
	}
	return columns
}

// button is the one thing that is next about a measure.
func (t *measures) button(m court.Measure) widgets.Cell {
	f := t.p.f
	one := []court.Measure{m}
	if _, waits := m.Open(); waits {
		return widgets.ButtonCell(widgets.CellButton{Label: "登记送达", Primary: true, Do: func() { propertyforms.Receive(f, one) }})
	}
	switch m.StateOn(f.Office().Today()) {
	case court.MeasureRunning:
		return widgets.ButtonCell(widgets.CellButton{Label: "续封", Primary: t.expiry, Do: func() { propertyforms.Renew(f, one) }})
	case court.MeasureLapsed:
		if m.LapseNote == "" {
			return widgets.ButtonCell(widgets.CellButton{Label: "说明未续", Do: func() { propertyforms.Explain(f, one) }})
		}
	}
	return widgets.ButtonCell()
}

func (t *measures) source() widgets.PageFunc[court.Measure] {
	o, q := t.p.f.Office(), t.narrowed()
	return func(ctx context.Context, offset, limit int, _ widgets.Sort) ([]court.Measure, int, error) {
		q := q
		q.Offset, q.Limit = offset, limit
		page, err := o.Measures(ctx, q)
		return page.Rows, page.Total, err
	}
}

func (t *measures) narrowed() office.MeasureQuery {
	q := t.query
	q.OfficerID, q.Group = t.p.scope.OfficerID, t.p.scope.Group
	return q
}

func (t *measures) showRenew(n int) {
	t.renew.SetLabel("续封")
	if n > 0 {
		t.renew.SetLabel(fmt.Sprintf("续封选中的 %d 项", n))
	}
}

func (t *measures) renewMarked() {
	list := t.table.Marked()
	if m, ok := t.table.Chosen(); ok && len(list) == 0 {
		list = []court.Measure{m}
	}
	if len(list) > 0 {
		propertyforms.Renew(t.p.f, list)
	}
}

func (t *measures) showChips() {
	scope := t.p.scope.Chip(t.p.f, t.Load)
	if t.expiry {
		t.Bar.SetChips(scope, widgets.NewMenuChip(t.endingText(), t.endingItems), widgets.NewText(t.countText(), widgets.TableSize, widgets.ColorQuiet, false))
		return
	}
	t.Bar.SetChips(scope, widgets.NewChoiceChip("状态", t.query.State, court.MeasureStates, func(s court.MeasureState) { t.query.State = s; t.Load() }))
}

func (t *measures) endingText() string {
	return fmt.Sprintf("%d 日内届满和已失效", t.query.Ending)
}

// countText says how many the list shows for each choice.
func (t *measures) countText() string {
	text := fmt.Sprintf("已失效未说明 %d", t.counts.Lapsed)
	steps := law.ExpirySteps()
	within := 0
	for i := len(steps) - 1; i >= 0; i-- {
		within += t.counts.Steps[steps[i]]
		text += fmt.Sprintf("　%d 日内 %d", steps[i], within)
	}
	return text
}

func (t *measures) endingItems() []widgets.MenuItem {
	var items []widgets.MenuItem
	for _, days := range law.ExpirySteps() {
		items = append(items, widgets.MenuItem{Label: fmt.Sprintf("%d 日内届满和已失效", days), Checked: t.query.Ending == days, Do: func() { t.query.Ending = days; t.Load() }})
	}
	return items
}

// Load reads the list, and how many each choice would show.
func (t *measures) Load() {
	t.showChips()
	t.table.SetSource(t.source())
	if !t.expiry {
		return
	}
	o, q := t.p.f.Office(), t.narrowed()
	widgets.Load(t.counter, func(ctx context.Context) (office.MeasureCounts, error) { return o.MeasureCounts(ctx, q) }, func(c office.MeasureCounts) {
		t.counts = c
		t.showChips()
	})
}

// Buttons renew what is ticked.
func (t *measures) Buttons() []fyne.CanvasObject {
	if !t.p.f.Can(office.MayWorkProperty) {
		return nil
	}
	return []fyne.CanvasObject{t.renew}
}

// Printed is the list as it is filtered.
func (t *measures) Printed() func(context.Context) (parts.List, error) {
	o, q, note, today := t.p.f.Office(), t.narrowed(), t.p.scope.Text(), t.p.f.Office().Today()
	title := "查封扣押冻结台账"
	if t.expiry {
		title, note = "查封扣押冻结到期清单", note+"　"+t.endingText()
	}
	return func(ctx context.Context) (parts.List, error) {
		page, err := o.Measures(ctx, q)
		l := parts.List{Title: title, Notes: []string{note}, Heads: []sheet.Head{{Label: "状态"}, {Label: "案号"}, {Label: "被执行人"}, {Label: "措施"}, {Label: "财产类型"}, {Label: "财产"},
			{Label: "裁定文号"}, {Label: "协助单位"}, {Label: "生效日", Kind: sheet.Date}, {Label: "届满日", Kind: sheet.Date}, {Label: "余天数", Kind: sheet.Int}, {Label: "承办人"}}}
		for _, m := range page.Rows {
			var left any
			if !m.Until.IsZero() {
				left = today.DaysUntil(m.Until)
			}
			l.Rows = append(l.Rows, []any{string(m.StateOn(today)), m.Number, m.Owner, office.MeasureWord(m), string(m.What), m.Property, m.Ruling, m.Unit, m.Since, m.Until, left, m.Officer})
		}
		return l, err
	}
}
