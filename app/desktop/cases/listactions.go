package cases

import (
	"cmp"
	"context"
	"fmt"
	"slices"
	"strconv"
	"strings"

	"fyne.io/fyne/v2"

	"zhixing/app/court"
	"zhixing/app/desktop/service"
	"zhixing/app/desktop/widgets"
	"zhixing/app/law"
	"zhixing/app/office"
)

// batchBar is what can be done with the ticked cases; it takes the place of
// the page's other buttons, so that no row moves under the pointer.
func (p *listPage) batchBar() *fyne.Container {
	p.marked = newTextLine(80, widgets.ColorAction)
	p.marked.text.TextStyle.Bold = true
	p.everything = widgets.NewPlainButton("", p.markEverything)
	p.drop = widgets.NewPlainButton("", p.dropOutside)
	bar := widgets.HStack(6, p.marked.box, p.everything, p.drop)
	add := func(may office.Permission, label string, do func()) {
		if p.f.Can(may) {
			bar.Add(widgets.NewButton(label, do))
		}
	}
	add(office.MayAssign, "分案", p.askBatchAssign)
	add(office.MayHandOver, "移交", p.askBatchHandOver)
	add(office.MayReceive, "接收", p.askBatchReceive)
	add(office.MayReceive, "退回补正", p.askBatchReturn)
	add(office.MayMakePaper, "制作文书", p.askBatchPapers)
	add(office.MayRecordService, "标记已送达", p.askBatchServed)
	add(office.MayMakePaper, "信封、标签", p.askBatchMail)
	bar.Add(widgets.NewPlainButton("取消选择 Esc", p.table.ClearMarks))
	bar.Hide()
	return bar
}

// mayBatch tells whether the actor has anything to do with ticked cases.
func (p *listPage) mayBatch() bool {
	return slices.ContainsFunc([]office.Permission{office.MayAssign, office.MayHandOver, office.MayReceive, office.MayMakePaper, office.MayRecordService}, p.f.Can)
}

// markEverything ticks every case of the present filter, also those that are
// not read yet.
func (p *listPage) markEverything() {
	q, o := p.query, p.f.Office()
	widgets.Load(p.loader, func(ctx context.Context) ([]listRow, error) {
		found, err := o.AllCases(ctx, q)
		rows := make([]listRow, len(found))
		for i, r := range found {
			rows[i] = listRow{CaseRow: r}
		}
		return rows, err
	}, p.table.Mark)
}

// chosenText says how many cases a batch is about, and which first.
func chosenText(rows []listRow) string {
	const named = 3
	var numbers []string
	for _, r := range rows[:min(len(rows), named)] {
		numbers = append(numbers, r.Number)
	}
	text := fmt.Sprintf("%d 件：%s", len(rows), strings.Join(numbers, " "))
	if len(rows) > named {
		text += " 等"
	}
	return text
}

// askBatchAssign asks who gets the ticked cases, and why those that have an
// officer change hands.
func (p *listPage) askBatchAssign() {
	rows := p.markedRows()
	widgets.Load(p.loader, p.f.Office().Users, func(users []court.User) {
		form := dialogForm()
		form.AddReadOnly("案件", chosenText(rows))
		officer := form.AddChoice("承办人", userOptions(officersOf(users)), widgets.Required())
		clerk := form.AddChoice("书记员", clerkOptions(users), widgets.Help("不选则不变"))
		moves := form.AddReadOnly("换承办人的", "")
		why := form.AddTextArea("改派理由", 2, widgets.Required())
		officer.OnChanged = func(string) {
			text := movesText(rows, officer.ID(), officer.Label())
			moves.SetText(text)
			form.SetVisible("换承办人的", text != "")
			form.SetVisible("改派理由", text != "")
		}
		officer.OnChanged("")
		var to, with int64
		var reason string
		widgets.FormDialog(p.f.Window(), "批量分案", form, "分案", func() error {
			to, with, reason = userID(officer.ID()), userID(clerk.ID()), why.Text()
			return nil
		}, func() {
			o, actor := p.f.Office(), p.f.Actor()
			p.run(batch{"批量分案", "分给" + officer.Label(), "已是该承办人", func(ctx context.Context, ids []int64, done func(n, of int)) ([]office.BatchItem, error) {
				return o.AssignMany(ctx, actor, ids, to, with, reason, done)
			}}, rows)
		})
	})
}

