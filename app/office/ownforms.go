package office

import (
	"context"
	"fmt"
	"log/slog"
	"strings"
	"sync"

	"zhixing/app/court"
)

// formsInUse remembers up to which version the press has the court's own forms.
type formsInUse struct {
	mu   sync.Mutex
	last int64 // ID of the newest version the press was told of
}

// useForms tells the press of the court's own fonts and forms as r sees them,
// when there are others than it knows. An older view of the forms changes nothing.
func (o *Office) useForms(r Reader) error {
	if err := o.useFonts(r); err != nil {
		return err
	}
	last, err := r.LastOwnForm()
	if err != nil {
		return err
	}
	o.ownForms.mu.Lock()
	defer o.ownForms.mu.Unlock()
	if last <= o.ownForms.last {
		return nil
	}
	all, err := r.OwnForms("")
	if err != nil {
		return err
	}
	o.press.UseOwn(inForce(all))
	o.ownForms.last = last
	return nil
}

// inForce gives the newest version of each form that has a text; versions come
// newest first.
func inForce(versions []court.OwnForm) []court.OwnForm {
	var out []court.OwnForm
	seen := map[string]bool{}
	for _, v := range versions {
		if !seen[v.Form] && v.Text != "" {
			out = append(out, v)
		}
		seen[v.Form] = true
	}
	return out
}

// allForms gives the forms in force. When the court's own ones cannot be read
// just now the list is that of before; making a paper reads them again and
// fails by name.
func (o *Office) allForms() []FormInfo {
	if err := o.store.Read(context.Background(), o.useForms); err != nil {
		slog.Warn("the court's own forms are not read", "err", err)
	}
	return o.press.Forms()
}

// FormCopy is a form with the court's own copy of it.
type FormCopy struct {
	FormInfo
	Delivered string          // text that came with the program
	Text      string          // in force: the court's own or the delivered one
	Versions  []court.OwnForm // of the court's own copy, newest first
	Renewed   bool            // the delivered form changed since the own copy was saved
}

// OwnForm gives the version in force, Number 0 for the delivered form.
func (c FormCopy) OwnForm() court.OwnForm {
	if list := inForce(c.Versions); len(list) > 0 {
		return list[0]
	}
	return court.OwnForm{}
}

// FormCopies lists all forms with the court's own copies, in menu order.
func (o *Office) FormCopies(ctx context.Context) ([]FormCopy, error) {
	return read(ctx, o, func(r Reader) ([]FormCopy, error) {
		if err := o.useForms(r); err != nil {
			return nil, err
		}
		all, err := r.OwnForms("")
		if err != nil {
			return nil, err
		}
		versions := map[string][]court.OwnForm{}
		for _, v := range all {
			versions[v.Form] = append(versions[v.Form], v)
		}
		var out []FormCopy
		for _, f := range o.press.Forms() {
			c := FormCopy{FormInfo: f, Versions: versions[f.Code]}
			var base string
			c.Delivered, base = o.press.FormText(f.Code)
			c.Text = c.Delivered
			if own := c.OwnForm(); own.Number > 0 {
				c.Text, c.Renewed = own.Text, own.Base != base
			}
			out = append(out, c)
		}
		return out, nil
	})
}

// FormCopy gives one form; CodeNotFound for an unknown code.
func (o *Office) FormCopy(ctx context.Context, code string) (FormCopy, error) {
	all, err := o.FormCopies(ctx)
	if err != nil {
		return FormCopy{}, err
	}
	for _, c := range all {
		if c.Code == code {
			return c, nil
		}
	}
	return FormCopy{}, court.Errorf(court.CodeNotFound, "没有“%s”这种文书。", code)
}

// CheckForm finds the mistakes of a text that is to be the court's own copy of a
// form: with line and field; none when it can be used.
func (o *Office) CheckForm(ctx context.Context, code, text string) ([]court.FormFault, error) {
	example, err := read(ctx, o, o.exampleTree)
	if err != nil {
		return nil, err
	}
	return o.press.CheckForm(code, text, example), nil
}

