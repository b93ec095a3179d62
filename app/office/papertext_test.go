package office_test

import (
	"archive/zip"
	"bytes"
	"io"
	"strings"
	"testing"

	"zhixing/app/court"
	"zhixing/app/office"
)

// block finds a block of a text.
func block(t *testing.T, blocks []court.PaperBlock, holds string) court.PaperBlock {
	t.Helper()
	for _, b := range blocks {
		if strings.Contains(b.Text, holds) {
			return b
		}
	}
	t.Fatalf("no block with %q", holds)
	return court.PaperBlock{}
}

// What a person changed in the filled text is printed, kept with the paper and
// told in the audit trail; the stored Word file is made from it, not from the
// case as it is now.
func TestChangedTextIsKeptWithThePaper(t *testing.T) {
	w := newWorld(t)
	w.withoutCodes() // the preview of a paper has none
	c := w.register()
	clerk := w.staff["陈玥"]
	req := office.PaperRequest{CaseID: c.ID, Form: "execution-notice"}
	text, err := w.o.PaperText(w.ctx, clerk, req)
	w.must(err)
	b := block(t, text.Blocks, c.Basis.Number)
	if b.Changed() || text.Stale != nil {
		t.Fatalf("opens with %+v", b)
	}
	b.Text = strings.Replace(b.Text, c.Basis.Number, c.Basis.Number+"（部分内容已经履行𬭎）", 1)
	plain, err := w.o.Preview(w.ctx, clerk, req)
	w.must(err)
	req.Edits = map[int64][]court.PaperEdit{0: {b.Edit()}}
	seen, err := w.o.Preview(w.ctx, clerk, req)
	w.must(err)
	made, err := w.o.MakePaper(w.ctx, clerk, req)
	w.must(err)
	if bytes.Equal(seen[0], plain[0]) || len(made) != 1 {
		t.Error("the preview does not show the change")
	}
	c.Basis.Number = "（2018）豫1599民初999号"
	_, err = w.o.UpdateCase(w.ctx, w.staff["赵一帆"], c, "更正")
	w.must(err)
	stored, err := w.o.PaperPDF(w.ctx, made[0].ID)
	w.must(err)
	if !bytes.Equal(stored.PDF, made[0].PDF) || len(stored.Edits) != 1 || stored.Edits[0].Was != b.Filled || stored.Edits[0].Now != b.Text || stored.Edits[0].Block != b.Name {
		t.Errorf("kept %+v", stored.Paper)
	}
	docx, err := w.o.StoredWord(w.ctx, made[0].ID)
	w.must(err)
	if doc := unzipped(t, docx, "word/document.xml"); !strings.Contains(doc, "部分内容已经履行𬭎") || strings.Contains(doc, "民初999号") {
		t.Error("the Word file of the stored paper is not its text")
	}
	entries, err := w.o.Audit(w.ctx, w.staff["管理员"], office.AuditQuery{Search: "制作文书", Limit: 1})
	w.must(err)
	if len(entries) != 1 || !strings.Contains(entries[0].Reason, b.Name) || !strings.Contains(entries[0].After, "部分内容已经履行") {
		t.Errorf("audit %+v", entries)
	}
}

// A change that no block fits any more is shown as such and stops the paper; an
// empty paragraph and a character without a glyph are refused with the block.
func TestChangesThatDoNotFitAreRefused(t *testing.T) {
	w := newWorld(t)
	c := w.register()
	clerk := w.staff["陈玥"]
	req := office.PaperRequest{CaseID: c.ID, Form: "execution-notice"}
	text, err := w.o.PaperText(w.ctx, clerk, req)
	w.must(err)
	b := block(t, text.Blocks, c.Number.String())
	make := func(e court.PaperEdit) error {
		req.Edits = map[int64][]court.PaperEdit{0: {e}}
		_, err := w.o.MakePaper(w.ctx, clerk, req)
		return err
	}
	stale := b.Edit()
	stale.Was, stale.Now = "别的内容", "改成这样"
	w.refused(make(stale), court.CodeInvalid, b.Name)
	if text, err = w.o.PaperText(w.ctx, clerk, req); err != nil || len(text.Stale) != 1 || text.Stale[0].Now != "改成这样" {
		t.Errorf("stale %+v, %v", text.Stale, err)
	}
	b.Text = " "
	w.refused(make(b.Edit()), court.CodeInvalid, b.Name)
	b.Text = "案\U0001F600"
	w.refused(make(b.Edit()), court.CodeInvalid, b.Name)
	if list, err := w.o.Papers(w.ctx, c.ID); err != nil || len(list) != 0 {
		t.Errorf("%d papers are kept, %v", len(list), err)
	}
}

// unzipped gives a file of a ZIP archive.
func unzipped(t *testing.T, archive []byte, name string) string {
	t.Helper()
	z, err := zip.NewReader(bytes.NewReader(archive), int64(len(archive)))
	if err != nil {
		t.Fatal(err)
	}
	f, err := z.Open(name)
	if err != nil {
		t.Fatal(err)
	}
	text, err := io.ReadAll(f)
	if err != nil {
		t.Fatal(err)
	}
	return string(text)
}
