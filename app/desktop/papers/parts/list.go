package parts

import (
	"context"
	"fmt"
	"math"
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
// stands in them. A list that would not fit is set in smaller type.
func (l List) paper(today court.Date) paper.TableData {
	d := paper.TableData{Title: l.Title, Notes: l.Notes, Date: today}
	aligns := map[sheet.Kind]paper.TableAlign{sheet.Text: paper.AlignLeft, sheet.Money: paper.AlignRight, sheet.Date: paper.AlignCenter, sheet.Int: paper.AlignRight}
	columns := make([]room, len(l.Heads))
	for i, h := range l.Heads {
		d.Columns = append(d.Columns, paper.TableColumn{Name: h.Label, Align: aligns[h.Kind]})
		columns[i] = room{need: headBreadth(h.Label, 2), whole: h.Kind != sheet.Text || h.Label == "案号"}
	}
	widen := func(texts []string) []string {
		for i, t := range texts {
			columns[i].widen(t)
		}
		return texts
	}
	for _, row := range l.Rows {
		d.Rows = append(d.Rows, widen(texts(row)))
	}
	if l.Total != nil {
		d.Total = widen(texts(l.Total))
	}
	widths, fits := shares(l.roomy(columns), sheetBreadth, 1)
	if !fits {
		widths, fits = shares(columns, sheetBreadth, fewLines)
	}
	if !fits {
		d.Points = smallPoints
		if widths, fits = shares(columns, smallBreadth, manyLines); !fits {
			widths = squeezed(columns, smallBreadth)
		}
	}
	for i, w := range widths {
		d.Columns[i].Width = w
	}
	return d
}

// roomy is columns with every heading in one line.
func (l List) roomy(columns []room) []room {
	out := slices.Clone(columns)
	for i, h := range l.Heads {
		out[i].need = max(out[i].need, headBreadth(h.Label, 1))
	}
	return out
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
// landscape A4 sheet, smallBreadth how many in type of smallPoints. cellRoom is
// what the sides of a cell take of them, wordBreadth what need not be broken,
// leastBreadth what a broken text is left when there is no room for that.
const (
	sheetBreadth = 160.0
	smallPoints  = 8.0
	smallBreadth = sheetBreadth * 9.5 / smallPoints
	cellRoom     = 2.5
	wordBreadth  = 12.5 // five characters beside each other
	leastBreadth = 8.5  // three
)

// fewLines and manyLines are into how many lines texts are broken in type of
// the usual size and in small type.
const (
	fewLines  = 3.0
	manyLines = 8.0
)

// room is what a column needs, in narrow characters: for its longest text in
// one line, and for the longest number or word in it. A whole one is not broken.
type room struct {
	need, word float64
	whole      bool
}

// widen makes room for a text. What is to stay whole may still be parted after
// a 、, as several case numbers are.
func (c *room) widen(text string) {
	line, word := 0.0, 0.0
	for _, r := range text {
		b := breadth(r)
		if line += b; r == '\n' {
			line = 0
		}
		if word += b; r >= wideFrom || r == ' ' || r == '\n' {
			word = 0
		}
		c.need, c.word = max(c.need, line+cellRoom), max(c.word, word+cellRoom)
		if c.whole && r == '、' {
			line = 0
		}
	}
}

// least is what a column must have.
func (c room) least() float64 { return min(c.need, max(wordBreadth, c.word)) }

// wideFrom is from which character on they are as wide as Chinese ones.
const wideFrom = 0x2000

// breadth counts narrow characters; Chinese ones are two.
func breadth(r rune) float64 {
	switch {
	case r == '\n':
		return 0
	case r < wideFrom:
		return 1
	}
	return 2
}

// headBreadth is what a heading needs that may take so many lines.
func headBreadth(label string, lines float64) float64 {
	all := 0.0
	for _, r := range label {
		all += breadth(r)
	}
	return max(math.Ceil(all/2/lines)*2, 4) + cellRoom
}

// shares gives every column of a sheet so broad what it needs. When that is
// more than there is, the texts are broken so that all of them take about the
// same number of lines, most at most; short ones, numbers and those that are to
// stay whole are not. It tells whether that was possible.
func shares(columns []room, sheet, most float64) (widths []float64, fits bool) {
	widths = make([]float64, len(columns))
	for lines := 1.0; lines <= most; lines += 0.25 {
		sum := 0.0
		for i, c := range columns {
			widths[i] = c.need
			if !c.whole {
				widths[i] = max((c.need-cellRoom)/lines+cellRoom, c.least())
			}
			sum += widths[i]
		}
		if sum <= sheet {
			return widths, true
		}
	}
	return widths, false
}

// squeezed lets the widest of the columns that need not stay whole give way
// together.
func squeezed(columns []room, sheet float64) []float64 {
	left := sheet
	var rest []float64
	for _, c := range columns {
		if c.whole {
			left -= c.need
		} else {
			rest = append(rest, c.need)
		}
	}
	limit := sheet
	slices.Sort(rest)
	for i, n := range rest {
		if fair := left / float64(len(rest)-i); n > fair {
			limit = max(fair, leastBreadth)
			break
		}
		left -= n
	}
	out := make([]float64, len(columns))
	for i, c := range columns {
		if out[i] = c.need; !c.whole {
			out[i] = min(c.need, limit)
		}
	}
	return out
}
