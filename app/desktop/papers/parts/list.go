package parts

import (
	"context"
	"fmt"
	"path/filepath"
	"slices"

	"zhixing/app/court"
	"zhixing/app/desktop/frame"
	"zhixing/app/desktop/widgets"
	"zhixing/app/paper"
	"zhixing/app/sheet"
)

// List is what a screen shows in a table, ready to leave the program as Excel
// or on paper.
type List struct {
	Title string   // without the court's name
	Notes []string // on paper, above the table: what was filtered, whose cases
	Heads []sheet.Head
	Rows  [][]any
	Total []any // last row of the paper; nil for none
}

// Excel asks for a file and writes the list to it.
func (l List) Excel(f frame.Frame, loader *widgets.Loader) {
	ExportTable(f, loader, l.Title, l.Heads, l.Rows)
}

// Print makes the list a PDF on landscape A4 sheets and opens it.
func (l List) Print(f frame.Frame) {
	PrintTable(f, l.Title, func(context.Context) (paper.TableData, error) { return l.paper(f.Office().Today()), nil })
}

// PrintTable makes a PDF of what read gives, keeps it in the folder for
// exported files and opens it. Court, day and signatures are filled in.
func PrintTable(f frame.Frame, title string, read func(context.Context) (paper.TableData, error)) {
	o, maker := f.Office(), f.Actor().User.Name
	path := filepath.Join(f.OutDir(), fmt.Sprintf("%s %s.pdf", title, o.Today()))
	rows := 0
	Run(f, "打印"+title, func(ctx context.Context, report func(float64, string)) error {
		report(0.1, "正在读取…")
		d, err := read(ctx)
		if err != nil {
			return err
		}
		settings, err := o.Settings(ctx)
		if err != nil {
			return err
		}
		d.Court = settings.CourtName
		d.Foot = []string{fmt.Sprintf("制表人：%s　　制表日期：%s　　　　审核人：____________", maker, o.Today())}
		rows = len(d.Rows)
		report(0.4, fmt.Sprintf("正在排版 %d 行…", rows))
		pdf, err := paper.Table(ctx, d)
		if err != nil {
			return err
		}
		report(0.9, "正在保存…")
		return WriteBytes(path, pdf)
	}, func() {
		f.OpenOutside(path)
		f.Say(fmt.Sprintf("%s共 %d 行，已存为 %s", title, rows, path))
	})
}

// paper is the list as paper.Table takes it; columns are as wide as what
// stands in them.
func (l List) paper(today court.Date) paper.TableData {
	d := paper.TableData{Title: l.Title, Notes: l.Notes, Date: today}
	aligns := map[sheet.Kind]paper.TableAlign{sheet.Text: paper.AlignLeft, sheet.Money: paper.AlignRight, sheet.Date: paper.AlignCenter, sheet.Int: paper.AlignRight}
	needs, whole := make([]float64, len(l.Heads)), make([]bool, len(l.Heads))
	for i, h := range l.Heads {
		whole[i] = h.Kind != sheet.Text || h.Label == "案号"
		d.Columns = append(d.Columns, paper.TableColumn{Name: h.Label, Align: aligns[h.Kind]})
		needs[i] = breadth(h.Label)
	}
	for _, row := range l.Rows {
		texts := texts(row)
		for i, t := range texts {
			needs[i] = max(needs[i], breadth(t))
		}
		d.Rows = append(d.Rows, texts)
	}
	if l.Total != nil {
		d.Total = texts(l.Total)
		for i, t := range d.Total {
			needs[i] = max(needs[i], breadth(t))
		}
	}
	for i, w := range shares(needs, whole) {
		d.Columns[i].Width = w
	}
	return d
}

func texts(row []any) []string {
	out := make([]string, len(row))
	for i, v := range row {
		switch v := v.(type) {
		case nil:
		case string:
			out[i] = v
		case court.Date:
			out[i] = v.String()
		case court.Money:
			out[i] = v.String()
		default:
			out[i] = fmt.Sprint(v)
		}
	}
	return out
}

// sheetBreadth is how many narrow characters stand beside each other on a
// landscape A4 sheet, cellRoom what the sides of a cell take of them, and
// leastBreadth what a broken text is left.
const (
	sheetBreadth = 160.0
	cellRoom     = 2.5
	leastBreadth = 8.5 // three characters beside each other
)

// breadth counts a text in narrow characters; Chinese ones are two.
func breadth(text string) float64 {
	n, most := 0.0, 0.0
	for _, r := range text {
		switch {
		case r == '\n':
			n = 0
		case r < 0x2000:
			n++
		default:
			n += 2
		}
		most = max(most, n)
	}
	return most + cellRoom
}

// shares gives every column what it needs; when that is more than the sheet
// has, the widest of the columns that need not stay whole give way together and
// their texts are broken.
func shares(needs []float64, whole []bool) []float64 {
	left := sheetBreadth
	var rest []float64
	for i, n := range needs {
		if whole[i] {
			left -= n
		} else {
			rest = append(rest, n)
		}
	}
	limit := sheetBreadth
	slices.Sort(rest)
	for i, n := range rest {
		if fair := left / float64(len(rest)-i); n > fair {
			limit = max(fair, leastBreadth)
			break
		}
		left -= n
	}
	out := make([]float64, len(needs))
	for i, n := range needs {
		if out[i] = n; !whole[i] {
			out[i] = min(n, limit)
		}
	}
	return out
}
