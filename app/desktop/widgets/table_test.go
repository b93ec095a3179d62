package widgets

import (
	"context"
	"errors"
	"fmt"
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/driver/desktop"

	"zhixing/app/court"
	"zhixing/app/desktop/uitest/mouse"
)

type caseRow struct {
	no  int
	sum court.Money
}

func (r caseRow) key() string { return fmt.Sprint(r.no) }

func caseColumns() []Column[caseRow] {
	return []Column[caseRow]{
		{ID: "state", Label: "状态", Width: 64, Cell: func(r caseRow) Cell { return StateCell(StateOverdue, "超期") }},
		{ID: "no", Label: "案号", Width: 160, Sortable: true, Cell: func(r caseRow) Cell {
			return TextCell(fmt.Sprintf("（2018）豫1599执%d号", r.no))
		}, Less: func(a, b caseRow) bool { return a.no < b.no }},
		{ID: "debtor", Label: "被执行人", Width: 100, Stretch: 1, Cell: func(r caseRow) Cell { return TextCell("宏达建筑工程有限公司") }},
		{ID: "sum", Label: "标的额", Width: 100, Align: fyne.TextAlignTrailing, Cell: func(r caseRow) Cell { return MoneyCell(r.sum) }},
		{ID: "nodes", Label: "节点", Width: 136, Cell: func(r caseRow) Cell {
			return StripCell([]State{StateDone, StateDone, StateOverdue, StateNear, StateNone})
		}},
		{ID: "do", Label: "", Width: 90, Cell: func(r caseRow) Cell { return ButtonCell(CellButton{Label: "登记结果", Do: func() {}}) }},
	}
}

// source counts and answers pages of numbered rows.
type source struct {
	total int
	first int // number of the first row
	pages []int
	order Sort
	err   error
}

func (s *source) page(_ context.Context, offset, limit int, order Sort) ([]caseRow, int, error) {
	s.pages = append(s.pages, offset/pageSize)
	s.order = order
	var rows []caseRow
	for i := offset; i < min(offset+limit, s.total); i++ {
		rows = append(rows, caseRow{no: s.first + i, sum: court.Money(100 * i)})
	}
	return rows, s.total, s.err
}

func shownTable(t testing.TB, s *source) (*DataTable[caseRow], *queue, fyne.Window) {
	q := useQueue(t)
	table := NewDataTable(caseColumns(), caseRow.key, s.page)
	w := newWindow(t, table)
	q.settle()
	w.Canvas().Focus(table)
	return table, q, w
}

func TestTableKeyboardMovesOpensAndCopies(t *testing.T) {
	table, q, w := shownTable(t, &source{total: 1000})
	var opened caseRow
	table.OnOpen = func(r caseRow) { opened = r }
	press(w, fyne.KeyDown)
	equal(t, "first Down", table.ChosenIndex(), 0)
	press(w, fyne.KeyDown, fyne.KeyDown, fyne.KeyUp)
	equal(t, "after two Downs and an Up", table.ChosenIndex(), 1)
	press(w, fyne.KeyReturn)
	equal(t, "opened by Enter", opened.no, 1)

	press(w, fyne.KeyPageDown)
	if got := table.ChosenIndex(); got < 20 {
		t.Errorf("PgDn moved to row %d: a page at 768 px should hold 20 rows or more", got)
	}
	press(w, fyne.KeyEnd)
	q.settle()
	equal(t, "End", table.ChosenIndex(), 999)
	first, last := table.body.shownRows()
	if first > 999 || last != 1000 {
		t.Errorf("rows %d to %d are shown after End", first, last)
	}
	press(w, fyne.KeyHome)
	q.settle()
	equal(t, "Home", table.ChosenIndex(), 0)

	table.TypedShortcut(&fyne.ShortcutCopy{})
	equal(t, "clipboard", fyne.CurrentApp().Clipboard().Content(), "超期\t（2018）豫1599执0号\t宏达建筑工程有限公司\t0.00")
}

func TestTableReadsOnlyPagesThatAreSeen(t *testing.T) {
	s := &source{total: 100_000}
	table, q, w := shownTable(t, s)
	press(w, fyne.KeyEnd)
	q.settle()
	equal(t, "pages read", fmt.Sprint(s.pages), fmt.Sprint([]int{0, 499}))
	equal(t, "chosen", table.ChosenIndex(), 99_999)
	if n := len(table.body.objects); n > 1500 {
		t.Errorf("%d objects for 100,000 rows", n)
	}
}

func TestTableDropsStaleAnswers(t *testing.T) {
	old := &source{total: 10, first: 100}
	table, q, _ := shownTable(t, old)
	fresh := &source{total: 20, first: 500}
	table.Reload()
	q.runWork() // the old source has answered, the answer is under way
	table.SetSource(fresh.page)
	q.deliver()
	equal(t, "total while the new source is read", table.Total(), 10)
	q.settle()
	equal(t, "total", table.Total(), 20)
	row, _ := table.row(0)
	equal(t, "first row", row.no, 500)
}

