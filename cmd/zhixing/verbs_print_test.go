package main

import (
	"encoding/json"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"

	"zhixing/app/court"
)

// bookmark is where a paper begins in a merged file.
type bookmark struct {
	Title string `json:"title"`
	Page  int    `json:"destpageposfrom1"`
}

// bookmarks lists the papers of a merged file.
func bookmarks(t *testing.T, path string) []bookmark {
	t.Helper()
	if out, err := exec.Command("qpdf", "--check", path).CombinedOutput(); err != nil {
		t.Fatalf("qpdf: %s", out)
	}
	out, err := exec.Command("qpdf", "--json", "--json-key=outlines", path).Output()
	if err != nil {
		t.Fatal(err)
	}
	var read struct {
		Outlines []bookmark `json:"outlines"`
	}
	if err := json.Unmarshal(out, &read); err != nil {
		t.Fatal(err)
	}
	return read.Outlines
}

// TestPrintIntoOneFile: several forms of several cases in one file, each on a
// front; stored papers are taken again; what cannot be written leaves the
// papers in their cases and says so.
func TestPrintIntoOneFile(t *testing.T) {
	dir := newOffice(t)
	mustRun(t, "import", ledger, "--data", dir, "--user", "管理员")
	file := filepath.Join(t.TempDir(), "打印.pdf")
	first, second := "（2018）豫1599执389号", "（2018）豫1599执392号"
	args := []string{"print", "--data", dir, "--user", "管理员", "--case", first, "--case", second, "--form", "执行通知书", "--form", "受理通知书", "--stored", "--merge"}
	said := mustRun(t, append(args, file, "--duplex")...)
	marks := bookmarks(t, file)
	for i, want := range []string{first + "执行通知书", first + "受理通知书", second + "执行通知书", second + "受理通知书"} {
		if len(marks) != 4 || !strings.HasPrefix(marks[i].Title, want) || marks[i].Page%2 == 0 {
			t.Fatalf("by case: %+v", marks)
		}
	}
	if !strings.Contains(said, "已制作4份") {
		t.Errorf("said %q", said)
	}
	once := filepath.Join(t.TempDir(), "按文书.pdf")
	mustRun(t, append(args, once, "--by-form", "--copies", "2")...)
	marks = bookmarks(t, once)
	if len(marks) != 8 || marks[1].Title != marks[0].Title || !strings.HasPrefix(marks[2].Title, second+"执行通知书") || !strings.HasPrefix(marks[7].Title, second+"受理通知书") {
		t.Errorf("by form, twice: %+v", marks)
	}
	papers, err := filepath.Glob(filepath.Join(dir, "papers", "*", "*"))
	if err != nil {
		t.Fatal(err)
	}
	blocked := filepath.Join(t.TempDir(), "没有的文件夹", "打印.pdf")
	if _, err := run(t, append(args, blocked)...); court.CodeOf(err) != court.CodeNotFound {
		t.Errorf("a missing folder: %v", err)
	}
	if now, err := filepath.Glob(filepath.Join(dir, "papers", "*", "*")); err != nil || len(now) != len(papers) {
		t.Errorf("%d stored files, were %d (%v)", len(now), len(papers), err)
	}
	if _, err := os.Stat(blocked); err == nil {
		t.Error("the file was written")
	}
}

// TestPrintRefusesWhatDoesNotFit: options that do not go together are named.
func TestPrintRefusesWhatDoesNotFit(t *testing.T) {
	base := []string{"print", "--data", t.TempDir(), "--user", "管理员", "--all-open", "--form", "传票"}
	for says, more := range map[string][]string{
		"--merge":  {},
		"--copies": {"--out", "x", "--copies", "2"},
		"--duplex": {"--out", "x", "--duplex"},
		"1 到 20":   {"--merge", "x.pdf", "--copies", "0"},
		"只能写一个":    {"--merge", "x.pdf", "--out", "y"},
	} {
		_, err := run(t, append(base, more...)...)
		if say, _ := court.Sentence(err); exitCode(err) != exitUsage || !strings.Contains(say, says) {
			t.Errorf("%v: %q, want %s", more, say, says)
		}
	}
}