// movesText names the cases that leave an officer for another.
func movesText(rows []listRow, officerID, officer string) string {
	const named = 8
	var lines []string
	for _, r := range rows {
		if officerID != "" && r.Officer != "" && r.Officer != officer {
			lines = append(lines, fmt.Sprintf("%s　%s → %s", r.Number, r.Officer, officer))
		}
	}
	if n := len(lines); n > named {
		lines = append(lines[:named], fmt.Sprintf("等 %d 件", n))
	}
	return strings.Join(lines, "\n")
}

// stepOption is a place where some of the ticked cases may go.
type stepOption struct {
	law.Step
	cases int
}

// stepsOf lists where the cases may be handed to, what suits most of them
// first.
func stepsOf(o *office.Office, rows []listRow) []stepOption {
	var steps []stepOption
	for _, r := range rows {
		if r.Status == court.StatusClosed {
			continue
		}
		for _, s := range o.NextSteps(court.Case{Group: r.Group, Stage: r.Stage}) {
			i := slices.IndexFunc(steps, func(x stepOption) bool { return x.Step == s })
			if i < 0 {
				i = len(steps)
				steps = append(steps, stepOption{Step: s})
			}
			steps[i].cases++
		}
	}
	slices.SortStableFunc(steps, func(a, b stepOption) int { return cmp.Compare(b.cases, a.cases) })
	return steps
}

// askBatchHandOver asks where the ticked cases go and with what.
func (p *listPage) askBatchHandOver() {
	rows := p.markedRows()
	steps := stepsOf(p.f.Office(), rows)
	widgets.Load(p.loader, p.f.Office().Users, func(users []court.User) {
		form := widgets.NewForm(widgets.FormOptions{LabelsQuiet: true, FieldWidth: 560})
		form.AddReadOnly("案件", chosenText(rows))
		var options []widgets.Option
		for i, s := range steps {
			options = append(options, widgets.Option{ID: strconv.Itoa(i), Label: fmt.Sprintf("%s · %s阶段", s.To, s.Stage), Note: fmt.Sprintf("%d 件可以", s.cases)})
		}
		step := form.AddChoice("移交到", options, widgets.Required())
		officer := form.AddChoice("新承办人", nil, widgets.Help("不选则由接收组的组长分案"))
		materials := newMaterialRows(form, []court.Material{{Name: "执行申请书", Copies: 1}, {Name: "执行依据", Copies: 1}, {Name: "当事人身份材料", Copies: 1}})
		note := form.AddTextArea("移交说明", 2, widgets.Help("每一件都按这份材料清单移交；移交单在各案件的“移交”页打印"))
		offer := func(string) {
			if i, err := strconv.Atoi(step.ID()); err == nil && i < len(steps) {
				officer.SetOptions(append([]widgets.Option{{ID: "", Label: "由组长分案"}}, userOptions(membersOf(users, steps[i].To))...))
				officer.SetID("")
			}
		}
		step.OnChanged = offer
		if len(steps) > 0 {
			step.SetID("0")
			offer("")
		}
		var h court.Handover
		widgets.FormDialog(p.f.Window(), "批量移交", form, "移交", func() error {
			list, err := materials.read()
			i, wrong := strconv.Atoi(step.ID())
			if wrong != nil || i >= len(steps) {
				return court.FieldErrorf("移交到", "请选择。")
			}
			h = court.Handover{To: steps[i].To, ToStage: steps[i].Stage, ToOfficerID: userID(officer.ID()), Materials: list, Note: note.Text()}
			return err
		}, func() {
			o, actor := p.f.Office(), p.f.Actor()
			p.run(batch{"批量移交", "移交" + string(h.To), "", func(ctx context.Context, ids []int64, done func(n, of int)) ([]office.BatchItem, error) {
				return o.HandOverMany(ctx, actor, ids, h, done)
			}}, rows)
		})
	})
}

// membersOf gives the officers of a group.
func membersOf(users []court.User, group court.Group) []court.User {
	return slices.DeleteFunc(officersOf(users), func(u court.User) bool { return u.Group != group })
}

// askBatchReturn asks what must be corrected in all of the ticked cases.
func (p *listPage) askBatchReturn() {
	rows := p.markedRows()
	form := dialogForm()
	form.AddReadOnly("案件", chosenText(rows))
	what := form.AddTextArea("补正要求", 4, widgets.Required(), widgets.Help("写明要补什么、怎么补，每一件都是这个要求"))
	var text string
	widgets.FormDialog(p.f.Window(), "批量退回补正", form, "退回", func() error {
		text = what.Text()
		return nil
	}, func() {
		o, actor := p.f.Office(), p.f.Actor()
		p.run(batch{"批量退回补正", "退回", "", func(ctx context.Context, ids []int64, done func(n, of int)) ([]office.BatchItem, error) {
			return o.ReturnMany(ctx, actor, ids, text, done)
		}}, rows)
	})
}

