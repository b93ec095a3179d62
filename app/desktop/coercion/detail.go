package coercion

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

// detail shows what is chosen: its steps at the left, clocks and facts at the
// right, and below them more where there is more.
type detail struct {
	f     frame.Frame
	steps *widgets.DataTable[court.CourseStep]
	facts *fyne.Container
	bar   *fyne.Container
	card  *widgets.Card
}

func newDetail(f frame.Frame) *detail {
	d := &detail{f: f, facts: widgets.VStack(4), bar: widgets.HStack(6)}
	d.steps = widgets.NewListTable(stepColumns(), func(s court.CourseStep) string { return strconv.FormatInt(s.ID, 10) }, nil)
	d.steps.Empty = widgets.Empty{Text: "还没有办理步骤"}
	right := container.NewVScroll(widgets.Padded(12, 8, d.facts))
	d.card = widgets.NewCard("办理经过", "", parts.Columns([]float32{0, 470}, d.steps, right), d.bar)
	return d
}

func stepColumns() []widgets.Column[court.CourseStep] {
	type row = court.CourseStep
	ink := func(s row, text string) widgets.Cell {
		if s.Void != "" {
			return widgets.QuietCell(text)
		}
		return widgets.TextCell(text)
	}
	return []widgets.Column[row]{
		{ID: "on", Label: "日期", Width: 88, Cell: func(s row) widgets.Cell { return ink(s, s.On.String()) }},
		{ID: "kind", Label: "步骤", Width: 150, Cell: func(s row) widgets.Cell { return ink(s, s.Kind) }},
		{ID: "what", Label: "内容", Width: 200, Stretch: 1, Cell: func(s row) widgets.Cell { return ink(s, stepText(s)) }},
		{ID: "by", Label: "登记", Width: 62, Cell: func(s row) widgets.Cell { return ink(s, s.By) }},
	}
}

// stepText puts what was entered of a step into one line.
func stepText(s court.CourseStep) string {
	var words []string
	add := func(text string) {
		if text != "" {
			words = append(words, text)
		}
	}
	if s.Void != "" {
		add("作废：" + s.Void)
	}
	add(s.Time)
	add(s.Result)
	add(s.Unit)
	add(s.Number)
	if s.Amount > 0 {
		add(s.Amount.String() + " 元")
	}
	if s.Days > 0 {
		add(fmt.Sprintf("%d 日", s.Days))
	}
	if s.Months > 0 {
		add(fmt.Sprintf("刑期 %d 个月", s.Months))
	}
	if s.Probation > 0 {
		add(fmt.Sprintf("缓刑 %d 个月", s.Probation))
	}
	if !s.Until.IsZero() {
		add("至 " + s.Until.String())
	}
	add(strings.ReplaceAll(s.Words, "\n", " "))
	return strings.Join(words, "　")
}

// line adds a sentence to the facts.
func (d *detail) line(label, text string) {
	if text == "" {
		return
	}
	d.facts.Add(widgets.NewWrapText(label+"："+text, widgets.TableSize, widgets.ColorText))
}

// clocks adds the terms, late ones in red.
func (d *detail) clocks(list []law.Clock, today court.Date) {
	for _, c := range clockLines(list, today) {
		d.facts.Add(widgets.NewNotice(c.State, c.Text))
	}
}

func (d *detail) clear(title string, steps []court.CourseStep) {
	d.card.SetTitle(title)
	d.steps.SetRows(steps)
	d.facts.Objects, d.bar.Objects = nil, nil
}

func (d *detail) done() {
	d.facts.Refresh()
	d.bar.Refresh()
	d.card.Refresh()
}

// button adds a button above the steps.
func (d *detail) button(label string, do func()) { d.bar.Add(widgets.NewSmallButton(label, do)) }

// stepChoices are those of the steps that the actor may enter.
func stepChoices(f frame.Frame, steps []law.CourseStepInfo) []law.CourseStepInfo {
	return slices.DeleteFunc(slices.Clone(steps), func(s law.CourseStepInfo) bool { return !f.Can(office.StepPermission(s.May)) })
}

// stepMenu offers the steps as a menu.
func stepMenu(choices []law.CourseStepInfo, enter func(law.CourseStepInfo)) []widgets.MenuItem {
	var items []widgets.MenuItem
	for _, s := range choices {
		items = append(items, widgets.MenuItem{Label: s.Name, Do: func() { enter(s) }})
	}
	return items
}

// askKind asks which step comes next when the keyboard begins it.
func askKind(f frame.Frame, title string, choices []law.CourseStepInfo, enter func(law.CourseStepInfo)) {
	if len(choices) == 0 {
		f.Say("现在没有您可以登记的步骤")
		return
	}
	if len(choices) == 1 {
		enter(choices[0])
		return
	}
	form := widgets.NewForm(widgets.FormOptions{FieldWidth: 320})
	options := make([]widgets.Option, len(choices))
	for i, s := range choices {
		options[i] = widgets.Option{ID: s.Name, Label: s.Name}
	}
	kind := form.AddChoice("步骤", options, widgets.Required())
	kind.SetID(choices[0].Name)
	widgets.FormDialog(f.Window(), title, form, "下一步", func() error { return nil }, func() {
		for _, s := range choices {
			if s.Name == kind.ID() {
				enter(s)
			}
		}
	})
}

