package cases

import (
	"fmt"
	"image/color"
	"slices"
	"strconv"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/container"

	"zhixing/app/court"
	"zhixing/app/desktop/frame"
	"zhixing/app/desktop/property/propertyforms"
	"zhixing/app/desktop/widgets"
	"zhixing/app/law"
	"zhixing/app/office"
)

// propertyPart is the tab 财产: what was found and what holds it.
type propertyPart struct {
	page   *casePage
	about  *canvas.Text
	table  *widgets.DataTable[office.PropertyLine]
	detail *fyne.Container
	scroll *container.Scroll
	root   fyne.CanvasObject
	work   *widgets.Loader
}

func newPropertyPart(p *casePage) *propertyPart {
	t := &propertyPart{page: p, detail: widgets.VStack(6), work: widgets.NewLoader(p.f.Window())}
	t.work.OnError = p.f.Fail
	type row = office.PropertyLine
	today := p.f.Office().Today()
	t.table = widgets.NewListTable([]widgets.Column[row]{
		{ID: "kind", Label: "类型", Width: 76, Cell: func(l row) widgets.Cell { return widgets.TextCell(string(l.Kind)) }},
		{ID: "line", Label: "财产", Width: 190, Stretch: 2, Cell: func(l row) widgets.Cell { return widgets.TextCell(l.Line()) }},
		{ID: "owner", Label: "被执行人", Width: 84, Cell: func(l row) widgets.Cell { return widgets.TextCell(l.Owner) }},
		{ID: "value", Label: "价值（元）", Width: 104, Align: fyne.TextAlignTrailing, Cell: func(l row) widgets.Cell {
			if l.Value == 0 {
				return widgets.TextCell("")
			}
			return widgets.MoneyCell(l.Value)
		}},
		{ID: "measure", Label: "措施", Width: 128, Cell: func(l row) widgets.Cell { return t.measureCell(l, today) }},
		{ID: "until", Label: "届满日", Width: 88, Cell: func(l row) widgets.Cell { return t.untilCell(l, today) }},
		{ID: "days", Label: "余/超", Width: 76, Align: fyne.TextAlignTrailing, Cell: func(l row) widgets.Cell {
			if m, ok := t.own(l); ok {
				return propertyforms.DaysCell(m, today)
			}
			return widgets.TextCell("")
		}},
	}, func(l row) string { return strconv.FormatInt(l.ID, 10) }, nil)
	t.table.Empty = widgets.Empty{Text: "本案还没有登记财产。"}
	if p.f.Can(office.MayWorkProperty) {
		t.table.Empty.Label, t.table.Empty.Action = "登记财产", t.enter
	}
	t.table.MultiSelect = true
	t.table.OnChosen = func(row) { t.showDetail() }
	t.table.OnOpen = func(l row) { t.change(l) }
	t.about = widgets.NewText("", widgets.TableSize, widgets.ColorQuiet, false)
	t.scroll = container.NewVScroll(widgets.Padded(12, 8, t.detail))
	t.root = container.NewBorder(widgets.Padded(12, 6, t.about), nil, nil, nil, newHalves(0.66, t.table, t.scroll))
	return t
}

// own gives the measure of this case that counts: the one alive, or the newest
// that ran out.
func (t *propertyPart) own(l office.PropertyLine) (court.Measure, bool) {
	if m, ok := l.Own(t.page.id, t.page.f.Office().Today()); ok {
		return m, true
	}
	for i := len(l.Measures) - 1; i >= 0; i-- {
		if l.Measures[i].CaseID == t.page.id {
			return l.Measures[i], true
		}
	}
	return court.Measure{}, false
}

func (t *propertyPart) measureCell(l office.PropertyLine, today court.Date) widgets.Cell {
	m, ok := t.own(l)
	if !ok {
		switch {
		case l.Condition == court.PropertyUnsellable || l.Condition == court.PropertySold:
			return widgets.StateCell(widgets.StateExempt, string(l.Condition))
		case l.Exempt != "":
			return widgets.StateCell(widgets.StateExempt, "不得查封")
		case t.page.facts.c.Status == court.StatusClosed:
			return widgets.StateCell(widgets.StateExempt, "本案无措施")
		}
		return widgets.StateCell(widgets.StateNear, "未控制")
	}
	cell := propertyforms.StateCell(m, today)
	if place := law.PlaceOn(l.Measures, m.ID, today); place > 1 {
		cell.Text = fmt.Sprintf("轮候第 %d 位", place)
	} else if m.StateOn(today) == court.MeasureRunning && propertyforms.StateOf(m, today) == widgets.StateDone {
		cell.Text = office.MeasureWord(m) + "生效"
	}
	return cell
}

