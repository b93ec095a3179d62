package paper

import (
	"context"
	"strings"

	"zhixing/app/court"
)

// TableAlign is where a column's text stands.
type TableAlign int

// The alignments; headings are always centred.
const (
	AlignLeft TableAlign = iota
	AlignCenter
	AlignRight
)

// TableColumn is a column of a printed list.
type TableColumn struct {
	Name  string
	Width float64 // relative to the other columns, such as millimetres
	Align TableAlign
}

// TableData is a list to be printed: a ledger (台账), the parameters, a report.
type TableData struct {
	Court   string
	Title   string   // without the court's name: 超六个月未结案件台账
	Notes   []string // above the table: what was filtered, the day of the figures
	Columns []TableColumn
	Rows    [][]string // a line break in a text begins a new line of the cell
	Total   []string   // last row, in bold; nil for none
	Foot    []string   // below the table: who made it, who signs
	Size    string     // A4 (also "") or A3, landscape
	Points  float64    // of the type; 0 for what suits the sheet
	Date    court.Date // of the paper, for the properties of the PDF
}

// tableSheets are the sheets of lists: width, height and margins in mm, and
// the size of type in points.
var tableSheets = map[string]struct{ width, height, top, side, bottom, size float64 }{
	"A4": {297, 210, 15, 12, 16, 9.5},
	"A3": {420, 297, 18, 15, 18, 10.5},
}

// Table prints a list on landscape sheets; its head is repeated on every page
// and every page says 第几页 共几页. Errors: an unknown size, no column, a row
// with another number of texts than there are columns, a character that no
// font has.
func Table(ctx context.Context, d TableData) ([]byte, error) {
	doc, err := composeTable(ctx, d)
	if err != nil {
		return nil, err
	}
	if err := ctx.Err(); err != nil {
		return nil, err
	}
	return doc.pdf()
}

// composeTable lays out a list.
func composeTable(ctx context.Context, d TableData) (*document, error) {
	if d.Size == "" {
		d.Size = "A4"
	}
	sheet, ok := tableSheets[d.Size]
	if !ok {
		return nil, court.FieldErrorf("纸张", "“%s”不能打印清单。", d.Size).WithHint("请选 A4 或 A3。")
	}
	if d.Points > 0 {
		sheet.size = d.Points
	}
	if len(d.Columns) == 0 {
		return nil, court.Errorf(court.CodeInvalid, "没有要打印的栏目。").WithHint("请至少选择一栏。")
	}
	faces, err := loadFaces()
	if err != nil {
		return nil, err
	}
	doc := &document{title: d.Court + d.Title, date: d.Date, layout: layout{
		width: sheet.width * mm, height: sheet.height * mm, marginTop: sheet.top * mm, marginBottom: sheet.bottom * mm,
		marginLeft: sheet.side * mm, marginRight: sheet.side * mm, pageNumbers: numberOf, size: sheet.size, leading: 1.3 * sheet.size,
	}}
	grid, err := d.grid(ctx, sheet.size)
	if err != nil {
		return nil, err
	}
	title := looks["标题"]
	title.size, title.leading = 1.9*sheet.size, 2.8*sheet.size
	note := style{face: kai, size: 1.05 * sheet.size, leading: 1.6 * sheet.size, align: left}
	blocks := []any{&paragraph{style: title, spans: []span{{text: doc.title, face: songBold, field: "标题"}}}}
	for _, n := range d.Notes {
		p := &paragraph{style: note, spans: []span{{text: n, face: kai, field: "说明"}}}
		p.keep = true
		blocks = append(blocks, p)
	}
	blocks = append(blocks, grid, gap{height: 0.5 * sheet.size})
	for _, n := range d.Foot {
		blocks = append(blocks, &paragraph{style: note, spans: []span{{text: n, face: kai, field: "表尾"}}})
	}
	doc.pages, err = (&setter{faces: faces}).flow(blocks, doc.layout)
	return doc, err
}

// grid makes the table of the list.
func (d TableData) grid(ctx context.Context, size float64) (*table, error) {
	t := &table{face: song, size: size, leading: 1.3 * size, head: 1}
	names := make([]string, len(d.Columns))
	for i, c := range d.Columns {
		t.columns = append(t.columns, max(c.Width, 1))
		t.aligns = append(t.aligns, []align{left, center, right}[c.Align])
		names[i] = c.Name
	}
	head := d.row(t, names, hei)
	for i := range head.cells {
		head.cells[i].shade = true
		for k := range head.cells[i].paras {
			head.cells[i].paras[k].align = center
		}
	}
	t.rows = append(t.rows, head)
	for i, texts := range d.Rows {
		if len(texts) != len(d.Columns) {
			return nil, court.Errorf(court.CodeInvalid, "清单第%d行有%d栏，应有%d栏。", i+1, len(texts), len(d.Columns))
		}
		if i%1000 == 0 && ctx.Err() != nil {
			return nil, ctx.Err()
		}
		t.rows = append(t.rows, d.row(t, texts, song))
	}
	if len(d.Rows) == 0 {
		text := []span{{text: "没有符合条件的记录。", face: song}}
		t.rows = append(t.rows, row{height: 9 * mm, cells: []cell{{span: len(d.Columns), paras: []cellPara{{spans: text, align: center}}}}})
	}
	if d.Total != nil {
		if len(d.Total) != len(d.Columns) {
			return nil, court.Errorf(court.CodeInvalid, "清单合计行有%d栏，应有%d栏。", len(d.Total), len(d.Columns))
		}
		t.rows = append(t.rows, d.row(t, d.Total, hei))
	}
	return t, nil
}

// row makes one row in the columns' alignments.
func (d TableData) row(t *table, texts []string, face faceID) row {
	r := row{height: 6 * mm}
	for i, text := range texts {
		c := cell{}
		for line := range strings.Lines(text) {
			spans := []span{{text: strings.TrimRight(line, "\r\n"), face: face, field: d.Columns[i].Name}}
			c.paras = append(c.paras, cellPara{spans: spans, align: t.aligns[i]})
		}
		r.cells = append(r.cells, c)
	}
	return r
}
