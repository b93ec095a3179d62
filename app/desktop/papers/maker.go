package papers

import (
	"context"
	"fmt"
	"slices"
	"strings"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"

	"zhixing/app/court"
	"zhixing/app/desktop/frame"
	"zhixing/app/desktop/papers/parts"
	"zhixing/app/desktop/widgets"
	"zhixing/app/office"
)

// previewPause is how long typing must rest before the preview follows.
const previewPause = 350 * time.Millisecond

// facts is what the maker knows of its case.
type facts struct {
	c         court.Case
	papers    []court.Paper
	money     office.CaseMoney
	handovers []court.Handover
}

// maker makes papers of one case: forms at the left, fields in the middle,
// the paper at the right.
type maker struct {
	f      frame.Frame
	caseID int64
	first  string // form to begin with, "" for the first one
	// properties and measures are what forms about measures are for; none lets
	// the office choose.
	properties, measures []int64
	inquiries            []int64 // what letters ask about
	clue                 int64
	coercion, crime      int64 // what papers about coercion take their facts from

	reader  *widgets.Loader // the case
	inputs  *widgets.Loader // the fields of a form
	viewer  *widgets.Loader // the preview
	saver   *widgets.Loader
	facts   facts
	loaded  bool
	filled  map[string]*filling // by form
	dated   court.Date
	typed   int               // counts changes, so that only the last one is previewed
	touched bool              // something was filled in and not saved
	known   map[string]string // by form, what it lacks and was said to be left empty
	barred  string            // the shown form when its preview was refused, "" when not

	forms    *formList
	scroll   *container.Scroll // of the forms
	search   *widgets.Entry
	formCard *widgets.Card
	fields   *widgets.Card
	form     *widgets.Form
	notes    *fyne.Container
	middle   *fyne.Container
	buttons  *fyne.Container
	keep     *widgets.Button
	print    *widgets.Button
	saveAs   *widgets.Button
	word     *widgets.Button
	rewrite  *widgets.Button
	made     *widgets.DataTable[court.Paper]
	madeBar  []*widgets.Button // for the chosen paper
	void     *widgets.Button   // nil when the actor may not
	sign     *widgets.Button
	madeCard *widgets.Card
	preview  *parts.Preview
}

// filling is what was filled into the fields of one form.
type filling struct {
	inputs  []office.FormInput
	missing []string
	values  map[string]string           // changed by the user, by key
	about   int64                       // recipient, receipt, payment or handover; 0 for all or the latest
	edits   map[int64][]court.PaperEdit // changes to the filled text, by recipient
}

// NewMakerPage makes papers of a case; form is the form to begin with, by code
// or name, "" for the first one.
func NewMakerPage(f frame.Frame, caseID int64, form string) frame.Page {
	inquiries, clue := frame.CutAsks(form)
	coercion, crime := frame.CutCourse(form)
	form, properties, measures := frame.CutPaper(form)
	p := &maker{f: f, caseID: caseID, first: form, properties: properties, measures: measures, inquiries: inquiries, clue: clue, coercion: coercion, crime: crime, filled: map[string]*filling{}, known: map[string]string{}, dated: f.Office().Today()}
	for _, l := range []**widgets.Loader{&p.reader, &p.inputs, &p.viewer, &p.saver} {
		*l = widgets.NewLoader(f.Window())
		(*l).OnError = f.Fail
	}
	p.viewer.OnError = p.refused
	return p
}

// Nav lights 文书.
func (p *maker) Nav() string { return frame.PagePapers }

// Content builds the three columns.
func (p *maker) Content() fyne.CanvasObject {
	p.forms = newFormList()
	p.forms.onChoose = func(string) { p.chose() }
	p.forms.onTick = p.labelButtons
	p.forms.onEnter = func() { p.form.FocusFirst() }
	p.scroll = container.NewVScroll(p.forms)
	p.forms.onReveal = p.reveal
	p.search = widgets.NewEntry()
	p.search.SetPlaceHolder("查找文书…")
	p.search.OnChanged = p.forms.search
	p.search.OnKey = func(k *fyne.KeyEvent) bool {
		switch k.Name {
		case fyne.KeyDown:
			p.forms.move(1)
		case fyne.KeyUp:
			p.forms.move(-1)
		default:
			return false
		}
		return true
	}
	p.formCard = widgets.NewCard("制作文书", "", container.NewBorder(widgets.Padded(10, 6, p.search), nil, nil, nil, p.scroll))

	p.form = widgets.NewForm(widgets.FormOptions{})
	p.notes = widgets.VStack(6)
	p.print = widgets.NewPrimaryButton("保存并打印 Ctrl+P", p.saveAndPrint)
	p.keep = widgets.NewButton("只保存 Ctrl+S", func() { p.save(nil) })
	p.saveAs = widgets.NewButton("另存为…", p.saveToFile)
	p.word = widgets.NewButton("存为 Word…", p.saveWord)
	p.rewrite = widgets.NewButton("逐字修改 Ctrl+E", p.edit)
	p.buttons = widgets.Flow(8, 6, p.print, p.keep, p.rewrite, p.saveAs, p.word)
	if p.f.Office().ReadOnly() {
		p.buttons.Hide()
	}
	p.middle = widgets.VStack(10, p.form, p.notes)
	p.fields = widgets.NewCard("填写", "", container.NewBorder(nil, widgets.Padded(12, 8, p.buttons), nil, nil,
		container.NewVScroll(widgets.Padded(12, 10, p.middle)))) // the buttons stay in sight below many fields
	p.made = p.madeTable()
	p.madeCard = widgets.NewCard("本案已有文书", "", p.made, p.madeButtons()...)
	p.preview = parts.NewPreview(p.f)
	p.preview.Clear("正在读取…")
	middle := parts.Rows([]float32{0, 180}, p.fields, p.madeCard)
	return parts.Columns([]float32{280, 0, 400}, p.formCard, middle, p.preview.Object())
}

