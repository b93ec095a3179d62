package importing

import (
	"fmt"
	"strconv"
	"strings"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"

	"zhixing/app/court"
	"zhixing/app/desktop/papers/parts"
	"zhixing/app/desktop/widgets"
	"zhixing/app/sheet"
)

// SampleRows is how many rows of a file are shown.
const SampleRows = 5

const (
	noColumn    = "-1" // id of the choice that the file lacks a field
	columnWidth = 200  // px, the widest column of the file
)

// Columns shows the first rows of a file and asks which of its columns is
// which field F.
type Columns[F ~string] struct {
	What   string // what the file is called: 台账
	Note   string // beside the heading of the choices
	Sheets []string
	Table  sheet.Table
	Fields []F
	Start  map[F]int // the choices to begin with: columns from 0

	Cell     func(row, column int) string // a value as people know it; nil: as it stands
	Required func(F) bool                 // nil: none has to be chosen
	OnChange func()                       // after a choice, may be nil
	Cut      func(sheetName string, headRow int)
	Next     func()
	Back     func()
	Fail     func(error)

	form    *widgets.Form
	choices map[F]*widgets.ChoiceField
	sheets  *widgets.Choice
	head    *widgets.Entry
	unused  *fyne.Container
}

// Content builds the step.
func (s *Columns[F]) Content() fyne.CanvasObject {
	s.sheets = widgets.NewChoice(widgets.Options(s.Sheets...), func(name string) { s.Cut(name, 1) })
	s.sheets.SetID(s.Table.Sheet)
	s.head = widgets.NewEntry()
	s.head.SetText(strconv.Itoa(s.Table.HeadRow))
	s.head.OnEnter = s.cut
	label := func(text string) fyne.CanvasObject {
		return widgets.NewText(text, widgets.TextSize, widgets.ColorQuiet, false)
	}
	where := widgets.HStack(8, label("工作表"), widgets.Sized(180, 0, s.sheets), label("　标题行在第"), widgets.Sized(56, 0, s.head), label("行"),
		widgets.NewSmallButton("重新识别", s.cut), label(fmt.Sprintf("　标题行下有 %d 行", len(s.Table.Rows))))
	buttons := widgets.HStack(8, widgets.NewPrimaryButton("试运行 Ctrl+S", s.Next), widgets.NewButton("上一步 Esc", s.Back))
	s.unused = container.NewStack()
	s.buildForm()
	s.showUnused()
	mapping := container.NewVScroll(widgets.Padded(12, 10, widgets.VStack(4, s.form, s.unused)))
	s.form.FollowIn(mapping)
	return parts.Rows([]float32{-1, 28 + 34 + SampleRows*27, 0},
		widgets.NewCard("", "", widgets.Padded(12, 7, container.NewBorder(nil, nil, where, buttons))),
		widgets.NewCard(s.What+"的前几行", "", s.sheetTable()),
		widgets.NewCard("各列的含义", s.Note, mapping))
}

// cut takes the sheet and the heading row as chosen.
func (s *Columns[F]) cut() {
	number, err := strconv.Atoi(strings.TrimSpace(s.head.Text))
	if err != nil {
		s.Fail(court.FieldErrorf("标题行", "“%s”不是行号。", s.head.Text))
		return
	}
	s.Cut(s.sheets.ID(), number)
}

// Raw gives a value as it stands in the file, on one line.
func (s *Columns[F]) Raw(row, column int) string {
	if row >= len(s.Table.Rows) || column >= len(s.Table.Rows[row]) {
		return ""
	}
	return court.CleanLine(s.Table.Rows[row][column])
}

func (s *Columns[F]) cell(row, column int) string {
	if s.Cell != nil {
		return s.Cell(row, column)
	}
	return s.Raw(row, column)
}

// sheetTable shows the heading and the first rows of the file.
func (s *Columns[F]) sheetTable() fyne.CanvasObject {
	columns := []widgets.Column[int]{{ID: "row", Label: "行", Width: 46, Cell: func(row int) widgets.Cell {
		return widgets.QuietCell(strconv.Itoa(s.Table.HeadRow + 1 + row))
	}}}
	for i, head := range s.Table.Heads {
		longest := len([]rune(head))
		for row := range SampleRows {
			longest = max(longest, (len(s.cell(row, i))+1)/2)
		}
		columns = append(columns, widgets.Column[int]{ID: strconv.Itoa(i), Label: head, Width: float32(min(max(longest*14+18, 60), columnWidth)),
			Cell: func(row int) widgets.Cell { return widgets.TextCell(s.cell(row, i)) }})
	}
	rows := make([]int, min(len(s.Table.Rows), SampleRows))
	for i := range rows {
		rows[i] = i
	}
	t := widgets.NewListTable(columns, strconv.Itoa, rows)
	t.Empty = widgets.Empty{Text: "标题行下面没有数据"}
	return t
}

