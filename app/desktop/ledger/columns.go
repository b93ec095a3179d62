package ledger

import (
	"context"
	"fmt"
	"strconv"
	"strings"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"

	"zhixing/app/court"
	"zhixing/app/desktop/papers/parts"
	"zhixing/app/desktop/widgets"
	"zhixing/app/office"
	"zhixing/app/sheet"
)

const (
	sampleRows = 5    // rows of the sheet that are shown
	noColumn   = "-1" // id of the choice that the ledger lacks a field
)

// columnsStep shows the sheet and asks which column is what.
type columnsStep struct {
	p       *page
	form    *widgets.Form
	choices map[sheet.Field]*widgets.ChoiceField
	sheets  *widgets.Choice
	head    *widgets.Entry
	unused  *fyne.Container
}

func newColumnsStep(p *page) *columnsStep {
	return &columnsStep{p: p, choices: map[sheet.Field]*widgets.ChoiceField{}}
}

func (s *columnsStep) content() fyne.CanvasObject {
	p := s.p
	s.sheets = widgets.NewChoice(widgets.Options(p.book.Sheets()...), func(name string) { s.cut(name, "1") })
	s.sheets.SetID(p.table.Sheet)
	s.head = widgets.NewEntry()
	s.head.SetText(strconv.Itoa(p.table.HeadRow))
	s.head.OnEnter = func() { s.cut(s.sheets.ID(), s.head.Text) }
	label := func(text string) fyne.CanvasObject {
		return widgets.NewText(text, widgets.TextSize, widgets.ColorQuiet, false)
	}
	where := widgets.HStack(8, label("工作表"), widgets.Sized(180, 0, s.sheets), label("　标题行在第"), widgets.Sized(56, 0, s.head), label("行"),
		widgets.NewSmallButton("重新识别", func() { s.cut(s.sheets.ID(), s.head.Text) }),
		label(fmt.Sprintf("　标题行下有 %d 行", len(p.table.Rows))))
	buttons := widgets.HStack(8, widgets.NewPrimaryButton("试运行 Ctrl+S", s.next), widgets.NewButton("上一步 Esc", p.back))
	s.form = s.mappingForm()
	s.unused = container.NewStack()
	s.showUnused()
	mapping := container.NewVScroll(widgets.Padded(12, 10, widgets.VStack(4, s.form, s.unused)))
	return parts.Rows([]float32{-1, 28 + 34 + sampleRows*27, 0},
		widgets.NewCard("", "", widgets.Padded(12, 7, container.NewBorder(nil, nil, where, buttons))),
		widgets.NewCard("台账的前几行", "", s.sheetTable()),
		widgets.NewCard("各列的含义", s.note(), mapping))
}

// note says where the choices come from.
func (s *columnsStep) note() string {
	if s.p.known {
		return "与上次导入这种台账时相同；带 * 的必须有，认错了可以改"
	}
	return "带 * 的必须有；认错了可以改，下次导入同样标题的台账会记住"
}

// cut takes another sheet or heading row.
func (s *columnsStep) cut(name, row string) {
	p := s.p
	number, err := strconv.Atoi(strings.TrimSpace(row))
	if err != nil {
		p.f.Fail(court.FieldErrorf("标题行", "“%s”不是行号。", row))
		return
	}
	table, mapping, err := p.book.TableAt(name, number)
	if err != nil {
		p.f.Fail(err)
		return
	}
	p.useTable(table, mapping)
	p.show(stepColumns)
}

// parsed reads the first rows, so that samples show dates as dates.
func (s *columnsStep) parsed() map[int]court.LedgerRow {
	first := s.p.table
	first.Rows = first.Rows[:min(len(first.Rows), sampleRows)]
	out := map[int]court.LedgerRow{}
	for _, r := range sheet.ReadLedger(first, s.p.mapping) {
		out[r.SheetRow] = r
	}
	return out
}

// cell gives a value of the sheet as people know it: a date stored as a number
// of days is written as a date.
func (s *columnsStep) cell(parsed map[int]court.LedgerRow, row, column int) string {
	t := s.p.table
	if row >= len(t.Rows) || column >= len(t.Rows[row]) {
		return ""
	}
	raw := court.CleanLine(t.Rows[row][column])
	r := parsed[t.HeadRow+1+row]
	for field, date := range map[sheet.Field]court.Date{sheet.FieldFiled: r.Filed, sheet.FieldClosed: r.Closed} {
		if at, ok := s.p.mapping[field]; ok && at == column && !date.IsZero() {
			return date.String()
		}
	}
	return raw
}