// reveal scrolls the list of forms so that a line is seen.
func (p *maker) reveal(top, bottom float32) {
	p.forms.Resize(p.forms.MinSize().Max(p.forms.Size())) // it may have grown just now
	at, height := p.scroll.Offset.Y, p.scroll.Size().Height
	switch {
	case top < at:
		at = top
	case bottom > at+height:
		at = bottom - height
	default:
		return
	}
	p.scroll.ScrollToOffset(fyne.NewPos(0, at))
}

// Shown reads the case.
func (p *maker) Shown() { p.load() }

// Changed reads the case again after it or its papers changed.
func (p *maker) Changed(c office.Change) {
	if c.CaseID == p.caseID || c.CaseID == 0 {
		p.load()
	}
}

// Keys gives the page's shortcuts.
func (p *maker) Keys() widgets.Bindings {
	return widgets.Bindings{
		"Ctrl+P": p.saveAndPrint,
		"Ctrl+S": func() { p.save(nil) },
		"Ctrl+E": p.edit,
		"Ctrl+F": func() { p.f.Window().Canvas().Focus(p.search) },
		"PgDn":   func() { p.preview.Turn(1) },
		"PgUp":   func() { p.preview.Turn(-1) },
		"Esc":    p.f.Back,
		"F5":     p.load,
	}
}

// Leave asks when something was filled in and not saved.
func (p *maker) Leave(then func()) bool {
	if !p.touched {
		return true
	}
	widgets.Confirm(p.f.Window(), "离开制作文书", "已填写的内容还没有保存成文书，离开后不保留。", "离开", "继续填写", func() {
		p.touched = false
		then()
	})
	return false
}

func (p *maker) load() {
	o, id := p.f.Office(), p.caseID
	widgets.Load(p.reader, func(ctx context.Context) (out facts, err error) {
		if out.c, err = o.Case(ctx, id); err != nil {
			return out, err
		}
		if out.papers, err = o.Papers(ctx, id); err != nil {
			return out, err
		}
		if out.money, err = o.CaseMoney(ctx, id); err != nil {
			return out, err
		}
		out.handovers, err = o.Handovers(ctx, id)
		return out, err
	}, p.show)
}

// show takes the case in; the first time it chooses the form to begin with.
func (p *maker) show(f facts) {
	p.facts = f
	p.formCard.SetRight(f.c.Number.String())
	p.showMade(f.papers)
	if p.loaded {
		p.forms.Refresh()
		p.labelButtons()
		p.schedule(0)
		return
	}
	p.loaded = true
	forms := slices.DeleteFunc(p.f.Office().Forms(p.f.Actor()), func(x office.FormInfo) bool { return !x.Suits(f.c.Kind) })
	p.forms.set(forms)
	if len(forms) == 0 {
		p.preview.Clear("您的岗位没有可以制作的文书")
		return
	}
	p.forms.choose(p.begin(forms))
	p.f.Window().Canvas().Focus(p.forms)
}

// begin gives the form asked for, or the first one the case does not have.
func (p *maker) begin(forms []office.FormInfo) string {
	for _, x := range forms {
		if p.first != "" && (x.Code == p.first || x.Name == p.first) {
			return x.Code
		}
	}
	for _, x := range forms {
		if !p.forms.made[x.Code] {
			return x.Code
		}
	}
	return forms[0].Code
}

// chose reads the fields of the chosen form, once for each form.
func (p *maker) chose() {
	code, id := p.forms.chosen, p.caseID
	p.labelButtons()
	if p.filled[code] != nil {
		p.build()
		return
	}
	type answer struct {
		inputs  []office.FormInput
		missing []string
	}
	widgets.Load(p.inputs, func(ctx context.Context) (a answer, err error) {
		a.inputs, a.missing, err = p.f.Office().FormInputs(ctx, office.PaperRequest{CaseID: id, Form: code, Properties: p.properties, Measures: p.measures, Inquiries: p.inquiries, Clue: p.clue, Coercion: p.coercion, Crime: p.crime})
		return a, err
	}, func(a answer) {
		p.filled[code] = &filling{inputs: a.inputs, missing: a.missing, values: map[string]string{}}
		if code == p.forms.chosen {
			p.build()
		}
	})
}

