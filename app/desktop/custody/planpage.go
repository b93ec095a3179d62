package custody

import (
	"context"
	"fmt"
	"slices"
	"strconv"
	"strings"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/container"

	"zhixing/app/court"
	"zhixing/app/desktop/frame"
	"zhixing/app/desktop/papers/parts"
	"zhixing/app/desktop/widgets"
	"zhixing/app/law"
	"zhixing/app/office"
)

// planPage is where a draft of a plan is written; what everybody gets follows
// each change at once.
type planPage struct {
	f      frame.Frame
	plan   court.Distribution
	caseID int64 // of a new plan that is still to be read
	loader *widgets.Loader
	work   *widgets.Loader
	dirty  bool

	title   *canvas.Text
	hint    *canvas.Text
	form    *widgets.Form
	debtor  *widgets.TextField
	source  *widgets.TextField
	pool    *widgets.MoneyField
	costs   *widgets.TextField
	ordered *widgets.ChoiceField
	panel   *widgets.TextField
	made    *widgets.DateField
	late    *widgets.TextField
	table   *widgets.DataTable[court.Claim]
	result  *canvas.Text
	root    fyne.CanvasObject
}

// The ways ordinary claims are served.
const (
	byRatio = "按比例"
	byOrder = "按采取措施先后"
)

// NewPlanPage begins a plan over the money of a case.
func NewPlanPage(f frame.Frame, caseID int64) frame.Page {
	return newPlanPage(f, court.Distribution{}, caseID)
}

func newPlanPage(f frame.Frame, plan court.Distribution, caseID int64) *planPage {
	p := &planPage{f: f, plan: plan, caseID: caseID, loader: widgets.NewLoader(f.Window()), work: widgets.NewLoader(f.Window())}
	p.loader.OnError, p.work.OnError = f.Fail, f.Fail
	return p
}

// Nav lights 款物管理.
func (p *planPage) Nav() string { return frame.PageCustody }

// Content builds the form and the table of claims.
func (p *planPage) Content() fyne.CanvasObject {
	p.title = widgets.NewText("拟制分配方案", 16, widgets.ColorText, true)
	p.hint = widgets.NewText("", widgets.TableSize, widgets.ColorQuiet, false)
	p.form = widgets.NewForm(widgets.FormOptions{Columns: 2, FieldWidth: 380})
	p.debtor = p.form.AddText("被执行人", widgets.Required())
	p.source = p.form.AddText("款项的来源", widgets.PlaceHolder("如：拍卖××房产所得价款"))
	p.pool = p.form.AddMoney("可供分配的总额", true, widgets.Required())
	p.ordered = p.form.AddChoice("普通债权", []widgets.Option{{ID: byRatio, Label: byRatio, Note: "公民、其他组织：参与分配"}, {ID: byOrder, Label: byOrder, Note: "企业法人：按查封先后，即本表次序"}})
	p.costs = p.form.AddTextArea("先行扣除的费用", 3, widgets.Help("每行一项：名称 金额，如 评估费 3000"))
	p.panel = p.form.AddText("合议记录", widgets.Help("合议笔录的日期或编号；分给本案申请执行人以外的人的，送达前必须填写"))
	p.made = p.form.AddDate(office.FieldPlanMade, p.f.Office().Today, widgets.Required(), widgets.Help("接手的旧案补录以前做成的方案，填当时的日期，送达日期随后照实登记"))
	p.late = p.form.AddText(office.FieldPlanLate, widgets.Required(), widgets.PlaceHolder("例：2024年5月6日纸质方案，卷宗第88页"))
	p.form.SetVisible(office.FieldPlanLate, false)
	p.made.OnDate = func(court.Date) { p.askLate(); p.changed() }
	for _, e := range []*widgets.Entry{p.late.Entry, p.debtor.Entry, p.source.Entry, p.costs.Entry, p.panel.Entry, &p.pool.Entry} {
		follow(e, p.changed)
	}
	p.ordered.OnChanged = func(string) { p.changed() }
	p.table = widgets.NewListTable(p.columns(), func(c court.Claim) string { return strconv.Itoa(c.Line) }, nil)
	p.table.Empty = widgets.Empty{Text: "还没有债权。用上面的按钮添加本院案件的申请执行人，或者其他法院、其他债权人。"}
	p.table.OnOpen = func(c court.Claim) { p.ask(c) }
	p.result = widgets.NewText("", widgets.TableSize, widgets.ColorText, true)
	add := widgets.HStack(8, container.NewCenter(p.result), widgets.NewButton("添加本院案件 Ctrl+J", p.addCase), widgets.NewButton("添加其他债权人 Ctrl+Q", p.addOther))
	claims := container.NewBorder(container.NewBorder(nil, nil, widgets.Padded(10, 6, widgets.NewText("债权和分配", widgets.TextSize, widgets.ColorText, true)), widgets.Padded(8, 4, add)),
		widgets.Padded(10, 4, widgets.NewText(law.RemainderRule+"。", widgets.CaptionSize, widgets.ColorQuiet, false)), nil, nil, p.table)
	buttons := widgets.HStack(8, widgets.NewPrimaryButton("保存 Ctrl+S", p.save), widgets.NewButton("返回 Esc", p.f.Back))
	head := container.NewBorder(nil, nil, widgets.HStack(12, p.title, container.NewCenter(p.hint)), buttons)
	p.root = container.NewBorder(widgets.VStack(6, head, widgets.NewCard("", "", widgets.Padded(12, 8, p.form))), nil, nil, nil, widgets.NewCard("", "", claims))
	p.fill()
	return p.root
}