// buildForm makes a choice of columns for every field.
func (s *Columns[F]) buildForm() {
	s.form, s.choices = widgets.NewForm(widgets.FormOptions{Columns: 3, FieldWidth: 200}), map[F]*widgets.ChoiceField{}
	options := []widgets.Option{{ID: noColumn, Label: "（没有这一列）"}}
	for i, head := range s.Table.Heads {
		if head == "" {
			head = "（无标题）"
		}
		options = append(options, widgets.Option{ID: strconv.Itoa(i), Label: ColumnName(i) + " " + head})
	}
	for _, field := range s.Fields {
		rules := []widgets.FieldOption{widgets.CheckWith(func() error { return s.checkField(field) })}
		if s.required(field) {
			rules = append(rules, widgets.Required())
		}
		choice := s.form.AddChoice(string(field), options, rules...)
		s.choices[field] = choice
		choice.SetID(noColumn)
		if column, ok := s.Start[field]; ok {
			choice.SetID(strconv.Itoa(column))
		}
		s.showSample(field)
		choice.OnChanged = func(string) {
			if s.OnChange != nil {
				s.OnChange()
			}
			s.showSample(field)
			s.showUnused()
		}
	}
	s.form.OnSave = func() error { s.Next(); return nil }
	s.form.OnCancel = s.Back
}

func (s *Columns[F]) required(field F) bool { return s.Required != nil && s.Required(field) }

// checkField refuses a required field without a column, and one column for two
// fields.
func (s *Columns[F]) checkField(field F) error {
	id := s.choices[field].ID()
	if id == noColumn {
		if s.required(field) {
			return court.FieldErrorf(string(field), "必须对应%s的一列。", s.What)
		}
		return nil
	}
	for _, other := range s.Fields {
		if other == field {
			break
		}
		if s.choices[other].ID() == id {
			return court.FieldErrorf(string(field), "与“%s”选了同一列。", other)
		}
	}
	return nil
}

// Valid checks the choices and shows what is wrong beside them.
func (s *Columns[F]) Valid() bool { return s.form.Validate() }

// ShowError shows what is wrong with the choices as a whole.
func (s *Columns[F]) ShowError(err error) { s.form.ShowError(err) }

// Message gives what the form says is wrong.
func (s *Columns[F]) Message() string { return s.form.Message() }

// FieldError gives what is wrong with a field, "" for nothing.
func (s *Columns[F]) FieldError(field F) string { return s.form.FieldError(string(field)) }

// Choose sets the column of a field, from 0; -1 for none.
func (s *Columns[F]) Choose(field F, column int) { s.choices[field].SetID(strconv.Itoa(column)) }

// showSample writes the first values of the chosen column under the choice.
func (s *Columns[F]) showSample(field F) {
	column, ok := s.Mapping()[field]
	if !ok {
		s.choices[field].SetHelper(" ")
		return
	}
	var values []string
	for row := range SampleRows {
		if v := s.cell(row, column); v != "" && len(values) < 2 {
			values = append(values, v)
		}
	}
	sample := "这一列前几行是空的"
	if len(values) > 0 {
		sample = "如：" + strings.Join(values, "；")
	}
	s.choices[field].SetHelper(widgets.Ellipsize(sample, widgets.S(260), widgets.S(widgets.CaptionSize), false))
}

// Mapping gives the columns as chosen, from 0.
func (s *Columns[F]) Mapping() map[F]int {
	m := map[F]int{}
	for field, choice := range s.choices {
		if column, err := strconv.Atoi(choice.ID()); err == nil && column >= 0 {
			m[field] = column
		}
	}
	return m
}

// showUnused names the columns that will not come in.
func (s *Columns[F]) showUnused() {
	used := map[int]bool{}
	for _, column := range s.Mapping() {
		used[column] = true
	}
	var left []string
	for i, head := range s.Table.Heads {
		if !used[i] && head != "" {
			left = append(left, ColumnName(i)+" "+head)
		}
	}
	text := s.What + "的每一列都已对应。"
	if len(left) > 0 {
		text = "没有对应、不会导入的列：" + strings.Join(left, "、")
	}
	s.unused.Objects = []fyne.CanvasObject{widgets.NewWrapText(text, widgets.TableSize, widgets.ColorQuiet)}
	s.unused.Refresh()
}

// ColumnName names a column, from 0, as Excel does.
func ColumnName(i int) string {
	name := ""
	for i++; i > 0; i = (i - 1) / 26 {
		name = string(rune('A'+(i-1)%26)) + name
	}
	return name
}
