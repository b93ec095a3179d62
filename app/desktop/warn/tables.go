package warn

import (
	"context"
	"fmt"
	"slices"
	"strconv"

	"fyne.io/fyne/v2"

	"zhixing/app/court"
	"zhixing/app/desktop/papers/parts"
	"zhixing/app/desktop/property/propertyforms"
	"zhixing/app/desktop/widgets"
	"zhixing/app/office"
	"zhixing/app/sheet"
)

func (p *page) warningTable() *widgets.DataTable[court.Warning] {
	type row = court.Warning
	text := widgets.TextOf[row]
	width := float32(66)
	if p.f.Can(office.MayIssueWarning) {
		width = 136
	}
	t := widgets.NewDataTable([]widgets.Column[row]{
		{ID: "kind", Label: "类型", Width: 116, Cell: func(w row) widgets.Cell { return widgets.StateCell(stateOf(w), string(w.Kind)) }},
		{ID: "level", Label: "级别", Width: 58, Cell: text(func(w row) string { return w.Level.Name() })},
		{ID: "number", Label: "案号", Width: 170, Cell: text(func(w row) string { return w.Number })},
		{ID: "debtors", Label: "被执行人", Width: 90, Stretch: 1, Cell: text(func(w row) string { return w.Debtors })},
		{ID: "officer", Label: "承办人", Width: 64, Cell: officerCell},
		{ID: "what", Label: "事项", Width: 190, Stretch: 3, Cell: text(func(w row) string { return w.Text })},
		{ID: "due", Label: "应办日", Width: 88, Cell: func(w row) widgets.Cell { return widgets.DateCell(w.Due) }},
		{ID: "days", Label: "余/超", Width: 84, Align: fyne.TextAlignTrailing, Cell: daysCell},
		{ID: "do", Label: "", Width: width, Cell: p.buttons},
	}, keyOf, p.source())
	t.Empty = widgets.Empty{Text: "没有超期和临近的事项。"}
	t.OnOpen = p.openWarning
	t.MultiSelect = p.f.Can(office.MayIssueWarning)
	t.OnMarked = p.showMarked
	return t
}

func (p *page) buttons(w court.Warning) widgets.Cell {
	list := []widgets.CellButton{{Label: "去办", Do: func() { p.openWarning(w) }}}
	if w.Kind == court.WarnMeasureNear && p.f.Can(office.MayWorkProperty) {
		list[0] = widgets.CellButton{Label: "续封", Primary: true, Do: func() { p.f.Open(propertyforms.NewRenewalPage(p.f, []int64{w.Measure})) }}
	}
	if p.f.Can(office.MayIssueWarning) && w.Officer != "" {
		list = append(list, widgets.CellButton{Label: "签发通知", Do: func() { p.issue(w) }})
	}
	return widgets.ButtonCell(list...)
}

func stateOf(w court.Warning) widgets.State {
	if w.Days < 0 {
		return widgets.StateOverdue
	}
	return widgets.StateNear
}

func officerCell(w court.Warning) widgets.Cell {
	if w.CaseID == 0 {
		return widgets.QuietCell("—")
	}
	if w.Officer == "" {
		return widgets.ColorCell("未分案", widgets.ColorNear)
	}
	return widgets.TextCell(w.Officer)
}

func daysCell(w court.Warning) widgets.Cell {
	return widgets.ColorCell(daysText(w.Days), stateOf(w).Color())
}

func daysText(days int) string {
	switch {
	case days < 0:
		return fmt.Sprintf("超 %d 天", -days)
	case days == 0:
		return "今天"
	}
	return fmt.Sprintf("剩 %d 天", days)
}

// caseTable lists cases; empty is said when there is none.
func (p *page) caseTable(empty string) *widgets.DataTable[office.CaseRow] {
	type row = office.CaseRow
	text := widgets.TextOf[row]
	t := widgets.NewListTable([]widgets.Column[row]{
		{ID: "number", Label: "案号", Width: 170, Cell: text(func(r row) string { return r.Number })},
		{ID: "filed", Label: "立案", Width: 88, Cell: func(r row) widgets.Cell { return widgets.DateCell(r.Filed) }},
		{ID: "applicants", Label: "申请执行人", Width: 90, Stretch: 1, Cell: text(func(r row) string { return r.Applicants })},
		{ID: "debtors", Label: "被执行人", Width: 90, Stretch: 1, Cell: text(func(r row) string { return r.Debtors })},
		{ID: "officer", Label: "承办人", Width: 64, Cell: text(func(r row) string { return r.Officer })},
		{ID: "group", Label: "工作组", Width: 90, Cell: text(func(r row) string { return string(r.Group) })},
		{ID: "stage", Label: "阶段", Width: 76, Cell: text(func(r row) string { return string(r.Stage) })},
		{ID: "limit", Label: "期限届满", Width: 88, Cell: func(r row) widgets.Cell { return widgets.DateCell(r.Limit) }},
		{ID: "principal", Label: "标的额（元）", Width: 106, Align: fyne.TextAlignTrailing, Cell: func(r row) widgets.Cell { return widgets.MoneyCell(r.Principal) }},
	}, caseKey, nil)
	t.Empty = widgets.Empty{Text: empty}
	t.OnOpen = func(r row) { p.f.OpenCase(r.ID, "") }
	return t
}

