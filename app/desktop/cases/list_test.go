package cases

import (
	"context"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"fyne.io/fyne/v2"

	"zhixing/app/court"
	"zhixing/app/desktop/uitest"
	"zhixing/app/desktop/widgets"
	"zhixing/app/office"
)

// openList shows the list and waits for its rows.
func (s *shell) openList(rows int) *listPage {
	s.T.Helper()
	p := NewListPage(s).(*listPage)
	s.Open(p)
	uitest.Until(s.T, "the rows come", func() bool { return len(p.table.Rows()) == rows })
	return p
}

func TestSearchFiltersAsOneTypes(t *testing.T) {
	s := newShell(t)
	s.register("令狐䶮")
	s.register("李四")
	p := s.openList(2)
	if p.count.text.Text != "共 2 件" {
		t.Errorf("count %q", p.count.text.Text)
	}
	s.win.Canvas().Focus(p.search)
	s.Type("䶮")
	uitest.Until(t, "the search filters", func() bool { return len(p.table.Rows()) == 1 })
	if got := p.table.Rows()[0].Debtors; got != "令狐䶮" {
		t.Errorf("found %q", got)
	}
	s.Type("没有这个人")
	uitest.Until(t, "nothing is left", func() bool { return p.table.Total() == 0 })
	if p.table.Empty.Label != "清除全部条件" || !p.clear.Visible() {
		t.Error("an empty result must offer to clear the filter")
	}
	p.clearFilters()
	uitest.Until(t, "all rows are back", func() bool { return len(p.table.Rows()) == 2 })
	if p.search.Text != "" {
		t.Errorf("the search field still holds %q", p.search.Text)
	}
}

func TestFiltersChangeTheQuery(t *testing.T) {
	s := newShell(t)
	s.register("李四")
	p := s.openList(1)
	choose := func(chip int, label string) {
		t.Helper()
		for _, item := range p.chips[chip].menu() {
			if item.Label == label {
				item.Do()
				return
			}
		}
		t.Fatalf("%s offers no %q", p.chips[chip].name, label)
	}
	choose(0, string(court.GroupRefusal))
	uitest.Until(t, "another group has no case", func() bool { return p.table.Total() == 0 })
	choose(0, "全部")
	choose(2, "我承办的")
	uitest.Until(t, "my case is there", func() bool { return p.table.Total() == 1 })
	choose(3, string(court.StatusClosed))
	uitest.Until(t, "none is closed", func() bool { return p.table.Total() == 0 })
	choose(3, "未结")
	choose(6, "7 天内届满（含已超期）")
	uitest.Until(t, "no term ends soon", func() bool { return p.table.Total() == 0 })
	want := office.CaseQuery{Open: true, Officer: "沈国栋", LimitIn: 7}
	if p.query != want {
		t.Errorf("query %+v", p.query)
	}
}

func TestEnterOpensAndBackReturnsToTheRow(t *testing.T) {
	s := newShell(t)
	s.register("甲")
	second := s.register("乙")
	s.register("丙")
	p := s.openList(3)
	s.Press(fyne.KeyDown, fyne.KeyDown, fyne.KeyReturn)
	page, ok := s.Front().(*casePage)
	if !ok || page.id != second.ID {
		t.Fatal("Enter must open the chosen case")
	}
	uitest.Until(t, "the case is read", func() bool { return page.facts != nil })
	s.Back()
	uitest.Until(t, "the rows come", func() bool { return len(p.table.Rows()) == 3 })
	if row, ok := p.table.Chosen(); !ok || row.ID != second.ID {
		t.Error("Back must return to the same row")
	}
}

func TestExportWritesEveryRowOfTheFilter(t *testing.T) {
	s := newShell(t)
	for _, name := range []string{"甲", "乙", "丙"} {
		s.register(name)
	}
	p := s.openList(3)
	p.export()
	uitest.Until(t, "exported", func() bool { return strings.Contains(s.Said, "已导出 3 件") })
	if info, err := os.Stat(filepath.Join(s.OutDir(), "案件清单-2018-11-23.xlsx")); err != nil || info.Size() < 2000 {
		t.Errorf("the file: %v", err)
	}
	if rows := exportRows([]office.CaseRow{{Number: "（2018）豫1599执1号", Tags: []string{"涉民生", "涉金融"}}}); len(rows[0]) != len(exportHeads) || rows[0][14] != "涉民生、涉金融" {
		t.Errorf("row %v", rows[0])
	}
}