// sheetTable shows the heading and the first rows of the sheet.
func (s *columnsStep) sheetTable() fyne.CanvasObject {
	parsed := s.parsed()
	columns := []widgets.Column[int]{{ID: "row", Label: "行", Width: 46, Cell: func(row int) widgets.Cell {
		return widgets.QuietCell(strconv.Itoa(s.p.table.HeadRow + 1 + row))
	}}}
	for i, head := range s.p.table.Heads {
		longest := len([]rune(head))
		for row := range sampleRows {
			longest = max(longest, (len(s.cell(parsed, row, i))+1)/2)
		}
		columns = append(columns, widgets.Column[int]{ID: strconv.Itoa(i), Label: head, Width: float32(min(max(longest*14+18, 60), 190)),
			Cell: func(row int) widgets.Cell { return widgets.TextCell(s.cell(parsed, row, i)) }})
	}
	rows := make([]int, min(len(s.p.table.Rows), sampleRows))
	for i := range rows {
		rows[i] = i
	}
	t := widgets.NewListTable(columns, strconv.Itoa, rows)
	t.Empty = widgets.Empty{Text: "标题行下面没有数据"}
	return t
}

// mappingForm has a choice of columns for every field.
func (s *columnsStep) mappingForm() *widgets.Form {
	form := widgets.NewForm(widgets.FormOptions{Columns: 3, FieldWidth: 200})
	options := []widgets.Option{{ID: noColumn, Label: "（台账没有这一列）"}}
	for i, head := range s.p.table.Heads {
		name := head
		if name == "" {
			name = "（无标题）"
		}
		options = append(options, widgets.Option{ID: strconv.Itoa(i), Label: columnName(i) + " " + name})
	}
	parsed := s.parsed()
	for _, field := range sheet.Fields {
		rules := []widgets.FieldOption{widgets.CheckWith(func() error { return s.checkField(field) })}
		if isRequired(field) {
			rules = append(rules, widgets.Required())
		}
		choice := form.AddChoice(string(field), options, rules...)
		s.choices[field] = choice
		choice.SetID(noColumn)
		if column, ok := s.p.mapping[field]; ok {
			choice.SetID(strconv.Itoa(column))
		}
		s.showSample(parsed, field)
		choice.OnChanged = func(string) {
			s.p.mapping = s.read()
			s.showSample(s.parsed(), field)
			s.showUnused()
		}
	}
	form.OnSave = func() error { s.next(); return nil }
	form.OnCancel = s.p.back
	return form
}

func isRequired(field sheet.Field) bool {
	for _, f := range sheet.Required {
		if f == field {
			return true
		}
	}
	return false
}

// checkField refuses a required field without a column, and one column for two
// fields.
func (s *columnsStep) checkField(field sheet.Field) error {
	id := s.choices[field].ID()
	if id == noColumn && isRequired(field) {
		return court.FieldErrorf(string(field), "必须对应台账的一列。")
	}
	for _, other := range sheet.Fields {
		if other == field {
			break
		}
		if id != noColumn && s.choices[other].ID() == id {
			return court.FieldErrorf(string(field), "与“%s”选了同一列。", other)
		}
	}
	return nil
}

// showSample writes the first values of the chosen column under the choice.
func (s *columnsStep) showSample(parsed map[int]court.LedgerRow, field sheet.Field) {
	column, ok := s.read()[field]
	if !ok {
		s.choices[field].SetHelper(" ")
		return
	}
	var values []string
	for row := range sampleRows {
		if v := s.cell(parsed, row, column); v != "" && len(values) < 2 {
			values = append(values, v)
		}
	}
	sample := "这一列前几行是空的"
	if len(values) > 0 {
		sample = "如：" + strings.Join(values, "；")
	}
	s.choices[field].SetHelper(widgets.Ellipsize(sample, widgets.S(260), widgets.S(widgets.CaptionSize), false))
}

// read gives the mapping as chosen.
func (s *columnsStep) read() sheet.Mapping {
	m := sheet.Mapping{}
	for field, choice := range s.choices {
		if column, err := strconv.Atoi(choice.ID()); err == nil && column >= 0 {
			m[field] = column
		}
	}
	return m
}

// showUnused names the columns that will not come in.
func (s *columnsStep) showUnused() {
	used := map[int]bool{}
	for _, column := range s.read() {
		used[column] = true
	}
	var left []string
	for i, head := range s.p.table.Heads {
		if !used[i] && head != "" {
			left = append(left, columnName(i)+" "+head)
		}
	}
	text := "台账的每一列都已对应。"
	if len(left) > 0 {
		text = "没有对应、不会导入的列：" + strings.Join(left, "、")
	}
	s.unused.Objects = []fyne.CanvasObject{widgets.NewWrapText(text, widgets.TableSize, widgets.ColorQuiet)}
	s.unused.Refresh()
}

// columnName names a column, from 0, as Excel does.
func columnName(i int) string {
	name := ""
	for i++; i > 0; i = (i - 1) / 26 {
		name = string(rune('A'+(i-1)%26)) + name
	}
	return name
}

// next makes the dry run.
func (s *columnsStep) next() {
	if !s.form.Validate() {
		return
	}
	p := s.p
	p.mapping = s.read()
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
		p.show(stepDryRun)
	})
}
