package cases

import (
	"context"
	"fmt"
	"strings"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"

	"zhixing/app/court"
	"zhixing/app/desktop/scans/filing"
	"zhixing/app/desktop/widgets"
	"zhixing/app/office"
)

// closurePart is the tab 终本: what the materials lack, the dates, the reviews.
type closurePart struct {
	page   *casePage
	loader *widgets.Loader
	state  office.Closure
	table  *widgets.DataTable[office.ChecklistLine]
	side   *fyne.Container
	scroll *container.Scroll
	root   fyne.CanvasObject
}

func newClosurePart(p *casePage) *closurePart {
	t := &closurePart{page: p, loader: widgets.NewLoader(p.f.Window()), side: widgets.VStack(6)}
	t.loader.OnError = p.f.Fail
	type column = widgets.Column[office.ChecklistLine]
	t.table = widgets.NewListTable([]column{
		{ID: "ok", Label: "状态", Width: 82, Cell: checklistState},
		{ID: "section", Label: "类别", Width: 84, Cell: func(l office.ChecklistLine) widgets.Cell { return widgets.QuietCell(l.Item.Section) }},
		{ID: "text", Label: "材料、条件", Width: 180, Stretch: 3, Cell: func(l office.ChecklistLine) widgets.Cell { return widgets.TextCell(l.Item.Text) }},
		{ID: "proof", Label: "证明、缺什么", Width: 140, Stretch: 3, Cell: checklistProof},
		{ID: "basis", Label: "依据", Width: 100, Stretch: 1, Cell: func(l office.ChecklistLine) widgets.Cell { return widgets.QuietCell(l.Item.Basis) }},
		{ID: "do", Label: "", Width: 118, Cell: func(l office.ChecklistLine) widgets.Cell { return widgets.ButtonCell(t.lineButtons(l)...) }},
	}, func(l office.ChecklistLine) string { return l.Item.ID }, nil)
	t.table.OnOpen = t.open
	t.scroll = container.NewVScroll(widgets.Padded(12, 8, t.side))
	t.root = newHalves(0.72, t.table, t.scroll)
	return t
}

func checklistState(l office.ChecklistLine) widgets.Cell {
	for _, f := range l.Findings {
		if f.Remedy == "" {
			return widgets.StateCell(widgets.StateOverdue, "待整改")
		}
	}
	state := map[office.ItemState]widgets.State{
		office.ItemMet: widgets.StateDone, office.ItemMissing: widgets.StateOverdue, office.ItemLater: widgets.StateNormal, office.ItemOptional: widgets.StateNear,
	}[l.State()]
	return widgets.StateCell(state, string(l.State()))
}

func checklistProof(l office.ChecklistLine) widgets.Cell {
	if said := foundInReview(l); said != "" {
		return widgets.ColorCell(said, widgets.ColorNear)
	}
	if l.OK {
		return widgets.TextCell(l.Evidence)
	}
	if strings.Contains(l.Missing, l.Item.Text) { // says no more than the line itself
		return widgets.QuietCell(l.Hint)
	}
	if l.State() != office.ItemMissing {
		return widgets.QuietCell(l.Missing)
	}
	return widgets.ColorCell(l.Missing, widgets.ColorOverdue)
}

// foundInReview tells what the last review found at a line, and whether the
// officer did something about it.
func foundInReview(l office.ChecklistLine) string {
	var said []string
	for _, f := range l.Findings {
		if f.Remedy == "" {
			said = append(said, "评查："+f.Text+" 待整改")
		} else {
			said = append(said, "评查："+f.Text+" 已整改，待复核")
		}
	}
	return strings.Join(said, "；")
}

// mayTick tells whether a line can be ticked by hand.
func (t *closurePart) mayTick(l office.ChecklistLine) bool {
	return t.page.f.Can(office.MayWorkClosure) && t.page.facts.open() && !l.Auto
}

func (t *closurePart) lineButtons(l office.ChecklistLine) []widgets.CellButton {
	var out []widgets.CellButton
	if len(l.Scans) > 0 {
		out = append(out, widgets.CellButton{Label: "扫描件", Do: func() { filing.ShowEvidence(t.page.f, l.Item.Text, l.Scans) }})
	}
	if t.mayTick(l) {
		out = append(out, widgets.CellButton{Label: "核对", Do: func() { t.askTick(l) }})
	}
	return out
}

func (t *closurePart) content() fyne.CanvasObject { return t.root }

func (t *closurePart) focus() { t.table.Focus() }

