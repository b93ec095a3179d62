package admin

import (
	"context"
	"fmt"
	"strconv"
	"strings"
	"sync"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"

	"zhixing/app/court"
	"zhixing/app/desktop/frame"
	"zhixing/app/desktop/papers/parts"
	"zhixing/app/desktop/widgets"
	"zhixing/app/office"
	"zhixing/app/sheet"
)

// auditPage is 操作日志: who did what when, newest first.
type auditPage struct {
	f       frame.Frame
	loader  *widgets.Loader
	table   *widgets.DataTable[auditLine]
	work    *widgets.Loader
	search  *widgets.Entry
	number  *widgets.Entry
	from    *widgets.DateEntry
	to      *widgets.DateEntry
	card    *widgets.Card
	caseID  int64 // filter; 0 for every case
	numbers numbers
}

// auditLine is an entry with the number of its case.
type auditLine struct {
	court.AuditEntry
	number string
}

// NewAuditPage makes 操作日志.
func NewAuditPage(f frame.Frame) frame.Page {
	return &auditPage{f: f, loader: widgets.NewLoader(f.Window()), work: widgets.NewLoader(f.Window()), numbers: numbers{known: map[int64]string{}}}
}

// Nav lights 操作日志.
func (p *auditPage) Nav() string { return frame.PageAudit }

// Content builds filters and table.
func (p *auditPage) Content() fyne.CanvasObject {
	p.loader.OnError, p.work.OnError = p.f.Fail, p.f.Fail
	p.search, p.number = widgets.NewEntry(), widgets.NewEntry()
	p.search.SetPlaceHolder("姓名、操作、内容、理由")
	p.number.SetPlaceHolder("案号")
	p.search.OnEnter, p.number.OnEnter = p.filter, p.filter
	day := func() *widgets.DateEntry {
		e := widgets.NewDateEntry(p.f.Office().Today)
		e.OnDate = func(court.Date) { p.filter() }
		return e
	}
	p.from, p.to = day(), day()
	p.table = widgets.NewDataTable(auditColumns(), func(l auditLine) string { return strconv.FormatInt(l.Seq, 10) }, p.source())
	p.table.Empty = widgets.Empty{Text: "没有符合的记录", Label: "显示全部", Action: p.clear}
	p.table.OnOpen = p.detail
	label := func(text string) fyne.CanvasObject {
		return widgets.NewText(text, widgets.TableSize, widgets.ColorQuiet, false)
	}
	bar := widgets.HStack(8, label("查找"), widgets.Sized(190, 28, p.search), label("案件"), widgets.Sized(170, 28, p.number),
		label("日期"), widgets.Sized(124, 28, p.from), label("至"), widgets.Sized(124, 28, p.to),
		widgets.NewPrimaryButton("查找 Enter", p.filter), widgets.NewButton("显示全部", p.clear), widgets.NewSpacer())
	if p.f.Can(office.MayExport) {
		bar.Add(widgets.NewButton("打印 Ctrl+P", func() { p.withList(func(l parts.List) { l.Print(p.f) }) }))
		bar.Add(widgets.NewButton("导出 Excel Ctrl+E", func() { p.withList(func(l parts.List) { l.Excel(p.f, p.work) }) }))
	}
	p.card = widgets.NewCard("操作日志", "Enter 看改动内容。只增不改，前后相连，可在“系统设置 · 备份与检查”核对", p.table)
	return container.NewBorder(widgets.Padded(0, 4, bar), nil, nil, nil, p.card)
}

// Shown reads the newest entries.
func (p *auditPage) Shown() {
	p.table.Reload()
	p.table.Focus()
}

// Changed reads again: every change writes an entry.
func (p *auditPage) Changed(office.Change) { p.table.Reload() }

// Keys has Ctrl+F for the search.
func (p *auditPage) Keys() widgets.Bindings {
	keys := widgets.Bindings{"F5": p.table.Reload, "Ctrl+F": func() { p.f.Window().Canvas().Focus(p.search) }}
	if p.f.Can(office.MayExport) {
		keys["Ctrl+P"] = func() { p.withList(func(l parts.List) { l.Print(p.f) }) }
		keys["Ctrl+E"] = func() { p.withList(func(l parts.List) { l.Excel(p.f, p.work) }) }
	}
	return keys
}

