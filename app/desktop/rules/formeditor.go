package rules

import (
	"context"
	"fmt"
	"io/fs"
	"strconv"
	"strings"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"

	"zhixing/app/court"
	"zhixing/app/desktop/frame"
	"zhixing/app/desktop/papers/parts"
	"zhixing/app/desktop/widgets"
	"zhixing/app/office"
	"zhixing/assets"
)

// The tabs beside the text of a form.
const (
	sideTrial  = "试样"
	sideFields = "可用的字段"
	sideManual = "写法"
)

// formEditor edits the court's own copy of a form: the text with line numbers,
// its mistakes, and a trial print.
type formEditor struct {
	f       frame.Frame
	code    string
	form    office.FormCopy
	loaded  bool
	start   string // the text as it was opened
	trialOf int64  // case of the trial, 0 for the invented one
	trialNo string
	typing  widgets.Typing
	reader  *widgets.Loader
	checker *widgets.Loader
	trier   *widgets.Loader
	faults  []court.FormFault
	checked bool // faults are those of the text that stands there

	bar     *fyne.Container
	title   *widgets.Card
	text    *widgets.CodeEntry
	list    *widgets.DataTable[court.FormFault]
	found   *widgets.Card
	tabs    *widgets.TabBar
	side    *widgets.Card
	preview *parts.Preview
	trial   fyne.CanvasObject
	caseBox *widgets.Button
	keys    *widgets.DataTable[office.FormKey]
	search  *widgets.Entry
	fields  fyne.CanvasObject
	manual  fyne.CanvasObject
	save    *widgets.Button
	deliver *widgets.Button
	past    *widgets.Button
}

// NewFormPage shows the text of a form, by its code, for changes.
func NewFormPage(f frame.Frame, code string) frame.Page { return newFormEditor(f, code) }

func newFormEditor(f frame.Frame, code string) *formEditor {
	e := &formEditor{f: f, code: code}
	for _, l := range []**widgets.Loader{&e.reader, &e.checker, &e.trier} {
		*l = widgets.NewLoader(f.Window())
		(*l).OnError = f.Fail
	}
	e.trier.OnError = func(err error) {
		say, hint := court.Sentence(err)
		e.preview.Clear(say + hint)
	}
	return e
}

func (e *formEditor) mayChange() bool { return e.f.Can(office.MayChangeForms) }

// Nav lights 规则与参数.
func (e *formEditor) Nav() string { return frame.PageRules }

// Content builds text, mistakes and trial.
func (e *formEditor) Content() fyne.CanvasObject {
	e.text = widgets.NewCodeEntry()
	e.text.OnChanged = func(string) { e.changed() }
	e.text.SetReadOnly(!e.mayChange())
	e.list = widgets.NewListTable([]widgets.Column[court.FormFault]{
		{ID: "line", Label: "行", Width: 46, Align: fyne.TextAlignTrailing, Cell: faultLine},
		{ID: "say", Label: "哪里不对", Width: 300, Stretch: 1, Cell: func(x court.FormFault) widgets.Cell { return widgets.TextCell(x.Say) }},
	}, func(x court.FormFault) string { return fmt.Sprint(x.Line, x.Field, x.Say) }, nil)
	e.list.Empty = widgets.Empty{Text: "没有发现错误。"}
	e.list.OnOpen = func(x court.FormFault) { e.text.GoTo(max(x.Line, 1)) }
	e.found = widgets.NewCard("检查", "", e.list)

	e.preview = parts.NewPreview(e.f)
	e.preview.Clear("正在试样…")
	e.caseBox = widgets.NewMenuButton("虚构的案件", widgets.ButtonSmall, e.caseItems)
	e.trial = container.NewBorder(widgets.Padded(10, 6, widgets.HStack(8, widgets.NewText("用哪个案件试样", widgets.TableSize, widgets.ColorQuiet, false), e.caseBox)), nil, nil, nil, e.preview.Object())
	e.fields = e.fieldList()
	e.manual = manualText()
	e.tabs = widgets.NewTabBar([]widgets.TabItem{{ID: sideTrial, Label: sideTrial}, {ID: sideFields, Label: sideFields}, {ID: sideManual, Label: sideManual}}, func(string) { e.showSide() })
	e.side = widgets.NewCard("", "", e.trial)

	e.save = widgets.NewPrimaryButton("保存为本院样式 Ctrl+S", e.askSave)
	e.deliver = widgets.NewButton("恢复随程序的样式", e.askDeliver)
	e.past = widgets.NewMenuButton("历次样式", widgets.ButtonNormal, e.pastItems)
	e.bar = widgets.HStack(8, widgets.NewSpacer(), e.past, e.deliver, e.save)
	if !e.mayChange() {
		e.save.Hide()
		e.deliver.Hide()
	}
	e.title = widgets.NewCard("文书样式", "", e.text)
	left := parts.Rows([]float32{0, 150}, e.title, e.found)
	right := parts.Rows([]float32{-1, 0}, e.tabs, e.side)
	return parts.Rows([]float32{-1, 0}, widgets.NewCard("", "", widgets.Padded(10, 6, e.bar)), parts.Columns([]float32{0, 470}, left, right))
}