// The ticked cases go to the page that makes papers for several.
func TestTickedCasesGoToTheBatchOfPapers(t *testing.T) {
	s := newShell(t)
	s.register("甲")
	s.register("乙")
	p := s.openList(2)
	s.Press(fyne.KeyDown, fyne.KeySpace, fyne.KeyDown, fyne.KeySpace)
	if !p.batch.Visible() || p.marked.text.Text != "已选 2 件" {
		t.Fatalf("batch bar says %q", p.marked.text.Text)
	}
	p.askBatchPapers()
	if s.Last() != "batch 2" {
		t.Errorf("opened %q", s.Last())
	}
}

// A batch does what it can and lists what it cannot with the reason, to be
// copied or kept as a file.
func TestBatchHandsOverAndReportsRefusals(t *testing.T) {
	s := newShell(t)
	first, second, closed := s.register("甲"), s.register("乙"), s.register("丙")
	ctx := context.Background()
	s.Must(s.o.CloseCase(ctx, s.Me, closed.ID, court.ClosedTerminated, today, "撤回申请"))
	p := NewListPageWith(s, office.CaseQuery{}).(*listPage)
	s.Open(p)
	uitest.Until(t, "the rows come", func() bool { return len(p.table.Rows()) == 3 })
	s.win.Canvas().Focused().(fyne.Shortcutable).TypedShortcut(&fyne.ShortcutSelectAll{})
	if p.marked.text.Text != "已选 3 件" || p.usual.Visible() || !p.batch.Visible() {
		t.Fatalf("bar says %q", p.marked.text.Text)
	}
	if steps := stepsOf(s.o, p.markedRows()); steps[0].To != court.GroupEnforcement || steps[0].cases != 2 {
		t.Errorf("steps %+v", steps)
	}
	p.askBatchHandOver()
	uitest.Until(t, "the form shows", func() bool { return s.Dialog() != nil })
	s.Save()
	uitest.Until(t, "handed over", func() bool { return strings.Contains(s.Said, "已移交执行实施组 2 件") })
	if !uitest.Shows(closed.Number.String(), s.Dialog()) || !uitest.Shows("结案", s.Dialog()) {
		t.Errorf("the report shows %q", uitest.Texts(s.Dialog()))
	}
	if rows := p.markedRows(); len(rows) != 1 || rows[0].ID != closed.ID {
		t.Errorf("what was refused is no longer ticked: %+v", rows)
	}
	s.Press(fyne.KeyEscape)
	p.table.ClearMarks()
	for _, c := range []court.Case{first, second} {
		sent, err := s.o.Handovers(ctx, c.ID)
		s.Must(err)
		if len(sent) != 1 || len(sent[0].Materials) != 3 {
			t.Errorf("%s: %+v", c.Number, sent)
		}
	}
	p.query = office.CaseQuery{Waiting: true, SentTo: court.GroupEnforcement}
	p.refilter()
	uitest.Until(t, "the two that wait", func() bool { return p.table.Total() == 2 && len(p.table.Rows()) == 2 })
	p.markEverything()
	uitest.Until(t, "all are ticked", func() bool { return p.marked.text.Text == "已选 2 件" })
	p.askBatchReceive()
	uitest.Until(t, "what was handed over shows", func() bool { return s.Dialog() != nil })
	if !uitest.Shows("移交清单齐全的 2 件", s.Dialog()) {
		t.Errorf("it says %q", uitest.Texts(s.Dialog()))
	}
	s.Press(fyne.KeyReturn)
	uitest.Until(t, "received", func() bool { return s.Said == "已接收 2 件" })
	uitest.Until(t, "nothing that left the list is ticked", func() bool { return len(p.table.Marked()) == 0 && p.usual.Visible() })
	got, err := s.o.Case(ctx, first.ID)
	s.Must(err)
	if got.Group != court.GroupEnforcement {
		t.Errorf("the case is with %s", got.Group)
	}
}

