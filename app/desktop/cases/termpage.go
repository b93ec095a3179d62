package cases

import (
	"context"
	"fmt"
	"slices"
	"strconv"
	"strings"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"

	"zhixing/app/court"
	"zhixing/app/desktop/frame"
	"zhixing/app/desktop/papers/parts"
	"zhixing/app/desktop/widgets"
	"zhixing/app/law"
	"zhixing/app/office"
)

// termPage shows how the term of a case comes about, records what moves it and
// tries out what would.
type termPage struct {
	f      frame.Frame
	id     int64
	loader *widgets.Loader
	trial  *widgets.Loader
	data   *termData

	top        *widgets.Card
	deductions *widgets.DataTable[court.TermDeduction]
	extensions *widgets.DataTable[court.Extension]
	content    fyne.CanvasObject
	try        *trialPart
	changers   []fyne.CanvasObject // buttons that a closed case does not have
}

// termData is what the page reads.
type termData struct {
	c     court.Case
	term  office.CaseTerm
	today court.Date
}

// NewTermPage makes the page about the term of a case that has a filing date.
func NewTermPage(f frame.Frame, id int64) frame.Page { return newTermPage(f, id) }

func newTermPage(f frame.Frame, id int64) *termPage {
	p := &termPage{f: f, id: id, loader: widgets.NewLoader(f.Window()), trial: widgets.NewLoader(f.Window())}
	p.loader.OnError = f.Fail
	p.top = widgets.NewCard("执行期限", "", container.NewStack())
	p.deductions, p.extensions = p.deductionTable(), p.extensionTable()
	p.try = newTrialPart(p)
	var add, ask []fyne.CanvasObject
	if f.Can(office.MayWorkTerm) {
		add = []fyne.CanvasObject{widgets.NewSmallButton("登记扣除 Ctrl+N", p.askDeduction)}
		ask = []fyne.CanvasObject{widgets.NewSmallButton("申请延长 Ctrl+Y", p.askExtension)}
		p.changers = []fyne.CanvasObject{add[0], ask[0]}
	}
	left := parts.Rows([]float32{0, 190},
		widgets.NewCard("扣除期间", "", p.deductions, add...), widgets.NewCard("延长期限", "", p.extensions, ask...))
	body := parts.Columns([]float32{0, 400}, left, p.try.card)
	p.content = container.NewBorder(widgets.VStack(0, p.top, widgets.Sized(1, parts.Gap, widgets.HStack(0))), nil, nil, nil, body)
	return p
}

// Nav lights 案件.
func (p *termPage) Nav() string { return frame.PageCases }

// Content gives the page.
func (p *termPage) Content() fyne.CanvasObject { return p.content }

// Leave lets the page go.
func (p *termPage) Leave(func()) bool { return true }

// Shown reads the term.
func (p *termPage) Shown() { p.load(); p.deductions.Focus() }

// Changed reads the term anew.
func (p *termPage) Changed(c office.Change) {
	if c.CaseID == 0 || c.CaseID == p.id {
		p.load()
	}
}

// Keys gives the page's shortcuts.
func (p *termPage) Keys() widgets.Bindings {
	keys := widgets.Bindings{"F5": p.load, "Esc": p.f.Back}
	if p.f.Can(office.MayWorkTerm) {
		keys["Ctrl+N"], keys["Ctrl+Y"] = p.askDeduction, p.askExtension
	}
	return keys
}

func (p *termPage) load() {
	o, id := p.f.Office(), p.id
	widgets.Load(p.loader, func(ctx context.Context) (*termData, error) {
		d := &termData{today: o.Today()}
		var err error
		if d.c, err = o.Case(ctx, id); err != nil {
			return nil, err
		}
		d.term, err = o.CaseTerm(ctx, id)
		return d, err
	}, func(d *termData) {
		p.data = d
		p.show()
	})
}

func (p *termPage) show() {
	d := p.data
	p.top.SetTitle("执行期限　" + d.c.Number.String())
	p.top.SetRight("Esc 返回案件")
	lines := []fyne.CanvasObject{widgets.NewWrapText(d.term.Explanation, widgets.TextSize, widgets.ColorText), p.figures()}
	if len(d.term.Steps) > 0 {
		lines = append(lines, widgets.NewWrapText(strings.Join(d.term.Steps, "　"), widgets.CaptionSize, widgets.ColorQuiet))
	}
	if d.term.Conflict {
		lines = append(lines, widgets.NewNotice(widgets.StateNear, fmt.Sprintf(
			"送评查截止日 %s 早于终本可以启动的 %s（立案满三个月）：拟终本的请先申请延长，至少延长 %d 个月，或登记扣除期间；不能提前终本。",
			d.term.HandInBy, d.term.InterimOpens, d.term.ExtendNeeded)))
	}
	if d.term.CalendarGap != "" {
		lines = append(lines, widgets.NewNotice(widgets.StateNear, d.term.CalendarGap))
	}
	p.top.SetContent(widgets.Padded(10, 8, widgets.VStack(6, lines...)))
	for _, button := range p.changers {
		show(button, p.open())
	}
	p.deductions.SetRows(d.term.Deductions)
	p.extensions.SetRows(d.term.Extensions)
	p.content.Refresh()
}

