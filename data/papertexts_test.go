package data

import (
	"context"
	"reflect"
	"strings"
	"testing"

	"zhixing/app/court"
	"zhixing/app/office"
)

// The text of a paper comes back byte for byte and is never changed; a paper of
// an older program has none and says so.
func TestPaperTexts(t *testing.T) {
	s := newStore(t)
	c := addCase(t, s, 1)
	p := court.Paper{CaseID: c.ID, Form: "execution-notice", Name: "执行通知书", Number: c.Number.String(), Dated: court.D(2018, 11, 23), Pages: 1, Maker: "白露", MadeAt: now}
	old := p
	record := []byte(strings.Repeat("执行通知书𬭎\x0e姓名\x1f龚䶮\x0f", 300))
	write(t, s, func(tx office.Tx) error {
		if err := tx.InsertPaper(&p, []byte("%PDF-1")); err != nil {
			return err
		}
		if err := tx.InsertPaper(&old, []byte("%PDF-2")); err != nil {
			return err
		}
		return tx.InsertPaperText(p.ID, record)
	})
	if got := read(t, s, func(r office.Reader) ([]byte, error) { return r.PaperText(p.ID) }); string(got) != string(record) {
		t.Errorf("%d bytes, want %d", len(got), len(record))
	}
	wantCode(t, s.Read(context.Background(), func(r office.Reader) error { _, err := r.PaperText(old.ID); return err }), court.CodeNotFound)
	if err := s.Write(context.Background(), func(tx office.Tx) error { return tx.InsertPaperText(p.ID, []byte("别的")) }); err == nil {
		t.Error("the text of a paper was replaced")
	}
}

// Versions of the court's own forms are numbered by form and come newest first.
func TestOwnForms(t *testing.T) {
	s := newStore(t)
	list := []court.OwnForm{
		{Form: "summons", Text: "名称: 传票\n", Base: "0f3a", Reason: "加电话", By: "管理员", At: now},
		{Form: "summons", Text: "", Base: "0f3a", Reason: "用回原样", By: "管理员", At: now},
		{Form: "report-assets", Text: "名称: 报告财产令\n", Base: "77aa", Reason: "改称呼", By: "管理员", At: now},
	}
	if last := read(t, s, office.Reader.LastOwnForm); last != 0 {
		t.Errorf("begins with version %d", last)
	}
	for i := range list {
		write(t, s, func(tx office.Tx) error { return tx.InsertOwnForm(&list[i]) })
	}
	if list[0].Number != 1 || list[1].Number != 2 || list[2].Number != 1 {
		t.Errorf("numbers %d %d %d", list[0].Number, list[1].Number, list[2].Number)
	}
	got := read(t, s, func(r office.Reader) ([]court.OwnForm, error) { return r.OwnForms("summons") })
	for i := range got {
		if !got[i].At.Equal(now) {
			t.Errorf("saved at %v", got[i].At)
		}
		got[i].At = now
	}
	if !reflect.DeepEqual(got, []court.OwnForm{list[1], list[0]}) {
		t.Errorf("versions %+v", got)
	}
	if last := read(t, s, office.Reader.LastOwnForm); last != list[2].ID {
		t.Errorf("newest %d, want %d", last, list[2].ID)
	}
}