func TestRefusalsGoToOtherPrograms(t *testing.T) {
	s := newShell(t)
	p := s.openList(0)
	refused := []refusal{{"（2018）豫1599执1号", court.Errorf(court.CodeRefused, "已经结案。").WithHint("请恢复执行。"), ""}}
	if got := refusalText(refused); got != "案号\t原因\n（2018）豫1599执1号\t已经结案。请恢复执行。\n" {
		t.Errorf("copied %q", got)
	}
	p.exportRefused("批量移交", refused)
	uitest.Until(t, "exported", func() bool { return strings.Contains(s.Said, "已导出 1 件") })
	if _, err := os.Stat(filepath.Join(s.OutDir(), "批量移交未办成-2018-11-23.xlsx")); err != nil {
		t.Error(err)
	}
}

// Papers are marked as served in many cases, or one node filled: 集中送达.
func TestBatchMarksServed(t *testing.T) {
	s := newShell(t)
	a, b := s.register("甲"), s.register("乙")
	p := s.openList(2)
	p.table.Mark(p.table.Rows())
	p.askBatchServed()
	s.Save()
	uitest.Until(t, "filled", func() bool {
		return strings.Contains(s.Said, "已登记“送达执行通知书、报告财产令” 2 件")
	})
	for _, name := range []string{"发出执行通知书", "报告财产令"} {
		if n := s.nodeNamed(a.ID, name); n.Actual != today || n.Result != "已送达" || !strings.HasSuffix(n.Evidence, "送达回证") {
			t.Errorf("node %+v", n)
		}
	}
	register, err := s.o.CaseService(context.Background(), a.ID)
	s.Must(err)
	if len(register.Lines) != 2 || register.Lines[1].Say != "2018-11-23 直接送达" {
		t.Errorf("the register has %+v", register.Lines)
	}
	s.Must(s.o.RecordNode(context.Background(), s.Me, s.nodeNamed(b.ID, "限制消费令").ID,
		office.NodeEntry{Planned: s.nodeNamed(b.ID, "限制消费令").Planned, Actual: court.D(2018, 10, 9)}))
	p.markServed(p.table.Rows(), "P02", "限制消费令", court.Service{Way: court.ServiceDirect, Sent: today, Result: court.ServiceServed}, office.NodeEntry{})
	uitest.Until(t, "filled once", func() bool { return strings.Contains(s.Said, "已登记“限制消费令” 1 件") })
	if !uitest.Shows("已经登记过送达（2018-10-09），未改", s.Dialog()) || s.nodeNamed(b.ID, "限制消费令").Actual != court.D(2018, 10, 9) {
		t.Errorf("the report shows %q", uitest.Texts(s.Dialog()))
	}
}

// Officers of imported cases who are not on the staff can be filtered by.
func TestOfficersOutsideTheStaffAreOffered(t *testing.T) {
	s := newShell(t)
	c := s.register("甲")
	gone := s.addOfficer("王某")
	s.Must(s.o.Reassign(context.Background(), s.other, c.ID, gone.ID, 0, "原承办人调离"))
	s.disable(gone)
	p := s.openList(1)
	uitest.Until(t, "the officers come", func() bool { return len(p.officers) > 0 })
	var labels []string
	for _, o := range p.officerOptions() {
		labels = append(labels, o.label)
	}
	if !slices.Contains(labels, "王某（已停用）") {
		t.Errorf("offered %v", labels)
	}
}

func TestTermAndStateSaySignAndWord(t *testing.T) {
	for _, x := range []struct {
		status court.Status
		limit  court.Date
		want   string
	}{
		{court.StatusOpen, today.AddDays(-4), "超 4 天"}, {court.StatusOpen, today, "今天届满"},
		{court.StatusOpen, today.AddDays(9), "剩 9 天"}, {court.StatusClosed, today, "已结"}, {court.StatusOpen, court.Date{}, "—"},
	} {
		if got := termOf(x.status, x.limit, today).text; got != x.want {
			t.Errorf("term %s %s: %q", x.status, x.limit, got)
		}
	}
	if state, word := stateOf(court.StatusOpen, court.NodeOverdue); state != widgets.StateOverdue || word != "超期" {
		t.Errorf("overdue is %v %s", state, word)
	}
	if state, word := stateOf(court.StatusSuspended, court.NodeOverdue); state != widgets.StateExempt || word != "中止" {
		t.Errorf("suspended is %v %s", state, word)
	}
	many := make([]widgets.State, 20)
	for i := range many {
		many[i] = widgets.StateDone
	}
	many[13], many[19] = widgets.StateOverdue, widgets.StateNear
	if fitted := fitStrip(many); len(fitted) != stripMost || fitted[5] != widgets.StateOverdue || fitted[stripMost-1] != widgets.StateNear {
		t.Errorf("squares %v", fitted)
	}
	if got := percent(428_000_00, 1_186_520_33); got != "36%" {
		t.Errorf("percent %s", got)
	}
}