func (t *closurePart) actions(x *facts) []fyne.CanvasObject {
	p := t.page
	var out []fyne.CanvasObject
	if !x.open() {
		return out
	}
	if p.f.Can(office.MayMakePaper) {
		out = append(out, widgets.NewButton("制作终本材料", func() { p.f.OpenPaperMaker(p.id, formInterimNotice) }))
	}
	if p.f.Can(office.MayWorkClosure) {
		out = append(out, widgets.NewButton("提交评查", t.submit))
	}
	if p.f.Can(office.MayCloseCase) {
		out = append(out, widgets.NewButton("报结", p.askClose))
	}
	return out
}

func (t *closurePart) submit() {
	o, actor, id := t.page.f.Office(), t.page.f.Actor(), t.page.id
	const said = "已提交终本评查"
	if len(t.state.ToRemedy) == 0 {
		act(t.page.f, said, func(ctx context.Context) error { return o.SubmitReview(ctx, actor, id) })
		return
	}
	form := dialogForm()
	var fields []*widgets.TextField
	for i, f := range t.state.ToRemedy {
		form.AddReadOnly("评查发现", f.Text)
		if f.Fix != "" {
			form.AddReadOnly("整改要求", f.Fix)
		}
		fields = append(fields, form.AddTextArea(office.RemedyField(len(t.state.ToRemedy), i), 2, widgets.Required(), widgets.PlaceHolder("怎么改的，材料在卷宗第几页")))
	}
	t.page.askForm("再次提交评查", "提交评查", said, form, func() (func(context.Context) error, error) {
		var remedies []string
		for _, f := range fields {
			remedies = append(remedies, f.Text())
		}
		return func(ctx context.Context) error { return o.SubmitReview(ctx, actor, id, remedies...) }, nil
	})
}

func (t *closurePart) show(x *facts) {
	o, id := t.page.f.Office(), t.page.id
	widgets.Load(t.loader, func(ctx context.Context) (office.Closure, error) { return o.Closure(ctx, id) }, func(s office.Closure) {
		t.state = s
		t.table.SetRows(s.Lines)
		t.showSide(x, s)
	})
}

func (t *closurePart) showSide(x *facts, s office.Closure) {
	n := office.CountItems(s.Lines)
	t.side.Objects = []fyne.CanvasObject{widgets.NewWrapText(fmt.Sprintf("共 %d 项：具备 %d，缺 %d，后办 %d，可补 %d", len(s.Lines), n[office.ItemMet], n[office.ItemMissing], n[office.ItemLater], n[office.ItemOptional]), widgets.TableSize, widgets.ColorText)}
	if !x.open() {
		t.side.Add(widgets.NewNotice(widgets.StateDone, fmt.Sprintf("本案已于%s以“%s”结案。", x.c.Closed, x.c.Closing)))
	} else {
		t.showDates(x, s)
		t.showBlockers(s)
	}
	t.side.Add(heading("评查记录"))
	if len(s.Reviews) == 0 {
		t.side.Add(widgets.NewText("还没有提交评查", widgets.TableSize, widgets.ColorQuiet, false))
	}
	for _, r := range s.Reviews {
		t.side.Add(reviewBox(r))
	}
	t.side.Refresh()
	t.scroll.Refresh()
}

// showDates shows when the review is due; a closed case waits for none.
func (t *closurePart) showDates(x *facts, s office.Closure) {
	t.side.Add(heading("时间"))
	t.side.Add(newFactGrid(
		fact{"可启动终本", spaced(s.Opens.String(), left(x.today, s.Opens)), true},
		fact{"最迟送评查", spaced(s.HandIn.String(), left(x.today, s.HandIn)), true},
		fact{"建议送评查", s.Suggested.String(), true}))
	if s.Gap != "" {
		t.side.Add(widgets.NewNotice(widgets.StateNear, s.Gap))
	}
	if s.Conflict {
		t.side.Add(widgets.NewNotice(widgets.StateNear, fmt.Sprintf("最迟送评查日早于立案满三个月：期限内终本须先申请延长，至少 %d 个月，或者以其他方式结案。", s.Extend)))
		if t.page.f.Can(office.MayWorkTerm) {
			t.side.Add(widgets.HStack(0, widgets.NewSmallButton("去申请延长", t.page.openTerm)))
		}
	}
}