// day is the day the plan is of, today while none is written.
func (p *planPage) day() court.Date {
	if p.made != nil {
		if d := p.made.Date(); d.Valid() {
			return d
		}
	}
	return p.f.Office().Today()
}

// askLate asks why a plan is entered after the day it was made.
func (p *planPage) askLate() {
	entered := p.f.Office().Today()
	if p.plan.ID != 0 {
		entered = court.DateOf(p.plan.At)
	}
	p.form.SetVisible(office.FieldPlanLate, p.day().Before(entered))
}

// fill shows the plan in the form.
func (p *planPage) fill() {
	x := p.plan
	if x.ID != 0 {
		p.title.Text = x.Name() + "　" + x.CaseNo
	} else if x.CaseNo != "" {
		p.title.Text = "拟制分配方案　" + x.CaseNo
	}
	p.title.Refresh()
	p.debtor.SetText(x.Debtor)
	p.source.SetText(x.Source)
	p.panel.SetText(x.Panel)
	p.late.SetText(x.Late)
	if !x.Made.IsZero() {
		p.made.SetDate(x.Made)
	}
	p.askLate()
	if x.Pool > 0 {
		p.pool.SetMoney(x.Pool)
	}
	var lines []string
	for _, c := range x.Costs {
		lines = append(lines, c.Name+" "+c.Amount.String())
	}
	p.costs.SetText(strings.Join(lines, "\n"))
	p.ordered.SetID(byRatio)
	if x.Ordered {
		p.ordered.SetID(byOrder)
	}
	p.number()
	p.share()
	p.dirty = false
}

// Shown reads what a new plan begins with.
func (p *planPage) Shown() {
	if p.caseID == 0 {
		p.table.Focus()
		return
	}
	id, o := p.caseID, p.f.Office()
	p.caseID = 0
	widgets.Load(p.loader, func(ctx context.Context) (office.PlanStart, error) { return o.StartPlan(ctx, id) }, func(s office.PlanStart) {
		p.plan = s.Plan
		p.hint.Text = "账上可分配 " + s.Free.String() + " 元"
		if s.Unit {
			p.hint.Text += "　｜　被执行人是单位：符合破产条件的先征询移送破产，不移送的普通债权按采取措施先后清偿"
		}
		p.plan.Ordered = s.Unit
		p.hint.Refresh()
		p.fill()
		p.form.FocusField("款项的来源")
	})
}

// Changed leaves what is being written alone.
func (p *planPage) Changed(office.Change) {}

// Leave asks before changes are lost.
func (p *planPage) Leave(then func()) bool {
	if !p.dirty {
		return true
	}
	widgets.Confirm(p.f.Window(), "还没有保存", "方案有改动还没有保存，离开就会丢失。", "不保存，离开", "留下", func() { p.dirty = false; then() })
	return false
}

// Keys gives the page's shortcuts.
func (p *planPage) Keys() widgets.Bindings {
	return widgets.Bindings{"Ctrl+S": p.save, "Esc": p.f.Back, "Ctrl+J": p.addCase, "Ctrl+Q": p.addOther}
}

func (p *planPage) changed() { p.dirty = true; p.share() }

