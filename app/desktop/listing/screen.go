package listing

import (
	"context"
	"fmt"
	"strconv"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"

	"zhixing/app/court"
	"zhixing/app/desktop/frame"
	"zhixing/app/desktop/papers/parts"
	"zhixing/app/desktop/widgets"
	"zhixing/app/law"
	"zhixing/app/office"
)

// screen is the page on which a person weighs the plan's rule, the law's
// situations and the exclusions side by side, each with its proof.
type screen struct {
	f      frame.Frame
	work   *widgets.Loader
	news   *widgets.Loader // what others changed: it must not drop the answer to a save
	l      court.Listing
	proofs []court.Proof
	rows   []*conditionRow
	head   *widgets.Form
	start  *widgets.ChoiceField
	asked  *widgets.DateField
	ground *widgets.ChoiceField
	facts  *widgets.TextField
	people map[string][2]*widgets.TextField // name and identifier by role
	body   *fyne.Container
	root   fyne.CanvasObject
	loaded bool
	edited bool
}

// conditionRow is one condition with what is found of it.
type conditionRow struct {
	view   office.ListingView
	answer *widgets.Choice
	ref    *widgets.Choice
	text   *widgets.Entry
}

// hint says what the proof is needed for.
func (r *conditionRow) hint() {
	hint := "证明材料"
	if r.view.Side == law.SideLaw && r.answer.ID() == court.AnswerYes {
		hint = "写明证明材料"
	}
	r.text.SetPlaceHolder(hint)
}

// NewScreenPage weighs a listing that is not decided, or begins one (ID 0) of a
// debtor of a case.
func NewScreenPage(f frame.Frame, l court.Listing) frame.Page {
	p := &screen{f: f, work: widgets.NewLoader(f.Window()), news: widgets.NewLoader(f.Window()), l: l, people: map[string][2]*widgets.TextField{}}
	p.work.OnError, p.news.OnError = f.Fail, f.Fail
	return p
}

// Nav lights 信用惩戒.
func (p *screen) Nav() string { return frame.PageListing }

// Content builds the page.
func (p *screen) Content() fyne.CanvasObject {
	p.head = widgets.NewForm(widgets.FormOptions{Columns: 2, FieldWidth: 300, LabelsQuiet: true})
	p.start = p.head.AddChoice("提起方式", widgets.Options(office.StartOwn, office.StartAsked), widgets.Required())
	var terms []widgets.FieldOption
	if p.l.Kind == court.ListDishonest {
		terms = append(terms, widgets.Help("15日内审查决定（失信规定5条）"))
	}
	p.asked = p.head.AddDate("申请日期", p.f.Office().Today, terms...)
	if p.l.Kind == court.ListDishonest {
		var options []widgets.Option
		for _, g := range law.ListingGrounds(p.f.Office().Today()) {
			options = append(options, widgets.Option{ID: strconv.Itoa(g.No), Label: g.Text, Note: g.Article})
		}
		p.ground = p.head.AddChoice("失信情形", options, widgets.Wide())
	}
	p.facts = p.head.AddText("查明的事实", widgets.Wide(), widgets.PlaceHolder("写进决定书：何时送达何种文书，没有怎样履行"))
	if p.l.Kind == court.ListConsumption && p.l.Party != court.PartyPerson {
		for _, role := range law.LimitedPersons(p.f.Office().Today()) {
			name := p.head.AddText(role, widgets.ErrorName(role, "一并限制的人员"))
			id := p.head.AddText(role+"的证件号码", widgets.ErrorName("证件号码"))
			p.people[role] = [2]*widgets.TextField{name, id}
		}
	}
	p.showHead()
	p.watchHead()
	p.head.SaveWith(func() { p.save(nil) })
	p.body = container.NewStack()
	title := widgets.NewText(spaced(string(p.l.Kind)+"甄别　"+p.l.Debtor, p.l.CaseNo), widgets.TextSize, widgets.ColorText, true)
	buttons := widgets.HStack(8, widgets.NewButton("返回 Esc", p.f.Back))
	if p.f.Can(office.MayWorkListing) {
		buttons.Add(widgets.NewButton("保存 Ctrl+S", func() { p.save(nil) }))
	}
	if p.f.Can(office.MayDecideListing) {
		buttons.Add(widgets.NewPrimaryButton("保存并决定 Ctrl+D", p.decide))
	}
	top := container.NewBorder(nil, nil, container.NewCenter(title), buttons)
	// In reading order, as Tab goes.
	p.root = widgets.VFill(6, 1, widgets.VStack(6, top, widgets.NewCard("", "", widgets.Padded(12, 8, p.head))), p.body)
	return p.root
}

