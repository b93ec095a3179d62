package property

import (
	"context"
	"fmt"
	"strings"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"

	"zhixing/app/court"
	"zhixing/app/desktop/frame"
	"zhixing/app/desktop/papers/parts"
	"zhixing/app/desktop/property/propertyforms"
	"zhixing/app/desktop/widgets"
	"zhixing/app/law"
	"zhixing/app/office"
	"zhixing/app/sheet"
)

// whoList answers whose case something is, and shows the person over all cases.
type whoList struct {
	p      *page
	text   string
	typing widgets.Typing
	loader *widgets.Loader
	person *widgets.Loader
	entry  *widgets.Entry
	found  *widgets.DataTable[office.Found]
	detail *fyne.Container
	scroll *container.Scroll
	root   fyne.CanvasObject
	shown  string // person in the detail
	debtor office.Debtor
}

func newWho(p *page) *whoList {
	t := &whoList{p: p, loader: widgets.NewLoader(p.f.Window()), person: widgets.NewLoader(p.f.Window()), detail: widgets.VStack(2)}
	t.loader.OnError, t.person.OnError = p.f.Fail, p.f.Fail
	t.entry = widgets.NewEntry()
	t.entry.SetPlaceHolder("粘贴姓名、证件号、号牌、账号、电话或案号")
	t.entry.OnChanged = func(text string) { t.typing.Rested(func() { t.text = text; t.Load() }) }
	t.entry.OnEnter = func() { t.found.Focus() }
	type row = office.Found
	cell := widgets.TextOf[row]
	t.found = widgets.NewListTable([]widgets.Column[row]{
		{ID: "number", Label: "案号", Width: 166, Cell: cell(func(x row) string { return x.Number })},
		{ID: "officer", Label: "承办人", Width: 64, Cell: cell(func(x row) string { return x.Officer })},
		{ID: "status", Label: "状态", Width: 56, Cell: cell(func(x row) string { return string(x.Status) })},
		{ID: "name", Label: "是谁", Width: 100, Stretch: 1, Cell: cell(func(x row) string { return x.Name })},
		{ID: "what", Label: "身份、财产", Width: 110, Stretch: 2, Cell: cell(whatOf)},
	}, func(x row) string { return fmt.Sprint(x.CaseID, x.Role, x.Name, x.What) }, nil)
	t.found.Empty = widgets.Empty{Text: "输入姓名、证件号、号牌、账号、电话，看是谁的案子。"}
	t.found.OnChosen = func(x row) { t.show(x.IDNumber, x.Name) }
	t.found.OnOpen = func(x row) {
		tab := ""
		if x.What != "" {
			tab = frame.TabProperty
		}
		p.f.OpenCase(x.CaseID, tab)
	}
	t.scroll = container.NewVScroll(widgets.Padded(12, 8, t.detail))
	left := container.NewBorder(widgets.Padded(10, 6, widgets.Sized(380, 28, t.entry)), nil, nil, nil, t.found)
	t.root = parts.Columns([]float32{0, 560}, left, t.scroll)
	return t
}

func whatOf(x office.Found) string {
	if x.What != "" {
		return x.What
	}
	return string(x.Role)
}

// Content gives the tab.
func (t *whoList) Content() fyne.CanvasObject { return t.root }

// Focus puts the keyboard where the text is asked for.
func (t *whoList) Focus() { t.Find() }

// Find is Focus.
func (t *whoList) Find() { t.p.f.Window().Canvas().Focus(t.entry) }

// Buttons are none.
func (t *whoList) Buttons() []fyne.CanvasObject { return nil }

// Printed is the person shown: the cases, and the properties with their
// measures.
func (t *whoList) Printed() func(context.Context) (parts.List, error) {
	d, today := t.debtor, t.p.f.Office().Today()
	return func(context.Context) (parts.List, error) {
		if d.Name == "" {
			return parts.List{}, court.Errorf(court.CodeInvalid, "还没有查到人。").WithHint("先在左边查到一个人或者单位，再打印、导出。")
		}
		return listOfDebtor(d, today), nil
	}
}

