package ledgers

import (
	"context"

	"fyne.io/fyne/v2"

	"zhixing/app/court"
	"zhixing/app/desktop/frame"
	"zhixing/app/desktop/papers/parts"
	"zhixing/app/desktop/service"
	"zhixing/app/desktop/widgets"
	"zhixing/app/office"
)

// allStates is the filter that shows every row.
const allStates = "全部"

// servicePart is the list of service over all cases: who was not served yet.
type servicePart struct {
	page    *page
	loader  *widgets.Loader
	states  *widgets.TabBar
	bar     *widgets.FilterBar
	late    *widgets.Check
	closed  *widgets.Check
	table   *widgets.DataTable[office.ServiceLine]
	content fyne.CanvasObject
}

func newServicePart(p *page) *servicePart {
	s := &servicePart{page: p, loader: widgets.NewLoader(p.f.Window())}
	s.loader.OnError = p.f.Fail
	s.table = service.NewTable(p.f, true)
	s.table.OnOpen = func(l office.ServiceLine) { p.f.OpenCase(l.Case.ID, frame.TabService) }
	var items []widgets.TabItem
	for _, state := range court.ServiceStates {
		items = append(items, widgets.TabItem{ID: string(state), Label: string(state)})
	}
	s.states = widgets.NewTabBar(append(items, widgets.TabItem{ID: allStates, Label: allStates}), func(string) { s.load(); s.table.Focus() })
	s.late = widgets.NewCheck("只看超期、期满", func(bool) { s.load() })
	s.closed = widgets.NewCheck("含已结案件", func(bool) { s.load() })
	beside := []fyne.CanvasObject{s.late, s.closed}
	if p.f.Can(office.MayMakePaper) {
		beside = append(beside, widgets.NewButton("信封、标签", s.mail))
	}
	s.bar = widgets.NewFilterBar("案号、姓名、文书、邮件号", 250, func(string) { s.load() }, s.table.Focus, beside...)
	s.content = s.bar.Beside(s.states, s.table)
	return s
}

func (s *servicePart) query() office.ServiceQuery {
	q := office.ServiceQuery{Search: s.bar.Entry.Text, Late: s.late.Checked, Closed: s.closed.Checked}
	if state := s.states.Chosen(); state != allStates {
		q.State = court.ServiceState(state)
	}
	return q
}

func (s *servicePart) load() {
	q, o := s.query(), s.page.f.Office()
	widgets.Load(s.loader, func(ctx context.Context) ([]office.ServiceLine, error) { return o.ServiceLedger(ctx, q) }, func(rows []office.ServiceLine) {
		s.table.Empty = widgets.Empty{Text: "没有符合条件的文书。"}
		if q == (office.ServiceQuery{State: court.StateUnserved}) {
			s.table.Empty.Text = "没有待送达的文书。"
		}
		s.table.SetRows(rows)
		s.page.showCount()
	})
}

func (s *servicePart) count() string { return service.Counts(s.table.Rows()) }

// mail prints envelopes or labels for whom the list shows.
func (s *servicePart) mail() {
	if rows := s.table.Rows(); len(rows) > 0 {
		service.AskMailOf(s.page.f, rows)
	}
}

// printed is the list as it leaves the program.
func (s *servicePart) printed() parts.List {
	note := "范围：" + s.states.Chosen()
	if s.late.Checked {
		note += "，只列超期、期满的"
	}
	if s.closed.Checked {
		note += "，含已结案件"
	}
	if text := s.bar.Entry.Text; text != "" {
		note += "　　查找：" + text
	}
	return service.List(tabService, []string{s.count() + "　　" + note}, s.table.Rows())
}