func TestOnlyWhatTheRoleMayDoIsOffered(t *testing.T) {
	s := newShell(t)
	c := s.register("甲")
	s.Me = office.Actor{User: court.User{ID: s.other.User.ID, Name: "评查员", Roles: []court.Role{court.RoleReviewer}}}
	p := s.openList(1)
	if keys := p.Keys(); keys["Ctrl+N"] != nil || p.table.MultiSelect {
		t.Error("a reviewer neither registers nor works in batches")
	}
	page := s.openCase(c.ID, "")
	if items := page.moreItems(page.facts); len(items) != 1 || !strings.HasPrefix(items[0].Label, "期限") {
		t.Errorf("a reviewer is offered %+v", items)
	}
	for _, tab := range tabNames {
		page.choose(tab)
		for _, o := range page.actions.Objects {
			if b, ok := o.(*widgets.Button); ok && b.Label != "款物" && b.Label != "打印、导出" { // what is on record may be seen and printed
				t.Errorf("a reviewer is offered %s in %s", b.Label, tab)
			}
		}
	}
}

// Cases of another officer change hands for a reason, those already assigned
// are told apart, and what was refused stays ticked.
func TestBatchAssignTellsWhoLosesACase(t *testing.T) {
	s := newShell(t)
	free, others := s.register("甲"), s.register("乙")
	ctx := context.Background()
	other := s.addOfficer("万晓燕")
	s.Must(s.o.Reassign(ctx, s.Me, others.ID, other.ID, 0, "调整分工"))
	s.Must(s.o.Assign(ctx, s.Me, free.ID, s.Me.User.ID, 0))
	p := NewListPageWith(s, office.CaseQuery{}).(*listPage)
	s.Open(p)
	uitest.Until(t, "the rows come", func() bool { return len(p.table.Rows()) == 2 })
	p.markEverything()
	uitest.Until(t, "both are ticked", func() bool { return p.marked.text.Text == "已选 2 件" })
	me := s.Me.User.Name
	if got := movesText(p.markedRows(), "1", me); got != others.Number.String()+"　万晓燕 → "+me {
		t.Errorf("moves %q", got)
	}
	if movesText(p.markedRows(), "", "") != "" {
		t.Error("cases are said to leave their officer before there is another")
	}
	p.run(batch{"批量分案", "分给" + me, "已是该承办人", func(ctx context.Context, ids []int64, done func(n, of int)) ([]office.BatchItem, error) {
		return s.o.AssignMany(ctx, s.Me, ids, s.Me.User.ID, 0, "", done)
	}}, p.markedRows())
	uitest.Until(t, "one is refused", func() bool { return s.Dialog() != nil && s.Said == "已分给"+me+" 0 件，1 件已是该承办人" })
	if rows := p.markedRows(); len(rows) != 1 || rows[0].ID != others.ID || !uitest.Shows(others.Number.String(), s.Dialog()) {
		t.Errorf("still ticked %+v; report %q", rows, uitest.Texts(s.Dialog()))
	}
	s.Press(fyne.KeyEscape)
	p.run(batch{"批量分案", "分给" + me, "已是该承办人", func(ctx context.Context, _ []int64, done func(n, of int)) ([]office.BatchItem, error) {
		return s.o.AssignMany(ctx, s.Me, []int64{free.ID, others.ID}, s.Me.User.ID, 0, "休假", done)
	}}, p.markedRows())
	uitest.Until(t, "one is left as it is", func() bool { return s.Said == "已分给"+me+" 1 件，1 件已是该承办人" })
}