func listOfDebtor(d office.Debtor, today court.Date) parts.List {
	l := parts.List{Title: d.Name + "的案件和财产", Notes: []string{strings.TrimSpace(d.IDNumber + "　" + owedText(d))}}
	if len(d.Names) > 0 {
		l.Notes = append(l.Notes, "曾用名 "+strings.Join(d.Names, "、"))
	}
	l.Heads = []sheet.Head{{Label: "项目"}, {Label: "案号"}, {Label: "内容"}, {Label: "状态"}, {Label: "承办人"}, {Label: "标的、价值（元）", Kind: sheet.Money}, {Label: "到位（元）", Kind: sheet.Money}, {Label: "届满日", Kind: sheet.Date}}
	for _, c := range d.Cases {
		l.Rows = append(l.Rows, []any{"案件", c.Number, spacedText(string(c.Role), resumedText(c)), string(c.Status), c.Officer, c.Principal, c.Realised, court.Date{}})
	}
	for _, x := range d.Lines {
		l.Rows = append(l.Rows, []any{"财产", x.Cases, string(x.Kind) + "　" + x.Line(), string(x.Condition), x.Officer, valueOf(x.Value), nil, court.Date{}})
		for _, m := range x.Measures {
			l.Rows = append(l.Rows, []any{"　措施", m.Number, placed(x, m, today) + "　" + x.Line(), string(m.StateOn(today)), m.Officer, valueOf(m.Amount), nil, m.Until})
		}
	}
	for _, x := range d.Listings {
		l.Rows = append(l.Rows, []any{string(x.Kind), x.CaseNo, x.Facts, string(x.StateOn(today)), x.Officer, nil, nil, x.Until})
	}
	for _, c := range d.Coercions {
		l.Rows = append(l.Rows, []any{"强制措施", c.CaseNo, string(c.Kind) + "　" + c.Facts, string(c.State), c.Officer, valueOf(c.Amount), nil, court.Date{}})
	}
	for _, x := range d.Crimes {
		l.Rows = append(l.Rows, []any{"拒执案件", x.CaseNo, x.Number + "　" + x.Facts, string(x.State), x.Officer, nil, nil, court.Date{}})
	}
	return l
}

// placed names a measure with its place in the order, while it has one.
func placed(l office.PropertyLine, m court.Measure, today court.Date) string {
	if n := law.PlaceOn(l.Measures, m.ID, today); n > 0 {
		return fmt.Sprintf("第%d位 %s", n, office.MeasureWord(m))
	}
	return office.MeasureWord(m)
}

func owedText(d office.Debtor) string {
	return fmt.Sprintf("作为被执行人尚欠 %s 元，已到位 %s 元", d.Owed, d.Paid)
}

func resumedText(c office.PersonCase) string {
	if c.ResumedBy == "" {
		return ""
	}
	return "余款并入 " + c.ResumedBy
}

func spacedText(a, b string) string { return strings.TrimSpace(a + "　" + b) }

// Load looks the text up.
func (t *whoList) Load() {
	if t.entry.Text != t.text {
		t.entry.SetText(t.text)
	}
	o, text := t.p.f.Office(), t.text
	widgets.Load(t.loader, func(ctx context.Context) ([]office.Found, error) { return o.WhoseCase(ctx, text) }, func(list []office.Found) {
		t.found.Empty = widgets.Empty{Text: "本院没有查到。姓名要写全，号牌、账号、电话要完整。"}
		if strings.TrimSpace(text) == "" {
			t.found.Empty = widgets.Empty{Text: "输入姓名、证件号、号牌、账号、电话，看是谁的案子。"}
		}
		t.found.SetRows(list)
		t.shown, t.debtor = "", office.Debtor{}
		t.detail.Objects = nil
		if len(list) > 0 {
			t.found.ChooseIndex(0)
			t.show(list[0].IDNumber, list[0].Name)
		}
		t.detail.Refresh()
		t.p.Say(t, fmt.Sprintf("查到 %d 条", len(list)))
	})
}