// open tells whether the case was read and can still be worked on.
func (p *termPage) open() bool { return p.data != nil && p.data.c.Status != court.StatusClosed }

// figures are the days that matter, each by name.
func (p *termPage) figures() fyne.CanvasObject {
	t := p.data.term
	row := widgets.HStack(22)
	add := func(name, text string) {
		row.Add(widgets.HStack(6, widgets.NewText(name, widgets.TableSize, widgets.ColorQuiet, false), widgets.NewText(text, widgets.TableSize, widgets.ColorText, true)))
	}
	add("原期限", t.Base.String())
	add("扣除", fmt.Sprintf("%d 天", t.DeductedDays))
	add("延长", fmt.Sprintf("%d 个月", t.ExtendedMonths))
	add("届满", t.End.String())
	if p.open() {
		left := termOf(p.data.c.Status, t.End, p.data.today)
		row.Add(widgets.NewText(left.text, widgets.TableSize, left.ink, true))
	}
	add("终本可启动", t.InterimOpens.String())
	add("送评查截止", t.HandInBy.String())
	if !t.HandInWorkday.IsZero() && t.HandInWorkday != t.HandInBy {
		add("（工作日", t.HandInWorkday.String()+"）")
	}
	return row
}

func (p *termPage) deductionTable() *widgets.DataTable[court.TermDeduction] {
	type row = court.TermDeduction
	text := func(pick func(row) string) func(row) widgets.Cell {
		return func(d row) widgets.Cell {
			if d.Revoked != "" {
				return widgets.QuietCell(pick(d))
			}
			return widgets.TextCell(pick(d))
		}
	}
	t := widgets.NewListTable([]widgets.Column[row]{
		{ID: "kind", Label: "事由", Width: 90, Stretch: 1, Cell: text(func(d row) string { return d.Kind })},
		{ID: "from", Label: "起", Width: 88, Cell: text(func(d row) string { return d.From.String() })},
		{ID: "to", Label: "止", Width: 88, Cell: text(func(d row) string {
			if d.To.IsZero() {
				return "仍在进行"
			}
			return d.To.String()
		})},
		{ID: "days", Label: "天数", Width: 54, Align: fyne.TextAlignTrailing, Cell: text(func(d row) string { return strconv.Itoa(p.days(d)) })},
		{ID: "paper", Label: "证明文书", Width: 100, Stretch: 2, Cell: text(func(d row) string { return d.Paper })},
		{ID: "basis", Label: "依据", Width: 100, Stretch: 2, Cell: text(func(d row) string { return d.Basis })},
		{ID: "do", Label: "", Width: 92, Cell: p.deductionButton},
	}, func(d row) string { return strconv.FormatInt(d.ID, 10) }, nil)
	t.Empty = widgets.Empty{Text: "没有扣除期间。评估、公告、中止等不计入期限的，在这里登记。"}
	return t
}

// days counts a deduction, one that still runs up to today.
func (p *termPage) days(d court.TermDeduction) int {
	if d.To.IsZero() && p.data != nil {
		d.To = p.data.today
	}
	return max(d.Days(), 0)
}

func (p *termPage) deductionButton(d court.TermDeduction) widgets.Cell {
	switch {
	case d.Revoked != "":
		return widgets.QuietCell("已撤销：" + d.Revoked)
	case d.To.IsZero() || !p.open() || !p.f.Can(office.MayWorkTerm):
		return widgets.TextCell("")
	}
	return widgets.ButtonCell(widgets.CellButton{Label: "撤销", Do: func() { p.revoke(d) }})
}

func (p *termPage) extensionTable() *widgets.DataTable[court.Extension] {
	type row = court.Extension
	text := widgets.TextOf[row]
	t := widgets.NewListTable([]widgets.Column[row]{
		{ID: "months", Label: "延长", Width: 72, Cell: text(func(e row) string { return fmt.Sprintf("%d个月", e.Months) })},
		{ID: "reason", Label: "理由", Width: 120, Stretch: 2, Cell: text(func(e row) string { return e.Reason })},
		{ID: "asked", Label: "申请", Width: 140, Cell: text(func(e row) string { return e.AskedBy + " " + e.AskedAt.Format("2006-01-02") })},
		{ID: "state", Label: "状态", Width: 82, Cell: extensionState},
		{ID: "words", Label: "审批意见", Width: 100, Stretch: 1, Cell: text(func(e row) string { return strings.TrimSpace(e.DecidedBy + " " + e.Decision) })},
		{ID: "superior", Label: "层报备案", Width: 84, Stretch: 1, Cell: text(func(e row) string { return strings.TrimSpace(e.SuperiorNo + " " + e.SuperiorOn.String()) })},
		{ID: "do", Label: "", Width: 150, Cell: p.extensionButtons},
	}, func(e row) string { return strconv.FormatInt(e.ID, 10) }, nil)
	t.Empty = widgets.Empty{Text: "没有延长。有特殊情况不能按期执结的，在届满前申请延长，由院长批准；再次延长须先层报高级人民法院备案。"}
	return t
}

