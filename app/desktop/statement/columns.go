package statement

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
	sampleRows = 5    // rows of the file that are shown
	noColumn   = "-1" // id of the choice that the file lacks a field
)

// columnsStep shows the file and asks which column is what.
type columnsStep struct {
	p       *page
	form    *widgets.Form
	choices map[sheet.StatementField]*widgets.ChoiceField
	sheets  *widgets.Choice
	head    *widgets.Entry
}

func newColumnsStep(p *page) *columnsStep {
	return &columnsStep{p: p, choices: map[sheet.StatementField]*widgets.ChoiceField{}}
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
	mapping := container.NewVScroll(widgets.Padded(12, 10, s.form))
	s.form.FollowIn(mapping)
	return parts.Rows([]float32{-1, 28 + 34 + sampleRows*27, 0},
		widgets.NewCard("", "", widgets.Padded(12, 7, container.NewBorder(nil, nil, where, buttons))),
		widgets.NewCard("对账单的前几行", "", s.sheetTable()),
		widgets.NewCard("各列的含义", "认错了可以改；改好以后，这种格式的对账单下次照用", mapping))
}

// cut takes another sheet or heading row.
func (s *columnsStep) cut(name, row string) {
	p := s.p
	number, err := strconv.Atoi(strings.TrimSpace(row))
	if err != nil {
		p.f.Fail(court.FieldErrorf("标题行", "“%s”不是行号。", row))
		return
	}
	table, mapping, err := p.book.StatementAt(name, number)
	if err != nil {
		p.f.Fail(err)
		return
	}
	p.table, p.mapping = table, mapping
	p.show(stepColumns)
}

func (s *columnsStep) cell(row, column int) string {
	t := s.p.table
	if row >= len(t.Rows) || column >= len(t.Rows[row]) {
		return ""
	}
	return court.CleanLine(t.Rows[row][column])
}

// sheetTable shows the heading and the first rows of the file.
func (s *columnsStep) sheetTable() fyne.CanvasObject {
	columns := []widgets.Column[int]{{ID: "row", Label: "行", Width: 46, Cell: func(row int) widgets.Cell {
		return widgets.QuietCell(strconv.Itoa(s.p.table.HeadRow + 1 + row))
	}}}
	for i, head := range s.p.table.Heads {
		longest := len([]rune(head))
		for row := range sampleRows {
			longest = max(longest, (len(s.cell(row, i))+1)/2)
		}
		columns = append(columns, widgets.Column[int]{ID: strconv.Itoa(i), Label: head, Width: float32(min(max(longest*14+18, 60), 220)),
			Cell: func(row int) widgets.Cell { return widgets.TextCell(s.cell(row, i)) }})
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
	options := []widgets.Option{{ID: noColumn, Label: "（没有这一列）"}}
	for i, head := range s.p.table.Heads {
		name := head
		if name == "" {
			name = "（无标题）"
		}
		options = append(options, widgets.Option{ID: strconv.Itoa(i), Label: fmt.Sprintf("第%d列 %s", i+1, name)})
	}
	for _, field := range sheet.StatementFields {
		choice := form.AddChoice(string(field), options)
		s.choices[field] = choice
		choice.SetID(noColumn)
		if column, ok := s.p.mapping[field]; ok {
			choice.SetID(strconv.Itoa(column))
		}
		s.showSample(field)
		choice.OnChanged = func(string) { s.showSample(field) }
	}
	form.OnSave = func() error { s.next(); return nil }
	form.OnCancel = s.p.back
	return form
}

// showSample writes the first values of the chosen column under the choice.
func (s *columnsStep) showSample(field sheet.StatementField) {
	column, err := strconv.Atoi(s.choices[field].ID())
	if err != nil || column < 0 {
		s.choices[field].SetHelper(" ")
		return
	}
	var values []string
	for row := range sampleRows {
		if v := s.cell(row, column); v != "" && len(values) < 2 {
			values = append(values, v)
		}
	}
	sample := "这一列前几行是空的"
	if len(values) > 0 {
		sample = "如：" + strings.Join(values, "；")
	}
	s.choices[field].SetHelper(widgets.Ellipsize(sample, widgets.S(250), widgets.S(widgets.CaptionSize), false))
}

// read gives the mapping as chosen.
func (s *columnsStep) read() sheet.StatementMapping {
	m := sheet.StatementMapping{}
	for field, choice := range s.choices {
		if column, err := strconv.Atoi(choice.ID()); err == nil && column >= 0 {
			m[field] = column
		}
	}
	return m
}

// next reads the lines and makes the dry run; a mapping that can be read is
// remembered for the layout.
func (s *columnsStep) next() {
	p := s.p
	p.mapping = s.read()
	if fault := p.mapping.Fault(); fault != "" {
		s.form.ShowError(court.Errorf(court.CodeInvalid, "%s", fault))
		return
	}
	book, table, mapping, o, actor := p.book, p.table, p.mapping, p.f.Office(), p.f.Actor()
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
		p.file, p.result, p.notes, p.chosen = file, result, read.Notes, map[int]office.StatementChoice{}
		p.show(stepDryRun)
	})
}
