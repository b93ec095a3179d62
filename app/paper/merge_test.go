package paper

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"zhixing/app/court"
)

// somePapers prints three papers of one, two and more pages.
func somePapers(t testing.TB) (list [][]byte, pages []int) {
	t.Helper()
	p := newPress(t)
	for _, form := range []string{"summons", "execution-notice", "interim-interview"} {
		out, err := p.Print(context.Background(), form, sampleFor(t, *p.byCode[form]))
		if err != nil {
			t.Fatal(err)
		}
		list, pages = append(list, out.PDF), append(pages, out.Pages)
	}
	return list, pages
}

func pageText(t testing.TB, file string, page int) string {
	t.Helper()
	n := fmt.Sprint(page)
	return squeeze(string(tool(t, "pdftotext", "-f", n, "-l", n, "-raw", file, "-")))
}

// TestMergedPapersAreThePapers: every page of the merged file shows what the
// paper shows, in order, with a bookmark at each paper; in duplex every paper
// and every copy begins on a front.
func TestMergedPapersAreThePapers(t *testing.T) {
	papers, pages := somePapers(t)
	if !slices.ContainsFunc(pages, func(n int) bool { return n%2 == 1 }) {
		t.Fatalf("pages %v: none ends on a front", pages)
	}
	copies := []int{1, 2, 1}
	for _, duplex := range []bool{false, true} {
		var out bytes.Buffer
		m := NewMerger(&out, duplex)
		for i, pdf := range papers {
			if err := m.Add(fmt.Sprintf("第%d份（%d）", i+1, pages[i]), pdf, copies[i]); err != nil {
				t.Fatal(err)
			}
		}
		if err := m.Close(); err != nil {
			t.Fatal(err)
		}
		file := toFile(t, out.Bytes())
		tool(t, "qpdf", "--check", file)
		at := 0
		for i, pdf := range papers {
			own := toFile(t, pdf)
			for range copies[i] {
				if duplex && at%2 == 1 {
					if at++; pageText(t, file, at) != "" {
						t.Errorf("page %d is no blank back", at)
					}
				}
				for n := range pages[i] {
					at++
					if got, want := pageText(t, file, at), pageText(t, own, n+1); got != want {
						t.Errorf("page %d reads %.60s, want %.60s", at, got, want)
					}
				}
				samePixels(t, file, at, own, pages[i])
			}
		}
		if m.Pages() != at {
			t.Errorf("says %d pages, has %d", m.Pages(), at)
		}
		if marks := strings.Count(string(tool(t, "qpdf", "--json", "--json-key=outlines", file)), `"title"`); marks != 4 {
			t.Errorf("%d bookmarks, want 4", marks)
		}
	}
}

// samePixels compares a page of two files as a rasteriser shows it.
func samePixels(t *testing.T, a string, pageA int, b string, pageB int) {
	t.Helper()
	picture := func(file string, page int) []byte {
		n, to := fmt.Sprint(page), filepath.Join(t.TempDir(), "page")
		tool(t, "pdftoppm", "-gray", "-r", "40", "-f", n, "-l", n, "-singlefile", file, to)
		data, err := os.ReadFile(to + ".pgm")
		if err != nil {
			t.Fatal(err)
		}
		return data
	}
	if !bytes.Equal(picture(a, pageA), picture(b, pageB)) {
		t.Errorf("page %d looks different", pageA)
	}
}

// TestCopiesShareTheirFont: nine more copies cost next to nothing.
func TestCopiesShareTheirFont(t *testing.T) {
	papers, _ := somePapers(t)
	size := func(copies int) int {
		var out bytes.Buffer
		m := NewMerger(&out, true)
		if err := errors.Join(m.Add("通知", papers[1], copies), m.Close()); err != nil {
			t.Fatal(err)
		}
		return out.Len()
	}
	if one, ten := size(1), size(10); ten > one+one/10 {
		t.Errorf("one copy has %d bytes, ten have %d", one, ten)
	}
}

// TestForeignPDFIsNotMerged: what the program did not make is named, and the
// file goes on without it.
func TestForeignPDFIsNotMerged(t *testing.T) {
	papers, pages := somePapers(t)
	foreign := filepath.Join(t.TempDir(), "foreign.pdf")
	tool(t, "qpdf", "--object-streams=generate", toFile(t, papers[0]), foreign)
	streams, err := os.ReadFile(foreign)
	if err != nil {
		t.Fatal(err)
	}
	var out bytes.Buffer
	m := NewMerger(&out, false)
	for name, pdf := range map[string][]byte{"空": nil, "文字": []byte("hello"), "半份": papers[0][:len(papers[0])/2], "对象流": streams} {
		err := m.Add(name, pdf, 1)
		if say, hint := court.Sentence(err); court.CodeOf(err) != court.CodeDamaged || !strings.Contains(say, name) || hint == "" {
			t.Errorf("%s: %v", name, err)
		}
	}
	if err := errors.Join(m.Add("传票", papers[0], 1), m.Close()); err != nil {
		t.Fatal(err)
	}
	tool(t, "qpdf", "--check", toFile(t, out.Bytes()))
	if m.Pages() != pages[0] {
		t.Errorf("%d pages", m.Pages())
	}
	if err := NewMerger(&out, false).Close(); court.CodeOf(err) != court.CodeRefused {
		t.Errorf("nothing to merge: %v", err)
	}
}

// TestMergingTellsOfAFullDisk: the error of writing comes through.
func TestMergingTellsOfAFullDisk(t *testing.T) {
	papers, _ := somePapers(t)
	full, err := os.OpenFile("/dev/full", os.O_WRONLY, 0)
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = full.Close() }()
	m := NewMerger(full, false)
	for range 3 {
		err = m.Add("通知", papers[1], 1)
	}
	if err == nil {
		t.Error("a full disk went unnoticed")
	}
}