// extensionButtons offers the next step of a request and its approval form: a
// further extension is reported to the superior court before it is decided.
func (p *termPage) extensionButtons(e court.Extension) widgets.Cell {
	var buttons []widgets.CellButton
	if e.State != court.ApprovalRefused && p.f.Can(office.MayMakePaper) {
		buttons = append(buttons, widgets.CellButton{Label: "制作审批表", Do: func() { p.f.OpenPaperMaker(p.id, formExtension) }})
	}
	if e.State != court.ApprovalAsked || !p.open() {
		return widgets.ButtonCell(buttons...)
	}
	further := slices.ContainsFunc(p.data.term.Extensions, func(x court.Extension) bool { return x.State == court.ApprovalGranted })
	switch {
	case further && e.SuperiorNo == "" && p.f.Can(office.MayWorkTerm):
		buttons = append(buttons, widgets.CellButton{Label: "层报", Primary: true, Do: func() { p.report(e) }})
	case p.f.Can(office.MayDecideExtension) && e.AskedByID != p.f.Actor().User.ID:
		buttons = append(buttons, widgets.CellButton{Label: "审批", Primary: true, Do: func() { p.decide(e) }})
	}
	return widgets.ButtonCell(buttons...)
}

// report asks under which number a further extension was reported.
func (p *termPage) report(e court.Extension) {
	form := dialogForm()
	form.AddReadOnly("申请", fmt.Sprintf("%s申请延长%d个月", e.AskedBy, e.Months))
	number := form.AddText("层报文号", widgets.Required(), widgets.Help("再次延长须层报高级人民法院备案（法释〔2000〕29号5条）"))
	on := form.AddDate("层报日期", p.f.Office().Today, widgets.Required())
	on.SetDate(p.f.Office().Today())
	o, actor := p.f.Office(), p.f.Actor()
	p.change("登记层报备案", "登记", "已登记层报备案", form, func() func(context.Context) ([]office.Move, error) {
		no, day := number.Text(), on.Date()
		return func(ctx context.Context) ([]office.Move, error) {
			return nil, o.ReportExtension(ctx, actor, e.ID, no, day)
		}
	})
}

func extensionState(e court.Extension) widgets.Cell {
	switch e.State {
	case court.ApprovalAsked:
		return widgets.StateCell(widgets.StateNear, string(e.State))
	case court.ApprovalGranted:
		return widgets.StateCell(widgets.StateDone, string(e.State))
	}
	return widgets.StateCell(widgets.StateExempt, string(e.State))
}

// deductionOptions offers the reasons of the law with their articles. 中止 and
// 暂缓 come and go with the status of the case.
func deductionOptions() []widgets.Option {
	var out []widgets.Option
	for _, k := range law.DeductionKinds() {
		if k.Status == "" {
			out = append(out, widgets.Option{ID: k.Name, Label: k.Name, Note: k.Basis})
		}
	}
	return out
}

// askDeduction asks for a period that does not count.
func (p *termPage) askDeduction() {
	if !p.open() {
		return
	}
	form := dialogForm()
	kind := form.AddChoice("事由", deductionOptions(), widgets.Required())
	var from, to *widgets.DateField
	from = form.AddDate("起始日", p.f.Office().Today, widgets.Required(), widgets.CheckWith(func() error {
		if p.data != nil && from.Date().Before(p.data.c.Filed) {
			return court.Errorf(court.CodeInvalid, "早于立案日 %s（%s）", p.data.c.Filed, law.DeductionBasis(""))
		}
		return nil
	}))
	to = form.AddDate("截止日", p.f.Office().Today, widgets.Required(), widgets.Help("首尾两日都计算在内；重叠的只扣一次"), widgets.CheckWith(func() error {
		if to.Date().Before(from.Date()) {
			return court.Errorf(court.CodeInvalid, "早于起始日 %s（%s）", from.Date(), law.DeductionBasis(""))
		}
		return nil
	}))
	paper := form.AddText("证明文书", widgets.Required(), widgets.Help("如：评估委托书及评估报告签收回执"))
	basis := form.AddText("依据", widgets.Help("不填则按事由取条款"))
	note := form.AddTextArea("备注", 2)
	o, actor := p.f.Office(), p.f.Actor()
	p.change("登记扣除期间", "登记扣除", "已登记扣除期间", form, func() func(context.Context) ([]office.Move, error) {
		d := court.TermDeduction{CaseID: p.id, Kind: kind.ID(), Span: court.Span{From: from.Date(), To: to.Date()},
			Paper: paper.Text(), Basis: basis.Text(), Note: note.Text()}
		return func(ctx context.Context) ([]office.Move, error) { return o.AddDeduction(ctx, actor, d) }
	})
}