func TestTableSortsByClickOnHeader(t *testing.T) {
	s := &source{total: 50}
	table, q, _ := shownTable(t, s)
	click := func(column int) {
		c := table.columns[column]
		table.header.Tapped(&fyne.PointEvent{Position: fyne.NewPos(c.x+10, 5)})
		q.settle()
	}
	click(1)
	equal(t, "order", s.order, Sort{Column: "no"})
	equal(t, "arrow", table.header.arrow.Text, "▲")
	click(1)
	equal(t, "order after the second click", s.order, Sort{Column: "no", Desc: true})
	equal(t, "arrow after the second click", table.header.arrow.Text, "▼")
	click(0)
	equal(t, "order after clicking a column that cannot sort", s.order, Sort{Column: "no", Desc: true})
}

func TestTableKeepsChosenRowOnReload(t *testing.T) {
	s := &source{total: 50, first: 10}
	table, q, _ := shownTable(t, s)
	table.ChooseIndex(5) // row 15
	s.first = 8          // two new rows above it
	table.Reload()
	q.settle()
	row, _ := table.Chosen()
	equal(t, "chosen row", row.no, 15)
	equal(t, "chosen index", table.ChosenIndex(), 7)

	s.first, s.total = 20, 3 // row 15 is gone, and so are most others
	var chosen caseRow
	table.OnChosen = func(r caseRow) { chosen = r }
	table.Reload()
	q.settle()
	equal(t, "row in its place", chosen.no, 22)

	s.first = 900 // another filter
	table.SetSource(s.page)
	q.settle()
	equal(t, "chosen after another filter", table.ChosenIndex(), -1)
}

func TestTableTicksRows(t *testing.T) {
	table, _, w := shownTable(t, &source{total: 30})
	table.MultiSelect = true
	count := -1
	table.OnMarked = func(n int) { count = n }
	press(w, fyne.KeyDown, fyne.KeySpace, fyne.KeyDown, fyne.KeySpace)
	equal(t, "ticked", count, 2)
	press(w, fyne.KeySpace)
	equal(t, "after unticking", count, 1)
	table.header.Tapped(&fyne.PointEvent{Position: fyne.NewPos(5, 5)})
	equal(t, "after ticking all", count, 30)
	table.header.Tapped(&fyne.PointEvent{Position: fyne.NewPos(5, 5)})
	equal(t, "after unticking all", count, 0)
}

// Shift ticks every row from the one ticked last, Ctrl ticks one more.
func TestTableTicksRanges(t *testing.T) {
	table, _, w := shownTable(t, &source{total: 30})
	table.MultiSelect = true
	count := 0
	table.OnMarked = func(n int) { count = n }
	click := func(row int, held fyne.KeyModifier) {
		at := fyne.PointEvent{Position: fyne.NewPos(100, float32(row)*rowHeight+4)}
		table.body.MouseDown(&desktop.MouseEvent{PointEvent: at, Button: desktop.MouseButtonPrimary, Modifier: held})
	}
	click(2, 0)
	equal(t, "a plain click ticks nothing", count, 0)
	click(6, fyne.KeyModifierShift)
	equal(t, "rows 2 to 6", count, 5)
	click(9, fyne.KeyModifierControl)
	equal(t, "and row 9", count, 6)
	click(8, fyne.KeyModifierShift)
	equal(t, "and row 8", count, 7)
	table.ClearMarks()
	click(0, 0)
	table.KeyDown(&fyne.KeyEvent{Name: desktop.KeyShiftLeft})
	press(w, fyne.KeyDown, fyne.KeyDown)
	table.KeyUp(&fyne.KeyEvent{Name: desktop.KeyShiftLeft})
	press(w, fyne.KeyDown)
	equal(t, "moved with Shift", count, 3)
	table.Mark([]caseRow{{no: 28}, {no: 29}})
	equal(t, "given from outside", count, 5)
}

func TestTableMouseChoosesAtOnceAndDoubleClickOpens(t *testing.T) {
	table, _, _ := shownTable(t, &source{total: 30})
	opened := -1
	table.OnOpen = func(r caseRow) { opened = r.no }
	at := fyne.PointEvent{Position: fyne.NewPos(100, 3*rowHeight+4)}
	table.body.MouseDown(&desktop.MouseEvent{PointEvent: at, Button: desktop.MouseButtonPrimary})
	equal(t, "chosen", table.ChosenIndex(), 3)
	equal(t, "opened by one click", opened, -1)
	table.body.DoubleTapped(&at)
	equal(t, "opened", opened, 3)
}

func TestTableButtonsInRows(t *testing.T) {
	pressed := ""
	columns := []Column[caseRow]{
		{ID: "no", Label: "案号", Width: 100, Cell: func(r caseRow) Cell { return TextCell(r.key()) }},
		{ID: "do", Width: 100, Cell: func(r caseRow) Cell {
			return ButtonCell(CellButton{Label: "接收", Primary: true, Do: func() { pressed = "接收" + r.key() }},
				CellButton{Label: "退回", Do: func() { pressed = "退回" + r.key() }})
		}},
	}
	table := NewListTable(columns, caseRow.key, []caseRow{{no: 7}, {no: 8}})
	w := newWindow(t, table)
	second := table.body.views[1].cells[1].buttons[1]
	mouse.Click(w, fyne.NewPos(second.left+2, headerHeight+rowHeight+5), PointerDown)
	equal(t, "pressed by the mouse", pressed, "退回8")
	mouse.Click(w, fyne.NewPos(second.left+2, headerHeight+5), PointerDown)
	equal(t, "the other half of a double click, with another row under it", pressed, "退回8")
	w.Canvas().Focus(table)
	press(w, fyne.KeyUp, fyne.KeySpace)
	equal(t, "pressed by Space", pressed, "接收7")
}

