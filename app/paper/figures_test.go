package paper

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"strconv"
	"strings"
	"testing"
	"time"
)

// figureChild, set for a process of its own, names what it prints.
const figureChild = "ZHIXING_FIGURE"

// figure is what a child process measured.
type figure struct {
	First   float64 // ms from the first line of the program's own code to the first paper
	Further float64 // ms for each further one
	Total   float64 // s
	Memory  float64 // MB at most
}

func init() {
	what := os.Getenv(figureChild)
	if what == "" {
		return
	}
	f, err := measureFigure(what, os.Getenv(figureChild+"_DIR"))
	if err == nil {
		err = json.NewEncoder(os.Stdout).Encode(f)
	}
	if err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
	os.Exit(0)
}

// notices is how many a child prints.
const notices = 1000

// measureFigure prints the first notice, or a thousand into files or into one.
func measureFigure(what, dir string) (f figure, err error) {
	begin := time.Now()
	p, err := New(Options{})
	if err != nil {
		return f, err
	}
	d := sample()
	print := func() ([]byte, error) {
		out, err := p.Print(context.Background(), "execution-notice", d)
		return out.PDF, err
	}
	pdf, err := print()
	if err != nil {
		return f, err
	}
	f.First = ms(time.Since(begin))
	var keep func(n int, pdf []byte) error
	switch what {
	case "first":
		return f, nil
	case "single":
		keep = func(n int, pdf []byte) error {
			return os.WriteFile(filepath.Join(dir, strconv.Itoa(n)+".pdf"), pdf, 0o600)
		}
	case "merged":
		out, err := os.Create(filepath.Join(dir, "all.pdf"))
		if err != nil {
			return f, err
		}
		m := NewMerger(out, true)
		keep = func(n int, pdf []byte) error { return m.Add(strconv.Itoa(n), pdf, 1) }
		defer func() { err = errors.Join(err, m.Close(), out.Close()) }()
	}
	for n := range notices {
		if n > 0 {
			if pdf, err = print(); err != nil {
				return f, err
			}
		}
		if err := keep(n, pdf); err != nil {
			return f, err
		}
	}
	f.Total = time.Since(begin).Seconds()
	f.Further = (f.Total*1000 - f.First) / (notices - 1)
	f.Memory, err = mostMemory()
	return f, err
}

func ms(d time.Duration) float64 { return float64(d.Microseconds()) / 1000 }

// mostMemory is the most resident memory that the process had, in MB.
func mostMemory() (float64, error) {
	status, err := os.ReadFile("/proc/self/status")
	if err != nil {
		return 0, err
	}
	_, rest, _ := strings.Cut(string(status), "VmHWM:")
	kb, err := strconv.Atoi(strings.Fields(rest + " 0")[0])
	return float64(kb) / 1024, err
}

// child measures in a process of its own.
func child(b *testing.B, what string) figure {
	b.Helper()
	c := exec.Command(os.Args[0])
	c.Env = append(os.Environ(), figureChild+"="+what, figureChild+"_DIR="+b.TempDir())
	c.Stderr = os.Stderr
	out, err := c.Output()
	if err != nil {
		b.Fatal(err)
	}
	var f figure
	if err := json.Unmarshal(out, &f); err != nil {
		b.Fatal(err)
	}
	return f
}

// BenchmarkFirstPaper starts a process for one notice.
func BenchmarkFirstPaper(b *testing.B) {
	sum := 0.0
	n := 0
	for b.Loop() {
		sum += child(b, "first").First
		n++
	}
	b.ReportMetric(sum/float64(n), "ms/first")
}

// BenchmarkThousandNotices prints a thousand notices into files of their own.
func BenchmarkThousandNotices(b *testing.B) { thousand(b, "single") }

// BenchmarkThousandMerged prints a thousand notices into one file.
func BenchmarkThousandMerged(b *testing.B) { thousand(b, "merged") }

func thousand(b *testing.B, what string) {
	var f figure
	for b.Loop() {
		f = child(b, what)
	}
	b.ReportMetric(f.Further, "ms/further")
	b.ReportMetric(f.Total, "s/1000")
	b.ReportMetric(f.Memory, "MB")
}

// BenchmarkAgainstLibreOffice prints a notice and has LibreOffice convert its
// text in the same run: one alone, and many in one call.
func BenchmarkAgainstLibreOffice(b *testing.B) {
	const many = 100
	p, dir := newPress(b), b.TempDir()
	docx, err := p.Word(context.Background(), "execution-notice", sample())
	if err != nil {
		b.Fatal(err)
	}
	var files []string
	for n := range many {
		files = append(files, filepath.Join(dir, fmt.Sprintf("%03d.docx", n)))
		if err := os.WriteFile(files[n], docx, 0o600); err != nil {
			b.Fatal(err)
		}
	}
	office := func(files ...string) float64 {
		begin := time.Now()
		args := []string{"--headless", "-env:UserInstallation=file://" + filepath.Join(dir, "profile"), "--convert-to", "pdf", "--outdir", filepath.Join(dir, "out")}
		if out, err := exec.Command("soffice", append(args, files...)...).CombinedOutput(); err != nil {
			b.Fatalf("%v\n%s", err, out)
		}
		return ms(time.Since(begin))
	}
	office(files[0]) // makes its profile
	var theirOne, theirMany, ourOne, ourMany float64
	for b.Loop() {
		theirOne = office(files[0])
		theirMany = office(files...) / many
		begin := time.Now()
		child(b, "first")
		ourOne = ms(time.Since(begin)) // with the start of the process, as theirs
		ourMany = child(b, "single").Total * 1000 / notices
	}
	b.ReportMetric(theirOne, "ms/LibreOffice-one")
	b.ReportMetric(ourOne, "ms/one")
	b.ReportMetric(theirOne/ourOne, "×one")
	b.ReportMetric(theirMany, "ms/LibreOffice-each")
	b.ReportMetric(ourMany, "ms/each")
	b.ReportMetric(theirMany/ourMany, "×each")
}

// BenchmarkPreviewPage opens a paper and draws its first page as the window
// does, once the engine is warm.
func BenchmarkPreviewPage(b *testing.B) {
	out, err := newPress(b).Print(context.Background(), "execution-notice", sample())
	if err != nil {
		b.Fatal(err)
	}
	v := NewPreviewer(PreviewOptions{CacheDir: b.TempDir()})
	defer func() {
		if err := v.Close(); err != nil {
			b.Error(err)
		}
	}()
	page := func() {
		doc, err := v.Open(out.PDF)
		if err != nil {
			b.Fatal(err)
		}
		if _, err := doc.Image(0, 120); err != nil {
			b.Fatal(err)
		}
		if err := doc.Close(); err != nil {
			b.Fatal(err)
		}
	}
	page()
	for b.Loop() {
		page()
	}
}

// BenchmarkMerge merges a hundred notices that are there.
func BenchmarkMerge(b *testing.B) {
	out, err := newPress(b).Print(context.Background(), "execution-notice", sample())
	if err != nil {
		b.Fatal(err)
	}
	for b.Loop() {
		m := NewMerger(io.Discard, true)
		for n := range 100 {
			if err := m.Add(strconv.Itoa(n), out.PDF, 1); err != nil {
				b.Fatal(err)
			}
		}
		if err := m.Close(); err != nil {
			b.Fatal(err)
		}
	}
}