func faultLine(x court.FormFault) widgets.Cell {
	if x.Line == 0 {
		return widgets.TextCell("")
	}
	return widgets.ColorCell(strconv.Itoa(x.Line), widgets.ColorOverdue)
}

// fieldList shows the fields that a form may use; Enter puts one into the text.
func (e *formEditor) fieldList() fyne.CanvasObject {
	all := e.f.Office().FormKeys()
	e.keys = widgets.NewListTable([]widgets.Column[office.FormKey]{
		{ID: "path", Label: "字段", Width: 200, Stretch: 1, Cell: func(k office.FormKey) widgets.Cell { return widgets.TextCell(k.Path) }},
		{ID: "label", Label: "含义", Width: 200, Stretch: 2, Cell: func(k office.FormKey) widgets.Cell { return widgets.QuietCell(k.Label) }},
	}, func(k office.FormKey) string { return k.Path }, all)
	e.keys.Empty = widgets.Empty{Text: "没有这样的字段，换一个词再找。"}
	e.keys.OnOpen = func(k office.FormKey) { e.insert(k) }
	e.search = widgets.NewEntry()
	e.search.SetPlaceHolder("查找字段，如 案号、电话；回车插入")
	e.search.OnChanged = func(word string) {
		var rows []office.FormKey
		for _, k := range all {
			if strings.Contains(k.Path, word) || strings.Contains(k.Label, word) {
				rows = append(rows, k)
			}
		}
		e.keys.SetRows(rows)
		e.keys.ChooseIndex(0)
	}
	e.search.OnEnter = func() {
		if k, ok := e.keys.Chosen(); ok {
			e.insert(k)
		}
	}
	return container.NewBorder(widgets.Padded(10, 6, e.search), nil, nil, nil, e.keys)
}

// insert writes a field into the text: the value, or a loop over a list.
func (e *formEditor) insert(k office.FormKey) {
	if !e.mayChange() {
		return
	}
	text := "{{." + k.Path + "}}"
	if list, inner, ok := strings.Cut(k.Path, "[]"); ok {
		text = "{{range ." + list + "}}{{end}}"
		if inner != "" {
			text = "{{" + inner + "}}"
		}
	}
	e.text.Insert(text)
	e.text.Focus()
}

// manualText shows the manual of the form language.
func manualText() fyne.CanvasObject {
	manual, err := fs.ReadFile(assets.Forms(), "README.md")
	if err != nil {
		panic("rules: the manual of the form language is not embedded: " + err.Error())
	}
	text, _, _ := strings.Cut(string(manual), "## 数据")
	return container.NewVScroll(widgets.Padded(12, 10, widgets.NewWrapText(text, widgets.TableSize, widgets.ColorText)))
}

func (e *formEditor) showSide() {
	e.side.SetContent(map[string]fyne.CanvasObject{sideTrial: e.trial, sideFields: e.fields, sideManual: e.manual}[e.tabs.Chosen()])
	if e.tabs.Chosen() == sideFields {
		e.f.Window().Canvas().Focus(e.search)
	}
}

// Shown reads the form the first time.
func (e *formEditor) Shown() {
	if !e.loaded {
		e.load()
	}
}

// Changed leaves the text alone: it is saved against the newest version.
func (e *formEditor) Changed(office.Change) {}

// Keys gives the page's shortcuts.
func (e *formEditor) Keys() widgets.Bindings {
	keys := widgets.Bindings{
		"Esc": e.f.Back, "F8": e.nextFault, "F5": e.check,
		"PgDn": func() { e.preview.Turn(1) }, "PgUp": func() { e.preview.Turn(-1) },
		"Ctrl+1": func() { e.tabs.SetChosen(sideTrial); e.showSide() }, "Ctrl+2": func() { e.tabs.SetChosen(sideFields); e.showSide() },
	}
	if e.mayChange() {
		keys["Ctrl+S"] = e.askSave
	}
	return keys
}

func (e *formEditor) dirty() bool { return e.loaded && e.text.Text() != e.start }

// Leave asks when the text was changed and not saved.
func (e *formEditor) Leave(then func()) bool {
	if !e.dirty() {
		return true
	}
	widgets.Confirm(e.f.Window(), "离开文书样式", "改过的样式还没有保存，离开后不保留。", "放弃改动", "继续修改", func() {
		e.start = e.text.Text()
		then()
	})
	return false
}

// load reads form and history and shows what is in force.
func (e *formEditor) load() {
	widgets.Load(e.reader, func(ctx context.Context) (office.FormCopy, error) { return e.f.Office().FormCopy(ctx, e.code) }, e.open)
}

func (e *formEditor) open(c office.FormCopy) {
	e.form, e.loaded, e.start = c, true, c.Text
	e.title.SetTitle(c.Name)
	note := formState(c).Text
	if c.Renewed {
		note += "：随程序的样式在这一版之后更新过，请对照"
	}
	e.title.SetRight(note)
	e.text.SetText(c.Text)
	if c.OwnForm().Number > 0 {
		e.deliver.Enable()
	} else {
		e.deliver.Disable()
	}
	if len(c.Versions) > 0 {
		e.past.Enable()
	} else {
		e.past.Disable()
	}
	e.check()
}

// changed checks the text once nothing was typed for a moment.
func (e *formEditor) changed() {
	e.checked = false
	e.typing.Rested(e.check)
}
