package cases

import (
	"context"
	"strconv"

	"fyne.io/fyne/v2"

	"zhixing/app/court"
	"zhixing/app/desktop/widgets"
)

// logPart is the tab 时间线: who did what in the case, newest first.
type logPart struct {
	page   *casePage
	loader *widgets.Loader
	table  *widgets.DataTable[court.AuditEntry]
}

func newLogPart(p *casePage) *logPart {
	t := &logPart{page: p, loader: widgets.NewLoader(p.f.Window())}
	t.loader.OnError = p.f.Fail
	type column = widgets.Column[court.AuditEntry]
	cell := widgets.TextOf[court.AuditEntry]
	t.table = widgets.NewListTable([]column{
		{ID: "at", Label: "时间", Width: 132, Cell: cell(func(e court.AuditEntry) string { return e.At.Local().Format("2006-01-02 15:04") })},
		{ID: "who", Label: "经办", Width: 76, Cell: cell(func(e court.AuditEntry) string { return e.Actor })},
		{ID: "what", Label: "事项", Width: 110, Cell: func(e court.AuditEntry) widgets.Cell {
			return widgets.Cell{Text: e.Action, Bold: true}
		}},
		{ID: "detail", Label: "内容", Width: 300, Stretch: 3, Cell: cell(describe)},
		{ID: "reason", Label: "理由、意见", Width: 120, Stretch: 1, Cell: func(e court.AuditEntry) widgets.Cell { return widgets.QuietCell(e.Reason) }},
	}, func(e court.AuditEntry) string { return strconv.FormatInt(e.Seq, 10) }, nil)
	t.table.OnOpen = t.open
	return t
}

func (t *logPart) content() fyne.CanvasObject { return t.table }

func (t *logPart) focus() { t.table.Focus() }

func (t *logPart) actions(*facts) []fyne.CanvasObject { return nil }

func (t *logPart) show(*facts) {
	o, id := t.page.f.Office(), t.page.id
	widgets.Load(t.loader, func(ctx context.Context) ([]court.AuditEntry, error) { return o.CaseLog(ctx, id) }, t.table.SetRows)
}

// open shows an entry in full.
func (t *logPart) open(e court.AuditEntry) {
	widgets.NewDialog(t.page.f.Window(), e.Action, widgets.Sized(560, 140, newFactGrid(
		fact{"时间", e.At.Local().Format("2006-01-02 15:04:05"), false}, fact{"经办", e.Actor, false},
		fact{"内容", describe(e), true}, fact{"理由、意见", e.Reason, true}, fact{"记录号", strconv.FormatInt(e.Seq, 10), false})))
}