// number counts the lines anew.
func (p *planPage) number() {
	for i := range p.plan.Claims {
		p.plan.Claims[i].Line = i + 1
	}
}

// readCosts reads the lines of the costs: the amount stands last.
func (p *planPage) readCosts() ([]court.Deduction, error) {
	var out []court.Deduction
	for line := range strings.Lines(p.costs.Entry.Text) {
		words := strings.Fields(strings.NewReplacer("，", " ", "：", " ", ":", " ").Replace(court.CleanLine(line)))
		if len(words) == 0 {
			continue
		}
		amount, err := court.ParseMoney(words[len(words)-1])
		if err != nil || len(words) < 2 {
			return nil, court.FieldErrorf("先行扣除的费用", "“%s”不能识别，请写成：评估费 3000。", strings.TrimSpace(line))
		}
		out = append(out, court.Deduction{Name: strings.Join(words[:len(words)-1], ""), Amount: amount})
	}
	return out, nil
}

// share works out what everybody gets from what is written so far.
func (p *planPage) share() {
	costs, err := p.readCosts()
	pool, _ := p.pool.MoneyEntry.Money() // unreadable is refused when it is saved
	sums := make([]court.Money, len(costs))
	for i, c := range costs {
		sums[i] = c.Amount
	}
	var shares law.Shares
	if err == nil {
		shares, err = law.ShareOut(pool, sums, p.plan.Claims, p.ordered.ID() == byOrder, p.day())
	}
	var given court.Money
	for i := range p.plan.Claims {
		p.plan.Claims[i].Given = 0
		if err == nil {
			p.plan.Claims[i].Given = shares.Claims[i]
			given += shares.Claims[i]
		}
	}
	p.result.Text = ""
	if err == nil {
		p.result.Text = fmt.Sprintf("债权 %s　费用后分配 %s　结余 %s", p.plan.Claimed(), given, shares.Left)
	}
	p.result.Refresh()
	p.table.SetRows(slices.Clone(p.plan.Claims))
}

func (p *planPage) columns() []widgets.Column[court.Claim] {
	type row = court.Claim
	text := widgets.TextOf[row]
	return []widgets.Column[row]{
		{ID: "line", Label: "序", Width: 34, Cell: text(func(c row) string { return strconv.Itoa(c.Line) })},
		{ID: "creditor", Label: "债权人", Width: 120, Stretch: 2, Cell: text(func(c row) string { return c.Creditor })},
		{ID: "basis", Label: "案号、依据", Width: 150, Stretch: 2, Cell: text(func(c row) string { return spaced(c.Court, c.CaseNo, c.Basis) })},
		{ID: "class", Label: "类别和理由", Width: 120, Stretch: 2, Cell: text(func(c row) string { return spaced(className(c.Class, p.day()), c.Reason) })},
		{ID: "rank", Label: "顺位", Width: 44, Align: fyne.TextAlignTrailing, Cell: text(func(c row) string { return strconv.Itoa(c.Rank) })},
		{ID: "amount", Label: "确认的债权", Width: 112, Align: fyne.TextAlignTrailing, Cell: func(c row) widgets.Cell { return widgets.MoneyCell(c.Amount) }},
		{ID: "given", Label: "分配额", Width: 112, Align: fyne.TextAlignTrailing, Cell: func(c row) widgets.Cell { return widgets.MoneyCell(c.Given) }},
		{ID: "share", Label: "比例", Width: 76, Align: fyne.TextAlignTrailing, Cell: text(func(c row) string { return percent(c.Given, c.Amount) })},
		{ID: "do", Label: "", Width: 150, Cell: func(c row) widgets.Cell {
			return widgets.ButtonCell(widgets.CellButton{Label: "修改", Do: func() { p.ask(c) }}, widgets.CellButton{Label: "上移", Do: func() { p.up(c.Line) }},
				widgets.CellButton{Label: "删除", Do: func() { p.remove(c.Line) }})
		}},
	}
}

func (p *planPage) up(line int) {
	if line > 1 {
		p.plan.Claims[line-2], p.plan.Claims[line-1] = p.plan.Claims[line-1], p.plan.Claims[line-2]
		p.number()
		p.changed()
	}
}

func (p *planPage) remove(line int) {
	p.plan.Claims = slices.Delete(p.plan.Claims, line-1, line)
	p.number()
	p.changed()
}

