package sheet

import (
	"encoding/csv"
	"fmt"
	"io"
	"math"
	"strconv"
	"strings"
	"unicode/utf16"

	"github.com/xuri/excelize/v2"

	"zhixing/app/court"
)

// Kind says how the cells of an exported column are written.
type Kind int

// The kinds of column. A cell may be a court.Money (分), a court.Date, an
// int or int64, or anything fmt prints; nil, an empty text and the zero Date
// leave the cell empty.
const (
	Text  Kind = iota // never a formula, never a number
	Money             // 元 with two decimals
	Date              // 2018-05-01
	Int
)

// Head is one column of an export.
type Head struct {
	Label string
	Width float64 // in characters, as Excel counts; 0 measures the contents
	Kind  Kind
}

const (
	maxCellUnits = 32767 // Excel's limit of one cell, in UTF-16 units
	maxWidth     = 48    // columns wider than this wrap
	lineHeight   = 13.5  // points, of one line of 10 pt text
	headRows     = 2     // title and labels
)

// WriteTable writes an .xlsx with one sheet: a title, frozen and filterable
// labels, and the rows with real number and date cells. It prints on A4
// landscape, as wide as the page, labels repeated on each page.
func WriteTable(w io.Writer, title string, heads []Head, rows [][]any) error {
	book := excelize.NewFile()
	defer closeQuietly(book)
	x, err := newExport(book, title, heads)
	if err != nil {
		return unexpected(err)
	}
	if err := x.write(title, rows); err != nil {
		return unexpected(err)
	}
	_, err = book.WriteTo(w)
	return err
}

func unexpected(err error) error {
	return court.Errorf(court.CodeUnexpected, "生成 Excel 文件时出错，文件没有写出。").Because(err)
}

// export is one sheet being written.
type export struct {
	book   *excelize.File
	sheet  string
	heads  []Head
	stream *excelize.StreamWriter
	title  int // style
	label  int
	styles map[Kind]int
}

func newExport(book *excelize.File, title string, heads []Head) (*export, error) {
	x := &export{book: book, sheet: sheetName(title), heads: heads, styles: map[Kind]int{}}
	if err := book.SetSheetName("Sheet1", x.sheet); err != nil {
		return nil, err
	}
	if err := x.makeStyles(); err != nil {
		return nil, err
	}
	// The stream writes the sheet's properties when it is made, and its other
	// parts when it is flushed.
	fit := true
	if err := book.SetSheetProps(x.sheet, &excelize.SheetPropsOptions{FitToPage: &fit}); err != nil {
		return nil, err
	}
	var err error
	x.stream, err = book.NewStreamWriter(x.sheet)
	return x, err
}

// sheetName makes a title a valid name: at most 31 UTF-16 units, none of
// : \ / ? * [ ], no quote at the ends.
func sheetName(title string) string {
	s := strings.Map(func(r rune) rune {
		if strings.ContainsRune(`:\/?*[]`, r) || r > 0xFFFF || r < 0x20 {
			return -1
		}
		return r
	}, title)
	runes := []rune(strings.Trim(s, "' "))
	if len(runes) == 0 {
		return "导出"
	}
	return strings.Trim(string(runes[:min(len(runes), 31)]), "' ")
}

func (x *export) makeStyles() (err error) {
	line := []excelize.Border{}
	for _, side := range []string{"left", "right", "top", "bottom"} {
		line = append(line, excelize.Border{Type: side, Color: "DCE1E8", Style: 1})
	}
	font := func(size float64, bold bool) *excelize.Font {
		return &excelize.Font{Family: "宋体", Size: size, Bold: bold, Color: "1D2733"}
	}
	x.title, err = x.book.NewStyle(&excelize.Style{
		Font: font(14, true), Alignment: &excelize.Alignment{Horizontal: "left", Vertical: "center"},
	})
	if err != nil {
		return err
	}
	x.label, err = x.book.NewStyle(&excelize.Style{
		Font: font(10, true), Border: line,
		Fill:      excelize.Fill{Type: "pattern", Pattern: 1, Color: []string{"E8EFF8"}},
		Alignment: &excelize.Alignment{Horizontal: "center", Vertical: "center", WrapText: true},
	})
	if err != nil {
		return err
	}
	for kind, format := range map[Kind]string{Text: "@", Money: "#,##0.00", Date: "yyyy-mm-dd", Int: "0"} {
		align := excelize.Alignment{Vertical: "center", WrapText: kind == Text}
		switch kind {
		case Date:
			align.Horizontal = "center"
		case Money, Int:
			align.Horizontal, align.Indent = "right", 1 // clear of the text in the next column
		case Text:
		}
		x.styles[kind], err = x.book.NewStyle(&excelize.Style{Font: font(10, false), Border: line, CustomNumFmt: &format, Alignment: &align})
		if err != nil {
			return err
		}
	}
	return nil
}