// show reads a person over all cases.
func (t *whoList) show(id, name string) {
	if t.shown == id+name {
		return
	}
	t.shown = id + name
	o := t.p.f.Office()
	widgets.Load(t.person, func(ctx context.Context) (office.Debtor, error) { return o.Debtor(ctx, id, name) }, t.fill)
}

func (t *whoList) fill(d office.Debtor) {
	t.debtor = d
	today := t.p.f.Office().Today()
	line := func(text string) { t.detail.Add(widgets.NewWrapText(text, widgets.TableSize, widgets.ColorText)) }
	bold := func(text string) { t.detail.Add(widgets.NewText(text, widgets.TextSize, widgets.ColorText, true)) }
	t.detail.Objects = nil
	bold(strings.TrimSpace(d.Name + "　" + d.IDNumber))
	if d.Unsure {
		t.detail.Add(widgets.NewWrapText("没有证件号，只按姓名汇总，可能有同名的人。", widgets.TableSize, widgets.ColorNear))
	}
	for _, x := range []struct{ label, text string }{
		{"曾用名", strings.Join(d.Names, "、")}, {"电话", strings.Join(d.Phones, "、")}, {"地址", strings.Join(d.Places, "；")},
		{"作为被执行人", fmt.Sprintf("尚欠 %s 元，已到位 %s 元", d.Owed, d.Paid)},
	} {
		if x.text != "" {
			line(x.label + "　" + x.text)
		}
	}
	bold(fmt.Sprintf("案件 %d 件", len(d.Cases)))
	for _, c := range d.Cases {
		text := fmt.Sprintf("%s　%s　%s　%s　标的 %s 元，到位 %s 元", c.Number, c.Role, c.Status, c.Officer, c.Principal, c.Realised)
		text = spacedText(text, resumedText(c))
		open := widgets.NewSmallButton("打开", func() { t.p.f.OpenCase(c.CaseID, "") })
		t.detail.Add(container.NewBorder(nil, nil, nil, container.NewCenter(open), widgets.NewWrapText(text, widgets.TableSize, widgets.ColorText)))
	}
	bold(fmt.Sprintf("失信、限消 %d 条", len(d.Listings)))
	for _, l := range d.Listings {
		text := fmt.Sprintf("%s　%s　%s", l.Kind, l.StateOn(today), l.CaseNo)
		if !l.Begun.IsZero() {
			text += "　" + l.Begun.String() + " 起"
		}
		if !l.Until.IsZero() {
			text += "　到 " + l.Until.String()
		}
		line(text)
	}
	bold(fmt.Sprintf("财产 %d 项", len(d.Lines)))
	for _, l := range d.Lines {
		line(string(l.Kind) + "　" + l.Line() + "　" + string(l.Condition))
		for _, m := range l.Measures {
			state := propertyforms.StateOf(m, today)
			text := fmt.Sprintf("　%s %s %s　%s", state.Sign(), m.StateOn(today), placed(l, m, today), m.Number)
			if !m.Until.IsZero() && (m.StateOn(today) == court.MeasureRunning || m.StateOn(today) == court.MeasureLapsed) {
				text += "　到 " + m.Until.String()
			}
			t.detail.Add(widgets.NewWrapText(text, widgets.TableSize, state.Color()))
		}
	}
	if len(d.Coercions)+len(d.Crimes) > 0 {
		bold(fmt.Sprintf("强制措施 %d 项，拒执案件 %d 件", len(d.Coercions), len(d.Crimes)))
	}
	for _, text := range coercedLines(d) {
		line(text)
	}
	t.detail.Refresh()
	t.scroll.Refresh()
}

// coercedLines tells which coercive measures the person has seen, and which crime
// files there are.
func coercedLines(d office.Debtor) []string {
	var out []string
	for _, c := range d.Coercions {
		out = append(out, spacedText(string(c.Kind)+"　"+string(c.State)+"　"+c.CaseNo, c.Facts))
	}
	for _, x := range d.Crimes {
		out = append(out, spacedText("拒执案件　"+x.Number+"　"+string(x.State)+"　"+x.CaseNo, x.Facts))
	}
	return out
}