// askStep asks for what a step needs; its fields are those the rules name.
func askStep(f frame.Frame, title string, s law.CourseStepInfo, preset court.CourseStep, hint string, enter func(context.Context, court.CourseStep) error) {
	form := widgets.NewForm(widgets.FormOptions{FieldWidth: 400})
	if hint != "" {
		form.AddObject("", widgets.NewWrapText(hint, widgets.TableSize, widgets.ColorQuiet))
	}
	read := stepFields(f, form, s, preset)
	widgets.FormDialogLater(f.Window(), title+"　"+s.Name, form, "登记", func() (func(context.Context) error, error) {
		x := court.CourseStep{Kind: s.Name}
		for _, take := range read {
			take(&x)
		}
		return func(ctx context.Context) error { return enter(ctx, x) }, nil
	}, func() { f.Say("已登记：" + s.Name) })
}

// stepFields makes the fields of a step and gives what reads them.
func stepFields(f frame.Frame, form *widgets.Form, s law.CourseStepInfo, preset court.CourseStep) (read []func(*court.CourseStep)) {
	for i, field := range s.Fields {
		var options []widgets.FieldOption
		if field.Needed {
			options = append(options, widgets.Required())
		}
		if i == 0 && s.Help != "" {
			options = append(options, widgets.Help(s.Help))
		}
		switch field.Key {
		case "on":
			on := form.AddDate(field.Label, f.Office().Today, options...)
			on.SetDate(f.Office().Today())
			read = append(read, func(x *court.CourseStep) { x.On = on.Date() })
		case "until":
			until := form.AddDate(field.Label, f.Office().Today, options...)
			until.SetDate(preset.Until)
			read = append(read, func(x *court.CourseStep) { x.Until = until.Date() })
		case "amount":
			amount := form.AddMoney(field.Label, true, options...)
			if preset.Amount > 0 {
				amount.SetMoney(preset.Amount)
			}
			read = append(read, func(x *court.CourseStep) { x.Amount = amount.Money() })
		case "days", "months", "probation":
			number := form.AddNumber(field.Label, 0, 999, options...)
			read = append(read, func(x *court.CourseStep) {
				*map[string]*int{"days": &x.Days, "months": &x.Months, "probation": &x.Probation}[field.Key] = number.Number()
			})
		case "result":
			result := form.AddChoice(field.Label, widgets.Options(s.Choices...), options...)
			if field.Needed {
				result.SetID(s.Choices[0])
			}
			read = append(read, func(x *court.CourseStep) { x.Result = result.ID() })
		case "words":
			words := form.AddTextArea(field.Label, 3, options...)
			words.SetText(preset.Words)
			read = append(read, func(x *court.CourseStep) { x.Words = words.Text() })
		default:
			text := form.AddText(field.Label, options...)
			text.SetText(map[string]string{"unit": preset.Unit, "number": preset.Number, "time": preset.Time}[field.Key])
			read = append(read, func(x *court.CourseStep) {
				*map[string]*string{"unit": &x.Unit, "number": &x.Number, "time": &x.Time}[field.Key] = text.Text()
			})
		}
	}
	return read
}

// askReason asks why something is taken back, and does it.
func askReason(f frame.Frame, title string, do func(ctx context.Context, reason string) error) {
	form := widgets.NewForm(widgets.FormOptions{FieldWidth: 400})
	why := form.AddText("作废理由", widgets.Required(), widgets.ErrorName("理由"))
	widgets.FormDialogLater(f.Window(), title, form, "作废", func() (func(context.Context) error, error) {
		text := why.Text()
		return func(ctx context.Context) error { return do(ctx, text) }, nil
	}, func() { f.Say("已作废，记录保留在操作日志") })
}

// paperMenu offers forms for a record: the paper falls out of its entry.
func paperMenu(f frame.Frame, caseID int64, forms []string, about string) []widgets.MenuItem {
	var items []widgets.MenuItem
	for _, form := range f.Office().Forms(f.Actor()) {
		for _, code := range forms {
			if form.Code == code {
				items = append(items, widgets.MenuItem{Label: form.Name, Do: func() { f.OpenPaperMaker(caseID, form.Code+about) }})
			}
		}
	}
	return items
}

// lastStands names the last step that stands, where the actor may take it back:
// who may enter a step may.
func lastStands(f frame.Frame, of string, steps []court.CourseStep) (string, bool) {
	for i := len(steps) - 1; i >= 0; i-- {
		if steps[i].Void == "" {
			return steps[i].Kind, f.Can(office.StepPermission(law.CourseStepMay(of, steps[i].Kind)))
		}
	}
	return "", false
}

func paperNames(papers []court.Paper) string {
	var out []string
	for _, p := range papers {
		name := p.Name + "（" + p.Dated.String() + "）"
		if p.WaitsForSignature() {
			name += "待" + p.SignOff + "签发"
		}
		if p.Void == "" {
			out = append(out, name)
		}
	}
	return strings.Join(out, "、")
}