func (t *propertyPart) untilCell(l office.PropertyLine, today court.Date) widgets.Cell {
	if m, ok := t.own(l); ok && (m.StateOn(today) == court.MeasureRunning || m.StateOn(today) == court.MeasureLapsed) {
		return widgets.DateCell(m.Until)
	}
	return widgets.TextCell("")
}

func (t *propertyPart) content() fyne.CanvasObject { return t.root }

func (t *propertyPart) focus() { t.table.Focus() }

func (t *propertyPart) formCase() propertyforms.Case {
	return propertyforms.CaseOf(t.page.facts.c, t.page.facts.property.Owed)
}

func (t *propertyPart) enter() { propertyforms.Enter(t.page.f, t.formCase()) }

func (t *propertyPart) change(l office.PropertyLine) {
	if t.page.f.Can(office.MayWorkProperty) {
		propertyforms.Change(t.page.f, t.formCase(), l.Property)
	}
}

// picked gives the ticked properties, or the chosen one.
func (t *propertyPart) picked() []office.PropertyLine {
	marked := map[int64]bool{}
	for _, l := range t.table.Marked() {
		marked[l.ID] = true
	}
	var out []office.PropertyLine
	for _, l := range t.table.Rows() {
		if marked[l.ID] {
			out = append(out, l)
		}
	}
	if l, ok := t.table.Chosen(); ok && len(out) == 0 {
		out = append(out, l)
	}
	return out
}

// measures gives the own measures of the picked properties.
func (t *propertyPart) measures() []court.Measure {
	var out []court.Measure
	for _, l := range t.picked() {
		if m, ok := t.own(l); ok {
			out = append(out, m)
		}
	}
	return out
}

func (t *propertyPart) actions(x *facts) []fyne.CanvasObject {
	p := t.page
	var out []fyne.CanvasObject
	if p.f.Can(office.MayWorkProperty) {
		if n := len(x.property.Carry); n > 0 {
			out = append(out, widgets.NewButton(fmt.Sprintf("转入措施 %d", n), func() { propertyforms.Carry(p.f, t.formCase(), p.facts.property.Carry) }))
		}
		out = append(out,
			widgets.NewPrimaryButton("登记财产", t.enter),
			widgets.NewButton("查封、冻结", func() { propertyforms.Control(p.f, t.formCase(), t.picked()) }),
			widgets.NewButton("续封", func() { propertyforms.Renew(p.f, t.measures()) }),
		)
	}
	if p.f.Can(office.MayMakePaper) {
		out = append(out, widgets.NewMenuButton("制作文书", widgets.ButtonNormal, t.forms))
	}
	if p.f.Can(office.MayExport) && len(x.property.Lines) > 0 {
		out = append(out, widgets.NewMenuButton("清单", widgets.ButtonNormal, t.lists))
	}
	return out
}

// lists offers the properties with their measures on paper and for Excel.
func (t *propertyPart) lists() []widgets.MenuItem {
	p := t.page
	l := propertyforms.CaseList(p.facts.c.Number.String(), p.facts.property, p.f.Office().Today())
	return []widgets.MenuItem{{Label: "打印清单", Do: func() { l.Print(p.f) }}, {Label: "导出 Excel…", Do: func() { l.Excel(p.f, t.work) }}}
}

// forms offers the papers about what is picked.
func (t *propertyPart) forms() []widgets.MenuItem {
	var properties, measures []int64
	for _, l := range t.picked() {
		if m, ok := l.Own(t.page.id, t.page.f.Office().Today()); ok {
			measures = append(measures, m.ID)
		} else {
			properties = append(properties, l.ID)
		}
	}
	if len(measures) > 0 {
		properties = nil
	}
	var items []widgets.MenuItem
	for _, form := range t.page.f.Office().Forms(t.page.f.Actor()) {
		if office.AboutProperty(form.Code) {
			items = append(items, widgets.MenuItem{Label: form.Name, Do: func() {
				t.page.f.OpenPaperMaker(t.page.id, frame.PaperAbout(form.Code, properties, measures))
			}})
		}
	}
	return items
}

func (t *propertyPart) show(x *facts) {
	t.about.Text, t.about.Color = controlText(x.property)
	t.about.Refresh()
	before := t.table.Rows()
	t.table.ShowRows(x.property.Lines)
	t.chooseNew(before, x.property.Lines)
	t.showDetail()
}

// chooseNew chooses the property that was just entered: what follows is about it.
func (t *propertyPart) chooseNew(before, now []office.PropertyLine) {
	if len(before) == 0 || len(now) != len(before)+1 {
		return
	}
	for i, l := range now {
		if !slices.ContainsFunc(before, func(b office.PropertyLine) bool { return b.ID == l.ID }) {
			t.table.ChooseIndex(i)
		}
	}
}