// write streams the sheet.
func (x *export) write(title string, rows [][]any) error {
	last, err := excelize.ColumnNumberToName(max(len(x.heads), 1))
	if err != nil {
		return err
	}
	lastRow := headRows + len(rows)
	if err := x.setPage(last, lastRow); err != nil {
		return err
	}
	widths := columnWidths(x.heads, rows)
	for i, width := range widths {
		if err := x.stream.SetColWidth(i+1, i+1, width); err != nil {
			return err
		}
	}
	if err := x.stream.SetRow("A1", []any{excelize.Cell{StyleID: x.title, Value: title}}, excelize.RowOpts{Height: 28}); err != nil {
		return err
	}
	labels := make([]any, len(x.heads))
	for i, h := range x.heads {
		labels[i] = excelize.Cell{StyleID: x.label, Value: h.Label}
	}
	if err := x.stream.SetRow("A2", labels, excelize.RowOpts{Height: 30}); err != nil {
		return err
	}
	for i, row := range rows {
		cells := make([]any, len(x.heads))
		for j, h := range x.heads {
			cells[j] = x.cell(h.Kind, valueAt(row, j))
		}
		if err := x.stream.SetRow("A"+strconv.Itoa(headRows+1+i), cells, rowHeight(widths, row)); err != nil {
			return err
		}
	}
	return x.stream.Flush()
}

func valueAt(row []any, i int) any {
	if i < len(row) {
		return row[i]
	}
	return nil
}

// setPage freezes and filters the labels and sets the printed page.
func (x *export) setPage(last string, lastRow int) error {
	panes := excelize.Panes{Freeze: true, YSplit: headRows, TopLeftCell: "A3", ActivePane: "bottomLeft"}
	if err := x.stream.SetPanes(&panes); err != nil {
		return err
	}
	if err := x.book.AutoFilter(x.sheet, "A2:"+last+strconv.Itoa(lastRow), nil); err != nil {
		return err
	}
	a4, landscape, wide, tall := 9, "landscape", 1, 0
	layout := excelize.PageLayoutOptions{Size: &a4, Orientation: &landscape, FitToWidth: &wide, FitToHeight: &tall}
	if err := x.book.SetPageLayout(x.sheet, &layout); err != nil {
		return err
	}
	side, top, foot, centred := 0.4, 0.5, 0.3, true // inches
	margins := excelize.PageLayoutMarginsOptions{
		Left: &side, Right: &side, Top: &top, Bottom: &top, Header: &foot, Footer: &foot, Horizontally: &centred,
	}
	if err := x.book.SetPageMargins(x.sheet, &margins); err != nil {
		return err
	}
	if err := x.book.SetHeaderFooter(x.sheet, &excelize.HeaderFooterOptions{OddFooter: "&C第 &P 页，共 &N 页"}); err != nil {
		return err
	}
	return x.book.SetDefinedName(&excelize.DefinedName{
		Name: "_xlnm.Print_Titles", RefersTo: fmt.Sprintf("'%s'!$1:$%d", strings.ReplaceAll(x.sheet, "'", "''"), headRows), Scope: x.sheet,
	})
}