func (p *termPage) revoke(d court.TermDeduction) {
	form := dialogForm()
	form.AddReadOnly("扣除期间", d.Kind+"　"+d.Span.String())
	reason := form.AddTextArea("撤销理由", 2, widgets.Required())
	o, actor := p.f.Office(), p.f.Actor()
	p.change("撤销扣除期间", "撤销", "已撤销扣除期间", form, func() func(context.Context) ([]office.Move, error) {
		why := reason.Text()
		return func(ctx context.Context) ([]office.Move, error) { return o.RevokeDeduction(ctx, actor, d.ID, why) }
	})
}

func (p *termPage) askExtension() {
	if !p.open() {
		return
	}
	form := dialogForm()
	months := form.AddNumber("延长几个月", 1, 36, widgets.Required())
	reason := form.AddTextArea("延长理由", 3, widgets.Required(), widgets.Help("由院长批准，申请人不能自己审批；再次延长须先层报高级人民法院备案"))
	o, actor := p.f.Office(), p.f.Actor()
	p.change("申请延长执行期限", "申请延长", "已提交延长申请，等待审批", form, func() func(context.Context) ([]office.Move, error) {
		n, why := months.Number(), reason.Text()
		return func(ctx context.Context) ([]office.Move, error) {
			_, err := o.AskExtension(ctx, actor, p.id, n, why)
			return nil, err
		}
	})
}

// decide works out until when the extension would run, then asks for the
// decision.
func (p *termPage) decide(e court.Extension) {
	o, id := p.f.Office(), p.id
	change := law.TermFacts{Extensions: []court.Extension{{CaseID: id, Months: e.Months}}}
	widgets.Load(p.trial, func(ctx context.Context) (a trialAnswer, err error) {
		a.term, a.moves, err = o.WhatIf(ctx, id, change)
		return a, err
	}, func(a trialAnswer) { p.askDecision(e, a) })
}

func (p *termPage) askDecision(e court.Extension, a trialAnswer) {
	const agree, refuse = "同意", "不同意"
	form := dialogForm()
	form.AddReadOnly("申请", fmt.Sprintf("%s申请延长%d个月", e.AskedBy, e.Months))
	form.AddReadOnly("届满日", fmt.Sprintf("现在 %s，同意后改为 %s（送评查截止 %s，%d 个节点改期）", p.data.term.End, a.term.End, a.term.HandInBy, movedNodes(a.moves)))
	form.AddReadOnly("理由", e.Reason)
	answer := form.AddChoice("审批结论", widgets.Options(agree, refuse), widgets.Required())
	answer.SetID(agree)
	words := form.AddText("审批意见", widgets.Help("不同意的请写明理由"))
	o, actor := p.f.Office(), p.f.Actor()
	p.change("审批延长执行期限", "提交审批", "已审批", form, func() func(context.Context) ([]office.Move, error) {
		yes, text := answer.ID() == agree, words.Text()
		return func(ctx context.Context) ([]office.Move, error) {
			return o.DecideExtension(ctx, actor, e.ID, yes, text)
		}
	})
}

// change asks with a form, does the change and says what moved.
func (p *termPage) change(title, button, said string, form *widgets.Form, collect func() func(context.Context) ([]office.Move, error)) {
	var moved []office.Move
	widgets.FormDialogLater(p.f.Window(), title, form, button, func() (func(context.Context) error, error) {
		work := collect()
		return func(ctx context.Context) (err error) { moved, err = work(ctx); return err }, nil
	}, func() { p.f.Say(said + movesSentence(moved)) })
}

// movedNodes counts the nodes among what moved.
func movedNodes(moves []office.Move) int {
	nodes := 0
	for _, m := range moves {
		if m.Column != "" {
			nodes++
		}
	}
	return nodes
}

// movesSentence says what a change moved: ；执行期限改为 2019-01-10，另有 2 个节点改期.
func movesSentence(moves []office.Move) string {
	text := ""
	for _, m := range moves {
		if m.Column == "" {
			text = "；" + m.Node + "改为 " + m.To.String()
		}
	}
	if nodes := movedNodes(moves); nodes > 0 {
		text += fmt.Sprintf("；%d 个节点改期", nodes)
	}
	return text
}
