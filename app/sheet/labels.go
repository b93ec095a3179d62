package sheet

import (
	"regexp"
	"slices"
	"strings"

	"zhixing/app/court"
)

// label says by which headings a field F is known. exact lists whole labels;
// has and not match parts of others.
type label[F ~string] struct {
	field F
	exact string
	has   *regexp.Regexp
	not   *regexp.Regexp
}

// labels are the headings that one kind of file really uses, spaces and
// brackets removed; longest is how many characters a heading may have.
type labels[F ~string] struct {
	list    []label[F]
	longest int
}

// recognise gives the field of a heading and how sure it is: 3 for a whole
// label, 2 for a part, 0 for none.
func (b labels[F]) recognise(head string) (F, int) {
	s := bareLabel(head)
	if s == "" || len([]rune(s)) > b.longest {
		return "", 0
	}
	for _, l := range b.list {
		if slices.Contains(strings.Fields(l.exact), s) {
			return l.field, 3
		}
	}
	for _, l := range b.list {
		if l.has != nil && l.has.MatchString(s) && (l.not == nil || !l.not.MatchString(s)) {
			return l.field, 2
		}
	}
	return "", 0
}

// propose maps each column to the field its heading names, and tells how sure
// that is; the surer heading wins a field, then the one further left.
func (b labels[F]) propose(heads []string) (m, sure map[F]int) {
	m, sure = map[F]int{}, map[F]int{}
	for col, head := range heads {
		field, points := b.recognise(head)
		if points > sure[field] {
			sure[field], m[field] = points, col
		}
	}
	return m, sure
}

// headRow finds the heading that is understood best: at gives the labels of
// the rows of a sheet from a row on, over one or two rows, nil for none; judge
// maps them, 0 for a heading that cannot be used. found is false without any.
func headRow[F ~string](w *Workbook, at func(rows [][]string, row, depth int) []string, judge func(heads []string) (map[F]int, int)) (best Table, mapping map[F]int, found bool) {
	most := 0
	for _, name := range w.Sheets() {
		s := w.sheet(name)
		for row := range min(len(s.rows), headSearchRows) {
			for depth := 1; depth <= 2 && row+depth <= len(s.rows); depth++ {
				heads := at(s.rows, row, depth)
				m, score := judge(heads)
				score = 2*score - depth // of two equal ones the single row, so that a title stays a title
				if len(m) >= headMinFields && score > most {
					best, mapping, most = w.cut(s, row, depth, heads), m, score
				}
			}
		}
	}
	return best, mapping, most > 0
}

// singleHead gives the labels of a heading of one row.
func singleHead(row []string) []string {
	heads := make([]string, len(row))
	for i, cell := range row {
		heads[i] = court.CleanLine(cell)
	}
	return heads
}
