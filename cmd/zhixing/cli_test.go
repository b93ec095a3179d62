package main

import (
	"bytes"
	"encoding/csv"
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"

	"zhixing/app/court"
)

const ledger = "../../app/sheet/testdata/ledger-2018.xlsx"

// run runs a command line and gives what it printed; the error is the verb's.
func run(t *testing.T, args ...string) (string, error) {
	t.Helper()
	t.Setenv("ZHIXING_PASSWORD", "测试密码2018")
	r, w, err := os.Pipe()
	if err != nil {
		t.Fatal(err)
	}
	old := os.Stdout
	os.Stdout = w
	done := make(chan []byte)
	go func() { b, _ := io.ReadAll(r); done <- b }()
	root := rootCommand()
	root.SetArgs(args)
	root.SetOut(w)
	err = root.ExecuteContext(t.Context())
	os.Stdout = old
	w.Close()
	return string(<-done), err
}

func mustRun(t *testing.T, args ...string) string {
	t.Helper()
	out, err := run(t, args...)
	if err != nil {
		say, hint := court.Sentence(err)
		t.Fatalf("%v: %s %s (%v)", args, say, hint, err)
	}
	return out
}

func newOffice(t *testing.T) string {
	t.Helper()
	dir := filepath.Join(t.TempDir(), "数据")
	mustRun(t, "init", "--data", dir, "--court", "溪山县人民法院", "--code", "豫1599", "--admin", "管理员",
		"--bank", "溪山县农村信用合作联社", "--account-name", "溪山县人民法院", "--account", "41001599000000001")
	return dir
}

func readCSV(t *testing.T, path string) [][]string {
	t.Helper()
	b, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	rows, err := csv.NewReader(bytes.NewReader(bytes.TrimPrefix(b, []byte("\ufeff")))).ReadAll()
	if err != nil {
		t.Fatal(err)
	}
	return rows
}

// The 2018 ledger goes in as its truth file says, a second time changes
// nothing, and every open case's notice comes out.
func TestLedgerInNoticesOut(t *testing.T) {
	dir := newOffice(t)
	report := filepath.Join(t.TempDir(), "report.csv")
	mustRun(t, "import", ledger, "--data", dir, "--user", "管理员", "--dry-run", "--report", report)
	dry := readCSV(t, report)
	if got := mustRun(t, "cases", "--data", dir, "--user", "管理员"); !strings.Contains(got, "共0件") {
		t.Fatal("the dry run wrote cases")
	}
	mustRun(t, "import", ledger, "--data", dir, "--user", "管理员", "--report", report)
	got, want := readCSV(t, report), readCSV(t, "../../app/sheet/testdata/ledger-2018.truth.csv")
	if len(got) != len(want) || len(dry) != len(want) {
		t.Fatalf("%d lines, dry %d, want %d", len(got), len(dry), len(want))
	}
	for i := range want {
		for col := range want[i] {
			impossible := want[i][1] == "reject" && want[0][col] == "filed" && got[i][col] == ""
			if got[i][col] != want[i][col] && !impossible || dry[i][col] != got[i][col] {
				t.Errorf("line %d %s: %q, dry %q, want %q", i, want[0][col], got[i][col], dry[i][col], want[i][col])
			}
		}
	}
	before := mustRun(t, "cases", "--data", dir, "--user", "管理员", "--csv")
	again := mustRun(t, "import", ledger, "--data", dir, "--user", "管理员")
	if !strings.Contains(again, "已导入0件") || mustRun(t, "cases", "--data", dir, "--user", "管理员", "--csv") != before {
		t.Errorf("importing twice changed something: %s", again)
	}
	if n := strings.Count(before, "\n") - 1; n != 286 {
		t.Errorf("%d cases, want 286", n)
	}
	if got := mustRun(t, "cases", "--data", dir, "--user", "管理员", "--search", "𬭎"); !strings.Contains(got, "（2018）豫1599执389号") {
		t.Errorf("search for a rare character: %s", got)
	}
	noticesComeOut(t, dir, strings.Count(before, ",在办,"))
}

func noticesComeOut(t *testing.T, dir string, open int) {
	out := filepath.Join(t.TempDir(), "文书")
	mustRun(t, "print", "--data", dir, "--user", "管理员", "--all-open", "--form", "执行通知书", "--out", out)
	files, err := filepath.Glob(filepath.Join(out, "*.pdf"))
	if err != nil || len(files) != open {
		t.Fatalf("%d notices for %d open cases (%v)", len(files), open, err)
	}
	for _, name := range []string{"（2018）豫1599执389号", "（2018）豫1599执392号"} {
		match, _ := filepath.Glob(filepath.Join(out, name+"执行通知书*.pdf"))
		if len(match) != 1 {
			t.Fatalf("%s: %v", name, match)
		}
		text, err := exec.Command("pdftotext", "-layout", match[0], "-").Output()
		if err != nil || !strings.Contains(string(text), name) {
			t.Errorf("%s: %v\n%s", name, err, text)
		}
		if out, err := exec.Command("qpdf", "--check", match[0]).CombinedOutput(); err != nil {
			t.Errorf("qpdf: %s", out)
		}
	}
	if out := mustRun(t, "verify", "--data", dir); !strings.Contains(out, "核对了案件 ") {
		t.Errorf("verify says %q", out)
	}
}