// Leave always agrees.
func (p *auditPage) Leave(func()) bool { return true }

func (p *auditPage) clear() {
	p.search.SetText("")
	p.number.SetText("")
	p.from.SetDate(court.Date{})
	p.to.SetDate(court.Date{})
	p.filter()
}

// filter looks the case up, then reads with the filters.
func (p *auditPage) filter() {
	number, o := strings.TrimSpace(p.number.Text), p.f.Office()
	if number == "" {
		p.caseID = 0
		p.table.SetSource(p.source())
		return
	}
	widgets.Load(p.loader, func(ctx context.Context) (court.Case, error) { return o.CaseByNumber(ctx, number) },
		func(c court.Case) {
			p.caseID = c.ID
			p.number.SetText(c.Number.String())
			p.table.SetSource(p.source())
		})
}

// query is what the filters ask for; a day that cannot be read asks for nothing,
// its field says so.
func (p *auditPage) query() office.AuditQuery {
	q := office.AuditQuery{CaseID: p.caseID}
	if p.search != nil {
		q.Search = strings.TrimSpace(p.search.Text)
		q.From, _ = p.from.Date()
		q.To, _ = p.to.Date()
	}
	return q
}

// mostPrinted is how many entries one list on paper or in Excel holds.
const mostPrinted = 5000

// withList reads what the filters leave and hands it on.
func (p *auditPage) withList(use func(parts.List)) {
	o, actor, q, note := p.f.Office(), p.f.Actor(), p.query(), p.filterNote()
	q.Limit = mostPrinted + 1
	l := parts.List{Title: "操作日志", Heads: []sheet.Head{{Label: "序号", Kind: sheet.Int}, {Label: "时间"}, {Label: "人员"}, {Label: "操作"}, {Label: "案号"}, {Label: "内容"}, {Label: "理由"}}}
	parts.Run(p.f, "操作日志", func(ctx context.Context, report func(float64, string)) error {
		report(0.2, "正在读取…")
		entries, err := o.Audit(ctx, actor, q)
		if err != nil {
			return err
		}
		if len(entries) > mostPrinted {
			entries = entries[:mostPrinted]
			note += fmt.Sprintf("　　只列最近 %d 条，更早的请按日期分段", mostPrinted)
		}
		for _, e := range entries {
			l.Rows = append(l.Rows, []any{int(e.Seq), e.At.Format("2006-01-02 15:04"), e.Actor, e.Action, p.numbers.of(ctx, o, e.CaseID), summary(e), e.Reason})
		}
		return nil
	}, func() {
		l.Notes = []string{fmt.Sprintf("共 %d 条", len(l.Rows)) + note}
		use(l)
	})
}

// filterNote says what the list leaves out.
func (p *auditPage) filterNote() string {
	note := ""
	for _, x := range [][2]string{{"查找", p.search.Text}, {"案件", p.number.Text}, {"自", p.from.Text}, {"至", p.to.Text}} {
		if x[1] != "" {
			note += "　　" + x[0] + "：" + x[1]
		}
	}
	return note
}

// source reads entries page by page. The trail has no count of its own: the
// newest entry's number is it when nothing is filtered; otherwise the table
// grows as it is read.
func (p *auditPage) source() widgets.PageFunc[auditLine] {
	o, actor := p.f.Office(), p.f.Actor()
	q := p.query()
	var mu sync.Mutex
	known := 0
	return func(ctx context.Context, offset, limit int, _ widgets.Sort) ([]auditLine, int, error) {
		q := q
		q.Offset, q.Limit = offset, limit
		entries, err := o.Audit(ctx, actor, q)
		if err != nil {
			return nil, 0, err
		}
		lines := make([]auditLine, len(entries))
		for i, e := range entries {
			lines[i] = auditLine{AuditEntry: e, number: p.numbers.of(ctx, o, e.CaseID)}
		}
		mu.Lock()
		defer mu.Unlock()
		known = max(known, offset+len(entries))
		total := known
		switch {
		case q.CaseID == 0 && q.Search == "" && q.From.IsZero() && q.To.IsZero() && len(entries) > 0:
			total = offset + int(entries[0].Seq)
		case len(entries) == limit:
			total++ // there may be more: one empty row invites to scroll
		}
		return lines, total, nil
	}
}

