package admin

import (
	"context"
	"strconv"
	"strings"
	"sync"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"

	"zhixing/app/court"
	"zhixing/app/desktop/frame"
	"zhixing/app/desktop/widgets"
	"zhixing/app/office"
)

// auditPage is 操作日志: who did what when, newest first.
type auditPage struct {
	f       frame.Frame
	loader  *widgets.Loader
	table   *widgets.DataTable[auditLine]
	search  *widgets.Entry
	number  *widgets.Entry
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
	return &auditPage{f: f, loader: widgets.NewLoader(f.Window()), numbers: numbers{known: map[int64]string{}}}
}

// Nav lights 操作日志.
func (p *auditPage) Nav() string { return frame.PageAudit }

// Content builds filters and table.
func (p *auditPage) Content() fyne.CanvasObject {
	p.loader.OnError = p.f.Fail
	p.search, p.number = widgets.NewEntry(), widgets.NewEntry()
	p.search.SetPlaceHolder("姓名、操作、内容、理由")
	p.number.SetPlaceHolder("案号")
	p.search.OnEnter, p.number.OnEnter = p.filter, p.filter
	p.table = widgets.NewDataTable(auditColumns(), func(l auditLine) string { return strconv.FormatInt(l.Seq, 10) }, p.source())
	p.table.Empty = widgets.Empty{Text: "没有符合的记录", Label: "显示全部", Action: p.clear}
	p.table.OnOpen = p.detail
	label := func(text string) fyne.CanvasObject {
		return widgets.NewText(text, widgets.TableSize, widgets.ColorQuiet, false)
	}
	bar := widgets.HStack(8, label("查找"), widgets.Sized(260, 28, p.search), label("案件"), widgets.Sized(220, 28, p.number),
		widgets.NewPrimaryButton("查找 Enter", p.filter), widgets.NewButton("显示全部", p.clear),
		widgets.NewSpacer(), label("Enter 看改动内容"))
	p.card = widgets.NewCard("操作日志", "只增不改，前后相连，可在“系统设置 · 备份与检查”核对", p.table)
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
	return widgets.Bindings{"Ctrl+F": func() { p.f.Window().Canvas().Focus(p.search) }}
}

// Leave always agrees.
func (p *auditPage) Leave(func()) bool { return true }

func (p *auditPage) clear() {
	p.search.SetText("")
	p.number.SetText("")
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

// source reads entries page by page. The trail has no count of its own: the
// newest entry's number is it when nothing is filtered; otherwise the table
// grows as it is read.
func (p *auditPage) source() widgets.PageFunc[auditLine] {
	o, actor := p.f.Office(), p.f.Actor()
	q := office.AuditQuery{CaseID: p.caseID}
	if p.search != nil {
		q.Search = strings.TrimSpace(p.search.Text)
	}
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
		case q.CaseID == 0 && q.Search == "" && len(entries) > 0:
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
