package papers

import (
	"context"
	"fmt"
	"slices"
	"strconv"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"

	"zhixing/app/court"
	"zhixing/app/desktop/frame"
	"zhixing/app/desktop/papers/parts"
	"zhixing/app/desktop/widgets"
	"zhixing/app/office"
)

// batchPage makes several papers for several cases in one go: forms at the
// left, cases in the middle, how to print them at the right.
type batchPage struct {
	f     frame.Frame
	cases []office.CaseRow
	dated court.Date
	work  *widgets.Loader

	forms    *formList
	formCard *widgets.Card
	table    *widgets.DataTable[office.CaseRow]
	card     *widgets.Card
	middle   *fyne.Container
	right    *widgets.Card
	form     *widgets.Form
	scroll   *container.Scroll
	options  batchOptions
	fields   batchFields
	print    *widgets.Button
	keep     *widgets.Button
	report   *batchReport
	running  bool
}

// What the choices of a batch are called.
const (
	oneFile   = "one"
	manyFiles = "many"
	byCase    = "case"
	byForm    = "form"
	useStored = "stored"
	makeAgain = "again"
	duplexOn  = "duplex"
)

// batchOptions are how a batch is made and put out.
type batchOptions struct {
	again  bool // another paper where the case has one
	single bool // a file for each paper
	byForm bool
	duplex bool
	copies map[string]int // by form, where it is not one
}

// batchFields ask for batchOptions.
type batchFields struct {
	dated              *widgets.DateField
	stored, out, order *widgets.ChoiceField
	duplex             *widgets.MarksField
	copies             map[string]*widgets.NumberField
}

// NewBatchPage makes papers for several cases, those given to begin with.
func NewBatchPage(f frame.Frame, cases []office.CaseRow) frame.Page {
	p := &batchPage{f: f, dated: f.Office().Today(), work: widgets.NewLoader(f.Window())}
	p.options = batchOptions{duplex: f.PrintsBothSides(), copies: map[string]int{}}
	p.work.OnError = f.Fail
	p.add(cases)
	return p
}

// Nav lights 文书.
func (p *batchPage) Nav() string { return frame.PagePapers }

// Content builds the three columns.
func (p *batchPage) Content() fyne.CanvasObject {
	p.forms = newFormList()
	p.forms.only = true
	p.forms.onTick = p.ticked
	p.scroll = container.NewVScroll(p.forms)
	search := widgets.NewEntry()
	search.SetPlaceHolder("查找文书…")
	search.OnChanged = p.forms.search
	search.OnKey = func(k *fyne.KeyEvent) bool {
		switch k.Name {
		case fyne.KeyDown:
			p.forms.move(1)
		case fyne.KeyUp:
			p.forms.move(-1)
		case fyne.KeyReturn, fyne.KeyEnter:
			p.tickFound()
		default:
			return false
		}
		return true
	}
	p.formCard = widgets.NewCard("勾选文书", "", container.NewBorder(widgets.Padded(10, 6, search), nil, nil, nil, p.scroll))
	p.forms.set(p.f.Office().Forms(p.f.Actor()))

	p.table = widgets.NewListTable(batchCaseColumns(), func(c office.CaseRow) string { return strconv.FormatInt(c.ID, 10) }, p.cases)
	p.table.Empty = widgets.Empty{Text: "还没有案件。点“添加案件”，可以一次勾选几件。", Label: "添加案件 Ctrl+O", Action: p.addCases}
	p.table.OnOpen = func(c office.CaseRow) { p.f.OpenCase(c.ID, frame.TabPapers) }
	p.card = widgets.NewCard("案件", "", p.table,
		widgets.NewSmallButton("移出选中的", p.remove), widgets.NewSmallButton("添加案件 Ctrl+O", p.addCases))
	p.report = newBatchReport(p)
	p.report.card.Hide()
	p.middle = parts.Rows([]float32{0, 330}, p.card, p.report.card)

	p.print = widgets.NewPrimaryButton("制作并打印 Ctrl+P", func() { p.start(true) })
	p.keep = widgets.NewButton("只制作 Ctrl+S", func() { p.start(false) })
	p.right = widgets.NewCard("怎么做", "", nil)
	p.build()
	p.told()
	return parts.Columns([]float32{280, 0, 330}, p.formCard, p.middle, p.right)
}

