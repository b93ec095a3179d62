package main

import (
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"

	"zhixing/app/court"
)

// An office's books leave the program as a journal that hledger accepts; a
// file is asked for by its option.
func TestBooksLeaveAsAJournal(t *testing.T) {
	dir := newOffice(t)
	_, err := run(t, "export", "--data", dir, "--user", "管理员")
	if say, _ := court.Sentence(err); !strings.Contains(say, "--hledger") {
		t.Errorf("without a file: %v", err)
	}
	file := filepath.Join(t.TempDir(), "案款.journal")
	if out := mustRun(t, "export", "--hledger", file, "--data", dir, "--user", "管理员"); !strings.Contains(out, "已导出") {
		t.Errorf("said %q", out)
	}
	b, err := os.ReadFile(file)
	if err != nil || !strings.Contains(string(b), "溪山县人民法院案款账") {
		t.Fatalf("journal %q, %v", b, err)
	}
	check := exec.Command("hledger", "-f", file, "check", "--strict")
	check.Env = append(os.Environ(), "LC_ALL=C.UTF-8") // it reads files in the locale's encoding
	if out, err := check.CombinedOutput(); err != nil {
		t.Errorf("hledger: %v %s", err, out)
	}
}
