package cases

import (
	"context"
	"fmt"
	"slices"
	"unicode/utf8"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"

	"zhixing/app/court"
	"zhixing/app/desktop/frame"
	"zhixing/app/desktop/widgets"
	"zhixing/app/law"
	"zhixing/app/office"
)

// progressPart is the tab 进度表: five columns of nodes that are filled in
// place.
type progressPart struct {
	page    *casePage
	columns *fyne.Container
	cards   [][]*widgets.NodeCard
	nodes   [][]court.Node // as the cards stand
	scroll  *container.Scroll
	root    fyne.CanvasObject
	chosen  int64 // node that had the keyboard last
}

func newProgressPart(p *casePage) *progressPart {
	t := &progressPart{page: p, columns: widgets.Equal(12), chosen: p.node}
	t.scroll = container.NewVScroll(widgets.Padded(12, 6, t.columns))
	legends := widgets.Padded(12, 4, widgets.HStack(16,
		widgets.NewText("方向键在节点间移动，Enter 填写", widgets.CaptionSize, widgets.ColorQuiet, false), widgets.NewSpacer(),
		legend(widgets.StateDone, "完成"), legend(widgets.StateNear, "临近"), legend(widgets.StateOverdue, "超期"),
		legend(widgets.StateNormal, "未到"), legend(widgets.StateExempt, "免办")))
	t.root = container.NewBorder(nil, legends, nil, nil, t.scroll)
	return t
}

func (t *progressPart) content() fyne.CanvasObject { return t.root }

func (t *progressPart) actions(x *facts) []fyne.CanvasObject {
	var out []fyne.CanvasObject
	if waiting := x.waitingChanges(); len(waiting) > 0 {
		out = append(out, widgets.NewButton(fmt.Sprintf("改期待确认 %d", len(waiting)), func() { t.page.showChange(waiting[0]) }))
	}
	if t.page.f.Can(office.MayWorkNodes) && len(t.page.eventChoices(x)) > 0 {
		out = append(out, widgets.NewButton("登记事件", t.page.askEvent))
	}
	if t.page.f.Can(office.MayMakePaper) {
		out = append(out, widgets.NewButton("打印进度表", func() {
			makeAndOpen(t.page.f, office.PaperRequest{CaseID: t.page.id, Form: formProgressTable})
		}))
	}
	return out
}

// show builds the cards anew; the keyboard stays on its node.
func (t *progressPart) show(x *facts) {
	_, had := t.focused()
	t.cards, t.nodes = nil, nil
	t.columns.Objects = nil
	for _, column := range court.Columns {
		box := widgets.VStack(6, widgets.NewText(string(column), widgets.TextSize, widgets.ColorText, true))
		var cards []*widgets.NodeCard
		var nodes []court.Node
		for _, n := range x.nodes {
			if n.Column != column {
				continue
			}
			card := widgets.NewNodeCard(t.cardOf(n), func() { t.open(n) })
			cards, nodes = append(cards, card), append(nodes, n)
			box.Add(card)
		}
		if len(cards) == 0 {
			box.Add(widgets.NewText("本案没有这一栏的节点", widgets.CaptionSize, widgets.ColorFaint, false))
		}
		t.cards, t.nodes = append(t.cards, cards), append(t.nodes, nodes)
		t.columns.Add(box)
	}
	t.columns.Refresh()
	t.scroll.Refresh()
	if had {
		t.focus()
	}
}

func legend(s widgets.State, word string) fyne.CanvasObject {
	return widgets.NewText(s.Sign()+" "+word, widgets.CaptionSize, s.Color(), false)
}

// oneLine is how many characters of result and evidence fit into one line of
// a card.
const oneLine = 15

// cardOf says what a node's card shows: dates and owner, result and evidence,
// or for what is still to do its term and article.
func (t *progressPart) cardOf(n court.Node) widgets.Node {
	state := nodeState(t.page.f.Office(), t.page.facts, n)
	planned := "—"
	if !n.Planned.IsZero() {
		planned = n.Planned.String()
	}
	dates := "应 " + planned
	switch {
	case !n.Actual.IsZero() && n.Actual.Year == n.Planned.Year:
		dates += "  实 " + n.Actual.String()[5:]
	case !n.Actual.IsZero():
		dates += "  实 " + n.Actual.String()
	}
	lines := []string{spaced(dates, n.Owner)}
	remarks := []string{n.Waived, n.Result, n.Evidence}
	if both := spaced(n.Result, n.Evidence); utf8.RuneCountInString(both) <= oneLine {
		remarks = []string{n.Waived, both}
	}
	for _, line := range remarks {
		if line != "" && len(lines) < 3 {
			lines = append(lines, line)
		}
	}
	if len(lines) == 1 && n.Actual.IsZero() {
		lines = append(lines, n.Basis)
	}
	word := string(state)
	if state == court.NodeFuture && leftOpen(t.page.facts, n) {
		word = "结案未办"
	}
	return widgets.Node{Title: n.Name, State: frame.StateOf(state), Word: word, Lines: lines}
}