func batchCaseColumns() []widgets.Column[office.CaseRow] {
	return []widgets.Column[office.CaseRow]{
		{ID: "number", Label: "案号", Width: 176, Cell: func(c office.CaseRow) widgets.Cell { return widgets.TextCell(c.Number) }},
		{ID: "debtors", Label: "被执行人", Width: 130, Stretch: 1, Cell: func(c office.CaseRow) widgets.Cell { return widgets.TextCell(c.Debtors) }},
		{ID: "officer", Label: "承办人", Width: 74, Cell: func(c office.CaseRow) widgets.Cell { return widgets.TextCell(c.Officer) }},
		{ID: "stage", Label: "阶段", Width: 74, Cell: func(c office.CaseRow) widgets.Cell { return widgets.QuietCell(string(c.Stage)) }},
	}
}

// tickFound ticks the only form that a search left, or the chosen one.
func (p *batchPage) tickFound() {
	var found []string
	for _, line := range p.forms.lines {
		if line.heading == "" {
			found = append(found, line.form.Code)
		}
	}
	switch {
	case len(found) == 1:
		p.forms.tick(found[0])
	case slices.Contains(found, p.forms.chosen):
		p.forms.tick(p.forms.chosen)
	}
}

// ticked asks for the copies of the forms that are ticked now.
func (p *batchPage) ticked() {
	p.collect()
	p.build()
	p.told()
}

// build shows the fields for what is ticked.
func (p *batchPage) build() {
	f := widgets.NewForm(widgets.FormOptions{FieldWidth: 190, LabelWidth: 96, LabelsQuiet: true})
	p.form, p.fields = f, batchFields{copies: map[string]*widgets.NumberField{}}
	d := &p.fields
	d.dated = f.AddDate("落款日期", p.f.Office().Today, widgets.Required())
	d.dated.SetDate(p.dated)
	d.stored = f.AddChoice("已有的文书", []widgets.Option{{ID: useStored, Label: "取用，不再做"}, {ID: makeAgain, Label: "再做一份（编之一）"}})
	d.out = f.AddChoice("输出", []widgets.Option{{ID: oneFile, Label: "合并成一个文件"}, {ID: manyFiles, Label: "每份一个文件"}})
	d.order = f.AddChoice("顺序", []widgets.Option{{ID: byCase, Label: "一件案件排在一起"}, {ID: byForm, Label: "一种文书排在一起"}})
	d.duplex = f.AddMarks("双面打印", []widgets.Option{{ID: duplexOn, Label: "每份从正面开始"}}, widgets.Help("背面空着的补白页"))
	pick := func(c *widgets.ChoiceField, second bool, first, other string) {
		if second {
			first = other
		}
		c.SetID(first)
	}
	pick(d.stored, p.options.again, useStored, makeAgain)
	pick(d.out, p.options.single, oneFile, manyFiles)
	pick(d.order, p.options.byForm, byCase, byForm)
	if p.options.duplex {
		d.duplex.SetIDs(duplexOn)
	}
	if wanted := p.forms.wanted(); len(wanted) > 0 {
		f.AddHeading("每份打印几份")
		for _, form := range wanted {
			label, remark := shortLabel(form.Name)
			var options []widgets.FieldOption
			if remark != "" {
				options = append(options, widgets.Help(remark))
			}
			field := f.AddNumber(label, 1, 20, options...)
			field.SetNumber(max(1, p.options.copies[form.Code]))
			d.copies[form.Code] = field
		}
	}
	d.out.OnChanged = func(string) { p.collect(); p.showMerged() }
	f.OnSave = func() error { p.f.Window().Canvas().Focus(p.print); return nil } // Enter after the last number makes nothing yet
	f.OnCancel = p.f.Back
	buttons := widgets.Padded(12, 8, widgets.Flow(8, 6, p.print, p.keep))
	scroll := container.NewVScroll(widgets.Padded(12, 10, f))
	f.FollowIn(scroll)
	p.right.SetContent(container.NewBorder(nil, buttons, nil, nil, scroll))
	p.showMerged()
}

// showMerged hides what is only of use in a merged file.
func (p *batchPage) showMerged() {
	p.form.SetVisible("双面打印", !p.options.single)
	for code := range p.fields.copies {
		if form, ok := p.forms.form(code); ok {
			label, _ := shortLabel(form.Name)
			p.form.SetVisible(label, !p.options.single)
		}
	}
}

// collect reads the fields.
func (p *batchPage) collect() {
	if p.form == nil {
		return
	}
	d := p.fields
	if day := d.dated.Date(); !day.IsZero() {
		p.dated = day
	}
	p.options.again, p.options.single, p.options.byForm = d.stored.ID() == makeAgain, d.out.ID() == manyFiles, d.order.ID() == byForm
	p.options.duplex = len(d.duplex.IDs()) > 0
	for code, field := range d.copies {
		p.options.copies[code] = max(1, field.Number())
	}
}

