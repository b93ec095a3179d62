// Package paper makes the court's papers: the text of a form is filled with
// the data of a case, set in lines and pages by the rules of Chinese court
// papers, and drawn as a PDF.
package paper

import (
	"context"
	"errors"
	"io/fs"
	"strings"
	"sync/atomic"
	"text/template"

	"zhixing/app/court"
	"zhixing/app/law"
	"zhixing/assets"
)

// Press prints forms. It may be used from several goroutines at once.
type Press struct {
	forms  []*Form // as delivered
	byCode map[string]*Form
	parts  map[string][]sourceLine
	texts  map[string]string // of delivered forms by code
	own    atomic.Pointer[ownForms]
	cite   Cite
	setter atomic.Pointer[setter]
}

// Options of New.
type Options struct {
	Forms fs.FS // where *.form files are; the embedded ones when nil
	Cite  Cite  // gives citations by date; law.CiteText when nil
}

// New reads all forms. A mistake in a form is an error that names the file and
// the line.
func New(o Options) (*Press, error) {
	if o.Forms == nil {
		o.Forms = assets.Forms()
	}
	if o.Cite == nil {
		o.Cite = law.CiteText
	}
	faces, err := loadFaces()
	if err != nil {
		return nil, err
	}
	parts, err := readParts(o.Forms)
	if err != nil {
		return nil, err
	}
	forms, err := readForms(o.Forms, parts)
	if err != nil {
		return nil, err
	}
	texts, err := readTexts(o.Forms, forms)
	if err != nil {
		return nil, err
	}
	p := &Press{forms: forms, parts: parts, texts: texts, byCode: map[string]*Form{}, cite: o.Cite}
	p.setter.Store(&setter{faces: faces})
	for _, f := range forms {
		p.byCode[f.Code] = f
	}
	return p, nil
}

// Forms lists the forms in force in the order of the menu.
func (p *Press) Forms() []Form {
	forms := p.current().forms
	out := make([]Form, len(forms))
	for i, f := range forms {
		out[i] = *f
	}
	return out
}

// form finds a form by its code or its Chinese name.
func (p *Press) form(code string) (*Form, error) {
	own := p.current()
	if f := own.byCode[code]; f != nil {
		return f, own.broken[code]
	}
	for _, f := range own.forms {
		if f.Name == code {
			return f, own.broken[f.Code]
		}
	}
	return nil, court.Errorf(court.CodeNotFound, "没有“%s”这种文书。", code)
}

// Output is a printed paper.
type Output struct {
	PDF   []byte
	Pages int
	Title string
}

// Print fills the form (its code or Chinese name) with d and sets it. Errors
// are sentences for the user: an unknown form, data that the form needs and d
// does not have, an input that cannot be read, a character that no font has.
// Empty values are not errors; they leave ruled room for handwriting (see
// Missing).
func (p *Press) Print(ctx context.Context, code string, d Data) (Output, error) {
	t, err := p.Fill(ctx, code, d)
	if err != nil {
		return Output{}, err
	}
	return t.Set(ctx)
}

// The sizes tried until a paper fits one page. What people sign keeps a size
// they can read, or else its own size over several pages; a chart on the wall
// must be one page.
var (
	fitSteps   = []float64{1, 0.93, 0.86, 0.8, 0.74, 0.68, 1}
	chartSteps = []float64{1.4, 1.3, 1.2, 1.1, 1.05, 1, 0.93, 0.86, 0.8, 0.74, 0.68, 0.62, 0.56, 0.5}
)

// compose fills and lays out a paper.
func (p *Press) compose(ctx context.Context, code string, d Data) (*document, error) {
	t, err := p.Fill(ctx, code, d)
	if err != nil {
		return nil, err
	}
	return t.layOut(ctx)
}