// nodeState gives a node's state on the case page. What a closed case left
// undone is nobody's business any more and not overdue.
func nodeState(o *office.Office, x *facts, n court.Node) court.NodeState {
	if leftOpen(x, n) {
		return court.NodeFuture
	}
	return o.NodeState(n)
}

// leftOpen tells whether a closed case left the node undone.
func leftOpen(x *facts, n court.Node) bool {
	return !x.open() && n.Actual.IsZero() && n.Waived == "" && !office.AfterClosing(n)
}

// spaced joins two texts with a wide space.
func spaced(a, b string) string {
	if a == "" || b == "" {
		return a + b
	}
	return a + "  " + b
}

// focused gives the card that has the keyboard.
func (t *progressPart) focused() (at [2]int, ok bool) {
	now := t.page.f.Window().Canvas().Focused()
	for i, column := range t.cards {
		for j, card := range column {
			if fyne.Focusable(card) == now {
				t.chosen = t.nodes[i][j].ID
				return [2]int{i, j}, true
			}
		}
	}
	return at, false
}

// focus gives the keyboard to the node that had it last, else to the one that
// is due first.
func (t *progressPart) focus() {
	at, found := [2]int{}, false
	var first court.Date
	for i, column := range t.nodes {
		for j, n := range column {
			if n.ID == t.chosen {
				t.give(i, j)
				return
			}
			todo := n.Actual.IsZero() && n.Waived == "" && !n.Planned.IsZero()
			if todo && (!found || n.Planned.Before(first)) {
				at, found, first = [2]int{i, j}, true, n.Planned
			}
		}
	}
	if found {
		t.give(at[0], at[1])
	}
}

func (t *progressPart) give(column, row int) {
	card := t.cards[column][row]
	t.chosen = t.nodes[column][row].ID
	t.page.f.Window().Canvas().Focus(card)
	top, height := card.Position().Y, card.Size().Height
	view := t.scroll.Size().Height
	switch {
	case top < t.scroll.Offset.Y:
		t.scroll.ScrollToOffset(fyne.NewPos(0, top))
	case top+height+widgets.S(12) > t.scroll.Offset.Y+view:
		t.scroll.ScrollToOffset(fyne.NewPos(0, top+height+widgets.S(12)-view))
	}
}

// move gives the keyboard to the card beside the present one.
func (t *progressPart) move(right, down int) {
	at, ok := t.focused()
	if !ok {
		t.focus()
		return
	}
	if down != 0 {
		if row := at[1] + down; row >= 0 && row < len(t.cards[at[0]]) {
			t.give(at[0], row)
		}
		return
	}
	for column := at[0] + right; column >= 0 && column < len(t.cards); column += right {
		if len(t.cards[column]) > 0 {
			t.give(column, min(at[1], len(t.cards[column])-1))
			return
		}
	}
}

// open shows a node's form, or what it holds to those who may not fill it.
func (t *progressPart) open(n court.Node) {
	t.chosen = n.ID
	p := t.page
	if !p.f.Can(office.MayWorkNodes) || !p.facts.open() && !office.AfterClosing(n) {
		widgets.NewDialog(p.f.Window(), n.Name, widgets.Sized(520, 120, newFactGrid(nodeFacts(n)...)))
		return
	}
	loader := widgets.NewLoader(p.f.Window())
	loader.OnError = p.f.Fail
	widgets.Load(loader, p.f.Office().Users, func(users []court.User) { newNodeDialog(p, n, users) })
}

func nodeFacts(n court.Node) []fact {
	return []fact{
		{"应办日", n.Planned.String(), false}, {"实际办理日", n.Actual.String(), false}, {"负责人", n.Owner, false},
		{"结果", n.Result, true}, {"证明文书", n.Evidence, true}, {"免办理由", n.Waived, true}, {"依据", n.Basis, true},
	}
}

// nodeDialog is the form of one node.
type nodeDialog struct {
	page     *casePage
	node     court.Node
	form     *widgets.Form
	dialog   *widgets.Dialog
	planned  *widgets.DateField
	actual   *widgets.DateField
	owner    *widgets.ChoiceField
	result   *widgets.TextField
	evidence *widgets.TextField
	reason   *widgets.TextField
	said     string // once it is saved
	followed []office.Move
}