// showHead shows what stands above the conditions.
func (p *screen) showHead() {
	if p.ground != nil && p.l.Ground != 0 {
		p.ground.SetID(strconv.Itoa(p.l.Ground))
	}
	for _, x := range p.l.Persons {
		if fields, asked := p.people[x.Role]; asked {
			fields[0].SetText(x.Name)
			fields[1].SetText(x.IDNumber)
		}
	}
	p.start.SetID(p.l.Start)
	if p.l.Start == "" {
		p.start.SetID(office.StartOwn)
	}
	p.asked.SetDate(p.l.Asked)
	p.facts.SetText(p.l.Facts)
	p.follow()
}

// watchHead notices what the user changes above the conditions.
func (p *screen) watchHead() {
	edited := func(string) { p.edited = true }
	p.start.OnChanged = func(string) { p.edited = true; p.follow() }
	p.asked.OnChanged, p.facts.OnChanged = edited, edited
	for _, fields := range p.people {
		fields[0].OnChanged, fields[1].OnChanged = edited, edited
	}
	if p.ground != nil {
		p.ground.OnChanged = func(string) { p.edited = true; p.agree() }
	}
}

// agree says at once when the chosen situation is not found below.
func (p *screen) agree() {
	if p.ground == nil || !p.loaded {
		return
	}
	text := law.Unborne(p.listing(), p.l.DecisionDay(p.f.Office().Today()))
	if text != "" {
		text = "▲ " + text + "：请在下面“法律规定的情形”里核实，并写明证明"
	}
	p.ground.SetHelper(text)
	p.root.Refresh() // the columns give way to the line
}

func (p *screen) follow() { p.head.SetVisible("申请日期", p.start.ID() == office.StartAsked) }

// Shown reads the conditions once.
func (p *screen) Shown() {
	if p.loaded {
		return
	}
	l := p.l
	type both struct {
		views  []office.ListingView
		proofs []court.Proof
	}
	read(p.f, p.work, func(ctx context.Context, o *office.Office) (both, error) {
		views, err := o.ListingConditions(ctx, l)
		if err != nil {
			return both{}, err
		}
		proofs, err := o.ProofChoices(ctx, l.CaseID)
		return both{views, proofs}, err
	}, func(x both) {
		p.loaded, p.proofs = true, x.proofs
		p.fill(x.views)
		p.edited = false
		p.agree()
		p.head.FocusFirst()
	})
}

// fill shows the three sides beside each other.
func (p *screen) fill(views []office.ListingView) {
	sides := []struct{ side, title, note string }{
		{law.SidePlan, "本院方案的规则", "第12条；不纳入须层报"}, {law.SideLaw, "法律规定的情形", "核实为“有”的写明证明"}, {law.SideBars, "不得采取的情形", "逐项核实；有的不得采取"},
	}
	p.rows = nil
	var columns []fyne.CanvasObject
	var widths []float32
	for _, s := range sides {
		stack := widgets.VStack(10)
		scroll := container.NewVScroll(widgets.Padded(10, 8, stack))
		for _, v := range views {
			if v.Side == s.side {
				stack.Add(p.conditionBox(v, scroll))
			}
		}
		if len(stack.Objects) > 0 {
			columns = append(columns, widgets.NewCard(s.title, s.note, scroll, p.sideActions(s.side)...))
			widths = append(widths, 0)
		}
	}
	p.body.Objects = []fyne.CanvasObject{parts.Columns(widths, columns...)}
	p.body.Refresh()
}

// sideActions are the buttons of a column: the exclusions that nobody sees any
// sign of can be answered together.
func (p *screen) sideActions(side string) []fyne.CanvasObject {
	if side != law.SideBars || !p.f.Can(office.MayWorkListing) {
		return nil
	}
	return []fyne.CanvasObject{widgets.NewSmallButton("其余都没有", p.restNo)}
}

// restNo answers 没有 for the exclusions not looked into; one that the program
// sees a sign of stays for the person to look at.
func (p *screen) restNo() {
	done, left := 0, 0
	for _, r := range p.rows {
		switch {
		case r.view.Side != law.SideBars || r.answer.ID() != "":
		case r.view.Hint != "":
			left++
		default:
			r.answer.SetID(court.AnswerNo)
			p.edited = true
			done++
		}
	}
	said := fmt.Sprintf("%d 项已选“没有”", done)
	if left > 0 {
		said += fmt.Sprintf("；%d 项程序见到迹象，请逐项核实", left)
	}
	p.f.Say(said)
}

