package sheet

import (
	"bytes"
	"encoding/csv"
	"io"
	"os"
	"strings"
	"testing"
)

const ledgerFile = "testdata/ledger-2018.xlsx"

// readFile opens a workbook, proposes a table and reads it.
func readFile(t testing.TB, path string) (Table, Mapping, []LedgerRow) {
	t.Helper()
	w, err := Open(path)
	if err != nil {
		t.Fatal(err)
	}
	table, m, err := w.Propose()
	if err != nil {
		t.Fatal(err)
	}
	return table, m, ReadLedger(table, m)
}

func readCSV(t testing.TB, r io.Reader) [][]string {
	t.Helper()
	data, err := io.ReadAll(r)
	if err != nil {
		t.Fatal(err)
	}
	text, found := strings.CutPrefix(string(data), utf8BOM)
	if !found {
		t.Error("the CSV file has no byte order mark")
	}
	lines, err := csv.NewReader(strings.NewReader(text)).ReadAll()
	if err != nil {
		t.Fatal(err)
	}
	return lines
}

// The 2018 ledger gives what its truth file says, line by line and column by
// column. Only the filing date of a row whose date is impossible cannot be
// read: the truth knows what the clerk meant, the sheet does not say it.
func TestLedgerAgainstTruth(t *testing.T) {
	truthFile, err := os.Open("testdata/ledger-2018.truth.csv")
	if err != nil {
		t.Fatal(err)
	}
	defer truthFile.Close()
	truth := readCSV(t, truthFile)

	_, _, rows := readFile(t, ledgerFile)
	var report bytes.Buffer
	if err := WriteReport(&report, rows); err != nil {
		t.Fatal(err)
	}
	got := readCSV(t, &report)
	if len(got) != len(truth) || len(rows) != 297 {
		t.Fatalf("%d lines and %d rows, want %d lines", len(got), len(rows), len(truth))
	}
	counts := map[string]int{}
	for i, want := range truth {
		for col := range want {
			if want[11] == CodeBadFiled && col == 3 {
				if got[i][col] != "" {
					t.Errorf("row %s: an impossible date was read as %s", want[0], got[i][col])
				}
				continue
			}
			if got[i][col] != want[col] {
				t.Errorf("row %s, %s: %q, want %q", want[0], truth[0][col], got[i][col], want[col])
			}
		}
		counts[want[1]]++
	}
	if counts["import"] != 273 || counts["import_with_warning"] != 13 || counts["reject"] != 11 {
		t.Errorf("outcomes %v", counts)
	}
}