func (p *page) noticeTable() *widgets.DataTable[court.WarningNotice] {
	type row = court.WarningNotice
	text := widgets.TextOf[row]
	t := widgets.NewListTable([]widgets.Column[row]{
		{ID: "issued", Label: "签发", Width: 88, Cell: func(n row) widgets.Cell { return widgets.DateCell(court.DateOf(n.IssuedAt)) }},
		{ID: "number", Label: "案号", Width: 170, Cell: text(func(n row) string { return n.CaseNo })},
		{ID: "to", Label: "受送达人", Width: 72, Cell: text(func(n row) string { return n.To })},
		{ID: "level", Label: "级别", Width: 58, Cell: text(func(n row) string { return n.Level.Name() })},
		{ID: "text", Label: "预警事项", Width: 200, Stretch: 1, Cell: text(func(n row) string { return n.Text })},
		{ID: "by", Label: "签发人", Width: 64, Cell: text(func(n row) string { return n.IssuedBy })},
		{ID: "signed", Label: "签收", Width: 150, Cell: func(n row) widgets.Cell {
			if n.SignedBy == "" {
				return widgets.StateCell(widgets.StateNear, "待签收")
			}
			return widgets.TextCell(n.SignedBy + " " + n.SignedOn.String())
		}},
		{ID: "do", Label: "", Width: 116, Cell: func(n row) widgets.Cell {
			list := []widgets.CellButton{{Label: "打开", Do: func() { parts.UseStored(p.f, p.work, []int64{n.PaperID}, p.f.OpenOutside) }}}
			if n.SignedBy == "" && p.f.Can(office.MaySignWarning) {
				list = append(list, widgets.CellButton{Label: "签收", Primary: true, Do: func() { p.sign(n) }})
			}
			return widgets.ButtonCell(list...)
		}},
	}, func(n row) string { return strconv.FormatInt(n.ID, 10) }, nil)
	t.Empty = widgets.Empty{Text: "还没有签发过预警通知书。组长、局长在“预警”里对一条预警按“签发通知”。"}
	t.OnOpen = func(n row) { p.f.OpenCase(n.CaseID, "") }
	return t
}

// export writes the front tab to Excel.
func (p *page) export() { p.withList(func(l parts.List) { l.Excel(p.f, p.work) }) }

// print makes a PDF of the front tab.
func (p *page) print() {
	p.withList(func(l parts.List) {
		if p.tabs.Chosen() == tabWarnings {
			l = supervised(l)
		}
		l.Print(p.f)
	})
}

// supervised makes the warnings the sheet that goes round inside the bureau
// (内部督办表): with room to write how each was settled.
func supervised(l parts.List) parts.List {
	l.Title = "内部督办表"
	l.Heads = append(slices.Clone(l.Heads), sheet.Head{Label: "办理情况、原因"}, sheet.Head{Label: "承办人签名"})
	rows := make([][]any, len(l.Rows))
	for i, row := range l.Rows {
		rows[i] = append(slices.Clone(row), "　　　　　　　　", "")
	}
	l.Rows = rows
	return l
}

// withList hands on what the front tab shows.
func (p *page) withList(use func(parts.List)) {
	switch tab := p.tabs.Chosen(); tab {
	case tabWarnings:
		o, q := p.f.Office(), p.query
		widgets.Load(p.work, func(ctx context.Context) ([]court.Warning, error) { return o.Warnings(ctx, q) }, func(list []court.Warning) { use(p.warningList(list)) })
	case tabEnding:
		use(p.caseList(tab, p.ending.Rows()))
	case tabAsleep:
		use(p.caseList(tab, p.asleep.Rows()))
	case tabNotices:
		use(p.noticeList())
	}
}

func (p *page) caseList(title string, list []office.CaseRow) parts.List {
	l := parts.List{Title: title, Notes: []string{p.scopeText() + "　　" + p.summary.Text}, Heads: []sheet.Head{{Label: "案号"}, {Label: "立案", Kind: sheet.Date}, {Label: "申请执行人"}, {Label: "被执行人"}, {Label: "承办人"},
		{Label: "工作组"}, {Label: "阶段"}, {Label: "期限届满", Kind: sheet.Date}, {Label: "标的额（元）", Kind: sheet.Money}}}
	for _, r := range list {
		l.Rows = append(l.Rows, []any{r.Number, r.Filed, r.Applicants, r.Debtors, r.Officer, string(r.Group), string(r.Stage), r.Limit, r.Principal})
	}
	return l
}

func (p *page) noticeList() parts.List {
	l := parts.List{Title: tabNotices, Heads: []sheet.Head{{Label: "签发日期", Kind: sheet.Date}, {Label: "案号"}, {Label: "受送达人"}, {Label: "级别"}, {Label: "预警事项"},
		{Label: "签发人"}, {Label: "签收人"}, {Label: "签收日期", Kind: sheet.Date}}}
	for _, n := range p.notices.Rows() {
		l.Rows = append(l.Rows, []any{court.DateOf(n.IssuedAt), n.CaseNo, n.To, n.Level.Name(), n.Text, n.IssuedBy, n.SignedBy, n.SignedOn})
	}
	return l
}

func (p *page) warningList(list []court.Warning) parts.List {
	l := parts.List{Title: tabWarnings, Notes: []string{p.scopeText() + "　　" + p.summary.Text, p.levels.Text}, Heads: []sheet.Head{{Label: "类型"}, {Label: "级别"}, {Label: "案号"}, {Label: "被执行人"}, {Label: "承办人"},
		{Label: "工作组"}, {Label: "事项"}, {Label: "应办日", Kind: sheet.Date}, {Label: "余/超"}}}
	for _, w := range list {
		l.Rows = append(l.Rows, []any{string(w.Kind), w.Level.Name(), w.Number, w.Debtors, w.Officer, string(w.Group), w.Text, w.Due, daysText(w.Days)})
	}
	return l
}