// numbers remembers the case numbers of the entries shown.
type numbers struct {
	mu    sync.Mutex
	known map[int64]string
}

func (n *numbers) of(ctx context.Context, o *office.Office, id int64) string {
	if id == 0 {
		return ""
	}
	n.mu.Lock()
	defer n.mu.Unlock()
	if number, ok := n.known[id]; ok {
		return number
	}
	c, err := o.Case(ctx, id)
	if err != nil {
		return "" // the entry is shown all the same
	}
	n.known[id] = c.Number.String()
	return n.known[id]
}

func auditColumns() []widgets.Column[auditLine] {
	type column = widgets.Column[auditLine]
	text := func(id, label string, width, stretch float32, get func(auditLine) string) column {
		return column{ID: id, Label: label, Width: width, Stretch: stretch,
			Cell: func(l auditLine) widgets.Cell { return widgets.TextCell(get(l)) }}
	}
	return []column{
		text("seq", "序号", 64, 0, func(l auditLine) string { return strconv.FormatInt(l.Seq, 10) }),
		text("at", "时间", 156, 0, func(l auditLine) string { return l.At.Format("2006-01-02 15:04:05") }),
		text("actor", "人员", 90, 0, func(l auditLine) string { return l.Actor }),
		text("action", "操作", 120, 0, func(l auditLine) string { return l.Action }),
		text("case", "案号", 190, 0, func(l auditLine) string { return l.number }),
		text("text", "内容", 200, 3, func(l auditLine) string { return summary(l.AuditEntry) }),
		text("reason", "理由", 90, 1, func(l auditLine) string { return l.Reason }),
	}
}

// detail shows one entry whole.
func (p *auditPage) detail(l auditLine) {
	head := widgets.VStack(3)
	fact := func(name, value string) {
		if value != "" {
			head.Add(widgets.HStack(8,
				widgets.Sized(64, 18, widgets.NewText(name, widgets.TableSize, widgets.ColorQuiet, false)),
				widgets.NewText(widgets.Ellipsize(value, widgets.S(640), widgets.S(widgets.TableSize), false), widgets.TableSize, widgets.ColorText, false)))
		}
	}
	fact("时间", l.At.Format("2006-01-02 15:04:05"))
	fact("人员", l.Actor)
	fact("操作", l.Action)
	fact("案号", l.number)
	fact("理由", l.Reason)
	fact("校验码", l.Hash)
	table := widgets.NewListTable([]widgets.Column[fieldChange]{
		{ID: "name", Label: "项目", Width: 150, Cell: func(c fieldChange) widgets.Cell { return widgets.TextCell(c.name) }},
		{ID: "before", Label: "改前", Width: 200, Stretch: 1, Cell: func(c fieldChange) widgets.Cell { return widgets.QuietCell(c.before) }},
		{ID: "after", Label: "改后", Width: 200, Stretch: 1, Cell: func(c fieldChange) widgets.Cell { return widgets.TextCell(c.after) }},
	}, func(c fieldChange) string { return c.name }, changes(l.AuditEntry))
	table.Empty = widgets.Empty{Text: "这条记录没有改动内容"}
	var buttons []*widgets.Button
	var dialog *widgets.Dialog
	if l.CaseID != 0 {
		buttons = append(buttons, widgets.NewPrimaryButton("打开案件", func() {
			dialog.Close()
			p.f.OpenCase(l.CaseID, frame.TabLog)
		}))
	}
	dialog = widgets.NewDialog(p.f.Window(), "操作记录 "+strconv.FormatInt(l.Seq, 10),
		container.NewBorder(widgets.Padded(0, 4, head), nil, nil, nil, table), buttons...)
	dialog.Resize(820, 560)
}