func (p *screen) conditionBox(v office.ListingView, scroll *container.Scroll) fyne.CanvasObject {
	row := &conditionRow{view: v}
	box := widgets.VStack(2, widgets.NewWrapText(v.ListingCondition.Text, widgets.TableSize, widgets.ColorText))
	reveal := func() { widgets.Reveal(scroll, box) }
	row.answer = widgets.NewChoice([]widgets.Option{{ID: "", Label: "未核实"}, {ID: court.AnswerYes, Label: court.AnswerYes}, {ID: court.AnswerNo, Label: court.AnswerNo}}, func(string) {
		p.edited = true
		row.hint()
		p.agree()
	})
	row.answer.SetID(v.Answer)
	options := []widgets.Option{{ID: "", Label: "案内材料"}}
	for _, x := range p.proofs {
		options = append(options, widgets.Option{ID: x.Ref, Label: x.Text})
	}
	row.text = widgets.NewEntry()
	row.hint()
	if v.Proven(v.Proof) { // the name of the condition once stood here
		row.text.SetText(v.ListingCheck.Text)
	}
	row.text.ScrollWith(scroll)
	row.text.OnChanged = func(string) { p.edited = true }
	row.ref = widgets.NewChoice(options, func(string) {
		p.edited = true
		if row.text.Text == "" && row.ref.ID() != "" {
			row.text.SetText(row.ref.Label())
		}
	})
	row.ref.SetID(v.Ref)
	row.answer.OnFocus, row.text.OnFocus, row.ref.OnFocus = reveal, reveal, reveal
	p.rows = append(p.rows, row)
	note := v.Article
	if v.Hint != "" {
		note += "　程序所见：" + v.Hint
	}
	box.Add(widgets.NewWrapText(note, widgets.CaptionSize, widgets.ColorQuiet))
	box.Add(parts.Columns([]float32{82, 0, 110}, widgets.Sized(82, 28, row.answer), row.text, widgets.Sized(110, 28, row.ref)))
	return box
}

// listing reads what was filled in.
func (p *screen) listing() court.Listing {
	l := p.l
	l.Start, l.Asked, l.Facts = p.start.ID(), p.asked.Date(), p.facts.Text()
	if p.ground != nil {
		l.Ground, _ = strconv.Atoi(p.ground.ID()) // "" is none
	}
	if p.loaded {
		l.Checks = nil
		for _, r := range p.rows {
			l.Checks = append(l.Checks, court.ListingCheck{ID: r.view.ListingCondition.ID, Answer: r.answer.ID(), Proof: court.Proof{Ref: r.ref.ID(), Text: r.text.Text}})
		}
	}
	l.Persons = nil
	for _, role := range law.LimitedPersons(p.f.Office().Today()) {
		if x, asked := p.people[role]; asked && x[0].Text() != "" {
			l.Persons = append(l.Persons, court.ListedPerson{Role: role, Name: x[0].Text(), IDNumber: x[1].Text()})
		}
	}
	return l
}

// save stores what was found; then, which may be nil, follows. While something
// is read or saved the next save waits for another stroke.
func (p *screen) save(then func()) {
	if p.work.Busy() {
		return
	}
	l, actor := p.listing(), p.f.Actor()
	read(p.f, p.work, func(ctx context.Context, o *office.Office) (court.Listing, error) {
		return o.SaveListing(ctx, actor, l)
	}, func(saved court.Listing) {
		p.l, p.edited = saved, false
		p.f.Say("已保存甄别表")
		if then != nil {
			then()
		}
	})
}

func (p *screen) decide() { p.save(func() { Decide(p.f, p.l) }) }

// Changed follows the decision: once it is made the page has nothing to weigh.
// What another window found shows as long as nothing is typed here; otherwise
// the version stays, and the save is refused instead of undoing it.
func (p *screen) Changed(c office.Change) {
	if c.What != "listing" || p.l.ID == 0 {
		return
	}
	id := p.l.ID
	read(p.f, p.news, func(ctx context.Context, o *office.Office) (court.Listing, error) { return o.Listing(ctx, id) }, func(l court.Listing) {
		switch {
		case l.StateOn(p.f.Office().Today()) != court.ListingScreening:
			p.f.Back()
		case !p.edited && !p.work.Busy() && l.Version != p.l.Version:
			p.take(l)
		}
	})
}

// take shows what another window saved.
func (p *screen) take(l court.Listing) {
	p.l = l
	p.showHead()
	for _, r := range p.rows {
		c := l.Check(r.view.ListingCondition.ID)
		r.answer.SetID(c.Answer)
		r.ref.SetID(c.Ref)
		r.text.SetText(c.Text)
		r.hint()
	}
	p.edited = false
	p.agree()
}

// Leave asks before what was found is lost.
func (p *screen) Leave(then func()) bool {
	if !p.edited {
		return true
	}
	widgets.Confirm(p.f.Window(), "甄别表没有保存", "离开后，刚填的内容会丢失。", "不保存离开", "留下", func() {
		p.edited = false
		then()
	})
	return false
}

// Keys gives the page's shortcuts.
func (p *screen) Keys() widgets.Bindings {
	keys := widgets.Bindings{"Esc": p.f.Back, "Ctrl+S": func() { p.save(nil) }}
	if p.f.Can(office.MayDecideListing) {
		keys["Ctrl+D"] = p.decide
	}
	return keys
}
