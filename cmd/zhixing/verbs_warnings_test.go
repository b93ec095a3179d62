package main

import (
	"encoding/csv"
	"strings"
	"testing"
)

// The imported ledger warns on a day in its year; the CSV has one line each.
func TestWarningsVerb(t *testing.T) {
	dir := newOffice(t)
	mustRun(t, "import", ledger, "--data", dir, "--user", "管理员")
	text := mustRun(t, "warnings", "--data", dir, "--user", "管理员", "--on", "2018-11-23")
	rows, err := csv.NewReader(strings.NewReader(strings.TrimPrefix(
		mustRun(t, "warnings", "--data", dir, "--user", "管理员", "--on", "2018-11-23", "--csv"), "\ufeff"))).ReadAll()
	if err != nil {
		t.Fatal(err)
	}
	if len(rows) < 2 || len(rows) != strings.Count(text, "\n") || rows[0][0] != "级别" || rows[0][7] != "应办日" {
		t.Fatalf("%d rows, %d lines, head %v", len(rows), strings.Count(text, "\n"), rows[0])
	}
	for _, row := range rows[1:] {
		if row[1] == "超期节点" && (!strings.HasPrefix(row[8], "-") || row[7] >= "2018-11-23") {
			t.Errorf("overdue: %v", row)
		}
	}
	if out, err := run(t, "warnings", "--data", dir, "--user", "管理员", "--on", "2018-13-01"); err == nil || !strings.Contains(out+err.Error(), "不是有效日期") {
		t.Errorf("%v %s", err, out)
	}
}
