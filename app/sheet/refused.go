package sheet

import (
	"io"
	"slices"
	"strings"
)

// originalWidth is as wide as a column of the original may get; more wraps.
const originalWidth = 21

// WriteRefused writes the rejected rows of a ledger to an .xlsx: the row's
// number in the original and the reasons, where one sees them first, then all
// its columns. Corrected there, the file can be imported again.
func WriteRefused(path string, t Table, m Mapping, rows []LedgerRow) error {
	kinds := map[int]Kind{}
	for field, kind := range map[Field]Kind{
		FieldFiled: Date, FieldClosed: Date, FieldPrincipal: Money, FieldRealised: Money,
	} {
		if col, ok := m[field]; ok {
			kinds[col] = kind
		}
	}
	labels := slices.Clone(t.Heads)
	for field, col := range m {
		// The unit may stand above the table only; the new file keeps it.
		if (reader{table: t, m: m}).inTenThousands(field) && kinds[col] == Money && !strings.Contains(labels[col], "元") {
			labels[col] += "（万元）"
		}
	}
	var refused []refusedRow
	for _, r := range rows {
		if r.Outcome == Reject {
			refused = append(refused, refusedRow{r.SheetRow, r.Reasons(), r.Raw})
		}
	}
	return t.saveRefused(path, labels, kinds, refused)
}

// refusedRow is a row that was not imported, as it stood in the file.
type refusedRow struct {
	row int // in the sheet
	why string
	raw []string
}

// saveRefused writes the rows under the headings they had, after their number
// and the reason, so that they can be mended and imported again.
func (t Table) saveRefused(path string, labels []string, kinds map[int]Kind, rows []refusedRow) error {
	columns := len(t.Heads)
	for _, r := range rows {
		columns = max(columns, len(r.raw))
	}
	heads := []Head{{Label: "原表行号", Width: 9, Kind: Int}, {Label: "不能导入的原因", Width: 40}}
	for col := range columns {
		heads = append(heads, Head{Label: at(labels, col), Kind: kinds[col]})
	}
	out := make([][]any, 0, len(rows))
	for _, r := range rows {
		line := []any{r.row, r.why}
		for col := range columns {
			line = append(line, originalCell(at(r.raw, col), kinds[col], t.date1904))
		}
		out = append(out, line)
	}
	for i, width := range columnWidths(heads, out) {
		if heads[i].Width == 0 {
			heads[i].Width = min(width, originalWidth)
		}
	}
	return SaveFile(path, func(w io.Writer) error {
		return WriteTable(w, strings.TrimSpace(t.Sheet+" 未导入的行"), heads, out)
	})
}

// originalCell writes a raw value as it looked: serial numbers in a date
// column as dates, stored numbers in a money column as numbers, all else as
// the text it is.
func originalCell(raw string, kind Kind, date1904 bool) any {
	if _, number := decimalOf(raw); !number {
		return strings.TrimSpace(raw) // a line break at the end would make a tall row
	}
	if kind == Date {
		if d, err := readDate(raw, date1904); err == nil {
			return d
		}
	}
	if kind == Money {
		// In the column's own unit: 万元 stay as they stand.
		if v, err := readMoney(raw, false); err == nil {
			return v
		}
	}
	return raw
}
