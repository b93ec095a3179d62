package main

import (
	"bytes"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"zhixing/app/court"
)

const (
	bankStatement = "../../app/sheet/testdata/statement-2018-11.csv"
	bankTruth     = "../../app/sheet/testdata/statement-2018-11.truth.csv"
)

// The bank's statement over the 2018 ledger gives what its truth file says,
// line by line, dry and for good; a second time nothing is doubled.
func TestStatementAgreesWithItsTruth(t *testing.T) {
	dir := newOffice(t)
	mustRun(t, "import", ledger, "--data", dir, "--user", "管理员")
	want, err := os.ReadFile(bankTruth)
	if err != nil {
		t.Fatal(err)
	}
	report := filepath.Join(t.TempDir(), "report.csv")
	check := func(options ...string) string {
		t.Helper()
		out := mustRun(t, append([]string{"statement", bankStatement, "--data", dir, "--user", "管理员", "--report", report}, options...)...)
		got, err := os.ReadFile(report)
		if err != nil {
			t.Fatal(err)
		}
		gotLines, wantLines := bytes.Split(got, []byte("\n")), bytes.Split(want, []byte("\n"))
		if len(gotLines) != len(wantLines) {
			t.Fatalf("%d lines, want %d", len(gotLines), len(wantLines))
		}
		for i := range wantLines {
			if !bytes.Equal(bytes.TrimSpace(gotLines[i]), bytes.TrimSpace(wantLines[i])) {
				t.Errorf("line %d: %s, want %s", i, gotLines[i], wantLines[i])
			}
		}
		return out
	}
	if out := check("--dry-run"); !strings.Contains(out, "没有写入") || !strings.Contains(out, "记入案件110笔") || !strings.Contains(out, "余额逐笔核对无误") {
		t.Error(out)
	}
	before := mustRun(t, "cases", "--data", dir, "--user", "管理员", "--csv")
	if out := check(); !strings.Contains(out, "记入案件110笔（7,998,765.26元），记入不明款92笔（7,650,237.72元）") {
		t.Error(out)
	}
	after := mustRun(t, "cases", "--data", dir, "--user", "管理员", "--csv")
	if before == after {
		t.Error("nothing was posted")
	}
	if out := check(); !strings.Contains(out, "记入案件0笔，记入不明款0笔") || !strings.Contains(out, "已登记217笔") {
		t.Error(out)
	}
	if mustRun(t, "cases", "--data", dir, "--user", "管理员", "--csv") != after {
		t.Error("importing twice changed the cases")
	}
	if out := mustRun(t, "verify", "--data", dir); !strings.Contains(out, "没有问题") {
		t.Error(out)
	}
}

func TestStatementVerbRefuses(t *testing.T) {
	dir := newOffice(t)
	bad := filepath.Join(t.TempDir(), "坏.csv")
	if err := os.WriteFile(bad, []byte("交易日期,收入,支出,对方户名\n20181102,1.005,,甲\n"), 0o600); err != nil {
		t.Fatal(err)
	}
	for _, x := range []struct {
		args []string
		says string
	}{
		{[]string{"statement"}, "对账单文件"},
		{[]string{"statement", bankStatement, "--user", "管理员"}, "--data"},
		{[]string{"statement", "没有.csv", "--data", dir, "--user", "管理员"}, "找不到"},
		{[]string{"statement", ledger, "--data", dir, "--user", "管理员"}, "标题行"},
		{[]string{"statement", bad, "--data", dir, "--user", "管理员"}, "第2行"},
	} {
		_, err := run(t, x.args...)
		say, hint := court.Sentence(err)
		if exitCode(err) != exitUsage || !strings.Contains(say+hint, x.says) {
			t.Errorf("%v: %d %s %s", x.args, exitCode(err), say, hint)
		}
	}
}