// TryForm prints a text as the form of that code, with the invented example case
// or, with a case's ID, with the data of that case. Nothing is kept.
func (o *Office) TryForm(ctx context.Context, actor Actor, code, text string, caseID int64) (pdf []byte, err error) {
	if err := Allow(actor, MayChangeForms); err != nil {
		return nil, err
	}
	f, err := o.form(code)
	if err != nil {
		return nil, err
	}
	data, err := read(ctx, o, func(r Reader) (tree, error) {
		if caseID == 0 {
			return o.exampleTree(r)
		}
		c, err := r.Case(caseID)
		if err != nil {
			return nil, err
		}
		facts, err := o.gather(r, c, PaperRequest{CaseID: caseID})
		if err != nil {
			return nil, err
		}
		to, err := recipientsOf(f, c, 0)
		if err != nil {
			return nil, err
		}
		return facts.tree(FormInfo{}, to[0], court.Paper{Number: c.Number.String(), Dated: o.Today(), Maker: actor.User.Name, MadeAt: o.now()})
	})
	if err != nil {
		return nil, err
	}
	filled, err := o.press.Try(code, text, data)
	if err != nil {
		return nil, err
	}
	pdf, _, err = filled.Print(ctx)
	return pdf, err
}

// mostFormText is the greatest length of a form, in bytes.
const mostFormText = 200_000

// SaveForm makes a text the court's own copy of a form: the next version, which
// is in force at once. A text with mistakes is refused with the first of them, one
// that says what is in force already too; the reason is kept.
func (o *Office) SaveForm(ctx context.Context, actor Actor, code, text, reason string) (court.OwnForm, error) {
	text = strings.TrimRight(strings.ReplaceAll(text, "\r\n", "\n"), "\n \t") + "\n"
	if len(text) > mostFormText {
		return court.OwnForm{}, court.Errorf(court.CodeInvalid, "样式的文字太长，最多%d字节。", mostFormText)
	}
	reason, err := needReason("修改理由", reason)
	if err != nil {
		return court.OwnForm{}, err
	}
	faults, err := o.CheckForm(ctx, code, text)
	if err != nil {
		return court.OwnForm{}, err
	}
	if len(faults) > 0 {
		return court.OwnForm{}, FaultError(faults)
	}
	return o.changeForm(ctx, actor, code, text, reason)
}

// DeliverForm goes back to the form that came with the program; the court's own
// versions stay in the history.
func (o *Office) DeliverForm(ctx context.Context, actor Actor, code, reason string) error {
	reason, err := needReason("恢复理由", reason)
	if err != nil {
		return err
	}
	_, err = o.changeForm(ctx, actor, code, "", reason)
	return err
}

// changeForm stores the next version of a form; "" goes back to the delivered.
func (o *Office) changeForm(ctx context.Context, actor Actor, code, text, reason string) (court.OwnForm, error) {
	f, err := o.form(code)
	if err != nil {
		return court.OwnForm{}, err
	}
	own := court.OwnForm{Form: f.Code, Text: text, Reason: reason, At: o.now()}
	err = o.do(ctx, actor, MayChangeForms, "forms", func(d *deed) error {
		versions, err := d.OwnForms(f.Code)
		if err != nil {
			return err
		}
		before := ""
		if len(versions) > 0 {
			before = versions[0].Text
		}
		delivered, base := o.press.FormText(f.Code)
		switch {
		case before == text && text == "":
			return court.Errorf(court.CodeRefused, "《%s》用的就是随程序的样式。", f.Name)
		case before == text, before == "" && text == delivered:
			return court.Errorf(court.CodeRefused, "文字没有变化，不用保存。")
		}
		own.Base, own.By = base, d.actor.User.Name
		if err := d.InsertOwnForm(&own); err != nil {
			return err
		}
		action := "修改文书样式"
		if text == "" {
			action = "恢复随程序的文书样式"
		}
		was := court.OwnForm{Form: f.Code, Text: before}
		return d.audit(action, "form", own.ID, 0, was, own, f.Name+"："+reason)
	})
	if err != nil {
		return court.OwnForm{}, err
	}
	return own, o.store.Read(ctx, o.useForms)
}

// FaultError is the refusal of a form with mistakes.
func FaultError(faults []court.FormFault) error {
	f := faults[0]
	say := FaultText(f)
	if len(faults) > 1 {
		say += fmt.Sprintf("（共%d处）", len(faults))
	}
	e := court.Errorf(court.CodeInvalid, "样式有错，没有保存：%s。", say).WithHint("请按行号改正后再保存。")
	e.Field = f.Field
	return e
}

// FaultText says a mistake with its line.
func FaultText(f court.FormFault) string {
	if f.Line == 0 {
		return f.Say
	}
	return fmt.Sprintf("第 %d 行：%s", f.Line, f.Say)
}

// FormKey is a field that forms may use.
type FormKey struct{ Path, Label string }

// FormKeys lists the fields that forms may use, as the manual names them.
func (o *Office) FormKeys() []FormKey { return o.press.Keys() }
