//go:build linux

package printer

import (
	"context"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"zhixing/app/court"
	"zhixing/app/desktop/printer/cupstest"
)

var ctx = context.Background()

// delivered waits for a job in a folder and gives its bytes and options.
func delivered(t *testing.T, folder, printer string) (pdf, options string) {
	t.Helper()
	for end := time.Now().Add(time.Minute); time.Now().Before(end); time.Sleep(50 * time.Millisecond) {
		files, err := filepath.Glob(filepath.Join(folder, printer+"-*.pdf"))
		if err != nil {
			t.Fatal(err)
		}
		if len(files) == 0 {
			continue
		}
		b, err := os.ReadFile(files[0])
		if err != nil {
			t.Fatal(err)
		}
		o, err := os.ReadFile(strings.TrimSuffix(files[0], ".pdf") + ".options")
		if err != nil {
			t.Fatal(err)
		}
		if err := os.Remove(files[0]); err != nil {
			t.Fatal(err)
		}
		return string(b), string(o)
	}
	t.Fatalf("nothing arrives at %s", printer)
	return "", ""
}

// TestPrintingThroughCUPS: the default printer, a chosen one, both sides; a
// printer that is gone or refuses and a service that does not answer are named,
// and the file stays.
func TestPrintingThroughCUPS(t *testing.T) {
	s := cupstest.Start(t)
	t.Setenv("CUPS_SERVER", s.Address)
	if list, err := List(ctx); err != nil || len(list) != 0 {
		t.Fatalf("without printers: %v, %v", list, err)
	}
	hall, office := filepath.Join(t.TempDir(), "hall"), filepath.Join(t.TempDir(), "office")
	s.AddPrinter(t, "立案大厅", hall, false)
	s.AddPrinter(t, "office-1", office, true)
	list, err := List(ctx)
	if err != nil || !slices.Equal(list, []Printer{{"office-1", true}, {"立案大厅", false}}) {
		t.Fatalf("%v, %v", list, err)
	}
	path := filepath.Join(t.TempDir(), "（2018）豫1599执1号 执行通知书.pdf")
	const content = "%PDF-1.4\n%paper\n"
	if err := os.WriteFile(path, []byte(content), 0o600); err != nil {
		t.Fatal(err)
	}
	print := func(j Job) error { j.Path = path; return Print(ctx, j) }
	if err := print(Job{}); err != nil {
		t.Fatal(err)
	}
	if pdf, options := delivered(t, office, "office-1"); pdf != content || strings.Contains(options, "sides=") {
		t.Errorf("the default printer got %q with %q", pdf, options)
	}
	if err := print(Job{Printer: "立案大厅", Sides: SidesBoth}); err != nil {
		t.Fatal(err)
	}
	if pdf, options := delivered(t, hall, "立案大厅"); pdf != content || !strings.Contains(options, "sides=two-sided-long-edge") {
		t.Errorf("the chosen printer got %q with %q", pdf, options)
	}
	told := func(what string, err error, code court.Code, words string) {
		t.Helper()
		if say, hint := court.Sentence(err); court.CodeOf(err) != code || !strings.Contains(say, words) || hint == "" {
			t.Errorf("%s: %q %q %v", what, say, hint, err)
		}
	}
	told("a printer that is gone", print(Job{Printer: "三楼"}), court.CodeNotFound, "没有打印机“三楼”")
	s.Reject(t, "立案大厅")
	told("a printer that refuses", print(Job{Printer: "立案大厅"}), court.CodeUnexpected, "“立案大厅”没有接收")
	told("a file that is gone", Print(ctx, Job{Path: path + "x"}), court.CodeNotFound, "不在了")
	s.Stop()
	told("no service", print(Job{Printer: "office-1"}), court.CodeUnexpected, "没有回答")
	told("no service, default printer", print(Job{}), court.CodeUnexpected, "没有接收")
	if _, err := os.Stat(path); err != nil {
		t.Error("the file is gone")
	}
}
