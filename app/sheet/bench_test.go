package sheet

import (
	"fmt"
	"io"
	"path/filepath"
	"testing"

	"zhixing/app/court"
)

func benchmarkRead(b *testing.B, path string, want int) {
	b.ReportAllocs()
	for b.Loop() {
		if _, _, rows := readFile(b, path); len(rows) != want {
			b.Fatalf("%d rows", len(rows))
		}
	}
}

// BenchmarkReadLedger opens and reads the 2018 ledger, 297 rows.
func BenchmarkReadLedger(b *testing.B) { benchmarkRead(b, ledgerFile, 297) }

// tenThousand repeats the ledger's cases up to 10,000 rows of 18 columns.
func tenThousand(b *testing.B) (heads []Head, rows [][]any) {
	table, _, source := readFile(b, ledgerFile)
	for i, label := range table.Heads {
		heads = append(heads, Head{Label: label, Kind: map[int]Kind{2: Date, 10: Money, 15: Money, 16: Date}[i]})
	}
	for i := range 10_000 {
		r := source[i%len(source)]
		row := make([]any, len(heads))
		for j := range row {
			row[j] = at(r.Raw, j)
		}
		row[1], row[2], row[10], row[15] = fmt.Sprintf("（2018）豫1599执%d号", i+1), court.D(2018, 5, 1), r.Principal, r.Realised
		row[16], row[17] = court.Date{}, ""
		rows = append(rows, row)
	}
	return heads, rows
}

// BenchmarkRead10000 opens and reads a workbook of 10,000 cases.
func BenchmarkRead10000(b *testing.B) {
	heads, rows := tenThousand(b)
	path := filepath.Join(b.TempDir(), "万件.xlsx")
	if err := SaveFile(path, func(w io.Writer) error { return WriteTable(w, "万件", heads, rows) }); err != nil {
		b.Fatal(err)
	}
	benchmarkRead(b, path, 10_000)
}

// BenchmarkWrite10000 exports 10,000 rows.
func BenchmarkWrite10000(b *testing.B) {
	heads, rows := tenThousand(b)
	b.ReportAllocs()
	for b.Loop() {
		if err := WriteTable(io.Discard, "万件", heads, rows); err != nil {
			b.Fatal(err)
		}
	}
}