// showBlockers lists what forbids 终本 now: what the review waits for, what
// only follows it, and conditions of the day.
func (t *closurePart) showBlockers(s office.Closure) {
	if n := len(s.ToRemedy); n > 0 {
		t.side.Add(widgets.NewNotice(widgets.StateOverdue, fmt.Sprintf("评查发现待整改 %d 个；再次提交评查时填写整改情况。", n)))
	}
	t.listItems(s, office.ItemMissing, widgets.StateOverdue, "送评查还缺")
	t.listItems(s, office.ItemLater, widgets.StateNormal, "送评查后、结案前再办")
	if office.CountItems(s.Lines)[office.ItemMissing] == 0 && len(s.Reviews) == 0 {
		t.side.Add(widgets.NewNotice(widgets.StateDone, "材料已经齐备，可以提交评查。"))
	}
	if len(s.Blockers) == 0 {
		t.side.Add(widgets.NewNotice(widgets.StateDone, "条件已经具备，可以以终结本次执行程序报结。"))
	}
	met := map[string]bool{}
	for _, l := range s.Lines {
		met[l.Item.ID] = l.OK
	}
	for _, b := range s.Blockers {
		if met[b.Item] { // enough for the review, not yet for closing on this day
			t.side.Add(widgets.NewNotice(widgets.StateNear, b.Say+b.Hint))
		}
	}
}

// listItems names the items of a state one under the other.
func (t *closurePart) listItems(s office.Closure, state office.ItemState, look widgets.State, title string) {
	n := 0
	list := widgets.VStack(2)
	for _, l := range s.Lines {
		if l.State() == state {
			n++
			list.Add(widgets.NewWrapText(fmt.Sprintf("%d. %s", n, l.Item.Text), widgets.TableSize, widgets.ColorText))
		}
	}
	if n > 0 {
		t.side.Add(widgets.NewNotice(look, fmt.Sprintf("%s %d 项", title, n)))
		t.side.Add(list)
	}
}

// left tells how far a day is.
func left(today, day court.Date) string {
	if day.IsZero() {
		return ""
	}
	switch n := today.DaysUntil(day); {
	case n < 0:
		return fmt.Sprintf("已过 %d 天", -n)
	case n == 0:
		return "今天"
	default:
		return fmt.Sprintf("还有 %d 天", n)
	}
}

func reviewBox(r court.Review) fyne.CanvasObject {
	state, text := widgets.StateNear, "正在评查"
	switch r.Verdict {
	case court.ReviewPassed:
		state, text = widgets.StateDone, "合格"
	case court.ReviewSupplement, court.ReviewFailed:
		state, text = widgets.StateOverdue, string(r.Verdict)
	}
	text = fmt.Sprintf("%s　%s 送评查 %s", text, r.SubmittedBy, r.SubmittedAt.Local().Format("2006-01-02"))
	if r.Reviewer != "" {
		text += fmt.Sprintf("\n%s 评查 %s", r.Reviewer, r.ReviewedAt.Local().Format("2006-01-02"))
	}
	for _, f := range r.Earlier {
		text += "\n· 上次：" + f.Text + "　整改：" + f.Remedy
	}
	for _, f := range r.Findings {
		text += "\n· " + spaced(f.Text, f.Fix)
	}
	if r.Note != "" {
		text += "\n" + r.Note
	}
	return widgets.NewNotice(state, text)
}

// open shows a line, and lets it be ticked where that is for people.
func (t *closurePart) open(l office.ChecklistLine) {
	if t.mayTick(l) {
		t.askTick(l)
		return
	}
	facts := []fact{{"材料、条件", l.Item.Text, true}, {"依据", l.Item.Basis, true}, {"证明", l.Evidence, true}}
	if said := foundInReview(l); said != "" {
		facts = append(facts, fact{"评查发现", said, true})
	}
	if !l.OK {
		facts = append(facts, fact{"还缺", l.Missing, true}, fact{"怎么补", l.Hint, true})
	}
	widgets.NewDialog(t.page.f.Window(), l.Item.Section, widgets.Sized(520, 120, newFactGrid(facts...)))
}

// askTick asks whether an item is met, and by what.
func (t *closurePart) askTick(l office.ChecklistLine) {
	const yes, no = "具备", "不具备"
	p := t.page
	form := dialogForm()
	form.AddReadOnly("材料、条件", l.Item.Text)
	form.AddReadOnly("依据", l.Item.Basis)
	met := form.AddChoice("核对", widgets.Options(yes, no), widgets.Required())
	met.SetID(yes)
	proof := form.AddText("证明材料", widgets.PlaceHolder("卷宗中的哪份材料，第几页"))
	if l.Tick != nil {
		proof.SetText(l.Tick.Evidence)
		if !l.Tick.Done {
			met.SetID(no)
		}
	}
	o, actor := p.f.Office(), p.f.Actor()
	p.askForm("核对终本材料", "保存", "已核对“"+l.Item.Text+"”", form, func() (func(context.Context) error, error) {
		done, evidence := met.ID() == yes, proof.Text()
		return func(ctx context.Context) error { return o.TickItem(ctx, actor, p.id, l.Item.ID, done, evidence) }, nil
	})
	form.FocusField("证明材料")
}
