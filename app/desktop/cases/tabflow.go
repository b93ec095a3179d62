package cases

import (
	"context"
	"fmt"
	"strconv"
	"strings"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"

	"zhixing/app/court"
	"zhixing/app/desktop/widgets"
	"zhixing/app/law"
	"zhixing/app/office"
)

// flowPart is the tab 移交: the handovers of the case with their materials.
type flowPart struct {
	page   *casePage
	table  *widgets.DataTable[court.Handover]
	detail *fyne.Container
	scroll *container.Scroll
	root   fyne.CanvasObject
}

func newFlowPart(p *casePage) *flowPart {
	t := &flowPart{page: p, detail: widgets.VStack(6)}
	type column = widgets.Column[court.Handover]
	cell := widgets.TextOf[court.Handover]
	t.table = widgets.NewListTable([]column{
		{ID: "state", Label: "状态", Width: 92, Cell: func(h court.Handover) widgets.Cell {
			return widgets.StateCell(stateOfHandover(h.State), string(h.State))
		}},
		{ID: "sent", Label: "移交时间", Width: 128, Cell: cell(func(h court.Handover) string { return h.SentAt.Local().Format("2006-01-02 15:04") })},
		{ID: "from", Label: "移出", Width: 150, Stretch: 1, Cell: cell(func(h court.Handover) string { return string(h.From) + " " + h.SentBy })},
		{ID: "to", Label: "移入", Width: 150, Stretch: 1, Cell: cell(func(h court.Handover) string { return string(h.To) + " " + h.ToOfficer })},
		{ID: "stage", Label: "阶段", Width: 76, Cell: cell(func(h court.Handover) string { return string(h.ToStage) })},
		{ID: "count", Label: "材料", Width: 54, Align: fyne.TextAlignTrailing, Cell: cell(func(h court.Handover) string { return fmt.Sprintf("%d 项", len(h.Materials)) })},
	}, func(h court.Handover) string { return strconv.FormatInt(h.ID, 10) }, nil)
	t.table.Empty = widgets.Empty{Text: "本案还没有移交。"}
	t.table.OnChosen = func(court.Handover) { t.showDetail() }
	t.scroll = container.NewVScroll(widgets.Padded(12, 8, t.detail))
	t.root = newHalves(0.6, t.table, t.scroll)
	return t
}

func stateOfHandover(s court.HandoverState) widgets.State {
	switch s {
	case court.HandoverSent:
		return widgets.StateNear
	case court.HandoverReceived:
		return widgets.StateDone
	}
	return widgets.StateOverdue
}

func (t *flowPart) content() fyne.CanvasObject { return t.root }

func (t *flowPart) focus() { t.table.Focus() }

func (t *flowPart) actions(x *facts) []fyne.CanvasObject {
	p := t.page
	if h, ok := x.waiting(); ok {
		return p.answerButtons(h)
	}
	if p.f.Can(office.MayHandOver) && x.open() {
		return []fyne.CanvasObject{widgets.NewButton("移交", func() { p.askHandover(p.facts) })}
	}
	return nil
}

// mayAnswer tells whether the actor is one of those the case was handed to.
func (p *casePage) mayAnswer(h court.Handover) bool {
	u := p.f.Actor().User
	return h.State == court.HandoverSent && p.f.Can(office.MayReceive) && (u.Group == h.To || u.Has(court.RoleDirector))
}

func (p *casePage) answerButtons(h court.Handover) []fyne.CanvasObject {
	if !p.mayAnswer(h) {
		return nil
	}
	o, actor := p.f.Office(), p.f.Actor()
	return []fyne.CanvasObject{
		widgets.NewPrimaryButton("接收", func() {
			act(p.f, fmt.Sprintf("已接收，案件转入%s %s阶段", h.To, h.ToStage), func(ctx context.Context) error { return o.ReceiveHandover(ctx, actor, h.ID) })
		}),
		widgets.NewButton("退回补正", func() { p.askReturn(h) }),
	}
}

// askReturn asks what must be corrected.
func (p *casePage) askReturn(h court.Handover) {
	form := dialogForm()
	what := form.AddTextArea("补正要求", 4, widgets.Required(), widgets.Help("写明要补什么、怎么补"))
	o, actor := p.f.Office(), p.f.Actor()
	p.askForm("退回补正", "退回", "已退回"+string(h.From)+"补正", form, func() (func(context.Context) error, error) {
		text := what.Text()
		return func(ctx context.Context) error { return o.ReturnHandover(ctx, actor, h.ID, text) }, nil
	})
}

func (t *flowPart) show(x *facts) {
	t.table.ShowRows(x.handovers)
	t.showDetail()
}

// showDetail shows the chosen handover with its materials.
func (t *flowPart) showDetail() {
	t.detail.Objects = nil
	h, ok := t.table.Chosen()
	if ok {
		buttons := widgets.HStack(6)
		if t.page.f.Can(office.MayMakePaper) {
			buttons.Add(widgets.NewSmallButton("打印移交单", func() {
				makeAndOpen(t.page.f, office.PaperRequest{CaseID: t.page.id, Form: formHandover, RefID: h.ID})
			}))
		}
		t.detail.Objects = []fyne.CanvasObject{
			container.NewBorder(nil, nil, nil, buttons, heading(fmt.Sprintf("%s → %s", h.From, h.To))),
			newFactGrid(handoverFacts(h)...), heading("移交材料"),
		}
		for i, m := range h.Materials {
			t.detail.Add(widgets.NewWrapText(fmt.Sprintf("%d. %s", i+1, materialLine(m)), widgets.TableSize, widgets.ColorText))
		}
	}
	t.detail.Refresh()
	t.scroll.Refresh()
}