// Fill fills the form (its code or Chinese name) with d. The errors are those
// of Print, except for characters that no font has, which only setting finds:
// a person may still rewrite them.
func (p *Press) Fill(ctx context.Context, code string, d Data) (*Text, error) {
	if err := ctx.Err(); err != nil {
		return nil, err
	}
	f, err := p.form(code)
	if err != nil {
		return nil, err
	}
	return p.fillForm(f, d)
}

func (p *Press) fillForm(f *Form, d Data) (*Text, error) {
	d, err := f.answered(d)
	if err != nil {
		return nil, err
	}
	body, err := p.fill(f.body, d)
	if err != nil {
		return nil, f.executionError(err)
	}
	t := &Text{setter: p.setter.Load(), form: f, body: body}
	if v, ok := lookup(d, "paper.date"); ok {
		if t.date, err = toDate(v); err != nil {
			return nil, err
		}
	}
	t.mark = markOf(d)
	_, err = t.blocks() // every line of the form can be read
	return t, err
}

// layOut sets the text on pages.
func (t *Text) layOut(ctx context.Context) (*document, error) {
	if err := ctx.Err(); err != nil {
		return nil, err
	}
	doc := &document{title: t.form.Name, layout: t.form.layout, date: t.date, mark: t.mark}
	for _, step := range t.form.steps {
		blocks, err := t.blocks()
		if err != nil {
			return nil, err
		}
		scale(blocks, step)
		doc.blocks = blocks
		if doc.pages, err = t.setter.flow(blocks, doc.layout); err != nil {
			return nil, err
		}
		if len(doc.pages) == 1 {
			break
		}
	}
	return doc, t.tighten(doc)
}

// tightening is type and leading as shares of the form's own.
type tightening struct{ size, leading float64 }

// What is tried when it saves a page: closer lines first, 24 to the page
// instead of 22, then 小三 instead of 三号.
var tighter = []tightening{{1, 0.975}, {1, 0.95}, {1, 0.92}, {0.94, 0.92}, {0.94, 0.88}, {0.92, 0.86}}

// tighten sets a paper a little closer when that spares a last page with next
// to nothing on it: the signature belongs on the page of the text, and courts
// change the spacing to keep it there (法〔2016〕221号).
func (t *Text) tighten(doc *document) error {
	if len(t.form.steps) > 1 || len(doc.pages) == 1 {
		return nil
	}
	most, _, err := t.pagesAt(tighter[len(tighter)-1])
	if err != nil || len(most) >= len(doc.pages) {
		return err
	}
	for _, by := range tighter {
		pages, blocks, err := t.pagesAt(by)
		if err != nil {
			return err
		}
		if len(pages) == len(most) {
			doc.pages, doc.blocks = pages, blocks
			return nil
		}
	}
	return nil
}

func (t *Text) pagesAt(by tightening) (pages []sheetPage, blocks []any, err error) {
	if blocks, err = t.blocks(); err != nil {
		return nil, nil, err
	}
	for i, b := range blocks {
		switch b := b.(type) {
		case *paragraph:
			b.size, b.leading, b.gap = b.size*by.size, b.leading*by.leading, b.gap*by.leading
		case gap:
			b.height *= by.leading
			blocks[i] = b
		}
	}
	pages, err = t.setter.flow(blocks, t.form.layout)
	return pages, blocks, err
}

// fill executes a template with functions that know the paper's date.
func (p *Press) fill(t *template.Template, d Data) (string, error) {
	own, err := t.Clone()
	if err != nil {
		return "", err
	}
	var b strings.Builder
	err = own.Funcs(funcs(p.cite, d)).Execute(&b, map[string]any(d))
	return b.String(), err
}

// executionError turns a template's error into a sentence.
func (f *Form) executionError(err error) error {
	line, why := templateFault(err)
	var own *court.Error
	if !errors.As(err, &own) {
		return f.at(line, "%s", why)
	}
	named := *own
	if line >= 1 && line <= len(f.source) {
		named.Err = errors.Join(&formPlace{f.source[line-1].file, f.source[line-1].line, strings.TrimSuffix(own.Say, "。")}, own.Err)
	}
	return &named
}