// openNodes names the nodes that are open in some of the cases, with in how
// many; of cases ticked unread nothing is known, and all nodes are offered.
func openNodes(rows []listRow) []widgets.Option {
	count := map[string]int{}
	unread := slices.ContainsFunc(rows, func(r listRow) bool { return r.Strip == nil })
	for _, r := range rows {
		for _, n := range r.Strip {
			if n.Actual.IsZero() && n.Waived == "" {
				count[n.Name]++
			}
		}
	}
	var out []widgets.Option
	for _, n := range law.NodeNames() {
		k := count[n.Name]
		switch {
		case unread:
			out = append(out, widgets.Option{ID: n.Code, Label: n.Name, Note: string(n.Column)})
		case k > 0:
			out = append(out, widgets.Option{ID: n.Code, Label: n.Name, Note: fmt.Sprintf("%s，%d 件未办", n.Column, k)})
			delete(count, n.Name)
		}
	}
	return out
}

// servedOptions offers first that notice and order were served together, which
// starts the terms that run from it, then the open nodes.
func servedOptions(rows []listRow) []widgets.Option {
	options := openNodes(rows)
	if e, ok := law.EventOf(law.EventServed); ok {
		options = append([]widgets.Option{{ID: e.ID, Label: e.Name, Note: "两个节点一并办结，起算后续期限"}}, options...)
	}
	return options
}

// askBatchServed asks how and when papers were served on everybody they are
// for, or a node was done, in all of the ticked cases.
func (p *listPage) askBatchServed() {
	rows := p.markedRows()
	form := widgets.NewForm(widgets.FormOptions{LabelsQuiet: true, FieldWidth: 430})
	form.AddReadOnly("案件", chosenText(rows))
	what := form.AddChoice("送达、办理的", servedOptions(rows), widgets.Required(), widgets.Help("送达的文书，逐人记入送达登记；或者集中办理的其他节点"))
	attempt := service.AddAttempt(p.f, form)
	today := p.f.Office().Today
	on := form.AddDate("办理日期", today)
	on.SetDate(today())
	result := form.AddText("办理结果")
	evidence := form.AddText("证明文书")
	follow := func(string) {
		served := len(p.f.Office().FormsOfEvent(what.ID())) > 0
		attempt.Show(served)
		for _, label := range []string{"办理日期", "办理结果", "证明文书"} {
			form.SetVisible(label, !served)
		}
	}
	what.OnChanged = follow
	what.SetID(law.EventServed)
	follow("")
	var s court.Service
	var x office.NodeEntry
	widgets.FormDialog(p.f.Window(), "标记已送达", form, "标记", func() error {
		s = attempt.Read()
		x = office.NodeEntry{Actual: on.Date(), Result: result.Text(), Evidence: evidence.Text()}
		if len(p.f.Office().FormsOfEvent(what.ID())) > 0 {
			return attempt.Check()
		}
		if !x.Actual.Valid() || x.Actual.After(today()) {
			return court.FieldErrorf("办理日期", "应当是今天（%s）以前的一天，含当天。", today())
		}
		return nil
	}, func() { p.markServed(rows, what.ID(), what.Label(), s, x) })
}

// markServed enters the service in the cases, or fills the node.
func (p *listPage) markServed(rows []listRow, event, name string, s court.Service, x office.NodeEntry) {
	o, actor := p.f.Office(), p.f.Actor()
	p.run(batch{"标记已送达", "登记“" + name + "”", "以前已经登记，未改", func(ctx context.Context, ids []int64, done func(n, of int)) ([]office.BatchItem, error) {
		if forms := o.FormsOfEvent(event); len(forms) > 0 {
			return o.ServeMany(ctx, actor, ids, forms, s, done)
		}
		return o.RecordNodes(ctx, actor, ids, event, x.Actual, x.Result, x.Evidence, done)
	}}, rows)
}

// askBatchMail prints envelopes or labels for the people of the ticked cases.
func (p *listPage) askBatchMail() {
	rows := p.markedRows()
	ids := make([]int64, len(rows))
	for i, r := range rows {
		ids[i] = r.ID
	}
	service.AskMail(p.f, ids)
}