// A day that has not come is refused in the dialog itself, by the field's name.
func TestBatchServiceRefusesTomorrow(t *testing.T) {
	s := newShell(t)
	s.register("甲")
	p := NewListPageWith(s, office.CaseQuery{}).(*listPage)
	s.Open(p)
	uitest.Until(t, "the row comes", func() bool { return len(p.table.Rows()) == 1 })
	p.markEverything()
	uitest.Until(t, "it is ticked", func() bool { return p.marked.text.Text == "已选 1 件" })
	p.askBatchServed()
	uitest.Until(t, "the form shows", func() bool { return s.Dialog() != nil })
	uitest.Find[*widgets.DateEntry](s.Dialog())[0].SetText(today.AddDays(1).String())
	s.Save()
	if s.Dialog() == nil || !uitest.Shows("晚于今天", s.Dialog()) {
		t.Errorf("the dialog shows %q", uitest.Texts(s.Dialog()))
	}
}

// TestBatchReceiveNamesWhatIsMissing: before cases are received the lists of
// materials that are not whole are named, and the whole ones can be received
// alone; the rest stays ticked.
func TestBatchReceiveNamesWhatIsMissing(t *testing.T) {
	s := newShell(t)
	whole, short, none := s.register("甲"), s.register("乙"), s.register("丙")
	ctx := context.Background()
	for _, x := range []struct {
		id   int64
		list []court.Material
	}{
		{whole.ID, []court.Material{{Name: "执行申请书", Copies: 1}, {Name: "民事判决书", Copies: 1}, {Name: "身份证复印件", Copies: 2}}},
		{short.ID, []court.Material{{Name: "执行申请书", Copies: 1}}},
	} {
		_, err := s.o.HandOver(ctx, s.Me, court.Handover{CaseID: x.id, To: court.GroupEnforcement, ToStage: court.StageAssetControl, Materials: x.list})
		s.Must(err)
	}
	p := NewListPageWith(s, office.CaseQuery{Open: true}).(*listPage)
	s.Open(p)
	uitest.Until(t, "the rows come", func() bool { return len(p.table.Rows()) == 3 })
	p.markEverything()
	uitest.Until(t, "all are ticked", func() bool { return len(p.table.Marked()) == 3 })
	p.askBatchReceive()
	uitest.Until(t, "what was handed over shows", func() bool { return s.Dialog() != nil })
	if said := strings.Join(uitest.Texts(s.Dialog()), " "); !strings.Contains(said, "移交清单齐全的 1 件，清单里缺材料的 1 件") || !strings.Contains(said, "没有等待接收的移交 1 件") {
		t.Errorf("it says %s", said)
	}
	got, err := s.o.WaitingHandovers(ctx, []int64{whole.ID, short.ID, none.ID})
	s.Must(err)
	if len(got) != 2 || len(got[whole.ID].Missing) != 0 || strings.Join(got[short.ID].Missing, "、") != "执行依据、当事人身份材料" {
		t.Errorf("missing %+v", got)
	}
	s.Press(fyne.KeyReturn)
	uitest.Until(t, "the whole one is received", func() bool { return s.Said == "已接收 1 件" })
	c, err := s.o.Case(ctx, short.ID)
	s.Must(err)
	if c.Group == court.GroupEnforcement {
		t.Error("the other one was received too")
	}
}

// TestTickedOutsideTheFilterAreTold: what another filter does not show stays
// ticked, is counted, and loses its tick by one button.
func TestTickedOutsideTheFilterAreTold(t *testing.T) {
	s := newShell(t)
	s.register("甲")
	s.register("乙")
	p := s.openList(2)
	p.markEverything()
	uitest.Until(t, "all are ticked", func() bool { return len(p.table.Marked()) == 2 })
	p.query.Search = "甲"
	p.refilter()
	uitest.Until(t, "it is told", func() bool { return p.drop.Visible() && p.drop.Label == "去掉列表外 1 件" })
	p.dropOutside()
	uitest.Until(t, "only what is seen is ticked", func() bool { return len(p.table.Marked()) == 1 && !p.drop.Visible() })
}