// scale makes type and spaces smaller.
func scale(blocks []any, by float64) {
	for i, b := range blocks {
		switch b := b.(type) {
		case *paragraph:
			b.size, b.leading, b.gap = b.size*by, b.leading*by, b.gap*by
		case *table:
			b.size, b.leading = b.size*by, b.leading*by
			for r := range b.rows {
				b.rows[r].height *= by
				for c := range b.rows[r].cells {
					for k := range b.rows[r].cells[c].paras {
						b.rows[r].cells[c].paras[k].size *= by
					}
				}
			}
		case gap:
			b.height *= by
			blocks[i] = b
		}
	}
}

// Missing lists the labels of what the form requires and d leaves empty.
func (p *Press) Missing(code string, d Data) []string {
	f, err := p.form(code)
	if err != nil {
		return nil
	}
	if filled, err := f.answered(d); err == nil {
		d = filled
	}
	var out []string
	for _, field := range f.Required {
		if v, ok := lookup(d, field.Key); !ok || isEmpty(v) {
			out = append(out, field.Label)
		}
	}
	return out
}

// Preset gives the text an input starts with for this case, "" when there is
// none or the case does not say.
func (p *Press) Preset(code, key string, d Data) string {
	f, err := p.form(code)
	if err != nil {
		return ""
	}
	for _, in := range f.Inputs {
		if in.Key == key {
			text, _ := in.presetText(d) // a preset that cannot be made is no preset
			return text
		}
	}
	return ""
}

func (in Input) presetText(d Data) (string, error) {
	if in.preset == nil {
		return in.Default, nil
	}
	var b strings.Builder
	t, err := in.preset.Clone()
	if err != nil {
		return "", err
	}
	if err := t.Funcs(funcs(nil, d)).Execute(&b, map[string]any(d)); err != nil {
		return "", err
	}
	return b.String(), nil
}

// answered adds the presets of inputs that d does not hold, or holds empty
// where the case knows the answer, and reads typed dates and amounts. d itself
// is not changed.
func (f *Form) answered(d Data) (Data, error) {
	for _, in := range f.Inputs {
		v, ok := lookup(d, in.Key)
		if !ok || in.preset != nil && isEmpty(v) {
			text, err := in.presetText(d)
			if err != nil {
				return nil, f.executionError(err)
			}
			v = text
		}
		var err error
		switch in.Kind {
		case "lines":
			if s, isText := v.(string); isText {
				v = splitLines(s)
			}
		case "table":
			if s, isText := v.(string); isText {
				v, err = in.tableRows(s)
			}
		case "date":
			v, err = toDate(v)
		case "money":
			if s, isText := v.(string); !isText || trim(s) != "" {
				v, err = toMoney(v)
			}
		}
		var bad *court.Error
		if errors.As(err, &bad) {
			bad.Field = in.Label
		}
		if err != nil {
			return nil, err
		}
		d = with(d, strings.Split(in.Key, "."), v)
	}
	return d, nil
}

// splitLines gives the lines of a list that was typed, one entry a line or
// separated by 、.
func splitLines(s string) []string {
	return strings.FieldsFunc(s, func(r rune) bool { return r == '\n' || r == '\r' || r == '、' })
}

// with gives a copy of d with the value at the path; maps on the way are
// copied, the rest is shared.
func with(d map[string]any, path []string, v any) map[string]any {
	out := make(map[string]any, len(d)+1)
	for k, old := range d {
		out[k] = old
	}
	if len(path) == 1 {
		out[path[0]] = v
		return out
	}
	var inner map[string]any
	switch m := d[path[0]].(type) {
	case map[string]any:
		inner = m
	case Data:
		inner = m
	}
	out[path[0]] = with(inner, path[1:], v)
	return out
}