// controlText holds what is controlled against what is owed.
func controlText(c office.CaseProperty) (string, color.Color) {
	if len(c.Lines) == 0 {
		return "查到的财产在这里登记；同一账户、房产、车辆只登记一次，各案的查封顺位自动排列", widgets.ColorQuiet
	}
	text := fmt.Sprintf("首封控制价值 %s 元，尚欠（含执行费）%s 元", c.Controlled, c.Owed)
	if c.Unvalued > 0 {
		text += fmt.Sprintf("，另有 %d 项没有填价值", c.Unvalued)
	}
	if c.Over() {
		return text + "。控制价值超过应执行数额：不得明显超标的额查封（查封规定19条，原21条），请核对", widgets.ColorNear
	}
	return text, widgets.ColorQuiet
}

// showDetail shows the chosen property with the order of the measures on it.
func (t *propertyPart) showDetail() {
	t.detail.Objects = nil
	l, ok := t.table.Chosen()
	if ok {
		t.detail.Add(container.NewBorder(nil, nil, nil, t.detailButtons(l), heading(string(l.Kind))))
		today := t.page.f.Office().Today()
		t.detail.Add(newFactGrid(propertyFacts(l, today)...))
		t.detail.Add(heading("查封顺位"))
		if len(l.Measures) == 0 {
			t.detail.Add(widgets.NewText("还没有措施", widgets.TableSize, widgets.ColorFaint, false))
		}
		for _, m := range l.Measures {
			t.detail.Add(t.measureBox(l, m, today))
		}
		if hints := law.PropertyHints(l.Kind, l.Facts, today); len(hints) > 0 {
			t.detail.Add(heading("相关规定"))
			for _, text := range hints {
				t.detail.Add(widgets.NewWrapText(text, widgets.CaptionSize, widgets.ColorQuiet))
			}
		}
	}
	t.detail.Refresh()
	t.scroll.Refresh()
}

func (t *propertyPart) detailButtons(l office.PropertyLine) fyne.CanvasObject {
	buttons := widgets.HStack(6)
	if t.page.f.Can(office.MayWorkProperty) {
		buttons.Add(widgets.NewSmallButton("修改", func() { t.change(l) }))
		if len(l.Measures) == 0 {
			buttons.Add(widgets.NewSmallButton("作废", func() { propertyforms.Void(t.page.f, l.Property) }))
		}
	}
	return buttons
}

func propertyFacts(l office.PropertyLine, today court.Date) []fact {
	out := []fact{{"被执行人", l.Owner, false}, {"状态", string(l.Condition), false}}
	for _, f := range court.InfoOf(l.Kind).Fields {
		out = append(out, fact{f.Label, l.Facts[f.Label], false})
	}
	value := ""
	if l.Value > 0 {
		value = l.Value.String() + " 元"
	}
	burden := l.Burden
	if l.BurdenSum > 0 {
		burden = spaced(burden, "担保 "+l.BurdenSum.String()+" 元")
	}
	return append(out, fact{"价值", value, false}, fact{"权属", spaced(string(l.Tie), l.Holder), false}, fact{"查明", spaced(l.Source, l.Found.String()), false},
		fact{"权利负担", burden, true}, fact{"豁免", law.ExemptText(l.Exempt, today), true}, fact{"不能处置", l.Why, true}, fact{"备注", l.Note, true}, fact{"所在案件", l.Cases, true})
}

// measureBox shows one measure in the order, with what can be done about it.
func (t *propertyPart) measureBox(l office.PropertyLine, m court.Measure, today court.Date) fyne.CanvasObject {
	state := propertyforms.StateOf(m, today)
	head := state.Sign() + " " + office.MeasureWord(m)
	if place := law.PlaceOn(l.Measures, m.ID, today); place > 0 {
		head = fmt.Sprintf("%s 第 %d 位 %s", state.Sign(), place, office.MeasureWord(m))
	}
	buttons := widgets.HStack(6)
	for _, b := range t.measureButtons(m, today) {
		buttons.Add(b)
	}
	box := widgets.VStack(2, container.NewBorder(nil, nil, nil, buttons, widgets.NewText(head, widgets.TableSize, state.Color(), true)))
	// The number has a line of its own: beside the buttons there is no room for it.
	for _, line := range append([]string{m.Number}, measureLines(m, today)...) {
		box.Add(widgets.NewWrapText(line, widgets.TableSize, widgets.ColorText))
	}
	for _, c := range t.transfer(l, m, today) {
		text, ink := "◷ "+c.Text+"（"+c.Basis+"）："+c.Proof, widgets.ColorQuiet
		if c.Met {
			text, ink = "● "+c.Text+"（"+c.Basis+"）："+c.Proof+"，可以制作商请移送执行函", widgets.ColorNear
		}
		box.Add(widgets.NewWrapText(text, widgets.TableSize, ink))
	}
	return box
}

