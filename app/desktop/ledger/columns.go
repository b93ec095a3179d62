package ledger

import (
	"context"
	"fmt"
	"slices"

	"fyne.io/fyne/v2"

	"zhixing/app/court"
	"zhixing/app/desktop/importing"
	"zhixing/app/desktop/papers/parts"
	"zhixing/app/office"
	"zhixing/app/sheet"
)

// columnsStep asks which column of the ledger is what.
type columnsStep struct {
	importing.Columns[sheet.Field]
	p      *page
	parsed map[int]court.LedgerRow // the first rows as the mapping reads them, by row of the sheet
}

func newColumnsStep(p *page) *columnsStep {
	s := &columnsStep{p: p}
	s.Columns = importing.Columns[sheet.Field]{
		What: "台账", Note: s.note(), Sheets: p.Book.Sheets(), Table: p.table, Fields: sheet.Fields, Start: p.mapping,
		Cell: s.cell, Required: func(f sheet.Field) bool { return slices.Contains(sheet.Required, f) }, OnChange: s.changed,
		Cut: s.cut, Next: s.next, Back: p.Back, Fail: p.f.Fail,
	}
	s.parse()
	return s
}

func (s *columnsStep) content() fyne.CanvasObject { return s.Content() }

// note says where the choices come from.
func (s *columnsStep) note() string {
	if s.p.known {
		return "与上次导入这种台账时相同；带 * 的必须有，认错了可以改"
	}
	return "带 * 的必须有；认错了可以改，下次导入同样标题的台账会记住"
}

// cut takes another sheet or heading row.
func (s *columnsStep) cut(name string, row int) {
	p := s.p
	table, mapping, err := p.Book.TableAt(name, row)
	if err != nil {
		p.f.Fail(err)
		return
	}
	p.useTable(table, mapping)
	p.Show(importing.StepColumns)
}

func (s *columnsStep) changed() {
	s.p.mapping = s.Mapping()
	s.parse()
}

// parse reads the first rows, so that samples show dates as dates.
func (s *columnsStep) parse() {
	first := s.p.table
	first.Rows = first.Rows[:min(len(first.Rows), importing.SampleRows)]
	s.parsed = map[int]court.LedgerRow{}
	for _, r := range sheet.ReadLedger(first, s.p.mapping) {
		s.parsed[r.SheetRow] = r
	}
}

// cell gives a value of the sheet as people know it: a date stored as a number
// of days is written as a date.
func (s *columnsStep) cell(row, column int) string {
	r := s.parsed[s.p.table.HeadRow+1+row]
	for field, date := range map[sheet.Field]court.Date{sheet.FieldFiled: r.Filed, sheet.FieldClosed: r.Closed} {
		if at, ok := s.p.mapping[field]; ok && at == column && !date.IsZero() {
			return date.String()
		}
	}
	return s.Raw(row, column)
}

// next makes the dry run.
func (s *columnsStep) next() {
	if !s.Valid() {
		return
	}
	p := s.p
	p.mapping = s.Mapping()
	remember(p.table, p.mapping)
	table, mapping, o, actor := p.table, p.mapping, p.f.Office(), p.f.Actor()
	var result office.LedgerResult
	parts.Run(p.f, "试运行", func(ctx context.Context, report func(float64, string)) (err error) {
		report(0.2, "正在读台账各行…")
		rows := sheet.ReadLedger(table, mapping)
		report(0.6, fmt.Sprintf("正在核对 %d 行…", len(rows)))
		result, err = o.ImportLedger(ctx, actor, rows, true)
		return err
	}, func() {
		p.result = result
		p.Show(importing.StepDryRun)
	})
}
