package paper

import (
	"context"
	"errors"
	"io/fs"
	"strings"

	"zhixing/app/court"
)

// ownForms are the court's own copies of forms that are in force.
type ownForms struct {
	forms  []*Form // all forms in menu order, own copies in the place of delivered ones
	byCode map[string]*Form
	broken map[string]error // own copies that this program cannot read
}

// UseOwn lets the court's own copies of forms print instead of the delivered
// ones; list holds the copies that are in force, and every form that is not in
// it is as delivered. A copy that this program cannot read, such as one that
// uses a part that is no more, refuses to print, with line and reason; the
// delivered form never takes its place unasked.
func (p *Press) UseOwn(list []court.OwnForm) {
	own := &ownForms{byCode: map[string]*Form{}, broken: map[string]error{}}
	copies := map[string]court.OwnForm{}
	for _, c := range list {
		copies[c.Form] = c
	}
	for _, f := range p.forms {
		if c, ok := copies[f.Code]; ok {
			read, err := p.readOwn(f, c.Text)
			if err == nil {
				f = read
			} else {
				own.broken[f.Code] = err
				same := *f
				f = &same
			}
			f.Own = c.Number
		}
		own.byCode[f.Code] = f
		own.forms = append(own.forms, f)
	}
	p.own.Store(own)
}

// current gives the forms in force.
func (p *Press) current() *ownForms {
	if own := p.own.Load(); own != nil {
		return own
	}
	return &ownForms{forms: p.forms, byCode: p.byCode}
}

// What a court's own copy must leave as it was delivered: the program's rules
// hang on it.
var fixedHeads = []string{"对象", "签发", "岗位"}

// readOwn reads the court's own copy of a delivered form.
func (p *Press) readOwn(delivered *Form, text string) (*Form, error) {
	file := delivered.Code + ".form"
	f, err := readForm(file, text, p.parts)
	if err != nil {
		return nil, err
	}
	f.Order = delivered.Order
	for _, head := range fixedHeads {
		was, _ := headOf(p.texts[delivered.Code], head)
		if now, line := headOf(text, head); now != was {
			return nil, formError(file, max(line, 1), "“%s”由程序规定，应当是“%s”", head, was)
		}
	}
	return f, nil
}

// headOf gives the value of a line of a form's head and the number of the line,
// 0 when it has none.
func headOf(text, key string) (value string, line int) {
	for i, l := range strings.Split(text, "\n") {
		l = strings.TrimSpace(l)
		if l == "---" {
			break
		}
		if k, v, ok := strings.Cut(l, ":"); ok && strings.TrimSpace(k) == key {
			return strings.TrimSpace(v), i + 1
		}
	}
	return "", 0
}

// FormText gives the text of a delivered form and the version of its wording,
// "" for an unknown code.
func (p *Press) FormText(code string) (text, version string) {
	if f := p.byCode[code]; f != nil {
		return p.texts[code], f.Version
	}
	return "", ""
}

// readTexts keeps the text of every form, for courts to begin their own with.
func readTexts(dir fs.FS, forms []*Form) (map[string]string, error) {
	out := map[string]string{}
	for _, f := range forms {
		text, err := fs.ReadFile(dir, f.Code+".form")
		if err != nil {
			return nil, err
		}
		out[f.Code] = strings.ReplaceAll(string(text), "\r\n", "\n")
	}
	return out, nil
}

// Try reads a text as the court's own copy of a delivered form and fills it
// with d, for a trial print. The errors are those of CheckForm and Fill.
func (p *Press) Try(code, text string, d Data) (*Text, error) {
	delivered := p.byCode[code]
	if delivered == nil {
		return nil, court.Errorf(court.CodeNotFound, "没有“%s”这种文书。", code)
	}
	f, err := p.readOwn(delivered, text)
	if err != nil {
		return nil, err
	}
	return p.fillForm(f, d)
}

// CheckForm finds the mistakes of a text that is to be the court's own copy of a
// form: lines that are not of the language, fields that the data do not have
// (known holds one of everything that a paper may say), and what goes wrong when
// the form is filled with known and set. None means it can be used.
func (p *Press) CheckForm(code, text string, known Data) []court.FormFault {
	text = strings.ReplaceAll(text, "\r\n", "\n")
	delivered := p.byCode[code]
	if delivered == nil {
		return []court.FormFault{{Say: "没有这种文书"}}
	}
	if faults := lineFaults(text); len(faults) > 0 {
		return faults
	}
	f, err := p.readOwn(delivered, text)
	if err != nil {
		return []court.FormFault{faultOf(err, code)}
	}
	if faults := f.unknownFields(known); len(faults) > 0 {
		return faults
	}
	t, err := p.fillForm(f, known)
	if err == nil {
		_, err = t.layOut(context.Background())
	}
	if err != nil {
		return []court.FormFault{faultOf(err, code)}
	}
	return nil
}

// lineFaults finds what is wrong with single lines, all of them at once.
func lineFaults(text string) []court.FormFault {
	var out []court.FormFault
	probe := &Form{}
	head := true
	for i, l := range strings.Split(text, "\n") {
		l = strings.TrimRight(l, "\r")
		bare := strings.TrimSpace(l)
		var err error
		switch {
		case head && bare == "---":
			head = false
		case head && (bare == "" || strings.HasPrefix(bare, "#")):
		case head:
			key, value, ok := strings.Cut(bare, ":")
			if !ok {
				err = errors.New("应写成“键: 值”")
				break
			}
			err = probe.header(strings.TrimSpace(key), strings.TrimSpace(value))
		case strings.HasPrefix(trim(l), "@用 "):
		case strings.Count(l, "{{") > strings.Count(l, "}}"):
			err = errors.New("“{{”没有用“}}”结束")
		default:
			err = checkLine(trim(l))
		}
		if err != nil {
			out = append(out, court.FormFault{Line: i + 1, Say: err.Error()})
		}
	}
	return out
}

// formPlace is where in a form a mistake is; it is the cause of the error that
// users see.
type formPlace struct {
	file string
	line int
	why  string
}

func (e *formPlace) Error() string { return e.why }

// faultOf gives an error of reading or printing a form as a fault.
func faultOf(err error, code string) court.FormFault {
	var own *court.Error
	if !errors.As(err, &own) {
		return court.FormFault{Say: err.Error()}
	}
	fault := court.FormFault{Field: own.Field, Say: strings.TrimSuffix(own.Say, "。")}
	var at *formPlace
	if errors.As(err, &at) && at.file == code+".form" {
		fault.Line, fault.Say = at.line, at.why
	}
	return fault
}