func handoverFacts(h court.Handover) []fact {
	done := ""
	if !h.DoneAt.IsZero() {
		done = h.DoneBy + " " + h.DoneAt.Local().Format("2006-01-02 15:04")
	}
	return []fact{
		{"状态", string(h.State), false}, {"阶段", string(h.FromStage) + " → " + string(h.ToStage), true},
		{"移出", h.SentBy + " " + h.SentAt.Local().Format("2006-01-02 15:04"), true}, {"办理", done, true},
		{"原承办人", h.FromOfficer, false}, {"新承办人", h.ToOfficer, false},
		{"移交说明", h.Note, true}, {"补正要求", h.ReturnNote, true},
	}
}

func materialLine(m court.Material) string {
	line := fmt.Sprintf("%s　%d 份", m.Name, m.Copies)
	if m.Pages > 0 {
		line += fmt.Sprintf("　%d 页", m.Pages)
	}
	if m.Note != "" {
		line += "　" + m.Note
	}
	return line
}

// askHandover asks where the case goes, to whom and with what (移交).
func (p *casePage) askHandover(x *facts) {
	loader := widgets.NewLoader(p.f.Window())
	loader.OnError = p.f.Fail
	widgets.Load(loader, p.f.Office().Users, func(users []court.User) { newHandoverDialog(p, x, users) })
}

// handoverDialog is the form of a handover.
type handoverDialog struct {
	page      *casePage
	was       court.Case
	users     []court.User
	form      *widgets.Form
	step      *widgets.ChoiceField
	officer   *widgets.ChoiceField
	note      *widgets.TextField
	materials *materialRows
}

func newHandoverDialog(p *casePage, x *facts, users []court.User) *handoverDialog {
	d := &handoverDialog{page: p, was: x.c, users: users, form: widgets.NewForm(widgets.FormOptions{LabelsQuiet: true, FieldWidth: 560})}
	steps := p.f.Office().NextSteps(x.c)
	var options []widgets.Option
	for i, s := range steps {
		options = append(options, widgets.Option{ID: strconv.Itoa(i), Label: fmt.Sprintf("%s · %s阶段", s.To, s.Stage)})
	}
	d.form.AddReadOnly("现在", fmt.Sprintf("%s · %s阶段", x.c.Group, x.c.Stage))
	d.step = d.form.AddChoice("移交到", options, widgets.Required())
	d.officer = d.form.AddChoice("新承办人", nil, widgets.Help("不选则由接收组的组长分案"))
	d.materials = newMaterialRows(d.form, defaultMaterials(x))
	d.note = d.form.AddTextArea("移交说明", 2)
	d.step.OnChanged = func(string) { d.offerOfficers(steps) }
	if len(steps) > 0 {
		d.step.SetID("0")
		d.offerOfficers(steps)
	}
	o, actor := p.f.Office(), p.f.Actor()
	p.askForm("移交 "+x.c.Number.String(), "移交", "已移交，等待对方接收", d.form, func() (func(context.Context) error, error) {
		i, err := strconv.Atoi(d.step.ID())
		if err != nil || i >= len(steps) {
			return nil, court.FieldErrorf("移交到", "请选择。")
		}
		materials, err := d.materials.read()
		if err != nil {
			return nil, err
		}
		h := court.Handover{CaseID: p.id, To: steps[i].To, ToStage: steps[i].Stage, ToOfficerID: userID(d.officer.ID()), Materials: materials, Note: d.note.Text()}
		return func(ctx context.Context) error { _, err := o.HandOver(ctx, actor, h); return err }, nil
	})
	return d
}

// offerOfficers offers the officers of the group the case goes to.
func (d *handoverDialog) offerOfficers(steps []law.Step) {
	i, err := strconv.Atoi(d.step.ID())
	if err != nil || i >= len(steps) {
		return
	}
	var members []court.User
	for _, u := range officersOf(d.users) {
		if u.Group == steps[i].To {
			members = append(members, u)
		}
	}
	d.officer.SetOptions(append([]widgets.Option{{ID: "", Label: "由组长分案"}}, userOptions(members)...))
	d.officer.SetID("")
	if steps[i].To == d.was.Group {
		d.officer.SetID(userOption(d.was.OfficerID)) // only the stage changes
	}
}

// defaultMaterials lists what a handover usually carries: the application, the
// title and what the case's papers are.
func defaultMaterials(x *facts) []court.Material {
	out := []court.Material{{Name: "执行申请书", Copies: 1}, {Name: basisName(x.c), Copies: 1}, {Name: "当事人身份材料", Copies: 1}}
	seen := map[string]bool{}
	for _, p := range x.papers {
		if p.Void == "" && !seen[p.Name] && p.Form != formHandover {
			seen[p.Name] = true
			out = append(out, court.Material{Name: p.Name, Copies: 1, Pages: p.Pages})
		}
	}
	return out
}

func basisName(c court.Case) string {
	if name := strings.TrimSpace(c.Basis.Number + c.Basis.Kind); name != "" {
		return name
	}
	return "执行依据"
}
