// Package wiring puts the parts of the program together: store, press, office.
// The command, the window and the tests open an office here and nowhere else.
package wiring

import (
	"context"
	"sync"
	"time"

	"zhixing/app/court"
	"zhixing/app/law"
	"zhixing/app/office"
	"zhixing/app/paper"
	"zhixing/data"
)

// press puts app/paper behind the office's interface. The forms are read when
// a paper is first asked for: the log-in page needs none of them.
type press struct{ load func() *paper.Press }

func newPress() press {
	return press{sync.OnceValue(func() *paper.Press {
		p, err := paper.New(paper.Options{Cite: law.CiteText})
		if err != nil {
			panic("wiring: a form inside the program cannot be read: " + err.Error())
		}
		return p
	})}
}

func (p press) Forms() []office.FormInfo {
	var out []office.FormInfo
	for _, f := range p.load().Forms() {
		info := office.FormInfo{Code: f.Code, Name: f.Name, Stage: f.Stage, Per: f.Per, SignOff: f.Approver, About: f.About, Version: f.Version, Own: f.Own, Makers: f.Makers, Kinds: f.Kinds}
		for _, in := range f.Inputs {
			input := office.FormInput{Key: in.Key, Label: in.Label, Kind: in.Kind, Default: in.Default, Options: in.Options}
			for _, c := range in.Columns {
				input.Columns = append(input.Columns, c.Name)
			}
			info.Inputs = append(info.Inputs, input)
		}
		out = append(out, info)
	}
	return out
}

func (p press) Fill(ctx context.Context, form string, d map[string]any) (office.FilledPaper, error) {
	return filled(p.load().Fill(ctx, form, d))
}

func (p press) Reopen(record []byte) (office.FilledPaper, error) {
	return filled(p.load().Reopen(record))
}

func (p press) UseOwn(list []court.OwnForm) { p.load().UseOwn(list) }

func (p press) UseFonts(fonts court.PaperFonts) []error { return p.load().UseFonts(fonts) }

func (p press) CheckFont(choice string) (name, note string, err error) {
	return paper.CheckFont(choice)
}

func (p press) InstalledFonts() map[string][]string { return paper.InstalledFonts() }

func (p press) FormText(code string) (string, string) { return p.load().FormText(code) }

func (p press) CheckForm(code, text string, known map[string]any) []court.FormFault {
	return p.load().CheckForm(code, text, known)
}

func (p press) Try(code, text string, d map[string]any) (office.FilledPaper, error) {
	return filled(p.load().Try(code, text, d))
}

func (p press) Keys() []office.FormKey {
	var out []office.FormKey
	for _, k := range paper.Keys() {
		out = append(out, office.FormKey{Path: k.Key, Label: k.Label})
	}
	return out
}

// filledPaper is a paper.Text behind the office's interface.
type filledPaper struct{ *paper.Text }

func filled(t *paper.Text, err error) (office.FilledPaper, error) {
	if err != nil {
		return nil, err
	}
	return filledPaper{t}, nil
}

func (f filledPaper) Change(edits []court.PaperEdit) (office.FilledPaper, error) {
	return filled(f.Text.Change(edits))
}

func (p press) PrintWorking(ctx context.Context, courtName, about string, on court.Date, w law.Working) ([]byte, int, error) {
	return p.load().PrintWorking(ctx, courtName, about, on, w)
}

func (p press) Preset(form, key string, d map[string]any) string {
	return p.load().Preset(form, key, d)
}

func (p press) Missing(form string, d map[string]any) []string { return p.load().Missing(form, d) }

// Open opens the office kept in dir; done closes it. The errors are those of
// data.Open.
func Open(ctx context.Context, dir string, readOnly bool, now func() time.Time) (o *office.Office, done func() error, err error) {
	return join(now, func() (*data.Store, error) {
		return data.Open(ctx, dir, data.Options{ReadOnly: readOnly, Now: now})
	})
}

// Create makes an empty office in dir and opens it.
func Create(ctx context.Context, dir string, now func() time.Time) (o *office.Office, done func() error, err error) {
	return join(now, func() (*data.Store, error) { return data.Create(ctx, dir, data.Options{Now: now}) })
}

// Restorer is what the window restores backups with.
func Restorer(now func() time.Time) office.Restorer {
	return office.Restorer{Inspect: data.Inspect, New: data.Restore, Over: func(ctx context.Context, backup, dir string) (string, error) {
		return data.RestoreOver(ctx, backup, dir, now())
	}}
}

func join(now func() time.Time, open func() (*data.Store, error)) (*office.Office, func() error, error) {
	store, err := open()
	if err != nil {
		return nil, nil, err
	}
	o := office.New(store, newPress(), now)
	o.UseBinder(binder{})
	o.UseEye(Eye(nil)) // the window's sees PDFs too
	return o, store.Close, nil
}