// cell gives a value in the column's kind; a value of another kind becomes
// text rather than a wrong number.
func (x *export) cell(kind Kind, value any) excelize.Cell {
	switch v := value.(type) {
	case court.Money:
		// Amounts have at most 14 digits and a float64 holds 15 exactly,
		// so the number in the file is the amount, to the 分.
		return excelize.Cell{StyleID: x.styles[Money], Value: float64(v) / 100}
	case court.Date:
		if serial, ok := serialOf(v); ok && !v.IsZero() {
			return excelize.Cell{StyleID: x.styles[Date], Value: serial}
		}
		value = v.String()
	case int, int64:
		if kind == Int {
			return excelize.Cell{StyleID: x.styles[Int], Value: v}
		}
	}
	s := textOf(value)
	if s == "" {
		return excelize.Cell{StyleID: x.styles[kind]}
	}
	return excelize.Cell{StyleID: x.styles[Text], Value: s}
}

// textOf prints a value as a cell can hold it: valid UTF-8, no control
// characters but line breaks, at most what Excel allows.
func textOf(value any) string {
	if value == nil {
		return ""
	}
	s := strings.ToValidUTF8(fmt.Sprint(value), "")
	s = strings.Map(func(r rune) rune {
		if r < 0x20 && r != '\n' && r != '\t' || r == 0xFFFE || r == 0xFFFF {
			return -1
		}
		return r
	}, s)
	if len(s) <= maxCellUnits {
		return s
	}
	if units := utf16.Encode([]rune(s)); len(units) > maxCellUnits {
		s = strings.TrimRight(string(utf16.Decode(units[:maxCellUnits-1])), "\uFFFD") + "…"
	}
	return s
}

// columnWidths measures the columns without a width by their contents: a
// Chinese character counts two.
func columnWidths(heads []Head, rows [][]any) []float64 {
	widths := make([]float64, len(heads))
	for i, h := range heads {
		if widths[i] = h.Width; h.Width > 0 {
			continue
		}
		widest := textWidth(h.Label) + 3 // room for the filter's arrow
		for _, row := range rows {
			value := valueAt(row, i)
			widest = max(widest, textWidth(textOf(value)))
		}
		widths[i] = float64(min(max(widest+2, 6), maxWidth))
	}
	return widths
}

// rowHeight makes room for the lines of wrapped text. Rows of one line keep
// the default: programs then grow them by themselves when they are edited.
func rowHeight(widths []float64, row []any) excelize.RowOpts {
	lines := 1
	for i, width := range widths {
		text, ok := valueAt(row, i).(string)
		if !ok {
			continue
		}
		n := 0
		for line := range strings.Lines(text) {
			n += max(1, int(math.Ceil(float64(textWidth(line))/(width-1))))
		}
		lines = max(lines, n)
	}
	if lines == 1 {
		return excelize.RowOpts{}
	}
	return excelize.RowOpts{Height: min(lineHeight*float64(lines)+3, excelize.MaxRowHeight)}
}

func textWidth(s string) int {
	widest := 0
	for line := range strings.Lines(s) {
		n := 0
		for _, r := range strings.TrimRight(line, "\n") {
			n++
			if r >= 0x2E80 {
				n++
			}
		}
		widest = max(widest, n)
	}
	return widest
}

// WriteCSV writes the same table as UTF-8 CSV with BOM and CRLF, amounts as
// 1186520.33. A text that Excel would take for a formula gets an apostrophe
// before it; long digits (identifiers) are only safe in WriteTable's .xlsx.
func WriteCSV(w io.Writer, heads []Head, rows [][]any) error {
	if _, err := io.WriteString(w, utf8BOM); err != nil {
		return err
	}
	out := csv.NewWriter(w)
	out.UseCRLF = true
	line := make([]string, len(heads))
	for i, h := range heads {
		line[i] = h.Label
	}
	if err := out.Write(line); err != nil {
		return err
	}
	for _, row := range rows {
		for i, h := range heads {
			line[i] = csvText(h.Kind, valueAt(row, i))
		}
		if err := out.Write(line); err != nil {
			return err
		}
	}
	out.Flush()
	return out.Error()
}

func csvText(kind Kind, value any) string {
	switch v := value.(type) {
	case court.Money:
		return v.Plain()
	case court.Date:
		return v.String()
	}
	s := textOf(value)
	if s != "" && strings.ContainsRune("=+-@\t\r", rune(s[0])) && kind == Text {
		return "'" + s
	}
	return s
}