// addCase adds the claim of one of this court's cases.
func (p *planPage) addCase() {
	parts.PickCase(p.f, parts.CaseQuestion{Title: "添加哪一件案件的债权", Button: "添加"}, func(c office.CaseRow) {
		o := p.f.Office()
		widgets.Load(p.work, func(ctx context.Context) (court.Claim, error) { return o.ClaimOfCase(ctx, c.ID) }, p.ask)
	})
}

func (p *planPage) addOther() {
	class, _ := law.ClaimClassOf("ordinary", p.day())
	p.ask(court.Claim{Class: class.ID, Rank: class.Rank})
}

// ask shows a claim to fill in; a line that is there is replaced.
func (p *planPage) ask(c court.Claim) {
	on := p.day()
	form := dialogForm()
	creditor := form.AddText("债权人", widgets.Required())
	creditor.SetText(c.Creditor)
	var organ, number *widgets.TextField
	if c.CaseID != 0 {
		form.AddReadOnly("本院案件", c.CaseNo)
	} else {
		organ = form.AddText("执行法院", widgets.Help("其他法院的案件填写；没有进入执行的不填"))
		organ.SetText(c.Court)
		number = form.AddText("案号")
		number.SetText(c.CaseNo)
	}
	basis := form.AddText("执行依据")
	basis.SetText(c.Basis)
	amount := form.AddMoney("确认的债权", true, widgets.Required())
	if c.Amount > 0 {
		amount.SetMoney(c.Amount)
	}
	ordinary, _ := law.ClaimClassOf("ordinary", on)
	var options []widgets.Option
	for _, x := range law.ClaimClasses(on) {
		options = append(options, widgets.Option{ID: x.ID, Label: x.Name, Note: x.Basis})
	}
	class := form.AddChoice("类别", options, widgets.Required())
	class.SetID(c.Class)
	rank := form.AddNumber("顺位", 1, 999, widgets.Required(), widgets.Help("数小的先受偿；同一顺位按比例。几个担保物权按成立先后分别写"))
	rank.SetNumber(max(c.Rank, 1))
	reason := form.AddText("类别理由", widgets.Help("优先受偿的必须写明：如抵押登记日期、工程和期限、欠税时间"))
	reason.SetText(c.Reason)
	class.OnChanged = func(id string) {
		if x, ok := law.ClaimClassOf(id, on); ok {
			rank.SetNumber(x.Rank)
			class.SetHelper("依据：" + x.Basis + "（把握程度 " + x.Mark + "）")
		}
	}
	bank := form.AddText("收款开户行")
	bank.SetText(c.Bank)
	account := form.AddText("收款账号")
	account.SetText(c.Account)
	widgets.FormDialog(p.f.Window(), "参与分配的债权", form, "确定", func() error {
		c.Creditor, c.Basis, c.Amount, c.Class, c.Rank, c.Reason = creditor.Text(), basis.Text(), amount.Money(), class.ID(), rank.Number(), reason.Text()
		c.Bank, c.Account = bank.Text(), account.Text()
		if organ != nil {
			c.Court, c.CaseNo = organ.Text(), number.Text()
		}
		if c.Rank < ordinary.Rank && c.Reason == "" {
			return court.FieldErrorf("类别理由", "不能为空：先于普通债权受偿的，要写明理由。")
		}
		return nil
	}, func() {
		if c.Line == 0 {
			p.plan.Claims = append(p.plan.Claims, c)
		} else {
			p.plan.Claims[c.Line-1] = c
		}
		p.number()
		p.changed()
	})
}

// save stores the draft and goes back.
func (p *planPage) save() {
	if !p.form.Validate() {
		return
	}
	costs, err := p.readCosts()
	if err != nil {
		p.form.ShowError(err)
		return
	}
	x := p.plan
	x.Debtor, x.Source, x.Pool, x.Costs, x.Ordered, x.Panel = p.debtor.Text(), p.source.Text(), p.pool.Money(), costs, p.ordered.ID() == byOrder, p.panel.Text()
	x.Made, x.Late = p.made.Date(), p.late.Text()
	o, actor := p.f.Office(), p.f.Actor()
	widgets.LoadResult(p.work, func(ctx context.Context) (court.Distribution, error) { return o.SavePlan(ctx, actor, x) }, func(saved court.Distribution, err error) {
		if err != nil {
			p.form.ShowError(err)
			return
		}
		p.plan, p.dirty = saved, false
		p.f.Say("已保存 " + saved.Name())
		p.f.Back()
	})
}
