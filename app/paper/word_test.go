package paper

import (
	"archive/zip"
	"bytes"
	"context"
	"encoding/xml"
	"errors"
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
)

// TestWordSaysTheSame: LibreOffice, which knows nothing of us, reads every
// form's .docx back, and its text is that of the paper, character by character
// in order.
func TestWordSaysTheSame(t *testing.T) {
	p := newPress(t)
	dir := t.TempDir()
	want := map[string]string{}
	args := []string{"--headless", "-env:UserInstallation=file://" + filepath.Join(dir, "profile"), "--convert-to", "txt:Text (encoded):UTF8", "--outdir", filepath.Join(dir, "txt")}
	for _, f := range p.Forms() {
		d := sampleFor(t, f)
		doc, err := p.compose(context.Background(), f.Code, d)
		if err != nil {
			t.Fatal(err)
		}
		want[f.Code] = textOfBlocks(doc.blocks)
		docx, err := p.Word(context.Background(), f.Code, d)
		if err != nil {
			t.Fatal(err)
		}
		again, err := p.Word(context.Background(), f.Code, d)
		if err != nil || !bytes.Equal(docx, again) {
			t.Errorf("%s: the same paper gave another file (%v)", f.Code, err)
		}
		wellFormed(t, f.Code, docx)
		file := filepath.Join(dir, f.Code+".docx")
		if err := os.WriteFile(file, docx, 0o644); err != nil {
			t.Fatal(err)
		}
		args = append(args, file)
		if *keep != "" {
			if err := os.WriteFile(filepath.Join(*keep, f.Code+".docx"), docx, 0o644); err != nil {
				t.Fatal(err)
			}
		}
	}
	if out, err := exec.Command("soffice", args...).CombinedOutput(); err != nil {
		t.Fatalf("soffice: %v\n%s", err, out)
	}
	for code, text := range want {
		got, err := os.ReadFile(filepath.Join(dir, "txt", code+".txt"))
		if err != nil {
			t.Fatal(err)
		}
		blanks := strings.NewReplacer("\ufeff", "", "\u00a0", "") // room for handwriting
		if read := squeeze(blanks.Replace(string(got))); read != text {
			t.Errorf("%s: written\n%s\nread back\n%s", code, text, read)
		}
	}
}

// textOfBlocks gives the text of a paper in order, without blanks.
func textOfBlocks(blocks []any) string {
	var b strings.Builder
	for _, x := range blocks {
		switch x := x.(type) {
		case *paragraph:
			b.WriteString(spanText(x.spans))
		case *ruleLine:
			b.WriteString(spanText(x.label))
		case *table:
			for _, r := range x.rows {
				for _, c := range r.cells {
					for _, p := range c.paras {
						b.WriteString(spanText(p.spans))
					}
				}
			}
		}
	}
	return squeeze(b.String())
}

func wellFormed(t *testing.T, code string, docx []byte) {
	t.Helper()
	z, err := zip.NewReader(bytes.NewReader(docx), int64(len(docx)))
	if err != nil {
		t.Fatal(err)
	}
	for _, f := range z.File {
		r, err := f.Open()
		if err != nil {
			t.Fatal(err)
		}
		d := xml.NewDecoder(r)
		for {
			if _, err := d.Token(); errors.Is(err, io.EOF) {
				break
			} else if err != nil {
				t.Fatalf("%s, %s: %v", code, f.Name, err)
			}
		}
	}
}
