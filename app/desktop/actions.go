package desktop

import (
	"context"
	"fmt"
	"image"

	"fyne.io/fyne/v2"

	"zhixing/app/court"
	"zhixing/app/desktop/frame"
	"zhixing/app/desktop/property"
	"zhixing/app/desktop/widgets"
	"zhixing/app/office"
	"zhixing/app/paper"
)

// searchRows is how many cases the search of the top bar offers; with the line
// that leads to the others they just fit without scrolling.
const searchRows = 11

func doOnWindow(f func()) { fyne.Do(f) }

// find searches cases for the top bar; it runs in a goroutine.
func (s *shell) find(ctx context.Context, text string) ([]widgets.MenuItem, error) {
	page, err := s.p.office.Cases(ctx, office.CaseQuery{Search: text, Closest: true, Limit: searchRows})
	if err != nil {
		return nil, err
	}
	var items []widgets.MenuItem
	for _, row := range page.Rows {
		note := row.Officer
		if row.Status == court.StatusClosed {
			note += " 已结"
		}
		items = append(items, widgets.MenuItem{
			Label: fmt.Sprintf("%s　%s 申请执行 %s", row.Number, row.Applicants, row.Debtors), Note: note,
			Do: func() { s.OpenCase(row.ID, "") },
		})
	}
	if items, err = s.findThings(ctx, text, items, page.Rows); err != nil {
		return nil, err
	}
	if page.Total > len(page.Rows) {
		items = append(items, widgets.MenuItem{
			Label: fmt.Sprintf("还有 %d 件，按 Enter 在案件列表中查看", page.Total-len(page.Rows)),
			Do:    func() { s.openCases(office.CaseQuery{Search: text}) }})
	}
	return items, nil
}

// findThings adds what the search of cases does not know: plates, accounts and
// other identifiers of properties, and the person over all cases.
func (s *shell) findThings(ctx context.Context, text string, items []widgets.MenuItem, cases []office.CaseRow) ([]widgets.MenuItem, error) {
	found, err := s.p.office.WhoseCase(ctx, text)
	if err != nil {
		return nil, err
	}
	people := map[string]bool{}
	for _, x := range found {
		if x.What != "" && len(items) < searchRows {
			items = append(items, widgets.MenuItem{Label: fmt.Sprintf("%s　%s的%s", x.Number, x.Name, x.What), Note: x.Officer,
				Do: func() { s.OpenCase(x.CaseID, frame.TabProperty) }})
		}
		people[x.IDNumber+x.Name] = true
	}
	if len(people) > 0 && len(cases)+len(found) > 1 {
		items = append(items, widgets.MenuItem{Label: "查人查物：" + text, Note: "全部案件、财产和查封",
			Do: func() { s.Open(property.NewWhoPage(s, text)) }})
	}
	return items, nil
}

// OpenOutside opens a file with the computer's own program.
func (s *shell) OpenOutside(path string) { s.p.openOutside(path) }

func (p *program) openOutside(path string) {
	loader := widgets.NewLoader(p.win)
	loader.OnError = func(err error) {
		say, hint := court.Sentence(err)
		widgets.MessageDialog(p.win, "文件已存好，没能自动打开", say, hint)
	}
	p.outside(loader, path, openPath, "文件在“%s”。", "这台电脑上可能没有能打开它的程序，请自行到该位置打开；文书另存在案件的“文书”页。")
}

func (p *program) outside(loader *widgets.Loader, path string, do func(string) error, say, hint string) {
	widgets.Load(loader, func(context.Context) (struct{}, error) {
		if err := do(path); err != nil {
			return struct{}{}, court.Errorf(court.CodeUnexpected, say, path).WithHint(hint).Because(err)
		}
		return struct{}{}, nil
	}, func(struct{}) {})
}

// PageImage draws one page of a PDF, counted from 0.
func (s *shell) PageImage(ctx context.Context, pdf []byte, page int, dpi float64) (image.Image, error) {
	return s.docs.image(ctx, pdf, page, dpi)
}

// PageCount counts the pages of a PDF.
func (s *shell) PageCount(ctx context.Context, pdf []byte) (n int, err error) {
	err = s.docs.with(ctx, pdf, func(d *paper.Document) error {
		n = d.Pages()
		return nil
	})
	return n, err
}
