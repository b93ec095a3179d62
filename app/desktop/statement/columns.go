package statement

import (
	"context"
	"fmt"

	"fyne.io/fyne/v2"

	"zhixing/app/court"
	"zhixing/app/desktop/importing"
	"zhixing/app/desktop/papers/parts"
	"zhixing/app/office"
	"zhixing/app/sheet"
)

// columnsStep asks which column of the statement is what.
type columnsStep struct {
	importing.Columns[sheet.StatementField]
	p *page
}

func newColumnsStep(p *page) *columnsStep {
	s := &columnsStep{p: p}
	s.Columns = importing.Columns[sheet.StatementField]{
		What: "对账单", Note: "认错了可以改；改好以后，这种格式的对账单下次照用",
		Sheets: p.Book.Sheets(), Table: p.table, Fields: sheet.StatementFields, Start: p.mapping,
		Cut: s.cut, Next: s.next, Back: p.Back, Fail: p.f.Fail,
	}
	return s
}

func (s *columnsStep) content() fyne.CanvasObject { return s.Content() }

// cut takes another sheet or heading row.
func (s *columnsStep) cut(name string, row int) {
	p := s.p
	table, mapping, err := p.Book.StatementAt(name, row)
	if err != nil {
		p.f.Fail(err)
		return
	}
	p.table, p.mapping = table, mapping
	p.Show(importing.StepColumns)
}

// next reads the lines and makes the dry run; a mapping that can be read is
// remembered for the layout.
func (s *columnsStep) next() {
	p := s.p
	p.mapping = s.Mapping()
	if fault := p.mapping.Fault(); fault != "" {
		s.ShowError(court.Errorf(court.CodeInvalid, "%s", fault))
		return
	}
	if !s.Valid() {
		return
	}
	book, table, mapping, o, actor := p.Book, p.table, p.mapping, p.f.Office(), p.f.Actor()
	var read sheet.Statement
	var file office.StatementFile
	var result office.StatementResult
	parts.Run(p.f, "试运行", func(ctx context.Context, report func(float64, string)) (err error) {
		report(0.1, "正在读各笔流水…")
		if read, err = sheet.ReadStatement(table, mapping); err != nil {
			return err
		}
		report(0.4, fmt.Sprintf("正在给 %d 笔流水认案…", len(read.Lines)))
		file = office.StatementFile{Name: book.Name, Head: table.Above, Lines: read.Lines, Until: read.Until, Whole: read.Whole, Newest: read.Newest}
		if result, err = o.MatchStatement(ctx, actor, file, nil); err != nil || o.ReadOnly() {
			return err
		}
		return o.RememberStatementLayout(ctx, actor, table.Layout(), table.Labels(mapping))
	}, func() {
		p.read, p.result, p.notes, p.chosen = file, result, read.Notes, map[int]office.StatementChoice{}
		p.Show(importing.StepDryRun)
		p.dry.table.ChooseIndex(0)
		p.dry.table.Focus()
	})
}