// transfer gives the conditions of 移送执行 for a measure of this case that waits
// behind another court's.
func (t *propertyPart) transfer(l office.PropertyLine, m court.Measure, today court.Date) []law.Condition {
	first, held := law.HolderOn(l.Measures, today)
	if !held || !first.Foreign() || m.CaseID != t.page.id || m.StateOn(today) != court.MeasureWaiting {
		return nil
	}
	return t.page.f.Office().TransferConditions(first)
}

func (t *propertyPart) measureButtons(m court.Measure, today court.Date) []fyne.CanvasObject {
	f := t.page.f
	if !f.Can(office.MayWorkProperty) || m.CaseID != t.page.id && !m.Foreign() {
		return nil
	}
	one := []court.Measure{m}
	var out []fyne.CanvasObject
	add := func(label string, do func()) { out = append(out, widgets.NewSmallButton(label, do)) }
	state := m.StateOn(today)
	if _, waits := m.Open(); waits {
		add("登记送达", func() { propertyforms.Receive(f, one) })
	} else if state == court.MeasureRunning && !m.Foreign() {
		add("续封", func() { propertyforms.Renew(f, one) })
	}
	if !m.Displaced.IsZero() {
		add("知悉", func() { propertyforms.Seen(f, m) })
	}
	if m.Preview && m.Converted.IsZero() && state == court.MeasureRunning {
		add("转正式", func() { propertyforms.Convert(f, m) })
	}
	if state == court.MeasureRunning || state == court.MeasureWaiting {
		add("解除", func() { propertyforms.Release(f, one) })
	}
	if state == court.MeasureLapsed && m.LapseNote == "" && !m.Foreign() {
		add("说明未续", func() { propertyforms.Explain(f, one) })
	}
	add("作废", func() { propertyforms.VoidMeasures(f, one) })
	return out
}

// renewalLines tells of each renewal of a measure.
func renewalLines(m court.Measure) []string {
	var lines []string
	for _, r := range m.Renewals {
		line := fmt.Sprintf("续行：%s 裁定 %s，到 %s", r.Ruled, r.Ruling, r.Until)
		switch {
		case r.Void != "":
			line += "（作废：" + r.Void + "）"
		case r.Received.IsZero():
			line += "，待送达（须在 " + r.Old.String() + " 之前）"
		default:
			line += "，" + r.Received.String() + " 送达"
		}
		lines = append(lines, line)
	}
	return lines
}

// measureLines tells of a measure: dates, unit, renewals, end.
func measureLines(m court.Measure, today court.Date) []string {
	first := m.On.String() + " 送达"
	switch {
	case m.StateOn(today) == court.MeasureWaiting && m.Since.IsZero():
		first += "，等在先的解除"
	case m.StateOn(today) == court.MeasureWaiting:
		first += "，在先的不续行则 " + m.Since.String() + " 生效"
	case m.Since.IsZero():
		first += "，轮候，没有转为正式"
	case m.Since != m.On:
		first += "，" + m.Since.String() + " 由轮候转为正式"
	}
	if !m.Until.IsZero() && !m.Since.IsZero() && m.StateOn(today) != court.MeasureWaiting {
		first += "，到 " + m.Until.String()
	}
	lines := []string{first}
	detail := spaced(spaced(m.Ruling, m.Unit), spaced(m.Place, m.Keeper))
	if m.Amount > 0 {
		detail = spaced(detail, "限额 "+m.Amount.String()+" 元")
	}
	switch {
	case m.Protection:
		detail = spaced(detail, "保全转入 "+m.From)
	case m.From != "":
		detail = spaced(detail, "承接自 "+m.From)
	}
	if detail != "" {
		lines = append(lines, detail)
	}
	lines = append(lines, renewalLines(m)...)
	if !m.Ended.IsZero() {
		lines = append(lines, "解除 "+m.Ended.String()+"："+spaced(m.EndWhy, m.EndPaper))
	}
	if m.Preview {
		line := "预查封，权利登记后转正式"
		if !m.Converted.IsZero() {
			line = "预查封，" + m.Converted.String() + " 转为正式"
		}
		lines = append(lines, line)
	}
	if !m.Displaced.IsZero() {
		lines = append(lines, "顺位变动："+m.Displacer)
	}
	for _, text := range []string{m.LapseNote, m.Note} {
		if text != "" {
			lines = append(lines, text)
		}
	}
	return lines
}