// labelButtons says on the buttons how many forms they make.
func (p *maker) labelButtons() {
	n := len(p.forms.wanted())
	label, only := "保存并打印 Ctrl+P", "只保存 Ctrl+S"
	p.saveAs.Show()
	switch {
	case n == 0 && p.forms.made[p.forms.chosen]: // and not ticked
		label, only = "再做一份并打印 Ctrl+P", "再做一份 Ctrl+S"
	case n > 1:
		label, only = fmt.Sprintf("保存并打印 %d 种 Ctrl+P", n), fmt.Sprintf("只保存 %d 种 Ctrl+S", n)
		p.saveAs.Hide()
	}
	p.print.SetLabel(label)
	p.keep.SetLabel(only)
	p.buttons.Refresh()
}

// request is what is asked of the office for a form.
func (p *maker) request(form office.FormInfo) office.PaperRequest {
	req := office.PaperRequest{CaseID: p.caseID, Form: form.Code, Dated: p.dated, Properties: p.properties, Measures: p.measures, Inquiries: p.inquiries, Clue: p.clue, Coercion: p.coercion, Crime: p.crime}
	fill := p.filled[form.Code]
	if fill == nil {
		return req
	}
	req.Inputs, req.Edits = fill.values, fill.edits
	if perParty(form) {
		req.PartyID = fill.about
	} else {
		req.RefID = fill.about
	}
	return req
}

// schedule previews once nothing was typed for a while.
func (p *maker) schedule(pause time.Duration) {
	p.typed++
	typed := p.typed
	if pause == 0 {
		p.showPreview()
		return
	}
	time.AfterFunc(pause, func() {
		fyne.Do(func() {
			if typed == p.typed {
				p.showPreview()
			}
		})
	})
}

// showPreview prints the chosen form for one recipient and shows it.
func (p *maker) showPreview() {
	form, ok := p.forms.form(p.forms.chosen)
	if !ok {
		return
	}
	req := p.request(form)
	req.Inputs = cloned(req.Inputs)
	if recipients := recipientsOf(form, p.facts.c); req.PartyID == 0 && len(recipients) > 0 {
		req.PartyID = recipients[0].ID
	}
	actor := p.f.Actor()
	widgets.Load(p.viewer, func(ctx context.Context) ([][]byte, error) {
		return p.f.Office().Preview(ctx, actor, req)
	}, func(copies [][]byte) {
		p.barred = ""
		p.showNotes(nil)
		p.preview.Show(copies[0])
	})
}

func cloned(m map[string]string) map[string]string {
	out := make(map[string]string, len(m))
	for k, v := range m {
		out[k] = v
	}
	return out
}

// refused shows why the paper cannot be made, where the fields are.
func (p *maker) refused(err error) {
	p.barred = p.forms.chosen
	p.showNotes(err)
	p.preview.Clear("现在不能制作，原因见左边")
}

// showNotes tells what the maker should know before printing; refusal is the
// error of the preview, nil when it worked.
func (p *maker) showNotes(refusal error) {
	form, ok := p.forms.form(p.forms.chosen)
	p.notes.Objects = nil
	if refusal != nil {
		say, hint := court.Sentence(refusal)
		p.notes.Add(widgets.NewNotice(widgets.StateOverdue, say+hint))
		tab := frame.TabFacts
		if form.Stage == frame.TabClosure {
			tab = frame.TabClosure
		}
		p.notes.Add(widgets.HStack(0, widgets.NewSmallButton("打开案件去补充", func() { p.f.OpenCase(p.caseID, tab) })))
	}
	if ok {
		p.addEdits(form)
		for _, note := range p.remarks(form) {
			p.notes.Add(widgets.NewNotice(widgets.StateNear, note))
		}
	}
	p.middle.Refresh()
}

// ofCase leaves out what a recipient lacks: who gets it is known copy by copy,
// and the preview tells.
func ofCase(missing []string) []string {
	return slices.DeleteFunc(slices.Clone(missing), func(label string) bool { return strings.HasPrefix(label, "受送达人") })
}

// remarks are what is true of the case and matters for the form.
func (p *maker) remarks(form office.FormInfo) []string {
	var out []string
	if fill := p.filled[form.Code]; fill != nil {
		if missing := ofCase(fill.missing); len(missing) > 0 {
			out = append(out, "本案还没有："+strings.Join(missing, "、")+"。")
		}
	}
	parties := recipientsOf(form, p.facts.c)
	if len(parties) == 0 {
		parties = p.facts.c.PartiesOf(court.RoleDebtor)
	}
	for _, x := range parties {
		if x.IDReason != "" {
			out = append(out, fmt.Sprintf("%s%s的证件号码校验位不符，已按“%s”保留。", x.Role, x.Name, x.IDReason))
		}
		if x.Address == "" && perParty(form) {
			out = append(out, fmt.Sprintf("%s%s没有住址，送达前请补上。", x.Role, x.Name))
		}
	}
	if form.SignOff != "" {
		out = append(out, "本文书由"+form.SignOff+"签发，打印后送签。")
	}
	return out
}