func TestBackupAndRestore(t *testing.T) {
	dir := newOffice(t)
	mustRun(t, "import", ledger, "--data", dir, "--user", "管理员")
	mustRun(t, "print", "--data", dir, "--user", "管理员", "--case", "(2018)豫1599执101号", "--form", "受理通知书", "--out", t.TempDir())
	backup, back := filepath.Join(t.TempDir(), "b.zip"), filepath.Join(t.TempDir(), "恢复")
	mustRun(t, "backup", "--data", dir, "--user", "管理员", "--out", backup)
	if note, err := os.ReadFile(filepath.Join(dir, "backups", "用命令做的备份.txt")); err != nil || !strings.Contains(string(note), backup) {
		t.Errorf("the window does not learn of the backup: %q %v", note, err)
	}
	mustRun(t, "restore", backup, "--data", back)
	if mustRun(t, "cases", "--data", dir, "--user", "管理员", "--csv") != mustRun(t, "cases", "--data", back, "--user", "管理员", "--csv") {
		t.Error("the restored cases differ")
	}
	if _, err := run(t, "restore", backup, "--data", dir); exitCode(err) != exitRefused {
		t.Errorf("restoring over an office: %v", err)
	}
}

func TestCommandLineRefuses(t *testing.T) {
	dir := newOffice(t)
	empty := t.TempDir()
	for _, c := range []struct {
		code int
		says string
		args []string
	}{
		{exitRefused, "已经有", []string{"init", "--data", dir, "--court", "甲", "--code", "豫1599", "--admin", "乙"}},
		{exitUsage, "--court", []string{"init", "--data", empty}},
		{exitUsage, "法院代字", []string{"init", "--data", empty, "--court", "甲", "--code", "15", "--admin", "乙"}},
		{exitUsage, "没有本程序的数据", []string{"cases", "--data", empty, "--user", "管理员"}},
		{exitUsage, "--user", []string{"cases", "--data", dir}},
		{exitDenied, "姓名或密码不对", []string{"cases", "--data", dir, "--user", "别人"}},
		{exitUsage, "没有", []string{"import", "没有.xlsx", "--data", dir, "--user", "管理员"}},
		{exitUsage, "Excel 文件", []string{"import", "--data", dir, "--user", "管理员"}},
		{exitUsage, "案号", []string{"print", "--data", dir, "--user", "管理员", "--case", "abc", "--form", "执行通知书", "--out", empty}},
		{exitUsage, "--all-open", []string{"print", "--data", dir, "--user", "管理员", "--form", "执行通知书", "--out", empty}},
		{exitUsage, "没有选项 --nonsense", []string{"cases", "--nonsense"}},
		{exitUsage, "没有“nonsense”", []string{"nonsense"}},
	} {
		_, err := run(t, c.args...)
		say, hint := court.Sentence(err)
		if exitCode(err) != c.code || !strings.Contains(say+hint, c.says) {
			t.Errorf("%v: exit %d, %q %q; want %d with %q", c.args, exitCode(err), say, hint, c.code, c.says)
		}
	}
	if _, err := os.Stat(filepath.Join(empty, "zhixing.db")); err == nil {
		t.Error("a refused init left a database")
	}
}

func TestHelpIsChinese(t *testing.T) {
	for _, args := range [][]string{{"--help"}, {"import", "--help"}, {"print", "--help"}, {"help", "cases"}} {
		out := mustRun(t, args...)
		for _, english := range []string{"Usage", "Flags", "Available", "Use \"", "help for"} {
			if strings.Contains(out, english) {
				t.Errorf("%v says %q:\n%s", args, english, out)
			}
		}
		if !strings.Contains(out, "用法") {
			t.Errorf("%v: %s", args, out)
		}
	}
}

// Printing never overwrites a file that is there, and refuses a mistyped input
// instead of leaving it out of the papers.
func TestPrintKeepsWhatIsThere(t *testing.T) {
	dir := newOffice(t)
	mustRun(t, "import", ledger, "--data", dir, "--user", "管理员")
	const number = "（2018）豫1599执389号"
	out := t.TempDir()
	args := []string{"print", "--data", dir, "--user", "管理员", "--case", number, "--form", "执行风险告知书", "--out", out}
	mustRun(t, args...)
	files, err := filepath.Glob(filepath.Join(out, "*.pdf"))
	if err != nil || len(files) != 1 {
		t.Fatalf("%v %v", files, err)
	}
	mine := files[0]
	other := t.TempDir()
	blocked := filepath.Join(other, strings.Replace(filepath.Base(mine), number, number+"之一", 1))
	if err := os.WriteFile(blocked, []byte("别人的文件"), 0o600); err != nil {
		t.Fatal(err)
	}
	args[len(args)-1] = other
	mustRun(t, args...)
	if b, err := os.ReadFile(blocked); err != nil || string(b) != "别人的文件" {
		t.Errorf("the file that was there is gone: %q %v", b, err)
	}
	if _, err := os.Stat(strings.TrimSuffix(blocked, ".pdf") + "（2）.pdf"); err != nil {
		t.Error(err)
	}
	_, err = run(t, append(args, "--set", "sumons.place=第三法庭")...)
	say, hint := court.Sentence(err)
	if court.CodeOf(err) != court.CodeInvalid || !strings.Contains(say, "sumons.place") {
		t.Errorf("mistyped input: %v %q %q", err, say, hint)
	}
}
