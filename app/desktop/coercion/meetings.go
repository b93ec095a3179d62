package coercion

import (
	"context"
	"fmt"
	"strconv"
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

// meetings is the tab 联席会议: meetings, and the matters of the chosen one, or
// all that are open.
type meetings struct {
	lists.Panel
	desk    *desk
	loader  *widgets.Loader
	table   *widgets.DataTable[court.JointMeeting]
	matters *widgets.DataTable[court.MeetingMatter]
	open    *widgets.Check
	all     []court.JointMeeting
	chosen  court.JointMeeting
	card    *widgets.Card
	actions *fyne.Container
	court   string
	due     court.Date // by when the next one should be held
}

func newMeetings(d *desk) *meetings {
	t := &meetings{desk: d, loader: widgets.NewLoader(d.f.Window()), actions: widgets.HStack(6)}
	t.loader.OnError = d.f.Fail
	t.table = widgets.NewListTable(meetingColumns(), func(m court.JointMeeting) string { return strconv.FormatInt(m.ID, 10) }, nil)
	t.table.Empty = widgets.Empty{Text: "没有联席会议。按 Ctrl+N 拟开，受阻的拒执案件和没有落实的事项自动列入议程。"}
	t.table.OnChosen = t.choose
	t.table.OnOpen = func(court.JointMeeting) { t.step() }
	t.matters = widgets.NewListTable(t.matterColumns(), func(x court.MeetingMatter) string { return strconv.FormatInt(x.ID, 10) }, nil)
	t.matters.Empty = widgets.Empty{Text: "没有事项"}
	t.matters.OnOpen = t.matter
	t.open = widgets.NewCheck("列出各次会议没有落实的事项", func(bool) { t.showMatters() })
	t.Bar = widgets.NewFilterBar("会议编号、地点、嫌疑人、事项", searchWidth, func(string) { t.show() }, t.Focus, t.open)
	t.card = widgets.NewCard("议程和议定事项", "", t.matters, t.actions)
	t.Rows, t.Root = t.table, parts.Rows([]float32{230, 0}, t.Bar.Over(t.table, nil), widgets.Padded(8, 6, t.card))
	return t
}

// Buttons plan a meeting.
func (t *meetings) Buttons() []fyne.CanvasObject { return t.desk.adding("拟开会议", t.add) }

// Printed is the list as it leaves the program.
func (t *meetings) Printed() func(context.Context) (parts.List, error) { return lists.Ready(t.list()) }

// Load reads the meetings.
func (t *meetings) Load() {
	o := t.desk.f.Office()
	type answer struct {
		list []court.JointMeeting
		name string
		due  court.Date
	}
	widgets.Load(t.loader, func(ctx context.Context) (answer, error) {
		settings, err := o.Settings(ctx)
		if err != nil {
			return answer{}, err
		}
		list, err := o.Meetings(ctx)
		if err != nil {
			return answer{}, err
		}
		due, err := o.MeetingDue(ctx)
		return answer{list, settings.CourtName, due}, err
	}, func(a answer) {
		t.all, t.court, t.due = a.list, a.name, a.due
		t.show()
	})
}

// show lists the meetings that the search wants.
func (t *meetings) show() {
	var rows []court.JointMeeting
	for _, m := range t.all {
		text := m.Number + m.Place + m.Attend + m.Minutes
		for _, x := range m.Matters {
			text += x.Suspect + x.Topic + x.Decision + x.CaseNo
		}
		if strings.Contains(text, strings.TrimSpace(t.Bar.Entry.Text)) {
			rows = append(rows, m)
		}
	}
	t.choose(t.table.ShowRows(rows))
	t.desk.Say(t, t.sum())
}

func (t *meetings) sum() string {
	open := 0
	for _, m := range t.all {
		for _, x := range m.Matters {
			if x.Open() {
				open++
			}
		}
	}
	text := fmt.Sprintf("%d 次　没有落实的事项 %d", len(t.all), open)
	if !t.due.IsZero() {
		text += "　下次应在 " + t.due.String() + " 前召开"
	}
	return text
}

func meetingColumns() []widgets.Column[court.JointMeeting] {
	type row = court.JointMeeting
	text := widgets.TextOf[row]
	return []widgets.Column[row]{
		{ID: "held", Label: "状态", Width: 76, Cell: func(m row) widgets.Cell {
			if m.Held {
				return widgets.StateCell(widgets.StateDone, "已召开")
			}
			return widgets.StateCell(widgets.StateNear, "拟开")
		}},
		{ID: "number", Label: "编号", Width: 96, Cell: text(func(m row) string { return m.Number })},
		{ID: "on", Label: "会议日期", Width: 92, Cell: func(m row) widgets.Cell { return widgets.DateCell(m.On) }},
		{ID: "place", Label: "地点", Width: 120, Stretch: 1, Cell: text(func(m row) string { return m.Place })},
		{ID: "attend", Label: "参加单位和人员", Width: 200, Stretch: 2, Cell: text(func(m row) string { return strings.ReplaceAll(m.Attend, "\n", "、") })},
		{ID: "matters", Label: "事项", Width: 60, Align: fyne.TextAlignTrailing, Cell: text(func(m row) string { return strconv.Itoa(len(m.Matters)) })},
		{ID: "minutes", Label: "纪要", Width: 200, Stretch: 3, Cell: text(func(m row) string { return strings.ReplaceAll(m.Minutes, "\n", " ") })},
	}
}

func (t *meetings) matterColumns() []widgets.Column[court.MeetingMatter] {
	type row = court.MeetingMatter
	today := t.desk.f.Office().Today
	text := widgets.TextOf[row]
	return []widgets.Column[row]{
		{ID: "state", Label: "状态", Width: 82, Cell: func(x row) widgets.Cell {
			switch {
			case !x.Done.IsZero():
				return widgets.StateCell(widgets.StateDone, "已落实")
			case x.Decision == "":
				return widgets.StateCell(widgets.StateNormal, "待议")
			case !x.Due.IsZero() && x.Due.Before(today()):
				return widgets.StateCell(widgets.StateOverdue, "超期")
			}
			return widgets.StateCell(widgets.StateNear, "待落实")
		}},
		{ID: "meeting", Label: "会议", Width: 92, Cell: text(func(x row) string { return x.Meeting })},
		{ID: "topic", Label: "事项", Width: 220, Stretch: 3, Cell: text(func(x row) string { return x.Topic })},
		{ID: "case", Label: "案号", Width: 166, Cell: text(func(x row) string { return x.CaseNo })},
		{ID: "decision", Label: "议定", Width: 150, Stretch: 2, Cell: text(func(x row) string { return x.Decision })},
		{ID: "unit", Label: "责任单位", Width: 96, Cell: text(func(x row) string { return x.Unit })},
		{ID: "due", Label: "期限", Width: 88, Cell: func(x row) widgets.Cell { return widgets.DateCell(x.Due) }},
		{ID: "done", Label: "落实", Width: 120, Stretch: 1, Cell: text(func(x row) string { return strings.TrimSpace(x.Done.String() + " " + x.DoneNote) })},
	}
}

func (t *meetings) choose(m court.JointMeeting) {
	t.chosen = m
	t.actions.Objects = nil
	f := t.desk.f
	if m.ID != 0 && f.Can(office.MayWorkCoercion) {
		t.actions.Add(widgets.NewSmallButton("议定、落实 Enter", func() {
			if x, ok := t.matters.Chosen(); ok {
				t.matter(x)
			}
		}))
		t.actions.Add(widgets.NewSmallButton("添加事项", func() { t.matter(court.MeetingMatter{MeetingID: m.ID}) }))
		t.actions.Add(widgets.NewSmallButton("移除事项", t.drop))
		t.actions.Add(widgets.NewSmallButton("登记纪要 Ctrl+J", t.step))
	}
	t.actions.Add(widgets.NewSmallButton("打开案件", func() {
		if x, ok := t.matters.Chosen(); ok && x.CaseID != 0 {
			f.OpenCase(x.CaseID, frame.TabCoercion)
		}
	}))
	t.actions.Refresh()
	t.showMatters()
}

func (t *meetings) showMatters() {
	rows := t.chosen.Matters
	t.card.SetTitle("议程和议定事项　" + t.chosen.Number)
	if t.open.Checked {
		rows = nil
		for _, m := range t.all {
			for _, x := range m.Matters {
				if x.Open() {
					rows = append(rows, x)
				}
			}
		}
		t.card.SetTitle("各次会议没有落实的事项")
	}
	t.matters.ShowRows(rows)
	t.card.Refresh()
}

// add plans a meeting with the stuck cases on its agenda.
func (t *meetings) add() {
	f := t.desk.f
	form := widgets.NewForm(widgets.FormOptions{FieldWidth: 400})
	on := form.AddDate("会议日期", f.Office().Today, widgets.Required(), widgets.Help("受阻的拒执案件和以前没有落实的事项自动列入议程"))
	on.SetDate(f.Office().Today())
	place := form.AddText("地点")
	attend := form.AddTextArea("参加单位和人员", 3)
	o, actor := f.Office(), f.Actor()
	widgets.FormDialogLater(f.Window(), "拟开联席会议", form, "生成议程", func() (func(context.Context) error, error) {
		m := court.JointMeeting{On: on.Date(), Place: place.Text(), Attend: attend.Text()}
		return func(ctx context.Context) error { _, err := o.PlanMeeting(ctx, actor, m); return err }, nil
	}, func() { f.Say("已生成议程") })
}

// step writes the minutes of the chosen meeting, drafted from what was agreed.
func (t *meetings) step() {
	m, f := t.chosen, t.desk.f
	if m.ID == 0 || !f.Can(office.MayWorkCoercion) {
		return
	}
	form := widgets.NewForm(widgets.FormOptions{FieldWidth: 560})
	on := form.AddDate("会议日期", f.Office().Today, widgets.Required())
	on.SetDate(m.On)
	place := form.AddText("地点")
	place.SetText(m.Place)
	attend := form.AddTextArea("参加单位和人员", 2)
	attend.SetText(m.Attend)
	minutes := form.AddTextArea("纪要", 9, widgets.Help("按议定事项起草，可以修改；填了纪要就是已经召开"))
	minutes.SetText(m.Minutes)
	if m.Minutes == "" && !m.On.After(f.Office().Today()) {
		minutes.SetText(office.Minutes(t.court, m))
	}
	o, actor := f.Office(), f.Actor()
	widgets.FormDialogLater(f.Window(), "联席会议 "+m.Number, form, "保存", func() (func(context.Context) error, error) {
		x := m
		x.On, x.Place, x.Attend, x.Minutes = on.Date(), place.Text(), attend.Text(), minutes.Text()
		return func(ctx context.Context) error { return o.SaveMeeting(ctx, actor, x) }, nil
	}, func() { f.Say("已保存联席会议 " + m.Number) })
}

// matter records what was agreed and whether it was done.
func (t *meetings) matter(x court.MeetingMatter) {
	f := t.desk.f
	if !f.Can(office.MayWorkCoercion) {
		return
	}
	form := widgets.NewForm(widgets.FormOptions{FieldWidth: 460})
	topic := form.AddTextArea("事项", 2, widgets.Required())
	topic.SetText(x.Topic)
	decision := form.AddTextArea("议定事项", 2)
	decision.SetText(x.Decision)
	unit := form.AddText("责任单位")
	unit.SetText(x.Unit)
	due := form.AddDate("期限", f.Office().Today)
	due.SetDate(x.Due)
	done := form.AddDate("落实日期", f.Office().Today)
	done.SetDate(x.Done)
	note := form.AddText("落实情况")
	note.SetText(x.DoneNote)
	o, actor := f.Office(), f.Actor()
	widgets.FormDialogLater(f.Window(), "联席会议事项", form, "保存", func() (func(context.Context) error, error) {
		y := x
		y.Topic, y.Decision, y.Unit, y.Due, y.Done, y.DoneNote = topic.Text(), decision.Text(), unit.Text(), due.Date(), done.Date(), note.Text()
		return func(ctx context.Context) error { return o.SaveMatter(ctx, actor, x, y) }, nil
	}, func() { f.Say("已保存") })
}

func (t *meetings) drop() {
	x, ok := t.matters.Chosen()
	if !ok {
		return
	}
	f := t.desk.f
	o, actor := f.Office(), f.Actor()
	widgets.Load(t.desk.Work, func(ctx context.Context) (struct{}, error) {
		return struct{}{}, o.DropMatter(ctx, actor, x.MeetingID, x.ID)
	}, func(struct{}) { f.Say("已移除") })
}

// list is what stands below as it leaves the program: the agenda of the chosen
// meeting, with its minutes, or what is open.
func (t *meetings) list() parts.List {
	m := t.chosen
	l := parts.List{Title: "打击拒执联席会议议程", Notes: []string{m.Number + "　" + m.On.Text() + "　" + m.Place}, Heads: []sheet.Head{{Label: "会议"}, {Label: "事项"}, {Label: "案号"}, {Label: "犯罪嫌疑人"}, {Label: "议定事项"}, {Label: "责任单位"},
		{Label: "期限", Kind: sheet.Date}, {Label: "落实日期", Kind: sheet.Date}, {Label: "落实情况"}}}
	switch {
	case t.open.Checked:
		l.Title, l.Notes = "联席会议没有落实的事项", nil
	case m.Held:
		l.Title = "打击拒执联席会议纪要"
		l.Notes = append(l.Notes, strings.Split(m.Minutes, "\n")...)
	}
	for _, x := range t.matters.Rows() {
		l.Rows = append(l.Rows, []any{x.Meeting, x.Topic, x.CaseNo, x.Suspect, x.Decision, x.Unit, x.Due, x.Done, x.DoneNote})
	}
	return l
}