func TestTableShowsEmptyAndErrors(t *testing.T) {
	s := &source{err: court.Errorf(court.CodeDamaged, "数据库读不出来。").WithHint("请从备份恢复。")}
	table, q, _ := shownTable(t, s)
	equal(t, "error", table.notice.text.text, "数据库读不出来。请从备份恢复。")
	equal(t, "button", table.notice.button.Label, "重新读取")
	s.err = nil
	called := false
	table.Empty = Empty{Text: "还没有案件。", Label: "登记案件", Action: func() { called = true }}
	table.notice.button.activate()
	q.settle()
	equal(t, "empty", table.notice.text.text, "还没有案件。")
	table.Resize(fyne.NewSize(300, 200))
	table.Empty.Text = long
	table.Refresh()
	if lines := len(table.notice.text.lines); lines < 3 {
		t.Errorf("a long sentence in a narrow table has %d lines", lines)
	}
	table.notice.button.activate()
	equal(t, "action called", called, true)
	s.total = 3
	table.Reload()
	q.settle()
	equal(t, "notice hidden with rows", table.notice.Visible(), false)
}

func TestListTableSorts(t *testing.T) {
	table := NewListTable(caseColumns(), caseRow.key, []caseRow{{no: 2}, {no: 3}, {no: 1}})
	newWindow(t, table)
	table.ChooseIndex(0) // row 2
	table.sortBy(1)
	equal(t, "order", fmt.Sprint(table.Rows()[0].no, table.Rows()[1].no, table.Rows()[2].no), "1 2 3")
	row, _ := table.Chosen()
	equal(t, "chosen row", row.no, 2)
	table.sortBy(1)
	equal(t, "first row, descending", table.Rows()[0].no, 3)
}

func TestLoaderDropsStaleAnswersAndShowsErrors(t *testing.T) {
	q := useQueue(t)
	w := newWindow(t, nil)
	l := NewLoader(w)
	var got []string
	answer := func(text string) func(context.Context) (string, error) {
		return func(context.Context) (string, error) { return text, nil }
	}
	keep := func(text string) { got = append(got, text) }
	Load(l, answer("旧"), keep)
	q.runWork()
	Load(l, answer("新"), keep)
	q.settle()
	equal(t, "answers", fmt.Sprint(got), "[新]")

	Load(l, func(context.Context) (string, error) { return "", errors.New("disk I/O error") }, keep)
	q.settle()
	if topLayer(w) == nil {
		t.Fatal("an error opens no dialog")
	}
	press(w, fyne.KeyReturn)
	Load(l, func(ctx context.Context) (string, error) { return "", context.Canceled }, keep)
	q.settle()
	if topLayer(w) != nil {
		t.Error("cancelled work opens a dialog")
	}
}

func BenchmarkTableScrollStep(b *testing.B) { benchmarkScroll(b, rowHeight) }
func BenchmarkTableJump(b *testing.B)       { benchmarkScroll(b, 7919*rowHeight) }

// benchmarkScroll measures filling rows at 100,000 rows; painting is the
// graphics card's.
func benchmarkScroll(b *testing.B, step float32) {
	table, q, _ := shownTable(b, &source{total: 100_000})
	limit := float32(99_900 * rowHeight)
	y := float32(0)
	b.ReportAllocs()
	for b.Loop() {
		y += step
		if y > limit {
			y -= limit
		}
		table.scroll.ScrollToOffset(fyne.NewPos(0, y))
		table.scrolled()
		q.settle()
	}
}

func BenchmarkTableRedraw(b *testing.B) {
	table, _, _ := shownTable(b, &source{total: 100_000})
	b.ReportAllocs()
	for b.Loop() {
		table.redraw()
	}
}

// A narrow table takes the room from the columns that stretch, then leaves the
// spare ones out; a wide one shares out what is left.
func TestNarrowTableKeepsItsLastColumns(t *testing.T) {
	g := &grid{columns: []gridColumn{{width: 100}, {width: 100, stretch: 1}, {width: 50, spare: true}, {width: 100}}}
	for _, c := range []struct {
		width float32
		row   float32
		spare float32
	}{{400, 400, 50}, {320, 320, 50}, {300, 300, 0}, {260, 260, 0}, {200, 260, 0}} {
		if got := g.layoutColumns(c.width); got != c.row || g.columns[2].w != c.spare {
			t.Errorf("%v px: row %v, spare column %v", c.width, got, g.columns[2].w)
		}
		if last := g.columns[3]; last.x+last.w > c.row {
			t.Errorf("%v px: the last column ends at %v", c.width, last.x+last.w)
		}
	}
}