func newNodeDialog(p *casePage, n court.Node, users []court.User) *nodeDialog {
	d := &nodeDialog{page: p, node: n, form: dialogForm()}
	today := p.f.Office().Today
	d.form.AddReadOnly("依据", n.Basis)
	help := "按 + 填今天"
	if law.IsServed(n.Code) && n.Actual.IsZero() {
		help = "填送达的日期，按 + 填今天；只是制作好、还没送达的不填"
	}
	if n.Waived != "" {
		d.form.AddReadOnly("免办理由", n.Waived)
		help = "这个节点已经免办；确实办了的，填办理日，免办随之取消"
	}
	d.actual = d.form.AddDate("实际办理日", today, widgets.Help(help))
	d.result = d.form.AddText("结果")
	d.evidence = d.form.AddText("证明文书")
	d.owner = d.form.AddChoice("负责人", userOptions(workers(users)))
	d.planned = d.form.AddDate("应办日", today)
	d.reason = d.form.AddText(labelReason, widgets.PlaceHolder("改动已有日期须写明理由"))
	d.actual.SetDate(n.Actual)
	d.result.SetText(n.Result)
	d.evidence.SetText(n.Evidence)
	d.owner.SetID(userOption(n.OwnerID))
	d.planned.SetDate(n.Planned)
	d.actual.OnDate = func(court.Date) { d.showReason() }
	d.planned.OnDate = func(court.Date) { d.showReason() }
	d.showReason()
	switch {
	case !n.Actual.IsZero() || !p.f.Can(office.MayWaiveNode):
	case n.Waived == "":
		d.form.AddObject("", widgets.HStack(8, widgets.NewPlainButton("不需要办？免办这个节点", d.askWaive)))
	default:
		d.form.AddObject("", widgets.HStack(8, widgets.NewPlainButton("又需要办？恢复办理", d.askResume)))
	}
	d.dialog = widgets.FormDialogLater(p.f.Window(), n.Name, d.form, "保存", d.collect, func() { p.f.Say(d.said + followedText(d.followed)) })
	return d
}

// workers are the staff that nodes can belong to.
func workers(users []court.User) []court.User {
	return slices.DeleteFunc(slices.Clone(users), func(u court.User) bool { return u.Disabled })
}

// moved tells whether a date that stands is being changed.
func (d *nodeDialog) moved() bool {
	n := d.node
	return !n.Actual.IsZero() && d.actual.Date() != n.Actual || !n.Planned.IsZero() && d.planned.Date() != n.Planned
}

// asks tells whether a second person must confirm: a done day moves to a day
// other than today.
func (d *nodeDialog) asks() bool {
	day := d.actual.Date()
	return !d.node.Actual.IsZero() && day != d.node.Actual && day != d.page.f.Office().Today()
}

func (d *nodeDialog) showReason() { d.form.SetVisible(labelReason, d.moved()) }

func (d *nodeDialog) collect() (func(context.Context) error, error) {
	d.showReason()
	e := office.NodeEntry{
		Planned: d.planned.Date(), Actual: d.actual.Date(), OwnerID: userID(d.owner.ID()),
		Result: d.result.Text(), Evidence: d.evidence.Text(), Reason: d.reason.Text(),
	}
	if d.moved() && e.Reason == "" {
		return nil, court.FieldErrorf(labelReason, "改动已有日期必须写明理由。")
	}
	o, actor, n := d.page.f.Office(), d.page.f.Actor(), d.node
	d.said = "已填写“" + n.Name + "”"
	if d.asks() {
		d.said = "已提交“" + n.Name + "”的改期申请，等组长或执行局长确认"
		return func(ctx context.Context) error {
			_, err := o.AskNodeChange(ctx, actor, n.ID, e.Actual, e.Result, e.Evidence, e.Reason)
			return err
		}, nil
	}
	return func(ctx context.Context) (err error) {
		d.followed, err = o.FillNode(ctx, actor, n.ID, e)
		return err
	}, nil
}

// askWaive asks why the node need not be done.
func (d *nodeDialog) askWaive() {
	d.dialog.Close()
	p, n := d.page, d.node
	form := dialogForm()
	reason := form.AddTextArea("免办理由", 3, widgets.Required())
	o, actor := p.f.Office(), p.f.Actor()
	p.askForm("免办“"+n.Name+"”", "免办", "已免办“"+n.Name+"”", form, func() (func(context.Context) error, error) {
		why := reason.Text()
		return func(ctx context.Context) error { return o.WaiveNode(ctx, actor, n.ID, why) }, nil
	})
}

// askResume asks why a waived node is to be done after all.
func (d *nodeDialog) askResume() {
	d.dialog.Close()
	p, n := d.page, d.node
	form := dialogForm()
	form.AddReadOnly("免办理由", n.Waived)
	reason := form.AddTextArea("恢复办理的理由", 3, widgets.Required())
	o, actor := p.f.Office(), p.f.Actor()
	p.askForm("恢复办理“"+n.Name+"”", "恢复办理", "已恢复办理“"+n.Name+"”", form, func() (func(context.Context) error, error) {
		why := reason.Text()
		return func(ctx context.Context) error { return o.ResumeNode(ctx, actor, n.ID, why) }, nil
	})
}