// told says how much is to be made.
func (p *batchPage) told() {
	forms := len(p.forms.wanted())
	p.card.SetRight(fmt.Sprintf("%d 件", len(p.cases)))
	p.formCard.SetRight(fmt.Sprintf("已选 %d 种", forms))
	ready := len(p.cases) > 0 && forms > 0 && !p.running && !p.f.Office().ReadOnly()
	able(p.print, ready)
	able(p.keep, ready)
}

// add takes cases in that are not there yet, by number.
func (p *batchPage) add(cases []office.CaseRow) {
	for _, c := range cases {
		if !slices.ContainsFunc(p.cases, func(x office.CaseRow) bool { return x.ID == c.ID }) {
			p.cases = append(p.cases, c)
		}
	}
	slices.SortFunc(p.cases, func(a, b office.CaseRow) int { return int(a.ID - b.ID) })
}

func (p *batchPage) addCases() {
	parts.PickCases(p.f, parts.CaseQuestion{Title: "批量制作文书：给哪些案件做？", Button: "添加"}, func(rows []office.CaseRow) {
		p.add(rows)
		p.table.SetRows(p.cases)
		p.told()
	})
}

func (p *batchPage) remove() {
	c, ok := p.table.Chosen()
	if !ok || p.running {
		return
	}
	at := p.table.ChosenIndex()
	p.cases = slices.DeleteFunc(slices.Clone(p.cases), func(x office.CaseRow) bool { return x.ID == c.ID })
	p.table.SetRows(p.cases)
	p.table.ChooseIndex(min(at, len(p.cases)-1))
	p.told()
}

// Shown puts the keyboard into the list of forms.
func (p *batchPage) Shown() { p.f.Window().Canvas().Focus(p.forms) }

// Changed does nothing: papers of other cases do not matter here, and what this
// page makes it reports itself.
func (p *batchPage) Changed(office.Change) {}

// Keys gives the page's shortcuts.
func (p *batchPage) Keys() widgets.Bindings {
	return widgets.Bindings{
		"Ctrl+P": func() { p.start(true) },
		"Ctrl+S": func() { p.start(false) },
		"Ctrl+O": p.addCases,
		"Ctrl+E": p.report.export,
		"Esc":    p.f.Back,
	}
}

// Leave never holds the page back: work goes on under its own dialog.
func (p *batchPage) Leave(func()) bool { return true }

// batch is what is asked of the office.
func (p *batchPage) batch() office.PaperBatch {
	b := office.PaperBatch{ByForm: p.options.byForm, UseStored: !p.options.again}
	for _, c := range p.cases {
		b.CaseIDs = append(b.CaseIDs, c.ID)
	}
	for _, form := range p.forms.wanted() {
		b.Requests = append(b.Requests, office.PaperRequest{Form: form.Code, Dated: p.dated})
	}
	return b
}

// start makes the papers and, with print, sends them to the printer.
func (p *batchPage) start(print bool) {
	if p.print.Disabled() || !p.form.Validate() {
		return
	}
	p.collect()
	run := &batchRun{
		o: p.f.Office(), actor: p.f.Actor(), batch: p.batch(), options: p.options, dir: p.f.OutDir(),
		copies: map[string]int{}, name: fmt.Sprintf("批量文书-%s", p.f.Office().Today()),
	}
	for _, form := range p.forms.wanted() {
		run.copies[form.Name] = p.options.copies[form.Code]
	}
	p.running = true
	p.told()
	ctx, stop := context.WithCancel(context.Background())
	progress := widgets.NewProgressDialog(p.f.Window(), "批量制作文书", stop)
	steps := run.batch.Steps()
	run.report = func(n int, what string) {
		fyne.Do(func() {
			if progress.Open() {
				progress.Set(float64(n)/float64(steps), fmt.Sprintf("第 %d 份，共 %d 份　%s", n, steps, what))
			}
		})
	}
	widgets.LoadResult(p.work, func(context.Context) (batchResult, error) { return run.do(ctx), nil },
		func(r batchResult, _ error) {
			stop()
			progress.Close()
			p.running = false
			p.told()
			p.finish(r, print)
		})
}

// finish reports and prints.
func (p *batchPage) finish(r batchResult, print bool) {
	p.report.show(r)
	p.f.Say(r.said())
	if print && r.err == nil {
		p.report.print()
	}
	if r.err != nil {
		p.f.Fail(r.err)
	}
}
