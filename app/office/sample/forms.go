package sample

import (
	"strings"

	"zhixing/app/court"
	"zhixing/app/office"
)

// showForms: a form of the court's own and a paper whose text was changed by
// hand before it was printed.
func (f *filler) showForms() {
	yesterday := f.clock.today().AddDays(-1)
	f.line.on(yesterday, func() error {
		const code = "rights-notice"
		c, err := f.o.FormCopy(f.ctx, code)
		if err != nil {
			return err
		}
		own := strings.TrimRight(c.Text, "\n") + "\n@注 本院执行局监督电话：{{.court.phone}}，工作日八时三十分至十七时三十分。\n"
		_, err = f.o.SaveForm(f.ctx, f.staff["管理员"], code, own, "按院务会要求公布监督电话")
		return err
	})
	f.line.on(yesterday, f.rewrite)
}

// rewrite changes the notice for the first party of a running case.
func (f *filler) rewrite() error {
	page, err := f.o.Cases(f.ctx, office.CaseQuery{Open: true, Limit: 1})
	if err != nil || len(page.Rows) == 0 {
		return err
	}
	c, err := f.o.Case(f.ctx, page.Rows[0].ID)
	if err != nil {
		return err
	}
	req := office.PaperRequest{CaseID: c.ID, Form: "rights-notice", PartyID: c.Parties[0].ID}
	text, err := f.o.PaperText(f.ctx, f.staff["陈玥"], req)
	if err != nil {
		return err
	}
	for _, b := range text.Blocks {
		if strings.Contains(b.Text, "执行进展") {
			b.Text = strings.Replace(b.Text, "执行进展", "执行进展（每月一日可以向承办人询问）", 1)
			req.Edits = map[int64][]court.PaperEdit{req.PartyID: {b.Edit()}}
		}
	}
	_, err = f.o.MakePaper(f.ctx, f.staff["陈玥"], req)
	return err
}
